/* Fused loop nests.
 *
 * A kernel walks its rows; within a row come phases, one after each reduction that later values
 * of the row need. A phase evaluates numbers of the row, then one inner loop nest for each
 * inner shape that it reduces or stores. A value used twice, stored, or named on the page gets
 * a name; everything else is written where it is used.
 *
 * Sums over the rows are taken in chunks that the shape alone fixes and merged in order, so the
 * bits do not depend on the number of threads. */
#include "emit.h"

#include "../graph/lowering.h"
#include "../passes/fuse.h"

#include <string.h>

enum { PARALLEL_WORK = 16384, CHUNKS = 16, PARTIAL_FLOATS = 1 << 18, BLOCK = 1024 };

/* What emission knows of a body node. */
typedef struct Item {
    Node *node;
    Shape inner; /* of its domain, without the rows */
    int phase;
    bool root;         /* stored by this kernel */
    bool crosses;      /* a reduction over the rows */
    bool folds;        /* a reduction within a row */
    int uses;          /* by other body nodes */
    bool kept;         /* read by a loop nest larger than its own: needs a number or array */
    const char *local; /* text of its value where it has one now */
} Item;

typedef struct Nest {
    const Plan *plan;
    const Kernel *kernel;
    Text *text;
    Groups groups;
    Item *item;
    int count, phases, chunks;
    bool parallel, blocks;
    bool routine; /* statements of a routine: no function, no parameters */
    bool flat;    /* everything lies the same way, in panels: one loop over memory */
    int *place;   /* by node id: index in item, plus one */
} Nest;

/* ---- facts ---- */

static Item *
item_of(const Nest *nest, const Node *n)
{
    int place = nest->place[n->id];
    return place > 0 ? &nest->item[place - 1] : NULL;
}

static Shape
without_row(Shape shape, int row)
{
    if (row >= 0)
        shape.n[row] = 1;
    return shape;
}

static bool
is_scalar(Shape shape)
{
    return shape_varies(shape) == 0;
}

