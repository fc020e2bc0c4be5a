/* What commands make: where examples stand on a sheet, truncated draws, arrays of NumPy. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "../runtime/autoregress.h"
#include "../runtime/file.h"
#include "../runtime/formats/npy.h"
#include "../runtime/generator.h"
#include "../runtime/layout.h"
#include "../runtime/random.h"
#include "../runtime/table.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *generate_suite(void);

enum { BATCH = 5 };

static char home[64];

static void
enter_directory(void)
{
    snprintf(home, sizeof home, "/tmp/test_generate.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(home));
    ck_assert_int_eq(chdir(home), 0);
}

static void
leave_directory(void)
{
    char *command = text_format("rm -rf '%s'", home);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(system(command), 0);
    free(command);
}

/* ---- layouts ---- */

static const struct model five = {.name = "five", .batch = BATCH};

static struct instance
laid_out(enum layout_kind kind, long columns, long rows, uint64_t first)
{
    return (struct instance){.model = &five, .layout = {kind, columns, rows}, .first = first};
}

/* Row, column and example of every place, from batches that begin anywhere. */
static void
expect_places(enum layout_kind kind, long columns, long rows, const int (*wanted)[3], int count)
{
    for (int first = 0; first + BATCH <= count; first++) {
        struct instance m = laid_out(kind, columns, rows, (uint64_t)first);
        float share[BATCH];
        int row[BATCH];
        layout_shares(&m, share);
        layout_rows(&m, row);
        for (int b = 0; b < BATCH; b++) {
            const int *w = wanted[first + b];
            ck_assert_int_eq(row[b], w[0]);
            ck_assert_float_eq(share[b], (float)w[1] / (float)(columns - 1));
            ck_assert_int_eq((int)layout_example(&m, b), w[2]);
        }
    }
}

START_TEST(every_place_of_a_sheet)
{
    static const int path[][3] = {{0, 0, 0}, {0, 1, 0}, {0, 2, 0}, {0, 0, 1},
                                  {0, 1, 1}, {0, 2, 1}, {0, 0, 2}};
    static const int traverse[][3] = {{0, 0, 0}, {0, 1, 0}, {1, 0, 0}, {1, 1, 0}, {2, 0, 0},
                                      {2, 1, 0}, {0, 0, 1}, {0, 1, 1}, {1, 0, 1}};
    static const int each[][3] = {{0, 0, 0}, {0, 1, 1}, {0, 2, 2}, {1, 0, 0}, {1, 1, 1},
                                  {1, 2, 2}, {0, 0, 3}, {0, 1, 4}, {0, 2, 5}, {1, 0, 3}};
    expect_places(LAYOUT_PATH, 3, 1, path, 7);
    expect_places(LAYOUT_TRAVERSE, 2, 3, traverse, 9);
    expect_places(LAYOUT_EACH, 3, 2, each, 10);
    struct layout free_layout = {.kind = LAYOUT_FREE}, grid = {LAYOUT_GRID, 4, 4};
    ck_assert_int_eq(layout_group(&free_layout), 1);
    ck_assert_int_eq(layout_group(&grid), 16);
}
END_TEST

/* Phi(x) is the share that it was asked for; the square is symmetrical about 0. */
START_TEST(quantiles_of_the_normal_distribution)
{
    enum { SIDE = 7 };
    float all[SIDE * SIDE + BATCH][2];
    for (int first = 0; first < SIDE * SIDE; first += BATCH) {
        struct instance m = laid_out(LAYOUT_GRID, SIDE, SIDE, (uint64_t)first);
        layout_quantiles(&m, all[first]);
    }
    for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
            const float *z = all[row * SIDE + column];
            double right = erfc(-(double)z[0] / sqrt(2)) / 2;
            double up = erfc(-(double)z[1] / sqrt(2)) / 2;
            ck_assert_double_eq_tol(right, (column + .5) / SIDE, 1e-7);
            ck_assert_double_eq_tol(up, (SIDE - row - .5) / SIDE, 1e-7);
        }
    }
    ck_assert_double_eq_tol((double)all[SIDE * SIDE / 2][0], 0, 1e-12);
    ck_assert_double_eq_tol((double)all[0][0], -1.4652337926855, 1e-6); /* of 1 / 14 */
}
END_TEST

/* ---- truncated draws ---- */

START_TEST(truncated_draws_are_those_of_the_normal_inside)
{
    enum { N = 20000 };
    static float plain[N], out[N];
    const uint64_t key = random_key(3, "z.1");
    const float bound = 1.5f;
    double squares = 0;
    int kept = 0;
    random_normal(plain, N, key, 4, 0);
    random_truncated(out, N, key, 4, 0, bound);
    for (int i = 0; i < N; i++) {
        float alone;
        ck_assert_float_le(fabsf(out[i]), bound);
        if (fabsf(plain[i]) <= bound) {
            ck_assert_float_eq(out[i], plain[i]);
            kept++;
        }
        if (i % 97 == 0) {
            random_truncated(&alone, 1, key, 4, (uint64_t)i, bound);
            ck_assert_float_eq(alone, out[i]);
        }
        squares += (double)out[i] * (double)out[i] / N;
    }
    /* P(|z| <= 1.5), and the variance 1 - 2 t phi(t) / P */
    ck_assert_double_eq_tol((double)kept / N, 0.8663855975, 0.01);
    ck_assert_double_eq_tol(squares, 1 - 3 * 0.1295175957 / 0.8663855975, 0.01);
}
END_TEST

