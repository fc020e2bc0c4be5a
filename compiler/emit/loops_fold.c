/* Folds: where they start, what a step does, and where within a row they collect. */
#include "loops.h"

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
    if (item->crosses)
        return cell_target(nest, item, &cell[1]);
    return format("%s%s", cell[1].number,
                  fold_tail(nest, item) > 0 ? fold_tail_dims(nest, item, true)
                                            : nest_dims(nest, item->node->shape, true));
}

/* Merges the next part into the squares of those before: Chan, Golub and LeVeque, 1983. */
static void
squares_step(const Nest *nest, const Item *item, const char *into)
{
    const char *name = name_of(item->node), *centre = beside(nest, item);
    const bool scaled = item->node->value > 1;
    const char *sum = nest_value(nest, item->node->arg[0], scaled ? BIND_PRODUCT : BIND_SUM);
    const char *scale = scaled ? format(" * %s", float_text(1 / item->node->value)) : "";
    text_print(nest->text, "const float %s_gap = %s%s - %s;\n", name, sum, scale, centre);
    text_print(nest->text, "%s += %s_gap * %s_share;\n", centre, name, name);
    text_print(nest->text, "%s += ", into);
    if (item->node->count > 1)
        text_print(nest->text, "%s + ", nest_value(nest, item->node->arg[1], BIND_SUM));
    text_print(nest->text, "%s_gap * %s_gap * %s_share * %s_before;\n", name, name, name, name);
}

void
fold_step(const Nest *nest, const Item *item, const char *into)
{
    const Fold fold = graph_fold(item->node);
    const char *value =
        nest_value(nest, item->node->arg[0], fold == FOLD_SUM ? BIND_ANY : BIND_SUM);
    switch (fold) {
    case FOLD_SUM: text_print(nest->text, "%s += %s;\n", into, value); break;
    case FOLD_MAX:
        text_print(nest->text, "%s = %s > %s ? %s : %s;\n", into, value, into, value, into);
        break;
    case FOLD_SQUARES: squares_step(nest, item, into); break;
    case FOLD_ARGMIN:
    case FOLD_ARGMAX: {
        const char *best = beside(nest, item);
        text_print(nest->text, "if (%s %s %s) {\n", value, fold == FOLD_ARGMIN ? "<" : ">",
                   best);
        text_print(nest->text, "%s = %s;\n%s = %s;\n}\n", best, value, into,
                   nest_var(nest, __builtin_ctz(item->node->axes)));
        break;
    }
    }
}

/* The first loop that a fold reduces, where loops that it keeps stand before: it then collects
 * inside those, in one number or in an array of what it keeps further inside. 0 where it
 * collects over the whole row. */
int
fold_tail(const Nest *nest, const Item *item)
{
    bool outer = false;
    if (!item->folds)
        return 0;
    for (int i = 1; i < nest->groups.count; i++) {
        bool varies = group_extent(&nest->groups.at[i], item->inner) > 1;
        bool kept = group_extent(&nest->groups.at[i], item->node->shape) > 1;
        if (varies && !kept)
            return outer ? i : 0;
        outer = outer || kept;
    }
    return 0;
}

const char *
fold_tail_dims(const Nest *nest, const Item *item, bool index)
{
    Shape inside = item->node->shape;
    for (int i = 0; i < fold_tail(nest, item); i++)
        for (int k = 0; k < nest->groups.at[i].count; k++)
            inside.n[nest->groups.at[i].slot[k]] = 1;
    return nest_dims(nest, inside, index);
}

bool
fold_stored_at_once(const Nest *nest, const Item *item)
{
    return item->root && item->uses == 0 && fold_tail(nest, item) > 0 &&
           !fold_indexed(item->node);
}

/* Where a fold of the space collects. */
const char *
fold_target(const Nest *nest, const Item *item)
{
    if (item->folds && fold_tail(nest, item) > 0)
        return format("%s_fold%s", name_of(item->node), fold_tail_dims(nest, item, true));
    if (item->folds) {
        const char *name = nest_local(item);
        return format("%s%s", name, nest_dims(nest, item->node->shape, true));
    }
    Cell cell[2];
    fold_cells(item->node, cell);
    return cell_target(nest, item, &cell[0]);
}

int
kept_open(const Nest *nest, const Item *item, int first)
{
    int open = 0;
    for (int i = first; i < nest->groups.count; i++)
        if (group_extent(&nest->groups.at[i], item->node->shape) > 1) {
            nest_open(nest, &nest->groups.at[i], item->node->shape);
            open++;
        }
    return open;
}

void
kept_close(const Nest *nest, int open)
{
    for (int i = 0; i < open; i++)
        nest_line(nest, "}");
}

void
fold_array(const Nest *nest, const Item *item, const char *array, const char *dims,
           const char *index, int first)
{
    Cell cell[2];
    const int cells = fold_cells(item->node, cell);
    text_print(nest->text, "%s %s%s", cell[0].type, array, dims);
    nest_line(nest, cells > 1 || graph_fold(item->node) == FOLD_SUM ? " = {0};" : ";");
    if (graph_fold(item->node) == FOLD_SUM)
        return;
    if (cells > 1)
        text_print(nest->text, "%s %s%s;\n", cell[1].type, cell[1].number, dims);
    int open = kept_open(nest, item, first);
    text_print(nest->text, "%s%s = %s;\n", cells > 1 ? cell[1].number : array, index,
               cell[cells - 1].start);
    kept_close(nest, open);
}

void
tails_begin(const Nest *nest, const Space *space, int group)
{
    for (int i = 0; i < space->count; i++) {
        const Item *item = space->root[i];
        Cell cell[2];
        if (fold_tail(nest, item) != group)
            continue;
        const char *dims = fold_tail_dims(nest, item, false);
        const int cells = fold_cells(item->node, cell);
        if (cells > 1 && !*dims)
            text_print(nest->text, "float %s = %s;\n", cell[1].number, cell[1].start);
        if (*dims)
            fold_array(nest, item, format("%s_fold", cell[0].name), dims,
                       fold_tail_dims(nest, item, true), group);
        else
            text_print(nest->text, "%s %s_fold = %s;\n", cell[0].type, cell[0].name,
                       cell[0].start);
    }
}

void
tails_end(const Nest *nest, const Space *space, int group)
{
    for (int i = 0; i < space->count; i++) {
        const Item *item = space->root[i];
        if (fold_tail(nest, item) != group)
            continue;
        int open = kept_open(nest, item, group);
        const char *to =
            fold_stored_at_once(nest, item)
                ? nest_root(nest, item)
                : format("%s%s", nest_local(item), nest_dims(nest, item->node->shape, true));
        text_print(nest->text, "%s = %s;\n", to, fold_target(nest, item));
        kept_close(nest, open);
    }
}
