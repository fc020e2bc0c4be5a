/* The table of optimizers. Their arithmetic is in the emitted update kernels; here are names,
 * arguments, defaults and how many moments each keeps. */
#include "translate.h"

#include <math.h>
#include <string.h>

const OptimizerKind optimizer_kinds[] = {
    {"sgd",
     "lr, momentum=0, nesterov=0, weight_decay=0",
     "g <- g + weight_decay p, m <- momentum m + g, p <- p - lr m; with nesterov=1\n"
     "p <- p - lr (g + momentum m).\n"
     "Convention: as in PyTorch, lr outside the moment\n"
     "Source: Sutskever et al., 2013, equations 3 and 4",
     0,
     {"momentum"}},
    {"rmsprop",
     "lr=1e-2, alpha=0.99, eps=1e-8, momentum=0, centered=0, weight_decay=0",
     "g <- g + weight_decay p, v <- alpha v + (1 - alpha) g^2, d = g / (sqrt(v) + eps),\n"
     "p <- p - lr d; with momentum, m <- momentum m + d, p <- p - lr m; with centered=1,\n"
     "c <- alpha c + (1 - alpha) g, d = g / (sqrt(v - c^2) + eps).\n"
     "Convention: as in PyTorch, eps outside the root; TensorFlow has it inside\n"
     "Source: Tieleman and Hinton, 2012; Graves, 2013, equations 38 to 45",
     1,
     {"momentum", "centered"}},
    {"adam",
     "lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0, amsgrad=0",
     "g <- g + weight_decay p, m <- beta1 m + (1 - beta1) g, v <- beta2 v + (1 - beta2) g^2,\n"
     "p <- p - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps); with amsgrad=1 the\n"
     "largest v so far stands for v.\n"
     "Convention: as in PyTorch, eps outside the root and behind the correction; Keras has "
     "1e-7\n"
     "Source: Kingma and Ba, 2015, algorithm 1; Reddi et al., 2018",
     2,
     {"amsgrad"}},
    {"adamw",
     "lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2, amsgrad=0",
     "p <- (1 - lr weight_decay) p, then as adam without weight decay.\n"
     "Convention: lr in front of the decay, as in PyTorch\n"
     "Source: Loshchilov and Hutter, 2019, algorithm 2",
     2,
     {"amsgrad"}},
    {"adamax",
     "lr=2e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0",
     "g <- g + weight_decay p, m <- beta1 m + (1 - beta1) g, u <- max(beta2 u, |g| + eps),\n"
     "p <- p - lr / (1 - beta1^t) m / u.\n"
     "Convention: eps as in PyTorch\n"
     "Source: Kingma and Ba, 2015, algorithm 2",
     2,
     {NULL}},
    {"adagrad",
     "lr=1e-2, lr_decay=0, eps=1e-10, weight_decay=0",
     "g <- g + weight_decay p, v <- v + g^2, p <- p - lr / (1 + (t - 1) lr_decay) g /\n"
     "(sqrt(v) + eps).\n"
     "Convention: as in PyTorch, v starts at 0\n"
     "Source: Duchi et al., 2011",
     1,
     {NULL}},
};
const int optimizer_kind_count = COUNT_OF(optimizer_kinds);

double
optimizer_value(const Optimizer *optimizer, const char *name)
{
    for (int i = 0; i < optimizer->count; i++)
        if (strcmp(optimizer->name[i], name) == 0)
            return optimizer->value[i];
    return 0;
}

typedef struct Argument {
    bool given;
    double value;
    const Expr *expr; /* of a value that is not known now */
} Argument;

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
is_flag(const char *name)
{
    static const char *const flags[] = {"nesterov", "centered", "amsgrad"};
    for (size_t i = 0; i < COUNT_OF(flags); i++)
        if (strcmp(flags[i], name) == 0)
            return true;
    return false;
}

/* A number known now, or one that a step computes. */
static bool
read_value(Eval *eval, const char *name, const Expr *expr, Argument *argument)
{
    Value v = is_flag(name) ? (Value){0} : evaluate(eval, expr);
    argument->given = true;
    if (is_flag(name) || (v.kind == VALUE_TENSOR && v.node->op == OP_CONST))
        return number_argument(eval, expr, &argument->value);
    if (v.kind == VALUE_POISON)
        return false;
    if (v.kind != VALUE_TENSOR || v.outer || v.dims.rank || value_integer(&v)) {
        error_at(expression_mark(expr), "%s takes one number, not %s%s", name,
                 v.kind == VALUE_TENSOR ? dims_print(v.dims) : "a record",
                 v.kind == VALUE_TENSOR && v.outer ? value_over(eval->page, &v) : "");
        return false;
    }
    argument->value = NAN;
    argument->expr = expr;
    return true;
}

