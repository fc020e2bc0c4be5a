/* What -d prints: the program's graph, to stderr. */
#ifndef LATENTC_DUMP_H
#define LATENTC_DUMP_H

#include "../passes/passes.h"

void verify_graph(const Program *program, const char *after); /* dies on a broken invariant */
void dump_graph(const char *letters, char letter, Program *program);

#endif
