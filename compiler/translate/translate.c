/* translate(): the pipeline from a path to a Program as one list of calls. `--set` rewrites the
 * number in the text of the page before anything reads it, so that errors, the copy beside the
 * emitted C and the program all speak of the same page. */
#include "layers.h"

#include <stdlib.h>
#include <string.h>

static Yaml *
find_setting(const Yaml *root, const char *name, const char **section)
{
    static const char *const sections[] = {"sizes", "constants"};
    LIST(const char *) words = {0};
    for (size_t i = 0; i < COUNT_OF(sections); i++) {
        Yaml *map = root->kind == YAML_MAP ? yaml_get(root, sections[i]) : NULL;
        for (int j = 0; map && map->kind == YAML_MAP && j < map->count; j++) {
            *section = sections[i];
            if (strcmp(map->key[j]->text, name) == 0 && map->item[j]->kind == YAML_SCALAR)
                return map->item[j];
            PUSH(words, map->key[j]->text);
        }
    }
    Mark nowhere = {0};
    error_at(nowhere, "--set: the page has no size or constant '%s'%s", name,
             suggestion(name, words.at, words.count));
    return NULL;
}

static bool
setting_good(const Setting *setting, const char *section)
{
    Rational value;
    Mark nowhere = {0};
    bool number = rational_parse(setting->value, strlen(setting->value), &value);
    char *end;
    if (!number && strcmp(section, "constants") == 0 && *setting->value) {
        strtod(setting->value, &end);
        number =
            *end == '\0' && strspn(setting->value, "0123456789.+-eE") == strlen(setting->value);
        value.den = 1;
    }
    bool size = strcmp(section, "sizes") == 0;
    if (number && (!size || (value.den == 1 && value.num >= 1 && value.num <= INT32_MAX)))
        return true;
    error_at(nowhere, "--set %s=%s: %s", setting->name, setting->value,
             size ? format("a size is a whole number from 1 to %d", INT32_MAX)
                  : "a constant is a number");
    return false;
}

/* The page with the settings in its text; NULL after errors. */
static Yaml *
apply_settings(Source **source, int settings, const Setting *setting)
{
    Yaml *root = yaml_parse(*source);
    for (int i = 0; root && i < settings; i++) {
        const char *section = "";
        Yaml *scalar = find_setting(root, setting[i].name, &section);
        if (!scalar || !setting_good(&setting[i], section))
            return NULL;
        *source = source_replace(*source, scalar->mark, setting[i].value);
        root = yaml_parse(*source);
    }
    return root;
}

static Words *
known_words(void)
{
    LIST(const char *) layer = {0}, function = {0};
    for (int i = 0; i < layer_kind_count; i++)
        PUSH(layer, layer_kinds[i].name);
    for (int i = 0; i < prelude_blocks()->count; i++)
        PUSH(layer, prelude_blocks()->at[i]->name);
    for (int i = 0; i < layer_holder_count; i++)
        PUSH(layer, layer_holders[i].name);
    for (int i = 0; i < function_count; i++)
        PUSH(function, functions[i].name);
    const Definitions *prelude = prelude_functions();
    for (int i = 0; i < prelude->count; i++)
        PUSH(function, prelude->at[i]->name);
    Words *words = NEW(Words);
    words->layer = layer.at;
    words->layers = layer.count;
    words->function = function.at;
    words->functions = function.count;
    return words;
}

static void
list_scalars(Page *page, NameKind kind)
{
    Program *program = page->program;
    for (int i = 0; i < page->model->entries.count; i++) {
        const Entry *entry = page->model->entries.at[i];
        if (entry->kind != kind)
            continue;
        Scalar *scalar = NEW(Scalar);
        scalar->name = entry->name;
        scalar->metric = kind == NAME_METRIC;
        scalar->mark = entry->mark;
        scalar->index = program->scalars.count;
        PUSH(program->scalars, scalar);
    }
}

static void
list_sizes(Program *program, const Model *model, bool good)
{
    program->batch = 128; /* where a line is wrong, perhaps its own */
    for (int i = 0; i < model->entries.count; i++) {
        const Entry *entry = model->entries.at[i];
        if (entry->kind != NAME_SIZE)
            continue;
        Size size = {.name = entry->name, .value = entry->number.num};
        PUSH(program->sizes, size);
        if (good && strcmp(entry->name, "batch") == 0)
            program->batch = entry->number.num;
    }
}

