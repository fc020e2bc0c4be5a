/* Time: how far training is, as numbers in expressions. They stand still during an iteration,
 * so that all of its steps see the same; in a page with stages they count from where the stage
 * began. Schedules are functions of them, in prelude.yaml. */
#include "translate.h"

#include <string.h>

const Time times[TIMES] = {
    {"step", "TIME_STEP", "Iterations done before this one: 0 in the first."},
    {"epoch", "TIME_EPOCH",
     "Batches taken before this iteration, of those of an epoch: 1.5 half-way through the\n"
     "second. floor(epoch) is what changes at the end of an epoch only."},
    {"progress", "TIME_PROGRESS",
     "How much of the run, or of its stage, is done: from 0 to 1. It is measured against the\n"
     "length that the trainer was told; a run that is resumed with another length goes on "
     "from\n"
     "another progress."},
    {"examples", "TIME_EXAMPLES", "Examples taken before this iteration."},
};

const Time *
time_find(const char *name)
{
    for (int i = 0; i < TIMES; i++)
        if (strcmp(times[i].name, name) == 0)
            return &times[i];
    return NULL;
}
