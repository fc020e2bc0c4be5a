/* The two roofs of the roofline model (Williams, Waterman and Patterson, 2009), each the best
 * of several tries, for what else the machine does can only slow one down.
 *
 * Operations: chains of multiply-adds that never leave the registers, in the widest vectors of
 * the processor at hand, whatever the program was compiled for. Bytes: a = b + c x over the
 * memory of the model itself, so that the roof is that of the cache, or of the memory, in which
 * this model fits; a kernel whose operands still lie in a nearer cache may stand above it. */
#include "roofs.h"
#include "log.h"
#include "threads.h"

enum { TRIES = 20, LENGTH = 100000, CHAINS = 12 };

/* A number that the compiler cannot know. */
static volatile float unknown = 1.0f;
static volatile float sink;

/* Twelve chains hide the latency of a multiply-add on two units and fit in 16 registers. */
#define EACH_CHAIN(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define CHAIN_BEGIN(i) sum##i = zero + (float)i * one;
#define CHAIN_STEP(i) sum##i = sum##i * factor + term;

/* clang-format off */
#define CHAINS_OF(name, bytes, target)                                                         \
    target static void                                                                         \
    name(void)                                                                                 \
    {                                                                                          \
        typedef float vector __attribute__((vector_size(bytes)));                              \
        const float one = unknown;                                                             \
        const vector zero = {0}, factor = zero + 0.999f * one, term = zero + 0.001f * one;     \
        vector sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7, sum8, sum9, sum10, sum11;       \
        EACH_CHAIN(CHAIN_BEGIN)                                                                \
        for (int k = 0; k < LENGTH; k++) {                                                     \
            EACH_CHAIN(CHAIN_STEP)                                                             \
        }                                                                                      \
        sum0 += sum1 + sum2 + sum3 + sum4 + sum5 + sum6 + sum7 + sum8 + sum9 + sum10 + sum11;  \
        sink = sum0[0];                                                                        \
    }
/* clang-format on */

CHAINS_OF(chains_of_4, 16, )
#ifdef __x86_64__
CHAINS_OF(chains_of_8, 32, __attribute__((target("avx2,fma"))))
CHAINS_OF(chains_of_16, 64, __attribute__((target("avx512f"))))
#endif

static double
flops_once(int lanes)
{
    double start = seconds_now();
#pragma omp parallel
    {
#ifdef __x86_64__
        if (lanes == 16)
            chains_of_16();
        else if (lanes == 8)
            chains_of_8();
        else
#endif
            chains_of_4();
    }
    return 2.0 * CHAINS * lanes * LENGTH * threads_count() / (seconds_now() - start);
}

static int
widest_lanes(void)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f"))
        return 16;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return 8;
#endif
    return 4;
}

/* The first third of a block from the other two; returns the bytes that this moves. */
static double
stream(float *block, long floats, float factor)
{
    const long third = floats / 3;
    float *restrict a = block;
    const float *restrict b = block + third, *restrict c = block + 2 * third;
#pragma omp parallel for simd schedule(static)
    for (long i = 0; i < third; i++)
        a[i] = b[i] + c[i] * factor;
    return 3.0 * sizeof *block * (double)third;
}

static double
bytes_once(struct instance *m)
{
    double start = seconds_now(), bytes = 0;
    const float factor = 0.5f * unknown;
    bytes += stream(m->arena, m->model->arena_floats, factor);
    bytes += stream(m->gradients, m->model->parameter_floats, factor);
    for (int k = 0; k < m->model->moments; k++)
        bytes += stream(m->moment[k], m->model->parameter_floats, factor);
    return bytes / (seconds_now() - start);
}

struct roofs
roofs_measure(struct instance *m)
{
    struct roofs best = {0};
    const int lanes = widest_lanes();
    for (int i = 0; i < TRIES; i++) {
        double flops = flops_once(lanes), bytes = bytes_once(m);
        best.flops = flops > best.flops ? flops : best.flops;
        best.bytes = bytes > best.bytes ? bytes : best.bytes;
    }
    return best;
}
