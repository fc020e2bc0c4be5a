/* iwae.c: the computations of iwae.yaml (sha256 0c6310f6).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 20, samples 50, hidden 200, latent 50, side 28
 * Parameters  463760 floats, struct iwae_parameters; gradients in the same struct
 * Arena       2182128 floats; 7320656 if nothing shared memory, at least 2182128 at once
 *    offset   floats  holds                                           live
 *         0   200000  decoder_linear0_product[1000][hidden]           step_1 F9..F10
 *         0   200000  decoder_linear2_product[1000][hidden]           step_1 F11..F12
 *         0   784000  d_decoder_linear4[batch][samples][side][side]   step_1 F14..G3
 *         0   200000  d_decoder_linear2[1000][hidden]                 step_1 G4..G6
 *         0   200000  d_decoder_linear0[1000][hidden]                 step_1 G7..G9
 *    200000   200000  d_decoder_tanh1[1000][hidden]                   step_1 G6..G7
 *    200000    50000  d_z_reshape[1000][latent]                       step_1 G9..G10
 *    784000   784000  decoder_linear4_product[1000][784]              step_1 F13..F14
 *    784000   200000  d_decoder_tanh3[1000][hidden]                   step_1 G3..G4
 *   1568000   200000  decoder_tanh3[1000][hidden]                     step_1 F12..G4
 *   1768000   200000  decoder_tanh1[1000][hidden]                     step_1 F10..G7
 *   1968000    50000  d_decoder_linear4_scale_sum_weighted_weighted   step_1 F14..G10
 *   2018000    50000  d_q_mu_scale_weighted[batch][samples][latent]   step_1 F14..G10
 *   2068000    50000  z[batch][samples][latent]                       step_1 F8..G8
 *   2118000    50000  z_noise[batch][samples][latent]                 step_1 N1..G10
 * 87 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "iwae.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "iwae_contractions.h"

enum { batch = 20, samples = 50, hidden = 200, latent = 50, side = 28 };
enum { DATA_x };
enum { VALUE_bound, VALUE_elbo, VALUE_used };

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

/* step_1 F2, F4; evaluate F2, F4; sample F2, F4; reconstruct F3, F5, F9, F11; likelihood F2,
 *     F4: encoder_tanh2 (line 11) over [batch][hidden]
 * Serves encoder_tanh2, encoder_tanh4, decoder_tanh1, decoder_tanh3.
 *     encoder_tanh2 = tanh(bias + linear_product) */
static void
make_encoder_tanh2(const float bias[restrict hidden], const float linear_product[batch][hidden],
    float encoder_tanh2[batch][hidden])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++)
            encoder_tanh2[n][i] = math_tanh(bias[i] + linear_product[n][i]);
    }
}

/* step_1 F7; evaluate F7; likelihood F7: std (line 21) over [batch][latent]
 *     q_logvar = encoder_logvar_0_bias + q_logvar_product
 *     std = exp(0.5 * q_logvar) */
static void
make_std(const float encoder_logvar_0_bias[restrict latent],
    const float q_logvar_product[restrict batch][latent], float std[restrict batch][latent])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < latent; i++) {
            const float q_logvar = encoder_logvar_0_bias[i] + q_logvar_product[n][i];
            std[n][i] = math_exp(0.5f * q_logvar);
        }
    }
}

/* step_1 F8; evaluate F8; likelihood F8: z_squared_negated_row_sum,
 *     q_logvar_combined_shifted_row_sum (line 23), z (line 22) over [batch][samples][latent]
 *     q_mu = encoder_mu_0_bias + q_mu_product
 *     z = q_mu + std * z_noise
 *     z_squared_negated_row_sum = sum over j of (-0.918939 - 0.5 * z^2)
 *     q_logvar_scaled = 0.5 * (encoder_logvar_0_bias + q_logvar_product)
 *     std_weighted = (-0.5) / (std^2)
 *     d_z_factor = z - q_mu
 *     q_logvar_combined_shifted_row_sum = sum over j of (std_weighted * d_z_factor^2 -
 *         q_logvar_scaled - 0.918939) */
static void
make_z(const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[restrict batch][latent],
    const float encoder_logvar_0_bias[restrict latent],
    const float q_logvar_product[restrict batch][latent],
    const float std[restrict batch][latent],
    const float z_noise[restrict batch][samples][latent],
    float z_squared_negated_row_sum[restrict batch][samples],
    float q_logvar_combined_shifted_row_sum[restrict batch][samples],
    float z[restrict batch][samples][latent])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        float q_mu[latent];
        for (int j = 0; j < latent; j++)
            q_mu[j] = encoder_mu_0_bias[j] + q_mu_product[n][j];
        float q_logvar_scaled[latent];
        for (int j = 0; j < latent; j++)
            q_logvar_scaled[j] = 0.5f * (encoder_logvar_0_bias[j] + q_logvar_product[n][j]);
        float std_weighted[latent];
        for (int j = 0; j < latent; j++)
            std_weighted[j] = (-0.5f) / (std[n][j] * std[n][j]);
        for (int i = 0; i < samples; i++) {
            float z_squared_negated_row_sum_fold = 0.0f;
            float q_logvar_combined_shifted_row_sum_fold = 0.0f;
#pragma omp simd reduction(+ : z_squared_negated_row_sum_fold, \
    q_logvar_combined_shifted_row_sum_fold)
            for (int j = 0; j < latent; j++) {
                const float z_here = q_mu[j] + std[n][j] * z_noise[n][i][j];
                const float d_z_factor = z_here - q_mu[j];
                z_squared_negated_row_sum_fold += -0.9189385f - 0.5f * (z_here * z_here);
                q_logvar_combined_shifted_row_sum_fold +=
                    std_weighted[j] * d_z_factor * d_z_factor - q_logvar_scaled[j] - 0.9189385f;
                z[n][i][j] = z_here;
            }
            z_squared_negated_row_sum[n][i] = z_squared_negated_row_sum_fold;
            q_logvar_combined_shifted_row_sum[n][i] = q_logvar_combined_shifted_row_sum_fold;
        }
    }
}

/* step_1 F10, F12; evaluate F10, F12; likelihood F10, F12: decoder_tanh (line 17) over
 *     [1000][hidden]
 * Serves decoder_tanh1, decoder_tanh3.
 *     decoder_tanh = tanh(decoder_bias + decoder_linear_product) */
static void
make_decoder_tanh(const float decoder_bias[restrict hidden],
    const float decoder_linear_product[1000][hidden], float decoder_tanh[1000][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++)
            decoder_tanh[n][i] = math_tanh(decoder_bias[i] + decoder_linear_product[n][i]);
    }
}

