/* What every stage needs and C lacks: one zeroed arena that is freed at exit, growing arrays,
 * growing text, interned names, sets and exact rationals. Nothing here knows about YAML or
 * graphs. */
#ifndef LATENTC_BASE_H
#define LATENTC_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define PRINTF_LIKE(words, first) __attribute__((format(printf, words, first)))

/* Zeroed memory that lives until the process ends. Never returns NULL. */
void *arena_alloc(size_t bytes);
#define NEW(Type) ((Type *)arena_alloc(sizeof(Type)))
#define NEW_ARRAY(Type, n) ((Type *)arena_alloc(sizeof(Type) * (size_t)(n)))

/* Growing array: declare `LIST(Type) name`, append with PUSH(name, value). */
#define LIST(Type)                                                                             \
    struct {                                                                                   \
        Type *at;                                                                              \
        int count, room;                                                                       \
    }
#define PUSH(list, value)                                                                      \
    ((list).at = list_grow((list).at, (list).count, &(list).room, sizeof *(list).at),          \
     (list).at[(list).count++] = (value))
void *list_grow(void *at, int count, int *room, size_t size);

/* Growing text, always terminated by NUL. A zeroed Text is empty. */
typedef struct Text {
    char *at;
    size_t size, room;
} Text;
void text_put(Text *text, const char *words);
void text_put_bytes(Text *text, const char *bytes, size_t size);
void text_print(Text *text, const char *format, ...) PRINTF_LIKE(2, 3);
char *format(const char *format, ...) PRINTF_LIKE(1, 2); /* a new string in the arena */

/* One copy of each name, so that names are compared as pointers. */
const char *intern(const char *word);
const char *intern_bytes(const char *bytes, size_t size);

/* FNV-1a (Fowler, Noll and Vo) of what has been hashed so far and of more bytes. */
#define HASH_NOTHING UINT64_C(14695981039346656037)
uint64_t hash_more(uint64_t hash, const void *bytes, size_t size);

/* A number for each word. A zeroed Lexicon is empty; a word that is not there has number 0. */
typedef struct Lexicon {
    struct Entry *at; /* `room` places, a power of two */
    size_t room, count;
} Lexicon;
int *lexicon_put(Lexicon *lexicon,
                 const char *word); /* to be set before the next word is put */
int lexicon_get(const Lexicon *lexicon, const char *word);

int64_t rounded_up(int64_t n, int64_t to); /* to the next multiple */

/* Disjoint sets: who stands for the set of i. parent[i] is i, or leads there. */
int set_root(int *parent, int i);

/* Exact numbers: num / den in lowest terms with den > 0; den == 0 marks an overflow. */
typedef struct Rational {
    int64_t num, den;
} Rational;
Rational rational(int64_t num, int64_t den);
Rational rational_add(Rational a, Rational b);
Rational rational_multiply(Rational a, Rational b);
Rational rational_power(Rational a, int exponent);
Rational rational_negate(Rational a);
bool rational_parse(const char *word, size_t size, Rational *value); /* "2e-4" is 1/5000 */
bool rational_equal(Rational a, Rational b);
int rational_sign(Rational a);
double rational_double(Rational a);
static const Rational RATIONAL_ZERO = {0, 1}, RATIONAL_ONE = {1, 1};

/* An internal error: ours, not the user's. Prints what went wrong and aborts. */
_Noreturn void die(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
