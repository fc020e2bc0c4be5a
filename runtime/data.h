/* Examples: from files or drawn, held in memory as bytes, served in shuffled batches. */
#ifndef RUNTIME_DATA_H
#define RUNTIME_DATA_H

#include "model.h"

/* Of the option --data. */
#define DATA_HELP "folder or file, or NAME=PLACE; default: what is built in"

enum split { SPLIT_TRAIN, SPLIT_TEST };

struct dataset;

/* Opens a split. `places` says where each source is, a line for each: a folder (IDX, CIFAR,
 * PNGs and JPEGs, train.npz and test.npz), a .npy or .npz, builtin:digits, builtin:ring or
 * builtin:grid; NAME=PLACE where the page names its sources. NULL: what is built in. Each
 * source has a batch of examples at least. NULL after an error, which is written to stderr:
 * `NAME: FILE: what is wrong, what was expected`. */
struct dataset *data_open(const struct model *model, const char *places, enum split split);
void data_close(struct dataset *data);
long data_count(const struct dataset *data); /* examples of the smallest source */
/* "built-in digits, 10000 examples" */
const char *data_describe(const struct dataset *data);

/* What is by chance in a reading is a function of the run's seed and a number that no other
 * reading of the run has. */
struct visit {
    uint64_t seed, number;
};
/* Example `index` of a field: float image channels-last in the field's range, floats of a
 * vector, or int32. */
void data_read(const struct dataset *data, int field, long index, struct visit visit,
               void *out);
/* The order of a field's source in training: the example at a place of an epoch is
 * random_permute(place, count, key, epoch). Each source has its own. */
struct order {
    uint64_t count, key;
};
struct order data_order(const struct dataset *data, int field, uint64_t seed);

/* A loader makes batches, where a processor is idle ahead of time on a thread of its own. Batch
 * k of the training order is a function of (seed, k) alone: epoch k / per_epoch, in
 * counter-based permutations. */
struct loader;
struct loader *loader_open(const struct dataset *data, const struct model *model, uint64_t seed,
                           int shuffled, long first_batch);
const void *const *loader_next(struct loader *loader); /* [fields]; valid until the next call */
long loader_batches(const struct loader *loader);      /* full batches in an epoch */
void loader_close(struct loader *loader);

#endif
