/* The storage of a parameter that only contractions use.
 *
 * Panels of 32 along the axis that becomes the columns of a tile, so that a tile reads its
 * right operand as it lies; plain rows where panels would stay mostly empty. */
#include "passes.h"
#include "tiling.h"

#include <string.h>

bool
storage_same(const Storage *a, const Storage *b)
{
    return memcmp(a->stride, b->stride, sizeof a->stride) == 0 && a->floats == b->floats &&
           a->panel_slot == b->panel_slot &&
           (a->panel_slot < 0 || a->panel_stride == b->panel_stride);
}

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
    const Roles roles = graph_roles(forward);
    const Window *w = roles.window;
    const int64_t in = w->in_channels, out = w->out_channels;
    if (w->groups > 1)
        return storage_rows(shape, w);
    const bool data = roles.x == OUT, whole = w->out[0] * w->out[1] == 1;
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

/* How far inside a letter lies in a value of that shape, -1 where it is not there. */
static int
depth_of_letter(Shape shape, const int8_t letter[AXES], int8_t wanted)
{
    int8_t order[AXES];
    const int slot = slot_of_letter(letter, wanted);
    layout_order(shape, order);
    for (int i = 0; i < AXES && slot >= 0; i++)
        if (order[i] == slot)
            return i;
    return -1;
}

/* Brings slots that come from one image of the product into the order in which that lies. */
static void
order_as_images(int *order, int count, const Node *use, int which)
{
    const Letters *l = graph_roles(use).letters;
    const int8_t *mine = which == 0 ? l->a : l->b, *other = which == 0 ? l->b : l->a;
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0; k--) {
            const int8_t before = mine[order[k - 1]], behind = mine[order[k]];
            const Shape from = use->arg[1 - which]->shape;
            const int a = depth_of_letter(from, other, before);
            const int b = depth_of_letter(from, other, behind);
            const int c = depth_of_letter(use->shape, l->out, before);
            const int d = depth_of_letter(use->shape, l->out, behind);
            if (!(a >= 0 && b >= 0 && a > b) && !(c >= 0 && d >= 0 && c > d))
                break;
            const int slot = order[k];
            order[k] = order[k - 1];
            order[k - 1] = slot;
        }
}

/* Panels along the largest axis that the first product keeps, where it fills most of them. */
static Storage
weight_of_product(Shape shape, const Node *use, int which)
{
    const Letters *l = graph_roles(use).letters;
    const int8_t *mine = which == 0 ? l->a : l->b, *other = which == 0 ? l->b : l->a;
    int order[AXES] = {-1}, all[AXES], count = 1;
    for (int s = 0; s < AXES; s++) {
        const bool stays = slot_of_letter(l->out, mine[s]) >= 0;
        if (stays && slot_of_letter(other, mine[s]) < 0 &&
            (order[0] < 0 || shape.n[s] > shape.n[order[0]]))
            order[0] = s;
    }
    const int64_t kept = order[0] < 0 ? 0 : shape.n[order[0]];
    if (kept == 0 || 4 * kept < 3 * PANEL * ceil_div(kept, PANEL)) {
        int8_t rows[AXES];
        for (int s = 0; s < AXES; s++)
            all[s] = s;
        order_as_images(all, AXES, use, which);
        for (int s = 0; s < AXES; s++)
            rows[s] = (int8_t)all[s];
        return storage_plain(shape, rows);
    }
    for (int s = 0; s < AXES; s++)
        if (s != order[0])
            order[count++] = s;
    order_as_images(order + 1, count - 1, use, which);
    return storage_panels(shape, order, count);
}

Storage
tile_weight_storage(Shape shape, int uses, Node *const *use, const int *which, const char **why)
{
    for (int i = 0; i < uses; i++) {
        if (which[i] < 0)
            continue;
        Storage s = graph_roles(use[i]).letters ? weight_of_product(shape, use[i], which[i])
                                                : weight_of_conv(shape, use[i]);
        *why = format("all %d uses are products%s", uses,
                      s.panel_slot < 0 ? ", but panels would stay mostly empty"
                                       : "; tiles read panels as they lie");
        return s;
    }
    *why = "no product reads it";
    return storage_rows(shape, NULL);
}
