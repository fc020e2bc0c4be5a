/* Layers that change the size of an image without parameters.
 *
 * The one idea: with channels last and each side cut in two, [H, fy, W, fx, C], windows side by
 * side are axes of their own. Pooling folds these axes, upsampling lets them be the same
 * everywhere, and each is the gradient of the other. Where images lie channels-last, all this
 * is a view. Windows that overlap are a convolution with constants, channel by channel. */
#include "layers.h"

#include <string.h>

typedef struct Pool {
    int64_t kernel[2], stride[2], padding[2];
    Dims out;
} Pool;

/* Slots of the cut image; that of the batch is 0. */
enum { CUT_Y = 2, CUT_X = 4, CUT_CHANNEL = 5 };

/* [C, H, W] as [H / fy, fy, W / fx, fx, C]. */
static Node *
cut(Node *image, const int64_t factor[2])
{
    static const int8_t last[AXES] = {0, 2, 3, 1, 4, 5, 6, 7};
    const Shape from = image->shape;
    const Shape as = {{from.n[0], from.n[2], from.n[3], from.n[1], 1, 1, 1, 1}};
    const Shape to = {{from.n[0], from.n[2] / factor[0], factor[0], from.n[3] / factor[1],
                       factor[1], from.n[1], 1, 1}};
    return graph_reshape_whole(graph_permute(image, last), as, to);
}

/* The inverse, for any extents. */
static Node *
join(Node *cut, Shape from)
{
    static const int8_t first[AXES] = {0, 3, 1, 2, 4, 5, 6, 7};
    const Shape to = {{from.n[0], from.n[1] * from.n[CUT_Y], from.n[3] * from.n[CUT_X],
                       from.n[CUT_CHANNEL], 1, 1, 1, 1}};
    return graph_permute(graph_reshape_whole(cut, from, to), first);
}

/* Of a cut image: a number for each of its windows. */
static Shape
of_windows(Shape cut)
{
    cut.n[CUT_Y] = cut.n[CUT_X] = 1;
    return cut;
}

static Node *
full_image(const Value *x)
{
    return graph_broadcast(x->node, dims_shape(x->dims, x->node->shape.n[BATCH]));
}

/* Every pixel as a block of equal ones. */
static Node *
repeat_pixels(Node *image, const int64_t factor[2])
{
    const int64_t none[2] = {1, 1};
    Node *wide = cut(image, none);
    Shape shape = wide->shape;
    shape.n[CUT_Y] = factor[0];
    shape.n[CUT_X] = factor[1];
    return join(wide, shape);
}

/* The neighbour of each element of an axis, the edge's own beyond it. */
static Node *
neighbour(Node *a, int slot, bool next)
{
    const int64_t extent = a->shape.n[slot];
    int64_t from[AXES] = {0}, step[AXES] = {1, 1, 1, 1, 1, 1, 1, 1};
    Shape edge = a->shape, rest = a->shape;
    edge.n[slot] = 1;
    rest.n[slot] = extent - 1;
    from[slot] = next ? extent - 1 : 0;
    Node *last = graph_slice(a, from, step, edge);
    from[slot] = next ? 1 : 0;
    if (extent == 1)
        return last;
    Node *others = graph_broadcast(graph_slice(a, from, step, rest), rest);
    Node *pieces[] = {next ? others : last, next ? last : others};
    return graph_concat(2, pieces, slot);
}

/* One axis of the cut image f times as long. Point p of f lies (p + 1/2) / f - 1/2 beside the
 * middle of its pixel, d, and takes |d| of the neighbour on that side and the rest of itself.
 * Slot `inside` is that of p. */
static Node *
between_pixels(Layer *layer, Node *a, int slot, int inside, int64_t f)
{
    if (f == 1)
        return a;
    Node *p = graph_index(inside, f);
    Node *d = graph_add(graph_scale(rational(1, f), p), graph_ratio(rational(1 - f, 2 * f)));
    Node *ahead = graph_multiply(d, graph_select(d, RATIONAL_ONE, RATIONAL_ZERO));
    Node *behind = graph_multiply(d, graph_select(d, RATIONAL_ZERO, rational(-1, 1)));
    Node *own = graph_subtract(graph_ratio(RATIONAL_ONE), graph_add(ahead, behind));
    Node *before = neighbour(a, slot, false), *after = neighbour(a, slot, true);
    Node *sum = graph_add(graph_multiply(own, a), graph_multiply(behind, before));
    return layer_name(layer, graph_add(sum, graph_multiply(ahead, after)),
                      slot == CUT_Y - 1 ? "rows" : "columns");
}

