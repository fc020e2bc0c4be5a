/* Names: an identifier for each value that the C text mentions.
 *
 * The one idea: every value proposes names from short to fully qualified; a name that two want
 * is given up by both, unless one of them is written on the page. So an identifier depends on
 * what the value is and not on the order or number of other values. */
#include "emit.h"

#include "../graph/lowering.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { CANDIDATES = 12 };

typedef struct Wish {
    Node *node;
    const char *candidate[CANDIDATES];
    int count, chosen;
    bool written;
} Wish;

static struct {
    LIST(Wish) wishes;
    int *place;          /* by node id: index in wishes, plus one */
    const char **name;   /* by node id, once settled */
    Nodes *users;        /* by node id */
    int size;
} names;

static const char *const reserved[] = {
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else",
    "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
    "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef",
    "union", "unsigned", "void", "volatile", "while", "n", "i", "j", "k", "l", "m", "chunk",
    "block", "partial", "gamma", "y0", "y1", "yn", "j0", "j1", "jn", "exp", "log", "sin", "cos",
    "tan", "tanh", "sqrt", "pow", "abs", "div", "index", "time", "signal", "read", "write",
    "main", "floor", "ceil", "round", "remove", "rename", "free", "malloc", "exit", "vec", "mask",
    "out", "scratch", "max", "min", "model", "instance",
};

void
names_want(Node *n)
{
    if (n->id < names.size && names.place[n->id] > 0)
        return;
    if (n->id >= names.size) {
        int size = 2 * (n->id + 1024);
        int *place = NEW_ARRAY(int, size);
        for (int i = 0; i < names.size; i++)
            place[i] = names.place[i];
        names.place = place;
        names.size = size;
    }
    PUSH(names.wishes, ((Wish){.node = n}));
    names.place[n->id] = names.wishes.count;
}

void
names_forget(void)
{
    memset(&names, 0, sizeof names);
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
    return names.name[n->id];
}

bool
name_known(const Node *n)
{
    return n->id < names.size && names.name != NULL && names.name[n->id] != NULL;
}

/* ---- candidates ---- */

static void
propose(Wish *wish, const char *name)
{
    for (int i = 0; i < wish->count; i++)
        if (strcmp(wish->candidate[i], name) == 0)
            return;
    if (wish->count < CANDIDATES - 2 && strlen(name) < 60)
        wish->candidate[wish->count++] = name;
}

static void candidates(Node *n, Wish *wish, int depth);

static void
propose_changed(Wish *wish, Node *n, const char *before, const char *after, int depth)
{
    Wish of = {0};
    candidates(n, &of, depth + 1);
    for (int i = 0; i < of.count; i++)
        propose(wish, format("%s%s%s", before, of.candidate[i], after));
}

static bool
has_own_name(const Node *n)
{
    return n->tag != NULL || n->leaf != NULL || n->adjoint_of != NULL;
}

/* What a value without a tag is to the values that read it: a factor, a term or a sum. */
static void
propose_from_users(Node *n, Wish *wish, int depth)
{
    Nodes *users = n->id < names.size ? &names.users[n->id] : NULL;
    for (int i = 0; users && i < users->count && i < 3; i++) {
        Node *user = users->at[i];
        bool whole = shape_equal(user->shape, n->shape);
        const char *role = op_kind(n->op) == KIND_REDUCE ? "_sum" : whole ? "_part" : "_scale";
        if (op_kind(user->op) == KIND_ELEMENTWISE && (user->tag || user->adjoint_of))
            propose_changed(wish, user, "", role, depth);
    }
}

static void
propose_from_arguments(Node *n, Wish *wish, int depth)
{
    for (int i = 0; i < n->count && i < 3; i++) {
        if (!has_own_name(n->arg[i]) && depth > 3)
            continue;
        if (graph_inline_leaf(n->arg[i]))
            continue;
        propose_changed(wish, n->arg[i], "", format("_%s", op_name(n->op)), depth);
    }
}

static void
candidates(Node *n, Wish *wish, int depth)
{
    if (depth > 8)
        return;
    if (n->leaf != NULL && n->name != NULL)
        propose(wish, n->name);
    for (int i = 0; n->tag && i < 3 && n->tag->name[i]; i++)
        propose(wish, n->tag->name[i]);
    if (n->tag != NULL || n->leaf != NULL)
        return;
    if (n->adjoint_of != NULL) {
        const char *prefix = n->adjoint_by ? format("%s_d_", n->adjoint_by) : "d_";
        propose_changed(wish, n->adjoint_of, prefix, "", depth);
        return;
    }
    if (depth < 4)
        propose_from_users(n, wish, depth);
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

static bool
is_reserved(const Plan *plan, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(reserved); i++)
        if (strcmp(reserved[i], name) == 0)
            return true;
    for (int i = 0; i < plan->program->sizes.count; i++)
        if (strcmp(plan->program->sizes.at[i].name, name) == 0)
            return true;
    return strncmp(name, "math_", 5) == 0 || strncmp(name, "random_", 7) == 0;
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

/* One round: everyone whose name is not theirs alone moves on. False when all are content. */
static bool
resolve_round(const Plan *plan, Wish **sorted, int count)
{
    bool changed = false;
    qsort(sorted, (size_t)count, sizeof *sorted, compare_wishes);
    for (int i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && strcmp(wished(sorted[i]), wished(sorted[end])) == 0;)
            end++;
        bool taken = is_reserved(plan, wished(sorted[i]));
        if (end - i == 1 && !taken)
            continue;
        int keeps = taken ? -1 : i;
        if (!taken && !sorted[i]->written) { /* all give it up, as long as all can */
            for (int k = i; k < end; k++)
                if (sorted[k]->chosen + 1 < sorted[k]->count)
                    keeps = -1;
        }
        for (int k = i; k < end; k++) {
            Wish *wish = sorted[k];
            if (k == keeps)
                continue;
            if (wish->chosen + 1 < wish->count) {
                wish->chosen++;
                changed = true;
            } else if (keeps >= 0 || taken) {
                const char *last = wished(wish);
                wish->candidate[wish->chosen] =
                    taken ? format("%s_", last) : format("%s_%d", last, k - i + 1);
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
    int size = graph_size();
    names.users = NEW_ARRAY(Nodes, size > names.size ? size : names.size);
    for (int i = 0; i < order.count; i++)
        for (int k = 0; k < order.at[i]->count; k++)
            PUSH(names.users[order.at[i]->arg[k]->id], order.at[i]);
}

void
names_settle(const Plan *plan)
{
    int count = names.wishes.count;
    Wish **sorted = NEW_ARRAY(Wish *, count + 1);
    collect_users();
    for (int i = 0; i < count; i++) {
        Wish *wish = sorted[i] = &names.wishes.at[i];
        candidates(wish->node, wish, 0);
        for (int k = 0; k < wish->count; k++)
            wish->candidate[k] = identifier(wish->candidate[k]);
        if (wish->count == 0)
            wish->candidate[wish->count++] = format("%s_value", op_name(wish->node->op));
        wish->written = wish->node->tag != NULL && wish->node->tag->written;
    }
    for (int round = 0; round < 200 && resolve_round(plan, sorted, count); round++)
        continue;
    names.name = NEW_ARRAY(const char *, names.size + 1);
    for (int i = 0; i < count; i++)
        names.name[names.wishes.at[i].node->id] = wished(&names.wishes.at[i]);
}
