/* What the lower pass and the rows' lowering rules share. */
#ifndef LATENTC_LOWERING_H
#define LATENTC_LOWERING_H

#include "graph.h"

typedef struct Lowering {
    int size;    /* nodes that existed before */
    Node **done; /* lowered form, by id of the original */
    Rational
        *base[2];     /* by id of an exp: common divisor of its powers, positive and negative */
    Node **rectified; /* by id of a sel(y): the product y sel(y), or NULL */
    int *users;       /* by id: how often nodes have it as an argument */
    bool *whole;      /* by id of a lowered form: no reshape that inserts units passes it */
    int wholes;       /* ids that `whole` has */
} Lowering;

void lowering_begin(Lowering *lowering, const Nodes *order);
/* The lowered form of n, whose arguments have the lowered forms `arg`. */
Node *graph_lower(const Lowering *lowering, Node *n, Node **arg);
/* Told of each node and what it became, before its users are lowered. */
void lowering_keep(Lowering *lowering, const Node *n, Node *made);
/* A node of its own with the value of a: what is written to a second place. */
Node *graph_copy(Node *a);
/* The value of n for one example, made of `arg`, its arguments for one example. */
Node *graph_for_one(const Node *n, Node **arg);
/* Adds its arguments times n->number[i], element by element: zero padding stays zero. */
bool graph_linear(const Node *n);
/* Its index runs along a slot and is written into the loop: not a value in memory. */
bool graph_inline_leaf(const Node *n);
bool graph_random_leaf(const Node *n);
/* A view whose slot s is slot u.slot[s] of its argument, not a reshape. */
bool graph_moves_slots(const Node *n);

/* Its argument again along axes in which that does not vary. */
bool graph_spreads(const Node *n);

/* Nodes as they are, not simplified: a product inside a product is meant. */
Node *node_raw(Op op, int count, Node **arg, const Rational *number, Shape shape);
Node *node_raw_scaled(Node *a, Rational k);
Node *lower_squares(const Lowering *lowering, Node *n); /* moments.c; NULL: it is no such sum */
/* reshapes.c: a under the shape `to`, the reshape moved to what is stored. */
Node *lower_reshape(const Lowering *lowering, Node *a, Shape to);

#endif
