/* gan.c: the computations of gan.yaml (sha256 ec3ab3e7).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 128, latent 100, hidden 128, side 28
 * Parameters  249760 floats, struct gan_parameters; gradients in the same struct
 * Arena       347408 floats; 1789072 if nothing shared memory, at least 347408 at once
 *    offset   floats  holds                                           live
 *         0    16384  G_linear0_product[batch][hidden]                step_1 F1..F2
 *         0    16384  G_linear2_product[batch][hidden]                step_1 F3..F4
 *         0   100352  G_linear4_product[batch][784]                   step_1 F5..F6
 *         0   100352  G_sigmoid[batch][784]                           step_1 F6..step_2 G4
 *         0    16384  d_G_linear2_scaled[batch][hidden]               step_2 G8..G11
 *         0    16384  d_G_linear0_scaled[batch][hidden]               step_2 G12..G14
 *     16384    16384  d_G_relu1_scaled[batch][hidden]                 step_2 G11..G12
 *    100352    16384  D_linear1_of_x_product[batch][hidden]           step_1 F7..F8
 *    100352    16384  D_linear3_of_x_product[batch][hidden]           step_1 F9..F10
 *    100352    16384  D_linear1_of_fake_product[batch][hidden]        step_1 F11..F12
 *    100352    16384  d_D_linear3_of_fake_scaled[batch][hidden]       step_1 F14..G2
 *    100352    16384  d_D_linear1_of_fake_scaled[batch][hidden]       step_1 G3..G4
 *    100352    16384  d_D_linear1_of_x_scaled[batch][hidden]          step_1 G8..G9
 *    100352    16384  D_linear1_of_fake_product_in_g_loss             step_2 F1..F2
 *    100352    16384  d_D_linear3_of_fake_scaled_in_g_loss            step_2 F4..G1
 *    100352    16384  d_D_linear1_of_fake_scaled_in_g_loss            step_2 G2..G3
 *    100352   100352  d_G_linear4_scaled[batch][784]                  step_2 G4..G7
 *    116736    16384  D_leaky_relu2_of_fake[batch][hidden]            step_1 F12..G3
 *    116736    16384  d_D_leaky_relu2_of_x_scaled[batch][hidden]      step_1 G7..G8
 *    116736    16384  D_leaky_relu2_of_fake_in_g_loss[batch][hidden]  step_2 F2..G2
 *    133120    16384  d_D_linear3_of_x_scaled[batch][hidden]          step_1 F10..G7
 *    133120    16384  D_linear3_of_fake_product_in_g_loss             step_2 F3..F4
 *    133120    16384  d_D_leaky_relu2_of_fake_scaled_in_g_loss        step_2 G1..G2
 *    149504    16384  D_leaky_relu2_of_x[batch][hidden]               step_1 F8..G8
 *    165888    16384  D_linear3_of_fake_product[batch][hidden]        step_1 F13..F14
 *    165888    16384  d_D_leaky_relu2_of_fake_scaled[batch][hidden]   step_1 G2..G3
 *    200704   100352  d_G_sigmoid_scaled[batch][784]                  step_2 G3..G4
 *    200704    16384  d_G_relu3_scaled[batch][hidden]                 step_2 G7..G8
 *    301056    16384  G_relu3[batch][hidden]                          step_1 F4..step_2 G8
 *    317440    16384  G_relu1[batch][hidden]                          step_1 F2..step_2 G12
 *    333824    12800  fake_noise[batch][latent]                       step_1 N1..step_2 G14
 * 53 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "gan.h"

#include "runtime/layout.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "gan_contractions.h"

enum { batch = 128, latent = 100, hidden = 128, side = 28 };
enum { DATA_x };
enum { VALUE_d_loss, VALUE_g_loss, VALUE_game_value };

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
make_G_sigmoid(const float G_4_bias[restrict 784], const float G_linear4_product[batch][784],
    float G_sigmoid[batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            G_sigmoid[n][i] = math_sigmoid(G_4_bias[i] + G_linear4_product[n][i]);
    }
}

/* step_1 F8, F12; step_2 F2; evaluate F8, F12: D_leaky_relu2 (line 28) over [batch][hidden]
 * Serves D_leaky_relu2_of_x, D_leaky_relu2_of_fake, D_leaky_relu2_of_fake_in_g_loss.
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

/* step_1 F10: D_linear5_of_x_softplus_sum (line 37), d_D_linear5_negated_scaled_weighted_sum
 *     (line 29), d_D_5_weight_via_d_D_linear5_negated_scaled_factor, d_D_5_bias_via_x (line
 *     31), d_D_linear3_of_x_scaled (line 29) over [batch][hidden]
 *     D_linear3_of_x = D_3_bias + D_linear3_of_x_product
 *     d_D_linear3_of_x_scaled_slope = D_linear3_of_x > 0 ? 1 : 0.2
 *     D_linear5_of_x_sum = sum over i of D_5_weight * (D_linear3_of_x > 0 ? D_linear3_of_x :
 *         0.2 * D_linear3_of_x)
 *     d_D_linear5_negated_scaled_factor = -(D_5_bias + D_linear5_of_x_sum)
 *     D_linear5_of_x_softplus_sum = sum over n of
 *         softplus(d_D_linear5_negated_scaled_factor)
 *     d_D_linear5_negated_scaled = sigmoid(d_D_linear5_negated_scaled_factor)
 *     d_D_linear3_of_x_scaled = D_5_weight * d_D_linear5_negated_scaled *
 *         d_D_linear3_of_x_scaled_slope
 *     d_D_linear5_negated_scaled_weighted_sum = sum over n of d_D_linear5_negated_scaled *
 *         d_D_linear3_of_x_scaled_slope
 *     d_D_5_weight_via_d_D_linear5_negated_scaled_factor = sum over n of
 *         d_D_linear5_negated_scaled * (D_linear3_of_x > 0 ? D_linear3_of_x : 0.2 *
 *         D_linear3_of_x)
 *     d_D_5_bias_via_x = sum over n of d_D_linear5_negated_scaled */
