/* The file of measured tiles: a line for each contraction, in plain words. */
#include "tiling.h"

#include <stdlib.h>
#include <string.h>

/* ---- names of contractions ---- */

static const char *
slot_label(const Contraction *c, int operand, int slot)
{
    const Letters *l = graph_roles(c->node).letters;
    if (l == NULL)
        return format("%d:", slot);
    const int8_t letter = (operand == A ? l->a : operand == B ? l->b : l->out)[slot];
    return format("%c:", 'a' + letter);
}

/* Extents from outermost to innermost, "/32" behind the one that is cut into panels. */
static void
put_operand(Text *text, const Contraction *c, int operand)
{
    const Operand *o = &c->operand[operand];
    const Storage *storage = &o->storage;
    int order[AXES], count = 0;
    for (int s = 0; s < AXES; s++) {
        if (o->shape.n[s] == 1)
            continue;
        int at = count++;
        const int64_t stride =
            storage->panel_slot == s ? storage->panel_stride : storage->stride[s];
        for (; at > 0; at--) {
            const int before = order[at - 1];
            if ((storage->panel_slot == before ? storage->panel_stride
                                               : storage->stride[before]) >= stride)
                break;
            order[at] = before;
        }
        order[at] = s;
    }
    for (int i = 0; i < count; i++)
        text_print(text, " %s%lld%s", slot_label(c, operand, order[i]),
                   (long long)o->shape.n[order[i]],
                   storage->panel_slot == order[i] ? "/32" : "");
}

static void
put_pair(Text *text, const char *name, const int64_t value[2], int64_t none)
{
    if (value[0] != value[1])
        text_print(text, ", %s %lldx%lld", name, (long long)value[0], (long long)value[1]);
    else if (value[0] != none)
        text_print(text, ", %s %lld", name, (long long)value[0]);
}

const char *
contraction_key(const Contraction *c)
{
    Text text = {0};
    const Window *w = graph_roles(c->node).window;
    text_put(&text, op_name(c->node->op));
    put_operand(&text, c, A);
    text_put(&text, " by");
    put_operand(&text, c, B);
    text_put(&text, " to");
    put_operand(&text, c, OUT);
    if (w != NULL) {
        put_pair(&text, "stride", w->stride, 1);
        put_pair(&text, "padding", w->pad, 0);
        put_pair(&text, "dilation", w->dilation, 1);
        if (w->groups > 1)
            text_print(&text, ", groups %d", w->groups);
    }
    return intern(text.at);
}

const char *
choice_text(const Choice *choice)
{
    Text text = {0};
    if (choice->path)
        text_print(&text, ", path %s", choice->path > 0 ? "tiles" : "blas");
    if (choice->rows)
        text_print(&text, ", rows %d", choice->rows);
    if (choice->order)
        text_print(&text, ", panels %s", choice->order > 0 ? "inner" : "outer");
    if (choice->group)
        text_print(&text, ", group %d", choice->group);
    return text.size ? text.at + 2 : "default";
}

/* ---- reading ---- */

typedef struct Reader {
    const Source *source;
    const char *at, *end; /* of the line, without its comment */
} Reader;

static const char *
read_word(Reader *reader)
{
    while (reader->at < reader->end && strchr(" ,\t", *reader->at))
        reader->at++;
    const char *from = reader->at;
    while (reader->at < reader->end && !strchr(" ,\t", *reader->at))
        reader->at++;
    return reader->at > from ? intern_bytes(from, (size_t)(reader->at - from)) : NULL;
}

static void
refuse(const Reader *reader, const char *word, const char *expected)
{
    const char *at = word ? reader->at - strlen(word) : reader->at;
    error_at(mark_at(reader->source, at, word ? (int)strlen(word) : 1),
             "expected %s, found %s%s%s", expected, word ? "'" : "the end of the line",
             word ? word : "", word ? "'" : "");
}

/* A number from 1 to `most` into *value. */
static bool
read_count(Reader *reader, int most, int *value)
{
    const char *word = read_word(reader);
    char *end = NULL;
    const long count = word ? strtol(word, &end, 10) : 0;
    if (word == NULL || *end != '\0' || count < 1 || count > most) {
        refuse(reader, word, format("a number from 1 to %d", most));
        return false;
    }
    *value = (int)count;
    return true;
}

/* One of two words: +1 for the first, -1 for the second. */
static bool
read_either(Reader *reader, const char *first, const char *second, int *value)
{
    const char *word = read_word(reader);
    if (word && strcmp(word, first) == 0)
        *value = 1;
    else if (word && strcmp(word, second) == 0)
        *value = -1;
    else
        refuse(reader, word, format("'%s' or '%s'", first, second));
    return *value != 0;
}

static bool
read_choice(Reader *reader, Choice *choice)
{
    static const char *const known[] = {"default", "rows", "panels", "group", "path"};
    const char *word;
    bool good = true;
    while (good && (word = read_word(reader)) != NULL) {
        if (strcmp(word, "rows") == 0)
            good = read_count(reader, TILE_ROWS, &choice->rows);
        else if (strcmp(word, "group") == 0)
            good = read_count(reader, 1 << 20, &choice->group);
        else if (strcmp(word, "panels") == 0)
            good = read_either(reader, "inner", "outer", &choice->order);
        else if (strcmp(word, "path") == 0)
            good = read_either(reader, "tiles", "blas", &choice->path);
        else if (strcmp(word, "default") != 0) {
            const char *near = nearest_word(word, known, COUNT_OF(known));
            refuse(reader, word, near ? format("'%s'", near) : "rows, panels, group or path");
            good = false;
        }
    }
    return good;
}

static void
read_line(Choices *choices, const char *at, const char *end)
{
    const char *comment = memchr(at, '#', (size_t)(end - at));
    end = comment ? comment : end;
    while (end > at && strchr(" \t\r", end[-1]))
        end--;
    if (end == at)
        return;
    const char *colon = NULL; /* the one before a blank or the end: others stand in extents */
    for (const char *c = at; c < end && colon == NULL; c++)
        if (*c == ':' && (c + 1 == end || c[1] == ' '))
            colon = c;
    if (colon == NULL) {
        error_at(mark_at(choices->source, at, 1),
                 "expected a contraction, ': ' and its tile; 'latentc tune' writes such lines");
        return;
    }
    Choice *choice = NEW(Choice);
    Reader reader = {choices->source, colon + 1, end};
    choice->key = intern_bytes(at, (size_t)(colon - at));
    choice->mark = mark_at(choices->source, at, (int)(colon - at));
    const Choice *before = choices_find(choices, choice->key);
    if (before != NULL) {
        error_at(choice->mark, "a second line for this contraction");
        note_at(before->mark, "the first is here");
    } else if (read_choice(&reader, choice)) {
        PUSH(choices->line, choice);
    }
}

Choices *
choices_read(const char *path)
{
    Choices *choices = NEW(Choices);
    const int errors = error_count();
    choices->source = source_read(path);
    if (choices->source == NULL)
        return NULL;
    const char *at = choices->source->text, *end = at + choices->source->size;
    while (at < end) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        next = next ? next : end;
        read_line(choices, at, next);
        at = next + 1;
    }
    return error_count() > errors ? NULL : choices;
}

Choice *
choices_find(const Choices *choices, const char *key)
{
    for (int i = 0; choices != NULL && i < choices->line.count; i++)
        if (choices->line.at[i]->key == key)
            return choices->line.at[i];
    return NULL;
}
