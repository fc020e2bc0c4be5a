/* wgan_gp.c: the computations of wgan_gp.yaml (sha256 0bbc9d45).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 64, latent 100, hidden 512, side 28
 * Parameters  1389840 floats, struct wgan_gp_parameters; gradients in the same struct
 * Arena       486704 floats; 2977472 if nothing shared memory, at least 486704 at once
 *    offset   floats  holds                                           live
 *         0    32768  G_linear0_product[batch][hidden]                step_1 F1..F2
 *         0    32768  G_linear2_product[batch][hidden]                step_1 F3..F4
 *         0    50176  G_linear4_product[batch][784]                   step_1 F5..F8
 *         0    50176  x_hat[batch][side][side]                        step_1 F8..F18
 *         0    32768  slope_d_D_leaky_relu2[batch][hidden]            step_1 F22..F23
 *         0    50176  d_slope_d_x_hat_scaled[batch][side][side]       step_1 F25..G2
 *         0    32768  d_slope_d_D_leaky_relu2_scaled[batch][hidden]   step_1 G3..G5
 *         0    32768  d_D_linear1_of_x_scaled[batch][hidden]          step_1 G9..G10
 *         0    32768  d_D_linear1_of_fake_scaled[batch][hidden]       step_1 G13..G14
 *         0    32768  D_linear1_of_fake_product_in_generator          step_2 F1..F2
 *         0    32768  d_D_linear3_of_fake_scaled_in_generator         step_2 F4..G1
 *         0    32768  d_D_linear1_of_fake_scaled_in_generator         step_2 G2..G3
 *         0    50176  d_G_linear4_scaled[batch][784]                  step_2 G4..G7
 *         0    32768  d_G_linear2_scaled[batch][hidden]               step_2 G8..G11
 *         0    32768  d_G_linear0_scaled[batch][hidden]               step_2 G12..G14
 *     32768    32768  d_G_relu1_scaled[batch][hidden]                 step_2 G11..G12
 *     50176    50176  G_sigmoid[batch][784]                           step_1 F6..step_2 G4
 *    100352    32768  D_linear1_of_fake_product[batch][hidden]        step_1 F9..F10
 *    100352    32768  D_linear3_of_fake_product[batch][hidden]        step_1 F11..F12
 *    100352    32768  D_linear1_of_x_product[batch][hidden]           step_1 F13..F14
 *    100352    32768  D_linear3_of_x_product[batch][hidden]           step_1 F15..F16
 *    100352    32768  D_linear1_of_x_hat_product[batch][hidden]       step_1 F18..F19
 *    100352    50176  slope_d_D_flatten[batch][784]                   step_1 F24..F25
 *    100352    32768  d_slope_d_D_linear1_scaled[batch][hidden]       step_1 G2..G3
 *    100352    32768  d_slope_d_D_linear3_scaled[batch][hidden]       step_1 G5..G6
 *    100352    32768  d_D_leaky_relu2_of_x_scaled[batch][hidden]      step_1 G8..G9
 *    100352    32768  d_D_leaky_relu2_of_fake_scaled[batch][hidden]   step_1 G12..G13
 *    100352    32768  D_leaky_relu2_of_fake_in_generator              step_2 F2..G2
 *    100352    50176  d_G_sigmoid_scaled[batch][784]                  step_2 G3..G4
 *    100352    32768  d_G_relu3_scaled[batch][hidden]                 step_2 G7..G8
 *    133120    32768  D_linear3_of_fake_product_in_generator          step_2 F3..F4
 *    133120    32768  d_D_leaky_relu2_of_fake_scaled_in_generator     step_2 G1..G2
 *    150528    32768  slope_d_D_linear1[batch][hidden]                step_1 F23..G1
 *    183296    32768  d_D_linear3_of_fake_scaled[batch][hidden]       step_1 F12..G12
 *    216064    32768  slope_d_D_linear3[batch][hidden]                step_1 F21..G4
 *    248832    32768  D_leaky_relu2_of_fake[batch][hidden]            step_1 F10..G13
 *    281600    32768  D_leaky_relu2_of_x_hat[batch][hidden]           step_1 F19..G3
 *    314368    32768  G_relu3[batch][hidden]                          step_1 F4..step_2 G8
 *    347136    32768  d_D_linear3_of_x_scaled[batch][hidden]          step_1 F16..G8
 *    379904    32768  G_relu1[batch][hidden]                          step_1 F2..step_2 G12
 *    412672    32768  D_leaky_relu2_of_x[batch][hidden]               step_1 F14..G9
 *    445440    32768  D_linear3_of_x_hat_product[batch][hidden]       step_1 F20..G6
 *    478208     6400  fake_noise[batch][latent]                       step_1 N1..step_2 G14
 * 69 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "wgan_gp.h"

#include "runtime/layout.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "wgan_gp_contractions.h"

enum { batch = 64, latent = 100, hidden = 512, side = 28 };
enum { DATA_x };
enum { VALUE_critic, VALUE_generator, VALUE_distance };

/* sum[i] = partial[0][i] + partial[1][i] + .., in this order, whichever threads they are
 * from. */
static void
add_chunks(int chunks, int count, const float *restrict partial, float *restrict sum)
{
    memcpy(sum, partial, (size_t)count * sizeof *sum);
    for (int chunk = 1; chunk < chunks; chunk++) {
        for (int i = 0; i < count; i++)
            sum[i] += partial[chunk * count + i];
    }
}

/* step_1 F2, F4; evaluate F2, F4; sample F2, F4; interpolate F3, F5: G_relu (line 17) over
 *     [batch][hidden]
 * Serves G_relu1, G_relu3.
 *     G_linear = G_bias + G_linear_product
 *     G_relu = G_linear > 0 ? G_linear : 0 */
static void
make_G_relu(const float G_bias[restrict hidden], const float G_linear_product[batch][hidden],
    float G_relu[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float G_linear = G_bias[i] + G_linear_product[n][i];
            G_relu[n][i] = G_linear > 0.0f ? G_linear : 0.0f;
        }
    }
}

/* step_1 F6; evaluate F6; sample F6; interpolate F7: G_sigmoid (line 21) over [batch][784]
 *     G_sigmoid = sigmoid(G_4_bias + G_linear4_product) */
static void
make_G_sigmoid(const float G_4_bias[restrict 784],
    const float G_linear4_product[restrict batch][784], float G_sigmoid[restrict batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            G_sigmoid[n][i] = math_sigmoid(G_4_bias[i] + G_linear4_product[n][i]);
    }
}

/* step_1 F7; evaluate F7: x_hat_scale (line 36) over [batch]
 *     x_hat_scale = 1 - mix_noise */
static void
make_x_hat_scale(const float mix_noise[restrict batch], float x_hat_scale[restrict batch])
{
    for (int n = 0; n < batch; n++)
        x_hat_scale[n] = 1.0f - mix_noise[n];
}

/* step_1 F8; evaluate F8: x_hat (line 36) over [batch][784]
 *     x_hat = mix_noise * x + x_hat_scale * sigmoid(G_4_bias + G_linear4_product) */
static void
make_x_hat(const float mix_noise[restrict batch], const float x[restrict batch][784],
    const float x_hat_scale[restrict batch], const float G_4_bias[restrict 784],
    const float G_linear4_product[batch][784], float x_hat[batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            x_hat[n][i] = mix_noise[n] * x[n][i] + x_hat_scale[n]
                * math_sigmoid(G_4_bias[i] + G_linear4_product[n][i]);
    }
}

