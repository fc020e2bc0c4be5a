/* vqvae_ema.c: the computations of vqvae_ema.yaml (sha256 d6808b88).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 32, hidden 128, inner 32, width 64, codes 512, side 28
 * Parameters  511056 floats, struct vqvae_ema_parameters; gradients in the same struct
 * Arena       3601088 floats; 39134144 if nothing shared memory, at least 3601088 at once
 *    offset   floats  holds                                           live
 *         0   401408  encoder_conv0_product[batch][14][14][64]        step_1 F1..F2
 *         0   200704  encoder_res3_conv3_product[batch][7][7][hidden] step_1 F7..F12
 *         0   100352  ze_product[batch][7][7][width]                  step_1 F13..F14
 *         0   802816  ze_by_codebook[batch][7][7][codes]              step_1 F16..F17
 *         0   200704  decoder_res1_conv3_product[batch][7][7][hidden] step_1 F24..F29
 *         0   401408  decoder_conv_transpose4_product                 step_1 F30..F31
 *         0   401408  decoder_relu5[batch][14][14][64]                step_1 F31..G4
 *         0    50176  d_decoder_res2_relu2_scaled[batch][7][7][inner] step_1 G10..G12
 *         0    50176  d_decoder_res1_relu2[batch][7][7][inner]        step_1 G17..G19
 *         0   200704  d_encoder_relu5[batch][7][7][hidden]            step_1 G26..G28
 *         0    50176  d_encoder_res4_relu2[batch][7][7][inner]        step_1 G29..G31
 *         0    50176  d_encoder_res3_relu2[batch][7][7][inner]        step_1 G35..G37
 *         0   401408  d_encoder_conv0[batch][14][14][64]              step_1 G43..G44
 *         0    32768  total_next[codes][width]                        step_1 F43..A2
 *     32768    32768  next_codebook[codes][width]                     step_1 F43..A3
 *    147456    50176  encoder_res3_conv1_product[batch][7][7][inner]  step_1 F5..F6
 *    147456    50176  decoder_res1_conv1_product[batch][7][7][inner]  step_1 F22..F23
 *    200704   200704  encoder_res4_conv3_product[batch][7][7][hidden] step_1 F11..F12
 *    200704    50176  decoder_res2_conv1_product[batch][7][7][inner]  step_1 F26..F27
 *    200704   100352  d_ze[batch][7][7][width]                        step_1 G25..G27
 *    294912   200704  decoder_conv_product[batch][7][7][hidden]       step_1 F20..F29
 *    348160    50176  encoder_res4_conv1_product[batch][7][7][inner]  step_1 F9..F10
 *    401408    25088  y_product[batch][side][side]                    step_1 F32..F36
 *    401408   401408  d_decoder_relu5_scaled[batch][14][14][64]       step_1 G2..G4
 *    495616   200704  decoder_res2_conv3_product[batch][7][7][hidden] step_1 F28..F29
 *    819200   200704  encoder_conv2_product[batch][7][7][hidden]      step_1 F3..F12
 *    824000   401408  d_decoder_conv_transpose4_scaled                step_1 G4..G7
 *    824000   401408  d_encoder_relu1[batch][14][14][64]              step_1 G41..G43
 *    831616    25088  x_plus_y[batch][side][side]                     step_1 F36..G3
 *    890496   200704  d_decoder_conv_plus_decoder_res1_conv3_combined_scaled step_1 G8..G16
 *    890496    50176  d_decoder_res1_conv1[batch][7][7][inner]        step_1 G19..G21
 *    890496    50176  d_encoder_res4_conv1[batch][7][7][inner]        step_1 G31..G33
 *    890496   200704  d_encoder_res4_relu0_input[batch][7][7][hidden] step_1 G34..G40
 *    966528   200704  d_decoder_conv[batch][7][7][hidden]             step_1 G22..G24
 *   1091200    50176  d_decoder_res2_conv1_scaled[batch][7][7][inner] step_1 G12..G15
 *   1091200    50176  d_encoder_res3_conv1[batch][7][7][inner]        step_1 G37..G39
 *   1225408   401408  encoder_relu1[batch][14][14][64]                step_1 F2..G43
 *   1626816   200704  decoder_relu3[batch][7][7][hidden]              step_1 F29..G8
 *   1626816   200704  d_decoder_conv_plus_decoder_res1_conv3          step_1 G16..G22
 *   1626816   100352  d_ze_plus_ze_plus_e[batch][7][7][width]         step_1 G23..G25
 *   1626816   200704  d_encoder_relu5_input[batch][7][7][hidden]      step_1 G28..G34
 *   1626816   200704  d_encoder_conv2[batch][7][7][hidden]            step_1 G40..G42
 *   1827520   200704  decoder_res2_relu0[batch][7][7][hidden]         step_1 F25..G16
 *   1827520   200704  d_decoder_res1_relu0[batch][7][7][hidden]       step_1 G20..G22
 *   1827520   200704  d_encoder_res4_relu0[batch][7][7][hidden]       step_1 G32..G34
 *   1827520   200704  d_encoder_res3_relu0[batch][7][7][hidden]       step_1 G38..G40
 *   2028224   200704  decoder_res1_relu0[batch][7][7][hidden]         step_1 F21..G22
 *   2228928   200704  encoder_relu5[batch][7][7][hidden]              step_1 F12..G28
 *   2429632   200704  encoder_res4_relu0[batch][7][7][hidden]         step_1 F8..G34
 *   2630336   200704  encoder_res3_relu0[batch][7][7][hidden]         step_1 F4..G40
 *   2831040   200704  d_decoder_relu3_scaled[batch][7][7][hidden]     step_1 G6..G8
 *   2831040   200704  d_decoder_res2_relu0_scaled                     step_1 G14..G16
 *   3031744   100352  ze_plus_d_ze_via_ze[batch][7][7][width]         step_1 F19..G24
 *   3132096   100352  ze[batch][7][7][width]                          step_1 F14..G25
 *   3232448   100352  e[batch][7][7][width]                           step_1 F18..G25
 *   3332800    50176  decoder_res2_relu2[batch][7][7][inner]          step_1 F27..G12
 *   3382976    50176  decoder_res1_relu2[batch][7][7][inner]          step_1 F23..G19
 *   3433152    50176  encoder_res4_relu2[batch][7][7][inner]          step_1 F10..G31
 *   3483328    50176  encoder_res3_relu2[batch][7][7][inner]          step_1 F6..G37
 *   3533504    32768  sums_term[width][codes]                         step_1 F33..F43
 *   3566272    32768  fresh[codes][width]                             step_1 F35..F43
 * 148 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "vqvae_ema.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "vqvae_ema_contractions.h"

enum { batch = 32, hidden = 128, inner = 32, width = 64, codes = 512, side = 28 };
enum { DATA_x };
enum { VALUE_reconstruction, VALUE_commitment, VALUE_perplexity };

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

/* step_1 F2, F31; evaluate F2, F31; reconstruct F3, F32; start_codebook F2: relu (line 32)
 *     over [batch][196][64]
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

/* step_1 F4, F21; evaluate F4, F21; reconstruct F5, F22; start_codebook F4: res_relu0 (line
 *     22) over [batch][49][hidden]
 * Serves encoder_res3_relu0, decoder_res1_relu0.
 *     conv = bias + conv_product
 *     res_relu0 = conv > 0 ? conv : 0 */
static void
make_res_relu0_in_step_1_F4(const float bias[restrict hidden],
    const float conv_product[restrict batch][49][hidden],
    float res_relu0[restrict batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float conv = bias[j] + conv_product[n][i][j];
                res_relu0[n][i][j] = conv > 0.0f ? conv : 0.0f;
            }
        }
    }
}

/* step_1 F6, F10, F23, F27; evaluate F6, F10, F23, F27; reconstruct F7, F11, F24, F28;
 *     start_codebook F6, F10: res_relu2 (line 24) over [batch][49][inner]
 * Serves encoder_res3_relu2, encoder_res4_relu2, decoder_res1_relu2, decoder_res2_relu2.
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

/* step_1 F8, F25; evaluate F8, F25; reconstruct F9, F26; start_codebook F8: res_relu0 (line
 *     22) over [batch][49][hidden]
 * Serves encoder_res4_relu0, decoder_res2_relu0.
 *     res_relu0_input = encoder_2_bias + conv_product + (bias + res_conv3_product)
 *     res_relu0 = res_relu0_input > 0 ? res_relu0_input : 0 */
