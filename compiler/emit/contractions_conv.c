/* Convolution, its data gradient and its weight gradient by register tiles.
 *
 * Images are channels-last and the rows of a tile are images at one pixel, so there are no
 * patches, no padding ring and no spatial tails: taps outside the image are skipped. */
#include "contractions.h"

#include <string.h>

enum {
    GROUP_FLOATS = 1 << 16
}; /* slices of both images of a group: half a second-level cache */

/* A size that both axes may share: "stride", or "stride_y" and "stride_x" where they differ. */
const char *
conv_word(const int64_t value[2], const char *name, int axis)
{
    return value[0] == value[1] ? name : format("%s_%c", name, "yx"[axis]);
}

static const char *
stride_word(const Conv *v, int axis)
{
    return conv_word(v->w->stride, "stride", axis);
}

/* "stride * oy", shortened where the stride is 1. */
const char *
conv_scaled(const Conv *v, int axis, const char *index)
{
    return v->w->stride[axis] == 1 ? index : format("%s * %s", stride_word(v, axis), index);
}

/* " + ky * dilation - padding" without what is 1 or 0. */
const char *
conv_shifted(const Conv *v, int axis, const char *tap)
{
    const Window *w = v->w;
    Text text = {0};
    text_put(&text, "");
    if (tap && w->dilation[axis] > 1)
        text_print(&text, " + %s * %s", tap, conv_word(w->dilation, "dilation", axis));
    else if (tap)
        text_print(&text, " + %s", tap);
    if (w->pad[axis])
        text_print(&text, " - %s", conv_word(w->pad, "padding", axis));
    return text.at;
}

void
conv_sizes(const Conv *v, Sizes *s)
{
    const Window *w = v->w;
    size_add(s, "images", v->tiling->images);
    size_add(s, "height", w->in[0]);
    size_add(s, "width", w->in[1]);
    size_add(s, "in", w->in_channels);
    size_add(s, "out_height", w->out[0]);
    size_add(s, "out_width", w->out[1]);
    size_add(s, "out", w->out_channels);
    const struct {
        const char *name;
        const int64_t *value;
        int64_t none;
    } pair[] = {{"kernel", w->kernel, 0},
                {"stride", w->stride, 1},
                {"padding", w->pad, 0},
                {"dilation", w->dilation, 1}};
    for (size_t i = 0; i < COUNT_OF(pair); i++)
        for (int axis = 0; axis < 2; axis++)
            if (!(axis == 1 && pair[i].value[0] == pair[i].value[1]) &&
                (pair[i].value[0] != pair[i].none || pair[i].value[1] != pair[i].none))
                size_add(s, conv_word(pair[i].value, pair[i].name, axis), pair[i].value[axis]);
}

static void
tile_sizes(const Conv *v, bool weight)
{
    const Window *w = v->w;
    const Tiling *t = v->tiling;
    Sizes s = {0};
    conv_sizes(v, &s);
    size_add(&s, "panels", ceil_div(t->by_in ? w->in_channels : w->out_channels, PANEL));
    size_add(&s, "tile_rows", t->rows);
    if (!weight) {
        size_add(&s, "image", w->in[0] * w->in[1] * w->in_channels);
        size_add(&s, "out_image", w->out[0] * w->out[1] * w->out_channels);
    }
    if (t->wide) {
        size_add(&s, "wide_height", conv_reach(w, 0));
        size_add(&s, "wide_width", conv_reach(w, 1));
        size_add(&s, "taps", w->kernel[1] * w->in_channels);
    }
    sizes_emit(v->t, &s);
}

View
conv_image(const char *name, int64_t images, const int64_t size[2], int64_t channels)
{
    const int64_t extent[4] = {images, size[0], size[1], channels};
    View v = {.name = name, .dense = true, .count = 4};
    for (int i = 0; i < 4; i++)
        v.dim[i] = (Dim){i, PART_WHOLE, extent[i], 1};
    return v;
}

