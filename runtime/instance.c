/* The memory of a running model, and its first values. */
#define _DEFAULT_SOURCE /* madvise */
#include "file.h"
#include "first.h"
#include "model.h"
#include "orthogonal.h"
#include "random.h"
#include "tensor.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 1 << 21 };
enum { ALIGNMENT = 64, ALIGNED_FLOATS = ALIGNMENT / sizeof(float) };

static size_t
round_up(size_t count, size_t multiple)
{
    return (count + multiple - 1) / multiple * multiple;
}

static size_t
alignment_of(size_t bytes)
{
    return bytes < LARGE_PAGE ? ALIGNMENT : LARGE_PAGE;
}

/* Where `bytes` bytes of memory_new begin. */
static float *
memory_start(void *memory, size_t bytes)
{
    const uintptr_t place = (uintptr_t)memory, alignment = alignment_of(bytes);
    return (float *)((char *)memory + (alignment - place % alignment) % alignment);
}

/* Zeros, which take no time before they are first touched. On large pages where the system has
 * them: to fault in 70 MB by 4 KB takes longer than all else that a start does. */
static void *
memory_new(size_t bytes)
{
    void *memory = calloc(bytes + alignment_of(bytes), 1);
#ifdef MADV_HUGEPAGE
    if (memory && bytes >= LARGE_PAGE)
        madvise(memory_start(memory, bytes), bytes / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
#endif
    return memory;
}

/* Of a buffer that lies by itself, with a line of NaN behind it. */
static long
apart_room(const struct buffer *buffer)
{
    return (long)round_up((size_t)buffer->floats, ALIGNED_FLOATS) + ALIGNED_FLOATS;
}

static long
apart_floats(const struct model *model)
{
    long floats = 0;
    for (int i = 0; i < model->buffers; i++)
        floats += apart_room(&model->buffer[i]);
    return floats;
}

static void
place_buffers(struct instance *m, int shared, long floats)
{
    const struct buffer *buffer = m->model->buffer;
    long place = 0;
    for (long i = 0; !shared && i < floats; i++)
        m->arena[i] = NAN;
    for (int i = 0; i < m->model->buffers; i++) {
        m->at[i] = m->arena + (shared ? buffer[i].offset : place);
        place += apart_room(&buffer[i]);
    }
}

/* Cuts a piece from `memory`, or without any counts only. */
static float *
cut(float *memory, size_t *used, long floats)
{
    float *piece = memory ? memory + *used : NULL;
    *used += round_up((size_t)floats, ALIGNED_FLOATS);
    return piece;
}

/* The pieces of an instance; gives their bytes. */
static size_t
cut_all(struct instance *m, float *memory, long arena_floats)
{
    const struct model *model = m->model;
    size_t used = 0;
    m->arena = cut(memory, &used, arena_floats);
    m->parameters = cut(memory, &used, model->parameter_floats);
    m->gradients = cut(memory, &used, model->parameter_floats);
    for (int k = 0; k < model->moments; k++)
        m->moment[k] = cut(memory, &used, model->parameter_floats);
    m->state = cut(memory, &used, model->state_floats);
    return used * sizeof *memory;
}

static void *
table_new(int count, size_t size)
{
    return calloc(count > 0 ? (size_t)count : 1, size);
}

static struct instance *
create(const struct model *model, uint64_t seed, long arena_floats)
{
    struct instance *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->model = model;
    m->seed = seed;
    m->at = table_new(model->buffers, sizeof *m->at);
    m->field = table_new(model->fields, sizeof *m->field);
    m->value = table_new(model->scalars, sizeof *m->value);
    m->updates = table_new(model->counters, sizeof *m->updates);
    const size_t bytes = cut_all(m, NULL, arena_floats);
    m->memory = memory_new(bytes);
    if (!m->memory || !m->at || !m->field || !m->value || !m->updates) {
        instance_free(m);
        return NULL;
    }
    cut_all(m, memory_start(m->memory, bytes), arena_floats);
    return m;
}

struct instance *
instance_create(const struct model *model, uint64_t seed, int shared)
{
    const long floats = shared ? model->arena_floats : apart_floats(model);
    struct instance *m = create(model, seed, floats);
    if (m)
        place_buffers(m, shared, floats);
    return m;
}

static void
copy_floats(float *to, const float *from, long count)
{
    memcpy(to, from, (size_t)count * sizeof *to);
}

struct instance *
instance_copy(const struct instance *m)
{
    const struct model *model = m->model;
    struct instance *copy = create(model, m->seed, 0);
    if (!copy)
        return NULL;
    copy_floats(copy->parameters, m->parameters, model->parameter_floats);
    for (int k = 0; k < model->moments; k++)
        copy_floats(copy->moment[k], m->moment[k], model->parameter_floats);
    copy_floats(copy->state, m->state, model->state_floats);
    memcpy(copy->updates, m->updates, (size_t)model->counters * sizeof *m->updates);
    memcpy(copy->value, m->value, (size_t)model->scalars * sizeof *m->value);
    memcpy(copy->time, m->time, sizeof m->time);
    copy->stage = m->stage;
    copy->draw = m->draw;
    copy->first = m->first;
    return copy;
}

void
instance_free(struct instance *m)
{
    if (!m)
        return;
    free(m->memory);
    free(m->at);
    free((void *)m->field);
    free(m->value);
    free(m->updates);
    free(m);
}

/* Element i of the logical order is number i of the stream, however the tensor is stored. */
static void
init_tensor(struct instance *m, const struct tensor *t)
{
    enum { PARALLEL_FROM = 1 << 14 };
    char stream[256];
    const long tiles = tensor_tiles(t);
    snprintf(stream, sizeof stream, "init.%s", t->key);
    const uint64_t key = random_key(m->seed, stream);
#pragma omp parallel for schedule(static) if (tensor_count(t) >= PARALLEL_FROM)
    for (long i = 0; i < tiles; i++) {
        float values[TILE_FLOATS];
        const struct tile tile = tensor_tile(t, i);
        const long joined = tile.count == tile.pitch ? tile.rows : 1; /* rows drawn at once */
        for (long row = 0; row < tile.rows; row += joined)
            first_values(t, key, tile.first + row * tile.pitch, joined * tile.count,
                         values + row * tile.count);
        tile_pack(t, &tile, values, tile.count, tensor_data(m, t));
    }
}

/* out[i]: the Euclidean length of w[i][..]. */
static void
init_lengths(struct instance *m, const struct tensor *t, const struct tensor *w)
{
    const long rows = tensor_count(t), length = tensor_count(w) / rows;
    float *out = allocate((size_t)rows, sizeof *out);
    float *all = allocate((size_t)(rows * length), sizeof *all);
    tensor_unpack(w, tensor_data(m, w), all);
    for (long i = 0; i < rows; i++) {
        double sum = 0.0;
        for (long k = 0; k < length; k++)
            sum += (double)all[i * length + k] * (double)all[i * length + k];
        out[i] = (float)sqrt(sum);
    }
    tensor_pack(t, out, tensor_data(m, t));
    free(out);
    free(all);
}

/* The normal numbers that lie there become orthogonal as a matrix [first axis][others]. */
static void
init_orthogonal(struct instance *m, const struct tensor *t)
{
    float *stored = tensor_data(m, t);
    const long count = tensor_count(t), rows = t->rank > 1 ? t->shape[0] : 1;
    float *matrix = allocate((size_t)count, sizeof *matrix);
    tensor_unpack(t, stored, matrix);
    orthogonal(matrix, rows, count / rows, t->a);
    tensor_pack(t, matrix, stored);
    free(matrix);
}

static int
storage_same(const struct storage *a, const struct storage *b, int rank)
{
    return memcmp(a->stride, b->stride, (size_t)rank * sizeof *a->stride) == 0 &&
           a->panel_axis == b->panel_axis && a->panel == b->panel &&
           a->panel_stride == b->panel_stride && a->floats == b->floats;
}

static void
copy_tensor(struct instance *m, const struct tensor *t, const struct tensor *from)
{
    const long count = tensor_count(t);
    if (storage_same(&t->storage, &from->storage, t->rank)) {
        copy_floats(tensor_data(m, t), tensor_data(m, from), t->storage.floats);
        return;
    }
    float *logical = allocate((size_t)count, sizeof *logical);
    tensor_unpack(from, tensor_data(m, from), logical);
    tensor_pack(t, logical, tensor_data(m, t));
    free(logical);
}

void
instance_follow(struct instance *m)
{
    const struct tensor *tensor = m->model->tensor;
    for (int i = 0; i < m->model->tensors; i++)
        if (tensor[i].init == INIT_LIKE)
            copy_tensor(m, &tensor[i], &tensor[(int)tensor[i].a]);
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

static void
floats_clear(float *memory, long count)
{
    memset(memory, 0, (size_t)count * sizeof *memory);
}

static void
clear(struct instance *m)
{
    const struct model *model = m->model;
    floats_clear(m->parameters, model->parameter_floats);
    floats_clear(m->gradients, model->parameter_floats);
    floats_clear(m->state, model->state_floats);
    for (int k = 0; k < model->moments; k++)
        floats_clear(m->moment[k], model->parameter_floats);
}

void
instance_init(struct instance *m)
{
    const struct model *model = m->model;
    if (m->begun)
        clear(m);
    m->begun = 1;
    for (int i = 0; i < model->tensors; i++)
        if (model->tensor[i].init < INIT_LIKE)
            init_tensor(m, &model->tensor[i]);
    for (int i = 0; i < model->tensors; i++)
        if (model->tensor[i].init == INIT_ORTHOGONAL)
            init_orthogonal(m, &model->tensor[i]);
    for (int i = 0; i < model->tensors; i++)
        if (model->tensor[i].init == INIT_LENGTHS)
            init_lengths(m, &model->tensor[i], &model->tensor[(int)model->tensor[i].a]);
    instance_follow(m);
    for (int i = 0; i < model->scalars; i++)
        m->value[i] = scalar_unset();
    for (int i = 0; i < model->counters; i++)
        m->updates[i] = 0;
    memset(m->time, 0, sizeof m->time);
    m->stage = 0;
    m->draw = 0;
    m->first = 0;
}
