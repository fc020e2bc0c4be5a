/* + - * / ^ and comparisons between values, with the broadcasting of the language: outer axes
 * by name, example axes between equal ranks (equal sizes, or 1), or with a number. [C] against
 * [C, H, W] is refused; nothing is right-aligned by accident. The refusal says both shapes, why
 * they are so, and what would fit. */
#include "translate.h"

#include <string.h>

/* `normal(hidden_z)` is wrong by the size it names. */
void
note_size(const Page *page, const Expr *expr, int64_t found, int64_t wanted)
{
    if (expr->kind == EXPR_NAME) {
        Entry *entry = model_find(page->model, expr->name);
        if (!entry || entry->kind != NAME_SIZE || entry->number.num != found)
            return;
        for (int i = 0; i < page->model->entries.count; i++) {
            const Entry *other = page->model->entries.at[i];
            if (other->kind != NAME_SIZE || other->number.num != wanted)
                continue;
            note_at(expr->mark, "%s is %lld; did you mean '%s' (%lld)?", expr->name,
                    (long long)found, other->name, (long long)wanted);
            return;
        }
    }
    for (int i = expr->kind == EXPR_CALL ? 1 : 0; i < expr->count; i++)
        note_size(page, expr->operand[i], found, wanted);
}

static bool
from_here(const Expr *expr)
{
    return expr->kind == EXPR_CALL || expr->kind == EXPR_BINARY || expr->kind == EXPR_NEGATE;
}

static void
note_reason(const Page *page, const Expr *expr, const Value *v, const Value *other)
{
    if (v->reason && expr->kind != EXPR_NUMBER)
        note_at(v->why, "%s is %s because of %s here", expression_print(expr),
                dims_print(v->dims), v->reason);
    else if (!from_here(expr))
        note_at(expression_mark(expr), "%s is %s", expression_print(expr), dims_print(v->dims));
    for (int i = 0; i < v->dims.rank && v->dims.rank == other->dims.rank; i++) {
        if (v->dims.n[i] != other->dims.n[i])
            note_size(page, expr, v->dims.n[i], other->dims.n[i]);
    }
}

static void
refuse(Eval *eval, const Expr *left, const Expr *right, Mark where, const char *verb,
       const Value *a, const Value *b)
{
    error_at(where, "%s: cannot %s %s and %s", eval->world->owner, verb, dims_print(a->dims),
             dims_print(b->dims));
    if (!left || !right)
        return;
    note_reason(eval->page, left, a, b);
    note_reason(eval->page, right, b, a);
    const Value *low = a->dims.rank < b->dims.rank ? a : b;
    const Value *high = low == a ? b : a;
    const Expr *expr = low == a ? left : right;
    int channel = dims_channel(high->dims);
    if (low->dims.rank == 1 && high->dims.rank > 1 && low->dims.n[0] == high->dims.n[channel])
        note_at(expression_mark(expr), "per_channel(%s) lays it along the channels",
                expression_print(expr));
    else if (low->dims.rank != high->dims.rank && low->dims.rank > 0)
        note_at(expression_mark(expr),
                "only equal ranks go together, or a number with anything");
}

/* Along the rows of a table [K, D] that is one for all examples. */
static Value
lay_along_channels(Value v, const Value *other)
{
    Dims dims = {.rank = other->dims.rank};
    bool table = dims.rank == 2 && other->outer == 0;
    for (int i = 0; i < dims.rank; i++)
        dims.n[i] = 1;
    dims.n[table ? 0 : dims_channel(other->dims)] = v.dims.n[0];
    v.per_channel = false;
    return value_lay(v, dims);
}

bool
broadcast_pair(Eval *eval, const Expr *left, const Expr *right, Mark where, const char *verb,
               Value *a, Value *b)
{
    if (a->per_channel && !b->per_channel && b->dims.rank > 0)
        *a = lay_along_channels(*a, b);
    else if (b->per_channel && !a->per_channel && a->dims.rank > 0)
        *b = lay_along_channels(*b, a);
    bool fits = a->dims.rank == b->dims.rank || a->dims.rank == 0 || b->dims.rank == 0;
    for (int i = 0; fits && i < a->dims.rank && i < b->dims.rank; i++)
        fits = a->dims.n[i] == b->dims.n[i] || a->dims.n[i] == 1 || b->dims.n[i] == 1;
    if (!fits) {
        refuse(eval, left, right, where, verb, a, b);
        return false;
    }
    if (!outer_meet(eval, left, right, where, verb, a, b))
        return false;
    const unsigned outer = a->outer | b->outer;
    const Dims most = a->dims.rank > b->dims.rank ? a->dims : b->dims;
    if (!outer_check(eval->page, outer, most, where, "the result"))
        return false;
    *a = outer_align(*a, outer);
    *b = outer_align(*b, outer);
    return true;
}