/* ---- arrays ---- */

static const struct output outputs[] = {
    {.name = "picture", .rank = 3, .shape = {2, 2, 3}},
    {.name = "code", .rank = 2, .shape = {2, 2}, .index = INDEX_INT},
    {.name = "one", .rank = 0},
    {.name = "label", .rank = 1, .shape = {3}, .index = INDEX_FLOAT},
};

/* Numbers that say where they stand: example, then place in logical order. */
static void
run_counting(struct instance *m, float *const *out)
{
    for (int b = 0; b < BATCH; b++) {
        int example = (int)m->first + b;
        for (int i = 0; i < 12; i++)
            out[0][b * 12 + i % 6 * 2 + i / 6] = (float)(100 * example + i);
        for (int i = 0; i < 4; i++)
            ((int *)out[1])[b * 4 + i] = -example - i;
        out[2][b] = (float)example / 3;
        for (int i = 0; i < 3; i++)
            out[3][b * 3 + i] = (float)(10 * example + i);
    }
}

static const struct command counting = {
    .name = "counting", .outputs = 4, .output = outputs, .run = run_counting};

static struct array
read_array(const char *path, uint8_t *bytes, size_t room)
{
    struct array array = {.file = path, .name = ""};
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s is not there", path);
    size_t count = fread(bytes, 1, room, file);
    fclose(file);
    ck_assert_int_eq(array_parse(&array, bytes, count), 0);
    return array;
}

START_TEST(arrays_hold_every_example_in_logical_order)
{
    enum { COUNT = 12 };
    static uint8_t bytes[1 << 14];
    struct instance m = {.model = &five};
    struct generator g;
    enter_directory();
    generator_start(&g, &m, &counting, NULL, NULL);
    ck_assert_int_eq(arrays_write(&g, COUNT, "c", 0), 0);
    ck_assert_int_eq(arrays_write(&g, COUNT, "c", 0), -1); /* they are there */
    ck_assert_int_eq(arrays_write(&g, COUNT, "c", 1), 0);
    struct array a = read_array("c.picture.npy", bytes, sizeof bytes);
    ck_assert(a.kind == 'f' && a.width == 4 && a.rank == 4);
    ck_assert(a.shape[0] == COUNT && a.shape[1] == 2 && a.shape[2] == 2 && a.shape[3] == 3);
    ck_assert_int_eq((int)((a.element - bytes) % 64), 0);
    for (size_t i = 0; i < COUNT * 12; i++)
        ck_assert_double_eq(array_at(&a, i), (double)(100 * (i / 12) + i % 12));
    a = read_array("c.code.npy", bytes, sizeof bytes);
    ck_assert(a.kind == 'i' && a.width == 4 && a.rank == 3 && a.shape[0] == COUNT);
    for (size_t i = 0; i < COUNT * 4; i++)
        ck_assert_double_eq(array_at(&a, i), -(double)(i / 4 + i % 4));
    a = read_array("c.one.npy", bytes, sizeof bytes);
    ck_assert(a.kind == 'f' && a.rank == 1 && a.shape[0] == COUNT);
    a = read_array("c.label.npy", bytes, sizeof bytes);
    ck_assert(a.kind == 'i' && a.width == 4 && a.rank == 2 && a.shape[1] == 3);
    for (size_t i = 0; i < COUNT * 3; i++)
        ck_assert_double_eq(array_at(&a, i), (double)(10 * (i / 3) + i % 3));
    ck_assert_int_eq(table_write(&g, COUNT, "c.csv"), 0);
    char *text = file_read("c.csv", sizeof bytes);
    const char *last = strstr(text, "\n11,");
    ck_assert_ptr_nonnull(last);
    ck_assert_str_eq(last, "\n11,1100,1101,1102,1103,1104,1105,1106,1107,1108,1109,1110,1111,"
                           "-11,-12,-13,-14,3.66666675,110,111,112\n");
    free(text);
    generator_end(&g);
    leave_directory();
}
END_TEST

/* ---- maps that are drawn position by position ---- */

enum { POSITIONS = 4, CLASSES = 3 };

static int map_runs;

/* The first index has shares 1, 2 and 5; each later one is the one before and 1, modulo 3. */
static void
chain_logits(struct instance *m, float *logits, int channels_last)
{
    static const double first[CLASSES] = {1, 2, 5};
    map_runs++;
    for (int b = 0; b < BATCH; b++)
        for (int p = 0; p < POSITIONS; p++)
            for (int k = 0; k < CLASSES; k++) {
                const int before = p ? m->map[0][b * POSITIONS + p - 1] : 0;
                const double value = p == 0                        ? log(first[k])
                                     : k == (before + 1) % CLASSES ? 50
                                                                   : -50;
                const int place = channels_last ? p * CLASSES + k : k * POSITIONS + p;
                logits[b * POSITIONS * CLASSES + place] = (float)value;
            }
}