static void
make_res_relu0_in_step_1_F8(const float encoder_2_bias[restrict hidden],
    const float conv_product[restrict batch][49][hidden], const float bias[restrict hidden],
    const float res_conv3_product[restrict batch][49][hidden],
    float res_relu0[restrict batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float res_relu0_input = encoder_2_bias[j] + conv_product[n][i][j]
                    + (bias[j] + res_conv3_product[n][i][j]);
                res_relu0[n][i][j] = res_relu0_input > 0.0f ? res_relu0_input : 0.0f;
            }
        }
    }
}

/* step_1 F12, F29; evaluate F12, F29; reconstruct F13, F30; start_codebook F12: relu (line
 *     36) over [batch][49][hidden]
 * Serves encoder_relu5, decoder_relu3.
 *     relu_input = encoder_2_bias + conv_product + (encoder_3_0_3_bias +
 *         encoder_res3_conv3_product) + (bias + res_conv3_product)
 *     relu = relu_input > 0 ? relu_input : 0 */
static void
make_relu_128x7x7(const float encoder_2_bias[restrict hidden],
    const float conv_product[restrict batch][49][hidden],
    const float encoder_3_0_3_bias[restrict hidden],
    const float encoder_res3_conv3_product[batch][49][hidden],
    const float bias[restrict hidden], const float res_conv3_product[batch][49][hidden],
    float relu[batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float relu_input = encoder_2_bias[j] + conv_product[n][i][j]
                    + (encoder_3_0_3_bias[j] + encoder_res3_conv3_product[n][i][j])
                    + (bias[j] + res_conv3_product[n][i][j]);
                relu[n][i][j] = relu_input > 0.0f ? relu_input : 0.0f;
            }
        }
    }
}

/* step_1 F14; evaluate F14; reconstruct F15; start_codebook F14: ze (line 55) over
 *     [batch][49][width]
 *     ze = encoder_6_bias + ze_product */
static void
make_ze(const float encoder_6_bias[restrict width],
    const float ze_product[restrict batch][49][width], float ze[restrict batch][49][width])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++)
                ze[n][i][j] = encoder_6_bias[j] + ze_product[n][i][j];
        }
    }
}

/* step_1 F15; evaluate F15; reconstruct F16: codebook_squared_row_sum_scaled (line 56) over
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

/* step_1 F17; evaluate F17: usage_sum (line 59), code (line 56) over [batch][49][codes]
 *     code = argmin over j of (codebook_squared_row_sum_scaled - ze_by_codebook)
 *     usage_sum = sum over n, i of (code == j ? 1 : 0) */
static void
make_code_and_usage_sum(const float codebook_squared_row_sum_scaled[restrict codes],
    const float ze_by_codebook[restrict batch][49][codes], float usage_sum[restrict codes],
    int code[restrict batch][49])
{
    enum { chunks = 16 };
    float usage_sum_partial[chunks][codes];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(usage_sum_partial[chunk], 0, sizeof usage_sum_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
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
            float usage_row_sum[codes] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < codes; j++)
                    usage_row_sum[j] += (float)code_here[i] == (float)j ? 1.0f : 0.0f;
            }
#pragma omp simd
            for (int j = 0; j < codes; j++)
                usage_sum_partial[chunk][j] += usage_row_sum[j];
        }
    }
    add_chunks(chunks, codes, &usage_sum_partial[0][0], usage_sum);
}

/* step_1 F18; evaluate F18; reconstruct F19: e (line 57) */
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

/* step_1 F19; evaluate F19: commitment_sum (line 66), ze_plus_d_ze_via_ze (line 58) over
 *     [batch][3136]
 *     d_ze_via_ze = e - ze
 *     ze_plus_d_ze_via_ze = ze + d_ze_via_ze
 *     commitment_sum = sum over n, i of d_ze_via_ze^2 */
static void
make_ze_plus_d_ze_via_ze_and_commitment_sum(const float e[restrict batch][3136],
    const float ze[restrict batch][3136], float commitment_sum[restrict 1],
    float ze_plus_d_ze_via_ze[restrict batch][3136])
{
    enum { chunks = 16 };
    float commitment_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float commitment_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float commitment_row_sum = 0.0f;
#pragma omp simd reduction(+ : commitment_row_sum)
            for (int i = 0; i < 3136; i++) {
                const float d_ze_via_ze = e[n][i] - ze[n][i];
                commitment_row_sum += d_ze_via_ze * d_ze_via_ze;
                ze_plus_d_ze_via_ze[n][i] = ze[n][i] + d_ze_via_ze;
            }
            commitment_sum_total += commitment_row_sum;
        }
        commitment_sum_partial[chunk] = commitment_sum_total;
    }
    add_chunks(chunks, 1, commitment_sum_partial, commitment_sum);
}

/* step_1 F33: sums_term (line 60) */
static void
make_sums_term(const float *restrict ze, const int *restrict code, float *restrict sums_term)
{
    memset(sums_term, 0, sizeof(float) * 32768);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < width; i++)
        for (int n = 0; n < batch; n++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 7; k++)
                    sums_term[i * 512 + code[n * 49 + j * 7 + k]] += ze[n * 3136 + i + j * 448
                        + k * 64];
}

/* step_1 F34: fresh_place (line 62) over [codes][1568]
 *     fresh_noise_scaled = 1568 * fresh_noise
 *     fresh_place = argmax over j of (1 + j - fresh_noise_scaled > 0 ? 1 : 0) */
static void
make_fresh_place(const float fresh_noise[restrict codes], int fresh_place[restrict codes])
{
#pragma omp parallel for schedule(static)
    for (int i = 0; i < codes; i++) {
        const float fresh_noise_scaled = 1568.0f * fresh_noise[i];
        float fresh_place_best = -INFINITY;
        int fresh_place_here = 0;
        for (int j = 0; j < 1568; j++) {
            const float fresh_noise_plus_position_slope = 1.0f + (float)j
                - fresh_noise_scaled > 0.0f ? 1.0f : 0.0f;
            if (fresh_noise_plus_position_slope > fresh_place_best) {
                fresh_place_best = fresh_noise_plus_position_slope;
                fresh_place_here = j;
            }
        }
        fresh_place[i] = fresh_place_here;
    }
}

/* step_1 F35: fresh (line 62) */
static void
make_fresh(const float *restrict ze, const int *restrict fresh_place, float *restrict fresh)
{
#pragma omp parallel for schedule(static)
    for (int i = 0; i < codes; i++)
        for (int j = 0; j < width; j++)
            fresh[i * 64 + j] = ze[fresh_place[i] * 64 + j];
}

/* step_1 F36: reconstruction_sum (line 65), d_decoder_6_bias_scaled (line 47), x_plus_y
 *     (line 65) over [batch][784]
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

/* step_1 F39; evaluate F36: perplexity_sum (line 69) over [codes]
 *     perplexity_sum = sum over i of usage_sum * log(1e-10 + 0.000637755 * usage_sum) */
static void
make_perplexity_sum(const float usage_sum[restrict codes], float perplexity_sum[restrict 1])
{
    float perplexity_sum_total = 0.0f;
    for (int i = 0; i < codes; i++)
        perplexity_sum_total += usage_sum[i] * math_log(1e-10f + 0.0006377551f * usage_sum[i]);
    perplexity_sum[0] = perplexity_sum_total;
}

/* step_1 F41: next_count_factor, next_count, next_count_shifted (line 77) over [codes]
 *     usage = 0.99 * count + 0.01 * usage_sum
 *     dead = 0.5 - usage > 0 ? 1 : 0
 *     next_count_factor = 1 - dead
 *     next_count = 0.5 * dead + usage * next_count_factor
 *     next_count_shifted = 1e-05 + next_count */
static void
make_next_count_factor(const float count[restrict codes], const float usage_sum[restrict codes],
    float next_count_factor[restrict codes], float next_count[restrict codes],
    float next_count_shifted[restrict codes])
{
    for (int i = 0; i < codes; i++) {
        const float usage = 0.99f * count[i] + 0.01f * usage_sum[i];
        const float dead = 0.5f - usage > 0.0f ? 1.0f : 0.0f;
        next_count_factor[i] = 1.0f - dead;
        next_count[i] = 0.5f * dead + usage * (1.0f - dead);
        next_count_shifted[i] = 1e-05f + (0.5f * dead + usage * (1.0f - dead));
    }
}

/* step_1 G4, G43: d_bias, d_conv (line 45) over [batch][196][64]
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

/* step_1 G5: d_decoder_4_bias (line 45) over [64]
 *     d_decoder_4_bias = 0.000839151 * d_decoder_4_bias_scaled */
static void
make_d_decoder_4_bias(const float d_decoder_4_bias_scaled[restrict 64],
    float d_decoder_4_bias[restrict 64])
{
    for (int i = 0; i < 64; i++)
        d_decoder_4_bias[i] = 0.00083915144f * d_decoder_4_bias_scaled[i];
}

