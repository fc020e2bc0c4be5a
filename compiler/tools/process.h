/* Other programs that a command runs: make, a compiler, the trainer. */
#ifndef LATENTC_PROCESS_H
#define LATENTC_PROCESS_H

#include <stdbool.h>

/* Runs argv, found on PATH, without a shell; its output goes to the file `output`, or where
 * ours goes if that is NULL. Gives its exit status, 128 and the signal if that ended it, 1 with
 * a message if it could not be run. */
int process_run(const char *const *argv, const char *output);

/* A new directory for files that nobody keeps; NULL after a message. */
const char *process_directory(void);
void process_remove(const char *directory); /* with all that is in it */

/* The processor's name for readers, "an unknown processor" where the system has none. */
const char *processor_name(void);

#endif
