/* Random numbers. Logical index i of a draw is lane i % 4 of the Philox block with counter
 * (i / 4, draw), each in two halves. Numbers are always made for BLOCK counters at once,
 * whichever they are, by one loop of constant length: a number has the same bits whatever range
 * it was asked for in and with whatever others, on any number of threads. Gaussian numbers pair
 * lanes 0, 1 and 2, 3 by Box and Muller (1958). There is no state and no other distribution. */
#include "random.h"

#include <string.h>
#if defined __SSE2__
#include <immintrin.h>
#elif defined __ARM_NEON
#include <arm_neon.h>
#endif

#include "math.h"

enum { BLOCK = 64, NUMBERS = 4 * BLOCK, ROUNDS = 10, SHARED = 2048 };

/* One round on 64-bit lanes that hold 32 bits: 64-bit products then vectorise. */
#define ROUND(c0, c1, c2, c3, k0, k1)                                                          \
    do {                                                                                       \
        uint64_t a = (uint64_t)(uint32_t)(c0)*0xd2511f53u;                                     \
        uint64_t b = (uint64_t)(uint32_t)(c2)*0xcd9e8d57u;                                     \
        (c0) = (b >> 32) ^ (c1) ^ (k0);                                                        \
        (c2) = (a >> 32) ^ (c3) ^ (k1);                                                        \
        (c1) = b & 0xffffffffu;                                                                \
        (c3) = a & 0xffffffffu;                                                                \
        (k0) = ((k0) + 0x9e3779b9u) & 0xffffffffu;                                             \
        (k1) = ((k1) + 0xbb67ae85u) & 0xffffffffu;                                             \
    } while (0)

void
philox4x32(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint64_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint64_t k0 = key[0], k1 = key[1];
    for (int r = 0; r < ROUNDS; r++) {
        ROUND(c0, c1, c2, c3, k0, k1);
    }
    out[0] = (uint32_t)c0;
    out[1] = (uint32_t)c1;
    out[2] = (uint32_t)c2;
    out[3] = (uint32_t)c3;
}

/* The finaliser of SplitMix64 (Steele, Lea and Flood, 2014), a bijection. */
static uint64_t
mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

uint64_t
random_key(uint64_t seed, const char *stream)
{
    uint64_t key = mix(seed);
    for (; *stream; stream++) {
        key = mix(key ^ (unsigned char)*stream);
    }
    return mix(key ^ 0x100);
}

/* What is to be made: numbers of one draw, four for each counter. */
struct block {
    uint64_t key, draw;
    uint64_t counter[BLOCK];
};

/* Lanes of 64 bits as wide as the processor has them. A product is that of their lower halves,
 * which not every compiler makes of (a & 0xffffffff) * b: some multiply all 64 bits. Each of
 * the ten rounds waits for the one before, so a few chains of them run at once, as many as
 * there are registers for. */
#if defined __AVX512F__
enum { LANES = 8, CHAINS = 4 };
#define PRODUCT(a, b) ((lanes)_mm512_mul_epu32((__m512i)(a), (__m512i)(b)))
#elif defined __AVX2__
enum { LANES = 4, CHAINS = 2 };
#define PRODUCT(a, b) ((lanes)_mm256_mul_epu32((__m256i)(a), (__m256i)(b)))
#elif defined __SSE2__
enum { LANES = 2, CHAINS = 2 };
#define PRODUCT(a, b) ((lanes)_mm_mul_epu32((__m128i)(a), (__m128i)(b)))
#elif defined __ARM_NEON
enum { LANES = 2, CHAINS = 2 };
#define PRODUCT(a, b) ((lanes)vmull_u32(vmovn_u64((uint64x2_t)(a)), vmovn_u64((uint64x2_t)(b))))
#else
enum { LANES = 1, CHAINS = 4 };
#define PRODUCT(a, b) (((a)&0xffffffffu) * ((b)&0xffffffffu))
#endif
typedef uint64_t lanes __attribute__((vector_size(LANES * sizeof(uint64_t)), may_alias));

static inline lanes
lanes_of(uint64_t x)
{
    return x - (lanes){0};
}

