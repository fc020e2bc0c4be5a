/* What a command makes as numbers: arrays of NumPy, or a table. Files are complete or absent.
 */
#ifndef RUNTIME_TABLE_H
#define RUNTIME_TABLE_H

#include "generator.h"

/* The first `count` examples of every output, each as an array [count, ..] of its own:
 * STEM.npy, or STEM.OUTPUT.npy if there are several; beside them STEM.FIELD.npy for each label
 * of the data that the command reads. Indices are int32, numbers float32. With `force` files
 * are overwritten. Prints their names. Returns 0, or -1 after a message. */
int arrays_write(struct generator *g, long count, const char *stem, int force);

/* The same as a table: a line for each example, under a line of names. */
int table_write(struct generator *g, long count, const char *path);

/* One number for each example, to .npy or, by its ending, .csv. */
int numbers_write(const char *path, const char *name, const float *numbers, long count);

#endif
