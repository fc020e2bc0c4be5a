/* Convolutions in groups of channels.
 *
 * A group is a small convolution whose pixels lie as far apart as those of the whole image, so
 * its tiles are those of contractions_images.c and contractions_weight.c, one tap at a time.
 * With one channel in each group a tile has one row, and channels are multiplied side by side.
 */
#include "contractions.h"

static bool
is_gradient(const Conv *v)
{
    return v->c->roles.weight == OUT;
}

static bool
is_data(const Conv *v)
{
    return v->c->roles.x == OUT;
}

static bool
is_depthwise(const Conv *v)
{
    return v->tiling->form == FORM_DEPTHWISE;
}

/* ---- opening ---- */

static void
comment(const Conv *v)
{
    const char *iy = format("%s%s", conv_scaled(v, 0, "oy"), conv_shifted(v, 0, "ky")),
               *ix = format("%s%s", conv_scaled(v, 1, "ox"), conv_shifted(v, 1, "kx"));
    const bool depthwise = is_depthwise(v);
    const char *operand[3];
    operand[v->c->roles.x] =
        format(depthwise ? "%s[n][iy][ix][o]" : "%s[n][iy][ix][g, i]", v->x);
    operand[v->c->roles.y] =
        format(depthwise ? "%s[n][oy][ox][o]" : "%s[n][oy][ox][g, o]", v->y);
    operand[v->c->roles.weight] =
        format(depthwise ? "%s[o][ky][kx]" : "%s[g, o][i][ky][kx]", v->weight);
    formula_begin(v->t, v->c, operand[OUT]);
    text_print(v->t, "sum over %s of %s %s\n * where iy = %s, ix = %s",
               is_gradient(v) ? "n, oy, ox"
               : is_data(v)   ? depthwise ? "oy, ox" : "oy, ox, o"
               : depthwise    ? "ky, kx"
                              : "ky, kx, i",
               operand[A], operand[B], iy, ix);
    text_print(v->t, "%s\n * %c%s. */\n", depthwise ? "" : ", and g, i is channel i of group g",
               v->c->reason[0] - 'a' + 'A', v->c->reason + 1);
}

static void
begin(const Conv *v, const char *name)
{
    const Window *w = v->w;
    const Tiling *t = v->tiling;
    View x = conv_image(v->x, t->images, w->in, w->in_channels),
         y = conv_image(v->y, t->images, w->out, w->out_channels),
         weight = view_slots(v->weight, conv_w(v->c));
    View *view[3];
    Sizes s = {0};
    view[v->c->roles.x] = &x;
    view[v->c->roles.y] = &y;
    view[v->c->roles.weight] = &weight;
    comment(v);
    kernel_open(v->t, v->c, name, view);
    conv_sizes(v, &s);
    if (is_depthwise(v)) {
        size_add(&s, "whole", t->lines * t->line);
        sizes_emit(v->t, &s);
        return;
    }
    size_add(&s, "groups", w->groups);
    size_add(&s, "in_group", w->in_channels / w->groups);
    size_add(&s, "out_group", w->out_channels / w->groups);
    size_add(&s, "panels", t->lines);
    size_add(&s, "tile_rows", t->rows);
    if (!is_gradient(v)) {
        size_add(&s, "image", w->in[0] * w->in[1] * w->in_channels);
        size_add(&s, "out_image", w->out[0] * w->out[1] * w->out_channels);
    }
    sizes_emit(v->t, &s);
}

/* Loops over groups, panels, taps, the other channel and the lane of a panel in scratch. */
static int
panel_loops(const Conv *v, bool whole_lines)
{
    const char *columns = is_data(v) ? "in_group" : "out_group";
    const long long line = (long long)v->tiling->line;
    kernel_parallel(v->t, 16 * v->tiling->packed, 4);
    kernel_loop(v->t, "g", "groups");
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "ky", conv_word(v->w->kernel, "kernel", 0));
    kernel_loop(v->t, "kx", conv_word(v->w->kernel, "kernel", 1));
    kernel_loop(v->t, is_data(v) ? "o" : "i", is_data(v) ? "out_group" : "in_group");
    if (whole_lines)
        text_print(v->t, "for (int j = 0; j < %lld; j++) {\n", line);
    else
        text_print(v->t, "for (int j = 0; j < min(%lld, %s - %lld * p); j++) {\n", line,
                   columns, line);
    return 6;
}

