/* The functions that expressions are made of, one row each: name, parameters with defaults,
 * what it computes, and how it is written in primitives. What the language can say itself is
 * not here: prelude.yaml holds it. */
#include "translate.h"

#include <string.h>

/* What a function of one example sees of an argument: all its outer axes as one. */
static Value
as_rows(Call *call, int i, Value v)
{
    Page *page = call->eval->page;
    if (v.kind != VALUE_TENSOR || v.outer == 0)
        return v;
    if (call->outer == 0)
        call->outer = v.outer;
    if (call->outer == v.outer)
        return outer_merge(page, v, v.outer);
    error_at(expression_mark(call->argument[i]),
             "%s: %s varies over %s, but what stands before it over %s", call->function->name,
             expression_print(call->argument[i]), outer_print(page, v.outer),
             outer_print(page, call->outer));
    return value_poison();
}

static Value
given(Call *call, int i)
{
    Value v = evaluate(call->eval, call->argument[i]);
    if (v.kind != VALUE_RECORD && v.kind != VALUE_AXES)
        return v;
    error_at(expression_mark(call->argument[i]), "%s: %s is %s, not a number",
             call->function->name, expression_print(call->argument[i]),
             v.kind == VALUE_AXES ? "a list of axes" : "a record");
    return value_poison();
}

static Value
numbers(Call *call, int i, Value v)
{
    if (!value_integer(&v) || v.node->op == OP_INDEX)
        return v;
    error_at(expression_mark(call->argument[i]),
             "%s: %s holds indices, not numbers: take one_hot(...) or lookup(...) first",
             call->function->name, expression_print(call->argument[i]));
    return value_poison();
}

Value
argument_any(Call *call, int i)
{
    return as_rows(call, i, given(call, i));
}

Value
argument(Call *call, int i)
{
    return as_rows(call, i, numbers(call, i, given(call, i)));
}

Value
argument_axes(Call *call, int i)
{
    return numbers(call, i, given(call, i));
}

Value
argument_axes_any(Call *call, int i)
{
    return given(call, i);
}

bool
argument_number(Call *call, int i, Rational fallback, Rational *value)
{
    *value = fallback;
    return !call->argument[i] || evaluate_number(call->eval, call->argument[i], value);
}

static Value
unary(Call *call, Op op)
{
    Value v = argument_axes(call, 0);
    if (v.kind == VALUE_POISON)
        return v;
    v.node = graph_unary(op, v.node);
    v.members = 0;
    v.exact.den = 0;
    return v;
}

static Value
apply_exp(Call *call)
{
    return unary(call, OP_EXP);
}

static Value
apply_log(Call *call)
{
    return unary(call, OP_LOG);
}

static Value
apply_tanh(Call *call)
{
    return unary(call, OP_TANH);
}

static Value
apply_sigmoid(Call *call)
{
    return unary(call, OP_SIGMOID);
}

static Value
apply_round(Call *call)
{
    return unary(call, OP_ROUND);
}

static Value
apply_softplus(Call *call)
{
    return unary(call, OP_SOFTPLUS);
}

static Value
apply_erf(Call *call)
{
    return unary(call, OP_ERF);
}

static Value
apply_cos(Call *call)
{
    return unary(call, OP_COS);
}

/* x times what it is multiplied with above and below zero: every piecewise linear function. */
static Value
piecewise(Call *call, Rational above, Rational below)
{
    Value v = argument_axes(call, 0);
    if (v.kind == VALUE_POISON)
        return v;
    v.node = v.node->sign == SIGN_UNKNOWN
                 ? graph_multiply(v.node, graph_select(v.node, above, below))
                 : graph_scale(above, v.node);
    v.members = 0;
    v.exact.den = 0;
    return v;
}

static Value
apply_relu(Call *call)
{
    return piecewise(call, RATIONAL_ONE, RATIONAL_ZERO);
}

static Value
apply_leaky_relu(Call *call)
{
    Rational slope;
    if (!argument_number(call, 1, rational(1, 100), &slope))
        return value_poison();
    return piecewise(call, RATIONAL_ONE, slope);
}

static Value
apply_abs(Call *call)
{
    return piecewise(call, RATIONAL_ONE, rational(-1, 1));
}

static Value
apply_negative_part(Call *call)
{
    return piecewise(call, RATIONAL_ZERO, RATIONAL_ONE);
}

