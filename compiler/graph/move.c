/* Moves: slice, pad, border, concatenate, broadcast.
 *
 * The one idea: a literal factor passes through every move, and a move that changes nothing or
 * follows another of its kind vanishes, so that what is left is a copy that somebody needs.
 * Slots that do not vary move freely; only reshape, pad, concatenate and convolutions need a
 * broadcast spelt out, and graph_broadcast is for their operands. */
#include "rules.h"

#include <string.h>

Node
node_move(Op op, Node **a, Shape shape)
{
    Node draft = node_draft(op, shape);
    draft.count = 1;
    draft.arg = a;
    draft.integer = (*a)->integer;
    draft.bound = (*a)->bound;
    return draft;
}

/* ---- broadcast ---- */

Node *
graph_broadcast(Node *a, Shape shape)
{
    a = node_strip(a);
    for (int i = 0; i < AXES; i++) {
        if (shape.n[i] == 1)
            shape.n[i] = a->shape.n[i];
        if (a->shape.n[i] != 1 && a->shape.n[i] != shape.n[i])
            die("%s does not broadcast to %s", shape_print(a->shape), shape_print(shape));
    }
    if (shape_equal(a->shape, shape))
        return a;
    Node draft = node_move(OP_BROADCAST, &a, shape);
    return node_share(&draft);
}

/* ---- slice and pad ---- */

typedef struct Range {
    int64_t from[AXES], step[AXES];
} Range;

static bool
range_is_identity(const Range *r)
{
    for (int s = 0; s < AXES; s++)
        if (r->from[s] != 0 || r->step[s] != 1)
            return false;
    return true;
}

/* `count` elements from an index on, within 0 .. extent - 1. */
static void
check_range(int64_t from, int64_t step, int64_t count, int64_t extent)
{
    int64_t last = from + (count - 1) * step;
    if (step == 0 || count < 1 || from < 0 || from >= extent || last < 0 || last >= extent)
        die("%lld elements from %lld by %lld do not lie in an extent of %lld", (long long)count,
            (long long)from, (long long)step, (long long)extent);
}

static Node *
share_range(Op op, Node *a, const Range *r, Shape shape)
{
    Node draft = node_move(op, &a, shape);
    memcpy(draft.u.from, r->from, sizeof r->from);
    memcpy(draft.step, r->step, sizeof r->step);
    return node_share(&draft);
}

/* The argument of a concatenation that holds all of a slice; moves r's start into it. */
static Node *
part_of_concat(const Node *a, Range *r, Shape shape)
{
    int slot = 0;
    while (!(a->axes >> slot & 1))
        slot++;
    int64_t first = r->from[slot], last = first + (shape.n[slot] - 1) * r->step[slot];
    int64_t start = 0;
    for (int i = 0; i < a->count; i++) {
        int64_t end = start + a->arg[i]->shape.n[slot];
        if (first >= start && first < end && last >= start && last < end) {
            r->from[slot] -= start;
            return a->arg[i];
        }
        start = end;
    }
    return NULL;
}

Node *
graph_slice(Node *a, const int64_t from[AXES], const int64_t step[AXES], Shape shape)
{
    Rational k;
    Range r;
    a = node_strip(a);
    for (int s = 0; s < AXES; s++) {
        bool varies = a->shape.n[s] > 1;
        shape.n[s] = varies ? shape.n[s] : 1;
        r.from[s] = varies ? from[s] : 0;
        r.step[s] = shape.n[s] > 1 ? step[s] : 1;
        check_range(r.from[s], r.step[s], shape.n[s], a->shape.n[s]);
    }
    if (range_is_identity(&r) && shape_equal(shape, a->shape))
        return a;
    Node *bare = node_unscale(a, &k);
    if (bare != a)
        return graph_scale(k, graph_slice(bare, from, step, shape));
    if (a->op == OP_SLICE) {
        for (int s = 0; s < AXES; s++) {
            r.from[s] = a->u.from[s] + r.from[s] * a->step[s];
            r.step[s] *= a->step[s];
        }
        return graph_slice(a->arg[0], r.from, r.step, shape);
    }
    Node *part = a->op == OP_CONCAT ? part_of_concat(a, &r, shape) : NULL;
    if (part)
        return graph_slice(part, r.from, r.step, shape);
    return share_range(OP_SLICE, a, &r, shape);
}

