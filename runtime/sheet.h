/* What is drawn: sheets of pictures and clouds of points, as PNG; complete or absent. By
 * `writer`, or if NULL at once. */
#ifndef RUNTIME_SHEET_H
#define RUNTIME_SHEET_H

#include "writer.h"

#include <stdint.h>

/* `count` pictures [height][width][channels] of values from low to high, rows of `columns`, a
 * gap of 2 pixels, of 8 between groups of `group` > 1. Returns 0, or -1 after a message. */
int sheet_write(struct writer *writer, const char *path, const float *pictures, long count,
                long columns, long group, long channels, long height, long width, double low,
                double high);

/* `count` points (x, y) in a square about the origin that is large enough for nearly all; point
 * k has colour k % series, or where there are groups that of group[k / series]. Lines stand at
 * whole numbers, or at whole powers of ten. */
int scatter_write(struct writer *writer, const char *path, const float *points, long count,
                  int series, const int32_t *group);

/* Pixels [height][width][channels], grey or RGB, which are freed when they are written. */
int png_write(struct writer *writer, const char *path, uint8_t *pixels, long height, long width,
              long channels);

#endif
