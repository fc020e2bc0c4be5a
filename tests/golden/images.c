/* images.c: the computations of images.yaml (sha256 H).
 * Emitted by latentc V. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 8, hidden 8, width 4, codes 16, side 8
 * Parameters  1984 floats, struct images_parameters; gradients in the same struct
 * Arena       13360 floats; 56400 if nothing shared memory, at least 13360 at once
 *    offset   floats  holds live
 * 68 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "images.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "images_contractions.h"

enum { batch = 8, hidden = 8, width = 4, codes = 16, side = 8 };
enum { DATA_x };
enum { VALUE_reconstruction, VALUE_codebook_loss, VALUE_commitment };

/* step_1 F2: encoder_batch_norm_squares, encoder_batch_norm_sum (line N) over
 *     [batch][16][hidden]
 *     encoder_batch_norm_centred_row_offset_sum = sum over i of encoder_conv0
 *     encoder_batch_norm_centred_row = encoder_conv0 - 0.0625 *
 *         encoder_batch_norm_centred_row_offset_sum
 *     encoder_batch_norm_squares_row = sum over i of encoder_batch_norm_centred_row^2
 *     encoder_batch_norm_squares = sum over n of (encoder_batch_norm_squares_row + 16
 *         (encoder_batch_norm_centred_row_offset_sum / 16 - mean)^2), in one pass
 *     encoder_batch_norm_sum = sum over n of encoder_batch_norm_centred_row_offset_sum */
static void
make_encoder_batch_norm_squares(const float encoder_conv0[restrict batch][16][hidden],
    float encoder_batch_norm_squares[restrict hidden],
    float encoder_batch_norm_sum[restrict hidden])
{
    memset(encoder_batch_norm_squares, 0, hidden * sizeof(float));
    float encoder_batch_norm_squares_centre[hidden];
    memset(encoder_batch_norm_squares_centre, 0, hidden * sizeof(float));
    memset(encoder_batch_norm_sum, 0, hidden * sizeof(float));
    for (int n = 0; n < batch; n++) {
        const float encoder_batch_norm_squares_before = (float)(16 * n);
        const float encoder_batch_norm_squares_share =
            16.0f / (encoder_batch_norm_squares_before + 16.0f);
        float encoder_batch_norm_centred_row_offset_sum[hidden] = {0};
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                encoder_batch_norm_centred_row_offset_sum[j] += encoder_conv0[n][i][j];
        }
        float encoder_batch_norm_squares_row[hidden] = {0};
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float encoder_batch_norm_centred_row = encoder_conv0[n][i][j]
                    - 0.0625f * encoder_batch_norm_centred_row_offset_sum[j];
                encoder_batch_norm_squares_row[j] += encoder_batch_norm_centred_row
                    * encoder_batch_norm_centred_row;
            }
        }
#pragma omp simd
        for (int j = 0; j < hidden; j++)
            encoder_batch_norm_sum[j] += encoder_batch_norm_centred_row_offset_sum[j];
#pragma omp simd
        for (int j = 0; j < hidden; j++) {
            const float encoder_batch_norm_squares_gap =
                encoder_batch_norm_centred_row_offset_sum[j] * 0.0625f
                - encoder_batch_norm_squares_centre[j];
            encoder_batch_norm_squares_centre[j] += encoder_batch_norm_squares_gap
                * encoder_batch_norm_squares_share;
            encoder_batch_norm_squares[j] += encoder_batch_norm_squares_row[j]
                + encoder_batch_norm_squares_gap * encoder_batch_norm_squares_gap
                * encoder_batch_norm_squares_share * encoder_batch_norm_squares_before;
        }
    }
}

/* step_1 F3: encoder_batch_norm_rstd, encoder_batch_norm_scale, encoder_batch_norm_mean
 *     (line N), next_encoder_1_running_mean, next_encoder_1_running_var over [hidden]
 *     encoder_batch_norm_rstd = 1 / sqrt(1e-05 + 0.0078125 * encoder_batch_norm_squares)
 *     encoder_batch_norm_scale = encoder_1_weight * encoder_batch_norm_rstd
 *     encoder_batch_norm_mean = 0.0078125 * encoder_batch_norm_sum
 *     next_encoder_1_running_mean = 0.00078125 * encoder_batch_norm_sum + 0.9 *
 *         encoder_1_running_mean
 *     next_encoder_1_running_var = 0.9 * encoder_1_running_var + 0.000787402 *
 *         encoder_batch_norm_squares */
static void
make_encoder_batch_norm_rstd(const float encoder_batch_norm_squares[restrict hidden],
    const float encoder_1_weight[restrict hidden],
    const float encoder_batch_norm_sum[restrict hidden],
    const float encoder_1_running_mean[restrict hidden],
    const float encoder_1_running_var[restrict hidden],
    float encoder_batch_norm_rstd[restrict hidden],
    float encoder_batch_norm_scale[restrict hidden],
    float encoder_batch_norm_mean[restrict hidden],
    float next_encoder_1_running_mean[restrict hidden],
    float next_encoder_1_running_var[restrict hidden])
{
    for (int i = 0; i < hidden; i++) {
        encoder_batch_norm_rstd[i] = 1.0f / sqrtf(1e-05f
            + 0.0078125f * encoder_batch_norm_squares[i]);
        encoder_batch_norm_scale[i] = encoder_1_weight[i]
            * (1.0f / sqrtf(1e-05f + 0.0078125f * encoder_batch_norm_squares[i]));
        encoder_batch_norm_mean[i] = 0.0078125f * encoder_batch_norm_sum[i];
        next_encoder_1_running_mean[i] = 0.00078125f * encoder_batch_norm_sum[i]
            + 0.9f * encoder_1_running_mean[i];
        next_encoder_1_running_var[i] = 0.9f * encoder_1_running_var[i]
            + 0.0007874016f * encoder_batch_norm_squares[i];
    }
}