/* step_1 F14: bound_sum (line 26), elbo_sum (line 29), used_sum (line 30),
 *     d_decoder_linear4_scale_sum (line 26), used_weight_times_d_z_factor_row_sum,
 *     used_weight_times_d_z_factor_squared_row_sum, d_decoder_linear4 (line 23),
 *     d_decoder_linear4_scale_sum_weighted_weighted, d_q_mu_scale_weighted (line 22) over
 *     [batch][samples][latent][784]
 *     q_mu = encoder_mu_0_bias + q_mu_product
 *     d_z_factor = z - q_mu
 *     decoder_linear4 = decoder_4_bias + decoder_linear4_product
 *     decoder_linear4_softplus_combined_row_sum = sum over k of (softplus(decoder_linear4) -
 *         x * decoder_linear4)
 *     log_w = z_squared_negated_row_sum - q_logvar_combined_shifted_row_sum -
 *         decoder_linear4_softplus_combined_row_sum
 *     used_weight_scale = max over i of log_w
 *     used_weight = exp(log_w - used_weight_scale)
 *     d_decoder_linear4_scale_sum = sum over i of used_weight
 *     bound_sum = sum over n of (used_weight_scale + log(d_decoder_linear4_scale_sum) -
 *         3.91202)
 *     elbo_sum = sum over n, i of log_w
 *     used_weight_squared_row_sum = sum over i of used_weight^2
 *     used_sum = sum over n of d_decoder_linear4_scale_sum^2 / used_weight_squared_row_sum
 *     d_decoder_linear4_scale_sum_weighted = (-0.05) / d_decoder_linear4_scale_sum
 *     d_q_mu_scale = 0.05 / d_decoder_linear4_scale_sum
 *     d_decoder_linear4 = d_decoder_linear4_scale_sum_weighted * used_weight * x +
 *         d_q_mu_scale * used_weight * sigmoid(decoder_linear4)
 *     std_inverse = 1 / (std^2)
 *     d_decoder_linear4_scale_sum_weighted_weighted = d_decoder_linear4_scale_sum_weighted *
 *         used_weight * std_inverse * d_z_factor
 *     d_q_mu_scale_weighted = d_q_mu_scale * used_weight * z
 *     used_weight_times_d_z_factor_row_sum = sum over i of used_weight * d_z_factor
 *     used_weight_times_d_z_factor_squared_row_sum = sum over i of used_weight *
 *         d_z_factor^2
 * d_decoder_linear4_scale_sum_weighted_weighted is stored, not computed again: exp and its
 *     kin are dear.
 * d_q_mu_scale_weighted is stored, not computed again: exp and its kin are dear. */
static void
make_d_decoder_linear4(const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[restrict batch][latent], const float std[restrict batch][latent],
    const float decoder_4_bias[restrict 784],
    const float decoder_linear4_product[restrict batch][samples][784],
    const float x[restrict batch][784],
    const float z_squared_negated_row_sum[restrict batch][samples],
    const float q_logvar_combined_shifted_row_sum[restrict batch][samples],
    const float z[restrict batch][samples][latent], float bound_sum[restrict 1],
    float elbo_sum[restrict 1], float used_sum[restrict 1],
    float d_decoder_linear4_scale_sum[restrict batch],
    float used_weight_times_d_z_factor_row_sum[restrict batch][latent],
    float used_weight_times_d_z_factor_squared_row_sum[restrict batch][latent],
    float d_decoder_linear4[restrict batch][samples][784],
    float d_decoder_linear4_scale_sum_weighted_weighted[restrict batch][samples][latent],
    float d_q_mu_scale_weighted[restrict batch][samples][latent])
{
    enum { chunks = 16 };
    float bound_sum_partial[chunks];
    float elbo_sum_partial[chunks];
    float used_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float bound_sum_total = 0.0f;
        float elbo_sum_total = 0.0f;
        float used_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float q_mu[latent];
            for (int j = 0; j < latent; j++)
                q_mu[j] = encoder_mu_0_bias[j] + q_mu_product[n][j];
            float std_inverse[latent];
            for (int j = 0; j < latent; j++)
                std_inverse[j] = 1.0f / (std[n][j] * std[n][j]);
            float decoder_linear4_softplus_combined_row_sum[samples];
            for (int i = 0; i < samples; i++) {
                float decoder_linear4_softplus_combined_row_sum_fold = 0.0f;
#pragma omp simd reduction(+ : decoder_linear4_softplus_combined_row_sum_fold)
                for (int k = 0; k < 784; k++) {
                    const float decoder_linear4 = decoder_4_bias[k]
                        + decoder_linear4_product[n][i][k];
                    decoder_linear4_softplus_combined_row_sum_fold +=
                        math_softplus(decoder_linear4) - x[n][k] * decoder_linear4;
                }
                decoder_linear4_softplus_combined_row_sum[i] =
                    decoder_linear4_softplus_combined_row_sum_fold;
            }
            float used_weight_scale = -INFINITY;
            float elbo_row_sum = 0.0f;
#pragma omp simd reduction(+ : elbo_row_sum) reduction(max : used_weight_scale)
            for (int i = 0; i < samples; i++) {
                const float log_w = z_squared_negated_row_sum[n][i]
                    - q_logvar_combined_shifted_row_sum[n][i]
                    - decoder_linear4_softplus_combined_row_sum[i];
                used_weight_scale = log_w > used_weight_scale ? log_w : used_weight_scale;
                elbo_row_sum += log_w;
            }
            float used_weight[samples];
            for (int i = 0; i < samples; i++) {
                const float log_w = z_squared_negated_row_sum[n][i]
                    - q_logvar_combined_shifted_row_sum[n][i]
                    - decoder_linear4_softplus_combined_row_sum[i];
                used_weight[i] = math_exp(log_w - used_weight_scale);
            }
            float d_decoder_linear4_scale_sum_here = 0.0f;
            float used_weight_squared_row_sum = 0.0f;
            float used_weight_times_d_z_factor_row_sum_here[latent] = {0};
            float used_weight_times_d_z_factor_squared_row_sum_here[latent] = {0};
#pragma omp simd reduction(+ : d_decoder_linear4_scale_sum_here, used_weight_squared_row_sum)
            for (int i = 0; i < samples; i++) {
                d_decoder_linear4_scale_sum_here += used_weight[i];
                used_weight_squared_row_sum += used_weight[i] * used_weight[i];
            }
            for (int i = 0; i < samples; i++) {
#pragma omp simd
                for (int j = 0; j < latent; j++) {
                    const float d_z_factor = z[n][i][j] - q_mu[j];
                    used_weight_times_d_z_factor_row_sum_here[j] += used_weight[i] * d_z_factor;
                    used_weight_times_d_z_factor_squared_row_sum_here[j] +=
                        used_weight[i] * d_z_factor * d_z_factor;
                }
            }
            d_decoder_linear4_scale_sum[n] = d_decoder_linear4_scale_sum_here;
            for (int j = 0; j < latent; j++)
                used_weight_times_d_z_factor_row_sum[n][j] =
                    used_weight_times_d_z_factor_row_sum_here[j];
            for (int j = 0; j < latent; j++)
                used_weight_times_d_z_factor_squared_row_sum[n][j] =
                    used_weight_times_d_z_factor_squared_row_sum_here[j];
            elbo_sum_total += elbo_row_sum;
            const float d_decoder_linear4_scale_sum_weighted =
                (-0.05f) / d_decoder_linear4_scale_sum_here;
            const float d_q_mu_scale = 0.05f / d_decoder_linear4_scale_sum_here;
            for (int i = 0; i < samples; i++) {
#pragma omp simd
                for (int k = 0; k < 784; k++)
                    d_decoder_linear4[n][i][k] = d_decoder_linear4_scale_sum_weighted
                        * used_weight[i] * x[n][k] + d_q_mu_scale * used_weight[i]
                        * math_sigmoid(decoder_4_bias[k] + decoder_linear4_product[n][i][k]);
            }
            for (int i = 0; i < samples; i++) {
#pragma omp simd
                for (int j = 0; j < latent; j++) {
                    d_decoder_linear4_scale_sum_weighted_weighted[n][i][j] =
                        d_decoder_linear4_scale_sum_weighted * used_weight[i] * std_inverse[j]
                        * (z[n][i][j] - q_mu[j]);
                    d_q_mu_scale_weighted[n][i][j] = d_q_mu_scale * used_weight[i] * z[n][i][j];
                }
            }
            bound_sum_total += used_weight_scale + math_log(d_decoder_linear4_scale_sum_here)
                - 3.912023f;
            used_sum_total += d_decoder_linear4_scale_sum_here
                * d_decoder_linear4_scale_sum_here / used_weight_squared_row_sum;
        }
        bound_sum_partial[chunk] = bound_sum_total;
        elbo_sum_partial[chunk] = elbo_sum_total;
        used_sum_partial[chunk] = used_sum_total;
    }
    add_chunks(chunks, 1, bound_sum_partial, bound_sum);
    add_chunks(chunks, 1, elbo_sum_partial, elbo_sum);
    add_chunks(chunks, 1, used_sum_partial, used_sum);
}

