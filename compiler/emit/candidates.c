/* Candidates: what a value may be called, from short to fully qualified.
 *
 * A value that the page, a layer or a gradient names says so (`q_mu`, `D_conv2_of_x`, `d_h`).
 * What lowering made in between is called after the named value that it serves, or else after
 * what it is made of:
 *
 *   <value>_product   the matrix product below a bias
 *   d_<value>_via_<x> one of several contributions to an adjoint
 *   <value>_sum       a sum that the value is, up to factors; <value>_row_sum within a row
 *   <value>_scale, <value>_offset    a factor or term with fewer axes, kept out of the loops
 *   <value>_scaled    times a number; <value>_shifted: plus one
 *   d_<value>_scaled  the adjoint but for a constant factor, which is applied later
 *   <value>_once      what the value repeats along an axis
 *   <value>_slope     of a function that is linear by pieces: 1 or 0, 1 or 0.2
 *   <value>_input     of a function that is linear by pieces
 *   <value>_exp       an operation on a named value
 *   next_<state>      what the state becomes after the step
 *   .._in_<loss>      the same at the parameters of a later step (names.c) */
#include "names.h"

#include "../graph/lowering.h"

#include <string.h>

enum { LONGEST = 60, SHORT = 44, HOPS = 3, DEPTH = 7 };

/* > 0 while a value is named for its adjoint: others' adjoints do not count. */
static int primal;

static void
propose(Wish *wish, const char *name)
{
    for (int i = 0; i < wish->count; i++)
        if (strcmp(wish->candidate[i], name) == 0)
            return;
    const size_t size = strlen(name);
    if (size >= LONGEST && (wish->spare == NULL || size < strlen(wish->spare)))
        wish->spare = name;
    if (size < LONGEST && wish->count < CANDIDATES - 4)
        wish->candidate[wish->count++] = name;
}

static void candidates(Node *n, Wish *wish, int depth);

static void
propose_changed(Wish *wish, Node *n, const char *before, const char *after, int depth)
{
    Wish of = {0};
    candidates(n, &of, depth + 1);
    for (int i = 0; i < of.count && i < 4; i++) {
        const char *base = of.candidate[i];
        if (strcmp(after, "_sum") == 0 || strcmp(after, "_row_sum") == 0)
            base = without_end(without_end(base, "_sum"), "_row");
        propose(wish, format("%s%s%s", before, base, after));
    }
}

/* The lowered form of a node that an adjoint belongs to: it has users. */
static Node *
lowered(Node *n)
{
    Node *made = lower_of(n);
    return made != NULL && n->tag == NULL ? made : n;
}

static bool
has_own_name(const Node *n)
{
    return n->tag != NULL || n->leaf != NULL || n->adjoint_of != NULL || names_state(n) != NULL;
}

static bool
is_kind(const Node *n, Kind kind)
{
    return op_kind(n->op) == kind;
}

/* "fake" of the tag "D_conv0_of_fake": which application of its network a layer belongs to. */
static const char *
application(const Node *n, int depth)
{
    const char *of = NULL;
    for (int i = 0; n->tag != NULL && i < 3 && n->tag->name[i]; i++)
        of = strstr(n->tag->name[i], "_of_") ? strstr(n->tag->name[i], "_of_") + 4 : of;
    for (int i = 0; n->tag == NULL && of == NULL && depth < 4 && i < n->count; i++)
        of = application(n->arg[i], depth + 1);
    return of;
}

/* ---- after what a value serves ---- */

/* One contribution to the adjoint of `to`: by way of the value whose adjoint it is made from.
 */
static void
propose_via(Wish *wish, Node *n, Node *sum, int depth)
{
    Node *from = NULL;
    Wish to = {0}, way = {0};
    for (Node *at = n; at != NULL && from == NULL; at = at->count == 1 ? at->arg[0] : NULL)
        for (int i = 0; i < at->count && from == NULL; i++)
            from = at->arg[i]->adjoint_of;
    for (Node *at = n; at != NULL && from == NULL; at = at->count == 1 ? at->arg[0] : NULL)
        for (int i = 0; i < at->count && from == NULL; i++)
            if (has_own_name(at->arg[i]) && !graph_inline_leaf(at->arg[i]))
                from = at->arg[i];
    if (from == NULL || depth > DEPTH)
        return;
    candidates(sum, &to, depth + 1);
    if (application(from, 0) != NULL && sum->adjoint_of != NULL &&
        sum->adjoint_of->leaf != NULL)
        propose(&way, application(from, 0));
    candidates(lowered(from), &way, depth + 1);
    for (int k = 0; k < way.count && k < 3; k++)
        for (int i = 0; i < to.count && i < 2; i++)
            propose(wish, format("%s_via_%s", to.candidate[i], way.candidate[k]));
}

