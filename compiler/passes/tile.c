/* The kernel of each contraction, from its shape alone.
 *
 * Requires storages of all operands. The one idea: matrix products, 1x1 convolutions and
 * convolutions of whole images are one form, loops with a role each; other convolutions have
 * three forms whose tiles take 8 images at one pixel. What fits none runs as plain loops. */
#include "tiling.h"

#include <string.h>

enum {
    TINY = 4096,             /* flops below which packing and tiles do not pay */
    CACHED_FLOATS = 1 << 15, /* a right operand of this size stays in the second-level cache */
    STACK_FLOATS = 1 << 15,  /* largest local array of a thread */
    LARGE = 1024,            /* extents from which OpenBLAS pays */
    FEW = 4                  /* channels that would leave a tile nearly empty */
};

const Operand *
conv_x(const Contraction *c)
{
    return c->node->op == OP_CONV_DATA ? &c->out : &c->a;
}

const Operand *
conv_w(const Contraction *c)
{
    return c->node->op == OP_CONV_WEIGHT ? &c->out : &c->b;
}

const Operand *
conv_y(const Contraction *c)
{
    return c->node->op == OP_CONV ? &c->out : c->node->op == OP_CONV_DATA ? &c->a : &c->b;
}

int64_t
conv_reach(const Window *w, int axis)
{
    return (w->out[axis] - 1) * w->stride[axis] + (w->kernel[axis] - 1) * w->dilation[axis] + 1;
}

bool
storage_same(const Storage *a, const Storage *b)
{
    return memcmp(a->stride, b->stride, sizeof a->stride) == 0 && a->floats == b->floats &&
           a->panel_slot == b->panel_slot &&
           (a->panel_slot < 0 || a->panel_stride == b->panel_stride);
}

/* ---- storage of parameters -----------------------------------------------------------------
 */

/* Cuts the slot order[0] into panels; order[1..count) from outermost to innermost. */
static Storage
storage_panels(Shape shape, const int *order, int count)
{
    Storage s = {.panel_slot = order[0]};
    int64_t stride = PANEL;
    s.stride[order[0]] = 1;
    for (int i = count - 1; i > 0; i--) {
        if (shape.n[order[i]] == 1)
            continue;
        s.stride[order[i]] = stride;
        stride *= shape.n[order[i]];
    }
    s.panel_stride = stride;
    s.floats = stride * ceil_div(shape.n[order[0]], PANEL);
    return s;
}

Storage
panel_storage(Shape shape, const Window *w, bool by_in)
{
    const int c = w->channel;
    const int order[4] = {by_in ? c + 1 : c, c + 2, c + 3, by_in ? c : c + 1};
    return storage_panels(shape, order, 4);
}

/* Logical order; of a kernel, channels last: [out][ky][kx][in]. */
static Storage
storage_rows(Shape shape, const Window *w)
{
    int8_t order[AXES] = {0, 1, 2, 3, 4, 5, 6, 7};
    if (w) {
        const int8_t c = (int8_t)w->channel;
        order[c + 1] = (int8_t)(c + 2);
        order[c + 2] = (int8_t)(c + 3);
        order[c + 3] = (int8_t)(c + 1);
    }
    return storage_plain(shape, order);
}

static Storage
weight_of_conv(Shape shape, const Node *forward)
{
    const Window *w = &forward->u.window;
    const int64_t in = w->in_channels, out = w->out_channels;
    if (w->groups > 1)
        return storage_rows(shape, w);
    const bool data = forward->op == OP_CONV_DATA, whole = w->out[0] * w->out[1] == 1;
    if ((data ? in : out) > FEW)
        return panel_storage(shape, w, data);
    return (data ? out : in) <= FEW || whole ? storage_rows(shape, w)
                                             : panel_storage(shape, w, !data);
}

static int
slot_of_letter(const int8_t letter[AXES], int8_t wanted)
{
    for (int s = 0; s < AXES; s++)
        if (letter[s] == wanted && wanted >= 0)
            return s;
    return -1;
}

