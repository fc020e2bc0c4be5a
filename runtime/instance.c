/* The memory of a running model, its first values, and the way between a tensor as it is stored
 * and as it is read and written by people: logical, row-major, as in PyTorch. */
#include "model.h"
#include "random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64, ALIGNED_FLOATS = ALIGNMENT / sizeof(float) };

static size_t
round_up(size_t count, size_t multiple)
{
    return (count + multiple - 1) / multiple * multiple;
}

static float *
floats_new(long count)
{
    size_t bytes = round_up((size_t)count * sizeof(float), ALIGNMENT);
    float *memory = aligned_alloc(ALIGNMENT, bytes > 0 ? bytes : ALIGNMENT);
    if (memory)
        memset(memory, 0, bytes);
    return memory;
}

/* Buffers in the order of the table, a line of NaN between them. */
static long
place_apart(struct instance *m, int set)
{
    size_t place = 0;
    for (int i = 0; i < m->model->buffers; i++) {
        if (set)
            m->at[i] = m->arena + place;
        place += round_up((size_t)m->model->buffer[i].floats, ALIGNED_FLOATS) + ALIGNED_FLOATS;
    }
    return (long)place;
}

static int
arena_create(struct instance *m, int shared)
{
    const struct model *model = m->model;
    long floats = shared ? model->arena_floats : place_apart(m, 0);
    m->arena = floats_new(floats);
    if (!m->arena)
        return -1;
    if (!shared) {
        for (long i = 0; i < floats; i++)
            m->arena[i] = NAN;
        place_apart(m, 1);
        return 0;
    }
    for (int i = 0; i < model->buffers; i++)
        m->at[i] = m->arena + model->buffer[i].offset;
    return 0;
}

static void *
table_new(int count, size_t size)
{
    return calloc(count > 0 ? (size_t)count : 1, size);
}

struct instance *
instance_create(const struct model *model, uint64_t seed, int shared)
{
    struct instance *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->model = model;
    m->seed = seed;
    m->parameters = floats_new(model->parameter_floats);
    m->gradients = floats_new(model->parameter_floats);
    m->state = floats_new(model->state_floats);
    m->at = table_new(model->buffers, sizeof *m->at);
    m->field = table_new(model->fields, sizeof *m->field);
    m->value = table_new(model->scalars, sizeof *m->value);
    m->updates = table_new(model->counters, sizeof *m->updates);
    int failed = !m->parameters || !m->gradients || !m->state || !m->at || !m->field ||
                 !m->value || !m->updates;
    for (int k = 0; k < model->moments; k++) {
        m->moment[k] = floats_new(model->parameter_floats);
        failed |= !m->moment[k];
    }
    if (failed || arena_create(m, shared) != 0) {
        instance_free(m);
        return NULL;
    }
    return m;
}

void
instance_free(struct instance *m)
{
    if (!m)
        return;
    free(m->parameters);
    free(m->gradients);
    free(m->state);
    for (int k = 0; k < MOMENTS_MAX; k++)
        free(m->moment[k]);
    free(m->arena);
    free(m->at);
    free((void *)m->field);
    free(m->value);
    free(m->updates);
    free(m);
}

long
tensor_count(const struct tensor *t)
{
    long count = 1;
    for (int axis = 0; axis < t->rank; axis++)
        count *= t->shape[axis];
    return count;
}

float *
tensor_data(const struct instance *m, const struct tensor *t)
{
    return (t->trained ? m->parameters : m->state) + t->offset;
}

static long
axis_place(const struct storage *s, int axis, long i)
{
    if (axis == s->panel_axis)
        return i / s->panel * s->panel_stride + i % s->panel;
    return i * s->stride[axis];
}

/* A row is the last axis; this is where row number `row` of the others begins. */
static long
row_place(const struct tensor *t, long row)
{
    long place = 0;
    for (int axis = t->rank - 2; axis >= 0; axis--) {
        place += axis_place(&t->storage, axis, row % t->shape[axis]);
        row /= t->shape[axis];
    }
    return place;
}

static long
row_length(const struct tensor *t)
{
    return t->rank > 0 ? t->shape[t->rank - 1] : 1;
}

void
tensor_unpack(const struct tensor *t, const float *stored, float *logical)
{
    long count = tensor_count(t), length = row_length(t), last = t->rank - 1;
    for (long i = 0; i < count; i += length) {
        const float *row = stored + row_place(t, i / length);
        for (long j = 0; j < length; j++)
            logical[i + j] = row[last < 0 ? 0 : axis_place(&t->storage, (int)last, j)];
    }
}

void
tensor_pack(const struct tensor *t, const float *logical, float *stored)
{
    long count = tensor_count(t), length = row_length(t), last = t->rank - 1;
    memset(stored, 0, (size_t)t->storage.floats * sizeof *stored);
    for (long i = 0; i < count; i += length) {
        float *row = stored + row_place(t, i / length);
        for (long j = 0; j < length; j++)
            row[last < 0 ? 0 : axis_place(&t->storage, (int)last, j)] = logical[i + j];
    }
}

static void
draw_first_values(const struct tensor *t, uint64_t key, long first, long count, float *out)
{
    float a = (float)t->a, b = (float)t->b;
    if (t->init == INIT_NORMAL)
        random_normal(out, count, key, 0, (uint64_t)first);
    else if (t->init == INIT_UNIFORM)
        random_uniform(out, count, key, 0, (uint64_t)first);
    for (long i = 0; i < count; i++) {
        if (t->init == INIT_NORMAL)
            out[i] = a + b * out[i];
        else
            out[i] = t->init == INIT_UNIFORM ? a + (b - a) * out[i] : a;
    }
}

/* Element i of the logical order is number i of the stream, however the tensor is stored. */
static void
init_tensor(struct instance *m, const struct tensor *t)
{
    enum { CHUNK = 1024 };
    char stream[256];
    float chunk[CHUNK], *stored = tensor_data(m, t);
    long count = tensor_count(t), length = row_length(t), i = 0;
    snprintf(stream, sizeof stream, "init.%s", t->key);
    uint64_t key = random_key(m->seed, stream);
    memset(stored, 0, (size_t)t->storage.floats * sizeof *stored);
    while (i < count) {
        float *row = stored + row_place(t, i / length);
        for (long j = 0; j < length; j++, i++) {
            if (i % CHUNK == 0)
                draw_first_values(t, key, i, count - i < CHUNK ? count - i : CHUNK, chunk);
            row[t->rank > 0 ? axis_place(&t->storage, t->rank - 1, j) : 0] = chunk[i % CHUNK];
        }
    }
}

static const uint32_t unset_bits = 0x7fd5a5a5;

float
scalar_unset(void)
{
    float value;
    memcpy(&value, &unset_bits, sizeof value);
    return value;
}

int
scalar_is_unset(float value)
{
    return memcmp(&value, &unset_bits, sizeof value) == 0;
}

void
instance_init(struct instance *m)
{
    const struct model *model = m->model;
    memset(m->parameters, 0, (size_t)model->parameter_floats * sizeof(float));
    memset(m->state, 0, (size_t)model->state_floats * sizeof(float));
    for (int k = 0; k < model->moments; k++)
        memset(m->moment[k], 0, (size_t)model->parameter_floats * sizeof(float));
    for (int i = 0; i < model->tensors; i++)
        init_tensor(m, &model->tensor[i]);
    for (int i = 0; i < model->scalars; i++)
        m->value[i] = scalar_unset();
    for (int i = 0; i < model->counters; i++)
        m->updates[i] = 0;
    m->draw = 0;
    m->first = 0;
}
