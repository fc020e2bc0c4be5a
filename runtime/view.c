/* Padding, crop and flips are a window into the kept picture; then bytes become values of the
 * range, binarised or with noise below a step of a byte added. All chance is counted: a window
 * by the visit, noise by the visit and the place of the pixel, static noise by the example. */
#include "view.h"

#include <stdio.h>
#include <string.h>

#include "random.h"

enum { CHUNK = 1024, NAME_MOST = 160 }; /* numbers at a time: too few to share */

struct window { /* of the padded picture */
    long top, left;
    int mirrored, upside_down;
};

/* The key of a stream that belongs to a field or a source. */
static uint64_t
stream_key(uint64_t seed, const char *name, const char *what)
{
    char stream[NAME_MOST];
    snprintf(stream, sizeof stream, "data.%s.%s", name ? name : "", what);
    return random_key(seed, stream);
}

/* A number below `count`, by the high bits of a product. */
static long
below(uint32_t lane, long count)
{
    return (long)((uint64_t)lane * (uint64_t)count >> 32);
}

static struct window
window_take(const struct examples *examples, const struct column *column, struct visit visit)
{
    const struct field *field = column->field;
    long room_y = column->height + 2 * field->pad - field->shape[1];
    long room_x = column->width + 2 * field->pad - field->shape[2];
    struct window window = {room_y / 2, room_x / 2, 0, 0};
    if (examples->test || (field->crop != CROP_RANDOM && field->flip == FLIP_NOT)) {
        return window;
    }
    uint64_t key = stream_key(visit.seed, examples->name, "view");
    const uint32_t halves[2] = {(uint32_t)key, (uint32_t)(key >> 32)};
    const uint32_t counter[4] = {(uint32_t)visit.number, (uint32_t)(visit.number >> 32), 0, 0};
    uint32_t lane[4];
    philox4x32(counter, halves, lane);
    if (field->crop == CROP_RANDOM) {
        window.top = below(lane[0], room_y + 1);
        window.left = below(lane[1], room_x + 1);
    }
    window.mirrored = (field->flip & FLIP_HORIZONTAL) && lane[2] >> 31;
    window.upside_down = (field->flip & FLIP_VERTICAL) && lane[3] >> 31;
    return window;
}

/* Row y of the window, pixels of `bytes`; `black` is one pixel. */
static void
window_row(const struct column *column, const struct window *window, const char *from, long y,
           size_t bytes, const char *black, char *to)
{
    const struct field *field = column->field;
    long height = field->shape[1], width = field->shape[2];
    long row = window->top + (window->upside_down ? height - 1 - y : y) - field->pad;
    long first = window->left - field->pad; /* column of the kept picture */
    int inside = row >= 0 && row < column->height;
    if (inside && !window->mirrored && first >= 0 && first + width <= column->width) {
        memcpy(to, from + (size_t)(row * column->width + first) * bytes, (size_t)width * bytes);
        return;
    }
    for (long x = 0; x < width; x++) {
        long at = first + (window->mirrored ? width - 1 - x : x);
        int known = inside && at >= 0 && at < column->width;
        const char *pixel = known ? from + (size_t)(row * column->width + at) * bytes : black;
        for (size_t i = 0; i < bytes; i++) {
            to[(size_t)x * bytes + i] = pixel[i];
        }
    }
}

/* Divided first, so that the range [0, 1] has the bits that other frameworks give it. */
static void
widen(const struct field *field, const uint8_t *restrict from, size_t count, float *restrict to)
{
    const float low = (float)field->low, range = (float)(field->high - field->low);
    for (size_t i = 0; i < count; i++) {
        to[i] = low + range * ((float)from[i] / 255.0f);
    }
}

static void
uniform(float *out, size_t count, uint64_t key, uint64_t draw)
{
    for (size_t i = 0; i < count; i += CHUNK) {
        long many = count - i < CHUNK ? (long)(count - i) : CHUNK;
        random_uniform(out + i, many, key, draw, i);
    }
}

/* `out` holds uniform numbers, and then values. */
static void
binarize(const struct field *field, const uint8_t *restrict from, size_t count,
         float *restrict out)
{
    const float low = (float)field->low, high = (float)field->high;
    const int fixed = field->binarize == BINARIZE_THRESHOLD;
    for (size_t i = 0; i < count; i++) {
        float bound = fixed ? .5f : out[i];
        out[i] = (float)from[i] / 255.0f > bound ? high : low;
    }
}

static void
dequantize(const struct field *field, const uint8_t *restrict from, size_t count,
           float *restrict out)
{
    const float low = (float)field->low, range = (float)(field->high - field->low);
    for (size_t i = 0; i < count; i++) {
        out[i] = low + range * (((float)from[i] + out[i]) / 256.0f);
    }
}

/* Uniform numbers of the whole picture, where its values will be. */
static void
noise_fill(const struct examples *examples, const struct field *field, size_t count, long index,
           struct visit visit, float *out)
{
    if (field->binarize == BINARIZE_STATIC) {
        const char *what = examples->test ? "static.test" : "static.train";
        uniform(out, count, stream_key(0, field->name, what), (uint64_t)index);
    } else if (field->binarize == BINARIZE_DYNAMIC || field->dequantize) {
        uniform(out, count, stream_key(visit.seed, field->name, "pixels"), visit.number);
    }
}

static void
make_values(const struct field *field, const uint8_t *from, size_t count, float *out)
{
    if (field->binarize != BINARIZE_NOT) {
        binarize(field, from, count, out);
    } else if (field->dequantize) {
        dequantize(field, from, count, out);
    } else {
        widen(field, from, count, out);
    }
}

static int
is_whole(const struct field *field)
{
    return field->crop == CROP_NOT && field->pad == 0 && field->flip == FLIP_NOT;
}

static void
read_pixels(const struct examples *examples, const struct column *column, const uint8_t *pixels,
            long index, struct visit visit, float *out)
{
    const struct field *field = column->field;
    const char black[CHANNELS_MAX] = {0};
    size_t channels = (size_t)field->shape[0], row = (size_t)field->shape[2] * channels;
    size_t count = (size_t)field->shape[1] * row;
    noise_fill(examples, field, count, index, visit, out);
    if (is_whole(field)) {
        make_values(field, pixels, count, out);
        return;
    }
    struct window window = window_take(examples, column, visit);
    for (long y = 0; y < field->shape[1]; y++) {
        char bytes[ROW_MAX];
        window_row(column, &window, (const char *)pixels, y, channels, black, bytes);
        make_values(field, (const uint8_t *)bytes, row, out + (size_t)y * row);
    }
}

static void
read_values(const struct examples *examples, const struct column *column, const float *values,
            struct visit visit, float *out)
{
    const struct field *field = column->field;
    size_t channels = (size_t)field->shape[0], row = (size_t)field->shape[2] * channels;
    if (is_whole(field)) {
        memcpy(out, values, (size_t)field->shape[1] * row * sizeof *out);
        return;
    }
    float black[CHANNELS_MAX];
    for (size_t c = 0; c < channels; c++) {
        black[c] = (float)field->low;
    }
    struct window window = window_take(examples, column, visit);
    for (long y = 0; y < field->shape[1]; y++) {
        window_row(column, &window, (const char *)values, y, channels * sizeof *out,
                   (const char *)black, (char *)(out + (size_t)y * row));
    }
}

void
view_read(const struct examples *examples, const struct column *column, const uint8_t *pixels,
          const float *values, long index, struct visit visit, float *out)
{
    if (pixels) {
        read_pixels(examples, column, pixels, index, visit, out);
    } else {
        read_values(examples, column, values, visit, out);
    }
}
