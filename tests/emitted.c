/* The runtime that a library calls is the one of this process. */
#include "emitted.h"

#include "../runtime/iterate.h"
#include "reference.h"

#include <check.h>
#include <dlfcn.h>
#include <stdlib.h>

enum { FEWER_ITERATIONS = 3 };
static const double gradient_tolerance = 1e-4, value_tolerance = 1e-3;

typedef struct Run { /* of an emitted model */
    const struct model *model;
    const struct safetensors *file;
    struct instance *m;
    void **field;    /* the current batch, as fields lie in memory */
    double **column; /* values of each scalar, run after run */
    long *length, *room;
    int *runs; /* of each step */
    struct cursor cursor;
    int wrong;
} Run;

/* Of a page with stages, what a run of three iterations of each stage gives, where that is
 * something else. */
static double *
wanted(const Run *run, const char *section, const char *name, int64_t *count)
{
    double *value = NULL;
    if (run->model->stages > 0)
        value = reference_read(run->file, format("short.%s", section), name, count);
    if (value == NULL)
        value = reference_read(run->file, section, name, count);
    ck_assert_msg(value != NULL, "the reference has no %s.%s", section, name);
    return value;
}

static void *
memory(long count, size_t size)
{
    void *at = calloc((size_t)count + 1, size);
    ck_assert_ptr_nonnull(at);
    return at;
}

/* What the reference does not begin otherwise stays as instance_init sets it. */
static void
set_first_values(Run *run, const struct tensor *t)
{
    long count = tensor_count(t);
    double *value = memory(count, sizeof *value);
    float *logical = memory(count, sizeof *logical);
    bool there = reference_initial(run->file, t->key, count, value);
    ck_assert_msg(there || !t->trained, "the reference has no initial.%s", t->key);
    for (long i = 0; i < count; i++)
        logical[i] = (float)value[i];
    if (there)
        tensor_pack(t, logical, tensor_data(run->m, t));
    free(value);
    free(logical);
}

static long
example_size(const struct field *f)
{
    long size = 1;
    for (int a = 0; a < f->rank; a++)
        size *= f->shape[a];
    return size;
}

/* Images lie channels-last in memory. */
static void
fill_field(Run *run, int index, int64_t draw)
{
    const struct field *f = &run->model->field[index];
    const uint64_t seed = run->m->seed;
    const long size = example_size(f), count = run->model->batch * size;
    const long channels = f->rank == 3 ? f->shape[0] : 1, area = size / channels;
    const bool image = f->kind == FIELD_IMAGE;
    for (long i = 0; i < count; i++) {
        long b = i / size, c = i / area % channels, p = i % area;
        if (f->kind == FIELD_LABEL)
            ((int32_t *)run->field[index])[i] =
                reference_label(seed, index, draw, count, i, f->classes);
        else
            ((float *)run->field[index])[b * size + p * channels + c] = (float)reference_number(
                seed, index, draw, count, i, image ? f->low : VECTOR_LOW,
                image ? f->high : VECTOR_HIGH);
    }
}

static void
taken(struct iteration *it)
{
    Run *run = it->context;
    for (int i = 0; i < run->model->fields; i++)
        fill_field(run, i, run->cursor.batches - 1);
}

static int
updated_before(const struct model *model, int step, int tensor)
{
    int count = 0;
    for (int s = 0; s < step; s++)
        for (int i = 0; i < model->step[s].updates; i++)
            count += model->step[s].updated[i] == tensor;
    return count;
}

static void
compare_gradients(Run *run, int step)
{
    const struct model *model = run->model;
    for (int i = 0; i < model->step[step].updates; i++) {
        const int place = model->step[step].updated[i];
        const struct tensor *t = &model->tensor[place];
        const char *section = reference_section("first", updated_before(model, step, place));
        long count = tensor_count(t);
        int64_t there;
        double *want = wanted(run, section, t->key, &there);
        ck_assert_int_eq(there, count);
        float *logical = memory(count, sizeof *logical);
        double *got = memory(count, sizeof *got);
        tensor_unpack(t, run->m->gradients + t->offset, logical);
        for (long j = 0; j < count; j++)
            got[j] = (double)logical[j];
        run->wrong += reference_differs(model->name, "float gradient of", t->key, count, got,
                                        want, gradient_tolerance);
        free(want);
        free(logical);
        free(got);
    }
}

