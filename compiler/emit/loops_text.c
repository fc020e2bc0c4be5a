/* Text that all of a loop nest shares: values as expressions, elements of arrays, lines. */
#include "loops.h"

/* ---- expressions ---- */

const char *
nest_parameter(const Nest *nest, const Access *access)
{
    return nest->routine ? buffer_text(nest->plan, access->buffer)
                         : name_mark(parameter_name(nest->kernel, access));
}

const char *
nest_element(const Nest *nest, const Access *access)
{
    if (nest->flat)
        return format("%s[%s]", nest_parameter(nest, access),
                      access->storage.panel_slot >= 0 ? "i" : "0");
    return access_element(nest->plan, access, &nest->groups, nest_parameter(nest, access));
}

static void
write_memory(Writer *w, Node *n)
{
    const Nest *nest = w->context;
    const Access *access = kernel_access(nest->kernel, n);
    if (access == NULL)
        die("kernel reads node %d (%s), which nothing stores", n->id, op_name(n->op));
    const char *element = nest_element(nest, access);
    text_print(w->text, n->integer ? "(float)%s" : "%s", element);
}

const char *
nest_var(const Nest *nest, int slot)
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
    const Item *item = nest_item(nest, n);
    if (item != NULL && item->local != NULL)
        text_put(w->text, item->local);
    else if (item != NULL)
        graph_write(w, n, binding);
    else if (graph_inline_leaf(n) && shape_varies(n->shape))
        text_print(w->text, "(float)%s", nest_var(nest, __builtin_ctz(n->axes)));
    else if (graph_inline_leaf(n))
        graph_write(w, n, binding);
    else if (nest_made(nest, n) != NULL)
        text_put(w->text, made_element(nest, nest_made(nest, n)));
    else
        write_memory(w, n);
}

const char *
nest_expression(const Nest *nest, Node *n)
{
    Text text = {0};
    Writer writer = {
        .text = &text, .argument = write_argument, .context = (void *)(uintptr_t)nest};
    graph_write(&writer, n, BIND_ANY);
    return text.at;
}

const char *
nest_value(const Nest *nest, Node *n, int binding)
{
    Text text = {0};
    Writer writer = {
        .text = &text, .argument = write_argument, .context = (void *)(uintptr_t)nest};
    write_argument(&writer, n, binding);
    return text.at;
}

/* A name for the value of a node inside the function: its parameter may have the plain one. */
const char *
nest_local(const Item *item)
{
    return item->root ? format("%s_here", name_of(item->node)) : name_of(item->node);
}

void
nest_line(const Nest *nest, const char *words)
{
    text_put(nest->text, words);
    text_put(nest->text, "\n");
}

const char *
nest_root(const Nest *nest, const Item *item)
{
    const Access *access = kernel_access(nest->kernel, item->node);
    return access_element(nest->plan, access, &nest->groups, nest_parameter(nest, access));
}

void
nest_open(const Nest *nest, const Group *group, Shape shape)
{
    text_print(nest->text, "for (int %s = 0; %s < %s; %s++) {\n", group->var, group->var,
               extent_text(nest->plan, group, shape), group->var);
}

/* Dimensions and index of an array that holds `shape` without the rows. */
const char *
nest_dims(const Nest *nest, Shape shape, bool index)
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
