/* The mean of weights that are known by their logs, in double: the largest log is taken out and
 * moves as larger ones come, so that nothing overflows and no weight is kept. */
#include "likelihood.h"
#include "file.h"
#include "log.h"
#include "table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct weights {
    double largest; /* log of the largest weight so far */
    double sum;     /* of all, divided by it */
};

static void
weights_add(struct weights *w, double log_weight)
{
    if (log_weight > w->largest) {
        w->sum = w->sum * exp(w->largest - log_weight) + 1;
        w->largest = log_weight;
    } else if (log_weight > -INFINITY) {
        w->sum += exp(log_weight - w->largest);
    } else if (isnan(log_weight)) {
        w->sum = log_weight;
    }
}

static void
show(const char *name, long done, long all, double start)
{
    char line[128];
    double seconds = seconds_now() - start;
    long left = done > 0 ? (long)(seconds / (double)done * (double)(all - done)) : 0;
    snprintf(line, sizeof line, "%s  %ld of %ld batches of samples  %ld:%02ld:%02ld left", name,
             done, all, left / 3600, left / 60 % 60, left % 60);
    progress_show(line, 0);
}

/* The logs of the mean weights of `count` examples; -1 after a message. */
static int
estimate(struct generator *g, long count, long runs, float *out)
{
    const long batch = g->m->model->batch, chunks = (count + batch - 1) / batch;
    struct weights *w = allocate((size_t)batch, sizeof *w);
    double start = seconds_now();
    int failed = 0;
    for (long first = 0; first < count && !failed; first += batch) {
        for (long b = 0; b < batch; b++)
            w[b] = (struct weights){-INFINITY, 0};
        for (long run = 0; run < runs; run++) {
            generator_run(g, first, (uint64_t)run);
            for (long b = 0; b < batch; b++)
                weights_add(&w[b], (double)g->out[0][b]);
            show(g->command->name, first / batch * runs + run + 1, chunks * runs, start);
        }
        for (long b = 0; b < batch && first + b < count && !failed; b++) {
            double log_mean = w[b].largest + log(w[b].sum / (double)runs);
            out[first + b] = (float)log_mean;
            failed = !isfinite(log_mean);
            if (failed) {
                progress_end();
                complain("%s of example %ld is %s", g->command->name, first + b,
                         isnan(log_mean) ? "NaN" : "infinite");
            }
        }
    }
    progress_end();
    free(w);
    return failed ? -1 : 0;
}

int
likelihood_print(struct generator *g, long count, long samples, const char *path)
{
    const long at_once = g->command->at_once, runs = (samples + at_once - 1) / at_once;
    float *out = allocate((size_t)count, sizeof *out);
    double mean = 0, squares = 0;
    int failed = estimate(g, count, runs, out) != 0;
    for (long i = 0; i < count; i++)
        mean += (double)out[i] / (double)count;
    for (long i = 0; i < count; i++)
        squares += ((double)out[i] - mean) * ((double)out[i] - mean);
    double error = count > 1 ? sqrt(squares / (double)(count - 1) / (double)count) : 0;
    if (!failed && path)
        failed = numbers_write(path, g->command->name, out, count) != 0;
    if (!failed)
        printf("%s %.9g, standard error %.3g: %ld examples, %ld samples of each\n",
               g->command->name, mean, error, count, runs * at_once);
    free(out);
    return failed ? -1 : 0;
}
