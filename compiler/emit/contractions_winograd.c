/* Convolutions by minimal filtering: passes/tile_winograd.c says what and when.
 *
 * A convolution reads windows of x, those of all phases of the stride side by side, and makes
 * squares of y; its data gradient reads windows of y, the taps the other way round, and makes
 * the squares of each phase of x. Eight squares are the rows of a tile. Either all weights are
 * transformed, then tile after tile of squares; or all squares, then panel after panel of
 * weights. The weight gradient sums products of windows of x and squares of y. */
#include "contractions.h"

#include <string.h>

static int
side(const Conv *v)
{
    return (int)winograd_side(v->w, v->tiling->square);
}

static bool
strided(const Conv *v)
{
    return v->w->stride[0] > 1;
}

static bool
is_data(const Conv *v)
{
    return v->c->roles.x == OUT;
}

static void
sizes_of_squares(const Conv *v)
{
    const Window *w = v->w;
    const Tiling *t = v->tiling;
    const int64_t m = t->square, n = side(v);
    Sizes s = {0};
    for (int a = 0; a < 2; a++)
        size_add(&s, a ? "squares_x" : "squares_y",
                 ceil_div(is_data(v) ? ceil_div(w->in[a], w->stride[a]) : w->out[a], m));
    size_add(&s, "squares", t->squares);
    size_add(&s, "side", m);
    size_add(&s, "components", n * n);
    if (t->across)
        size_add(&s, "taps", w->kernel[0] / w->stride[0]);
    if (strided(v) && v->c->roles.y == OUT)
        size_add(&s, "phases_in", w->stride[0] * w->stride[1] * w->in_channels);
    if (v->c->roles.weight == OUT)
        size_add(&s, "block", t->group);
    sizes_emit(v->t, &s);
}

/* Image, first row and first column of square `index`. */
static void
square_place(const Conv *v, const char *index)
{
    text_print(v->t,
               "const int n = %s / (squares_y * squares_x);\n"
               "const int row = %s / squares_x %% squares_y * side;\n"
               "const int column = %s %% squares_x * side;\n",
               index, index, index);
}

/* Phases of the stride: the same names as the taps that they begin with. */
static int
open_phases(const Conv *v)
{
    if (!strided(v))
        return 0;
    kernel_loop(v->t, "qy", "stride");
    kernel_loop(v->t, "qx", "stride");
    return 2;
}

/* Where a window of x begins: "stride * row + qy - padding". */
static const char *
pixels_from(const Conv *v, int axis)
{
    const char *at = axis ? "column" : "row", q = "yx"[axis];
    const int64_t pad = v->w->pad[axis];
    const char *padding = pad ? format(" - %s", conv_word(v->w->pad, "padding", axis)) : "";
    return strided(v) ? format("stride * %s + q%c%s", at, q, padding)
                      : format("%s%s", at, padding);
}

/* Where a window of y begins for phase q of x: its last tap meets the first pixel. */
static const char *
slopes_from(const Conv *v, int axis)
{
    const Window *w = v->w;
    const char *at = axis ? "column" : "row", q = "yx"[axis];
    const int64_t taps = w->kernel[0] / w->stride[0], pad = w->pad[axis];
    if (!strided(v))
        return pad == taps - 1 ? at : format("%s + %lld", at, (long long)(pad - taps + 1));
    return format("%s + (q%c%s) / stride - %lld", at, q,
                  pad ? format(" + %s", conv_word(w->pad, "padding", axis)) : "",
                  (long long)(taps - 1));
}

/* "scratch", or a place in it. */
static const char *
scratch_at(int64_t floats)
{
    return floats ? format("(scratch + %lld)", (long long)floats) : "scratch";
}

/* ---- convolution and data gradient ---- */

/* Lines of a panel of weights, which are summed. */
static const char *
depth_of(const Conv *v)
{
    return is_data(v) ? "out" : strided(v) ? "phases_in" : "in";
}

/* The first tap of a phase, or its last for the data gradient, which takes them backwards. */
static const char *
first_tap(const Conv *v, int axis)
{
    if (!is_data(v))
        return strided(v) ? axis ? "qx" : "qy" : "0";
    return strided(v) ? axis ? "kx" : "ky" : "kernel - 1";
}