static void
make_d_D_linear3_of_x_scaled(const float D_3_bias[restrict hidden],
    const float D_linear3_of_x_product[restrict batch][hidden],
    const float D_5_weight[restrict hidden], const float D_5_bias[restrict 1],
    float D_linear5_of_x_softplus_sum[restrict 1],
    float d_D_linear5_negated_scaled_weighted_sum[restrict hidden],
    float d_D_5_weight_via_d_D_linear5_negated_scaled_factor[restrict hidden],
    float d_D_5_bias_via_x[restrict 1], float d_D_linear3_of_x_scaled[restrict batch][hidden])
{
    enum { chunks = 16 };
    float D_linear5_of_x_softplus_sum_partial[chunks];
    float d_D_linear5_negated_scaled_weighted_sum_partial[chunks][hidden];
    float d_D_5_weight_via_d_D_linear5_negated_scaled_factor_partial[chunks][hidden];
    float d_D_5_bias_via_x_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float D_linear5_of_x_softplus_sum_total = 0.0f;
        memset(d_D_linear5_negated_scaled_weighted_sum_partial[chunk], 0,
            sizeof d_D_linear5_negated_scaled_weighted_sum_partial[chunk]);
        memset(d_D_5_weight_via_d_D_linear5_negated_scaled_factor_partial[chunk], 0,
            sizeof d_D_5_weight_via_d_D_linear5_negated_scaled_factor_partial[chunk]);
        float d_D_5_bias_via_x_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float D_linear5_of_x_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear5_of_x_sum)
            for (int i = 0; i < hidden; i++) {
                const float D_linear3_of_x = D_3_bias[i] + D_linear3_of_x_product[n][i];
                D_linear5_of_x_sum += D_5_weight[i] * (D_linear3_of_x > 0.0f ? D_linear3_of_x
                    : 0.2f * D_linear3_of_x);
            }
            const float d_D_linear5_negated_scaled_factor = -(D_5_bias[0] + D_linear5_of_x_sum);
            const float d_D_linear5_negated_scaled =
                math_sigmoid(d_D_linear5_negated_scaled_factor);
#pragma omp simd
            for (int i = 0; i < hidden; i++) {
                const float D_linear3_of_x = D_3_bias[i] + D_linear3_of_x_product[n][i];
                const float d_D_linear3_of_x_scaled_slope = D_linear3_of_x > 0.0f ? 1.0f : 0.2f;
                d_D_linear5_negated_scaled_weighted_sum_partial[chunk][i] +=
                    d_D_linear5_negated_scaled * d_D_linear3_of_x_scaled_slope;
                d_D_5_weight_via_d_D_linear5_negated_scaled_factor_partial[chunk][i] +=
                    d_D_linear5_negated_scaled * (D_linear3_of_x > 0.0f ? D_linear3_of_x
                    : 0.2f * D_linear3_of_x);
                d_D_linear3_of_x_scaled[n][i] = D_5_weight[i] * d_D_linear5_negated_scaled
                    * d_D_linear3_of_x_scaled_slope;
            }
            D_linear5_of_x_softplus_sum_total +=
                math_softplus(d_D_linear5_negated_scaled_factor);
            d_D_5_bias_via_x_total += d_D_linear5_negated_scaled;
        }
        D_linear5_of_x_softplus_sum_partial[chunk] = D_linear5_of_x_softplus_sum_total;
        d_D_5_bias_via_x_partial[chunk] = d_D_5_bias_via_x_total;
    }
    add_chunks(chunks, 1, D_linear5_of_x_softplus_sum_partial, D_linear5_of_x_softplus_sum);
    add_chunks(chunks, hidden, &d_D_linear5_negated_scaled_weighted_sum_partial[0][0],
        d_D_linear5_negated_scaled_weighted_sum);
    add_chunks(chunks, hidden,
        &d_D_5_weight_via_d_D_linear5_negated_scaled_factor_partial[0][0],
        d_D_5_weight_via_d_D_linear5_negated_scaled_factor);
    add_chunks(chunks, 1, d_D_5_bias_via_x_partial, d_D_5_bias_via_x);
}

/* step_1 F14: D_linear5_of_fake_softplus_sum (line 41), d_D_linear5_scaled_weighted_sum
 *     (line 29), d_D_5_weight_via_D_linear5, d_D_5_bias_via_fake (line 31),
 *     d_D_linear3_of_fake_scaled (line 29) over [batch][hidden]
 *     D_linear3_of_fake = D_3_bias + D_linear3_of_fake_product
 *     d_D_linear3_of_fake_scaled_slope = D_linear3_of_fake > 0 ? 1 : 0.2
 *     D_linear5_of_fake_sum = sum over i of D_5_weight * (D_linear3_of_fake > 0 ?
 *         D_linear3_of_fake : 0.2 * D_linear3_of_fake)
 *     D_linear5 = D_5_bias + D_linear5_of_fake_sum
 *     D_linear5_of_fake_softplus_sum = sum over n of softplus(D_linear5)
 *     d_D_linear5_scaled = sigmoid(D_linear5)
 *     d_D_linear3_of_fake_scaled = D_5_weight * d_D_linear5_scaled *
 *         d_D_linear3_of_fake_scaled_slope
 *     d_D_linear5_scaled_weighted_sum = sum over n of d_D_linear5_scaled *
 *         d_D_linear3_of_fake_scaled_slope
 *     d_D_5_weight_via_D_linear5 = sum over n of d_D_linear5_scaled * (D_linear3_of_fake > 0
 *         ? D_linear3_of_fake : 0.2 * D_linear3_of_fake)
 *     d_D_5_bias_via_fake = sum over n of d_D_linear5_scaled */
