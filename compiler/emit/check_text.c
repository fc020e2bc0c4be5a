/* How MODEL_check.c writes values: their names, declarations, elements and formulas. */
#include "check.h"

#include "../graph/lowering.h"

#include <string.h>

enum { LINE = 90 }; /* of a comment, without its indentation */
enum { FIXED = 1 }; /* a space at which no line ends */

/* ---- names ---- */

/* What the functions of steps declare themselves, and what those of contractions do. */
static const char *const own[] = {
    "point", "whole",   "held", "scratch", "record", "renew", "gradient", "value",
    "best",  "extreme", "n",    "i",       "j",      "k",     "l",        "p",
    "q",     "r",       "s",    "m",       "at",     "draw",
};
static const char *const inner[] = {
    "factor", "sum", "taps", "memory", "c",   "o", "g", "ky",     "kx",  "oy",  "ox",
    "iy",     "ix",  "a",    "b",      "out", "x", "y", "weight", "d_x", "d_y", "d_weight",
};

static bool
is_own(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (strcmp(own[i], name) == 0)
            return true;
    return false;
}

static const char *
free_name(const char *name)
{
    return is_own(name) ? format("%s_value", name) : name;
}

const char *
check_name(Node *n)
{
    return free_name(name_of(n));
}

bool
check_says(const char *size)
{
    for (size_t i = 0; i < COUNT_OF(inner); i++)
        if (strcmp(inner[i], size) == 0)
            return false;
    return !is_own(size);
}

const char *
node_line(const Plan *plan, const Node *n)
{
    for (int depth = 0; n->adjoint_of != NULL && n->tag == NULL && depth < 8; depth++)
        n = n->adjoint_of;
    Mark mark = n->tag ? n->tag->mark : n->origin;
    return mark.source == plan->program->source ? format(" (line%c%d)", FIXED, mark.line) : "";
}

/* Reads of one tensor have one name, whichever update wrote it last. */
static Node *
first_read(const Body *body, Node *n)
{
    Nodes *reads = &body->functions->reads;
    for (int i = 0; i < reads->count; i++)
        if (reads->at[i]->leaf == n->leaf)
            return reads->at[i];
    PUSH(*reads, n);
    return n;
}

/* Buffers have the names of the program, all else those of this file. */
const char *
value_name(const Body *body, Node *n)
{
    Value *value = value_of(body, n);
    if (value->name == NULL && body->access != NULL && body->access[n->id].buffer != NULL)
        value->name = free_name(body->access[n->id].buffer->name);
    if (value->name == NULL)
        value->name = check_name(n->leaf != NULL ? first_read(body, n) : n);
    if (body->access != NULL && body->access[n->id].buffer == NULL &&
        words_contain(&body->taken, value->name))
        value->name = format("%s_here", value->name);
    if (op_kind(n->op) == KIND_VIEW && strcmp(value->name, value_name(body, n->arg[0])) == 0)
        value->name = free_name(format("%s_seen", value->name));
    return value->name;
}

/* As it stands in expressions. */
const char *
array_name(const Body *body, Node *n)
{
    const char *name = value_name(body, n);
    return value_of(body, n)->how == HOW_HELD ? format("held->%s", name) : name;
}

/* ---- lines ---- */

void
put_comment(Text *text, const char *words)
{
    size_t column = 3;
    text_put(text, "/*");
    while (*words) {
        size_t size = strcspn(words, " "), end = words[size] ? 0 : 3; /* the sign at the end */
        bool fits = column + size + end <= LINE;
        text_put(text, fits ? " " : "\n *     ");
        column = (fits ? column : 7) + size + 1;
        for (size_t i = 0; i < size; i++)
            text_put_bytes(text, words[i] == FIXED ? " " : &words[i], 1);
        words += size + (words[size] == ' ');
    }
    text_put(text, " */\n");
}

void
put_statement(Text *text, const char *words)
{
    text_print(text, "%s\n", words);
}

/* ---- declarations ---- */

