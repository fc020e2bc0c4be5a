/* The kernels of one routine: what it must store, fused, in order, with memory for each.
 *
 * Requires lowered sinks. What the routine stores are nodes of its own; parts of it that run
 * example by example (chains.c) are fused by themselves, and stand as one kernel among the
 * others until all are ordered.
 *
 * Kernels are ordered by need, then as the page was written: forward before backward, and each
 * weight gradient next to the data gradient of its layer. */
#include "../graph/lowering.h"
#include "chains.h"
#include "fuse.h"
#include "scheduling.h"

#include <string.h>

typedef struct Chained { /* a chain as a kernel among those of its routine */
    Kernel *kernel;
    Fusion *inner;
    int64_t examples;
} Chained;

static struct {
    Plan *plan;
    LIST(Chained) chained; /* of the routine being scheduled */
    int chains;            /* so far */
    int *users;            /* by id of a lowered node: arguments and sinks that it is */
    int lowered;           /* ids that `users` has */
    Nodes made;            /* draws that loops of the steps make for themselves */
} kernels;

void
kernels_begin(Plan *plan, const Nodes *sinks, const Nodes *order)
{
    memset(&kernels, 0, sizeof kernels);
    kernels.plan = plan;
    kernels.lowered = graph_size();
    kernels.users = NEW_ARRAY(int, kernels.lowered);
    for (int i = 0; i < sinks->count; i++)
        kernels.users[sinks->at[i]->id]++;
    for (int i = 0; i < order->count; i++)
        for (int k = 0; k < order->at[i]->count; k++)
            kernels.users[order->at[i]->arg[k]->id]++;
}

/* ---- what fusion asks ---- */

static bool
available(const Node *n, void *context)
{
    (void)context;
    return is_stored(n);
}

static bool
used_once(const Node *n, void *context)
{
    (void)context;
    return n->id < kernels.lowered && kernels.users[n->id] == 1;
}

static bool
viewable(Node *reshape, void *context)
{
    Storage storage;
    (void)context;
    return buffer_seen(reshape, &storage);
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

/* ---- order ---- */

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
        if (buffer->node != NULL && pending[buffer->node->id] > 0)
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
        if (rank[i] < first && kernel_reads(fusion->kernels.at[i], draw->writes.at[0].buffer))
            first = rank[i];
    return first - 1;
}

void
plan_kernel(Routine *routine, Kernel *kernel)
{
    Plan *plan = kernels.plan;
    kernel->routine = plan->routines.count;
    kernel->index = plan->kernels.count;
    PUSH(plan->kernels, kernel);
    routine->count++;
}

/* The chain that the kernel stands for; NULL: it stands for itself. */
static const Chained *
chained_of(const Kernel *kernel)
{
    for (int i = 0; i < kernels.chained.count; i++)
        if (kernels.chained.at[i].kernel == kernel)
            return &kernels.chained.at[i];
    return NULL;
}

/* `chain`: its number where these are the kernels of one, else 0. */
static void
order_kernels(Fusion *fusion, Routine *routine, int chain, int64_t examples)
{
    int count = fusion->kernels.count;
    int *rank = NEW_ARRAY(int, count + 1);
    bool *done = NEW_ARRAY(bool, count + 1);
    int *pending = NEW_ARRAY(int, graph_size());
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
            order_kernels(chained->inner, routine, ++kernels.chains, chained->examples);
        else
            plan_kernel(routine, kernel);
    }
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
        for (int k = 0; k < n->count && wanted[n->id] && !is_stored(n); k++)
            wanted[n->arg[k]->id] = true;
    }
    for (int i = 0; i < all.count; i++)
        if (wanted[all.at[i]->id] && !is_stored(all.at[i]))
            PUSH(*needed, all.at[i]);
}

/* What must be stored, so that n can be read: itself, or what it is a view of. */
static Node *
stored_below(Node *n)
{
    Storage storage;
    if (op_kind(n->op) != KIND_VIEW || !buffer_seen(n, &storage))
        return n;
    while (op_kind(n->op) == KIND_VIEW && !is_stored(n))
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
    buffers_grow();
    for (int i = 0; i < fusion->count; i++)
        PUSH(sinks, fusion->sink[i]);
    for (int c = 0; c < found->count; c++)
        for (int i = 0; i < found->at[c]->ends.count; i++)
            buffer_keep(found->at[c]->ends.at[i]);
    for (int c = 0; c < found->count; c++)
        for (int i = 0; i < found->at[c]->inputs.count; i++) {
            Node *n = stored_below(found->at[c]->inputs.at[i]);
            PUSH(found->at[c]->stored, n);
            const bool there =
                is_stored(n) || (op_kind(n->op) == KIND_LEAF && !graph_random_leaf(n));
            if (!there && !nodes_contain(&sinks, n))
                PUSH(sinks, n);
        }
    fusion->sink = sinks.at;
    fusion->count = sinks.count;
}

