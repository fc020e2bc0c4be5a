/* The text of a scalar to an expression tree: a Pratt parser, "Top Down Operator Precedence",
 * 1973. Tokens are those of token.c; expression_text.c writes trees.
 *
 *   comparisons < > <= >= == !=   do not chain
 *   + -                           from the left
 *   * /                           from the left
 *   -a                            -a^2 is -(a^2)
 *   ^                             from the right; 2^-3 needs no parentheses
 *   f(a, k=b)  q.mu  [a, b]  (a) */
#include "token.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 100 };

static Expr *parse_binary(Parser *p, int least);

static Expr *
expr_new(const Parser *p, ExprKind kind, Token token, int operands)
{
    Expr *expr = NEW(Expr);
    expr->kind = kind;
    expr->mark = expr->whole = mark_token(p, token);
    expr->count = operands;
    if (operands)
        expr->operand = NEW_ARRAY(Expr *, operands);
    return expr;
}

/* From byte `from` to the end of the token before. */
static Mark
whole_from(const Parser *p, int from)
{
    return mark_range(p, from, p->last.at + p->last.size);
}

static Expr *
parse_number(Parser *p)
{
    Expr *expr = expr_new(p, EXPR_NUMBER, p->token, 0);
    const char *text = p->text + p->token.at;
    expr->number = strtod(text, NULL);
    if (!isfinite(expr->number))
        FAIL(p, expr->mark, "the number %s is too large", spelling(p, p->token));
    if (!rational_parse(text, (size_t)p->token.size, &expr->ratio))
        expr->ratio = (Rational){0, 0};
    advance(p);
    return expr;
}

static Expr *
parse_name(Parser *p)
{
    Expr *expr = expr_new(p, EXPR_NAME, p->token, 0);
    expr->name = intern_bytes(p->text + p->token.at, (size_t)p->token.size);
    advance(p);
    return expr;
}

/* What an operand should be, but is not. */
static void
refuse_operand(Parser *p)
{
    Token token = p->token;
    if (p->failed)
        return;
    if (p->last.size == 0 && token.kind == END)
        FAIL(p, p->scalar->mark, "an expression is missing here");
    else if (p->last.size == 0)
        FAIL(p, mark_token(p, token), "nothing stands before '%s'", spelling(p, token));
    else if (token.kind == END)
        FAIL(p, mark_after(p), "nothing follows '%s'", spelling(p, p->last));
    else
        FAIL(p, mark_token(p, token), "nothing stands between '%s' and '%s'",
             spelling(p, p->last), spelling(p, token));
}

/* The closing bracket of `open`. */
static bool
close_bracket(Parser *p, Token open)
{
    char wanted = open.sign == '(' ? ')' : ']';
    if (p->failed)
        return false;
    if (is_sign(p, wanted)) {
        advance(p);
        return !p->failed;
    }
    if (p->token.kind != END) {
        FAIL(p, mark_token(p, p->token), "'%c' or an operator is expected before '%s'", wanted,
             spelling(p, p->token));
        note_at(mark_token(p, open), "'%c' is opened here", open.sign);
        return false;
    }
    FAIL(p, mark_token(p, open), "this '%c' is never closed", open.sign);
    if (p->place && p->scalar->plain && p->scalar->in_flow &&
        mark_text(p->scalar->mark)[strlen(p->text)] == ',')
        note_at(p->scalar->mark, "inside [ ] and { } a comma ends an expression; put it in "
                                 "quotes, or on a line of its own");
    return false;
}

typedef struct Arguments {
    LIST(Expr *) value;
    LIST(const char *) name;
    LIST(Mark) mark;
} Arguments;

static void
put_argument(Arguments *list, Expr *value, const char *name, Mark mark)
{
    PUSH(list->value, value);
    PUSH(list->name, name);
    PUSH(list->mark, mark);
}