static bool
read_argument(Eval *eval, const Expr *expr, int i, const OptimizerKind *kind,
              Argument *arguments)
{
    const char *names[OPTIMIZER_ARGUMENTS], *fallback;
    int count = 0, to = i - 1;
    while (count < OPTIMIZER_ARGUMENTS &&
           parameter_spec(kind->parameters, count, &names[count], &fallback))
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
    if (arguments[to].given) {
        error_at(expression_mark(expr->operand[i]), "the argument '%s' is given twice",
                 names[to]);
        return false;
    }
    return read_value(eval, names[to], expr->operand[i], &arguments[to]);
}

/* What an argument may be, by its name. */
typedef struct Range {
    const char *name;
    double low, high; /* from low to below high */
    const char *words;
} Range;

static const Range ranges[] = {
    {"lr", 0, INFINITY, "above 0"},
    {"eps", 0, INFINITY, "0 or above"},
    {"lr_decay", 0, INFINITY, "0 or above"},
    {"weight_decay", 0, INFINITY, "0 or above"},
    {"alpha", 0, 1, "from 0 to below 1"},
    {"beta1", 0, 1, "from 0 to below 1"},
    {"beta2", 0, 1, "from 0 to below 1"},
    {"momentum", 0, 1, "from 0 to below 1"},
    {"nesterov", 0, 2, "0 or 1"},
    {"centered", 0, 2, "0 or 1"},
    {"amsgrad", 0, 2, "0 or 1"},
};

static bool
check_argument(const Expr *expr, const Optimizer *o, int i)
{
    for (size_t r = 0; r < COUNT_OF(ranges); r++) {
        const Range *range = &ranges[r];
        const double value = o->value[i];
        if (strcmp(range->name, o->name[i]) != 0)
            continue;
        const bool flag = range->high == 2, zero = strcmp(range->name, "lr") == 0;
        if (isnan(value))
            return true;
        if (value >= range->low && value < range->high && (!flag || value == floor(value)) &&
            (!zero || value > 0))
            return true;
        error_at(expression_mark(expr), "%s: %s must be %s, and is %.6g", o->kind, o->name[i],
                 range->words, value);
        return false;
    }
    die("%s: no range for '%s'", o->kind, o->name[i]);
}

static bool
check_ranges(const Expr *expr, const Optimizer *o)
{
    for (int i = 0; i < o->count; i++)
        if (!check_argument(expr, o, i))
            return false;
    if (optimizer_value(o, "nesterov") > 0 && optimizer_value(o, "momentum") == 0) {
        error_at(expression_mark(expr), "%s: nesterov=1 wants a momentum, for example 0.9",
                 o->kind);
        return false;
    }
    return true;
}

static Optimizer *
read_call(Page *page, const Expr *expr)
{
    World *world = world_new(page, true);
    Eval eval = {page, world, NULL};
    const char *name = expr->operand[0]->kind == EXPR_NAME ? expr->operand[0]->name : "";
    const OptimizerKind *kind = find_kind(name);
    Argument arguments[OPTIMIZER_ARGUMENTS] = {0};
    world->owner = name;
    world->owner_mark = expression_mark(expr);
    if (!kind) {
        const char *words[COUNT_OF(optimizer_kinds)];
        for (int i = 0; i < optimizer_kind_count; i++)
            words[i] = optimizer_kinds[i].name;
        error_at(expr->operand[0]->mark, "no optimizer '%s'%s", name,
                 suggestion(name, words, optimizer_kind_count));
        return NULL;
    }
    for (int i = 1; i < expr->count; i++) {
        if (!read_argument(&eval, expr, i, kind, arguments))
            return NULL;
    }
    const char *parameter, *fallback;
    for (int i = 0; parameter_spec(kind->parameters, i, &parameter, &fallback); i++) {
        Rational number;
        if (arguments[i].given)
            continue;
        if (!fallback) {
            error_at(expression_mark(expr), "%s: '%s' is missing, for example %s(%s=1e-3)",
                     kind->name, parameter, kind->name, parameter);
            return NULL;
        }
        rational_parse(fallback, strlen(fallback), &number);
        arguments[i].value = rational_double(number);
    }
    Optimizer *o = NEW(Optimizer);
    o->kind = kind->name;
    o->moments = kind->moments;
    for (; parameter_spec(kind->parameters, o->count, &parameter, &fallback); o->count++) {
        o->name[o->count] = parameter;
        o->value[o->count] = arguments[o->count].value;
        o->expr[o->count] = arguments[o->count].expr;
        for (size_t k = 0; k < COUNT_OF(kind->another) && kind->another[k]; k++)
            o->moments += o->value[o->count] != 0 && strcmp(kind->another[k], parameter) == 0;
    }
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
