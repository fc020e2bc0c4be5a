/* Every function of the language, by a sample on a page of its own: what its documentation must
 * say, its derivatives twice against differences with decisions held, its column of
 * differentiability against the graph, values against formulas written here, and that nothing
 * overflows where arguments are 1e4. A function without a sample fails. */
#include "../compiler/translate/layers.h"
#include "differences.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BATCH_SIZE = 4, WIDTH = 4, CLASSES = WIDTH };

/* Names on the page of a sample: x [4] and m [2, 2, 2] of each example, its label y, the
 * parameters a, b, c [4] and t [5, 4], s the score sum(x * a) of each example. */
static const struct Sample {
    const char *name, *expression;
    double low, high;  /* of every number */
    const char *large; /* leaves that may be 1e4: "xa" */
} samples[] = {
    {"exp", "exp(x * a)", -1, 1, ""},
    {"log", "log(x)", 0.5, 2, ""},
    {"tanh", "tanh(x * a)", -1, 1, "xa"},
    {"sigmoid", "sigmoid(x * a)", -1, 1, "xa"},
    {"softplus", "softplus(x * a)", -1, 1, "xa"},
    {"cos", "cos(x * a)", -1, 1, "xa"},
    {"erf", "erf(x * a)", -1, 1, "xa"},
    {"atan", "atan(x * a)", -1, 1, "xa"},
    {"sin", "sin(x * a)", -1, 1, "xa"},
    {"ring_center", "ring_center(s)", -1, 1, ""},
    {"grid_center", "grid_center(6)", -1, 1, ""},
    {"modes_found", "modes_found(x, rows(t, codes), 0.8)", -1, 1, "x"},
    {"high_quality", "high_quality(x, rows(t, codes), 0.8)", -1, 1, "x"},
    {"mode_divergence", "mode_divergence(x, rows(t, codes), 0.8)", -1, 1, "x"},
    {"angle", "angle(x, a)", -1, 1, ""},
    {"slerp", "slerp(x, a, 0.3)", -1, 1, ""},
    {"relu", "relu(x * a) * x", -1, 1, "xa"},
    {"leaky_relu", "leaky_relu(x * a) * x", -1, 1, "xa"},
    {"round", "round(3 * x)", -1, 1, "x"},
    {"abs", "abs(x * a) * x", -1, 1, "xa"},
    {"negative_part", "negative_part(x * a) * x", -1, 1, "xa"},
    {"stop_gradient", "stop_gradient(x)", -1, 1, "x"},
    {"per_channel", "m * per_channel(sum(m, over=space))", -1, 1, "m"},
    {"sum", "square(sum(m, over=space))", -1, 1, "m"},
    {"mean", "square(mean(m, over=channels))", -1, 1, "m"},
    {"max", "square(max(m * per_channel(sum(m, over=space)), over=space))", -1, 1, "m"},
    {"logsumexp", "logsumexp(x * a, over=features)", -1, 1, "xa"},
    {"grad", "grad(sum(tanh(at * a)), at)", -1, 1, "xa"},
    {"normal", "square(normal(k, mean=x, std=a))", -1, 1, "xa"},
    {"uniform", "square(uniform(k, low=x, high=a))", -1, 1, "xa"},
    {"bernoulli", "bernoulli(x)", 0, 1, "x"},
    {"categorical", "one_hot(categorical(x))", -1, 1, "x"},
    {"gumbel", "gumbel(k)", -1, 1, ""},
    {"share", "share()", -1, 1, ""},
    {"path", "path(k)", -1, 1, ""},
    {"traverse", "traverse(x * a)", -1, 1, "xa"},
    {"grid", "grid(3)", -1, 1, ""},
    {"each", "one_hot(each(y))", -1, 1, ""},
    {"autoregress", "one_hot(autoregress(next, like=argmax(m)))", -1, 1, ""},
    {"log_mean_exp", "log_mean_exp(sum(x * a + normal(k, along=pair), over=features))", -1, 1,
     "xa"},
    {"nearest", "one_hot(nearest(x, t))", -1, 1, "xt"},
    {"nearest_cosine", "one_hot(nearest_cosine(x, t))", -1, 1, ""},
    {"gram", "sum(gram(m)) + sum(gram(x * rows(t, codes)), over=[features, codes])", -1, 1,
     "m"},
    {"dip_penalty", "dip_penalty(x * a, off=10, own=5)", -1, 1, ""},
    {"orthogonal_penalty", "orthogonal_penalty(t)", -1, 1, "t"},
    {"pulling_away", "pulling_away(x * a)", -1, 1, "xa"},
    {"sort",
     "square(sort(x * a)) * sort(x, axis=batch) * sum(sort(x * rows(t, codes)), over=codes)",
     -1, 1, ""},
    {"argsort", "one_hot(argsort(x))", -1, 1, "x"},
    {"cumsum", "square(cumsum(x * a)) * cumsum(x, axis=batch)", -1, 1, "xa"},
    {"cumprod", "cumprod(x * a)", 0.5, 1, ""},
    {"argmax", "one_hot(argmax(x))", -1, 1, "x"},
    {"lookup", "square(lookup(y, t))", -1, 1, "t"},
    {"one_hot", "one_hot(y)", -1, 1, ""},
    {"flatten", "square(flatten(m))", -1, 1, "m"},
    {"reshape", "square(reshape(m, [4, 2]))", -1, 1, "m"},
    {"permute", "square(permute(m, [2, 0, 1]))", -1, 1, "m"},
    {"slice", "square(slice(x, from=1, count=2, step=2))", -1, 1, "x"},
    {"part", "square(part(x, 1, 2))", -1, 1, "x"},
    {"crop", "square(crop(m, [[1, 0], 0]))", -1, 1, "m"},
    {"pad", "square(pad(m, 1, mode=reflect))", -1, 1, "m"},
    {"concat", "square(concat(x, a))", -1, 1, "xa"},
    {"pixel_shuffle", "square(pixel_shuffle(reshape(x, [4, 1, 1])))", -1, 1, "x"},
    {"pixel_unshuffle", "square(pixel_unshuffle(m))", -1, 1, "m"},
    {"rows", "square(rows(t, codes) * x)", -1, 1, "xt"},
    {"stack", "sum(square(stack(x, batch)))", -1, 1, "x"},
    {"other", "square(x - other(x))", -1, 1, "x"},
    {"split", "square(logsumexp(split(x, batch, pair), over=pair))", -1, 1, "x"},
    {"index", "one_hot(index(batch))", -1, 1, ""},
    {"extent", "extent(batch)", -1, 1, ""},
    {"covariance", "covariance(x * a)", -1, 1, ""},
    {"attention", "attention(m * m, m, m)", -1, 1, "m"},
    {"self_attention", "self_attention(reshape(concat(x, concat(x, a)), [3, 2, 2]))", -1, 1,
     "xa"},
    {"scan", "scan(turn, x, t)", -1, 1, ""},
    {"square", "square(x)", -1, 1, "x"},
    {"sqrt", "sqrt(x)", 0.5, 2, ""},
    {"minimum", "square(minimum(x, a))", -1, 1, "xa"},
    {"maximum", "square(maximum(x, a))", -1, 1, "xa"},
    {"clamp", "square(clamp(x, -0.5, 0.5))", -1, 1, "x"},
    {"hardtanh", "square(hardtanh(2 * x))", -1, 1, "x"},
    {"floor", "floor(3 * x)", -1, 1, "x"},
    {"sign", "sign(x)", -1, 1, "x"},
    {"select", "square(select(bernoulli(0.5), x, a))", -1, 1, "xab"},
    {"straight_through", "straight_through(round(3 * x), x)", -1, 1, "x"},
    {"relu6", "square(relu6(4 * x))", -1, 2, "x"},
    {"elu", "elu(x * a)", -1, 1, "xa"},
    {"selu", "selu(x * a)", -1, 1, "xa"},
    {"gelu", "gelu(x * a)", -1, 1, "xa"},
    {"gelu_tanh", "gelu_tanh(x * a)", -1, 1, "x"},
    {"silu", "silu(x * a)", -1, 1, "xa"},
    {"mish", "mish(x * a)", -1, 1, "xa"},
    {"hard_sigmoid", "square(hard_sigmoid(4 * x))", -1, 1, "x"},
    {"hard_swish", "hard_swish(4 * x)", -1, 1, "x"},
    {"glu", "glu(x * a)", -1, 1, "xa"},
    {"softmax", "softmax(x * a)", -1, 1, "xa"},
    {"log_softmax", "log_softmax(x * a)", -1, 1, "xa"},
    {"variance", "variance(x * a, over=batch)", -1, 1, "xa"},
    {"std", "std(x * a, over=features)", -1, 1, ""},
    {"norm", "norm(x * a)", -1, 1, ""},
    {"normalize", "normalize(x * a)", -1, 1, "xa"},
    {"distance", "distance(x, a)", -1, 1, ""},
    {"cosine_similarity", "cosine_similarity(x, a)", -1, 1, "xa"},
    {"bernoulli_nll", "bernoulli_nll(a, x)", 0, 1, "a"},
    {"continuous_bernoulli_nll", "continuous_bernoulli_nll(a, x)", 0.1, 1, "a"},
    {"normal_logpdf", "normal_logpdf(x, a, b)", 0.5, 1, "xa"},
    {"normal_nll", "normal_nll(x, a, b)", 0.5, 1, "xa"},
    {"normal_logvar_nll", "normal_logvar_nll(x, a, b)", -1, 1, "xa"},
    {"normal_optimal_nll", "normal_optimal_nll(x, a)", -1, 1, "xa"},
    {"laplace_nll", "laplace_nll(x, a, b) * s", 0.5, 1, "xa"},
    {"discretized_logistic_nll", "discretized_logistic_nll(x, a, b, bins=8)", 0, 1, "ab"},
    {"mixture_nll", "mixture_nll(x, a)", -1, 1, "xa"},
    {"cross_entropy", "cross_entropy(x * a, y, smoothing=0.1)", -1, 1, "xa"},
    {"accuracy", "accuracy(x, y)", -1, 1, "x"},
    {"bits_per_dim", "bits_per_dim(square(s), 4)", -1, 1, "xa"},
    {"kl_normal", "kl_normal(x, a)", -1, 1, "x"},
    {"kl_normals", "kl_normals(x, a, b, c)", -1, 1, "xb"},
    {"kl_categorical", "kl_categorical(x * a)", -1, 1, "xa"},
    {"kl_categoricals", "kl_categoricals(x, a)", -1, 1, "xa"},
    {"kl_monte_carlo", "kl_monte_carlo(square(s), bernoulli_nll(a, x))", -1, 1, "xa"},
    {"free_bits", "free_bits(square(x), 0.3)", -1, 1, "x"},
    {"capacity", "capacity(kl_normal(x, a), 2)", -1, 1, "x"},
    {"squared_error", "squared_error(x, a)", -1, 1, "xa"},
    {"absolute_error", "absolute_error(x, a) * s", -1, 1, "xa"},
    {"log_cosh", "log_cosh(x, a)", -1, 1, "xa"},
    {"huber", "huber(2 * x, a)", -1, 1, "xa"},
    {"charbonnier", "charbonnier(x, a)", -1, 1, "xa"},
    {"psnr", "psnr(x, a)", -1, 1, ""},
    {"d_non_saturating", "d_non_saturating(s, x, smoothing=0.1)", -1, 1, "xa"},
    {"g_non_saturating", "g_non_saturating(s)", -1, 1, "xa"},
    {"g_minimax", "g_minimax(s)", -1, 1, "xa"},
    {"d_least_squares", "d_least_squares(s, x)", -1, 1, "xa"},
    {"g_least_squares", "g_least_squares(s)", -1, 1, "xa"},
    {"d_hinge", "d_hinge(s * s, x * a)", -1, 1, "xa"},
    {"g_hinge", "g_hinge(s)", -1, 1, "xa"},
    {"d_wasserstein", "d_wasserstein(s, x)", -1, 1, "xa"},
    {"g_wasserstein", "g_wasserstein(s)", -1, 1, "xa"},
    {"d_relativistic", "d_relativistic(s, x)", -1, 1, "xa"},
    {"g_relativistic", "g_relativistic(s, x)", -1, 1, "xa"},
    {"feature_matching", "feature_matching(x, a * x)", -1, 1, "xa"},
    {"gradient_penalty", "gradient_penalty(sum(tanh(at * a), over=features), at)", 0.5, 1, ""},
    {"gradient_penalty_above",
     "gradient_penalty_above(sum(tanh(at * a), over=features), at, target=0.1)", 0.5, 1, ""},
    {"r1_penalty", "r1_penalty(sum(tanh(at * a), over=features), at)", 0.5, 1, "xa"},
    {"dragan_point", "square(dragan_point(x))", -1, 1, ""},
    {"gumbel_softmax", "gumbel_softmax(x * a)", -1, 1, "xa"},
    {"gumbel_softmax_hard", "gumbel_softmax_hard(x * a)", -1, 1, "xa"},
    {"digits_index", "one_hot(digits_index(3 * x, [2, 2, 2, 3]))", -1, 1, ""},
    {"tan", "tan(x)", -1, 1, ""},
    {"fsq", "square(fsq(x, [3, 4, 5, 2]))", -1, 1, "x"},
    {"fsq_code", "one_hot(fsq_code(fsq(x, [3, 2, 2, 2]), [3, 2, 2, 2]))", -1, 1, "x"},
    {"shuffle", "x * square(shuffle(x))", -1, 1, "x"},
    {"permute_dims", "square(permute_dims(x)) * x", -1, 1, "x"},
    {"replay", "square(replay(x, 6))", -1, 1, "x"},
    {"scatter", "sum(square(scatter(x, y)))", -1, 1, "x"},
    {"random_vectors", "x * sum(square(random_vectors(x, 3)))", -1, 1, ""},
    {"laplace_smooth", "x * sum(square(laplace_smooth(a, eps=0.3)))", 0.5, 1, ""},
    {"perplexity", "perplexity(y)", -1, 1, ""},
    {"logmeanexp", "logmeanexp(rows(t, codes) * x, over=codes)", -1, 1, "xt"},
    {"effective_samples",
     "effective_samples(sum(rows(t, codes) * x, over=features), over=codes)", -1, 1, ""},
    {"pairwise_squared_error", "pairwise_squared_error(x, a * x)", -1, 1, "xa"},
    {"rbf_kernel", "rbf_kernel(x, a * x)", -1, 1, "xa"},
    {"imq_kernel", "imq_kernel(x, a * x, width=0.7)", -1, 1, "xa"},
    {"pairs_mean", "pairs_mean(square(s + other(s)))", -1, 1, ""},
    {"mmd_rbf_unbiased", "mmd_rbf_unbiased(x, a * x)", -1, 1, "xa"},
    {"mmd_rbf_biased", "mmd_rbf_biased(x, a * x)", -1, 1, "xa"},
    {"mmd_imq_unbiased", "mmd_imq_unbiased(x, a * x)", -1, 1, "xa"},
    {"mmd_imq_biased", "mmd_imq_biased(x, a * x)", -1, 1, "xa"},
    {"log_aggregate_mws", "log_aggregate_mws(-pairwise_squared_error(x, a * x), 100)", -1, 1,
     ""},
    {"log_aggregate_mss", "log_aggregate_mss(-pairwise_squared_error(x, a * x), 100)", -1, 1,
     ""},
    {"kl_parts_mws", "kl_parts_mws(x, a * x, b * x, 100).correlation", -1, 1, ""},
    {"kl_parts_mss", "kl_parts_mss(x, a * x, b * x, 100).information", -1, 1, ""},
    {"ramp", "square(ramp(x, -0.5, 0.5))", -1, 1, "x"},
    {"cycle", "square(cycle(3, at=x))", -1, 1, "x"},
    {"linear", "square(linear(a, b, at=x))", -0.5, 1.5, "xab"},
    {"cosine", "square(cosine(a, b, at=x))", -0.5, 1.5, "xab"},
    {"exponential", "exponential(a, 0.95, at=x)", -1, 1, "a"},
    {"step_decay", "square(step_decay(a, 0.5, 0.2, at=x))", -1, 1, "a"},
    {"multi_step", "square(multi_step(a, 0.5, -0.1, 0.1, at=x))", -1, 1, "xa"},
    {"warm_up", "square(warm_up(2, at=2 * x))", 0, 1, "x"},
    {"plateau", "plateau(s, x, 11, a).rate * a", -1, 1, ""},
};

