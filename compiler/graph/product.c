/* Matrix products of any shape: construction.
 *
 * The one idea: a product is an einsum of two operands, so that transposing is renaming and the
 * gradient of a product is a product. Its letters fall into four groups:
 *   in a, b and out: batch    in a and b: summed (K)    in a and out: M    in b and out: N
 * M1: without K it is an element-wise product, without M or N a fused reduction, and both are
 * built as such. A letter of one operand alone that is summed is summed before the product.
 * M3: a weight that is kept in the parts of an axis is read in these parts, and so is what it
 * is multiplied with: a product behind a flattened image, or in front of one, is over the
 * image. */
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

/* Takes broadcasts, literal factors and what only reorders slots off an operand. */
static void
operand_peel(Operand *o, Rational *k)
{
    Node *before;
    do {
        int8_t below[AXES];
        before = o->node;
        o->node = node_peel(node_strip(o->node), k);
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
