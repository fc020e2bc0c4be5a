/* Functions that make, rename and move outer axes: rows, stack, other, split; what is known of
 * one: index, extent; and covariance, a product over all of them.
 *
 * The one idea: each says which slot of its argument every slot of its result is. */
#include "functions.h"

#include <string.h>

static const Axis *
axis_at(const Page *page, int i)
{
    return &page->axes.at[i];
}

/* Argument i as a tensor, numbers or indices, that is not laid along channels. */
static Value
plain_argument(Call *call, int i)
{
    Value v = argument_axes_any(call, i);
    v.per_channel = false;
    v.members = 0;
    v.exact.den = 0;
    return v;
}

static Value
reasoned(Value made, const Value *from)
{
    return from->reason ? value_because(made, from->why, from->reason) : made;
}

static Dims
dims_without_first(Dims dims)
{
    Dims rest = {.rank = dims.rank - 1};
    for (int i = 0; i < rest.rank; i++) {
        rest.n[i] = dims.n[i + 1];
        rest.size[i] = dims.size[i + 1];
    }
    return rest;
}

static Dims
dims_with_first(Dims dims, const Axis *axis)
{
    Dims more = {.rank = dims.rank + 1, .n = {axis->extent}, .size = {axis->name}};
    for (int i = 0; i < dims.rank; i++) {
        more.n[i + 1] = dims.n[i];
        more.size[i + 1] = dims.size[i];
    }
    return more;
}

Value
to_rows(Call *call)
{
    const Page *page = call->eval->page;
    Value v = plain_argument(call, 0);
    int axis = outer_axis(call->eval, call->argument[1]);
    int8_t from[AXES];
    if (v.kind == VALUE_POISON || axis < 0)
        return value_poison();
    const Axis *rows = axis_at(page, axis);
    if (v.outer >> axis & 1) {
        error_at(expression_mark(call->argument[0]), "rows: %s varies over %s already",
                 expression_print(call->argument[0]), rows->name);
        return value_poison();
    }
    if (v.dims.rank == 0 || v.dims.n[0] != rows->extent) {
        error_at(expression_mark(call->argument[0]),
                 "rows: %s is %s, but its first axis must be %s, which is %lld",
                 expression_print(call->argument[0]), dims_print(v.dims), rows->name,
                 (long long)rows->extent);
        if (v.reason)
            note_at(v.why, "%s is %s because of %s here", expression_print(call->argument[0]),
                    dims_print(v.dims), v.reason);
        return value_poison();
    }
    const unsigned outer = v.outer | 1u << axis;
    const Dims dims = dims_without_first(v.dims);
    if (!outer_check(page, outer, dims, expression_mark(call->expr), "rows"))
        return value_poison();
    memset(from, -1, sizeof from);
    for (int i = 0; i < page->axes.count; i++)
        if (outer >> i & 1)
            from[outer_slot(outer, i)] =
                (int8_t)(i == axis ? value_slot(&v) : outer_slot(v.outer, i));
    for (int i = 0; i < dims.rank; i++)
        from[outer_first(outer) + i] = (int8_t)(value_slot(&v) + 1 + i);
    return reasoned(value_tensor(graph_align(v.node, from), dims, outer), &v);
}

/* Whether v varies over the axis; reports. */
static bool
has_axis(Call *call, const Value *v, int axis)
{
    const Page *page = call->eval->page;
    if (v->outer >> axis & 1)
        return true;
    error_at(expression_mark(call->argument[0]), "%s: %s does not vary over %s%s",
             call->function->name, expression_print(call->argument[0]),
             axis_at(page, axis)->name,
             v->outer ? format(", but over %s", outer_print(page, v->outer)) : "");
    return false;
}

