/* Chains: values of one example that are larger than all that they are made of and all that is
 * made of them, such as what every position of a sequence thinks of every other. They are never
 * stored for a whole batch: what makes and uses them runs for one example after the other, in
 * memory for one.
 *
 * Requires a lowered graph, before its routine is fused. The one idea: a seed is a product of
 * two values of the same example that is larger than both. What is as large and made of it
 * example by example belongs to it, and so do rows, its reductions within an example. A product
 * of it that is small again closes the chain. Closing products that share large values and do
 * not wait for each other are one chain; what a later chain needs of an earlier one's inside it
 * computes again. Everything is copied with one example in place of the batch, and fused by
 * itself.
 *
 * Leaves out: values that somebody reads across examples, or that are a result. They are
 * stored, and so is what belongs to them. */
#include "chains.h"

#include "../graph/lowering.h"

#include <string.h>

enum {
    EACH = 1 << 16, /* floats of an example from which its kernels fill all threads */
    WHOLE = 1 << 22 /* floats of a batch that no cache holds */
};

typedef enum Part { PART_NONE, PART_LARGE, PART_ROW, PART_END } Part;

static struct {
    Part *part;    /* by node id */
    int *level;    /* by node id: chains that are complete before it */
    bool *exposed; /* by node id: must be stored for the batch */
    int *group;    /* by node id: a node of the same chain */
    Node **copy;   /* by node id: it for one example, in the chain being made */
    int size;
} chains;

static int64_t
each(const Node *n)
{
    return shape_size(n->shape) / n->shape.n[BATCH];
}

static bool
is_large(const Node *n)
{
    return n->shape.n[BATCH] > 1 && each(n) >= EACH && shape_size(n->shape) >= WHOLE;
}

/* Whether what n is for an example depends on its arguments for that example alone. */
static bool
keeps_examples(const Node *n)
{
    const Kind kind = op_kind(n->op);
    if (kind == KIND_CONTRACT) {
        const Letters *l = graph_roles(n).letters;
        return l != NULL && l->out[BATCH] >= 0 &&
               (l->a[BATCH] < 0 || l->a[BATCH] == l->out[BATCH]) &&
               (l->b[BATCH] < 0 || l->b[BATCH] == l->out[BATCH]) &&
               (l->a[BATCH] >= 0 || n->arg[0]->shape.n[BATCH] == 1) &&
               (l->b[BATCH] >= 0 || n->arg[1]->shape.n[BATCH] == 1);
    }
    if (kind == KIND_REDUCE)
        return !(n->axes & 1u << BATCH);
    if (kind == KIND_VIEW && graph_moves_slots(n))
        return n->u.slot[BATCH] == BATCH;
    if (kind == KIND_VIEW)
        return n->arg[0]->shape.n[BATCH] == n->shape.n[BATCH];
    return kind == KIND_ELEMENTWISE;
}

/* A product of two values of an example, larger than both. */
static bool
is_seed(const Node *n)
{
    if (op_kind(n->op) != KIND_CONTRACT || !is_large(n) || !keeps_examples(n))
        return false;
    const Node *a = n->arg[0], *b = n->arg[1];
    return a->shape.n[BATCH] > 1 && b->shape.n[BATCH] > 1 && each(n) > 2 * (each(a) + each(b));
}

static Part
part_of(const Node *n)
{
    bool large = false, row = false;
    const Kind kind = op_kind(n->op);
    if (is_seed(n))
        return PART_LARGE;
    for (int i = 0; i < n->count; i++) {
        large = large || chains.part[n->arg[i]->id] == PART_LARGE;
        row = row || chains.part[n->arg[i]->id] == PART_ROW;
    }
    if ((!large && !row) || !keeps_examples(n))
        return PART_NONE;
    if (is_large(n))
        return PART_LARGE;
    if (kind == KIND_CONTRACT)
        return large ? PART_END : PART_NONE;
    if (n->shape.n[BATCH] == 1 || each(n) == 1)
        return PART_NONE;
    return kind == KIND_REDUCE || kind == KIND_ELEMENTWISE || kind == KIND_VIEW ? PART_ROW
                                                                                : PART_NONE;
}

static bool
inside(const Node *n)
{
    return chains.part[n->id] == PART_LARGE || chains.part[n->id] == PART_ROW;
}

static int
group_of(const Node *end)
{
    return set_root(chains.group, end->id);
}

/* ---- the parts of a routine ---- */

static void
find_parts(const Nodes *order)
{
    for (int i = 0; i < order->count; i++) {
        const Node *n = order->at[i];
        chains.part[n->id] = part_of(n);
        for (int k = 0; k < n->count; k++) {
            const Node *a = n->arg[k];
            const int level = chains.level[a->id] + (chains.part[a->id] == PART_END);
            if (level > chains.level[n->id])
                chains.level[n->id] = level;
        }
    }
}

/* What is read outside of chains, or is a result, and all within that it is made of. */
static void
find_exposed(int count, Node *const *sinks, const Nodes *order)
{
    for (int i = 0; i < count; i++)
        chains.exposed[sinks[i]->id] = true;
    for (int i = order->count - 1; i >= 0; i--) {
        const Node *n = order->at[i];
        for (int k = 0; k < n->count; k++)
            if (inside(n->arg[k]) &&
                (chains.part[n->id] == PART_NONE || (inside(n) && chains.exposed[n->id])))
                chains.exposed[n->arg[k]->id] = true;
    }
}

