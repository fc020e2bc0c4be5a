/* What schedule.c asks of chains.c: parts of a routine that run example by example. */
#ifndef LATENTC_CHAINS_H
#define LATENTC_CHAINS_H

#include "fuse.h"

typedef struct Chain {
    int64_t examples;
    Nodes stored; /* what must be complete before it: its inputs, or what they are views of */
    Nodes ends, ones;     /* what it gives, and what makes it for one example */
    Nodes inputs, places; /* what it reads, and the leaf that stands for it of one example, or
                             the same node where it does not vary over the batch */
} Chain;

typedef LIST(Chain *) Chains;

/* The chains of a routine that stores the sinks and evaluates the nodes `needed`. */
void chains_find(int count, Node *const *sinks, const Nodes *needed, Chains *result);

#endif
