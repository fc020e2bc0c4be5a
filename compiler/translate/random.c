/* Draws. Each written draw is its own stream, keyed by the value, loss or command it stands in
 * and its place there ("z.1"), so that adding a value elsewhere changes no other draw. The node
 * is standard; mean, deviation and range are arithmetic around it. */
#include "translate.h"

#include <string.h>

static Node *
draw_node(Eval *eval, int kind, Shape shape)
{
    World *world = eval->world;
    Page *page = eval->page;
    int place = ++world->draws;
    const char *stream = intern(format("%s.%d", world->owner, place));
    Noise *noise = NULL;
    for (int i = 0; i < page->noises.count && !noise; i++) {
        if (page->noises.at[i]->stream == stream)
            noise = page->noises.at[i];
    }
    if (!noise) {
        noise = NEW(Noise);
        noise->stream = stream;
        noise->kind = kind ? NOISE_UNIFORM : NOISE_NORMAL;
        noise->shape = shape;
        PUSH(page->noises, noise);
    }
    const char *number = place > 1 ? format("%d", place) : "";
    return graph_draw(noise, intern(format("%s_noise%s", world->owner, number)), shape);
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

/* The shape of a draw: shape=, or that of like=, or else `*dims` as it is. */
static bool
draw_dims(Call *call, Dims *dims)
{
    const Expr *shape = written_as(call, "shape"), *like = written_as(call, "like");
    const Expr *along = written_as(call, "along");
    if (along) {
        error_at(expression_mark(along), "%s: 'along=' is not supported yet",
                 call->function->name);
        return false;
    }
    if (shape && like) {
        error_at(expression_mark(like), "%s: shape= and like= both say the shape",
                 call->function->name);
        return false;
    }
    if (shape && !evaluate_dims(call->eval, shape, dims))
        return false;
    if (like) {
        Value v = evaluate(call->eval, like);
        if (v.kind == VALUE_POISON)
            return false;
        if (v.kind != VALUE_TENSOR) {
            error_at(expression_mark(like), "%s: %s is not a value with a shape",
                     call->function->name, expression_print(like));
            return false;
        }
        *dims = v.dims;
    }
    return dims_check(*dims, call->eval->page->program->batch, expression_mark(call->expr),
                      "the draw");
}

enum { DRAW_NORMAL, DRAW_UNIFORM };

/* An argument that must be one number, or `fallback`. */
static Value
moment(Call *call, int i, Rational fallback)
{
    return call->argument[i] ? argument(call, i) : value_number(fallback);
}

Value
draw(Call *call)
{
    Eval *eval = call->eval;
    bool flat = strcmp(call->function->name, "uniform") == 0;
    Dims dims = {0};
    if (!draw_dims(call, &dims))
        return value_poison();
    int64_t batch = eval->page->program->batch;
    Node *node = draw_node(eval, flat ? DRAW_UNIFORM : DRAW_NORMAL, dims_shape(dims, batch));
    Value v = value_tensor(node, dims, true);
    Value a = moment(call, 1, RATIONAL_ZERO), b = moment(call, 2, RATIONAL_ONE);
    if (a.kind == VALUE_POISON || b.kind == VALUE_POISON)
        return value_poison();
    Mark where = expression_mark(call->expr);
    if (!broadcast_pair(eval, NULL, NULL, where, "place a draw of", &v, &a) ||
        !broadcast_pair(eval, NULL, NULL, where, "place a draw of", &v, &b))
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
    Value p = argument(call, 0);
    Dims dims = p.dims;
    if (p.kind == VALUE_POISON || !draw_dims(call, &dims))
        return value_poison();
    Shape shape = dims_shape(dims, eval->page->program->batch);
    Value u = value_tensor(draw_node(eval, DRAW_UNIFORM, shape), dims, true);
    if (!broadcast_pair(eval, NULL, NULL, expression_mark(call->expr), "place a draw of", &u,
                        &p))
        return value_poison();
    u.node = graph_select(graph_subtract(p.node, u.node), RATIONAL_ONE, RATIONAL_ZERO);
    return u;
}

/* -log(-log u): the noise whose argmax draws from a softmax. Gumbel, 1954. */
static Node *
gumbel_node(Eval *eval, Shape shape)
{
    Rational less = {-1, 1};
    Node *u = draw_node(eval, DRAW_UNIFORM, shape);
    Node *log = graph_scale(less, graph_unary(OP_LOG, u));
    return graph_scale(less, graph_unary(OP_LOG, log));
}

Value
draw_gumbel(Call *call)
{
    Dims dims = {0};
    if (!draw_dims(call, &dims))
        return value_poison();
    Shape shape = dims_shape(dims, call->eval->page->program->batch);
    return value_tensor(gumbel_node(call->eval, shape), dims, true);
}

/* One of n equally likely: the first k with (k + 1) / n above a uniform draw. */
static Value
draw_below(Call *call, Rational n)
{
    Eval *eval = call->eval;
    Dims dims = {0};
    if (n.den != 1 || n.num < 1 || n.num > INT32_MAX) {
        error_at(expression_mark(call->argument[0]),
                 "categorical: one of how many? A whole number from 1, or logits [K]");
        return value_poison();
    }
    if (!draw_dims(call, &dims))
        return value_poison();
    if (dims.rank == RANK) {
        error_at(expression_mark(call->expr), "categorical: %s has too many axes",
                 dims_print(dims));
        return value_poison();
    }
    int slot = 1 + dims.rank;
    Node *u = draw_node(eval, DRAW_UNIFORM, dims_shape(dims, eval->page->program->batch));
    Node *next = graph_add(graph_index(slot, n.num), graph_ratio(RATIONAL_ONE));
    Node *above = graph_subtract(next, graph_scale(n, u));
    Node *first = graph_argmax(graph_select(above, RATIONAL_ONE, RATIONAL_ZERO), slot);
    return value_tensor(first, dims, true);
}

/* argmax(logits + Gumbel noise) along the channels. Maddison, Tarlow and Minka, 2014. */
Value
draw_categorical(Call *call)
{
    Eval *eval = call->eval;
    Value logits = argument(call, 0);
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
    Dims dims = logits.dims;
    if (!draw_dims(call, &dims))
        return value_poison();
    Value noisy = value_tensor(NULL, dims, true);
    Node *noise = gumbel_node(eval, dims_shape(dims, eval->page->program->batch));
    noisy.node = graph_add(logits.node, noise);
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
    int64_t columns = steps.num > batch ? batch : steps.num, rows = batch / columns;
    Dims wide = {.rank = dims.rank + 1, .n = {1}};
    for (int i = 0; i < dims.rank; i++)
        wide.n[i + 1] = dims.n[i];
    Node *a = draw_node(eval, 0, dims_shape(wide, rows));
    Node *b = draw_node(eval, 0, dims_shape(wide, rows));
    Node *share =
        graph_scale(rational(1, columns > 1 ? columns - 1 : 1), graph_index(1, columns));
    Node *line = graph_add(a, graph_multiply(share, graph_subtract(b, a)));
    Node *flat = graph_reshape(line, dims_shape(dims, rows * columns));
    if (rows * columns < batch) {
        int64_t from[AXES] = {0};
        flat = graph_pad(flat, from, dims_shape(dims, batch));
    }
    eval->world->path_steps = columns;
    return value_tensor(flat, dims, true);
}
