/* What schedule.c asks of fuse.c: the kernels of one routine. */
#ifndef LATENTC_FUSE_H
#define LATENTC_FUSE_H

#include "passes.h"

/* How a node is evaluated in the routine being scheduled. */
typedef enum Fate {
    FATE_NONE,
    FATE_INLINE, /* a literal or an index number */
    FATE_READ,   /* memory that exists: a leaf, or stored by an earlier routine of the group */
    FATE_VIEW,   /* the memory of its argument under another shape */
    FATE_SUM,    /* memory to which the kernels of its arguments, contractions, add */
    FATE_CALL,   /* a kernel of its own: contraction, move, gather, draw */
    FATE_LOOP    /* evaluated in a loop kernel */
} Fate;

typedef struct Fusion {
    int count; /* sinks: what the routine must store */
    Node **sink;
    bool (*available)(const Node *n, void *context); /* stored by an earlier routine */
    bool (*used_once)(const Node *n, void *context); /* in all routines */
    bool (*viewable)(Node *reshape, void *context);
    /* What is complete before n, which is available, is; NULL: it is there from the start. */
    const Nodes *(*behind)(const Node *n, void *context);
    void *context;
    bool apart;  /* every value is stored, by a kernel of its own */
    bool of_one; /* the nodes are those of one example */
    Nodes *made; /* draws that loops make for themselves, added to; NULL: none */
    bool alike;  /* only what is made so already: by the steps */
    int results; /* the first of the sinks; a chain reads the others */
    /* results */
    Nodes order;
    Nodes sums; /* of fate FATE_SUM */
    LIST(Kernel *) kernels;
} Fusion;

/* Requires lowered sinks. Gives every kernel its kind, roots, body, rows and the nodes that it
 * reads and writes (Access.node; buffers come later), unordered. */
void fuse(Fusion *fusion);
Shape fuse_domain(const Node *n); /* what a loop node iterates over */
int fuse_row(Shape domain);       /* slot of the rows, -1 for single numbers */
bool fuse_crosses(const Node *n); /* a reduction over its rows */

#endif
