/* Functions of one element of each argument: exp, log, tanh, sigmoid, softplus, erf, cos,
 * select, equal, round, stop; and the gradient rules of sums and products, which algebra.c
 * builds.
 *
 * The one idea: relu, leaky_relu and abs are x sel(x > 0; a, b), and sel has derivative zero,
 * so second derivatives of piecewise linear functions vanish by themselves. */
#include "rules.h"

#include <math.h>

static double
apply(Op op, double x)
{
    switch (op) {
    case OP_EXP: return exp(x);
    case OP_LOG: return log(x);
    case OP_TANH: return tanh(x);
    case OP_SIGMOID: return 1 / (1 + exp(-x));
    case OP_SOFTPLUS: return fmax(x, 0) + log1p(exp(-fabs(x)));
    case OP_ROUND: return rint(x);
    case OP_ERF: return erf(x);
    case OP_COS: return cos(x);
    case OP_ATAN: return atan(x);
    case OP_STOP: return x;
    default: die("%s is not a function of one number", op_name(op));
    }
}

/* C5: exp(k x) = exp(x)^k for a literal k. */
static Node *
make_exp(Node *a)
{
    Rational k;
    Node *x = node_unscale(a, &k);
    if (a->op == OP_LOG)
        return a->arg[0];
    return x == a ? node_unary(OP_EXP, a) : graph_power(make_exp(x), k);
}

/* What is computed of the parts of a join, joined like it. */
static Node *
joined_like(const Node *join, Node *parts)
{
    return graph_reshape(graph_broadcast(parts, graph_joined(join)->shape), join->shape);
}

/* C5, the other way round: log(exp(x)) = x, and log(x^p) = p log(x) for x > 0. NULL: neither.
 */
static Node *
simpler_log(Node *a)
{
    if (a->op == OP_EXP)
        return a->arg[0];
    if (a->op == OP_MUL && a->count == 1 && a->arg[0]->sign == SIGN_POSITIVE)
        return graph_scale(a->number[0], graph_unary(OP_LOG, a->arg[0]));
    return NULL;
}

Node *
graph_unary(Op op, Node *a)
{
    a = node_strip(a);
    if (node_is_number(a))
        return graph_constant(apply(op, a->value));
    if (op == OP_EXP)
        return make_exp(a);
    Node *log = op == OP_LOG ? simpler_log(a) : NULL;
    if (log)
        return log;
    if ((op == OP_STOP || op == OP_ROUND) && a->op == op)
        return a;
    if (graph_joined(a))
        return joined_like(a, graph_unary(op, graph_joined(a)));
    return node_unary(op, a);
}

/* sel(k y) = sel(y) for k > 0: forward and backward then compare the same node. */
Node *
graph_select(Node *y, Rational above, Rational below)
{
    Rational k, number[2] = {above, below};
    y = node_strip(y);
    Node *bare = node_unscale(y, &k);
    if (rational_sign(k) > 0)
        y = bare;
    if (rational_equal(above, below) || y->sign == SIGN_POSITIVE)
        return graph_ratio(above);
    if (node_is_number(y))
        return graph_ratio(y->value > 0 ? above : below);
    if (graph_joined(y))
        return joined_like(y, graph_select(graph_joined(y), above, below));
    Node draft = node_draft(OP_SEL, y->shape);
    draft.count = 1;
    draft.arg = &y;
    draft.number = number;
    return node_share(&draft);
}

Node *
graph_equal(Node *a, Node *b)
{
    a = node_strip(a);
    b = node_strip(b);
    if (a == b)
        return graph_ratio(RATIONAL_ONE);
    if (node_is_number(a) && node_is_number(b))
        return graph_constant(a->value == b->value);
    Node *arg[2] = {a->id < b->id ? a : b, a->id < b->id ? b : a};
    Node draft = node_draft(OP_EQ, shape_broadcast(2, arg));
    draft.count = 2;
    draft.arg = arg;
    return node_share(&draft);
}

/* ---- gradients ---- */

static void
put_summed(Adjoints *into, Node *x, Node *part, const Node *n)
{
    adjoint_put(into, x, node_sum_to(part, n->shape, x->shape));
}

/* n = sum c_i x_i: d_x_i = c_i d */
static void
add_gradient(Node *n, Node *d, Adjoints *into)
{
    for (int i = 0; i < n->count; i++)
        if (adjoint_wanted(into, n->arg[i]))
            put_summed(into, n->arg[i], graph_scale(n->number[i], d), n);
}

/* n = prod x_i^p_i: d_x_i = p_i d x_i^(p_i - 1) prod_(j != i) x_j^p_j
 * G1: where x_i = exp(y), d_y = p_i d n; through x_i it would need exp(y)^(p_i - 1). */
static void
mul_gradient(Node *n, Node *d, Adjoints *into)
{
    for (int i = 0; i < n->count; i++) {
        Node *x = n->arg[i];
        Rational p = n->number[i];
        if (!adjoint_wanted(into, x))
            continue;
        if (x->op == OP_EXP && into->want[x->id] != WANT_RESULT) {
            Node *part = graph_scale(p, graph_multiply(d, n));
            adjoint_put(into, x->arg[0], node_sum_to(part, n->shape, x->shape));
            continue;
        }
        Node **factor = NEW_ARRAY(Node *, n->count + 1);
        Rational *power = NEW_ARRAY(Rational, n->count + 1);
        factor[0] = d;
        power[0] = RATIONAL_ONE;
        for (int k = 0; k < n->count; k++) {
            factor[k + 1] = n->arg[k];
            power[k + 1] = k == i ? rational_add(p, (Rational){-1, 1}) : n->number[k];
        }
        Node *part = graph_product_of(n->count + 1, factor, power);
        put_summed(into, x, graph_scale(p, part), n);
    }
}

