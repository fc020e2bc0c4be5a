/* Lists of numbers as vectors, and numbers of mixed radix: what scalar quantisation counts in.
 */
#include "functions.h"

/* [8, 5, 5]: a vector [3] of constants; poison after an error. */
Value
list_value(Eval *eval, const Expr *list)
{
    Rational *number = NEW_ARRAY(Rational, list->count + 1);
    Node *sum = graph_ratio(RATIONAL_ZERO), *place = graph_index(1, list->count);
    if (list->count == 0) {
        error_at(list->mark, "the list is empty");
        return value_poison();
    }
    bool same = true;
    for (int i = 0; i < list->count; i++) {
        if (!evaluate_number(eval, list->operand[i], &number[i]))
            return value_poison();
        same = same && number[i].num == number[0].num && number[i].den == number[0].den;
        Node *here = graph_equal(place, graph_ratio(rational(i, 1)));
        sum = graph_add(sum, graph_scale(number[i], here));
    }
    const int64_t count = list->count;
    Value v = value_tensor(same ? graph_ratio(number[0]) : sum, dims_of(1, &count), 0);
    v.list = number;
    return value_because(v, list->mark, "the list");
}

/* The levels of the digits, as a list written on the page: their product, or 0. */
static int64_t
count_numbers(Call *call, const Value *levels)
{
    int64_t count = 1;
    for (int i = 0; levels->list && i < levels->dims.n[0]; i++) {
        const Rational n = levels->list[i];
        if (n.den != 1 || n.num < 2 || n.num > INT32_MAX / count) {
            error_at(expression_mark(call->argument[1]),
                     "%s: levels are whole numbers from 2, whose product is an index",
                     call->function->name);
            return 0;
        }
        count *= n.num;
    }
    if (levels->list)
        return count;
    error_at(expression_mark(call->argument[1]),
             "%s: %s is no list of numbers, as in [8, 5, 5, 5]", call->function->name,
             expression_print(call->argument[1]));
    return 0;
}

/* digit 0 + levels 0 (digit 1 + levels 1 (digit 2 + ..)), for the digits along the channels. */
static Node *
number_of(const Value *x, const Value *levels, int channel, Shape full)
{
    Node *weights = graph_ratio(RATIONAL_ZERO),
         *place = graph_index(1 + channel, full.n[1 + channel]);
    int64_t weight = 1;
    for (int i = 0; i < levels->dims.n[0]; i++) {
        Node *here = graph_equal(place, graph_ratio(rational(i, 1)));
        weights = graph_add(weights, graph_scale(rational(weight, 1), here));
        weight *= levels->list[i].num;
    }
    Node *whole = graph_unary(OP_ROUND, x->node);
    return graph_sum(graph_multiply(weights, whole), 1u << (1 + channel), full);
}

Value
digits_index(Call *call)
{
    Value x = argument(call, 0), levels = argument(call, 1);
    if (x.kind == VALUE_POISON || levels.kind == VALUE_POISON)
        return value_poison();
    const int64_t count = count_numbers(call, &levels);
    const int channel = dims_channel(x.dims), spare = 1 + x.dims.rank;
    if (count == 0)
        return value_poison();
    if (channel < 0 || x.dims.n[channel] != levels.dims.n[0] || spare >= AXES) {
        error_at(expression_mark(call->argument[0]), "%s: %s of %s has no %lld digits",
                 call->function->name, expression_print(call->argument[0]), dims_print(x.dims),
                 (long long)levels.dims.n[0]);
        return value_poison();
    }
    const int64_t rows = outer_size(call->eval->page, x.outer);
    Node *number = number_of(&x, &levels, channel, dims_shape(x.dims, rows));
    Node *found = graph_argmax(graph_equal(number, graph_index(spare, count)), spare);
    const Dims map = dims_without_channels(x.dims);
    Dims single = x.dims;
    single.n[channel] = 1;
    const int64_t batch = found->shape.n[BATCH];
    Node *node = graph_reshape_whole(found, dims_shape(single, batch), dims_shape(map, batch));
    return value_because(value_tensor(node, map, x.outer), call->expr->mark, "'digits_index'");
}
