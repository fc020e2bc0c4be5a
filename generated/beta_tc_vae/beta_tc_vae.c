/* beta_tc_vae.c: the computations of beta_tc_vae.yaml (sha256 33c320ce).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 128, dataset 60000, hidden 400, latent 10, side 28, others 128
 * Parameters  993520 floats, struct beta_tc_vae_parameters; gradients in the same struct
 * Arena       468224 floats; 3006080 if nothing shared memory, at least 468224 at once
 *    offset   floats  holds                                  live
 *         0    51200  encoder_linear1_product[batch][hidden] step_1 F1..F2
 *         0    51200  encoder_linear3_product[batch][hidden] step_1 F3..F4
 *         0    51200  decoder_linear0_product[batch][hidden] step_1 F12..F13
 *         0    51200  decoder_linear2_product[batch][hidden] step_1 F14..F15
 *         0   100352  d_decoder_reshape[batch][side][side]   step_1 F17..G3
 *         0    51200  d_decoder_linear2[batch][hidden]       step_1 G4..G6
 *         0    51200  d_decoder_linear0[batch][hidden]       step_1 G7..G9
 *         0    51200  d_encoder_relu4[batch][hidden]         step_1 G12..G15
 *         0    51200  d_encoder_linear1[batch][hidden]       step_1 G18..G19
 *     51200    51200  d_decoder_tanh1[batch][hidden]         step_1 G6..G7
 *     51200    51200  d_encoder_linear3[batch][hidden]       step_1 G15..G17
 *    100352   100352  decoder_linear4_product[batch][784]    step_1 F16..F17
 *    102400    51200  d_encoder_relu2[batch][hidden]         step_1 G17..G18
 *    200704    51200  decoder_tanh3[batch][hidden]           step_1 F15..G4
 *    251904    51200  decoder_tanh1[batch][hidden]           step_1 F13..G7
 *    303104    51200  encoder_relu4[batch][hidden]           step_1 F4..G15
 *    354304    51200  encoder_relu2[batch][hidden]           step_1 F2..G18
 *    405504    51200  d_decoder_tanh3[batch][hidden]         step_1 G3..G4
 * 97 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "beta_tc_vae.h"

#include "runtime/layout.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "beta_tc_vae_contractions.h"

enum { batch = 128, dataset = 60000, hidden = 400, latent = 10, side = 28, others = 128 };
enum { DATA_x };
enum { VALUE_reconstruction, VALUE_information, VALUE_correlation, VALUE_dimensions };

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

/* step_1 F2, F4; evaluate F2, F4; reconstruct F3, F5: encoder_relu (line 12) over
 *     [batch][hidden]
 * Serves encoder_relu2, encoder_relu4.
 *     encoder_linear = encoder_bias + encoder_linear_product
 *     encoder_relu = encoder_linear > 0 ? encoder_linear : 0 */
static void
make_encoder_relu(const float encoder_bias[restrict hidden],
    const float encoder_linear_product[batch][hidden], float encoder_relu[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float encoder_linear = encoder_bias[i] + encoder_linear_product[n][i];
            encoder_relu[n][i] = encoder_linear > 0.0f ? encoder_linear : 0.0f;
        }
    }
}

/* step_1 F7: q_logvar_negated_shifted_row_sum, z_squared_negated_row_sum, kl_std (line 23),
 *     z (line 22), d_q_logvar_factor_weighted, d_q_mu_plus_z_scaled (line 23) over
 *     [batch][latent]
 *     q_mu = encoder_mu_0_bias + q_mu_product
 *     q_logvar = encoder_logvar_0_bias + q_logvar_product
 *     kl_std = exp(0.5 * q_logvar)
 *     z = q_mu + z_noise * kl_std
 *     d_q_logvar_factor = z - q_mu
 *     q_logvar_exp = exp(-q_logvar)
 *     d_q_logvar_factor_weighted = d_q_logvar_factor^2 * q_logvar_exp
 *     q_logvar_negated_shifted_row_sum = sum over i of (-0.5 * q_logvar - 0.5 *
 *         d_q_logvar_factor_weighted - 0.918939)
 *     z_squared_negated_row_sum = sum over i of (-0.918939 - 0.5 * z^2)
 *     d_q_mu_plus_z_scaled = d_q_logvar_factor * q_logvar_exp
 * d_q_logvar_factor_weighted is stored, not computed again: exp and its kin are dear.
 * d_q_mu_plus_z_scaled is stored, not computed again: exp and its kin are dear. */
static void
make_z_in_step_1(const float encoder_logvar_0_bias[restrict latent],
    const float q_logvar_product[restrict batch][latent],
    const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[restrict batch][latent],
    const float z_noise[restrict batch][latent],
    float q_logvar_negated_shifted_row_sum[restrict batch],
    float z_squared_negated_row_sum[restrict batch], float kl_std[restrict batch][latent],
    float z[restrict batch][latent], float d_q_logvar_factor_weighted[restrict batch][latent],
    float d_q_mu_plus_z_scaled[restrict batch][latent])
{
    for (int n = 0; n < batch; n++) {
        float q_logvar_negated_shifted_row_sum_here = 0.0f;
        float z_squared_negated_row_sum_here = 0.0f;
#pragma omp simd reduction(+ : q_logvar_negated_shifted_row_sum_here, \
    z_squared_negated_row_sum_here)
        for (int i = 0; i < latent; i++) {
            const float q_logvar = encoder_logvar_0_bias[i] + q_logvar_product[n][i];
            const float kl_std_here = math_exp(0.5f * q_logvar);
            const float q_mu = encoder_mu_0_bias[i] + q_mu_product[n][i];
            const float z_here = q_mu + z_noise[n][i] * kl_std_here;
            const float d_q_logvar_factor = z_here - q_mu;
            const float q_logvar_exp = math_exp(-q_logvar);
            const float d_q_logvar_factor_weighted_here =
                d_q_logvar_factor * d_q_logvar_factor * q_logvar_exp;
            q_logvar_negated_shifted_row_sum_here += -0.5f * q_logvar
                - 0.5f * d_q_logvar_factor_weighted_here - 0.9189385f;
            z_squared_negated_row_sum_here += -0.9189385f - 0.5f * (z_here * z_here);
            kl_std[n][i] = kl_std_here;
            z[n][i] = z_here;
            d_q_logvar_factor_weighted[n][i] = d_q_logvar_factor_weighted_here;
            d_q_mu_plus_z_scaled[n][i] = d_q_logvar_factor * q_logvar_exp;
        }
        q_logvar_negated_shifted_row_sum[n] = q_logvar_negated_shifted_row_sum_here;
        z_squared_negated_row_sum[n] = z_squared_negated_row_sum_here;
    }
}

/* step_1 F8; evaluate F8: q_mu_2 (line 21) over [batch][latent]
 *     q_mu_2 = encoder_mu_0_bias + q_mu_product */
static void
make_q_mu_2(const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[restrict batch][latent], float q_mu_2[restrict batch][latent])
{
    for (int i = 0; i < batch; i++) {
#pragma omp simd
        for (int j = 0; j < latent; j++)
            q_mu_2[i][j] = encoder_mu_0_bias[j] + q_mu_product[i][j];
    }
}

/* step_1 F9: kl_pairs_scale, d_kl_pairs_factor_scaled_scale (line 23) over [batch][latent]
 *     kl_pairs_scale = (-0.5) / (kl_std^2)
 *     d_kl_pairs_factor_scaled_scale = 1 / (kl_std^2) */
