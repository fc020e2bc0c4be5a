/* Expressions to values. A name of the page is evaluated once per world (a mode, and the
 * versions of all tensors), on demand; a chain that comes back to itself is a cycle. Equal
 * versions give equal nodes, so what no update has changed is shared between steps. */
#include "layers.h"

#include <string.h>

static const char *
kind_words(NameKind kind)
{
    static const char *const words[] = {"size",  "constant", "field", "network", "parameter",
                                        "state", "value",    "loss",  "metric",  "optimizer"};
    return words[kind];
}

Node *
tensor_node(Eval *eval, const Tensor *tensor)
{
    return graph_reshape(tensor_leaf(eval, tensor), dims_shape(tensor->dims, 1));
}

/* The axes of a tensor that its shape on the page names. */
static Node *
call_parts(Node *leaf, const Tensor *tensor)
{
    for (int i = 0; i < tensor->parts.rank; i++)
        graph_call_axis(leaf, 1 + i, tensor->parts.size[i]);
    return leaf;
}

Node *
tensor_leaf(Eval *eval, const Tensor *tensor)
{
    const World *world = eval->world;
    const bool declaring = eval->page->declaring;
    if (tensor->trained)
        return call_parts(
            graph_parameter(tensor, tensor->name, tensor->shape,
                            declaring ? 0 : world->parameter_version[tensor->index]),
            tensor);
    if (!declaring && world->assigned && world->assigned[tensor->index])
        return world->assigned[tensor->index];
    return call_parts(graph_state(tensor, tensor->name, tensor->shape,
                                  declaring ? 0 : world->state_version[tensor->index]),
                      tensor);
}

Node *
state_now(Eval *eval, const Tensor *state)
{
    const World *world = eval->world;
    Node *now = tensor_node(eval, state);
    for (int i = 0; i < world->moves.count; i++) {
        const Move *move = &world->moves.at[i];
        if (move->state != state)
            continue;
        Node *share = graph_scale(move->share, move->value);
        now = graph_add(graph_scale(move->keep, now), share);
    }
    return now;
}

void
state_move(Eval *eval, Move move)
{
    if (!eval->page->declaring)
        PUSH(eval->world->moves, move);
}

Value
name_value(Eval *eval, Value value, const char *name, bool written, Mark mark)
{
    (void)eval;
    if (value.kind == VALUE_TENSOR && op_kind(value.node->op) != KIND_LEAF) {
        Tag *tag = NEW(Tag);
        tag->name[0] = intern(name);
        tag->written = written;
        tag->mark = mark;
        value.node = graph_tag(value.node, tag);
    }
    for (int i = 0; value.kind == VALUE_RECORD && i < value.members - value.taps; i++) {
        Value *member = &value.at[i];
        if (member->kind != VALUE_TENSOR || op_kind(member->node->op) == KIND_LEAF)
            continue;
        Tag *tag = NEW(Tag);
        tag->name[0] = value.member[i];
        tag->name[1] = intern(format("%s_%s", name, value.member[i]));
        tag->written = written;
        tag->mark = mark;
        member->node = graph_tag(member->node, tag);
    }
    return value;
}

Node *
name_inside(const Eval *eval, Node *n, const char *word)
{
    Tag *tag = NEW(Tag);
    tag->name[0] = intern(format("%s_%s", eval->world->owner, word));
    tag->mark = eval->world->owner_mark;
    return op_kind(n->op) == KIND_LEAF ? n : graph_tag(n, tag);
}

static void
report_cycle(const World *world, const Model *model, const Entry *entry)
{
    int first = world->path.count - 1;
    while (first > 0 && world->path.at[first] != entry->index)
        first--;
    error_at(entry->mark, "%s depends on itself", entry->name);
    for (int i = first; i < world->path.count; i++) {
        const Entry *from = model->entries.at[world->path.at[i]];
        int next = i + 1 < world->path.count ? world->path.at[i + 1] : entry->index;
        note_at(from->mark, "%s needs %s", from->name, model->entries.at[next]->name);
    }
}

/* What grad() differentiates by stands as a leaf while its users are built, so that no rule of
 * construction reaches through it; the step puts the value back. */
