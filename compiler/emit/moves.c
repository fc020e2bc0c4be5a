/* Kernels that only move elements; the loops are their op's own (graph/movetext.c). */
#include "emit.h"

#include "../graph/ctext.h"
#include "../graph/movetext.h"

#include <string.h>

typedef struct Move {
    const Plan *plan;
    const Kernel *kernel;
} Move;

/* NULL for an argument that is a number. */
static const Access *
move_access(const Move *move, int arg)
{
    const Kernel *kernel = move->kernel;
    if (arg < 0)
        return &kernel->writes.at[0];
    return kernel_access(kernel, kernel->roots.at[0]->arg[arg]);
}

static const char *
move_element(Mover *mover, int arg, const char *const index[AXES])
{
    const Access *access = move_access(mover->context, arg);
    Text text = {0};
    bool first = true;
    const Move *move = mover->context;
    if (access == NULL)
        return float_text(move->kernel->roots.at[0]->arg[arg]->value);
    text_print(&text, "%s[", name_mark(parameter_name(move->kernel, access)));
    for (int s = 0; s < AXES; s++) {
        int64_t stride = access->storage.stride[s];
        if (access->node->shape.n[s] == 1)
            continue;
        text_print(&text,
                   stride == 1             ? "%s%s"
                   : strchr(index[s], ' ') ? "%s(%s) * %lld"
                                           : "%s%s * %lld",
                   first ? "" : " + ", index[s], (long long)stride);
        first = false;
    }
    if (first)
        text_put(&text, "0");
    text_put(&text, "]");
    return text.at;
}

static void
move_order(Mover *mover, int arg, int8_t slot[AXES])
{
    const Access *access = move_access(mover->context, arg);
    if (access == NULL)
        return;
    const int64_t *stride = access->storage.stride;
    for (int8_t s = 0; s < AXES; s++) {
        int at = s;
        for (; at > 0 && stride[slot[at - 1]] < stride[s]; at--)
            slot[at] = slot[at - 1];
        slot[at] = s;
    }
}

static const char *
move_extent(Mover *mover, int slot, int64_t n)
{
    const Move *move = mover->context;
    Node *root = move->kernel->roots.at[0];
    const char *name = graph_axis(1, &root, slot, n), *of = NULL;
    for (int i = 0; i < root->count; i++)
        if (root->arg[i]->shape.n[slot] == n && root->shape.n[slot] != n)
            of = graph_axis(1, &root->arg[i], slot, n);
    return size_text(move->plan->program, root->shape.n[slot] == n ? name : of, n);
}

void
moves_emit(Text *text, const Plan *plan, const Kernel *kernel)
{
    Move move = {plan, kernel};
    Mover mover = {.text = text,
                   .element = move_element,
                   .extent = move_extent,
                   .order = move_order,
                   .out = name_mark(kernel->writes.at[0].buffer->name),
                   .context = &move};
    text_print(text, "static void\n%s(", kernel->name);
    for (int i = 0; i < kernel->reads.count; i++) {
        const Access *access = &kernel->reads.at[i];
        if (access->storage.panel_slot >= 0)
            die("%s lies in panels and is moved", access->buffer->name);
        text_print(text, "const %s *restrict %s, ", access->buffer->integer ? "int" : "float",
                   name_mark(parameter_name(kernel, access)));
    }
    text_print(text, "%s *restrict %s)\n{\n",
               kernel->writes.at[0].buffer->integer ? "int" : "float", mover.out);
    graph_move_text(&mover, kernel->roots.at[0]);
    text_put(text, "}\n");
}
