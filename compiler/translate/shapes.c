/* Functions that move elements: reshape, permute, slice, part, crop, pad, concat,
 * pixel_shuffle. As layers they stand by the same names (calls.c).
 *
 * The one idea: all of them are moves of the graph, whose gradients are moves again, at any
 * order. */
#include "functions.h"

#include <string.h>

/* Example axis i stands in this slot. */
static int
slot_of(int axis)
{
    return 1 + axis;
}

static Node *
full_node(const Value *x)
{
    return graph_broadcast(x->node, dims_shape(x->dims, x->node->shape.n[BATCH]));
}

static Value
moved(const Value *x, Node *node, Dims dims)
{
    Value y = value_tensor(node, dims, x->outer);
    return y;
}

static const char *
name_of(const Call *call)
{
    return call->function->name;
}

static Mark
argument_mark(const Call *call, int i)
{
    return expression_mark(call->argument[i] ? call->argument[i] : call->expr);
}

static void
note_input(const Value *x)
{
    if (x->reason)
        note_at(x->why, "the input is %s because of %s here", dims_print(x->dims), x->reason);
}

static bool
fits(Call *call, Dims dims)
{
    return dims_check(dims, call->eval->page->program->batch, expression_mark(call->expr),
                      name_of(call));
}

/* ---- arguments --------------------------------------------------------------------------- */

static bool
read_whole(Call *call, int i, const Expr *expr, int64_t least, int64_t most, int64_t *value)
{
    Rational number;
    const char *name, *fallback;
    if (!evaluate_number(call->eval, expr, &number))
        return false;
    *value = number.num;
    if (number.den == 1 && number.num >= least && number.num <= most)
        return true;
    parameter_spec(call->function->parameters, i, &name, &fallback);
    error_at(expression_mark(expr),
             "%s: %s must be a whole number from %lld to %lld, not %.10g", name_of(call), name,
             (long long)least, (long long)most, rational_double(number));
    return false;
}

static bool
whole_argument(Call *call, int i, int64_t fallback, int64_t least, int64_t most, int64_t *value)
{
    *value = fallback;
    return !call->argument[i] || read_whole(call, i, call->argument[i], least, most, value);
}

/* An axis by its number, or `channels`. */
static bool
axis_argument(Call *call, int i, const Value *x, int64_t *axis)
{
    const Expr *expr = call->argument[i];
    *axis = dims_channel(x->dims);
    if (x->dims.rank == 0) {
        error_at(argument_mark(call, 0), "%s takes a value with axes, not a number",
                 name_of(call));
        return false;
    }
    if (!expr || (expr->kind == EXPR_NAME && strcmp(expr->name, "channels") == 0))
        return true;
    return read_whole(call, i, expr, 0, x->dims.rank - 1, axis);
}

/* A number, or [before, behind]. */
static bool
read_ends(Call *call, int i, const Expr *expr, int64_t ends[2])
{
    if (expr->kind != EXPR_LIST) {
        bool good = read_whole(call, i, expr, 0, INT32_MAX, &ends[0]);
        ends[1] = ends[0];
        return good;
    }
    if (expr->count == 2)
        return read_whole(call, i, expr->operand[0], 0, INT32_MAX, &ends[0]) &&
               read_whole(call, i, expr->operand[1], 0, INT32_MAX, &ends[1]);
    error_at(expression_mark(expr),
             "%s: the ends of an axis are [before, behind], not %d numbers", name_of(call),
             expr->count);
    return false;
}

/* Both ends of each axis of space: H and W of an image, T of a sequence, the one of a vector.
 * `ends` is by example axis. */
static bool
border_argument(Call *call, int i, const Value *x, int64_t ends[RANK][2])
{
    const Expr *expr = call->argument[i];
    const int rank = x->dims.rank;
    memset(ends, 0, sizeof(int64_t[RANK][2]));
    if (rank == 3) {
        bool each = expr->kind == EXPR_LIST;
        if (each && expr->count != 2) {
            error_at(expression_mark(expr), "%s: %s takes a number or [height, width]",
                     name_of(call), dims_print(x->dims));
            return false;
        }
        return read_ends(call, i, each ? expr->operand[0] : expr, ends[1]) &&
               read_ends(call, i, each ? expr->operand[1] : expr, ends[2]);
    }
    if (rank == 1 || rank == 2)
        return read_ends(call, i, expr, ends[0]);
    error_at(argument_mark(call, 0), "%s takes [C, H, W], [T, D] or [N], not %s", name_of(call),
             dims_print(x->dims));
    note_input(x);
    return false;
}

/* ---- the same elements ------------------------------------------------------------------- */

