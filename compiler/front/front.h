/* From bytes to a resolved model, in pipeline order:
 *
 *   source.c      bytes, lines, positions; their hash by sha256.c
 *   diagnostics.c messages that point at them
 *   yaml.c        libyaml events to a tree with marks; its errors by yaml_errors.c
 *   expression.c  scalar text to an expression tree with columns, tokens by token.c
 *   use.c         other files that a page uses
 *   model.c       the tree to sections with every name resolved
 *
 * Nothing here knows an op, a layer or a function: those are the tables of translate/. */
#ifndef LATENTC_FRONT_H
#define LATENTC_FRONT_H

#include "../base/base.h"

/* ---- source.c: text and positions ------------------------------------------------------ */

typedef struct Source {
    const char *path;   /* as the user wrote it */
    const char *text;   /* UTF-8, NUL after the last byte */
    size_t size;        /* bytes */
    const char *sha256; /* of the text, 64 hex digits */
    int lines;
    const char **line; /* starts of lines */
} Source;

typedef struct Mark {
    const Source *source; /* NULL: no place in a file, for instance the command line */
    int line, column;     /* from 1; columns count code points */
    int length;           /* code points underlined by ~ */
} Mark;

Source *source_read(const char *path); /* NULL after an error */
Source *source_from_text(const char *path, const char *text, size_t size); /* the same */
const char *sha256_text(const char *bytes, size_t size);                   /* 64 hex digits */

/* The bytes of the code point at `at`; 0 where the text to `end` is not UTF-8. */
int code_point(const char *at, const char *end, uint32_t *code);
const char *code_step(const char *at, const char *end); /* to the next, one byte at least */
const char *line_end(const Source *source, int line);

/* The place of a byte of the text, and the text at a place; NULL for a place in no file. */
Mark mark_at(const Source *source, const char *at, int length);
const char *mark_text(Mark where);
/* The source with other text at a place of one line. */
Source *source_replace(const Source *source, Mark where, const char *text);

/* ---- diagnostics.c -----------------------------------------------------------------------
 *
 * `file:line:col: error: text`, the line, a caret. An error is counted; at most
 * 20 are printed. A note follows the error that it explains. Texts go to stderr, control
 * characters escaped. */
void error_at(Mark where, const char *format, ...) PRINTF_LIKE(2, 3);
void warning_at(Mark where, const char *format, ...) PRINTF_LIKE(2, 3);
void note_at(Mark where, const char *format, ...) PRINTF_LIKE(2, 3);
int error_count(void);
/* Until error_here(): what goes wrong in `within`, text that the page cannot see, is reported
 * at `to`, the first of it only. False, without an effect, where this is on its way already. */
bool error_elsewhere(const Source *within, Mark to);
void error_here(void);

/* For tests: diagnostics are appended to `text` (NULL: written to stderr), and the count of
 * errors starts again from zero. */
void diagnostics_capture(Text *text);

/* The nearest of `count` words to `word` by Damerau-Levenshtein distance, case and -/_ folded;
 * NULL when none is near enough (a third of the length). Ties go to the first. */
const char *nearest_word(const char *word, const char *const *words, int count);

/* ---- yaml.c ----------------------------------------------------------------------------- */

typedef enum YamlKind { YAML_SCALAR, YAML_LIST, YAML_MAP } YamlKind;

typedef struct Yaml {
    YamlKind kind;
    Mark mark;
    const char *text;   /* scalar: its value */
    bool plain;         /* scalar: unquoted */
    bool flow;          /* list or map: written with brackets or braces */
    bool in_flow;       /* stands inside a flow collection */
    int count;          /* list: items; map: pairs */
    struct Yaml **item; /* list: items; map: values */
    struct Yaml **key;  /* map: keys, scalars, unique */
} Yaml;

Yaml *yaml_parse(const Source *source);           /* NULL after errors */
Yaml *yaml_get(const Yaml *map, const char *key); /* value or NULL */
Yaml *yaml_key(const Yaml *map, const char *key); /* key node or NULL, for marks */

/* ---- use.c ------------------------------------------------------------------------------ */

typedef struct Used { /* a file of blocks and functions */
    Source *source;
    Yaml *root;
    const char *name; /* of its copy beside the emitted C */
} Used;

typedef LIST(Used) UsedFiles;

/* The files that a page names after `use`, each once; false after errors. The names in the
 * texts become those of the copies. */
bool use_read(Source **page, Yaml **root, UsedFiles *used);
const char *use_hash(const Source *page, const UsedFiles *used); /* of the texts, joined */
void use_root(const char *directory);                            /* below which they lie */

/* ---- expression.c ------------------------------------------------------------------------ */

typedef enum ExprKind {
    EXPR_NUMBER, /* 0.5: number, exact in ratio where it has one */
    EXPR_NAME,   /* x */
    EXPR_DOT,    /* q.mu: operand[0] and name */
    EXPR_CALL,   /* f(a, k=b): operand[0] is the callee (a name or a dot), then arguments */
    EXPR_NEGATE, /* -a */
    EXPR_BINARY, /* a op b, op one of + - * / ^ < > l(<=) g(>=) =(==) !(!=) */
    EXPR_LIST    /* [a, b] */
} ExprKind;

typedef struct Expr {
    ExprKind kind;
    Mark mark;        /* call: the callee; minus, binary: the operator; else the whole */
    Mark whole;       /* from the first to the last character; set by the parser */
    const char *name; /* interned */
    double number;
    Rational ratio; /* den == 0 where the number is not a small ratio */
    char op;
    int count;
    struct Expr **operand;
    const char **argument; /* calls: name of each operand or NULL, interned; [0]: NULL */
    Mark *argument_mark;
} Expr;

/* NULL after an error at the column where it went wrong. */
Expr *expression_parse(const Yaml *scalar);
const char *expression_print(const Expr *expr); /* canonical text, for messages and doc */
Mark expression_mark(const Expr *expr);         /* from its first to its last character */

#endif