/* Layers, on x [4] or m [2, 4, 4] of each example, or its label y. */
static const struct LayerSample {
    const char *name, *input, *layers;
} layer_samples[] = {
    {"linear", "x", "linear: 3"},
    {"embedding", "y", "embedding: 3"},
    {"conv", "m", "conv: {channels: 3, kernel: 3, stride: 2, padding: 1}"},
    {"conv_transpose", "m", "conv_transpose: {channels: 3, kernel: 2, stride: 2}"},
    {"masked_conv", "m", "masked_conv: {channels: 3, kernel: 3, mask: B}"},
    {"upsample", "m", "upsample: {factor: 2, mode: bilinear}"},
    {"avg_pool", "m", "avg_pool: 2"},
    {"max_pool", "m", "max_pool: 2"},
    {"global_avg_pool", "m", "global_avg_pool"},
    {"global_sum_pool", "m", "global_sum_pool"},
    {"global_max_pool", "m", "global_max_pool"},
    {"adaptive_avg_pool", "m", "adaptive_avg_pool: 3"},
    {"batch_norm", "m", "batch_norm: {eps: 1e-2}"},
    {"dropout", "x", "dropout"},
    {"dropout2d", "m", "dropout2d"},
    {"noise", "x", "noise: 0.5"},
    {"minibatch_stddev", "m", "minibatch_stddev: 4"},
    {"layer_norm", "x", "layer_norm: {eps: 1e-2}"},
    {"instance_norm", "m", "instance_norm: {eps: 1e-2}"},
    {"group_norm", "m", "group_norm: {groups: 2, eps: 1e-2}"},
    {"modulate", "x", "modulate: h, reshape: [2, 2], modulate: h, flatten"},
    {"sagan_attention", "m", "conv: {channels: 8, kernel: 1}, sagan_attention"},
    {"positions", "x", "positions"},
    {"prelu", "x", "prelu: {shared: false}"},
};

