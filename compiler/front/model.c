/* The tree of a page to its sections. The one idea: every word is either known here or refused
 * here with a suggestion; nothing is passed over. Names go into one namespace of entries, sizes
 * and constants become exact numbers in their order, expressions are parsed. Functions and
 * blocks are in definitions.c; what expressions mean is left to translate/. */
#include "model.h"

#include <ctype.h>
#include <string.h>

static const char *const sections[] = {
    "model", "sizes",  "constants", "data",   "networks", "average", "parameters",
    "state", "blocks", "functions", "values", "losses",   "metrics", "optimizers",
    "train", "memory", "generate",  "use",    NULL};
static const char *const planned_sections[] = {"precision", NULL};

static int
count_words(const char *const *words)
{
    int n = 0;
    while (words[n])
        n++;
    return n;
}

bool
keys_has(const char *const *words, const char *word)
{
    for (; *words; words++) {
        if (strcmp(*words, word) == 0)
            return true;
    }
    return false;
}

const char *
suggestion(const char *word, const char *const *words, int count)
{
    const char *near = nearest_word(word, words, count);
    return near ? format("; did you mean '%s'?", near) : "";
}

const char *
words_print(const char *const *words, int count)
{
    Text text = {0};
    for (int i = 0; i < count; i++)
        text_print(&text, "%s%s", i ? ", " : "", words[i]);
    return text.at ? text.at : "";
}

bool
yaml_flag(const Yaml *yaml, const char *name, bool *flag)
{
    const char *word = yaml->kind == YAML_SCALAR ? yaml->text : "";
    *flag = strcmp(word, "true") == 0;
    if (*flag || strcmp(word, "false") == 0)
        return true;
    error_at(yaml->mark, "%s is true or false", name);
    return false;
}

bool
keys_check(const Yaml *map, const char *where, const char *const *words)
{
    bool good = true;
    for (int i = 0; i < map->count; i++) {
        const char *key = map->key[i]->text;
        if (keys_has(words, key))
            continue;
        good = false;
        error_at(map->key[i]->mark, "%s: no key '%s'%s", where, key,
                 suggestion(key, words, count_words(words)));
    }
    return good;
}

/* Keys of the language that are not built yet are said to be so, never ignored. */
static bool
keys_check_planned(const Yaml *map, const char *where, const char *const *words,
                   const char *const *planned)
{
    bool good = true;
    for (int i = 0; i < map->count; i++) {
        const char *key = map->key[i]->text;
        if (keys_has(words, key))
            continue;
        if (keys_has(planned, key)) {
            error_at(map->key[i]->mark, "'%s' is not supported yet", key);
            continue;
        }
        good = false;
        error_at(map->key[i]->mark, "%s '%s'%s", where, key,
                 suggestion(key, words, count_words(words)));
    }
    return good;
}

Entry *
model_find(const Model *model, const char *name)
{
    for (int i = 0; i < model->entries.count; i++) {
        if (strcmp(model->entries.at[i]->name, name) == 0)
            return model->entries.at[i];
    }
    return NULL;
}

/* A name of the page or NULL, for "did you mean". */
static const char *
nearest_name(const Model *model, const char *name)
{
    LIST(const char *) words = {0};
    for (int i = 0; i < model->entries.count; i++)
        PUSH(words, model->entries.at[i]->name);
    return nearest_word(name, words.at, words.count);
}

bool
identifier(const char *name)
{
    if (!isalpha((unsigned char)name[0]))
        return false;
    for (; *name; name++) {
        if (!isalnum((unsigned char)*name) && *name != '_')
            return false;
    }
    return true;
}

static bool
name_check(Mark mark, const char *name)
{
    if (!identifier(name)) {
        error_at(mark, "'%s' is not a name: letters, digits and _, a letter first", name);
        return false;
    }
    if (strlen(name) > 60) {
        error_at(mark, "the name '%.20s...' is longer than 60 letters", name);
        return false;
    }
    if (name_reserved(name)) {
        error_at(mark, "the name '%s' is taken: by C, its library or this language", name);
        return false;
    }
    return true;
}

/* Enters a name, also one that is refused, since others may mention it. A clash is an error
 * with a note at the first use. */
static Entry *
entry_add(Model *model, NameKind kind, Yaml *key, Yaml *body)
{
    if (!name_check(key->mark, key->text) && !identifier(key->text))
        return NULL;
    Entry *first = model_find(model, key->text);
    if (first) {
        error_at(key->mark, "the name '%s' is used twice", key->text);
        note_at(first->mark, "'%s' is defined here first", first->name);
        return NULL;
    }
    Entry *entry = NEW(Entry);
    entry->name = intern(key->text);
    entry->kind = kind;
    entry->mark = key->mark;
    entry->body = body;
    entry->index = model->entries.count;
    PUSH(model->entries, entry);
    return entry;
}

