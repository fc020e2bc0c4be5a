/* Names of axes: of which size of the page an extent is.
 *
 * The one idea: an axis that an op carries from an argument to its result is one axis, and all
 * that are one have one name. The name comes from where the page writes it: a shape, or the
 * argument of a layer. Equal numbers say nothing: an extent that arithmetic made has no name,
 * and neither has one that the page knows under two names. */
#include "graph.h"

#include <string.h>

static const char several[] = ""; /* in place of a name: there are two */

static struct {
    int *parent;    /* by place: one that it is the same axis as, or itself */
    bool *floating; /* by node id: made of numbers alone, so that all that need such share it */
} axes;

/* ---- names ---- */

static const char *
one_name(const char *a, const char *b)
{
    return a == NULL || b == NULL ? (a ? a : b) : strcmp(a, b) == 0 ? a : several;
}

void
graph_call_axis(Node *n, int slot, const char *name)
{
    if (name != NULL && slot < AXES && n->shape.n[slot] > 1)
        n->axis[slot] = one_name(n->axis[slot], name);
}

void
graph_call_axes_as(Node *n, const Node *as)
{
    for (int s = 0; s < AXES; s++)
        if (n->shape.n[s] == as->shape.n[s])
            graph_call_axis(n, s, as->axis[s]);
}

const char *
graph_axis(int count, Node *const *nodes, int slot, int64_t extent)
{
    const char *name = NULL;
    for (int i = 0; i < count; i++) {
        const Node *n = nodes[i];
        if (n->shape.n[slot] != extent || (op_kind(n->op) == KIND_LEAF && n->leaf == NULL))
            continue;
        if (n->axis[slot] == NULL)
            return NULL;
        name = one_name(name, n->axis[slot]);
    }
    return name == several ? NULL : name;
}

/* ---- which axes are one ---- */

static int
root_of(const Node *n, int slot)
{
    return set_root(axes.parent, n->id * AXES + slot);
}

static void
link_slots(const Node *a, int s, const Node *b, int t)
{
    if (a->shape.n[s] == 1 || a->shape.n[s] != b->shape.n[t] || axes.floating[a->id] ||
        axes.floating[b->id])
        return;
    int left = root_of(a, s), right = root_of(b, t);
    axes.parent[left > right ? left : right] = left > right ? right : left;
}

/* Every slot but those of `except`. */
static void
link_same(const Node *n, const Node *arg, uint32_t except)
{
    for (int s = 0; s < AXES; s++)
        if (!(except >> s & 1))
            link_slots(n, s, arg, s);
}

/* The next slot that varies. */
static int
next_varying(Shape shape, int s)
{
    while (s < AXES && shape.n[s] == 1)
        s++;
    return s;
}

/* Row-major order is kept: what stands between the same elements, and is one axis in both. */
static void
link_reshaped(const Node *n)
{
    const Node *arg = n->arg[0];
    int s = next_varying(n->shape, 0), t = next_varying(arg->shape, 0);
    while (s < AXES && t < AXES) {
        int64_t left = n->shape.n[s], right = arg->shape.n[t];
        if (left == right)
            link_slots(n, s, arg, t);
        while (left != right && s < AXES && t < AXES) {
            if (left < right && (s = next_varying(n->shape, s + 1)) < AXES)
                left *= n->shape.n[s];
            else if (left > right && (t = next_varying(arg->shape, t + 1)) < AXES)
                right *= arg->shape.n[t];
        }
        s = next_varying(n->shape, s + 1);
        t = next_varying(arg->shape, t + 1);
    }
}

static void
link_letters(const Node *n)
{
    const Letters *letters = &n->u.letters;
    for (int s = 0; s < AXES; s++)
        for (int t = 0; t < AXES; t++) {
            if (letters->a[s] >= 0 && letters->a[s] == letters->b[t])
                link_slots(n->arg[0], s, n->arg[1], t);
            if (letters->out[s] >= 0 && letters->out[s] == letters->a[t])
                link_slots(n, s, n->arg[0], t);
            if (letters->out[s] >= 0 && letters->out[s] == letters->b[t])
                link_slots(n, s, n->arg[1], t);
        }
}

/* An image keeps its sides where each pixel becomes one pixel. */
static void
link_window(const Node *n, const Roles *roles)
{
    const Node *operand[] = {n->arg[0], n->arg[1], n};
    const Node *x = operand[roles->x], *y = operand[roles->y], *w = operand[roles->weight];
    const Window *window = roles->window;
    const int channel = window->channel;
    for (int s = 0; s < channel; s++)
        link_slots(x, s, y, s);
    link_slots(y, channel, w, channel);
    if (window->groups == 1)
        link_slots(x, channel, w, channel + 1);
    for (int i = 0; i < 2; i++)
        if (window->stride[i] == 1)
            link_slots(x, channel + 1 + i, y, channel + 1 + i);
}

static void
link_node(const Node *n)
{
    uint32_t except = 0;
    if (op_kind(n->op) == KIND_CONTRACT) {
        const Roles roles = graph_roles(n);
        roles.letters ? link_letters(n) : link_window(n, &roles);
        return;
    }
    switch (n->op) {
    case OP_RESHAPE: link_reshaped(n); return;
    case OP_PERMUTE:
        for (int s = 0; s < AXES; s++)
            link_slots(n, s, n->arg[0], n->u.slot[s]);
        return;
    case OP_GATHER:
        link_same(n, n->arg[0], n->axes);
        link_same(n, n->arg[1], 0);
        return;
    case OP_SCATTER_ADD:
        link_same(n->arg[0], n->arg[1], 0);
        except = n->axes;
        break;
    case OP_CONCAT: except = n->axes; break;
    default: break;
    }
    for (int i = 0; i < n->count; i++)
        link_same(n, n->arg[i], except);
}

static bool
is_floating(const Node *n)
{
    bool floating = n->op == OP_CONST || n->op == OP_INDEX || n->count > 0;
    for (int i = 0; i < n->count; i++)
        floating = floating && axes.floating[n->arg[i]->id];
    return floating;
}

void
graph_name_axes(int count, Node *const *nodes)
{
    const int places = graph_size() * AXES;
    const char **name = NEW_ARRAY(const char *, places);
    axes.parent = NEW_ARRAY(int, places);
    axes.floating = NEW_ARRAY(bool, graph_size());
    for (int i = 0; i < places; i++)
        axes.parent[i] = i;
    for (int i = 0; i < count; i++)
        axes.floating[nodes[i]->id] = is_floating(nodes[i]);
    for (int i = 0; i < count; i++) {
        link_node(nodes[i]);
        if (nodes[i]->adjoint_of != NULL)
            link_same(nodes[i], nodes[i]->adjoint_of, 0);
    }
    for (int i = 0; i < count; i++)
        for (int s = 0; s < AXES; s++) {
            const int root = root_of(nodes[i], s);
            name[root] = one_name(name[root], nodes[i]->axis[s]);
        }
    for (int i = 0; i < count; i++)
        for (int s = 0; s < AXES; s++)
            if (nodes[i]->shape.n[s] > 1)
                nodes[i]->axis[s] = name[root_of(nodes[i], s)];
}