/* step_1 G1: d_decoder_4_bias (line 17) over [1000][784]
 *     d_decoder_4_bias = sum over n of d_decoder_linear4 */
static void
make_d_decoder_4_bias(const float d_decoder_linear4[restrict 1000][784],
    float d_decoder_4_bias[restrict 784])
{
    enum { chunks = 16 };
    float d_decoder_4_bias_partial[chunks][784];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_decoder_4_bias_partial[chunk], 0, sizeof d_decoder_4_bias_partial[chunk]);
        for (int n = chunk * 1000 / chunks; n < (chunk + 1) * 1000 / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < 784; i++)
                d_decoder_4_bias_partial[chunk][i] += d_decoder_linear4[n][i];
        }
    }
    add_chunks(chunks, 784, &d_decoder_4_bias_partial[0][0], d_decoder_4_bias);
}

/* step_1 G4, G7: d_decoder_bias, d_decoder_linear (line 17) over [1000][hidden]
 * Serves d_decoder_linear2, d_decoder_linear0.
 *     d_decoder_linear = d_decoder_tanh * (1 - decoder_tanh^2)
 *     d_decoder_bias = sum over n of d_decoder_linear */
static void
make_d_decoder_linear_and_d_decoder_bias(const float d_decoder_tanh[restrict 1000][hidden],
    const float decoder_tanh[restrict 1000][hidden], float d_decoder_bias[restrict hidden],
    float d_decoder_linear[restrict 1000][hidden])
{
    enum { chunks = 16 };
    float d_decoder_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_decoder_bias_partial[chunk], 0, sizeof d_decoder_bias_partial[chunk]);
        for (int n = chunk * 1000 / chunks; n < (chunk + 1) * 1000 / chunks; n++) {
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

/* step_1 G10: d_q_mu_via_z, d_z_scale_via_z, d_q_mu (line 22) over [batch][samples][latent]
 *     d_q_mu_scale = 0.05 / d_decoder_linear4_scale_sum
 *     d_z = d_z_reshape + d_decoder_linear4_scale_sum_weighted_weighted +
 *         d_q_mu_scale_weighted
 *     d_q_mu_via_z = sum over i of d_z
 *     d_q_mu = d_q_mu_via_z + d_q_mu_scale * used_weight_times_d_z_factor_row_sum / (std^2)
 *     d_z_scale_via_z = sum over i of z_noise * d_z */
static void
make_d_q_mu(const float d_decoder_linear4_scale_sum[restrict batch],
    const float d_z_reshape[restrict batch][samples][latent],
    const float d_decoder_linear4_scale_sum_weighted_weighted[restrict batch][samples][latent],
    const float d_q_mu_scale_weighted[restrict batch][samples][latent],
    const float z_noise[restrict batch][samples][latent],
    const float used_weight_times_d_z_factor_row_sum[restrict batch][latent],
    const float std[restrict batch][latent], float d_q_mu_via_z[restrict batch][latent],
    float d_z_scale_via_z[restrict batch][latent], float d_q_mu[restrict batch][latent])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        const float d_q_mu_scale = 0.05f / d_decoder_linear4_scale_sum[n];
        float d_q_mu_via_z_here[latent] = {0};
        float d_z_scale_via_z_here[latent] = {0};
        for (int i = 0; i < samples; i++) {
#pragma omp simd
            for (int j = 0; j < latent; j++) {
                const float d_z = d_z_reshape[n][i][j]
                    + d_decoder_linear4_scale_sum_weighted_weighted[n][i][j]
                    + d_q_mu_scale_weighted[n][i][j];
                d_q_mu_via_z_here[j] += d_z;
                d_z_scale_via_z_here[j] += z_noise[n][i][j] * d_z;
            }
        }
        for (int j = 0; j < latent; j++)
            d_q_mu_via_z[n][j] = d_q_mu_via_z_here[j];
        for (int j = 0; j < latent; j++)
            d_z_scale_via_z[n][j] = d_z_scale_via_z_here[j];
#pragma omp simd
        for (int j = 0; j < latent; j++)
            d_q_mu[n][j] = d_q_mu_via_z_here[j] + d_q_mu_scale
                * used_weight_times_d_z_factor_row_sum[n][j] / (std[n][j] * std[n][j]);
    }
}

