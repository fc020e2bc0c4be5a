/* penalty.c: the computations of penalty.yaml (sha256 H).
 * Emitted by latentc V. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 16, hidden 12
 * Parameters  144 floats, struct penalty_parameters; gradients in the same struct
 * Buffer plan 1072 floats (29 buffers unshared: 3152; lower bound 1072)
 *     offset     floats  holds                                    live
 *          0         16  x_hat_noise[16]                          step_1 N1..F1
 *          0        192  D_linear1_of_x_part[16][12]              step_1 F2..F3
 *          0        192  D_linear1_of_x_hat_part[16][12]          step_1 F4..F5
 *          0        192  D_tanh_of_x_hat[16][12]                  step_1 F5..F10, overwrites D_linear1_of_x_hat_part
 *          0        192  tanh_mul[16][12]                         step_1 F10..F11, overwrites D_tanh_of_x_hat
 *          0        108  D_flatten_of_x_contract[12][9]           step_1 F13..G2
 *          0         16  x_hat_noise[16]                          evaluate N1..F1
 *          0        192  D_linear1_of_x_part[16][12]              evaluate F2..F3
 *          0        192  D_linear1_of_x_hat_part[16][12]          evaluate F4..G1
 *          0        192  slope_d_linear1[16][12]                  evaluate G1..G2, overwrites D_linear1_of_x_hat_part
 *          0          1  slope_add_mul_sum                        evaluate F5..F6
 *        112         12  d_D_1_bias_part[12]                      step_1 F12..G3
 *        192        192  slope_d_linear1[16][12]                  step_1 F5..F8
 *        192        192  D_1_weight_contract[16][12]              step_1 F9..F10
 *        192        108  D_flatten_of_x_hat_contract[12][9]       step_1 F11..G2
 *        192        144  x_hat[16][3][3]                          evaluate F1..F4
 *        192        144  slope_d_flatten[16][9]                   evaluate G2..F5
 *        336          1  linear3_sum                              evaluate F3..F6
 *        384        192  tanh_mul_add_mul[16][12]                 step_1 F3..F13
 *        576        144  slope_add_mul_mul[16][3][3]              step_1 F6..F9
 *        576         12  tanh_mul_sum[12]                         step_1 F10..G3
 *        592         12  slope_d_linear1_part_mul_sum[12]         step_1 F10..G4
 *        720        144  x_hat[16][3][3]                          step_1 F1..F11
 *        864        144  slope_d_flatten[16][9]                   step_1 G1..F6
 *        864        108  slope_d_linear1_contract[12][9]          step_1 F8..G2
 *       1008          1  slope_add_mul_sum                        step_1 F6..F7
 *       1024          1  linear3_sum                              step_1 F3..F7
 *       1040         12  tanh_mul_add_sum[12]                     step_1 F3..F12
 *       1056         12  tanh_sum[12]                             step_1 F3..G4
 */
#include "penalty.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

enum { batch = 16, hidden = 12 };

