/* limited.c: the computations of limited.yaml (sha256 H).
 * Emitted by latentc V. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 16, latent 4, hidden 12, side 6
 * Parameters  1024 floats, struct limited_parameters; gradients in the same struct
 * Arena       2240 floats; 21024 if nothing shared memory, at least 2240 at once
 * Limit       2350 floats by the page: 2 kernels run again, marked R: 0.0 MFLOPs more, 1.2 %
 *                 of the steps
 *    offset   floats  holds live
 * 64 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "limited.h"

#include "runtime/layout.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "limited_contractions.h"

enum { batch = 16, latent = 4, hidden = 12, side = 6 };
enum { DATA_x };
enum { VALUE_d_loss, VALUE_g_loss };

/* step_1 F2; step_2 R2; evaluate F2; sample F2; interpolate F3: G_relu (line N) over
 *     [batch][hidden]
 *     G_linear0 = G_0_bias + G_linear0_product
 *     G_relu = G_linear0 > 0 ? G_linear0 : 0 */
static void
make_G_relu(const float G_0_bias[restrict hidden], const float G_linear0_product[batch][hidden],
    float G_relu[batch][hidden])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float G_linear0 = G_0_bias[i] + G_linear0_product[n][i];
            G_relu[n][i] = G_linear0 > 0.0f ? G_linear0 : 0.0f;
        }
    }
}

/* step_1 F4; evaluate F4; sample F4; interpolate F5: G_sigmoid (line N) over [batch][36]
 *     G_sigmoid = sigmoid(G_2_bias + G_linear2_product) */
static void
make_G_sigmoid(const float G_2_bias[restrict 36],
    const float G_linear2_product[restrict batch][36], float G_sigmoid[restrict batch][36])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 36; i++)
            G_sigmoid[n][i] = math_sigmoid(G_2_bias[i] + G_linear2_product[n][i]);
    }
}

/* step_1 F6: D_linear3_of_x_softplus_sum (line N), d_D_linear3_negated_scaled_weighted_sum,
 *     d_D_3_weight_via_d_D_linear3_negated_scaled_factor, d_D_3_bias_via_x,
 *     d_D_linear1_of_x_scaled (line N) over [batch][hidden]
 *     D_linear1_of_x = D_1_bias + D_linear1_of_x_product
 *     d_D_linear1_of_x_scaled_slope = D_linear1_of_x > 0 ? 1 : 0.2
 *     D_linear3_of_x_sum = sum over i of D_3_weight * (D_linear1_of_x > 0 ? D_linear1_of_x :
 *         0.2 * D_linear1_of_x)
 *     d_D_linear3_negated_scaled_factor = -(D_3_bias + D_linear3_of_x_sum)
 *     D_linear3_of_x_softplus_sum = sum over n of
 *         softplus(d_D_linear3_negated_scaled_factor)
 *     d_D_linear3_negated_scaled = sigmoid(d_D_linear3_negated_scaled_factor)
 *     d_D_linear1_of_x_scaled = D_3_weight * d_D_linear3_negated_scaled *
 *         d_D_linear1_of_x_scaled_slope
 *     d_D_linear3_negated_scaled_weighted_sum = sum over n of d_D_linear3_negated_scaled *
 *         d_D_linear1_of_x_scaled_slope
 *     d_D_3_weight_via_d_D_linear3_negated_scaled_factor = sum over n of
 *         d_D_linear3_negated_scaled * (D_linear1_of_x > 0 ? D_linear1_of_x : 0.2 *
 *         D_linear1_of_x)
 *     d_D_3_bias_via_x = sum over n of d_D_linear3_negated_scaled */