static Value
make_opaque(Page *page, const Entry *entry, Value v)
{
    bool wanted = false;
    for (int i = 0; i < page->differentiated.count; i++)
        wanted = wanted || strcmp(page->differentiated.at[i], entry->name) == 0;
    if (!wanted || v.kind != VALUE_TENSOR || op_kind(v.node->op) == KIND_LEAF)
        return v;
    for (int i = 0; i < page->opaque.count; i++) {
        if (page->opaque.at[i].actual == v.node) {
            v.node = page->opaque.at[i].leaf;
            return v;
        }
    }
    Field *field = NEW(Field);
    field->name = entry->name;
    Opaque opaque = {entry->name, graph_data(field, entry->name, v.node->shape, 0), v.node};
    PUSH(page->opaque, opaque);
    v.node = opaque.leaf;
    return v;
}

/* Value, loss or metric: its expression in a world of its own names. */
static Value
evaluate_page_value(Eval *eval, const Entry *entry)
{
    World *world = eval->world;
    if (!entry->expr)
        return value_poison();
    const char *owner = world->owner;
    Mark owner_mark = world->owner_mark;
    int draws = world->draws, calls = world->calls;
    world->owner = entry->name;
    world->owner_mark = entry->mark;
    world->draws = world->calls = 0;
    Eval own = {eval->page, world, NULL};
    Mark origin = graph_origin(entry->mark);
    Value v = evaluate(&own, entry->expr);
    graph_origin(origin);
    world->owner = owner;
    world->owner_mark = owner_mark;
    world->draws = draws;
    world->calls = calls;
    if (v.kind == VALUE_AXES)
        return value_poison();
    v = name_value(eval, v, entry->name, true, entry->mark);
    if (entry->kind != NAME_VALUE && v.kind == VALUE_TENSOR && (v.outer || v.dims.rank)) {
        error_at(entry->mark, "%s must be one number, not %s%s", entry->name,
                 dims_print(v.dims),
                 v.outer ? format("%s: take mean(...)", value_over(eval->page, &v)) : "");
        return value_poison();
    }
    if (entry->kind != NAME_VALUE && v.kind == VALUE_RECORD) {
        error_at(entry->mark, "%s must be one number, not a record", entry->name);
        return value_poison();
    }
    if (v.kind == VALUE_TENSOR && !v.reason && v.dims.rank)
        v = value_because(v, entry->mark, "its definition");
    return make_opaque(eval->page, entry, v);
}

static Value
find_tensor_value(Eval *eval, const Entry *entry)
{
    Tensor *tensor = tensor_find(eval->page->program, entry->name);
    if (!tensor)
        return value_poison();
    Value v = value_tensor(tensor_node(eval, tensor), tensor->dims, 0);
    return value_because(v, entry->mark, format("its shape %s", dims_print(tensor->dims)));
}

static Value
find_field_value(Eval *eval, const Entry *entry)
{
    const Program *program = eval->page->program;
    for (int i = 0; i < program->fields.count; i++) {
        Field *field = program->fields.at[i];
        if (strcmp(field->name, entry->name) != 0)
            continue;
        Node *node = graph_data(field, field->name, field->shape, field->classes);
        Value v = value_tensor(node, field->dims, OUTER_BATCH);
        value_call_axes(eval->page, node, &v);
        return value_because(v, entry->mark, "the data");
    }
    return value_poison(); /* its line was wrong */
}

Value
evaluate_entry(Eval *eval, const Entry *entry)
{
    World *world = eval->world;
    switch (entry->kind) {
    case NAME_SIZE:
    case NAME_CONSTANT: {
        Value v = entry->number.den ? value_number(entry->number) : value_real(entry->value);
        v.size = entry->kind == NAME_SIZE ? entry->name : NULL;
        return v;
    }
    case NAME_FIELD: return find_field_value(eval, entry);
    case NAME_PARAMETER:
    case NAME_STATE: return find_tensor_value(eval, entry);
    case NAME_NETWORK:
    case NAME_OPTIMIZER: return value_poison();
    default: break;
    }
    if (eval->page->broken[entry->index])
        return value_poison();
    if (world->progress[entry->index] == 2)
        return world->memo[entry->index];
    if (world->progress[entry->index] == 1) {
        report_cycle(world, eval->page->model, entry);
        return value_poison();
    }
    world->progress[entry->index] = 1;
    PUSH(world->path, entry->index);
    Value v = evaluate_page_value(eval, entry);
    world->path.count--;
    world->memo[entry->index] = v;
    eval->page->broken[entry->index] = v.kind == VALUE_POISON;
    world->progress[entry->index] = 2;
    return v;
}

