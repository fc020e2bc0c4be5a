/* Times of iterations, of kernels and of commands. An iteration is timed twice: first as it
 * runs in training, then again with a clock behind each kernel. Medians are what to compare,
 * for a machine is slowed down by what else it does, never sped up. */
#include "profile.h"
#include "command.h"
#include "file.h"
#include "iterate.h"
#include "log.h"
#include "threads.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { LAPPED_MOST = 50, COMMAND_RUNS = 5 };

static int
by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double
median_of(double *values, long count)
{
    qsort(values, (size_t)count, sizeof *values, by_value);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* ---- laps ---- */

static struct {
    double last;   /* when the kernel before ended */
    double *spent; /* [kernels] in this iteration */
    double *calls; /* [kernels] in all of them */
    double waited; /* for data, in this iteration */
} laps;

static void
take_lap(struct instance *m, int kernel)
{
    double now = seconds_now();
    (void)m;
    laps.spent[kernel] += now - laps.last;
    laps.calls[kernel]++;
    laps.last = seconds_now();
}

/* ---- iterations ---- */

static void
batch_taken(struct iteration *it)
{
    (void)it;
    const double before = laps.last;
    laps.last = seconds_now();
    laps.waited += laps.last - before;
}

static double
timed_iteration(struct iteration *it)
{
    const double start = laps.last = seconds_now();
    iterate(it);
    return seconds_now() - start;
}

static void
measure_iterations(struct profile *p, struct iteration *it)
{
    double *seconds = allocate((size_t)p->steps, sizeof *seconds);
    for (long i = 0; i < p->steps / 10 + 3; i++)
        timed_iteration(it);
    for (long i = 0; i < p->steps; i++)
        seconds[i] = timed_iteration(it);
    p->median = median_of(seconds, p->steps);
    p->least = seconds[0];
    free(seconds);
}

/* Row k of the table holds the times of kernel k, the last row those of waiting. */
static void
measure_kernels(struct profile *p, struct iteration *it)
{
    const int kernels = p->model->kernels;
    const long times = p->steps < LAPPED_MOST ? p->steps : LAPPED_MOST;
    double *table = allocate((size_t)((kernels + 1) * times), sizeof *table);
    laps.spent = allocate((size_t)kernels, sizeof *laps.spent);
    laps.calls = allocate((size_t)kernels, sizeof *laps.calls);
    it->m->lap = take_lap;
    for (long i = 0; i < times; i++) {
        memset(laps.spent, 0, (size_t)kernels * sizeof *laps.spent);
        laps.waited = 0;
        timed_iteration(it);
        for (int k = 0; k < kernels; k++)
            table[k * times + i] = laps.spent[k];
        table[kernels * times + i] = laps.waited;
    }
    it->m->lap = NULL;
    for (int k = 0; k < kernels; k++) {
        p->kernel[k].seconds = median_of(table + k * times, times);
        p->kernel[k].calls = laps.calls[k] / (double)times;
    }
    p->waiting = median_of(table + kernels * times, times);
    free(laps.spent);
    free(laps.calls);
    free(table);
}

static void
measure_commands(struct profile *p, struct instance *m, const struct dataset *data)
{
    for (int i = 0; i < p->model->commands; i++) {
        double seconds[COMMAND_RUNS];
        const struct command *c = &p->model->command[i];
        const int runs =
            c->maps > 0 ? 1 : COMMAND_RUNS; /* position by position it takes long */
        generate_times(m, c, c->reads_data ? data : NULL, runs, seconds);
        p->command[i] = median_of(seconds, runs);
    }
}

void
profile_measure(struct profile *p, struct instance *m, struct loader *loader,
                const struct dataset *data, long steps)
{
    const struct model *model = m->model;
    struct rusage usage = {0};
    struct cursor cursor = {.per_epoch = loader ? loader_batches(loader) : 1};
    struct iteration it = {.m = m,
                           .loader = loader,
                           .cursor = &cursor,
                           .sums = iterate_sums(model),
                           .taken = batch_taken};
    *p = (struct profile){
        .model = model, .start = p->start, .steps = steps, .threads = threads_count()};
    p->examples = (double)(iterate_batches(model) * model->batch);
    p->kernel = allocate((size_t)model->kernels, sizeof *p->kernel);
    p->command = allocate((size_t)model->commands, sizeof *p->command);
    measure_iterations(p, &it);
    getrusage(RUSAGE_SELF, &usage);
    p->memory = usage.ru_maxrss;
    measure_kernels(p, &it);
    free(it.sums);
    measure_commands(p, m, data);
    p->roofs = roofs_measure(m);
}

void
profile_free(struct profile *p)
{
    free(p->kernel);
    free(p->command);
}

/* ---- what follows from the times ---- */

double
profile_flops(const struct profile *p)
{
    double flops = 0;
    for (int i = 0; i < p->model->kernels; i++)
        flops += p->kernel[i].calls * p->model->kernel[i].flops;
    return flops;
}

double
profile_multiply_adds(const struct profile *p)
{
    double flops = 0;
    for (int i = 0; i < p->model->kernels; i++)
        if (p->model->kernel[i].product)
            flops += p->kernel[i].calls * p->model->kernel[i].flops;
    return flops;
}

double
profile_seconds(const struct profile *p)
{
    double seconds = p->waiting;
    for (int i = 0; i < p->model->kernels; i++)
        seconds += p->kernel[i].seconds;
    return seconds;
}

double
profile_bytes(const struct profile *p)
{
    double bytes = 0;
    for (int i = 0; i < p->model->kernels; i++)
        bytes += p->kernel[i].calls * p->model->kernel[i].bytes;
    return bytes;
}

int
profile_sort(const struct profile *p, int *kernel)
{
    int count = 0;
    for (int i = 0; i < p->model->kernels; i++) {
        int at = count;
        if (p->kernel[i].calls == 0)
            continue;
        for (; at > 0 && p->kernel[kernel[at - 1]].seconds < p->kernel[i].seconds; at--)
            kernel[at] = kernel[at - 1];
        kernel[at] = i;
        count++;
    }
    return count;
}

double
profile_bound(const struct profile *p, int kernel)
{
    const struct kernel *k = &p->model->kernel[kernel];
    double computing = k->flops / p->roofs.flops, moving = k->bytes / p->roofs.bytes;
    double least = computing > moving ? computing : moving;
    return p->kernel[kernel].calls * least / p->kernel[kernel].seconds;
}
