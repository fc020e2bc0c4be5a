/* The oracle of interpret.h: one function for each primitive, index loops over the slots.
 *
 * The one idea: a result element is found from its index by the formula in ops.def, with no
 * knowledge of how the graph was built. Only the loops of products and convolutions look at
 * speed, and only by their order. */
#include "interpret.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Machine {
    double **value; /* by node id */
    LeafValues *leaf;
    void *context;
    Hold *hold;
    bool rounded; /* to float, every value and every step of a sum */
} Machine;

static double *
numbers(int64_t count)
{
    double *at = calloc((size_t)(count > 0 ? count : 1), sizeof *at);
    if (at == NULL)
        die("out of memory");
    return at;
}

/* ---- indices ---- */

/* Place of an index in row-major order; slots of extent 1 are the same everywhere. */
static int64_t
place(const Shape *shape, const int64_t at[AXES])
{
    int64_t offset = 0;
    for (int s = 0; s < AXES; s++)
        offset = offset * shape->n[s] + (shape->n[s] == 1 ? 0 : at[s]);
    return offset;
}

/* The next index in row-major order; false behind the last. */
static bool
advance(const Shape *shape, int64_t at[AXES])
{
    for (int s = AXES - 1; s >= 0; s--) {
        if (++at[s] < shape->n[s])
            return true;
        at[s] = 0;
    }
    return false;
}

static double
argument(const Machine *m, const Node *n, int i, const int64_t at[AXES])
{
    return m->value[n->arg[i]->id][place(&n->arg[i]->shape, at)];
}

/* ---- element-wise ---- */

/* x_i^p; exp(y)^p is exp(p y), which is a number where exp(y) alone overflows. */
static double
factor(const Machine *m, const Node *n, int i, const int64_t at[AXES])
{
    double p = rational_double(n->number[i]);
    if (n->arg[i]->op == OP_EXP)
        return exp(p * argument(m, n->arg[i], 0, at));
    return pow(argument(m, n, i, at), p);
}

static double
element(const Machine *m, const Node *n, const int64_t at[AXES])
{
    double x = n->count > 0 ? argument(m, n, 0, at) : 0, r;
    switch (n->op) {
    case OP_ADD:
        r = 0;
        for (int i = 0; i < n->count; i++)
            r += rational_double(n->number[i]) * argument(m, n, i, at);
        return r;
    case OP_MUL:
        r = 1;
        for (int i = 0; i < n->count; i++)
            r *= factor(m, n, i, at);
        return r;
    case OP_EXP: return exp(x);
    case OP_LOG: return log(x);
    case OP_TANH: return tanh(x);
    case OP_SIGMOID: return 1 / (1 + exp(-x));
    case OP_SOFTPLUS: return (x > 0 ? x : 0) + log1p(exp(-fabs(x)));
    case OP_ERF: return erf(x);
    case OP_COS: return cos(x);
    case OP_ATAN: return atan(x);
    case OP_SEL: return rational_double(n->number[x > 0 ? 0 : 1]);
    case OP_EQ: return x == argument(m, n, 1, at);
    case OP_ROUND: return nearbyint(x);
    case OP_STOP: return x;
    case OP_BROADCAST: return x;
    default: die("%s is not element-wise", op_name(n->op));
    }
}

static void
run_elementwise(Machine *m, const Node *n, double *result)
{
    int64_t at[AXES] = {0};
    do
        result[place(&n->shape, at)] = element(m, n, at);
    while (advance(&n->shape, at));
}

/* ---- leaves ---- */

static void
run_leaf(Machine *m, const Node *n, double *result)
{
    int64_t size = shape_size(n->shape);
    if (n->op == OP_CONST)
        result[0] = n->value;
    else if (n->op == OP_INDEX)
        for (int64_t i = 0; i < size; i++)
            result[i] = (double)i;
    else
        memcpy(result, m->leaf(n, m->context), (size_t)size * sizeof *result);
}

/* ---- reductions ---- */

static void
run_sum(Machine *m, const Node *n, double *result)
{
    const Node *a = n->arg[0];
    int64_t at[AXES] = {0};
    do {
        double *sum = &result[place(&n->shape, at)];
        *sum += argument(m, n, 0, at);
        if (m->rounded)
            *sum = (double)(float)*sum;
    } while (advance(&a->shape, at));
}

