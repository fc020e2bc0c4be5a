/* Tokens of an expression, and where in the page they stand. Private to the expression's parser
 * and printer. */
#ifndef LATENTC_TOKEN_H
#define LATENTC_TOKEN_H

#include "front.h"

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

#define FAIL(p, mark, ...) ((p)->failed = true, error_at(mark, __VA_ARGS__))

Parser parser_new(const Yaml *scalar); /* at the first token */
void advance(Parser *p);
bool is_sign(const Parser *p, char sign);           /* the next token is that */
const char *spelling(const Parser *p, Token token); /* as it is written */
int binds(const Token *token);                      /* COMPARE .. ATOM; 0: no operator */
Mark mark_range(const Parser *p, int from, int to);
Mark mark_token(const Parser *p, Token token);
Mark mark_after(const Parser *p); /* the end of the text so far: where something is missing */

#endif
