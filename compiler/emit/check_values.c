/* Which values of the graph are written in place, which are arrays, and where those lie.
 *
 * The one idea: an element-wise value that is read once, by loops over its own shape, is part
 * of its reader's text; everything else has a name. Arrays share one block of scratch memory:
 * two that are read at the same time never overlap. */
#include "check.h"

#include "../graph/lowering.h"

#include <stdlib.h>

enum { WEIGHT_MAX = 12 }; /* nodes in one text */

Value *
value_of(const Body *body, const Node *n)
{
    return &body->value[n->id];
}

bool
value_idle(const Body *body, const Node *n)
{
    return body->doubles && !value_of(body, n)->live;
}

static Hold
hold_of(const Body *body, const Node *n)
{
    return body->doubles ? graph_hold(n) : HOLD_NONE;
}

/* ---- where elements lie ---- */

static Storage
logical_storage(Shape shape)
{
    static const int8_t logical[AXES] = {0, 1, 2, 3, 4, 5, 6, 7};
    return storage_plain(shape, logical);
}

Storage
held_storage(Shape shape)
{
    int8_t order[AXES];
    layout_order(shape, order);
    return storage_plain(shape, order);
}

bool
value_slots(const Value *value, Shape shape, int slot[AXES], int *count)
{
    int64_t expected = 1;
    *count = 0;
    for (int s = 0; s < AXES; s++) {
        if (shape.n[s] == 1)
            continue;
        int at = (*count)++;
        for (; at > 0 && value->storage.stride[slot[at - 1]] < value->storage.stride[s]; at--)
            slot[at] = slot[at - 1];
        slot[at] = s;
    }
    for (int i = *count - 1; i >= 0; i--) {
        if (value->storage.stride[slot[i]] != expected)
            return false;
        expected *= shape.n[slot[i]];
    }
    return true;
}

/* ---- which nodes ---- */

static bool
is_memory(const Body *body, const Node *n)
{
    if (body->access != NULL && body->access[n->id].buffer != NULL)
        return true;
    return op_kind(n->op) == KIND_LEAF && n->leaf != NULL && !graph_random_leaf(n);
}

static int
compare_ids(const void *left, const void *right)
{
    return (*(Node *const *)left)->id - (*(Node *const *)right)->id;
}

static void
reach(Body *body, Node *n, Nodes *found)
{
    if (value_of(body, n)->wanted)
        return;
    value_of(body, n)->wanted = true;
    for (int k = 0; k < n->count && !is_memory(body, n); k++)
        reach(body, n->arg[k], found);
    PUSH(*found, n);
}

/* Nodes are numbered as they were made, so by number arguments stand before users. */
static void
add_nodes(Body *body, int count, Node *const *root)
{
    Nodes found = {0};
    for (int i = 0; i < count; i++) {
        reach(body, root[i], &found);
        value_of(body, root[i])->roots++;
    }
    if (found.count > 0)
        qsort(found.at, (size_t)found.count, sizeof *found.at, compare_ids);
    for (int i = 0; i < found.count; i++) {
        value_of(body, found.at[i])->made = body->order.count;
        PUSH(body->order, found.at[i]);
    }
}

/* What is read where decisions are replayed: not what only decides. */
static void
mark_live(Body *body)
{
    for (int i = body->order.count - 1; i >= 0; i--) {
        Node *n = body->order.at[i];
        Hold hold = hold_of(body, n);
        Value *value = value_of(body, n);
        value->live |= value->roots > 0;
        body->stops |= hold == HOLD_VALUE;
        body->decides |= hold != HOLD_NONE && hold != HOLD_VALUE;
        if (!value->live || (hold != HOLD_NONE && hold != HOLD_CHOICE))
            continue;
        for (int k = 0; k < n->count; k++)
            value_of(body, n->arg[k])->live = true;
    }
}

static void
count_uses(Body *body)
{
    for (int i = 0; i < body->order.count; i++) {
        Node *n = body->order.at[i];
        value_of(body, n)->uses += value_of(body, n)->roots;
        for (int k = 0; k < n->count && !is_memory(body, n); k++) {
            Value *arg = value_of(body, n->arg[k]);
            arg->uses += graph_repeats(n, k) ? 2 : 1;
            arg->user = n;
        }
    }
}

/* ---- how each is known ---- */

/* The only reader takes it apart from its own element: it may be written there. */
static bool
read_in_place(const Body *body, const Node *n)
{
    const Node *user = value_of(body, n)->user;
    if (user == NULL)
        return !body->doubles || !shape_varies(n->shape);
    if (op_kind(user->op) == KIND_REDUCE)
        return hold_of(body, user) != HOLD_CHOICE;
    return op_kind(user->op) == KIND_ELEMENTWISE && shape_equal(user->shape, n->shape);
}

