/* Runs a program and reports what it took: `measure PROGRAM ARGUMENT...` passes the program's
 * output through, then prints `wall_ms N` and `peak_kb N`, the largest resident memory.
 * `measure --rate` prints `gflops_per_core N`: the multiply-adds of one core, two operations
 * each, on registers alone, against which a contraction is judged. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined __AVX512F__
enum { LANES = 16 };
#elif defined __AVX2__
enum { LANES = 8 };
#else
enum { LANES = 4 };
#endif
enum { CHAINS = 12, TIMES = 200, LENGTH = 100000 };
typedef float vector __attribute__((vector_size(4 * LANES)));

static double
seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Twelve chains hide the latency of a multiply-add on two units and fit in 16 registers. */
static int
rate(float one)
{
    vector sum[CHAINS], factor = (vector){0} + 0.999f * one, term = (vector){0} + 0.001f * one;
    double least = 1e30;
#pragma GCC unroll 16
    for (int i = 0; i < CHAINS; i++)
        sum[i] = (vector){0} + (float)i * one;
    for (int time = 0; time < TIMES; time++) {
        double start = seconds_now();
        for (int k = 0; k < LENGTH; k++) {
#pragma GCC unroll 16
            for (int i = 0; i < CHAINS; i++)
                sum[i] = sum[i] * factor + term;
        }
        double seconds = seconds_now() - start;
        least = seconds < least ? seconds : least;
    }
    vector total = {0};
#pragma GCC unroll 16
    for (int i = 0; i < CHAINS; i++)
        total += sum[i];
    printf("gflops_per_core %.0f\n", 2.0 * CHAINS * LANES * LENGTH / least / 1e9);
    return total[0] == 0; /* never, but it keeps the sums */
}

int
main(int argc, char **argv)
{
    if (argc == 2 && !strcmp(argv[1], "--rate"))
        return rate((float)(argc - 1));
    if (argc < 2) {
        fprintf(stderr, "usage: measure PROGRAM ARGUMENT..., or measure --rate\n");
        return 2;
    }
    double start = seconds_now();
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[1], argv + 1);
        perror(argv[1]);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("measure");
        return 1;
    }
    printf("wall_ms %.1f\npeak_kb %ld\n", 1e3 * (seconds_now() - start), usage.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
