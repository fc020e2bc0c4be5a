/* Lowering: the graph of all routines, rewritten once by its rows' rules for evaluation in
 * loops. stop_gradient is erased: what it told apart is one node again.
 *
 * Requires: all gradients are taken. Maintains: values, names, positions. Breaks: the canonical
 * form (products may hold products), so nothing is differentiated or simplified afterwards. */
#include "../graph/lowering.h"
#include "passes.h"

static struct {
    int *rank; /* by id of a lowered node: id of the original, 0 where unknown */
    int size;
} ranks;

static Lowering lowering;

Node *
lower_of(const Node *original)
{
    return original->id < lowering.size ? lowering.done[original->id] : NULL;
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

void
lower(int count, Node **outputs)
{
    Nodes order = {0};
    graph_order(count, outputs, &order);
    lowering_begin(&lowering, &order);
    lowering.done = NEW_ARRAY(Node *, lowering.size);
    for (int i = 0; i < order.count; i++) {
        Node *n = order.at[i];
        Node **arg = NEW_ARRAY(Node *, n->count);
        for (int k = 0; k < n->count; k++)
            arg[k] = lowering.done[n->arg[k]->id];
        Node *made = graph_lower(&lowering, n, arg);
        lowering.done[n->id] = made;
        rank_put(made, n->id);
        if (made->tag == NULL)
            made->tag = n->tag;
        if (made->adjoint_of == NULL && n->adjoint_of != NULL) {
            made->adjoint_of = n->adjoint_of;
            made->adjoint_by = n->adjoint_by;
        }
    }
    for (int i = 0; i < count; i++)
        outputs[i] = lowering.done[outputs[i]->id];
}
