/* What the files of translate/ share: values with their reasons, and the state of a
 * translation. functions.h and layers.h have the tables, program.h what comes out. */
#ifndef LATENTC_TRANSLATE_H
#define LATENTC_TRANSLATE_H

#include "../front/model.h"
#include "program.h"

/* ---- value.c: a node with its example axes and the reason for them ------------------------
 */

typedef enum ValueKind { VALUE_POISON, VALUE_TENSOR, VALUE_RECORD, VALUE_AXES } ValueKind;

enum { /* axes of a reduction: words in the low bits, outer axes above */
       OVER_NONE = 0,
       OVER_CHANNELS = 1,
       OVER_SPACE = 2,
       OVER_FEATURES = 4,
       OVER_ALL = 8,
       OVER_EVERY = 16, /* outer axis, whichever the value has */
       OVER_OUTER = 5,  /* shift of the outer axes */
       OVER_BATCH = 1 << OVER_OUTER
};

enum { OUTER_BATCH = 1, OUTER_AXES = 24 }; /* outer axis i of a page is bit i of a set */

typedef struct Value {
    ValueKind kind;
    Node *node;       /* tensor */
    Dims dims;        /* tensor: example axes; axis i stands in slot value_slot + i */
    unsigned outer;   /* tensor: set of outer axes, in the first slots in the page's order */
    bool per_channel; /* tensor [C] that is laid along the channels of the other operand */
    Rational exact;   /* tensor: a number known now; den == 0 otherwise */
    const char *size; /* tensor: the size of the page that is this number, or NULL */
    const Rational *list; /* tensor [n]: written as a list of numbers, which these are */
    unsigned over;        /* axes */
    int members;          /* record, or taps of a network's result */
    int taps;             /* record: of the members, the last ones, which are no parts of it */
    const char **member;
    struct Value *at;
    const char *reason; /* why it has its shape: "'linear: latent'" */
    Mark why;
} Value;

Value value_poison(void);
Value value_tensor(Node *node, Dims dims, unsigned outer);
Value value_number(Rational exact);
Value value_real(double number);
Value value_because(Value v, Mark why, const char *reason);
const Value *value_member(const Value *v, const char *name);
bool value_integer(const Value *v); /* an index or a label */

Dims dims_of(int rank, const int64_t *n);
bool dims_equal(Dims a, Dims b);
int64_t dims_size(Dims d); /* elements; -1 past 2^31 - 1 */
/* Whether a batch of `d` can be counted; reports what is too large. */
bool dims_check(Dims d, int64_t batch, Mark where, const char *what);
const char *dims_print(Dims d);   /* "[20]", "[3, 32, 32]", "a number" */
const char *dims_product(Dims d); /* "3 x 32 x 32" */
Shape dims_shape(Dims d, int64_t batch);
int dims_channel(Dims d); /* axis of channels, -1 for rank 0 */
Dims dims_without_channels(Dims d);

/* ---- axes.c: outer axes, by name ------------------------------------------------------------
 */

typedef struct Axis { /* an outer axis: `batch`, `others`, or a size used as an axis */
    const char *name;
    int64_t extent;
    unsigned merged;  /* rows of a network or a function: the axes that run in them, 0 otherwise
                       */
    unsigned left_of; /* what split() left of this axis, 0 otherwise */
    Mark mark;        /* where it was first used */
} Axis;

typedef struct Page Page;
typedef struct Eval Eval;
int value_slot(const Value *v); /* of the first example axis */
/* All extents of v, where its node may have 1 because it does not vary. */
Shape value_shape(const Page *page, const Value *v);
/* Names the axes of n, which are those of v. */
void value_call_axes(const Page *page, Node *n, const Value *v);
int outer_count(unsigned outer);
int64_t outer_size(const Page *page, unsigned outer);      /* elements of a set of axes */
const char *outer_print(const Page *page, unsigned outer); /* "batch and samples" */
/* " over batch and samples", or nothing where v is one for all. */
const char *value_over(const Page *page, const Value *v);
/* The same elements under other example axes. */
Value value_lay(Value v, Dims dims);
Value value_part(Value v, int i);           /* element i along its first example axis */
Value outer_align(Value v, unsigned outer); /* with units inserted */
/* v with the axes of `outer`, a set that holds its own, as one axis in slot 0; and back. */
Value outer_merge(Page *page, Value v, unsigned outer);
Value outer_split(const Page *page, Value v);
unsigned outer_rows(Page *page, unsigned outer); /* the set as one axis */
/* Whether there is room for a value of these axes; reports. */
bool outer_check(const Page *page, unsigned outer, Dims dims, Mark where, const char *what);
/* Whether two values may meet, or would match by accident; reports. */
bool outer_meet(Eval *eval, const Expr *left, const Expr *right, Mark where, const char *verb,
                const Value *a, const Value *b);
