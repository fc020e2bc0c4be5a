/* What emission knows of a loop kernel before it writes any of it: its items, the slots that
 * share a loop, and whether and how the rows are split. */
#include "loops.h"

enum {
    PARALLEL_WORK = 16384,
    CHUNKS = 16,
    PARTIAL_FLOATS = 1 << 18, /* of one sum: they stand on the stack .. */
    PARTIALS = 1 << 20,       /* .. and so do those of all sums of a kernel */
    MERGES = 32 /* parts that one chunk merges into its moments: more would lose digits */
};

/* ---- facts ---- */

Item *
nest_item(const Nest *nest, const Node *n)
{
    for (int i = 0; i < nest->count; i++)
        if (nest->item[i].node == n)
            return &nest->item[i];
    return NULL;
}

Shape
nest_without_row(Shape shape, int row)
{
    if (row >= 0)
        shape.n[row] = 1;
    return shape;
}

bool
is_scalar(Shape shape)
{
    return shape_varies(shape) == 0;
}

static bool
is_written(const Kernel *kernel, const Node *n)
{
    for (int i = 0; i < kernel->writes.count; i++)
        if (kernel->writes.at[i].node == n)
            return true;
    return false;
}

static void
find_items(Nest *nest)
{
    const Kernel *kernel = nest->kernel;
    nest->count = kernel->body.count;
    nest->item = NEW_ARRAY(Item, nest->count + 1);
    for (int i = 0; i < nest->count; i++) {
        Node *n = kernel->body.at[i];
        Item *item = &nest->item[i];
        item->node = n;
        item->inner = nest_without_row(fuse_domain(n), kernel->row);
        item->root = is_written(kernel, n);
        if (op_kind(n->op) == KIND_REDUCE) {
            item->crosses = kernel->row < 0 || (n->axes >> kernel->row & 1u);
            item->folds = !item->crosses;
        }
        for (int k = 0; k < n->count; k++) {
            Item *arg = nest_item(nest, n->arg[k]);
            if (arg == NULL || graph_absorbs(n, k))
                continue;
            int phase = arg->phase + arg->folds;
            item->phase = phase > item->phase ? phase : item->phase;
            arg->uses += graph_repeats(n, k) ? 2 : 1;
            if (!shape_equal(nest_without_row(arg->node->shape, kernel->row), item->inner))
                arg->kept = true;
        }
        nest->phases = item->phase + 1 > nest->phases ? item->phase + 1 : nest->phases;
    }
}

/* ---- groups of slots that share a loop ---- */

static bool
joins_shape(Shape shape, int s, int t)
{
    return (shape.n[s] > 1) == (shape.n[t] > 1);
}

/* Slots s and t, neighbours in the order of the loops, can be one loop for all that is read,
 * written, reduced or evaluated. */
static bool
may_join(const Nest *nest, int s, int t)
{
    const Kernel *kernel = nest->kernel;
    for (int i = 0; i < access_count(kernel); i++) {
        const Access *a = access_at(kernel, i);
        if (!joins_shape(a->node->shape, s, t))
            return false;
        if (a->node->shape.n[t] > 1 &&
            a->storage.stride[s] != a->storage.stride[t] * a->node->shape.n[t])
            return false;
    }
    if (!made_joins(nest, s, t))
        return false;
    for (int i = 0; i < nest->count; i++) {
        const Node *n = nest->item[i].node;
        if (!joins_shape(n->shape, s, t) || !joins_shape(fuse_domain(n), s, t) ||
            ((n->axes >> s & 1u) != (n->axes >> t & 1u)))
            return false;
        for (int k = 0; k < n->count; k++)
            if (op_kind(n->arg[k]->op) == KIND_LEAF && graph_inline_leaf(n->arg[k]) &&
                !joins_shape(n->arg[k]->shape, s, t))
                return false;
    }
    return true;
}

