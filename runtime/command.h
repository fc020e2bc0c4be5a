/* The commands of a trainer, and what several of them need. Each takes what stands behind its
 * name on the command line and returns the status to exit with. */
#ifndef RUNTIME_COMMAND_H
#define RUNTIME_COMMAND_H

#include "data.h"
#include "model.h"
#include "writer.h"

int command_train(const struct model *model, int argc, char **argv);
int command_evaluate(const struct model *model, int argc, char **argv);
int command_generate(const struct model *model, const struct command *command, int argc,
                     char **argv);
int command_gradcheck(const struct model *model, int argc, char **argv);
int command_info(const struct model *model, int argc, char **argv);
int command_bench(const struct model *model, int argc, char **argv);

/* An instance at step 0; ends the program if there is no memory. */
struct instance *instance_start(const struct model *model, uint64_t seed, int shared);
/* First values that depend on the data, from the first batches of training; without data from
 * draws. Comes before the first step. Returns 0, or -1 after a message. */
int instance_begin(struct instance *m, const struct dataset *data);
/* Parameters and state from `file`, or if NULL from the newest checkpoint in runs/NAME. */
int instance_load(struct instance *m, const char *file);
/* A batch that a loader or a reader holds becomes the instance's. */
void instance_take(struct instance *m, const void *const *field);
/* The number of threads, from an option; 0: one per core. */
int threads_start(long count);

/* A line `PREFIXname value` to stdout for every loss and metric, the mean over the full batches
 * of the test split. After a message returns -1, or 1 if the split is smaller than a batch. */
int evaluate_print(struct instance *m, const char *places, const char *prefix);

/* Pictures of `command` on a sheet, or its points in one picture: `count` examples, or rows of
 * a path, from the instance's seed. Returns 0, or -1 after a message. */
int generate_sheet(struct instance *m, const struct command *command, long count,
                   const struct dataset *data, const char *path, struct writer *writer);
/* Seconds of each of `runs` runs, a batch each. */
void generate_times(struct instance *m, const struct command *command,
                    const struct dataset *data, int runs, double *seconds);
/* How many examples or groups of them a command makes unless it is told. */
long generate_usual(const struct command *command, const struct dataset *data);
/* Whether all outputs are pictures of one shape. */
int generate_pictures(const struct command *command);
/* Whether all outputs are points in the plane. */
int generate_points(const struct command *command);

#endif