/* The axes of `outer` of which `parts` has none that split() left. */
unsigned outer_whole(const Page *page, unsigned outer, unsigned parts);
int outer_slot(unsigned outer, int axis); /* of an axis of the set */
int outer_first(unsigned outer);          /* of the first example axis */
/* The axis of this name, made where the page has none; `others` likewise. */
int outer_named(Page *page, const char *name, int64_t extent, Mark where);
int outer_others(Page *page, Mark where);
/* The outer axis that the name stands for; -1 after an error. */
int outer_axis(Eval *eval, const Expr *name);
bool evaluate_axes(Eval *eval, const Expr *expr, unsigned *over); /* of over=; reports */

/* ---- the state of a translation ------------------------------------------------------------
 */

typedef struct Local {
    const char *name;
    Value value;
    bool several; /* named layers of several blocks are called so */
} Local;

typedef struct Scope { /* names that a function, a block or a network adds */
    LIST(Local) locals;
    bool closed;     /* of a function: names of the page are not seen */
    bool block;      /* it is that of a block of another file */
    bool sizes_only; /* of a network: only sizes and constants of the page are */
    const struct Scope *outer;
} Scope;

typedef struct Opaque { /* a value that grad() differentiates by: a leaf until the step is done
                         */
    const char *name;
    Node *leaf, *actual;
} Opaque;

typedef struct Move { /* inside an application: state <- keep state + share value */
    const Tensor *state;
    Rational keep, share;
    Node *value;
} Move;

/* One way to evaluate the page: a mode, and which update each tensor was last written by. */
typedef struct World {
    bool training;
    bool records; /* applications update their statistics */
    int step;
    int *parameter_version, *state_version;
    Node **assigned;   /* of each state: what this step has made of it, or NULL */
    Value *memo;       /* of each entry of the model */
    char *progress;    /* of each entry: 0 not yet, 1 on the way, 2 done */
    const char *owner; /* value, loss or command whose expression is evaluated */
    Mark owner_mark;
    int draws;        /* in the owner so far */
    int calls;        /* of functions with values of their own, in the owner so far */
    unsigned rows;    /* what a draw is for each of: the batch, or the rows of a network */
    LIST(int) path;   /* entries on the way, for cycles */
    LIST(Move) moves; /* by applications so far, in their order */
    Sheet *sheet;     /* of the command that is evaluated, NULL: of none */
} World;

typedef struct Application {
    bool recorded;  /* its statistics are on their way */
    int step;       /* that recorded it */
    Node **vectors; /* of each state: a spectral vector as the application found it, or NULL */
    const char *network;
    int count, versions;
    Node **argument; /* stop_gradient erased */
    int *version;
} Application;

enum { INIT_ARGUMENTS = 3 };
typedef struct InitSpec { /* first values as written; with a shape they become an Init */
    const struct InitKind *row;
    double number[INIT_ARGUMENTS];    /* by parameter of the row .. */
    const char *word[INIT_ARGUMENTS]; /* .. or a word */
    bool of_layer; /* the tensor is that of a layer, which has a default of its own */
    Mark mark;
} InitSpec;

typedef struct Network {
    const char *name;
    Entry *entry;
    int inputs;
    const char **input;
    Dims *input_dims;
    int64_t *input_bound;      /* of an integer input, 0 for numbers */
    InitSpec *init;            /* of weights, NULL: the layers' own */
    bool spectral_norm;        /* of these weights */
    LIST(const char *) within; /* networks that stand in it as layers */
    struct Network *of;        /* the network that it follows, or NULL */
    const Expr *decay;         /* by how much it stays where it is .. */
    int64_t start;             /* .. after so many iterations */
    int last;                  /* of the stage's steps, the last that updates it */
    bool declared, broken, busy, updated;
} Network;

typedef struct SharedOptimizer {
    const Entry *entry;
    Optimizer *optimizer; /* NULL after an error */
} SharedOptimizer;