/* step_1 F10, F14, F19; step_2 F2; evaluate F10, F14, F19: D_leaky_relu2 (line 28) over
 *     [batch][hidden]
 * Serves D_leaky_relu2_of_fake, D_leaky_relu2_of_x, D_leaky_relu2_of_x_hat,
 *     D_leaky_relu2_of_fake_in_generator.
 *     D_linear1 = D_1_bias + D_linear1_product
 *     D_leaky_relu2 = D_linear1 > 0 ? D_linear1 : 0.2 * D_linear1 */
static void
make_D_leaky_relu2(const float D_1_bias[restrict hidden],
    const float D_linear1_product[batch][hidden], float D_leaky_relu2[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float D_linear1 = D_1_bias[i] + D_linear1_product[n][i];
            D_leaky_relu2[n][i] = D_linear1 > 0.0f ? D_linear1 : 0.2f * D_linear1;
        }
    }
}

/* step_1 F12, F16: generator_sum (line 41), d_D_linear3_scaled_slope_sum (line 29),
 *     d_D_weight_via_D_leaky_relu4 (line 31), d_D_linear3_scaled (line 29) over
 *     [batch][hidden]
 * Serves d_D_linear3_of_fake_scaled, d_D_linear3_of_x_scaled.
 *     D_linear3 = D_3_bias + D_linear3_product
 *     d_D_linear3_scaled_slope = D_linear3 > 0 ? 1 : 0.2
 *     generator_sum = sum over n, i of D_5_weight * (D_linear3 > 0 ? D_linear3 : 0.2 *
 *         D_linear3)
 *     d_D_linear3_scaled = D_5_weight * d_D_linear3_scaled_slope
 *     d_D_linear3_scaled_slope_sum = sum over n of d_D_linear3_scaled_slope
 *     d_D_weight_via_D_leaky_relu4 = sum over n of (D_linear3 > 0 ? D_linear3 : 0.2 *
 *         D_linear3) */
static void
make_d_D_linear3_scaled(const float D_3_bias[restrict hidden],
    const float D_linear3_product[restrict batch][hidden],
    const float D_5_weight[restrict hidden], float generator_sum[restrict 1],
    float d_D_linear3_scaled_slope_sum[restrict hidden],
    float d_D_weight_via_D_leaky_relu4[restrict hidden],
    float d_D_linear3_scaled[restrict batch][hidden])
{
    enum { chunks = 16 };
    float generator_sum_partial[chunks];
    float d_D_linear3_scaled_slope_sum_partial[chunks][hidden];
    float d_D_weight_via_D_leaky_relu4_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float generator_sum_total = 0.0f;
        memset(d_D_linear3_scaled_slope_sum_partial[chunk], 0,
            sizeof d_D_linear3_scaled_slope_sum_partial[chunk]);
        memset(d_D_weight_via_D_leaky_relu4_partial[chunk], 0,
            sizeof d_D_weight_via_D_leaky_relu4_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float D_linear5 = 0.0f;
#pragma omp simd reduction(+ : D_linear5)
            for (int i = 0; i < hidden; i++) {
                const float D_linear3 = D_3_bias[i] + D_linear3_product[n][i];
                const float d_D_linear3_scaled_slope = D_linear3 > 0.0f ? 1.0f : 0.2f;
                D_linear5 += D_5_weight[i] * (D_linear3 > 0.0f ? D_linear3 : 0.2f * D_linear3);
                d_D_linear3_scaled_slope_sum_partial[chunk][i] += d_D_linear3_scaled_slope;
                d_D_weight_via_D_leaky_relu4_partial[chunk][i] += D_linear3 > 0.0f ? D_linear3
                    : 0.2f * D_linear3;
                d_D_linear3_scaled[n][i] = D_5_weight[i] * d_D_linear3_scaled_slope;
            }
            generator_sum_total += D_linear5;
        }
        generator_sum_partial[chunk] = generator_sum_total;
    }
    add_chunks(chunks, 1, generator_sum_partial, generator_sum);
    add_chunks(chunks, hidden, &d_D_linear3_scaled_slope_sum_partial[0][0],
        d_D_linear3_scaled_slope_sum);
    add_chunks(chunks, hidden, &d_D_weight_via_D_leaky_relu4_partial[0][0],
        d_D_weight_via_D_leaky_relu4);
}

/* step_1 F21; evaluate F21: slope_d_D_linear3 (line 29) over [batch][hidden]
 *     slope_d_D_linear3 = D_5_weight * (D_3_bias + D_linear3_of_x_hat_product > 0 ? 1 : 0.2) */
static void
make_slope_d_D_linear3(const float D_5_weight[restrict hidden],
    const float D_3_bias[restrict hidden],
    const float D_linear3_of_x_hat_product[batch][hidden],
    float slope_d_D_linear3[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++)
            slope_d_D_linear3[n][i] = D_5_weight[i] * (D_3_bias[i]
                + D_linear3_of_x_hat_product[n][i] > 0.0f ? 1.0f : 0.2f);
    }
}

/* step_1 F23; step_2 G2; evaluate F23: d_D_linear1 (line 27) over [batch][hidden]
 * Serves slope_d_D_linear1, d_D_linear1_of_fake_scaled_in_generator.
 *     d_D_linear1 = d_D_leaky_relu2 * (D_leaky_relu2 > 0 ? 1 : 0.2) */
static void
make_d_D_linear1(const float d_D_leaky_relu2[restrict batch][hidden],
    const float D_leaky_relu2[batch][hidden], float d_D_linear1[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++)
            d_D_linear1[n][i] = d_D_leaky_relu2[n][i] * (D_leaky_relu2[n][i] > 0.0f ? 1.0f
                : 0.2f);
    }
}

/* step_1 F25: d_slope_d_x_hat_scaled_scale_squared_sum (line 40), d_slope_d_x_hat_scaled
 *     (line 36) over [batch][784]
 *     slope_sum = sum over i of slope_d_D_flatten^2
 *     slope = sqrt(slope_sum)
 *     slope_shifted = slope - 1
 *     d_slope_d_x_hat_scaled_scale_squared_sum = sum over n of slope_shifted^2
 *     slope_shifted_times_slope_sum_rsqrt = slope_shifted * (1 / sqrt(slope_sum))
 *     d_slope_d_x_hat_scaled = slope_shifted_times_slope_sum_rsqrt * slope_d_D_flatten */
static void
make_d_slope_d_x_hat_scaled(const float slope_d_D_flatten[restrict batch][784],
    float d_slope_d_x_hat_scaled_scale_squared_sum[restrict 1],
    float d_slope_d_x_hat_scaled[restrict batch][784])
{
    enum { chunks = 16 };
    float d_slope_d_x_hat_scaled_scale_squared_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float d_slope_d_x_hat_scaled_scale_squared_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float slope_sum = 0.0f;
#pragma omp simd reduction(+ : slope_sum)
            for (int i = 0; i < 784; i++)
                slope_sum += slope_d_D_flatten[n][i] * slope_d_D_flatten[n][i];
            const float slope_shifted = sqrtf(slope_sum) - 1.0f;
            const float slope_shifted_times_slope_sum_rsqrt =
                slope_shifted * (1.0f / sqrtf(slope_sum));
#pragma omp simd
            for (int i = 0; i < 784; i++)
                d_slope_d_x_hat_scaled[n][i] = slope_shifted_times_slope_sum_rsqrt
                    * slope_d_D_flatten[n][i];
            d_slope_d_x_hat_scaled_scale_squared_sum_total += slope_shifted * slope_shifted;
        }
        d_slope_d_x_hat_scaled_scale_squared_sum_partial[chunk] =
            d_slope_d_x_hat_scaled_scale_squared_sum_total;
    }
    add_chunks(chunks, 1, d_slope_d_x_hat_scaled_scale_squared_sum_partial,
        d_slope_d_x_hat_scaled_scale_squared_sum);
}

