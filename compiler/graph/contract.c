/* Matrix products of any shape, and convolutions.
 *
 * The one idea: a product is an einsum of two operands, so that transposing is renaming and the
 * gradient of a product is a product. Its letters fall into four groups:
 *   in a, b and out: batch    in a and b: summed (K)    in a and out: M    in b and out: N
 * M1: without K it is an element-wise product, without M or N a fused reduction, and both are
 * built as such. A letter of one operand alone that is summed is summed before the product.
 * M2: an image that does not vary along an outer slot is convolved once.
 * M3: a weight that is kept in the parts of an axis is read in these parts, and so is what it
 * is multiplied with: a product behind a flattened image, or in front of one, is over the
 * image. A convolution and its two gradients are closed under differentiation. */
#include "rules.h"

#include <string.h>

enum { LETTERS = 26 };

typedef struct Operand {
    Node *node;
    int8_t letter[AXES];
} Operand;

/* Slot of each letter of an operand or result, -1 where it has none. */
typedef struct Places {
    int8_t slot[LETTERS];
} Places;

static Places
find_places(const int8_t letter[AXES])
{
    Places places;
    memset(places.slot, -1, sizeof places.slot);
    for (int s = 0; s < AXES; s++) {
        if (letter[s] < 0)
            continue;
        if (letter[s] >= LETTERS || places.slot[letter[s]] >= 0)
            die("a product has a bad letter, or one twice");
        places.slot[letter[s]] = (int8_t)s;
    }
    return places;
}

/* ---- operands ---- */

/* Letters of the argument of a reshape that only moves slots of extent 1. */
static bool
letters_below_reshape(const Node *n, int8_t letter[AXES])
{
    int8_t below[AXES];
    const Shape *from = &n->arg[0]->shape;
    int k = 0;
    memset(below, -1, sizeof below);
    for (int s = 0; s < AXES; s++) {
        if (n->shape.n[s] == 1)
            continue;
        while (k < AXES && from->n[k] == 1)
            k++;
        if (k == AXES || from->n[k] != n->shape.n[s])
            return false;
        below[k++] = letter[s];
    }
    memcpy(letter, below, sizeof below);
    return true;
}

/* a without a literal factor, which goes to k; a as it is where k would be no ratio any more.
 */
static Node *
peel_factor(Node *a, Rational *k)
{
    Rational factor;
    Node *bare = node_unscale(a, &factor);
    Rational all = rational_multiply(*k, factor);
    if (all.den == 0)
        return a;
    *k = all;
    return bare;
}

/* Takes broadcasts, literal factors and what only reorders slots off an operand. */
static void
operand_peel(Operand *o, Rational *k)
{
    Node *before;
    do {
        int8_t below[AXES];
        before = o->node;
        o->node = peel_factor(node_strip(o->node), k);
        if (o->node->op == OP_PERMUTE) {
            for (int s = 0; s < AXES; s++)
                below[o->node->u.slot[s]] = o->letter[s];
            memcpy(o->letter, below, sizeof below);
            o->node = o->node->arg[0];
        }
        if (o->node->op == OP_RESHAPE && letters_below_reshape(o->node, o->letter))
            o->node = o->node->arg[0];
    } while (o->node != before);
    for (int s = 0; s < AXES; s++)
        if (o->node->shape.n[s] == 1)
            o->letter[s] = -1;
}

static void
find_extents(const Operand *o, int64_t extent[LETTERS])
{
    for (int s = 0; s < AXES; s++) {
        int64_t n = o->node->shape.n[s];
        if (o->letter[s] < 0 && n != 1)
            die("a slot of extent %lld has no letter", (long long)n);
        if (o->letter[s] < 0 || n == 1)
            continue;
        if (extent[o->letter[s]] != 1 && extent[o->letter[s]] != n)
            die("a letter stands for %lld and %lld", (long long)extent[o->letter[s]],
                (long long)n);
        extent[o->letter[s]] = n;
    }
}

/* Slots of o that are neither in the other operand nor in the result. */
static uint32_t
lonely_slots(const Operand *o, const Places *other, const Places *out)
{
    uint32_t slots = 0;
    for (int s = 0; s < AXES; s++) {
        int l = o->letter[s];
        if (l >= 0 && other->slot[l] < 0 && out->slot[l] < 0)
            slots |= 1u << s;
    }
    return slots;
}

