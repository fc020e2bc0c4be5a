/* Random well-formed graphs: the emitted C in float against the interpreter in double, losses
 * and gradients. RANDOM_GRAPHS in the environment says how many, RANDOM_SEED where they begin;
 * pages of tests/random are checked the same way. */
#include "../compiler/emit/directory.h"
#include "../compiler/emit/emit.h"
#include "interpret.h"
#include "library.h"
#include "random_pages.h"

#include <check.h>
#include <dirent.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { GRAPHS_PER_PAGE = 30, SEED = 1 };
static const double tolerance = 2e-4; /* of a tensor's largest entry */

typedef struct Expected { /* of one step, in double */
    double loss;
    double **gradient; /* of each update, in the parameter's shape */
} Expected;

typedef struct Trial {
    const char *what; /* for messages */
    Program *program;
    Leaves leaves;
    Expected *expected; /* of each step */
    int wrong;
} Trial;

static int
run(const char *command)
{
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static double *
spread(const Node *n, const double *value, Shape shape)
{
    int64_t count = shape_size(shape);
    double *all = NEW_ARRAY(double, count);
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

static void
expect_step(Trial *trial, int s)
{
    const Step *step = trial->program->steps.at[s];
    Nodes outputs = {0};
    PUSH(outputs, step->losses.at[0]);
    for (int i = 0; i < step->updates.count; i++)
        PUSH(outputs, step->updates.at[i].gradient);
    double **value = interpret(outputs.count, outputs.at, leaves_values, &trial->leaves, NULL);
    Expected *e = &trial->expected[s];
    e->loss = value[0][0];
    e->gradient = NEW_ARRAY(double *, step->updates.count + 1);
    for (int i = 0; i < step->updates.count; i++)
        e->gradient[i] =
            spread(outputs.at[1 + i], value[1 + i], step->updates.at[i].parameter->shape);
}

/* ---- the emitted library ---- */

static void
write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static Library *
emitted_library(Trial *trial, const char *folder)
{
    const char *model = trial->program->model;
    char *here = getcwd(NULL, 0);
    Plan *made = schedule(trial->program);
    plan(made);
    program_names(made);
    ck_assert(directory_write(made, folder, false));
    write_text(format("%s/stub.c", folder),
               format("#include \"%s.h\"\n#include \"runtime/check.h\"\n\n"
                      "const struct check %s_check = {0};\n"
                      "extern const struct model *const page_model;\n"
                      "const struct model *const page_model = &%s_model;\n",
                      model, model, model));
    int status = run(format(
        "unset MAKEFLAGS MAKELEVEL; timeout 200 make -s -C %s BUILD=build RUNTIME=%s/runtime "
        "--eval='FLAGS += -fPIC' --eval='page.so: build/%s.o build/tables.o build/stub.o; "
        "$(CC) -shared -o $@ $^' CFLAGS='-O1 -march=native -Werror' page.so",
        folder, here, model));
    free(here);
    if (status != 0)
        printf("%s\n", trial->program->text);
    ck_assert_msg(status == 0, "%s: the emitted C does not build", trial->what);
    return library_open(format("%s/page.so", folder), trial->leaves.seed);
}

static const double *
leaf_of(Trial *trial, const void *leaf)
{
    for (int i = 0; i < trial->leaves.node.count; i++)
        if (trial->leaves.node.at[i]->leaf == leaf)
            return trial->leaves.value.at[i];
    return NULL;
}

/* Values of a tensor; those that no step reads stay as they are. */
static const double *
tensor_values(const char *key, void *context)
{
    Trial *trial = context;
    const Program *program = trial->program;
    for (int i = 0; i < program->parameters.count; i++)
        if (strcmp(program->parameters.at[i]->key, key) == 0)
            return leaf_of(trial, program->parameters.at[i]);
    for (int i = 0; i < program->states.count; i++)
        if (strcmp(program->states.at[i]->key, key) == 0)
            return leaf_of(trial, program->states.at[i]);
    return NULL;
}

static void
differs(Trial *trial, int step, const char *what, const char *name, int64_t count,
        const double *got, const double *want, double least)
{
    double worst = largest_difference(count, got, want, least);
    if (getenv("RANDOM_PRINT"))
        printf("%s: %s %s: %.2g\n", trial->program->steps.at[step]->name, what, name, worst);
    if (worst <= tolerance)
        return;
    int64_t at = 0;
    for (int64_t i = 0; i < count; i++)
        if (!(fabs(got[i] - want[i]) <= fabs(got[at] - want[at])))
            at = i;
    printf("%s: %s: %s %s differs by %.2g: [%lld] is %.9g, not %.9g\n", trial->what,
           trial->program->steps.at[step]->name, what, name, worst, (long long)at, got[at],
           want[at]);
    fflush(stdout);
    trial->wrong++;
}

static void
compare_step(Trial *trial, Library *library, int s)
{
    const Step *step = trial->program->steps.at[s];
    const Expected *e = &trial->expected[s];
    double largest = 0, got = library_scalar(library, step->name);
    for (int i = 0; i < step->updates.count; i++)
        for (int64_t j = 0; j < shape_size(step->updates.at[i].parameter->shape); j++)
            largest = fmax(largest, fabs(e->gradient[i][j]));
    for (int i = 0; i < step->updates.count; i++) {
        const Tensor *t = step->updates.at[i].parameter;
        int64_t count = shape_size(t->shape);
        double *gradient = NEW_ARRAY(double, count);
        ck_assert_msg(library_gradient(library, s, t->key, count, gradient),
                      "%s: %s does not update %s", trial->what, step->name, t->key);
        differs(trial, s, "gradient of", t->key, count, gradient, e->gradient[i],
                0.1 * largest);
    }
    if (!isnan(got))
        differs(trial, s, "value of", step->name, 1, &got, &e->loss, 0.01);
}

/* How many tensors differ. */
static int
compare_page(const char *what, Program *program)
{
    char folder[] = "/tmp/test_random.XXXXXX";
    Trial trial = {.what = what, .program = program, .leaves = {.program = program, .seed = 1}};
    trial.expected = NEW_ARRAY(Expected, program->steps.count + 1);
    for (int i = 0; i < program->steps.count; i++)
        expect_step(&trial, i);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    Library *library = emitted_library(&trial, folder);
    library_set_tensors(library, tensor_values, &trial);
    for (int i = 0; i < program->fields.count; i++)
        library_set_field(library, i, leaf_of(&trial, program->fields.at[i]));
    for (int i = 0; i < program->steps.count; i++) {
        library_run(library, i);
        compare_step(&trial, library, i);
    }
    if (trial.wrong == 0 || getenv("RANDOM_KEEP") == NULL)
        run(format("rm -rf %s", folder));
    else
        printf("%s: kept in %s\n", what, folder);
    return trial.wrong;
}

static uint64_t
first_seed(void)
{
    const char *seed = getenv("RANDOM_SEED");
    return seed ? strtoull(seed, NULL, 10) : SEED;
}

static const char *page_on_trial;

/* The compiler dies: the page that it dies of is shown before the process goes. */
static void
show_page(int which)
{
    for (size_t left = strlen(page_on_trial); left > 0;) {
        ssize_t done = write(STDOUT_FILENO, page_on_trial, left);
        if (done <= 0)
            break;
        page_on_trial += done;
        left -= (size_t)done;
    }
    signal(which, SIG_DFL);
    raise(which);
}

START_TEST(emitted_code_is_the_interpreted_graph)
{
    uint64_t seed = first_seed() + (uint64_t)_i;
    const char *page = page_on_trial = random_page(seed, GRAPHS_PER_PAGE);
    signal(SIGABRT, show_page);
    signal(SIGSEGV, show_page);
    Program *program = page_translate(page);
    int wrong =
        program ? compare_page(format("seed %llu", (unsigned long long)seed), program) : 0;
    if (program == NULL || wrong > 0 || getenv("RANDOM_PRINT"))
        printf("%s\n", page);
    fflush(stdout);
    ck_assert_msg(program != NULL, "seed %llu: the page above is refused",
                  (unsigned long long)seed);
    ck_assert_msg(wrong == 0, "seed %llu: %d tensors of the page above differ",
                  (unsigned long long)seed, wrong);
}
END_TEST

static LIST(const char *) kept; /* pages of tests/random */

START_TEST(emitted_code_is_the_interpreted_page)
{
    Program *program = translate(kept.at[_i], 0, NULL);
    ck_assert_msg(program != NULL, "%s is refused", kept.at[_i]);
    int wrong = compare_page(kept.at[_i], program);
    ck_assert_msg(wrong == 0, "%s: %d tensors differ", kept.at[_i], wrong);
}
END_TEST

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

Suite *random_suite(void);

Suite *
random_suite(void)
{
    Suite *suite = suite_create("random");
    TCase *tests = tcase_create("random");
    const char *count = getenv("RANDOM_GRAPHS");
    int graphs = count ? atoi(count) : 300;
    DIR *folder = opendir("tests/random");
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (strstr(entry->d_name, ".yaml"))
            PUSH(kept, format("tests/random/%s", entry->d_name));
    if (folder)
        closedir(folder);
    qsort(kept.at, (size_t)kept.count, sizeof *kept.at, compare_names);
    tcase_set_timeout(tests, 600);
    tcase_add_loop_test(tests, emitted_code_is_the_interpreted_page, 0, kept.count);
    tcase_add_loop_test(tests, emitted_code_is_the_interpreted_graph, 0,
                        (graphs + GRAPHS_PER_PAGE - 1) / GRAPHS_PER_PAGE);
    suite_add_tcase(suite, tests);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(random_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
#endif