/* Values that the run of a step has computed are appended to their columns. */
static void
take_values(Run *run)
{
    for (int i = 0; i < run->model->scalars; i++) {
        if (scalar_is_unset(run->m->value[i]))
            continue;
        if (run->length[i] == run->room[i]) {
            run->room[i] = 2 * run->room[i] + ITERATIONS;
            run->column[i] =
                realloc(run->column[i], (size_t)run->room[i] * sizeof *run->column[i]);
            ck_assert_ptr_nonnull(run->column[i]);
        }
        run->column[i][run->length[i]++] = (double)run->m->value[i];
        run->m->value[i] = scalar_unset();
    }
}

static void
compare_values(Run *run)
{
    for (int i = 0; i < run->model->scalars; i++) {
        const char *name = run->model->scalar[i].name;
        int64_t there;
        double *want = wanted(run, "value", name, &there);
        ck_assert_msg(run->length[i] > 0 && run->length[i] <= there,
                      "%s: %ld values in three iterations, PyTorch has %ld in ten", name,
                      run->length[i], (long)there);
        run->wrong += reference_differs(run->model->name, "float", name, run->length[i],
                                        run->column[i], want, value_tolerance);
        free(want);
        free(run->column[i]);
    }
}

static int
checked(struct iteration *it, const struct step *step)
{
    Run *run = it->context;
    const int s = (int)(step - run->model->step);
    take_values(run);
    /* of one draw of several there is nothing to compare with */
    if (it->made && run->runs[s]++ == 0 && step->accumulate <= 1)
        compare_gradients(run, s);
    return 0;
}

static void
run_open(Run *run, const struct model *model, const struct safetensors *file)
{
    *run = (Run){.model = model, .file = file};
    run->cursor = (struct cursor){.per_epoch = EPOCH_BATCHES};
    run->cursor.length = model->stages > 0 ? FEWER_ITERATIONS : ITERATIONS;
    run->m = instance_create(model, reference_seed(file), 1);
    ck_assert_ptr_nonnull(run->m);
    instance_init(run->m);
    for (int i = 0; i < model->tensors; i++)
        set_first_values(run, &model->tensor[i]);
    instance_follow(run->m);
    run->column = memory(model->scalars, sizeof *run->column);
    run->length = memory(model->scalars, sizeof *run->length);
    run->room = memory(model->scalars, sizeof *run->room);
    run->runs = memory(model->steps, sizeof *run->runs);
    run->field = memory(model->fields, sizeof *run->field);
    for (int i = 0; i < model->fields; i++) {
        run->field[i] = memory(model->batch * example_size(&model->field[i]), sizeof(float));
        run->m->field[i] = run->field[i];
    }
}

static void
run_stages(struct iteration *it)
{
    const int stages = it->m->model->stages > 0 ? it->m->model->stages : 1;
    for (int stage = 0; stage < stages; stage++) {
        it->cursor->stage = stage;
        it->cursor->stage_step = it->cursor->step;
        it->cursor->stage_batches = it->cursor->batches;
        for (int k = 0; k < FEWER_ITERATIONS; k++)
            iterate(it);
    }
}

/* The iterations are those of the trainer. */
int
emitted_differs(const char *library, const struct safetensors *file)
{
    Run run;
    void *loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    ck_assert_msg(loaded != NULL, "%s", dlerror());
    const struct model *const *model = dlsym(loaded, "page_model");
    ck_assert_msg(model != NULL, "%s has no page_model", library);
    run_open(&run, *model, file);
    struct iteration it = {.m = run.m,
                           .cursor = &run.cursor,
                           .sums = iterate_sums(*model),
                           .context = &run,
                           .taken = taken,
                           .checked = checked};
    run_stages(&it);
    free(it.sums);
    compare_values(&run);
    for (int i = 0; i < run.model->fields; i++)
        free(run.field[i]);
    free(run.field);
    free(run.column);
    free(run.length);
    free(run.room);
    free(run.runs);
    instance_free(run.m);
    dlclose(loaded);
    return run.wrong;
}