/* Pad with steps: a[i] stands at from + i step. */
static Node *
spread(Node *a, const int64_t from[AXES], const int64_t step[AXES], Shape shape)
{
    Rational k;
    Range r;
    if (node_is_zero(node_strip(a)))
        return node_strip(a);
    for (int s = 0; s < AXES; s++) {
        r.from[s] = from[s];
        r.step[s] = a->shape.n[s] > 1 ? step[s] : 1;
        check_range(r.from[s], r.step[s], a->shape.n[s], shape.n[s]);
    }
    if (range_is_identity(&r) && shape_equal(shape, a->shape))
        return a;
    Node *bare = node_unscale(a, &k);
    if (bare != a)
        return graph_scale(k, spread(bare, from, step, shape));
    return share_range(OP_PAD, a, &r, shape);
}

Node *
graph_pad(Node *a, const int64_t from[AXES], Shape shape)
{
    int64_t step[AXES];
    for (int s = 0; s < AXES; s++)
        step[s] = 1;
    return spread(a, from, step, shape);
}

/* ---- border and border_add: each is the other's gradient ---- */

static Node *
share_border(Op op, Node *a, const int64_t before[AXES], uint32_t reflected, Shape shape)
{
    const Shape *inside = op == OP_BORDER ? &a->shape : &shape,
                *whole = op == OP_BORDER ? &shape : &a->shape;
    Node draft = node_move(op, &a, shape);
    for (int s = 0; s < AXES; s++) {
        bool wider = whole->n[s] != inside->n[s];
        draft.u.from[s] = wider ? before[s] : 0;
        draft.axes |= wider ? reflected & 1u << s : 0;
    }
    return node_share(&draft);
}

Node *
graph_border(Node *a, const int64_t before[AXES], uint32_t reflected, Shape shape)
{
    Rational k;
    a = node_strip(a);
    for (int s = 0; s < AXES; s++)
        shape.n[s] = a->shape.n[s] == 1 ? 1 : shape.n[s];
    if (shape_equal(a->shape, shape))
        return a;
    Node *bare = node_unscale(a, &k);
    if (bare != a)
        return graph_scale(k, graph_border(bare, before, reflected, shape));
    return share_border(OP_BORDER, a, before, reflected, shape);
}

Node *
graph_border_add(Node *a, const int64_t before[AXES], uint32_t reflected, Shape shape)
{
    Rational k;
    if (node_is_zero(node_strip(a)))
        return node_strip(a);
    if (shape_equal(a->shape, shape))
        return a;
    Node *bare = node_unscale(a, &k);
    if (bare != a)
        return graph_scale(k, graph_border_add(bare, before, reflected, shape));
    return share_border(OP_BORDER_ADD, a, before, reflected, shape);
}

/* ---- concatenate ---- */

Node *
graph_concat(int count, Node *const *args, int slot)
{
    if (count == 1)
        return args[0];
    Node draft = node_draft(OP_CONCAT, shape_scalar());
    Shape across = shape_scalar();
    int64_t extent = 0;
    bool zero = true;
    draft.integer = true;
    for (int i = 0; i < count; i++) {
        Shape s = args[i]->shape;
        extent += s.n[slot];
        s.n[slot] = 1;
        for (int k = 0; k < AXES; k++)
            across.n[k] = s.n[k] > across.n[k] ? s.n[k] : across.n[k];
        zero = zero && node_is_zero(node_strip(args[i]));
        draft.integer = draft.integer && args[i]->integer;
        draft.bound = args[i]->bound > draft.bound ? args[i]->bound : draft.bound;
    }
    if (zero)
        return graph_ratio(RATIONAL_ZERO);
    draft.bound = draft.integer ? draft.bound : 0;
    draft.count = count;
    draft.arg = NEW_ARRAY(Node *, count);
    for (int i = 0; i < count; i++) {
        Shape full = across;
        full.n[slot] = args[i]->shape.n[slot];
        draft.arg[i] = graph_broadcast(args[i], full);
    }
    draft.shape = across;
    draft.shape.n[slot] = extent;
    draft.axes = 1u << slot;
    return node_share(&draft);
}

/* The one slot that a padding fills, without steps; -1: it is not so simple. */
static int
padded_slot(const Node *pad)
{
    int slot = -1;
    for (int s = 0; s < AXES; s++) {
        if (pad->shape.n[s] == pad->arg[0]->shape.n[s])
            continue;
        if (slot >= 0 || pad->step[s] != 1)
            return -1;
        slot = s;
    }
    return slot;
}

