/* Moves and contractions of MODEL_check.c: their loops are their op's own (graph/movetext.c and
 * graph/plain.c). Contractions are functions; those of one text are one function. */
#include "check.h"

#include "../graph/lowering.h"

#include <string.h>

typedef struct Moved {
    Body *body;
    Node *node;
    bool formula;            /* for a comment */
    const char *type;        /* of the result's elements */
    const char *const *name; /* NULL, or what arguments and result are called here */
} Moved;

static const char *
moved_element(Mover *mover, int arg, const char *const index[AXES])
{
    const Moved *moved = mover->context;
    Body *body = moved->body;
    Node *n = arg < 0 ? moved->node : moved->node->arg[arg];
    memcpy(body->index, index, sizeof body->index);
    const char *name =
        moved->name == NULL ? NULL : moved->name[arg < 0 ? moved->node->count : arg];
    if (name != NULL && !moved->formula && strcmp(value_of(body, n)->type, moved->type) != 0)
        return format("(%s)%s", moved->type, element_named(body, n, name, index));
    if (name != NULL)
        return element_named(body, n, name, index);
    bool plain = moved->formula && value_of(body, n)->how != HOW_INLINE;
    if (arg < 0 || plain || (n->integer && !graph_inline_leaf(n)))
        return element_at(body, n, index);
    if (n->integer && shape_varies(n->shape))
        return index[__builtin_ctz(n->axes)];
    return factor_text(body, n);
}

static const char *
moved_extent(Mover *mover, int slot, int64_t n)
{
    const Moved *moved = mover->context;
    return extent_of(moved->body->plan, moved->node, slot, n);
}

static int
inner_slot(const Body *body, const Node *n)
{
    int slot[AXES], count;
    if (!shape_varies(n->shape))
        return -1;
    value_slots(value_of(body, n), n->shape, slot, &count);
    return slot[count - 1];
}

static Mover
mover_new(Moved *moved, Body *body, Node *n, Text *text)
{
    moved->body = body;
    moved->node = n;
    moved->type = value_of(body, n)->type;
    return (Mover){.text = text,
                   .element = moved_element,
                   .extent = moved_extent,
                   .out = value_name(body, n),
                   .type = moved->type,
                   .context = moved};
}

/* ---- contractions: functions ---- */

static bool
is_array(const Body *body, const Node *n)
{
    How how = value_of(body, n)->how;
    bool held = how == HOW_HELD && graph_hold(n) == HOLD_VALUE;
    return is_cell(body, n) ||
           (shape_varies(n->shape) &&
            (how == HOW_ARRAY || how == HOW_VIEW || how == HOW_MEMORY || held));
}

/* "conv_64x3x32x32_64x3x4x4_64x64x16x16" */
static const char *
contraction_base(const Node *n)
{
    Text text = {0};
    const Shape shape[3] = {n->arg[0]->shape, n->arg[1]->shape, n->shape};
    text_print(&text, "check_%s", op_name(n->op));
    for (int i = 0; i < 3; i++) {
        const char *before = "_";
        for (int s = 0; s < AXES; s++) {
            if (shape[i].n[s] == 1)
                continue;
            text_print(&text, "%s%lld", before, (long long)shape[i].n[s]);
            before = "x";
        }
    }
    return text.at;
}

static const char *
parameter(const Body *body, Node *n, const char *name)
{
    const Value *value = value_of(body, n);
    return format("%s %s%s", value->type, name,
                  is_cell(body, n) ? "[1]" : dims_from(body->plan, value, n, n->shape, 0));
}

static void
put_loops(Body *body, Node *n, Mover *mover, const char *memory)
{
    const int inner[3] = {inner_slot(body, n->arg[0]), inner_slot(body, n->arg[1]),
                          inner_slot(body, n)};
    graph_plain_contract(mover, n, inner, memory);
}

/* The text of a contraction under a name; its operands are called as in the op's formula. */
static const char *
contraction_text(Body *body, Node *n, const char *name)
{
    Text text = {0};
    Moved moved = {.formula = true};
    Mover mover = mover_new(&moved, body, n, &text);
    const char *const names[3] = {graph_operand_name(n, 0), graph_operand_name(n, 1),
                                  graph_operand_name(n, 2)};
    moved.name = names;
    mover.out = names[2];
    const char *formula = graph_plain_formula(&mover, n);
    put_comment(&text, formula ? formula : op_formula(n->op));
    text_print(&text, "static void\n%s(const %s, const %s, %s%s)\n{\n", name,
               parameter(body, n->arg[0], names[0]), parameter(body, n->arg[1], names[1]),
               parameter(body, n, names[2]),
               graph_plain_taps(n) > 0 ? format(", %s *memory", moved.type) : "");
    moved.formula = false;
    put_loops(body, n, &mover, "memory");
    text_put(&text, "}\n\n");
    return text.at;
}

/* The name of the function for a contraction. */
static const char *
contraction_function(Body *body, Node *n)
{
    Functions *all = body->functions;
    const bool marked = names_mark(true);
    const char *text = contraction_text(body, n, "@"), *base = contraction_base(n);
    WordList none = {0};
    names_mark(marked);
    int *known = lexicon_put(&all->keys, marks_key(text, &none));
    if (*known > 0) {
        const char **same = &all->text.at[*known - 1];
        *same = marks_merge(*same, text);
        return all->name.at[*known - 1];
    }
    const char *name = base;
    for (int k = 'b', i = 0; i < all->name.count; i++)
        if (strcmp(all->name.at[i], name) == 0) {
            name = format("%s_%c", base, k++);
            i = -1;
        }
    PUSH(all->text, text);
    PUSH(all->name, name);
    *known = all->text.count;
    return name;
}

static void
contraction_loops(Body *body, Node *n)
{
    bool taps = graph_plain_taps(n) > 0;
    const char *memory = format("scratch + %lld", (long long)value_of(body, n)->taps);
    if (is_array(body, n->arg[0]) && is_array(body, n->arg[1])) {
        put_statement(body->text,
                      format("%s(%s, %s, %s%s%s);", contraction_function(body, n),
                             array_name(body, n->arg[0]), array_name(body, n->arg[1]),
                             array_name(body, n), taps ? ", " : "", taps ? memory : ""));
        return;
    }
    Moved moved = {.formula = false};
    Mover mover = mover_new(&moved, body, n, body->text);
    text_put(body->text, "{\n");
    put_loops(body, n, &mover, format("(%s)", memory));
    text_put(body->text, "}\n");
}

const char *
call_formula(Body *body, Node *n)
{
    Moved moved = {.formula = true};
    Mover mover = mover_new(&moved, body, n, NULL);
    return graph_plain_formula(&mover, n);
}

void
body_call(Body *body, Node *n)
{
    Moved moved = {.formula = false};
    Mover mover = mover_new(&moved, body, n, body->text);
    if (op_kind(n->op) == KIND_CONTRACT)
        contraction_loops(body, n);
    else
        graph_move_text(&mover, n);
}
