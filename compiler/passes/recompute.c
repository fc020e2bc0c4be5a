/* Recompute: a smaller arena for more work.
 *
 * Requires a planned program. A value that waits through the fullest kernels is let go after
 * its last use before them, and the kernel that made it runs again in front of its next use,
 * into a copy of its buffer; what that kernel reads and is gone too is kept longer, or computed
 * again itself. One move at a time: the one that takes most off the fullest kernels for the
 * work that it adds. At last, moves that turn out not to be needed are taken back.
 *
 * That is done as far as the page's limit wants it; and without a limit while the arena is
 * large and all that is added hardly counts: cheap loops and copies in front of a backward
 * pass.
 *
 * Maintains every bit; what runs again and how is rerun.c. The moves do not depend on the
 * limit, only their number does. */
#include "rerun.h"

enum {
    STEP = 32,       /* a move is judged by what lies above the last 1 / STEP of the bound */
    SMALL = 512,     /* values below 1 / SMALL of the bound are left alone */
    MOVES = 400,     /* at most */
    LARGE = 1 << 24, /* floats of an arena that is made smaller without a limit, 64 MB */
    NOTABLE = 64,    /* .. by values of at least 1 / NOTABLE of the bound */
    HARDLY = 96      /* .. for 1 / HARDLY of the work of an iteration */
};

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

/* `limited`: small values count too, and those that are dear to make. */
static void
find_moves(const Plan *plan, const int64_t *live, int64_t line, bool limited, Moves *moves)
{
    const int64_t least = line / (limited ? SMALL : NOTABLE);
    int *last = NEW_ARRAY(int, plan->buffers.count + 1); /* kernel that touched it, plus one */
    for (int k = 0; k < plan->kernels.count; k++) {
        const Kernel *kernel = plan->kernels.at[k];
        for (int i = 0; i < kernel->reads.count; i++) {
            Buffer *buffer = kernel->reads.at[i].buffer;
            if (buffer->place != PLACE_ARENA)
                continue;
            int from = last[buffer->id] - 1;
            last[buffer->id] = k + 1;
            if (from < 0 || buffer->storage.floats < least || !waits(live, line, from, k) ||
                is_result(plan, buffer))
                continue;
            PUSH(*moves, ((Move){buffer, k, false}));
            if (limited)
                PUSH(*moves, ((Move){buffer, k, true}));
        }
        for (int i = 0; i < kernel->writes.count; i++)
            if (kernel->writes.at[i].buffer->place == PLACE_ARENA)
                last[kernel->writes.at[i].buffer->id] = k + 1;
    }
}

/* Makes the move that takes most off the fullest kernels for its cost; false: none does. */
static bool
improve(Plan *plan, bool limited)
{
    const int64_t *live = plan_live(plan);
    int64_t bound = live_most(plan, live), line = bound - bound / STEP;
    int64_t excess = live_above(plan, live, line);
    const Snapshot before = plan_snapshot(plan);
    Moves moves = {0};
    Move best = {0};
    double most = 0;
    find_moves(plan, live, line, limited, &moves);
    for (int i = 0; i < moves.count; i++) {
        int64_t cost = move_apply(plan, &moves.at[i]);
        if (cost > 0) {
            live = plan_live(plan);
            int64_t less = excess - live_above(plan, live, line);
            double gain = (double)less / (double)cost;
            if (live_most(plan, live) <= bound && less > 0 && gain > most) {
                most = gain;
                best = moves.at[i];
            }
        }
        plan_restore(plan, &before);
        plan_live(plan);
    }
    if (best.value == NULL)
        return false;
    move_apply(plan, &best);
    plan_live(plan);
    return true;
}

/* ---- moves that are not needed ---- */

/* The dearest kernel that runs again, but for those that were tried; -1: none. */
static int
dearest(const Plan *plan, const Kernels *tried)
{
    int at = -1;
    for (int k = 0; k < plan->kernels.count; k++) {
        const Kernel *kernel = plan->kernels.at[k];
        if (kernel->again && !kernels_contain(tried, kernel) &&
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
        const Snapshot before = plan_snapshot(plan);
        PUSH(tried, plan->kernels.at[at]);
        move_take_back(plan, at);
        if (live_most(plan, plan_live(plan)) > limit) {
            plan_restore(plan, &before);
            plan_live(plan);
        }
    }
}

/* ---- the limit ---- */

static bool
fits(Plan *made, int64_t limit)
{
    const Snapshot before = plan_snapshot(made);
    take_back_all(made, limit);
    plan(made);
    if (made->arena <= limit)
        return true;
    plan_restore(made, &before);
    plan(made);
    return made->arena <= limit;
}

/* Of an iteration, in FLOPs. */
static int64_t
work_of(const Plan *plan)
{
    int64_t work = 0;
    for (int k = 0; k < plan->kernels.count; k++) {
        const Step *step = plan->routines.at[plan->kernels.at[k]->routine]->step;
        if (step != NULL)
            work += kernel_cost(plan->kernels.at[k]) * step->repeat;
    }
    return work;
}

/* What costs hardly anything, while the arena is large. */
static void
recompute_cheap(Plan *made)
{
    const int64_t work = work_of(made), most = work + work / HARDLY;
    const Snapshot whole = plan_snapshot(made);
    const int64_t arena = made->arena;
    Snapshot best = whole;
    for (int i = 0; i < MOVES && live_most(made, plan_live(made)) > LARGE; i++) {
        if (!improve(made, false) || work_of(made) > most)
            break;
        best = plan_snapshot(made);
    }
    plan_restore(made, &best);
    take_back_all(made, live_most(made, plan_live(made)));
    plan(made);
    if (made->arena > arena - arena / STEP) {
        plan_restore(made, &whole);
        plan(made);
    }
    copies_number(made);
}

bool
recompute(Plan *made)
{
    if (made->arena > LARGE)
        recompute_cheap(made);
    int64_t limit = made->program->memory / (int64_t)sizeof(float), least = INT64_MAX;
    Snapshot best = {0};
    if (made->program->memory == 0 || made->arena <= limit)
        return true;
    for (int i = 0; i < MOVES && improve(made, true); i++) {
        int64_t bound = live_most(made, plan_live(made));
        if (bound <= limit && fits(made, limit)) {
            copies_number(made);
            return true;
        }
        if (bound < least) {
            least = bound;
            best = plan_snapshot(made);
        }
    }
    if (best.kernels.count > 0)
        plan_restore(made, &best);
    plan(made);
    return false;
}
