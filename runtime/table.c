/* Numbers to files, batch by batch, so that the examples need not fit into memory. */
#include "table.h"
#include "file.h"
#include "log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- arrays of NumPy ---- */

/* An array in the making: an output of the command, or a label of its data. */
struct array_file {
    const struct output *output;
    const void *from; /* the batch, in memory */
    char *path;
    struct file_draft draft;
    int started;
};

static const struct output label_output = {.rank = 0, .index = INDEX_INT};

/* The header of format 1.0: little-endian numbers, the shape, blanks to a multiple of 64. */
static int
put_header(struct array_file *file, long count)
{
    char words[256];
    int used =
        snprintf(words, sizeof words, "{'descr': '<%s', 'fortran_order': False, 'shape': (%ld,",
                 file->output->index ? "i4" : "f4", count);
    for (int axis = 0; axis < file->output->rank; axis++)
        used += snprintf(words + used, sizeof words - (size_t)used, "%s%ld", axis ? ", " : " ",
                         file->output->shape[axis]);
    used += snprintf(words + used, sizeof words - (size_t)used, "), }");
    while ((10 + used + 1) % 64 != 0)
        words[used++] = ' ';
    words[used++] = '\n';
    unsigned char start[10] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    start[8] = (unsigned char)(used & 255);
    start[9] = (unsigned char)(used >> 8);
    return file_put(&file->draft, start, sizeof start) != 0 ||
                   file_put(&file->draft, words, (size_t)used) != 0
               ? -1
               : 0;
}

/* Number `place` of an output of indices. */
static int32_t
index_at(const struct output *output, const void *from, long place)
{
    return output->index == INDEX_INT ? ((const int32_t *)from)[place]
                                      : (int32_t)((const float *)from)[place];
}

/* Example b in logical order; float32 and int32 are four bytes either way. */
static int
put_example(struct array_file *file, long b)
{
    const long size = output_size(file->output);
    for (long i = 0; i < size; i++) {
        const long place = b * size + output_place(file->output, i);
        int32_t index = file->output->index ? index_at(file->output, file->from, place) : 0;
        const void *number = file->output->index
                                 ? (const void *)&index
                                 : (const void *)((const float *)file->from + place);
        if (file_put(&file->draft, number, 4) != 0)
            return -1;
    }
    return 0;
}

static struct array_file *
list_arrays(const struct generator *g, const char *stem, int *count)
{
    const struct command *c = g->command;
    const struct model *model = g->m->model;
    struct array_file *file = allocate((size_t)(c->outputs + model->fields), sizeof *file);
    *count = 0;
    for (int i = 0; i < c->outputs; i++)
        file[(*count)++] = (struct array_file){
            .output = &c->output[i],
            .from = g->out[i],
            .path = c->outputs > 1 ? text_format("%s.%s.npy", stem, c->output[i].name)
                                   : text_format("%s.npy", stem)};
    for (int i = 0; g->data && i < model->fields; i++) {
        if (model->field[i].kind != FIELD_LABEL)
            continue;
        char *path = text_format("%s.%s.npy", stem, model->field[i].name);
        int known = 0;
        for (int k = 0; k < *count; k++)
            known = known || strcmp(file[k].path, path) == 0;
        if (known)
            free(path);
        else
            file[(*count)++] =
                (struct array_file){.output = &label_output, .from = g->field[i], .path = path};
    }
    return file;
}

static int
fill_arrays(struct generator *g, struct array_file *file, int files, long count)
{
    const long batch = g->m->model->batch;
    for (int i = 0; i < files; i++) {
        if (file_start(&file[i].draft, file[i].path) != 0)
            return -1;
        file[i].started = 1;
        if (put_header(&file[i], count) != 0)
            return -1;
    }
    for (long first = 0; first < count; first += batch) {
        generator_run(g, first, 0);
        for (int i = 0; i < files; i++)
            for (long b = 0; b < batch && first + b < count; b++)
                if (put_example(&file[i], b) != 0)
                    return -1;
    }
    return 0;
}

