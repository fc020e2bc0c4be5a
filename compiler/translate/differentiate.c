/* grad(y, x) on a page. Construction simplifies through named values (a sum inside a sum, a
 * view of a view), so x could vanish from what y became. What grad() is asked for therefore
 * stands as a leaf while its users are built, and opaque_resolve puts the value back at the
 * end. */
#include "functions.h"

#include <string.h>

static bool definition_differentiates(const Page *page, const Definition *d, int depth);

static bool
expr_differentiates(const Page *page, const Expr *expr, int depth)
{
    if (!expr)
        return false;
    if (expr->kind == EXPR_CALL && expr->operand[0]->kind == EXPR_NAME) {
        const char *name = expr->operand[0]->name;
        const Definition *d = definition_find(&page->model->functions, name);
        if (!d)
            d = definition_find(&page->prelude, name);
        if (strcmp(name, "grad") == 0 || (d && definition_differentiates(page, d, depth)))
            return true;
    }
    for (int i = 0; i < expr->count; i++) {
        if (expr_differentiates(page, expr->operand[i], depth))
            return true;
    }
    return false;
}

static bool
definition_differentiates(const Page *page, const Definition *d, int depth)
{
    if (depth > 16)
        return false;
    for (int i = 0; i < d->locals.count; i++) {
        if (expr_differentiates(page, d->locals.at[i].expr, depth + 1))
            return true;
    }
    for (int i = 0; i < d->members.count; i++) {
        if (expr_differentiates(page, d->members.at[i].expr, depth + 1))
            return true;
    }
    return expr_differentiates(page, d->result, depth + 1);
}

/* Whether operand i of a call of grad(y, x) is x, by name or by place. */
static bool
is_by(const Expr *call, int i)
{
    int place = 0;
    for (int k = 1; k <= i; k++)
        place += call->argument[k] == NULL;
    return call->argument[i] ? strcmp(call->argument[i], "x") == 0 : place == 2;
}

/* Names that stand as an argument of something that differentiates. */
static void
collect(Page *page, const Expr *expr)
{
    if (!expr)
        return;
    if (expr->kind == EXPR_CALL && expr->operand[0]->kind == EXPR_NAME) {
        const char *name = expr->operand[0]->name;
        const Definition *d = definition_find(&page->model->functions, name);
        if (!d)
            d = definition_find(&page->prelude, name);
        bool direct = strcmp(name, "grad") == 0;
        bool through = !direct && d && definition_differentiates(page, d, 0);
        for (int i = 1; (direct || through) && i < expr->count; i++) {
            if (expr->operand[i]->kind == EXPR_NAME && (through || is_by(expr, i)))
                PUSH(page->differentiated, expr->operand[i]->name);
        }
    }
    for (int i = 0; i < expr->count; i++)
        collect(page, expr->operand[i]);
}

static void
collect_pairs(Page *page, const Pairs *pairs)
{
    for (int i = 0; i < pairs->count; i++)
        collect(page, pairs->at[i].expr);
}

void
differentiated_names(Page *page)
{
    const Model *model = page->model;
    for (int i = 0; i < model->entries.count; i++)
        collect(page, model->entries.at[i]->expr);
    for (int i = 0; i < model->steps.count; i++) {
        const StepText *step = model->steps.at[i];
        collect_pairs(page, &step->minimize);
        collect_pairs(page, &step->optimizers);
        collect_pairs(page, &step->assigns);
        collect_pairs(page, &step->whens);
    }
    for (int i = 0; i < model->commands.count; i++)
        collect(page, model->commands.at[i].expr);
}

static Node *
substitute(Node *leaf, void *context)
{
    Page *page = context;
    for (int i = 0; i < page->opaque.count; i++) {
        if (page->opaque.at[i].leaf == leaf)
            return opaque_resolve(page, page->opaque.at[i].actual);
    }
    return leaf;
}

Node *
opaque_resolve(Page *page, Node *node)
{
    if (page->opaque.count == 0)
        return node;
    graph_rebuild(1, &node, substitute, page);
    return node;
}

