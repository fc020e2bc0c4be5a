/* A matrix product or convolution on its way to C: what tile.c decides and
 * emit/contractions.c writes.
 *
 * Operands lie in memory as their Storage says. `tile_choose` picks the kernel and names the
 * reason; nothing looks at the machine that latentc runs on. */
#ifndef LATENTC_CONTRACTION_H
#define LATENTC_CONTRACTION_H

#include "../graph/graph.h"

enum { PANEL = 32 };

typedef struct Storage {
    int64_t stride[AXES]; /* floats between neighbours along a slot; 0 where the extent is 1 */
    int panel_slot;       /* -1, or the slot cut into panels of PANEL (stride 1 inside) */
    int64_t panel_stride; /* floats from one panel to the next */
    int64_t floats;       /* the whole buffer, padding of the last panel included */
} Storage;

/* Plain storage: slots from outermost to innermost, as `order` lists them (all AXES slots). */
Storage storage_plain(Shape shape, const int8_t order[AXES]);

typedef struct Operand {
    const char *name; /* C identifier of the argument inside the kernel: "x", "weight" */
    Shape shape;
    Storage storage;
} Operand;

typedef enum Path {
    PATH_TILES, /* emitted register tiles */
    PATH_BLAS,  /* OpenBLAS, one thread per fixed tile */
    PATH_LOOPS  /* plain loops: tiny or odd products */
} Path;

enum { A, B, OUT }; /* operands of a contraction */

typedef struct Contraction {
    Node *node;
    Operand operand[3]; /* the node's arguments and its result */
    Roles roles;        /* of the operands: graph/contract.c */
    Rational factor;    /* of the product */
    bool adds;          /* to what the result's memory holds */
    Path path;
    const char *reason;          /* why this path, for the plan and the emitted comment */
    int64_t scratch;             /* floats of scratch that the kernel wants (packed operand) */
    int64_t room;                /* floats of scratch that saved products may cost; 0: any */
    int64_t flops;               /* executed multiply-adds times two */
    const struct Choice *choice; /* what a measurement says of the tiles, or NULL: choice.h */
    void *tiling;                /* private to tile.c and contractions.c */
} Contraction;

/* The storage that suits a parameter whose every use is a contraction (`uses` of them, `which`
 * says as which argument it stands there, or -1 for the gradient that has its shape). */
Storage tile_weight_storage(Shape shape, int uses, Node *const *use, const int *which,
                            const char **why);

void tile_choose(Contraction *c);
const char *tile_form(const Contraction *c); /* "product", "conv", .. */

/* The helpers that the kernels of a file need (vector types, register tile), once per file. */
void contraction_helpers(Text *text, int count, Contraction *const *all);

/* `static void NAME(const float a[..], const float b[..], float out[..], float *scratch)`:
 * comment with the formula and the choice, named sizes, the loops. Lines are
 * unindented: text.c indents. */
void contraction_emit(Text *text, const Contraction *c, const char *name);

/* What a call gives as the parameter `factor`, behind scratch; NULL: there is none. */
const char *contraction_factor(const Contraction *c);

#endif
