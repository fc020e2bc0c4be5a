/* MODEL_check.c: what its files share.
 *
 *   check.c         the file: decisions, one function for each step, the table
 *   check_values.c  which values are written in place and which are arrays, and where those lie
 *   check_text.c    how values are written: names, declarations, elements, formulas
 *   check_calls.c   moves and contractions
 *   check_loops.c   the text of one value: its comment and its loops */
#ifndef LATENTC_CHECK_H
#define LATENTC_CHECK_H

#include "../graph/plain.h"
#include "emit.h"

/* How a value is known to the text. */
typedef enum How {
    HOW_UNSEEN,
    HOW_INLINE, /* written where it is read: a literal, an index, a value read once */
    HOW_NUMBER, /* a variable */
    HOW_ARRAY,  /* in scratch memory */
    HOW_VIEW,   /* the memory of its argument under another shape */
    HOW_MEMORY, /* a tensor, a field, a buffer of the float run */
    HOW_HELD    /* a decision, in struct decisions */
} How;

typedef struct Value {
    How how;
    const char *name, *type; /* type of an element */
    Storage storage;         /* where elements lie */
    Node *user;              /* the last reader; NULL: what the function is for */
    int uses, weight;        /* nodes that its text evaluates */
    int made, last;          /* places in `order` where it is made and read last */
    bool wanted, live;       /* live: also where decisions are replayed */
    int roots;               /* how often the function is for it */
    int gradient;            /* it is the gradient of tensor number gradient - 1 */
    int64_t words, offset;   /* of scratch, in doubles */
    int64_t taps;            /* offset of the weights of a convolution by tap */
} Value;

/* What the functions of a file share. Contractions are functions of their own: those of one
 * form are one function. */
typedef struct Functions {
    LIST(const char *) text; /* with marks, and "@" for the name */
    LIST(const char *) name;
    Lexicon keys; /* of texts: place in these lists, plus one */
    Nodes reads;  /* of each tensor, field and draw: the first */
} Functions;

/* The function of one step. */
typedef struct Body {
    const Plan *plan;
    Text *text;
    Functions *functions;
    bool doubles;            /* the graph as it was written; else the float run, lowered */
    Nodes order;             /* arguments before users */
    int first;               /* how many of them the loss needs */
    Value *value;            /* by node id */
    Access *access;          /* by node id: buffers of the float run */
    WordList taken;          /* names of these buffers */
    int64_t words;           /* scratch, in doubles */
    bool stops, decides;     /* whether it has any */
    const char *index[AXES]; /* variables of the loops around the text */
} Body;

/* ---- check_values.c ---- */

Body *body_of_step(const Plan *plan, int step);
/* What `decisions` read in the float run of a step. */
Body *body_of_decisions(const Plan *plan, int step, const Nodes *decisions);
/* Decisions that the gradients of a step depend on. */
void step_decisions(const Plan *plan, int step, Nodes *decisions);
Value *value_of(const Body *body, const Node *n);
bool value_idle(const Body *body, const Node *n); /* needed only where decisions are made */
/* Slots of n from outermost in memory; false where elements are not dense. */
bool value_slots(const Value *value, Shape shape, int slot[AXES], int *count);
Storage held_storage(Shape shape); /* of decisions: images lie channels-last */

/* ---- check_text.c ---- */

void put_comment(Text *text, const char *words); /* wrapped, in comment signs */
void put_statement(Text *text, const char *words);
const char *node_line(const Plan *plan, const Node *n); /* " (line 12)" */
const char *extent_of(const Plan *plan, Node *n, int slot, int64_t extent);
const char *check_name(Node *n);   /* of the node in MODEL_check.c */
bool check_says(const char *size); /* the name of a size is free to stand there */
const char *value_name(const Body *body, Node *n);
/* "[400]": the dimensions of an array from the first'th on. */
const char *dims_from(const Plan *plan, const Value *value, Node *n, Shape shape, int first);
const char *held_dims(const Plan *plan, Node *n);
bool is_cell(const Body *body, const Node *n);
void declare_value(const Body *body, Node *n, const char *constant, const char *from,
                   bool same);
/* Elements at the loops' variables, or at an index for each slot. */
const char *held_at(const Body *body, Node *n);
const char *element_at(const Body *body, Node *n, const char *const index[AXES]);
/* n is known by another name, for instance of a parameter */
const char *element_named(const Body *body, Node *n, const char *name,
                          const char *const index[AXES]);
const char *array_name(const Body *body, Node *n);    /* "held->x_stop" */
const char *value_text(const Body *body, Node *n);    /* what is known as n, as a number */
const char *factor_text(const Body *body, Node *n);   /* the same as a factor of a product */
const char *computed_text(const Body *body, Node *n); /* n from its arguments */
const char *side_text(const Body *body, Node *n);     /* the condition of a comparison */
const char *value_formula(const Body *body, Node *n); /* the same for comments */
const char *computed_formula(const Body *body, Node *n);
const char *side_formula(const Body *body, Node *n);

/* ---- check_calls.c ---- */

void body_call(Body *body, Node *n);
const char *call_formula(Body *body, Node *n); /* NULL: the op's own says more */

/* ---- check_loops.c ---- */

void body_memory(Body *body); /* declares what exists before */
void body_value(Body *body, Node *n);
/* Copies n to the gradient of a tensor, unless it was made there. */
void body_gradient(Body *body, Node *n, const Tensor *tensor);
/* Records decision n, whose arguments are arg[..]. */
void body_record(Body *body, Node *n, Node **arg);

#endif
