/* A strict reader of JSON tokens (RFC 8259). Strings are decoded in place, which never makes
 * them longer, and must be UTF-8 without NUL; numbers are counts, without sign, point or
 * exponent. Values of other kinds are left out: a safetensors header has none. */
#include "json.h"

#include <stddef.h>
#include <string.h>

static void
skip_blanks(struct json *j)
{
    while (*j->next == ' ' || *j->next == '\t' || *j->next == '\n' || *j->next == '\r')
        j->next++;
}

int
json_fail(struct json *j, const char *expected)
{
    if (!j->error)
        j->error = expected;
    return 0;
}

int
json_take(struct json *j, char c)
{
    skip_blanks(j);
    if (j->error || *j->next != c)
        return 0;
    j->next++;
    return 1;
}

int
json_expect(struct json *j, char c)
{
    static const char *const names[] = {"'{'", "'}'", "'['", "']'", "':'", "','"};
    if (json_take(j, c))
        return 1;
    const char *all = "{}[]:,", *at = strchr(all, c);
    return json_fail(j, at ? names[at - all] : "another character");
}

int
json_end(struct json *j)
{
    skip_blanks(j);
    if (!j->error && *j->next != '\0')
        json_fail(j, "nothing behind the last brace");
    return !j->error;
}

static long
four_digits(const char *digits)
{
    long value = 0;
    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        if (c >= '0' && c <= '9')
            value = value * 16 + (c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value * 16 + (c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            value = value * 16 + (c - 'A') + 10;
        else
            return -1; /* and nothing is read behind a NUL */
    }
    return value;
}

static char *
put_code_point(char *out, long c)
{
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xc0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *out++ = (char)(0xe0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3f));
        *out++ = (char)(0x80 | (c & 0x3f));
    } else {
        *out++ = (char)(0xf0 | c >> 18);
        *out++ = (char)(0x80 | (c >> 12 & 0x3f));
        *out++ = (char)(0x80 | (c >> 6 & 0x3f));
        *out++ = (char)(0x80 | (c & 0x3f));
    }
    return out;
}

/* After the backslash; returns the new end of the decoded text. */
static char *
decode_escape(struct json *j, char *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = *j->next;
    const char *simple = c ? strchr(from, c) : NULL;
    if (simple) {
        j->next++;
        *out++ = to[simple - from];
        return out;
    }
    long high = c == 'u' ? four_digits(j->next + 1) : -1;
    if (high <= 0 || (high >= 0xdc00 && high < 0xe000)) {
        json_fail(j, "an escape sequence");
        return out;
    }
    j->next += 5;
    if (high < 0xd800 || high >= 0xe000)
        return put_code_point(out, high);
    long low = j->next[0] == '\\' && j->next[1] == 'u' ? four_digits(j->next + 2) : -1;
    if (low < 0xdc00 || low >= 0xe000) {
        json_fail(j, "the second half of a surrogate pair");
        return out;
    }
    j->next += 6;
    return put_code_point(out, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
}

/* Bytes of the UTF-8 sequence at `s`, 0 if it is none (overlong, surrogate, too large). */
static int
utf8_length(const unsigned char *s)
{
    int length = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    if (s[0] > 0xf4)
        return 0;
    for (int i = 1; i < length; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
        return 0;
    return length;
}

char *
json_string(struct json *j)
{
    skip_blanks(j);
    if (j->error || *j->next != '"') {
        json_fail(j, "a string");
        return NULL;
    }
    char *start = ++j->next, *out = start;
    while (!j->error && *j->next != '"') {
        if (*j->next == '\\') {
            j->next++;
            out = decode_escape(j, out);
            continue;
        }
        int length = utf8_length((const unsigned char *)j->next);
        if (length == 0 || (length == 1 && (unsigned char)*j->next < 0x20)) {
            json_fail(j, "a string of UTF-8 without control characters");
            break;
        }
        memmove(out, j->next, (size_t)length);
        out += length;
        j->next += length;
    }
    if (j->error)
        return NULL;
    j->next++;
    *out = '\0';
    return start;
}

int64_t
json_count(struct json *j)
{
    int64_t value = 0, largest = INT64_C(1) << 53;
    skip_blanks(j);
    char *start = j->next;
    while (!j->error && *j->next >= '0' && *j->next <= '9' && value <= largest)
        value = value * 10 + (*j->next++ - '0');
    long digits = j->next - start;
    if (j->error || digits == 0 || (*start == '0' && digits > 1) || value > largest) {
        json_fail(j, "a count below 2^53");
        return -1;
    }
    return value;
}