/* ---- M1 ---- */

/* o with its letters in the places that `target` gives them. */
static Node *
operand_align(const Operand *o, const int8_t target[AXES])
{
    Places places = find_places(o->letter);
    int8_t from[AXES];
    for (int s = 0; s < AXES; s++)
        from[s] = target[s] < 0 ? -1 : places.slot[target[s]];
    return graph_align(o->node, from);
}

typedef struct Groups {
    bool summed, a_free, b_free; /* whether K, M, N have a letter */
} Groups;

static Groups
find_groups(const Places *a, const Places *b, const Places *out)
{
    Groups groups = {false, false, false};
    for (int l = 0; l < LETTERS; l++) {
        bool in_a = a->slot[l] >= 0, in_b = b->slot[l] >= 0;
        groups.summed |= in_a && in_b && out->slot[l] < 0;
        groups.a_free |= in_a && !in_b;
        groups.b_free |= in_b && !in_a;
    }
    return groups;
}

/* sum over K of a b, laid out as a is, then as the result. */
static Node *
fused_reduction(const Operand *a, const Operand *b, const int8_t out[AXES])
{
    Places places = find_places(out);
    Operand product = *a;
    uint32_t axes = 0;
    for (int s = 0; s < AXES; s++)
        if (a->letter[s] >= 0 && places.slot[a->letter[s]] < 0)
            axes |= 1u << s;
    product.node = graph_multiply(a->node, operand_align(b, a->letter));
    product.node = graph_sum(product.node, axes, a->node->shape);
    for (int s = 0; s < AXES; s++)
        if (axes >> s & 1)
            product.letter[s] = -1;
    return operand_align(&product, out);
}

/* ---- construction ---- */

/* Letters in order of appearance, the operand made first in front. */
static Node *
contract_share(Operand *a, Operand *b, const int8_t out[AXES], const int64_t extent[LETTERS])
{
    int8_t name[LETTERS], next = 0;
    Operand *o[2] = {a, b};
    if (a->node->id > b->node->id ||
        (a->node == b->node && memcmp(a->letter, b->letter, AXES) > 0)) {
        o[0] = b;
        o[1] = a;
    }
    memset(name, -1, sizeof name);
    for (int i = 0; i < 2 * AXES; i++) {
        int l = o[i / AXES]->letter[i % AXES];
        if (l >= 0 && name[l] < 0)
            name[l] = next++;
    }
    Node *arg[2] = {o[0]->node, o[1]->node};
    Node draft = node_draft(OP_CONTRACT, shape_scalar());
    draft.count = 2;
    draft.arg = arg;
    for (int s = 0; s < AXES; s++) {
        int p = o[0]->letter[s], q = o[1]->letter[s], r = out[s];
        draft.u.letters.a[s] = p < 0 ? -1 : name[p];
        draft.u.letters.b[s] = q < 0 ? -1 : name[q];
        draft.u.letters.out[s] = r < 0 ? -1 : name[r];
        draft.shape.n[s] = r < 0 ? 1 : extent[r];
    }
    return node_share(&draft);
}

/* A product whose letters are peeled, and all of them needed. */
static Node *
contract_needed(Operand *a, Operand *b, const int8_t out[AXES], const int64_t extent[LETTERS])
{
    Places in_a = find_places(a->letter), in_b = find_places(b->letter);
    Places in_out = find_places(out);
    Groups groups = find_groups(&in_a, &in_b, &in_out);
    if (!groups.summed)
        return graph_multiply(operand_align(a, out), operand_align(b, out));
    if (!groups.b_free)
        return fused_reduction(a, b, out);
    if (!groups.a_free)
        return fused_reduction(b, a, out);
    return contract_share(a, b, out, extent);
}

/* Sums an operand over its slots that are neither in the other operand nor in the result. */
static bool
sum_lonely(Operand *o, const Places *other, const Places *out, int64_t extent[LETTERS])
{
    uint32_t slots = lonely_slots(o, other, out);
    o->node = graph_sum(o->node, slots, o->node->shape);
    for (int s = 0; s < AXES; s++) {
        if (!(slots >> s & 1))
            continue;
        extent[o->letter[s]] = 1;
        o->letter[s] = -1;
    }
    return slots != 0;
}

