/* Options of a command: strict numbers, and for a word that does not exist the one that was
 * probably meant (Damerau, 1964: insertions, deletions, changes and neighbours swapped). */
#include "options.h"
#include "log.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_LENGTH = 40 };

static int
smallest(int a, int b, int c)
{
    int least = a < b ? a : b;
    return least < c ? least : c;
}

static int
edit_distance(const char *a, const char *b)
{
    int d[NAME_MAX_LENGTH + 1][NAME_MAX_LENGTH + 1];
    int m = (int)strlen(a), n = (int)strlen(b);
    if (m > NAME_MAX_LENGTH || n > NAME_MAX_LENGTH)
        return 2 * NAME_MAX_LENGTH;
    for (int i = 0; i <= m; i++)
        d[i][0] = i;
    for (int j = 0; j <= n; j++)
        d[0][j] = j;
    for (int i = 1; i <= m; i++) {
        for (int j = 1; j <= n; j++) {
            int change = a[i - 1] != b[j - 1];
            d[i][j] = smallest(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = smallest(d[i][j], d[i - 2][j - 2] + 1, d[i][j]);
        }
    }
    return d[m][n];
}

const char *
nearest_name(const char *name, const char *const *names, int count)
{
    const char *best = NULL;
    int least = (int)strlen(name) / 3 + 2;
    for (int i = 0; i < count; i++) {
        int distance = edit_distance(name, names[i]);
        if (distance < least && distance < (int)strlen(names[i])) {
            least = distance;
            best = names[i];
        }
    }
    return best;
}

/* Digits alone, without sign or blank. */
static int
parse_number(const char *text, uint64_t largest, uint64_t *number)
{
    uint64_t value = 0;
    if (!*text)
        return -1;
    for (; *text; text++) {
        uint64_t digit = (uint64_t)(*text - '0');
        if (*text < '0' || *text > '9' || value > (largest - digit) / 10)
            return -1;
        value = value * 10 + digit;
    }
    *number = value;
    return 0;
}

static int
add_line(const struct option_row *row, const char *value)
{
    char **lines = row->target;
    size_t before = *lines ? strlen(*lines) + 1 : 0, length = strlen(value);
    if (length == 0 || strchr(value, '\n')) {
        complain("--%s: expected %s, found %s", row->name, row->value,
                 length ? "several lines" : "nothing");
        return -1;
    }
    char *grown = realloc(*lines, before + length + 1);
    if (!grown) {
        complain("--%s: out of memory", row->name);
        return -1;
    }
    if (before > 0)
        grown[before - 1] = '\n';
    memcpy(grown + before, value, length + 1);
    *lines = grown;
    return 0;
}

int
option_set(struct option_row *row, const char *value)
{
    uint64_t largest = row->kind == OPTION_SEED ? UINT64_MAX : UINT64_C(1) << 53, number = 0;
    row->given = 1;
    if (row->kind == OPTION_FLAG) {
        *(int *)row->target = 1;
        return 0;
    }
    if (row->kind == OPTION_LINES)
        return add_line(row, value);
    if (row->kind == OPTION_TEXT) {
        *(const char **)row->target = value;
        if (*value)
            return 0;
        complain("--%s: expected %s, found nothing", row->name, row->value);
        return -1;
    }
    if (parse_number(value, largest, &number) != 0) {
        complain("--%s: expected a whole number from 0 to %llu, found '%s'", row->name,
                 (unsigned long long)largest, value);
        return -1;
    }
    if (row->kind == OPTION_SEED)
        *(uint64_t *)row->target = number;
    else
        *(long *)row->target = (long)number;
    return 0;
}

static void
print_help(const char *command, const char *purpose, const struct option_row *rows, int count)
{
    printf("%s: %s\n", command, purpose);
    for (int i = 0; i < count; i++) {
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", rows[i].name, rows[i].value ? " " : "",
                 rows[i].value ? rows[i].value : "");
        printf("  %-20s  %s\n", left, rows[i].help);
    }
    printf("  %-20s  this text\n", "--help");
}

static int
unknown_option(const char *command, const char *word, size_t length,
               const struct option_row *rows, int count)
{
    const char *names[32];
    char name[NAME_MAX_LENGTH + 1];
    int known = count < 31 ? count : 31;
    for (int i = 0; i < known; i++)
        names[i] = rows[i].name;
    names[known++] = "help";
    snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), word);
    const char *near = nearest_name(name, names, known);
    progress_end();
    if (near)
        complain("%s has no option --%s; did you mean --%s?", command, name, near);
    else
        complain("%s has no option --%s", command, name);
    fprintf(stderr, "options are:");
    for (int i = 0; i < known; i++)
        fprintf(stderr, " --%s", names[i]);
    fputc('\n', stderr);
    return 1;
}

int
options_parse(const char *command, const char *purpose, struct option_row *rows, int count,
              int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_help(command, purpose, rows, count);
            return 0;
        }
        if (strncmp(argv[i], "--", 2) != 0) {
            complain("%s takes options only, found '%s'; see %s --help", command, argv[i],
                     command);
            return 1;
        }
        const char *word = argv[i] + 2, *equals = strchr(word, '=');
        size_t length = equals ? (size_t)(equals - word) : strlen(word);
        struct option_row *row = NULL;
        for (int k = 0; k < count; k++)
            if (strlen(rows[k].name) == length && strncmp(rows[k].name, word, length) == 0)
                row = &rows[k];
        if (!row)
            return unknown_option(command, word, length, rows, count);
        const char *value = equals ? equals + 1 : NULL;
        if (row->kind == OPTION_FLAG && value) {
            complain("--%s takes no value", row->name);
            return 1;
        }
        if (row->kind != OPTION_FLAG && !value && ++i < argc)
            value = argv[i];
        if (row->kind != OPTION_FLAG && !value) {
            complain("--%s: expected %s after it", row->name, row->value);
            return 1;
        }
        if (option_set(row, value) != 0)
            return 1;
    }
    return -1;
}