static void
find_groups(Nest *nest)
{
    static const char *const vars[] = {"i", "j", "k", "l", "p", "q", "r", "s"};
    Shape whole = shape_scalar();
    int8_t order[AXES];
    int row = nest->kernel->row, last = -1, used = 0;
    for (int i = 0; i < nest->count; i++) {
        Shape domain = fuse_domain(nest->item[i].node);
        for (int s = 0; s < AXES; s++)
            whole.n[s] = domain.n[s] > whole.n[s] ? domain.n[s] : whole.n[s];
    }
    layout_order(whole, order);
    nest->groups.count = 1;
    nest->groups.at[0].count = row >= 0;
    nest->groups.at[0].slot[0] = row;
    nest->groups.at[0].var = row == BATCH ? "n" : vars[used++];
    for (int i = 0; i < AXES; i++) {
        int s = order[i];
        if (s == row || whole.n[s] == 1)
            continue;
        Group *group = &nest->groups.at[nest->groups.count - 1];
        if (last < 0 || !may_join(nest, last, s)) {
            group = &nest->groups.at[nest->groups.count++];
            group->count = 0;
            group->var = vars[used++];
        }
        group->slot[group->count++] = s;
        last = s;
    }
}

/* The sizes of the page that the loops run to. */
static void
find_sizes(Nest *nest)
{
    const Kernel *kernel = nest->kernel;
    Nodes all = {0};
    for (int i = 0; i < nest->count; i++) {
        Node *n = nest->item[i].node;
        PUSH(all, n);
        for (int k = 0; k < n->count; k++)
            PUSH(all, n->arg[k]);
    }
    for (int i = 0; i < kernel->reads.count; i++)
        PUSH(all, kernel->reads.at[i].node);
    for (int i = 0; i < nest->groups.count; i++) {
        Group *group = &nest->groups.at[i];
        int64_t extent = 1;
        for (int k = 0; k < all.count && group->count == 1; k++)
            if (all.at[k]->shape.n[group->slot[0]] > extent)
                extent = all.at[k]->shape.n[group->slot[0]];
        if (extent > 1)
            group->size = graph_axis(all.count, all.at, group->slot[0], extent);
    }
}

static int64_t
work_of(const Nest *nest)
{
    int64_t most = 1;
    for (int i = 0; i < nest->count; i++) {
        int64_t size = shape_size(nest->item[i].inner);
        most = size > most ? size : most;
    }
    return most * nest->kernel->rows * (1 + nest->count / 4);
}

static bool
any_crosses(const Nest *nest)
{
    for (int i = 0; i < nest->count; i++)
        if (nest->item[i].root && nest->item[i].crosses)
            return true;
    return false;
}

static void
choose_parallel(Nest *nest)
{
    int64_t largest = 1, all = 1, rows = nest->kernel->rows;
    nest->parallel = work_of(nest) >= PARALLEL_WORK && rows > 1;
    nest->blocks = nest->parallel && nest->groups.count == 1 && !any_crosses(nest);
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        int64_t size = shape_size(item->node->shape);
        if (item->root && item->crosses && size > largest)
            largest = size;
        all += item->root && item->crosses ? size : 0;
        nest->counted =
            nest->counted || (nest_crossing(item) && graph_fold(item->node) == FOLD_SQUARES);
    }
    int64_t chunks = PARTIAL_FLOATS / largest, most = CHUNKS;
    chunks = PARTIALS / all < chunks ? PARTIALS / all : chunks;
    if (nest->counted && rows > most * MERGES)
        most = (rows + MERGES - 1) / MERGES;
    chunks = chunks > most ? most : chunks;
    chunks = chunks > rows ? rows : chunks;
    bool split = nest->parallel || (nest->counted && rows > MERGES);
    nest->chunks = split && any_crosses(nest) && chunks > 1 ? (int)chunks : 0;
    if (nest->parallel && any_crosses(nest) && chunks <= 1)
        nest->parallel = false;
}

void
nest_begin(Nest *nest, Text *text, const Plan *plan, const Kernel *kernel)
{
    memset(nest, 0, sizeof *nest);
    nest->plan = plan;
    nest->kernel = kernel;
    nest->text = text;
    find_items(nest);
    find_groups(nest);
    find_sizes(nest);
    choose_parallel(nest);
    for (int i = 0; i < kernel->writes.count; i++)
        nest->flat = nest->flat || kernel->writes.at[i].storage.panel_slot >= 0;
}

bool
nest_elementwise(const Item *item)
{
    return !item->crosses && !item->folds;
}

bool
nest_crossing(const Item *item)
{
    return item->root && item->crosses;
}
