/* The commands of `generate`: pictures on a sheet, points in a picture of their own, numbers in
 * arrays or a table. The outputs of one example stand side by side; a sheet that the page lays
 * out has its rows and columns. */
#include "command.h"
#include "file.h"
#include "generator.h"
#include "layout.h"
#include "likelihood.h"
#include "log.h"
#include "options.h"
#include "sheet.h"
#include "table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT_MAX = 1000000, PATHS = 8, PICTURES = 64, NUMBERS = 1000, COLUMNS_MAX = 4096 };

int
generate_pictures(const struct command *command)
{
    const struct output *first = command->output;
    for (int i = 0; i < command->outputs; i++) {
        const struct output *o = &command->output[i];
        if (!o->image || o->rank != 3 ||
            memcmp(o->shape, first->shape, 3 * sizeof *o->shape) != 0)
            return 0;
    }
    return command->outputs > 0;
}

int
generate_points(const struct command *command)
{
    for (int i = 0; i < command->outputs; i++) {
        const struct output *o = &command->output[i];
        if (o->image || o->index || o->rank != 1 || o->shape[0] != 2)
            return 0;
    }
    return command->outputs > 0;
}

long
generate_usual(const struct command *command, const struct dataset *data)
{
    if (command->layout.kind != LAYOUT_FREE)
        return command->layout.kind == LAYOUT_PATH ? PATHS : 1;
    if (generate_pictures(command))
        return PICTURES;
    return data ? data_count(data) : NUMBERS;
}

void
generate_times(struct instance *m, const struct command *command, const struct dataset *data,
               int runs, double *seconds)
{
    struct generator g;
    generator_start(&g, m, command, data, NULL);
    for (int i = 0; i < runs; i++) {
        double start = seconds_now();
        generator_run(&g, 0, 0);
        seconds[i] = seconds_now() - start;
    }
    generator_end(&g);
}

/* ---- sheets ---- */

/* One picture to a range of 0 to 1, for the outputs of a command may have different ones. */
static void
take_picture(const struct output *o, const float *values, float *picture)
{
    double scale = o->high > o->low ? 1 / (o->high - o->low) : 1;
    for (long i = 0; i < output_size(o); i++)
        picture[i] = (float)(((double)values[i] - o->low) * scale);
}

static void
take_batch(const struct generator *g, long first, long count, float *pictures)
{
    const struct command *c = g->command;
    long size = output_size(&c->output[0]);
    for (long b = 0; b < g->m->model->batch && first + b < count; b++)
        for (int i = 0; i < c->outputs; i++)
            take_picture(&c->output[i], g->out[i] + b * size,
                         pictures + ((first + b) * c->outputs + i) * size);
}

/* The label of the data that a command reads, which colours its points; -1: there is none. */
static int
label_field(const struct generator *g)
{
    for (int i = 0; g->data && i < g->m->model->fields; i++)
        if (g->m->model->field[i].kind == FIELD_LABEL)
            return i;
    return -1;
}

static int
write_pictures(struct generator *g, long examples, const char *path, struct writer *writer)
{
    const struct command *command = g->command;
    const struct output *o = &command->output[0];
    const long row =
        g->layout.kind != LAYOUT_FREE ? g->layout.columns : (long)ceil(sqrt((double)examples));
    long all = examples * command->outputs;
    const int field = generate_points(command) ? label_field(g) : -1;
    int32_t *group = field >= 0 ? allocate((size_t)examples, sizeof *group) : NULL;
    float *pictures = allocate((size_t)all, (size_t)output_size(o) * sizeof *pictures);
    for (long first = 0; first < examples; first += g->m->model->batch) {
        generator_run(g, first, 0);
        take_batch(g, first, examples, pictures);
        for (long b = 0; group && b < g->m->model->batch && first + b < examples; b++)
            group[first + b] = ((const int32_t *)g->field[field])[b];
    }
    int status =
        generate_points(command)
            ? scatter_write(writer, path, pictures, all, command->outputs, group)
            : sheet_write(writer, path, pictures, all, row * command->outputs, command->outputs,
                          o->shape[0], o->shape[1], o->shape[2], 0, 1);
    free(pictures);
    free(group);
    return status;
}

