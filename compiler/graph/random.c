/* Leaves: parameters, state, data, draws, time, index numbers.
 *
 * The one idea: a leaf is known by the pointer of its description and, for what updates write,
 * by its version; two reads are the same node if and only if no update lies between them.
 * Constants are made in algebra.c. */
#include "rules.h"

static Node *
make_leaf(Op op, const void *leaf, const char *name, Shape shape, int version, int64_t bound)
{
    Node draft = node_draft(op, shape);
    draft.leaf = leaf;
    draft.name = name;
    draft.version = version;
    draft.integer = bound > 0;
    draft.bound = bound;
    return node_share(&draft);
}

Node *
graph_parameter(const void *leaf, const char *name, Shape shape, int version)
{
    return make_leaf(OP_PARAMETER, leaf, name, shape, version, 0);
}

Node *
graph_state(const void *leaf, const char *name, Shape shape, int version)
{
    return make_leaf(OP_STATE, leaf, name, shape, version, 0);
}

Node *
graph_data(const void *leaf, const char *name, Shape shape, int64_t bound)
{
    return make_leaf(OP_DATA, leaf, name, shape, 0, bound);
}

Node *
graph_draw(const void *leaf, const char *name, Shape shape, int64_t bound)
{
    return make_leaf(OP_DRAW, leaf, name, shape, 0, bound);
}

Node *
graph_time(const void *leaf, const char *name)
{
    return make_leaf(OP_TIME, leaf, name, shape_scalar(), 0, 0);
}

Node *
graph_index(int slot, int64_t extent)
{
    Shape shape = shape_scalar();
    shape.n[slot] = extent;
    Node draft = node_draft(OP_INDEX, shape);
    draft.axes = extent > 1 ? 1u << slot : 0;
    draft.integer = true;
    draft.bound = extent;
    return node_share(&draft);
}

static Sign
const_sign(const Node *n)
{
    if (n->value > 0)
        return SIGN_POSITIVE;
    return n->value == 0 ? SIGN_NONNEGATIVE : SIGN_UNKNOWN;
}

static Sign
counting_sign(const Node *n)
{
    (void)n;
    return SIGN_NONNEGATIVE;
}

const Rules leaf_rules[OPS] = {
    [OP_CONST] = {NULL, const_sign, NULL, NULL},
    [OP_TIME] = {NULL, counting_sign, NULL, NULL},
    [OP_INDEX] = {NULL, counting_sign, NULL, NULL},
};
