/* Sums, maxima and the indices of extremes.
 *
 * The one idea: a sum takes out what does not vary along its axes, and is split term by term
 * only where that leaves one term at most; so normalisation layers cancel exactly and nothing
 * that cancels numerically is pulled apart (the guard of S2). */
#include "rules.h"

static Shape
folded(Shape s, uint32_t axes)
{
    for (int i = 0; i < AXES; i++)
        if (axes >> i & 1)
            s.n[i] = 1;
    return s;
}

static Node *
make_reduce(Op op, Node *a, uint32_t axes)
{
    Node draft = node_draft(op, folded(a->shape, axes));
    draft.count = 1;
    draft.arg = &a;
    draft.axes = axes;
    return node_share(&draft);
}

/* ---- S2's memory of sums that do not split ---- */

static struct {
    uint64_t *key; /* node and axes; 0 is free */
    int count, room;
} whole;

static bool
whole_find(uint64_t key, int *at)
{
    if (whole.room == 0)
        return false;
    int mask = whole.room - 1;
    *at = (int)((key * 0x9e3779b97f4a7c15u) >> 33) & mask;
    while (whole.key[*at] != 0 && whole.key[*at] != key)
        *at = (*at + 1) & mask;
    return whole.key[*at] == key;
}

static void
whole_remember(uint64_t key)
{
    int at = 0;
    if (4 * whole.count >= 3 * whole.room) {
        uint64_t *old = whole.key;
        int room = whole.room;
        whole.room = room ? 2 * room : 256;
        whole.key = NEW_ARRAY(uint64_t, whole.room);
        for (int i = 0; i < room; i++)
            if (old[i] != 0 && !whole_find(old[i], &at))
                whole.key[at] = old[i];
    }
    if (!whole_find(key, &at)) {
        whole.key[at] = key;
        whole.count++;
    }
}

/* ---- sum ---- */

/* S1: sum(k a) = k sum(a) for factors k that do not vary along the axes. */
static Node *
sum_of_product(Node *a, uint32_t axes)
{
    int count = 0, rest_count = 0;
    Node **factor = NEW_ARRAY(Node *, a->count + 1), **rest = NEW_ARRAY(Node *, a->count);
    Rational *power = NEW_ARRAY(Rational, a->count + 1),
             *rest_power = NEW_ARRAY(Rational, a->count);
    for (int i = 0; i < a->count; i++) {
        if (shape_varies(a->arg[i]->shape) & axes) {
            rest[rest_count] = a->arg[i];
            rest_power[rest_count++] = a->number[i];
        } else {
            factor[count] = a->arg[i];
            power[count++] = a->number[i];
        }
    }
    if (count == 0)
        return NULL;
    factor[count] = graph_sum(graph_product_of(rest_count, rest, rest_power), axes, a->shape);
    power[count] = RATIONAL_ONE;
    return graph_product_of(count + 1, factor, power);
}

/* S2: sum(a + b) = sum(a) + sum(b), accepted only if one term at most is left. */
static Node *
sum_of_terms(Node *a, uint32_t axes)
{
    uint64_t key = ((uint64_t)a->id + 1) << AXES | axes;
    int at = 0;
    if (whole_find(key, &at))
        return NULL;
    Node **term = NEW_ARRAY(Node *, a->count);
    for (int i = 0; i < a->count; i++)
        term[i] = graph_sum(a->arg[i], axes, a->shape);
    Node *total = graph_sum_of(a->count, term, a->number);
    if (total->op != OP_ADD || total->count == 1)
        return total;
    whole_remember(key);
    return NULL;
}

/* S3: sums nest in one order, slot 0 outermost, so that partial sums are shared. */
static Node *
sum_nested(Node *a, uint32_t axes)
{
    uint32_t outer = axes & 1u << BATCH, inner = axes & ~outer;
    if (outer && inner)
        return graph_sum(graph_sum(a, inner, a->shape), outer, a->shape);
    if (a->op == OP_SUM && !outer)
        return graph_sum(a->arg[0], axes | a->axes, a->arg[0]->shape);
    return NULL;
}

/* The sum of a over axes along all of which it varies. */
static Node *
sum_varying(Node *a, uint32_t axes)
{
    Shape full = a->shape;
    Node *r = NULL;
    if (a->op == OP_ADD && a->count == 1)
        return graph_scale(a->number[0], graph_sum(a->arg[0], axes, full));
    /* Before nesting: terms may cancel over all axes together and over no part of them. */
    if (a->op == OP_MUL)
        r = sum_of_product(a, axes);
    else if (a->op == OP_ADD)
        r = sum_of_terms(a, axes);
    else if (a->op == OP_SUM && a->arg[0]->op == OP_ADD)
        r = sum_of_terms(a->arg[0], axes | a->axes);
    if (r == NULL)
        r = sum_nested(a, axes);
    return r ? r : make_reduce(OP_SUM, a, axes);
}

Node *
graph_sum(Node *a, uint32_t axes, Shape full)
{
    Rational k = RATIONAL_ONE;
    uint32_t live = 0;
    for (int i = 0; i < AXES; i++) {
        if (!(axes >> i & 1))
            continue;
        if (node_strip(a)->shape.n[i] > 1) {
            live |= 1u << i;
            continue;
        }
        int64_t extent = full.n[i] > a->shape.n[i] ? full.n[i] : a->shape.n[i];
        k = rational_multiply(k, rational(extent, 1));
    }
    a = node_strip(a);
    return graph_scale(k, live ? sum_varying(a, live) : a);
}

