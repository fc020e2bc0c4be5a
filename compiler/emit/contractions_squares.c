/* A convolution and its data gradient by minimal filtering.
 *
 * A convolution reads windows of x and makes squares of y; its data gradient reads windows of
 * y, the taps the other way round, and makes the squares of each phase of x. Eight squares are
 * the rows of a tile. Either all weights are transformed, then tile after tile of squares, in
 * which a convolution takes the phases of the stride side by side; or phase after phase all
 * squares, then weights as they are needed: a panel's, a row of components at a time. */
#include "contractions_winograd.h"

#include <string.h>

/* Where a window of y begins for phase q of x: its last tap meets the first pixel. */
static const char *
slopes_from(const Conv *v, int axis)
{
    const Window *w = v->w;
    const char *at = axis ? "column" : "row", q = "yx"[axis];
    const int64_t taps = w->kernel[0] / w->stride[0], pad = w->pad[axis];
    if (!winograd_strided(v))
        return pad == taps - 1 ? at : format("%s + %lld", at, (long long)(pad - taps + 1));
    return format("%s + (q%c%s) / stride - %lld", at, q,
                  pad ? format(" + %s", conv_word(w->pad, "padding", axis)) : "",
                  (long long)(taps - 1));
}

/* Whether a convolution takes its phases side by side, as lines of one sum, and not one after
 * another. */
static bool
phases_summed(const Conv *v)
{
    return winograd_strided(v) && !winograd_is_data(v) && !v->tiling->by_panel;
}

/* Lines of a panel of weights, which are summed. */
static const char *
depth_of(const Conv *v)
{
    return winograd_is_data(v) ? "out" : phases_summed(v) ? "phases_in" : "in";
}

/* The first tap of a phase, or its last for the data gradient, which takes them backwards. */
static const char *
first_tap(const Conv *v, int axis)
{
    if (!winograd_is_data(v))
        return winograd_strided(v) ? axis ? "qx" : "qy" : "0";
    return winograd_strided(v) ? axis ? "kx" : "ky" : "kernel - 1";
}

static void
declare_last_taps(const Conv *v)
{
    const int64_t *pad = v->w->pad;
    for (int a = 0; a < 2; a++) {
        const char *padding = pad[a] ? format(" + %s", conv_word(pad, "padding", a)) : "";
        text_print(v->t, "const int k%c = (q%c%s) %% stride + kernel - stride;\n", "yx"[a],
                   "yx"[a], padding);
    }
}

/* Tap ty or tx of a phase, from its first one on. */
static const char *
next_tap(const Conv *v, int axis)
{
    const char *first = first_tap(v, axis), *step = winograd_strided(v) ? "stride * " : "";
    if (strcmp(first, "0") == 0)
        return axis ? "tx" : "ty";
    return format("%s %c %st%c", first, winograd_is_data(v) ? '-' : '+', step, "yx"[axis]);
}

/* The line of transformed weights for channel `row`. */
static const char *
spectrum_line(const Conv *v, const char *row)
{
    const char *phase =
        winograd_strided(v) && !winograd_is_data(v) ? "(stride * qy + qx) * in + " : "";
    return format("spectrum[p][0][%s%s]", phase, row);
}

/* Taps of a phase from panels of the other channel: a block of 32 by 32 changes sides. */
static void
turn_taps(const Conv *v, const char *to, const char *count)
{
    kernel_loop(v->t, "ty", "taps");
    kernel_loop(v->t, "tx", "taps");
    text_print(v->t, "transpose(&%s[q][%s][%s][32 * p][0], 32, 32, %s, 32, %s);\n", v->weight,
               next_tap(v, 0), next_tap(v, 1), to, count);
    kernel_close(v->t, 2);
}

/* Channels of block q, in C text. */
static const char *
count_of_block(const Conv *v)
{
    return summed_channels(v->c) % PANEL
               ? format("min(32, %s - 32 * q)", winograd_is_data(v) ? "out" : "in")
               : "32";
}

static void
transform_across(const Conv *v, const char *row)
{
    const char *count = count_of_block(v);
    text_put(v->t, "float tap[taps][taps][32][32];\n");
    turn_taps(v, "tap[ty][tx][0]", count);
    kernel_loop(v->t, row, count);
    text_print(
        v->t, "winograd_weights_%d(tap[0][0][%s], taps * 32 * 32, 32 * 32,\n%s, %s * 32);\n",
        winograd_window(v), row, spectrum_line(v, format("32 * q + %s", row)), depth_of(v));
    kernel_close(v->t, 1);
}

/* Where the taps of channel `row` begin, how far apart their rows and columns lie. */
static const char *
panel_taps(const Conv *v, const char *row)
{
    const char *sign = winograd_is_data(v) ? "-" : "",
               *stride = winograd_strided(v) ? "stride * " : "";
    const char *rows = winograd_is_data(v) ? "out" : "in";
    return format("&%s[p][%s][%s][%s][0], %s%skernel * %s * 32,\n%s%s%s * 32", v->panel,
                  first_tap(v, 0), first_tap(v, 1), row, sign, stride, rows, sign, stride,
                  rows);
}

