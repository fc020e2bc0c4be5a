/* Names: an identifier for each value that the C text mentions.
 *
 * The one idea: every value proposes names from short to fully qualified; a name that two want
 * is given up by both, unless one of them is written on the page. So an identifier depends on
 * what the value is and not on the order or number of other values. Routines of different
 * groups are different functions, and may use the same name.
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
 *   .._in_<loss>      the same at the parameters of a later step */
#include "emit.h"
#include "optimizers.h"

#include "../graph/lowering.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { CANDIDATES = 16, LONGEST = 60, SHORT = 44, HOPS = 3, DEPTH = 7 };

typedef struct Wish {
    Node *node;
    const char *candidate[CANDIDATES];
    int count, chosen;
    const char *spare; /* the shortest that was too long */
    int own;           /* the first candidates, which say what it is */
    bool written;
    uint32_t groups;  /* of routines that mention it, a bit each */
    const char *loss; /* of the step that mentions it first; NULL: the first step */
} Wish;

static struct {
    LIST(Wish) wishes;
    int *place;         /* by node id: index in wishes, plus one */
    const char **name;  /* by node id, once settled */
    const char **state; /* by node id: the state that it becomes */
    Nodes *users;       /* by node id */
    int *version;       /* by node id: of the newest parameter below it, plus one */
    int size;
    uint32_t group;
    const char *loss;
    bool marked;
    const Plan *plan; /* whose words `taken` holds: 1 for all values, 2 but for leaves */
    Lexicon taken;
    int primal; /* > 0 while a value is named for its adjoint: others' adjoints do not count */
} names;

static const char *const reserved[] = {
    "auto",        "break",    "case",     "char",        "const",      "continue",  "default",
    "do",          "double",   "else",     "enum",        "extern",     "float",     "for",
    "goto",        "if",       "inline",   "int",         "long",       "register",  "restrict",
    "return",      "short",    "signed",   "sizeof",      "static",     "struct",    "switch",
    "typedef",     "union",    "unsigned", "void",        "volatile",   "while",     "n",
    "i",           "j",        "k",        "l",           "m",          "p",         "q",
    "r",           "s",        "chunk",    "chunks",      "block",      "end",       "partial",
    "gamma",       "y0",       "y1",       "yn",          "j0",         "j1",        "jn",
    "exp",         "log",      "sin",      "cos",         "tan",        "tanh",      "sqrt",
    "pow",         "abs",      "div",      "index",       "time",       "signal",    "read",
    "write",       "main",     "floor",    "ceil",        "round",      "remove",    "rename",
    "free",        "malloc",   "exit",     "vec",         "mask",       "out",       "scratch",
    "max",         "min",      "model",    "instance",    "parameters", "gradients", "state",
    "output",      "tile",     "quad",     "first",       "shrink",     "lap",       "NULL",
    "NAN",         "INFINITY", "INLINE",   "UNROLL",      "LANES",      "TIMES",     "RANK_MAX",
    "MOMENTS_MAX", "SIZE_MAX", "RAND_MAX", "PTRDIFF_MAX", "at",         "place",     "other",
};

/* Functions of the emitted file that routines and loops call. */
static const char *const helpers[] = {"add_chunks",    "merge_squares",  "sum_of_squares",
                                      "shrink_to",     "block_multiply", "rows_multiply",
                                      "example_place", "philox4x32"};

/* What kernels, routines and the check call their own, behind the sizes of the page. */
static const char *const inner[] = {
    "beta1",  "beta2", "centre", "check",    "count",   "decisions", "draw",  "each",   "eps",
    "factor", "from",  "g",      "gradient", "gap",     "height",    "held",  "key",    "keep1",
    "keep2",  "lr",    "most",   "numbers",  "part",    "point",     "rate",  "renew",  "row",
    "rows",   "scale", "share",  "square",   "squares", "step",      "steps", "stream", "sum",
    "t",      "take1", "take2",  "taken",    "takes",   "tensor",    "to",    "total",  "u",
    "v",      "w",     "weight", "x",        "y",       "a",         "b",     "c",      "d",
    "e",      "f",     "h",      "o",        "z"};

/* How names begin that routines call or read. */
static const char *const families[] = {"math_", "random_", "layout_", "AT_", "DATA_", "VALUE_"};

/* How other names of the runtime's headers and of emitted files begin. */
static const char *const inner_families[] = {
    "BINARIZE_", "BLOCK_",  "CHECK_", "CROP_",    "FIELD_",   "FLIP_",  "FP_",    "FRESH_",
    "HALF_",     "HUGE_",   "INDEX_", "INIT_",    "INT16_",   "INT32_", "INT64_", "INT8_",
    "LATENTC_",  "LAYOUT_", "MATH_",  "RUNTIME_", "TIME_",    "UINT",   "tile_",  "instance_",
    "tensor_",   "scalar_", "check_", "command_", "threads_", "step_",  "take_"};

