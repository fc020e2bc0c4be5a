/* An iteration. Noise and data are drawn once for all of its steps. A step that repeats draws
 * anew for each run but the first, one with `fresh` also for the first, one that accumulates
 * for each gradient that it adds; the steps behind it see the last draw. Steps that are not
 * due, and those whose `when` says no, leave everything as it is. */
#include "iterate.h"
#include "command.h"
#include "file.h"

#include <string.h>

static void
take(struct iteration *it, int what)
{
    if (what & FRESH_DATA) {
        if (it->loader)
            instance_take(it->m, loader_next(it->loader));
        it->cursor->batches++;
    }
    if (what & FRESH_NOISE)
        it->m->draw = (uint64_t)it->cursor->draws++;
    if (what && it->taken)
        it->taken(it);
}

float *
iterate_sums(const struct model *model)
{
    int accumulates = 0;
    for (int i = 0; i < model->steps; i++)
        accumulates |= model->step[i].accumulate > 1;
    return accumulates ? allocate((size_t)model->parameter_floats, sizeof(float)) : NULL;
}

static void
add_gradients(const struct iteration *it, const struct step *step, int first)
{
    for (int k = 0; k < step->updates; k++) {
        const struct tensor *t = &it->m->model->tensor[step->updated[k]];
        const float *gradient = it->m->gradients + t->offset;
        float *sum = it->sums + t->offset;
#pragma omp parallel for simd schedule(static)
        for (long i = 0; i < t->storage.floats; i++)
            sum[i] = first ? gradient[i] : sum[i] + gradient[i];
    }
}

static void
take_mean(const struct iteration *it, const struct step *step)
{
    const float share = 1 / (float)step->accumulate;
    for (int k = 0; k < step->updates; k++) {
        const struct tensor *t = &it->m->model->tensor[step->updated[k]];
        const float *sum = it->sums + t->offset;
        float *gradient = it->m->gradients + t->offset;
#pragma omp parallel for simd schedule(static)
        for (long i = 0; i < t->storage.floats; i++)
            gradient[i] = share * sum[i];
    }
}

/* The step once: over as many draws as it accumulates. The first decides whether it is made. */
static int
run_step(struct iteration *it, const struct step *step, int fresh)
{
    const int draws = step->accumulate > 1 ? step->accumulate : 1;
    for (int k = 0; k < draws; k++) {
        take(it, k > 0 ? FRESH_ALL : fresh);
        const int made = step->when ? step->when(it->m) : 1;
        if (made || k > 0)
            step->run(it->m);
        it->made = made || k > 0;
        const int status = it->checked ? it->checked(it, step) : 0;
        if (status != 0)
            return status;
        if (!made && k == 0)
            return 0;
        if (draws > 1)
            add_gradients(it, step, k == 0);
    }
    if (draws > 1) {
        take_mean(it, step);
        step->update(it->m);
    }
    return 0;
}

int
iterate(struct iteration *it)
{
    const struct model *model = it->m->model;
    const struct stage all = {.steps = model->steps};
    const struct stage *stage = model->stages > 0 ? &model->stage[it->cursor->stage] : &all;
    const long number = it->cursor->step - it->cursor->stage_step;
    cursor_tell(it->cursor, it->m);
    take(it, FRESH_ALL);
    for (int s = stage->first; s < stage->first + stage->steps; s++) {
        const struct step *step = &model->step[s];
        if (step->every > 1 && number % step->every != 0)
            continue;
        for (int r = 0; r < step->repeat; r++) {
            const int status = run_step(it, step, r > 0 ? FRESH_ALL : step->fresh);
            if (status != 0)
                return status;
        }
    }
    it->cursor->step++;
    cursor_tell(it->cursor, it->m);
    return 0;
}

long
iterate_batches(const struct model *model)
{
    long batches = 1;
    for (int s = 0; s < model->steps; s++) {
        const struct step *step = &model->step[s];
        const int runs = step->repeat * (step->accumulate > 1 ? step->accumulate : 1);
        batches += runs - 1 + ((step->fresh & FRESH_DATA) != 0);
    }
    return batches;
}
