/* The events of libyaml to a tree with marks. We take what an event says and apply our own
 * limits and refusals as it comes: libyaml's own loader keeps duplicate keys and follows
 * aliases. Typing is not done here; a scalar is text. A mistake that people make with
 * expressions in YAML is recognised: a comma that splits a call in a flow collection. What
 * libyaml cannot read is said in plain words by yaml_errors.c. */
#include "yaml_errors.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 64, MOST_NODES = 100000, MOST_SCALAR = 4096, MOST_OPEN = 20 };

typedef struct Reader {
    const Source *source;
    yaml_parser_t parser;
    yaml_event_t event; /* the current one */
    bool split;         /* a split expression was reported in this flow collection */
    int open;           /* scalars with an open parenthesis that were looked at */
    int nodes;
} Reader;

static Yaml *parse_node(Reader *r, bool in_flow, int depth, const char *key);

/* ---- marks ------------------------------------------------------------------------------ */

Mark
yaml_place(const Source *source, yaml_mark_t at)
{
    return (Mark){source, (int)at.line + 1, (int)at.column + 1, 1};
}

/* From `start` to `end`, or to the end of the first line. */
static Mark
span(const Reader *r, yaml_mark_t start, yaml_mark_t end)
{
    Mark mark = yaml_place(r->source, start);
    if (start.line == end.line) {
        mark.length = end.column > start.column ? (int)(end.column - start.column) : 1;
        return mark;
    }
    const char *at = mark_text(mark), *stop = r->source->text + r->source->size;
    uint32_t code = 0;
    for (mark.length = 0; at && at < stop && *at != '\n' && *at != '\r'; mark.length++)
        at += code_point(at, stop, &code);
    return mark;
}

static bool
next(Reader *r)
{
    yaml_event_delete(&r->event);
    if (yaml_parser_parse(&r->parser, &r->event))
        return true;
    if (!r->split) /* else it is the rest of a split expression: said already */
        yaml_complain(r->source, &r->parser);
    return false;
}

/* ---- expressions that a comma split ----------------------------------------------------- */

/* The text from `at` to the end of the item that was meant, with blanks folded; NULL where its
 * parentheses do not close either. */
static const char *
meant(const char *at)
{
    static const char opening[] = "([{", closing[] = ")]}";
    Text text = {0}, open = {0};
    for (; *at && text.size < MOST_SCALAR; at++) {
        if (open.size == 0 && (strchr(",]}\r\n", *at) || (at[0] == ' ' && at[1] == '#')))
            break;
        if (strchr(opening, *at)) {
            text_put_bytes(&open, &closing[strchr(opening, *at) - opening], 1);
        } else if (strchr(closing, *at)) {
            if (open.size == 0 || open.at[--open.size] != *at)
                return NULL;
        }
        if (!strchr(" \t\r\n", *at))
            text_put_bytes(&text, at, 1);
        else if (text.size && text.at[text.size - 1] != ' ')
            text_put(&text, " ");
    }
    while (text.size && text.at[text.size - 1] == ' ')
        text.at[--text.size] = '\0';
    return open.size == 0 && text.size ? text.at : NULL;
}

static bool
leaves_open(const char *text)
{
    int depth = 0;
    for (; *text; text++)
        depth += (*text == '(') - (*text == ')');
    return depth > 0;
}

/* Commas and brackets end a plain scalar in a flow collection, parentheses or not. */
static void
check_split(Reader *r, const Yaml *scalar, const char *key)
{
    if (!scalar->plain || !scalar->in_flow || r->split || !leaves_open(scalar->text))
        return;
    const char *whole = r->open++ < MOST_OPEN ? meant(mark_text(scalar->mark)) : NULL;
    if (!whole)
        return; /* a parenthesis is missing, comma or not: left to expression.c */
    Mark mark = scalar->mark;
    bool bracket = strchr("[{", mark_text(mark)[strlen(scalar->text)]) != NULL;
    mark.length = (int)strlen(whole);
    error_at(mark, "the %s split%s this expression: inside [ ] and { } %s",
             bracket ? "brackets" : "comma", bracket ? "" : "s",
             bracket ? "they begin a list" : "it separates items");
    const char *before = key ? format("%s: ", key) : "- ";
    char quote = strchr(whole, '"') ? '\'' : '"';
    note_at(mark, "put it in quotes:  %s%c%s%c", key ? before : "", quote, whole, quote);
    note_at(mark, "or write it as a block, on a line of its own:  %s%s", before, whole);
    r->split = true;
}

/* ---- nodes ------------------------------------------------------------------------------ */

