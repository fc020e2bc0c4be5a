/* Reverse differentiation: graph to more graph.
 *
 * Requires nothing, makes only nodes of the same primitives, so that a second derivative is the
 * same pass run on its own result. The one idea: walk the nodes between x and y from users to
 * arguments, and ask each for its family's rule. No op is named here.
 *
 * Adjoints that get no name from the page remember of which node they are the adjoint. */
#include "../graph/graph.h"

/* Marks what lies between the x and y by which derivatives flow. */
static void
mark_wanted(Adjoints *into, const Nodes *order, int count, Node *const *x)
{
    for (int i = 0; i < count; i++)
        into->want[x[i]->id] = WANT_RESULT;
    for (int i = 0; i < order->count; i++) {
        Node *n = order->at[i];
        if (into->want[n->id] != 0 || !graph_has_gradient(n))
            continue;
        for (int k = 0; k < n->count; k++)
            if (into->want[n->arg[k]->id] != 0)
                into->want[n->id] = WANT_PASS;
    }
}

/* A constant factor moves on to what reads the adjoint: what is left is named as well. */
static void
name_adjoint(Node *d, Node *of, const char *by)
{
    for (bool scaled = false;; scaled = true) {
        if (op_kind(d->op) == KIND_LEAF || d->tag || d->adjoint_of || d == of)
            return;
        d->adjoint_of = of;
        d->adjoint_by = by;
        d->adjoint_scaled = scaled;
        if (scaled || !graph_is_multiple(d))
            return;
        d = d->arg[0];
    }
}

void
graph_gradients(Node *y, int count, Node *const *x, Node **d, const char *by)
{
    Nodes order = {0};
    graph_order(1, &y, &order);
    Adjoints into = {graph_size(), NULL, NULL};
    into.want = NEW_ARRAY(uint8_t, into.size);
    into.parts = NEW_ARRAY(Nodes, into.size);
    mark_wanted(&into, &order, count, x);

    Node **adjoint = NEW_ARRAY(Node *, into.size);
    Node *one = graph_ratio(RATIONAL_ONE);
    if (into.want[y->id] != 0)
        PUSH(into.parts[y->id], one);
    for (int i = order.count - 1; i >= 0; i--) {
        Node *n = order.at[i];
        const Nodes *parts = &into.parts[n->id];
        if (parts->count == 0)
            continue;
        Mark last = graph_origin(n->origin);
        adjoint[n->id] = graph_sum_of(parts->count, parts->at, NULL);
        name_adjoint(adjoint[n->id], n, by);
        graph_gradient_rule(n, adjoint[n->id], &into);
        graph_origin(last);
    }
    for (int i = 0; i < count; i++) {
        d[i] = adjoint[x[i]->id];
        if (d[i] == NULL)
            d[i] = graph_ratio(RATIONAL_ZERO);
    }
}
