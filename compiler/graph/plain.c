/* Plain loops for products and convolutions.
 *
 * Nothing is blocked or packed, but the innermost loop always runs over elements that lie next
 * to each other: it adds a multiple of one row to another, or takes the product of two rows.
 * Rows of the result are independent, so the outermost loop runs in parallel. */
#include "plain.h"

#include <string.h>

Hold
graph_hold(const Node *n)
{
    switch (n->op) {
    case OP_SEL:
    case OP_EQ: return HOLD_SIDE;
    case OP_ARGMIN:
    case OP_ARGMAX: return HOLD_INDEX;
    case OP_ROUND: return HOLD_WHOLE;
    case OP_ARGSORT: return HOLD_ORDER;
    case OP_MAX: return HOLD_CHOICE;
    case OP_STOP: return HOLD_VALUE;
    default: return HOLD_NONE;
    }
}

/* ---- loops ---- */

typedef struct Loop {
    const char *var; /* "0" where it has one turn only: no loop is written */
    const char *end;
    int64_t turns;
} Loop;

typedef struct Nest {
    Mover *m;
    int open;
} Nest;

static Loop
loop_of(Mover *m, const char *var, int slot, int64_t turns)
{
    return (Loop){turns > 1 ? var : "0", m->extent(m, slot, turns), turns};
}

static void
open_loop(Nest *nest, const Loop *loop)
{
    if (loop->turns == 1)
        return;
    text_print(nest->m->text, "for (int %s = 0; %s < %s; %s++) {\n", loop->var, loop->var,
               loop->end, loop->var);
    nest->open++;
}

static void
close_loops(Nest *nest)
{
    for (; nest->open > 0; nest->open--)
        text_put(nest->m->text, "}\n");
}

static void
put_parallel(Mover *m, int loops)
{
    if (loops == 0)
        return;
    text_put(m->text, "#pragma omp parallel for schedule(static)");
    text_print(m->text, loops > 1 ? " collapse(%d)\n" : "\n", loops);
}

static void
put_zero(Mover *m, const char *array, int64_t count)
{
    text_print(m->text, "memset(%s, 0, sizeof(%s) * %lld);\n", array, m->type,
               (long long)count);
}

/* ---- products ---- */

typedef struct Axis { /* a letter of a product */
    int slot[3];      /* in arguments 0 and 1 and in the result; -1: not there */
    Loop loop;
} Axis;

typedef struct Product {
    Mover *m;
    Node *node;
    Axis axis[2 * AXES + 1];
    int count;
} Product;

static int
slot_of(const int8_t letter[AXES], int l)
{
    for (int s = 0; s < AXES; s++)
        if (letter[s] == l)
            return s;
    return -1;
}

/* Axes of the result in order, then the summed ones. */
static void
find_axes(Product *p)
{
    static const char *const vars[] = {"i", "j", "k", "l", "p", "q", "r", "s"};
    const Letters *letters = &p->node->u.letters;
    int used = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int s = 0; s < AXES; s++) {
            int l = pass == 0 ? letters->out[s] : letters->a[s];
            if (l < 0 || (pass == 1 && slot_of(letters->out, l) >= 0))
                continue;
            Axis *axis = &p->axis[p->count++];
            axis->slot[0] = slot_of(letters->a, l);
            axis->slot[1] = slot_of(letters->b, l);
            axis->slot[2] = slot_of(letters->out, l);
            Shape shape = pass == 0 ? p->node->shape : p->node->arg[0]->shape;
            bool batch = axis->slot[pass == 0 ? 2 : 0] == BATCH;
            axis->loop = loop_of(p->m, batch ? "n" : vars[used++], s, shape.n[s]);
        }
}

static const char *
product_element(const Product *p, int which)
{
    const char *index[AXES];
    for (int s = 0; s < AXES; s++)
        index[s] = "0";
    for (int i = 0; i < p->count; i++)
        if (p->axis[i].slot[which] >= 0)
            index[p->axis[i].slot[which]] = p->axis[i].loop.var;
    return p->m->element(p->m, which == 2 ? -1 : which, index);
}

/* The axis whose elements lie next to each other; NULL: none. */
static const Axis *
inner_axis(const Product *p, int which, const int inner[3])
{
    for (int i = 0; i < p->count; i++)
        if (inner[which] >= 0 && p->axis[i].slot[which] == inner[which])
            return &p->axis[i];
    return NULL;
}

static void
open_axes(const Product *p, Nest *nest, const Axis *but, bool summed)
{
    for (int i = 0; i < p->count; i++)
        if (&p->axis[i] != but && (p->axis[i].slot[2] < 0) == summed)
            open_loop(nest, &p->axis[i].loop);
}

