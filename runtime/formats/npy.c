/* Arrays to columns. A .npz holds an array for each field, under the field's name; a .npy is
 * the only field. The first axis counts examples. train.npz and test.npz in a folder are the
 * splits; of a single file every fifth example is test. Pictures of bytes are resized as those
 * of other files are; pictures of other numbers are taken as they stand. */
#include "npy.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "zip.h"

enum { TEST_EVERY = 5 };

static int
ends_in(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length > tail && !strcmp(path + length - tail, ending);
}

static int
is_file(const char *path)
{
    struct stat status;
    return !stat(path, &status) && S_ISREG(status.st_mode);
}

/* place/split.npz or .npy; 0 if there is one. */
static int
split_path(char path[4096], const char *place, const char *split)
{
    static const char *const ending[] = {".npz", ".npy"};
    for (int i = 0; i < 2; i++) {
        int used = snprintf(path, 4096, "%s/%s%s", place, split, ending[i]);
        if (used > 0 && used < 4096 && is_file(path)) {
            return 0;
        }
    }
    return -1;
}

int
npy_present(const char *place)
{
    char path[4096];
    return ((ends_in(place, ".npy") || ends_in(place, ".npz")) && is_file(place)) ||
           !split_path(path, place, "train");
}

/* Which examples of a file belong to the split. */
struct part {
    int whole, test;
};

static long
part_count(const struct part *part, long count)
{
    long tests = count / TEST_EVERY;
    return part->whole ? count : part->test ? tests : count - tests;
}

/* The place in the file of example i of the split. */
static long
part_place(const struct part *part, long i)
{
    if (part->whole) {
        return i;
    }
    return part->test ? TEST_EVERY * i + TEST_EVERY - 1 : i + i / (TEST_EVERY - 1);
}

static void
shape_text(char text[MESSAGE_MAX], const long *shape, int rank)
{
    int used = snprintf(text, MESSAGE_MAX, "[");
    for (int i = 0; i < rank; i++) {
        used += snprintf(text + used, (size_t)(MESSAGE_MAX - used), "%s%ld", i ? ", " : "",
                         shape[i]);
    }
    snprintf(text + used, (size_t)(MESSAGE_MAX - used), "]");
}

static int
refuse_shape(const struct array *array, const struct field *field, const char *expected)
{
    char found[MESSAGE_MAX];
    shape_text(found, array->shape, array->rank);
    return examples_error(array->file, "%s%san array of %s for field '%s'; expected %s",
                          array->name, *array->name ? ": " : "", found, field->name, expected);
}

static int
fill_labels(const struct array *array, struct column *column, const struct part *part)
{
    long count = part_count(part, array->shape[0]);
    if (array->kind == 'f' ||
        (array->rank != 1 && !(array->rank == 2 && array->shape[1] == 1))) {
        return refuse_shape(array, column->field, "integers [examples]");
    }
    if (column_allocate(column, array->file, count)) {
        return -1;
    }
    for (long i = 0; i < count; i++) {
        double label = array_at(array, (size_t)part_place(part, i));
        long whole = fabs(label) < 1e15 ? (long)label : -1;
        if (column_label(column, array->file, i, whole)) {
            return -1;
        }
    }
    return 0;
}

static int
refuse_value(const struct array *array, const struct field *field, long example, double value)
{
    if (!isfinite(value)) {
        return examples_error(array->file,
                              "%s%sexample %ld of field '%s' holds a number that "
                              "is not finite",
                              array->name, *array->name ? ": " : "", example, field->name);
    }
    return examples_error(array->file,
                          "%s%sexample %ld of field '%s' holds %g, but its range is [%g, %g]; "
                          "bytes (uint8) are brought to the range",
                          array->name, *array->name ? ": " : "", example, field->name, value,
                          field->low, field->high);
}

