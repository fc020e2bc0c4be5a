/* What codebooks need that are no parameters: sums of the vectors of each code, and vectors
 * drawn from a batch. Both see a value as its vectors along the channels, [n, width]. */
#include "functions.h"

/* A value of vectors; false after an error. */
static bool
vectors_check(Call *call, int i, const Value *v)
{
    if (dims_channel(v->dims) >= 0 && v->dims.rank < AXES - 2)
        return true;
    error_at(expression_mark(call->argument[i]), "%s: %s is %s and has %s",
             call->function->name, expression_print(call->argument[i]), dims_print(v->dims),
             v->dims.rank ? "too many axes" : "no channels");
    return false;
}

static int64_t
row_count(const Call *call, const Value *v)
{
    return outer_size(call->eval->page, v->outer);
}

static Node *
spelled_out(const Call *call, const Value *v)
{
    return graph_broadcast(v->node, dims_shape(v->dims, row_count(call, v)));
}

/* total[k] = sum of the vectors of v where index == k, the adjoint of lookup. */
Value
scatter_vectors(Call *call)
{
    Value v = argument(call, 0), index = argument_any(call, 1);
    if (v.kind == VALUE_POISON || index.kind == VALUE_POISON || !vectors_check(call, 0, &v))
        return value_poison();
    if (!value_integer(&index)) {
        error_at(expression_mark(call->argument[1]), "scatter: %s holds numbers, not indices",
                 expression_print(call->argument[1]));
        return value_poison();
    }
    if (v.outer != index.outer) {
        const int which = v.outer ? 1 : 0;
        error_at(expression_mark(call->argument[which]),
                 "scatter: %s is one for all examples, %s is not",
                 expression_print(call->argument[which]),
                 expression_print(call->argument[1 - which]));
        return value_poison();
    }
    if (!dims_equal(dims_without_channels(v.dims), index.dims)) {
        error_at(expression_mark(call->argument[1]),
                 "scatter: %s is %s, but %s holds an index for each of %s",
                 expression_print(call->argument[0]), dims_print(v.dims),
                 expression_print(call->argument[1]), dims_print(index.dims));
        return value_poison();
    }
    const int channel = 1 + dims_channel(v.dims), rows = 1 + v.dims.rank;
    const int64_t width = v.dims.n[channel - 1], codes = index.node->bound;
    Dims single = v.dims, dims = dims_of(2, (int64_t[]){codes, width});
    single.n[channel - 1] = 1;
    Shape table = shape_scalar();
    table.n[rows] = codes;
    table.n[channel] = width;
    const int64_t batch = index.node->shape.n[BATCH];
    Node *spread = graph_reshape_whole(index.node, dims_shape(index.dims, batch),
                                       dims_shape(single, batch));
    spread = graph_broadcast(spread, dims_shape(single, row_count(call, &v)));
    Node *sums = graph_scatter_add(spelled_out(call, &v), spread, rows, table);
    int8_t source[AXES] = {BATCH, (int8_t)rows, (int8_t)channel};
    for (int slot = 0, next = 3; slot < AXES; slot++)
        if (slot != BATCH && slot != rows && slot != channel)
            source[next++] = (int8_t)slot;
    Node *node = graph_permute(graph_broadcast(sums, table), source);
    return value_because(value_tensor(node, dims, 0), call->expr->mark, "'scatter'");
}

/* [n, width] with n in slot 1, whatever axes the vectors of v stand along. */
static Node *
vectors_of(Call *call, const Value *v, int64_t *n)
{
    const int channel = 1 + dims_channel(v->dims);
    const int64_t width = v->dims.n[channel - 1];
    int8_t source[AXES];
    int next = 0;
    for (int slot = 0; slot < AXES; slot++)
        if (slot != channel && next < v->dims.rank)
            source[next++] = (int8_t)slot;
    source[next++] = (int8_t)channel;
    for (; next < AXES; next++)
        source[next] = (int8_t)next;
    *n = row_count(call, v) * dims_size(v->dims) / width;
    const Shape whole = dims_shape(v->dims, row_count(call, v));
    Shape as;
    for (int slot = 0; slot < AXES; slot++)
        as.n[slot] = whole.n[source[slot]];
    return graph_reshape_whole(graph_permute(v->node, source), as,
                               dims_shape(dims_of(2, (int64_t[]){*n, width}), 1));
}

Value
random_vectors(Call *call)
{
    Value v = argument(call, 0);
    Dims count;
    int64_t n;
    if (v.kind == VALUE_POISON || !vectors_check(call, 0, &v) ||
        !evaluate_dims(call->eval, call->argument[1], &count))
        return value_poison();
    if (count.rank != 1) {
        error_at(expression_mark(call->argument[1]), "random_vectors: how many is one number");
        return value_poison();
    }
    Node *table = vectors_of(call, &v, &n);
    Value each = value_tensor(NULL, count, 0);
    Node *uniform = draw_uniform(call->eval, &each);
    Node *place = name_inside(call->eval, draw_index(uniform, 2, n), "place");
    Node *node = graph_gather(table, place, 1);
    Dims dims = dims_of(2, (int64_t[]){count.n[0], v.dims.n[dims_channel(v.dims)]});
    dims.size[0] = count.size[0];
    return value_because(value_tensor(node, dims, 0), call->expr->mark, "'random_vectors'");
}
