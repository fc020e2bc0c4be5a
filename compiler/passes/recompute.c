/* Recompute: a smaller arena for more work.
 *
 * Requires a planned program. A value that waits through the fullest kernels is let go after
 * its last use before them, and the kernel that made it runs again in front of its next use,
 * into a copy of its buffer; what that kernel reads and is gone too is kept longer, or computed
 * again itself. One move at a time: the one that takes most off the fullest kernels for the
 * work that it adds. At last, moves that turn out not to be needed are taken back.
 *
 * Maintains every bit: a copy is made by the same function from the same values, draws are
 * numbered, and no kernel runs again behind an update of what it reads. What else a kernel
 * stores goes into copies that nothing reads, so running statistics move once. Breaks: one
 * buffer for each value. The moves do not depend on the limit, only their number does. */
#include "passes.h"

#include <string.h>

enum {
    STEP = 32,      /* a move is judged by what lies above the last 1 / STEP of the bound */
    SMALL = 512,    /* values below 1 / SMALL of the bound are left alone */
    CHEAP = 8,      /* operands below 1 / CHEAP of a value are kept rather than computed */
    MOVES = 400,    /* at most */
    FLOAT_COST = 24 /* FLOPs in the time that a float takes from or to memory */
};

typedef LIST(Kernel *) Kernels;

typedef struct Snapshot {
    Kernels kernels;
    LIST(Buffer *) buffers;
    int *first, *count; /* by routine */
} Snapshot;

typedef struct Move {
    Buffer *value;
    int at;    /* in front of this kernel */
    bool deep; /* large operands that are gone are computed again, else kept */
} Move;

/* ---- states ---- */

static void
renumber(Plan *plan)
{
    for (int i = 0; i < plan->kernels.count; i++)
        plan->kernels.at[i]->index = i;
    for (int i = 0; i < plan->buffers.count; i++)
        plan->buffers.at[i]->id = i;
}

static Snapshot
snapshot(const Plan *plan)
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

static void
restore(Plan *plan, const Snapshot *saved)
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

static int64_t
bound_of(const Plan *plan, const int64_t *live)
{
    int64_t bound = 0;
    for (int k = 0; k < plan->kernels.count; k++)
        bound = live[k] > bound ? live[k] : bound;
    return bound;
}

/* Floats above `line`, summed over the kernels. */
static int64_t
excess_of(const Plan *plan, const int64_t *live, int64_t line)
{
    int64_t sum = 0;
    for (int k = 0; k < plan->kernels.count; k++)
        sum += live[k] > line ? live[k] - line : 0;
    return sum;
}

static int64_t
kernel_cost(const Kernel *kernel)
{
    int64_t cost = kernel->contraction ? kernel->contraction->flops : 0;
    for (int i = 0; i < kernel->reads.count; i++)
        cost += FLOAT_COST * shape_size(kernel->reads.at[i].node->shape);
    for (int i = 0; i < kernel->writes.count; i++)
        cost += FLOAT_COST * shape_size(kernel->writes.at[i].node->shape);
    return cost;
}

/* ---- what may run again ---- */

