/* Names: an identifier for each value that the C text mentions.
 *
 * The one idea: every value proposes names from short to fully qualified; a name that two want
 * is given up by both, unless one of them is written on the page. So an identifier depends on
 * what the value is and not on the order or number of other values. Routines of different
 * groups are different functions, and may use the same name.
 *
 * candidates.c says what a value proposes, taken.c which words nobody may have. */
#include "names.h"

#include "../graph/lowering.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

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
} names;

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

const char *
names_state(const Node *n)
{
    return n->id < names.size ? names.state[n->id] : NULL;
}

const Nodes *
names_users(const Node *n)
{
    return n->id < names.size ? &names.users[n->id] : NULL;
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

/* ---- wishes ---- */

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

/* The newest parameters that n is made of. */
static int
newest_version(Node *n)
{
    if (n->id < names.size && names.version[n->id] > 0)
        return names.version[n->id] - 1;
    int newest = op_kind(n->op) == KIND_LEAF ? n->version : 0;
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

/* ---- choosing ---- */

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
            bool taken = name_taken(plan, wish->node->leaf != NULL, wished(wish));
            if (!taken && (!meets[k] || (k == i && wish->written)))
                continue;
            if (wish->chosen + 1 < wish->count) {
                wish->chosen++;
                changed = true;
            } else if (taken || (movable == 0 && k > i)) {
                const char *last = wished(wish);
                wish->candidate[wish->chosen] =
                    taken ? name_other(last) : format("%s_%d", last, k - i + 1);
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

void
names_settle(const Plan *plan)
{
    int count = names.wishes.count;
    Wish **sorted = NEW_ARRAY(Wish *, count + 1);
    bool *meets = NEW_ARRAY(bool, count + 1);
    collect_users();
    for (int i = 0; i < count; i++) {
        sorted[i] = &names.wishes.at[i];
        wish_candidates(sorted[i]);
        complete(plan, sorted[i]);
    }
    for (int round = 0; round < 200 && resolve_round(plan, sorted, count, meets); round++)
        continue;
    names.name = NEW_ARRAY(const char *, names.size + 1);
    for (int i = 0; i < count; i++)
        names.name[names.wishes.at[i].node->id] = wished(&names.wishes.at[i]);
}
