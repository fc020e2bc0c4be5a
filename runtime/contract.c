/* OpenBLAS on a fixed grid of tiles, one thread per tile.
 *
 * Its own threading cuts a product by the number of threads, and then the order of additions
 * changes with it. Here the grid depends on the shape alone. Its OpenMP build runs on one
 * thread inside a parallel region (where a worker asks for one thread, so that a region of one
 * thread is no exception); only its pthread build must be told, since in the other one that
 * call would also limit our own regions. */
#include "contract.h"

#include <cblas.h>
#ifdef _OPENMP
#include <omp.h>
#endif
#include <stddef.h>

enum { TILE = 256 };

static int
min(int a, int b)
{
    return a < b ? a : b;
}

void
contract_product(int rows, int columns, int depth, float factor, const float *a, int a_row,
                 int a_step, const float *b, int b_row, int b_step, int adds, float *c,
                 int c_row)
{
    const enum CBLAS_TRANSPOSE a_order = a_step == 1 ? CblasNoTrans : CblasTrans;
    const enum CBLAS_TRANSPOSE b_order = b_step == 1 ? CblasNoTrans : CblasTrans;
    if (openblas_get_parallel() == OPENBLAS_THREAD && openblas_get_num_threads() != 1)
        openblas_set_num_threads(1);
#pragma omp parallel
    {
#ifdef _OPENMP
        if (openblas_get_parallel() == OPENBLAS_OPENMP)
            omp_set_num_threads(1);
#endif
#pragma omp for collapse(2) schedule(static)
        for (int m = 0; m < rows; m += TILE) {
            for (int n = 0; n < columns; n += TILE) {
                cblas_sgemm(CblasRowMajor, a_order, b_order, min(TILE, rows - m),
                            min(TILE, columns - n), depth, factor, a + (ptrdiff_t)m * a_row,
                            a_step == 1 ? a_row : a_step, b + (ptrdiff_t)n * b_step,
                            b_step == 1 ? b_row : b_step, adds ? 1 : 0,
                            c + (ptrdiff_t)m * c_row + n, c_row);
            }
        }
    }
}
