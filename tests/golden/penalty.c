/* penalty.c: the computations of penalty.yaml (sha256 H).
 * Emitted by latentc V. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 16, hidden 12
 * Parameters  144 floats, struct penalty_parameters; gradients in the same struct
 * Arena       1072 floats; 2816 if nothing shared memory, at least 1072 at once
 *    offset   floats  holds live
 * 26 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "penalty.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "penalty_contractions.h"

enum { batch = 16, hidden = 12 };
enum { DATA_x };
enum { VALUE_critic };

/* step_1 F1; evaluate F1: x_hat (line N) over [batch][9]
 *     x_hat = x_hat_noise * x */
static void
make_x_hat(const float x_hat_noise[restrict batch], const float x[restrict batch][9],
    float x_hat[restrict batch][9])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 9; i++)
            x_hat[n][i] = x_hat_noise[n] * x[n][i];
    }
}

/* step_1 F3: D_linear3_sum (line N), d_D_linear1_scaled_factor_sum,
 *     d_slope_d_D_tanh_via_D_tanh, d_D_linear1_of_x_scaled (line N) over [batch][hidden]
 *     D_tanh_of_x = tanh(D_1_bias + D_linear1_of_x_product)
 *     D_linear3_sum = sum over n, i of D_3_weight * D_tanh_of_x
 *     d_D_linear1_scaled_factor = 1 - D_tanh_of_x^2
 *     d_D_linear1_of_x_scaled = D_3_weight * d_D_linear1_scaled_factor
 *     d_D_linear1_scaled_factor_sum = sum over n of d_D_linear1_scaled_factor
 *     d_slope_d_D_tanh_via_D_tanh = sum over n of D_tanh_of_x */
static void
make_d_D_linear1_of_x_scaled(const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_product[restrict batch][hidden],
    const float D_3_weight[restrict hidden], float D_linear3_sum[restrict 1],
    float d_D_linear1_scaled_factor_sum[restrict hidden],
    float d_slope_d_D_tanh_via_D_tanh[restrict hidden],
    float d_D_linear1_of_x_scaled[restrict batch][hidden])
{
    float D_linear3_sum_total = 0.0f;
    memset(d_D_linear1_scaled_factor_sum, 0, hidden * sizeof(float));
    memset(d_slope_d_D_tanh_via_D_tanh, 0, hidden * sizeof(float));
    for (int n = 0; n < batch; n++) {
        float D_linear3 = 0.0f;
#pragma omp simd reduction(+ : D_linear3)
        for (int i = 0; i < hidden; i++) {
            const float D_tanh_of_x = math_tanh(D_1_bias[i] + D_linear1_of_x_product[n][i]);
            const float d_D_linear1_scaled_factor = 1.0f - D_tanh_of_x * D_tanh_of_x;
            D_linear3 += D_3_weight[i] * D_tanh_of_x;
            d_D_linear1_scaled_factor_sum[i] += d_D_linear1_scaled_factor;
            d_slope_d_D_tanh_via_D_tanh[i] += D_tanh_of_x;
            d_D_linear1_of_x_scaled[n][i] = D_3_weight[i] * d_D_linear1_scaled_factor;
        }
        D_linear3_sum_total += D_linear3;
    }
    D_linear3_sum[0] = D_linear3_sum_total;
}

/* step_1 F5: D_tanh_of_x_hat, slope_d_D_linear1 (line N) over [batch][hidden]
 *     D_tanh_of_x_hat = tanh(D_1_bias + D_linear1_of_x_hat_product)
 *     slope_d_D_linear1 = D_3_weight * (1 - D_tanh_of_x_hat^2)
 * D_tanh_of_x_hat is stored, not computed again: exp and its kin are dear. */
static void
make_D_tanh_of_x_hat_and_slope_d_D_linear1(const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_hat_product[batch][hidden],
    const float D_3_weight[restrict hidden], float D_tanh_of_x_hat[restrict batch][hidden],
    float slope_d_D_linear1[batch][hidden])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float D_tanh_of_x_hat_here = math_tanh(D_1_bias[i]
                + D_linear1_of_x_hat_product[n][i]);
            D_tanh_of_x_hat[n][i] = D_tanh_of_x_hat_here;
            slope_d_D_linear1[n][i] = D_3_weight[i] * (1.0f
                - D_tanh_of_x_hat_here * D_tanh_of_x_hat_here);
        }
    }
}

