/* The kernel of a matrix product, of a convolution of one pixel or of a whole image.
 *
 * The one idea: all of these are loops with a role each. A loop is over groups, rows, columns
 * or a sum, by the operands that vary along it; columns are where neighbours of the result lie
 * together. */
#include "tiling.h"

#include <string.h>

enum {
    TINY = 4096,             /* flops below which packing and tiles do not pay */
    FAR = 512,               /* floats between lines that share few sets of a cache */
    MANY = 128,              /* uses of a line that pay for its copy */
    LOCAL_FLOATS = 1 << 15,  /* a panel that is a local array of a thread */
    LOCAL_PANELS = 16,       /* enough to share among threads */
    TURNED_FLOATS = 1 << 17, /* a right operand that stays there beside what is read once */
    FAR_FLOATS = 1 << 12,    /* of a result for a number that is summed, from which lines of the
                                result are waited for when they are stored, .. */
    FAR_DEPTH = 32           /* .. and the sum in which they come */
};

/* ---- loops ---- */

static void
axis_add(Tiling *t, Axis axis)
{
    if (axis.extent > 1)
        t->axis[t->count++] = axis;
}

/* Reads slot s of an operand into the axis. */
static void
axis_slot(Axis *axis, const Contraction *c, int operand, int s, int64_t scale)
{
    const Operand *o = &c->operand[operand];
    if (o->shape.n[s] == 1)
        return;
    axis->stride[operand] += o->storage.stride[s] * scale;
    if (o->storage.panel_slot == s)
        axis->cut[operand] = o->storage.panel_stride;
}

static void
axes_of_letters(const Contraction *c, Tiling *t)
{
    const Letters *l = c->roles.letters;
    const int8_t *letter[3] = {l->a, l->b, l->out};
    for (int8_t name = 0; name < 3 * AXES; name++) {
        Axis axis = {.extent = 1};
        for (int o = 0; o < 3; o++)
            for (int s = 0; s < AXES; s++) {
                if (letter[o][s] != name)
                    continue;
                axis_slot(&axis, c, o, s, 1);
                if (c->operand[o].shape.n[s] > axis.extent)
                    axis.extent = c->operand[o].shape.n[s];
            }
        axis_add(t, axis);
    }
}

static void
axes_of_conv(const Contraction *c, Tiling *t)
{
    const Roles *is = &c->roles;
    const Window *w = is->window;
    const int first = w->channel;
    for (int s = 0; s < first; s++) {
        const int64_t of_x = conv_x(c)->shape.n[s], of_y = conv_y(c)->shape.n[s];
        Axis image = {.extent = of_x > of_y ? of_x : of_y};
        axis_slot(&image, c, is->x, s, 1);
        axis_slot(&image, c, is->y, s, 1);
        axis_add(t, image);
    }
    for (int i = 0; i < 2; i++) {
        Axis tap = {.extent = w->kernel[i]}, pixel = {.extent = w->out[i]};
        axis_slot(&tap, c, is->x, first + 1 + i, 1);
        axis_slot(&tap, c, is->weight, first + 2 + i, 1);
        axis_slot(&pixel, c, is->x, first + 1 + i, w->stride[i]);
        axis_slot(&pixel, c, is->y, first + 1 + i, 1);
        axis_add(t, w->kernel[i] > 1 ? tap : pixel);
    }
    Axis in = {.extent = w->in_channels}, out = {.extent = w->out_channels};
    axis_slot(&in, c, is->x, first, 1);
    axis_slot(&in, c, is->weight, first + 1, 1);
    axis_slot(&out, c, is->y, first, 1);
    axis_slot(&out, c, is->weight, first, 1);
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

/* ---- forms ---- */

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

/* One axis of each kind, plain rows or columns: what OpenBLAS can take. */
static bool
is_plain(const Tiling *t)
{
    static const int role[3] = {ROLE_ROW, ROLE_COLUMN, ROLE_DEPTH};
    if (t->count != 3 || any_cut(t, A) || any_cut(t, B) || any_cut(t, OUT))
        return false;
    for (int i = 0; i < 3; i++)
        if ((int)t->axis[i].role != role[i])
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

/* Lines of an operand that lie far apart throw each other out of the cache. */
static bool
lies_far(const Tiling *t, int operand)
{
    const int64_t depth = t->depth < 0 ? 0 : t->axis[t->depth].stride[operand];
    return t->count == 3 && t->row >= 0 && !any_cut(t, operand) && depth >= FAR &&
           axes_size(t, ROLE_ROW) >= MANY && axes_size(t, ROLE_COLUMN) >= MANY &&
           axes_size(t, ROLE_DEPTH) >= 2 * MANY;
}

int
contiguous_depth(const Tiling *t, int operand)
{
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].role == ROLE_DEPTH && t->axis[i].extent >= 4 &&
            (t->axis[i].cut[operand] || t->axis[i].stride[operand] == 1))
            return i;
    return -1;
}

