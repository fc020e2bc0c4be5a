/* Parity with PyTorch from equal weights, data and noise, by the committed references of
 * tests/parity (make_references.py says what they hold).
 *
 * In double: what the page means, evaluated by the interpreter, with Adam written here; ten
 * iterations, every loss and metric at every run, the gradients of the first and of the last,
 * batch statistics at the end. In float: the emitted library with its shipped flags, linked
 * with tests/parity/emitted.c. Runs from the root of the tree. */
#include "../compiler/emit/directory.h"
#include "../compiler/emit/emit.h"
#include "../runtime/random.h"
#include "interpret.h"
#include "parity/reference.h"

#include <check.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const models[] = {"gan",     "vae",      "wgan_gp",      "dcgan",
                                     "vqvae",   "conv_vae", "wgan_gp_conv", "dcgan64",
                                     "vqvae32", "resgan",   "layers"};
static const double tolerance = 1e-9;

typedef struct Parity { /* a model on its way through ten iterations */
    const char *name;
    struct safetensors *file;
    uint64_t seed;
    Program *program;
    double **parameter, **moment1, **moment2; /* by index */
    double **state;
    double **noise; /* of the current draw, by index */
    double *image;
    double **column; /* values of each scalar, run after run */
    int64_t *length;
    int wrong;
} Parity;

static const char *
reference_path(const char *name)
{
    return format("tests/parity/%s.safetensors", name);
}

/* A shipped page, or one of tests/parity that is there for its layers. */
static const char *
page_path(const char *name)
{
    const char *shipped = format("graphs/%s.yaml", name);
    return access(shipped, R_OK) == 0 ? shipped : format("tests/parity/%s.yaml", name);
}

/* "batch=4 width=5" as for --set. */
static Program *
translate_small(const struct safetensors *file, const char *name)
{
    LIST(Setting) settings = {0};
    const char *word = safetensors_note(file, "sizes");
    ck_assert_ptr_nonnull(word);
    while (*word) {
        size_t size = strcspn(word, " "), equals = strcspn(word, "=");
        ck_assert_uint_lt(equals, size);
        PUSH(settings, ((Setting){intern_bytes(word, equals),
                                  intern_bytes(word + equals + 1, size - equals - 1)}));
        word += size + (word[size] == ' ');
    }
    const char *path = page_path(name);
    Program *program = translate(path, settings.count, settings.at);
    ck_assert_msg(program != NULL, "%s is refused", path);
    return program;
}

static double *
numbers(int64_t count)
{
    return NEW_ARRAY(double, count + 1);
}

/* Numbers in a batch of images. */
static int64_t
image_count(const Program *program)
{
    Shape shape = program->fields.at[0]->shape;
    shape.n[BATCH] = program->batch;
    return shape_size(shape);
}

static void
parity_open(Parity *p, const char *name)
{
    *p = (Parity){.name = name, .file = safetensors_open(reference_path(name))};
    ck_assert_msg(p->file != NULL, "no reference of %s", name);
    p->seed = reference_seed(p->file);
    p->program = translate_small(p->file, name);
    const Program *program = p->program;
    p->parameter = NEW_ARRAY(double *, program->parameters.count);
    p->moment1 = NEW_ARRAY(double *, program->parameters.count);
    p->moment2 = NEW_ARRAY(double *, program->parameters.count);
    for (int i = 0; i < program->parameters.count; i++) {
        const Tensor *t = program->parameters.at[i];
        int64_t count = shape_size(t->shape);
        p->parameter[i] = numbers(count);
        p->moment1[i] = numbers(count);
        p->moment2[i] = numbers(count);
        ck_assert_msg(reference_initial(p->file, t->key, count, p->parameter[i]),
                      "%s: the reference has no %s", name, t->key);
    }
    p->state = NEW_ARRAY(double *, program->states.count + 1);
    for (int i = 0; i < program->states.count; i++) {
        const Tensor *t = program->states.at[i];
        p->state[i] = numbers(shape_size(t->shape));
        ck_assert_int_eq(t->init.kind, INIT_CONSTANT);
        for (int64_t j = 0; j < shape_size(t->shape); j++)
            p->state[i][j] = t->init.a;
    }
    p->noise = NEW_ARRAY(double *, program->noises.count + 1);
    p->column = NEW_ARRAY(double *, program->scalars.count);
    p->length = NEW_ARRAY(int64_t, program->scalars.count);
    for (int i = 0; i < program->scalars.count; i++)
        p->column[i] = numbers(10 * ITERATIONS);
    ck_assert_int_eq(program->fields.count, 1);
    p->image = numbers(image_count(program));
}

