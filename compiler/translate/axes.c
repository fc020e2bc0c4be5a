/* Outer axes: what a value varies over besides its own axes. `batch` is that of data and noise;
 * a size becomes one where rows(..), along= or split(..) name it, and other(..) makes `others`,
 * a second batch.
 *
 * The one idea: an axis is a bit of a set, in the order in which the page meets it, and the
 * axes of a value stand in its first slots in that order. Two values meet by inserting units,
 * which moves nothing. What knows of rows alone, a network or a function of one example, sees
 * all outer axes of its argument as one axis in slot 0, and its result is split again. */
#include "translate.h"

#include <string.h>

int
outer_count(unsigned outer)
{
    return __builtin_popcount(outer);
}

/* Slot of an axis of the set. */
int
outer_slot(unsigned outer, int axis)
{
    return outer_count(outer & ((1u << axis) - 1));
}

int
outer_first(unsigned outer)
{
    return outer ? outer_count(outer) : 1;
}

int
value_slot(const Value *v)
{
    return outer_first(v->outer);
}

int64_t
outer_size(const Page *page, unsigned outer)
{
    int64_t size = 1;
    for (int i = 0; i < page->axes.count; i++)
        size *= outer >> i & 1 ? page->axes.at[i].extent : 1;
    return size;
}

/* The extents of a set of axes, in the first slots. */
static Shape
outer_shape(const Page *page, unsigned outer)
{
    Shape shape = shape_scalar();
    int slot = 0;
    for (int i = 0; i < page->axes.count; i++)
        if (outer >> i & 1)
            shape.n[slot++] = page->axes.at[i].extent;
    return shape;
}

Shape
value_shape(const Page *page, const Value *v)
{
    Shape shape = outer_shape(page, v->outer);
    for (int i = 0; i < v->dims.rank; i++)
        shape.n[value_slot(v) + i] = v->dims.n[i];
    return shape;
}

void
value_call_axes(const Page *page, Node *n, const Value *v)
{
    int slot = 0;
    for (int i = 0; i < page->axes.count; i++) {
        const Axis *axis = &page->axes.at[i];
        if (v->outer >> i & 1)
            graph_call_axis(n, slot++, axis->merged ? NULL : axis->name);
    }
    for (int i = 0; i < v->dims.rank; i++)
        graph_call_axis(n, value_slot(v) + i, v->dims.size[i]);
}

const char *
outer_print(const Page *page, unsigned outer)
{
    Text text = {0};
    int left = outer_count(outer);
    text_put(&text, "");
    for (int i = 0; i < page->axes.count; i++) {
        const Axis *axis = &page->axes.at[i];
        if (!(outer >> i & 1))
            continue;
        text_put(&text, axis->merged ? outer_print(page, axis->merged) : axis->name);
        left--;
        text_put(&text, left > 1 ? ", " : left == 1 ? " and " : "");
    }
    return text.at;
}

const char *
value_over(const Page *page, const Value *v)
{
    return v->outer == 0             ? ""
           : v->outer == OUTER_BATCH ? " for each example"
                                     : format(" over %s", outer_print(page, v->outer));
}

bool
outer_check(const Page *page, unsigned outer, Dims dims, Mark where, const char *what)
{
    if (outer_first(outer) + dims.rank > AXES) {
        error_at(where, "%s: %s over %s has more than %d axes", what, dims_print(dims),
                 outer_print(page, outer), AXES);
        return false;
    }
    int64_t size = 1;
    for (int i = 0; i < page->axes.count; i++) {
        if (!(outer >> i & 1))
            continue;
        size *= page->axes.at[i].extent;
        if (size <= INT32_MAX)
            continue;
        error_at(where, "%s has more than 2^31 - 1 numbers over %s", what,
                 outer_print(page, outer));
        return false;
    }
    return dims_check(dims, size, where, what);
}

/* ---- moving slots ---------------------------------------------------------------------------
 */