/* step_1 G8, G28: d_bias (line 25), d_decoder_conv_plus_decoder_res1_conv3_combined_scaled
 *     (line 58) over [batch][49][hidden]
 * Serves d_decoder_conv_plus_decoder_res1_conv3_combined_scaled, d_encoder_relu5_input.
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

/* step_1 G9: d_decoder_2_0_3_bias (line 25) over [hidden]
 *     d_decoder_2_0_3_bias = 0.000839151 * d_decoder_2_0_3_bias_scaled */
static void
make_d_decoder_2_0_3_bias(const float d_decoder_2_0_3_bias_scaled[restrict hidden],
    float d_decoder_2_0_3_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_decoder_2_0_3_bias[i] = 0.00083915144f * d_decoder_2_0_3_bias_scaled[i];
}

/* step_1 G12, G19, G31, G37: d_bias, d_res_conv1 (line 23) over [batch][49][inner]
 * Serves d_decoder_res2_conv1_scaled, d_decoder_res1_conv1, d_encoder_res4_conv1,
 *     d_encoder_res3_conv1.
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

/* step_1 G13: d_decoder_2_0_1_bias (line 23) over [inner]
 *     d_decoder_2_0_1_bias = 0.000839151 * d_decoder_2_0_1_bias_scaled */
static void
make_d_decoder_2_0_1_bias(const float d_decoder_2_0_1_bias_scaled[restrict inner],
    float d_decoder_2_0_1_bias[restrict inner])
{
    for (int i = 0; i < inner; i++)
        d_decoder_2_0_1_bias[i] = 0.00083915144f * d_decoder_2_0_1_bias_scaled[i];
}

/* step_1 G16: d_decoder_1_0_3_bias (line 25), d_decoder_conv_plus_decoder_res1_conv3 (line
 *     58) over [batch][49][hidden]
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

/* step_1 G22, G34, G40: d_bias, d_decoder_conv (line 41) over [batch][49][hidden]
 * Serves d_decoder_conv, d_encoder_res4_relu0_input, d_encoder_conv2.
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

/* step_1 G25: d_encoder_6_bias (line 37), d_ze (line 55) over [batch][49][width]
 *     d_ze = d_ze_plus_ze_plus_e - 4.98246e-06 * (e - ze)
 *     d_encoder_6_bias = sum over n, i of d_ze */
static void
make_d_ze_and_d_encoder_6_bias(const float d_ze_plus_ze_plus_e[restrict batch][49][width],
    const float e[restrict batch][49][width], const float ze[restrict batch][49][width],
    float d_encoder_6_bias[restrict width], float d_ze[restrict batch][49][width])
{
    enum { chunks = 16 };
    float d_encoder_6_bias_partial[chunks][width];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_encoder_6_bias_partial[chunk], 0, sizeof d_encoder_6_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_encoder_6_bias_row_sum[width] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < width; j++) {
                    const float d_ze_here = d_ze_plus_ze_plus_e[n][i][j]
                        - 4.9824616e-06f * (e[n][i][j] - ze[n][i][j]);
                    d_encoder_6_bias_row_sum[j] += d_ze_here;
                    d_ze[n][i][j] = d_ze_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < width; j++)
                d_encoder_6_bias_partial[chunk][j] += d_encoder_6_bias_row_sum[j];
        }
    }
    add_chunks(chunks, width, &d_encoder_6_bias_partial[0][0], d_encoder_6_bias);
}

/* step_1 F42: next_codebook_scale_sum (line 77) over [codes]
 *     next_codebook_scale_sum = sum over i of next_count */
static void
make_next_codebook_scale_sum(const float next_count[restrict codes],
    float next_codebook_scale_sum[restrict 1])
{
    float next_codebook_scale_sum_total = 0.0f;
    for (int i = 0; i < codes; i++)
        next_codebook_scale_sum_total += next_count[i];
    next_codebook_scale_sum[0] = next_codebook_scale_sum_total;
}

/* step_1 F43: total_next, next_codebook over [codes][width]
 *     usage = 0.99 * count + 0.01 * usage_sum
 *     dead = 0.5 - usage > 0 ? 1 : 0
 *     sums = 0.99 * total + 0.01 * sums_term
 *     total_next_scale = 0.5 * dead
 *     total_next = next_count_factor * sums + total_next_scale * fresh
 *     next_codebook_scale_sum_weighted = 512 * (1e-05 + 0.00195312 *
 *         next_codebook_scale_sum) / (next_codebook_scale_sum * next_count_shifted)
 *     next_codebook = next_codebook_scale_sum_weighted * total_next */
static void
make_total_next_and_next_codebook(const float count[restrict codes],
    const float usage_sum[restrict codes], const float next_codebook_scale_sum[restrict 1],
    const float next_count_shifted[restrict codes], const float total[restrict codes][width],
    const float sums_term[restrict width][codes], const float next_count_factor[restrict codes],
    const float fresh[restrict codes][width], float total_next[restrict codes][width],
    float next_codebook[restrict codes][width])
{
#pragma omp parallel for schedule(static)
    for (int i = 0; i < codes; i++) {
        const float total_next_scale = 0.5f * (0.5f - (0.99f * count[i] + 0.01f * usage_sum[i])
            > 0.0f ? 1.0f : 0.0f);
        const float next_codebook_scale_sum_weighted =
            512.0f * (1e-05f + 0.001953125f * next_codebook_scale_sum[0])
            / (next_codebook_scale_sum[0] * next_count_shifted[i]);
#pragma omp simd
        for (int j = 0; j < width; j++) {
            const float sums = 0.99f * total[i][j] + 0.01f * sums_term[j][i];
            const float total_next_here = next_count_factor[i] * sums
                + total_next_scale * fresh[i][j];
            total_next[i][j] = total_next_here;
            next_codebook[i][j] = next_codebook_scale_sum_weighted * total_next_here;
        }
    }
}

/* evaluate F33: reconstruction_sum (line 65) over [batch][784]
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

/* reconstruct F18: code (line 56) over [batch][49][codes]
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

/* reconstruct F20: ze_plus_d_ze_via_ze (line 58) over [batch][3136]
 *     ze_plus_d_ze_via_ze = ze + (e - ze) */
static void
make_ze_plus_d_ze_via_ze(const float ze[restrict batch][3136],
    const float e[restrict batch][3136], float ze_plus_d_ze_via_ze[restrict batch][3136])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 3136; i++)
            ze_plus_d_ze_via_ze[n][i] = ze[n][i] + (e[n][i] - ze[n][i]);
    }
}

