/* Pictures as bytes, and what every source of examples fills in. */
#ifndef RUNTIME_FORMATS_IMAGE_H
#define RUNTIME_FORMATS_IMAGE_H

#include <stddef.h>
#include <stdint.h>

enum { IMAGE_SIDE_MAX = 16384, IMAGE_PIXELS_MAX = 1 << 26, MESSAGE_MAX = 200 };

struct picture {
    long height, width, channels;
    uint8_t *pixels; /* [height][width][channels], from malloc */
};

/* Reads a PNG as 8-bit grey or colour, transparency over white. Returns 0, or -1 with the
 * reason in `message`. */
int image_read(const char *path, struct picture *picture, char message[MESSAGE_MAX]);

/* Converts to `height` by `width` by `channels` (1 or 3): areas are averaged along an axis that
 * shrinks, neighbours interpolated along one that grows. Returns 0, or -1 without memory. */
int image_convert(const struct picture *from, long height, long width, long channels,
                  uint8_t *to);

/* The examples of a split: filled in by a source, freed by data_close. */
struct examples {
    long count;
    long height, width, channels; /* of the image field; set before a source is called */
    int labelled;                 /* whether labels are wanted; set before */
    long classes;
    uint8_t *pixels;        /* [count][height][width][channels] */
    int32_t *labels;        /* [count] */
    char note[MESSAGE_MAX]; /* "from 28 x 28", for data_describe */
};

/* Allocates pixels and labels for `count` examples. Returns 0, or -1 after a message. */
int examples_allocate(struct examples *examples, const char *file, long count);
size_t examples_bytes(const struct examples *examples); /* of one picture */

/* Complains of `file` and returns -1. */
int examples_error(const char *file, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