/* The kernel that writes a buffer of the arena; NULL where there are several. */
static Kernel *
writer_of(const Plan *plan, const Buffer *buffer)
{
    Kernel *writer = NULL;
    for (int i = buffer->born; i <= buffer->dies; i++)
        for (int k = 0; k < plan->kernels.at[i]->writes.count; k++)
            if (plan->kernels.at[i]->writes.at[k].buffer == buffer) {
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

static bool
has_kernel(const Kernels *list, const Kernel *kernel)
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
    if (has_kernel(chain, kernel))
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
        bool reads = false;
        for (int i = 0; i < kernel->reads.count; i++)
            reads = reads || kernel->reads.at[i].buffer == then;
        if (!reads)
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

/* Gives the work that it adds; 0 where the move cannot be made. */
static int64_t
apply(Plan *plan, const Move *move)
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

/* ---- the best move ---- */

/* A value waits between two kernels, and some kernel between them is full. */
static bool
waits(const int64_t *live, int64_t line, int from, int to)
{
    for (int k = from + 1; k < to; k++)
        if (live[k] > line)
            return true;
    return false;
}

static bool
is_result(const Plan *plan, const Buffer *buffer)
{
    for (int r = 0; r < plan->routines.count; r++)
        for (int i = 0; i < plan->routines.at[r]->results.count; i++)
            if (plan->routines.at[r]->results.at[i].buffer == buffer)
                return true;
    return false;
}

typedef LIST(Move) Moves;

static void
find_moves(const Plan *plan, const int64_t *live, int64_t line, Moves *moves)
{
    int *last = NEW_ARRAY(int, plan->buffers.count + 1); /* kernel that touched it, plus one */
    for (int k = 0; k < plan->kernels.count; k++) {
        const Kernel *kernel = plan->kernels.at[k];
        for (int i = 0; i < kernel->reads.count; i++) {
            Buffer *buffer = kernel->reads.at[i].buffer;
            if (buffer->place != PLACE_ARENA)
                continue;
            int from = last[buffer->id] - 1;
            last[buffer->id] = k + 1;
            if (from < 0 || buffer->storage.floats < line / SMALL ||
                !waits(live, line, from, k) || is_result(plan, buffer))
                continue;
            PUSH(*moves, ((Move){buffer, k, false}));
            PUSH(*moves, ((Move){buffer, k, true}));
        }
        for (int i = 0; i < kernel->writes.count; i++)
            if (kernel->writes.at[i].buffer->place == PLACE_ARENA)
                last[kernel->writes.at[i].buffer->id] = k + 1;
    }
}

/* Makes the move that takes most off the fullest kernels for its cost; false: none does. */
static bool
improve(Plan *plan)
{
    const int64_t *live = plan_live(plan);
    int64_t bound = bound_of(plan, live), line = bound - bound / STEP;
    int64_t excess = excess_of(plan, live, line);
    const Snapshot before = snapshot(plan);
    Moves moves = {0};
    Move best = {0};
    double most = 0;
    find_moves(plan, live, line, &moves);
    for (int i = 0; i < moves.count; i++) {
        int64_t cost = apply(plan, &moves.at[i]);
        if (cost > 0) {
            live = plan_live(plan);
            int64_t less = excess - excess_of(plan, live, line);
            double gain = (double)less / (double)cost;
            if (bound_of(plan, live) <= bound && less > 0 && gain > most) {
                most = gain;
                best = moves.at[i];
            }
        }
        restore(plan, &before);
        plan_live(plan);
    }
    if (best.value == NULL)
        return false;
    apply(plan, &best);
    plan_live(plan);
    return true;
}

/* ---- moves that are not needed ---- */

static bool
is_read(const Plan *plan, const Kernel *kernel)
{
    for (int i = 0; i < kernel->writes.count; i++)
        for (int k = kernel->index; k < plan->kernels.count; k++)
            for (int r = 0; r < plan->kernels.at[k]->reads.count; r++)
                if (plan->kernels.at[k]->reads.at[r].buffer == kernel->writes.at[i].buffer)
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
        bool gone = buffer == kernel->scratch;
        for (int k = 0; k < kernel->writes.count; k++)
            gone = gone || kernel->writes.at[k].buffer == buffer;
        if (!gone)
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

/* Kernel `at` does not run again: what it made is kept from before. */
static void
take_back(Plan *plan, int at)
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

/* The dearest kernel that runs again, but for those that were tried; -1: none. */
static int
dearest(const Plan *plan, const Kernels *tried)
{
    int at = -1;
    for (int k = 0; k < plan->kernels.count; k++) {
        const Kernel *kernel = plan->kernels.at[k];
        if (kernel->again && !has_kernel(tried, kernel) &&
            (at < 0 || kernel_cost(kernel) > kernel_cost(plan->kernels.at[at])))
            at = k;
    }
    return at;
}

static void
take_back_all(Plan *plan, int64_t limit)
{
    Kernels tried = {0};
    for (int at; (at = dearest(plan, &tried)) >= 0;) {
        const Snapshot before = snapshot(plan);
        PUSH(tried, plan->kernels.at[at]);
        take_back(plan, at);
        if (bound_of(plan, plan_live(plan)) > limit) {
            restore(plan, &before);
            plan_live(plan);
        }
    }
}

/* ---- the limit ---- */

static void
number_copies(Plan *plan)
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

static bool
fits(Plan *made, int64_t limit)
{
    const Snapshot before = snapshot(made);
    take_back_all(made, limit);
    plan(made);
    if (made->arena <= limit)
        return true;
    restore(made, &before);
    plan(made);
    return made->arena <= limit;
}

bool
recompute(Plan *made)
{
    int64_t limit = made->program->memory / (int64_t)sizeof(float), least = INT64_MAX;
    Snapshot best = {0};
    if (made->program->memory == 0 || made->arena <= limit)
        return true;
    for (int i = 0; i < MOVES && improve(made); i++) {
        int64_t bound = bound_of(made, plan_live(made));
        if (bound <= limit && fits(made, limit)) {
            number_copies(made);
            return true;
        }
        if (bound < least) {
            least = bound;
            best = snapshot(made);
        }
    }
    if (best.kernels.count > 0)
        restore(made, &best);
    plan(made);
    return false;
}
