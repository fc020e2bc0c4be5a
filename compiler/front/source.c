/* Bytes of a page, its lines, and every message that points at them. A source is checked once,
 * here, to be UTF-8 without NUL; all later stages rely on it. Lines end as libyaml ends them,
 * so that its marks are ours; the breaks that only YAML 1.1 knows are refused. */
#include "front.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MOST_BYTES = 1 << 20, /* of a page */
    MOST_LINE = 1 << 14,  /* bytes of a line; columns are found by walking one */
    MOST_ERRORS = 20,     /* printed */
    TAB = 4,
    SNIPPET = 120,    /* screen columns of a line that are shown */
    LONGEST_WORD = 64 /* that is worth a suggestion */
};

/* ---- code points ------------------------------------------------------------------------ */

int
code_point(const char *text, const char *end, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *at = (const unsigned char *)text;
    if (text >= end)
        return 0;
    int size = at[0] < 0x80 ? 1 : at[0] < 0xc0 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
    if (size == 0 || at[0] > 0xf4 || size > end - text)
        return 0;
    uint32_t value = size == 1 ? at[0] : at[0] & (0x7fu >> size);
    for (int i = 1; i < size; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (at[i] & 0x3fu);
    }
    if (value < least[size] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return 0;
    *code = value;
    return size;
}

/* A step of at least one byte, for text that may be damaged. */
static const char *
step(const char *at, const char *end)
{
    uint32_t code;
    int size = code_point(at, end, &code);
    return at + (size ? size : 1);
}

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
    for (const char *at = words; at < end; at = step(at, end))
        put_escaped(text, at, end);
}

/* ---- SHA-256, FIPS 180-4 ---------------------------------------------------------------- */

static const uint32_t sha_k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t
rotate(uint32_t x, int by)
{
    return x >> by | x << (32 - by);
}

static void
sha_block(uint32_t state[8], const unsigned char *bytes)
{
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)bytes[4 * i] << 24 | (uint32_t)bytes[4 * i + 1] << 16 |
               (uint32_t)bytes[4 * i + 2] << 8 | bytes[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[i - 7] +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t one = s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) +
                       ((s[4] & s[5]) ^ (~s[4] & s[6])) + sha_k[i] + w[i];
        uint32_t two = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) +
                       ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += one;
        s[0] = one + two;
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

const char *
sha256_text(const char *text, size_t size)
{
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned char last[128] = {0};
    size_t whole = size / 64 * 64, rest = size - whole, padded = rest < 56 ? 64 : 128;
    for (size_t i = 0; i < whole; i += 64)
        sha_block(state, bytes + i);
    if (rest)
        memcpy(last, bytes + whole, rest);
    last[rest] = 0x80;
    for (size_t i = 0; i < 8; i++)
        last[padded - 1 - i] = (unsigned char)((uint64_t)size * 8 >> 8 * i);
    for (size_t i = 0; i < padded; i += 64)
        sha_block(state, last + i);
    return format("%08x%08x%08x%08x%08x%08x%08x%08x", state[0], state[1], state[2], state[3],
                  state[4], state[5], state[6], state[7]);
}

/* ---- sources ---------------------------------------------------------------------------- */

static void
find_lines(Source *source)
{
    LIST(const char *) line = {0};
    const char *at = source->text, *end = at + source->size;
    PUSH(line, at);
    while (at < end) {
        char c = *at++;
        if (c == '\n' || (c == '\r' && (at == end || *at != '\n')))
            PUSH(line, at);
    }
    source->line = line.at;
    source->lines = line.count;
}

/* The end of a line, before its break. */
static const char *
line_end(const Source *source, int line)
{
    const char *end = source->text + source->size;
    if (line < source->lines)
        end = source->line[line];
    while (end > source->line[line - 1] && (end[-1] == '\n' || end[-1] == '\r'))
        end--;
    return end;
}

