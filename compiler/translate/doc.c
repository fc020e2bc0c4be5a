/* `latentc doc`: the tables and the prelude as text. */
#include "layers.h"

#include <string.h>

/* Whether a line says a fact of its own: "Shapes: ..". */
static bool
is_labelled(const char *line)
{
    static const char *const labels[] = {
        "Shapes: ",     "Units: ",      "Reduction: ", "Defaults: ",
        "Derivative: ", "Convention: ", "Source: "};
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        if (strncmp(line, labels[i], strlen(labels[i])) == 0)
            return true;
    return false;
}

/* Indented by 4, broken at blanks so that lines stay below 96; a fact has lines of its own. */
static void
print_lines(Text *text, const char *lines)
{
    size_t column = 0;
    while (*lines) {
        size_t size = strcspn(lines, " \n");
        bool wraps = column + size > 94;
        text_print(text, "%s%.*s",
                   column == 0 ? "    "
                   : wraps     ? "\n    "
                               : " ",
                   (int)size, lines);
        column = (column == 0 || wraps ? 4 : column + 1) + size;
        lines += size;
        if (*lines == '\n' && is_labelled(lines + 1)) {
            text_put(text, "\n");
            column = 0;
        }
        lines += *lines != '\0';
    }
    if (column)
        text_put(text, "\n");
}

static void
print_layer(Text *text, const LayerKind *kind)
{
    text_print(text, "%s%s%s\n", kind->name, *kind->parameters ? ": " : "", kind->parameters);
    print_lines(text, kind->doc);
}

static void
print_function(Text *text, const Function *function)
{
    text_print(text, "%s(%s)\n", function->name, function->parameters);
    print_lines(text, function->doc);
}

/* A definition as the prelude writes it. */
static void
print_definition(Text *text, const Definition *d)
{
    text_print(text, "%s", d->text);
    if (d->locals.count == 0 && d->result)
        text_print(text, ": %s", expression_print(d->result));
    text_put(text, "\n");
    if (d->doc)
        print_lines(text, d->doc);
    if (d->locals.count)
        text_put(text, "    values:\n");
    for (int i = 0; i < d->locals.count; i++)
        text_print(text, "      %s: %s\n", d->locals.at[i].name,
                   expression_print(d->locals.at[i].expr));
    if (d->locals.count && d->result)
        text_print(text, "    result: %s\n", expression_print(d->result));
    if (d->members.count)
        text_put(text, "    result:\n");
    for (int i = 0; i < d->members.count; i++)
        text_print(text, "      %s: %s\n", d->members.at[i].name,
                   expression_print(d->members.at[i].expr));
}

static void
print_optimizer(Text *text, const OptimizerKind *kind)
{
    text_print(text, "%s(%s)\n", kind->name, kind->parameters);
    print_lines(text, kind->doc);
}

static void
print_init(Text *text, const InitKind *kind)
{
    text_print(text, "init: %s%s%s%s\n", kind->name, *kind->parameters ? "(" : "",
               kind->parameters, *kind->parameters ? ")" : "");
    print_lines(text, kind->doc);
}

/* A block as the prelude writes it. */
static void
print_block(Text *text, const Definition *d)
{
    text_print(text, "%s: %s\n", d->text, yaml_print(d->body));
    print_lines(text, d->doc);
}

static void
print_holder(Text *text, const LayerHolder *holder)
{
    text_print(text, "%s: %s\n", holder->name, holder->parameters);
    print_lines(text, holder->doc);
}

static void
print_field_word(Text *text, const FieldWord *word)
{
    text_print(text, "%s: %s\n", word->name, word->written);
    print_lines(text, word->doc);
}

static void
print_time(Text *text, const Time *time)
{
    text_print(text, "%s\n", time->name);
    print_lines(text, time->doc);
}

static bool
wanted(const char *word, const char *name)
{
    return !word || strcmp(word, name) == 0;
}

/* ---- sections: what has the name `word`, or all where that is NULL ---- */

static void
print_fields(Text *text, const char *word)
{
    for (int i = 0; i < field_word_count; i++)
        if (wanted(word, field_words[i].name))
            print_field_word(text, &field_words[i]);
}

static void
print_layers(Text *text, const char *word)
{
    const Definitions *blocks = prelude_blocks();
    for (int i = 0; i < layer_kind_count; i++)
        if (wanted(word, layer_kinds[i].name))
            print_layer(text, &layer_kinds[i]);
    for (int i = 0; i < blocks->count; i++)
        if (wanted(word, blocks->at[i]->name))
            print_block(text, blocks->at[i]);
    for (int i = 0; i < layer_holder_count; i++)
        if (wanted(word, layer_holders[i].name))
            print_holder(text, &layer_holders[i]);
}

