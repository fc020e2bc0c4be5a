/* What a page means: the result of translate/, and all that later passes know of it.
 *
 *   value.c        values with their shapes and the reasons for them
 *   arithmetic.c   + - * / ^ between them, and what does not fit
 *   evaluate.c     names and operators; call.c: calls and their arguments
 *   functions.c    the table of functions written in primitives, with codes.c, random.c,
 *                  sheets.c and differentiate.c; prelude.yaml holds what the language can say
 *   layers.c       the table of layers, with convolution.c and norm.c
 *   list.c         lists of layers; network.c: networks and their applications
 *   tensors.c      fields, parameters, state; starts.c: first values that are computed
 *   optimizers.c   the table of optimizers
 *   steps.c        losses, gradients, versions; commands.c: what runs in inference mode
 *   translate.c    the pipeline; doc.c: the tables as text
 *
 * front/model.c reads the sections before all of these. */
#ifndef LATENTC_PROGRAM_H
#define LATENTC_PROGRAM_H

#include "../front/front.h"
#include "../graph/graph.h"

enum { RANK = 6 }; /* most example axes of a tensor */

typedef struct Dims {
    int rank;
    int64_t n[RANK];
    const char *size[RANK]; /* name of the size it was written as ("latent"), or NULL */
} Dims;

typedef struct Init {
    enum {
        INIT_CONSTANT,
        INIT_UNIFORM,
        INIT_NORMAL,
        INIT_TRUNCATED,
        INIT_ORTHOGONAL,
        INIT_IDENTITY
    } kind;
    /* constant: a; uniform: from a to b; normal, truncated: mean a, deviation b; orthogonal,
     * identity: gain a; an orthogonal vector is a normal one of length a */
    double a, b;
} Init;

typedef struct Tensor {  /* a parameter or a state */
    const char *name;    /* C identifier: "encoder_mu_0_weight" */
    const char *key;     /* checkpoint key: "encoder.mu.0.weight" */
    const char *network; /* name of its network, or NULL */
    bool trained;        /* parameter; else state */
    bool integer;        /* I64 in checkpoints: num_batches_tracked */
    Dims dims;           /* logical shape, PyTorch's */
    Dims parts;          /* its axes in memory: an axis of dims, or the image that it is */
    Shape shape;         /* the parts in slots */
    Init init;
    const struct Tensor *like;       /* it begins as this one does, or NULL: as `init` says */
    const struct Tensor *lengths_of; /* it begins as the lengths of its rows, or NULL */
    const struct Tensor *follows;    /* state of an average: what it moves after, or NULL */
    struct Clusters *clusters;       /* it begins as centres of a value's clusters, or NULL */
    Mark mark;
    int index; /* place in its list */
} Tensor;

typedef struct Clusters { /* k-means of a value before the first step */
    int64_t iterations;   /* of Lloyd's */
    int64_t each;         /* vectors that are looked at, for each centre */
    int64_t per_batch;    /* vectors of the value in a batch */
} Clusters;

typedef enum FieldKind { FIELD_IMAGE, FIELD_LABEL, FIELD_VECTOR } FieldKind;

typedef struct Field { /* of an example */
    const char *name;
    FieldKind kind;
    Dims dims;
    double low, high; /* range of an image's values */
    int64_t classes;  /* label: its bound */
    Shape shape;
    /* How the trainer reads it; runtime/model.h has the same. */
    const char *from;                   /* source, or NULL */
    const char *crop, *flip, *binarize; /* as written, or NULL */
    int64_t resize[2], pad;
    bool dequantize;
    const char *side; /* size of the page that is height and width of an image, or NULL */
    Mark mark;
    int index;
} Field;

typedef struct Time {  /* the `leaf` of a time node */
    const char *name;  /* as in expressions: "epoch" */
    const char *place; /* of m->time: "TIME_EPOCH" */
    const char *doc;
} Time;
enum { TIMES = 4 };
extern const Time times[TIMES]; /* translate/time.c */

/* What is drawn is standard: mean, scale and range are graph. The last four are what the
 * trainer hands over to a command. Three say where an example stands on its sheet: the share of
 * the way along its row, the number of the row, and quantiles [2] of the normal distribution at
 * its place in a square. The fourth is an index map that was drawn position by position. */