static bool
check_characters(const Source *source)
{
    const char *at = source->text, *end = at + source->size;
    while (at < end) {
        uint32_t code;
        int size = code_point(at, end, &code);
        if (size == 0) {
            error_at(mark_at(source, at, 1), "this byte (0x%02x) is not UTF-8",
                     (unsigned)(unsigned char)*at);
            return false;
        }
        if (code == 0) {
            error_at(mark_at(source, at, 1), "a NUL byte; a page is a text file");
            return false;
        }
        if (code == 0x85 || code == 0x2028 || code == 0x2029) {
            error_at(mark_at(source, at, 1), "the line break U+%04X is not allowed",
                     (unsigned)code);
            return false;
        }
        at += size;
    }
    return true;
}

Source *
source_from_text(const char *path, const char *text, size_t size)
{
    Mark nowhere = {0};
    if (size > MOST_BYTES) {
        error_at(nowhere, "%s: larger than %d bytes", path, MOST_BYTES);
        return NULL;
    }
    char *copy = arena_alloc(size + 1);
    if (size)
        memcpy(copy, text, size);
    Source *source = NEW(Source);
    source->path = intern(path);
    source->sha256 = sha256_text(copy, size);
    size_t bom = size >= 3 && memcmp(copy, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    source->text = copy + bom;
    source->size = size - bom;
    find_lines(source);
    for (int i = 1; i <= source->lines; i++)
        if (line_end(source, i) - source->line[i - 1] > MOST_LINE) {
            error_at((Mark){source, i, 1, 1}, "a line of more than %d bytes", MOST_LINE);
            return NULL;
        }
    return check_characters(source) ? source : NULL;
}

/* Reads up to `room` bytes; -1 and errno where that fails. */
static ssize_t
read_bytes(const char *path, char *bytes, size_t room)
{
    struct stat about;
    size_t size = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return -1;
    ssize_t got = fstat(file, &about);
    if (got == 0 && !S_ISREG(about.st_mode)) {
        errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
        got = -1;
    }
    while (got >= 0 && size < room) {
        got = read(file, bytes + size, room - size);
        if (got < 0 && errno == EINTR)
            got = 0;
        else if (got <= 0)
            break;
        size += (size_t)got;
    }
    int reason = errno;
    close(file);
    errno = reason;
    return got < 0 ? -1 : (ssize_t)size;
}

Source *
source_read(const char *path)
{
    Mark nowhere = {0};
    char *bytes = arena_alloc(MOST_BYTES + 1);
    ssize_t size = read_bytes(path, bytes, MOST_BYTES + 1);
    if (size < 0) {
        const char *reason = errno == EINVAL ? "not a regular file" : strerror(errno);
        error_at(nowhere, "cannot read '%s': %s", path, reason);
        return NULL;
    }
    return source_from_text(path, bytes, (size_t)size);
}

Mark
mark_at(const Source *source, const char *at, int length)
{
    int low = 0, high = source->lines;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (source->line[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    Mark mark = {source, low + 1, 1, length};
    for (const char *c = source->line[low]; c < at; c = step(c, at))
        mark.column++;
    return mark;
}

const char *
mark_text(Mark where)
{
    if (!where.source || where.line < 1 || where.line > where.source->lines)
        return NULL;
    const char *at = where.source->line[where.line - 1];
    const char *end = where.source->text + where.source->size;
    for (int i = 1; i < where.column && at < end; i++)
        at = step(at, end);
    return at;
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
        at = step(at, end);
    if (column > 1) {
        text_put(text, "...");
        text_put(&under, "   ");
    }
    for (; at < end && across < SNIPPET; at = step(at, end), column++) {
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

/* ---- other text at a place ----------------------------------------------------------------
 */

static size_t
byte_offset(const Source *source, int line, int column)
{
    const char *at = source->line[line - 1], *end = source->text + source->size;
    for (; column > 1; column--)
        at = step(at, end);
    return (size_t)(at - source->text);
}

Source *
source_replace(const Source *source, Mark where, const char *words)
{
    Text text = {0};
    size_t from = byte_offset(source, where.line, where.column);
    size_t to = byte_offset(source, where.line, where.column + where.length);
    text_put_bytes(&text, source->text, from);
    text_put(&text, words);
    text_put_bytes(&text, source->text + to, source->size - to);
    return source_from_text(source->path, text.at, text.size);
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
