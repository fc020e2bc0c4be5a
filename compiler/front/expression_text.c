/* An expression tree as text, with no more parentheses than it needs. */
#include "token.h"

#include <math.h>
#include <stdlib.h>

static void put_expression(Text *text, const Expr *expr, int least);

static int
strength_of(const Expr *expr)
{
    Token token = {.kind = SIGN, .sign = expr->op == '=' ? 'e' : expr->op};
    if (expr->kind == EXPR_BINARY)
        return binds(&token);
    bool negative =
        expr->kind == EXPR_NEGATE || (expr->kind == EXPR_NUMBER && expr->number < 0);
    return negative ? NEGATION : ATOM;
}

/* The shortest decimal that reads back as the same number. */
static void
put_number(Text *text, double number)
{
    char *shortest = NULL;
    for (int digits = 1; digits <= 17; digits++) {
        shortest = format("%.*g", digits, number);
        if (strtod(shortest, NULL) == number)
            break;
    }
    if (fabs(number) < 1e15 && number == floor(number))
        shortest = format("%.0f", number);
    text_put(text, shortest);
}

static void
put_items(Text *text, const Expr *expr, int first)
{
    for (int i = first; i < expr->count; i++) {
        if (i > first)
            text_put(text, ", ");
        if (expr->argument && expr->argument[i])
            text_print(text, "%s=", expr->argument[i]);
        put_expression(text, expr->operand[i], COMPARE);
    }
}

static void
put_binary(Text *text, const Expr *expr)
{
    int strength = strength_of(expr);
    const char *sign = expr->op == 'l'   ? "<="
                       : expr->op == 'g' ? ">="
                       : expr->op == '=' ? "=="
                       : expr->op == '!' ? "!="
                                         : format("%c", expr->op);
    bool from_left = strength == SUM || strength == PRODUCT;
    put_expression(text, expr->operand[0], from_left ? strength : strength + 1);
    text_print(text, strength == POWER ? "%s" : " %s ", sign);
    put_expression(text, expr->operand[1], strength == POWER ? NEGATION : strength + 1);
}

/* In parentheses where it binds less than `least`. */
static void
put_expression(Text *text, const Expr *expr, int least)
{
    bool wrap = strength_of(expr) < least;
    if (wrap)
        text_put(text, "(");
    switch (expr->kind) {
    case EXPR_NUMBER: put_number(text, expr->number); break;
    case EXPR_NAME: text_put(text, expr->name); break;
    case EXPR_DOT:
        put_expression(text, expr->operand[0], ATOM);
        text_print(text, ".%s", expr->name);
        break;
    case EXPR_CALL:
        put_expression(text, expr->operand[0], ATOM);
        text_put(text, "(");
        put_items(text, expr, 1);
        text_put(text, ")");
        break;
    case EXPR_LIST:
        text_put(text, "[");
        put_items(text, expr, 0);
        text_put(text, "]");
        break;
    case EXPR_NEGATE:
        text_put(text, "-");
        put_expression(text, expr->operand[0], NEGATION);
        break;
    case EXPR_BINARY: put_binary(text, expr); break;
    }
    if (wrap)
        text_put(text, ")");
}

const char *
expression_print(const Expr *expr)
{
    Text text = {0};
    put_expression(&text, expr, COMPARE);
    return text.at;
}
