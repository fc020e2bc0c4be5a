/* Weights that are divided by something of their own: spectral_norm and weight_norm, attributes
 * of the layers that hold a weight.
 *
 * The one idea: what a weight is divided by is a number, or a number for each of its outputs,
 * so it is a factor of what the layer gives. The product takes the weight as it is stored, and
 * no divided copy is made. Keys are those of torch.nn.utils.spectral_norm and weight_norm. */
#include "layers.h"

#include <string.h>

static bool
is_normalised(const Layer *layer)
{
    return layer->spectral_norm || layer->weight_norm;
}

/* Slots of the axis `row` of the weight as it is stored, where an axis may be cut in several.
 */
static uint32_t
row_slots(const Weight *w)
{
    const Tensor *t = w->tensor;
    uint32_t slots = 0;
    for (int axis = 0, part = 0; axis < t->dims.rank; axis++) {
        int64_t left = t->dims.n[axis];
        do {
            left /= t->parts.n[part++];
            slots |= axis == w->row ? 1u << part : 0;
        } while (left > 1);
    }
    return slots;
}

/* The sum over the axis `row` of the weight, or over all others. */
static Node *
sum_axis(const Weight *w, Node *x, bool over_row)
{
    const Tensor *t = w->tensor;
    uint32_t row = row_slots(w), all = (1u << (1 + t->parts.rank)) - 2;
    return graph_sum(x, over_row ? row : all & ~row, dims_shape(t->parts, 1));
}

/* A vector along the axis `row` of the weight, or along all others in their order. */
static Node *
lay_vector(const Weight *w, Node *vector, bool along_row)
{
    Shape shape = shape_scalar();
    uint32_t row = row_slots(w);
    for (int i = 0; i < w->tensor->parts.rank; i++)
        if ((row >> (1 + i) & 1) == along_row)
            shape.n[1 + i] = w->tensor->parts.n[i];
    return graph_reshape(vector, shape);
}

/* x / max(|x|, eps), as torch.nn.functional.normalize. */
static Node *
direction(Node *x)
{
    const Rational eps = rational(1, 1000000000000);
    Node *squares = graph_sum(graph_power(x, rational(2, 1)), shape_varies(x->shape), x->shape);
    Node *above = graph_subtract(graph_power(squares, rational(1, 2)), graph_ratio(eps));
    Node *excess = graph_multiply(above, graph_select(above, RATIONAL_ONE, RATIONAL_ZERO));
    return graph_divide(x, graph_add(excess, graph_ratio(eps)));
}

/* ---- spectral norm --------------------------------------------------------------------------
 */

/* u and v of this application: moved once, and the same wherever it stands in its step. A later
 * step finds stored what it left: what it began with is gone. Miyato et al., 2018, algorithm 1.
 */
static void
power_iteration(Layer *layer, const Weight *w, Tensor *const state[2], Node *vector[2])
{
    Eval *eval = layer->eval;
    Page *page = eval->page;
    Application *a = layer->application < 0 ? NULL : &page->applications.at[layer->application];
    int now = eval->world->step < 0 ? 0 : eval->world->step;
    bool stored = !layer->training || (a && !layer->fresh && a->vectors && a->step != now);
    Node *weight = graph_unary(OP_STOP, w->leaf), *u = state_now(eval, state[0]);
    for (int i = 0; i < 2; i++)
        vector[i] = lay_vector(w, tensor_node(eval, state[i]), i == 0);
    if (stored)
        return;
    if (layer->fresh) {
        if (!a->vectors)
            a->vectors = NEW_ARRAY(Node *, page->program->states.count + 1);
        a->vectors[state[0]->index] = u;
        a->step = now;
    } else if (a && a->vectors && a->vectors[state[0]->index]) {
        u = a->vectors[state[0]->index];
    }
    vector[0] = lay_vector(w, u, true);
    Node *t = sum_axis(w, graph_multiply(weight, vector[0]), true);
    vector[1] = layer_name(layer, direction(t), "v");
    Node *s = sum_axis(w, graph_multiply(weight, vector[1]), false);
    vector[0] = layer_name(layer, direction(s), "u");
    for (int i = 0; i < 2 && layer->fresh; i++) {
        Shape flat = dims_shape(state[i]->dims, 1);
        state_move(eval, (Move){state[i], RATIONAL_ZERO, RATIONAL_ONE,
                                graph_reshape(vector[i], flat)});
    }
}

