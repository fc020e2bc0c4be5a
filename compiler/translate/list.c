/* One run through a list of layers: built-in layers by their rows, and the words that hold
 * other layers: blocks, networks, residual, repeat, concat, add. Every item counts a place,
 * which is its key in checkpoints unless `name:` gives another. */
#include "translate.h"

#include <string.h>

typedef struct Item { /* one item of a list, taken apart */
    const char *word;
    const Yaml *key, *body; /* body: NULL for a bare word */
    const Yaml *name, *init;
    const Yaml *spectral_norm, *weight_norm;
} Item;

static void
print_yaml(Text *text, const Yaml *yaml)
{
    if (yaml->kind == YAML_SCALAR) {
        text_put(text, yaml->text);
        return;
    }
    bool map = yaml->kind == YAML_MAP, single = map && yaml->count == 1 && text->size == 0;
    if (!single)
        text_put(text, map ? "{" : "[");
    for (int i = 0; i < yaml->count; i++) {
        text_put(text, i ? ", " : "");
        if (map)
            text_print(text, "%s: ", yaml->key[i]->text);
        print_yaml(text, yaml->item[i]);
    }
    if (!single)
        text_put(text, map ? "}" : "]");
}

const char *
yaml_print(const Yaml *yaml)
{
    Text text = {0};
    print_yaml(&text, yaml);
    return text.at ? text.at : "";
}

const LayerHolder layer_holders[] = {
    {"residual", "[layers] or {layers, shortcut}",
     "x + layers(x), or shortcut(x) + layers(x). He et al., 2016, equation 1."},
    {"repeat", "{count, layers}", "The layers count times, each time with weights of its own."},
    {"from", "name", "The list goes on with the input, named layer or output; stands first."},
    {"skip", "[layers]",
     "The input of the layers, and their result after it along the channels."},
    {"concat", "name", "The input or named layer after x, along the channels."},
    {"add", "name", "x plus the input or named layer."},
};
const int layer_holder_count = COUNT_OF(layer_holders);

const LayerHolder layer_attributes[] = {
    {"name", "n",
     "The layer's value is n in its network and G(z).n outside, its weight the tensor "
     "G.n.weight."},
    {"init", "normal(0, 0.02)",
     "First values of its weight, or of the gain of a norm. Of a network: of all weights of\n"
     "linear, convolution and embedding layers that have none of their own."},
    {"spectral_norm", "true",
     "The weight is divided by sigma = u^T W v, its largest singular value, W [outputs, rest]. "
     "An\n"
     "application in training moves v <- W^T u / |W^T u|, then u <- W v / |W v|, and sigma is\n"
     "differentiated through W alone; lengths count as 1e-12 at least. Inference, and a later "
     "step\n"
     "that meets the application again, takes u and v as they are. u and v start as directions "
     "of\n"
     "normal numbers. Keys weight_orig, weight_u, weight_v are those of\n"
     "torch.nn.utils.spectral_norm. Of a network: of all weights of linear, convolution and\n"
     "embedding layers. Miyato et al., 2018, algorithm 1."},
    {"weight_norm", "true",
     "The weight is g v / |v| for each index of its first axis; v starts as the weight would, "
     "g as\n"
     "|v|. Keys weight_g, weight_v are those of torch.nn.utils.weight_norm. Salimans and "
     "Kingma,\n"
     "2016, equation 2."},
};
const int layer_attribute_count = COUNT_OF(layer_attributes);

static bool
holder_word(const char *word)
{
    for (int i = 0; i < layer_holder_count; i++) {
        if (strcmp(layer_holders[i].name, word) == 0)
            return true;
    }
    return false;
}

static const Definition *
block_find(const Page *page, const char *word)
{
    const Definition *own = definition_find(&page->model->blocks, word);
    return own ? own : definition_find(prelude_blocks(), word);
}

static bool
layer_word(const Page *page, const char *word)
{
    return layer_kind_find(word) || block_find(page, word) || network_find(page, word) ||
           holder_word(word) || function_known(page, word);
}

