/* Where the elements of a value lie.
 *
 * The one idea: shapes are logical everywhere, as in PyTorch, and a Storage says how they lie.
 * Images lie channels-last; all else lies in logical order. A reshape that only splits axes, or
 * joins axes that are neighbours in memory, is the same storage under another shape, and so is
 * every permutation. */
#include "../graph/lowering.h"
#include "passes.h"

#include <string.h>

void
layout_order(Shape shape, int8_t order[AXES])
{
    static const int8_t plain[AXES] = {0, 1, 2, 3, 4, 5, 6, 7};
    static const int8_t image[AXES] = {0, 2, 3, 1, 4, 5, 6, 7};
    bool is_image = shape.n[3] > 1;
    for (int s = 4; s < AXES; s++)
        is_image = is_image && shape.n[s] == 1;
    memcpy(order, is_image ? image : plain, AXES);
}

Storage
storage_plain(Shape shape, const int8_t order[AXES])
{
    Storage storage = {.panel_slot = -1};
    int64_t stride = 1;
    for (int i = AXES - 1; i >= 0; i--) {
        int s = order[i];
        if (shape.n[s] == 1)
            continue;
        storage.stride[s] = stride;
        stride *= shape.n[s];
    }
    storage.floats = stride;
    return storage;
}

Storage
layout_default(Shape shape)
{
    int8_t order[AXES];
    layout_order(shape, order);
    return storage_plain(shape, order);
}

bool
layout_same(const Storage *a, const Storage *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Slots of `shape` with extent > 1, in logical order. */
static int
varying_slots(Shape shape, int slot[AXES])
{
    int count = 0;
    for (int s = 0; s < AXES; s++)
        if (shape.n[s] > 1)
            slot[count++] = s;
    return count;
}

/* Gives the slots to[0..tos) strides so that they are the joined slots from[0..froms). */
static bool
view_group(Shape from, const Storage *storage, const int *f, int froms, Shape to, const int *t,
           int tos, Storage *view)
{
    for (int i = 0; i + 1 < froms; i++)
        if (storage->stride[f[i]] != from.n[f[i + 1]] * storage->stride[f[i + 1]])
            return false;
    int64_t stride = storage->stride[f[froms - 1]];
    for (int i = tos - 1; i >= 0; i--) {
        view->stride[t[i]] = stride;
        stride *= to.n[t[i]];
    }
    if (storage->panel_slot < 0)
        return true;
    for (int i = 0; i < froms; i++) {
        if (f[i] != storage->panel_slot)
            continue;
        if (froms != 1 || tos != 1)
            return false;
        view->panel_slot = t[0];
    }
    return true;
}

bool
layout_view(Shape from, Storage storage, Shape to, Storage *view)
{
    int f[AXES], t[AXES];
    int froms = varying_slots(from, f), tos = varying_slots(to, t), i = 0, k = 0;
    *view = storage;
    memset(view->stride, 0, sizeof view->stride);
    while (i < froms && k < tos) {
        int i0 = i, k0 = k;
        int64_t a = from.n[f[i++]], b = to.n[t[k++]];
        while (a != b) {
            if (a < b && i < froms)
                a *= from.n[f[i++]];
            else if (b < a && k < tos)
                b *= to.n[t[k++]];
            else
                return false;
        }
        if (!view_group(from, &storage, f + i0, i - i0, to, t + k0, k - k0, view))
            return false;
    }
    return i == froms && k == tos;
}

bool
layout_seen(const Node *view, Storage below, Storage *seen)
{
    if (!graph_moves_slots(view))
        return layout_view(view->arg[0]->shape, below, view->shape, seen);
    *seen = below;
    for (int s = 0; s < AXES; s++) {
        seen->stride[s] = below.stride[view->u.slot[s]];
        if (below.panel_slot == view->u.slot[s])
            seen->panel_slot = s;
    }
    return true;
}
