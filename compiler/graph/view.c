/* Views: the same elements under another shape. Where they lie may stay what it was.
 *
 * The one idea is that of move.c: a view that changes nothing or follows another of its kind
 * vanishes, and a literal factor passes through. */
#include "rules.h"

#include <string.h>

/* ---- reshape ---- */

/* Reshaping goes group by group: the fewest slots of either shape with the same product. Ends
 * of the groups that start at *i and *k. */
static void
next_group(const Shape *from, const Shape *to, int *i, int *k)
{
    int64_t m = from->n[(*i)++], n = to->n[(*k)++];
    while (m != n) {
        if (m < n && *i < AXES)
            m *= from->n[(*i)++];
        else if (*k < AXES)
            n *= to->n[(*k)++];
        else
            die("cannot reshape %s to %s", shape_print(*from), shape_print(*to));
    }
}

/* The shape that x needs to be reshaped to, where x broadcast to `full` is to be reshaped to
 * `to`: false where x varies in a part of a group only. */
static bool
reshape_below(Shape x, Shape full, Shape to, Shape *result)
{
    int i = 0, k = 0;
    *result = to;
    while (i < AXES && k < AXES) {
        int first = i, first_to = k;
        next_group(&full, &to, &i, &k);
        bool same = true, none = true;
        for (int s = first; s < i; s++) {
            same = same && x.n[s] == full.n[s];
            none = none && x.n[s] == 1;
        }
        if (!same && !none)
            return false;
        for (int s = first_to; s < k && !same; s++)
            result->n[s] = 1;
    }
    return true;
}

Node *
graph_reshape(Node *a, Shape shape)
{
    Rational k;
    Shape below;
    if (shape_equal(a->shape, shape) || shape_varies(a->shape) == 0)
        return a;
    if (shape_size(a->shape) != shape_size(shape))
        die("cannot reshape %s to %s", shape_print(a->shape), shape_print(shape));
    Node *bare = node_unscale(a, &k);
    if (bare != a)
        return graph_scale(k, graph_reshape(bare, shape));
    if (a->op == OP_RESHAPE)
        return graph_reshape(a->arg[0], shape);
    if (a->op == OP_BROADCAST && reshape_below(a->arg[0]->shape, a->shape, shape, &below))
        return graph_reshape(a->arg[0], below);
    bare = a->op == OP_BROADCAST ? node_unscale(a->arg[0], &k) : a;
    if (a->op == OP_BROADCAST && bare != a->arg[0])
        return graph_scale(k, graph_reshape(graph_broadcast(bare, a->shape), shape));
    Node draft = node_move(OP_RESHAPE, &a, shape);
    return node_share(&draft);
}

Node *
graph_reshape_whole(Node *a, Shape as, Shape to)
{
    return graph_broadcast(graph_reshape(graph_broadcast(a, as), to), to);
}

Node *
graph_joined(const Node *a)
{
    if (a->op != OP_RESHAPE || a->shape.n[BATCH] != a->arg[0]->shape.n[BATCH])
        return NULL;
    uint32_t joined = shape_varies(a->shape), parts = shape_varies(a->arg[0]->shape);
    return __builtin_popcount(parts) > __builtin_popcount(joined) ? a->arg[0] : NULL;
}

/* ---- permute ---- */

/* Slots of extent 1 in ascending order, so that equal permutations look equal. */
static void
settle_units(const Shape *from, int8_t slot[AXES])
{
    int unit = 0;
    for (int s = 0; s < AXES; s++) {
        if (from->n[slot[s]] != 1)
            continue;
        while (from->n[unit] != 1)
            unit++;
        slot[s] = (int8_t)unit++;
    }
}

static void
check_permutation(const int8_t slot[AXES])
{
    uint32_t used = 0;
    for (int s = 0; s < AXES; s++)
        used |= slot[s] >= 0 && slot[s] < AXES ? 1u << slot[s] : 0;
    if (used != (1u << AXES) - 1)
        die("the slots of a permutation are not all different");
}

Node *
graph_permute(Node *a, const int8_t slot[AXES])
{
    Rational k;
    int8_t source[AXES];
    Shape shape;
    check_permutation(slot);
    a = node_strip(a);
    Node *bare = node_unscale(a, &k);
    if (bare != a)
        return graph_scale(k, graph_permute(bare, slot));
    bool inner = a->op == OP_PERMUTE;
    for (int s = 0; s < AXES; s++)
        source[s] = inner ? a->u.slot[slot[s]] : slot[s];
    if (inner)
        a = a->arg[0];
    int last = -1;
    bool ordered = true;
    for (int s = 0; s < AXES; s++) {
        shape.n[s] = a->shape.n[source[s]];
        if (shape.n[s] == 1)
            continue;
        ordered = ordered && source[s] > last;
        last = source[s];
    }
    if (ordered)
        return graph_reshape(a, shape);
    settle_units(&a->shape, source);
    Node draft = node_move(OP_PERMUTE, &a, shape);
    memcpy(draft.u.slot, source, sizeof source);
    return node_share(&draft);
}

Node *
graph_align(Node *a, const int8_t from[AXES])
{
    int8_t slot[AXES];
    uint32_t used = 0;
    int next = 0;
    for (int s = 0; s < AXES; s++)
        used |= from[s] >= 0 ? 1u << from[s] : 0;
    for (int s = 0; s < AXES; s++) {
        slot[s] = from[s];
        if (from[s] >= 0)
            continue;
        while (used >> next & 1)
            next++;
        if (node_strip(a)->shape.n[next] != 1)
            die("a slot that varies is left out of an alignment");
        slot[s] = (int8_t)next++;
    }
    return graph_permute(a, slot);
}

/* ---- gradients: each view undone ---- */

static void
reshape_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *a = n->arg[0];
    adjoint_put(into, a, graph_reshape(graph_broadcast(d, n->shape), a->shape));
}

static void
permute_gradient(Node *n, Node *d, Adjoints *into)
{
    int8_t back[AXES];
    for (int s = 0; s < AXES; s++)
        back[n->u.slot[s]] = (int8_t)s;
    adjoint_put(into, n->arg[0], graph_permute(d, back));
}

static Node *
reshape_again(Node *n, Node **arg)
{
    return graph_reshape(graph_broadcast(arg[0], n->arg[0]->shape), n->shape);
}

static Node *
permute_again(Node *n, Node **arg)
{
    return graph_permute(arg[0], n->u.slot);
}

const Rules view_rules[OPS] = {
    [OP_RESHAPE] = {reshape_gradient, first_sign, reshape_again, NULL},
    [OP_PERMUTE] = {permute_gradient, first_sign, permute_again, NULL},
};
