/* Pictures as bytes: PNG by libpng, resizing and channel conversion. Colours are taken as they
 * stand in the file; gamma and profiles are not applied. */
#include "image.h"

#include <errno.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    jmp_buf back;
    char *message;
    FILE *file;
    png_structp png;
    png_infop info;
    struct picture *picture;
    uint8_t *rgba; /* [height][width][4] */
    png_bytep *row;
};

static void
on_error(png_structp png, png_const_charp text)
{
    struct reader *reader = png_get_error_ptr(png);
    snprintf(reader->message, MESSAGE_MAX, "damaged PNG: %s", text);
    longjmp(reader->back, 1);
}

static void
on_warning(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

/* Whatever the file holds becomes 8-bit RGBA. */
static void
reader_transform(struct reader *reader)
{
    png_set_expand(reader->png);
    png_set_scale_16(reader->png);
    png_set_gray_to_rgb(reader->png);
    png_set_add_alpha(reader->png, 255, PNG_FILLER_AFTER);
    png_set_interlace_handling(reader->png);
    png_read_update_info(reader->png, reader->info);
}

static int
reader_decode(struct reader *reader)
{
    if (setjmp(reader->back)) {
        return -1;
    }
    png_set_user_limits(reader->png, IMAGE_SIDE_MAX, IMAGE_SIDE_MAX);
    png_init_io(reader->png, reader->file);
    png_read_info(reader->png, reader->info);
    size_t height = png_get_image_height(reader->png, reader->info);
    size_t width = png_get_image_width(reader->png, reader->info);
    if (height * width > IMAGE_PIXELS_MAX) {
        snprintf(reader->message, MESSAGE_MAX, "%zu x %zu pixels, more than %d", width, height,
                 IMAGE_PIXELS_MAX);
        return -1;
    }
    int colour = png_get_color_type(reader->png, reader->info) &
                 (PNG_COLOR_MASK_COLOR | PNG_COLOR_MASK_PALETTE);
    reader_transform(reader);
    reader->rgba = malloc(height * width * 4);
    reader->row = malloc(height * sizeof *reader->row);
    if (!reader->rgba || !reader->row ||
        png_get_rowbytes(reader->png, reader->info) != width * 4) {
        snprintf(reader->message, MESSAGE_MAX, "no memory for %zu x %zu pixels", width, height);
        return -1;
    }
    for (size_t i = 0; i < height; i++) {
        reader->row[i] = reader->rgba + i * width * 4;
    }
    png_read_image(reader->png, reader->row);
    png_read_end(reader->png, NULL);
    *reader->picture = (struct picture){(long)height, (long)width, colour ? 3 : 1, NULL};
    return 0;
}

/* Puts the pixels over white, in place; RGBA shrinks to the picture's channels. */
static void
flatten(uint8_t *rgba, struct picture *picture)
{
    long count = picture->height * picture->width, channels = picture->channels;
    for (long i = 0; i < count; i++) {
        int alpha = rgba[4 * i + 3];
        for (long c = 0; c < channels; c++) {
            int over = rgba[4 * i + c] * alpha + 255 * (255 - alpha);
            rgba[i * channels + c] = (uint8_t)((over + 127) / 255);
        }
    }
    uint8_t *fitted = realloc(rgba, (size_t)(count * channels));
    picture->pixels = fitted ? fitted : rgba;
}

static int
png_read(FILE *file, struct picture *picture, char message[MESSAGE_MAX])
{
    struct reader reader = {.message = message, .picture = picture, .file = file};
    reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, on_error, on_warning);
    reader.info = reader.png ? png_create_info_struct(reader.png) : NULL;
    int failed = -1;
    if (reader.info) {
        failed = reader_decode(&reader);
    } else {
        snprintf(message, MESSAGE_MAX, "no memory to read a PNG");
    }
    png_destroy_read_struct(&reader.png, &reader.info, NULL);
    free(reader.row);
    if (failed) {
        free(reader.rgba);
        return -1;
    }
    flatten(reader.rgba, picture);
    return 0;
}

/* A JPEG begins with ff d8; all else is taken for a PNG, which libpng checks. */
int
image_read(const char *path, struct picture *picture, char message[MESSAGE_MAX])
{
    FILE *file = fopen(path, "rb");
    *picture = (struct picture){0};
    if (!file) {
        snprintf(message, MESSAGE_MAX, "cannot open: %s", strerror(errno));
        return -1;
    }
    int first = getc(file), second = getc(file);
    rewind(file);
    int failed = first == 0xff && second == 0xd8 ? jpeg_read(file, picture, message)
                                                 : png_read(file, picture, message);
    fclose(file);
    return failed;
}