/* step_1 G11: d_encoder_mu_0_bias (line 13), d_encoder_logvar_0_bias (line 14), d_q_logvar
 *     (line 20) over [batch][latent]
 *     d_q_mu_scale = 0.05 / d_decoder_linear4_scale_sum
 *     d_q_logvar = 0.5 * (std * (d_z_scale_via_z + d_q_mu_scale *
 *         used_weight_times_d_z_factor_squared_row_sum / (std^3))) - 0.025
 *     d_encoder_mu_0_bias = sum over n of (d_q_mu_via_z + d_q_mu_scale *
 *         used_weight_times_d_z_factor_row_sum / (std^2))
 *     d_encoder_logvar_0_bias = sum over n of d_q_logvar */
static void
make_d_q_logvar(const float d_decoder_linear4_scale_sum[restrict batch],
    const float std[restrict batch][latent],
    const float d_z_scale_via_z[restrict batch][latent],
    const float used_weight_times_d_z_factor_squared_row_sum[restrict batch][latent],
    const float d_q_mu_via_z[restrict batch][latent],
    const float used_weight_times_d_z_factor_row_sum[restrict batch][latent],
    float d_encoder_mu_0_bias[restrict latent], float d_encoder_logvar_0_bias[restrict latent],
    float d_q_logvar[restrict batch][latent])
{
    memset(d_encoder_mu_0_bias, 0, latent * sizeof(float));
    memset(d_encoder_logvar_0_bias, 0, latent * sizeof(float));
    for (int n = 0; n < batch; n++) {
        const float d_q_mu_scale = 0.05f / d_decoder_linear4_scale_sum[n];
#pragma omp simd
        for (int i = 0; i < latent; i++) {
            const float d_q_logvar_here = 0.5f * (std[n][i]
                * (d_z_scale_via_z[n][i] + d_q_mu_scale
                * used_weight_times_d_z_factor_squared_row_sum[n][i]
                / (std[n][i] * std[n][i] * std[n][i]))) - 0.025f;
            d_encoder_mu_0_bias[i] += d_q_mu_via_z[n][i]
                + d_q_mu_scale * used_weight_times_d_z_factor_row_sum[n][i]
                / (std[n][i] * std[n][i]);
            d_encoder_logvar_0_bias[i] += d_q_logvar_here;
            d_q_logvar[n][i] = d_q_logvar_here;
        }
    }
}

/* step_1 G16, G19: d_encoder_bias, d_encoder_linear (line 11) over [batch][hidden]
 * Serves d_encoder_linear3, d_encoder_linear1.
 *     d_encoder_linear = (1 - encoder_tanh^2) * d_encoder_tanh
 *     d_encoder_bias = sum over n of d_encoder_linear */
static void
make_d_encoder_linear_and_d_encoder_bias(const float encoder_tanh[restrict batch][hidden],
    const float d_encoder_tanh[restrict batch][hidden], float d_encoder_bias[restrict hidden],
    float d_encoder_linear[restrict batch][hidden])
{
    memset(d_encoder_bias, 0, hidden * sizeof(float));
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float d_encoder_linear_here = (1.0f - encoder_tanh[n][i] * encoder_tanh[n][i])
                * d_encoder_tanh[n][i];
            d_encoder_bias[i] += d_encoder_linear_here;
            d_encoder_linear[n][i] = d_encoder_linear_here;
        }
    }
}

/* evaluate F14: bound_sum (line 26), elbo_sum (line 29), used_sum (line 30) over
 *     [batch][samples][784]
 *     decoder_linear4 = decoder_4_bias + decoder_linear4_product
 *     decoder_linear4_softplus_combined_row_sum = sum over j of (softplus(decoder_linear4) -
 *         x * decoder_linear4)
 *     log_w = z_squared_negated_row_sum - q_logvar_combined_shifted_row_sum -
 *         decoder_linear4_softplus_combined_row_sum
 *     used_weight_scale = max over i of log_w
 *     used_weight = exp(log_w - used_weight_scale)
 *     d_decoder_linear4_scale_sum = sum over i of used_weight
 *     bound_sum = sum over n of (used_weight_scale + log(d_decoder_linear4_scale_sum) -
 *         3.91202)
 *     elbo_sum = sum over n, i of log_w
 *     used_weight_squared_row_sum = sum over i of used_weight^2
 *     used_sum = sum over n of d_decoder_linear4_scale_sum^2 / used_weight_squared_row_sum */
static void
make_bound_sum(const float decoder_4_bias[restrict 784],
    const float decoder_linear4_product[restrict batch][samples][784],
    const float x[restrict batch][784],
    const float z_squared_negated_row_sum[restrict batch][samples],
    const float q_logvar_combined_shifted_row_sum[restrict batch][samples],
    float bound_sum[restrict 1], float elbo_sum[restrict 1], float used_sum[restrict 1])
{
    enum { chunks = 16 };
    float bound_sum_partial[chunks];
    float elbo_sum_partial[chunks];
    float used_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float bound_sum_total = 0.0f;
        float elbo_sum_total = 0.0f;
        float used_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float decoder_linear4_softplus_combined_row_sum[samples];
            for (int i = 0; i < samples; i++) {
                float decoder_linear4_softplus_combined_row_sum_fold = 0.0f;
#pragma omp simd reduction(+ : decoder_linear4_softplus_combined_row_sum_fold)
                for (int j = 0; j < 784; j++) {
                    const float decoder_linear4 = decoder_4_bias[j]
                        + decoder_linear4_product[n][i][j];
                    decoder_linear4_softplus_combined_row_sum_fold +=
                        math_softplus(decoder_linear4) - x[n][j] * decoder_linear4;
                }
                decoder_linear4_softplus_combined_row_sum[i] =
                    decoder_linear4_softplus_combined_row_sum_fold;
            }
            float used_weight_scale = -INFINITY;
            float elbo_row_sum = 0.0f;
#pragma omp simd reduction(+ : elbo_row_sum) reduction(max : used_weight_scale)
            for (int i = 0; i < samples; i++) {
                const float log_w = z_squared_negated_row_sum[n][i]
                    - q_logvar_combined_shifted_row_sum[n][i]
                    - decoder_linear4_softplus_combined_row_sum[i];
                used_weight_scale = log_w > used_weight_scale ? log_w : used_weight_scale;
                elbo_row_sum += log_w;
            }
            float d_decoder_linear4_scale_sum = 0.0f;
            float used_weight_squared_row_sum = 0.0f;
#pragma omp simd reduction(+ : d_decoder_linear4_scale_sum, used_weight_squared_row_sum)
            for (int i = 0; i < samples; i++) {
                const float log_w = z_squared_negated_row_sum[n][i]
                    - q_logvar_combined_shifted_row_sum[n][i]
                    - decoder_linear4_softplus_combined_row_sum[i];
                const float used_weight = math_exp(log_w - used_weight_scale);
                d_decoder_linear4_scale_sum += used_weight;
                used_weight_squared_row_sum += used_weight * used_weight;
            }
            elbo_sum_total += elbo_row_sum;
            bound_sum_total += used_weight_scale + math_log(d_decoder_linear4_scale_sum)
                - 3.912023f;
            used_sum_total += d_decoder_linear4_scale_sum * d_decoder_linear4_scale_sum
                / used_weight_squared_row_sum;
        }
        bound_sum_partial[chunk] = bound_sum_total;
        elbo_sum_partial[chunk] = elbo_sum_total;
        used_sum_partial[chunk] = used_sum_total;
    }
    add_chunks(chunks, 1, bound_sum_partial, bound_sum);
    add_chunks(chunks, 1, elbo_sum_partial, elbo_sum);
    add_chunks(chunks, 1, used_sum_partial, used_sum);
}