static int
fill_vectors(const struct array *array, struct column *column, const struct part *part)
{
    const struct field *field = column->field;
    long count = part_count(part, array->shape[0]);
    size_t size = column_size(column);
    if (array->rank != field->rank + 1 ||
        memcmp(array->shape + 1, field->shape, (size_t)field->rank * sizeof *field->shape)) {
        char shape[MESSAGE_MAX], expected[2 * MESSAGE_MAX];
        shape_text(shape, field->shape, field->rank);
        snprintf(expected, sizeof expected, "[examples, %s", shape + 1);
        return refuse_shape(array, field, expected);
    }
    if (column_allocate(column, array->file, count)) {
        return -1;
    }
    for (long i = 0; i < count; i++) {
        for (size_t k = 0; k < size; k++) {
            double value = array_at(array, (size_t)part_place(part, i) * size + k);
            if (!isfinite(value)) {
                return refuse_value(array, field, i, value);
            }
            const long place = example_place(field->rank, field->shape, (long)k);
            column->values[(size_t)i * size + (size_t)place] = (float)value;
        }
    }
    return 0;
}

/* Where channels stand: [N, H, W], [N, H, W, C] or [N, C, H, W]. */
struct pictures {
    long channels, height, width;
    int planes; /* channels come first */
};

static int
pictures_take(const struct array *array, const struct field *field, struct pictures *p)
{
    const long *shape = array->shape;
    long last = array->rank == 4 ? shape[3] : 1, first = array->rank == 4 ? shape[1] : 1;
    long wanted = field->shape[0];
    if (array->rank != 3 && array->rank != 4) {
        return refuse_shape(array, field,
                            "[examples, height, width] with or without an axis of channels");
    }
    p->planes =
        array->rank == 4 && last != wanted && (first == wanted || first == 1 || first == 3);
    p->channels = p->planes ? first : last;
    p->height = shape[p->planes ? 2 : 1];
    p->width = shape[p->planes ? 3 : 2];
    return 0;
}

/* Element (y, x, c) of an example. */
static size_t
picture_place(const struct pictures *p, long example, long y, long x, long c)
{
    long place =
        p->planes ? (c * p->height + y) * p->width + x : (y * p->width + x) * p->channels + c;
    return (size_t)(example * p->channels * p->height * p->width + place);
}

static int
fill_bytes(const struct array *array, struct column *column, const struct part *part,
           const struct pictures *p)
{
    long count = part_count(part, array->shape[0]);
    struct picture picture = {p->height, p->width, p->channels,
                              malloc((size_t)(p->height * p->width * p->channels))};
    int failed = !picture.pixels ? examples_error(array->file, "out of memory")
                                 : column_allocate(column, array->file, count);
    for (long i = 0; i < count && !failed; i++) {
        uint8_t *to = picture.pixels;
        for (long y = 0; y < p->height; y++) {
            for (long x = 0; x < p->width; x++) {
                for (long c = 0; c < p->channels; c++) {
                    *to++ = array->element[picture_place(p, part_place(part, i), y, x, c)];
                }
            }
        }
        if (column_put(column, i, &picture)) {
            failed = examples_error(array->file, "out of memory");
        }
    }
    free(picture.pixels);
    return failed;
}

/* Numbers are values of the field already. */
static int
fill_numbers(const struct array *array, struct column *column, const struct part *part,
             const struct pictures *p)
{
    const struct field *field = column->field;
    long count = part_count(part, array->shape[0]);
    size_t size = column_size(column);
    if (field->resize[0] || field->binarize != BINARIZE_NOT || field->dequantize ||
        p->channels != field->shape[0]) {
        return examples_error(array->file,
                              "%s%sfield '%s' resizes, binarizes or dequantizes, or has %ld "
                              "channels; that needs pictures of bytes (uint8)",
                              array->name, *array->name ? ": " : "", field->name,
                              field->shape[0]);
    }
    column->values = malloc((size_t)count * size * sizeof(float));
    if (!column->values) {
        return examples_error(array->file, "no memory for %ld pictures", count);
    }
    for (long i = 0; i < count; i++) {
        float *to = column->values + (size_t)i * size;
        for (size_t k = 0; k < size; k++) {
            long c = (long)k % p->channels, at = (long)k / p->channels;
            double value = array_at(
                array, picture_place(p, part_place(part, i), at / p->width, at % p->width, c));
            if (!(value >= field->low && value <= field->high)) {
                return refuse_value(array, field, i, value);
            }
            to[k] = (float)value;
        }
    }
    return 0;
}

static int
fill_pictures(const struct array *array, struct column *column, const struct part *part)
{
    struct pictures p;
    if (pictures_take(array, column->field, &p) ||
        column_fit(column, array->file, p.height, p.width, p.channels)) {
        return -1;
    }
    int bytes = array->kind == 'u' && array->width == 1;
    return (bytes ? fill_bytes : fill_numbers)(array, column, part, &p);
}

