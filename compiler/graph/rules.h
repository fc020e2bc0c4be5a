/* What a family file tells of its ops, and the helpers that families share. Private to graph/.
 *
 * Each family exports one table indexed by Op; a row that is not its own is empty. */
#ifndef LATENTC_RULES_H
#define LATENTC_RULES_H

#include "graph.h"

typedef struct Rules {
    void (*gradient)(Node *n, Node *d, Adjoints *into); /* NULL: the derivative is zero */
    Sign (*sign)(const Node *n);                        /* NULL: nothing is known */
    Node *(*again)(Node *n, Node **arg);                /* the same op of other arguments */
    Roles (*roles)(const Node *n);                      /* of a contraction */
} Rules;

extern const Rules leaf_rules[OPS], elementwise_rules[OPS], reduce_rules[OPS], view_rules[OPS],
    move_rules[OPS], contract_rules[OPS], index_rules[OPS];
const Rules *rules_of(const Node *n);

/* A zeroed node to fill in, then shared with an equal one by node_share. */
Node node_draft(Op op, Shape shape);
Node *node_share(const Node *draft);
Node *node_unary(Op op, Node *a);
Node node_move(Op op, Node **a, Shape shape); /* a draft: elements of one argument, moved */

/* Sums and products below construction: algebra.c. */
bool node_is_number(const Node *n); /* any constant */
bool node_is_zero(const Node *n);
bool node_is_ratio(const Node *n);        /* a constant with an exact ratio */
Node *node_strip(Node *a);                /* without explicit broadcasts on top */
Node *node_unscale(Node *a, Rational *k); /* k x to x and k; other nodes have k = 1 */
/* a without a literal factor, which k takes; a as it is where k would be no ratio any more. */
Node *node_peel(Node *a, Rational *k);
Sign add_sign(const Node *n);
Sign mul_sign(const Node *n);
Sign first_sign(const Node *n); /* that of the first argument */

/* t, seen as a tensor of shape full, summed over the slots where target has extent 1. */
Node *node_sum_to(Node *t, Shape full, Shape target);

/* The sum of factor[i] pad[i], paddings along one slot that cover it without overlap, as a
 * concatenation; NULL: they do not. */
Node *node_join_pads(int count, Node *const *pad, const Rational *factor);

void adjoint_put(Adjoints *into, Node *x, Node *part);
bool adjoint_wanted(const Adjoints *into, const Node *x);

#endif
