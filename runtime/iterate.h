/* One iteration: the steps of a stage, each as often and with the draws that the page says. */
#ifndef RUNTIME_ITERATE_H
#define RUNTIME_ITERATE_H

#include "cursor.h"
#include "data.h"

struct iteration {
    struct instance *m;
    struct loader *loader; /* NULL: the model reads no data */
    struct cursor *cursor;
    float *sums; /* of gradients: iterate_sums */
    void *context;
    void (*taken)(struct iteration *it); /* a batch or a draw is there; NULL: nobody asks */
    /* A step has computed its losses; what is not 0 ends the iteration. */
    int (*checked)(struct iteration *it, const struct step *step);
    int made; /* whether the step that is checked has run, not only its `when` */
};

/* Room for gradients that a step adds up, or NULL where none does. */
float *iterate_sums(const struct model *model);
/* Counts what it takes and, when all is done, the iteration. 0, or what `checked` gave. */
int iterate(struct iteration *it);
/* Batches that an iteration takes at least. */
long iterate_batches(const struct model *model);

#endif