/* [panels][ky][kx][other][32], ids as slots of the weight */
static View
panel_view(const Conv *v, const char *name, bool by_in)
{
    const Window *w = v->w;
    const int c = w->channel;
    const int64_t cut = by_in ? w->in_channels : w->out_channels,
                  other = by_in ? w->out_channels : w->in_channels;
    return (View){.name = name,
                  .dense = true,
                  .count = 5,
                  .dim = {{by_in ? c + 1 : c, PART_PANEL, ceil_div(cut, PANEL), 1},
                          {c + 2, PART_WHOLE, w->kernel[0], 1},
                          {c + 3, PART_WHOLE, w->kernel[1], 1},
                          {by_in ? c : c + 1, PART_WHOLE, other, 1},
                          {by_in ? c + 1 : c, PART_LANE, PANEL, 1}}};
}

/* ---- opening, packing
 * --------------------------------------------------------------------------------- */

void
conv_comment(const Conv *v)
{
    const char *iy = format("%s%s", conv_scaled(v, 0, "oy"), conv_shifted(v, 0, "ky")),
               *ix = format("%s%s", conv_scaled(v, 1, "ox"), conv_shifted(v, 1, "kx"));
    const char *x = format("%s[n][iy][ix][i]", v->x),
               *w = format("%s[o][i][ky][kx]", v->weight),
               *y = format("%s[n][oy][ox][o]", v->y);
    const Op op = v->c->node->op;
    text_print(v->t, "/* %s = sum over %s of %s %s\n * where iy = %s, ix = %s\n",
               op == OP_CONV        ? y
               : op == OP_CONV_DATA ? x
                                    : w,
               op == OP_CONV        ? "ky, kx, i"
               : op == OP_CONV_DATA ? "oy, ox, o"
                                    : "n, oy, ox",
               op == OP_CONV_DATA ? y : x, op == OP_CONV_WEIGHT ? y : w, iy, ix);
    text_print(v->t, " * %c%s. */\n", v->c->reason[0] - 'a' + 'A', v->c->reason + 1);
}

static void
open(Conv *v, const char *name)
{
    const Window *w = v->w;
    const Tiling *t = v->tiling;
    View x = conv_image(v->x, t->images, w->in, w->in_channels),
         y = conv_image(v->y, t->images, w->out, w->out_channels),
         panels = panel_view(v, v->weight, t->by_in);
    const bool own = v->c->node->op == OP_CONV_WEIGHT ? t->unpack : t->pack;
    const Storage other = panel_storage(conv_w(v->c)->shape, w, !t->by_in);
    View weight = own ? view_slots(v->weight, conv_w(v->c)) : panels;
    if (own && storage_same(&conv_w(v->c)->storage, &other))
        weight = panel_view(v, v->weight, !t->by_in);
    const Op op = v->c->node->op;
    conv_comment(v);
    kernel_open(v->t, v->c, name,
                (View *const[]){op == OP_CONV_DATA ? &y : &x,
                                op == OP_CONV_WEIGHT ? &y : &weight,
                                op == OP_CONV        ? &y
                                : op == OP_CONV_DATA ? &x
                                                     : &weight});
    tile_sizes(v, op == OP_CONV_WEIGHT);
    v->panel = own ? "panel" : v->weight;
}

static const char *
panel_type(const Conv *v)
{
    const View view = panel_view(v, "", v->tiling->by_in);
    Text type = {0};
    for (int i = 1; i < view.count; i++)
        text_print(&type, "[%lld]", (long long)view.dim[i].extent);
    return type.at;
}

