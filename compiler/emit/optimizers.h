/* C text of optimizers: one function each, called for a run of parameters. */
#ifndef LATENTC_OPTIMIZERS_H
#define LATENTC_OPTIMIZERS_H

#include "../passes/passes.h"

bool optimizer_same(const Optimizer *a, const Optimizer *b); /* one function serves both */
void optimizer_emit(Text *text, const Optimizer *optimizer);
void optimizer_call(Text *text, const Optimizer *optimizer, int step, int64_t from,
                    int64_t floats);

#endif
