/* What schedule.c and steps.c share: sinks, kernels and routines while they are made. */
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

/* ---- schedule.c ---- */

void sink_put(Sinks *sinks, Node **at, Place place, int index);
Access access_of(Node *n); /* a node that is stored, or a leaf */
Routine *routine_new(const char *name, int group);
void routine_done(Routine *routine);
/* The kernels that compute the sinks, in order. */
void make_kernels(Routine *routine, Sinks *sinks);
void plan_kernel(Routine *routine, Kernel *kernel); /* one behind them */
void forget_buffers(void);                          /* nothing stored so far is read any more */
Known known_now(void);
void know_again(const Known *known); /* what was stored since then is not */

/* ---- steps.c ---- */

void schedule_step(const Plan *plan, Step *step);

#endif