/* Panels along the largest axis that the first product keeps, where it fills most of them. */
static Storage
weight_of_product(Shape shape, const Node *use, int which)
{
    const Letters *l = &use->u.letters;
    const int8_t *mine = which == 0 ? l->a : l->b, *other = which == 0 ? l->b : l->a;
    int order[AXES] = {-1}, count = 1;
    for (int s = 0; s < AXES; s++) {
        const bool stays = slot_of_letter(l->out, mine[s]) >= 0;
        if (stays && slot_of_letter(other, mine[s]) < 0 &&
            (order[0] < 0 || shape.n[s] > shape.n[order[0]]))
            order[0] = s;
    }
    const int64_t kept = order[0] < 0 ? 0 : shape.n[order[0]];
    if (kept == 0 || 4 * kept < 3 * PANEL * ceil_div(kept, PANEL))
        return storage_rows(shape, NULL);
    for (int s = 0; s < AXES; s++)
        if (s != order[0])
            order[count++] = s;
    return storage_panels(shape, order, count);
}

Storage
tile_weight_storage(Shape shape, int uses, Node *const *use, const int *which)
{
    for (int i = 0; i < uses; i++) {
        if (which[i] < 0)
            continue;
        if (use[i]->op == OP_CONTRACT)
            return weight_of_product(shape, use[i], which[i]);
        return weight_of_conv(shape, use[i]);
    }
    return storage_rows(shape, NULL);
}

/* ---- loops of a product
 * ----------------------------------------------------------------------- */

static void
axis_add(Tiling *t, Axis axis)
{
    if (axis.extent > 1)
        t->axis[t->count++] = axis;
}

/* Reads slot s of an operand into the axis. */
static void
axis_slot(Axis *axis, int operand, const Operand *o, int s, int64_t scale)
{
    if (o->shape.n[s] == 1)
        return;
    axis->stride[operand] += o->storage.stride[s] * scale;
    if (o->storage.panel_slot == s)
        axis->cut[operand] = o->storage.panel_stride;
}

static void
axes_of_letters(const Contraction *c, Tiling *t)
{
    const Letters *l = &c->node->u.letters;
    const Operand *operand[3] = {&c->a, &c->b, &c->out};
    const int8_t *letter[3] = {l->a, l->b, l->out};
    for (int8_t name = 0; name < 3 * AXES; name++) {
        Axis axis = {.extent = 1};
        for (int o = 0; o < 3; o++)
            for (int s = 0; s < AXES; s++) {
                if (letter[o][s] != name)
                    continue;
                axis_slot(&axis, o, operand[o], s, 1);
                if (operand[o]->shape.n[s] > axis.extent)
                    axis.extent = operand[o]->shape.n[s];
            }
        axis_add(t, axis);
    }
}

/* Whether a convolution multiplies each weight with the same pixel everywhere: the kernel is
 * one pixel, or covers the whole image. */
static bool
conv_is_product(const Contraction *c)
{
    const Window *w = &c->node->u.window;
    for (int i = 0; i < 2; i++) {
        const bool pixel = w->kernel[i] == 1 && w->pad[i] == 0 &&
                           (w->stride[i] == 1 || c->node->op != OP_CONV_DATA);
        const bool whole = w->kernel[i] == w->in[i] && w->pad[i] == 0 &&
                           (w->dilation[i] == 1 || w->kernel[i] == 1);
        if (!pixel && !whole)
            return false;
    }
    return w->groups == 1;
}