Value
value_lay(Value v, Dims dims)
{
    Shape full = v.node->shape, to = shape_scalar();
    const int first = value_slot(&v);
    for (int i = 0; i < first; i++)
        to.n[i] = full.n[i];
    for (int i = 0; i < v.dims.rank; i++)
        full.n[first + i] = v.dims.n[i];
    for (int i = 0; i < dims.rank; i++)
        to.n[first + i] = dims.n[i];
    v.node = graph_reshape(graph_broadcast(v.node, full), to);
    v.dims = dims;
    return v;
}

/* v over the axes of `outer`, its example axes as they are: units for what it has not. */
Value
outer_align(Value v, unsigned outer)
{
    int8_t from[AXES];
    if (outer_first(outer) == value_slot(&v) && (v.outer == outer || v.outer == 0)) {
        v.outer = outer;
        return v;
    }
    memset(from, -1, sizeof from);
    for (int i = 0; i < OUTER_AXES; i++)
        if ((outer & v.outer) >> i & 1)
            from[outer_slot(outer, i)] = (int8_t)outer_slot(v.outer, i);
    for (int i = 0; i < v.dims.rank; i++)
        from[outer_first(outer) + i] = (int8_t)(value_slot(&v) + i);
    v.node = graph_align(v.node, from);
    v.outer = outer;
    return v;
}

static int
axis_add(Page *page, Axis made)
{
    if (page->axes.count < OUTER_AXES) {
        PUSH(page->axes, made);
        return page->axes.count - 1;
    }
    error_at(made.mark, "a page has at most %d outer axes and sets of them", OUTER_AXES);
    return 0;
}

/* The place of the axis that stands for a set of axes. */
static int
merged_axis(Page *page, unsigned outer)
{
    Axis made = {outer_print(page, outer), outer_size(page, outer), outer, 0, {0}};
    for (int i = 0; i < page->axes.count; i++)
        if (page->axes.at[i].merged == outer)
            return i;
    return axis_add(page, made);
}

unsigned
outer_rows(Page *page, unsigned outer)
{
    return outer_count(outer) > 1 ? 1u << merged_axis(page, outer) : outer;
}

Value
outer_merge(Page *page, Value v, unsigned outer)
{
    if (outer_count(outer) < 2 || v.outer == 0)
        return v;
    v = outer_align(v, outer);
    Shape rows = shape_scalar(), wide = v.node->shape, full = outer_shape(page, outer);
    const int first = outer_first(outer);
    bool varies = false;
    for (int i = 0; i < first; i++) {
        varies = varies || wide.n[i] > 1;
        wide.n[i] = full.n[i];
    }
    rows.n[BATCH] = varies ? shape_size(full) : 1;
    for (int i = 0; i < v.dims.rank; i++)
        rows.n[1 + i] = wide.n[first + i];
    v.node = graph_reshape(varies ? graph_broadcast(v.node, wide) : v.node, rows);
    v.outer = outer_rows(page, outer);
    return v;
}

static unsigned
members_of(const Page *page, unsigned outer)
{
    for (int i = 0; i < page->axes.count; i++)
        if (outer == 1u << i)
            return page->axes.at[i].merged;
    return 0;
}

Value
outer_split(const Page *page, Value v)
{
    unsigned outer = members_of(page, v.outer);
    Value *at = v.members ? NEW_ARRAY(Value, v.members) : NULL;
    for (int i = 0; i < v.members; i++)
        at[i] = outer_split(page, v.at[i]);
    v.at = at;
    if (v.kind != VALUE_TENSOR || outer == 0)
        return v;
    Shape to = v.node->shape.n[BATCH] > 1 ? outer_shape(page, outer) : shape_scalar();
    for (int i = 0; i < v.dims.rank; i++)
        to.n[outer_first(outer) + i] = v.node->shape.n[1 + i];
    v.node = graph_reshape(v.node, to);
    v.outer = outer;
    return v;
}

/* ---- names ----------------------------------------------------------------------------------
 */

