/* Sums and products in canonical form, constants, and what is known of signs.
 *
 * The one idea: exact rational coefficients and powers. Like terms then cancel exactly, and the
 * closed forms of normalisation layers come out by arithmetic, without rules that know them.
 * A sum inside a sum stays an atom: flattening it would destroy what others share. Where a
 * ratio overflows, the node is kept as it stands.
 *
 *   C1  sum:      like terms collected, zeros dropped, a single scaled term looked through
 *   C2  product:  literal factors move out in front, a zero makes it zero
 *   C3  (a b)^p = a^p b^p      p an integer, or a and b positive
 *   C4  x^a x^b = x^(a + b)    a and b of one sign, or x positive: 0/0 keeps its meaning
 *
 * C5, exp(k x) = exp(x)^k, stands in elementwise.c. */
#include "rules.h"

#include <math.h>
#include <stdlib.h>

/* ---- constants ---- */

/* The simplest ratio that is this number to the last bit, by continued fractions; den is 0
 * where there is none of moderate size. */
static Rational
ratio_of(double value)
{
    const Rational none = {0, 0};
    double x = fabs(value), rest = x;
    int64_t num = 1, den = 0, num_last = 0, den_last = 1;
    if (!(x < 1e12))
        return none;
    for (int i = 0; i < 40; i++) {
        double whole = floor(rest);
        if (whole > 1e12)
            return none;
        int64_t digit = (int64_t)whole;
        double size = ((double)digit * (double)num + (double)num_last + 1) *
                      ((double)digit * (double)den + (double)den_last);
        if (size > 0x1p41)
            return none;
        int64_t num_next = digit * num + num_last, den_next = digit * den + den_last;
        num_last = num, den_last = den, num = num_next, den = den_next;
        if ((double)num / (double)den == x)
            return rational(value < 0 ? -num : num, den);
        rest = 1 / (rest - whole);
    }
    return none;
}

Node *
graph_ratio(Rational value)
{
    if (value.den == 0)
        die("a constant is not a ratio");
    Node draft = node_draft(OP_CONST, shape_scalar());
    draft.value = rational_double(value);
    draft.number = &value;
    return node_share(&draft);
}

Node *
graph_constant(double value)
{
    Rational ratio = ratio_of(value);
    if (ratio.den != 0)
        return graph_ratio(ratio);
    Node draft = node_draft(OP_CONST, shape_scalar());
    draft.value = value;
    return node_share(&draft);
}

bool
node_is_number(const Node *n)
{
    return n->op == OP_CONST;
}

bool
node_is_ratio(const Node *n)
{
    return n->op == OP_CONST && n->number != NULL;
}

bool
node_is_zero(const Node *n)
{
    return node_is_ratio(n) && n->number->num == 0;
}

Node *
node_strip(Node *a)
{
    while (a->op == OP_BROADCAST)
        a = a->arg[0];
    return a;
}

Node *
node_unscale(Node *a, Rational *k)
{
    *k = RATIONAL_ONE;
    if (a->op != OP_ADD || a->count != 1)
        return a;
    *k = a->number[0];
    return a->arg[0];
}

Node *
node_peel(Node *a, Rational *k)
{
    Rational factor;
    Node *bare = node_unscale(a, &factor);
    Rational all = rational_multiply(*k, factor);
    if (all.den == 0)
        return a;
    *k = all;
    return bare;
}

/* ---- signs ---- */

Sign
first_sign(const Node *n)
{
    return n->arg[0]->sign;
}

Sign
add_sign(const Node *n)
{
    Sign sign = SIGN_NONNEGATIVE;
    for (int i = 0; i < n->count; i++) {
        if (rational_sign(n->number[i]) < 0 || n->arg[i]->sign == SIGN_UNKNOWN)
            return SIGN_UNKNOWN;
        if (n->arg[i]->sign == SIGN_POSITIVE)
            sign = SIGN_POSITIVE;
    }
    return sign;
}

/* An even power is not negative; nor is a root, where it is a number at all. */
Sign
mul_sign(const Node *n)
{
    Sign sign = SIGN_POSITIVE;
    for (int i = 0; i < n->count; i++) {
        Rational p = n->number[i];
        if (n->arg[i]->sign == SIGN_POSITIVE)
            continue;
        sign = SIGN_NONNEGATIVE;
        if (n->arg[i]->sign == SIGN_UNKNOWN && p.num % 2 != 0 && p.den % 2 != 0)
            return SIGN_UNKNOWN;
    }
    return sign;
}

/* ---- terms and factors: a list of nodes, each with a ratio ---- */

typedef struct Item {
    Node *node;
    Rational number;
} Item;

typedef LIST(Item) Items;

static int
compare_items(const void *a, const void *b)
{
    const Item *x = a, *y = b;
    if (x->node->id != y->node->id)
        return x->node->id < y->node->id ? -1 : 1;
    double p = rational_double(x->number), q = rational_double(y->number);
    return (p > q) - (p < q);
}