/* sample F6; reconstruct F13: decoder_linear4_sigmoid (line 37) over [batch][784]
 *     decoder_linear4_sigmoid = sigmoid(decoder_4_bias + decoder_linear4_product) */
static void
make_decoder_linear4_sigmoid(const float decoder_4_bias[restrict 784],
    const float decoder_linear4_product[restrict batch][784],
    float decoder_linear4_sigmoid[restrict batch][784])
{
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
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            x_copy[n][i] = x[n][i];
    }
}

/* reconstruct F7: q_mu (line 20) over [batch][latent]
 *     q_mu = encoder_mu_0_bias + q_mu_product */
static void
make_q_mu(const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[batch][latent], float q_mu[batch][latent])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < latent; i++)
            q_mu[n][i] = encoder_mu_0_bias[i] + q_mu_product[n][i];
    }
}

/* likelihood F14: used_weight_scale_combined_shifted (line 26) over [batch][samples][784]
 *     decoder_linear4 = decoder_4_bias + decoder_linear4_product
 *     decoder_linear4_softplus_combined_row_sum = sum over j of (softplus(decoder_linear4) -
 *         x * decoder_linear4)
 *     log_w = z_squared_negated_row_sum - q_logvar_combined_shifted_row_sum -
 *         decoder_linear4_softplus_combined_row_sum
 *     used_weight_scale = max over i of log_w
 *     d_decoder_linear4_scale_sum = sum over i of exp(log_w - used_weight_scale)
 *     used_weight_scale_combined_shifted = used_weight_scale +
 *         log(d_decoder_linear4_scale_sum) - 3.91202 */
static void
make_used_weight_scale_combined_shifted(const float decoder_4_bias[restrict 784],
    const float decoder_linear4_product[restrict batch][samples][784],
    const float x[restrict batch][784],
    const float z_squared_negated_row_sum[restrict batch][samples],
    const float q_logvar_combined_shifted_row_sum[restrict batch][samples],
    float used_weight_scale_combined_shifted[restrict batch])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        float decoder_linear4_softplus_combined_row_sum[samples];
        for (int i = 0; i < samples; i++) {
            float decoder_linear4_softplus_combined_row_sum_fold = 0.0f;
#pragma omp simd reduction(+ : decoder_linear4_softplus_combined_row_sum_fold)
            for (int j = 0; j < 784; j++) {
                const float decoder_linear4 = decoder_4_bias[j]
                    + decoder_linear4_product[n][i][j];
                decoder_linear4_softplus_combined_row_sum_fold += math_softplus(decoder_linear4)
                    - x[n][j] * decoder_linear4;
            }
            decoder_linear4_softplus_combined_row_sum[i] =
                decoder_linear4_softplus_combined_row_sum_fold;
        }
        float used_weight_scale = -INFINITY;
#pragma omp simd reduction(max : used_weight_scale)
        for (int i = 0; i < samples; i++) {
            const float log_w = z_squared_negated_row_sum[n][i]
                - q_logvar_combined_shifted_row_sum[n][i]
                - decoder_linear4_softplus_combined_row_sum[i];
            used_weight_scale = log_w > used_weight_scale ? log_w : used_weight_scale;
        }
        float d_decoder_linear4_scale_sum = 0.0f;
#pragma omp simd reduction(+ : d_decoder_linear4_scale_sum)
        for (int i = 0; i < samples; i++) {
            const float log_w = z_squared_negated_row_sum[n][i]
                - q_logvar_combined_shifted_row_sum[n][i]
                - decoder_linear4_softplus_combined_row_sum[i];
            d_decoder_linear4_scale_sum += math_exp(log_w - used_weight_scale);
        }
        used_weight_scale_combined_shifted[n] = used_weight_scale
            + math_log(d_decoder_linear4_scale_sum) - 3.912023f;
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

