/* Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011). A number
 * is a function of seed, stream name, draw and logical index; there is no state to save. */
#ifndef RUNTIME_RANDOM_H
#define RUNTIME_RANDOM_H

#include <stdint.h>

void philox4x32(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* The key of a stream. */
uint64_t random_key(uint64_t seed, const char *stream);

/* out[i] for i < count is number `first + i` of draw `draw`. From 2,048 numbers on all threads
 * draw. */
void random_normal(float *out, long count, uint64_t key, uint64_t draw, uint64_t first);
void random_uniform(float *out, long count, uint64_t key, uint64_t draw,
                    uint64_t first); /* (0, 1) */
/* Normal, drawn again until the absolute value is at most `bound`, which is above 0. */
void random_truncated(float *out, long count, uint64_t key, uint64_t draw, uint64_t first,
                      float bound);

/* What a loop needs that makes the numbers of a draw for itself: they are those of
 * random_normal and random_uniform from `first` on. */
struct random_draw {
    uint64_t key, draw, first;
};

/* out[i] for i < count is number `from + i`. */
void random_normal_row(float *out, int count, const struct random_draw *draw, long from);
void random_uniform_row(float *out, int count, const struct random_draw *draw, long from);

/* out[p * channels + c] for p < pixels is number `from + c * plane + p`: a draw for planes of
 * `plane` pixels, one for each channel, as images that lie channels-last see it. Pixels, plane
 * and the number of the first are multiples of 4. */
void random_normal_pixels(float *out, int pixels, int channels, long plane,
                          const struct random_draw *draw, long from);
void random_uniform_pixels(float *out, int pixels, int channels, long plane,
                           const struct random_draw *draw, long from);

/* Place of `index` in permutation number `draw` of 0 .. count - 1 (cycle-walking Feistel). */
uint64_t random_permute(uint64_t index, uint64_t count, uint64_t key, uint64_t draw);

#endif
