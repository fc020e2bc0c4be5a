/* Words of a list that hold other layers or name other values: blocks, networks, residual,
 * repeat, skip, concat, add, from. */
#include "list.h"

#include <string.h>

static bool
block_keys(const Definition *block, const Yaml *body)
{
    LIST(const char *) words = {0};
    for (int i = 0; i < block->parameters.count; i++)
        PUSH(words, block->parameters.at[i].name);
    PUSH(words, NULL);
    return keys_check(body, format("block %s", block->text), words.at);
}

/* Arguments of a block: one scalar, a list by place, or a map by name. */
static bool
bind_block(Run *run, const Definition *block, const Item *item, Scope *scope)
{
    const Yaml *body = item->body;
    int given = !body ? 0 : body->kind == YAML_SCALAR ? 1 : body->count;
    bool named = body && body->kind == YAML_MAP;
    if (named && !block_keys(block, body))
        return false;
    if (given > block->parameters.count) {
        error_at(item->key->mark, "%s takes %d argument%s, not %d", block->text,
                 block->parameters.count, block->parameters.count == 1 ? "" : "s", given);
        return false;
    }
    for (int i = 0; i < block->parameters.count; i++) {
        const Pair *parameter = &block->parameters.at[i];
        const Yaml *own = named ? yaml_get(body, parameter->name) : NULL;
        if (!named && i < given)
            own = body->kind == YAML_LIST ? body->item[i] : body;
        Expr *expr = own ? expression_parse(own) : parameter->expr;
        if (!expr && !own)
            error_at(item->key->mark, "%s: the argument '%s' is missing", block->text,
                     parameter->name);
        Value v = expr ? evaluate(&run->eval, expr) : value_poison();
        if (v.kind == VALUE_POISON)
            return false;
        scope_add(scope, parameter->name, v);
    }
    return true;
}

/* Named layers of an inner list are seen outside too, unless several have one name. */
static void
hand_out(Scope *to, const Scope *from, int first)
{
    for (int i = first; i < from->locals.count; i++) {
        Local local = from->locals.at[i];
        for (int j = 0; j < to->locals.count; j++)
            local.several = local.several || to->locals.at[j].name == local.name;
        PUSH(to->locals, local);
    }
}

/* A list of layers whose names come from `inner`. A name on the item makes the named layers
 * within it parts of its value. */
static Value
run_inner(Run *run, Scope *inner, const Yaml *list, const Item *item, const char *key,
          const char *label, Value x)
{
    const Scope *outer = run->eval.scope;
    Scope *names = run->names;
    int first = inner->locals.count;
    run->eval.scope = run->names = inner;
    Value y = run_list(run, list, key, label, x);
    run->eval.scope = outer;
    run->names = names;
    if (!item->name)
        hand_out(names, inner, first);
    else if (y.kind == VALUE_TENSOR)
        value_add_taps(&y, inner, first);
    return y;
}

Value
run_block(Run *run, const Definition *block, const Item *item, const char *key,
          const char *label, Value x)
{
    static int depth;
    const Source *page = run->eval.page->program->source;
    Scope scope = {.outer = run->eval.scope};
    Mark place = run->place;
    int errors = error_count();
    if (!bind_block(run, block, item, &scope))
        return value_poison();
    if (depth >= 32) {
        error_at(block->mark, "block %s holds itself", block->name);
        return value_poison();
    }
    if (block->mark.source != page) {
        scope.closed = scope.block = true;
        run->place = place.line ? place : item->key->mark;
    }
    depth++;
    Value y = run_inner(run, &scope, block->body, item, key, format("%s_", label), x);
    depth--;
    if (error_count() > errors && block->mark.source != page && !place.line)
        note_at(item->key->mark, "in the block '%s' that stands here", block->name);
    run->place = place;
    return y;
}