/* step_1 F4; evaluate F4; reconstruct F5: encoder_leaky_relu (line N) over
 *     [batch][16][hidden]
 *     encoder_batch_norm = encoder_1_bias + encoder_batch_norm_scale * (encoder_conv0 -
 *         encoder_mean)
 *     encoder_leaky_relu = encoder_batch_norm > 0 ? encoder_batch_norm : 0.2 *
 *         encoder_batch_norm */
static void
make_encoder_leaky_relu(const float encoder_1_bias[restrict hidden],
    const float encoder_batch_norm_scale[restrict hidden],
    const float encoder_conv0[batch][16][hidden], const float encoder_mean[restrict hidden],
    float encoder_leaky_relu[batch][16][hidden])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float encoder_batch_norm = encoder_1_bias[j]
                    + encoder_batch_norm_scale[j] * (encoder_conv0[n][i][j] - encoder_mean[j]);
                encoder_leaky_relu[n][i][j] = encoder_batch_norm > 0.0f ? encoder_batch_norm
                    : 0.2f * encoder_batch_norm;
            }
        }
    }
}

/* step_1 F6; evaluate F6; reconstruct F7: ze (line N) over [batch][16][width]
 *     ze = encoder_3_bias + ze_product */
static void
make_ze(const float encoder_3_bias[restrict width],
    const float ze_product[restrict batch][16][width], float ze[restrict batch][16][width])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++)
                ze[n][i][j] = encoder_3_bias[j] + ze_product[n][i][j];
        }
    }
}

/* step_1 F7; evaluate F2; reconstruct F3: codebook_squared_row_sum_scaled (line N) over
 *     [codes][width]
 *     codebook_squared_row_sum = sum over j of codebook^2
 *     codebook_squared_row_sum_scaled = 0.5 * codebook_squared_row_sum */
static void
make_codebook_squared_row_sum_scaled(const float codebook[restrict codes][width],
    float codebook_squared_row_sum_scaled[restrict codes])
{
    for (int i = 0; i < codes; i++) {
        float codebook_squared_row_sum = 0.0f;
#pragma omp simd reduction(+ : codebook_squared_row_sum)
        for (int j = 0; j < width; j++)
            codebook_squared_row_sum += codebook[i][j] * codebook[i][j];
        codebook_squared_row_sum_scaled[i] = 0.5f * codebook_squared_row_sum;
    }
}

/* step_1 F9; evaluate F8; reconstruct F9: codebook_squared_row_sum_argmin (line N) over
 *     [batch][16][codes]
 * Serves codebook_squared_row_sum_plus_ze_contract_argmin,
 *     codebook_squared_row_sum_combined_argmin.
 *     codebook_squared_row_sum_argmin = argmin over j of (codebook_squared_row_sum_scaled -
 *         codebook) */
static void
make_codebook_squared_row_sum_argmin(
    const float codebook_squared_row_sum_scaled[restrict codes],
    const float codebook[restrict batch][16][codes],
    int codebook_squared_row_sum_argmin[restrict batch][16])
{
    for (int n = 0; n < batch; n++) {
        int codebook_squared_row_sum_argmin_here[16];
        for (int i = 0; i < 16; i++) {
            float codebook_squared_row_sum_argmin_best = INFINITY;
            int codebook_squared_row_sum_argmin_fold = 0;
            for (int j = 0; j < codes; j++) {
                const float codebook_squared_row_sum = codebook_squared_row_sum_scaled[j]
                    - codebook[n][i][j];
                if (codebook_squared_row_sum < codebook_squared_row_sum_argmin_best) {
                    codebook_squared_row_sum_argmin_best = codebook_squared_row_sum;
                    codebook_squared_row_sum_argmin_fold = j;
                }
            }
            codebook_squared_row_sum_argmin_here[i] = codebook_squared_row_sum_argmin_fold;
        }
        for (int i = 0; i < 16; i++)
            codebook_squared_row_sum_argmin[n][i] = codebook_squared_row_sum_argmin_here[i];
    }
}

/* step_1 F10; evaluate F9; reconstruct F10: e (line N) */
static void
make_e(const float *restrict codebook, const int *restrict codebook_squared_row_sum_argmin,
    float *restrict e)
{
    for (int n = 0; n < batch; n++)
        for (int j = 0; j < 4; j++)
            for (int k = 0; k < 4; k++)
                for (int i = 0; i < width; i++)
                    e[n * 64 + i + j * 16 + k * 4] = codebook[i
                        + (codebook_squared_row_sum_argmin[n * 16 + j * 4 + k]) * 4];
}

/* step_1 F11: codebook_loss_sum (line N), d_ze_via_ze, ze_plus_d_ze_via_ze (line N) over
 *     [batch][64]
 *     d_ze_via_ze = e - ze
 *     ze_plus_d_ze_via_ze = ze + d_ze_via_ze
 *     codebook_loss_sum = sum over n, i of d_ze_via_ze^2 */
