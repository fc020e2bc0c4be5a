/* Draws from the softmax of logits by its distribution function, in double and in order of the
 * classes: what is drawn depends on the logits, the seed and the logical place alone. */
#include "autoregress.h"
#include "file.h"
#include "generator.h"
#include "layout.h"
#include "random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the logits of a position begin, and how far those of two classes are apart. */
struct reading {
    long start, stride;
};

static struct reading
reading_of(const struct map *map, long position)
{
    const long positions = map->positions, classes = map->classes;
    const int channels_first = map->logits.rank == 3;
    const long first = channels_first ? position : position * classes;
    const long second = channels_first ? position + positions : position * classes + 1;
    const long start = output_place(&map->logits, first);
    return (struct reading){start,
                            classes > 1 ? output_place(&map->logits, second) - start : 0};
}

/* The first class at which the sum of the shares reaches u. At temperature 0 the largest. */
static int
draw_class(const float *logits, const struct map *map, struct reading r, double u)
{
    int best = 0;
    for (long k = 1; k < map->classes; k++)
        if (logits[k * r.stride] > logits[best * r.stride])
            best = (int)k;
    if (!(map->temperature > 0))
        return best;
    const double largest = (double)logits[best * r.stride];
    double sum = 0, reached = 0;
    for (long k = 0; k < map->classes; k++)
        sum += exp(((double)logits[k * r.stride] - largest) / map->temperature);
    for (long k = 0; k < map->classes; k++) {
        reached += exp(((double)logits[k * r.stride] - largest) / map->temperature);
        if (reached >= u * sum)
            return (int)k;
    }
    return best;
}

/* The logits of a position of the batch's first example. */
static void
copy_logits(const struct map *map, long position, const float *logits, float *to)
{
    const struct reading r = reading_of(map, position);
    for (long k = 0; k < map->classes; k++)
        to[k] = logits[r.start + k * r.stride];
}

/* Whether the logits of the whole map are those that each position was drawn from: a network
 * that sees positions behind its own gives others. */
static int
is_causal(const struct map *map, const float *logits, const float *used)
{
    float *now = allocate((size_t)map->classes, sizeof *now);
    int same = 1;
    for (long p = 0; p < map->positions && same; p++) {
        copy_logits(map, p, logits, now);
        for (long k = 0; k < map->classes; k++) {
            const float was = used[p * map->classes + k];
            same = same && !(fabsf(now[k] - was) > 1e-3f * (1 + fabsf(was)));
        }
    }
    free(now);
    return same;
}

int
autoregress_draw(struct instance *m, int number, float *logits)
{
    const struct map *map = &m->maps[number];
    const long batch = m->model->batch, size = map->positions * map->classes;
    const uint64_t key = random_key(m->seed, map->stream);
    int *to = m->map[number];
    float *used = allocate((size_t)size, sizeof *used);
    memset(to, 0, (size_t)(batch * map->positions) * sizeof *to);
    for (long p = 0; p < map->positions; p++) {
        const struct reading r = reading_of(map, p);
        map->run(m, &logits);
        copy_logits(map, p, logits, used + p * map->classes);
#pragma omp parallel for schedule(static) if (batch * map->classes > 4096)
        for (long b = 0; b < batch; b++) {
            float u;
            uint64_t example = layout_example(m, b);
            random_uniform(&u, 1, key, m->draw,
                           example * (uint64_t)map->positions + (uint64_t)p);
            to[b * map->positions + p] =
                draw_class(logits + b * size + r.start, map, r, (double)u);
        }
    }
    map->run(m, &logits);
    const int causal = is_causal(map, logits, used);
    free(used);
    return causal;
}