/* Loops over panels, taps, the other channel and the lane; the statement copies one weight. */
static void
panel_loops(Conv *v, bool pack)
{
    const Window *w = v->w;
    const bool by_in = v->tiling->by_in;
    const int c = w->channel;
    const char *other = by_in ? "o" : "i", *count = by_in ? "in" : "out";
    const bool narrow = (by_in ? w->in_channels : w->out_channels) % PANEL;
    Index at = {0};
    View panel = panel_view(v, "panel", by_in), plain = view_slots(v->weight, conv_w(v->c));
    kernel_parallel(v->t, 16 * w->in_channels * w->out_channels * w->kernel[0] * w->kernel[1],
                    4);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "ky", conv_word(w->kernel, "kernel", 0));
    kernel_loop(v->t, "kx", conv_word(w->kernel, "kernel", 1));
    kernel_loop(v->t, other, by_in ? "out" : "in");
    if (pack || !narrow)
        kernel_loop(v->t, "j", "32");
    else
        text_print(v->t, "for (int j = 0; j < min(32, %s - 32 * p); j++) {\n", count);
    at[by_in ? c + 1 : c] = "32 * p + j";
    at[by_in ? c : c + 1] = other;
    at[c + 2] = "ky";
    at[c + 3] = "kx";
    const char *in_panel = view_at(&panel, at), *in_plain = view_at(&plain, at);
    if (!pack)
        text_print(v->t, "%s = %s;\n", in_plain, in_panel);
    else if (narrow)
        text_print(v->t, "%s = 32 * p + j < %s ? %s : 0;\n", in_panel, count, in_plain);
    else
        text_print(v->t, "%s = %s;\n", in_panel, in_plain);
    kernel_close(v->t, 5);
}

/* Panels of the other channel: blocks of 32 by 32 change sides. */
static void
panel_transposes(const Conv *v)
{
    const bool by_in = v->tiling->by_in;
    text_print(v->t, "enum { from_panels = %lld };\n",
               (long long)ceil_div(by_in ? v->w->out_channels : v->w->in_channels, PANEL));
    kernel_parallel(v->t, 16 * v->tiling->packed, 4);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "ky", conv_word(v->w->kernel, "kernel", 0));
    kernel_loop(v->t, "kx", conv_word(v->w->kernel, "kernel", 1));
    kernel_loop(v->t, "q", "from_panels");
    text_print(v->t,
               "transpose(&%s[q][ky][kx][32 * p][0], 32, min(32, %s - 32 * p),\n"
               "&panel[p][ky][kx][32 * q][0], 32, min(32, %s - 32 * q));\n",
               v->weight, by_in ? "in" : "out", by_in ? "out" : "in");
    kernel_close(v->t, 4);
}

static void
pack_weights(Conv *v)
{
    const Operand *w = conv_w(v->c);
    const Storage other = panel_storage(w->shape, v->w, !v->tiling->by_in);
    text_print(v->t, "float(*restrict panel)%s = (void *)scratch;\n", panel_type(v));
    if (storage_same(&w->storage, &other))
        panel_transposes(v);
    else
        panel_loops(v, true);
}

/* ---- pieces of the loops
 * -------------------------------------------------------------------------------- */

static void
image_loop(const Conv *v, Text *t)
{
    const char *n = v->tail ? "r" : "n";
    text_print(t, "for (int %s = 0; %s < images; %s += tile_rows) {\n", n, n, n);
}

static void
open_tile(const Conv *v)
{
    if (v->tail)
        text_put(v->t, "const int n = min(r, images - tile_rows);\n");
    text_put(v->t, "tile acc = {0};\n");
}

static void
store_pixel(const Conv *v, const char *at, int64_t channels, const char *count,
            const char *image)
{
    const bool narrow = channels % PANEL;
    if (!narrow && !v->tail)
        text_print(v->t, "tile_store(tile_rows, 32, acc, &%s[32 * p], %s);\n", at, image);
    else
        text_print(v->t, "tile_store_part(tile_rows, 32, acc, %s, %s,\n&%s[32 * p], %s);\n",
                   v->tail ? "r - n" : "0",
                   narrow ? format("min(32, %s - 32 * p)", count) : "32", at, image);
}

/* ---- forward
 * ----------------------------------------------------------------------------------------------
 */

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

