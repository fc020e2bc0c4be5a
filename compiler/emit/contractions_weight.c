/* Weight gradient by register tiles: rows are channels of one image, columns channels of the
 * other, and a tap's sum runs over the pixels that it meets. */
#include "contractions.h"

/* The image whose channels are columns, copied to panels of 32 with zeros behind the last. */
static void
pack_image(const Conv *v, int64_t offset)
{
    const bool by_in = v->tiling->by_in;
    const int64_t *size = by_in ? v->w->in : v->w->out;
    const char *name = by_in ? v->x : v->y, *count = by_in ? "in" : "out";
    text_print(v->t, "float(*restrict lines)[images][%lld][%lld][32] = (void *)",
               (long long)size[0], (long long)size[1]);
    text_print(v->t, offset ? "(scratch + %lld);\n" : "scratch;\n", (long long)offset);
    kernel_parallel(v->t, 16 * v->tiling->packed, 3);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "n", "images");
    kernel_loop(v->t, "row", by_in ? "height" : "out_height");
    kernel_loop(v->t, "column", by_in ? "width" : "out_width");
    kernel_loop(v->t, "j", "32");
    text_print(v->t,
               "lines[p][n][row][column][j] =\n"
               "32 * p + j < %s ? %s[n][row][column][32 * p + j] : 0;\n",
               count, name);
    kernel_close(v->t, 5);
}

/* x with its padding, so that the taps of a row are neighbours at every pixel. Rows are copied
 * whole: of a choice for each pixel, `inside ? x : 0`, gcc 12.2 -O3 makes wrong code. */
static void
widen(const Conv *v)
{
    const Window *w = v->w;
    const int64_t offset = v->c->scratch - v->tiling->widened;
    const int64_t room = conv_reach(w, 1) - w->pad[1];
    text_put(v->t, "float(*restrict wide)[wide_height][wide_width][in] = (void *)");
    text_print(v->t, offset ? "(scratch + %lld);\n" : "scratch;\n", (long long)offset);
    kernel_parallel(v->t, 16 * v->tiling->widened, 2);
    kernel_loop(v->t, "n", "images");
    kernel_loop(v->t, "row", "wide_height");
    text_print(v->t, "const int iy = row%s;\n",
               w->pad[0] ? format(" - %s", conv_word(w->pad, "padding", 0)) : "");
    text_print(v->t,
               "memset(wide[n][row], 0, sizeof wide[n][row]);\n"
               "if (iy >= 0 && iy < height)\n"
               "memcpy(wide[n][row][%s], %s[n][iy], sizeof(float[%s][in]));\n",
               w->pad[1] ? conv_word(w->pad, "padding", 1) : "0", v->x,
               room < w->in[1] ? format("%lld", (long long)room) : "width");
    kernel_close(v->t, 2);
}

/* " + ky" in the widened image, whose first row is padding. */
static const char *
tap_shift(const Conv *v)
{
    return v->w->dilation[0] == 1
               ? " + ky"
               : format(" + ky * %s", conv_word(v->w->dilation, "dilation", 0));
}

