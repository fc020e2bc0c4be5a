/* Running other programs, and a directory for their files. */
#define _XOPEN_SOURCE 700
#include "process.h"

#include "../base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_OPEN = 16 };

static void
complain(const char *what)
{
    fprintf(stderr, "latentc: %s: %s\n", what, strerror(errno));
}

static _Noreturn void
become(const char *const *argv, const char *output)
{
    int count = 0;
    while (argv[count] != NULL)
        count++;
    char **words = NEW_ARRAY(char *, count + 1); /* execvp wants them writable */
    for (int i = 0; i < count; i++)
        words[i] = format("%s", argv[i]);
    int file = output ? open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666) : STDOUT_FILENO;
    if (file < 0 || dup2(file, STDOUT_FILENO) < 0)
        complain(output);
    else if (execvp(words[0], words) < 0)
        complain(words[0]);
    _exit(127);
}

int
process_run(const char *const *argv, const char *output)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        become(argv, output);
    if (child < 0 || waitpid(child, &status, 0) < 0) {
        complain(argv[0]);
        return 1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

const char *
process_directory(void)
{
    const char *parent = getenv("TMPDIR");
    char *path = format("%s/latentc.XXXXXX", parent && *parent ? parent : "/tmp");
    if (mkdtemp(path) != NULL)
        return path;
    complain(path);
    return NULL;
}

static int
remove_one(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    return remove(path);
}

void
process_remove(const char *directory)
{
    if (nftw(directory, remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS) != 0)
        complain(directory);
}

const char *
processor_name(void)
{
    char line[256];
    const char *name = "an unknown processor";
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) != 0 || colon == NULL)
            continue;
        name = format("%.*s", (int)strcspn(colon + 2, "\n"), colon + 2);
        break;
    }
    if (file != NULL)
        fclose(file);
    return name;
}