static void
refuse_word(const Page *page, Mark mark, const char *word)
{
    Callable words = {0};
    for (int i = 0; i < layer_kind_count; i++)
        PUSH(words, layer_kinds[i].name);
    for (int i = 0; i < page->model->blocks.count; i++)
        PUSH(words, page->model->blocks.at[i]->name);
    for (int i = 0; i < prelude_blocks()->count; i++)
        PUSH(words, prelude_blocks()->at[i]->name);
    for (int i = 0; i < layer_holder_count; i++)
        PUSH(words, layer_holders[i].name);
    call_words(page, &words);
    for (int i = 0; i < layer_attribute_count; i++) {
        if (strcmp(layer_attributes[i].name, word) != 0)
            continue;
        error_at(mark, "%s is no layer but an attribute of one: {linear: 64, %s: %s}", word,
                 word, layer_attributes[i].parameters);
        return;
    }
    error_at(mark, "no layer '%s'%s", word, suggestion(word, words.at, words.count));
}

static bool
take_name(const Yaml *name, Item *item)
{
    item->name = name;
    if (name->kind == YAML_SCALAR && identifier(name->text))
        return true;
    error_at(name->mark, "a layer's name is letters, digits and _, a letter first");
    return false;
}

/* Where an attribute of any layer is put; NULL for other words. */
static const Yaml **
attribute_of(Item *item, const char *key)
{
    return strcmp(key, "init") == 0            ? &item->init
           : strcmp(key, "spectral_norm") == 0 ? &item->spectral_norm
           : strcmp(key, "weight_norm") == 0   ? &item->weight_norm
                                               : NULL;
}

static bool
take_apart(const Page *page, const Yaml *yaml, Item *item)
{
    Item empty = {0};
    *item = empty;
    if (yaml->kind == YAML_LIST) {
        error_at(yaml->mark, "a layer is expected here, not a list");
        return false;
    }
    if (yaml->kind == YAML_SCALAR) {
        item->key = yaml;
        item->word = yaml->text;
    }
    for (int i = 0; yaml->kind == YAML_MAP && i < yaml->count; i++) {
        const char *key = yaml->key[i]->text;
        if (strcmp(key, "name") == 0 && yaml->count > 1) {
            if (!take_name(yaml->item[i], item))
                return false;
        } else if (yaml->count > 1 && attribute_of(item, key)) {
            *attribute_of(item, key) = yaml->item[i];
        } else if (!item->word || !layer_word(page, item->word)) {
            item->key = yaml->key[i];
            item->word = key;
            item->body = yaml->item[i];
            if (item->body->kind == YAML_SCALAR && item->body->plain && !*item->body->text)
                item->body = NULL; /* {batch_norm, init: ..}: a word without arguments */
        } else {
            error_at(yaml->key[i]->mark,
                     "a layer has one word besides its attributes; '%s' "
                     "begins another: give it a dash of its own",
                     key);
            return false;
        }
    }
    if (item->word && layer_word(page, item->word))
        return true;
    refuse_word(page, item->key ? item->key->mark : yaml->mark, item->word ? item->word : "");
    return false;
}

/* Arguments of a built-in layer: one scalar or list for its first parameter, or a map. */
static bool
bind_layer(Layer *layer, Item *item)
{
    const char *names[9], *fallback[8];
    int count = 0;
    bool good = true;
    while (count < 8 &&
           parameter_spec(layer->kind->parameters, count, &names[count], &fallback[count]))
        count++;
    const Yaml *body = item->body;
    if (body && body->kind != YAML_MAP) {
        if (count == 0) {
            error_at(body->mark, "%s takes no argument", item->word);
            return false;
        }
        layer->argument[0] = body;
    }
    for (int i = 0; body && body->kind == YAML_MAP && i < body->count; i++) {
        const char *key = body->key[i]->text;
        int to = 0;
        while (to < count && strcmp(names[to], key) != 0)
            to++;
        if (to < count) {
            layer->argument[to] = body->item[i];
        } else if (strcmp(key, "name") == 0) {
            good = take_name(body->item[i], item) && good;
        } else if (attribute_of(item, key)) {
            *attribute_of(item, key) = body->item[i];
        } else {
            error_at(body->key[i]->mark, "%s has no argument '%s'%s", item->word, key,
                     suggestion(key, names, count));
            good = false;
        }
    }
    for (int i = 0; good && i < count; i++) {
        if (!layer->argument[i] && !fallback[i]) {
            error_at(item->key->mark, "%s: '%s' is missing", item->word, names[i]);
            good = false;
        }
    }
    return good;
}

