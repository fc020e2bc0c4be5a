/* The sections of a page with their names resolved: sizes and constants as numbers, fields,
 * functions and blocks as definitions, expressions parsed. What a layer or a function does is
 * the business of translate/; this stage is handed their names only. */
#ifndef LATENTC_MODEL_H
#define LATENTC_MODEL_H

#include "front.h"

typedef enum NameKind {
    NAME_SIZE,
    NAME_CONSTANT,
    NAME_FIELD,
    NAME_NETWORK,
    NAME_PARAMETER,
    NAME_STATE,
    NAME_VALUE,
    NAME_LOSS,
    NAME_METRIC,
    NAME_OPTIMIZER
} NameKind;

typedef struct Entry { /* a name of the page's one namespace */
    const char *name;
    NameKind kind;
    Mark mark;       /* where it is defined */
    Yaml *body;      /* what follows the colon */
    Expr *expr;      /* value, loss, metric, optimizer: parsed; NULL after an error */
    Rational number; /* size, constant: den == 0 where it is not a small ratio */
    double value;    /* size, constant */
    bool average;    /* network: it follows another */
    int index;       /* place in Model.entries */
} Entry;

typedef struct Pair { /* name: expression */
    const char *name;
    Expr *expr;
    Mark mark;
} Pair;

typedef LIST(Pair) Pairs;

typedef struct Definition { /* a function or a block */
    const char *name;
    Mark mark;
    const char *text;      /* its first line: "kl_normal(mu, logvar)" */
    LIST(Pair) parameters; /* expr: the default, NULL without */
    LIST(Pair) locals;     /* function: values of its own, in order */
    Expr *result;          /* function: what it gives, or NULL: a record */
    LIST(Pair) members;    /* function: fields of the record */
    Yaml *body;            /* block: its layers; function: as written */
    const char *doc;       /* prelude: what it computes and who published it */
    bool prelude;
} Definition;

typedef LIST(Definition *) Definitions;

typedef struct StepText {              /* a step as written */
    Pairs minimize, optimizers, whens; /* name: what it is for, NULL where it is for all */
    Yaml *update;                      /* a name or a list of names, or NULL */
    int repeat, every, accumulate;
    bool fresh_noise, fresh_data;
    double clip_norm, clip_value; /* 0: not there */
    bool clamps;
    double low, high;
    Pairs assigns;
    int stage;   /* -1: the page has none */
    bool broken; /* a key was misspelt: others may seem to be missing */
    Mark mark;
} StepText;

typedef struct StageText {
    const char *name;
    int epochs, iterations; /* one of them, the other is -1 */
    Mark mark;
} StageText;

typedef struct Model {
    const Source *source;
    Yaml *root;
    const char *name;
    Mark mark;      /* of `model` */
    bool broken;    /* a section was misspelt: its names would seem to be missing */
    int64_t memory; /* most bytes of the arena; 0: no limit */
    Mark memory_mark;
    LIST(Entry *) entries; /* in the page's order */
    Definitions functions, blocks;
    LIST(StepText *) steps;
    LIST(StageText) stages;
    LIST(Pair) commands; /* generate; expr may be a list */
} Model;

/* Words that translate/ knows, for clashes and suggestions. */
typedef struct Words {
    const char *const *layer;
    int layers;
    const char *const *function;
    int functions;
} Words;

/* Reads the page below `root`. Errors are counted; what could be read is returned. */
Model *model_read(const Source *source, Yaml *root, const UsedFiles *used, const Words *words);
/* The exact number of a scalar, by sizes and constants; false after an error. */
bool model_number(const Model *model, const Yaml *item, Rational *value);
bool model_real(const Model *model, const Yaml *item, double *value); /* not exact */
void train_read(Model *model); /* train.c: the section `train` */
/* definitions.c: adds the definitions of a map to a list; names that `words` has are refused.
 */
void definitions_functions(Definitions *list, const Yaml *map, bool prelude);
void definitions_blocks(Definitions *list, const Yaml *map);
void definitions_clash(const Definitions *list, const char *const *words, int count,
                       const char *what);

Entry *model_find(const Model *model, const char *name); /* NULL where there is none */
Definition *definition_find(const Definitions *list, const char *name);

typedef struct Number {
    Rational exact; /* den == 0: no ratio of 64-bit numbers */
    double real;
} Number;
/* The value of an expression of numbers and names; `lookup` gives a name's value or reports and
 * returns false. / and ^ are exact where the result is a ratio. False after an error. */
typedef bool NumberLookup(const void *context, const Expr *name, Number *value);
bool expression_real(const Expr *expr, NumberLookup *lookup, const void *context,
                     Number *value);
/* The same of what must be a ratio. */
bool expression_number(const Expr *expr, NumberLookup *lookup, const void *context,
                       Rational *value);

/* Every key of `map` must be one of `words` (NULL ends them); reports the others. */
/* true or false; reports anything else. */
bool yaml_flag(const Yaml *yaml, const char *name, bool *flag);
bool keys_has(const char *const *words, const char *word); /* words end in NULL */
bool keys_check(const Yaml *map, const char *where, const char *const *words);
/* "; did you mean 'x'?" or "". */
const char *words_print(const char *const *words, int count); /* "mu, logvar" */
const char *suggestion(const char *word, const char *const *words, int count);

/* Letters, digits and _, a letter first. */
bool identifier(const char *name);

/* ---- reserved.c ---- */
bool name_of_c(const char *name); /* a keyword, or of the headers that emitted code includes */
bool name_reserved(const char *name); /* no page may take it: of C, or a word of the language */
bool name_of_build(const char *name); /* a target or a folder of the emitted Makefile */

#endif