/* Without zeros, in order of creation. */
static void
items_finish(Items *items)
{
    int kept = 0;
    for (int i = 0; i < items->count; i++)
        if (items->at[i].number.num != 0)
            items->at[kept++] = items->at[i];
    items->count = kept;
    if (kept > 1)
        qsort(items->at, (size_t)kept, sizeof *items->at, compare_items);
}

static bool
same_behind_batch(Shape a, Shape b)
{
    a.n[BATCH] = b.n[BATCH];
    return shape_equal(a, b);
}

/* Where all that varies joins the same axes, the same of what is joined, joined; else NULL. */
static Node *
share_below_joins(Op op, const Items *items)
{
    const Node *first = NULL;
    Node **arg = NEW_ARRAY(Node *, items->count);
    Rational *number = NEW_ARRAY(Rational, items->count);
    for (int i = 0; i < items->count; i++) {
        Node *n = items->at[i].node, *joined = graph_joined(n);
        if (!joined && shape_varies(n->shape) != 0)
            return NULL;
        if (joined && first &&
            (!same_behind_batch(first->shape, n->shape) ||
             !same_behind_batch(graph_joined(first)->shape, joined->shape)))
            return NULL;
        first = joined ? n : first;
        arg[i] = joined ? joined : n;
        number[i] = items->at[i].number;
    }
    if (first == NULL)
        return NULL;
    Node *below = op == OP_ADD ? graph_sum_of(items->count, arg, number)
                               : graph_product_of(items->count, arg, number);
    Shape shape = first->shape, parts = graph_joined(first)->shape;
    shape.n[BATCH] = parts.n[BATCH] = below->shape.n[BATCH];
    return graph_reshape(graph_broadcast(below, parts), shape);
}

static Node *
items_share(Op op, const Items *items)
{
    bool scaled = op == OP_ADD && items->count == 1;
    Node *risen = scaled ? NULL : share_below_joins(op, items);
    if (risen)
        return risen;
    Node draft = node_draft(op, shape_scalar());
    draft.count = items->count;
    draft.arg = NEW_ARRAY(Node *, items->count);
    draft.number = NEW_ARRAY(Rational, items->count);
    for (int i = 0; i < items->count; i++) {
        draft.arg[i] = items->at[i].node;
        draft.number[i] = items->at[i].number;
    }
    draft.shape = shape_broadcast(draft.count, draft.arg);
    return node_share(&draft);
}

static bool
overflowed(Rational r)
{
    return r.den == 0;
}

/* ---- sums: C1, like terms collected, zeros dropped, a single scaled term looked through ----
 */

static void
put_term(Items *terms, Rational c, Node *n)
{
    Rational inner;
    n = node_strip(n);
    if (node_is_ratio(n)) {
        inner = rational_multiply(c, *n->number);
        if (!overflowed(inner)) {
            c = inner;
            n = graph_ratio(RATIONAL_ONE);
        }
    } else if (n->op == OP_ADD && n->count == 1) {
        inner = rational_multiply(c, n->number[0]);
        if (!overflowed(inner)) {
            c = inner;
            n = n->arg[0];
        }
    }
    for (int i = 0; i < terms->count; i++) {
        if (terms->at[i].node != n)
            continue;
        Rational total = rational_add(terms->at[i].number, c);
        if (overflowed(total))
            continue;
        terms->at[i].number = total;
        return;
    }
    PUSH(*terms, ((Item){n, c}));
}

/* The value where every term is a number, else NULL. */
static Node *
fold_terms(const Items *terms)
{
    double value = 0;
    for (int i = 0; i < terms->count; i++) {
        if (!node_is_number(terms->at[i].node))
            return NULL;
        value += rational_double(terms->at[i].number) * terms->at[i].node->value;
    }
    return graph_constant(value);
}

/* J2: paddings of parts that lie side by side and cover all are one after the other. */
static Node *
join_pads(const Items *terms)
{
    Node **part = NEW_ARRAY(Node *, terms->count);
    Rational *factor = NEW_ARRAY(Rational, terms->count);
    for (int i = 0; i < terms->count; i++) {
        part[i] = terms->at[i].node;
        factor[i] = terms->at[i].number;
        if (part[i]->op != OP_PAD)
            return NULL;
    }
    return terms->count > 1 ? node_join_pads(terms->count, part, factor) : NULL;
}

Node *
graph_sum_of(int count, Node *const *args, const Rational *coefficients)
{
    Items terms = {0};
    for (int i = 0; i < count; i++) {
        Rational c = coefficients ? coefficients[i] : RATIONAL_ONE;
        if (overflowed(c))
            die("the coefficient of a sum is not a ratio");
        put_term(&terms, c, args[i]);
    }
    items_finish(&terms);
    if (terms.count == 0)
        return graph_ratio(RATIONAL_ZERO);
    Item *only = terms.count == 1 ? terms.at : NULL;
    if (only && rational_equal(only->number, RATIONAL_ONE))
        return only->node;
    if (only && node_is_ratio(only->node) && rational_equal(*only->node->number, RATIONAL_ONE))
        return graph_ratio(only->number);
    Node *folded = fold_terms(&terms);
    Node *joined = folded ? NULL : join_pads(&terms);
    return folded ? folded : joined ? joined : items_share(OP_ADD, &terms);
}

