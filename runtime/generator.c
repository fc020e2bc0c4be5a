/* Runs a command: hands it data and the numbers of its examples, and keeps what it makes. */
#include "generator.h"
#include "autoregress.h"
#include "file.h"
#include "layout.h"
#include "log.h"

#include <stdlib.h>

long
output_size(const struct output *output)
{
    long size = 1;
    for (int axis = 0; axis < output->rank; axis++)
        size *= output->shape[axis];
    return size;
}

long
output_place(const struct output *output, long i)
{
    return example_place(output->rank, output->shape, i);
}

static size_t
field_bytes(const struct field *field)
{
    size_t size = field->kind == FIELD_LABEL ? sizeof(int32_t) : sizeof(float);
    for (int axis = 0; axis < field->rank; axis++)
        size *= (size_t)field->shape[axis];
    return size;
}

void
generator_start(struct generator *g, struct instance *m, const struct command *command,
                const struct dataset *data, const struct layout *layout)
{
    const struct model *model = m->model;
    size_t batch = (size_t)model->batch;
    *g = (struct generator){.m = m,
                            .command = command,
                            .data = data,
                            .layout = layout ? *layout : command->layout,
                            .kept_layout = m->layout,
                            .kept_draw = m->draw,
                            .kept_first = m->first};
    g->read_first = -1;
    g->out = allocate((size_t)command->outputs, sizeof *g->out);
    for (int i = 0; i < command->outputs; i++)
        g->out[i] = allocate(batch * (size_t)output_size(&command->output[i]), sizeof(float));
    g->map = allocate((size_t)command->maps, sizeof *g->map);
    g->logits = allocate((size_t)command->maps, sizeof *g->logits);
    for (int i = 0; i < command->maps; i++) {
        const size_t positions = batch * (size_t)command->map[i].positions;
        g->map[i] = allocate(positions, sizeof **g->map);
        g->logits[i] = allocate(positions * (size_t)command->map[i].classes, sizeof(float));
    }
    g->field = allocate((size_t)model->fields, sizeof *g->field);
    for (int i = 0; data && i < model->fields; i++)
        g->field[i] = allocate(batch, field_bytes(&model->field[i]));
}

void
generator_end(struct generator *g)
{
    for (int i = 0; i < g->command->outputs; i++)
        free(g->out[i]);
    for (int i = 0; i < g->m->model->fields; i++)
        free(g->field[i]);
    for (int i = 0; i < g->command->maps; i++) {
        free(g->map[i]);
        free(g->logits[i]);
    }
    free(g->map);
    free(g->logits);
    g->m->maps = NULL;
    g->m->map = NULL;
    free(g->out);
    free(g->field);
    g->m->layout = g->kept_layout;
    g->m->draw = g->kept_draw;
    g->m->first = g->kept_first;
}

static void
read_field(const struct generator *g, int field, long b)
{
    const struct instance *m = g->m;
    long last = data_count(g->data) - 1;
    long index = (long)layout_example(m, b);
    index = index < last ? index : last;
    size_t bytes = field_bytes(&m->model->field[field]);
    data_read(g->data, field, index, (struct visit){m->seed, (uint64_t)index},
              (char *)g->field[field] + (size_t)b * bytes);
}

void
generator_run(struct generator *g, long first, uint64_t draw)
{
    struct instance *m = g->m;
    m->draw = draw;
    m->first = (uint64_t)first;
    m->layout = g->layout;
    for (int i = 0; g->data && i < m->model->fields; i++) {
        for (long b = 0; b < m->model->batch && g->read_first != first; b++)
            read_field(g, i, b);
        m->field[i] = g->field[i];
    }
    g->read_first = first;
    m->maps = g->command->map;
    m->map = g->map;
    for (int i = 0; i < g->command->maps; i++) {
        if (autoregress_draw(m, i, g->logits[i]) || g->told)
            continue;
        g->told = 1;
        progress_end();
        complain("%s: the network of %s sees positions that are not drawn yet, so that what is "
                 "drawn is not from it; masked_conv and causal attention see none of them",
                 g->command->name, g->command->map[i].stream);
    }
    g->command->run(m, g->out);
}
