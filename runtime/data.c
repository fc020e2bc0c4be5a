/* The examples of a split. A source fills in bytes; reading turns them into the field's
 * range. Built-in digits that would take more than DRAWN_MOST bytes are drawn at each
 * reading instead. What a model may read is one picture and, if it wants, its label. */
#include "data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "formats/builtin.h"
#include "formats/folder.h"
#include "formats/idx.h"
#include "formats/image.h"

#define DRAWN_MOST ((size_t)1 << 28)

struct dataset {
    struct examples examples;
    const struct model *model;
    int test;
    float low, range; /* of the field */
    char text[2 * MESSAGE_MAX];
};

/* Which fields a source can fill. */
static int
fields_accept(const struct model *model, const char *file, struct examples *examples)
{
    int images = 0, labels = 0;
    for (int i = 0; i < model->fields; i++) {
        const struct field *field = &model->field[i];
        if (field->kind == FIELD_VECTOR) {
            return examples_error(
                file, "field '%s' is a vector; pictures and labels can be read", field->name);
        }
        if (field->kind == FIELD_LABEL) {
            labels++;
            examples->classes = field->classes;
            continue;
        }
        images++;
        examples->channels = field->shape[0];
        examples->height = field->shape[1];
        examples->width = field->shape[2];
        if (field->rank != 3 || (field->shape[0] != 1 && field->shape[0] != 3)) {
            return examples_error(file, "field '%s' is not a picture of one or three channels",
                                  field->name);
        }
    }
    if (images != 1 || labels > 1) {
        return examples_error(
            file,
            "the model reads %d pictures and %d labels; files hold one picture "
            "and at most one label per example",
            images, labels);
    }
    examples->labelled = labels;
    return 0;
}

/* Draws all digits, or none if they take too much memory. */
static int
builtin_open(struct dataset *data)
{
    struct examples *examples = &data->examples;
    size_t bytes = examples_bytes(examples);
    examples->count = data->test ? BUILTIN_TEST : BUILTIN_TRAIN;
    if (examples->labelled && examples->classes < BUILTIN_CLASSES) {
        return examples_error("built-in digits", "10 labels, but the model has %ld classes",
                              examples->classes);
    }
    if (bytes > DRAWN_MOST / (size_t)examples->count) {
        return 0;
    }
    if (examples_allocate(examples, "built-in digits", examples->count)) {
        return -1;
    }
    int failed = 0;
#pragma omp parallel reduction(| : failed)
    {
        float *scratch = malloc((size_t)(examples->height * examples->width) * sizeof *scratch);
        failed = !scratch;
#pragma omp for schedule(static)
        for (long i = 0; i < examples->count; i++) {
            if (scratch) {
                builtin_draw(data->test, i, examples->height, examples->width,
                             examples->channels, scratch, examples->pixels + (size_t)i * bytes);
                examples->labels[i] = builtin_label(i);
            }
        }
        free(scratch);
    }
    return failed ? examples_error("built-in digits", "out of memory") : 0;
}

static int
source_open(struct dataset *data, const char *dir)
{
    struct stat status;
    if (!dir) {
        return builtin_open(data);
    }
    if (stat(dir, &status)) {
        return examples_error(dir, "cannot open: %s; expected a folder of IDX or PNG files",
                              strerror(errno));
    }
    if (!S_ISDIR(status.st_mode)) {
        return examples_error(dir, "not a folder; expected a folder of IDX or PNG files");
    }
    return idx_present(dir) ? idx_read(dir, data->test, &data->examples)
                            : folder_read(dir, data->test, &data->examples);
}

static int
fits_batch(const struct dataset *data, const char *file)
{
    long count = data->examples.count, batch = data->model->batch;
    if (count >= batch) {
        return 0;
    }
    return examples_error(file,
                          "the %s split has %ld examples, fewer than a batch of %ld; "
                          "--set batch=%ld fits",
                          data->test ? "test" : "training", count, batch, count);
}

static void
finish(struct dataset *data, const char *dir)
{
    const struct examples *examples = &data->examples;
    snprintf(data->text, sizeof data->text, "%s, %ld examples%s%s",
             dir ? dir : "built-in digits", examples->count, *examples->note ? ", " : "",
             examples->note);
    for (int i = 0; i < data->model->fields; i++) {
        const struct field *field = &data->model->field[i];
        if (field->kind == FIELD_IMAGE) {
            data->low = (float)field->low;
            data->range = (float)(field->high - field->low);
        }
    }
}

struct dataset *
data_open(const struct model *model, const char *dir, enum split split)
{
    const char *file = dir ? dir : "built-in digits";
    struct dataset *data = calloc(1, sizeof *data);
    if (!data) {
        examples_error(file, "out of memory");
        return NULL;
    }
    data->model = model;
    data->test = split == SPLIT_TEST;
    if (fields_accept(model, file, &data->examples) || source_open(data, dir) ||
        fits_batch(data, file)) {
        data_close(data);
        return NULL;
    }
    finish(data, dir);
    return data;
}

void
data_close(struct dataset *data)
{
    if (data) {
        free(data->examples.pixels);
        free(data->examples.labels);
        free(data);
    }
}

long
data_count(const struct dataset *data)
{
    return data->examples.count;
}

const char *
data_describe(const struct dataset *data)
{
    return data->text;
}

/* Divided first, so that the range [0, 1] has the bits that other frameworks give it. */
static inline float
value_of(const struct dataset *data, uint8_t byte)
{
    return data->low + data->range * ((float)byte / 255.0f);
}

/* The bytes are drawn where the values go, and widened from the back. */
static void
draw_again(const struct dataset *data, long index, float *out)
{
    const struct examples *examples = &data->examples;
    const uint8_t *from = (const uint8_t *)out;
    builtin_draw(data->test, index, examples->height, examples->width, examples->channels, out,
                 (uint8_t *)out);
    for (size_t i = examples_bytes(examples); i-- > 0;) {
        out[i] = value_of(data, from[i]);
    }
}

static void
widen(const struct dataset *data, const uint8_t *restrict from, size_t count,
      float *restrict to)
{
    for (size_t i = 0; i < count; i++) {
        to[i] = value_of(data, from[i]);
    }
}

void
data_read(const struct dataset *data, int field, long index, void *out)
{
    const struct examples *examples = &data->examples;
    size_t bytes = examples_bytes(examples);
    if (data->model->field[field].kind == FIELD_LABEL) {
        *(int32_t *)out = examples->pixels ? examples->labels[index] : builtin_label(index);
    } else if (!examples->pixels) {
        draw_again(data, index, out);
    } else {
        widen(data, examples->pixels + (size_t)index * bytes, bytes, out);
    }
}
