/* Where a run stands: everything that an iteration depends on, besides the instance. */
#ifndef RUNTIME_CURSOR_H
#define RUNTIME_CURSOR_H

#include "model.h"

struct cursor {     /* seed, draw and updates are in the instance */
    long step;      /* iterations done */
    long batches;   /* batches taken */
    long per_epoch; /* full batches of an epoch: other data has another number */
    long draws;     /* draws of noise made: the number of the next */
    long stage;     /* of the page, from 0 */
    long stage_step, stage_batches; /* what `step` and `batches` were when it began */
    long length, in_epochs;         /* of the stage, in epochs or in iterations */
};

/* Whether the stage has its length. */
int cursor_stage_ended(const struct cursor *cursor);
/* Batches that the stage has yet to take. */
long cursor_batches_left(const struct cursor *cursor);
/* Tells the instance how far training is. */
void cursor_tell(const struct cursor *cursor, struct instance *m);

#endif
