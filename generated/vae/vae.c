/* vae.c: the computations of vae.yaml (sha256 b3bf290a).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 128, hidden 400, latent 20, side 28
 * Parameters  672112 floats, struct vae_parameters; gradients in the same struct
 * Arena       364544 floats; 1660736 if nothing shared memory, at least 364544 at once
 *    offset   floats  holds                                  live
 *         0    51200  encoder_linear_product[batch][hidden]  step_1 F1..F2
 *         0    51200  decoder_linear0_product[batch][hidden] step_1 F6..F7
 *         0   100352  d_logits[batch][side][side]            step_1 F9..G3
 *         0    51200  d_decoder_linear0[batch][hidden]       step_1 G4..G6
 *         0    51200  d_encoder_relu[batch][hidden]          step_1 G9..G12
 *     51200    51200  d_encoder_linear[batch][hidden]        step_1 G12..G13
 *    100352   100352  decoder_linear2_product[batch][784]    step_1 F8..F9
 *    200704    51200  decoder_relu[batch][hidden]            step_1 F7..G4
 *    251904    51200  encoder_relu[batch][hidden]            step_1 F2..G12
 *    303104    51200  d_decoder_relu[batch][hidden]          step_1 G3..G4
 * 46 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "vae.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "vae_contractions.h"

enum { batch = 128, hidden = 400, latent = 20, side = 28 };
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

/* step_1 F2, F7; evaluate F2, F7; sample F2; reconstruct F3, F7: relu (line 15) over
 *     [batch][hidden]
 * Serves encoder_relu, decoder_relu.
 *     linear = bias + linear_product
 *     relu = linear > 0 ? linear : 0 */
static void
make_relu(const float bias[restrict hidden], const float linear_product[batch][hidden],
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

/* step_1 F5: kl_sum (line 30), q_logvar_exp, z (line 25) over [batch][latent]
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

/* step_1 F9: reconstruction_sum (line 29), d_logits (line 26) over [batch][784]
 *     decoder_linear2 = decoder_2_bias + decoder_linear2_product
 *     reconstruction_sum = sum over n, i of (softplus(decoder_linear2) - x *
 *         decoder_linear2)
 *     d_logits = 0.0078125 * sigmoid(decoder_linear2) - 0.0078125 * x */
static void
make_d_logits_and_reconstruction_sum(const float decoder_2_bias[restrict 784],
    const float decoder_linear2_product[restrict batch][784],
    const float x[restrict batch][784], float reconstruction_sum[restrict 1],
    float d_logits[restrict batch][784])
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
                const float decoder_linear2 = decoder_2_bias[i] + decoder_linear2_product[n][i];
                reconstruction_row_sum += math_softplus(decoder_linear2)
                    - x[n][i] * decoder_linear2;
                d_logits[n][i] = 0.0078125f * math_sigmoid(decoder_linear2)
                    - 0.0078125f * x[n][i];
            }
            reconstruction_sum_total += reconstruction_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
}

/* step_1 G1: d_decoder_2_bias (line 21) over [batch][784]
 *     d_decoder_2_bias = sum over n of d_logits */
static void
make_d_decoder_2_bias(const float d_logits[restrict batch][784],
    float d_decoder_2_bias[restrict 784])
{
    enum { chunks = 16 };
    float d_decoder_2_bias_partial[chunks][784];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_decoder_2_bias_partial[chunk], 0, sizeof d_decoder_2_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
#pragma omp simd
            for (int i = 0; i < 784; i++)
                d_decoder_2_bias_partial[chunk][i] += d_logits[n][i];
        }
    }
    add_chunks(chunks, 784, &d_decoder_2_bias_partial[0][0], d_decoder_2_bias);
}

/* step_1 G4, G12: d_bias, d_linear (line 21) over [batch][hidden]
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

/* step_1 G7: d_encoder_mu_0_bias (line 17), d_encoder_logvar_0_bias (line 18), d_q_logvar,
 *     d_q_mu (line 24) over [batch][latent]
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

/* evaluate F5: kl_sum (line 30), z (line 25) over [batch][latent]
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

/* evaluate F9: reconstruction_sum (line 29) over [batch][784]
 *     decoder_linear2 = decoder_2_bias + decoder_linear2_product
 *     reconstruction_sum = sum over n, i of (softplus(decoder_linear2) - x *
 *         decoder_linear2) */