static Value
apply_stop_gradient(Call *call)
{
    Value v = evaluate(call->eval, call->argument[0]);
    if (v.kind == VALUE_TENSOR && !value_integer(&v))
        v.node = graph_unary(OP_STOP, v.node);
    if (v.members) {
        Value *at = NEW_ARRAY(Value, v.members);
        for (int i = 0; i < v.members; i++) {
            at[i] = v.at[i];
            if (at[i].kind == VALUE_TENSOR && !value_integer(&at[i]))
                at[i].node = graph_unary(OP_STOP, at[i].node);
        }
        v.at = at;
    }
    return v;
}

static Value
apply_per_channel(Call *call)
{
    Value v = argument_axes(call, 0);
    if (v.kind == VALUE_TENSOR && v.dims.rank != 1) {
        error_at(expression_mark(call->argument[0]), "per_channel: %s is %s, not one axis [C]",
                 expression_print(call->argument[0]), dims_print(v.dims));
        return value_poison();
    }
    v.per_channel = v.kind == VALUE_TENSOR;
    return v;
}

/* ---- reductions -----------------------------------------------------------------------------
 */

/* The outer axes that `over` means for x: what split() left of an axis goes by its name. */
static unsigned
reduced_outer(const Page *page, const Value *x, unsigned over)
{
    unsigned outer = over & OVER_ALL ? x->outer : over >> OVER_OUTER;
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

static Value
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

const Function functions[] = {
    {"exp", "x", "e^x.", apply_exp},
    {"log", "x", "Natural logarithm.", apply_log},
    {"tanh", "x", "Hyperbolic tangent.", apply_tanh},
    {"sigmoid", "x", "1 / (1 + exp(-x)).", apply_sigmoid},
    {"softplus", "x", "log(1 + exp(x)), without overflow.", apply_softplus},
    {"erf", "x", "Error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.",
     apply_erf},
    {"cos", "x", "Cosine, of up to 10,000 radians.", apply_cos},
    {"relu", "x", "x above zero, else 0.", apply_relu},
    {"leaky_relu", "x, slope=0.01", "x above zero, else slope * x. Maas et al., 2013.",
     apply_leaky_relu},
    {"round", "x",
     "The nearest whole number, of two equally near ones the even one; its derivative is zero.",
     apply_round},
    {"abs", "x", "x above zero, else -x.", apply_abs},
    {"negative_part", "x", "x below zero, else 0.", apply_negative_part},
    {"stop_gradient", "x", "x, taken as a constant by every gradient.", apply_stop_gradient},
    {"per_channel", "v",
     "v [C], laid along the channels of what it is combined with: axis 0 of [C, H, W], the\n"
     "last of [T, D].",
     apply_per_channel},
    {"sum", "x, over=all, keep=0",
     "Sum over features (all axes of an example), batch or another outer axis, channels (C of\n"
     "[C, H, W]), space (the rest) or a list of these; keep=1 leaves axes of an example with\n"
     "extent 1.",
     apply_reduction},
    {"mean", "x, over=all, keep=0", "Mean; axes as for sum.", apply_reduction},
    {"max", "x, over=all, keep=0",
     "Largest; axes as for sum. maximum(a, b) is the larger of two values.", apply_reduction},
    {"logsumexp", "x, over=all, keep=0", "log(sum(exp(x))), without overflow; axes as for sum.",
     apply_reduction},
    {"grad", "y, x",
     "Gradient of the sum of y with respect to the value or parameter x; shaped like x.",
     gradient_of},
    {"normal", "shape=, mean=0, std=1, along=, like=",
     "Draws from a normal distribution, `shape` for each example; without it one number.\n"
     "along=samples draws for each example and each of `samples`; like=v takes axes of v.",
     draw},
    {"uniform", "shape=, low=0, high=1, along=, like=",
     "Draws between low and high, `shape` for each example; without it one number. along= and\n"
     "like= as for normal.",
     draw},
    {"bernoulli", "p, shape=, along=, like=",
     "Draws 1 with probability p, else 0; without a shape one for each element of p. Its\n"
     "derivative by p is zero.",
     draw_bernoulli},
    {"categorical", "logits, shape=, along=, like=",
     "Draws an index: one for each vector of logits along the channels, with probabilities\n"
     "softmax(logits), as the argmax of logits plus Gumbel noise (Maddison, Tarlow and Minka,\n"
     "2014). categorical(n) draws one of n with equal probability, `shape` for each example.",
     draw_categorical},
    {"gumbel", "shape=, along=, like=",
     "Draws -log(-log(u)) for uniform u, `shape` for each example. Gumbel, 1954.", draw_gumbel},
    {"rows", "v, axis",
     "v [K, ..], its first axis, of the size named, as an outer axis: what is done to it is "
     "done\n"
     "to each of its rows, networks too. VampPrior's encoder(rows(pseudo, components)).",
     to_rows},
    {"stack", "v, axis", "The inverse of rows: an outer axis of v becomes its first axis.",
     to_stack},
    {"other", "v",
     "v with its batch axis called `others`, so that v and other(v) give all pairs of "
     "examples.",
     to_other},
    {"split", "v, axis, part",
     "An outer axis cut in parts of neighbours: the place within a part is the outer axis "
     "`part`,\n"
     "its number the axis `axis / part`, which over=axis means from there on. PacGAN, Lin et "
     "al.,\n"
     "2018: D(stack(split(x, batch, pair), pair)).",
     to_split},
    {"index", "axis", "0, 1, .. along an outer axis: a number, and an index for one_hot.",
     axis_index},
    {"scan", "f, start, xs",
     "s = start; for each x along the first axis of xs: s = f(s, x). Gives the last s; .all "
     "of\n"
     "each of its parts holds those of all turns, along a new first axis. f is a function of "
     "the\n"
     "page; s may be a record, which f takes apart and gives again. Unrolled. Residual "
     "quantisers:\n"
     "Lee et al., 2022, equation 4.",
     scan},
    {"path", "shape, steps=8",
     "For `generate`: rows of `steps` points on the straight line between two normal draws.",
     straight_path},
    {"nearest", "z, codebook",
     "Index of the row of codebook [K, D] nearest to each vector along the channels of z, in\n"
     "Euclidean distance; ties go to the lowest. van den Oord et al., 2017, equation 2.",
     nearest_code},
    {"argmax", "x", "Index of the largest along the channels of x; ties go to the lowest.",
     channel_argmax},
    {"lookup", "index, table", "Rows of table [K, D] at the indices, where channels stand.",
     lookup_code},
    {"flatten", "x", "All axes as one, in row-major order: [C, H, W] to [C H W].",
     shape_flatten},
    {"reshape", "x, shape", "The same elements in row-major order under another shape.",
     shape_reshape},
    {"permute", "x, order",
     "Axes in another order: axis i of the result is axis order[i] of x, from 0. PyTorch's\n"
     "permute, without the batch.",
     shape_permute},
    {"slice", "x, axis=channels, from=0, count=, step=1",
     "Elements from, from + step, .. of an axis (its number, or channels): count of them, or "
     "as\n"
     "many as there are.",
     shape_slice},
    {"part", "x, index, count, axis=channels",
     "The part of that index, from 0, of an axis cut in count equal parts. PyTorch's chunk.",
     shape_part},
    {"crop", "x, border",
     "x without its border: so many rows and columns at each end of [C, H, W], or T of [T, "
     "D].\n"
     "border is a number or [height, width]; either may be [before, behind].",
     shape_crop},
    {"pad", "x, border, value=0, mode=zeros",
     "x with a border as for crop. mode zeros: of the value; reflect: of what lies inside,\n"
     "without the edge; replicate: of the edge. PyTorch's pad.",
     shape_pad},
    {"concat", "x, y, axis=channels", "y behind x along an axis: its number, or channels.",
     shape_concat},
    {"pixel_shuffle", "x, factor=2",
     "[C r^2, H, W] to [C, H r, W r], r the factor: y[c][h r + i][w r + j] = x[c r^2 + i r + "
     "j][h][w].\n"
     "Shi et al., 2016, equation 4.",
     shape_pixel_shuffle},
    {"pixel_unshuffle", "x, factor=2", "The inverse of pixel_shuffle.", shape_pixel_unshuffle},
    {"one_hot", "index", "1 at the index and 0 elsewhere, along a new axis of channels.",
     one_hot},
};
const int function_count = COUNT_OF(functions);

const Function *
function_find(const char *name)
{
    for (int i = 0; i < function_count; i++) {
        if (strcmp(functions[i].name, name) == 0)
            return &functions[i];
    }
    return NULL;
}