/* Squares about the mean of all, which needs a pass of its own. */
static void
run_squares(Machine *m, const Node *n, double *result)
{
    const Node *a = n->arg[0];
    double *mean = numbers(shape_size(n->shape));
    int64_t at[AXES] = {0}, parts = shape_size(a->shape) / shape_size(n->shape);
    do
        mean[place(&n->shape, at)] += argument(m, n, 0, at) / (double)parts / n->value;
    while (advance(&a->shape, at));
    do {
        double gap = argument(m, n, 0, at) / n->value - mean[place(&n->shape, at)];
        result[place(&n->shape, at)] +=
            n->value * gap * gap + (n->count > 1 ? argument(m, n, 1, at) : 0);
    } while (advance(&a->shape, at));
    free(mean);
}

/* For each result element the place in the argument of its first largest (or smallest). */
static double *
extreme_places(const Machine *m, const Node *n, bool smallest)
{
    const Node *a = n->arg[0];
    const double *value = m->value[a->id];
    double *best = numbers(shape_size(n->shape));
    bool *any = calloc((size_t)shape_size(n->shape), sizeof *any);
    int64_t at[AXES] = {0};
    if (any == NULL)
        die("out of memory");
    do {
        int64_t to = place(&n->shape, at), from = place(&a->shape, at);
        double x = value[from], y = value[(int64_t)best[to]];
        if (!any[to] || (smallest ? x < y : x > y))
            best[to] = (double)from;
        any[to] = true;
    } while (advance(&a->shape, at));
    free(any);
    return best;
}

/* The index along the folded slot, from the place in the argument. */
static void
run_arg(Machine *m, const Node *n, double *result)
{
    double *best = extreme_places(m, n, n->op == OP_ARGMIN);
    int64_t below = 1;
    int slot = AXES - 1;
    for (; !(n->axes >> slot & 1); slot--)
        below *= n->arg[0]->shape.n[slot];
    for (int64_t i = 0; i < shape_size(n->shape); i++)
        result[i] = (double)((int64_t)best[i] / below % n->arg[0]->shape.n[slot]);
    free(best);
}

/* The places of the largest are held, not their values. */
static void
run_max(Machine *m, const Node *n, double *result)
{
    Hold *hold = m->hold;
    double *best = hold && hold->replay ? hold->kept[n->id] : extreme_places(m, n, false);
    for (int64_t i = 0; i < shape_size(n->shape); i++)
        result[i] = m->value[n->arg[0]->id][(int64_t)best[i]];
    if (hold)
        hold->kept[n->id] = best;
    else
        free(best);
}

/* ---- views and moves ---- */

static void
run_reshape(Machine *m, const Node *n, double *result)
{
    memcpy(result, m->value[n->arg[0]->id], (size_t)shape_size(n->shape) * sizeof *result);
}

static void
run_permute(Machine *m, const Node *n, double *result)
{
    int64_t at[AXES] = {0}, from[AXES];
    do {
        for (int s = 0; s < AXES; s++)
            from[n->u.slot[s]] = at[s];
        result[place(&n->shape, at)] = argument(m, n, 0, from);
    } while (advance(&n->shape, at));
}

static void
run_slice(Machine *m, const Node *n, double *result)
{
    int64_t at[AXES] = {0}, from[AXES];
    do {
        for (int s = 0; s < AXES; s++)
            from[s] = n->u.from[s] + at[s] * n->step[s];
        result[place(&n->shape, at)] = argument(m, n, 0, from);
    } while (advance(&n->shape, at));
}

static void
run_pad(Machine *m, const Node *n, double *result)
{
    int64_t at[AXES] = {0}, to[AXES];
    do {
        for (int s = 0; s < AXES; s++)
            to[s] = n->u.from[s] + at[s] * n->step[s];
        result[place(&n->shape, to)] = argument(m, n, 0, at);
    } while (advance(&n->arg[0]->shape, at));
}

/* The index inside, of which the one at `at` of what has a border is a copy. */
static void
inside(const Node *n, const Shape *shape, const int64_t at[AXES], int64_t to[AXES])
{
    for (int s = 0; s < AXES; s++) {
        const int64_t last = shape->n[s] - 1;
        to[s] = at[s] - n->u.from[s];
        if (n->axes >> s & 1)
            to[s] = to[s] < 0 ? -to[s] : to[s] > last ? last - (to[s] - last) : to[s];
        else
            to[s] = to[s] < 0 ? 0 : to[s] > last ? last : to[s];
    }
}

static void
run_border(Machine *m, const Node *n, double *result)
{
    int64_t at[AXES] = {0}, from[AXES];
    do {
        inside(n, &n->arg[0]->shape, at, from);
        result[place(&n->shape, at)] = argument(m, n, 0, from);
    } while (advance(&n->shape, at));
}

