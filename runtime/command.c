/* The trainer's main program: finds the command, and what several commands need. */
#include "command.h"
#include "checkpoint.h"
#include "file.h"
#include "log.h"
#include "options.h"
#include "threads.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct builtin {
    const char *name, *purpose;
    int (*run)(const struct model *model, int argc, char **argv);
};

static const struct builtin builtins[] = {
    {"train", "trains; writes checkpoints, metrics.csv and sheets of samples", command_train},
    {"evaluate", "prints losses and metrics on the test split", command_evaluate},
    {"gradcheck", "checks every gradient against differences in double", command_gradcheck},
    {"info", "prints sizes, parameters and memory", command_info},
    {"bench", "measures a training step and its kernels", command_bench},
};

enum { BUILTINS = sizeof builtins / sizeof *builtins, NAMES = 64 };

struct instance *
instance_start(const struct model *model, uint64_t seed, int shared)
{
    struct instance *m = instance_create(model, seed, shared);
    if (!m) {
        complain("out of memory: `%s info` says how much is needed", model->name);
        exit(1);
    }
    instance_init(m);
    return m;
}

int
instance_load(struct instance *m, const char *file)
{
    if (file)
        return checkpoint_load(file, m, NULL) == CHECKPOINT_LOADED ? 0 : -1;
    int count, loaded = 0;
    char *directory = text_format("runs/%s", m->model->name);
    long *steps = checkpoint_list(directory, &count);
    if (count == 0) {
        complain("%s: holds no checkpoint: run `%s train` first, or give --checkpoint FILE",
                 directory, m->model->name);
    } else {
        char *path = checkpoint_path(directory, steps[0]);
        loaded = checkpoint_load(path, m, NULL) == CHECKPOINT_LOADED;
        free(path);
    }
    free(steps);
    free(directory);
    return loaded ? 0 : -1;
}

void
instance_take(struct instance *m, const void *const *field)
{
    for (int i = 0; i < m->model->fields; i++)
        m->field[i] = field[i];
}

int
threads_start(long count)
{
    if (count > 1024) {
        complain("--threads: expected at most 1024, found %ld", count);
        return -1;
    }
    threads_set(count > 0 ? (int)count : 0);
    return 0;
}

static void
print_commands(const struct model *model)
{
    static const char *const layouts[] = {
        [LAYOUT_FREE] = "",
        [LAYOUT_PATH] = ", a path to each row",
        [LAYOUT_TRAVERSE] = ", a row for each latent",
        [LAYOUT_GRID] = ", a square of latents",
        [LAYOUT_EACH] = ", a row for each class",
    };
    printf("usage: %s COMMAND [OPTIONS]     `%s COMMAND --help` lists the options\n\n",
           model->name, model->name);
    for (int i = 0; i < BUILTINS; i++)
        printf("  %-14s %s\n", builtins[i].name, builtins[i].purpose);
    for (int i = 0; i < model->commands; i++) {
        const struct command *c = &model->command[i];
        if (c->samples > 0) {
            printf("  %-14s prints the log of the mean of %ld weights, in nats\n", c->name,
                   c->samples);
            continue;
        }
        printf("  %-14s writes %s%s%s\n", c->name,
               generate_pictures(c) ? "a sheet of pictures"
               : generate_points(c) ? "points, as an array and as a picture"
                                    : "arrays of numbers",
               layouts[c->layout.kind], c->reads_data ? ", from the test split" : "");
    }
    printf("\n  --help, --version\n");
}

static int
unknown_command(const struct model *model, const char *word)
{
    const char *names[NAMES];
    int count = 0;
    for (int i = 0; i < BUILTINS; i++)
        names[count++] = builtins[i].name;
    for (int i = 0; i < model->commands && count < NAMES; i++)
        names[count++] = model->command[i].name;
    const char *near = nearest_name(word, names, count);
    if (near)
        complain("there is no command '%s'; did you mean %s?", word, near);
    else
        complain("there is no command '%s'", word);
    fprintf(stderr, "commands are:");
    for (int i = 0; i < count; i++)
        fprintf(stderr, " %s", names[i]);
    fputc('\n', stderr);
    return 1;
}

static int
run_word(const struct model *model, const char *word, int argc, char **argv)
{
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
        print_commands(model);
        return 0;
    }
    if (strcmp(word, "--version") == 0) {
        printf("%s, compiled by latentc %s from a page with SHA-256 %s\n", model->name,
               model->version, model->hash);
        return 0;
    }
    for (int i = 0; i < BUILTINS; i++)
        if (strcmp(word, builtins[i].name) == 0)
            return builtins[i].run(model, argc, argv);
    for (int i = 0; i < model->commands; i++)
        if (strcmp(word, model->command[i].name) == 0)
            return command_generate(model, &model->command[i], argc, argv);
    return unknown_command(model, word);
}

int
command_main(const struct model *model, int argc, char **argv)
{
    log_program(model->name);
    if (argc < 2) {
        complain("expected a command; see %s --help", model->name);
        return 1;
    }
    int status = run_word(model, argv[1], argc - 2, argv + 2);
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain("not all output could be written%s%s", errno ? ": " : "",
                 errno ? strerror(errno) : "");
        return status ? status : 1;
    }
    return status;
}
