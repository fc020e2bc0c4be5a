/* Convolutions of 3 x 3 taps by minimal filtering: passes/tile_winograd.c says what and when.
 *
 * A convolution and its data gradient are one text: squares of 2 x 2 outputs, eight to a tile
 * of rows, each from a window of 4 x 4 pixels; the data gradient reads y, and the taps the
 * other way round. The weight gradient sums products of windows of x and squares of y. */
#include "contractions.h"

/* What is read and what is made, in C text. */
typedef struct Side {
    const char *name, *height, *width, *channels;
} Side;

static Side
side_of(const Conv *v, bool of_x)
{
    return of_x ? (Side){v->x, "height", "width", "in"}
                : (Side){v->y, "out_height", "out_width", "out"};
}

static void
sizes_of_squares(const Conv *v, bool data)
{
    const int64_t *out = data ? v->w->in : v->w->out;
    Sizes s = {0};
    size_add(&s, "squares_y", (out[0] + 1) / 2);
    size_add(&s, "squares_x", (out[1] + 1) / 2);
    size_add(&s, "squares", v->tiling->squares);
    if (v->c->roles.weight == OUT)
        size_add(&s, "block", v->tiling->group);
    sizes_emit(v->t, &s);
}

/* Image, first row and first column of square `index`. */
static void
square_place(const Conv *v, const char *index)
{
    text_print(v->t,
               "const int n = (%s) / (squares_y * squares_x);\n"
               "const int row = (%s) / squares_x %% squares_y * 2;\n"
               "const int column = (%s) %% squares_x * 2;\n",
               index, index, index);
}

/* "row - padding": where the window of a square begins. */
static const char *
window_from(const Conv *v, int axis, bool data)
{
    const int64_t shift = data ? 2 - v->w->pad[axis] : v->w->pad[axis];
    const char *at = axis ? "column" : "row";
    return shift ? format("%s - %lld", at, (long long)shift) : at;
}

/* "scratch", or a place in it. */
static const char *
scratch_at(int64_t floats)
{
    return floats ? format("(scratch + %lld)", (long long)floats) : "scratch";
}

static void
transform_weights(const Conv *v, bool data)
{
    const char *rows = data ? "out" : "in", *row = data ? "o" : "i";
    kernel_parallel(v->t, 64 * v->w->in_channels * v->w->out_channels, 2);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, row, rows);
    text_print(v->t,
               "winograd_weights(&%s[p]%s[%s][0], %s%s * 32,\n&spectrum[p][0][%s][0], "
               "%s * 32);\n",
               v->panel, data ? "[2][2]" : "[0][0]", row, data ? "-" : "", rows, row, rows);
    kernel_close(v->t, 2);
}

static void
conv_squares(const Conv *v, bool data)
{
    const Side from = side_of(v, !data), to = side_of(v, data);
    const char *of = from.channels, *first = v->tail ? "first" : "s";
    const char *square = format("%s + r", first), *factor = contraction_factor(v->c);
    sizes_of_squares(v, data);
    if (v->tiling->pack)
        conv_pack(v);
    text_print(v->t, "float(*restrict spectrum)[16][%s][32] = (void *)%s;\n", of,
               scratch_at(v->tiling->spectrum_at));
    transform_weights(v, data);
    kernel_parallel(v->t, v->c->flops, 1);
    text_put(v->t, "for (int s = 0; s < squares; s += tile_rows) {\n");
    if (v->tail)
        text_put(v->t, "const int first = min(s, squares - tile_rows);\n");
    text_print(v->t, "float pixels[16][tile_rows][%s], edge[4][4][%s];\n", of, of);
    kernel_loop(v->t, "r", "tile_rows");
    square_place(v, square);
    text_print(v->t,
               "winograd_pixels(%s[n][0][0], %s, %s, %s, %s,\n%s, edge[0][0],\npixels[0][r], "
               "tile_rows * %s);\n",
               from.name, from.height, from.width, of, window_from(v, 0, data),
               window_from(v, 1, data), of);
    kernel_close(v->t, 1);
    kernel_loop(v->t, "p", "panels");
    text_put(v->t, "tile product[16];\n");
    kernel_loop(v->t, "c", "16");
    text_print(v->t,
               "tile acc = {0};\n"
               "tile_multiply(tile_rows, 32, acc, pixels[c][0], %s, 1, spectrum[p][c][0], 32, "
               "%s);\n"
               "memcpy(product[c], acc, sizeof acc);\n",
               of, of);
    kernel_close(v->t, 1);
    text_print(v->t, "for (int r = %s; r < tile_rows; r++) {\n", v->tail ? "s - first" : "0");
    square_place(v, square);
    text_print(v->t,
               "winograd_outputs(product, r, &%s[n][row][column][32 * p], %s * %s, %s,\n"
               "min(2, %s - row), min(2, %s - column), %s, %d);\n",
               to.name, to.width, to.channels, to.channels, to.height, to.width,
               factor ? "factor" : "1", v->c->adds);
    kernel_close(v->t, 3);
}

