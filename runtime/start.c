/* First values that depend on the data. Each `start` of a model is run over the first batches
 * in the order of training, from which nothing is taken away: the first step sees the first
 * batch. A resumed run has its values from the checkpoint. */
#include "clusters.h"
#include "command.h"
#include "log.h"
#include "random.h"

#include <stdio.h>
#include <stdlib.h>

/* Batches that hold enough vectors, of an epoch at most. */
static long
batches_of(const struct start *start, const struct tensor *t, long epoch)
{
    const long vectors = start->each * t->shape[0];
    const long batches = (vectors + start->per_batch - 1) / start->per_batch;
    return epoch > 0 && batches > epoch ? epoch : batches;
}

static void
run_batches(struct instance *m, const struct start *start, struct loader *loader, long batches,
            long floats, float *vectors)
{
    for (long k = 0; k < batches; k++) {
        float *const out[] = {vectors + k * floats};
        if (loader)
            instance_take(m, loader_next(loader));
        m->draw = (uint64_t)k;
        start->run(m, out);
    }
}

static void
tell(const struct tensor *t, long vectors)
{
    char line[256];
    snprintf(line, sizeof line, "%s begins as %ld centres of %ld vectors", t->key, t->shape[0],
             vectors);
    progress_show(line, 1);
}

static int
begin_tensor(struct instance *m, const struct start *start, const struct dataset *data)
{
    const struct tensor *t = &m->model->tensor[start->tensor];
    const long floats = start->per_batch * t->shape[1];
    struct loader *loader = data ? loader_open(data, m->model, m->seed, 1, 0) : NULL;
    if (data && !loader)
        return -1;
    const long batches = batches_of(start, t, loader ? loader_batches(loader) : 0);
    float *vectors = malloc((size_t)(batches * floats) * sizeof *vectors);
    float *centres = malloc((size_t)tensor_count(t) * sizeof *centres);
    char stream[256];
    snprintf(stream, sizeof stream, "start.%s", t->key);
    tell(t, batches * start->per_batch);
    int failed = !vectors || !centres;
    if (!failed) {
        run_batches(m, start, loader, batches, floats, vectors);
        failed =
            clusters_find(vectors, batches * start->per_batch, t->shape[1], start->iterations,
                          random_key(m->seed, stream), centres, t->shape[0]) != 0;
    }
    if (failed)
        complain("no memory for the clusters that %s begins as", t->key);
    else
        tensor_pack(t, centres, tensor_data(m, t));
    free(vectors);
    free(centres);
    if (loader)
        loader_close(loader);
    return failed ? -1 : 0;
}

int
instance_begin(struct instance *m, const struct dataset *data)
{
    for (int i = 0; i < m->model->starts; i++) {
        if (begin_tensor(m, &m->model->start[i], data) != 0)
            return -1;
        instance_follow(m);
    }
    m->draw = 0;
    return 0;
}
