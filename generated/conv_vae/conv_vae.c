/* conv_vae.c: the computations of conv_vae.yaml (sha256 ff6e6f19).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 128, width 32, hidden 256, latent 20, side 28
 * Parameters  1691408 floats, struct conv_vae_parameters; gradients in the same struct
 * Arena       4168032 floats; 27563264 if nothing shared memory, at least 4168032 at once
 *    offset   floats  holds                                           live
 *         0   802816  encoder_conv0_product[batch][14][14][width]     step_1 F1..F2
 *         0   401408  encoder_conv2_product[batch][7][7][64]          step_1 F3..F4
 *         0    32768  encoder_linear_product[batch][hidden]           step_1 F5..F6
 *         0   802816  d_decoder_conv_transpose5[batch][14][14][width] step_1 G3..G5
 *         0   401408  d_decoder_linear2[batch][7][7][64]              step_1 G6..G8
 *         0    32768  d_decoder_linear0[batch][hidden]                step_1 G9..G11
 *         0   802816  d_encoder_relu1[batch][14][14][width]           step_1 G21..G23
 *        16    32768  decoder_linear0_product[batch][hidden]          step_1 F10..F11
 *        16   401408  decoder_linear2_product[batch][7][7][64]        step_1 F12..F13
 *        16   100352  logits_product[batch][side][side]               step_1 F16..F17
 *      5120    32768  d_encoder_relu6[batch][hidden]                  step_1 G14..G17
 *     37888    32768  d_encoder_linear[batch][hidden]                 step_1 G17..G19
 *     70656   401408  d_encoder_relu3[batch][7][7][64]                step_1 G19..G20
 *    100368   100352  d_logits[batch][side][side]                     step_1 F17..G2
 *    401408    32768  d_decoder_relu1[batch][hidden]                  step_1 G7..G9
 *    802816   802816  encoder_relu1[batch][14][14][width]             step_1 F2..G23
 *   1605632   401408  encoder_relu3[batch][7][7][64]                  step_1 F4..G20
 *   1605632   802816  d_encoder_conv0[batch][14][14][width]           step_1 G23..G24
 *   2007040    32768  encoder_relu6[batch][hidden]                    step_1 F6..G17
 *   2007040   401408  d_encoder_conv2[batch][7][7][64]                step_1 G20..G22
 *   2050048    32768  decoder_relu1[batch][hidden]                    step_1 F11..G9
 *   2082816   401408  decoder_relu3[batch][7][7][64]                  step_1 F13..G6
 *   2484224   802816  decoder_conv_transpose5_product                 step_1 F14..F15
 *   2484224   802816  decoder_relu6[batch][14][14][width]             step_1 F15..G3
 *   2484224   401408  d_decoder_relu3[batch][7][7][64]                step_1 G4..G6
 *   3287040   802816  d_decoder_relu6[batch][14][14][width]           step_1 G1..G3
 * 77 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "conv_vae.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "conv_vae_contractions.h"

enum { batch = 128, width = 32, hidden = 256, latent = 20, side = 28 };
enum { DATA_x };
enum { VALUE_reconstruction, VALUE_kl };

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

/* step_1 F2, F15; evaluate F2, F15; sample F6; reconstruct F3, F15: relu (line 17) over
 *     [batch][196][width]
 * Serves encoder_relu1, decoder_relu6.
 *     conv = bias + conv_product
 *     relu = conv > 0 ? conv : 0 */
static void
make_relu_32x14x14(const float bias[restrict width],
    const float conv_product[batch][196][width], float relu[batch][196][width])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 196; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++) {
                const float conv = bias[j] + conv_product[n][i][j];
                relu[n][i][j] = conv > 0.0f ? conv : 0.0f;
            }
        }
    }
}

/* step_1 F4; evaluate F4; reconstruct F5: encoder_relu3 (line 19) over [batch][49][64]
 *     encoder_conv2 = encoder_2_bias + encoder_conv2_product
 *     encoder_relu3 = encoder_conv2 > 0 ? encoder_conv2 : 0 */
static void
make_encoder_relu3(const float encoder_2_bias[restrict 64],
    const float encoder_conv2_product[restrict batch][49][64],
    float encoder_relu3[restrict batch][49][64])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < 64; j++) {
                const float encoder_conv2 = encoder_2_bias[j] + encoder_conv2_product[n][i][j];
                encoder_relu3[n][i][j] = encoder_conv2 > 0.0f ? encoder_conv2 : 0.0f;
            }
        }
    }
}

/* step_1 F6, F11; evaluate F6, F11; sample F2; reconstruct F7, F11: relu (line 22) over
 *     [batch][hidden]
 * Serves encoder_relu6, decoder_relu1.
 *     linear = bias + linear_product
 *     relu = linear > 0 ? linear : 0 */
static void
make_relu_256(const float bias[restrict hidden], const float linear_product[batch][hidden],
    float relu[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float linear = bias[i] + linear_product[n][i];
            relu[n][i] = linear > 0.0f ? linear : 0.0f;
        }
    }
}

