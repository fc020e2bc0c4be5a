/* The checkpoints of a run's directory: their names, which are there, and which are kept. */
#include "checkpoint.h"
#include "file.h"
#include "log.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *
checkpoint_path(const char *directory, long step)
{
    return text_format("%s/step-%08ld.safetensors", directory, step);
}

/* The step in a name that checkpoint_path makes, with `ending` behind it; -1: another name. */
static long
step_of(const char *name, const char *ending)
{
    char *end, again[64];
    if (strncmp(name, "step-", 5) != 0 || name[5] < '0' || name[5] > '9')
        return -1;
    long step = strtol(name + 5, &end, 10);
    int length = snprintf(again, sizeof again, "step-%08ld%s", step, ending);
    return length < (int)sizeof again && strcmp(name, again) == 0 ? step : -1;
}

static int
newest_first(const void *a, const void *b)
{
    const long *x = a, *y = b;
    return (*x < *y) - (*x > *y);
}

static long *
list(const char *directory, const char *ending, int *count)
{
    long *steps = NULL;
    DIR *opened = opendir(directory);
    struct dirent *file;
    *count = 0;
    while (opened && (file = readdir(opened))) {
        long step = step_of(file->d_name, ending);
        if (step < 0)
            continue;
        steps = realloc(steps, ((size_t)*count + 1) * sizeof *steps);
        if (!steps) {
            complain("out of memory");
            exit(1);
        }
        steps[(*count)++] = step;
    }
    if (opened)
        closedir(opened);
    if (*count > 0)
        qsort(steps, (size_t)*count, sizeof *steps, newest_first);
    return steps;
}

long *
checkpoint_list(const char *directory, int *count)
{
    return list(directory, ".safetensors", count);
}

static void
remove_file(const char *path)
{
    if (unlink(path) != 0 && errno != ENOENT)
        complain("%s: cannot be removed: %s", path, strerror(errno));
}

void
checkpoint_prune(const char *directory, int keep)
{
    int count, drafts;
    long *steps = checkpoint_list(directory, &count);
    for (int i = keep; i < count; i++) {
        char *path = checkpoint_path(directory, steps[i]);
        remove_file(path);
        free(path);
    }
    free(steps);
    steps = list(directory, ".safetensors.tmp", &drafts);
    for (int i = 0; i < drafts; i++) {
        char *path = text_format("%s/step-%08ld.safetensors.tmp", directory, steps[i]);
        remove_file(path);
        free(path);
    }
    free(steps);
}
