/* L9: a reshape that splits axes moves below element-wise nodes to what is stored, where it is
 * a view; one that joins axes stays where it is.
 *
 * What others read too, and what is dear to evaluate, stays whole where the reshape only
 * inserts axes: the loops would evaluate it once for each shape. */
#include "lowering.h"

#include "ctext.h"
#include "rules.h"

/* ---- shapes ---- */

/* Pairs each varying slot of `from` with the run of slots of `to` that it is split into; false
 * where `to` joins slots. first[s] .. last[s] is the run of slot s. */
static bool
split_slots(Shape from, Shape to, int first[AXES], int last[AXES])
{
    int t = 0;
    for (int s = 0; s < AXES; s++) {
        int64_t left = from.n[s];
        first[s] = -1;
        if (left == 1)
            continue;
        while (t < AXES && to.n[t] == 1)
            t++;
        first[s] = t;
        while (left > 1 && t < AXES && left % to.n[t] == 0) {
            left /= to.n[t];
            last[s] = t++;
        }
        if (left != 1)
            return false;
    }
    return true;
}

/* Whether `to` is `from` with units in other places. */
static bool
moves_units(Shape from, Shape to)
{
    for (int s = 0, t = 0; s < AXES || t < AXES;) {
        if (s < AXES && from.n[s] == 1)
            s++;
        else if (t < AXES && to.n[t] == 1)
            t++;
        else if (s < AXES && t < AXES && from.n[s++] == to.n[t])
            t++;
        else
            return false;
    }
    return true;
}

/* ---- what stays whole ---- */

static bool
is_whole(const Lowering *lowering, const Node *a)
{
    return a->id < lowering->wholes && lowering->whole[a->id];
}

/* exp or its kin, between a and what is stored or whole. */
static bool
evaluates_dear(const Lowering *lowering, const Node *a, int depth)
{
    if (op_kind(a->op) != KIND_ELEMENTWISE || (depth > 0 && is_whole(lowering, a)))
        return false;
    bool dear = graph_costly(a) || depth > 8;
    for (int i = 0; i < a->count && !dear; i++)
        dear = evaluates_dear(lowering, a->arg[i], depth + 1);
    return dear;
}

void
lowering_keep(Lowering *lowering, const Node *n, Node *made)
{
    int users = lowering->users[n->id];
    if (n->op == OP_MUL && n->count == 1) /* powers of one exp share it */
        users += lowering->users[n->arg[0]->id] - 1;
    if (users < 2 || !evaluates_dear(lowering, made, 0))
        return;
    if (made->id >= lowering->wholes) {
        int size = 2 * (made->id + 512);
        bool *whole = NEW_ARRAY(bool, size);
        for (int i = 0; i < lowering->wholes; i++)
            whole[i] = lowering->whole[i];
        lowering->whole = whole;
        lowering->wholes = size;
    }
    lowering->whole[made->id] = true;
}

/* ---- the rule ---- */

/* The number of an element, 0, 1, .., under another shape: from the numbers along its slots. */
static Node *
reshape_index(Shape to)
{
    Node *arg[AXES];
    Rational stride[AXES];
    int64_t next = 1;
    int count = 0;
    for (int s = AXES - 1; s >= 0; s--) {
        if (to.n[s] == 1)
            continue;
        arg[count] = graph_index(s, to.n[s]);
        stride[count++] = rational(next, 1);
        next *= to.n[s];
    }
    return count == 1 ? arg[0] : node_raw(OP_ADD, count, arg, stride, to);
}

/* The name of a value for its copy under another shape: the value itself keeps it. */
static Tag *
unwritten(const Tag *tag)
{
    Tag *copy;
    if (tag == NULL)
        return NULL;
    copy = NEW(Tag);
    *copy = *tag;
    copy->written = false;
    return copy;
}

static Node *
reshape_argument(const Lowering *lowering, Node *x, Shape to, const int first[AXES],
                 const int last[AXES])
{
    Shape target = shape_scalar();
    for (int s = 0; s < AXES; s++) {
        if (x->shape.n[s] == 1)
            continue;
        for (int t = first[s]; t <= last[s]; t++)
            target.n[t] = to.n[t];
    }
    return lower_reshape(lowering, x, target);
}

Node *
lower_reshape(const Lowering *lowering, Node *a, Shape to)
{
    int first[AXES], last[AXES];
    if (shape_equal(a->shape, to))
        return a;
    if (a->op == OP_INDEX)
        return reshape_index(to);
    if (op_kind(a->op) != KIND_ELEMENTWISE || !split_slots(a->shape, to, first, last) ||
        (is_whole(lowering, a) && moves_units(a->shape, to)))
        return graph_reshape(a, to);
    Node **arg = NEW_ARRAY(Node *, a->count);
    for (int i = 0; i < a->count; i++)
        arg[i] = reshape_argument(lowering, a->arg[i], to, first, last);
    Node draft = *a;
    draft.arg = arg;
    draft.shape = to;
    draft.tag = unwritten(a->tag);
    return node_share(&draft);
}
