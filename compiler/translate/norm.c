/* Norms, written in primitives with their parts named: the local rules of the graph find the
 * closed form of their gradients. They differ in the axes of the moments and the place of gain
 * and shift alone. Statistics of a batch are moved once per application, after the step. */
#include "layers.h"

#include <string.h>

typedef struct Moments {
    Node *total, *mean, *var, *centred; /* total: the sum that the mean is of */
    int64_t n;                          /* numbers in each mean */
} Moments;

static bool
moments(Layer *layer, Node *x, uint32_t slots, Shape full, Moments *m)
{
    m->n = 1;
    for (int i = 0; i < AXES; i++)
        m->n *= slots >> i & 1 ? full.n[i] : 1;
    if (m->n < 2) {
        error_at(layer->mark, "%s needs more than one number for each mean", layer->text);
        return false;
    }
    m->total = layer_name(layer, graph_sum(x, slots, full), "sum");
    m->mean = layer_name(layer, graph_scale(rational(1, m->n), m->total), "mean");
    m->centred = layer_name(layer, graph_subtract(x, m->mean), "centred");
    Node *squares = graph_sum(graph_power(m->centred, rational(2, 1)), slots, full);
    squares = layer_name(layer, squares, "squares");
    m->var = layer_name(layer, graph_scale(rational(1, m->n), squares), "var");
    return true;
}

/* y = (x - mean) (var + eps)^(-1/2). Ioffe and Szegedy, 2015, algorithm 1. */
static Node *
normalise(Layer *layer, Node *centred, Node *var, Rational eps)
{
    Node *rstd = graph_power(graph_add(var, graph_ratio(eps)), rational(-1, 2));
    return graph_multiply(centred, layer_name(layer, rstd, "rstd"));
}

/* weight y + bias, whose axes are those of y from `slot` on. */
static Node *
scale_and_shift(Layer *layer, Node *y, Dims dims, int slot)
{
    Init one = {INIT_CONSTANT, 1.0, 0.0}, zero = {INIT_CONSTANT, 0.0, 0.0};
    Tensor *weight = layer_tensor(layer, "weight", dims, one, TENSOR_GAIN);
    Tensor *bias = layer_tensor(layer, "bias", dims, zero, TENSOR_BIAS);
    Shape laid = shape_scalar();
    if (!weight || !bias)
        return NULL;
    for (int i = 0; i < dims.rank; i++)
        laid.n[slot + i] = dims.n[i];
    y = graph_multiply(y, graph_reshape(tensor_node(layer->eval, weight), laid));
    return graph_add(y, graph_reshape(tensor_node(layer->eval, bias), laid));
}

/* The end of every norm: gain and shift where the argument `affine` says so. */
static Value
finish(Layer *layer, Value x, Node *y, int affine, Dims dims, int slot)
{
    if (layer_flag(layer, affine))
        y = scale_and_shift(layer, y, dims, slot);
    layer->flops = 4 * dims_size(x.dims);
    return y ? value_tensor(y, x.dims, x.outer) : value_poison();
}

static bool
refuse_rank(Layer *layer, const Value *x, const char *wanted)
{
    error_at(layer->mark, "%s takes %s, not %s", layer->text, wanted, dims_print(x->dims));
    if (x->reason)
        note_at(x->why, "it is %s because of %s here", dims_print(x->dims), x->reason);
    return false;
}

/* ---- over the batch -------------------------------------------------------------------------
 */

/* running <- (1 - momentum) running + momentum batch, the variance with 1 / (n - 1) there.
 * Ioffe and Szegedy, 2015, section 3.1. */
static void
move_statistics(Layer *layer, const Moments *m, Tensor *const state[3], Rational momentum)
{
    Rational keep = rational_add(RATIONAL_ONE, rational_negate(momentum));
    if (!layer->fresh)
        return;
    Node *unbiased = graph_scale(rational(m->n, m->n - 1), m->var);
    state_move(layer->eval, (Move){state[0], keep, momentum, m->mean});
    state_move(layer->eval, (Move){state[1], keep, momentum, unbiased});
    state_move(layer->eval,
               (Move){state[2], RATIONAL_ONE, RATIONAL_ONE, graph_ratio(RATIONAL_ONE)});
}

static Mark
argument_mark(const Layer *layer, int place)
{
    return layer->argument[place] ? layer->argument[place]->mark : layer->mark;
}

/* `batch_norm: 0.8` is a momentum that landed in eps. */
static bool
layer_eps(Layer *layer, int place, Rational *eps)
{
    if (!layer_number(layer, place, eps))
        return false;
    const double value = rational_double(*eps);
    if (value >= 0 && value < 0.1)
        return true;
    error_at(argument_mark(layer, place),
             "%s: eps keeps the root from zero, from 0 to below 0.1, not %g%s",
             layer->kind->name, value,
             strstr(layer->kind->parameters, "momentum") ? "; a momentum is {momentum: 0.2}"
                                                         : "");
    return false;
}

