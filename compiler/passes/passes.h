/* From the graph to kernels in one arena, in pipeline order:
 *
 *   grad.c      gradients as more graph (called while steps are translated)
 *   lower.c     graph of loop-ready operations, once, after all gradients
 *   schedule.c  routines: the evaluation and the commands; steps.c those of a training step
 *   kernels.c   the kernels of a routine in order; buffers.c what holds a node meanwhile
 *   chains.c    what runs example by example, so that it is never stored for a batch
 *   fuse.c, depth.c  loops: which nodes in which kernel, what is stored
 *   noise.c     random numbers that loops make for themselves
 *   layout.c    where the elements of each stored value lie
 *   parameters.c, storage.c  where those of a parameter lie that contractions use
 *   tile*.c     the kernel of each contraction
 *   reorder.c   kernels in another order where that takes less memory
 *   plan.c      lifetimes and offsets in one arena
 *   recompute.c what is computed again, so that the arena fits the page's limit; rerun.c how
 *   cost.c      operations and bytes of each kernel
 *
 * No pass names an op: it asks op_kind, or calls the rule of the op's row (graph/rules). */
#ifndef LATENTC_PASSES_H
#define LATENTC_PASSES_H

#include "../translate/program.h"
#include "contraction.h"

typedef enum Place {
    PLACE_ARENA,
    PLACE_PARAMETER, /* in m->parameters */
    PLACE_GRADIENT,  /* in m->gradients, laid out like the parameters */
    PLACE_STATE,     /* in m->state */
    PLACE_TIME,      /* one float of m->time */
    PLACE_FIELD,     /* a field of the current batch */
    PLACE_VALUE,     /* a loss or metric: one float of m->value */
    PLACE_OUTPUT     /* out[index] of a command */
} Place;

/* A value in memory. */
typedef struct Buffer {
    const char *name; /* C identifier, unique in the model */
    Node *node;       /* the value (lowered); NULL for scratch */
    Place place;
    int index; /* tensor, field, scalar or output, by place */
    Shape shape;
    Storage storage;
    bool integer;              /* int32 elements */
    bool of_one;               /* within a chain: holds one example at a time */
    int born, dies;            /* first and last kernel of its routine group that touches it */
    int64_t offset;            /* floats from the start of the arena */
    struct Buffer *overwrites; /* the value whose memory it takes element by element, or NULL */
    int id;                    /* place in Plan.buffers, for PLACE_ARENA */
    const struct Buffer *copy_of; /* the same value, computed before; NULL: the first */
    int copy;                     /* of a copy: how many there are before */
    Mark mark;
} Buffer;

/* How a kernel reads or writes a node: a buffer under the node's own shape. */
typedef struct Access {
    Node *node;
    Buffer *buffer;
    Storage storage; /* of the node's shape within the buffer */
    int64_t step;    /* in a chain: floats from one example to the next; 0: all is seen */
    const char *why; /* write: why the value is stored; NULL where its kernel has no choice */
    bool chosen;     /* write: its readers could have computed it again, at a cost */
} Access;

/* A value that a kernel computes for itself though an earlier kernel has it, and why. */
typedef struct Recomputed {
    Node *node;
    const char *why;
} Recomputed;

/* A draw whose numbers a loop kernel makes for itself, some at a time, in an array of its own.
 */
typedef struct Made {
    Node *node;
    Storage storage; /* where the numbers would lie: in logical order */
    int from;        /* first slot of those that are made at a time */
    int pixels;      /* of an image that lies channels-last: so many, in all channels; else 0 */
    int64_t each;    /* numbers at a time */
    const char *why;
} Made;

typedef enum KernelKind {
    KERNEL_LOOPS,   /* a fused loop nest */
    KERNEL_SCALARS, /* a few statements on single numbers, written into the step */
    KERNEL_CONTRACTION,
    KERNEL_MOVE,   /* permute, pad, concat, gather, ..: one plain loop nest */
    KERNEL_DRAW,   /* random numbers into a buffer */
    KERNEL_UPDATE, /* optimizer over one contiguous run of parameters */
    KERNEL_ASSIGN  /* state <- a value computed before */
} KernelKind;

typedef struct Kernel {
    KernelKind kind;
    const char *label; /* "F3", "G1", "U1": forward, gradient, update */
    const char *name;  /* C function */
    int lap;           /* place among the kernels of the steps, -1: of another routine */
    int routine;
    int index;   /* in Plan.kernels */
    bool again;  /* it ran before, and its result was not kept */
    Nodes roots; /* loops: reductions and stored values that it computes */
    Nodes body;  /* loops: every node evaluated, arguments before users */
    LIST(Access) reads, writes;
    LIST(Recomputed) recomputed; /* loops */
    LIST(Made) made;             /* loops: random numbers */
    int chain;                   /* number of its chain, from 1; 0: in none (chains.c) */
    int64_t examples;            /* in a chain: that it runs for, one after the other */
    int row;                     /* loops: slot of the rows, -1 for scalars */
    int64_t rows;
    Contraction *contraction;
    Buffer *scratch;      /* contraction, chunked sums */
    Step *step;           /* update, assign */
    int first, count;     /* update: run of parameters; assign: first is the state */
    const Update *update; /* update: of the first of the run */
    const Behind *behind; /* assign: it follows a parameter; NULL: the state takes a value */
    int64_t flops, bytes; /* operations; what it reads and writes, each value once */
} Kernel;