static void
run_image(struct instance *m, float *const *out)
{
    chain_logits(m, out[0], 1);
}

static void
run_column(struct instance *m, float *const *out)
{
    chain_logits(m, out[0], 0);
}

/* At the first position it sees the last. */
static void
run_ahead(struct instance *m, float *const *out)
{
    chain_logits(m, out[0], 1);
    for (int b = 0; b < BATCH; b++)
        out[0][b * POSITIONS * CLASSES] += (float)m->map[0][b * POSITIONS + 3];
}

/* [K, 2, 2] lies channels-last, [K, 4, 1] does not, [T, K] has its channels last anyway. */
static const struct map chains[] = {
    {.stream = "z.1",
     .positions = POSITIONS,
     .classes = CLASSES,
     .temperature = 1,
     .run = run_image,
     .logits = {.rank = 3, .shape = {CLASSES, 2, 2}}},
    {.stream = "z.1",
     .positions = POSITIONS,
     .classes = CLASSES,
     .temperature = 1,
     .run = run_column,
     .logits = {.rank = 3, .shape = {CLASSES, POSITIONS, 1}}},
    {.stream = "z.1",
     .positions = POSITIONS,
     .classes = CLASSES,
     .temperature = 1,
     .run = run_image,
     .logits = {.rank = 2, .shape = {POSITIONS, CLASSES}}},
    {.stream = "z.1",
     .positions = POSITIONS,
     .classes = CLASSES,
     .temperature = 0,
     .run = run_image,
     .logits = {.rank = 2, .shape = {POSITIONS, CLASSES}}},
    {.stream = "z.1",
     .positions = POSITIONS,
     .classes = CLASSES,
     .temperature = 0,
     .run = run_ahead,
     .logits = {.rank = 2, .shape = {POSITIONS, CLASSES}}},
};

static void
draw_chains(const struct map *map, uint64_t first, int out[BATCH][POSITIONS])
{
    float logits[BATCH * POSITIONS * CLASSES];
    int *const maps[] = {out[0]};
    struct instance m = {.model = &five, .seed = 5, .first = first, .maps = map, .map = maps};
    map_runs = 0;
    ck_assert_int_eq(autoregress_draw(&m, 0, logits), map->run != run_ahead);
    ck_assert_int_eq(map_runs, POSITIONS + 1);
}

START_TEST(a_network_that_sees_ahead_is_told)
{
    int out[BATCH][POSITIONS];
    for (uint64_t run = 0; run < 3; run++)
        draw_chains(&chains[4], run * BATCH, out);
}
END_TEST

START_TEST(each_index_is_drawn_after_those_before)
{
    enum { RUNS = 2000 };
    int count[CLASSES] = {0}, out[BATCH][POSITIONS], other[BATCH][POSITIONS];
    for (uint64_t run = 0; run < RUNS; run++) {
        draw_chains(&chains[0], run * BATCH, out);
        for (int b = 0; b < BATCH; b++) {
            count[out[b][0]]++;
            for (int p = 1; p < POSITIONS; p++)
                ck_assert_int_eq(out[b][p], (out[b][p - 1] + 1) % CLASSES);
        }
    }
    const double all = RUNS * BATCH;
    for (int k = 0; k < CLASSES; k++) {
        const double share = (k == 2 ? 5 : k + 1) / 8.0;
        ck_assert_double_eq_tol(count[k] / all, share, 4 * sqrt(share * (1 - share) / all));
    }
    for (int layout = 1; layout < 3; layout++) {
        draw_chains(&chains[layout], (RUNS - 1) * BATCH, other);
        ck_assert_mem_eq(out, other, sizeof out);
    }
    draw_chains(&chains[0], (RUNS - 1) * BATCH + 2, other); /* another batch, same examples */
    ck_assert_mem_eq(out[2], other[0], (BATCH - 2) * sizeof out[0]);
    draw_chains(&chains[3], 0, out);
    for (int b = 0; b < BATCH; b++)
        ck_assert(out[b][0] == 2 && out[b][1] == 0 && out[b][3] == 2);
}
END_TEST

Suite *
generate_suite(void)
{
    Suite *suite = suite_create("generate");
    TCase *tests = tcase_create("generate");
    tcase_add_test(tests, every_place_of_a_sheet);
    tcase_add_test(tests, quantiles_of_the_normal_distribution);
    tcase_add_test(tests, truncated_draws_are_those_of_the_normal_inside);
    tcase_add_test(tests, arrays_hold_every_example_in_logical_order);
    tcase_add_test(tests, each_index_is_drawn_after_those_before);
    tcase_add_test(tests, a_network_that_sees_ahead_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}