/* A name that another argument has, or none after one that has. */
static void
check_argument(Parser *p, const Arguments *list, const char *name, Mark mark)
{
    if (!name && list->name.count && list->name.at[list->name.count - 1]) {
        FAIL(p, mark, "an argument without a name follows '%s='; named ones come last",
             list->name.at[list->name.count - 1]);
        return;
    }
    for (int i = 0; name && i < list->name.count; i++)
        if (list->name.at[i] == name) {
            FAIL(p, mark, "the argument '%s' is given twice", name);
            note_at(list->mark.at[i], "'%s' is first given here", name);
            return;
        }
}

static void
parse_argument(Parser *p, Arguments *list, bool call)
{
    const char *name = NULL;
    Token first = p->token;
    Expr *value = parse_binary(p, COMPARE);
    Mark mark = mark_token(p, first);
    if (!p->failed && is_sign(p, '=') && call && value->kind == EXPR_NAME) {
        name = value->name;
        check_argument(p, list, name, mark);
        advance(p);
        value = p->failed ? NULL : parse_binary(p, COMPARE);
    } else if (!p->failed && call) {
        mark = value->whole;
        check_argument(p, list, NULL, mark);
    }
    if (!p->failed)
        put_argument(list, value, name, mark);
}

/* The items between brackets, of which the first is the current token. */
static bool
parse_items(Parser *p, Arguments *list, bool call)
{
    Token open = p->token;
    advance(p);
    if (!is_sign(p, open.sign == '(' ? ')' : ']')) {
        for (;;) {
            if (p->failed)
                return false;
            if (is_sign(p, ',') || (is_sign(p, open.sign == '(' ? ')' : ']'))) {
                refuse_operand(p);
                return false;
            }
            parse_argument(p, list, call);
            if (p->failed || !is_sign(p, ','))
                break;
            advance(p);
        }
    }
    return close_bracket(p, open);
}

static Expr *
parse_list(Parser *p)
{
    Arguments list = {0};
    Token open = p->token;
    if (!parse_items(p, &list, false))
        return NULL;
    Expr *expr = expr_new(p, EXPR_LIST, open, 0);
    expr->count = list.value.count;
    expr->operand = list.value.at;
    expr->mark = expr->whole = whole_from(p, open.at);
    return expr;
}

static Expr *
parse_parentheses(Parser *p)
{
    Token open = p->token;
    advance(p);
    Expr *expr = p->failed ? NULL : parse_binary(p, COMPARE);
    if (!close_bracket(p, open))
        return NULL;
    expr->whole = whole_from(p, open.at);
    return expr;
}

static Expr *
parse_call(Parser *p, Expr *callee, int from)
{
    Arguments list = {0};
    Token open = p->token;
    if (callee->kind != EXPR_NAME && callee->kind != EXPR_DOT) {
        FAIL(p, mark_token(p, open),
             "only a name can be called; a product is written with '*'");
        return NULL;
    }
    put_argument(&list, callee, NULL, callee->mark);
    if (!parse_items(p, &list, true))
        return NULL;
    Expr *expr = expr_new(p, EXPR_CALL, open, 0);
    expr->mark = callee->mark;
    expr->count = list.value.count;
    expr->operand = list.value.at;
    expr->argument = list.name.at;
    expr->argument_mark = list.mark.at;
    expr->whole = whole_from(p, from);
    return expr;
}

static Expr *
parse_dot(Parser *p, Expr *left, int from)
{
    Token dot = p->token;
    advance(p);
    if (p->failed)
        return NULL;
    if (left->kind != EXPR_NAME && left->kind != EXPR_DOT && left->kind != EXPR_CALL) {
        FAIL(p, mark_token(p, dot), "only a name or a call has parts");
        return NULL;
    }
    if (p->token.kind != NAME) {
        FAIL(p, p->token.kind == END ? mark_after(p) : mark_token(p, p->token),
             "a name is expected after '.'%s",
             p->token.kind == NUMBER ? "; a layer is spoken of by its 'name'" : "");
        return NULL;
    }
    Expr *expr = expr_new(p, EXPR_DOT, p->token, 1);
    expr->name = intern_bytes(p->text + p->token.at, (size_t)p->token.size);
    expr->operand[0] = left;
    advance(p);
    expr->mark = expr->whole = whole_from(p, from);
    return expr;
}