static void
record_row(Run *run, const Layer *layer, Value y)
{
    Page *page = run->eval.page;
    if (!page->declaring || run->network->of)
        return;
    size_t skip = strlen(run->network->name) + 1;
    int size = (int)strlen(layer->text) - 2; /* without the quotes of messages */
    const char *text = format("%.*s", size, layer->text + 1);
    LayerRow row = {run->network->name,
                    intern(layer->key + skip),
                    text,
                    y.dims,
                    layer->parameters,
                    layer->flops,
                    layer->place};
    PUSH(page->program->layers, row);
}

/* What a layer knows of its place; `item` may still name it. */
static Layer
layer_start(Run *run, const Yaml *yaml, const Item *item, const char *key, const char *label)
{
    Layer layer = {.eval = &run->eval, .kind = layer_kind_find(item->word), .item = yaml};
    layer.mark = item->key->mark;
    layer.place = run->place.line ? run->place : layer.mark;
    layer.text = format("'%s'", item->body ? yaml_print(yaml) : item->word);
    layer.network = run->network->name;
    layer.key = key;
    layer.label = label;
    layer.of = run->of;
    layer.application = run->application;
    layer.fresh = run->fresh;
    layer.training = run->training;
    layer.init = run->network->init;
    layer.spectral_norm = run->network->spectral_norm;
    return layer;
}

/* The attributes of its weight that are written at the layer. */
static bool
read_norms(Layer *layer, const Item *item)
{
    if (item->spectral_norm &&
        !yaml_flag(item->spectral_norm, "spectral_norm", &layer->spectral_norm))
        return false;
    if (item->weight_norm && !yaml_flag(item->weight_norm, "weight_norm", &layer->weight_norm))
        return false;
    if (layer->weight_norm && layer->spectral_norm && item->spectral_norm) {
        error_at(item->weight_norm->mark,
                 "a weight has spectral_norm or weight_norm, not both");
        return false;
    }
    layer->spectral_norm = layer->spectral_norm && !layer->weight_norm;
    return true;
}

/* An attribute of weights at a layer that has none. */
static bool
refuse_unused(const Layer *layer, const Item *item)
{
    const Yaml *norm = item->spectral_norm ? item->spectral_norm : item->weight_norm;
    if (item->init && !layer->init_used)
        error_at(item->init->mark, "%s has no weights to initialise", item->word);
    else if (norm && !layer->norm_used)
        error_at(norm->mark, "%s has no weight to divide", item->word);
    else
        return true;
    return false;
}

static Value
run_layer(Run *run, const Yaml *yaml, Item *item, const char *key, const char *label, Value x)
{
    Layer layer = layer_start(run, yaml, item, key, label);
    InitSpec own;
    if (!bind_layer(&layer, item))
        return value_poison();
    if (item->name)
        layer.key =
            intern(format("%.*s%s", (int)(strrchr(key, '.') - key + 1), key, item->name->text));
    if (item->init) {
        if (!init_read(&run->eval, item->init, &own))
            return value_poison();
        layer.init = layer.own_init = &own;
    }
    if (!read_norms(&layer, item))
        return value_poison();
    bool keeps_shape = !strstr("linear conv conv_transpose reshape flatten upsample avg_pool "
                               "max_pool global_avg_pool",
                               item->word);
    if (value_integer(&x) && layer.kind->lower != layer_embedding) {
        error_at(layer.mark,
                 "%s takes numbers, but its input holds indices: embedding or one_hot?",
                 layer.text);
        return value_poison();
    }
    Mark origin = graph_origin(layer.place);
    Value y = layer.kind->lower(&layer, x);
    graph_origin(origin);
    if (y.kind == VALUE_POISON)
        return y;
    if (!refuse_unused(&layer, item))
        return value_poison();
    y.node = layer_name(&layer, y.node, "");
    record_row(run, &layer, y);
    return keeps_shape && x.reason ? value_because(y, x.why, x.reason)
                                   : value_because(y, layer.mark, layer.text);
}

/* A function of the running value: its first argument. */
static Value
run_function(Run *run, const Yaml *yaml, Item *item, const char *key, const char *label,
             Value x)
{
    Layer layer = layer_start(run, yaml, item, key, label);
    if (!refuse_unused(&layer, item))
        return value_poison();
    Mark origin = graph_origin(layer.mark);
    Value y = layer_function(&layer, item->word, item->body, &item->name, x);
    graph_origin(origin);
    if (y.kind == VALUE_POISON)
        return y;
    y.node = layer_name(&layer, y.node, "");
    record_row(run, &layer, y);
    return dims_equal(y.dims, x.dims) && x.reason ? value_because(y, x.why, x.reason)
                                                  : value_because(y, layer.mark, layer.text);
}

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

