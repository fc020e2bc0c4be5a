/* The register tile of an emitted MODEL_contractions.h (-DHEADER) beside the multiply-adds that
 * the width which it was compiled for can do at most, on one core: tile [ROWS x COLUMNS]..
 * GF/s. The peak is twelve chains of multiply-adds in registers; without FMA, products and sums
 * apart. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include HEADER

enum { DEPTH = 128, CHAINS = 12, ROUNDS = 15 };

static double
seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

#ifdef __FMA__
#define CHAIN(i) __asm__ volatile("vfmadd231ps %1, %1, %0" : "+v"(chain[i]) : "v"(factor));
#else
#define CHAIN(i)                                                                               \
    __asm__ volatile("mulps %1, %0" : "+x"(chain[i]) : "x"(factor));                           \
    __asm__ volatile("addps %1, %0" : "+x"(chain[(i + 6) % CHAINS]) : "x"(factor));
#endif

static double
peak(void)
{
    enum { TURNS = 1000000 };
    double best = 0;
    const vec factor = {0};
    for (int round = 0; round < ROUNDS; round++) {
        vec chain[CHAINS] = {{0}};
        const double start = seconds();
        for (int k = 0; k < TURNS; k++) {
            UNROLL
            for (int i = 0; i < CHAINS; i++) {
                CHAIN(i)
            }
        }
        const double rate = 2.0 * LANES * CHAINS * TURNS / (seconds() - start);
        best = rate > best ? rate : best;
    }
    return best;
}

#define TILE(rows, columns)                                                                    \
    __attribute__((noinline)) static void tile_##rows##_##columns(                             \
        const float *a, const float *b, float *c, int depth)                                   \
    {                                                                                          \
        tile acc = {0};                                                                        \
        tile_multiply(rows, columns, acc, a, depth, 1, b, columns, depth);                     \
        tile_store(rows, columns, acc, c, columns);                                            \
    }
#define TILES(X)                                                                               \
    X(8, 32) X(8, 48) X(8, 16) X(7, 32) X(6, 32) X(5, 32) X(4, 32) X(2, 32) X(1, 32)
TILES(TILE)

static double
rate(void (*run)(const float *, const float *, float *, int), int rows, int columns)
{
    static _Alignas(64) float a[8 * DEPTH], b[48 * DEPTH], c[8 * 48];
    enum { TURNS = 2000 };
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = seconds();
        for (int i = 0; i < TURNS; i++)
            run(a, b, c, DEPTH);
        const double now = 2.0 * rows * columns * DEPTH * TURNS / (seconds() - start);
        best = now > best ? now : best;
    }
    return best;
}

int
main(void)
{
    const double most = peak();
    printf("peak %.1f", most * 1e-9);
#define PRINT(rows, columns)                                                                   \
    printf("  %dx%d %.0f%%", rows, columns,                                                    \
           100 * rate(tile_##rows##_##columns, rows, columns) / most);
    TILES(PRINT)
    putchar('\n');
    return 0;
}