/* philox4x32 of a few counters; above the 32 bits of a lane stands what does not matter. */
static inline void
chains_bits(uint32_t lane[4][BLOCK], const struct block *block, int first)
{
    uint32_t k0 = (uint32_t)block->key, k1 = (uint32_t)(block->key >> 32);
    lanes c[4][CHAINS];
    for (int n = 0; n < CHAINS; n++) {
        memcpy(&c[0][n], block->counter + first + n * LANES, sizeof c[0][n]);
        c[1][n] = c[0][n] >> 32;
        c[2][n] = lanes_of(block->draw);
        c[3][n] = lanes_of(block->draw >> 32);
    }
#pragma GCC unroll 10
    for (int r = 0; r < ROUNDS; r++) {
        for (int n = 0; n < CHAINS; n++) {
            const lanes a = PRODUCT(c[0][n], lanes_of(0xd2511f53u));
            const lanes b = PRODUCT(c[2][n], lanes_of(0xcd9e8d57u));
            c[0][n] = (b >> 32) ^ c[1][n] ^ lanes_of(k0);
            c[2][n] = (a >> 32) ^ c[3][n] ^ lanes_of(k1);
            c[1][n] = b;
            c[3][n] = a;
        }
        k0 += 0x9e3779b9u;
        k1 += 0xbb67ae85u;
    }
    for (int l = 0; l < 4; l++) {
        for (int n = 0; n < CHAINS; n++) {
            for (int k = 0; k < LANES; k++) {
                lane[l][first + n * LANES + k] = (uint32_t)c[l][n][k];
            }
        }
    }
}

static void
block_bits(uint32_t lane[4][BLOCK], const struct block *block)
{
    for (int i = 0; i < BLOCK; i += CHAINS * LANES) {
        chains_bits(lane, block, i);
    }
}

static void
block_uniform(float value[4][BLOCK], const struct block *block)
{
    uint32_t lane[4][BLOCK];
    block_bits(lane, block);
    for (int l = 0; l < 4; l++) {
#pragma omp simd
        for (int i = 0; i < BLOCK; i++) {
            /* 23 bits and a half: with 24 the largest would round to 1 */
            value[l][i] = ((float)(int32_t)(lane[l][i] >> 9) + 0.5f) * 0x1p-23f;
        }
    }
}

static void
block_normal(float value[4][BLOCK], const struct block *block)
{
    uint32_t lane[4][BLOCK];
    block_bits(lane, block);
    for (int pair = 0; pair < 4; pair += 2) {
#pragma omp simd
        for (int i = 0; i < BLOCK; i++) {
            /* 31 bits and a half, in (0, 1]: the tail reaches 6.6 */
            float u = ((float)(int32_t)(lane[pair][i] >> 1) + 0.5f) * 0x1p-31f;
            float turn = (float)(int32_t)(lane[pair + 1][i] >> 8) * 0x1p-24f;
            float radius = sqrtf(-2.0f * math_log(u));
            value[pair][i] = radius * math_turn(turn, 1);
            value[pair + 1][i] = radius * math_turn(turn, 0);
        }
    }
}

typedef void make_block(float value[4][BLOCK], const struct block *block);

/* Those numbers of BLOCK counters from `counter` on that lie in [first, first + count). */
static void
make_run(make_block *make, float *out, uint64_t count, const struct random_draw *draw,
         uint64_t first, uint64_t counter)
{
    struct block block; /* not cleared first */
    float value[4][BLOCK], number[NUMBERS];
    const uint64_t start = 4 * counter;
    const uint64_t from = start > first ? start : first;
    const uint64_t to = start + NUMBERS - first < count ? start + NUMBERS : first + count;
    float *const all = to - from == NUMBERS ? out + (from - first) : number;
    block.key = draw->key;
    block.draw = draw->draw;
#pragma omp simd
    for (int i = 0; i < BLOCK; i++) {
        block.counter[i] = counter + (uint64_t)i;
    }
    make(value, &block);
#pragma omp simd
    for (int i = 0; i < BLOCK; i++) {
        all[4 * i] = value[0][i];
        all[4 * i + 1] = value[1][i];
        all[4 * i + 2] = value[2][i];
        all[4 * i + 3] = value[3][i];
    }
    if (all == number) {
        memcpy(out + (from - first), number + (from - start), (to - from) * sizeof *out);
    }
}

static void
fill(make_block *make, float *out, long count, uint64_t key, uint64_t draw, uint64_t first)
{
    if (count <= 0) {
        return;
    }
    const struct random_draw from = {key, draw, 0};
    const uint64_t counter = first / 4, behind = first + (uint64_t)count;
    const long blocks = (long)((behind - 4 * counter + NUMBERS - 1) / NUMBERS);
#pragma omp parallel for schedule(static) if (count >= SHARED)
    for (long i = 0; i < blocks; i++) {
        make_run(make, out, (uint64_t)count, &from, first, counter + (uint64_t)i * BLOCK);
    }
}

