/* `evaluate`: losses and metrics on the test split, in inference mode, the mean over its full
 * batches in double. Batch k is evaluated with draw k, so the numbers depend on the seed alone.
 */
#include "command.h"
#include "file.h"
#include "log.h"
#include "options.h"

#include <stdio.h>
#include <stdlib.h>

static void
sum_batch(struct instance *m, long k, double *sum)
{
    m->draw = (uint64_t)k;
    m->model->evaluate(m);
    for (int i = 0; i < m->model->scalars; i++)
        sum[i] += (double)m->value[i];
}

static void
print_means(const struct instance *m, const double *sum, long batches, const char *prefix)
{
    const struct model *model = m->model;
    for (int i = 0; i < model->scalars; i++) /* what a later stage is for is not trained yet */
        if (model->scalar[i].stage <= m->stage)
            printf("%s%s %.9g\n", prefix, model->scalar[i].name, sum[i] / (double)batches);
    fflush(stdout);
}

/* Without fields there is nothing to read: the mean over draws of noise. */
static int
evaluate_noise(struct instance *m, double *sum, const char *prefix)
{
    enum { DRAWS = 100 };
    for (long k = 0; k < DRAWS; k++)
        sum_batch(m, k, sum);
    print_means(m, sum, DRAWS, prefix);
    return 0;
}

static int
evaluate_split(struct instance *m, const struct dataset *data, double *sum, const char *prefix)
{
    const struct model *model = m->model;
    long count = data_count(data), batches = count / model->batch;
    struct loader *loader = loader_open(data, model, m->seed, 0, 0);
    if (!loader)
        return -1;
    for (long k = 0; k < batches; k++) {
        instance_take(m, loader_next(loader));
        sum_batch(m, k, sum);
    }
    loader_close(loader);
    print_means(m, sum, batches, prefix);
    if (count % model->batch != 0)
        complain("%ld of %ld test examples are left out: they fill no batch of %ld",
                 count % model->batch, count, model->batch);
    return 0;
}

int
evaluate_print(struct instance *m, const char *places, const char *prefix)
{
    const struct model *model = m->model;
    uint64_t draw = m->draw;
    int status = 0;
    if (model->scalars == 0 || !model->evaluate)
        return 0;
    double *sum = allocate((size_t)model->scalars, sizeof *sum);
    if (model->fields == 0) {
        evaluate_noise(m, sum, prefix);
    } else {
        struct dataset *data = data_open(model, places, SPLIT_TEST);
        status = data ? evaluate_split(m, data, sum, prefix) : -1;
        if (data)
            data_close(data);
    }
    free(sum);
    m->draw = draw;
    return status;
}

int
command_evaluate(const struct model *model, int argc, char **argv)
{
    const char *file = NULL;
    char *places = NULL;
    uint64_t seed = 1;
    long threads = 0;
    struct option_row rows[] = {
        {"checkpoint", OPTION_TEXT, &file, "FILE", "default: the newest in the run's directory",
         0},
        {"data", OPTION_LINES, &places, "PLACE", DATA_HELP, 0},
        {"seed", OPTION_SEED, &seed, "N", "of the noise, default 1", 0},
        {"threads", OPTION_COUNT, &threads, "N", "default: one per core", 0},
    };
    int status = options_parse("evaluate", "prints losses and metrics on the test split", rows,
                               (int)(sizeof rows / sizeof *rows), argc, argv);
    if (status >= 0)
        return status;
    if (threads_start(threads) != 0)
        return 1;
    struct instance *m = instance_start(model, seed, 1);
    int failed = instance_load(m, file) != 0 || evaluate_print(m, places, "") != 0;
    instance_free(m);
    return failed ? 1 : 0;
}
