/* Random numbers and elementary functions. */
#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../runtime/first.h"
#include "../runtime/math.h"
#include "../runtime/orthogonal.h"
#include "../runtime/random.h"
#include "../runtime/threads.h"

Suite *numbers_suite(void);

/* ---- random numbers ---- */

START_TEST(philox_known_answers)
{
    /* Random123, tests/kat_vectors: counter, key, result */
    static const uint32_t known[3][10] = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d,
         0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09,
         0x94fdcceb, 0x5001e420, 0x24126ea1},
    };
    for (int i = 0; i < 3; i++) {
        uint32_t out[4];
        philox4x32(known[i], known[i] + 4, out);
        ck_assert_mem_eq(out, known[i] + 6, sizeof out);
    }
}
END_TEST

/* The lanes of logical index i, straight from the definition. */
static void
lanes_at(uint32_t out[4], uint64_t key, uint64_t draw, uint64_t index)
{
    uint64_t block = index / 4;
    uint32_t counter[4] = {(uint32_t)block, (uint32_t)(block >> 32), (uint32_t)draw,
                           (uint32_t)(draw >> 32)};
    uint32_t halves[2] = {(uint32_t)key, (uint32_t)(key >> 32)};
    philox4x32(counter, halves, out);
}

START_TEST(bulk_follows_the_definition)
{
    enum { N = 1000 };
    const uint64_t key = random_key(7, "z.1"), draw = 0x123456789abu;
    const uint64_t starts[] = {0, 5, 255, 0x3fffffffau, ((uint64_t)1 << 40) + 3};
    float normal[N], uniform[N];
    for (int s = 0; s < 5; s++) {
        random_normal(normal, N, key, draw, starts[s]);
        random_uniform(uniform, N, key, draw, starts[s]);
        for (int i = 0; i < N; i++) {
            uint32_t lane[4];
            uint64_t index = starts[s] + (uint64_t)i;
            lanes_at(lane, key, draw, index);
            int pair = index % 4 & 2;
            double u = ((lane[pair] >> 1) + 0.5) / 2147483648.0;
            double turn = 2 * acos(-1) * (lane[pair + 1] >> 8) / 16777216.0;
            double expected = sqrt(-2 * log(u)) * (index % 2 ? sin(turn) : cos(turn));
            ck_assert_double_eq_tol(normal[i], expected, 4e-6);
            ck_assert_double_eq(uniform[i], ((lane[index % 4] >> 9) + 0.5) / 8388608.0);
        }
    }
}
END_TEST

START_TEST(values_depend_on_the_index_alone)
{
    enum { N = 5000 };
    static float whole[N], part[N];
    random_normal(whole, N, 3, 4, 100);
    for (int first = 0; first < 600; first += 7) {
        int count = 1 + first * 31 % 900;
        random_normal(part, count, 3, 4, 100 + (uint64_t)first);
        ck_assert_mem_eq(part, whole + first, (size_t)count * sizeof *part);
    }
    random_uniform(whole, N, 3, 4, 1);
    random_uniform(part, 1, 3, 4, 1 + 777);
    ck_assert_mem_eq(part, whole + 777, sizeof *part);
}
END_TEST

/* What loops make for themselves: rows of any length from anywhere, and pixels in any number of
 * channels, are the numbers of the whole. */
START_TEST(parts_in_loops_are_those_of_the_whole)
{
    enum { PLANE = 48, CHANNELS = 200, N = PLANE * CHANNELS, FIRST = 3 * N };
    static float whole[N], part[N];
    const struct random_draw draw = {3, 4, FIRST};
    for (int normal = 0; normal < 2; normal++) {
        (normal ? random_normal : random_uniform)(whole, N, 3, 4, FIRST);
        for (int first = 0, count = 1; count < 3000; first += 7, count += 41) {
            (normal ? random_normal_row : random_uniform_row)(part, count, &draw, first);
            ck_assert_mem_eq(part, whole + first, (size_t)count * sizeof *part);
        }
        for (int channels = 1; channels <= CHANNELS; channels += channels < 68 ? 1 : 33)
            for (int pixels = 4; pixels <= 24; pixels += 4)
                for (int from = 0; from + pixels <= PLANE; from += pixels) {
                    (normal ? random_normal_pixels : random_uniform_pixels)(
                        part, pixels, channels, PLANE, &draw, from);
                    for (int p = 0; p < pixels; p++)
                        for (int c = 0; c < channels; c++)
                            ck_assert_mem_eq(&part[p * channels + c],
                                             &whole[c * PLANE + from + p], sizeof *part);
                }
    }
}
END_TEST

