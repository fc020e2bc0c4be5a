/* Kernels that run again: what recompute.c may change in a plan, and how to take it back.
 *
 * Maintains every bit: a copy is made by the same function from the same values, draws are
 * numbered, and no kernel runs again behind an update of what it reads. What else a kernel
 * stores goes into copies that nothing reads, so running statistics move once. Breaks: one
 * buffer for each value. */
#include "rerun.h"

#include <string.h>

enum { CHEAP = 8 }; /* operands below 1 / CHEAP of a value are kept rather than computed */
enum { FLOAT_COST = 24 }; /* FLOPs in the time that a float takes from or to memory */

/* ---- states ---- */

static void
renumber(Plan *plan)
{
    for (int i = 0; i < plan->kernels.count; i++)
        plan->kernels.at[i]->index = i;
    for (int i = 0; i < plan->buffers.count; i++)
        plan->buffers.at[i]->id = i;
}

Snapshot
plan_snapshot(const Plan *plan)
{
    Snapshot saved = {0};
    for (int i = 0; i < plan->kernels.count; i++)
        PUSH(saved.kernels, plan->kernels.at[i]);
    for (int i = 0; i < plan->buffers.count; i++)
        PUSH(saved.buffers, plan->buffers.at[i]);
    saved.first = NEW_ARRAY(int, plan->routines.count + 1);
    saved.count = NEW_ARRAY(int, plan->routines.count + 1);
    for (int i = 0; i < plan->routines.count; i++) {
        saved.first[i] = plan->routines.at[i]->first;
        saved.count[i] = plan->routines.at[i]->count;
    }
    return saved;
}

void
plan_restore(Plan *plan, const Snapshot *saved)
{
    plan->kernels.count = plan->buffers.count = 0;
    for (int i = 0; i < saved->kernels.count; i++)
        PUSH(plan->kernels, saved->kernels.at[i]);
    for (int i = 0; i < saved->buffers.count; i++)
        PUSH(plan->buffers, saved->buffers.at[i]);
    for (int i = 0; i < plan->routines.count; i++) {
        plan->routines.at[i]->first = saved->first[i];
        plan->routines.at[i]->count = saved->count[i];
    }
    renumber(plan);
}

/* ---- what may run again ---- */

/* The kernel that writes a buffer of the arena; NULL where there are several. */
static Kernel *
writer_of(const Plan *plan, const Buffer *buffer)
{
    Kernel *writer = NULL;
    for (int i = buffer->born; i <= buffer->dies; i++)
        if (kernel_writes(plan->kernels.at[i], buffer)) {
            if (writer != NULL)
                return NULL;
            writer = plan->kernels.at[i];
        }
    return writer;
}

static bool
changes(const Kernel *kernel, const Buffer *buffer)
{
    bool within =
        buffer->index >= kernel->first && buffer->index < kernel->first + kernel->count;
    const Tensor *follower = kernel->update ? kernel->update->follower : NULL;
    if (kernel->kind == KERNEL_UPDATE && follower && buffer->place == PLACE_STATE)
        return buffer->index >= follower->index &&
               buffer->index < follower->index + kernel->count;
    if (kernel->behind)
        return buffer->place == PLACE_STATE && within;
    return (kernel->kind == KERNEL_UPDATE && buffer->place == PLACE_PARAMETER && within) ||
           (kernel->kind == KERNEL_ASSIGN && buffer->place == PLACE_STATE &&
            buffer->index == kernel->first);
}

/* Whether nothing can run in front of kernel `at`: a chain goes on there. */
static bool
in_chain(const Plan *plan, int at)
{
    return at > 0 && at < plan->kernels.count && plan->kernels.at[at]->chain > 0 &&
           plan->kernels.at[at]->chain == plan->kernels.at[at - 1]->chain;
}

/* The kernel gives in front of kernel `at` what it gave. */
static bool
may_run_again(const Plan *plan, const Kernel *kernel, int at)
{
    if (kernel->chain > 0 || in_chain(plan, at))
        return false;
    if (kernel->kind != KERNEL_LOOPS && kernel->kind != KERNEL_CONTRACTION &&
        kernel->kind != KERNEL_MOVE && kernel->kind != KERNEL_DRAW)
        return false;
    for (int i = 0; i < kernel->writes.count; i++)
        if (kernel->writes.at[i].buffer->place != PLACE_ARENA ||
            writer_of(plan, kernel->writes.at[i].buffer) != kernel)
            return false;
    for (int i = 0; i < kernel->reads.count; i++) {
        const Buffer *buffer = kernel->reads.at[i].buffer;
        if (buffer->place == PLACE_ARENA && writer_of(plan, buffer) == NULL)
            return false;
        if (buffer->place == PLACE_GRADIENT)
            return false;
        for (int k = kernel->index + 1; k < at; k++)
            if (changes(plan->kernels.at[k], buffer))
                return false;
    }
    return true;
}

