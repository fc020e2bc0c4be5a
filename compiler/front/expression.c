/* The text of a scalar to an expression tree: a Pratt parser, "Top Down Operator Precedence",
 * 1973. The text of a scalar is not the text of the page, since YAML folds lines and resolves
 * escapes; so each character is found again in the page, and every mark points there.
 *
 *   comparisons < > <= >= == !=   do not chain
 *   + -                           from the left
 *   * /                           from the left
 *   -a                            -a^2 is -(a^2)
 *   ^                             from the right; 2^-3 needs no parentheses
 *   f(a, k=b)  q.mu  [a, b]  (a) */
#include "front.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 100 };

enum { COMPARE = 1, SUM, PRODUCT, NEGATION, POWER, ATOM };

typedef struct Place {
    int line, column;
} Place;

typedef struct Token {
    enum { END, NUMBER, NAME, SIGN } kind;
    char sign; /* ( ) [ ] , . '=' for a name of an argument, or an operator of Expr; 'e' for ==
                */
    int at, size; /* bytes in the text */
} Token;

typedef struct Parser {
    const Yaml *scalar;
    const char *text;
    Place *place; /* of each byte of the text and of its end; NULL: the scalar's own */
    Token token;  /* the next one */
    Token last;   /* the one before it */
    int depth;
    bool failed;
} Parser;

static Expr *parse_binary(Parser *p, int least);

/* ---- places in the page ----------------------------------------------------------------- */

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

typedef struct Walk {
    const char *at, *end;
    Place place;
} Walk;

static void
walk(Walk *w)
{
    uint32_t code;
    int size = code_point(w->at, w->end, &code);
    if (size == 0)
        return;
    w->at += size;
    w->place.column++;
    if (code == '\n' || (code == '\r' && (w->at == w->end || *w->at != '\n')))
        w->place = (Place){w->place.line + 1, 1};
}

static void
walk_blanks(Walk *w)
{
    while (w->at < w->end && is_blank(*w->at))
        walk(w);
}

/* Passes one character of the page that gave one character of the text. */
static void
walk_character(Walk *w, char quote)
{
    if (quote == '"' && *w->at == '\\') {
        walk(w);
        int digits = *w->at == 'x' ? 2 : *w->at == 'u' ? 4 : *w->at == 'U' ? 8 : 0;
        while (digits-- > 0)
            walk(w);
    } else if (quote == '\'' && *w->at == '\'') {
        walk(w);
    }
    walk(w);
}

/* A backslash at the end of a line joins it to the next. */
static void
walk_joints(Walk *w, char quote)
{
    while (quote == '"' && w->at < w->end && w->at[0] == '\\' &&
           (w->at[1] == '\n' || w->at[1] == '\r')) {
        walk(w);
        walk_blanks(w);
    }
}

/* Steps over the quote, or over the line that announces a block of text. */
static char
walk_start(Walk *w)
{
    char quote = w->at < w->end ? *w->at : '\0';
    if (quote == '"' || quote == '\'')
        walk(w);
    else if (quote == '|' || quote == '>') {
        while (w->at < w->end && *w->at != '\n' && *w->at != '\r')
            walk(w);
        walk_blanks(w);
    } else {
        return '\0';
    }
    return quote;
}

/* Text and page are walked side by side; a run of blanks in one is a run of blanks in the
 * other. Where the scalar stands in no file, or not as it is written there, there are no
 * places. */
static void
find_places(Parser *p)
{
    size_t size = strlen(p->text);
    Mark mark = p->scalar->mark;
    const char *start = mark_text(mark);
    if (!start)
        return;
    Place *places = NEW_ARRAY(Place, size + 1);
    Walk w = {start, mark.source->text + mark.source->size, {mark.line, mark.column}};
    char quote = p->scalar->plain ? '\0' : walk_start(&w);
    for (size_t i = 0; i < size;) {
        size_t next = i + 1;
        walk_joints(&w, quote);
        Place here = w.place;
        if (is_blank(p->text[i])) {
            while (is_blank(p->text[next]))
                next++;
            while (quote == '"' && *w.at == '\\') /* a blank by its escape */
                walk_character(&w, quote);
            walk_blanks(&w);
        } else {
            uint32_t code;
            int bytes = code_point(p->text + i, p->text + size, &code);
            next = i + (size_t)(bytes ? bytes : 1);
            if (w.at >= w.end || (p->scalar->plain && *w.at != p->text[i]))
                return;
            walk_character(&w, quote);
        }
        for (; i < next; i++)
            places[i] = here;
    }
    places[size] = w.place;
    p->place = places;
}

static Mark
mark_range(const Parser *p, int from, int to)
{
    Mark mark = p->scalar->mark;
    if (!p->place)
        return mark;
    mark.line = p->place[from].line;
    mark.column = p->place[from].column;
    mark.length = 0;
    for (int i = from; i < to && p->place[i].line == mark.line; i++)
        if (!is_blank(p->text[i]))
            mark.length = p->place[i].column - mark.column + 1;
    return mark;
}

static Mark
mark_token(const Parser *p, Token token)
{
    return mark_range(p, token.at, token.at + token.size);
}

/* The end of the text so far: where something is missing. */
static Mark
mark_after(const Parser *p)
{
    int end = p->last.at + p->last.size;
    Mark mark = mark_range(p, end ? end - 1 : 0, end);
    if (end && p->place)
        mark.column++;
    mark.length = 1;
    return mark;
}

/* ---- tokens ----------------------------------------------------------------------------- */