/* reconstruct F34: y (line 58) over [batch][784]
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
vqvae_ema_step_1(struct instance *m)
{
    struct vqvae_ema_parameters *const parameters = (void *)m->parameters;
    struct vqvae_ema_parameters *const gradients = (void *)m->gradients;
    struct vqvae_ema_state *const state = (void *)m->state;

    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_conv0_product)[14][14][64] = (void *)m->at[0];
    conv_28x28_to_64x14x14(x, (void *)parameters->encoder_0_weight, encoder_conv0_product);
    lap(m, 0); /* F1 */
    float (*encoder_relu1)[196][64] = (void *)m->at[1];
    make_relu_64x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1);
    lap(m, 1); /* F2 */
    float (*encoder_conv2_product)[49][hidden] = (void *)m->at[2];
    conv_64x14x14_to_128x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        (void *)encoder_conv2_product, m->at[3]);
    lap(m, 2); /* F3 */
    float (*encoder_res3_relu0)[49][hidden] = (void *)m->at[4];
    make_res_relu0_in_step_1_F4(parameters->encoder_2_bias, encoder_conv2_product,
        encoder_res3_relu0);
    lap(m, 3); /* F4 */
    float (*encoder_res3_conv1_product)[7][7][32] = (void *)m->at[5];
    conv_128x7x7_to_32x7x7((void *)encoder_res3_relu0, (void *)parameters->encoder_3_0_1_weight,
        encoder_res3_conv1_product, m->at[6]);
    lap(m, 4); /* F5 */
    float (*encoder_res3_relu2)[49][inner] = (void *)m->at[7];
    make_res_relu2(parameters->encoder_3_0_1_bias, (void *)encoder_res3_conv1_product,
        encoder_res3_relu2);
    lap(m, 5); /* F6 */
    float (*encoder_res3_conv3_product)[49][hidden] = (void *)m->at[8];
    conv_32x7x7_to_128x7x7((void *)encoder_res3_relu2, parameters->encoder_3_0_3_weight,
        (void *)encoder_res3_conv3_product);
    lap(m, 6); /* F7 */
    float (*encoder_res4_relu0)[49][hidden] = (void *)m->at[9];
    make_res_relu0_in_step_1_F8(parameters->encoder_2_bias, encoder_conv2_product,
        parameters->encoder_3_0_3_bias, encoder_res3_conv3_product, encoder_res4_relu0);
    lap(m, 7); /* F8 */
    float (*encoder_res4_conv1_product)[7][7][32] = (void *)m->at[10];
    conv_128x7x7_to_32x7x7((void *)encoder_res4_relu0, (void *)parameters->encoder_4_0_1_weight,
        encoder_res4_conv1_product, m->at[11]);
    lap(m, 8); /* F9 */
    float (*encoder_res4_relu2)[49][inner] = (void *)m->at[12];
    make_res_relu2(parameters->encoder_4_0_1_bias, (void *)encoder_res4_conv1_product,
        encoder_res4_relu2);
    lap(m, 9); /* F10 */
    float (*encoder_res4_conv3_product)[128] = (void *)m->at[13];
    conv_32x7x7_to_128x7x7((void *)encoder_res4_relu2, parameters->encoder_4_0_3_weight,
        encoder_res4_conv3_product);
    lap(m, 10); /* F11 */
    float (*encoder_relu5)[49][hidden] = (void *)m->at[14];
    make_relu_128x7x7(parameters->encoder_2_bias, encoder_conv2_product,
        parameters->encoder_3_0_3_bias, encoder_res3_conv3_product,
        parameters->encoder_4_0_3_bias, (void *)encoder_res4_conv3_product, encoder_relu5);
    lap(m, 11); /* F12 */
    float (*ze_product)[64] = (void *)m->at[15];
    conv_128x7x7_to_64x7x7((void *)encoder_relu5, parameters->encoder_6_weight, ze_product);
    lap(m, 12); /* F13 */
    float (*ze)[49][width] = (void *)m->at[16];
    make_ze(parameters->encoder_6_bias, (void *)ze_product, ze);
    lap(m, 13); /* F14 */
    float *codebook_squared_row_sum_scaled = m->at[17];
    make_codebook_squared_row_sum_scaled(state->codebook, codebook_squared_row_sum_scaled);
    lap(m, 14); /* F15 */
    float (*ze_by_codebook)[512] = (void *)m->at[18];
    product_32x64x7x7_by_512x64((void *)ze, state->codebook, ze_by_codebook, m->at[19]);
    lap(m, 15); /* F16 */
    float *usage_sum = m->at[21];
    int (*code)[49] = (void *)m->at[20];
    make_code_and_usage_sum(codebook_squared_row_sum_scaled, (void *)ze_by_codebook, usage_sum,
        code);
    lap(m, 16); /* F17 */
    float (*e)[3136] = (void *)m->at[22];
    make_e((void *)state->codebook, (void *)code, (void *)e);
    lap(m, 17); /* F18 */
    float *commitment_sum = m->at[24];
    float (*ze_plus_d_ze_via_ze)[7][7][64] = (void *)m->at[23];
    make_ze_plus_d_ze_via_ze_and_commitment_sum(e, (void *)ze, commitment_sum,
        (void *)ze_plus_d_ze_via_ze);
    lap(m, 18); /* F19 */
    float (*decoder_conv_product)[49][hidden] = (void *)m->at[25];
    conv_64x7x7_to_128x7x7(ze_plus_d_ze_via_ze, parameters->decoder_0_weight,
        (void *)decoder_conv_product, m->at[26]);
    lap(m, 19); /* F20 */
    float (*decoder_res1_relu0)[49][hidden] = (void *)m->at[27];
    make_res_relu0_in_step_1_F4(parameters->decoder_0_bias, decoder_conv_product,
        decoder_res1_relu0);
    lap(m, 20); /* F21 */
    float (*decoder_res1_conv1_product)[7][7][32] = (void *)m->at[28];
    conv_128x7x7_to_32x7x7((void *)decoder_res1_relu0, (void *)parameters->decoder_1_0_1_weight,
        decoder_res1_conv1_product, m->at[29]);
    lap(m, 21); /* F22 */
    float (*decoder_res1_relu2)[49][inner] = (void *)m->at[30];
    make_res_relu2(parameters->decoder_1_0_1_bias, (void *)decoder_res1_conv1_product,
        decoder_res1_relu2);
    lap(m, 22); /* F23 */
    float (*decoder_res1_conv3_product)[49][hidden] = (void *)m->at[31];
    conv_32x7x7_to_128x7x7((void *)decoder_res1_relu2, parameters->decoder_1_0_3_weight,
        (void *)decoder_res1_conv3_product);
    lap(m, 23); /* F24 */
    float (*decoder_res2_relu0)[49][hidden] = (void *)m->at[32];
    make_res_relu0_in_step_1_F8(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product, decoder_res2_relu0);
    lap(m, 24); /* F25 */
    float (*decoder_res2_conv1_product)[7][7][32] = (void *)m->at[33];
    conv_128x7x7_to_32x7x7((void *)decoder_res2_relu0, (void *)parameters->decoder_2_0_1_weight,
        decoder_res2_conv1_product, m->at[34]);
    lap(m, 25); /* F26 */
    float (*decoder_res2_relu2)[49][inner] = (void *)m->at[35];
    make_res_relu2(parameters->decoder_2_0_1_bias, (void *)decoder_res2_conv1_product,
        decoder_res2_relu2);
    lap(m, 26); /* F27 */
    float (*decoder_res2_conv3_product)[128] = (void *)m->at[36];
    conv_32x7x7_to_128x7x7((void *)decoder_res2_relu2, parameters->decoder_2_0_3_weight,
        decoder_res2_conv3_product);
    lap(m, 27); /* F28 */
    float (*decoder_relu3)[49][hidden] = (void *)m->at[37];
    make_relu_128x7x7(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        parameters->decoder_2_0_3_bias, (void *)decoder_res2_conv3_product, decoder_relu3);
    lap(m, 28); /* F29 */
    float (*decoder_conv_transpose4_product)[14][14][64] = (void *)m->at[38];
    conv_data_128x7x7_to_64x14x14_in_panels((void *)decoder_relu3, parameters->decoder_4_weight,
        decoder_conv_transpose4_product, m->at[39]);
    lap(m, 29); /* F30 */
    /* overwrites decoder_conv_transpose4_product */
    float (*decoder_relu5)[196][64] = (void *)m->at[40];
    make_relu_64x14x14(parameters->decoder_4_bias, (void *)decoder_conv_transpose4_product,
        decoder_relu5);
    lap(m, 30); /* F31 */
    float (*y_product)[28][28][1] = (void *)m->at[41];
    conv_data_64x14x14_to_28x28((void *)decoder_relu5, parameters->decoder_6_weight, y_product,
        m->at[42]);
    lap(m, 31); /* F32 */
    float (*sums_term)[codes] = (void *)m->at[43];
    make_sums_term((void *)ze, (void *)code, (void *)sums_term);
    lap(m, 32); /* F33 */
    float *fresh_noise = m->at[44];
    random_uniform(fresh_noise, 1 * codes, random_key(m->seed, "fresh.1"), m->draw, 0);
    lap(m, 33); /* N1 */
    int *fresh_place = (void *)m->at[45];
    make_fresh_place(fresh_noise, fresh_place);
    lap(m, 34); /* F34 */
    float (*fresh)[width] = (void *)m->at[46];
    make_fresh((void *)ze, fresh_place, (void *)fresh);
    lap(m, 35); /* F35 */
    float *reconstruction_sum = m->at[48];
    float *d_decoder_6_bias_scaled = m->at[49];
    float (*x_plus_y)[28][28][1] = (void *)m->at[47];
    make_d_decoder_6_bias_scaled(parameters->decoder_6_bias, (void *)y_product, (void *)x,
        reconstruction_sum, d_decoder_6_bias_scaled, (void *)x_plus_y);
    lap(m, 36); /* F36 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.00041957572f * reconstruction_sum[0];
    float *commitment = &m->value[VALUE_commitment];
    commitment[0] = 9.964923e-06f * commitment_sum[0];
    float *perplexity_sum = m->at[50];
    make_perplexity_sum(usage_sum, perplexity_sum);
    lap(m, 37); /* F39 */
    float *perplexity = &m->value[VALUE_perplexity];
    perplexity[0] = math_exp(-0.0006377551f * perplexity_sum[0]);
    float *next_count_factor = m->at[51];
    float *next_count = m->at[52];
    float *next_count_shifted = m->at[53];
    make_next_count_factor(state->count, usage_sum, next_count_factor, next_count,
        next_count_shifted);
    lap(m, 38); /* F41 */
    gradients->decoder_6_bias[0] = 0.00083915144f * d_decoder_6_bias_scaled[0];
    float (*d_decoder_relu5_scaled)[14][14][64] = (void *)m->at[54];
    conv_28x28_to_64x14x14(x_plus_y, (void *)parameters->decoder_6_weight,
        d_decoder_relu5_scaled);
    lap(m, 39); /* G2 */
    scaled_conv_weight_28x28_by_64x14x14(x_plus_y, (void *)decoder_relu5,
        (void *)gradients->decoder_6_weight, m->at[55], 0.00083915144f);
    lap(m, 40); /* G3 */
    float *d_decoder_4_bias_scaled = m->at[57];
    float (*d_decoder_conv_transpose4_scaled)[14][14][64] = (void *)m->at[56];
    make_d_conv_and_d_bias((void *)d_decoder_relu5_scaled, decoder_relu5,
        d_decoder_4_bias_scaled, (void *)d_decoder_conv_transpose4_scaled);
    lap(m, 41); /* G4 */
    make_d_decoder_4_bias(d_decoder_4_bias_scaled, gradients->decoder_4_bias);
    lap(m, 42); /* G5 */
    float (*d_decoder_relu3_scaled)[7][7][128] = (void *)m->at[58];
    conv_64x14x14_to_128x7x7_in_panels(d_decoder_conv_transpose4_scaled,
        parameters->decoder_4_weight, d_decoder_relu3_scaled, m->at[59]);
    lap(m, 43); /* G6 */
    scaled_conv_weight_64x14x14_by_128x7x7(d_decoder_conv_transpose4_scaled,
        (void *)decoder_relu3, gradients->decoder_4_weight, m->at[60], 0.00083915144f);
    lap(m, 44); /* G7 */
    float *d_decoder_2_0_3_bias_scaled = m->at[62];
    float (*d_decoder_conv_plus_decoder_res1_conv3_combined_scaled)[49][hidden] =
        (void *)m->at[61];
    make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled((void *)d_decoder_relu3_scaled,
        decoder_relu3, d_decoder_2_0_3_bias_scaled,
        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled);
    lap(m, 45); /* G8 */
    make_d_decoder_2_0_3_bias(d_decoder_2_0_3_bias_scaled, gradients->decoder_2_0_3_bias);
    lap(m, 46); /* G9 */
    float (*d_decoder_res2_relu2_scaled)[32] = (void *)m->at[63];
    conv_data_128x7x7_to_32x7x7((void *)d_decoder_conv_plus_decoder_res1_conv3_combined_scaled,
        parameters->decoder_2_0_3_weight, d_decoder_res2_relu2_scaled, m->at[64]);
    lap(m, 47); /* G10 */
    scaled_conv_weight_32x7x7_by_128x7x7((void *)decoder_res2_relu2,
        (void *)d_decoder_conv_plus_decoder_res1_conv3_combined_scaled,
        gradients->decoder_2_0_3_weight, 0.00083915144f);
    lap(m, 48); /* G11 */
    float *d_decoder_2_0_1_bias_scaled = m->at[66];
    float (*d_decoder_res2_conv1_scaled)[7][7][32] = (void *)m->at[65];
    make_d_res_conv1_and_d_bias((void *)d_decoder_res2_relu2_scaled, decoder_res2_relu2,
        d_decoder_2_0_1_bias_scaled, (void *)d_decoder_res2_conv1_scaled);
    lap(m, 49); /* G12 */
    make_d_decoder_2_0_1_bias(d_decoder_2_0_1_bias_scaled, gradients->decoder_2_0_1_bias);
    lap(m, 50); /* G13 */
    float (*d_decoder_res2_relu0_scaled)[7][7][128] = (void *)m->at[67];
    conv_data_32x7x7_to_128x7x7(d_decoder_res2_conv1_scaled,
        (void *)parameters->decoder_2_0_1_weight, d_decoder_res2_relu0_scaled, m->at[68]);
    lap(m, 51); /* G14 */
    scaled_conv_weight_128x7x7_by_32x7x7((void *)decoder_res2_relu0,
        d_decoder_res2_conv1_scaled, (void *)gradients->decoder_2_0_1_weight, m->at[69],
        0.00083915144f);
    lap(m, 52); /* G15 */
    float (*d_decoder_conv_plus_decoder_res1_conv3)[49][hidden] = (void *)m->at[70];
    make_d_decoder_conv_plus_decoder_res1_conv3(
        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled,
        (void *)d_decoder_res2_relu0_scaled, decoder_res2_relu0, gradients->decoder_1_0_3_bias,
        d_decoder_conv_plus_decoder_res1_conv3);
    lap(m, 53); /* G16 */
    float (*d_decoder_res1_relu2)[32] = (void *)m->at[71];
    conv_data_128x7x7_to_32x7x7((void *)d_decoder_conv_plus_decoder_res1_conv3,
        parameters->decoder_1_0_3_weight, d_decoder_res1_relu2, m->at[72]);
    lap(m, 54); /* G17 */
    conv_weight_32x7x7_by_128x7x7((void *)decoder_res1_relu2,
        (void *)d_decoder_conv_plus_decoder_res1_conv3, gradients->decoder_1_0_3_weight);
    lap(m, 55); /* G18 */
    float (*d_decoder_res1_conv1)[7][7][32] = (void *)m->at[73];
    make_d_res_conv1_and_d_bias((void *)d_decoder_res1_relu2, decoder_res1_relu2,
        gradients->decoder_1_0_1_bias, (void *)d_decoder_res1_conv1);
    lap(m, 56); /* G19 */
    float (*d_decoder_res1_relu0)[7][7][128] = (void *)m->at[74];
    conv_data_32x7x7_to_128x7x7(d_decoder_res1_conv1, (void *)parameters->decoder_1_0_1_weight,
        d_decoder_res1_relu0, m->at[75]);
    lap(m, 57); /* G20 */
    conv_weight_128x7x7_by_32x7x7((void *)decoder_res1_relu0, d_decoder_res1_conv1,
        (void *)gradients->decoder_1_0_1_weight, m->at[76]);
    lap(m, 58); /* G21 */
    float (*d_decoder_conv)[7][7][128] = (void *)m->at[77];
    make_d_decoder_conv_and_d_bias(d_decoder_conv_plus_decoder_res1_conv3,
        (void *)d_decoder_res1_relu0, decoder_res1_relu0, gradients->decoder_0_bias,
        (void *)d_decoder_conv);
    lap(m, 59); /* G22 */
    float (*d_ze_plus_ze_plus_e)[7][7][64] = (void *)m->at[78];
    conv_data_128x7x7_to_64x7x7(d_decoder_conv, parameters->decoder_0_weight,
        d_ze_plus_ze_plus_e, m->at[79]);
    lap(m, 60); /* G23 */
    conv_weight_64x7x7_by_128x7x7(ze_plus_d_ze_via_ze, d_decoder_conv,
        gradients->decoder_0_weight, m->at[80]);
    lap(m, 61); /* G24 */
    float (*d_ze)[64] = (void *)m->at[81];
    make_d_ze_and_d_encoder_6_bias((void *)d_ze_plus_ze_plus_e, (void *)e, ze,
        gradients->encoder_6_bias, (void *)d_ze);
    lap(m, 62); /* G25 */
    float (*d_encoder_relu5)[128] = (void *)m->at[82];
    conv_data_64x7x7_to_128x7x7(d_ze, parameters->encoder_6_weight, d_encoder_relu5, m->at[83]);
    lap(m, 63); /* G26 */
    conv_weight_128x7x7_by_64x7x7((void *)encoder_relu5, d_ze, gradients->encoder_6_weight);
    lap(m, 64); /* G27 */
    float (*d_encoder_relu5_input)[49][hidden] = (void *)m->at[84];
    make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled((void *)d_encoder_relu5,
        encoder_relu5, gradients->encoder_4_0_3_bias, d_encoder_relu5_input);
    lap(m, 65); /* G28 */
    float (*d_encoder_res4_relu2)[32] = (void *)m->at[85];
    conv_data_128x7x7_to_32x7x7((void *)d_encoder_relu5_input, parameters->encoder_4_0_3_weight,
        d_encoder_res4_relu2, m->at[86]);
    lap(m, 66); /* G29 */
    conv_weight_32x7x7_by_128x7x7((void *)encoder_res4_relu2, (void *)d_encoder_relu5_input,
        gradients->encoder_4_0_3_weight);
    lap(m, 67); /* G30 */
    float (*d_encoder_res4_conv1)[7][7][32] = (void *)m->at[87];
    make_d_res_conv1_and_d_bias((void *)d_encoder_res4_relu2, encoder_res4_relu2,
        gradients->encoder_4_0_1_bias, (void *)d_encoder_res4_conv1);
    lap(m, 68); /* G31 */
    float (*d_encoder_res4_relu0)[7][7][128] = (void *)m->at[88];
    conv_data_32x7x7_to_128x7x7(d_encoder_res4_conv1, (void *)parameters->encoder_4_0_1_weight,
        d_encoder_res4_relu0, m->at[89]);
    lap(m, 69); /* G32 */
    conv_weight_128x7x7_by_32x7x7((void *)encoder_res4_relu0, d_encoder_res4_conv1,
        (void *)gradients->encoder_4_0_1_weight, m->at[90]);
    lap(m, 70); /* G33 */
    float (*d_encoder_res4_relu0_input)[49][hidden] = (void *)m->at[91];
    make_d_decoder_conv_and_d_bias(d_encoder_relu5_input, (void *)d_encoder_res4_relu0,
        encoder_res4_relu0, gradients->encoder_3_0_3_bias, d_encoder_res4_relu0_input);
    lap(m, 71); /* G34 */
    float (*d_encoder_res3_relu2)[32] = (void *)m->at[92];
    conv_data_128x7x7_to_32x7x7((void *)d_encoder_res4_relu0_input,
        parameters->encoder_3_0_3_weight, d_encoder_res3_relu2, m->at[93]);
    lap(m, 72); /* G35 */
    conv_weight_32x7x7_by_128x7x7((void *)encoder_res3_relu2,
        (void *)d_encoder_res4_relu0_input, gradients->encoder_3_0_3_weight);
    lap(m, 73); /* G36 */
    float (*d_encoder_res3_conv1)[7][7][32] = (void *)m->at[94];
    make_d_res_conv1_and_d_bias((void *)d_encoder_res3_relu2, encoder_res3_relu2,
        gradients->encoder_3_0_1_bias, (void *)d_encoder_res3_conv1);
    lap(m, 74); /* G37 */
    float (*d_encoder_res3_relu0)[7][7][128] = (void *)m->at[95];
    conv_data_32x7x7_to_128x7x7(d_encoder_res3_conv1, (void *)parameters->encoder_3_0_1_weight,
        d_encoder_res3_relu0, m->at[96]);
    lap(m, 75); /* G38 */
    conv_weight_128x7x7_by_32x7x7((void *)encoder_res3_relu0, d_encoder_res3_conv1,
        (void *)gradients->encoder_3_0_1_weight, m->at[97]);
    lap(m, 76); /* G39 */
    float (*d_encoder_conv2)[7][7][128] = (void *)m->at[98];
    make_d_decoder_conv_and_d_bias(d_encoder_res4_relu0_input, (void *)d_encoder_res3_relu0,
        encoder_res3_relu0, gradients->encoder_2_bias, (void *)d_encoder_conv2);
    lap(m, 77); /* G40 */
    float (*d_encoder_relu1)[14][14][64] = (void *)m->at[99];
    conv_data_128x7x7_to_64x14x14_out_panels(d_encoder_conv2, parameters->encoder_2_weight,
        d_encoder_relu1, m->at[100]);
    lap(m, 78); /* G41 */
    conv_weight_64x14x14_by_128x7x7((void *)encoder_relu1, d_encoder_conv2,
        gradients->encoder_2_weight, m->at[101]);
    lap(m, 79); /* G42 */
    float (*d_encoder_conv0)[196][64] = (void *)m->at[102];
    make_d_conv_and_d_bias((void *)d_encoder_relu1, encoder_relu1, gradients->encoder_0_bias,
        d_encoder_conv0);
    lap(m, 80); /* G43 */
    conv_weight_28x28_by_64x14x14(x, (void *)d_encoder_conv0,
        (void *)gradients->encoder_0_weight, m->at[103]);
    lap(m, 81); /* G44 */
    float *next_codebook_scale_sum = m->at[104];
    make_next_codebook_scale_sum(next_count, next_codebook_scale_sum);
    lap(m, 82); /* F42 */
    float (*total_next)[width] = (void *)m->at[105];
    float (*next_codebook)[width] = (void *)m->at[106];
    make_total_next_and_next_codebook(state->count, usage_sum, next_codebook_scale_sum,
        next_count_shifted, state->total, sums_term, next_count_factor, fresh, total_next,
        next_codebook);
    lap(m, 83); /* F43 */
    /* encoder.0.weight .. decoder.6.bias: 511041 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 511041, m->updates[0], 0.0003,
        0.9, 0.999, 1e-08);
    lap(m, 84); /* U1 */
    memcpy(&state->count, next_count, sizeof state->count);
    lap(m, 85); /* A1 */
    memcpy(&state->total, total_next, sizeof state->total);
    lap(m, 86); /* A2 */
    memcpy(&state->codebook, next_codebook, sizeof state->codebook);
    lap(m, 87); /* A3 */
}