static const Access *
find_access(const Kernel *kernel, const Node *n)
{
    for (int i = 0; i < kernel->reads.count; i++)
        if (kernel->reads.at[i].node == n)
            return &kernel->reads.at[i];
    for (int i = 0; i < kernel->writes.count; i++)
        if (kernel->writes.at[i].node == n)
            return &kernel->writes.at[i];
    return NULL;
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
    nest->place = NEW_ARRAY(int, graph_size());
    for (int i = 0; i < nest->count; i++) {
        Node *n = kernel->body.at[i];
        Item *item = &nest->item[i];
        nest->place[n->id] = i + 1;
        item->node = n;
        item->inner = without_row(fuse_domain(n), kernel->row);
        item->root = is_written(kernel, n);
        if (op_kind(n->op) == KIND_REDUCE) {
            item->crosses = kernel->row < 0 || (n->axes >> kernel->row & 1u);
            item->folds = !item->crosses;
        }
        for (int k = 0; k < n->count; k++) {
            Item *arg = item_of(nest, n->arg[k]);
            if (arg == NULL)
                continue;
            int phase = arg->phase + arg->folds;
            item->phase = phase > item->phase ? phase : item->phase;
            arg->uses += graph_repeats(n, k) ? 2 : 1;
            if (!shape_equal(without_row(arg->node->shape, kernel->row), item->inner))
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
    for (int i = 0; i < kernel->reads.count + kernel->writes.count; i++) {
        const Access *a = i < kernel->reads.count ? &kernel->reads.at[i]
                                                  : &kernel->writes.at[i - kernel->reads.count];
        if (!joins_shape(a->node->shape, s, t))
            return false;
        if (a->node->shape.n[t] > 1 &&
            a->storage.stride[s] != a->storage.stride[t] * a->node->shape.n[t])
            return false;
    }
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
    int64_t largest = 1, rows = nest->kernel->rows;
    nest->parallel = work_of(nest) >= PARALLEL_WORK && rows > 1;
    nest->blocks = nest->parallel && nest->groups.count == 1 && !any_crosses(nest);
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        int64_t size = shape_size(item->node->shape);
        if (item->root && item->crosses && size > largest)
            largest = size;
    }
    int64_t chunks = PARTIAL_FLOATS / largest;
    chunks = chunks > CHUNKS ? CHUNKS : chunks;
    chunks = chunks > rows ? rows : chunks;
    nest->chunks = nest->parallel && any_crosses(nest) && chunks > 1 ? (int)chunks : 0;
    if (nest->parallel && any_crosses(nest) && chunks <= 1)
        nest->parallel = false;
}

/* ---- expressions ---- */

static const char *
param_name(const Nest *nest, const Access *access)
{
    return nest->routine ? buffer_text(nest->plan, access->buffer)
                         : name_mark(parameter_name(nest->kernel, access));
}

static const char *
element_of(const Nest *nest, const Access *access)
{
    if (nest->flat)
        return format("%s[%s]", param_name(nest, access),
                      access->storage.panel_slot >= 0 ? "i" : "0");
    return access_element(nest->plan, access, &nest->groups, param_name(nest, access));
}

static void
write_memory(Writer *w, Node *n)
{
    const Nest *nest = w->context;
    const Access *access = find_access(nest->kernel, n);
    if (access == NULL)
        die("kernel reads node %d (%s), which nothing stores", n->id, op_name(n->op));
    const char *element = element_of(nest, access);
    text_print(w->text, n->integer ? "(float)%s" : "%s", element);
}

static const char *
var_of_slot(const Nest *nest, int slot)
{
    for (int i = 0; i < nest->groups.count; i++)
        if (nest->groups.at[i].count == 1 && nest->groups.at[i].slot[0] == slot)
            return nest->groups.at[i].var;
    die("no loop of its own runs over slot %d", slot);
}

static void
write_argument(Writer *w, Node *n, int binding)
{
    const Nest *nest = w->context;
    const Item *item = item_of(nest, n);
    if (item != NULL && item->local != NULL)
        text_put(w->text, item->local);
    else if (item != NULL)
        graph_write(w, n, binding);
    else if (graph_inline_leaf(n) && shape_varies(n->shape))
        text_print(w->text, "(float)%s", var_of_slot(nest, __builtin_ctz(n->axes)));
    else if (graph_inline_leaf(n))
        graph_write(w, n, binding);
    else
        write_memory(w, n);
}

static const char *
expression(const Nest *nest, Node *n)
{
    Text text = {0};
    Writer writer = {
        .text = &text, .argument = write_argument, .context = (void *)(uintptr_t)nest};
    graph_write(&writer, n, BIND_ANY);
    return text.at;
}

static const char *
value_text(const Nest *nest, Node *n)
{
    Text text = {0};
    Writer writer = {
        .text = &text, .argument = write_argument, .context = (void *)(uintptr_t)nest};
    write_argument(&writer, n, BIND_ANY);
    return text.at;
}

/* A name for the value of a node inside the function: its parameter may have the plain one. */
static const char *
local_name(const Item *item)
{
    return item->root ? format("%s_here", name_of(item->node)) : name_of(item->node);
}

/* ---- lines ---- */

static void
line(const Nest *nest, const char *words)
{
    text_put(nest->text, words);
    text_put(nest->text, "\n");
}

static const char *
root_element(const Nest *nest, const Item *item)
{
    const Access *access = find_access(nest->kernel, item->node);
    return access_element(nest->plan, access, &nest->groups, param_name(nest, access));
}

static void
open_loop(const Nest *nest, const Group *group, Shape shape)
{
    text_print(nest->text, "for (int %s = 0; %s < %s; %s++) {\n", group->var, group->var,
               extent_text(nest->plan, group, shape), group->var);
}

/* Dimensions and index of an array that holds `shape` without the rows. */
static const char *
inner_dims(const Nest *nest, Shape shape, bool index)
{
    Text text = {0};
    text_put(&text, "");
    for (int i = 1; i < nest->groups.count; i++) {
        const Group *group = &nest->groups.at[i];
        if (group_extent(group, shape) > 1)
            text_print(&text, "[%s]",
                       index ? group->var : extent_text(nest->plan, group, shape));
    }
    return text.at;
}

/* ---- folds ---- */

static const char *
fold_start(const Node *n)
{
    switch (graph_fold(n)) {
    case FOLD_SUM: return "0.0f";
    case FOLD_MAX:
    case FOLD_ARGMAX: return "-INFINITY";
    case FOLD_ARGMIN: return "INFINITY";
    }
    return NULL;
}

static bool
is_indexed(const Node *n)
{
    return graph_fold(n) == FOLD_ARGMIN || graph_fold(n) == FOLD_ARGMAX;
}

static void
fold_step(const Nest *nest, const Item *item, const char *into)
{
    const char *value = value_text(nest, item->node->arg[0]);
    switch (graph_fold(item->node)) {
    case FOLD_SUM: text_print(nest->text, "%s += %s;\n", into, value); break;
    case FOLD_MAX:
        text_print(nest->text, "%s = %s > %s ? %s : %s;\n", into, value, into, value, into);
        break;
    case FOLD_ARGMIN:
    case FOLD_ARGMAX: {
        const char *name = name_of(item->node);
        text_print(nest->text, "if (%s %s %s_best) {\n", value,
                   graph_fold(item->node) == FOLD_ARGMIN ? "<" : ">", name);
        text_print(nest->text, "%s_best = %s;\n%s = %s;\n}\n", name, value, into,
                   var_of_slot(nest, __builtin_ctz(item->node->axes)));
        break;
    }
    }
}

/* ---- one inner loop nest ---- */

/* The first loop that a fold over the last axes of its space reduces: it then collects in one
 * number inside the loops before. 0 where it collects in an array or over the whole row. */
static int
tail_group(const Nest *nest, const Item *item)
{
    int first = 0;
    if (!item->folds || is_scalar(without_row(item->node->shape, nest->kernel->row)))
        return 0;
    for (int i = 1; i < nest->groups.count; i++) {
        bool varies = group_extent(&nest->groups.at[i], item->inner) > 1;
        bool kept = group_extent(&nest->groups.at[i], item->node->shape) > 1;
        if (varies && !kept && first == 0)
            first = i;
        if (kept && first > 0)
            return 0;
    }
    return first;
}

typedef struct Space {
    Shape inner;
    Item **root;
    int count;
} Space;

/* Nodes that the roots of a space evaluate at its innermost level; counts their uses there. */
static void
visit(const Nest *nest, Node *n, int *seen, Item **order, int *count)
{
    Item *item = item_of(nest, n);
    if (item == NULL || item->local != NULL)
        return;
    int place = nest->place[n->id] - 1;
    if (seen[place]++ > 0)
        return;
    for (int k = 0; k < n->count; k++) {
        visit(nest, n->arg[k], seen, order, count);
        Item *arg = item_of(nest, n->arg[k]);
        if (arg != NULL && arg->local == NULL && graph_repeats(n, k))
            seen[nest->place[n->arg[k]->id] - 1]++;
    }
    order[(*count)++] = item;
}

static bool
repeats_value(const Item *root)
{
    return root->crosses || root->folds ? graph_fold(root->node) != FOLD_SUM : false;
}

static bool
wants_name(const Item *item, int seen)
{
    const Tag *tag = item->node->tag;
    return seen > 1 || (item->root && item->kept) ||
           (tag != NULL && tag->written && !item->root);
}

static void
write_locals(const Nest *nest, const Space *space, Item **named, int *named_count)
{
    int *seen = NEW_ARRAY(int, nest->count + 1), count = 0;
    Item **order = NEW_ARRAY(Item *, nest->count + 1);
    for (int i = 0; i < space->count; i++) {
        Item *root = space->root[i];
        Node *value = root->crosses || root->folds ? root->node->arg[0] : root->node;
        visit(nest, value, seen, order, &count);
        Item *item = item_of(nest, value);
        if (item != NULL && item->local == NULL && repeats_value(root))
            seen[nest->place[value->id] - 1]++;
    }
    for (int i = 0; i < count; i++) {
        if (!wants_name(order[i], seen[nest->place[order[i]->node->id] - 1]))
            continue;
        const char *name = local_name(order[i]);
        text_print(nest->text, "const float %s = %s;\n", name,
                   expression(nest, order[i]->node));
        order[i]->local = name;
        named[(*named_count)++] = order[i];
    }
}

/* Where a fold of the space collects. */
static const char *
fold_target(const Nest *nest, const Item *item)
{
    if (item->folds && tail_group(nest, item) > 0)
        return format("%s_fold", name_of(item->node));
    if (item->folds) {
        const char *name = local_name(item);
        return format("%s%s", name, inner_dims(nest, item->node->shape, true));
    }
    Shape inner = without_row(item->node->shape, nest->kernel->row);
    const char *name = name_of(item->node);
    if (is_scalar(inner))
        return format("%s_total", name);
    return nest->chunks > 0 ? format("%s_partial[chunk]%s", name, inner_dims(nest, inner, true))
                            : root_element(nest, item);
}

/* The innermost loop adds into one number: the loop may still be vectorised, and is told so. */
static const char *
simd_clause(const Nest *nest, const Space *space, int innermost, bool *legal)
{
    Text sums = {0}, maxima = {0};
    *legal = true;
    for (int i = 0; i < space->count; i++) {
        const Item *item = space->root[i];
        if (!item->crosses && !item->folds)
            continue;
        bool reduced = group_extent(&nest->groups.at[innermost], item->node->shape) == 1;
        bool number = is_scalar(without_row(item->node->shape, nest->kernel->row)) ||
                      tail_group(nest, item) > 0;
        if (is_indexed(item->node) || (reduced && !number))
            *legal = false;
        if (!reduced || !number)
            continue;
        Text *list = graph_fold(item->node) == FOLD_SUM ? &sums : &maxima;
        text_print(list, "%s%s", list->size ? ", " : "", fold_target(nest, item));
    }
    return format("%s%s%s%s%s%s", sums.size ? " reduction(+ : " : "", sums.size ? sums.at : "",
                  sums.size ? ")" : "", maxima.size ? " reduction(max : " : "",
                  maxima.size ? maxima.at : "", maxima.size ? ")" : "");
}

static void
begin_tails(const Nest *nest, const Space *space, int group)
{
    for (int i = 0; i < space->count; i++) {
        const Item *item = space->root[i];
        const char *name = name_of(item->node);
        if (tail_group(nest, item) != group)
            continue;
        if (is_indexed(item->node))
            text_print(nest->text, "float %s_best = %s;\nint %s_fold = 0;\n", name,
                       fold_start(item->node), name);
        else
            text_print(nest->text, "float %s_fold = %s;\n", name, fold_start(item->node));
    }
}

static void
end_tails(const Nest *nest, const Space *space, int group)
{
    for (int i = 0; i < space->count; i++) {
        const Item *item = space->root[i];
        if (tail_group(nest, item) == group)
            text_print(nest->text, "%s%s = %s_fold;\n", local_name(item),
                       inner_dims(nest, item->node->shape, true), name_of(item->node));
    }
}

static void
write_space(const Nest *nest, const Space *space)
{
    int open = 0, opened[AXES], innermost = 0, named = 0;
    Item **locals = NEW_ARRAY(Item *, nest->count + 1);
    bool legal;
    for (int i = 1; i < nest->groups.count; i++)
        if (group_extent(&nest->groups.at[i], space->inner) > 1)
            innermost = i;
    const char *clause = simd_clause(nest, space, innermost, &legal);
    for (int i = 1; i < nest->groups.count; i++) {
        if (group_extent(&nest->groups.at[i], space->inner) == 1)
            continue;
        begin_tails(nest, space, i);
        if (i == innermost && legal)
            text_print(nest->text, "#pragma omp simd%s\n", clause);
        open_loop(nest, &nest->groups.at[i], space->inner);
        opened[open++] = i;
    }
    write_locals(nest, space, locals, &named);
    for (int i = 0; i < space->count; i++)
        if (space->root[i]->crosses || space->root[i]->folds)
            fold_step(nest, space->root[i], fold_target(nest, space->root[i]));
    for (int i = 0; i < space->count; i++) {
        Item *root = space->root[i];
        if (!root->crosses && !root->folds)
            text_print(nest->text, "%s = %s;\n", root_element(nest, root),
                       root->local ? root->local : expression(nest, root->node));
    }
    while (open > 0) {
        line(nest, "}");
        end_tails(nest, space, opened[--open]);
    }
    for (int i = 0; i < named; i++)
        locals[i]->local = NULL;
}

/* ---- values of a row ---- */

static bool
is_elementwise(const Item *item)
{
    return !item->crosses && !item->folds;
}

/* Numbers and small arrays that later loops of the row read. */
static void
write_row_value(const Nest *nest, Item *item)
{
    const char *name = local_name(item);
    if (is_scalar(item->inner)) {
        text_print(nest->text, "const float %s = %s;\n", name, expression(nest, item->node));
        item->local = name;
        return;
    }
    int open = 0;
    text_print(nest->text, "float %s%s;\n", name, inner_dims(nest, item->inner, false));
    for (int i = 1; i < nest->groups.count; i++)
        if (group_extent(&nest->groups.at[i], item->inner) > 1) {
            open_loop(nest, &nest->groups.at[i], item->inner);
            open++;
        }
    text_print(nest->text, "%s%s = %s;\n", name, inner_dims(nest, item->inner, true),
               expression(nest, item->node));
    for (int i = 0; i < open; i++)
        line(nest, "}");
    item->local = format("%s%s", name, inner_dims(nest, item->inner, true));
}

static void
write_row_values(Nest *nest, int phase)
{
    for (int i = 0; i < nest->count; i++) {
        Item *item = &nest->item[i];
        if (item->phase != phase || item->local != NULL || !is_elementwise(item))
            continue;
        if (item->kept || (is_scalar(item->inner) && item->uses > 1))
            write_row_value(nest, item);
    }
}

static void
declare_fold(const Nest *nest, Item *item)
{
    const char *name = local_name(item), *dims = inner_dims(nest, item->node->shape, false);
    if (tail_group(nest, item) > 0) {
        text_print(nest->text, "%s %s%s;\n", is_indexed(item->node) ? "int" : "float", name,
                   dims);
        return;
    }
    if (is_indexed(item->node)) {
        if (dims[0] != '\0')
            die("an index over part of a row");
        text_print(nest->text, "float %s_best = %s;\nint %s = 0;\n", name_of(item->node),
                   fold_start(item->node), name);
        return;
    }
    if (dims[0] == '\0') {
        text_print(nest->text, "float %s = %s;\n", name, fold_start(item->node));
        return;
    }
    text_print(nest->text, "float %s%s", name, dims);
    if (graph_fold(item->node) == FOLD_SUM) {
        line(nest, " = {0};");
        return;
    }
    line(nest, ";");
    int open = 0;
    for (int i = 1; i < nest->groups.count; i++)
        if (group_extent(&nest->groups.at[i], item->node->shape) > 1) {
            open_loop(nest, &nest->groups.at[i], item->node->shape);
            open++;
        }
    text_print(nest->text, "%s%s = %s;\n", name, inner_dims(nest, item->node->shape, true),
               fold_start(item->node));
    for (int i = 0; i < open; i++)
        line(nest, "}");
}

/* Folds of a row become names once their loops are done; stored ones are written out. */
static void
finish_folds(const Nest *nest, int phase)
{
    for (int i = 0; i < nest->count; i++) {
        Item *item = &nest->item[i];
        if (!item->folds || item->phase != phase)
            continue;
        const char *name = local_name(item), *index = inner_dims(nest, item->node->shape, true);
        const char *value = format("%s%s", name, index);
        item->local = is_indexed(item->node) ? format("(float)%s", value) : value;
        if (!item->root)
            continue;
        int open = 0;
        for (int g = 1; g < nest->groups.count; g++)
            if (group_extent(&nest->groups.at[g], item->node->shape) > 1) {
                open_loop(nest, &nest->groups.at[g], item->node->shape);
                open++;
            }
        text_print(nest->text, "%s = %s;\n", root_element(nest, item), value);
        for (int g = 0; g < open; g++)
            line(nest, "}");
    }
}

/* Stored numbers of a row, and sums over the rows of such. */
static void
write_row_roots(const Nest *nest, int phase)
{
    for (int i = 0; i < nest->count; i++) {
        Item *item = &nest->item[i];
        if (!item->root || item->phase != phase || !is_scalar(item->inner) || item->folds)
            continue;
        if (item->crosses)
            fold_step(nest, item, fold_target(nest, item));
        else
            text_print(nest->text, "%s = %s;\n", root_element(nest, item),
                       item->local ? item->local : expression(nest, item->node));
    }
}

static bool
in_space(const Item *item, Shape inner, int phase)
{
    return item->phase == phase && (item->root || item->folds) &&
           shape_equal(item->inner, inner);
}

static void
write_phase(Nest *nest, int phase)
{
    bool *done = NEW_ARRAY(bool, nest->count + 1);
    write_row_values(nest, phase);
    for (int i = 0; i < nest->count; i++)
        if (nest->item[i].folds && nest->item[i].phase == phase)
            declare_fold(nest, &nest->item[i]);
    for (int i = 0; i < nest->count; i++) {
        Space space = {.inner = nest->item[i].inner};
        if (done[i] || is_scalar(space.inner) || !in_space(&nest->item[i], space.inner, phase))
            continue;
        space.root = NEW_ARRAY(Item *, nest->count);
        for (int k = i; k < nest->count; k++)
            if (in_space(&nest->item[k], space.inner, phase)) {
                done[k] = true;
                space.root[space.count++] = &nest->item[k];
            }
        write_space(nest, &space);
    }
    finish_folds(nest, phase);
    write_row_roots(nest, phase);
}

/* ---- the whole function ---- */

static void
write_numbers(Nest *nest)
{
    for (int i = 0; i < nest->count; i++) {
        Item *item = &nest->item[i];
        if (is_scalar(item->node->shape) && is_elementwise(item) && item->kept) {
            text_print(nest->text, "const float %s = %s;\n", local_name(item),
                       expression(nest, item->node));
            item->local = local_name(item);
        } else if (is_scalar(item->node->shape) && is_elementwise(item) && item->uses > 0 &&
                   nest->kernel->row >= 0) {
            item->local = NULL;
        }
    }
}

static bool
crossing_root(const Item *item)
{
    return item->root && item->crosses;
}

static void
declare_partials(const Nest *nest)
{
    if (nest->chunks > 0)
        text_print(nest->text, "enum { chunks = %d };\n", nest->chunks);
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        if (!crossing_root(item))
            continue;
        Shape inner = without_row(item->node->shape, nest->kernel->row);
        const char *name = name_of(item->node);
        if (nest->chunks > 0)
            text_print(nest->text, "float %s_partial[chunks]%s;\n", name,
                       inner_dims(nest, inner, false));
        else if (is_scalar(inner))
            text_print(nest->text, "float %s_total = %s;\n", name, fold_start(item->node));
        else
            text_print(nest->text, "memset(%s, 0, %s * sizeof(float));\n",
                       param_name(nest, find_access(nest->kernel, item->node)),
                       size_text(nest->plan->program, shape_size(inner)));
    }
}

