/* C text of element-wise ops, float and double.
 *
 * Parentheses come from precedence. A sum writes its positive terms first; a product writes
 * powers as repeated factors and divisions; x sel(x > 0) is a ternary, so that it stays right
 * where x is infinite. */
#include "ctext.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *single, *twice; /* names of the function for float and double */
} functions[OPS] = {
    [OP_EXP] = {"math_exp", "exp"},
    [OP_LOG] = {"math_log", "log"},
    [OP_TANH] = {"math_tanh", "tanh"},
    [OP_SIGMOID] = {"math_sigmoid", "check_sigmoid"},
    [OP_SOFTPLUS] = {"math_softplus", "check_softplus"},
    [OP_ERF] = {"math_erf", "erf"},
    [OP_COS] = {"math_cos", "cos"},
    [OP_ATAN] = {"math_atan", "atan"},
};

bool
graph_costly(const Node *n)
{
    if (functions[n->op].single != NULL)
        return true;
    if (n->op != OP_MUL)
        return false;
    for (int i = 0; i < n->count; i++)
        if (n->number[i].den > 2)
            return true;
    return false;
}

static int64_t
absolute(int64_t n)
{
    return n < 0 ? -n : n;
}

int64_t
graph_operations(const Node *n)
{
    int64_t operations = n->count - 1;
    if (n->op != OP_ADD && n->op != OP_MUL)
        return op_kind(n->op) == KIND_ELEMENTWISE || op_kind(n->op) == KIND_REDUCE;
    for (int i = 0; i < n->count; i++) {
        const int64_t times = absolute(n->number[i].num);
        if (n->op == OP_ADD)
            operations += times != 1 || n->number[i].den != 1; /* a coefficient */
        else
            operations += times - 1 + (n->number[i].den != 1); /* x x .. x, a root */
    }
    return operations;
}

bool
graph_decides(const Node *n)
{
    return n->op == OP_SEL || n->op == OP_EQ || n->op == OP_ARGMIN || n->op == OP_ARGMAX;
}

Fold
graph_fold(const Node *n)
{
    switch (n->op) {
    case OP_SUM: return FOLD_SUM;
    case OP_MAX: return FOLD_MAX;
    case OP_SQUARES: return FOLD_SQUARES;
    case OP_ARGMIN: return FOLD_ARGMIN;
    case OP_ARGMAX: return FOLD_ARGMAX;
    default: die("%s is not a reduction", op_name(n->op));
    }
}

void
graph_write_literal(Text *text, double value, bool doubles)
{
    char digits[40];
    if (!doubles)
        value = (double)(float)value;
    if (!isfinite(value)) { /* of math.h; log(0) of a constant */
        text_put(text, isnan(value) ? "NAN" : value < 0 ? "-INFINITY" : "INFINITY");
        return;
    }
    for (int precision = 1; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, value);
        double back = strtod(digits, NULL);
        if (doubles ? back == value : (float)back == (float)value)
            break;
    }
    text_put(text, digits);
    if (strpbrk(digits, ".en") == NULL)
        text_put(text, ".0");
    if (!doubles)
        text_put(text, "f");
}

static void
put_literal(Writer *w, double value)
{
    if (w->formula)
        text_print(w->text, "%.6g", value);
    else
        graph_write_literal(w->text, value, w->doubles);
}

static void
open_if(Writer *w, bool parentheses)
{
    if (parentheses)
        text_put(w->text, "(");
}

static void
close_if(Writer *w, bool parentheses)
{
    if (parentheses)
        text_put(w->text, ")");
}

static bool
is_unit(Rational k)
{
    return k.den == 1 && (k.num == 1 || k.num == -1);
}

static void
write_term(Writer *w, Node *arg, Rational k, bool first)
{
    double size = fabs(rational_double(k));
    bool number = arg->op == OP_CONST, minus = (k.num < 0) != (number && arg->value < 0);
    if (!first)
        text_put(w->text, minus ? " - " : " + ");
    else if (minus)
        text_put(w->text, "-");
    if (number) {
        put_literal(w, size * fabs(arg->value));
    } else if (is_unit(k)) {
        w->argument(w, arg, k.num < 0 || !first ? BIND_PRODUCT : BIND_SUM);
    } else {
        put_literal(w, size);
        text_put(w->text, " * ");
        w->argument(w, arg, BIND_UNARY);
    }
}

