/* Calls: arguments bound to parameters by place and by name, user functions with their local
 * values, and the three kinds of argument that are not numbers: exact numbers, shapes, axes. */
#include "functions.h"

#include <string.h>

bool
parameter_spec(const char *spec, int i, const char **name, const char **fallback)
{
    for (; i > 0 && spec; i--) {
        spec = strchr(spec, ',');
        spec = spec ? spec + 1 : NULL;
    }
    if (!spec || !*spec)
        return false;
    while (*spec == ' ')
        spec++;
    const char *end = spec + strcspn(spec, ",");
    const char *equals = memchr(spec, '=', (size_t)(end - spec));
    *name = intern_bytes(spec, (size_t)((equals ? equals : end) - spec));
    *fallback = equals ? intern_bytes(equals + 1, (size_t)(end - equals - 1)) : NULL;
    return true;
}

/* The parameters of whatever is called, for one binding routine. */
typedef struct Signature {
    const char *text; /* "mean(x, over=all, keep=0)" */
    int count;
    const char *parameter[8];
    bool required[8];
} Signature;

static bool
bind_arguments(const Signature *s, const Expr *call, const Expr **bound)
{
    bool good = true;
    int place = 0;
    for (int i = 1; i < call->count; i++) {
        int to = place;
        if (call->argument[i]) {
            for (to = 0; to < s->count && strcmp(s->parameter[to], call->argument[i]) != 0;)
                to++;
            if (to == s->count) {
                error_at(call->argument_mark[i], "%s has no argument '%s'%s", s->text,
                         call->argument[i],
                         suggestion(call->argument[i], s->parameter, s->count));
                good = false;
                continue;
            }
        } else if (place++ >= s->count) {
            error_at(expression_mark(call->operand[i]), "%s takes %d argument%s, not %d",
                     s->text, s->count, s->count == 1 ? "" : "s", call->count - 1);
            return false;
        }
        if (bound[to]) {
            error_at(expression_mark(call->operand[i]), "the argument '%s' is given twice",
                     s->parameter[to]);
            good = false;
        }
        bound[to] = call->operand[i];
    }
    for (int i = 0; good && i < s->count; i++) {
        if (s->required[i] && !bound[i]) {
            error_at(expression_mark(call), "%s: the argument '%s' is missing", s->text,
                     s->parameter[i]);
            good = false;
        }
    }
    return good;
}

Value
call_function(Eval *eval, const Function *function, const Expr *expr)
{
    Call call = {.eval = eval, .expr = expr, .function = function};
    Signature s = {.text = format("%s(%s)", function->name, function->parameters)};
    const char *fallback;
    while (s.count < 8 &&
           parameter_spec(function->parameters, s.count, &s.parameter[s.count], &fallback)) {
        s.required[s.count] = !fallback;
        s.count++;
    }
    if (!bind_arguments(&s, expr, call.argument))
        return value_poison();
    bool here = expr->mark.source == eval->page->program->source;
    Mark origin = here ? graph_origin(expression_mark(expr)) : expr->mark;
    Value v = function->apply(&call);
    if (outer_count(call.outer) > 1)
        v = outer_split(eval->page, v);
    if (here)
        graph_origin(origin);
    return v;
}

static bool
holds_axes(const char *parameter)
{
    return strcmp(parameter, "over") == 0 || strcmp(parameter, "along") == 0 ||
           strcmp(parameter, "axis") == 0;
}

/* An argument named `over`, `along` or `axis` is a list of axes, any other a value. */
static Value
evaluate_argument(Eval *eval, const char *parameter, const Expr *expr)
{
    if (!holds_axes(parameter))
        return evaluate(eval, expr);
    Value v = {.kind = VALUE_AXES};
    return evaluate_axes(eval, expr, &v.over) ? v : value_poison();
}

static Value
evaluate_members(Eval *eval, const Definition *d)
{
    Value v = {.kind = VALUE_RECORD, .members = d->members.count};
    v.member = NEW_ARRAY(const char *, v.members);
    v.at = NEW_ARRAY(Value, v.members);
    for (int i = 0; i < v.members; i++) {
        v.member[i] = d->members.at[i].name;
        v.at[i] =
            d->members.at[i].expr ? evaluate(eval, d->members.at[i].expr) : value_poison();
        if (v.at[i].kind == VALUE_POISON)
            return value_poison();
    }
    return v;
}

/* "gap", or "mmd_gap2" where several calls of the page have one: the second call of `mmd`. */
static Value
name_local(Eval *eval, Value v, const char *name, int call)
{
    const World *world = eval->world;
    if (v.kind != VALUE_TENSOR || op_kind(v.node->op) == KIND_LEAF)
        return name_value(eval, v, name, false, world->owner_mark);
    Tag *tag = NEW(Tag);
    tag->name[0] = intern(name);
    tag->name[1] = intern(format("%s_%s", world->owner, name));
    tag->name[2] = intern(format("%s_%s%d", world->owner, name, call));
    tag->mark = world->owner_mark;
    v.node = graph_tag(v.node, tag);
    return v;
}