/* step_1 F9: kl_sum (line 45), q_logvar_exp, z (line 40) over [batch][latent]
 *     q_mu = encoder_mu_0_bias + q_mu_product
 *     q_logvar = encoder_logvar_0_bias + q_logvar_product
 *     q_logvar_exp = exp(0.5 * q_logvar)
 *     z = q_mu + z_noise * q_logvar_exp
 *     kl_sum = sum over n, i of (q_mu^2 + q_logvar_exp^2 - 1 - q_logvar)
 * q_logvar_exp is stored, not computed again: exp and its kin are dear. */
static void
make_z(const float encoder_logvar_0_bias[restrict latent],
    const float q_logvar_product[restrict batch][latent],
    const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[restrict batch][latent],
    const float z_noise[restrict batch][latent], float kl_sum[restrict 1],
    float q_logvar_exp[restrict batch][latent], float z[restrict batch][latent])
{
    float kl_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float kl_row_sum = 0.0f;
#pragma omp simd reduction(+ : kl_row_sum)
        for (int i = 0; i < latent; i++) {
            const float q_logvar = encoder_logvar_0_bias[i] + q_logvar_product[n][i];
            const float q_logvar_exp_here = math_exp(0.5f * q_logvar);
            const float q_mu = encoder_mu_0_bias[i] + q_mu_product[n][i];
            kl_row_sum += q_mu * q_mu + q_logvar_exp_here * q_logvar_exp_here - 1.0f - q_logvar;
            q_logvar_exp[n][i] = q_logvar_exp_here;
            z[n][i] = q_mu + z_noise[n][i] * q_logvar_exp_here;
        }
        kl_sum_total += kl_row_sum;
    }
    kl_sum[0] = kl_sum_total;
}

/* step_1 F13; evaluate F13; sample F4; reconstruct F13: decoder_relu3 (line 32) over
 *     [batch][3136]
 *     decoder_linear2 = decoder_2_bias + decoder_linear2_product
 *     decoder_relu3 = decoder_linear2 > 0 ? decoder_linear2 : 0 */
static void
make_decoder_relu3(const float decoder_2_bias[restrict 3136],
    const float decoder_linear2_product[batch][3136], float decoder_relu3[batch][3136])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 3136; i++) {
            const float decoder_linear2 = decoder_2_bias[i] + decoder_linear2_product[n][i];
            decoder_relu3[n][i] = decoder_linear2 > 0.0f ? decoder_linear2 : 0.0f;
        }
    }
}

/* step_1 F17: reconstruction_sum (line 44), d_decoder_7_bias (line 36), d_logits (line 41)
 *     over [batch][784]
 *     logits = decoder_7_bias + logits_product
 *     reconstruction_sum = sum over n, i of (softplus(logits) - x * logits)
 *     d_logits = 0.0078125 * sigmoid(logits) - 0.0078125 * x
 *     d_decoder_7_bias = sum over n, i of d_logits */
static void
make_d_logits(const float decoder_7_bias[restrict 1],
    const float logits_product[restrict batch][784], const float x[restrict batch][784],
    float reconstruction_sum[restrict 1], float d_decoder_7_bias[restrict 1],
    float d_logits[restrict batch][784])
{
    enum { chunks = 16 };
    float reconstruction_sum_partial[chunks];
    float d_decoder_7_bias_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float reconstruction_sum_total = 0.0f;
        float d_decoder_7_bias_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float reconstruction_row_sum = 0.0f;
            float d_decoder_7_bias_row_sum = 0.0f;
#pragma omp simd reduction(+ : reconstruction_row_sum, d_decoder_7_bias_row_sum)
            for (int i = 0; i < 784; i++) {
                const float logits = decoder_7_bias[0] + logits_product[n][i];
                const float d_logits_here = 0.0078125f * math_sigmoid(logits)
                    - 0.0078125f * x[n][i];
                reconstruction_row_sum += math_softplus(logits) - x[n][i] * logits;
                d_decoder_7_bias_row_sum += d_logits_here;
                d_logits[n][i] = d_logits_here;
            }
            reconstruction_sum_total += reconstruction_row_sum;
            d_decoder_7_bias_total += d_decoder_7_bias_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
        d_decoder_7_bias_partial[chunk] = d_decoder_7_bias_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
    add_chunks(chunks, 1, d_decoder_7_bias_partial, d_decoder_7_bias);
}

/* step_1 G3, G23: d_bias, d_conv (line 34) over [batch][196][width]
 * Serves d_decoder_conv_transpose5, d_encoder_conv0.
 *     d_conv = d_relu * (relu > 0 ? 1 : 0)
 *     d_bias = sum over n, i of d_conv */
