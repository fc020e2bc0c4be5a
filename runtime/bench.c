/* `bench`: the time of a training iteration, all steps with their repeats and the data they
 * take from the loader, after a warm-up. The median is what to compare; the least time shows
 * how much of it is the machine's noise. */
#include "command.h"
#include "file.h"
#include "log.h"
#include "options.h"

#include <stdio.h>
#include <stdlib.h>

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void
next_batch(struct instance *m, struct loader *loader)
{
    if (loader)
        instance_take(m, loader_next(loader));
    m->draw++;
}

static double
timed_iteration(struct instance *m, struct loader *loader)
{
    double start = seconds_now();
    next_batch(m, loader);
    for (int s = 0; s < m->model->steps; s++) {
        for (int r = 0; r < m->model->step[s].repeat; r++) {
            if (r > 0)
                next_batch(m, loader);
            m->model->step[s].run(m);
        }
    }
    return seconds_now() - start;
}

static void
measure(struct instance *m, struct loader *loader, long steps)
{
    long warm = steps / 10 + 3, draws = 1;
    double *seconds = allocate((size_t)steps, sizeof *seconds);
    for (int s = 0; s < m->model->steps; s++)
        draws += m->model->step[s].repeat - 1;
    for (long i = 0; i < warm; i++)
        timed_iteration(m, loader);
    for (long i = 0; i < steps; i++)
        seconds[i] = timed_iteration(m, loader);
    qsort(seconds, (size_t)steps, sizeof *seconds, by_value);
    double median = (seconds[(steps - 1) / 2] + seconds[steps / 2]) / 2;
    printf("ms_per_step %.4f %.4f\n", 1e3 * median, 1e3 * seconds[0]);
    printf("examples_per_second %.1f\n", (double)(draws * m->model->batch) / median);
    free(seconds);
}

static int
bench(struct instance *m, const char *places, long steps)
{
    struct dataset *data = NULL;
    struct loader *loader = NULL;
    if (m->model->fields > 0) {
        data = data_open(m->model, places, SPLIT_TRAIN);
        if (!data)
            return -1;
        if (data_count(data) < m->model->batch)
            complain("%s: fewer examples than a batch, %ld of %ld", data_describe(data),
                     data_count(data), m->model->batch);
        else
            loader = loader_open(data, m->model, m->seed, 1, 0);
    }
    int failed = data && !loader;
    if (!failed)
        measure(m, loader, steps);
    if (loader)
        loader_close(loader);
    if (data)
        data_close(data);
    return failed ? -1 : 0;
}

int
command_bench(const struct model *model, int argc, char **argv)
{
    char *places = NULL;
    long steps = 100, threads = 0;
    struct option_row rows[] = {
        {"steps", OPTION_COUNT, &steps, "N", "iterations to measure, default 100", 0},
        {"data", OPTION_LINES, &places, "PLACE", DATA_HELP, 0},
        {"threads", OPTION_COUNT, &threads, "N", "default: one per core", 0},
    };
    int status = options_parse("bench", "measures the time of a training step", rows,
                               (int)(sizeof rows / sizeof *rows), argc, argv);
    if (status >= 0)
        return status;
    if (steps < 1 || steps > 100000000) {
        complain("--steps: expected 1 to 100000000, found %ld", steps);
        return 1;
    }
    if (threads_start(threads) != 0)
        return 1;
    struct instance *m = instance_start(model, 1, 1);
    int failed = bench(m, places, steps) != 0;
    instance_free(m);
    return failed ? 1 : 0;
}