/* ---- the page of a sample and values of its leaves ---- */

typedef struct Trial {
    const struct Sample *sample;
    Node *loss;
    LIST(const void *) leaf;
    LIST(double *) value;
    bool large;
} Trial;

static uint64_t random_state = 1;

static double
random_unit(void)
{
    random_state += 0x9e3779b97f4a7c15u;
    uint64_t z = random_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53;
}

static double
random_number(const Trial *trial, const Node *n)
{
    const struct Sample *s = trial->sample;
    double u = random_unit();
    if (n->op == OP_DRAW) /* of the cotangent, too */
        return ((const Noise *)n->leaf)->kind == NOISE_UNIFORM ? u : 2 * u - 1;
    if (n->integer)
        return floor(u * (double)n->bound);
    if (trial->large && strstr(s->large, n->name))
        return u < 0.4 ? -1e4 : u < 0.6 ? 0 : 1e4;
    return s->low + (s->high - s->low) * u;
}

static double *
leaf_place(const Node *n, void *context)
{
    Trial *trial = context;
    for (int i = 0; i < trial->leaf.count; i++)
        if (trial->leaf.at[i] == n->leaf)
            return trial->value.at[i];
    int64_t size = shape_size(n->shape);
    double *value = NEW_ARRAY(double, size);
    for (int64_t i = 0; i < size; i++)
        value[i] = random_number(trial, n);
    PUSH(trial->leaf, n->leaf);
    PUSH(trial->value, value);
    return value;
}

