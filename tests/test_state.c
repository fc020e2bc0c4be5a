/* State and what moves it: the order of assignments, centres of clusters. Runs from the root of
 * the tree. */
#include "../compiler/tools/tools.h"
#include "../runtime/clusters.h"
#include "../runtime/random.h"
#include "../runtime/threads.h"
#include "interpret.h"

#include <check.h>
#include <math.h>
#include <string.h>

static Program *
page(const char *name)
{
    Program *program = translate(format("tests/state/%s.yaml", name), 0, NULL);
    ck_assert_msg(program != NULL, "tests/state/%s.yaml is refused", name);
    return program;
}

/* Every state has its first value, all else is 0.5. */
static const double *
first_values(const Node *leaf, void *context)
{
    int64_t count = shape_size(leaf->shape);
    double *value = NEW_ARRAY(double, count);
    (void)context;
    for (int64_t i = 0; i < count; i++)
        value[i] = leaf->op == OP_STATE ? ((const Tensor *)leaf->leaf)->init.a : 0.5;
    return value;
}

static double
assigned(const Step *step, const char *state)
{
    for (int i = 0; i < step->assigns.count; i++) {
        Node *value = step->assigns.at[i].value;
        if (strcmp(step->assigns.at[i].state->name, state) != 0)
            continue;
        double **result = interpret(1, &value, first_values, NULL, NULL);
        double first = result[0][0];
        interpret_free(1, result);
        return first;
    }
    ck_abort_msg("nothing is assigned to %s", state);
    return 0;
}

START_TEST(state_is_read_as_already_assigned)
{
    const Step *step = page("order")->steps.at[0];
    ck_assert_double_eq(assigned(step, "a"), 2);
    ck_assert_double_eq(assigned(step, "b"), 25);
    ck_assert_double_eq(assigned(step, "c"), 125);
}
END_TEST

/* ---- centres of clusters ---- */

enum { ROWS = 6000, WIDTH = 5, HEAPS = 12 };

/* Heaps of rows around points on the axes, far apart. */
static float *
heaps(void)
{
    float *row = NEW_ARRAY(float, ROWS *WIDTH);
    random_normal(row, ROWS * WIDTH, random_key(7, "heaps"), 0, 0);
    for (int i = 0; i < ROWS; i++) {
        int heap = i % HEAPS;
        for (int j = 0; j < WIDTH; j++)
            row[i * WIDTH + j] *= 0.1f;
        row[i * WIDTH + heap % WIDTH] += 10.0f * (float)(1 + heap / WIDTH);
    }
    return row;
}

START_TEST(every_heap_has_a_centre)
{
    float centre[HEAPS * WIDTH], *row = heaps();
    ck_assert_int_eq(clusters_find(row, ROWS, WIDTH, 10, random_key(1, "c"), centre, HEAPS), 0);
    for (int heap = 0; heap < HEAPS; heap++) {
        double mean[WIDTH] = {0}, nearest = 1e9;
        for (int i = heap; i < ROWS; i += HEAPS)
            for (int j = 0; j < WIDTH; j++)
                mean[j] += (double)row[i * WIDTH + j] * HEAPS / ROWS;
        for (int k = 0; k < HEAPS; k++) {
            double far = 0;
            for (int j = 0; j < WIDTH; j++)
                far += fabs((double)centre[k * WIDTH + j] - mean[j]);
            nearest = far < nearest ? far : nearest;
        }
        ck_assert_msg(nearest < 1e-4, "heap %d is %g from any centre", heap, nearest);
    }
}
END_TEST

START_TEST(centres_have_the_same_bits_on_any_number_of_threads)
{
    float one[40 * WIDTH], other[40 * WIDTH], *row = heaps();
    threads_set(1);
    clusters_find(row, ROWS, WIDTH, 10, random_key(1, "c"), one, 40);
    for (int threads = 2; threads <= 8; threads += 3) {
        threads_set(threads);
        clusters_find(row, ROWS, WIDTH, 10, random_key(1, "c"), other, 40);
        ck_assert_int_eq(memcmp(one, other, sizeof one), 0);
    }
    threads_set(0);
    clusters_find(row, ROWS, WIDTH, 10, random_key(2, "c"), other, 40);
    ck_assert_int_ne(memcmp(one, other, sizeof one), 0);
}
END_TEST

/* Then centres stand on rows, each row has one, and what is left stands there too. */
START_TEST(more_centres_than_different_rows)
{
    float row[] = {1, 1, 2, 2, 1, 1, 3, 3}, centre[6 * 2];
    bool found[4] = {0};
    ck_assert_int_eq(clusters_find(row, 4, 2, 5, random_key(1, "c"), centre, 6), 0);
    for (int k = 0; k < 6; k++) {
        ck_assert_float_eq(centre[2 * k], centre[2 * k + 1]);
        found[(int)centre[2 * k]] = true;
    }
    ck_assert(found[1] && found[2] && found[3]);
}
END_TEST

/* ---- first values ---- */

START_TEST(a_start_comes_behind_what_it_reads)
{
    const Program *program = page("starts");
    const Tensor *total = program->states.at[0], *coarse = program->states.at[2];
    ck_assert_ptr_eq(total->like, coarse);
    ck_assert_int_eq(program->commands.count, 2);
    ck_assert_ptr_eq(program->commands.at[0]->fills, coarse);
    ck_assert_ptr_eq(program->commands.at[1]->fills, program->parameters.at[2]);
    ck_assert_int_eq(coarse->clusters->per_batch, 4 * 9);
    ck_assert_int_eq(coarse->clusters->iterations, 3);
    ck_assert_int_eq(coarse->clusters->each, 32);
}
END_TEST

/* Of two tables in one tensor the second reads the first, and each is a start of its own. */
START_TEST(tables_begin_in_turn)
{
    const Program *program = page("tables");
    ck_assert_int_eq(program->commands.count, 2);
    for (int part = 0; part < 2; part++) {
        const Command *start = program->commands.at[part];
        Nodes order = {0};
        int reads = 0;
        graph_order(1, (Node *const *)&start->outputs.at[0].value, &order);
        for (int i = 0; i < order.count; i++)
            reads += order.at[i]->leaf == start->fills;
        ck_assert_ptr_eq(start->fills, program->states.at[0]);
        ck_assert_int_eq(start->part, part);
        ck_assert_int_eq(reads, part);
        ck_assert_int_eq(start->fills->clusters->per_batch, 4 * 9);
    }
}
END_TEST

Suite *state_suite(void);

Suite *
state_suite(void)
{
    Suite *suite = suite_create("state");
    TCase *tests = tcase_create("state");
    tcase_add_test(tests, state_is_read_as_already_assigned);
    tcase_add_test(tests, every_heap_has_a_centre);
    tcase_add_test(tests, centres_have_the_same_bits_on_any_number_of_threads);
    tcase_add_test(tests, more_centres_than_different_rows);
    tcase_add_test(tests, a_start_comes_behind_what_it_reads);
    tcase_add_test(tests, tables_begin_in_turn);
    suite_add_tcase(suite, tests);
    return suite;
}
