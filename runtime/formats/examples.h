/* The examples of one source, as a format fills them in: a column for each field of the page
 * that is read from it. */
#ifndef RUNTIME_FORMATS_EXAMPLES_H
#define RUNTIME_FORMATS_EXAMPLES_H

#include <stddef.h>
#include <stdint.h>

#include "../model.h"
#include "image.h"

struct column {
    const struct field *field;
    long height, width; /* of pictures as kept: resized, not yet padded or cropped */
    int style;          /* of built-in digits */
    /* one of these, [count]; none: drawn when read */
    uint8_t *pixels; /* image: [height][width][C] */
    float
        *values; /* vector: as example_place; image: [height][width][C], in the field's range */
    int32_t *labels;
};

struct examples {
    const char *name; /* of the source; NULL: the only one */
    int test;         /* which split */
    int set;          /* which of the built-in sets */
    long count;
    int columns;
    struct column *column;
    char note[MESSAGE_MAX]; /* "3 labels", for data_describe */
};

/* Complains of `file` and returns -1. */
int examples_error(const char *file, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void examples_free(struct examples *examples);

/* The only column of a kind; NULL: there is none, or there are several. */
struct column *examples_only(const struct examples *examples, enum field_kind kind);
/* Refuses fields that a source of one picture and one label cannot fill. */
int examples_pictured(const struct examples *examples, const char *file, const char *holds);

/* Pictures of a file have these sizes: decides how they are kept, or says why they do
 * not fit the field. */
int column_fit(struct column *column, const char *file, long height, long width, long channels);
/* Pixels of pictures, labels, or values. Returns 0, or -1 after a message. */
int column_allocate(struct column *column, const char *file, long count);
size_t column_size(const struct column *column); /* numbers of one example, as kept */
/* Keeps `picture` as example i. Returns 0, or -1 without memory. */
int column_put(struct column *column, long i, const struct picture *picture);
/* Keeps `label` as example i. Returns 0, or -1 after a message. */
int column_label(struct column *column, const char *file, long i, long label);

#endif