static const char *
weight_element(const Conv *v)
{
    const View weight = view_slots(v->weight, conv_w(v->c));
    const int c = v->w->channel;
    const char *lane = format("%lld * p + j", (long long)v->tiling->line);
    Index at = {0};
    at[c] = is_data(v) ? "g * out_group + o" : format("g * out_group + %s", lane);
    at[c + 1] = is_data(v) ? lane : "i";
    at[c + 2] = "ky";
    at[c + 3] = "kx";
    return view_at(&weight, at);
}

static const char *
panel_element(const Conv *v, const char *lane)
{
    return format("panel[g][p][ky][kx][%s][%s]", is_data(v) ? "o" : "i", lane);
}

static void
declare_panels(const Conv *v)
{
    text_print(v->t, "float(*restrict panel)[panels][%s][%s][%s][%lld] = (void *)scratch;\n",
               conv_word(v->w->kernel, "kernel", 0), conv_word(v->w->kernel, "kernel", 1),
               is_data(v) ? "out_group" : "in_group", (long long)v->tiling->line);
}

static void
pack(const Conv *v)
{
    const char *columns = is_data(v) ? "in_group" : "out_group";
    const int64_t extent = (is_data(v) ? v->w->in_channels : v->w->out_channels) / v->w->groups;
    declare_panels(v);
    int open = panel_loops(v, true);
    if (extent % v->tiling->line)
        text_print(v->t, "%s = %lld * p + j < %s\n? %s : 0;\n", panel_element(v, "j"),
                   (long long)v->tiling->line, columns, weight_element(v));
    else
        text_print(v->t, "%s = %s;\n", panel_element(v, "j"), weight_element(v));
    kernel_close(v->t, open);
}

/* ---- forward and data gradient ---- */

/* Loops over the taps of output (oy, ox) that lie inside the image. */
static void
forward_taps(const Conv *v)
{
    for (int a = 0; a < 2; a++) {
        const char *k = a ? "kx" : "ky";
        kernel_loop(v->t, k, conv_word(v->w->kernel, "kernel", a));
        text_print(v->t, "const int i%c = %s%s;\n", "yx"[a], conv_scaled(v, a, a ? "ox" : "oy"),
                   conv_shifted(v, a, k));
        text_print(v->t, "if (i%c < 0 || i%c >= %s)\ncontinue;\n", "yx"[a], "yx"[a],
                   a ? "width" : "height");
    }
}

static void
open_taps(const Conv *v)
{
    if (is_data(v)) {
        conv_data_taps(v, 0);
        conv_data_taps(v, 1);
    } else {
        forward_taps(v);
    }
}

static void
images(const Conv *v)
{
    const Window *w = v->w;
    const bool data = is_data(v);
    const int64_t columns = (data ? w->in_channels : w->out_channels) / w->groups;
    const long long line = (long long)v->tiling->line;
    const char *count = data ? "in_group" : "out_group", *n = v->tail ? "r" : "n";
    const Place place = {
        .rows = "tile_rows",
        .columns = (int)line,
        .first = v->tail ? "r - n" : NULL,
        .width = columns % line ? format("min(%lld, %s - %lld * p)", line, count, line) : NULL,
        .out = format(data ? "%s[n][iy][ix][g * in_group + %lld * p]"
                           : "%s[n][oy][ox][g * out_group + %lld * p]",
                      data ? v->x : v->y, line),
        .row = data ? "image" : "out_image"};
    pack(v);
    kernel_parallel(v->t, v->c->flops, 3);
    kernel_loop(v->t, "g", "groups");
    text_print(v->t, "for (int %s = 0; %s < images; %s += tile_rows) {\n", n, n, n);
    kernel_loop(v->t, data ? "iy" : "oy", data ? "height" : "out_height");
    kernel_loop(v->t, data ? "ix" : "ox", data ? "width" : "out_width");
    kernel_loop(v->t, "p", "panels");
    if (v->tail)
        text_put(v->t, "const int n = min(r, images - tile_rows);\n");
    text_put(v->t, "tile acc = {0};\n");
    tile_begin(v->t, v->c, &place);
    open_taps(v);
    text_print(
        v->t,
        "tile_multiply(tile_rows, %lld, acc, &%s[n][%s][g * %s], %s, 1,\n&%s, %lld, %s);\n",
        line, data ? v->y : v->x, data ? "oy][ox" : "iy][ix", data ? "out_group" : "in_group",
        data ? "out_image" : "image", "panel[g][p][ky][kx][0][0]", line,
        data ? "out_group" : "in_group");
    kernel_close(v->t, 2);
    tile_end(v->t, v->c, &place);
    kernel_close(v->t, 5);
}

