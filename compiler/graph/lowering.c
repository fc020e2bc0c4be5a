/* Lowering rules: from the canonical form, which shares and cancels well, to a form that is
 * cheap to evaluate in loops. Called once per node, arguments first, after all gradients.
 *
 * L1  moments: moments.c
 * L2  exp(x)^p, p rational: one exp of a common divisor of the powers in use, then integer
 *     powers
 * L4  factors and terms are grouped by the slots they vary in, so that what does not vary in
 *     the inner loops is a small value of its own
 * L6  in a sum, contractions that are used nowhere else are a sum of their own: one buffer, to
 *     which each kernel adds its product
 * L9  reshapes: reshapes.c
 * L10 behind y sel(y), as in relu, the sign of y is read from that product: it is stored where
 *     backward needs it, and y need not be
 *
 * Nodes made here are not simplified again: a product inside a product is meant. */
#include "lowering.h"

#include "ctext.h"
#include "rules.h"

#include <stdlib.h>
#include <string.h>

Node *
node_raw(Op op, int count, Node **arg, const Rational *number, Shape shape)
{
    Node draft = node_draft(op, shape);
    draft.count = count;
    draft.arg = arg;
    draft.number = (Rational *)(uintptr_t)number;
    return node_share(&draft);
}

Node *
node_raw_scaled(Node *a, Rational k)
{
    return rational_equal(k, RATIONAL_ONE) ? a : node_raw(OP_ADD, 1, &a, &k, a->shape);
}

/* The lowered node stands for what the page, a layer or a gradient called `known`. */
static Node *
named_as(Node *lowered, const Node *known)
{
    if (lowered->tag == NULL)
        lowered->tag = known->tag;
    if (lowered->adjoint_of == NULL && known->adjoint_of != NULL) {
        lowered->adjoint_of = known->adjoint_of;
        lowered->adjoint_by = known->adjoint_by;
        lowered->adjoint_scaled = known->adjoint_scaled;
    }
    return lowered;
}

/* ---- L2: powers of exp ---- */