/* step_1 G3: d_slope_d_D_leaky_relu2_scaled (line 28) over [batch][hidden]
 *     d_slope_d_D_leaky_relu2_scaled = (D_leaky_relu2_of_x_hat > 0 ? 1 : 0.2) *
 *         d_slope_d_D_linear1_scaled */
static void
make_d_slope_d_D_leaky_relu2_scaled(const float D_leaky_relu2_of_x_hat[restrict batch][hidden],
    const float d_slope_d_D_linear1_scaled[restrict batch][hidden],
    float d_slope_d_D_leaky_relu2_scaled[restrict batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++)
            d_slope_d_D_leaky_relu2_scaled[n][i] = (D_leaky_relu2_of_x_hat[n][i] > 0.0f ? 1.0f
                : 0.2f) * d_slope_d_D_linear1_scaled[n][i];
    }
}

/* step_1 G6: d_D_5_weight_via_slope_d_D_linear3 (line 31) over [batch][hidden]
 *     d_D_5_weight_via_slope_d_D_linear3 = sum over n of (D_3_bias +
 *         D_linear3_of_x_hat_product > 0 ? 1 : 0.2) * d_slope_d_D_linear3_scaled */
static void
make_d_D_5_weight_via_slope_d_D_linear3(const float D_3_bias[restrict hidden],
    const float D_linear3_of_x_hat_product[restrict batch][hidden],
    const float d_slope_d_D_linear3_scaled[restrict batch][hidden],
    float d_D_5_weight_via_slope_d_D_linear3[restrict hidden])
{
    enum { chunks = 16 };
    float d_D_5_weight_via_slope_d_D_linear3_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_D_5_weight_via_slope_d_D_linear3_partial[chunk], 0,
            sizeof d_D_5_weight_via_slope_d_D_linear3_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < hidden; i++)
                d_D_5_weight_via_slope_d_D_linear3_partial[chunk][i] +=
                    (D_3_bias[i] + D_linear3_of_x_hat_product[n][i] > 0.0f ? 1.0f : 0.2f)
                    * d_slope_d_D_linear3_scaled[n][i];
        }
    }
    add_chunks(chunks, hidden, &d_D_5_weight_via_slope_d_D_linear3_partial[0][0],
        d_D_5_weight_via_slope_d_D_linear3);
}

/* step_1 F27: D_5_weight_weighted (line 29) over [hidden]
 *     D_5_weight_weighted = D_5_weight * d_D_linear3_of_x_scaled_slope_sum */
static void
make_D_5_weight_weighted(const float D_5_weight[restrict hidden],
    const float d_D_linear3_of_x_scaled_slope_sum[restrict hidden],
    float D_5_weight_weighted[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        D_5_weight_weighted[i] = D_5_weight[i] * d_D_linear3_of_x_scaled_slope_sum[i];
}

/* step_1 G9, G13: d_D_bias, d_D_linear1_scaled (line 27) over [batch][hidden]
 * Serves d_D_linear1_of_x_scaled, d_D_linear1_of_fake_scaled.
 *     d_D_linear1_scaled = d_D_leaky_relu2_scaled * (D_leaky_relu2 > 0 ? 1 : 0.2)
 *     d_D_bias = sum over n of d_D_linear1_scaled */
static void
make_d_D_linear1_scaled_and_d_D_bias(const float d_D_leaky_relu2_scaled[restrict batch][hidden],
    const float D_leaky_relu2[restrict batch][hidden], float d_D_bias[restrict hidden],
    float d_D_linear1_scaled[restrict batch][hidden])
{
    enum { chunks = 16 };
    float d_D_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_D_bias_partial[chunk], 0, sizeof d_D_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < hidden; i++) {
                const float d_D_linear1_scaled_here = d_D_leaky_relu2_scaled[n][i]
                    * (D_leaky_relu2[n][i] > 0.0f ? 1.0f : 0.2f);
                d_D_bias_partial[chunk][i] += d_D_linear1_scaled_here;
                d_D_linear1_scaled[n][i] = d_D_linear1_scaled_here;
            }
        }
    }
    add_chunks(chunks, hidden, &d_D_bias_partial[0][0], d_D_bias);
}

/* step_1 G15: d_D_1_bias (line 27) over [hidden]
 *     d_D_1_bias = 0.015625 * d_D_1_bias_via_fake - 0.015625 * d_D_1_bias_via_x */
static void
make_d_D_1_bias(const float d_D_1_bias_via_fake[restrict hidden],
    const float d_D_1_bias_via_x[restrict hidden], float d_D_1_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_D_1_bias[i] = 0.015625f * d_D_1_bias_via_fake[i] - 0.015625f * d_D_1_bias_via_x[i];
}

/* step_1 G16: d_D_3_bias (line 29) over [hidden]
 *     d_D_3_bias = 0.015625 * (D_5_weight * d_D_linear3_of_fake_scaled_slope_sum) - 0.015625
 *         * D_5_weight_weighted */
static void
make_d_D_3_bias(const float D_5_weight[restrict hidden],
    const float d_D_linear3_of_fake_scaled_slope_sum[restrict hidden],
    const float D_5_weight_weighted[restrict hidden], float d_D_3_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_D_3_bias[i] = 0.015625f * (D_5_weight[i] * d_D_linear3_of_fake_scaled_slope_sum[i])
            - 0.015625f * D_5_weight_weighted[i];
}

/* step_1 G17: d_D_5_weight (line 31) over [hidden]
 *     d_D_5_weight = 0.015625 * d_D_5_weight_via_D_leaky_relu4_of_fake + 0.3125 *
 *         d_D_5_weight_via_slope_d_D_linear3 - 0.015625 *
 *         d_D_5_weight_via_D_leaky_relu4_of_x */
