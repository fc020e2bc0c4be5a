/* Where the time of an iteration goes, and how it is told: `bench`. */
#ifndef RUNTIME_PROFILE_H
#define RUNTIME_PROFILE_H

#include "data.h"
#include "roofs.h"

struct lap_time { /* of one kernel, in an iteration */
    double seconds;
    double calls;
};

struct profile {
    const struct model *model;
    long steps; /* iterations measured */
    int threads;
    double start;            /* seconds of a core until the first iteration, without data */
    double median, least;    /* seconds of an iteration, steps with their repeats and data */
    double waiting;          /* of it, for data */
    double examples;         /* that an iteration takes */
    struct lap_time *kernel; /* [kernels] */
    double *command;         /* [commands] seconds of a batch */
    struct roofs roofs;
    long memory; /* largest resident size so far, in kilobytes */
};

/* Fills in all but `start`. `loader` and `data` are NULL for a model without data. The instance
 * is of no use afterwards. */
void profile_measure(struct profile *p, struct instance *m, struct loader *loader,
                     const struct dataset *data, long steps);
void profile_free(struct profile *p);

double profile_flops(const struct profile *p);         /* of an iteration */
double profile_multiply_adds(const struct profile *p); /* of them, those of products */
double profile_seconds(const struct profile *p);       /* of an iteration with laps */
double profile_bytes(const struct profile *p);
/* Kernels that ran, the longest first; gives their number. */
int profile_sort(const struct profile *p, int *kernel);
/* The least time that the roofs allow, as a share of the time taken. */
double profile_bound(const struct profile *p, int kernel);

/* ---- profile_text.c, roofline.c ---- */
void profile_print(const struct profile *p);
void profile_print_json(const struct profile *p);
/* An SVG, complete or absent; -1 after a message. */
int roofline_write(const struct profile *p, const char *path);

#endif