/* The map of a section, or NULL where it is absent or not a map. */
static Yaml *
section(const Model *model, const char *name)
{
    Yaml *body = yaml_get(model->root, name);
    if (body && body->kind != YAML_MAP) {
        error_at(body->mark, "'%s' must hold lines of the form `name: ...`", name);
        return NULL;
    }
    return body;
}

static bool
page_number(const void *context, const Expr *name, Number *value)
{
    const Model *model = context;
    Entry *entry = model_find(model, name->name);
    if (entry && (entry->kind == NAME_SIZE || entry->kind == NAME_CONSTANT)) {
        *value = (Number){entry->number, entry->value};
        return true;
    }
    const char *near = entry ? NULL : nearest_name(model, name->name);
    error_at(name->mark, "no size '%s' above this line%s", name->name,
             near ? format("; did you mean '%s'?", near) : "");
    return false;
}

static void
read_sizes(Model *model)
{
    Yaml *map = section(model, "sizes");
    for (int i = 0; map && i < map->count; i++) {
        Expr *expr = expression_parse(map->item[i]);
        Rational value = RATIONAL_ONE;
        bool good = expr && expression_number(expr, page_number, model, &value);
        if (good && (value.den != 1 || value.num < 1 || value.num > INT32_MAX)) {
            error_at(map->item[i]->mark,
                     "size '%s' must be a whole number from 1 to %d, not %s", map->key[i]->text,
                     INT32_MAX,
                     value.den == 1 ? format("%lld", (long long)value.num)
                                    : format("%.10g", rational_double(value)));
            value = RATIONAL_ONE;
        }
        Entry *entry = entry_add(model, NAME_SIZE, map->key[i], map->item[i]);
        if (entry) {
            entry->number = value;
            entry->value = rational_double(value);
        }
    }
    if (map && !yaml_get(map, "batch"))
        error_at(map->mark, "sizes: `batch: 128` is missing, the examples of one step");
}

static void
read_constants(Model *model)
{
    Yaml *map = section(model, "constants");
    for (int i = 0; map && i < map->count; i++) {
        Expr *expr = expression_parse(map->item[i]);
        Number value = {RATIONAL_ONE, 1.0};
        if (expr && !expression_real(expr, page_number, model, &value))
            value = (Number){RATIONAL_ONE, 1.0};
        Entry *entry = entry_add(model, NAME_CONSTANT, map->key[i], map->item[i]);
        if (entry) {
            entry->number = value.exact;
            entry->value = value.real;
        }
    }
}

/* `memory: 256 MB`. */
static void
read_memory(Model *model)
{
    static const struct {
        const char *name;
        int64_t bytes;
    } units[] = {{"kB", 1000},  {"MB", 1000000},  {"GB", 1000000000},
                 {"KiB", 1024}, {"MiB", 1 << 20}, {"GiB", 1 << 30}};
    const char *names[COUNT_OF(units)];
    Yaml *body = yaml_get(model->root, "memory");
    if (!body)
        return;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        names[i] = units[i].name;
    const char *known = words_print(names, COUNT_OF(units));
    if (body->kind != YAML_SCALAR) {
        error_at(body->mark, "memory is a number and a unit: `memory: 256 MB`");
        return;
    }
    size_t digits = strspn(body->text, "0123456789.eE+");
    const char *unit = body->text + digits + strspn(body->text + digits, " ");
    Rational value;
    if (digits == 0 || !rational_parse(body->text, digits, &value) || value.num <= 0) {
        error_at(body->mark, "memory: '%s' is no number above 0 with a unit, as in 256 MB",
                 body->text);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        Rational bytes = rational_multiply(value, (Rational){units[i].bytes, 1});
        if (strcmp(unit, units[i].name) != 0)
            continue;
        if (bytes.den == 0)
            error_at(body->mark, "memory: '%s' is more than can be counted", body->text);
        else
            model->memory = bytes.num / bytes.den;
        model->memory_mark = body->mark;
        return;
    }
    if (*unit == '\0')
        error_at(body->mark, "memory: %s has no unit; there are %s", body->text, known);
    else
        error_at(body->mark, "memory: no unit '%s' among %s%s", unit, known,
                 suggestion(unit, names, COUNT_OF(units)));
}

static void
read_names(Model *model, const char *name, NameKind kind, bool expressions)
{
    Yaml *map = section(model, name);
    for (int i = 0; map && i < map->count; i++) {
        Expr *expr = expressions ? expression_parse(map->item[i]) : NULL;
        Entry *entry = entry_add(model, kind, map->key[i], map->item[i]);
        if (entry)
            entry->expr = expr;
    }
}

/* Networks that follow another. */
static void
read_averages(Model *model)
{
    const int first = model->entries.count;
    read_names(model, "average", NAME_NETWORK, false);
    for (int i = first; i < model->entries.count; i++)
        model->entries.at[i]->average = true;
}