int
generate_sheet(struct instance *m, const struct command *command, long count,
               const struct dataset *data, const char *path, struct writer *writer)
{
    struct generator g;
    generator_start(&g, m, command, data, NULL);
    int status = write_pictures(&g, count * layout_group(&g.layout), path, writer);
    generator_end(&g);
    return status;
}

/* ---- the command ---- */

struct request {
    const char *file, *out;
    char *places;
    long count, steps, samples, threads;
    uint64_t seed;
    int force;
};

static int
ends_in(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length > tail && strcmp(path + length - tail, ending) == 0;
}

/* The layout with as many columns as were asked for. */
static int
layout_wanted(const struct command *command, long steps, struct layout *layout)
{
    *layout = command->layout;
    if (steps < 0)
        return 0;
    if (steps < 1 || steps > COLUMNS_MAX) {
        complain("--steps: expected 1 to %d, found %ld", COLUMNS_MAX, steps);
        return -1;
    }
    layout->columns = steps;
    if (layout->kind == LAYOUT_GRID)
        layout->rows = steps;
    return 0;
}

/* How many groups of examples; -1 after a message. */
static long
groups_wanted(const struct command *command, const struct layout *layout,
              const struct dataset *data, long asked)
{
    long count = asked >= 0 ? asked : generate_usual(command, data);
    long per = layout_group(layout);
    long each = layout->kind == LAYOUT_EACH ? layout->columns : 1;
    if (per > COUNT_MAX) {
        complain("--steps: a sheet of %ld examples is more than %d", per, COUNT_MAX);
        return -1;
    }
    if (count < 1 || count > COUNT_MAX / per) {
        complain("--count: expected 1 to %d, found %ld", (int)(COUNT_MAX / per), count);
        return -1;
    }
    if (!data || count * each <= data_count(data))
        return count;
    if (asked < 0 && data_count(data) >= each)
        return data_count(data) / each;
    complain("--count: the test split has %ld examples only", data_count(data));
    return -1;
}

static int
write_drawn(struct generator *g, long examples, const char *path, int force)
{
    if ((!force && file_refused(path)) || write_pictures(g, examples, path, NULL) != 0)
        return -1;
    printf("%s\n", path);
    return 0;
}

/* What the ending of --out says: numbers of every command can be had, pictures of pictures and
 * points. */
static int
write_to(struct generator *g, long examples, const char *path, int force)
{
    if (ends_in(path, ".npy")) {
        char *stem = text_format("%.*s", (int)strlen(path) - 4, path);
        int failed = arrays_write(g, examples, stem, force) != 0;
        free(stem);
        return failed ? -1 : 0;
    }
    if (ends_in(path, ".csv") || ends_in(path, ".txt"))
        return !force && file_refused(path) ? -1 : table_write(g, examples, path);
    if (generate_pictures(g->command) || generate_points(g->command))
        return write_drawn(g, examples, path, force);
    complain("--out: %s makes numbers: expected a name that ends in .npy or .csv, found %s",
             g->command->name, path);
    return -1;
}

static int
write_likelihood(struct generator *g, long examples, const struct request *request)
{
    const char *out = request->out;
    if (request->samples < 1) {
        complain("--samples: expected a number from 1, found %ld", request->samples);
        return -1;
    }
    if (out && !ends_in(out, ".npy") && !ends_in(out, ".csv")) {
        complain("--out: expected a name that ends in .npy or .csv, found %s", out);
        return -1;
    }
    if (out && !request->force && file_refused(out))
        return -1;
    return likelihood_print(g, examples, request->samples, out);
}