static void
make_d_D_5_weight(const float d_D_5_weight_via_D_leaky_relu4_of_fake[restrict hidden],
    const float d_D_5_weight_via_slope_d_D_linear3[restrict hidden],
    const float d_D_5_weight_via_D_leaky_relu4_of_x[restrict hidden],
    float d_D_5_weight[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_D_5_weight[i] = 0.015625f * d_D_5_weight_via_D_leaky_relu4_of_fake[i]
            + 0.3125f * d_D_5_weight_via_slope_d_D_linear3[i]
            - 0.015625f * d_D_5_weight_via_D_leaky_relu4_of_x[i];
}

/* step_2 F4: generator_sum_in_generator (line 41), d_D_linear3_of_fake_scaled_in_generator
 *     (line 29) over [batch][hidden]
 *     D_linear3_of_fake_in_generator = D_3_bias + D_linear3_of_fake_product_in_generator
 *     generator_sum_in_generator = sum over n, i of D_5_weight *
 *         (D_linear3_of_fake_in_generator > 0 ? D_linear3_of_fake_in_generator : 0.2 *
 *         D_linear3_of_fake_in_generator)
 *     d_D_linear3_of_fake_scaled_in_generator = D_5_weight * (D_linear3_of_fake_in_generator
 *         > 0 ? 1 : 0.2) */
static void
make_d_D_linear3_of_fake_scaled_in_generator(const float D_3_bias[restrict hidden],
    const float D_linear3_of_fake_product_in_generator[restrict batch][hidden],
    const float D_5_weight[restrict hidden], float generator_sum_in_generator[restrict 1],
    float d_D_linear3_of_fake_scaled_in_generator[restrict batch][hidden])
{
    enum { chunks = 16 };
    float generator_sum_in_generator_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float generator_sum_in_generator_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float D_linear5_of_fake_in_generator = 0.0f;
#pragma omp simd reduction(+ : D_linear5_of_fake_in_generator)
            for (int i = 0; i < hidden; i++) {
                const float D_linear3_of_fake_in_generator = D_3_bias[i]
                    + D_linear3_of_fake_product_in_generator[n][i];
                D_linear5_of_fake_in_generator += D_5_weight[i]
                    * (D_linear3_of_fake_in_generator > 0.0f ? D_linear3_of_fake_in_generator
                    : 0.2f * D_linear3_of_fake_in_generator);
                d_D_linear3_of_fake_scaled_in_generator[n][i] =
                    D_5_weight[i] * (D_linear3_of_fake_in_generator > 0.0f ? 1.0f : 0.2f);
            }
            generator_sum_in_generator_total += D_linear5_of_fake_in_generator;
        }
        generator_sum_in_generator_partial[chunk] = generator_sum_in_generator_total;
    }
    add_chunks(chunks, 1, generator_sum_in_generator_partial, generator_sum_in_generator);
}

/* step_2 G4: d_G_4_bias_scaled, d_G_linear4_scaled (line 20) over [batch][784]
 *     d_G_linear4_scaled = G_sigmoid * (1 - G_sigmoid) * d_G_sigmoid_scaled
 *     d_G_4_bias_scaled = sum over n of d_G_linear4_scaled */
static void
make_d_G_linear4_scaled(const float G_sigmoid[restrict batch][784],
    const float d_G_sigmoid_scaled[restrict batch][784], float d_G_4_bias_scaled[restrict 784],
    float d_G_linear4_scaled[restrict batch][784])
{
    enum { chunks = 16 };
    float d_G_4_bias_scaled_partial[chunks][784];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_G_4_bias_scaled_partial[chunk], 0, sizeof d_G_4_bias_scaled_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < 784; i++) {
                const float d_G_linear4_scaled_here = G_sigmoid[n][i] * (1.0f - G_sigmoid[n][i])
                    * d_G_sigmoid_scaled[n][i];
                d_G_4_bias_scaled_partial[chunk][i] += d_G_linear4_scaled_here;
                d_G_linear4_scaled[n][i] = d_G_linear4_scaled_here;
            }
        }
    }
    add_chunks(chunks, 784, &d_G_4_bias_scaled_partial[0][0], d_G_4_bias_scaled);
}

/* step_2 G5: d_G_4_bias (line 20) over [784]
 *     d_G_4_bias = -0.015625 * d_G_4_bias_scaled */
static void
make_d_G_4_bias(const float d_G_4_bias_scaled[restrict 784], float d_G_4_bias[restrict 784])
{
    for (int i = 0; i < 784; i++)
        d_G_4_bias[i] = -0.015625f * d_G_4_bias_scaled[i];
}

/* step_2 G8, G12: d_G_bias_scaled, d_G_linear_scaled (line 18) over [batch][hidden]
 * Serves d_G_linear2_scaled, d_G_linear0_scaled.
 *     d_G_linear_scaled = d_G_relu_scaled * (G_relu > 0 ? 1 : 0)
 *     d_G_bias_scaled = sum over n of d_G_linear_scaled */
static void
make_d_G_linear_scaled_and_d_G_bias_scaled(const float d_G_relu_scaled[restrict batch][hidden],
    const float G_relu[restrict batch][hidden], float d_G_bias_scaled[restrict hidden],
    float d_G_linear_scaled[restrict batch][hidden])
{
    enum { chunks = 16 };
    float d_G_bias_scaled_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_G_bias_scaled_partial[chunk], 0, sizeof d_G_bias_scaled_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < hidden; i++) {
                const float d_G_linear_scaled_here = d_G_relu_scaled[n][i]
                    * (G_relu[n][i] > 0.0f ? 1.0f : 0.0f);
                d_G_bias_scaled_partial[chunk][i] += d_G_linear_scaled_here;
                d_G_linear_scaled[n][i] = d_G_linear_scaled_here;
            }
        }
    }
    add_chunks(chunks, hidden, &d_G_bias_scaled_partial[0][0], d_G_bias_scaled);
}

/* step_2 G9, G13: d_G_bias (line 18) over [hidden]
 * Serves d_G_2_bias, d_G_0_bias.
 *     d_G_bias = -0.015625 * d_G_bias_scaled */
static void
make_d_G_bias(const float d_G_bias_scaled[restrict hidden], float d_G_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_G_bias[i] = -0.015625f * d_G_bias_scaled[i];
}

/* evaluate F12, F16: generator_sum (line 41) over [batch][hidden]
 * Serves generator_sum, D_linear5_sum.
 *     D_linear3 = D_3_bias + D_linear3_product
 *     generator_sum = sum over n, i of D_5_weight * (D_linear3 > 0 ? D_linear3 : 0.2 *
 *         D_linear3) */
static void
make_generator_sum(const float D_3_bias[restrict hidden],
    const float D_linear3_product[restrict batch][hidden],
    const float D_5_weight[restrict hidden], float generator_sum[restrict 1])
{
    enum { chunks = 16 };
    float generator_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float generator_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float D_linear5 = 0.0f;
#pragma omp simd reduction(+ : D_linear5)
            for (int i = 0; i < hidden; i++) {
                const float D_linear3 = D_3_bias[i] + D_linear3_product[n][i];
                D_linear5 += D_5_weight[i] * (D_linear3 > 0.0f ? D_linear3 : 0.2f * D_linear3);
            }
            generator_sum_total += D_linear5;
        }
        generator_sum_partial[chunk] = generator_sum_total;
    }
    add_chunks(chunks, 1, generator_sum_partial, generator_sum);
}

/* evaluate F25: d_slope_d_x_hat_scaled_scale_squared_sum (line 40) over [batch][784]
 *     slope_sum = sum over i of slope_d_D_flatten^2
 *     slope = sqrt(slope_sum)
 *     slope_shifted = slope - 1
 *     d_slope_d_x_hat_scaled_scale_squared_sum = sum over n of slope_shifted^2 */
static void
make_d_slope_d_x_hat_scaled_scale_squared_sum(
    const float slope_d_D_flatten[restrict batch][784],
    float d_slope_d_x_hat_scaled_scale_squared_sum[restrict 1])
{
    enum { chunks = 16 };
    float d_slope_d_x_hat_scaled_scale_squared_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float d_slope_d_x_hat_scaled_scale_squared_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float slope_sum = 0.0f;
#pragma omp simd reduction(+ : slope_sum)
            for (int i = 0; i < 784; i++)
                slope_sum += slope_d_D_flatten[n][i] * slope_d_D_flatten[n][i];
            const float slope_shifted = sqrtf(slope_sum) - 1.0f;
            d_slope_d_x_hat_scaled_scale_squared_sum_total += slope_shifted * slope_shifted;
        }
        d_slope_d_x_hat_scaled_scale_squared_sum_partial[chunk] =
            d_slope_d_x_hat_scaled_scale_squared_sum_total;
    }
    add_chunks(chunks, 1, d_slope_d_x_hat_scaled_scale_squared_sum_partial,
        d_slope_d_x_hat_scaled_scale_squared_sum);
}