/* The stored noise of a draw, which is the runtime's own but for the last bits: a compiler may
 * contract its polynomials. */
static void
take_noise(Parity *p, const Noise *noise, int64_t draw)
{
    int64_t count = shape_size(noise->shape), all;
    double *stored = reference_read(p->file, "noise", noise->stream, &all);
    if (stored == NULL)
        return; /* of a command */
    ck_assert_int_le((draw + 1) * count, all);
    p->noise[noise->index] = numbers(count);
    memcpy(p->noise[noise->index], stored + draw * count, (size_t)count * sizeof *stored);
    free(stored);
    float *own = NEW_ARRAY(float, count);
    uint64_t key = random_key(p->seed, noise->stream);
    if (noise->kind == NOISE_NORMAL)
        random_normal(own, (long)count, key, (uint64_t)draw, 0);
    else
        random_uniform(own, (long)count, key, (uint64_t)draw, 0);
    for (int64_t i = 0; i < count; i++)
        ck_assert_double_eq_tol((double)own[i], p->noise[noise->index][i], 2e-6);
}

static void
take_draw(Parity *p, int64_t draw)
{
    const Field *x = p->program->fields.at[0];
    int64_t count = image_count(p->program);
    for (int64_t i = 0; i < count; i++)
        p->image[i] = reference_pixel(p->seed, draw, count, i, x->low, x->high);
    for (int i = 0; i < p->program->noises.count; i++)
        take_noise(p, p->program->noises.at[i], draw);
}

static const double *
leaf_values(const Node *leaf, void *context)
{
    const Parity *p = context;
    const double *value = NULL;
    if (leaf->op == OP_PARAMETER)
        value = p->parameter[((const Tensor *)leaf->leaf)->index];
    else if (leaf->op == OP_STATE)
        value = p->state[((const Tensor *)leaf->leaf)->index];
    else if (leaf->op == OP_DATA)
        value = p->image;
    else if (leaf->op == OP_DRAW)
        value = p->noise[((const Noise *)leaf->leaf)->index];
    ck_assert_msg(value != NULL, "%s: no values for %s", p->name, leaf->name);
    return value;
}

