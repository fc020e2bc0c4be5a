/* Vector quantisation: nearest, lookup, one_hot. A map of indices [H, W] has no channels; the
 * new axis of lookup and one_hot goes where channels stand in [C, H, W], [T, D] or [D]. */
#include "functions.h"

/* [H, W] with a place for channels: the dims and the axis where `extent` goes. */
static Dims
with_channels(Dims map, int64_t extent, int *axis)
{
    Dims dims = {.rank = map.rank + 1};
    *axis = map.rank == 1 ? 1 : 0; /* [T] becomes [T, D] */
    for (int i = 0, from = 0; i < dims.rank; i++)
        dims.n[i] = i == *axis ? extent : map.n[from++];
    return dims;
}

static bool
table_check(Call *call, int i, const Value *table)
{
    if (table->dims.rank == 2 && !table->outer)
        return true;
    error_at(expression_mark(call->argument[i]),
             "%s: %s must be a table [codes, width], not %s%s", call->function->name,
             expression_print(call->argument[i]), dims_print(table->dims),
             value_over(call->eval->page, table));
    return false;
}

/* Rows that the function is applied to. */
static int64_t
rows_of(const Call *call, const Value *v)
{
    return outer_size(call->eval->page, v->outer);
}

static bool
widths_fit(Call *call, const Value *z, const Value *table)
{
    int channel = dims_channel(z->dims);
    if (channel >= 0 && z->dims.n[channel] == table->dims.n[1])
        return true;
    error_at(expression_mark(call->argument[0]), "nearest: cannot compare %s with rows of %s",
             dims_print(z->dims), dims_print(table->dims));
    if (z->reason)
        note_at(z->why, "%s is %s because of %s here", expression_print(call->argument[0]),
                dims_print(z->dims), z->reason);
    note_at(table->why, "each row of %s has %lld numbers", expression_print(call->argument[1]),
            (long long)table->dims.n[1]);
    return false;
}

/* z . e_k for each vector along `slot` of z and each row of the table, k in `slot`. */
static Node *
products(Node *z, Node *table, int slot, int64_t codes)
{
    Letters letters;
    Shape shape = z->shape;
    for (int i = 0; i < AXES; i++) {
        letters.a[i] = letters.out[i] = (int8_t)(z->shape.n[i] > 1 ? i : -1);
        letters.b[i] = -1;
    }
    letters.out[slot] = letters.b[1] = (int8_t)(codes > 1 ? AXES : -1);
    letters.b[2] = letters.a[slot];
    shape.n[slot] = codes;
    return graph_contract(z, table, letters, shape);
}

/* argmin_k |z - e_k|^2 = argmin_k |e_k|^2 / 2 - z . e_k: the matrix product is all the work.
 * van den Oord et al., 2017, equation 2. */
static Node *
nearest_node(Node *z, Node *table, int slot, int64_t codes)
{
    Node *squares = graph_sum(graph_power(table, rational(2, 1)), 1u << 2, table->shape);
    Shape laid = shape_scalar();
    laid.n[slot] = codes;
    Node *half = graph_scale(rational(1, 2), graph_reshape(squares, laid));
    return graph_argmin(graph_subtract(half, products(z, table, slot, codes)), slot);
}

/* Indices [H, W], a number for each vector of `from`, whose channels go. */
static Node *
without_channels(Node *index, Dims from, Dims map)
{
    const int64_t batch = index->shape.n[BATCH];
    from.n[dims_channel(from)] = 1;
    return graph_reshape_whole(index, dims_shape(from, batch), dims_shape(map, batch));
}

/* Indices with an axis of one for channels. */
static Node *
spread_index(const Value *index, Dims single)
{
    const int64_t batch = index->node->shape.n[BATCH];
    return graph_reshape_whole(index->node, dims_shape(index->dims, batch),
                               dims_shape(single, batch));
}

/* The index of an extreme along the channels of v, which go. */
Value
index_along(Node *extreme(Node *a, int slot), Value v)
{
    const int channel = dims_channel(v.dims);
    const Dims map = dims_without_channels(v.dims);
    Node *wide = graph_broadcast(v.node, dims_shape(v.dims, v.node->shape.n[BATCH]));
    Node *index = extreme(wide, 1 + channel);
    return value_tensor(without_channels(index, v.dims, map), map, v.outer);
}

