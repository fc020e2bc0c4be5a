/* Every message that points into a page: the place, the words, the line with a caret. What a
 * terminal would act on is escaped. And the nearest of some words, for "did you mean". */
#include "front.h"

#include <stdio.h>
#include <string.h>

enum {
    MOST_ERRORS = 20, /* printed */
    TAB = 4,
    SNIPPET = 120,    /* screen columns of a line that are shown */
    LONGEST_WORD = 64 /* that is worth a suggestion */
};

/* ---- escapes ---- */

static bool
in_ranges(uint32_t code, const uint32_t (*range)[2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (code >= range[i][0] && code <= range[i][1])
            return true;
    return false;
}

/* Screen columns, near enough for a caret to stand under its character. */
static int
width(uint32_t code)
{
    static const uint32_t wide[][2] = {{0x1100, 0x115f},   {0x2e80, 0xa4cf},  {0xac00, 0xd7a3},
                                       {0xf900, 0xfaff},   {0xfe30, 0xfe6f},  {0xff00, 0xff60},
                                       {0x1f300, 0x1faff}, {0x20000, 0x3fffd}};
    static const uint32_t none[][2] = {{0x300, 0x36f}, {0x200b, 0x200d}, {0xfe00, 0xfe0f}};
    if (in_ranges(code, none, COUNT_OF(none)))
        return 0;
    return in_ranges(code, wide, COUNT_OF(wide)) ? 2 : 1;
}

/* Characters that would move the cursor or reorder what a terminal shows. */
static bool
is_control(uint32_t code)
{
    static const uint32_t hidden[][2] = {{0, 0x1f},         {0x7f, 0x9f},     {0x200e, 0x200f},
                                         {0x2028, 0x202e},  {0x2066, 0x2069}, {0xfeff, 0xfeff},
                                         {0xe0000, 0xe007f}};
    return in_ranges(code, hidden, COUNT_OF(hidden));
}

/* Appends one character of `at`, escaped where it must be; returns its screen columns. */
static int
put_escaped(Text *text, const char *at, const char *end)
{
    uint32_t code;
    int size = code_point(at, end, &code);
    size_t before = text->size;
    if (size == 0)
        text_print(text, "\\x%02x", (unsigned)(unsigned char)*at);
    else if (is_control(code))
        text_print(text, code < 0x80 ? "\\x%02x" : "\\u%04x", (unsigned)code);
    else {
        text_put_bytes(text, at, (size_t)size);
        return width(code);
    }
    return (int)(text->size - before);
}

static void
put_all_escaped(Text *text, const char *words)
{
    const char *end = words + strlen(words);
    for (const char *at = words; at < end; at = code_step(at, end))
        put_escaped(text, at, end);
}

/* ---- diagnostics ------------------------------------------------------------------------ */

static struct {
    int errors;
    bool muted;           /* more than MOST_ERRORS */
    const Source *within; /* errors here are reported at `to`, or NULL */
    Mark to;
    bool told, skips; /* whether one was; whether the last one was left out */
    Lexicon said;     /* what has been reported: once is enough */
    Text *capture;    /* NULL: stderr */
} state;

void
diagnostics_capture(Text *text)
{
    state.capture = text;
    state.errors = 0;
    state.muted = false;
    state.said = (Lexicon){0};
}

int
error_count(void)
{
    return state.errors;
}

static void
say(const Text *text)
{
    if (state.capture)
        text_put_bytes(state.capture, text->at, text->size);
    else
        fwrite(text->at, 1, text->size, stderr);
}

/* The line of the page and a caret under the column. A long line is shown in part. */
static void
put_snippet(Text *text, Mark where)
{
    if (where.line < 1 || where.line > where.source->lines)
        return;
    Text under = {0};
    const char *at = where.source->line[where.line - 1];
    const char *end = line_end(where.source, where.line);
    int column = 1, across = 0, length = where.length > 1 ? where.length : 1;
    text_print(text, "%5d | ", where.line);
    for (; where.column > SNIPPET - 20 && column < where.column - SNIPPET / 2 && at < end;
         column++)
        at = code_step(at, end);
    if (column > 1) {
        text_put(text, "...");
        text_put(&under, "   ");
    }
    for (; at < end && across < SNIPPET; at = code_step(at, end), column++) {
        bool marked = column >= where.column && column < where.column + length;
        int wide = *at == '\t' ? TAB - across % TAB : put_escaped(text, at, end);
        for (int i = 0; i < wide; i++) {
            if (*at == '\t')
                text_put(text, " ");
            text_put(&under, !marked ? " " : column == where.column && i == 0 ? "^" : "~");
        }
        across += wide;
    }
    text_put(text, at < end ? "...\n" : "\n");
    if (column <= where.column)
        text_put(&under, "^");
    while (under.size && under.at[under.size - 1] == ' ')
        under.at[--under.size] = '\0';
    text_print(text, "      | %s\n", under.size ? under.at : "");
}

static void
put_place(Text *text, Mark where, const char *kind)
{
    put_all_escaped(text, where.source ? where.source->path : "latentc");
    if (where.source)
        text_print(text, ":%d:%d", where.line, where.column);
    text_print(text, ": %s: ", kind);
}

static void report(Mark where, const char *kind, const char *words, va_list arguments)
    PRINTF_LIKE(3, 0);

bool
error_elsewhere(const Source *within, Mark to)
{
    if (state.within)
        return false;
    state.within = within;
    state.to = to;
    state.told = state.skips = false;
    return true;
}

void
error_here(void)
{
    state.within = NULL;
}

/* Where to report what is wrong at *where; false: nowhere. */
static bool
place_of(Mark *where, const char *kind)
{
    if (!state.within)
        return kind[0] != 'n' || !state.skips;
    const bool inside = where->source == state.within;
    if (kind[0] == 'n')
        return !inside && !state.skips;
    state.skips = inside && state.told;
    if (inside) {
        state.told = true;
        *where = state.to;
    }
    return !state.skips;
}

static void
report(Mark where, const char *kind, const char *words, va_list arguments)
{
    va_list again;
    if (!place_of(&where, kind))
        return;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, words, again);
    va_end(again);
    if (size < 0)
        die("cannot format '%s'", words);
    char *message = arena_alloc((size_t)size + 1);
    vsnprintf(message, (size_t)size + 1, words, arguments);
    Text text = {0};
    put_place(&text, where, kind);
    put_all_escaped(&text, message);
    text_put(&text, "\n");
    if (kind[0] != 'n')
        state.skips = false;
    if (where.source && kind[0] != 'n') {
        put_snippet(&text, where);
        int *said = lexicon_put(&state.said, text.at);
        state.skips = *said != 0;
        *said = 1;
    }
    if (!state.skips)
        say(&text);
}

