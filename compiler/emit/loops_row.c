/* A phase of a row: numbers and small arrays first, then one loop nest for each inner shape,
 * then the folds that are done. */
#include "loops.h"

static void
write_row_value(const Nest *nest, Item *item)
{
    const char *name = nest_local(item);
    if (is_scalar(item->inner)) {
        text_print(nest->text, "const float %s = %s;\n", name,
                   nest_expression(nest, item->node));
        item->local = name;
        return;
    }
    int open = 0;
    text_print(nest->text, "float %s%s;\n", name, nest_dims(nest, item->inner, false));
    for (int i = 1; i < nest->groups.count; i++)
        if (group_extent(&nest->groups.at[i], item->inner) > 1) {
            nest_open(nest, &nest->groups.at[i], item->inner);
            open++;
        }
    space_fill(nest, item, format("%s%s", name, nest_dims(nest, item->inner, true)));
    for (int i = 0; i < open; i++)
        nest_line(nest, "}");
    item->local = format("%s%s", name, nest_dims(nest, item->inner, true));
}

static void
write_row_values(Nest *nest, int phase)
{
    for (int i = 0; i < nest->count; i++) {
        Item *item = &nest->item[i];
        if (item->phase != phase || item->local != NULL || !nest_elementwise(item))
            continue;
        if (item->kept || (is_scalar(item->inner) && item->uses > 1))
            write_row_value(nest, item);
    }
}

static void
declare_fold(const Nest *nest, Item *item)
{
    const char *name = nest_local(item), *dims = nest_dims(nest, item->node->shape, false);
    Cell cell[2];
    if (fold_stored_at_once(nest, item))
        return;
    fold_cells(item->node, cell);
    if (fold_tail(nest, item) > 0) {
        text_print(nest->text, "%s %s%s;\n", cell[0].type, name, dims);
        return;
    }
    if (fold_indexed(item->node) && dims[0] == '\0') {
        text_print(nest->text, "float %s = %s;\nint %s = 0;\n", cell[1].number, cell[1].start,
                   name);
        return;
    }
    if (dims[0] == '\0') {
        text_print(nest->text, "float %s = %s;\n", name, cell[0].start);
        return;
    }
    fold_array(nest, item, name, dims, nest_dims(nest, item->node->shape, true), 1);
}

/* Folds of a row become names once their loops are done; stored ones are written out. */
static void
finish_folds(const Nest *nest, int phase)
{
    for (int i = 0; i < nest->count; i++) {
        Item *item = &nest->item[i];
        if (!item->folds || item->phase != phase || fold_stored_at_once(nest, item))
            continue;
        const char *name = nest_local(item), *index = nest_dims(nest, item->node->shape, true);
        const char *value = format("%s%s", name, index);
        item->local = fold_indexed(item->node) ? format("(float)%s", value) : value;
        if (!item->root)
            continue;
        int open = kept_open(nest, item, 1);
        text_print(nest->text, "%s = %s;\n", nest_root(nest, item), value);
        kept_close(nest, open);
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
            text_print(nest->text, "%s = %s;\n", nest_root(nest, item),
                       item->local ? item->local : nest_expression(nest, item->node));
    }
}

static bool
in_space(const Item *item, Shape inner, int phase)
{
    return item->phase == phase && (item->root || item->folds) &&
           shape_equal(item->inner, inner);
}

void
phase_write(Nest *nest, int phase)
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
        space_write(nest, &space);
    }
    finish_folds(nest, phase);
    write_row_roots(nest, phase);
}
