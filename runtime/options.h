/* Options of a command, as rows of a table: --name VALUE or --name=VALUE. */
#ifndef RUNTIME_OPTIONS_H
#define RUNTIME_OPTIONS_H

#include <stddef.h>

enum option_kind {
    OPTION_FLAG,  /* int *: set to 1 */
    OPTION_COUNT, /* long *: 0 .. 2^53 */
    OPTION_SEED,  /* uint64_t *: 0 .. 2^64 - 1 */
    OPTION_TEXT,  /* const char ** */
    OPTION_LINES  /* char **, from malloc: may be given several times, a line each */
};

struct option_row {
    const char *name; /* without the dashes */
    enum option_kind kind;
    void *target;
    const char *value; /* what stands for the value in the help */
    const char *help;
    int given;
};

/* Returns -1 to go on; else the status to exit with: 0 after --help, 1 after an error. */
int options_parse(const char *command, const char *purpose, struct option_row *rows, int count,
                  int argc, char **argv);
/* Sets one option; -1 after a message if the value is not of its kind. */
int option_set(struct option_row *row, const char *value);

/* The one of `count` names that was probably meant; NULL: none is near. */
const char *nearest_name(const char *name, const char *const *names, int count);

#endif
