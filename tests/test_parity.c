/* Parity with PyTorch from equal weights, data and noise, by the committed references of
 * tests/parity (make_references.py says what they hold); PARITY="gan vae" takes only these.
 *
 * In double: what the page means, evaluated by the interpreter, with the updates of descent.c;
 * ten iterations, every loss and metric at every run, the gradients of the first run of each
 * step and of its last, states at the end. In float: the emitted library with its shipped
 * flags, by emitted.c. Runs from the root of the tree. */
#include "../compiler/emit/directory.h"
#include "../compiler/emit/emit.h"
#include "../runtime/random.h"
#include "descent.h"
#include "emitted.h"
#include "interpret.h"
#include "reference.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const double tolerance = 1e-9;
static Names models;

typedef struct Parity { /* a model on its way through ten iterations */
    const char *name;
    struct safetensors *file;
    uint64_t seed;
    Program *program;
    double **parameter, **state; /* by index */
    Descents descents;
    double **noise;  /* of the current draw, by index */
    double **field;  /* of the current draw, by index; an image in logical order */
    double **column; /* values of each scalar, run after run */
    int64_t *length, *room;
    double *rate;   /* what the step has computed, by place in its rates */
    double ***last; /* gradients of each step's last run, by step and update */
    double time[TIMES];
    int64_t iterations, batches, draws; /* done in its stage, taken, made */
    int64_t stage_batches;              /* taken before its stage */
    int wrong;
} Parity;

static double *
numbers(int64_t count)
{
    return NEW_ARRAY(double, count + 1);
}

