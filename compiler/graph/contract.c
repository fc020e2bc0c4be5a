/* The family of contractions: products of any letters (product.c), convolutions and their two
 * gradients (conv.c). Each is linear in both arguments, so its gradients are contractions
 * again: of a product with letters exchanged, of a convolution the other two of the three. */
#include "rules.h"

#include <string.h>

/* ---- gradients ---- */

/* a b summed over shared letters: d_a = d b, d_b = a d, the letters of out and of the argument
 * exchanged. */
static void
contract_gradient(Node *n, Node *d, Adjoints *into)
{
    Letters l = n->u.letters, to_a, to_b;
    Node *a = n->arg[0], *b = n->arg[1], *full = graph_broadcast(d, n->shape);
    memcpy(to_a.a, l.out, AXES);
    memcpy(to_a.b, l.b, AXES);
    memcpy(to_a.out, l.a, AXES);
    memcpy(to_b.a, l.a, AXES);
    memcpy(to_b.b, l.out, AXES);
    memcpy(to_b.out, l.b, AXES);
    if (adjoint_wanted(into, a))
        adjoint_put(into, a, graph_contract(full, b, to_a, a->shape));
    if (adjoint_wanted(into, b))
        adjoint_put(into, b, graph_contract(a, full, to_b, b->shape));
}

/* y = conv(x, w): d_x = conv_data(d, w), d_w = conv_weight(x, d) */
static void
conv_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *x = n->arg[0], *w = n->arg[1], *full = graph_broadcast(d, n->shape);
    if (adjoint_wanted(into, x))
        adjoint_put(into, x, graph_conv_data(full, w, n->u.window));
    if (adjoint_wanted(into, w))
        adjoint_put(into, w, graph_conv_weight(x, full, n->u.window));
}

/* x = conv_data(y, w): d_y = conv(d, w), d_w = conv_weight(d, y) */
static void
conv_data_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *y = n->arg[0], *w = n->arg[1], *full = graph_broadcast(d, n->shape);
    if (adjoint_wanted(into, y))
        adjoint_put(into, y, graph_conv(full, w, n->u.window));
    if (adjoint_wanted(into, w))
        adjoint_put(into, w, graph_conv_weight(full, y, n->u.window));
}

/* w = conv_weight(x, y): d_x = conv_data(y, d), d_y = conv(x, d) */
static void
conv_weight_gradient(Node *n, Node *d, Adjoints *into)
{
    Node *x = n->arg[0], *y = n->arg[1], *full = graph_broadcast(d, n->shape);
    if (adjoint_wanted(into, x))
        adjoint_put(into, x, graph_conv_data(y, full, n->u.window));
    if (adjoint_wanted(into, y))
        adjoint_put(into, y, graph_conv(x, full, n->u.window));
}

/* ---- signs, and the products of other operands ---- */

static Sign
product_sign(const Node *n)
{
    bool known = n->arg[0]->sign != SIGN_UNKNOWN && n->arg[1]->sign != SIGN_UNKNOWN;
    return known ? SIGN_NONNEGATIVE : SIGN_UNKNOWN;
}

static Node *
full_arg(const Node *n, Node **arg, int i)
{
    return graph_broadcast(arg[i], n->arg[i]->shape);
}

static Node *
contract_again(Node *n, Node **arg)
{
    return graph_contract(full_arg(n, arg, 0), full_arg(n, arg, 1), n->u.letters, n->shape);
}

static Node *
conv_again(Node *n, Node **arg)
{
    return graph_conv(full_arg(n, arg, 0), full_arg(n, arg, 1), n->u.window);
}

static Node *
conv_data_again(Node *n, Node **arg)
{
    return graph_conv_data(full_arg(n, arg, 0), full_arg(n, arg, 1), n->u.window);
}

static Node *
conv_weight_again(Node *n, Node **arg)
{
    return graph_conv_weight(full_arg(n, arg, 0), full_arg(n, arg, 1), n->u.window);
}

/* ---- roles ---- */

static Roles
contract_roles(const Node *n)
{
    return (Roles){.letters = &n->u.letters, .x = -1, .weight = -1, .y = -1};
}

static Roles
conv_roles(const Node *n)
{
    return (Roles){.window = &n->u.window, .x = 0, .weight = 1, .y = 2};
}

static Roles
conv_data_roles(const Node *n)
{
    return (Roles){.window = &n->u.window, .x = 2, .weight = 1, .y = 0};
}

static Roles
conv_weight_roles(const Node *n)
{
    return (Roles){.window = &n->u.window, .x = 0, .weight = 2, .y = 1};
}

Roles
graph_roles(const Node *contraction)
{
    const Rules *rules = rules_of(contraction);
    if (rules->roles == NULL)
        die("%s is no contraction", op_name(contraction->op));
    return rules->roles(contraction);
}

const Rules contract_rules[OPS] = {
    [OP_CONTRACT] = {contract_gradient, product_sign, contract_again, contract_roles},
    [OP_CONV] = {conv_gradient, product_sign, conv_again, conv_roles},
    [OP_CONV_DATA] = {conv_data_gradient, product_sign, conv_data_again, conv_data_roles},
    [OP_CONV_WEIGHT] = {conv_weight_gradient, product_sign, conv_weight_again,
                        conv_weight_roles},
};