Value
to_stack(Call *call)
{
    const Page *page = call->eval->page;
    Value v = plain_argument(call, 0);
    int axis = outer_axis(call->eval, call->argument[1]);
    int8_t from[AXES];
    if (v.kind == VALUE_POISON || axis < 0 || !has_axis(call, &v, axis))
        return value_poison();
    const unsigned outer = v.outer & ~(1u << axis);
    const Dims dims = dims_with_first(v.dims, axis_at(page, axis));
    if (v.dims.rank == RANK ||
        !outer_check(page, outer, dims, expression_mark(call->expr), "stack")) {
        if (v.dims.rank == RANK)
            error_at(expression_mark(call->expr), "stack: %s has %d axes, the most there are",
                     dims_print(v.dims), RANK);
        return value_poison();
    }
    memset(from, -1, sizeof from);
    for (int i = 0; i < page->axes.count; i++)
        if (outer >> i & 1)
            from[outer_slot(outer, i)] = (int8_t)outer_slot(v.outer, i);
    from[outer_first(outer)] = (int8_t)outer_slot(v.outer, axis);
    for (int i = 0; i < v.dims.rank; i++)
        from[outer_first(outer) + 1 + i] = (int8_t)(value_slot(&v) + i);
    return value_because(value_tensor(graph_align(v.node, from), dims, outer), call->expr->mark,
                         "'stack'");
}

/* v with axis `from` called `to`, which it has not: its slot moves where the order wants it. */
static Value
rename_axis(Value v, int from, int to)
{
    const unsigned outer = (v.outer & ~(1u << from)) | 1u << to;
    int8_t source[AXES];
    memset(source, -1, sizeof source);
    for (int i = 0; i < OUTER_AXES; i++)
        if (outer >> i & 1)
            source[outer_slot(outer, i)] = (int8_t)outer_slot(v.outer, i == to ? from : i);
    for (int i = 0; i < v.dims.rank; i++)
        source[outer_first(outer) + i] = (int8_t)(value_slot(&v) + i);
    v.node = graph_align(v.node, source);
    v.outer = outer;
    return v;
}

static Value
other_value(Call *call, Value v, int others)
{
    if (v.kind == VALUE_RECORD) {
        Value *at = NEW_ARRAY(Value, v.members);
        for (int i = 0; i < v.members; i++) {
            at[i] = other_value(call, v.at[i], others);
            if (at[i].kind == VALUE_POISON)
                return value_poison();
        }
        v.at = at;
        return v;
    }
    v.members = 0;
    if (v.kind != VALUE_TENSOR || !has_axis(call, &v, 0))
        return value_poison();
    if (!(v.outer >> others & 1))
        return rename_axis(v, 0, others);
    error_at(expression_mark(call->argument[0]), "other: %s varies over others already",
             expression_print(call->argument[0]));
    return value_poison();
}

Value
to_other(Call *call)
{
    Page *page = call->eval->page;
    Value v = evaluate(call->eval, call->argument[0]);
    if (v.kind == VALUE_POISON)
        return v;
    int others = outer_others(page, expression_mark(call->expr));
    return other_value(call, v, others);
}

/* What split() leaves of an axis: "batch / pair". */
static int
rest_axis(Page *page, int axis, int part, Mark where)
{
    const Axis *whole = axis_at(page, axis), *cut = axis_at(page, part);
    const char *name = intern(format("%s / %s", whole->name, cut->name));
    int rest = outer_named(page, name, whole->extent / cut->extent, where);
    page->axes.at[rest].left_of = (unsigned)axis + 1;
    return rest;
}

/* Whether v can be cut into parts along the axis; reports. */
static bool
split_fits(Call *call, const Value *v, int axis, int part)
{
    const Page *page = call->eval->page;
    const Axis whole = *axis_at(page, axis), cut = *axis_at(page, part);
    if (v->outer >> part & 1) {
        error_at(expression_mark(call->argument[2]), "split: %s varies over %s already",
                 expression_print(call->argument[0]), cut.name);
        return false;
    }
    if (whole.extent % cut.extent) {
        error_at(expression_mark(call->argument[2]),
                 "split: %s, which is %lld, cannot be cut into parts of %s, which is %lld",
                 whole.name, (long long)whole.extent, cut.name, (long long)cut.extent);
        return false;
    }
    return true;
}

