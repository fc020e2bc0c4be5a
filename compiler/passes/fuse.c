/* Fusion: which nodes are evaluated in which loop nest, and which values are stored.
 *
 * Requires a lowered graph. The one idea: a kernel is everything of one depth that shares rows.
 * The depth (depth.c) grows where a value must be complete before it is read. Then each kernel,
 * from the last to the first, decides whether to recompute or to store what it needs of earlier
 * ones: reductions and row values are stored; an element-wise value is recomputed where that
 * reads at most one more large operand and evaluates no exp or its kin.
 *
 * Leaves out: search. The greedy choice reached the hand-written number of passes on every
 * pattern it was compared on. */
#include "fusing.h"

#include "../graph/ctext.h"
#include "../graph/lowering.h"

#include <stdlib.h>

enum { NUMBER_WORK = 4 }; /* nodes of a number that is computed again rather than read */

enum { SPREAD = 4 }; /* times larger than each operand: computed again, not stored */

struct fusing fusing;

State *
fuse_state(const Node *n)
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
    return fuse_state(n)->fate == FATE_LOOP;
}

bool
fuse_same_rows(const State *a, const State *b)
{
    return a->row == b->row && a->rows == b->rows;
}

bool
fuse_is_number(const Node *n)
{
    return shape_varies(n->shape) == 0;
}

void
fuse_store(Node *n, const char *why)
{
    State *state = fuse_state(n);
    if (!state->stored)
        state->why = why;
    state->stored = true;
}

/* ---- the cut: store or recompute ---- */

typedef struct Cost {
    Nodes leaves; /* large operands that recomputing reads */
    int costly;   /* exp and its kin that it evaluates */
    int64_t most; /* elements of the largest value that recomputing reads */
    Nodes must;   /* reductions below, stored if the value is recomputed */
} Cost;

static bool
is_large(const Node *n, const State *of)
{
    return of->row >= 0 && n->shape.n[of->row] > 1 && shape_size(n->shape) > of->rows;
}

static void
read_one(Cost *cost, const Node *n)
{
    const int64_t size = shape_size(n->shape);
    cost->most = size > cost->most ? size : cost->most;
}

static void
cost_walk(Node *n, const State *user, Cost *cost)
{
    State *state = fuse_state(n);
    if (state->mark == fusing.mark)
        return;
    state->mark = fusing.mark;
    if (state->fate != FATE_LOOP || (state->stored && state->depth < user->depth)) {
        read_one(cost, n);
        if (is_large(n, user))
            PUSH(cost->leaves, n);
        return;
    }
    if (op_kind(n->op) == KIND_REDUCE || (!fuse_is_number(n) && !fuse_same_rows(state, user))) {
        PUSH(cost->must, n);
        read_one(cost, n);
        return;
    }
    cost->costly += graph_costly(n) && shape_size(n->shape) > user->rows;
    for (int i = 0; i < n->count; i++)
        if (!graph_absorbs(n, i))
            cost_walk(n->arg[i], user, cost);
}

static void
take_recomputed(Cost *cost, Nodes *direct)
{
    for (int i = 0; i < cost->leaves.count; i++)
        if (!nodes_contain(direct, cost->leaves.at[i]))
            PUSH(*direct, cost->leaves.at[i]);
    for (int i = 0; i < cost->must.count; i++)
        fuse_store(cost->must.at[i], op_kind(cost->must.at[i]->op) == KIND_REDUCE
                                         ? "a reduction within a row"
                                         : "it varies along other rows");
}

/* Nodes that a number is made of, down to memory; one that is dear counts as many. */
static int
number_work(Node *n)
{
    State *state = fuse_state(n);
    int work = 1;
    if (state->mark == fusing.mark || state->fate != FATE_LOOP || state->stored)
        return 0;
    state->mark = fusing.mark;
    if (op_kind(n->op) == KIND_REDUCE)
        return 0;
    for (int i = 0; i < n->count; i++)
        work += number_work(n->arg[i]);
    return graph_costly(n) ? work + NUMBER_WORK : work;
}

