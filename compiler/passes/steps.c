/* The routines of a training step: whether it is made, its gradients, its updates.
 *
 * Requires that the steps before it are scheduled. What a step stores is read by those behind
 * it, unless it may not be made; a step that draws anew takes nothing from those before it, and
 * so does the first of a stage. */
#include "scheduling.h"

/* ---- updates and assignments ---- */

/* Whether what follows one parameter and the next, if anything does, lies alike. */
static bool
followed_alike(const Update *update, const Update *next)
{
    if (!update->follower || !next->follower)
        return update->follower == next->follower;
    return update->follow == next->follow &&
           update->follower->index + 1 == next->follower->index;
}

static void
read_decay(Kernel *kernel, const Step *step, int follow)
{
    const int rate = step->follows.at[follow].rate;
    if (rate >= 0)
        PUSH(kernel->reads, access_of(step->rates.at[rate].value));
}

static bool
behind_alike(const Behind *behind, const Behind *next)
{
    return behind->follow == next->follow &&
           behind->follower->index + 1 == next->follower->index &&
           behind->follower->follows->index + 1 == next->follower->follows->index;
}

/* One kernel for each run of followers that lie as what they follow. */
static void
make_behind(Routine *routine, Step *step)
{
    for (int i = 0, end; i < step->behind.count; i = end) {
        const Behind *first = &step->behind.at[i];
        for (end = i + 1;
             end < step->behind.count && behind_alike(&first[end - i - 1], &first[end - i]);)
            end++;
        Kernel *kernel = NEW(Kernel);
        kernel->kind = KERNEL_ASSIGN;
        kernel->row = -1;
        kernel->step = step;
        kernel->behind = first;
        kernel->first = first->follower->index;
        kernel->count = end - i;
        read_decay(kernel, step, first->follow);
        plan_kernel(routine, kernel);
    }
}

/* One kernel for each run of parameters that lie next to each other and are updated alike. */
static void
make_updates(Routine *routine, Step *step)
{
    const int last = step->updates.count - 1;
    const int count = last >= 0 ? step->updates.at[last].parameter->index + 1 : 0;
    for (int p = 0, end; p < count; p = end) {
        const Update *first = update_of(step, p), *next = first;
        end = p + 1;
        if (first == NULL)
            continue;
        while (end < count && (next = update_of(step, end)) != NULL &&
               next->optimizer == first->optimizer && next->moment == first->moment &&
               next->counter == first->counter && next->gate == first->gate &&
               followed_alike(update_of(step, end - 1), next))
            end++;
        Kernel *kernel = NEW(Kernel);
        kernel->kind = KERNEL_UPDATE;
        kernel->row = -1;
        kernel->step = step;
        kernel->first = p;
        kernel->count = end - p;
        kernel->update = first;
        for (int i = 0; i < step->rates.count; i++)
            if (step->rates.at[i].optimizer == first->optimizer)
                PUSH(kernel->reads, access_of(step->rates.at[i].value));
        if (first->gate >= 0)
            PUSH(kernel->reads, access_of(step->gates.at[first->gate]));
        if (first->follower)
            read_decay(kernel, step, first->follow);
        plan_kernel(routine, kernel);
    }
    make_behind(routine, step);
}

/* Assignments from number `from` to before `to`. */
static void
make_assigns(Routine *routine, Step *step, int from, int to)
{
    for (int i = from; i < to; i++) {
        Kernel *kernel = NEW(Kernel);
        kernel->kind = KERNEL_ASSIGN;
        kernel->row = -1;
        kernel->step = step;
        kernel->first = step->assigns.at[i].state->index;
        PUSH(kernel->reads, access_of(step->assigns.at[i].value));
        plan_kernel(routine, kernel);
    }
}

/* ---- routines ---- */

static Routine *
routine_of_step(Step *step, RoutineKind kind, const char *name)
{
    Routine *routine = routine_new(name, 0);
    routine->kind = kind;
    routine->step = step;
    return routine;
}

