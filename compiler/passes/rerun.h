/* What recompute.c asks of rerun.c. */
#ifndef LATENTC_RERUN_H
#define LATENTC_RERUN_H

#include "passes.h"

typedef LIST(Kernel *) Kernels;
bool kernels_contain(const Kernels *list, const Kernel *kernel);

typedef struct Snapshot {
    Kernels kernels;
    LIST(Buffer *) buffers;
    int *first, *count; /* by routine */
} Snapshot;
Snapshot plan_snapshot(const Plan *plan);
void plan_restore(Plan *plan, const Snapshot *saved);

typedef struct Move {
    Buffer *value;
    int at;    /* in front of this kernel */
    bool deep; /* large operands that are gone are computed again, else kept */
} Move;

/* The value is let go, and made again in front of the kernel. Gives the work that this adds; 0
 * where it cannot be done. */
int64_t move_apply(Plan *plan, const Move *move);
/* Kernel `at` does not run again: what it made is kept from before. */
void move_take_back(Plan *plan, int at);
int64_t kernel_cost(const Kernel *kernel); /* in FLOPs */
void copies_number(Plan *plan);            /* Buffer.copy */

#endif