/* out[..][j] += a[..] b[..][j], a row at a time. */
static void
product_rows(const Product *p, const Axis *row)
{
    Nest nest = {p->m, 0};
    int factor = row->slot[0] < 0 ? 0 : 1;
    bool hoisted = row->slot[factor] < 0;
    put_zero(p->m, p->m->out, shape_size(p->node->shape));
    put_parallel(p->m, 1);
    open_axes(p, &nest, row, false);
    open_axes(p, &nest, row, true);
    if (hoisted)
        text_print(p->m->text, "const %s factor = %s;\n", p->m->type,
                   product_element(p, factor));
    text_put(p->m->text, "#pragma omp simd\n");
    open_loop(&nest, &row->loop);
    text_print(p->m->text, "%s += %s * %s;\n", product_element(p, 2),
               hoisted ? "factor" : product_element(p, factor), product_element(p, !factor));
    close_loops(&nest);
}

/* out[..] = sum of a[..][k] b[..][k]. */
static void
product_dots(const Product *p, const Axis *along)
{
    Nest outer = {p->m, 0}, nest = {p->m, 0};
    put_parallel(p->m, 1);
    open_axes(p, &outer, NULL, false);
    text_print(p->m->text, "%s sum = 0;\n", p->m->type);
    open_axes(p, &nest, along, true);
    text_put(p->m->text, "#pragma omp simd reduction(+ : sum)\n");
    open_loop(&nest, &along->loop);
    text_print(p->m->text, "sum += %s * %s;\n", product_element(p, 0), product_element(p, 1));
    close_loops(&nest);
    text_print(p->m->text, "%s = sum;\n", product_element(p, 2));
    close_loops(&outer);
}

static void
product_text(Mover *m, Node *n, const int inner[3])
{
    Product p = {.m = m, .node = n};
    find_axes(&p);
    const Axis *a = inner_axis(&p, 0, inner), *b = inner_axis(&p, 1, inner);
    const Axis *row = inner_axis(&p, 2, inner);
    bool dots = a != NULL && a == b && a->slot[2] < 0;
    bool rows = row != NULL && (row == a || row == b);
    if (dots && !(rows && row->loop.turns >= 8))
        product_dots(&p, a);
    else
        product_rows(&p, row);
}

const char *
graph_plain_formula(Mover *m, Node *n)
{
    Product p = {.m = m, .node = n};
    Text text = {0};
    if (n->op != OP_CONTRACT)
        return NULL;
    find_axes(&p);
    text_print(&text, "%s = sum over", product_element(&p, 2));
    for (int i = 0; i < p.count; i++)
        if (p.axis[i].slot[2] < 0)
            text_print(&text, " %s", p.axis[i].loop.var);
    text_print(&text, " of %s * %s", product_element(&p, 0), product_element(&p, 1));
    return text.at;
}

/* ---- convolutions ----
 * y[o][oy][ox] += x[c][iy][ix] w[o][c][ky][kx] where iy = oy stride + ky dilation - pad: the
 * convolution reads x and adds to y, its data gradient reads y and adds to x, its weight
 * gradient reads both and adds to w. */

enum { IMAGE, SMALL }; /* x and y */

typedef struct Conv {
    Mover *m;
    Node *node;
    Window window;
    int of[3];        /* argument (-1: result) that is x, y, w */
    int row;          /* IMAGE or SMALL: whose channels the innermost loop runs over */
    Loop outer[AXES]; /* slots before the channels */
    int outers;
    int outer_slot[AXES];
    Loop group, channel[2], tap[2], at[2];
} Conv;

enum { WEIGHT = 2 };

static const char *
affine(const char *at, int64_t stride, const char *tap, int64_t dilation, int64_t pad)
{
    Text text = {0};
    const char *var[2] = {at, tap};
    const int64_t times[2] = {stride, dilation};
    text_put(&text, "");
    for (int i = 0; i < 2; i++) {
        if (strcmp(var[i], "0") == 0)
            continue;
        text_put(&text, text.size ? " + " : "");
        if (times[i] != 1)
            text_print(&text, "%lld * ", (long long)times[i]);
        text_put(&text, var[i]);
    }
    if (pad > 0)
        text_print(&text, text.size ? " - %lld" : "-%lld", (long long)pad);
    return text.size ? text.at : "0";
}

static const char *
group_channel(const Conv *c, int which)
{
    const char *channel = c->channel[which].var;
    if (c->group.turns == 1)
        return channel;
    return format("%s * %lld + %s", c->group.var, (long long)c->channel[which].turns, channel);
}