/* ---- M3 ---- */

/* A slot of a weight that joins parts: which, and the extents of the parts. */
typedef struct Parts {
    int slot, count;
    int64_t n[AXES];
    int8_t letter[AXES];
} Parts;

/* Finds the first slot of `joined` that is several slots of `parts`, which follow each other.
 */
static bool
find_parts(Shape joined, Shape parts, Parts *found)
{
    int t = BATCH + 1;
    for (int s = BATCH + 1; s < AXES; s++) {
        int64_t left = joined.n[s];
        found->slot = s;
        found->count = 0;
        while (left > 1 && t < AXES) {
            left /= parts.n[t];
            if (parts.n[t] > 1)
                found->n[found->count++] = parts.n[t];
            t++;
        }
        if (found->count > 1)
            return true;
    }
    return false;
}

/* Letters, and extents if wanted, with those of the parts in place of slot `at`. */
static bool
put_parts(const Parts *parts, int at, int8_t letter[AXES], Shape *shape)
{
    int8_t put[AXES];
    Shape wide = shape_scalar();
    int t = 0;
    memset(put, -1, sizeof put);
    for (int s = 0; s < AXES; s++) {
        const int count = s == at ? parts->count : s == BATCH || letter[s] >= 0 ? 1 : 0;
        if (t + count > AXES)
            return false;
        for (int i = 0; i < count; i++, t++) {
            put[t] = s == at ? parts->letter[i] : letter[s];
            wide.n[t] = s == at ? parts->n[i] : shape->n[s];
        }
    }
    memcpy(letter, put, sizeof put);
    *shape = wide;
    return true;
}

static bool
split_operand(Operand *o, const Parts *parts, int8_t joined)
{
    const int at = find_places(o->letter).slot[joined];
    Shape shape = o->node->shape;
    if (at < 0)
        return true;
    if (!put_parts(parts, at, o->letter, &shape))
        return false;
    o->node = graph_reshape(o->node, shape);
    return true;
}

static Node *contract(Operand a, Operand b, const int8_t out_letters[AXES],
                      int64_t extent[LETTERS]);

/* The product with `weight` in its parts, NULL where it is kept as it is read. */
static Node *
contract_parts(Operand weight, Operand other, const int8_t out_letters[AXES],
               const int64_t extent[LETTERS])
{
    const Node *kept = graph_joined(weight.node);
    Parts parts;
    if (!kept || kept->shape.n[BATCH] > 1 ||
        (kept->op != OP_PARAMETER && op_kind(kept->op) != KIND_ELEMENTWISE) ||
        !find_parts(weight.node->shape, kept->shape, &parts))
        return NULL;
    const int8_t joined = weight.letter[parts.slot];
    int8_t out[AXES], next = 0;
    int64_t wide[LETTERS];
    Shape shape = shape_scalar(), narrow = shape_scalar();
    memcpy(out, out_letters, sizeof out);
    memcpy(wide, extent, sizeof wide);
    for (int s = 0; s < AXES; s++) {
        narrow.n[s] = shape.n[s] = out[s] < 0 ? 1 : extent[out[s]];
        for (int o = 0; o < 3; o++) {
            const int8_t l = o == 0 ? weight.letter[s] : o == 1 ? other.letter[s] : out[s];
            next = l >= next ? (int8_t)(l + 1) : next;
        }
    }
    if (next + parts.count > LETTERS)
        return NULL;
    for (int i = 0; i < parts.count; i++, next++) {
        parts.letter[i] = next;
        wide[next] = parts.n[i];
    }
    const int at = find_places(out).slot[joined];
    if (!split_operand(&weight, &parts, joined) || !split_operand(&other, &parts, joined) ||
        (at >= 0 && !put_parts(&parts, at, out, &shape)))
        return NULL;
    wide[joined] = 1;
    return graph_reshape(graph_broadcast(contract(weight, other, out, wide), shape), narrow);
}