/* ---- products: C2, C3, C4 ---- */

typedef struct Product {
    Items factors;
    Rational coefficient;
    double constant; /* product of the numbers that are no small ratio */
} Product;

static bool
all_positive(const Node *n)
{
    for (int i = 0; i < n->count; i++)
        if (n->arg[i]->sign != SIGN_POSITIVE)
            return false;
    return true;
}

/* Takes a ^ p into the coefficient where that is exact. */
static bool
put_coefficient(Product *product, Rational a, Rational p)
{
    if (a.num == 0 && p.num > 0) {
        product->coefficient = RATIONAL_ZERO;
        return true;
    }
    if (p.den != 1 || p.num > 64 || p.num < -64 || a.num == 0)
        return false;
    Rational power = rational_power(a, (int)p.num);
    if (overflowed(power))
        return false;
    Rational total = rational_multiply(product->coefficient, power);
    if (overflowed(total))
        return false;
    product->coefficient = total;
    return true;
}

/* C4. At most one factor with a positive and one with a negative power of x are left. */
static void
put_power(Product *product, Node *n, Rational p)
{
    for (int i = 0; i < product->factors.count; i++) {
        Item *item = &product->factors.at[i];
        if (item->node != n)
            continue;
        bool opposite = rational_sign(item->number) * rational_sign(p) < 0;
        if (opposite && n->sign != SIGN_POSITIVE)
            continue;
        Rational total = rational_add(item->number, p);
        if (overflowed(total))
            continue;
        item->number = total;
        return;
    }
    PUSH(product->factors, ((Item){n, p}));
}

/* C3. */
static bool
put_nested(Product *product, const Node *n, Rational p)
{
    if (p.den != 1 && !all_positive(n))
        return false;
    for (int i = 0; i < n->count; i++)
        if (overflowed(rational_multiply(n->number[i], p)))
            return false;
    for (int i = 0; i < n->count; i++)
        put_power(product, n->arg[i], rational_multiply(n->number[i], p));
    return true;
}

static void
put_factor(Product *product, Node *n, Rational p)
{
    n = node_strip(n);
    if (p.num == 0)
        return;
    if (node_is_ratio(n) && put_coefficient(product, *n->number, p))
        return;
    if (node_is_number(n) && (n->value > 0 || p.den == 1)) {
        product->constant *= pow(n->value, rational_double(p));
        return;
    }
    if (n->op == OP_ADD && n->count == 1 && put_coefficient(product, n->number[0], p))
        n = n->arg[0];
    if (n->op == OP_MUL && put_nested(product, n, p))
        return;
    put_power(product, n, p);
}

Node *
graph_product_of(int count, Node *const *args, const Rational *powers)
{
    Product product = {{0}, RATIONAL_ONE, 1.0};
    for (int i = 0; i < count; i++)
        put_factor(&product, args[i], powers ? powers[i] : RATIONAL_ONE);
    if (product.coefficient.num == 0)
        return graph_ratio(RATIONAL_ZERO);
    if (product.constant != 1.0) {
        Node *constant = graph_constant(product.constant);
        if (!node_is_ratio(constant) ||
            !put_coefficient(&product, *constant->number, RATIONAL_ONE))
            PUSH(product.factors, ((Item){constant, RATIONAL_ONE}));
    }
    Items *factors = &product.factors;
    items_finish(factors);
    if (factors->count == 0)
        return graph_ratio(product.coefficient);
    bool plain = factors->count == 1 && rational_equal(factors->at[0].number, RATIONAL_ONE);
    Node *rest = plain ? factors->at[0].node : items_share(OP_MUL, factors);
    return graph_scale(product.coefficient, rest);
}

/* ---- the two- and one-operand forms ---- */

Node *
graph_add(Node *a, Node *b)
{
    return graph_sum_of(2, (Node *[]){a, b}, NULL);
}

Node *
graph_subtract(Node *a, Node *b)
{
    return graph_sum_of(2, (Node *[]){a, b}, (Rational[]){{1, 1}, {-1, 1}});
}

Node *
graph_scale(Rational k, Node *a)
{
    return graph_sum_of(1, &a, &k);
}

Node *
graph_multiply(Node *a, Node *b)
{
    return graph_product_of(2, (Node *[]){a, b}, NULL);
}

Node *
graph_divide(Node *a, Node *b)
{
    return graph_product_of(2, (Node *[]){a, b}, (Rational[]){{1, 1}, {-1, 1}});
}

Node *
graph_power(Node *a, Rational p)
{
    return graph_product_of(1, &a, &p);
}
