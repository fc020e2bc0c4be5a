/* One run through a list of layers: built-in layers by their rows, functions, and what holds
 * other layers by holders.c. Every item counts a place, which is its key in checkpoints unless
 * `name:` gives another. */
#include "list.h"

#include <string.h>

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
            good = item_name(body->item[i], item) && good;
        } else if (item_attribute(item, key)) {
            *item_attribute(item, key) = body->item[i];
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
    return run_holder(run, item, key, label, x);
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
        if (!item_read(run->eval.page, list->item[i], &item) || !names_differ(list, i))
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
