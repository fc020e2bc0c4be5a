/* Schedule: routines, their kernels in order, and the buffers between them.
 *
 * Requires a translated program. Lowers all of it at once, so that steps share nodes. Then each
 * routine is fused by itself; within the group of the training steps (steps.c), a value stored
 * by one step is read by the next, because equal nodes have equal versions of every parameter.
 *
 * Kernels are ordered by need, then as the page was written: forward before backward, and each
 * weight gradient next to the data gradient of its layer. */
#include "../graph/ctext.h"
#include "../graph/lowering.h"
#include "chains.h"
#include "choice.h"
#include "fuse.h"
#include "scheduling.h"

#include <string.h>

typedef struct Slice { /* of one example: a part of the memory of a batch */
    Buffer *buffer;
    Storage storage;
    int64_t step; /* floats from one example to the next */
} Slice;

typedef struct Chained { /* a chain as a kernel among those of its routine */
    Kernel *kernel;
    Fusion *inner;
    int64_t examples;
} Chained;

static struct {
    Plan *plan;
    Buffer **buffer;       /* by node id: what holds the node in this group */
    Storage *storage;      /* by node id: floats == 0 where the default holds */
    Slice *slice;          /* by node id: buffer NULL where the node has all of its buffer */
    LIST(Chained) chained; /* of the routine being scheduled */
    int chains;            /* so far */
    bool of_one;           /* buffers made now hold one example */
    int *users;            /* by id of a lowered node: arguments and sinks that it is */
    int lowered;           /* ids that `users` has */
    Nodes made;            /* draws that loops of the steps make for themselves */
    int size;
} scheduling;

/* ---- storages that are chosen before fusion ---- */

static void
tables_grow(void)
{
    int size = graph_size() + 1;
    if (size <= scheduling.size)
        return;
    Buffer **buffer = NEW_ARRAY(Buffer *, size);
    Storage *storage = NEW_ARRAY(Storage, size);
    Slice *slice = NEW_ARRAY(Slice, size);
    for (int i = 0; i < scheduling.size; i++) {
        slice[i] = scheduling.slice[i];
        buffer[i] = scheduling.buffer[i];
        storage[i] = scheduling.storage[i];
    }
    scheduling.buffer = buffer;
    scheduling.storage = storage;
    scheduling.slice = slice;
    scheduling.size = size;
}

/* The storage of a value that has memory of its own. */
static Storage
storage_of(const Node *n)
{
    Buffer *buffer = scheduling.buffer[n->id];
    if (scheduling.slice[n->id].buffer != NULL)
        return scheduling.slice[n->id].storage;
    if (buffer != NULL)
        return buffer->storage;
    const Plan *plan = scheduling.plan;
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
    return scheduling.storage[n->id].floats > 0 ? scheduling.storage[n->id]
                                                : layout_default(n->shape);
}

/* The storage of n as a kernel sees it; false where its memory has no such view. */
static bool
storage_seen(Node *n, Storage *storage)
{
    Storage below;
    if (op_kind(n->op) != KIND_VIEW || scheduling.buffer[n->id] != NULL) {
        *storage = storage_of(n);
        return true;
    }
    return storage_seen(n->arg[0], &below) && layout_seen(n, below, storage);
}

/* ---- buffers ---- */

static Buffer *
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
    buffer->of_one = scheduling.of_one;
    return buffer;
}

static void
arena_put(Buffer *buffer)
{
    buffer->id = scheduling.plan->buffers.count;
    PUSH(scheduling.plan->buffers, buffer);
}

static Buffer *
leaf_buffer(const Node *n)
{
    Plan *plan = scheduling.plan;
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
    while (scheduling.buffer[base->id] == NULL && op_kind(base->op) == KIND_VIEW)
        base = base->arg[0];
    access.buffer = scheduling.buffer[base->id];
    if (access.buffer == NULL)
        access.buffer = leaf_buffer(base);
    if (scheduling.slice[base->id].buffer != NULL)
        access.step = scheduling.slice[base->id].step;
    if (!storage_seen(n, &access.storage))
        die("node %d has no view of its memory", n->id);
    return access;
}