static void
make_d_D_linear3_of_fake_scaled(const float D_3_bias[restrict hidden],
    const float D_linear3_of_fake_product[restrict batch][hidden],
    const float D_5_weight[restrict hidden], const float D_5_bias[restrict 1],
    float D_linear5_of_fake_softplus_sum[restrict 1],
    float d_D_linear5_scaled_weighted_sum[restrict hidden],
    float d_D_5_weight_via_D_linear5[restrict hidden], float d_D_5_bias_via_fake[restrict 1],
    float d_D_linear3_of_fake_scaled[restrict batch][hidden])
{
    enum { chunks = 16 };
    float D_linear5_of_fake_softplus_sum_partial[chunks];
    float d_D_linear5_scaled_weighted_sum_partial[chunks][hidden];
    float d_D_5_weight_via_D_linear5_partial[chunks][hidden];
    float d_D_5_bias_via_fake_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float D_linear5_of_fake_softplus_sum_total = 0.0f;
        memset(d_D_linear5_scaled_weighted_sum_partial[chunk], 0,
            sizeof d_D_linear5_scaled_weighted_sum_partial[chunk]);
        memset(d_D_5_weight_via_D_linear5_partial[chunk], 0,
            sizeof d_D_5_weight_via_D_linear5_partial[chunk]);
        float d_D_5_bias_via_fake_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float D_linear5_of_fake_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear5_of_fake_sum)
            for (int i = 0; i < hidden; i++) {
                const float D_linear3_of_fake = D_3_bias[i] + D_linear3_of_fake_product[n][i];
                D_linear5_of_fake_sum += D_5_weight[i] * (D_linear3_of_fake > 0.0f
                    ? D_linear3_of_fake : 0.2f * D_linear3_of_fake);
            }
            const float D_linear5 = D_5_bias[0] + D_linear5_of_fake_sum;
            const float d_D_linear5_scaled = math_sigmoid(D_linear5);
#pragma omp simd
            for (int i = 0; i < hidden; i++) {
                const float D_linear3_of_fake = D_3_bias[i] + D_linear3_of_fake_product[n][i];
                const float d_D_linear3_of_fake_scaled_slope = D_linear3_of_fake > 0.0f ? 1.0f
                    : 0.2f;
                d_D_linear5_scaled_weighted_sum_partial[chunk][i] +=
                    d_D_linear5_scaled * d_D_linear3_of_fake_scaled_slope;
                d_D_5_weight_via_D_linear5_partial[chunk][i] +=
                    d_D_linear5_scaled * (D_linear3_of_fake > 0.0f ? D_linear3_of_fake
                    : 0.2f * D_linear3_of_fake);
                d_D_linear3_of_fake_scaled[n][i] = D_5_weight[i] * d_D_linear5_scaled
                    * d_D_linear3_of_fake_scaled_slope;
            }
            D_linear5_of_fake_softplus_sum_total += math_softplus(D_linear5);
            d_D_5_bias_via_fake_total += d_D_linear5_scaled;
        }
        D_linear5_of_fake_softplus_sum_partial[chunk] = D_linear5_of_fake_softplus_sum_total;
        d_D_5_bias_via_fake_partial[chunk] = d_D_5_bias_via_fake_total;
    }
    add_chunks(chunks, 1, D_linear5_of_fake_softplus_sum_partial,
        D_linear5_of_fake_softplus_sum);
    add_chunks(chunks, hidden, &d_D_linear5_scaled_weighted_sum_partial[0][0],
        d_D_linear5_scaled_weighted_sum);
    add_chunks(chunks, hidden, &d_D_5_weight_via_D_linear5_partial[0][0],
        d_D_5_weight_via_D_linear5);
    add_chunks(chunks, 1, d_D_5_bias_via_fake_partial, d_D_5_bias_via_fake);
}

/* step_1 G3, G8: d_D_bias, d_D_linear1_scaled (line 27) over [batch][hidden]
 * Serves d_D_linear1_of_fake_scaled, d_D_linear1_of_x_scaled.
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

/* step_1 G5: D_5_weight_weighted (line 29) over [hidden]
 *     D_5_weight_weighted = D_5_weight * d_D_linear5_negated_scaled_weighted_sum */
