/* The prelude: functions and blocks written in the language itself, compiled in as text. The
 * Makefile makes prelude.inc from prelude.yaml, a list of byte values. */
#include "translate.h"

static const char text[] = {
#include "prelude.inc"
    , 0};

typedef struct Prelude {
    Definitions functions, blocks;
} Prelude;

static bool
is_block(const Yaml *body)
{
    return body->kind == YAML_LIST || (body->kind == YAML_MAP && yaml_get(body, "layers"));
}

/* The pairs of a map whose bodies are blocks, or are not. */
static Yaml *
part_of(const Yaml *root, bool blocks)
{
    Yaml *part = NEW(Yaml);
    *part = *root;
    part->count = 0;
    part->key = NEW_ARRAY(Yaml *, root->count + 1);
    part->item = NEW_ARRAY(Yaml *, root->count + 1);
    for (int i = 0; i < root->count; i++) {
        if (is_block(root->item[i]) != blocks)
            continue;
        part->key[part->count] = root->key[i];
        part->item[part->count++] = root->item[i];
    }
    return part;
}

static const Prelude *
prelude(void)
{
    static Prelude prelude;
    if (prelude.functions.count)
        return &prelude;
    int before = error_count();
    Source *source = source_from_text("prelude.yaml", text, sizeof text - 1);
    Yaml *root = source ? yaml_parse(source) : NULL;
    if (root) {
        definitions_functions(&prelude.functions, part_of(root, false), true);
        definitions_blocks(&prelude.blocks, part_of(root, true));
    }
    if (error_count() > before)
        die("prelude.yaml does not parse");
    return &prelude;
}

const Definitions *
prelude_functions(void)
{
    return &prelude()->functions;
}

const Definitions *
prelude_blocks(void)
{
    return &prelude()->blocks;
}
