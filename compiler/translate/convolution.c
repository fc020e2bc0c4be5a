/* The convolution layers: geometry checked with the reasons at hand, weights in PyTorch's
 * layouts, one primitive each. */
#include "translate.h"

#include <math.h>

typedef struct Geometry {
    int64_t channels, kernel, stride, padding, more; /* more: output_padding */
} Geometry;

static bool
image_input(Layer *layer, const Value *x)
{
    if (x->dims.rank == 3)
        return true;
    error_at(layer->mark, "%s takes an image [C, H, W], not %s", layer->text,
             dims_print(x->dims));
    if (x->reason)
        note_at(x->why, "it is %s because of %s here", dims_print(x->dims), x->reason);
    return false;
}

static bool
read_geometry(Layer *layer, bool transposed, Geometry *g)
{
    g->more = 0;
    return layer_size(layer, 0, 1, &g->channels) && layer_size(layer, 1, 1, &g->kernel) &&
           layer_size(layer, 2, 1, &g->stride) && layer_size(layer, 3, 0, &g->padding) &&
           (!transposed || layer_size(layer, 4, 0, &g->more));
}

static bool
fits(Layer *layer, Dims dims)
{
    return dims_check(dims, layer->eval->page->program->batch, layer->mark, layer->text);
}

static Value
add_bias(Layer *layer, Value y, int argument, Init init)
{
    if (!layer_flag(layer, argument))
        return y;
    Tensor *bias = layer_tensor(layer, "bias", dims_of(1, y.dims.n), init, false);
    y.node = graph_add(y.node, tensor_node(layer->eval, bias));
    return y;
}

static Window
window_of(const Geometry *g, Dims image, Dims small)
{
    Window w = {.channel = 1, .groups = 1};
    w.in_channels = image.n[0];
    w.out_channels = small.n[0];
    for (int i = 0; i < 2; i++) {
        w.kernel[i] = g->kernel;
        w.stride[i] = g->stride;
        w.pad[i] = g->padding;
        w.dilation[i] = 1;
        w.in[i] = image.n[1 + i];
        w.out[i] = small.n[1 + i];
    }
    return w;
}

Value
layer_conv(Layer *layer, Value x)
{
    Geometry g;
    if (!read_geometry(layer, false, &g) || !image_input(layer, &x))
        return value_poison();
    Dims out = {.rank = 3, .n = {g.channels}};
    for (int i = 1; i < 3; i++) {
        int64_t room = x.dims.n[i] + 2 * g.padding - g.kernel;
        out.n[i] = room < 0 ? 0 : room / g.stride + 1;
        if (room >= 0)
            continue;
        error_at(layer->mark, "%s: a kernel of %lld is larger than %s with padding %lld",
                 layer->text, (long long)g.kernel, dims_print(x.dims), (long long)g.padding);
        if (x.reason)
            note_at(x.why, "the input is %s because of %s here", dims_print(x.dims), x.reason);
        return value_poison();
    }
    int64_t w[] = {g.channels, x.dims.n[0], g.kernel, g.kernel};
    double fan = (double)w[1] * (double)w[2] * (double)w[3], bound = 1.0 / sqrt(fan);
    Init init = {INIT_UNIFORM, -bound, bound};
    Tensor *weight = layer_tensor(layer, "weight", dims_of(4, w), init, true);
    if (!weight || !fits(layer, out))
        return value_poison();
    Node *wide = graph_broadcast(x.node, dims_shape(x.dims, x.node->shape.n[BATCH]));
    Node *node = graph_conv(wide, tensor_node(layer->eval, weight), window_of(&g, x.dims, out));
    layer->flops = 2 * dims_size(out) * (int64_t)fan;
    return add_bias(layer, value_tensor(node, out, x.batch), 4, init);
}

/* The window is that of the convolution whose data gradient this is: it goes from y to x. */
Value
layer_conv_transpose(Layer *layer, Value x)
{
    Geometry g;
    if (!read_geometry(layer, true, &g) || !image_input(layer, &x))
        return value_poison();
    Dims out = {.rank = 3, .n = {g.channels}};
    if (g.more >= g.stride) {
        error_at(layer->mark, "%s: output_padding must be below the stride", layer->text);
        return value_poison();
    }
    for (int i = 1; i < 3; i++) {
        out.n[i] = (x.dims.n[i] - 1) * g.stride - 2 * g.padding + g.kernel + g.more;
        if (out.n[i] >= 1)
            continue;
        error_at(layer->mark, "%s: nothing is left of %s with padding %lld", layer->text,
                 dims_print(x.dims), (long long)g.padding);
        if (x.reason)
            note_at(x.why, "the input is %s because of %s here", dims_print(x.dims), x.reason);
        return value_poison();
    }
    int64_t w[] = {x.dims.n[0], g.channels, g.kernel, g.kernel};
    double fan = (double)w[1] * (double)w[2] * (double)w[3], bound = 1.0 / sqrt(fan);
    Init init = {INIT_UNIFORM, -bound, bound};
    Tensor *weight = layer_tensor(layer, "weight", dims_of(4, w), init, true);
    if (!weight || !fits(layer, out))
        return value_poison();
    Node *wide = graph_broadcast(x.node, dims_shape(x.dims, x.node->shape.n[BATCH]));
    Node *node =
        graph_conv_data(wide, tensor_node(layer->eval, weight), window_of(&g, out, x.dims));
    layer->flops = 2 * dims_size(x.dims) * (int64_t)fan;
    return add_bias(layer, value_tensor(node, out, x.batch), 5, init);
}