Value
apply_definition(Eval *eval, const Definition *d, const Value *arguments)
{
    static int depth;
    Scope scope = {.closed = true, .outer = eval->scope};
    Eval inner = {eval->page, eval->world, &scope};
    const int call = d->locals.count ? ++eval->world->calls : 0;
    bool good = true;
    if (depth >= 64) {
        error_at(d->mark, "function %s calls itself", d->name);
        return value_poison();
    }
    depth++;
    for (int i = 0; i < d->parameters.count; i++) {
        good = good && arguments[i].kind != VALUE_POISON;
        scope_add(&scope, d->parameters.at[i].name, arguments[i]);
    }
    for (int i = 0; good && i < d->locals.count; i++) {
        const Pair *local = &d->locals.at[i];
        Value v = local->expr ? evaluate(&inner, local->expr) : value_poison();
        good = v.kind != VALUE_POISON;
        scope_add(&scope, local->name, name_local(eval, v, local->name, call));
    }
    Value result = !good              ? value_poison()
                   : d->result        ? evaluate(&inner, d->result)
                   : d->members.count ? evaluate_members(&inner, d)
                                      : value_poison();
    depth--;
    return result;
}

/* Defaults see the parameters that stand before them. */
Value
call_definition(Eval *eval, const Definition *d, const Expr *expr)
{
    const Expr *bound[8] = {0};
    Value arguments[8];
    Signature s = {.text = d->text, .count = d->parameters.count};
    Scope scope = {.closed = true, .outer = eval->scope};
    Eval inner = {eval->page, eval->world, &scope};
    for (int i = 0; i < s.count; i++) {
        s.parameter[i] = d->parameters.at[i].name;
        s.required[i] = !d->parameters.at[i].expr;
    }
    if (!bind_arguments(&s, expr, bound))
        return value_poison();
    for (int i = 0; i < s.count; i++) {
        arguments[i] =
            bound[i] ? evaluate_argument(eval, s.parameter[i], bound[i])
                     : evaluate_argument(&inner, s.parameter[i], d->parameters.at[i].expr);
        scope_add(&scope, s.parameter[i], arguments[i]);
    }
    bool elsewhere = d->prelude && expr->mark.source == eval->page->program->source &&
                     error_elsewhere(d->mark.source, expression_mark(expr));
    Value result = apply_definition(eval, d, arguments);
    if (elsewhere)
        error_here();
    return result;
}

/* ---- arguments that are not values ---------------------------------------------------------
 */

static bool
local_number(const void *context, const Expr *name, Number *value)
{
    Eval *eval = (Eval *)context;
    Value v = evaluate(eval, name);
    if (v.kind == VALUE_POISON)
        return false;
    if (v.kind != VALUE_TENSOR || v.node->op != OP_CONST) {
        error_at(name->mark, "'%s' is not a number known before training", name->name);
        return false;
    }
    *value = (Number){v.exact, v.node->value};
    return true;
}

bool
evaluate_number(Eval *eval, const Expr *expr, Rational *value)
{
    return expression_number(expr, local_number, eval, value);
}

static bool
evaluate_extent(Eval *eval, const Expr *expr, Dims *dims)
{
    Rational value;
    if (!evaluate_number(eval, expr, &value))
        return false;
    if (value.den != 1 || value.num < 1 || value.num > INT32_MAX) {
        error_at(expression_mark(expr), "a shape holds whole numbers from 1 to %d, not %.10g",
                 INT32_MAX, rational_double(value));
        return false;
    }
    if (dims->rank == RANK) {
        error_at(expression_mark(expr), "a shape has at most %d axes", RANK);
        return false;
    }
    dims->n[dims->rank] = value.num;
    dims->size[dims->rank] = expr->kind == EXPR_NAME ? evaluate(eval, expr).size : NULL;
    dims->rank++;
    return true;
}

bool
evaluate_dims(Eval *eval, const Expr *expr, Dims *dims)
{
    Dims empty = {0};
    *dims = empty;
    if (expr->kind != EXPR_LIST)
        return evaluate_extent(eval, expr, dims);
    for (int i = 0; i < expr->count; i++) {
        if (!evaluate_extent(eval, expr->operand[i], dims))
            return false;
    }
    if (dims_size(*dims) < 0) {
        error_at(expr->mark, "%s is more than 2^31 - 1 elements", dims_product(*dims));
        return false;
    }
    return true;
}

void
call_words(const Page *page, Callable *words)
{
    for (int i = 0; i < page->networks.count; i++)
        PUSH(*words, page->networks.at[i]->name);
    for (int i = 0; i < page->model->functions.count; i++)
        PUSH(*words, page->model->functions.at[i]->name);
    for (int i = 0; i < function_count; i++)
        PUSH(*words, functions[i].name);
    for (int i = 0; i < page->prelude.count; i++)
        PUSH(*words, page->prelude.at[i]->name);
}
