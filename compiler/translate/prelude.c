/* The prelude: functions written in the language itself, compiled in as text. The Makefile
 * makes prelude.inc from prelude.yaml, a list of byte values. */
#include "translate.h"

static const char text[] = {
#include "prelude.inc"
    , 0};

const Definitions *
prelude_functions(void)
{
    static Definitions list;
    if (list.count)
        return &list;
    int before = error_count();
    Source *source = source_from_text("prelude.yaml", text, sizeof text - 1);
    Yaml *root = source ? yaml_parse(source) : NULL;
    if (root)
        definitions_functions(&list, root, true);
    if (error_count() > before)
        die("prelude.yaml does not parse");
    return &list;
}
