/* Nodes, their shapes, and walks over them.
 *
 * The one idea: a node is looked up before it is made, so equal mathematics is the same pointer
 * and every pass shares work by comparing pointers. What a node means, how it simplifies and
 * how it is differentiated stands in the file of its op's family; here are only tables of them.
 * Simplification happens above node_share, in the constructors. */
#include "rules.h"

#include <string.h>

static const struct {
    const char *name, *formula;
    Kind kind;
} rows[OPS] = {
#define OP(name, kind, spelling, formula) {spelling, formula, KIND_##kind},
#include "ops.def"
};

static const Rules *const families[] = {
    [KIND_LEAF] = leaf_rules,     [KIND_ELEMENTWISE] = elementwise_rules,
    [KIND_REDUCE] = reduce_rules, [KIND_VIEW] = view_rules,
    [KIND_MOVE] = move_rules,     [KIND_CONTRACT] = contract_rules,
    [KIND_INDEX] = index_rules,
};

static struct {
    Node **slot; /* open addressing; room is a power of two */
    int count, room;
    int walks;
    Mark origin;
} graph;

const char *
op_name(Op op)
{
    return rows[op].name;
}

Kind
op_kind(Op op)
{
    return rows[op].kind;
}

const char *
op_formula(Op op)
{
    return rows[op].formula;
}

const Rules *
rules_of(const Node *n)
{
    return &families[op_kind(n->op)][n->op];
}

/* ---- shapes ---- */

Shape
shape_scalar(void)
{
    Shape s;
    for (int i = 0; i < AXES; i++)
        s.n[i] = 1;
    return s;
}

Shape
shape_broadcast(int count, Node *const *args)
{
    Shape s = shape_scalar();
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < AXES; k++) {
            int64_t n = args[i]->shape.n[k];
            if (n == 1 || n == s.n[k])
                continue;
            if (s.n[k] != 1)
                die("shapes %s and %s do not broadcast", shape_print(s),
                    shape_print(args[i]->shape));
            s.n[k] = n;
        }
    }
    return s;
}