/* What varies over two axes of examples, such as all pairs, is far larger than what it is made
 * of: it is never memory, whatever it takes to evaluate. */
static bool
is_spread(const Node *a, const Cost *cost)
{
    return shape_size(a->shape) / SPREAD >= cost->most;
}

/* Operations of what is made of numbers and index numbers alone, and reads no memory at all;
 * COUNTED and more for anything else. */
enum { COUNTED = 8 };
static int64_t
counted_work(const Node *a)
{
    if (graph_inline_leaf(a))
        return 0;
    if (op_kind(a->op) != KIND_ELEMENTWISE || graph_costly(a))
        return COUNTED;
    int64_t work = graph_operations(a);
    for (int i = 0; i < a->count && work < COUNTED; i++)
        work += counted_work(a->arg[i]);
    return work;
}

/* `a` of an earlier kernel is needed by n. */
static void
decide(Node *n, Node *a, Nodes *direct)
{
    State *state = fuse_state(a), *user = fuse_state(n);
    Cost cost = {0};
    int more = 0;
    bool small = !fuse_is_number(a) && !is_large(a, user);
    if (counted_work(a) < COUNTED) {
        state->why = "made of a few index numbers";
        return;
    }
    if (op_kind(a->op) == KIND_REDUCE || small ||
        (!fuse_is_number(a) && !fuse_same_rows(state, user))) {
        fuse_store(a, op_kind(a->op) == KIND_REDUCE ? "a reduction within a row"
                      : small                       ? "small: at most a number for each row"
                                                    : "it is read along other rows");
        return;
    }
    fusing.mark++;
    if (fuse_is_number(a) && number_work(a) > NUMBER_WORK) {
        fuse_store(a, "one number, of many operations");
        return;
    }
    fusing.mark++;
    cost_walk(a, user, &cost);
    for (int i = 0; i < cost.leaves.count; i++)
        more += !nodes_contain(direct, cost.leaves.at[i]);
    if (is_spread(a, &cost)) {
        state->why = "far larger than what it is made of";
        take_recomputed(&cost, direct);
    } else if (!fuse_is_number(a) && cost.costly > 0) {
        fuse_store(a, "exp and its kin are dear");
        state->chosen = true;
    } else if (!fuse_is_number(a) && more > 1) {
        fuse_store(a, format("it would read %d large operands more", more));
        state->chosen = true;
    } else {
        state->why = fuse_is_number(a) ? "one number"
                     : more == 0       ? "it reads nothing more, without exp"
                                       : "it reads one large operand more, without exp";
        take_recomputed(&cost, direct);
    }
}

static int
compare_depth(const void *left, const void *right)
{
    const State *a = fuse_state(*(Node *const *)left), *b = fuse_state(*(Node *const *)right);
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
    const State *s = fuse_state(a), *t = fuse_state(b);
    return s->depth == t->depth && fuse_same_rows(s, t);
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
    if (write && fuse_state(n)->stored) {
        access.why = fuse_state(n)->why;
        access.chosen = fuse_state(n)->chosen;
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
    State *state = fuse_state(n);
    if (state->mark == fusing.mark)
        return;
    bool memory = state->fate != FATE_LOOP ||
                  (!root && state->stored &&
                   !(state->depth == user->depth && fuse_same_rows(state, user)));
    state->mark = fusing.mark;
    if (state->fate == FATE_INLINE)
        return;
    if (memory) {
        PUSH(*reads, n);
        return;
    }
    for (int i = 0; i < n->count; i++)
        if (!graph_absorbs(n, i))
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
        if (fuse_state(own[i])->stored)
            walk_body(own[i], fuse_state(own[i]), true, &body, &reads);
    for (int i = 0; i < reads.count; i++)
        if (is_large(reads.at[i], fuse_state(own[0])))
            PUSH(direct, reads.at[i]);
    for (int i = 0; i < body.count; i++) {
        Node *n = body.at[i];
        if (!same_class(n, own[0]))
            continue;
        for (int k = 0; k < n->count; k++) {
            Node *a = n->arg[k];
            if (is_loop(a) && !fuse_state(a)->stored && !same_class(a, n) &&
                !graph_absorbs(n, k))
                decide(n, a, &direct);
        }
    }
}

/* What a root evaluates and reads; for small values also what the sums that they read add up:
 * mean and variance come from one loop and go into one. */
static Nodes
shared_values(Node *root)
{
    Nodes seen = {0};
    const State *user = fuse_state(root);
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
        const State *user = fuse_state(root[i]);
        Nodes seen = shared_values(root[i]);
        for (int k = 0; k < seen.count; k++) {
            State *state = fuse_state(seen.at[k]);
            Shape domain =
                state->fate == FATE_LOOP ? fuse_domain(seen.at[k]) : seen.at[k]->shape;
            if (user->row >= 0 && domain.n[user->row] == 1)
                continue;
            if (state->part > 0)
                parent[set_root(parent, i)] = set_root(parent, state->part - 1);
            state->part = i + 1;
        }
    }
    for (int i = 0; i < count; i++) { /* leave no trace for the next class */
        Nodes seen = shared_values(root[i]);
        for (int k = 0; k < seen.count; k++)
            fuse_state(seen.at[k])->part = 0;
    }
}

