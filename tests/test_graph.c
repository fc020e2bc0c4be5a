/* Tests of graph/ and passes/grad.c: every op by a sample, the rules of simplification by what
 * they must reach, and both by random graphs.
 *
 * The one idea: the interpreter is the judge. Derivatives are compared with central differences
 * in hold mode; a graph that was simplified as it was built is compared with the same
 * operations done one at a time on fresh leaves, where nothing can simplify. */
#include "../compiler/graph/graph.h"
#include "differences.h"

#include <check.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- leaves with random values ---- */

typedef struct Leaf {
    Node *node;
    double *value;
    int64_t size;
} Leaf;

static uint64_t random_state = 1;

static double
random_unit(void)
{
    random_state += 0x9e3779b97f4a7c15u;
    uint64_t z = random_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static int
random_below(int n)
{
    return (int)(random_unit() * n);
}

static Shape
make_shape(int count, const int64_t *extents)
{
    Shape s = shape_scalar();
    for (int i = 0; i < count; i++)
        s.n[i] = extents[i];
    return s;
}
#define S(...) make_shape((int)COUNT_OF(((int64_t[]){__VA_ARGS__})), (int64_t[]){__VA_ARGS__})

static Leaf *
fill_leaf(Leaf *leaf, Node *node, double low, double high)
{
    leaf->node = node;
    leaf->size = shape_size(node->shape);
    leaf->value = NEW_ARRAY(double, leaf->size);
    for (int64_t i = 0; i < leaf->size; i++)
        leaf->value[i] = low + (high - low) * random_unit();
    return leaf;
}

static Node *
number_in(const char *name, Shape shape, double low, double high)
{
    Leaf *leaf = NEW(Leaf);
    return fill_leaf(leaf, graph_parameter(leaf, name, shape, 0), low, high)->node;
}

static Node *
number(const char *name, Shape shape)
{
    return number_in(name, shape, -1, 1);
}

static Node *
label(const char *name, Shape shape, int64_t bound)
{
    Leaf *leaf = NEW(Leaf);
    fill_leaf(leaf, graph_data(leaf, name, shape, bound), 0, (double)bound);
    for (int64_t i = 0; i < leaf->size; i++)
        leaf->value[i] = floor(leaf->value[i]);
    return leaf->node;
}

static const double *
leaf_values(const Node *node, void *context)
{
    (void)context;
    return ((const Leaf *)node->leaf)->value;
}

static double **
run(int count, Node *const *outputs, Hold *hold)
{
    return interpret(count, outputs, leaf_values, NULL, hold);
}

static double
run_scalar(Node *y, Hold *hold)
{
    double **v = run(1, &y, hold), r = v[0][0];
    interpret_free(1, v);
    return r;
}

static Node *
sum_all(Node *a)
{
    return graph_sum(a, shape_varies(a->shape), a->shape);
}

static Node *
square(Node *a)
{
    return graph_power(a, rational(2, 1));
}

static Node *
mean(Node *a, uint32_t axes, Shape full)
{
    Rational k = RATIONAL_ONE;
    for (int i = 0; i < AXES; i++)
        if (axes >> i & 1)
            k = rational_multiply(k, rational(1, full.n[i]));
    return graph_scale(k, graph_sum(a, axes, full));
}

/* ---- gradient checks ---- */

static double *
leaf_place(const Node *node, void *context)
{
    (void)context;
    return ((const Leaf *)node->leaf)->value;
}

/* d y / d leaf for every leaf against central differences; y has one element. */
static void
check_gradient(const char *what, Node *y)
{
    differences_check(what, y, leaf_place, NULL);
}

/* Linear in x: y = sum x d_x. */
static void
check_adjoint(const char *what, Node *y, Node *x)
{
    Node *d, *back;
    graph_gradients(y, 1, &x, &d, NULL);
    back = graph_sum(graph_multiply(x, d), shape_varies(x->shape), x->shape);
    double direct = run_scalar(y, NULL), adjoint = run_scalar(back, NULL);
    ck_assert_msg(fabs(direct - adjoint) <= 1e-12 * (1 + fabs(direct)),
                  "%s: %.15g, adjoint %.15g", what, direct, adjoint);
}

/* ---- samples ---- */

static Node *
sample_const(void)
{
    return graph_multiply(graph_constant(sqrt(2.0)), number("x", S(3, 2)));
}

static Node *
sample_parameter(void)
{
    return square(number("x", S(3, 2)));
}

static Node *
sample_state(void)
{
    Leaf *leaf = NEW(Leaf);
    return square(fill_leaf(leaf, graph_state(leaf, "x", S(3), 2), -1, 1)->node);
}

static Node *
sample_data(void)
{
    Leaf *leaf = NEW(Leaf);
    return square(fill_leaf(leaf, graph_data(leaf, "x", S(3), 0), -1, 1)->node);
}

static Node *
sample_draw(void)
{
    Leaf *leaf = NEW(Leaf);
    return square(fill_leaf(leaf, graph_draw(leaf, "x", S(3), 0), -1, 1)->node);
}

static Node *
sample_time(void)
{
    Leaf *leaf = NEW(Leaf);
    return square(fill_leaf(leaf, graph_time(leaf, "x"), -1, 1)->node);
}

static Node *
sample_index(void)
{
    return graph_multiply(graph_index(1, 4), number("x", S(3, 4)));
}

static Node *
sample_add(void)
{
    Node *arg[] = {number("x", S(2, 3, 4)), number("y", S(1, 3, 1)), number("z", S(2, 1, 4))};
    return graph_sum_of(3, arg, (Rational[]){{1, 2}, {-3, 1}, {1, 1}});
}

static Node *
sample_mul(void)
{
    Node *arg[] = {number_in("x", S(2, 3), 0.5, 2), number("y", S(1, 3)),
                   number_in("z", S(2, 1), 1, 2), graph_unary(OP_EXP, number("e", S(2, 1)))};
    return graph_product_of(4, arg, (Rational[]){{-1, 2}, {2, 1}, {-1, 1}, {3, 2}});
}

static Node *
sample_exp(void)
{
    return graph_unary(OP_EXP, number("x", S(3, 4)));
}

static Node *
sample_log(void)
{
    return graph_unary(OP_LOG, number_in("x", S(3, 4), 0.5, 2));
}

static Node *
sample_tanh(void)
{
    return graph_unary(OP_TANH, number("x", S(3, 4)));
}

static Node *
sample_atan(void)
{
    return graph_unary(OP_ATAN, graph_scale(rational(7, 2), number("x", S(3, 4))));
}

static Node *
sample_cos(void)
{
    return graph_unary(OP_COS, graph_scale(rational(7, 2), number("x", S(3, 4))));
}

static Node *
sample_sigmoid(void)
{
    return graph_unary(OP_SIGMOID, number("x", S(3, 4)));
}

static Node *
sample_softplus(void)
{
    return graph_unary(OP_SOFTPLUS, number("x", S(3, 4)));
}

static Node *
sample_erf(void)
{
    return graph_unary(OP_ERF, number("x", S(3, 4)));
}

static Node *
leaky(Node *x)
{
    return graph_multiply(x, graph_select(x, RATIONAL_ONE, rational(1, 5)));
}

static Node *
sample_sel(void)
{
    return leaky(number("x", S(3, 4)));
}

static Node *
sample_eq(void)
{
    return graph_multiply(graph_equal(graph_index(1, 4), label("c", S(3), 4)),
                          number("x", S(3, 4)));
}

static Node *
sample_round(void)
{
    Node *x = number_in("x", S(3, 4), -3, 3);
    return graph_multiply(graph_unary(OP_ROUND, x), x);
}

static Node *
sample_stop(void)
{
    Node *x = number("x", S(3, 4));
    return graph_multiply(graph_unary(OP_STOP, graph_unary(OP_TANH, x)), x);
}

static Node *
sample_sum(void)
{
    return graph_sum(square(number("x", S(2, 3, 4))), 1u << 0 | 1u << 2, S(2, 3, 4));
}

static Node *
sample_max(void)
{
    return graph_max(number("x", S(2, 3, 4)), 1u << 1 | 1u << 2);
}

/* Over 3 examples of 4 numbers, and over 3 numbers. */
static Node *
sample_squares(void)
{
    Node *x = number("x", S(3, 2, 4)), *y = number("y", S(3, 2));
    Node *sum = graph_sum(x, 1u << 2, x->shape);
    return graph_add(graph_squares(sum, graph_sum(square(x), 1u << 2, x->shape), 4, 1u << 0),
                     graph_squares(y, NULL, 1, 1u << 0));
}

static Node *
sample_argmin(void)
{
    Node *table = number("t", S(4, 3));
    return graph_gather(table, graph_argmin(number("x", S(5, 1, 4)), 2), 0);
}

static Node *
sample_argmax(void)
{
    Node *x = number("x", S(2, 3));
    return graph_multiply(graph_add(graph_argmax(x, 1), graph_constant(0.5)), x);
}

static Node *
sample_reshape(void)
{
    return graph_reshape(number("x", S(2, 3, 4)), S(2, 12));
}

static Node *
sample_permute(void)
{
    return graph_permute(number("x", S(2, 3, 4)), (int8_t[AXES]){2, 0, 1, 3, 4, 5, 6, 7});
}

static Node *
sample_slice(void)
{
    return graph_slice(number("x", S(3, 7)), (int64_t[AXES]){1, 6},
                       (int64_t[AXES]){1, -2, 1, 1, 1, 1, 1, 1}, S(2, 3));
}

static Node *
sample_pad(void)
{
    return graph_pad(number("x", S(2, 3)), (int64_t[AXES]){0, 2}, S(2, 6));
}

/* Two in front and one behind, reflected in slot 1 and the edge again in slot 2. */
static Node *
sample_border(void)
{
    return graph_border(number("x", S(2, 4, 3)), (int64_t[AXES]){0, 2, 1}, 2, S(2, 7, 5));
}

static Node *
sample_border_add(void)
{
    return graph_border_add(number("x", S(2, 7, 5)), (int64_t[AXES]){0, 2, 1}, 2, S(2, 4, 3));
}

static Node *
sample_concat(void)
{
    Node *arg[] = {number("x", S(2, 3)), number("y", S(1, 2)), number("z", S(2, 1))};
    return graph_concat(3, arg, 1);
}

static Node *
sample_broadcast(void)
{
    Node *full = graph_broadcast(number("x", S(2, 1, 3)), S(2, 4, 3));
    return graph_reshape(full, S(2, 12));
}

/* Two batch letters, one in the middle, K in another order: out[i,n,m] = a[i,m,k] b[k,n,i]. */
static Node *
sample_contract(void)
{
    Letters l = {{0, 1, 2, -1, -1, -1, -1, -1},
                 {2, 3, 0, -1, -1, -1, -1, -1},
                 {0, 3, 1, -1, -1, -1, -1, -1}};
    return graph_contract(number("a", S(2, 3, 4)), number("b", S(4, 5, 2)), l, S(2, 5, 3));
}

static const Window sample_window = {.channel = 1,
                                     .groups = 2,
                                     .kernel = {3, 2},
                                     .stride = {2, 1},
                                     .pad = {1, 1},
                                     .pad_end = {1, 2},
                                     .dilation = {1, 2},
                                     .in_channels = 4,
                                     .out_channels = 2,
                                     .in = {5, 4},
                                     .out = {3, 5}};

static Node *
sample_conv(void)
{
    return graph_conv(number("x", S(2, 4, 5, 4)), number("w", S(1, 2, 2, 3, 2)), sample_window);
}

static Node *
sample_conv_data(void)
{
    return graph_conv_data(number("y", S(2, 2, 3, 5)), number("w", S(1, 2, 2, 3, 2)),
                           sample_window);
}

static Node *
sample_conv_weight(void)
{
    return graph_conv_weight(number("x", S(2, 4, 5, 4)), number("y", S(2, 2, 3, 5)),
                             sample_window);
}

static Node *
sample_gather(void)
{
    return graph_gather(number("t", S(1, 5, 3)), label("c", S(2, 4), 5), 1);
}

static Node *
sample_scatter_add(void)
{
    return graph_scatter_add(number("v", S(4, 1, 3)), label("c", S(4, 2), 5), 1, S(1, 5, 3));
}

static Node *
sample_argsort(void)
{
    Node *x = number("x", S(2, 5, 3));
    return graph_gather(x, graph_argsort(number("y", S(2, 5, 1)), 1), 1);
}

static Node *
sample_cumsum(void)
{
    return graph_cumsum(number("x", S(2, 5, 3)), 1);
}

static const struct {
    Node *(*make)(void);
    const char *linear; /* a leaf in which it is linear, or NULL */
} samples[OPS] = {
    [OP_CONST] = {sample_const, "x"},
    [OP_PARAMETER] = {sample_parameter, NULL},
    [OP_STATE] = {sample_state, NULL},
    [OP_DATA] = {sample_data, NULL},
    [OP_DRAW] = {sample_draw, NULL},
    [OP_TIME] = {sample_time, NULL},
    [OP_INDEX] = {sample_index, "x"},
    [OP_ADD] = {sample_add, NULL},
    [OP_MUL] = {sample_mul, NULL},
    [OP_EXP] = {sample_exp, NULL},
    [OP_LOG] = {sample_log, NULL},
    [OP_TANH] = {sample_tanh, NULL},
    [OP_SIGMOID] = {sample_sigmoid, NULL},
    [OP_SOFTPLUS] = {sample_softplus, NULL},
    [OP_ERF] = {sample_erf, NULL},
    [OP_COS] = {sample_cos, NULL},
    [OP_ATAN] = {sample_atan, NULL},
    [OP_SEL] = {sample_sel, "x"},
    [OP_EQ] = {sample_eq, "x"},
    [OP_ROUND] = {sample_round, "x"},
    [OP_STOP] = {sample_stop, NULL},
    [OP_SUM] = {sample_sum, NULL},
    [OP_MAX] = {sample_max, "x"},
    [OP_SQUARES] = {sample_squares, NULL},
    [OP_ARGMIN] = {sample_argmin, "t"},
    [OP_ARGMAX] = {sample_argmax, "x"},
    [OP_RESHAPE] = {sample_reshape, "x"},
    [OP_PERMUTE] = {sample_permute, "x"},
    [OP_SLICE] = {sample_slice, "x"},
    [OP_PAD] = {sample_pad, "x"},
    [OP_BORDER] = {sample_border, "x"},
    [OP_BORDER_ADD] = {sample_border_add, "x"},
    [OP_CONCAT] = {sample_concat, NULL},
    [OP_BROADCAST] = {sample_broadcast, "x"},
    [OP_CONTRACT] = {sample_contract, "a"},
    [OP_CONV] = {sample_conv, "x"},
    [OP_CONV_DATA] = {sample_conv_data, "y"},
    [OP_CONV_WEIGHT] = {sample_conv_weight, "x"},
    [OP_GATHER] = {sample_gather, "t"},
    [OP_SCATTER_ADD] = {sample_scatter_add, "v"},
    [OP_ARGSORT] = {sample_argsort, "x"},
    [OP_CUMSUM] = {sample_cumsum, "x"},
};

static bool
contains(Node *y, Op op)
{
    Nodes order = {0};
    graph_order(1, &y, &order);
    for (int i = 0; i < order.count; i++)
        if (order.at[i]->op == op)
            return true;
    return false;
}

START_TEST(test_every_op)
{
    Op op = (Op)_i;
    ck_assert_msg(samples[op].make != NULL, "%s has no sample", op_name(op));
    Node *y = samples[op].make();
    ck_assert_msg(contains(y, op), "the sample of %s has none", op_name(op));
    graph_verify(1, &y, "construction");
    Node *r = number("r", y->shape);
    Node *once = sum_all(graph_multiply(y, r)), *twice = sum_all(graph_multiply(square(y), r));
    check_gradient(op_name(op), once);
    check_gradient(op_name(op), differences_square(twice));
    Nodes x = differences_leaves(once);
    for (int i = 0; i < x.count; i++)
        if (samples[op].linear && strcmp(x.at[i]->name, samples[op].linear) == 0)
            check_adjoint(op_name(op), once, x.at[i]);
}
END_TEST

/* Whether anything on the way of derivatives through the sample is decided by comparing. */
static bool
is_piecewise(const Node *n)
{
    return n->op == OP_MAX;
}

/* The column of compiler/README.md: leaves have none, no gradient rule is zero. */
START_TEST(test_derivative_as_documented)
{
    Op op = (Op)_i;
    char line[512];
    FILE *readme = fopen("compiler/README.md", "r");
    const char *name = format("`%s`", op_name(op)), *found = NULL;
    Node *y = samples[op].make();
    Nodes order = {0};
    const char *derivative = "none";
    graph_order(1, &y, &order);
    for (int i = 0; i < order.count; i++)
        if (order.at[i]->op == op && op_kind(op) != KIND_LEAF)
            derivative = !graph_has_gradient(order.at[i]) ? "zero"
                         : is_piecewise(order.at[i])      ? "piecewise"
                                                          : "smooth";
    ck_assert_ptr_nonnull(readme);
    while (!found && fgets(line, sizeof line, readme))
        if (line[0] == '|' && strstr(line, name) && strstr(line, name) < strchr(line + 1, '|'))
            found = format("%s", line);
    fclose(readme);
    ck_assert_msg(found != NULL, "compiler/README.md has no row of %s", name);
    ck_assert_msg(strstr(found, format("| %s |", derivative)) != NULL, "%s is %s, not\n%s",
                  name, derivative, found);
}
END_TEST

/* ---- values by hand ---- */

static Node *
given(const char *name, Shape shape, const double *value)
{
    Node *n = number(name, shape);
    const Leaf *leaf = n->leaf;
    memcpy(leaf->value, value, sizeof *value * (size_t)leaf->size);
    return n;
}
#define GIVEN(name, shape, ...) given(name, shape, (double[]){__VA_ARGS__})

static void
expect(const char *what, Node *y, Shape shape, const double *value)
{
    ck_assert_msg(shape_equal(y->shape, shape), "%s has shape %s", what, shape_print(y->shape));
    double **v = run(1, &y, NULL);
    for (int64_t i = 0; i < shape_size(shape); i++)
        ck_assert_msg(fabs(v[0][i] - value[i]) <= 1e-14 * (1 + fabs(value[i])),
                      "%s[%lld] is %.17g, not %.17g", what, (long long)i, v[0][i], value[i]);
    interpret_free(1, v);
}
#define EXPECT(y, shape, ...) expect(#y, y, shape, (double[]){__VA_ARGS__})

START_TEST(test_values)
{
    Node *x = GIVEN("x", S(2, 3), 1, -2, 3, 4, 5, -6), *v = GIVEN("v", S(1, 3), 1, 2, 4);
    EXPECT(graph_add(x, v), S(2, 3), 2, 0, 7, 5, 7, -2);
    EXPECT(graph_divide(x, v), S(2, 3), 1, -1, .75, 4, 2.5, -1.5);
    EXPECT(leaky(x), S(2, 3), 1, -.4, 3, 4, 5, -1.2);
    EXPECT(graph_sum(x, 2, x->shape), S(2), 2, 3);
    EXPECT(graph_sum(v, 3, x->shape), S(1), 14);
    EXPECT(graph_max(x, 3), S(1), 5);
    EXPECT(graph_argmin(x, 1), S(2), 1, 2);
    EXPECT(graph_argmax(x, 0), S(1, 3), 1, 1, 0);
    EXPECT(graph_argmax(graph_scale(rational(-2, 1), x), 0), S(1, 3), 0, 0, 1);
    EXPECT(graph_reshape(x, S(3, 2)), S(3, 2), 1, -2, 3, 4, 5, -6);
    EXPECT(graph_permute(x, (int8_t[AXES]){1, 0, 2, 3, 4, 5, 6, 7}), S(3, 2), 1, 4, -2, 5, 3,
           -6);
    EXPECT(graph_pad(v, (int64_t[AXES]){0, 1}, S(1, 5)), S(1, 5), 0, 1, 2, 4, 0);
    EXPECT(graph_concat(2, (Node *[]){x, v}, 0), S(3, 3), 1, -2, 3, 4, 5, -6, 1, 2, 4);
    Node *odd = graph_slice(v, (int64_t[AXES]){0, 2}, (int64_t[AXES]){1, -1}, S(1, 3));
    EXPECT(graph_slice(odd, (int64_t[AXES]){0, 0}, (int64_t[AXES]){1, 2}, S(1, 2)), S(1, 2), 4,
           1);
    EXPECT(graph_select(graph_scale(rational(-2, 1), v), RATIONAL_ONE, RATIONAL_ZERO), S(1, 3),
           0, 0, 0);
    EXPECT(graph_slice(x, (int64_t[AXES]){0, 2}, (int64_t[AXES]){1, -2}, S(2, 2)), S(2, 2), 3,
           1, -6, 4);
}
END_TEST

START_TEST(test_product_values)
{
    Node *x = GIVEN("x", S(2, 3), 1, -2, 3, 4, 5, -6);
    Node *w = GIVEN("w", S(1, 2, 3), 1, 0, 2, 0, 1, -1);
    Letters linear = {{0, 1, -1, -1, -1, -1, -1, -1},
                      {-1, 2, 1, -1, -1, -1, -1, -1},
                      {0, 2, -1, -1, -1, -1, -1, -1}};
    EXPECT(graph_contract(x, w, linear, S(2, 2)), S(2, 2), 7, -5, -8, 11);
    Node *c = GIVEN("c", S(2), 2, 0), *t = GIVEN("t", S(3, 2), 1, 2, 3, 4, 5, 6);
    c = graph_argmax(graph_equal(graph_index(2, 3), c), 2);
    EXPECT(graph_gather(t, c, 0), S(2, 2), 5, 6, 1, 2);
    EXPECT(graph_scatter_add(graph_broadcast(graph_constant(1), S(2)), c, 0, S(3)), S(3), 1, 0,
           1);
    Window window = {1, 1, {1, 2}, {1, 1}, {1, 1}, {0, 1}, {0, 1}, 1, 1, {1, 3}, {1, 4}};
    Node *row = GIVEN("row", S(1, 1, 1, 3), 1, 2, 3), *k = GIVEN("k", S(1, 1, 1, 1, 2), 10, 1);
    EXPECT(graph_conv(row, k, window), S(1, 1, 1, 4), 1, 12, 23, 30);
    Node *y = GIVEN("y", S(1, 1, 1, 4), 1, 0, 0, 2);
    EXPECT(graph_conv_data(y, k, window), S(1, 1, 1, 3), 1, 0, 20);
    EXPECT(graph_conv_weight(row, y, window), S(1, 1, 1, 1, 2), 6, 1);
    Node *one = graph_constant(1), *two = graph_broadcast(row, S(2, 1, 1, 3));
    EXPECT(graph_conv_weight(one, graph_broadcast(y, S(2, 1, 1, 4)), window), S(1, 1, 1, 1, 2),
           4, 2);
    EXPECT(graph_conv_weight(two, y, window), S(1, 1, 1, 1, 2), 12, 2);
}
END_TEST

/* The first of equal elements gets the gradient of a maximum, over several axes too. */
START_TEST(test_ties)
{
    Node *x = GIVEN("x", S(2, 3), 1, 7, 7, 7, 0, 7), *d;
    graph_gradients(graph_max(x, 3), 1, &x, &d, NULL);
    EXPECT(d, S(2, 3), 0, 1, 0, 0, 0, 0);
    EXPECT(graph_argmax(x, 1), S(2), 1, 0);
}
END_TEST

/* ---- canonical forms ---- */

START_TEST(test_canonical)
{
    Node *x = number("x", S(4, 3)), *y = number("y", S(4, 3)), *e = graph_unary(OP_EXP, x);
    Node *one = graph_constant(1), *zero = graph_constant(0), *half = graph_constant(0.5);
    ck_assert(graph_add(x, y) == graph_add(y, x));
    ck_assert(graph_subtract(graph_add(x, y), graph_add(y, x)) == zero);
    ck_assert(graph_subtract(graph_scale(rational(1, 3), x), graph_scale(rational(1, 3), x)) ==
              zero);
    ck_assert(graph_multiply(half, graph_scale(rational(2, 1), x)) == x);
    ck_assert(graph_multiply(zero, x) == zero);
    ck_assert(graph_divide(e, e) == one);
    ck_assert(graph_divide(x, x) != one);
    ck_assert(graph_multiply(x, x) == square(x));
    ck_assert(graph_power(square(x), rational(1, 2)) != x);
    ck_assert(graph_power(square(e), rational(1, 2)) == e);
    ck_assert(graph_unary(OP_EXP, graph_scale(rational(1, 2), x)) ==
              graph_power(e, rational(1, 2)));
    ck_assert(graph_unary(OP_LOG, e) == x);
    ck_assert(graph_unary(OP_LOG, graph_power(e, rational(1, 2))) ==
              graph_scale(rational(1, 2), x));
    ck_assert(graph_unary(OP_LOG, square(x))->op == OP_LOG);
    ck_assert(graph_constant(0.1) == graph_ratio(rational(1, 10)));
    ck_assert(graph_add(graph_constant(0.1), graph_constant(0.2)) == graph_constant(0.3));
    ck_assert(graph_sum(graph_multiply(half, number("c", S(1))), 3, x->shape)->op == OP_ADD);
    ck_assert(graph_sum(one, 3, x->shape) == graph_constant(12));
    ck_assert(graph_select(e, RATIONAL_ONE, RATIONAL_ZERO) == one);
    ck_assert(graph_reshape(graph_reshape(x, S(12)), S(4, 3)) == x);
    Node *turned = graph_permute(x, (int8_t[AXES]){1, 0, 2, 3, 4, 5, 6, 7});
    ck_assert(graph_permute(turned, (int8_t[AXES]){1, 0, 2, 3, 4, 5, 6, 7}) == x);
    ck_assert(graph_reshape(graph_broadcast(one, S(4, 3)), S(12)) == one);
}
END_TEST

/* Where exact numbers end, the node stays as it is and its value is right. */
START_TEST(test_border)
{
    const int64_t front[AXES] = {0, 1}, most[AXES] = {0, 3};
    Node *v = GIVEN("v", S(1, 4), 1, 2, 4, 8);
    Node *one = graph_border(v, front, 2, S(1, 5));
    EXPECT(one, S(1, 5), 2, 1, 2, 4, 8);
    EXPECT(graph_border(v, most, 2, S(1, 9)), S(1, 9), 8, 4, 2, 1, 2, 4, 8, 4, 2);
    EXPECT(graph_border(v, front, 0, S(1, 7)), S(1, 7), 1, 1, 2, 4, 8, 8, 8);
    EXPECT(graph_border_add(one, front, 2, S(1, 4)), S(1, 4), 1, 4, 4, 8);
    ck_assert_ptr_eq(graph_border(v, most, 0, S(5, 4)), v);
}
END_TEST

START_TEST(test_pads_side_by_side)
{
    Node *a = GIVEN("a", S(2, 2), 1, 2, 3, 4), *b = GIVEN("b", S(2, 1), 5, 6);
    Node *left = graph_pad(a, (int64_t[AXES]){0}, S(2, 3));
    Node *right = graph_pad(b, (int64_t[AXES]){0, 2}, S(2, 3));
    Node *both = graph_add(right, graph_scale(rational(-1, 2), left));
    ck_assert_int_eq(both->op, OP_CONCAT);
    EXPECT(both, S(2, 3), -.5, -1, 5, -1.5, -2, 6);
    ck_assert(graph_add(left, graph_pad(b, (int64_t[AXES]){0, 1}, S(2, 3)))->op == OP_ADD);
    ck_assert(graph_add(left, graph_pad(b, (int64_t[AXES]){0}, S(2, 3)))->op == OP_ADD);
    Node *x = number("x", S(2, 6)), *parts[3], *d;
    for (int i = 0; i < 3; i++) {
        Node *part = graph_slice(x, (int64_t[AXES]){0, 2 * i},
                                 (int64_t[AXES]){1, 1, 1, 1, 1, 1, 1, 1}, S(2, 2));
        parts[i] = graph_power(part, rational(i + 2, 1));
    }
    Node *y = sum_all(graph_add(parts[0], graph_multiply(parts[1], parts[2])));
    graph_gradients(y, 1, &x, &d, NULL);
    ck_assert_int_eq(d->op, OP_CONCAT);
    check_gradient("parts", y);
}
END_TEST

START_TEST(test_overflow)
{
    Node *x = GIVEN("x", S(1), 3);
    Rational big = rational(1, 3037000499 * 7LL), odd = rational(1, 2147483647 * 11LL);
    Node *y = graph_scale(odd, graph_scale(odd, graph_scale(big, x)));
    double k = rational_double(odd) * rational_double(odd) * rational_double(big);
    ck_assert(fabs(run_scalar(y, NULL) / (3 * k) - 1) < 1e-14);
    y = graph_add(graph_scale(big, x), graph_scale(odd, x));
    k = rational_double(big) + rational_double(odd);
    ck_assert(fabs(run_scalar(y, NULL) / (3 * k) - 1) < 1e-14);
    graph_verify(1, &y, "overflow");
    ck_assert(
        fabs(run_scalar(graph_multiply(graph_constant(sqrt(2.0)), x), NULL) / (3 * sqrt(2.0)) -
             1) < 1e-15);
}
END_TEST

/* ---- what the rules must reach ---- */

static int
count_op(int count, Node *const *outputs, Op op)
{
    int found = 0;
    Nodes order = {0};
    graph_order(count, outputs, &order);
    for (int i = 0; i < order.count; i++)
        found += order.at[i]->op == op;
    return found;
}

/* Sums of at least so many elements. */
static int
big_sums(int count, Node *const *outputs, int64_t size)
{
    int found = 0;
    Nodes order = {0};
    graph_order(count, outputs, &order);
    for (int i = 0; i < order.count; i++)
        found += order.at[i]->op == OP_SUM && shape_size(order.at[i]->arg[0]->shape) >= size;
    return found;
}

typedef struct Norm {
    Node *x, *gain, *shift, *upstream, *y;
} Norm;

static Norm
make_norm(Node *x, uint32_t axes)
{
    Norm n = {x, NULL, NULL, NULL, NULL};
    Shape s = x->shape;
    n.gain = number_in("gain", S(1, s.n[1]), 0.5, 2);
    n.shift = number("shift", S(1, s.n[1]));
    n.upstream = number("upstream", s);
    Node *centred = graph_subtract(x, mean(x, axes, s));
    Node *variance = mean(square(centred), axes, s);
    Node *rstd = graph_power(graph_add(variance, graph_constant(1e-5)), rational(-1, 2));
    Node *scaled[] = {centred, rstd, n.gain};
    n.y = graph_add(graph_product_of(3, scaled, NULL), n.shift);
    return n;
}

static void
norm_gradients(Node *y, Node *upstream, int count, Node *const *x, Node **d)
{
    graph_gradients(sum_all(graph_multiply(y, upstream)), count, x, d, NULL);
}

START_TEST(test_batch_norm)
{
    Norm n = make_norm(number("x", S(64, 8)), 1);
    Node *y = leaky(n.y), *out[4] = {y};
    norm_gradients(y, n.upstream, 3, (Node *[]){n.x, n.gain, n.shift}, out + 1);
    ck_assert_int_eq(big_sums(4, out, 512), 4);
    Node *d_x, *d[3];
    norm_gradients(y, n.upstream, 1, &n.x, &d_x);
    Node *penalty = sum_all(square(d_x));
    graph_gradients(penalty, 3, (Node *[]){n.x, n.gain, n.upstream}, d, NULL);
    ck_assert_int_le(big_sums(3, d, 512), 7);
}
END_TEST

/* Batch statistics over space as well: what cancels does so over all axes together. */
START_TEST(test_batch_norm_of_images)
{
    uint32_t axes = 1u << 0 | 1u << 2 | 1u << 3;
    Norm n = make_norm(number("x", S(16, 4, 4, 4)), axes);
    Node *y = leaky(n.y), *out[4] = {y};
    norm_gradients(y, n.upstream, 3, (Node *[]){n.x, n.gain, n.shift}, out + 1);
    ck_assert_int_eq(big_sums(4, out, 1024), 4);
    Node *centred = graph_subtract(n.x, mean(n.x, axes, n.x->shape));
    Node *inner = graph_sum(centred, 1u << 2 | 1u << 3, n.x->shape);
    ck_assert(graph_sum(centred, axes, n.x->shape) == graph_constant(0));
    ck_assert(graph_sum(inner, 1u << 0, inner->shape) == graph_constant(0));
}
END_TEST

START_TEST(test_batch_norm_derivatives)
{
    Norm n = make_norm(number("x", S(5, 2)), 1);
    Node *y = sum_all(graph_multiply(leaky(n.y), n.upstream));
    check_gradient("batch norm", y);
    check_gradient("batch norm twice", differences_square(y));
    n = make_norm(number("x", S(2, 4)), 2);
    y = sum_all(graph_multiply(n.y, n.upstream));
    check_gradient("layer norm", y);
    check_gradient("layer norm twice", differences_square(y));
}
END_TEST

START_TEST(test_bias_before_norm)
{
    Node *u = number("u", S(64, 8)), *b = number("b", S(1, 8));
    Norm n = make_norm(graph_add(u, b), 1);
    Node *y = leaky(n.y), *out[5] = {y};
    norm_gradients(y, n.upstream, 4, (Node *[]){u, b, n.gain, n.shift}, out + 1);
    ck_assert(out[2] == graph_constant(0));
    ck_assert_int_eq(big_sums(5, out, 512), 4);
}
END_TEST

START_TEST(test_layer_norm)
{
    Norm n = make_norm(number("x", S(64, 8)), 2);
    Node *out[4] = {n.y};
    norm_gradients(n.y, n.upstream, 3, (Node *[]){n.x, n.gain, n.shift}, out + 1);
    ck_assert_int_eq(big_sums(4, out, 512), 6);
}
END_TEST

START_TEST(test_cross_entropy)
{
    Node *x = number("x", S(8, 5)), *code = label("code", S(8), 5), *d;
    Node *m = graph_unary(OP_STOP, graph_max(x, 2));
    Node *e = graph_unary(OP_EXP, graph_subtract(x, m));
    Node *lse = graph_add(m, graph_unary(OP_LOG, graph_sum(e, 2, x->shape)));
    Node *one_hot = graph_equal(graph_index(1, 5), code);
    Node *picked = graph_sum(graph_multiply(one_hot, x), 2, x->shape);
    Node *loss = mean(graph_subtract(lse, picked), 1, x->shape);
    graph_gradients(loss, 1, &x, &d, NULL);
    Node *softmax = graph_divide(e, graph_sum(e, 2, x->shape));
    Node *expected = graph_scale(rational(1, 8), graph_subtract(softmax, one_hot));
    Node *difference = sum_all(square(graph_subtract(d, expected)));
    ck_assert(run_scalar(difference, NULL) < 1e-28);
    ck_assert_int_le(big_sums(2, (Node *[]){loss, d}, 40), 2);
    check_gradient("cross entropy", loss);
}
END_TEST

/* One exp serves the divergence, the draw and both gradients; the divergence stays whole. */
START_TEST(test_divergence)
{
    Node *mu = number("mu", S(8, 5)), *logvar = number("logvar", S(8, 5)), *d[2];
    Node *eps = number("eps", S(8, 5)), *target = number("target", S(8, 5));
    Node *term[] = {square(mu), graph_unary(OP_EXP, logvar), graph_constant(1), logvar};
    Node *inside = graph_sum_of(4, term, (Rational[]){{1, 1}, {1, 1}, {-1, 1}, {-1, 1}});
    Node *kl = graph_scale(rational(1, 2), graph_sum(inside, 2, mu->shape));
    Node *deviation = graph_unary(OP_EXP, graph_scale(rational(1, 2), logvar));
    Node *z = graph_add(mu, graph_multiply(deviation, eps));
    Node *loss = graph_add(mean(kl, 1, mu->shape), sum_all(square(graph_subtract(z, target))));
    graph_gradients(loss, 2, (Node *[]){mu, logvar}, d, NULL);
    Node *out[] = {loss, d[0], d[1]};
    ck_assert_int_eq(count_op(3, out, OP_EXP), 1);
    Node *whole = graph_sum(inside, 2, mu->shape);
    ck_assert(whole->op == OP_SUM && whole->arg[0] == inside);
    Nodes order = {0};
    graph_order(3, out, &order);
    for (int i = 0; i < order.count; i++)
        for (int k = 0; k < order.at[i]->count && order.at[i]->op == OP_MUL; k++)
            ck_assert(rational_sign(order.at[i]->number[k]) > 0);
    check_gradient("divergence", loss);
}
END_TEST

static Node *
linear(Node *x, Node *w, Node *b)
{
    Letters l = {{0, 1, -1, -1, -1, -1, -1, -1},
                 {-1, 2, 1, -1, -1, -1, -1, -1},
                 {0, 2, -1, -1, -1, -1, -1, -1}};
    Shape s = S(x->shape.n[0], w->shape.n[1]);
    return graph_add(graph_contract(x, w, l, s), b);
}

enum { WEIGHTS = 6 };

/* The gradient penalty of a critic in -> wide -> wide -> 1, and the parameters. */
static Node *
make_penalty(int64_t batch, int64_t in, int64_t wide, Node *p[WEIGHTS])
{
    int64_t width[] = {in, wide, wide, 1};
    Node *x = number("x", S(batch, in)), *h = x, *d;
    for (int i = 0; i < 3; i++) {
        p[2 * i] = number_in("w", S(1, width[i + 1], width[i]), -0.7, 0.7);
        p[2 * i + 1] = number("b", S(1, width[i + 1]));
        h = linear(h, p[2 * i], p[2 * i + 1]);
        h = i < 2 ? leaky(h) : h;
    }
    graph_gradients(h, 1, &x, &d, "slope");
    Node *slope = graph_power(graph_sum(square(d), 2, x->shape), rational(1, 2));
    Node *off = square(graph_subtract(slope, graph_constant(1)));
    return graph_scale(rational(10, 1), mean(off, 1, x->shape));
}

START_TEST(test_gradient_penalty)
{
    Node *p[WEIGHTS], *out[WEIGHTS + 1];
    out[0] = make_penalty(64, 784, 256, p);
    graph_gradients(out[0], WEIGHTS, p, out + 1, NULL);
    graph_verify(WEIGHTS + 1, out, "gradients");
    ck_assert_int_eq(count_op(WEIGHTS + 1, out, OP_CONTRACT), 8);
    for (int i = 1; i < WEIGHTS; i += 2)
        ck_assert(out[i + 1] == graph_constant(0));
    check_gradient("gradient penalty", make_penalty(3, 4, 5, p));
}
END_TEST

/* ---- names, stop and rebuilding ---- */

START_TEST(test_adjoint_names)
{
    Node *x = number("x", S(4)), *h = graph_unary(OP_TANH, x), *d[2];
    graph_gradients(sum_all(square(h)), 2, (Node *[]){x, h}, d, "loss");
    ck_assert(d[0]->adjoint_of == x && strcmp(d[0]->adjoint_by, "loss") == 0);
    ck_assert(d[1]->adjoint_of == h);
}
END_TEST

/* A requested exp keeps its own adjoint, although G1 passes it by. */
START_TEST(test_gradient_of_exp)
{
    Node *x = number("x", S(3)), *e = graph_unary(OP_EXP, x), *d[2];
    Node *y = graph_multiply(graph_power(e, rational(3, 1)), number("r", S(3)));
    graph_gradients(y, 2, (Node *[]){e, x}, d, NULL);
    Node *difference = graph_subtract(d[1], graph_multiply(d[0], e));
    ck_assert(run_scalar(sum_all(square(difference)), NULL) < 1e-28);
    ck_assert(d[0] != graph_constant(0));
}
END_TEST

static Node *
next_version(Node *leaf, void *context)
{
    (void)context;
    return leaf->op == OP_PARAMETER
               ? graph_parameter(leaf->leaf, leaf->name, leaf->shape, leaf->version + 1)
               : leaf;
}

START_TEST(test_rebuild)
{
    Node *x = number("x", S(4)), *t = graph_unary(OP_TANH, x);
    Node *out[] = {graph_multiply(graph_unary(OP_STOP, t), x), graph_multiply(t, x)};
    Node *y = out[1];
    ck_assert(out[0] != out[1]);
    graph_erase_stop(2, out);
    ck_assert(out[0] == y && out[1] == y);
    graph_rebuild(1, out, next_version, NULL);
    ck_assert(out[0] != y && out[0]->op == y->op);
    ck_assert(differences_leaves(out[0]).at[0]->version == 1);
    Text text = {0};
    graph_print(&text, 1, &y);
    ck_assert(strstr(text.at, "tanh") != NULL && strstr(text.at, "[4] parameter x") != NULL);
}
END_TEST

/* Nodes that no constructor would make. */
static Node
broken_sum(void)
{
    Node *x = number("x", S(4, 3));
    Node n = *graph_sum(graph_unary(OP_TANH, x), 2, x->shape);
    n.id = graph_size();
    return n;
}

START_TEST(test_verify_shape)
{
    Node n = broken_sum(), *y = &n;
    n.shape = S(4, 3);
    graph_verify(1, &y, "a test");
}
END_TEST

START_TEST(test_verify_axes)
{
    Node n = broken_sum(), *y = &n;
    n.axes = 4;
    graph_verify(1, &y, "a test");
}
END_TEST

START_TEST(test_verify_window)
{
    Node n = *sample_conv(), *y = &n;
    n.u.window.stride[0] = 3;
    graph_verify(1, &y, "a test");
}
END_TEST

/* ---- random graphs against the same steps on fresh leaves ---- */

enum { POOL = 24, ROUNDS = 150 };

static const int64_t cube[] = {2, 3, 4};

/* A value of shape [2, 3, 4], spelt out or not. */
typedef struct Value {
    Node *node;   /* simplified all the way */
    double *full; /* done step by step */
} Value;

typedef Node *Step(Node *const *x, int choice);

static Shape
cube_shape(void)
{
    return make_shape(3, cube);
}

static Node *
step_sum(Node *const *x, int choice)
{
    Rational k[] = {{1 + choice % 3, 2}, {-1, 1}, {choice % 2, 3}};
    return graph_sum_of(3, x, k);
}

static Node *
step_product(Node *const *x, int choice)
{
    Node *positive = graph_unary(choice % 2 ? OP_SIGMOID : OP_SOFTPLUS, x[2]);
    Node *arg[] = {x[0], x[1], positive};
    return graph_product_of(choice % 3 + 1, choice % 3 ? arg : (Node *[]){positive},
                            (Rational[]){{choice % 5 ? 1 : 2, 1}, {1, 1}, {choice - 3, 2}});
}

static Node *
step_unary(Node *const *x, int choice)
{
    Op op[] = {OP_TANH, OP_SIGMOID, OP_SOFTPLUS, OP_ERF, OP_STOP};
    if (choice < 4)
        return graph_unary(op[choice], x[0]);
    Node *bounded = graph_unary(OP_TANH, x[0]);
    if (choice == 4)
        return graph_unary(OP_EXP, graph_scale(rational(-3, 2), bounded));
    if (choice == 5)
        return graph_unary(OP_LOG, graph_add(square(x[0]), graph_constant(0.25)));
    return choice == 6 ? leaky(x[0])
                       : graph_power(graph_unary(OP_EXP, bounded), rational(1, 2));
}

/* Also of negative multiples, which must not lose their sign, and summed to 1 again. */
static Node *
step_softmax(Node *const *x, int choice)
{
    uint32_t axes = (uint32_t)choice % 7 + 1;
    Node *e = graph_unary(OP_EXP, leaky(graph_scale(rational(-1, 3), x[0])));
    e = graph_broadcast(e, cube_shape());
    Node *p = graph_divide(e, graph_sum(e, axes, cube_shape()));
    return choice < 4 ? graph_multiply(p, x[1]) : mean(p, 7, cube_shape());
}

static Node *
step_reduce(Node *const *x, int choice)
{
    uint32_t axes = (uint32_t)choice % 7 + 1;
    Node *full = choice % 2 ? x[0] : graph_multiply(x[0], x[1]);
    if (choice % 3 == 0)
        return graph_max(full, axes);
    return mean(full, axes, cube_shape());
}

static Node *
step_centre(Node *const *x, int choice)
{
    uint32_t axes = (uint32_t)choice % 7 + 1;
    return graph_subtract(x[0], mean(x[0], axes, cube_shape()));
}

static Node *
step_move(Node *const *x, int choice)
{
    Node *full = graph_broadcast(x[0], cube_shape());
    if (choice % 3 == 0) {
        Node *flat = graph_reshape(full, S(6, 4)), *other = graph_broadcast(x[1], cube_shape());
        flat = graph_multiply(flat, graph_reshape(other, S(6, 4)));
        return graph_reshape(graph_broadcast(flat, S(6, 4)), cube_shape());
    }
    if (choice % 3 == 1) {
        Node *turned = graph_permute(full, (int8_t[AXES]){2, 0, 1, 3, 4, 5, 6, 7});
        turned = graph_add(graph_unary(OP_TANH, turned), mean(turned, 2, turned->shape));
        return graph_permute(turned, (int8_t[AXES]){1, 2, 0, 3, 4, 5, 6, 7});
    }
    int64_t from[AXES] = {0, 2, 1}, step[AXES] = {1, -1, 1};
    Node *part = graph_slice(full, from, step, S(2, 3, 2));
    return graph_pad(graph_broadcast(part, S(2, 3, 2)), (int64_t[AXES]){0, 0, 2}, cube_shape());
}

static Node *
step_join(Node *const *x, int choice)
{
    Node *part[2];
    int64_t first = choice % 3 + 1;
    for (int i = 0; i < 2; i++) {
        Shape s = S(2, 3, i ? 4 - first : first);
        int64_t from[AXES] = {0, 0, i ? first : 0}, step[AXES] = {1, 1, 1};
        part[i] = graph_broadcast(graph_slice(x[i], from, step, s), s);
    }
    return graph_concat(2, part, 2);
}

/* Attention without its softmax: (a b^T) c over the last two axes. */
static Node *
step_contract(Node *const *x, int choice)
{
    Letters scores = {{0, 1, 2, -1, -1, -1, -1, -1},
                      {0, 3, 2, -1, -1, -1, -1, -1},
                      {0, 1, 3, -1, -1, -1, -1, -1}};
    Letters mix = {{0, 1, 3, -1, -1, -1, -1, -1},
                   {0, 3, 2, -1, -1, -1, -1, -1},
                   {0, 1, 2, -1, -1, -1, -1, -1}};
    Node *arg[3];
    for (int i = 0; i < 3; i++)
        arg[i] = graph_broadcast(x[(i + choice) % 3], cube_shape());
    Node *a = graph_broadcast(graph_contract(arg[0], arg[1], scores, S(2, 3, 3)), S(2, 3, 3));
    return graph_contract(a, arg[2], mix, cube_shape());
}

static Node *
step_index(Node *const *x, int choice)
{
    Node *index = choice % 2 ? graph_argmax(x[1], 1) : graph_argmin(x[1], 1);
    index = graph_broadcast(index, S(2, 1, 4));
    if (choice % 3)
        return graph_gather(x[0], index, 1);
    return graph_scatter_add(graph_broadcast(x[0], cube_shape()), index, 1, cube_shape());
}

static Step *const steps[] = {step_sum,    step_product, step_unary, step_softmax,  step_reduce,
                              step_centre, step_move,    step_join,  step_contract, step_index};

static Node *
fresh_leaf(const Value *v)
{
    return given("fresh", cube_shape(), v->full);
}

/* Whether all elements along slot 1 differ: of equal ones, rounding decides which is extreme.
 */
static bool
is_ranked(const double *full)
{
    for (int i = 0; i < 24; i++)
        for (int k = i + 4; k / 12 == i / 12; k += 4)
            if (fabs(full[i] - full[k]) < 1e-9)
                return false;
    return true;
}

static Value
take_step(const Value *pool, int count)
{
    Node *whole[3], *fresh[3];
    for (int i = 0; i < 3; i++) {
        const Value *v = &pool[random_below(count)];
        whole[i] = v->node;
        fresh[i] = fresh_leaf(v);
    }
    int kind = random_below((int)COUNT_OF(steps)), choice = random_below(8);
    if (steps[kind] == step_index && !is_ranked(((const Leaf *)fresh[1]->leaf)->value))
        kind = 0;
    Value result = {steps[kind](whole, choice), NEW_ARRAY(double, 24)};
    Node *alone = graph_broadcast(steps[kind](fresh, choice), cube_shape());
    double **v = run(1, &alone, NULL);
    for (int i = 0; i < 24; i++)
        result.full[i] = v[0][i];
    interpret_free(1, v);
    return result;
}

static double
largest(const double *value, int count)
{
    double most = 0;
    for (int i = 0; i < count; i++)
        most = fmax(most, fabs(value[i]));
    return most;
}

static void
check_value(const Value *v, int seed, int place)
{
    Node *full = graph_broadcast(v->node, cube_shape());
    graph_verify(1, &full, "random construction");
    double **got = run(1, &full, NULL), scale = 1 + largest(v->full, 24);
    for (int i = 0; i < 24; i++)
        ck_assert_msg(fabs(got[0][i] - v->full[i]) <= 1e-10 * scale,
                      "seed %d, value %d [%d]: %.15g simplified, %.15g step by step", seed,
                      place, i, got[0][i], v->full[i]);
    interpret_free(1, got);
}

START_TEST(test_random_graphs)
{
    Value pool[POOL];
    int count = 0;
    random_state = (uint64_t)_i + 1;
    for (; count < 4; count++) {
        const int64_t extents[] = {count & 1 ? 1 : 2, count & 2 ? 1 : 3, 4};
        Value v = {number("leaf", make_shape(3, extents)), NEW_ARRAY(double, 24)};
        Node *full = graph_broadcast(v.node, cube_shape());
        double **got = run(1, &full, NULL);
        memcpy(v.full, got[0], sizeof *v.full * 24);
        interpret_free(1, got);
        pool[count] = v;
    }
    while (count < POOL) {
        Value v = take_step(pool, count);
        if (!(largest(v.full, 24) < 1e3))
            continue;
        pool[count] = v;
        check_value(&v, _i, count++);
    }
    Node *y = graph_multiply(graph_add(pool[POOL - 1].node, pool[POOL - 2].node),
                             number("r", cube_shape()));
    check_gradient("random graph", sum_all(y));
}
END_TEST

static TCase *
make_case(const char *name, Suite *suite)
{
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, 120);
    suite_add_tcase(suite, tcase);
    return tcase;
}