static void
make_d_ze_via_ze(const float e[restrict batch][64], const float ze[restrict batch][64],
    float codebook_loss_sum[restrict 1], float d_ze_via_ze[restrict batch][64],
    float ze_plus_d_ze_via_ze[restrict batch][64])
{
    float codebook_loss_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float codebook_loss_row_sum = 0.0f;
#pragma omp simd reduction(+ : codebook_loss_row_sum)
        for (int i = 0; i < 64; i++) {
            const float d_ze_via_ze_here = e[n][i] - ze[n][i];
            codebook_loss_row_sum += d_ze_via_ze_here * d_ze_via_ze_here;
            d_ze_via_ze[n][i] = d_ze_via_ze_here;
            ze_plus_d_ze_via_ze[n][i] = ze[n][i] + d_ze_via_ze_here;
        }
        codebook_loss_sum_total += codebook_loss_row_sum;
    }
    codebook_loss_sum[0] = codebook_loss_sum_total;
}

/* step_1 F13: reconstruction_sum (line N), d_decoder_0_bias_scaled,
 *     d_decoder_conv_transpose_scaled (line N) over [batch][64][3]
 *     y = tanh(decoder_0_bias + decoder_conv_transpose_product)
 *     d_decoder_conv_transpose_scaled_factor = y - x
 *     reconstruction_sum = sum over n, i, j of d_decoder_conv_transpose_scaled_factor^2
 *     d_decoder_conv_transpose_scaled = d_decoder_conv_transpose_scaled_factor * (1 - y^2)
 *     d_decoder_0_bias_scaled = sum over n, i of d_decoder_conv_transpose_scaled */
static void
make_d_decoder_conv_transpose_scaled(const float decoder_0_bias[restrict 3],
    const float decoder_conv_transpose_product[restrict batch][64][3],
    const float x[restrict batch][64][3], float reconstruction_sum[restrict 1],
    float d_decoder_0_bias_scaled[restrict 3],
    float d_decoder_conv_transpose_scaled[restrict batch][64][3])
{
    float reconstruction_sum_total = 0.0f;
    memset(d_decoder_0_bias_scaled, 0, 3 * sizeof(float));
    for (int n = 0; n < batch; n++) {
        float reconstruction_row_sum = 0.0f;
        float d_decoder_0_bias_scaled_row_sum[3] = {0};
        for (int i = 0; i < 64; i++) {
#pragma omp simd reduction(+ : reconstruction_row_sum)
            for (int j = 0; j < 3; j++) {
                const float y = math_tanh(decoder_0_bias[j]
                    + decoder_conv_transpose_product[n][i][j]);
                const float d_decoder_conv_transpose_scaled_factor = y - x[n][i][j];
                const float d_decoder_conv_transpose_scaled_here =
                    d_decoder_conv_transpose_scaled_factor * (1.0f - y * y);
                reconstruction_row_sum += d_decoder_conv_transpose_scaled_factor
                    * d_decoder_conv_transpose_scaled_factor;
                d_decoder_0_bias_scaled_row_sum[j] += d_decoder_conv_transpose_scaled_here;
                d_decoder_conv_transpose_scaled[n][i][j] = d_decoder_conv_transpose_scaled_here;
            }
        }
#pragma omp simd
        for (int j = 0; j < 3; j++)
            d_decoder_0_bias_scaled[j] += d_decoder_0_bias_scaled_row_sum[j];
        reconstruction_sum_total += reconstruction_row_sum;
    }
    reconstruction_sum[0] = reconstruction_sum_total;
}

/* step_1 G1: d_decoder_0_bias (line N) over [3]
 *     d_decoder_0_bias = 0.00130208 * d_decoder_0_bias_scaled */
static void
make_d_decoder_0_bias(const float d_decoder_0_bias_scaled[restrict 3],
    float d_decoder_0_bias[restrict 3])
{
    for (int i = 0; i < 3; i++)
        d_decoder_0_bias[i] = 0.0013020834f * d_decoder_0_bias_scaled[i];
}

/* step_1 G4: d_codebook_scaled (line N) */
static void
make_d_codebook_scaled(const float *restrict d_ze_via_ze,
    const int *restrict codebook_squared_row_sum_plus_ze_contract_argmin,
    float *restrict d_codebook_scaled)
{
    memset(d_codebook_scaled, 0, sizeof(float) * 64);
    for (int i = 0; i < width; i++)
        for (int n = 0; n < batch; n++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 4; k++)
                    d_codebook_scaled[i * 16
                        + codebook_squared_row_sum_plus_ze_contract_argmin[n * 16 + j * 4
                        + k]] += d_ze_via_ze[n * 64 + i + j * 16 + k * 4];
}

/* step_1 G5: d_codebook (line N) over [codes][width]
 *     d_codebook = 0.00390625 * d_codebook_scaled */
static void
make_d_codebook(const float d_codebook_scaled[restrict width][codes],
    float d_codebook[restrict codes][width])
{
    for (int i = 0; i < codes; i++) {
#pragma omp simd
        for (int j = 0; j < width; j++)
            d_codebook[i][j] = 0.00390625f * d_codebook_scaled[j][i];
    }
}

