/* Marks in a text that may stand for others of its form: names, sizes of the page, memory that
 * may be another's. Two texts that differ in marks alone are one function. */
#include "emit.h"

#include <string.h>

static const char marks[] = {'\1', MARK_SHARED, MARK_RESTRICT, MARK_SIZE, '\0'};

/* Puts the number of a marked size; gives where the mark ends. */
static const char *
put_number(Text *text, const char *mark)
{
    const char *number = strchr(mark, MARK_NUMBER) + 1, *end = strchr(number, MARK_SIZE_END);
    text_put_bytes(text, number, (size_t)(end - number));
    return end;
}

/* Puts the name of a marked size, or its number where it has none. */
static const char *
put_size(Text *text, const char *mark)
{
    const char *end = strchr(mark, MARK_NUMBER);
    if (end == mark + 1)
        return put_number(text, mark);
    text_put_bytes(text, mark + 1, (size_t)(end - mark - 1));
    return strchr(end, MARK_SIZE_END);
}

bool
words_contain(const WordList *words, const char *word)
{
    for (int i = 0; i < words->count; i++)
        if (strcmp(words->at[i], word) == 0)
            return true;
    return false;
}

/* The text with marked names numbered by their first appearance; the names go to `words`. */
const char *
marks_key(const char *text, WordList *words)
{
    Text key = {0};
    for (const char *at = text; *at; at++) {
        if (*at == MARK_SHARED || *at == MARK_RESTRICT)
            continue;
        if (*at == MARK_SIZE) { /* a size is its number */
            at = put_number(&key, at);
            continue;
        }
        if (*at != '\1') {
            size_t plain = strcspn(at, marks);
            text_put_bytes(&key, at, plain);
            at += plain - 1;
            continue;
        }
        const char *end = strchr(at, '\2'), *name = format("%.*s", (int)(end - at - 1), at + 1);
        int number = 0;
        while (number < words->count && strcmp(words->at[number], name) != 0)
            number++;
        if (number == words->count)
            PUSH(*words, name);
        text_print(&key, "\1%d\2", number);
        at = end;
    }
    return key.at ? key.at : "";
}

/* The text for readers: marked names replaced as `from` and `to` say, `restrict` where no
 * kernel of the function shares memory. */
const char *
marks_read(const char *text, const WordList *from, const WordList *to, const char *qualifiers)
{
    Text out = {0};
    for (const char *at = text; *at; at++) {
        if (*at == MARK_SHARED || *at == MARK_RESTRICT) {
            text_put(&out, *qualifiers++ == MARK_RESTRICT ? "restrict " : "");
            continue;
        }
        if (*at == MARK_SIZE) {
            at = put_size(&out, at);
            continue;
        }
        if (*at != '\1') {
            size_t plain = strcspn(at, marks);
            text_put_bytes(&out, at, plain);
            at += plain - 1;
            continue;
        }
        const char *end = strchr(at, '\2');
        size_t size = (size_t)(end - at - 1);
        const char *name = NULL;
        for (int i = 0; i < from->count && name == NULL; i++)
            if (strlen(from->at[i]) == size && memcmp(from->at[i], at + 1, size) == 0)
                name = to->at[i];
        text_print(&out, "%s", name ? name : format("%.*s", (int)size, at + 1));
        at = end;
    }
    return out.at ? out.at : "";
}

const char *
marks_qualifiers(const char *text)
{
    Text found = {0};
    text_put(&found, "");
    for (; *text; text++)
        if (*text == MARK_SHARED || *text == MARK_RESTRICT)
            text_put_bytes(&found, text, 1);
    return found.at;
}

/* `ours` for `theirs` too, which differs from it in marks alone: memory that may be another's
 * in one is so in both, and what they call by different sizes is a number. */
const char *
marks_merge(const char *ours, const char *theirs)
{
    static const char merged[] = {MARK_SHARED, MARK_RESTRICT, MARK_SIZE, '\0'};
    Text out = {0};
    while (*ours) {
        size_t plain = strcspn(ours, merged);
        text_put_bytes(&out, ours, plain);
        ours += plain;
        theirs = strpbrk(theirs, merged);
        if (*ours == '\0' || theirs == NULL)
            break;
        if (*ours != MARK_SIZE) {
            text_put_bytes(&out, *theirs == MARK_SHARED ? theirs : ours, 1);
            ours++, theirs++;
            continue;
        }
        size_t size = strcspn(ours, (char[]){MARK_NUMBER, '\0'});
        if (strncmp(ours, theirs, size + 1) == 0)
            text_put_bytes(&out, ours, size);
        else
            text_put_bytes(&out, ours, 1);
        ours += size, theirs++;
    }
    return out.at ? out.at : "";
}
