/* Private to tile*.c, storage.c and emit/contractions*.c: how a contraction is cut into
 * register tiles.
 *
 * Every fast form is the same inner step: rows of a tile times a line of columns,
 *   acc[r][:] += left[r][k] right[k][:]
 * where elements of `left` are broadcast (any strides) and `right` holds lines of neighbouring
 * columns. The forms differ in what rows, columns and k stand for. */
#ifndef LATENTC_TILING_H
#define LATENTC_TILING_H

#include "choice.h"

enum {
    TILE_ROWS = 8,           /* most rows of a tile */
    BLOCK_DEPTH = 512,       /* of a long sum */
    FEW = 4,                 /* channels or columns that would leave a tile nearly empty */
    CACHED_FLOATS = 1 << 15, /* a right operand of this size stays in the second-level cache */
    AXES_MAX = 3 * AXES
};

typedef enum Form {
    FORM_PRODUCT,   /* matrix product; also 1x1 convolutions and those of a whole image */
    FORM_BLAS,      /* large matrix product of plain operands */
    FORM_DOT,       /* one or few columns: dot products along contiguous memory */
    FORM_CONV,      /* rows are images at one pixel, columns are output channels */
    FORM_DATA,      /* rows are images at one pixel, columns are input channels */
    FORM_WEIGHT,    /* rows are channels of one image, columns are channels of the other */
    FORM_WINOGRAD,  /* minimal filtering: products for squares of pixels, in another domain */
    FORM_GROUPED,   /* groups of channels: FORM_CONV, FORM_DATA and FORM_WEIGHT within each */
    FORM_DEPTHWISE, /* one channel in each group: neighbouring channels side by side */
    FORM_GATHER,    /* few channels out: product to one column per tap, then a sum over taps */
    FORM_LOOPS
} Form;

typedef enum Role {
    ROLE_GROUP,  /* in left, right and out */
    ROLE_ROW,    /* in left and out */
    ROLE_COLUMN, /* in right and out */
    ROLE_DEPTH   /* summed */
} Role;

/* One loop of a product. */
typedef struct Axis {
    Role role;
    int64_t extent;
    int64_t stride[3]; /* in a, b, out; 0 where the operand does not vary */
    int64_t cut[3];    /* floats between panels where the operand is cut along this axis */
    const char *index; /* loop variable */
    const char *count; /* name of the extent */
} Axis;

typedef struct Tiling {
    Form form;
    int count;
    Axis axis[AXES_MAX];    /* products: from outermost to innermost loop, within a role */
    int left, right;        /* A and B, or exchanged */
    int row, column, depth; /* axes that a tile covers; -1: none */
    bool pack_left;         /* left is copied to [tiles][depth][rows of a tile] in scratch */
    bool pack;              /* right is copied to panels in scratch ... */
    bool edge;              /* ... but only its last panel, the others are read in place */
    bool local;             /* ... or one panel at a time, to an array of the thread */
    bool out_far;       /* products: large out of short sums, whose lines are asked for early */
    bool turned;        /* products: rows of a tile are neighbours in out */
    bool wide;          /* weight gradient: x is copied with its padding, rows are (kx, i) */
    bool unpack;        /* weight gradient: panels in scratch, then copied to out */
    bool across;        /* weights lie in panels of the other channel than right wants */
    bool by_in;         /* panels of input channels, not of output channels */
    bool plain;         /* products: OpenBLAS could take it as it lies */
    bool blocked;       /* products: long sums are cut, so that their operands stay in cache */
    bool columns_first; /* right fits in cache: all columns of a row are written at once */
    int rows;           /* of a tile */
    int64_t group;      /* weight gradient: images, or squares, between two stores of a tile;
                           by_panel: lines of weights that are transformed at a time */
    int64_t packed;     /* floats of the packed right operand */
    int64_t widened;    /* floats of x with its padding, of the packed left operand */
    int64_t lines, line; /* gather, groups: columns in `lines` tiles of `line` */
    int64_t taps;        /* gather: floats of the columns of one image ... */
    bool stack;          /* ... which are a local array */
    bool pixels;         /* few images: rows of a tile are pixels of a row of one image */
    int64_t before, row_pixels; /* ... which is read with `before` columns of padding in front,
                                   copied where it differs from the image's width */
    int64_t square, squares;    /* minimal filtering: side in pixels, number in all images */
    bool by_panel;       /* .. all squares are transformed, and weights of a panel as needed */
    int64_t spectrum_at; /* floats in scratch before transformed weights, or their sums, or,
                            by_panel, weights of a phase that lay across, */
    int64_t pixels_at, slopes_at; /* .. transformed x and y of all squares or of a block, */
    int64_t product_at;           /* .. and their products */
    int64_t images;               /* convolutions: batch and other outer axes together */
} Tiling;

static inline int64_t
ceil_div(int64_t a, int64_t b)
{
    return (a + b - 1) / b;
}

/* Rows per tile, so that tiles are as even as they can be. */
static inline int
tile_rows(int64_t rows)
{
    return (int)ceil_div(rows, ceil_div(rows, TILE_ROWS));
}

/* The same, unless a measurement says otherwise. */
int chosen_rows(const Contraction *c, int64_t rows);
bool chosen_order(const Contraction *c, bool columns_first);

/* A product's summed axis along which an operand is contiguous, cut or not. -1: none. */
int contiguous_depth(const Tiling *t, int operand);

/* x, w and y of a convolution or one of its gradients. */
static inline const Operand *
conv_x(const Contraction *c)
{
    return &c->operand[c->roles.x];
}

static inline const Operand *
conv_w(const Contraction *c)
{
    return &c->operand[c->roles.weight];
}

static inline const Operand *
conv_y(const Contraction *c)
{
    return &c->operand[c->roles.y];
}

/* Pixels of x, padding included, that all taps touch along an axis. */
int64_t conv_reach(const Window *w, int axis);

/* Pairs of an output and a tap that lies inside the image, along one axis. */
int64_t conv_taps_inside(const Window *w, int axis);

/* Panels of 32 channels, [channels / 32][ky][kx][other][32]. */
Storage panel_storage(Shape shape, const Window *w, bool by_in);
bool storage_same(const Storage *a, const Storage *b);

/* Both fill in c->tiling, given c->roles: tile_product.c, tile_conv.c. */
void tile_product(Contraction *c);
void tile_conv(Contraction *c);
void tile_grouped(Contraction *c); /* tile_grouped.c, called by tile_conv */
/* tile_winograd.c, called by tile_conv: the side of the squares that minimal filtering would
 * take, or 0. The second requires scratch for weights in panels to be there. */
int64_t winograd_square(const Contraction *c);
void tile_winograd(Contraction *c, int64_t side);

/* Channels that a convolution or its data gradient sums, for a phase of the stride. */
static inline int64_t
summed_channels(const Contraction *c)
{
    const Window *w = c->roles.window;
    return c->roles.x == OUT ? w->out_channels : w->in_channels;
}

/* Channels that it makes. */
static inline int64_t
made_channels(const Contraction *c)
{
    const Window *w = c->roles.window;
    return c->roles.x == OUT ? w->in_channels : w->out_channels;
}

/* Components along an axis for squares of side m: m + r - 1 for r taps of each phase. */
static inline int64_t
winograd_side(const Window *w, int64_t m)
{
    return m + w->kernel[0] / w->stride[0] - 1;
}

#endif