/* n = exp(x): d_x = d n */
static void
exp_gradient(Node *n, Node *d, Adjoints *into)
{
    adjoint_put(into, n->arg[0], graph_multiply(d, n));
}

/* n = log(x): d_x = d / x */
static void
log_gradient(Node *n, Node *d, Adjoints *into)
{
    adjoint_put(into, n->arg[0], graph_divide(d, n->arg[0]));
}

static Node *
one_minus(Node *a)
{
    return graph_subtract(graph_ratio(RATIONAL_ONE), a);
}

/* n = tanh(x): d_x = d (1 - n^2) */
static void
tanh_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *slope = one_minus(graph_power(n, rational(2, 1)));
    adjoint_put(into, n->arg[0], graph_multiply(d, slope));
}

/* n = sigmoid(x): d_x = d n (1 - n) */
static void
sigmoid_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *slope = graph_multiply(n, one_minus(n));
    adjoint_put(into, n->arg[0], graph_multiply(d, slope));
}

/* n = softplus(x): d_x = d sigmoid(x) */
static void
softplus_gradient(Node *n, Node *d, Adjoints *into)
{
    adjoint_put(into, n->arg[0], graph_multiply(d, graph_unary(OP_SIGMOID, n->arg[0])));
}

/* n = erf(x): d_x = d 2 / sqrt(pi) exp(-x^2) */
static void
erf_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *minus_square = graph_scale(rational(-1, 1), graph_power(n->arg[0], rational(2, 1)));
    Node *slope =
        graph_multiply(graph_constant(1.1283791670955126), graph_unary(OP_EXP, minus_square));
    adjoint_put(into, n->arg[0], graph_multiply(d, slope));
}

/* n = cos(x): d_x = -d sin(x) = d cos(x + pi / 2) */
static void
cos_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *ahead = graph_add(n->arg[0], graph_constant(1.5707963267948966));
    adjoint_put(into, n->arg[0], graph_multiply(d, graph_unary(OP_COS, ahead)));
}

/* n = atan(x): d_x = d / (1 + x^2) */
static void
atan_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *square = graph_power(n->arg[0], rational(2, 1));
    Node *below = graph_add(square, graph_ratio(RATIONAL_ONE));
    adjoint_put(into, n->arg[0], graph_divide(d, below));
}

/* ---- signs, and the ops of other arguments ---- */

static Sign
positive(const Node *n)
{
    (void)n;
    return SIGN_POSITIVE;
}

static Sign
nonnegative(const Node *n)
{
    (void)n;
    return SIGN_NONNEGATIVE;
}

static Sign
sel_sign(const Node *n)
{
    int above = rational_sign(n->number[0]), below = rational_sign(n->number[1]);
    if (above > 0 && below > 0)
        return SIGN_POSITIVE;
    return above >= 0 && below >= 0 ? SIGN_NONNEGATIVE : SIGN_UNKNOWN;
}

static Sign
round_sign(const Node *n)
{
    return n->arg[0]->sign == SIGN_UNKNOWN ? SIGN_UNKNOWN : SIGN_NONNEGATIVE;
}

static Node *
add_again(Node *n, Node **arg)
{
    return graph_sum_of(n->count, arg, n->number);
}

static Node *
mul_again(Node *n, Node **arg)
{
    return graph_product_of(n->count, arg, n->number);
}

static Node *
unary_again(Node *n, Node **arg)
{
    return graph_unary(n->op, arg[0]);
}

static Node *
sel_again(Node *n, Node **arg)
{
    return graph_select(arg[0], n->number[0], n->number[1]);
}

static Node *
eq_again(Node *n, Node **arg)
{
    (void)n;
    return graph_equal(arg[0], arg[1]);
}

const Rules elementwise_rules[OPS] = {
    [OP_ADD] = {add_gradient, add_sign, add_again, NULL},
    [OP_MUL] = {mul_gradient, mul_sign, mul_again, NULL},
    [OP_EXP] = {exp_gradient, positive, unary_again, NULL},
    [OP_LOG] = {log_gradient, NULL, unary_again, NULL},
    [OP_TANH] = {tanh_gradient, first_sign, unary_again, NULL},
    [OP_SIGMOID] = {sigmoid_gradient, positive, unary_again, NULL},
    [OP_SOFTPLUS] = {softplus_gradient, positive, unary_again, NULL},
    [OP_ERF] = {erf_gradient, first_sign, unary_again, NULL},
    [OP_COS] = {cos_gradient, NULL, unary_again, NULL},
    [OP_ATAN] = {atan_gradient, first_sign, unary_again, NULL},
    [OP_SEL] = {NULL, sel_sign, sel_again, NULL},
    [OP_EQ] = {NULL, nonnegative, eq_again, NULL},
    [OP_ROUND] = {NULL, round_sign, unary_again, NULL},
    [OP_STOP] = {NULL, first_sign, unary_again, NULL},
};