int
arrays_write(struct generator *g, long count, const char *stem, int force)
{
    int files, failed = 0;
    struct array_file *file = list_arrays(g, stem, &files);
    for (int i = 0; i < files && !failed && !force; i++)
        failed = file_refused(file[i].path);
    failed = failed || fill_arrays(g, file, files, count) != 0;
    for (int i = 0; i < files; i++) {
        if (file[i].started && failed)
            file_abandon(&file[i].draft);
        else if (file[i].started)
            failed = file_commit(&file[i].draft) != 0;
        if (file[i].started && !failed)
            printf("%s\n", file[i].path);
        free(file[i].path);
    }
    free(file);
    return failed ? -1 : 0;
}

/* ---- tables ---- */

static int
put_number(struct file_draft *draft, const struct output *o, const float *values, long place)
{
    char number[32];
    int length = o->index
                     ? snprintf(number, sizeof number, ",%d", (int)index_at(o, values, place))
                     : snprintf(number, sizeof number, ",%.9g", (double)values[place]);
    return file_put(draft, number, (size_t)length);
}

static int
put_row(struct file_draft *draft, const struct generator *g, long example, long b)
{
    char number[32];
    int length = snprintf(number, sizeof number, "%ld", example);
    int failed = file_put(draft, number, (size_t)length);
    for (int i = 0; i < g->command->outputs; i++) {
        const struct output *o = &g->command->output[i];
        for (long k = 0; !failed && k < output_size(o); k++)
            failed = put_number(draft, o, g->out[i], b * output_size(o) + output_place(o, k));
    }
    return failed || file_put(draft, "\n", 1) != 0 ? -1 : 0;
}

static int
put_names(struct file_draft *draft, const struct command *command)
{
    int failed = file_put(draft, "example", 7);
    for (int i = 0; i < command->outputs; i++) {
        const struct output *o = &command->output[i];
        for (long k = 0; !failed && k < output_size(o); k++) {
            char *name =
                o->rank > 0 ? text_format(",%s.%ld", o->name, k) : text_format(",%s", o->name);
            failed = file_put(draft, name, strlen(name));
            free(name);
        }
    }
    return failed || file_put(draft, "\n", 1) != 0 ? -1 : 0;
}

int
table_write(struct generator *g, long count, const char *path)
{
    const long batch = g->m->model->batch;
    struct file_draft draft;
    if (file_start(&draft, path) != 0)
        return -1;
    int failed = put_names(&draft, g->command) != 0;
    for (long first = 0; !failed && first < count; first += batch) {
        generator_run(g, first, 0);
        for (long b = 0; !failed && b < batch && first + b < count; b++)
            failed = put_row(&draft, g, first + b, b) != 0;
    }
    if (failed) {
        file_abandon(&draft);
        return -1;
    }
    if (file_commit(&draft) != 0)
        return -1;
    printf("%s\n", path);
    return 0;
}

int
numbers_write(const char *path, const char *name, const float *numbers, long count)
{
    static const struct output number = {.rank = 0};
    const size_t length = strlen(path);
    const int table = length > 4 && strcmp(path + length - 4, ".csv") == 0;
    struct array_file file = {.output = &number, .from = numbers};
    char line[64];
    if (file_start(&file.draft, path) != 0)
        return -1;
    int used = snprintf(line, sizeof line, "example,%.40s\n", name);
    int failed =
        table ? file_put(&file.draft, line, (size_t)used) != 0 : put_header(&file, count) != 0;
    for (long i = 0; i < count && !failed; i++) {
        used = snprintf(line, sizeof line, "%ld,%.9g\n", i, (double)numbers[i]);
        failed =
            table ? file_put(&file.draft, line, (size_t)used) != 0 : put_example(&file, i) != 0;
    }
    if (failed) {
        file_abandon(&file.draft);
        return -1;
    }
    return file_commit(&file.draft);
}
