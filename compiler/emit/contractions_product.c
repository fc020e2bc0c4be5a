/* Matrix products: tiles of rows and columns, dot products, or plain loops. */
#include "contractions.h"

#include <string.h>

/* What a product's text needs at every step. */
typedef struct Product {
    Text *t;
    const Contraction *c;
    const Tiling *tiling;
    View view[3];
    View packed;
    Index at;         /* loop variables */
    bool tail;        /* the last tile of rows overlaps the one before */
    const char *high; /* rows of a tile */
} Product;

static View
view_of_axes(const Tiling *t, const char *name, int operand)
{
    View v = {.name = name};
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].stride[operand])
            view_add(&v, i, t->axis[i].extent, t->axis[i].stride[operand],
                     t->axis[i].cut[operand]);
    view_sort(&v);
    return v;
}

/* [groups][other columns][panels][depth][32], without the panels where one is packed at a time
 */
static View
view_of_panels(const Tiling *t)
{
    View v = {.name = "packed", .dense = true};
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < t->count; i++) {
            const Axis *a = &t->axis[i];
            const bool depth = a->role == ROLE_DEPTH;
            if (depth != (pass == 1) || i == t->column || (!depth && !a->stride[t->right]))
                continue;
            v.dim[v.count++] = (Dim){i, PART_WHOLE, a->extent, 0};
        }
        if (pass == 0 && !t->edge && !t->local)
            v.dim[v.count++] =
                (Dim){t->column, PART_PANEL, ceil_div(t->axis[t->column].extent, PANEL), 0};
    }
    v.dim[v.count++] = (Dim){t->column, t->edge ? PART_WHOLE : PART_LANE, PANEL, 0};
    int64_t stride = 1;
    for (int i = v.count - 1; i >= 0; i--) {
        v.dim[i].stride = stride;
        stride *= v.dim[i].extent;
    }
    return v;
}

/* ---- comment
 * ------------------------------------------------------------------------------------ */

static const char *
formula_term(const Product *p, int operand)
{
    const Tiling *t = p->tiling;
    Text term = {0};
    text_put(&term, p->view[operand].name);
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].stride[operand])
            text_print(&term, "[%s]", t->axis[i].index);
    return term.at;
}

static void
comment(const Product *p)
{
    const Tiling *t = p->tiling;
    Text over = {0};
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].role == ROLE_DEPTH)
            text_print(&over, "%s%s", over.size ? ", " : "", t->axis[i].index);
    formula_begin(p->t, p->c, formula_term(p, OUT));
    if (over.size)
        text_print(p->t, "sum over %s of ", over.at);
    text_print(p->t, "%s %s\n * %c%s. */\n", formula_term(p, A), formula_term(p, B),
               p->c->reason[0] - 'a' + 'A', p->c->reason + 1);
}

/* ---- sizes
 * ---------------------------------------------------------------------------------------- */

static void
sizes(const Product *p)
{
    const Tiling *t = p->tiling;
    Sizes s = {0};
    for (int i = 0; i < t->count; i++)
        size_add(&s, t->axis[i].count, t->axis[i].extent);
    if (t->form == FORM_PRODUCT) {
        size_add(&s, "panels", ceil_div(t->axis[t->column].extent, PANEL));
        if (t->row >= 0)
            size_add(&s, "tile_rows", t->rows);
    }
    if (s.count)
        sizes_emit(p->t, &s);
}

/* ---- tiles
 * ----------------------------------------------------------------------------------------- */

static int64_t
stride_in(const View *v, int id)
{
    for (int i = 0; i < v->count; i++)
        if (v->dim[i].id == id && v->dim[i].part != PART_PANEL)
            return v->dim[i].stride;
    return 0;
}

/* Distance of neighbours along an axis, in the words of the dimensions inside it. */
static const char *
stride_text(const Product *p, const View *v, int id)
{
    Text text = {0};
    int at = v->count - 1;
    if (id < 0 || !stride_in(v, id))
        return "0";
    for (; v->dim[at].id != id || v->dim[at].part == PART_PANEL; at--)
        continue;
    if (!v->dense || v->count - at > 3)
        return format("%lld", (long long)v->dim[at].stride);
    for (int i = at + 1; i < v->count; i++) {
        const Dim *d = &v->dim[i];
        text_put(&text, i > at + 1 ? " * " : "");
        text_put(&text, d->part == PART_WHOLE && d->id != p->tiling->column
                            ? p->tiling->axis[d->id].count
                        : d->extent == PANEL    ? "32"
                        : d->part == PART_WHOLE ? p->tiling->axis[d->id].count
                                                : "panels");
    }
    return text.at ? text.at : "1";
}

