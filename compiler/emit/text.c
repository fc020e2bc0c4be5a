/* Indentation from braces, names of sizes, literals. Emitters write lines without indentation.
 */
#include "emit.h"

#include <ctype.h>
#include <string.h>

enum { LINE = 96, MOST = 100 }; /* columns: where lines are broken, and what none exceeds */
enum { STRING = 86 };           /* of a string literal */
enum { NOWHERE = 999 };

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

/* Whether a line may be broken at the blank i, in front of which `depth` parentheses are open:
 * behind a comma, or before an operator; gives how unwelcome that is, or NOWHERE. */
static int
break_rank(const char *line, size_t size, size_t i, int depth)
{
    bool behind = line[i - 1] == ',' || (line[i - 1] == ';' && depth > 0);
    bool value = line[i - 1] == '=' && strchr(" +-*", line[i - 2]) && depth == 0;
    bool before = i + 2 < size && strchr("+-*/?:<>", line[i + 1]) && line[i + 2] == ' ';
    if (!behind && !before && !value)
        return NOWHERE;
    return 2 * depth + (before && strchr("*/<>", line[i + 1]) != NULL);
}

typedef struct Breaks { /* places in a line; 0: nowhere */
    size_t best; /* fits, in as few parentheses as possible, sums before products, late */
    size_t first;
    size_t next;  /* the first that does not fit */
    size_t call;  /* fits: behind the parenthesis of a long name of a function */
    size_t array; /* fits: before the last dimensions */
} Breaks;

static Breaks
find_breaks(const char *line, size_t size, size_t room)
{
    Breaks found = {0};
    int depth = 0, best_rank = NOWHERE;
    bool quoted = false;
    for (size_t i = 1; i < size && found.next == 0; i++) {
        if (line[i] == '"' && line[i - 1] != '\\')
            quoted = !quoted;
        if (!quoted && line[i] == '/' && i + 1 < size && line[i + 1] == '*')
            break;
        depth += quoted ? 0 : (line[i - 1] == '(') - (line[i] == ')');
        bool word = line[i - 1] == '_' || isalnum((unsigned char)line[i - 1]);
        if (quoted)
            continue;
        if (line[i] == '(' && i + 1 < size && line[i + 1] != ')' && i < room && word &&
            found.call == 0)
            found.call = i + 1;
        if (line[i] == '[' && (word || line[i - 1] == ')') && i <= room)
            found.array = i;
        int rank = line[i] == ' ' ? break_rank(line, size, i, depth) : NOWHERE;
        found.first = rank < NOWHERE && found.first == 0 ? i : found.first;
        if (rank < NOWHERE && i > room)
            found.next = i;
        else if (rank < NOWHERE && (rank <= best_rank ||
                                    found.best * 2 < room)) /* that would leave a short line */
            found.best = i, best_rank = rank;
    }
    return found;
}

/* Where to break a line that is too long. 0: nowhere. */
static size_t
break_at(const char *line, size_t size, size_t room)
{
    const Breaks found = find_breaks(line, size, room);
    const size_t most = room + MOST - LINE;
    if (line[0] == '[' && found.first > 0 && line[found.first - 1] == ',')
        return found.first; /* the dimensions of a parameter whose name took a line */
    if (found.best > 0)
        return found.best;
    if (found.call > 0 && line[0] != '_')
        return found.call;
    if ((found.next > 0 && found.next <= most) || (found.next == 0 && size <= most))
        return found.next;
    return found.array > 0 ? found.array : found.next;
}

/* A directive goes on behind a backslash. */
static void
put_directive(Text *out, const char *line, size_t size)
{
    while (size > MOST) {
        size_t at = MOST - 2;
        while (at > 0 && line[at] != ' ')
            at--;
        if (at == 0)
            break;
        text_put_bytes(out, line, at);
        text_put(out, " \\\n    ");
        line += at + 1;
        size -= at + 1;
    }
    text_put_bytes(out, line, size);
    text_put(out, "\n");
}

