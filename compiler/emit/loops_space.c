/* One inner loop nest: the values that it names, what it folds and what it stores. */
#include "loops.h"

/* Nodes that the roots of a space evaluate at its innermost level; counts their uses there. */
static void
visit(const Nest *nest, Node *n, int *seen, Item **order, int *count)
{
    Item *item = nest_item(nest, n);
    if (item == NULL || item->local != NULL)
        return;
    if (seen[item - nest->item]++ > 0)
        return;
    for (int k = 0; k < n->count; k++) {
        if (graph_absorbs(n, k)) /* its argument is one of n, too */
            continue;
        visit(nest, n->arg[k], seen, order, count);
        Item *arg = nest_item(nest, n->arg[k]);
        if (arg != NULL && arg->local == NULL && graph_repeats(n, k))
            seen[arg - nest->item]++;
    }
    order[(*count)++] = item;
}

static bool
repeats_value(const Item *root)
{
    return (root->crosses || root->folds) && graph_fold(root->node) != FOLD_SUM &&
           graph_fold(root->node) != FOLD_SQUARES;
}

static bool
wants_name(const Item *item, int seen)
{
    const Tag *tag = item->node->tag;
    return seen > 1 || (item->root && item->kept) ||
           (tag != NULL && tag->written && !item->root);
}

/* Names what the roots of a space evaluate more than once, in front of them. */
static void
write_locals(const Nest *nest, const Space *space, Item **named, int *named_count)
{
    int *seen = NEW_ARRAY(int, nest->count + 1), count = 0;
    Item **order = NEW_ARRAY(Item *, nest->count + 1);
    for (int i = 0; i < space->count; i++) {
        Item *root = space->root[i];
        Node *value = root->crosses || root->folds ? root->node->arg[0] : root->node;
        visit(nest, value, seen, order, &count);
        Item *item = nest_item(nest, value);
        if (item != NULL && item->local == NULL && repeats_value(root))
            seen[item - nest->item]++;
    }
    for (int i = 0; i < count; i++) {
        if (order[i] == space->filled || !wants_name(order[i], seen[order[i] - nest->item]))
            continue;
        const char *name = nest_local(order[i]);
        text_print(nest->text, "const float %s = %s;\n", name,
                   nest_expression(nest, order[i]->node));
        order[i]->local = name;
        named[(*named_count)++] = order[i];
    }
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
        bool number = is_scalar(nest_without_row(item->node->shape, nest->kernel->row)) ||
                      (fold_tail(nest, item) > 0 && *fold_tail_dims(nest, item, true) == '\0');
        if (fold_indexed(item->node) || (reduced && !number))
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

void
space_fill(const Nest *nest, Item *item, const char *element)
{
    int named = 0;
    Item **locals = NEW_ARRAY(Item *, nest->count + 1);
    Space space = {.inner = item->inner, .count = 1, .root = &item, .filled = item};
    write_locals(nest, &space, locals, &named);
    text_print(nest->text, "%s = %s;\n", element, nest_expression(nest, item->node));
    for (int i = 0; i < named; i++)
        locals[i]->local = NULL;
}

void
space_write(const Nest *nest, const Space *space)
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
        tails_begin(nest, space, i);
        made_before(nest, space, i);
        if (i == innermost && legal)
            text_print(nest->text, "#pragma omp simd%s\n", clause);
        nest_open(nest, &nest->groups.at[i], space->inner);
        opened[open++] = i;
        made_within(nest, space, i);
    }
    write_locals(nest, space, locals, &named);
    for (int i = 0; i < space->count; i++)
        if (space->root[i]->crosses || space->root[i]->folds)
            fold_step(nest, space->root[i], fold_target(nest, space->root[i]));
    for (int i = 0; i < space->count; i++) {
        Item *root = space->root[i];
        if (!root->crosses && !root->folds)
            text_print(nest->text, "%s = %s;\n", nest_root(nest, root),
                       root->local ? root->local : nest_expression(nest, root->node));
    }
    while (open > 0) {
        nest_line(nest, "}");
        tails_end(nest, space, opened[--open]);
    }
    for (int i = 0; i < named; i++)
        locals[i]->local = NULL;
}