static bool
layer_momentum(Layer *layer, int place, Rational *momentum)
{
    if (!layer_number(layer, place, momentum))
        return false;
    const double value = rational_double(*momentum);
    if (value >= 0 && value <= 1)
        return true;
    error_at(argument_mark(layer, place),
             "%s: momentum is the weight of the new moments, from 0 to 1, not %g",
             layer->kind->name, value);
    return false;
}

Value
layer_batch_norm(Layer *layer, Value x)
{
    Eval *eval = layer->eval;
    Rational eps, momentum;
    if (!layer_eps(layer, 0, &eps) || !layer_momentum(layer, 1, &momentum))
        return value_poison();
    if (x.dims.rank != 1 && x.dims.rank != 3)
        return refuse_rank(layer, &x, "[C] or [C, H, W]") ? x : value_poison();
    Dims dims = dims_of(1, x.dims.n), none = dims_of(0, NULL);
    Moments m = {0};
    Tensor *const state[3] = {layer_state(layer, "running_mean", dims, 0.0, false),
                              layer_state(layer, "running_var", dims, 1.0, false),
                              layer_state(layer, "num_batches_tracked", none, 0.0, true)};
    if (layer->training) {
        uint32_t slots = 1u << BATCH | 1u << 2 | 1u << 3;
        Shape full = value_shape(eval->page, &x);
        if (!moments(layer, x.node, slots, full, &m))
            return value_poison();
        PUSH(eval->page->means, m.total);
        move_statistics(layer, &m, state, momentum);
    } else {
        m.var = tensor_node(eval, state[1]);
        m.centred = graph_subtract(x.node, tensor_node(eval, state[0]));
    }
    return finish(layer, x, normalise(layer, m.centred, m.var, eps), 2, dims, 1);
}

/* ---- within an example ----------------------------------------------------------------------
 */

/* [D] and [C, H, W] over all axes, each place of [T, D] by itself. */
Value
layer_layer_norm(Layer *layer, Value x)
{
    Rational eps;
    Moments m;
    if (!layer_eps(layer, 0, &eps))
        return value_poison();
    if (x.dims.rank < 1 || x.dims.rank > 3)
        return refuse_rank(layer, &x, "[D], [T, D] or [C, H, W]") ? x : value_poison();
    bool sequence = x.dims.rank == 2;
    uint32_t slots = sequence ? 1u << 2 : 1u << 1 | 1u << 2 | 1u << 3;
    Shape full = dims_shape(x.dims, x.node->shape.n[BATCH]);
    if (!moments(layer, x.node, slots, full, &m))
        return value_poison();
    Dims dims = sequence ? dims_of(1, x.dims.n + 1) : x.dims;
    return finish(layer, x, normalise(layer, m.centred, m.var, eps), 1, dims, sequence ? 2 : 1);
}

Value
layer_instance_norm(Layer *layer, Value x)
{
    Rational eps;
    Moments m;
    if (!layer_eps(layer, 0, &eps) || !image_input(layer, &x) ||
        !moments(layer, x.node, 1u << 2 | 1u << 3, dims_shape(x.dims, x.node->shape.n[BATCH]),
                 &m))
        return value_poison();
    Node *y = normalise(layer, m.centred, m.var, eps);
    return finish(layer, x, y, 1, dims_of(1, x.dims.n), 1);
}

/* The sum of v [C] over the channels of each group, for each channel. */
static Node *
fold_groups(Layer *layer, const char *name, Node *v, int64_t batch, int64_t groups,
            int64_t channels)
{
    int64_t cut[] = {groups, channels / groups};
    Shape full = dims_shape(dims_of(2, cut), batch),
          flat = dims_shape(dims_of(1, &channels), batch);
    Node *cut_up = graph_reshape(graph_broadcast(v, flat), full);
    layer_axis(layer, 0, cut_up, 1);
    Node *sum = graph_sum(cut_up, 1u << 2, full);
    sum = layer_name(layer, sum, name);
    return layer_name(layer, graph_reshape(graph_broadcast(sum, full), flat),
                      format("%s_spread", name));
}

/* x without mean and deviation of its groups of channels. The image keeps its shape and is read
 * once for the moments of every channel, which are merged to those of groups: the mean of the
 * means, and the squares about it (Chan, Golub and LeVeque, 1983). */
