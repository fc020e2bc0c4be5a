/* Depth: how each node of a routine is evaluated, and behind what.
 *
 * Requires a lowered graph. The depth of a node grows by one level where a value must be
 * complete before it is read: behind a contraction, behind a reduction over the rows, and where
 * the rows change. Small values that do not vary over the batch stand before the loops of their
 * level. */
#include "fusing.h"

#include "../graph/ctext.h"
#include "../graph/lowering.h"

static bool
is_sink(const Fusion *fusion, const Node *n)
{
    for (int i = 0; i < fusion->count; i++)
        if (fusion->sink[i] == n)
            return true;
    return false;
}

/* Contractions with literal factors, used nowhere else: each can add its product to the sum. Of
 * one alone, a loop that reads it applies the factor for nothing. */
static bool
sums_products(const Fusion *fusion, const Node *n)
{
    bool products = !fusion->apart && graph_linear(n) && (n->count > 1 || is_sink(fusion, n));
    for (int i = 0; i < n->count && products; i++) {
        const Node *term = n->arg[i];
        products = op_kind(term->op) == KIND_CONTRACT && shape_equal(term->shape, n->shape) &&
                   !fusion->available(term, fusion->context) &&
                   fusion->used_once(term, fusion->context);
    }
    return products;
}

static Fate
fate_of(const Fusion *fusion, Node *n)
{
    if (graph_inline_leaf(n))
        return FATE_INLINE;
    if (fusion->available(n, fusion->context))
        return FATE_READ;
    switch (op_kind(n->op)) {
    case KIND_LEAF: return graph_random_leaf(n) ? FATE_CALL : FATE_READ;
    case KIND_VIEW: return fusion->viewable(n, fusion->context) ? FATE_VIEW : FATE_CALL;
    case KIND_ELEMENTWISE: return sums_products(fusion, n) ? FATE_SUM : FATE_LOOP;
    case KIND_REDUCE: return FATE_LOOP;
    default: return FATE_CALL;
    }
}

/* A view, a sum of products or a call reads memory: its arguments must be stored. */
static void
store_arguments(Node *n, State *state)
{
    for (int i = 0; i < n->count; i++) {
        State *arg = fuse_state(n->arg[i]);
        int done = arg->done;
        if (arg->fate == FATE_LOOP)
            fuse_store(n->arg[i], op_kind(n->op) == KIND_CONTRACT ? "a product reads it"
                                  : state->fate == FATE_VIEW ? "it is read in another shape"
                                                             : "its elements are moved");
        state->depth = done > state->depth ? done : state->depth;
    }
    state->done = state->depth + (state->fate == FATE_CALL ? LEVEL : 0);
}

static bool
is_before(const State *state)
{
    return state->fate == FATE_LOOP && state->depth % LEVEL != 0;
}

static bool
same_row(Shape a, Shape b)
{
    int row = fuse_row(a);
    return row == fuse_row(b) && (row < 0 || a.n[row] == b.n[row]);
}

/* Marks values that do not vary over the batch, but for those that only a reduction of the same
 * rows needs. */
static void
mark_ahead(const Fusion *fusion)
{
    for (int i = fusion->order.count - 1; i >= 0; i--) {
        Node *n = fusion->order.at[i];
        Kind kind = op_kind(n->op);
        State *state = fuse_state(n);
        if (kind == KIND_ELEMENTWISE && n->shape.n[BATCH] == 1)
            state->ahead |= !state->used;
        if (kind != KIND_ELEMENTWISE && kind != KIND_REDUCE)
            continue;
        for (int k = 0; k < n->count; k++) {
            Node *a = n->arg[k];
            fuse_state(a)->used = true;
            if (op_kind(a->op) == KIND_ELEMENTWISE && a->shape.n[BATCH] == 1)
                fuse_state(a)->ahead |= state->ahead || !same_row(a->shape, fuse_domain(n));
        }
    }
}

/* Whether n is a view of what is computed before the loops of a level. */
static bool
views_before(const Node *n)
{
    const bool view = fuse_state(n)->fate == FATE_VIEW;
    while (fuse_state(n)->fate == FATE_VIEW)
        n = n->arg[0];
    return view && is_before(fuse_state(n));
}

/* The level at which n could be computed before the loops of that level: what does not vary
 * over the batch and is made element by element of memory, or of such values of its own rows. A
 * loop of the level reads it, and nothing of the level is read by it, nor another shape of what
 * stands before the level too, which may be of the same kernel. -1 where it cannot be. */