static const char *const local_ends[] = {"_here",   "_total", "_partial", "_best",   "_fold",
                                         "_centre", "_gap",   "_share",   "_before", "_inside"};

static void
make_room(int id)
{
    if (id < names.size)
        return;
    int size = 2 * (id + 1024);
    int *place = NEW_ARRAY(int, size);
    const char **state = NEW_ARRAY(const char *, size);
    for (int i = 0; i < names.size; i++) {
        place[i] = names.place[i];
        state[i] = names.state[i];
    }
    names.place = place;
    names.state = state;
    names.size = size;
}

void
names_scope(int group, const char *loss)
{
    names.group = 1u << (group < 31 ? group : 31);
    names.loss = loss;
}

void
names_want(Node *n)
{
    uint32_t group = names.group ? names.group : 1;
    make_room(n->id);
    if (names.place[n->id] > 0) {
        names.wishes.at[names.place[n->id] - 1].groups |= group;
        return;
    }
    PUSH(names.wishes, ((Wish){.node = n, .groups = group, .loss = names.loss}));
    names.place[n->id] = names.wishes.count;
}

void
names_becomes(Node *n, const char *state)
{
    make_room(n->id);
    names.state[n->id] = state;
}

void
names_forget(void)
{
    memset(&names, 0, sizeof names);
}

bool
names_mark(bool marked)
{
    bool before = names.marked;
    names.marked = marked;
    return before;
}

bool
names_marked(void)
{
    return names.marked && names.name != NULL;
}

const char *
name_mark(const char *name)
{
    return names_marked() ? format("\1%s\2", name) : name;
}

/* Before names are settled, text is written once to find out which nodes it mentions. */
const char *
name_of(Node *n)
{
    if (names.name == NULL) {
        names_want(n);
        return "unsettled";
    }
    if (n->id >= names.size || names.name[n->id] == NULL)
        die("node %d was not named", n->id);
    return name_mark(names.name[n->id]);
}

/* ---- candidates ---- */

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

static const char *
without_end(const char *name, const char *end)
{
    size_t size = strlen(name), less = strlen(end);
    return size > less && strcmp(name + size - less, end) == 0
               ? format("%.*s", (int)(size - less), name)
               : name;
}

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
    return n->tag != NULL || n->leaf != NULL || n->adjoint_of != NULL ||
           (n->id < names.size && names.state[n->id] != NULL);
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
    const Nodes *users = at->id < names.size ? &names.users[at->id] : NULL;
    for (int i = 0; users && i < users->count && i < 4; i++) {
        Node *user = users->at[i];
        Way on = way;
        if (names.primal > 0 && user->adjoint_of != NULL)
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

static bool
ends_as_local(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(local_ends); i++)
        if (without_end(name, local_ends[i]) != name)
            return true;
    return false;
}