static void
forward(Conv *v)
{
    const bool inner = v->tiling->columns_first;
    if (v->tiling->pack)
        pack_weights(v);
    kernel_parallel(v->t, v->c->flops, 3);
    image_loop(v, v->t);
    if (!inner)
        kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "oy", "out_height");
    kernel_loop(v->t, "ox", "out_width");
    if (inner)
        kernel_loop(v->t, "p", "panels");
    open_tile(v);
    if (v->w->dilation[0] == 1 && v->w->dilation[1] == 1)
        forward_runs(v);
    else
        forward_taps(v);
    store_pixel(v, format("%s[n][oy][ox]", v->y), v->w->out_channels, "out", "out_image");
    kernel_close(v->t, 4);
}

/* ---- data gradient
 * ------------------------------------------------------------------------------------------ */

/* Taps of one axis that meet pixel i: every stride-th, or with dilation those that divide. */
static void
data_taps(const Conv *v, int axis)
{
    const Window *w = v->w;
    const char a = "yx"[axis], *kernel = conv_word(w->kernel, "kernel", axis);
    const char *pad = w->pad[axis] ? format(" + %s", conv_word(w->pad, "padding", axis)) : "";
    const char *stride = stride_word(v, axis), *room = axis ? "out_width" : "out_height";
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
    kernel_loop(v->t, "py", stride_word(v, 0));
    kernel_loop(v->t, "px", stride_word(v, 1));
    text_print(v->t, "for (int iy = py; iy < height; iy += %s) {\n", stride_word(v, 0));
    text_print(v->t, "for (int ix = px; ix < width; ix += %s) {\n", stride_word(v, 1));
    return 4;
}

static void
data(Conv *v)
{
    const bool inner = v->tiling->columns_first;
    if (v->tiling->pack)
        pack_weights(v);
    kernel_parallel(v->t, v->c->flops, 3);
    image_loop(v, v->t);
    if (!inner)
        kernel_loop(v->t, "p", "panels");
    int loops = data_pixels(v) + 2;
    if (inner)
        kernel_loop(v->t, "p", "panels");
    open_tile(v);
    data_taps(v, 0);
    data_taps(v, 1);
    text_print(v->t,
               "tile_multiply(tile_rows, 32, acc, &%s[n][oy][ox][0], out_image, 1,\n"
               "&%s[p][ky][kx][0][0], 32, out);\n}\n}\n",
               v->y, v->panel);
    store_pixel(v, format("%s[n][iy][ix]", v->x), v->w->in_channels, "in", "image");
    kernel_close(v->t, loops);
}

/* ---- weight gradient
 * ------------------------------------------------------------------------------------------ */

/* The image whose channels are columns, copied to panels of 32 with zeros behind the last. */
static void
pack_image(Conv *v, int64_t offset)
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

/* First and last output whose tap lies inside the image. */
void
conv_range(const Conv *v, int axis)
{
    const Window *w = v->w;
    const char a = "yx"[axis];
    const char *stride = stride_word(v, axis);
    const char *k = w->dilation[axis] == 1
                        ? format("k%c", a)
                        : format("k%c * %s", a, conv_word(w->dilation, "dilation", axis));
    const char *pad = w->pad[axis] ? conv_word(w->pad, "padding", axis) : NULL;
    const char *gap = pad ? format("%s - %s", pad, k) : format("-%s", k);
    const char *reach =
        format("%s%s - %s", axis ? "width" : "height", pad ? format(" + %s", pad) : "", k);
    const char *room = axis ? "out_width" : "out_height";
    if (w->stride[axis] == 1)
        text_print(v->t, "const int o%c0 = max(0, %s),\no%c1 = min(%s, %s);\n", a, gap, a, room,
                   reach);
    else
        text_print(v->t,
                   "const int o%c0 = max(0, (%s + %s - 1) / %s),\n"
                   "o%c1 = min(%s, (%s + %s - 1) / %s);\n",
                   a, gap, stride, stride, a, room, reach, stride, stride);
}

/* x with its padding, so that the taps of a row are neighbours at every pixel. Rows are copied
 * whole: of a choice for each pixel, `inside ? x : 0`, gcc 12.2 -O3 makes wrong code. */