bool
model_number(const Model *model, const Yaml *item, Rational *value)
{
    Expr *expr = expression_parse(item);
    return expr && expression_number(expr, page_number, model, value);
}

bool
model_real(const Model *model, const Yaml *item, double *value)
{
    Number number;
    Expr *expr = expression_parse(item);
    if (!expr || !expression_real(expr, page_number, model, &number))
        return false;
    *value = number.real;
    return true;
}

static void
read_generate(Model *model)
{
    Yaml *map = section(model, "generate");
    for (int i = 0; map && i < map->count; i++) {
        Yaml *body = map->item[i];
        Pair pair = {intern(map->key[i]->text), NULL, map->key[i]->mark};
        if (!identifier(pair.name)) {
            error_at(pair.mark, "'%s' is not a name", pair.name);
            continue;
        }
        if (body->kind == YAML_LIST) {
            Expr *list = NEW(Expr);
            list->kind = EXPR_LIST;
            list->mark = body->mark;
            list->operand = NEW_ARRAY(Expr *, body->count + 1);
            for (int j = 0; j < body->count; j++) {
                Expr *expr = expression_parse(body->item[j]);
                if (expr)
                    list->operand[list->count++] = expr;
            }
            pair.expr = list;
        } else {
            pair.expr = expression_parse(body);
        }
        PUSH(model->commands, pair);
    }
}

static void
read_head(Model *model)
{
    static const char *const required[] = {"model", "sizes", "data", "train"};
    static const char *const shown[] = {"model: vae", "sizes: {batch: 128}",
                                        "data: {x: {image: [1, 28, 28], range: [0, 1]}}",
                                        "train: [...]"};
    Mark top = model->root->mark;
    model->broken =
        !keys_check_planned(model->root, "a page has no section", sections, planned_sections);
    for (size_t i = 0; i < COUNT_OF(required); i++) {
        if (!yaml_get(model->root, required[i]) && !model->broken)
            error_at(top, "the page has no section '%s', for example `%s`", required[i],
                     shown[i]);
    }
    Yaml *name = yaml_get(model->root, "model");
    if (!name)
        return;
    model->mark = name->mark;
    if (name->kind != YAML_SCALAR)
        error_at(name->mark, "model must be a name");
    else if (name_of_build(name->text))
        error_at(name->mark,
                 "a model cannot be called '%s': the emitted Makefile has that as a target or "
                 "a folder",
                 name->text);
    else if (name_check(name->mark, name->text))
        model->name = intern(name->text);
}

/* Those of used files come first, so that a second definition is found on the page. */
static void
read_definitions(Model *model, const UsedFiles *used)
{
    for (int i = 0; i <= used->count; i++) {
        Model file = {.root = i < used->count ? used->at[i].root : model->root};
        Yaml *functions = section(&file, "functions"), *blocks = section(&file, "blocks");
        if (functions)
            definitions_functions(&model->functions, functions, false);
        if (blocks)
            definitions_blocks(&model->blocks, blocks);
    }
}

Model *
model_read(const Source *source, Yaml *root, const UsedFiles *used, const Words *words)
{
    Model *model = NEW(Model);
    model->source = source;
    model->root = root;
    if (root->kind != YAML_MAP) {
        error_at(root->mark, "a page holds sections: model, sizes, data, networks, train, ...");
        return model;
    }
    read_head(model);
    read_sizes(model);
    read_constants(model);
    read_memory(model);
    read_names(model, "data", NAME_FIELD, false);
    read_names(model, "networks", NAME_NETWORK, false);
    read_averages(model);
    read_names(model, "parameters", NAME_PARAMETER, false);
    read_names(model, "state", NAME_STATE, false);
    read_names(model, "values", NAME_VALUE, true);
    read_names(model, "losses", NAME_LOSS, true);
    read_names(model, "metrics", NAME_METRIC, true);
    read_names(model, "optimizers", NAME_OPTIMIZER, true);
    read_definitions(model, used);
    definitions_clash(&model->functions, words->function, words->functions, "function");
    definitions_clash(&model->blocks, words->layer, words->layers, "layer");
    for (int i = 0; i < model->functions.count; i++) {
        Entry *entry = model_find(model, model->functions.at[i]->name);
        if (entry && entry->kind == NAME_NETWORK)
            error_at(model->functions.at[i]->mark, "'%s' is a network already", entry->name);
        Definition *block = definition_find(&model->blocks, model->functions.at[i]->name);
        if (block) { /* both stand in lists of layers */
            error_at(model->functions.at[i]->mark, "'%s' is a block already", block->name);
            note_at(block->mark, "the block");
        }
    }
    train_read(model);
    read_generate(model);
    return model;
}
