/* What schedule.c, steps.c, kernels.c and buffers.c share: sinks, routines, and what holds
 * which node while they are made. */
#ifndef LATENTC_SCHEDULING_H
#define LATENTC_SCHEDULING_H

#include "passes.h"

typedef struct Sink {
    Node **at; /* where the program holds the node */
    Place place;
    int index;
} Sink;
typedef LIST(Sink) Sinks;

typedef struct Known { /* which nodes have memory, by id */
    Buffer **buffer;
    int size;
} Known;

/* ---- buffers.c ---- */

void buffers_begin(Plan *plan);
void buffers_grow(void);       /* there is room for the nodes that were made meanwhile */
Storage *buffers_wanted(void); /* by node id, until the tables grow: floats 0 where none is */
void buffers_of_leaves(void);
Buffer *buffer_new(Node *n, Place place, int index);  /* `n` NULL: of scratch */
void buffer_put(Buffer *buffer);                      /* in the arena */
void buffer_give(Node *n, Place place, int index);    /* memory to n */
void buffer_keep(Node *n);                            /* in the arena, where it has none yet */
void buffer_share(const Node *term, const Node *sum); /* the term is added up in the sum's */
void buffer_slice(Node *one, Node *whole); /* `one` stands for an example of the whole */
void buffer_forget(const Node *n);
void buffers_of_one(bool of_one); /* those made from now on hold one example */
bool is_stored(const Node *n);
/* The storage of n as a kernel sees it; false where its memory has no such view. */
bool buffer_seen(Node *n, Storage *storage);
Access access_of(Node *n); /* a node that is stored, or a leaf */
void forget_buffers(void); /* nothing stored so far is read any more */
/* What steps before have stored, to be known again behind a step that may not be made. */
Known known_now(void);
void know_again(const Known *known);

/* ---- kernels.c ---- */

/* `order`: all lowered nodes, which the sinks are made of. */
void kernels_begin(Plan *plan, const Nodes *sinks, const Nodes *order);
void sink_put(Sinks *sinks, Node **at, Place place, int index);
Routine *routine_new(const char *name, int group);
void routine_done(Routine *routine);
/* The kernels that compute the sinks, in order. */
void make_kernels(Routine *routine, Sinks *sinks);
void plan_kernel(Routine *routine, Kernel *kernel); /* one behind them */

/* ---- steps.c ---- */

void schedule_step(const Plan *plan, Step *step);

#endif