/* The line with its indentation, broken where it does not fit. */
static void
put_line(Text *out, const char *line, size_t size, int indent)
{
    bool breakable = size > 1 && line[0] != '"' && line[0] != '/' && line[0] != ' ' &&
                     strncmp(line, "static const char", 17) != 0;
    if (size > 0 && line[0] == '#') {
        put_directive(out, line, size);
        return;
    }
    for (int more = 0;;) {
        int margin = indent + more;
        size_t room = (size_t)(LINE - margin);
        size_t at = breakable && size > room ? break_at(line, size, room) : 0;
        const int length = (int)(at ? at : size);
        if (breakable && margin + length > MOST) /* further left, then */
            margin = length < MOST ? MOST - length : 0;
        for (int i = 0; i < margin && size > 0; i++)
            text_put(out, " ");
        text_put_bytes(out, line, at ? at : size);
        text_put(out, "\n");
        if (at == 0)
            return;
        more = line[at] == '[' ? 8 : 4;
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
    return !ends && (strncmp(line, "for (", 5) == 0 || strncmp(line, "if (", 4) == 0 ||
                     strncmp(line, "else", 4) == 0);
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

/* ---- comments ---- */

/* Words broken into lines that begin with `prefix`. */
void
put_wrapped(Text *text, const char *prefix, const char *words)
{
    size_t column = strlen(prefix);
    char *margin = format("%s", prefix); /* of the lines behind the first */
    for (char *at = margin; *at; at++)
        *at = *at == '*' ? '*' : ' ';
    text_put(text, prefix);
    while (*words) {
        size_t size = strcspn(words, " ");
        if (column + size > LINE - 3 && column > strlen(prefix)) {
            while (text->at[text->size - 1] == ' ')
                text->at[--text->size] = '\0';
            text_print(text, "\n%s    ", margin);
            column = strlen(prefix) + 4;
        }
        text_put_bytes(text, words, size);
        column += size;
        words += size;
        if (*words == ' ') {
            text_put(text, " ");
            column++;
            words++;
        }
    }
    while (text->size > 0 && text->at[text->size - 1] == ' ')
        text->at[--text->size] = '\0';
    text_put(text, "\n");
}

/* ---- literals ---- */

/* A byte as a string literal holds it. */
static void
put_byte(Text *text, unsigned char c)
{
    if (c == '\n')
        text_put(text, "\\n");
    else if (c == '"' || c == '\\')
        text_print(text, "\\%c", c);
    else if (c < 32 || c > 126 || c == '?')
        text_print(text, "\\%03o", c);
    else
        text_put_bytes(text, (const char *)&c, 1);
}

/* A literal; a long one in parts, cut behind blanks. */
static void
put_string(Text *text, const char *words, size_t size)
{
    while (size > 0) {
        Text part = {0};
        size_t count = 0, blank = 0;
        for (; count < size && part.size < STRING; count++) {
            put_byte(&part, (unsigned char)words[count]);
            blank = words[count] == ' ' ? count + 1 : blank;
        }
        if (count < size && blank > 0) {
            part.size = 0;
            for (count = 0; count < blank; count++)
                put_byte(&part, (unsigned char)words[count]);
        }
        text_print(text, "\"%s\"%s", part.at, count < size ? "\n    " : "");
        words += count;
        size -= count;
    }
}

void
put_literals(Text *text, const char *page)
{
    while (*page) {
        size_t size = strcspn(page, "\n");
        size += page[size] == '\n';
        put_string(text, page, size);
        text_put(text, "\n");
        page += size;
    }
    text->at[--text->size] = '\0';
}

const char *
literal_text(double value)
{
    Text text = {0};
    graph_write_literal(&text, value, true);
    return text.at;
}

const char *
float_text(double value)
{
    Text text = {0};
    graph_write_literal(&text, value, false);
    return text.at;
}

/* ---- sizes ---- */

const char *
size_text(const Program *program, const char *name, int64_t n)
{
    for (int i = 0; name && i < program->sizes.count; i++) {
        Size *size = &program->sizes.at[i];
        if (size->value == n && strcmp(size->name, name) == 0)
            return names_marked() ? format("%c%s%c%lld%c", MARK_SIZE, size_word(size),
                                           MARK_NUMBER, (long long)n, MARK_SIZE_END)
                                  : size_word(size);
    }
    return names_marked()
               ? format("%c%c%lld%c", MARK_SIZE, MARK_NUMBER, (long long)n, MARK_SIZE_END)
               : format("%lld", (long long)n);
}
