/* Convolutions with few output channels, where a tile of channels would stay nearly empty.
 *
 * The one idea: a product of pixels with one column per tap and channel has full tiles; each
 * output is then a sum of columns of neighbouring pixels, taken row by row. An image is one
 * task: its columns stay in cache. */
#include "contractions.h"

#include <string.h>

/* The image that is read, with many channels, and the one that is written, with few. */
typedef struct Side {
    const char *name, *height, *width, *channels;
    int64_t count; /* of channels */
    const int64_t *size;
} Side;

typedef struct Gather {
    Conv *v;
    bool data; /* data gradient: x is written */
    Side from, to;
} Gather;

static void
gather_open(const Gather *g, const char *name)
{
    const Conv *v = g->v;
    const Tiling *t = v->tiling;
    View from = conv_image(g->from.name, t->images, g->from.size, g->from.count),
         to = conv_image(g->to.name, t->images, g->to.size, g->to.count),
         weight = view_slots(v->weight, conv_w(v->c));
    Sizes s = {0};
    conv_comment(v);
    kernel_open(v->t, v->c, name, (View *const[]){&from, &weight, &to});
    conv_sizes(v, &s);
    size_add(&s, "pixels", g->from.size[0] * g->from.size[1]);
    size_add(&s, "columns", t->lines * t->line);
    size_add(&s, "tile_rows", t->rows);
    sizes_emit(v->t, &s);
}

/* packed[line][many][columns of the line], zero behind the last */
static void
pack(const Gather *g)
{
    const Conv *v = g->v;
    const Tiling *t = v->tiling;
    const Window *w = v->w;
    const int c = w->channel;
    const View weight = view_slots(v->weight, conv_w(v->c));
    const char *few = g->data ? "i" : "o", *many = g->data ? "o" : "i";
    Index at = {0};
    at[c] = "o";
    at[c + 1] = "i";
    at[c + 2] = "ky";
    at[c + 3] = "kx";
    const char *column = format("%s + %s * (kx + %s * ky)", few, g->to.channels,
                                conv_word(w->kernel, "kernel", 1));
    text_print(v->t, "float(*restrict packed)[%s][%lld] = (void *)scratch;\n", g->from.channels,
               (long long)t->line);
    if (t->lines * t->line != g->to.count * w->kernel[0] * w->kernel[1])
        text_print(v->t, "memset(packed, 0, %lld * sizeof(float));\n", (long long)t->packed);
    kernel_loop(v->t, many, g->from.channels);
    kernel_loop(v->t, "ky", conv_word(w->kernel, "kernel", 0));
    kernel_loop(v->t, "kx", conv_word(w->kernel, "kernel", 1));
    kernel_loop(v->t, few, g->to.channels);
    if (t->lines == 1)
        text_print(v->t, "packed[0][%s][%s] =\n%s;\n", many, column, view_at(&weight, at));
    else
        text_print(v->t,
                   "const int column = %s;\n"
                   "packed[column / %lld][%s][column %% %lld] =\n%s;\n",
                   column, (long long)t->line, many, (long long)t->line, view_at(&weight, at));
    kernel_close(v->t, 4);
}

/* tap[pixel][column] = sum over the many channels, for one image. */
static void
product(const Gather *g)
{
    const Conv *v = g->v;
    const Tiling *t = v->tiling;
    const bool tail = g->from.size[0] * g->from.size[1] % t->rows;
    const long long line = (long long)t->line;
    if (t->stack)
        text_put(v->t, "float tap[pixels][columns];\n");
    else
        text_print(v->t,
                   "float(*restrict tap)[columns] =\n"
                   "(void *)(scratch + %lld + n * (pixels * columns));\n",
                   (long long)t->packed);
    text_print(v->t, "for (int %s = 0; %s < pixels; %s += tile_rows) {\n", tail ? "r" : "m",
               tail ? "r" : "m", tail ? "r" : "m");
    if (tail)
        text_put(v->t, "const int m = min(r, pixels - tile_rows);\n");
    if (t->lines > 1)
        text_print(v->t, "for (int p = 0; p < %lld; p++) {\n", (long long)t->lines);
    const char *p = t->lines > 1 ? "p" : "0";
    text_print(v->t,
               "tile acc = {0};\n"
               "tile_multiply(tile_rows, %lld, acc, &%s[n][0][0][0] + m * %s, %s, 1,\n"
               "packed[%s][0], %lld, %s);\n",
               line, g->from.name, g->from.channels, g->from.channels, p, line,
               g->from.channels);
    text_print(v->t, "tile_store(tile_rows, %lld, acc, &tap[m][%s], columns);\n", line,
               t->lines > 1 ? format("%lld * p", line) : "0");
    kernel_close(v->t, 1 + (t->lines > 1));
}

