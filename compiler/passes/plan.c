/* Plan: one arena for every routine.
 *
 * Requires scheduled kernels. A buffer lives from the first to the last kernel that touches it;
 * two that live at the same time never overlap, except that an element-wise kernel may write a
 * value over one that it reads for the last time. Placement is first fit, largest first; the
 * printed lower bound is the largest sum of what lives at one time, which no plan can beat. */
#include "fuse.h"

#include "../graph/lowering.h"

#include <stdlib.h>

enum { ALIGN = 16 }; /* floats: a cache line */

static int64_t
room_of(const Buffer *buffer)
{
    return (buffer->storage.floats + ALIGN - 1) / ALIGN * ALIGN;
}

static void
touch(Buffer *buffer, int kernel)
{
    if (buffer->born < 0 || kernel < buffer->born)
        buffer->born = kernel;
    if (kernel > buffer->dies)
        buffer->dies = kernel;
}

static void
find_lifetimes(Plan *plan)
{
    for (int i = 0; i < plan->kernels.count; i++) {
        Kernel *kernel = plan->kernels.at[i];
        for (int k = 0; k < kernel->reads.count; k++)
            touch(kernel->reads.at[k].buffer, i);
        for (int k = 0; k < kernel->writes.count; k++)
            touch(kernel->writes.at[k].buffer, i);
        if (kernel->scratch)
            touch(kernel->scratch, i);
    }
}

/* A body node reads `old` anywhere but at the element of `young` that is written then. */
static bool
reads_elsewhere(const Kernel *kernel, const Buffer *old, const Buffer *young)
{
    for (int i = 0; i < kernel->reads.count; i++) {
        const Access *read = &kernel->reads.at[i];
        if (read->buffer != old)
            continue;
        if (!shape_equal(read->node->shape, young->shape) ||
            !layout_same(&read->storage, &young->storage))
            return true;
        for (int k = 0; k < kernel->body.count; k++) {
            const Node *n = kernel->body.at[k];
            for (int j = 0; j < n->count; j++)
                if (n->arg[j] == read->node && !shape_equal(fuse_domain(n), young->shape))
                    return true;
        }
    }
    return false;
}

/* Values are written in the order of the body: one that comes later may still read. */
static bool
is_written_last(const Kernel *kernel, const Buffer *young)
{
    bool seen = false;
    for (int i = 0; i < kernel->body.count; i++) {
        for (int k = 0; seen && k < kernel->writes.count; k++)
            if (kernel->writes.at[k].node == kernel->body.at[i])
                return false;
        seen = seen || kernel->body.at[i] == young->node;
    }
    return seen;
}

/* The kernel in which `young` is born reads `old` for the last time, and each element of it
 * just before the same element of `young` is written: an element-wise value of one pass. */
static bool
may_overwrite(const Plan *plan, const Buffer *old, const Buffer *young)
{
    const Kernel *kernel = plan->kernels.at[young->born];
    if (kernel->kind != KERNEL_LOOPS || old->dies != young->born || old->integer ||
        young->integer || old->node == NULL || young->node == NULL ||
        old->storage.floats != young->storage.floats ||
        op_kind(young->node->op) != KIND_ELEMENTWISE || young->shape.n[kernel->row] == 1)
        return false;
    for (int i = 0; i < kernel->body.count; i++)
        if (op_kind(kernel->body.at[i]->op) == KIND_REDUCE && !fuse_crosses(kernel->body.at[i]))
            return false; /* a row is walked more than once */
    return is_written_last(kernel, young) && !reads_elsewhere(kernel, old, young);
}

static bool
live_together(const Buffer *a, const Buffer *b)
{
    return a->born <= b->dies && b->born <= a->dies;
}

/* The one of a pair that may be overwritten by the other, or NULL. */
static const Buffer *
overwritten(const Plan *plan, const Buffer *a, const Buffer *b)
{
    if (a->dies == b->born && may_overwrite(plan, a, b))
        return a;
    if (b->dies == a->born && may_overwrite(plan, b, a))
        return b;
    return NULL;
}

static bool
fits(const Plan *plan, const Buffer *buffer, int64_t offset, Buffer *const *placed, int count)
{
    for (int i = 0; i < count; i++) {
        const Buffer *other = placed[i];
        if (!live_together(buffer, other) || offset >= other->offset + room_of(other) ||
            other->offset >= offset + room_of(buffer))
            continue;
        if (offset != other->offset || overwritten(plan, buffer, other) == NULL)
            return false;
    }
    return true;
}