static void
make_d_conv_and_d_bias(const float d_relu[restrict batch][196][width],
    const float relu[batch][196][width], float d_bias[restrict width],
    float d_conv[restrict batch][196][width])
{
    enum { chunks = 16 };
    float d_bias_partial[chunks][width];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_bias_partial[chunk], 0, sizeof d_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_bias_row_sum[width] = {0};
            for (int i = 0; i < 196; i++) {
#pragma omp simd
                for (int j = 0; j < width; j++) {
                    const float d_conv_here = d_relu[n][i][j]
                        * (relu[n][i][j] > 0.0f ? 1.0f : 0.0f);
                    d_bias_row_sum[j] += d_conv_here;
                    d_conv[n][i][j] = d_conv_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < width; j++)
                d_bias_partial[chunk][j] += d_bias_row_sum[j];
        }
    }
    add_chunks(chunks, width, &d_bias_partial[0][0], d_bias);
}

/* step_1 G6: d_decoder_2_bias, d_decoder_linear2 (line 31) over [batch][3136]
 *     d_decoder_linear2 = d_decoder_relu3 * (decoder_relu3 > 0 ? 1 : 0)
 *     d_decoder_2_bias = sum over n of d_decoder_linear2 */
static void
make_d_decoder_linear2_and_d_decoder_2_bias(const float d_decoder_relu3[restrict batch][3136],
    const float decoder_relu3[restrict batch][3136], float d_decoder_2_bias[restrict 3136],
    float d_decoder_linear2[restrict batch][3136])
{
    enum { chunks = 16 };
    float d_decoder_2_bias_partial[chunks][3136];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_decoder_2_bias_partial[chunk], 0, sizeof d_decoder_2_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < 3136; i++) {
                const float d_decoder_linear2_here = d_decoder_relu3[n][i]
                    * (decoder_relu3[n][i] > 0.0f ? 1.0f : 0.0f);
                d_decoder_2_bias_partial[chunk][i] += d_decoder_linear2_here;
                d_decoder_linear2[n][i] = d_decoder_linear2_here;
            }
        }
    }
    add_chunks(chunks, 3136, &d_decoder_2_bias_partial[0][0], d_decoder_2_bias);
}

/* step_1 G9, G17: d_bias, d_linear (line 29) over [batch][hidden]
 * Serves d_decoder_linear0, d_encoder_linear.
 *     d_linear = d_relu * (relu > 0 ? 1 : 0)
 *     d_bias = sum over n of d_linear */
static void
make_d_linear_and_d_bias(const float d_relu[restrict batch][hidden],
    const float relu[restrict batch][hidden], float d_bias[restrict hidden],
    float d_linear[restrict batch][hidden])
{
    enum { chunks = 16 };
    float d_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_bias_partial[chunk], 0, sizeof d_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < hidden; i++) {
                const float d_linear_here = d_relu[n][i] * (relu[n][i] > 0.0f ? 1.0f : 0.0f);
                d_bias_partial[chunk][i] += d_linear_here;
                d_linear[n][i] = d_linear_here;
            }
        }
    }
    add_chunks(chunks, hidden, &d_bias_partial[0][0], d_bias);
}

/* step_1 G12: d_encoder_mu_0_bias (line 24), d_encoder_logvar_0_bias (line 25), d_q_logvar,
 *     d_q_mu (line 39) over [batch][latent]
 *     q_mu = encoder_mu_0_bias + q_mu_product
 *     d_q_logvar = 0.00390625 * q_logvar_exp^2 + 0.5 * (z_noise * q_logvar_exp * d_z) -
 *         0.00390625
 *     d_q_mu = 0.0078125 * q_mu + d_z
 *     d_encoder_mu_0_bias = sum over n of d_q_mu
 *     d_encoder_logvar_0_bias = sum over n of d_q_logvar */
static void
make_d_q_logvar(const float q_logvar_exp[restrict batch][latent],
    const float z_noise[restrict batch][latent], const float d_z[restrict batch][latent],
    const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[restrict batch][latent],
    float d_encoder_mu_0_bias[restrict latent], float d_encoder_logvar_0_bias[restrict latent],
    float d_q_logvar[restrict batch][latent], float d_q_mu[restrict batch][latent])
{
    memset(d_encoder_mu_0_bias, 0, latent * sizeof(float));
    memset(d_encoder_logvar_0_bias, 0, latent * sizeof(float));
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < latent; i++) {
            const float d_q_logvar_here = 0.00390625f * (q_logvar_exp[n][i]
                * q_logvar_exp[n][i]) + 0.5f * (z_noise[n][i] * q_logvar_exp[n][i] * d_z[n][i])
                - 0.00390625f;
            const float q_mu = encoder_mu_0_bias[i] + q_mu_product[n][i];
            const float d_q_mu_here = 0.0078125f * q_mu + d_z[n][i];
            d_encoder_mu_0_bias[i] += d_q_mu_here;
            d_encoder_logvar_0_bias[i] += d_q_logvar_here;
            d_q_logvar[n][i] = d_q_logvar_here;
            d_q_mu[n][i] = d_q_mu_here;
        }
    }
}

/* step_1 G20: d_encoder_2_bias, d_encoder_conv2 (line 18) over [batch][49][64]
 *     d_encoder_conv2 = d_encoder_relu3 * (encoder_relu3 > 0 ? 1 : 0)
 *     d_encoder_2_bias = sum over n, i of d_encoder_conv2 */
