/* Plan: one arena for every routine.
 *
 * Requires scheduled kernels. A buffer lives from the first to the last kernel that touches it;
 * two that live at the same time never overlap, except that an element-wise kernel may write a
 * value over one that it reads for the last time.
 *
 * Buffers are placed one after the other, each in the smallest gap that it fits in or in the
 * lowest. That is done in several orders; then what lies on top of the arena is placed earlier,
 * for a fixed number of rounds, of which most go to the best order. The bound is the largest
 * sum of what lives at one time, counting every overwriting that is possible; no plan is
 * smaller. */
#include "fuse.h"

#include "../graph/lowering.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16 }; /* floats: a cache line */

static int64_t
room_of(const Buffer *buffer)
{
    return (buffer->storage.floats + ALIGN - 1) / ALIGN * ALIGN;
}

bool
kernel_reads(const Kernel *kernel, const Buffer *buffer)
{
    for (int i = 0; i < kernel->reads.count; i++)
        if (kernel->reads.at[i].buffer == buffer)
            return true;
    return false;
}

bool
kernel_writes(const Kernel *kernel, const Buffer *buffer)
{
    for (int i = 0; i < kernel->writes.count; i++)
        if (kernel->writes.at[i].buffer == buffer)
            return true;
    return false;
}

static void
touch(Buffer *buffer, int kernel)
{
    if (buffer->born < 0 || kernel < buffer->born)
        buffer->born = kernel;
    if (kernel > buffer->dies)
        buffer->dies = kernel;
}

/* A kernel of a chain runs for each example: what it reads from outside, and what the chain
 * gives, is there from its first kernel to its last. */
static void
touch_by(const Plan *plan, Buffer *buffer, int kernel)
{
    const int chain = plan->kernels.at[kernel]->chain;
    int first = kernel, last = kernel;
    if (chain > 0 && !buffer->of_one) {
        while (first > 0 && plan->kernels.at[first - 1]->chain == chain)
            first--;
        while (last + 1 < plan->kernels.count && plan->kernels.at[last + 1]->chain == chain)
            last++;
    }
    touch(buffer, first);
    touch(buffer, last);
}

