/* The table of optimizers. Their arithmetic is in the emitted update kernels; here are names,
 * arguments, defaults and how many moments each keeps. */
#include "translate.h"

#include <string.h>

const OptimizerKind optimizer_kinds[] = {
    {"adam", "lr, beta1=0.9, beta2=0.999, eps=1e-8",
     "m <- beta1 m + (1 - beta1) g, v <- beta2 v + (1 - beta2) g^2,\n"
     "p <- p - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps).\n"
     "Kingma and Ba, 2015, algorithm 1.",
     2},
    {"sgd", "lr, momentum=0",
     "v <- momentum v + g, p <- p - lr v, as in PyTorch. Sutskever et al., 2013.", 1},
};
const int optimizer_kind_count = COUNT_OF(optimizer_kinds);

static const OptimizerKind *
find_kind(const char *name)
{
    for (int i = 0; i < optimizer_kind_count; i++) {
        if (strcmp(optimizer_kinds[i].name, name) == 0)
            return &optimizer_kinds[i];
    }
    return NULL;
}

static bool
read_argument(Eval *eval, const Expr *expr, int i, const OptimizerKind *kind, double *value,
              bool *given)
{
    const char *names[8], *fallback;
    int count = 0, to = i - 1;
    while (count < 8 && parameter_spec(kind->parameters, count, &names[count], &fallback))
        count++;
    if (expr->argument[i]) {
        for (to = 0; to < count && strcmp(names[to], expr->argument[i]) != 0;)
            to++;
        if (to == count) {
            error_at(expr->argument_mark[i], "%s(%s) has no argument '%s'%s", kind->name,
                     kind->parameters, expr->argument[i],
                     suggestion(expr->argument[i], names, count));
            return false;
        }
    } else if (to >= count) {
        error_at(expression_mark(expr), "%s takes at most %d arguments", kind->name, count);
        return false;
    }
    if (given[to]) {
        error_at(expression_mark(expr->operand[i]), "the argument '%s' is given twice",
                 names[to]);
        return false;
    }
    given[to] = true;
    return number_argument(eval, expr->operand[i], &value[to]);
}

static bool
check_ranges(const Expr *expr, const Optimizer *o)
{
    if (o->lr > 0.0 && o->beta1 >= 0.0 && o->beta1 < 1.0 && o->beta2 >= 0.0 && o->beta2 < 1.0 &&
        o->eps >= 0.0)
        return true;
    error_at(expression_mark(expr), "%s: lr and eps must be above 0, %s from 0 to below 1",
             o->kind, strcmp(o->kind, "sgd") == 0 ? "momentum" : "beta1 and beta2");
    return false;
}

static Optimizer *
read_call(Page *page, const Expr *expr)
{
    World *world = world_new(page, true);
    Eval eval = {page, world, NULL};
    const char *name = expr->operand[0]->kind == EXPR_NAME ? expr->operand[0]->name : "";
    const OptimizerKind *kind = find_kind(name);
    double value[8] = {0};
    bool given[8] = {false};
    world->owner = name;
    if (!kind) {
        const char *const words[] = {"adam", "sgd"};
        error_at(expr->operand[0]->mark, "no optimizer '%s'%s", name,
                 suggestion(name, words, 2));
        return NULL;
    }
    for (int i = 1; i < expr->count; i++) {
        if (!read_argument(&eval, expr, i, kind, value, given))
            return NULL;
    }
    const char *parameter, *fallback;
    for (int i = 0; parameter_spec(kind->parameters, i, &parameter, &fallback); i++) {
        Rational number;
        if (given[i])
            continue;
        if (!fallback) {
            error_at(expression_mark(expr), "%s: '%s' is missing, for example %s(%s=1e-3)",
                     kind->name, parameter, kind->name, parameter);
            return NULL;
        }
        rational_parse(fallback, strlen(fallback), &number);
        value[i] = rational_double(number);
    }
    Optimizer *o = NEW(Optimizer);
    o->kind = kind->name;
    o->lr = value[0];
    o->beta1 = value[1];
    o->beta2 = value[2];
    o->eps = value[3];
    o->moments = strcmp(kind->name, "sgd") == 0 && o->beta1 == 0.0 ? 0 : kind->moments;
    o->mark = expr->mark;
    return check_ranges(expr, o) ? o : NULL;
}

/* A step names a shared optimizer, or writes its own. */
Optimizer *
optimizer_read(Page *page, const Expr *expr)
{
    if (expr->kind == EXPR_CALL)
        return read_call(page, expr);
    const Entry *entry = expr->kind == EXPR_NAME ? model_find(page->model, expr->name) : NULL;
    if (entry && entry->kind == NAME_OPTIMIZER) {
        for (int i = 0; i < page->optimizers.count; i++) {
            if (page->optimizers.at[i].entry == entry)
                return page->optimizers.at[i].optimizer;
        }
        SharedOptimizer shared = {entry, NULL};
        if (entry->expr && entry->expr->kind == EXPR_CALL)
            shared.optimizer = read_call(page, entry->expr);
        else if (entry->expr)
            error_at(entry->mark, "an optimizer is written adam(lr=1e-3)");
        PUSH(page->optimizers, shared);
        return shared.optimizer;
    }
    LIST(const char *) words = {0};
    for (int i = 0; i < page->model->entries.count; i++) {
        if (page->model->entries.at[i]->kind == NAME_OPTIMIZER)
            PUSH(words, page->model->entries.at[i]->name);
    }
    error_at(expression_mark(expr), "no optimizer '%s'%s; one is written adam(lr=1e-3)",
             expression_print(expr),
             expr->kind == EXPR_NAME ? suggestion(expr->name, words.at, words.count) : "");
    return NULL;
}