Node *
node_join_pads(int count, Node *const *pad, const Rational *factor)
{
    const int slot = padded_slot(pad[0]);
    Node **piece = NEW_ARRAY(Node *, count);
    int64_t at = 0;
    for (int i = 0; i < count; i++)
        if (slot < 0 || padded_slot(pad[i]) != slot ||
            !shape_equal(pad[i]->shape, pad[0]->shape))
            return NULL;
    for (int k = 0; k < count; k++) {
        int next = 0;
        while (next < count && pad[next]->u.from[slot] != at)
            next++;
        if (next == count)
            return NULL;
        piece[k] = graph_broadcast(graph_scale(factor[next], pad[next]->arg[0]),
                                   pad[next]->arg[0]->shape);
        at += pad[next]->arg[0]->shape.n[slot];
    }
    return at == pad[0]->shape.n[slot] ? graph_concat(count, piece, slot) : NULL;
}

/* ---- gradients: each move undone ---- */

static void
broadcast_gradient(Node *n, Node *d, Adjoints *into)
{
    adjoint_put(into, n->arg[0], node_sum_to(d, n->shape, n->arg[0]->shape));
}

static void
slice_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *full = graph_broadcast(d, n->shape);
    adjoint_put(into, n->arg[0], spread(full, n->u.from, n->step, n->arg[0]->shape));
}

static void
pad_gradient(Node *n, Node *d, Adjoints *into)
{
    adjoint_put(into, n->arg[0], graph_slice(d, n->u.from, n->step, n->arg[0]->shape));
}

static void
border_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *a = n->arg[0], *full = graph_broadcast(d, n->shape);
    adjoint_put(into, a, graph_border_add(full, n->u.from, n->axes, a->shape));
}

static void
border_add_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *a = n->arg[0];
    adjoint_put(into, a, graph_border(d, n->u.from, n->axes, a->shape));
}

static int
concat_slot(const Node *n)
{
    int slot = 0;
    while (!(n->axes >> slot & 1))
        slot++;
    return slot;
}

static void
concat_gradient(Node *n, Node *d, Adjoints *into)
{
    int slot = concat_slot(n);
    Range r;
    for (int s = 0; s < AXES; s++) {
        r.from[s] = 0;
        r.step[s] = 1;
    }
    for (int i = 0; i < n->count; i++) {
        Node *a = n->arg[i];
        if (adjoint_wanted(into, a))
            adjoint_put(into, a, graph_slice(d, r.from, r.step, a->shape));
        r.from[slot] += a->shape.n[slot];
    }
}

/* ---- signs, and the moves of other arguments ---- */

static Sign
pad_sign(const Node *n)
{
    return n->arg[0]->sign == SIGN_UNKNOWN ? SIGN_UNKNOWN : SIGN_NONNEGATIVE;
}

static Sign
concat_sign(const Node *n)
{
    Sign sign = SIGN_POSITIVE;
    for (int i = 0; i < n->count; i++)
        sign = n->arg[i]->sign < sign ? n->arg[i]->sign : sign;
    return sign;
}

static Node *
broadcast_again(Node *n, Node **arg)
{
    return graph_broadcast(arg[0], n->shape);
}

static Node *
slice_again(Node *n, Node **arg)
{
    return graph_slice(arg[0], n->u.from, n->step, n->shape);
}

static Node *
pad_again(Node *n, Node **arg)
{
    Node *full = graph_broadcast(arg[0], n->arg[0]->shape);
    return spread(full, n->u.from, n->step, n->shape);
}

static Node *
border_again(Node *n, Node **arg)
{
    return graph_border(arg[0], n->u.from, n->axes, n->shape);
}

static Node *
border_add_again(Node *n, Node **arg)
{
    Node *full = graph_broadcast(arg[0], n->arg[0]->shape);
    return graph_border_add(full, n->u.from, n->axes, n->shape);
}

static Node *
concat_again(Node *n, Node **arg)
{
    Node **full = NEW_ARRAY(Node *, n->count);
    for (int i = 0; i < n->count; i++)
        full[i] = graph_broadcast(arg[i], n->arg[i]->shape);
    return graph_concat(n->count, full, concat_slot(n));
}

const Rules move_rules[OPS] = {
    [OP_BROADCAST] = {broadcast_gradient, first_sign, broadcast_again, NULL},
    [OP_SLICE] = {slice_gradient, first_sign, slice_again, NULL},
    [OP_PAD] = {pad_gradient, pad_sign, pad_again, NULL},
    [OP_BORDER] = {border_gradient, first_sign, border_again, NULL},
    [OP_BORDER_ADD] = {border_add_gradient, first_sign, border_add_again, NULL},
    [OP_CONCAT] = {concat_gradient, concat_sign, concat_again, NULL},
};