static Value
reshape_value(Call *call, const Value *x, Dims dims)
{
    if (dims_size(dims) == dims_size(x->dims)) {
        int64_t batch = x->node->shape.n[BATCH];
        return moved(x, graph_reshape(full_node(x), dims_shape(dims, batch)), dims);
    }
    error_at(expression_mark(call->expr), "%s: %s has %lld elements, %s has %lld",
             name_of(call), dims_print(x->dims), (long long)dims_size(x->dims),
             dims_print(dims), (long long)dims_size(dims));
    note_input(x);
    return value_poison();
}

Value
shape_flatten(Call *call)
{
    Value x = argument_any(call, 0);
    if (x.kind == VALUE_POISON)
        return x;
    int64_t size = dims_size(x.dims);
    return reshape_value(call, &x, dims_of(1, &size));
}

Value
shape_reshape(Call *call)
{
    Value x = argument_any(call, 0);
    Dims dims;
    if (x.kind == VALUE_POISON || !evaluate_dims(call->eval, call->argument[1], &dims))
        return value_poison();
    if (call->eval->page->declaring && x.dims.rank == 1)
        flattened_output(call->eval->page->program, x.node, dims);
    return reshape_value(call, &x, dims);
}

static Node *
permute_axes(const Value *x, const int64_t *order)
{
    int8_t slot[AXES];
    for (int8_t s = 0; s < AXES; s++)
        slot[s] = s;
    for (int i = 0; i < x->dims.rank; i++)
        slot[slot_of(i)] = (int8_t)slot_of((int)order[i]);
    return graph_permute(x->node, slot);
}

Value
shape_permute(Call *call)
{
    Value x = argument_any(call, 0);
    const Expr *order = call->argument[1];
    int64_t from[RANK];
    unsigned seen = 0;
    if (x.kind == VALUE_POISON)
        return x;
    if (order->kind != EXPR_LIST || order->count != x.dims.rank) {
        error_at(expression_mark(order), "permute: the order of %s is a list of its %d axes",
                 dims_print(x.dims), x.dims.rank);
        return value_poison();
    }
    Dims dims = {.rank = x.dims.rank};
    for (int i = 0; i < dims.rank; i++) {
        if (!read_whole(call, 1, order->operand[i], 0, dims.rank - 1, &from[i]))
            return value_poison();
        seen |= 1u << from[i];
        dims.n[i] = x.dims.n[from[i]];
        dims.size[i] = x.dims.size[from[i]];
    }
    if (seen == (1u << dims.rank) - 1)
        return moved(&x, permute_axes(&x, from), dims);
    error_at(expression_mark(order), "permute: each axis stands once in the order");
    return value_poison();
}

/* ---- a part of the elements ---------------------------------------------------------------
 */

/* `count` elements of an axis, from an index on. */
static Node *
slice_axis(Node *a, int slot, int64_t from, int64_t step, int64_t count)
{
    int64_t first[AXES] = {0}, by[AXES];
    Shape shape = a->shape;
    for (int s = 0; s < AXES; s++)
        by[s] = 1;
    first[slot] = from;
    by[slot] = step;
    shape.n[slot] = count;
    return graph_slice(a, first, by, shape);
}

/* The result may not vary where the whole did: extents of 1 stand for all. */
static Value
sliced(const Value *x, int axis, int64_t from, int64_t step, int64_t count)
{
    Value y = *x;
    y.members = 0;
    y.reason = NULL;
    y.dims.n[axis] = count;
    y.dims.size[axis] = NULL;
    if (x->node->shape.n[slot_of(axis)] > 1)
        y.node = slice_axis(x->node, slot_of(axis), from, step, count);
    return y;
}

Value
shape_slice(Call *call)
{
    Value x = argument_any(call, 0);
    int64_t axis, from, count, step;
    if (x.kind == VALUE_POISON || !axis_argument(call, 1, &x, &axis))
        return value_poison();
    const int64_t extent = x.dims.n[axis];
    if (!whole_argument(call, 2, 0, 0, extent - 1, &from) ||
        !whole_argument(call, 4, 1, 1, INT32_MAX, &step) ||
        !whole_argument(call, 3, (extent - from - 1) / step + 1, 1,
                        (extent - from - 1) / step + 1, &count))
        return value_poison();
    return sliced(&x, (int)axis, from, step, count);
}

Value
shape_part(Call *call)
{
    Value x = argument_any(call, 0);
    int64_t axis, index, count;
    if (x.kind == VALUE_POISON || !axis_argument(call, 3, &x, &axis) ||
        !whole_argument(call, 2, 0, 1, INT32_MAX, &count) ||
        !whole_argument(call, 1, 0, 0, count - 1, &index))
        return value_poison();
    if (x.dims.n[axis] % count == 0) {
        const int64_t size = x.dims.n[axis] / count;
        return sliced(&x, (int)axis, index * size, 1, size);
    }
    error_at(argument_mark(call, 2), "part: %lld of %s cannot be cut into %lld equal parts",
             (long long)x.dims.n[axis], dims_print(x.dims), (long long)count);
    note_input(&x);
    return value_poison();
}