static void
make_d_D_linear1_of_x_scaled(const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_product[restrict batch][hidden],
    const float D_3_weight[restrict hidden], const float D_3_bias[restrict 1],
    float D_linear3_of_x_softplus_sum[restrict 1],
    float d_D_linear3_negated_scaled_weighted_sum[restrict hidden],
    float d_D_3_weight_via_d_D_linear3_negated_scaled_factor[restrict hidden],
    float d_D_3_bias_via_x[restrict 1], float d_D_linear1_of_x_scaled[restrict batch][hidden])
{
    float D_linear3_of_x_softplus_sum_total = 0.0f;
    memset(d_D_linear3_negated_scaled_weighted_sum, 0, hidden * sizeof(float));
    memset(d_D_3_weight_via_d_D_linear3_negated_scaled_factor, 0, hidden * sizeof(float));
    float d_D_3_bias_via_x_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear3_of_x_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear3_of_x_sum)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_x = D_1_bias[i] + D_linear1_of_x_product[n][i];
            D_linear3_of_x_sum += D_3_weight[i] * (D_linear1_of_x > 0.0f ? D_linear1_of_x
                : 0.2f * D_linear1_of_x);
        }
        const float d_D_linear3_negated_scaled_factor = -(D_3_bias[0] + D_linear3_of_x_sum);
        const float d_D_linear3_negated_scaled =
            math_sigmoid(d_D_linear3_negated_scaled_factor);
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_x = D_1_bias[i] + D_linear1_of_x_product[n][i];
            const float d_D_linear1_of_x_scaled_slope = D_linear1_of_x > 0.0f ? 1.0f : 0.2f;
            d_D_linear3_negated_scaled_weighted_sum[i] +=
                d_D_linear3_negated_scaled * d_D_linear1_of_x_scaled_slope;
            d_D_3_weight_via_d_D_linear3_negated_scaled_factor[i] +=
                d_D_linear3_negated_scaled * (D_linear1_of_x > 0.0f ? D_linear1_of_x
                : 0.2f * D_linear1_of_x);
            d_D_linear1_of_x_scaled[n][i] = D_3_weight[i] * d_D_linear3_negated_scaled
                * d_D_linear1_of_x_scaled_slope;
        }
        D_linear3_of_x_softplus_sum_total += math_softplus(d_D_linear3_negated_scaled_factor);
        d_D_3_bias_via_x_total += d_D_linear3_negated_scaled;
    }
    D_linear3_of_x_softplus_sum[0] = D_linear3_of_x_softplus_sum_total;
    d_D_3_bias_via_x[0] = d_D_3_bias_via_x_total;
}

/* step_1 F8: D_linear3_of_fake_softplus_sum (line N), d_D_linear3_scaled_weighted_sum,
 *     d_D_3_weight_via_D_linear3, d_D_3_bias_via_fake, d_D_linear1_of_fake_scaled (line N)
 *     over [batch][hidden]
 *     D_linear1_of_fake = D_1_bias + D_linear1_of_fake_product
 *     d_D_linear1_of_fake_scaled_slope = D_linear1_of_fake > 0 ? 1 : 0.2
 *     D_linear3_of_fake_sum = sum over i of D_3_weight * (D_linear1_of_fake > 0 ?
 *         D_linear1_of_fake : 0.2 * D_linear1_of_fake)
 *     D_linear3 = D_3_bias + D_linear3_of_fake_sum
 *     D_linear3_of_fake_softplus_sum = sum over n of softplus(D_linear3)
 *     d_D_linear3_scaled = sigmoid(D_linear3)
 *     d_D_linear1_of_fake_scaled = D_3_weight * d_D_linear3_scaled *
 *         d_D_linear1_of_fake_scaled_slope
 *     d_D_linear3_scaled_weighted_sum = sum over n of d_D_linear3_scaled *
 *         d_D_linear1_of_fake_scaled_slope
 *     d_D_3_weight_via_D_linear3 = sum over n of d_D_linear3_scaled * (D_linear1_of_fake > 0
 *         ? D_linear1_of_fake : 0.2 * D_linear1_of_fake)
 *     d_D_3_bias_via_fake = sum over n of d_D_linear3_scaled */
