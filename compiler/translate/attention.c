/* Attention: positions that look at each other, for sequences and for images.
 *
 * The one idea: everything is a product with letters b (example), h (head), t and s (positions
 * that ask and answer), d (features), so heads and pixels are views and nothing is turned
 * around in memory. A sequence is [T, D], an image [C, H, W] has H W positions. */
#include "layers.h"

#include <math.h>
#include <string.h>

enum { EXAMPLE, HEAD, ASKS, ANSWERS, FEATURE }; /* letters */

typedef struct Tokens { /* an operand as [B, T, heads, 1, features]: places, then what is there
                         */
    Node *node;
    int64_t positions, width; /* width: features of one head */
} Tokens;

/* Slot 3 is left free, so that this is no image to the layout. */
static Tokens
cut_heads(const Value *x, int64_t heads)
{
    static const int8_t channels_last[AXES] = {0, 2, 3, 1, 4, 5, 6, 7};
    const int64_t *n = x->dims.n, batch = x->node->shape.n[BATCH];
    const bool image = x->dims.rank == 3;
    const int64_t positions = image ? n[1] * n[2] : n[0], width = (image ? n[0] : n[1]) / heads;
    const Shape to = {{batch, positions, heads, 1, width, 1, 1, 1}};
    const Shape as =
        image ? (Shape){{batch, n[1], n[2], n[0], 1, 1, 1, 1}} : dims_shape(x->dims, batch);
    Node *node = image ? graph_permute(x->node, channels_last) : x->node;
    return (Tokens){graph_reshape_whole(node, as, to), positions, width};
}

static void
put_letters(int8_t letter[AXES], int8_t position)
{
    memcpy(letter, (int8_t[AXES]){EXAMPLE, position, HEAD, -1, FEATURE, -1, -1, -1}, AXES);
}

/* Slots that do not vary have no letter. */
static void
drop_letters(int8_t letter[AXES], Shape shape)
{
    for (int s = 0; s < AXES; s++)
        if (shape.n[s] == 1)
            letter[s] = -1;
}

static Node *
product(Node *a, Node *b, Letters l, Shape shape)
{
    drop_letters(l.a, a->shape);
    drop_letters(l.b, b->shape);
    drop_letters(l.out, shape);
    return graph_contract(a, b, l, shape);
}

static int64_t
larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* [B, T, heads, 1, S]: what a position thinks of all others lies together. */
static Node *
make_scores(const Tokens *q, const Tokens *k, int64_t heads)
{
    Letters l;
    const int64_t batch = larger(q->node->shape.n[BATCH], k->node->shape.n[BATCH]);
    const Shape shape = {{batch, q->positions, heads, 1, k->positions, 1, 1, 1}};
    put_letters(l.a, ASKS);
    put_letters(l.b, ANSWERS);
    memcpy(l.out, (int8_t[AXES]){EXAMPLE, ASKS, HEAD, -1, ANSWERS, -1, -1, -1}, AXES);
    return product(q->node, k->node, l, shape);
}

static Node *
named(Node *node, const char *name, Mark mark)
{
    Tag *tag = NEW(Tag);
    tag->name[0] = intern(name);
    tag->mark = mark;
    return graph_tag(node, tag);
}

/* Scores of later positions are so low that nothing is left of them. */
static Node *
hide_later(Node *scores, const Tokens *q, Mark mark)
{
    Node *asks = graph_index(1, q->positions), *answers = graph_index(4, q->positions);
    Node *ahead = graph_subtract(graph_subtract(answers, asks), graph_ratio(rational(1, 2)));
    Node *later = graph_select(ahead, RATIONAL_ONE, RATIONAL_ZERO);
    Node *hidden = named(graph_multiply(graph_constant(-1e30), later), "hidden", mark);
    return named(graph_add(scores, hidden), "scores_seen", mark);
}

static Node *
softmax_over(Node *scores, int slot, Mark mark)
{
    Node *top = graph_unary(OP_STOP, named(graph_max(scores, 1u << slot), "top", mark));
    Node *e = named(graph_unary(OP_EXP, graph_subtract(scores, top)), "scores_exp", mark);
    Node *sum = named(graph_sum(e, 1u << slot, e->shape), "scores_exp_sum", mark);
    return named(graph_divide(e, sum), "attention", mark);
}