START_TEST(same_bits_any_threads_random)
{
    enum { N = 300007 };
    float *one = malloc(N * sizeof *one), *other = malloc(N * sizeof *other);
    threads_set(1);
    ck_assert_int_eq(threads_count(), 1);
    random_normal(one, N, 3, 4, 11);
    for (int threads = 2; threads <= 8; threads++) {
        threads_set(threads);
        random_normal(other, N, 3, 4, 11);
        ck_assert_mem_eq(one, other, N * sizeof *one);
    }
    threads_set(0);
    ck_assert_int_ge(threads_count(), 1);
    free(one);
    free(other);
}
END_TEST

static int
by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* sqrt n times the largest distance between the distributions; 1.95 is exceeded once in 1000.
 */
static double
kolmogorov_smirnov(float *x, long n, int normal)
{
    double worst = 0;
    qsort(x, (size_t)n, sizeof *x, by_value);
    for (long i = 0; i < n; i++) {
        double f = normal ? 0.5 * erfc(-x[i] / sqrt(2)) : x[i];
        worst = fmax(worst, fmax(f - (double)i / (double)n, (double)(i + 1) / (double)n - f));
    }
    return worst * sqrt((double)n);
}

START_TEST(distributions)
{
    enum { N = 1 << 20 };
    float *x = malloc(N * sizeof *x);
    double power[5] = {0};
    random_normal(x, N, random_key(1, "moments"), 0, 0);
    for (long i = 0; i < N; i++) {
        for (int p = 1; p < 5; p++) {
            power[p] += pow(x[i], p) / N;
        }
    }
    ck_assert_double_eq_tol(power[1], 0, 4.0 / 1024);
    ck_assert_double_eq_tol(power[2], 1, 4 * 1.42 / 1024);
    ck_assert_double_eq_tol(power[3], 0, 4 * 3.88 / 1024);
    ck_assert_double_eq_tol(power[4], 3, 4 * 9.8 / 1024);
    ck_assert_double_lt(kolmogorov_smirnov(x, N, 1), 1.95);
    random_uniform(x, N, random_key(2, "moments"), 0, 0);
    ck_assert_double_lt(kolmogorov_smirnov(x, N, 0), 1.95);
    ck_assert(x[0] > 0 && x[N - 1] < 1);
    free(x);
}
END_TEST

START_TEST(streams_differ)
{
    ck_assert_uint_ne(random_key(1, "a"), random_key(2, "a"));
    ck_assert_uint_ne(random_key(1, "a"), random_key(1, "b"));
    ck_assert_uint_ne(random_key(1, "ab"), random_key(1, "ba"));
    ck_assert_uint_ne(random_key(1, ""), random_key(1, "a"));
    float a[64], b[64];
    random_normal(a, 64, random_key(1, "a"), 0, 0);
    random_normal(b, 64, random_key(1, "a"), 1, 0);
    ck_assert_mem_ne(a, b, sizeof a);
}
END_TEST

static void
check_bijection(uint64_t count, uint64_t draw)
{
    unsigned char *seen = calloc(count, 1);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t place = random_permute(i, count, 99, draw);
        ck_assert_uint_lt(place, count);
        ck_assert_msg(!seen[place], "%lu of %lu twice", (unsigned long)place,
                      (unsigned long)count);
        seen[place] = 1;
    }
    free(seen);
}

START_TEST(permutation_is_a_bijection)
{
    for (uint64_t count = 1; count <= 300; count++) {
        check_bijection(count, count);
    }
    check_bijection(10007, 1);
    check_bijection(60000, 2);
    ck_assert_uint_lt(random_permute(5, (uint64_t)1 << 63, 1, 1), (uint64_t)1 << 63);
}
END_TEST

START_TEST(permutation_is_even)
{
    /* every index goes everywhere equally often: chi-square of each, 9 degrees of freedom,
     * 33.7 is exceeded once in 10,000 */
    enum { N = 10, DRAWS = 20000 };
    long hits[N][N] = {{0}};
    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        for (uint64_t i = 0; i < N; i++) {
            hits[i][random_permute(i, N, 5, draw)]++;
        }
    }
    for (int i = 0; i < N; i++) {
        double chi = 0;
        for (int j = 0; j < N; j++) {
            double off = (double)hits[i][j] - (double)DRAWS / N;
            chi += off * off / ((double)DRAWS / N);
        }
        ck_assert_double_lt(chi, 33.7);
    }
}
END_TEST

/* ---- elementary functions ---- */

static double
exact_sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static double
exact_softplus(double x)
{
    return (x > 0 ? x : 0) + log1p(exp(-fabs(x)));
}

static double
exact_cos(double turn)
{
    return cos(2 * acos(-1) * turn);
}

static double
exact_sin(double turn)
{
    return sin(2 * acos(-1) * turn);
}

