/* Elementary functions in float, inline, so that a loop over them vectorises under strict
 * floating point: no branch, no errno, rintf to round, comparisons that a NaN falls through.
 * Each states the largest error measured, in units of the last place of the exact result
 * (subnormal results included); tests/test_data.c holds it. Include as "runtime/math.h" or,
 * from beside it, "math.h"; this directory must not be on the include path of <math.h>. */
#ifndef RUNTIME_MATH_H
#define RUNTIME_MATH_H

#include <math.h>
#include <stdint.h>

static inline uint32_t
math_bits(float x)
{
    union {
        float value;
        uint32_t bits;
    } cast = {.value = x};
    return cast.bits;
}

static inline float
math_float(uint32_t bits)
{
    union {
        uint32_t bits;
        float value;
    } cast = {.bits = bits};
    return cast.value;
}

/* exp: x = k ln 2 + f, |f| <= ln 2 / 2; polynomial of Cephes (Moshier, expf.c). Scaled by 2^k
 * in two factors, so that overflow gives inf and results below 2^-126 are rounded once.
 * Error 1.1 ulp. */
static inline float
math_exp(float x)
{
    x = 89.0f < x ? 89.0f : x;
    x = -105.0f > x ? -105.0f : x;
    float k = rintf(x * 1.44269504f);
    float f = x - k * 0.693145752f;
    f = f - k * 1.42860677e-6f;
    float p = 1.9875691500e-4f;
    p = p * f + 1.3981999507e-3f;
    p = p * f + 8.3334519073e-3f;
    p = p * f + 4.1665795894e-2f;
    p = p * f + 1.6666665459e-1f;
    p = p * f + 5.0000001201e-1f;
    p = p * (f * f) + f + 1.0f;
    k = k > -152.0f ? k : -152.0f; /* a NaN must not reach the conversion; p carries it */
    uint32_t biased = (uint32_t)((int32_t)k + 256);
    uint32_t half = biased >> 1;
    return p * math_float((half - 1) << 23) * math_float((biased - half - 1) << 23);
}

/* log: x = 2^k (1 + f), 1 + f in [sqrt 1/2, sqrt 2); polynomial of Cephes (logf.c). log 0 is
 * -inf, of a negative number NaN. Error 0.9 ulp. */
static inline float
math_log(float x)
{
    float scaled = x < 0x1p-126f ? x * 0x1p23f : x;
    float k = x < 0x1p-126f ? -150.0f : -127.0f;
    uint32_t bits = math_bits(scaled) + (0x3f800000u - 0x3f3504f3u);
    k = k + (float)(int32_t)(bits >> 23);
    float f = math_float((bits & 0x7fffffu) + 0x3f3504f3u) - 1.0f;
    float z = f * f;
    float p = 7.0376836292e-2f;
    p = p * f - 1.1514610310e-1f;
    p = p * f + 1.1676998740e-1f;
    p = p * f - 1.2420140846e-1f;
    p = p * f + 1.4249322787e-1f;
    p = p * f - 1.6668057665e-1f;
    p = p * f + 2.0000714765e-1f;
    p = p * f - 2.4999993993e-1f;
    p = p * f + 3.3333331174e-1f;
    p = p * f * z;
    p = p + k * -2.12194440e-4f;
    p = p - 0.5f * z;
    p = f + p + k * 0.693359375f;
    p = x > 0.0f ? p : x == 0.0f ? -INFINITY : NAN;
    return x < INFINITY ? p : x; /* inf, and NaN as it came */
}

/* tanh: odd polynomial of Cephes (tanhf.c) below 0.625, 1 - 2 / (exp 2|x| + 1) above.
 * Error 1.4 ulp. */
static inline float
math_tanh(float x)
{
    float a = fabsf(x);
    float z = x * x;
    float p = -5.70498872745e-3f;
    p = p * z + 2.06390887954e-2f;
    p = p * z - 5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z - 3.33332819422e-1f;
    float low = p * z * a + a;
    float high = 1.0f - 2.0f / (math_exp(2.0f * a) + 1.0f);
    return copysignf(a < 0.625f ? low : high, x);
}

/* 1 / (1 + exp -x), by e = exp -|x| so that both tails keep their relative accuracy.
 * Error 2.8 ulp. */
static inline float
math_sigmoid(float x)
{
    float e = math_exp(-fabsf(x));
    float r = 1.0f / (1.0f + e);
    return x < 0.0f ? e * r : r;
}

/* log(1 + x) for x in [0, 1]: 2 atanh s, s = x / (2 + x) <= 1/3; own minimax polynomial in s^2.
 * Error 2 ulp. */