static void
make_D_5_weight_weighted(const float D_5_weight[restrict hidden],
    const float d_D_linear5_negated_scaled_weighted_sum[restrict hidden],
    float D_5_weight_weighted[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        D_5_weight_weighted[i] = D_5_weight[i] * d_D_linear5_negated_scaled_weighted_sum[i];
}

/* step_1 G10, G12: d_D (line 27) over [hidden]
 * Serves d_D_1_bias, d_D_5_weight.
 *     d_D = 0.0078125 * d_D_1_bias_via_fake - 0.0078125 * d_D_1_bias_via_x */
static void
make_d_D(const float d_D_1_bias_via_fake[restrict hidden],
    const float d_D_1_bias_via_x[restrict hidden], float d_D[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_D[i] = 0.0078125f * d_D_1_bias_via_fake[i] - 0.0078125f * d_D_1_bias_via_x[i];
}

/* step_1 G11: d_D_3_bias (line 29) over [hidden]
 *     d_D_3_bias = 0.0078125 * (D_5_weight * d_D_linear5_scaled_weighted_sum) - 0.0078125 *
 *         D_5_weight_weighted */
static void
make_d_D_3_bias(const float D_5_weight[restrict hidden],
    const float d_D_linear5_scaled_weighted_sum[restrict hidden],
    const float D_5_weight_weighted[restrict hidden], float d_D_3_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_D_3_bias[i] = 0.0078125f * (D_5_weight[i] * d_D_linear5_scaled_weighted_sum[i])
            - 0.0078125f * D_5_weight_weighted[i];
}

/* step_2 F4: g_loss_sum (line 38), d_D_linear3_of_fake_scaled_in_g_loss (line 29) over
 *     [batch][hidden]
 *     D_linear3_of_fake_in_g_loss = D_3_bias + D_linear3_of_fake_product_in_g_loss
 *     D_linear5_of_fake_sum_in_g_loss = sum over i of D_5_weight *
 *         (D_linear3_of_fake_in_g_loss > 0 ? D_linear3_of_fake_in_g_loss : 0.2 *
 *         D_linear3_of_fake_in_g_loss)
 *     d_D_linear5_of_fake_negated_scaled_factor = -(D_5_bias +
 *         D_linear5_of_fake_sum_in_g_loss)
 *     g_loss_sum = sum over n of softplus(d_D_linear5_of_fake_negated_scaled_factor)
 *     d_D_linear5_of_fake_negated_scaled =
 *         sigmoid(d_D_linear5_of_fake_negated_scaled_factor)
 *     d_D_linear3_of_fake_scaled_in_g_loss = D_5_weight * d_D_linear5_of_fake_negated_scaled
 *         * (D_linear3_of_fake_in_g_loss > 0 ? 1 : 0.2) */
static void
make_d_D_linear3_of_fake_scaled_in_g_loss(const float D_3_bias[restrict hidden],
    const float D_linear3_of_fake_product_in_g_loss[restrict batch][hidden],
    const float D_5_weight[restrict hidden], const float D_5_bias[restrict 1],
    float g_loss_sum[restrict 1],
    float d_D_linear3_of_fake_scaled_in_g_loss[restrict batch][hidden])
{
    enum { chunks = 16 };
    float g_loss_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float g_loss_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float D_linear5_of_fake_sum_in_g_loss = 0.0f;
#pragma omp simd reduction(+ : D_linear5_of_fake_sum_in_g_loss)
            for (int i = 0; i < hidden; i++) {
                const float D_linear3_of_fake_in_g_loss = D_3_bias[i]
                    + D_linear3_of_fake_product_in_g_loss[n][i];
                D_linear5_of_fake_sum_in_g_loss += D_5_weight[i]
                    * (D_linear3_of_fake_in_g_loss > 0.0f ? D_linear3_of_fake_in_g_loss
                    : 0.2f * D_linear3_of_fake_in_g_loss);
            }
            const float d_D_linear5_of_fake_negated_scaled_factor =
                -(D_5_bias[0] + D_linear5_of_fake_sum_in_g_loss);
            const float d_D_linear5_of_fake_negated_scaled =
                math_sigmoid(d_D_linear5_of_fake_negated_scaled_factor);
#pragma omp simd
            for (int i = 0; i < hidden; i++)
                d_D_linear3_of_fake_scaled_in_g_loss[n][i] =
                    D_5_weight[i] * d_D_linear5_of_fake_negated_scaled
                    * (D_3_bias[i] + D_linear3_of_fake_product_in_g_loss[n][i] > 0.0f ? 1.0f
                    : 0.2f);
            g_loss_sum_total += math_softplus(d_D_linear5_of_fake_negated_scaled_factor);
        }
        g_loss_sum_partial[chunk] = g_loss_sum_total;
    }
    add_chunks(chunks, 1, g_loss_sum_partial, g_loss_sum);
}

/* step_2 G2: d_D_linear1_of_fake_scaled_in_g_loss (line 27) over [batch][hidden]
 *     d_D_linear1_of_fake_scaled_in_g_loss = d_D_leaky_relu2_of_fake_scaled_in_g_loss *
 *         (D_leaky_relu2_of_fake_in_g_loss > 0 ? 1 : 0.2) */
static void
make_d_D_linear1_of_fake_scaled_in_g_loss(
    const float d_D_leaky_relu2_of_fake_scaled_in_g_loss[restrict batch][hidden],
    const float D_leaky_relu2_of_fake_in_g_loss[restrict batch][hidden],
    float d_D_linear1_of_fake_scaled_in_g_loss[restrict batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_fake_scaled_in_g_loss[n][i] =
                d_D_leaky_relu2_of_fake_scaled_in_g_loss[n][i]
                * (D_leaky_relu2_of_fake_in_g_loss[n][i] > 0.0f ? 1.0f : 0.2f);
    }
}

/* step_2 G4: d_G_4_bias_scaled, d_G_linear4_scaled (line 20) over [batch][784]
 *     d_G_linear4_scaled = G_sigmoid * (1 - G_sigmoid) * d_G_sigmoid_scaled
 *     d_G_4_bias_scaled = sum over n of d_G_linear4_scaled */
static void
make_d_G_linear4_scaled(const float G_sigmoid[batch][784],
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
 *     d_G_4_bias = -0.0078125 * d_G_4_bias_scaled */
static void
make_d_G_4_bias(const float d_G_4_bias_scaled[restrict 784], float d_G_4_bias[restrict 784])
{
    for (int i = 0; i < 784; i++)
        d_G_4_bias[i] = -0.0078125f * d_G_4_bias_scaled[i];
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
 *     d_G_bias = -0.0078125 * d_G_bias_scaled */
static void
make_d_G_bias(const float d_G_bias_scaled[restrict hidden], float d_G_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_G_bias[i] = -0.0078125f * d_G_bias_scaled[i];
}

/* evaluate F10: D_linear5_of_x_softplus_sum (line 37) over [batch][hidden]
 *     D_linear3_of_x = D_3_bias + D_linear3_of_x_product
 *     D_linear5_of_x_sum = sum over i of D_5_weight * (D_linear3_of_x > 0 ? D_linear3_of_x :
 *         0.2 * D_linear3_of_x)
 *     D_linear5_of_x_softplus_sum = sum over n of softplus(-(D_5_bias + D_linear5_of_x_sum)) */
static void
make_D_linear5_of_x_softplus_sum(const float D_3_bias[restrict hidden],
    const float D_linear3_of_x_product[restrict batch][hidden],
    const float D_5_weight[restrict hidden], const float D_5_bias[restrict 1],
    float D_linear5_of_x_softplus_sum[restrict 1])
{
    enum { chunks = 16 };
    float D_linear5_of_x_softplus_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float D_linear5_of_x_softplus_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float D_linear5_of_x_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear5_of_x_sum)
            for (int i = 0; i < hidden; i++) {
                const float D_linear3_of_x = D_3_bias[i] + D_linear3_of_x_product[n][i];
                D_linear5_of_x_sum += D_5_weight[i] * (D_linear3_of_x > 0.0f ? D_linear3_of_x
                    : 0.2f * D_linear3_of_x);
            }
            D_linear5_of_x_softplus_sum_total += math_softplus(-(D_5_bias[0]
                + D_linear5_of_x_sum));
        }
        D_linear5_of_x_softplus_sum_partial[chunk] = D_linear5_of_x_softplus_sum_total;
    }
    add_chunks(chunks, 1, D_linear5_of_x_softplus_sum_partial, D_linear5_of_x_softplus_sum);
}

