/* vqvae.c: the computations of vqvae.yaml (sha256 99219072).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 32, hidden 128, inner 32, width 64, codes 512, side 28
 * Parameters  691408 floats, struct vqvae_parameters; gradients in the same struct
 * Arena       3645568 floats; 41013808 if nothing shared memory, at least 3635424 at once
 *    offset   floats  holds                                           live
 *         0   401408  encoder_conv0_product[batch][14][14][64]        step_1 F1..F2
 *         0    50176  encoder_res5_relu2[batch][7][7][inner]          step_1 F8..G39
 *         0   401408  d_encoder_conv0[batch][14][14][64]              step_1 G48..G49
 *     50176   200704  encoder_res5_conv3_product[batch][7][7][hidden] step_1 F9..F14
 *     50176   100352  ze_product[batch][7][7][width]                  step_1 F15..F16
 *     50176   802816  ze_by_codebook[batch][7][7][codes]              step_1 F18..F19
 *     50176   100352  e[batch][7][7][width]                           step_1 F20..F21
 *     50176   200704  decoder_res1_conv3_product[batch][7][7][hidden] step_1 F26..F31
 *     50176   401408  decoder_conv_transpose4_product                 step_1 F32..F33
 *     50176   401408  decoder_relu5[batch][14][14][64]                step_1 F33..G4
 *     50176    50176  d_decoder_res2_relu2_scaled[batch][7][7][inner] step_1 G10..G12
 *     50176    50176  d_decoder_res1_relu2[batch][7][7][inner]        step_1 G17..G19
 *     50176    32768  d_codebook_scaled[width][codes]                 step_1 G25..G26
 *     50176   200704  d_encoder_relu7[batch][7][7][hidden]            step_1 G28..G30
 *     50176    50176  d_encoder_res6_relu2[batch][7][7][inner]        step_1 G31..G33
 *     50176    50176  d_encoder_res5_relu2[batch][7][7][inner]        step_1 G37..G39
 *    147456    50176  encoder_res5_conv1_product[batch][7][7][inner]  step_1 F7..F8
 *    197632    50176  decoder_res1_conv1_product[batch][7][7][inner]  step_1 F24..F25
 *    250880   200704  encoder_res6_conv3_product[batch][7][7][hidden] step_1 F13..F14
 *    250880    50176  decoder_res2_conv1_product[batch][7][7][inner]  step_1 F28..F29
 *    250880   100352  d_ze[batch][7][7][width]                        step_1 G27..G29
 *    345088   200704  decoder_conv_product[batch][7][7][hidden]       step_1 F22..F31
 *    398336    50176  encoder_res6_conv1_product[batch][7][7][inner]  step_1 F11..F12
 *    451584    25088  y_product[batch][side][side]                    step_1 F34..F35
 *    451584   401408  d_decoder_relu5_scaled[batch][14][14][64]       step_1 G2..G4
 *    545792   200704  decoder_res2_conv3_product[batch][7][7][hidden] step_1 F30..F31
 *    589824   200704  encoder_conv4_product[batch][7][7][hidden]      step_1 F5..F14
 *    819200   200704  encoder_conv2_product[batch][7][7][hidden]      step_1 F3..F4
 *    824000   401408  d_encoder_relu1[batch][14][14][64]              step_1 G46..G48
 *    852992   100352  ze[batch][7][7][width]                          step_1 F16..F21
 *    874176   401408  d_decoder_conv_transpose4_scaled                step_1 G4..G7
 *    881792    25088  x_plus_y[batch][side][side]                     step_1 F35..G3
 *    890496   200704  d_encoder_res6_relu0_input[batch][7][7][hidden] step_1 G36..G42
 *    940672   200704  d_decoder_conv_plus_decoder_res1_conv3_combined_scaled step_1 G8..G16
 *    940672    50176  d_decoder_res1_conv1[batch][7][7][inner]        step_1 G19..G21
 *    940672    50176  d_encoder_res6_conv1[batch][7][7][inner]        step_1 G33..G35
 *   1016704   200704  d_decoder_conv[batch][7][7][hidden]             step_1 G22..G24
 *   1091200   200704  d_encoder_relu7_input[batch][7][7][hidden]      step_1 G30..G36
 *   1091200   200704  d_encoder_res5_relu0[batch][7][7][hidden]       step_1 G40..G42
 *   1141376    50176  d_decoder_res2_conv1_scaled[batch][7][7][inner] step_1 G12..G15
 *   1217408   100352  d_zq[batch][7][7][width]                        step_1 G23..G27
 *   1275584    50176  decoder_res2_relu2[batch][7][7][inner]          step_1 F29..G12
 *   1337472   401408  encoder_relu1[batch][14][14][64]                step_1 F2..G48
 *   1738880   200704  decoder_relu3[batch][7][7][hidden]              step_1 F31..G8
 *   1738880   200704  d_decoder_conv_plus_decoder_res1_conv3          step_1 G16..G22
 *   1738880   200704  d_encoder_res6_relu0[batch][7][7][hidden]       step_1 G34..G36
 *   1738880    50176  d_encoder_res5_conv1[batch][7][7][inner]        step_1 G39..G41
 *   1738880   200704  d_encoder_conv4[batch][7][7][hidden]            step_1 G42..G44
 *   1738880   200704  d_encoder_conv2[batch][7][7][hidden]            step_1 G45..G47
 *   1939584   200704  decoder_res2_relu0[batch][7][7][hidden]         step_1 F27..G16
 *   1939584   200704  d_decoder_res1_relu0[batch][7][7][hidden]       step_1 G20..G22
 *   1939584   200704  d_encoder_relu3[batch][7][7][hidden]            step_1 G43..G45
 *   2140288   200704  decoder_res1_relu0[batch][7][7][hidden]         step_1 F23..G22
 *   2340992   200704  encoder_relu7[batch][7][7][hidden]              step_1 F14..G30
 *   2541696   200704  encoder_res6_relu0[batch][7][7][hidden]         step_1 F10..G36
 *   2742400   200704  encoder_res5_relu0[batch][7][7][hidden]         step_1 F6..G42
 *   2943104   200704  encoder_relu3[batch][7][7][hidden]              step_1 F4..G45
 *   3143808   200704  d_decoder_relu3_scaled[batch][7][7][hidden]     step_1 G6..G8
 *   3143808   200704  d_decoder_res2_relu0_scaled                     step_1 G14..G16
 *   3344512   100352  zq_term[batch][7][7][width]                     step_1 F21..G27
 *   3444864   100352  zq[batch][7][7][width]                          step_1 F21..G24
 *   3545216    50176  decoder_res1_relu2[batch][7][7][inner]          step_1 F25..G19
 *   3595392    50176  encoder_res6_relu2[batch][7][7][inner]          step_1 F12..G33
 * 135 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "vqvae.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "vqvae_contractions.h"

enum { batch = 32, hidden = 128, inner = 32, width = 64, codes = 512, side = 28 };
enum { DATA_x };
enum { VALUE_reconstruction, VALUE_codebook_loss, VALUE_commitment, VALUE_perplexity };

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

/* step_1 F2, F33; evaluate F2, F33; reconstruct F3, F34: relu (line 28) over
 *     [batch][196][64]
 * Serves encoder_relu1, decoder_relu5.
 *     conv = bias + conv_product
 *     relu = conv > 0 ? conv : 0 */
static void
make_relu_64x14x14(const float bias[restrict 64], const float conv_product[batch][196][64],
    float relu[batch][196][64])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 196; i++) {
#pragma omp simd
            for (int j = 0; j < 64; j++) {
                const float conv = bias[j] + conv_product[n][i][j];
                relu[n][i][j] = conv > 0.0f ? conv : 0.0f;
            }
        }
    }
}

/* step_1 F4, F6, F23; evaluate F4, F6, F23; reconstruct F5, F7, F24: relu (line 30) over
 *     [batch][49][hidden]
 * Serves encoder_relu3, encoder_res5_relu0, decoder_res1_relu0.
 *     conv = bias + conv_product
 *     relu = conv > 0 ? conv : 0 */
static void
make_relu_in_step_1_F4(const float bias[restrict hidden],
    const float conv_product[restrict batch][49][hidden],
    float relu[restrict batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float conv = bias[j] + conv_product[n][i][j];
                relu[n][i][j] = conv > 0.0f ? conv : 0.0f;
            }
        }
    }
}

/* step_1 F8, F12, F25, F29; evaluate F8, F12, F25, F29; reconstruct F9, F13, F26, F30:
 *     res_relu2 (line 20) over [batch][49][inner]
 * Serves encoder_res5_relu2, encoder_res6_relu2, decoder_res1_relu2, decoder_res2_relu2.
 *     res_conv1 = bias + res_conv1_product
 *     res_relu2 = res_conv1 > 0 ? res_conv1 : 0 */
static void
make_res_relu2(const float bias[restrict inner],
    const float res_conv1_product[batch][49][inner], float res_relu2[batch][49][inner])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < inner; j++) {
                const float res_conv1 = bias[j] + res_conv1_product[n][i][j];
                res_relu2[n][i][j] = res_conv1 > 0.0f ? res_conv1 : 0.0f;
            }
        }
    }
}

