/* Rows and columns of a command's examples. Example i of a command is known by its number
 * alone, so that batches may begin anywhere. */
#include "layout.h"

#include <math.h>
#include <string.h>

long
layout_group(const struct layout *layout)
{
    return layout->kind == LAYOUT_FREE ? 1 : layout->columns * layout->rows;
}

/* A count of the layout; one where none was chosen. */
static uint64_t
count_of(long count)
{
    return count > 0 ? (uint64_t)count : 1;
}

static uint64_t
column_of(const struct instance *m, long b)
{
    return (m->first + (uint64_t)b) % count_of(m->layout.columns);
}

static uint64_t
row_of(const struct instance *m, long b)
{
    return (m->first + (uint64_t)b) / count_of(m->layout.columns) % count_of(m->layout.rows);
}

uint64_t
layout_example(const struct instance *m, long b)
{
    uint64_t number = m->first + (uint64_t)b;
    if (m->layout.kind == LAYOUT_FREE)
        return number;
    uint64_t group = number / (uint64_t)layout_group(&m->layout);
    if (m->layout.kind == LAYOUT_EACH)
        return group * (uint64_t)m->layout.columns + column_of(m, b);
    return group;
}

void
layout_shares(const struct instance *m, float *share)
{
    long last = m->layout.columns > 1 ? m->layout.columns - 1 : 1;
    for (long b = 0; b < m->model->batch; b++)
        share[b] = (float)column_of(m, b) / (float)last;
}

void
layout_rows(const struct instance *m, int *row)
{
    for (long b = 0; b < m->model->batch; b++)
        row[b] = (int)row_of(m, b);
}

/* The x below which a share p of the standard normal distribution lies, by halving: a sheet has
 * few of them. */
static double
normal_quantile(double p)
{
    double low = -40, high = 40;
    for (int i = 0; i < 64; i++) {
        double middle = (low + high) / 2;
        if (erfc(-middle / sqrt(2)) / 2 < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

/* Places are the middles of equal cells of the unit square (Kingma and Welling, 2013, figure
 * 4); the first number grows to the right, the second upwards. */
void
layout_quantiles(const struct instance *m, float *quantile)
{
    double columns = (double)m->layout.columns, rows = (double)m->layout.rows;
    for (long b = 0; b < m->model->batch; b++) {
        quantile[2 * b] = (float)normal_quantile(((double)column_of(m, b) + .5) / columns);
        quantile[2 * b + 1] = (float)-normal_quantile(((double)row_of(m, b) + .5) / rows);
    }
}

void
layout_map(const struct instance *m, int map, int *to)
{
    const long count = m->model->batch * m->maps[map].positions;
    memcpy(to, m->map[map], (size_t)count * sizeof *to);
}