typedef struct Way { /* from a value to one that it serves */
    bool smaller;    /* it has fewer axes than that value */
    bool factor;     /* it is multiplied on the way */
    bool several;    /* it is one of several computed terms */
    int hops;
} Way;

static int
computed_terms(const Node *n)
{
    int count = 0;
    for (int i = 0; i < n->count && graph_linear(n); i++)
        count += !is_kind(n->arg[i], KIND_LEAF);
    return count;
}

/* x sel(x): a function that is linear by pieces. */
static bool
bends(const Node *user, const Node *n)
{
    for (int i = 0; i < user->count; i++)
        if (user->arg[i]->count == 1 && user->arg[i]->arg[0] == n)
            return true;
    return false;
}

static void
propose_service(Node *n, Node *user, Way way, Wish *wish, int depth)
{
    bool sum = is_kind(n, KIND_REDUCE) && graph_fold(n) == FOLD_SUM;
    if (is_kind(user, KIND_VIEW)) {
        propose_changed(wish, user, "", "", depth);
    } else if (is_kind(user, KIND_REDUCE)) {
        if (sum && way.hops == 0 && graph_fold(user) == FOLD_SUM)
            propose_changed(wish, user, "", "_row_sum", depth);
        else if (sum && user->count > 1 && user->arg[1] == n)
            propose_changed(wish, user, "", "_row", depth);
    } else if (graph_spreads(user)) {
        propose_changed(wish, user, "", "_once", depth);
    } else if (!is_kind(user, KIND_ELEMENTWISE)) {
        return;
    } else if (graph_linear(user) && user->adjoint_of != NULL && !way.factor && way.several &&
               !way.smaller) {
        propose_via(wish, n, user, depth);
    } else if (way.smaller) {
        propose_changed(wish, user, "",
                        sum          ? way.factor ? "_scale_sum" : "_offset_sum"
                        : way.factor ? "_scale"
                                     : "_offset",
                        depth);
    } else if (is_kind(n, KIND_REDUCE)) {
        if (sum && !way.several)
            propose_changed(wish, user, "", "_sum", depth);
    } else if (is_kind(n, KIND_CONTRACT)) {
        propose_changed(wish, user, "", "_product", depth);
    } else {
        propose_changed(wish, user, "",
                        graph_decides(n) && n->count == 1 ? "_slope"
                        : !way.factor                     ? "_term"
                        : bends(user, n)                  ? "_input"
                                                          : "_factor",
                        depth);
    }
}

/* The named values that n serves, through others that have no name of their own. */
static void
propose_from_users(Node *n, Node *at, Way way, Wish *wish, int depth)
{
    const Nodes *users = names_users(at);
    for (int i = 0; users && i < users->count && i < 4; i++) {
        Node *user = users->at[i];
        Way on = way;
        if (primal > 0 && user->adjoint_of != NULL)
            continue;
        on.smaller |= !shape_equal(user->shape, at->shape) && !is_kind(user, KIND_REDUCE);
        on.factor |= is_kind(user, KIND_ELEMENTWISE) && !graph_linear(user);
        on.several |= computed_terms(user) > 1;
        if (has_own_name(user) || is_kind(user, KIND_REDUCE))
            propose_service(n, user, on, wish, depth);
        else if (is_kind(user, KIND_VIEW) || graph_spreads(user))
            propose_from_users(n, user, way, wish, depth);
        else if (is_kind(user, KIND_ELEMENTWISE) && ++on.hops < HOPS)
            propose_from_users(n, user, on, wish, depth);
    }
}

/* ---- after what it is made of ---- */

/* The value behind scalings and views. */
static Node *
bare(Node *n)
{
    while (!has_own_name(n) && n->count == 1 && (graph_linear(n) || is_kind(n, KIND_VIEW)))
        n = n->arg[0];
    return n;
}

static const char *
power_end(const Node *n, int i)
{
    if (n->number == NULL || graph_linear(n) || graph_decides(n))
        return "";
    Rational p = n->number[i];
    if (p.den == 2)
        return p.num < 0 ? "_rsqrt" : "_root";
    return p.num == 2 ? "_squared" : p.num == 3 ? "_cubed" : p.num < 0 ? "_inverse" : "";
}

