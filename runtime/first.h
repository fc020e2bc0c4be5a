/* First values of tensors. */
#ifndef RUNTIME_FIRST_H
#define RUNTIME_FIRST_H

#include "model.h"

/* out[i] is element first + i of the logical order, i < count; `key` is that of the tensor's
 * stream. Of an orthogonal tensor: the normal numbers that it is made of. */
void first_values(const struct tensor *t, uint64_t key, long first, long count, float *out);

#endif