/* step_1 F7: d_slope_d_x_hat_scaled_scale_squared_sum (line N), d_slope_d_x_hat_scaled
 *     (line N) over [batch][9]
 *     slope_sum = sum over i of slope_d_D_flatten^2
 *     slope = sqrt(slope_sum)
 *     slope_shifted = slope - 1
 *     d_slope_d_x_hat_scaled_scale_squared_sum = sum over n of slope_shifted^2
 *     slope_shifted_times_slope_sum_rsqrt = slope_shifted * (1 / sqrt(slope_sum))
 *     d_slope_d_x_hat_scaled = slope_shifted_times_slope_sum_rsqrt * slope_d_D_flatten */
static void
make_d_slope_d_x_hat_scaled(const float slope_d_D_flatten[restrict batch][9],
    float d_slope_d_x_hat_scaled_scale_squared_sum[restrict 1],
    float d_slope_d_x_hat_scaled[restrict batch][9])
{
    float d_slope_d_x_hat_scaled_scale_squared_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float slope_sum = 0.0f;
#pragma omp simd reduction(+ : slope_sum)
        for (int i = 0; i < 9; i++)
            slope_sum += slope_d_D_flatten[n][i] * slope_d_D_flatten[n][i];
        const float slope_shifted = sqrtf(slope_sum) - 1.0f;
        const float slope_shifted_times_slope_sum_rsqrt =
            slope_shifted * (1.0f / sqrtf(slope_sum));
#pragma omp simd
        for (int i = 0; i < 9; i++)
            d_slope_d_x_hat_scaled[n][i] = slope_shifted_times_slope_sum_rsqrt
                * slope_d_D_flatten[n][i];
        d_slope_d_x_hat_scaled_scale_squared_sum_total += slope_shifted * slope_shifted;
    }
    d_slope_d_x_hat_scaled_scale_squared_sum[0] =
        d_slope_d_x_hat_scaled_scale_squared_sum_total;
}

/* step_1 G3: D_tanh_times_slope_d_D_linear1_factor_weighted_sum,
 *     d_slope_d_D_tanh_via_slope_d_D_linear1, d_D_linear1_of_x_hat_scaled (line N) over
 *     [batch][hidden]
 *     slope_d_D_linear1_factor = 1 - D_tanh_of_x_hat^2
 *     d_D_linear1_of_x_hat_scaled = D_3_weight * D_tanh_of_x_hat * slope_d_D_linear1_factor
 *         * d_slope_d_D_linear1_scaled
 *     D_tanh_times_slope_d_D_linear1_factor_weighted_sum = sum over n of D_tanh_of_x_hat *
 *         slope_d_D_linear1_factor * d_slope_d_D_linear1_scaled
 *     d_slope_d_D_tanh_via_slope_d_D_linear1 = sum over n of slope_d_D_linear1_factor *
 *         d_slope_d_D_linear1_scaled */
static void
make_d_D_linear1_of_x_hat_scaled(const float D_tanh_of_x_hat[restrict batch][hidden],
    const float d_slope_d_D_linear1_scaled[restrict batch][hidden],
    const float D_3_weight[restrict hidden],
    float D_tanh_times_slope_d_D_linear1_factor_weighted_sum[restrict hidden],
    float d_slope_d_D_tanh_via_slope_d_D_linear1[restrict hidden],
    float d_D_linear1_of_x_hat_scaled[restrict batch][hidden])
{
    memset(D_tanh_times_slope_d_D_linear1_factor_weighted_sum, 0, hidden * sizeof(float));
    memset(d_slope_d_D_tanh_via_slope_d_D_linear1, 0, hidden * sizeof(float));
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float slope_d_D_linear1_factor = 1.0f
                - D_tanh_of_x_hat[n][i] * D_tanh_of_x_hat[n][i];
            D_tanh_times_slope_d_D_linear1_factor_weighted_sum[i] +=
                D_tanh_of_x_hat[n][i] * slope_d_D_linear1_factor
                * d_slope_d_D_linear1_scaled[n][i];
            d_slope_d_D_tanh_via_slope_d_D_linear1[i] +=
                slope_d_D_linear1_factor * d_slope_d_D_linear1_scaled[n][i];
            d_D_linear1_of_x_hat_scaled[n][i] = D_3_weight[i] * D_tanh_of_x_hat[n][i]
                * slope_d_D_linear1_factor * d_slope_d_D_linear1_scaled[n][i];
        }
    }
}