static void
make_d_D_linear1_of_fake_scaled(const float D_1_bias[restrict hidden],
    const float D_linear1_of_fake_product[restrict batch][hidden],
    const float D_3_weight[restrict hidden], const float D_3_bias[restrict 1],
    float D_linear3_of_fake_softplus_sum[restrict 1],
    float d_D_linear3_scaled_weighted_sum[restrict hidden],
    float d_D_3_weight_via_D_linear3[restrict hidden], float d_D_3_bias_via_fake[restrict 1],
    float d_D_linear1_of_fake_scaled[restrict batch][hidden])
{
    float D_linear3_of_fake_softplus_sum_total = 0.0f;
    memset(d_D_linear3_scaled_weighted_sum, 0, hidden * sizeof(float));
    memset(d_D_3_weight_via_D_linear3, 0, hidden * sizeof(float));
    float d_D_3_bias_via_fake_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear3_of_fake_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear3_of_fake_sum)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_fake = D_1_bias[i] + D_linear1_of_fake_product[n][i];
            D_linear3_of_fake_sum += D_3_weight[i] * (D_linear1_of_fake > 0.0f
                ? D_linear1_of_fake : 0.2f * D_linear1_of_fake);
        }
        const float D_linear3 = D_3_bias[0] + D_linear3_of_fake_sum;
        const float d_D_linear3_scaled = math_sigmoid(D_linear3);
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_fake = D_1_bias[i] + D_linear1_of_fake_product[n][i];
            const float d_D_linear1_of_fake_scaled_slope = D_linear1_of_fake > 0.0f ? 1.0f
                : 0.2f;
            d_D_linear3_scaled_weighted_sum[i] += d_D_linear3_scaled
                * d_D_linear1_of_fake_scaled_slope;
            d_D_3_weight_via_D_linear3[i] += d_D_linear3_scaled
                * (D_linear1_of_fake > 0.0f ? D_linear1_of_fake : 0.2f * D_linear1_of_fake);
            d_D_linear1_of_fake_scaled[n][i] = D_3_weight[i] * d_D_linear3_scaled
                * d_D_linear1_of_fake_scaled_slope;
        }
        D_linear3_of_fake_softplus_sum_total += math_softplus(D_linear3);
        d_D_3_bias_via_fake_total += d_D_linear3_scaled;
    }
    D_linear3_of_fake_softplus_sum[0] = D_linear3_of_fake_softplus_sum_total;
    d_D_3_bias_via_fake[0] = d_D_3_bias_via_fake_total;
}

/* step_1 G2: D_3_weight_weighted (line N) over [hidden]
 *     D_3_weight_weighted = D_3_weight * d_D_linear3_negated_scaled_weighted_sum */
static void
make_D_3_weight_weighted(const float D_3_weight[restrict hidden],
    const float d_D_linear3_negated_scaled_weighted_sum[restrict hidden],
    float D_3_weight_weighted[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        D_3_weight_weighted[i] = D_3_weight[i] * d_D_linear3_negated_scaled_weighted_sum[i];
}

/* step_1 G4: d_D_1_bias (line N) over [hidden]
 *     d_D_1_bias = 0.0625 * (D_3_weight * d_D_linear3_scaled_weighted_sum) - 0.0625 *
 *         D_3_weight_weighted */
static void
make_d_D_1_bias(const float D_3_weight[restrict hidden],
    const float d_D_linear3_scaled_weighted_sum[restrict hidden],
    const float D_3_weight_weighted[restrict hidden], float d_D_1_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_D_1_bias[i] = 0.0625f * (D_3_weight[i] * d_D_linear3_scaled_weighted_sum[i])
            - 0.0625f * D_3_weight_weighted[i];
}

/* step_1 G5: d_D_3_weight (line N) over [hidden]
 *     d_D_3_weight = 0.0625 * d_D_3_weight_via_D_linear3 - 0.0625 *
 *         d_D_3_weight_via_d_D_linear3_negated_scaled_factor */
static void
make_d_D_3_weight(const float d_D_3_weight_via_D_linear3[restrict hidden],
    const float d_D_3_weight_via_d_D_linear3_negated_scaled_factor[restrict hidden],
    float d_D_3_weight[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_D_3_weight[i] = 0.0625f * d_D_3_weight_via_D_linear3[i]
            - 0.0625f * d_D_3_weight_via_d_D_linear3_negated_scaled_factor[i];
}

/* step_2 F2: g_loss_sum (line N), d_D_linear1_of_fake_scaled_in_g_loss (line N) over
 *     [batch][hidden]
 *     D_linear1_of_fake_in_g_loss = D_1_bias + D_linear1_of_fake_product_in_g_loss
 *     D_linear3_of_fake_sum_in_g_loss = sum over i of D_3_weight *
 *         (D_linear1_of_fake_in_g_loss > 0 ? D_linear1_of_fake_in_g_loss : 0.2 *
 *         D_linear1_of_fake_in_g_loss)
 *     d_D_linear3_of_fake_negated_scaled_factor = -(D_3_bias +
 *         D_linear3_of_fake_sum_in_g_loss)
 *     g_loss_sum = sum over n of softplus(d_D_linear3_of_fake_negated_scaled_factor)
 *     d_D_linear3_of_fake_negated_scaled =
 *         sigmoid(d_D_linear3_of_fake_negated_scaled_factor)
 *     d_D_linear1_of_fake_scaled_in_g_loss = D_3_weight * d_D_linear3_of_fake_negated_scaled
 *         * (D_linear1_of_fake_in_g_loss > 0 ? 1 : 0.2) */
static void
make_d_D_linear1_of_fake_scaled_in_g_loss(const float D_1_bias[restrict hidden],
    const float D_linear1_of_fake_product_in_g_loss[restrict batch][hidden],
    const float D_3_weight[restrict hidden], const float D_3_bias[restrict 1],
    float g_loss_sum[restrict 1],
    float d_D_linear1_of_fake_scaled_in_g_loss[restrict batch][hidden])
{
    float g_loss_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear3_of_fake_sum_in_g_loss = 0.0f;
#pragma omp simd reduction(+ : D_linear3_of_fake_sum_in_g_loss)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_fake_in_g_loss = D_1_bias[i]
                + D_linear1_of_fake_product_in_g_loss[n][i];
            D_linear3_of_fake_sum_in_g_loss += D_3_weight[i]
                * (D_linear1_of_fake_in_g_loss > 0.0f ? D_linear1_of_fake_in_g_loss
                : 0.2f * D_linear1_of_fake_in_g_loss);
        }
        const float d_D_linear3_of_fake_negated_scaled_factor =
            -(D_3_bias[0] + D_linear3_of_fake_sum_in_g_loss);
        const float d_D_linear3_of_fake_negated_scaled =
            math_sigmoid(d_D_linear3_of_fake_negated_scaled_factor);
#pragma omp simd
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_fake_scaled_in_g_loss[n][i] =
                D_3_weight[i] * d_D_linear3_of_fake_negated_scaled
                * (D_1_bias[i] + D_linear1_of_fake_product_in_g_loss[n][i] > 0.0f ? 1.0f
                : 0.2f);
        g_loss_sum_total += math_softplus(d_D_linear3_of_fake_negated_scaled_factor);
    }
    g_loss_sum[0] = g_loss_sum_total;
}

