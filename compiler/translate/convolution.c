/* The convolution layers: geometry checked with the reasons at hand, weights in PyTorch's
 * layouts, one primitive each. */
#include "layers.h"

#include <math.h>
#include <string.h>

typedef struct Geometry {
    int64_t channels, groups, kernel[2], stride[2], dilation[2];
    int64_t before[2], after[2]; /* padding */
    int64_t more[2];             /* output_padding */
    bool same;                   /* padding follows from the sizes */
} Geometry;

bool
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

static void
note_input(Layer *layer, const Value *x)
{
    (void)layer;
    if (x->reason)
        note_at(x->why, "the input is %s because of %s here", dims_print(x->dims), x->reason);
}

/* A number, [height, width], either of them [before, behind], or `same`. */
static bool
read_padding(Layer *layer, Geometry *g)
{
    const int argument = 3;
    const Yaml *given = layer->argument[argument];
    g->same = given && given->kind == YAML_SCALAR && strcmp(given->text, "same") == 0;
    if (g->same)
        return true;
    if (given && given->kind == YAML_LIST && given->count == 2) {
        for (int i = 0; i < 2; i++) {
            int64_t ends[2];
            if (!layer_pair_of(layer, given->item[i], argument, 0, ends))
                return false;
            g->before[i] = ends[0];
            g->after[i] = ends[1];
        }
        return true;
    }
    if (!layer_pair(layer, argument, 0, g->before))
        return false;
    memcpy(g->after, g->before, sizeof g->after);
    return true;
}

/* Whether both numbers of channels can be cut into the groups. */
static bool
check_groups(Layer *layer, const Geometry *g, const Value *x)
{
    const int64_t in = x->dims.n[0], out = g->channels;
    if (in % g->groups == 0 && out % g->groups == 0)
        return true;
    Text counts = {0};
    for (int64_t n = 1, found = 0; n <= in && n <= out && found < 8; n++)
        if (in % n == 0 && out % n == 0)
            text_print(&counts, found++ ? ", %lld" : "%lld", (long long)n);
    error_at(layer->mark, "%s: %lld and %lld channels cannot be cut into %lld groups",
             layer->text, (long long)in, (long long)out, (long long)g->groups);
    note_at(layer->mark, "groups that divide both are %s", counts.at);
    note_input(layer, x);
    return false;
}

/* Arguments in the order of the rows of layers.c; a transposed convolution has one more. */
static bool
read_geometry(Layer *layer, bool transposed, const Value *x, Geometry *g)
{
    const int next = transposed ? 5 : 4;
    memset(g, 0, sizeof *g);
    return layer_size(layer, 0, 1, &g->channels) && layer_pair(layer, 1, 1, g->kernel) &&
           layer_pair(layer, 2, 1, g->stride) && read_padding(layer, g) &&
           (!transposed || layer_pair(layer, 4, 0, g->more)) &&
           layer_pair(layer, next, 1, g->dilation) &&
           layer_size(layer, next + 1, 1, &g->groups) && image_input(layer, x) &&
           check_groups(layer, g, x);
}

/* Padding so that `image` is cut into image / stride windows, rounded up. */
static void
same_padding(Geometry *g, int axis, int64_t image, int64_t windows)
{
    const int64_t reach = (g->kernel[axis] - 1) * g->dilation[axis] + 1,
                  all = (windows - 1) * g->stride[axis] + reach - image;
    g->before[axis] = all > 0 ? all / 2 : 0;
    g->after[axis] = all > 0 ? all - all / 2 : 0;
}

/* "1", or "[1, 2]" where the numbers differ. */
static const char *
print_pair(const int64_t n[2])
{
    return n[0] == n[1] ? format("%lld", (long long)n[0])
                        : format("[%lld, %lld]", (long long)n[0], (long long)n[1]);
}

static const char *
print_padding(const Geometry *g)
{
    if (memcmp(g->before, g->after, sizeof g->before) == 0)
        return print_pair(g->before);
    const int64_t y[2] = {g->before[0], g->after[0]}, x[2] = {g->before[1], g->after[1]};
    return format("[%s, %s]", print_pair(y), print_pair(x));
}

static bool
fits(Layer *layer, const Value *x, Dims dims)
{
    return dims_check(dims, outer_size(layer->eval->page, x->outer), layer->mark, layer->text);
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
    Window w = {.channel = 1, .groups = (int)g->groups};
    w.in_channels = image.n[0];
    w.out_channels = small.n[0];
    for (int i = 0; i < 2; i++) {
        w.kernel[i] = g->kernel[i];
        w.stride[i] = g->stride[i];
        w.pad[i] = g->before[i];
        w.pad_end[i] = g->after[i];
        w.dilation[i] = g->dilation[i];
        w.in[i] = image.n[1 + i];
        w.out[i] = small.n[1 + i];
    }
    return w;
}