static void
begin_chunk(const Nest *nest)
{
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        if (!crossing_root(item) || nest->chunks == 0)
            continue;
        const char *name = name_of(item->node);
        if (is_scalar(without_row(item->node->shape, nest->kernel->row)))
            text_print(nest->text, "float %s_total = %s;\n", name, fold_start(item->node));
        else
            text_print(nest->text, "memset(%s_partial[chunk], 0, sizeof %s_partial[chunk]);\n",
                       name, name);
    }
}

static void
end_chunk(const Nest *nest)
{
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        if (crossing_root(item) && nest->chunks > 0 &&
            is_scalar(without_row(item->node->shape, nest->kernel->row)))
            text_print(nest->text, "%s_partial[chunk] = %s_total;\n", name_of(item->node),
                       name_of(item->node));
    }
}

/* "[0][0]" for "[i][j]". */
static const char *
zero_index(const char *index)
{
    Text text = {0};
    for (; *index; index++)
        if (*index == '[')
            text_put(&text, "[0]");
    return text.at;
}

static const char add_chunks[] = "add_chunks";

void
loops_helper(Text *text)
{
    text_print(
        text,
        "/* sum[i] = partial[0][i] + partial[1][i] + .., in this order, whichever threads "
        "they are\n * from. */\n"
        "static void\n%s(int chunks, int count, const float *restrict partial, "
        "float *restrict sum)\n{\n"
        "memcpy(sum, partial, (size_t)count * sizeof *sum);\n"
        "for (int chunk = 1; chunk < chunks; chunk++) {\n"
        "for (int i = 0; i < count; i++)\n"
        "sum[i] += partial[chunk * count + i];\n}\n}\n\n",
        add_chunks);
}

