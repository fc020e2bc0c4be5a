/* Patterns: what a person would write for them is known, and the kernels may not become more.
 *
 * For each pattern: passes over the batch, the large arrays that they read and write, and
 * products. Batch norm is at its optimum of two passes forward and two backward: moments,
 * output; two sums, gradient. Nothing stands between output and sums here, so they are one. */
#include "../compiler/graph/ctext.h"
#include "../compiler/passes/fuse.h"
#include "../compiler/passes/passes.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define S(...) shape_of((int)COUNT_OF(((int64_t[]){__VA_ARGS__})), (int64_t[]){__VA_ARGS__})

static Shape
shape_of(int count, const int64_t *extents)
{
    Shape shape = shape_scalar();
    for (int i = 0; i < count; i++)
        shape.n[i] = extents[i];
    return shape;
}

static Node *
data(const char *name, Shape shape)
{
    return graph_data(NEW(int), name, shape, 0);
}

static Node *
parameter(const char *name, Shape shape)
{
    return graph_parameter(NEW(int), name, shape, 0);
}

static Node *
square(Node *a)
{
    return graph_power(a, rational(2, 1));
}

static Node *
sum_all(Node *a)
{
    return graph_sum(a, shape_varies(a->shape), a->shape);
}

static Node *
mean(Node *a, uint32_t axes)
{
    Rational k = RATIONAL_ONE;
    for (int i = 0; i < AXES; i++)
        if (axes >> i & 1)
            k = rational_multiply(k, rational(1, a->shape.n[i]));
    return graph_scale(k, graph_sum(a, axes, a->shape));
}

static Node *
leaky(Node *x)
{
    return graph_multiply(x, graph_select(x, RATIONAL_ONE, rational(1, 5)));
}

/* What a pattern must store. */
typedef struct Sinks {
    Node *at[16];
    int count;
} Sinks;

static void
sink(Sinks *sinks, Node *n)
{
    sinks->at[sinks->count++] = n;
}

/* The gradients of sum(y u) by each x, u the adjoint from above. */
static void
sink_gradients(Sinks *sinks, Node *y, int count, Node *const *x)
{
    Node *up = data("up", y->shape);
    graph_gradients(sum_all(graph_multiply(y, up)), count, x, sinks->at + sinks->count, NULL);
    sinks->count += count;
}

/* ---- the patterns ---- */

/* gain (x - mean) rstd + shift over the axes, with its gradients. */
static Node *
norm(Node *x, uint32_t axes, Node *gain, Node *shift)
{
    Node *centred = graph_subtract(x, mean(x, axes));
    Node *var = mean(square(centred), axes);
    Node *rstd = graph_power(graph_add(var, graph_ratio(rational(1, 100000))), rational(-1, 2));
    return graph_add(graph_multiply(graph_multiply(centred, rstd), gain), shift);
}

static void
norm_pattern(Sinks *sinks, Shape shape, uint32_t axes, bool bias, bool rectified)
{
    Node *in = data("x", shape), *b = parameter("b", S(1, shape.n[1]));
    Node *gain = parameter("gain", S(1, shape.n[1])),
         *shift = parameter("shift", S(1, shape.n[1]));
    Node *y = norm(bias ? graph_add(in, b) : in, axes, gain, shift);
    if (rectified)
        y = leaky(y);
    sink(sinks, y);
    sink_gradients(sinks, y, 3, (Node *[]){in, gain, shift});
    if (bias)
        sink_gradients(sinks, y, 1, &b);
}

static void
batch_norm(Sinks *sinks)
{
    norm_pattern(sinks, S(4096, 128), 1u << 0, false, true);
}

static void
bias_batch_norm(Sinks *sinks)
{
    norm_pattern(sinks, S(4096, 128), 1u << 0, true, true);
}

static void
image_batch_norm(Sinks *sinks)
{
    norm_pattern(sinks, S(64, 128, 8, 8), 1u << 0 | 1u << 2 | 1u << 3, false, true);
}

static void
batch_norm_twice(Sinks *sinks)
{
    Node *x = data("x", S(4096, 128)), *gain = parameter("gain", S(1, 128)), *d_x, *d[2];
    Node *y = leaky(norm(x, 1u << 0, gain, parameter("shift", S(1, 128))));
    graph_gradients(sum_all(graph_multiply(y, data("up", y->shape))), 1, &x, &d_x, NULL);
    graph_gradients(sum_all(square(d_x)), 2, (Node *[]){x, gain}, d, NULL);
    sink(sinks, d[0]);
    sink(sinks, d[1]);
}

static void
layer_norm(Sinks *sinks)
{
    norm_pattern(sinks, S(4096, 256), 1u << 1, false, false);
}

static void
instance_norm(Sinks *sinks)
{
    norm_pattern(sinks, S(16, 64, 16, 16), 1u << 2 | 1u << 3, false, false);
}

