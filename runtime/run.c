/* The directory of a run. settings.txt holds an option to a line, `name value`; a resumed run
 * takes what its command line does not say from there, so `train --resume` alone goes on. */
#include "run.h"
#include "checkpoint.h"
#include "data.h"
#include "file.h"
#include "log.h"
#include "options.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SETTINGS_MAX = 1 << 16 };

struct parsed { /* options, while it is not decided which hold */
    const char *out, *stage;
    char *places;
    long epochs, steps, save_every, log_every, threads;
    uint64_t seed;
    int resume;
};

enum { ROW_DATA, ROW_EPOCHS, ROW_STEPS, ROW_SEED, ROW_SAVE, ROW_LOG, STORED_ROWS };
enum { ROW_THREADS = STORED_ROWS, ROW_OUT, ROW_RESUME, ROW_STAGE, ROWS };

static void
list_rows(struct option_row rows[ROWS], struct parsed *p)
{
    const struct option_row table[ROWS] = {
        {"data", OPTION_LINES, &p->places, "PLACE", DATA_HELP, 0},
        {"epochs", OPTION_COUNT, &p->epochs, "N", "in all, default 10; of each stage", 0},
        {"steps", OPTION_COUNT, &p->steps, "N", "iterations, instead of epochs", 0},
        {"seed", OPTION_SEED, &p->seed, "N", "of weights, noise and order, default 1", 0},
        {"save-every", OPTION_COUNT, &p->save_every, "N", "steps, and at each epoch's end", 0},
        {"log-every", OPTION_COUNT, &p->log_every, "N", "steps, default 50", 0},
        {"threads", OPTION_COUNT, &p->threads, "N",
         "default: one per core; no result depends on it", 0},
        {"out", OPTION_TEXT, &p->out, "DIR", "the run's directory, default runs/NAME", 0},
        {"resume", OPTION_FLAG, &p->resume, NULL, "go on from the newest checkpoint", 0},
        {"stage", OPTION_TEXT, &p->stage, "NAME", "the last to train, of a page with stages",
         0},
    };
    memcpy(rows, table, sizeof table);
}

/* Options that are not given are taken from the settings of the run that is resumed. */
static int
take_settings(struct run *run, struct option_row *rows)
{
    char *path = text_format("%s/settings.txt", run->directory), *rest = NULL;
    char *text = run->settings = file_read(path, SETTINGS_MAX);
    int ends_given = rows[ROW_EPOCHS].given || rows[ROW_STEPS].given, failed = 0;
    for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line && !failed;
         line = strtok_r(NULL, "\n", &rest)) {
        char *blank = strchr(line, ' ');
        if (!blank)
            continue;
        *blank = '\0';
        for (int i = 0; i < STORED_ROWS; i++) {
            int kept = rows[i].given || ((i == ROW_EPOCHS || i == ROW_STEPS) && ends_given);
            if (strcmp(rows[i].name, line) != 0 || kept)
                continue;
            failed = option_set(&rows[i], blank + 1) != 0;
            rows[i].given = 0;
        }
    }
    if (failed)
        complain("%s: cannot be used", path);
    free(path);
    return failed ? -1 : 0;
}