/* step_1 F10, F27; evaluate F10, F27; reconstruct F11, F28: res_relu0 (line 18) over
 *     [batch][49][hidden]
 * Serves encoder_res6_relu0, decoder_res2_relu0.
 *     res_relu0_input = encoder_4_bias + conv_product + (bias + res_conv3_product)
 *     res_relu0 = res_relu0_input > 0 ? res_relu0_input : 0 */
static void
make_res_relu0(const float encoder_4_bias[restrict hidden],
    const float conv_product[restrict batch][49][hidden], const float bias[restrict hidden],
    const float res_conv3_product[restrict batch][49][hidden],
    float res_relu0[restrict batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float res_relu0_input = encoder_4_bias[j] + conv_product[n][i][j]
                    + (bias[j] + res_conv3_product[n][i][j]);
                res_relu0[n][i][j] = res_relu0_input > 0.0f ? res_relu0_input : 0.0f;
            }
        }
    }
}

/* step_1 F14, F31; evaluate F14, F31; reconstruct F15, F32: relu (line 34) over
 *     [batch][49][hidden]
 * Serves encoder_relu7, decoder_relu3.
 *     relu_input = encoder_4_bias + conv_product + (encoder_5_0_3_bias +
 *         encoder_res5_conv3_product) + (bias + res_conv3_product)
 *     relu = relu_input > 0 ? relu_input : 0 */
static void
make_relu_in_step_1_F14(const float encoder_4_bias[restrict hidden],
    const float conv_product[restrict batch][49][hidden],
    const float encoder_5_0_3_bias[restrict hidden],
    const float encoder_res5_conv3_product[batch][49][hidden],
    const float bias[restrict hidden], const float res_conv3_product[batch][49][hidden],
    float relu[batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float relu_input = encoder_4_bias[j] + conv_product[n][i][j]
                    + (encoder_5_0_3_bias[j] + encoder_res5_conv3_product[n][i][j])
                    + (bias[j] + res_conv3_product[n][i][j]);
                relu[n][i][j] = relu_input > 0.0f ? relu_input : 0.0f;
            }
        }
    }
}

/* step_1 F16; evaluate F16; reconstruct F17: ze (line 53) over [batch][49][width]
 *     ze = encoder_8_bias + ze_product */
static void
make_ze(const float encoder_8_bias[restrict width],
    const float ze_product[restrict batch][49][width], float ze[restrict batch][49][width])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++)
                ze[n][i][j] = encoder_8_bias[j] + ze_product[n][i][j];
        }
    }
}

/* step_1 F17; evaluate F17; reconstruct F18: codebook_squared_row_sum_scaled (line 54) over
 *     [codes][width]
 *     codebook_squared_row_sum = sum over j of codebook^2
 *     codebook_squared_row_sum_scaled = 0.5 * codebook_squared_row_sum */
static void
make_codebook_squared_row_sum_scaled(const float codebook[restrict codes][width],
    float codebook_squared_row_sum_scaled[restrict codes])
{
#pragma omp parallel for schedule(static)
    for (int i = 0; i < codes; i++) {
        float codebook_squared_row_sum = 0.0f;
#pragma omp simd reduction(+ : codebook_squared_row_sum)
        for (int j = 0; j < width; j++)
            codebook_squared_row_sum += codebook[i][j] * codebook[i][j];
        codebook_squared_row_sum_scaled[i] = 0.5f * codebook_squared_row_sum;
    }
}

/* step_1 F19; evaluate F19: code_equal_sum (line 65), code (line 54) over [batch][49][512]
 *     code = argmin over j of (codebook_squared_row_sum_scaled - ze_by_codebook)
 *     code_equal_sum = sum over n, i of (code == j ? 1 : 0) */
static void
make_code_and_code_equal_sum(const float codebook_squared_row_sum_scaled[restrict 512],
    const float ze_by_codebook[restrict batch][49][512], float code_equal_sum[restrict 512],
    int code[restrict batch][49])
{
    enum { chunks = 16 };
    float code_equal_sum_partial[chunks][512];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(code_equal_sum_partial[chunk], 0, sizeof code_equal_sum_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            int code_here[49];
            for (int i = 0; i < 49; i++) {
                float code_best = INFINITY;
                int code_fold = 0;
                for (int j = 0; j < 512; j++) {
                    const float codebook_squared_row_sum_plus_ze_contract =
                        codebook_squared_row_sum_scaled[j] - ze_by_codebook[n][i][j];
                    if (codebook_squared_row_sum_plus_ze_contract < code_best) {
                        code_best = codebook_squared_row_sum_plus_ze_contract;
                        code_fold = j;
                    }
                }
                code_here[i] = code_fold;
            }
            for (int i = 0; i < 49; i++)
                code[n][i] = code_here[i];
            float code_equal_row_sum[512] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < 512; j++)
                    code_equal_row_sum[j] += (float)code_here[i] == (float)j ? 1.0f : 0.0f;
            }
#pragma omp simd
            for (int j = 0; j < 512; j++)
                code_equal_sum_partial[chunk][j] += code_equal_row_sum[j];
        }
    }
    add_chunks(chunks, 512, &code_equal_sum_partial[0][0], code_equal_sum);
}

/* step_1 F20; evaluate F20; reconstruct F21: e (line 55) */
static void
make_e(const float *restrict codebook, const int *restrict code, float *restrict e)
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int j = 0; j < 7; j++)
            for (int k = 0; k < 7; k++)
                for (int i = 0; i < width; i++)
                    e[n * 3136 + i + j * 448 + k * 64] = codebook[i
                        + (code[n * 49 + j * 7 + k]) * 64];
}

/* step_1 F21: codebook_loss_sum (line 61), zq_term, zq (line 56) over [batch][3136]
 *     zq_term = e - ze
 *     zq = ze + zq_term
 *     codebook_loss_sum = sum over n, i of zq_term^2 */
static void
make_zq_in_step_1(const float e[restrict batch][3136], const float ze[restrict batch][3136],
    float codebook_loss_sum[restrict 1], float zq_term[restrict batch][3136],
    float zq[restrict batch][3136])
{
    enum { chunks = 16 };
    float codebook_loss_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float codebook_loss_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float codebook_loss_row_sum = 0.0f;
#pragma omp simd reduction(+ : codebook_loss_row_sum)
            for (int i = 0; i < 3136; i++) {
                const float zq_term_here = e[n][i] - ze[n][i];
                codebook_loss_row_sum += zq_term_here * zq_term_here;
                zq_term[n][i] = zq_term_here;
                zq[n][i] = ze[n][i] + zq_term_here;
            }
            codebook_loss_sum_total += codebook_loss_row_sum;
        }
        codebook_loss_sum_partial[chunk] = codebook_loss_sum_total;
    }
    add_chunks(chunks, 1, codebook_loss_sum_partial, codebook_loss_sum);
}

/* step_1 F35: reconstruction_sum (line 60), d_decoder_6_bias_scaled (line 45), x_plus_y
 *     (line 60) over [batch][784]
 *     y = decoder_6_bias + y_product
 *     x_plus_y = y - x
 *     reconstruction_sum = sum over n, i of x_plus_y^2
 *     d_decoder_6_bias_scaled = sum over n, i of x_plus_y */
static void
make_d_decoder_6_bias_scaled(const float decoder_6_bias[restrict 1],
    const float y_product[restrict batch][784], const float x[restrict batch][784],
    float reconstruction_sum[restrict 1], float d_decoder_6_bias_scaled[restrict 1],
    float x_plus_y[restrict batch][784])
{
    enum { chunks = 16 };
    float reconstruction_sum_partial[chunks];
    float d_decoder_6_bias_scaled_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float reconstruction_sum_total = 0.0f;
        float d_decoder_6_bias_scaled_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float reconstruction_row_sum = 0.0f;
            float d_decoder_6_bias_scaled_row_sum = 0.0f;
#pragma omp simd reduction(+ : reconstruction_row_sum, d_decoder_6_bias_scaled_row_sum)
            for (int i = 0; i < 784; i++) {
                const float y = decoder_6_bias[0] + y_product[n][i];
                const float x_plus_y_here = y - x[n][i];
                reconstruction_row_sum += x_plus_y_here * x_plus_y_here;
                d_decoder_6_bias_scaled_row_sum += x_plus_y_here;
                x_plus_y[n][i] = x_plus_y_here;
            }
            reconstruction_sum_total += reconstruction_row_sum;
            d_decoder_6_bias_scaled_total += d_decoder_6_bias_scaled_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
        d_decoder_6_bias_scaled_partial[chunk] = d_decoder_6_bias_scaled_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
    add_chunks(chunks, 1, d_decoder_6_bias_scaled_partial, d_decoder_6_bias_scaled);
}

/* step_1 F38; evaluate F38: perplexity_sum (line 65) over [512]
 *     perplexity_sum = sum over i of code_equal_sum * log(1e-10 + 0.000637755 *
 *         code_equal_sum) */
static void
make_perplexity_sum(const float code_equal_sum[restrict 512], float perplexity_sum[restrict 1])
{
    float perplexity_sum_total = 0.0f;
    for (int i = 0; i < 512; i++)
        perplexity_sum_total += code_equal_sum[i] * math_log(1e-10f
            + 0.0006377551f * code_equal_sum[i]);
    perplexity_sum[0] = perplexity_sum_total;
}

/* step_1 G4, G48: d_bias, d_conv (line 43) over [batch][196][64]
 * Serves d_decoder_conv_transpose4_scaled, d_encoder_conv0.
 *     d_conv = d_relu * (relu > 0 ? 1 : 0)
 *     d_bias = sum over n, i of d_conv */