/* step_1 G6: d_encoder_3_bias (line N), d_ze (line N) over [batch][16][width]
 *     d_ze = 0.00130208 * d_ze_plus_ze_plus_e_scaled - 0.000976562 * d_ze_via_ze
 *     d_encoder_3_bias = sum over n, i of d_ze */
static void
make_d_ze_and_d_encoder_3_bias(
    const float d_ze_plus_ze_plus_e_scaled[restrict batch][16][width],
    const float d_ze_via_ze[restrict batch][16][width], float d_encoder_3_bias[restrict width],
    float d_ze[restrict batch][16][width])
{
    memset(d_encoder_3_bias, 0, width * sizeof(float));
    for (int n = 0; n < batch; n++) {
        float d_encoder_3_bias_row_sum[width] = {0};
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++) {
                const float d_ze_here = 0.0013020834f * d_ze_plus_ze_plus_e_scaled[n][i][j]
                    - 0.0009765625f * d_ze_via_ze[n][i][j];
                d_encoder_3_bias_row_sum[j] += d_ze_here;
                d_ze[n][i][j] = d_ze_here;
            }
        }
#pragma omp simd
        for (int j = 0; j < width; j++)
            d_encoder_3_bias[j] += d_encoder_3_bias_row_sum[j];
    }
}

/* step_1 G9: d_encoder_1_bias, d_encoder_batch_norm_centred_scale_sum (line N) over
 *     [batch][16][hidden]
 *     d_encoder_batch_norm_slope = encoder_leaky_relu > 0 ? 1 : 0.2
 *     d_encoder_1_bias = sum over n, i of d_encoder_leaky_relu * d_encoder_batch_norm_slope
 *     d_encoder_batch_norm_centred_scale_sum = sum over n, i of (encoder_conv0 -
 *         encoder_batch_norm_mean) * d_encoder_leaky_relu * d_encoder_batch_norm_slope */
static void
make_d_encoder_1_bias(const float encoder_leaky_relu[restrict batch][16][hidden],
    const float d_encoder_leaky_relu[restrict batch][16][hidden],
    const float encoder_conv0[restrict batch][16][hidden],
    const float encoder_batch_norm_mean[restrict hidden],
    float d_encoder_1_bias[restrict hidden],
    float d_encoder_batch_norm_centred_scale_sum[restrict hidden])
{
    memset(d_encoder_1_bias, 0, hidden * sizeof(float));
    memset(d_encoder_batch_norm_centred_scale_sum, 0, hidden * sizeof(float));
    for (int n = 0; n < batch; n++) {
        float d_encoder_1_bias_row_sum[hidden] = {0};
        float d_encoder_batch_norm_centred_scale_row_sum[hidden] = {0};
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float d_encoder_batch_norm_slope = encoder_leaky_relu[n][i][j] > 0.0f
                    ? 1.0f : 0.2f;
                d_encoder_1_bias_row_sum[j] += d_encoder_leaky_relu[n][i][j]
                    * d_encoder_batch_norm_slope;
                d_encoder_batch_norm_centred_scale_row_sum[j] +=
                    (encoder_conv0[n][i][j] - encoder_batch_norm_mean[j])
                    * d_encoder_leaky_relu[n][i][j] * d_encoder_batch_norm_slope;
            }
        }
#pragma omp simd
        for (int j = 0; j < hidden; j++) {
            d_encoder_1_bias[j] += d_encoder_1_bias_row_sum[j];
            d_encoder_batch_norm_centred_scale_sum[j] +=
                d_encoder_batch_norm_centred_scale_row_sum[j];
        }
    }
}

/* step_1 G10: d_encoder_conv0_offset (line N), d_encoder_batch_norm_centred_scale,
 *     d_encoder_1_weight (line N) over [hidden]
 *     d_encoder_conv0_offset = 0.0078125 * (encoder_1_weight * encoder_batch_norm_rstd *
 *         d_encoder_1_bias)
 *     d_encoder_batch_norm_centred_scale = encoder_1_weight * encoder_batch_norm_rstd^3 *
 *         d_encoder_batch_norm_centred_scale_sum * (-0.0078125)
 *     d_encoder_1_weight = encoder_batch_norm_rstd * d_encoder_batch_norm_centred_scale_sum */
static void
make_d_encoder_1_weight(const float encoder_1_weight[restrict hidden],
    const float encoder_batch_norm_rstd[restrict hidden],
    const float d_encoder_1_bias[restrict hidden],
    const float d_encoder_batch_norm_centred_scale_sum[restrict hidden],
    float d_encoder_conv0_offset[restrict hidden],
    float d_encoder_batch_norm_centred_scale[restrict hidden],
    float d_encoder_1_weight[restrict hidden])
{
    for (int i = 0; i < hidden; i++) {
        d_encoder_conv0_offset[i] = 0.0078125f * (encoder_1_weight[i]
            * encoder_batch_norm_rstd[i] * d_encoder_1_bias[i]);
        d_encoder_batch_norm_centred_scale[i] = encoder_1_weight[i] * encoder_batch_norm_rstd[i]
            * encoder_batch_norm_rstd[i] * encoder_batch_norm_rstd[i]
            * d_encoder_batch_norm_centred_scale_sum[i] * (-0.0078125f);
        d_encoder_1_weight[i] = encoder_batch_norm_rstd[i]
            * d_encoder_batch_norm_centred_scale_sum[i];
    }
}