static Node *
grouped(Layer *layer, Value x, int64_t groups, Rational eps)
{
    const int64_t channels = x.dims.n[0], each = channels / groups;
    const int64_t batch = x.node->shape.n[BATCH];
    const int64_t space = dims_size(x.dims) / channels;
    Moments m = {.n = space};
    if (space * each < 2) {
        error_at(layer->mark, "%s needs more than one number for each mean", layer->text);
        return NULL;
    }
    const uint32_t slots = 1u << 2 | 1u << 3;
    Shape full = dims_shape(x.dims, batch);
    Node *sum = layer_name(layer, graph_sum(x.node, slots, full), "channel_sum");
    m.mean = layer_name(layer, graph_scale(rational(1, space), sum), "channel_mean");
    m.centred = graph_subtract(x.node, m.mean);
    m.total = layer_name(layer, graph_sum(graph_power(m.centred, rational(2, 1)), slots, full),
                         "channel_squares");
    Node *mean = graph_scale(rational(1, space * each),
                             fold_groups(layer, "group_sum", sum, batch, groups, channels));
    mean = layer_name(layer, mean, "mean");
    Node *between = graph_power(graph_subtract(m.mean, mean), rational(2, 1));
    Node *squares = graph_add(m.total, graph_scale(rational(space, 1), between));
    m.var = graph_scale(rational(1, space * each),
                        fold_groups(layer, "group_squares", squares, batch, groups, channels));
    m.var = layer_name(layer, m.var, "var");
    return normalise(layer, graph_subtract(x.node, mean), m.var, eps);
}

/* Channels are cut into groups of neighbours; moments are those of a group. */
Value
layer_group_norm(Layer *layer, Value x)
{
    int64_t groups;
    Rational eps;
    if (!layer_size(layer, 0, 1, &groups) || !layer_eps(layer, 1, &eps))
        return value_poison();
    if (x.dims.rank != 1 && x.dims.rank != 3)
        return refuse_rank(layer, &x, "[C] or [C, H, W]") ? x : value_poison();
    if (x.dims.n[0] % groups != 0) {
        error_at(layer->mark, "%s: %lld channels cannot be cut into %lld groups", layer->text,
                 (long long)x.dims.n[0], (long long)groups);
        return value_poison();
    }
    bool whole = groups == 1, image = x.dims.rank == 3, single = image && groups == x.dims.n[0];
    Moments m;
    Node *y;
    if (whole || single) {
        uint32_t slots = (whole ? 1u << 1 : 0) | 1u << 2 | 1u << 3;
        Shape full = dims_shape(x.dims, x.node->shape.n[BATCH]);
        if (!moments(layer, x.node, slots, full, &m))
            return value_poison();
        y = normalise(layer, m.centred, m.var, eps);
    } else {
        y = grouped(layer, x, groups, eps);
    }
    if (!y)
        return value_poison();
    return finish(layer, x, y, 2, dims_of(1, x.dims.n), 1);
}

/* ---- by another value -----------------------------------------------------------------------
 */

/* A map without bias from a label, one row for each, or from a vector, to the channels. */
static Node *
by_value(Layer *layer, const char *name, Value by, int64_t channels)
{
    Init zero = {INIT_CONSTANT, 0.0, 0.0};
    bool label = value_integer(&by);
    int64_t table[] = {label ? by.node->bound : channels, label ? channels : by.dims.n[0]};
    Tensor *weight =
        layer_tensor(layer, format("%s.weight", name), dims_of(2, table), zero, TENSOR_GAIN);
    if (!weight)
        return NULL;
    Node *w = tensor_node(layer->eval, weight);
    Node *y = label ? table_rows(w, weight->dims, by).node
                    : matrix_product(by.node, by.dims, w, table);
    return layer_name(layer, y, name);
}

/* One number for each channel of an example, along the channels of `dims`. */
static Node *
channels_of_examples(Node *v, Dims dims)
{
    Dims to = {.rank = 2, .n = {1, dims.n[1]}};
    return dims.rank == 2 ? graph_reshape(v, dims_shape(to, v->shape.n[BATCH])) : v;
}

/* (1 + gamma(y)) x + beta(y). Perez et al., 2018, equation 1, about 1 as in Brock et al., 2019.
 */
Value
layer_modulate(Layer *layer, Value x)
{
    Value by = layer_value(layer, 0);
    if (by.kind == VALUE_POISON)
        return by;
    if (by.dims.rank > 1 || (by.dims.rank == 0) != value_integer(&by)) {
        error_at(layer->argument[0]->mark, "modulate takes a label or a vector, not %s",
                 dims_print(by.dims));
        return value_poison();
    }
    if (x.dims.rank < 1 || x.dims.rank > 3)
        return refuse_rank(layer, &x, "[C], [T, D] or [C, H, W]") ? x : value_poison();
    const int64_t channels = x.dims.n[dims_channel(x.dims)];
    Node *gamma = by_value(layer, "gamma", by, channels);
    Node *beta = by_value(layer, "beta", by, channels);
    if (!gamma || !beta)
        return value_poison();
    gamma = channels_of_examples(gamma, x.dims);
    beta = channels_of_examples(beta, x.dims);
    Node *gain = graph_add(gamma, graph_ratio(RATIONAL_ONE));
    layer->flops = 2 * dims_size(x.dims);
    return value_tensor(graph_add(graph_multiply(x.node, gain), beta), x.dims,
                        x.outer | by.outer);
}
