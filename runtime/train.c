/* `train`: iterations from a cursor to an end, with a log, sheets and checkpoints on the way.
 * Everything that an iteration depends on is in the checkpoint: data and noise are functions of
 * the seed and of the number of batches taken. So a run that is stopped and resumed has the
 * bits of one that was not. */
#include "checkpoint.h"
#include "command.h"
#include "file.h"
#include "iterate.h"
#include "log.h"
#include "run.h"
#include "writer.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t stop_signal;

static void
on_signal(int number)
{
    stop_signal = number;
}

/* The first signal lets the step finish; a second one ends the program at once. */
static void
catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    action.sa_flags = (int)SA_RESETHAND | SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

struct trainer {
    const struct model *model;
    struct instance *m;
    struct run *run;
    struct dataset *data;
    struct loader *loader;
    struct metrics *metrics;
    struct writer *writer; /* of sheets and checkpoints */
    struct cursor cursor;
    float *sums;     /* of gradients, for steps that accumulate */
    long saved;      /* step of the newest checkpoint that it wrote, -1: none */
    double row_time; /* of the last row of metrics.csv ... */
    long row_batches;
    double start_time; /* of this process ... */
    long start_batches;
};

/* A model without data has epochs too, of a thousand draws. */
enum { DRAWS_PER_EPOCH = 1000, POINTS_COUNT = 1024, CHECKPOINTS_KEPT = 3 };

static int
open_data(struct trainer *t)
{
    const struct model *model = t->model;
    long per_epoch = DRAWS_PER_EPOCH;
    if (model->fields > 0) {
        t->data = data_open(model, t->run->places, SPLIT_TRAIN);
        if (!t->data)
            return -1;
        struct dataset *test = data_open(model, t->run->places, SPLIT_TEST);
        if (!test) /* better said now than when the training is done */
            return -1;
        data_close(test);
        t->loader = loader_open(t->data, model, t->m->seed, 1, t->cursor.batches);
        if (!t->loader)
            return -1;
        per_epoch = loader_batches(t->loader);
    }
    if (t->cursor.per_epoch != 0 && t->cursor.per_epoch != per_epoch) {
        complain("the run was started with data of %ld batches an epoch, and this has %ld",
                 t->cursor.per_epoch, per_epoch);
        return -1;
    }
    t->cursor.per_epoch = per_epoch;
    return 0;
}

/* The newest checkpoint that is whole. Without any the run begins anew. */
static int
resume(struct trainer *t)
{
    int count, loaded = 0, refused = 0;
    long *steps = checkpoint_list(t->run->directory, &count);
    for (int i = 0; i < count && !loaded && !refused; i++) {
        char *path = checkpoint_path(t->run->directory, steps[i]);
        enum checkpoint_result result = checkpoint_load(path, t->m, &t->cursor);
        loaded = result == CHECKPOINT_LOADED;
        refused = result == CHECKPOINT_REFUSED;
        if (loaded)
            complain("resumes %s", path);
        free(path);
    }
    if (count == 0)
        complain("%s: holds no checkpoint: begins at step 0", t->run->directory);
    free(steps);
    if (count > 0 && !loaded)
        return -1;
    if (loaded && t->run->seed_given && t->run->seed != t->m->seed) {
        complain("the run was started with --seed %llu", (unsigned long long)t->m->seed);
        return -1;
    }
    t->run->seed = t->m->seed;
    return 0;
}

static const struct stage *
stage_of(const struct trainer *t)
{
    return t->model->stages > 0 ? &t->model->stage[t->cursor.stage] : NULL;
}

/* The length of the stage: as the command line says, else as the page does. */
static void
measure_stage(struct trainer *t)
{
    const struct stage *stage = stage_of(t);
    const int given = t->run->epochs >= 0 || t->run->steps >= 0;
    const long epochs = given || !stage ? t->run->epochs : stage->epochs;
    t->cursor.in_epochs = epochs >= 0;
    t->cursor.length = epochs >= 0       ? epochs
                       : given || !stage ? t->run->steps
                                         : stage->iterations;
    cursor_tell(&t->cursor, t->m);
}

