/* A tensor in tiles: small pieces in logical order that lie in few lines of its storage. */
#ifndef RUNTIME_TENSOR_H
#define RUNTIME_TENSOR_H

#include "model.h"

enum { TILE_FLOATS = 8192 };

/* Rows of `count` elements, `pitch` elements apart in logical order from `first` on. */
struct tile {
    long rows, count, pitch, first;
    long row, column; /* of its first element, in the matrix that tensor.c sees */
};

long tensor_tiles(const struct tensor *t);
struct tile tensor_tile(const struct tensor *t, long number);
/* Rows `pitch` apart at `logical` go to where they lie in the storage. */
void tile_pack(const struct tensor *t, const struct tile *tile, const float *logical,
               long pitch, float *stored);

#endif