static void
widen(Conv *v)
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

static int64_t
image_group(const Conv *v)
{
    const Window *w = v->w;
    const int64_t x = w->in[0] * w->in[1] * (v->tiling->by_in ? PANEL : w->in_channels),
                  y = w->out[0] * w->out[1] * (v->tiling->by_in ? w->out_channels : PANEL);
    int64_t group = GROUP_FLOATS / (x + y);
    group = group < 1 ? 1 : group;
    return group > v->tiling->images ? v->tiling->images : group;
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
    const char *step = v->w->stride[1] == 1 ? "" : format("%s * ", stride_word(v, 1));
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
    text_put(v->t, "tile acc = {0};\n");
    if (grouped)
        text_print(v->t, "if (g > 0)\ntile_load(tile_rows, 32, acc, &%s, 32);\n", at);
    if (grouped)
        text_put(v->t, "for (int n = g; n < min(g + group, images); n++) {\n");
    else
        kernel_loop(v->t, "n", "images");
    text_put(v->t, wide ? "for (int oy = 0; oy < out_height; oy++) {\n"
                        : "for (int oy = oy0; oy < oy1; oy++) {\n");
    weight_multiply(v);
    kernel_close(v->t, 2);
    if (v->tail)
        text_print(v->t, "tile_store_part(tile_rows, 32, acc, r - %s, 32, &%s, 32);\n}\n", row,
                   at);
    else
        text_print(v->t, "tile_store(tile_rows, 32, acc, &%s, 32);\n}\n", at);
}

static void
weight_gradient(Conv *v)
{
    const Window *w = v->w;
    const Tiling *t = v->tiling;
    const int64_t group = image_group(v);
    const bool grouped = group < t->images;
    if (grouped)
        text_print(v->t, "enum { group = %lld };\n", (long long)group);
    if (t->unpack)
        text_print(v->t, "float(*restrict panel)%s = (void *)scratch;\n", panel_type(v));
    if (t->pack)
        pack_image(v, v->c->scratch - t->widened - t->packed);
    if (t->wide)
        widen(v);
    kernel_parallel(v->t, v->c->flops, t->wide ? 2 : 3);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "ky", conv_word(w->kernel, "kernel", 0));
    if (!t->wide) {
        kernel_loop(v->t, "kx", conv_word(w->kernel, "kernel", 1));
        conv_range(v, 0);
        conv_range(v, 1);
    }
    if (grouped)
        text_put(v->t, "for (int g = 0; g < images; g += group) {\n");
    weight_tile(v, grouped);
    kernel_close(v->t, 2 + !t->wide + grouped);
    if (t->unpack)
        panel_loops(v, false);
}

static int64_t
rows_of_tiles(const Contraction *c)
{
    const Tiling *t = c->tiling;
    const Window *w = &c->node->u.window;
    if (c->node->op != OP_CONV_WEIGHT)
        return t->images;
    return t->by_in  ? w->out_channels
           : t->wide ? w->in_channels * w->kernel[1]
                     : w->in_channels;
}

void
conv_emit(Text *text, const Contraction *c, const char *name)
{
    const Tiling *t = c->tiling;
    const Op op = c->node->op;
    Conv v = {.t = text, .c = c, .tiling = t, .w = &c->node->u.window};
    v.x = kernel_operand(c, op == OP_CONV_DATA ? 2 : 0);
    v.weight = kernel_operand(c, op == OP_CONV_WEIGHT ? 2 : 1);
    v.y = kernel_operand(c, op == OP_CONV ? 2 : op == OP_CONV_DATA ? 0 : 1);
    v.tail = rows_of_tiles(c) % t->rows;
    if (t->form == FORM_GATHER) {
        gather_emit(&v, name);
        return;
    }
    open(&v, name);
    if (t->form == FORM_CONV)
        forward(&v);
    else if (t->form == FORM_DATA)
        data(&v);
    else
        weight_gradient(&v);
    text_put(text, "}\n\n");
}