static void
make_kl_pairs_scale_in_step_1(const float kl_std[restrict batch][latent],
    float kl_pairs_scale[restrict batch][latent],
    float d_kl_pairs_factor_scaled_scale[restrict batch][latent])
{
    for (int i = 0; i < batch; i++) {
#pragma omp simd
        for (int j = 0; j < latent; j++) {
            kl_pairs_scale[i][j] = (-0.5f) / (kl_std[i][j] * kl_std[i][j]);
            d_kl_pairs_factor_scaled_scale[i][j] = 1.0f / (kl_std[i][j] * kl_std[i][j]);
        }
    }
}

/* step_1 F10; evaluate F10: kl_pairs_offset (line 23) over [batch][latent]
 *     kl_pairs_offset = 0.5 * (encoder_logvar_0_bias + q_logvar_product) */
static void
make_kl_pairs_offset(const float encoder_logvar_0_bias[restrict latent],
    const float q_logvar_product[restrict batch][latent],
    float kl_pairs_offset[restrict batch][latent])
{
    for (int i = 0; i < batch; i++) {
#pragma omp simd
        for (int j = 0; j < latent; j++)
            kl_pairs_offset[i][j] = 0.5f * (encoder_logvar_0_bias[j] + q_logvar_product[i][j]);
    }
}

/* step_1 F11: information_sum (line 27), d_q_logvar_scaled, d_kl_std_reshape_sum,
 *     d_q_mu_sum, kl_pairs_max, d_kl_pairs_factor_exp_row_sum, d_z_reshape_scaled, kl_joint
 *     (line 23) over [batch][batch][latent]
 *     kl_pairs_factor = z - q_mu_2
 *     kl_pairs = kl_pairs_scale * kl_pairs_factor^2 - kl_pairs_offset - 0.918939
 *     kl_pairs_row_sum = sum over j of kl_pairs
 *     kl_pairs_row_sum_max = max over i of kl_pairs_row_sum
 *     d_kl_pairs_scale_exp = exp(kl_pairs_row_sum - kl_pairs_row_sum_max)
 *     d_kl_pairs_scale_exp_row_sum = sum over i of d_kl_pairs_scale_exp
 *     kl_joint = kl_pairs_row_sum_max + log(d_kl_pairs_scale_exp_row_sum) - 15.8541
 *     kl_information = q_logvar_negated_shifted_row_sum - kl_joint
 *     information_sum = sum over n of kl_information
 *     kl_pairs_max = max over i of kl_pairs
 *     d_kl_pairs_factor_exp = exp(kl_pairs - kl_pairs_max)
 *     d_kl_pairs_factor_exp_row_sum = sum over i of d_kl_pairs_factor_exp
 *     d_kl_pairs_scale_exp_row_sum_weighted = 0.0390625 / d_kl_pairs_scale_exp_row_sum
 *     d_kl_pairs_offset = d_kl_pairs_scale_exp_row_sum_weighted * d_kl_pairs_scale_exp
 *     d_kl_pairs_factor_exp_row_sum_weighted = (-0.0390625) / d_kl_pairs_factor_exp_row_sum
 *     d_kl_pairs = d_kl_pairs_offset + d_kl_pairs_factor_exp_row_sum_weighted *
 *         d_kl_pairs_factor_exp
 *     d_q_logvar_scaled = sum over n of d_kl_pairs
 *     d_kl_std_reshape_sum = sum over n of kl_pairs_factor^2 * d_kl_pairs
 *     d_z_reshape_scaled = sum over i of d_kl_pairs_factor_scaled_scale * kl_pairs_factor *
 *         d_kl_pairs
 *     d_q_mu_sum = sum over n of kl_pairs_factor * d_kl_pairs */
static void
make_kl_joint_in_step_1(const float z[restrict batch][latent],
    const float q_mu_2[restrict batch][latent],
    const float kl_pairs_scale[restrict batch][latent],
    const float kl_pairs_offset[restrict batch][latent],
    const float d_kl_pairs_factor_scaled_scale[restrict batch][latent],
    const float q_logvar_negated_shifted_row_sum[restrict batch],
    float information_sum[restrict 1], float d_q_logvar_scaled[restrict batch][latent],
    float d_kl_std_reshape_sum[restrict batch][latent],
    float d_q_mu_sum[restrict batch][latent], float kl_pairs_max[restrict batch][latent],
    float d_kl_pairs_factor_exp_row_sum[restrict batch][latent],
    float d_z_reshape_scaled[restrict batch][latent], float kl_joint[restrict batch])
{
    enum { chunks = 16 };
    float information_sum_partial[chunks];
    float d_q_logvar_scaled_partial[chunks][batch][latent];
    float d_kl_std_reshape_sum_partial[chunks][batch][latent];
    float d_q_mu_sum_partial[chunks][batch][latent];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float information_sum_total = 0.0f;
        memset(d_q_logvar_scaled_partial[chunk], 0, sizeof d_q_logvar_scaled_partial[chunk]);
        memset(d_kl_std_reshape_sum_partial[chunk], 0,
            sizeof d_kl_std_reshape_sum_partial[chunk]);
        memset(d_q_mu_sum_partial[chunk], 0, sizeof d_q_mu_sum_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float kl_pairs_row_sum[batch];
            float kl_pairs_max_here[latent];
            for (int j = 0; j < latent; j++)
                kl_pairs_max_here[j] = -INFINITY;
            for (int i = 0; i < batch; i++) {
                float kl_pairs_row_sum_fold = 0.0f;
#pragma omp simd reduction(+ : kl_pairs_row_sum_fold)
                for (int j = 0; j < latent; j++) {
                    const float kl_pairs_factor = z[n][j] - q_mu_2[i][j];
                    const float kl_pairs = kl_pairs_scale[i][j] * kl_pairs_factor
                        * kl_pairs_factor - kl_pairs_offset[i][j] - 0.9189385f;
                    kl_pairs_row_sum_fold += kl_pairs;
                    kl_pairs_max_here[j] = kl_pairs > kl_pairs_max_here[j] ? kl_pairs
                        : kl_pairs_max_here[j];
                }
                kl_pairs_row_sum[i] = kl_pairs_row_sum_fold;
            }
            for (int j = 0; j < latent; j++)
                kl_pairs_max[n][j] = kl_pairs_max_here[j];
            float kl_pairs_row_sum_max = -INFINITY;
            float d_kl_pairs_factor_exp_row_sum_here[latent] = {0};
#pragma omp simd reduction(max : kl_pairs_row_sum_max)
            for (int i = 0; i < batch; i++)
                kl_pairs_row_sum_max = kl_pairs_row_sum[i] > kl_pairs_row_sum_max
                    ? kl_pairs_row_sum[i] : kl_pairs_row_sum_max;
            for (int i = 0; i < batch; i++) {
#pragma omp simd
                for (int j = 0; j < latent; j++) {
                    const float kl_pairs_factor = z[n][j] - q_mu_2[i][j];
                    d_kl_pairs_factor_exp_row_sum_here[j] +=
                        math_exp(kl_pairs_scale[i][j] * kl_pairs_factor * kl_pairs_factor
                        - kl_pairs_offset[i][j] - 0.9189385f - kl_pairs_max_here[j]);
                }
            }
            for (int j = 0; j < latent; j++)
                d_kl_pairs_factor_exp_row_sum[n][j] = d_kl_pairs_factor_exp_row_sum_here[j];
            float d_kl_pairs_factor_exp_row_sum_weighted[latent];
            for (int j = 0; j < latent; j++)
                d_kl_pairs_factor_exp_row_sum_weighted[j] =
                    (-0.0390625f) / d_kl_pairs_factor_exp_row_sum_here[j];
            float d_kl_pairs_scale_exp_row_sum = 0.0f;
#pragma omp simd reduction(+ : d_kl_pairs_scale_exp_row_sum)
            for (int i = 0; i < batch; i++)
                d_kl_pairs_scale_exp_row_sum += math_exp(kl_pairs_row_sum[i]
                    - kl_pairs_row_sum_max);
            const float d_kl_pairs_scale_exp_row_sum_weighted =
                0.0390625f / d_kl_pairs_scale_exp_row_sum;
            float d_kl_pairs_offset[batch];
            for (int i = 0; i < batch; i++)
                d_kl_pairs_offset[i] = d_kl_pairs_scale_exp_row_sum_weighted
                    * math_exp(kl_pairs_row_sum[i] - kl_pairs_row_sum_max);
            float d_z_reshape_scaled_here[latent] = {0};
            for (int i = 0; i < batch; i++) {
#pragma omp simd
                for (int j = 0; j < latent; j++) {
                    const float kl_pairs_factor = z[n][j] - q_mu_2[i][j];
                    const float d_kl_pairs = d_kl_pairs_offset[i]
                        + d_kl_pairs_factor_exp_row_sum_weighted[j]
                        * math_exp(kl_pairs_scale[i][j] * kl_pairs_factor * kl_pairs_factor
                        - kl_pairs_offset[i][j] - 0.9189385f - kl_pairs_max_here[j]);
                    d_q_logvar_scaled_partial[chunk][i][j] += d_kl_pairs;
                    d_kl_std_reshape_sum_partial[chunk][i][j] +=
                        kl_pairs_factor * kl_pairs_factor * d_kl_pairs;
                    d_z_reshape_scaled_here[j] += d_kl_pairs_factor_scaled_scale[i][j]
                        * kl_pairs_factor * d_kl_pairs;
                    d_q_mu_sum_partial[chunk][i][j] += kl_pairs_factor * d_kl_pairs;
                }
            }
            for (int j = 0; j < latent; j++)
                d_z_reshape_scaled[n][j] = d_z_reshape_scaled_here[j];
            kl_joint[n] = kl_pairs_row_sum_max + math_log(d_kl_pairs_scale_exp_row_sum)
                - 15.85413f;
            information_sum_total += q_logvar_negated_shifted_row_sum[n]
                - (kl_pairs_row_sum_max + math_log(d_kl_pairs_scale_exp_row_sum) - 15.85413f);
        }
        information_sum_partial[chunk] = information_sum_total;
    }
    add_chunks(chunks, 1, information_sum_partial, information_sum);
    add_chunks(chunks, 1280, &d_q_logvar_scaled_partial[0][0][0], &d_q_logvar_scaled[0][0]);
    add_chunks(chunks, 1280, &d_kl_std_reshape_sum_partial[0][0][0],
        &d_kl_std_reshape_sum[0][0]);
    add_chunks(chunks, 1280, &d_q_mu_sum_partial[0][0][0], &d_q_mu_sum[0][0]);
}