static const double *
leaf_values(const Node *n, void *context)
{
    return leaf_place(n, context);
}

/* A function that lays out a sheet stands in `generate` alone. */
static bool
lays_out(const struct Sample *sample)
{
    const Function *function = function_find(sample->name);
    return function && strncmp(function->doc, "For `generate`", 14) == 0;
}

/* `network` is that of a sample, or a list of layers. */
static const char *
page_text(const char *network, int side, const char *v, const char *commands)
{
    return format("model: sample\n"
                  "sizes: {batch: %d, k: %d, codes: 5, pair: 2}\n"
                  "data:\n"
                  "  x: {vector: k}\n"
                  "  m: {image: [2, %d, %d]}\n"
                  "  y: {label: k}\n"
                  "networks:\n"
                  "%s"
                  "parameters:\n"
                  "  a: {shape: [k], init: 0}\n"
                  "  b: {shape: [k], init: 0}\n"
                  "  c: {shape: [k], init: 0}\n"
                  "  t: {shape: [codes, k], init: 0}\n"
                  "functions:\n"
                  "  turn(s, row): tanh(s * row) + s\n"
                  "values:\n"
                  "  at: x * 1.5\n"
                  "  s: sum(x * a, over=features)\n"
                  "  v: %s\n"
                  "losses:\n"
                  "  loss: sum(v * normal(like=v))\n"
                  "  other: sum(a * b * c) + sum(t)\n"
                  "train:\n"
                  "  - minimize: loss + other\n"
                  "    optimizer: adam(lr=1e-3)\n"
                  "%s",
                  BATCH_SIZE, WIDTH, side, side, network, v, commands);
}

