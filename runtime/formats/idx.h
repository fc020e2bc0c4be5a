/* IDX files, as MNIST and its relatives come: plain or compressed by gzip. */
#ifndef RUNTIME_FORMATS_IDX_H
#define RUNTIME_FORMATS_IDX_H

#include "examples.h"

int idx_present(const char *dir); /* train-images-idx3-ubyte[.gz] is there */
/* Fills in `examples`. Returns 0, or -1 after a message. */
int idx_read(const char *dir, int test, struct examples *examples);

#endif