/* `n`: what has the extent, or NULL; else one of its arguments does. */
const char *
extent_of(const Plan *plan, Node *n, int slot, int64_t extent)
{
    const char *name = n ? graph_axis(1, &n, slot, extent) : NULL;
    for (int i = 0; n && i < n->count && n->shape.n[slot] != extent; i++)
        if (n->arg[i]->shape.n[slot] == extent)
            name = graph_axis(1, &n->arg[i], slot, extent);
    for (int i = 0; name && i < plan->program->sizes.count; i++) {
        Size *size = &plan->program->sizes.at[i];
        if (strcmp(size->name, name) == 0 && !check_says(size_word(size)))
            return size_text(plan->program, NULL, extent);
    }
    return size_text(plan->program, name, extent);
}

const char *
dims_from(const Plan *plan, const Value *value, Node *n, Shape shape, int first)
{
    int slot[AXES], count;
    Text text = {0};
    text_put(&text, "");
    if (!value_slots(value, shape, slot, &count))
        die("%s has gaps", value->name);
    for (int i = first; i < count; i++)
        text_print(&text, "[%s]", extent_of(plan, n, slot[i], shape.n[slot[i]]));
    return text.at;
}

const char *
held_dims(const Plan *plan, Node *n)
{
    Value value = {.storage = held_storage(n->shape), .name = "a decision"};
    return dims_from(plan, &value, n, n->shape, 0);
}

/* One number that its loops write to memory: an array of one. */
bool
is_cell(const Body *body, const Node *n)
{
    return value_of(body, n)->how == HOW_ARRAY && !shape_varies(n->shape);
}

/* `from` is a pointer: to elements where `same`. */
void
declare_value(const Body *body, Node *n, const char *constant, const char *from, bool same)
{
    const Value *value = value_of(body, n);
    const char *name = value_name(body, n),
               *dims = dims_from(body->plan, value, n, n->shape, 1);
    const char *cast =
        strpbrk(from, " +") ? format("(void *)(%s)", from) : format("(void *)%s", from);
    if (!shape_varies(n->shape) && !is_cell(body, n))
        put_statement(body->text, same ? format("const %s %s = %s[0];", value->type, name, from)
                                       : format("const %s %s = *(const %s *)%s;", value->type,
                                                name, value->type, cast));
    else if (dims[0] == '\0')
        put_statement(body->text, format("%s%s *const %s = %s;", constant, value->type, name,
                                         same ? from : cast));
    else
        put_statement(body->text, format("%s%s (*const %s)%s = %s;", constant, value->type,
                                         name, dims, cast));
}

/* ---- elements ---- */

const char *
element_named(const Body *body, Node *n, const char *name, const char *const index[AXES])
{
    int slot[AXES], count;
    Text text = {0};
    text_put(&text, name);
    value_slots(value_of(body, n), n->shape, slot, &count);
    for (int i = 0; i < count; i++)
        text_print(&text, "[%s]", index[slot[i]]);
    return is_cell(body, n) ? format("%s[0]", text.at) : text.at;
}

/* The element of a maximum is its argument's at the index that was recorded. */
const char *
element_at(const Body *body, Node *n, const char *const index[AXES])
{
    const char *at[AXES], *element = element_named(body, n, array_name(body, n), index);
    if (!body->doubles || graph_hold(n) != HOLD_CHOICE)
        return element;
    memcpy(at, index, sizeof at);
    at[__builtin_ctz(n->axes)] = element;
    return element_at(body, n->arg[0], at);
}

/* The held place of a decision, which is the same for the float run. */
const char *
held_at(const Body *body, Node *n)
{
    Value value = {.storage = held_storage(n->shape)};
    int slot[AXES], count;
    Text text = {0};
    text_print(&text, "held->%s", check_name(n));
    value_slots(&value, n->shape, slot, &count);
    for (int i = 0; i < count; i++)
        text_print(&text, "[%s]", body->index[slot[i]]);
    return text.at;
}