static const char *
sample_page(const struct Sample *sample)
{
    static const char network[] =
        "  next:\n"
        "    input: {i: [2, 2, 2]}\n"
        "    layers: [masked_conv: {channels: 2, kernel: 3, mask: A}]\n";
    if (lays_out(sample))
        return page_text(network, 2, "x",
                         format("generate:\n  made: %s\n", sample->expression));
    return page_text(network, 2, sample->expression, "");
}

/* The squares of all that the page's command makes. */
static Node *
squares_made(const Program *program)
{
    Node *made = program->commands.at[0]->outputs.at[0].value;
    return graph_sum(graph_power(made, rational(2, 1)), ~0u, made->shape);
}

static Node *
translate_loss(const char *text)
{
    char path[] = "/tmp/test_functions.XXXXXX";
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    Program *program = translate(path, 0, NULL);
    unlink(path);
    ck_assert_msg(program != NULL, "refused:\n%s", text);
    if (program->commands.count > 0)
        return squares_made(program);
    const Step *step = program->steps.at[0];
    for (int i = 0; i < step->logged.count; i++)
        if (strcmp(step->logged.at[i].scalar->name, "loss") == 0)
            return step->logged.at[i].value;
    ck_abort_msg("no loss");
}

static Trial
trial_new(const struct Sample *sample)
{
    Trial trial = {.sample = sample, .loss = translate_loss(sample_page(sample))};
    graph_verify(1, &trial.loss, sample->name);
    return trial;
}