/* [B, T, heads, 1, features], seen as [B, T, D]. */
static Node *
mix_values(Node *weights, const Tokens *v, int64_t positions, int64_t heads)
{
    Letters l;
    const int64_t batch = larger(weights->shape.n[BATCH], v->node->shape.n[BATCH]);
    const Shape shape = {{batch, positions, heads, 1, v->width, 1, 1, 1}};
    const Shape flat = {{batch, positions, heads * v->width, 1, 1, 1, 1, 1}};
    memcpy(l.a, (int8_t[AXES]){EXAMPLE, ASKS, HEAD, -1, ANSWERS, -1, -1, -1}, AXES);
    put_letters(l.b, ANSWERS);
    put_letters(l.out, ASKS);
    Node *mixed = product(weights, v->node, l, shape);
    return graph_reshape(graph_broadcast(mixed, shape), flat);
}

/* softmax(scale q k^T) v for each head; as an image where q is one. Vaswani et al., 2017,
 * equation 1 and section 3.2.2. */
static Value
attend(Value q, Value k, Value v, int64_t heads, bool causal, Node *scale, Mark mark)
{
    static const int8_t turned[AXES] = {0, 2, 1, 3, 4, 5, 6, 7};
    Tokens asks = cut_heads(&q, heads), answers = cut_heads(&k, heads),
           values = cut_heads(&v, heads);
    Node *scores = make_scores(&asks, &answers, heads);
    scores = named(graph_multiply(scale, scores), "scores", mark);
    if (causal)
        scores = hide_later(scores, &asks, mark);
    Node *weights = softmax_over(scores, 4, mark);
    Node *mixed = mix_values(weights, &values, asks.positions, heads);
    Dims dims = q.dims;
    const int channel = dims_channel(dims);
    dims.n[channel] = heads * values.width;
    dims.size[channel] = v.dims.size[dims_channel(v.dims)];
    if (dims.rank == 3) {
        const int64_t batch = mixed->shape.n[BATCH];
        const Shape columns = {{batch, dims.n[channel], asks.positions, 1, 1, 1, 1, 1}};
        mixed =
            graph_reshape_whole(graph_permute(mixed, turned), columns, dims_shape(dims, batch));
    }
    return value_tensor(mixed, dims, q.outer | k.outer | v.outer);
}

/* ---- the function ---------------------------------------------------------------------------
 */

static bool
takes(Call *call, int i, const Value *x)
{
    if (x->dims.rank == 2 || x->dims.rank == 3)
        return true;
    error_at(expression_mark(call->argument[i]),
             "attention takes sequences [T, D] or images [C, H, W], not %s",
             dims_print(x->dims));
    if (x->reason)
        note_at(x->why, "it is %s because of %s here", dims_print(x->dims), x->reason);
    return false;
}

static int64_t
features_of(const Value *x)
{
    return x->dims.n[dims_channel(x->dims)];
}

static int64_t
positions_of(const Value *x)
{
    return dims_size(x->dims) / features_of(x);
}

static bool
operands_fit(Call *call, const Value *q, const Value *k, const Value *v, Rational heads,
             bool causal)
{
    const Mark where = expression_mark(call->expr);
    if (!takes(call, 0, q) || !takes(call, 1, k) || !takes(call, 2, v))
        return false;
    if (heads.den != 1 || heads.num < 1 || features_of(q) % heads.num ||
        features_of(v) % heads.num) {
        error_at(where, "attention: %lld and %lld features cannot be cut into %.10g heads",
                 (long long)features_of(q), (long long)features_of(v), rational_double(heads));
        return false;
    }
    if (features_of(q) != features_of(k) || positions_of(k) != positions_of(v)) {
        error_at(where,
                 "attention: q %s and k %s need equal features, k and v %s equal positions",
                 dims_print(q->dims), dims_print(k->dims), dims_print(v->dims));
        return false;
    }
    if (causal && positions_of(q) != positions_of(k)) {
        error_at(where, "attention: causal=1 needs as many positions in q %s as in k %s",
                 dims_print(q->dims), dims_print(k->dims));
        return false;
    }
    return true;
}

/* The line of the page that asks, where the call itself stands in the prelude. */
static Mark
line_of(const Call *call)
{
    Mark mark = expression_mark(call->expr);
    if (mark.source == call->eval->page->program->source)
        return mark;
    Mark origin = graph_origin(mark);
    graph_origin(origin);
    return origin;
}

Value
attention(Call *call)
{
    Value q = argument(call, 0), k = argument(call, 1), v = argument(call, 2);
    Rational heads, causal;
    if (q.kind == VALUE_POISON || k.kind == VALUE_POISON || v.kind == VALUE_POISON ||
        !argument_number(call, 3, RATIONAL_ONE, &heads) ||
        !argument_number(call, 4, RATIONAL_ZERO, &causal) ||
        !operands_fit(call, &q, &k, &v, heads, causal.num != 0))
        return value_poison();
    Node *scale = graph_constant(1 / sqrt((double)features_of(&q) / (double)heads.num));
    if (call->argument[5]) {
        Value given = argument(call, 5);
        if (given.kind == VALUE_POISON)
            return given;
        if (given.dims.rank > 0 || given.outer) {
            error_at(expression_mark(call->argument[5]), "attention: scale is one number");
            return value_poison();
        }
        scale = given.node;
    }
    return attend(q, k, v, heads.num, causal.num != 0, scale, line_of(call));
}