static int64_t
field_count(const Program *program, const Field *field)
{
    Shape shape = field->shape;
    shape.n[BATCH] = program->batch;
    return shape_size(shape);
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

/* ---- before the first iteration ---- */

/* Of a parameter, as the reference says; of a state that the reference does not begin
 * otherwise, as the page says. */
static double *
first_values(const Parity *p, const Tensor *t)
{
    int64_t count = shape_size(t->shape);
    double *value = numbers(count);
    if (reference_initial(p->file, t->key, count, value))
        return value;
    if (t->like)
        return first_values(p, t->like);
    ck_assert_msg(!t->trained && t->init.kind == INIT_CONSTANT,
                  "%s: the reference has no initial.%s", p->name, t->key);
    for (int64_t i = 0; i < count; i++)
        value[i] = t->init.a;
    return value;
}

static void
parity_open(Parity *p, const char *name)
{
    *p = (Parity){.name = name, .file = safetensors_open(reference_path(name))};
    ck_assert_msg(p->file != NULL, "no reference of %s", name);
    p->seed = reference_seed(p->file);
    p->program = reference_translate(p->file, name);
    const Program *program = p->program;
    ck_assert_msg(program != NULL, "%s is refused", reference_page(name));
    p->parameter = NEW_ARRAY(double *, program->parameters.count + 1);
    for (int i = 0; i < program->parameters.count; i++)
        p->parameter[i] = first_values(p, program->parameters.at[i]);
    p->state = NEW_ARRAY(double *, program->states.count + 1);
    for (int i = 0; i < program->states.count; i++)
        p->state[i] = first_values(p, program->states.at[i]);
    p->noise = NEW_ARRAY(double *, program->noises.count + 1);
    p->field = NEW_ARRAY(double *, program->fields.count + 1);
    p->column = NEW_ARRAY(double *, program->scalars.count + 1);
    p->length = NEW_ARRAY(int64_t, program->scalars.count + 1);
    p->room = NEW_ARRAY(int64_t, program->scalars.count + 1);
    for (int i = 0; i < program->fields.count; i++)
        p->field[i] = numbers(field_count(program, program->fields.at[i]));
    p->last = NEW_ARRAY(double **, program->steps.count + 1);
    for (int i = 0; i < program->steps.count; i++)
        p->last[i] = NEW_ARRAY(double *, program->steps.at[i]->updates.count + 1);
}

/* ---- data and noise ---- */

static void
take_field(Parity *p, const Field *f, int64_t draw)
{
    const int64_t count = field_count(p->program, f);
    const double low = f->kind == FIELD_IMAGE ? f->low : VECTOR_LOW;
    const double high = f->kind == FIELD_IMAGE ? f->high : VECTOR_HIGH;
    for (int64_t i = 0; i < count; i++)
        p->field[f->index][i] =
            f->kind == FIELD_LABEL
                ? reference_label(p->seed, f->index, draw, count, i, f->classes)
                : reference_number(p->seed, f->index, draw, count, i, low, high);
}

/* The runtime's own numbers. Those that come from polynomials, whose last bits depend on the
 * compiler, are stored and only compared; a draw that is not stored, as of a command, has none.
 */
static void
take_noise(Parity *p, const Noise *noise, int64_t draw)
{
    int64_t count = shape_size(noise->shape), all;
    float *own = NEW_ARRAY(float, count + 1);
    double *value = numbers(count);
    uint64_t key = random_key(p->seed, noise->stream);
    if (noise->kind == NOISE_UNIFORM) {
        random_uniform(own, (long)count, key, (uint64_t)draw, 0);
        for (int64_t i = 0; i < count; i++)
            value[i] = (double)own[i];
        p->noise[noise->index] = value;
        return;
    }
    double *stored = reference_read(p->file, "noise", noise->stream, &all);
    if (stored == NULL)
        return;
    ck_assert_int_eq(noise->kind, NOISE_NORMAL);
    ck_assert_int_le((draw + 1) * count, all);
    memcpy(value, stored + draw * count, (size_t)count * sizeof *stored);
    free(stored);
    random_normal(own, (long)count, key, (uint64_t)draw, 0);
    for (int64_t i = 0; i < count; i++)
        ck_assert_double_eq_tol((double)own[i], value[i], 2e-6);
    p->noise[noise->index] = value;
}

/* A batch of data and a draw of noise; which numbers they have. */
static void
take(Parity *p, bool noise, bool data)
{
    for (int i = 0; data && i < p->program->fields.count; i++)
        take_field(p, p->program->fields.at[i], p->batches);
    for (int i = 0; noise && i < p->program->noises.count; i++)
        take_noise(p, p->program->noises.at[i], p->draws);
    p->batches += data;
    p->draws += noise;
}

/* As the trainer tells it before an iteration: step, epoch, progress, examples. */
static void
tell_time(Parity *p)
{
    p->time[0] = (double)p->iterations;
    p->time[1] = (double)(p->batches - p->stage_batches) / EPOCH_BATCHES;
    p->time[2] = (double)p->iterations / ITERATIONS;
    p->time[3] = (double)((p->batches - p->stage_batches) * p->program->batch);
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
        value = p->field[((const Field *)leaf->leaf)->index];
    else if (leaf->op == OP_DRAW)
        value = p->noise[((const Noise *)leaf->leaf)->index];
    else if (leaf->op == OP_TIME)
        value = &p->time[(const Time *)leaf->leaf - times];
    ck_assert_msg(value != NULL, "%s: no values for %s", p->name, leaf->name);
    return value;
}

/* ---- a step ---- */

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

/* In how many steps before this one the parameter is updated too. */
static int
updated_before(const Program *program, const Step *step, const Tensor *t)
{
    int count = 0;
    for (int s = 0; program->steps.at[s] != step; s++)
        for (int i = 0; i < program->steps.at[s]->updates.count; i++)
            count += program->steps.at[s]->updates.at[i].parameter == t;
    return count;
}

static void
compare_gradient(Parity *p, const Step *step, const Tensor *t, bool first, const double *value)
{
    const int before = updated_before(p->program, step, t);
    compare(p, first ? "first gradient of" : "last gradient of",
            reference_section(first ? "first" : "last", before), t->key, shape_size(t->shape),
            value);
}

/* An average moves after its parameter. */
static void
run_follower(Parity *p, const Step *step, const Tensor *t, int follow)
{
    const int rate = step->follows.at[follow].rate;
    const double stays = rate < 0 ? step->follows.at[follow].decay : p->rate[rate];
    const double *parameter = p->parameter[t->follows->index];
    for (int64_t i = 0; i < shape_size(t->shape); i++)
        p->state[t->index][i] = stays * p->state[t->index][i] + (1 - stays) * parameter[i];
}

/* The gradients as they are before they are clipped, then the updates. */
static void
run_updates(Parity *p, const Step *step, double **gradient, const double *gate)
{
    int64_t *size = NEW_ARRAY(int64_t, step->updates.count + 1);
    for (int i = 0; i < step->updates.count; i++) {
        const Tensor *t = step->updates.at[i].parameter;
        size[i] = shape_size(t->shape);
        if (p->last[step->index][i] == NULL) {
            compare_gradient(p, step, t, true, gradient[i]);
            p->last[step->index][i] = numbers(size[i]);
        }
        memcpy(p->last[step->index][i], gradient[i], (size_t)size[i] * sizeof **gradient);
    }
    descent_clip(step, step->updates.count, size, gradient);
    for (int i = 0; i < step->updates.count; i++) {
        const Tensor *t = step->updates.at[i].parameter;
        if (step->updates.at[i].gate >= 0 && gate[step->updates.at[i].gate] == 0)
            continue;
        descent_update(descent_of(&p->descents, step->updates.at[i].optimizer, t), step,
                       p->parameter[t->index], gradient[i]);
    }
    for (int i = 0; i < step->updates.count; i++)
        if (step->updates.at[i].follower)
            run_follower(p, step, step->updates.at[i].follower, step->updates.at[i].follow);
    for (int i = 0; i < step->behind.count; i++)
        run_follower(p, step, step->behind.at[i].follower, step->behind.at[i].follow);
}

static void
log_scalar(Parity *p, int scalar, double value)
{
    if (p->length[scalar] == p->room[scalar]) {
        p->room[scalar] = 2 * p->room[scalar] + ITERATIONS;
        double *longer = numbers(p->room[scalar]);
        for (int64_t i = 0; i < p->length[scalar]; i++)
            longer[i] = p->column[scalar][i];
        p->column[scalar] = longer;
    }
    p->column[scalar][p->length[scalar]++] = value;
}

/* What a step computes of one draw. */
typedef struct Computed {
    double **gradient, **assign;
    double *gate;
    bool made;
} Computed;

/* What the step's optimizers take, of what it has computed. */
static void
set_rates(Parity *p, const Step *step, double *const *result)
{
    p->rate = numbers(step->rates.count);
    for (int k = 0; k < step->rates.count; k++)
        p->rate[k] = result[k][0];
    for (int i = 0; i < step->updates.count; i++) {
        const Update *update = &step->updates.at[i];
        Descent *d = descent_of(&p->descents, update->optimizer, update->parameter);
        for (int k = 0; k < step->rates.count; k++)
            if (step->rates.at[k].optimizer == update->optimizer)
                d->rate[step->rates.at[k].argument] = result[k][0];
    }
}

static Computed
compute_step(Parity *p, const Step *step)
{
    Nodes outputs = {0};
    if (step->when)
        PUSH(outputs, step->when);
    for (int i = 0; i < step->updates.count; i++)
        PUSH(outputs, step->updates.at[i].gradient);
    for (int i = 0; i < step->assigns.count; i++)
        PUSH(outputs, step->assigns.at[i].value);
    for (int i = 0; i < step->rates.count; i++)
        PUSH(outputs, step->rates.at[i].value);
    for (int i = 0; i < step->gates.count; i++)
        PUSH(outputs, step->gates.at[i]);
    for (int i = 0; i < step->logged.count; i++)
        PUSH(outputs, step->logged.at[i].value);
    double **result = interpret(outputs.count, outputs.at, leaf_values, p, NULL);
    Computed c = {NEW_ARRAY(double *, step->updates.count + 1),
                  NEW_ARRAY(double *, step->assigns.count + 1), numbers(step->gates.count),
                  true};
    int at = 0;
    if (step->when)
        c.made = result[at++][0] != 0;
    for (int i = 0; i < step->updates.count; i++, at++)
        c.gradient[i] =
            spread(outputs.at[at], result[at], step->updates.at[i].parameter->shape);
    for (int i = 0; i < step->assigns.count; i++, at++)
        c.assign[i] = spread(outputs.at[at], result[at], step->assigns.at[i].state->shape);
    set_rates(p, step, result + at);
    at += step->rates.count;
    for (int i = 0; i < step->gates.count; i++, at++)
        c.gate[i] = result[at][0];
    for (int i = 0; i < step->logged.count && (c.made || !step->early); i++)
        log_scalar(p, step->logged.at[i].scalar->index, result[at + i][0]);
    interpret_free(outputs.count, result);
    return c;
}

static void
write_assigns(Parity *p, const Step *step, const Computed *c, int from, int to)
{
    for (int i = from; i < to; i++)
        p->state[step->assigns.at[i].state->index] = c->assign[i];
}

/* Everything is computed before anything is written; of several draws the mean of the
 * gradients, and batch statistics at each. */
static void
run_step(Parity *p, const Step *step, bool noise, bool data)
{
    Computed all = {0}, c = {0};
    for (int k = 0; k < step->accumulate; k++) {
        take(p, noise || k > 0, data || k > 0);
        c = compute_step(p, step);
        if (k == 0 && !c.made)
            return;
        for (int i = 0; i < step->updates.count; i++)
            for (int64_t j = 0; j < shape_size(step->updates.at[i].parameter->shape); j++)
                c.gradient[i][j] += k > 0 ? all.gradient[i][j] : 0;
        all = c;
        write_assigns(p, step, &c, 0, step->moved);
    }
    for (int i = 0; i < step->updates.count; i++)
        for (int64_t j = 0; j < shape_size(step->updates.at[i].parameter->shape); j++)
            all.gradient[i][j] /= step->accumulate;
    run_updates(p, step, all.gradient, c.gate);
    write_assigns(p, step, &c, step->moved, step->assigns.count);
}

/* The steps in order, with data and noise drawn anew for each repeat after the first. */
static void
run_iteration(Parity *p, int stage)
{
    tell_time(p);
    take(p, true, true);
    for (int s = 0; s < p->program->steps.count; s++) {
        const Step *step = p->program->steps.at[s];
        if (step->stage != stage)
            continue;
        for (int r = 0; r < step->repeat && p->iterations % step->every == 0; r++)
            run_step(p, step, r > 0 || step->fresh_noise, r > 0 || step->fresh_data);
    }
    p->iterations++;
}

/* A page without stages has one. */
static void
run_stages(Parity *p)
{
    const int stages = p->program->stages.count > 0 ? p->program->stages.count : 1;
    for (int stage = 0; stage < stages; stage++) {
        p->iterations = 0;
        p->stage_batches = p->batches;
        for (int k = 0; k < ITERATIONS; k++)
            run_iteration(p, stage);
    }
}

START_TEST(ten_iterations_in_double_are_those_of_pytorch)
{
    Parity p;
    parity_open(&p, models.at[_i]);
    run_stages(&p);
    for (int s = 0; s < p.program->steps.count; s++) {
        const Step *step = p.program->steps.at[s];
        for (int i = 0; i < step->updates.count && p.last[s][i]; i++)
            compare_gradient(&p, step, step->updates.at[i].parameter, false, p.last[s][i]);
    }
    for (int i = 0; i < p.program->scalars.count; i++)
        compare(&p, "value of", "value", p.program->scalars.at[i]->name, p.length[i],
                p.column[i]);
    for (int i = 0; i < p.program->states.count; i++) {
        const Tensor *t = p.program->states.at[i];
        compare(&p, "state", "state", t->key, shape_size(t->shape), p.state[i]);
    }
    safetensors_close(p.file);
    ck_assert_msg(p.wrong == 0, "%s: %d tensors differ from PyTorch", p.name, p.wrong);
}
END_TEST

/* A page without one is not known to mean what its paper says. */
START_TEST(every_page_has_a_reference)
{
    Names pages = page_names();
    ck_assert_int_gt(pages.count, 9);
    for (int i = 0; i < pages.count; i++)
        ck_assert_msg(access(reference_path(pages.at[i]), R_OK) == 0,
                      "%s has no reference: see tests/parity/make_references.py",
                      reference_page(pages.at[i]));
}
END_TEST

/* ---- the emitted library ---- */

static char folder[] = "/tmp/test_parity.XXXXXX";

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

/* Emits a page, whose model has its name; false where it is refused, which its test then finds.
 * What only `gradcheck` runs is linked and not used. */
static bool
emit_page(const char *name)
{
    struct safetensors *file = safetensors_open(reference_path(name));
    Program *program = file ? reference_translate(file, name) : NULL;
    if (file)
        safetensors_close(file);
    if (program == NULL)
        return false;
    Plan *made = schedule(program);
    plan(made);
    program_names(made);
    if (!directory_write(made, format("%s/%s", folder, name), false))
        return false;
    write_text(format("%s/%s/stub.c", folder, name),
               format("#include \"%s.h\"\n#include \"runtime/check.h\"\n\n"
                      "const struct check %s_check = {0};\n"
                      "extern const struct model *const page_model;\n"
                      "const struct model *const page_model = &%s_model;\n",
                      name, name, name));
    return strcmp(program->model, name) == 0;
}

/* In a process of its own: what a compilation takes stays taken until its process ends, and
 * every test begins as a copy of this one. */
static bool
emit_apart(const char *name)
{
    int status = 1;
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0)
        _exit(emit_page(name) ? 0 : 1);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* All pages at once, so that all cores compile. A library takes the runtime from this process.
 * The rule is given to the emitted Makefile so that its own flags are used, for shipped pages
 * all of them: the many small pages would spend a minute in the optimiser. */
static void
build_libraries(void)
{
    Text rules = {0};
    char *here = getcwd(NULL, 0);
    ck_assert_ptr_nonnull(here);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (int i = 0; i < models.count; i++) {
        const char *name = models.at[i];
        if (!emit_apart(name))
            continue;
        const bool shipped = access(format("graphs/%s.yaml", name), R_OK) == 0;
        text_print(&rules, "all: %s/page.so\n%s/page.so:\n", name, name);
        text_print(&rules,
                   "\t$(MAKE) -s -C %s BUILD=build RUNTIME=%s/runtime --eval='page.so: FLAGS "
                   "+= -fPIC' "
                   "--eval='page.so: build/%s.o build/tables.o build/stub.o; "
                   "$$(CC) -shared -o $$@ $$^' %s page.so\n",
                   name, here, name, shipped ? "" : "CFLAGS='-O1 -march=native'");
    }
    if (rules.at != NULL) {
        write_text(format("%s/rules.mk", folder), rules.at);
        run(format("cd %s && unset MAKEFLAGS MAKELEVEL && make -s -k "
                   "-j$(getconf _NPROCESSORS_ONLN) -f rules.mk all",
                   folder));
    }
    free(here);
}

static void
remove_libraries(void)
{
    run(format("rm -rf %s", folder));
}

START_TEST(three_iterations_of_the_emitted_library_are_those_of_pytorch)
{
    const char *name = models.at[_i], *library = format("%s/%s/page.so", folder, name);
    ck_assert_msg(access(library, R_OK) == 0, "%s: the emitted library does not build", name);
    struct safetensors *file = safetensors_open(reference_path(name));
    ck_assert_ptr_nonnull(file);
    int wrong = emitted_differs(library, file);
    safetensors_close(file);
    ck_assert_msg(wrong == 0, "%s: the emitted code differs from PyTorch", name);
}
END_TEST

Suite *parity_suite(void);

Suite *
parity_suite(void)
{
    Suite *suite = suite_create("parity");
    TCase *meant = tcase_create("double"), *emitted = tcase_create("float");
    models = reference_names();
    tcase_set_timeout(meant, 120);
    tcase_add_test(meant, every_page_has_a_reference);
    tcase_add_loop_test(meant, ten_iterations_in_double_are_those_of_pytorch, 0, models.count);
    tcase_add_unchecked_fixture(emitted, build_libraries, remove_libraries);
    tcase_set_timeout(emitted, 120);
    tcase_add_loop_test(emitted, three_iterations_of_the_emitted_library_are_those_of_pytorch,
                        0, models.count);
    suite_add_tcase(suite, meant);
    suite_add_tcase(suite, emitted);
    return suite;
}