static void
give_memory(const Fusion *fusion)
{
    for (int i = 0; i < fusion->sums.count; i++) {
        const Node *sum = fusion->sums.at[i];
        buffer_keep(fusion->sums.at[i]);
        for (int k = 0; k < sum->count; k++)
            buffer_share(sum->arg[k], sum);
    }
    for (int i = 0; i < fusion->kernels.count; i++)
        for (int k = 0; k < fusion->kernels.at[i]->writes.count; k++)
            buffer_keep(fusion->kernels.at[i]->writes.at[k].node);
}

/* What holds one example is there for its chain alone. */
static void
forget_examples(const Fusion *inner)
{
    for (int i = 0; i < inner->kernels.count; i++)
        for (int k = 0; k < inner->kernels.at[i]->writes.count; k++) {
            const Access *write = &inner->kernels.at[i]->writes.at[k];
            if (write->buffer->of_one)
                buffer_forget(write->node);
        }
}

static void
read_inputs(const Chain *chain, Kernel *whole)
{
    for (int i = 0; i < chain->inputs.count; i++) {
        Node *n = chain->inputs.at[i], *place = chain->places.at[i];
        if (graph_inline_leaf(n))
            continue;
        PUSH(whole->reads, access_of(n));
        if (place != n)
            buffer_slice(place, n);
    }
}

static void
write_ends(const Chain *chain, Kernel *whole)
{
    for (int i = 0; i < chain->ends.count; i++) {
        PUSH(whole->roots, chain->ends.at[i]);
        PUSH(whole->writes, access_of(chain->ends.at[i]));
        buffer_slice(chain->ones.at[i], chain->ends.at[i]);
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
    read_inputs(chain, whole);
    fuse(inner);
    buffers_grow();
    write_ends(chain, whole);
    buffers_of_one(true);
    give_memory(inner);
    buffers_of_one(false);
    for (int i = 0; i < inner->kernels.count; i++)
        resolve_accesses(inner->kernels.at[i]);
    forget_examples(inner);
    PUSH(outer->kernels, whole);
    PUSH(kernels.chained, ((Chained){whole, inner, chain->examples}));
}

/* ---- the routine ---- */

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
    routine->first = kernels.plan->kernels.count;
    return routine;
}

void
routine_done(Routine *routine)
{
    PUSH(kernels.plan->routines, routine);
}

static bool
is_among(const Sinks *sinks, int count, const Node *n)
{
    for (int i = 0; i < count; i++)
        if (*sinks->at[i].at == n)
            return true;
    return false;
}

/* Each sink is a node of its own that a kernel of this routine writes. */
static void
separate_sinks(Sinks *sinks)
{
    for (int i = 0; i < sinks->count; i++) {
        Node *n = *sinks->at[i].at;
        bool elsewhere = op_kind(n->op) == KIND_LEAF || op_kind(n->op) == KIND_VIEW;
        while (elsewhere || is_stored(n) || is_among(sinks, i, n)) {
            n = graph_copy(n);
            elsewhere = false;
        }
        *sinks->at[i].at = n;
    }
    buffers_grow();
}

/* What fusion is told of the routine. */
static Fusion
fusion_of(const Routine *routine, const Sinks *sinks, Chains *found)
{
    const bool apart = kernels.plan->program->unfused;
    Fusion fusion = {.count = sinks->count,
                     .results = sinks->count,
                     .sink = NEW_ARRAY(Node *, sinks->count + 1),
                     .available = available,
                     .used_once = used_once,
                     .viewable = viewable,
                     .behind = behind,
                     .context = found,
                     .apart = apart,
                     .made = routine->command || apart ? NULL : &kernels.made,
                     .alike = routine->kind == ROUTINE_EVALUATE};
    for (int i = 0; i < sinks->count; i++)
        fusion.sink[i] = *sinks->at[i].at;
    return fusion;
}

void
make_kernels(Routine *routine, Sinks *sinks)
{
    Chains found = {0};
    separate_sinks(sinks);
    Fusion fusion = fusion_of(routine, sinks, &found);
    kernels.chained.count = 0;
    if (!fusion.apart)
        find_chains(&fusion, &found);
    fuse(&fusion);
    buffers_grow();
    for (int i = 0; i < sinks->count; i++)
        buffer_give(*sinks->at[i].at, sinks->at[i].place, sinks->at[i].index);
    give_memory(&fusion);
    for (int i = 0; i < fusion.kernels.count; i++)
        resolve_accesses(fusion.kernels.at[i]);
    for (int i = 0; i < found.count; i++)
        chain_kernels(found.at[i], &fusion);
    order_kernels(&fusion, routine, 0, 0);
    for (int i = 0; i < sinks->count; i++)
        PUSH(routine->results, access_of(*sinks->at[i].at));
}