/* ---- weight gradient ---- */

/* y with the channels of each group in lines, zeros behind the last. */
static void
pack_lines(const Conv *v)
{
    const long long line = (long long)v->tiling->line;
    text_print(v->t,
               "float(*restrict lines)[panels][images][out_height][out_width][%lld] =\n"
               "(void *)(scratch + %lld);\n",
               line, (long long)v->tiling->packed);
    kernel_parallel(v->t, 16 * v->tiling->widened, 3);
    kernel_loop(v->t, "g", "groups");
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "n", "images");
    kernel_loop(v->t, "oy", "out_height");
    kernel_loop(v->t, "ox", "out_width");
    text_print(v->t, "const int width_of_line = min(%lld, out_group - %lld * p);\n", line,
               line);
    text_print(v->t,
               "float *to = lines[g][p][n][oy][ox];\n"
               "memset(to, 0, %lld * sizeof *to);\n"
               "memcpy(to, &%s[n][oy][ox][g * out_group + %lld * p],\n"
               "(size_t)width_of_line * sizeof *to);\n",
               line, v->y, line);
    kernel_close(v->t, 5);
}

static void
weights(const Conv *v)
{
    const Tiling *t = v->tiling;
    const long long line = (long long)t->line;
    const char *step = v->w->stride[1] == 1 ? "" : format("%s * ", conv_stride(v, 1));
    const char *i = v->tail ? "r" : "i";
    declare_panels(v);
    if (t->pack)
        pack_lines(v);
    kernel_parallel(v->t, v->c->flops, 4);
    kernel_loop(v->t, "g", "groups");
    kernel_loop(v->t, "p", "panels");
    kernel_loop(v->t, "ky", conv_word(v->w->kernel, "kernel", 0));
    kernel_loop(v->t, "kx", conv_word(v->w->kernel, "kernel", 1));
    conv_range(v, 0);
    conv_range(v, 1);
    text_print(v->t, "for (int %s = 0; %s < in_group; %s += tile_rows) {\n", i, i, i);
    if (v->tail)
        text_put(v->t, "const int i = min(r, in_group - tile_rows);\n");
    text_put(v->t, "tile acc = {0};\n");
    kernel_loop(v->t, "n", "images");
    text_put(v->t, "for (int oy = oy0; oy < oy1; oy++) {\n");
    text_print(
        v->t,
        "tile_multiply(tile_rows, %lld, acc,\n&%s[n][%s%s][%s%s][g * in_group + i], 1, %sin,\n",
        line, v->x, conv_scaled(v, 0, "oy"), conv_shifted(v, 0, "ky"), conv_scaled(v, 1, "ox0"),
        conv_shifted(v, 1, "kx"), step);
    if (t->pack)
        text_print(v->t, "&lines[g][p][n][oy][ox0][0], %lld, ox1 - ox0);\n", line);
    else
        text_print(v->t, "&%s[n][oy][ox0][g * out_group + %lld * p], out, ox1 - ox0);\n", v->y,
                   line);
    kernel_close(v->t, 2);
    text_print(v->t, "tile_store(tile_rows, %lld, acc, &%s, %lld);\n", line,
               panel_element(v, "0"), line);
    kernel_close(v->t, 5);
    int open = panel_loops(v, false);
    element_end(v->t, v->c, weight_element(v), panel_element(v, "j"));
    kernel_close(v->t, open);
}

/* ---- one channel in each group ---- */

static const char *
tap_element(const Conv *v)
{
    const View weight = view_slots(v->weight, conv_w(v->c));
    const int c = v->w->channel;
    Index at = {0};
    at[c] = "c";
    at[c + 1] = "0";
    at[c + 2] = "ky";
    at[c + 3] = "kx";
    return view_at(&weight, at);
}

static void
declare_taps(const Conv *v)
{
    text_print(v->t, "float(*restrict tap)[%s][in] = (void *)scratch;\n",
               conv_word(v->w->kernel, "kernel", 1));
}

