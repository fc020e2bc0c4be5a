#include "differences.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

typedef struct Place {
    LeafPlace *place;
    void *context;
} Place;

static const double *
leaf_values(const Node *leaf, void *context)
{
    const Place *place = context;
    return place->place(leaf, place->context);
}

static double
run_scalar(Node *y, Place *place, Hold *hold)
{
    double **v = interpret(1, &y, leaf_values, place, hold), r = v[0][0];
    interpret_free(1, v);
    return r;
}

Nodes
differences_leaves(Node *y)
{
    Nodes order = {0}, leaves = {0};
    graph_order(1, &y, &order);
    for (int i = 0; i < order.count; i++)
        if (order.at[i]->leaf && !order.at[i]->integer)
            PUSH(leaves, order.at[i]);
    return leaves;
}

static void
check_leaf(const char *what, Node *y, Node *x, const double *d, Place *place, Hold *hold)
{
    const double h = 1e-5;
    const int64_t size = shape_size(x->shape);
    double *value = place->place(x, place->context);
    double scale = 1e-3, worst = 0;
    int64_t at = 0;
    double *difference = NEW_ARRAY(double, size);
    for (int64_t i = 0; i < size; i++) {
        double base = value[i];
        value[i] = base + h;
        double above = run_scalar(y, place, hold);
        value[i] = base - h;
        double below = run_scalar(y, place, hold);
        value[i] = base;
        difference[i] = (above - below) / (2 * h);
        scale = fmax(scale, fmax(fabs(d[i]), 1e-4 * fabs(above)));
        if (!(fabs(difference[i] - d[i]) <= worst)) {
            worst = fabs(difference[i] - d[i]);
            at = i;
        }
    }
    ck_assert_msg(worst <= 1e-6 * scale, "%s: d_%s[%lld] is %.12g, by differences %.12g", what,
                  x->name, (long long)at, d[at], difference[at]);
}

void
differences_check(const char *what, Node *y, LeafPlace *leaf_place, void *context)
{
    Place place = {leaf_place, context};
    Nodes x = differences_leaves(y);
    Node **output = NEW_ARRAY(Node *, x.count + 1);
    graph_gradients(y, x.count, x.at, output + 1, NULL);
    output[0] = y;
    for (int i = 0; i < x.count; i++)
        output[i + 1] = graph_broadcast(output[i + 1], x.at[i]->shape);
    graph_verify(x.count + 1, output, what);
    Hold hold = {0};
    double **value = interpret(x.count + 1, output, leaf_values, &place, &hold);
    hold.replay = true;
    for (int i = 0; i < x.count; i++)
        check_leaf(what, y, x.at[i], value[i + 1], &place, &hold);
    interpret_free(x.count + 1, value);
    hold_free(&hold);
}

Node *
differences_square(Node *y)
{
    Nodes x = differences_leaves(y);
    Node **d = NEW_ARRAY(Node *, x.count), *total = graph_constant(0);
    graph_gradients(y, x.count, x.at, d, NULL);
    for (int i = 0; i < x.count; i++) {
        Shape shape = x.at[i]->shape;
        Node *part = graph_power(graph_broadcast(d[i], shape), rational(2, 1));
        total = graph_add(total, graph_sum(part, shape_varies(shape), shape));
    }
    return total;
}
