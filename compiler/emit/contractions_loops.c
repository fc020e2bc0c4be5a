/* Convolutions as plain loops: groups of channels, and images that do not lie channels-last. */
#include "contractions.h"

#include <string.h>

typedef struct Nest {
    Text *t;
    const Contraction *c;
    const Window *w;
    View x, weight, y;
    Index at_x, at_w, at_y;
    int images; /* loops over the batch and other outer axes */
} Nest;

static void
image_loops(Nest *n)
{
    const int c = n->w->channel;
    for (int s = 0; s < c; s++) {
        const int64_t x = conv_x(n->c)->shape.n[s], y = conv_y(n->c)->shape.n[s];
        const int64_t extent = x > y ? x : y;
        n->at_x[s] = n->at_y[s] = "0";
        if (extent == 1)
            continue;
        const char *index = s ? format("n%d", s) : "n";
        text_print(n->t, "for (int %s = 0; %s < %lld; %s++) {\n", index, index,
                   (long long)extent, index);
        n->at_x[s] = x > 1 ? index : "0";
        n->at_y[s] = y > 1 ? index : "0";
        n->images++;
    }
}

static int
count_image_loops(const Nest *n)
{
    int count = 0;
    for (int s = 0; s < n->w->channel; s++)
        count += conv_x(n->c)->shape.n[s] > 1 || conv_y(n->c)->shape.n[s] > 1;
    return count;
}

static void
loop(const Nest *n, const char *index, int64_t count)
{
    text_print(n->t, "for (int %s = 0; %s < %lld; %s++) {\n", index, index, (long long)count,
               index);
}

/* The pixel of x under tap k of output o along an axis, or skip. */
static void
pixel_of_tap(const Nest *n, int axis)
{
    const Window *w = n->w;
    const char a = "yx"[axis];
    text_print(n->t,
               "const int i%c = o%c * %lld + k%c * %lld - %lld;\n"
               "if (i%c < 0 || i%c >= %lld)\ncontinue;\n",
               a, a, (long long)w->stride[axis], a, (long long)w->dilation[axis],
               (long long)w->pad[axis], a, a, (long long)w->in[axis]);
}

/* The output that tap k of pixel i belongs to along an axis, or skip. */
static void
output_of_tap(const Nest *n, int axis)
{
    const Window *w = n->w;
    const char a = "yx"[axis];
    text_print(n->t,
               "const int at_%c = i%c + %lld - k%c * %lld, o%c = at_%c / %lld;\n"
               "if (at_%c < 0 || at_%c %% %lld || o%c >= %lld)\ncontinue;\n",
               a, a, (long long)w->pad[axis], a, (long long)w->dilation[axis], a, a,
               (long long)w->stride[axis], a, a, (long long)w->stride[axis], a,
               (long long)w->out[axis]);
}

static void
term(Nest *n, const char *sum)
{
    const int c = n->w->channel;
    n->at_x[c + 1] = "iy";
    n->at_x[c + 2] = "ix";
    n->at_y[c + 1] = "oy";
    n->at_y[c + 2] = "ox";
    n->at_w[c + 2] = "ky";
    n->at_w[c + 3] = "kx";
    if (n->c->roles.weight != OUT)
        text_print(n->t, "%s += %s * %s;\n", sum,
                   n->c->roles.y == OUT ? view_at(&n->x, n->at_x) : view_at(&n->y, n->at_y),
                   view_at(&n->weight, n->at_w));
    else
        text_print(n->t, "%s += %s * %s;\n", sum, view_at(&n->x, n->at_x),
                   view_at(&n->y, n->at_y));
}

static const char *
group_of(int64_t channels, int64_t groups, const char *channel, int64_t others)
{
    return groups == 1 ? ""
                       : format("%s / %lld * %lld + ", channel, (long long)(channels / groups),
                                (long long)(others / groups));
}