static void
find_lifetimes(Plan *plan)
{
    for (int i = 0; i < plan->buffers.count; i++) {
        plan->buffers.at[i]->born = -1;
        plan->buffers.at[i]->dies = 0;
        plan->buffers.at[i]->overwrites = NULL;
    }
    for (int i = 0; i < plan->kernels.count; i++) {
        Kernel *kernel = plan->kernels.at[i];
        for (int k = 0; k < kernel->reads.count; k++)
            touch_by(plan, kernel->reads.at[k].buffer, i);
        for (int k = 0; k < kernel->writes.count; k++)
            touch_by(plan, kernel->writes.at[k].buffer, i);
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

/* Each element of `old` is read just before the same element of `young` is written, an
 * element-wise value of one pass. */
bool
plan_writes_over(const Kernel *kernel, const Buffer *old, const Buffer *young)
{
    if (kernel->kind != KERNEL_LOOPS || old->integer || young->integer ||
        (kernel->chain > 0 && (!old->of_one || !young->of_one)) || old->node == NULL ||
        young->node == NULL || old->storage.floats != young->storage.floats ||
        op_kind(young->node->op) != KIND_ELEMENTWISE || young->shape.n[kernel->row] == 1)
        return false;
    for (int i = 0; i < kernel->body.count; i++)
        if (op_kind(kernel->body.at[i]->op) == KIND_REDUCE && !fuse_crosses(kernel->body.at[i]))
            return false; /* a row is walked more than once */
    return is_written_last(kernel, young) && !reads_elsewhere(kernel, old, young);
}

/* The kernel in which `young` is born reads `old` for the last time. */
static bool
may_overwrite(const Plan *plan, const Buffer *old, const Buffer *young)
{
    return old->dies == young->born &&
           plan_writes_over(plan->kernels.at[young->born], old, young);
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

/* ---- placement ---- */

typedef struct Placement {
    const Plan *plan;
    Buffer **order;
    int count;
    uint8_t *relation; /* by pair of ids */
    int *placed;       /* ids of those that lie already, by offset, then by turn */
    int64_t *offset;   /* by id */
    int64_t arena;
    bool best_fit; /* the smallest gap, else the lowest */
} Placement;
enum { APART, TOGETHER, OVERWRITES }; /* TOGETHER: may not overlap; OVERWRITES: may be one */

static uint8_t *
find_relations(const Plan *plan)
{
    int count = plan->buffers.count;
    uint8_t *relation = NEW_ARRAY(uint8_t, (size_t)count * (size_t)count + 1);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++) {
            const Buffer *a = plan->buffers.at[i], *b = plan->buffers.at[k];
            uint8_t of = !live_together(a, b)              ? APART
                         : overwritten(plan, a, b) != NULL ? OVERWRITES
                                                           : TOGETHER;
            relation[i * count + k] = relation[k * count + i] = of;
        }
    return relation;
}

/* What is placed already and lives at the same time, by offset. */
static int
find_neighbours(const Placement *p, int placed, const Buffer *buffer, const Buffer **near)
{
    const uint8_t *relation = p->relation + (size_t)buffer->id * (size_t)p->count;
    int count = 0;
    for (int i = 0; i < placed; i++)
        if (relation[p->placed[i]] != APART)
            near[count++] = p->plan->buffers.at[p->placed[i]];
    return count;
}

static void
put_placed(Placement *p, int placed, const Buffer *buffer)
{
    int low = 0, high = placed;
    while (low < high) {
        int middle = (low + high) / 2;
        if (p->offset[p->placed[middle]] > p->offset[buffer->id])
            high = middle;
        else
            low = middle + 1;
    }
    memmove(p->placed + low + 1, p->placed + low, sizeof *p->placed * (size_t)(placed - low));
    p->placed[low] = buffer->id;
}

/* The buffer may lie exactly where another lies that it overwrites, or is overwritten by. */
static bool
fits_over(const Placement *p, const Buffer *buffer, int64_t at, const Buffer *const *near,
          int count)
{
    const uint8_t *relation = p->relation + (size_t)buffer->id * (size_t)p->count;
    for (int i = 0; i < count; i++) {
        int64_t from = p->offset[near[i]->id];
        if (at >= from + room_of(near[i]) || from >= at + room_of(buffer))
            continue;
        if (relation[near[i]->id] != OVERWRITES || from != at)
            return false;
    }
    return true;
}

static int64_t
find_offset(const Placement *p, const Buffer *buffer, const Buffer *const *near, int count)
{
    const uint8_t *relation = p->relation + (size_t)buffer->id * (size_t)p->count;
    int64_t end = 0, best = -1, least = INT64_MAX, room = room_of(buffer);
    for (int i = 0; i < count; i++) {
        int64_t from = p->offset[near[i]->id], gap = from - end;
        if (gap >= room && (best < 0 || (p->best_fit && gap < least))) {
            best = end;
            least = gap;
        }
        end = from + room_of(near[i]) > end ? from + room_of(near[i]) : end;
    }
    best = best < 0 ? end : best;
    for (int i = 0; i < count; i++) {
        int64_t from = p->offset[near[i]->id];
        if (relation[near[i]->id] == OVERWRITES && (from < best || p->best_fit) &&
            fits_over(p, buffer, from, near, count))
            return from;
    }
    return best;
}

static void
place_all(Placement *p)
{
    const Buffer **near = NEW_ARRAY(const Buffer *, p->count + 1);
    p->arena = 0;
    for (int i = 0; i < p->count; i++) {
        const Buffer *buffer = p->order[i];
        int neighbours = find_neighbours(p, i, buffer, near);
        int64_t at = find_offset(p, buffer, near, neighbours);
        p->offset[buffer->id] = at;
        put_placed(p, i, buffer);
        p->arena = at + room_of(buffer) > p->arena ? at + room_of(buffer) : p->arena;
    }
}

static int
compare_room(const void *left, const void *right)
{
    const Buffer *a = *(Buffer *const *)left, *b = *(Buffer *const *)right;
    if (room_of(a) != room_of(b))
        return room_of(a) < room_of(b) ? 1 : -1;
    return a->id - b->id;
}

static int
compare_life(const void *left, const void *right)
{
    const Buffer *a = *(Buffer *const *)left, *b = *(Buffer *const *)right;
    int more = (b->dies - b->born) - (a->dies - a->born);
    return more != 0 ? more : compare_room(left, right);
}

/* Room times lifetime. */
static int
compare_area(const void *left, const void *right)
{
    const Buffer *a = *(Buffer *const *)left, *b = *(Buffer *const *)right;
    int64_t first = room_of(a) * (a->dies - a->born + 1);
    int64_t second = room_of(b) * (b->dies - b->born + 1);
    if (first != second)
        return first < second ? 1 : -1;
    return compare_room(left, right);
}

static int
compare_birth(const void *left, const void *right)
{
    const Buffer *a = *(Buffer *const *)left, *b = *(Buffer *const *)right;
    return a->born != b->born ? a->born - b->born : compare_room(left, right);
}

/* The buffers on top of the arena go to the front of the order, or halfway to it. */
static void
promote(Placement *p, const int64_t *offset, int64_t arena, bool halfway)
{
    Buffer **order = NEW_ARRAY(Buffer *, p->count + 1);
    int count = 0, rest = 0;
    for (int i = 0; i < p->count; i++) {
        Buffer *buffer = p->order[i];
        int to = halfway ? i / 2 : 0;
        if (offset[buffer->id] + room_of(buffer) < arena)
            continue;
        for (; rest < to; rest++)
            if (offset[p->order[rest]->id] + room_of(p->order[rest]) < arena)
                order[count++] = p->order[rest];
        order[count++] = buffer;
    }
    for (; rest < p->count; rest++)
        if (offset[p->order[rest]->id] + room_of(p->order[rest]) < arena)
            order[count++] = p->order[rest];
    p->order = order;
}

typedef struct Best {
    int64_t *offset, arena;
} Best;

/* Places all, and keeps the result if it is the smallest yet. */
static bool
try_order(Placement *p, Best *best)
{
    p->offset = NEW_ARRAY(int64_t, p->count + 1);
    place_all(p);
    if (best->offset != NULL && p->arena >= best->arena)
        return false;
    *best = (Best){p->offset, p->arena};
    return true;
}

static void
place(Plan *plan)
{
    static int (*const orders[])(const void *, const void *) = {compare_room, compare_area,
                                                                compare_life, compare_birth};
    enum { ORDERS = 2 * COUNT_OF(orders), FEW = 20, MANY = 300, NEAR = 200 };
    const int64_t enough = plan->bound + plan->bound / NEAR; /* a NEARth above the bound */
    Placement p[ORDERS];
    Best best = {0};
    int first = 0;
    for (int i = 0; i < ORDERS && (i == 0 || best.arena > plan->bound); i++) {
        p[i] = (Placement){.plan = plan, .count = plan->buffers.count, .best_fit = i % 2 != 0};
        p[i].relation = i ? p[0].relation : find_relations(plan);
        p[i].placed = NEW_ARRAY(int, p[i].count + 1);
        p[i].order = NEW_ARRAY(Buffer *, p[i].count + 1);
        memcpy(p[i].order, plan->buffers.at, sizeof *p[i].order * (size_t)p[i].count);
        qsort(p[i].order, (size_t)p[i].count, sizeof *p[i].order, orders[i / 2]);
        if (try_order(&p[i], &best))
            first = i;
    }
    for (int i = 0; i < ORDERS; i++)
        for (int round = 0; round < (i == first ? MANY : FEW) && best.arena > enough; round++) {
            promote(&p[i], p[i].offset, p[i].arena, round % 2 != 0);
            try_order(&p[i], &best);
        }
    plan->arena = best.arena;
    for (int i = 0; i < plan->buffers.count; i++)
        plan->buffers.at[i]->offset = best.offset[i];
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

/* ---- the bound ---- */

/* Floats saved while a kernel runs by values written over others, each over one at most. */
static int64_t
overwriting_floats(const Plan *plan, const Kernel *kernel)
{
    int64_t sum = 0;
    Buffer *taken[16] = {0};
    int count = 0;
    for (int i = 0; i < kernel->writes.count && kernel->kind == KERNEL_LOOPS; i++) {
        const Buffer *young = kernel->writes.at[i].buffer;
        if (young->place != PLACE_ARENA || young->born != kernel->index)
            continue;
        for (int k = 0; k < kernel->reads.count; k++) {
            Buffer *old = kernel->reads.at[k].buffer;
            bool known = count == (int)COUNT_OF(taken);
            if (old->place != PLACE_ARENA || old->dies != kernel->index)
                continue;
            for (int t = 0; t < count; t++)
                known = known || taken[t] == old;
            if (known || !may_overwrite(plan, old, young))
                continue;
            taken[count++] = old;
            sum += room_of(young);
            break;
        }
    }
    return sum;
}

int64_t *
plan_live(Plan *plan)
{
    int count = plan->kernels.count;
    int64_t *live = NEW_ARRAY(int64_t, count + 1), sum = 0;
    find_lifetimes(plan);
    for (int i = 0; i < plan->buffers.count; i++) {
        const Buffer *buffer = plan->buffers.at[i];
        live[buffer->born] += room_of(buffer);
        live[buffer->dies + 1] -= room_of(buffer);
    }
    for (int k = 0; k < count; k++)
        live[k] = sum += live[k];
    for (int k = 0; k < count; k++)
        live[k] -= overwriting_floats(plan, plan->kernels.at[k]);
    return live;
}

int64_t
live_most(const Plan *plan, const int64_t *live)
{
    int64_t most = 0;
    for (int k = 0; k < plan->kernels.count; k++)
        most = live[k] > most ? live[k] : most;
    return most;
}

int64_t
live_above(const Plan *plan, const int64_t *live, int64_t line)
{
    int64_t sum = 0;
    for (int k = 0; k < plan->kernels.count; k++)
        sum += live[k] > line ? live[k] - line : 0;
    return sum;
}

static void
number_buffer(Plan *plan, Buffer *buffer, Buffer **ordered, int *count)
{
    if (buffer == NULL || buffer->place != PLACE_ARENA || plan->buffers.at[buffer->id] == NULL)
        return;
    plan->buffers.at[buffer->id] = NULL;
    ordered[(*count)++] = buffer;
}

void
plan_number(Plan *plan)
{
    Buffer **ordered = NEW_ARRAY(Buffer *, plan->buffers.count + 1);
    int count = 0;
    for (int i = 0; i < plan->kernels.count; i++) {
        const Kernel *kernel = plan->kernels.at[i];
        for (int k = 0; k < kernel->writes.count; k++)
            number_buffer(plan, kernel->writes.at[k].buffer, ordered, &count);
        number_buffer(plan, kernel->scratch, ordered, &count);
    }
    if (count != plan->buffers.count)
        die("%d buffers are never written", plan->buffers.count - count);
    plan->buffers.at = ordered;
    plan->buffers.room = 0;
    for (int i = 0; i < count; i++)
        ordered[i]->id = i;
}

void
plan(Plan *plan)
{
    const int64_t *live = plan_live(plan);
    plan->naive = 0;
    plan->bound = live_most(plan, live);
    for (int i = 0; i < plan->buffers.count; i++)
        plan->naive += room_of(plan->buffers.at[i]);
    place(plan);
    note_overwriting(plan);
}