static void
write_sum(Writer *w, Node *n, int binding)
{
    bool alone = n->count == 1, first = true;
    bool parentheses = binding > (alone && n->number[0].num > 0 ? BIND_PRODUCT : BIND_SUM);
    open_if(w, parentheses);
    for (int sign = 1; sign >= -1; sign -= 2)
        for (int i = 0; i < n->count; i++) {
            if ((n->number[i].num < 0) != (sign < 0))
                continue;
            write_term(w, n->arg[i], n->number[i], first);
            first = false;
        }
    close_if(w, parentheses);
}

/* x^(p/2) for p > 0 as x * x * sqrt(x). */
static void
write_power(Writer *w, Node *arg, Rational p, int binding)
{
    bool first = true;
    int64_t whole = p.num / p.den;
    if (w->formula && p.den == 1 && whole > 1) {
        w->argument(w, arg, BIND_ATOM);
        text_print(w->text, "^%lld", (long long)whole);
        return;
    }
    if (p.den > 2 || whole > 4) {
        text_print(w->text, w->doubles || w->formula ? "pow(" : "powf(");
        w->argument(w, arg, BIND_ANY);
        text_put(w->text, ", ");
        put_literal(w, rational_double(p));
        text_put(w->text, ")");
        return;
    }
    for (int64_t i = 0; i < whole; i++) {
        text_put(w->text, first ? "" : " * ");
        w->argument(w, arg, first && whole == 1 && p.den == 1 ? binding : BIND_UNARY);
        first = false;
    }
    if (p.den == 2) {
        text_put(w->text, first ? "" : " * ");
        text_put(w->text, w->doubles || w->formula ? "sqrt(" : "sqrtf(");
        w->argument(w, arg, BIND_ANY);
        text_put(w->text, ")");
    }
}

/* The place of y where n is a product of y and sel(y); -1 else. *sel is the other's place. */
static int
find_ternary(const Node *n, int *sel)
{
    for (int i = 0; i < n->count; i++) {
        if (n->arg[i]->op != OP_SEL || !rational_equal(n->number[i], RATIONAL_ONE))
            continue;
        for (int k = 0; k < n->count; k++) {
            if (n->arg[k] == n->arg[i]->arg[0] && rational_equal(n->number[k], RATIONAL_ONE)) {
                *sel = i;
                return k;
            }
        }
    }
    return -1;
}

static void
write_branch(Writer *w, Node *y, Rational k)
{
    if (k.num == 0) {
        put_literal(w, 0);
        return;
    }
    if (!is_unit(k)) {
        put_literal(w, rational_double(k));
        text_put(w->text, " * ");
    } else if (k.num < 0) {
        text_put(w->text, "-");
    }
    w->argument(w, y, BIND_UNARY);
}

void
graph_write_side(Writer *w, Node *n)
{
    w->argument(w, n->arg[0], BIND_SUM);
    if (n->op == OP_EQ) {
        text_put(w->text, " == ");
        w->argument(w, n->arg[1], BIND_SUM);
    } else {
        text_put(w->text, w->doubles || w->formula ? " > 0" : " > 0.0f");
    }
}

static void
write_condition(Writer *w, Node *n)
{
    if (w->side != NULL)
        text_put(w->text, w->side(w, n));
    else
        graph_write_side(w, n);
    text_put(w->text, " ? ");
}

/* sel, or its argument times sel. */
static void
write_ternary(Writer *w, Node *sel, bool times, int binding)
{
    open_if(w, binding > BIND_ANY);
    write_condition(w, sel);
    for (int i = 0; i < 2; i++) {
        if (times)
            write_branch(w, sel->arg[0], sel->number[i]);
        else
            put_literal(w, rational_double(sel->number[i]));
        text_put(w->text, i == 0 ? " : " : "");
    }
    close_if(w, binding > BIND_ANY);
}