static const char *
image_element(const Conv *c, int which)
{
    const char *index[AXES];
    int slot = c->window.channel;
    for (int s = 0; s < AXES; s++)
        index[s] = "0";
    for (int i = 0; i < c->outers; i++)
        index[c->outer_slot[i]] = c->outer[i].var;
    index[slot] = group_channel(c, which);
    index[slot + 1] = which == IMAGE ? "iy" : c->at[0].var;
    index[slot + 2] = which == IMAGE ? "ix" : c->at[1].var;
    return c->m->element(c->m, c->of[which], index);
}

static const char *
weight_element(const Conv *c)
{
    const char *index[AXES];
    int slot = c->window.channel;
    for (int s = 0; s < AXES; s++)
        index[s] = "0";
    index[slot] = group_channel(c, SMALL);
    index[slot + 1] = c->channel[IMAGE].var;
    index[slot + 2] = c->tap[0].var;
    index[slot + 3] = c->tap[1].var;
    return c->m->element(c->m, c->of[WEIGHT], index);
}

static const char *
tap_element(const Conv *c)
{
    Text text = {0};
    text_put(&text, "taps");
    if (c->group.turns > 1)
        text_print(&text, "[%s]", c->group.var);
    text_print(&text, "[%s][%s][%s][%s]", c->tap[0].var, c->tap[1].var, c->channel[!c->row].var,
               c->channel[c->row].var);
    return text.at;
}

static void
find_conv(Conv *c, Node *n)
{
    const Window *w = &n->u.window;
    Shape images = n->arg[0]->shape;
    c->node = n;
    c->window = *w;
    for (int s = 0; s < w->channel; s++) {
        if (n->arg[0]->shape.n[s] == 1)
            continue;
        c->outer_slot[c->outers] = s;
        c->outer[c->outers++] =
            loop_of(c->m, s == BATCH ? "n" : format("m%d", s), s, images.n[s]);
    }
    c->group = loop_of(c->m, "g", w->channel, w->groups);
    c->channel[IMAGE] = loop_of(c->m, "c", w->channel, w->in_channels / w->groups);
    c->channel[SMALL] = loop_of(c->m, "o", w->channel, w->out_channels / w->groups);
    for (int i = 0; i < 2; i++) {
        c->tap[i] = loop_of(c->m, i == 0 ? "ky" : "kx", w->channel + 2 + i, w->kernel[i]);
        c->at[i] = loop_of(c->m, i == 0 ? "oy" : "ox", w->channel + 1 + i, w->out[i]);
    }
}

/* Declares `taps`: the weights as [ky][kx][channel][channel]. */
static void
declare_taps(const Conv *c, const char *memory)
{
    text_print(c->m->text, "%s (*const taps)", c->m->type);
    if (c->group.turns > 1)
        text_print(c->m->text, "[%s]", c->tap[0].end);
    text_print(c->m->text, "[%s][%s][%s] = (void *)%s;\n", c->tap[1].end,
               c->channel[!c->row].end, c->channel[c->row].end, memory);
}

/* Weights to taps, or back. */
static void
copy_taps(const Conv *c, bool back)
{
    Nest nest = {c->m, 0};
    const char *weight = weight_element(c), *tap = tap_element(c);
    open_loop(&nest, &c->group);
    open_loop(&nest, &c->channel[SMALL]);
    open_loop(&nest, &c->channel[IMAGE]);
    open_loop(&nest, &c->tap[0]);
    open_loop(&nest, &c->tap[1]);
    text_print(c->m->text, "%s = %s;\n", back ? weight : tap, back ? tap : weight);
    close_loops(&nest);
}

/* Declares iy and ix, and begins a test that they lie in the image where they may not. */
static void
open_test(const Conv *c, Nest *nest)
{
    static const char *const var[2] = {"iy", "ix"};
    const Window *w = &c->window;
    Text test = {0};
    for (int i = 0; i < 2; i++) {
        text_print(
            c->m->text, "const int %s = %s;\n", var[i],
            affine(c->at[i].var, w->stride[i], c->tap[i].var, w->dilation[i], w->pad[i]));
        if (w->pad[i] > 0 || w->pad_end[i] > 0)
            text_print(&test, "%s%s >= 0 && %s < %lld", test.size ? " && " : "", var[i], var[i],
                       (long long)w->in[i]);
    }
    if (test.size > 0) {
        text_print(c->m->text, "if (%s) {\n", test.at);
        nest->open++;
    }
}

static void
open_outer(const Conv *c, Nest *nest)
{
    for (int i = 0; i < c->outers; i++)
        open_loop(nest, &c->outer[i]);
}