static void
make_leaf_buffers(void)
{
    Plan *plan = scheduling.plan;
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
        plan->parameter_floats += (buffer->storage.floats + 15) / 16 * 16;
    }
    for (int i = 0; i < program->states.count; i++) {
        Buffer *buffer = plan->states[i] = buffer_new(NULL, PLACE_STATE, i);
        buffer->shape = program->states.at[i]->shape;
        const Tensor *follows = program->states.at[i]->follows;
        buffer->storage = follows && follows->trained ? plan->parameter_storage[follows->index]
                                                      : storage_plain(buffer->shape, logical);
        buffer->mark = program->states.at[i]->mark;
        plan->state_offset[i] = plan->state_floats;
        plan->state_floats += (buffer->storage.floats + 15) / 16 * 16;
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

/* ---- kernels of a routine ---- */

static bool
available(const Node *n, void *context)
{
    (void)context;
    return n->id < scheduling.size && scheduling.buffer[n->id] != NULL;
}

static bool
used_once(const Node *n, void *context)
{
    (void)context;
    return n->id < scheduling.lowered && scheduling.users[n->id] == 1;
}

static bool
viewable(Node *reshape, void *context)
{
    Storage storage;
    (void)context;
    return storage_seen(reshape, &storage);
}

static int
kernel_rank(const Kernel *kernel)
{
    int rank = -1;
    for (int i = 0; i < kernel->roots.count; i++) {
        int of = lower_rank(kernel->roots.at[i]);
        rank = rank < 0 || of < rank ? of : rank;
    }
    return rank;
}

static void
resolve_accesses(Kernel *kernel)
{
    for (int i = 0; i < kernel->reads.count; i++)
        kernel->reads.at[i] = access_of(kernel->reads.at[i].node);
    for (int i = 0; i < kernel->writes.count; i++) {
        const Access before = kernel->writes.at[i];
        kernel->writes.at[i] = access_of(before.node);
        kernel->writes.at[i].why = before.why;
        kernel->writes.at[i].chosen = before.chosen;
    }
}

/* `pending`: by id of a buffer's node, kernels that have yet to write there. */
static bool
kernel_ready(const Kernel *kernel, const int *pending)
{
    for (int i = 0; i < kernel->reads.count; i++) {
        const Buffer *buffer = kernel->reads.at[i].buffer;
        if (buffer->node != NULL && buffer->node->id < scheduling.size &&
            pending[buffer->node->id] > 0)
            return false;
    }
    return true;
}

/* Draws are made where they are first read. */
static int
reader_rank(const Fusion *fusion, const Kernel *draw, const int *rank)
{
    int first = INT32_MAX;
    for (int i = 0; i < fusion->kernels.count; i++)
        for (int k = 0; k < fusion->kernels.at[i]->reads.count; k++)
            if (fusion->kernels.at[i]->reads.at[k].buffer == draw->writes.at[0].buffer &&
                rank[i] < first)
                first = rank[i];
    return first - 1;
}

void
plan_kernel(Routine *routine, Kernel *kernel)
{
    Plan *plan = scheduling.plan;
    kernel->routine = plan->routines.count;
    kernel->index = plan->kernels.count;
    PUSH(plan->kernels, kernel);
    routine->count++;
}

/* The chain that the kernel stands for; NULL: it stands for itself. */
static const Chained *
chained_of(const Kernel *kernel)
{
    for (int i = 0; i < scheduling.chained.count; i++)
        if (scheduling.chained.at[i].kernel == kernel)
            return &scheduling.chained.at[i];
    return NULL;
}

/* `chain`: its number where these are the kernels of one, else 0. */
static void
order_kernels(Fusion *fusion, Routine *routine, int chain, int64_t examples)
{
    int count = fusion->kernels.count;
    int *rank = NEW_ARRAY(int, count + 1);
    bool *done = NEW_ARRAY(bool, count + 1);
    int *pending = NEW_ARRAY(int, scheduling.size);
    for (int i = 0; i < count; i++) {
        Kernel *kernel = fusion->kernels.at[i];
        rank[i] = kernel_rank(kernel);
        for (int k = 0; k < kernel->writes.count; k++)
            pending[kernel->writes.at[k].buffer->node->id]++;
    }
    for (int i = 0; i < count; i++)
        if (fusion->kernels.at[i]->kind == KERNEL_DRAW)
            rank[i] = reader_rank(fusion, fusion->kernels.at[i], rank);
    for (int made = 0; made < count; made++) {
        int best = -1;
        for (int i = 0; i < count; i++)
            if (!done[i] && kernel_ready(fusion->kernels.at[i], pending) &&
                (best < 0 || rank[i] < rank[best]))
                best = i;
        if (best < 0)
            die("kernels of %s wait for each other", routine->name);
        Kernel *kernel = fusion->kernels.at[best];
        done[best] = true;
        for (int k = 0; k < kernel->writes.count; k++)
            pending[kernel->writes.at[k].buffer->node->id]--;
        const Chained *chained = chained_of(kernel);
        kernel->chain = chain;
        kernel->examples = examples;
        if (chained)
            order_kernels(chained->inner, routine, ++scheduling.chains, chained->examples);
        else
            plan_kernel(routine, kernel);
    }
}

/* Each sink is a node of its own that a kernel of this routine writes. */
static void
separate_sinks(Sinks *sinks)
{
    for (int i = 0; i < sinks->count; i++) {
        Node *n = *sinks->at[i].at;
        bool taken = op_kind(n->op) == KIND_LEAF || op_kind(n->op) == KIND_VIEW;
        do {
            tables_grow();
            taken = taken || available(n, NULL);
            for (int k = 0; k < i; k++)
                taken = taken || *sinks->at[k].at == n;
            if (taken) {
                n = graph_copy(n);
                tables_grow();
                taken = available(n, NULL);
                for (int k = 0; k < i; k++)
                    taken = taken || *sinks->at[k].at == n;
            }
        } while (taken);
        *sinks->at[i].at = n;
    }
}

/* Memory for a node that has none yet. */
static void
keep_in_arena(Node *n)
{
    if (scheduling.buffer[n->id] != NULL)
        return;
    scheduling.buffer[n->id] = buffer_new(n, PLACE_ARENA, 0);
    arena_put(scheduling.buffer[n->id]);
}

/* ---- chains ---- */

static void
nodes_needed(const Fusion *fusion, Nodes *needed)
{
    Nodes all = {0};
    bool *wanted = NEW_ARRAY(bool, graph_size() + 1);
    graph_order(fusion->count, fusion->sink, &all);
    for (int i = 0; i < fusion->count; i++)
        wanted[fusion->sink[i]->id] = true;
    for (int i = all.count - 1; i >= 0; i--) {
        const Node *n = all.at[i];
        for (int k = 0; k < n->count && wanted[n->id] && !available(n, NULL); k++)
            wanted[n->arg[k]->id] = true;
    }
    for (int i = 0; i < all.count; i++)
        if (wanted[all.at[i]->id] && !available(all.at[i], NULL))
            PUSH(*needed, all.at[i]);
}

/* What the chain reads that gives n. */
static const Nodes *
behind(const Node *n, void *context)
{
    const Chains *found = context;
    for (int c = 0; c < found->count; c++)
        for (int i = 0; i < found->at[c]->ends.count; i++)
            if (found->at[c]->ends.at[i] == n)
                return &found->at[c]->stored;
    return NULL;
}

/* What must be stored, so that n can be read: itself, or what it is a view of. */
static Node *
stored_below(Node *n)
{
    Storage storage;
    if (op_kind(n->op) != KIND_VIEW || !storage_seen(n, &storage))
        return n;
    while (op_kind(n->op) == KIND_VIEW && scheduling.buffer[n->id] == NULL)
        n = n->arg[0];
    return n;
}

/* Chains of the routine get memory for what they give, and what they read becomes a sink. */
static void
find_chains(Fusion *fusion, Chains *found)
{
    Nodes needed = {0}, sinks = {0};
    nodes_needed(fusion, &needed);
    chains_find(fusion->count, fusion->sink, &needed, found);
    tables_grow();
    for (int i = 0; i < fusion->count; i++)
        PUSH(sinks, fusion->sink[i]);
    for (int c = 0; c < found->count; c++)
        for (int i = 0; i < found->at[c]->ends.count; i++)
            keep_in_arena(found->at[c]->ends.at[i]);
    for (int c = 0; c < found->count; c++)
        for (int i = 0; i < found->at[c]->inputs.count; i++) {
            Node *n = stored_below(found->at[c]->inputs.at[i]);
            PUSH(found->at[c]->stored, n);
            const bool there =
                available(n, NULL) || (op_kind(n->op) == KIND_LEAF && !graph_random_leaf(n));
            if (!there && !nodes_contain(&sinks, n))
                PUSH(sinks, n);
        }
    fusion->sink = sinks.at;
    fusion->count = sinks.count;
}

/* One example of what the access holds. */
static Slice
slice_of(Node *n)
{
    Access access = access_of(n);
    Slice slice = {access.buffer, access.storage, access.storage.stride[BATCH]};
    slice.storage.stride[BATCH] = 0;
    return slice;
}

static void
give_memory(const Fusion *fusion)
{
    for (int i = 0; i < fusion->sums.count; i++) {
        const Node *sum = fusion->sums.at[i];
        keep_in_arena(fusion->sums.at[i]);
        for (int k = 0; k < sum->count; k++)
            scheduling.buffer[sum->arg[k]->id] = scheduling.buffer[sum->id];
    }
    for (int i = 0; i < fusion->kernels.count; i++)
        for (int k = 0; k < fusion->kernels.at[i]->writes.count; k++)
            keep_in_arena(fusion->kernels.at[i]->writes.at[k].node);
}

/* What holds one example is there for its chain alone. */
static void
forget_examples(const Fusion *inner)
{
    for (int i = 0; i < inner->kernels.count; i++)
        for (int k = 0; k < inner->kernels.at[i]->writes.count; k++) {
            const Access *write = &inner->kernels.at[i]->writes.at[k];
            if (write->buffer->of_one)
                scheduling.buffer[write->node->id] = NULL;
        }
}

/* The kernels of a chain, and the one that stands for them among those of the routine. */
static void
chain_kernels(const Chain *chain, Fusion *outer)
{
    Fusion *inner = NEW(Fusion);
    Kernel *whole = NEW(Kernel);
    *inner = (Fusion){.count = chain->ones.count,
                      .results = chain->ones.count,
                      .sink = chain->ones.at,
                      .available = available,
                      .used_once = used_once,
                      .viewable = viewable,
                      .of_one = true};
    whole->row = -1;
    for (int i = 0; i < chain->inputs.count; i++) {
        Node *n = chain->inputs.at[i], *place = chain->places.at[i];
        if (graph_inline_leaf(n))
            continue;
        PUSH(whole->reads, access_of(n));
        if (place == n)
            continue;
        scheduling.slice[place->id] = slice_of(n);
        scheduling.buffer[place->id] = scheduling.slice[place->id].buffer;
    }
    fuse(inner);
    tables_grow();
    for (int i = 0; i < chain->ends.count; i++) {
        Node *end = chain->ends.at[i], *one = chain->ones.at[i];
        PUSH(whole->roots, end);
        PUSH(whole->writes, access_of(end));
        scheduling.slice[one->id] = slice_of(end);
        scheduling.buffer[one->id] = scheduling.slice[one->id].buffer;
    }
    scheduling.of_one = true;
    give_memory(inner);
    scheduling.of_one = false;
    for (int i = 0; i < inner->kernels.count; i++)
        resolve_accesses(inner->kernels.at[i]);
    forget_examples(inner);
    PUSH(outer->kernels, whole);
    PUSH(scheduling.chained, ((Chained){whole, inner, chain->examples}));
}

void
make_kernels(Routine *routine, Sinks *sinks)
{
    Plan *plan = scheduling.plan;
    Chains found = {0};
    separate_sinks(sinks);
    Fusion fusion = {.count = sinks->count,
                     .results = sinks->count,
                     .available = available,
                     .used_once = used_once,
                     .viewable = viewable,
                     .behind = behind,
                     .context = &found,
                     .apart = plan->program->unfused,
                     .made = routine->command ? NULL : &scheduling.made,
                     .alike = routine->kind == ROUTINE_EVALUATE};
    if (fusion.apart)
        fusion.made = NULL;
    fusion.sink = NEW_ARRAY(Node *, sinks->count + 1);
    for (int i = 0; i < sinks->count; i++)
        fusion.sink[i] = *sinks->at[i].at;
    scheduling.chained.count = 0;
    if (!fusion.apart)
        find_chains(&fusion, &found);
    fuse(&fusion);
    tables_grow();
    for (int i = 0; i < sinks->count; i++) {
        Node *n = *sinks->at[i].at;
        if (sinks->at[i].place == PLACE_GRADIENT)
            scheduling.storage[n->id] = plan->parameter_storage[sinks->at[i].index];
        scheduling.buffer[n->id] = buffer_new(n, sinks->at[i].place, sinks->at[i].index);
        if (sinks->at[i].place == PLACE_ARENA)
            arena_put(scheduling.buffer[n->id]);
    }
    give_memory(&fusion);
    for (int i = 0; i < fusion.kernels.count; i++)
        resolve_accesses(fusion.kernels.at[i]);
    for (int i = 0; i < found.count; i++)
        chain_kernels(found.at[i], &fusion);
    order_kernels(&fusion, routine, 0, 0);
    for (int i = 0; i < sinks->count; i++)
        PUSH(routine->results, access_of(*sinks->at[i].at));
}

/* ---- routines ---- */

void
sink_put(Sinks *sinks, Node **at, Place place, int index)
{
    PUSH(*sinks, ((Sink){at, place, index}));
}

Routine *
routine_new(const char *name, int group)
{
    Routine *routine = NEW(Routine);
    routine->name = name;
    routine->group = group;
    routine->first = scheduling.plan->kernels.count;
    return routine;
}

void
routine_done(Routine *routine)
{
    PUSH(scheduling.plan->routines, routine);
}

void
forget_buffers(void)
{
    memset(scheduling.buffer, 0, sizeof *scheduling.buffer * (size_t)scheduling.size);
}

/* What steps before have stored, to be known again behind a step that may not be made. */
Known
known_now(void)
{
    Known known = {NEW_ARRAY(Buffer *, scheduling.size + 1), scheduling.size};
    memcpy(known.buffer, scheduling.buffer, sizeof *known.buffer * (size_t)known.size);
    return known;
}

void
know_again(const Known *known)
{
    forget_buffers();
    memcpy(scheduling.buffer, known->buffer, sizeof *known->buffer * (size_t)known->size);
}

static void
schedule_evaluation(void)
{
    Plan *plan = scheduling.plan;
    Routine *routine = routine_new("evaluate", 1);
    Sinks sinks = {0};
    routine->kind = ROUTINE_EVALUATE;
    forget_buffers();
    for (int i = 0; i < plan->program->scalars.count; i++)
        sink_put(&sinks, &plan->program->scalars.at[i]->evaluated, PLACE_VALUE,
                 plan->program->scalars.at[i]->index);
    make_kernels(routine, &sinks);
    PUSH(plan->routines, routine);
}

static void
schedule_command(Command *command)
{
    Routine *routine = routine_new(command->name, 2 + command->index);
    Sinks sinks = {0};
    routine->kind = ROUTINE_COMMAND;
    routine->command = command;
    forget_buffers();
    for (int i = 0; i < command->outputs.count; i++)
        sink_put(&sinks, &command->outputs.at[i].value, PLACE_OUTPUT, i);
    make_kernels(routine, &sinks);
    PUSH(scheduling.plan->routines, routine);
}

/* Every node that the program holds, by the place that holds it. */
static void
program_sinks(Program *program, Sinks *sinks)
{
    for (int i = 0; i < program->scalars.count; i++) {
        for (int s = 0; s < program->steps.count; s++)
            for (int k = 0; k < program->steps.at[s]->logged.count; k++)
                if (program->steps.at[s]->logged.at[k].scalar == program->scalars.at[i])
                    sink_put(sinks, &program->steps.at[s]->logged.at[k].value, PLACE_VALUE, i);
        sink_put(sinks, &program->scalars.at[i]->evaluated, PLACE_VALUE, i);
    }
    for (int i = 0; i < program->steps.count; i++) {
        Step *step = program->steps.at[i];
        for (int k = 0; k < step->losses.count; k++)
            sink_put(sinks, &step->losses.at[k], PLACE_VALUE, k);
        for (int k = 0; k < step->updates.count; k++)
            sink_put(sinks, &step->updates.at[k].gradient, PLACE_GRADIENT, k);
        for (int k = 0; k < step->assigns.count; k++)
            sink_put(sinks, &step->assigns.at[k].value, PLACE_STATE, k);
        for (int k = 0; k < step->rates.count; k++)
            sink_put(sinks, &step->rates.at[k].value, PLACE_ARENA, k);
        for (int k = 0; k < step->gates.count; k++)
            sink_put(sinks, &step->gates.at[k], PLACE_ARENA, k);
        if (step->when)
            sink_put(sinks, &step->when, PLACE_ARENA, 0);
    }
    for (int i = 0; i < program->commands.count; i++)
        for (int k = 0; k < program->commands.at[i]->outputs.count; k++)
            sink_put(sinks, &program->commands.at[i]->outputs.at[k].value, PLACE_OUTPUT, k);
}

/* What gradcheck differentiates: stop_gradient must still be there. */
static void
keep_originals(Plan *plan)
{
    Program *program = plan->program;
    plan->step_losses = NEW_ARRAY(Nodes, program->steps.count + 1);
    plan->step_gradient = NEW_ARRAY(Node **, program->steps.count + 1);
    for (int i = 0; i < program->steps.count; i++) {
        Step *step = program->steps.at[i];
        for (int k = 0; k < step->losses.count; k++)
            PUSH(plan->step_losses[i], step->losses.at[k]);
        plan->step_gradient[i] = NEW_ARRAY(Node *, step->updates.count + 1);
        for (int k = 0; k < step->updates.count; k++)
            plan->step_gradient[i][k] = step->updates.at[k].gradient;
    }
}

/* A gradient or an output that is the same along an axis is written along all of it. */
static void
broadcast_sinks(Program *program)
{
    for (int i = 0; i < program->steps.count; i++)
        for (int k = 0; k < program->steps.at[i]->updates.count; k++) {
            Update *update = &program->steps.at[i]->updates.at[k];
            if (!shape_equal(update->gradient->shape, update->parameter->shape))
                update->gradient = graph_broadcast(update->gradient, update->parameter->shape);
        }
    for (int i = 0; i < program->steps.count; i++)
        for (int k = 0; k < program->steps.at[i]->assigns.count; k++) {
            Assign *assign = &program->steps.at[i]->assigns.at[k];
            if (!shape_equal(assign->value->shape, assign->state->shape))
                assign->value = graph_broadcast(assign->value, assign->state->shape);
        }
    for (int i = 0; i < program->commands.count; i++)
        for (int k = 0; k < program->commands.at[i]->outputs.count; k++) {
            Output *output = &program->commands.at[i]->outputs.at[k];
            Shape shape = shape_scalar();
            shape.n[BATCH] = program->batch;
            for (int a = 0; a < output->dims.rank; a++)
                shape.n[BATCH + 1 + a] = output->dims.n[a];
            if (!shape_equal(output->value->shape, shape))
                output->value = graph_broadcast(output->value, shape);
        }
}

static void
lower_program(Program *program, Nodes *order)
{
    Sinks sinks = {0};
    program_sinks(program, &sinks);
    Node **outputs = NEW_ARRAY(Node *, sinks.count + 1);
    for (int i = 0; i < sinks.count; i++)
        outputs[i] = *sinks.at[i].at;
    lower(sinks.count, outputs);
    for (int i = 0; i < sinks.count; i++)
        *sinks.at[i].at = outputs[i];
    broadcast_sinks(program); /* also what is the same only since stop_gradient is erased */
    for (int i = 0; i < sinks.count; i++)
        outputs[i] = *sinks.at[i].at;
    graph_order(sinks.count, outputs, order);
    scheduling.lowered = graph_size();
    scheduling.users = NEW_ARRAY(int, scheduling.lowered);
    for (int i = 0; i < sinks.count; i++)
        scheduling.users[outputs[i]->id]++;
    for (int i = 0; i < order->count; i++)
        for (int k = 0; k < order->at[i]->count; k++)
            scheduling.users[order->at[i]->arg[k]->id]++;
}

/* Where the kernel writes a term of a sum: its factor, and whether a term is there already. */
static void
find_term(const Plan *plan, const Kernel *kernel, Contraction *c)
{
    const Buffer *buffer = kernel->writes.at[0].buffer;
    const Node *sum = buffer->node;
    c->factor = RATIONAL_ONE;
    if (sum == c->node)
        return;
    for (int k = 0; k < sum->count; k++)
        if (sum->arg[k] == c->node)
            c->factor = sum->number[k];
    for (int i = 0; i < kernel->index; i++) {
        const Kernel *earlier = plan->kernels.at[i];
        c->adds =
            c->adds || (earlier->writes.count > 0 && earlier->writes.at[0].buffer == buffer);
    }
}

enum { ROOM_SHARE = 8 }; /* of a memory limit, for the scratch of one contraction */

/* Contractions need their operands' storage, which is known by now. */
static void
make_contractions(Plan *plan)
{
    for (int i = 0; i < plan->kernels.count; i++) {
        Kernel *kernel = plan->kernels.at[i];
        if (kernel->kind != KERNEL_CONTRACTION)
            continue;
        Contraction *c = kernel->contraction = NEW(Contraction);
        const Access *access[3] = {&kernel->reads.at[0], &kernel->reads.at[1],
                                   &kernel->writes.at[0]};
        c->node = kernel->roots.at[0];
        for (int o = 0; o < 3; o++)
            c->operand[o] = (Operand){graph_operand_name(c->node, o), access[o]->node->shape,
                                      access[o]->storage};
        find_term(plan, kernel, c);
        if (plan->program->choices)
            c->choice = choices_find(plan->program->choices, contraction_key(c));
        c->room = plan->program->memory / (ROOM_SHARE * (int64_t)sizeof(float));
        tile_choose(c);
        if (c->scratch > 0) {
            Buffer *scratch = kernel->scratch = buffer_new(NULL, PLACE_ARENA, 0);
            scratch->shape = shape_scalar();
            scratch->storage.floats = c->scratch;
            scratch->storage.panel_slot = -1;
            arena_put(scratch);
        }
    }
}

/* All that kernels evaluate, read and write has the names of its axes. */
static void
name_axes(const Plan *plan)
{
    Nodes ends = {0}, order = {0};
    for (int i = 0; i < plan->kernels.count; i++) {
        const Kernel *kernel = plan->kernels.at[i];
        for (int k = 0; k < kernel->body.count; k++)
            PUSH(ends, kernel->body.at[k]);
        for (int k = 0; k < kernel->writes.count; k++)
            PUSH(ends, kernel->writes.at[k].node);
        for (int k = 0; k < kernel->reads.count; k++)
            PUSH(ends, kernel->reads.at[k].node);
    }
    graph_order(ends.count, ends.at, &order);
    graph_name_axes(order.count, order.at);
}

Plan *
schedule(Program *program)
{
    Nodes order = {0};
    Plan *plan = NEW(Plan);
    memset(&scheduling, 0, sizeof scheduling);
    scheduling.plan = plan;
    plan->program = program;
    keep_originals(plan);
    lower_program(program, &order);
    tables_grow();
    layout_parameters(plan, &order, scheduling.storage);
    make_leaf_buffers();
    updates_assign(plan);
    for (int i = 0; i < program->steps.count; i++)
        schedule_step(plan, program->steps.at[i]);
    tables_grow();
    schedule_evaluation();
    for (int i = 0; i < program->commands.count; i++)
        schedule_command(program->commands.at[i]);
    make_contractions(plan);
    name_axes(plan);
    return plan;
}
