/* Fusion: which nodes are evaluated in which loop nest, and which values are stored.
 *
 * Requires a lowered graph. The one idea: a kernel is everything of one depth that shares rows.
 * Small values that do not vary over the batch stand before the loops of their depth.
 * The depth of a node grows by one where a value must be complete before it is read: behind a
 * contraction, behind a reduction over the rows, and where the rows change. Then each kernel,
 * from the last to the first, decides whether to recompute or to store what it needs of earlier
 * ones: reductions and row values are stored; an element-wise value is recomputed where that
 * reads at most one more large operand and evaluates no exp or its kin.
 *
 * Leaves out: search. The greedy choice reached the hand-written number of passes on every
 * pattern it was compared on. */
#include "fuse.h"

#include "../graph/ctext.h"
#include "../graph/lowering.h"

#include <stdlib.h>

typedef struct State {
    Fate fate;
    int depth; /* of its kernel */
    int done;  /* first depth that may read it from memory */
    int row;   /* loops: slot of the rows */
    int64_t rows;
    bool stored, chosen;
    bool used;       /* by a loop */
    bool ahead;      /* if it can be, it is computed before the loops of its level */
    const char *why; /* it is stored, or computed again where it is read */
    int place;       /* in Fusion.order, from 1; 0: not of this routine */
    int mark;        /* of the walk that saw it last */
    int part;        /* walk_part: component, plus one */
} State;

/* Depths of loops are multiples of LEVEL; small values of a level stand BEFORE its loops. */
enum { LEVEL = 2, BEFORE = 1 };

static struct {
    State *state; /* by node id */
    int size, mark;
} fusing;

static State *
state_of(const Node *n)
{
    if (n->id >= fusing.size)
        die("fuse: node %d is younger than the routine", n->id);
    return &fusing.state[n->id];
}

Shape
fuse_domain(const Node *n)
{
    return op_kind(n->op) == KIND_REDUCE ? n->arg[0]->shape : n->shape;
}

int
fuse_row(Shape domain)
{
    int8_t order[AXES];
    layout_order(domain, order);
    for (int i = 0; i < AXES; i++)
        if (domain.n[order[i]] > 1)
            return order[i];
    return -1;
}

bool
fuse_crosses(const Node *n)
{
    int row = fuse_row(fuse_domain(n));
    return op_kind(n->op) == KIND_REDUCE && (row < 0 || (n->axes >> row & 1u));
}

static bool
is_loop(const Node *n)
{
    return state_of(n)->fate == FATE_LOOP;
}

static bool
same_rows(const State *a, const State *b)
{
    return a->row == b->row && a->rows == b->rows;
}

static bool
is_number(const Node *n)
{
    return shape_varies(n->shape) == 0;
}

static void
store(Node *n, const char *why)
{
    State *state = state_of(n);
    if (!state->stored)
        state->why = why;
    state->stored = true;
}

/* ---- depth ---- */

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
    bool products = graph_linear(n) && (n->count > 1 || is_sink(fusion, n));
    for (int i = 0; i < n->count && products; i++) {
        const Node *term = n->arg[i];
        products = op_kind(term->op) == KIND_CONTRACT && shape_equal(term->shape, n->shape) &&
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
        State *arg = state_of(n->arg[i]);
        int done = arg->done;
        if (arg->fate == FATE_LOOP)
            store(n->arg[i], op_kind(n->op) == KIND_CONTRACT ? "a product reads it"
                             : state->fate == FATE_VIEW      ? "it is read in another shape"
                                                             : "its elements are moved");
        state->depth = done > state->depth ? done : state->depth;
    }
    state->done = state->depth + (state->fate == FATE_CALL ? LEVEL : 0);
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
        State *state = state_of(n);
        if (kind == KIND_ELEMENTWISE && n->shape.n[BATCH] == 1)
            state->ahead |= !state->used;
        if (kind != KIND_ELEMENTWISE && kind != KIND_REDUCE)
            continue;
        for (int k = 0; k < n->count; k++) {
            Node *a = n->arg[k];
            state_of(a)->used = true;
            if (op_kind(a->op) == KIND_ELEMENTWISE && a->shape.n[BATCH] == 1)
                state_of(a)->ahead |= state->ahead || !same_row(a->shape, fuse_domain(n));
        }
    }
}

/* The level at which n could be computed before the loops of that level: what does not vary
 * over the batch and is made element by element of memory, or of such values of its own rows. A
 * loop of the level reads it, and nothing of the level is read by it. -1 where it cannot be. */