Value
channel_argmax(Call *call)
{
    Value x = argument(call, 0);
    if (x.kind == VALUE_POISON)
        return x;
    if (x.dims.rank == 0) {
        error_at(expression_mark(call->argument[0]),
                 "argmax: %s is a number: it has no channels",
                 expression_print(call->argument[0]));
        return value_poison();
    }
    return value_because(index_along(graph_argmax, x), call->expr->mark, "'argmax'");
}

Value
nearest_code(Call *call)
{
    Value z = argument(call, 0), table = argument(call, 1);
    if (z.kind == VALUE_POISON || table.kind == VALUE_POISON || !table_check(call, 1, &table) ||
        !widths_fit(call, &z, &table))
        return value_poison();
    const int channel = dims_channel(z.dims);
    const Dims map = dims_without_channels(z.dims);
    Dims distances = z.dims;
    distances.n[channel] = table.dims.n[0];
    if (!dims_check(distances, rows_of(call, &z), expression_mark(call->expr), "the distance"))
        return value_poison();
    Node *wide = graph_broadcast(z.node, dims_shape(z.dims, z.node->shape.n[BATCH]));
    Node *rows = graph_broadcast(table.node, dims_shape(table.dims, 1));
    Node *index = nearest_node(wide, rows, 1 + channel, table.dims.n[0]);
    Node *flat = without_channels(index, z.dims, map);
    return value_because(value_tensor(flat, map, z.outer), call->expr->mark, "'nearest'");
}

/* Indices, and room for channels beside them. */
static bool
index_check(Call *call, const Value *index)
{
    if (value_integer(index) && index->dims.rank < RANK)
        return true;
    if (!value_integer(index))
        error_at(expression_mark(call->argument[0]), "%s: %s holds numbers, not indices",
                 call->function->name, expression_print(call->argument[0]));
    else
        error_at(expression_mark(call->argument[0]),
                 "%s: %s is %s, and %d axes are the most there are: none is left for channels",
                 call->function->name, expression_print(call->argument[0]),
                 dims_print(index->dims), RANK);
    return false;
}

/* Rows of a table by index: the columns stand where channels do. */
Value
table_rows(Node *table, Dims of, Value index)
{
    int axis;
    Dims dims = with_channels(index.dims, of.n[1], &axis);
    Dims single = dims;
    single.n[axis] = 1;
    /* rows of the table in a slot of their own, its columns where channels stand */
    int8_t source[AXES];
    int rows = 1 + dims.rank;
    for (int i = 0; i < AXES; i++)
        source[i] = (int8_t)i;
    for (int i = 1, next = 3; i < AXES; i++)
        source[i] = (int8_t)(i == 1 + axis ? 2 : i == rows ? 1 : next++);
    Node *full = graph_broadcast(table, dims_shape(of, 1));
    Node *laid = graph_permute(full, source);
    Node *spread = spread_index(&index, single);
    return value_tensor(graph_gather(laid, spread, rows), dims, index.outer);
}

Value
lookup_code(Call *call)
{
    Value index = argument_any(call, 0), table = argument(call, 1);
    if (index.kind == VALUE_POISON || table.kind == VALUE_POISON ||
        !index_check(call, &index) || !table_check(call, 1, &table))
        return value_poison();
    if (index.node->bound > table.dims.n[0]) {
        error_at(expression_mark(call->argument[0]),
                 "lookup: indices up to %lld, but the table has %lld rows",
                 (long long)index.node->bound - 1, (long long)table.dims.n[0]);
        return value_poison();
    }
    int axis;
    Dims dims = with_channels(index.dims, table.dims.n[1], &axis);
    if (!dims_check(dims, rows_of(call, &index), expression_mark(call->expr), "lookup"))
        return value_poison();
    return value_because(table_rows(table.node, table.dims, index), table.why, table.reason);
}

Value
one_hot_of(const Value *index)
{
    int axis;
    int64_t codes = index->node->bound;
    Dims dims = with_channels(index->dims, codes, &axis), single = dims;
    single.n[axis] = 1;
    Node *spread = spread_index(index, single);
    Node *node = graph_equal(spread, graph_index(1 + axis, codes));
    return value_tensor(node, dims, index->outer);
}

Value
one_hot(Call *call)
{
    Value index = argument_any(call, 0);
    if (index.kind == VALUE_POISON || !index_check(call, &index))
        return value_poison();
    int axis;
    Dims dims = with_channels(index.dims, index.node->bound, &axis);
    if (!dims_check(dims, rows_of(call, &index), expression_mark(call->expr), "one_hot"))
        return value_poison();
    return one_hot_of(&index);
}