Node *
node_sum_to(Node *t, Shape full, Shape target)
{
    uint32_t axes = shape_varies(full) & ~shape_varies(target);
    return axes ? graph_sum(t, axes, full) : t;
}

/* ---- squares about the mean ---- */

Node *
graph_squares(Node *sum, Node *squares, int64_t n, uint32_t axes)
{
    Node draft = node_draft(OP_SQUARES, folded(sum->shape, axes));
    draft.count = squares == NULL ? 1 : 2;
    draft.arg = (Node *[2]){sum, squares};
    draft.axes = axes;
    draft.value = (double)n;
    return node_share(&draft);
}

/* ---- extremes ---- */

/* Several axes fold one by one, the last first: the first of equal elements in row-major order
 * is then the one that argmax finds along each. */
Node *
graph_max(Node *a, uint32_t axes)
{
    a = node_strip(a);
    for (int i = AXES - 1; i >= 0; i--)
        if ((axes >> i & 1) && a->shape.n[i] > 1)
            a = make_reduce(OP_MAX, a, 1u << i);
    return a;
}

/* a without what cannot change the order along a slot: terms that do not vary there, and a
 * positive scale. `flip` where the scale was negative. */
static Node *
ranked(Node *a, int slot, bool *flip)
{
    Rational k;
    *flip = false;
    if (a->op == OP_ADD) {
        int count = 0;
        Node **arg = NEW_ARRAY(Node *, a->count);
        Rational *number = NEW_ARRAY(Rational, a->count);
        for (int i = 0; i < a->count; i++) {
            if (a->arg[i]->shape.n[slot] == 1)
                continue;
            arg[count] = a->arg[i];
            number[count++] = a->number[i];
        }
        a = graph_sum_of(count, arg, number);
    }
    Node *bare = node_unscale(a, &k);
    *flip = rational_sign(k) < 0;
    return bare;
}

static Node *
make_arg(Op op, Node *a, int slot)
{
    bool flip;
    a = node_strip(a);
    if (a->shape.n[slot] == 1)
        return graph_index(slot, 1);
    int64_t bound = a->shape.n[slot];
    a = ranked(a, slot, &flip);
    if (flip)
        op = op == OP_ARGMIN ? OP_ARGMAX : OP_ARGMIN;
    Node draft = node_draft(op, folded(a->shape, 1u << slot));
    draft.count = 1;
    draft.arg = &a;
    draft.axes = 1u << slot;
    draft.integer = true;
    draft.bound = bound;
    return node_share(&draft);
}

Node *
graph_argmin(Node *a, int slot)
{
    return make_arg(OP_ARGMIN, a, slot);
}

Node *
graph_argmax(Node *a, int slot)
{
    return make_arg(OP_ARGMAX, a, slot);
}

/* ---- gradients ---- */

/* n = sum a: d_a = d, the same along the axes */
static void
sum_gradient(Node *n, Node *d, Adjoints *into)
{
    adjoint_put(into, n->arg[0], d);
}

/* value = sum of S + n (T / n - mean)^2: d_S = d, d_T = 2 (T / n - mean) d; what mean adds is
 * zero */
static void
squares_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *sum = n->arg[0];
    int64_t each = (int64_t)n->value, parts = shape_size(sum->shape) / shape_size(n->shape);
    Node *mean = graph_scale(rational(1, each * parts), graph_sum(sum, n->axes, sum->shape));
    Node *centred = graph_subtract(graph_scale(rational(1, each), sum), mean);
    adjoint_put(into, sum, graph_scale(rational(2, 1), graph_multiply(d, centred)));
    if (n->count > 1)
        adjoint_put(into, n->arg[1], d);
}

static int
only_slot(uint32_t axes)
{
    int slot = 0;
    while (!(axes >> slot & 1))
        slot++;
    return slot;
}

/* n = max a: d_a = d where the index is argmax a, else 0 */
static void
max_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *a = n->arg[0];
    int slot = only_slot(n->axes);
    Node *chosen = graph_equal(graph_index(slot, a->shape.n[slot]), graph_argmax(a, slot));
    adjoint_put(into, a, graph_multiply(d, chosen));
}

static Sign
index_sign(const Node *n)
{
    (void)n;
    return SIGN_NONNEGATIVE;
}

static Node *
sum_again(Node *n, Node **arg)
{
    return graph_sum(arg[0], n->axes, n->arg[0]->shape);
}

static Sign
squares_sign(const Node *n)
{
    (void)n;
    return SIGN_NONNEGATIVE;
}

static Node *
squares_again(Node *n, Node **arg)
{
    return graph_squares(arg[0], n->count > 1 ? arg[1] : NULL, (int64_t)n->value, n->axes);
}

static Node *
max_again(Node *n, Node **arg)
{
    return graph_max(arg[0], n->axes);
}

static Node *
arg_again(Node *n, Node **arg)
{
    return make_arg(n->op, arg[0], only_slot(n->axes));
}

const Rules reduce_rules[OPS] = {
    [OP_SUM] = {sum_gradient, first_sign, sum_again, NULL},
    [OP_MAX] = {max_gradient, first_sign, max_again, NULL},
    [OP_SQUARES] = {squares_gradient, squares_sign, squares_again, NULL},
    [OP_ARGMIN] = {NULL, index_sign, arg_again, NULL},
    [OP_ARGMAX] = {NULL, index_sign, arg_again, NULL},
};
