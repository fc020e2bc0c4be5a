/* Layers that change the size of an image without parameters.
 *
 * The one idea: with channels last and each side cut in two, [H, fy, W, fx, C], windows side by
 * side are axes of their own. Pooling folds these axes, upsampling lets them be the same
 * everywhere, and each is the gradient of the other. Where images lie channels-last, all this
 * is a view. Windows that overlap are a convolution with constants, channel by channel. */
#include "translate.h"

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
    const Shape to = {{from.n[0], from.n[2] / factor[0], factor[0], from.n[3] / factor[1],
                       factor[1], from.n[1], 1, 1}};
    return graph_reshape(graph_permute(image, last), to);
}

/* The inverse, for any extents. */
static Node *
join(Node *cut)
{
    static const int8_t first[AXES] = {0, 3, 1, 2, 4, 5, 6, 7};
    const Shape from = cut->shape;
    const Shape to = {{from.n[0], from.n[1] * from.n[CUT_Y], from.n[3] * from.n[CUT_X],
                       from.n[CUT_CHANNEL], 1, 1, 1, 1}};
    return graph_permute(graph_reshape(cut, to), first);
}

static Node *
full_image(const Value *x)
{
    return graph_broadcast(x->node, dims_shape(x->dims, x->node->shape.n[BATCH]));
}

Value
layer_upsample(Layer *layer, Value x)
{
    const int64_t none[2] = {1, 1};
    int64_t factor[2];
    if (!layer_pair(layer, 0, 1, factor) || !image_input(layer, &x))
        return value_poison();
    Dims out = {.rank = 3,
                .n = {x.dims.n[0], x.dims.n[1] * factor[0], x.dims.n[2] * factor[1]}};
    if (!dims_check(out, layer->eval->page->program->batch, layer->mark, layer->text))
        return value_poison();
    if (factor[0] == 1 && factor[1] == 1)
        return x;
    Node *wide = cut(full_image(&x), none);
    Shape shape = {
        {wide->shape.n[0], x.dims.n[1], factor[0], x.dims.n[2], factor[1], x.dims.n[0], 1, 1}};
    return value_tensor(join(graph_broadcast(wide, shape)), out, x.batch);
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
        sum = join(layer_name(layer, sum, "sum"));
    } else {
        sum = sum_windows(&pool, &x);
    }
    layer->flops = dims_size(pool.out) * pixels;
    return value_tensor(graph_scale(rational(1, pixels), sum), pool.out, x.batch);
}

Value
layer_max_pool(Layer *layer, Value x)
{
    Pool pool = {0};
    if (!read_pool(layer, &x, &pool))
        return value_poison();
    if (pool.kernel[0] == 1 && pool.kernel[1] == 1 && tiles_image(&pool, &x))
        return x;
    if (!tiles_image(&pool, &x)) {
        error_at(layer->mark,
                 "%s: windows that overlap, or do not cover %s, are not supported yet; "
                 "avg_pool may, and a conv with a stride",
                 layer->text, dims_print(x.dims));
        if (x.reason)
            note_at(x.why, "the input is %s because of %s here", dims_print(x.dims), x.reason);
        return value_poison();
    }
    /* The window innermost, for the index of the largest that the gradient wants. */
    static const int8_t order[AXES] = {0, 1, 3, 5, 2, 4, 6, 7},
                        back[AXES] = {0, 1, 4, 2, 5, 3, 6, 7};
    Node *parts = graph_permute(cut(full_image(&x), pool.kernel), order);
    Node *most = layer_name(layer, graph_max(parts, 1u << 4 | 1u << 5), "max");
    layer->flops = dims_size(x.dims);
    return value_tensor(join(graph_permute(most, back)), pool.out, x.batch);
}

Value
layer_global_avg_pool(Layer *layer, Value x)
{
    if (!image_input(layer, &x))
        return value_poison();
    Node *wide = full_image(&x);
    Node *sum = graph_sum(wide, 1u << 2 | 1u << 3, wide->shape);
    const int64_t pixels = x.dims.n[1] * x.dims.n[2];
    layer->flops = dims_size(x.dims);
    return value_tensor(graph_scale(rational(1, pixels), sum), dims_of(1, x.dims.n), x.batch);
}
