/* Shared by emit/contractions*.c: how an operand is declared and indexed in emitted C. */
#ifndef LATENTC_CONTRACTIONS_H
#define LATENTC_CONTRACTIONS_H

#include "../passes/tiling.h"

typedef enum Part {
    PART_WHOLE,
    PART_PANEL, /* which panel of an axis that is cut into panels */
    PART_LANE   /* place inside the panel */
} Part;

typedef struct Dim {
    int id; /* of the loop that runs over it; the caller's numbering */
    Part part;
    int64_t extent, stride;
} Dim;

/* An operand as a C array, dimensions from outermost to innermost in memory. */
typedef struct View {
    const char *name;
    bool dense; /* an array of arrays; else a pointer with strides */
    int count;
    Dim dim[AXES_MAX];
} View;

enum { IDS = AXES_MAX };
typedef const char *Index[IDS]; /* C text of the index for each id */

void view_add(View *v, int id, int64_t extent, int64_t stride, int64_t cut);
void view_sort(View *v);                             /* after the last view_add */
View view_slots(const char *name, const Operand *o); /* ids are slots */
/* "const float x[restrict 8][32]"; the word restrict where it is `alone`. */
const char *view_type(const View *v, bool written, bool alone);
/* "x[m][k]". An index "32 * p + j" of an axis cut into panels gives "[p]" and "[j]". */
const char *view_at(const View *v, Index at);

/* Opening of a kernel: `static void NAME(..)` and its brace. */
void kernel_open(Text *t, const Contraction *c, const char *name, View *const view[3]);
/* A name for operand o that is no local identifier of a kernel. */
const char *kernel_operand(const Contraction *c, int o);
/* `#pragma omp parallel for` over `loops` perfectly nested loops, where the work is worth it.
 */
void kernel_parallel(Text *t, int64_t work, int loops);
void kernel_loop(Text *t, const char *index, const char *count);
void kernel_close(Text *t, int braces);
/* The enum of named sizes: pairs of name and value, ended by NULL; a value of 0 is left out. */
typedef struct Sizes {
    Text text;
    int count;
} Sizes;
void size_add(Sizes *s, const char *name, int64_t value);
void sizes_emit(Text *t, const Sizes *s);

/* Where a tile of results lies, in C text. */
typedef struct Place {
    const char *rows;          /* of a tile */
    int columns;               /* multiple of 16 */
    const char *first, *width; /* rows from `first` on and columns below `width`; NULL: all */
    const char *out, *row;     /* its first element; distance of rows */
    bool across;               /* distance of columns instead: rows are neighbours */
    const char *again;         /* when the sum so far lies there; NULL: never */
    bool far;                  /* its lines are asked for before the sum */
} Place;
/* Between them stand the products: `acc` begins with what is added to, and is stored. */
void tile_begin(Text *t, const Contraction *c, const Place *place);
void tile_end(Text *t, const Contraction *c, const Place *place);
/* The opening of a comment, "c[m][n] = factor ". */
void formula_begin(Text *t, const Contraction *c, const char *result);
/* "c[m][n] = sum;", with the factor and what is added to. */
void element_end(Text *t, const Contraction *c, const char *element, const char *sum);

/* What the text of a convolution needs at every step. */
typedef struct Conv {
    Text *t;
    const Contraction *c;
    const Tiling *tiling;
    const Window *w;
    const char *x, *weight, *y; /* names */
    const char *panel;          /* weights in panels: the operand, or a copy in scratch */
    bool tail;                  /* the last tile of rows overlaps the one before */
} Conv;

const char *conv_word(const int64_t value[2], const char *name, int axis);
const char *conv_stride(const Conv *v, int axis);
const char *conv_scaled(const Conv *v, int axis, const char *index);
const char *conv_shifted(const Conv *v, int axis, const char *tap);
void conv_range(const Conv *v, int axis);
void conv_comment(const Conv *v);
void conv_sizes(const Conv *v, Sizes *s);
View conv_image(const char *name, int64_t images, const int64_t size[2], int64_t channels);

const char *conv_panel_type(const Conv *v); /* "[4][4][64][32]", without the panels */
/* Loops over panels, taps, the other channel and the lane; the statement copies one weight. */
void conv_panel_loops(const Conv *v, bool pack);
void conv_pack(const Conv *v);                /* weights to panels in scratch */
void conv_data_taps(const Conv *v, int axis); /* opens a loop */
void conv_pixels(const Conv *v);
void conv_forward(const Conv *v);
void conv_data(const Conv *v);
void conv_weight(const Conv *v);
void gather_emit(Conv *v, const char *name);
void grouped_emit(const Conv *v, const char *name);
void winograd_emit(const Conv *v);
/* Whether `call`, as "min(", stands in the kernels' text as a whole name. */
bool kernels_call(const Text *kernels, const char *call);
void transforms_emit(Text *text, const Text *kernels); /* of minimal filtering, those called */
void product_emit(Text *t, const Contraction *c, const char *name);
void conv_emit(Text *t, const Contraction *c, const char *name);
void conv_loops_emit(Text *t, const Contraction *c, const char *name);

#endif