/* interpolate F1: path (line 57) over [batch][latent]
 *     path = interpolate_noise + share * (interpolate_noise2 - interpolate_noise) */
static void
make_path(const float interpolate_noise[restrict batch][latent],
    const float share[restrict batch], const float interpolate_noise2[restrict batch][latent],
    float path[restrict batch][latent])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < latent; i++)
            path[n][i] = interpolate_noise[n][i] + share[n]
                * (interpolate_noise2[n][i] - interpolate_noise[n][i]);
    }
}

/* Adam (Kingma and Ba, 2015, algorithm 1), update t:
 *     m = beta1 m + (1 - beta1) g
 *     v = beta2 v + (1 - beta2) g^2
 *     p = p - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps) */
static void
adam(float *restrict p, const float *restrict g, float *restrict m, float *restrict v,
    int count, long t, double lr, double beta1, double beta2, double eps)
{
    const float keep1 = (float)beta1, take1 = (float)(1 - beta1);
    const float keep2 = (float)beta2, take2 = (float)(1 - beta2);
    const float rate = (float)(lr / (1 - pow(beta1, (double)t)));
    const float scale = (float)(1 / sqrt(1 - pow(beta2, (double)t)));
    const float floor = (float)eps;
#pragma omp parallel for schedule(static)
    for (int block = 0; block < count; block += 4096) {
        const int end = block + 4096 < count ? block + 4096 : count;
#pragma omp simd
        for (int i = block; i < end; i++) {
            m[i] = keep1 * m[i] + take1 * g[i];
            v[i] = keep2 * v[i] + take2 * g[i] * g[i];
            p[i] -= rate * m[i] / (sqrtf(v[i]) * scale + floor);
        }
    }
}