static void
pack_loops(const Product *p, int axis)
{
    const Tiling *t = p->tiling;
    const bool cut = axis >= 0 && t->axis[axis].cut[t->right];
    Text loops = {0};
    int count = 0;
    for (int i = 0; i + 1 < p->packed.count; i++) {
        const Dim *d = &p->packed.dim[i];
        if (d->id == axis && !cut)
            continue;
        count++;
        if (d->part == PART_PANEL)
            kernel_loop(&loops, "p", "panels");
        else if (d->id == axis)
            text_print(&loops, "for (int q = 0; q < %lld; q++) {\n",
                       (long long)ceil_div(t->axis[axis].extent, PANEL));
        else
            kernel_loop(&loops, t->axis[d->id].index, t->axis[d->id].count);
    }
    if (!t->local)
        kernel_parallel(p->t, 16 * t->packed, count);
    text_put(p->t, loops.at ? loops.at : "");
}

/* Right operand to panels of 32 columns, zero where there is no column. */
static void
pack(Product *p)
{
    const Tiling *t = p->tiling;
    const Axis *n = &t->axis[t->column];
    const int axis = t->edge ? -1 : contiguous_depth(t, t->right); /* packing transposes */
    Index at;
    memcpy(at, p->at, sizeof at);
    const bool pointer = !t->local;
    text_put(p->t, !pointer              ? "float packed"
                   : p->packed.count > 1 ? "float(*restrict packed)"
                                         : "float *restrict packed");
    for (int i = pointer; i < p->packed.count; i++)
        text_print(p->t, "[%lld]", (long long)p->packed.dim[i].extent);
    text_put(p->t, pointer ? " = (void *)scratch;\n" : ";\n");
    pack_loops(p, axis);
    if (axis >= 0) {
        const Axis *k = &t->axis[axis];
        at[t->column] = "32 * p";
        at[axis] = k->cut[t->right] ? "32 * q" : "0";
        text_print(p->t, "%s(&%s, %s, %s,\n&%s, %s, %s);\n",
                   n->extent % PANEL ? "transpose_panel" : "transpose",
                   view_at(&p->view[t->right], at),
                   stride_text(p, &p->view[t->right], t->column),
                   n->extent % PANEL ? format("min(32, %s - 32 * p)", n->count) : "32",
                   view_at(&p->packed, at), stride_text(p, &p->packed, axis),
                   k->cut[t->right] ? format("min(32, %s - 32 * q)", k->count) : k->count);
        kernel_close(p->t, p->packed.count - 2 + (k->cut[t->right] != 0));
        return;
    }
    kernel_loop(p->t, "j", "32");
    at[t->column] = t->edge ? "j" : "32 * p + j";
    const char *to = view_at(&p->packed, at);
    if (t->edge)
        at[t->column] = format("%lld + j", (long long)(n->extent / PANEL * PANEL));
    const char *from = view_at(&p->view[t->right], at);
    if (n->extent % PANEL)
        text_print(p->t, "%s = %s < %s ? %s : 0;\n", to, at[t->column], n->count, from);
    else
        text_print(p->t, "%s = %s;\n", to, from);
    kernel_close(p->t, p->packed.count);
}

/* Rows of a tile as neighbours, so that a step of the sum reads one piece of memory. */
static void
pack_left(const Product *p)
{
    const Tiling *t = p->tiling;
    const Axis *m = &t->axis[t->row], *k = &t->axis[t->depth];
    Index at;
    memcpy(at, p->at, sizeof at);
    at[t->row] = p->tail ? format("min(tile_rows * r, %s - tile_rows) + i", m->count)
                         : "tile_rows * r + i";
    text_print(p->t, "float(*restrict left)[%s][tile_rows] = (void *)", k->count);
    text_print(p->t, t->packed ? "(scratch + %lld);\n" : "scratch;\n", (long long)t->packed);
    kernel_parallel(p->t, 16 * t->widened, 1);
    text_print(p->t, "for (int r = 0; r < %lld; r++) {\n",
               (long long)ceil_div(m->extent, t->rows));
    kernel_loop(p->t, k->index, k->count);
    kernel_loop(p->t, "i", "tile_rows");
    text_print(p->t, "left[r][%s][i] = %s;\n", k->index, view_at(&p->view[t->left], at));
    kernel_close(p->t, 3);
}

/* Loops around a tile, all of them parallel but those within a panel that is packed there;
 * returns their number. */