#define FAIL(p, mark, ...) ((p)->failed = true, error_at(mark, __VA_ARGS__))

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Length of the number at `at`: digits, a fraction, an exponent. */
static int
number_size(const char *at)
{
    const char *c = at;
    while (is_digit(*c))
        c++;
    if (c[0] == '.' && is_digit(c[1]))
        for (c++; is_digit(*c); c++)
            ;
    if (*c == 'e' || *c == 'E') {
        const char *digits = c + 1 + (c[1] == '-' || c[1] == '+');
        if (is_digit(*digits))
            for (c = digits; is_digit(*c); c++)
                ;
    }
    return (int)(c - at);
}

static void
take_number(Parser *p, int at)
{
    const char *text = p->text + at;
    int size = number_size(text);
    int zeros = 0;
    p->token = (Token){NUMBER, 0, at, size};
    if (p->last.kind == SIGN && p->last.sign == '.')
        return; /* refused as the name of a part */
    Mark mark = mark_range(p, at, at + size);
    while (text[zeros] == '0' && is_digit(text[zeros + 1]))
        zeros++;
    if (zeros)
        FAIL(p, mark, "a number does not begin with 0; write %.*s", size - zeros, text + zeros);
    else if (text[size] == '.')
        FAIL(p, mark_range(p, at + size, at + size + 1), "digits are missing after the point");
    else if (text[size] == '_')
        FAIL(p, mark, "a number is written without '_'");
    else if (is_letter(text[size]))
        FAIL(p, mark_range(p, at + size, at + size + 1),
             "'%c' right after a number; a product is written '%.*s * %c...'", text[size], size,
             text, text[size]);
}

static int
count_of(char c, const char *text)
{
    int count = 0;
    while (text[count] == c)
        count++;
    return count;
}

static void
refuse_character(Parser *p, int at)
{
    static const struct {
        const char *text, *advice;
    } known[] = {
        {":", "a map entry needs a space after ':', and an argument is named with '='"},
        {"!", "'!=' compares"},
        {"%", "there is no remainder"},
        {"&", "a product of comparisons is true where both are"},
        {"|", "a maximum of comparisons is true where one is"},
        {"{", "lists are written in square brackets"},
        {"}", "there is no '{' before it"},
        {"'", "names are written without quotes"},
        {"\"", "names are written without quotes"},
        {"#", "a comment needs a space before it"},
        {"\\", "unknown escape; an expression has none"},
        {"\xe2\x88\x92", "write '-'"}, /* minus sign */
        {"\xe2\x80\x93", "write '-'"}, /* en dash */
        {"\xc3\x97", "write '*'"},     /* times */
        {"\xc2\xb7", "write '*'"},     /* middle dot */
        {"\xc2\xb2", "write '^2'"},    /* superscript two */
        {"\xe2\x89\xa4", "write '<='"},
        {"\xe2\x89\xa5", "write '>='"},
    };
    const char *text = p->text + at;
    uint32_t code;
    int size = code_point(text, text + strlen(text), &code);
    Mark mark = mark_range(p, at, at + 1);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strncmp(text, known[i].text, strlen(known[i].text)) == 0) {
            FAIL(p, mark, "unexpected character '%.*s': %s", size, text, known[i].advice);
            return;
        }
    FAIL(p, mark, "unexpected character '%.*s'", size ? size : 1, text);
}

static void
take_sign(Parser *p, int at)
{
    static const char *const twos[] = {"<=", "l", ">=", "g", "==", "e", "!=", "!"};
    const char *text = p->text + at;
    p->token = (Token){SIGN, text[0], at, 1};
    for (size_t i = 0; i < COUNT_OF(twos); i += 2)
        if (strncmp(text, twos[i], 2) == 0) {
            p->token = (Token){SIGN, twos[i + 1][0], at, 2};
            return;
        }
    if (count_of('*', text) > 1)
        FAIL(p, mark_range(p, at, at + 2), "a power is written '^'");
    else if (text[0] == '.' && is_digit(text[1]) &&
             (at == 0 || !(is_letter(text[-1]) || is_digit(text[-1]))))
        FAIL(p, mark_range(p, at, at + 1), "a digit is missing before the point; write 0%.*s",
             1 + number_size(text + 1), text);
    else if (!strchr("()[],.=+-*/^<>", text[0]))
        refuse_character(p, at);
}

static void
advance(Parser *p)
{
    int at = p->token.at + p->token.size;
    p->last = p->token;
    if (p->failed)
        return;
    while (is_blank(p->text[at]))
        at++;
    const char *text = p->text + at;
    if (!*text) {
        p->token = (Token){END, 0, at, 0};
    } else if (is_digit(*text)) {
        take_number(p, at);
    } else if (is_letter(*text)) {
        int size = 1;
        while (is_letter(text[size]) || is_digit(text[size]))
            size++;
        p->token = (Token){NAME, 0, at, size};
    } else {
        take_sign(p, at);
    }
}

static bool
is_sign(const Parser *p, char sign)
{
    return p->token.kind == SIGN && p->token.sign == sign;
}

/* The token as it is written. */
static const char *
spelling(const Parser *p, Token token)
{
    return format("%.*s", token.size, p->text + token.at);
}

/* ---- the tree --------------------------------------------------------------------------- */

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

static int
binds(const Token *token)
{
    if (token->kind != SIGN)
        return 0;
    switch (token->sign) {
    case '<':
    case '>':
    case 'l':
    case 'g':
    case 'e':
    case '!': return COMPARE;
    case '+':
    case '-': return SUM;
    case '*':
    case '/': return PRODUCT;
    case '^': return POWER;
    default: return 0;
    }
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
    Parser p = {.scalar = scalar, .text = scalar->text};
    find_places(&p);
    advance(&p);
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

/* ---- printing --------------------------------------------------------------------------- */

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