int
outer_named(Page *page, const char *name, int64_t extent, Mark where)
{
    Axis made = {name, extent, 0, 0, where};
    for (int i = 0; i < page->axes.count; i++)
        if (!page->axes.at[i].merged && strcmp(page->axes.at[i].name, name) == 0)
            return i;
    return axis_add(page, made);
}

/* The second batch: a size of its own in what is emitted. */
int
outer_others(Page *page, Mark where)
{
    const int known = page->axes.count,
              axis = outer_named(page, "others", page->program->batch, where);
    if (page->axes.count > known)
        PUSH(page->program->sizes, ((Size){.name = "others", .value = page->program->batch}));
    return axis;
}

static bool
inside_function(const Eval *eval)
{
    const Scope *scope = eval->scope;
    while (scope && !scope->closed)
        scope = scope->outer;
    return scope != NULL;
}

/* The nearest of the words that could stand where an axis is wanted. */
static const char *
nearest_axis(const Eval *eval, const char *name, const char *const *word, int words)
{
    LIST(const char *) all = {0};
    const Model *model = eval->page->model;
    for (int i = 0; i < words; i++)
        PUSH(all, word[i]);
    PUSH(all, "batch");
    PUSH(all, "others");
    for (int i = 0; i < model->entries.count && !inside_function(eval); i++)
        if (model->entries.at[i]->kind == NAME_SIZE)
            PUSH(all, model->entries.at[i]->name);
    return suggestion(name, all.at, all.count);
}

int
outer_axis(Eval *eval, const Expr *expr)
{
    Page *page = eval->page;
    if (expr->kind != EXPR_NAME) {
        error_at(expression_mark(expr),
                 "an outer axis is the name of a size, batch or others, not `%s`",
                 expression_print(expr));
        return -1;
    }
    const Local *local = scope_find(eval->scope, expr->name);
    if (local && local->value.kind == VALUE_AXES) {
        unsigned outer = local->value.over >> OVER_OUTER;
        if (outer_count(outer) == 1 && local->value.over == outer << OVER_OUTER)
            return __builtin_ctz(outer);
    }
    if (strcmp(expr->name, "batch") == 0)
        return 0;
    if (strcmp(expr->name, "others") == 0)
        return outer_others(page, expr->mark);
    const Entry *entry = model_find(page->model, expr->name);
    if (!local && !inside_function(eval) && entry && entry->kind == NAME_SIZE)
        return outer_named(page, entry->name, entry->number.num, expr->mark);
    error_at(expr->mark, "an outer axis is the name of a size, batch or others, not '%s'%s",
             expr->name, nearest_axis(eval, expr->name, NULL, 0));
    if (local || entry)
        note_at(expr->mark, local || inside_function(eval)
                                ? "a function is handed its axes by parameters called over, "
                                  "along or axis"
                                : "name it in `sizes` to use it as an axis");
    return -1;
}

/* Words of over=, a list of them, an outer axis or a parameter of the function that hands them
 * on. */
bool
evaluate_axes(Eval *eval, const Expr *expr, unsigned *over)
{
    static const char *const words[] = {"features", "channels", "space",
                                        "outer",    "none",     "all"};
    static const unsigned bits[] = {OVER_FEATURES, OVER_CHANNELS, OVER_SPACE,
                                    OVER_EVERY,    OVER_NONE,     OVER_ALL};
    *over = OVER_NONE;
    if (expr->kind == EXPR_LIST) {
        for (int i = 0; i < expr->count; i++) {
            unsigned one;
            if (!evaluate_axes(eval, expr->operand[i], &one))
                return false;
            *over |= one;
        }
        return true;
    }
    if (expr->kind == EXPR_NAME) {
        const Local *local = scope_find(eval->scope, expr->name);
        if (local && local->value.kind == VALUE_AXES) {
            *over = local->value.over;
            return true;
        }
        for (size_t i = 0; i < COUNT_OF(words); i++) {
            if (strcmp(words[i], expr->name) == 0) {
                *over = bits[i];
                return true;
            }
        }
        const Entry *entry = model_find(eval->page->model, expr->name);
        bool size = entry && entry->kind == NAME_SIZE && !inside_function(eval);
        if (size || strcmp(expr->name, "batch") == 0 || strcmp(expr->name, "others") == 0) {
            int axis = outer_axis(eval, expr);
            *over = axis < 0 ? OVER_NONE : 1u << axis << OVER_OUTER;
            return axis >= 0;
        }
    }
    error_at(expression_mark(expr),
             "over= takes features, batch, another outer axis, outer, channels, space, none, "
             "all or a list, not `%s`%s",
             expression_print(expr),
             expr->kind == EXPR_NAME ? nearest_axis(eval, expr->name, words, COUNT_OF(words))
                                     : "");
    return false;
}