/* The line, from element `from` on, to a row of the result. */
static void
put_line(const Conv *v, const char *row, const char *pixels, const char *channels,
         const char *from)
{
    if (!v->c->adds && rational_equal(v->c->factor, RATIONAL_ONE)) {
        text_print(v->t, "memcpy(%s, line%s, sizeof %s);\n", row,
                   from ? format(" + %s", from) : "", row);
        return;
    }
    text_print(v->t, "for (int i = 0; i < %s * %s; i++) {\n", pixels, channels);
    element_end(v->t, v->c, format("(&%s[0][0])[i]", row),
                format("line[%s%si]", from ? from : "", from ? " + " : ""));
    kernel_close(v->t, 1);
}

/* Rows of x: each row of y adds its taps to a line with padding on both sides. */
static void
sum_data(const Gather *g)
{
    const Conv *v = g->v;
    const Window *w = v->w;
    const int64_t reach = conv_reach(w, 1), room = w->pad[1] + w->in[1];
    const bool runs = w->dilation[1] == 1 && w->kernel[1] % w->stride[1] == 0;
    const char *pad_y = w->pad[0] ? format(" + %s", conv_word(w->pad, "padding", 0)) : "";
    const char *down = conv_word(w->stride, "stride", 0),
               *kw = conv_word(w->kernel, "kernel", 1);
    kernel_loop(v->t, "iy", "height");
    text_print(v->t, "float line[%lld * in] = {0};\n",
               (long long)(reach > room ? reach : room));
    kernel_loop(v->t, "ky", conv_word(w->kernel, "kernel", 0));
    text_print(v->t, "const int at = iy%s - ky%s;\n", pad_y,
               w->dilation[0] > 1 ? format(" * %s", conv_word(w->dilation, "dilation", 0))
                                  : "");
    if (w->stride[0] > 1)
        text_print(v->t,
                   "if (at < 0 || at %% %s || at / %s >= out_height)\ncontinue;\n"
                   "const float *row = tap[at / %s * out_width] + ky * %s * in;\n",
                   down, down, down, kw);
    else
        text_print(v->t,
                   "if (at < 0 || at >= out_height)\ncontinue;\n"
                   "const float *row = tap[at * out_width] + ky * %s * in;\n",
                   kw);
    const char *step = runs && w->stride[1] > 1 ? conv_word(w->stride, "stride", 1) : NULL;
    if (step)
        text_print(v->t, "for (int kx = 0; kx < %s; kx += %s) {\n", kw, step);
    else
        kernel_loop(v->t, "kx", kw);
    kernel_loop(v->t, "ox", "out_width");
    kernel_loop(v->t, "i", step ? format("%s * in", step) : "in");
    text_print(v->t, "line[(%s + kx%s) * in + i] += row[ox * columns + kx * in + i];\n",
               conv_scaled(v, 1, "ox"),
               w->dilation[1] > 1 ? format(" * %s", conv_word(w->dilation, "dilation", 1))
                                  : "");
    kernel_close(v->t, 4);
    put_line(v, format("%s[n][iy]", v->x), "width", "in",
             w->pad[1] ? format("%s * in", conv_word(w->pad, "padding", 1)) : NULL);
    kernel_close(v->t, 1);
}

/* Rows of y: each tap of a row of x adds to the outputs that it belongs to. */
static void
sum_forward(const Gather *g)
{
    const Conv *v = g->v;
    const Window *w = v->w;
    const char *kw = conv_word(w->kernel, "kernel", 1);
    kernel_loop(v->t, "oy", "out_height");
    text_put(v->t, "float line[out_width * out] = {0};\n");
    kernel_loop(v->t, "ky", conv_word(w->kernel, "kernel", 0));
    text_print(v->t, "const int iy = %s%s;\nif (iy < 0 || iy >= height)\ncontinue;\n",
               conv_scaled(v, 0, "oy"), conv_shifted(v, 0, "ky"));
    kernel_loop(v->t, "kx", kw);
    conv_range(v, 1);
    text_put(v->t, "for (int ox = ox0; ox < ox1; ox++) {\n");
    text_print(v->t, "const float *at = tap[iy * width + %s%s] + (ky * %s + kx) * out;\n",
               conv_scaled(v, 1, "ox"), conv_shifted(v, 1, "kx"), kw);
    kernel_loop(v->t, "o", "out");
    text_put(v->t, "line[ox * out + o] += at[o];\n");
    kernel_close(v->t, 4);
    put_line(v, format("%s[n][oy]", v->y), "out_width", "out", NULL);
    kernel_close(v->t, 1);
}

void
gather_emit(Conv *v, const char *name)
{
    const Window *w = v->w;
    const Side x = {v->x, "height", "width", "in", w->in_channels, w->in},
               y = {v->y, "out_height", "out_width", "out", w->out_channels, w->out};
    Gather g = {.v = v, .data = v->c->roles.x == OUT};
    g.from = g.data ? y : x;
    g.to = g.data ? x : y;
    gather_open(&g, name);
    pack(&g);
    kernel_parallel(v->t, v->c->flops, 1);
    kernel_loop(v->t, "n", "images");
    product(&g);
    if (g.data)
        sum_data(&g);
    else
        sum_forward(&g);
    text_put(v->t, "}\n}\n\n");
}
