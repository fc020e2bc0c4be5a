/* Mixtures of Gaussians in the plane, for trying a model of two numbers without any file. */
#ifndef RUNTIME_FORMATS_MIXTURE_H
#define RUNTIME_FORMATS_MIXTURE_H

#include "examples.h"

int mixture_known(const char *name); /* "ring" or "grid" */
/* Draws the examples of a set, a vector of two and if wanted the number of its Gaussian as
 * label. Returns 0, or -1 after a message. */
int mixture_read(const char *name, struct examples *examples);

#endif