/* Buffers of the arena, in m->at. */
enum {
    AT_tanh_mul,
    AT_tanh_mul_sum,
    AT_slope_d_linear1_part_mul_sum,
    AT_slope_add_mul_sum,
    AT_slope_add_mul_mul,
    AT_D_tanh_of_x_hat,
    AT_slope_d_linear1,
    AT_d_D_1_bias_part,
    AT_linear3_sum,
    AT_tanh_mul_add_mul,
    AT_tanh_mul_add_sum,
    AT_tanh_sum,
    AT_x_hat,
    AT_D_linear1_of_x_part,
    AT_x_hat_noise,
    AT_D_linear1_of_x_hat_part,
    AT_slope_d_flatten,
    AT_D_flatten_of_x_contract,
    AT_slope_d_linear1_contract,
    AT_D_1_weight_contract,
    AT_D_flatten_of_x_hat_contract,
    AT_evaluate_slope_add_mul_sum,
    AT_evaluate_slope_d_linear1,
    AT_evaluate_linear3_sum,
    AT_evaluate_x_hat,
    AT_evaluate_D_linear1_of_x_part,
    AT_evaluate_x_hat_noise,
    AT_evaluate_D_linear1_of_x_hat_part,
    AT_evaluate_slope_d_flatten,
};
enum { DATA_x };
enum { VALUE_critic };

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * A tiny product. */
static void
contract_12x9_16x9_16x12(const float a[restrict 12][9], const float b[restrict 16][9],
    float out_c[restrict 16][12])
{
    enum { rows = 16, columns = 12, depth = 9 };
    for (int m = 0; m < rows; m++) {
        for (int n = 0; n < columns; n++) {
            float sum = 0;
            for (int k = 0; k < depth; k++) {
                sum += a[n][k] * b[m][k];
            }
            out_c[m][n] = sum;
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * A tiny product. */
static void
contract_12x9_16x12_16x9(const float a[restrict 12][9], const float b[restrict 16][12],
    float out_c[restrict 16][9])
{
    enum { rows = 16, columns = 9, depth = 12 };
    for (int m = 0; m < rows; m++) {
        for (int n = 0; n < columns; n++) {
            float sum = 0;
            for (int k = 0; k < depth; k++) {
                sum += a[k][n] * b[m][k];
            }
            out_c[m][n] = sum;
        }
    }
}


/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * A tiny product. */
static void
contract_16x12_16x9_12x9(const float a[restrict 16][12], const float b[restrict 16][9],
    float out_c[restrict 12][9])
{
    enum { rows = 12, columns = 9, depth = 16 };
    for (int m = 0; m < rows; m++) {
        for (int n = 0; n < columns; n++) {
            float sum = 0;
            for (int k = 0; k < depth; k++) {
                sum += a[k][m] * b[k][n];
            }
            out_c[m][n] = sum;
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * A tiny product. */
static void
contract_16x9_16x12_12x9(const float a[restrict 16][9], const float b[restrict 16][12],
    float out_c[restrict 12][9])
{
    enum { rows = 12, columns = 9, depth = 16 };
    for (int m = 0; m < rows; m++) {
        for (int n = 0; n < columns; n++) {
            float sum = 0;
            for (int k = 0; k < depth; k++) {
                sum += a[k][n] * b[k][m];
            }
            out_c[m][n] = sum;
        }
    }
}


/* step_1 F1  x_hat (line N)
 *     x_hat = x_hat_noise * x */
static void
make_x_hat(const float x_hat_noise[restrict batch], const float x[restrict batch][9],
    float x_hat[restrict batch][9])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 9; i++) {
            x_hat[n][i] = x_hat_noise[n] * x[n][i];
        }
    }
}

/* step_1 F3  linear3_sum, tanh_mul_add_mul, tanh_mul_add_sum, tanh_sum (line N)
 *     linear3 = sum(D_3_weight * tanh(D_1_bias + D_linear1_of_x_part))
 *     linear3_sum = sum(linear3)
 *     tanh_mul_add_mul = D_3_weight * (1 - tanh(D_1_bias + D_linear1_of_x_part) * 
 *         tanh(D_1_bias + D_linear1_of_x_part))
 *     tanh_mul_add_sum = sum(1 - tanh(D_1_bias + D_linear1_of_x_part) * tanh(D_1_bias + 
 *         D_linear1_of_x_part))
 *     tanh_sum = sum(tanh(D_1_bias + D_linear1_of_x_part)) */
static void
make_linear3_sum(const float D_3_weight[restrict hidden],
    const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_part[restrict batch][hidden], float linear3_sum[restrict 1],
    float tanh_mul_add_mul[restrict batch][hidden], float tanh_mul_add_sum[restrict hidden],
    float tanh_sum[restrict hidden])
{
    float linear3_sum_sum = 0.0f;
    memset(tanh_mul_add_sum, 0, sizeof(float) * 12);
    memset(tanh_sum, 0, sizeof(float) * 12);
    for (int n = 0; n < batch; n++) {
        float linear3 = 0.0f;
#pragma omp simd reduction(+ : linear3)
        for (int i = 0; i < hidden; i++) {
            const float D_tanh_of_x = math_tanh(D_1_bias[i] + D_linear1_of_x_part[n][i]);
            const float tanh_mul_add = 1.0f - D_tanh_of_x * D_tanh_of_x;
            linear3 += D_3_weight[i] * D_tanh_of_x;
            tanh_mul_add_sum[i] += tanh_mul_add;
            tanh_sum[i] += D_tanh_of_x;
            tanh_mul_add_mul[n][i] = D_3_weight[i] * tanh_mul_add;
        }
        linear3_sum_sum += linear3;
    }
    linear3_sum[0] = linear3_sum_sum;
}

/* step_1 F5  D_tanh_of_x_hat, slope_d_linear1 (line N)
 *     D_tanh_of_x_hat = tanh(D_1_bias + D_linear1_of_x_hat_part)
 *     slope_d_linear1 = D_3_weight * (1 - D_tanh_of_x_hat * D_tanh_of_x_hat) */
static void
make_D_tanh_of_x_hat(const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_hat_part[batch][hidden],
    const float D_3_weight[restrict hidden], float D_tanh_of_x_hat[batch][hidden],
    float slope_d_linear1[restrict batch][hidden])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float D_tanh_of_x_hat_here = math_tanh(D_1_bias[i]
                + D_linear1_of_x_hat_part[n][i]);
            D_tanh_of_x_hat[n][i] = D_tanh_of_x_hat_here;
            slope_d_linear1[n][i] = D_3_weight[i] * (1.0f - D_tanh_of_x_hat_here
                * D_tanh_of_x_hat_here);
        }
    }
}

