/* Emitted updates, and those of descent.c, against torch.optim in double: each case of
 * tests/parity/optimizers.txt is a step of a page; its function and call are emitted, compiled
 * and run five times. */
#include "../compiler/emit/emit.h"
#include "../compiler/emit/optimizers.h"
#include "../compiler/translate/translate.h"
#include "descent.h"
#include "library.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CASES_MAX = 64, NUMBERS = 9, LINE = 512 };

static char folder[] = "/tmp/latentc.XXXXXX";

static const char page[] = "model: t\n"
                           "sizes: {batch: 2, width: 5000}\n"
                           "data: {x: {vector: [width]}}\n"
                           "parameters: {p: {shape: [width], init: 0}}\n"
                           "losses: {loss: mean(sum(x * p))}\n"
                           "train:\n"
                           "  - minimize: loss\n"
                           "    optimizer: %s\n";

/* "sgd(lr=0.1); clip_norm: 10" as a step of a page. */
static Step *
read_step(char *words)
{
    Text text = {0};
    const char *path = format("%s/page.yaml", folder);
    char *rest = strstr(words, "; ");
    if (rest)
        *rest = '\0';
    text_print(&text, page, words);
    while (rest) {
        char *next = strstr(rest += 2, "; ");
        if (next)
            *next = '\0';
        text_print(&text, "    %s\n", rest);
        rest = next;
    }
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text.at, file);
    fclose(file);
    Program *program = translate(path, 0, NULL);
    ck_assert_msg(program != NULL, "the step '%s' is refused", words);
    return program->steps.at[0];
}

static const char driver_head[] =
    "#include <math.h>\n"
    "#include <stdio.h>\n"
    "enum { COUNT = 5000 };\n"
    "static float start[COUNT], slope[COUNT], moment[3][COUNT];\n"
    "static struct all { float *parameters, *gradients, *moment[3]; long updates[1]; } all =\n"
    "    {start, slope, {moment[0], moment[1], moment[2]}, {0}};\n";

static const char case_text[] =
    "static void\n"
    "case_%d(void)\n"
    "{\n"
    "float *p = start, *g = slope;\n"
    "struct all *const m = &all;\n"
    "for (int i = 0; i < COUNT; i++) {\n"
    "p[i] = (float)(i %% 17 - 8) / 10;\n"
    "moment[0][i] = moment[1][i] = moment[2][i] = 0;\n"
    "}\n"
    "for (m->updates[0] = 1; m->updates[0] <= 5; m->updates[0]++) {\n"
    "for (int i = 0; i < COUNT; i++)\n"
    "g[i] = 0.5f * p[i] + 0.06f * (float)((7 * i + 3 * (int)m->updates[0]) %% 11 - 5);\n"
    "%s%s"
    "}\n"
    "for (int i = 0; i < 9; i++)\n"
    "printf(\" %%.9g\", (double)p[i < 8 ? i : COUNT - 1]);\n"
    "printf(\"\\n\");\n"
    "}\n\n";

static void
put_case(Text *updates, Text *cases, Step *step, int number)
{
    Text call = {0}, shrink = {0};
    const char *declared =
        format("\n%s(float", optimizer_function(step, step->optimizers.at[0], false));
    if (updates->at == NULL || strstr(updates->at, declared) == NULL)
        optimizer_emit(updates, step, step->optimizers.at[0], false);
    const Kernel kernel = {.step = step, .update = &step->updates.at[0]};
    optimizer_call(&call, NULL, &kernel, 0, 5000);
    text_put(&shrink, "");
    if (step->clip_norm > 0)
        text_print(&shrink,
                   "const float shrink = shrink_to(%.17g, sum_of_squares(g, COUNT));\n",
                   step->clip_norm);
    text_print(cases, case_text, number, shrink.at, call.at);
}

static void
build(const Text *updates, const Text *cases, int count)
{
    Text helpers = {0};
    const char *source = format("%s/t.c", folder);
    FILE *file = fopen(source, "w");
    ck_assert_ptr_nonnull(file);
    optimizer_helpers(&helpers);
    fprintf(file, "%s%s%s%s", driver_head, text_indent(helpers.at), text_indent(updates->at),
            text_indent(cases->at));
    fputs("int\nmain(void)\n{\n", file);
    for (int i = 0; i < count; i++)
        fprintf(file, "    case_%d();\n", i);
    fputs("    return 0;\n}\n", file);
    fclose(file);
    const char *cc = getenv("CC") ? getenv("CC") : "cc";
    const char *command = format(
        "%s -std=c11 -O3 -march=native -fopenmp-simd -Wall -Wextra -Wshadow -Wconversion "
        "-Werror -Wno-unknown-pragmas -fno-math-errno -fno-trapping-math "
        "-ffp-contract=fast -o %s/t %s -lm && %s/t >%s/found.txt",
        cc, folder, source, folder, folder);
    ck_assert_msg(system(command) == 0, "%s", command);
}

