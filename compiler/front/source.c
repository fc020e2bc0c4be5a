/* Bytes of a page, its lines and the places in them. A source is checked once, here, to be
 * UTF-8 without NUL; all later stages rely on it. Lines end as libyaml ends them, so that its
 * marks are ours; the breaks that only YAML 1.1 knows are refused. */
#include "front.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MOST_BYTES = 1 << 20, /* of a page */
    MOST_LINE = 1 << 14   /* bytes of a line; columns are found by walking one */
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
const char *
code_step(const char *at, const char *end)
{
    uint32_t code;
    int size = code_point(at, end, &code);
    return at + (size ? size : 1);
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
const char *
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
    for (const char *c = source->line[low]; c < at; c = code_step(c, at))
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
        at = code_step(at, end);
    return at;
}

/* ---- other text at a place ---- */

static size_t
byte_offset(const Source *source, int line, int column)
{
    const char *at = source->line[line - 1], *end = source->text + source->size;
    for (; column > 1; column--)
        at = code_step(at, end);
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