typedef enum NoiseKind {
    NOISE_NORMAL,
    NOISE_UNIFORM,
    NOISE_TRUNCATED, /* normal, drawn again until its absolute value is within `bound` */
    NOISE_SHARE,
    NOISE_ROW,
    NOISE_QUANTILE,
    NOISE_MAP
} NoiseKind;

typedef struct Noise {  /* the `leaf` of a draw node */
    const char *stream; /* "z.1": key of the stream */
    NoiseKind kind;
    double bound; /* of NOISE_TRUNCATED */
    int map;      /* of NOISE_MAP: its place among those of the command */
    Shape shape;
    bool shared;     /* the same for all examples of a run */
    int application; /* of a layer: of its network, in translate/ */
    Mark owner;      /* what the draw is written in, in translate/ */
    int index;
} Noise;

enum { OPTIMIZER_ARGUMENTS = 8 };
typedef struct Optimizer {
    const char *kind; /* "adam": a row of the table */
    int count;
    const char *name[OPTIMIZER_ARGUMENTS]; /* "lr", "beta1", .. in the order of the row */
    double value[OPTIMIZER_ARGUMENTS];     /* NAN where a step computes it */
    const struct Expr *expr[OPTIMIZER_ARGUMENTS]; /* what it computes, else NULL */
    int moments; /* arrays of the parameter's size that it keeps */
    Mark mark;
} Optimizer;
double optimizer_value(const Optimizer *optimizer, const char *name); /* 0 where it has none */

typedef struct Scalar { /* a loss or a metric */
    const char *name;
    bool metric;
    Node *evaluated; /* in inference mode */
    int step;        /* the first step whose routine computes it */
    int stage;       /* the first stage that does */
    int logged;      /* while steps are built: 1 + the last stage that does, 0: none yet */
    Mark mark;
    int index; /* place in metrics.csv */
} Scalar;

typedef struct Logged { /* a loss or metric as a step computes it */
    Scalar *scalar;
    Node *value; /* in training mode, at the versions of the step */
} Logged;

typedef struct Update { /* parameter <- optimizer(parameter, gradient) */
    Tensor *parameter;
    Node *gradient;
    const Optimizer *optimizer;
    int loss;            /* of the step: which one it descends */
    int gate;            /* of the step: it is made where that is not 0; -1: always */
    Tensor *follower;    /* what moves after the parameter in the same pass, or NULL .. */
    int follow;          /* .. as this one of the step's `follows` says */
    int moment, counter; /* its first array of moments, its count: passes/updates.c */
} Update;

typedef struct Rate {           /* an argument of an optimizer that the step computes */
    const Optimizer *optimizer; /* NULL: the decay of an average */
    int argument;
    Node *value; /* one number */
} Rate;

typedef struct Follow {  /* an average that a step moves: e <- decay e + (1 - decay) p */
    const char *network; /* "G_ema" */
    double decay;
    int rate; /* its place in `rates` where the step computes it, else -1 */
} Follow;

typedef struct Behind { /* what follows a parameter in a pass of its own, after the updates */
    Tensor *follower;
    int follow;
} Behind;

typedef struct Assign { /* state <- value, after the updates, in order */
    Tensor *state;
    Node *value;
} Assign;

typedef struct Step {
    const char *name; /* "step1", or what it minimises: "d_loss" */
    int index, stage;
    int repeat, every, accumulate; /* 1: once, always, one draw */
    bool fresh_noise, fresh_data;  /* drawn anew for it */
    Node *when;                    /* it is made where this is not 0; NULL: always */
    bool early;                    /* `when` reads time and state alone: decided first */
    double clip_norm, clip_value;  /* limits of the gradient, applied in this order; 0: none */
    bool clamps;                   /* updated parameters are kept in .. */
    double low, high;              /* .. this range */
    Nodes losses;                  /* what is minimised: one, or as many as `minimize` has */
    LIST(Update) updates;          /* in the order of the parameters */
    LIST(const Optimizer *) optimizers; /* of the updates, each once */
    LIST(Rate) rates;
    Nodes gates; /* of some of the updates: one number each */
    LIST(Follow) follows;
    LIST(Behind) behind;
    LIST(Assign) assigns;
    int moved;           /* the first of `assigns`, which belong to the forward pass */
    LIST(Logged) logged; /* losses and metrics computed by this step */
    Mark mark;
} Step;
/* Whether nothing that it computes can have been computed for the steps before. */
bool step_draws_anew(const Step *step);

