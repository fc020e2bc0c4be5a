/* The graph in double by plain loops, as MODEL_check.c implements it, for `gradcheck` only. */
#ifndef RUNTIME_CHECK_H
#define RUNTIME_CHECK_H

#include "model.h"

/* Comparisons, indices and arguments of stop_gradient are decisions. They are recorded at the
 * base point and replayed at shifted points, where the loss then is a smooth function. Loss and
 * gradient both record in the one mode and both replay in the other. */
enum check_mode { CHECK_RECORD, CHECK_REPLAY };

struct check_point { /* where the graph is evaluated: logical row-major, in double */
    enum check_mode mode;
    double **tensor;          /* [tensors] */
    double **gradient;        /* [tensors], filled by check->gradient */
    const void *const *field; /* as in struct instance: float (images channels-last) or int32 */
    uint64_t seed, draw;      /* of the noise */
    double time[TIMES][1];
    int descends;    /* which loss of a step with several check->loss gives */
    void *decisions; /* owned by MODEL_check.c; made by check->create */
};

struct check {
    /* room for the decisions of any step; NULL: no memory */
    void *(*create)(void);
    void (*free)(void *decisions);
    /* the loss that `step` minimises, at the point */
    double (*loss)(struct check_point *point, int step);
    /* d loss / d tensor for every tensor that `step` updates; others are left alone */
    void (*gradient)(struct check_point *point, int step);
    /* takes the decisions that the float run of `step` took, from the buffers of an instance
     * whose buffers do not overlap */
    void (*decisions_of)(struct check_point *point, const struct instance *m, int step);
    /* where the float run left the gradient of a tensor, laid out by its storage; NULL: none */
    const float *(*float_gradient)(const struct instance *m, int step, int tensor);
};

#endif
