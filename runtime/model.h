/* What the runtime knows of a model: the tables that an emitted main.c fills in, and the memory
 * that the emitted functions work on. Nothing here belongs to one model family.
 *
 * Layouts. `shape` is logical, as in PyTorch: an image is [C, H, W]. Fields and outputs of
 * three axes lie channels-last in memory, [batch][H][W][C], as example_place says. A tensor
 * lies as its `storage` says; checkpoints and initialisation index it logically. */
#ifndef RUNTIME_MODEL_H
#define RUNTIME_MODEL_H

#include <stddef.h>
#include <stdint.h>

enum { RANK_MAX = 6, MOMENTS_MAX = 8 };

/* Where element [i0][i1].. of a tensor lies, in floats from its start:
 *   sum of i_a stride[a], and for the axis in panels (i / panel) panel_stride + i % panel */
struct storage {
    long stride[RANK_MAX];
    int panel_axis; /* -1: none */
    int panel;      /* width of a panel, 32 */
    long panel_stride;
    long floats; /* with the padding of the last panel, which is kept zero */
    /* Its axes: those of the tensor, or the parts of axes that join an image. */
    int rank;
    long extent[RANK_MAX];
};

enum init_kind {
    INIT_CONSTANT,
    INIT_UNIFORM,
    INIT_NORMAL,
    INIT_TRUNCATED,  /* normal, drawn again beyond two deviations */
    INIT_ORTHOGONAL, /* rows or columns of length `gain`; a vector: its direction */
    INIT_IDENTITY,
    /* made of others: */
    INIT_LIKE,   /* as the tensor at place `a` */
    INIT_LENGTHS /* lengths of the rows of the tensor at place `a` */
};

struct tensor {      /* a parameter, or a state that persists but is not trained */
    const char *key; /* "encoder.mu.0.weight" */
    int trained;
    int integer; /* I64 in checkpoints, a float that counts in memory */
    int rank;
    long shape[RANK_MAX];
    long offset; /* its first float in `parameters` or in `state` */
    struct storage storage;
    enum init_kind init;
    double a, b; /* constant a; uniform [a, b); normal mean a, deviation b; gain a; place a */
};

enum field_kind { FIELD_IMAGE, FIELD_LABEL, FIELD_VECTOR };
enum crop { CROP_NOT, CROP_CENTER, CROP_RANDOM };
enum flip { FLIP_NOT, FLIP_HORIZONTAL = 1, FLIP_VERTICAL = 2, FLIP_BOTH = 3 };
enum fresh { FRESH_NOT, FRESH_NOISE = 1, FRESH_DATA = 2, FRESH_ALL = 3 };
enum binarize { BINARIZE_NOT, BINARIZE_THRESHOLD, BINARIZE_STATIC, BINARIZE_DYNAMIC };

struct field { /* of one example */
    const char *name;
    const char *from; /* its source; NULL: the only one */
    enum field_kind kind;
    int rank;
    long shape[RANK_MAX]; /* image [C, H, W]; label: rank 0, an int32 */
    double low, high;     /* range of an image */
    long classes;         /* of a label */
    /* How an image is made of a picture, in this order; zero: not. */
    long resize[2]; /* height and width that it is brought to */
    long pad;       /* pixels of black around it */
    enum crop crop;
    enum flip flip; /* by chance, in training */
    enum binarize binarize;
    int dequantize;
    const char *side; /* size of the page that is its height and width, or NULL */
};

struct scalar { /* a loss or a metric: a column of metrics.csv */
    const char *name;
    int metric;
    int stage; /* the first that computes it */
};

struct instance;

struct step {
    const char *name; /* what it minimises */
    int repeat;       /* runs per iteration; all but the first draw data and noise anew */
    int every;        /* above 1: it is due in iterations whose number it divides */
    int fresh;        /* of enum fresh: drawn anew for its first run too */
    int accumulate;   /* above 1: draws whose gradients `run` leaves; `update` takes the mean */
    int (*when)(struct instance *m); /* computes what `run` reads, and whether it is to run */
    void (*run)(struct instance *m);
    void (*update)(struct instance *m);
    int updates;         /* number of tensors it updates ... */
    const int *updated;  /* ... and their places in `tensors` */
    const int *descends; /* which of its losses each of them follows; NULL: there is one */
};

/* Steps that follow each other until the stage has its length. A page without has one. */
struct stage {
    const char *name;
    int first, steps;        /* of the steps */
    long epochs, iterations; /* its length; the other is -1 */
};

enum index { INDEX_NOT, INDEX_INT, INDEX_FLOAT }; /* numbers; int32; whole numbers in float */

struct output { /* of a command, per example */
    const char *name;
    int rank;
    long shape[RANK_MAX];
    enum index index;
    int image; /* drawn on a sheet: low and high are black and white */
    double low, high;
};

/* An index map that a command draws position by position: autoregress.h. */
struct map {
    const char *stream;
    long positions, classes;
    double temperature;
    void (*run)(struct instance *m, float *const *out); /* the logits of all positions */
    struct output logits; /* [classes, height, width] or [positions, classes] */
};

/* How a command lays out what it makes: layout.h. */
enum layout_kind { LAYOUT_FREE, LAYOUT_PATH, LAYOUT_TRAVERSE, LAYOUT_GRID, LAYOUT_EACH };
struct layout {
    enum layout_kind kind;
    long columns, rows; /* of a group: a path, a traversal, a grid, all classes */
};

