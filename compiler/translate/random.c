/* Draws. Each written draw is its own stream, keyed by the value, loss or command it stands in
 * and its place there ("z.1"), so that adding a value elsewhere changes no other draw. The node
 * is standard; mean, deviation and range are arithmetic around it. */
#include "translate.h"

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
noise_new(Page *page, const char *stream, int kind, const Value *v, Shape shape)
{
    Noise *noise = NEW(Noise);
    noise->stream = stream;
    noise->kind = kind == DRAW_UNIFORM ? NOISE_UNIFORM : NOISE_NORMAL;
    noise->shape = shape;
    noise->shared = !by_example(page, v->outer);
    PUSH(page->noises, noise);
    return noise;
}

/* Draws with the axes of v; those over no batch are the same for all examples of a run. */
static Node *
draw_node(Eval *eval, int kind, const Value *v, Shape shape)
{
    World *world = eval->world;
    int place = ++world->draws;
    const char *stream = intern(format("%s.%d", world->owner, place));
    Noise *noise = noise_find(eval->page, stream);
    if (!noise)
        noise = noise_new(eval->page, stream, kind, v, shape);
    const char *number = place > 1 ? format("%d", place) : "";
    return graph_draw(noise, intern(format("%s_noise%s", world->owner, number)), shape);
}

static Node *
draw_like(Eval *eval, int kind, const Value *v)
{
    return draw_node(eval, kind, v, value_shape(eval->page, v));
}

/* A stream for the layer in this application of its network: "D.2.fake", and "D.2.fake.2" where
 * the network meets an argument of that name again. */
Node *
layer_draw(Layer *layer, int kind, const Value *v)
{
    Page *page = layer->eval->page;
    const Shape shape = value_shape(page, v);
    for (int meeting = 1;; meeting++) {
        const char *stream = format("%s.%s", layer->key, layer->of);
        stream = intern(meeting > 1 ? format("%s.%d", stream, meeting) : stream);
        Noise *noise = noise_find(page, stream);
        if (noise && noise->application != layer->application)
            continue;
        if (!noise) {
            noise = noise_new(page, stream, kind, v, shape);
            noise->application = layer->application;
        }
        return graph_draw(noise, identifier_of(format("%s.noise", stream)), shape);
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
        v->outer |= as.outer;
    }
    return (!along || draw_along(call, along, &v->outer)) &&
           outer_check(call->eval->page, v->outer, v->dims, expression_mark(call->expr),
                       "the draw");
}

Node *
draw_uniform(Eval *eval, const Value *like)
{
    return draw_like(eval, DRAW_UNIFORM, like);
}

/* An argument that must be one number, or `fallback`. */
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

Value
draw(Call *call)
{
    Eval *eval = call->eval;
    bool flat = strcmp(call->function->name, "uniform") == 0;
    Value v = one_number();
    if (!draw_axes(call, &v))
        return value_poison();
    v.node = draw_like(eval, flat ? DRAW_UNIFORM : DRAW_NORMAL, &v);
    Value a = moment(call, 1, RATIONAL_ZERO), b = moment(call, 2, RATIONAL_ONE);
    if (a.kind == VALUE_POISON || b.kind == VALUE_POISON)
        return value_poison();
    Mark where = expression_mark(call->expr);
    if (!broadcast_pair(eval, NULL, NULL, where, "place a draw of", &v, &a) ||
        !broadcast_pair(eval, NULL, NULL, where, "place a draw of", &v, &b) ||
        !broadcast_pair(eval, NULL, NULL, where, "place a draw of", &v, &a))
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
    if (p.kind == VALUE_POISON || !draw_axes(call, &u))
        return value_poison();
    u.node = draw_like(eval, DRAW_UNIFORM, &u);
    if (!broadcast_pair(eval, NULL, NULL, expression_mark(call->expr), "place a draw of", &u,
                        &p))
        return value_poison();
    u.node = graph_select(graph_subtract(p.node, u.node), RATIONAL_ONE, RATIONAL_ZERO);
    return u;
}

/* -log(-log u): the noise whose argmax draws from a softmax. Gumbel, 1954. */
static Node *
gumbel_node(Eval *eval, const Value *v)
{
    Rational less = {-1, 1};
    Node *u = draw_like(eval, DRAW_UNIFORM, v);
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

/* One of n equally likely: the first k with (k + 1) / n above a uniform draw. */
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
    Node *u = draw_like(eval, DRAW_UNIFORM, &v);
    Node *next = graph_add(graph_index(slot, n.num), graph_ratio(RATIONAL_ONE));
    Node *above = graph_subtract(next, graph_scale(n, u));
    v.node = graph_argmax(graph_select(above, RATIONAL_ONE, RATIONAL_ZERO), slot);
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

/* Row r, column k of the batch is a[r] + (b[r] - a[r]) k / (steps - 1), so that the sheet of
 * pictures has one line from a to b in each row. Examples past the last whole row are zero. */
Value
straight_path(Call *call)
{
    Eval *eval = call->eval;
    Dims dims;
    Rational steps;
    int64_t batch = eval->page->program->batch;
    if (!evaluate_dims(eval, call->argument[0], &dims) ||
        !argument_number(call, 1, rational(8, 1), &steps))
        return value_poison();
    if (steps.den != 1 || steps.num < 2) {
        error_at(expression_mark(call->argument[1]),
                 "path: steps must be a whole number from 2");
        return value_poison();
    }
    if (dims.rank + 2 > AXES - 1) {
        error_at(expression_mark(call->argument[0]), "path: %s has too many axes",
                 dims_print(dims));
        return value_poison();
    }
    if (!dims_check(dims, batch, expression_mark(call->expr), "the path"))
        return value_poison();
    Value v = value_tensor(NULL, dims, OUTER_BATCH);
    int64_t columns = steps.num > batch ? batch : steps.num, rows = batch / columns;
    Dims wide = {.rank = dims.rank + 1, .n = {1}};
    for (int i = 0; i < dims.rank; i++)
        wide.n[i + 1] = dims.n[i];
    Node *a = draw_node(eval, DRAW_NORMAL, &v, dims_shape(wide, rows));
    Node *b = draw_node(eval, DRAW_NORMAL, &v, dims_shape(wide, rows));
    Node *share =
        graph_scale(rational(1, columns > 1 ? columns - 1 : 1), graph_index(1, columns));
    Node *line = graph_add(a, graph_multiply(share, graph_subtract(b, a)));
    Node *flat = graph_reshape(line, dims_shape(dims, rows * columns));
    if (rows * columns < batch) {
        int64_t from[AXES] = {0};
        flat = graph_pad(flat, from, dims_shape(dims, batch));
    }
    eval->world->path_steps = columns;
    v.node = flat;
    return v;
}
