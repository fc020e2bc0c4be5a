/* The text of one value of MODEL_check.c: a comment with its formula, then its loops. */
#include "check.h"

#include "../graph/lowering.h"

#include <string.h>

enum { PARALLEL_FROM = 16384 };

/* ---- loops ---- */

static int
open_loops(Body *body, Node *n, Shape domain, const int8_t order[AXES], uint32_t parallel)
{
    static const char *const vars[] = {"i", "j", "k", "l", "p", "q", "r", "s"};
    int open = 0, used = 0;
    for (int i = 0; i < AXES; i++) {
        int s = order[i];
        body->index[s] = "0";
        if (domain.n[s] == 1)
            continue;
        if (open++ == 0 && (parallel >> s & 1u) && shape_size(domain) >= PARALLEL_FROM)
            text_put(body->text, "#pragma omp parallel for schedule(static)\n");
        const char *var = body->index[s] = s == BATCH ? "n" : vars[used++];
        text_print(body->text, "for (int %s = 0; %s < %s; %s++) {\n", var, var,
                   extent_of(body->plan, n, s, domain.n[s]), var);
    }
    return open;
}

static int
open_in_layout(Body *body, Node *n, Shape domain, uint32_t parallel)
{
    int8_t order[AXES];
    layout_order(domain, order);
    return open_loops(body, n, domain, order, parallel);
}

static void
close_loops(const Body *body, int open)
{
    for (int i = 0; i < open; i++)
        text_put(body->text, "}\n");
}

/* ---- reductions ---- */

static const char *
fold_words(const Body *body, const Node *n, const char *into, const char *value)
{
    if (graph_fold(n) == FOLD_SUM)
        return format("%s += %s;", into, value);
    return format("%s = %s(%s, %s);", into, body->doubles ? "fmax" : "fmaxf", into, value);
}

static void
sum_loops(Body *body, Node *n)
{
    bool number = !shape_varies(n->shape), sum = graph_fold(n) == FOLD_SUM;
    const char *type = value_of(body, n)->type, *start = sum ? "0" : "-INFINITY";
    int open;
    if (!number && sum) {
        text_print(body->text, "memset(%s, 0, sizeof(%s) * %lld);\n", value_name(body, n), type,
                   (long long)shape_size(n->shape));
    } else if (!number) {
        open = open_in_layout(body, n, n->shape, ~0u);
        text_print(body->text, "%s = %s;\n", element_at(body, n, body->index), start);
        close_loops(body, open);
    }
    open = open_in_layout(body, n, n->arg[0]->shape, ~n->axes);
    put_statement(body->text, fold_words(body, n, element_at(body, n, body->index),
                                         value_text(body, n->arg[0])));
    close_loops(body, open);
}

/* The index of the first largest (or smallest) of `arg` along the slot of n. */
static void
index_loops(Body *body, Node *n, Node *arg, bool record)
{
    int slot = __builtin_ctz(n->axes);
    Shape rows = arg->shape;
    const char *type = body->doubles ? "double" : "float";
    bool least = graph_fold(n) == FOLD_ARGMIN;
    rows.n[slot] = 1;
    int open = open_in_layout(body, n, rows, ~0u);
    text_print(body->text, "%s extreme = %sINFINITY;\nint best = 0;\n", type, least ? "" : "-");
    text_print(body->text, "for (int at = 0; at < %s; at++) {\n",
               extent_of(body->plan, n, slot, arg->shape.n[slot]));
    body->index[slot] = "at";
    put_statement(body->text, format("const %s value = %s;", type, value_text(body, arg)));
    text_print(body->text, "if (value %s extreme) {\nextreme = value;\nbest = at;\n}\n}\n",
               least ? "<" : ">");
    body->index[slot] = "0";
    text_print(body->text, "%s = best;\n",
               record ? held_at(body, n) : element_at(body, n, body->index));
    close_loops(body, open);
}

/* ---- values ---- */

static void
draw_call(Body *body, const Node *n, const char *name)
{
    const Noise *noise = n->leaf;
    const char *bound = float_text(noise->bound); /* of a truncated one */
    if (!body->doubles) {
        put_statement(
            body->text,
            format("random_%s(%s, %lld, random_key(point->seed, \"%s\"), point->draw, "
                   "0%s);",
                   noise_word(noise), name, (long long)shape_size(n->shape), noise->stream,
                   noise->kind == NOISE_TRUNCATED ? format(", %s", bound) : ""));
        return;
    }
    if (noise->kind == NOISE_TRUNCATED) {
        put_statement(body->text,
                      format("draw_truncated(%s, %lld, %s, point, \"%s\");", name,
                             (long long)shape_size(n->shape), bound, noise->stream));
        return;
    }
    put_statement(body->text,
                  format("draw(%s, %lld, random_%s, point, \"%s\");", name,
                         (long long)shape_size(n->shape),
                         noise->kind == NOISE_NORMAL ? "normal" : "uniform", noise->stream));
}