static void
sink_logged(Sinks *sinks, Step *step)
{
    for (int i = 0; i < step->logged.count; i++)
        sink_put(sinks, &step->logged.at[i].value, PLACE_VALUE,
                 step->logged.at[i].scalar->index);
}

/* A rate that is logged, or that lies in memory already, is read from there; but not by an
 * update that comes later, when what is logged may have been taken away. */
static Node **
known_rate(Step *step, const Rate *rate)
{
    for (int i = 0; i < step->logged.count && step->accumulate <= 1; i++)
        if (step->logged.at[i].value == rate->value)
            return &step->logged.at[i].value;
    for (const Rate *other = step->rates.at; other < rate; other++)
        if (other->value == rate->value)
            return (Node **)(uintptr_t)&other->value;
    return NULL;
}

static void
sink_rates(Sinks *sinks, Step *step, Node ***at)
{
    for (int i = 0; i < step->rates.count; i++) {
        Rate *rate = &step->rates.at[i];
        at[i] = known_rate(step, rate);
        if (at[i] == NULL && op_kind(rate->value->op) != KIND_LEAF)
            sink_put(sinks, &rate->value, PLACE_ARENA, 0);
    }
}

/* The forward pass as far as `when` and the losses go, or `when` alone where that is known
 * without one. */
static void
schedule_when(Step *step)
{
    Routine *routine =
        routine_of_step(step, ROUTINE_WHEN, format("step_%d_when", step->index + 1));
    Sinks sinks = {0};
    if (!step->early)
        sink_logged(&sinks, step);
    sink_put(&sinks, &step->when, PLACE_ARENA, 0);
    make_kernels(routine, &sinks);
    routine_done(routine);
}

static void
schedule_update(Step *step)
{
    Routine *routine =
        routine_of_step(step, ROUTINE_UPDATE, format("step_%d_update", step->index + 1));
    make_updates(routine, step);
    make_assigns(routine, step, step->moved, step->assigns.count);
    routine_done(routine);
}

static void
schedule_gradients(Step *step)
{
    const bool collects = step->accumulate > 1;
    Routine *routine = routine_of_step(step, ROUTINE_STEP, format("step_%d", step->index + 1));
    Sinks sinks = {0};
    Node ***rate = NEW_ARRAY(Node **, step->rates.count + 1);
    if (step->when == NULL || step->early)
        sink_logged(&sinks, step);
    for (int i = 0; i < step->updates.count; i++)
        sink_put(&sinks, &step->updates.at[i].gradient, PLACE_GRADIENT,
                 step->updates.at[i].parameter->index);
    for (int i = 0; i < step->assigns.count; i++)
        sink_put(&sinks, &step->assigns.at[i].value, PLACE_ARENA, 0);
    sink_rates(&sinks, step, rate);
    for (int i = 0; i < step->gates.count; i++)
        sink_put(&sinks, &step->gates.at[i], PLACE_ARENA, 0);
    make_kernels(routine, &sinks);
    for (int i = 0; i < step->rates.count; i++)
        if (rate[i])
            step->rates.at[i].value = *rate[i];
    if (!collects)
        make_updates(routine, step);
    make_assigns(routine, step, 0, collects ? step->moved : step->assigns.count);
    routine_done(routine);
    if (collects)
        schedule_update(step);
}

/* What a step stores is read by those behind it, unless it may not be made. */
void
schedule_step(const Plan *plan, Step *step)
{
    const Program *program = plan->program;
    const bool conditional = step->when != NULL || step->every > 1;
    const bool begins =
        step->index > 0 && step->stage != program->steps.at[step->index - 1]->stage;
    if (begins || step_draws_anew(step))
        forget_buffers();
    Known known = known_now();
    if (step->when)
        schedule_when(step);
    schedule_gradients(step);
    if (conditional && step_draws_anew(step))
        forget_buffers(); /* which draw the steps behind it see is not known either */
    else if (conditional)
        know_again(&known);
}