/* ---- the kernels that make a value again ---- */

static const Buffer *
original(const Buffer *buffer)
{
    return buffer->copy_of ? buffer->copy_of : buffer;
}

/* The copy of the value that is there in front of kernel `at`, or was last. */
static Buffer *
latest_copy(const Plan *plan, const Buffer *value, int at)
{
    Buffer *best = NULL;
    for (int i = 0; i < plan->buffers.count; i++) {
        Buffer *buffer = plan->buffers.at[i];
        if (original(buffer) == original(value) && buffer->born < at &&
            (best == NULL || buffer->dies > best->dies))
            best = buffer;
    }
    return best;
}

bool
kernels_contain(const Kernels *list, const Kernel *kernel)
{
    for (int i = 0; i < list->count; i++)
        if (list->at[i] == kernel)
            return true;
    return false;
}

/* The kernels that make the value again in front of kernel `at`, in order. */
static bool
find_chain(const Plan *plan, const Move *move, const Buffer *value, Kernels *chain)
{
    Kernel *kernel = writer_of(plan, value);
    if (kernel == NULL || !may_run_again(plan, kernel, move->at))
        return false;
    if (kernels_contain(chain, kernel))
        return true;
    for (int i = 0; i < kernel->reads.count; i++) {
        const Buffer *read = kernel->reads.at[i].buffer;
        int before = chain->count;
        if (!move->deep || read->place != PLACE_ARENA || read->node == NULL ||
            CHEAP * read->storage.floats < move->value->storage.floats ||
            latest_copy(plan, read, move->at)->dies >= move->at)
            continue;
        if (!find_chain(plan, move, read, chain))
            chain->count = before;
    }
    PUSH(*chain, kernel);
    return true;
}

int64_t
kernel_cost(const Kernel *kernel)
{
    int64_t cost = kernel->contraction ? kernel->contraction->flops : 0;
    for (int i = 0; i < kernel->reads.count; i++)
        cost += FLOAT_COST * shape_size(kernel->reads.at[i].node->shape);
    for (int i = 0; i < kernel->writes.count; i++)
        cost += FLOAT_COST * shape_size(kernel->writes.at[i].node->shape);
    return cost;
}

/* ---- a move ---- */

static Buffer *
copy_buffer(Plan *plan, const Buffer *buffer)
{
    Buffer *copy = NEW(Buffer);
    *copy = *buffer;
    copy->copy_of = buffer->node ? original(buffer) : NULL;
    copy->overwrites = NULL;
    copy->id = plan->buffers.count;
    PUSH(plan->buffers, copy);
    return copy;
}

typedef struct Copies { /* buffers, and what stands for them */
    LIST(const Buffer *) of;
    LIST(Buffer *) copy;
} Copies;

static Buffer *
copy_among(const Copies *copies, const Buffer *buffer)
{
    for (int i = 0; i < copies->of.count; i++)
        if (copies->of.at[i] == buffer)
            return copies->copy.at[i];
    return NULL;
}

/* A kernel of its own, whose reads may be changed. */
static Kernel *
copy_kernel(const Kernel *kernel)
{
    Kernel *copy = NEW(Kernel);
    *copy = *kernel;
    memset(&copy->reads, 0, sizeof copy->reads);
    memset(&copy->writes, 0, sizeof copy->writes);
    for (int i = 0; i < kernel->reads.count; i++)
        PUSH(copy->reads, kernel->reads.at[i]);
    for (int i = 0; i < kernel->writes.count; i++)
        PUSH(copy->writes, kernel->writes.at[i]);
    return copy;
}

static Kernel *
run_again(Plan *plan, const Kernel *kernel, int at, Copies *copies)
{
    Kernel *again = copy_kernel(kernel);
    again->again = true;
    again->routine = plan->kernels.at[at]->routine;
    for (int i = 0; i < again->reads.count; i++) {
        Access *read = &again->reads.at[i];
        Buffer *copy = copy_among(copies, read->buffer);
        if (copy == NULL && read->buffer->place == PLACE_ARENA)
            copy = latest_copy(plan, read->buffer, at);
        read->buffer = copy ? copy : read->buffer;
    }
    for (int i = 0; i < again->writes.count; i++) {
        Access *write = &again->writes.at[i];
        PUSH(copies->of, write->buffer);
        write->buffer = copy_buffer(plan, write->buffer);
        PUSH(copies->copy, write->buffer);
    }
    if (kernel->scratch)
        again->scratch = copy_buffer(plan, kernel->scratch);
    return again;
}

