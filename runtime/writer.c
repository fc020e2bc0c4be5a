/* A queue of jobs and the thread that works it off. */
#include "writer.h"
#include "file.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    writer_job *job;
    void *argument;
};

struct writer {
    pthread_t thread;
    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t changed;
    struct entry *first, **end; /* the first one is being worked on */
    int failed, closing;
};

static void *
work(void *argument)
{
    struct writer *w = argument;
    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!w->first && !w->closing)
            pthread_cond_wait(&w->changed, &w->lock);
        struct entry *entry = w->first;
        if (!entry)
            break;
        const int wanted = !w->failed;
        pthread_mutex_unlock(&w->lock);
        const int failed = entry->job(entry->argument, wanted) != 0;
        pthread_mutex_lock(&w->lock);
        w->failed |= failed;
        w->first = entry->next;
        if (!w->first)
            w->end = &w->first;
        free(entry);
        pthread_cond_broadcast(&w->changed);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* Signals are for the main thread. */
struct writer *
writer_open(void)
{
    sigset_t all, before;
    struct writer *w = allocate(1, sizeof *w);
    w->end = &w->first;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&w->thread, NULL, work, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!failed)
        return w;
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w);
    return NULL;
}

int
writer_add(struct writer *w, writer_job *job, void *argument)
{
    if (!w)
        return job(argument, 1);
    struct entry *entry = allocate(1, sizeof *entry);
    entry->job = job;
    entry->argument = argument;
    pthread_mutex_lock(&w->lock);
    *w->end = entry;
    w->end = &entry->next;
    const int failed = w->failed;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    return failed ? -1 : 0;
}

int
writer_failed(struct writer *w)
{
    if (!w)
        return 0;
    pthread_mutex_lock(&w->lock);
    const int failed = w->failed;
    pthread_mutex_unlock(&w->lock);
    return failed;
}

int
writer_wait(struct writer *w)
{
    if (!w)
        return 0;
    pthread_mutex_lock(&w->lock);
    while (w->first)
        pthread_cond_wait(&w->changed, &w->lock);
    const int failed = w->failed;
    pthread_mutex_unlock(&w->lock);
    return failed ? -1 : 0;
}

void
writer_close(struct writer *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->closing = 1;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w);
}