/* The mean of 8 neighbours, for each of 64. */
static Node *
of_groups(Node *v)
{
    Node *total = mean(graph_reshape(v, S(16, 8, 8)), 1u << 2);
    return graph_reshape(graph_broadcast(total, S(16, 8, 8)), S(16, 64));
}

/* Groups of neighbouring channels, from moments of channels; with a gain for each channel
 * behind them. */
static void
group_norm(Sinks *sinks)
{
    Node *x = data("x", S(16, 64, 16, 16)), *gain = parameter("gain", S(1, 64)),
         *shift = parameter("shift", S(1, 64)), *own = mean(x, 1u << 2 | 1u << 3);
    Node *within = mean(square(graph_subtract(x, own)), 1u << 2 | 1u << 3);
    Node *group = of_groups(own), *between = square(graph_subtract(own, group));
    Node *var = of_groups(graph_add(within, between));
    Node *rstd = graph_power(graph_add(var, graph_ratio(rational(1, 100000))), rational(-1, 2));
    Node *y = graph_multiply(graph_subtract(x, group), rstd);
    y = graph_add(graph_multiply(y, gain), shift);
    sink(sinks, y);
    sink_gradients(sinks, y, 3, (Node *[]){x, gain, shift});
}

/* log softmax of x by classes, and its loss at the labels. */
static void
cross_entropy(Sinks *sinks)
{
    Node *x = data("x", S(512, 512)), *d_x;
    Node *label = graph_data(NEW(int), "label", S(512), 512);
    Node *top = graph_unary(OP_STOP, graph_max(x, 1u << 1));
    Node *total = graph_sum(graph_unary(OP_EXP, graph_subtract(x, top)), 1u << 1, x->shape);
    Node *lse = graph_add(top, graph_unary(OP_LOG, total));
    Node *hot = graph_equal(label, graph_index(1, 512));
    Node *nll = graph_subtract(lse, graph_sum(graph_multiply(hot, x), 1u << 1, x->shape));
    Node *loss = sum_all(nll);
    graph_gradients(loss, 1, &x, &d_x, NULL);
    sink(sinks, loss);
    sink(sinks, d_x);
}

static void
softmax(Sinks *sinks)
{
    Node *x = data("x", S(512, 512));
    Node *top = graph_unary(OP_STOP, graph_max(x, 1u << 1));
    Node *e = graph_unary(OP_EXP, graph_subtract(x, top));
    Node *y = graph_divide(e, graph_sum(e, 1u << 1, x->shape));
    sink(sinks, y);
    sink_gradients(sinks, y, 1, &x);
}

static Node *
linear(Node *x, Node *w, Node *b)
{
    Letters l = {{0, 1, -1, -1, -1, -1, -1, -1},
                 {-1, 2, 1, -1, -1, -1, -1, -1},
                 {0, 2, -1, -1, -1, -1, -1, -1}};
    return graph_add(graph_contract(x, w, l, S(x->shape.n[0], w->shape.n[1])), b);
}

/* The gradient penalty of a critic 784-256-256-1, and its six gradients. Gulrajani et al.,
 * 2017. */
static void
gradient_penalty(Sinks *sinks)
{
    Node *x = data("x", S(64, 784)), *d_x, *p[6], *d[6];
    int64_t wide[] = {784, 256, 256, 1};
    Node *h = x;
    for (int i = 0; i < 3; i++) {
        p[2 * i] = parameter("w", S(1, wide[i + 1], wide[i]));
        p[2 * i + 1] = parameter("b", S(1, wide[i + 1]));
        h = linear(h, p[2 * i], p[2 * i + 1]);
        h = i < 2 ? leaky(h) : h;
    }
    graph_gradients(sum_all(h), 1, &x, &d_x, NULL);
    Node *slope = graph_power(graph_sum(square(d_x), 1u << 1, x->shape), rational(1, 2));
    Node *penalty = mean(square(graph_subtract(slope, graph_ratio(RATIONAL_ONE))), 1u << 0);
    graph_gradients(penalty, 6, p, d, NULL);
    sink(sinks, penalty);
    for (int i = 0; i < 6; i++)
        if (shape_varies(d[i]->shape))
            sink(sinks, d[i]);
}

/* Half of x, at random. */
static Node *
dropout(Node *x)
{
    Noise *noise = NEW(Noise);
    *noise = (Noise){.stream = "mask", .kind = NOISE_UNIFORM, .shape = x->shape};
    Node *u = graph_draw(noise, "noise", x->shape, 0);
    Node *open = graph_subtract(u, graph_ratio(rational(1, 2)));
    return graph_multiply(x, graph_select(open, rational(2, 1), RATIONAL_ZERO));
}