static inline float
math_log1p_unit(float x)
{
    float s = x / (2.0f + x);
    float z = s * s;
    float p = 1.400599368e-1f;
    p = p * z + 1.400090257e-1f;
    p = p * z + 2.001076362e-1f;
    p = p * z + 3.333320814e-1f;
    return 2.0f * (p * z * s + s);
}

/* log(1 + exp x) = max(x, 0) + log(1 + exp -|x|). Error 2.9 ulp, also in
 * the tails. */
static inline float
math_softplus(float x)
{
    return (x > 0.0f ? x : 0.0f) + math_log1p_unit(math_exp(-fabsf(x)));
}

/* log(1 + x): the log of the rounded sum, corrected by what the rounding lost. Error 1.5 ulp.
 */
static inline float
math_log1p(float x)
{
    float u = 1.0f + x;
    float lost = x - (u - 1.0f);
    float y = math_log(u);
    y = u > 0.0f ? y + lost / u : y;
    return x < INFINITY ? y : x;
}

/* erf: N. Juffa's two minimax polynomials, x + x P(x^2) below 0.927734375 and 1 - exp Q(|x|)
 * above. Error 1.2 ulp. */
static inline float
math_erf(float x)
{
    float a = fabsf(x);
    float z = x * x;
    float q = -1.72853470e-5f * a + 3.83197126e-4f;
    q = q * z + (-3.88396438e-3f * a + 2.42546219e-2f);
    q = q * a - 1.06777877e-1f;
    q = q * a - 6.34846687e-1f;
    q = q * a - 1.28717512e-1f;
    q = q * a - a;
    q = a < 5.0f ? q : -a * a;
    float p = -5.96761703e-4f;
    p = p * z + 4.99119423e-3f;
    p = p * z - 2.67681349e-2f;
    p = p * z + 1.12819925e-1f;
    p = p * z - 3.76125336e-1f;
    p = p * z + 1.28379166e-1f;
    float low = p * a + a;
    return copysignf(a < 0.927734375f ? low : 1.0f - math_exp(q), x);
}

/* cos of f + q pi / 2, |f| <= pi / 4, by the polynomials of Cephes (sinf.c). */
static inline float
math_cos_quarters(float f, int32_t q)
{
    float z = f * f;
    float s = f + f * z * (-1.6666654611e-1f + z * (8.3321608736e-3f - z * 1.9515295891e-4f));
    float c =
        1.0f - 0.5f * z +
        z * z *
            (4.166664568298827e-2f + z * (-1.388731625493765e-3f + z * 2.443315711809948e-5f));
    float r = (q & 1) ? s : c;
    return ((q + 1) & 2) ? -r : r;
}

/* cos and sin of 2 pi u, u in [0, 1]: the nearest quarter turn is taken off exactly.
 * `quarter` 0: sin, 1: cos. Error 2 ulp, absolute 1.2e-7 near zeros. */
static inline float
math_turn(float u, int32_t quarter)
{
    float k = rintf(u * 4.0f);
    return math_cos_quarters((u * 4.0f - k) * 1.57079633f, (int32_t)k + quarter - 1);
}

/* cos, the nearest quarter turn taken off in three parts (Cody and Waite, 1980). For |x| up to
 * 1e4: error 2 ulp, absolute 1.2e-7 near zeros. */
static inline float
math_cos(float x)
{
    float k = rintf(x * 0.636619772f);
    k = k > -65536.0f ? k : -65536.0f; /* a NaN must not reach the conversion; f carries it */
    k = 65536.0f < k ? 65536.0f : k;
    float f = x - k * 1.5703125f;
    f = f - k * 4.837512969970703125e-4f;
    f = f - k * 7.54978995489188e-8f;
    return math_cos_quarters(f, (int32_t)k);
}

/* atan: odd polynomial of Cephes (atanf.c) below tan(pi / 8); x against 1, or against infinity,
 * above. Error 2.6 ulp. */
static inline float
math_atan(float x)
{
    float a = fabsf(x);
    float far = a > 2.41421356f ? 1.0f : 0.0f;
    float near = a > 0.414213562f ? 1.0f - far : 0.0f;
    float over = far > 0.0f ? -1.0f : near > 0.0f ? a - 1.0f : a;
    float under = far > 0.0f ? a : near > 0.0f ? a + 1.0f : 1.0f;
    float t = over / under;
    float z = t * t;
    float p = 8.05374449538e-2f;
    p = p * z - 1.38776856032e-1f;
    p = p * z + 1.99777106478e-1f;
    p = p * z - 3.33329491539e-1f;
    float r = far * 1.57079633f + near * 0.785398163f + (p * z * t + t);
    return copysignf(r, x);
}

#endif
