/* Reorder: what the fullest kernels wait for runs earlier, where the arena is then smaller.
 *
 * Requires scheduled kernels in the order of the page, without scratch. Of a loss with
 * several terms, as mean(f(D(x))) + mean(g(D(y))), that order runs both forward passes before
 * either backward pass, and keeps the activations of both. A value that waits through the
 * fullest kernels is freed by all that still reads it, with what that needs, running right
 * behind its last use before: the backward pass of the first term then comes before the forward
 * pass of the second. Or it need not be there yet: what makes it, and what follows from that,
 * waits until the rest has run. One such move at a time, the one that takes most off the
 * fullest kernels; what moves keeps its own order, and so does the rest.
 *
 * Maintains the kernels, and all values but for the order in which terms of a gradient are
 * added. Updates and assignments stay behind all else. Leaves plans alone that get hardly
 * smaller. */
#include "passes.h"

#include <string.h>

enum {
    NARROW = 32, /* a move is judged by what lies above the last 1 / NARROW of the bound ... */
    WIDE = 2,    /* ... until none helps; then by what lies above its half */
    SMALL = 64,  /* values below 1 / SMALL of the bound are left alone */
    WORTH = 16,  /* a bound that is less by 1 / WORTH is worth another order ... */
    FLOOR = 1 << 18, /* ... if that is as many floats: 1 MB */
    MOVES = 32       /* at most */
};

typedef LIST(int) Numbers;

typedef struct Over { /* a value that may lie where another does that is read no more */
    int old, young;
} Over;
typedef LIST(Over) Overs;

typedef struct Order {
    Plan *plan;
    int count;
    int *first, *last; /* by buffer: kernels that touch it */
    int64_t *live;     /* floats that must exist while a kernel runs */
    Kernel **before;   /* the kernels, to go back to ... */
    int *number;       /* .. and of each that stands now, its place among `page` */
    Numbers *needs;    /* by place: those of the same routine that it reads from ... */
    Numbers *users;    /* ... and those that read from it */
    Numbers *touches;  /* by place: buffers of the arena ... */
    Overs *overs;      /* ... and which of them may lie where others do */
} Order;

static bool
stays(const Kernel *kernel)
{
    return kernel->kind == KERNEL_UPDATE || kernel->kind == KERNEL_ASSIGN;
}

static bool
reads_from(const Kernel *kernel, const Kernel *writer)
{
    for (int i = 0; i < writer->writes.count; i++)
        if (kernel_reads(kernel, writer->writes.at[i].buffer))
            return true;
    return false;
}

static bool
same_chain(const Kernel *a, const Kernel *b)
{
    return a->chain > 0 && a->chain == b->chain;
}

/* What may move: the kernels of a routine in front of its updates and assignments. */
static int
moving_end(const Plan *plan, int kernel)
{
    const Routine *routine = plan->routines.at[plan->kernels.at[kernel]->routine];
    int end = routine->first + routine->count;
    while (end > routine->first && stays(plan->kernels.at[end - 1]))
        end--;
    return end;
}

/* A chain runs as a whole. */
static void
find_needs(Order *order)
{
    Kernel **kernels = order->before;
    for (int k = 0; k < order->count; k++)
        for (int i = order->plan->routines.at[kernels[k]->routine]->first; i < k; i++)
            if (reads_from(kernels[k], kernels[i]))
                PUSH(order->needs[k], i);
    for (int k = 1; k < order->count; k++)
        if (same_chain(kernels[k], kernels[k - 1])) {
            PUSH(order->needs[k - 1], k);
            PUSH(order->needs[k], k - 1);
        }
    for (int k = 0; k < order->count; k++)
        for (int i = 0; i < order->needs[k].count; i++)
            PUSH(order->users[order->needs[k].at[i]], k);
}

/* ---- how full kernels are ---- */

static void
add_touched(Order *order, int k, const Kernel *by, bool shared)
{
    for (int i = 0; i < by->reads.count + by->writes.count; i++) {
        const Buffer *buffer = i < by->reads.count ? by->reads.at[i].buffer
                                                   : by->writes.at[i - by->reads.count].buffer;
        if (buffer->place == PLACE_ARENA && !(shared && buffer->of_one))
            PUSH(order->touches[k], buffer->id);
    }
}

static void
find_overs(Order *order, int k)
{
    const Kernel *kernel = order->before[k];
    for (int i = 0; i < kernel->writes.count; i++)
        for (int r = 0; r < kernel->reads.count; r++) {
            const Buffer *young = kernel->writes.at[i].buffer,
                         *old = kernel->reads.at[r].buffer;
            if (young->place == PLACE_ARENA && old->place == PLACE_ARENA &&
                plan_writes_over(kernel, old, young))
                PUSH(order->overs[k], ((Over){old->id, young->id}));
        }
}

/* What a chain touches outside is there while all of it runs. */
static void
find_touched(Order *order)
{
    for (int k = 0; k < order->count; k++) {
        const Kernel *kernel = order->before[k];
        add_touched(order, k, kernel, false);
        find_overs(order, k);
        for (int i = k - 1; i >= 0 && same_chain(kernel, order->before[i]); i--) {
            add_touched(order, i, kernel, true);
            add_touched(order, k, order->before[i], true);
        }
    }
}

