/* Draws. Each written draw is its own stream, keyed by the value, loss or command it stands in
 * and its place there ("z.1"), so that adding a value elsewhere changes no other draw. The node
 * is standard; mean, deviation and range are arithmetic around it. */
#include "layers.h"

#include <string.h>

/* Whether a set of axes holds the batch, in the rows of a network too. */
static bool
by_example(const Page *page, unsigned outer)
{
    for (int i = 0; i < page->axes.count; i++)
        if ((outer >> i & 1) && (i == 0 || (page->axes.at[i].merged & OUTER_BATCH)))
            return true;
    return false;
}

static Noise *
noise_find(const Page *page, const char *stream)
{
    for (int i = 0; i < page->noises.count; i++) {
        if (page->noises.at[i]->stream == stream)
            return page->noises.at[i];
    }
    return NULL;
}

static Noise *
noise_new(Page *page, const char *stream, Noise as, const Value *v)
{
    Noise *noise = NEW(Noise);
    *noise = as;
    noise->stream = stream;
    noise->shape = value_shape(page, v);
    noise->shared = !by_example(page, v->outer);
    PUSH(page->noises, noise);
    return noise;
}

static bool
same_place(Mark a, Mark b)
{
    return a.source == b.source && a.line == b.line && a.column == b.column;
}

/* The stream of a draw in what is being evaluated: "z.1", and "z.1.2" where a command or a step
 * is called like the value. */
static Noise *
own_noise(Eval *eval, int place, Noise as, const Value *v)
{
    const World *world = eval->world;
    for (int owner = 1;; owner++) {
        const char *stream = format("%s.%d", world->owner, place);
        stream = intern(owner > 1 ? format("%s.%d", stream, owner) : stream);
        Noise *noise = noise_find(eval->page, stream);
        as.owner = world->owner_mark;
        if (!noise)
            return noise_new(eval->page, stream, as, v);
        if (same_place(noise->owner, world->owner_mark))
            return noise;
    }
}

/* Draws with the axes of v; those over no batch are the same for all examples of a run. */
static Node *
draw_noise(Eval *eval, Noise as, const Value *v)
{
    World *world = eval->world;
    int place = ++world->draws;
    const Noise *noise = own_noise(eval, place, as, v);
    const char *number = place > 1 ? format("%d", place) : "";
    Node *n =
        graph_draw(noise, intern(format("%s_noise%s", world->owner, number)), noise->shape, 0);
    value_call_axes(eval->page, n, v);
    return n;
}

Node *
draw_like(Eval *eval, NoiseKind kind, const Value *v)
{
    return draw_noise(eval, (Noise){.kind = kind}, v);
}

Node *
draw_place(Eval *eval, Noise as, const char *name, const Value *v, int64_t bound)
{
    Noise *noise = noise_find(eval->page, as.stream);
    if (!noise)
        noise = noise_new(eval->page, as.stream, as, v);
    Node *n = graph_draw(noise, intern(name), noise->shape, bound);
    value_call_axes(eval->page, n, v);
    return n;
}

/* A stream for the layer in this application of its network: "D.2.fake", and "D.2.fake.2" where
 * the network meets an argument of that name again. */
Node *
layer_draw(Layer *layer, NoiseKind kind, const Value *v)
{
    Page *page = layer->eval->page;
    for (int meeting = 1;; meeting++) {
        const char *stream = format("%s.%s", layer->key, layer->of);
        stream = intern(meeting > 1 ? format("%s.%d", stream, meeting) : stream);
        Noise *noise = noise_find(page, stream);
        if (noise && noise->application != layer->application)
            continue;
        if (!noise) {
            noise = noise_new(page, stream, (Noise){.kind = kind}, v);
            noise->application = layer->application;
        }
        Node *n = graph_draw(noise, identifier_of(format("%s.noise", stream)), noise->shape, 0);
        value_call_axes(page, n, v);
        return n;
    }
}

/* What the argument `name` is written as; NULL where it is left out. */
static const Expr *
written_as(const Call *call, const char *name)
{
    const char *parameter, *fallback;
    for (int i = 0; parameter_spec(call->function->parameters, i, &parameter, &fallback); i++) {
        if (strcmp(parameter, name) == 0)
            return call->argument[i];
    }
    return NULL;
}

/* The outer axes that are drawn along besides those of `outer`. */
static bool
draw_along(Call *call, const Expr *along, unsigned *outer)
{
    int count = along->kind == EXPR_LIST ? along->count : 1;
    for (int i = 0; i < count; i++) {
        const Expr *one = along->kind == EXPR_LIST ? along->operand[i] : along;
        int axis = outer_axis(call->eval, one);
        if (axis < 0)
            return false;
        if (*outer >> axis & 1) {
            error_at(expression_mark(one), "%s: it is drawn along %s already",
                     call->function->name, expression_print(one));
            return false;
        }
        *outer |= 1u << axis;
    }
    return true;
}

