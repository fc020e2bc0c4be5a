/* The emitted code of a page against its reference of PyTorch. */
#ifndef LATENTC_EMITTED_H
#define LATENTC_EMITTED_H

#include "../runtime/safetensors.h"

/* Loads the library, whose page_model points to the model, and runs three iterations from the
 * reference's parameters, data and noise. How many gradients of a step's first run, losses and
 * metrics differ, after a line for each.
 */
int emitted_differs(const char *library, const struct safetensors *file);

#endif