/* step_2 G2: d_G_2_bias_scaled, d_G_linear2_scaled (line N) over [batch][36]
 *     d_G_linear2_scaled = G_sigmoid * (1 - G_sigmoid) * d_G_sigmoid_scaled
 *     d_G_2_bias_scaled = sum over n of d_G_linear2_scaled */
static void
make_d_G_linear2_scaled(const float G_sigmoid[restrict batch][36],
    const float d_G_sigmoid_scaled[restrict batch][36], float d_G_2_bias_scaled[restrict 36],
    float d_G_linear2_scaled[restrict batch][36])
{
    memset(d_G_2_bias_scaled, 0, 36 * sizeof(float));
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 36; i++) {
            const float d_G_linear2_scaled_here = G_sigmoid[n][i] * (1.0f - G_sigmoid[n][i])
                * d_G_sigmoid_scaled[n][i];
            d_G_2_bias_scaled[i] += d_G_linear2_scaled_here;
            d_G_linear2_scaled[n][i] = d_G_linear2_scaled_here;
        }
    }
}

/* step_2 G3: d_G_2_bias (line N) over [36]
 *     d_G_2_bias = -0.0625 * d_G_2_bias_scaled */
static void
make_d_G_2_bias(const float d_G_2_bias_scaled[restrict 36], float d_G_2_bias[restrict 36])
{
    for (int i = 0; i < 36; i++)
        d_G_2_bias[i] = -0.0625f * d_G_2_bias_scaled[i];
}

/* step_2 G6: d_G_0_bias_scaled, d_G_linear0_scaled (line N) over [batch][hidden]
 *     d_G_linear0_scaled = d_G_relu_scaled * (G_relu > 0 ? 1 : 0)
 *     d_G_0_bias_scaled = sum over n of d_G_linear0_scaled */
static void
make_d_G_linear0_scaled(const float d_G_relu_scaled[restrict batch][hidden],
    const float G_relu[batch][hidden], float d_G_0_bias_scaled[restrict hidden],
    float d_G_linear0_scaled[restrict batch][hidden])
{
    memset(d_G_0_bias_scaled, 0, hidden * sizeof(float));
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float d_G_linear0_scaled_here = d_G_relu_scaled[n][i]
                * (G_relu[n][i] > 0.0f ? 1.0f : 0.0f);
            d_G_0_bias_scaled[i] += d_G_linear0_scaled_here;
            d_G_linear0_scaled[n][i] = d_G_linear0_scaled_here;
        }
    }
}