Suite *graph_suite(void);

Suite *
graph_suite(void)
{
    Suite *suite = suite_create("graph");
    TCase *ops = make_case("ops", suite), *rules = make_case("rules", suite);
    TCase *random = make_case("random", suite);
    tcase_add_loop_test(ops, test_every_op, 0, OPS);
    tcase_add_loop_test(ops, test_derivative_as_documented, 0, OPS);
    tcase_add_test(ops, test_values);
    tcase_add_test(ops, test_product_values);
    tcase_add_test(ops, test_ties);
    tcase_add_test(rules, test_canonical);
    tcase_add_test(rules, test_border);
    tcase_add_test(rules, test_pads_side_by_side);
    tcase_add_test(rules, test_overflow);
    tcase_add_test(rules, test_batch_norm);
    tcase_add_test(rules, test_batch_norm_of_images);
    tcase_add_test(rules, test_batch_norm_derivatives);
    tcase_add_test(rules, test_bias_before_norm);
    tcase_add_test(rules, test_layer_norm);
    tcase_add_test(rules, test_cross_entropy);
    tcase_add_test(rules, test_divergence);
    tcase_add_test(rules, test_gradient_penalty);
    tcase_add_test(rules, test_adjoint_names);
    tcase_add_test(rules, test_gradient_of_exp);
    tcase_add_test(rules, test_rebuild);
    tcase_add_test_raise_signal(rules, test_verify_shape, SIGABRT);
    tcase_add_test_raise_signal(rules, test_verify_axes, SIGABRT);
    tcase_add_test_raise_signal(rules, test_verify_window, SIGABRT);
    tcase_add_loop_test(random, test_random_graphs, 0, ROUNDS);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(graph_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
#endif
