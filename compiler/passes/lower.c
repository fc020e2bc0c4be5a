/* Lowering: the graph of all routines, rewritten once by its rows' rules for evaluation in
 * loops. stop_gradient is erased: what it told apart is one node again.
 *
 * Requires: all gradients are taken. Maintains: values, names, positions. Breaks: the canonical
 * form (products may hold products), so nothing is differentiated or simplified afterwards. */
#include "../graph/lowering.h"
#include "passes.h"

#include <string.h>

static struct {
    int *rank; /* by id of a lowered node: id of the original, 0 where unknown */
    int size;
} ranks;

static Lowering lowering;

static struct {
    Node **lowered; /* by id of an original */
    int size;
} originals;

Node *
lower_of(const Node *original)
{
    return original->id < originals.size ? originals.lowered[original->id] : NULL;
}

static void
rank_put(const Node *lowered, int original)
{
    if (lowered->id >= ranks.size) {
        int size = 2 * (lowered->id + 512);
        int *rank = NEW_ARRAY(int, size);
        for (int i = 0; i < ranks.size; i++)
            rank[i] = ranks.rank[i];
        ranks.rank = rank;
        ranks.size = size;
    }
    int *at = &ranks.rank[lowered->id];
    if (*at == 0 || original + 1 < *at)
        *at = original + 1;
}

void
lower_stands_for(const Node *later, const Node *lowered)
{
    rank_put(later, lower_rank(lowered));
}

int
lower_rank(const Node *lowered)
{
    int rank = lowered->id < ranks.size ? ranks.rank[lowered->id] : 0;
    if (rank > 0)
        return rank - 1;
    if (lowered->id < lowering.size) /* an original that was lowered to something else */
        return lowered->id;
    for (int i = 0; i < lowered->count; i++) {
        int of = lower_rank(lowered->arg[i]);
        rank = of > rank ? of : rank;
    }
    return rank;
}

static void
carry_name(const Node *from, Node *to)
{
    if (to->tag == NULL)
        to->tag = from->tag;
    if (to->adjoint_of == NULL && from->adjoint_of != NULL) {
        to->adjoint_of = from->adjoint_of;
        to->adjoint_by = from->adjoint_by;
        to->adjoint_scaled = from->adjoint_scaled;
    }
}

/* Lowers what is left of the nodes once stop_gradient is gone; done[] by their ids. */
static void
lower_nodes(int count, Node *const *nodes)
{
    Nodes order = {0};
    graph_order(count, nodes, &order);
    lowering_begin(&lowering, &order);
    lowering.done = NEW_ARRAY(Node *, lowering.size);
    for (int i = 0; i < order.count; i++) {
        Node *n = order.at[i];
        Node **arg = NEW_ARRAY(Node *, n->count);
        for (int k = 0; k < n->count; k++)
            arg[k] = lowering.done[n->arg[k]->id];
        Mark last = graph_origin(n->origin);
        lowering.done[n->id] = graph_lower(&lowering, n, arg);
        graph_origin(last);
        lowering_keep(&lowering, n, lowering.done[n->id]);
        carry_name(n, lowering.done[n->id]);
    }
}

void
lower(int count, Node **outputs)
{
    Nodes order = {0};
    graph_order(count, outputs, &order);
    Node **erased = NEW_ARRAY(Node *, order.count);
    memcpy(erased, order.at, sizeof *erased * (size_t)order.count);
    graph_name_axes(order.count, order.at);
    graph_erase_stop(order.count, erased);
    lower_nodes(order.count, erased);
    originals.size = lowering.size;
    originals.lowered = NEW_ARRAY(Node *, lowering.size);
    for (int i = 0; i < order.count; i++) {
        Node *made = lowering.done[erased[i]->id];
        originals.lowered[order.at[i]->id] = made;
        rank_put(made, order.at[i]->id);
        carry_name(order.at[i], made);
        graph_call_axes_as(made, order.at[i]);
    }
    for (int i = 0; i < count; i++)
        outputs[i] = originals.lowered[outputs[i]->id];
}