static const char *
operation_end(const Node *n)
{
    if (is_kind(n, KIND_REDUCE))
        return graph_fold(n) != FOLD_SUM ? format("_%s", op_name(n->op))
               : n->axes & 1u << BATCH   ? "_sum"
                                         : "_row_sum";
    if (graph_decides(n))
        return n->count > 1 ? "_equal" : "_slope";
    if (n->count == 1 && power_end(n, 0)[0] != '\0')
        return power_end(n, 0);
    if (n->count == 1 && graph_linear(n) && rational_equal(n->number[0], RATIONAL_ONE))
        return "_copy";
    bool negative = graph_linear(n);
    for (int i = 0; i < n->count && negative; i++)
        negative = n->number[i].num < 0;
    if (negative)
        return "_negated";
    if (n->count == 1 && graph_linear(n))
        return "_scaled";
    if (is_kind(n, KIND_ELEMENTWISE) && n->number != NULL)
        return !graph_linear(n)        ? "_weighted"
               : computed_terms(n) < 2 ? "_shifted"
                                       : "_combined";
    return format("_%s", op_name(n->op));
}

static void
propose_from_arguments(Node *n, Wish *wish, int depth)
{
    Node *first = NULL, *second = NULL;
    const char *power[2] = {"", ""};
    int count = 0;
    for (int i = 0; i < n->count; i++) {
        if (graph_inline_leaf(n->arg[i]))
            continue;
        if (count < 2)
            power[count] = power_end(n, i);
        if (count < 2)
            *(count == 0 ? &first : &second) = bare(n->arg[i]);
        count++;
    }
    if (first == NULL) {
        propose(wish, "position");
        return;
    }
    const char *end = operation_end(n);
    if (count >= 2 && (n->number != NULL || is_kind(n, KIND_CONTRACT))) {
        Wish a = {0}, b = {0};
        candidates(first, &a, depth + 1);
        candidates(second, &b, depth + 1);
        for (int i = 0; i < 4; i++) {
            if (i / 2 >= a.count || i % 2 >= b.count)
                continue;
            const char *name = format("%s%s_%s_%s%s%s", a.candidate[i / 2], power[0],
                                      is_kind(n, KIND_CONTRACT) ? "by"
                                      : graph_linear(n)         ? "plus"
                                                                : "times",
                                      b.candidate[i % 2], power[1],
                                      count == 2        ? ""
                                      : graph_linear(n) ? "_combined"
                                                        : "_weighted");
            if (count > 2 || strlen(name) < SHORT)
                propose(wish, name);
        }
    }
    propose_changed(wish, first, "", end, depth);
    if (second != NULL && (!has_own_name(first) || depth < 3))
        propose_changed(wish, second, "", end, depth);
}

/* ---- all of them ---- */

/* A state that is moved more than once in a step: what it is after the first time. */
static void
propose_state(Node *n, Wish *wish)
{
    const char *after = NULL, *state = NULL;
    const Nodes *users = names_users(n);
    if (names_state(n) != NULL) {
        const char *next = format("next_%s", names_state(n));
        propose(wish, ends_as_local(next) ? format("%s_next", names_state(n)) : next);
        return;
    }
    for (int i = 0; i < n->count; i++) {
        const Node *arg = bare(n->arg[i]);
        if (arg->leaf != NULL && arg->name != NULL && is_kind(arg, KIND_LEAF))
            state = arg->name;
        after = application(arg, 4) ? application(arg, 4) : after;
    }
    for (int i = 0; state && i < users->count; i++) {
        const char *of = names_state(users->at[i]);
        if (of != NULL)
            propose(wish,
                    after ? format("%s_after_%s", of, after) : format("%s_before_last", of));
    }
}

static void
candidates(Node *n, Wish *wish, int depth)
{
    if (depth > DEPTH)
        return;
    n = lowered(n);
    if (n->leaf != NULL && n->name != NULL)
        propose(wish, n->name);
    for (int i = n->tag && n->tag->name[1] ? 1 : 0; n->tag && i < 3 && n->tag->name[i]; i++)
        propose(wish, n->tag->name[i]);
    if (n->tag != NULL || n->leaf != NULL)
        return;
    if (n->adjoint_of != NULL) {
        const char *prefix = n->adjoint_by ? format("%s_d_", n->adjoint_by) : "d_";
        primal++;
        propose_changed(wish, n->adjoint_of, prefix, n->adjoint_scaled ? "_scaled" : "", depth);
        primal--;
        if (wish->count > 0)
            return;
    }
    if (names_users(n) == NULL)
        return;
    Node *behind = bare(n);
    if (behind != n && is_kind(behind, KIND_LEAF) && !graph_inline_leaf(behind) &&
        (primal > 0 || is_kind(n, KIND_VIEW))) {
        candidates(behind, wish, depth + 1);
        return;
    }
    bool function = is_kind(n, KIND_ELEMENTWISE) && n->number == NULL;
    propose_state(n, wish);
    if (function)
        propose_from_arguments(n, wish, depth);
    if (depth < 4)
        propose_from_users(n, n, (Way){0}, wish, depth);
    wish->own = wish->own ? wish->own : wish->count;
    if (!function)
        propose_from_arguments(n, wish, depth);
}

void
wish_candidates(Wish *wish)
{
    candidates(wish->node, wish, 0);
}