static How
elementwise_how(Body *body, Node *n)
{
    Value *value = value_of(body, n);
    bool written = n->tag != NULL && n->tag->written;
    value->weight = 1;
    for (int k = 0; k < n->count; k++) {
        const Value *arg = value_of(body, n->arg[k]);
        value->weight += arg->how == HOW_INLINE ? arg->weight : 1;
    }
    if (value->uses == 1 && !written && value->weight <= WEIGHT_MAX && read_in_place(body, n))
        return HOW_INLINE;
    return shape_varies(n->shape) ? HOW_ARRAY : HOW_NUMBER;
}

static bool
make_view(Body *body, Node *n)
{
    Value *value = value_of(body, n);
    const Value *arg = value_of(body, n->arg[0]);
    Storage view;
    Hold hold = hold_of(body, n->arg[0]);
    bool side = arg->how == HOW_HELD && (hold == HOLD_SIDE || hold == HOLD_CHOICE);
    if (arg->how == HOW_INLINE || arg->how == HOW_NUMBER || side ||
        !layout_seen(n, arg->storage, &view))
        return false;
    value->storage = view;
    value->type = arg->type;
    return true;
}

static const char *
number_type(const Body *body, const Node *n)
{
    return n->integer ? "int" : body->doubles ? "double" : "float";
}

static void
make_memory(Body *body, Node *n)
{
    Value *value = value_of(body, n);
    value->how = HOW_MEMORY;
    if (body->access != NULL && body->access[n->id].buffer != NULL) {
        value->type = n->integer ? "int" : "float";
        value->storage = body->access[n->id].storage;
        return;
    }
    int place;
    const bool field = program_leaf(body->plan->program, n, &place) == LEAF_FIELDS;
    value->type = !field ? "double" : n->integer ? "int" : "float";
    value->storage = field ? held_storage(n->shape) : logical_storage(n->shape);
}

static void
make_held(Body *body, Node *n, Hold hold)
{
    Value *value = value_of(body, n);
    value->how = HOW_HELD;
    value->storage = held_storage(n->shape);
    value->type = hold == HOLD_SIDE ? "_Bool" : hold == HOLD_VALUE ? "double" : "int";
    (void)body;
}

static void
classify(Body *body, Node *n)
{
    Value *value = value_of(body, n);
    Hold hold = hold_of(body, n);
    value->weight = 1;
    if (is_memory(body, n)) {
        make_memory(body, n);
        return;
    }
    if (hold != HOLD_NONE) {
        make_held(body, n, hold);
        return;
    }
    value->type = number_type(body, n);
    value->storage = value->gradient ? logical_storage(n->shape) : held_storage(n->shape);
    if (graph_inline_leaf(n))
        value->how = HOW_INLINE;
    else if (op_kind(n->op) == KIND_VIEW && make_view(body, n))
        value->how = HOW_VIEW;
    else if (op_kind(n->op) == KIND_ELEMENTWISE)
        value->how = elementwise_how(body, n);
    else
        value->how =
            op_kind(n->op) == KIND_REDUCE && !shape_varies(n->shape) ? HOW_NUMBER : HOW_ARRAY;
    if (graph_random_leaf(n)) /* also where the float run has not stored it */
        value->storage = logical_storage(n->shape);
}

/* ---- scratch ---- */

/* Values that are not memory of their own are read where their users are. */
static void
find_lifetimes(Body *body)
{
    for (int i = body->order.count - 1; i >= 0; i--) {
        Node *n = body->order.at[i];
        Value *value = value_of(body, n);
        Hold hold = hold_of(body, n);
        if (value->how == HOW_INLINE)
            value->made = value->user ? value_of(body, value->user)->made : body->order.count;
        if (value->roots > 0)
            value->last = body->order.count;
        int at = value->how == HOW_VIEW || hold == HOLD_CHOICE ? value->last : value->made;
        for (int k = 0; k < n->count && value->how != HOW_MEMORY; k++) {
            Value *arg = value_of(body, n->arg[k]);
            arg->last = at > arg->last ? at : arg->last;
            arg->last = value->made > arg->last ? value->made : arg->last;
        }
    }
}

/* The lowest place where a block of `words` overlaps nothing that lives from made to last. */
static int64_t
place(const Body *body, const Nodes *placed, int64_t words, int made, int last)
{
    int64_t offset = 0;
    bool moved = true;
    while (moved) {
        moved = false;
        for (int i = 0; i < placed->count; i++) {
            const Value *other = value_of(body, placed->at[i]);
            if (other->last < made || last < other->made ||
                offset >= other->offset + other->words || other->offset >= offset + words)
                continue;
            offset = other->offset + other->words;
            moved = true;
        }
    }
    return offset;
}

