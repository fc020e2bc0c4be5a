/* C text of matrix products and convolutions: what every form shares.
 *
 * Operands are declared as arrays in memory order with their shapes in the type. What cannot be
 * written so (gaps, broadcast outer axes) is a pointer with explicit strides. */
#include "contractions.h"

#include "../graph/ctext.h"

#include <stdlib.h>
#include <string.h>

enum { WORTH_THREADS = 200000 }; /* flops; a parallel region costs half a microsecond */

/* ---- views
 * -------------------------------------------------------------------------------------- */

void
view_add(View *v, int id, int64_t extent, int64_t stride, int64_t cut)
{
    if (cut) {
        v->dim[v->count++] = (Dim){id, PART_PANEL, ceil_div(extent, PANEL), cut};
        v->dim[v->count++] = (Dim){id, PART_LANE, PANEL, 1};
    } else if (extent > 1) {
        v->dim[v->count++] = (Dim){id, PART_WHOLE, extent, stride};
    }
}

/* A panel of one is a dimension like any other, and stays outside what it contains. */
static bool
dim_before(const Dim *a, const Dim *b)
{
    return a->stride != b->stride ? a->stride > b->stride : a->extent > b->extent;
}

void
view_sort(View *v)
{
    for (int i = 1; i < v->count; i++)
        for (int j = i; j > 0 && dim_before(&v->dim[j], &v->dim[j - 1]); j--) {
            const Dim swap = v->dim[j];
            v->dim[j] = v->dim[j - 1];
            v->dim[j - 1] = swap;
        }
    int64_t stride = 1;
    v->dense = true;
    for (int i = v->count - 1; i >= 0; i--) {
        v->dense = v->dense && v->dim[i].stride == stride;
        stride *= v->dim[i].extent;
    }
}

View
view_slots(const char *name, const Operand *o)
{
    View v = {.name = name};
    for (int s = 0; s < AXES; s++) {
        const bool cut = o->storage.panel_slot == s;
        view_add(&v, s, o->shape.n[s], o->storage.stride[s], cut ? o->storage.panel_stride : 0);
    }
    view_sort(&v);
    return v;
}

const char *
view_type(const View *v, bool written, bool alone)
{
    Text type = {0};
    const char *word = alone ? "restrict " : "";
    text_print(&type, "%sfloat ", written ? "" : "const ");
    if (!v->dense) {
        text_print(&type, "*%s%s", word, v->name);
        return type.at;
    }
    text_print(&type, "%s", v->name);
    if (v->count == 0)
        text_print(&type, "[%s1]", word);
    for (int i = 0; i < v->count; i++)
        text_print(&type, "[%s%lld]", i ? "" : word, (long long)v->dim[i].extent);
    return type.at;
}

static bool
is_sum(const char *index)
{
    return strchr(index, ' ') != NULL;
}

/* The text of a dimension's index. */
static const char *
dim_at(const Dim *d, const char *index)
{
    if (d->part == PART_WHOLE)
        return index;
    if (strncmp(index, "32 * ", 5) == 0) {
        const char *plus = strstr(index, " + ");
        if (d->part == PART_LANE)
            return plus ? plus + 3 : "0";
        return plus ? format("%.*s", (int)(plus - index - 5), index + 5) : index + 5;
    }
    if (strcmp(index, "0") == 0)
        return index;
    const char *of = is_sum(index) ? format("(%s)", index) : index;
    return d->part == PART_PANEL ? format("%s / 32", of) : format("%s %% 32", of);
}

const char *
view_at(const View *v, Index at)
{
    Text text = {0};
    text_print(&text, "%s", v->name);
    if (v->count == 0)
        text_put(&text, "[0]");
    if (v->dense) {
        for (int i = 0; i < v->count; i++)
            text_print(&text, "[%s]", dim_at(&v->dim[i], at[v->dim[i].id]));
        return text.at;
    }
    const char *between = "[";
    for (int i = 0; i < v->count; i++) {
        const char *index = dim_at(&v->dim[i], at[v->dim[i].id]);
        const long long stride = (long long)v->dim[i].stride;
        if (strcmp(index, "0") == 0)
            continue;
        text_put(&text, between);
        if (stride == 1)
            text_put(&text, index);
        else
            text_print(&text, is_sum(index) ? "(%s) * %lld" : "%s * %lld", index, stride);
        between = " + ";
    }
    text_put(&text, strcmp(between, "[") == 0 && v->count ? "[0]" : v->count ? "]" : "");
    return text.at;
}

/* ---- pieces of a kernel
 * -------------------------------------------------------------------------- */

const char *
kernel_operand(const Contraction *c, int o)
{
    static const char *const taken[] = {
        "g",        "m",        "n",         "k",         "p",          "q",       "j",
        "r",        "i",        "o",         "s",         "y0",         "y1",      "x0",
        "x1",       "acc",      "in",        "out",       "at",         "sum",     "top",
        "left",     "first",    "tile",      "tile_rows", "panels",     "packed",  "groups",
        "rows",     "columns",  "depth",     "images",    "height",     "width",   "kernel",
        "stride",   "padding",  "dilation",  "image",     "scratch",    "vec",     "min",
        "max",      "dot",      "line",      "lines",     "panel",      "row",     "column",
        "group",    "wide",     "taps",      "factor",    "whole",      "tap",     "c",
        "to",       "in_group", "out_group", "side",      "components", "block",   "zeros",
        "product",  "pixels",   "slopes",    "sums",      "spectrum",   "squares", "count",
        "phases_in"};
    const char *name = c->operand[o].name;
    for (int i = 0; i < o; i++)
        if (strcmp(name, c->operand[i].name) == 0)
            name = format("%s%d", name, o + 1);
    for (size_t i = 0; i < COUNT_OF(taken); i++) {
        const size_t length = strlen(taken[i]);
        const char *rest = name + length;
        if (strncmp(name, taken[i], length) == 0 &&
            (!*rest || strspn(rest, "0123456789xy_") == strlen(rest)))
            return format("%s_%c", name, "abc"[o]);
    }
    return name;
}