/* Of all panels: of one phase, or of all behind one another. */
static void
transform_weights(const Conv *v)
{
    const bool data = winograd_is_data(v);
    const char *rows = data ? "out" : "in", *row = data ? "o" : "i";
    kernel_parallel(v->t, 64 * summed_channels(v->c) * made_channels(v->c),
                    winograd_strided(v) && !data ? 4 : 2);
    kernel_loop(v->t, "p", "panels");
    const int phases = data ? 0 : winograd_phases(v);
    if (v->tiling->across) {
        kernel_loop(v->t, "q", "from_panels");
        transform_across(v, row);
    } else {
        kernel_loop(v->t, row, rows);
        text_print(v->t, "winograd_weights_%d(%s,\n%s, %s * 32);\n", winograd_window(v),
                   panel_taps(v, row), spectrum_line(v, row), depth_of(v));
    }
    kernel_close(v->t, 2 + phases);
}

/* Of the square at hand, to line `to` of the pixels. */
static void
transform_window(const Conv *v, const char *to)
{
    if (winograd_is_data(v)) {
        text_print(v->t,
                   "winograd_pixels_%d(%s[n][0][0], out_height, out_width, out,\n%s, %s, 1, "
                   "zeros,\npixels[%s][0], out);\n",
                   winograd_window(v), v->y, slopes_from(v, 0), slopes_from(v, 1), to);
        return;
    }
    const int phases = phases_summed(v) ? winograd_phases(v) : 0;
    text_print(v->t, "winograd_pixels_%d(%s[n][0][0], height, width, in, %s,\n%s, %s, zeros,\n",
               winograd_window(v), v->x, winograd_from(v, 0), winograd_from(v, 1),
               winograd_strided(v) ? "stride" : "1");
    text_print(v->t,
               phases ? "&pixels[%s][0][(stride * qy + qx) * in], phases_in);\n"
                      : "pixels[%s][0], in);\n",
               to);
    kernel_close(v->t, phases);
}

/* Panel p of the square at hand, from its products, which are `rows` lines for each component.
 */
