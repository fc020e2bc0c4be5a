/* Several picture fields of one source are the same handwriting in two styles in turn: pairs.
 * Fields of several sources are other digits, in the style of their source: unpaired. */
#include "digits.h"

#include <stdlib.h>

#include "builtin.h"

#define DRAWN_MOST ((size_t)1 << 28) /* bytes; more are drawn at each reading */

static const char place[] = "built-in digits";

void
digits_draw(const struct examples *examples, const struct column *column, long index,
            float *scratch, uint8_t *to)
{
    builtin_draw(examples->set, column->style, index, column->height, column->width,
                 column->field->shape[0], scratch, to);
}

static int
pictures_draw(const struct examples *examples, struct column *column)
{
    size_t bytes = column_size(column);
    if (bytes > DRAWN_MOST / (size_t)examples->count) {
        return 0;
    }
    if (column_allocate(column, place, examples->count)) {
        return -1;
    }
    int failed = 0;
#pragma omp parallel reduction(| : failed)
    {
        float *scratch = malloc((size_t)(column->height * column->width) * sizeof *scratch);
        failed = !scratch;
#pragma omp for schedule(static)
        for (long i = 0; i < examples->count; i++) {
            if (scratch) {
                digits_draw(examples, column, i, scratch, column->pixels + (size_t)i * bytes);
            }
        }
        free(scratch);
    }
    return failed ? examples_error(place, "out of memory") : 0;
}

/* As large as the field wants them. */
static int
image_read_column(const struct examples *examples, struct column *column)
{
    const struct field *field = column->field;
    long pad = field->crop == CROP_NOT ? 2 * field->pad : 0;
    if (field->shape[0] != 1 && field->shape[0] != 3) {
        return examples_error(place, "1 or 3 channels, but field '%s' has %ld", field->name,
                              field->shape[0]);
    }
    return column_fit(column, place, field->shape[1] - pad, field->shape[2] - pad,
                      field->shape[0]) ||
           pictures_draw(examples, column);
}

static int
label_read_column(const struct examples *examples, struct column *column)
{
    if (column->field->classes < BUILTIN_CLASSES) {
        return examples_error(place, "%d labels, but field '%s' has %ld classes",
                              BUILTIN_CLASSES, column->field->name, column->field->classes);
    }
    if (column_allocate(column, place, examples->count)) {
        return -1;
    }
    for (long i = 0; i < examples->count; i++) {
        column->labels[i] = builtin_label(i);
    }
    return 0;
}

int
digits_read(struct examples *examples)
{
    int images = 0;
    examples->count = examples->test ? BUILTIN_TEST : BUILTIN_TRAIN;
    for (int i = 0; i < examples->columns; i++) {
        struct column *column = &examples->column[i];
        const struct field *field = column->field;
        if (field->kind == FIELD_VECTOR) {
            return examples_error(place,
                                  "pictures and labels, but field '%s' is a vector; "
                                  "builtin:ring and builtin:grid are points, and --data "
                                  "FILE.npz gives any array",
                                  field->name);
        }
        column->style = (images + examples->set / 2) % 2;
        images += field->kind == FIELD_IMAGE;
        if (field->kind == FIELD_IMAGE ? image_read_column(examples, column)
                                       : label_read_column(examples, column)) {
            return -1;
        }
    }
    return 0;
}