static void
axes_of_conv(const Contraction *c, Tiling *t)
{
    const Window *w = &c->node->u.window;
    const Operand *x = conv_x(c), *y = conv_y(c), *k = conv_w(c);
    const int ix = x == &c->out ? OUT : A,
              iy = y == &c->out ? OUT
                   : y == &c->a ? A
                                : B,
              ik = k == &c->out ? OUT : B, first = w->channel;
    for (int s = 0; s < first; s++) {
        Axis image = {.extent = x->shape.n[s] > y->shape.n[s] ? x->shape.n[s] : y->shape.n[s]};
        axis_slot(&image, ix, x, s, 1);
        axis_slot(&image, iy, y, s, 1);
        axis_add(t, image);
    }
    for (int i = 0; i < 2; i++) {
        Axis tap = {.extent = w->kernel[i]}, pixel = {.extent = w->out[i]};
        axis_slot(&tap, ix, x, first + 1 + i, 1);
        axis_slot(&tap, ik, k, first + 2 + i, 1);
        axis_slot(&pixel, ix, x, first + 1 + i, w->stride[i]);
        axis_slot(&pixel, iy, y, first + 1 + i, 1);
        axis_add(t, w->kernel[i] > 1 ? tap : pixel);
    }
    Axis in = {.extent = w->in_channels}, out = {.extent = w->out_channels};
    axis_slot(&in, ix, x, first, 1);
    axis_slot(&in, ik, k, first + 1, 1);
    axis_slot(&out, iy, y, first, 1);
    axis_slot(&out, ik, k, first, 1);
    axis_add(t, in);
    axis_add(t, out);
}

static Role
axis_role(const Axis *a, int left, int right)
{
    const bool l = a->stride[left] != 0, r = a->stride[right] != 0;
    if (!a->stride[OUT])
        return ROLE_DEPTH;
    return l == r ? ROLE_GROUP : l ? ROLE_ROW : ROLE_COLUMN;
}

/* Whether `inner` continues `outer` in every operand, so that one loop runs over both. */
static bool
axes_join(const Axis *outer, const Axis *inner)
{
    if (outer->role != inner->role)
        return false;
    for (int o = 0; o < 3; o++)
        if (outer->cut[o] || inner->cut[o] ||
            outer->stride[o] != inner->stride[o] * inner->extent)
            return false;
    return true;
}

static void
axes_flatten(Tiling *t)
{
    for (int i = 0; i < t->count; i++)
        for (int j = 0; j < t->count; j++) {
            if (i == j || !axes_join(&t->axis[i], &t->axis[j]))
                continue;
            t->axis[j].extent *= t->axis[i].extent;
            memmove(&t->axis[i], &t->axis[i + 1], sizeof(Axis) * (size_t)(t->count - i - 1));
            t->count--;
            i = -1;
            break;
        }
}

/* Loops from outermost to innermost, by where they lie in `operand` and then in out. */
static void
axes_sort(Tiling *t)
{
    for (int i = 1; i < t->count; i++)
        for (int j = i; j > 0; j--) {
            Axis *a = &t->axis[j - 1], *b = &t->axis[j], swap;
            const int64_t in_a = a->stride[OUT] ? a->stride[OUT] : a->stride[t->left];
            const int64_t in_b = b->stride[OUT] ? b->stride[OUT] : b->stride[t->left];
            if (a->role < b->role || (a->role == b->role && in_a >= in_b))
                break;
            swap = *a;
            *a = *b;
            *b = swap;
        }
}

static void
axes_name(Tiling *t)
{
    static const char *const index[] = {"g", "m", "n", "k"};
    static const char *const count[] = {"groups", "rows", "columns", "depth"};
    int seen[4] = {0};
    for (int i = 0; i < t->count; i++) {
        Axis *a = &t->axis[i];
        const int n = ++seen[a->role];
        a->index = n == 1 ? index[a->role] : format("%s%d", index[a->role], n);
        a->count = n == 1 ? count[a->role] : format("%s%d", count[a->role], n);
    }
}

static int
axis_largest(const Tiling *t, Role role)
{
    int best = -1;
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].role == role && (best < 0 || t->axis[i].extent >= t->axis[best].extent))
            best = i;
    return best;
}

static int64_t
axes_size(const Tiling *t, Role role)
{
    int64_t size = 1;
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].role == role)
            size *= t->axis[i].extent;
    return size;
}

/* The axis along which neighbours of out lie together: the columns of its tiles. -1: none. */
static int
axis_of_columns(const Tiling *t)
{
    int found = -1;
    for (int i = 0; i < t->count; i++) {
        if (t->axis[i].cut[OUT])
            return i;
        if (t->axis[i].stride[OUT] == 1)
            found = i;
    }
    return found;
}