/* A name, number, list or parentheses, and the calls and dots behind it. */
static Expr *
parse_atom(Parser *p)
{
    int from = p->token.at;
    Expr *expr = NULL;
    bool wrapped = is_sign(p, '(');
    if (p->token.kind == NUMBER)
        expr = parse_number(p);
    else if (p->token.kind == NAME)
        expr = parse_name(p);
    else if (is_sign(p, '['))
        expr = parse_list(p);
    else if (wrapped)
        expr = parse_parentheses(p);
    else
        refuse_operand(p);
    while (!p->failed && (is_sign(p, '(') || is_sign(p, '.'))) {
        if (wrapped) {
            FAIL(p, mark_token(p, p->token), "'%s' follows a name or a call, not parentheses",
                 spelling(p, p->token));
            break;
        }
        expr = is_sign(p, '(') ? parse_call(p, expr, from) : parse_dot(p, expr, from);
    }
    return p->failed ? NULL : expr;
}

static Expr *
parse_prefix(Parser *p)
{
    Token minus = p->token;
    if (!is_sign(p, '-'))
        return parse_atom(p);
    advance(p);
    Expr *operand = p->failed ? NULL : parse_binary(p, NEGATION);
    Expr *expr = expr_new(p, EXPR_NEGATE, minus, 1);
    expr->operand[0] = operand;
    expr->whole = whole_from(p, minus.at);
    return p->failed ? NULL : expr;
}

/* An expression whose operators bind at least as strongly as `least`. */
static Expr *
parse_binary(Parser *p, int least)
{
    int from = p->token.at;
    bool compared = false;
    if (++p->depth > MOST_DEPTH) {
        FAIL(p, mark_token(p, p->token), "an expression nested more than %d deep", MOST_DEPTH);
        return NULL;
    }
    Expr *left = parse_prefix(p);
    while (!p->failed && binds(&p->token) >= least) {
        Token sign = p->token;
        int strength = binds(&sign);
        if (strength == COMPARE && compared) {
            FAIL(p, mark_token(p, sign), "comparisons do not chain; write (a < b) * (b < c)");
            break;
        }
        compared = strength == COMPARE;
        advance(p);
        if (p->failed)
            break;
        Expr *right = parse_binary(p, strength == POWER ? NEGATION : strength + 1);
        Expr *expr = expr_new(p, EXPR_BINARY, sign, 2);
        expr->op = sign.sign == 'e' ? '=' : sign.sign;
        expr->operand[0] = left;
        expr->operand[1] = right;
        expr->whole = whole_from(p, from);
        left = expr;
    }
    p->depth--;
    return p->failed ? NULL : left;
}

/* Something stands behind a complete expression. */
static void
refuse_rest(Parser *p)
{
    Token token = p->token;
    Mark mark = mark_token(p, token);
    const char *word = spelling(p, token);
    if (is_sign(p, ')') || is_sign(p, ']'))
        FAIL(p, mark, "'%s' has no '%c' before it", word, token.sign == ')' ? '(' : '[');
    else if (is_sign(p, '='))
        FAIL(p, mark, "'=' names the argument of a call; '==' compares");
    else if (is_sign(p, ','))
        FAIL(p, mark, "',' outside a call or a list");
    else if (mark.line != mark_token(p, p->last).line)
        FAIL(p, mark,
             "'%s' continues the expression of the line above; is ': ' or '- ' missing?", word);
    else
        FAIL(p, mark, "an operator is missing between '%s' and '%s'", spelling(p, p->last),
             word);
}

Expr *
expression_parse(const Yaml *scalar)
{
    if (scalar->kind != YAML_SCALAR) {
        error_at(scalar->mark, "an expression is expected here, not a %s",
                 scalar->kind == YAML_LIST ? "list" : "map");
        return NULL;
    }
    Parser p = parser_new(scalar);
    Expr *expr = p.failed ? NULL : parse_binary(&p, COMPARE);
    if (!p.failed && p.token.kind != END)
        refuse_rest(&p);
    return p.failed ? NULL : expr;
}

Mark
expression_mark(const Expr *expr)
{
    return expr->whole.source ? expr->whole : expr->mark;
}