static const char *
operator_verb(char op)
{
    switch (op) {
    case '+': return "add";
    case '-': return "subtract";
    case '*': return "multiply";
    case '/': return "divide";
    case '^': return "raise";
    default: return "compare";
    }
}

static Node *
power(const Expr *expr, const Value *a, const Value *b)
{
    if (b->exact.den != 0)
        return graph_power(a->node, b->exact);
    if (b->dims.rank == 0 && !b->outer && b->node->op == OP_CONST) {
        error_at(expression_mark(expr->operand[1]), "this exponent is not a small ratio");
        return NULL;
    }
    return graph_unary(OP_EXP, graph_multiply(b->node, graph_unary(OP_LOG, a->node)));
}

/* a < b is 1 where it holds, else 0; its derivative is zero. */
static Node *
compare(char op, Node *a, Node *b)
{
    switch (op) {
    case '<': return graph_select(graph_subtract(b, a), RATIONAL_ONE, RATIONAL_ZERO);
    case '>': return graph_select(graph_subtract(a, b), RATIONAL_ONE, RATIONAL_ZERO);
    case 'l': return graph_select(graph_subtract(a, b), RATIONAL_ZERO, RATIONAL_ONE);
    case 'g': return graph_select(graph_subtract(b, a), RATIONAL_ZERO, RATIONAL_ONE);
    case '=': return graph_equal(a, b);
    default: return graph_subtract(graph_ratio(RATIONAL_ONE), graph_equal(a, b));
    }
}

static Node *
combine(const Expr *expr, const Value *a, const Value *b)
{
    switch (expr->op) {
    case '+': return graph_add(a->node, b->node);
    case '-': return graph_subtract(a->node, b->node);
    case '*': return graph_multiply(a->node, b->node);
    case '/':
        if (b->exact.den != 0 && b->exact.num == 0) {
            error_at(expr->mark, "division by zero");
            return NULL;
        }
        return graph_divide(a->node, b->node);
    case '^': return power(expr, a, b);
    default: return compare(expr->op, a->node, b->node);
    }
}

static Rational
combine_exact(char op, Rational a, Rational b)
{
    Rational none = {0, 0};
    if (a.den == 0 || b.den == 0)
        return none;
    switch (op) {
    case '+': return rational_add(a, b);
    case '-': return rational_add(a, rational_negate(b));
    case '*': return rational_multiply(a, b);
    case '/': return b.num ? rational_multiply(a, rational_power(b, -1)) : none;
    case '^':
        if (b.den != 1 || b.num > 64 || b.num < -64 || (a.num == 0 && b.num < 0))
            return none;
        return rational_power(a, (int)b.num);
    default: return none;
    }
}

/* Indices and labels are compared with each other, and nothing else; index(axis) is a number
 * too. */
static bool
kinds_fit(const Expr *expr, const Value *a, const Value *b)
{
    bool compared = strchr("=!", expr->op) != NULL;
    for (int i = 0; i < 2; i++) {
        const Value *v = i ? b : a;
        if (!value_integer(v) || v->node->op == OP_INDEX || compared)
            continue;
        error_at(expression_mark(expr->operand[i]),
                 "%s holds indices: take one_hot(...) or lookup(...) of them first",
                 expression_print(expr->operand[i]));
        return false;
    }
    return true;
}

Value
binary(Eval *eval, const Expr *expr, Value a, Value b)
{
    if (!kinds_fit(expr, &a, &b) ||
        !broadcast_pair(eval, expr->operand[0], expr->operand[1],
                        expression_mark(expr->operand[0]), operator_verb(expr->op), &a, &b))
        return value_poison();
    const Value *wide = a.dims.rank >= b.dims.rank ? &a : &b;
    Value v = value_tensor(NULL, wide->dims, a.outer | b.outer);
    for (int i = 0; i < v.dims.rank; i++) {
        const Value *rest = wide == &a ? &b : &a;
        if (rest->dims.rank && rest->dims.n[i] > v.dims.n[i])
            v.dims.n[i] = rest->dims.n[i];
    }
    if (!outer_check(eval->page, v.outer, v.dims, expression_mark(expr), "the result"))
        return value_poison();
    v.node = combine(expr, &a, &b);
    if (!v.node)
        return value_poison();
    v.per_channel = wide->per_channel;
    v.exact = combine_exact(expr->op, a.exact, b.exact);
    if (v.exact.den != 0)
        v.node = graph_ratio(v.exact);
    return wide->reason ? value_because(v, wide->why, wide->reason) : v;
}