/* Forward in front of a product, backward behind its gradient. */
static void
dropout_pattern(Sinks *sinks, int64_t rows)
{
    Node *x = data("x", S(rows, 1024)), *w = parameter("w", S(1, 16, 1024)), *d[2];
    Node *y = linear(dropout(leaky(x)), w, parameter("b", S(1, 16)));
    graph_gradients(sum_all(square(y)), 2, (Node *[]){x, w}, d, NULL);
    sink(sinks, d[0]);
    sink(sinks, d[1]);
}

/* The mask is no memory: both loops make it. */
static void
dropout_of_rows(Sinks *sinks)
{
    dropout_pattern(sinks, 4096);
}

/* Of few numbers it is cheaper to read it twice. */
static void
dropout_of_few(Sinks *sinks)
{
    dropout_pattern(sinks, 128);
}

/* Of images, with the gradient of a bias for each channel. */
static void
dropout_of_images(Sinks *sinks)
{
    Node *x = data("x", S(64, 64, 32, 32)), *b = parameter("b", S(1, 64));
    Node *y = dropout(leaky(graph_add(x, b)));
    sink(sinks, y);
    sink_gradients(sinks, y, 2, (Node *[]){x, b});
}

static const struct Pattern {
    const char *name;
    void (*make)(Sinks *sinks);
    int loops, arrays, products; /* at most */
    int draws;                   /* that are memory: just as many */
} patterns[] = {
    {"batch norm, leaky relu", batch_norm, 3, 8, 0, 0},
    {"bias, batch norm, leaky relu", bias_batch_norm, 3, 8, 0, 0},
    {"batch norm of images, leaky relu", image_batch_norm, 3, 8, 0, 0},
    {"batch norm, second order", batch_norm_twice, 4, 8, 0, 0},
    {"layer norm", layer_norm, 1, 4, 0, 0},
    {"instance norm", instance_norm, 1, 4, 0, 0},
    /* of images 4 loops: moments, output, sums, gradient */
    {"group norm", group_norm, 9, 9, 0, 0},
    {"softmax cross entropy", cross_entropy, 1, 2, 0, 0},
    {"softmax", softmax, 1, 4, 0, 0},
    {"gradient penalty", gradient_penalty, 6, 14, 8, 0},
    {"dropout of rows", dropout_of_rows, 3, 7, 3, 0},
    {"dropout of images", dropout_of_images, 1, 4, 0, 0},
    {"dropout of few numbers", dropout_of_few, 3, 7, 3, 1},
};

/* ---- counting ---- */

enum { LARGE = 16384 }; /* floats of an array that counts */

static bool
available(const Node *n, void *context)
{
    (void)n, (void)context;
    return false;
}

/* Nothing is: each product and each sum of products counts. */
static bool
used_once(const Node *n, void *context)
{
    (void)n, (void)context;
    return false;
}

static bool
viewable(Node *n, void *context)
{
    (void)n, (void)context;
    return true;
}

START_TEST(kernels_of_patterns)
{
    const struct Pattern *pattern = &patterns[_i];
    Sinks sinks = {.count = 0};
    Nodes made = {0};
    int loops = 0, arrays = 0, products = 0, draws = 0;
    pattern->make(&sinks);
    lower(sinks.count, sinks.at);
    Fusion fusion = {.count = sinks.count,
                     .sink = sinks.at,
                     .available = available,
                     .used_once = used_once,
                     .viewable = viewable,
                     .made = &made};
    fuse(&fusion);
    for (int i = 0; i < fusion.kernels.count; i++) {
        const Kernel *kernel = fusion.kernels.at[i];
        products += kernel->kind == KERNEL_CONTRACTION;
        draws += kernel->kind == KERNEL_DRAW;
        if (kernel->kind != KERNEL_LOOPS || kernel->row != BATCH)
            continue;
        loops++;
        for (int k = 0; k < kernel->reads.count + kernel->writes.count; k++) {
            const Node *n = k < kernel->reads.count
                                ? kernel->reads.at[k].node
                                : kernel->writes.at[k - kernel->reads.count].node;
            arrays += n->shape.n[BATCH] > 1 && shape_size(n->shape) >= LARGE;
        }
    }
    ck_assert_msg(loops <= pattern->loops && arrays <= pattern->arrays &&
                      products <= pattern->products,
                  "%s: %d loops, %d arrays, %d products; at most %d, %d, %d", pattern->name,
                  loops, arrays, products, pattern->loops, pattern->arrays, pattern->products);
    ck_assert_int_eq(draws, pattern->draws);
    if (getenv("PATTERNS_PRINT"))
        printf("%s: %d loops, %d arrays, %d products\n", pattern->name, loops, arrays,
               products);
}
END_TEST

Suite *patterns_suite(void);

Suite *
patterns_suite(void)
{
    Suite *suite = suite_create("patterns");
    TCase *tests = tcase_create("patterns");
    tcase_add_loop_test(tests, kernels_of_patterns, 0, (int)COUNT_OF(patterns));
    suite_add_tcase(suite, tests);
    return suite;
}
