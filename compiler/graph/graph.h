/* The one intermediate form: a hash-consed graph of primitives, closed under differentiation.
 *
 *   ops.def       the primitives, one row each
 *   graph.c       nodes, shapes, hash-consing, walks
 *   algebra.c     sums and products in canonical form, what is known of signs
 *   rules.h       what a family file tells of its ops
 *   elementwise.c reduce.c view.c move.c contract.c index.c random.c
 *                 one op family each: construction and simplification rules, gradient rules;
 *                 contractions are constructed by product.c and conv.c
 *   print.c       the text of -d; verify.c checks every invariant below
 *
 * Shapes. A node has AXES slots. The leading slots are outer axes (slot 0 is `batch`), example
 * axes follow by position. An extent of 1 means "does not vary": broadcasting is implicit, and
 * an element-wise node has in each slot the largest extent of its arguments. Reductions keep
 * the slot with extent 1. Parameters have extent 1 in the outer slots. Simplification may
 * return a node of smaller shape (0 x is the scalar 0): read extent 1 as "the same everywhere".
 *
 * Construction simplifies by local rules (C1-C5, S1-S3, M1-M3, J1-J2, G1, named where they are
 * implemented), so equal mathematics tends to be the same node, and no pass runs to a
 * fix-point. */
#ifndef LATENTC_GRAPH_H
#define LATENTC_GRAPH_H

#include "../base/base.h"
#include "../front/front.h"

enum { AXES = 8 };
enum { BATCH = 0 }; /* the slot of the batch axis */

typedef struct Shape {
    int64_t n[AXES]; /* extents, 1 where the value does not vary */
} Shape;

typedef enum Op {
#define OP(name, kind, spelling, formula) OP_##name,
#include "ops.def"
    OPS
} Op;

/* What passes may know of an op. */
typedef enum Kind {
    KIND_LEAF,        /* constants, parameters, state, data, draws, time, index numbers */
    KIND_ELEMENTWISE, /* one result element from one element of each argument */
    KIND_REDUCE,      /* folds `axes` of its argument: sum, max, argmin, argmax */
    KIND_VIEW,        /* same elements under another shape: reshape, permute */
    KIND_MOVE,        /* elements move: slice, pad, concatenate, broadcast */
    KIND_CONTRACT,    /* matrix products and convolutions */
    KIND_INDEX        /* gather, scatter-add, order, running sums */
} Kind;

/* An einsum of two operands: a letter from 0 for each slot, -1 where the extent is 1. A letter
 * missing from `out` is summed. */
typedef struct Letters {
    int8_t a[AXES], b[AXES], out[AXES];
} Letters;

/* Convolution geometry. x [.., C, H, W] with C in slot `channel`, w [out, in / groups, kh, kw]
 * in slots channel .. channel + 3, y [.., out, oh, ow].
 *   y[o][oy][ox] = sum x[i][oy stride - pad + ky dilation][..] w[o][i][ky][kx] */
typedef struct Window {
    int channel; /* slot of C */
    int groups;
    int64_t kernel[2], stride[2], dilation[2];
    int64_t pad[2], pad_end[2]; /* zeros before the first row and column, behind the last */
    int64_t in_channels, out_channels;
    int64_t in[2], out[2]; /* H, W of x and of y */
} Window;

/* Where a node comes from, for names and comments. Names are candidates from short to fully
 * qualified: "linear", "encoder_linear", "encoder_linear_of_x". */
typedef struct Tag {
    const char *name[3]; /* NULL after the last */
    bool written;        /* the name stands on the page itself (a value, a loss) */
    Mark mark;           /* the line of the page */
} Tag;

/* What is known of every element, whatever the leaves hold. */
typedef enum Sign { SIGN_UNKNOWN, SIGN_NONNEGATIVE, SIGN_POSITIVE } Sign;