/* A state that is moved more than once in a step: what it is after the first time. */
static void
propose_state(Node *n, Wish *wish)
{
    const char *after = NULL, *state = NULL;
    if (names.state[n->id] != NULL) {
        const char *next = format("next_%s", names.state[n->id]);
        propose(wish, ends_as_local(next) ? format("%s_next", names.state[n->id]) : next);
        return;
    }
    for (int i = 0; i < n->count; i++) {
        const Node *arg = bare(n->arg[i]);
        if (arg->leaf != NULL && arg->name != NULL && is_kind(arg, KIND_LEAF))
            state = arg->name;
        after = application(arg, 4) ? application(arg, 4) : after;
    }
    for (int i = 0; state && i < names.users[n->id].count; i++) {
        const Node *user = names.users[n->id].at[i];
        if (user->id < names.size && names.state[user->id] != NULL)
            propose(wish, after ? format("%s_after_%s", names.state[user->id], after)
                                : format("%s_before_last", names.state[user->id]));
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
        names.primal++;
        propose_changed(wish, n->adjoint_of, prefix, n->adjoint_scaled ? "_scaled" : "", depth);
        names.primal--;
        if (wish->count > 0)
            return;
    }
    if (n->id >= names.size)
        return;
    Node *behind = bare(n);
    if (behind != n && is_kind(behind, KIND_LEAF) && !graph_inline_leaf(behind) &&
        (names.primal > 0 || is_kind(n, KIND_VIEW))) {
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

static const char *
identifier(const char *name)
{
    Text text = {0};
    if (isdigit((unsigned char)name[0]))
        text_put(&text, "_");
    for (; *name; name++) {
        char c = isalnum((unsigned char)*name) ? *name : '_';
        text_put_bytes(&text, &c, 1);
    }
    return text.at ? text.at : "value";
}

/* ---- choosing ---- */

/* "x_again", "x_again2": what is computed again is called so (buffer_label). */
static bool
is_of_copy(const char *name)
{
    size_t size = strlen(name);
    while (size > 0 && isdigit((unsigned char)name[size - 1]))
        size--;
    return size > 6 && strncmp(name + size - 6, "_again", 6) == 0;
}

static void
take(const char *name, int whose)
{
    int *taken = lexicon_put(&names.taken, name);
    *taken = *taken == 1 ? 1 : whose;
}

static bool
begins_among(const char *name, const char *const *beginnings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(name, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

static bool
in_family(const char *name)
{
    return begins_among(name, families, COUNT_OF(families));
}

static bool
among(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], name) == 0)
            return true;
    return false;
}

/* Whether a size needs another word: sizes stand in front of all else, and kernels see them. */
static bool
meets_inner(const char *name)
{
    const char *shorter = without_end(name, "_size");
    return among(name, reserved, COUNT_OF(reserved)) || in_family(name) ||
           begins_among(name, inner_families, COUNT_OF(inner_families)) ||
           among(name, helpers, COUNT_OF(helpers)) || among(name, inner, COUNT_OF(inner)) ||
           ends_as_local(name) || is_of_copy(name) || (shorter != name && meets_inner(shorter));
}

const char *
size_word(Size *size)
{
    if (size->word == NULL)
        size->word = meets_inner(size->name) ? format("%s_size", size->name) : size->name;
    return size->word;
}

/* What C, the emitted file and the page have names for. */
static void
collect_taken(const Plan *plan)
{
    const Program *program = plan->program;
    names.plan = plan;
    names.taken = (Lexicon){0};
    for (size_t i = 0; i < COUNT_OF(reserved); i++)
        take(reserved[i], 1);
    for (size_t i = 0; i < COUNT_OF(helpers); i++)
        take(helpers[i], 1);
    for (int i = 0; i < program->steps.count; i++) {
        const Step *step = program->steps.at[i];
        for (int k = 0; k < step->optimizers.count; k++) {
            take(optimizer_function(step, step->optimizers.at[k], false), 1);
            take(optimizer_function(step, step->optimizers.at[k], true), 1);
        }
    }
    for (int i = 0; i < program->sizes.count; i++)
        take(size_word(&program->sizes.at[i]), 1);
    for (int i = 0; i < program->parameters.count; i++)
        take(program->parameters.at[i]->name, 2);
    for (int i = 0; i < program->fields.count; i++)
        take(program->fields.at[i]->name, 2);
    for (int i = 0; i < program->states.count; i++)
        take(program->states.at[i]->name, 2);
}

static bool
is_taken(const Plan *plan, bool leaf, const char *name)
{
    if (names.plan != plan)
        collect_taken(plan);
    int taken = lexicon_get(&names.taken, name);
    return taken == 1 || (taken == 2 && !leaf) || ends_as_local(name) || is_of_copy(name) ||
           in_family(name);
}

bool
name_forbidden(const Plan *plan, const char *name)
{
    return is_taken(plan, true, name);
}

const char *
name_free(const Plan *plan, const char *name)
{
    while (is_taken(plan, true, name))
        name = in_family(name) ? format("page_%s", name) : format("%s_", name);
    return name;
}

static const char *
wished(const Wish *wish)
{
    return wish->candidate[wish->chosen];
}

static int
compare_wishes(const void *left, const void *right)
{
    const Wish *a = *(Wish *const *)left, *b = *(Wish *const *)right;
    int order = strcmp(wished(a), wished(b));
    if (order != 0)
        return order;
    if (a->written != b->written)
        return a->written ? -1 : 1;
    int ranks = lower_rank(a->node) - lower_rank(b->node);
    return ranks != 0 ? ranks : a->node->id - b->node->id;
}

/* Another of the run has the same name in the same function. The first step does not care for
 * later ones, which can say their loss. */
static bool
meets_another(Wish **sorted, int from, int end, int k)
{
    for (int i = from; i < end; i++)
        if (i != k && (sorted[i]->groups & sorted[k]->groups) &&
            (sorted[k]->loss != NULL || sorted[i]->loss == NULL ||
             (i == from && sorted[i]->written) || /* it stays */
             sorted[i]->chosen + 1 == sorted[i]->count))
            return true;
    return false;
}

/* One round: everyone whose name is not theirs alone moves on. False when all are content. */
static bool
resolve_round(const Plan *plan, Wish **sorted, int count, bool *meets)
{
    bool changed = false;
    qsort(sorted, (size_t)count, sizeof *sorted, compare_wishes);
    for (int i = 0, end; i < count; i = end) {
        int movable = 0;
        for (end = i + 1; end < count && strcmp(wished(sorted[i]), wished(sorted[end])) == 0;)
            end++;
        for (int k = i; k < end; k++) {
            meets[k] = meets_another(sorted, i, end, k);
            bool stays = k == i && sorted[k]->written;
            movable += meets[k] && !stays && sorted[k]->chosen + 1 < sorted[k]->count;
        }
        for (int k = i; k < end; k++) {
            Wish *wish = sorted[k];
            bool taken = is_taken(plan, wish->node->leaf != NULL, wished(wish));
            if (!taken && (!meets[k] || (k == i && wish->written)))
                continue;
            if (wish->chosen + 1 < wish->count) {
                wish->chosen++;
                changed = true;
            } else if (taken || (movable == 0 && k > i)) {
                const char *last = wished(wish);
                wish->candidate[wish->chosen] = !taken ? format("%s_%d", last, k - i + 1)
                                                : in_family(last) ? format("page_%s", last)
                                                                  : format("%s_", last);
                changed = true;
            }
        }
    }
    return changed;
}

static void
collect_users(void)
{
    Nodes order = {0};
    Node **all = NEW_ARRAY(Node *, names.wishes.count + 1);
    for (int i = 0; i < names.wishes.count; i++)
        all[i] = names.wishes.at[i].node;
    graph_order(names.wishes.count, all, &order);
    make_room(graph_size());
    names.users = NEW_ARRAY(Nodes, names.size);
    names.version = NEW_ARRAY(int, names.size);
    for (int i = 0; i < order.count; i++)
        for (int k = 0; k < order.at[i]->count; k++)
            PUSH(names.users[order.at[i]->arg[k]->id], order.at[i]);
}

/* The newest parameters that n is made of. */
static int
newest_version(Node *n)
{
    if (n->id < names.size && names.version[n->id] > 0)
        return names.version[n->id] - 1;
    int newest = is_kind(n, KIND_LEAF) ? n->version : 0;
    for (int i = 0; i < n->count; i++) {
        int of = newest_version(n->arg[i]);
        newest = of > newest ? of : newest;
    }
    if (n->id < names.size)
        names.version[n->id] = newest + 1;
    return newest;
}

/* The loss of the step that computes with parameters which the steps before have moved. */
static const char *
later_loss(const Program *program, Node *n)
{
    int version = newest_version(n);
    return version > 0 && version < program->steps.count ? program->steps.at[version]->name
                                                         : NULL;
}

/* In a later step the loss is added to the name, before less telling names are tried. */
static void
complete(const Plan *plan, Wish *wish)
{
    int own = wish->own ? wish->own : wish->count;
    wish->own = 0;
    if (wish->loss == NULL)
        wish->loss = later_loss(plan->program, wish->node);
    if (wish->loss && own > 0 && wish->count < CANDIDATES) {
        const char *last = wish->candidate[own - 1];
        for (int i = wish->count++; i > own; i--)
            wish->candidate[i] = wish->candidate[i - 1];
        wish->candidate[own] = format("%s_in_%s", last, wish->loss);
    }
    if (wish->count == 0)
        wish->candidate[wish->count++] =
            wish->spare ? wish->spare : format("%s_value", op_name(wish->node->op));
    for (int i = 0; i < wish->count; i++)
        wish->candidate[i] = identifier(wish->candidate[i]);
    wish->written = wish->node->tag != NULL && wish->node->tag->written;
}

void
names_settle(const Plan *plan)
{
    int count = names.wishes.count;
    Wish **sorted = NEW_ARRAY(Wish *, count + 1);
    bool *meets = NEW_ARRAY(bool, count + 1);
    collect_users();
    for (int i = 0; i < count; i++) {
        sorted[i] = &names.wishes.at[i];
        candidates(sorted[i]->node, sorted[i], 0);
        complete(plan, sorted[i]);
    }
    for (int round = 0; round < 200 && resolve_round(plan, sorted, count, meets); round++)
        continue;
    names.name = NEW_ARRAY(const char *, names.size + 1);
    for (int i = 0; i < count; i++)
        names.name[names.wishes.at[i].node->id] = wished(&names.wishes.at[i]);
}