Value
shape_crop(Call *call)
{
    Value x = argument_any(call, 0);
    int64_t ends[RANK][2];
    if (x.kind == VALUE_POISON || !border_argument(call, 1, &x, ends))
        return value_poison();
    Dims before = x.dims;
    for (int i = 0; i < before.rank; i++) {
        const int64_t left = before.n[i] - ends[i][0] - ends[i][1];
        if (left < 1) {
            error_at(argument_mark(call, 1), "crop: nothing is left of %s", dims_print(before));
            note_input(&x);
            return value_poison();
        }
        if (left < before.n[i])
            x = sliced(&x, i, ends[i][0], 1, left);
    }
    return x;
}

/* ---- borders ------------------------------------------------------------------------------
 */

/* Zeros around, then the value where the image is not. */
static Node *
pad_constant(const Value *x, const int64_t ends[RANK][2], Dims dims, Value value)
{
    int64_t from[AXES] = {0};
    Shape shape = dims_shape(dims, 1), inner = dims_shape(x->dims, 1);
    for (int i = 0; i < dims.rank; i++)
        from[slot_of(i)] = ends[i][0];
    Shape all = shape;
    all.n[BATCH] = x->node->shape.n[BATCH];
    Node *zeros = graph_pad(full_node(x), from, all);
    if (value.exact.den && value.exact.num == 0)
        return zeros;
    for (int i = 0; i < dims.rank; i++)
        if (ends[i][0] + ends[i][1] == 0)
            shape.n[slot_of(i)] = inner.n[slot_of(i)] = 1;
    Node *inside = graph_pad(graph_broadcast(graph_ratio(RATIONAL_ONE), inner), from, shape);
    Node *outside = graph_subtract(graph_ratio(RATIONAL_ONE), inside);
    return graph_add(zeros, graph_multiply(value.node, outside));
}

/* Continued by its own elements: reflected without the edge, or the edge repeated. */
Value
value_pad(Value x, const int64_t ends[RANK][2], bool reflect)
{
    int64_t before[AXES] = {0};
    for (int i = 0; i < x.dims.rank; i++) {
        if (ends[i][0] + ends[i][1] == 0)
            continue;
        before[slot_of(i)] = ends[i][0];
        x.dims.n[i] += ends[i][0] + ends[i][1];
        x.dims.size[i] = NULL;
    }
    const Shape shape = dims_shape(x.dims, x.node->shape.n[BATCH]);
    return moved(&x, graph_border(x.node, before, reflect ? ~0u : 0, shape), x.dims);
}

bool
pad_mode(const char *word, Mark where, PadMode *mode)
{
    static const char *const words[] = {"zeros", "reflect", "replicate"};
    for (int i = 0; i < 3; i++) {
        *mode = (PadMode)i;
        if (strcmp(word, words[i]) == 0)
            return true;
    }
    error_at(where, "a padding is zeros, reflect or replicate, not '%s'%s", word,
             suggestion(word, words, 3));
    return false;
}

bool
pad_reflects(const Dims *dims, const int64_t ends[RANK][2], Mark where, const char *what)
{
    for (int i = 0; i < dims->rank; i++) {
        const int64_t most = ends[i][0] > ends[i][1] ? ends[i][0] : ends[i][1];
        if (most < dims->n[i])
            continue;
        error_at(where, "%s: %lld elements cannot be reflected beyond %lld", what,
                 (long long)dims->n[i], (long long)dims->n[i] - 1);
        return false;
    }
    return true;
}

Value
shape_pad(Call *call)
{
    Value x = argument(call, 0);
    Value value = call->argument[2] ? argument(call, 2) : value_number(RATIONAL_ZERO);
    const Expr *word = call->argument[3];
    int64_t ends[RANK][2];
    PadMode mode = PAD_ZEROS;
    if (x.kind == VALUE_POISON || value.kind == VALUE_POISON ||
        !border_argument(call, 1, &x, ends) ||
        (word && !pad_mode(word->kind == EXPR_NAME ? word->name : expression_print(word),
                           expression_mark(word), &mode)))
        return value_poison();
    if (value.dims.rank > 0 || (mode != PAD_ZEROS && call->argument[2])) {
        error_at(argument_mark(call, 2), "pad: value is one number, where the mode is zeros");
        return value_poison();
    }
    Dims dims = x.dims;
    for (int i = 0; i < dims.rank; i++) {
        dims.n[i] += ends[i][0] + ends[i][1];
        dims.size[i] = dims.n[i] == x.dims.n[i] ? dims.size[i] : NULL;
    }
    if (!fits(call, dims))
        return value_poison();
    if (mode == PAD_ZEROS)
        return moved(&x, pad_constant(&x, ends, dims, value), dims);
    if (mode == PAD_REFLECT && !pad_reflects(&x.dims, ends, argument_mark(call, 1), "pad")) {
        note_input(&x);
        return value_poison();
    }
    return value_pad(x, ends, mode == PAD_REFLECT);
}