/* The nearest of the names that could stand here. */
static const char *
nearest_name(Eval *eval, const char *name)
{
    LIST(const char *) words = {0};
    const Scope *scope = eval->scope;
    bool closed = false;
    for (; scope && !closed; closed = scope->closed, scope = scope->outer) {
        for (int i = 0; i < scope->locals.count; i++)
            PUSH(words, scope->locals.at[i].name);
    }
    for (int i = 0; !closed && i < eval->page->model->entries.count; i++)
        PUSH(words, eval->page->model->entries.at[i]->name);
    for (int i = 0; i < TIMES; i++)
        PUSH(words, times[i].name);
    return suggestion(name, words.at, words.count);
}

typedef struct Sight { /* what an expression sees of the page */
    bool closed;       /* nothing: only the parameters of a function or a block */
    bool block;        /* it is that of a block of another file */
    bool sizes_only;   /* sizes and constants: a network */
} Sight;

static Sight
sight_of(const Eval *eval)
{
    Sight sight = {0};
    for (const Scope *s = eval->scope; s && !sight.closed; s = s->outer) {
        sight.closed = s->closed;
        sight.block = s->block;
        sight.sizes_only = sight.sizes_only || s->sizes_only;
    }
    return sight;
}

static Value
refuse_name(Eval *eval, const Expr *expr, Sight sight)
{
    const Page *page = eval->page;
    const bool outside = sight.closed && model_find(page->model, expr->name);
    const bool function = function_find(expr->name) ||
                          definition_find(&page->prelude, expr->name) ||
                          definition_find(&page->model->functions, expr->name);
    error_at(expr->mark, "no name '%s'%s", expr->name,
             outside && sight.block ? " here: a block of another file sees only its parameters"
             : outside              ? " here: a function sees only its parameters"
             : function             ? format("; it is a function: %s(...)", expr->name)
                                    : nearest_name(eval, expr->name));
    return value_poison();
}

static Value
evaluate_found(Eval *eval, const Expr *expr, const Entry *entry, Sight sight)
{
    if (sight.sizes_only && entry->kind != NAME_SIZE && entry->kind != NAME_CONSTANT) {
        error_at(expr->mark, "a network sees its inputs, named layers and sizes, not '%s'",
                 expr->name);
        note_at(entry->mark, "'%s' can be handed to it as an input", entry->name);
        return value_poison();
    }
    if (entry->kind == NAME_NETWORK || entry->kind == NAME_OPTIMIZER) {
        error_at(expr->mark, "'%s' is %s, not a value%s", expr->name,
                 entry->kind == NAME_NETWORK ? "a network" : "an optimizer",
                 entry->kind == NAME_NETWORK ? format(": apply it, %s(...)", expr->name) : "");
        note_at(entry->mark, "the %s '%s'", kind_words(entry->kind), entry->name);
        return value_poison();
    }
    Value v = evaluate_entry(eval, entry);
    if (v.kind == VALUE_POISON && error_count() == eval->page->errors)
        error_at(expr->mark, "'%s' is not a number known before training", expr->name);
    return v;
}

static Value
evaluate_name(Eval *eval, const Expr *expr)
{
    const Local *local = scope_find(eval->scope, expr->name);
    if (local && local->several) {
        error_at(expr->mark,
                 "several layers are called '%s': name the blocks that they stand in",
                 expr->name);
        return value_poison();
    }
    if (local)
        return local->value;
    const Sight sight = sight_of(eval);
    const Entry *entry = sight.closed ? NULL : model_find(eval->page->model, expr->name);
    if (entry)
        return evaluate_found(eval, expr, entry, sight);
    const Time *now = time_find(expr->name);
    return now ? value_tensor(graph_time(now, now->name), (Dims){0}, 0)
               : refuse_name(eval, expr, sight);
}

/* `decoder.rgb.weight` names a parameter by its key. */
static const Tensor *
dotted_parameter(Eval *eval, const Expr *expr)
{
    const char *key = expression_print(expr);
    const char *dot = strchr(key, '.');
    const char *head = dot ? intern_bytes(key, (size_t)(dot - key)) : key;
    if (!network_find(eval->page, head))
        return NULL;
    return tensor_find(eval->page->program, key);
}

static Value
evaluate_dot(Eval *eval, const Expr *expr)
{
    const Tensor *tensor = dotted_parameter(eval, expr);
    if (tensor)
        return value_tensor(tensor_node(eval, tensor), tensor->dims, 0);
    Value v = evaluate(eval, expr->operand[0]);
    if (v.kind == VALUE_POISON)
        return v;
    const Value *member = value_member(&v, expr->name);
    if (member)
        return *member;
    const char *owner = expression_print(expr->operand[0]);
    if (v.members == 0)
        error_at(expr->mark, "%s has no named parts", owner);
    else
        error_at(expr->mark, "%s has no part '%s'; it has %s", owner, expr->name,
                 words_print(v.member, v.members));
    return value_poison();
}

