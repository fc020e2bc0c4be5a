/* Centres of clusters, which a codebook begins as. */
#ifndef RUNTIME_CLUSTERS_H
#define RUNTIME_CLUSTERS_H

#include <stdint.h>

/* Centres of rows [rows][width] by k-means: chance is a function of `key`. Returns 0, or -1
 * where there is no memory. */
int clusters_find(const float *row, long rows, long width, int iterations, uint64_t key,
                  float *centre, long centres);

#endif
