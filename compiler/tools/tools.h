/* What reads the pipeline for the user: `latentc check` and `latentc tune`. */
#ifndef LATENTC_TOOLS_H
#define LATENTC_TOOLS_H

#include "../passes/passes.h"

/* Layers, data, steps, commands, kernels and memory, in aligned columns of plain ASCII. The
 * plan is made and its kernels are named. */
void summary_print(Text *text, const Program *program, const Plan *plan);

/* Every default that holds: optimizers, layers, fields, first values of all tensors. */
void effective_print(Text *text, const Program *program);

/* The error that the arena of the smallest plan is larger than the page allows. */
void memory_error(const Plan *plan, const char *page, int settings, const Setting *setting);

/* Measures tiles for the contractions of the plan and writes the winners to a text file that
 * --tiles reads. False after a message. */
bool tune(const Plan *plan, const char *path);

#endif