static void
write_product(Writer *w, Node *n, int binding)
{
    int sel = -1, y = find_ternary(n, &sel), over = 0, under = 0;
    for (int i = 0; i < n->count; i++)
        if (i != sel && n->number[i].num < 0)
            under++;
    bool lone = n->count == 1 && n->number[0].num > 0 &&
                (n->number[0].num < n->number[0].den || (w->formula && n->number[0].den == 1));
    if (y >= 0 && n->count == 2) {
        write_ternary(w, n->arg[sel], true, binding);
        return;
    }
    bool parentheses = binding > BIND_PRODUCT && !lone;
    open_if(w, parentheses);
    for (int i = 0; i < n->count; i++) {
        if (i == sel || n->number[i].num < 0)
            continue;
        text_put(w->text, over++ ? " * " : "");
        if (i == y)
            write_ternary(w, n->arg[sel], true, BIND_UNARY);
        else
            write_power(w, n->arg[i], n->number[i], over == 1 ? BIND_PRODUCT : BIND_UNARY);
    }
    if (over == 0)
        put_literal(w, 1);
    if (under > 0)
        text_put(w->text, " / ");
    bool several = under > 1;
    open_if(w, several);
    under = 0;
    for (int i = 0; i < n->count; i++) {
        if (i == sel || n->number[i].num >= 0)
            continue;
        Rational p = rational_negate(n->number[i]);
        bool repeated = p.num > p.den && !several;
        text_put(w->text, under++ ? " * " : "");
        open_if(w, repeated);
        write_power(w, n->arg[i], p, BIND_ATOM);
        close_if(w, repeated);
    }
    close_if(w, several);
    close_if(w, parentheses);
}

void
graph_write(Writer *w, Node *n, int binding)
{
    if (functions[n->op].single != NULL) {
        text_print(w->text, "%s(",
                   w->formula   ? op_name(n->op)
                   : w->doubles ? functions[n->op].twice
                                : functions[n->op].single);
        w->argument(w, n->arg[0], BIND_ANY);
        text_put(w->text, ")");
        return;
    }
    switch (n->op) {
    case OP_CONST:
        open_if(w, n->value < 0 && binding > BIND_SUM);
        put_literal(w, n->value);
        close_if(w, n->value < 0 && binding > BIND_SUM);
        break;
    case OP_INDEX: put_literal(w, 0); break; /* along an axis of one element */
    case OP_ADD: write_sum(w, n, binding); break;
    case OP_MUL: write_product(w, n, binding); break;
    case OP_SEL: write_ternary(w, n, false, binding); break;
    case OP_EQ:
        open_if(w, binding > BIND_ANY);
        write_condition(w, n);
        put_literal(w, 1);
        text_put(w->text, " : ");
        put_literal(w, 0);
        close_if(w, binding > BIND_ANY);
        break;
    case OP_ROUND:
        text_put(w->text, w->formula ? "round(" : w->doubles ? "rint(" : "rintf(");
        w->argument(w, n->arg[0], BIND_ANY);
        text_put(w->text, ")");
        break;
    case OP_STOP:
    case OP_BROADCAST: w->argument(w, n->arg[0], binding); break;
    default: die("no C text for %s", op_name(n->op));
    }
}

bool
graph_absorbs(const Node *n, int i)
{
    int sel = -1;
    return n->op == OP_MUL && find_ternary(n, &sel) >= 0 && sel == i;
}

bool
graph_repeats(const Node *n, int i)
{
    int sel, y;
    switch (n->op) {
    case OP_MUL:
        y = find_ternary(n, &sel);
        return n->number[i].num > n->number[i].den || n->number[i].num < -n->number[i].den ||
               i == y;
    default: return false;
    }
}

const char *
graph_operand_name(const Node *n, int which)
{
    static const char *const product[] = {"a", "b", "out"}, *const conv[] = {"x", "weight",
                                                                             "y"};
    static const char *const data[] = {"d_y", "weight", "d_x"}, *const weight[] = {"x", "d_y",
                                                                                   "d_weight"};
    switch (n->op) {
    case OP_CONV: return conv[which];
    case OP_CONV_DATA: return data[which];
    case OP_CONV_WEIGHT: return weight[which];
    default: return product[which];
    }
}