START_TEST(updates_as_torch)
{
    char line[LINE], words[CASES_MAX][LINE];
    double wanted[CASES_MAX][NUMBERS];
    int count = 0;
    Text updates = {0}, cases = {0};
    ck_assert_ptr_nonnull(mkdtemp(folder));
    FILE *file = fopen("tests/parity/optimizers.txt", "r");
    ck_assert_ptr_nonnull(file);
    for (; count < CASES_MAX && fgets(line, LINE, file); count++) {
        char *bar = strstr(line, " | "), *at = bar + 3;
        ck_assert_ptr_nonnull(bar);
        *bar = '\0';
        strcpy(words[count], line);
        for (int k = 0; k < NUMBERS; k++)
            wanted[count][k] = strtod(at, &at);
        put_case(&updates, &cases, read_step(line), count);
    }
    fclose(file);
    ck_assert_int_gt(count, 20);
    build(&updates, &cases, count);
    file = fopen(format("%s/found.txt", folder), "r");
    ck_assert_ptr_nonnull(file);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < NUMBERS; k++) {
            double found;
            ck_assert_int_eq(fscanf(file, "%lf", &found), 1);
            ck_assert_msg(fabs(found - wanted[i][k]) < 2e-6, "%s: number %d is %.9g, not %.9g",
                          words[i], k, found, wanted[i][k]);
        }
    fclose(file);
    ck_assert_int_eq(system(format("rm -rf %s", folder)), 0);
}
END_TEST

/* Five updates in double of all that a case trains. */
static void
descend(const Step *step, double *w, double *g)
{
    const int64_t count = shape_size(step->updates.at[0].parameter->shape);
    Descents descents = {0};
    for (int64_t i = 0; i < count; i++)
        w[i] = (double)(i % 17 - 8) / 10;
    for (int t = 1; t <= 5; t++) {
        for (int64_t i = 0; i < count; i++)
            g[i] = 0.5 * w[i] + 0.06 * (double)((7 * i + 3 * t) % 11 - 5);
        descent_clip(step, 1, &count, &g);
        descent_update(
            descent_of(&descents, step->optimizers.at[0], step->updates.at[0].parameter), step,
            w, g);
    }
}

START_TEST(updates_in_double_as_torch)
{
    enum { COUNT = 5000 };
    static double w[COUNT], g[COUNT];
    char line[LINE];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    FILE *file = fopen("tests/parity/optimizers.txt", "r");
    ck_assert_ptr_nonnull(file);
    while (fgets(line, LINE, file)) {
        char *bar = strstr(line, " | "), *at = bar + 3;
        ck_assert_ptr_nonnull(bar);
        *bar = '\0';
        const char *words = format("%s", line);
        descend(read_step(line), w, g);
        for (int k = 0; k < NUMBERS; k++) {
            double wanted = strtod(at, &at), found = w[k < 8 ? k : COUNT - 1];
            ck_assert_msg(fabs(found - wanted) < 1e-11, "%s: number %d is %.12g, not %.12g",
                          words, k, found, wanted);
        }
    }
    fclose(file);
    ck_assert_int_eq(system(format("rm -rf %s", folder)), 0);
}
END_TEST

/* Every optimizer of the table stands in the file above. */
START_TEST(every_optimizer_is_tested)
{
    char text[1 << 16];
    FILE *file = fopen("tests/parity/optimizers.txt", "r");
    ck_assert_ptr_nonnull(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    for (int i = 0; i < optimizer_kind_count; i++)
        ck_assert_msg(strstr(text, format("%s(", optimizer_kinds[i].name)) != NULL,
                      "%s has no reference", optimizer_kinds[i].name);
}
END_TEST

START_TEST(a_trainer_has_room_for_every_moment)
{
    ck_assert_int_eq(MOST_MOMENTS, library_moments);
}
END_TEST

Suite *
optimizers_suite(void)
{
    Suite *suite = suite_create("optimizers");
    TCase *tests = tcase_create("updates");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, updates_as_torch);
    tcase_add_test(tests, updates_in_double_as_torch);
    tcase_add_test(tests, every_optimizer_is_tested);
    tcase_add_test(tests, a_trainer_has_room_for_every_moment);
    suite_add_tcase(suite, tests);
    return suite;
}
