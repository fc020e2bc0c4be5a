/* Convolution and data gradient of few images: the rows of a tile are pixels of one row.
 *
 * The image that is read is copied with the columns of padding that its taps reach, so that all
 * pixels of a tile have the same taps. Rows outside the image are skipped. */
#include "contractions.h"

/* wide[n][row] is a row with zeros on both sides. */
static void
widen_rows(const Conv *v, bool data)
{
    const Tiling *t = v->tiling;
    const char *name = data ? v->y : v->x, *height = data ? "out_height" : "height",
               *width = data ? "out_width" : "width", *channels = data ? "out" : "in";
    const int64_t extent = data ? v->w->out[1] : v->w->in[1], room = t->row_pixels - t->before;
    const long long offset = (long long)(v->c->scratch - t->widened);
    text_print(v->t, "float(*restrict wide)[%s][wide_width][%s] = (void *)", height, channels);
    text_print(v->t, offset ? "(scratch + %lld);\n" : "scratch;\n", offset);
    kernel_parallel(v->t, 16 * t->widened, 2);
    kernel_loop(v->t, "n", "images");
    kernel_loop(v->t, "row", height);
    text_print(v->t,
               "memset(wide[n][row], 0, sizeof wide[n][row]);\n"
               "memcpy(wide[n][row][%lld], %s[n][row], sizeof(float[%s][%s]));\n",
               (long long)t->before, name,
               room < extent ? format("%lld", (long long)room) : width, channels);
    kernel_close(v->t, 2);
}

/* Tiles along a row of `count` pixels, numbered by `index`. */
static void
row_loop(const Conv *v, const char *index, const char *count, const Place *place)
{
    const char *first = v->tail ? "r" : index;
    text_print(v->t, "for (int %s = 0; %s < %s; %s += tile_rows) {\n", first, first, count,
               first);
    if (v->tail)
        text_print(v->t, "const int %s = min(r, %s - tile_rows);\n", index, count);
    text_put(v->t, "tile acc = {0};\n");
    tile_begin(v->t, v->c, place);
}

static const char *
narrow(int64_t channels, const char *count)
{
    return channels % PANEL ? format("min(32, %s - 32 * p)", count) : NULL;
}

static void
forward_row(const Conv *v, const char *from)
{
    const Window *w = v->w;
    const char *kw = conv_word(w->kernel, "kernel", 1), *ox = conv_scaled(v, 1, "ox");
    const char *step = w->stride[1] == 1 ? "in" : format("%s * in", conv_stride(v, 1));
    const Place place = {.rows = "tile_rows",
                         .columns = PANEL,
                         .first = v->tail ? "r - ox" : NULL,
                         .width = narrow(w->out_channels, "out"),
                         .out = format("%s[n][oy][ox][32 * p]", v->y),
                         .row = "out"};
    kernel_loop(v->t, "oy", "out_height");
    row_loop(v, "ox", "out_width", &place);
    kernel_loop(v->t, "ky", conv_word(w->kernel, "kernel", 0));
    text_print(v->t, "const int iy = %s%s;\nif (iy < 0 || iy >= height)\ncontinue;\n",
               conv_scaled(v, 0, "oy"), conv_shifted(v, 0, "ky"));
    if (w->dilation[1] == 1) {
        text_print(v->t,
                   "tile_multiply(tile_rows, 32, acc, &%s[n][iy][%s][0], %s, 1,\n"
                   "&%s[p][ky][0][0][0], 32, %s * in);\n",
                   from, ox, step, v->panel, kw);
    } else {
        kernel_loop(v->t, "kx", kw);
        text_print(v->t,
                   "tile_multiply(tile_rows, 32, acc, &%s[n][iy][%s + kx * %s][0], %s, 1,\n"
                   "&%s[p][ky][kx][0][0], 32, in);\n}\n",
                   from, ox, conv_word(w->dilation, "dilation", 1), step, v->panel);
    }
    kernel_close(v->t, 1);
    tile_end(v->t, v->c, &place);
    kernel_close(v->t, 2);
}

/* Pixels px, px + stride, .. of a row of x have the same taps. */
static void
data_row(const Conv *v, const char *from)
{
    const Window *w = v->w;
    const bool phases = w->stride[1] > 1;
    const char *stride = conv_stride(v, 1), *kw = conv_word(w->kernel, "kernel", 1);
    const char *pad = w->pad[1] ? format(" + %s", conv_word(w->pad, "padding", 1)) : "";
    const char *before =
        v->tiling->before ? format(" + %lld", (long long)v->tiling->before) : "";
    const Place place = {.rows = "tile_rows",
                         .columns = PANEL,
                         .first = v->tail ? "r - j" : NULL,
                         .width = narrow(w->in_channels, "in"),
                         .out = format("%s[n][iy][%s][32 * p]", v->x,
                                       phases ? format("%s * j + px", stride) : "j"),
                         .row = phases ? format("%s * in", stride) : "in"};
    kernel_loop(v->t, "iy", "height");
    if (phases) {
        kernel_loop(v->t, "px", stride);
        text_print(v->t, "const int pixels = (width - px + %s - 1) / %s;\n", stride, stride);
    }
    row_loop(v, "j", phases ? "pixels" : "width", &place);
    conv_data_taps(v, 0);
    if (phases)
        text_print(v->t, "for (int kx = (px%s) %% %s; kx < %s; kx += %s) {\n", pad, stride, kw,
                   stride);
    else
        kernel_loop(v->t, "kx", kw);
    const char *at = phases ? format("(px%s - kx) / %s", pad, stride) : NULL;
    text_print(v->t, "const int ox = j%s%s;\n",
               at ? format(" + %s", at) : format("%s - kx", pad), before);
    text_print(v->t,
               "tile_multiply(tile_rows, 32, acc, &%s[n][oy][ox][0], out, 1,\n"
               "&%s[p][ky][kx][0][0], 32, out);\n",
               from, v->panel);
    kernel_close(v->t, 2);
    tile_end(v->t, v->c, &place);
    kernel_close(v->t, 2 + phases);
}

void
conv_pixels(const Conv *v)
{
    const bool data = v->c->roles.x == OUT;
    const char *from = v->tiling->widened ? "wide" : data ? v->y : v->x;
    if (v->tiling->pack)
        conv_pack(v);
    if (v->tiling->widened)
        widen_rows(v, data);
    kernel_parallel(v->t, v->c->flops, 3);
    kernel_loop(v->t, "n", "images");
    kernel_loop(v->t, "p", "panels");
    if (data)
        data_row(v, from);
    else
        forward_row(v, from);
    kernel_close(v->t, 2);
}