static void
run_border_add(Machine *m, const Node *n, double *result)
{
    int64_t at[AXES] = {0}, to[AXES];
    do {
        inside(n, &n->shape, at, to);
        result[place(&n->shape, to)] += argument(m, n, 0, at);
    } while (advance(&n->arg[0]->shape, at));
}

static void
run_concat(Machine *m, const Node *n, double *result)
{
    int slot = 0;
    int64_t start = 0;
    while (!(n->axes >> slot & 1))
        slot++;
    for (int i = 0; i < n->count; i++) {
        int64_t at[AXES] = {0}, to[AXES];
        do {
            memcpy(to, at, sizeof to);
            to[slot] += start;
            result[place(&n->shape, to)] = argument(m, n, i, at);
        } while (advance(&n->arg[i]->shape, at));
        start += n->arg[i]->shape.n[slot];
    }
}

/* ---- products ---- */

enum { LETTERS = 26 };

/* How far one step of each letter goes in a row-major array. */
static void
letter_steps(const int8_t letter[AXES], const Shape *shape, int64_t step[LETTERS],
             int64_t extent[LETTERS])
{
    int64_t below = 1;
    for (int s = AXES - 1; s >= 0; s--) {
        if (letter[s] >= 0) {
            step[letter[s]] = below;
            extent[letter[s]] = shape->n[s];
        }
        below *= shape->n[s];
    }
}

typedef struct Product {
    const double *a, *b;
    double *out;
    int64_t extent[LETTERS], step[3][LETTERS];
    int letters;
} Product;

static void
multiply_letters(const Product *p, int l, int64_t a, int64_t b, int64_t out)
{
    if (l == p->letters) {
        p->out[out] += p->a[a] * p->b[b];
        return;
    }
    for (int64_t i = 0; i < p->extent[l]; i++)
        multiply_letters(p, l + 1, a + i * p->step[0][l], b + i * p->step[1][l],
                         out + i * p->step[2][l]);
}

static void
run_contract(Machine *m, const Node *n, double *result)
{
    Product p = {m->value[n->arg[0]->id], m->value[n->arg[1]->id], result, {0}, {{0}}, 0};
    letter_steps(n->u.letters.a, &n->arg[0]->shape, p.step[0], p.extent);
    letter_steps(n->u.letters.b, &n->arg[1]->shape, p.step[1], p.extent);
    letter_steps(n->u.letters.out, &n->shape, p.step[2], p.extent);
    while (p.letters < LETTERS && p.extent[p.letters] > 0)
        p.letters++;
    multiply_letters(&p, 0, 0, 0, 0);
}

typedef struct Conv {
    const Window *w;
    double *x, *k, *y; /* one image, the kernel, one result */
    Op op;
} Conv;

/* One tap over the columns of a row: x at s o + k - p, where that lies in the image. */
static void
conv_row(const Conv *c, double *x, double *k, double *y, int64_t shift)
{
    for (int64_t o = 0; o < c->w->out[1]; o++) {
        int64_t i = o * c->w->stride[1] + shift;
        if (i < 0 || i >= c->w->in[1])
            continue;
        if (c->op == OP_CONV)
            y[o] += x[i] * *k;
        else if (c->op == OP_CONV_DATA)
            x[i] += y[o] * *k;
        else
            *k += x[i] * y[o];
    }
}

/* All taps between input plane x and output plane y. */
static void
conv_plane(const Conv *c, double *x, double *k, double *y)
{
    const Window *w = c->w;
    for (int64_t ky = 0; ky < w->kernel[0]; ky++) {
        for (int64_t kx = 0; kx < w->kernel[1]; kx++) {
            int64_t shift = kx * w->dilation[1] - w->pad[1];
            for (int64_t o = 0; o < w->out[0]; o++) {
                int64_t i = o * w->stride[0] + ky * w->dilation[0] - w->pad[0];
                if (i >= 0 && i < w->in[0])
                    conv_row(c, x + i * w->in[1], k + ky * w->kernel[1] + kx, y + o * w->out[1],
                             shift);
            }
        }
    }
}

static void
conv_image(const Conv *c)
{
    const Window *w = c->w;
    int64_t in = w->in_channels / w->groups, out = w->out_channels / w->groups;
    for (int64_t o = 0; o < w->out_channels; o++) {
        for (int64_t i = 0; i < in; i++) {
            double *x = c->x + (o / out * in + i) * w->in[0] * w->in[1];
            double *k = c->k + (o * in + i) * w->kernel[0] * w->kernel[1];
            conv_plane(c, x, k, c->y + o * w->out[0] * w->out[1]);
        }
    }
}

