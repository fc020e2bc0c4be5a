/* Tokens. The text of a scalar is not the text of the page, since YAML folds lines and resolves
 * escapes; so each character is found again in the page, and every mark points there. */
#include "token.h"

#include <string.h>

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

Mark
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

Mark
mark_token(const Parser *p, Token token)
{
    return mark_range(p, token.at, token.at + token.size);
}

Mark
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

void
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

bool
is_sign(const Parser *p, char sign)
{
    return p->token.kind == SIGN && p->token.sign == sign;
}

const char *
spelling(const Parser *p, Token token)
{
    return format("%.*s", token.size, p->text + token.at);
}

int
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

Parser
parser_new(const Yaml *scalar)
{
    Parser p = {.scalar = scalar, .text = scalar->text};
    find_places(&p);
    advance(&p);
    return p;
}