static Node *
interpolate_pixels(Layer *layer, Node *image, const int64_t factor[2])
{
    const int64_t none[2] = {1, 1};
    Node *pixels = cut(image, none);
    Node *wide = between_pixels(layer, pixels, CUT_Y - 1, CUT_Y, factor[0]);
    Shape as = pixels->shape, tall = as;
    as.n[CUT_Y] = factor[0];
    tall.n[CUT_Y - 1] *= factor[0];
    Node *rows = graph_reshape_whole(wide, as, tall);
    tall.n[CUT_X] = factor[1];
    return join(between_pixels(layer, rows, CUT_X - 1, CUT_X, factor[1]), tall);
}

/* Whether an argument is the second of two words; reports what is neither. */
static bool
second_word(Layer *layer, int i, const char *first, const char *second, bool *is_second)
{
    const char *const words[] = {first, second};
    const Yaml *given = layer->argument[i];
    const char *name, *fallback;
    const char *word = !given                       ? first
                       : given->kind == YAML_SCALAR ? given->text
                                                    : yaml_print(given);
    *is_second = strcmp(word, second) == 0;
    if (*is_second || strcmp(word, first) == 0)
        return true;
    parameter_spec(layer->kind->parameters, i, &name, &fallback);
    error_at(given->mark, "%s: %s is %s or %s, not '%s'%s", layer->kind->name, name, first,
             second, word, suggestion(word, words, 2));
    return false;
}

Value
layer_upsample(Layer *layer, Value x)
{
    int64_t factor[2];
    bool bilinear;
    if (!layer_pair(layer, 0, 1, factor) ||
        !second_word(layer, 1, "nearest", "bilinear", &bilinear) || !image_input(layer, &x))
        return value_poison();
    Dims out = {.rank = 3,
                .n = {x.dims.n[0], x.dims.n[1] * factor[0], x.dims.n[2] * factor[1]}};
    if (!dims_check(out, outer_size(layer->eval->page, x.outer), layer->mark, layer->text))
        return value_poison();
    if (factor[0] == 1 && factor[1] == 1)
        return x;
    layer->flops = bilinear ? 6 * dims_size(out) : 0;
    Node *image = full_image(&x);
    return value_tensor(bilinear ? interpolate_pixels(layer, image, factor)
                                 : repeat_pixels(image, factor),
                        out, x.outer);
}

static bool
read_pool(Layer *layer, const Value *x, Pool *pool)
{
    if (!layer_pair(layer, 0, 1, pool->kernel) || !image_input(layer, x))
        return false;
    if (!layer->argument[1])
        memcpy(pool->stride, pool->kernel, sizeof pool->stride);
    else if (!layer_pair(layer, 1, 1, pool->stride))
        return false;
    pool->out = (Dims){.rank = 3, .n = {x->dims.n[0]}};
    for (int i = 0; i < 2; i++) {
        const int64_t size = x->dims.n[1 + i],
                      room = size + 2 * pool->padding[i] - pool->kernel[i];
        if (room >= 0 && 2 * pool->padding[i] <= pool->kernel[i]) {
            pool->out.n[1 + i] = room / pool->stride[i] + 1;
            continue;
        }
        if (room < 0)
            error_at(layer->mark, "%s: a kernel of %lld is larger than %s with padding %lld",
                     layer->text, (long long)pool->kernel[i], dims_print(x->dims),
                     (long long)pool->padding[i]);
        else
            error_at(layer->mark, "%s: the padding may be half of the kernel at most, %lld",
                     layer->text, (long long)pool->kernel[i] / 2);
        if (x->reason)
            note_at(x->why, "the input is %s because of %s here", dims_print(x->dims),
                    x->reason);
        return false;
    }
    return true;
}

