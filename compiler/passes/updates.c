/* Which moments and which count of updates belong to a step's update of a parameter.
 *
 * An optimizer keeps moments and a count for each parameter, as in PyTorch: steps that share
 * one by name share both; steps with optimizers of their own have their own, also where they
 * update the same parameter. */
#include "passes.h"

const Update *
update_of(const Step *step, int parameter)
{
    for (int i = 0; i < step->updates.count; i++)
        if (step->updates.at[i].parameter->index == parameter)
            return &step->updates.at[i];
    return NULL;
}

/* The optimizer by which a step updates a parameter; NULL where it does not. */
static const Optimizer *
optimizer_of(const Step *step, int parameter)
{
    const Update *update = update_of(step, parameter);
    return update ? update->optimizer : NULL;
}

/* Whether a step before this one updates the parameter with this optimizer. */
static bool
known_before(const Program *program, int step, const Optimizer *optimizer, int parameter)
{
    for (int i = 0; i < step; i++)
        if (optimizer_of(program->steps.at[i], parameter) == optimizer)
            return true;
    return false;
}

/* Moments of all optimizers of a parameter that come before `optimizer`; all where that is
 * NULL.
 */
static int
moments_before(const Program *program, const Optimizer *optimizer, int parameter)
{
    int count = 0;
    for (int i = 0; i < program->steps.count; i++) {
        const Optimizer *other = optimizer_of(program->steps.at[i], parameter);
        if (other == NULL)
            continue;
        if (other == optimizer)
            return count;
        if (!known_before(program, i, other, parameter))
            count += other->moments;
    }
    return count;
}

/* Two updates by one optimizer have one count if the same steps make them, on one condition. */
static bool
same_count(const Program *program, const Optimizer *optimizer, int a, int b)
{
    for (int i = 0; i < program->steps.count; i++) {
        const Step *step = program->steps.at[i];
        const bool has_a = optimizer_of(step, a) == optimizer;
        const bool has_b = optimizer_of(step, b) == optimizer;
        if (has_a != has_b || (has_a && update_of(step, a)->gate != update_of(step, b)->gate))
            return false;
    }
    return true;
}

typedef struct Counter {
    const Optimizer *optimizer;
    int parameter; /* the first that it counts for */
} Counter;

void
updates_assign(Plan *plan)
{
    const Program *program = plan->program;
    LIST(Counter) counters = {0};
    plan->moments = 0;
    for (int p = 0; p < program->parameters.count; p++) {
        const int moments = moments_before(program, NULL, p);
        plan->moments = moments > plan->moments ? moments : plan->moments;
        if (moments > MOST_MOMENTS)
            error_at(program->parameters.at[p]->mark,
                     "the optimizers of %s keep %d moments for it; a trainer has %d",
                     program->parameters.at[p]->key, moments, MOST_MOMENTS);
    }
    for (int s = 0; s < program->steps.count; s++) {
        Step *step = program->steps.at[s];
        for (int i = 0; i < step->updates.count; i++) {
            Update *update = &step->updates.at[i];
            const int p = update->parameter->index;
            update->moment = moments_before(program, update->optimizer, p);
            for (update->counter = 0; update->counter < counters.count; update->counter++) {
                const Counter *c = &counters.at[update->counter];
                if (c->optimizer == update->optimizer &&
                    same_count(program, c->optimizer, c->parameter, p))
                    break;
            }
            if (update->counter == counters.count)
                PUSH(counters, ((Counter){update->optimizer, p}));
        }
    }
    plan->counters = counters.count;
}