/* step_2 G7: d_G_0_bias (line N) over [hidden]
 *     d_G_0_bias = -0.0625 * d_G_0_bias_scaled */
static void
make_d_G_0_bias(const float d_G_0_bias_scaled[restrict hidden],
    float d_G_0_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_G_0_bias[i] = -0.0625f * d_G_0_bias_scaled[i];
}

/* evaluate F6: D_linear3_of_x_softplus_sum (line N) over [batch][hidden]
 *     D_linear1_of_x = D_1_bias + D_linear1_of_x_product
 *     D_linear3_of_x_sum = sum over i of D_3_weight * (D_linear1_of_x > 0 ? D_linear1_of_x :
 *         0.2 * D_linear1_of_x)
 *     D_linear3_of_x_softplus_sum = sum over n of softplus(-(D_3_bias + D_linear3_of_x_sum)) */
static void
make_D_linear3_of_x_softplus_sum(const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_product[restrict batch][hidden],
    const float D_3_weight[restrict hidden], const float D_3_bias[restrict 1],
    float D_linear3_of_x_softplus_sum[restrict 1])
{
    float D_linear3_of_x_softplus_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear3_of_x_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear3_of_x_sum)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_x = D_1_bias[i] + D_linear1_of_x_product[n][i];
            D_linear3_of_x_sum += D_3_weight[i] * (D_linear1_of_x > 0.0f ? D_linear1_of_x
                : 0.2f * D_linear1_of_x);
        }
        D_linear3_of_x_softplus_sum_total += math_softplus(-(D_3_bias[0] + D_linear3_of_x_sum));
    }
    D_linear3_of_x_softplus_sum[0] = D_linear3_of_x_softplus_sum_total;
}

/* evaluate F8: D_linear3_of_fake_softplus_sum (line N), g_loss_sum (line N) over
 *     [batch][hidden]
 *     D_linear1_of_fake = D_1_bias + D_linear1_of_fake_product
 *     D_linear3_of_fake_sum = sum over i of D_3_weight * (D_linear1_of_fake > 0 ?
 *         D_linear1_of_fake : 0.2 * D_linear1_of_fake)
 *     D_linear3 = D_3_bias + D_linear3_of_fake_sum
 *     D_linear3_of_fake_softplus_sum = sum over n of softplus(D_linear3)
 *     g_loss_sum = sum over n of softplus(-D_linear3) */
static void
make_D_linear3_of_fake_softplus_sum(const float D_1_bias[restrict hidden],
    const float D_linear1_of_fake_product[restrict batch][hidden],
    const float D_3_weight[restrict hidden], const float D_3_bias[restrict 1],
    float D_linear3_of_fake_softplus_sum[restrict 1], float g_loss_sum[restrict 1])
{
    float D_linear3_of_fake_softplus_sum_total = 0.0f;
    float g_loss_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear3_of_fake_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear3_of_fake_sum)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_fake = D_1_bias[i] + D_linear1_of_fake_product[n][i];
            D_linear3_of_fake_sum += D_3_weight[i] * (D_linear1_of_fake > 0.0f
                ? D_linear1_of_fake : 0.2f * D_linear1_of_fake);
        }
        const float D_linear3 = D_3_bias[0] + D_linear3_of_fake_sum;
        D_linear3_of_fake_softplus_sum_total += math_softplus(D_linear3);
        g_loss_sum_total += math_softplus(-D_linear3);
    }
    D_linear3_of_fake_softplus_sum[0] = D_linear3_of_fake_softplus_sum_total;
    g_loss_sum[0] = g_loss_sum_total;
}

/* interpolate F1: path (line N) over [batch][latent]
 *     path = interpolate_noise + share * (interpolate_noise2 - interpolate_noise) */