bool
loops_need_helper(const char *text)
{
    return strstr(text, add_chunks) != NULL;
}

static void
merge_partial(const Nest *nest, const Item *item)
{
    Shape inner = without_row(item->node->shape, nest->kernel->row);
    const char *name = name_of(item->node), *index = inner_dims(nest, inner, true);
    int open = 0;
    if (nest->chunks == 0) {
        if (is_scalar(inner))
            text_print(nest->text, "%s = %s_total;\n", root_element(nest, item), name);
        return;
    }
    const Access *access = find_access(nest->kernel, item->node);
    if (graph_fold(item->node) == FOLD_SUM && is_scalar(inner)) {
        text_print(nest->text, "%s(chunks, 1, %s_partial, %s);\n", add_chunks, name,
                   param_name(nest, access));
        return;
    }
    const char *array = param_name(nest, access), *dims = inner_dims(nest, inner, false);
    const char *all = access_dims(nest->plan, access, &nest->groups);
    if (graph_fold(item->node) == FOLD_SUM && !is_scalar(inner) && all != NULL &&
        strcmp(all, dims) == 0 &&
        strcmp(root_element(nest, item), format("%s%s", array, index)) == 0) {
        const char *first = zero_index(index);
        text_print(nest->text, "%s(chunks, %s, &%s_partial[0]%s, %s%s%s);\n", add_chunks,
                   size_text(nest->plan->program, shape_size(inner)), name, first,
                   strchr(index + 1, '[') ? "&" : "", array,
                   strchr(index + 1, '[') ? first : "");
        return;
    }
    for (int i = 1; i < nest->groups.count; i++)
        if (group_extent(&nest->groups.at[i], inner) > 1) {
            open_loop(nest, &nest->groups.at[i], inner);
            open++;
        }
    text_print(nest->text, "float %s_total = %s_partial[0]%s;\n", name, name, index);
    line(nest, "for (int chunk = 1; chunk < chunks; chunk++) {");
    const char *part = format("%s_partial[chunk]%s", name, index);
    if (graph_fold(item->node) == FOLD_SUM)
        text_print(nest->text, "%s_total += %s;\n", name, part);
    else
        text_print(nest->text, "%s_total = %s > %s_total ? %s : %s_total;\n", name, part, name,
                   part, name);
    line(nest, "}");
    text_print(nest->text, "%s = %s_total;\n", root_element(nest, item), name);
    for (int i = 0; i < open; i++)
        line(nest, "}");
}

