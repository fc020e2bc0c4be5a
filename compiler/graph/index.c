/* Reading rows of a table by index, and adding to them; each is the other's gradient. The order
 * of elements, and running sums.
 *
 * The one idea: both walk one space, that of the index broadcast against the values. Position p
 * of it stands for the place of the table with slot `slot` replaced by index[p]. The order in
 * which equal indices add up is the row-major order of p. */
#include "rules.h"

static Node *
index_share(Op op, Node *a, Node *index, int slot, Shape shape)
{
    Node *arg[2] = {a, index};
    Node draft = node_draft(op, shape);
    draft.count = 2;
    draft.arg = arg;
    draft.axes = 1u << slot;
    draft.integer = op == OP_GATHER && a->integer;
    draft.bound = draft.integer ? a->bound : 0;
    return node_share(&draft);
}

Node *
graph_gather(Node *table, Node *index, int slot)
{
    Rational k;
    if (!index->integer)
        die("an index is not an integer");
    table = node_strip(table);
    index = node_strip(index);
    if (table->shape.n[slot] == 1)
        return table;
    Node *bare = node_unscale(table, &k);
    if (bare != table)
        return graph_scale(k, graph_gather(bare, index, slot));
    Shape shape = table->shape;
    shape.n[slot] = 1;
    for (int s = 0; s < AXES; s++) {
        if (index->shape.n[s] == 1)
            continue;
        if (shape.n[s] != 1 && shape.n[s] != index->shape.n[s])
            die("an index of %s does not fit a table of %s", shape_print(index->shape),
                shape_print(table->shape));
        shape.n[s] = index->shape.n[s];
    }
    return index_share(OP_GATHER, table, index, slot, shape);
}

/* Slots that the values have and neither the index nor the table has are summed first. */
Node *
graph_scatter_add(Node *values, Node *index, int slot, Shape table)
{
    Rational k;
    if (!index->integer)
        die("an index is not an integer");
    Shape space = shape_broadcast(2, (Node *[]){values, index});
    if (table.n[slot] == 1)
        return node_sum_to(values, space, table);
    index = node_strip(index);
    uint32_t summed =
        shape_varies(space) & ~shape_varies(index->shape) & (~shape_varies(table) | 1u << slot);
    values = node_strip(graph_sum(values, summed, space));
    if (node_is_zero(values))
        return values;
    Node *bare = node_unscale(values, &k);
    space = shape_broadcast(2, (Node *[]){bare, index});
    for (int s = 0; s < AXES; s++) {
        if (s == slot || table.n[s] == 1)
            continue;
        if (space.n[s] != 1 && space.n[s] != table.n[s])
            die("values of %s do not fit a table of %s", shape_print(values->shape),
                shape_print(table));
        table.n[s] = space.n[s];
    }
    return graph_scale(k, index_share(OP_SCATTER_ADD, bare, index, slot, table));
}

static int
row_slot(const Node *n)
{
    int slot = 0;
    while (!(n->axes >> slot & 1))
        slot++;
    return slot;
}

/* n = table[index]: d_table = scatter_add(d, index) */
static void
gather_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *table = n->arg[0], *full = graph_broadcast(d, n->shape);
    adjoint_put(into, table, graph_scatter_add(full, n->arg[1], row_slot(n), table->shape));
}

/* n = scatter_add(v, index): d_v = d[index] */
static void
scatter_add_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *values = n->arg[0];
    Shape space = shape_broadcast(2, n->arg);
    Node *part = graph_gather(d, n->arg[1], row_slot(n));
    adjoint_put(into, values, node_sum_to(part, space, values->shape));
}

/* ---- order and running sums ---- */

static Node *
along_share(Op op, Node *a, int slot)
{
    Node draft = node_draft(op, a->shape);
    draft.count = 1;
    draft.arg = &a;
    draft.axes = 1u << slot;
    draft.integer = op == OP_ARGSORT;
    draft.bound = draft.integer ? a->shape.n[slot] : 0;
    return node_share(&draft);
}

/* A positive factor changes no order. */
Node *
graph_argsort(Node *a, int slot)
{
    Rational k;
    a = node_strip(a);
    Node *bare = node_unscale(a, &k);
    if (a->shape.n[slot] == 1)
        return graph_index(slot, 1);
    return along_share(OP_ARGSORT, rational_sign(k) > 0 ? bare : a, slot);
}

Node *
graph_cumsum(Node *a, int slot)
{
    Rational k;
    Node *bare = node_unscale(a, &k);
    if (bare != a)
        return graph_scale(k, graph_cumsum(bare, slot));
    return a->shape.n[slot] == 1 ? a : along_share(OP_CUMSUM, a, slot);
}

/* a with the elements of one slot the other way round. */
static Node *
reversed(Node *a, int slot)
{
    int64_t from[AXES] = {0}, step[AXES];
    for (int s = 0; s < AXES; s++)
        step[s] = s == slot ? -1 : 1;
    from[slot] = a->shape.n[slot] - 1;
    return graph_slice(a, from, step, a->shape);
}

/* n = cumsum(a): d_a[i] = sum of d[k], k >= i */
static void
cumsum_gradient(Node *n, Node *d, Adjoints *into)
{
    int slot = row_slot(n);
    Node *back = reversed(graph_broadcast(d, n->shape), slot);
    adjoint_put(into, n->arg[0], reversed(graph_cumsum(back, slot), slot));
}

static Node *
argsort_again(Node *n, Node **arg)
{
    return graph_argsort(arg[0], row_slot(n));
}

static Node *
cumsum_again(Node *n, Node **arg)
{
    return graph_cumsum(graph_broadcast(arg[0], n->shape), row_slot(n));
}

static Sign
argsort_sign(const Node *n)
{
    (void)n;
    return SIGN_NONNEGATIVE;
}

static Sign
scatter_add_sign(const Node *n)
{
    return n->arg[0]->sign == SIGN_UNKNOWN ? SIGN_UNKNOWN : SIGN_NONNEGATIVE;
}

static Node *
gather_again(Node *n, Node **arg)
{
    return graph_gather(arg[0], arg[1], row_slot(n));
}

static Node *
scatter_add_again(Node *n, Node **arg)
{
    Shape space = shape_broadcast(2, n->arg);
    return graph_scatter_add(graph_broadcast(arg[0], space), arg[1], row_slot(n), n->shape);
}

const Rules index_rules[OPS] = {
    [OP_GATHER] = {gather_gradient, first_sign, gather_again, NULL},
    [OP_SCATTER_ADD] = {scatter_add_gradient, scatter_add_sign, scatter_add_again, NULL},
    [OP_ARGSORT] = {NULL, argsort_sign, argsort_again, NULL},
    [OP_CUMSUM] = {cumsum_gradient, first_sign, cumsum_again, NULL},
};