/* step_1 F13, F15; evaluate F13, F15; sample F2, F4; reconstruct F9, F11; interpolate F3,
 *     F5: decoder_tanh (line 18) over [batch][hidden]
 * Serves decoder_tanh1, decoder_tanh3.
 *     decoder_tanh = tanh(decoder_bias + decoder_linear_product) */
static void
make_decoder_tanh(const float decoder_bias[restrict hidden],
    const float decoder_linear_product[batch][hidden], float decoder_tanh[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++)
            decoder_tanh[n][i] = math_tanh(decoder_bias[i] + decoder_linear_product[n][i]);
    }
}

/* step_1 F17: reconstruction_sum (line 26), d_decoder_reshape (line 18) over [batch][784]
 *     decoder_linear4 = decoder_4_bias + decoder_linear4_product
 *     reconstruction_sum = sum over n, i of (softplus(decoder_linear4) - x *
 *         decoder_linear4)
 *     d_decoder_reshape = 0.0078125 * sigmoid(decoder_linear4) - 0.0078125 * x */
static void
make_d_decoder_reshape(const float decoder_4_bias[restrict 784],
    const float decoder_linear4_product[restrict batch][784],
    const float x[restrict batch][784], float reconstruction_sum[restrict 1],
    float d_decoder_reshape[restrict batch][784])
{
    enum { chunks = 16 };
    float reconstruction_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float reconstruction_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float reconstruction_row_sum = 0.0f;
#pragma omp simd reduction(+ : reconstruction_row_sum)
            for (int i = 0; i < 784; i++) {
                const float decoder_linear4 = decoder_4_bias[i] + decoder_linear4_product[n][i];
                reconstruction_row_sum += math_softplus(decoder_linear4)
                    - x[n][i] * decoder_linear4;
                d_decoder_reshape[n][i] = 0.0078125f * math_sigmoid(decoder_linear4)
                    - 0.0078125f * x[n][i];
            }
            reconstruction_sum_total += reconstruction_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
}

/* step_1 F20; evaluate F20: correlation_sum (line 28), dimensions_sum (line 29) over
 *     [batch][latent]
 *     kl_apart = sum over i of (kl_pairs_max + log(d_kl_pairs_factor_exp_row_sum) - 15.8541)
 *     kl_correlation = kl_joint - kl_apart
 *     correlation_sum = sum over n of kl_correlation
 *     kl_dimensions = kl_apart - z_squared_negated_row_sum
 *     dimensions_sum = sum over n of kl_dimensions */
static void
make_correlation_sum_and_dimensions_sum(const float kl_pairs_max[restrict batch][latent],
    const float d_kl_pairs_factor_exp_row_sum[restrict batch][latent],
    const float kl_joint[restrict batch], const float z_squared_negated_row_sum[restrict batch],
    float correlation_sum[restrict 1], float dimensions_sum[restrict 1])
{
    float correlation_sum_total = 0.0f;
    float dimensions_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float kl_apart = 0.0f;
#pragma omp simd reduction(+ : kl_apart)
        for (int i = 0; i < latent; i++)
            kl_apart += kl_pairs_max[n][i] + math_log(d_kl_pairs_factor_exp_row_sum[n][i])
                - 15.85413f;
        correlation_sum_total += kl_joint[n] - kl_apart;
        dimensions_sum_total += kl_apart - z_squared_negated_row_sum[n];
    }
    correlation_sum[0] = correlation_sum_total;
    dimensions_sum[0] = dimensions_sum_total;
}

/* step_1 G1: d_decoder_4_bias (line 18) over [batch][784]
 *     d_decoder_4_bias = sum over n of d_decoder_reshape */
static void
make_d_decoder_4_bias(const float d_decoder_reshape[restrict batch][784],
    float d_decoder_4_bias[restrict 784])
{
    enum { chunks = 16 };
    float d_decoder_4_bias_partial[chunks][784];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_decoder_4_bias_partial[chunk], 0, sizeof d_decoder_4_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < 784; i++)
                d_decoder_4_bias_partial[chunk][i] += d_decoder_reshape[n][i];
        }
    }
    add_chunks(chunks, 784, &d_decoder_4_bias_partial[0][0], d_decoder_4_bias);
}

/* step_1 G4, G7: d_decoder_bias, d_decoder_linear (line 18) over [batch][hidden]
 * Serves d_decoder_linear2, d_decoder_linear0.
 *     d_decoder_linear = d_decoder_tanh * (1 - decoder_tanh^2)
 *     d_decoder_bias = sum over n of d_decoder_linear */