typedef struct Stage { /* steps that follow each other until it has its length */
    const char *name;
    int first, steps;       /* of Program.steps */
    int epochs, iterations; /* its length; the other is -1 */
} Stage;

typedef struct Output { /* one member of a generate entry */
    const char *name;   /* "mu"; no two of a command are the same */
    Node *value;
    Dims dims;
    bool index;        /* indices; what is copied of a field is written as numbers */
    const Field *like; /* the image field whose shape and range it has, or NULL */
} Output;

typedef struct Map {     /* an index map that is drawn position by position */
    const char *stream;  /* "code_new.1" */
    const char *name;    /* "code_new_map" */
    Output logits;       /* of the whole map, given what is drawn of it */
    const char *routine; /* that computes them */
    int64_t positions, classes;
    double temperature;
} Map;

/* How a command lays out what it makes; runtime/layout.h says what each is. */
typedef enum SheetKind {
    SHEET_FREE,
    SHEET_PATH,
    SHEET_TRAVERSE,
    SHEET_GRID,
    SHEET_EACH
} SheetKind;

typedef struct Sheet { /* how a command makes its examples */
    const char *command;
    SheetKind kind;
    int64_t columns, rows;    /* of one group; rows of a path: 1 */
    int64_t samples, at_once; /* of log_mean_exp: draws of an example, and those of one run */
    const void *merged;       /* its expression: the trainer does what is left of it */
    LIST(Map *) maps;         /* that are drawn before, in this order */
} Sheet;

typedef struct Command { /* a generate entry */
    const char *name;
    LIST(Output) outputs;
    Sheet sheet;
    bool reads_data; /* needs a batch of the test split */
    Tensor *fills;   /* no command of the page: its vectors are clustered for this tensor .. */
    int part;        /* .. or for this element along its first axis, where that holds tables */
    const Map *map;  /* no command of the page: the logits of this map */
    Mark mark;
    int index;
} Command;

typedef struct Size {        /* a named integer of the page */
    const char *name, *word; /* the word: in emitted C, by size_word */
    int64_t value;
} Size;

typedef struct LayerRow {               /* a line of `check`: what a layer makes of what */
    const char *network, *place, *text; /* "G", "3", "up: 2 * width" */
    Dims out;
    int64_t parameters;
    int64_t flops; /* multiply-adds times two, one example, forward */
    Mark mark;
} LayerRow;

typedef struct Program {
    const Source *source;
    const char *sha256; /* of the page and the files it uses */
    UsedFiles used;
    const char *text; /* the page with --set applied, as written next to the emitted C */
    const char *model;
    int64_t batch;
    int64_t memory; /* most bytes of the arena; 0: as many as it takes */
    Mark memory_mark;
    LIST(Size) sizes;
    LIST(Field *) fields;
    LIST(Tensor *) parameters;
    LIST(Tensor *) states;
    LIST(Noise *) noises;
    LIST(Scalar *) scalars; /* losses in the page's order, then metrics */
    LIST(Step *) steps;
    LIST(Stage) stages; /* none: the steps are one */
    LIST(Command *) commands;
    LIST(LayerRow) layers;
    struct Choices *choices; /* measured tiles, or NULL: passes/choice.h */
    bool unfused;            /* every value is computed by a kernel of its own */
} Program;

typedef struct Setting { /* --set name=value */
    const char *name, *value;
} Setting;

/* In which list of the program a leaf stands, and at which place; -1: a draw, or no leaf. */
typedef enum LeafList {
    LEAF_PARAMETERS,
    LEAF_STATES,
    LEAF_FIELDS,
    LEAF_TIMES,
    LEAF_NONE
} LeafList;
LeafList program_leaf(const Program *program, const Node *n, int *place);

/* Every node that leaves the program, for walks over all of it. */
void program_outputs(const Program *program, Nodes *out);

/* Reads the page at `path`; NULL after errors (all of them reported). */
Program *translate(const char *path, int settings, const Setting *setting);

/* `latentc doc [WORD]`: prints the tables and the prelude; false when WORD is unknown. */
bool translate_doc(Text *text, const char *word);
/* "; did you mean 'x'?", or "" where nothing is near. */
const char *translate_doc_nearest(const char *word);
void translate_doc_markdown(Text *text); /* all of it as a page of Markdown */

#endif
