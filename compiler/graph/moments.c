/* L1, moments: sum((x - mean x)^2) over the batch and more becomes squares, which merge the
 * moments of each example, so that sum(x) and it take one pass. Chan, Golub and LeVeque, 1983.
 */
#include "lowering.h"
#include "rules.h"

static Node *
raw_sum(Node *a, uint32_t axes)
{
    Node draft = node_draft(OP_SUM, a->shape);
    for (int s = 0; s < AXES; s++)
        draft.shape.n[s] = axes >> s & 1 ? 1 : a->shape.n[s];
    draft.count = 1;
    draft.arg = &a;
    draft.axes = axes;
    return node_share(&draft);
}

/* c of sum(c^2) over all of *axes, where it is x less its own mean: exactly then the sum of c
 * is zero by the rules of construction. */
static Node *
centred_below(Node *n, uint32_t *axes)
{
    Node *square = n->arg[0];
    bool moved = false;
    *axes = n->axes;
    if (!(n->axes & 1u << BATCH))
        return NULL;
    if (square->op == OP_SUM) {
        *axes |= square->axes;
        square = square->arg[0];
    }
    if (square->op != OP_MUL || square->count != 1 ||
        !rational_equal(square->number[0], rational(2, 1)) || square->arg[0]->op != OP_ADD)
        return NULL;
    Node *c = square->arg[0];
    for (int i = 0; i < c->count; i++)
        moved = moved || !(shape_varies(c->arg[i]->shape) & *axes);
    return moved && node_is_zero(graph_sum(c, *axes, c->shape)) ? c : NULL;
}

/* The terms of c that vary along the axes, lowered; without the scale of a single one. */
static Node *
varying_terms(const Lowering *lowering, const Node *c, uint32_t axes, Rational *scale)
{
    int count = 0;
    Node **arg = NEW_ARRAY(Node *, c->count);
    Rational *number = NEW_ARRAY(Rational, c->count);
    for (int i = 0; i < c->count; i++)
        if (shape_varies(c->arg[i]->shape) & axes) {
            arg[count] = lowering->done[c->arg[i]->id];
            number[count++] = c->number[i];
        }
    *scale = RATIONAL_ONE;
    if (count > 1)
        return node_raw(OP_ADD, count, arg, number, shape_broadcast(count, arg));
    *scale = number[0];
    return arg[0];
}

/* c is called `centred`: within an example that is `centred_row`. */
static Tag *
row_tag(const Tag *tag)
{
    Tag *made = NEW(Tag);
    *made = *tag;
    made->written = false;
    for (int i = 0; i < 3 && tag->name[i]; i++)
        made->name[i] = format("%s_row", tag->name[i]);
    return made;
}

/* sum((x - mean x)^2): each example gives its own sum and the squares about its own mean, which
 * are merged. An example of one number gives just that. */
Node *
lower_squares(const Lowering *lowering, Node *n)
{
    uint32_t axes;
    Rational scale;
    Node *c = centred_below(n, &axes);
    if (c == NULL)
        return NULL;
    Node *x = varying_terms(lowering, c, axes, &scale), *squares = NULL, *sum = x;
    uint32_t inner = axes & ~(1u << BATCH) & shape_varies(x->shape);
    int64_t each = 1;
    for (int s = 0; s < AXES; s++)
        each *= inner >> s & 1 ? x->shape.n[s] : 1;
    if (inner != 0) {
        sum = raw_sum(x, inner);
        Rational terms[2] = {RATIONAL_ONE, rational(-1, each)}, two = rational(2, 1);
        Node *centred = node_raw(OP_ADD, 2, (Node *[2]){x, sum}, terms, x->shape);
        if (centred->tag == NULL && c->tag != NULL)
            centred->tag = row_tag(c->tag);
        squares = raw_sum(node_raw(OP_MUL, 1, &centred, &two, x->shape), inner);
    }
    Node *merged = graph_squares(sum, squares, each, 1u << BATCH);
    Rational twice = rational_multiply(scale, scale);
    if (twice.den == 0) /* too large for a ratio */
        return node_raw_scaled(node_raw_scaled(merged, scale), scale);
    return node_raw_scaled(merged, twice);
}
