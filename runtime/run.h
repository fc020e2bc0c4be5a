/* The directory of a run: its options, its settings as text, and the lock on it. */
#ifndef RUNTIME_RUN_H
#define RUNTIME_RUN_H

#include "model.h"

struct run {
    char *directory;    /* runs/NAME, or --out */
    char *places;       /* of the data, a line each; NULL: built in */
    long epochs, steps; /* where to stop; the other one, or with stages both, -1 */
    const char *stage;  /* the last to train; NULL: of the page */
    long save_every, log_every, threads;
    uint64_t seed;
    int seed_given, resume;
    int lock;
    int made;       /* the directory by this run, which has written nothing yet */
    char *settings; /* text of the run that is resumed */
};

/* Returns -1 to go on, else the status to exit with. */
int run_options(struct run *run, const struct model *model, int argc, char **argv);
/* Makes and locks the directory; one that holds a run is refused unless it is resumed, and then
 * lends its settings to the options that were not given. */
int run_open(struct run *run);
/* Writes NAME.yaml and settings.txt. */
int run_describe(struct run *run, const struct model *model);
void run_close(struct run *run); /* leaves no directory that nothing was written to */

#endif