/* `extent` is what a letter stands for, also where the operands no longer vary along it. */
static Node *
contract(Operand a, Operand b, const int8_t out_letters[AXES], int64_t extent[LETTERS])
{
    Rational k = RATIONAL_ONE;
    int8_t out[AXES];
    operand_peel(&a, &k);
    operand_peel(&b, &k);
    if (node_is_zero(a.node) || node_is_zero(b.node))
        return graph_ratio(RATIONAL_ZERO);
    Node *in_parts = contract_parts(a, b, out_letters, extent);
    if (in_parts == NULL)
        in_parts = contract_parts(b, a, out_letters, extent);
    if (in_parts != NULL)
        return graph_scale(k, in_parts);
    Places in_a = find_places(a.letter), in_b = find_places(b.letter);
    Places in_out = find_places(out_letters);
    for (int s = 0; s < AXES; s++) {
        int l = out_letters[s];
        out[s] = (int8_t)(l >= 0 && (in_a.slot[l] >= 0 || in_b.slot[l] >= 0) ? l : -1);
    }
    for (int l = 0; l < LETTERS; l++) {
        if (in_a.slot[l] >= 0 || in_b.slot[l] >= 0)
            continue;
        if (in_out.slot[l] < 0)
            k = rational_multiply(k, rational(extent[l], 1));
        extent[l] = 1;
    }
    bool summed_a = sum_lonely(&a, &in_b, &in_out, extent);
    bool summed_b = sum_lonely(&b, &in_a, &in_out, extent);
    Node *r = summed_a || summed_b ? contract(a, b, out, extent)
                                   : contract_needed(&a, &b, out, extent);
    return graph_scale(k, r);
}

Node *
graph_contract(Node *a, Node *b, Letters letters, Shape shape)
{
    Operand x = {a, {0}}, y = {b, {0}};
    int64_t extent[LETTERS];
    memcpy(x.letter, letters.a, sizeof x.letter);
    memcpy(y.letter, letters.b, sizeof y.letter);
    for (int l = 0; l < LETTERS; l++)
        extent[l] = 1;
    find_places(letters.a);
    find_places(letters.b);
    find_extents(&x, extent);
    find_extents(&y, extent);
    for (int s = 0; s < AXES; s++) {
        int64_t n = letters.out[s] < 0 ? 1 : extent[letters.out[s]];
        if (n != 1 && n != shape.n[s])
            die("a product gives %lld in slot %d of %s", (long long)n, s, shape_print(shape));
    }
    return contract(x, y, letters.out, extent);
}

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

/* ---- convolutions ---- */

/* The shape of x or y, with the outer slots of `outer`. */
static Shape
image_shape(Shape outer, const Window *w, int64_t channels, const int64_t size[2])
{
    for (int s = w->channel; s < AXES; s++)
        outer.n[s] = 1;
    outer.n[w->channel] = channels;
    outer.n[w->channel + 1] = size[0];
    outer.n[w->channel + 2] = size[1];
    return outer;
}

static Shape
kernel_shape(const Window *w)
{
    Shape s = shape_scalar();
    s.n[w->channel] = w->out_channels;
    s.n[w->channel + 1] = w->in_channels / w->groups;
    s.n[w->channel + 2] = w->kernel[0];
    s.n[w->channel + 3] = w->kernel[1];
    return s;
}

/* An operand spelt out to its full shape, without its literal factor. */
static Node *
conv_operand(Node *a, Shape full, Rational *k)
{
    a = peel_factor(node_strip(a), k);
    if (node_is_ratio(a) && a->number->num != 0) {
        Rational all = rational_multiply(*k, *a->number);
        *k = all.den == 0 ? *k : all;
        a = all.den == 0 ? a : graph_ratio(RATIONAL_ONE);
    }
    a = graph_broadcast(a, full);
    if (!shape_equal(a->shape, full))
        die("a convolution of %s wants %s", shape_print(a->shape), shape_print(full));
    return a;
}

static void
check_window(const Window *w)
{
    if (w->channel < 0 || w->channel + 3 >= AXES || w->groups < 1 ||
        w->in_channels % w->groups != 0 || w->out_channels % w->groups != 0)
        die("the channels or groups of a convolution do not fit");
    for (int i = 0; i < 2; i++) {
        int64_t reach = (w->kernel[i] - 1) * w->dilation[i] + 1;
        int64_t room = w->in[i] + w->pad[i] + w->pad_end[i] - reach;
        if (room < 0 || room / w->stride[i] + 1 != w->out[i])
            die("a convolution of %lld gives %lld, not %lld", (long long)w->in[i],
                (long long)(room / w->stride[i] + 1), (long long)w->out[i]);
    }
}