static int
trainer_start(struct trainer *t)
{
    t->m = instance_start(t->model, t->run->seed, 1);
    t->saved = -1;
    if (t->run->resume && resume(t) != 0)
        return -1;
    if (open_data(t) != 0 || run_describe(t->run, t->model) != 0)
        return -1;
    measure_stage(t);
    t->sums = iterate_sums(t->model);
    if (t->cursor.batches == 0 && instance_begin(t->m, t->data) != 0)
        return -1;
    checkpoint_prune(t->run->directory, CHECKPOINTS_KEPT);
    char *path = text_format("%s/metrics.csv", t->run->directory);
    t->metrics = metrics_open(path, t->model, t->cursor.step);
    free(path);
    t->writer = writer_open();
    t->row_time = t->start_time = seconds_now();
    t->row_batches = t->start_batches = t->cursor.batches;
    return t->metrics ? 0 : -1;
}

static void
trainer_end(struct trainer *t)
{
    writer_close(t->writer);
    progress_end();
    metrics_close(t->metrics);
    if (t->loader)
        loader_close(t->loader);
    if (t->data)
        data_close(t->data);
    instance_free(t->m);
    free(t->sums);
}

/* The weights behind a loss that is no number are lost: nothing is saved any more. */
static int
check_losses(struct iteration *it, const struct step *step)
{
    const struct trainer *t = it->context;
    for (int i = 0; i < t->model->scalars; i++) {
        float value = t->m->value[i];
        if (t->model->scalar[i].metric || scalar_is_unset(value) || isfinite(value))
            continue;
        complain(
            "step %ld: %s became %s in the step that minimises %s; training stops, the last "
            "checkpoint stands",
            t->cursor.step + 1, t->model->scalar[i].name, isnan(value) ? "NaN" : "infinite",
            step->name);
        return -1;
    }
    return 0;
}

static int
write_checkpoint(const char *directory, const struct instance *m, const struct cursor *cursor)
{
    char *path = checkpoint_path(directory, cursor->step);
    int failed = checkpoint_save(path, m, cursor) != 0;
    free(path);
    if (!failed)
        checkpoint_prune(directory, CHECKPOINTS_KEPT);
    return failed ? -1 : 0;
}

struct saving {
    const char *directory;
    struct instance *m; /* a copy, so that training goes on */
    struct cursor cursor;
};

static int
save_and_free(void *argument, int wanted)
{
    struct saving *s = argument;
    int failed = wanted && write_checkpoint(s->directory, s->m, &s->cursor) != 0;
    instance_free(s->m);
    free(s);
    return failed ? -1 : 0;
}

static int
save(struct trainer *t)
{
    if (t->saved == t->cursor.step)
        return 0;
    if (metrics_sync(t->metrics) != 0)
        return -1;
    t->saved = t->cursor.step;
    struct saving s = {t->run->directory, instance_copy(t->m), t->cursor}, *saving;
    if (!s.m) /* no memory for a copy: training waits */
        return writer_wait(t->writer) != 0 ||
                       write_checkpoint(s.directory, t->m, &t->cursor) != 0
                   ? -1
                   : 0;
    saving = allocate(1, sizeof *saving);
    *saving = s;
    return writer_add(t->writer, save_and_free, saving);
}

static int
write_sheet(struct trainer *t, const struct command *command, long epoch)
{
    const char *name = strcmp(command->name, "sample") == 0 ? "samples" : command->name;
    char *path = text_format("%s/%s-%04ld.png", t->run->directory, name, epoch);
    long count = generate_points(command) ? POINTS_COUNT : generate_usual(command, NULL);
    int status = generate_sheet(t->m, command, count, NULL, path, t->writer);
    free(path);
    return status;
}

/* What `sample` draws, or without it every command that needs no data. */
static int
write_sheets(struct trainer *t, long epoch)
{
    const struct model *model = t->model;
    int only = -1;
    for (int i = 0; i < model->commands && only < 0; i++)
        if (strcmp(model->command[i].name, "sample") == 0)
            only = i;
    for (int i = 0; i < model->commands; i++) {
        const struct command *c = &model->command[i];
        if ((only >= 0 && i != only) || c->reads_data ||
            !(generate_pictures(c) || generate_points(c)))
            continue;
        if (write_sheet(t, c, epoch) != 0)
            return -1;
    }
    return 0;
}

static int
write_row(struct trainer *t, long epoch)
{
    double now = seconds_now();
    double examples = (double)((t->cursor.batches - t->row_batches) * t->model->batch);
    double rate = now > t->row_time ? examples / (now - t->row_time) : 0;
    t->row_time = now;
    t->row_batches = t->cursor.batches;
    return metrics_row(t->metrics, t->cursor.step, epoch, rate, t->m->value);
}