/* Kingma and Ba, 2015, algorithm 1, as torch.optim.Adam arranges it. */
static void
adam(Parity *p, const Optimizer *o, const Tensor *t, int time, const double *gradient)
{
    double *w = p->parameter[t->index], *m = p->moment1[t->index], *v = p->moment2[t->index];
    const double lr = optimizer_value(o, "lr"), eps = optimizer_value(o, "eps");
    const double beta1 = optimizer_value(o, "beta1"), beta2 = optimizer_value(o, "beta2");
    double bias1 = 1 - pow(beta1, time), bias2 = 1 - pow(beta2, time);
    ck_assert_str_eq(o->kind, "adam");
    for (int64_t i = 0; i < shape_size(t->shape); i++) {
        double g = gradient[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        w[i] -= lr / bias1 * m[i] / (sqrt(v[i]) / sqrt(bias2) + eps);
    }
}

static void
compare(Parity *p, const char *what, const char *section, const char *name, int64_t count,
        const double *got)
{
    int64_t there;
    double *want = reference_read(p->file, section, name, &there);
    ck_assert_msg(want != NULL && there == count, "%s: the reference has no %s of %s", p->name,
                  section, name);
    p->wrong += reference_differs(p->name, what, name, count, got, want, tolerance);
    free(want);
}

/* The values of a node, which may have been simplified to a smaller shape, over a full one. */
static double *
spread(const Node *n, const double *value, Shape shape)
{
    double *all = numbers(shape_size(shape));
    int64_t count = shape_size(shape);
    for (int64_t i = 0; i < count; i++) {
        int64_t rest = i, at[AXES], from = 0;
        for (int s = AXES - 1; s >= 0; s--) {
            at[s] = rest % shape.n[s];
            rest /= shape.n[s];
        }
        for (int s = 0; s < AXES; s++)
            from = from * n->shape.n[s] + (n->shape.n[s] == 1 ? 0 : at[s]);
        all[i] = value[from];
    }
    return all;
}

/* One run of a step: everything is computed before anything is written. `time` counts from 1.
 */
static void
run_step(Parity *p, const Step *step, int time)
{
    Nodes outputs = {0};
    for (int i = 0; i < step->updates.count; i++)
        PUSH(outputs, step->updates.at[i].gradient);
    for (int i = 0; i < step->assigns.count; i++)
        PUSH(outputs, step->assigns.at[i].value);
    for (int i = 0; i < step->logged.count; i++)
        PUSH(outputs, step->logged.at[i]->value);
    double **result = interpret(outputs.count, outputs.at, leaf_values, p, NULL);
    int at = 0;
    for (int i = 0; i < step->updates.count; i++, at++) {
        const Tensor *t = step->updates.at[i].parameter;
        const double *gradient = spread(outputs.at[at], result[at], t->shape);
        if (time == 1)
            compare(p, "first gradient of", "first", t->key, shape_size(t->shape), gradient);
        if (time == ITERATIONS * step->repeat)
            compare(p, "last gradient of", "last", t->key, shape_size(t->shape), gradient);
        adam(p, step->optimizer, t, time, gradient);
    }
    for (int i = 0; i < step->assigns.count; i++, at++) {
        const Tensor *t = step->assigns.at[i].state;
        p->state[t->index] = spread(outputs.at[at], result[at], t->shape);
    }
    for (int i = 0; i < step->logged.count; i++, at++) {
        int scalar = step->logged.at[i]->index;
        ck_assert_int_lt(p->length[scalar], 10 * ITERATIONS);
        p->column[scalar][p->length[scalar]++] = result[at][0];
    }
    interpret_free(outputs.count, result);
}

START_TEST(ten_iterations_in_double_are_those_of_pytorch)
{
    Parity p;
    int64_t draw = 0;
    parity_open(&p, models[_i]);
    for (int k = 0; k < ITERATIONS; k++) {
        for (int s = 0; s < p.program->steps.count; s++) {
            const Step *step = p.program->steps.at[s];
            for (int r = 0; r < step->repeat; r++) {
                if (s == 0 || r > 0)
                    take_draw(&p, draw++);
                run_step(&p, step, k * step->repeat + r + 1);
            }
        }
    }
    for (int i = 0; i < p.program->scalars.count; i++)
        compare(&p, "value of", "value", p.program->scalars.at[i]->name, p.length[i],
                p.column[i]);
    for (int i = 0; i < p.program->states.count; i++) {
        const Tensor *t = p.program->states.at[i];
        compare(&p, "statistics", "state", t->key, shape_size(t->shape), p.state[i]);
    }
    safetensors_close(p.file);
    ck_assert_msg(p.wrong == 0, "%s: %d tensors differ from PyTorch", p.name, p.wrong);
}
END_TEST

/* ---- the emitted library ---- */

static int
run(const char *command)
{
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void
write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(three_iterations_of_the_emitted_library_are_those_of_pytorch)
{
    const char *name = models[_i];
    char *here = getcwd(NULL, 0), directory[] = "/tmp/test_parity.XXXXXX";
    ck_assert_ptr_nonnull(here);
    ck_assert_ptr_nonnull(mkdtemp(directory));
    struct safetensors *file = safetensors_open(reference_path(name));
    ck_assert_ptr_nonnull(file);
    Plan *made = schedule(translate_small(file, name));
    safetensors_close(file);
    plan(made);
    program_names(made);
    ck_assert(directory_write(made, directory, true));
    write_text(format("%s/parity.c", directory),
               format("#include \"%s.h\"\n\nextern const struct model *const parity_model;\n"
                      "const struct model *const parity_model = &%s_model;\n",
                      name, name));
    /* the rule is given to the emitted Makefile, so that its own flags are used; what gradcheck
     * runs is linked and not used */
    int status = run(format(
        "cd %s && unset MAKEFLAGS MAKELEVEL && make -s -j2 BUILD=build RUNTIME=runtime "
        "--eval='parity: build/parity.o lib%s.a; "
        "$(CC) $(CFLAGS) $(FLAGS) -o $@ %s/tests/parity/emitted.c build/parity.o lib%s.a "
        "$(LIBS)' --eval='lib%s.a: lib' --eval='build/%s_check.o: CFLAGS = -O0' parity",
        directory, name, here, name, name, name));
    bool built = status == 0;
    if (built)
        status = run(format("%s/parity %s", directory, reference_path(name)));
    run(format("rm -rf %s", directory));
    free(here);
    ck_assert_msg(built, "%s: the emitted library does not build", name);
    ck_assert_msg(status == 0, "%s: the emitted code differs from PyTorch", name);
}
END_TEST

Suite *parity_suite(void);

Suite *
parity_suite(void)
{
    Suite *suite = suite_create("parity");
    TCase *tests = tcase_create("parity");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, ten_iterations_in_double_are_those_of_pytorch, 0,
                        (int)COUNT_OF(models));
    tcase_add_loop_test(tests, three_iterations_of_the_emitted_library_are_those_of_pytorch, 0,
                        (int)COUNT_OF(models));
    suite_add_tcase(suite, tests);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(parity_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
#endif