/* evaluate F14: D_linear5_of_fake_softplus_sum (line 41), g_loss_sum (line 38) over
 *     [batch][hidden]
 *     D_linear3_of_fake = D_3_bias + D_linear3_of_fake_product
 *     D_linear5_of_fake_sum = sum over i of D_5_weight * (D_linear3_of_fake > 0 ?
 *         D_linear3_of_fake : 0.2 * D_linear3_of_fake)
 *     D_linear5 = D_5_bias + D_linear5_of_fake_sum
 *     D_linear5_of_fake_softplus_sum = sum over n of softplus(D_linear5)
 *     g_loss_sum = sum over n of softplus(-D_linear5) */
static void
make_D_linear5_of_fake_softplus_sum(const float D_3_bias[restrict hidden],
    const float D_linear3_of_fake_product[restrict batch][hidden],
    const float D_5_weight[restrict hidden], const float D_5_bias[restrict 1],
    float D_linear5_of_fake_softplus_sum[restrict 1], float g_loss_sum[restrict 1])
{
    enum { chunks = 16 };
    float D_linear5_of_fake_softplus_sum_partial[chunks];
    float g_loss_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float D_linear5_of_fake_softplus_sum_total = 0.0f;
        float g_loss_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float D_linear5_of_fake_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear5_of_fake_sum)
            for (int i = 0; i < hidden; i++) {
                const float D_linear3_of_fake = D_3_bias[i] + D_linear3_of_fake_product[n][i];
                D_linear5_of_fake_sum += D_5_weight[i] * (D_linear3_of_fake > 0.0f
                    ? D_linear3_of_fake : 0.2f * D_linear3_of_fake);
            }
            const float D_linear5 = D_5_bias[0] + D_linear5_of_fake_sum;
            D_linear5_of_fake_softplus_sum_total += math_softplus(D_linear5);
            g_loss_sum_total += math_softplus(-D_linear5);
        }
        D_linear5_of_fake_softplus_sum_partial[chunk] = D_linear5_of_fake_softplus_sum_total;
        g_loss_sum_partial[chunk] = g_loss_sum_total;
    }
    add_chunks(chunks, 1, D_linear5_of_fake_softplus_sum_partial,
        D_linear5_of_fake_softplus_sum);
    add_chunks(chunks, 1, g_loss_sum_partial, g_loss_sum);
}

/* interpolate F1: path (line 53) over [batch][latent]
 *     path = interpolate_noise + share * (interpolate_noise2 - interpolate_noise) */
static void
make_path(const float interpolate_noise[restrict batch][latent],
    const float share[restrict batch], const float interpolate_noise2[batch][latent],
    float path[batch][latent])
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