static void
make_d_conv_and_d_bias(const float d_relu[restrict batch][196][64],
    const float relu[batch][196][64], float d_bias[restrict 64],
    float d_conv[restrict batch][196][64])
{
    enum { chunks = 16 };
    float d_bias_partial[chunks][64];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_bias_partial[chunk], 0, sizeof d_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_bias_row_sum[64] = {0};
            for (int i = 0; i < 196; i++) {
#pragma omp simd
                for (int j = 0; j < 64; j++) {
                    const float d_conv_here = d_relu[n][i][j]
                        * (relu[n][i][j] > 0.0f ? 1.0f : 0.0f);
                    d_bias_row_sum[j] += d_conv_here;
                    d_conv[n][i][j] = d_conv_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < 64; j++)
                d_bias_partial[chunk][j] += d_bias_row_sum[j];
        }
    }
    add_chunks(chunks, 64, &d_bias_partial[0][0], d_bias);
}

/* step_1 G5: d_decoder_4_bias (line 43) over [64]
 *     d_decoder_4_bias = 0.000839151 * d_decoder_4_bias_scaled */
static void
make_d_decoder_4_bias(const float d_decoder_4_bias_scaled[restrict 64],
    float d_decoder_4_bias[restrict 64])
{
    for (int i = 0; i < 64; i++)
        d_decoder_4_bias[i] = 0.00083915144f * d_decoder_4_bias_scaled[i];
}

/* step_1 G8, G30, G45: d_bias (line 21),
 *     d_decoder_conv_plus_decoder_res1_conv3_combined_scaled (line 57) over
 *     [batch][49][hidden]
 * Serves d_decoder_conv_plus_decoder_res1_conv3_combined_scaled, d_encoder_relu7_input,
 *     d_encoder_conv2.
 *     d_decoder_conv_plus_decoder_res1_conv3_combined_scaled = d_relu * (relu > 0 ? 1 : 0)
 *     d_bias = sum over n, i of d_decoder_conv_plus_decoder_res1_conv3_combined_scaled */
static void
make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled(
    const float d_relu[restrict batch][49][hidden],
    const float relu[restrict batch][49][hidden], float d_bias[restrict hidden],
    float d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[restrict batch][49][hidden])
{
    enum { chunks = 16 };
    float d_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_bias_partial[chunk], 0, sizeof d_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_bias_row_sum[hidden] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < hidden; j++) {
                    const float d_decoder_conv_plus_decoder_res1_conv3_combined_scaled_here =
                        d_relu[n][i][j] * (relu[n][i][j] > 0.0f ? 1.0f : 0.0f);
                    d_bias_row_sum[j] +=
                        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled_here;
                    d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[n][i][j] =
                        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                d_bias_partial[chunk][j] += d_bias_row_sum[j];
        }
    }
    add_chunks(chunks, hidden, &d_bias_partial[0][0], d_bias);
}

/* step_1 G9: d_decoder_2_0_3_bias (line 21) over [hidden]
 *     d_decoder_2_0_3_bias = 0.000839151 * d_decoder_2_0_3_bias_scaled */
static void
make_d_decoder_2_0_3_bias(const float d_decoder_2_0_3_bias_scaled[restrict hidden],
    float d_decoder_2_0_3_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_decoder_2_0_3_bias[i] = 0.00083915144f * d_decoder_2_0_3_bias_scaled[i];
}

/* step_1 G12, G19, G33, G39: d_bias, d_res_conv1 (line 19) over [batch][49][inner]
 * Serves d_decoder_res2_conv1_scaled, d_decoder_res1_conv1, d_encoder_res6_conv1,
 *     d_encoder_res5_conv1.
 *     d_res_conv1 = d_res_relu2 * (res_relu2 > 0 ? 1 : 0)
 *     d_bias = sum over n, i of d_res_conv1 */
static void
make_d_res_conv1_and_d_bias(const float d_res_relu2[restrict batch][49][inner],
    const float res_relu2[restrict batch][49][inner], float d_bias[restrict inner],
    float d_res_conv1[restrict batch][49][inner])
{
    enum { chunks = 16 };
    float d_bias_partial[chunks][inner];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_bias_partial[chunk], 0, sizeof d_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_bias_row_sum[inner] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < inner; j++) {
                    const float d_res_conv1_here = d_res_relu2[n][i][j]
                        * (res_relu2[n][i][j] > 0.0f ? 1.0f : 0.0f);
                    d_bias_row_sum[j] += d_res_conv1_here;
                    d_res_conv1[n][i][j] = d_res_conv1_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < inner; j++)
                d_bias_partial[chunk][j] += d_bias_row_sum[j];
        }
    }
    add_chunks(chunks, inner, &d_bias_partial[0][0], d_bias);
}

/* step_1 G13: d_decoder_2_0_1_bias (line 19) over [inner]
 *     d_decoder_2_0_1_bias = 0.000839151 * d_decoder_2_0_1_bias_scaled */
static void
make_d_decoder_2_0_1_bias(const float d_decoder_2_0_1_bias_scaled[restrict inner],
    float d_decoder_2_0_1_bias[restrict inner])
{
    for (int i = 0; i < inner; i++)
        d_decoder_2_0_1_bias[i] = 0.00083915144f * d_decoder_2_0_1_bias_scaled[i];
}

/* step_1 G16: d_decoder_1_0_3_bias (line 21), d_decoder_conv_plus_decoder_res1_conv3 (line
 *     57) over [batch][49][hidden]
 *     d_decoder_conv_plus_decoder_res1_conv3 = 0.000839151 *
 *         d_decoder_conv_plus_decoder_res1_conv3_combined_scaled + 0.000839151 *
 *         (d_decoder_res2_relu0_scaled * (decoder_res2_relu0 > 0 ? 1 : 0))
 *     d_decoder_1_0_3_bias = sum over n, i of d_decoder_conv_plus_decoder_res1_conv3 */
static void
make_d_decoder_conv_plus_decoder_res1_conv3(
    const float d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[restrict batch][49][hidden],
    const float d_decoder_res2_relu0_scaled[restrict batch][49][hidden],
    const float decoder_res2_relu0[restrict batch][49][hidden],
    float d_decoder_1_0_3_bias[restrict hidden],
    float d_decoder_conv_plus_decoder_res1_conv3[restrict batch][49][hidden])
{
    enum { chunks = 16 };
    float d_decoder_1_0_3_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_decoder_1_0_3_bias_partial[chunk], 0,
            sizeof d_decoder_1_0_3_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_decoder_1_0_3_bias_row_sum[hidden] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < hidden; j++) {
                    const float d_decoder_conv_plus_decoder_res1_conv3_here =
                        0.00083915144f
                        * d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[n][i][j]
                        + 0.00083915144f * (d_decoder_res2_relu0_scaled[n][i][j]
                        * (decoder_res2_relu0[n][i][j] > 0.0f ? 1.0f : 0.0f));
                    d_decoder_1_0_3_bias_row_sum[j] +=
                        d_decoder_conv_plus_decoder_res1_conv3_here;
                    d_decoder_conv_plus_decoder_res1_conv3[n][i][j] =
                        d_decoder_conv_plus_decoder_res1_conv3_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                d_decoder_1_0_3_bias_partial[chunk][j] += d_decoder_1_0_3_bias_row_sum[j];
        }
    }
    add_chunks(chunks, hidden, &d_decoder_1_0_3_bias_partial[0][0], d_decoder_1_0_3_bias);
}

/* step_1 G22, G36, G42: d_bias, d_decoder_conv (line 39) over [batch][49][hidden]
 * Serves d_decoder_conv, d_encoder_res6_relu0_input, d_encoder_conv4.
 *     d_decoder_conv = d_decoder_conv_plus_decoder_res1_conv3 + d_res_relu0 * (res_relu0 > 0
 *         ? 1 : 0)
 *     d_bias = sum over n, i of d_decoder_conv */
static void
make_d_decoder_conv_and_d_bias(
    const float d_decoder_conv_plus_decoder_res1_conv3[restrict batch][49][hidden],
    const float d_res_relu0[restrict batch][49][hidden],
    const float res_relu0[restrict batch][49][hidden], float d_bias[restrict hidden],
    float d_decoder_conv[restrict batch][49][hidden])
{
    enum { chunks = 16 };
    float d_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_bias_partial[chunk], 0, sizeof d_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_bias_row_sum[hidden] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < hidden; j++) {
                    const float d_decoder_conv_here =
                        d_decoder_conv_plus_decoder_res1_conv3[n][i][j]
                        + d_res_relu0[n][i][j] * (res_relu0[n][i][j] > 0.0f ? 1.0f : 0.0f);
                    d_bias_row_sum[j] += d_decoder_conv_here;
                    d_decoder_conv[n][i][j] = d_decoder_conv_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                d_bias_partial[chunk][j] += d_bias_row_sum[j];
        }
    }
    add_chunks(chunks, hidden, &d_bias_partial[0][0], d_bias);
}

/* step_1 G25: d_codebook_scaled (line 55) */
static void
make_d_codebook_scaled(const float *restrict zq_term, const int *restrict code,
    float *restrict d_codebook_scaled)
{
    memset(d_codebook_scaled, 0, sizeof(float) * 32768);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < width; i++)
        for (int n = 0; n < batch; n++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 7; k++)
                    d_codebook_scaled[i * 512 + code[n * 49 + j * 7 + k]] += zq_term[n * 3136
                        + i + j * 448 + k * 64];
}