static const char *
element_type(const Body *body, const Node *n)
{
    bool choice = body->doubles && graph_hold(n) == HOLD_CHOICE;
    return choice ? element_type(body, n->arg[0]) : value_of(body, n)->type;
}

static bool
is_side(const Body *body, const Node *n)
{
    return body->doubles && graph_hold(n) == HOLD_SIDE;
}

static const char *
write_recorded(Writer *w, Node *n)
{
    const Body *body = w->context;
    return element_at(body, n, body->index);
}

static void
write_argument(Writer *w, Node *n, int binding)
{
    const Body *body = w->context;
    const Value *value = value_of(body, n);
    const char *type = body->doubles ? "double" : "float";
    if (graph_inline_leaf(n) && shape_varies(n->shape))
        text_print(w->text, "(%s)%s", type, body->index[__builtin_ctz(n->axes)]);
    else if (value->how == HOW_INLINE || is_side(body, n))
        graph_write(w, n, binding);
    else if (strcmp(element_type(body, n), type) != 0)
        text_print(w->text, "(%s)%s", type, element_at(body, n, body->index));
    else
        text_put(w->text, element_at(body, n, body->index));
}

static Writer
writer_new(const Body *body, Text *text)
{
    return (Writer){.text = text,
                    .doubles = body->doubles,
                    .argument = write_argument,
                    .side = body->doubles ? write_recorded : NULL,
                    .context = (void *)(uintptr_t)body};
}

const char *
computed_text(const Body *body, Node *n)
{
    Text text = {0};
    Writer writer = writer_new(body, &text);
    graph_write(&writer, n, BIND_ANY);
    return text.at;
}

const char *
value_text(const Body *body, Node *n)
{
    Text text = {0};
    Writer writer = writer_new(body, &text);
    write_argument(&writer, n, BIND_ANY);
    return text.at;
}

const char *
factor_text(const Body *body, Node *n)
{
    Text text = {0};
    Writer writer = writer_new(body, &text);
    write_argument(&writer, n, BIND_UNARY);
    return text.at;
}

const char *
side_text(const Body *body, Node *n)
{
    Text text = {0};
    Writer writer = writer_new(body, &text);
    graph_write_side(&writer, n);
    return text.at;
}

/* ---- formulas ---- */

static void
write_formula(Writer *w, Node *n, int binding)
{
    const Body *body = w->context;
    if (graph_inline_leaf(n) && shape_varies(n->shape))
        text_put(w->text, "index");
    else if (value_of(body, n)->how == HOW_INLINE)
        graph_write(w, n, binding);
    else
        text_put(w->text, value_name(body, n));
}

static Writer
formula_writer(const Body *body, Text *text)
{
    return (Writer){.text = text,
                    .formula = true,
                    .argument = write_formula,
                    .context = (void *)(uintptr_t)body};
}

const char *
value_formula(const Body *body, Node *n)
{
    Text text = {0};
    Writer writer = formula_writer(body, &text);
    write_formula(&writer, n, BIND_ANY);
    return text.at;
}

const char *
side_formula(const Body *body, Node *n)
{
    Text text = {0};
    Writer writer = formula_writer(body, &text);
    graph_write_side(&writer, n);
    return text.at;
}

const char *
computed_formula(const Body *body, Node *n)
{
    Text text = {0};
    Writer writer = formula_writer(body, &text);
    if (op_kind(n->op) == KIND_ELEMENTWISE) {
        graph_write(&writer, n, BIND_ANY);
        return text.at;
    }
    text_print(&text, "%s(", op_name(n->op));
    for (int k = 0; k < n->count; k++) {
        text_put(&text, k ? ", " : "");
        write_formula(&writer, n->arg[k], BIND_ANY);
    }
    text_put(&text, ")");
    if (op_kind(n->op) == KIND_CONTRACT || op_kind(n->op) == KIND_INDEX)
        text_print(&text, ": %s", op_formula(n->op));
    return text.at;
}