/* Minimises d_loss with adam. */
void
gan_step_1(struct instance *m)
{
    struct gan_parameters *const parameters = (void *)m->parameters;
    struct gan_parameters *const gradients = (void *)m->gradients;

    float (*fake_noise)[100] = (void *)m->at[0];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent);
    lap(m, 0); /* N1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[1];
    product_128x100_by_128x100(parameters->G_0_weight, fake_noise, G_linear0_product);
    lap(m, 1); /* F1 */
    float (*G_relu1)[hidden] = (void *)m->at[2];
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu1);
    lap(m, 2); /* F2 */
    float (*G_linear2_product)[hidden] = (void *)m->at[3];
    product_128x128_by_128x128_left_panels_in_place(parameters->G_2_weight, G_relu1,
        G_linear2_product);
    lap(m, 3); /* F3 */
    float (*G_relu3)[hidden] = (void *)m->at[4];
    make_G_relu(parameters->G_2_bias, G_linear2_product, G_relu3);
    lap(m, 4); /* F4 */
    float (*G_linear4_product)[784] = (void *)m->at[5];
    product_784x128_by_128x128(parameters->G_4_weight, G_relu3, G_linear4_product);
    lap(m, 5); /* F5 */
    float (*G_sigmoid)[784] = (void *)m->at[6]; /* overwrites G_linear4_product */
    make_G_sigmoid(parameters->G_4_bias, G_linear4_product, G_sigmoid);
    lap(m, 6); /* F6 */
    const float (*x)[784] = m->field[DATA_x];
    float (*D_linear1_of_x_product)[hidden] = (void *)m->at[7];
    product_128x784_by_128x784_left_panels(parameters->D_1_weight, x, D_linear1_of_x_product);
    lap(m, 7); /* F7 */
    float (*D_leaky_relu2_of_x)[hidden] = (void *)m->at[8];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_x_product, D_leaky_relu2_of_x);
    lap(m, 8); /* F8 */
    float (*D_linear3_of_x_product)[hidden] = (void *)m->at[9];
    product_128x128_by_128x128_left_panels_in_place(parameters->D_3_weight, D_leaky_relu2_of_x,
        D_linear3_of_x_product);
    lap(m, 9); /* F9 */
    float *D_linear5_of_x_softplus_sum = m->at[10];
    float *d_D_linear5_negated_scaled_weighted_sum = m->at[12];
    float *d_D_5_weight_via_d_D_linear5_negated_scaled_factor = m->at[13];
    float *d_D_5_bias_via_x = m->at[14];
    float (*d_D_linear3_of_x_scaled)[hidden] = (void *)m->at[11];
    make_d_D_linear3_of_x_scaled(parameters->D_3_bias, D_linear3_of_x_product,
        parameters->D_5_weight, parameters->D_5_bias, D_linear5_of_x_softplus_sum,
        d_D_linear5_negated_scaled_weighted_sum,
        d_D_5_weight_via_d_D_linear5_negated_scaled_factor, d_D_5_bias_via_x,
        d_D_linear3_of_x_scaled);
    lap(m, 10); /* F10 */
    float (*D_linear1_of_fake_product)[hidden] = (void *)m->at[15];
    product_128x784_by_128x784_left_panels(parameters->D_1_weight, G_sigmoid,
        D_linear1_of_fake_product);
    lap(m, 11); /* F11 */
    float (*D_leaky_relu2_of_fake)[hidden] = (void *)m->at[16];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_fake_product, D_leaky_relu2_of_fake);
    lap(m, 12); /* F12 */
    float (*D_linear3_of_fake_product)[hidden] = (void *)m->at[17];
    product_128x128_by_128x128_left_panels_in_place(parameters->D_3_weight,
        D_leaky_relu2_of_fake, D_linear3_of_fake_product);
    lap(m, 13); /* F13 */
    float *D_linear5_of_fake_softplus_sum = m->at[18];
    float *d_D_linear5_scaled_weighted_sum = m->at[20];
    float *d_D_5_weight_via_D_linear5 = m->at[21];
    float *d_D_5_bias_via_fake = m->at[22];
    float (*d_D_linear3_of_fake_scaled)[hidden] = (void *)m->at[19];
    make_d_D_linear3_of_fake_scaled(parameters->D_3_bias, D_linear3_of_fake_product,
        parameters->D_5_weight, parameters->D_5_bias, D_linear5_of_fake_softplus_sum,
        d_D_linear5_scaled_weighted_sum, d_D_5_weight_via_D_linear5, d_D_5_bias_via_fake,
        d_D_linear3_of_fake_scaled);
    lap(m, 14); /* F14 */
    float *d_loss = &m->value[VALUE_d_loss];
    float *game_value = &m->value[VALUE_game_value];
    d_loss[0] = 0.0078125f * D_linear5_of_x_softplus_sum[0]
        + 0.0078125f * D_linear5_of_fake_softplus_sum[0];
    game_value[0] = -0.0078125f * D_linear5_of_x_softplus_sum[0]
        - 0.0078125f * D_linear5_of_fake_softplus_sum[0];
    scaled_product_128x128_by_128x128(D_leaky_relu2_of_fake, d_D_linear3_of_fake_scaled,
        gradients->D_3_weight, 0.0078125f);
    lap(m, 15); /* G1 */
    float (*d_D_leaky_relu2_of_fake_scaled)[hidden] = (void *)m->at[23];
    product_128x128_by_128x128_left_panels_packed(parameters->D_3_weight,
        d_D_linear3_of_fake_scaled, d_D_leaky_relu2_of_fake_scaled, m->at[24]);
    lap(m, 16); /* G2 */
    float *d_D_1_bias_via_fake = m->at[26];
    float (*d_D_linear1_of_fake_scaled)[hidden] = (void *)m->at[25];
    make_d_D_linear1_scaled_and_d_D_bias(d_D_leaky_relu2_of_fake_scaled, D_leaky_relu2_of_fake,
        d_D_1_bias_via_fake, d_D_linear1_of_fake_scaled);
    lap(m, 17); /* G3 */
    scaled_product_128x784_by_128x128(G_sigmoid, d_D_linear1_of_fake_scaled,
        gradients->D_1_weight, 0.0078125f);
    lap(m, 18); /* G4 */
    float *D_5_weight_weighted = m->at[27];
    make_D_5_weight_weighted(parameters->D_5_weight, d_D_linear5_negated_scaled_weighted_sum,
        D_5_weight_weighted);
    lap(m, 19); /* G5 */
    add_scaled_product_128x128_by_128x128(D_leaky_relu2_of_x, d_D_linear3_of_x_scaled,
        gradients->D_3_weight, -0.0078125f);
    lap(m, 20); /* G6 */
    float (*d_D_leaky_relu2_of_x_scaled)[hidden] = (void *)m->at[28];
    product_128x128_by_128x128_left_panels_packed(parameters->D_3_weight,
        d_D_linear3_of_x_scaled, d_D_leaky_relu2_of_x_scaled, m->at[29]);
    lap(m, 21); /* G7 */
    float *d_D_1_bias_via_x = m->at[31];
    float (*d_D_linear1_of_x_scaled)[hidden] = (void *)m->at[30];
    make_d_D_linear1_scaled_and_d_D_bias(d_D_leaky_relu2_of_x_scaled, D_leaky_relu2_of_x,
        d_D_1_bias_via_x, d_D_linear1_of_x_scaled);
    lap(m, 22); /* G8 */
    add_scaled_product_128x784_by_128x128(x, d_D_linear1_of_x_scaled, gradients->D_1_weight,
        -0.0078125f);
    lap(m, 23); /* G9 */
    make_d_D(d_D_1_bias_via_fake, d_D_1_bias_via_x, gradients->D_1_bias);
    lap(m, 24); /* G10 */
    make_d_D_3_bias(parameters->D_5_weight, d_D_linear5_scaled_weighted_sum,
        D_5_weight_weighted, gradients->D_3_bias);
    lap(m, 25); /* G11 */
    make_d_D(d_D_5_weight_via_D_linear5, d_D_5_weight_via_d_D_linear5_negated_scaled_factor,
        gradients->D_5_weight);
    lap(m, 26); /* G12 */
    gradients->D_5_bias[0] = 0.0078125f * d_D_5_bias_via_fake[0]
        - 0.0078125f * d_D_5_bias_via_x[0];
    /* D.1.weight .. D.5.bias: 117121 floats */
    m->updates[0]++;
    adam(m->parameters + 132624, m->gradients + 132624, m->moment[0] + 132624, m->moment[1]
        + 132624, 117121, m->updates[0], 0.0002, 0.5, 0.999, 1e-08);
    lap(m, 27); /* U1 */
}