static Value
refuse_callee(Eval *eval, const Expr *callee)
{
    Callable words = {0};
    if (strcmp(callee->name, kmeans_function.name) == 0) {
        error_at(callee->mark, "kmeans stands in `init:` of a parameter or a state, as in "
                               "{shape: [codes, width], init: kmeans(ze)}");
        return value_poison();
    }
    call_words(eval->page, &words);
    error_at(callee->mark, "no function or network '%s'%s", callee->name,
             layer_kind_find(callee->name)
                 ? "; it is a layer, and stands in a list of `networks`"
                 : suggestion(callee->name, words.at, words.count));
    return value_poison();
}

static Value
evaluate_call(Eval *eval, const Expr *expr)
{
    const Expr *callee = expr->operand[0];
    Page *page = eval->page;
    if (callee->kind == EXPR_DOT) { /* D.training(x) */
        const Expr *head = callee->operand[0];
        Network *network = head->kind == EXPR_NAME ? network_find(page, head->name) : NULL;
        if (network && network->of && strcmp(callee->name, "training") == 0) {
            error_at(callee->mark, "%s is an average: it runs in inference mode",
                     network->name);
            return value_poison();
        }
        if (network && strcmp(callee->name, "training") == 0)
            return apply_network(eval, network, expr, true);
        error_at(callee->mark, "%s cannot be called", expression_print(callee));
        return value_poison();
    }
    if (callee->kind != EXPR_NAME) {
        error_at(callee->mark, "%s cannot be called", expression_print(callee));
        return value_poison();
    }
    const Definition *own = definition_find(&page->model->functions, callee->name);
    const Definition *known = definition_find(&page->prelude, callee->name);
    const Function *function = function_find(callee->name);
    Network *network = network_find(page, callee->name);
    if (network)
        return apply_network(eval, network, expr, eval->world->training && network->updated);
    if (own)
        return call_definition(eval, own, expr);
    if (function)
        return call_function(eval, function, expr);
    if (known)
        return call_definition(eval, known, expr);
    return refuse_callee(eval, callee);
}

static Value
evaluate_negate(Eval *eval, const Expr *expr)
{
    Value v = evaluate(eval, expr->operand[0]);
    if (v.kind == VALUE_POISON)
        return v;
    if (v.kind != VALUE_TENSOR || value_integer(&v)) {
        error_at(expr->mark, "%s is not a number", expression_print(expr->operand[0]));
        return value_poison();
    }
    Rational minus = {-1, 1};
    v.node = graph_scale(minus, v.node);
    if (v.exact.den)
        v.exact = rational_negate(v.exact);
    v.size = NULL;
    v.members = 0;
    return v;
}

static Value
evaluate_binary(Eval *eval, const Expr *expr)
{
    Value a = evaluate(eval, expr->operand[0]), b = evaluate(eval, expr->operand[1]);
    if (a.kind == VALUE_POISON || b.kind == VALUE_POISON)
        return value_poison();
    for (int i = 0; i < 2; i++) {
        const Value *v = i ? &b : &a;
        if (v->kind == VALUE_TENSOR)
            continue;
        const Expr *operand = expr->operand[i];
        error_at(expression_mark(operand), "%s is %s, not a number", expression_print(operand),
                 v->kind == VALUE_AXES ? "a list of axes" : "a record");
        if (v->members)
            note_at(operand->mark, "its parts are numbers: %s.%s", expression_print(operand),
                    v->member[0]);
        return value_poison();
    }
    return binary(eval, expr, a, b);
}

Value
evaluate(Eval *eval, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_NUMBER: {
        Value v = expr->ratio.den ? value_number(expr->ratio) : value_real(expr->number);
        return v;
    }
    case EXPR_NAME: return evaluate_name(eval, expr);
    case EXPR_DOT: return evaluate_dot(eval, expr);
    case EXPR_CALL: return evaluate_call(eval, expr);
    case EXPR_NEGATE: return evaluate_negate(eval, expr);
    case EXPR_BINARY: return evaluate_binary(eval, expr);
    case EXPR_LIST: return list_value(eval, expr);
    }
    return value_poison();
}
