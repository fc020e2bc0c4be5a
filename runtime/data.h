/* Examples: from files or drawn, held in memory as bytes, served in shuffled batches. */
#ifndef RUNTIME_DATA_H
#define RUNTIME_DATA_H

#include "model.h"

enum split { SPLIT_TRAIN, SPLIT_TEST };

struct dataset;

/* Opens a split. `dir` NULL: the built-in digits (any size, one or three channels, labels).
 * With train-images-idx3-ubyte[.gz] in it: IDX. Else a folder of PNGs: train/ and test/ if
 * present, else every fifth file by byte order of its path is test; sub-folders are labels.
 * Images are brought to the field's height, width and channels. NULL after an error, which is
 * written to stderr: `NAME: FILE: what is wrong, what was expected`. */
struct dataset *data_open(const struct model *model, const char *dir, enum split split);
void data_close(struct dataset *data);
long data_count(const struct dataset *data);
/* "built-in digits, 10000 examples" */
const char *data_describe(const struct dataset *data);
/* Example `index` of a field: float image channels-last in the field's range, or int32. */
void data_read(const struct dataset *data, int field, long index, void *out);

/* A loader makes batches ahead of time on a thread of its own. Batch k of the training order is
 * a function of (seed, k) alone: epoch k / per_epoch, in a counter-based permutation. */
struct loader;
struct loader *loader_open(const struct dataset *data, const struct model *model, uint64_t seed,
                           int shuffled, long first_batch);
const void *const *loader_next(struct loader *loader); /* [fields]; valid until the next call */
long loader_batches(const struct loader *loader);      /* full batches in an epoch */
void loader_close(struct loader *loader);

/* A PNG sheet: `count` pictures [height][width][channels] of values from low to high, rows of
 * `columns`, a gap of 2 pixels; complete or absent. Returns 0, or -1 after a message. */
int sheet_write(const char *path, const float *pictures, long count, long columns,
                long channels, long height, long width, double low, double high);

#endif