static const char *
doc_of(const char *name)
{
    Text text = {0};
    ck_assert_msg(translate_doc(&text, name), "latentc doc does not know %s", name);
    return text.at;
}

/* A layer may have the same name. */
static const char *
function_doc(const char *name)
{
    const char *doc = doc_of(name), *at = strstr(doc, format("\n%s(", name));
    return at ? at + 1 : doc;
}

static const struct Sample *
sample_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(samples); i++)
        if (strcmp(samples[i].name, name) == 0)
            return &samples[i];
    return NULL;
}

/* ---- tests ---- */

START_TEST(every_function_has_a_sample)
{
    const Definitions *prelude = prelude_functions();
    Text missing = {0};
    for (int i = 0; i < function_count; i++)
        if (!sample_find(functions[i].name))
            text_print(&missing, " %s", functions[i].name);
    for (int i = 0; i < prelude->count; i++)
        if (!sample_find(prelude->at[i]->name))
            text_print(&missing, " %s", prelude->at[i]->name);
    ck_assert_msg(missing.size == 0, "no sample in test_functions.c:%s", missing.at);
    for (size_t i = 0; i < COUNT_OF(samples); i++)
        doc_of(samples[i].name);
}
END_TEST

START_TEST(derivatives_are_those_of_differences)
{
    Trial trial = trial_new(&samples[_i]);
    differences_check(samples[_i].name, trial.loss, leaf_place, &trial);
    differences_check(format("%s, twice", samples[_i].name), differences_square(trial.loss),
                      leaf_place, &trial);
}
END_TEST

/* Values and first derivatives where arguments are 1e4, -1e4 and 0. */
START_TEST(nothing_overflows)
{
    for (int turn = 0; turn < 16 && samples[_i].large[0]; turn++) {
        Trial trial = trial_new(&samples[_i]);
        trial.large = true;
        Nodes x = differences_leaves(trial.loss);
        Node **output = NEW_ARRAY(Node *, x.count + 1);
        graph_gradients(trial.loss, x.count, x.at, output + 1, NULL);
        output[0] = trial.loss;
        double **value = interpret(x.count + 1, output, leaf_values, &trial, NULL);
        for (int i = 0; i <= x.count; i++)
            for (int64_t j = 0; j < shape_size(output[i]->shape); j++)
                ck_assert_msg(isfinite(value[i][j]), "%s: %s is %g", samples[_i].name,
                              i ? format("d_%s", x.at[i - 1]->name) : "the value", value[i][j]);
        interpret_free(x.count + 1, value);
    }
}
END_TEST

static bool
decides(Op op)
{
    return op == OP_SEL || op == OP_EQ || op == OP_ROUND || op == OP_MAX || op == OP_ARGSORT;
}

/* Whether numbers decide anything on the way of derivatives from y. */
static bool
decided(const Node *y, int64_t numbers[])
{
    bool found = false;
    if (decides(y->op) && numbers[y->id])
        return true;
    for (int i = 0; i < y->count && graph_has_gradient(y); i++)
        found = found || decided(y->arg[i], numbers);
    return found;
}

/* By node id: whether it depends on a number that is not drawn. */
static int64_t *
depends(Node *y)
{
    Nodes order = {0};
    graph_order(1, &y, &order);
    int64_t *found = NEW_ARRAY(int64_t, graph_size());
    for (int i = 0; i < order.count; i++) {
        const Node *n = order.at[i];
        found[n->id] = n->leaf && n->op != OP_DRAW && !n->integer;
        for (int j = 0; j < n->count; j++)
            found[n->id] |= found[n->arg[j]->id];
    }
    return found;
}

static const char *
derivative_of(Node *loss)
{
    Nodes x = differences_leaves(loss);
    Node **d = NEW_ARRAY(Node *, x.count + 1);
    bool zero = true;
    graph_gradients(loss, x.count, x.at, d, NULL);
    for (int i = 0; i < x.count; i++)
        zero = zero && (x.at[i]->op == OP_DRAW || (d[i]->op == OP_CONST && d[i]->value == 0));
    if (zero)
        return "zero";
    return decided(loss, depends(loss)) ? "piecewise" : "smooth";
}

START_TEST(differentiability_is_as_documented)
{
    const struct Sample *s = &samples[_i];
    Trial trial = trial_new(s);
    const char *doc = function_doc(s->name), *found = derivative_of(trial.loss);
    const char *line = strstr(doc, "Derivative: ");
    ck_assert_msg(line != NULL, "%s: no derivative in its documentation", s->name);
    bool none = strncmp(line + 12, "none", 4) == 0 && strcmp(found, "zero") == 0;
    ck_assert_msg(none || strncmp(line + 12, found, strlen(found)) == 0,
                  "%s is %s, not as documented:\n%s", s->name, found, doc);
}
END_TEST