typedef enum RoutineKind {
    ROUTINE_WHEN,   /* of a step: whether it is made; computes what that takes */
    ROUTINE_STEP,   /* gradients, and unless they are collected first, updates */
    ROUTINE_UPDATE, /* of a step that collects gradients */
    ROUTINE_EVALUATE,
    ROUTINE_COMMAND
} RoutineKind;

/* One emitted function: a step, the evaluation, or a command. */
typedef struct Routine {
    RoutineKind kind;
    const char *name; /* "step_1", "evaluate", "sample" */
    Step *step;
    Command *command;
    int first, count;     /* kernels */
    int group;            /* routines of one group share values and lifetimes: the steps */
    LIST(Access) results; /* what the caller reads: outputs, values */
} Routine;

typedef struct Plan {
    Program *program;
    LIST(Buffer *) buffers; /* of the arena, without views */
    LIST(Kernel *) kernels;
    LIST(Routine *) routines;
    Buffer **parameters, **states, **fields; /* by tensor and field index */
    Buffer *times[TIMES];
    int64_t arena, naive, bound; /* floats: planned, every buffer by itself, largest live sum */
    int64_t parameter_floats, state_floats;
    int moments, counters; /* arrays of the parameters' size; counts of updates */
    int64_t *parameter_offset, *state_offset; /* by tensor index */
    Storage *parameter_storage;               /* by tensor index, over slots */
    const char **parameter_why;               /* by tensor index: why it lies like that */
    Nodes *step_losses;                       /* by step: what it minimises, before lowering */
    Node ***step_gradient; /* by step and update: its gradient, before lowering */
} Plan;

/* ---- lower.c -------------------------------------------------------------------------------
 * Requires graphs after all gradients. Erases stop_gradient, applies the lowering rules
 * L2, L4, L6, L9 and L10 (graph/lowering.c). Keeps which original node each one stands for. */
void lower(int count, Node **outputs);
/* A node made later stands where a lowered one does. */
void lower_stands_for(const Node *later, const Node *lowered);
int lower_rank(const Node *lowered);  /* creation order of the original: program order */
Node *lower_of(const Node *original); /* NULL where the node was not reached */

/* ---- schedule.c ----------------------------------------------------------------------------
 */
Plan *schedule(Program *program);

/* ---- noise.c -------------------------------------------------------------------------------
 * Whether the numbers of a row are made at once: they are then there however often a loop
 * walks the row. */
bool made_whole_row(const Made *made);

/* ---- layout.c ------------------------------------------------------------------------------
 */
void layout_order(Shape shape, int8_t order[AXES]); /* slots from outermost to innermost */
bool layout_view(Shape from, Storage storage, Shape to, Storage *view);
/* The storage of a view whose argument lies as `below`; false where no strides say it. */
bool layout_seen(const Node *view, Storage below, Storage *seen);
bool layout_same(const Storage *a, const Storage *b);
Storage layout_default(Shape shape); /* of a value that nothing else was chosen for */

/* ---- parameters.c --------------------------------------------------------------------------
 * Requires all lowered nodes. Fills Plan.parameter_storage and parameter_why; gradients that
 * follow their parameter get its storage in `wanted`, by node id. */
void layout_parameters(Plan *plan, const Nodes *order, Storage *wanted);

/* ---- updates.c -----------------------------------------------------------------------------
 * The moments and the count of each update of the program. */
enum { MOST_MOMENTS = 8 }; /* of a parameter, which runtime/model.h has room for */
void updates_assign(Plan *plan);
const Update *update_of(const Step *step, int parameter); /* NULL where it makes none */

/* ---- reorder.c -----------------------------------------------------------------------------
 */
void reorder(Plan *plan);

/* ---- plan.c --------------------------------------------------------------------------------
 */
void plan(Plan *plan);
/* Buffers in the order in which kernels write them: after recompute. */
void plan_number(Plan *plan);
bool kernel_reads(const Kernel *kernel, const Buffer *buffer);
bool kernel_writes(const Kernel *kernel, const Buffer *buffer);
/* Finds lifetimes; gives the floats that must exist while each kernel runs. */
int64_t *plan_live(Plan *plan);
/* The most of them; and those above `line`, summed over the kernels. */
int64_t live_most(const Plan *plan, const int64_t *live);
int64_t live_above(const Plan *plan, const int64_t *live, int64_t line);
/* `young` may lie where `old` does, if that is read for the last time. */
bool plan_writes_over(const Kernel *kernel, const Buffer *old, const Buffer *young);

/* ---- recompute.c ---------------------------------------------------------------------------
 * False where the arena cannot be made as small as Program.memory: it is then the smallest. */
bool recompute(Plan *plan);

/* ---- cost.c --------------------------------------------------------------------------------
 */
void cost(Plan *plan);

#endif
