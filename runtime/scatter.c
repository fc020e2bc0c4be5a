/* Points in the plane as a picture. The side of the square is a round number, so that pictures
 * of one run can be compared; points outside of it, and what is no number, are left out. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "sheet.h"

enum { SIDE = 512, CHANNELS = 3, PAPER = 255, LINE = 236, AXIS = 200, LINES_MOST = 16 };

static const double inside_part = 0.99; /* of the points, that decide the square */

static const uint8_t colour[][CHANNELS] = {
    {31, 90, 166}, {200, 82, 0},  {20, 128, 80}, {130, 60, 150}, {190, 30, 45},
    {90, 90, 90},  {0, 140, 170}, {150, 110, 0}, {110, 70, 40},  {220, 80, 160}};

static int
by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Half the side: 1, 1.5, 2, 3, 4, 6 or 8 times a power of ten. */
static double
round_up(double least)
{
    static const double steps[] = {1, 1.5, 2, 3, 4, 6, 8};
    double power = pow(10, floor(log10(least)));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (steps[i] * power >= least) {
            return steps[i] * power;
        }
    }
    return 10 * power;
}

/* The larger coordinate of nearly all points, rounded up; -1 without memory. */
static double
half_side(const float *points, long count)
{
    float *reach = malloc((size_t)count * sizeof *reach);
    long known = 0;
    if (!reach) {
        return -1;
    }
    for (long k = 0; k < count; k++) {
        float x = fabsf(points[2 * k]), y = fabsf(points[2 * k + 1]);
        if (isfinite(x) && isfinite(y)) {
            reach[known++] = x > y ? x : y;
        }
    }
    qsort(reach, (size_t)known, sizeof *reach, by_value);
    double most = known ? (double)reach[(long)((double)(known - 1) * inside_part)] : 0;
    free(reach);
    return round_up(most > 1e-6 && most < 1e30 ? 1.02 * most : 1);
}

static long
place(double value, double half)
{
    double at = (value + half) / (2 * half) * SIDE;
    return at >= 0 && at < SIDE ? (long)at : -1;
}

static void
draw_line(uint8_t *pixels, long at, uint8_t shade)
{
    if (at < 0) {
        return;
    }
    for (long i = 0; i < SIDE; i++) {
        memset(pixels + ((SIDE - 1 - at) * SIDE + i) * CHANNELS, shade, CHANNELS);
        memset(pixels + (i * SIDE + at) * CHANNELS, shade, CHANNELS);
    }
}

static void
draw_lines(uint8_t *pixels, double half)
{
    double step = half <= LINES_MOST && half >= 1 ? 1 : pow(10, floor(log10(half)));
    for (double at = step; at < half; at += step) {
        draw_line(pixels, place(at, half), LINE);
        draw_line(pixels, place(-at, half), LINE);
    }
    draw_line(pixels, place(0, half), AXIS);
}

/* Half of the colour: where points lie close together they are darker. */
static void
draw_point(uint8_t *pixels, long x, long y, const uint8_t ink[CHANNELS])
{
    for (long i = -1; i <= 1; i++) {
        for (long j = -1; j <= 1; j++) {
            long row = SIDE - 1 - y + i, column = x + j;
            if ((i && j) || row < 0 || row >= SIDE || column < 0 || column >= SIDE) {
                continue; /* a plus */
            }
            uint8_t *pixel = pixels + (row * SIDE + column) * CHANNELS;
            for (int c = 0; c < CHANNELS; c++) {
                pixel[c] = (uint8_t)((pixel[c] + ink[c]) / 2);
            }
        }
    }
}

int
scatter_write(struct writer *writer, const char *path, const float *points, long count,
              int series, const int32_t *group)
{
    const long colours = sizeof colour / sizeof *colour;
    uint8_t *pixels = malloc((size_t)SIDE * SIDE * CHANNELS);
    double half = pixels ? half_side(points, count) : -1;
    if (half < 0) {
        complain("%s: no memory for the picture", path);
        free(pixels);
        return -1;
    }
    memset(pixels, PAPER, (size_t)SIDE * SIDE * CHANNELS);
    draw_lines(pixels, half);
    for (long k = 0; k < count; k++) {
        long x = place((double)points[2 * k], half), y = place((double)points[2 * k + 1], half);
        if (x >= 0 && y >= 0) {
            draw_point(pixels, x, y,
                       colour[(group ? group[k / series] : k % series) % colours]);
        }
    }
    return png_write(writer, path, pixels, SIDE, SIDE, CHANNELS);
}