/* Minimises g_loss with adam. */
void
gan_step_2(struct instance *m)
{
    struct gan_parameters *const parameters = (void *)m->parameters;
    struct gan_parameters *const gradients = (void *)m->gradients;

    float (*G_sigmoid)[784] = (void *)m->at[6]; /* overwrites G_linear4_product */
    float (*D_linear1_of_fake_product_in_g_loss)[hidden] = (void *)m->at[32];
    product_128x784_by_128x784_right_panels(G_sigmoid, parameters->D_1_weight,
        D_linear1_of_fake_product_in_g_loss);
    lap(m, 28); /* F1 */
    float (*D_leaky_relu2_of_fake_in_g_loss)[hidden] = (void *)m->at[33];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_fake_product_in_g_loss,
        D_leaky_relu2_of_fake_in_g_loss);
    lap(m, 29); /* F2 */
    float (*D_linear3_of_fake_product_in_g_loss)[hidden] = (void *)m->at[34];
    product_128x128_by_128x128_right_panels(D_leaky_relu2_of_fake_in_g_loss,
        parameters->D_3_weight, D_linear3_of_fake_product_in_g_loss);
    lap(m, 30); /* F3 */
    float *g_loss_sum = m->at[35];
    float (*d_D_linear3_of_fake_scaled_in_g_loss)[hidden] = (void *)m->at[36];
    make_d_D_linear3_of_fake_scaled_in_g_loss(parameters->D_3_bias,
        D_linear3_of_fake_product_in_g_loss, parameters->D_5_weight, parameters->D_5_bias,
        g_loss_sum, d_D_linear3_of_fake_scaled_in_g_loss);
    lap(m, 31); /* F4 */
    float *g_loss = &m->value[VALUE_g_loss];
    g_loss[0] = 0.0078125f * g_loss_sum[0];
    float (*d_D_leaky_relu2_of_fake_scaled_in_g_loss)[hidden] = (void *)m->at[37];
    product_128x128_by_128x128_left_panels_packed(parameters->D_3_weight,
        d_D_linear3_of_fake_scaled_in_g_loss, d_D_leaky_relu2_of_fake_scaled_in_g_loss,
        m->at[38]);
    lap(m, 32); /* G1 */
    float (*d_D_linear1_of_fake_scaled_in_g_loss)[hidden] = (void *)m->at[39];
    make_d_D_linear1_of_fake_scaled_in_g_loss(d_D_leaky_relu2_of_fake_scaled_in_g_loss,
        D_leaky_relu2_of_fake_in_g_loss, d_D_linear1_of_fake_scaled_in_g_loss);
    lap(m, 33); /* G2 */
    float (*d_G_sigmoid_scaled)[784] = (void *)m->at[40];
    product_128x784_by_128x128(parameters->D_1_weight, d_D_linear1_of_fake_scaled_in_g_loss,
        d_G_sigmoid_scaled, m->at[41]);
    lap(m, 34); /* G3 */
    float *d_G_4_bias_scaled = m->at[43];
    float (*d_G_linear4_scaled)[784] = (void *)m->at[42];
    make_d_G_linear4_scaled(G_sigmoid, d_G_sigmoid_scaled, d_G_4_bias_scaled,
        d_G_linear4_scaled);
    lap(m, 35); /* G4 */
    make_d_G_4_bias(d_G_4_bias_scaled, gradients->G_4_bias);
    lap(m, 36); /* G5 */
    float (*G_relu3)[hidden] = (void *)m->at[4];
    scaled_product_128x128_by_128x784(G_relu3, d_G_linear4_scaled, gradients->G_4_weight,
        m->at[44], -0.0078125f);
    lap(m, 37); /* G6 */
    float (*d_G_relu3_scaled)[hidden] = (void *)m->at[45];
    product_784x128_by_128x784(parameters->G_4_weight, d_G_linear4_scaled, d_G_relu3_scaled,
        m->at[46]);
    lap(m, 38); /* G7 */
    float *d_G_2_bias_scaled = m->at[48];
    float (*d_G_linear2_scaled)[hidden] = (void *)m->at[47];
    make_d_G_linear_scaled_and_d_G_bias_scaled(d_G_relu3_scaled, G_relu3, d_G_2_bias_scaled,
        d_G_linear2_scaled);
    lap(m, 39); /* G8 */
    make_d_G_bias(d_G_2_bias_scaled, gradients->G_2_bias);
    lap(m, 40); /* G9 */
    float (*G_relu1)[hidden] = (void *)m->at[2];
    scaled_product_128x128_by_128x128(G_relu1, d_G_linear2_scaled, gradients->G_2_weight,
        -0.0078125f);
    lap(m, 41); /* G10 */
    float (*d_G_relu1_scaled)[hidden] = (void *)m->at[49];
    product_128x128_by_128x128_left_panels_packed(parameters->G_2_weight, d_G_linear2_scaled,
        d_G_relu1_scaled, m->at[50]);
    lap(m, 42); /* G11 */
    float *d_G_0_bias_scaled = m->at[52];
    float (*d_G_linear0_scaled)[hidden] = (void *)m->at[51];
    make_d_G_linear_scaled_and_d_G_bias_scaled(d_G_relu1_scaled, G_relu1, d_G_0_bias_scaled,
        d_G_linear0_scaled);
    lap(m, 43); /* G12 */
    make_d_G_bias(d_G_0_bias_scaled, gradients->G_0_bias);
    lap(m, 44); /* G13 */
    float (*fake_noise)[100] = (void *)m->at[0];
    scaled_product_128x100_by_128x128(fake_noise, d_G_linear0_scaled, gradients->G_0_weight,
        -0.0078125f);
    lap(m, 45); /* G14 */
    /* G.0.weight .. G.4.bias: 132624 floats */
    m->updates[1]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 132624, m->updates[1], 0.0002,
        0.5, 0.999, 1e-08);
    lap(m, 46); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
