/* Memory, growing arrays and text, interned names and sets, as base.h describes them.
 * Everything is allocated in one arena: a list of zeroed chunks that atexit frees. Growing
 * copies and forgets the old memory, which costs at most as much again as the final size. */
#define _DEFAULT_SOURCE /* madvise */

#include "base.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* ---- arena ------------------------------------------------------------------------------ */

/* Under the address sanitizer each allocation is a chunk, so that it sees every overrun. */
#ifdef __SANITIZE_ADDRESS__
enum { CHUNK = 0 };
#else
enum { CHUNK = 1 << 24 };
#endif
enum { LARGE_PAGE = 1 << 21 };

typedef struct Chunk {
    struct Chunk *next;
    alignas(max_align_t) char bytes[];
} Chunk;

static Chunk *chunks;
static char *arena_at;
static size_t arena_left;

static void
arena_free(void)
{
    while (chunks) {
        Chunk *next = chunks->next;
        free(chunks);
        chunks = next;
    }
    arena_left = 0;
}

/* Large pages where the system has them: faults of small ones would be a quarter of the time
 * from a page to C. */
static void
take_large_pages(Chunk *chunk, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    char *page = (char *)(((uintptr_t)chunk + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE);
    char *end = (char *)chunk + bytes;
    if (page + LARGE_PAGE <= end)
        madvise(page, (size_t)(end - page) / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
#else
    (void)chunk, (void)bytes;
#endif
}

static void *
chunk_add(size_t bytes)
{
    Chunk *chunk = calloc(1, sizeof(Chunk) + bytes);
    if (!chunk) {
        fprintf(stderr, "latentc: error: out of memory\n");
        exit(EXIT_FAILURE);
    }
    if (!chunks && atexit(arena_free) != 0)
        die("atexit refused the arena");
    take_large_pages(chunk, bytes);
    chunk->next = chunks;
    chunks = chunk;
    return chunk->bytes;
}

static size_t
aligned(size_t bytes)
{
    const size_t align = alignof(max_align_t);
    return (bytes + align - 1) / align * align;
}

void *
arena_alloc(size_t bytes)
{
    if (bytes > PTRDIFF_MAX / 2)
        die("an allocation of %zu bytes", bytes);
    bytes = aligned(bytes);
    if (bytes > CHUNK / 4)
        return chunk_add(bytes);
    if (bytes > arena_left || !arena_at) {
        arena_at = chunk_add(CHUNK);
        arena_left = CHUNK;
    }
    void *at = arena_at;
    arena_at += bytes;
    arena_left -= bytes;
    return at;
}

/* The `old` bytes at `at` with room for more: in place where they were allocated last. */
static void *
arena_grow(void *at, size_t old, size_t bytes)
{
    size_t more = aligned(bytes) - aligned(old);
    if (at && (char *)at + aligned(old) == arena_at && more <= arena_left) {
        arena_at += more;
        arena_left -= more;
        return at;
    }
    void *grown = arena_alloc(bytes);
    if (old)
        memcpy(grown, at, old);
    return grown;
}

void *
list_grow(void *at, int count, int *room, size_t size)
{
    if (count < *room)
        return at;
    if (*room > INT32_MAX / 2)
        die("a list of %d items", count);
    *room = *room ? *room * 2 : 8;
    return arena_grow(at, (size_t)count * size, (size_t)*room * size);
}

/* ---- text ------------------------------------------------------------------------------- */

static void
text_reserve(Text *text, size_t more)
{
    size_t need = text->size + more + 1;
    if (need <= text->room)
        return;
    size_t room = text->room ? text->room * 2 : 64;
    if (room < need)
        room = need;
    text->at = arena_grow(text->at, text->room, room);
    text->room = room;
}

void
text_put_bytes(Text *text, const char *bytes, size_t size)
{
    text_reserve(text, size);
    if (size)
        memcpy(text->at + text->size, bytes, size);
    text->size += size;
    text->at[text->size] = '\0';
}

void
text_put(Text *text, const char *words)
{
    text_put_bytes(text, words, strlen(words));
}

/* Formats into `room` bytes at `at`; gives the bytes of the whole text, without its NUL. */
static size_t format_into(char *at, size_t room, const char *words, va_list arguments)
    PRINTF_LIKE(3, 0);

static size_t
format_into(char *at, size_t room, const char *words, va_list arguments)
{
    int size = vsnprintf(at, room, words, arguments);
    if (size < 0)
        die("cannot format '%s'", words);
    return (size_t)size;
}

void
text_print(Text *text, const char *words, ...)
{
    va_list arguments;
    text_reserve(text, 64);
    size_t room = text->room - text->size;
    va_start(arguments, words);
    size_t size = format_into(text->at + text->size, room, words, arguments);
    va_end(arguments);
    if (size >= room) {
        text->at[text->size] = '\0';
        text_reserve(text, size);
        va_start(arguments, words);
        format_into(text->at + text->size, size + 1, words, arguments);
        va_end(arguments);
    }
    text->size += size;
}

char *
format(const char *words, ...)
{
    char first[256];
    va_list arguments;
    va_start(arguments, words);
    size_t size = format_into(first, sizeof first, words, arguments);
    va_end(arguments);
    char *made = arena_alloc(size + 1);
    if (size < sizeof first) {
        memcpy(made, first, size + 1);
        return made;
    }
    va_start(arguments, words);
    format_into(made, size + 1, words, arguments);
    va_end(arguments);
    return made;
}

/* ---- words ------------------------------------------------------------------------------ */

typedef struct Entry {
    uint64_t hash;
    size_t size;
    const char *word; /* NULL: the place is free */
    int number;
} Entry;

uint64_t
hash_more(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 1099511628211u;
    return hash;
}

static Entry *
entry_find(Entry *table, size_t room, uint64_t hash, const char *bytes, size_t size)
{
    for (size_t i = hash & (room - 1);; i = (i + 1) & (room - 1)) {
        Entry *entry = &table[i];
        if (!entry->word || (entry->hash == hash && entry->size == size &&
                             memcmp(entry->word, bytes, size) == 0))
            return entry;
    }
}

static void
lexicon_grow(Lexicon *lexicon)
{
    size_t room = lexicon->room ? lexicon->room * 2 : 256;
    Entry *table = NEW_ARRAY(Entry, room);
    for (size_t i = 0; i < lexicon->room; i++) {
        const Entry *old = &lexicon->at[i];
        if (old->word)
            *entry_find(table, room, old->hash, old->word, old->size) = *old;
    }
    lexicon->at = table;
    lexicon->room = room;
}

/* The entry of the bytes; where they are new, of a copy of them. */
static Entry *
lexicon_put_bytes(Lexicon *lexicon, const char *bytes, size_t size)
{
    if (2 * (lexicon->count + 1) > lexicon->room)
        lexicon_grow(lexicon);
    uint64_t hash = hash_more(HASH_NOTHING, bytes, size);
    Entry *entry = entry_find(lexicon->at, lexicon->room, hash, bytes, size);
    if (!entry->word) {
        char *word = arena_alloc(size + 1);
        memcpy(word, bytes, size);
        *entry = (Entry){hash, size, word, 0};
        lexicon->count++;
    }
    return entry;
}

int *
lexicon_put(Lexicon *lexicon, const char *word)
{
    return &lexicon_put_bytes(lexicon, word, strlen(word))->number;
}

int
lexicon_get(const Lexicon *lexicon, const char *word)
{
    size_t size = strlen(word);
    if (lexicon->count == 0)
        return 0;
    return entry_find(lexicon->at, lexicon->room, hash_more(HASH_NOTHING, word, size), word,
                      size)
        ->number;
}

static Lexicon names;

const char *
intern_bytes(const char *bytes, size_t size)
{
    return lexicon_put_bytes(&names, bytes, size)->word;
}

const char *
intern(const char *word)
{
    return intern_bytes(word, strlen(word));
}

int64_t
rounded_up(int64_t n, int64_t to)
{
    return (n + to - 1) / to * to;
}

/* ---- sets ------------------------------------------------------------------------------- */

int
set_root(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* ---- our own faults --------------------------------------------------------------------- */

void
die(const char *words, ...)
{
    va_list arguments;
    va_start(arguments, words);
    fputs("latentc: internal error: ", stderr);
    vfprintf(stderr, words, arguments);
    fputs("\nThis is a fault of latentc, not of the page; please report it.\n", stderr);
    va_end(arguments);
    abort();
}