/* Minimises critic with adam. */
void
wgan_gp_step_1(struct instance *m)
{
    struct wgan_gp_parameters *const parameters = (void *)m->parameters;
    struct wgan_gp_parameters *const gradients = (void *)m->gradients;

    float (*fake_noise)[100] = (void *)m->at[0];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent);
    lap(m, 0); /* N1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[1];
    product_512x100_by_64x100(parameters->G_0_weight, fake_noise, G_linear0_product);
    lap(m, 1); /* F1 */
    float (*G_relu1)[hidden] = (void *)m->at[2];
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu1);
    lap(m, 2); /* F2 */
    float (*G_linear2_product)[hidden] = (void *)m->at[3];
    product_512x512_by_64x512_left_panels_in_place(parameters->G_2_weight, G_relu1,
        G_linear2_product);
    lap(m, 3); /* F3 */
    float (*G_relu3)[hidden] = (void *)m->at[4];
    make_G_relu(parameters->G_2_bias, G_linear2_product, G_relu3);
    lap(m, 4); /* F4 */
    float (*G_linear4_product)[784] = (void *)m->at[5];
    product_784x512_by_64x512(parameters->G_4_weight, G_relu3, G_linear4_product);
    lap(m, 5); /* F5 */
    float (*G_sigmoid)[784] = (void *)m->at[6];
    make_G_sigmoid(parameters->G_4_bias, G_linear4_product, G_sigmoid);
    lap(m, 6); /* F6 */
    float *mix_noise = m->at[7];
    random_uniform(mix_noise, batch, random_key(m->seed, "mix.1"), m->draw, m->first);
    lap(m, 7); /* N2 */
    float *x_hat_scale = m->at[8];
    make_x_hat_scale(mix_noise, x_hat_scale);
    lap(m, 8); /* F7 */
    const float (*x)[784] = m->field[DATA_x];
    float (*x_hat)[784] = (void *)m->at[9]; /* overwrites G_linear4_product */
    make_x_hat(mix_noise, x, x_hat_scale, parameters->G_4_bias, G_linear4_product, x_hat);
    lap(m, 9); /* F8 */
    float (*D_linear1_of_fake_product)[hidden] = (void *)m->at[10];
    product_512x784_by_64x784(parameters->D_1_weight, G_sigmoid, D_linear1_of_fake_product);
    lap(m, 10); /* F9 */
    float (*D_leaky_relu2_of_fake)[hidden] = (void *)m->at[11];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_fake_product, D_leaky_relu2_of_fake);
    lap(m, 11); /* F10 */
    float (*D_linear3_of_fake_product)[hidden] = (void *)m->at[12];
    product_512x512_by_64x512_left_panels_in_place(parameters->D_3_weight,
        D_leaky_relu2_of_fake, D_linear3_of_fake_product);
    lap(m, 12); /* F11 */
    float *generator_sum = m->at[13];
    float *d_D_linear3_of_fake_scaled_slope_sum = m->at[15];
    float *d_D_5_weight_via_D_leaky_relu4_of_fake = m->at[16];
    float (*d_D_linear3_of_fake_scaled)[hidden] = (void *)m->at[14];
    make_d_D_linear3_scaled(parameters->D_3_bias, D_linear3_of_fake_product,
        parameters->D_5_weight, generator_sum, d_D_linear3_of_fake_scaled_slope_sum,
        d_D_5_weight_via_D_leaky_relu4_of_fake, d_D_linear3_of_fake_scaled);
    lap(m, 13); /* F12 */
    float (*D_linear1_of_x_product)[hidden] = (void *)m->at[17];
    product_512x784_by_64x784(parameters->D_1_weight, x, D_linear1_of_x_product);
    lap(m, 14); /* F13 */
    float (*D_leaky_relu2_of_x)[hidden] = (void *)m->at[18];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_x_product, D_leaky_relu2_of_x);
    lap(m, 15); /* F14 */
    float (*D_linear3_of_x_product)[hidden] = (void *)m->at[19];
    product_512x512_by_64x512_left_panels_in_place(parameters->D_3_weight, D_leaky_relu2_of_x,
        D_linear3_of_x_product);
    lap(m, 16); /* F15 */
    float *D_linear5_sum = m->at[20];
    float *d_D_linear3_of_x_scaled_slope_sum = m->at[22];
    float *d_D_5_weight_via_D_leaky_relu4_of_x = m->at[23];
    float (*d_D_linear3_of_x_scaled)[hidden] = (void *)m->at[21];
    make_d_D_linear3_scaled(parameters->D_3_bias, D_linear3_of_x_product,
        parameters->D_5_weight, D_linear5_sum, d_D_linear3_of_x_scaled_slope_sum,
        d_D_5_weight_via_D_leaky_relu4_of_x, d_D_linear3_of_x_scaled);
    lap(m, 17); /* F16 */
    float *distance = &m->value[VALUE_distance];
    distance[0] = 0.015625f * D_linear5_sum[0] - 0.015625f * generator_sum[0];
    float (*D_linear1_of_x_hat_product)[hidden] = (void *)m->at[24];
    product_512x784_by_64x784(parameters->D_1_weight, x_hat, D_linear1_of_x_hat_product);
    lap(m, 18); /* F18 */
    float (*D_leaky_relu2_of_x_hat)[hidden] = (void *)m->at[25];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_x_hat_product,
        D_leaky_relu2_of_x_hat);
    lap(m, 19); /* F19 */
    float (*D_linear3_of_x_hat_product)[hidden] = (void *)m->at[26];
    product_512x512_by_64x512_left_panels_in_place(parameters->D_3_weight,
        D_leaky_relu2_of_x_hat, D_linear3_of_x_hat_product);
    lap(m, 20); /* F20 */
    float (*slope_d_D_linear3)[hidden] = (void *)m->at[27];
    make_slope_d_D_linear3(parameters->D_5_weight, parameters->D_3_bias,
        D_linear3_of_x_hat_product, slope_d_D_linear3);
    lap(m, 21); /* F21 */
    float (*slope_d_D_leaky_relu2)[hidden] = (void *)m->at[28];
    product_512x512_by_64x512_left_panels_packed(parameters->D_3_weight, slope_d_D_linear3,
        slope_d_D_leaky_relu2, m->at[29]);
    lap(m, 22); /* F22 */
    float (*slope_d_D_linear1)[hidden] = (void *)m->at[30];
    make_d_D_linear1(slope_d_D_leaky_relu2, D_leaky_relu2_of_x_hat, slope_d_D_linear1);
    lap(m, 23); /* F23 */
    float (*slope_d_D_flatten)[784] = (void *)m->at[31];
    product_512x784_by_64x512(parameters->D_1_weight, slope_d_D_linear1, slope_d_D_flatten,
        m->at[32]);
    lap(m, 24); /* F24 */
    float *d_slope_d_x_hat_scaled_scale_squared_sum = m->at[33];
    float (*d_slope_d_x_hat_scaled)[784] = (void *)m->at[34];
    make_d_slope_d_x_hat_scaled(slope_d_D_flatten, d_slope_d_x_hat_scaled_scale_squared_sum,
        d_slope_d_x_hat_scaled);
    lap(m, 25); /* F25 */
    float *critic = &m->value[VALUE_critic];
    critic[0] = 0.015625f * generator_sum[0] - 0.015625f * D_linear5_sum[0]
        + 0.15625f * d_slope_d_x_hat_scaled_scale_squared_sum[0];
    scaled_product_64x512_by_64x784_result_panels_in_place(slope_d_D_linear1,
        d_slope_d_x_hat_scaled, gradients->D_1_weight, 0.3125f);
    lap(m, 26); /* G1 */
    float (*d_slope_d_D_linear1_scaled)[hidden] = (void *)m->at[35];
    product_512x784_by_64x784(parameters->D_1_weight, d_slope_d_x_hat_scaled,
        d_slope_d_D_linear1_scaled);
    lap(m, 27); /* G2 */
    float (*d_slope_d_D_leaky_relu2_scaled)[hidden] = (void *)m->at[36];
    make_d_slope_d_D_leaky_relu2_scaled(D_leaky_relu2_of_x_hat, d_slope_d_D_linear1_scaled,
        d_slope_d_D_leaky_relu2_scaled);
    lap(m, 28); /* G3 */
    scaled_product_64x512_by_64x512_result_panels_in_place_ij_ik_jk(slope_d_D_linear3,
        d_slope_d_D_leaky_relu2_scaled, gradients->D_3_weight, 0.3125f);
    lap(m, 29); /* G4 */
    float (*d_slope_d_D_linear3_scaled)[hidden] = (void *)m->at[37];
    product_512x512_by_64x512_left_panels_in_place(parameters->D_3_weight,
        d_slope_d_D_leaky_relu2_scaled, d_slope_d_D_linear3_scaled);
    lap(m, 30); /* G5 */
    float *d_D_5_weight_via_slope_d_D_linear3 = m->at[38];
    make_d_D_5_weight_via_slope_d_D_linear3(parameters->D_3_bias, D_linear3_of_x_hat_product,
        d_slope_d_D_linear3_scaled, d_D_5_weight_via_slope_d_D_linear3);
    lap(m, 31); /* G6 */
    float *D_5_weight_weighted = m->at[39];
    make_D_5_weight_weighted(parameters->D_5_weight, d_D_linear3_of_x_scaled_slope_sum,
        D_5_weight_weighted);
    lap(m, 32); /* F27 */
    add_scaled_product_64x512_by_64x512(D_leaky_relu2_of_x, d_D_linear3_of_x_scaled,
        gradients->D_3_weight, -0.015625f);
    lap(m, 33); /* G7 */
    float (*d_D_leaky_relu2_of_x_scaled)[hidden] = (void *)m->at[40];
    product_512x512_by_64x512_left_panels_packed(parameters->D_3_weight,
        d_D_linear3_of_x_scaled, d_D_leaky_relu2_of_x_scaled, m->at[41]);
    lap(m, 34); /* G8 */
    float *d_D_1_bias_via_x = m->at[43];
    float (*d_D_linear1_of_x_scaled)[hidden] = (void *)m->at[42];
    make_d_D_linear1_scaled_and_d_D_bias(d_D_leaky_relu2_of_x_scaled, D_leaky_relu2_of_x,
        d_D_1_bias_via_x, d_D_linear1_of_x_scaled);
    lap(m, 35); /* G9 */
    add_scaled_product_64x784_by_64x512(x, d_D_linear1_of_x_scaled, gradients->D_1_weight,
        -0.015625f);
    lap(m, 36); /* G10 */
    add_scaled_product_64x512_by_64x512(D_leaky_relu2_of_fake, d_D_linear3_of_fake_scaled,
        gradients->D_3_weight, 0.015625f);
    lap(m, 37); /* G11 */
    float (*d_D_leaky_relu2_of_fake_scaled)[hidden] = (void *)m->at[44];
    product_512x512_by_64x512_left_panels_packed(parameters->D_3_weight,
        d_D_linear3_of_fake_scaled, d_D_leaky_relu2_of_fake_scaled, m->at[45]);
    lap(m, 38); /* G12 */
    float *d_D_1_bias_via_fake = m->at[47];
    float (*d_D_linear1_of_fake_scaled)[hidden] = (void *)m->at[46];
    make_d_D_linear1_scaled_and_d_D_bias(d_D_leaky_relu2_of_fake_scaled, D_leaky_relu2_of_fake,
        d_D_1_bias_via_fake, d_D_linear1_of_fake_scaled);
    lap(m, 39); /* G13 */
    add_scaled_product_64x784_by_64x512(G_sigmoid, d_D_linear1_of_fake_scaled,
        gradients->D_1_weight, 0.015625f);
    lap(m, 40); /* G14 */
    make_d_D_1_bias(d_D_1_bias_via_fake, d_D_1_bias_via_x, gradients->D_1_bias);
    lap(m, 41); /* G15 */
    make_d_D_3_bias(parameters->D_5_weight, d_D_linear3_of_fake_scaled_slope_sum,
        D_5_weight_weighted, gradients->D_3_bias);
    lap(m, 42); /* G16 */
    make_d_D_5_weight(d_D_5_weight_via_D_leaky_relu4_of_fake,
        d_D_5_weight_via_slope_d_D_linear3, d_D_5_weight_via_D_leaky_relu4_of_x,
        gradients->D_5_weight);
    lap(m, 43); /* G17 */
    /* D.1.weight .. D.5.weight: 665088 floats */
    m->updates[0]++;
    adam(m->parameters + 724752, m->gradients + 724752, m->moment[0] + 724752, m->moment[1]
        + 724752, 665088, m->updates[0], 0.0001, 0.0, 0.9, 1e-08);
    lap(m, 44); /* U1 */
}

