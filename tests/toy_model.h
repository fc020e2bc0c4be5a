/* A model written by hand in place of an emitted one, small enough to read, with switches that
 * make it fail. See toy_model.c. */
#ifndef TESTS_TOY_MODEL_H
#define TESTS_TOY_MODEL_H

#include "../runtime/model.h"

enum { TOY_BATCH = 20, TOY_SIDE = 8, TOY_PIXELS = TOY_SIDE * TOY_SIDE, TOY_HIDDEN = 40 };
enum { TOY_WEIGHT, TOY_BIAS, TOY_OUT, TOY_RUNS, TOY_MEAN, TOY_TENSORS };

extern const struct model toy_model;

extern int toy_wrong_double; /* the double gradient of the bias is 0.1 % too large */
extern int toy_wrong_float;  /* the float gradient of `out` misses an example */
extern long toy_nan_at;      /* run of the first step whose loss is NaN; -1: none */
extern long toy_signal_at;   /* run of the first step that gets a SIGTERM; -1: none */

#endif
