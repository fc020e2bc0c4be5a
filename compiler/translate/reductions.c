/* Reductions: sum, mean, max and logsumexp over axes by name. An outer axis that is reduced
 * goes; an axis of an example goes too, or stays with extent 1. */
#include "functions.h"

#include <string.h>

/* The outer axes that `over` means for x: what split() left of an axis goes by its name. */
static unsigned
reduced_outer(const Page *page, const Value *x, unsigned over)
{
    unsigned outer = over & (OVER_ALL | OVER_EVERY) ? x->outer : over >> OVER_OUTER;
    for (int i = 0; i < page->axes.count; i++) {
        const unsigned left_of = page->axes.at[i].left_of;
        const unsigned whole = left_of ? 1u << (left_of - 1) : 0;
        if ((x->outer >> i & 1) && (outer & whole) && !(x->outer & whole))
            outer = (outer & ~whole) | 1u << i;
    }
    return outer;
}

static void
refuse_outer(const Page *page, const Value *x, unsigned missing, Mark where)
{
    error_at(where, "the value %s over %s",
             x->outer ? format("varies over %s, not", outer_print(page, x->outer))
                      : "is one for all examples: nothing varies",
             outer_print(page, missing));
    for (int i = 0; i < page->axes.count; i++)
        for (int k = 0; (missing >> i & 1) && k < x->dims.rank; k++)
            if (x->dims.size[k] && strcmp(x->dims.size[k], page->axes.at[i].name) == 0)
                note_at(where,
                        "%s is an axis of each example, %s: over=features, channels or space",
                        page->axes.at[i].name, dims_print(x->dims));
}

/* Slots that `over` means for x; false after an error. */
static bool
reduced_slots(const Page *page, const Value *x, unsigned over, Mark where, unsigned *outer,
              uint32_t *slots)
{
    bool map = value_integer(x);
    int channel = map ? -1 : dims_channel(x->dims), slot = 0;
    *slots = 0;
    *outer = reduced_outer(page, x, over);
    if (*outer & ~x->outer) {
        refuse_outer(page, x, *outer & ~x->outer, where);
        return false;
    }
    if ((over & OVER_CHANNELS) && channel < 0) {
        error_at(where, "%s has no channels", dims_print(x->dims));
        return false;
    }
    for (int i = 0; i < page->axes.count; i++) {
        if (*outer >> i & 1)
            *slots |= 1u << slot;
        slot += (int)(x->outer >> i & 1);
    }
    for (int i = 0; i < x->dims.rank; i++) {
        unsigned is = OVER_ALL | OVER_FEATURES | (i == channel ? OVER_CHANNELS : OVER_SPACE);
        if (over & is)
            *slots |= 1u << (value_slot(x) + i);
    }
    return true;
}

/* Drops the reduced axes: the others move up. */
static Value
drop_axes(Value x, Node *node, unsigned outer, uint32_t slots, bool keep)
{
    Value v = value_tensor(NULL, dims_of(0, NULL), x.outer & ~outer);
    Shape shape = shape_scalar();
    int slot = 0;
    for (int s = 0; s < value_slot(&x); s++)
        if (!(slots >> s & 1))
            shape.n[slot++] = node->shape.n[s];
    for (int i = 0; i < x.dims.rank; i++) {
        bool gone = slots >> (value_slot(&x) + i) & 1;
        if (gone && !keep)
            continue;
        v.dims.n[v.dims.rank] = gone ? 1 : x.dims.n[i];
        v.dims.size[v.dims.rank] = gone ? NULL : x.dims.size[i];
        shape.n[value_slot(&v) + v.dims.rank] = node->shape.n[value_slot(&x) + i];
        v.dims.rank++;
    }
    v.node = graph_reshape(node, shape);
    return v;
}

static Node *
reduce_node(const char *kind, const Value *x, uint32_t slots, Shape full)
{
    if (strcmp(kind, "max") == 0)
        return graph_max(x->node, slots);
    if (strcmp(kind, "logsumexp") == 0) {
        Node *top = graph_unary(OP_STOP, graph_max(x->node, slots));
        Node *sum = graph_sum(graph_unary(OP_EXP, graph_subtract(x->node, top)), slots, full);
        return graph_add(top, graph_unary(OP_LOG, sum));
    }
    Node *sum = graph_sum(x->node, slots, full);
    int64_t count = 1;
    for (int i = 0; i < AXES; i++)
        count *= slots >> i & 1 ? full.n[i] : 1;
    return strcmp(kind, "mean") == 0 ? graph_scale(rational(1, count), sum) : sum;
}

Value
reduce(Eval *eval, const char *kind, Value x, unsigned over, bool keep, Mark where)
{
    uint32_t slots;
    unsigned outer;
    if (!reduced_slots(eval->page, &x, over, where, &outer, &slots))
        return value_poison();
    Node *node = reduce_node(kind, &x, slots, value_shape(eval->page, &x));
    return drop_axes(x, node, outer, slots, keep);
}

Value
apply_reduction(Call *call)
{
    Value x = argument_axes(call, 0);
    unsigned over = OVER_ALL;
    Rational keep;
    if (!argument_number(call, 2, RATIONAL_ZERO, &keep) || x.kind == VALUE_POISON)
        return value_poison();
    if (call->argument[1] && !evaluate_axes(call->eval, call->argument[1], &over))
        return value_poison();
    Mark where = expression_mark(call->expr);
    return reduce(call->eval, call->function->name, x, over, keep.num != 0, where);
}