/* Minimises bound with adam. */
void
iwae_step_1(struct instance *m)
{
    struct iwae_parameters *const parameters = (void *)m->parameters;
    struct iwae_parameters *const gradients = (void *)m->gradients;

    const float (*x)[784] = m->field[DATA_x];
    float (*encoder_linear1_product)[hidden] = (void *)m->at[0];
    product_200x784_by_20x784(parameters->encoder_1_weight, x, encoder_linear1_product);
    lap(m, 0); /* F1 */
    float (*encoder_tanh2)[hidden] = (void *)m->at[1];
    make_encoder_tanh2(parameters->encoder_1_bias, encoder_linear1_product, encoder_tanh2);
    lap(m, 1); /* F2 */
    float (*encoder_linear3_product)[hidden] = (void *)m->at[2];
    product_200x200_by_20x200_left_panels_in_place(parameters->encoder_3_weight, encoder_tanh2,
        encoder_linear3_product);
    lap(m, 2); /* F3 */
    float (*encoder_tanh4)[hidden] = (void *)m->at[3];
    make_encoder_tanh2(parameters->encoder_3_bias, encoder_linear3_product, encoder_tanh4);
    lap(m, 3); /* F4 */
    float (*q_mu_product)[latent] = (void *)m->at[4];
    product_50x200_by_20x200(parameters->encoder_mu_0_weight, encoder_tanh4, q_mu_product);
    lap(m, 4); /* F5 */
    float (*q_logvar_product)[latent] = (void *)m->at[5];
    product_50x200_by_20x200(parameters->encoder_logvar_0_weight, encoder_tanh4,
        q_logvar_product);
    lap(m, 5); /* F6 */
    float (*std)[latent] = (void *)m->at[6];
    make_std(parameters->encoder_logvar_0_bias, q_logvar_product, std);
    lap(m, 6); /* F7 */
    float (*z_noise)[samples][latent] = (void *)m->at[7];
    random_normal((void *)z_noise, batch * 2500, random_key(m->seed, "z.1"), m->draw,
        m->first * 2500);
    lap(m, 7); /* N1 */
    float (*z_squared_negated_row_sum)[samples] = (void *)m->at[9];
    float (*q_logvar_combined_shifted_row_sum)[samples] = (void *)m->at[10];
    float (*z)[samples][latent] = (void *)m->at[8];
    make_z(parameters->encoder_mu_0_bias, q_mu_product, parameters->encoder_logvar_0_bias,
        q_logvar_product, std, z_noise, z_squared_negated_row_sum,
        q_logvar_combined_shifted_row_sum, z);
    lap(m, 8); /* F8 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[11];
    product_200x50_by_1000x50(parameters->decoder_0_weight, (void *)z, decoder_linear0_product);
    lap(m, 9); /* F9 */
    float (*decoder_tanh1)[hidden] = (void *)m->at[12];
    make_decoder_tanh(parameters->decoder_0_bias, decoder_linear0_product, decoder_tanh1);
    lap(m, 10); /* F10 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[13];
    product_200x200_by_1000x200_left_panels_in_place(parameters->decoder_2_weight,
        decoder_tanh1, decoder_linear2_product);
    lap(m, 11); /* F11 */
    float (*decoder_tanh3)[hidden] = (void *)m->at[14];
    make_decoder_tanh(parameters->decoder_2_bias, decoder_linear2_product, decoder_tanh3);
    lap(m, 12); /* F12 */
    float (*decoder_linear4_product)[784] = (void *)m->at[15];
    product_784x200_by_1000x200(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product);
    lap(m, 13); /* F13 */
    float *bound_sum = m->at[17];
    float *elbo_sum = m->at[18];
    float *used_sum = m->at[19];
    float *d_decoder_linear4_scale_sum = m->at[16];
    float (*used_weight_times_d_z_factor_row_sum)[latent] = (void *)m->at[23];
    float (*used_weight_times_d_z_factor_squared_row_sum)[latent] = (void *)m->at[24];
    float (*d_decoder_linear4)[784] = (void *)m->at[20];
    float (*d_decoder_linear4_scale_sum_weighted_weighted)[samples][latent] = (void *)m->at[21];
    float (*d_q_mu_scale_weighted)[samples][latent] = (void *)m->at[22];
    make_d_decoder_linear4(parameters->encoder_mu_0_bias, q_mu_product, std,
        parameters->decoder_4_bias, (void *)decoder_linear4_product, x,
        z_squared_negated_row_sum, q_logvar_combined_shifted_row_sum, z, bound_sum, elbo_sum,
        used_sum, d_decoder_linear4_scale_sum, used_weight_times_d_z_factor_row_sum,
        used_weight_times_d_z_factor_squared_row_sum, (void *)d_decoder_linear4,
        d_decoder_linear4_scale_sum_weighted_weighted, d_q_mu_scale_weighted);
    lap(m, 14); /* F14 */
    float *bound = &m->value[VALUE_bound];
    bound[0] = -0.05f * bound_sum[0];
    float *elbo = &m->value[VALUE_elbo];
    elbo[0] = 0.001f * elbo_sum[0];
    float *used = &m->value[VALUE_used];
    used[0] = 0.05f * used_sum[0];
    make_d_decoder_4_bias(d_decoder_linear4, gradients->decoder_4_bias);
    lap(m, 15); /* G1 */
    product_1000x200_by_1000x784(decoder_tanh3, d_decoder_linear4, gradients->decoder_4_weight);
    lap(m, 16); /* G2 */
    float (*d_decoder_tanh3)[hidden] = (void *)m->at[25];
    product_784x200_by_1000x784(parameters->decoder_4_weight, d_decoder_linear4,
        d_decoder_tanh3, m->at[26]);
    lap(m, 17); /* G3 */
    float (*d_decoder_linear2)[hidden] = (void *)m->at[27];
    make_d_decoder_linear_and_d_decoder_bias(d_decoder_tanh3, decoder_tanh3,
        gradients->decoder_2_bias, d_decoder_linear2);
    lap(m, 18); /* G4 */
    product_1000x200_by_1000x200(decoder_tanh1, d_decoder_linear2, gradients->decoder_2_weight,
        m->at[28]);
    lap(m, 19); /* G5 */
    float (*d_decoder_tanh1)[hidden] = (void *)m->at[29];
    product_200x200_by_1000x200_left_panels_packed(parameters->decoder_2_weight,
        d_decoder_linear2, d_decoder_tanh1, m->at[30]);
    lap(m, 20); /* G6 */
    float (*d_decoder_linear0)[hidden] = (void *)m->at[31];
    make_d_decoder_linear_and_d_decoder_bias(d_decoder_tanh1, decoder_tanh1,
        gradients->decoder_0_bias, d_decoder_linear0);
    lap(m, 21); /* G7 */
    product_1000x50_by_1000x200((void *)z, d_decoder_linear0, gradients->decoder_0_weight,
        m->at[32]);
    lap(m, 22); /* G8 */
    float (*d_z_reshape)[50] = (void *)m->at[33];
    product_200x50_by_1000x200(parameters->decoder_0_weight, d_decoder_linear0, d_z_reshape,
        m->at[34]);
    lap(m, 23); /* G9 */
    float (*d_q_mu_via_z)[latent] = (void *)m->at[35];
    float (*d_z_scale_via_z)[latent] = (void *)m->at[37];
    float (*d_q_mu)[latent] = (void *)m->at[36];
    make_d_q_mu(d_decoder_linear4_scale_sum, (void *)d_z_reshape,
        d_decoder_linear4_scale_sum_weighted_weighted, d_q_mu_scale_weighted, z_noise,
        used_weight_times_d_z_factor_row_sum, std, d_q_mu_via_z, d_z_scale_via_z, d_q_mu);
    lap(m, 24); /* G10 */
    float (*d_q_logvar)[latent] = (void *)m->at[38];
    make_d_q_logvar(d_decoder_linear4_scale_sum, std, d_z_scale_via_z,
        used_weight_times_d_z_factor_squared_row_sum, d_q_mu_via_z,
        used_weight_times_d_z_factor_row_sum, gradients->encoder_mu_0_bias,
        gradients->encoder_logvar_0_bias, d_q_logvar);
    lap(m, 25); /* G11 */
    product_20x200_by_20x50(encoder_tanh4, d_q_mu, gradients->encoder_mu_0_weight, m->at[39]);
    lap(m, 26); /* G12 */
    float (*d_encoder_tanh4)[hidden] = (void *)m->at[40];
    product_50x200_by_20x50(parameters->encoder_mu_0_weight, d_q_mu, d_encoder_tanh4,
        m->at[41]);
    lap(m, 27); /* G13 */
    product_20x200_by_20x50(encoder_tanh4, d_q_logvar, gradients->encoder_logvar_0_weight,
        m->at[42]);
    lap(m, 28); /* G14 */
    add_product_50x200_by_20x50(parameters->encoder_logvar_0_weight, d_q_logvar,
        d_encoder_tanh4, m->at[43]);
    lap(m, 29); /* G15 */
    float (*d_encoder_linear3)[hidden] = (void *)m->at[44];
    make_d_encoder_linear_and_d_encoder_bias(encoder_tanh4, d_encoder_tanh4,
        gradients->encoder_3_bias, d_encoder_linear3);
    lap(m, 30); /* G16 */
    product_20x200_by_20x200(encoder_tanh2, d_encoder_linear3, gradients->encoder_3_weight,
        m->at[45]);
    lap(m, 31); /* G17 */
    float (*d_encoder_tanh2)[hidden] = (void *)m->at[46];
    product_200x200_by_20x200_left_panels_packed(parameters->encoder_3_weight,
        d_encoder_linear3, d_encoder_tanh2, m->at[47]);
    lap(m, 32); /* G18 */
    float (*d_encoder_linear1)[hidden] = (void *)m->at[48];
    make_d_encoder_linear_and_d_encoder_bias(encoder_tanh2, d_encoder_tanh2,
        gradients->encoder_1_bias, d_encoder_linear1);
    lap(m, 33); /* G19 */
    product_20x784_by_20x200(x, d_encoder_linear1, gradients->encoder_1_weight, m->at[49]);
    lap(m, 34); /* G20 */
    /* encoder.1.weight .. decoder.4.bias: 463760 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 463760, m->updates[0], 0.001,
        0.9, 0.999, 0.0001);
    lap(m, 35); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
iwae_evaluate(struct instance *m)
{
    struct iwae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*encoder_linear1_product)[hidden] = (void *)m->at[50];
    product_200x784_by_20x784(parameters->encoder_1_weight, x,
        encoder_linear1_product); /* F1 */
    /* overwrites encoder_linear1_product */
    float (*encoder_tanh2)[hidden] = (void *)m->at[51];
    make_encoder_tanh2(parameters->encoder_1_bias, encoder_linear1_product,
        encoder_tanh2); /* F2 */
    float (*encoder_linear3_product)[hidden] = (void *)m->at[52];
    product_200x200_by_20x200_left_panels_in_place(parameters->encoder_3_weight, encoder_tanh2,
        encoder_linear3_product); /* F3 */
    float (*encoder_tanh4)[hidden] = (void *)m->at[53];
    make_encoder_tanh2(parameters->encoder_3_bias, encoder_linear3_product,
        encoder_tanh4); /* F4 */
    float (*q_mu_product)[latent] = (void *)m->at[54];
    product_50x200_by_20x200(parameters->encoder_mu_0_weight, encoder_tanh4,
        q_mu_product); /* F5 */
    float (*q_logvar_product)[latent] = (void *)m->at[55];
    product_50x200_by_20x200(parameters->encoder_logvar_0_weight, encoder_tanh4,
        q_logvar_product); /* F6 */
    float (*std)[latent] = (void *)m->at[56];
    make_std(parameters->encoder_logvar_0_bias, q_logvar_product, std); /* F7 */
    float (*z_noise)[samples][latent] = (void *)m->at[57];
    random_normal((void *)z_noise, batch * 2500, random_key(m->seed, "z.1"), m->draw,
        m->first * 2500); /* N1 */
    float (*z_squared_negated_row_sum)[samples] = (void *)m->at[59];
    float (*q_logvar_combined_shifted_row_sum)[samples] = (void *)m->at[60];
    float (*z)[samples][latent] = (void *)m->at[58];
    make_z(parameters->encoder_mu_0_bias, q_mu_product, parameters->encoder_logvar_0_bias,
        q_logvar_product, std, z_noise, z_squared_negated_row_sum,
        q_logvar_combined_shifted_row_sum, z); /* F8 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[61];
    product_200x50_by_1000x50(parameters->decoder_0_weight, (void *)z,
        decoder_linear0_product); /* F9 */
    /* overwrites decoder_linear0_product */
    float (*decoder_tanh1)[hidden] = (void *)m->at[62];
    make_decoder_tanh(parameters->decoder_0_bias, decoder_linear0_product,
        decoder_tanh1); /* F10 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[63];
    product_200x200_by_1000x200_left_panels_in_place(parameters->decoder_2_weight,
        decoder_tanh1, decoder_linear2_product); /* F11 */
    float (*decoder_tanh3)[hidden] = (void *)m->at[64];
    make_decoder_tanh(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_tanh3); /* F12 */
    float (*decoder_linear4_product)[784] = (void *)m->at[65];
    product_784x200_by_1000x200(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product); /* F13 */
    float *bound_sum = m->at[66];
    float *elbo_sum = m->at[67];
    float *used_sum = m->at[68];
    make_bound_sum(parameters->decoder_4_bias, (void *)decoder_linear4_product, x,
        z_squared_negated_row_sum, q_logvar_combined_shifted_row_sum, bound_sum, elbo_sum,
        used_sum); /* F14 */
    float *bound = &m->value[VALUE_bound];
    bound[0] = -0.05f * bound_sum[0];
    float *elbo = &m->value[VALUE_elbo];
    elbo[0] = 0.001f * elbo_sum[0];
    float *used = &m->value[VALUE_used];
    used[0] = 0.05f * used_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
iwae_sample(struct instance *m, float *const *output)
{
    struct iwae_parameters *const parameters = (void *)m->parameters;

    float (*sample_noise)[50] = (void *)m->at[69];
    random_normal((void *)sample_noise, batch * latent, random_key(m->seed, "sample.1"),
        m->draw, m->first * latent); /* N1 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[70];
    product_200x50_by_20x50(parameters->decoder_0_weight, sample_noise,
        decoder_linear0_product); /* F1 */
    /* overwrites decoder_linear0_product */
    float (*decoder_tanh1)[hidden] = (void *)m->at[71];
    make_encoder_tanh2(parameters->decoder_0_bias, decoder_linear0_product,
        decoder_tanh1); /* F2 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[72];
    product_200x200_by_20x200_left_panels_in_place(parameters->decoder_2_weight, decoder_tanh1,
        decoder_linear2_product); /* F3 */
    float (*decoder_tanh3)[hidden] = (void *)m->at[73];
    make_encoder_tanh2(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_tanh3); /* F4 */
    float (*decoder_linear4_product)[784] = (void *)m->at[74];
    product_784x200_by_20x200(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product); /* F5 */
    float (*decoder_linear4_sigmoid)[784] = (void *)output[0];
    make_decoder_linear4_sigmoid(parameters->decoder_4_bias, decoder_linear4_product,
        decoder_linear4_sigmoid); /* F6 */
}

/* Fills output[i] for one batch: the command `reconstruct`. */
void
iwae_reconstruct(struct instance *m, float *const *output)
{
    struct iwae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*x_copy)[784] = (void *)output[0];
    make_x_copy(x, x_copy); /* F1 */
    float (*encoder_linear1_product)[hidden] = (void *)m->at[75];
    product_200x784_by_20x784(parameters->encoder_1_weight, x,
        encoder_linear1_product); /* F2 */
    /* overwrites encoder_linear1_product */
    float (*encoder_tanh2)[hidden] = (void *)m->at[76];
    make_encoder_tanh2(parameters->encoder_1_bias, encoder_linear1_product,
        encoder_tanh2); /* F3 */
    float (*encoder_linear3_product)[hidden] = (void *)m->at[77];
    product_200x200_by_20x200_left_panels_in_place(parameters->encoder_3_weight, encoder_tanh2,
        encoder_linear3_product); /* F4 */
    float (*encoder_tanh4)[hidden] = (void *)m->at[78];
    make_encoder_tanh2(parameters->encoder_3_bias, encoder_linear3_product,
        encoder_tanh4); /* F5 */
    float (*q_mu_product)[latent] = (void *)m->at[79];
    product_50x200_by_20x200(parameters->encoder_mu_0_weight, encoder_tanh4,
        q_mu_product); /* F6 */
    float (*q_mu)[latent] = (void *)m->at[80]; /* overwrites q_mu_product */
    make_q_mu(parameters->encoder_mu_0_bias, q_mu_product, q_mu); /* F7 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[81];
    product_200x50_by_20x50(parameters->decoder_0_weight, q_mu,
        decoder_linear0_product); /* F8 */
    /* overwrites decoder_linear0_product */
    float (*decoder_tanh1)[hidden] = (void *)m->at[82];
    make_encoder_tanh2(parameters->decoder_0_bias, decoder_linear0_product,
        decoder_tanh1); /* F9 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[83];
    product_200x200_by_20x200_left_panels_in_place(parameters->decoder_2_weight, decoder_tanh1,
        decoder_linear2_product); /* F10 */
    float (*decoder_tanh3)[hidden] = (void *)m->at[84];
    make_encoder_tanh2(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_tanh3); /* F11 */
    float (*decoder_linear4_product)[784] = (void *)m->at[85];
    product_784x200_by_20x200(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product); /* F12 */
    float (*decoder_linear4_sigmoid)[784] = (void *)output[1];
    make_decoder_linear4_sigmoid(parameters->decoder_4_bias, decoder_linear4_product,
        decoder_linear4_sigmoid); /* F13 */
}