static float
cos_turn(float u)
{
    return math_turn(u, 1);
}

static float
sin_turn(float u)
{
    return math_turn(u, 0);
}

#define FUNCTION(name)                                                                         \
    static float call_##name(float x)                                                          \
    {                                                                                          \
        return math_##name(x);                                                                 \
    }
FUNCTION(exp)
FUNCTION(log)
FUNCTION(tanh)
FUNCTION(sigmoid)
FUNCTION(log1p_unit)
FUNCTION(log1p)
FUNCTION(softplus)
FUNCTION(erf)
FUNCTION(atan)
FUNCTION(cos)

static const struct function {
    const char *name;
    float (*shipped)(float x);
    double (*exact)(double x);
    float low, high;
    double ulps;     /* as math.h states */
    double absolute; /* or this near, where the exact value crosses zero */
} function[] = {
    {"exp", call_exp, exp, -INFINITY, INFINITY, 1.1, 0},
    {"log", call_log, log, 0x1p-149f, INFINITY, 0.9, 0},
    {"tanh", call_tanh, tanh, -INFINITY, INFINITY, 1.4, 0},
    {"sigmoid", call_sigmoid, exact_sigmoid, -INFINITY, INFINITY, 2.8, 0},
    {"log1p_unit", call_log1p_unit, log1p, 0, 1, 2.0, 0},
    {"log1p", call_log1p, log1p, -0x1.fffffep-1f, INFINITY, 1.5, 0},
    {"softplus", call_softplus, exact_softplus, -INFINITY, INFINITY, 2.9, 0},
    {"erf", call_erf, erf, -INFINITY, INFINITY, 1.2, 0},
    {"atan", call_atan, atan, -INFINITY, INFINITY, 2.6, 0},
    {"cos", call_cos, cos, -1e4f, 1e4f, 2.0, 1.2e-7},
    {"cos of turns", cos_turn, exact_cos, 0, 1, 2.0, 1.2e-7},
    {"sin of turns", sin_turn, exact_sin, 0, 1, 2.0, 1.2e-7},
};
enum { FUNCTIONS = sizeof function / sizeof *function };

static double
unit_of(double exact)
{
    int power;
    frexp(exact, &power);
    return ldexp(1, exact == 0 || power < -125 ? -149 : power - 24);
}

START_TEST(math_error_bounds)
{
    const struct function *f = &function[_i];
    double worst = 0;
    float at = 0;
    for (uint64_t bits = 0; bits <= 0xffffffffu; bits += 2999) {
        float x = math_float((uint32_t)bits);
        if (!(x >= f->low && x <= f->high)) {
            continue;
        }
        double exact = f->exact((double)x);
        float got = f->shipped(x);
        double off = fabs((double)got - exact);
        if (got != (float)exact && off > f->absolute && !(off / unit_of(exact) <= worst)) {
            worst = off / unit_of(exact);
            at = x;
        }
    }
    ck_assert_msg(worst <= f->ulps, "%s: %.3f ulp at %a, stated %.1f", f->name, worst,
                  (double)at, f->ulps);
}
END_TEST

static int
same(float a, float b)
{
    return (isnan(a) && isnan(b)) || math_bits(a) == math_bits(b);
}

START_TEST(math_special_values)
{
    const float inf = INFINITY;
    for (int i = 0; i < FUNCTIONS - 2; i++) {
        ck_assert_msg(isnan(function[i].shipped(NAN)), "%s of NaN", function[i].name);
    }
    const struct {
        float got, expected;
    } value[] = {
        {math_exp(inf), inf},
        {math_exp(-inf), 0},
        {math_exp(88.73f), inf},
        {math_exp(-104), 0},
        {math_exp(0), 1},
        {math_exp(-103), 0x1p-149f},
        {math_log(0), -inf},
        {math_log(-0.0f), -inf},
        {math_log(inf), inf},
        {math_log(-1), NAN},
        {math_log(1), 0},
        {math_log(-inf), NAN},
        {math_tanh(inf), 1},
        {math_tanh(-inf), -1},
        {math_tanh(-0.0f), -0.0f},
        {math_tanh(0x1p-149f), 0x1p-149f},
        {math_sigmoid(inf), 1},
        {math_sigmoid(-inf), 0},
        {math_sigmoid(0), 0.5f},
        {math_softplus(inf), inf},
        {math_softplus(-inf), 0},
        {math_softplus(100), 100},
        {math_log1p(-1), -inf},
        {math_log1p(inf), inf},
        {math_log1p(-2), NAN},
        {math_log1p(0), 0},
        {math_erf(inf), 1},
        {math_erf(-inf), -1},
        {math_atan(inf), 1.57079633f},
        {math_atan(-inf), -1.57079633f},
        {math_turn(0.25f, 0), 1},
        {math_turn(0.5f, 1), -1},
    };
    for (size_t i = 0; i < sizeof value / sizeof *value; i++) {
        ck_assert_msg(same(value[i].got, value[i].expected), "case %zu: %g, expected %g", i,
                      (double)value[i].got, (double)value[i].expected);
    }
}
END_TEST