static void
open_guard(const Body *body, const Node *n)
{
    if (value_idle(body, n))
        text_print(body->text, "if (%s) {\n", body->stops ? "renew" : "record");
}

static void
close_guard(const Body *body, const Node *n)
{
    if (value_idle(body, n))
        text_put(body->text, "}\n");
}

static void
number_value(Body *body, Node *n)
{
    const char *type = value_of(body, n)->type, *name = value_name(body, n);
    if (op_kind(n->op) == KIND_ELEMENTWISE) {
        const char *value = computed_text(body, n);
        if (value_idle(body, n))
            value = format("%s ? %s : 0", body->stops ? "renew" : "record", value);
        put_statement(body->text, format("const %s %s = %s;", type, name, value));
        return;
    }
    text_print(body->text, "%s %s = %s;\n", type, name,
               graph_fold(n) == FOLD_SUM ? "0" : "-INFINITY");
    open_guard(body, n);
    sum_loops(body, n);
    close_guard(body, n);
}

static void
array_loops(Body *body, Node *n)
{
    int open;
    switch (op_kind(n->op)) {
    case KIND_LEAF: draw_call(body, n, format("(void *)%s", value_name(body, n))); break;
    case KIND_ELEMENTWISE:
        open = open_in_layout(body, n, n->shape, ~0u);
        put_statement(body->text, format("%s = %s;", element_at(body, n, body->index),
                                         computed_text(body, n)));
        close_loops(body, open);
        break;
    case KIND_REDUCE:
        if (n->integer)
            index_loops(body, n, n->arg[0], false);
        else
            sum_loops(body, n);
        break;
    default: body_call(body, n); break;
    }
}

static const char *
formula_of(Body *body, Node *n)
{
    const char *words = op_kind(n->op) == KIND_CONTRACT ? call_formula(body, n) : NULL;
    if (words != NULL)
        return words;
    words = op_kind(n->op) == KIND_LEAF
                ? format("the stream \"%s\"", ((const Noise *)n->leaf)->stream)
                : computed_formula(body, n);
    return format("%s = %s", value_name(body, n), words);
}

static void
put_formula(Body *body, Node *n)
{
    /* The statement of an element-wise value is its formula already. */
    const char *words =
        op_kind(n->op) == KIND_ELEMENTWISE ? check_name(n) : formula_of(body, n);
    put_comment(body->text, format("%s%s", words, node_line(body->plan, n)));
}

static bool
is_constant(const Body *body, const Node *n)
{
    while (value_of(body, n)->how == HOW_VIEW)
        n = n->arg[0];
    return value_of(body, n)->how == HOW_MEMORY;
}

void
body_value(Body *body, Node *n)
{
    const Value *value = value_of(body, n);
    if (value->how == HOW_INLINE || value->how == HOW_MEMORY)
        return;
    if (value->how == HOW_VIEW) {
        declare_value(body, n, is_constant(body, n) ? "const " : "",
                      array_name(body, n->arg[0]), false);
        return;
    }
    text_put(body->text, "\n");
    if (value->how == HOW_HELD) {
        body_record(body, n, n->arg);
        return;
    }
    put_formula(body, n);
    if (value->how == HOW_NUMBER) {
        number_value(body, n);
        return;
    }
    bool doubles = strcmp(value->type, "double") == 0;
    const char *from = value->gradient ? format("point->gradient[%d]", value->gradient - 1)
                                       : format("scratch + %lld", (long long)value->offset);
    declare_value(body, n, "", from, doubles);
    open_guard(body, n);
    array_loops(body, n);
    close_guard(body, n);
}

/* ---- memory ---- */

static const char *
tensor_place(const Body *body, const Node *n)
{
    const Program *program = body->plan->program;
    int place;
    switch (program_leaf(program, n, &place)) {
    case LEAF_PARAMETERS: return format("point->tensor[%d]", place);
    case LEAF_STATES: return format("point->tensor[%d]", program->parameters.count + place);
    case LEAF_FIELDS: return format("point->field[%d]", place);
    case LEAF_TIMES: return format("point->time[%s]", times[place].place);
    case LEAF_NONE: break;
    }
    die("a leaf without memory: %s", n->name);
}

static const char *
memory_place(const Body *body, const Node *n)
{
    const Buffer *buffer = body->access ? body->access[n->id].buffer : NULL;
    if (buffer == NULL)
        return tensor_place(body, n);
    switch (buffer->place) {
    case PLACE_ARENA: return format("m->at[%d]", buffer->id);
    case PLACE_VALUE: return format("(m->value + %d)", buffer->index);
    case PLACE_GRADIENT:
        return format("(m->gradients + %lld)",
                      (long long)body->plan->parameter_offset[buffer->index]);
    default: die("%s is not written by a step", buffer->name);
    }
}