static void
declare_last_taps(const Conv *v)
{
    for (int a = 0; a < 2; a++)
        text_print(v->t, "const int k%c = (q%c%s) %% stride + kernel - stride;\n", "yx"[a],
                   "yx"[a],
                   v -> w -> pad[a] ? format(" + %s", conv_word(v->w->pad, "padding", a)) : "");
}

/* Tap ty or tx of a phase, from its first one on. */
static const char *
next_tap(const Conv *v, int axis)
{
    const char *first = first_tap(v, axis), *step = strided(v) ? "stride * " : "";
    if (strcmp(first, "0") == 0)
        return axis ? "tx" : "ty";
    return format("%s %c %st%c", first, is_data(v) ? '-' : '+', step, "yx"[axis]);
}

/* The line of transformed weights for channel `row`, and the distance of components. */
static const char *
spectrum_line(const Conv *v, const char *row)
{
    const char *phase = strided(v) && !is_data(v) ? "(stride * qy + qx) * in + " : "";
    return v->tiling->by_panel
               ? format("spectrum[0][%s%s], (%s + 1) * 32", phase, row, depth_of(v))
               : format("spectrum[p][0][%s%s], %s * 32", phase, row, depth_of(v));
}

/* From panels of the other channel: blocks of 32 by 32 change sides. */
static void
transform_across(const Conv *v, const char *row, const char *rows)
{
    const bool many = (is_data(v) ? v->w->out_channels : v->w->in_channels) % PANEL;
    const char *count = many ? format("min(32, %s - 32 * q)", rows) : "32";
    text_put(v->t, "float tap[taps][taps][32][32];\n");
    kernel_loop(v->t, "ty", "taps");
    kernel_loop(v->t, "tx", "taps");
    text_print(v->t, "transpose(&%s[q][%s][%s][32 * p][0], 32, 32, tap[ty][tx][0], 32, %s);\n",
               v->weight, next_tap(v, 0), next_tap(v, 1), count);
    kernel_close(v->t, 2);
    kernel_loop(v->t, row, count);
    text_print(v->t, "winograd_weights_%d(tap[0][0][%s], taps * 32 * 32, 32 * 32,\n%s);\n",
               side(v), row, spectrum_line(v, format("32 * q + %s", row)));
    kernel_close(v->t, 1);
}

/* Of all panels, or of panel p: of one phase, or of all behind one another. */
static void
transform_weights(const Conv *v)
{
    const Window *w = v->w;
    const bool data = is_data(v);
    const char *rows = data ? "out" : "in";
    const char *row = data ? "o" : "i", *sign = data ? "-" : "";
    const char *stride = strided(v) ? "stride * " : "";
    const int64_t lines = data ? w->out_channels : w->in_channels;
    const int64_t panels =
        v->tiling->by_panel ? 1 : ceil_div(data ? w->in_channels : w->out_channels, PANEL);
    kernel_parallel(v->t, 64 * lines * panels * PANEL,
                    !v->tiling->by_panel + (strided(v) && !data ? 2 : 0) + 1);
    if (!v->tiling->by_panel)
        kernel_loop(v->t, "p", "panels");
    const int phases = data ? 0 : open_phases(v);
    if (v->tiling->across) {
        kernel_loop(v->t, "q", format("%lld", (long long)ceil_div(lines, PANEL)));
        transform_across(v, row, rows);
    } else {
        kernel_loop(v->t, row, rows);
        text_print(v->t,
                   "winograd_weights_%d(&%s[p][%s][%s][%s][0], %s%skernel * %s * 32,\n"
                   "%s%s%s * 32, %s);\n",
                   side(v), v->panel, first_tap(v, 0), first_tap(v, 1), row, sign, stride, rows,
                   sign, stride, rows, spectrum_line(v, row));
    }
    kernel_close(v->t, 1 + phases + !v->tiling->by_panel);
}