/* step_1 G11: d_encoder_conv0 (line N) over [batch][16][hidden]
 *     d_encoder_conv0 = encoder_batch_norm_scale * d_encoder_leaky_relu *
 *         (encoder_leaky_relu > 0 ? 1 : 0.2) + d_encoder_batch_norm_centred_scale *
 *         (encoder_conv0 - encoder_batch_norm_mean) - d_encoder_conv0_offset */
static void
make_d_encoder_conv0(const float encoder_batch_norm_scale[restrict hidden],
    const float d_encoder_leaky_relu[restrict batch][16][hidden],
    const float encoder_leaky_relu[restrict batch][16][hidden],
    const float d_encoder_batch_norm_centred_scale[restrict hidden],
    const float encoder_conv0[restrict batch][16][hidden],
    const float encoder_batch_norm_mean[restrict hidden],
    const float d_encoder_conv0_offset[restrict hidden],
    float d_encoder_conv0[restrict batch][16][hidden])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                d_encoder_conv0[n][i][j] = encoder_batch_norm_scale[j]
                    * d_encoder_leaky_relu[n][i][j] * (encoder_leaky_relu[n][i][j] > 0.0f ? 1.0f
                    : 0.2f) + d_encoder_batch_norm_centred_scale[j]
                    * (encoder_conv0[n][i][j] - encoder_batch_norm_mean[j])
                    - d_encoder_conv0_offset[j];
        }
    }
}

/* evaluate F3; reconstruct F4: encoder_batch_norm_scale (line N) over [hidden]
 *     encoder_batch_norm_scale = encoder_1_weight * (1 / sqrt(1e-05 +
 *         encoder_1_running_var)) */
static void
make_encoder_batch_norm_scale(const float encoder_1_weight[restrict hidden],
    const float encoder_1_running_var[restrict hidden],
    float encoder_batch_norm_scale[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        encoder_batch_norm_scale[i] = encoder_1_weight[i]
            * (1.0f / sqrtf(1e-05f + encoder_1_running_var[i]));
}

/* evaluate F10: codebook_loss_sum (line N), ze_plus_ze_plus_e (line N) over [batch][64]
 *     ze_plus_e = e - ze
 *     ze_plus_ze_plus_e = ze + ze_plus_e
 *     codebook_loss_sum = sum over n, i of ze_plus_e^2 */
static void
make_ze_plus_ze_plus_e_and_codebook_loss_sum(const float e[restrict batch][64],
    const float ze[restrict batch][64], float codebook_loss_sum[restrict 1],
    float ze_plus_ze_plus_e[restrict batch][64])
{
    float codebook_loss_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float codebook_loss_row_sum = 0.0f;
#pragma omp simd reduction(+ : codebook_loss_row_sum)
        for (int i = 0; i < 64; i++) {
            const float ze_plus_e = e[n][i] - ze[n][i];
            codebook_loss_row_sum += ze_plus_e * ze_plus_e;
            ze_plus_ze_plus_e[n][i] = ze[n][i] + ze_plus_e;
        }
        codebook_loss_sum_total += codebook_loss_row_sum;
    }
    codebook_loss_sum[0] = codebook_loss_sum_total;
}

/* evaluate F12: reconstruction_sum (line N) over [batch][64][3]
 *     y = tanh(decoder_0_bias + decoder_conv_transpose_product)
 *     x_plus_y = y - x
 *     reconstruction_sum = sum over n, i, j of x_plus_y^2 */
static void
make_reconstruction_sum(const float decoder_0_bias[restrict 3],
    const float decoder_conv_transpose_product[restrict batch][64][3],
    const float x[restrict batch][64][3], float reconstruction_sum[restrict 1])
{
    float reconstruction_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float reconstruction_row_sum = 0.0f;
        for (int i = 0; i < 64; i++) {
#pragma omp simd reduction(+ : reconstruction_row_sum)
            for (int j = 0; j < 3; j++) {
                const float y = math_tanh(decoder_0_bias[j]
                    + decoder_conv_transpose_product[n][i][j]);
                const float x_plus_y = y - x[n][i][j];
                reconstruction_row_sum += x_plus_y * x_plus_y;
            }
        }
        reconstruction_sum_total += reconstruction_row_sum;
    }
    reconstruction_sum[0] = reconstruction_sum_total;
}

/* reconstruct F1: x_copy over [batch][192]
 *     x_copy = x */
static void
make_x_copy(const float x[restrict batch][192], float x_copy[restrict batch][192])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 192; i++)
            x_copy[n][i] = x[n][i];
    }
}

/* reconstruct F11: ze_plus_ze_plus_e (line N) over [batch][64]
 *     ze_plus_ze_plus_e = ze + (e - ze) */
static void
make_ze_plus_ze_plus_e(const float ze[restrict batch][64], const float e[restrict batch][64],
    float ze_plus_ze_plus_e[restrict batch][64])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 64; i++)
            ze_plus_ze_plus_e[n][i] = ze[n][i] + (e[n][i] - ze[n][i]);
    }
}

/* reconstruct F13: y (line N) over [batch][64][3]
 *     y = tanh(decoder_0_bias + decoder_conv_transpose_product) */
