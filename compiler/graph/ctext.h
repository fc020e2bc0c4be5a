/* The C text of an element-wise node, from the texts of its arguments. */
#ifndef LATENTC_CTEXT_H
#define LATENTC_CTEXT_H

#include "graph.h"

/* How tightly a text binds; an argument is put in parentheses where it binds less. */
enum { BIND_ANY, BIND_SUM, BIND_PRODUCT, BIND_UNARY, BIND_ATOM };

typedef struct Writer {
    Text *text;
    bool doubles; /* double instead of float: literals and functions */
    bool formula; /* for a comment: exp(x) and 0.5 instead of math_exp(x) and 0.5f */
    void (*argument)(struct Writer *writer, Node *arg, int binding); /* writes an argument */
    /* the text that is true where comparison n was decided so before; NULL: it decides here */
    const char *(*side)(struct Writer *writer, Node *n);
    void *context;
} Writer;

void graph_write(Writer *writer, Node *n, int binding);
void graph_write_side(Writer *writer, Node *n); /* the condition that comparison n decides */
void graph_write_literal(Text *text, double value, bool doubles);
/* Argument i is written more than once, so it should be a name: squares, x > 0 ? x : .. */
bool graph_repeats(const Node *n, int i);
/* argument i is no value in the text of n, which asks for its condition instead */
bool graph_absorbs(const Node *n, int i);
/* Costs about as much as loading eight floats: exp and its kin. */
bool graph_costly(const Node *n);
int64_t graph_operations(const Node *n); /* for one element of what it iterates over */
/* A comparison or an index: gradients must take the same side as the value did. */
bool graph_decides(const Node *n);
/* What a contraction's kernel calls its operands (0, 1) and its result (2): its formula does.
 */
const char *graph_operand_name(const Node *n, int which);
/* How a reduction starts and goes on: sums with 0 and +, maxima with -INFINITY.
 * Squares about a mean keep that mean beside them. */
typedef enum Fold { FOLD_SUM, FOLD_MAX, FOLD_SQUARES, FOLD_ARGMIN, FOLD_ARGMAX } Fold;
Fold graph_fold(const Node *n);

#endif
