/* Gram-Schmidt in double, modified: each vector is taken out of those behind it as soon as it
 * is done (Bjorck, 1967). Normal matrices are conditioned well enough for that. Every number is
 * made by one thread in one order, so the bits do not depend on how many threads there are. */
#include "orthogonal.h"

#include <math.h>
#include <stdlib.h>

#include "file.h"

enum { LANES = 8, PARALLEL_FROM = 1 << 16 };

/* Sums of every eighth product: one order, whatever the width of vectors. */
static double
dot(const double *a, const double *b, long length)
{
    double lane[LANES] = {0}, sum = 0.0;
    long i = 0;
    for (; i + LANES <= length; i += LANES)
        for (int j = 0; j < LANES; j++)
            lane[j] += a[i + j] * b[i + j];
    for (; i < length; i++)
        lane[0] += a[i] * b[i];
    for (int j = 0; j < LANES; j++)
        sum += lane[j];
    return sum;
}

static void
add_scaled(double *a, double k, const double *b, long length)
{
    for (long i = 0; i < length; i++)
        a[i] += k * b[i];
}

static void
orthonormalise(double *vector, long count, long length)
{
    for (long i = 0; i < count; i++) {
        double *v = vector + i * length;
        const double norm = sqrt(dot(v, v, length));
        for (long k = 0; k < length; k++)
            v[k] /= norm;
#pragma omp parallel for schedule(static) if ((count - i) * length >= PARALLEL_FROM)
        for (long j = i + 1; j < count; j++) {
            double *w = vector + j * length;
            add_scaled(w, -dot(v, w, length), v, length);
        }
    }
}

void
orthogonal(float *matrix, long rows, long columns, double gain)
{
    const int wide = rows <= columns;
    const long count = wide ? rows : columns, length = wide ? columns : rows;
    double *vector = allocate((size_t)(rows * columns), sizeof *vector);
    for (long i = 0; i < count; i++)
        for (long k = 0; k < length; k++)
            vector[i * length + k] = matrix[wide ? i * columns + k : k * columns + i];
    orthonormalise(vector, count, length);
    for (long i = 0; i < count; i++)
        for (long k = 0; k < length; k++)
            matrix[wide ? i * columns + k : k * columns + i] =
                (float)(gain * vector[i * length + k]);
    free(vector);
}