/* Of the square at hand, to line `to` of the pixels. */
static void
transform_window(const Conv *v, const char *to)
{
    if (is_data(v)) {
        text_print(v->t,
                   "winograd_pixels_%d(%s[n][0][0], out_height, out_width, out,\n%s, %s, 1, "
                   "zeros,\npixels[%s][0], out);\n",
                   side(v), v->y, slopes_from(v, 0), slopes_from(v, 1), to);
        return;
    }
    const int phases = open_phases(v);
    text_print(v->t, "winograd_pixels_%d(%s[n][0][0], height, width, in, %s,\n%s, %s, zeros,\n",
               side(v), v->x, pixels_from(v, 0), pixels_from(v, 1),
               strided(v) ? "stride" : "1");
    text_print(v->t,
               strided(v) ? "&pixels[%s][0][(stride * qy + qx) * in], phases_in);\n"
                          : "pixels[%s][0], in);\n",
               to);
    kernel_close(v->t, phases);
}

/* Eight squares from `first` on, a panel of weights, component c. */
static void
multiply_tile(const Conv *v, const char *first, const char *panel)
{
    const char *depth = depth_of(v);
    text_print(v->t,
               "tile acc = {0};\n"
               "tile_multiply(tile_rows, 32, acc, pixels[%s][c], components * %s, 1,\n"
               "spectrum%s[c][0], 32, %s);\n"
               "tile_store(tile_rows, 32, acc, product[c][%s], 32);\n",
               first, depth, panel, depth, first);
}

/* Of the square at hand, from its products, which are `rows` lines for each component. */
static void
transform_back(const Conv *v, const char *row, const char *rows)
{
    const char *factor = contraction_factor(v->c);
    const bool data = is_data(v), apart = data && strided(v);
    const char *channels = data ? "in" : "out", *by = apart ? "stride * " : "";
    const char *height = data ? "height" : "out_height", *width = data ? "width" : "out_width";
    if (apart)
        text_put(v->t, "const int iy = stride * row + qy, ix = stride * column + qx;\n");
    text_print(v->t,
               "winograd_outputs_%d(product[0][%s], %s * 32, &%s[n][%s][%s][32 * p],\n"
               "%s%s * %s, %s%s, ",
               side(v), row, rows, data ? v->x : v->y, apart ? "iy" : "row",
               apart ? "ix" : "column", by, width, channels, by, channels);
    if (apart)
        text_print(v->t,
                   "min(side, (%s - iy + stride - 1) / stride),\n"
                   "min(side, (%s - ix + stride - 1) / stride), ",
                   height, width);
    else
        text_print(v->t, "min(side, %s - row), min(side, %s - column),\n", height, width);
    text_print(v->t, "%s, %d);\n", factor ? "factor" : "1", v->c->adds);
}

/* All weights, then tile after tile of squares. */
static void
squares_by_tile(const Conv *v)
{
    const char *first = v->tail ? "first" : "s", *square = format("(%s + r)", first);
    transform_weights(v);
    kernel_parallel(v->t, v->c->flops, 1);
    text_put(v->t, "for (int s = 0; s < squares; s += tile_rows) {\n");
    if (v->tail)
        text_put(v->t, "const int first = min(s, squares - tile_rows);\n");
    text_print(v->t, "float pixels[tile_rows][components][%s];\n", depth_of(v));
    kernel_loop(v->t, "r", "tile_rows");
    square_place(v, square);
    transform_window(v, "r");
    kernel_close(v->t, 1);
    kernel_loop(v->t, "p", "panels");
    text_put(v->t, "float product[components][tile_rows][32];\n");
    kernel_loop(v->t, "c", "components");
    multiply_tile(v, "0", "[p]");
    kernel_close(v->t, 1);
    text_print(v->t, "for (int r = %s; r < tile_rows; r++) {\n", v->tail ? "s - first" : "0");
    square_place(v, square);
    transform_back(v, "r", "tile_rows");
    kernel_close(v->t, 3);
}