/* step_1 G26: d_codebook (line 54) over [codes][width]
 *     d_codebook = 1.99298e-05 * d_codebook_scaled */
static void
make_d_codebook(const float d_codebook_scaled[restrict width][codes],
    float d_codebook[restrict codes][width])
{
#pragma omp parallel for schedule(static)
    for (int i = 0; i < codes; i++) {
#pragma omp simd
        for (int j = 0; j < width; j++)
            d_codebook[i][j] = 1.9929847e-05f * d_codebook_scaled[j][i];
    }
}

/* step_1 G27: d_encoder_8_bias (line 35), d_ze (line 53) over [batch][49][width]
 *     d_ze = d_zq - 4.98246e-06 * zq_term
 *     d_encoder_8_bias = sum over n, i of d_ze */
static void
make_d_ze_and_d_encoder_8_bias(const float d_zq[restrict batch][49][width],
    const float zq_term[restrict batch][49][width], float d_encoder_8_bias[restrict width],
    float d_ze[restrict batch][49][width])
{
    enum { chunks = 16 };
    float d_encoder_8_bias_partial[chunks][width];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_encoder_8_bias_partial[chunk], 0, sizeof d_encoder_8_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_encoder_8_bias_row_sum[width] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < width; j++) {
                    const float d_ze_here = d_zq[n][i][j] - 4.9824616e-06f * zq_term[n][i][j];
                    d_encoder_8_bias_row_sum[j] += d_ze_here;
                    d_ze[n][i][j] = d_ze_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < width; j++)
                d_encoder_8_bias_partial[chunk][j] += d_encoder_8_bias_row_sum[j];
        }
    }
    add_chunks(chunks, width, &d_encoder_8_bias_partial[0][0], d_encoder_8_bias);
}

/* evaluate F21: codebook_loss_sum (line 61), zq (line 56) over [batch][3136]
 *     zq_term = e - ze
 *     zq = ze + zq_term
 *     codebook_loss_sum = sum over n, i of zq_term^2 */
static void
make_zq_and_codebook_loss_sum(const float e[restrict batch][3136],
    const float ze[restrict batch][3136], float codebook_loss_sum[restrict 1],
    float zq[restrict batch][3136])
{
    enum { chunks = 16 };
    float codebook_loss_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float codebook_loss_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float codebook_loss_row_sum = 0.0f;
#pragma omp simd reduction(+ : codebook_loss_row_sum)
            for (int i = 0; i < 3136; i++) {
                const float zq_term = e[n][i] - ze[n][i];
                codebook_loss_row_sum += zq_term * zq_term;
                zq[n][i] = ze[n][i] + zq_term;
            }
            codebook_loss_sum_total += codebook_loss_row_sum;
        }
        codebook_loss_sum_partial[chunk] = codebook_loss_sum_total;
    }
    add_chunks(chunks, 1, codebook_loss_sum_partial, codebook_loss_sum);
}

/* evaluate F35: reconstruction_sum (line 60) over [batch][784]
 *     y = decoder_6_bias + y_product
 *     x_plus_y = y - x
 *     reconstruction_sum = sum over n, i of x_plus_y^2 */
static void
make_reconstruction_sum(const float decoder_6_bias[restrict 1],
    const float y_product[restrict batch][784], const float x[restrict batch][784],
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
                const float y = decoder_6_bias[0] + y_product[n][i];
                const float x_plus_y = y - x[n][i];
                reconstruction_row_sum += x_plus_y * x_plus_y;
            }
            reconstruction_sum_total += reconstruction_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
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

/* reconstruct F20: code (line 54) over [batch][49][codes]
 *     code = argmin over j of (codebook_squared_row_sum_scaled - ze_by_codebook) */
static void
make_code(const float codebook_squared_row_sum_scaled[restrict codes],
    const float ze_by_codebook[restrict batch][49][codes], int code[restrict batch][49])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        int code_here[49];
        for (int i = 0; i < 49; i++) {
            float code_best = INFINITY;
            int code_fold = 0;
            for (int j = 0; j < codes; j++) {
                const float codebook_squared_row_sum_plus_ze_contract =
                    codebook_squared_row_sum_scaled[j] - ze_by_codebook[n][i][j];
                if (codebook_squared_row_sum_plus_ze_contract < code_best) {
                    code_best = codebook_squared_row_sum_plus_ze_contract;
                    code_fold = j;
                }
            }
            code_here[i] = code_fold;
        }
        for (int i = 0; i < 49; i++)
            code[n][i] = code_here[i];
    }
}

/* reconstruct F22: zq (line 56) over [batch][3136]
 *     zq = ze + (e - ze) */
static void
make_zq_in_reconstruct(const float ze[restrict batch][3136],
    const float e[restrict batch][3136], float zq[restrict batch][3136])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 3136; i++)
            zq[n][i] = ze[n][i] + (e[n][i] - ze[n][i]);
    }
}

/* reconstruct F36: y (line 57) over [batch][784]
 *     y = decoder_6_bias + y_product */