static void
make_d_decoder_linear_and_d_decoder_bias(const float d_decoder_tanh[restrict batch][hidden],
    const float decoder_tanh[restrict batch][hidden], float d_decoder_bias[restrict hidden],
    float d_decoder_linear[restrict batch][hidden])
{
    enum { chunks = 16 };
    float d_decoder_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_decoder_bias_partial[chunk], 0, sizeof d_decoder_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < hidden; i++) {
                const float d_decoder_linear_here = d_decoder_tanh[n][i]
                    * (1.0f - decoder_tanh[n][i] * decoder_tanh[n][i]);
                d_decoder_bias_partial[chunk][i] += d_decoder_linear_here;
                d_decoder_linear[n][i] = d_decoder_linear_here;
            }
        }
    }
    add_chunks(chunks, hidden, &d_decoder_bias_partial[0][0], d_decoder_bias);
}

/* step_1 G10: d_encoder_mu_0_bias (line 14), d_encoder_logvar_0_bias (line 15), d_q_logvar,
 *     d_q_mu (line 21) over [batch][latent]
 *     d_z = 0.0078125 * z + d_z_via_decoder_linear0 - 0.0078125 * d_q_mu_plus_z_scaled -
 *         d_z_reshape_scaled
 *     d_q_logvar = 0.00390625 * d_q_logvar_factor_weighted + 0.5 * (kl_std *
 *         (d_kl_std_reshape_sum / (kl_std^3))) + 0.5 * (z_noise * kl_std * d_z) - 0.00390625
 *         - 0.5 * d_q_logvar_scaled
 *     d_q_mu = 0.0078125 * d_q_mu_plus_z_scaled + d_z + d_q_mu_sum / (kl_std^2)
 *     d_encoder_mu_0_bias = sum over n of d_q_mu
 *     d_encoder_logvar_0_bias = sum over n of d_q_logvar */
static void
make_d_q_logvar(const float z[restrict batch][latent],
    const float d_z_via_decoder_linear0[restrict batch][latent],
    const float d_q_mu_plus_z_scaled[restrict batch][latent],
    const float d_z_reshape_scaled[restrict batch][latent],
    const float d_q_logvar_factor_weighted[restrict batch][latent],
    const float kl_std[restrict batch][latent],
    const float d_kl_std_reshape_sum[restrict batch][latent],
    const float z_noise[restrict batch][latent],
    const float d_q_logvar_scaled[restrict batch][latent],
    const float d_q_mu_sum[restrict batch][latent], float d_encoder_mu_0_bias[restrict latent],
    float d_encoder_logvar_0_bias[restrict latent], float d_q_logvar[restrict batch][latent],
    float d_q_mu[restrict batch][latent])
{
    memset(d_encoder_mu_0_bias, 0, latent * sizeof(float));
    memset(d_encoder_logvar_0_bias, 0, latent * sizeof(float));
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < latent; i++) {
            const float d_z = 0.0078125f * z[n][i] + d_z_via_decoder_linear0[n][i]
                - 0.0078125f * d_q_mu_plus_z_scaled[n][i] - d_z_reshape_scaled[n][i];
            const float d_q_logvar_here = 0.00390625f * d_q_logvar_factor_weighted[n][i]
                + 0.5f * (kl_std[n][i] * (d_kl_std_reshape_sum[n][i]
                / (kl_std[n][i] * kl_std[n][i] * kl_std[n][i])))
                + 0.5f * (z_noise[n][i] * kl_std[n][i] * d_z) - 0.00390625f
                - 0.5f * d_q_logvar_scaled[n][i];
            const float d_q_mu_here = 0.0078125f * d_q_mu_plus_z_scaled[n][i] + d_z
                + d_q_mu_sum[n][i] / (kl_std[n][i] * kl_std[n][i]);
            d_encoder_mu_0_bias[i] += d_q_mu_here;
            d_encoder_logvar_0_bias[i] += d_q_logvar_here;
            d_q_logvar[n][i] = d_q_logvar_here;
            d_q_mu[n][i] = d_q_mu_here;
        }
    }
}

/* step_1 G15, G18: d_encoder_bias, d_encoder_linear (line 12) over [batch][hidden]
 * Serves d_encoder_linear3, d_encoder_linear1.
 *     d_encoder_linear = d_encoder_relu * (encoder_relu > 0 ? 1 : 0)
 *     d_encoder_bias = sum over n of d_encoder_linear */
static void
make_d_encoder_linear_and_d_encoder_bias(const float d_encoder_relu[restrict batch][hidden],
    const float encoder_relu[restrict batch][hidden], float d_encoder_bias[restrict hidden],
    float d_encoder_linear[restrict batch][hidden])
{
    enum { chunks = 16 };
    float d_encoder_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_encoder_bias_partial[chunk], 0, sizeof d_encoder_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < hidden; i++) {
                const float d_encoder_linear_here = d_encoder_relu[n][i]
                    * (encoder_relu[n][i] > 0.0f ? 1.0f : 0.0f);
                d_encoder_bias_partial[chunk][i] += d_encoder_linear_here;
                d_encoder_linear[n][i] = d_encoder_linear_here;
            }
        }
    }
    add_chunks(chunks, hidden, &d_encoder_bias_partial[0][0], d_encoder_bias);
}

/* evaluate F7: q_logvar_negated_shifted_row_sum, z_squared_negated_row_sum, kl_std (line
 *     23), z (line 22) over [batch][latent]
 *     q_mu = encoder_mu_0_bias + q_mu_product
 *     q_logvar = encoder_logvar_0_bias + q_logvar_product
 *     kl_std = exp(0.5 * q_logvar)
 *     z = q_mu + z_noise * kl_std
 *     d_q_logvar_factor = z - q_mu
 *     q_logvar_negated_shifted_row_sum = sum over i of (-0.5 * q_logvar - 0.5 *
 *         (d_q_logvar_factor^2 * exp(-q_logvar)) - 0.918939)
 *     z_squared_negated_row_sum = sum over i of (-0.918939 - 0.5 * z^2) */
static void
make_z_in_evaluate(const float encoder_logvar_0_bias[restrict latent],
    const float q_logvar_product[restrict batch][latent],
    const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[restrict batch][latent],
    const float z_noise[restrict batch][latent],
    float q_logvar_negated_shifted_row_sum[restrict batch],
    float z_squared_negated_row_sum[restrict batch], float kl_std[restrict batch][latent],
    float z[restrict batch][latent])
{
    for (int n = 0; n < batch; n++) {
        float q_logvar_negated_shifted_row_sum_here = 0.0f;
        float z_squared_negated_row_sum_here = 0.0f;
#pragma omp simd reduction(+ : q_logvar_negated_shifted_row_sum_here, \
    z_squared_negated_row_sum_here)
        for (int i = 0; i < latent; i++) {
            const float q_logvar = encoder_logvar_0_bias[i] + q_logvar_product[n][i];
            const float kl_std_here = math_exp(0.5f * q_logvar);
            const float q_mu = encoder_mu_0_bias[i] + q_mu_product[n][i];
            const float z_here = q_mu + z_noise[n][i] * kl_std_here;
            const float d_q_logvar_factor = z_here - q_mu;
            q_logvar_negated_shifted_row_sum_here += -0.5f * q_logvar
                - 0.5f * (d_q_logvar_factor * d_q_logvar_factor * math_exp(-q_logvar))
                - 0.9189385f;
            z_squared_negated_row_sum_here += -0.9189385f - 0.5f * (z_here * z_here);
            kl_std[n][i] = kl_std_here;
            z[n][i] = z_here;
        }
        q_logvar_negated_shifted_row_sum[n] = q_logvar_negated_shifted_row_sum_here;
        z_squared_negated_row_sum[n] = z_squared_negated_row_sum_here;
    }
}