static void
make_path(const float interpolate_noise[batch][latent], const float share[restrict batch],
    const float interpolate_noise2[restrict batch][latent], float path[batch][latent])
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
limited_step_1(struct instance *m)
{
    struct limited_parameters *const parameters = (void *)m->parameters;
    struct limited_parameters *const gradients = (void *)m->gradients;

    float (*fake_noise)[4] = (void *)m->at[0];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent);
    lap(m, 0); /* N1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[1];
    product_12x4_by_16x4(parameters->G_0_weight, fake_noise, G_linear0_product);
    lap(m, 1); /* F1 */
    float (*G_relu)[hidden] = (void *)m->at[2]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu);
    lap(m, 2); /* F2 */
    float (*G_linear2_product)[36] = (void *)m->at[3];
    product_36x12_by_16x12(parameters->G_2_weight, G_relu, G_linear2_product, m->at[4]);
    lap(m, 3); /* F3 */
    float (*G_sigmoid)[36] = (void *)m->at[5];
    make_G_sigmoid(parameters->G_2_bias, G_linear2_product, G_sigmoid);
    lap(m, 4); /* F4 */
    const float (*x)[36] = m->field[DATA_x];
    float (*D_linear1_of_x_product)[hidden] = (void *)m->at[6];
    product_12x36_by_16x36(parameters->D_1_weight, x, D_linear1_of_x_product, m->at[7]);
    lap(m, 5); /* F5 */
    float *D_linear3_of_x_softplus_sum = m->at[8];
    float *d_D_linear3_negated_scaled_weighted_sum = m->at[10];
    float *d_D_3_weight_via_d_D_linear3_negated_scaled_factor = m->at[11];
    float *d_D_3_bias_via_x = m->at[12];
    float (*d_D_linear1_of_x_scaled)[hidden] = (void *)m->at[9];
    make_d_D_linear1_of_x_scaled(parameters->D_1_bias, D_linear1_of_x_product,
        parameters->D_3_weight, parameters->D_3_bias, D_linear3_of_x_softplus_sum,
        d_D_linear3_negated_scaled_weighted_sum,
        d_D_3_weight_via_d_D_linear3_negated_scaled_factor, d_D_3_bias_via_x,
        d_D_linear1_of_x_scaled);
    lap(m, 6); /* F6 */
    float (*D_linear1_of_fake_product)[hidden] = (void *)m->at[13];
    product_12x36_by_16x36(parameters->D_1_weight, G_sigmoid, D_linear1_of_fake_product,
        m->at[14]);
    lap(m, 7); /* F7 */
    float *D_linear3_of_fake_softplus_sum = m->at[15];
    float *d_D_linear3_scaled_weighted_sum = m->at[17];
    float *d_D_3_weight_via_D_linear3 = m->at[18];
    float *d_D_3_bias_via_fake = m->at[19];
    float (*d_D_linear1_of_fake_scaled)[hidden] = (void *)m->at[16];
    make_d_D_linear1_of_fake_scaled(parameters->D_1_bias, D_linear1_of_fake_product,
        parameters->D_3_weight, parameters->D_3_bias, D_linear3_of_fake_softplus_sum,
        d_D_linear3_scaled_weighted_sum, d_D_3_weight_via_D_linear3, d_D_3_bias_via_fake,
        d_D_linear1_of_fake_scaled);
    lap(m, 8); /* F8 */
    float *d_loss = &m->value[VALUE_d_loss];
    d_loss[0] = 0.0625f * D_linear3_of_x_softplus_sum[0]
        + 0.0625f * D_linear3_of_fake_softplus_sum[0];
    scaled_product_16x36_by_16x12(G_sigmoid, d_D_linear1_of_fake_scaled, gradients->D_1_weight,
        m->at[20], 0.0625f);
    lap(m, 9); /* G1 */
    float *D_3_weight_weighted = m->at[21];
    make_D_3_weight_weighted(parameters->D_3_weight, d_D_linear3_negated_scaled_weighted_sum,
        D_3_weight_weighted);
    lap(m, 10); /* G2 */
    add_scaled_product_16x36_by_16x12(x, d_D_linear1_of_x_scaled, gradients->D_1_weight,
        m->at[22], -0.0625f);
    lap(m, 11); /* G3 */
    make_d_D_1_bias(parameters->D_3_weight, d_D_linear3_scaled_weighted_sum,
        D_3_weight_weighted, gradients->D_1_bias);
    lap(m, 12); /* G4 */
    make_d_D_3_weight(d_D_3_weight_via_D_linear3,
        d_D_3_weight_via_d_D_linear3_negated_scaled_factor, gradients->D_3_weight);
    lap(m, 13); /* G5 */
    gradients->D_3_bias[0] = 0.0625f * d_D_3_bias_via_fake[0] - 0.0625f * d_D_3_bias_via_x[0];
    /* D.1.weight .. D.3.bias: 465 floats */
    m->updates[0]++;
    adam(m->parameters + 544, m->gradients + 544, m->moment[0] + 544, m->moment[1] + 544, 465,
        m->updates[0], 0.001, 0.9, 0.999, 1e-08);
    lap(m, 14); /* U1 */
}

