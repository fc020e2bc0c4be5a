/* State and what moves it: the order of assignments. Runs from the root of the tree. */
#include "../compiler/tools/tools.h"
#include "interpret.h"

#include <check.h>
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

Suite *state_suite(void);

Suite *
state_suite(void)
{
    Suite *suite = suite_create("state");
    TCase *tests = tcase_create("state");
    tcase_add_test(tests, state_is_read_as_already_assigned);
    suite_add_tcase(suite, tests);
    return suite;
}