/* ---- weight gradient ---- */

static void
declare_sums(const Conv *v)
{
    const Tiling *t = v->tiling;
    text_print(v->t,
               "float(*restrict pixels)[block][in] = (void *)%s;\n"
               "float(*restrict slopes)[block][out] = (void *)%s;\n"
               "float(*restrict sums)[16][%s][32] = (void *)%s;\n",
               scratch_at(t->pixels_at), scratch_at(t->slopes_at), t->by_in ? "out" : "in",
               scratch_at(t->spectrum_at));
}

static void
transform_block(const Conv *v)
{
    const char *most = v->w->in_channels > v->w->out_channels ? "in" : "out";
    kernel_parallel(v->t, 64 * v->tiling->group * (v->w->in_channels + v->w->out_channels), 1);
    kernel_loop(v->t, "k", "count");
    text_print(v->t, "float edge[4][4][%s];\n", most);
    square_place(v, "first + k");
    text_print(v->t,
               "winograd_pixels(%s[n][0][0], height, width, in, %s,\n%s, edge[0][0], "
               "pixels[0][k], block * in);\n"
               "winograd_slopes(%s[n][row][column], out_width * out, out,\n"
               "row + 1 < out_height, column + 1 < out_width, edge[0][0], slopes[0][k], "
               "block * out);\n",
               v->x, window_from(v, 0, false), window_from(v, 1, false), v->y);
    kernel_close(v->t, 1);
}

static void
weight_squares(const Conv *v)
{
    const Tiling *t = v->tiling;
    const char *rows = t->by_in ? "out" : "in", *row = t->by_in ? "o" : "i";
    const char *left = t->by_in ? "slopes" : "pixels", *right = t->by_in ? "pixels" : "slopes";
    const char *columns = t->by_in ? "in" : "out";
    const char *factor = t->unpack ? NULL : contraction_factor(v->c);
    sizes_of_squares(v, false);
    if (t->unpack)
        text_print(v->t, "float(*restrict panel)%s = (void *)scratch;\n", conv_panel_type(v));
    declare_sums(v);
    text_put(v->t, "for (int first = 0; first < squares; first += block) {\n"
                   "const int count = min(block, squares - first);\n");
    transform_block(v);
    kernel_parallel(v->t, v->c->flops * t->group / t->squares, 3);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "c", "16");
    text_print(v->t,
               "for (int r = 0; r < %s; r += tile_rows) {\n"
               "tile acc = {0};\n"
               "if (first > 0)\n"
               "tile_load(tile_rows, 32, acc, sums[p][c][r], 32);\n"
               "tile_multiply(tile_rows, 32, acc, &%s[c][0][r], 1, %s, &%s[c][0][32 * p], %s, "
               "count);\n"
               "tile_store(tile_rows, 32, acc, sums[p][c][r], 32);\n",
               rows, left, rows, right, columns);
    kernel_close(v->t, 4);
    kernel_parallel(v->t, 64 * v->w->in_channels * v->w->out_channels, 2);
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, row, rows);
    text_print(
        v->t, "winograd_taps(sums[p][0][%s], %s * 32, %s[p][0][0][%s], %s * 32, %s, %d);\n",
        row, rows, v->panel, row, rows, factor ? "factor" : "1", v->c->adds && !t->unpack);
    kernel_close(v->t, 2);
    if (t->unpack)
        conv_panel_loops(v, false);
}

void
winograd_emit(const Conv *v)
{
    if (v->c->roles.weight == OUT)
        weight_squares(v);
    else
        conv_squares(v, v->c->roles.x == OUT);
}
