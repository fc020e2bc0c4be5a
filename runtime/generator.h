/* What a command of `generate` computes, one batch after the other. Example i is a function of
 * the seed and i alone, so any count of them begins with the same ones. */
#ifndef RUNTIME_GENERATOR_H
#define RUNTIME_GENERATOR_H

#include "data.h"
#include "model.h"

struct generator {
    struct instance *m;
    const struct command *command;
    const struct dataset *data; /* NULL: the command reads none */
    struct layout layout;       /* the command's, or with other columns */
    float **out;                /* [outputs][batch][..]; indices are int32 */
    void **field;               /* [fields][batch][..], if the command reads data .. */
    long read_first;            /* .. of the batch that begins there; -1: of none yet */
    int **map;                  /* [maps][batch][positions] that are drawn before */
    float **logits;             /* [maps], of a batch */
    int told;                   /* that a map's network sees too much */
    struct layout kept_layout;  /* of the instance, until the end */
    uint64_t kept_draw, kept_first;
};

/* `layout` NULL: the command's own. */
void generator_start(struct generator *g, struct instance *m, const struct command *command,
                     const struct dataset *data, const struct layout *layout);
/* Fills `out` with the batch that begins at example `first`, by draw `draw`. A batch that
 * reaches beyond the data is filled up with the last example. */
void generator_run(struct generator *g, long first, uint64_t draw);
void generator_end(struct generator *g);

/* Numbers of one example of an output. */
long output_size(const struct output *output);
/* Where number i of an example, in logical order, lies in memory. */
long output_place(const struct output *output, long i);

#endif
