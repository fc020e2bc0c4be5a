/* Convolutions and their gradients by register tiles: what the three forms share, from the
 * comment and the named sizes to the copies of weights in panels. */
#include "contractions.h"

#include <string.h>

/* A size that both axes may share: "stride", or "stride_y" and "stride_x" where they differ. */
const char *
conv_word(const int64_t value[2], const char *name, int axis)
{
    return value[0] == value[1] ? name : format("%s_%c", name, "yx"[axis]);
}

const char *
conv_stride(const Conv *v, int axis)
{
    return conv_word(v->w->stride, "stride", axis);
}

/* "stride * oy", shortened where the stride is 1. */
const char *
conv_scaled(const Conv *v, int axis, const char *index)
{
    return v->w->stride[axis] == 1 ? index : format("%s * %s", conv_stride(v, axis), index);
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

/* First and last output whose tap lies inside the image. */
void
conv_range(const Conv *v, int axis)
{
    const Window *w = v->w;
    const char a = "yx"[axis];
    const char *stride = conv_stride(v, axis);
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

static void
tile_sizes(const Conv *v, bool weight)
{
    const Window *w = v->w;
    const Tiling *t = v->tiling;
    Sizes s = {0};
    conv_sizes(v, &s);
    size_add(&s, "panels", ceil_div(t->by_in ? w->in_channels : w->out_channels, PANEL));
    size_add(&s, "tile_rows", t->rows);
    if (!weight && !t->pixels && t->form != FORM_WINOGRAD) {
        size_add(&s, "image", w->in[0] * w->in[1] * w->in_channels);
        size_add(&s, "out_image", w->out[0] * w->out[1] * w->out_channels);
    }
    if (t->pixels && t->widened)
        size_add(&s, "wide_width", t->row_pixels);
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

/* ---- opening ---- */

void
conv_comment(const Conv *v)
{
    const char *iy = format("%s%s", conv_scaled(v, 0, "oy"), conv_shifted(v, 0, "ky")),
               *ix = format("%s%s", conv_scaled(v, 1, "ox"), conv_shifted(v, 1, "kx"));
    const char *x = format("%s[n][iy][ix][i]", v->x),
               *w = format("%s[o][i][ky][kx]", v->weight),
               *y = format("%s[n][oy][ox][o]", v->y);
    const Roles *is = &v->c->roles;
    const char *operand[3];
    operand[is->x] = x;
    operand[is->weight] = w;
    operand[is->y] = y;
    formula_begin(v->t, v->c, operand[OUT]);
    text_print(v->t, "sum over %s of %s %s\n * where iy = %s, ix = %s\n",
               is->y == OUT   ? "ky, kx, i"
               : is->x == OUT ? "oy, ox, o"
                              : "n, oy, ox",
               operand[A], operand[B], iy, ix);
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
    const Roles *is = &v->c->roles;
    const bool gradient = is->weight == OUT, own = gradient ? t->unpack : t->pack;
    View weight = t->across ? panel_view(v, v->weight, !t->by_in)
                  : own     ? view_slots(v->weight, conv_w(v->c))
                            : panels;
    View *view[3];
    view[is->x] = &x;
    view[is->weight] = &weight;
    view[is->y] = &y;
    conv_comment(v);
    kernel_open(v->t, v->c, name, view);
    tile_sizes(v, gradient);
    v->panel = own ? "panel" : v->weight;
}

/* ---- weights in panels ---- */

const char *
conv_panel_type(const Conv *v)
{
    const View view = panel_view(v, "", v->tiling->by_in);
    Text type = {0};
    for (int i = 1; i < view.count; i++)
        text_print(&type, "[%lld]", (long long)view.dim[i].extent);
    return type.at;
}

/* Loops over panels, taps, the other channel and the lane; the statement copies one weight. */
void
conv_panel_loops(const Conv *v, bool pack)
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
        element_end(v->t, v->c, in_plain, in_panel);
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
    const bool narrow = (by_in ? v->w->in_channels : v->w->out_channels) % PANEL;
    text_print(v->t,
               "%s(&%s[q][ky][kx][32 * p][0], 32, %s,\n"
               "&panel[p][ky][kx][32 * q][0], 32, min(32, %s - 32 * q));\n",
               narrow ? "transpose_panel" : "transpose", v->weight,
               narrow ? format("min(32, %s - 32 * p)", by_in ? "in" : "out") : "32",
               by_in ? "out" : "in");
    kernel_close(v->t, 4);
}

void
conv_pack(const Conv *v)
{
    text_print(v->t, "float(*restrict panel)%s = (void *)scratch;\n", conv_panel_type(v));
    if (v->tiling->across)
        panel_transposes(v);
    else
        conv_panel_loops(v, true);
}

static int64_t
rows_of_tiles(const Contraction *c)
{
    const Tiling *t = c->tiling;
    const Window *w = c->roles.window;
    if (t->form == FORM_WINOGRAD)
        return c->roles.weight == OUT ? 0 : t->squares;
    if (c->roles.weight != OUT)
        return t->pixels ? w->out[1] : t->images;
    if (t->form == FORM_GROUPED)
        return w->in_channels / w->groups;
    return t->by_in  ? w->out_channels
           : t->wide ? w->in_channels * w->kernel[1]
                     : w->in_channels;
}

void
conv_emit(Text *text, const Contraction *c, const char *name)
{
    const Tiling *t = c->tiling;
    Conv v = {.t = text, .c = c, .tiling = t, .w = c->roles.window};
    v.x = kernel_operand(c, c->roles.x);
    v.weight = kernel_operand(c, c->roles.weight);
    v.y = kernel_operand(c, c->roles.y);
    if (t->form == FORM_GROUPED || t->form == FORM_DEPTHWISE) {
        v.tail = t->form == FORM_GROUPED && rows_of_tiles(c) % t->rows;
        grouped_emit(&v, name);
        return;
    }
    v.tail = rows_of_tiles(c) % t->rows;
    if (t->pixels && t->form == FORM_DATA)
        v.tail = v.w->in[1] % (t->rows * v.w->stride[1]);
    if (t->form == FORM_GATHER) {
        gather_emit(&v, name);
        return;
    }
    open(&v, name);
    if (t->form == FORM_WINOGRAD)
        winograd_emit(&v);
    else if (t->pixels)
        conv_pixels(&v);
    else if (t->form == FORM_CONV)
        conv_forward(&v);
    else if (t->form == FORM_DATA)
        conv_data(&v);
    else
        conv_weight(&v);
    text_put(text, "}\n\n");
}