/* The axes of a draw: of each example shape=, or else what v has; of all of them like=. It is
 * drawn for each row, for what v varies over, and along=. */
static bool
draw_axes(Call *call, Value *v)
{
    const Expr *shape = written_as(call, "shape"), *like = written_as(call, "like");
    const Expr *along = written_as(call, "along");
    v->outer |= call->eval->world->rows;
    if (like && (shape || along)) {
        error_at(expression_mark(like), "%s: %s= and like= both say the shape",
                 call->function->name, shape ? "shape" : "along");
        return false;
    }
    if (shape && !evaluate_dims(call->eval, shape, &v->dims))
        return false;
    if (like) {
        Value as = evaluate(call->eval, like);
        if (as.kind == VALUE_POISON)
            return false;
        if (as.kind != VALUE_TENSOR) {
            error_at(expression_mark(like), "%s: %s is not a value with a shape",
                     call->function->name, expression_print(like));
            return false;
        }
        v->dims = as.dims;
        v->outer = outer_whole(call->eval->page, v->outer, as.outer) | as.outer;
    }
    return (!along || draw_along(call, along, &v->outer)) &&
           outer_check(call->eval->page, v->outer, v->dims, expression_mark(call->expr),
                       "the draw");
}

Node *
draw_uniform(Eval *eval, const Value *like)
{
    return draw_like(eval, NOISE_UNIFORM, like);
}

/* Brings a draw and a moment to equal axes, which are those of the draw. */
static bool
place_draw(Call *call, Value *v, Value *moment)
{
    Mark where = expression_mark(call->expr);
    if (!broadcast_pair(call->eval, NULL, NULL, where, "place a draw of", v, moment))
        return false;
    for (int i = 0; i < moment->dims.rank; i++) {
        if (v->dims.rank > 0 && moment->dims.n[i] <= v->dims.n[i])
            continue;
        error_at(where, "%s: a draw of %s has no place for %s", call->function->name,
                 dims_print(v->dims), dims_print(moment->dims));
        return false;
    }
    return true;
}

/* An argument, or `fallback`. */
static Value
moment(Call *call, int i, Rational fallback)
{
    return call->argument[i] ? argument_axes(call, i) : value_number(fallback);
}

static Value
one_number(void)
{
    return value_tensor(NULL, dims_of(0, NULL), 0);
}

/* What `truncate=` says; 0 without it, -1 after an error. */
static double
truncation(Call *call)
{
    const Expr *written = written_as(call, "truncate");
    Rational bound;
    if (!written)
        return 0.0;
    if (!evaluate_number(call->eval, written, &bound))
        return -1.0;
    if (rational_sign(bound) > 0)
        return rational_double(bound);
    error_at(expression_mark(written), "normal: truncate is a number of deviations above 0");
    return -1.0;
}

/* Whether it is one number that is known now. */
static bool
is_known(const Value *v, double *number)
{
    *number = v->node->value;
    return v->node->op == OP_CONST;
}

/* What the page computes in training may be anything. */
static bool
check_moments(const Call *call, bool flat, const Value *a, const Value *b)
{
    const Expr *second = call->argument[2] ? call->argument[2] : call->argument[1];
    double low, high;
    const bool first_known = is_known(a, &low), second_known = is_known(b, &high);
    if (flat && first_known && second_known && low > high) {
        error_at(expression_mark(second), "uniform: the range is empty, from %.6g to %.6g", low,
                 high);
        return false;
    }
    if (!flat && second_known && high < 0) {
        error_at(expression_mark(second), "normal: the standard deviation is negative");
        return false;
    }
    return true;
}

Value
draw(Call *call)
{
    Eval *eval = call->eval;
    bool flat = strcmp(call->function->name, "uniform") == 0;
    Noise noise = {.kind = flat ? NOISE_UNIFORM : NOISE_NORMAL};
    noise.bound = flat ? 0.0 : truncation(call);
    if (noise.bound > 0.0)
        noise.kind = NOISE_TRUNCATED;
    Value a = moment(call, 1, RATIONAL_ZERO), b = moment(call, 2, RATIONAL_ONE);
    if (a.kind == VALUE_POISON || b.kind == VALUE_POISON || noise.bound < 0.0 ||
        !check_moments(call, flat, &a, &b))
        return value_poison();
    Value v = one_number();
    if (!written_as(call, "shape") && !written_as(call, "like")) { /* that of its moments */
        v.dims = a.dims.rank > 0 ? a.dims : b.dims;
        v.outer = a.outer | b.outer;
    }
    if (!draw_axes(call, &v))
        return value_poison();
    v.node = draw_noise(eval, noise, &v);
    if (!place_draw(call, &v, &a) || !place_draw(call, &v, &b) || !place_draw(call, &v, &a))
        return value_poison();
    Node *width = flat ? graph_subtract(b.node, a.node) : b.node;
    v.node = graph_add(a.node, graph_multiply(width, v.node));
    return v; /* no reason: the shape stands in the draw itself */
}