static void
make_y(const float decoder_0_bias[restrict 3],
    const float decoder_conv_transpose_product[restrict batch][64][3],
    float y[restrict batch][64][3])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 64; i++) {
#pragma omp simd
            for (int j = 0; j < 3; j++)
                y[n][i][j] = math_tanh(decoder_0_bias[j]
                    + decoder_conv_transpose_product[n][i][j]);
        }
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
images_step_1(struct instance *m)
{
    struct images_parameters *const parameters = (void *)m->parameters;
    struct images_parameters *const gradients = (void *)m->gradients;
    struct images_state *const state = (void *)m->state;

    const float (*x)[8][8][3] = m->field[DATA_x];
    float (*encoder_conv0)[16][hidden] = (void *)m->at[0];
    conv_3x8x8_to_8x4x4(x, (void *)parameters->encoder_0_weight, (void *)encoder_conv0);
    lap(m, 0); /* F1 */
    float *encoder_batch_norm_squares = m->at[1];
    float *encoder_batch_norm_sum = m->at[2];
    make_encoder_batch_norm_squares(encoder_conv0, encoder_batch_norm_squares,
        encoder_batch_norm_sum);
    lap(m, 1); /* F2 */
    float *encoder_batch_norm_rstd = m->at[3];
    float *encoder_batch_norm_scale = m->at[4];
    float *encoder_batch_norm_mean = m->at[5];
    float *next_encoder_1_running_mean = m->at[6];
    float *next_encoder_1_running_var = m->at[7];
    make_encoder_batch_norm_rstd(encoder_batch_norm_squares, parameters->encoder_1_weight,
        encoder_batch_norm_sum, state->encoder_1_running_mean, state->encoder_1_running_var,
        encoder_batch_norm_rstd, encoder_batch_norm_scale, encoder_batch_norm_mean,
        next_encoder_1_running_mean, next_encoder_1_running_var);
    lap(m, 2); /* F3 */
    float (*encoder_leaky_relu)[16][hidden] = (void *)m->at[8];
    make_encoder_leaky_relu(parameters->encoder_1_bias, encoder_batch_norm_scale, encoder_conv0,
        encoder_batch_norm_mean, encoder_leaky_relu);
    lap(m, 3); /* F4 */
    float (*ze_product)[4] = (void *)m->at[9];
    conv_8x4x4_to_4x4x4((void *)encoder_leaky_relu, (void *)parameters->encoder_3_weight,
        ze_product, m->at[10]);
    lap(m, 4); /* F5 */
    float (*ze)[16][width] = (void *)m->at[11];
    make_ze(parameters->encoder_3_bias, (void *)ze_product, ze);
    lap(m, 5); /* F6 */
    float *codebook_squared_row_sum_scaled = m->at[12];
    make_codebook_squared_row_sum_scaled(parameters->codebook, codebook_squared_row_sum_scaled);
    lap(m, 6); /* F7 */
    float (*ze_by_codebook)[16] = (void *)m->at[13];
    product_8x4x4x4_by_16x4((void *)ze, parameters->codebook, ze_by_codebook, m->at[14]);
    lap(m, 7); /* F8 */
    int (*codebook_squared_row_sum_plus_ze_contract_argmin)[16] = (void *)m->at[15];
    make_codebook_squared_row_sum_argmin(codebook_squared_row_sum_scaled,
        (void *)ze_by_codebook, codebook_squared_row_sum_plus_ze_contract_argmin);
    lap(m, 8); /* F9 */
    float (*e)[64] = (void *)m->at[16];
    make_e((void *)parameters->codebook,
        (void *)codebook_squared_row_sum_plus_ze_contract_argmin, (void *)e);
    lap(m, 9); /* F10 */
    float *codebook_loss_sum = m->at[19];
    float (*d_ze_via_ze)[64] = (void *)m->at[17];
    float (*ze_plus_d_ze_via_ze)[4][4][4] = (void *)m->at[18];
    make_d_ze_via_ze(e, (void *)ze, codebook_loss_sum, d_ze_via_ze,
        (void *)ze_plus_d_ze_via_ze);
    lap(m, 10); /* F11 */
    float (*decoder_conv_transpose_product)[8][8][3] = (void *)m->at[20];
    conv_data_4x4x4_to_3x8x8(ze_plus_d_ze_via_ze, parameters->decoder_0_weight,
        decoder_conv_transpose_product, m->at[21]);
    lap(m, 11); /* F12 */
    float *reconstruction_sum = m->at[22];
    float *d_decoder_0_bias_scaled = m->at[24];
    float (*d_decoder_conv_transpose_scaled)[8][8][3] = (void *)m->at[23];
    make_d_decoder_conv_transpose_scaled(parameters->decoder_0_bias,
        (void *)decoder_conv_transpose_product, (void *)x, reconstruction_sum,
        d_decoder_0_bias_scaled, (void *)d_decoder_conv_transpose_scaled);
    lap(m, 12); /* F13 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.0006510417f * reconstruction_sum[0];
    float *codebook_loss = &m->value[VALUE_codebook_loss];
    float *codebook_loss_copy = &m->value[VALUE_commitment];
    codebook_loss[0] = 0.001953125f * codebook_loss_sum[0];
    codebook_loss_copy[0] = codebook_loss[0];
    make_d_decoder_0_bias(d_decoder_0_bias_scaled, gradients->decoder_0_bias);
    lap(m, 13); /* G1 */
    float (*d_ze_plus_ze_plus_e_scaled)[4][4][4] = (void *)m->at[25];
    conv_3x8x8_to_4x4x4(d_decoder_conv_transpose_scaled, parameters->decoder_0_weight,
        d_ze_plus_ze_plus_e_scaled, m->at[26]);
    lap(m, 14); /* G2 */
    scaled_conv_weight_3x8x8_by_4x4x4(d_decoder_conv_transpose_scaled, ze_plus_d_ze_via_ze,
        gradients->decoder_0_weight, m->at[27], 0.0013020834f);
    lap(m, 15); /* G3 */
    float (*d_codebook_scaled)[codes] = (void *)m->at[28];
    make_d_codebook_scaled((void *)d_ze_via_ze,
        (void *)codebook_squared_row_sum_plus_ze_contract_argmin, (void *)d_codebook_scaled);
    lap(m, 16); /* G4 */
    make_d_codebook(d_codebook_scaled, gradients->codebook);
    lap(m, 17); /* G5 */
    float (*d_ze)[4] = (void *)m->at[29];
    make_d_ze_and_d_encoder_3_bias((void *)d_ze_plus_ze_plus_e_scaled, (void *)d_ze_via_ze,
        gradients->encoder_3_bias, (void *)d_ze);
    lap(m, 18); /* G6 */
    float (*d_encoder_leaky_relu)[16][hidden] = (void *)m->at[30];
    conv_data_4x4x4_to_8x4x4(d_ze, (void *)parameters->encoder_3_weight,
        (void *)d_encoder_leaky_relu);
    lap(m, 19); /* G7 */
    conv_weight_8x4x4_by_4x4x4((void *)encoder_leaky_relu, d_ze,
        (void *)gradients->encoder_3_weight, m->at[31]);
    lap(m, 20); /* G8 */
    float *d_encoder_batch_norm_centred_scale_sum = m->at[32];
    make_d_encoder_1_bias(encoder_leaky_relu, d_encoder_leaky_relu, encoder_conv0,
        encoder_batch_norm_mean, gradients->encoder_1_bias,
        d_encoder_batch_norm_centred_scale_sum);
    lap(m, 21); /* G9 */
    float *d_encoder_conv0_offset = m->at[33];
    float *d_encoder_batch_norm_centred_scale = m->at[34];
    make_d_encoder_1_weight(parameters->encoder_1_weight, encoder_batch_norm_rstd,
        gradients->encoder_1_bias, d_encoder_batch_norm_centred_scale_sum,
        d_encoder_conv0_offset, d_encoder_batch_norm_centred_scale,
        gradients->encoder_1_weight);
    lap(m, 22); /* G10 */
    float (*d_encoder_conv0)[16][hidden] = (void *)m->at[35];
    make_d_encoder_conv0(encoder_batch_norm_scale, d_encoder_leaky_relu, encoder_leaky_relu,
        d_encoder_batch_norm_centred_scale, encoder_conv0, encoder_batch_norm_mean,
        d_encoder_conv0_offset, d_encoder_conv0);
    lap(m, 23); /* G11 */
    conv_weight_3x8x8_by_8x4x4(x, (void *)d_encoder_conv0, (void *)gradients->encoder_0_weight,
        m->at[36]);
    lap(m, 24); /* G12 */
    float *next_encoder_1_num_batches_tracked = m->at[37];
    next_encoder_1_num_batches_tracked[0] = 1.0f + state->encoder_1_num_batches_tracked[0];
    /* encoder.0.weight .. codebook: 1984 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 1984, m->updates[0], 0.0003,
        0.9, 0.999, 1e-08);
    lap(m, 25); /* U1 */
    memcpy(&state->encoder_1_running_mean, next_encoder_1_running_mean,
        sizeof state->encoder_1_running_mean);
    lap(m, 26); /* A1 */
    memcpy(&state->encoder_1_running_var, next_encoder_1_running_var,
        sizeof state->encoder_1_running_var);
    lap(m, 27); /* A2 */
    memcpy(&state->encoder_1_num_batches_tracked, next_encoder_1_num_batches_tracked,
        sizeof state->encoder_1_num_batches_tracked);
    lap(m, 28); /* A3 */
}