static int
level_before(Node *n, const State *state)
{
    int level = 0;
    if (!state->ahead)
        return -1;
    for (int i = 0; i < n->count; i++) {
        const State *arg = state_of(n->arg[i]);
        bool own = arg->fate == FATE_LOOP && !fuse_crosses(n->arg[i]) &&
                   (same_rows(arg, state) || is_number(n->arg[i]));
        if (own && arg->depth % LEVEL == 0)
            return -1;
        level = arg->done > level ? arg->done : level;
    }
    return level;
}

static void
loop_depth(Node *n, State *state)
{
    Shape domain = fuse_domain(n);
    state->row = fuse_row(domain);
    state->rows = state->row < 0 ? 1 : domain.n[state->row];
    int before = level_before(n, state);
    if (before >= 0) {
        state->depth = before - BEFORE;
        state->done = before;
        return;
    }
    for (int i = 0; i < n->count; i++) {
        State *arg = state_of(n->arg[i]);
        int least = arg->done;
        if (arg->fate == FATE_LOOP && !fuse_crosses(n->arg[i]) && arg->depth % LEVEL == 0 &&
            (same_rows(arg, state) || is_number(n->arg[i])))
            least = arg->depth;
        state->depth = least > state->depth ? least : state->depth;
    }
    state->done = state->depth + LEVEL;
}

/* Nodes that the sinks need, not looking behind what is stored already. */
static void
find_needed(Fusion *fusion)
{
    Nodes all = {0};
    graph_order(fusion->count, fusion->sink, &all);
    for (int i = 0; i < fusion->count; i++)
        state_of(fusion->sink[i])->mark = 1;
    for (int i = all.count - 1; i >= 0; i--) {
        Node *n = all.at[i];
        if (state_of(n)->mark == 0 || fusion->available(n, fusion->context))
            continue;
        for (int k = 0; k < n->count; k++)
            state_of(n->arg[k])->mark = 1;
    }
    for (int i = 0; i < all.count; i++)
        if (state_of(all.at[i])->mark == 1)
            PUSH(fusion->order, all.at[i]);
    fusing.mark = 1;
}

static void
assign_depths(Fusion *fusion)
{
    mark_ahead(fusion);
    for (int i = 0; i < fusion->order.count; i++) {
        Node *n = fusion->order.at[i];
        State *state = state_of(n);
        state->place = i + 1;
        state->fate = fate_of(fusion, n);
        if (state->fate == FATE_SUM)
            PUSH(fusion->sums, n);
        if (state->fate == FATE_VIEW || state->fate == FATE_SUM || state->fate == FATE_CALL)
            store_arguments(n, state);
        else if (state->fate == FATE_LOOP)
            loop_depth(n, state);
        if (state->fate == FATE_LOOP && fuse_crosses(n))
            store(n, "a reduction over the rows");
    }
}

/* ---- the cut: store or recompute ---- */

typedef struct Cost {
    Nodes leaves; /* large operands that recomputing reads */
    int costly;   /* exp and its kin that it evaluates */
    Nodes must;   /* reductions below, stored if the value is recomputed */
    bool impossible;
} Cost;

static bool
is_large(const Node *n, const State *of)
{
    return of->row >= 0 && n->shape.n[of->row] > 1 && shape_size(n->shape) > of->rows;
}

static void
cost_walk(Node *n, const State *user, Cost *cost)
{
    State *state = state_of(n);
    if (state->mark == fusing.mark)
        return;
    state->mark = fusing.mark;
    if (state->fate != FATE_LOOP || (state->stored && state->depth < user->depth)) {
        if (is_large(n, user))
            PUSH(cost->leaves, n);
        return;
    }
    if (op_kind(n->op) == KIND_REDUCE || (!is_number(n) && !same_rows(state, user))) {
        PUSH(cost->must, n);
        return;
    }
    cost->costly += graph_costly(n) && shape_size(n->shape) > user->rows;
    for (int i = 0; i < n->count; i++)
        cost_walk(n->arg[i], user, cost);
}

static bool
contains(const Nodes *list, const Node *n)
{
    for (int i = 0; i < list->count; i++)
        if (list->at[i] == n)
            return true;
    return false;
}

static void
take_recomputed(Cost *cost, Nodes *direct)
{
    for (int i = 0; i < cost->leaves.count; i++)
        if (!contains(direct, cost->leaves.at[i]))
            PUSH(*direct, cost->leaves.at[i]);
    for (int i = 0; i < cost->must.count; i++)
        store(cost->must.at[i], op_kind(cost->must.at[i]->op) == KIND_REDUCE
                                    ? "a reduction within a row"
                                    : "it varies along other rows");
}

