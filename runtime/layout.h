/* Where the examples of a command stand on its sheet. Group after group is laid out row by row:
 *
 *   path      a row: from one draw to another
 *   traverse  a row for each latent, which changes along it
 *   grid      a square: the quantiles of the normal distribution
 *   each      a row for each class
 *
 * Draws and data are numbered by what a group shows: by the path, by the traversal, and by the
 * column of classes. */
#ifndef RUNTIME_LAYOUT_H
#define RUNTIME_LAYOUT_H

#include "model.h"

long layout_group(const struct layout *layout); /* examples of a group; 1 without a layout */

/* Logical number of the draws and data of example b of the batch. */
uint64_t layout_example(const struct instance *m, long b);

/* For each example of the batch: */
void layout_shares(const struct instance *m, float *share); /* column / (columns - 1) */
void layout_rows(const struct instance *m, int *row);
void layout_quantiles(const struct instance *m, float *quantile); /* [2] */

/* An index map of the command, as far as it is drawn. */
void layout_map(const struct instance *m, int map, int *to);

#endif
