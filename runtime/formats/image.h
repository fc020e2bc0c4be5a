/* Pictures as bytes: reading, resizing, channels. */
#ifndef RUNTIME_FORMATS_IMAGE_H
#define RUNTIME_FORMATS_IMAGE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { IMAGE_SIDE_MAX = 16384, IMAGE_PIXELS_MAX = 1 << 26, MESSAGE_MAX = 200 };
enum { CHANNELS_MAX = 64, ROW_MAX = 3 * IMAGE_SIDE_MAX }; /* of a field; numbers in a row */

struct picture {
    long height, width, channels;
    uint8_t *pixels; /* [height][width][channels], from malloc */
};

/* Reads a PNG or a JPEG as 8-bit grey or colour, transparency over white. Returns 0, or -1 with
 * the reason in `message`. */
int image_read(const char *path, struct picture *picture, char message[MESSAGE_MAX]);

/* The same of an open JPEG. */
int jpeg_read(FILE *file, struct picture *picture, char message[MESSAGE_MAX]);

/* Converts to `height` by `width` by `channels` (1 or 3): areas are averaged along an axis that
 * shrinks, neighbours interpolated along one that grows. Returns 0, or -1 without memory. */
int image_convert(const struct picture *from, long height, long width, long channels,
                  uint8_t *to);

#endif