/* 1 / sigma, sigma = u^T W v, differentiated through W alone. */
static Node *
spectral_factor(Layer *layer, const Weight *w)
{
    const Dims *d = &w->tensor->dims;
    int64_t rows = d->n[w->row], rest = dims_size(*d) / rows;
    Init unit = {INIT_ORTHOGONAL, 1.0, 0.0};
    Tensor *const state[2] = {layer_state_as(layer, "weight_u", dims_of(1, &rows), unit),
                              layer_state_as(layer, "weight_v", dims_of(1, &rest), unit)};
    Node *vector[2];
    power_iteration(layer, w, state, vector);
    Node *u = graph_unary(OP_STOP, vector[0]), *v = graph_unary(OP_STOP, vector[1]);
    Node *image = sum_axis(w, graph_multiply(w->leaf, v), false);
    Node *sigma = sum_axis(w, graph_multiply(image, u), true);
    sigma = layer_name(layer, sigma, "sigma");
    return layer_name(layer, graph_power(sigma, rational(-1, 1)), "scale");
}

/* ---- weight norm ----------------------------------------------------------------------------
 */

/* g / |w| for each index of the first axis. Salimans and Kingma, 2016, equation 2. */
static Node *
length_factor(Layer *layer, Weight *w)
{
    const Dims *d = &w->tensor->dims;
    Dims each = *d;
    for (int i = 1; i < each.rank; i++) {
        each.n[i] = 1;
        each.size[i] = NULL;
    }
    Tensor *g = layer_tensor(layer, "weight_g", each, w->tensor->init, TENSOR_BIAS);
    if (!g)
        return NULL;
    g->lengths_of = w->tensor;
    Weight rows = *w;
    rows.row = 0;
    Node *squares = sum_axis(&rows, graph_power(w->leaf, rational(2, 1)), false);
    squares = graph_reshape(squares, dims_shape(each, 1));
    Node *length = layer_name(layer, graph_power(squares, rational(1, 2)), "length");
    return layer_name(layer, graph_divide(tensor_node(layer->eval, g), length), "scale");
}

/* ---- both -----------------------------------------------------------------------------------
 */

bool
layer_weight(Layer *layer, Dims dims, Init init, int row, Weight *weight)
{
    const char *name = layer->spectral_norm ? "weight_orig"
                       : layer->weight_norm ? "weight_v"
                                            : "weight";
    *weight = (Weight){.row = row};
    layer->norm_used = true;
    weight->tensor = layer_tensor(layer, name, dims, init, TENSOR_WEIGHT);
    if (!weight->tensor)
        return false;
    weight->node = tensor_node(layer->eval, weight->tensor);
    weight->leaf = tensor_leaf(layer->eval, weight->tensor);
    if (layer->spectral_norm)
        weight->factor = spectral_factor(layer, weight);
    else if (layer->weight_norm)
        weight->factor = length_factor(layer, weight);
    return weight->factor || !is_normalised(layer);
}

Node *
weight_scaled(const Weight *weight, Node *y, int slot)
{
    Node *factor = weight->factor;
    Shape shape = shape_scalar();
    if (!factor)
        return y;
    if (slot > 1 && factor->shape.n[1] > 1) {
        shape.n[slot] = factor->shape.n[1];
        factor = graph_reshape(factor, shape);
    }
    return graph_multiply(y, factor);
}