static int64_t
gcd64(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* The largest that both are whole multiples of; den == 0 where it is no ratio of such numbers.
 */
static Rational
rational_gcd(Rational a, Rational b)
{
    const Rational den =
        rational_multiply(rational(a.den / gcd64(a.den, b.den), 1), rational(b.den, 1));
    const Rational m = rational_multiply(a, den), n = rational_multiply(b, den);
    if (den.den == 0 || m.den == 0 || n.den == 0)
        return den.den == 0 ? den : m.den == 0 ? m : n;
    return rational(gcd64(m.num, n.num), den.num);
}

/* In place of a divisor: the powers have none in common that is a ratio. */
static const Rational NO_DIVISOR = {1, 0};

static void
power_note(Lowering *lowering, Node *exp_node, Rational power)
{
    Rational *base = &lowering->base[power.num < 0][exp_node->id];
    const Rational size = power.num < 0 ? rational_negate(power) : power;
    if (base->den == 0 && base->num == NO_DIVISOR.num)
        return;
    *base = base->den == 0 ? size : rational_gcd(*base, size);
    if (base->den == 0)
        *base = NO_DIVISOR;
}

/* n is y sel(y) with the sign of y: the branches are positive above and not negative below. */
static Node *
rectifies(const Node *n)
{
    if (n->op != OP_MUL || n->count != 2 || !rational_equal(n->number[0], RATIONAL_ONE) ||
        !rational_equal(n->number[1], RATIONAL_ONE))
        return NULL;
    for (int i = 0; i < 2; i++) {
        Node *sel = n->arg[i];
        if (sel->op == OP_SEL && sel->arg[0] == n->arg[1 - i] && sel->number[0].num > 0 &&
            sel->number[1].num >= 0)
            return sel;
    }
    return NULL;
}

void
lowering_begin(Lowering *lowering, const Nodes *order)
{
    int size = graph_size();
    lowering->size = size;
    lowering->base[0] = NEW_ARRAY(Rational, size);
    lowering->base[1] = NEW_ARRAY(Rational, size);
    lowering->rectified = NEW_ARRAY(Node *, size);
    lowering->users = NEW_ARRAY(int, size);
    for (int i = 0; i < order->count; i++) {
        Node *n = order->at[i], *sel = rectifies(n);
        if (sel != NULL && lowering->rectified[sel->id] == NULL)
            lowering->rectified[sel->id] = n;
        for (int k = 0; k < n->count; k++) {
            lowering->users[n->arg[k]->id]++;
            if (n->arg[k]->op == OP_EXP)
                power_note(lowering, n->arg[k], n->op == OP_MUL ? n->number[k] : RATIONAL_ONE);
        }
    }
}

/* exp(x)^p as (exp(b x))^(p / b), b the common divisor of the powers of p's sign; as exp(p x)
 * where they have none. `x` is lowered already. */
static Node *
lower_exp(const Lowering *lowering, Node *exp_node, Node *x, Rational p, Rational *left)
{
    Rational base = lowering->base[p.num < 0][exp_node->id];
    if (p.num < 0)
        base = rational_negate(base);
    *left = base.den == 0 ? base : rational_multiply(p, rational(base.den, base.num));
    if (left->den == 0) {
        base = p;
        *left = RATIONAL_ONE;
    }
    return node_unary(OP_EXP, node_raw_scaled(x, base));
}

/* x^(k/d) as (x^(1/d))^k, or (x^(-1/d))^-k: one root, however many powers of it are in use. */
static Node *
lower_root(Node *original, Node *x, Rational p, Rational *left)
{
    Rational root = {p.num < 0 ? -1 : 1, p.den};
    *left = rational(p.num < 0 ? -p.num : p.num, 1);
    return named_as(node_raw(OP_MUL, 1, &x, &root, x->shape), graph_power(original, root));
}

/* ---- L4: grouping by varying slots ---- */

typedef struct Part {
    Node *node;
    Rational number; /* power or coefficient */
    uint32_t mask;
} Part;

static int
bits(uint32_t mask)
{
    return __builtin_popcount(mask);
}

/* Small groups first; the batch counts most. */
static int
compare_parts(const void *left, const void *right)
{
    const Part *a = left, *b = right;
    int key_a = ((a->mask & 1u) ? 64 : 0) + bits(a->mask);
    int key_b = ((b->mask & 1u) ? 64 : 0) + bits(b->mask);
    if (key_a != key_b)
        return key_a - key_b;
    if (a->mask != b->mask)
        return a->mask < b->mask ? -1 : 1;
    return a->node->id - b->node->id;
}

static Node *
group_make(Op op, int count, const Part *part)
{
    Node **arg = NEW_ARRAY(Node *, count);
    Rational *number = NEW_ARRAY(Rational, count);
    for (int i = 0; i < count; i++) {
        arg[i] = part[i].node;
        number[i] = part[i].number;
    }
    if (count == 1 && rational_equal(number[0], RATIONAL_ONE))
        return arg[0];
    return node_raw(op, count, arg, number, shape_broadcast(count, arg));
}

/* One node of all parts; each group that varies in fewer slots than the whole is a node of its
 * own where that saves work in the loops. */
static Node *
group_parts(Op op, int count, Part *part)
{
    uint32_t whole = 0, least = 0;
    for (int i = 0; i < count; i++)
        whole |= part[i].mask;
    qsort(part, (size_t)count, sizeof *part, compare_parts);
    for (int i = 0; i < count && least == 0; i++)
        least = part[i].mask;
    for (int i = 0; i < count; i++) /* plain numbers go with the smallest group */
        if (part[i].mask == 0)
            part[i].mask = least;
    qsort(part, (size_t)count, sizeof *part, compare_parts);

    Part *top = NEW_ARRAY(Part, count);
    int tops = 0;
    for (int i = 0, end; i < count; i = end) {
        for (end = i; end < count && part[end].mask == part[i].mask; end++)
            continue;
        bool lone = end - i == 1 &&
                    (rational_equal(part[i].number, RATIONAL_ONE) ||
                     (op == OP_ADD && part[i].number.num == -1 && part[i].number.den == 1));
        if (part[i].mask == whole || lone) {
            for (int k = i; k < end; k++)
                top[tops++] = part[k];
        } else {
            top[tops].node = group_make(op, end - i, part + i);
            top[tops].mask = part[i].mask;
            top[tops++].number = RATIONAL_ONE;
        }
    }
    return group_make(op, tops, top);
}

/* sel(y) as a factor elsewhere: from y sel(y), if that comes before. */
static Node *
lower_sign(const Lowering *lowering, Node *sel, Node *lowered)
{
    Node *product = lowering->rectified[sel->id];
    Node *done = product ? lowering->done[product->id] : NULL;
    return done ? node_raw(OP_SEL, 1, &done, sel->number, sel->shape) : lowered;
}

/* k times the product n, whose lowered arguments are `arg`. */
static Node *
lower_product(const Lowering *lowering, Node *n, Node **arg, Rational k)
{
    Part *part = NEW_ARRAY(Part, n->count + 1);
    int parts = 0;
    for (int i = 0; i < n->count; i++) {
        Part *p = &part[parts++];
        p->node = arg[i];
        p->number = n->number[i];
        p->mask = shape_varies(arg[i]->shape);
        if (n->arg[i]->op == OP_EXP)
            p->node = lower_exp(lowering, n->arg[i], lowering->done[n->arg[i]->arg[0]->id],
                                n->number[i], &p->number);
        else if (n->arg[i]->op == OP_SEL && rectifies(n) != n->arg[i])
            p->node = lower_sign(lowering, n->arg[i], arg[i]);
        else if (n->number[i].den > 1)
            p->node = lower_root(n->arg[i], arg[i], n->number[i], &p->number);
    }
    if (!rational_equal(k, RATIONAL_ONE)) {
        part[parts].node = graph_ratio(k);
        part[parts].number = RATIONAL_ONE;
        part[parts++].mask = 0;
    }
    return group_parts(OP_MUL, parts, part);
}

static bool
is_sign(Rational k)
{
    return k.den == 1 && (k.num == 1 || k.num == -1);
}

/* A factor that has fewer varying slots than the product can take a literal for nothing. */
static bool
product_has_small_part(const Node *n)
{
    for (int i = 0; i < n->count; i++)
        if (shape_varies(n->arg[i]->shape) != shape_varies(n->shape))
            return true;
    return false;
}

static bool
is_number(const Node *n)
{
    return shape_varies(n->shape) == 0;
}

/* L6: the contractions among the parts of a sum as one part, where there are others too. */
static int
sum_products(const Lowering *lowering, const Node *n, int count, Part *part)
{
    Part *product = NEW_ARRAY(Part, count), *other = NEW_ARRAY(Part, count + 1);
    int products = 0, others = 0;
    for (int i = 0; i < count; i++) {
        const Node *term = n->arg[i];
        if (op_kind(term->op) == KIND_CONTRACT && lowering->users[term->id] == 1 &&
            shape_equal(part[i].node->shape, n->shape))
            product[products++] = part[i];
        else
            other[others++] = part[i];
    }
    if (products < 2 || others == 0)
        return count;
    other[others].node = group_make(OP_ADD, products, product);
    other[others].number = RATIONAL_ONE;
    other[others++].mask = product[0].mask;
    memcpy(part, other, sizeof *part * (size_t)others);
    return others;
}

static Node *
lower_sum(const Lowering *lowering, Node *n, Node **arg)
{
    Part *part = NEW_ARRAY(Part, n->count);
    for (int i = 0; i < n->count; i++) {
        part[i].node = arg[i];
        part[i].number = n->number[i];
        part[i].mask = shape_varies(arg[i]->shape);
        Node *term = n->arg[i];
        Rational size = n->number[i];
        if (size.num < 0)
            size = rational_negate(size);
        if (shape_varies(term->shape) != shape_varies(n->shape) && !is_number(term) &&
            !is_sign(size) && !(term->op == OP_MUL && product_has_small_part(term))) {
            part[i].node = named_as(node_raw_scaled(arg[i], size), graph_scale(size, term));
            part[i].number = rational(n->number[i].num < 0 ? -1 : 1, 1);
            continue;
        }
        if (term->op == OP_MUL && !is_sign(n->number[i]) && product_has_small_part(term)) {
            Node **factor = NEW_ARRAY(Node *, term->count);
            for (int j = 0; j < term->count; j++)
                factor[j] = lowering->done[term->arg[j]->id];
            part[i].node = lower_product(lowering, term, factor, n->number[i]);
            part[i].number = RATIONAL_ONE;
        }
    }
    return group_parts(OP_ADD, sum_products(lowering, n, n->count, part), part);
}

/* ---- all rules ---- */

Node *
graph_lower(const Lowering *lowering, Node *n, Node **arg)
{
    Rational left;
    switch (n->op) {
    case OP_EXP:
        arg[0] = lower_exp(lowering, n, arg[0], RATIONAL_ONE, &left);
        return rational_equal(left, RATIONAL_ONE) ? arg[0]
                                                  : node_raw(OP_MUL, 1, arg, &left, n->shape);
    case OP_MUL: return lower_product(lowering, n, arg, RATIONAL_ONE);
    case OP_ADD: return lower_sum(lowering, n, arg);
    case OP_STOP:
    case OP_BROADCAST:
        if (n->op == OP_STOP || shape_equal(n->shape, arg[0]->shape))
            return arg[0];
        break;
    case OP_RESHAPE: return lower_reshape(lowering, arg[0], n->shape);
    case OP_SUM: {
        Node *squares = lower_squares(lowering, n);
        if (squares != NULL)
            return squares;
        break;
    }
    default: break;
    }
    if (n->count == 0)
        return n;
    Node draft = *n;
    draft.arg = arg;
    draft.tag = NULL;
    return node_share(&draft);
}

Node *
graph_copy(Node *a)
{
    Rational one = RATIONAL_ONE;
    Node *copy = node_raw(OP_ADD, 1, &a, &one, a->shape);
    copy->adjoint_of = a->adjoint_of;
    copy->adjoint_by = a->adjoint_by;
    copy->adjoint_scaled = a->adjoint_scaled;
    return copy;
}

Node *
graph_for_one(const Node *n, Node **arg)
{
    Node draft = *n;
    draft.arg = arg;
    draft.shape.n[BATCH] = 1;
    draft.tag = NULL;
    draft.adjoint_of = NULL;
    if (rules_of(n)->roles && rules_of(n)->roles(n).letters)
        draft.u.letters.a[BATCH] = draft.u.letters.b[BATCH] = draft.u.letters.out[BATCH] = -1;
    Node *one = node_share(&draft);
    one->origin = n->origin;
    return named_as(one, n);
}

bool
graph_linear(const Node *n)
{
    return n->op == OP_ADD;
}

bool
graph_inline_leaf(const Node *n)
{
    return n->op == OP_CONST || n->op == OP_INDEX;
}

bool
graph_moves_slots(const Node *n)
{
    return n->op == OP_PERMUTE;
}

bool
graph_spreads(const Node *n)
{
    return n->op == OP_BROADCAST;
}

bool
graph_random_leaf(const Node *n)
{
    return n->op == OP_DRAW;
}
