/* The commands of `generate`: pictures on a sheet, or numbers in a table. Examples come in
 * chunks of a batch; example i is a function of the seed and i, so any count of them begins
 * with the same ones. The outputs of one example stand side by side, a path is a row. */
#include "command.h"
#include "file.h"
#include "log.h"
#include "options.h"
#include "sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT_MAX = 1000000 };

static long
output_size(const struct output *output)
{
    long size = 1;
    for (int axis = 0; axis < output->rank; axis++)
        size *= output->shape[axis];
    return size;
}

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
        if (o->image || o->rank != 1 || o->shape[0] != 2)
            return 0;
    }
    return command->outputs > 0 && command->path == 0;
}

/* What a command computes, one batch after the other. */
struct generator {
    struct instance *m;
    const struct command *command;
    const struct dataset *data;
    float **out;  /* [outputs][batch][..] */
    void **field; /* [fields][batch][..], if the command reads data */
};

static size_t
field_bytes(const struct field *field)
{
    size_t size = field->kind == FIELD_LABEL ? sizeof(int32_t) : sizeof(float);
    for (int axis = 0; axis < field->rank; axis++)
        size *= (size_t)field->shape[axis];
    return size;
}

static void
generator_start(struct generator *g)
{
    const struct model *model = g->m->model;
    size_t batch = (size_t)model->batch;
    g->out = allocate((size_t)g->command->outputs, sizeof *g->out);
    for (int i = 0; i < g->command->outputs; i++)
        g->out[i] =
            allocate(batch * (size_t)output_size(&g->command->output[i]), sizeof(float));
    g->field = allocate((size_t)model->fields, sizeof *g->field);
    for (int i = 0; g->data && i < model->fields; i++)
        g->field[i] = allocate(batch, field_bytes(&model->field[i]));
}

static void
generator_end(struct generator *g)
{
    for (int i = 0; i < g->command->outputs; i++)
        free(g->out[i]);
    for (int i = 0; i < g->m->model->fields; i++)
        free(g->field[i]);
    free(g->out);
    free(g->field);
}

/* Examples of one run: a batch, or as many whole paths as fit into one. */
static long
run_length(const struct model *model, const struct command *command)
{
    return command->path > 0 ? model->batch / command->path * command->path : model->batch;
}

static void
generator_read(const struct generator *g, int field, long index, void *to)
{
    data_read(g->data, field, index, (struct visit){g->m->seed, (uint64_t)index}, to);
}

/* Fills `out` with the batch that begins at example `first`; a batch that reaches beyond the
 * data is filled up with its last example. */
static void
generator_run(struct generator *g, long first)
{
    const struct model *model = g->m->model;
    for (int i = 0; g->data && i < model->fields; i++) {
        size_t bytes = field_bytes(&model->field[i]);
        long last = data_count(g->data) - 1;
        for (long b = 0; b < model->batch; b++)
            generator_read(g, i, first + b < last ? first + b : last,
                           (char *)g->field[i] + (size_t)b * bytes);
        g->m->field[i] = g->field[i];
    }
    g->m->draw = 0;
    g->m->first = (uint64_t)first;
    g->command->run(g->m, g->out);
}

void
generate_times(struct instance *m, const struct command *command, const struct dataset *data,
               int runs, double *seconds)
{
    struct generator g = {.m = m, .command = command, .data = data};
    generator_start(&g);
    for (int i = 0; i < runs; i++) {
        double start = seconds_now();
        generator_run(&g, 0);
        seconds[i] = seconds_now() - start;
    }
    generator_end(&g);
}

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
    const long length = run_length(g->m->model, c);
    for (long b = 0; b < length && first + b < count; b++)
        for (int i = 0; i < c->outputs; i++)
            take_picture(&c->output[i], g->out[i] + b * size,
                         pictures + ((first + b) * c->outputs + i) * size);
}

int
generate_sheet(struct instance *m, const struct command *command, long count,
               const struct dataset *data, const char *path, struct writer *writer)
{
    struct generator g = {.m = m, .command = command, .data = data};
    const struct output *o = &command->output[0];
    uint64_t draw = m->draw, first_kept = m->first;
    long row = command->path > 0 ? command->path : (long)ceil(sqrt((double)count));
    long examples = command->path > 0 ? count * command->path : count;
    size_t all = (size_t)examples * (size_t)command->outputs;
    float *pictures = allocate(all, (size_t)output_size(o) * sizeof *pictures);
    generator_start(&g);
    for (long first = 0; first < examples; first += run_length(m->model, command)) {
        generator_run(&g, first);
        take_batch(&g, first, examples, pictures);
    }
    generator_end(&g);
    m->draw = draw;
    m->first = first_kept;
    int status = generate_points(command)
                     ? scatter_write(writer, path, pictures, (long)all, command->outputs)
                     : sheet_write(writer, path, pictures, (long)all, row * command->outputs,
                                   o->shape[0], o->shape[1], o->shape[2], 0, 1);
    free(pictures);
    return status;
}

/* Value i, in logical order, of an output that may lie channels-last. */
static float
value_at(const struct output *o, const float *values, long i)
{
    if (!o->image || o->rank != 3)
        return values[i];
    long space = o->shape[1] * o->shape[2];
    return values[i % space * o->shape[0] + i / space];
}

