/* Buffers while routines are scheduled: which of them holds a node, and as what a kernel sees
 * it.
 *
 * The one idea: a node has at most one buffer within a group of routines, which is found by the
 * node's id. What has none of its own is a view of its argument, one example of a batch, or a
 * leaf, whose buffer lasts. Leaves out lifetimes and offsets: plan.c. */
#include "../graph/lowering.h"
#include "scheduling.h"

#include <string.h>

enum { LINE = 16 }; /* floats: each tensor begins with a line of the cache */

typedef struct Slice { /* of one example: a part of the memory of a batch */
    Buffer *buffer;
    Storage storage;
    int64_t step; /* floats from one example to the next */
} Slice;

static struct {
    Plan *plan;
    Buffer **held;   /* by node id: what holds the node in this group */
    Storage *wanted; /* by node id: floats == 0 where the default holds */
    Slice *slice;    /* by node id: buffer NULL where the node has all of its buffer */
    bool of_one;     /* buffers made now hold one example */
    int size;        /* ids that the tables have */
} buffers;

void
buffers_begin(Plan *plan)
{
    memset(&buffers, 0, sizeof buffers);
    buffers.plan = plan;
    buffers_grow();
}

void
buffers_grow(void)
{
    int size = graph_size() + 1;
    if (size <= buffers.size)
        return;
    Buffer **held = NEW_ARRAY(Buffer *, size);
    Storage *wanted = NEW_ARRAY(Storage, size);
    Slice *slice = NEW_ARRAY(Slice, size);
    for (int i = 0; i < buffers.size; i++) {
        held[i] = buffers.held[i];
        wanted[i] = buffers.wanted[i];
        slice[i] = buffers.slice[i];
    }
    buffers.held = held;
    buffers.wanted = wanted;
    buffers.slice = slice;
    buffers.size = size;
}

Storage *
buffers_wanted(void)
{
    return buffers.wanted;
}

bool
is_stored(const Node *n)
{
    return n->id < buffers.size && buffers.held[n->id] != NULL;
}

/* ---- how a node lies ---- */

/* The storage of a value that has memory of its own. */
static Storage
storage_of(const Node *n)
{
    Buffer *buffer = buffers.held[n->id];
    if (buffers.slice[n->id].buffer != NULL)
        return buffers.slice[n->id].storage;
    if (buffer != NULL)
        return buffer->storage;
    const Plan *plan = buffers.plan;
    int place;
    switch (program_leaf(plan->program, n, &place)) {
    case LEAF_STATES: return plan->states[place]->storage;
    case LEAF_PARAMETERS: return plan->parameter_storage[place];
    default: break;
    }
    if (graph_random_leaf(n)) {
        static const int8_t logical[AXES] = {0, 1, 2, 3, 4, 5, 6, 7};
        return storage_plain(n->shape, logical);
    }
    return buffers.wanted[n->id].floats > 0 ? buffers.wanted[n->id] : layout_default(n->shape);
}

bool
buffer_seen(Node *n, Storage *storage)
{
    Storage below;
    if (op_kind(n->op) != KIND_VIEW || buffers.held[n->id] != NULL) {
        *storage = storage_of(n);
        return true;
    }
    return buffer_seen(n->arg[0], &below) && layout_seen(n, below, storage);
}

/* ---- buffers ---- */

Buffer *
buffer_new(Node *n, Place place, int index)
{
    Buffer *buffer = NEW(Buffer);
    buffer->node = n;
    buffer->place = place;
    buffer->index = index;
    if (n != NULL) {
        buffer->shape = n->shape;
        buffer->storage = storage_of(n);
        buffer->integer = n->integer;
        buffer->mark = n->tag ? n->tag->mark : n->origin;
    }
    buffer->born = -1;
    buffer->of_one = buffers.of_one;
    return buffer;
}

void
buffer_put(Buffer *buffer)
{
    buffer->id = buffers.plan->buffers.count;
    PUSH(buffers.plan->buffers, buffer);
}

void
buffer_give(Node *n, Place place, int index)
{
    if (place == PLACE_GRADIENT)
        buffers.wanted[n->id] = buffers.plan->parameter_storage[index];
    buffers.held[n->id] = buffer_new(n, place, index);
    if (place == PLACE_ARENA)
        buffer_put(buffers.held[n->id]);
}

void
buffer_keep(Node *n)
{
    if (buffers.held[n->id] == NULL)
        buffer_give(n, PLACE_ARENA, 0);
}

void
buffer_share(const Node *term, const Node *sum)
{
    buffers.held[term->id] = buffers.held[sum->id];
}

