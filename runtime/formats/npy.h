/* Arrays of NumPy: one in a .npy, several by name in a .npz. */
#ifndef RUNTIME_FORMATS_NPY_H
#define RUNTIME_FORMATS_NPY_H

#include "examples.h"

/* A file that ends in .npy or .npz, or a folder with train.npz (or .npy) in it. */
int npy_present(const char *place);
/* Fills in `examples`. Returns 0, or -1 after a message. */
int npy_read(const char *place, int test, struct examples *examples);

/* An array in memory: `bytes` from the start of its header. */
struct array {
    const char *file, *name; /* for messages; name "" in a .npy */
    char kind;               /* 'u', 'i', 'f' or 'b', as in NumPy */
    int width;               /* bytes of an element */
    int rank;
    long shape[RANK_MAX + 1]; /* the first axis counts examples */
    const uint8_t *element;
};

/* Reads the header; returns 0, or -1 after a message. */
int array_parse(struct array *array, const uint8_t *bytes, size_t count);
double array_at(const struct array *array, size_t i);

#endif