/* The written function whose primitive has derivative zero. */
static const char *
cut_by(Op op)
{
    switch (op) {
    case OP_STOP: return "stop_gradient";
    case OP_SEL: return "a comparison";
    case OP_EQ: return "one_hot or ==";
    case OP_ROUND: return "round";
    case OP_ARGMIN: return "nearest";
    case OP_ARGMAX: return "argmax";
    case OP_ARGSORT: return "argsort";
    default: return NULL;
    }
}

/* What of `order` a derivative by x reaches: live[i], by place. */
static bool *
find_live(const Nodes *order, const Node *x, bool cuts)
{
    bool *live = NEW_ARRAY(bool, order->count + 1);
    int *place = NEW_ARRAY(int, graph_size() + 1);
    for (int i = 0; i < order->count; i++) {
        const Node *n = order->at[i];
        place[n->id] = i;
        for (int j = 0; j < n->count && !(cuts && cut_by(n->op)); j++)
            live[i] = live[i] || live[place[n->arg[j]->id]];
        live[i] = live[i] || n == x;
    }
    return live;
}

/* A comparison cuts only where nothing else does: it stands beside what it selects. */
void
explain_zero(Node *y, const Node *x, Mark where)
{
    Nodes order = {0};
    graph_order(1, &y, &order);
    bool *depends = find_live(&order, x, false), *live = find_live(&order, x, true);
    int *place = NEW_ARRAY(int, graph_size() + 1);
    const Node *cut = NULL;
    for (int i = 0; i < order.count; i++) {
        const Node *n = order.at[i];
        bool reached = false;
        place[n->id] = i;
        for (int j = 0; j < n->count; j++)
            reached = reached || live[place[n->arg[j]->id]];
        bool weak = n->op == OP_SEL || n->op == OP_EQ;
        if (reached && cut_by(n->op) && (!cut || !weak || cut->op == OP_SEL))
            cut = n;
    }
    if (!depends[order.count - 1])
        note_at(where, "it does not depend on it");
    else if (cut)
        note_at(cut->origin.line ? cut->origin : where, "%s cuts it: its derivative is zero",
                cut_by(cut->op));
}

/* Statistics of the batch couple its examples: the gradient by one is not its own alone. */
static void
warn_coupled(const Page *page, Node *y, const Node *x, Mark where)
{
    Nodes order = {0};
    if (x->shape.n[BATCH] == 1) /* of a parameter all examples are meant */
        return;
    graph_order(1, &y, &order);
    bool *live = find_live(&order, x, true);
    for (int i = 0; i < order.count; i++) {
        for (int j = 0; live[i] && j < page->means.count; j++) {
            if (page->means.at[j] != order.at[i])
                continue;
            warning_at(where, "batch_norm stands between: the gradient of one example also "
                              "comes from the others");
            note_at(order.at[i]->origin, "its statistics are those of the batch");
            return;
        }
    }
}

Value
gradient_of(Call *call)
{
    Eval *eval = call->eval;
    Value y = argument_axes(call, 0), x = argument_axes(call, 1);
    if (y.kind == VALUE_POISON || x.kind == VALUE_POISON)
        return value_poison();
    const Expr *by = call->argument[1];
    if (graph_joined(x.node) && op_kind(graph_joined(x.node)->op) == KIND_LEAF)
        x.node = graph_joined(x.node); /* a weight, in its parts */
    if (op_kind(x.node->op) != KIND_LEAF || x.node->op == OP_CONST) {
        error_at(expression_mark(by),
                 "grad: the second argument must be a name among `values`, a field or a "
                 "parameter, not `%s`",
                 expression_print(by));
        return value_poison();
    }
    Node *d = NULL;
    graph_gradients(y.node, 1, &x.node, &d, eval->world->owner);
    if (!d || (d->op == OP_CONST && d->value == 0.0)) {
        error_at(expression_mark(call->expr), "the gradient of %s with respect to %s is zero",
                 expression_print(call->argument[0]), expression_print(by));
        explain_zero(y.node, x.node, expression_mark(call->expr));
        return value_poison();
    }
    if (eval->world->step < 0 && eval->world->training)
        warn_coupled(eval->page, y.node, x.node, expression_mark(call->expr));
    if (x.outer == 0)
        d = graph_reshape(graph_broadcast(d, x.node->shape), dims_shape(x.dims, 1));
    Value v = value_tensor(d, x.dims, x.outer);
    return x.reason ? value_because(v, x.why, x.reason) : v;
}