/* Where output position i of an axis takes its value from: weights over [start, start + count).
 */
struct support {
    long start, count;
};

static struct support
axis_support(long i, long from, long to, float *weight)
{
    double scale = (double)from / (double)to;
    if (to < from) {
        double low = (double)i * scale, high = (double)(i + 1) * scale;
        long start = (long)low, end = (long)ceil(high - 1e-9);
        end = end < from ? end : from;
        for (long k = start; k < end; k++) {
            double left = (double)k > low ? (double)k : low;
            double right = (double)(k + 1) < high ? (double)(k + 1) : high;
            weight[k - start] = (float)((right - left) / scale);
        }
        return (struct support){start, end - start};
    }
    double middle = ((double)i + 0.5) * scale - 0.5;
    middle = middle < 0 ? 0 : middle > (double)(from - 1) ? (double)(from - 1) : middle;
    long start = (long)middle;
    weight[1] = (float)(middle - (double)start);
    weight[0] = 1 - weight[1];
    return (struct support){start, start + 1 < from ? 2 : 1};
}

/* Resizes the middle axis of from [outer][size][inner] to `to_size`. */
static void
resize_axis(const float *from, long outer, long size, long inner, long to_size, float *to,
            float *weight)
{
    for (long i = 0; i < to_size; i++) {
        struct support support = axis_support(i, size, to_size, weight);
        for (long o = 0; o < outer; o++) {
            const float *line = from + (o * size + support.start) * inner;
            float *out = to + (o * to_size + i) * inner;
            memset(out, 0, (size_t)inner * sizeof *out);
            for (long k = 0; k < support.count; k++) {
                for (long c = 0; c < inner; c++) {
                    out[c] += weight[k] * line[k * inner + c];
                }
            }
        }
    }
}

static uint8_t
grey(const uint8_t *rgb)
{
    return (uint8_t)((rgb[0] * 299 + rgb[1] * 587 + rgb[2] * 114 + 500) / 1000);
}

/* Channels of `count` pixels: grey by the weights of ITU-R BT.601, colour by repetition. */
static void
convert_channels(const uint8_t *from, long count, long channels, long to_channels, uint8_t *to)
{
    for (long i = 0; i < count; i++) {
        for (long c = 0; c < to_channels; c++) {
            to[i * to_channels + c] = channels == to_channels ? from[i * channels + c]
                                      : channels == 1         ? from[i]
                                                              : grey(from + i * channels);
        }
    }
}

static int
resize(const struct picture *from, long height, long width, uint8_t *to)
{
    long channels = from->channels, count = from->height * from->width * channels;
    long longest = from->height > from->width ? from->height : from->width;
    float *values = malloc((size_t)count * sizeof *values);
    float *rows = malloc((size_t)(height * from->width * channels) * sizeof *rows);
    float *out = malloc((size_t)(height * width * channels) * sizeof *out);
    float *weight = malloc((size_t)(longest + 2) * sizeof *weight);
    int failed = !values || !rows || !out || !weight;
    if (!failed) {
        for (long i = 0; i < count; i++) {
            values[i] = from->pixels[i];
        }
        resize_axis(values, 1, from->height, from->width * channels, height, rows, weight);
        resize_axis(rows, height, from->width, channels, width, out, weight);
        for (long i = 0; i < height * width * channels; i++) {
            to[i] = out[i] < 255 ? (uint8_t)(out[i] + 0.5f) : 255;
        }
    }
    free(values);
    free(rows);
    free(out);
    free(weight);
    return failed ? -1 : 0;
}

int
image_convert(const struct picture *from, long height, long width, long channels, uint8_t *to)
{
    if (from->height == height && from->width == width) {
        convert_channels(from->pixels, height * width, from->channels, channels, to);
        return 0;
    }
    if (from->channels == channels) {
        return resize(from, height, width, to);
    }
    uint8_t *sized = malloc((size_t)(height * width * from->channels));
    int failed = sized ? resize(from, height, width, sized) : -1;
    if (!failed) {
        convert_channels(sized, height * width, from->channels, channels, to);
    }
    free(sized);
    return failed;
}