typedef struct First { /* values of a tensor, by other tensors or the data */
    Tensor *tensor;
    const Expr *expr; /* a name, or kmeans(..) */
    int parts;        /* tables of vectors: 1, or as many as the tensor's first axis holds */
    Value *value;     /* of kmeans's argument, for each of them */
    int state;        /* starts.c, for cycles: 0 not yet, 1 on the way, 2 done */
} First;

typedef struct Replay { /* an application of replay() that has been met */
    const Tensor *pool;
    const Node *argument;
    Node *result;
} Replay;

enum { STATES_LATER = 64 }; /* most that are made while errors are looked for */

struct Page {
    const Model *model;
    Program *program;
    Definitions prelude;
    LIST(Network *) networks;
    LIST(Application) applications;
    LIST(Opaque) opaque;
    LIST(Axis) axes;      /* outer axes: batch, then as they were met */
    LIST(Noise *) noises; /* every stream met */
    LIST(SharedOptimizer) optimizers;
    LIST(First) firsts;
    LIST(Replay) replays;
    int later_states;
    LIST(const char *) differentiated; /* names that grad() is asked for */
    bool declaring;                    /* networks are run on their declared inputs */
    int errors;                        /* counted before this page */
    bool *broken;                      /* entries with an error that has been reported */
    Nodes means;                       /* of batch norms in training, for grad()'s warning */
};

struct Eval {
    Page *page;
    World *world;
    const Scope *scope;
};

World *world_new(const Page *page, bool training);
const Local *scope_find(const Scope *scope, const char *name);
void scope_add(Scope *scope, const char *name, Value value);
/* The names from number `first` on become parts of the value. */
void value_add_taps(Value *value, const Scope *names, int first);

/* ---- evaluate.c: expressions to values ----------------------------------------------------
 */

Value evaluate(Eval *eval, const Expr *expr);
Value evaluate_entry(Eval *eval, const Entry *entry);
bool evaluate_number(Eval *eval, const Expr *expr, Rational *value); /* exact, reports */
bool evaluate_dims(Eval *eval, const Expr *expr, Dims *dims);        /* reports */
Value call_definition(Eval *eval, const Definition *definition, const Expr *call);
/* The same with its arguments as values, one for each parameter. */
Value apply_definition(Eval *eval, const Definition *definition, const Value *arguments);
Node *tensor_leaf(Eval *eval, const Tensor *tensor); /* in its parts */
Node *tensor_node(Eval *eval, const Tensor *tensor); /* in its logical shape */
/* State that moves inside an application: as those before it in the step left it. */
Node *state_now(Eval *eval, const Tensor *state);
void state_move(Eval *eval, Move move);
Value name_value(Eval *eval, Value value, const char *name, bool written, Mark mark);
/* n under a name that says what it is to the value on whose line it stands: "fake_order". */
Node *name_inside(const Eval *eval, Node *n, const char *word);

/* time.c */
const Time *time_find(const char *name); /* NULL where it is none */

/* arithmetic.c: element-wise operations with the page's broadcasting */
/* A note at the size in `expr` that is `found`, where another size is as `wanted`. */
void note_size(const Page *page, const Expr *expr, int64_t found, int64_t wanted);
Value binary(Eval *eval, const Expr *expr, Value a, Value b);
/* Two values brought to equal rank and outer axes; false after an error that says `verb`. */
bool broadcast_pair(Eval *eval, const Expr *left, const Expr *right, Mark where,
                    const char *verb, Value *a, Value *b);

/* ---- differentiate.c ------------------------------------------------------------------------
 */

void explain_zero(Node *y, const Node *x, Mark where); /* a note: what cut the derivative */
Node *opaque_resolve(Page *page, Node *node);          /* placeholders of grad() replaced */
void differentiated_names(Page *page);

/* ---- network.c -----------------------------------------------------------------------------
 */

void networks_read(Page *page);
Network *network_find(const Page *page, const char *name);
Value apply_network(Eval *eval, Network *network, const Expr *call, bool training);
Value apply_values(Eval *eval, Network *network, const Value *values, const char *of,
                   bool training);
/* Input i of a network, and whether it is one; reports. */
bool evaluate_input(Eval *eval, const Network *network, int i, const Expr *expr, Value *v);
bool shape_read(Eval *eval, const Yaml *body, Dims *dims);