static void
tap_loops(const Conv *v)
{
    kernel_loop(v->t, "ky", conv_word(v->w->kernel, "kernel", 0));
    kernel_loop(v->t, "kx", conv_word(v->w->kernel, "kernel", 1));
}

static void
depthwise_images(const Conv *v)
{
    const bool data = is_data(v);
    const long long line = (long long)v->tiling->line;
    const char *from =
        data ? format("%s[n][oy][ox][c]", v->y) : format("%s[n][iy][ix][c]", v->x);
    const char *to = data ? format("%s[n][iy][ix][c]", v->x) : format("%s[n][oy][ox][c]", v->y);
    const Place place = {.rows = "1", .columns = (int)line, .out = to, .row = "0"};
    declare_taps(v);
    tap_loops(v);
    kernel_loop(v->t, "c", "in");
    text_print(v->t, "tap[ky][kx][c] = %s;\n", tap_element(v));
    kernel_close(v->t, 3);
    kernel_parallel(v->t, v->c->flops, 2);
    kernel_loop(v->t, "n", "images");
    kernel_loop(v->t, data ? "iy" : "oy", data ? "height" : "out_height");
    kernel_loop(v->t, data ? "ix" : "ox", data ? "width" : "out_width");
    if (line) {
        text_print(v->t, "for (int c = 0; c < whole; c += %lld) {\ntile acc = {0};\n", line);
        tile_begin(v->t, v->c, &place);
        open_taps(v);
        text_print(v->t, "lanes_multiply(%lld, acc[0], &%s, &tap[ky][kx][c]);\n", line, from);
        kernel_close(v->t, 2);
        tile_end(v->t, v->c, &place);
        kernel_close(v->t, 1);
    }
    if (v->w->in_channels % 16) {
        text_put(v->t, "for (int c = whole; c < in; c++) {\nfloat sum = 0;\n");
        open_taps(v);
        text_print(v->t, "sum += %s * tap[ky][kx][c];\n", from);
        kernel_close(v->t, 2);
        element_end(v->t, v->c, to, "sum");
        kernel_close(v->t, 1);
    }
    kernel_close(v->t, 3);
}

static void
depthwise_weights(const Conv *v)
{
    const long long line = (long long)v->tiling->line;
    const char *x = format("%s[n][%s%s][%s%s][c]", v->x, conv_scaled(v, 0, "oy"),
                           conv_shifted(v, 0, "ky"), conv_scaled(v, 1, "ox"),
                           conv_shifted(v, 1, "kx")),
               *y = format("%s[n][oy][ox][c]", v->y);
    const char *pixels = "for (int n = 0; n < images; n++) {\n"
                         "for (int oy = oy0; oy < oy1; oy++) {\n"
                         "for (int ox = ox0; ox < ox1; ox++) {\n";
    declare_taps(v);
    kernel_parallel(v->t, v->c->flops, 2);
    tap_loops(v);
    conv_range(v, 0);
    conv_range(v, 1);
    if (line) {
        text_print(v->t, "for (int c = 0; c < whole; c += %lld) {\ntile acc = {0};\n%s", line,
                   pixels);
        text_print(v->t, "lanes_multiply(%lld, acc[0], &%s, &%s);\n", line, x, y);
        kernel_close(v->t, 3);
        text_print(v->t, "tile_store(1, %lld, acc, &tap[ky][kx][c], 0);\n", line);
        kernel_close(v->t, 1);
    }
    if (v->w->in_channels % 16) {
        text_print(v->t, "for (int c = whole; c < in; c++) {\nfloat sum = 0;\n%s", pixels);
        text_print(v->t, "sum += %s * %s;\n", x, y);
        kernel_close(v->t, 3);
        text_put(v->t, "tap[ky][kx][c] = sum;\n");
        kernel_close(v->t, 1);
    }
    kernel_close(v->t, 2);
    kernel_loop(v->t, "c", "in");
    tap_loops(v);
    element_end(v->t, v->c, tap_element(v), "tap[ky][kx][c]");
    kernel_close(v->t, 3);
}

void
grouped_emit(const Conv *v, const char *name)
{
    begin(v, name);
    if (is_depthwise(v) && is_gradient(v))
        depthwise_weights(v);
    else if (is_depthwise(v))
        depthwise_images(v);
    else if (is_gradient(v))
        weights(v);
    else
        images(v);
    text_put(v->t, "}\n\n");
}
