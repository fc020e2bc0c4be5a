/* References of PyTorch runs, as make_references.py writes them, and the numbers that it and
 * the tests both make. A header alone, because two programs read references: the suite and,
 * with the emitted code, emitted.c. */
#ifndef TESTS_PARITY_REFERENCE_H
#define TESTS_PARITY_REFERENCE_H

#include "../../runtime/safetensors.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITERATIONS = 10 };

/* Gradients that are zero but for rounding, as those of a bias in front of batch norm, are
 * measured as if their largest entry were this. */
static const double reference_zero = 1e-12, reference_unit = 1e-3;

/* The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
static inline uint64_t
reference_mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/* Sixteen bits: number `index` of a stream. */
static inline int
reference_bits(uint64_t seed, uint64_t stream, uint64_t index)
{
    return (int)(reference_mix(reference_mix(seed << 16 | stream) + index) >> 48);
}

static inline uint64_t
reference_seed(const struct safetensors *file)
{
    const char *seed = safetensors_note(file, "seed");
    return seed ? strtoull(seed, NULL, 10) : 0;
}

/* Tensor "SECTION.NAME" as doubles, to be freed, and how many; NULL where there is none. */
static inline double *
reference_read(const struct safetensors *file, const char *section, const char *name,
               int64_t *count)
{
    char full[256];
    snprintf(full, sizeof full, "%s.%s", section, name);
    const struct safetensors_entry *entry = safetensors_find(file, full);
    *count = 1;
    if (!entry)
        return NULL;
    for (int a = 0; a < entry->rank; a++)
        *count *= entry->shape[a];
    int single = strcmp(entry->dtype, "F32") == 0;
    size_t bytes = (size_t)*count * (single ? sizeof(float) : sizeof(double));
    double *value = calloc((size_t)*count + 1, sizeof *value);
    char *raw = malloc(bytes + 1);
    if (!value || !raw || safetensors_read(file, entry->begin, raw, bytes) != 0)
        exit(2);
    for (int64_t i = 0; i < *count; i++) {
        float f;
        if (single) {
            memcpy(&f, raw + (size_t)i * sizeof f, sizeof f);
            value[i] = (double)f;
        } else {
            memcpy(&value[i], raw + (size_t)i * sizeof *value, sizeof *value);
        }
    }
    free(raw);
    return value;
}

/* First values of a parameter in logical order; false where the reference has no such key. */
static inline int
reference_initial(const struct safetensors *file, const char *key, int64_t count, double *value)
{
    int64_t three;
    double *how = reference_read(file, "initial", key, &three);
    if (!how || three != 3)
        return 0;
    for (int64_t i = 0; i < count; i++) {
        int k = reference_bits(reference_seed(file), (uint64_t)how[0], (uint64_t)i);
        value[i] = how[2] + how[1] * (k - 32768);
    }
    free(how);
    return 1;
}

/* Pixel `i` of a draw of `count` pixels, the batch in logical order. */
static inline double
reference_pixel(uint64_t seed, int64_t draw, int64_t count, int64_t i, double low, double high)
{
    int k = reference_bits(seed, 0, (uint64_t)(draw * count + i));
    return low + (high - low) * (k >> 8) / 256;
}

/* 1 after a line to stdout where an element is off by more than tolerance times the largest
 * entry that is wanted, or is no number; else 0. */
static inline int
reference_differs(const char *model, const char *what, const char *name, int64_t count,
                  const double *got, const double *want, double tolerance)
{
    double largest = 0, worst = -1;
    int64_t at = 0;
    for (int64_t i = 0; i < count; i++)
        largest = fabs(want[i]) > largest ? fabs(want[i]) : largest;
    if (largest < reference_zero)
        largest = reference_unit;
    for (int64_t i = 0; i < count; i++) {
        double error = fabs(got[i] - want[i]);
        if (isnan(error) || error > worst) {
            worst = isnan(error) ? INFINITY : error;
            at = i;
        }
    }
    if (count < 1 || worst <= tolerance * largest)
        return 0;
    printf("%s: %s %s: element %lld of %lld is %.17g, PyTorch has %.17g; %.2e of the largest "
           "entry %.6g, and %.0e is allowed\n",
           model, what, name, (long long)at, (long long)count, got[at], want[at],
           worst / largest, largest, tolerance);
    fflush(stdout); /* a test that fails leaves its process without */
    return 1;
}

#endif
