/* Batches of the training order. Batch k is a function of the seed and k, so that starting at k
 * resumes exactly. The last, partial batch of an epoch is left out; another permutation leaves
 * out other examples.
 *
 * Where a processor is idle, a thread fills a ring of slots ahead of time; the consumer holds
 * one, so that two are ready or being filled while it computes. Where all processors compute,
 * such a thread would take the time of one of them, and the others would wait for it: there the
 * consumer's threads make a batch together when it is asked for. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "log.h"
#include "random.h"
#include "threads.h"

enum { SLOTS = 3, ALIGN = 64 };

struct loader {
    const struct dataset *data;
    const struct model *model;
    uint64_t seed;
    int shuffled;
    long first;          /* batch of the first call of loader_next */
    int slots;           /* 1: batches are made when asked for */
    size_t *bytes;       /* [fields] of one example */
    struct order *order; /* [fields] */
    void **slot[SLOTS];  /* [fields] */
    pthread_t thread;
    int running;
    pthread_mutex_t lock; /* over what follows, while the thread runs */
    pthread_cond_t changed;
    long made, taken; /* slots filled, slots handed out */
    int stop;
};

long
loader_batches(const struct loader *loader)
{
    return data_count(loader->data) / loader->model->batch;
}

static void
make_batch(const struct loader *loader, long number, void **slot)
{
    long batch = loader->model->batch, per_epoch = loader_batches(loader);
    long epoch = number / per_epoch;
#pragma omp parallel for schedule(static) if (loader->slots == 1)
    for (long i = 0; i < batch; i++) {
        long place = number % per_epoch * batch + i;
        struct visit visit = {loader->seed, (uint64_t)(number * batch + i)};
        for (int f = 0; f < loader->model->fields; f++) {
            const struct order *order = &loader->order[f];
            long index = loader->shuffled ? (long)random_permute((uint64_t)place, order->count,
                                                                 order->key, (uint64_t)epoch)
                                          : place;
            data_read(loader->data, f, index, visit,
                      (char *)slot[f] + (size_t)i * loader->bytes[f]);
        }
    }
}

static void *
run(void *argument)
{
    struct loader *loader = argument;
    for (long k = 0;; k++) {
        pthread_mutex_lock(&loader->lock);
        /* the slot last handed out stays as it is until the next call */
        while (!loader->stop && k - loader->taken >= SLOTS - (loader->taken > 0)) {
            pthread_cond_wait(&loader->changed, &loader->lock);
        }
        int stop = loader->stop;
        pthread_mutex_unlock(&loader->lock);
        if (stop) {
            return NULL;
        }
        make_batch(loader, loader->first + k, loader->slot[k % SLOTS]);
        pthread_mutex_lock(&loader->lock);
        loader->made = k + 1;
        pthread_cond_broadcast(&loader->changed);
        pthread_mutex_unlock(&loader->lock);
    }
}

static size_t
field_bytes(const struct field *field)
{
    size_t bytes = field->kind == FIELD_LABEL ? sizeof(int32_t) : sizeof(float);
    for (int i = 0; i < field->rank; i++) {
        bytes *= (size_t)field->shape[i];
    }
    return bytes;
}

static int
allocate(struct loader *loader)
{
    int fields = loader->model->fields;
    loader->bytes = calloc((size_t)fields, sizeof *loader->bytes);
    loader->order = calloc((size_t)fields, sizeof *loader->order);
    if (!loader->bytes || !loader->order) {
        return -1;
    }
    for (int f = 0; f < fields; f++) {
        loader->order[f] = data_order(loader->data, f, loader->seed);
    }
    for (int s = 0; s < loader->slots; s++) {
        loader->slot[s] = calloc((size_t)fields, sizeof *loader->slot[s]);
        if (!loader->slot[s]) {
            return -1;
        }
        for (int f = 0; f < fields; f++) {
            loader->bytes[f] = field_bytes(&loader->model->field[f]);
            size_t bytes = loader->bytes[f] * (size_t)loader->model->batch;
            if (posix_memalign(&loader->slot[s][f], ALIGN, bytes)) {
                loader->slot[s][f] = NULL;
                return -1;
            }
        }
    }
    return 0;
}

/* Signals are for the main thread. */
static int
start(struct loader *loader)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&loader->thread, NULL, run, loader);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    loader->running = !failed;
    return failed ? -1 : 0;
}

struct loader *
loader_open(const struct dataset *data, const struct model *model, uint64_t seed, int shuffled,
            long first_batch)
{
    struct loader *loader = calloc(1, sizeof *loader);
    if (loader) {
        loader->data = data;
        loader->model = model;
        loader->seed = seed;
        loader->shuffled = shuffled;
        loader->first = first_batch;
        loader->slots = threads_spare() > 0 ? SLOTS : 1;
        pthread_mutex_init(&loader->lock, NULL);
        pthread_cond_init(&loader->changed, NULL);
    }
    if (!loader || allocate(loader) || (loader->slots > 1 && start(loader))) {
        complain("cannot start the loader of batches: no memory or no thread");
        loader_close(loader);
        return NULL;
    }
    return loader;
}

const void *const *
loader_next(struct loader *loader)
{
    if (loader->slots == 1) {
        make_batch(loader, loader->first + loader->taken++, loader->slot[0]);
        return (const void *const *)loader->slot[0];
    }
    pthread_mutex_lock(&loader->lock);
    while (loader->made == loader->taken) {
        pthread_cond_wait(&loader->changed, &loader->lock);
    }
    void **slot = loader->slot[loader->taken % SLOTS];
    loader->taken++;
    pthread_cond_broadcast(&loader->changed);
    pthread_mutex_unlock(&loader->lock);
    return (const void *const *)slot;
}

void
loader_close(struct loader *loader)
{
    if (!loader) {
        return;
    }
    if (loader->running) {
        pthread_mutex_lock(&loader->lock);
        loader->stop = 1;
        pthread_cond_broadcast(&loader->changed);
        pthread_mutex_unlock(&loader->lock);
        pthread_join(loader->thread, NULL);
    }
    for (int s = 0; s < SLOTS; s++) {
        for (int f = 0; loader->slot[s] && f < loader->model->fields; f++) {
            free(loader->slot[s][f]);
        }
        free(loader->slot[s]);
    }
    free(loader->bytes);
    free(loader->order);
    pthread_mutex_destroy(&loader->lock);
    pthread_cond_destroy(&loader->changed);
    free(loader);
}
