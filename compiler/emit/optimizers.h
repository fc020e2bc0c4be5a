/* C text of optimizers: one function for each way to update, called for a run of parameters. */
#ifndef LATENTC_OPTIMIZERS_H
#define LATENTC_OPTIMIZERS_H

#include "../passes/passes.h"

bool optimizer_named(const char *name); /* as an optimizer's function may be called */
/* The same for steps that update alike. `averaged`: with an average that follows. */
const char *optimizer_function(const Step *step, const Optimizer *optimizer, bool averaged);
void optimizer_emit(Text *text, const Step *step, const Optimizer *optimizer, bool averaged);
void average_helper(Text *text);
void average_call(Text *text, const Plan *plan, const Kernel *kernel);
/* The call for parameters from .. from + floats; `shrink` is a variable of the routine where
 * the step clips by norm. */
void optimizer_call(Text *text, const Plan *plan, const Kernel *kernel, int64_t from,
                    int64_t floats);
void optimizer_helpers(Text *text); /* sum_of_squares and shrink_to, for steps that do */

#endif
