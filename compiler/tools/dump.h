/* What -d prints: the program's graph, its kernels and its buffers, to stderr. */
#ifndef LATENTC_DUMP_H
#define LATENTC_DUMP_H

#include "../passes/passes.h"

void verify_graph(const Program *program, const char *after); /* dies on a broken invariant */
void dump_graph(const char *letters, char letter, Program *program);
void dump_kernels(const char *letters, const Plan *plan);
void dump_plan(const char *letters, const Plan *plan);

#endif
