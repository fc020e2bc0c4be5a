/* Tiles that were measured: a text file that `latentc tune` writes and `--tiles` reads.
 *
 *     conv 0:64 2:16 3:16 1:64 by 0:128/32 2:4 3:4 1:64, stride 2, padding 1: rows 6
 *
 * A line names a contraction by its op, the extents of its operands in memory order, and its
 * window; then it says what to do otherwise than tile*.c would. No choice changes a value: a
 * sum is taken in the same order by every tile. Only a path rounds differently: `path blas`,
 * and `path tiles` where minimal filtering would be taken. */
#ifndef LATENTC_CHOICE_H
#define LATENTC_CHOICE_H

#include "contraction.h"

#include "../front/front.h"

typedef struct Choice {
    int rows;  /* of a tile; 0: as the shape suggests, here and below */
    int order; /* +1: panels are the inner loop, -1: the outer one */
    int group; /* weight gradient: images between two stores of a tile */
    int path;  /* +1: tiles, -1: OpenBLAS */
    Mark mark; /* of the file */
    const char *key;
} Choice;

typedef struct Choices {
    const Source *source;
    LIST(Choice *) line;
} Choices;

Choices *choices_read(const char *path); /* NULL after errors */
Choice *choices_find(const Choices *choices, const char *key);

/* "conv 0:64 .. by .. to ..", the same for all contractions that may share a kernel. */
const char *contraction_key(const Contraction *c);
/* "rows 6, order inner"; "default" */
const char *choice_text(const Choice *choice);

/* What may be worth a measurement beside what the shape suggests, which is first. Requires
 * `tile_choose`; gives the number, at most MOST_CANDIDATES. */
enum { MOST_CANDIDATES = 16 };
int tile_candidates(const Contraction *c, Choice candidate[MOST_CANDIDATES]);

#endif
