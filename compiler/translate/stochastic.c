/* Layers that draw, and the one that looks at the whole batch.
 *
 * The one idea: a mask is a comparison with a uniform draw. Its stream is that of the layer in
 * one application of its network, and counted by logical index: forward, backward and second
 * derivatives see one mask, whatever else the page computes. */
#include "layers.h"

static Value
drop(Layer *layer, Value x, Dims each)
{
    Rational rate;
    if (!layer_number(layer, 0, &rate))
        return value_poison();
    if (rate.num < 0 || rate.num >= rate.den) {
        error_at(layer->argument[0]->mark, "%s: the rate lies in [0, 1), not %.10g",
                 layer->kind->name, rational_double(rate));
        return value_poison();
    }
    layer->flops = dims_size(x.dims);
    if (layer->application < 0 || rate.num == 0)
        return x;
    Rational keep = rational_add(RATIONAL_ONE, rational_negate(rate));
    Value like = value_tensor(x.node, each, x.outer);
    Node *u = layer_draw(layer, NOISE_UNIFORM, &like);
    Node *mask = graph_select(graph_subtract(u, graph_ratio(rate)), rational_power(keep, -1),
                              RATIONAL_ZERO);
    return value_tensor(graph_multiply(x.node, layer_name(layer, mask, "mask")), x.dims,
                        x.outer);
}

Value
layer_dropout(Layer *layer, Value x)
{
    return drop(layer, x, x.dims);
}

Value
layer_dropout2d(Layer *layer, Value x)
{
    if (!image_input(layer, &x))
        return value_poison();
    Dims each = {.rank = 3, .n = {x.dims.n[0], 1, 1}};
    return drop(layer, x, each);
}

Value
layer_noise(Layer *layer, Value x)
{
    Rational std;
    if (!layer_number(layer, 0, &std))
        return value_poison();
    if (std.num < 0) {
        error_at(layer->argument[0]->mark, "noise: a deviation is not below 0");
        return value_poison();
    }
    layer->flops = 2 * dims_size(x.dims);
    if (layer->application < 0)
        return x;
    Node *draw = layer_draw(layer, NOISE_NORMAL, &x);
    return value_tensor(graph_add(x.node, graph_scale(std, draw)), x.dims, x.outer);
}

/* ---- minibatch standard deviation ----------------------------------------------------------
 */

static bool
read_groups(Layer *layer, const Value *x, int64_t *group, int64_t *features)
{
    const int64_t batch = outer_size(layer->eval->page, x->outer);
    if (!layer_size(layer, 0, 1, group) || !layer_size(layer, 1, 1, features))
        return false;
    if (x->dims.rank != 1 && x->dims.rank != 3) {
        error_at(layer->mark, "%s takes [C] or [C, H, W], not %s", layer->text,
                 dims_print(x->dims));
        return false;
    }
    if (*group > batch)
        *group = batch;
    if (batch % *group) {
        error_at(layer->mark, "%s: a batch of %lld cannot be cut into groups of %lld",
                 layer->text, (long long)batch, (long long)*group);
        return false;
    }
    if (x->dims.n[0] % *features == 0)
        return true;
    error_at(layer->mark, "%s: %lld channels cannot be cut into %lld parts", layer->text,
             (long long)x->dims.n[0], (long long)*features);
    return false;
}

/* Slots: a group's examples, the groups, features, channels of one, H, W.
 * Karras et al., 2018, section 3. */
Value
layer_minibatch_stddev(Layer *layer, Value x)
{
    const int64_t batch = outer_size(layer->eval->page, x.outer);
    int64_t group, features;
    if (!read_groups(layer, &x, &group, &features))
        return value_poison();
    const int64_t channels = x.dims.n[0], height = x.dims.rank == 3 ? x.dims.n[1] : 1,
                  width = x.dims.rank == 3 ? x.dims.n[2] : 1;
    const Shape cut = {
        {group, batch / group, features, channels / features, height, width, 1, 1}};
    Node *wide = graph_broadcast(x.node, dims_shape(x.dims, batch));
    Node *parts = graph_reshape(wide, cut);
    Node *total = layer_name(layer, graph_sum(parts, 1u << BATCH, cut), "sum");
    Node *centred = graph_subtract(parts, graph_scale(rational(1, group), total));
    Node *squares = graph_sum(graph_power(centred, rational(2, 1)), 1u << BATCH, cut);
    Node *var = graph_add(graph_scale(rational(1, group), squares),
                          graph_ratio(rational(1, 100000000)));
    Node *std = layer_name(layer, graph_power(var, rational(1, 2)), "std");
    Shape one = cut;
    one.n[BATCH] = 1;
    Node *level = graph_sum(std, 1u << 3 | 1u << 4 | 1u << 5, one);
    level = graph_scale(rational(features, channels * height * width), level);
    const Shape tall = {{group, batch / group, features, height, width, 1, 1, 1}};
    Dims more = x.dims;
    more.n[0] = features;
    Node *spread = graph_broadcast(level, tall);
    Node *behind = graph_reshape(spread, dims_shape(more, batch));
    Node *both[] = {wide, graph_broadcast(behind, dims_shape(more, batch))};
    PUSH(layer->eval->page->means, total);
    layer->flops = 5 * dims_size(x.dims);
    Value y = value_tensor(graph_concat(2, both, 1), x.dims, x.outer);
    y.dims.n[0] = channels + features;
    y.dims.size[0] = NULL;
    return y;
}