/* Each value lies over one other at most, and each is lain over once. */
static int64_t
saved(const Order *order, int k)
{
    const Overs *overs = &order->overs[order->number[k]];
    int64_t sum = 0;
    for (int i = 0; i < overs->count; i++) {
        const Over *over = &overs->at[i];
        bool taken = order->last[over->old] != k || order->first[over->young] != k;
        for (int before = 0; before < i && !taken; before++)
            taken =
                overs->at[before].old == over->old || overs->at[before].young == over->young;
        if (!taken)
            sum += order->plan->buffers.at[over->young]->storage.floats;
    }
    return sum;
}

/* Fills in order->live; gives its largest. */
static int64_t
find_live(Order *order)
{
    const Plan *plan = order->plan;
    int64_t sum = 0;
    memset(order->live, 0, sizeof *order->live * (size_t)(order->count + 1));
    for (int i = 0; i < plan->buffers.count; i++)
        order->first[i] = -1;
    for (int k = 0; k < order->count; k++) {
        const Numbers *touches = &order->touches[order->number[k]];
        for (int i = 0; i < touches->count; i++) {
            const int b = touches->at[i];
            order->first[b] = order->first[b] < 0 ? k : order->first[b];
            order->last[b] = k;
        }
    }
    for (int i = 0; i < plan->buffers.count; i++)
        if (order->first[i] >= 0) {
            order->live[order->first[i]] += plan->buffers.at[i]->storage.floats;
            order->live[order->last[i] + 1] -= plan->buffers.at[i]->storage.floats;
        }
    for (int k = 0; k < order->count; k++)
        order->live[k] = sum += order->live[k];
    for (int k = 0; k < order->count; k++)
        order->live[k] -= saved(order, k);
    return live_most(plan, order->live);
}

/* ---- moves ---- */

/* Marks, by place, what is needed of the kernels from `from` on; more than once where a chain
 * needs what stands behind a part of it. */
static void
mark_needed(const Order *order, int from, int end, bool *marked)
{
    for (bool more = true; more;) {
        more = false;
        for (int k = end - 1; k >= from; k--) {
            const Numbers *needs = &order->needs[order->number[k]];
            for (int i = 0; i < needs->count && marked[order->number[k]]; i++) {
                more = more || !marked[needs->at[i]];
                marked[needs->at[i]] = true;
            }
        }
    }
}

/* Marks what uses the marked kernels of [from, end). */
static void
mark_users(const Order *order, int from, int end, bool *marked)
{
    for (bool more = true; more;) {
        more = false;
        for (int k = from; k < end; k++) {
            const Numbers *users = &order->users[order->number[k]];
            for (int i = 0; i < users->count && marked[order->number[k]]; i++) {
                more = more || !marked[users->at[i]];
                marked[users->at[i]] = true;
            }
        }
    }
}

/* Marks what marked kernels alone use; gives the first that is marked. */
static int
mark_unused(const Order *order, int first, int from, bool *marked)
{
    int least = from;
    for (int k = from - 1; k >= first; k--) {
        const Numbers *users = &order->users[order->number[k]];
        bool all = users->count > 0 && order->plan->kernels.at[k]->chain == 0;
        for (int i = 0; i < users->count; i++)
            all = all && marked[users->at[i]];
        if (all) {
            marked[order->number[k]] = true;
            least = k;
        }
    }
    return least;
}

static void
put_kernel(Order *order, int at, int place)
{
    order->number[at] = place;
    order->plan->kernels.at[at] = order->before[place];
    order->before[place]->index = at;
}

/* Of the kernels [from, end) the marked ones come first. */
static void
move_marked(Order *order, int from, int end, const bool *marked)
{
    int *rest = NEW_ARRAY(int, end - from + 1), first = from, behind = 0;
    for (int k = from; k < end; k++) {
        if (marked[order->number[k]])
            put_kernel(order, first++, order->number[k]);
        else
            rest[behind++] = order->number[k];
    }
    for (int i = 0; i < behind; i++)
        put_kernel(order, first + i, rest[i]);
}

static void
go_back(Order *order, const int *number)
{
    for (int k = 0; k < order->count; k++)
        put_kernel(order, k, number[k]);
}

typedef struct Move {
    const Buffer *value;
    int from;   /* the kernel behind its last use before a full one */
    int until;  /* the kernel that reads it next */
    bool later; /* what makes it waits, else what reads it runs early */
} Move;
typedef LIST(Move) Moves;

/* Readers of the value run from kernel `from` on. */
static void
run_early(Order *order, const Move *move)
{
    const Plan *plan = order->plan;
    const int end = moving_end(plan, move->from);
    bool *marked = NEW_ARRAY(bool, order->count + 1);
    for (int k = move->from; k < end; k++)
        marked[order->number[k]] = kernel_reads(plan->kernels.at[k], move->value);
    mark_needed(order, move->from, end, marked);
    move_marked(order, move->from, end, marked);
}