struct command {
    const char *name; /* "sample" */
    int outputs;
    const struct output *output;
    void (*run)(struct instance *m, float *const *out); /* fills out[i][batch][..] */
    int reads_data;
    struct layout layout;
    int maps;
    const struct map *map; /* drawn before it runs, in this order */
    long samples, at_once; /* of a likelihood: draws of an example, and those of one run */
};

struct start { /* a table [centres][width] that begins as centres of a value's clusters */
    int tensor;
    int part; /* of a tensor [tables][centres][width]: which one, else 0 */
    int iterations;
    long each;                                          /* vectors for a centre, at least */
    long per_batch;                                     /* vectors of a batch */
    void (*run)(struct instance *m, float *const *out); /* out[0][per_batch][width] */
};

struct check; /* check.h: the same graph in double */

struct buffer { /* of the arena; for `info`, and for checks that look inside */
    const char *name;
    long floats;
    long offset; /* where the plan puts it */
};

struct kernel {                             /* a call in a step; for `bench` */
    const char *routine, *label, *function; /* "step_1", "F3", "make_z" */
    int line;                               /* of the page; 0: none */
    int product; /* a matrix product or a convolution: its operations are multiply-adds */
    double flops, bytes; /* operations; what it reads and writes, once */
};

struct model {
    const char *name, *version, *hash; /* version of latentc, SHA-256 of the page */
    long batch;
    int fields, tensors, scalars, steps, stages, commands, buffers, kernels;
    const struct field *field;
    const struct tensor *tensor;
    const struct scalar *scalar;
    const struct step *step;
    const struct stage *stage;
    const struct command *command;
    const struct buffer *buffer;
    const struct kernel *kernel; /* those of the steps, by the number of their lap */
    long parameter_floats, state_floats;
    int moments;  /* arrays of parameter_floats that the optimizers keep */
    int counters; /* counts of updates, of those that go together */
    long arena_floats;
    int starts;
    const struct start *start;            /* in an order in which each finds what it reads */
    void (*evaluate)(struct instance *m); /* every scalar of a batch, in inference mode */
    const struct check *check;
    const char *page;        /* the YAML text */
    const char *const *used; /* name and text of each file that it uses, then NULL; or NULL */
};

/* How far training is, for schedules: of the iteration that runs, counted from the beginning of
 * its stage. */
enum time {
    TIME_STEP,     /* iterations done before it */
    TIME_EPOCH,    /* batches taken before it, of those of an epoch */
    TIME_PROGRESS, /* the same of the whole length, from 0 to 1 */
    TIME_EXAMPLES, /* examples taken before it */
    TIMES
};

/* The memory of one running model. Everything is allocated once, by instance_create. */
struct instance {
    const struct model *model;
    void *memory;               /* of which these are pieces: */
    float *parameters, *state;  /* as the tensors' offsets say */
    float *gradients;           /* of the step that ran last; laid out like `parameters` */
    float *moment[MOMENTS_MAX]; /* of the optimizers; laid out like `parameters` */
    float *arena;
    float **at;         /* [buffers] where each lies: planned, or by itself */
    const void **field; /* [fields] the current batch: float, or int32 for labels */
    float *value;       /* [scalars] as last computed */
    float time[TIMES];
    int begun;     /* instance_init has run: what it sets is not zero any more */
    int stage;     /* that the weights are of */
    long *updates; /* [counters] updates made: t of Adam */
    uint64_t seed;
    uint64_t draw;          /* number of the draw of noise: keys every stream */
    uint64_t first;         /* generation: logical index of the batch's first example */
    struct layout layout;   /* generation: where examples stand; command->layout by default */
    const struct map *maps; /* generation: index maps of the command ... */
    int *const *map;        /* ... [maps][batch][positions], as far as they are drawn */
    void (*lap)(struct instance *m, int kernel); /* bench: the kernel has run; NULL: none */
};

/* Where number i of an example, in logical order, lies in memory: [C, H, W] channels-last, all
 * else as it is. */
static inline long
example_place(int rank, const long *shape, long i)
{
    long space = 1;
    for (int axis = 1; axis < rank; axis++)
        space *= shape[axis];
    int last = rank >= 3 && shape[2] > 1;
    for (int axis = 3; axis < rank; axis++)
        last = last && shape[axis] == 1;
    return last ? i % space * shape[0] + i / space : i;
}

/* Stands behind each kernel of a step: the clock of `bench`. */
static inline void
lap(struct instance *m, int kernel)
{
    if (m->lap)
        m->lap(m, kernel);
}

/* What instance_init sets is not set yet.
 * `shared`: buffers overlap as planned; else each lies by itself, filled with NaN (checks). */
struct instance *instance_create(const struct model *model, uint64_t seed, int shared);
void instance_init(struct instance *m); /* parameters, state and moments as at step 0 */
/* Tensors that begin as others: again where those have begun otherwise. */
void instance_follow(struct instance *m);
/* What a checkpoint holds; without an arena it cannot run. */
struct instance *instance_copy(const struct instance *m);
void instance_free(struct instance *m);

/* A scalar that no step has computed yet: a NaN that no arithmetic makes. */
float scalar_unset(void);
int scalar_is_unset(float value);

/* A tensor of an instance, and the way between its storage and logical row-major order. */
float *tensor_data(const struct instance *m, const struct tensor *t);
long tensor_count(const struct tensor *t);
void tensor_unpack(const struct tensor *t, const float *stored, float *logical);
void tensor_pack(const struct tensor *t, const float *logical, float *stored); /* pads with 0 */

/* Threads that wait sleep soon, unless the environment says how to wait. Comes first in main:
 * it may start the program again. */
void threads_calm(char **argv);

/* The trainer's main program. */
int command_main(const struct model *model, int argc, char **argv);

#endif