static void
run_conv(Machine *m, const Node *n, double *result)
{
    const Window *w = &n->u.window;
    double *first = m->value[n->arg[0]->id], *second = m->value[n->arg[1]->id];
    bool weight = n->op == OP_CONV_WEIGHT;
    Conv c = {w, first, second, result, n->op};
    if (n->op == OP_CONV_DATA) {
        c.x = result;
        c.y = first;
    } else if (weight) {
        c.k = result;
        c.y = second;
    }
    int64_t images = shape_size(weight ? n->arg[0]->shape : n->shape);
    int64_t x_size = w->in_channels * w->in[0] * w->in[1];
    int64_t y_size = w->out_channels * w->out[0] * w->out[1];
    images /= n->op == OP_CONV ? y_size : x_size;
    for (int64_t i = 0; i < images; i++) {
        conv_image(&c);
        c.x += x_size;
        c.y += y_size;
    }
}

/* ---- indexing ---- */

static int
row_slot(const Node *n)
{
    int slot = 0;
    while (!(n->axes >> slot & 1))
        slot++;
    return slot;
}

/* The index argument at `at`, which must lie in the table. */
static int64_t
row_at(const Machine *m, const Node *n, const int64_t at[AXES], int64_t rows)
{
    double row = argument(m, n, 1, at);
    if (!(row >= 0 && row < (double)rows))
        die("index %g of %lld rows", row, (long long)rows);
    return (int64_t)row;
}

static void
run_gather(Machine *m, const Node *n, double *result)
{
    int slot = row_slot(n);
    int64_t at[AXES] = {0}, from[AXES];
    do {
        memcpy(from, at, sizeof from);
        from[slot] = row_at(m, n, at, n->arg[0]->shape.n[slot]);
        result[place(&n->shape, at)] = argument(m, n, 0, from);
    } while (advance(&n->shape, at));
}

static void
run_scatter_add(Machine *m, const Node *n, double *result)
{
    int slot = row_slot(n);
    int64_t at[AXES] = {0}, to[AXES];
    Shape space = shape_broadcast(2, n->arg);
    do {
        memcpy(to, at, sizeof to);
        to[slot] = row_at(m, n, at, n->shape.n[slot]);
        result[place(&n->shape, to)] += argument(m, n, 0, at);
    } while (advance(&space, at));
}

/* Insertion: an element goes behind those that are not larger. */
static void
run_argsort(Machine *m, const Node *n, double *result)
{
    int slot = row_slot(n);
    int64_t at[AXES] = {0}, before[AXES], one[AXES];
    do {
        int64_t i = at[slot];
        for (int64_t k = i; k >= 0; k--) {
            memcpy(before, at, sizeof before);
            memcpy(one, at, sizeof one);
            before[slot] = k - 1;
            double *here = &result[place(&n->shape, (one[slot] = k, one))];
            if (k > 0) {
                double index = result[place(&n->shape, before)];
                int64_t its[AXES];
                memcpy(its, at, sizeof its);
                its[slot] = (int64_t)index;
                if (argument(m, n, 0, its) > argument(m, n, 0, at)) {
                    *here = index;
                    continue;
                }
            }
            *here = (double)i;
            break;
        }
    } while (advance(&n->shape, at));
}

static void
run_cumsum(Machine *m, const Node *n, double *result)
{
    int slot = row_slot(n);
    int64_t at[AXES] = {0}, before[AXES];
    do {
        memcpy(before, at, sizeof before);
        before[slot]--;
        result[place(&n->shape, at)] =
            argument(m, n, 0, at) + (at[slot] > 0 ? result[place(&n->shape, before)] : 0);
    } while (advance(&n->shape, at));
}

/* ---- the machine ---- */

typedef void Run(Machine *m, const Node *n, double *result);

