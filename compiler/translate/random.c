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

static bool
refuse_planned(Call *call, int i, const char *name)
{
    if (!call->argument[i])
        return false;
    error_at(expression_mark(call->argument[i]), "%s: '%s=' is not supported yet",
             call->function->name, name);
    return true;
}

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
    if (refuse_planned(call, 3, "along") || refuse_planned(call, 4, "like"))
        return value_poison();
    if (call->argument[0] && !evaluate_dims(eval, call->argument[0], &dims))
        return value_poison();
    int64_t batch = eval->page->program->batch;
    if (!dims_check(dims, batch, expression_mark(call->expr), "the draw"))
        return value_poison();
    Node *node = draw_node(eval, flat, dims_shape(dims, batch));
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
