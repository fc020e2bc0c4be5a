/* One inner loop nest: the values that it names, what it folds and what it stores. */
#include "loops.h"

/* ---- folds ---- */

bool
fold_indexed(const Node *n)
{
    return graph_fold(n) == FOLD_ARGMIN || graph_fold(n) == FOLD_ARGMAX;
}

int
fold_cells(Node *n, Cell cell[2])
{
    const char *name = name_of(n), *largest = "-INFINITY", *smallest = "INFINITY";
    cell[0] = (Cell){"float", name, format("%s_total", name), "0.0f", false};
    switch (graph_fold(n)) {
    case FOLD_SUM: return 1;
    case FOLD_MAX: cell[0].start = largest; return 1;
    case FOLD_SQUARES:
        name = format("%s_centre", name);
        cell[1] = (Cell){"float", name, name, "0.0f", true};
        return 2;
    case FOLD_ARGMIN:
    case FOLD_ARGMAX: break;
    }
    cell[0].type = "int";
    cell[0].start = "0";
    name = format("%s_best", name);
    cell[1] =
        (Cell){"float", name, name, graph_fold(n) == FOLD_ARGMIN ? smallest : largest, true};
    return 2;
}

/* What a fold keeps beside its value: the best so far, or the mean so far. */
static const char *
beside(const Nest *nest, const Item *item)
{
    Cell cell[2];
    fold_cells(item->node, cell);
    return item->crosses ? cell_target(nest, item, &cell[1]) : cell[1].number;
}

/* Merges the next part into the squares of those before: Chan, Golub and LeVeque, 1983. */
static void
squares_step(const Nest *nest, const Item *item, const char *into)
{
    const char *name = name_of(item->node), *centre = beside(nest, item);
    const char *sum = nest_value(nest, item->node->arg[0]);
    Text scale = {0};
    text_put(&scale, "");
    if (item->node->value > 1) {
        text_put(&scale, " * ");
        graph_write_literal(&scale, 1 / item->node->value, false);
        if (strpbrk(sum, " ") != NULL)
            sum = format("(%s)", sum);
    }
    text_print(nest->text, "const float %s_gap = %s%s - %s;\n", name, sum, scale.at, centre);
    text_print(nest->text, "%s += %s_gap * %s_share;\n", centre, name, name);
    text_print(nest->text, "%s += ", into);
    if (item->node->count > 1)
        text_print(nest->text, "%s + ", nest_value(nest, item->node->arg[1]));
    text_print(nest->text, "%s_gap * %s_gap * %s_share * %s_before;\n", name, name, name, name);
}

void
fold_step(const Nest *nest, const Item *item, const char *into)
{
    const char *value = nest_value(nest, item->node->arg[0]);
    switch (graph_fold(item->node)) {
    case FOLD_SUM: text_print(nest->text, "%s += %s;\n", into, value); break;
    case FOLD_MAX:
        text_print(nest->text, "%s = %s > %s ? %s : %s;\n", into, value, into, value, into);
        break;
    case FOLD_SQUARES: squares_step(nest, item, into); break;
    case FOLD_ARGMIN:
    case FOLD_ARGMAX: {
        const char *best = beside(nest, item);
        text_print(nest->text, "if (%s %s %s) {\n", value,
                   graph_fold(item->node) == FOLD_ARGMIN ? "<" : ">", best);
        text_print(nest->text, "%s = %s;\n%s = %s;\n}\n", best, value, into,
                   nest_var(nest, __builtin_ctz(item->node->axes)));
        break;
    }
    }
}

/* ---- one inner loop nest ---- */

/* The first loop that a fold over the last axes of its space reduces: it then collects in one
 * number inside the loops before. 0 where it collects in an array or over the whole row. */
int
fold_tail(const Nest *nest, const Item *item)
{
    int first = 0;
    if (!item->folds || is_scalar(nest_without_row(item->node->shape, nest->kernel->row)))
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
        if (!wants_name(order[i], seen[order[i] - nest->item]))
            continue;
        const char *name = nest_local(order[i]);
        text_print(nest->text, "const float %s = %s;\n", name,
                   nest_expression(nest, order[i]->node));
        order[i]->local = name;
        named[(*named_count)++] = order[i];
    }
}

/* Where a fold of the space collects. */
const char *
fold_target(const Nest *nest, const Item *item)
{
    if (item->folds && fold_tail(nest, item) > 0)
        return format("%s_fold", name_of(item->node));
    if (item->folds) {
        const char *name = nest_local(item);
        return format("%s%s", name, nest_dims(nest, item->node->shape, true));
    }
    Cell cell[2];
    fold_cells(item->node, cell);
    return cell_target(nest, item, &cell[0]);
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
                      fold_tail(nest, item) > 0;
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

static void
begin_tails(const Nest *nest, const Space *space, int group)
{
    for (int i = 0; i < space->count; i++) {
        const Item *item = space->root[i];
        Cell cell[2];
        if (fold_tail(nest, item) != group)
            continue;
        if (fold_cells(item->node, cell) > 1)
            text_print(nest->text, "float %s = %s;\n", cell[1].number, cell[1].start);
        text_print(nest->text, "%s %s_fold = %s;\n", cell[0].type, cell[0].name, cell[0].start);
    }
}

static void
end_tails(const Nest *nest, const Space *space, int group)
{
    for (int i = 0; i < space->count; i++) {
        const Item *item = space->root[i];
        if (fold_tail(nest, item) == group)
            text_print(nest->text, "%s%s = %s_fold;\n", nest_local(item),
                       nest_dims(nest, item->node->shape, true), name_of(item->node));
    }
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
        begin_tails(nest, space, i);
        if (i == innermost && legal)
            text_print(nest->text, "#pragma omp simd%s\n", clause);
        nest_open(nest, &nest->groups.at[i], space->inner);
        opened[open++] = i;
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
        end_tails(nest, space, opened[--open]);
    }
    for (int i = 0; i < named; i++)
        locals[i]->local = NULL;
}