static Run *const runs[OPS] = {
    [OP_CONST] = run_leaf,
    [OP_PARAMETER] = run_leaf,
    [OP_STATE] = run_leaf,
    [OP_DATA] = run_leaf,
    [OP_DRAW] = run_leaf,
    [OP_TIME] = run_leaf,
    [OP_INDEX] = run_leaf,
    [OP_ADD] = run_elementwise,
    [OP_MUL] = run_elementwise,
    [OP_EXP] = run_elementwise,
    [OP_LOG] = run_elementwise,
    [OP_TANH] = run_elementwise,
    [OP_SIGMOID] = run_elementwise,
    [OP_SOFTPLUS] = run_elementwise,
    [OP_ERF] = run_elementwise,
    [OP_COS] = run_elementwise,
    [OP_ATAN] = run_elementwise,
    [OP_SEL] = run_elementwise,
    [OP_EQ] = run_elementwise,
    [OP_ROUND] = run_elementwise,
    [OP_STOP] = run_elementwise,
    [OP_SUM] = run_sum,
    [OP_MAX] = run_max,
    [OP_SQUARES] = run_squares,
    [OP_ARGMIN] = run_arg,
    [OP_ARGMAX] = run_arg,
    [OP_RESHAPE] = run_reshape,
    [OP_PERMUTE] = run_permute,
    [OP_SLICE] = run_slice,
    [OP_PAD] = run_pad,
    [OP_BORDER] = run_border,
    [OP_BORDER_ADD] = run_border_add,
    [OP_CONCAT] = run_concat,
    [OP_BROADCAST] = run_elementwise,
    [OP_CONTRACT] = run_contract,
    [OP_CONV] = run_conv,
    [OP_CONV_DATA] = run_conv,
    [OP_CONV_WEIGHT] = run_conv,
    [OP_GATHER] = run_gather,
    [OP_SCATTER_ADD] = run_scatter_add,
    [OP_ARGSORT] = run_argsort,
    [OP_CUMSUM] = run_cumsum,
};

/* Ops whose result, not whose formula, is kept at shifted points. */
static bool
is_held(Op op)
{
    return op == OP_SEL || op == OP_EQ || op == OP_ROUND || op == OP_ARGMIN ||
           op == OP_ARGMAX || op == OP_ARGSORT || op == OP_STOP;
}

static void
hold_prepare(Hold *hold)
{
    if (hold->room >= graph_size())
        return;
    hold->kept = realloc(hold->kept, sizeof *hold->kept * (size_t)graph_size());
    if (hold->kept == NULL)
        die("out of memory");
    for (int i = hold->room; i < graph_size(); i++)
        hold->kept[i] = NULL;
    hold->room = graph_size();
}

/* In float. What is so large that a product of a few such has no float is no number, but for
 * what stands below all numbers in the border of a maximum. */
static double
in_float(double x)
{
    const double large = 1e12, border = 1e38;
    return fabs(x) > large && fabs(x) < border ? NAN : (double)(float)x;
}

static void
run_node(Machine *m, const Node *n)
{
    size_t bytes = (size_t)shape_size(n->shape) * sizeof(double);
    bool held = m->hold && is_held(n->op);
    double *result = numbers(shape_size(n->shape));
    m->value[n->id] = result;
    if (held && m->hold->replay) {
        memcpy(result, m->hold->kept[n->id], bytes);
        return;
    }
    runs[n->op](m, n, result);
    for (int64_t i = 0; m->rounded && i < shape_size(n->shape); i++)
        result[i] = in_float(result[i]);
    if (held) {
        m->hold->kept[n->id] = numbers(shape_size(n->shape));
        memcpy(m->hold->kept[n->id], result, bytes);
    }
}

static double **
evaluate(int count, Node *const *outputs, Machine m)
{
    Hold *hold = m.hold;
    Nodes order = {0};
    graph_order(count, outputs, &order);
    m.value = calloc((size_t)graph_size(), sizeof(double *));
    double **result = calloc((size_t)count, sizeof *result);
    if (m.value == NULL || result == NULL)
        die("out of memory");
    if (hold)
        hold_prepare(hold);
    for (int i = 0; i < order.count; i++)
        run_node(&m, order.at[i]);
    for (int i = 0; i < count; i++) {
        int64_t size = shape_size(outputs[i]->shape);
        result[i] = numbers(size);
        memcpy(result[i], m.value[outputs[i]->id], (size_t)size * sizeof **result);
    }
    for (int i = 0; i < order.count; i++)
        free(m.value[order.at[i]->id]);
    free(m.value);
    return result;
}

double **
interpret(int count, Node *const *outputs, LeafValues *leaf, void *context, Hold *hold)
{
    return evaluate(count, outputs, (Machine){.leaf = leaf, .context = context, .hold = hold});
}

double **
interpret_rounded(int count, Node *const *outputs, LeafValues *leaf, void *context)
{
    return evaluate(count, outputs,
                    (Machine){.leaf = leaf, .context = context, .rounded = true});
}

void
interpret_free(int count, double **values)
{
    for (int i = 0; i < count; i++)
        free(values[i]);
    free(values);
}

void
hold_free(Hold *hold)
{
    for (int i = 0; i < hold->room; i++)
        free(hold->kept[i]);
    free(hold->kept);
    *hold = (Hold){0};
}