static void
refuse_properties(const Reader *r, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    Mark mark = yaml_place(r->source, r->event.start_mark);
    if (anchor)
        error_at(mark, "anchors are not part of the language; give the piece a name under "
                       "'blocks' and use that");
    if (tag)
        error_at(mark, "tags ('!') are not part of the language");
}

static Yaml *
node_new(const Reader *r, YamlKind kind, bool in_flow)
{
    Yaml *node = NEW(Yaml);
    node->kind = kind;
    node->mark = span(r, r->event.start_mark, r->event.end_mark);
    node->in_flow = in_flow;
    node->text = "";
    return node;
}

static Yaml *
parse_scalar(Reader *r, bool in_flow, const char *key)
{
    const char *text = (const char *)r->event.data.scalar.value;
    size_t size = r->event.data.scalar.length;
    Yaml *node = node_new(r, YAML_SCALAR, in_flow);
    refuse_properties(r, r->event.data.scalar.anchor, r->event.data.scalar.tag);
    if (size > MOST_SCALAR) {
        error_at(node->mark, "a text of %zu bytes; at most %d are allowed", size, MOST_SCALAR);
        return NULL;
    }
    if (memchr(text, 0, size)) {
        error_at(node->mark, "a NUL character in a text");
        return NULL;
    }
    node->text = intern_bytes(text, size);
    node->plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    check_split(r, node, key);
    return node;
}

static Yaml *
parse_alias(Reader *r, bool in_flow)
{
    Yaml *node = node_new(r, YAML_SCALAR, in_flow);
    error_at(node->mark,
             "aliases ('*name') are not part of the language; give the piece a name "
             "under 'blocks' and use that");
    return node;
}

/* A collection that ends here: one on a single line is underlined as a whole. */
static void
close_collection(const Reader *r, Yaml *node)
{
    if (node->flow && (int)r->event.end_mark.line + 1 == node->mark.line)
        node->mark.length = (int)r->event.end_mark.column + 1 - node->mark.column;
}

static Yaml *
parse_list(Reader *r, bool in_flow, int depth)
{
    LIST(Yaml *) item = {0};
    Yaml *node = node_new(r, YAML_LIST, in_flow);
    node->flow = r->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    refuse_properties(r, r->event.data.sequence_start.anchor, r->event.data.sequence_start.tag);
    for (;;) {
        if (!next(r))
            return NULL;
        if (r->event.type == YAML_SEQUENCE_END_EVENT)
            break;
        Yaml *value = parse_node(r, in_flow || node->flow, depth, NULL);
        if (!value)
            return NULL;
        PUSH(item, value);
    }
    close_collection(r, node);
    node->item = item.at;
    node->count = item.count;
    return node;
}

static int
compare_keys(const void *a, const void *b)
{
    const Yaml *one = *(Yaml *const *)a, *two = *(Yaml *const *)b;
    int order = strcmp(one->text, two->text);
    if (order == 0)
        order = one->mark.line - two->mark.line;
    return order ? order : one->mark.column - two->mark.column;
}

/* Keys are sorted for this, since a hostile page has very many. */
static void
refuse_duplicates(const Yaml *map)
{
    size_t count = (size_t)map->count;
    Yaml **sorted = NEW_ARRAY(Yaml *, count + 1);
    for (size_t i = 0; i < count; i++)
        sorted[i] = map->key[i];
    qsort(sorted, count, sizeof *sorted, compare_keys);
    const Yaml *first = count ? sorted[0] : NULL;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(sorted[i]->text, first->text) != 0 || !*first->text) {
            first = sorted[i];
            continue;
        }
        error_at(sorted[i]->mark, "duplicate key '%s'", first->text);
        note_at(first->mark, "'%s' is first written here", first->text);
    }
}

static void
check_key(const Yaml *key)
{
    if (key->kind != YAML_SCALAR)
        error_at(key->mark, "a key must be a name, not a %s",
                 key->kind == YAML_LIST ? "list" : "map");
    else if (!*key->text && key->plain)
        error_at(key->mark, "the name before ':' is missing");
    else if (key->plain && strcmp(key->text, "<<") == 0)
        error_at(key->mark, "merge keys ('<<') are not part of the language; give the piece a "
                            "name under 'blocks' and use that");
}

/* `{latent:20}` is one key without a value to YAML. */
static void
check_tight_pair(const Reader *r, const Yaml *key, const Yaml *value)
{
    if (!key->plain || value->kind != YAML_SCALAR || !value->plain || *value->text)
        return;
    const char *at = mark_text(key->mark), *colon = tight_colon(at);
    if (colon && colon < at + strlen(key->text))
        complain_colon(r->source, colon);
}