/* `a` of an earlier kernel is needed by n. */
static void
decide(Node *n, Node *a, Nodes *direct)
{
    State *state = state_of(a), *user = state_of(n);
    Cost cost = {0};
    int more = 0;
    bool small = !is_number(a) && !is_large(a, user);
    if (op_kind(a->op) == KIND_REDUCE || small || (!is_number(a) && !same_rows(state, user))) {
        store(a, op_kind(a->op) == KIND_REDUCE ? "a reduction within a row"
                 : small                       ? "small: at most a number for each row"
                                               : "it is read along other rows");
        return;
    }
    fusing.mark++;
    cost_walk(a, user, &cost);
    for (int i = 0; i < cost.leaves.count; i++)
        more += !contains(direct, cost.leaves.at[i]);
    if (!is_number(a) && cost.costly > 0) {
        store(a, "exp and its kin are dear");
        state->chosen = true;
    } else if (!is_number(a) && more > 1) {
        store(a, format("it would read %d large operands more", more));
        state->chosen = true;
    } else {
        state->why = is_number(a) ? "one number"
                     : more == 0  ? "it reads nothing more, without exp"
                                  : "it reads one large operand more, without exp";
        take_recomputed(&cost, direct);
    }
}

static int
compare_depth(const void *left, const void *right)
{
    const State *a = state_of(*(Node *const *)left), *b = state_of(*(Node *const *)right);
    if (a->depth != b->depth)
        return b->depth - a->depth;
    if (a->row != b->row)
        return a->row - b->row;
    if (a->rows != b->rows)
        return a->rows < b->rows ? -1 : 1;
    return a->place - b->place;
}

static bool
same_class(const Node *a, const Node *b)
{
    const State *s = state_of(a), *t = state_of(b);
    return s->depth == t->depth && same_rows(s, t);
}

/* ---- kernels ---- */

static Kernel *
kernel_new(Fusion *fusion, KernelKind kind)
{
    Kernel *kernel = NEW(Kernel);
    kernel->kind = kind;
    kernel->row = -1;
    PUSH(fusion->kernels, kernel);
    return kernel;
}

static void
access_put(Kernel *kernel, bool write, Node *n)
{
    Access access = {.node = n};
    if (write && state_of(n)->stored) {
        access.why = state_of(n)->why;
        access.chosen = state_of(n)->chosen;
    }
    if (write)
        PUSH(kernel->writes, access);
    else
        PUSH(kernel->reads, access);
}

/* The nodes that a root evaluates, down to memory. */
static void
walk_body(Node *n, const State *user, bool root, Nodes *body, Nodes *reads)
{
    State *state = state_of(n);
    if (state->mark == fusing.mark)
        return;
    bool memory =
        state->fate != FATE_LOOP ||
        (!root && state->stored && !(state->depth == user->depth && same_rows(state, user)));
    state->mark = fusing.mark;
    if (state->fate == FATE_INLINE)
        return;
    if (memory) {
        PUSH(*reads, n);
        return;
    }
    for (int i = 0; i < n->count; i++)
        walk_body(n->arg[i], user, false, body, reads);
    PUSH(*body, n);
}

/* ---- the cut of one class ---- */

/* Decides for every operand that the class needs from earlier kernels. Only what the stored
 * values of the class evaluate counts: the rest is evaluated by later kernels. */
static void
cut_class(Node *const *own, int count)
{
    Nodes body = {0}, reads = {0}, direct = {0};
    fusing.mark++;
    for (int i = 0; i < count; i++)
        if (state_of(own[i])->stored)
            walk_body(own[i], state_of(own[i]), true, &body, &reads);
    for (int i = 0; i < reads.count; i++)
        if (is_large(reads.at[i], state_of(own[0])))
            PUSH(direct, reads.at[i]);
    for (int i = 0; i < body.count; i++) {
        Node *n = body.at[i];
        if (!same_class(n, own[0]))
            continue;
        for (int k = 0; k < n->count; k++) {
            Node *a = n->arg[k];
            if (is_loop(a) && !state_of(a)->stored && !same_class(a, n))
                decide(n, a, &direct);
        }
    }
}