/* Pictures are drawn, numbers written, points both. */
static int
write_outputs(struct generator *g, long examples, const struct request *request)
{
    int failed = 0;
    if (g->command->samples > 0)
        return write_likelihood(g, examples, request);
    if (request->out)
        return write_to(g, examples, request->out, request->force);
    if (generate_pictures(g->command) || generate_points(g->command)) {
        char *path = text_format("%s.png", g->command->name);
        failed = write_drawn(g, examples, path, request->force) != 0;
        free(path);
    }
    if (!failed && !generate_pictures(g->command))
        failed = arrays_write(g, examples, g->command->name, request->force) != 0;
    return failed ? -1 : 0;
}

static int
generate(struct instance *m, const struct command *command, const struct request *request)
{
    struct dataset *data = NULL;
    struct layout layout;
    if (layout_wanted(command, request->steps, &layout) != 0)
        return -1;
    if (command->reads_data) {
        data = data_open(m->model, request->places, SPLIT_TEST);
        if (!data)
            return -1;
    }
    long groups = groups_wanted(command, &layout, data, request->count);
    int failed = groups < 1;
    if (!failed) {
        struct generator g;
        generator_start(&g, m, command, data, &layout);
        failed = write_outputs(&g, groups * layout_group(&layout), request) != 0;
        generator_end(&g);
    }
    if (data)
        data_close(data);
    return failed ? -1 : 0;
}

static const char *
count_help(const struct command *command)
{
    switch (command->layout.kind) {
    case LAYOUT_PATH: return "paths, default 8";
    case LAYOUT_TRAVERSE: return "examples to change, default 1";
    case LAYOUT_GRID: return "grids, default 1";
    case LAYOUT_EACH: return "sheets of all classes, default 1";
    case LAYOUT_FREE: break;
    }
    return generate_pictures(command) ? "examples, default 64"
           : command->reads_data      ? "examples, default: all of the test split"
                                      : "examples, default 1000";
}

int
command_generate(const struct model *model, const struct command *command, int argc,
                 char **argv)
{
    struct request r = {.count = -1, .steps = -1, .samples = command->samples, .seed = 1};
    struct option_row rows[9] = {
        {"checkpoint", OPTION_TEXT, &r.file, "FILE",
         "default: the newest in the run's directory", 0},
        {"count", OPTION_COUNT, &r.count, "N", count_help(command), 0},
        {"seed", OPTION_SEED, &r.seed, "N", "of the noise, default 1", 0},
        {"out", OPTION_TEXT, &r.out, "FILE",
         command->samples > 0
             ? ".npy or .csv: what each example has; default: the mean alone"
             : ".png, .npy or .csv; default: pictures COMMAND.png, numbers .npy, points both",
         0},
        {"force", OPTION_FLAG, &r.force, NULL, "overwrite the file", 0},
        {"threads", OPTION_COUNT, &r.threads, "N", "default: one per core", 0},
    };
    int count = 6;
    if (command->layout.kind != LAYOUT_FREE)
        rows[count++] = (struct option_row){
            "steps", OPTION_COUNT, &r.steps, "N", "columns, default as the page says", 0};
    if (command->samples > 0)
        rows[count++] = (struct option_row){"samples",
                                            OPTION_COUNT,
                                            &r.samples,
                                            "N",
                                            "draws of each example, default as the page says",
                                            0};
    if (command->reads_data)
        rows[count++] =
            (struct option_row){"data", OPTION_LINES, &r.places, "PLACE", DATA_HELP, 0};
    int status =
        options_parse(command->name,
                      command->samples > 0 ? "prints the log of the mean of weights, in nats"
                                           : "writes what the page's generate entry says",
                      rows, count, argc, argv);
    if (status >= 0)
        return status;
    if (threads_start(r.threads) != 0)
        return 1;
    struct instance *m = instance_start(model, r.seed, 1);
    int failed = instance_load(m, r.file) != 0 || generate(m, command, &r) != 0;
    instance_free(m);
    return failed ? 1 : 0;
}