/* Every loss and metric of a batch, in inference mode. */
void
vqvae_ema_evaluate(struct instance *m)
{
    struct vqvae_ema_parameters *const parameters = (void *)m->parameters;
    struct vqvae_ema_state *const state = (void *)m->state;

    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_conv0_product)[14][14][64] = (void *)m->at[107];
    conv_28x28_to_64x14x14(x, (void *)parameters->encoder_0_weight,
        encoder_conv0_product); /* F1 */
    float (*encoder_relu1)[196][64] = (void *)m->at[108];
    make_relu_64x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1); /* F2 */
    float (*encoder_conv2_product)[49][hidden] = (void *)m->at[109];
    conv_64x14x14_to_128x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        (void *)encoder_conv2_product, m->at[110]); /* F3 */
    float (*encoder_res3_relu0)[49][hidden] = (void *)m->at[111];
    make_res_relu0_in_step_1_F4(parameters->encoder_2_bias, encoder_conv2_product,
        encoder_res3_relu0); /* F4 */
    float (*encoder_res3_conv1_product)[7][7][32] = (void *)m->at[112];
    conv_128x7x7_to_32x7x7((void *)encoder_res3_relu0, (void *)parameters->encoder_3_0_1_weight,
        encoder_res3_conv1_product, m->at[113]); /* F5 */
    float (*encoder_res3_relu2)[49][inner] = (void *)m->at[114];
    make_res_relu2(parameters->encoder_3_0_1_bias, (void *)encoder_res3_conv1_product,
        encoder_res3_relu2); /* F6 */
    float (*encoder_res3_conv3_product)[49][hidden] = (void *)m->at[115];
    conv_32x7x7_to_128x7x7((void *)encoder_res3_relu2, parameters->encoder_3_0_3_weight,
        (void *)encoder_res3_conv3_product); /* F7 */
    float (*encoder_res4_relu0)[49][hidden] = (void *)m->at[116];
    make_res_relu0_in_step_1_F8(parameters->encoder_2_bias, encoder_conv2_product,
        parameters->encoder_3_0_3_bias, encoder_res3_conv3_product,
        encoder_res4_relu0); /* F8 */
    float (*encoder_res4_conv1_product)[7][7][32] = (void *)m->at[117];
    conv_128x7x7_to_32x7x7((void *)encoder_res4_relu0, (void *)parameters->encoder_4_0_1_weight,
        encoder_res4_conv1_product, m->at[118]); /* F9 */
    float (*encoder_res4_relu2)[49][inner] = (void *)m->at[119];
    make_res_relu2(parameters->encoder_4_0_1_bias, (void *)encoder_res4_conv1_product,
        encoder_res4_relu2); /* F10 */
    float (*encoder_res4_conv3_product)[128] = (void *)m->at[120];
    conv_32x7x7_to_128x7x7((void *)encoder_res4_relu2, parameters->encoder_4_0_3_weight,
        encoder_res4_conv3_product); /* F11 */
    /* overwrites encoder_res4_conv3_product */
    float (*encoder_relu5)[49][hidden] = (void *)m->at[121];
    make_relu_128x7x7(parameters->encoder_2_bias, encoder_conv2_product,
        parameters->encoder_3_0_3_bias, encoder_res3_conv3_product,
        parameters->encoder_4_0_3_bias, (void *)encoder_res4_conv3_product,
        encoder_relu5); /* F12 */
    float (*ze_product)[64] = (void *)m->at[122];
    conv_128x7x7_to_64x7x7((void *)encoder_relu5, parameters->encoder_6_weight,
        ze_product); /* F13 */
    float (*ze)[49][width] = (void *)m->at[123];
    make_ze(parameters->encoder_6_bias, (void *)ze_product, ze); /* F14 */
    float *codebook_squared_row_sum_scaled = m->at[124];
    make_codebook_squared_row_sum_scaled(state->codebook,
        codebook_squared_row_sum_scaled); /* F15 */
    float (*ze_by_codebook)[512] = (void *)m->at[125];
    product_32x64x7x7_by_512x64((void *)ze, state->codebook, ze_by_codebook,
        m->at[126]); /* F16 */
    float *usage_sum = m->at[128];
    int (*code)[49] = (void *)m->at[127];
    make_code_and_usage_sum(codebook_squared_row_sum_scaled, (void *)ze_by_codebook, usage_sum,
        code); /* F17 */
    float (*e)[3136] = (void *)m->at[129];
    make_e((void *)state->codebook, (void *)code, (void *)e); /* F18 */
    float *commitment_sum = m->at[131];
    float (*ze_plus_d_ze_via_ze)[3136] = (void *)m->at[130];
    make_ze_plus_d_ze_via_ze_and_commitment_sum(e, (void *)ze, commitment_sum,
        ze_plus_d_ze_via_ze); /* F19 */
    float (*decoder_conv_product)[49][hidden] = (void *)m->at[132];
    conv_64x7x7_to_128x7x7((void *)ze_plus_d_ze_via_ze, parameters->decoder_0_weight,
        (void *)decoder_conv_product, m->at[133]); /* F20 */
    float (*decoder_res1_relu0)[49][hidden] = (void *)m->at[134];
    make_res_relu0_in_step_1_F4(parameters->decoder_0_bias, decoder_conv_product,
        decoder_res1_relu0); /* F21 */
    float (*decoder_res1_conv1_product)[7][7][32] = (void *)m->at[135];
    conv_128x7x7_to_32x7x7((void *)decoder_res1_relu0, (void *)parameters->decoder_1_0_1_weight,
        decoder_res1_conv1_product, m->at[136]); /* F22 */
    float (*decoder_res1_relu2)[49][inner] = (void *)m->at[137];
    make_res_relu2(parameters->decoder_1_0_1_bias, (void *)decoder_res1_conv1_product,
        decoder_res1_relu2); /* F23 */
    float (*decoder_res1_conv3_product)[49][hidden] = (void *)m->at[138];
    conv_32x7x7_to_128x7x7((void *)decoder_res1_relu2, parameters->decoder_1_0_3_weight,
        (void *)decoder_res1_conv3_product); /* F24 */
    float (*decoder_res2_relu0)[49][hidden] = (void *)m->at[139];
    make_res_relu0_in_step_1_F8(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        decoder_res2_relu0); /* F25 */
    float (*decoder_res2_conv1_product)[7][7][32] = (void *)m->at[140];
    conv_128x7x7_to_32x7x7((void *)decoder_res2_relu0, (void *)parameters->decoder_2_0_1_weight,
        decoder_res2_conv1_product, m->at[141]); /* F26 */
    /* overwrites decoder_res2_conv1_product */
    float (*decoder_res2_relu2)[49][inner] = (void *)m->at[142];
    make_res_relu2(parameters->decoder_2_0_1_bias, (void *)decoder_res2_conv1_product,
        decoder_res2_relu2); /* F27 */
    float (*decoder_res2_conv3_product)[128] = (void *)m->at[143];
    conv_32x7x7_to_128x7x7((void *)decoder_res2_relu2, parameters->decoder_2_0_3_weight,
        decoder_res2_conv3_product); /* F28 */
    /* overwrites decoder_res1_conv3_product */
    float (*decoder_relu3)[49][hidden] = (void *)m->at[144];
    make_relu_128x7x7(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        parameters->decoder_2_0_3_bias, (void *)decoder_res2_conv3_product,
        decoder_relu3); /* F29 */
    float (*decoder_conv_transpose4_product)[14][14][64] = (void *)m->at[145];
    conv_data_128x7x7_to_64x14x14_in_panels((void *)decoder_relu3, parameters->decoder_4_weight,
        decoder_conv_transpose4_product, m->at[146]); /* F30 */
    /* overwrites decoder_conv_transpose4_product */
    float (*decoder_relu5)[196][64] = (void *)m->at[147];
    make_relu_64x14x14(parameters->decoder_4_bias, (void *)decoder_conv_transpose4_product,
        decoder_relu5); /* F31 */
    float (*y_product)[28][28][1] = (void *)m->at[148];
    conv_data_64x14x14_to_28x28((void *)decoder_relu5, parameters->decoder_6_weight, y_product,
        m->at[149]); /* F32 */
    float *reconstruction_sum = m->at[150];
    make_reconstruction_sum(parameters->decoder_6_bias, (void *)y_product, (void *)x,
        reconstruction_sum); /* F33 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.00041957572f * reconstruction_sum[0];
    float *commitment = &m->value[VALUE_commitment];
    commitment[0] = 9.964923e-06f * commitment_sum[0];
    float *perplexity_sum = m->at[151];
    make_perplexity_sum(usage_sum, perplexity_sum); /* F36 */
    float *perplexity = &m->value[VALUE_perplexity];
    perplexity[0] = math_exp(-0.0006377551f * perplexity_sum[0]);
}