static void
transform_back(const Conv *v, const char *product, const char *rows)
{
    const char *factor = contraction_factor(v->c);
    const bool data = winograd_is_data(v), apart = data && winograd_strided(v);
    const char *channels = data ? "in" : "out", *by = apart ? "stride * " : "";
    const char *height = data ? "height" : "out_height", *width = data ? "width" : "out_width";
    text_print(v->t,
               "winograd_outputs_%d(%s, %s * 32, &%s[n][%s][%s][32 * p],\n"
               "%s%s * %s, %s%s, ",
               winograd_window(v), product, rows, data ? v->x : v->y, apart ? "iy" : "row",
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

/* The pixel of x that a square of a phase begins with. */
static void
declare_first_pixel(const Conv *v)
{
    if (winograd_is_data(v) && winograd_strided(v))
        text_put(v->t, "const int iy = stride * row + qy, ix = stride * column + qx;\n");
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
    winograd_place(v, square);
    transform_window(v, "r");
    kernel_close(v->t, 1);
    kernel_loop(v->t, "p", "panels");
    text_put(v->t, "float product[components][tile_rows][32];\n");
    kernel_loop(v->t, "c", "components");
    text_print(v->t,
               "tile acc = {0};\n"
               "tile_multiply(tile_rows, 32, acc, pixels[0][c], components * %s, 1,\n"
               "spectrum[p][c][0], 32, %s);\n"
               "tile_store(tile_rows, 32, acc, product[c][0], 32);\n",
               depth_of(v), depth_of(v));
    kernel_close(v->t, 1);
    text_print(v->t, "for (int r = %s; r < tile_rows; r++) {\n", v->tail ? "s - first" : "0");
    winograd_place(v, square);
    declare_first_pixel(v);
    transform_back(v, "product[0][r]", "tile_rows");
    kernel_close(v->t, 3);
}

/* Whether lines of weights are transformed in several blocks, not in one. */
static bool
in_blocks(const Conv *v)
{
    return v->tiling->group < summed_channels(v->c);
}

/* The taps of a phase, lines of panels. */
static void
turn_panels(const Conv *v)
{
    const Window *w = v->w;
    const int64_t taps = w->kernel[0] / w->stride[0];
    kernel_parallel(v->t, 16 * taps * taps * w->in_channels * w->out_channels, 2);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "q", "from_panels");
    turn_taps(v, "tap[p][ty][tx][32 * q]", count_of_block(v));
    kernel_close(v->t, 2);
}

/* Row cy of the transformed weights of panel p, of lines `from` and behind. */
static void
transform_row(const Conv *v)
{
    const char *k = in_blocks(v) ? "from + k" : "k", *depth = depth_of(v);
    const char *taps =
        v->tiling->across ? format("tap[p][0][0][%s], taps * %s * 32, %s * 32", k, depth, depth)
                          : panel_taps(v, k);
    text_put(v->t, "float spectrum[window][block + 1][32];\n");
    kernel_loop(v->t, "k", "block");
    text_print(v->t, "winograd_weights_%d_row(cy, %s,\nspectrum[0][k], (block + 1) * 32);\n",
               winograd_window(v), taps);
    kernel_close(v->t, 1);
}

/* Row cy of the components and panel p, for all squares: of lines `from` and behind; products
 * of a convolution's phases are summed. A last tile that begins among the squares of the one
 * before adds to its own alone. */
static void
multiply_row(const Conv *v)
{
    const bool blocks = in_blocks(v), phases = winograd_strided(v) && !winograd_is_data(v);
    const char *depth = depth_of(v), *s = v->tail ? "first" : "s";
    kernel_loop(v->t, "cx", "window");
    text_put(v->t, "for (int s = 0; s < squares; s += tile_rows) {\n");
    if (v->tail)
        text_put(v->t, "const int first = min(s, squares - tile_rows);\n");
    text_print(v->t, "float *to = product[p][window * cy + cx][%s];\ntile acc = {0};\n", s);
    if (blocks || phases)
        text_print(v->t, "if (%s > 0)\ntile_load(tile_rows, 32, acc, to, 32);\n",
                   !phases  ? "from"
                   : blocks ? "qy + qx + from"
                            : "qy + qx");
    text_print(v->t,
               "tile_multiply(tile_rows, 32, acc, %spixels[%s][window * cy + cx]%s,\n"
               "components * %s, 1, spectrum[cx][0], 32, block);\n",
               blocks ? "&" : "", s, blocks ? "[from]" : "", depth);
    if (v->tail && (blocks || phases))
        text_put(v->t, "tile_store_part(tile_rows, 32, acc, s - first, 32, to, 32);\n");
    else
        text_put(v->t, "tile_store(tile_rows, 32, acc, to, 32);\n");
    kernel_close(v->t, 2);
}

/* Products of all squares, of one phase. Each thread transforms the weights that it needs, so
 * that they stay in its cache. */
static void
multiply_phase(const Conv *v)
{
    const bool blocks = in_blocks(v);
    kernel_parallel(v->t, 64 * v->tiling->squares * summed_channels(v->c), 1);
    kernel_loop(v->t, "s", "squares");
    winograd_place(v, "s");
    transform_window(v, "s");
    kernel_close(v->t, 1);
    if (v->tiling->across)
        turn_panels(v);
    text_put(v->t, "/* Component rows: each thread transforms the weights that it needs. */\n");
    kernel_parallel(v->t, v->c->flops, 2);
    kernel_loop(v->t, "cy", "window");
    kernel_loop(v->t, "p", "panels");
    if (blocks)
        text_print(v->t, "for (int from = 0; from < %s; from += block) {\n", depth_of(v));
    transform_row(v);
    multiply_row(v);
    kernel_close(v->t, 2 + blocks);
}

/* All squares, then weights as they are needed, phase after phase: the data gradient's make
 * pixels of their own, a convolution's add to the same. */
static void
squares_by_panel(const Conv *v)
{
    const bool data = winograd_is_data(v);
    int phases = winograd_phases(v);
    if (phases && data)
        declare_last_taps(v);
    multiply_phase(v);
    if (!data) {
        kernel_close(v->t, phases);
        phases = 0;
    }
    kernel_parallel(v->t, 256 * v->tiling->squares * made_channels(v->c), 1);
    kernel_loop(v->t, "s", "squares");
    winograd_place(v, "s");
    declare_first_pixel(v);
    kernel_loop(v->t, "p", "panels");
    transform_back(v, "product[p][0][s]", "squares");
    kernel_close(v->t, 2 + phases);
}

static void
declare_domain(const Conv *v)
{
    const Tiling *t = v->tiling;
    const char *depth = depth_of(v);
    if (t->by_panel)
        text_print(v->t,
                   "float(*restrict pixels)[components][%s] = (void *)%s;\n"
                   "float(*restrict product)[components][squares][32] = (void *)%s;\n",
                   depth, winograd_scratch(t->pixels_at), winograd_scratch(t->product_at));
    if (t->by_panel && t->across)
        text_print(v->t, "float(*restrict tap)[taps][taps][%s][32] = (void *)%s;\n", depth,
                   winograd_scratch(t->spectrum_at));
    if (!t->by_panel)
        text_print(v->t, "float(*restrict spectrum)[components][%s][32] = (void *)%s;\n", depth,
                   winograd_scratch(t->spectrum_at));
    text_print(v->t, "static const float zeros[%s];\n", winograd_is_data(v) ? "out" : "in");
}

/* The data gradient takes one phase after another, so that the weights of one are there at a
 * time. */
void
squares_emit(const Conv *v)
{
    if (v->tiling->pack && !v->tiling->across)
        conv_pack(v);
    declare_domain(v);
    if (v->tiling->by_panel) {
        squares_by_panel(v);
        return;
    }
    const int phases = winograd_is_data(v) ? winograd_phases(v) : 0;
    if (phases)
        declare_last_taps(v);
    squares_by_tile(v);
    kernel_close(v->t, phases);
}
