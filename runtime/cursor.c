/* How far a run is, from the numbers of its cursor: an iteration of a resumed run sees the same
 * as in one that was not stopped. */
#include "cursor.h"

static long
stage_steps(const struct cursor *c)
{
    return c->step - c->stage_step;
}

static long
stage_batches(const struct cursor *c)
{
    return c->batches - c->stage_batches;
}

int
cursor_stage_ended(const struct cursor *c)
{
    return c->in_epochs ? stage_batches(c) >= c->length * c->per_epoch
                        : stage_steps(c) >= c->length;
}

long
cursor_batches_left(const struct cursor *c)
{
    if (c->in_epochs)
        return c->length * c->per_epoch - stage_batches(c);
    const long per_step = stage_steps(c) > 0 ? stage_batches(c) / stage_steps(c) : 1;
    return (c->length - stage_steps(c)) * per_step;
}

void
cursor_tell(const struct cursor *c, struct instance *m)
{
    const double per_epoch = c->per_epoch > 0 ? (double)c->per_epoch : 1;
    const double epochs = (double)stage_batches(c) / per_epoch;
    const double done = c->in_epochs ? epochs : (double)stage_steps(c);
    const double progress = c->length > 0 ? done / (double)c->length : 0;
    m->stage = (int)c->stage;
    m->time[TIME_STEP] = (float)stage_steps(c);
    m->time[TIME_EPOCH] = (float)epochs;
    m->time[TIME_PROGRESS] = (float)(progress < 1 ? progress : 1);
    m->time[TIME_EXAMPLES] = (float)stage_batches(c) * (float)m->model->batch;
}