static int
fill_column(const struct array *array, struct examples *examples, struct column *column,
            const struct part *part)
{
    if (array->rank < 1 || part_count(part, array->shape[0]) < 1) {
        return refuse_shape(array, column->field, "examples along the first axis");
    }
    long count = part_count(part, array->shape[0]);
    if (examples->count && examples->count != count) {
        return examples_error(array->file, "%s: %ld examples of field '%s', but %ld of '%s'",
                              array->name, count, column->field->name, examples->count,
                              examples->column[0].field->name);
    }
    examples->count = count;
    return column->field->kind == FIELD_LABEL    ? fill_labels(array, column, part)
           : column->field->kind == FIELD_VECTOR ? fill_vectors(array, column, part)
                                                 : fill_pictures(array, column, part);
}

static uint8_t *
file_bytes(const char *path, size_t *count)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    if (!file || fstat(fileno(file), &status)) {
        examples_error(path, "cannot open: %s", strerror(errno));
        if (file) {
            fclose(file);
        }
        return NULL;
    }
    *count = (size_t)status.st_size;
    uint8_t *bytes = malloc(*count + 1);
    if (!bytes || fread(bytes, 1, *count, file) != *count) {
        examples_error(path, bytes ? "cannot read all of it" : "no memory for it");
        free(bytes);
        bytes = NULL;
    }
    fclose(file);
    return bytes;
}

static int
read_single(const char *path, struct examples *examples, const struct part *part)
{
    struct array array = {.file = path, .name = ""};
    size_t count;
    if (examples->columns != 1) {
        return examples_error(
            path,
            "one array, but the page reads %d fields from it; a .npz holds an "
            "array for each field, under its name",
            examples->columns);
    }
    uint8_t *bytes = file_bytes(path, &count);
    int failed = !bytes || array_parse(&array, bytes, count) ||
                 fill_column(&array, examples, &examples->column[0], part);
    free(bytes);
    return failed ? -1 : 0;
}

static int
refuse_missing(const struct zip *zip, const char *name)
{
    char names[MESSAGE_MAX] = "";
    size_t used = 0;
    for (int i = 0; i < zip->count && used + ZIP_NAME_MAX + 3 < sizeof names; i++) {
        const char *member = zip->member[i].name;
        size_t length = strlen(member) - (ends_in(member, ".npy") ? 4 : 0);
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%.*s", i ? ", " : "",
                                 (int)length, member);
    }
    return examples_error(zip->path,
                          "no array '%s' for the field of this name; there %s %s; "
                          "numpy.savez(FILE, %s=...) writes it",
                          name, zip->count == 1 ? "is" : "are", *names ? names : "none", name);
}

static int
read_member(const struct zip *zip, struct examples *examples, struct column *column,
            const struct part *part)
{
    const char *name = column->field->name;
    const struct zip_member *member = NULL;
    for (int i = 0; i < zip->count; i++) {
        size_t length = strlen(name);
        if (!strncmp(zip->member[i].name, name, length) &&
            !strcmp(zip->member[i].name + length, ".npy")) {
            member = &zip->member[i];
        }
    }
    if (!member) {
        return refuse_missing(zip, name);
    }
    struct array array = {.file = zip->path, .name = name};
    uint8_t *bytes = zip_read(zip, member);
    int failed = !bytes || array_parse(&array, bytes, member->size) ||
                 fill_column(&array, examples, column, part);
    free(bytes);
    return failed ? -1 : 0;
}

static int
read_archive(const char *path, struct examples *examples, const struct part *part)
{
    struct zip zip;
    int failed = zip_open(&zip, path);
    for (int i = 0; i < examples->columns && !failed; i++) {
        failed = read_member(&zip, examples, &examples->column[i], part);
    }
    zip_close(&zip);
    return failed;
}

int
npy_read(const char *place, int test, struct examples *examples)
{
    char path[4096];
    struct part part = {0, test};
    if (!is_file(place)) {
        part.whole = 1;
        if (split_path(path, place, test ? "test" : "train")) {
            return examples_error(place, "no %s.npz and no %s.npy, but train.* is there",
                                  test ? "test" : "train", test ? "test" : "train");
        }
        place = path;
    }
    return ends_in(place, ".npz") ? read_archive(place, examples, &part)
                                  : read_single(place, examples, &part);
}