/* ---- what may meet ----------------------------------------------------------------------- */

static const Axis *
axis_at(const Page *page, int i)
{
    return &page->axes.at[i];
}

/* An axis that split() cut does not meet what is left of it. */
static bool
parts_meet(const Page *page, unsigned a, unsigned b, int *whole, int *part)
{
    for (int i = 0; i < page->axes.count; i++) {
        int cut = (int)axis_at(page, i)->left_of - 1;
        if (cut < 0 || !((a | b) >> i & 1) || !((a | b) >> cut & 1))
            continue;
        *whole = cut;
        *part = i;
        return true;
    }
    return false;
}

unsigned
outer_whole(const Page *page, unsigned outer, unsigned parts)
{
    for (int i = 0; i < page->axes.count; i++)
        if ((parts >> i & 1) && axis_at(page, i)->left_of)
            outer &= ~(1u << (axis_at(page, i)->left_of - 1));
    return outer;
}

/* The axis of each example that is called like an outer axis of the other. */
static int
example_axis(const Page *page, const Value *v, unsigned outer, int *axis)
{
    for (int i = 0; i < v->dims.rank; i++)
        for (int k = 0; k < page->axes.count; k++)
            if ((outer >> k & 1) && !axis_at(page, k)->merged && v->dims.size[i] &&
                strcmp(v->dims.size[i], axis_at(page, k)->name) == 0) {
                *axis = k;
                return i;
            }
    return -1;
}

static const char *
written(const Expr *expr)
{
    return expr ? expression_print(expr) : "the draw";
}

bool
outer_meet(Eval *eval, const Expr *left, const Expr *right, Mark where, const char *verb,
           const Value *a, const Value *b)
{
    const Page *page = eval->page;
    int whole, part, axis;
    if (a->outer == b->outer && a->dims.rank == b->dims.rank)
        return true;
    if (parts_meet(page, a->outer, b->outer, &whole, &part)) {
        error_at(where, "%s: cannot %s %s%s and %s%s", eval->world->owner, verb,
                 dims_print(a->dims), value_over(page, a), dims_print(b->dims),
                 value_over(page, b));
        note_at(axis_at(page, part)->mark, "'%s' is what split left of '%s' here: split both",
                axis_at(page, part)->name, axis_at(page, whole)->name);
        return false;
    }
    for (int i = 0; i < 2; i++) {
        const Value *v = i ? b : a, *o = i ? a : b;
        const Expr *expr = i ? right : left;
        if (v->outer == o->outer || example_axis(page, v, o->outer & ~v->outer, &axis) < 0)
            continue;
        const char *name = axis_at(page, axis)->name;
        error_at(where, "%s: cannot %s %s%s and %s%s", eval->world->owner, verb,
                 dims_print(a->dims), value_over(page, a), dims_print(b->dims),
                 value_over(page, b));
        note_at(expr ? expression_mark(expr) : where,
                "'%s' is an axis of each example of %s: rows(.., %s) makes it an outer axis",
                name, written(expr), name);
        note_at(axis_at(page, axis)->mark, "'%s' is an outer axis since here", name);
        return false;
    }
    return true;
}
