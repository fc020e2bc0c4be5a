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

/* What is open at the end of a line: parentheses outside comments and strings. */
static int
paren_balance(const char *line, size_t size)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        if (line[i] == '"' && (i == 0 || line[i - 1] != '\\'))
            quoted = !quoted;
        if (!quoted && line[i] == '/' && i + 1 < size && line[i + 1] == '*')
            return depth;
        if (!quoted)
            depth += (line[i] == '(') - (line[i] == ')');
    }
    return depth;
}

/* Where to break a line that is too long: behind a comma or before an operator, in as few
 * parentheses as possible, sums before products, and as late as fits. 0: nowhere. */
static size_t
break_at(const char *line, size_t size, size_t room)
{
    size_t best = 0;
    int depth = 0, best_rank = 99;
    bool quoted = false;
    for (size_t i = 1; i < size && i <= room; i++) {
        if (line[i] == '"' && line[i - 1] != '\\')
            quoted = !quoted;
        if (!quoted && line[i] == '/' && i + 1 < size && line[i + 1] == '*')
            break;
        depth += quoted ? 0 : (line[i - 1] == '(') - (line[i] == ')');
        if (quoted || line[i] != ' ')
            continue;
        bool behind = line[i - 1] == ',' || (line[i - 1] == ';' && depth > 0);
        bool value = line[i - 1] == '=' && strchr(" +-*", line[i - 2]) && depth == 0;
        bool before = i + 2 < size && strchr("+-*/?:", line[i + 1]) && line[i + 2] == ' ';
        if (!behind && !before && !value)
            continue;
        int rank = 2 * depth + (before && strchr("*/", line[i + 1]) != NULL);
        bool early = best * 2 < room; /* the break found so far would leave a short line */
        if (rank <= best_rank || early) {
            best = i;
            best_rank = rank;
        }
    }
    if (best == 0 &&
        line[0] != '_') /* a long name of a function: its parameters begin on the next line */
        for (size_t i = 1; i + 1 < size && i < room && best == 0; i++)
            best = line[i] == '(' && line[i + 1] != ')' ? i + 1 : 0;
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
        at += line[at] == ' ';
        line += at;
        size -= at;
    }
}

/* Whether the statement goes on in the next line. */
static bool
is_open(const char *line, size_t size)
{
    return paren_balance(line, size) > 0 || (size > 2 && memcmp(line + size - 2, " =", 2) == 0);
}

/* The next line, with those joined to it that continue it. */
static const char *
next_line(const char **at, bool comment, size_t *size)
{
    const char *start = *at, *end = strchr(start, '\n');
    Text joined = {0};
    *size = end ? (size_t)(end - start) : strlen(start);
    *at = end ? end + 1 : start + *size;
    if (comment || *size == 0 || strchr("#/\"", start[0]) || !is_open(start, *size) ||
        **at == '"')
        return start;
    text_put_bytes(&joined, start, *size);
    while (**at && is_open(joined.at, joined.size)) {
        if (joined.at[joined.size - 1] != '(')
            text_put(&joined, " ");
        end = strchr(*at, '\n');
        size_t more = end ? (size_t)(end - *at) : strlen(*at);
        size_t blanks = strspn(*at, " ");
        text_put_bytes(&joined, *at + blanks, more - blanks);
        *at += end ? more + 1 : more;
    }
    *size = joined.size;
    return joined.at;
}

/* A loop or a condition without a brace: the next line is its body. */
static bool
is_loop_head(const char *line, size_t size)
{
    bool ends = line[size - 1] == '{' || line[size - 1] == ';' || line[size - 1] == '}';
    return !ends && (strncmp(line, "for (", 5) == 0 || strncmp(line, "if (", 4) == 0);
}

/* ---- loops of one statement ---- */

typedef struct Line {
    const char *text;
    size_t size;
    bool comment; /* inside a block comment */
} Line;

typedef LIST(Line) Lines;

typedef struct Block { /* an open brace */
    int head, units;   /* its line; statements inside */
    bool loop, plain;  /* a loop; holds nothing but statements and loops of one statement */
} Block;

static bool
starts(const Line *line, const char *words)
{
    return line->size >= strlen(words) && strncmp(line->text, words, strlen(words)) == 0;
}

static Lines
split_lines(const char *unindented)
{
    Lines lines = {0};
    bool comment = false;
    for (const char *at = unindented; *at;) {
        Line line = {.comment = comment};
        int closing;
        line.text = next_line(&at, comment, &line.size);
        brace_balance(line.text, line.size, &comment, &closing);
        PUSH(lines, line);
    }
    return lines;
}

/* A loop nest around one statement needs no braces: "for (..) {", statement, "}" becomes
 * "for (..)", statement. Lines that go get a NULL text. */
static void
drop_braces(Lines *lines)
{
    LIST(Block) open = {0};
    PUSH(open, ((Block){0}));
    for (int i = 0; i < lines->count; i++) {
        Line *line = &lines->at[i];
        Block *block = &open.at[open.count - 1];
        char last = line->size > 0 ? line->text[line->size - 1] : ' ';
        bool code =
            !line->comment && line->size > 0 && line->text[0] != '#' && !starts(line, "/*");
        if (code && last == '{' && !starts(line, "}")) {
            PUSH(open, ((Block){i, 0, starts(line, "for ("), true}));
        } else if (code && line->size == 1 && line->text[0] == '}' && open.count > 1) {
            bool drop = block->loop && block->plain && block->units == 1;
            if (drop) {
                line->text = NULL;
                lines->at[block->head].size -= 2;
            }
            open.count--;
            open.at[open.count - 1].units++;
            open.at[open.count - 1].plain = open.at[open.count - 1].plain && drop;
        } else {
            block->units++;
            block->plain = block->plain && code && last == ';';
        }
    }
}

char *
text_indent(const char *unindented)
{
    Text out = {0};
    Lines lines = split_lines(unindented);
    int depth = 0, heads = 0;
    bool blank = false;
    drop_braces(&lines);
    for (int i = 0; i < lines.count; i++) {
        const Line *line = &lines.at[i];
        bool comment = line->comment;
        if (line->text == NULL)
            continue;
        int closing, balance = brace_balance(line->text, line->size, &comment, &closing);
        bool code =
            !line->comment && line->size > 0 && line->text[0] != '#' && line->text[0] != '/';
        if (line->size > 0 || !blank) /* one blank line is enough */
            put_line(&out, line->text, line->size,
                     4 * (depth - closing + (line->comment ? 0 : heads)));
        blank = line->size == 0;
        if (code)
            heads = is_loop_head(line->text, line->size) ? heads + 1 : 0;
        depth += balance;
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