static void
make_y(const float decoder_6_bias[restrict 1], const float y_product[restrict batch][784],
    float y[restrict batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            y[n][i] = decoder_6_bias[0] + y_product[n][i];
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
vqvae_step_1(struct instance *m)
{
    struct vqvae_parameters *const parameters = (void *)m->parameters;
    struct vqvae_parameters *const gradients = (void *)m->gradients;

    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_conv0_product)[14][14][64] = (void *)m->at[0];
    conv_28x28_to_64x14x14(x, (void *)parameters->encoder_0_weight, encoder_conv0_product);
    lap(m, 0); /* F1 */
    float (*encoder_relu1)[196][64] = (void *)m->at[1];
    make_relu_64x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1);
    lap(m, 1); /* F2 */
    float (*encoder_conv2_product)[7][7][128] = (void *)m->at[2];
    conv_64x14x14_to_128x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        encoder_conv2_product, m->at[3]);
    lap(m, 2); /* F3 */
    float (*encoder_relu3)[49][hidden] = (void *)m->at[4];
    make_relu_in_step_1_F4(parameters->encoder_2_bias, (void *)encoder_conv2_product,
        encoder_relu3);
    lap(m, 3); /* F4 */
    float (*encoder_conv4_product)[49][hidden] = (void *)m->at[5];
    conv_128x7x7_to_128x7x7((void *)encoder_relu3, parameters->encoder_4_weight,
        (void *)encoder_conv4_product, m->at[6]);
    lap(m, 4); /* F5 */
    float (*encoder_res5_relu0)[49][hidden] = (void *)m->at[7];
    make_relu_in_step_1_F4(parameters->encoder_4_bias, encoder_conv4_product,
        encoder_res5_relu0);
    lap(m, 5); /* F6 */
    float (*encoder_res5_conv1_product)[7][7][32] = (void *)m->at[8];
    conv_128x7x7_to_32x7x7((void *)encoder_res5_relu0, (void *)parameters->encoder_5_0_1_weight,
        encoder_res5_conv1_product, m->at[9]);
    lap(m, 6); /* F7 */
    float (*encoder_res5_relu2)[49][inner] = (void *)m->at[10];
    make_res_relu2(parameters->encoder_5_0_1_bias, (void *)encoder_res5_conv1_product,
        encoder_res5_relu2);
    lap(m, 7); /* F8 */
    float (*encoder_res5_conv3_product)[49][hidden] = (void *)m->at[11];
    conv_32x7x7_to_128x7x7((void *)encoder_res5_relu2, parameters->encoder_5_0_3_weight,
        (void *)encoder_res5_conv3_product);
    lap(m, 8); /* F9 */
    float (*encoder_res6_relu0)[49][hidden] = (void *)m->at[12];
    make_res_relu0(parameters->encoder_4_bias, encoder_conv4_product,
        parameters->encoder_5_0_3_bias, encoder_res5_conv3_product, encoder_res6_relu0);
    lap(m, 9); /* F10 */
    float (*encoder_res6_conv1_product)[7][7][32] = (void *)m->at[13];
    conv_128x7x7_to_32x7x7((void *)encoder_res6_relu0, (void *)parameters->encoder_6_0_1_weight,
        encoder_res6_conv1_product, m->at[14]);
    lap(m, 10); /* F11 */
    float (*encoder_res6_relu2)[49][inner] = (void *)m->at[15];
    make_res_relu2(parameters->encoder_6_0_1_bias, (void *)encoder_res6_conv1_product,
        encoder_res6_relu2);
    lap(m, 11); /* F12 */
    float (*encoder_res6_conv3_product)[128] = (void *)m->at[16];
    conv_32x7x7_to_128x7x7((void *)encoder_res6_relu2, parameters->encoder_6_0_3_weight,
        encoder_res6_conv3_product);
    lap(m, 12); /* F13 */
    float (*encoder_relu7)[49][hidden] = (void *)m->at[17];
    make_relu_in_step_1_F14(parameters->encoder_4_bias, encoder_conv4_product,
        parameters->encoder_5_0_3_bias, encoder_res5_conv3_product,
        parameters->encoder_6_0_3_bias, (void *)encoder_res6_conv3_product, encoder_relu7);
    lap(m, 13); /* F14 */
    float (*ze_product)[64] = (void *)m->at[18];
    conv_128x7x7_to_64x7x7((void *)encoder_relu7, parameters->encoder_8_weight, ze_product);
    lap(m, 14); /* F15 */
    float (*ze)[49][width] = (void *)m->at[19];
    make_ze(parameters->encoder_8_bias, (void *)ze_product, ze);
    lap(m, 15); /* F16 */
    float *codebook_squared_row_sum_scaled = m->at[20];
    make_codebook_squared_row_sum_scaled(parameters->codebook, codebook_squared_row_sum_scaled);
    lap(m, 16); /* F17 */
    float (*ze_by_codebook)[512] = (void *)m->at[21];
    product_32x64x7x7_by_512x64((void *)ze, parameters->codebook, ze_by_codebook, m->at[22]);
    lap(m, 17); /* F18 */
    float *code_equal_sum = m->at[24];
    int (*code)[49] = (void *)m->at[23];
    make_code_and_code_equal_sum(codebook_squared_row_sum_scaled, (void *)ze_by_codebook,
        code_equal_sum, code);
    lap(m, 18); /* F19 */
    float (*e)[3136] = (void *)m->at[25];
    make_e((void *)parameters->codebook, (void *)code, (void *)e);
    lap(m, 19); /* F20 */
    float *codebook_loss_sum = m->at[28];
    float (*zq_term)[3136] = (void *)m->at[26];
    float (*zq)[7][7][64] = (void *)m->at[27];
    make_zq_in_step_1(e, (void *)ze, codebook_loss_sum, zq_term, (void *)zq);
    lap(m, 20); /* F21 */
    float (*decoder_conv_product)[49][hidden] = (void *)m->at[29];
    conv_64x7x7_to_128x7x7(zq, parameters->decoder_0_weight, (void *)decoder_conv_product,
        m->at[30]);
    lap(m, 21); /* F22 */
    float (*decoder_res1_relu0)[49][hidden] = (void *)m->at[31];
    make_relu_in_step_1_F4(parameters->decoder_0_bias, decoder_conv_product,
        decoder_res1_relu0);
    lap(m, 22); /* F23 */
    float (*decoder_res1_conv1_product)[7][7][32] = (void *)m->at[32];
    conv_128x7x7_to_32x7x7((void *)decoder_res1_relu0, (void *)parameters->decoder_1_0_1_weight,
        decoder_res1_conv1_product, m->at[33]);
    lap(m, 23); /* F24 */
    float (*decoder_res1_relu2)[49][inner] = (void *)m->at[34];
    make_res_relu2(parameters->decoder_1_0_1_bias, (void *)decoder_res1_conv1_product,
        decoder_res1_relu2);
    lap(m, 24); /* F25 */
    float (*decoder_res1_conv3_product)[49][hidden] = (void *)m->at[35];
    conv_32x7x7_to_128x7x7((void *)decoder_res1_relu2, parameters->decoder_1_0_3_weight,
        (void *)decoder_res1_conv3_product);
    lap(m, 25); /* F26 */
    float (*decoder_res2_relu0)[49][hidden] = (void *)m->at[36];
    make_res_relu0(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product, decoder_res2_relu0);
    lap(m, 26); /* F27 */
    float (*decoder_res2_conv1_product)[7][7][32] = (void *)m->at[37];
    conv_128x7x7_to_32x7x7((void *)decoder_res2_relu0, (void *)parameters->decoder_2_0_1_weight,
        decoder_res2_conv1_product, m->at[38]);
    lap(m, 27); /* F28 */
    float (*decoder_res2_relu2)[49][inner] = (void *)m->at[39];
    make_res_relu2(parameters->decoder_2_0_1_bias, (void *)decoder_res2_conv1_product,
        decoder_res2_relu2);
    lap(m, 28); /* F29 */
    float (*decoder_res2_conv3_product)[128] = (void *)m->at[40];
    conv_32x7x7_to_128x7x7((void *)decoder_res2_relu2, parameters->decoder_2_0_3_weight,
        decoder_res2_conv3_product);
    lap(m, 29); /* F30 */
    float (*decoder_relu3)[49][hidden] = (void *)m->at[41];
    make_relu_in_step_1_F14(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        parameters->decoder_2_0_3_bias, (void *)decoder_res2_conv3_product, decoder_relu3);
    lap(m, 30); /* F31 */
    float (*decoder_conv_transpose4_product)[14][14][64] = (void *)m->at[42];
    conv_data_128x7x7_to_64x14x14_in_panels((void *)decoder_relu3, parameters->decoder_4_weight,
        decoder_conv_transpose4_product, m->at[43]);
    lap(m, 31); /* F32 */
    /* overwrites decoder_conv_transpose4_product */
    float (*decoder_relu5)[196][64] = (void *)m->at[44];
    make_relu_64x14x14(parameters->decoder_4_bias, (void *)decoder_conv_transpose4_product,
        decoder_relu5);
    lap(m, 32); /* F33 */
    float (*y_product)[28][28][1] = (void *)m->at[45];
    conv_data_64x14x14_to_28x28((void *)decoder_relu5, parameters->decoder_6_weight, y_product,
        m->at[46]);
    lap(m, 33); /* F34 */
    float *reconstruction_sum = m->at[48];
    float *d_decoder_6_bias_scaled = m->at[49];
    float (*x_plus_y)[28][28][1] = (void *)m->at[47];
    make_d_decoder_6_bias_scaled(parameters->decoder_6_bias, (void *)y_product, (void *)x,
        reconstruction_sum, d_decoder_6_bias_scaled, (void *)x_plus_y);
    lap(m, 34); /* F35 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.00041957572f * reconstruction_sum[0];
    float *codebook_loss = &m->value[VALUE_codebook_loss];
    float *codebook_loss_copy = &m->value[VALUE_commitment];
    codebook_loss[0] = 9.964923e-06f * codebook_loss_sum[0];
    codebook_loss_copy[0] = codebook_loss[0];
    float *perplexity_sum = m->at[50];
    make_perplexity_sum(code_equal_sum, perplexity_sum);
    lap(m, 35); /* F38 */
    float *perplexity = &m->value[VALUE_perplexity];
    perplexity[0] = math_exp(-0.0006377551f * perplexity_sum[0]);
    gradients->decoder_6_bias[0] = 0.00083915144f * d_decoder_6_bias_scaled[0];
    float (*d_decoder_relu5_scaled)[14][14][64] = (void *)m->at[51];
    conv_28x28_to_64x14x14(x_plus_y, (void *)parameters->decoder_6_weight,
        d_decoder_relu5_scaled);
    lap(m, 36); /* G2 */
    scaled_conv_weight_28x28_by_64x14x14(x_plus_y, (void *)decoder_relu5,
        (void *)gradients->decoder_6_weight, m->at[52], 0.00083915144f);
    lap(m, 37); /* G3 */
    float *d_decoder_4_bias_scaled = m->at[54];
    float (*d_decoder_conv_transpose4_scaled)[14][14][64] = (void *)m->at[53];
    make_d_conv_and_d_bias((void *)d_decoder_relu5_scaled, decoder_relu5,
        d_decoder_4_bias_scaled, (void *)d_decoder_conv_transpose4_scaled);
    lap(m, 38); /* G4 */
    make_d_decoder_4_bias(d_decoder_4_bias_scaled, gradients->decoder_4_bias);
    lap(m, 39); /* G5 */
    float (*d_decoder_relu3_scaled)[7][7][128] = (void *)m->at[55];
    conv_64x14x14_to_128x7x7_in_panels(d_decoder_conv_transpose4_scaled,
        parameters->decoder_4_weight, d_decoder_relu3_scaled, m->at[56]);
    lap(m, 40); /* G6 */
    scaled_conv_weight_64x14x14_by_128x7x7(d_decoder_conv_transpose4_scaled,
        (void *)decoder_relu3, gradients->decoder_4_weight, m->at[57], 0.00083915144f);
    lap(m, 41); /* G7 */
    float *d_decoder_2_0_3_bias_scaled = m->at[59];
    float (*d_decoder_conv_plus_decoder_res1_conv3_combined_scaled)[49][hidden] =
        (void *)m->at[58];
    make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled((void *)d_decoder_relu3_scaled,
        decoder_relu3, d_decoder_2_0_3_bias_scaled,
        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled);
    lap(m, 42); /* G8 */
    make_d_decoder_2_0_3_bias(d_decoder_2_0_3_bias_scaled, gradients->decoder_2_0_3_bias);
    lap(m, 43); /* G9 */
    float (*d_decoder_res2_relu2_scaled)[32] = (void *)m->at[60];
    conv_data_128x7x7_to_32x7x7((void *)d_decoder_conv_plus_decoder_res1_conv3_combined_scaled,
        parameters->decoder_2_0_3_weight, d_decoder_res2_relu2_scaled, m->at[61]);
    lap(m, 44); /* G10 */
    scaled_conv_weight_32x7x7_by_128x7x7((void *)decoder_res2_relu2,
        (void *)d_decoder_conv_plus_decoder_res1_conv3_combined_scaled,
        gradients->decoder_2_0_3_weight, 0.00083915144f);
    lap(m, 45); /* G11 */
    float *d_decoder_2_0_1_bias_scaled = m->at[63];
    float (*d_decoder_res2_conv1_scaled)[7][7][32] = (void *)m->at[62];
    make_d_res_conv1_and_d_bias((void *)d_decoder_res2_relu2_scaled, decoder_res2_relu2,
        d_decoder_2_0_1_bias_scaled, (void *)d_decoder_res2_conv1_scaled);
    lap(m, 46); /* G12 */
    make_d_decoder_2_0_1_bias(d_decoder_2_0_1_bias_scaled, gradients->decoder_2_0_1_bias);
    lap(m, 47); /* G13 */
    float (*d_decoder_res2_relu0_scaled)[7][7][128] = (void *)m->at[64];
    conv_data_32x7x7_to_128x7x7(d_decoder_res2_conv1_scaled,
        (void *)parameters->decoder_2_0_1_weight, d_decoder_res2_relu0_scaled, m->at[65]);
    lap(m, 48); /* G14 */
    scaled_conv_weight_128x7x7_by_32x7x7((void *)decoder_res2_relu0,
        d_decoder_res2_conv1_scaled, (void *)gradients->decoder_2_0_1_weight, m->at[66],
        0.00083915144f);
    lap(m, 49); /* G15 */
    float (*d_decoder_conv_plus_decoder_res1_conv3)[49][hidden] = (void *)m->at[67];
    make_d_decoder_conv_plus_decoder_res1_conv3(
        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled,
        (void *)d_decoder_res2_relu0_scaled, decoder_res2_relu0, gradients->decoder_1_0_3_bias,
        d_decoder_conv_plus_decoder_res1_conv3);
    lap(m, 50); /* G16 */
    float (*d_decoder_res1_relu2)[32] = (void *)m->at[68];
    conv_data_128x7x7_to_32x7x7((void *)d_decoder_conv_plus_decoder_res1_conv3,
        parameters->decoder_1_0_3_weight, d_decoder_res1_relu2, m->at[69]);
    lap(m, 51); /* G17 */
    conv_weight_32x7x7_by_128x7x7((void *)decoder_res1_relu2,
        (void *)d_decoder_conv_plus_decoder_res1_conv3, gradients->decoder_1_0_3_weight);
    lap(m, 52); /* G18 */
    float (*d_decoder_res1_conv1)[7][7][32] = (void *)m->at[70];
    make_d_res_conv1_and_d_bias((void *)d_decoder_res1_relu2, decoder_res1_relu2,
        gradients->decoder_1_0_1_bias, (void *)d_decoder_res1_conv1);
    lap(m, 53); /* G19 */
    float (*d_decoder_res1_relu0)[7][7][128] = (void *)m->at[71];
    conv_data_32x7x7_to_128x7x7(d_decoder_res1_conv1, (void *)parameters->decoder_1_0_1_weight,
        d_decoder_res1_relu0, m->at[72]);
    lap(m, 54); /* G20 */
    conv_weight_128x7x7_by_32x7x7((void *)decoder_res1_relu0, d_decoder_res1_conv1,
        (void *)gradients->decoder_1_0_1_weight, m->at[73]);
    lap(m, 55); /* G21 */
    float (*d_decoder_conv)[7][7][128] = (void *)m->at[74];
    make_d_decoder_conv_and_d_bias(d_decoder_conv_plus_decoder_res1_conv3,
        (void *)d_decoder_res1_relu0, decoder_res1_relu0, gradients->decoder_0_bias,
        (void *)d_decoder_conv);
    lap(m, 56); /* G22 */
    float (*d_zq)[7][7][64] = (void *)m->at[75];
    conv_data_128x7x7_to_64x7x7(d_decoder_conv, parameters->decoder_0_weight, d_zq, m->at[76]);
    lap(m, 57); /* G23 */
    conv_weight_64x7x7_by_128x7x7(zq, d_decoder_conv, gradients->decoder_0_weight, m->at[77]);
    lap(m, 58); /* G24 */
    float (*d_codebook_scaled)[codes] = (void *)m->at[78];
    make_d_codebook_scaled((void *)zq_term, (void *)code, (void *)d_codebook_scaled);
    lap(m, 59); /* G25 */
    make_d_codebook(d_codebook_scaled, gradients->codebook);
    lap(m, 60); /* G26 */
    float (*d_ze)[64] = (void *)m->at[79];
    make_d_ze_and_d_encoder_8_bias((void *)d_zq, (void *)zq_term, gradients->encoder_8_bias,
        (void *)d_ze);
    lap(m, 61); /* G27 */
    float (*d_encoder_relu7)[128] = (void *)m->at[80];
    conv_data_64x7x7_to_128x7x7(d_ze, parameters->encoder_8_weight, d_encoder_relu7, m->at[81]);
    lap(m, 62); /* G28 */
    conv_weight_128x7x7_by_64x7x7((void *)encoder_relu7, d_ze, gradients->encoder_8_weight);
    lap(m, 63); /* G29 */
    float (*d_encoder_relu7_input)[49][hidden] = (void *)m->at[82];
    make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled((void *)d_encoder_relu7,
        encoder_relu7, gradients->encoder_6_0_3_bias, d_encoder_relu7_input);
    lap(m, 64); /* G30 */
    float (*d_encoder_res6_relu2)[32] = (void *)m->at[83];
    conv_data_128x7x7_to_32x7x7((void *)d_encoder_relu7_input, parameters->encoder_6_0_3_weight,
        d_encoder_res6_relu2, m->at[84]);
    lap(m, 65); /* G31 */
    conv_weight_32x7x7_by_128x7x7((void *)encoder_res6_relu2, (void *)d_encoder_relu7_input,
        gradients->encoder_6_0_3_weight);
    lap(m, 66); /* G32 */
    float (*d_encoder_res6_conv1)[7][7][32] = (void *)m->at[85];
    make_d_res_conv1_and_d_bias((void *)d_encoder_res6_relu2, encoder_res6_relu2,
        gradients->encoder_6_0_1_bias, (void *)d_encoder_res6_conv1);
    lap(m, 67); /* G33 */
    float (*d_encoder_res6_relu0)[7][7][128] = (void *)m->at[86];
    conv_data_32x7x7_to_128x7x7(d_encoder_res6_conv1, (void *)parameters->encoder_6_0_1_weight,
        d_encoder_res6_relu0, m->at[87]);
    lap(m, 68); /* G34 */
    conv_weight_128x7x7_by_32x7x7((void *)encoder_res6_relu0, d_encoder_res6_conv1,
        (void *)gradients->encoder_6_0_1_weight, m->at[88]);
    lap(m, 69); /* G35 */
    float (*d_encoder_res6_relu0_input)[49][hidden] = (void *)m->at[89];
    make_d_decoder_conv_and_d_bias(d_encoder_relu7_input, (void *)d_encoder_res6_relu0,
        encoder_res6_relu0, gradients->encoder_5_0_3_bias, d_encoder_res6_relu0_input);
    lap(m, 70); /* G36 */
    float (*d_encoder_res5_relu2)[32] = (void *)m->at[90];
    conv_data_128x7x7_to_32x7x7((void *)d_encoder_res6_relu0_input,
        parameters->encoder_5_0_3_weight, d_encoder_res5_relu2, m->at[91]);
    lap(m, 71); /* G37 */
    conv_weight_32x7x7_by_128x7x7((void *)encoder_res5_relu2,
        (void *)d_encoder_res6_relu0_input, gradients->encoder_5_0_3_weight);
    lap(m, 72); /* G38 */
    float (*d_encoder_res5_conv1)[7][7][32] = (void *)m->at[92];
    make_d_res_conv1_and_d_bias((void *)d_encoder_res5_relu2, encoder_res5_relu2,
        gradients->encoder_5_0_1_bias, (void *)d_encoder_res5_conv1);
    lap(m, 73); /* G39 */
    float (*d_encoder_res5_relu0)[7][7][128] = (void *)m->at[93];
    conv_data_32x7x7_to_128x7x7(d_encoder_res5_conv1, (void *)parameters->encoder_5_0_1_weight,
        d_encoder_res5_relu0, m->at[94]);
    lap(m, 74); /* G40 */
    conv_weight_128x7x7_by_32x7x7((void *)encoder_res5_relu0, d_encoder_res5_conv1,
        (void *)gradients->encoder_5_0_1_weight, m->at[95]);
    lap(m, 75); /* G41 */
    float (*d_encoder_conv4)[7][7][128] = (void *)m->at[96];
    make_d_decoder_conv_and_d_bias(d_encoder_res6_relu0_input, (void *)d_encoder_res5_relu0,
        encoder_res5_relu0, gradients->encoder_4_bias, (void *)d_encoder_conv4);
    lap(m, 76); /* G42 */
    float (*d_encoder_relu3)[7][7][128] = (void *)m->at[97];
    conv_data_128x7x7_to_128x7x7(d_encoder_conv4, parameters->encoder_4_weight, d_encoder_relu3,
        m->at[98]);
    lap(m, 77); /* G43 */
    conv_weight_128x7x7_by_128x7x7((void *)encoder_relu3, d_encoder_conv4,
        gradients->encoder_4_weight, m->at[99]);
    lap(m, 78); /* G44 */
    float (*d_encoder_conv2)[7][7][128] = (void *)m->at[100];
    make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled((void *)d_encoder_relu3,
        encoder_relu3, gradients->encoder_2_bias, (void *)d_encoder_conv2);
    lap(m, 79); /* G45 */
    float (*d_encoder_relu1)[14][14][64] = (void *)m->at[101];
    conv_data_128x7x7_to_64x14x14_out_panels(d_encoder_conv2, parameters->encoder_2_weight,
        d_encoder_relu1, m->at[102]);
    lap(m, 80); /* G46 */
    conv_weight_64x14x14_by_128x7x7((void *)encoder_relu1, d_encoder_conv2,
        gradients->encoder_2_weight, m->at[103]);
    lap(m, 81); /* G47 */
    float (*d_encoder_conv0)[196][64] = (void *)m->at[104];
    make_d_conv_and_d_bias((void *)d_encoder_relu1, encoder_relu1, gradients->encoder_0_bias,
        d_encoder_conv0);
    lap(m, 82); /* G48 */
    conv_weight_28x28_by_64x14x14(x, (void *)d_encoder_conv0,
        (void *)gradients->encoder_0_weight, m->at[105]);
    lap(m, 83); /* G49 */
    /* encoder.0.weight .. codebook: 691408 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 691408, m->updates[0], 0.0003,
        0.9, 0.999, 1e-08);
    lap(m, 84); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
vqvae_evaluate(struct instance *m)
{
    struct vqvae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_conv0_product)[14][14][64] = (void *)m->at[106];
    conv_28x28_to_64x14x14(x, (void *)parameters->encoder_0_weight,
        encoder_conv0_product); /* F1 */
    float (*encoder_relu1)[196][64] = (void *)m->at[107];
    make_relu_64x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1); /* F2 */
    float (*encoder_conv2_product)[7][7][128] = (void *)m->at[108];
    conv_64x14x14_to_128x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        encoder_conv2_product, m->at[109]); /* F3 */
    float (*encoder_relu3)[49][hidden] = (void *)m->at[110];
    make_relu_in_step_1_F4(parameters->encoder_2_bias, (void *)encoder_conv2_product,
        encoder_relu3); /* F4 */
    float (*encoder_conv4_product)[49][hidden] = (void *)m->at[111];
    conv_128x7x7_to_128x7x7((void *)encoder_relu3, parameters->encoder_4_weight,
        (void *)encoder_conv4_product, m->at[112]); /* F5 */
    float (*encoder_res5_relu0)[49][hidden] = (void *)m->at[113];
    make_relu_in_step_1_F4(parameters->encoder_4_bias, encoder_conv4_product,
        encoder_res5_relu0); /* F6 */
    float (*encoder_res5_conv1_product)[7][7][32] = (void *)m->at[114];
    conv_128x7x7_to_32x7x7((void *)encoder_res5_relu0, (void *)parameters->encoder_5_0_1_weight,
        encoder_res5_conv1_product, m->at[115]); /* F7 */
    float (*encoder_res5_relu2)[49][inner] = (void *)m->at[116];
    make_res_relu2(parameters->encoder_5_0_1_bias, (void *)encoder_res5_conv1_product,
        encoder_res5_relu2); /* F8 */
    float (*encoder_res5_conv3_product)[49][hidden] = (void *)m->at[117];
    conv_32x7x7_to_128x7x7((void *)encoder_res5_relu2, parameters->encoder_5_0_3_weight,
        (void *)encoder_res5_conv3_product); /* F9 */
    float (*encoder_res6_relu0)[49][hidden] = (void *)m->at[118];
    make_res_relu0(parameters->encoder_4_bias, encoder_conv4_product,
        parameters->encoder_5_0_3_bias, encoder_res5_conv3_product,
        encoder_res6_relu0); /* F10 */
    float (*encoder_res6_conv1_product)[7][7][32] = (void *)m->at[119];
    conv_128x7x7_to_32x7x7((void *)encoder_res6_relu0, (void *)parameters->encoder_6_0_1_weight,
        encoder_res6_conv1_product, m->at[120]); /* F11 */
    float (*encoder_res6_relu2)[49][inner] = (void *)m->at[121];
    make_res_relu2(parameters->encoder_6_0_1_bias, (void *)encoder_res6_conv1_product,
        encoder_res6_relu2); /* F12 */
    float (*encoder_res6_conv3_product)[128] = (void *)m->at[122];
    conv_32x7x7_to_128x7x7((void *)encoder_res6_relu2, parameters->encoder_6_0_3_weight,
        encoder_res6_conv3_product); /* F13 */
    /* overwrites encoder_res6_conv3_product */
    float (*encoder_relu7)[49][hidden] = (void *)m->at[123];
    make_relu_in_step_1_F14(parameters->encoder_4_bias, encoder_conv4_product,
        parameters->encoder_5_0_3_bias, encoder_res5_conv3_product,
        parameters->encoder_6_0_3_bias, (void *)encoder_res6_conv3_product,
        encoder_relu7); /* F14 */
    float (*ze_product)[64] = (void *)m->at[124];
    conv_128x7x7_to_64x7x7((void *)encoder_relu7, parameters->encoder_8_weight,
        ze_product); /* F15 */
    float (*ze)[49][width] = (void *)m->at[125];
    make_ze(parameters->encoder_8_bias, (void *)ze_product, ze); /* F16 */
    float *codebook_squared_row_sum_scaled = m->at[126];
    make_codebook_squared_row_sum_scaled(parameters->codebook,
        codebook_squared_row_sum_scaled); /* F17 */
    float (*ze_by_codebook)[512] = (void *)m->at[127];
    product_32x64x7x7_by_512x64((void *)ze, parameters->codebook, ze_by_codebook,
        m->at[128]); /* F18 */
    float *code_equal_sum = m->at[130];
    int (*code)[49] = (void *)m->at[129];
    make_code_and_code_equal_sum(codebook_squared_row_sum_scaled, (void *)ze_by_codebook,
        code_equal_sum, code); /* F19 */
    float (*e)[3136] = (void *)m->at[131];
    make_e((void *)parameters->codebook, (void *)code, (void *)e); /* F20 */
    float *codebook_loss_sum = m->at[133];
    float (*zq)[3136] = (void *)m->at[132];
    make_zq_and_codebook_loss_sum(e, (void *)ze, codebook_loss_sum, zq); /* F21 */
    float (*decoder_conv_product)[49][hidden] = (void *)m->at[134];
    conv_64x7x7_to_128x7x7((void *)zq, parameters->decoder_0_weight,
        (void *)decoder_conv_product, m->at[135]); /* F22 */
    float (*decoder_res1_relu0)[49][hidden] = (void *)m->at[136];
    make_relu_in_step_1_F4(parameters->decoder_0_bias, decoder_conv_product,
        decoder_res1_relu0); /* F23 */
    float (*decoder_res1_conv1_product)[7][7][32] = (void *)m->at[137];
    conv_128x7x7_to_32x7x7((void *)decoder_res1_relu0, (void *)parameters->decoder_1_0_1_weight,
        decoder_res1_conv1_product, m->at[138]); /* F24 */
    float (*decoder_res1_relu2)[49][inner] = (void *)m->at[139];
    make_res_relu2(parameters->decoder_1_0_1_bias, (void *)decoder_res1_conv1_product,
        decoder_res1_relu2); /* F25 */
    float (*decoder_res1_conv3_product)[49][hidden] = (void *)m->at[140];
    conv_32x7x7_to_128x7x7((void *)decoder_res1_relu2, parameters->decoder_1_0_3_weight,
        (void *)decoder_res1_conv3_product); /* F26 */
    float (*decoder_res2_relu0)[49][hidden] = (void *)m->at[141];
    make_res_relu0(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        decoder_res2_relu0); /* F27 */
    float (*decoder_res2_conv1_product)[7][7][32] = (void *)m->at[142];
    conv_128x7x7_to_32x7x7((void *)decoder_res2_relu0, (void *)parameters->decoder_2_0_1_weight,
        decoder_res2_conv1_product, m->at[143]); /* F28 */
    /* overwrites decoder_res2_conv1_product */
    float (*decoder_res2_relu2)[49][inner] = (void *)m->at[144];
    make_res_relu2(parameters->decoder_2_0_1_bias, (void *)decoder_res2_conv1_product,
        decoder_res2_relu2); /* F29 */
    float (*decoder_res2_conv3_product)[128] = (void *)m->at[145];
    conv_32x7x7_to_128x7x7((void *)decoder_res2_relu2, parameters->decoder_2_0_3_weight,
        decoder_res2_conv3_product); /* F30 */
    /* overwrites decoder_res1_conv3_product */
    float (*decoder_relu3)[49][hidden] = (void *)m->at[146];
    make_relu_in_step_1_F14(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        parameters->decoder_2_0_3_bias, (void *)decoder_res2_conv3_product,
        decoder_relu3); /* F31 */
    float (*decoder_conv_transpose4_product)[14][14][64] = (void *)m->at[147];
    conv_data_128x7x7_to_64x14x14_in_panels((void *)decoder_relu3, parameters->decoder_4_weight,
        decoder_conv_transpose4_product, m->at[148]); /* F32 */
    /* overwrites decoder_conv_transpose4_product */
    float (*decoder_relu5)[196][64] = (void *)m->at[149];
    make_relu_64x14x14(parameters->decoder_4_bias, (void *)decoder_conv_transpose4_product,
        decoder_relu5); /* F33 */
    float (*y_product)[28][28][1] = (void *)m->at[150];
    conv_data_64x14x14_to_28x28((void *)decoder_relu5, parameters->decoder_6_weight, y_product,
        m->at[151]); /* F34 */
    float *reconstruction_sum = m->at[152];
    make_reconstruction_sum(parameters->decoder_6_bias, (void *)y_product, (void *)x,
        reconstruction_sum); /* F35 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.00041957572f * reconstruction_sum[0];
    float *codebook_loss = &m->value[VALUE_codebook_loss];
    float *codebook_loss_copy = &m->value[VALUE_commitment];
    codebook_loss[0] = 9.964923e-06f * codebook_loss_sum[0];
    codebook_loss_copy[0] = codebook_loss[0];
    float *perplexity_sum = m->at[153];
    make_perplexity_sum(code_equal_sum, perplexity_sum); /* F38 */
    float *perplexity = &m->value[VALUE_perplexity];
    perplexity[0] = math_exp(-0.0006377551f * perplexity_sum[0]);
}