typedef struct Node {
    Op op;
    int id;    /* creation order, from 0 */
    int count; /* arguments */
    struct Node **arg;
    Rational *number; /* add: coefficient, mul: power of each argument; sel: {above, below};
                         const: the exact ratio where it has a small one, else NULL */
    double value;     /* const; squares: numbers in each part */
    Shape shape;
    uint32_t axes; /* reduce: slots folded, a bit each; index, one_hot: the slot; border,
                      border_add: slots that are reflected */
    union {
        Letters letters;    /* contract */
        Window window;      /* conv, conv_data, conv_weight */
        int8_t slot[AXES];  /* permute: source slot of each result slot */
        int64_t from[AXES]; /* slice, pad: first index; border, border_add: elements in front */
    } u;
    int64_t step[AXES]; /* slice, pad: step, not 0 (negative: reversed) */
    const void *leaf;   /* parameter, state, data, draw: its description (translate/program.h),
                           compared as a pointer */
    const char *name;   /* of a leaf, for prints and emitted C */
    int version;        /* parameter, state: number of the update that last wrote it */
    bool integer;       /* an index (int32); `bound` is its static limit */
    int64_t bound;
    Sign sign;
    int seen;                /* scratch of graph_order */
    Tag *tag;                /* NULL: unnamed */
    struct Node *adjoint_of; /* d_<that node> ... */
    const char
        *axis[AXES]; /* name of the size that an extent is: axes.c; NULL: of none known */
    const char *adjoint_by; /* ... made by this value's grad(); NULL: by the step's loss */
    bool adjoint_scaled;    /* it is the adjoint but for a constant factor, applied later */
    Mark origin;
} Node;

typedef LIST(Node *) Nodes;
bool nodes_contain(const Nodes *list, const Node *n);

const char *op_name(Op op);
Kind op_kind(Op op);
const char *op_formula(Op op);

/* ---- shapes ------------------------------------------------------------------------------ */

Shape shape_scalar(void);
Shape shape_broadcast(int count, Node *const *args);
bool shape_equal(Shape a, Shape b);
int64_t shape_size(Shape s);      /* elements; -1 where the product overflows 2^31 - 1 */
uint32_t shape_varies(Shape s);   /* bit mask of slots with extent > 1 */
const char *shape_print(Shape s); /* "[64, 3, 32, 32]" without trailing ones */

/* ---- construction; every call returns a simplified, shared node -------------------------- */

Node *graph_constant(double value);
Node *graph_ratio(Rational value);
Node *graph_parameter(const void *leaf, const char *name, Shape shape, int version);
Node *graph_state(const void *leaf, const char *name, Shape shape, int version);
/* `bound` of an integer field (labels), 0 for numbers. */
Node *graph_data(const void *leaf, const char *name, Shape shape, int64_t bound);
Node *graph_time(const void *leaf, const char *name);
Node *graph_draw(const void *leaf, const char *name, Shape shape, int64_t bound);
Node *graph_index(int slot, int64_t extent); /* 0, 1, .. along one slot, integer */

Node *graph_sum_of(int count, Node *const *args, const Rational *coefficients); /* n-ary add */
Node *graph_product_of(int count, Node *const *args, const Rational *powers);   /* n-ary mul */
Node *graph_add(Node *a, Node *b);
Node *graph_subtract(Node *a, Node *b);
Node *graph_multiply(Node *a, Node *b);
Node *graph_divide(Node *a, Node *b);
Node *graph_scale(Rational k, Node *a);
Node *graph_power(Node *a, Rational p);                      /* sqrt(a) is a^(1/2) */
Node *graph_unary(Op op, Node *a);                           /* exp log tanh .. round stop */
Node *graph_select(Node *y, Rational above, Rational below); /* y > 0 ? above : below */
Node *graph_equal(Node *a, Node *b);                         /* 1 where equal, else 0 */

/* `full` is the space summed over: slots of `axes` where a does not vary multiply. */
Node *graph_sum(Node *a, uint32_t axes, Shape full);
Node *graph_max(Node *a, uint32_t axes);
/* Squares about the mean of all, from `sum` and `squares` (NULL: zero) of parts of n numbers.
 */
Node *graph_squares(Node *sum, Node *squares, int64_t n, uint32_t axes);
Node *graph_argmin(Node *a, int slot); /* ties: the lowest index */
Node *graph_argmax(Node *a, int slot);

Node *graph_reshape(Node *a, Shape shape); /* logical row-major order is kept */
/* What has the shape `as` but need not vary along all of it, in another shape of all of it. */
Node *graph_reshape_whole(Node *a, Shape as, Shape to);
/* What a reshape that joins axes behind the batch is made of, NULL for any other node. Joins
 * rise above element-wise nodes: what a product reads flattened is computed as an image. */
Node *graph_joined(const Node *a);
Node *graph_permute(Node *a, const int8_t slot[AXES]);
/* a with its slots moved: result slot s holds slot from[s] of a, or extent 1 where -1. Slots of
 * a that are named nowhere must have extent 1. */
Node *graph_align(Node *a, const int8_t from[AXES]);
Node *graph_slice(Node *a, const int64_t from[AXES], const int64_t step[AXES], Shape shape);
Node *graph_pad(Node *a, const int64_t from[AXES], Shape shape); /* zeros around a */
/* a with as many elements before it as `before` says, and behind it what `shape` leaves: its
 * own, reflected without the edge in the slots of `reflected`, the edge again in others. */