START_TEST(documentation_is_complete)
{
    const struct Sample *s = &samples[_i];
    const char *doc = function_doc(s->name);
    static const char *const labels[] = {"Shapes: ", "Units: ", "Derivative: ", "Source: "};
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        ck_assert_msg(strstr(doc, labels[i]), "%s: no '%s'in\n%s", s->name, labels[i], doc);
    const char *line = format("%.*s", (int)strcspn(doc, "\n"), doc);
    ck_assert_msg(!strstr(line, "over=") || strstr(doc, "Reduction: "),
                  "%s: no reduction in\n%s", s->name, doc);
}
END_TEST

/* ---- values against formulas ---- */

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static double
bernoulli_formula(double x, double a, double b)
{
    double p = logistic(a);
    return -x * log(p) - (1 - x) * log(1 - p) + 0 * b;
}

/* C(p) = 2 atanh(1 - 2 p) / (1 - 2 p). Loaiza-Ganem and Cunningham, 2019. */
static double
continuous_bernoulli_formula(double x, double a, double b)
{
    double gap = 1 - 2 * logistic(a);
    return bernoulli_formula(x, a, b) - log(fabs(gap) < 1e-9 ? 2 : 2 * atanh(gap) / gap);
}

static double
normal_formula(double x, double a, double b)
{
    return -log(exp(-(x - a) * (x - a) / (2 * b * b)) / (b * sqrt(2 * acos(-1))));
}

static double
logvar_formula(double x, double a, double b)
{
    return normal_formula(x, a, exp(0.5 * b));
}

static double
laplace_formula(double x, double a, double b)
{
    return -log(exp(-fabs(x - a) / b) / (2 * b));
}

/* Bins of 1 / 7 about the eight values from 0 to 1. */
static double
logistic_formula(double x, double a, double b)
{
    double half = 1.0 / 14, s = exp(b);
    double above = x > 1 - half ? 1 : logistic((x + half - a) / s);
    double below = x < half ? 0 : logistic((x - half - a) / s);
    return -log(above - below);
}

static double
kl_formula(double x, double a, double b)
{
    return -0.5 * (1 + a - x * x - exp(a)) + 0 * b;
}

static double
log_cosh_formula(double x, double a, double b)
{
    return log(cosh(10 * (x - a))) / 10 + 0 * b;
}

static double
huber_formula(double x, double a, double b)
{
    double gap = fabs(x - a);
    return (gap <= 0.25 ? 0.5 * gap * gap : 0.25 * (gap - 0.125)) + 0 * b;
}

static double
slope_formula(double x, double a, double b)
{
    double slope = a / (cosh(1.5 * x * a) * cosh(1.5 * x * a));
    return 0.5 * slope * slope + 0 * b;
}

/* What a function gives for an example is the sum of its formula over x, a and b. */
static const struct Formula {
    const char *expression;
    double (*formula)(double x, double a, double b);
    double low, high;
} formulas[] = {
    {"bernoulli_nll(a, x)", bernoulli_formula, 0, 1},
    {"continuous_bernoulli_nll(a, x)", continuous_bernoulli_formula, 0, 1},
    {"continuous_bernoulli_nll(a, x)", continuous_bernoulli_formula, -0.05, 0.05},
    {"normal_nll(x, a, b)", normal_formula, 0.5, 1},
    {"-normal_logpdf(x, a, b)", normal_formula, 0.5, 1},
    {"normal_logvar_nll(x, a, b)", logvar_formula, -1, 1},
    {"laplace_nll(x, a, b)", laplace_formula, 0.5, 1},
    {"discretized_logistic_nll(x, a, b, bins=8)", logistic_formula, -0.2, 1.2},
    {"kl_normal(x, a)", kl_formula, -1, 1},
    {"log_cosh(x, a)", log_cosh_formula, -1, 1},
    {"huber(x, a, delta=0.25)", huber_formula, -1, 1},
    {"r1_penalty(sum(tanh(at * a), over=features), at)", slope_formula, -1, 1},
};