/* Windows that lie side by side and cover the image. */
static bool
tiles_image(const Pool *pool, const Value *x)
{
    for (int i = 0; i < 2; i++)
        if (pool->stride[i] != pool->kernel[i] || pool->padding[i] ||
            x->dims.n[1 + i] % pool->kernel[i])
            return false;
    return true;
}

/* Each channel with a kernel of ones. */
static Node *
sum_windows(const Pool *pool, const Value *x)
{
    const int64_t channels = x->dims.n[0];
    const Shape kernel = {{1, channels, 1, pool->kernel[0], pool->kernel[1], 1, 1, 1}};
    Window w = {.channel = 1,
                .groups = (int)channels,
                .in_channels = channels,
                .out_channels = channels};
    for (int i = 0; i < 2; i++) {
        w.kernel[i] = pool->kernel[i];
        w.stride[i] = pool->stride[i];
        w.pad[i] = w.pad_end[i] = pool->padding[i];
        w.dilation[i] = 1;
        w.in[i] = x->dims.n[1 + i];
        w.out[i] = pool->out.n[1 + i];
    }
    return graph_conv(full_image(x), graph_broadcast(graph_ratio(RATIONAL_ONE), kernel), w);
}

Value
layer_avg_pool(Layer *layer, Value x)
{
    Pool pool = {0};
    if (!layer_pair(layer, 2, 0, pool.padding) || !read_pool(layer, &x, &pool))
        return value_poison();
    const int64_t pixels = pool.kernel[0] * pool.kernel[1];
    if (pixels == 1 && tiles_image(&pool, &x))
        return x;
    Node *sum;
    if (tiles_image(&pool, &x)) {
        Node *parts = cut(full_image(&x), pool.kernel);
        sum = graph_sum(parts, 1u << CUT_Y | 1u << CUT_X, parts->shape);
        sum = join(layer_name(layer, sum, "sum"), of_windows(parts->shape));
    } else {
        sum = sum_windows(&pool, &x);
    }
    layer->flops = dims_size(pool.out) * pixels;
    return value_tensor(graph_scale(rational(1, pixels), sum), pool.out, x.outer);
}

/* Windows that lie side by side: the window innermost, for the index of the largest that the
 * gradient wants. */
Node *
largest_of_tiles(Layer *layer, Node *image, const int64_t window[2])
{
    static const int8_t order[AXES] = {0, 1, 3, 5, 2, 4, 6, 7},
                        back[AXES] = {0, 1, 4, 2, 5, 3, 6, 7};
    Node *pixels = cut(image, window), *parts = graph_permute(pixels, order);
    Node *most = layer_name(layer, graph_max(parts, 1u << 4 | 1u << 5), "max");
    return join(graph_permute(most, back), of_windows(pixels->shape));
}

/* The image with a border that is below every number. */
static Node *
lowest_border(Node *image, const Pool *pool)
{
    const int64_t from[AXES] = {0, 0, pool->padding[0], pool->padding[1], 0, 0, 0, 0};
    Shape all = image->shape, inner = shape_scalar(), outer = shape_scalar();
    for (int i = 0; i < 2; i++) {
        inner.n[2 + i] = all.n[2 + i];
        outer.n[2 + i] = all.n[2 + i] += 2 * pool->padding[i];
    }
    Node *inside = graph_pad(graph_broadcast(graph_ratio(RATIONAL_ONE), inner), from, outer);
    Node *outside = graph_subtract(graph_ratio(RATIONAL_ONE), inside);
    return graph_add(graph_pad(image, from, all),
                     graph_multiply(graph_constant(-3.0e38), outside));
}

/* Any windows: what each of their places sees, side by side along an axis of its own. */
static Node *
largest_of_windows(Layer *layer, const Value *x, const Pool *pool)
{
    const int64_t ky = pool->kernel[0], kx = pool->kernel[1];
    const int64_t step[AXES] = {1, 1, pool->stride[0], pool->stride[1], 1, 1, 1, 1};
    const bool padded = pool->padding[0] || pool->padding[1];
    Node *image = full_image(x), **seen = NEW_ARRAY(Node *, ky * kx);
    Node *wide = padded ? lowest_border(image, pool) : image;
    Shape shape = image->shape;
    shape.n[2] = pool->out.n[1];
    shape.n[3] = pool->out.n[2];
    for (int64_t i = 0; i < ky * kx; i++) {
        const int64_t from[AXES] = {0, 0, i / kx, i % kx, 0, 0, 0, 0};
        seen[i] = graph_slice(wide, from, step, shape);
    }
    Node *parts = graph_concat((int)(ky * kx), seen, 4);
    return layer_name(layer, graph_max(parts, 1u << 4), "max");
}

