/* The functions that expressions are made of, one row each: name, parameters with defaults,
 * what it computes, and how it is written in primitives. What the language can say itself is
 * not here: prelude.yaml holds it. */
#include "functions.h"

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
argument_rows(Call *call, int count, Value *v)
{
    unsigned outer = 0;
    for (int i = 0; i < count; i++) {
        v[i] = argument_axes(call, i);
        if (v[i].kind == VALUE_POISON)
            return false;
        outer |= v[i].outer;
    }
    call->outer = outer;
    for (int i = 0; i < count; i++) {
        if (!outer_meet(call->eval, call->argument[0], call->argument[i],
                        expression_mark(call->argument[i]), "combine", &v[0], &v[i]))
            return false;
        v[i] = outer_merge(call->eval->page, v[i], outer);
    }
    return true;
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
apply_atan(Call *call)
{
    return unary(call, OP_ATAN);
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

const Function functions[] = {
    {"exp", "x",
     "e^x.\n"
     "Shapes: as x\n"
     "Units: none\n"
     "Derivative: smooth\n"
     "Source: elementary",
     apply_exp},
    {"log", "x",
     "Natural logarithm, of zero minus infinity.\n"
     "Shapes: as x\n"
     "Units: nats\n"
     "Derivative: smooth\n"
     "Source: elementary",
     apply_log},
    {"tanh", "x",
     "Hyperbolic tangent.\n"
     "Shapes: as x\n"
     "Units: none\n"
     "Derivative: smooth\n"
     "Source: elementary",
     apply_tanh},
    {"sigmoid", "x",
     "1 / (1 + exp(-x)).\n"
     "Shapes: as x\n"
     "Units: none\n"
     "Derivative: smooth\n"
     "Source: Verhulst, 1845",
     apply_sigmoid},
    {"softplus", "x",
     "log(1 + exp(x)), without overflow.\n"
     "Shapes: as x\n"
     "Units: nats\n"
     "Derivative: smooth\n"
     "Source: Dugas et al., 2001",
     apply_softplus},
    {"erf", "x",
     "Error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.\n"
     "Shapes: as x\n"
     "Units: none\n"
     "Derivative: smooth\n"
     "Source: elementary",
     apply_erf},
    {"cos", "x",
     "Cosine, of up to 10,000 radians.\n"
     "Shapes: as x\n"
     "Units: none\n"
     "Derivative: smooth\n"
     "Convention: x in radians\n"
     "Source: elementary",
     apply_cos},
    {"atan", "x",
     "Arc tangent, between -pi / 2 and pi / 2.\n"
     "Shapes: as x\n"
     "Units: radians\n"
     "Derivative: smooth\n"
     "Source: elementary",
     apply_atan},
    {"relu", "x",
     "x above zero, else 0.\n"
     "Shapes: as x\n"
     "Units: as x\n"
     "Derivative: piecewise\n"
     "Convention: derivative 0 at 0\n"
     "Source: Nair and Hinton, 2010",
     apply_relu},
    {"leaky_relu", "x, slope=0.01",
     "x above zero, else slope * x.\n"
     "Shapes: as x\n"
     "Units: as x\n"
     "Derivative: piecewise\n"
     "Convention: slope 0.01, as in PyTorch; Keras has 0.3, GANs take 0.2\n"
     "Source: Maas, Hannun and Ng, 2013",
     apply_leaky_relu},
    {"round", "x",
     "The nearest whole number, of two equally near ones the even one.\n"
     "Shapes: as x\n"
     "Units: as x\n"
     "Derivative: zero\n"
     "Convention: halves to even, as in PyTorch\n"
     "Source: IEEE 754",
     apply_round},
    {"abs", "x",
     "x above zero, else -x.\n"
     "Shapes: as x\n"
     "Units: as x\n"
     "Derivative: piecewise\n"
     "Convention: derivative -1 at 0; PyTorch has 0\n"
     "Source: elementary",
     apply_abs},
    {"negative_part", "x",
     "x below zero, else 0.\n"
     "Shapes: as x\n"
     "Units: as x\n"
     "Derivative: piecewise\n"
     "Convention: derivative 1 at 0\n"
     "Source: elementary",
     apply_negative_part},
    {"stop_gradient", "x",
     "x, taken as a constant by every gradient.\n"
     "Shapes: as x, which may be a record\n"
     "Units: as x\n"
     "Derivative: zero\n"
     "Source: elementary",
     apply_stop_gradient},
    {"per_channel", "v",
     "v, laid along the channels of what it is combined with.\n"
     "Shapes: [C], along axis 0 of [C, H, W], the last of [T, D], the rows\n"
     "of a table [K, D] that is one for all examples, the first of anything else\n"
     "Units: as v\n"
     "Derivative: smooth\n"
     "Source: elementary",
     apply_per_channel},
    {"sum", "x, over=all, keep=0",
     "Sum over features (all axes of an example), batch or another outer axis, outer (all of\n"
     "them), channels (C of [C, H, W], D of [T, D]), space (the rest), all, none, or a list "
     "of\n"
     "these.\n"
     "Shapes: any x; axes are dropped, or those of an example kept with extent 1 by keep=1\n"
     "Units: as x\n"
     "Reduction: over everything; a list says which\n"
     "Derivative: smooth\n"
     "Source: elementary",
     apply_reduction},
    {"mean", "x, over=all, keep=0",
     "Mean; axes as for sum.\n"
     "Shapes: as sum\n"
     "Units: as x\n"
     "Reduction: over everything; a list says which\n"
     "Derivative: smooth\n"
     "Source: elementary",
     apply_reduction},
    {"max", "x, over=all, keep=0",
     "Largest; axes as for sum. maximum(a, b) is the larger of two values.\n"
     "Shapes: as sum\n"
     "Units: as x\n"
     "Reduction: over everything; a list says which\n"
     "Derivative: piecewise\n"
     "Convention: the gradient goes to the first of equals\n"
     "Source: elementary",
     apply_reduction},
    {"logsumexp", "x, over=all, keep=0",
     "log(sum(exp(x))), without overflow; axes as for sum.\n"
     "Shapes: as sum\n"
     "Units: nats\n"
     "Reduction: over everything; a list says which\n"
     "Derivative: smooth\n"
     "Source: elementary",
     apply_reduction},
    {"grad", "y, x",
     "Gradient of the sum of y with respect to the value or parameter x.\n"
     "Shapes: any y; the result is shaped like x\n"
     "Units: those of y by those of x\n"
     "Derivative: smooth\n"
     "Convention: of the sum, so that it is that of each example where examples do not mix\n"
     "Source: Linnainmaa, 1970",
     gradient_of},
    {"normal", "shape=, mean=0, std=1, along=, like=, truncate=",
     "Draws from a normal distribution; with truncate=t what is farther than t deviations "
     "from\n"
     "the mean is drawn again (Brock et al., 2019, section 3.1).\n"
     "Shapes: `shape` for each example, or that of like=; without either that of mean "
     "and std.\n"
     "along=samples draws for each example and each of `samples`\n"
     "Units: as mean\n"
     "Derivative: smooth\n"
     "Convention: std is the deviation, not the variance; the gradient goes to mean and std\n"
     "Source: Box and Muller, 1958; Salmon et al., 2011",
     draw},
    {"uniform", "shape=, low=0, high=1, along=, like=",
     "Draws between low and high, both excluded.\n"
     "Shapes: `shape` for each example, or that of like=; without either that of low and "
     "high.\n"
     "along= as for normal\n"
     "Units: as low\n"
     "Derivative: smooth\n"
     "Convention: the gradient goes to low and high\n"
     "Source: Salmon et al., 2011",
     draw},
    {"bernoulli", "p, shape=, along=, like=",
     "Draws 1 with probability p, else 0.\n"
     "Shapes: one for each element of p and each example, or `shape`, or that of like=\n"
     "Units: none\n"
     "Derivative: zero\n"
     "Convention: p is the probability, not its logit\n"
     "Source: Salmon et al., 2011",
     draw_bernoulli},
    {"categorical", "logits, shape=, along=, like=",
     "Draws an index with probabilities softmax(logits), as the argmax of logits plus Gumbel\n"
     "noise; categorical(n) draws one of n with equal probability.\n"
     "Shapes: [K] to one index, [K, H, W] to [H, W], [T, K] to [T]; of n `shape` or that of\n"
     "like=\n"
     "Units: indices\n"
     "Derivative: none\n"
     "Convention: logits, not probabilities\n"
     "Source: Maddison, Tarlow and Minka, 2014",
     draw_categorical},
    {"gumbel", "shape=, along=, like=",
     "Draws -log(-log(u)) for uniform u.\n"
     "Shapes: `shape` for each example, or that of like=; without either one number\n"
     "Units: nats\n"
     "Derivative: none\n"
     "Source: Gumbel, 1954",
     draw_gumbel},
    {"rows", "v, axis",
     "The first axis of v, of the size named, as an outer axis. What is done to it is done to "
     "each\n"
     "of its rows, networks too.\n"
     "Shapes: [K, ..] to [..] for each of K\n"
     "Units: as v\n"
     "Derivative: smooth\n"
     "Source: Tomczak and Welling, 2018, equation 8",
     to_rows},
    {"stack", "v, axis",
     "The inverse of rows: an outer axis of v becomes its first axis.\n"
     "Shapes: [..] for each of K to [K, ..]\n"
     "Units: as v\n"
     "Derivative: smooth\n"
     "Source: Lin et al., 2018",
     to_stack},
    {"other", "v",
     "v with its batch axis called `others`, so that v and other(v) give all pairs of "
     "examples.\n"
     "Shapes: as v\n"
     "Units: as v\n"
     "Derivative: smooth\n"
     "Source: elementary",
     to_other},
    {"split", "v, axis, part",
     "An outer axis cut in parts of neighbours. The place within a part is the outer axis "
     "`part`,\n"
     "its number the axis `axis / part`, which a reduction over `axis` means from there on; "
     "packing "
     "is\n"
     "D(stack(split(x, batch, pair), pair)).\n"
     "Shapes: as v; part divides the axis\n"
     "Units: as v\n"
     "Derivative: smooth\n"
     "Source: Lin et al., 2018",
     to_split},
    {"index", "axis",
     "0, 1, .. along an outer axis.\n"
     "Shapes: a number, and an index for one_hot\n"
     "Units: indices\n"
     "Derivative: none\n"
     "Source: elementary",
     axis_index},
    {"extent", "axis",
     "How many there are along an outer axis.\n"
     "Shapes: a number\n"
     "Units: none\n"
     "Derivative: none\n"
     "Source: elementary",
     axis_extent},
    {"covariance", "x",
     "Covariance of the features over the batch, as one matrix for all.\n"
     "Shapes: [n] for each example to [n, n]\n"
     "Units: those of x, squared\n"
     "Reduction: mean over the batch and all other outer axes\n"
     "Derivative: smooth\n"
     "Convention: divided by the number of examples n, not by n - 1\n"
     "Source: elementary",
     covariance},
    {"scan", "f, start, xs",
     "s = start; for each x along the first axis of xs, s = f(s, x). f is a function of the "
     "page; s\n"
     "may be a record, which f takes apart and gives again. Residual quantisers are written "
     "so.\n"
     "Shapes: the last s; .all of each of its parts holds those of all turns, along a new "
     "first axis\n"
     "Units: as start\n"
     "Derivative: smooth\n"
     "Convention: unrolled\n"
     "Source: Lee et al., 2022, equation 4",
     scan},
    {"share", "steps=8",
     "For `generate`: 0, 1 / (steps - 1), .. 1 along each row of `steps` examples. Draws and "
     "data\n"
     "are the same along a row: slerp(normal(latent), normal(latent), share()) is a path.\n"
     "Shapes: one number for each example\n"
     "Units: none\n"
     "Derivative: none\n"
     "Convention: both ends are there\n"
     "Source: elementary",
     sheet_share},
    {"path", "shape, steps=8",
     "For `generate`: rows of `steps` points on the straight line between two normal draws.\n"
     "Shapes: `shape` for each example\n"
     "Units: none\n"
     "Derivative: none\n"
     "Convention: both ends are on it\n"
     "Source: Radford, Metz and Chintala, 2015, section 6.1",
     sheet_path},
    {"traverse", "z, low=-3, high=3, steps=8",
     "For `generate`: z with one of its numbers replaced by `steps` values from low to high, "
     "a\n"
     "row for each number; a sheet for each example.\n"
     "Shapes: [n] for each example to the same\n"
     "Units: as z\n"
     "Derivative: smooth\n"
     "Convention: the values are evenly spaced, low and high among them\n"
     "Source: Higgins et al., 2017, figure 2",
     sheet_traverse},
    {"grid", "steps=20",
     "For `generate`: quantiles of the normal distribution at `steps` x `steps` places of the\n"
     "unit square.\n"
     "Shapes: [2] for each example\n"
     "Units: none\n"
     "Derivative: none\n"
     "Convention: the first number grows to the right, the second upwards\n"
     "Source: Kingma and Welling, 2013, figure 4",
     sheet_grid},
    {"each", "label, columns=8",
     "For `generate`: a row of `columns` examples for each class of a label, or for each of "
     "so\n"
     "many. Draws and data are the same along a column.\n"
     "Shapes: one index for each example\n"
     "Units: indices\n"
     "Derivative: none\n"
     "Source: Mirza and Osindero, 2014, figure 2",
     sheet_each},
    {"log_mean_exp", "v, samples=5000",
     "For `generate`: logmeanexp over `samples` draws, in chunks of what the\n"
     "page draws at once, as a number for the whole test split. With v = log p(x, z) - log q(z "
     "| "
     "x)\n"
     "it estimates log p(x).\n"
     "Shapes: one number for each example; other outer axes are merged\n"
     "Units: nats\n"
     "Derivative: smooth\n"
     "Convention: the mean over examples, with its standard error\n"
     "Source: Burda, Grosse and Salakhutdinov, 2015, section 5",
     log_mean_exp},
    {"autoregress", "network, like, temperature=1, given=",
     "For `generate`: an index map drawn in raster order, each index from the softmax of what "
     "the\n"
     "network says of its position after those before. The network is given the map, or where "
     "it\n"
     "takes numbers its one_hot, and then what given= lists.\n"
     "Shapes: like= a map [H, W] or [T] of indices below K; the network gives logits [K, H, W] "
     "or\n"
     "[T, K]; the result is shaped like `like`\n"
     "Units: indices\n"
     "Derivative: none\n"
     "Convention: positions that are not drawn yet are index 0, and a causal network does not "
     "see "
     "them: masked_conv with mask A first, or causal attention behind a shift by one place, "
     "crop: "
     "[0, 1] and pad: [1, 0]; logits are divided by temperature, 0 takes the largest\n"
     "Source: van den Oord, Kalchbrenner and Kavukcuoglu, 2016, section 2",
     autoregress},
    {"nearest", "z, codebook",
     "Index of the row of codebook nearest to each vector along the channels of z, in\n"
     "Euclidean distance.\n"
     "Shapes: z [D], [D, H, W] or [T, D], codebook [K, D]; the result one index, [H, W] or "
     "[T]\n"
     "Units: indices\n"
     "Derivative: none\n"
     "Convention: ties go to the lowest\n"
     "Source: van den Oord et al., 2017, equation 1",
     nearest_code},
    {"gram", "x",
     "g[i][j] = sum of x[i] x[j], the products of all pairs of channels.\n"
     "Shapes: [C, H, W] to [C, C], [T, D] to [D, D], [C] to [C, C]\n"
     "Units: those of x, squared\n"
     "Reduction: sum over space, for each example\n"
     "Derivative: smooth\n"
     "Convention: a sum, not divided by the number of places\n"
     "Source: Gatys, Ecker and Bethge, 2016, equation 3",
     channel_gram},
    {"sort", "x, axis=channels",
     "Elements along an axis, from the smallest to the largest.\n"
     "Shapes: as x; axis is channels, the number of an axis from 0, or batch\n"
     "Units: as x\n"
     "Derivative: piecewise\n"
     "Convention: equal elements keep their order; the gradient goes back to where each was\n"
     "Source: elementary",
     order_sort},
    {"argsort", "x, axis=channels",
     "Indices of the elements along an axis, from the smallest to the largest.\n"
     "Shapes: as x; axis as for sort\n"
     "Units: indices\n"
     "Derivative: none\n"
     "Convention: equal elements keep their order\n"
     "Source: elementary",
     order_argsort},
    {"cumsum", "x, axis=channels",
     "The sum of an element and of all before it along an axis.\n"
     "Shapes: as x; axis as for sort\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Source: elementary",
     order_cumsum},
    {"argmax", "x",
     "Index of the largest along the channels of x.\n"
     "Shapes: [K] to one index, [K, H, W] to [H, W], [T, K] to [T]\n"
     "Units: indices\n"
     "Derivative: none\n"
     "Convention: ties go to the lowest\n"
     "Source: elementary",
     channel_argmax},
    {"lookup", "index, table",
     "Rows of the table at the indices, where channels stand.\n"
     "Shapes: table [K, D]; one index to [D], [H, W] to [D, H, W], [T] to [T, D]\n"
     "Units: as table\n"
     "Derivative: smooth\n"
     "Convention: the gradient goes to the table, added up in the order of the indices\n"
     "Source: Bengio et al., 2003, section 2",
     lookup_code},
    {"attention", "q, k, v, heads=1, causal=0, scale=",
     "softmax(scale q k^T) v over positions. Features are cut in heads that attend each by\n"
     "itself; scale is 1 / sqrt(features of q in a head) unless given. causal hides later\n"
     "positions.\n"
     "Shapes: sequences [T, D] or images [C, H, W]; the result is formed like q, with the\n"
     "features of v\n"
     "Units: as v\n"
     "Derivative: smooth\n"
     "Convention: scaled by the features of a head, not of q\n"
     "Source: Vaswani et al., 2017, section 3.2",
     attention},
    {"flatten", "x",
     "All axes as one, in row-major order.\n"
     "Shapes: [C, H, W] to [C H W]\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Source: elementary",
     shape_flatten},
    {"reshape", "x, shape",
     "The same elements in row-major order under another shape.\n"
     "Shapes: any x to `shape` of as many elements\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Source: elementary",
     shape_reshape},
    {"permute", "x, order",
     "Axes in another order: axis i of the result is axis order[i] of x, from 0.\n"
     "Shapes: any x; the batch stays where it is\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Convention: axes of an example, counted from 0, without PyTorch's batch\n"
     "Source: elementary",
     shape_permute},
    {"slice", "x, axis=channels, from=0, count=, step=1",
     "Elements from, from + step, .. of an axis (its number, or channels): count of them, or "
     "as\n"
     "many as there are.\n"
     "Shapes: any x; the axis has count elements\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Source: elementary",
     shape_slice},
    {"part", "x, index, count, axis=channels",
     "The part of that index, from 0, of an axis cut in count equal parts.\n"
     "Shapes: any x; count divides the axis\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Convention: PyTorch's chunk of an axis that count divides\n"
     "Source: elementary",
     shape_part},
    {"crop", "x, border",
     "x without its border, a number or [height, width]; either may be [before, behind].\n"
     "Shapes: [C, H, W] less rows and columns at each end, or [T, D] less of T\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Source: elementary",
     shape_crop},
    {"pad", "x, border, value=0, mode=zeros",
     "x with a border as for crop. mode zeros: of the value; reflect: of what lies inside,\n"
     "without the edge; replicate: of the edge.\n"
     "Shapes: [C, H, W] or [T, D]\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Convention: PyTorch's pad\n"
     "Source: elementary",
     shape_pad},
    {"concat", "x, y, axis=channels",
     "y behind x along an axis: its number, or channels.\n"
     "Shapes: alike but for the axis\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Source: elementary",
     shape_concat},
    {"pixel_shuffle", "x, factor=2",
     "y[c][h r + i][w r + j] = x[c r^2 + i r + j][h][w], r the factor.\n"
     "Shapes: [C r^2, H, W] to [C, H r, W r]\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Convention: the order of channels is PyTorch's\n"
     "Source: Shi et al., 2016, equation 4",
     shape_pixel_shuffle},
    {"pixel_unshuffle", "x, factor=2",
     "The inverse of pixel_shuffle.\n"
     "Shapes: [C, H r, W r] to [C r^2, H, W]\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Convention: the order of channels is PyTorch's\n"
     "Source: Shi et al., 2016, equation 4",
     shape_pixel_unshuffle},
    {"shuffle", "x",
     "The examples of the batch in another order, by chance.\n"
     "Shapes: as x\n"
     "Units: as x\n"
     "Derivative: smooth\n"
     "Convention: every order as likely, an example may stay where it is\n"
     "Source: elementary",
     shuffle_examples},
    {"permute_dims", "z",
     "Each number of an example from an example of its own: every dimension is shuffled over "
     "the\n"
     "batch by itself.\n"
     "Shapes: as z\n"
     "Units: as z\n"
     "Derivative: smooth\n"
     "Source: Kim and Mnih, 2018, algorithm 1",
     shuffle_dims},
    {"replay", "x, size",
     "Examples of a pool of earlier ones. Until it is full, x, which the pool keeps; then "
     "each, by\n"
     "chance 1/2, is exchanged with one of the pool, the pool keeping x. In inference mode x. "
     "The\n"
     "pool is a state of the page, moved once for each application, and lies in checkpoints.\n"
     "Shapes: as x; the pool [size, x], at least as large as the batch\n"
     "Units: as x\n"
     "Derivative: piecewise\n"
     "Convention: the examples of a batch meet different places of the pool\n"
     "Source: Shrivastava et al., 2017, section 2.3",
     replay_pool},
    {"digits_index", "digits, levels",
     "The number whose digits, the lowest first, stand along the channels, where digit i "
     "counts\n"
     "below level i: digit 0 + level 0 (digit 1 + level 1 (digit 2 + ..)).\n"
     "Shapes: [n] to an index below the product of the levels, [n, H, W] to [H, W], [T, n] to "
     "[T];\n"
     "levels is a list of n numbers, [8, 5, 5]\n"
     "Units: none\n"
     "Derivative: none\n"
     "Convention: digits are rounded; the lowest comes first, as in FSQ\n"
     "Source: Mentzer et al., 2024, section 3.1",
     digits_index},
    {"scatter", "v, index",
     "Sums of the vectors along the channels of v by their index: row k is the sum where\n"
     "index is k.\n"
     "Shapes: v [D] and one index below K, [D, H, W] and [H, W], or [T, D] and [T], to [K, D]\n"
     "Units: as v\n"
     "Reduction: over batch, every other outer axis, and maps\n"
     "Derivative: smooth\n"
     "Convention: for a codebook by averages, codes are looked up before it moves, as by "
     "assign;\n"
     "what is kept is not debiased (Sonnet divides by 1 - decay^t: so can the page)\n"
     "Source: van den Oord et al., 2017, appendix A.1",
     scatter_vectors},
    {"random_vectors", "v, count",
     "Vectors along the channels of v, each drawn from all of the batch and its maps, some\n"
     "perhaps twice.\n"
     "Shapes: v [D], [D, H, W] or [T, D] to [count, D], one for all examples\n"
     "Units: as v\n"
     "Derivative: smooth\n"
     "Source: Dhariwal et al., 2020, section 3.1",
     random_vectors},
    {"one_hot", "index",
     "1 at the index and 0 elsewhere, along a new axis of channels.\n"
     "Shapes: one index below K to [K], [H, W] to [K, H, W], [T] to [T, K]\n"
     "Units: none\n"
     "Derivative: none\n"
     "Source: elementary",
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