static Shape
row_shape(const Nest *nest)
{
    Shape shape = shape_scalar();
    shape.n[nest->kernel->row] = nest->kernel->rows;
    return shape;
}

static void
open_rows(const Nest *nest)
{
    const char *var = nest->groups.at[0].var;
    const char *rows = extent_text(nest->plan, &nest->groups.at[0], row_shape(nest));
    if (nest->parallel)
        line(nest, "#pragma omp parallel for schedule(static)");
    if (nest->chunks > 0) {
        line(nest, "for (int chunk = 0; chunk < chunks; chunk++) {");
        begin_chunk(nest);
        text_print(
            nest->text,
            "for (int %s = chunk * %s / chunks; %s < (chunk + 1) * %s / chunks; %s++) {\n", var,
            rows, var, rows, var);
    } else if (nest->blocks) {
        text_print(nest->text, "for (int block = 0; block < %s; block += %d) {\n", rows, BLOCK);
        text_print(nest->text, "const int end = block + %d < %s ? block + %d : %s;\n", BLOCK,
                   rows, BLOCK, rows);
        text_print(nest->text, "#pragma omp simd\nfor (int %s = block; %s < end; %s++) {\n",
                   var, var, var);
    } else {
        open_loop(nest, &nest->groups.at[0], row_shape(nest));
    }
}

