/* First values of tensors, by logical index: whatever the storage and the number of threads, a
 * seed gives the same numbers. Matrices are made orthogonal afterwards, in orthogonal.c. */
#include "first.h"

#include <math.h>

#include "random.h"

/* What lies beyond two deviations is drawn again, from the next draw of the stream. */
static void
redraw_tails(uint64_t key, long first, long count, float *out)
{
    enum { PART = 256 };
    float again[PART];
    for (long part = 0; part < count; part += PART) {
        const long size = count - part < PART ? count - part : PART;
        long outside = 1;
        for (uint64_t draw = 1; outside > 0; draw++) {
            outside = 0;
            const struct random_draw from = {key, draw, (uint64_t)(first + part)};
            random_normal_row(again, (int)size, &from, 0);
            for (long i = 0; i < size; i++) {
                float *x = &out[part + i];
                *x = fabsf(*x) > 2.0f ? again[i] : *x;
                outside += fabsf(*x) > 2.0f;
            }
        }
    }
}

/* Whether element i of the logical order joins an output to the input of its number, in the
 * middle of the kernel. */
static int
on_diagonal(const struct tensor *t, long i)
{
    long place[RANK_MAX] = {0};
    for (int a = t->rank - 1; a >= 0; a--) {
        place[a] = i % t->shape[a];
        i /= t->shape[a];
    }
    int on = place[0] == place[1];
    for (int a = 2; a < t->rank; a++)
        on = on && place[a] == t->shape[a] / 2;
    return on;
}

void
first_values(const struct tensor *t, uint64_t key, long first, long count, float *out)
{
    const struct random_draw draw = {key, 0, 0};
    float a = (float)t->a, b = (float)t->b;
    switch (t->init) {
    case INIT_CONSTANT:
        for (long i = 0; i < count; i++)
            out[i] = a;
        break;
    case INIT_UNIFORM:
        random_uniform_row(out, (int)count, &draw, first);
        for (long i = 0; i < count; i++)
            out[i] = a + (b - a) * out[i];
        break;
    case INIT_NORMAL:
    case INIT_TRUNCATED:
    case INIT_ORTHOGONAL:
        random_normal_row(out, (int)count, &draw, first);
        if (t->init == INIT_TRUNCATED)
            redraw_tails(key, first, count, out);
        for (long i = 0; i < count && t->init != INIT_ORTHOGONAL; i++)
            out[i] = a + b * out[i];
        break;
    case INIT_LIKE:
    case INIT_LENGTHS: break; /* made of others afterwards */
    case INIT_IDENTITY:
        for (long i = 0; i < count; i++)
            out[i] = on_diagonal(t, first + i) ? a : 0.0f;
        break;
    }
}