/* 1 where a uniform draw lies below p. The draw lies inside (0, 1): p = 0 gives 0, p = 1
 * gives 1. */
Value
draw_bernoulli(Call *call)
{
    Eval *eval = call->eval;
    Value p = argument_axes(call, 0);
    Value u = value_tensor(NULL, p.dims, p.outer);
    if (p.kind == VALUE_POISON)
        return p;
    double known;
    if (is_known(&p, &known) && !(known >= 0 && known <= 1)) {
        error_at(expression_mark(call->argument[0]),
                 "bernoulli: a probability lies from 0 to 1, and this is %.6g", known);
        return value_poison();
    }
    if (!draw_axes(call, &u))
        return value_poison();
    u.node = draw_like(eval, NOISE_UNIFORM, &u);
    if (!place_draw(call, &u, &p))
        return value_poison();
    u.node = graph_select(graph_subtract(p.node, u.node), RATIONAL_ONE, RATIONAL_ZERO);
    return u;
}

/* -log(-log u): the noise whose argmax draws from a softmax. Gumbel, 1954. */
static Node *
gumbel_node(Eval *eval, const Value *v)
{
    Rational less = {-1, 1};
    Node *u = draw_like(eval, NOISE_UNIFORM, v);
    Node *log = graph_scale(less, graph_unary(OP_LOG, u));
    return graph_scale(less, graph_unary(OP_LOG, log));
}

Value
draw_gumbel(Call *call)
{
    Value v = one_number();
    if (!draw_axes(call, &v))
        return value_poison();
    v.node = gumbel_node(call->eval, &v);
    return v;
}

/* One of n, each as likely: the first k with (k + 1) / n above a uniform draw. */
Node *
draw_index(Node *uniform, int slot, int64_t n)
{
    Node *next = graph_add(graph_index(slot, n), graph_ratio(RATIONAL_ONE));
    Node *above = graph_subtract(next, graph_scale(rational(n, 1), uniform));
    return graph_argmax(graph_select(above, RATIONAL_ONE, RATIONAL_ZERO), slot);
}

static Value
draw_below(Call *call, Rational n)
{
    Eval *eval = call->eval;
    Value v = one_number();
    if (n.den != 1 || n.num < 1 || n.num > INT32_MAX) {
        error_at(expression_mark(call->argument[0]),
                 "categorical: one of how many? A whole number from 1, or logits [K]");
        return value_poison();
    }
    if (!draw_axes(call, &v))
        return value_poison();
    int slot = value_slot(&v) + v.dims.rank;
    if (v.dims.rank == RANK || slot == AXES) {
        error_at(expression_mark(call->expr), "categorical: %s has too many axes",
                 dims_print(v.dims));
        return value_poison();
    }
    v.node = draw_index(draw_like(eval, NOISE_UNIFORM, &v), slot, n.num);
    return v;
}

/* argmax(logits + Gumbel noise) along the channels. Maddison, Tarlow and Minka, 2014. */
Value
draw_categorical(Call *call)
{
    Eval *eval = call->eval;
    Value logits = argument_axes(call, 0);
    if (logits.kind == VALUE_POISON)
        return value_poison();
    if (logits.dims.rank == 0 && logits.exact.den != 0)
        return draw_below(call, logits.exact);
    if (logits.dims.rank == 0) {
        error_at(expression_mark(call->argument[0]),
                 "categorical: %s is a number for each example, not logits [K]",
                 expression_print(call->argument[0]));
        return value_poison();
    }
    const Expr *shape = written_as(call, "shape"), *like = written_as(call, "like");
    if (shape || like) {
        error_at(
            expression_mark(shape ? shape : like),
            "categorical: logits have their shape; shape= and like= are for categorical(n)");
        return value_poison();
    }
    Value noisy = value_tensor(NULL, logits.dims, logits.outer);
    if (!draw_axes(call, &noisy))
        return value_poison();
    call->outer = noisy.outer;
    logits = outer_merge(eval->page, outer_align(logits, noisy.outer), noisy.outer);
    noisy.outer = outer_rows(eval->page, noisy.outer);
    noisy.node = graph_add(logits.node, gumbel_node(eval, &noisy));
    return value_because(index_along(graph_argmax, noisy), call->expr->mark, "'categorical'");
}
