/* Files and small models for the tests of data. */
#ifndef TESTS_DATA_FILES_H
#define TESTS_DATA_FILES_H

#include <check.h>
#include <string.h>

#include "../runtime/data.h"

enum { TEST_FIELDS = 4 };

extern char test_root[64]; /* a directory of the running test */
extern struct field test_fields[TEST_FIELDS];
extern struct model test_model; /* reads the fields above */

void root_make(void); /* a fixture */
void root_remove(void);
const char *path_to(const char *name); /* the last two stay valid */
void make_folder(const char *name);
void write_file(const char *name, const void *bytes, size_t count);
size_t read_back(const char *path, unsigned char *bytes, size_t most);
/* Rows of `bits` deep pixels of a libpng colour type. */
void write_png(const char *name, int width, int height, int bits, int type, int interlaced,
               const unsigned char *rows, int row_bytes);
void write_shade(const char *name, unsigned char shade); /* 4 x 4, grey */
/* IDX bytes: magic of `rank`, sizes, then counting bytes. Returns their number. */
size_t idx_bytes(unsigned char *to, int rank, const int *size, size_t data);
void write_idx(const char *images, const char *labels, int count, int height, int width);
const char *real_data(const char *name); /* below LATENTC_DATA; NULL: not there */

/* An image in [-1, 1], and a label if there are classes. */
const struct model *model_of(long channels, long height, long width, long classes, long batch);
void read_at(const struct dataset *data, int field, long index, void *out);
int byte_of(float value); /* that a value in [-1, 1] was */
/* What data_open says when it refuses: one line. */
const char *refusal(const struct model *m, const char *places, enum split split);

#define REFUSED(m, dir, split, words)                                                          \
    do {                                                                                       \
        const char *said = refusal(m, dir, split);                                             \
        ck_assert_msg(strstr(said, words), "said: %s", said);                                  \
    } while (0)

#endif
