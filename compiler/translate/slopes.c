/* Activations with parameters of their own; all others are functions (calls.c). */
#include "layers.h"

/* [C] along the channels of `dims`. */
Node *
along_channels(Node *v, Dims dims)
{
    Dims to = {.rank = dims.rank};
    for (int i = 0; i < to.rank; i++)
        to.n[i] = 1;
    to.n[dims_channel(dims)] = dims.n[dims_channel(dims)];
    return graph_reshape(v, dims_shape(to, 1));
}

/* y = x above zero, else weight x. He et al., 2015, equation 1. */
Value
layer_prelu(Layer *layer, Value x)
{
    Rational slope;
    bool shared = layer_flag(layer, 1);
    if (!layer_number(layer, 0, &slope))
        return value_poison();
    if (x.dims.rank == 0) {
        error_at(layer->mark, "%s takes a value with axes, not a number", layer->text);
        return value_poison();
    }
    int64_t count = shared ? 1 : x.dims.n[dims_channel(x.dims)];
    Init init = {INIT_CONSTANT, rational_double(slope), 0.0};
    Tensor *weight = layer_tensor(layer, "weight", dims_of(1, &count), init, TENSOR_GAIN);
    Node *w = tensor_node(layer->eval, weight);
    Node *above = graph_multiply(x.node, graph_select(x.node, RATIONAL_ONE, RATIONAL_ZERO));
    Node *below = graph_multiply(x.node, graph_select(x.node, RATIONAL_ZERO, RATIONAL_ONE));
    if (!shared)
        w = along_channels(w, x.dims);
    layer->flops = 2 * dims_size(x.dims);
    return value_tensor(graph_add(above, graph_multiply(w, below)), x.dims, x.outer);
}
