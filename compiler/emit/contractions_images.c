/* Convolution and data gradient by register tiles.
 *
 * Images are channels-last and the rows of a tile are images at one pixel, so there are no
 * patches, no padding ring and no spatial tails: taps outside the image are skipped. */
#include "contractions.h"

#include <string.h>

static void
image_loop(const Conv *v, Text *t)
{
    const char *n = v->tail ? "r" : "n";
    text_print(t, "for (int %s = 0; %s < images; %s += tile_rows) {\n", n, n, n);
}

/* Where 32 channels of the pixel `at` lie. */
static Place
pixel_place(const Conv *v, const char *at, bool of_x)
{
    const int64_t channels = of_x ? v->w->in_channels : v->w->out_channels;
    const char *count = of_x ? "in" : "out";
    return (Place){.rows = "tile_rows",
                   .columns = PANEL,
                   .first = v->tail ? "r - n" : NULL,
                   .width = channels % PANEL ? format("min(32, %s - 32 * p)", count) : NULL,
                   .out = format("%s[32 * p]", at),
                   .row = of_x ? "image" : "out_image"};
}

static void
open_tile(const Conv *v, const Place *place)
{
    if (v->tail)
        text_put(v->t, "const int n = min(r, images - tile_rows);\n");
    text_put(v->t, "tile acc = {0};\n");
    tile_begin(v->t, v->c, place);
}

/* ---- forward ---- */

/* Taps of a row inside the image are one run of neighbours in memory. */
static void
forward_runs(const Conv *v)
{
    static const char *const start[2] = {"top", "left"}, *const out[2] = {"oy", "ox"},
                             *const size[2] = {"height", "width"};
    for (int a = 0; a < 2; a++)
        text_print(v->t, "const int %s = %s%s;\n", start[a], conv_scaled(v, a, out[a]),
                   conv_shifted(v, a, NULL));
    for (int a = 0; a < 2; a++)
        text_print(v->t, "const int k%c0 = max(0, -%s), k%c1 = min(%s, %s - %s);\n", "yx"[a],
                   start[a], "yx"[a], conv_word(v->w->kernel, "kernel", a), size[a], start[a]);
    text_print(v->t,
               "for (int ky = ky0; ky < ky1; ky++) {\n"
               "tile_multiply(tile_rows, 32, acc, &%s[n][top + ky][left + kx0][0], image, 1,\n"
               "&%s[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);\n}\n",
               v->x, v->panel);
}

static void
forward_taps(const Conv *v)
{
    const Window *w = v->w;
    for (int a = 0; a < 2; a++) {
        const char *k = a ? "kx" : "ky";
        kernel_loop(v->t, k, conv_word(w->kernel, "kernel", a));
        text_print(v->t, "const int i%c = %s%s;\nif (i%c < 0 || i%c >= %s)\ncontinue;\n",
                   "yx"[a], conv_scaled(v, a, a ? "ox" : "oy"), conv_shifted(v, a, k), "yx"[a],
                   "yx"[a], a ? "width" : "height");
    }
    text_print(v->t,
               "tile_multiply(tile_rows, 32, acc, &%s[n][iy][ix][0], image, 1,\n"
               "&%s[p][ky][kx][0][0], 32, in);\n}\n}\n",
               v->x, v->panel);
}

void
conv_forward(const Conv *v)
{
    const bool inner = v->tiling->columns_first;
    if (v->tiling->pack)
        conv_pack(v);
    kernel_parallel(v->t, v->c->flops, 3);
    image_loop(v, v->t);
    if (!inner)
        kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "oy", "out_height");
    kernel_loop(v->t, "ox", "out_width");
    if (inner)
        kernel_loop(v->t, "p", "panels");
    const Place pixel = pixel_place(v, format("%s[n][oy][ox]", v->y), false);
    open_tile(v, &pixel);
    if (v->w->dilation[0] == 1 && v->w->dilation[1] == 1)
        forward_runs(v);
    else
        forward_taps(v);
    tile_end(v->t, v->c, &pixel);
    kernel_close(v->t, 4);
}