/* Fills output[i] for one batch: the command `reconstruct`. */
void
vqvae_ema_reconstruct(struct instance *m, float *const *output)
{
    struct vqvae_ema_parameters *const parameters = (void *)m->parameters;
    struct vqvae_ema_state *const state = (void *)m->state;

    const float (*x)[784] = m->field[DATA_x];
    float (*x_copy)[784] = (void *)output[0];
    make_x_copy(x, x_copy); /* F1 */
    float (*encoder_conv0_product)[14][14][64] = (void *)m->at[152];
    conv_28x28_to_64x14x14((void *)x, (void *)parameters->encoder_0_weight,
        encoder_conv0_product); /* F2 */
    float (*encoder_relu1)[196][64] = (void *)m->at[153];
    make_relu_64x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1); /* F3 */
    float (*encoder_conv2_product)[49][hidden] = (void *)m->at[154];
    conv_64x14x14_to_128x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        (void *)encoder_conv2_product, m->at[155]); /* F4 */
    float (*encoder_res3_relu0)[49][hidden] = (void *)m->at[156];
    make_res_relu0_in_step_1_F4(parameters->encoder_2_bias, encoder_conv2_product,
        encoder_res3_relu0); /* F5 */
    float (*encoder_res3_conv1_product)[7][7][32] = (void *)m->at[157];
    conv_128x7x7_to_32x7x7((void *)encoder_res3_relu0, (void *)parameters->encoder_3_0_1_weight,
        encoder_res3_conv1_product, m->at[158]); /* F6 */
    float (*encoder_res3_relu2)[49][inner] = (void *)m->at[159];
    make_res_relu2(parameters->encoder_3_0_1_bias, (void *)encoder_res3_conv1_product,
        encoder_res3_relu2); /* F7 */
    float (*encoder_res3_conv3_product)[49][hidden] = (void *)m->at[160];
    conv_32x7x7_to_128x7x7((void *)encoder_res3_relu2, parameters->encoder_3_0_3_weight,
        (void *)encoder_res3_conv3_product); /* F8 */
    float (*encoder_res4_relu0)[49][hidden] = (void *)m->at[161];
    make_res_relu0_in_step_1_F8(parameters->encoder_2_bias, encoder_conv2_product,
        parameters->encoder_3_0_3_bias, encoder_res3_conv3_product,
        encoder_res4_relu0); /* F9 */
    float (*encoder_res4_conv1_product)[7][7][32] = (void *)m->at[162];
    conv_128x7x7_to_32x7x7((void *)encoder_res4_relu0, (void *)parameters->encoder_4_0_1_weight,
        encoder_res4_conv1_product, m->at[163]); /* F10 */
    float (*encoder_res4_relu2)[49][inner] = (void *)m->at[164];
    make_res_relu2(parameters->encoder_4_0_1_bias, (void *)encoder_res4_conv1_product,
        encoder_res4_relu2); /* F11 */
    float (*encoder_res4_conv3_product)[128] = (void *)m->at[165];
    conv_32x7x7_to_128x7x7((void *)encoder_res4_relu2, parameters->encoder_4_0_3_weight,
        encoder_res4_conv3_product); /* F12 */
    /* overwrites encoder_res4_conv3_product */
    float (*encoder_relu5)[49][hidden] = (void *)m->at[166];
    make_relu_128x7x7(parameters->encoder_2_bias, encoder_conv2_product,
        parameters->encoder_3_0_3_bias, encoder_res3_conv3_product,
        parameters->encoder_4_0_3_bias, (void *)encoder_res4_conv3_product,
        encoder_relu5); /* F13 */
    float (*ze_product)[64] = (void *)m->at[167];
    conv_128x7x7_to_64x7x7((void *)encoder_relu5, parameters->encoder_6_weight,
        ze_product); /* F14 */
    float (*ze)[49][width] = (void *)m->at[168];
    make_ze(parameters->encoder_6_bias, (void *)ze_product, ze); /* F15 */
    float *codebook_squared_row_sum_scaled = m->at[169];
    make_codebook_squared_row_sum_scaled(state->codebook,
        codebook_squared_row_sum_scaled); /* F16 */
    float (*ze_by_codebook)[512] = (void *)m->at[170];
    product_32x64x7x7_by_512x64((void *)ze, state->codebook, ze_by_codebook,
        m->at[171]); /* F17 */
    int (*code)[49] = (void *)m->at[172];
    make_code(codebook_squared_row_sum_scaled, (void *)ze_by_codebook, code); /* F18 */
    float (*e)[3136] = (void *)m->at[173];
    make_e((void *)state->codebook, (void *)code, (void *)e); /* F19 */
    float (*ze_plus_d_ze_via_ze)[3136] = (void *)m->at[174];
    make_ze_plus_d_ze_via_ze((void *)ze, e, ze_plus_d_ze_via_ze); /* F20 */
    float (*decoder_conv_product)[49][hidden] = (void *)m->at[175];
    conv_64x7x7_to_128x7x7((void *)ze_plus_d_ze_via_ze, parameters->decoder_0_weight,
        (void *)decoder_conv_product, m->at[176]); /* F21 */
    float (*decoder_res1_relu0)[49][hidden] = (void *)m->at[177];
    make_res_relu0_in_step_1_F4(parameters->decoder_0_bias, decoder_conv_product,
        decoder_res1_relu0); /* F22 */
    float (*decoder_res1_conv1_product)[7][7][32] = (void *)m->at[178];
    conv_128x7x7_to_32x7x7((void *)decoder_res1_relu0, (void *)parameters->decoder_1_0_1_weight,
        decoder_res1_conv1_product, m->at[179]); /* F23 */
    float (*decoder_res1_relu2)[49][inner] = (void *)m->at[180];
    make_res_relu2(parameters->decoder_1_0_1_bias, (void *)decoder_res1_conv1_product,
        decoder_res1_relu2); /* F24 */
    float (*decoder_res1_conv3_product)[49][hidden] = (void *)m->at[181];
    conv_32x7x7_to_128x7x7((void *)decoder_res1_relu2, parameters->decoder_1_0_3_weight,
        (void *)decoder_res1_conv3_product); /* F25 */
    float (*decoder_res2_relu0)[49][hidden] = (void *)m->at[182];
    make_res_relu0_in_step_1_F8(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        decoder_res2_relu0); /* F26 */
    float (*decoder_res2_conv1_product)[7][7][32] = (void *)m->at[183];
    conv_128x7x7_to_32x7x7((void *)decoder_res2_relu0, (void *)parameters->decoder_2_0_1_weight,
        decoder_res2_conv1_product, m->at[184]); /* F27 */
    /* overwrites decoder_res2_conv1_product */
    float (*decoder_res2_relu2)[49][inner] = (void *)m->at[185];
    make_res_relu2(parameters->decoder_2_0_1_bias, (void *)decoder_res2_conv1_product,
        decoder_res2_relu2); /* F28 */
    float (*decoder_res2_conv3_product)[128] = (void *)m->at[186];
    conv_32x7x7_to_128x7x7((void *)decoder_res2_relu2, parameters->decoder_2_0_3_weight,
        decoder_res2_conv3_product); /* F29 */
    /* overwrites decoder_res1_conv3_product */
    float (*decoder_relu3)[49][hidden] = (void *)m->at[187];
    make_relu_128x7x7(parameters->decoder_0_bias, decoder_conv_product,
        parameters->decoder_1_0_3_bias, decoder_res1_conv3_product,
        parameters->decoder_2_0_3_bias, (void *)decoder_res2_conv3_product,
        decoder_relu3); /* F30 */
    float (*decoder_conv_transpose4_product)[14][14][64] = (void *)m->at[188];
    conv_data_128x7x7_to_64x14x14_in_panels((void *)decoder_relu3, parameters->decoder_4_weight,
        decoder_conv_transpose4_product, m->at[189]); /* F31 */
    /* overwrites decoder_conv_transpose4_product */
    float (*decoder_relu5)[196][64] = (void *)m->at[190];
    make_relu_64x14x14(parameters->decoder_4_bias, (void *)decoder_conv_transpose4_product,
        decoder_relu5); /* F32 */
    float (*y_product)[28][28][1] = (void *)m->at[191];
    conv_data_64x14x14_to_28x28((void *)decoder_relu5, parameters->decoder_6_weight, y_product,
        m->at[192]); /* F33 */
    float (*y)[784] = (void *)output[1];
    make_y(parameters->decoder_6_bias, (void *)y_product, y); /* F34 */
}

