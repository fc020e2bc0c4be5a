/* Digits 0 to 9 drawn as strokes, no two alike, for trying a model without any file. */
#ifndef RUNTIME_FORMATS_BUILTIN_H
#define RUNTIME_FORMATS_BUILTIN_H

#include <stdint.h>

enum { BUILTIN_TRAIN = 10000, BUILTIN_TEST = 2000, BUILTIN_CLASSES = 10 };

int builtin_label(long index);

/* Draws example `index` of a set into to [height][width][channels], one or three channels. Sets
 * differ: 0 and 1 are the splits of the first source, 2 and 3 those of the second. The same
 * example in another style is the same handwriting: 0 is light strokes on dark, or colours; 1
 * is dark outlines on white. `scratch` is [height][width], and may be the same memory. */
void builtin_draw(int set, int style, long index, long height, long width, long channels,
                  float *scratch, uint8_t *to);

#endif