void
buffers_of_one(bool of_one)
{
    buffers.of_one = of_one;
}

static Buffer *
leaf_buffer(const Node *n)
{
    const Plan *plan = buffers.plan;
    int place;
    switch (program_leaf(plan->program, n, &place)) {
    case LEAF_PARAMETERS: return plan->parameters[place];
    case LEAF_STATES: return plan->states[place];
    case LEAF_FIELDS: return plan->fields[place];
    case LEAF_TIMES: return plan->times[place];
    case LEAF_NONE: break;
    }
    die("a leaf without memory: %s", n->name);
}

Access
access_of(Node *n)
{
    Access access = {.node = n};
    Node *base = n;
    while (buffers.held[base->id] == NULL && op_kind(base->op) == KIND_VIEW)
        base = base->arg[0];
    access.buffer = buffers.held[base->id];
    if (access.buffer == NULL)
        access.buffer = leaf_buffer(base);
    if (buffers.slice[base->id].buffer != NULL)
        access.step = buffers.slice[base->id].step;
    if (!buffer_seen(n, &access.storage))
        die("node %d has no view of its memory", n->id);
    return access;
}

/* ---- one example of a batch ---- */

void
buffer_slice(Node *one, Node *whole)
{
    Access access = access_of(whole);
    Slice *slice = &buffers.slice[one->id];
    *slice = (Slice){access.buffer, access.storage, access.storage.stride[BATCH]};
    slice->storage.stride[BATCH] = 0;
    buffers.held[one->id] = slice->buffer;
}

void
buffer_forget(const Node *n)
{
    buffers.held[n->id] = NULL;
}

/* ---- leaves ---- */

void
buffers_of_leaves(void)
{
    Plan *plan = buffers.plan;
    Program *program = plan->program;
    static const int8_t logical[AXES] = {0, 1, 2, 3, 4, 5, 6, 7};
    plan->parameters = NEW_ARRAY(Buffer *, program->parameters.count + 1);
    plan->states = NEW_ARRAY(Buffer *, program->states.count + 1);
    plan->fields = NEW_ARRAY(Buffer *, program->fields.count + 1);
    plan->parameter_offset = NEW_ARRAY(int64_t, program->parameters.count + 1);
    plan->state_offset = NEW_ARRAY(int64_t, program->states.count + 1);
    for (int i = 0; i < program->parameters.count; i++) {
        Buffer *buffer = plan->parameters[i] = buffer_new(NULL, PLACE_PARAMETER, i);
        buffer->shape = program->parameters.at[i]->shape;
        buffer->storage = plan->parameter_storage[i];
        buffer->mark = program->parameters.at[i]->mark;
        plan->parameter_offset[i] = plan->parameter_floats;
        plan->parameter_floats += rounded_up(buffer->storage.floats, LINE);
    }
    for (int i = 0; i < program->states.count; i++) {
        Buffer *buffer = plan->states[i] = buffer_new(NULL, PLACE_STATE, i);
        buffer->shape = program->states.at[i]->shape;
        const Tensor *follows = program->states.at[i]->follows;
        buffer->storage = follows && follows->trained ? plan->parameter_storage[follows->index]
                                                      : storage_plain(buffer->shape, logical);
        buffer->mark = program->states.at[i]->mark;
        plan->state_offset[i] = plan->state_floats;
        plan->state_floats += rounded_up(buffer->storage.floats, LINE);
    }
    for (int i = 0; i < TIMES; i++) {
        plan->times[i] = buffer_new(NULL, PLACE_TIME, i);
        plan->times[i]->shape = shape_scalar();
        plan->times[i]->storage = storage_plain(shape_scalar(), logical);
    }
    for (int i = 0; i < program->fields.count; i++) {
        Buffer *buffer = plan->fields[i] = buffer_new(NULL, PLACE_FIELD, i);
        buffer->shape = program->fields.at[i]->shape;
        buffer->storage = layout_default(buffer->shape);
        buffer->integer = program->fields.at[i]->kind == FIELD_LABEL;
        buffer->mark = program->fields.at[i]->mark;
    }
}

/* ---- what is known of the routines before ---- */

void
forget_buffers(void)
{
    memset(buffers.held, 0, sizeof *buffers.held * (size_t)buffers.size);
}

Known
known_now(void)
{
    Known known = {NEW_ARRAY(Buffer *, buffers.size + 1), buffers.size};
    memcpy(known.buffer, buffers.held, sizeof *known.buffer * (size_t)known.size);
    return known;
}

void
know_again(const Known *known)
{
    forget_buffers();
    memcpy(buffers.held, known->buffer, sizeof *known->buffer * (size_t)known->size);
}