/* step_1 F6  slope_add_mul_sum, slope_add_mul_mul (line N)
 *     slope_sum = sum(slope_d_flatten * slope_d_flatten)
 *     slope_add_mul_sum = sum((sqrt(slope_sum) - 1) * (sqrt(slope_sum) - 1))
 *     slope_add_mul_mul = (sqrt(slope_sum) - 1) * (1 / sqrt(slope_sum)) * slope_d_flatten */
static void
make_slope_add_mul_sum(const float slope_d_flatten[restrict batch][9],
    float slope_add_mul_sum[restrict 1], float slope_add_mul_mul[restrict batch][9])
{
    float slope_add_mul_sum_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float slope_sum = 0.0f;
#pragma omp simd reduction(+ : slope_sum)
        for (int i = 0; i < 9; i++) {
            slope_sum += slope_d_flatten[n][i] * slope_d_flatten[n][i];
        }
        const float slope_add = sqrtf(slope_sum) - 1.0f;
        const float slope_add_mul = slope_add * (1.0f / sqrtf(slope_sum));
#pragma omp simd
        for (int i = 0; i < 9; i++) {
            slope_add_mul_mul[n][i] = slope_add_mul * slope_d_flatten[n][i];
        }
        slope_add_mul_sum_sum += slope_add * slope_add;
    }
    slope_add_mul_sum[0] = slope_add_mul_sum_sum;
}

/* step_1 F10  tanh_mul, tanh_mul_sum, slope_d_linear1_part_mul_sum
 *     tanh_mul = D_3_weight * D_tanh_of_x_hat * (1 - D_tanh_of_x_hat * D_tanh_of_x_hat) * 
 *         D_1_weight_contract
 *     tanh_mul_sum = sum(D_tanh_of_x_hat * (1 - D_tanh_of_x_hat * D_tanh_of_x_hat) * 
 *         D_1_weight_contract)
 *     slope_d_linear1_part_mul_sum = sum((1 - D_tanh_of_x_hat * D_tanh_of_x_hat) * 
 *         D_1_weight_contract) */
static void
make_tanh_mul(const float D_3_weight[restrict hidden],
    const float D_tanh_of_x_hat[batch][hidden],
    const float D_1_weight_contract[restrict batch][hidden], float tanh_mul[batch][hidden],
    float tanh_mul_sum[restrict hidden], float slope_d_linear1_part_mul_sum[restrict hidden])
{
    memset(tanh_mul_sum, 0, sizeof(float) * 12);
    memset(slope_d_linear1_part_mul_sum, 0, sizeof(float) * 12);
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float slope_d_linear1_part = 1.0f - D_tanh_of_x_hat[n][i]
                * D_tanh_of_x_hat[n][i];
            tanh_mul_sum[i] += D_tanh_of_x_hat[n][i] * slope_d_linear1_part
                * D_1_weight_contract[n][i];
            slope_d_linear1_part_mul_sum[i] += slope_d_linear1_part * D_1_weight_contract[n][i];
            tanh_mul[n][i] = D_3_weight[i] * D_tanh_of_x_hat[n][i] * slope_d_linear1_part
                * D_1_weight_contract[n][i];
        }
    }
}

/* step_1 F12  d_D_1_bias_part (line N)
 *     d_D_1_bias_part = D_3_weight * tanh_mul_add_sum */
static void
make_d_D_1_bias_part(const float D_3_weight[restrict hidden],
    const float tanh_mul_add_sum[restrict hidden], float d_D_1_bias_part[restrict hidden])
{
    for (int i = 0; i < hidden; i++) {
        d_D_1_bias_part[i] = D_3_weight[i] * tanh_mul_add_sum[i];
    }
}