/* evaluate F9: kl_pairs_scale (line 23) over [batch][latent]
 *     kl_pairs_scale = (-0.5) / (kl_std^2) */
static void
make_kl_pairs_scale_in_evaluate(const float kl_std[batch][latent],
    float kl_pairs_scale[batch][latent])
{
    for (int i = 0; i < batch; i++) {
#pragma omp simd
        for (int j = 0; j < latent; j++)
            kl_pairs_scale[i][j] = (-0.5f) / (kl_std[i][j] * kl_std[i][j]);
    }
}

/* evaluate F11: information_sum (line 27), kl_pairs_max, d_kl_pairs_factor_exp_row_sum,
 *     kl_joint (line 23) over [batch][batch][latent]
 *     kl_pairs_factor = z - q_mu_2
 *     kl_pairs = kl_pairs_scale * kl_pairs_factor^2 - kl_pairs_offset - 0.918939
 *     kl_pairs_row_sum = sum over j of kl_pairs
 *     kl_pairs_row_sum_max = max over i of kl_pairs_row_sum
 *     d_kl_pairs_scale_exp_row_sum = sum over i of exp(kl_pairs_row_sum -
 *         kl_pairs_row_sum_max)
 *     kl_joint = kl_pairs_row_sum_max + log(d_kl_pairs_scale_exp_row_sum) - 15.8541
 *     kl_information = q_logvar_negated_shifted_row_sum - kl_joint
 *     information_sum = sum over n of kl_information
 *     kl_pairs_max = max over i of kl_pairs
 *     d_kl_pairs_factor_exp_row_sum = sum over i of exp(kl_pairs - kl_pairs_max) */
static void
make_kl_joint_in_evaluate(const float z[restrict batch][latent],
    const float q_mu_2[restrict batch][latent], const float kl_pairs_scale[batch][latent],
    const float kl_pairs_offset[restrict batch][latent],
    const float q_logvar_negated_shifted_row_sum[restrict batch],
    float information_sum[restrict 1], float kl_pairs_max[restrict batch][latent],
    float d_kl_pairs_factor_exp_row_sum[restrict batch][latent], float kl_joint[restrict batch])
{
    enum { chunks = 16 };
    float information_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float information_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float kl_pairs_row_sum[batch];
            float kl_pairs_max_here[latent];
            for (int j = 0; j < latent; j++)
                kl_pairs_max_here[j] = -INFINITY;
            for (int i = 0; i < batch; i++) {
                float kl_pairs_row_sum_fold = 0.0f;
#pragma omp simd reduction(+ : kl_pairs_row_sum_fold)
                for (int j = 0; j < latent; j++) {
                    const float kl_pairs_factor = z[n][j] - q_mu_2[i][j];
                    const float kl_pairs = kl_pairs_scale[i][j] * kl_pairs_factor
                        * kl_pairs_factor - kl_pairs_offset[i][j] - 0.9189385f;
                    kl_pairs_row_sum_fold += kl_pairs;
                    kl_pairs_max_here[j] = kl_pairs > kl_pairs_max_here[j] ? kl_pairs
                        : kl_pairs_max_here[j];
                }
                kl_pairs_row_sum[i] = kl_pairs_row_sum_fold;
            }
            for (int j = 0; j < latent; j++)
                kl_pairs_max[n][j] = kl_pairs_max_here[j];
            float kl_pairs_row_sum_max = -INFINITY;
            float d_kl_pairs_factor_exp_row_sum_here[latent] = {0};
#pragma omp simd reduction(max : kl_pairs_row_sum_max)
            for (int i = 0; i < batch; i++)
                kl_pairs_row_sum_max = kl_pairs_row_sum[i] > kl_pairs_row_sum_max
                    ? kl_pairs_row_sum[i] : kl_pairs_row_sum_max;
            for (int i = 0; i < batch; i++) {
#pragma omp simd
                for (int j = 0; j < latent; j++) {
                    const float kl_pairs_factor = z[n][j] - q_mu_2[i][j];
                    d_kl_pairs_factor_exp_row_sum_here[j] +=
                        math_exp(kl_pairs_scale[i][j] * kl_pairs_factor * kl_pairs_factor
                        - kl_pairs_offset[i][j] - 0.9189385f - kl_pairs_max_here[j]);
                }
            }
            for (int j = 0; j < latent; j++)
                d_kl_pairs_factor_exp_row_sum[n][j] = d_kl_pairs_factor_exp_row_sum_here[j];
            float d_kl_pairs_scale_exp_row_sum = 0.0f;
#pragma omp simd reduction(+ : d_kl_pairs_scale_exp_row_sum)
            for (int i = 0; i < batch; i++)
                d_kl_pairs_scale_exp_row_sum += math_exp(kl_pairs_row_sum[i]
                    - kl_pairs_row_sum_max);
            kl_joint[n] = kl_pairs_row_sum_max + math_log(d_kl_pairs_scale_exp_row_sum)
                - 15.85413f;
            information_sum_total += q_logvar_negated_shifted_row_sum[n]
                - (kl_pairs_row_sum_max + math_log(d_kl_pairs_scale_exp_row_sum) - 15.85413f);
        }
        information_sum_partial[chunk] = information_sum_total;
    }
    add_chunks(chunks, 1, information_sum_partial, information_sum);
}

/* evaluate F17: reconstruction_sum (line 26) over [batch][784]
 *     decoder_linear4 = decoder_4_bias + decoder_linear4_product
 *     reconstruction_sum = sum over n, i of (softplus(decoder_linear4) - x *
 *         decoder_linear4) */
static void
make_reconstruction_sum(const float decoder_4_bias[restrict 784],
    const float decoder_linear4_product[restrict batch][784],
    const float x[restrict batch][784], float reconstruction_sum[restrict 1])
{
    enum { chunks = 16 };
    float reconstruction_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float reconstruction_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float reconstruction_row_sum = 0.0f;
#pragma omp simd reduction(+ : reconstruction_row_sum)
            for (int i = 0; i < 784; i++) {
                const float decoder_linear4 = decoder_4_bias[i] + decoder_linear4_product[n][i];
                reconstruction_row_sum += math_softplus(decoder_linear4)
                    - x[n][i] * decoder_linear4;
            }
            reconstruction_sum_total += reconstruction_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
}

/* sample F6; reconstruct F13; interpolate F7: decoder_linear4_sigmoid (line 36) over
 *     [batch][784]
 *     decoder_linear4_sigmoid = sigmoid(decoder_4_bias + decoder_linear4_product) */
static void
make_decoder_linear4_sigmoid(const float decoder_4_bias[restrict 784],
    const float decoder_linear4_product[restrict batch][784],
    float decoder_linear4_sigmoid[restrict batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            decoder_linear4_sigmoid[n][i] = math_sigmoid(decoder_4_bias[i]
                + decoder_linear4_product[n][i]);
    }
}

/* reconstruct F1: x_copy over [batch][784]
 *     x_copy = x */
static void
make_x_copy(const float x[restrict batch][784], float x_copy[restrict batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            x_copy[n][i] = x[n][i];
    }
}

/* reconstruct F7: q_mu (line 21) over [batch][latent]
 *     q_mu = encoder_mu_0_bias + q_mu_product */