static int
tile_loops(Product *p)
{
    const Tiling *t = p->tiling;
    Text loops = {0};
    int count = 1;
    if (t->local) {
        kernel_parallel(p->t, p->c->flops, 1);
        kernel_loop(p->t, "p", "panels");
        pack(p);
    }
    for (int i = 0; i < t->count; i++) {
        if (t->axis[i].role == ROLE_DEPTH || i == t->row || i == t->column)
            continue;
        kernel_loop(&loops, t->axis[i].index, t->axis[i].count);
        count++;
    }
    if (!t->columns_first && !t->local)
        kernel_loop(&loops, "p", "panels");
    if (t->blocked) {
        text_print(&loops, "for (int r = 0; r < %s; r += 8 * tile_rows) {\n",
                   t->axis[t->row].count);
        count++;
    } else if (t->row >= 0) {
        const char *m = p->tail ? "r" : t->axis[t->row].index;
        text_print(&loops, "for (int %s = 0; %s < %s; %s += tile_rows) {\n", m, m,
                   t->axis[t->row].count, m);
        count++;
    }
    if (t->columns_first)
        kernel_loop(&loops, "p", "panels");
    if (!t->local)
        kernel_parallel(p->t, p->c->flops, count);
    text_put(p->t, loops.at);
    if (p->tail)
        text_print(p->t, "const int %s = min(r, %s - tile_rows);\n", t->axis[t->row].index,
                   t->axis[t->row].count);
    return count;
}

/* acc += left right over all summed axes, for `width` columns of panel p. */
static void
multiply(const Product *p, int width, bool edge)
{
    const Tiling *t = p->tiling;
    const bool packed = t->pack && (edge || !t->edge);
    const View *right = packed ? &p->packed : &p->view[t->right];
    int loops = 0;
    const View *left = &p->view[t->left];
    Index at;
    memcpy(at, p->at, sizeof at);
    at[t->column] = packed && t->edge ? "0" : "32 * p";
    if (t->depth >= 0)
        at[t->depth] = t->blocked ? "k" : "0";
    const char *depth = t->depth >= 0 ? t->axis[t->depth].count : "1";
    if (t->blocked)
        depth = format("min(%d, %s - k)", BLOCK_DEPTH, depth);
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].role == ROLE_DEPTH && i != t->depth) {
            kernel_loop(p->t, t->axis[i].index, t->axis[i].count);
            loops++;
        }
    if (t->depth >= 0 && t->axis[t->depth].cut[t->left]) {
        const int64_t extent = t->axis[t->depth].extent;
        kernel_loop(p->t, "q", format("%lld", (long long)ceil_div(extent, PANEL)));
        at[t->depth] = "32 * q";
        depth = extent % PANEL ? format("min(32, %s - 32 * q)", depth) : "32";
        loops++;
    }
    const char *from = view_at(left, at), *row = stride_text(p, left, t->row),
               *step = stride_text(p, left, t->depth);
    if (t->pack_left) {
        from =
            format("left[%s / tile_rows][%s][0]", p->tail ? "r" : p->at[t->row], at[t->depth]);
        row = "1";
        step = "tile_rows";
    }
    text_print(p->t, "tile_multiply(%s, %d, acc, &%s, %s, %s,\n&%s, %s, %s);\n", p->high, width,
               from, row, step, view_at(right, at), stride_text(p, right, t->depth), depth);
    kernel_close(p->t, loops);
}

/* Where the tile of `columns` results of panel p lies. */
static Place
place(const Product *p, int width, int64_t columns)
{
    const Tiling *t = p->tiling;
    Index at;
    memcpy(at, p->at, sizeof at);
    at[t->column] = "32 * p";
    return (Place){.rows = p->high,
                   .columns = width,
                   .first = p->tail ? format("r - %s", t->axis[t->row].index) : NULL,
                   .width = columns == width ? NULL : format("%lld", (long long)columns),
                   .out = view_at(&p->view[OUT], at),
                   .row = stride_text(p, &p->view[OUT], t->turned ? t->column : t->row),
                   .across = t->turned,
                   .again = t->blocked ? "k > 0" : NULL,
                   .far = t->out_far};
}

/* Blocks of a long sum, and within one the rows of eight tiles. */
static int
block_loops(const Product *p)
{
    const Tiling *t = p->tiling;
    if (!t->blocked)
        return 0;
    text_print(p->t,
               "for (int k = 0; k < %s; k += %d) {\n"
               "for (int m = r; m < min(r + 8 * tile_rows, %s); m += tile_rows) {\n",
               t->axis[t->depth].count, BLOCK_DEPTH, t->axis[t->row].count);
    return 2;
}

static void
panel_tile(const Product *p, int width, int64_t columns, bool edge)
{
    const Place out = place(p, width, columns);
    tile_begin(p->t, p->c, &out);
    multiply(p, width, edge);
    tile_end(p->t, p->c, &out);
}