static bool
is_scaled(const Contraction *c)
{
    return !rational_equal(c->factor, RATIONAL_ONE);
}

const char *
contraction_factor(const Contraction *c)
{
    Text text = {0};
    graph_write_literal(&text, rational_double(c->factor), false);
    return is_scaled(c) ? text.at : NULL;
}

/* The node whose memory a view shows. */
static const Node *
memory_of(const Node *n)
{
    while (op_kind(n->op) == KIND_VIEW)
        n = n->arg[0];
    return n;
}

/* What is multiplied with itself comes twice: then neither operand is alone. */
void
kernel_open(Text *t, const Contraction *c, const char *name, View *const view[3])
{
    const bool alone =
        c->node->count < 2 || memory_of(c->node->arg[0]) != memory_of(c->node->arg[1]);
    const char *type[5] = {view_type(view[0], false, alone), view_type(view[1], false, alone),
                           view_type(view[2], true, true)};
    int count = 3;
    if (c->scratch)
        type[count++] = "float *restrict scratch";
    if (is_scaled(c))
        type[count++] = "float factor";
    const size_t indent = strlen(name) + 1;
    size_t column = indent;
    text_print(t, "static void\n%s(", name);
    for (int i = 0; i < count; i++) {
        const size_t length = strlen(type[i]) + 2;
        if (i && column + length > 90) {
            text_put(t, ",\n");
            column = indent;
        } else if (i) {
            text_put(t, ", ");
        }
        text_put(t, type[i]);
        column += length;
    }
    text_put(t, ")\n{\n");
}

void
kernel_parallel(Text *t, int64_t work, int loops)
{
    if (work < WORTH_THREADS)
        return;
    if (loops > 1)
        text_print(t, "#pragma omp parallel for collapse(%d) schedule(static)\n", loops);
    else
        text_put(t, "#pragma omp parallel for schedule(static)\n");
}

void
kernel_loop(Text *t, const char *index, const char *count)
{
    text_print(t, "for (int %s = 0; %s < %s; %s++) {\n", index, index, count, index);
}

void
kernel_close(Text *t, int braces)
{
    for (int i = 0; i < braces; i++)
        text_put(t, "}\n");
}

void
size_add(Sizes *s, const char *name, int64_t value)
{
    text_print(&s->text, s->count ? s->count % 6 ? ", " : ",\n" : "");
    text_print(&s->text, "%s = %lld", name, (long long)value);
    s->count++;
}

void
sizes_emit(Text *t, const Sizes *s)
{
    const bool several_lines = s->count > 6 || strlen(s->text.at) > 80;
    text_print(t, several_lines ? "enum {\n%s\n};\n" : "enum { %s };\n", s->text.at);
}

/* ---- results ---- */

/* `call(rows, columns, acc, [first, width,] ..)` with the address of the tile in out. */
static void
tile_call(Text *t, const char *call, const Place *p)
{
    if (p->first == NULL && p->width == NULL)
        text_print(t, "%s(%s, %d, acc, &%s, %s);\n", call, p->rows, p->columns, p->out, p->row);
    else
        text_print(t, "%s_part(%s, %d, acc, %s, %s,\n&%s, %s);\n", call, p->rows, p->columns,
                   p->first ? p->first : "0", p->width ? p->width : format("%d", p->columns),
                   p->out, p->row);
}

void
tile_begin(Text *t, const Contraction *c, const Place *place)
{
    if (is_scaled(c) || (!c->adds && place->again == NULL)) {
        if (place->far)
            text_print(t, "tile_prefetch(%s, %d, &%s, %s);\n", place->rows, place->columns,
                       place->out, place->row);
        return;
    }
    if (!c->adds)
        text_print(t, "if (%s)\n", place->again);
    tile_call(t, "tile_load", place);
}

void
tile_end(Text *t, const Contraction *c, const Place *place)
{
    if (is_scaled(c)) {
        text_print(t, "tile_scale(%s, %d, acc, factor);\n", place->rows, place->columns);
        if (!c->adds && place->again)
            text_print(t, "if (%s)\n", place->again);
        if (c->adds || place->again)
            tile_call(t, "tile_add", place);
    }
    if (place->across)
        text_print(t, "tile_store_across(%s, %d, acc, %s, &%s, %s);\n", place->rows,
                   place->columns, place->width ? place->width : format("%d", place->columns),
                   place->out, place->row);
    else
        tile_call(t, "tile_store", place);
}

void
formula_begin(Text *t, const Contraction *c, const char *result)
{
    text_print(t, "/* %s %s %s", result, c->adds ? "+=" : "=", is_scaled(c) ? "factor " : "");
}

void
element_end(Text *t, const Contraction *c, const char *element, const char *sum)
{
    text_print(t, "%s %s %s%s;\n", element, c->adds ? "+=" : "=",
               is_scaled(c) ? "factor * " : "", sum);
}

/* ---- what the rest of the compiler calls
 * ----------------------------------------------------------- */

void
contraction_emit(Text *text, const Contraction *c, const char *name)
{
    const Tiling *t = c->tiling;
    if (t->count > 0 || c->roles.letters)
        product_emit(text, c, name);
    else if (t->form == FORM_LOOPS)
        conv_loops_emit(text, c, name);
    else
        conv_emit(text, c, name);
}
