/* autoregress(network, like): an index map drawn one position after the other.
 *
 * The one idea: the map is a leaf that the trainer fills in before the command runs, and the
 * network's logits for it are a routine of their own. The trainer runs that routine for each
 * position in raster order, draws what stands there, and runs it again; so the network need not
 * be known to anything but `translate`. A map that another is given comes first. */
#include "functions.h"

#include <string.h>

/* The network that argument 0 names, whole or by an output; NULL after an error. */
static Network *
named_network(Call *call)
{
    const Expr *expr = call->argument[0];
    Page *page = call->eval->page;
    const Expr *head = expr->kind == EXPR_DOT ? expr->operand[0] : expr;
    Network *network = head->kind == EXPR_NAME ? network_find(page, head->name) : NULL;
    LIST(const char *) words = {0};
    if (network)
        return network;
    for (int i = 0; i < page->networks.count; i++)
        PUSH(words, page->networks.at[i]->name);
    error_at(expression_mark(expr), "autoregress takes the name of a network, not `%s`%s",
             expression_print(expr),
             head->kind == EXPR_NAME ? suggestion(head->name, words.at, words.count) : "");
    return NULL;
}

/* The output of the network's result that argument 0 names. */
static Value
named_output(Call *call, Value result)
{
    const Expr *expr = call->argument[0];
    if (expr->kind != EXPR_DOT || result.kind == VALUE_POISON)
        return result;
    const Value *member = value_member(&result, expr->name);
    if (member)
        return *member;
    error_at(expr->mark, "%s has no output '%s'%s", expr->operand[0]->name, expr->name,
             suggestion(expr->name, result.member, result.members));
    return value_poison();
}

/* Whether the value can be a map: indices of each example along one axis or two. */
static bool
map_like(Call *call, const Value *like)
{
    if (value_integer(like) && like->outer == OUTER_BATCH && like->dims.rank >= 1 &&
        like->dims.rank <= 2)
        return true;
    error_at(expression_mark(call->argument[1]),
             "autoregress: like= is a map of indices, [T] or [H, W], and %s is %s%s%s",
             expression_print(call->argument[1]), value_integer(like) ? "indices " : "",
             dims_print(like->dims), value_over(call->eval->page, like));
    return false;
}

/* What the network is given beside the map. */
static bool
collect_given(Call *call, Network *network, Value *inputs)
{
    const Expr *given = call->argument[3];
    int count = !given ? 0 : given->kind == EXPR_LIST ? given->count : 1;
    if (count != network->inputs - 1) {
        error_at(expression_mark(call->expr),
                 "%s takes %d input%s: the map, and %d by given=, not %d", network->name,
                 network->inputs, network->inputs == 1 ? "" : "s", network->inputs - 1, count);
        note_at(network->entry->mark, "the network %s", network->name);
        return false;
    }
    for (int i = 0; i < count; i++) {
        const Expr *one = given->kind == EXPR_LIST ? given->operand[i] : given;
        if (!evaluate_input(call->eval, network, i + 1, one, &inputs[i + 1]))
            return false;
    }
    return true;
}

/* The input that the map is: itself, or where the network takes numbers its one_hot. */
static bool
map_input(Call *call, const Network *network, const Value *drawn, Value *input)
{
    const int64_t bound = network->input_bound[0];
    *input = bound ? *drawn : one_hot_of(drawn);
    if (dims_equal(input->dims, network->input_dims[0]) &&
        (bound == 0 || bound >= drawn->node->bound))
        return true;
    error_at(expression_mark(call->argument[0]), "%s takes %s first, and %s is %s",
             network->name, dims_print(network->input_dims[0]),
             bound ? "the map" : "one_hot of the map", dims_print(input->dims));
    note_at(network->entry->mark, "the network %s", network->name);
    return false;
}

static bool
logits_fit(Call *call, const Value *logits, const Value *wanted)
{
    if (logits->kind == VALUE_POISON)
        return false;
    if (logits->kind == VALUE_TENSOR && dims_equal(logits->dims, wanted->dims) &&
        !value_integer(logits))
        return true;
    error_at(expression_mark(call->argument[0]),
             "autoregress: %s must give logits %s for the map, not %s",
             expression_print(call->argument[0]), dims_print(wanted->dims),
             logits->kind == VALUE_TENSOR ? dims_print(logits->dims) : "a record");
    if (logits->kind == VALUE_RECORD)
        note_at(expression_mark(call->argument[0]), "one of its outputs: %s",
                words_print(logits->member, logits->members));
    return false;
}

static Map *
map_new(Eval *eval, const Value *like, double temperature)
{
    World *world = eval->world;
    Map *map = NEW(Map);
    int place = ++world->draws;
    map->stream = intern(format("%s.%d", world->owner, place));
    map->name = intern(format("%s_map%s", world->owner, place > 1 ? format("%d", place) : ""));
    map->temperature = temperature;
    map->positions = dims_size(like->dims);
    map->classes = like->node->bound;
    return map;
}

/* The map as a leaf of the command. */
static Value
map_leaf(Eval *eval, const Map *map, const Value *like)
{
    const Sheet *sheet = eval->world->sheet;
    Noise as = {.kind = NOISE_MAP, .map = sheet->maps.count};
    as.stream = intern(format("%s of %s", map->stream, sheet->command));
    Value v = value_tensor(NULL, like->dims, OUTER_BATCH);
    v.node = draw_place(eval, as, map->name, &v, map->classes);
    return value_because(v, like->why, like->reason);
}

Value
autoregress(Call *call)
{
    Eval *eval = call->eval;
    Sheet *sheet = eval->world->sheet;
    Network *network = named_network(call);
    Value like = argument_axes_any(call, 1), logits;
    Rational temperature;
    if (!network || like.kind == VALUE_POISON || !map_like(call, &like) ||
        !argument_number(call, 2, RATIONAL_ONE, &temperature))
        return value_poison();
    if (!sheet) {
        error_at(expression_mark(call->expr),
                 "autoregress draws position by position: it stands in `generate` alone");
        return value_poison();
    }
    if (rational_sign(temperature) < 0) {
        error_at(expression_mark(call->argument[2]), "autoregress: temperature is at least 0");
        return value_poison();
    }
    Value *inputs = NEW_ARRAY(Value, network->inputs + 1);
    if (!collect_given(call, network, inputs))
        return value_poison();
    Map *map = map_new(eval, &like, rational_double(temperature));
    Value drawn = map_leaf(eval, map, &like), wanted = one_hot_of(&drawn);
    if (!map_input(call, network, &drawn, &inputs[0]))
        return value_poison();
    logits = named_output(call, apply_values(eval, network, inputs, map->name, false));
    if (!logits_fit(call, &logits, &wanted))
        return value_poison();
    map->logits = (Output){.name = "logits",
                           .value = opaque_resolve(eval->page, logits.node),
                           .dims = logits.dims};
    PUSH(sheet->maps, map);
    return drawn;
}