/* Fills output[i] for one batch: the command `reconstruct`. */
void
vqvae_reconstruct(struct instance *m, float *const *output)
{
    struct vqvae_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*x_copy)[784] = (void *)output[0];
    make_x_copy(x, x_copy); /* F1 */
    float (*encoder_conv0_product)[14][14][64] = (void *)m->at[154];
    conv_28x28_to_64x14x14((void *)x, (void *)parameters->encoder_0_weight,
        encoder_conv0_product); /* F2 */
    float (*encoder_relu1)[196][64] = (void *)m->at[155];
    make_relu_64x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1); /* F3 */
    float (*encoder_conv2_product)[7][7][128] = (void *)m->at[156];
    conv_64x14x14_to_128x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        encoder_conv2_product, m->at[157]); /* F4 */
    float (*encoder_relu3)[49][hidden] = (void *)m->at[158];
    make_relu_in_step_1_F4(parameters->encoder_2_bias, (void *)encoder_conv2_product,
        encoder_relu3); /* F5 */
    float (*encoder_conv4_product)[49][hidden] = (void *)m->at[159];
    conv_128x7x7_to_128x7x7((void *)encoder_relu3, parameters->encoder_4_weight,
        (void *)encoder_conv4_product, m->at[160]); /* F6 */
    float (*encoder_res5_relu0)[49][hidden] = (void *)m->at[161];
    make_relu_in_step_1_F4(parameters->encoder_4_bias, encoder_conv4_product,
        encoder_res5_relu0); /* F7 */
    float (*encoder_res5_conv1_product)[7][7][32] = (void *)m->at[162];
    conv_128x7x7_to_32x7x7((void *)encoder_res5_relu0, (void *)parameters->encoder_5_0_1_weight,
        encoder_res5_conv1_product, m->at[163]); /* F8 */
    float (*encoder_res5_relu2)[49][inner] = (void *)m->at[164];
    make_res_relu2(parameters->encoder_5_0_1_bias, (void *)encoder_res5_conv1_product,
        encoder_res5_relu2); /* F9 */
    float (*encoder_res5_conv3_product)[49][hidden] = (void *)m->at[165];
    conv_32x7x7_to_128x7x7((void *)encoder_res5_relu2, parameters->encoder_5_0_3_weight,
        (void *)encoder_res5_conv3_product); /* F10 */
    float (*encoder_res6_relu0)[49][hidden] = (void *)m->at[166];
    make_res_relu0(parameters->encoder_4_bias, encoder_conv4_product,
        parameters->encoder_5_0_3_bias, encoder_res5_conv3_product,
        encoder_res6_relu0); /* F11 */
    float (*encoder_res6_conv1_product)[7][7][32] = (void *)m->at[167];
    conv_128x7x7_to_32x7x7((void *)encoder_res6_relu0, (void *)parameters->encoder_6_0_1_weight,
        encoder_res6_conv1_product, m->at[168]); /* F12 */
    float (*encoder_res6_relu2)[49][inner] = (void *)m->at[169];
    make_res_relu2(parameters->encoder_6_0_1_bias, (void *)encoder_res6_conv1_product,
        encoder_res6_relu2); /* F13 */
    float (*encoder_res6_conv3_product)[128] = (void *)m->at[170];
    conv_32x7x7_to_128x7x7((void *)encoder_res6_relu2, parameters->encoder_6_0_3_weight,
        encoder_res6_conv3_product); /* F14 */
    /* overwrites encoder_res6_conv3_product */
    float (*encoder_relu7)[49][hidden] = (void *)m->at[171];
    make_relu_in_step_1_F14(parameters->encoder_4_bias, encoder_conv4_product,
        parameters->encoder_5_0_3_bias, encoder_res5_conv3_product,
        parameters->encoder_6_0_3_bias, (void *)encoder_res6_conv3_product,
        encoder_relu7); /* F15 */
    float (*ze_product)[64] = (void *)m->at[172];
    conv_128x7x7_to_64x7x7((void *)encoder_relu7, parameters->encoder_8_weight,
        ze_product); /* F16 */
    float (*ze)[49][width] = (void *)m->at[173];
    make_ze(parameters->encoder_8_bias, (void *)ze_product, ze); /* F17 */
    float *codebook_squared_row_sum_scaled = m->at[174];
    make_codebook_squared_row_sum_scaled(parameters->codebook,
        codebook_squared_row_sum_scaled); /* F18 */
    float (*ze_by_codebook)[512] = (void *)m->at[175];
    product_32x64x7x7_by_512x64((void *)ze, parameters->codebook, ze_by_codebook,
        m->at[176]); /* F19 */
    int (*code)[49] = (void *)m->at[177];
    make_code(codebook_squared_row_sum_scaled, (void *)ze_by_codebook, code); /* F20 */
    float (*e)[3136] = (void *)m->at[178];
    make_e((void *)parameters->codebook, (void *)code, (void *)e); /* F21 */
    float (*zq)[3136] = (void *)m->at[179];
    make_zq_in_reconstruct((void *)ze, e, zq); /* F22 */
    float (*decoder_conv_product)[49][hidden] = (void *)m->at[180];
    conv_64x7x7_to_128x7x7((void *)zq, parameters->decoder_0_weight,
        (void *)decoder_conv_product, m->at[181]); /* F23 */
    float (*decoder_res1_relu0)[49][hidden] = (void *)m->at[182];
    make_relu_in_step_1_F4(parameters->decoder_0_bias, decoder_conv_product,
        decoder_res1_relu0); /* F24 */
    float (*decoder_res1_conv1_product)[7][7][32] = (void *)m->at[183];
    conv_128x7x7_to_32x7x7((void *)decoder_res1_relu0, (void *)parameters->decoder_1_0_1_weight,
        decoder_res1_conv1_product, m->at[184]); /* F25 */
    float (*decoder_res1_relu2)[49][inner] = (void *)m->at[185];
    make_res_relu2(parameters->decoder_1_0_1_bias, (void *)decoder_res1_conv1_product,
        decoder_res1_relu2); /* F26 */
    float (*decoder_res1_conv3_product)[49][hidden] = (void *)m->at[186];
    conv_32x7x7_to_128x7x7((void *)decoder_res1_relu2, parameters->decoder_1_0_3_weight,
        (void *)decoder_res1_conv3_product); /* F27 */
    float (*decoder_res2_relu0)[49][hidden] = (void *)m->at[187];
    make_res_relu0(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        decoder_res2_relu0); /* F28 */
    float (*decoder_res2_conv1_product)[7][7][32] = (void *)m->at[188];
    conv_128x7x7_to_32x7x7((void *)decoder_res2_relu0, (void *)parameters->decoder_2_0_1_weight,
        decoder_res2_conv1_product, m->at[189]); /* F29 */
    /* overwrites decoder_res2_conv1_product */
    float (*decoder_res2_relu2)[49][inner] = (void *)m->at[190];
    make_res_relu2(parameters->decoder_2_0_1_bias, (void *)decoder_res2_conv1_product,
        decoder_res2_relu2); /* F30 */
    float (*decoder_res2_conv3_product)[128] = (void *)m->at[191];
    conv_32x7x7_to_128x7x7((void *)decoder_res2_relu2, parameters->decoder_2_0_3_weight,
        decoder_res2_conv3_product); /* F31 */
    /* overwrites decoder_res1_conv3_product */
    float (*decoder_relu3)[49][hidden] = (void *)m->at[192];
    make_relu_in_step_1_F14(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        parameters->decoder_2_0_3_bias, (void *)decoder_res2_conv3_product,
        decoder_relu3); /* F32 */
    float (*decoder_conv_transpose4_product)[14][14][64] = (void *)m->at[193];
    conv_data_128x7x7_to_64x14x14_in_panels((void *)decoder_relu3, parameters->decoder_4_weight,
        decoder_conv_transpose4_product, m->at[194]); /* F33 */
    /* overwrites decoder_conv_transpose4_product */
    float (*decoder_relu5)[196][64] = (void *)m->at[195];
    make_relu_64x14x14(parameters->decoder_4_bias, (void *)decoder_conv_transpose4_product,
        decoder_relu5); /* F34 */
    float (*y_product)[28][28][1] = (void *)m->at[196];
    conv_data_64x14x14_to_28x28((void *)decoder_relu5, parameters->decoder_6_weight, y_product,
        m->at[197]); /* F35 */
    float (*y)[784] = (void *)output[1];
    make_y(parameters->decoder_6_bias, (void *)y_product, y); /* F36 */
}