static void
close_rows(const Nest *nest)
{
    line(nest, "}");
    if (nest->chunks > 0)
        end_chunk(nest);
    if (nest->chunks > 0 || nest->blocks)
        line(nest, "}");
}

/* Where the body mentions the buffer first. */
static const char *
first_mention(const char *body, const Access *access)
{
    return strstr(body, name_mark(access->buffer->name));
}

/* Parameters stand in the order in which the body mentions them. */
static void
sort_accesses(Access *at, int count, const char *body)
{
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0; k--) {
            const char *left = first_mention(body, &at[k - 1]);
            const char *right = first_mention(body, &at[k]);
            if (right == NULL || (left != NULL && left <= right))
                break;
            Access swap = at[k];
            at[k] = at[k - 1];
            at[k - 1] = swap;
        }
}

static void
write_parameters(const Nest *nest, Text *text, const char *body)
{
    Kernel *kernel = (Kernel *)(uintptr_t)nest->kernel;
    Text list = {0};
    if (names_marked()) {
        sort_accesses(kernel->reads.at, kernel->reads.count, body);
        sort_accesses(kernel->writes.at, kernel->writes.count, body);
    }
    for (int i = 0; i < kernel->reads.count + kernel->writes.count; i++) {
        bool write = i >= kernel->reads.count;
        const Access *access =
            write ? &kernel->writes.at[i - kernel->reads.count] : &kernel->reads.at[i];
        const char *dims = nest->flat ? NULL : access_dims(nest->plan, access, &nest->groups);
        bool shared = access->buffer->overwrites != NULL;
        for (int k = 0; k < kernel->writes.count && !write; k++)
            shared = shared || kernel->writes.at[k].buffer->overwrites == access->buffer;
        if (dims == NULL)
            dims = format("[%lld]", (long long)access->storage.floats);
        text_print(&list, "%s%s%s %s[%c%s", i ? ", " : "", write ? "" : "const ",
                   access->buffer->integer ? "int" : "float", param_name(nest, access),
                   shared ? MARK_SHARED : MARK_RESTRICT, dims + 1);
    }
    text_print(text, "static void\n%s(%s)\n{\n", kernel->name, list.at ? list.at : "void");
}

