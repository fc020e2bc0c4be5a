/* One item of a list of layers, taken apart: its word, its arguments, and the attributes that
 * any layer may have. */
#include "list.h"

#include <string.h>

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

bool
holder_word(const char *word)
{
    for (int i = 0; i < layer_holder_count; i++) {
        if (strcmp(layer_holders[i].name, word) == 0)
            return true;
    }
    return false;
}

const Definition *
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

bool
item_name(const Yaml *name, Item *item)
{
    item->name = name;
    if (name->kind == YAML_SCALAR && identifier(name->text))
        return true;
    error_at(name->mark, "a layer's name is letters, digits and _, a letter first");
    return false;
}

/* Where an attribute of any layer is put; NULL for other words. */
const Yaml **
item_attribute(Item *item, const char *key)
{
    return strcmp(key, "init") == 0            ? &item->init
           : strcmp(key, "spectral_norm") == 0 ? &item->spectral_norm
           : strcmp(key, "weight_norm") == 0   ? &item->weight_norm
                                               : NULL;
}

bool
item_read(const Page *page, const Yaml *yaml, Item *item)
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
            if (!item_name(yaml->item[i], item))
                return false;
        } else if (yaml->count > 1 && item_attribute(item, key)) {
            *item_attribute(item, key) = yaml->item[i];
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