/* ---- products
 * --------------------------------------------------------------------------------- */

static bool
any_cut(const Tiling *t, int operand)
{
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].cut[operand])
            return true;
    return false;
}

/* Both operands contiguous along one summed axis that is most of the work of an output. */
static bool
suits_dot(const Tiling *t)
{
    const int k = axis_largest(t, ROLE_DEPTH);
    if (k < 0 || t->axis[k].stride[A] != 1 || t->axis[k].stride[B] != 1 ||
        t->axis[k].extent < 16 || any_cut(t, A) || any_cut(t, B) || any_cut(t, OUT))
        return false;
    const int64_t rows = axes_size(t, ROLE_ROW), columns = axes_size(t, ROLE_COLUMN);
    return rows <= FEW || columns <= FEW;
}

static void
set_roles(Tiling *t)
{
    for (int i = 0; i < t->count; i++)
        t->axis[i].role = axis_role(&t->axis[i], t->left, t->right);
}

/* Whether lines of 32 columns can be read from the right operand as it lies. */
static bool
right_in_place(const Tiling *t)
{
    const Axis *n = &t->axis[t->column];
    return n->cut[t->right] || (!any_cut(t, t->right) && n->stride[t->right] == 1);
}

static int64_t
packed_size(const Tiling *t)
{
    int64_t floats = axes_size(t, ROLE_DEPTH) * PANEL;
    for (int i = 0; i < t->count; i++) {
        const Axis *a = &t->axis[i];
        if (a->role == ROLE_DEPTH || !a->stride[t->right])
            continue;
        if (i != t->column)
            floats *= a->extent;
        else if (!t->edge)
            floats *= ceil_div(a->extent, PANEL);
    }
    return floats;
}

/* One axis of each kind, plain rows or columns, and every extent so long that what OpenBLAS
 * does for the caches pays: up to there the emitted tiles are faster. */
static bool
suits_blas(const Tiling *t)
{
    static const int role[3] = {ROLE_ROW, ROLE_COLUMN, ROLE_DEPTH};
    if (t->count != 3 || any_cut(t, A) || any_cut(t, B) || any_cut(t, OUT))
        return false;
    for (int i = 0; i < 3; i++)
        if ((int)t->axis[i].role != role[i] || t->axis[i].extent < LARGE)
            return false;
    const Axis *m = &t->axis[0], *n = &t->axis[1], *k = &t->axis[2];
    return (m->stride[t->left] == 1 || k->stride[t->left] == 1) &&
           (n->stride[t->right] == 1 || k->stride[t->right] == 1) && n->stride[OUT] == 1;
}

/* Long sums of whole tiles: the result is kept in out between blocks of the sum. */
static bool
suits_blocks(const Tiling *t)
{
    const Axis *n = &t->axis[t->column];
    if (t->row < 0 || t->depth < 0 || t->axis[t->row].extent % t->rows ||
        (n->extent % PANEL && !n->cut[OUT]))
        return false;
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].role == ROLE_DEPTH && i != t->depth)
            return false;
    return t->axis[t->depth].extent >= 2 * BLOCK_DEPTH;
}

static void
choose_product(Contraction *c, Tiling *t)
{
    t->left = A;
    t->right = B;
    set_roles(t);
    axes_flatten(t);
    const int column = axis_of_columns(t);
    if (column >= 0 && t->axis[column].role == ROLE_ROW) {
        t->left = B;
        t->right = A;
        set_roles(t);
    }
    axes_sort(t);
    axes_name(t);
    t->column = axis_of_columns(t);
    t->row = axis_largest(t, ROLE_ROW);
    t->depth = axis_largest(t, ROLE_DEPTH);
    t->rows = t->row < 0 ? 1 : tile_rows(t->axis[t->row].extent);
    if (suits_dot(t) && (t->column < 0 || t->axis[t->column].stride[t->right] != 1)) {
        t->form = FORM_DOT;
        c->reason = "few columns: dot products along contiguous memory";
        return;
    }
    if (t->column < 0 || t->axis[t->column].role != ROLE_COLUMN || c->flops < TINY ||
        any_cut(t, t->left)) {
        t->form = FORM_LOOPS;
        c->reason = c->flops < TINY ? "a tiny product" : "no axis to fill the lines of a tile";
        return;
    }
    if (suits_blas(t)) {
        t->form = FORM_BLAS;
        c->reason = "large plain operands: OpenBLAS on fixed tiles, one thread each";
        return;
    }
    t->form = FORM_PRODUCT;
    const Axis *n = &t->axis[t->column];
    t->columns_first = packed_size(t) <= CACHED_FLOATS;
    t->blocked = suits_blocks(t);
    t->edge = right_in_place(t) && !n->cut[t->right] && n->extent % PANEL;
    t->pack = t->edge || !right_in_place(t);
    t->packed = packed_size(t);
    c->scratch = t->pack ? t->packed : 0;
    c->reason = t->edge   ? "register tiles, operands read in place except the last columns"
                : t->pack ? "register tiles, right operand packed into panels"
                          : "register tiles, both operands read in place";
}

