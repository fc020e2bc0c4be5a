/* The oracle: primitives evaluated in double by plain loops, as ops.def states them.
 *
 * It shares no code with construction, lowering or emission, and is written to be obviously
 * right rather than fast. Values are row-major over the slots of a node. */
#ifndef LATENTC_INTERPRET_H
#define LATENTC_INTERPRET_H

#include "../compiler/graph/graph.h"

/* Values of a leaf that is neither a constant nor an index; they stay the caller's. */
typedef const double *LeafValues(const Node *leaf, void *context);

/* Comparisons, indices, places of maxima and arguments of stop: recorded at a base point and
 * kept when the graph is evaluated elsewhere, so that differences see the derivative that is
 * meant. Zero it, evaluate once, set replay, evaluate again. */
typedef struct Hold {
    bool replay;
    int room;
    double **kept; /* by node id */
} Hold;

/* The values of each output, to be freed by interpret_free. `hold` may be NULL. */
double **interpret(int count, Node *const *outputs, LeafValues *leaf, void *context,
                   Hold *hold);
/* The same with every value of a node rounded to float: how much that moves the outputs is what
 * arithmetic in float may. */
double **interpret_rounded(int count, Node *const *outputs, LeafValues *leaf, void *context);
void interpret_free(int count, double **values);
void hold_free(Hold *hold);

#endif
