/* Files written while training goes on: a thread runs jobs in the order in which they are
 * given. After a job that failed the later ones are left out, as if each had waited for the one
 * before. */
#ifndef RUNTIME_WRITER_H
#define RUNTIME_WRITER_H

struct writer;

/* Does its work and frees its argument; without `wanted` it only frees. Returns 0, or -1 after
 * a message. */
typedef int writer_job(void *argument, int wanted);

struct writer *writer_open(void); /* NULL: no thread is to be had, and jobs run at once */
/* Without a writer the job runs now, and its result is returned; else 0, or -1 once a job has
 * failed. */
int writer_add(struct writer *w, writer_job *job, void *argument);
int writer_failed(struct writer *w); /* a job has failed so far */
int writer_wait(struct writer *w);   /* until all are done: 0, or -1 if one failed */
void writer_close(struct writer *w); /* the same, and the end of the thread */

#endif