/* The last panel has a tile of its own where it is not full. */
static void
tiles(Product *p)
{
    const Tiling *t = p->tiling;
    const Axis *n = &t->axis[t->column];
    const int64_t rest = n->extent % PANEL, whole = n->extent / PANEL;
    const int width = rest && rest <= PANEL / 2 && !n->cut[OUT] ? PANEL / 2 : PANEL;
    if (t->pack && !t->local)
        pack(p);
    if (t->pack_left)
        pack_left(p);
    const int loops = tile_loops(p) + block_loops(p);
    text_put(p->t, "tile acc = {0};\n");
    if (whole && rest)
        text_put(p->t, "if (p < panels - 1) {\n");
    if (whole)
        panel_tile(p, PANEL, PANEL, false);
    if (whole && rest)
        text_put(p->t, "} else {\n");
    if (rest)
        panel_tile(p, width, n->cut[OUT] ? PANEL : rest, true);
    kernel_close(p->t, loops + (whole && rest));
}

static void
blas(const Product *p)
{
    const Tiling *t = p->tiling;
    const Axis *m = &t->axis[0], *n = &t->axis[1], *k = &t->axis[2];
    Index zero;
    for (int i = 0; i < IDS; i++)
        zero[i] = "0";
    text_print(
        p->t,
        "contract_product(%s, %s, %s, %s, &%s, %lld, %lld,\n&%s, %lld, %lld, %d, &%s, %lld);\n",
        m->count, n->count, k->count, contraction_factor(p->c) ? "factor" : "1",
        view_at(&p->view[t->left], zero), (long long)m->stride[t->left],
        (long long)k->stride[t->left], view_at(&p->view[t->right], zero),
        (long long)k->stride[t->right], (long long)n->stride[t->right], p->c->adds,
        view_at(&p->view[OUT], zero), (long long)m->stride[OUT]);
}

/* ---- dot products and plain loops
 * ------------------------------------------------------------------- */

static int
result_loops(const Product *p)
{
    const Tiling *t = p->tiling;
    int count = 0;
    for (int i = 0; i < t->count; i++)
        count += t->axis[i].role != ROLE_DEPTH;
    if (count)
        kernel_parallel(p->t, p->c->flops, count);
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].role != ROLE_DEPTH)
            kernel_loop(p->t, t->axis[i].index, t->axis[i].count);
    return count;
}

static void
sums(Product *p, bool dots)
{
    const Tiling *t = p->tiling;
    int loops = 0;
    const bool padded =
        t->column >= 0 && t->axis[t->column].cut[OUT] && t->axis[t->column].extent % PANEL;
    if (padded && !p->c->adds)
        text_print(p->t, "memset(%s, 0, %lld * sizeof(float));\n", p->view[OUT].name,
                   (long long)p->c->operand[OUT].storage.floats);
    const int outer = result_loops(p);
    text_put(p->t, "float sum = 0;\n");
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].role == ROLE_DEPTH && !(dots && i == t->depth)) {
            kernel_loop(p->t, t->axis[i].index, t->axis[i].count);
            loops++;
        }
    if (dots)
        p->at[t->depth] = "0";
    const char *a = view_at(&p->view[A], p->at), *b = view_at(&p->view[B], p->at);
    if (dots)
        text_print(p->t, "sum += dot(&%s, &%s, %s);\n", a, b, t->axis[t->depth].count);
    else
        text_print(p->t, "sum += %s * %s;\n", a, b);
    kernel_close(p->t, loops);
    element_end(p->t, p->c, view_at(&p->view[OUT], p->at), "sum");
    kernel_close(p->t, outer);
}

void
product_emit(Text *text, const Contraction *c, const char *name)
{
    const Tiling *t = c->tiling;
    Product p = {.t = text, .c = c, .tiling = t};
    for (int o = 0; o < 3; o++)
        p.view[o] = view_of_axes(t, kernel_operand(c, o), o);
    for (int i = 0; i < t->count; i++)
        p.at[i] = t->axis[i].index;
    if (t->form == FORM_PRODUCT && t->pack)
        p.packed = view_of_panels(t);
    p.high = t->row < 0 ? "1" : "tile_rows";
    p.tail = t->row >= 0 && t->axis[t->row].extent % t->rows;
    comment(&p);
    kernel_open(text, c, name, (View *const[]){&p.view[0], &p.view[1], &p.view[2]});
    sizes(&p);
    if (t->form == FORM_PRODUCT)
        tiles(&p);
    else if (t->form == FORM_BLAS)
        blas(&p);
    else
        sums(&p, t->form == FORM_DOT);
    text_put(text, "}\n\n");
}