static Value
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

/* A network as a layer: what runs through the list is its first input, names are the others. */
static Value
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

static Value
run_item(Run *run, const Yaml *yaml, Item *item, const char *key, const char *label, Value x)
{
    Page *page = run->eval.page;
    const Definition *block = block_find(page, item->word);
    Network *network = network_find(page, item->word);
    if (layer_kind_find(item->word))
        return run_layer(run, yaml, item, key, label, x);
    if (!block && !network && !holder_word(item->word))
        return run_function(run, yaml, item, key, label, x);
    if (item->name && !network)
        key =
            intern(format("%.*s%s", (int)(strrchr(key, '.') - key + 1), key, item->name->text));
    if (block)
        return run_block(run, block, item, key, label, x);
    if (network && run->network->of)
        network = average_of_layer(page, run->network, network);
    if (network)
        return run_network_layer(run, item, network, x);
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

static const char *
word_of(const Yaml *yaml)
{
    return yaml->kind == YAML_SCALAR ? yaml->text
           : yaml->kind == YAML_MAP  ? yaml->key[0]->text
                                     : "";
}

/* What names in C say of an item: of a block of the prelude its initials, "cbn". */
static const char *
label_word(const Page *page, const char *word)
{
    Text text = {0};
    if (definition_find(&page->model->blocks, word) || !definition_find(prelude_blocks(), word))
        return word;
    for (const char *at = word; at; at = strchr(at, '_') ? strchr(at, '_') + 1 : NULL)
        text_put_bytes(&text, at, 1);
    return text.at;
}

/* "conv", or "conv2" for the one at place 2 where the list has several. */
static const char *
label_of(const Page *page, const Yaml *list, int place, const char *word, const char *prefix)
{
    const char *shown = label_word(page, word);
    int same = 0;
    size_t size = strlen(prefix);
    if (list->count == 1 && size > 0 && strcmp(word, "residual") == 0)
        return format("%.*s", (int)size - 1, prefix); /* what it stands in says enough */
    for (int i = 0; i < list->count; i++)
        same += strcmp(word_of(list->item[i]), word) == 0;
    return same > 1 ? format("%s%s%d", prefix, shown, place) : format("%s%s", prefix, shown);
}

/* The name of a layer, as an attribute or among its arguments; NULL: none. */
static const Yaml *
name_given(const Yaml *layer)
{
    const Yaml *body = layer->kind == YAML_MAP && layer->count == 1 ? layer->item[0] : layer;
    const Yaml *name = body->kind == YAML_MAP ? yaml_get(body, "name") : NULL;
    return name && name->kind == YAML_SCALAR ? name : NULL;
}

/* Layers of one list have names of their own: they are the keys of tensors. */
static bool
names_differ(const Yaml *list, int place)
{
    const Yaml *name = name_given(list->item[place]);
    for (int i = 0; name && i < place; i++) {
        const Yaml *before = name_given(list->item[i]);
        if (!before || strcmp(before->text, name->text) != 0)
            continue;
        error_at(name->mark, "two layers of this list are called '%s'", name->text);
        note_at(before->mark, "the first one; a name is the key of a layer's weight");
        return false;
    }
    return true;
}

Value
run_list(Run *run, const Yaml *list, const char *key, const char *label, Value x)
{
    if (list->kind != YAML_LIST) {
        error_at(list->mark, "a list of layers is expected here");
        return value_poison();
    }
    for (int i = 0; i < list->count && x.kind != VALUE_POISON; i++) {
        Item item;
        if (!take_apart(run->eval.page, list->item[i], &item) || !names_differ(list, i))
            return value_poison();
        const char *own = format("%s.%d", key, i);
        x = run_item(run, list->item[i], &item, own,
                     item.name ? format("%s%s", label, item.name->text)
                               : label_of(run->eval.page, list, i, item.word, label),
                     x);
        if (x.kind == VALUE_RECORD)
            error_at(item.key->mark, "'%s' gives a record; a layer gives one value", item.word);
        if (x.kind != VALUE_TENSOR)
            return value_poison();
        if (item.name)
            scope_add(run->names, intern(item.name->text), x);
    }
    return x;
}