static int
check_stage(const struct model *model, const char *name)
{
    const char **names = allocate((size_t)model->stages + 1, sizeof *names);
    int known = !name;
    for (int i = 0; i < model->stages; i++) {
        names[i] = model->stage[i].name;
        known |= name && strcmp(names[i], name) == 0;
    }
    const char *near = known ? NULL : nearest_name(name, names, model->stages);
    if (!known && model->stages == 0)
        complain("--stage: the page of %s has no stages", model->name);
    else if (!known)
        complain("--stage: the page of %s has no stage '%s'%s%s%s", model->name, name,
                 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    free(names);
    return known ? 0 : -1;
}

int
run_options(struct run *run, const struct model *model, int argc, char **argv)
{
    struct parsed p = {.epochs = -1, .steps = -1, .log_every = 50, .seed = 1};
    struct option_row rows[ROWS];
    memset(run, 0, sizeof *run);
    run->lock = -1;
    list_rows(rows, &p);
    int status = options_parse("train", "trains the model", rows, ROWS, argc, argv);
    if (status >= 0)
        return status;
    if (p.epochs >= 0 && p.steps >= 0) {
        complain("--epochs and --steps exclude each other");
        return 1;
    }
    if (check_stage(model, p.stage) != 0)
        return 1;
    run->stage = p.stage;
    run->directory = p.out ? text_format("%s", p.out) : text_format("runs/%s", model->name);
    run->seed_given = rows[ROW_SEED].given;
    if (p.resume && take_settings(run, rows) != 0) {
        run_close(run);
        return 1;
    }
    run->epochs = p.epochs >= 0 || p.steps >= 0 || model->stages > 0 ? p.epochs : 10;
    run->steps = p.steps;
    run->save_every = p.save_every;
    run->log_every = p.log_every;
    run->threads = p.threads;
    run->seed = p.seed;
    run->resume = p.resume;
    run->places = p.places;
    return -1;
}

static int
holds_run(const char *directory)
{
    int count;
    free(checkpoint_list(directory, &count));
    char *metrics = text_format("%s/metrics.csv", directory);
    int held = count > 0 || file_exists(metrics);
    free(metrics);
    return held;
}

int
run_open(struct run *run)
{
    run->made = access(run->directory, F_OK) != 0;
    if (directory_make(run->directory) != 0)
        return -1;
    run->lock = directory_lock(run->directory);
    if (run->lock < 0)
        return -1;
    if (!run->resume && holds_run(run->directory)) {
        complain("%s: holds a run already; --resume goes on with it, --out DIR begins another",
                 run->directory);
        return -1;
    }
    return 0;
}

/* `data PLACE` for each place. */
static char *
data_lines(const char *places)
{
    char *lines = text_format("%s", "");
    while (places && *places) {
        int length = (int)strcspn(places, "\n");
        char *longer = text_format("%sdata %.*s\n", lines, length, places);
        free(lines);
        lines = longer;
        places += length + (places[length] == '\n');
    }
    return lines;
}

/* A copy of a text of the model in the run's directory. */
static int
write_copy(const struct run *run, const char *name, const char *copy)
{
    char *path = text_format("%s/%s", run->directory, name);
    int failed = file_write(path, copy, strlen(copy)) != 0;
    free(path);
    return failed;
}

int
run_describe(struct run *run, const struct model *model)
{
    char *page = text_format("%s.yaml", model->name);
    run->made = 0;
    int failed = write_copy(run, page, model->page);
    free(page);
    for (int i = 0; model->used != NULL && model->used[i] != NULL; i += 2)
        failed |= write_copy(run, model->used[i], model->used[i + 1]);
    char *end = run->epochs >= 0  ? text_format("epochs %ld\n", run->epochs)
                : run->steps >= 0 ? text_format("steps %ld\n", run->steps)
                                  : text_format("%s", ""); /* as the page says */
    char *data = data_lines(run->places);
    char *text = text_format("%s%sseed %" PRIu64 "\nsave-every %ld\nlog-every %ld\n", data, end,
                             run->seed, run->save_every, run->log_every);
    free(data);
    char *path = text_format("%s/settings.txt", run->directory);
    failed |= file_write(path, text, strlen(text)) != 0;
    free(path);
    free(text);
    free(end);
    return failed ? -1 : 0;
}

void
run_close(struct run *run)
{
    if (run->lock >= 0 && run->made)
        directory_unmake(run->directory);
    if (run->lock >= 0)
        close(run->lock);
    free(run->directory);
    free(run->places);
    free(run->settings);
    memset(run, 0, sizeof *run);
    run->lock = -1;
}
