/* The optimizers of the table in double by plain loops, as torch.optim arranges them. They
 * share nothing with the emitted updates but the rows' names and arguments. */
#ifndef LATENTC_DESCENT_H
#define LATENTC_DESCENT_H

#include "../compiler/translate/program.h"

enum { DESCENT_MOMENTS = 4 };

typedef struct Descent { /* what an optimizer keeps of a parameter */
    const Optimizer *optimizer;
    const Tensor *tensor;
    int time; /* updates made */
    double *moment[DESCENT_MOMENTS];
    double rate[OPTIMIZER_ARGUMENTS]; /* by argument: what the step has computed of it */
} Descent;

typedef struct Descents {
    LIST(Descent *) all;
} Descents;

/* Steps that share an optimizer share what it keeps. */
Descent *descent_of(Descents *descents, const Optimizer *optimizer, const Tensor *tensor);

/* Clips all gradients of a step, in place, as the step says. `count` gradients of size[i]. */
void descent_clip(const Step *step, int count, const int64_t *size, double *const *gradient);

/* One update of the parameter's values `w`, which are kept within the step's range. */
void descent_update(Descent *descent, const Step *step, double *w, const double *gradient);

#endif