static void
show(struct trainer *t, long epoch, int lasting)
{
    char line[512];
    int used, size = (int)sizeof line;
    double seconds = seconds_now() - t->start_time;
    double rate = (double)(t->cursor.batches - t->start_batches) / (seconds > 0 ? seconds : 1);
    used = snprintf(line, sizeof line, "epoch %ld  step %ld", epoch, t->cursor.step);
    for (int i = 0; i < t->model->scalars && used < size; i++)
        if (!scalar_is_unset(t->m->value[i]))
            used += snprintf(line + used, (size_t)(size - used), "  %s %.4g",
                             t->model->scalar[i].name, (double)t->m->value[i]);
    if (used < size)
        used += snprintf(line + used, (size_t)(size - used), "  %.0f examples/s",
                         rate * (double)t->model->batch);
    long left = rate > 0 ? (long)((double)cursor_batches_left(&t->cursor) / rate) : 0;
    if (used < size && left > 0)
        snprintf(line + used, (size_t)(size - used), "  %ld:%02ld:%02ld left", left / 3600,
                 left / 60 % 60, left % 60);
    progress_show(line, lasting);
}

/* What is due after an iteration that began in epoch `epoch`. */
static int
after_iteration(struct trainer *t, long epoch)
{
    long step = t->cursor.step;
    int ended =
        t->cursor.batches / t->cursor.per_epoch >= epoch || cursor_stage_ended(&t->cursor);
    if ((ended || (t->run->log_every > 0 && step % t->run->log_every == 0)) &&
        write_row(t, epoch) != 0)
        return -1;
    show(t, epoch, ended);
    const int saves = ended || (t->run->save_every > 0 && step % t->run->save_every == 0);
    if (saves && writer_wait(t->writer) != 0) /* so that no more than one copy is kept */
        return -1;
    if (ended && write_sheets(t, epoch) != 0)
        return -1;
    return saves ? save(t) : writer_failed(t->writer) ? -1 : 0;
}

/* False where the stage that has ended is the last to be trained. */
static int
next_stage(struct trainer *t)
{
    const struct stage *stage = stage_of(t);
    const int named = stage && t->run->stage && strcmp(stage->name, t->run->stage) == 0;
    if (!stage || named || t->cursor.stage + 1 >= t->model->stages)
        return 0;
    t->cursor.stage++;
    t->cursor.stage_step = t->cursor.step;
    t->cursor.stage_batches = t->cursor.batches;
    for (int i = 0; i < t->model->scalars; i++)
        t->m->value[i] = scalar_unset();
    measure_stage(t);
    complain("stage %s begins at step %ld", stage_of(t)->name, t->cursor.step);
    return 1;
}

static int
train(struct trainer *t)
{
    struct iteration it = {.m = t->m,
                           .loader = t->loader,
                           .cursor = &t->cursor,
                           .sums = t->sums,
                           .context = t,
                           .checked = check_losses};
    while (!stop_signal) {
        if (cursor_stage_ended(&t->cursor)) {
            if (!next_stage(t))
                break;
            continue;
        }
        long epoch = t->cursor.batches / t->cursor.per_epoch + 1;
        if (iterate(&it) != 0 || after_iteration(t, epoch) != 0)
            return -1;
    }
    return save(t) != 0 || writer_wait(t->writer) != 0 ? -1 : 0;
}

int
command_train(const struct model *model, int argc, char **argv)
{
    struct run run;
    int status = run_options(&run, model, argc, argv);
    if (status >= 0)
        return status;
    if (run_open(&run) != 0 || threads_start(run.threads) != 0) {
        run_close(&run);
        return 1;
    }
    struct trainer t = {.model = model, .run = &run};
    catch_signals();
    int failed = trainer_start(&t) != 0 || train(&t) != 0;
    progress_end();
    if (!failed && !stop_signal)
        failed = evaluate_print(t.m, run.places, "test ") < 0;
    trainer_end(&t);
    run_close(&run);
    if (stop_signal) {
        /* So that a shell sees what ended the program: 128 + number. */
        signal(stop_signal, SIG_DFL);
        raise(stop_signal);
    }
    return failed ? 1 : 0;
}
