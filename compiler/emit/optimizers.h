/* C text of optimizers: one function for each way to update, called for a run of parameters. */
#ifndef LATENTC_OPTIMIZERS_H
#define LATENTC_OPTIMIZERS_H

#include "../passes/passes.h"

const char *optimizer_function(const Step *step); /* the same for steps that update alike */
void optimizer_emit(Text *text, const Step *step);
/* The call for parameters from .. from + floats; `shrink` is a variable of the routine where
 * the step clips by norm. */
void optimizer_call(Text *text, const Step *step, const Update *update, int64_t from,
                    int64_t floats);
void optimizer_helpers(Text *text); /* sum_of_squares and shrink_to, for steps that do */

#endif