void
body_memory(Body *body)
{
    for (int i = 0; i < body->order.count; i++) {
        Node *n = body->order.at[i];
        const Value *value = value_of(body, n);
        if (value->how != HOW_MEMORY)
            continue;
        const char *place = memory_place(body, n);
        bool field = strncmp(place, "point->field", 12) == 0;
        bool same = field || strcmp(value->type, "int") != 0;
        if (field && !shape_varies(n->shape))
            place = format("((const %s *)%s)", value->type, place);
        declare_value(body, n, "const ", place, same);
    }
}

/* ---- decisions and gradients ---- */

/* The place of an element is the number of those before it. */
static void
order_loops(Body *body, Node *n, Node *arg)
{
    int slot = __builtin_ctz(n->axes);
    Shape rows = n->shape;
    const char *extent = extent_of(body->plan, n, slot, n->shape.n[slot]);
    rows.n[slot] = 1;
    int open = open_in_layout(body, n, rows, ~0u);
    text_print(body->text, "for (int at = 0; at < %s; at++) {\nint place = 0;\n", extent);
    body->index[slot] = "at";
    const char *value = factor_text(body, arg);
    text_print(body->text, "for (int other = 0; other < %s; other++)\n", extent);
    body->index[slot] = "other";
    const char *other = factor_text(body, arg);
    put_statement(body->text, format("place += %s < %s || (%s == %s && other < at);", other,
                                     value, other, value));
    body->index[slot] = "place";
    text_print(body->text, "%s = at;\n}\n", held_at(body, n));
    close_loops(body, open);
}

static void
record_loops(Body *body, Node *n, Node *there)
{
    Node *arg = there->arg[0];
    Hold hold = graph_hold(n);
    if (hold == HOLD_ORDER && !arg->integer) {
        order_loops(body, n, arg);
        return;
    }
    if (hold == HOLD_CHOICE || (hold == HOLD_INDEX && !arg->integer)) {
        index_loops(body, n, arg, true);
        return;
    }
    int open = open_in_layout(body, n, n->shape, ~0u);
    const char *words = hold == HOLD_SIDE    ? side_text(body, there)
                        : hold == HOLD_WHOLE ? format("(int)%s", computed_text(body, there))
                        : hold == HOLD_INDEX || hold == HOLD_ORDER
                            ? element_at(body, arg, body->index)
                            : value_text(body, arg);
    put_statement(body->text, format("%s = %s;", held_at(body, n), words));
    close_loops(body, open);
}

void
body_record(Body *body, Node *n, Node **arg)
{
    Node there = *n; /* the same decision of other arguments */
    there.arg = arg;
    const char *words = graph_hold(n) == HOLD_SIDE ? side_formula(body, &there)
                        : arg[0]->integer          ? value_formula(body, arg[0])
                                                   : computed_formula(body, &there);
    put_comment(body->text, format("%s: %s%s", check_name(n), words, node_line(body->plan, n)));
    if (body->doubles)
        text_print(body->text, "if (%s) {\n", graph_hold(n) == HOLD_VALUE ? "renew" : "record");
    record_loops(body, n, &there);
    if (body->doubles)
        text_put(body->text, "}\n");
}

void
body_gradient(Body *body, Node *n, const Tensor *tensor)
{
    static const int8_t logical[AXES] = {0, 1, 2, 3, 4, 5, 6, 7};
    Value to = {.storage = storage_plain(tensor->shape, logical), .type = "double"};
    Text element = {0};
    int place = tensor->index;
    const char *dims = dims_from(body->plan, &to, n, tensor->shape, 1);
    if (value_of(body, n)->how == HOW_ARRAY && value_of(body, n)->gradient == place + 1)
        return;
    text_put(body->text, "\n");
    put_comment(body->text, format("gradient of %s = %s", tensor->key, value_formula(body, n)));
    if (!shape_varies(tensor->shape)) {
        put_statement(body->text,
                      format("point->gradient[%d][0] = %s;", place, value_text(body, n)));
        return;
    }
    text_put(body->text, "{\n");
    put_statement(body->text,
                  dims[0] ? format("double (*const gradient)%s = (void *)point->gradient[%d];",
                                   dims, place)
                          : format("double *const gradient = point->gradient[%d];", place));
    int open = open_loops(body, n, tensor->shape, logical, ~0u);
    text_put(&element, "gradient");
    for (int s = 0; s < AXES; s++)
        if (tensor->shape.n[s] > 1)
            text_print(&element, "[%s]", body->index[s]);
    put_statement(body->text, format("%s = %s;", element.at, value_text(body, n)));
    close_loops(body, open);
    text_put(body->text, "}\n");
}
