/* What to say where a page does not fit in its memory: how much it takes, and the largest batch
 * that would fit, found by planning again with smaller ones. */
#include "tools.h"

#include "../front/front.h"

/* In the unit that the page would use, rounded up so that it suffices. */
static const char *
bytes_text(int64_t bytes)
{
    int64_t unit = bytes < 10000000 ? 1000 : 1000000;
    return format("%lld %s", (long long)((bytes + unit - 1) / unit),
                  unit == 1000 ? "kB" : "MB");
}

/* The arena of a plan with that batch, in bytes; 0 where there is none within the limit. */
static int64_t
arena_of_batch(const Program *whole, const char *page, int settings, const Setting *setting,
               int64_t batch)
{
    LIST(Setting) all = {0};
    for (int i = 0; i < settings; i++)
        PUSH(all, setting[i]);
    PUSH(all, ((Setting){intern("batch"), format("%lld", (long long)batch)}));
    Program *program = translate(page, all.count, all.at);
    if (program == NULL)
        return 0;
    program->choices = whole->choices;
    program->unfused = whole->unfused;
    Plan *made = schedule(program);
    if (error_count() > 0)
        return 0;
    plan(made);
    return recompute(made) ? made->arena * (int64_t)sizeof(float) : 0;
}

void
memory_error(const Plan *plan, const char *page, int settings, const Setting *setting)
{
    const Program *program = plan->program;
    int64_t fits = 0, beyond = program->batch;
    Text unread = {0};
    diagnostics_capture(&unread);
    while (beyond - fits > 1) {
        int64_t batch = fits + (beyond - fits) / 2;
        if (arena_of_batch(program, page, settings, setting, batch) > 0)
            fits = batch;
        else
            beyond = batch;
        diagnostics_capture(&unread);
    }
    diagnostics_capture(NULL);
    error_at(program->memory_mark,
             "memory: the arena needs at least %s with `batch: %lld`, even if values are "
             "computed again; %s",
             bytes_text(plan->arena * (int64_t)sizeof(float)), (long long)program->batch,
             fits > 0 ? format("`batch: %lld` would fit", (long long)fits)
                      : "no smaller batch fits either");
}