static void
make_q_mu(const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[restrict batch][latent], float q_mu[restrict batch][latent])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < latent; i++)
            q_mu[n][i] = encoder_mu_0_bias[i] + q_mu_product[n][i];
    }
}

/* interpolate F1: path (line 38) over [batch][latent]
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

/* Minimises step1 with adam. */
void
beta_tc_vae_step_1(struct instance *m)
{
    struct beta_tc_vae_parameters *const parameters = (void *)m->parameters;
    struct beta_tc_vae_parameters *const gradients = (void *)m->gradients;

    const float (*x)[784] = m->field[DATA_x];
    float (*encoder_linear1_product)[hidden] = (void *)m->at[0];
    product_400x784_by_128x784(parameters->encoder_1_weight, x, encoder_linear1_product);
    lap(m, 0); /* F1 */
    float (*encoder_relu2)[hidden] = (void *)m->at[1];
    make_encoder_relu(parameters->encoder_1_bias, encoder_linear1_product, encoder_relu2);
    lap(m, 1); /* F2 */
    float (*encoder_linear3_product)[hidden] = (void *)m->at[2];
    product_400x400_by_128x400_left_panels_in_place(parameters->encoder_3_weight, encoder_relu2,
        encoder_linear3_product);
    lap(m, 2); /* F3 */
    float (*encoder_relu4)[hidden] = (void *)m->at[3];
    make_encoder_relu(parameters->encoder_3_bias, encoder_linear3_product, encoder_relu4);
    lap(m, 3); /* F4 */
    float (*q_mu_product)[latent] = (void *)m->at[4];
    product_10x400_by_128x400(parameters->encoder_mu_0_weight, encoder_relu4, q_mu_product,
        m->at[5]);
    lap(m, 4); /* F5 */
    float (*q_logvar_product)[latent] = (void *)m->at[6];
    product_10x400_by_128x400(parameters->encoder_logvar_0_weight, encoder_relu4,
        q_logvar_product, m->at[7]);
    lap(m, 5); /* F6 */
    float (*z_noise)[latent] = (void *)m->at[8];
    random_normal((void *)z_noise, batch * latent, random_key(m->seed, "z.1"), m->draw,
        m->first * latent);
    lap(m, 6); /* N1 */
    float *q_logvar_negated_shifted_row_sum = m->at[12];
    float *z_squared_negated_row_sum = m->at[13];
    float (*kl_std)[latent] = (void *)m->at[9];
    float (*z)[latent] = (void *)m->at[10];
    float (*d_q_logvar_factor_weighted)[latent] = (void *)m->at[11];
    float (*d_q_mu_plus_z_scaled)[latent] = (void *)m->at[14];
    make_z_in_step_1(parameters->encoder_logvar_0_bias, q_logvar_product,
        parameters->encoder_mu_0_bias, q_mu_product, z_noise, q_logvar_negated_shifted_row_sum,
        z_squared_negated_row_sum, kl_std, z, d_q_logvar_factor_weighted, d_q_mu_plus_z_scaled);
    lap(m, 7); /* F7 */
    float (*q_mu_2)[latent] = (void *)m->at[15];
    make_q_mu_2(parameters->encoder_mu_0_bias, q_mu_product, q_mu_2);
    lap(m, 8); /* F8 */
    float (*kl_pairs_scale)[latent] = (void *)m->at[16];
    float (*d_kl_pairs_factor_scaled_scale)[latent] = (void *)m->at[17];
    make_kl_pairs_scale_in_step_1(kl_std, kl_pairs_scale, d_kl_pairs_factor_scaled_scale);
    lap(m, 9); /* F9 */
    float (*kl_pairs_offset)[latent] = (void *)m->at[18];
    make_kl_pairs_offset(parameters->encoder_logvar_0_bias, q_logvar_product, kl_pairs_offset);
    lap(m, 10); /* F10 */
    float *information_sum = m->at[20];
    float (*d_q_logvar_scaled)[latent] = (void *)m->at[23];
    float (*d_kl_std_reshape_sum)[latent] = (void *)m->at[24];
    float (*d_q_mu_sum)[latent] = (void *)m->at[26];
    float (*kl_pairs_max)[latent] = (void *)m->at[21];
    float (*d_kl_pairs_factor_exp_row_sum)[latent] = (void *)m->at[22];
    float (*d_z_reshape_scaled)[latent] = (void *)m->at[25];
    float *kl_joint = m->at[19];
    make_kl_joint_in_step_1(z, q_mu_2, kl_pairs_scale, kl_pairs_offset,
        d_kl_pairs_factor_scaled_scale, q_logvar_negated_shifted_row_sum, information_sum,
        d_q_logvar_scaled, d_kl_std_reshape_sum, d_q_mu_sum, kl_pairs_max,
        d_kl_pairs_factor_exp_row_sum, d_z_reshape_scaled, kl_joint);
    lap(m, 11); /* F11 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[27];
    product_400x10_by_128x10(parameters->decoder_0_weight, z, decoder_linear0_product);
    lap(m, 12); /* F12 */
    float (*decoder_tanh1)[hidden] = (void *)m->at[28];
    make_decoder_tanh(parameters->decoder_0_bias, decoder_linear0_product, decoder_tanh1);
    lap(m, 13); /* F13 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[29];
    product_400x400_by_128x400_left_panels_in_place(parameters->decoder_2_weight, decoder_tanh1,
        decoder_linear2_product);
    lap(m, 14); /* F14 */
    float (*decoder_tanh3)[hidden] = (void *)m->at[30];
    make_decoder_tanh(parameters->decoder_2_bias, decoder_linear2_product, decoder_tanh3);
    lap(m, 15); /* F15 */
    float (*decoder_linear4_product)[784] = (void *)m->at[31];
    product_784x400_by_128x400(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product);
    lap(m, 16); /* F16 */
    float *reconstruction_sum = m->at[32];
    float (*d_decoder_reshape)[784] = (void *)m->at[33];
    make_d_decoder_reshape(parameters->decoder_4_bias, decoder_linear4_product, x,
        reconstruction_sum, d_decoder_reshape);
    lap(m, 17); /* F17 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.0078125f * reconstruction_sum[0];
    float *information = &m->value[VALUE_information];
    information[0] = 0.0078125f * information_sum[0];
    float *correlation_sum = m->at[34];
    float *dimensions_sum = m->at[35];
    make_correlation_sum_and_dimensions_sum(kl_pairs_max, d_kl_pairs_factor_exp_row_sum,
        kl_joint, z_squared_negated_row_sum, correlation_sum, dimensions_sum);
    lap(m, 18); /* F20 */
    float *correlation = &m->value[VALUE_correlation];
    correlation[0] = 0.0078125f * correlation_sum[0];
    float *dimensions = &m->value[VALUE_dimensions];
    dimensions[0] = 0.0078125f * dimensions_sum[0];
    make_d_decoder_4_bias(d_decoder_reshape, gradients->decoder_4_bias);
    lap(m, 19); /* G1 */
    product_128x400_by_128x784(decoder_tanh3, d_decoder_reshape, gradients->decoder_4_weight,
        m->at[36]);
    lap(m, 20); /* G2 */
    float (*d_decoder_tanh3)[hidden] = (void *)m->at[37];
    product_784x400_by_128x784(parameters->decoder_4_weight, d_decoder_reshape, d_decoder_tanh3,
        m->at[38]);
    lap(m, 21); /* G3 */
    float (*d_decoder_linear2)[hidden] = (void *)m->at[39];
    make_d_decoder_linear_and_d_decoder_bias(d_decoder_tanh3, decoder_tanh3,
        gradients->decoder_2_bias, d_decoder_linear2);
    lap(m, 22); /* G4 */
    product_128x400_by_128x400(decoder_tanh1, d_decoder_linear2, gradients->decoder_2_weight,
        m->at[40]);
    lap(m, 23); /* G5 */
    float (*d_decoder_tanh1)[hidden] = (void *)m->at[41];
    product_400x400_by_128x400_left_panels_packed(parameters->decoder_2_weight,
        d_decoder_linear2, d_decoder_tanh1, m->at[42]);
    lap(m, 24); /* G6 */
    float (*d_decoder_linear0)[hidden] = (void *)m->at[43];
    make_d_decoder_linear_and_d_decoder_bias(d_decoder_tanh1, decoder_tanh1,
        gradients->decoder_0_bias, d_decoder_linear0);
    lap(m, 25); /* G7 */
    product_128x10_by_128x400(z, d_decoder_linear0, gradients->decoder_0_weight, m->at[44]);
    lap(m, 26); /* G8 */
    float (*d_z_via_decoder_linear0)[latent] = (void *)m->at[45];
    product_400x10_by_128x400(parameters->decoder_0_weight, d_decoder_linear0,
        d_z_via_decoder_linear0, m->at[46]);
    lap(m, 27); /* G9 */
    float (*d_q_logvar)[latent] = (void *)m->at[47];
    float (*d_q_mu)[latent] = (void *)m->at[48];
    make_d_q_logvar(z, d_z_via_decoder_linear0, d_q_mu_plus_z_scaled, d_z_reshape_scaled,
        d_q_logvar_factor_weighted, kl_std, d_kl_std_reshape_sum, z_noise, d_q_logvar_scaled,
        d_q_mu_sum, gradients->encoder_mu_0_bias, gradients->encoder_logvar_0_bias, d_q_logvar,
        d_q_mu);
    lap(m, 28); /* G10 */
    product_128x400_by_128x10(encoder_relu4, d_q_logvar, gradients->encoder_logvar_0_weight,
        m->at[49]);
    lap(m, 29); /* G11 */
    float (*d_encoder_relu4)[hidden] = (void *)m->at[50];
    product_10x400_by_128x10(parameters->encoder_logvar_0_weight, d_q_logvar, d_encoder_relu4,
        m->at[51]);
    lap(m, 30); /* G12 */
    product_128x400_by_128x10(encoder_relu4, d_q_mu, gradients->encoder_mu_0_weight, m->at[52]);
    lap(m, 31); /* G13 */
    add_product_10x400_by_128x10(parameters->encoder_mu_0_weight, d_q_mu, d_encoder_relu4,
        m->at[53]);
    lap(m, 32); /* G14 */
    float (*d_encoder_linear3)[hidden] = (void *)m->at[54];
    make_d_encoder_linear_and_d_encoder_bias(d_encoder_relu4, encoder_relu4,
        gradients->encoder_3_bias, d_encoder_linear3);
    lap(m, 33); /* G15 */
    product_128x400_by_128x400(encoder_relu2, d_encoder_linear3, gradients->encoder_3_weight,
        m->at[55]);
    lap(m, 34); /* G16 */
    float (*d_encoder_relu2)[hidden] = (void *)m->at[56];
    product_400x400_by_128x400_left_panels_packed(parameters->encoder_3_weight,
        d_encoder_linear3, d_encoder_relu2, m->at[57]);
    lap(m, 35); /* G17 */
    float (*d_encoder_linear1)[hidden] = (void *)m->at[58];
    make_d_encoder_linear_and_d_encoder_bias(d_encoder_relu2, encoder_relu2,
        gradients->encoder_1_bias, d_encoder_linear1);
    lap(m, 36); /* G18 */
    product_128x784_by_128x400(x, d_encoder_linear1, gradients->encoder_1_weight, m->at[59]);
    lap(m, 37); /* G19 */
    /* encoder.1.weight .. decoder.4.bias: 993520 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 993520, m->updates[0], 0.001,
        0.9, 0.999, 1e-08);
    lap(m, 38); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
beta_tc_vae_evaluate(struct instance *m)
{
    struct beta_tc_vae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*encoder_linear1_product)[hidden] = (void *)m->at[60];
    product_400x784_by_128x784(parameters->encoder_1_weight, x,
        encoder_linear1_product); /* F1 */
    /* overwrites encoder_linear1_product */
    float (*encoder_relu2)[hidden] = (void *)m->at[61];
    make_encoder_relu(parameters->encoder_1_bias, encoder_linear1_product,
        encoder_relu2); /* F2 */
    float (*encoder_linear3_product)[hidden] = (void *)m->at[62];
    product_400x400_by_128x400_left_panels_in_place(parameters->encoder_3_weight, encoder_relu2,
        encoder_linear3_product); /* F3 */
    float (*encoder_relu4)[hidden] = (void *)m->at[63];
    make_encoder_relu(parameters->encoder_3_bias, encoder_linear3_product,
        encoder_relu4); /* F4 */
    float (*q_mu_product)[latent] = (void *)m->at[64];
    product_10x400_by_128x400(parameters->encoder_mu_0_weight, encoder_relu4, q_mu_product,
        m->at[65]); /* F5 */
    float (*q_logvar_product)[latent] = (void *)m->at[66];
    product_10x400_by_128x400(parameters->encoder_logvar_0_weight, encoder_relu4,
        q_logvar_product, m->at[67]); /* F6 */
    float (*z_noise)[latent] = (void *)m->at[68];
    random_normal((void *)z_noise, batch * latent, random_key(m->seed, "z.1"), m->draw,
        m->first * latent); /* N1 */
    float *q_logvar_negated_shifted_row_sum = m->at[71];
    float *z_squared_negated_row_sum = m->at[72];
    float (*kl_std)[latent] = (void *)m->at[69];
    float (*z)[latent] = (void *)m->at[70];
    make_z_in_evaluate(parameters->encoder_logvar_0_bias, q_logvar_product,
        parameters->encoder_mu_0_bias, q_mu_product, z_noise, q_logvar_negated_shifted_row_sum,
        z_squared_negated_row_sum, kl_std, z); /* F7 */
    float (*q_mu_2)[latent] = (void *)m->at[73];
    make_q_mu_2(parameters->encoder_mu_0_bias, q_mu_product, q_mu_2); /* F8 */
    float (*kl_pairs_scale)[latent] = (void *)m->at[74]; /* overwrites kl_std */
    make_kl_pairs_scale_in_evaluate(kl_std, kl_pairs_scale); /* F9 */
    float (*kl_pairs_offset)[latent] = (void *)m->at[75];
    make_kl_pairs_offset(parameters->encoder_logvar_0_bias, q_logvar_product,
        kl_pairs_offset); /* F10 */
    float *information_sum = m->at[77];
    float (*kl_pairs_max)[latent] = (void *)m->at[78];
    float (*d_kl_pairs_factor_exp_row_sum)[latent] = (void *)m->at[79];
    float *kl_joint = m->at[76];
    make_kl_joint_in_evaluate(z, q_mu_2, kl_pairs_scale, kl_pairs_offset,
        q_logvar_negated_shifted_row_sum, information_sum, kl_pairs_max,
        d_kl_pairs_factor_exp_row_sum, kl_joint); /* F11 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[80];
    product_400x10_by_128x10(parameters->decoder_0_weight, z,
        decoder_linear0_product); /* F12 */
    /* overwrites decoder_linear0_product */
    float (*decoder_tanh1)[hidden] = (void *)m->at[81];
    make_decoder_tanh(parameters->decoder_0_bias, decoder_linear0_product,
        decoder_tanh1); /* F13 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[82];
    product_400x400_by_128x400_left_panels_in_place(parameters->decoder_2_weight, decoder_tanh1,
        decoder_linear2_product); /* F14 */
    /* overwrites decoder_linear2_product */
    float (*decoder_tanh3)[hidden] = (void *)m->at[83];
    make_decoder_tanh(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_tanh3); /* F15 */
    float (*decoder_linear4_product)[784] = (void *)m->at[84];
    product_784x400_by_128x400(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product); /* F16 */
    float *reconstruction_sum = m->at[85];
    make_reconstruction_sum(parameters->decoder_4_bias, decoder_linear4_product, x,
        reconstruction_sum); /* F17 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.0078125f * reconstruction_sum[0];
    float *information = &m->value[VALUE_information];
    information[0] = 0.0078125f * information_sum[0];
    float *correlation_sum = m->at[86];
    float *dimensions_sum = m->at[87];
    make_correlation_sum_and_dimensions_sum(kl_pairs_max, d_kl_pairs_factor_exp_row_sum,
        kl_joint, z_squared_negated_row_sum, correlation_sum, dimensions_sum); /* F20 */
    float *correlation = &m->value[VALUE_correlation];
    correlation[0] = 0.0078125f * correlation_sum[0];
    float *dimensions = &m->value[VALUE_dimensions];
    dimensions[0] = 0.0078125f * dimensions_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
beta_tc_vae_sample(struct instance *m, float *const *output)
{
    struct beta_tc_vae_parameters *const parameters = (void *)m->parameters;

    float (*sample_noise)[10] = (void *)m->at[88];
    random_normal((void *)sample_noise, batch * latent, random_key(m->seed, "sample.1"),
        m->draw, m->first * latent); /* N1 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[89];
    product_400x10_by_128x10(parameters->decoder_0_weight, sample_noise,
        decoder_linear0_product); /* F1 */
    /* overwrites decoder_linear0_product */
    float (*decoder_tanh1)[hidden] = (void *)m->at[90];
    make_decoder_tanh(parameters->decoder_0_bias, decoder_linear0_product,
        decoder_tanh1); /* F2 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[91];
    product_400x400_by_128x400_left_panels_in_place(parameters->decoder_2_weight, decoder_tanh1,
        decoder_linear2_product); /* F3 */
    /* overwrites decoder_linear2_product */
    float (*decoder_tanh3)[hidden] = (void *)m->at[92];
    make_decoder_tanh(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_tanh3); /* F4 */
    float (*decoder_linear4_product)[784] = (void *)m->at[93];
    product_784x400_by_128x400(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product); /* F5 */
    float (*decoder_linear4_sigmoid)[784] = (void *)output[0];
    make_decoder_linear4_sigmoid(parameters->decoder_4_bias, decoder_linear4_product,
        decoder_linear4_sigmoid); /* F6 */
}

/* Fills output[i] for one batch: the command `reconstruct`. */
void
beta_tc_vae_reconstruct(struct instance *m, float *const *output)
{
    struct beta_tc_vae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*x_copy)[784] = (void *)output[0];
    make_x_copy(x, x_copy); /* F1 */
    float (*encoder_linear1_product)[hidden] = (void *)m->at[94];
    product_400x784_by_128x784(parameters->encoder_1_weight, x,
        encoder_linear1_product); /* F2 */
    /* overwrites encoder_linear1_product */
    float (*encoder_relu2)[hidden] = (void *)m->at[95];
    make_encoder_relu(parameters->encoder_1_bias, encoder_linear1_product,
        encoder_relu2); /* F3 */
    float (*encoder_linear3_product)[hidden] = (void *)m->at[96];
    product_400x400_by_128x400_left_panels_in_place(parameters->encoder_3_weight, encoder_relu2,
        encoder_linear3_product); /* F4 */
    float (*encoder_relu4)[hidden] = (void *)m->at[97];
    make_encoder_relu(parameters->encoder_3_bias, encoder_linear3_product,
        encoder_relu4); /* F5 */
    float (*q_mu_product)[latent] = (void *)m->at[98];
    product_10x400_by_128x400(parameters->encoder_mu_0_weight, encoder_relu4, q_mu_product,
        m->at[99]); /* F6 */
    float (*q_mu)[latent] = (void *)m->at[100];
    make_q_mu(parameters->encoder_mu_0_bias, q_mu_product, q_mu); /* F7 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[101];
    product_400x10_by_128x10(parameters->decoder_0_weight, q_mu,
        decoder_linear0_product); /* F8 */
    /* overwrites decoder_linear0_product */
    float (*decoder_tanh1)[hidden] = (void *)m->at[102];
    make_decoder_tanh(parameters->decoder_0_bias, decoder_linear0_product,
        decoder_tanh1); /* F9 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[103];
    product_400x400_by_128x400_left_panels_in_place(parameters->decoder_2_weight, decoder_tanh1,
        decoder_linear2_product); /* F10 */
    /* overwrites decoder_linear2_product */
    float (*decoder_tanh3)[hidden] = (void *)m->at[104];
    make_decoder_tanh(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_tanh3); /* F11 */
    float (*decoder_linear4_product)[784] = (void *)m->at[105];
    product_784x400_by_128x400(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product); /* F12 */
    float (*decoder_linear4_sigmoid)[784] = (void *)output[1];
    make_decoder_linear4_sigmoid(parameters->decoder_4_bias, decoder_linear4_product,
        decoder_linear4_sigmoid); /* F13 */
}