/* Both operands would have to be copied to be lines of columns, and left, of fewer rows, is the
 * smaller one. */
static bool
suits_turning(const Contraction *c, const Tiling *t)
{
    if (c->adds || t->row < 0 || t->depth < 0 || right_in_place(t) ||
        contiguous_depth(t, t->left) < 0 || contiguous_depth(t, t->right) < 0)
        return false;
    for (int i = 0; i < t->count; i++)
        if (t->axis[i].role != ROLE_DEPTH && i != t->row && i != t->column)
            return false;
    const Axis *m = &t->axis[t->row], *n = &t->axis[t->column];
    return !n->cut[OUT] && m->extent >= PANEL && n->extent >= 2 * m->extent &&
           axes_size(t, ROLE_DEPTH) >= MANY &&
           axes_size(t, ROLE_DEPTH) * m->extent <= TURNED_FLOATS;
}

/* Rows become columns: tiles of out lie across, and the larger operand is read in place. */
static void
turn(Contraction *c, Tiling *t)
{
    t->turned = true;
    t->left = t->right;
    t->right = t->left == A ? B : A;
    set_roles(t);
    axes_sort(t);
    axes_name(t);
    t->row = axis_largest(t, ROLE_ROW);
    t->column = axis_largest(t, ROLE_COLUMN);
    t->depth = axis_largest(t, ROLE_DEPTH);
    t->rows = chosen_rows(c, t->axis[t->row].extent);
    t->pack = true;
    t->columns_first = true;
    t->packed = c->scratch = packed_size(t);
    c->reason = "register tiles across out, right operand packed into panels";
}

/* Which operands are copied, and to where. */
static void
choose_copies(Contraction *c, Tiling *t)
{
    const Axis *n = &t->axis[t->column];
    const bool far = lies_far(t, t->right);
    t->edge = right_in_place(t) && !far && !n->cut[t->right] && n->extent % PANEL;
    t->pack = t->edge || far || !right_in_place(t);
    t->packed = t->pack ? packed_size(t) : 0;
    t->local = t->packed > CACHED_FLOATS && !t->edge && !t->blocked && t->count == 3 &&
               axes_size(t, ROLE_DEPTH) * PANEL <= LOCAL_FLOATS &&
               ceil_div(n->extent, PANEL) >= LOCAL_PANELS;
    t->columns_first = t->columns_first && !t->local;
    t->pack_left = t->row >= 0 && t->axis[t->row].stride[t->left] == 1 && lies_far(t, t->left);
    t->widened = t->pack_left ? ceil_div(t->axis[t->row].extent, t->rows) * t->rows *
                                    axes_size(t, ROLE_DEPTH)
                              : 0;
    if (t->local)
        t->packed = 0;
    c->scratch = t->packed + t->widened;
    c->reason = t->pack_left ? t->pack ? "register tiles, both operands packed"
                                       : "register tiles, left operand packed"
                : t->local   ? "register tiles, right operand packed panel by panel"
                : t->edge    ? "register tiles, operands read in place except the last columns"
                : t->pack    ? "register tiles, right operand packed into panels"
                             : "register tiles, both operands read in place";
}

void
tile_product(Contraction *c)
{
    Tiling *t = c->tiling;
    if (c->roles.letters)
        axes_of_letters(c, t);
    else
        axes_of_conv(c, t);
    c->flops = 2;
    for (int i = 0; i < t->count; i++)
        c->flops *= t->axis[i].extent;
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
    t->rows = t->row < 0 ? 1 : chosen_rows(c, t->axis[t->row].extent);
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
    t->plain = is_plain(t);
    if (t->plain && c->choice && c->choice->path < 0) {
        t->form = FORM_BLAS;
        c->reason = "measured: OpenBLAS on fixed tiles, one thread each";
        return;
    }
    t->form = FORM_PRODUCT;
    if (suits_turning(c, t)) {
        turn(c, t);
        return;
    }
    t->columns_first = chosen_order(c, packed_size(t) <= CACHED_FLOATS);
    t->blocked = suits_blocks(t);
    const int64_t depth = axes_size(t, ROLE_DEPTH);
    t->out_far = depth >= FAR_DEPTH && c->operand[OUT].storage.floats >= FAR_FLOATS * depth;
    choose_copies(c, t);
}
