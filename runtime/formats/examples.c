/* What all formats do alike: memory, the fit of pictures to a field, and refusals. */
#include "examples.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../log.h"

int
examples_error(const char *file, const char *format, ...)
{
    char text[3 * MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    complain("%s: %s", file, text);
    return -1;
}

void
examples_free(struct examples *examples)
{
    for (int i = 0; i < examples->columns; i++) {
        free(examples->column[i].pixels);
        free(examples->column[i].values);
        free(examples->column[i].labels);
    }
    free(examples->column);
    examples->column = NULL;
    examples->columns = 0;
}

struct column *
examples_only(const struct examples *examples, enum field_kind kind)
{
    struct column *found = NULL;
    int count = 0;
    for (int i = 0; i < examples->columns; i++) {
        if (examples->column[i].field->kind == kind) {
            found = &examples->column[i];
            count++;
        }
    }
    return count == 1 ? found : NULL;
}

int
examples_pictured(const struct examples *examples, const char *file, const char *holds)
{
    int images = 0, labels = 0;
    for (int i = 0; i < examples->columns; i++) {
        const struct field *field = examples->column[i].field;
        images += field->kind == FIELD_IMAGE;
        labels += field->kind == FIELD_LABEL;
        if (field->kind == FIELD_VECTOR) {
            return examples_error(file, "field '%s' is a vector; %s holds pictures and labels",
                                  field->name, holds);
        }
    }
    if (images != 1 || labels > 1) {
        return examples_error(file,
                              "the page reads %d pictures and %d labels from it; %s holds one "
                              "picture and at most one label for each example",
                              images, labels, holds);
    }
    return 0;
}

static int
refuse_size(const struct field *field, const char *file, long height, long width,
            const char *relation)
{
    char padded[64] = "", set[MESSAGE_MAX] = "";
    if (field->pad > 0) {
        snprintf(padded, sizeof padded, ", with padding %ld x %ld", height + 2 * field->pad,
                 width + 2 * field->pad);
    } else if (field->side && height == width) {
        snprintf(set, sizeof set, "--set %s=%ld makes the page fit, ", field->side, height);
    }
    return examples_error(file,
                          "pictures of %ld x %ld%s, but field '%s' is %s%ld x %ld; %s`resize: "
                          "[%ld, %ld]` in the field brings them to its size",
                          height, width, padded, field->name, relation, field->shape[1],
                          field->shape[2], set, field->shape[1] - 2 * field->pad,
                          field->shape[2] - 2 * field->pad);
}

/* Grey and colour become each other. */
static int
channels_fit(const struct field *field, const char *file, long channels)
{
    long wanted = field->shape[0];
    if (wanted > CHANNELS_MAX || field->shape[2] > ROW_MAX / wanted) {
        return examples_error(file,
                              "field '%s' has %ld channels of %ld columns, more than can be "
                              "read",
                              field->name, wanted, field->shape[2]);
    }
    if (channels == wanted ||
        ((channels == 1 || channels == 3) && (wanted == 1 || wanted == 3))) {
        return 0;
    }
    return examples_error(file, "pictures of %ld channel%s, but field '%s' has %ld", channels,
                          channels == 1 ? "" : "s", field->name, wanted);
}

int
column_fit(struct column *column, const char *file, long height, long width, long channels)
{
    const struct field *field = column->field;
    if (channels_fit(field, file, channels)) {
        return -1;
    }
    if (height < 1 || width < 1 || height > IMAGE_SIDE_MAX || width > IMAGE_SIDE_MAX ||
        height * width > IMAGE_PIXELS_MAX) {
        return examples_error(file,
                              "pictures of %ld x %ld, expected 1 x 1 to %d pixels in all and "
                              "%d on a side",
                              height, width, IMAGE_PIXELS_MAX, IMAGE_SIDE_MAX);
    }
    column->height = field->resize[0] ? field->resize[0] : height;
    column->width = field->resize[1] ? field->resize[1] : width;
    long more_y = column->height + 2 * field->pad - field->shape[1];
    long more_x = column->width + 2 * field->pad - field->shape[2];
    if (field->crop == CROP_NOT && (more_y != 0 || more_x != 0)) {
        return refuse_size(field, file, column->height, column->width, "");
    }
    if (more_y < 0 || more_x < 0) {
        return refuse_size(field, file, column->height, column->width, "larger, ");
    }
    return 0;
}

size_t
column_size(const struct column *column)
{
    const struct field *field = column->field;
    if (field->kind == FIELD_IMAGE) {
        return (size_t)(column->height * column->width * field->shape[0]);
    }
    size_t size = 1;
    for (int i = 0; i < field->rank; i++) {
        size *= (size_t)field->shape[i];
    }
    return size;
}

int
column_allocate(struct column *column, const char *file, long count)
{
    size_t size = column_size(column), wide = sizeof(float);
    void *memory = NULL;
    if (column->field->kind == FIELD_IMAGE) {
        wide = 1;
    }
    if (count > 0 && (size_t)count <= SIZE_MAX / 2 / wide / size) {
        memory = malloc((size_t)count * size * wide);
    }
    if (!memory) {
        return examples_error(file, "no memory for %ld examples of field '%s', %zu bytes each",
                              count, column->field->name, size * wide);
    }
    if (column->field->kind == FIELD_IMAGE) {
        column->pixels = memory;
    } else if (column->field->kind == FIELD_LABEL) {
        column->labels = memory;
    } else {
        column->values = memory;
    }
    return 0;
}

/* The part of a picture, about its middle, that has the proportions of `height` by `width`. */
static int
cut_middle(const struct picture *from, long height, long width, struct picture *part)
{
    *part = (struct picture){from->height, from->width, from->channels, NULL};
    if (from->height * width > from->width * height) {
        part->height = (from->width * height + width / 2) / width;
    } else {
        part->width = (from->height * width + height / 2) / height;
    }
    part->height = part->height > 0 ? part->height : 1;
    part->width = part->width > 0 ? part->width : 1;
    size_t row = (size_t)(part->width * part->channels);
    part->pixels = malloc((size_t)part->height * row);
    if (!part->pixels) {
        return -1;
    }
    long top = (from->height - part->height) / 2, left = (from->width - part->width) / 2;
    for (long y = 0; y < part->height; y++) {
        memcpy(part->pixels + (size_t)y * row,
               from->pixels + ((top + y) * from->width + left) * from->channels, row);
    }
    return 0;
}

int
column_put(struct column *column, long i, const struct picture *picture)
{
    uint8_t *to = column->pixels + (size_t)i * column_size(column);
    long height = column->height, width = column->width, channels = column->field->shape[0];
    struct picture part;
    if (column->field->crop == CROP_NOT || !column->field->resize[0]) {
        return image_convert(picture, height, width, channels, to);
    }
    if (cut_middle(picture, height, width, &part)) {
        return -1;
    }
    int failed = image_convert(&part, height, width, channels, to);
    free(part.pixels);
    return failed;
}

int
column_label(struct column *column, const char *file, long i, long label)
{
    if (label < 0 || label >= column->field->classes) {
        return examples_error(file, "label %ld of example %ld, but field '%s' has %ld classes",
                              label, i, column->field->name, column->field->classes);
    }
    column->labels[i] = (int32_t)label;
    return 0;
}