/* Fills output[i] for one batch: the command `interpolate`. */
void
beta_tc_vae_interpolate(struct instance *m, float *const *output)
{
    struct beta_tc_vae_parameters *const parameters = (void *)m->parameters;

    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[106][n * latent], latent, random_key(m->seed, "interpolate.1"),
            m->draw, layout_example(m, n) * latent); /* N1 */
    }
    layout_shares(m, m->at[107]); /* N2 */
    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[108][n * latent], latent, random_key(m->seed, "interpolate.2"),
            m->draw, layout_example(m, n) * latent); /* N3 */
    }
    float (*interpolate_noise)[latent] = (void *)m->at[106];
    float *share = m->at[107];
    float (*interpolate_noise2)[latent] = (void *)m->at[108];
    float (*path)[latent] = (void *)m->at[109];
    make_path(interpolate_noise, share, interpolate_noise2, path); /* F1 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[110];
    product_400x10_by_128x10(parameters->decoder_0_weight, path,
        decoder_linear0_product); /* F2 */
    /* overwrites decoder_linear0_product */
    float (*decoder_tanh1)[hidden] = (void *)m->at[111];
    make_decoder_tanh(parameters->decoder_0_bias, decoder_linear0_product,
        decoder_tanh1); /* F3 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[112];
    product_400x400_by_128x400_left_panels_in_place(parameters->decoder_2_weight, decoder_tanh1,
        decoder_linear2_product); /* F4 */
    /* overwrites decoder_linear2_product */
    float (*decoder_tanh3)[hidden] = (void *)m->at[113];
    make_decoder_tanh(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_tanh3); /* F5 */
    float (*decoder_linear4_product)[784] = (void *)m->at[114];
    product_784x400_by_128x400(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product); /* F6 */
    float (*decoder_linear4_sigmoid)[784] = (void *)output[0];
    make_decoder_linear4_sigmoid(parameters->decoder_4_bias, decoder_linear4_product,
        decoder_linear4_sigmoid); /* F7 */
}