/* Minimises generator with adam. */
void
wgan_gp_step_2(struct instance *m)
{
    struct wgan_gp_parameters *const parameters = (void *)m->parameters;
    struct wgan_gp_parameters *const gradients = (void *)m->gradients;

    float (*G_sigmoid)[784] = (void *)m->at[6];
    float (*D_linear1_of_fake_product_in_generator)[hidden] = (void *)m->at[48];
    product_64x784_by_512x784(G_sigmoid, parameters->D_1_weight,
        D_linear1_of_fake_product_in_generator);
    lap(m, 45); /* F1 */
    float (*D_leaky_relu2_of_fake_in_generator)[hidden] = (void *)m->at[49];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_fake_product_in_generator,
        D_leaky_relu2_of_fake_in_generator);
    lap(m, 46); /* F2 */
    float (*D_linear3_of_fake_product_in_generator)[hidden] = (void *)m->at[50];
    product_64x512_by_512x512(D_leaky_relu2_of_fake_in_generator, parameters->D_3_weight,
        D_linear3_of_fake_product_in_generator);
    lap(m, 47); /* F3 */
    float *generator_sum_in_generator = m->at[51];
    float (*d_D_linear3_of_fake_scaled_in_generator)[hidden] = (void *)m->at[52];
    make_d_D_linear3_of_fake_scaled_in_generator(parameters->D_3_bias,
        D_linear3_of_fake_product_in_generator, parameters->D_5_weight,
        generator_sum_in_generator, d_D_linear3_of_fake_scaled_in_generator);
    lap(m, 48); /* F4 */
    float *generator = &m->value[VALUE_generator];
    generator[0] = -0.015625f * generator_sum_in_generator[0];
    float (*d_D_leaky_relu2_of_fake_scaled_in_generator)[hidden] = (void *)m->at[53];
    product_512x512_by_64x512_left_panels_packed(parameters->D_3_weight,
        d_D_linear3_of_fake_scaled_in_generator, d_D_leaky_relu2_of_fake_scaled_in_generator,
        m->at[54]);
    lap(m, 49); /* G1 */
    float (*d_D_linear1_of_fake_scaled_in_generator)[hidden] = (void *)m->at[55];
    make_d_D_linear1(d_D_leaky_relu2_of_fake_scaled_in_generator,
        D_leaky_relu2_of_fake_in_generator, d_D_linear1_of_fake_scaled_in_generator);
    lap(m, 50); /* G2 */
    float (*d_G_sigmoid_scaled)[784] = (void *)m->at[56];
    product_512x784_by_64x512(parameters->D_1_weight, d_D_linear1_of_fake_scaled_in_generator,
        d_G_sigmoid_scaled, m->at[57]);
    lap(m, 51); /* G3 */
    float *d_G_4_bias_scaled = m->at[59];
    float (*d_G_linear4_scaled)[784] = (void *)m->at[58];
    make_d_G_linear4_scaled(G_sigmoid, d_G_sigmoid_scaled, d_G_4_bias_scaled,
        d_G_linear4_scaled);
    lap(m, 52); /* G4 */
    make_d_G_4_bias(d_G_4_bias_scaled, gradients->G_4_bias);
    lap(m, 53); /* G5 */
    float (*G_relu3)[hidden] = (void *)m->at[4];
    scaled_product_64x512_by_64x784_result_panels_packed(G_relu3, d_G_linear4_scaled,
        gradients->G_4_weight, m->at[60], -0.015625f);
    lap(m, 54); /* G6 */
    float (*d_G_relu3_scaled)[hidden] = (void *)m->at[61];
    product_784x512_by_64x784(parameters->G_4_weight, d_G_linear4_scaled, d_G_relu3_scaled,
        m->at[62]);
    lap(m, 55); /* G7 */
    float *d_G_2_bias_scaled = m->at[64];
    float (*d_G_linear2_scaled)[hidden] = (void *)m->at[63];
    make_d_G_linear_scaled_and_d_G_bias_scaled(d_G_relu3_scaled, G_relu3, d_G_2_bias_scaled,
        d_G_linear2_scaled);
    lap(m, 56); /* G8 */
    make_d_G_bias(d_G_2_bias_scaled, gradients->G_2_bias);
    lap(m, 57); /* G9 */
    float (*G_relu1)[hidden] = (void *)m->at[2];
    scaled_product_64x512_by_64x512_result_panels_in_place_ij_ik_kj(G_relu1, d_G_linear2_scaled,
        gradients->G_2_weight, -0.015625f);
    lap(m, 58); /* G10 */
    float (*d_G_relu1_scaled)[hidden] = (void *)m->at[65];
    product_512x512_by_64x512_left_panels_packed(parameters->G_2_weight, d_G_linear2_scaled,
        d_G_relu1_scaled, m->at[66]);
    lap(m, 59); /* G11 */
    float *d_G_0_bias_scaled = m->at[68];
    float (*d_G_linear0_scaled)[hidden] = (void *)m->at[67];
    make_d_G_linear_scaled_and_d_G_bias_scaled(d_G_relu1_scaled, G_relu1, d_G_0_bias_scaled,
        d_G_linear0_scaled);
    lap(m, 60); /* G12 */
    make_d_G_bias(d_G_0_bias_scaled, gradients->G_0_bias);
    lap(m, 61); /* G13 */
    float (*fake_noise)[100] = (void *)m->at[0];
    scaled_product_64x100_by_64x512(fake_noise, d_G_linear0_scaled, gradients->G_0_weight,
        -0.015625f);
    lap(m, 62); /* G14 */
    /* G.0.weight .. G.4.bias: 724752 floats */
    m->updates[1]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 724752, m->updates[1], 0.0001,
        0.0, 0.9, 1e-08);
    lap(m, 63); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