static void
make_d_encoder_conv2_and_d_encoder_2_bias(const float d_encoder_relu3[restrict batch][49][64],
    const float encoder_relu3[restrict batch][49][64], float d_encoder_2_bias[restrict 64],
    float d_encoder_conv2[restrict batch][49][64])
{
    enum { chunks = 16 };
    float d_encoder_2_bias_partial[chunks][64];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_encoder_2_bias_partial[chunk], 0, sizeof d_encoder_2_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_encoder_2_bias_row_sum[64] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < 64; j++) {
                    const float d_encoder_conv2_here = d_encoder_relu3[n][i][j]
                        * (encoder_relu3[n][i][j] > 0.0f ? 1.0f : 0.0f);
                    d_encoder_2_bias_row_sum[j] += d_encoder_conv2_here;
                    d_encoder_conv2[n][i][j] = d_encoder_conv2_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < 64; j++)
                d_encoder_2_bias_partial[chunk][j] += d_encoder_2_bias_row_sum[j];
        }
    }
    add_chunks(chunks, 64, &d_encoder_2_bias_partial[0][0], d_encoder_2_bias);
}

/* evaluate F9: kl_sum (line 45), z (line 40) over [batch][latent]
 *     q_mu = encoder_mu_0_bias + q_mu_product
 *     q_logvar = encoder_logvar_0_bias + q_logvar_product
 *     q_logvar_exp = exp(0.5 * q_logvar)
 *     z = q_mu + z_noise * q_logvar_exp
 *     kl_sum = sum over n, i of (q_mu^2 + q_logvar_exp^2 - 1 - q_logvar) */
static void
make_z_and_kl_sum(const float encoder_mu_0_bias[restrict latent],
    const float q_mu_product[restrict batch][latent],
    const float encoder_logvar_0_bias[restrict latent],
    const float q_logvar_product[restrict batch][latent],
    const float z_noise[restrict batch][latent], float kl_sum[restrict 1],
    float z[restrict batch][latent])
{
    float kl_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float kl_row_sum = 0.0f;
#pragma omp simd reduction(+ : kl_row_sum)
        for (int i = 0; i < latent; i++) {
            const float q_mu = encoder_mu_0_bias[i] + q_mu_product[n][i];
            const float q_logvar = encoder_logvar_0_bias[i] + q_logvar_product[n][i];
            const float q_logvar_exp = math_exp(0.5f * q_logvar);
            kl_row_sum += q_mu * q_mu + q_logvar_exp * q_logvar_exp - 1.0f - q_logvar;
            z[n][i] = q_mu + z_noise[n][i] * q_logvar_exp;
        }
        kl_sum_total += kl_row_sum;
    }
    kl_sum[0] = kl_sum_total;
}

/* evaluate F17: reconstruction_sum (line 44) over [batch][784]
 *     logits = decoder_7_bias + logits_product
 *     reconstruction_sum = sum over n, i of (softplus(logits) - x * logits) */
static void
make_reconstruction_sum(const float decoder_7_bias[restrict 1],
    const float logits_product[restrict batch][784], const float x[restrict batch][784],
    float reconstruction_sum[restrict 1])
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
                const float logits = decoder_7_bias[0] + logits_product[n][i];
                reconstruction_row_sum += math_softplus(logits) - x[n][i] * logits;
            }
            reconstruction_sum_total += reconstruction_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
}

/* sample F8; reconstruct F17: decoder_conv_transpose7_sigmoid (line 52) over [batch][784]
 *     decoder_conv_transpose7_sigmoid = sigmoid(decoder_7_bias +
 *         decoder_conv_transpose7_product) */