/* x + layers(x), or shortcut(x) + layers(x). He et al., 2016, equation 1. */
static Value
run_residual(Run *run, const Item *item, const char *key, const char *label, Value x)
{
    static const char *const keys[] = {"layers", "shortcut", NULL};
    const Yaml *layers = item->body, *shortcut = NULL;
    if (layers && layers->kind == YAML_MAP) {
        keys_check(layers, "residual", keys);
        shortcut = yaml_get(item->body, "shortcut");
        layers = yaml_get(item->body, "layers");
    }
    if (!layers || layers->kind != YAML_LIST) {
        error_at(item->key->mark, "residual holds a list of layers");
        return value_poison();
    }
    const char *prefix = format("%s_", label);
    Value y = run_list(run, layers, shortcut ? format("%s.layers", key) : key, prefix, x);
    Value straight = x;
    if (shortcut)
        straight = run_list(run, shortcut, format("%s.shortcut", key),
                            format("%sshortcut_", prefix), x);
    if (y.kind == VALUE_POISON || straight.kind == VALUE_POISON)
        return value_poison();
    if (!dims_equal(y.dims, straight.dims)) {
        error_at(item->key->mark, "residual: %s from %s: both must be equal to be added",
                 dims_print(y.dims), dims_print(straight.dims));
        if (y.reason)
            note_at(y.why, "it is %s because of %s here", dims_print(y.dims), y.reason);
        return value_poison();
    }
    Value sum = value_tensor(graph_add(straight.node, y.node), y.dims, x.outer | y.outer);
    return value_because(sum, y.why, y.reason);
}

static Value
run_repeat(Run *run, const Item *item, const char *key, const char *label, Value x)
{
    static const char *const keys[] = {"count", "layers", NULL};
    const Yaml *body = item->body;
    Rational count;
    if (!body || body->kind != YAML_MAP || !yaml_get(body, "count") ||
        !yaml_get(body, "layers") || yaml_get(body, "layers")->kind != YAML_LIST) {
        error_at(item->key->mark, "repeat is written {count: 2, layers: [...]}");
        return value_poison();
    }
    keys_check(body, "repeat", keys);
    Expr *expr = expression_parse(yaml_get(body, "count"));
    if (!expr || !evaluate_number(&run->eval, expr, &count))
        return value_poison();
    if (count.den != 1 || count.num < 1 || count.num > 1000) {
        error_at(yaml_get(body, "count")->mark, "count must be a whole number from 1 to 1000");
        return value_poison();
    }
    for (int i = 0; i < count.num && x.kind != VALUE_POISON; i++) {
        Scope scope = {.outer = run->eval.scope};
        x = run_inner(run, &scope, yaml_get(body, "layers"), item, format("%s.%d", key, i),
                      format("%s_%d_", label, i), x);
    }
    return x;
}

/* What an item names: an input, a named layer or an output. */
static Value
named(Run *run, const Item *item, Expr **expr)
{
    *expr = item->body && item->body->kind == YAML_SCALAR ? expression_parse(item->body) : NULL;
    if (!*expr) {
        error_at(item->key->mark, "%s takes the name of an input or a named layer", item->word);
        return value_poison();
    }
    Value y = evaluate(&run->eval, *expr);
    if (y.kind == VALUE_POISON || y.kind == VALUE_TENSOR)
        return y;
    error_at(item->body->mark, "%s: %s is %s; a list of layers takes one value", item->word,
             expression_print(*expr), y.kind == VALUE_AXES ? "a list of axes" : "a record");
    return value_poison();
}

/* x and y along the channels, or added: equal shapes. */
static Value
join(Run *run, const Item *item, Value x, Value y, const char *name)
{
    bool concat = strcmp(item->word, "add") != 0;
    int channel = dims_channel(x.dims);
    bool fits = !value_integer(&x) && !value_integer(&y) && y.dims.rank == x.dims.rank &&
                x.dims.rank > 0;
    for (int i = 0; fits && i < x.dims.rank; i++)
        fits = (concat && i == channel) || x.dims.n[i] == y.dims.n[i];
    if (!fits) {
        error_at(item->key->mark, "%s: %s does not fit %s of %s", item->word,
                 dims_print(x.dims), name, dims_print(y.dims));
        if (x.reason)
            note_at(x.why, "it is %s because of %s here", dims_print(x.dims), x.reason);
        return value_poison();
    }
    if (!concat) {
        x.node = graph_add(x.node, y.node);
        x.outer |= y.outer;
        return x;
    }
    const Page *page = run->eval.page;
    x.outer |= y.outer;
    const int64_t rows = outer_size(page, x.outer);
    Node *parts[] = {graph_broadcast(x.node, dims_shape(x.dims, rows)),
                     graph_broadcast(y.node, dims_shape(y.dims, rows))};
    x.node = graph_concat(2, parts, 1 + channel);
    x.dims.n[channel] += y.dims.n[channel];
    x.dims.size[channel] = NULL;
    return value_because(x, item->key->mark,
                         concat && item->body->kind == YAML_SCALAR
                             ? format("'concat: %s'", name)
                             : format("'%s'", item->word));
}

/* concat, add: the name is an input or a named layer. */
static Value
run_join(Run *run, const Item *item, Value x)
{
    Expr *expr;
    Value y = named(run, item, &expr);
    return y.kind == VALUE_POISON ? y : join(run, item, x, y, expression_print(expr));
}