static void
begin(Nest *nest, Text *text, const Plan *plan, const Kernel *kernel)
{
    memset(nest, 0, sizeof *nest);
    nest->plan = plan;
    nest->kernel = kernel;
    nest->text = text;
    find_items(nest);
    find_groups(nest);
    choose_parallel(nest);
    for (int i = 0; i < kernel->writes.count; i++)
        nest->flat = nest->flat || kernel->writes.at[i].storage.panel_slot >= 0;
}

/* Values in panels are added and scaled as they lie; the padding stays zero. */
static void
write_flat(const Nest *nest)
{
    const Access *out = &nest->kernel->writes.at[0];
    text_print(nest->text,
               "#pragma omp parallel for schedule(static)\n"
               "for (int block = 0; block < %lld; block += %d) {\n"
               "const int end = block + %d < %lld ? block + %d : %lld;\n"
               "#pragma omp simd\nfor (int i = block; i < end; i++) {\n",
               (long long)out->storage.floats, BLOCK, BLOCK, (long long)out->storage.floats,
               BLOCK, (long long)out->storage.floats);
    for (int i = 0; i < nest->count; i++)
        if (nest->item[i].root) {
            const Access *access = find_access(nest->kernel, nest->item[i].node);
            if (!layout_same(&access->storage, &out->storage))
                die("a loop mixes storages of panels");
            text_print(nest->text, "%s = %s;\n", element_of(nest, access),
                       expression(nest, nest->item[i].node));
        }
    text_put(nest->text, "}\n}\n}\n");
}

void
loops_emit(Text *text, const Plan *plan, const Kernel *kernel)
{
    Nest nest;
    Text body = {0};
    begin(&nest, &body, plan, kernel);
    if (nest.flat) {
        write_flat(&nest);
    } else {
        write_numbers(&nest);
        declare_partials(&nest);
        open_rows(&nest);
        for (int phase = 0; phase < nest.phases; phase++)
            write_phase(&nest, phase);
        close_rows(&nest);
        for (int i = 0; i < nest.count; i++)
            if (crossing_root(&nest.item[i]))
                merge_partial(&nest, &nest.item[i]);
        line(&nest, "}");
    }
    write_parameters(&nest, text, body.at);
    text_put(text, body.at);
}

