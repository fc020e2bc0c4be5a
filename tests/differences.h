/* Derivatives of a graph against central differences of its interpreted value, with decisions
 * held: what every op, function and layer must pass. */
#ifndef LATENTC_DIFFERENCES_H
#define LATENTC_DIFFERENCES_H

#include "interpret.h"

/* The values of a leaf, which are shifted and put back. */
typedef double *LeafPlace(const Node *leaf, void *context);

/* The leaves of numbers that y depends on. */
Nodes differences_leaves(Node *y);
/* Derivatives of y, which has one element, by all its leaves; fails the test where they differ
 * by more than 1e-6 of the largest. */
void differences_check(const char *what, Node *y, LeafPlace *place, void *context);
/* The sum of the squares of all first derivatives of y: its derivatives are second ones. */
Node *differences_square(Node *y);

#endif