/* ---- convolutions
 * ------------------------------------------------------------------------------ */

/* Channels last without gaps, outer axes joined into `images`. */
static bool
channels_last(const Operand *o, const Window *w, int64_t channels, const int64_t size[2],
              int64_t images)
{
    const int c = w->channel;
    const int64_t want[3] = {1, size[1] * channels, channels};
    if (o->storage.panel_slot >= 0)
        return false;
    for (int i = 0; i < 3; i++)
        if (o->shape.n[c + i] > 1 && o->storage.stride[c + i] != want[i])
            return false;
    int64_t stride = size[0] * size[1] * channels;
    for (int s = c - 1; s >= 0; s--) {
        if (o->shape.n[s] == 1)
            continue;
        if (o->storage.stride[s] != stride)
            return false;
        stride *= o->shape.n[s];
    }
    return stride == images * size[0] * size[1] * channels;
}

static int64_t
conv_images(const Contraction *c)
{
    int64_t images = 1;
    for (int s = 0; s < c->node->u.window.channel; s++) {
        const int64_t x = conv_x(c)->shape.n[s], y = conv_y(c)->shape.n[s];
        images *= x > y ? x : y;
    }
    return images;
}

/* Pairs of an output and a tap that lies inside the image, along one axis. */
static int64_t
taps_inside(const Window *w, int axis)
{
    int64_t taps = 0;
    for (int64_t o = 0; o < w->out[axis]; o++)
        for (int64_t k = 0; k < w->kernel[axis]; k++) {
            const int64_t i = o * w->stride[axis] + k * w->dilation[axis] - w->pad[axis];
            taps += i >= 0 && i < w->in[axis];
        }
    return taps;
}

static bool
weight_is_plain_outside(const Operand *weight, const Window *w)
{
    for (int s = 0; s < AXES; s++)
        if ((s < w->channel || s > w->channel + 3) && weight->shape.n[s] > 1)
            return false;
    return true;
}

/* `unpack`: floats of the panels in scratch, 0 where out itself is panels. */
static void
choose_weight_gradient(Contraction *c, Tiling *t, int64_t unpack)
{
    const Window *w = &c->node->u.window;
    const int64_t channels = t->by_in ? w->in_channels : w->out_channels;
    const int64_t *size = t->by_in ? w->in : w->out;
    t->wide = !t->by_in && w->in_channels <= FEW && w->kernel[1] > 1 && w->dilation[1] == 1;
    t->rows = tile_rows(t->by_in  ? w->out_channels
                        : t->wide ? w->in_channels * w->kernel[1]
                                  : w->in_channels);
    t->unpack = unpack > 0;
    t->pack = channels % PANEL != 0;
    t->packed = t->pack ? t->images * size[0] * size[1] * ceil_div(channels, PANEL) * PANEL : 0;
    t->widened = t->wide ? t->images * conv_reach(w, 0) * conv_reach(w, 1) * w->in_channels : 0;
    c->scratch = unpack + t->packed + t->widened;
    c->reason = t->wide ? "tiles of taps and channels, a sum over pixels; x with its padding"
                        : "tiles of channels, a sum over pixels for each tap";
}