static void
make_reconstruction_sum(const float decoder_2_bias[restrict 784],
    const float decoder_linear2_product[restrict batch][784],
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
                const float decoder_linear2 = decoder_2_bias[i] + decoder_linear2_product[n][i];
                reconstruction_row_sum += math_softplus(decoder_linear2)
                    - x[n][i] * decoder_linear2;
            }
            reconstruction_sum_total += reconstruction_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
}

/* sample F4; reconstruct F9: decoder_linear2_sigmoid (line 37) over [batch][784]
 *     decoder_linear2_sigmoid = sigmoid(decoder_2_bias + decoder_linear2_product) */
static void
make_decoder_linear2_sigmoid(const float decoder_2_bias[restrict 784],
    const float decoder_linear2_product[restrict batch][784],
    float decoder_linear2_sigmoid[restrict batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            decoder_linear2_sigmoid[n][i] = math_sigmoid(decoder_2_bias[i]
                + decoder_linear2_product[n][i]);
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

/* reconstruct F5: q_mu (line 24) over [batch][latent]
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
vae_step_1(struct instance *m)
{
    struct vae_parameters *const parameters = (void *)m->parameters;
    struct vae_parameters *const gradients = (void *)m->gradients;

    const float (*x)[784] = m->field[DATA_x];
    float (*encoder_linear_product)[hidden] = (void *)m->at[0];
    product_400x784_by_128x784(parameters->encoder_1_weight, x, encoder_linear_product);
    lap(m, 0); /* F1 */
    float (*encoder_relu)[hidden] = (void *)m->at[1];
    make_relu(parameters->encoder_1_bias, encoder_linear_product, encoder_relu);
    lap(m, 1); /* F2 */
    float (*q_mu_product)[latent] = (void *)m->at[2];
    product_20x400_by_128x400(parameters->encoder_mu_0_weight, encoder_relu, q_mu_product,
        m->at[3]);
    lap(m, 2); /* F3 */
    float (*q_logvar_product)[latent] = (void *)m->at[4];
    product_20x400_by_128x400(parameters->encoder_logvar_0_weight, encoder_relu,
        q_logvar_product, m->at[5]);
    lap(m, 3); /* F4 */
    float (*z_noise)[latent] = (void *)m->at[6];
    random_normal((void *)z_noise, batch * latent, random_key(m->seed, "z.1"), m->draw,
        m->first * latent);
    lap(m, 4); /* N1 */
    float *kl_sum = m->at[9];
    float (*q_logvar_exp)[latent] = (void *)m->at[7];
    float (*z)[latent] = (void *)m->at[8];
    make_z(parameters->encoder_logvar_0_bias, q_logvar_product, parameters->encoder_mu_0_bias,
        q_mu_product, z_noise, kl_sum, q_logvar_exp, z);
    lap(m, 5); /* F5 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[10];
    product_400x20_by_128x20(parameters->decoder_0_weight, z, decoder_linear0_product);
    lap(m, 6); /* F6 */
    float (*decoder_relu)[hidden] = (void *)m->at[11];
    make_relu(parameters->decoder_0_bias, decoder_linear0_product, decoder_relu);
    lap(m, 7); /* F7 */
    float (*decoder_linear2_product)[784] = (void *)m->at[12];
    product_784x400_by_128x400(parameters->decoder_2_weight, decoder_relu,
        decoder_linear2_product);
    lap(m, 8); /* F8 */
    float *reconstruction_sum = m->at[13];
    float (*d_logits)[784] = (void *)m->at[14];
    make_d_logits_and_reconstruction_sum(parameters->decoder_2_bias, decoder_linear2_product, x,
        reconstruction_sum, d_logits);
    lap(m, 9); /* F9 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.0078125f * reconstruction_sum[0];
    float *kl = &m->value[VALUE_kl];
    kl[0] = 0.00390625f * kl_sum[0];
    make_d_decoder_2_bias(d_logits, gradients->decoder_2_bias);
    lap(m, 10); /* G1 */
    product_128x400_by_128x784(decoder_relu, d_logits, gradients->decoder_2_weight, m->at[15]);
    lap(m, 11); /* G2 */
    float (*d_decoder_relu)[hidden] = (void *)m->at[16];
    product_784x400_by_128x784(parameters->decoder_2_weight, d_logits, d_decoder_relu,
        m->at[17]);
    lap(m, 12); /* G3 */
    float (*d_decoder_linear0)[hidden] = (void *)m->at[18];
    make_d_linear_and_d_bias(d_decoder_relu, decoder_relu, gradients->decoder_0_bias,
        d_decoder_linear0);
    lap(m, 13); /* G4 */
    product_128x20_by_128x400(z, d_decoder_linear0, gradients->decoder_0_weight, m->at[19]);
    lap(m, 14); /* G5 */
    float (*d_z)[latent] = (void *)m->at[20];
    product_400x20_by_128x400(parameters->decoder_0_weight, d_decoder_linear0, d_z, m->at[21]);
    lap(m, 15); /* G6 */
    float (*d_q_logvar)[latent] = (void *)m->at[22];
    float (*d_q_mu)[latent] = (void *)m->at[23];
    make_d_q_logvar(q_logvar_exp, z_noise, d_z, parameters->encoder_mu_0_bias, q_mu_product,
        gradients->encoder_mu_0_bias, gradients->encoder_logvar_0_bias, d_q_logvar, d_q_mu);
    lap(m, 16); /* G7 */
    product_128x400_by_128x20(encoder_relu, d_q_logvar, gradients->encoder_logvar_0_weight,
        m->at[24]);
    lap(m, 17); /* G8 */
    float (*d_encoder_relu)[hidden] = (void *)m->at[25];
    product_20x400_by_128x20(parameters->encoder_logvar_0_weight, d_q_logvar, d_encoder_relu,
        m->at[26]);
    lap(m, 18); /* G9 */
    product_128x400_by_128x20(encoder_relu, d_q_mu, gradients->encoder_mu_0_weight, m->at[27]);
    lap(m, 19); /* G10 */
    add_product_20x400_by_128x20(parameters->encoder_mu_0_weight, d_q_mu, d_encoder_relu,
        m->at[28]);
    lap(m, 20); /* G11 */
    float (*d_encoder_linear)[hidden] = (void *)m->at[29];
    make_d_linear_and_d_bias(d_encoder_relu, encoder_relu, gradients->encoder_1_bias,
        d_encoder_linear);
    lap(m, 21); /* G12 */
    product_128x784_by_128x400(x, d_encoder_linear, gradients->encoder_1_weight, m->at[30]);
    lap(m, 22); /* G13 */
    /* encoder.1.weight .. decoder.2.bias: 672112 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 672112, m->updates[0], 0.001,
        0.9, 0.999, 1e-08);
    lap(m, 23); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
vae_evaluate(struct instance *m)
{
    struct vae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*encoder_linear_product)[hidden] = (void *)m->at[31];
    product_400x784_by_128x784(parameters->encoder_1_weight, x,
        encoder_linear_product); /* F1 */
    float (*encoder_relu)[hidden] = (void *)m->at[32]; /* overwrites encoder_linear_product */
    make_relu(parameters->encoder_1_bias, encoder_linear_product, encoder_relu); /* F2 */
    float (*q_mu_product)[latent] = (void *)m->at[33];
    product_20x400_by_128x400(parameters->encoder_mu_0_weight, encoder_relu, q_mu_product,
        m->at[34]); /* F3 */
    float (*q_logvar_product)[latent] = (void *)m->at[35];
    product_20x400_by_128x400(parameters->encoder_logvar_0_weight, encoder_relu,
        q_logvar_product, m->at[36]); /* F4 */
    float (*z_noise)[latent] = (void *)m->at[37];
    random_normal((void *)z_noise, batch * latent, random_key(m->seed, "z.1"), m->draw,
        m->first * latent); /* N1 */
    float *kl_sum = m->at[39];
    float (*z)[latent] = (void *)m->at[38];
    make_z_and_kl_sum(parameters->encoder_mu_0_bias, q_mu_product,
        parameters->encoder_logvar_0_bias, q_logvar_product, z_noise, kl_sum, z); /* F5 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[40];
    product_400x20_by_128x20(parameters->decoder_0_weight, z, decoder_linear0_product); /* F6 */
    float (*decoder_relu)[hidden] = (void *)m->at[41];
    make_relu(parameters->decoder_0_bias, decoder_linear0_product, decoder_relu); /* F7 */
    float (*decoder_linear2_product)[784] = (void *)m->at[42];
    product_784x400_by_128x400(parameters->decoder_2_weight, decoder_relu,
        decoder_linear2_product); /* F8 */
    float *reconstruction_sum = m->at[43];
    make_reconstruction_sum(parameters->decoder_2_bias, decoder_linear2_product, x,
        reconstruction_sum); /* F9 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.0078125f * reconstruction_sum[0];
    float *kl = &m->value[VALUE_kl];
    kl[0] = 0.00390625f * kl_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
vae_sample(struct instance *m, float *const *output)
{
    struct vae_parameters *const parameters = (void *)m->parameters;

    float (*sample_noise)[20] = (void *)m->at[44];
    random_normal((void *)sample_noise, batch * latent, random_key(m->seed, "sample.1"),
        m->draw, m->first * latent); /* N1 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[45];
    product_400x20_by_128x20(parameters->decoder_0_weight, sample_noise,
        decoder_linear0_product); /* F1 */
    float (*decoder_relu)[hidden] = (void *)m->at[46];
    make_relu(parameters->decoder_0_bias, decoder_linear0_product, decoder_relu); /* F2 */
    float (*decoder_linear2_product)[784] = (void *)m->at[47];
    product_784x400_by_128x400(parameters->decoder_2_weight, decoder_relu,
        decoder_linear2_product); /* F3 */
    float (*decoder_linear2_sigmoid)[784] = (void *)output[0];
    make_decoder_linear2_sigmoid(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_linear2_sigmoid); /* F4 */
}

/* Fills output[i] for one batch: the command `reconstruct`. */
void
vae_reconstruct(struct instance *m, float *const *output)
{
    struct vae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*x_copy)[784] = (void *)output[0];
    make_x_copy(x, x_copy); /* F1 */
    float (*encoder_linear_product)[hidden] = (void *)m->at[48];
    product_400x784_by_128x784(parameters->encoder_1_weight, x,
        encoder_linear_product); /* F2 */
    float (*encoder_relu)[hidden] = (void *)m->at[49]; /* overwrites encoder_linear_product */
    make_relu(parameters->encoder_1_bias, encoder_linear_product, encoder_relu); /* F3 */
    float (*q_mu_product)[latent] = (void *)m->at[50];
    product_20x400_by_128x400(parameters->encoder_mu_0_weight, encoder_relu, q_mu_product,
        m->at[51]); /* F4 */
    float (*q_mu)[latent] = (void *)m->at[52];
    make_q_mu(parameters->encoder_mu_0_bias, q_mu_product, q_mu); /* F5 */
    float (*decoder_linear0_product)[hidden] = (void *)m->at[53];
    product_400x20_by_128x20(parameters->decoder_0_weight, q_mu,
        decoder_linear0_product); /* F6 */
    float (*decoder_relu)[hidden] = (void *)m->at[54];
    make_relu(parameters->decoder_0_bias, decoder_linear0_product, decoder_relu); /* F7 */
    float (*decoder_linear2_product)[784] = (void *)m->at[55];
    product_784x400_by_128x400(parameters->decoder_2_weight, decoder_relu,
        decoder_linear2_product); /* F8 */
    float (*decoder_linear2_sigmoid)[784] = (void *)output[1];
    make_decoder_linear2_sigmoid(parameters->decoder_2_bias, decoder_linear2_product,
        decoder_linear2_sigmoid); /* F9 */
}

