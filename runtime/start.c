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
    const long vectors = start->each * t->shape[t->rank - 2];
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

/* "codebook"; of several tables "books.2" */
static void
name_of(const struct tensor *t, int part, char *name, size_t room)
{
    if (t->rank == 3)
        snprintf(name, room, "%s.%d", t->key, part);
    else
        snprintf(name, room, "%s", t->key);
}

static void
tell(const char *name, long centres, long vectors)
{
    char line[320];
    snprintf(line, sizeof line, "%s begins as %ld centres of %ld vectors", name, centres,
             vectors);
    progress_show(line, 1);
}

static int
begin_tensor(struct instance *m, const struct start *start, const struct dataset *data)
{
    const struct tensor *t = &m->model->tensor[start->tensor];
    const long centres = t->shape[t->rank - 2], width = t->shape[t->rank - 1];
    const long floats = start->per_batch * width;
    struct loader *loader = data ? loader_open(data, m->model, m->seed, 1, 0) : NULL;
    if (data && !loader)
        return -1;
    const long batches = batches_of(start, t, loader ? loader_batches(loader) : 0);
    float *vectors = malloc((size_t)(batches * floats) * sizeof *vectors);
    float *tables = malloc((size_t)tensor_count(t) * sizeof *tables);
    char name[256], stream[272];
    name_of(t, start->part, name, sizeof name);
    snprintf(stream, sizeof stream, "start.%s", name);
    tell(name, centres, batches * start->per_batch);
    int failed = !vectors || !tables;
    if (!failed) {
        run_batches(m, start, loader, batches, floats, vectors);
        tensor_unpack(t, tensor_data(m, t), tables);
        failed = clusters_find(vectors, batches * start->per_batch, width, start->iterations,
                               random_key(m->seed, stream),
                               tables + start->part * centres * width, centres) != 0;
    }
    if (failed)
        complain("no memory for the clusters that %s begins as", name);
    else
        tensor_pack(t, tables, tensor_data(m, t));
    free(vectors);
    free(tables);
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