static int
compare_place(const void *left, const void *right)
{
    return fuse_state(*(Node *const *)left)->place - fuse_state(*(Node *const *)right)->place;
}

static void
make_kernel(Fusion *fusion, Node *const *root, int count, int *parent, int which)
{
    const State *first = NULL;
    Nodes reads = {0};
    Kernel *kernel = kernel_new(fusion, KERNEL_LOOPS);
    fusing.mark++;
    for (int i = 0; i < count; i++) {
        if (set_root(parent, i) != which)
            continue;
        first = fuse_state(root[i]);
        PUSH(kernel->roots, root[i]);
        access_put(kernel, true, root[i]);
        walk_body(root[i], first, true, &kernel->body, &reads);
    }
    qsort(kernel->body.at, (size_t)kernel->body.count, sizeof(Node *), compare_place);
    for (int i = 0; i < reads.count; i++)
        access_put(kernel, false, reads.at[i]);
    for (int i = 0; i < kernel->body.count; i++) {
        const State *state = fuse_state(kernel->body.at[i]);
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
        if (fuse_state(own[i])->stored)
            PUSH(root, own[i]);
    int *parent = NEW_ARRAY(int, root.count + 1);
    if (fusion->apart)
        for (int i = 0; i < root.count; i++)
            parent[i] = i;
    else
        join_roots(root.at, root.count, parent);
    for (int i = 0; i < root.count; i++)
        if (set_root(parent, i) == i)
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
    for (int i = 0; i < n->count; i++) {
        bool again = false; /* a move finds its arguments by node, a product by place */
        for (int k = 0; k < i && kind == KERNEL_MOVE; k++)
            again = again || n->arg[k] == n->arg[i];
        if (fuse_state(n->arg[i])->fate != FATE_INLINE && !again)
            access_put(kernel, false, n->arg[i]);
    }
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
    fuse_find_needed(fusion);
    fuse_assign_depths(fusion);
    for (int i = 0; i < fusion->count; i++)
        if (is_loop(fusion->sink[i]))
            fuse_store(fusion->sink[i], i < fusion->results ? "a result of the routine"
                                                            : "it is read example by example");
    for (int i = 0; i < fusion->order.count; i++)
        if (is_loop(fusion->order.at[i]))
            PUSH(loops, fusion->order.at[i]);
    if (loops.count > 0)
        qsort(loops.at, (size_t)loops.count, sizeof(Node *), compare_depth);
    each_class(fusion, &loops, true);
    each_class(fusion, &loops, false);
    for (int i = 0; i < fusion->order.count; i++)
        if (fuse_state(fusion->order.at[i])->fate == FATE_CALL)
            call_kernel(fusion, fusion->order.at[i]);
    if (fusion->made)
        noise_in_loops(fusion);
}