/* image[..][row] += other[..][channel] taps[..][channel][row], a row at a time. */
static void
conv_rows(const Conv *c)
{
    Nest nest = {c->m, 0};
    put_parallel(c->m, c->outers > 0 ? 1 : 0);
    open_outer(c, &nest);
    open_loop(&nest, &c->group);
    open_loop(&nest, &c->tap[0]);
    open_loop(&nest, &c->tap[1]);
    open_loop(&nest, &c->at[0]);
    open_loop(&nest, &c->at[1]);
    open_test(c, &nest);
    open_loop(&nest, &c->channel[!c->row]);
    text_print(c->m->text, "const %s factor = %s;\n", c->m->type, image_element(c, !c->row));
    if (c->channel[c->row].turns > 1)
        text_put(c->m->text, "#pragma omp simd\n");
    open_loop(&nest, &c->channel[c->row]);
    text_print(c->m->text, "%s += factor * %s;\n", image_element(c, c->row), tap_element(c));
    close_loops(&nest);
}

/* Few channels in the result: image[..][o] += sum of other[..][c] taps[..][o][c]. */
static void
conv_dots(const Conv *c)
{
    Nest outer = {c->m, 0}, nest = {c->m, 0};
    put_parallel(c->m, c->outers > 0 ? 1 : 0);
    open_outer(c, &outer);
    open_loop(&outer, &c->group);
    open_loop(&outer, &c->tap[0]);
    open_loop(&outer, &c->tap[1]);
    open_loop(&outer, &c->at[0]);
    open_loop(&outer, &c->at[1]);
    open_test(c, &outer);
    open_loop(&outer, &c->channel[!c->row]);
    text_print(c->m->text, "%s sum = 0;\n#pragma omp simd reduction(+ : sum)\n", c->m->type);
    open_loop(&nest, &c->channel[c->row]);
    text_print(c->m->text, "sum += %s * %s;\n", image_element(c, c->row), tap_element(c));
    close_loops(&nest);
    text_print(c->m->text, "%s += sum;\n", image_element(c, !c->row));
    close_loops(&outer);
}

/* taps[..][channel][row] += one[..][channel] other[..][row]; parallel over rows of taps. */
static void
conv_weights(const Conv *c)
{
    Nest nest = {c->m, 0};
    const Loop *rows[] = {&c->group, &c->channel[!c->row], &c->tap[0]};
    int parallel = 0;
    for (int i = 0; i < 3; i++)
        parallel += rows[i]->turns > 1;
    put_parallel(c->m, parallel);
    for (int i = 0; i < 3; i++)
        open_loop(&nest, rows[i]);
    open_outer(c, &nest);
    open_loop(&nest, &c->at[0]);
    open_loop(&nest, &c->at[1]);
    open_loop(&nest, &c->tap[1]);
    open_test(c, &nest);
    text_print(c->m->text, "const %s factor = %s;\n", c->m->type, image_element(c, !c->row));
    if (c->channel[c->row].turns > 1)
        text_put(c->m->text, "#pragma omp simd\n");
    open_loop(&nest, &c->channel[c->row]);
    text_print(c->m->text, "%s += factor * %s;\n", tap_element(c), image_element(c, c->row));
    close_loops(&nest);
}

int64_t
graph_plain_taps(const Node *n)
{
    switch (n->op) {
    case OP_CONV:
    case OP_CONV_DATA: return shape_size(n->arg[1]->shape);
    case OP_CONV_WEIGHT: return shape_size(n->shape);
    default: return 0;
    }
}

static void
conv_text(Mover *m, Node *n, const char *memory)
{
    Conv c = {.m = m};
    bool weights = n->op == OP_CONV_WEIGHT;
    int result = n->op == OP_CONV_DATA ? IMAGE : SMALL;
    find_conv(&c, n);
    bool few =
        c.channel[result].turns < 8 && c.channel[!result].turns > c.channel[result].turns;
    c.row = few ? !result : result;
    c.of[IMAGE] = n->op == OP_CONV_DATA ? -1 : 0;
    c.of[SMALL] = n->op == OP_CONV ? -1 : n->op == OP_CONV_DATA ? 0 : 1;
    c.of[WEIGHT] = weights ? -1 : 1;
    declare_taps(&c, memory);
    if (weights) {
        put_zero(m, "taps", graph_plain_taps(n));
        conv_weights(&c);
        copy_taps(&c, true);
    } else {
        copy_taps(&c, false);
        put_zero(m, m->out, shape_size(n->shape));
        if (few)
            conv_dots(&c);
        else
            conv_rows(&c);
    }
}

void
graph_plain_contract(Mover *m, Node *n, const int inner[3], const char *memory)
{
    if (n->op == OP_CONTRACT)
        product_text(m, n, inner);
    else
        conv_text(m, n, memory);
}