static void
make_decoder_conv_transpose7_sigmoid(const float decoder_7_bias[restrict 1],
    const float decoder_conv_transpose7_product[restrict batch][784],
    float decoder_conv_transpose7_sigmoid[restrict batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            decoder_conv_transpose7_sigmoid[n][i] = math_sigmoid(decoder_7_bias[0]
                + decoder_conv_transpose7_product[n][i]);
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

/* reconstruct F9: q_mu (line 39) over [batch][latent]
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
conv_vae_step_1(struct instance *m)
{
    struct conv_vae_parameters *const parameters = (void *)m->parameters;
    struct conv_vae_parameters *const gradients = (void *)m->gradients;

    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_conv0_product)[14][14][32] = (void *)m->at[0];
    conv_28x28_to_32x14x14(x, (void *)parameters->encoder_0_weight, encoder_conv0_product);
    lap(m, 0); /* F1 */
    float (*encoder_relu1)[196][width] = (void *)m->at[1];
    make_relu_32x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1);
    lap(m, 1); /* F2 */
    float (*encoder_conv2_product)[7][7][64] = (void *)m->at[2];
    conv_32x14x14_to_64x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        encoder_conv2_product, m->at[3]);
    lap(m, 2); /* F3 */
    float (*encoder_relu3)[49][64] = (void *)m->at[4];
    make_encoder_relu3(parameters->encoder_2_bias, (void *)encoder_conv2_product,
        encoder_relu3);
    lap(m, 3); /* F4 */
    float (*encoder_linear_product)[hidden] = (void *)m->at[5];
    product_256x64x7x7_by_128x64x7x7((void *)parameters->encoder_5_weight,
        (void *)encoder_relu3, encoder_linear_product);
    lap(m, 4); /* F5 */
    float (*encoder_relu6)[hidden] = (void *)m->at[6];
    make_relu_256(parameters->encoder_5_bias, encoder_linear_product, encoder_relu6);
    lap(m, 5); /* F6 */
    float (*q_mu_product)[latent] = (void *)m->at[7];
    product_20x256_by_128x256(parameters->encoder_mu_0_weight, encoder_relu6, q_mu_product,
        m->at[8]);
    lap(m, 6); /* F7 */
    float (*q_logvar_product)[latent] = (void *)m->at[9];
    product_20x256_by_128x256(parameters->encoder_logvar_0_weight, encoder_relu6,
        q_logvar_product, m->at[10]);
    lap(m, 7); /* F8 */
    float (*z_noise)[latent] = (void *)m->at[11];
    random_normal((void *)z_noise, batch * latent, random_key(m->seed, "z.1"), m->draw,
        m->first * latent);
    lap(m, 8); /* N1 */
    float *kl_sum = m->at[14];
    float (*q_logvar_exp)[latent] = (void *)m->at[12];
    float (*z)[latent] = (void *)m->at[13];
    make_z(parameters->encoder_logvar_0_bias, q_logvar_product, parameters->encoder_mu_0_bias,
        q_mu_product, z_noise, kl_sum, q_logvar_exp, z);
    lap(m, 9); /* F9 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[15];
    product_256x20_by_128x20(parameters->decoder_0_weight, z, decoder_linear0_product);
    lap(m, 10); /* F10 */
    float (*decoder_relu1)[hidden] = (void *)m->at[16];
    make_relu_256(parameters->decoder_0_bias, decoder_linear0_product, decoder_relu1);
    lap(m, 11); /* F11 */
    float (*decoder_linear2_product)[49][64] = (void *)m->at[17];
    product_128x256_by_64x7x7x256(decoder_relu1, (void *)parameters->decoder_2_weight,
        decoder_linear2_product);
    lap(m, 12); /* F12 */
    float (*decoder_relu3)[3136] = (void *)m->at[18];
    make_decoder_relu3((void *)parameters->decoder_2_bias, (void *)decoder_linear2_product,
        decoder_relu3);
    lap(m, 13); /* F13 */
    float (*decoder_conv_transpose5_product)[14][14][32] = (void *)m->at[19];
    conv_data_64x7x7_to_32x14x14_in_panels((void *)decoder_relu3,
        (void *)parameters->decoder_5_weight, decoder_conv_transpose5_product, m->at[20]);
    lap(m, 14); /* F14 */
    /* overwrites decoder_conv_transpose5_product */
    float (*decoder_relu6)[196][width] = (void *)m->at[21];
    make_relu_32x14x14(parameters->decoder_5_bias, (void *)decoder_conv_transpose5_product,
        decoder_relu6);
    lap(m, 15); /* F15 */
    float (*logits_product)[28][28][1] = (void *)m->at[22];
    conv_data_32x14x14_to_28x28((void *)decoder_relu6, (void *)parameters->decoder_7_weight,
        logits_product, m->at[23]);
    lap(m, 16); /* F16 */
    float *reconstruction_sum = m->at[24];
    float (*d_logits)[28][28][1] = (void *)m->at[25];
    make_d_logits(parameters->decoder_7_bias, (void *)logits_product, (void *)x,
        reconstruction_sum, gradients->decoder_7_bias, (void *)d_logits);
    lap(m, 17); /* F17 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.0078125f * reconstruction_sum[0];
    float *kl = &m->value[VALUE_kl];
    kl[0] = 0.00390625f * kl_sum[0];
    float (*d_decoder_relu6)[14][14][32] = (void *)m->at[26];
    conv_28x28_to_32x14x14(d_logits, (void *)parameters->decoder_7_weight, d_decoder_relu6);
    lap(m, 18); /* G1 */
    conv_weight_28x28_by_32x14x14(d_logits, (void *)decoder_relu6,
        (void *)gradients->decoder_7_weight, m->at[27]);
    lap(m, 19); /* G2 */
    float (*d_decoder_conv_transpose5)[14][14][32] = (void *)m->at[28];
    make_d_conv_and_d_bias((void *)d_decoder_relu6, decoder_relu6, gradients->decoder_5_bias,
        (void *)d_decoder_conv_transpose5);
    lap(m, 20); /* G3 */
    float (*d_decoder_relu3)[7][7][64] = (void *)m->at[29];
    conv_32x14x14_to_64x7x7_in_panels(d_decoder_conv_transpose5,
        (void *)parameters->decoder_5_weight, d_decoder_relu3, m->at[30]);
    lap(m, 21); /* G4 */
    conv_weight_32x14x14_by_64x7x7_in_panels(d_decoder_conv_transpose5, (void *)decoder_relu3,
        (void *)gradients->decoder_5_weight, m->at[31]);
    lap(m, 22); /* G5 */
    float (*d_decoder_linear2)[49][64] = (void *)m->at[32];
    make_d_decoder_linear2_and_d_decoder_2_bias((void *)d_decoder_relu3, decoder_relu3,
        (void *)gradients->decoder_2_bias, (void *)d_decoder_linear2);
    lap(m, 23); /* G6 */
    float (*d_decoder_relu1)[hidden] = (void *)m->at[33];
    product_64x7x7x256_by_128x64x7x7((void *)parameters->decoder_2_weight, d_decoder_linear2,
        d_decoder_relu1, m->at[34]);
    lap(m, 24); /* G7 */
    product_128x256_by_128x64x7x7(decoder_relu1, d_decoder_linear2,
        (void *)gradients->decoder_2_weight);
    lap(m, 25); /* G8 */
    float (*d_decoder_linear0)[hidden] = (void *)m->at[35];
    make_d_linear_and_d_bias(d_decoder_relu1, decoder_relu1, gradients->decoder_0_bias,
        d_decoder_linear0);
    lap(m, 26); /* G9 */
    product_128x20_by_128x256(z, d_decoder_linear0, gradients->decoder_0_weight);
    lap(m, 27); /* G10 */
    float (*d_z)[latent] = (void *)m->at[36];
    product_256x20_by_128x256(parameters->decoder_0_weight, d_decoder_linear0, d_z, m->at[37]);
    lap(m, 28); /* G11 */
    float (*d_q_logvar)[latent] = (void *)m->at[38];
    float (*d_q_mu)[latent] = (void *)m->at[39];
    make_d_q_logvar(q_logvar_exp, z_noise, d_z, parameters->encoder_mu_0_bias, q_mu_product,
        gradients->encoder_mu_0_bias, gradients->encoder_logvar_0_bias, d_q_logvar, d_q_mu);
    lap(m, 29); /* G12 */
    product_128x256_by_128x20(encoder_relu6, d_q_logvar, gradients->encoder_logvar_0_weight);
    lap(m, 30); /* G13 */
    float (*d_encoder_relu6)[hidden] = (void *)m->at[40];
    product_20x256_by_128x20(parameters->encoder_logvar_0_weight, d_q_logvar, d_encoder_relu6);
    lap(m, 31); /* G14 */
    product_128x256_by_128x20(encoder_relu6, d_q_mu, gradients->encoder_mu_0_weight);
    lap(m, 32); /* G15 */
    add_product_20x256_by_128x20(parameters->encoder_mu_0_weight, d_q_mu, d_encoder_relu6);
    lap(m, 33); /* G16 */
    float (*d_encoder_linear)[hidden] = (void *)m->at[41];
    make_d_linear_and_d_bias(d_encoder_relu6, encoder_relu6, gradients->encoder_5_bias,
        d_encoder_linear);
    lap(m, 34); /* G17 */
    product_128x64x7x7_by_128x256((void *)encoder_relu3, d_encoder_linear,
        (void *)gradients->encoder_5_weight);
    lap(m, 35); /* G18 */
    float (*d_encoder_relu3)[3136] = (void *)m->at[42];
    product_256x64x7x7_by_128x256((void *)parameters->encoder_5_weight, d_encoder_linear,
        d_encoder_relu3, m->at[43]);
    lap(m, 36); /* G19 */
    float (*d_encoder_conv2)[7][7][64] = (void *)m->at[44];
    make_d_encoder_conv2_and_d_encoder_2_bias((void *)d_encoder_relu3, encoder_relu3,
        gradients->encoder_2_bias, (void *)d_encoder_conv2);
    lap(m, 37); /* G20 */
    float (*d_encoder_relu1)[14][14][32] = (void *)m->at[45];
    conv_data_64x7x7_to_32x14x14_out_panels(d_encoder_conv2, parameters->encoder_2_weight,
        d_encoder_relu1, m->at[46]);
    lap(m, 38); /* G21 */
    conv_weight_32x14x14_by_64x7x7_out_panels((void *)encoder_relu1, d_encoder_conv2,
        gradients->encoder_2_weight, m->at[47]);
    lap(m, 39); /* G22 */
    float (*d_encoder_conv0)[196][width] = (void *)m->at[48];
    make_d_conv_and_d_bias((void *)d_encoder_relu1, encoder_relu1, gradients->encoder_0_bias,
        d_encoder_conv0);
    lap(m, 40); /* G23 */
    conv_weight_28x28_by_32x14x14(x, (void *)d_encoder_conv0,
        (void *)gradients->encoder_0_weight, m->at[49]);
    lap(m, 41); /* G24 */
    /* encoder.0.weight .. decoder.7.bias: 1691393 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 1691393, m->updates[0], 0.001,
        0.9, 0.999, 1e-08);
    lap(m, 42); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
conv_vae_evaluate(struct instance *m)
{
    struct conv_vae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_conv0_product)[14][14][32] = (void *)m->at[50];
    conv_28x28_to_32x14x14(x, (void *)parameters->encoder_0_weight,
        encoder_conv0_product); /* F1 */
    /* overwrites encoder_conv0_product */
    float (*encoder_relu1)[196][width] = (void *)m->at[51];
    make_relu_32x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1); /* F2 */
    float (*encoder_conv2_product)[7][7][64] = (void *)m->at[52];
    conv_32x14x14_to_64x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        encoder_conv2_product, m->at[53]); /* F3 */
    float (*encoder_relu3)[49][64] = (void *)m->at[54];
    make_encoder_relu3(parameters->encoder_2_bias, (void *)encoder_conv2_product,
        encoder_relu3); /* F4 */
    float (*encoder_linear_product)[hidden] = (void *)m->at[55];
    product_256x64x7x7_by_128x64x7x7((void *)parameters->encoder_5_weight,
        (void *)encoder_relu3, encoder_linear_product); /* F5 */
    float (*encoder_relu6)[hidden] = (void *)m->at[56];
    make_relu_256(parameters->encoder_5_bias, encoder_linear_product, encoder_relu6); /* F6 */
    float (*q_mu_product)[latent] = (void *)m->at[57];
    product_20x256_by_128x256(parameters->encoder_mu_0_weight, encoder_relu6, q_mu_product,
        m->at[58]); /* F7 */
    float (*q_logvar_product)[latent] = (void *)m->at[59];
    product_20x256_by_128x256(parameters->encoder_logvar_0_weight, encoder_relu6,
        q_logvar_product, m->at[60]); /* F8 */
    float (*z_noise)[latent] = (void *)m->at[61];
    random_normal((void *)z_noise, batch * latent, random_key(m->seed, "z.1"), m->draw,
        m->first * latent); /* N1 */
    float *kl_sum = m->at[63];
    float (*z)[latent] = (void *)m->at[62];
    make_z_and_kl_sum(parameters->encoder_mu_0_bias, q_mu_product,
        parameters->encoder_logvar_0_bias, q_logvar_product, z_noise, kl_sum, z); /* F9 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[64];
    product_256x20_by_128x20(parameters->decoder_0_weight, z,
        decoder_linear0_product); /* F10 */
    /* overwrites decoder_linear0_product */
    float (*decoder_relu1)[hidden] = (void *)m->at[65];
    make_relu_256(parameters->decoder_0_bias, decoder_linear0_product, decoder_relu1); /* F11 */
    float (*decoder_linear2_product)[49][64] = (void *)m->at[66];
    product_128x256_by_64x7x7x256(decoder_relu1, (void *)parameters->decoder_2_weight,
        decoder_linear2_product); /* F12 */
    float (*decoder_relu3)[3136] = (void *)m->at[67]; /* overwrites decoder_linear2_product */
    make_decoder_relu3((void *)parameters->decoder_2_bias, (void *)decoder_linear2_product,
        decoder_relu3); /* F13 */
    float (*decoder_conv_transpose5_product)[14][14][32] = (void *)m->at[68];
    conv_data_64x7x7_to_32x14x14_in_panels((void *)decoder_relu3,
        (void *)parameters->decoder_5_weight, decoder_conv_transpose5_product,
        m->at[69]); /* F14 */
    /* overwrites decoder_conv_transpose5_product */
    float (*decoder_relu6)[196][width] = (void *)m->at[70];
    make_relu_32x14x14(parameters->decoder_5_bias, (void *)decoder_conv_transpose5_product,
        decoder_relu6); /* F15 */
    float (*logits_product)[28][28][1] = (void *)m->at[71];
    conv_data_32x14x14_to_28x28((void *)decoder_relu6, (void *)parameters->decoder_7_weight,
        logits_product, m->at[72]); /* F16 */
    float *reconstruction_sum = m->at[73];
    make_reconstruction_sum(parameters->decoder_7_bias, (void *)logits_product, (void *)x,
        reconstruction_sum); /* F17 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.0078125f * reconstruction_sum[0];
    float *kl = &m->value[VALUE_kl];
    kl[0] = 0.00390625f * kl_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
conv_vae_sample(struct instance *m, float *const *output)
{
    struct conv_vae_parameters *const parameters = (void *)m->parameters;

    float (*sample_noise)[20] = (void *)m->at[74];
    random_normal((void *)sample_noise, batch * latent, random_key(m->seed, "sample.1"),
        m->draw, m->first * latent); /* N1 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[75];
    product_256x20_by_128x20(parameters->decoder_0_weight, sample_noise,
        decoder_linear0_product); /* F1 */
    /* overwrites decoder_linear0_product */
    float (*decoder_relu1)[hidden] = (void *)m->at[76];
    make_relu_256(parameters->decoder_0_bias, decoder_linear0_product, decoder_relu1); /* F2 */
    float (*decoder_linear2_product)[49][64] = (void *)m->at[77];
    product_64x7x7x256_by_128x256((void *)parameters->decoder_2_weight, decoder_relu1,
        decoder_linear2_product); /* F3 */
    float (*decoder_relu3)[3136] = (void *)m->at[78]; /* overwrites decoder_linear2_product */
    make_decoder_relu3((void *)parameters->decoder_2_bias, (void *)decoder_linear2_product,
        decoder_relu3); /* F4 */
    float (*decoder_conv_transpose5_product)[14][14][32] = (void *)m->at[79];
    conv_data_64x7x7_to_32x14x14_in_panels((void *)decoder_relu3,
        (void *)parameters->decoder_5_weight, decoder_conv_transpose5_product,
        m->at[80]); /* F5 */
    /* overwrites decoder_conv_transpose5_product */
    float (*decoder_relu6)[196][width] = (void *)m->at[81];
    make_relu_32x14x14(parameters->decoder_5_bias, (void *)decoder_conv_transpose5_product,
        decoder_relu6); /* F6 */
    float (*decoder_conv_transpose7_product)[28][28][1] = (void *)m->at[82];
    conv_data_32x14x14_to_28x28((void *)decoder_relu6, (void *)parameters->decoder_7_weight,
        decoder_conv_transpose7_product, m->at[83]); /* F7 */
    float (*decoder_conv_transpose7_sigmoid)[784] = (void *)output[0];
    make_decoder_conv_transpose7_sigmoid(parameters->decoder_7_bias,
        (void *)decoder_conv_transpose7_product, decoder_conv_transpose7_sigmoid); /* F8 */
}