LeafList
program_leaf(const Program *program, const Node *n, int *place)
{
    *place = -1;
    if (n->leaf == NULL)
        return LEAF_NONE;
    for (*place = 0; *place < program->parameters.count; ++*place)
        if (program->parameters.at[*place] == n->leaf)
            return LEAF_PARAMETERS;
    for (*place = 0; *place < program->states.count; ++*place)
        if (program->states.at[*place] == n->leaf)
            return LEAF_STATES;
    for (*place = 0; *place < program->fields.count; ++*place)
        if (program->fields.at[*place] == n->leaf)
            return LEAF_FIELDS;
    for (*place = 0; *place < TIMES; ++*place)
        if (&times[*place] == n->leaf)
            return LEAF_TIMES;
    *place = -1;
    return LEAF_NONE;
}

void
program_outputs(const Program *program, Nodes *out)
{
    for (int i = 0; i < program->scalars.count; i++) {
        PUSH(*out, program->scalars.at[i]->evaluated);
    }
    for (int i = 0; i < program->steps.count; i++) {
        const Step *step = program->steps.at[i];
        for (int j = 0; j < step->losses.count; j++)
            PUSH(*out, step->losses.at[j]);
        for (int j = 0; j < step->logged.count; j++)
            PUSH(*out, step->logged.at[j].value);
        for (int j = 0; j < step->rates.count; j++)
            PUSH(*out, step->rates.at[j].value);
        for (int j = 0; j < step->gates.count; j++)
            PUSH(*out, step->gates.at[j]);
        if (step->when)
            PUSH(*out, step->when);
        for (int j = 0; j < step->updates.count; j++)
            PUSH(*out, step->updates.at[j].gradient);
        for (int j = 0; j < step->assigns.count; j++)
            PUSH(*out, step->assigns.at[j].value);
    }
    for (int i = 0; i < program->commands.count; i++) {
        for (int j = 0; j < program->commands.at[i]->outputs.count; j++)
            PUSH(*out, program->commands.at[i]->outputs.at[j].value);
    }
}

/* Streams that something still draws from, in the order in which they were met. */
static void
list_noises(Page *page)
{
    Nodes out = {0}, order = {0};
    program_outputs(page->program, &out);
    graph_order(out.count, out.at, &order);
    for (int i = 0; i < page->noises.count; i++) {
        Noise *noise = page->noises.at[i];
        bool drawn = false;
        for (int j = 0; j < order.count && !drawn; j++)
            drawn = order.at[j]->op == OP_DRAW && order.at[j]->leaf == noise;
        noise->index = page->program->noises.count;
        if (drawn)
            PUSH(page->program->noises, noise);
    }
}

Program *
translate(const char *path, int settings, const Setting *setting)
{
    int before = error_count();
    Source *source = source_read(path);
    Yaml *root = source ? apply_settings(&source, settings, setting) : NULL;
    if (!root || error_count() > before)
        return NULL;
    Page *page = NEW(Page);
    Program *program = page->program = NEW(Program);
    if (!use_read(&source, &root, &program->used))
        return NULL;
    page->errors = before;
    page->prelude = *prelude_functions();
    Model *model = model_read(source, root, &program->used, known_words());
    page->model = model;
    program->source = source;
    program->sha256 = use_hash(source, &program->used);
    program->text = source->text;
    program->model = model->name;
    program->memory = model->memory;
    program->memory_mark = model->memory_mark;
    page->broken = NEW_ARRAY(bool, model->entries.count + 1);
    if (model->broken)
        return NULL;
    list_sizes(program, model, error_count() == before);
    PUSH(page->axes, ((Axis){.name = "batch", .extent = program->batch}));
    list_scalars(page, NAME_LOSS);
    list_scalars(page, NAME_METRIC);
    fields_read(page);
    networks_read(page);
    tensors_read(page);
    averages_order(program);
    differentiated_names(page);
    steps_build(page);
    if (error_count() > before)
        return NULL;
    commands_build(page);
    starts_build(page);
    if (error_count() > before)
        return NULL;
    list_noises(page);
    return program;
}