/* Fills output[i] for one batch: the command `likelihood`. */
void
iwae_likelihood(struct instance *m, float *const *output)
{
    struct iwae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*encoder_linear1_product)[hidden] = (void *)m->at[86];
    product_200x784_by_20x784(parameters->encoder_1_weight, x,
        encoder_linear1_product); /* F1 */
    /* overwrites encoder_linear1_product */
    float (*encoder_tanh2)[hidden] = (void *)m->at[87];
    make_encoder_tanh2(parameters->encoder_1_bias, encoder_linear1_product,
        encoder_tanh2); /* F2 */
    float (*encoder_linear3_product)[hidden] = (void *)m->at[88];
    product_200x200_by_20x200_left_panels_in_place(parameters->encoder_3_weight, encoder_tanh2,
        encoder_linear3_product); /* F3 */
    float (*encoder_tanh4)[hidden] = (void *)m->at[89];
    make_encoder_tanh2(parameters->encoder_3_bias, encoder_linear3_product,
        encoder_tanh4); /* F4 */
    float (*q_mu_product)[latent] = (void *)m->at[90];
    product_50x200_by_20x200(parameters->encoder_mu_0_weight, encoder_tanh4,
        q_mu_product); /* F5 */
    float (*q_logvar_product)[latent] = (void *)m->at[91];
    product_50x200_by_20x200(parameters->encoder_logvar_0_weight, encoder_tanh4,
        q_logvar_product); /* F6 */
    float (*std)[latent] = (void *)m->at[92];
    make_std(parameters->encoder_logvar_0_bias, q_logvar_product, std); /* F7 */
    float (*z_noise)[samples][latent] = (void *)m->at[93];
    random_normal((void *)z_noise, batch * 2500, random_key(m->seed, "z.1"), m->draw,
        m->first * 2500); /* N1 */
    float (*z_squared_negated_row_sum)[samples] = (void *)m->at[95];
    float (*q_logvar_combined_shifted_row_sum)[samples] = (void *)m->at[96];
    float (*z)[samples][latent] = (void *)m->at[94];
    make_z(parameters->encoder_mu_0_bias, q_mu_product, parameters->encoder_logvar_0_bias,
        q_logvar_product, std, z_noise, z_squared_negated_row_sum,
        q_logvar_combined_shifted_row_sum, z); /* F8 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[97];
    product_200x50_by_1000x50(parameters->decoder_0_weight, (void *)z,
        decoder_linear0_product); /* F9 */
    /* overwrites decoder_linear0_product */
    float (*decoder_tanh1)[hidden] = (void *)m->at[98];
    make_decoder_tanh(parameters->decoder_0_bias, decoder_linear0_product,
        decoder_tanh1); /* F10 */
    float (*decoder_linear2_product)[hidden] = (void *)m->at[99];
    product_200x200_by_1000x200_left_panels_in_place(parameters->decoder_2_weight,
        decoder_tanh1, decoder_linear2_product); /* F11 */
    float (*decoder_tanh3)[hidden] = (void *)m->at[100];
    make_decoder_tanh(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_tanh3); /* F12 */
    float (*decoder_linear4_product)[784] = (void *)m->at[101];
    product_784x200_by_1000x200(parameters->decoder_4_weight, decoder_tanh3,
        decoder_linear4_product); /* F13 */
    float *used_weight_scale_combined_shifted = output[0];
    make_used_weight_scale_combined_shifted(parameters->decoder_4_bias,
        (void *)decoder_linear4_product, x, z_squared_negated_row_sum,
        q_logvar_combined_shifted_row_sum, used_weight_scale_combined_shifted); /* F14 */
}

