/* scan(f, start, xs): a function of the page along the first axis of a value, unrolled. What
 * the turns share becomes one node by itself; the results of all turns are joined only where
 * the page asks for .all. */
#include "functions.h"

#include <string.h>

enum { TURNS = 256 };

/* v with a new first axis of extent 1, all its elements spelt out. */
static Node *
spread(const Page *page, Value v)
{
    Dims dims = {.rank = v.dims.rank + 1, .n = {1}};
    for (int i = 0; i < v.dims.rank; i++)
        dims.n[i + 1] = v.dims.n[i];
    v = value_lay(v, dims);
    return graph_broadcast(v.node, value_shape(page, &v));
}

/* The results of all turns along a new first axis, of the size that the axis of xs has. */
static Value
join(const Page *page, int turns, const Value *at, const char *size)
{
    Node **part = NEW_ARRAY(Node *, turns);
    Dims dims = {.rank = at[0].dims.rank + 1, .n = {turns}, .size = {size}};
    for (int i = 0; i < at[0].dims.rank; i++)
        dims.n[i + 1] = at[0].dims.n[i];
    for (int i = 0; i < turns; i++)
        part[i] = spread(page, at[i]);
    Node *node = turns > 1 ? graph_concat(turns, part, value_slot(&at[0])) : part[0];
    return value_tensor(node, dims, at[0].outer);
}

/* Whether turn i gave what the turn before did: parts, axes and kind. */
static bool
same_form(Call *call, const Value *a, const Value *b, int turn, const char *part)
{
    bool same = a->kind == b->kind && (a->kind == VALUE_RECORD) == (b->kind == VALUE_RECORD);
    if (same && a->kind == VALUE_TENSOR)
        same = dims_equal(a->dims, b->dims) && a->outer == b->outer &&
               value_integer(a) == value_integer(b);
    if (same)
        return true;
    const Page *page = call->eval->page;
    error_at(expression_mark(call->expr), "scan: turn %d gives %s%s%s%s, the one before %s%s",
             turn, *part ? part : "", *part ? " " : "",
             b->kind == VALUE_TENSOR ? dims_print(b->dims) : "a record",
             b->kind == VALUE_TENSOR ? value_over(page, b) : "",
             a->kind == VALUE_TENSOR ? dims_print(a->dims) : "a record",
             a->kind == VALUE_TENSOR ? value_over(page, a) : "");
    return false;
}

/* The last of the results, with all of them as its part .all. */
static Value
with_all(Call *call, int turns, const Value *at, const char *size, const char *part)
{
    Value v = at[turns - 1];
    for (int i = 1; i < turns; i++)
        if (!same_form(call, &at[i - 1], &at[i], i + 1, part))
            return value_poison();
    if (v.dims.rank == RANK)
        return v;
    v.members = 1;
    v.member = NEW_ARRAY(const char *, 1);
    v.at = NEW_ARRAY(Value, 1);
    v.member[0] = intern("all");
    v.at[0] = join(call->eval->page, turns, at, size);
    return v;
}

static Value
gather_results(Call *call, int turns, const Value *at, const char *size)
{
    if (at[0].kind == VALUE_TENSOR)
        return with_all(call, turns, at, size, "");
    Value v = at[turns - 1];
    v.members -= v.taps;
    v.taps = 0;
    Value *member = NEW_ARRAY(Value, v.members), *column = NEW_ARRAY(Value, turns);
    for (int k = 0; k < v.members; k++) {
        for (int i = 0; i < turns; i++)
            column[i] = at[i].at[k];
        member[k] = with_all(call, turns, column, size, v.member[k]);
        if (member[k].kind == VALUE_POISON)
            return value_poison();
    }
    v.at = member;
    return v;
}

static const Definition *
function_of(Call *call, const Expr *f)
{
    const Page *page = call->eval->page;
    const Definition *d = NULL;
    if (f->kind == EXPR_NAME) {
        d = definition_find(&page->model->functions, f->name);
        d = d ? d : definition_find(&page->prelude, f->name);
    }
    if (!d) {
        LIST(const char *) words = {0};
        for (int i = 0; i < page->model->functions.count; i++)
            PUSH(words, page->model->functions.at[i]->name);
        error_at(expression_mark(f),
                 "scan takes the name of one of the page's `functions`, "
                 "not `%s`%s",
                 expression_print(f),
                 f->kind == EXPR_NAME ? suggestion(f->name, words.at, words.count) : "");
        return NULL;
    }
    if (d->parameters.count == 2)
        return d;
    error_at(expression_mark(f),
             "scan: %s takes %d parameter%s; a function f(state, x) is "
             "expected",
             d->text, d->parameters.count, d->parameters.count == 1 ? "" : "s");
    if (!d->prelude)
        note_at(d->mark, "the function %s", d->name);
    return NULL;
}

static bool
turns_of(Call *call, const Value *xs)
{
    if (xs->kind != VALUE_TENSOR || xs->per_channel || xs->dims.rank == 0) {
        if (xs->kind != VALUE_POISON)
            error_at(expression_mark(call->argument[2]),
                     "scan: %s is %s; its first axis is walked along, and an outer axis after "
                     "stack(...)",
                     expression_print(call->argument[2]),
                     xs->kind == VALUE_TENSOR ? dims_print(xs->dims) : "a record");
        return false;
    }
    if (xs->dims.n[0] <= TURNS)
        return true;
    error_at(expression_mark(call->argument[2]),
             "scan is written out turn by turn: %lld turns are more than %d",
             (long long)xs->dims.n[0], TURNS);
    return false;
}

Value
scan(Call *call)
{
    Eval *eval = call->eval;
    const Definition *f = function_of(call, call->argument[0]);
    Value argument[2] = {evaluate(eval, call->argument[1]), value_poison()};
    Value xs = evaluate(eval, call->argument[2]);
    if (!f || argument[0].kind == VALUE_POISON || !turns_of(call, &xs))
        return value_poison();
    const int turns = (int)xs.dims.n[0];
    Value *at = NEW_ARRAY(Value, turns);
    for (int i = 0; i < turns; i++) {
        argument[1] = value_part(xs, i);
        at[i] = argument[0] = apply_definition(eval, f, argument);
        if (at[i].kind != VALUE_TENSOR && at[i].kind != VALUE_RECORD)
            return value_poison();
    }
    return gather_results(call, turns, at, xs.dims.size[0]);
}
