/* Convolutions by minimal filtering: passes/tile_winograd.c says what and when. Here are their
 * sizes and the weight gradient, which sums products of windows of x and squares of y; in
 * contractions_squares.c is what makes images. */
#include "contractions_winograd.h"

int
winograd_window(const Conv *v)
{
    return (int)winograd_side(v->w, v->tiling->square);
}

bool
winograd_strided(const Conv *v)
{
    return v->w->stride[0] > 1;
}

bool
winograd_is_data(const Conv *v)
{
    return v->c->roles.x == OUT;
}

static void
sizes_of_squares(const Conv *v)
{
    const Window *w = v->w;
    const Tiling *t = v->tiling;
    const int64_t m = t->square, n = winograd_window(v);
    const bool gradient = v->c->roles.weight == OUT;
    Sizes s = {0};
    for (int a = 0; a < 2; a++)
        size_add(
            &s, a ? "squares_x" : "squares_y",
            ceil_div(winograd_is_data(v) ? ceil_div(w->in[a], w->stride[a]) : w->out[a], m));
    size_add(&s, "squares", t->squares);
    size_add(&s, "side", m);
    size_add(&s, "components", n * n);
    if (t->by_panel && !gradient)
        size_add(&s, "window", n);
    if (t->across) {
        size_add(&s, "taps", w->kernel[0] / w->stride[0]);
        size_add(&s, "from_panels", ceil_div(summed_channels(v->c), PANEL));
    }
    if (winograd_strided(v) && v->c->roles.y == OUT && !t->by_panel)
        size_add(&s, "phases_in", w->stride[0] * w->stride[1] * w->in_channels);
    if (gradient || t->by_panel)
        size_add(&s, "block", t->group);
    sizes_emit(v->t, &s);
}

void
winograd_place(const Conv *v, const char *index)
{
    text_print(v->t,
               "const int n = %s / (squares_y * squares_x);\n"
               "const int row = %s / squares_x %% squares_y * side;\n"
               "const int column = %s %% squares_x * side;\n",
               index, index, index);
}

int
winograd_phases(const Conv *v)
{
    if (!winograd_strided(v))
        return 0;
    kernel_loop(v->t, "qy", "stride");
    kernel_loop(v->t, "qx", "stride");
    return 2;
}

const char *
winograd_from(const Conv *v, int axis)
{
    const char *at = axis ? "column" : "row", q = "yx"[axis];
    const int64_t pad = v->w->pad[axis];
    const char *padding = pad ? format(" - %s", conv_word(v->w->pad, "padding", axis)) : "";
    return winograd_strided(v) ? format("stride * %s + q%c%s", at, q, padding)
                               : format("%s%s", at, padding);
}

const char *
winograd_scratch(int64_t floats)
{
    return floats ? format("(scratch + %lld)", (long long)floats) : "scratch";
}

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
    return v->tiling->by_panel                  ? "sums"
           : winograd_strided(v) && !at_once(v) ? "sums[stride * qy + qx][p]"
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
               winograd_scratch(t->pixels_at), winograd_scratch(t->slopes_at));
    if (t->by_panel)
        text_print(v->t, "float(*restrict sums)[%s + 1][32] = (void *)%s;\n", rows,
                   winograd_scratch(t->spectrum_at));
    else
        text_print(v->t, "float(*restrict sums)%s[components][%s][32] = (void *)%s;\n",
                   winograd_strided(v) && !at_once(v) ? "[panels]" : "", rows,
                   winograd_scratch(t->spectrum_at));
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
    winograd_place(v, at_once(v) ? "k" : "(first + k)");
    if (pixels)
        text_print(v->t,
                   "winograd_pixels_%d(%s[n][0][0], height, width, in, %s,\n%s, %s, zeros, "
                   "pixels[0][k], block * in);\n",
                   winograd_window(v), v->x, winograd_from(v, 0), winograd_from(v, 1),
                   winograd_strided(v) ? "stride" : "1");
    if (slopes)
        text_print(v->t,
                   "winograd_slopes_%d(%s[n][row][column], out_width * out, out,\n"
                   "out_height - row, out_width - column, zeros, slopes[0][k], block * out);\n",
                   winograd_window(v), v->y);
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
    const char *stride = winograd_strided(v) ? "stride * " : "";
    const int64_t lines = t->by_in ? v->w->out_channels : v->w->in_channels;
    const int64_t columns = t->by_in ? v->w->in_channels : v->w->out_channels;
    kernel_parallel(v->t, 64 * lines * (t->by_panel ? PANEL : columns), t->by_panel ? 1 : 2);
    if (!t->by_panel)
        kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, row, rows);
    text_print(v->t,
               "winograd_taps_%d(%s[0][%s], %s * 32, %s[p][%s][%s][%s],\n"
               "%skernel * %s * 32, %s%s * 32, %s, %d);\n",
               winograd_window(v), sums_of_panel(v), row,
               t->by_panel ? format("(%s + 1)", rows) : rows, v->panel,
               winograd_strided(v) ? "qy" : "0", winograd_strided(v) ? "qx" : "0", row, stride,
               rows, stride, rows, factor ? "factor" : "1", v->c->adds && !t->unpack);
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
    if (winograd_strided(v))
        transform_block(v, false, true);
    int phases = winograd_phases(v);
    transform_block(v, true, !winograd_strided(v));
    if (by_panel)
        kernel_loop(v->t, "p", "panels");
    sum_products(v);
    if (!at_once(v)) {
        kernel_close(v->t, phases + 1);
        phases = winograd_phases(v);
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
        squares_emit(v);
}