/* Fills output[0] for one batch: vectors whose clusters codebook begins as. */
void
vqvae_ema_start_codebook(struct instance *m, float *const *output)
{
    struct vqvae_ema_parameters *const parameters = (void *)m->parameters;

    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_conv0_product)[14][14][64] = (void *)m->at[193];
    conv_28x28_to_64x14x14(x, (void *)parameters->encoder_0_weight,
        encoder_conv0_product); /* F1 */
    float (*encoder_relu1)[196][64] = (void *)m->at[194];
    make_relu_64x14x14(parameters->encoder_0_bias, (void *)encoder_conv0_product,
        encoder_relu1); /* F2 */
    float (*encoder_conv2_product)[49][hidden] = (void *)m->at[195];
    conv_64x14x14_to_128x7x7_out_panels((void *)encoder_relu1, parameters->encoder_2_weight,
        (void *)encoder_conv2_product, m->at[196]); /* F3 */
    float (*encoder_res3_relu0)[49][hidden] = (void *)m->at[197];
    make_res_relu0_in_step_1_F4(parameters->encoder_2_bias, encoder_conv2_product,
        encoder_res3_relu0); /* F4 */
    float (*encoder_res3_conv1_product)[7][7][32] = (void *)m->at[198];
    conv_128x7x7_to_32x7x7((void *)encoder_res3_relu0, (void *)parameters->encoder_3_0_1_weight,
        encoder_res3_conv1_product, m->at[199]); /* F5 */
    float (*encoder_res3_relu2)[49][inner] = (void *)m->at[200];
    make_res_relu2(parameters->encoder_3_0_1_bias, (void *)encoder_res3_conv1_product,
        encoder_res3_relu2); /* F6 */
    float (*encoder_res3_conv3_product)[49][hidden] = (void *)m->at[201];
    conv_32x7x7_to_128x7x7((void *)encoder_res3_relu2, parameters->encoder_3_0_3_weight,
        (void *)encoder_res3_conv3_product); /* F7 */
    float (*encoder_res4_relu0)[49][hidden] = (void *)m->at[202];
    make_res_relu0_in_step_1_F8(parameters->encoder_2_bias, encoder_conv2_product,
        parameters->encoder_3_0_3_bias, encoder_res3_conv3_product,
        encoder_res4_relu0); /* F8 */
    float (*encoder_res4_conv1_product)[7][7][32] = (void *)m->at[203];
    conv_128x7x7_to_32x7x7((void *)encoder_res4_relu0, (void *)parameters->encoder_4_0_1_weight,
        encoder_res4_conv1_product, m->at[204]); /* F9 */
    float (*encoder_res4_relu2)[49][inner] = (void *)m->at[205];
    make_res_relu2(parameters->encoder_4_0_1_bias, (void *)encoder_res4_conv1_product,
        encoder_res4_relu2); /* F10 */
    float (*encoder_res4_conv3_product)[128] = (void *)m->at[206];
    conv_32x7x7_to_128x7x7((void *)encoder_res4_relu2, parameters->encoder_4_0_3_weight,
        encoder_res4_conv3_product); /* F11 */
    /* overwrites encoder_res4_conv3_product */
    float (*encoder_relu5)[49][hidden] = (void *)m->at[207];
    make_relu_128x7x7(parameters->encoder_2_bias, encoder_conv2_product,
        parameters->encoder_3_0_3_bias, encoder_res3_conv3_product,
        parameters->encoder_4_0_3_bias, (void *)encoder_res4_conv3_product,
        encoder_relu5); /* F12 */
    float (*ze_product)[64] = (void *)m->at[208];
    conv_128x7x7_to_64x7x7((void *)encoder_relu5, parameters->encoder_6_weight,
        ze_product); /* F13 */
    float (*ze)[49][width] = (void *)output[0];
    make_ze(parameters->encoder_6_bias, (void *)ze_product, ze); /* F14 */
}