Value
to_split(Call *call)
{
    Page *page = call->eval->page;
    Value v = plain_argument(call, 0);
    int axis = outer_axis(call->eval, call->argument[1]);
    int part = axis < 0 ? -1 : outer_axis(call->eval, call->argument[2]);
    if (v.kind == VALUE_POISON || part < 0 || !has_axis(call, &v, axis))
        return value_poison();
    if (!split_fits(call, &v, axis, part))
        return value_poison();
    const int64_t size = axis_at(page, part)->extent;
    const int rest = rest_axis(page, axis, part, expression_mark(call->expr));
    /* the rest in the slot of the whole, the parts behind it; then in the page's order */
    const int at = outer_slot(v.outer, axis), end = value_slot(&v) + v.dims.rank;
    const unsigned outer = (v.outer & ~(1u << axis)) | 1u << rest | 1u << part;
    if (!outer_check(page, outer, v.dims, expression_mark(call->expr), "split"))
        return value_poison();
    Shape shape = shape_scalar();
    for (int s = 0; s < end; s++)
        shape.n[s <= at ? s : s + 1] = v.node->shape.n[s];
    if (shape.n[at] > 1) {
        shape.n[at] /= size;
        shape.n[at + 1] = size;
    }
    int8_t from[AXES];
    memset(from, -1, sizeof from);
    for (int i = 0; i < page->axes.count; i++) {
        if (!(outer >> i & 1))
            continue;
        const int old = outer_slot(v.outer, i);
        from[outer_slot(outer, i)] = (int8_t)(i == rest   ? at
                                              : i == part ? at + 1
                                              : old <= at ? old
                                                          : old + 1);
    }
    for (int i = 0; i < v.dims.rank; i++)
        from[outer_first(outer) + i] = (int8_t)(value_slot(&v) + 1 + i);
    Node *node = graph_align(graph_reshape(v.node, shape), from);
    return reasoned(value_tensor(node, v.dims, outer), &v);
}

Value
axis_index(Call *call)
{
    int axis = outer_axis(call->eval, call->argument[0]);
    if (axis < 0)
        return value_poison();
    Node *node = graph_index(0, axis_at(call->eval->page, axis)->extent);
    return value_tensor(node, dims_of(0, NULL), 1u << axis);
}

Value
axis_extent(Call *call)
{
    int axis = outer_axis(call->eval, call->argument[0]);
    if (axis < 0)
        return value_poison();
    return value_number(rational(axis_at(call->eval->page, axis)->extent, 1));
}

/* sum over the rows of (x_i - mean_i) (x_j - mean_j) / n, as a product of matrices. */
Value
covariance(Call *call)
{
    const Page *page = call->eval->page;
    Value x = argument(call, 0);
    if (x.kind == VALUE_POISON)
        return x;
    if (x.dims.rank != 1 || x.outer == 0) {
        error_at(expression_mark(call->argument[0]),
                 "covariance: %s is %s%s, not one axis [n] for each example",
                 expression_print(call->argument[0]), dims_print(x.dims), value_over(page, &x));
        return value_poison();
    }
    const int64_t width = x.dims.n[0], pair[2] = {width, width};
    const Shape full = value_shape(page, &x);
    const Dims dims = dims_of(2, pair);
    if (!dims_check(dims, 1, expression_mark(call->expr), "covariance"))
        return value_poison();
    Node *wide = graph_broadcast(x.node, full);
    Node *mean = graph_scale(rational(1, full.n[BATCH]), graph_sum(wide, 1u << BATCH, full));
    Node *centred = graph_subtract(wide, mean);
    Letters letters;
    memset(&letters, -1, sizeof letters);
    if (full.n[BATCH] > 1)
        letters.a[BATCH] = letters.b[BATCH] = 0;
    if (width > 1) {
        letters.a[1] = letters.out[1] = 1;
        letters.b[1] = letters.out[2] = 2;
    }
    Node *node = graph_contract(centred, centred, letters, dims_shape(dims, 1));
    return value_tensor(graph_scale(rational(1, full.n[BATCH]), node), dims, 0);
}
