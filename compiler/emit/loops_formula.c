/* The comment above a loop kernel: its formulas and the space that it runs over. */
#include "loops.h"

/* What the loops give a name of its own has a formula of its own. */
static bool
is_explained(const Item *item)
{
    const Tag *tag = item->node->tag;
    return item->root || item->folds ||
           (nest_elementwise(item) && (item->uses > 1 || item->kept)) ||
           (tag != NULL && tag->written);
}

static void
write_formula_argument(Writer *w, Node *n, int binding)
{
    const Nest *nest = w->context;
    const Item *item = nest_item(nest, n);
    const Access *access = kernel_access(nest->kernel, n);
    if (access != NULL)
        text_put(w->text, name_mark(access->buffer->name));
    else if (item != NULL && (is_explained(item) || op_kind(n->op) == KIND_REDUCE))
        text_put(w->text, name_of(n));
    else if (graph_inline_leaf(n) && shape_varies(n->shape))
        text_put(w->text, nest_var(nest, __builtin_ctz(n->axes)));
    else if (nest_made(nest, n) != NULL)
        text_put(w->text, name_of(n));
    else
        graph_write(w, n, binding);
}

/* A sum within a row that is only summed further: one sum for the reader. */
static bool
is_inner_sum(const Nest *nest, const Node *n)
{
    const Item *item = nest_item(nest, n);
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

/* Squares about the mean over the rows, from what each row gives. */
static void
put_squares(Writer *w, Node *n, const Nest *nest)
{
    bool parts = n->value > 1;
    text_print(w->text, "sum over %s of (", nest->groups.at[0].var);
    if (n->count > 1) {
        write_formula_argument(w, n->arg[1], BIND_SUM);
        text_print(w->text, " + %.0f (", n->value);
    }
    write_formula_argument(w, n->arg[0], parts ? BIND_UNARY : BIND_SUM);
    if (parts)
        text_print(w->text, " / %.0f", n->value);
    text_print(w->text, " - mean)^2%s, in one pass", n->count > 1 ? ")" : "");
}

void
kernel_formulas(Text *text, const Plan *plan, const Kernel *kernel)
{
    Nest nest;
    nest_begin(&nest, text, plan, kernel);
    for (int i = 0; i < kernel->made.count; i++)
        text_print(text, "%s = %s(), %s\n", name_of(kernel->made.at[i].node),
                   noise_word(kernel->made.at[i].node->leaf), kernel->made.at[i].why);
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
                   item->root ? name_mark(kernel_access(kernel, item->node)->buffer->name)
                              : name_of(item->node));
        if (nest_elementwise(item)) {
            graph_write(&writer, item->node, BIND_ANY);
        } else {
            Node *of = item->node->arg[0];
            if (graph_fold(item->node) == FOLD_SQUARES) {
                put_squares(&writer, item->node, &nest);
                text_print(text, "%s\n", formula.at);
                continue;
            }
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
    nest_begin(&nest, &text, plan, kernel);
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
