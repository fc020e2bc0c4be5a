/* The emitted model against PyTorch: linked with the emitted library by tests/test_parity.c,
 * given a reference, it runs three iterations from the same parameters, data and noise and
 * compares the gradients of each step's first run and all losses and metrics. Exits with 1
 * after a line for each that differs. */
#include "../../runtime/model.h"
#include "reference.h"

enum { FEWER_ITERATIONS = 3 };
static const double gradient_tolerance = 1e-4, value_tolerance = 1e-3;

extern const struct model *const parity_model;

static int wrong;

static void
must(int good, const char *what, const char *name)
{
    if (good)
        return;
    printf("%s: %s %s\n", parity_model->name, what, name);
    exit(1);
}

static void *
memory(long count, size_t size)
{
    void *at = calloc((size_t)count + 1, size);
    must(at != NULL, "out", "of memory");
    return at;
}

static void
set_parameter(const struct safetensors *file, const struct instance *m, const struct tensor *t)
{
    long count = tensor_count(t);
    double *value = memory(count, sizeof *value);
    float *logical = memory(count, sizeof *logical);
    must(reference_initial(file, t->key, count, value), "the reference has no", t->key);
    for (long i = 0; i < count; i++)
        logical[i] = (float)value[i];
    tensor_pack(t, logical, tensor_data(m, t));
    free(value);
    free(logical);
}

/* Channels-last, as fields lie in memory. */
static void
fill_images(const struct field *f, uint64_t seed, int64_t draw, float *image)
{
    long channels = f->shape[0], area = f->shape[1] * f->shape[2], size = channels * area;
    long count = parity_model->batch * size;
    for (long i = 0; i < count; i++) {
        long b = i / size, c = i / area % channels, p = i % area;
        image[b * size + p * channels + c] =
            (float)reference_pixel(seed, draw, count, i, f->low, f->high);
    }
}

static void
compare_gradients(const struct safetensors *file, const struct instance *m,
                  const struct step *step)
{
    for (int i = 0; i < step->updates; i++) {
        const struct tensor *t = &parity_model->tensor[step->updated[i]];
        long count = tensor_count(t);
        int64_t there;
        double *want = reference_read(file, "first", t->key, &there);
        must(want != NULL && there == count, "the reference has no gradient of", t->key);
        float *logical = memory(count, sizeof *logical);
        double *got = memory(count, sizeof *got);
        tensor_unpack(t, m->gradients + t->offset, logical);
        for (long j = 0; j < count; j++)
            got[j] = (double)logical[j];
        wrong += reference_differs(parity_model->name, "float gradient of", t->key, count, got,
                                   want, gradient_tolerance);
        free(want);
        free(logical);
        free(got);
    }
}

/* Values that the run of a step has computed are appended to their columns. */
static void
take_values(struct instance *m, double **column, int64_t *length)
{
    for (int i = 0; i < parity_model->scalars; i++) {
        if (scalar_is_unset(m->value[i]))
            continue;
        column[i][length[i]++] = (double)m->value[i];
        m->value[i] = scalar_unset();
    }
}

static void
compare_values(const struct safetensors *file, double **column, const int64_t *length)
{
    for (int i = 0; i < parity_model->scalars; i++) {
        const char *name = parity_model->scalar[i].name;
        int64_t there;
        double *want = reference_read(file, "value", name, &there);
        must(want != NULL, "the reference has no", name);
        must(length[i] * ITERATIONS == there * FEWER_ITERATIONS, "not as many runs of", name);
        wrong += reference_differs(parity_model->name, "float", name, length[i], column[i],
                                   want, value_tolerance);
        free(want);
        free(column[i]);
    }
}

static void
iterate(const struct safetensors *file, struct instance *m, float *image, double **column,
        int64_t *length)
{
    uint64_t draw = 0;
    for (int k = 0; k < FEWER_ITERATIONS; k++) {
        for (int s = 0; s < parity_model->steps; s++) {
            const struct step *step = &parity_model->step[s];
            for (int r = 0; r < step->repeat; r++) {
                if (s == 0 || r > 0) {
                    m->draw = draw;
                    fill_images(&parity_model->field[0], m->seed, (int64_t)draw++, image);
                }
                step->run(m);
                take_values(m, column, length);
                if (k == 0 && r == 0)
                    compare_gradients(file, m, step);
            }
        }
    }
}

int
main(int argc, char **argv)
{
    enum { SCALARS_MAX = 16, RUNS_MAX = 100 };
    double *column[SCALARS_MAX];
    int64_t length[SCALARS_MAX] = {0};
    struct safetensors *file = argc == 2 ? safetensors_open(argv[1]) : NULL;
    must(file != NULL, "which", "reference?");
    struct instance *m = instance_create(parity_model, reference_seed(file), 1);
    must(m != NULL, "out", "of memory");
    must(parity_model->fields == 1 && parity_model->field[0].kind == FIELD_IMAGE,
         "the data is not", "one image");
    must(parity_model->scalars <= SCALARS_MAX, "too many", "losses");
    instance_init(m);
    for (int i = 0; i < parity_model->tensors; i++) {
        if (parity_model->tensor[i].trained)
            set_parameter(file, m, &parity_model->tensor[i]);
    }
    for (int i = 0; i < parity_model->scalars; i++)
        column[i] = memory(RUNS_MAX, sizeof(double));
    const struct field *x = &parity_model->field[0];
    float *image =
        memory(parity_model->batch * x->shape[0] * x->shape[1] * x->shape[2], sizeof *image);
    m->field[0] = image;
    iterate(file, m, image, column, length);
    compare_values(file, column, length);
    free(image);
    instance_free(m);
    safetensors_close(file);
    return wrong > 0;
}
