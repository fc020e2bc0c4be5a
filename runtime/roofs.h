/* What the machine can do, measured when asked: the roofs above a kernel's time. */
#ifndef RUNTIME_ROOFS_H
#define RUNTIME_ROOFS_H

#include "model.h"

struct roofs {
    double flops; /* per second, in multiply-adds on registers; each is two */
    double bytes; /* per second, from and to memory of the model's size */
};

/* With as many threads as kernels run on. Overwrites the arena and the gradients. */
struct roofs roofs_measure(struct instance *m);

#endif