/* Writers of the value, what uses them and what they alone use, run in front of kernel `until`;
 * false where it was written by another routine, or by a chain. */
static bool
run_late(Order *order, const Move *move)
{
    const Plan *plan = order->plan;
    const int first = plan->routines.at[plan->kernels.at[move->until]->routine]->first;
    bool *marked = NEW_ARRAY(bool, order->count + 1);
    int from = -1;
    for (int k = move->from - 1; k >= first; k--)
        if (kernel_writes(plan->kernels.at[k], move->value))
            marked[order->number[from = k]] = true;
    if (from < 0 || plan->kernels.at[from]->chain > 0)
        return false;
    mark_users(order, from, move->until, marked);
    from = mark_unused(order, first, from, marked);
    for (int k = from; k < move->until; k++)
        marked[order->number[k]] = !marked[order->number[k]];
    move_marked(order, from, move->until, marked);
    return true;
}

/* False where nothing moves. */
static bool
apply(Order *order, const Move *move)
{
    if (move->later)
        return run_late(order, move);
    run_early(order, move);
    return true;
}

/* ---- the best move ---- */

/* Kernels may be moved to the front of kernel k. */
static bool
parts(const Plan *plan, int k)
{
    return !stays(plan->kernels.at[k]) &&
           !same_chain(plan->kernels.at[k], plan->kernels.at[k - 1]);
}

/* A value waits from one use to the next, and a kernel between them is full. */
static void
find_moves(const Order *order, int64_t line, Moves *moves)
{
    const Plan *plan = order->plan;
    int *behind = NEW_ARRAY(int, plan->buffers.count + 1); /* the last use */
    int full = -1;
    for (int k = 0; k < order->count; k++) {
        const Kernel *kernel = plan->kernels.at[k];
        for (int i = 0; i < kernel->reads.count; i++) {
            const Buffer *buffer = kernel->reads.at[i].buffer;
            if (buffer->place != PLACE_ARENA || buffer->storage.floats < line / SMALL)
                continue;
            const int from = behind[buffer->id];
            behind[buffer->id] = k + 1;
            if (from == 0 || from > full || !parts(plan, from) || !parts(plan, k) ||
                plan->kernels.at[from]->routine != kernel->routine)
                continue;
            PUSH(*moves, ((Move){buffer, from, k, false}));
            PUSH(*moves, ((Move){buffer, from, k, true}));
        }
        for (int i = 0; i < kernel->writes.count; i++)
            if (kernel->writes.at[i].buffer->place == PLACE_ARENA)
                behind[kernel->writes.at[i].buffer->id] = k + 1;
        full = order->live[k] > line ? k : full;
    }
}

/* Makes the move that takes most off the kernels that are full within a part of the bound;
 * false: none does. */
static bool
improve(Order *order, int64_t part)
{
    const int64_t bound = find_live(order), line = bound - bound / part;
    int64_t least = live_above(order->plan, order->live, line);
    int *number = NEW_ARRAY(int, order->count + 1);
    Moves moves = {0};
    Move best = {0};
    memcpy(number, order->number, sizeof *number * (size_t)order->count);
    find_moves(order, line, &moves);
    for (int i = 0; i < moves.count; i++) {
        if (!apply(order, &moves.at[i]))
            continue;
        if (find_live(order) <= bound && live_above(order->plan, order->live, line) < least) {
            least = live_above(order->plan, order->live, line);
            best = moves.at[i];
        }
        go_back(order, number);
    }
    return best.value != NULL && apply(order, &best);
}

static Order
order_new(Plan *plan)
{
    Order order = {.plan = plan, .count = plan->kernels.count};
    order.first = NEW_ARRAY(int, plan->buffers.count + 1);
    order.last = NEW_ARRAY(int, plan->buffers.count + 1);
    order.live = NEW_ARRAY(int64_t, order.count + 1);
    order.before = NEW_ARRAY(Kernel *, order.count + 1);
    order.number = NEW_ARRAY(int, order.count + 1);
    order.needs = NEW_ARRAY(Numbers, order.count + 1);
    order.users = NEW_ARRAY(Numbers, order.count + 1);
    order.touches = NEW_ARRAY(Numbers, order.count + 1);
    order.overs = NEW_ARRAY(Overs, order.count + 1);
    for (int k = 0; k < order.count; k++) {
        order.before[k] = plan->kernels.at[k];
        order.number[k] = k;
    }
    find_needs(&order);
    find_touched(&order);
    return order;
}

void
reorder(Plan *plan)
{
    Order order = order_new(plan);
    int *page = NEW_ARRAY(int, order.count + 1);
    memcpy(page, order.number, sizeof *page * (size_t)order.count);
    const int64_t bound = find_live(&order);
    for (int part = NARROW; bound > FLOOR && part >= WIDE; part /= NARROW / WIDE)
        for (int i = 0; i < MOVES && improve(&order, part); i++)
            continue;
    const int64_t less = bound - find_live(&order);
    if (less < FLOOR || less < bound / WORTH)
        go_back(&order, page);
}
