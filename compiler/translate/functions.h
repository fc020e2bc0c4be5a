/* Functions: what one is, how it takes its arguments, and the rows of the table that stand in
 * other files than functions.c. */
#ifndef LATENTC_FUNCTIONS_H
#define LATENTC_FUNCTIONS_H

#include "translate.h"

typedef struct Call {
    Eval *eval;
    const Expr *expr;
    const struct Function *function;
    const Expr *argument[8]; /* by parameter; NULL: the default */
    unsigned outer;          /* of a function of rows: the axes that run in them */
} Call;

typedef struct Function {
    const char *name;
    const char *parameters; /* "x, over=all, keep=0" */
    const char *doc;
    Value (*apply)(Call *call);
} Function;

extern const Function functions[];
extern const int function_count;
extern const Function kmeans_function; /* which stands in `init` alone */
const Function *function_find(const char *name);
Value call_function(Eval *eval, const Function *function, const Expr *call);
typedef LIST(const char *) Callable;
void call_words(const Page *page,
                Callable *words); /* networks and functions, for suggestions */
/* An argument evaluated, a tensor of numbers or poison; _any: indices too. A function of one
 * example sees all outer axes of its arguments as the rows in slot 0; with _axes it sees them
 * as they are, in the first slots, and example axes from value_slot on. */
Value argument(Call *call, int i);
Value argument_any(Call *call, int i);
Value argument_axes(Call *call, int i);
Value argument_axes_any(Call *call, int i);
/* The first arguments, numbers, over the outer axes of all of them as rows; reports. */
bool argument_rows(Call *call, int count, Value *v);
bool argument_number(Call *call, int i, Rational fallback, Rational *value);
bool function_known(const Page *page, const char *name); /* a row, or a definition */

/* ---- rows of the table, by the file that has them ---- */

Value apply_reduction(Call *call); /* reductions.c: sum, mean, max, logsumexp */
Value reduce(Eval *eval, const char *kind, Value x, unsigned over, bool keep, Mark where);
Value gradient_of(Call *call); /* differentiate.c: grad(y, x) */
Value to_rows(Call *call);     /* rows.c */
Value to_stack(Call *call);
Value to_other(Call *call);
Value to_split(Call *call);
Value axis_index(Call *call);
Value axis_extent(Call *call);
Value covariance(Call *call);
Value scan(Call *call); /* scan.c */

Value draw(Call *call); /* random.c: normal, uniform */
Value draw_bernoulli(Call *call);
Value draw_categorical(Call *call);
Value draw_gumbel(Call *call);
/* A stream of its own, standard, with the axes of v. */
Node *draw_like(Eval *eval, NoiseKind kind, const Value *v);
Node *draw_uniform(Eval *eval, const Value *like);
Node *draw_index(Node *uniform, int slot, int64_t n); /* one of n along the slot */
/* What the trainer hands over: one leaf for as.stream, an index where `bound` is not 0. */
Node *draw_place(Eval *eval, Noise as, const char *name, const Value *v, int64_t bound);

Value sheet_share(Call *call); /* sheets.c */
Value sheet_path(Call *call);
Value sheet_traverse(Call *call);
Value sheet_grid(Call *call);
Value sheet_each(Call *call);
Value log_mean_exp(Call *call);
Value autoregress(Call *call); /* autoregress.c */

Value nearest_code(Call *call); /* codes.c */
Value lookup_code(Call *call);
Value one_hot(Call *call);
Value channel_argmax(Call *call);
Value one_hot_of(const Value *index); /* of the rows of an index map */
Value table_rows(Node *table, Dims of, Value index);
/* The index that `extreme` finds along the channels of v, an index map. */
Value index_along(Node *extreme(Node *a, int slot), Value v);
Value scatter_vectors(Call *call); /* codebook.c */
Value random_vectors(Call *call);
Value list_value(Eval *eval, const Expr *list); /* digits.c */
Value digits_index(Call *call);
Value shuffle_examples(Call *call); /* shuffle.c */
Value shuffle_dims(Call *call);
Value replay_pool(Call *call);
Value order_sort(Call *call); /* order.c */
Value order_argsort(Call *call);
Value order_cumsum(Call *call);
Value channel_gram(Call *call);
Value attention(Call *call); /* attention.c */

Value shape_flatten(Call *call); /* shapes.c */
Value shape_reshape(Call *call);
Value shape_permute(Call *call);
Value shape_slice(Call *call);
Value shape_part(Call *call);
Value shape_crop(Call *call);
Value shape_pad(Call *call);
Value shape_concat(Call *call);
Value shape_pixel_shuffle(Call *call);
Value shape_pixel_unshuffle(Call *call);
typedef enum PadMode { PAD_ZEROS, PAD_REFLECT, PAD_REPLICATE } PadMode;
bool pad_mode(const char *word, Mark where, PadMode *mode); /* reports */
/* Whether each axis is long enough to be reflected at its ends; reports. */
bool pad_reflects(const Dims *dims, const int64_t ends[RANK][2], Mark where, const char *what);
/* x continued by its own elements, so many before and behind each axis. */
Value value_pad(Value x, const int64_t ends[RANK][2], bool reflect);

#endif