START_TEST(values_are_those_of_formulas)
{
    const struct Formula *f = &formulas[_i];
    const struct Sample numbers = {"formula", f->expression, f->low, f->high, ""};
    Trial trial = trial_new(&numbers);
    double **value = interpret(1, &trial.loss, leaf_values, &trial, NULL), want = 0;
    const double *x = NULL, *a = NULL, *b = NULL, *noise = NULL;
    static const double ones[WIDTH] = {1, 1, 1, 1};
    Nodes leaves = differences_leaves(trial.loss);
    for (int i = 0; i < leaves.count; i++) {
        const double *at = leaf_place(leaves.at[i], &trial);
        const char *name = leaves.at[i]->name;
        *(leaves.at[i]->op == OP_DRAW ? &noise
          : name[0] == 'x'            ? &x
          : name[0] == 'a'            ? &a
                                      : &b) = at;
    }
    ck_assert(x != NULL && noise != NULL);
    for (int n = 0; n < BATCH_SIZE; n++)
        for (int i = 0; i < WIDTH; i++) {
            double by = (b ? b : ones)[i];
            want += noise[n] * f->formula(x[n * WIDTH + i], (a ? a : ones)[i], by);
        }
    ck_assert_msg(fabs(value[0][0] - want) <= 1e-9 * (1 + fabs(want)), "%s is %.15g, not %.15g",
                  f->expression, value[0][0], want);
    interpret_free(1, value);
}
END_TEST

/* ---- layers ---- */

static Node *
layer_loss(const struct LayerSample *s)
{
    const char *input = s->input[0] == 'y'   ? "y"
                        : s->input[0] == 'x' ? "{h: [k]}"
                                             : "{h: [2, 4, 4]}";
    const char *network = format("  f:\n    input: %s\n    layers: [%s]\n", input, s->layers);
    return translate_loss(page_text(network, 4, format("f(%s)", s->input), ""));
}

START_TEST(optimizers_and_first_values_are_documented)
{
    for (int i = 0; i < optimizer_kind_count; i++) {
        ck_assert_msg(strstr(optimizer_kinds[i].doc, "\nSource: "), "%s has no source",
                      optimizer_kinds[i].name);
        ck_assert_msg(strstr(optimizer_kinds[i].doc, "\nConvention: "), "%s has no convention",
                      optimizer_kinds[i].name);
    }
    for (int i = 0; i < init_kind_count; i++)
        ck_assert_msg(strstr(init_kinds[i].doc, "\nSource: "), "%s has no source",
                      init_kinds[i].name);
}
END_TEST

START_TEST(every_layer_has_a_sample)
{
    for (int i = 0; i < layer_kind_count; i++) {
        bool found = false;
        for (size_t k = 0; k < COUNT_OF(layer_samples); k++)
            found = found || strcmp(layer_samples[k].name, layer_kinds[i].name) == 0;
        ck_assert_msg(found, "no sample of the layer %s in test_functions.c",
                      layer_kinds[i].name);
    }
}
END_TEST

START_TEST(layers_have_the_derivatives_of_differences)
{
    const struct LayerSample *s = &layer_samples[_i];
    static const struct Sample numbers = {"layer", "", -1, 1, ""};
    Trial trial = {.sample = &numbers, .loss = layer_loss(s)};
    differences_check(s->name, trial.loss, leaf_place, &trial);
    differences_check(format("%s, twice", s->name), differences_square(trial.loss), leaf_place,
                      &trial);
}
END_TEST

START_TEST(layers_are_documented)
{
    const struct LayerSample *s = &layer_samples[_i];
    static const char *const labels[] = {"Shapes: ", "Derivative: ", "Source: "};
    const char *doc = doc_of(s->name), *found = derivative_of(layer_loss(s));
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        ck_assert_msg(strstr(doc, labels[i]), "%s: no '%s'in\n%s", s->name, labels[i], doc);
    ck_assert_msg(strstr(doc, format("Derivative: %s", found)),
                  "%s is %s, not as documented:\n%s", s->name, found, doc);
}
END_TEST

Suite *functions_suite(void);

Suite *
functions_suite(void)
{
    Suite *suite = suite_create("functions");
    TCase *tests = tcase_create("functions");
    int count = (int)COUNT_OF(samples);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, every_function_has_a_sample);
    tcase_add_loop_test(tests, derivatives_are_those_of_differences, 0, count);
    tcase_add_loop_test(tests, nothing_overflows, 0, count);
    tcase_add_loop_test(tests, differentiability_is_as_documented, 0, count);
    tcase_add_loop_test(tests, documentation_is_complete, 0, count);
    tcase_add_loop_test(tests, values_are_those_of_formulas, 0, (int)COUNT_OF(formulas));
    count = (int)COUNT_OF(layer_samples);
    tcase_add_test(tests, optimizers_and_first_values_are_documented);
    tcase_add_test(tests, every_layer_has_a_sample);
    tcase_add_loop_test(tests, layers_have_the_derivatives_of_differences, 0, count);
    tcase_add_loop_test(tests, layers_are_documented, 0, count);
    suite_add_tcase(suite, tests);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(functions_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
#endif