typedef struct Walk { /* what an end is made of, down to the chain's inputs */
    Nodes seen, inputs;
} Walk;

/* Made of numbers and index numbers alone: it is written where it is read. */
static bool
is_inline(const Node *n)
{
    if (op_kind(n->op) == KIND_LEAF)
        return graph_inline_leaf(n);
    for (int i = 0; i < n->count; i++)
        if (!is_inline(n->arg[i]))
            return false;
    return op_kind(n->op) == KIND_ELEMENTWISE || op_kind(n->op) == KIND_VIEW;
}

static void
walk(Node *n, bool end, Walk *w)
{
    if (nodes_contain(&w->seen, n) || nodes_contain(&w->inputs, n))
        return;
    if (!end && !inside(n) && !is_inline(n)) {
        PUSH(w->inputs, n);
        return;
    }
    for (int i = 0; i < n->count; i++)
        walk(n->arg[i], false, w);
    PUSH(w->seen, n);
}

static bool
is_exposed(const Walk *w)
{
    for (int i = 0; i < w->seen.count; i++)
        if (chains.exposed[w->seen.at[i]->id])
            return true;
    return false;
}

/* ---- one example in place of the batch ---- */

static Node *
input_for_one(Node *n)
{
    Shape shape = n->shape;
    if (shape.n[BATCH] == 1)
        return n;
    shape.n[BATCH] = 1;
    Tag *tag = n->tag;
    const char *name = tag && tag->name[1] ? tag->name[1] : tag ? tag->name[0] : n->name;
    Node *one = graph_data(NEW(int), name, shape, n->integer ? n->bound : 0);
    graph_call_axes_as(one, n);
    return one;
}

static Node *
node_for_one(Node *n)
{
    Node **arg = NEW_ARRAY(Node *, n->count + 1);
    bool same = n->shape.n[BATCH] == 1;
    for (int i = 0; i < n->count; i++) {
        arg[i] = chains.copy[n->arg[i]->id];
        same = same && arg[i] == n->arg[i];
    }
    return same ? n : graph_for_one(n, arg);
}

static void
copy_chain(Chain *chain, const Walk *w)
{
    for (int i = 0; i < w->inputs.count; i++) {
        Node *n = w->inputs.at[i], *one = input_for_one(n);
        chains.copy[n->id] = one;
        PUSH(chain->inputs, n);
        PUSH(chain->places, one);
    }
    for (int i = 0; i < w->seen.count; i++) {
        Node *n = w->seen.at[i];
        Node *one = node_for_one(n);
        chains.copy[n->id] = one;
        if (one != n)
            lower_stands_for(one, n);
    }
    for (int i = 0; i < chain->ends.count; i++)
        PUSH(chain->ones, chains.copy[chain->ends.at[i]->id]);
}

/* ---- chains ---- */

/* Ends of one level that share something large are one chain. */
static void
join_ends(const Nodes *ends, const Walk *walks)
{
    for (int i = 0; i < ends->count; i++)
        chains.group[ends->at[i]->id] = ends->at[i]->id;
    for (int i = 0; i < ends->count; i++)
        for (int k = 0; k < i; k++) {
            bool shared = false;
            if (chains.level[ends->at[i]->id] != chains.level[ends->at[k]->id])
                continue;
            for (int j = 0; j < walks[k].seen.count && !shared; j++)
                shared = chains.part[walks[k].seen.at[j]->id] == PART_LARGE &&
                         nodes_contain(&walks[i].seen, walks[k].seen.at[j]);
            if (shared)
                chains.group[group_of(ends->at[i])] = group_of(ends->at[k]);
        }
}

static void
make_chain(const Nodes *ends, const Walk *walks, int which, Chains *result)
{
    Chain *chain = NEW(Chain);
    Walk all = {0};
    bool exposed = false;
    for (int i = 0; i < ends->count; i++) {
        if (group_of(ends->at[i]) != which)
            continue;
        exposed = exposed || is_exposed(&walks[i]);
        PUSH(chain->ends, ends->at[i]);
        walk(ends->at[i], true, &all);
    }
    if (exposed)
        return;
    chain->examples = ends->count ? chain->ends.at[0]->shape.n[BATCH] : 0;
    copy_chain(chain, &all);
    PUSH(*result, chain);
}

void
chains_find(int count, Node *const *sinks, const Nodes *needed, Chains *result)
{
    Nodes ends = {0};
    chains.size = graph_size() + 1;
    chains.part = NEW_ARRAY(Part, chains.size);
    chains.level = NEW_ARRAY(int, chains.size);
    chains.exposed = NEW_ARRAY(bool, chains.size);
    chains.group = NEW_ARRAY(int, chains.size);
    chains.copy = NEW_ARRAY(Node *, chains.size);
    find_parts(needed);
    find_exposed(count, sinks, needed);
    for (int i = 0; i < needed->count; i++)
        if (chains.part[needed->at[i]->id] == PART_END)
            PUSH(ends, needed->at[i]);
    Walk *walks = NEW_ARRAY(Walk, ends.count + 1);
    for (int i = 0; i < ends.count; i++)
        walk(ends.at[i], true, &walks[i]);
    join_ends(&ends, walks);
    for (int i = 0; i < ends.count; i++)
        if (group_of(ends.at[i]) == ends.at[i]->id)
            make_chain(&ends, walks, ends.at[i]->id, result);
}