/* list.c: one run through the layers of a network */
typedef struct Run {
    Eval eval; /* its scope holds inputs, taps and outputs */
    Scope *names;
    Network *network;
    const char *of;
    int application; /* place in Page.applications, -1 in inference */
    bool fresh, training;
    Mark place; /* on the page, of a block of another file; line 0: in none */
} Run;
Value run_list(Run *run, const Yaml *list, const char *key, const char *label, Value x);
const char *yaml_print(const Yaml *yaml); /* on one line, as in a flow collection */

/* ---- average.c: networks that follow another
 * -------------------------------------------------
 */

void averages_read(Page *page);
void averages_order(Program *program);
Network *average_of_layer(Page *page, const Network *average, Network *layer);
void averages_check(Page *page, World *world);
/* Requires the updates and assignments of the step; `after` knows what the states became. */
void averages_build(Page *page, Step *step, World *after);
Tensor average_tensor(Page *page, const Network *network, Tensor made);

/* ---- fields.c -------------------------------------------------------------------------------
 */

typedef struct FieldWord { /* of a field: its kind, or an attribute */
    const char *name, *written, *doc;
    bool of_image; /* an attribute of images alone */
    bool (*read)(Eval *eval, const Yaml *value, Field *field);
} FieldWord;
extern const FieldWord field_words[];
extern const int field_word_count;
void fields_read(Page *page);

/* ---- tensors.c ------------------------------------------------------------------------------
 */

Tensor *tensor_find(const Program *program, const char *key);
Tensor *tensor_add(Page *page, Tensor tensor);
/* Keeps an axis of a tensor as the image that it joins; before anything reads the tensor. */
void tensor_split(Tensor *tensor, int axis, Dims image);
void tensors_read(Page *page); /* parameters and state of the page */

/* init.c: first values, one row each */
typedef struct InitKind {
    const char *name, *parameters, *doc;
    bool zero_bias; /* biases beside the weight start at 0 */
    bool (*resolve)(const InitSpec *spec, const Dims *dims, Init *init);
} InitKind;
extern const InitKind init_kinds[];
extern const int init_kind_count;
bool init_read(Eval *eval, const Yaml *body, InitSpec *spec);
bool init_resolve(const InitSpec *spec, const Dims *dims, Init *init);
bool number_argument(Eval *eval, const Expr *expr, double *value); /* known now; reports */

/* starts.c: `init` where it names a tensor or calls kmeans, else NULL; false after an error. */
bool start_expression(const Page *page, const Yaml *init, const Expr **first);
void starts_check(Page *page); /* errors only */
void starts_build(Page *page);

/* call.c: parameter i of "x, over=all"; false past the last. */
bool parameter_spec(const char *spec, int i, const char **name, const char **fallback);

/* flattened.c: a linear layer behind a flattened image x, and one whose features x are. */
void flattened_input(Tensor *weight, const Node *x);
void flattened_output(const Program *program, const Node *x, Dims image);

/* ---- optimizers.c, steps.c ------------------------------------------------------------------
 */

typedef struct OptimizerKind {
    const char *name, *parameters, *doc;
    int moments;            /* that it always keeps .. */
    const char *another[3]; /* .. and arguments that ask for one more, where they are not 0 */
} OptimizerKind;
extern const OptimizerKind optimizer_kinds[];
extern const int optimizer_kind_count;
Optimizer *optimizer_read(Page *page, const Expr *expr); /* NULL after an error */

typedef struct Targets { /* what a step changes, by parameter */
    bool all;            /* the page does not say */
    bool broken;         /* a name in it is not known */
    int *loss;           /* which of its losses the parameter follows, -1: none */
    const Optimizer **optimizer;
    int *gate; /* which `when` decides, -1: none of them alone */
} Targets;

/* targets.c */
bool targets_read(Page *page, const StepText *text, Targets *targets);
void targets_optimizers(Page *page, const StepText *text, Targets *targets);
void targets_gates(Page *page, const StepText *text, Targets *targets);
/* assigns.c */
void assigns_build(Page *page, Step *step, World *world, const StepText *text);
void assigns_check(Page *page, World *world, const StepText *text);
void steps_build(Page *page);
void commands_check(Page *page); /* errors only */
void commands_build(Page *page);
bool command_known(const Program *program, const char *name);
const Definitions *prelude_functions(void); /* prelude.c */
const Definitions *prelude_blocks(void);

#endif