void
random_normal(float *out, long count, uint64_t key, uint64_t draw, uint64_t first)
{
    fill(block_normal, out, count, key, draw, first);
}

void
random_uniform(float *out, long count, uint64_t key, uint64_t draw, uint64_t first)
{
    fill(block_uniform, out, count, key, draw, first);
}

/* The numbers of a row begin at any counter: no more blocks than hold them. */
static void
make_row(make_block *make, float *out, int count, const struct random_draw *draw, long from)
{
    const uint64_t first = draw->first + (uint64_t)from, end = first + (uint64_t)count;
    for (uint64_t counter = first / 4; 4 * counter < end; counter += BLOCK) {
        make_run(make, out, (uint64_t)count, draw, first, counter);
    }
}

void
random_uniform_row(float *out, int count, const struct random_draw *draw, long from)
{
    make_row(block_uniform, out, count, draw, from);
}

void
random_normal_row(float *out, int count, const struct random_draw *draw, long from)
{
    make_row(block_normal, out, count, draw, from);
}

/* A counter holds four pixels of one channel: those of BLOCK channels, or of fewer and more
 * pixels, are made at once. */
static void
make_pixels(make_block *make, float *out, int pixels, int channels, long plane,
            const struct random_draw *draw, long from)
{
    struct block block = {.key = draw->key, .draw = draw->draw, .counter = {0}};
    const uint64_t first = (draw->first + (uint64_t)from) / 4, next = (uint64_t)plane / 4;
    const int count = pixels / 4 * channels;
    float value[4][BLOCK];
    for (int start = 0; start < count; start += BLOCK) {
        const int part = count - start < BLOCK ? count - start : BLOCK;
        for (int i = 0; i < part;) {
            const int four = (start + i) / channels, c = (start + i) % channels;
            const int run = part - i < channels - c ? part - i : channels - c;
#pragma omp simd
            for (int k = 0; k < run; k++) {
                block.counter[i + k] = first + (uint64_t)four + (uint64_t)(c + k) * next;
            }
            i += run;
        }
        make(value, &block);
        for (int i = 0; i < part;) {
            const int four = (start + i) / channels, c = (start + i) % channels;
            const int run = part - i < channels - c ? part - i : channels - c;
            for (int l = 0; l < 4; l++) {
                memcpy(out + (long)(4 * four + l) * channels + c, value[l] + i,
                       (size_t)run * sizeof *out);
            }
            i += run;
        }
    }
}

void
random_uniform_pixels(float *out, int pixels, int channels, long plane,
                      const struct random_draw *draw, long from)
{
    make_pixels(block_uniform, out, pixels, channels, plane, draw, from);
}

void
random_normal_pixels(float *out, int pixels, int channels, long plane,
                     const struct random_draw *draw, long from)
{
    make_pixels(block_normal, out, pixels, channels, plane, draw, from);
}

/* Trial t of a number is the number at its place in a stream of trials. */
void
random_truncated(float *out, long count, uint64_t key, uint64_t draw, uint64_t first,
                 float bound)
{
    random_normal(out, count, key, draw, first);
#pragma omp parallel for schedule(static) if (count >= SHARED)
    for (long i = 0; i < count; i++) {
        for (uint64_t trial = 1; fabsf(out[i]) > bound; trial++) {
            random_normal(&out[i], 1, mix(key ^ mix(trial)), draw, first + (uint64_t)i);
        }
    }
}

/* Eight Feistel rounds on 2 `bits` bits. */
static uint64_t
feistel(uint64_t x, int bits, uint64_t key)
{
    uint64_t mask = ((uint64_t)1 << bits) - 1;
    uint64_t left = x >> bits, right = x & mask;
    for (uint64_t r = 0; r < 8; r++) {
        uint64_t next = left ^ (mix(key + (right << 3 | r)) & mask);
        left = right;
        right = next;
    }
    return left << bits | right;
}

/* A permutation of the next power of four, applied until the result is in range again: a
 * permutation of the range (Black and Rogaway, 2002). */
uint64_t
random_permute(uint64_t index, uint64_t count, uint64_t key, uint64_t draw)
{
    int bits = 1;
    while (bits < 32 && (count - 1) >> (2 * bits)) {
        bits++;
    }
    key = mix(key ^ mix(draw));
    do {
        index = feistel(index, bits, key);
    } while (index >= count);
    return index;
}
