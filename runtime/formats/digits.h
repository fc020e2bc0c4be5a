/* The built-in digits as a source: pictures of any size, and their labels. */
#ifndef RUNTIME_FORMATS_DIGITS_H
#define RUNTIME_FORMATS_DIGITS_H

#include "examples.h"

/* Draws the examples of a set, or leaves it to digits_draw where they take too much memory.
 * Returns 0, or -1 after a message. */
int digits_read(struct examples *examples);
/* Draws example `index` for a column that keeps none, into to [height][width][C]. */
void digits_draw(const struct examples *examples, const struct column *column, long index,
                 float *scratch, uint8_t *to);

#endif
