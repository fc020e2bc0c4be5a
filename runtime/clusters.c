/* k-means: the iterations of Lloyd (1982) from the start of Arthur and Vassilvitskii (2007).
 * Every row is looked at by itself, and sums over rows are taken in double in their order, so
 * that the centres have the same bits on any number of threads. */
#include "clusters.h"
#include "random.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

struct clusters {
    const float *row;
    long rows, width, centres;
    float *centre;   /* [centres][width] */
    float *across;   /* [width][centres], the same */
    float *half;     /* [centres], half the squared norm of each */
    float *distance; /* [rows], squared, from the nearest centre so far */
    int *nearest;    /* [rows] */
    double *sum;     /* [centres][width] */
    long *count;     /* [centres] */
};

static float
squared_distance(const float *a, const float *b, long width)
{
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (long j = 0; j < width; j++)
        sum += (a[j] - b[j]) * (a[j] - b[j]);
    return sum;
}

/* ---- the start: each centre is a row, by chance, in proportion to its squared distance from
 * the centres before ---- */

static double
approach(struct clusters *c, const float *centre)
{
    double sum = 0;
#pragma omp parallel for schedule(static)
    for (long i = 0; i < c->rows; i++) {
        const float d = squared_distance(c->row + i * c->width, centre, c->width);
        if (d < c->distance[i])
            c->distance[i] = d;
    }
    for (long i = 0; i < c->rows; i++)
        sum += (double)c->distance[i];
    return sum;
}

/* The row at share `u` of the distances; of the rows where all stand on centres. */
static long
pick(const struct clusters *c, double sum, double u)
{
    double passed = 0;
    long last = (long)(u * (double)c->rows);
    for (long i = 0; i < c->rows && sum > 0; i++) {
        if (c->distance[i] == 0)
            continue;
        passed += (double)c->distance[i];
        last = i;
        if (passed > u * sum)
            break;
    }
    return last;
}

static int
begin(struct clusters *c, uint64_t key)
{
    float *u = malloc((size_t)c->centres * sizeof *u);
    double sum = 0;
    if (!u)
        return -1;
    random_uniform(u, c->centres, key, 0, 0);
    for (long i = 0; i < c->rows; i++)
        c->distance[i] = FLT_MAX;
    for (long k = 0; k < c->centres; k++) {
        const long row = pick(c, sum, (double)u[k]);
        float *centre = c->centre + k * c->width;
        memcpy(centre, c->row + row * c->width, (size_t)c->width * sizeof *centre);
        sum = approach(c, centre);
    }
    free(u);
    return 0;
}

/* ---- one iteration ---- */

/* Centres with columns side by side, so that one row meets them all in one loop. */
static void
turn(struct clusters *c)
{
    for (long k = 0; k < c->centres; k++) {
        float sum = 0;
        for (long j = 0; j < c->width; j++) {
            const float x = c->centre[k * c->width + j];
            c->across[j * c->centres + k] = x;
            sum += x * x;
        }
        c->half[k] = .5f * sum;
    }
}

/* argmin_k |x - c_k|^2 = argmin_k |c_k|^2 / 2 - x . c_k, the lowest on ties. */
static void
find_nearest(struct clusters *c, float *score, long i)
{
    const float *x = c->row + i * c->width;
    memcpy(score, c->half, (size_t)c->centres * sizeof *score);
    for (long j = 0; j < c->width; j++) {
        const float *across = c->across + j * c->centres;
#pragma omp simd
        for (long k = 0; k < c->centres; k++)
            score[k] -= x[j] * across[k];
    }
    c->nearest[i] = 0;
    for (long k = 1; k < c->centres; k++)
        if (score[k] < score[c->nearest[i]])
            c->nearest[i] = (int)k;
}

static int
assign_rows(struct clusters *c)
{
    int failed = 0;
#pragma omp parallel reduction(| : failed)
    {
        float *score = malloc((size_t)c->centres * sizeof *score);
        failed = score == NULL;
#pragma omp for schedule(static)
        for (long i = 0; i < c->rows; i++)
            if (score)
                find_nearest(c, score, i);
        free(score);
    }
    return failed ? -1 : 0;
}

/* A centre that no row is nearest to stays where it is. */
static void
move_centres(struct clusters *c)
{
    memset(c->sum, 0, (size_t)(c->centres * c->width) * sizeof *c->sum);
    memset(c->count, 0, (size_t)c->centres * sizeof *c->count);
    for (long i = 0; i < c->rows; i++) {
        double *sum = c->sum + c->nearest[i] * c->width;
        c->count[c->nearest[i]]++;
        for (long j = 0; j < c->width; j++)
            sum[j] += (double)c->row[i * c->width + j];
    }
    for (long k = 0; k < c->centres; k++)
        for (long j = 0; c->count[k] > 0 && j < c->width; j++)
            c->centre[k * c->width + j] =
                (float)(c->sum[k * c->width + j] / (double)c->count[k]);
}

int
clusters_find(const float *row, long rows, long width, int iterations, uint64_t key,
              float *centre, long centres)
{
    struct clusters c = {.row = row, .rows = rows, .width = width, .centres = centres};
    const size_t table = (size_t)(centres * width);
    c.centre = centre;
    c.across = malloc(table * sizeof *c.across);
    c.half = malloc((size_t)centres * sizeof *c.half);
    c.distance = malloc((size_t)rows * sizeof *c.distance);
    c.nearest = malloc((size_t)rows * sizeof *c.nearest);
    c.sum = malloc(table * sizeof *c.sum);
    c.count = malloc((size_t)centres * sizeof *c.count);
    int failed = !c.across || !c.half || !c.distance || !c.nearest || !c.sum || !c.count;
    failed = failed || begin(&c, key) != 0;
    for (int i = 0; i < iterations && !failed; i++) {
        turn(&c);
        failed = assign_rows(&c) != 0;
        if (!failed)
            move_centres(&c);
    }
    free(c.across);
    free(c.half);
    free(c.distance);
    free(c.nearest);
    free(c.sum);
    free(c.count);
    return failed ? -1 : 0;
}