static void
weight_multiply(const Conv *v)
{
    const bool by_in = v->tiling->by_in, pack = v->tiling->pack;
    const char *sx = conv_scaled(v, 1, "ox0"), *sy = conv_scaled(v, 0, "oy");
    const char *pixel =
        format("[n][%s%s][%s%s]", sy, conv_shifted(v, 0, "ky"), sx, conv_shifted(v, 1, "kx"));
    const char *step = v->w->stride[1] == 1 ? "" : format("%s * ", conv_stride(v, 1));
    const char *lane = pack ? "[0]" : "[32 * p]";
    if (v->tiling->wide)
        text_print(v->t,
                   "tile_multiply(tile_rows, 32, acc, &wide[n][%s%s][0][0] + i, 1, %sin,\n"
                   "&%s%s[n][oy][0]%s, %s, out_width);\n",
                   sy, tap_shift(v), step, pack ? "lines" : v->y, pack ? "[p]" : "", lane,
                   pack ? "32" : "out");
    else if (by_in)
        text_print(v->t,
                   "tile_multiply(tile_rows, 32, acc, &%s[n][oy][ox0][o], 1, out,\n"
                   "&%s%s%s%s,\n%s%s, ox1 - ox0);\n",
                   v->y, pack ? "lines" : v->x, pack ? "[p]" : "", pixel, lane, step,
                   pack ? "32" : "in");
    else
        text_print(v->t,
                   "tile_multiply(tile_rows, 32, acc,\n&%s%s[i], 1, %sin,\n"
                   "&%s%s[n][oy][ox0]%s, %s, ox1 - ox0);\n",
                   v->x, pixel, step, pack ? "lines" : v->y, pack ? "[p]" : "", lane,
                   pack ? "32" : "out");
}

static void
weight_tile(const Conv *v, bool grouped)
{
    const bool wide = v->tiling->wide;
    const char *row = v->tiling->by_in ? "o" : "i";
    const char *rows = wide ? "taps" : v->tiling->by_in ? "out" : "in";
    const char *start = v->tail ? "r" : row;
    text_print(v->t, "for (int %s = 0; %s < %s; %s += tile_rows) {\n", start, start, rows,
               start);
    if (v->tail)
        text_print(v->t, "const int %s = min(r, %s - tile_rows);\n", row, rows);
    const char *at = wide ? format("%s[p][ky][0][0][0] + 32 * i", v->panel)
                          : format("%s[p][ky][kx][%s][0]", v->panel, row);
    const Place place = {.rows = "tile_rows",
                         .columns = PANEL,
                         .first = v->tail ? format("r - %s", row) : NULL,
                         .out = at,
                         .row = "32",
                         .again = grouped ? "g > 0" : NULL};
    Contraction in_panels = *v->c;
    if (v->tiling->unpack) { /* what is there is added to, or scaled, on the way out */
        in_panels.adds = false;
        in_panels.factor = RATIONAL_ONE;
    }
    text_put(v->t, "tile acc = {0};\n");
    tile_begin(v->t, &in_panels, &place);
    if (grouped)
        text_put(v->t, "for (int n = g; n < min(g + group, images); n++) {\n");
    else
        kernel_loop(v->t, "n", "images");
    text_put(v->t, wide ? "for (int oy = 0; oy < out_height; oy++) {\n"
                        : "for (int oy = oy0; oy < oy1; oy++) {\n");
    weight_multiply(v);
    kernel_close(v->t, 2);
    tile_end(v->t, &in_panels, &place);
    kernel_close(v->t, 1);
}

void
conv_weight(const Conv *v)
{
    const Window *w = v->w;
    const Tiling *t = v->tiling;
    const bool grouped = t->group < t->images;
    if (grouped)
        text_print(v->t, "enum { group = %lld };\n", (long long)t->group);
    if (t->unpack)
        text_print(v->t, "float(*restrict panel)%s = (void *)scratch;\n", conv_panel_type(v));
    if (t->pack)
        pack_image(v, v->c->scratch - t->widened - t->packed);
    if (t->wide)
        widen(v);
    if (grouped)
        text_put(v->t, "for (int g = 0; g < images; g += group) {\n");
    kernel_parallel(v->t, v->c->flops * t->group / t->images, t->wide ? 2 : 3);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "ky", conv_word(w->kernel, "kernel", 0));
    if (!t->wide) {
        kernel_loop(v->t, "kx", conv_word(w->kernel, "kernel", 1));
        conv_range(v, 0);
        conv_range(v, 1);
    }
    weight_tile(v, grouped);
    kernel_close(v->t, 2 + !t->wide + grouped);
    if (t->unpack)
        conv_panel_loops(v, false);
}