/* step_1 G2  d_D_1_weight (line N)
 *     d_D_1_weight = 0.0625 * D_flatten_of_x_contract + 1.25 * slope_d_linear1_contract - 2.5 
 *         * D_flatten_of_x_hat_contract */
static void
make_d_D_1_weight(const float D_flatten_of_x_contract[restrict hidden][9],
    const float slope_d_linear1_contract[restrict hidden][9],
    const float D_flatten_of_x_hat_contract[restrict hidden][9],
    float d_D_1_weight[restrict hidden][9])
{
    for (int i = 0; i < hidden; i++) {
#pragma omp simd
        for (int j = 0; j < 9; j++) {
            d_D_1_weight[i][j] = 0.0625f * D_flatten_of_x_contract[i][j] + 1.25f
                * slope_d_linear1_contract[i][j] - 2.5f * D_flatten_of_x_hat_contract[i][j];
        }
    }
}

/* step_1 G3  d_D_1_bias (line N)
 *     d_D_1_bias = 0.0625 * d_D_1_bias_part - 2.5 * (D_3_weight * tanh_mul_sum) */
static void
make_d_D_1_bias(const float d_D_1_bias_part[restrict hidden],
    const float D_3_weight[restrict hidden], const float tanh_mul_sum[restrict hidden],
    float d_D_1_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++) {
        d_D_1_bias[i] = 0.0625f * d_D_1_bias_part[i] - 2.5f * (D_3_weight[i] * tanh_mul_sum[i]);
    }
}

/* step_1 G4  d_slope_d_tanh (line N)
 *     d_slope_d_tanh = 0.0625 * tanh_sum + 1.25 * slope_d_linear1_part_mul_sum */
static void
make_d_slope_d_tanh(const float tanh_sum[restrict hidden],
    const float slope_d_linear1_part_mul_sum[restrict hidden],
    float d_slope_d_tanh[restrict hidden])
{
    for (int i = 0; i < hidden; i++) {
        d_slope_d_tanh[i] = 0.0625f * tanh_sum[i] + 1.25f * slope_d_linear1_part_mul_sum[i];
    }
}

/* evaluate F3  linear3_sum (line N)
 *     linear3 = sum(D_3_weight * tanh(D_1_bias + D_linear1_of_x_part))
 *     linear3_sum = sum(linear3) */
static void
make_linear3_sum_evaluate(const float D_3_weight[restrict hidden],
    const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_part[restrict batch][hidden], float linear3_sum[restrict 1])
{
    float linear3_sum_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float linear3 = 0.0f;
#pragma omp simd reduction(+ : linear3)
        for (int i = 0; i < hidden; i++) {
            linear3 += D_3_weight[i] * math_tanh(D_1_bias[i] + D_linear1_of_x_part[n][i]);
        }
        linear3_sum_sum += linear3;
    }
    linear3_sum[0] = linear3_sum_sum;
}

/* evaluate G1  slope_d_linear1 (line N)
 *     slope_d_linear1 = D_3_weight * (1 - tanh(D_1_bias + D_linear1_of_x_hat_part) * 
 *         tanh(D_1_bias + D_linear1_of_x_hat_part)) */
static void
make_slope_d_linear1(const float D_3_weight[restrict hidden],
    const float D_1_bias[restrict hidden], const float D_linear1_of_x_hat_part[batch][hidden],
    float slope_d_linear1[batch][hidden])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float D_tanh_of_x_hat = math_tanh(D_1_bias[i]
                + D_linear1_of_x_hat_part[n][i]);
            slope_d_linear1[n][i] = D_3_weight[i] * (1.0f - D_tanh_of_x_hat * D_tanh_of_x_hat);
        }
    }
}

/* evaluate F5  slope_add_mul_sum (line N)
 *     slope_sum = sum(slope_d_flatten * slope_d_flatten)
 *     slope_add_mul_sum = sum((sqrt(slope_sum) - 1) * (sqrt(slope_sum) - 1)) */