/* x, and layers(x) behind it. Ronneberger, Fischer and Brox, 2015, figure 1. */
static Value
run_skip(Run *run, const Item *item, const char *key, const char *label, Value x)
{
    if (!item->body || item->body->kind != YAML_LIST) {
        error_at(item->key->mark, "skip holds a list of layers");
        return value_poison();
    }
    Value y = run_list(run, item->body, key, format("%s_", label), x);
    return y.kind == VALUE_POISON ? y : join(run, item, x, y, "its layers");
}

static Value
run_from(Run *run, const Item *item, const char *key)
{
    Expr *expr;
    if (strcmp(strrchr(key, '.'), ".0") == 0)
        return named(run, item, &expr);
    error_at(item->key->mark, "from stands at the beginning of a list of layers");
    return value_poison();
}

/* The value for input i of a network, where it stands in a list. */
static Value
network_input(Run *run, const Network *network, int i, const Yaml *name)
{
    Expr *expr = name->kind == YAML_SCALAR ? expression_parse(name) : NULL;
    if (name->kind != YAML_SCALAR)
        error_at(name->mark, "the name of an input or a named layer is expected here");
    Value v = expr ? evaluate(&run->eval, expr) : value_poison();
    if (v.kind == VALUE_POISON)
        return v;
    bool fits = v.kind == VALUE_TENSOR && dims_equal(v.dims, network->input_dims[i]) &&
                value_integer(&v) == (network->input_bound[i] > 0) &&
                v.node->bound <= network->input_bound[i];
    if (fits)
        return v;
    const char *label = network->input_bound[i]
                            ? format(" below %lld", (long long)network->input_bound[i])
                            : "";
    error_at(name->mark, "input '%s' of %s is %s%s, not %s%s", network->input[i], network->name,
             dims_print(network->input_dims[i]), label,
             v.kind == VALUE_TENSOR ? dims_print(v.dims) : "a record",
             v.kind == VALUE_TENSOR && value_integer(&v)
                 ? format(" below %lld", (long long)v.node->bound)
                 : "");
    return value_poison();
}

static bool
first_fits(const Item *item, const Network *network, const Value *x)
{
    const bool labels = network->input_bound[0] > 0;
    if (dims_equal(x->dims, network->input_dims[0]) && value_integer(x) == labels)
        return true;
    error_at(item->key->mark, "%s takes %s%s, not %s%s", network->name,
             dims_print(network->input_dims[0]), labels ? " of indices" : "",
             dims_print(x->dims), value_integer(x) ? " of indices" : "");
    note_at(network->entry->mark, "input '%s' of %s", network->input[0], network->name);
    if (x->reason)
        note_at(x->why, "it is %s because of %s here", dims_print(x->dims), x->reason);
    return false;
}

/* A network as a layer: what runs through the list is its first input, names are the others. */
Value
run_network_layer(Run *run, const Item *item, Network *network, Value x)
{
    const Yaml *body = item->body;
    int given = !body ? 0 : body->kind == YAML_LIST ? body->count : 1;
    if (network->inputs && given != network->inputs - 1) {
        error_at(item->key->mark, "%s takes %d input%s besides what comes before it, not %d",
                 network->name, network->inputs - 1, network->inputs == 2 ? "" : "s", given);
        note_at(network->entry->mark, "the network %s", network->name);
        return value_poison();
    }
    const bool known = network->inputs && !network->broken && !network->busy;
    if (known && !first_fits(item, network, &x))
        return value_poison();
    Value *values = NEW_ARRAY(Value, network->inputs + 1);
    values[0] = x;
    for (int i = 1; i < network->inputs; i++) {
        const Yaml *name = body->kind == YAML_LIST ? body->item[i - 1] : body;
        values[i] = network_input(run, network, i, name);
        if (values[i].kind == VALUE_POISON)
            return value_poison();
    }
    PUSH(run->network->within, network->name);
    return apply_values(&run->eval, network, values, run->of,
                        run->training && network->updated);
}

Value
run_holder(Run *run, const Item *item, const char *key, const char *label, Value x)
{
    if (strcmp(item->word, "residual") == 0)
        return run_residual(run, item, key, label, x);
    if (strcmp(item->word, "repeat") == 0)
        return run_repeat(run, item, key, label, x);
    if (strcmp(item->word, "skip") == 0)
        return run_skip(run, item, key, label, x);
    if (strcmp(item->word, "from") == 0)
        return run_from(run, item, key);
    return run_join(run, item, x);
}
