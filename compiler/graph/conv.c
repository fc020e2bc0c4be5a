/* Convolutions: construction. y = conv(x, w); conv_data and conv_weight are its gradients for x
 * and w. All three sum over the same triples of pixel, tap and channels.
 *
 * M2: an image that does not vary along an outer slot is convolved once. A convolution of
 * numbers by a kernel as large as the image is a product, which simplifies (product.c). */
#include "rules.h"

#include <string.h>

/* ---- shapes ---- */

/* The shape of x or y, with the outer slots of `outer`. */
static Shape
image_shape(Shape outer, const Window *w, int64_t channels, const int64_t size[2])
{
    for (int s = w->channel; s < AXES; s++)
        outer.n[s] = 1;
    outer.n[w->channel] = channels;
    outer.n[w->channel + 1] = size[0];
    outer.n[w->channel + 2] = size[1];
    return outer;
}

static Shape
kernel_shape(const Window *w)
{
    Shape s = shape_scalar();
    s.n[w->channel] = w->out_channels;
    s.n[w->channel + 1] = w->in_channels / w->groups;
    s.n[w->channel + 2] = w->kernel[0];
    s.n[w->channel + 3] = w->kernel[1];
    return s;
}

static void
check_window(const Window *w)
{
    if (w->channel < 0 || w->channel + 3 >= AXES || w->groups < 1 ||
        w->in_channels % w->groups != 0 || w->out_channels % w->groups != 0)
        die("the channels or groups of a convolution do not fit");
    for (int i = 0; i < 2; i++) {
        int64_t reach = (w->kernel[i] - 1) * w->dilation[i] + 1;
        int64_t room = w->in[i] + w->pad[i] + w->pad_end[i] - reach;
        if (room < 0 || room / w->stride[i] + 1 != w->out[i])
            die("a convolution of %lld gives %lld, not %lld", (long long)w->in[i],
                (long long)(room / w->stride[i] + 1), (long long)w->out[i]);
    }
}

/* ---- a kernel as large as the image ---- */

/* Every weight meets one pixel only: a plain product of the whole image. */
static bool
whole_image(const Window *w)
{
    bool whole = w->groups == 1;
    for (int i = 0; i < 2; i++)
        whole = whole && w->kernel[i] == w->in[i] && w->out[i] == 1 && w->pad[i] == 0 &&
                (w->kernel[i] == 1 || w->dilation[i] == 1);
    return whole;
}

/* Letters of x, w and y of such a convolution. */
static void
whole_letters(const Window *w, int8_t x[AXES], int8_t weight[AXES], int8_t y[AXES])
{
    const int8_t c = (int8_t)w->channel;
    memset(x, -1, AXES);
    memset(weight, -1, AXES);
    memset(y, -1, AXES);
    for (int8_t s = 0; s < c; s++)
        x[s] = y[s] = s;
    for (int8_t i = 0; i < 3; i++)
        x[c + i] = weight[c + 1 + i] = (int8_t)(c + i);
    y[c] = weight[c] = (int8_t)(c + 3);
}

/* ---- construction ---- */

/* An operand spelt out to its full shape, without its literal factor. */
static Node *
conv_operand(Node *a, Shape full, Rational *k)
{
    a = node_peel(node_strip(a), k);
    if (node_is_ratio(a) && a->number->num != 0) {
        Rational all = rational_multiply(*k, *a->number);
        *k = all.den == 0 ? *k : all;
        a = all.den == 0 ? a : graph_ratio(RATIONAL_ONE);
    }
    a = graph_broadcast(a, full);
    if (!shape_equal(a->shape, full))
        die("a convolution of %s wants %s", shape_print(a->shape), shape_print(full));
    return a;
}

static Node *
conv_share(Op op, Node *a, Shape a_full, Node *b, Shape b_full, const Window *w, Shape shape)
{
    Rational k = RATIONAL_ONE;
    check_window(w);
    if (node_is_zero(node_strip(a)) || node_is_zero(node_strip(b)))
        return graph_ratio(RATIONAL_ZERO);
    bool number = node_is_number(node_strip(a)) || node_is_number(node_strip(b));
    Node *arg[2] = {conv_operand(a, a_full, &k), conv_operand(b, b_full, &k)};
    if (number && whole_image(w)) {
        Letters l;
        whole_letters(w, op == OP_CONV_DATA ? l.out : l.a, op == OP_CONV_WEIGHT ? l.out : l.b,
                      op == OP_CONV        ? l.out
                      : op == OP_CONV_DATA ? l.a
                                           : l.b);
        return graph_scale(k, graph_contract(arg[0], arg[1], l, shape));
    }
    Node draft = node_draft(op, shape);
    draft.count = 2;
    draft.arg = arg;
    memcpy(&draft.u.window, w, sizeof *w);
    return graph_scale(k, node_share(&draft));
}

/* M2: outer slots where the image does not vary are left out: it is convolved once. */
Node *
graph_conv(Node *x, Node *w, Window window)
{
    Shape outer = node_strip(x)->shape;
    Shape from = image_shape(outer, &window, window.in_channels, window.in);
    Shape to = image_shape(outer, &window, window.out_channels, window.out);
    return conv_share(OP_CONV, x, from, w, kernel_shape(&window), &window, to);
}

Node *
graph_conv_data(Node *y, Node *w, Window window)
{
    Shape outer = node_strip(y)->shape;
    Shape from = image_shape(outer, &window, window.out_channels, window.out);
    Shape to = image_shape(outer, &window, window.in_channels, window.in);
    return conv_share(OP_CONV_DATA, y, from, w, kernel_shape(&window), &window, to);
}

/* M2: where one image does not vary along an outer slot, the other is summed over it before. */
Node *
graph_conv_weight(Node *x, Node *y, Window window)
{
    Rational k = RATIONAL_ONE;
    const Shape wide_x = x->shape, wide_y = y->shape;
    uint32_t slots = (1u << window.channel) - 1;
    x = node_strip(x);
    y = node_strip(y);
    uint32_t in_x = shape_varies(x->shape) & slots, in_y = shape_varies(y->shape) & slots;
    for (int s = 0; s < window.channel; s++)
        if (!((in_x | in_y) >> s & 1))
            k = rational_multiply(
                k, rational(wide_x.n[s] > wide_y.n[s] ? wide_x.n[s] : wide_y.n[s], 1));
    x = graph_sum(x, in_x & ~in_y, x->shape);
    y = graph_sum(y, in_y & ~in_x, y->shape);
    Shape in = image_shape(x->shape, &window, window.in_channels, window.in);
    Shape out = image_shape(y->shape, &window, window.out_channels, window.out);
    return graph_scale(
        k, conv_share(OP_CONV_WEIGHT, x, in, y, out, &window, kernel_shape(&window)));
}