/* Minimises g_loss with adam. */
void
limited_step_2(struct instance *m)
{
    struct limited_parameters *const parameters = (void *)m->parameters;
    struct limited_parameters *const gradients = (void *)m->gradients;

    float (*G_sigmoid)[36] = (void *)m->at[5];
    float (*D_linear1_of_fake_product_in_g_loss)[hidden] = (void *)m->at[23];
    product_16x36_by_12x36(G_sigmoid, parameters->D_1_weight,
        D_linear1_of_fake_product_in_g_loss, m->at[24]);
    lap(m, 15); /* F1 */
    float *g_loss_sum = m->at[25];
    float (*d_D_linear1_of_fake_scaled_in_g_loss)[hidden] = (void *)m->at[26];
    make_d_D_linear1_of_fake_scaled_in_g_loss(parameters->D_1_bias,
        D_linear1_of_fake_product_in_g_loss, parameters->D_3_weight, parameters->D_3_bias,
        g_loss_sum, d_D_linear1_of_fake_scaled_in_g_loss);
    lap(m, 16); /* F2 */
    float *g_loss = &m->value[VALUE_g_loss];
    g_loss[0] = 0.0625f * g_loss_sum[0];
    float (*d_G_sigmoid_scaled)[36] = (void *)m->at[27];
    product_12x36_by_16x12(parameters->D_1_weight, d_D_linear1_of_fake_scaled_in_g_loss,
        d_G_sigmoid_scaled, m->at[28]);
    lap(m, 17); /* G1 */
    float *d_G_2_bias_scaled = m->at[30];
    float (*d_G_linear2_scaled)[36] = (void *)m->at[29];
    make_d_G_linear2_scaled(G_sigmoid, d_G_sigmoid_scaled, d_G_2_bias_scaled,
        d_G_linear2_scaled);
    lap(m, 18); /* G2 */
    make_d_G_2_bias(d_G_2_bias_scaled, gradients->G_2_bias);
    lap(m, 19); /* G3 */
    float (*fake_noise)[4] = (void *)m->at[0];
    float (*G_linear0_product_again)[hidden] = (void *)m->at[31];
    product_12x4_by_16x4(parameters->G_0_weight, fake_noise, G_linear0_product_again);
    lap(m, 20); /* R1 */
    float (*G_relu_again)[hidden] = (void *)m->at[32]; /* overwrites G_linear0_product_again */
    make_G_relu(parameters->G_0_bias, G_linear0_product_again, G_relu_again);
    lap(m, 21); /* R2 */
    scaled_product_16x12_by_16x36(G_relu_again, d_G_linear2_scaled, gradients->G_2_weight,
        m->at[33], -0.0625f);
    lap(m, 22); /* G4 */
    float (*d_G_relu_scaled)[hidden] = (void *)m->at[34];
    product_36x12_by_16x36(parameters->G_2_weight, d_G_linear2_scaled, d_G_relu_scaled,
        m->at[35]);
    lap(m, 23); /* G5 */
    float *d_G_0_bias_scaled = m->at[37];
    float (*d_G_linear0_scaled)[hidden] = (void *)m->at[36];
    make_d_G_linear0_scaled(d_G_relu_scaled, G_relu_again, d_G_0_bias_scaled,
        d_G_linear0_scaled);
    lap(m, 24); /* G6 */
    make_d_G_0_bias(d_G_0_bias_scaled, gradients->G_0_bias);
    lap(m, 25); /* G7 */
    scaled_product_16x4_by_16x12(fake_noise, d_G_linear0_scaled, gradients->G_0_weight,
        -0.0625f);
    lap(m, 26); /* G8 */
    /* G.0.weight .. G.2.bias: 532 floats */
    m->updates[1]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 532, m->updates[1], 0.001,
        0.9, 0.999, 1e-08);
    lap(m, 27); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