void
error_at(Mark where, const char *words, ...)
{
    va_list arguments;
    if (++state.errors > MOST_ERRORS) {
        Text more = {0};
        text_print(&more, "latentc: there are more errors; the first %d are shown\n",
                   MOST_ERRORS);
        if (!state.muted)
            say(&more);
        state.muted = true;
        return;
    }
    va_start(arguments, words);
    report(where, "error", words, arguments);
    va_end(arguments);
}

void
warning_at(Mark where, const char *words, ...)
{
    va_list arguments;
    if (state.muted)
        return;
    va_start(arguments, words);
    report(where, "warning", words, arguments);
    va_end(arguments);
}

void
note_at(Mark where, const char *words, ...)
{
    va_list arguments;
    if (state.muted)
        return;
    va_start(arguments, words);
    report(where, "note", words, arguments);
    va_end(arguments);
}

/* ---- suggestions ------------------------------------------------------------------------ */

static char
fold(char c)
{
    return c == '-' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int
least(int a, int b)
{
    return a < b ? a : b;
}

/* Damerau 1964 and Levenshtein 1966, no substring edited twice: insertions, deletions,
 * replacements and swaps of neighbours. */
static int
distance(const char *a, int a_size, const char *b, int b_size)
{
    static int d[LONGEST_WORD + 1][LONGEST_WORD + 1];
    for (int i = 0; i <= a_size; i++)
        for (int j = 0; j <= b_size; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            bool same = fold(a[i - 1]) == fold(b[j - 1]);
            d[i][j] = least(d[i - 1][j - 1] + !same, least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
                fold(a[i - 2]) == fold(b[j - 1]))
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a_size][b_size];
}

const char *
nearest_word(const char *word, const char *const *words, int count)
{
    const char *nearest = NULL;
    size_t size = strlen(word);
    int best = LONGEST_WORD;
    for (int i = 0; i < count && size <= LONGEST_WORD; i++) {
        size_t other = strlen(words[i]), longer = other > size ? other : size;
        if (longer > LONGEST_WORD)
            continue;
        int far = distance(word, (int)size, words[i], (int)other);
        if (far <= (int)longer / 3 && far < best) {
            best = far;
            nearest = words[i];
        }
    }
    return nearest;
}
