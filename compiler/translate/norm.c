/* Batch norm, written in primitives with its parts named: the local rules of the graph find the
 * closed form of its gradient. Statistics are moved once per application, after the step. */
#include "translate.h"

/* y = (x - mean) (var + eps)^(-1/2) weight + bias. Ioffe and Szegedy, 2015, algorithm 1. */
static Node *
normalise(Layer *layer, Node *centred, Node *var, Rational eps)
{
    Node *rstd = graph_power(graph_add(var, graph_ratio(eps)), rational(-1, 2));
    rstd = layer_name(layer, rstd, "rstd");
    return graph_multiply(centred, rstd);
}

/* Variance with 1 / (n - 1), which PyTorch keeps. */
static void
keep_statistics(Layer *layer, Node *mean, Node *var, int64_t n, Tensor *const state[3],
                Rational momentum)
{
    World *world = layer->eval->world;
    if (!layer->fresh || !world->records)
        return;
    Node *unbiased = graph_scale(rational(n, n - 1), var);
    Statistics s = {state[0], state[1], state[2], mean, unbiased, momentum};
    PUSH(world->statistics, s);
}

Value
layer_batch_norm(Layer *layer, Value x)
{
    Eval *eval = layer->eval;
    Rational eps, momentum;
    if (!layer_number(layer, 0, &eps) || !layer_number(layer, 1, &momentum))
        return value_poison();
    if (x.dims.rank != 1 && x.dims.rank != 3) {
        error_at(layer->mark, "%s takes [C] or [C, H, W], not %s", layer->text,
                 dims_print(x.dims));
        return value_poison();
    }
    Dims dims = dims_of(1, x.dims.n), none = dims_of(0, NULL);
    Init one = {INIT_CONSTANT, 1.0, 0.0}, zero = {INIT_CONSTANT, 0.0, 0.0};
    Tensor *weight = layer_tensor(layer, "weight", dims, one, TENSOR_GAIN);
    Tensor *bias = layer_tensor(layer, "bias", dims, zero, false);
    Tensor *state[3] = {layer_state(layer, "running_mean", dims, 0.0, false),
                        layer_state(layer, "running_var", dims, 1.0, false),
                        layer_state(layer, "num_batches_tracked", none, 0.0, true)};
    Node *mean, *var, *centred;
    if (layer->training) {
        uint32_t slots = 1u << BATCH | 1u << 2 | 1u << 3;
        Shape full = value_shape(eval->page, &x);
        int64_t n = shape_size(full) / x.dims.n[0];
        if (n < 2) {
            error_at(layer->mark, "batch_norm needs more than one number for each channel");
            return value_poison();
        }
        Node *total = layer_name(layer, graph_sum(x.node, slots, full), "sum");
        mean = layer_name(layer, graph_scale(rational(1, n), total), "mean");
        PUSH(eval->page->means, total);
        centred = layer_name(layer, graph_subtract(x.node, mean), "centred");
        Node *squares = graph_sum(graph_power(centred, rational(2, 1)), slots, full);
        squares = layer_name(layer, squares, "squares");
        var = layer_name(layer, graph_scale(rational(1, n), squares), "var");
        keep_statistics(layer, mean, var, n, state, momentum);
    } else {
        mean = tensor_node(eval, state[0]);
        var = tensor_node(eval, state[1]);
        centred = graph_subtract(x.node, mean);
    }
    Node *node = normalise(layer, centred, var, eps);
    node = graph_add(graph_multiply(node, tensor_node(eval, weight)), tensor_node(eval, bias));
    layer->flops = 4 * dims_size(x.dims);
    return value_tensor(node, x.dims, x.outer);
}