static int
level_before(Node *n, const State *state)
{
    int level = 0;
    bool waits = false;
    if (!state->ahead)
        return -1;
    for (int i = 0; i < n->count; i++) {
        const State *arg = fuse_state(n->arg[i]);
        bool own = arg->fate == FATE_LOOP && !fuse_crosses(n->arg[i]) &&
                   (fuse_same_rows(arg, state) || fuse_is_number(n->arg[i]));
        if (own && !is_before(arg))
            return -1;
        level = arg->done > level ? arg->done : level;
    }
    for (int i = 0; i < n->count; i++)
        waits = waits || (fuse_state(n->arg[i])->done == level && views_before(n->arg[i]));
    return waits ? -1 : level;
}

/* Behind all that it reads. */
static void
depth_apart(Node *n, State *state)
{
    for (int i = 0; i < n->count; i++)
        if (!graph_absorbs(n, i) && fuse_state(n->arg[i])->done > state->depth)
            state->depth = fuse_state(n->arg[i])->done;
    state->done = state->depth + LEVEL;
    fuse_store(n, "nothing is fused");
}

static void
loop_depth(const Fusion *fusion, Node *n, State *state)
{
    Shape domain = fuse_domain(n);
    state->row = fuse_row(domain);
    state->rows = state->row < 0 ? 1 : domain.n[state->row];
    if (fusion->apart) {
        depth_apart(n, state);
        return;
    }
    int before = level_before(n, state);
    if (before >= 0) {
        state->depth = before - BEFORE;
        state->done = before;
        return;
    }
    for (int i = 0; i < n->count; i++) {
        State *arg = fuse_state(n->arg[i]);
        int least = arg->done;
        if (graph_absorbs(n, i))
            continue;
        if (arg->fate == FATE_LOOP && !fuse_crosses(n->arg[i]) && arg->depth % LEVEL == 0 &&
            (fuse_same_rows(arg, state) || fuse_is_number(n->arg[i])))
            least = arg->depth;
        state->depth = least > state->depth ? least : state->depth;
    }
    state->done = state->depth + LEVEL;
}

/* Nodes that the sinks need, not looking behind what is stored already. A comparison that only
 * stands as the condition of a ternary is no value: what it compares is an operand itself. */
void
fuse_find_needed(Fusion *fusion)
{
    Nodes all = {0};
    graph_order(fusion->count, fusion->sink, &all);
    for (int i = 0; i < fusion->count; i++)
        fuse_state(fusion->sink[i])->mark = 1;
    for (int i = all.count - 1; i >= 0; i--) {
        Node *n = all.at[i];
        if (fuse_state(n)->mark == 0 || fusion->available(n, fusion->context))
            continue;
        for (int k = 0; k < n->count; k++)
            if (!graph_absorbs(n, k))
                fuse_state(n->arg[k])->mark = 1;
    }
    for (int i = 0; i < all.count; i++)
        if (fuse_state(all.at[i])->mark == 1)
            PUSH(fusion->order, all.at[i]);
    fusing.mark = 1;
}

/* A value that a chain gives is there one level behind what the chain reads. */
static void
wait_for(const Nodes *before, State *state)
{
    for (int i = 0; before && i < before->count; i++) {
        const int done = fuse_state(before->at[i])->done;
        state->depth = done > state->depth ? done : state->depth;
    }
    state->done = state->depth + (before ? LEVEL : 0);
}

void
fuse_assign_depths(Fusion *fusion)
{
    if (!fusion->of_one)
        mark_ahead(fusion);
    for (int i = 0; i < fusion->order.count; i++) {
        Node *n = fusion->order.at[i];
        State *state = fuse_state(n);
        state->place = i + 1;
        state->fate = fate_of(fusion, n);
        if (state->fate == FATE_SUM)
            PUSH(fusion->sums, n);
        if (state->fate == FATE_VIEW || state->fate == FATE_SUM || state->fate == FATE_CALL)
            store_arguments(n, state);
        else if (state->fate == FATE_LOOP)
            loop_depth(fusion, n, state);
        else if (state->fate == FATE_READ && fusion->behind)
            wait_for(fusion->behind(n, fusion->context), state);
        if (state->fate == FATE_LOOP && fuse_crosses(n))
            fuse_store(n, "a reduction over the rows");
    }
}