/* From kernel `from` on, `now` is read where `then` was. */
static void
redirect(Plan *plan, int from, const Buffer *then, Buffer *now)
{
    for (int k = from; k < plan->kernels.count; k++) {
        Kernel *kernel = plan->kernels.at[k];
        if (!kernel_reads(kernel, then))
            continue;
        kernel = plan->kernels.at[k] = copy_kernel(kernel);
        for (int i = 0; i < kernel->reads.count; i++)
            if (kernel->reads.at[i].buffer == then)
                kernel->reads.at[i].buffer = now;
    }
}

static void
insert(Plan *plan, int at, const Kernels *made)
{
    int routine = plan->kernels.at[at]->routine;
    for (int i = 0; i < made->count; i++)
        PUSH(plan->kernels, made->at[i]);
    for (int k = plan->kernels.count - 1; k >= at + made->count; k--)
        plan->kernels.at[k] = plan->kernels.at[k - made->count];
    for (int i = 0; i < made->count; i++)
        plan->kernels.at[at + i] = made->at[i];
    plan->routines.at[routine]->count += made->count;
    for (int r = routine + 1; r < plan->routines.count; r++)
        plan->routines.at[r]->first += made->count;
    renumber(plan);
}

int64_t
move_apply(Plan *plan, const Move *move)
{
    Kernels chain = {0}, made = {0};
    Copies copies = {0};
    int64_t cost = 0;
    if (!find_chain(plan, move, move->value, &chain) || (move->deep && chain.count == 1))
        return 0;
    for (int i = 0; i < chain.count; i++) {
        PUSH(made, run_again(plan, chain.at[i], move->at, &copies));
        cost += kernel_cost(chain.at[i]);
    }
    insert(plan, move->at, &made);
    redirect(plan, move->at + made.count, move->value, copy_among(&copies, move->value));
    return cost;
}

/* ---- taken back ---- */

static bool
is_read(const Plan *plan, const Kernel *kernel)
{
    for (int i = 0; i < kernel->writes.count; i++)
        for (int k = kernel->index; k < plan->kernels.count; k++)
            if (kernel_reads(plan->kernels.at[k], kernel->writes.at[i].buffer))
                return true;
    return false;
}

static void
remove_kernel(Plan *plan, int at)
{
    const Kernel *kernel = plan->kernels.at[at];
    int kept = 0;
    for (int i = 0; i < plan->buffers.count; i++) {
        Buffer *buffer = plan->buffers.at[i];
        if (buffer != kernel->scratch && !kernel_writes(kernel, buffer))
            plan->buffers.at[kept++] = buffer;
    }
    plan->buffers.count = kept;
    for (int k = at; k + 1 < plan->kernels.count; k++)
        plan->kernels.at[k] = plan->kernels.at[k + 1];
    plan->kernels.count--;
    plan->routines.at[kernel->routine]->count--;
    for (int r = kernel->routine + 1; r < plan->routines.count; r++)
        plan->routines.at[r]->first--;
    renumber(plan);
}

void
move_take_back(Plan *plan, int at)
{
    const Kernel *kernel = plan->kernels.at[at];
    for (int i = 0; i < kernel->writes.count; i++) {
        const Buffer *copy = kernel->writes.at[i].buffer;
        redirect(plan, at + 1, copy, latest_copy(plan, copy, at));
    }
    remove_kernel(plan, at);
    for (int k = plan->kernels.count - 1; k >= 0; k--)
        if (plan->kernels.at[k]->again && !is_read(plan, plan->kernels.at[k]))
            remove_kernel(plan, k);
}

/* ---- copies in the order in which they are made ---- */

void
copies_number(Plan *plan)
{
    for (int i = 0; i < plan->buffers.count; i++) {
        Buffer *buffer = plan->buffers.at[i];
        buffer->copy = 0;
        for (int k = 0; k < plan->buffers.count && buffer->copy_of != NULL; k++) {
            const Buffer *other = plan->buffers.at[k];
            buffer->copy += other != buffer && original(other) == original(buffer) &&
                            other->born < buffer->born;
        }
    }
}