bool
shape_equal(Shape a, Shape b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

int64_t
shape_size(Shape s)
{
    int64_t size = 1;
    for (int i = 0; i < AXES; i++) {
        if (s.n[i] != 0 && size > INT32_MAX / s.n[i])
            return -1;
        size *= s.n[i];
    }
    return size;
}

uint32_t
shape_varies(Shape s)
{
    uint32_t mask = 0;
    for (int i = 0; i < AXES; i++)
        mask |= s.n[i] > 1 ? 1u << i : 0;
    return mask;
}

const char *
shape_print(Shape s)
{
    Text text = {0};
    int rank = AXES;
    while (rank > 0 && s.n[rank - 1] == 1)
        rank--;
    text_put(&text, "[");
    for (int i = 0; i < rank; i++)
        text_print(&text, "%s%lld", i ? ", " : "", (long long)s.n[i]);
    text_put(&text, "]");
    return text.at;
}

/* ---- hash-consing ---- */

static uint64_t
node_hash(const Node *n)
{
    uint64_t hash = HASH_NOTHING;
    int head[] = {(int)n->op, n->count, n->version};
    hash = hash_more(hash, head, sizeof head);
    for (int i = 0; i < n->count; i++)
        hash = hash_more(hash, &n->arg[i]->id, sizeof n->arg[i]->id);
    hash = hash_more(hash, &n->value, sizeof n->value);
    hash = hash_more(hash, &n->shape, sizeof n->shape);
    hash = hash_more(hash, &n->axes, sizeof n->axes);
    hash = hash_more(hash, &n->u, sizeof n->u);
    return hash_more(hash, n->step, sizeof n->step);
}

/* Ratios that stand beside a node: one for each argument, two for sel, one for a const. */
static int
number_count(const Node *n)
{
    return n->number == NULL ? 0 : n->op == OP_SEL ? 2 : n->op == OP_CONST ? 1 : n->count;
}

static bool
node_same(const Node *a, const Node *b)
{
    if (a->op != b->op || a->count != b->count || a->version != b->version ||
        a->axes != b->axes || a->leaf != b->leaf || a->integer != b->integer ||
        a->bound != b->bound || memcmp(&a->value, &b->value, sizeof a->value) != 0 ||
        !shape_equal(a->shape, b->shape) || memcmp(&a->u, &b->u, sizeof a->u) != 0 ||
        memcmp(a->step, b->step, sizeof a->step) != 0 || number_count(a) != number_count(b))
        return false;
    for (int i = 0; i < a->count; i++)
        if (a->arg[i] != b->arg[i])
            return false;
    for (int i = 0; i < number_count(a); i++)
        if (a->number[i].num != b->number[i].num || a->number[i].den != b->number[i].den)
            return false;
    return true;
}

static Node **
table_place(const Node *n)
{
    size_t mask = (size_t)graph.room - 1;
    size_t at = (size_t)node_hash(n) & mask;
    while (graph.slot[at] && !node_same(graph.slot[at], n))
        at = (at + 1) & mask;
    return &graph.slot[at];
}

static void
table_grow(void)
{
    Node **old = graph.slot;
    int room = graph.room;
    graph.room = room ? 2 * room : 1024;
    graph.slot = NEW_ARRAY(Node *, graph.room);
    for (int i = 0; i < room; i++)
        if (old[i])
            *table_place(old[i]) = old[i];
}

Node
node_draft(Op op, Shape shape)
{
    Node draft;
    memset(&draft, 0, sizeof draft);
    draft.op = op;
    draft.shape = shape;
    return draft;
}

Node *
node_share(const Node *draft)
{
    if (4 * graph.count >= 3 * graph.room)
        table_grow();
    Node **place = table_place(draft);
    if (*place)
        return *place;
    Node *n = NEW(Node);
    memcpy(n, draft, sizeof *n);
    memset(n->axis, 0, sizeof n->axis); /* of the node that the draft is a copy of */
    n->id = graph.count++;
    if (n->count > 0) {
        n->arg = NEW_ARRAY(Node *, n->count);
        memcpy(n->arg, draft->arg, sizeof *n->arg * (size_t)n->count);
    }
    int numbers = number_count(draft);
    if (numbers > 0) {
        n->number = NEW_ARRAY(Rational, numbers);
        memcpy(n->number, draft->number, sizeof *n->number * (size_t)numbers);
    }
    n->origin = graph.origin;
    n->sign = rules_of(n)->sign ? rules_of(n)->sign(n) : SIGN_UNKNOWN;
    return *place = n;
}

Node *
node_unary(Op op, Node *a)
{
    Node draft = node_draft(op, a->shape);
    draft.count = 1;
    draft.arg = &a;
    return node_share(&draft);
}

int
graph_size(void)
{
    return graph.count;
}

Mark
graph_origin(Mark mark)
{
    Mark last = graph.origin;
    graph.origin = mark;
    return last;
}

Node *
graph_tag(Node *n, Tag *tag)
{
    if (n->tag == NULL || (tag->written && !n->tag->written))
        n->tag = tag;
    /* What others read of a view is the memory below it: without a name, it takes this one. */
    if (op_kind(n->op) == KIND_VIEW && n->arg[0]->tag == NULL &&
        op_kind(n->arg[0]->op) != KIND_LEAF && n->arg[0]->adjoint_of == NULL)
        n->arg[0]->tag = tag;
    return n;
}

/* ---- gradients: the table of rules ---- */

bool
graph_has_gradient(const Node *n)
{
    return rules_of(n)->gradient != NULL;
}

bool
graph_gradient_rule(Node *n, Node *d, Adjoints *into)
{
    if (!graph_has_gradient(n))
        return false;
    rules_of(n)->gradient(n, d, into);
    return true;
}

bool
adjoint_wanted(const Adjoints *into, const Node *x)
{
    return x->id < into->size && into->want[x->id] != 0;
}

void
adjoint_put(Adjoints *into, Node *x, Node *part)
{
    if (adjoint_wanted(into, x) && !node_is_zero(part))
        PUSH(into->parts[x->id], part);
}

/* ---- walks ---- */

bool
nodes_contain(const Nodes *list, const Node *n)
{
    for (int i = 0; i < list->count; i++)
        if (list->at[i] == n)
            return true;
    return false;
}

void
graph_order(int count, Node *const *outputs, Nodes *order)
{
    typedef struct Visit {
        Node *node;
        int next; /* argument to go to */
    } Visit;
    LIST(Visit) stack = {0};
    int walk = ++graph.walks;

    for (int i = 0; i < count; i++) {
        if (outputs[i]->seen == walk)
            continue;
        outputs[i]->seen = walk;
        PUSH(stack, ((Visit){outputs[i], 0}));
        while (stack.count > 0) {
            Visit *top = &stack.at[stack.count - 1];
            if (top->next == top->node->count) {
                PUSH(*order, top->node);
                stack.count--;
                continue;
            }
            Node *arg = top->node->arg[top->next++];
            if (arg->seen == walk)
                continue;
            arg->seen = walk;
            PUSH(stack, ((Visit){arg, 0}));
        }
    }
}

bool
graph_is_multiple(const Node *n)
{
    return n->op == OP_ADD && n->count == 1;
}

typedef Node *Replace(Node *n, Node **arg, void *context);

/* Names and origins follow a node that was built again. */
static void
carry_names(const Node *from, Node *to, Node **image)
{
    if (from == to || op_kind(to->op) == KIND_LEAF)
        return;
    if (from->tag && !to->tag)
        graph_tag(to, from->tag);
    if (from->adjoint_of && !to->adjoint_of && !to->tag) {
        Node *of = image[from->adjoint_of->id];
        to->adjoint_of = of ? of : from->adjoint_of;
        to->adjoint_by = from->adjoint_by;
        to->adjoint_scaled = from->adjoint_scaled;
    }
    if (to->origin.source == NULL)
        to->origin = from->origin;
}

/* outputs[i] with every node replaced by replace(node, its new arguments). */
static void
graph_map(int count, Node **outputs, Replace *replace, void *context)
{
    Nodes order = {0};
    graph_order(count, outputs, &order);
    Node **image = NEW_ARRAY(Node *, graph_size());
    Mark origin = graph.origin;
    for (int i = 0; i < order.count; i++) {
        Node *n = order.at[i];
        Node **arg = NEW_ARRAY(Node *, n->count + 1);
        for (int k = 0; k < n->count; k++)
            arg[k] = image[n->arg[k]->id];
        graph.origin = n->origin;
        image[n->id] = replace(n, arg, context);
    }
    graph.origin = origin;
    for (int i = 0; i < order.count; i++)
        carry_names(order.at[i], image[order.at[i]->id], image);
    for (int i = 0; i < count; i++)
        outputs[i] = image[outputs[i]->id];
}

static Node *
node_again(Node *n, Node **arg)
{
    if (n->count == 0 || memcmp(arg, n->arg, sizeof *arg * (size_t)n->count) == 0)
        return n;
    return rules_of(n)->again(n, arg);
}

static Node *
replace_stop(Node *n, Node **arg, void *context)
{
    (void)context;
    return n->op == OP_STOP ? arg[0] : node_again(n, arg);
}

void
graph_erase_stop(int count, Node **outputs)
{
    graph_map(count, outputs, replace_stop, NULL);
}

typedef struct Substitution {
    Node *(*substitute)(Node *leaf, void *context);
    void *context;
} Substitution;

static Node *
replace_leaf(Node *n, Node **arg, void *context)
{
    Substitution *s = context;
    return op_kind(n->op) == KIND_LEAF ? s->substitute(n, s->context) : node_again(n, arg);
}

void
graph_rebuild(int count, Node **outputs, Node *(*substitute)(Node *leaf, void *context),
              void *context)
{
    Substitution s = {substitute, context};
    graph_map(count, outputs, replace_leaf, &s);
}