Node *graph_border(Node *a, const int64_t before[AXES], uint32_t reflected, Shape shape);
/* What has such a border, without it: each element of `shape` is the sum of all that stand for
 * it. */
Node *graph_border_add(Node *a, const int64_t before[AXES], uint32_t reflected, Shape shape);
Node *graph_concat(int count, Node *const *args, int slot);
/* Spells a broadcast out. Element-wise nodes look through it, so it stands directly around what
 * reshape, pad and concat are to see in full. */
Node *graph_broadcast(Node *a, Shape shape);

Node *graph_contract(Node *a, Node *b, Letters letters, Shape shape);
Node *graph_conv(Node *x, Node *w, Window window);        /* y */
Node *graph_conv_data(Node *y, Node *w, Window window);   /* x: transposed convolution */
Node *graph_conv_weight(Node *x, Node *y, Window window); /* w */

/* What a contraction is to those who choose its memory and its kernel: the matrix product of
 * these letters, or one of the three products of a convolution's x, weight and y. */
typedef struct Roles {
    const Letters *letters; /* NULL: a convolution or one of its gradients */
    const Window *window;   /* NULL: a product by letters */
    int x, weight, y;       /* the operand that is it: 0, 1 an argument, 2 the result */
} Roles;
Roles graph_roles(const Node *contraction);

/* table varies in `slot` (rows) and others; index is an integer node with extent 1 in the
 * slots that only the table has. result[.., j, ..] = table[index[..], j]. */
Node *graph_gather(Node *table, Node *index, int slot);
Node *graph_argsort(Node *a, int slot); /* indices along the slot, in rising order */
Node *graph_cumsum(Node *a, int slot);  /* `a` varies along the slot */
Node *graph_scatter_add(Node *values, Node *index, int slot, Shape table);

Mark graph_origin(Mark mark); /* nodes made from now on come from there; gives the last one */
Node *graph_tag(Node *n, Tag *tag); /* first tag wins unless `written` */

/* ---- gradients (passes/grad.c) ----------------------------------------------------------- */

/* d[i] = gradient of the sum of y with respect to x[i], as more graph; a zero constant where y
 * does not depend on it. `by` names the value whose grad() asks (for names), or NULL. */
void graph_gradients(Node *y, int count, Node *const *x, Node **d, const char *by);

/* The adjoints of one differentiation, by node id. */
typedef struct Adjoints {
    int size;      /* nodes there were at the start; no later one is differentiated */
    uint8_t *want; /* 0: not needed, WANT_PASS: on the way to an x, WANT_RESULT: an x */
    Nodes *parts;  /* what users have contributed so far */
} Adjoints;
enum { WANT_PASS = 1, WANT_RESULT = 2 };

/* Adds to `into` the adjoint of each wanted argument of n, given d, the adjoint of n. The rule
 * of n's family; called by grad only. False where n has no derivative (or the derivative 0). */
bool graph_gradient_rule(Node *n, Node *d, Adjoints *into);
bool graph_has_gradient(const Node *n);
bool graph_is_multiple(const Node *n); /* a number times its argument */

/* ---- axes.c: names of axes ----------------------------------------------------------------
 */

/* The page says that this axis of n is the size of that name (NULL: it does not say). */
void graph_call_axis(Node *n, int slot, const char *name);
void graph_call_axes_as(Node *n, const Node *as); /* of the same elements */
/* Names all axes of the nodes, arguments before users, that are one with a named axis. */
void graph_name_axes(int count, Node *const *nodes);
/* What all of the nodes that have this extent in the slot call it, apart from index numbers;
 * NULL: one has no name for it, or there are several. */
const char *graph_axis(int count, Node *const *nodes, int slot, int64_t extent);

/* ---- walks, printing, checking ----------------------------------------------------------- */

void graph_order(int count, Node *const *outputs, Nodes *order); /* arguments before users */
/* outputs[i] again with stop_gradient erased and equal nodes shared; leaves are kept. */
void graph_erase_stop(int count, Node **outputs);
/* outputs[i] again with leaves replaced: substitute(leaf) gives the new one or the same. */
void graph_rebuild(int count, Node **outputs, Node *(*substitute)(Node *leaf, void *context),
                   void *context);
void graph_print(Text *text, int count, Node *const *outputs);
void graph_verify(int count, Node *const *outputs, const char *after); /* dies on a violation */
int graph_size(void);                                                  /* nodes made so far */

#endif
