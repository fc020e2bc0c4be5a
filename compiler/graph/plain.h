/* Plain loops for products and convolutions, and what is held while a gradient is checked: the
 * op's own part of MODEL_check.c. */
#ifndef LATENTC_PLAIN_H
#define LATENTC_PLAIN_H

#include "ctext.h"
#include "movetext.h"

/* What is recorded of a node at a point and read back at shifted ones, so that the loss is
 * smooth between them. */
typedef enum Hold {
    HOLD_NONE,
    HOLD_SIDE,   /* of a comparison: true or false */
    HOLD_INDEX,  /* the index itself */
    HOLD_WHOLE,  /* the whole number */
    HOLD_ORDER,  /* the indices of an order */
    HOLD_CHOICE, /* the index of the largest: the value is the argument's there */
    HOLD_VALUE   /* the number itself: stop_gradient */
} Hold;
Hold graph_hold(const Node *n);

/* The loops of a contraction. `inner` says which slot of argument 0, 1 and the result (2) has
 * its elements next to each other; `memory` has room for graph_plain_taps elements. */
void graph_plain_contract(Mover *mover, Node *n, const int inner[3], const char *memory);
/* "y[n][i] = sum over j of a[n][j] * b[i][j]"; NULL where the formula of the op says more. */
const char *graph_plain_formula(Mover *mover, Node *n);
/* Weights are first laid out by tap, or collected so: how many; 0 for matrix products. */
int64_t graph_plain_taps(const Node *n);

#endif