wgan_gp_evaluate(struct instance *m)
{
    struct wgan_gp_parameters *const parameters = (void *)m->parameters;

    float (*fake_noise)[100] = (void *)m->at[69];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[70];
    product_512x100_by_64x100(parameters->G_0_weight, fake_noise, G_linear0_product); /* F1 */
    float (*G_relu1)[hidden] = (void *)m->at[71]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu1); /* F2 */
    float (*G_linear2_product)[hidden] = (void *)m->at[72];
    product_512x512_by_64x512_left_panels_in_place(parameters->G_2_weight, G_relu1,
        G_linear2_product); /* F3 */
    float (*G_relu3)[hidden] = (void *)m->at[73];
    make_G_relu(parameters->G_2_bias, G_linear2_product, G_relu3); /* F4 */
    float (*G_linear4_product)[784] = (void *)m->at[74];
    product_784x512_by_64x512(parameters->G_4_weight, G_relu3, G_linear4_product); /* F5 */
    float (*G_sigmoid)[784] = (void *)m->at[75];
    make_G_sigmoid(parameters->G_4_bias, G_linear4_product, G_sigmoid); /* F6 */
    float *mix_noise = m->at[76];
    random_uniform(mix_noise, batch, random_key(m->seed, "mix.1"), m->draw, m->first); /* N2 */
    float *x_hat_scale = m->at[77];
    make_x_hat_scale(mix_noise, x_hat_scale); /* F7 */
    const float (*x)[784] = m->field[DATA_x];
    float (*x_hat)[784] = (void *)m->at[78]; /* overwrites G_linear4_product */
    make_x_hat(mix_noise, x, x_hat_scale, parameters->G_4_bias, G_linear4_product,
        x_hat); /* F8 */
    float (*D_linear1_of_fake_product)[hidden] = (void *)m->at[79];
    product_512x784_by_64x784(parameters->D_1_weight, G_sigmoid,
        D_linear1_of_fake_product); /* F9 */
    float (*D_leaky_relu2_of_fake)[hidden] = (void *)m->at[80];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_fake_product,
        D_leaky_relu2_of_fake); /* F10 */
    float (*D_linear3_of_fake_product)[hidden] = (void *)m->at[81];
    product_512x512_by_64x512_left_panels_in_place(parameters->D_3_weight,
        D_leaky_relu2_of_fake, D_linear3_of_fake_product); /* F11 */
    float *generator_sum = m->at[82];
    make_generator_sum(parameters->D_3_bias, D_linear3_of_fake_product, parameters->D_5_weight,
        generator_sum); /* F12 */
    float (*D_linear1_of_x_product)[hidden] = (void *)m->at[83];
    product_512x784_by_64x784(parameters->D_1_weight, x, D_linear1_of_x_product); /* F13 */
    /* overwrites D_linear1_of_x_product */
    float (*D_leaky_relu2_of_x)[hidden] = (void *)m->at[84];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_x_product,
        D_leaky_relu2_of_x); /* F14 */
    float (*D_linear3_of_x_product)[hidden] = (void *)m->at[85];
    product_512x512_by_64x512_left_panels_in_place(parameters->D_3_weight, D_leaky_relu2_of_x,
        D_linear3_of_x_product); /* F15 */
    float *D_linear5_sum = m->at[86];
    make_generator_sum(parameters->D_3_bias, D_linear3_of_x_product, parameters->D_5_weight,
        D_linear5_sum); /* F16 */
    float *generator = &m->value[VALUE_generator];
    float *distance = &m->value[VALUE_distance];
    generator[0] = -0.015625f * generator_sum[0];
    distance[0] = 0.015625f * D_linear5_sum[0] - 0.015625f * generator_sum[0];
    float (*D_linear1_of_x_hat_product)[hidden] = (void *)m->at[87];
    product_512x784_by_64x784(parameters->D_1_weight, x_hat,
        D_linear1_of_x_hat_product); /* F18 */
    float (*D_leaky_relu2_of_x_hat)[hidden] = (void *)m->at[88];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_x_hat_product,
        D_leaky_relu2_of_x_hat); /* F19 */
    float (*D_linear3_of_x_hat_product)[hidden] = (void *)m->at[89];
    product_512x512_by_64x512_left_panels_in_place(parameters->D_3_weight,
        D_leaky_relu2_of_x_hat, D_linear3_of_x_hat_product); /* F20 */
    /* overwrites D_linear3_of_x_hat_product */
    float (*slope_d_D_linear3)[hidden] = (void *)m->at[90];
    make_slope_d_D_linear3(parameters->D_5_weight, parameters->D_3_bias,
        D_linear3_of_x_hat_product, slope_d_D_linear3); /* F21 */
    float (*slope_d_D_leaky_relu2)[hidden] = (void *)m->at[91];
    product_512x512_by_64x512_left_panels_packed(parameters->D_3_weight, slope_d_D_linear3,
        slope_d_D_leaky_relu2, m->at[92]); /* F22 */
    /* overwrites D_leaky_relu2_of_x_hat */
    float (*slope_d_D_linear1)[hidden] = (void *)m->at[93];
    make_d_D_linear1(slope_d_D_leaky_relu2, D_leaky_relu2_of_x_hat,
        slope_d_D_linear1); /* F23 */
    float (*slope_d_D_flatten)[784] = (void *)m->at[94];
    product_512x784_by_64x512(parameters->D_1_weight, slope_d_D_linear1, slope_d_D_flatten,
        m->at[95]); /* F24 */
    float *d_slope_d_x_hat_scaled_scale_squared_sum = m->at[96];
    make_d_slope_d_x_hat_scaled_scale_squared_sum(slope_d_D_flatten,
        d_slope_d_x_hat_scaled_scale_squared_sum); /* F25 */
    float *critic = &m->value[VALUE_critic];
    critic[0] = 0.015625f * generator_sum[0] - 0.015625f * D_linear5_sum[0]
        + 0.15625f * d_slope_d_x_hat_scaled_scale_squared_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
wgan_gp_sample(struct instance *m, float *const *output)
{
    struct wgan_gp_parameters *const parameters = (void *)m->parameters;

    float (*fake_noise)[100] = (void *)m->at[97];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[98];
    product_512x100_by_64x100(parameters->G_0_weight, fake_noise, G_linear0_product); /* F1 */
    float (*G_relu1)[hidden] = (void *)m->at[99]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu1); /* F2 */
    float (*G_linear2_product)[hidden] = (void *)m->at[100];
    product_512x512_by_64x512_left_panels_in_place(parameters->G_2_weight, G_relu1,
        G_linear2_product); /* F3 */
    float (*G_relu3)[hidden] = (void *)m->at[101]; /* overwrites G_linear2_product */
    make_G_relu(parameters->G_2_bias, G_linear2_product, G_relu3); /* F4 */
    float (*G_linear4_product)[784] = (void *)m->at[102];
    product_784x512_by_64x512(parameters->G_4_weight, G_relu3, G_linear4_product); /* F5 */
    float (*G_sigmoid)[784] = (void *)output[0];
    make_G_sigmoid(parameters->G_4_bias, G_linear4_product, G_sigmoid); /* F6 */
}

/* Fills output[i] for one batch: the command `interpolate`. */
void
wgan_gp_interpolate(struct instance *m, float *const *output)
{
    struct wgan_gp_parameters *const parameters = (void *)m->parameters;

    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[103][n * latent], latent, random_key(m->seed, "interpolate.1"),
            m->draw, layout_example(m, n) * latent); /* N1 */
    }
    layout_shares(m, m->at[104]); /* N2 */
    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[105][n * latent], latent, random_key(m->seed, "interpolate.2"),
            m->draw, layout_example(m, n) * latent); /* N3 */
    }
    float (*interpolate_noise)[latent] = (void *)m->at[103];
    float *share = m->at[104];
    float (*interpolate_noise2)[latent] = (void *)m->at[105];
    float (*path)[latent] = (void *)m->at[106];
    make_path(interpolate_noise, share, interpolate_noise2, path); /* F1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[107];
    product_512x100_by_64x100(parameters->G_0_weight, path, G_linear0_product); /* F2 */
    float (*G_relu1)[hidden] = (void *)m->at[108]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu1); /* F3 */
    float (*G_linear2_product)[hidden] = (void *)m->at[109];
    product_512x512_by_64x512_left_panels_in_place(parameters->G_2_weight, G_relu1,
        G_linear2_product); /* F4 */
    float (*G_relu3)[hidden] = (void *)m->at[110]; /* overwrites G_linear2_product */
    make_G_relu(parameters->G_2_bias, G_linear2_product, G_relu3); /* F5 */
    float (*G_linear4_product)[784] = (void *)m->at[111];
    product_784x512_by_64x512(parameters->G_4_weight, G_relu3, G_linear4_product); /* F6 */
    float (*G_sigmoid)[784] = (void *)output[0];
    make_G_sigmoid(parameters->G_4_bias, G_linear4_product, G_sigmoid); /* F7 */
}

