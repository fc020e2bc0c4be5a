/* Random pages from the tables of layers and functions, a graph for each step.
 *
 * The one idea: what fits where is not written a second time here. A candidate is tried on a
 * page of its own, in a process of its own, and kept where the compiler takes it and it is well
 * conditioned. The same seed gives the same page. */
#ifndef LATENTC_RANDOM_PAGES_H
#define LATENTC_RANDOM_PAGES_H

#include "../compiler/translate/layers.h"

/* A page of `graphs` steps; step i is graph i and minimises the loss `l<i>`. */
const char *random_page(uint64_t seed, int graphs);

/* Values of the leaves of a program: a number in [-1, 1] for each parameter and field, what the
 * runtime draws for noise, what the page says for state. `shake` moves all that is not an index
 * by so much of itself. */
typedef struct Leaves {
    const Program *program;
    uint64_t seed;
    double shake;
    LIST(const Node *) node;
    LIST(double *) value;
} Leaves;
double *leaves_place(const Node *leaf, void *leaves);
const double *leaves_values(const Node *leaf, void *leaves);

/* The largest difference between two arrays, for a largest entry of 1 in the second. */
double largest_difference(int64_t count, const double *a, const double *b, double least);

Program *page_translate(const char *text);

#endif