/* Every loss and metric of a batch, in inference mode. */
void
images_evaluate(struct instance *m)
{
    struct images_parameters *const parameters = (void *)m->parameters;
    struct images_state *const state = (void *)m->state;

    const float (*x)[8][8][3] = m->field[DATA_x];
    float (*encoder_conv0)[4][4][8] = (void *)m->at[38];
    conv_3x8x8_to_8x4x4(x, (void *)parameters->encoder_0_weight, encoder_conv0); /* F1 */
    float *codebook_squared_row_sum_scaled = m->at[39];
    make_codebook_squared_row_sum_scaled(parameters->codebook,
        codebook_squared_row_sum_scaled); /* F2 */
    float *encoder_batch_norm_scale = m->at[40];
    make_encoder_batch_norm_scale(parameters->encoder_1_weight, state->encoder_1_running_var,
        encoder_batch_norm_scale); /* F3 */
    float (*encoder_leaky_relu)[16][hidden] = (void *)m->at[41]; /* overwrites encoder_conv0 */
    make_encoder_leaky_relu(parameters->encoder_1_bias, encoder_batch_norm_scale,
        (void *)encoder_conv0, state->encoder_1_running_mean, encoder_leaky_relu); /* F4 */
    float (*ze_product)[4] = (void *)m->at[42];
    conv_8x4x4_to_4x4x4((void *)encoder_leaky_relu, (void *)parameters->encoder_3_weight,
        ze_product, m->at[43]); /* F5 */
    float (*ze)[16][width] = (void *)m->at[44];
    make_ze(parameters->encoder_3_bias, (void *)ze_product, ze); /* F6 */
    float (*codebook_by_ze)[16] = (void *)m->at[45];
    product_16x4_by_8x4x4x4(parameters->codebook, (void *)ze, codebook_by_ze,
        m->at[46]); /* F7 */
    int (*codebook_squared_row_sum_combined_argmin)[16] = (void *)m->at[47];
    make_codebook_squared_row_sum_argmin(codebook_squared_row_sum_scaled,
        (void *)codebook_by_ze, codebook_squared_row_sum_combined_argmin); /* F8 */
    float (*e)[64] = (void *)m->at[48];
    make_e((void *)parameters->codebook, (void *)codebook_squared_row_sum_combined_argmin,
        (void *)e); /* F9 */
    float *codebook_loss_sum = m->at[50];
    float (*ze_plus_ze_plus_e)[64] = (void *)m->at[49];
    make_ze_plus_ze_plus_e_and_codebook_loss_sum(e, (void *)ze, codebook_loss_sum,
        ze_plus_ze_plus_e); /* F10 */
    float (*decoder_conv_transpose_product)[8][8][3] = (void *)m->at[51];
    conv_data_4x4x4_to_3x8x8((void *)ze_plus_ze_plus_e, parameters->decoder_0_weight,
        decoder_conv_transpose_product, m->at[52]); /* F11 */
    float *reconstruction_sum = m->at[53];
    make_reconstruction_sum(parameters->decoder_0_bias, (void *)decoder_conv_transpose_product,
        (void *)x, reconstruction_sum); /* F12 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.0006510417f * reconstruction_sum[0];
    float *codebook_loss = &m->value[VALUE_codebook_loss];
    float *codebook_loss_copy = &m->value[VALUE_commitment];
    codebook_loss[0] = 0.001953125f * codebook_loss_sum[0];
    codebook_loss_copy[0] = codebook_loss[0];
}

/* Fills output[i] for one batch: the command `reconstruct`. */
void
images_reconstruct(struct instance *m, float *const *output)
{
    struct images_parameters *const parameters = (void *)m->parameters;
    struct images_state *const state = (void *)m->state;

    const float (*x)[192] = m->field[DATA_x];
    float (*x_copy)[192] = (void *)output[0];
    make_x_copy(x, x_copy); /* F1 */
    float (*encoder_conv0)[4][4][8] = (void *)m->at[54];
    conv_3x8x8_to_8x4x4((void *)x, (void *)parameters->encoder_0_weight,
        encoder_conv0); /* F2 */
    float *codebook_squared_row_sum_scaled = m->at[55];
    make_codebook_squared_row_sum_scaled(parameters->codebook,
        codebook_squared_row_sum_scaled); /* F3 */
    float *encoder_batch_norm_scale = m->at[56];
    make_encoder_batch_norm_scale(parameters->encoder_1_weight, state->encoder_1_running_var,
        encoder_batch_norm_scale); /* F4 */
    float (*encoder_leaky_relu)[16][hidden] = (void *)m->at[57]; /* overwrites encoder_conv0 */
    make_encoder_leaky_relu(parameters->encoder_1_bias, encoder_batch_norm_scale,
        (void *)encoder_conv0, state->encoder_1_running_mean, encoder_leaky_relu); /* F5 */
    float (*ze_product)[4] = (void *)m->at[58];
    conv_8x4x4_to_4x4x4((void *)encoder_leaky_relu, (void *)parameters->encoder_3_weight,
        ze_product, m->at[59]); /* F6 */
    float (*ze)[16][width] = (void *)m->at[60];
    make_ze(parameters->encoder_3_bias, (void *)ze_product, ze); /* F7 */
    float (*codebook_by_ze)[16] = (void *)m->at[61];
    product_16x4_by_8x4x4x4(parameters->codebook, (void *)ze, codebook_by_ze,
        m->at[62]); /* F8 */
    int (*codebook_squared_row_sum_combined_argmin)[16] = (void *)m->at[63];
    make_codebook_squared_row_sum_argmin(codebook_squared_row_sum_scaled,
        (void *)codebook_by_ze, codebook_squared_row_sum_combined_argmin); /* F9 */
    float (*e)[64] = (void *)m->at[64];
    make_e((void *)parameters->codebook, (void *)codebook_squared_row_sum_combined_argmin,
        (void *)e); /* F10 */
    float (*ze_plus_ze_plus_e)[64] = (void *)m->at[65];
    make_ze_plus_ze_plus_e((void *)ze, e, ze_plus_ze_plus_e); /* F11 */
    float (*decoder_conv_transpose_product)[8][8][3] = (void *)m->at[66];
    conv_data_4x4x4_to_3x8x8((void *)ze_plus_ze_plus_e, parameters->decoder_0_weight,
        decoder_conv_transpose_product, m->at[67]); /* F12 */
    float (*y)[64][3] = (void *)output[1];
    make_y(parameters->decoder_0_bias, (void *)decoder_conv_transpose_product, y); /* F13 */
}

