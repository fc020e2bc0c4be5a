/* The examples of a split: which source each field comes from, and how fields are read. Formats
 * fill in columns; here a source is found for each, and view.c makes values of pictures. */
#include "data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/digits.h"
#include "formats/examples.h"
#include "formats/place.h"
#include "log.h"
#include "options.h"
#include "random.h"
#include "view.h"

enum { PLACE_MAX = 4096, TEXT_MAX = 2 * MESSAGE_MAX };

struct place { /* of a field: its source and column */
    int source, column;
};

struct dataset {
    const struct model *model;
    int test, sources;
    struct examples *source; /* [sources] in the order of the page */
    struct place *field;     /* [fields] */
    char text[TEXT_MAX];
};

static int
same_name(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

/* Gives every field its source and column. */
static int
sources_list(struct dataset *data)
{
    const struct model *model = data->model;
    data->source = calloc((size_t)model->fields, sizeof *data->source);
    data->field = calloc((size_t)model->fields, sizeof *data->field);
    if (!data->source || !data->field) {
        return -1;
    }
    for (int i = 0; i < model->fields; i++) {
        const struct field *field = &model->field[i];
        int s = 0;
        while (s < data->sources && !same_name(data->source[s].name, field->from)) {
            s++;
        }
        struct examples *examples = &data->source[s];
        if (s == data->sources) {
            examples->name = field->from;
            examples->test = data->test;
            examples->set = 2 * s + data->test;
            examples->column = calloc((size_t)model->fields, sizeof *examples->column);
            data->sources++;
        }
        if (!examples->column) {
            return -1;
        }
        data->field[i] = (struct place){s, examples->columns};
        examples->column[examples->columns++].field = field;
    }
    return 0;
}

static int
source_number(const struct dataset *data, const char *name, size_t length)
{
    for (int s = 0; s < data->sources; s++) {
        const char *known = data->source[s].name;
        if (known && strlen(known) == length && !strncmp(known, name, length)) {
            return s;
        }
    }
    return -1;
}

static void
names_print(const struct dataset *data, char text[TEXT_MAX])
{
    size_t used = 0;
    text[0] = '\0';
    for (int s = 0; s < data->sources && used < TEXT_MAX - 2; s++) {
        used += (size_t)snprintf(text + used, TEXT_MAX - used, "%s%s", s ? ", " : "",
                                 data->source[s].name);
        used = used < TEXT_MAX ? used : TEXT_MAX - 1;
    }
}

static int
refuse_source(const struct dataset *data, const char *line, size_t length)
{
    char names[TEXT_MAX];
    const char *known[32], *equals = memchr(line, '=', length);
    char word[64];
    int count = 0;
    for (int s = 0; s < data->sources && count < 32; s++) {
        known[count++] = data->source[s].name;
    }
    names_print(data, names);
    snprintf(word, sizeof word, "%.*s", equals ? (int)(equals - line) : 0, line);
    const char *near = equals ? nearest_name(word, known, count) : NULL;
    complain("--data: expected NAME=PLACE, found '%.*s'; the sources of this page are %s%s%s%s",
             (int)length, line, names, near ? "; did you mean " : "", near ? near : "",
             near ? "?" : "");
    return -1;
}

/* `places` has a line for each source: PLACE, or NAME=PLACE where sources have names. */
static int
places_take(const struct dataset *data, const char *places, char (*place)[PLACE_MAX])
{
    while (places && *places) {
        size_t length = strcspn(places, "\n");
        const char *equals = memchr(places, '=', length), *from = places;
        int s = equals ? source_number(data, places, (size_t)(equals - places)) : -1;
        if (s >= 0) {
            from = equals + 1;
        } else if (data->sources > 1) {
            return refuse_source(data, places, length);
        }
        s = s >= 0 ? s : 0;
        size_t rest = length - (size_t)(from - places);
        if (*place[s]) {
            complain("--data: two places for one source: %s and %.*s", place[s], (int)rest,
                     from);
            return -1;
        }
        if (rest == 0 || rest >= PLACE_MAX) {
            complain("--data: expected a place in '%.*s'", (int)length, places);
            return -1;
        }
        memcpy(place[s], from, rest);
        places += length + (places[length] == '\n');
    }
    return 0;
}

static int
fits_batch(const struct dataset *data, const char *file, const struct examples *examples)
{
    long count = examples->count, batch = data->model->batch;
    if (count >= batch) {
        return 0;
    }
    return examples_error(file,
                          "the %s split has %ld examples, fewer than a batch of %ld; "
                          "--set batch=%ld fits",
                          data->test ? "test" : "training", count, batch, count);
}

static void
describe(struct dataset *data, const char *file, const struct examples *examples)
{
    size_t used = strlen(data->text);
    snprintf(data->text + used, sizeof data->text - used, "%s%s%s%s, %ld examples%s%s",
             used ? "; " : "", examples->name ? examples->name : "", examples->name ? ": " : "",
             file, examples->count, *examples->note ? ", " : "", examples->note);
}

/* What is built in stands for all sources or for none, unless it is asked for. */
static int
sources_open(struct dataset *data, const char *places)
{
    char(*place)[PLACE_MAX] = calloc((size_t)data->sources, sizeof *place);
    int failed = !place || places_take(data, places, place);
    for (int s = 0; s < data->sources && !failed; s++) {
        struct examples *examples = &data->source[s];
        const char *given = *place[s] ? place[s] : NULL;
        const char *file = place_name(given, examples);
        if (!given && places && *places) {
            complain("--data says nothing of the source %s; --data %s=PLACE does, and "
                     "%s=builtin:digits draws it",
                     examples->name, examples->name, examples->name);
            failed = -1;
            break;
        }
        failed = place_read(given, examples) || fits_batch(data, file, examples);
        if (!failed) {
            describe(data, file, examples);
        }
    }
    free(place);
    return failed;
}

struct dataset *
data_open(const struct model *model, const char *places, enum split split)
{
    struct dataset *data = calloc(1, sizeof *data);
    if (data) {
        data->model = model;
        data->test = split == SPLIT_TEST;
    }
    if (!data || sources_list(data)) {
        complain("no memory for the data");
        data_close(data);
        return NULL;
    }
    if (sources_open(data, places)) {
        data_close(data);
        return NULL;
    }
    return data;
}

void
data_close(struct dataset *data)
{
    if (data) {
        for (int s = 0; s < data->sources; s++) {
            examples_free(&data->source[s]);
        }
        free(data->source);
        free(data->field);
        free(data);
    }
}

long
data_count(const struct dataset *data)
{
    long least = data->source[0].count;
    for (int s = 1; s < data->sources; s++) {
        least = data->source[s].count < least ? data->source[s].count : least;
    }
    return least;
}

const char *
data_describe(const struct dataset *data)
{
    return data->text;
}

struct order
data_order(const struct dataset *data, int field, uint64_t seed)
{
    char stream[MESSAGE_MAX];
    const struct examples *examples = &data->source[data->field[field].source];
    snprintf(stream, sizeof stream, "data%s%s", examples->name ? "." : "",
             examples->name ? examples->name : "");
    return (struct order){(uint64_t)examples->count, random_key(seed, stream)};
}

/* Large built-in digits are drawn anew. */
static void
read_drawn(const struct examples *examples, const struct column *column, long index,
           struct visit visit, float *out)
{
    size_t bytes = column_size(column);
    float *scratch = malloc((size_t)(column->height * column->width) * sizeof *scratch);
    uint8_t *pixels = malloc(bytes);
    if (!scratch || !pixels) {
        complain("no memory to draw a digit");
        exit(1);
    }
    digits_draw(examples, column, index, scratch, pixels);
    view_read(examples, column, pixels, NULL, index, visit, out);
    free(pixels);
    free(scratch);
}

void
data_read(const struct dataset *data, int field, long index, struct visit visit, void *out)
{
    const struct examples *examples = &data->source[data->field[field].source];
    const struct column *column = &examples->column[data->field[field].column];
    size_t start = (size_t)index * column_size(column);
    if (column->field->kind == FIELD_LABEL) {
        *(int32_t *)out = column->labels[index];
    } else if (column->field->kind == FIELD_VECTOR) {
        memcpy(out, column->values + start, column_size(column) * sizeof(float));
    } else if (column->values) {
        view_read(examples, column, NULL, column->values + start, index, visit, out);
    } else if (column->pixels) {
        view_read(examples, column, column->pixels + start, NULL, index, visit, out);
    } else {
        read_drawn(examples, column, index, visit, out);
    }
}