static void
print_attributes(Text *text, const char *word)
{
    for (int i = 0; i < layer_attribute_count; i++)
        if (wanted(word, layer_attributes[i].name))
            print_holder(text, &layer_attributes[i]);
}

static void
print_inits(Text *text, const char *word)
{
    for (int i = 0; i < init_kind_count; i++)
        if (wanted(word, init_kinds[i].name))
            print_init(text, &init_kinds[i]);
    if (wanted(word, kmeans_function.name)) {
        text_put(text, "init: ");
        print_function(text, &kmeans_function);
    }
}

static void
print_functions(Text *text, const char *word)
{
    for (int i = 0; i < function_count; i++)
        if (wanted(word, functions[i].name))
            print_function(text, &functions[i]);
}

static void
print_prelude(Text *text, const char *word)
{
    const Definitions *prelude = prelude_functions();
    for (int i = 0; i < prelude->count; i++)
        if (wanted(word, prelude->at[i]->name))
            print_definition(text, prelude->at[i]);
}

static void
print_times(Text *text, const char *word)
{
    for (int i = 0; i < TIMES; i++)
        if (wanted(word, times[i].name))
            print_time(text, &times[i]);
}

static void
print_optimizers(Text *text, const char *word)
{
    for (int i = 0; i < optimizer_kind_count; i++)
        if (wanted(word, optimizer_kinds[i].name))
            print_optimizer(text, &optimizer_kinds[i]);
}

static const struct Section {
    const char *title;
    const char *remark; /* NULL: none */
    void (*print)(Text *text, const char *word);
} sections[] = {
    {"Fields of data", NULL, print_fields},
    {"Layers", NULL, print_layers},
    {"Attributes of layers", NULL, print_attributes},
    {"First values",
     "    Of a layer, for its weight or gain; of a network, for the weights of its linear,\n"
     "    convolution and embedding layers; of a parameter or state.\n",
     print_inits},
    {"Functions",
     "    Each stands as a layer too, where its first argument is what comes before it:\n"
     "    `leaky_relu: 0.2`, `clamp: {low: 0, high: 1}`.\n",
     print_functions},
    {"Functions of the prelude", NULL, print_prelude},
    {"Time", NULL, print_times},
    {"Optimizers", NULL, print_optimizers},
};

bool
translate_doc(Text *text, const char *word)
{
    const size_t before = text->size;
    for (size_t i = 0; i < COUNT_OF(sections); i++) {
        const struct Section *section = &sections[i];
        if (!word)
            text_print(text, "%s%s\n\n", i ? "\n" : "", section->title);
        if (!word && section->remark)
            text_print(text, "%s\n", section->remark);
        section->print(text, word);
    }
    return text->size > before;
}

/* Entries begin at the margin with their names. */
const char *
translate_doc_nearest(const char *word)
{
    Text plain = {0};
    LIST(const char *) words = {0};
    translate_doc(&plain, NULL);
    for (const char *line = plain.at; *line; line += strcspn(line, "\n") + 1) {
        const size_t size = strspn(line, "abcdefghijklmnopqrstuvwxyz_0123456789");
        if (size > 0 && strchr("(:\n", line[size]) != NULL)
            PUSH(words, intern_bytes(line, size));
    }
    return suggestion(word, words.at, words.count);
}

/* Sections of the text become headings, its indented paragraphs prose, all else stays as it is.
 * Blank lines stand around each of them. */
void
translate_doc_markdown(Text *text)
{
    Text plain = {0};
    translate_doc(&plain, NULL);
    text_put(text, "# The language: layers, functions, optimizers\n\nMade by `latentc doc "
                   "--markdown`.\n");
    for (const char *at = plain.at; *at;) {
        const char *end = strstr(at, "\n\n");
        size_t size = end ? (size_t)(end - at) : strlen(at);
        while (size > 0 && at[size - 1] == '\n')
            size--;
        bool title = memchr(at, '\n', size) == NULL && *at != ' ';
        if (title)
            text_print(text, "\n## %.*s\n", (int)size, at);
        else if (*at == ' ')
            for (const char *line = at; line < at + size; line += strcspn(line, "\n") + 1)
                text_print(text, "%s%.*s\n", line == at ? "\n" : "",
                           (int)strcspn(line + 4, "\n"), line + 4);
        else
            text_print(text, "\n```\n%.*s\n```\n", (int)size, at);
        at = end ? end + strspn(end, "\n") : at + strlen(at);
    }
}
