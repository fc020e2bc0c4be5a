/* The number of threads, and how they wait. The process's affinity decides the default, not the
 * machine's size; what is computed never depends on it. Limits that a container sets by CPU
 * time are not seen.
 *
 * A thread that is done with its part of a loop spins until the others are. Left alone, the
 * OpenMP runtimes of GCC and of LLVM spin for milliseconds, and where another process wants the
 * core, on which the awaited thread should run, an iteration takes ten times as long. So the
 * wait is bounded: about as long as a short kernel takes, then the thread sleeps. */
#include "threads.h"
#include "model.h"

#ifdef _OPENMP
#include <omp.h>
#include <stdlib.h>
#include <unistd.h>

void
threads_set(int count)
{
    omp_set_dynamic(0);
    omp_set_num_threads(count > 0 ? count : omp_get_num_procs());
}

int
threads_count(void)
{
    return omp_get_max_threads();
}

int
threads_spare(void)
{
    return omp_get_num_procs() - omp_get_max_threads();
}

#ifdef KMP_VERSION_MAJOR /* of LLVM, which can be told */

void
threads_calm(char **argv)
{
    (void)argv;
    if (!getenv("OMP_WAIT_POLICY") && !getenv("KMP_BLOCKTIME"))
        kmp_set_blocktime(0);
}

#else

/* libgomp looks for its settings before main, so the program starts again with one more. */
void
threads_calm(char **argv)
{
    char path[4096];
    if (getenv("OMP_WAIT_POLICY") || getenv("GOMP_SPINCOUNT"))
        return;
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0 || setenv("GOMP_SPINCOUNT", "10000", 1) != 0)
        return;
    path[length] = '\0';
    execv(path, argv); /* where that fails, threads spin for longer */
}

#endif

#else

#include <unistd.h>

void
threads_set(int count)
{
    (void)count;
}

int
threads_count(void)
{
    return 1;
}

int
threads_spare(void)
{
    return (int)sysconf(_SC_NPROCESSORS_ONLN) - 1;
}

void
threads_calm(char **argv)
{
    (void)argv;
}

#endif