gan_evaluate(struct instance *m)
{
    struct gan_parameters *const parameters = (void *)m->parameters;

    float (*fake_noise)[100] = (void *)m->at[53];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[54];
    product_128x100_by_128x100(parameters->G_0_weight, fake_noise, G_linear0_product); /* F1 */
    float (*G_relu1)[hidden] = (void *)m->at[55]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu1); /* F2 */
    float (*G_linear2_product)[hidden] = (void *)m->at[56];
    product_128x128_by_128x128_left_panels_in_place(parameters->G_2_weight, G_relu1,
        G_linear2_product); /* F3 */
    float (*G_relu3)[hidden] = (void *)m->at[57];
    make_G_relu(parameters->G_2_bias, G_linear2_product, G_relu3); /* F4 */
    float (*G_linear4_product)[784] = (void *)m->at[58];
    product_784x128_by_128x128(parameters->G_4_weight, G_relu3, G_linear4_product); /* F5 */
    float (*G_sigmoid)[784] = (void *)m->at[59]; /* overwrites G_linear4_product */
    make_G_sigmoid(parameters->G_4_bias, G_linear4_product, G_sigmoid); /* F6 */
    const float (*x)[784] = m->field[DATA_x];
    float (*D_linear1_of_x_product)[hidden] = (void *)m->at[60];
    product_128x784_by_128x784_left_panels(parameters->D_1_weight, x,
        D_linear1_of_x_product); /* F7 */
    /* overwrites D_linear1_of_x_product */
    float (*D_leaky_relu2_of_x)[hidden] = (void *)m->at[61];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_x_product,
        D_leaky_relu2_of_x); /* F8 */
    float (*D_linear3_of_x_product)[hidden] = (void *)m->at[62];
    product_128x128_by_128x128_left_panels_in_place(parameters->D_3_weight, D_leaky_relu2_of_x,
        D_linear3_of_x_product); /* F9 */
    float *D_linear5_of_x_softplus_sum = m->at[63];
    make_D_linear5_of_x_softplus_sum(parameters->D_3_bias, D_linear3_of_x_product,
        parameters->D_5_weight, parameters->D_5_bias, D_linear5_of_x_softplus_sum); /* F10 */
    float (*D_linear1_of_fake_product)[hidden] = (void *)m->at[64];
    product_128x784_by_128x784_left_panels(parameters->D_1_weight, G_sigmoid,
        D_linear1_of_fake_product); /* F11 */
    float (*D_leaky_relu2_of_fake)[hidden] = (void *)m->at[65];
    make_D_leaky_relu2(parameters->D_1_bias, D_linear1_of_fake_product,
        D_leaky_relu2_of_fake); /* F12 */
    float (*D_linear3_of_fake_product)[hidden] = (void *)m->at[66];
    product_128x128_by_128x128_left_panels_in_place(parameters->D_3_weight,
        D_leaky_relu2_of_fake, D_linear3_of_fake_product); /* F13 */
    float *D_linear5_of_fake_softplus_sum = m->at[67];
    float *g_loss_sum = m->at[68];
    make_D_linear5_of_fake_softplus_sum(parameters->D_3_bias, D_linear3_of_fake_product,
        parameters->D_5_weight, parameters->D_5_bias, D_linear5_of_fake_softplus_sum,
        g_loss_sum); /* F14 */
    float *d_loss = &m->value[VALUE_d_loss];
    float *game_value = &m->value[VALUE_game_value];
    d_loss[0] = 0.0078125f * D_linear5_of_x_softplus_sum[0]
        + 0.0078125f * D_linear5_of_fake_softplus_sum[0];
    game_value[0] = -0.0078125f * D_linear5_of_x_softplus_sum[0]
        - 0.0078125f * D_linear5_of_fake_softplus_sum[0];
    float *g_loss = &m->value[VALUE_g_loss];
    g_loss[0] = 0.0078125f * g_loss_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
gan_sample(struct instance *m, float *const *output)
{
    struct gan_parameters *const parameters = (void *)m->parameters;

    float (*fake_noise)[100] = (void *)m->at[69];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[70];
    product_128x100_by_128x100(parameters->G_0_weight, fake_noise, G_linear0_product); /* F1 */
    float (*G_relu1)[hidden] = (void *)m->at[71]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu1); /* F2 */
    float (*G_linear2_product)[hidden] = (void *)m->at[72];
    product_128x128_by_128x128_left_panels_in_place(parameters->G_2_weight, G_relu1,
        G_linear2_product); /* F3 */
    float (*G_relu3)[hidden] = (void *)m->at[73];
    make_G_relu(parameters->G_2_bias, G_linear2_product, G_relu3); /* F4 */
    float (*G_linear4_product)[784] = (void *)m->at[74];
    product_784x128_by_128x128(parameters->G_4_weight, G_relu3, G_linear4_product); /* F5 */
    float (*G_sigmoid)[784] = (void *)output[0];
    make_G_sigmoid(parameters->G_4_bias, G_linear4_product, G_sigmoid); /* F6 */
}

/* Fills output[i] for one batch: the command `interpolate`. */
void
gan_interpolate(struct instance *m, float *const *output)
{
    struct gan_parameters *const parameters = (void *)m->parameters;

    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[75][n * latent], latent, random_key(m->seed, "interpolate.1"),
            m->draw, layout_example(m, n) * latent); /* N1 */
    }
    layout_shares(m, m->at[76]); /* N2 */
    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[77][n * latent], latent, random_key(m->seed, "interpolate.2"),
            m->draw, layout_example(m, n) * latent); /* N3 */
    }
    float (*interpolate_noise)[latent] = (void *)m->at[75];
    float *share = m->at[76];
    float (*interpolate_noise2)[latent] = (void *)m->at[77];
    float (*path)[latent] = (void *)m->at[78]; /* overwrites interpolate_noise2 */
    make_path(interpolate_noise, share, interpolate_noise2, path); /* F1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[79];
    product_128x100_by_128x100(parameters->G_0_weight, path, G_linear0_product); /* F2 */
    float (*G_relu1)[hidden] = (void *)m->at[80]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu1); /* F3 */
    float (*G_linear2_product)[hidden] = (void *)m->at[81];
    product_128x128_by_128x128_left_panels_in_place(parameters->G_2_weight, G_relu1,
        G_linear2_product); /* F4 */
    float (*G_relu3)[hidden] = (void *)m->at[82];
    make_G_relu(parameters->G_2_bias, G_linear2_product, G_relu3); /* F5 */
    float (*G_linear4_product)[784] = (void *)m->at[83];
    product_784x128_by_128x128(parameters->G_4_weight, G_relu3, G_linear4_product); /* F6 */
    float (*G_sigmoid)[784] = (void *)output[0];
    make_G_sigmoid(parameters->G_4_bias, G_linear4_product, G_sigmoid); /* F7 */
}