/* ---- first values ---- */

/* Largest difference between the products of the rows, or columns, and gain^2 times 1. */
static double
not_orthogonal(const float *matrix, long rows, long columns, double gain)
{
    const int wide = rows <= columns;
    const long count = wide ? rows : columns, length = wide ? columns : rows;
    double worst = 0;
    for (long i = 0; i < count; i++)
        for (long j = 0; j <= i; j++) {
            double sum = 0;
            for (long k = 0; k < length; k++)
                sum += wide ? (double)matrix[i * columns + k] * matrix[j * columns + k]
                            : (double)matrix[k * columns + i] * matrix[k * columns + j];
            worst = fmax(worst, fabs(sum - (i == j) * gain * gain));
        }
    return worst;
}

START_TEST(orthogonal_matrices)
{
    static const long shape[][2] = {{1, 40}, {7, 7}, {60, 64}, {65, 3}, {300, 200}};
    for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) {
        const long rows = shape[i][0], columns = shape[i][1];
        size_t bytes = (size_t)(rows * columns) * sizeof(float);
        float *first = malloc(bytes), *one = malloc(bytes), *other = malloc(bytes);
        random_normal(first, rows * columns, 5, 0, 0);
        memcpy(one, first, bytes);
        threads_set(1);
        orthogonal(one, rows, columns, 1.5);
        ck_assert_double_lt(not_orthogonal(one, rows, columns, 1.5), 2e-6);
        ck_assert_double_gt(one[0] * first[0], 0); /* the diagonal of R is positive */
        for (int threads = 2; threads <= 8; threads++) {
            memcpy(other, first, bytes);
            threads_set(threads);
            orthogonal(other, rows, columns, 1.5);
            ck_assert_mem_eq(one, other, bytes);
        }
        free(first);
        free(one);
        free(other);
    }
    threads_set(0);
}
END_TEST

START_TEST(truncated_normal_numbers)
{
    enum { N = 1 << 16 };
    static float x[N], part[300];
    const struct tensor t = {.init = INIT_TRUNCATED, .a = 0, .b = 1};
    double squares = 0, largest = 0;
    first_values(&t, 9, 0, N, x);
    for (long i = 0; i < N; i++) {
        squares += (double)x[i] * x[i] / N;
        largest = fmax(largest, fabs((double)x[i]));
    }
    ck_assert_double_le(largest, 2.0);
    ck_assert_double_gt(largest, 1.999);
    ck_assert_double_eq_tol(squares, 0.7737, 0.01); /* 1 - 4 phi(2) / (2 Phi(2) - 1) */
    first_values(&t, 9, 777, 300, part);
    ck_assert_mem_eq(part, x + 777, sizeof part);
}
END_TEST

START_TEST(identity_kernels)
{
    float w[3 * 2 * 3 * 4];
    const struct tensor t = {.init = INIT_IDENTITY, .a = 0.5, .rank = 4, .shape = {3, 2, 3, 4}};
    first_values(&t, 9, 0, 72, w);
    for (int o = 0; o < 3; o++)
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 12; k++)
                ck_assert_float_eq(w[(o * 2 + i) * 12 + k], o == i && k == 6 ? 0.5f : 0.0f);
}
END_TEST

Suite *
numbers_suite(void)
{
    Suite *suite = suite_create("numbers");
    TCase *plain = tcase_create("numbers");
    tcase_set_timeout(plain, 120);
    tcase_add_test(plain, philox_known_answers);
    tcase_add_test(plain, bulk_follows_the_definition);
    tcase_add_test(plain, values_depend_on_the_index_alone);
    tcase_add_test(plain, parts_in_loops_are_those_of_the_whole);
    tcase_add_test(plain, same_bits_any_threads_random);
    tcase_add_test(plain, distributions);
    tcase_add_test(plain, streams_differ);
    tcase_add_test(plain, permutation_is_a_bijection);
    tcase_add_test(plain, permutation_is_even);
    tcase_add_loop_test(plain, math_error_bounds, 0, FUNCTIONS);
    tcase_add_test(plain, math_special_values);
    tcase_add_test(plain, orthogonal_matrices);
    tcase_add_test(plain, truncated_normal_numbers);
    tcase_add_test(plain, identity_kernels);
    suite_add_tcase(suite, plain);
    return suite;
}
