/* What fuse.c, depth.c and noise.c know of the nodes of the routine being scheduled. */
#ifndef LATENTC_FUSING_H
#define LATENTC_FUSING_H

#include "fuse.h"

typedef struct State {
    Fate fate;
    int depth; /* of its kernel */
    int done;  /* first depth that may read it from memory */
    int row;   /* loops: slot of the rows */
    int64_t rows;
    bool stored, chosen;
    bool used;       /* by a loop */
    bool ahead;      /* if it can be, it is computed before the loops of its level */
    const char *why; /* it is stored, or computed again where it is read */
    int place;       /* in Fusion.order, from 1; 0: not of this routine */
    int mark;        /* of the walk that saw it last */
    int part;        /* walk_part: component, plus one */
} State;

/* Depths of loops are multiples of LEVEL; small values of a level stand BEFORE its loops. */
enum { LEVEL = 2, BEFORE = 1 };

struct fusing {
    State *state; /* by node id */
    int size, mark;
};
extern struct fusing fusing;

State *fuse_state(const Node *n);
bool fuse_same_rows(const State *a, const State *b);
bool fuse_is_number(const Node *n);
void fuse_store(Node *n, const char *why);

/* ---- noise.c: draws that their readers make for themselves are no kernels any more ---- */
void noise_in_loops(Fusion *fusion);

/* ---- depth.c: what the sinks need, and how and at which depth it is evaluated ---- */
void fuse_find_needed(Fusion *fusion);
void fuse_assign_depths(Fusion *fusion);

#endif