/* A product to one column per tap and channel, then sums of columns. */
static void
choose_gather(Contraction *c, Tiling *t)
{
    const Window *w = &c->node->u.window;
    const bool data = c->node->op == OP_CONV_DATA;
    const int64_t few = data ? w->in_channels : w->out_channels,
                  many = data ? w->out_channels : w->in_channels,
                  columns = few * w->kernel[0] * w->kernel[1];
    const int64_t *size = data ? w->out : w->in;
    t->form = FORM_GATHER;
    t->lines = ceil_div(columns, 3 * 16);
    t->line = ceil_div(ceil_div(columns, t->lines), 16) * 16;
    t->packed = t->lines * t->line * many;
    t->rows = tile_rows(size[0] * size[1]);
    t->taps = t->lines * t->line * size[0] * size[1];
    t->stack = t->taps <= STACK_FLOATS;
    c->scratch = t->packed + (t->stack ? 0 : t->images * t->taps);
    c->reason = "few channels: a product to one column per tap, then sums of columns";
}

static bool
suits_gather(const Contraction *c)
{
    const Window *w = &c->node->u.window;
    if (c->node->op == OP_CONV_DATA)
        return w->in_channels <= FEW && w->out_channels > FEW;
    return c->node->op == OP_CONV && w->out_channels <= FEW && w->in_channels > FEW;
}

static void
choose_conv(Contraction *c, Tiling *t)
{
    const Window *w = &c->node->u.window;
    const Operand *weight = conv_w(c);
    const bool gradient = c->node->op == OP_CONV_WEIGHT;
    if (w->groups > 1 || !weight_is_plain_outside(weight, w) ||
        !channels_last(conv_x(c), w, w->in_channels, w->in, t->images) ||
        !channels_last(conv_y(c), w, w->out_channels, w->out, t->images)) {
        t->form = FORM_LOOPS;
        c->reason = w->groups > 1 ? "groups of channels" : "images are not channels-last";
        return;
    }
    if (suits_gather(c)) {
        choose_gather(c, t);
        return;
    }
    const Storage by_in = panel_storage(weight->shape, w, true);
    const Storage by_out = panel_storage(weight->shape, w, false);
    t->form = c->node->op == OP_CONV ? FORM_CONV : gradient ? FORM_WEIGHT : FORM_DATA;
    t->by_in = gradient ? storage_same(&weight->storage, &by_in) : t->form == FORM_DATA;
    const Storage *wanted = t->by_in ? &by_in : &by_out;
    const bool direct = storage_same(&weight->storage, wanted);
    if (!gradient) {
        t->rows = tile_rows(t->images);
        t->pack = !direct;
        t->packed = wanted->floats;
        t->columns_first = wanted->floats <= CACHED_FLOATS;
        c->scratch = t->pack ? wanted->floats : 0;
        c->reason = t->pack ? "tiles of images at one pixel, weights packed into panels"
                            : "tiles of images at one pixel, weights in panels";
        return;
    }
    choose_weight_gradient(c, t, direct ? 0 : wanted->floats);
}

void
tile_choose(Contraction *c)
{
    Tiling *t = NEW(Tiling);
    const bool product = c->node->op == OP_CONTRACT;
    c->tiling = t;
    c->scratch = 0;
    if (product) {
        axes_of_letters(c, t);
    } else {
        t->images = conv_images(c);
        if (conv_is_product(c))
            axes_of_conv(c, t);
    }
    if (product || conv_is_product(c)) {
        c->flops = 2;
        for (int i = 0; i < t->count; i++)
            c->flops *= t->axis[i].extent;
        choose_product(c, t);
    } else {
        const Window *w = &c->node->u.window;
        c->flops = 2 * t->images * taps_inside(w, 0) * taps_inside(w, 1) * w->in_channels *
                   (w->out_channels / w->groups);
        choose_conv(c, t);
    }
    c->path = t->form == FORM_LOOPS  ? PATH_LOOPS
              : t->form == FORM_BLAS ? PATH_BLAS
                                     : PATH_TILES;
}