/* step_1 F9: d_D_1_bias_via_x_hat (line N) over [hidden]
 *     d_D_1_bias_via_x_hat = D_3_weight * d_D_linear1_scaled_factor_sum */
static void
make_d_D_1_bias_via_x_hat(const float D_3_weight[restrict hidden],
    const float d_D_linear1_scaled_factor_sum[restrict hidden],
    float d_D_1_bias_via_x_hat[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_D_1_bias_via_x_hat[i] = D_3_weight[i] * d_D_linear1_scaled_factor_sum[i];
}

/* step_1 G6: d_D_1_bias (line N) over [hidden]
 *     d_D_1_bias = 0.0625 * d_D_1_bias_via_x_hat - 2.5 * (D_3_weight *
 *         D_tanh_times_slope_d_D_linear1_factor_weighted_sum) */
static void
make_d_D_1_bias(const float d_D_1_bias_via_x_hat[restrict hidden],
    const float D_3_weight[restrict hidden],
    const float D_tanh_times_slope_d_D_linear1_factor_weighted_sum[restrict hidden],
    float d_D_1_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_D_1_bias[i] = 0.0625f * d_D_1_bias_via_x_hat[i]
            - 2.5f * (D_3_weight[i] * D_tanh_times_slope_d_D_linear1_factor_weighted_sum[i]);
}

/* step_1 G7: d_slope_d_D_tanh (line N) over [hidden]
 *     d_slope_d_D_tanh = 0.0625 * d_slope_d_D_tanh_via_D_tanh + 1.25 *
 *         d_slope_d_D_tanh_via_slope_d_D_linear1 */
static void
make_d_slope_d_D_tanh(const float d_slope_d_D_tanh_via_D_tanh[restrict hidden],
    const float d_slope_d_D_tanh_via_slope_d_D_linear1[restrict hidden],
    float d_slope_d_D_tanh[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_slope_d_D_tanh[i] = 0.0625f * d_slope_d_D_tanh_via_D_tanh[i]
            + 1.25f * d_slope_d_D_tanh_via_slope_d_D_linear1[i];
}

/* evaluate F3: D_linear3_sum (line N) over [batch][hidden]
 *     D_linear3_sum = sum over n, i of D_3_weight * tanh(D_1_bias + D_linear1_of_x_product) */
static void
make_D_linear3_sum(const float D_3_weight[restrict hidden],
    const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_product[restrict batch][hidden], float D_linear3_sum[restrict 1])
{
    float D_linear3_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear3 = 0.0f;
#pragma omp simd reduction(+ : D_linear3)
        for (int i = 0; i < hidden; i++)
            D_linear3 += D_3_weight[i] * math_tanh(D_1_bias[i] + D_linear1_of_x_product[n][i]);
        D_linear3_sum_total += D_linear3;
    }
    D_linear3_sum[0] = D_linear3_sum_total;
}

/* evaluate F5: slope_d_D_linear1 (line N) over [batch][hidden]
 *     D_tanh_of_x_hat = tanh(D_1_bias + D_linear1_of_x_hat_product)
 *     slope_d_D_linear1 = D_3_weight * (1 - D_tanh_of_x_hat^2) */
static void
make_slope_d_D_linear1(const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_hat_product[batch][hidden],
    const float D_3_weight[restrict hidden], float slope_d_D_linear1[batch][hidden])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float D_tanh_of_x_hat = math_tanh(D_1_bias[i]
                + D_linear1_of_x_hat_product[n][i]);
            slope_d_D_linear1[n][i] = D_3_weight[i] * (1.0f
                - D_tanh_of_x_hat * D_tanh_of_x_hat);
        }
    }
}

/* evaluate F7: d_slope_d_x_hat_scaled_scale_squared_sum (line N) over [batch][9]
 *     slope_sum = sum over i of slope_d_D_flatten^2
 *     slope = sqrt(slope_sum)
 *     slope_shifted = slope - 1
 *     d_slope_d_x_hat_scaled_scale_squared_sum = sum over n of slope_shifted^2 */