Value
layer_max_pool(Layer *layer, Value x)
{
    Pool pool = {0};
    if (!layer_pair(layer, 2, 0, pool.padding) || !read_pool(layer, &x, &pool))
        return value_poison();
    layer->flops = dims_size(pool.out) * pool.kernel[0] * pool.kernel[1];
    if (!tiles_image(&pool, &x))
        return value_tensor(largest_of_windows(layer, &x, &pool), pool.out, x.outer);
    if (pool.kernel[0] == 1 && pool.kernel[1] == 1)
        return x;
    return value_tensor(largest_of_tiles(layer, full_image(&x), pool.kernel), pool.out,
                        x.outer);
}

/* All of space, folded. */
static Value
global_pool(Layer *layer, Value x, bool largest, bool mean)
{
    const uint32_t space = 1u << 2 | 1u << 3;
    if (!image_input(layer, &x))
        return value_poison();
    Node *wide = full_image(&x);
    Node *node = largest ? graph_max(wide, space) : graph_sum(wide, space, wide->shape);
    if (mean)
        node = graph_scale(rational(1, x.dims.n[1] * x.dims.n[2]), node);
    layer->flops = dims_size(x.dims);
    return value_tensor(node, dims_of(1, x.dims.n), x.outer);
}

Value
layer_global_avg_pool(Layer *layer, Value x)
{
    return global_pool(layer, x, false, true);
}

Value
layer_global_sum_pool(Layer *layer, Value x)
{
    return global_pool(layer, x, false, false);
}

Value
layer_global_max_pool(Layer *layer, Value x)
{
    return global_pool(layer, x, true, false);
}

/* The mean of elements floor(i n / m) to ceil((i + 1) n / m) - 1 for each i below m. */
static Node *
adapt_axis(Node *a, int slot, int64_t m)
{
    const int64_t n = a->shape.n[slot];
    Node **piece = NEW_ARRAY(Node *, m);
    for (int64_t i = 0; i < m; i++) {
        int64_t from[AXES] = {0}, step[AXES] = {1, 1, 1, 1, 1, 1, 1, 1};
        Shape shape = a->shape;
        from[slot] = i * n / m;
        shape.n[slot] = ((i + 1) * n + m - 1) / m - from[slot];
        Node *part = graph_slice(a, from, step, shape);
        piece[i] = graph_scale(rational(1, shape.n[slot]), graph_sum(part, 1u << slot, shape));
    }
    return graph_concat((int)m, piece, slot);
}

Value
layer_adaptive_avg_pool(Layer *layer, Value x)
{
    int64_t size[2];
    if (!layer_pair(layer, 0, 1, size) || !image_input(layer, &x))
        return value_poison();
    Dims out = {.rank = 3, .n = {x.dims.n[0], size[0], size[1]}};
    Node *node = full_image(&x);
    if (!dims_check(out, outer_size(layer->eval->page, x.outer), layer->mark, layer->text))
        return value_poison();
    layer->flops = dims_size(x.dims);
    if (x.dims.n[1] % size[0] == 0 && x.dims.n[2] % size[1] == 0) {
        const int64_t window[2] = {x.dims.n[1] / size[0], x.dims.n[2] / size[1]};
        Node *parts = cut(node, window);
        Node *sum = graph_sum(parts, 1u << CUT_Y | 1u << CUT_X, parts->shape);
        return value_tensor(graph_scale(rational(1, window[0] * window[1]),
                                        join(sum, of_windows(parts->shape))),
                            out, x.outer);
    }
    for (int i = 0; i < 2; i++)
        node = size[i] == x.dims.n[1 + i] ? node : adapt_axis(node, 2 + i, size[i]);
    return value_tensor(node, out, x.outer);
}