static int
compare_room(const void *left, const void *right)
{
    const Buffer *a = *(Buffer *const *)left, *b = *(Buffer *const *)right;
    if (room_of(a) != room_of(b))
        return room_of(a) < room_of(b) ? 1 : -1;
    return a->id - b->id;
}

static void
place(Plan *plan, Buffer *buffer, Buffer *const *placed, int count)
{
    int64_t best = 0;
    if (!fits(plan, buffer, 0, placed, count)) {
        best = -1;
        for (int i = 0; i < count; i++) {
            int64_t starts[] = {placed[i]->offset, placed[i]->offset + room_of(placed[i])};
            for (int k = 0; k < 2; k++)
                if ((best < 0 || starts[k] < best) &&
                    fits(plan, buffer, starts[k], placed, count))
                    best = starts[k];
        }
    }
    buffer->offset = best;
    if (best + room_of(buffer) > plan->arena)
        plan->arena = best + room_of(buffer);
}

static void
note_overwriting(Plan *plan)
{
    for (int i = 0; i < plan->buffers.count; i++)
        for (int k = 0; k < plan->buffers.count; k++) {
            Buffer *old = plan->buffers.at[i], *young = plan->buffers.at[k];
            if (old != young && old->offset == young->offset && live_together(old, young) &&
                overwritten(plan, old, young) == old)
                young->overwrites = old;
        }
}

/* Floats that must exist while kernel k runs. */
static int64_t
live_floats(const Plan *plan, int k)
{
    int64_t sum = 0;
    for (int i = 0; i < plan->buffers.count; i++) {
        const Buffer *buffer = plan->buffers.at[i];
        if (buffer->born > k || buffer->dies < k)
            continue;
        sum += room_of(buffer);
        if (buffer->overwrites && buffer->born == k)
            sum -= room_of(buffer);
    }
    return sum;
}

void
plan(Plan *plan)
{
    int count = plan->buffers.count;
    Buffer **sorted = NEW_ARRAY(Buffer *, count + 1);
    find_lifetimes(plan);
    for (int i = 0; i < count; i++) {
        sorted[i] = plan->buffers.at[i];
        plan->naive += room_of(sorted[i]);
    }
    qsort(sorted, (size_t)count, sizeof *sorted, compare_room);
    for (int i = 0; i < count; i++)
        place(plan, sorted[i], sorted, i);
    note_overwriting(plan);
    for (int k = 0; k < plan->kernels.count; k++) {
        int64_t live = live_floats(plan, k);
        plan->bound = live > plan->bound ? live : plan->bound;
    }
}

/* ---- the plan as text ---- */

static int
compare_offset(const void *left, const void *right)
{
    const Buffer *a = *(Buffer *const *)left, *b = *(Buffer *const *)right;
    if (a->offset != b->offset)
        return a->offset < b->offset ? -1 : 1;
    return a->born != b->born ? a->born - b->born : a->id - b->id;
}

static const char *
buffer_shape(const Buffer *buffer)
{
    Text text = {0};
    int8_t order[AXES];
    layout_order(buffer->shape, order);
    for (int i = 0; i < AXES; i++)
        if (buffer->shape.n[order[i]] > 1)
            text_print(&text, "[%lld]", (long long)buffer->shape.n[order[i]]);
    return text.at ? text.at : "";
}

void
plan_print(Text *text, const Plan *plan)
{
    int count = plan->buffers.count;
    Buffer **sorted = NEW_ARRAY(Buffer *, count + 1);
    for (int i = 0; i < count; i++)
        sorted[i] = plan->buffers.at[i];
    qsort(sorted, (size_t)count, sizeof *sorted, compare_offset);
    text_print(text, "%lld floats (%d buffers unshared: %lld; lower bound %lld)\n",
               (long long)plan->arena, count, (long long)plan->naive, (long long)plan->bound);
    text_print(text, "%10s %10s  %-40s %s\n", "offset", "floats", "holds", "live");
    for (int i = 0; i < count; i++) {
        const Buffer *buffer = sorted[i];
        const Kernel *born = plan->kernels.at[buffer->born];
        const Kernel *dies = plan->kernels.at[buffer->dies];
        const char *holds = format("%s%s", buffer->name, buffer_shape(buffer));
        text_print(text, "%10lld %10lld  %-40s %s %s..%s%s%s\n", (long long)buffer->offset,
                   (long long)buffer->storage.floats, holds,
                   plan->routines.at[born->routine]->name, born->label, dies->label,
                   buffer->overwrites ? ", overwrites " : "",
                   buffer->overwrites ? buffer->overwrites->name : "");
    }
}