/* ---- data gradient ---- */

/* Taps of one axis that meet pixel i: every stride-th, or with dilation those that divide. */
void
conv_data_taps(const Conv *v, int axis)
{
    const Window *w = v->w;
    const char a = "yx"[axis], *kernel = conv_word(w->kernel, "kernel", axis);
    const char *pad = w->pad[axis] ? format(" + %s", conv_word(w->pad, "padding", axis)) : "";
    const char *stride = conv_stride(v, axis), *room = axis ? "out_width" : "out_height";
    if (w->dilation[axis] > 1) {
        text_print(v->t, "for (int k%c = 0; k%c < %s; k%c++) {\n", a, a, kernel, a);
        text_print(v->t, "const int at_%c = i%c%s - k%c * %s;\n", a, a, pad, a,
                   conv_word(w->dilation, "dilation", axis));
        if (w->stride[axis] > 1)
            text_print(v->t,
                       "const int o%c = at_%c / %s;\n"
                       "if (at_%c < 0 || at_%c %% %s || o%c >= %s)\ncontinue;\n",
                       a, a, stride, a, a, stride, a, room);
        else
            text_print(v->t, "const int o%c = at_%c;\nif (o%c < 0 || o%c >= %s)\ncontinue;\n",
                       a, a, a, a, room);
        return;
    }
    if (w->stride[axis] > 1)
        text_print(v->t,
                   "for (int k%c = (i%c%s) %% %s; k%c < %s; k%c += %s) {\n"
                   "const int o%c = (i%c%s - k%c) / %s;\n",
                   a, a, pad, stride, a, kernel, a, stride, a, a, pad, a, stride);
    else
        text_print(v->t, "for (int k%c = 0; k%c < %s; k%c++) {\nconst int o%c = i%c%s - k%c;\n",
                   a, a, kernel, a, a, a, pad, a);
    text_print(v->t, "if (o%c < 0 || o%c >= %s)\ncontinue;\n", a, a, room);
}

/* Loops over pixels, those with the same taps together: the phases of the stride. */
static int
data_pixels(const Conv *v)
{
    const Window *w = v->w;
    const bool phases = w->stride[0] > 1 || w->stride[1] > 1;
    if (!phases || v->tiling->columns_first) {
        kernel_loop(v->t, "iy", "height");
        kernel_loop(v->t, "ix", "width");
        return 2;
    }
    kernel_loop(v->t, "py", conv_stride(v, 0));
    kernel_loop(v->t, "px", conv_stride(v, 1));
    text_print(v->t, "for (int iy = py; iy < height; iy += %s) {\n", conv_stride(v, 0));
    text_print(v->t, "for (int ix = px; ix < width; ix += %s) {\n", conv_stride(v, 1));
    return 4;
}

void
conv_data(const Conv *v)
{
    const bool inner = v->tiling->columns_first;
    if (v->tiling->pack)
        conv_pack(v);
    kernel_parallel(v->t, v->c->flops, 3);
    image_loop(v, v->t);
    if (!inner)
        kernel_loop(v->t, "p", "panels");
    int loops = data_pixels(v) + 2;
    if (inner)
        kernel_loop(v->t, "p", "panels");
    const Place pixel = pixel_place(v, format("%s[n][iy][ix]", v->x), true);
    open_tile(v, &pixel);
    conv_data_taps(v, 0);
    conv_data_taps(v, 1);
    text_print(v->t,
               "tile_multiply(tile_rows, 32, acc, &%s[n][oy][ox][0], out_image, 1,\n"
               "&%s[p][ky][kx][0][0], 32, out);\n}\n}\n",
               v->y, v->panel);
    tile_end(v->t, v->c, &pixel);
    kernel_close(v->t, loops);
}
