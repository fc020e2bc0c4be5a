#include "random_pages.h"

#include "../runtime/random.h"
#include "interpret.h"

#include <check.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAMES = 24, ADDED = 7, TRIES = 60 };
/* Most that rounding each value to float, or 1e-6 in the leaves, may move a gradient. */
static const double rounded_moves = 5e-6, shaken_moves = 3e-5;

/* ---- numbers by chance ---- */

static uint64_t
mixed(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static double
unit(uint64_t *state)
{
    *state = mixed(*state);
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

static int
below(uint64_t *state, int n)
{
    return (int)(unit(state) * n);
}

/* ---- values of leaves ---- */

static uint64_t
named(uint64_t seed, const char *name)
{
    for (; *name; name++)
        seed = mixed(seed ^ (unsigned char)*name);
    return seed;
}

static void
draw_noise(const Noise *noise, uint64_t seed, int64_t count, double *value)
{
    float *drawn = NEW_ARRAY(float, count + 1);
    uint64_t key = random_key(seed, noise->stream);
    if (noise->kind == NOISE_NORMAL)
        random_normal(drawn, (long)count, key, 0, 0);
    else if (noise->kind == NOISE_TRUNCATED)
        random_truncated(drawn, (long)count, key, 0, 0, (float)noise->bound);
    else
        random_uniform(drawn, (long)count, key, 0, 0);
    for (int64_t i = 0; i < count; i++)
        value[i] = (double)drawn[i];
}

static void
fill_leaf(const Leaves *leaves, const Node *n, int64_t count, double *value)
{
    uint64_t state = named(leaves->seed, n->name);
    const Tensor *t = n->op == OP_STATE || n->op == OP_PARAMETER ? n->leaf : NULL;
    if (n->op == OP_DRAW)
        draw_noise(n->leaf, leaves->seed, count, value);
    for (int64_t i = 0; i < count; i++) {
        double u = unit(&state), sign = unit(&state) < 0.5 ? -1 : 1;
        if (n->integer)
            value[i] = floor(u * (double)n->bound);
        else if (n->op == OP_STATE && t->init.kind == INIT_CONSTANT)
            value[i] = t->init.a;
        else if (n->op == OP_PARAMETER || n->op == OP_DATA || n->op == OP_STATE)
            value[i] = (double)(float)(2 * u - 1); /* time stands at 0 */
        if (!n->integer)
            value[i] *= 1 + sign * leaves->shake;
    }
}

double *
leaves_place(const Node *n, void *context)
{
    Leaves *leaves = context;
    for (int i = 0; i < leaves->node.count; i++)
        if (leaves->node.at[i]->leaf == n->leaf)
            return leaves->value.at[i];
    int64_t count = shape_size(n->shape);
    double *value = NEW_ARRAY(double, count);
    if (n->leaf != NULL)
        fill_leaf(leaves, n, count, value);
    PUSH(leaves->node, n);
    PUSH(leaves->value, value);
    return value;
}

const double *
leaves_values(const Node *n, void *leaves)
{
    return leaves_place(n, leaves);
}

double
largest_difference(int64_t count, const double *a, const double *b, double least)
{
    double largest = least, worst = 0;
    for (int64_t i = 0; i < count; i++) {
        largest = fmax(largest, fabs(b[i]));
        if (!(fabs(a[i] - b[i]) <= worst))
            worst = fabs(a[i] - b[i]);
    }
    return worst / largest;
}

Program *
page_translate(const char *text)
{
    char path[] = "/tmp/random_page.XXXXXX";
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    Program *program = translate(path, 0, NULL);
    unlink(path);
    return program;
}

/* ---- a graph as text ---- */

typedef struct Thing { /* what expressions may name */
    const char *name;
    Dims dims;
    bool integer, used;
} Thing;

typedef struct Graph {
    uint64_t *state;
    int number;
    Text networks, values;
    Thing thing[NAMES];
    int things, made;
} Graph;

typedef struct Sizes {
    int batch, width, channels, side;
} Sizes;

static const char *
page_head(const Sizes *s)
{
    return format("model: trial\nsizes: {batch: %d, width: %d, depth: %d, side: %d, codes: 5}\n"
                  "data:\n"
                  "  x: {image: [depth, side, side]}\n"
                  "  u: {vector: width}\n"
                  "  y: {label: codes}\n",
                  s->batch, s->width, s->channels, s->side);
}

/* The sum of what nothing reads, each bent in one of three ways. */
static const char *
graph_loss(const Graph *g)
{
    static const char *const ways[] = {"mean(%s)", "mean(square(%s - 0.3))",
                                       "mean(square(sigmoid(%s)))"};
    Text text = {0};
    text_print(&text, "mean(square(p%d)) + mean(square(t%d))", g->number, g->number);
    for (int i = 0; i < g->things; i++) {
        const Thing *t = &g->thing[i];
        const char *name = t->integer ? format("one_hot(%s)", t->name) : t->name;
        if (t->used || t->name[0] != 'v')
            continue;
        text_put(&text, " + ");
        text_print(&text, ways[(i + g->number) % 3], name); /* NOLINT: one of the three */
    }
    return text.at;
}

static const char *
graph_parameters(const Graph *g)
{
    return format("  p%d: {shape: [width], init: 0}\n  t%d: {shape: [codes, width], init: 0}\n",
                  g->number, g->number);
}

static const char *
page_of(const Sizes *sizes, int count, const Graph *graphs, const char *probe)
{
    Text networks = {0}, parameters = {0}, values = {0}, losses = {0}, steps = {0};
    for (int i = 0; i < count; i++) {
        const Graph *g = &graphs[i];
        text_put(&networks, g->networks.at ? g->networks.at : "");
        text_put(&values, g->values.at ? g->values.at : "");
        text_put(&parameters, graph_parameters(g));
        text_print(&losses, "  l%d: %s\n", g->number, graph_loss(g));
        text_print(&steps, "  - minimize: l%d\n    update: [p%d, t%d", g->number, g->number,
                   g->number);
        for (int k = 0; k < g->made; k++)
            if (g->networks.at && strstr(g->networks.at, format("  n%d_%d:", g->number, k)))
                text_print(&steps, ", n%d_%d", g->number, k);
        text_put(&steps, "]\n    optimizer: sgd(lr=1)\n");
    }
    return format("%s%s%sparameters:\n%s%s%slosses:\n%strain:\n%s%s", page_head(sizes),
                  networks.size ? "networks:\n" : "", networks.size ? networks.at : "",
                  parameters.at, values.size ? "values:\n" : "", values.size ? values.at : "",
                  losses.at, steps.at, probe ? format("generate:\n  probe: %s\n", probe) : "");
}

/* ---- a trial ---- */

typedef struct Verdict {
    bool good, integer;
    Dims dims;
} Verdict;

/* Whether all outputs of a run are those of `value`, but for what float and near decisions do.
 */
static bool
stays_near(const Nodes *outputs, double **value, double **other, double bound, double largest)
{
    bool near = true;
    for (int i = 0; i < outputs->count; i++)
        near = near && largest_difference(shape_size(outputs->at[i]->shape), other[i], value[i],
                                          i ? 0.1 * largest : 0.01) < bound;
    return near;
}

/* 0 / 0 of numbers that are known. */
static bool
has_infinite_numbers(const Nodes *outputs)
{
    Nodes order = {0};
    bool found = false;
    graph_order(outputs->count, outputs->at, &order);
    for (int i = 0; i < order.count; i++)
        found = found || (order.at[i]->op == OP_CONST && !isfinite(order.at[i]->value));
    return found;
}

/* The loss and all gradients of the first step are moderate, and neither rounding to float nor
 * small changes of the leaves move them much. */
static bool
well_behaved(const Program *program)
{
    static const double shakes[] = {1e-6, -1e-6, 2e-6, -2e-6};
    const Step *step = program->steps.at[0];
    Nodes outputs = {0};
    double largest = 0;
    PUSH(outputs, step->losses.at[0]);
    for (int i = 0; i < step->updates.count; i++)
        PUSH(outputs, step->updates.at[i].gradient);
    if (has_infinite_numbers(&outputs))
        return false;
    Leaves leaves = {.program = program, .seed = 1};
    double **value = interpret(outputs.count, outputs.at, leaves_values, &leaves, NULL);
    for (int i = 0; i < outputs.count; i++)
        for (int64_t j = 0; j < shape_size(outputs.at[i]->shape); j++) {
            if (!(fabs(value[i][j]) < 1e4))
                return false;
            largest = i > 0 ? fmax(largest, fabs(value[i][j])) : 0;
        }
    double **rounded = interpret_rounded(outputs.count, outputs.at, leaves_values, &leaves);
    if (!stays_near(&outputs, value, rounded, rounded_moves, largest))
        return false;
    for (size_t i = 0; i < COUNT_OF(shakes); i++) {
        Leaves shaken = {.program = program, .seed = 1, .shake = shakes[i]};
        double **other = interpret(outputs.count, outputs.at, leaves_values, &shaken, NULL);
        if (!stays_near(&outputs, value, other, shaken_moves, largest))
            return false;
    }
    return true;
}

static void
try_here(const char *page, Verdict *verdict)
{
    Program *program = page_translate(page);
    if (program == NULL || program->commands.count == 0)
        return;
    const Output *probe = &program->commands.at[0]->outputs.at[0];
    verdict->dims = probe->dims;
    for (int i = 0; i < RANK; i++)
        verdict->dims.size[i] = NULL;
    verdict->integer = probe->value->integer;
    int64_t size = dims_size(probe->dims);
    verdict->good = size > 0 && size <= 300 && probe->dims.rank <= 3 && well_behaved(program);
}

static Verdict
try_page(const char *page)
{
    Verdict verdict = {0};
    int ends[2], status;
    ck_assert_int_eq(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        alarm(20);
        try_here(page, &verdict);
        ssize_t written = write(ends[1], &verdict, sizeof verdict);
        _exit(written == (ssize_t)sizeof verdict ? 0 : 1);
    }
    close(ends[1]);
    ssize_t size = read(ends[0], &verdict, sizeof verdict);
    close(ends[0]);
    waitpid(child, &status, 0);
    ck_assert_msg(WIFEXITED(status) || WTERMSIG(status) == SIGALRM,
                  "the compiler dies of signal %d on\n%s", WTERMSIG(status), page);
    if (size != (ssize_t)sizeof verdict)
        verdict.good = false;
    return verdict;
}

/* ---- candidates ---- */

static const char *
any_of(uint64_t *state, int count, const char *const *words)
{
    return words[below(state, count)];
}
#define ANY(state, ...)                                                                        \
    any_of(state, (int)COUNT_OF(((const char *const[]){__VA_ARGS__})),                         \
           (const char *const[]){__VA_ARGS__})

/* What a parameter of a layer may be; NULL: its default. */
static const char *
layer_argument(uint64_t *s, const char *name)
{
    static const struct {
        const char *name, *choice[8];
    } known[] = {
        {"features", {"1", "2", "3", "5", "8", "width", "17", "4"}},
        {"channels", {"1", "2", "3", "4", "6", "8", "5", "depth"}},
        {"kernel", {"1", "2", "3", "3", "[1, 3]", "2", "4", "3"}},
        {"stride", {"1", "2", "2", "1", "[2, 1]", "3", "2", "1"}},
        {"padding", {"0", "1", "same", "1", "2", "[1, 0]", "[[1, 0], 1]", "1"}},
        {"output_padding", {"0", "1", "1", "0", "1", "0", "1", "0"}},
        {"dilation", {"1", "2", "1", "2", "1", "2", "1", "2"}},
        {"groups", {"1", "2", "2", "3", "depth", "2", "1", "4"}},
        {"bias", {"true", "false", "false", "true", "false", "true", "false", "true"}},
        {"factor", {"2", "2", "3", "[1, 2]", "2", "1", "2", "3"}},
        {"mode",
         {"nearest", "bilinear", "reflect", "replicate", "bilinear", "zeros", "nearest",
          "reflect"}},
        {"padding_mode",
         {"reflect", "replicate", "zeros", "reflect", "zeros", "reflect", "zeros",
          "replicate"}},
        {"shape",
         {"[width]", "[2, 2]", "[side, side]", "[1, side, side]", "[-1]", "[4, 1, 1]", "[2, 3]",
          "[8]"}},
        {"size", {"1", "2", "[1, 2]", "2", "1", "3", "2", "1"}},
        {"order",
         {"[1, 0]", "[2, 0, 1]", "[0, 2, 1]", "[1, 2, 0]", "[1, 0]", "[2, 1, 0]", "[1, 0, 2]",
          "[0, 2, 1]"}},
        {"axis", {"channels", "0", "1", "2", "channels", "0", "1", "2"}},
        {"from", {"0", "1", "2", "1", "0", "1", "2", "1"}},
        {"count", {"2", "1", "2", "3", "2", "1", "2", "3"}},
        {"step", {"1", "2", "2", "1", "2", "1", "2", "1"}},
        {"index", {"0", "1", "0", "1", "0", "1", "0", "1"}},
        {"border", {"1", "[1, 0]", "[[1, 0], 0]", "1", "[0, 1]", "[[0, 1], 1]", "1", "1"}},
        {"value", {"0", "0.5", "0", "-1", "0", "1", "0", "0.25"}},
        {"slope", {"0.2", "0.1", "0.2", "0.3", "0.2", "0.1", "0.2", "0.5"}},
        {"shared", {"true", "false", "true", "false", "true", "false", "true", "false"}},
        {"groups_of_norm", {"1", "2", "1", "2", "1", "2", "1", "2"}},
        {"eps", {"1e-2", "1e-1", "1e-2", "1e-1", "1e-2", "1e-1", "1e-2", "1e-1"}},
        {"p", {"0.5", "0.25", "0.5", "0.25", "0.5", "0.25", "0.5", "0.25"}},
        {"rate", {"0.5", "0.25", "0.5", "0.25", "0.5", "0.25", "0.5", "0.25"}},
        {"heads", {"1", "2", "1", "2", "1", "2", "1", "2"}},
        {"std", {"0.1", "0.5", "0.1", "0.5", "0.1", "0.5", "0.1", "0.5"}},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(known[i].name, name) == 0)
            return any_of(s, 8, known[i].choice);
    return NULL;
}

/* "conv: {channels: 4, kernel: 3}"; functions stand as layers by their further parameters. */
static const char *
layer_text(uint64_t *s, const char *name, const char *spec, int skip)
{
    const char *parameter, *fallback;
    Text text = {0};
    text_put(&text, name);
    int given = 0;
    for (int i = skip; parameter_spec(spec, i, &parameter, &fallback); i++) {
        const char *argument = layer_argument(s, parameter);
        if (!argument || (fallback && unit(s) < 0.55))
            continue;
        text_print(&text, "%s%s: %s", given++ ? ", " : ": {", parameter, argument);
    }
    text_put(&text, given ? "}" : "");
    return text.at;
}

static const char *
random_layer(uint64_t *s)
{
    static const char *const useful[] = {"tanh", "relu",    "leaky_relu",
                                         "silu", "sigmoid", "elu"};
    int which = below(s, 10);
    if (which < 6) {
        const LayerKind *kind = &layer_kinds[below(s, layer_kind_count)];
        return layer_text(s, kind->name, kind->parameters, 0);
    }
    if (which < 8)
        return any_of(s, (int)COUNT_OF(useful), useful);
    const Function *function = &functions[below(s, function_count)];
    return layer_text(s, function->name, function->parameters, 1);
}

static const char *
dims_list(Dims dims)
{
    Text text = {0};
    for (int i = 0; i < dims.rank; i++)
        text_print(&text, "%s%lld", i ? ", " : "[", (long long)dims.n[i]);
    return format("%s]", text.at);
}

static Thing *
any_thing(Graph *g, bool numbers)
{
    for (int i = 0; i < 8; i++) {
        /* the newest more often */
        int at = g->things - 1 - (int)(unit(g->state) * unit(g->state) * g->things);
        if (!(numbers && g->thing[at].integer))
            return &g->thing[at];
    }
    return &g->thing[1];
}

/* A network on one of the values, whose layers are those of `layers`. */
static const char *
network_candidate(Graph *g, const Thing *on, const char *layers, Text *network)
{
    text_print(network, "  n%d_%d:\n    input: {h: %s}\n    layers:\n%s", g->number, g->made,
               dims_list(on->dims), layers);
    return format("n%d_%d(%s)", g->number, g->made, on->name);
}

static const char *
value_text(Graph *g, bool reads[NAMES], bool numbers)
{
    uint64_t *s = g->state;
    if (unit(s) < 0.12)
        return ANY(s, "0.5", "2", "0.25", "1");
    Thing *thing = any_thing(g, numbers);
    reads[thing - g->thing] = true;
    return thing->name;
}

static const char *
function_argument(Graph *g, bool reads[NAMES], const char *name)
{
    uint64_t *s = g->state;
    if (strcmp(name, "over") == 0)
        return ANY(s, "features", "batch", "channels", "space", "none", "all",
                   "[batch, space]");
    if (strcmp(name, "keep") == 0)
        return ANY(s, "0", "1");
    if (strcmp(name, "label") == 0 || strcmp(name, "index") == 0)
        return ANY(s, "y", "0", "1");
    if (strcmp(name, "table") == 0 || strcmp(name, "codebook") == 0)
        return format("t%d", g->number);
    if (strcmp(name, "p") == 0)
        return format("sigmoid(%s)", value_text(g, reads, true));
    if (strcmp(name, "score") == 0)
        return format("mean(%s, over=features)", value_text(g, reads, true));
    if (strcmp(name, "std") == 0 || strcmp(name, "scale") == 0)
        return format("exp(0.5 * %s)", value_text(g, reads, true));
    if (strcmp(name, "eps") == 0)
        return "0.1";
    const char *known = layer_argument(s, name);
    return known ? known : value_text(g, reads, strcmp(name, "code") != 0);
}

static const char *
call_candidate(Graph *g, bool reads[NAMES])
{
    uint64_t *s = g->state;
    const Definitions *prelude = prelude_functions();
    int which = below(s, function_count + prelude->count), given = 0;
    Text text = {0};
    if (which < function_count) {
        const char *parameter, *fallback;
        const Function *f = &functions[which];
        text_print(&text, "%s(", f->name);
        for (int i = 0; parameter_spec(f->parameters, i, &parameter, &fallback); i++)
            if (!fallback || unit(s) < 0.4)
                text_print(&text, "%s%s=%s", given++ ? ", " : "", parameter,
                           function_argument(g, reads, parameter));
        return format("%s)", text.at);
    }
    const Definition *d = prelude->at[which - function_count];
    text_print(&text, "%s(", d->name);
    for (int i = 0; i < d->parameters.count; i++)
        if (!d->parameters.at[i].expr || unit(s) < 0.4)
            text_print(&text, "%s%s=%s", given++ ? ", " : "", d->parameters.at[i].name,
                       function_argument(g, reads, d->parameters.at[i].name));
    return format("%s)", text.at);
}

static const char *
sum_candidate(Graph *g, bool reads[NAMES])
{
    uint64_t *s = g->state;
    const char *a = value_text(g, reads, true), *b = value_text(g, reads, true);
    const char *op = ANY(s, "+", "-", "*", "*", "/", "<", ">=");
    if (strcmp(op, "/") == 0)
        b = format("(1.5 + square(%s))", b);
    return format("%s %s %s", a, op, b);
}

/* The slope of one value by another, as a critic's penalty has it. */
static const char *
slope_candidate(Graph *g, bool reads[NAMES])
{
    const char *y = value_text(g, reads, true), *x = value_text(g, reads, true);
    return format("sum(square(grad(sum(%s), %s)), over=features)", y, x);
}

/* The graph with one more value; false where it is not taken. */
static bool
add_value(Graph *g, const Sizes *sizes, const char *expression, const char *network,
          const bool reads[NAMES])
{
    const char *name = format("v%d_%d", g->number, g->made);
    Graph next = *g;
    next.networks = (Text){0};
    next.values = (Text){0};
    text_print(&next.networks, "%s%s", g->networks.at ? g->networks.at : "", network);
    text_print(&next.values, "%s  %s: %s\n", g->values.at ? g->values.at : "", name,
               expression);
    for (int i = 0; i < g->things; i++)
        next.thing[i].used |= reads[i];
    next.thing[next.things++] = (Thing){.name = name};
    next.made++;
    /* whether it holds indices is not known before */
    for (int integer = 0; integer < 2; integer++) {
        next.thing[next.things - 1].integer = integer;
        const char *shown = integer ? format("one_hot(%s)", name) : name;
        Verdict verdict = try_page(page_of(sizes, 1, &next, shown));
        if (!verdict.good)
            continue;
        next.thing[next.things - 1].dims = verdict.dims;
        *g = next;
        return true;
    }
    return false;
}

/* A network of layers that are kept one by one where they fit. */
static bool
add_network(Graph *g, const Sizes *sizes)
{
    uint64_t *s = g->state;
    Thing *on = any_thing(g, true);
    bool reads[NAMES] = {false}, added = false;
    const char *layers = "";
    const Graph before = *g;
    int count = 1 + below(s, 5);
    reads[on - g->thing] = true;
    for (int turn = 0; on->dims.rank > 0 && turn < 25 && count > 0; turn++) {
        Graph next = before;
        Text network = {0};
        bool holds = unit(s) < 0.15;
        const char *more = format("%s      - %s%s%s\n", layers, holds ? "residual: [" : "",
                                  random_layer(s), holds ? "]" : "");
        const char *expression = network_candidate(&next, on, more, &network);
        if (!add_value(&next, sizes, expression, network.at, reads))
            continue;
        layers = more;
        *g = next;
        added = true;
        count--;
    }
    return added;
}

/* Adds a value where one of some candidates is taken. */
static void
grow(Graph *g, const Sizes *sizes)
{
    for (int turn = 0; turn < TRIES; turn++) {
        bool reads[NAMES] = {false};
        double u = unit(g->state);
        if (u < 0.3 && add_network(g, sizes))
            return;
        if (u < 0.3)
            continue;
        const char *expression = u < 0.75   ? call_candidate(g, reads)
                                 : u < 0.85 ? slope_candidate(g, reads)
                                            : sum_candidate(g, reads);
        if (add_value(g, sizes, expression, "", reads))
            return;
    }
}

static Thing
field(const char *name, int rank, int64_t a, int64_t b, int64_t c, bool integer)
{
    return (Thing){name, {.rank = rank, .n = {a, b, c}}, integer, false};
}

const char *
random_page(uint64_t seed, int graphs)
{
    static const int batches[] = {1, 3, 4, 8, 9, 16, 19, 33};
    uint64_t state = mixed(seed);
    Sizes sizes = {batches[below(&state, 8)], 2 + below(&state, 9), 1 + below(&state, 4),
                   3 + below(&state, 5)};
    Graph *graph = NEW_ARRAY(Graph, graphs);
    for (int i = 0; i < graphs; i++) {
        Graph *g = &graph[i];
        g->number = i;
        g->state = &state;
        g->thing[g->things++] = field("y", 0, 0, 0, 0, true);
        g->thing[g->things++] = field("x", 3, sizes.channels, sizes.side, sizes.side, false);
        g->thing[g->things++] = field("u", 1, sizes.width, 0, 0, false);
        g->thing[g->things++] = field(format("p%d", i), 1, sizes.width, 0, 0, false);
        int count = 2 + below(&state, ADDED - 1);
        for (int k = 0; k < count; k++)
            grow(g, &sizes);
    }
    return page_of(&sizes, graphs, graph, NULL);
}
