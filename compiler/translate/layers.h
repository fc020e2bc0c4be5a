/* Layers: the table of layers.c, how one takes its arguments and makes its tensors, and those
 * of other files. */
#ifndef LATENTC_LAYERS_H
#define LATENTC_LAYERS_H

#include "functions.h"

typedef struct Layer { /* one layer of one application */
    Eval *eval;
    const struct LayerKind *kind;
    const Yaml *item; /* as written */
    Mark mark;
    Mark place;       /* on the page: the same, or where a block of another file stands */
    const char *text; /* "linear: latent" */
    const char *network;
    const char *key;          /* "encoder.mu.0" */
    const char *label;        /* for names in C: "linear", "conv2" */
    const char *of;           /* argument of the application, for names */
    const Yaml *argument[8];  /* by parameter of the kind; NULL: the default */
    const InitSpec *init;     /* of weights, NULL: the kind's own */
    const InitSpec *own_init; /* written at the layer, NULL: not; of weights and gains */
    bool init_used;
    bool spectral_norm, weight_norm; /* attributes of its weight */
    bool norm_used;
    int application; /* place in Page.applications, -1 in inference */
    bool fresh;      /* this application updates statistics */
    bool training;
    int64_t parameters, flops; /* set by the lowering, for `check` */
} Layer;

typedef struct LayerKind {
    const char *name;
    const char *parameters; /* "features, bias=true" */
    const char *doc;
    Value (*lower)(Layer *layer, Value x);
} LayerKind;

typedef struct LayerHolder { /* a word of a list that holds layers or names */
    const char *name, *parameters, *doc;
} LayerHolder;

extern const LayerHolder layer_holders[];
extern const int layer_holder_count;
extern const LayerHolder layer_attributes[]; /* words that any layer may have */
extern const int layer_attribute_count;
extern const LayerKind layer_kinds[];
extern const int layer_kind_count;
const LayerKind *layer_kind_find(const char *name);
/* What `init` says is for weights; that of the layer itself for gains too. */
enum { TENSOR_BIAS, TENSOR_WEIGHT, TENSOR_GAIN };
Tensor *layer_tensor(Layer *layer, const char *name, Dims dims, Init init, int role);
Tensor *layer_state(Layer *layer, const char *name, Dims dims, double value, bool integer);
Tensor *layer_state_as(Layer *layer, const char *name, Dims dims, Init init);

/* weights.c: the weight of a layer and what it is divided by, a factor of what the product
 * gives. The axis `row` counts its outputs. */
typedef struct Weight {
    Tensor *tensor;
    int row;
    Node *node;   /* in its logical shape */
    Node *leaf;   /* as it is stored */
    Node *factor; /* a number; of weight_norm one for each index of the first axis; or NULL */
} Weight;
bool layer_weight(Layer *layer, Dims dims, Init init, int row, Weight *weight);
Node *weight_scaled(const Weight *weight, Node *y, int slot); /* of the channels of y */

/* Axis `slot` of n is argument i: named where that is a size of the page. */
void layer_axis(Layer *layer, int i, Node *n, int slot);
bool layer_size(Layer *layer, int i, int64_t least, int64_t *value); /* an argument */
bool layer_number(Layer *layer, int i, Rational *value);
/* One number for both axes, or [height, width]; the second form reads a part of argument i. */
bool layer_pair(Layer *layer, int i, int64_t least, int64_t value[2]);
bool layer_pair_of(Layer *layer, const Yaml *given, int i, int64_t least, int64_t value[2]);
bool layer_flag(Layer *layer, int i);
const char *identifier_of(const char *key); /* "D.2.weight" as "D_2_weight" */
Node *layer_name(Layer *layer, Node *node, const char *suffix);
/* W x at each place of x [in] or [T, in], W a table [out, in]. */
Node *matrix_product(Node *x, Dims dims, Node *w, const int64_t table[2]);
Value layer_value(Layer *layer, int i);   /* an argument that names a value */
Node *along_channels(Node *v, Dims dims); /* slopes.c: [C] along the channels of `dims` */
/* random.c: numbers with the axes of v, one stream for each application. */
Node *layer_draw(Layer *layer, NoiseKind kind, const Value *v);
/* calls.c: the function `word` of x, with the arguments of `body`; *name may be set by it. */
Value layer_function(Layer *layer, const char *word, const Yaml *body, const Yaml **name,
                     Value x);

/* ---- rows of the table, by the file that has them ---- */

Value layer_embedding(Layer *layer, Value x); /* layers.c: the only one that takes indices */
Value layer_conv(Layer *layer, Value x);      /* convolution.c */
Value layer_conv_transpose(Layer *layer, Value x);
Value layer_masked_conv(Layer *layer, Value x);
bool image_input(Layer *layer, const Value *x); /* reports what is no [C, H, W] */
Value layer_upsample(Layer *layer, Value x);    /* pooling.c */
Value layer_avg_pool(Layer *layer, Value x);
Value layer_max_pool(Layer *layer, Value x);
Value layer_global_avg_pool(Layer *layer, Value x);
Value layer_global_sum_pool(Layer *layer, Value x);
Value layer_global_max_pool(Layer *layer, Value x);
Value layer_adaptive_avg_pool(Layer *layer, Value x);
Node *largest_of_tiles(Layer *layer, Node *image, const int64_t window[2]);
Value layer_batch_norm(Layer *layer, Value x); /* norm.c */
Value layer_layer_norm(Layer *layer, Value x);
Value layer_instance_norm(Layer *layer, Value x);
Value layer_group_norm(Layer *layer, Value x);
Value layer_modulate(Layer *layer, Value x);
Value layer_prelu(Layer *layer, Value x);           /* slopes.c */
Value layer_sagan_attention(Layer *layer, Value x); /* attention.c */
Value layer_positions(Layer *layer, Value x);
Value layer_dropout(Layer *layer, Value x); /* stochastic.c */
Value layer_dropout2d(Layer *layer, Value x);
Value layer_noise(Layer *layer, Value x);
Value layer_minibatch_stddev(Layer *layer, Value x);

#endif