static void
make_d_slope_d_x_hat_scaled_scale_squared_sum(const float slope_d_D_flatten[restrict batch][9],
    float d_slope_d_x_hat_scaled_scale_squared_sum[restrict 1])
{
    float d_slope_d_x_hat_scaled_scale_squared_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float slope_sum = 0.0f;
#pragma omp simd reduction(+ : slope_sum)
        for (int i = 0; i < 9; i++)
            slope_sum += slope_d_D_flatten[n][i] * slope_d_D_flatten[n][i];
        const float slope_shifted = sqrtf(slope_sum) - 1.0f;
        d_slope_d_x_hat_scaled_scale_squared_sum_total += slope_shifted * slope_shifted;
    }
    d_slope_d_x_hat_scaled_scale_squared_sum[0] =
        d_slope_d_x_hat_scaled_scale_squared_sum_total;
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
penalty_step_1(struct instance *m)
{
    struct penalty_parameters *const parameters = (void *)m->parameters;
    struct penalty_parameters *const gradients = (void *)m->gradients;

    float *x_hat_noise = m->at[0];
    random_uniform(x_hat_noise, batch, random_key(m->seed, "x_hat.1"), m->draw, m->first);
    lap(m, 0); /* N1 */
    const float (*x)[9] = m->field[DATA_x];
    float (*x_hat)[9] = (void *)m->at[1];
    make_x_hat(x_hat_noise, x, x_hat);
    lap(m, 1); /* F1 */
    float (*D_linear1_of_x_product)[hidden] = (void *)m->at[2];
    product_12x9_by_16x9(parameters->D_1_weight, x, D_linear1_of_x_product);
    lap(m, 2); /* F2 */
    float *D_linear3_sum = m->at[3];
    float *d_D_linear1_scaled_factor_sum = m->at[5];
    float *d_slope_d_D_tanh_via_D_tanh = m->at[6];
    float (*d_D_linear1_of_x_scaled)[hidden] = (void *)m->at[4];
    make_d_D_linear1_of_x_scaled(parameters->D_1_bias, D_linear1_of_x_product,
        parameters->D_3_weight, D_linear3_sum, d_D_linear1_scaled_factor_sum,
        d_slope_d_D_tanh_via_D_tanh, d_D_linear1_of_x_scaled);
    lap(m, 3); /* F3 */
    float (*D_linear1_of_x_hat_product)[hidden] = (void *)m->at[7];
    product_12x9_by_16x9(parameters->D_1_weight, x_hat, D_linear1_of_x_hat_product);
    lap(m, 4); /* F4 */
    float (*D_tanh_of_x_hat)[hidden] = (void *)m->at[8];
    /* overwrites D_linear1_of_x_hat_product */
    float (*slope_d_D_linear1)[hidden] = (void *)m->at[9];
    make_D_tanh_of_x_hat_and_slope_d_D_linear1(parameters->D_1_bias, D_linear1_of_x_hat_product,
        parameters->D_3_weight, D_tanh_of_x_hat, slope_d_D_linear1);
    lap(m, 5); /* F5 */
    float (*slope_d_D_flatten)[9] = (void *)m->at[10];
    product_12x9_by_16x12(parameters->D_1_weight, slope_d_D_linear1, slope_d_D_flatten);
    lap(m, 6); /* F6 */
    float *d_slope_d_x_hat_scaled_scale_squared_sum = m->at[11];
    float (*d_slope_d_x_hat_scaled)[9] = (void *)m->at[12];
    make_d_slope_d_x_hat_scaled(slope_d_D_flatten, d_slope_d_x_hat_scaled_scale_squared_sum,
        d_slope_d_x_hat_scaled);
    lap(m, 7); /* F7 */
    float *critic = &m->value[VALUE_critic];
    critic[0] = 0.0625f * D_linear3_sum[0] + 0.625f
        * d_slope_d_x_hat_scaled_scale_squared_sum[0];
    scaled_product_16x12_by_16x9(slope_d_D_linear1, d_slope_d_x_hat_scaled,
        gradients->D_1_weight, 1.25f);
    lap(m, 8); /* G1 */
    float (*d_slope_d_D_linear1_scaled)[hidden] = (void *)m->at[13];
    product_12x9_by_16x9(parameters->D_1_weight, d_slope_d_x_hat_scaled,
        d_slope_d_D_linear1_scaled);
    lap(m, 9); /* G2 */
    float *D_tanh_times_slope_d_D_linear1_factor_weighted_sum = m->at[15];
    float *d_slope_d_D_tanh_via_slope_d_D_linear1 = m->at[16];
    float (*d_D_linear1_of_x_hat_scaled)[hidden] = (void *)m->at[14];
    make_d_D_linear1_of_x_hat_scaled(D_tanh_of_x_hat, d_slope_d_D_linear1_scaled,
        parameters->D_3_weight, D_tanh_times_slope_d_D_linear1_factor_weighted_sum,
        d_slope_d_D_tanh_via_slope_d_D_linear1, d_D_linear1_of_x_hat_scaled);
    lap(m, 10); /* G3 */
    add_scaled_product_16x9_by_16x12(x_hat, d_D_linear1_of_x_hat_scaled, gradients->D_1_weight,
        -2.5f);
    lap(m, 11); /* G4 */
    float *d_D_1_bias_via_x_hat = m->at[17];
    make_d_D_1_bias_via_x_hat(parameters->D_3_weight, d_D_linear1_scaled_factor_sum,
        d_D_1_bias_via_x_hat);
    lap(m, 12); /* F9 */
    add_scaled_product_16x9_by_16x12(x, d_D_linear1_of_x_scaled, gradients->D_1_weight,
        0.0625f);
    lap(m, 13); /* G5 */
    make_d_D_1_bias(d_D_1_bias_via_x_hat, parameters->D_3_weight,
        D_tanh_times_slope_d_D_linear1_factor_weighted_sum, gradients->D_1_bias);
    lap(m, 14); /* G6 */
    make_d_slope_d_D_tanh(d_slope_d_D_tanh_via_D_tanh, d_slope_d_D_tanh_via_slope_d_D_linear1,
        gradients->D_3_weight);
    lap(m, 15); /* G7 */
    /* D.1.weight .. D.3.weight: 140 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 140, m->updates[0], 0.0001,
        0.0, 0.9, 1e-08);
    lap(m, 16); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
penalty_evaluate(struct instance *m)
{
    struct penalty_parameters *const parameters = (void *)m->parameters;

    float *x_hat_noise = m->at[18];
    random_uniform(x_hat_noise, batch, random_key(m->seed, "x_hat.1"), m->draw,
        m->first); /* N1 */
    const float (*x)[9] = m->field[DATA_x];
    float (*x_hat)[9] = (void *)m->at[19];
    make_x_hat(x_hat_noise, x, x_hat); /* F1 */
    float (*D_linear1_of_x_product)[hidden] = (void *)m->at[20];
    product_12x9_by_16x9(parameters->D_1_weight, x, D_linear1_of_x_product); /* F2 */
    float *D_linear3_sum = m->at[21];
    make_D_linear3_sum(parameters->D_3_weight, parameters->D_1_bias, D_linear1_of_x_product,
        D_linear3_sum); /* F3 */
    float (*D_linear1_of_x_hat_product)[hidden] = (void *)m->at[22];
    product_12x9_by_16x9(parameters->D_1_weight, x_hat, D_linear1_of_x_hat_product); /* F4 */
    /* overwrites D_linear1_of_x_hat_product */
    float (*slope_d_D_linear1)[hidden] = (void *)m->at[23];
    make_slope_d_D_linear1(parameters->D_1_bias, D_linear1_of_x_hat_product,
        parameters->D_3_weight, slope_d_D_linear1); /* F5 */
    float (*slope_d_D_flatten)[9] = (void *)m->at[24];
    product_12x9_by_16x12(parameters->D_1_weight, slope_d_D_linear1,
        slope_d_D_flatten); /* F6 */
    float *d_slope_d_x_hat_scaled_scale_squared_sum = m->at[25];
    make_d_slope_d_x_hat_scaled_scale_squared_sum(slope_d_D_flatten,
        d_slope_d_x_hat_scaled_scale_squared_sum); /* F7 */
    float *critic = &m->value[VALUE_critic];
    critic[0] = 0.0625f * D_linear3_sum[0] + 0.625f
        * d_slope_d_x_hat_scaled_scale_squared_sum[0];
}