/* ---- layers ---------------------------------------------------------------------------------
 */

/* W x at each pixel, the weight under a name of its own; PyTorch's first values. */
static Value
mix_channels(Layer *layer, Value x, const char *name, int64_t channels)
{
    const int64_t dims[] = {channels, x.dims.n[0], 1, 1};
    const double bound = 1 / sqrt((double)x.dims.n[0]);
    Layer own = *layer;
    Weight weight;
    own.key = intern(format("%s.%s", layer->key, name));
    own.label = intern(format("%s_%s", layer->label, name));
    if (!layer_weight(&own, dims_of(4, dims), (Init){INIT_UNIFORM, -bound, bound}, 0, &weight))
        return value_poison();
    layer->parameters = own.parameters;
    layer->norm_used |= own.norm_used;
    layer->init_used |= own.init_used;
    Window w = {.channel = 1,
                .groups = 1,
                .kernel = {1, 1},
                .stride = {1, 1},
                .dilation = {1, 1},
                .in_channels = dims[1],
                .out_channels = channels,
                .in = {x.dims.n[1], x.dims.n[2]},
                .out = {x.dims.n[1], x.dims.n[2]}};
    Node *wide = graph_broadcast(x.node, dims_shape(x.dims, x.node->shape.n[BATCH]));
    Value y = value_tensor(graph_conv(wide, weight.node, w), x.dims, x.outer);
    y.dims.n[0] = channels;
    y.dims.size[0] = NULL;
    y.node = layer_name(layer, weight_scaled(&weight, y.node, 1), name);
    layer->flops += 2 * dims[0] * dims[1] * x.dims.n[1] * x.dims.n[2];
    return y;
}

static Value
pool(Layer *layer, Value x)
{
    static const int64_t two[2] = {2, 2};
    Node *wide = graph_broadcast(x.node, dims_shape(x.dims, x.node->shape.n[BATCH]));
    x.node = largest_of_tiles(layer, wide, two);
    x.dims.n[1] /= 2;
    x.dims.n[2] /= 2;
    x.dims.size[1] = x.dims.size[2] = NULL;
    return x;
}

/* x + sigma W attention(Wq x, pool Wk x, pool Wv x). Zhang et al., 2019, equations 1 to 3. */
Value
layer_sagan_attention(Layer *layer, Value x)
{
    const int64_t one = 1, channels = x.dims.n[0];
    if (!image_input(layer, &x))
        return value_poison();
    if (channels % 8 || x.dims.n[1] % 2 || x.dims.n[2] % 2) {
        error_at(layer->mark,
                 "%s takes a multiple of 8 channels and sides that are even, not %s",
                 layer->text, dims_print(x.dims));
        return value_poison();
    }
    Value q = mix_channels(layer, x, "query", channels / 8);
    Value k = mix_channels(layer, x, "key", channels / 8);
    Value v = mix_channels(layer, x, "value", channels / 2);
    if (q.kind == VALUE_POISON || k.kind == VALUE_POISON || v.kind == VALUE_POISON)
        return value_poison();
    const int64_t pixels = x.dims.n[1] * x.dims.n[2];
    Value o = attend(q, pool(layer, k), pool(layer, v), 1, false, graph_ratio(RATIONAL_ONE),
                     layer->mark);
    layer->flops += pixels * (pixels / 4) * (channels / 4 + channels);
    o = mix_channels(layer, o, "out", channels);
    Init zero = {INIT_CONSTANT, 0.0, 0.0};
    Tensor *sigma = layer_tensor(layer, "sigma", dims_of(1, &one), zero, TENSOR_BIAS);
    if (o.kind == VALUE_POISON || !sigma)
        return value_poison();
    Node *more = graph_multiply(tensor_node(layer->eval, sigma), o.node);
    return value_tensor(graph_add(x.node, more), x.dims, x.outer);
}

/* x + weight, one number for each place. */
Value
layer_positions(Layer *layer, Value x)
{
    Init zero = {INIT_CONSTANT, 0.0, 0.0};
    Tensor *weight = layer_tensor(layer, "weight", x.dims, zero, TENSOR_GAIN);
    if (!weight)
        return value_poison();
    layer->flops = dims_size(x.dims);
    return value_tensor(graph_add(x.node, tensor_node(layer->eval, weight)), x.dims, x.outer);
}