/* All squares, then panel after panel of weights. */
static void
squares_by_panel(const Conv *v)
{
    const Window *w = v->w;
    const int64_t lines = is_data(v) ? w->out_channels : w->in_channels;
    kernel_parallel(v->t, 64 * v->tiling->squares * lines, 1);
    kernel_loop(v->t, "s", "squares");
    square_place(v, "s");
    transform_window(v, "s");
    kernel_close(v->t, 1);
    kernel_loop(v->t, "p", "panels");
    transform_weights(v);
    kernel_parallel(
        v->t, v->c->flops / ceil_div(is_data(v) ? w->in_channels : w->out_channels, PANEL), 2);
    kernel_loop(v->t, "c", "components");
    text_put(v->t, "for (int s = 0; s < squares; s += tile_rows) {\n");
    if (v->tail)
        text_put(v->t, "const int first = min(s, squares - tile_rows);\n");
    multiply_tile(v, v->tail ? "first" : "s", "");
    kernel_close(v->t, 2);
    kernel_parallel(v->t, 256 * v->tiling->squares * PANEL, 1);
    kernel_loop(v->t, "s", "squares");
    square_place(v, "s");
    transform_back(v, "s", "squares");
    kernel_close(v->t, 2);
}

static void
declare_domain(const Conv *v)
{
    const Tiling *t = v->tiling;
    const char *depth = depth_of(v);
    if (t->by_panel)
        text_print(v->t,
                   "float(*restrict pixels)[components][%s] = (void *)%s;\n"
                   "float(*restrict spectrum)[%s + 1][32] = (void *)%s;\n"
                   "float(*restrict product)[squares][32] = (void *)%s;\n",
                   depth, scratch_at(t->pixels_at), depth, scratch_at(t->spectrum_at),
                   scratch_at(t->product_at));
    else
        text_print(v->t, "float(*restrict spectrum)[components][%s][32] = (void *)%s;\n", depth,
                   scratch_at(t->spectrum_at));
    text_print(v->t, "static const float zeros[%s];\n", is_data(v) ? "out" : "in");
}

/* The data gradient takes one phase after another, so that the weights of one are there at a
 * time. */
static void
image_squares(const Conv *v)
{
    if (v->tiling->pack && !v->tiling->across)
        conv_pack(v);
    declare_domain(v);
    const int phases = is_data(v) ? open_phases(v) : 0;
    if (phases)
        declare_last_taps(v);
    if (v->tiling->by_panel)
        squares_by_panel(v);
    else
        squares_by_tile(v);
    kernel_close(v->t, phases);
}

/* ---- weight gradient ---- */

/* Whether transforms of all squares are there at a time. */
static bool
at_once(const Conv *v)
{
    return v->tiling->group >= v->tiling->squares;
}

/* The sums of panel p: kept side by side for all phases while blocks of squares add to them, or
 * for all panels of a phase, or for one panel. */
static const char *
sums_of_panel(const Conv *v)
{
    return v->tiling->by_panel         ? "sums"
           : strided(v) && !at_once(v) ? "sums[stride * qy + qx][p]"
                                       : "sums[p]";
}

static void
declare_sums(const Conv *v)
{
    const Tiling *t = v->tiling;
    const char *rows = t->by_in ? "out" : "in";
    text_print(v->t,
               "float(*restrict pixels)[block][in] = (void *)%s;\n"
               "float(*restrict slopes)[block][out] = (void *)%s;\n",
               scratch_at(t->pixels_at), scratch_at(t->slopes_at));
    if (t->by_panel)
        text_print(v->t, "float(*restrict sums)[%s + 1][32] = (void *)%s;\n", rows,
                   scratch_at(t->spectrum_at));
    else
        text_print(v->t, "float(*restrict sums)%s[components][%s][32] = (void *)%s;\n",
                   strided(v) && !at_once(v) ? "[panels]" : "", rows,
                   scratch_at(t->spectrum_at));
    text_print(v->t, "static const float zeros[%s];\n",
               v->w->in_channels > v->w->out_channels ? "in" : "out");
}

/* Of the block's windows, of its squares, or of both. */
static void
transform_block(const Conv *v, bool pixels, bool slopes)
{
    const int64_t channels =
        (pixels ? v->w->in_channels : 0) + (slopes ? v->w->out_channels : 0);
    kernel_parallel(v->t, 64 * v->tiling->group * channels, 1);
    kernel_loop(v->t, "k", at_once(v) ? "squares" : "count");
    square_place(v, at_once(v) ? "k" : "(first + k)");
    if (pixels)
        text_print(v->t,
                   "winograd_pixels_%d(%s[n][0][0], height, width, in, %s,\n%s, %s, zeros, "
                   "pixels[0][k], block * in);\n",
                   side(v), v->x, pixels_from(v, 0), pixels_from(v, 1),
                   strided(v) ? "stride" : "1");
    if (slopes)
        text_print(v->t,
                   "winograd_slopes_%d(%s[n][row][column], out_width * out, out,\n"
                   "out_height - row, out_width - column, zeros, slopes[0][k], block * out);\n",
                   side(v), v->y);
    kernel_close(v->t, 1);
}

