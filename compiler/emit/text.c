/* Indentation from braces, and names of sizes. Emitters write lines without indentation. */
#include "emit.h"

#include <string.h>

enum { LINE = 96 };

/* Braces of a line that count: not those in comments or strings. */
static int
brace_balance(const char *line, size_t size, bool *comment, int *leading_close)
{
    int depth = 0;
    bool quoted = false, seen = false;
    *leading_close = 0;
    for (size_t i = 0; i < size; i++) {
        if (*comment) {
            if (line[i] == '*' && i + 1 < size && line[i + 1] == '/')
                *comment = false;
            continue;
        }
        if (quoted) {
            if (line[i] == '\\')
                i++;
            else if (line[i] == '"')
                quoted = false;
            continue;
        }
        if (line[i] == '/' && i + 1 < size && line[i + 1] == '*') {
            *comment = true;
        } else if (line[i] == '"') {
            quoted = true;
        } else if (line[i] == '{') {
            depth++;
        } else if (line[i] == '}') {
            depth--;
            *leading_close += !seen;
        }
        seen = seen || line[i] != ' ';
    }
    return depth;
}

/* A line that the next one continues: an open parenthesis, or an operator at its end. */
static int
paren_balance(const char *line, size_t size)
{
    int depth = 0;
    for (size_t i = 0; i < size; i++)
        depth += (line[i] == '(') - (line[i] == ')');
    return depth;
}

/* Where to break a line that is too long: behind the last comma or before the last operator that
 * leaves room, not inside a string or a character. 0: nowhere. */
static size_t
break_at(const char *line, size_t size, size_t room)
{
    size_t best = 0;
    bool quoted = false;
    for (size_t i = 1; i < size && i < room; i++) {
        if (line[i] == '"' && line[i - 1] != '\\')
            quoted = !quoted;
        if (quoted || line[i] != ' ')
            continue;
        bool behind = strchr(",;", line[i - 1]) != NULL;
        bool before = i + 2 < size && strchr("+-*/?:=", line[i + 1]) && line[i + 2] == ' ';
        if (behind || (before && i > room / 2))
            best = i;
    }
    return best;
}

/* The line with its indentation, broken where it does not fit. */
static void
put_line(Text *out, const char *line, size_t size, int indent)
{
    bool breakable = size > 1 && line[0] != '#' && line[0] != '"' && line[0] != '/' &&
                     line[0] != ' ' && strncmp(line, "static const char", 17) != 0;
    for (bool more = false;; more = true) {
        int margin = indent + (more ? 4 : 0);
        size_t room = (size_t)(LINE - margin);
        size_t at = breakable && size > room ? break_at(line, size, room) : 0;
        for (int i = 0; i < margin && size > 0 && line[0] != '#'; i++)
            text_put(out, " ");
        text_put_bytes(out, line, at ? at : size);
        text_put(out, "\n");
        if (at == 0)
            return;
        line += at + 1;
        size -= at + 1;
    }
}

char *
text_indent(const char *unindented)
{
    Text out = {0};
    int depth = 0, open = 0;
    bool comment = false, loop_head = false;
    for (const char *at = unindented; *at;) {
        const char *end = strchr(at, '\n');
        size_t size = end ? (size_t)(end - at) : strlen(at);
        bool was_comment = comment;
        int closing, balance = brace_balance(at, size, &comment, &closing);
        int level = depth - closing;
        bool continues = !was_comment && (open > 0 || (loop_head && at[0] != '{'));
        put_line(&out, at, size, 4 * level + (continues ? 4 : 0));
        if (!was_comment && size > 0 && at[0] != '#' && at[0] != '/') {
            open += paren_balance(at, size);
            bool ends = at[size - 1] == '{' || at[size - 1] == ';' || at[size - 1] == '}' ||
                        at[size - 1] == ',';
            loop_head = open == 0 && !ends && (strncmp(at, "for (", 5) == 0 ||
                                               strncmp(at, "if (", 4) == 0);
        }
        depth += balance;
        at = end ? end + 1 : at + size;
    }
    return out.at ? out.at : "";
}

const char *
size_text(const Program *program, int64_t n)
{
    const char *found = NULL;
    for (int i = 0; i < program->sizes.count && n > 4; i++) {
        if (program->sizes.at[i].value != n || strcmp(program->sizes.at[i].name, "batch") == 0)
            continue;
        if (found != NULL)
            return format("%lld", (long long)n);
        found = program->sizes.at[i].name;
    }
    return found ? found : format("%lld", (long long)n);
}