static void
forward_nest(Nest *n)
{
    const Window *w = n->w;
    const int c = w->channel;
    kernel_parallel(n->t, n->c->flops, count_image_loops(n) + 2);
    image_loops(n);
    loop(n, "oy", w->out[0]);
    loop(n, "ox", w->out[1]);
    loop(n, "o", w->out_channels);
    text_put(n->t, "float sum = 0;\n");
    loop(n, "ky", w->kernel[0]);
    pixel_of_tap(n, 0);
    loop(n, "kx", w->kernel[1]);
    pixel_of_tap(n, 1);
    loop(n, "i", w->in_channels / w->groups);
    n->at_w[c] = n->at_y[c] = "o";
    n->at_w[c + 1] = "i";
    n->at_x[c] = format("%si", group_of(w->out_channels, w->groups, "o", w->in_channels));
    term(n, "sum");
    text_put(n->t, "}\n}\n}\n");
    element_end(n->t, n->c, view_at(&n->y, n->at_y), "sum");
    kernel_close(n->t, n->images + 3);
}

static void
data_nest(Nest *n)
{
    const Window *w = n->w;
    const int c = w->channel;
    const int64_t in = w->in_channels / w->groups;
    kernel_parallel(n->t, n->c->flops, count_image_loops(n) + 2);
    image_loops(n);
    loop(n, "iy", w->in[0]);
    loop(n, "ix", w->in[1]);
    loop(n, "i", w->in_channels);
    text_put(n->t, "float sum = 0;\n");
    loop(n, "ky", w->kernel[0]);
    output_of_tap(n, 0);
    loop(n, "kx", w->kernel[1]);
    output_of_tap(n, 1);
    loop(n, "o", w->out_channels / w->groups);
    n->at_w[c + 1] = w->groups == 1 ? "i" : format("i %% %lld", (long long)in);
    n->at_x[c] = "i";
    n->at_w[c] = n->at_y[c] =
        format("%so", group_of(w->in_channels, w->groups, "i", w->out_channels));
    term(n, "sum");
    text_put(n->t, "}\n}\n}\n");
    element_end(n->t, n->c, view_at(&n->x, n->at_x), "sum");
    kernel_close(n->t, n->images + 3);
}

static void
weight_nest(Nest *n)
{
    const Window *w = n->w;
    const int c = w->channel;
    if (n->c->operand[OUT].storage.panel_slot >= 0 && !n->c->adds)
        text_print(n->t, "memset(%s, 0, %lld * sizeof(float));\n", n->weight.name,
                   (long long)n->c->operand[OUT].storage.floats);
    kernel_parallel(n->t, n->c->flops, 4);
    loop(n, "o", w->out_channels);
    loop(n, "i", w->in_channels / w->groups);
    loop(n, "ky", w->kernel[0]);
    loop(n, "kx", w->kernel[1]);
    text_put(n->t, "float sum = 0;\n");
    image_loops(n);
    loop(n, "oy", w->out[0]);
    pixel_of_tap(n, 0);
    loop(n, "ox", w->out[1]);
    pixel_of_tap(n, 1);
    n->at_w[c] = n->at_y[c] = "o";
    n->at_w[c + 1] = "i";
    n->at_x[c] = format("%si", group_of(w->out_channels, w->groups, "o", w->in_channels));
    term(n, "sum");
    kernel_close(n->t, n->images + 2);
    element_end(n->t, n->c, view_at(&n->weight, n->at_w), "sum");
    kernel_close(n->t, 4);
}

void
conv_loops_emit(Text *text, const Contraction *c, const char *name)
{
    const Roles *is = &c->roles;
    Nest n = {.t = text, .c = c, .w = is->window};
    n.x = view_slots(kernel_operand(c, is->x), conv_x(c));
    n.weight = view_slots(kernel_operand(c, is->weight), conv_w(c));
    n.y = view_slots(kernel_operand(c, is->y), conv_y(c));
    View *view[3];
    view[is->x] = &n.x;
    view[is->weight] = &n.weight;
    view[is->y] = &n.y;
    formula_begin(text, c, is->y == OUT ? "y[o]" : is->x == OUT ? "x[i]" : "w[k]");
    text_print(text, "%s\n * As plain loops: %s. */\n",
               is->y == OUT   ? "sum x[s o + k - p] w[k]: convolution"
               : is->x == OUT ? "sum y[o] w[k], s o + k - p = i: its data gradient"
                              : "sum x[s o + k - p] y[o]: its weight gradient",
               c->reason);
    kernel_open(text, c, name, view);
    if (is->y == OUT)
        forward_nest(&n);
    else if (is->x == OUT)
        data_nest(&n);
    else
        weight_nest(&n);
    text_put(text, "}\n\n");
}