static void
make_slope_add_mul_sum_evaluate(const float slope_d_flatten[restrict batch][9],
    float slope_add_mul_sum[restrict 1])
{
    float slope_add_mul_sum_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float slope_sum = 0.0f;
#pragma omp simd reduction(+ : slope_sum)
        for (int i = 0; i < 9; i++) {
            slope_sum += slope_d_flatten[n][i] * slope_d_flatten[n][i];
        }
        const float slope_add = sqrtf(slope_sum) - 1.0f;
        slope_add_mul_sum_sum += slope_add * slope_add;
    }
    slope_add_mul_sum[0] = slope_add_mul_sum_sum;
}

/* Adam (Kingma and Ba, 2015, algorithm 1), t steps taken before:
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

    random_uniform(m->at[AT_x_hat_noise], batch, random_key(m->seed, "x_hat.1"), m->draw,
        m->first); /* N1 */
    float *x_hat_noise = (void *)m->at[AT_x_hat_noise];
    const float(*x)[3][3] = m->field[DATA_x];
    float(*x_hat)[3][3] = (void *)m->at[AT_x_hat];
    make_x_hat(x_hat_noise, (void *)x, (void *)x_hat); /* F1 (line N) */
    float(*D_linear1_of_x_part)[hidden] = (void *)m->at[AT_D_linear1_of_x_part];
    contract_12x9_16x9_16x12((void *)parameters->D_1_weight, (void *)x,
        (void *)D_linear1_of_x_part); /* F2 (line N) */
    float *linear3_sum = (void *)m->at[AT_linear3_sum];
    float(*tanh_mul_add_mul)[hidden] = (void *)m->at[AT_tanh_mul_add_mul];
    float *tanh_mul_add_sum = (void *)m->at[AT_tanh_mul_add_sum];
    float *tanh_sum = (void *)m->at[AT_tanh_sum];
    make_linear3_sum(parameters->D_3_weight, parameters->D_1_bias, (void *)D_linear1_of_x_part,
        linear3_sum, (void *)tanh_mul_add_mul, tanh_mul_add_sum, tanh_sum); /* F3 (line N) */
    float(*D_linear1_of_x_hat_part)[hidden] = (void *)m->at[AT_D_linear1_of_x_hat_part];
    contract_12x9_16x9_16x12((void *)parameters->D_1_weight, (void *)x_hat,
        (void *)D_linear1_of_x_hat_part); /* F4 (line N) */
    float(*D_tanh_of_x_hat)[hidden] = (void *)m->at[AT_D_tanh_of_x_hat];
        /* overwrites D_linear1_of_x_hat_part */
    float(*slope_d_linear1)[hidden] = (void *)m->at[AT_slope_d_linear1];
    make_D_tanh_of_x_hat(parameters->D_1_bias, (void *)D_linear1_of_x_hat_part,
        parameters->D_3_weight, (void *)D_tanh_of_x_hat, (void *)slope_d_linear1);
        /* F5 (line N) */
    float(*slope_d_flatten)[9] = (void *)m->at[AT_slope_d_flatten];
    contract_12x9_16x12_16x9((void *)parameters->D_1_weight, (void *)slope_d_linear1,
        (void *)slope_d_flatten); /* G1 (line N) */
    float *slope_add_mul_sum = (void *)m->at[AT_slope_add_mul_sum];
    float(*slope_add_mul_mul)[3][3] = (void *)m->at[AT_slope_add_mul_mul];
    make_slope_add_mul_sum((void *)slope_d_flatten, slope_add_mul_sum,
        (void *)slope_add_mul_mul); /* F6 (line N) */
    float *critic = &m->value[VALUE_critic];
    critic[0] = 0.0625f * linear3_sum[0] + 0.625f * slope_add_mul_sum[0];
    float(*slope_d_linear1_contract)[9] = (void *)m->at[AT_slope_d_linear1_contract];
    contract_16x12_16x9_12x9((void *)slope_d_linear1, (void *)slope_add_mul_mul,
        (void *)slope_d_linear1_contract); /* F8 */
    float(*D_1_weight_contract)[hidden] = (void *)m->at[AT_D_1_weight_contract];
    contract_12x9_16x9_16x12((void *)parameters->D_1_weight, (void *)slope_add_mul_mul,
        (void *)D_1_weight_contract); /* F9 */
    float(*tanh_mul)[hidden] = (void *)m->at[AT_tanh_mul]; /* overwrites D_tanh_of_x_hat */
    float *tanh_mul_sum = (void *)m->at[AT_tanh_mul_sum];
    float *slope_d_linear1_part_mul_sum = (void *)m->at[AT_slope_d_linear1_part_mul_sum];
    make_tanh_mul(parameters->D_3_weight, (void *)D_tanh_of_x_hat, (void *)D_1_weight_contract,
        (void *)tanh_mul, tanh_mul_sum, slope_d_linear1_part_mul_sum); /* F10 */
    float(*D_flatten_of_x_hat_contract)[9] = (void *)m->at[AT_D_flatten_of_x_hat_contract];
    contract_16x9_16x12_12x9((void *)x_hat, (void *)tanh_mul,
        (void *)D_flatten_of_x_hat_contract); /* F11 */
    float *d_D_1_bias_part = (void *)m->at[AT_d_D_1_bias_part];
    make_d_D_1_bias_part(parameters->D_3_weight, tanh_mul_add_sum, d_D_1_bias_part);
        /* F12 (line N) */
    float(*D_flatten_of_x_contract)[9] = (void *)m->at[AT_D_flatten_of_x_contract];
    contract_16x9_16x12_12x9((void *)x, (void *)tanh_mul_add_mul,
        (void *)D_flatten_of_x_contract); /* F13 (line N) */
    make_d_D_1_weight((void *)D_flatten_of_x_contract, (void *)slope_d_linear1_contract,
        (void *)D_flatten_of_x_hat_contract, (void *)gradients->D_1_weight); /* G2 (line N) */
    make_d_D_1_bias(d_D_1_bias_part, parameters->D_3_weight, tanh_mul_sum,
        gradients->D_1_bias); /* G3 (line N) */
    make_d_slope_d_tanh(tanh_sum, slope_d_linear1_part_mul_sum, gradients->D_3_weight);
        /* G4 (line N) */
    /* U1  D.1.weight .. D.3.weight: 140 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 140,
        m->updates[0], 0.0001, 0.0, 0.9, 1e-08);
}

/* Every loss and metric of a batch, in inference mode. */
void
penalty_evaluate(struct instance *m)
{
    struct penalty_parameters *const parameters = (void *)m->parameters;

    random_uniform(m->at[AT_evaluate_x_hat_noise], batch, random_key(m->seed, "x_hat.1"),
        m->draw, m->first); /* N1 */
    float *x_hat_noise = (void *)m->at[AT_evaluate_x_hat_noise];
    const float(*x)[3][3] = m->field[DATA_x];
    float(*x_hat)[3][3] = (void *)m->at[AT_evaluate_x_hat];
    make_x_hat(x_hat_noise, (void *)x, (void *)x_hat); /* F1 (line N) */
    float(*D_linear1_of_x_part)[hidden] = (void *)m->at[AT_evaluate_D_linear1_of_x_part];
    contract_12x9_16x9_16x12((void *)parameters->D_1_weight, (void *)x,
        (void *)D_linear1_of_x_part); /* F2 (line N) */
    float *linear3_sum = (void *)m->at[AT_evaluate_linear3_sum];
    make_linear3_sum_evaluate(parameters->D_3_weight, parameters->D_1_bias,
        (void *)D_linear1_of_x_part, linear3_sum); /* F3 (line N) */
    float(*D_linear1_of_x_hat_part)[hidden] = (void *)m->at[AT_evaluate_D_linear1_of_x_hat_part];
    contract_12x9_16x9_16x12((void *)parameters->D_1_weight, (void *)x_hat,
        (void *)D_linear1_of_x_hat_part); /* F4 (line N) */
    float(*slope_d_linear1)[hidden] = (void *)m->at[AT_evaluate_slope_d_linear1];
        /* overwrites D_linear1_of_x_hat_part */
    make_slope_d_linear1(parameters->D_3_weight, parameters->D_1_bias,
        (void *)D_linear1_of_x_hat_part, (void *)slope_d_linear1); /* G1 (line N) */
    float(*slope_d_flatten)[9] = (void *)m->at[AT_evaluate_slope_d_flatten];
    contract_12x9_16x12_16x9((void *)parameters->D_1_weight, (void *)slope_d_linear1,
        (void *)slope_d_flatten); /* G2 (line N) */
    float *slope_add_mul_sum = (void *)m->at[AT_evaluate_slope_add_mul_sum];
    make_slope_add_mul_sum_evaluate((void *)slope_d_flatten, slope_add_mul_sum);
        /* F5 (line N) */
    float *critic = &m->value[VALUE_critic];
    critic[0] = 0.0625f * linear3_sum[0] + 0.625f * slope_add_mul_sum[0];
}

