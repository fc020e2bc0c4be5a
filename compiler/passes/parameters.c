/* Where parameters and their gradients lie.
 *
 * A parameter whose every use is a contraction, and whose gradient is one or a sum of such,
 * takes the storage that suits its contractions; every other lies as a value of its shape
 * does: images channels-last, all else in logical order, as a reader of the struct expects. */
#include "../graph/lowering.h"
#include "passes.h"

/* Uses of a parameter as an operand of contractions. */
typedef struct Uses {
    LIST(Node *) node;
    LIST(int) which;
    const char *other; /* a use that is none */
} Uses;

static const char *
other_use(const Node *n)
{
    switch (op_kind(n->op)) {
    case KIND_VIEW: return "it is read in another shape";
    case KIND_MOVE:
    case KIND_INDEX: return "its elements are moved";
    default: return "loops read it";
    }
}

static void
note_uses(const Program *program, const Nodes *order, Uses *uses)
{
    for (int i = 0; i < order->count; i++) {
        Node *n = order->at[i];
        for (int k = 0; k < n->count; k++) {
            if (op_kind(n->arg[k]->op) != KIND_LEAF || n->arg[k]->leaf == NULL)
                continue;
            for (int p = 0; p < program->parameters.count; p++) {
                if (program->parameters.at[p] != n->arg[k]->leaf)
                    continue;
                if (op_kind(n->op) != KIND_CONTRACT)
                    uses[p].other = other_use(n);
                PUSH(uses[p].node, n);
                PUSH(uses[p].which, k);
            }
        }
    }
}

/* A gradient that is a contraction or a sum of such can be made in any storage. */
static bool
gradient_follows(Node *n, Shape shape)
{
    if (op_kind(n->op) == KIND_CONTRACT)
        return shape_equal(n->shape, shape);
    if (op_kind(n->op) != KIND_ELEMENTWISE || !graph_linear(n))
        return false;
    for (int i = 0; i < n->count; i++)
        if (!gradient_follows(n->arg[i], shape))
            return false;
    return true;
}

static void
note_gradient_uses(Node *n, Uses *uses)
{
    if (op_kind(n->op) == KIND_CONTRACT) {
        PUSH(uses->node, n);
        PUSH(uses->which, -1);
        return;
    }
    for (int i = 0; i < n->count; i++)
        note_gradient_uses(n->arg[i], uses);
}

static void
gradient_storage(Node *n, const Storage *storage, Storage *wanted)
{
    wanted[n->id] = *storage;
    if (op_kind(n->op) == KIND_CONTRACT)
        return;
    for (int i = 0; i < n->count; i++)
        gradient_storage(n->arg[i], storage, wanted);
}

/* Uses of every parameter, and of its gradient where that follows. */
static Uses *
find_uses(const Program *program, const Nodes *order)
{
    Uses *uses = NEW_ARRAY(Uses, program->parameters.count + 1);
    note_uses(program, order, uses);
    for (int s = 0; s < program->steps.count; s++)
        for (int u = 0; u < program->steps.at[s]->updates.count; u++) {
            const Update *update = &program->steps.at[s]->updates.at[u];
            Uses *of = &uses[update->parameter->index];
            if (!gradient_follows(update->gradient, update->parameter->shape) && !of->other)
                of->other = "its gradient is no product";
            if (!of->other)
                note_gradient_uses(update->gradient, of);
        }
    return uses;
}

void
layout_parameters(Plan *plan, const Nodes *order, Storage *wanted)
{
    const Program *program = plan->program;
    int count = program->parameters.count;
    const Uses *uses = find_uses(program, order);
    plan->parameter_storage = NEW_ARRAY(Storage, count + 1);
    plan->parameter_why = NEW_ARRAY(const char *, count + 1);
    for (int p = 0; p < count; p++) {
        Shape shape = program->parameters.at[p]->shape;
        const char **why = &plan->parameter_why[p];
        *why = uses[p].other ? uses[p].other : "nothing reads it";
        plan->parameter_storage[p] =
            !uses[p].other && uses[p].node.count > 0
                ? tile_weight_storage(shape, uses[p].node.count, uses[p].node.at,
                                      uses[p].which.at, why)
                : layout_default(shape);
    }
    for (int s = 0; s < program->steps.count; s++)
        for (int u = 0; u < program->steps.at[s]->updates.count; u++) {
            const Update *update = &program->steps.at[s]->updates.at[u];
            int p = update->parameter->index;
            if (gradient_follows(update->gradient, update->parameter->shape))
                gradient_storage(update->gradient, &plan->parameter_storage[p], wanted);
        }
}
