/* As much JSON as the header of a safetensors file has. The text is decoded in place. */
#ifndef RUNTIME_JSON_H
#define RUNTIME_JSON_H

#include <stdint.h>

struct json {
    char *next;        /* the text ends with a NUL that is not part of it */
    const char *error; /* what was expected, once something is wrong */
};

int json_take(struct json *j, char c);               /* skips blanks; takes c if it is next */
int json_expect(struct json *j, char c);             /* the same; else an error */
char *json_string(struct json *j);                   /* NULL after an error */
int64_t json_count(struct json *j);                  /* 0 .. 2^53; -1 after an error */
int json_end(struct json *j);                        /* nothing but blanks is left */
int json_fail(struct json *j, const char *expected); /* returns 0 */

#endif