static Yaml *
parse_map(Reader *r, bool in_flow, int depth)
{
    LIST(Yaml *) keys = {0};
    LIST(Yaml *) values = {0};
    Yaml *node = node_new(r, YAML_MAP, in_flow);
    node->flow = r->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    refuse_properties(r, r->event.data.mapping_start.anchor, r->event.data.mapping_start.tag);
    for (;;) {
        if (!next(r))
            return NULL;
        if (r->event.type == YAML_MAPPING_END_EVENT)
            break;
        Yaml *key = parse_node(r, in_flow || node->flow, depth, NULL);
        if (!key)
            return NULL;
        if (!r->split)
            check_key(key);
        Yaml *value = next(r) ? parse_node(r, in_flow || node->flow, depth, key->text) : NULL;
        if (!value)
            return NULL;
        if (node->flow && !r->split)
            check_tight_pair(r, key, value);
        PUSH(keys, key);
        PUSH(values, value);
    }
    close_collection(r, node);
    node->key = keys.at;
    node->item = values.at;
    node->count = keys.count;
    if (!r->split)
        refuse_duplicates(node);
    return node;
}

/* The node that the current event begins; afterwards its last event is the current one. NULL
 * when reading cannot go on. */
static Yaml *
parse_node(Reader *r, bool in_flow, int depth, const char *key)
{
    Yaml *node;
    if (++r->nodes > MOST_NODES) {
        error_at(yaml_place(r->source, r->event.start_mark), "more than %d names and values",
                 MOST_NODES);
        return NULL;
    }
    if (r->event.type == YAML_SCALAR_EVENT)
        return parse_scalar(r, in_flow, key);
    if (r->event.type == YAML_ALIAS_EVENT)
        return parse_alias(r, in_flow);
    if (depth >= MOST_DEPTH) {
        error_at(yaml_place(r->source, r->event.start_mark),
                 "lists and maps nested more than %d deep", MOST_DEPTH);
        return NULL;
    }
    if (r->event.type == YAML_SEQUENCE_START_EVENT)
        node = parse_list(r, in_flow, depth + 1);
    else if (r->event.type == YAML_MAPPING_START_EVENT)
        node = parse_map(r, in_flow, depth + 1);
    else
        die("libyaml event %d begins no node", (int)r->event.type);
    if (!in_flow)
        r->split = false;
    return node;
}

/* ---- the page --------------------------------------------------------------------------- */

static void
refuse_empty(const Reader *r)
{
    error_at((Mark){r->source, 1, 1, 1}, "the page is empty; it begins with 'model: NAME'");
}

static Yaml *
parse_root(Reader *r)
{
    if (!next(r) || !next(r)) /* the stream, then a document */
        return NULL;
    if (r->event.type == YAML_STREAM_END_EVENT) {
        refuse_empty(r);
        return NULL;
    }
    Yaml *root = next(r) ? parse_node(r, false, 0, NULL) : NULL;
    if (!root || !next(r) || !next(r)) /* the document's end, the stream's */
        return NULL;
    if (r->event.type != YAML_STREAM_END_EVENT)
        error_at(yaml_place(r->source, r->event.start_mark),
                 "a second document begins here; a file holds one page");
    if (root->kind == YAML_SCALAR && root->plain) {
        const char *colon = tight_colon(mark_text(root->mark));
        if (!*root->text)
            refuse_empty(r);
        else if (colon)
            complain_colon(r->source, colon);
        else
            error_at(root->mark, "a page is made of 'name: value' entries; ': ' is missing");
    }
    return root;
}

Yaml *
yaml_parse(const Source *source)
{
    Reader r = {.source = source};
    int before = error_count();
    if (!yaml_parser_initialize(&r.parser)) {
        error_at((Mark){0}, "out of memory");
        return NULL;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)source->text, source->size);
    Yaml *root = parse_root(&r);
    yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    return error_count() == before ? root : NULL;
}

static int
find(const Yaml *map, const char *key)
{
    for (int i = 0; map && map->kind == YAML_MAP && i < map->count; i++)
        if (strcmp(map->key[i]->text, key) == 0)
            return i;
    return -1;
}

Yaml *
yaml_get(const Yaml *map, const char *key)
{
    int i = find(map, key);
    return i < 0 ? NULL : map->item[i];
}

Yaml *
yaml_key(const Yaml *map, const char *key)
{
    int i = find(map, key);
    return i < 0 ? NULL : map->key[i];
}
