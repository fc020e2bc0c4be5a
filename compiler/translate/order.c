/* What goes along one axis in order: sort, argsort, cumsum; and gram. A sorted value is
 * gathered by the indices of its order, so that its gradient is scattered back by them. */
#include "functions.h"

#include <string.h>

/* The slot that argument 1 means: an axis of an example by its number, channels, or batch. */
static bool
along_slot(Call *call, const Value *x, int *slot)
{
    const Expr *expr = call->argument[1];
    const char *word = expr && expr->kind == EXPR_NAME ? expr->name : "channels";
    Rational axis = {dims_channel(x->dims), 1};
    Mark where = expression_mark(expr ? expr : call->argument[0]);
    if (strcmp(word, "batch") == 0) {
        *slot = BATCH;
        if (x->outer == OUTER_BATCH)
            return true;
        error_at(where, "%s: the value is not one for each example of the batch",
                 call->function->name);
        return false;
    }
    if (expr && strcmp(word, "channels") != 0 && !evaluate_number(call->eval, expr, &axis))
        return false;
    if (expr && expr->kind != EXPR_NAME && !evaluate_number(call->eval, expr, &axis))
        return false;
    if (x->dims.rank == 0 || axis.den != 1 || axis.num < 0 || axis.num >= x->dims.rank) {
        error_at(where, "%s: %s has no such axis; there are batch, channels and numbers from 0",
                 call->function->name, dims_print(x->dims));
        return false;
    }
    *slot = 1 + (int)axis.num;
    return true;
}

/* The argument with every axis spelt out; poison after an error. */
static Value
whole(Call *call, int *slot)
{
    Value x = argument(call, 0);
    if (x.kind == VALUE_POISON || !along_slot(call, &x, slot))
        return value_poison();
    int64_t rows = outer_size(call->eval->page, x.outer);
    x.node = graph_broadcast(x.node, dims_shape(x.dims, rows));
    x.members = 0;
    x.exact.den = 0;
    return x;
}

Value
order_sort(Call *call)
{
    int slot;
    Value x = whole(call, &slot);
    if (x.kind != VALUE_POISON)
        x.node = graph_gather(x.node, graph_argsort(x.node, slot), slot);
    return x;
}

Value
order_argsort(Call *call)
{
    int slot;
    Value x = whole(call, &slot);
    if (x.kind != VALUE_POISON)
        x.node = graph_argsort(x.node, slot);
    return x;
}

Value
order_cumsum(Call *call)
{
    int slot;
    Value x = whole(call, &slot);
    if (x.kind != VALUE_POISON)
        x.node = graph_cumsum(x.node, slot);
    return x;
}

/* g[i][j] = sum over space of x[i] x[j], i and j channels. Gatys, Ecker and Bethge, 2016. */
Value
channel_gram(Call *call)
{
    Value x = argument(call, 0);
    Letters letters;
    if (x.kind == VALUE_POISON)
        return x;
    if (x.dims.rank == 0) {
        error_at(expression_mark(call->argument[0]), "gram: %s is a number: it has no channels",
                 expression_print(call->argument[0]));
        return value_poison();
    }
    int slot = 1 + dims_channel(x.dims);
    int64_t channels = x.dims.n[slot - 1], rows = outer_size(call->eval->page, x.outer);
    Dims square = {.rank = 2, .n = {channels, channels}};
    if (!dims_check(square, rows, expression_mark(call->expr), "the result"))
        return value_poison();
    Node *full = graph_broadcast(x.node, dims_shape(x.dims, rows));
    for (int s = 0; s < AXES; s++) {
        letters.a[s] = letters.b[s] = (int8_t)(full->shape.n[s] > 1 ? s : -1);
        letters.out[s] = -1;
    }
    if (channels > 1) {
        letters.b[slot] = AXES;
        letters.out[1] = (int8_t)slot;
        letters.out[2] = AXES;
    }
    letters.out[BATCH] = letters.a[BATCH];
    Node *g = graph_contract(full, full, letters, dims_shape(square, rows));
    return value_because(value_tensor(g, square, x.outer), call->expr->mark, "'gram'");
}