/* Component by component, so that what it reads stays in cache; of panel p, or of all. */
static void
sum_products(const Conv *v)
{
    const Tiling *t = v->tiling;
    const char *rows = t->by_in ? "out" : "in", *columns = t->by_in ? "in" : "out";
    const char *left = t->by_in ? "slopes" : "pixels", *right = t->by_in ? "pixels" : "slopes";
    const char *sums = format("%s[c][r]", sums_of_panel(v));
    kernel_parallel(v->t, v->c->flops * t->group / t->squares, t->by_panel ? 2 : 3);
    kernel_loop(v->t, "c", "components");
    if (!t->by_panel)
        kernel_loop(v->t, "p", "panels");
    text_print(v->t, "for (int r = 0; r < %s; r += tile_rows) {\ntile acc = {0};\n", rows);
    if (!at_once(v))
        text_print(v->t, "if (first > 0)\ntile_load(tile_rows, 32, acc, %s, 32);\n", sums);
    text_print(v->t,
               "tile_multiply(tile_rows, 32, acc, &%s[c][0][r], 1, %s, &%s[c][0][32 * p], %s, "
               "%s);\n"
               "tile_store(tile_rows, 32, acc, %s, 32);\n",
               left, rows, right, columns, at_once(v) ? "squares" : "count", sums);
    kernel_close(v->t, 3 - t->by_panel);
}

/* The sums of panel p, or of all, brought back. */
static void
transform_taps(const Conv *v)
{
    const Tiling *t = v->tiling;
    const char *rows = t->by_in ? "out" : "in", *row = t->by_in ? "o" : "i";
    const char *factor = t->unpack ? NULL : contraction_factor(v->c);
    const char *stride = strided(v) ? "stride * " : "";
    const int64_t lines = t->by_in ? v->w->out_channels : v->w->in_channels;
    const int64_t columns = t->by_in ? v->w->in_channels : v->w->out_channels;
    kernel_parallel(v->t, 64 * lines * (t->by_panel ? PANEL : columns), t->by_panel ? 1 : 2);
    if (!t->by_panel)
        kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, row, rows);
    text_print(v->t,
               "winograd_taps_%d(%s[0][%s], %s * 32, %s[p][%s][%s][%s],\n"
               "%skernel * %s * 32, %s%s * 32, %s, %d);\n",
               side(v), sums_of_panel(v), row, t->by_panel ? format("(%s + 1)", rows) : rows,
               v->panel, strided(v) ? "qy" : "0", strided(v) ? "qx" : "0", row, stride, rows,
               stride, rows, factor ? "factor" : "1", v->c->adds && !t->unpack);
    kernel_close(v->t, 2 - t->by_panel);
}

/* Where there is one block, the taps of one phase after another, so that the sums of one are
 * there at a time. */
static void
weight_squares(const Conv *v)
{
    const bool by_panel = v->tiling->by_panel;
    if (v->tiling->unpack)
        text_print(v->t, "float(*restrict panel)%s = (void *)scratch;\n", conv_panel_type(v));
    declare_sums(v);
    if (!at_once(v))
        text_put(v->t, "for (int first = 0; first < squares; first += block) {\n"
                       "const int count = min(block, squares - first);\n");
    if (strided(v))
        transform_block(v, false, true);
    int phases = open_phases(v);
    transform_block(v, true, !strided(v));
    if (by_panel)
        kernel_loop(v->t, "p", "panels");
    sum_products(v);
    if (!at_once(v)) {
        kernel_close(v->t, phases + 1);
        phases = open_phases(v);
    }
    transform_taps(v);
    kernel_close(v->t, phases + by_panel);
    if (v->tiling->unpack)
        conv_panel_loops(v, false);
}

void
winograd_emit(const Conv *v)
{
    sizes_of_squares(v);
    if (v->c->roles.weight == OUT)
        weight_squares(v);
    else
        image_squares(v);
}