static int
find(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* What a root evaluates and reads; for small values also what the sums that they read add up:
 * mean and variance come from one loop and go into one. */
static Nodes
shared_values(Node *root)
{
    Nodes seen = {0};
    const State *user = state_of(root);
    fusing.mark++;
    walk_body(root, user, true, &seen, &seen);
    for (int i = 0, count = seen.count; i < count && user->depth % LEVEL != 0; i++)
        if (op_kind(seen.at[i]->op) == KIND_REDUCE && fuse_crosses(seen.at[i]))
            PUSH(seen, seen.at[i]->arg[0]);
    return seen;
}

/* Joins roots of one class that share a value which varies along the rows. */
static void
join_roots(Node *const *root, int count, int *parent)
{
    for (int i = 0; i < count; i++)
        parent[i] = i;
    for (int i = 0; i < count; i++) {
        const State *user = state_of(root[i]);
        Nodes seen = shared_values(root[i]);
        for (int k = 0; k < seen.count; k++) {
            State *state = state_of(seen.at[k]);
            Shape domain =
                state->fate == FATE_LOOP ? fuse_domain(seen.at[k]) : seen.at[k]->shape;
            if (user->row >= 0 && domain.n[user->row] == 1)
                continue;
            if (state->part > 0)
                parent[find(parent, i)] = find(parent, state->part - 1);
            state->part = i + 1;
        }
    }
    for (int i = 0; i < count; i++) { /* leave no trace for the next class */
        Nodes seen = shared_values(root[i]);
        for (int k = 0; k < seen.count; k++)
            state_of(seen.at[k])->part = 0;
    }
}

static int
compare_place(const void *left, const void *right)
{
    return state_of(*(Node *const *)left)->place - state_of(*(Node *const *)right)->place;
}

static void
make_kernel(Fusion *fusion, Node *const *root, int count, int *parent, int which)
{
    const State *first = NULL;
    Nodes reads = {0};
    Kernel *kernel = kernel_new(fusion, KERNEL_LOOPS);
    fusing.mark++;
    for (int i = 0; i < count; i++) {
        if (find(parent, i) != which)
            continue;
        first = state_of(root[i]);
        PUSH(kernel->roots, root[i]);
        access_put(kernel, true, root[i]);
        walk_body(root[i], first, true, &kernel->body, &reads);
    }
    qsort(kernel->body.at, (size_t)kernel->body.count, sizeof(Node *), compare_place);
    for (int i = 0; i < reads.count; i++)
        access_put(kernel, false, reads.at[i]);
    for (int i = 0; i < kernel->body.count; i++) {
        const State *state = state_of(kernel->body.at[i]);
        if (!state->stored && state->why != NULL && state->depth < first->depth)
            PUSH(kernel->recomputed, ((Recomputed){kernel->body.at[i], state->why}));
    }
    kernel->row = first->row;
    kernel->rows = first->rows;
    if (first->row < 0)
        kernel->kind = KERNEL_SCALARS;
}

static void
class_kernels(Fusion *fusion, Node *const *own, int count)
{
    Nodes root = {0};
    for (int i = 0; i < count; i++)
        if (state_of(own[i])->stored)
            PUSH(root, own[i]);
    int *parent = NEW_ARRAY(int, root.count + 1);
    join_roots(root.at, root.count, parent);
    for (int i = 0; i < root.count; i++)
        if (find(parent, i) == i)
            make_kernel(fusion, root.at, root.count, parent, i);
}

static void
call_kernel(Fusion *fusion, Node *n)
{
    KernelKind kind = op_kind(n->op) == KIND_CONTRACT ? KERNEL_CONTRACTION
                      : op_kind(n->op) == KIND_LEAF   ? KERNEL_DRAW
                                                      : KERNEL_MOVE;
    Kernel *kernel = kernel_new(fusion, kind);
    PUSH(kernel->roots, n);
    access_put(kernel, true, n);
    for (int i = 0; i < n->count; i++)
        if (state_of(n->arg[i])->fate != FATE_INLINE)
            access_put(kernel, false, n->arg[i]);
}

/* Runs of `sorted` that belong to one class. */
static void
each_class(Fusion *fusion, Nodes *sorted, bool cut)
{
    for (int i = 0, end; i < sorted->count; i = end) {
        for (end = i; end < sorted->count && same_class(sorted->at[i], sorted->at[end]); end++)
            continue;
        if (cut)
            cut_class(sorted->at + i, end - i);
        else
            class_kernels(fusion, sorted->at + i, end - i);
    }
}

void
fuse(Fusion *fusion)
{
    Nodes loops = {0};
    fusing.size = graph_size();
    fusing.state = NEW_ARRAY(State, fusing.size);
    find_needed(fusion);
    assign_depths(fusion);
    for (int i = 0; i < fusion->count; i++)
        if (is_loop(fusion->sink[i]))
            store(fusion->sink[i], "a result of the routine");
    for (int i = 0; i < fusion->order.count; i++)
        if (is_loop(fusion->order.at[i]))
            PUSH(loops, fusion->order.at[i]);
    if (loops.count > 0)
        qsort(loops.at, (size_t)loops.count, sizeof(Node *), compare_depth);
    each_class(fusion, &loops, true);
    each_class(fusion, &loops, false);
    for (int i = 0; i < fusion->order.count; i++)
        if (state_of(fusion->order.at[i])->fate == FATE_CALL)
            call_kernel(fusion, fusion->order.at[i]);
}