static void
place_arrays(Body *body)
{
    Nodes placed = {0};
    for (int i = 0; i < body->order.count; i++) {
        Node *n = body->order.at[i];
        Value *value = value_of(body, n);
        if (value->how != HOW_ARRAY)
            continue;
        int64_t taps = graph_plain_taps(n);
        value->words = value->gradient ? 0 : (shape_size(n->shape) + 7) / 8 * 8;
        value->offset = place(body, &placed, value->words, value->made, value->last);
        PUSH(placed, n);
        value->taps = place(body, &placed, taps, value->made, value->made);
        if (value->offset + value->words > body->words)
            body->words = value->offset + value->words;
        if (taps > 0 && value->taps + taps > body->words)
            body->words = value->taps + taps;
    }
}

static void
finish(Body *body)
{
    mark_live(body);
    count_uses(body);
    for (int i = 0; i < body->order.count; i++)
        classify(body, body->order.at[i]);
    find_lifetimes(body);
    place_arrays(body);
}

/* ---- functions ---- */

static Body *
body_new(const Plan *plan, bool doubles)
{
    Body *body = NEW(Body);
    body->plan = plan;
    body->doubles = doubles;
    body->value = NEW_ARRAY(Value, graph_size());
    return body;
}

Body *
body_of_step(const Plan *plan, int step)
{
    Body *body = body_new(plan, true);
    add_nodes(body, plan->step_losses[step].count, plan->step_losses[step].at);
    body->first = body->order.count;
    const Step *updated = plan->program->steps.at[step];
    add_nodes(body, updated->updates.count, plan->step_gradient[step]);
    for (int i = 0; i < updated->updates.count; i++) {
        const Tensor *tensor = updated->updates.at[i].parameter;
        Node *n = plan->step_gradient[step][i];
        if (value_of(body, n)->roots == 1 && shape_equal(n->shape, tensor->shape))
            value_of(body, n)->gradient = tensor->index + 1;
    }
    finish(body);
    return body;
}

void
step_decisions(const Plan *plan, int step, Nodes *decisions)
{
    Body *body = body_new(plan, true);
    add_nodes(body, plan->program->steps.at[step]->updates.count, plan->step_gradient[step]);
    for (int i = 0; i < body->order.count; i++)
        if (graph_hold(body->order.at[i]) != HOLD_NONE)
            PUSH(*decisions, body->order.at[i]);
}

/* Whether the step begins a run of its own: it shares nothing with those before it. */
static bool
begins(const Program *program, int i)
{
    const Step *step = program->steps.at[i];
    return step_draws_anew(step) || i == 0 || step->stage != program->steps.at[i - 1]->stage;
}

/* Buffers that hold values of the float run once `step` is done. */
static void
find_buffers(Body *body, int step)
{
    const Plan *plan = body->plan;
    int from = step;
    body->access = NEW_ARRAY(Access, graph_size());
    while (!begins(plan->program, from))
        from--;
    for (int i = 0; i < plan->kernels.count; i++) {
        const Kernel *kernel = plan->kernels.at[i];
        const Step *of = plan->routines.at[kernel->routine]->step;
        if (of == NULL || of->index < from || of->index > step)
            continue;
        for (int k = 0; k < kernel->writes.count; k++) {
            const Access *write = &kernel->writes.at[k];
            bool gone = write->buffer->place == PLACE_GRADIENT && of->index < step;
            if (write->storage.panel_slot >= 0 || gone)
                continue;
            /* memory that several products add to holds their sum, not theirs */
            const Node *held = write->buffer->node;
            bool part = kernel->kind == KERNEL_CONTRACTION && held != NULL;
            body->access[part ? held->id : write->node->id] = *write;
            if (write->buffer->name != NULL)
                PUSH(body->taken, write->buffer->name);
        }
    }
}

/* What decision n is taken from in the float run. */
static void
add_source(Body *body, const Node *n, Nodes *sources)
{
    Node *lowered = lower_of(n);
    bool index = graph_hold(n) == HOLD_INDEX || graph_hold(n) == HOLD_ORDER;
    if (index && lowered != NULL && is_memory(body, lowered)) {
        PUSH(*sources, lowered);
        return;
    }
    for (int k = 0; k < n->count && graph_hold(n) != HOLD_VALUE; k++) {
        lowered = lower_of(n->arg[k]);
        if (lowered == NULL)
            die("node %d, which decides, was never lowered", n->id);
        PUSH(*sources, lowered);
    }
}

Body *
body_of_decisions(const Plan *plan, int step, const Nodes *decisions)
{
    Body *body = body_new(plan, false);
    Nodes sources = {0};
    find_buffers(body, step);
    for (int i = 0; i < decisions->count; i++)
        add_source(body, decisions->at[i], &sources);
    add_nodes(body, sources.count, sources.at);
    finish(body);
    return body;
}