static int
put_row(struct file_draft *draft, const struct generator *g, long example, long b)
{
    char number[32];
    int length = snprintf(number, sizeof number, "%ld", example), failed = 0;
    failed |= file_put(draft, number, (size_t)length);
    for (int i = 0; i < g->command->outputs; i++) {
        const struct output *o = &g->command->output[i];
        for (long k = 0; !failed && k < output_size(o); k++) {
            double value = (double)value_at(o, g->out[i] + b * output_size(o), k);
            length = snprintf(number, sizeof number, ",%.9g", value);
            failed = file_put(draft, number, (size_t)length);
        }
    }
    return failed || file_put(draft, "\n", 1) != 0 ? -1 : 0;
}

static int
put_header(struct file_draft *draft, const struct command *command)
{
    char name[64];
    int failed = file_put(draft, "example", 7);
    for (int i = 0; i < command->outputs; i++) {
        for (long k = 0; !failed && k < output_size(&command->output[i]); k++) {
            int length = command->outputs > 1 ? snprintf(name, sizeof name, ",%d.%ld", i, k)
                                              : snprintf(name, sizeof name, ",%ld", k);
            failed = file_put(draft, name, (size_t)length);
        }
    }
    return failed || file_put(draft, "\n", 1) != 0 ? -1 : 0;
}

static int
generate_table(struct instance *m, const struct command *command, long count,
               const struct dataset *data, const char *path)
{
    struct generator g = {.m = m, .command = command, .data = data};
    struct file_draft draft;
    long examples = command->path > 0 ? count * command->path : count;
    if (file_start(&draft, path) != 0)
        return -1;
    generator_start(&g);
    int failed = put_header(&draft, command) != 0;
    const long length = run_length(m->model, command);
    for (long first = 0; !failed && first < examples; first += length) {
        generator_run(&g, first);
        for (long b = 0; !failed && b < length && first + b < examples; b++)
            failed = put_row(&draft, &g, first + b, b) != 0;
    }
    generator_end(&g);
    if (failed) {
        file_abandon(&draft);
        return -1;
    }
    return file_commit(&draft);
}

struct request {
    const char *file, *out;
    char *places;
    long count, threads;
    uint64_t seed;
    int force;
};

/* How many examples: what was asked for, or 64 (paths: 8, points: 1000), or as many as there
 * are. */
static long
examples_wanted(const struct command *command, const struct dataset *data, long asked)
{
    long usual = command->path > 0 ? 8 : generate_points(command) ? 1000 : 64;
    long count = asked >= 0 ? asked : usual;
    long per = command->path > 0 ? command->path : 1;
    if (count < 1 || count > COUNT_MAX / per) {
        complain("--count: expected 1 to %ld, found %ld", COUNT_MAX / per, count);
        return -1;
    }
    if (data && count * per > data_count(data)) {
        if (asked >= 0) {
            complain("--count: the test split has %ld examples only", data_count(data));
            return -1;
        }
        count = data_count(data) / per;
    }
    return count;
}

/* Writes what is drawn, or a table; a file that is there already stays. */
static int
write_output(struct instance *m, const struct command *command, const struct request *request,
             const struct dataset *data, const char *path, int drawn)
{
    long count = examples_wanted(command, data, request->count);
    if (count < 1)
        return -1;
    if (!request->force && file_exists(path)) {
        complain("%s: is there already; --force overwrites it", path);
        return -1;
    }
    if ((drawn ? generate_sheet(m, command, count, data, path, NULL)
               : generate_table(m, command, count, data, path)) != 0)
        return -1;
    printf("%s\n", path);
    return 0;
}

static int
ends_in(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length > tail && strcmp(path + length - tail, ending) == 0;
}

/* Pictures are drawn, numbers written; points are both, and with --out what its ending says. */
static int
write_outputs(struct instance *m, const struct command *command, const struct request *request,
              const struct dataset *data)
{
    int pictures = generate_pictures(command), points = generate_points(command), failed = 0;
    if (request->out)
        return write_output(m, command, request, data, request->out,
                            pictures || (points && ends_in(request->out, ".png")));
    for (int drawn = 0; drawn < 2 && !failed; drawn++) {
        if (drawn ? !pictures && !points : pictures)
            continue;
        char *path = text_format("%s.%s", command->name, drawn ? "png" : "csv");
        failed = write_output(m, command, request, data, path, drawn) != 0;
        free(path);
    }
    return failed ? -1 : 0;
}

static int
generate(struct instance *m, const struct command *command, const struct request *request)
{
    struct dataset *data = NULL;
    if (command->reads_data) {
        data = data_open(m->model, request->places, SPLIT_TEST);
        if (!data)
            return -1;
    }
    int failed = write_outputs(m, command, request, data) != 0;
    if (data)
        data_close(data);
    return failed ? -1 : 0;
}

int
command_generate(const struct model *model, const struct command *command, int argc,
                 char **argv)
{
    struct request r = {.count = -1, .seed = 1};
    struct option_row rows[] = {
        {"checkpoint", OPTION_TEXT, &r.file, "FILE",
         "default: the newest in the run's directory", 0},
        {"count", OPTION_COUNT, &r.count, "N", "examples, default 64; paths 8, points 1000", 0},
        {"seed", OPTION_SEED, &r.seed, "N", "of the noise, default 1", 0},
        {"out", OPTION_TEXT, &r.out, "FILE", "default: COMMAND.png; numbers .csv; points both",
         0},
        {"force", OPTION_FLAG, &r.force, NULL, "overwrite the file", 0},
        {"threads", OPTION_COUNT, &r.threads, "N", "default: one per core", 0},
        {"data", OPTION_LINES, &r.places, "PLACE", DATA_HELP, 0},
    };
    int count = (int)(sizeof rows / sizeof *rows) - (command->reads_data ? 0 : 1);
    int status = options_parse(command->name, "writes what the page's generate entry says",
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
