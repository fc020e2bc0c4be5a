/* Convolutions by minimal filtering: passes/tile_winograd.c says what and when.
 *
 * A convolution reads windows of x, those of all phases of the stride side by side, and makes
 * squares of y; its data gradient reads windows of y, the taps the other way round, and makes
 * the squares of each phase of x. Eight squares are the rows of a tile. The weight gradient
 * sums products of windows of x and squares of y. */
#include "contractions.h"

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

static void
sizes_of_squares(const Conv *v)
{
    const Window *w = v->w;
    const bool data = v->c->roles.x == OUT;
    const int64_t m = v->tiling->square, n = side(v);
    Sizes s = {0};
    for (int a = 0; a < 2; a++)
        size_add(&s, a ? "squares_x" : "squares_y",
                 ceil_div(data ? ceil_div(w->in[a], w->stride[a]) : w->out[a], m));
    size_add(&s, "squares", v->tiling->squares);
    size_add(&s, "side", m);
    size_add(&s, "components", n * n);
    if (strided(v) && !data && v->c->roles.weight != OUT)
        size_add(&s, "phases_in", w->stride[0] * w->stride[1] * w->in_channels);
    if (v->c->roles.weight == OUT)
        size_add(&s, "block", v->tiling->group);
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

/* "[qy][qx]", the first tap of a phase; of the data gradient its last. */
static const char *
first_tap(const Conv *v, bool last)
{
    const Window *w = v->w;
    if (!last)
        return strided(v) ? "[qy][qx]" : "[0][0]";
    const int64_t back = w->kernel[0] - w->stride[0];
    if (!strided(v))
        return format("[%lld][%lld]", (long long)back, (long long)back);
    const char *tap[2];
    for (int a = 0; a < 2; a++)
        tap[a] = w->pad[a] ? format("[(q%c + %s) %% stride + %lld]", "yx"[a],
                                    conv_word(w->pad, "padding", a), (long long)back)
                           : format("[q%c + %lld]", "yx"[a], (long long)back);
    return format("%s%s", tap[0], tap[1]);
}

/* Distances between rows and columns of a phase's taps, in panels of `rows` lines. */
static const char *
tap_steps(const Conv *v, bool data, const char *rows)
{
    const char *sign = data ? "-" : "", *stride = strided(v) ? "stride * " : "";
    return format("%s%skernel * %s * 32, %s%s%s * 32", sign, stride, rows, sign, stride, rows);
}

/* Of one phase, or of all behind one another. */
static void
transform_weights(const Conv *v, bool data)
{
    const char *rows = data ? "out" : "in", *row = data ? "o" : "i";
    kernel_loop(v->t, "p", "panels");
    const int phases = data ? 0 : open_phases(v);
    kernel_loop(v->t, row, rows);
    text_print(v->t, "winograd_weights_%d(&%s[p]%s[%s][0],\n%s,\n", side(v), v->panel,
               first_tap(v, data), row, tap_steps(v, data, rows));
    if (data)
        text_put(v->t, "spectrum[p][0][o], out * 32);\n");
    else if (strided(v))
        text_put(v->t, "spectrum[p][0][(stride * qy + qx) * in + i], phases_in * 32);\n");
    else
        text_put(v->t, "spectrum[p][0][i], in * 32);\n");
    kernel_close(v->t, 2 + phases);
}

/* The products of a panel, then the squares of outputs that they are. */
static void
multiply_squares(const Conv *v, const char *depth, const char *first)
{
    const bool data = v->c->roles.x == OUT;
    const char *factor = contraction_factor(v->c), *channels = data ? "in" : "out";
    const char *height = data ? "height" : "out_height", *width = data ? "width" : "out_width";
    const bool apart = data && strided(v);
    const char *by = apart ? "stride * " : "";
    kernel_loop(v->t, "p", "panels");
    text_put(v->t, "float product[components][tile_rows][32];\n");
    kernel_loop(v->t, "c", "components");
    text_print(
        v->t,
        "tile acc = {0};\n"
        "tile_multiply(tile_rows, 32, acc, pixels[c][0], %s, 1, spectrum[p][c][0], 32, %s);\n"
        "tile_store(tile_rows, 32, acc, product[c][0], 32);\n",
        depth, depth);
    kernel_close(v->t, 1);
    text_print(v->t, "for (int r = %s; r < tile_rows; r++) {\n", v->tail ? "s - first" : "0");
    square_place(v, format("(%s + r)", first));
    if (apart)
        text_put(v->t, "const int iy = stride * row + qy, ix = stride * column + qx;\n");
    text_print(v->t,
               "winograd_outputs_%d(product[0][r], tile_rows * 32, &%s[n][%s][%s][32 * p],\n"
               "%s%s * %s, %s%s, ",
               side(v), data ? v->x : v->y, apart ? "iy" : "row", apart ? "ix" : "column", by,
               width, channels, by, channels);
    if (apart)
        text_print(v->t,
                   "min(side, (%s - iy + stride - 1) / stride),\n"
                   "min(side, (%s - ix + stride - 1) / stride), ",
                   height, width);
    else
        text_print(v->t, "min(side, %s - row), min(side, %s - column),\n", height, width);
    text_print(v->t, "%s, %d);\n", factor ? "factor" : "1", v->c->adds);
    kernel_close(v->t, 2);
}

/* Opens the loop over tiles of squares; gives the first of a tile. */
static const char *
open_tiles(const Conv *v, const char *depth)
{
    text_put(v->t, "for (int s = 0; s < squares; s += tile_rows) {\n");
    if (v->tail)
        text_put(v->t, "const int first = min(s, squares - tile_rows);\n");
    text_print(v->t, "float pixels[components][tile_rows][%s];\n", depth);
    return v->tail ? "first" : "s";
}

static void
conv_squares(const Conv *v)
{
    const char *depth = strided(v) ? "phases_in" : "in";
    if (v->tiling->pack)
        conv_pack(v);
    text_print(v->t,
               "float(*restrict spectrum)[components][%s][32] = (void *)%s;\n"
               "static const float zeros[in];\n",
               depth, scratch_at(v->tiling->spectrum_at));
    kernel_parallel(v->t, 64 * v->w->in_channels * v->w->out_channels, strided(v) ? 4 : 2);
    transform_weights(v, false);
    kernel_parallel(v->t, v->c->flops, 1);
    const char *first = open_tiles(v, depth);
    kernel_loop(v->t, "r", "tile_rows");
    square_place(v, format("(%s + r)", first));
    const int phases = open_phases(v);
    text_print(v->t,
               "winograd_pixels_%d(%s[n][0][0], height, width, in, %s,\n%s, %s, zeros,\n"
               "%s, tile_rows * %s);\n",
               side(v), v->x, pixels_from(v, 0), pixels_from(v, 1), strided(v) ? "stride" : "1",
               strided(v) ? "&pixels[0][r][(stride * qy + qx) * in]" : "pixels[0][r]", depth);
    kernel_close(v->t, 1 + phases);
    multiply_squares(v, depth, first);
    kernel_close(v->t, 1);
}

/* One phase after another, so that the weights of one are there at a time. */
static void
data_squares(const Conv *v)
{
    if (v->tiling->pack)
        conv_pack(v);
    text_print(v->t,
               "float(*restrict spectrum)[components][out][32] = (void *)%s;\n"
               "static const float zeros[out];\n",
               scratch_at(v->tiling->spectrum_at));
    const int phases = open_phases(v);
    kernel_parallel(v->t, 64 * v->w->in_channels * v->w->out_channels, 2);
    transform_weights(v, true);
    kernel_parallel(v->t, v->c->flops, 1);
    const char *first = open_tiles(v, "out");
    kernel_loop(v->t, "r", "tile_rows");
    square_place(v, format("(%s + r)", first));
    text_print(
        v->t,
        "winograd_pixels_%d(%s[n][0][0], out_height, out_width, out,\n%s, %s, 1, zeros,\n"
        "pixels[0][r], tile_rows * out);\n",
        side(v), v->y, slopes_from(v, 0), slopes_from(v, 1));
    kernel_close(v->t, 1);
    multiply_squares(v, "out", first);
    kernel_close(v->t, 1 + phases);
}

/* ---- weight gradient ---- */

/* Whether transforms of all squares are there at a time. */
static bool
at_once(const Conv *v)
{
    return v->tiling->group >= v->tiling->squares;
}

static void
declare_sums(const Conv *v)
{
    const Tiling *t = v->tiling;
    text_print(v->t,
               "float(*restrict pixels)[block][in] = (void *)%s;\n"
               "float(*restrict slopes)[block][out] = (void *)%s;\n"
               "float(*restrict sums)[components][%s][32] = (void *)%s;\n"
               "static const float zeros[%s];\n",
               scratch_at(t->pixels_at), scratch_at(t->slopes_at), t->by_in ? "out" : "in",
               scratch_at(t->spectrum_at),
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

static void
sum_products(const Conv *v)
{
    const Tiling *t = v->tiling;
    const char *rows = t->by_in ? "out" : "in", *columns = t->by_in ? "in" : "out";
    const char *left = t->by_in ? "slopes" : "pixels", *right = t->by_in ? "pixels" : "slopes";
    kernel_parallel(v->t, v->c->flops * t->group / t->squares, 3);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "c", "components");
    text_print(v->t, "for (int r = 0; r < %s; r += tile_rows) {\ntile acc = {0};\n", rows);
    if (!at_once(v))
        text_put(v->t, "if (first > 0)\ntile_load(tile_rows, 32, acc, sums[p][c][r], 32);\n");
    text_print(v->t,
               "tile_multiply(tile_rows, 32, acc, &%s[c][0][r], 1, %s, &%s[c][0][32 * p], %s, "
               "%s);\n"
               "tile_store(tile_rows, 32, acc, sums[p][c][r], 32);\n",
               left, rows, right, columns, at_once(v) ? "squares" : "count");
    kernel_close(v->t, 3);
}

/* The taps of one phase after another, so that the sums of one are there at a time. */
static void
weight_squares(const Conv *v)
{
    const Tiling *t = v->tiling;
    const char *rows = t->by_in ? "out" : "in", *row = t->by_in ? "o" : "i";
    const char *factor = t->unpack ? NULL : contraction_factor(v->c);
    const bool slopes_first = strided(v) && at_once(v);
    if (t->unpack)
        text_print(v->t, "float(*restrict panel)%s = (void *)scratch;\n", conv_panel_type(v));
    declare_sums(v);
    if (slopes_first)
        transform_block(v, false, true);
    const int phases = open_phases(v);
    if (!at_once(v))
        text_put(v->t, "for (int first = 0; first < squares; first += block) {\n"
                       "const int count = min(block, squares - first);\n");
    transform_block(v, true, !slopes_first);
    sum_products(v);
    kernel_close(v->t, !at_once(v));
    kernel_parallel(v->t, 64 * v->w->in_channels * v->w->out_channels, 2);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, row, rows);
    text_print(v->t, "winograd_taps_%d(sums[p][0][%s], %s * 32, %s[p]%s[%s],\n%s, %s, %d);\n",
               side(v), row, rows, v->panel, first_tap(v, false), row,
               tap_steps(v, false, rows), factor ? "factor" : "1", v->c->adds && !t->unpack);
    kernel_close(v->t, 2 + phases);
    if (t->unpack)
        conv_panel_loops(v, false);
}

void
winograd_emit(const Conv *v)
{
    sizes_of_squares(v);
    if (v->c->roles.weight == OUT)
        weight_squares(v);
    else if (v->c->roles.x == OUT)
        data_squares(v);
    else
        conv_squares(v);
}
