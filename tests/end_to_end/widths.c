/* One model compiled for several processors: widths FILE writes the losses of three iterations,
 * the gradients of the first and the weights after the last; widths FILE LOSS GRADIENT WEIGHT
 * runs them again and compares, each within its bound. The distance of two tensors is
 * |a - b| / |b|, in Euclidean norm: rounding that Adam blows up in a weight whose gradient is
 * nearly zero shall not count as if it were all of them. */
#include "iterate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ITERATIONS = 3, KINDS = 3, RECORDS_MAX = 1000 };
static const char *const kinds[KINDS] = {"losses", "gradients", "weights"};

struct record {
    int kind;
    const char *name;
    long count;
    float *value;
};

static struct record records[RECORDS_MAX];
static int count;

static void
record(int kind, const char *name, const float *value, long floats)
{
    struct record *r = &records[count++];
    if (count == RECORDS_MAX)
        exit(2);
    *r = (struct record){kind, name, floats, malloc((size_t)floats * sizeof *value)};
    if (r->value == NULL)
        exit(2);
    memcpy(r->value, value, (size_t)floats * sizeof *value);
}

static void
record_step(const struct instance *m, const struct step *step)
{
    for (int i = 0; i < step->updates; i++) {
        const struct tensor *t = &MODEL.tensor[step->updated[i]];
        record(1, t->key, m->gradients + t->offset, t->storage.floats);
    }
}

static void
run(struct instance *m)
{
    for (int k = 0; k < ITERATIONS; k++) {
        iterate(m, k == 0 ? record_step : NULL);
        for (int i = 0; i < MODEL.scalars; i++)
            if (!isnan(m->value[i]))
                record(0, MODEL.scalar[i].name, &m->value[i], 1);
    }
    for (int i = 0; i < MODEL.tensors; i++)
        record(2, MODEL.tensor[i].key, tensor_data(m, &MODEL.tensor[i]),
               MODEL.tensor[i].storage.floats);
}

static double
distance(const struct record *r, const float *there)
{
    double apart = 0, size = 0;
    for (long i = 0; i < r->count; i++) {
        apart += pow((double)r->value[i] - (double)there[i], 2);
        size += pow((double)there[i], 2);
    }
    return apart == 0 ? 0 : sqrt(apart / size); /* NaN stays NaN */
}

static int
compare(FILE *file, char **bound)
{
    double worst[KINDS] = {0};
    const char *where[KINDS] = {"", "", ""};
    int wrong = 0;
    for (int i = 0; i < count; i++) {
        const struct record *r = &records[i];
        float *there = malloc((size_t)r->count * sizeof *there);
        if (there == NULL ||
            fread(there, sizeof *there, (size_t)r->count, file) != (size_t)r->count)
            exit(2);
        const double d = distance(r, there);
        if (!(d <= worst[r->kind])) {
            worst[r->kind] = d;
            where[r->kind] = r->name;
        }
        free(there);
    }
    for (int k = 0; k < KINDS; k++) {
        const int good = worst[k] <= atof(bound[k]);
        printf("%s %.1e %s%s\n", kinds[k], worst[k], where[k], good ? "" : ": too far");
        wrong += !good;
    }
    return wrong > 0;
}

int
main(int argc, char **argv)
{
    FILE *file =
        argc == 2 || argc == 2 + KINDS ? fopen(argv[1], argc == 2 ? "wb" : "rb") : NULL;
    if (file == NULL)
        return 2;
    run(start(1));
    if (argc > 2)
        return compare(file, argv + 2);
    for (int i = 0; i < count; i++)
        fwrite(records[i].value, sizeof(float), (size_t)records[i].count, file);
    return fclose(file) == 0 ? 0 : 2;
}