/* The weight [to, from / groups, kernel], PyTorch's first values, and the bound of its bias. */
static bool
weight_of(Layer *layer, const Geometry *g, int64_t first, int64_t second, int row,
          Weight *weight, Init *init)
{
    int64_t w[] = {first, second / g->groups, g->kernel[0], g->kernel[1]};
    double bound = 1.0 / sqrt((double)w[1] * (double)w[2] * (double)w[3]);
    *init = (Init){INIT_UNIFORM, -bound, bound};
    return layer_weight(layer, dims_of(4, w), *init, row, weight);
}

static int64_t
flops_of(const Geometry *g, Dims small, int64_t others)
{
    return 2 * dims_size(small) * (others / g->groups) * g->kernel[0] * g->kernel[1];
}

/* Padding of another mode than zeros is put around the image itself. */
static bool
pad_input(Layer *layer, Geometry *g, Value *x)
{
    const Yaml *given = layer->argument[7];
    const char *word = !given ? "zeros" : given->kind == YAML_SCALAR ? given->text : "";
    int64_t ends[RANK][2] = {{0}};
    PadMode mode;
    if (!pad_mode(word, given ? given->mark : layer->mark, &mode))
        return false;
    if (mode == PAD_ZEROS)
        return true;
    for (int i = 0; i < 2; i++) {
        ends[1 + i][0] = g->before[i];
        ends[1 + i][1] = g->after[i];
        g->before[i] = g->after[i] = 0;
    }
    if (mode == PAD_REFLECT && !pad_reflects(&x->dims, ends, layer->mark, layer->text)) {
        note_input(layer, x);
        return false;
    }
    *x = value_pad(*x, ends, mode == PAD_REFLECT);
    x->node = layer_name(layer, x->node, "padded");
    return true;
}

Value
layer_conv(Layer *layer, Value x)
{
    Geometry g;
    Init init;
    if (!read_geometry(layer, false, &x, &g))
        return value_poison();
    Dims out = {.rank = 3, .n = {g.channels}};
    for (int i = 0; i < 2; i++) {
        const int64_t size = x.dims.n[1 + i];
        if (g.same)
            same_padding(&g, i, size, (size + g.stride[i] - 1) / g.stride[i]);
        int64_t room = size + g.before[i] + g.after[i] - (g.kernel[i] - 1) * g.dilation[i] - 1;
        out.n[1 + i] = room < 0 ? 0 : room / g.stride[i] + 1;
        if (room >= 0)
            continue;
        error_at(layer->mark, "%s: a kernel of %s%s is larger than %s with padding %s",
                 layer->text, print_pair(g.kernel),
                 g.dilation[i] > 1 ? format(" with dilation %s", print_pair(g.dilation)) : "",
                 dims_print(x.dims), print_padding(&g));
        note_input(layer, &x);
        return value_poison();
    }
    Weight weight;
    if (!weight_of(layer, &g, g.channels, x.dims.n[0], 0, &weight, &init) ||
        !fits(layer, &x, out) || !pad_input(layer, &g, &x))
        return value_poison();
    Node *wide = graph_broadcast(x.node, dims_shape(x.dims, x.node->shape.n[BATCH]));
    Node *node = graph_conv(wide, weight.node, window_of(&g, x.dims, out));
    node = weight_scaled(&weight, node, 1);
    layer->flops = flops_of(&g, out, x.dims.n[0]);
    layer_axis(layer, 0, node, 1);
    return add_bias(layer, value_tensor(node, out, x.outer), 6, init);
}