limited_evaluate(struct instance *m)
{
    struct limited_parameters *const parameters = (void *)m->parameters;

    float (*fake_noise)[4] = (void *)m->at[38];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[39];
    product_12x4_by_16x4(parameters->G_0_weight, fake_noise, G_linear0_product); /* F1 */
    float (*G_relu)[hidden] = (void *)m->at[40]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu); /* F2 */
    float (*G_linear2_product)[36] = (void *)m->at[41];
    product_36x12_by_16x12(parameters->G_2_weight, G_relu, G_linear2_product,
        m->at[42]); /* F3 */
    float (*G_sigmoid)[36] = (void *)m->at[43];
    make_G_sigmoid(parameters->G_2_bias, G_linear2_product, G_sigmoid); /* F4 */
    const float (*x)[36] = m->field[DATA_x];
    float (*D_linear1_of_x_product)[hidden] = (void *)m->at[44];
    product_12x36_by_16x36(parameters->D_1_weight, x, D_linear1_of_x_product,
        m->at[45]); /* F5 */
    float *D_linear3_of_x_softplus_sum = m->at[46];
    make_D_linear3_of_x_softplus_sum(parameters->D_1_bias, D_linear1_of_x_product,
        parameters->D_3_weight, parameters->D_3_bias, D_linear3_of_x_softplus_sum); /* F6 */
    float (*D_linear1_of_fake_product)[hidden] = (void *)m->at[47];
    product_12x36_by_16x36(parameters->D_1_weight, G_sigmoid, D_linear1_of_fake_product,
        m->at[48]); /* F7 */
    float *D_linear3_of_fake_softplus_sum = m->at[49];
    float *g_loss_sum = m->at[50];
    make_D_linear3_of_fake_softplus_sum(parameters->D_1_bias, D_linear1_of_fake_product,
        parameters->D_3_weight, parameters->D_3_bias, D_linear3_of_fake_softplus_sum,
        g_loss_sum); /* F8 */
    float *d_loss = &m->value[VALUE_d_loss];
    d_loss[0] = 0.0625f * D_linear3_of_x_softplus_sum[0]
        + 0.0625f * D_linear3_of_fake_softplus_sum[0];
    float *g_loss = &m->value[VALUE_g_loss];
    g_loss[0] = 0.0625f * g_loss_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
limited_sample(struct instance *m, float *const *output)
{
    struct limited_parameters *const parameters = (void *)m->parameters;

    float (*fake_noise)[4] = (void *)m->at[51];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[52];
    product_12x4_by_16x4(parameters->G_0_weight, fake_noise, G_linear0_product); /* F1 */
    float (*G_relu)[hidden] = (void *)m->at[53]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu); /* F2 */
    float (*G_linear2_product)[36] = (void *)m->at[54];
    product_36x12_by_16x12(parameters->G_2_weight, G_relu, G_linear2_product,
        m->at[55]); /* F3 */
    float (*G_sigmoid)[36] = (void *)output[0];
    make_G_sigmoid(parameters->G_2_bias, G_linear2_product, G_sigmoid); /* F4 */
}

/* Fills output[i] for one batch: the command `interpolate`. */
void
limited_interpolate(struct instance *m, float *const *output)
{
    struct limited_parameters *const parameters = (void *)m->parameters;

    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[56][n * latent], latent, random_key(m->seed, "interpolate.1"),
            m->draw, layout_example(m, n) * latent); /* N1 */
    }
    layout_shares(m, m->at[57]); /* N2 */
    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[58][n * latent], latent, random_key(m->seed, "interpolate.2"),
            m->draw, layout_example(m, n) * latent); /* N3 */
    }
    float (*interpolate_noise)[latent] = (void *)m->at[56];
    float *share = m->at[57];
    float (*interpolate_noise2)[latent] = (void *)m->at[58];
    float (*path)[latent] = (void *)m->at[59]; /* overwrites interpolate_noise */
    make_path(interpolate_noise, share, interpolate_noise2, path); /* F1 */
    float (*G_linear0_product)[hidden] = (void *)m->at[60];
    product_12x4_by_16x4(parameters->G_0_weight, path, G_linear0_product); /* F2 */
    float (*G_relu)[hidden] = (void *)m->at[61]; /* overwrites G_linear0_product */
    make_G_relu(parameters->G_0_bias, G_linear0_product, G_relu); /* F3 */
    float (*G_linear2_product)[36] = (void *)m->at[62];
    product_36x12_by_16x12(parameters->G_2_weight, G_relu, G_linear2_product,
        m->at[63]); /* F4 */
    float (*G_sigmoid)[36] = (void *)output[0];
    make_G_sigmoid(parameters->G_2_bias, G_linear2_product, G_sigmoid); /* F5 */
}