void
scalars_emit(Text *text, const Plan *plan, const Kernel *kernel)
{
    Nest nest;
    begin(&nest, text, plan, kernel);
    nest.routine = true;
    for (int i = 0; i < nest.count; i++) {
        Item *item = &nest.item[i];
        if (!item->root)
            continue;
        text_print(text, "%s = %s;\n", root_element(&nest, item),
                   expression(&nest, item->node));
    }
}

/* ---- formulas of the comment ---- */

/* What the loops give a name of its own has a formula of its own. */
static bool
is_explained(const Item *item)
{
    const Tag *tag = item->node->tag;
    return item->root || item->folds ||
           (is_elementwise(item) && (item->uses > 1 || item->kept)) ||
           (tag != NULL && tag->written);
}

static void
write_formula_argument(Writer *w, Node *n, int binding)
{
    const Nest *nest = w->context;
    const Item *item = item_of(nest, n);
    const Access *access = find_access(nest->kernel, n);
    if (access != NULL)
        text_put(w->text, name_mark(access->buffer->name));
    else if (item != NULL && (is_explained(item) || op_kind(n->op) == KIND_REDUCE))
        text_put(w->text, name_of(n));
    else if (graph_inline_leaf(n) && shape_varies(n->shape))
        text_put(w->text, var_of_slot(nest, __builtin_ctz(n->axes)));
    else
        graph_write(w, n, binding);
}

/* A sum within a row that is only summed further: one sum for the reader. */
static bool
is_inner_sum(const Nest *nest, const Node *n)
{
    const Item *item = item_of(nest, n);
    if (item == NULL || !item->folds || item->root || item->uses != 1 ||
        graph_fold(n) != FOLD_SUM)
        return false;
    for (int i = 0; i < nest->count; i++)
        if (nest->item[i].node->count > 0 && nest->item[i].node->arg[0] == n)
            return nest->item[i].crosses && graph_fold(nest->item[i].node) == FOLD_SUM;
    return false;
}

/* "sum over n, i of ": the loops that a reduction folds. */
static const char *
fold_words(const Nest *nest, const Node *n, uint32_t axes)
{
    Text text = {0};
    for (int i = 0; i < nest->groups.count; i++) {
        const Group *group = &nest->groups.at[i];
        for (int k = 0; k < group->count; k++)
            if (axes >> group->slot[k] & 1u) {
                text_print(&text, "%s%s", text.size ? ", " : "", group->var);
                break;
            }
    }
    return format("%s over %s of ", op_name(n->op), text.at ? text.at : "all");
}

void
kernel_formulas(Text *text, const Plan *plan, const Kernel *kernel)
{
    Nest nest;
    begin(&nest, text, plan, kernel);
    for (int i = 0; i < nest.count; i++) {
        Item *item = &nest.item[i];
        if (!is_explained(item) || is_inner_sum(&nest, item->node))
            continue;
        Text formula = {0};
        Writer writer = {.text = &formula,
                         .formula = true,
                         .argument = write_formula_argument,
                         .context = &nest};
        text_print(&formula, "%s = ",
                   item->root ? name_mark(find_access(kernel, item->node)->buffer->name)
                              : name_of(item->node));
        if (is_elementwise(item)) {
            graph_write(&writer, item->node, BIND_ANY);
        } else {
            Node *of = item->node->arg[0];
            bool inner = is_inner_sum(&nest, of);
            text_put(&formula,
                     fold_words(&nest, item->node, item->node->axes | (inner ? of->axes : 0)));
            write_formula_argument(&writer, inner ? of->arg[0] : of, BIND_PRODUCT);
        }
        text_print(text, "%s\n", formula.at);
    }
}

/* "[batch][64][width]": what the loops run over. */
const char *
kernel_space(const Plan *plan, const Kernel *kernel)
{
    Nest nest;
    Shape whole = shape_scalar();
    Text text = {0};
    begin(&nest, &text, plan, kernel);
    for (int i = 0; i < nest.count; i++) {
        Shape domain = fuse_domain(nest.item[i].node);
        for (int s = 0; s < AXES; s++)
            whole.n[s] = domain.n[s] > whole.n[s] ? domain.n[s] : whole.n[s];
    }
    for (int i = 0; i < nest.groups.count; i++)
        if (group_extent(&nest.groups.at[i], whole) > 1)
            text_print(&text, "[%s]", extent_text(plan, &nest.groups.at[i], whole));
    return text.at ? text.at : "[1]";
}