/* The window is that of the convolution whose data gradient this is: it goes from y to x. */
Value
layer_conv_transpose(Layer *layer, Value x)
{
    Geometry g;
    Init init;
    if (!read_geometry(layer, true, &x, &g))
        return value_poison();
    Dims out = {.rank = 3, .n = {g.channels}};
    for (int i = 0; i < 2; i++) {
        const int64_t size = x.dims.n[1 + i];
        if (g.same)
            same_padding(&g, i, size * g.stride[i], size);
        if (g.more[i] >= g.stride[i] || (g.same && g.more[i] > 0)) {
            error_at(layer->mark, "%s: output_padding must be %s", layer->text,
                     g.same ? "0 where the padding is 'same'" : "below the stride");
            return value_poison();
        }
        out.n[1 + i] = g.same ? size * g.stride[i]
                              : (size - 1) * g.stride[i] - g.before[i] - g.after[i] +
                                    (g.kernel[i] - 1) * g.dilation[i] + 1 + g.more[i];
        if (out.n[1 + i] >= 1)
            continue;
        error_at(layer->mark, "%s: nothing is left of %s with padding %s", layer->text,
                 dims_print(x.dims), print_padding(&g));
        note_input(layer, &x);
        return value_poison();
    }
    Weight weight;
    if (!weight_of(layer, &g, x.dims.n[0], g.channels, 1, &weight, &init) ||
        !fits(layer, &x, out))
        return value_poison();
    Node *wide = graph_broadcast(x.node, dims_shape(x.dims, x.node->shape.n[BATCH]));
    if (layer->weight_norm) /* of W [C, ..]: a factor for each channel of x */
        wide = weight_scaled(&weight, wide, 1);
    Node *node = graph_conv_data(wide, weight.node, window_of(&g, out, x.dims));
    if (!layer->weight_norm)
        node = weight_scaled(&weight, node, 1);
    layer->flops = flops_of(&g, x.dims, g.channels);
    layer_axis(layer, 0, node, 1);
    return add_bias(layer, value_tensor(node, out, x.outer), 7, init);
}

/* ---- masked -------------------------------------------------------------------------------
 */

static bool
read_mask(Layer *layer, bool *own)
{
    const Yaml *given = layer->argument[2];
    const char *word = given->kind == YAML_SCALAR ? given->text : "";
    *own = strcmp(word, "B") == 0;
    if (*own || strcmp(word, "A") == 0)
        return true;
    error_at(given->mark, "masked_conv: mask is A (without the pixel itself) or B (with it)");
    return false;
}

/* The rows of the kernel that see anything, with zeros behind the middle of the last one. */
static Node *
masked_weight(Layer *layer, Node *weight, const Geometry *g, int64_t middle, bool own)
{
    const int64_t from[AXES] = {0}, step[AXES] = {1, 1, 1, 1, 1, 1, 1, 1};
    Shape seen = weight->shape;
    seen.n[3] = g->kernel[0];
    Node *rows = graph_slice(weight, from, step, seen);
    Node *row = graph_index(3, g->kernel[0]), *column = graph_index(4, g->kernel[1]);
    const Rational last = rational(2 * g->kernel[0] - 3, 2),
                   first = rational(own ? 2 * middle + 1 : 2 * middle - 1, 2);
    Node *below =
        graph_select(graph_subtract(row, graph_ratio(last)), RATIONAL_ONE, RATIONAL_ZERO);
    Node *behind =
        graph_select(graph_subtract(column, graph_ratio(first)), RATIONAL_ONE, RATIONAL_ZERO);
    Node *mask = graph_subtract(graph_ratio(RATIONAL_ONE), graph_multiply(below, behind));
    return layer_name(layer, graph_multiply(rows, mask), "weight");
}

/* van den Oord, Kalchbrenner and Kavukcuoglu, 2016, section 3.4. Rows of the kernel below its
 * middle see nothing and are left out: the window ends with the middle row. */
Value
layer_masked_conv(Layer *layer, Value x)
{
    Geometry g = {.groups = 1, .stride = {1, 1}, .dilation = {1, 1}};
    Init init;
    bool own;
    if (!layer_size(layer, 0, 1, &g.channels) || !layer_pair(layer, 1, 1, g.kernel) ||
        !read_mask(layer, &own) || !image_input(layer, &x))
        return value_poison();
    const int64_t middle[2] = {g.kernel[0] / 2, g.kernel[1] / 2};
    if (g.kernel[0] % 2 == 0 || g.kernel[1] % 2 == 0 || (!own && middle[0] + middle[1] == 0)) {
        error_at(layer->mark, "%s: the kernel has odd sides%s, not %s", layer->text,
                 own ? "" : ", and more than one pixel", print_pair(g.kernel));
        return value_poison();
    }
    Dims out = {.rank = 3, .n = {g.channels, x.dims.n[1], x.dims.n[2]}};
    Weight weight;
    if (!weight_of(layer, &g, g.channels, x.dims.n[0], 0, &weight, &init) ||
        !fits(layer, &x, out))
        return value_poison();
    g.kernel[0] = middle[0] + 1;
    g.before[0] = middle[0];
    g.before[1] = g.after[1] = middle[1];
    Node *wide = graph_broadcast(x.node, dims_shape(x.dims, x.node->shape.n[BATCH]));
    Node *rows = masked_weight(layer, weight.node, &g, middle[1], own);
    Node *node = graph_conv(wide, rows, window_of(&g, x.dims, out));
    node = weight_scaled(&weight, node, 1);
    layer->flops = flops_of(&g, out, x.dims.n[0]);
    layer_axis(layer, 0, node, 1);
    return add_bias(layer, value_tensor(node, out, x.outer), 3, init);
}
