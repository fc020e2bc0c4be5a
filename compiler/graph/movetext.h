/* Loops that move elements: reshape, permute, slice, pad, border, concatenate, broadcast,
 * gather and scatter-add, one plain nest each. */
#ifndef LATENTC_MOVETEXT_H
#define LATENTC_MOVETEXT_H

#include "graph.h"

typedef struct Mover {
    Text *text;
    /* element of argument `arg` (-1: the result) at an index for each slot */
    const char *(*element)(struct Mover *mover, int arg, const char *const index[AXES]);
    const char *(*extent)(struct Mover *mover, int slot, int64_t n);
    /* the slots of argument `arg` (-1: the result) as they lie in memory, the last one dense;
     * NULL: as they stand */
    void (*order)(struct Mover *mover, int arg, int8_t slot[AXES]);
    int8_t slot[AXES]; /* in which order loops run, outermost first */
    const char *out;   /* the result as a name, for memset */
    const char *type;  /* of its elements; NULL: float */
    void *context;
} Mover;

void graph_move_text(Mover *mover, Node *n);

#endif