/* Every weight meets one pixel only: a plain product of the whole image. */
static bool
whole_image(const Window *w)
{
    bool whole = w->groups == 1;
    for (int i = 0; i < 2; i++)
        whole = whole && w->kernel[i] == w->in[i] && w->out[i] == 1 && w->pad[i] == 0 &&
                (w->kernel[i] == 1 || w->dilation[i] == 1);
    return whole;
}

/* Letters of x, w and y of such a convolution. */
static void
whole_letters(const Window *w, int8_t x[AXES], int8_t weight[AXES], int8_t y[AXES])
{
    const int8_t c = (int8_t)w->channel;
    memset(x, -1, AXES);
    memset(weight, -1, AXES);
    memset(y, -1, AXES);
    for (int8_t s = 0; s < c; s++)
        x[s] = y[s] = s;
    for (int8_t i = 0; i < 3; i++)
        x[c + i] = weight[c + 1 + i] = (int8_t)(c + i);
    y[c] = weight[c] = (int8_t)(c + 3);
}

static Node *
conv_share(Op op, Node *a, Shape a_full, Node *b, Shape b_full, const Window *w, Shape shape)
{
    Rational k = RATIONAL_ONE;
    check_window(w);
    if (node_is_zero(node_strip(a)) || node_is_zero(node_strip(b)))
        return graph_ratio(RATIONAL_ZERO);
    bool number = node_is_number(node_strip(a)) || node_is_number(node_strip(b));
    Node *arg[2] = {conv_operand(a, a_full, &k), conv_operand(b, b_full, &k)};
    if (number && whole_image(w)) {
        Letters l;
        whole_letters(w, op == OP_CONV_DATA ? l.out : l.a, op == OP_CONV_WEIGHT ? l.out : l.b,
                      op == OP_CONV        ? l.out
                      : op == OP_CONV_DATA ? l.a
                                           : l.b);
        return graph_scale(k, graph_contract(arg[0], arg[1], l, shape));
    }
    Node draft = node_draft(op, shape);
    draft.count = 2;
    draft.arg = arg;
    memcpy(&draft.u.window, w, sizeof *w);
    return graph_scale(k, node_share(&draft));
}

/* M2: outer slots where the image does not vary are left out: it is convolved once. */
Node *
graph_conv(Node *x, Node *w, Window window)
{
    Shape outer = node_strip(x)->shape;
    Shape from = image_shape(outer, &window, window.in_channels, window.in);
    Shape to = image_shape(outer, &window, window.out_channels, window.out);
    return conv_share(OP_CONV, x, from, w, kernel_shape(&window), &window, to);
}

Node *
graph_conv_data(Node *y, Node *w, Window window)
{
    Shape outer = node_strip(y)->shape;
    Shape from = image_shape(outer, &window, window.out_channels, window.out);
    Shape to = image_shape(outer, &window, window.in_channels, window.in);
    return conv_share(OP_CONV_DATA, y, from, w, kernel_shape(&window), &window, to);
}

/* M2: where one image does not vary along an outer slot, the other is summed over it before. */
Node *
graph_conv_weight(Node *x, Node *y, Window window)
{
    Rational k = RATIONAL_ONE;
    const Shape wide_x = x->shape, wide_y = y->shape;
    uint32_t slots = (1u << window.channel) - 1;
    x = node_strip(x);
    y = node_strip(y);
    uint32_t in_x = shape_varies(x->shape) & slots, in_y = shape_varies(y->shape) & slots;
    for (int s = 0; s < window.channel; s++)
        if (!((in_x | in_y) >> s & 1))
            k = rational_multiply(
                k, rational(wide_x.n[s] > wide_y.n[s] ? wide_x.n[s] : wide_y.n[s], 1));
    x = graph_sum(x, in_x & ~in_y, x->shape);
    y = graph_sum(y, in_y & ~in_x, y->shape);
    Shape in = image_shape(x->shape, &window, window.in_channels, window.in);
    Shape out = image_shape(y->shape, &window, window.out_channels, window.out);
    return graph_scale(
        k, conv_share(OP_CONV_WEIGHT, x, in, y, out, &window, kernel_shape(&window)));
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
