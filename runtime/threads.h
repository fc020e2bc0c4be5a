/* Work is cut into chunks that depend on the shape alone, so results do not depend on the
 * number of threads. */
#ifndef RUNTIME_THREADS_H
#define RUNTIME_THREADS_H

void threads_set(int count); /* 0: one per core that the process may use */
int threads_count(void);
/* Processors that the process may use beside these; below 0 where threads share them. */
int threads_spare(void);

#endif
