/* From a kept picture to the values of a field. */
#ifndef RUNTIME_VIEW_H
#define RUNTIME_VIEW_H

#include "data.h"
#include "formats/examples.h"

/* Reads picture `index` of a column, kept as `pixels` or, where they are NULL, as `values`.
 * What is by chance is a function of the visit, and in the test split only draws of pixels are:
 * no flips, and the middle for a crop. Fields of one source are cut and flipped alike. */
void view_read(const struct examples *examples, const struct column *column,
               const uint8_t *pixels, const float *values, long index, struct visit visit,
               float *out);

#endif
