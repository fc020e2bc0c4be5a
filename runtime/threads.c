/* The number of threads. The process's affinity decides the default, not the machine's size;
 * what is computed never depends on it. Limits that a container sets by CPU time are not seen.
 */
#include "threads.h"

#ifdef _OPENMP
#include <omp.h>

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

#else

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

#endif