Value
shape_concat(Call *call)
{
    Value both[2];
    int64_t axis;
    if (!argument_rows(call, 2, both) || !axis_argument(call, 2, &both[0], &axis))
        return value_poison();
    Value x = both[0], y = both[1];
    bool good = x.dims.rank == y.dims.rank;
    for (int i = 0; good && i < x.dims.rank; i++)
        good = i == axis || x.dims.n[i] == y.dims.n[i];
    if (!good) {
        error_at(expression_mark(call->expr),
                 "concat: %s and %s do not go together along axis "
                 "%lld",
                 dims_print(x.dims), dims_print(y.dims), (long long)axis);
        note_input(&x);
        return value_poison();
    }
    const unsigned outer = x.outer | y.outer;
    int64_t batch = outer_size(call->eval->page, outer);
    Node *parts[] = {graph_broadcast(x.node, dims_shape(x.dims, batch)),
                     graph_broadcast(y.node, dims_shape(y.dims, batch))};
    Value z = value_tensor(graph_concat(2, parts, slot_of((int)axis)), x.dims, outer);
    z.dims.n[axis] += y.dims.n[axis];
    z.dims.size[axis] = NULL;
    return fits(call, z.dims) ? z : value_poison();
}

/* ---- channels and pixels -------------------------------------------------------------------
 */

static bool
is_image(Call *call, const Value *x)
{
    if (x->dims.rank == 3)
        return true;
    error_at(argument_mark(call, 0), "%s takes an image [C, H, W], not %s", name_of(call),
             dims_print(x->dims));
    note_input(x);
    return false;
}

/* The image cut along its axes, its parts in another order and joined again. */
static Node *
shuffled(const Value *x, Shape cut, const int8_t order[AXES], Shape joined)
{
    Shape as;
    for (int s = 0; s < AXES; s++)
        as.n[s] = cut.n[order[s]];
    Node *parts = graph_reshape(full_node(x), cut);
    return graph_reshape_whole(graph_permute(parts, order), as, joined);
}

/* y[c][h r + i][w r + j] = x[c r^2 + i r + j][h][w]. Shi et al., 2016, equation 4. */
Value
shape_pixel_shuffle(Call *call)
{
    static const int8_t order[AXES] = {0, 1, 4, 2, 5, 3, 6, 7};
    Value x = argument_any(call, 0);
    int64_t r;
    if (x.kind == VALUE_POISON || !is_image(call, &x) ||
        !whole_argument(call, 1, 2, 1, INT16_MAX, &r))
        return value_poison();
    const int64_t *n = x.dims.n, batch = x.node->shape.n[BATCH];
    if (n[0] % (r * r)) {
        error_at(argument_mark(call, 1), "pixel_shuffle: %lld channels are no multiple of %lld",
                 (long long)n[0], (long long)(r * r));
        note_input(&x);
        return value_poison();
    }
    Dims dims = {.rank = 3, .n = {n[0] / (r * r), n[1] * r, n[2] * r}};
    const Shape cut = {{batch, dims.n[0], r, r, n[1], n[2], 1, 1}};
    return moved(&x, shuffled(&x, cut, order, dims_shape(dims, batch)), dims);
}

Value
shape_pixel_unshuffle(Call *call)
{
    static const int8_t order[AXES] = {0, 1, 3, 5, 2, 4, 6, 7};
    Value x = argument_any(call, 0);
    int64_t r;
    if (x.kind == VALUE_POISON || !is_image(call, &x) ||
        !whole_argument(call, 1, 2, 1, INT16_MAX, &r))
        return value_poison();
    const int64_t *n = x.dims.n, batch = x.node->shape.n[BATCH];
    if (n[1] % r || n[2] % r) {
        error_at(argument_mark(call, 1),
                 "pixel_unshuffle: the sides of %s are no multiples of "
                 "%lld",
                 dims_print(x.dims), (long long)r);
        note_input(&x);
        return value_poison();
    }
    Dims dims = {.rank = 3, .n = {n[0] * r * r, n[1] / r, n[2] / r}};
    const Shape cut = {{batch, n[0], n[1] / r, r, n[2] / r, r, 1, 1}};
    return moved(&x, shuffled(&x, cut, order, dims_shape(dims, batch)), dims);
}
