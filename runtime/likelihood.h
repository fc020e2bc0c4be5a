/* A command whose output is one log weight for each example, by fresh draws at each run: the
 * log of the mean weight. With the weight p(x, z) / q(z | x) that is an estimate of log p(x)
 * (Burda, Grosse and Salakhutdinov, 2015, section 5). */
#ifndef RUNTIME_LIKELIHOOD_H
#define RUNTIME_LIKELIHOOD_H

#include "generator.h"

/* `count` examples, each of at least `samples` weights. Prints the mean and its standard error;
 * where `path` is not NULL what each example has is written there, to .npy or .csv. Returns 0,
 * or -1 after a message. */
int likelihood_print(struct generator *g, long count, long samples, const char *path);

#endif