/* Fills output[i] for one batch: the command `reconstruct`. */
void
conv_vae_reconstruct(struct instance *m, float *const *output)
{
    struct conv_vae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*x_copy)[784] = (void *)output[0];
    make_x_copy(x, x_copy); /* F1 */
    float (*encoder_conv0_product)[14][14][32] = (void *)m->at[84];
    conv_28x28_to_32x14x14((void *)x, (void *)parameters->encoder_0_weight,
        encoder_conv0_product); /* F2 */
    /* overwrites encoder_conv0_product */
    float (*encoder_relu1)[196][width] = (void *)m->at[85];
    make_relu_32x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1); /* F3 */
    float (*encoder_conv2_product)[7][7][64] = (void *)m->at[86];
    conv_32x14x14_to_64x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        encoder_conv2_product, m->at[87]); /* F4 */
    float (*encoder_relu3)[49][64] = (void *)m->at[88];
    make_encoder_relu3(parameters->encoder_2_bias, (void *)encoder_conv2_product,
        encoder_relu3); /* F5 */
    float (*encoder_linear_product)[hidden] = (void *)m->at[89];
    product_256x64x7x7_by_128x64x7x7((void *)parameters->encoder_5_weight,
        (void *)encoder_relu3, encoder_linear_product); /* F6 */
    float (*encoder_relu6)[hidden] = (void *)m->at[90];
    make_relu_256(parameters->encoder_5_bias, encoder_linear_product, encoder_relu6); /* F7 */
    float (*q_mu_product)[latent] = (void *)m->at[91];
    product_20x256_by_128x256(parameters->encoder_mu_0_weight, encoder_relu6, q_mu_product,
        m->at[92]); /* F8 */
    float (*q_mu)[latent] = (void *)m->at[93];
    make_q_mu(parameters->encoder_mu_0_bias, q_mu_product, q_mu); /* F9 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[94];
    product_256x20_by_128x20(parameters->decoder_0_weight, q_mu,
        decoder_linear0_product); /* F10 */
    /* overwrites decoder_linear0_product */
    float (*decoder_relu1)[hidden] = (void *)m->at[95];
    make_relu_256(parameters->decoder_0_bias, decoder_linear0_product, decoder_relu1); /* F11 */
    float (*decoder_linear2_product)[49][64] = (void *)m->at[96];
    product_64x7x7x256_by_128x256((void *)parameters->decoder_2_weight, decoder_relu1,
        decoder_linear2_product); /* F12 */
    float (*decoder_relu3)[3136] = (void *)m->at[97]; /* overwrites decoder_linear2_product */
    make_decoder_relu3((void *)parameters->decoder_2_bias, (void *)decoder_linear2_product,
        decoder_relu3); /* F13 */
    float (*decoder_conv_transpose5_product)[14][14][32] = (void *)m->at[98];
    conv_data_64x7x7_to_32x14x14_in_panels((void *)decoder_relu3,
        (void *)parameters->decoder_5_weight, decoder_conv_transpose5_product,
        m->at[99]); /* F14 */
    /* overwrites decoder_conv_transpose5_product */
    float (*decoder_relu6)[196][width] = (void *)m->at[100];
    make_relu_32x14x14(parameters->decoder_5_bias, (void *)decoder_conv_transpose5_product,
        decoder_relu6); /* F15 */
    float (*decoder_conv_transpose7_product)[28][28][1] = (void *)m->at[101];
    conv_data_32x14x14_to_28x28((void *)decoder_relu6, (void *)parameters->decoder_7_weight,
        decoder_conv_transpose7_product, m->at[102]); /* F16 */
    float (*decoder_conv_transpose7_sigmoid)[784] = (void *)output[1];
    make_decoder_conv_transpose7_sigmoid(parameters->decoder_7_bias,
        (void *)decoder_conv_transpose7_product, decoder_conv_transpose7_sigmoid); /* F17 */
}

