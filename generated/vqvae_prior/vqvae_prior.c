/* vqvae_prior.c: the computations of vqvae_prior.yaml with blocks.yaml (sha256 a9fd19d0).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 32, hidden 64, width 32, codes 128, side 28
 * Parameters  599728 floats, struct vqvae_prior_parameters; gradients in the same struct
 * Arena       1174160 floats; 21361824 if nothing shared memory, at least 1174160 at once
 *    offset   floats  holds                                           live
 *         0   200704  encoder_down40_conv_product[batch][14][14][32]  step_1 F1..F2
 *         0   200704  ze_by_codebook[batch][7][7][codes]              step_1 F8..F9
 *         0    50176  e[batch][7][7][width]                           step_1 F10..F11
 *         0   100352  decoder_conv_product[batch][7][7][hidden]       step_1 F12..F13
 *         0   200704  decoder_up4_conv_transpose_product              step_1 F14..F15
 *         0    25088  y_product[batch][side][side]                    step_1 F16..F17
 *         0   200704  d_decoder_up4_conv_transpose_scaled             step_1 G4..G7
 *         0   100352  d_decoder_conv_scaled[batch][7][7][hidden]      step_1 G8..G11
 *         0     4096  d_codebook_scaled[width][codes]                 step_1 G12..G13
 *         0   200704  d_encoder_down40_conv[batch][14][14][32]        step_1 G20..G21
 *         0   200704  encoder_down40_conv_of_x_product                step_2 F3..F4
 *         0   100352  encoder_down41_leaky_relu_of_x                  step_2 F6..F7
 *         0   200704  ze_contract[batch][7][7][codes]                 step_2 F10..F11
 *         0   229376  prior_masked_conv0_weight_factor                step_2 F12..F13
 *         0   229376  prior_masked_conv0_weight[hidden][codes][4][7]  step_2 F13..F14
 *         0    24576  prior_residual1_seen0_masked_conv_weight_factor step_2 F16..F17
 *         0   100352  prior_residual1_seen0_masked_conv_product       step_2 F18..F19
 *         0   100352  prior_residual1_seen1_masked_conv_product       step_2 F21..F29
 *         0   200704  d_logits[batch][7][7][codes]                    step_2 F32..G2
 *         0     4096  d_prior_residual2_seen1_masked_conv_weight      step_2 G6..G7
 *         0   100352  d_prior_residual2_seen0_masked_conv             step_2 G8..G10
 *         0    24576  d_prior_residual2_seen0_masked_conv_weight_factor step_2 G11..G12
 *         0     4096  d_prior_residual1_seen1_masked_conv_weight      step_2 G15..G16
 *         0   100352  d_prior_residual1_seen0_masked_conv             step_2 G17..G19
 *         0    24576  d_prior_residual1_seen0_masked_conv_weight_factor step_2 G20..G21
 *         0   229376  d_prior_masked_conv0_weight                     step_2 G23..G24
 *         0   229376  d_prior_masked_conv0_weight_factor              step_2 G24..G25
 *     28800    25088  x_plus_y[batch][side][side]                     step_1 F17..G3
 *     73728    50176  ze_product[batch][7][7][width]                  step_1 F5..F6
 *    100352    24576  prior_residual2_seen0_masked_conv_weight_factor step_2 F23..F24
 *    100352   100352  prior_residual2_seen0_masked_conv_product       step_2 F25..F26
 *    100352   100352  prior_residual2_seen1_masked_conv_product       step_2 F28..F29
 *    100352   100352  d_prior_residual2_seen1_relu                    step_2 G5..G8
 *    100352    24576  d_prior_residual2_seen0_masked_conv_weight      step_2 G10..G11
 *    100352   100352  d_prior_residual2_seen0_relu_input              step_2 G13..G22
 *    200704    50176  ze[batch][7][7][width]                          step_1 F6..F11
 *    200704   200704  d_decoder_up4_leaky_relu_scaled                 step_1 G2..G4
 *    200704   100352  d_decoder_leaky_relu_scaled                     step_1 G6..G8
 *    200704    50176  ze_product_in_surprise[batch][7][7][width]      step_2 F7..F8
 *    200704    50176  ze_in_surprise[batch][7][7][width]              step_2 F8..F10
 *    200704   200704  logits_product[batch][7][7][codes]              step_2 F31..F32
 *    200704     8192  d_prior_masked_conv4_weight[codes][hidden]      step_2 G2..G3
 *    200704   100352  d_prior_relu_input[batch][7][7][hidden]         step_2 G4..G13
 *    200704   100352  d_prior_residual1_seen1_relu                    step_2 G14..G17
 *    200704   100352  d_prior_residual1_seen0_relu                    step_2 G18..G22
 *    204800   100352  encoder_down41_conv_product                     step_1 F3..F4
 *    204800   200704  encoder_down40_leaky_relu_of_x                  step_2 F4..F5
 *    301056   100352  d_prior_relu[batch][7][7][hidden]               step_2 G1..G4
 *    301056   100352  d_prior_residual2_seen0_relu                    step_2 G9..G13
 *    301056    24576  d_prior_residual1_seen0_masked_conv_weight      step_2 G19..G20
 *    360800   200704  d_encoder_down40_leaky_relu[batch][14][14][32]  step_1 G18..G20
 *    401408   200704  decoder_up4_leaky_relu[batch][14][14][32]       step_1 F15..G4
 *    401408    24576  prior_residual1_seen0_masked_conv_weight        step_2 F17..G18
 *    405504   100352  encoder_down41_conv_of_x_product                step_2 F5..F6
 *    425984    24576  prior_residual2_seen0_masked_conv_weight        step_2 F24..G9
 *    450560     8192  prior_masked_conv4_weight[codes][hidden]        step_2 F30..G1
 *    458752   200704  code_equal[batch][7][7][codes]                  step_2 F11..G23
 *    519552    50176  d_ze[batch][7][7][width]                        step_1 G14..G16
 *    561504   100352  d_encoder_down41_conv[batch][7][7][hidden]      step_1 G17..G19
 *    659456   100352  prior_masked_conv0_product[batch][7][7][hidden] step_2 F14..F29
 *    659456   100352  prior_relu[batch][7][7][hidden]                 step_2 F29..G4
 *    659456   100352  d_prior_masked_conv0[batch][7][7][hidden]       step_2 G22..G23
 *    661856    50176  d_ze_via_ze[batch][7][7][width]                 step_1 F11..G14
 *    712032   200704  encoder_down40_leaky_relu[batch][14][14][32]    step_1 F2..G20
 *    759808   100352  prior_residual2_seen1_relu[batch][7][7][hidden] step_2 F26..G8
 *    860160   100352  prior_residual2_seen0_relu[batch][7][7][hidden] step_2 F22..G13
 *    912736   100352  decoder_leaky_relu[batch][7][7][hidden]         step_1 F13..G8
 *    912736    50176  d_ze_plus_ze_plus_e_scaled[batch][7][7][width]  step_1 G10..G14
 *    912736   100352  d_encoder_down41_leaky_relu                     step_1 G15..G17
 *    960512   100352  prior_residual1_seen1_relu[batch][7][7][hidden] step_2 F19..G17
 *   1013088   100352  encoder_down41_leaky_relu[batch][7][7][hidden]  step_1 F4..G17
 *   1060864   100352  prior_residual1_seen0_relu[batch][7][7][hidden] step_2 F15..G22
 *   1113440    50176  ze_plus_d_ze_via_ze[batch][7][7][width]         step_1 F11..G11
 *   1161216     4096  prior_residual1_seen1_masked_conv_weight        step_2 F20..G14
 *   1165312     4096  prior_residual2_seen1_masked_conv_weight        step_2 F27..G5
 * 170 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "vqvae_prior.h"

#include "runtime/layout.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "vqvae_prior_contractions.h"

enum { batch = 32, hidden = 64, width = 32, codes = 128, side = 28 };
enum { DATA_x };
enum { VALUE_reconstruction, VALUE_codebook_loss, VALUE_commitment, VALUE_surprise,
    VALUE_perplexity };

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

/* step_1 F2, F15; step_2 F4; evaluate F13, F26; reconstruct F3, F16; sample F5;
 *     start_codebook F2: leaky_relu (line 23) over [batch][196][32]
 * Serves encoder_down40_leaky_relu, decoder_up4_leaky_relu, encoder_down40_leaky_relu_of_x.
 *     conv = bias + conv_product
 *     leaky_relu = conv > 0 ? conv : 0.2 * conv */
static void
make_leaky_relu_32x14x14(const float bias[restrict 32],
    const float conv_product[batch][196][32], float leaky_relu[batch][196][32])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 196; i++) {
#pragma omp simd
            for (int j = 0; j < 32; j++) {
                const float conv = bias[j] + conv_product[n][i][j];
                leaky_relu[n][i][j] = conv > 0.0f ? conv : 0.2f * conv;
            }
        }
    }
}

/* step_1 F4, F13; step_2 F6; evaluate F15, F24; reconstruct F5, F14; sample F3;
 *     start_codebook F4: leaky_relu (line 23) over [batch][49][hidden]
 * Serves encoder_down41_leaky_relu, decoder_leaky_relu, encoder_down41_leaky_relu_of_x.
 *     conv = bias + conv_product
 *     leaky_relu = conv > 0 ? conv : 0.2 * conv */
static void
make_leaky_relu_64x7x7(const float bias[restrict hidden],
    const float conv_product[restrict batch][49][hidden],
    float leaky_relu[restrict batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float conv = bias[j] + conv_product[n][i][j];
                leaky_relu[n][i][j] = conv > 0.0f ? conv : 0.2f * conv;
            }
        }
    }
}

/* step_1 F6; step_2 F8; evaluate F17; reconstruct F7; start_codebook F6: ze (line 44) over
 *     [batch][49][width]
 * Serves ze, ze_in_surprise.
 *     ze = encoder_2_bias + ze_product */
static void
make_ze(const float encoder_2_bias[restrict width], const float ze_product[batch][49][width],
    float ze[batch][49][width])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++)
                ze[n][i][j] = encoder_2_bias[j] + ze_product[n][i][j];
        }
    }
}

/* step_1 F7; step_2 F9; evaluate F18; reconstruct F8: codebook_squared_row_sum_scaled (line
 *     45) over [codes][width]
 * Serves codebook_squared_row_sum_scaled, codebook_squared_row_sum_scaled_in_surprise.
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

/* step_1 F9: code_equal_sum (line 57), code (line 45) over [batch][49][codes]
 *     code = argmin over j of (codebook_squared_row_sum_scaled - ze_by_codebook)
 *     code_equal_sum = sum over n, i of (code == j ? 1 : 0) */
static void
make_code_and_code_equal_sum(const float codebook_squared_row_sum_scaled[restrict codes],
    const float ze_by_codebook[restrict batch][49][codes], float code_equal_sum[restrict codes],
    int code[restrict batch][49])
{
    enum { chunks = 16 };
    float code_equal_sum_partial[chunks][codes];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(code_equal_sum_partial[chunk], 0, sizeof code_equal_sum_partial[chunk]);
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
            float code_equal_row_sum[codes] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < codes; j++)
                    code_equal_row_sum[j] += (float)code_here[i] == (float)j ? 1.0f : 0.0f;
            }
#pragma omp simd
            for (int j = 0; j < codes; j++)
                code_equal_sum_partial[chunk][j] += code_equal_row_sum[j];
        }
    }
    add_chunks(chunks, codes, &code_equal_sum_partial[0][0], code_equal_sum);
}

/* step_1 F10; evaluate F21; reconstruct F11; sample F1: e (line 46)
 * Serves e, codebook_gather. */
static void
make_e(const float *restrict codebook, const int *restrict code, float *restrict e)
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int j = 0; j < 7; j++)
            for (int k = 0; k < 7; k++)
                for (int i = 0; i < width; i++)
                    e[n * 1568 + i + j * 224 + k * 32] = codebook[i
                        + (code[n * 49 + j * 7 + k]) * 32];
}

/* step_1 F11: codebook_loss_sum (line 52), d_ze_via_ze, ze_plus_d_ze_via_ze (line 47) over
 *     [batch][1568]
 *     d_ze_via_ze = e - ze
 *     ze_plus_d_ze_via_ze = ze + d_ze_via_ze
 *     codebook_loss_sum = sum over n, i of d_ze_via_ze^2 */
static void
make_d_ze_via_ze(const float e[restrict batch][1568], const float ze[restrict batch][1568],
    float codebook_loss_sum[restrict 1], float d_ze_via_ze[restrict batch][1568],
    float ze_plus_d_ze_via_ze[restrict batch][1568])
{
    enum { chunks = 16 };
    float codebook_loss_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float codebook_loss_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float codebook_loss_row_sum = 0.0f;
#pragma omp simd reduction(+ : codebook_loss_row_sum)
            for (int i = 0; i < 1568; i++) {
                const float d_ze_via_ze_here = e[n][i] - ze[n][i];
                codebook_loss_row_sum += d_ze_via_ze_here * d_ze_via_ze_here;
                d_ze_via_ze[n][i] = d_ze_via_ze_here;
                ze_plus_d_ze_via_ze[n][i] = ze[n][i] + d_ze_via_ze_here;
            }
            codebook_loss_sum_total += codebook_loss_row_sum;
        }
        codebook_loss_sum_partial[chunk] = codebook_loss_sum_total;
    }
    add_chunks(chunks, 1, codebook_loss_sum_partial, codebook_loss_sum);
}

/* step_1 F17: reconstruction_sum (line 51), d_decoder_3_bias_scaled (line 30), x_plus_y
 *     (line 51) over [batch][784]
 *     y = decoder_3_bias + y_product
 *     x_plus_y = y - x
 *     reconstruction_sum = sum over n, i of x_plus_y^2
 *     d_decoder_3_bias_scaled = sum over n, i of x_plus_y */
static void
make_d_decoder_3_bias_scaled(const float decoder_3_bias[restrict 1],
    const float y_product[restrict batch][784], const float x[restrict batch][784],
    float reconstruction_sum[restrict 1], float d_decoder_3_bias_scaled[restrict 1],
    float x_plus_y[restrict batch][784])
{
    enum { chunks = 16 };
    float reconstruction_sum_partial[chunks];
    float d_decoder_3_bias_scaled_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float reconstruction_sum_total = 0.0f;
        float d_decoder_3_bias_scaled_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float reconstruction_row_sum = 0.0f;
            float d_decoder_3_bias_scaled_row_sum = 0.0f;
#pragma omp simd reduction(+ : reconstruction_row_sum, d_decoder_3_bias_scaled_row_sum)
            for (int i = 0; i < 784; i++) {
                const float y = decoder_3_bias[0] + y_product[n][i];
                const float x_plus_y_here = y - x[n][i];
                reconstruction_row_sum += x_plus_y_here * x_plus_y_here;
                d_decoder_3_bias_scaled_row_sum += x_plus_y_here;
                x_plus_y[n][i] = x_plus_y_here;
            }
            reconstruction_sum_total += reconstruction_row_sum;
            d_decoder_3_bias_scaled_total += d_decoder_3_bias_scaled_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
        d_decoder_3_bias_scaled_partial[chunk] = d_decoder_3_bias_scaled_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
    add_chunks(chunks, 1, d_decoder_3_bias_scaled_partial, d_decoder_3_bias_scaled);
}

/* step_1 F20; evaluate F45: perplexity_sum (line 57) over [codes]
 *     perplexity_sum = sum over i of code_equal_sum * log(1e-10 + 0.000637755 *
 *         code_equal_sum) */
static void
make_perplexity_sum(const float code_equal_sum[restrict codes],
    float perplexity_sum[restrict 1])
{
    float perplexity_sum_total = 0.0f;
    for (int i = 0; i < codes; i++)
        perplexity_sum_total += code_equal_sum[i] * math_log(1e-10f
            + 0.0006377551f * code_equal_sum[i]);
    perplexity_sum[0] = perplexity_sum_total;
}

/* step_1 G4, G20: d_bias, d_conv (line 29) over [batch][196][32]
 * Serves d_decoder_up4_conv_transpose_scaled, d_encoder_down40_conv.
 *     d_conv = d_leaky_relu * (leaky_relu > 0 ? 1 : 0.2)
 *     d_bias = sum over n, i of d_conv */
static void
make_d_conv_and_d_bias_32x14x14(const float d_leaky_relu[restrict batch][196][32],
    const float leaky_relu[restrict batch][196][32], float d_bias[restrict 32],
    float d_conv[restrict batch][196][32])
{
    enum { chunks = 16 };
    float d_bias_partial[chunks][32];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_bias_partial[chunk], 0, sizeof d_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_bias_row_sum[32] = {0};
            for (int i = 0; i < 196; i++) {
#pragma omp simd
                for (int j = 0; j < 32; j++) {
                    const float d_conv_here = d_leaky_relu[n][i][j]
                        * (leaky_relu[n][i][j] > 0.0f ? 1.0f : 0.2f);
                    d_bias_row_sum[j] += d_conv_here;
                    d_conv[n][i][j] = d_conv_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < 32; j++)
                d_bias_partial[chunk][j] += d_bias_row_sum[j];
        }
    }
    add_chunks(chunks, 32, &d_bias_partial[0][0], d_bias);
}

/* step_1 G5: d_decoder_2_0_bias (line 29) over [32]
 *     d_decoder_2_0_bias = 0.000839151 * d_decoder_2_0_bias_scaled */
static void
make_d_decoder_2_0_bias(const float d_decoder_2_0_bias_scaled[restrict 32],
    float d_decoder_2_0_bias[restrict 32])
{
    for (int i = 0; i < 32; i++)
        d_decoder_2_0_bias[i] = 0.00083915144f * d_decoder_2_0_bias_scaled[i];
}

/* step_1 G8, G17: d_bias, d_conv (line 27) over [batch][49][hidden]
 * Serves d_decoder_conv_scaled, d_encoder_down41_conv.
 *     d_conv = d_leaky_relu * (leaky_relu > 0 ? 1 : 0.2)
 *     d_bias = sum over n, i of d_conv */
static void
make_d_conv_and_d_bias_64x7x7(const float d_leaky_relu[restrict batch][49][hidden],
    const float leaky_relu[restrict batch][49][hidden], float d_bias[restrict hidden],
    float d_conv[restrict batch][49][hidden])
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
                    const float d_conv_here = d_leaky_relu[n][i][j]
                        * (leaky_relu[n][i][j] > 0.0f ? 1.0f : 0.2f);
                    d_bias_row_sum[j] += d_conv_here;
                    d_conv[n][i][j] = d_conv_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                d_bias_partial[chunk][j] += d_bias_row_sum[j];
        }
    }
    add_chunks(chunks, hidden, &d_bias_partial[0][0], d_bias);
}

/* step_1 G9: d_decoder_0_bias (line 27) over [hidden]
 *     d_decoder_0_bias = 0.000839151 * d_decoder_0_bias_scaled */
static void
make_d_decoder_0_bias(const float d_decoder_0_bias_scaled[restrict hidden],
    float d_decoder_0_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++)
        d_decoder_0_bias[i] = 0.00083915144f * d_decoder_0_bias_scaled[i];
}

/* step_1 G12: d_codebook_scaled (line 46) */
static void
make_d_codebook_scaled(const float *restrict d_ze_via_ze, const int *restrict code,
    float *restrict d_codebook_scaled)
{
    memset(d_codebook_scaled, 0, sizeof(float) * 4096);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < width; i++)
        for (int n = 0; n < batch; n++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 7; k++)
                    d_codebook_scaled[i * 128 + code[n * 49 + j * 7 + k]] +=
                        d_ze_via_ze[n * 1568 + i + j * 224 + k * 32];
}

/* step_1 G13: d_codebook (line 45) over [codes][width]
 *     d_codebook = 3.98597e-05 * d_codebook_scaled */
static void
make_d_codebook(const float d_codebook_scaled[restrict width][codes],
    float d_codebook[restrict codes][width])
{
    for (int i = 0; i < codes; i++) {
#pragma omp simd
        for (int j = 0; j < width; j++)
            d_codebook[i][j] = 3.9859693e-05f * d_codebook_scaled[j][i];
    }
}

/* step_1 G14: d_encoder_2_bias (line 23), d_ze (line 44) over [batch][49][width]
 *     d_ze = 0.000839151 * d_ze_plus_ze_plus_e_scaled - 9.96492e-06 * d_ze_via_ze
 *     d_encoder_2_bias = sum over n, i of d_ze */
static void
make_d_ze_and_d_encoder_2_bias(
    const float d_ze_plus_ze_plus_e_scaled[restrict batch][49][width],
    const float d_ze_via_ze[restrict batch][49][width], float d_encoder_2_bias[restrict width],
    float d_ze[restrict batch][49][width])
{
    enum { chunks = 16 };
    float d_encoder_2_bias_partial[chunks][width];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_encoder_2_bias_partial[chunk], 0, sizeof d_encoder_2_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_encoder_2_bias_row_sum[width] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < width; j++) {
                    const float d_ze_here = 0.00083915144f * d_ze_plus_ze_plus_e_scaled[n][i][j]
                        - 9.964923e-06f * d_ze_via_ze[n][i][j];
                    d_encoder_2_bias_row_sum[j] += d_ze_here;
                    d_ze[n][i][j] = d_ze_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < width; j++)
                d_encoder_2_bias_partial[chunk][j] += d_encoder_2_bias_row_sum[j];
        }
    }
    add_chunks(chunks, width, &d_encoder_2_bias_partial[0][0], d_encoder_2_bias);
}

/* step_2 F1; evaluate F2; sample_sample_map F2: prior_masked_conv0_weight_of_logits_scale
 *     (line 34) over [4][7]
 *     prior_masked_conv0_weight_scale = i - 2.5 > 0 ? 1 : 0
 *     prior_masked_conv0_weight_of_logits_scale = 1 - prior_masked_conv0_weight_scale * (j -
 *         2.5 > 0 ? 1 : 0) */
static void
make_prior_masked_conv0_weight_of_logits_scale(
    float prior_masked_conv0_weight_of_logits_scale[restrict 4][7])
{
    for (int i = 0; i < 4; i++) {
        const float prior_masked_conv0_weight_scale = (float)i - 2.5f > 0.0f ? 1.0f : 0.0f;
#pragma omp simd
        for (int j = 0; j < 7; j++)
            prior_masked_conv0_weight_of_logits_scale[i][j] = 1.0f
                - prior_masked_conv0_weight_scale * ((float)j - 2.5f > 0.0f ? 1.0f : 0.0f);
    }
}

/* step_2 F2; evaluate F5; sample_sample_map F5:
 *     prior_residual1_seen0_masked_conv_weight_scale_shifted (line 18) over [2][3]
 *     position_slope = i - 0.5 > 0 ? 1 : 0
 *     prior_residual1_seen0_masked_conv_weight_scale_shifted = 1 - position_slope * (j - 1.5
 *         > 0 ? 1 : 0) */
static void
make_prior_residual1_seen0_masked_conv_weight_scale_shifted(
    float prior_residual1_seen0_masked_conv_weight_scale_shifted[restrict 2][3])
{
    for (int i = 0; i < 2; i++) {
        const float position_slope = (float)i - 0.5f > 0.0f ? 1.0f : 0.0f;
#pragma omp simd
        for (int j = 0; j < 3; j++)
            prior_residual1_seen0_masked_conv_weight_scale_shifted[i][j] = 1.0f
                - position_slope * ((float)j - 1.5f > 0.0f ? 1.0f : 0.0f);
    }
}

/* step_2 F11: code_equal (line 48) over [batch][49][codes]
 *     code_in_surprise = argmin over j of (codebook_squared_row_sum_scaled_in_surprise -
 *         ze_contract)
 *     code_equal = j == code_in_surprise ? 1 : 0 */
static void
make_code_equal(const float codebook_squared_row_sum_scaled_in_surprise[restrict codes],
    const float ze_contract[restrict batch][49][codes],
    float code_equal[restrict batch][49][codes])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        int code_in_surprise[49];
        for (int i = 0; i < 49; i++) {
            float code_in_surprise_best = INFINITY;
            int code_in_surprise_fold = 0;
            for (int j = 0; j < codes; j++) {
                const float codebook_squared_row_sum_combined =
                    codebook_squared_row_sum_scaled_in_surprise[j] - ze_contract[n][i][j];
                if (codebook_squared_row_sum_combined < code_in_surprise_best) {
                    code_in_surprise_best = codebook_squared_row_sum_combined;
                    code_in_surprise_fold = j;
                }
            }
            code_in_surprise[i] = code_in_surprise_fold;
        }
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < codes; j++)
                code_equal[n][i][j] = (float)j == (float)code_in_surprise[i] ? 1.0f : 0.0f;
        }
    }
}

/* step_2 F12; evaluate F1; sample_sample_map F1: prior_masked_conv0_weight_factor (line 34) */
static void
make_prior_masked_conv0_weight_factor(const float *restrict prior_0_weight,
    float *restrict prior_masked_conv0_weight_factor)
{
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < codes; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 7; l++)
                    prior_masked_conv0_weight_factor[i * 3584 + j * 28 + k * 7 + l] =
                        prior_0_weight[i * 6272 + j * 49 + k * 7 + l];
}

/* step_2 F13, G24; evaluate F3; sample_sample_map F3: prior_masked_conv0_weight (line 34)
 *     over [hidden][codes][28]
 * Serves prior_masked_conv0_weight, d_prior_masked_conv0_weight_factor.
 *     prior_masked_conv0_weight = prior_masked_conv0_weight_of_logits_scale *
 *         prior_masked_conv0_weight_factor */
static void
make_prior_masked_conv0_weight(
    const float prior_masked_conv0_weight_of_logits_scale[restrict 28],
    const float prior_masked_conv0_weight_factor[hidden][codes][28],
    float prior_masked_conv0_weight[hidden][codes][28])
{
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int j = 0; j < codes; j++) {
#pragma omp simd
            for (int k = 0; k < 28; k++)
                prior_masked_conv0_weight[i][j][k] =
                    prior_masked_conv0_weight_of_logits_scale[k]
                    * prior_masked_conv0_weight_factor[i][j][k];
        }
    }
}

/* step_2 F15, F19, F26; evaluate F29, F31, F35; sample_sample_map F14, F16, F20:
 *     prior_residual_seen_relu (line 18) over [batch][49][hidden]
 * Serves prior_residual1_seen0_relu, prior_residual1_seen1_relu, prior_residual2_seen1_relu.
 *     prior_masked_conv = prior_bias + prior_masked_conv_product
 *     prior_residual_seen_relu = prior_masked_conv > 0 ? prior_masked_conv : 0 */
static void
make_prior_residual_seen_relu(const float prior_bias[restrict hidden],
    const float prior_masked_conv_product[restrict batch][49][hidden],
    float prior_residual_seen_relu[restrict batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float prior_masked_conv = prior_bias[j]
                    + prior_masked_conv_product[n][i][j];
                prior_residual_seen_relu[n][i][j] = prior_masked_conv > 0.0f ? prior_masked_conv
                    : 0.0f;
            }
        }
    }
}

/* step_2 F16, F23; evaluate F4, F8; sample_sample_map F4, F8:
 *     prior_residual_seen0_masked_conv_weight_factor (line 18)
 * Serves prior_residual1_seen0_masked_conv_weight_factor,
 *     prior_residual2_seen0_masked_conv_weight_factor. */
static void
make_prior_residual_seen0_masked_conv_weight_factor(const float *restrict prior_weight,
    float *restrict prior_residual_seen0_masked_conv_weight_factor)
{
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    prior_residual_seen0_masked_conv_weight_factor[i * 384 + j * 6 + k * 3
                        + l] = prior_weight[i * 576 + j * 9 + k * 3 + l];
}

/* step_2 F17, F24, G11, G20; evaluate F6, F9; sample_sample_map F6, F9:
 *     prior_residual_seen0_masked_conv_weight (line 18) over [hidden][hidden][6]
 * Serves prior_residual1_seen0_masked_conv_weight, prior_residual2_seen0_masked_conv_weight,
 *     d_prior_residual2_seen0_masked_conv_weight_factor,
 *     d_prior_residual1_seen0_masked_conv_weight_factor.
 *     prior_residual_seen0_masked_conv_weight =
 *         prior_residual1_seen0_masked_conv_weight_scale_shifted *
 *         prior_residual1_seen0_masked_conv_weight_factor */
static void
make_prior_residual_seen0_masked_conv_weight(
    const float prior_residual1_seen0_masked_conv_weight_scale_shifted[restrict 6],
    const float prior_residual1_seen0_masked_conv_weight_factor[restrict hidden][hidden][6],
    float prior_residual_seen0_masked_conv_weight[restrict hidden][hidden][6])
{
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int j = 0; j < hidden; j++) {
#pragma omp simd
            for (int k = 0; k < 6; k++)
                prior_residual_seen0_masked_conv_weight[i][j][k] =
                    prior_residual1_seen0_masked_conv_weight_scale_shifted[k]
                    * prior_residual1_seen0_masked_conv_weight_factor[i][j][k];
        }
    }
}

/* step_2 F20, F27, G7, G16; evaluate F10; sample_sample_map F10: prior_weight (line 18) over
 *     [hidden][hidden]
 * Serves prior_residual1_seen1_masked_conv_weight, prior_residual2_seen1_masked_conv_weight,
 *     d_prior_2_1_1_weight, d_prior_1_1_1_weight.
 *     prior_residual1_seen1_masked_conv_weight_scale = 1 - (0 - 0.5 > 0 ? 1 : 0)
 *     prior_weight = prior_residual1_seen1_masked_conv_weight_scale * prior_1_1_1_weight */
static void
make_prior_weight_64x64(const float prior_1_1_1_weight[restrict hidden][hidden],
    float prior_weight[restrict hidden][hidden])
{
    const float prior_residual1_seen1_masked_conv_weight_scale = 1.0f
        - (0.0f - 0.5f > 0.0f ? 1.0f : 0.0f);
    for (int i = 0; i < hidden; i++) {
#pragma omp simd
        for (int j = 0; j < hidden; j++)
            prior_weight[i][j] = prior_residual1_seen1_masked_conv_weight_scale
                * prior_1_1_1_weight[i][j];
    }
}

/* step_2 F22; evaluate F33; sample_sample_map F18: prior_residual2_seen0_relu (line 18) over
 *     [batch][49][hidden]
 *     prior_residual2_seen0_relu_input = prior_0_bias + prior_masked_conv0_product +
 *         (prior_1_1_1_bias + prior_residual1_seen1_masked_conv_product)
 *     prior_residual2_seen0_relu = prior_residual2_seen0_relu_input > 0 ?
 *         prior_residual2_seen0_relu_input : 0 */
static void
make_prior_residual2_seen0_relu(const float prior_0_bias[restrict hidden],
    const float prior_masked_conv0_product[restrict batch][49][hidden],
    const float prior_1_1_1_bias[restrict hidden],
    const float prior_residual1_seen1_masked_conv_product[restrict batch][49][hidden],
    float prior_residual2_seen0_relu[restrict batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float prior_residual2_seen0_relu_input = prior_0_bias[j]
                    + prior_masked_conv0_product[n][i][j] + (prior_1_1_1_bias[j]
                    + prior_residual1_seen1_masked_conv_product[n][i][j]);
                prior_residual2_seen0_relu[n][i][j] = prior_residual2_seen0_relu_input > 0.0f
                    ? prior_residual2_seen0_relu_input : 0.0f;
            }
        }
    }
}

/* step_2 F29; evaluate F37; sample_sample_map F22: prior_relu (line 37) over
 *     [batch][49][hidden]
 *     prior_relu_input = prior_0_bias + prior_masked_conv0_product + (prior_1_1_1_bias +
 *         prior_residual1_seen1_masked_conv_product) + (prior_2_1_1_bias +
 *         prior_residual2_seen1_masked_conv_product)
 *     prior_relu = prior_relu_input > 0 ? prior_relu_input : 0 */
static void
make_prior_relu(const float prior_0_bias[restrict hidden],
    const float prior_masked_conv0_product[batch][49][hidden],
    const float prior_1_1_1_bias[restrict hidden],
    const float prior_residual1_seen1_masked_conv_product[restrict batch][49][hidden],
    const float prior_2_1_1_bias[restrict hidden],
    const float prior_residual2_seen1_masked_conv_product[batch][49][hidden],
    float prior_relu[batch][49][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < hidden; j++) {
                const float prior_relu_input = prior_0_bias[j]
                    + prior_masked_conv0_product[n][i][j] + (prior_1_1_1_bias[j]
                    + prior_residual1_seen1_masked_conv_product[n][i][j])
                    + (prior_2_1_1_bias[j]
                    + prior_residual2_seen1_masked_conv_product[n][i][j]);
                prior_relu[n][i][j] = prior_relu_input > 0.0f ? prior_relu_input : 0.0f;
            }
        }
    }
}

/* step_2 F30, G3; evaluate F11; sample_sample_map F11: prior_weight (line 38) over
 *     [codes][hidden]
 * Serves prior_masked_conv4_weight, d_prior_4_weight.
 *     prior_residual1_seen1_masked_conv_weight_scale = 1 - (0 - 0.5 > 0 ? 1 : 0)
 *     prior_weight = prior_residual1_seen1_masked_conv_weight_scale * prior_4_weight */
static void
make_prior_weight_128x64(const float prior_4_weight[restrict codes][hidden],
    float prior_weight[restrict codes][hidden])
{
    const float prior_residual1_seen1_masked_conv_weight_scale = 1.0f
        - (0.0f - 0.5f > 0.0f ? 1.0f : 0.0f);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < codes; i++) {
#pragma omp simd
        for (int j = 0; j < hidden; j++)
            prior_weight[i][j] = prior_residual1_seen1_masked_conv_weight_scale
                * prior_4_weight[i][j];
    }
}

/* step_2 F32: d_prior_4_bias (line 38), logits_max, surprise_picked, d_logits_scale_sum
 *     (line 54), d_logits (line 48) over [batch][49][codes]
 *     logits = prior_4_bias + logits_product
 *     surprise_picked = sum over j of code_equal * logits
 *     logits_max = max over j of logits
 *     d_logits_factor_exp = exp(logits - logits_max)
 *     d_logits_scale_sum = sum over j of d_logits_factor_exp
 *     d_logits_scale = 0.03125 / d_logits_scale_sum
 *     d_logits = d_logits_scale * d_logits_factor_exp - 0.03125 * code_equal
 *     d_prior_4_bias = sum over n, i of d_logits */
static void
make_surprise_picked_in_step_2(const float prior_4_bias[restrict codes],
    const float logits_product[restrict batch][49][codes],
    const float code_equal[restrict batch][49][codes], float d_prior_4_bias[restrict codes],
    float logits_max[restrict batch][49], float surprise_picked[restrict batch][49],
    float d_logits_scale_sum[restrict batch][49], float d_logits[restrict batch][49][codes])
{
    enum { chunks = 16 };
    float d_prior_4_bias_partial[chunks][codes];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_prior_4_bias_partial[chunk], 0, sizeof d_prior_4_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float logits_max_here[49];
            for (int i = 0; i < 49; i++) {
                float surprise_picked_fold = 0.0f;
                float logits_max_fold = -INFINITY;
#pragma omp simd reduction(+ : surprise_picked_fold) reduction(max : logits_max_fold)
                for (int j = 0; j < codes; j++) {
                    const float logits = prior_4_bias[j] + logits_product[n][i][j];
                    surprise_picked_fold += code_equal[n][i][j] * logits;
                    logits_max_fold = logits > logits_max_fold ? logits : logits_max_fold;
                }
                surprise_picked[n][i] = surprise_picked_fold;
                logits_max_here[i] = logits_max_fold;
            }
            for (int i = 0; i < 49; i++)
                logits_max[n][i] = logits_max_here[i];
            float d_logits_scale_sum_here[49];
            for (int i = 0; i < 49; i++) {
                float d_logits_scale_sum_fold = 0.0f;
#pragma omp simd reduction(+ : d_logits_scale_sum_fold)
                for (int j = 0; j < codes; j++) {
                    const float logits = prior_4_bias[j] + logits_product[n][i][j];
                    d_logits_scale_sum_fold += math_exp(logits - logits_max_here[i]);
                }
                d_logits_scale_sum_here[i] = d_logits_scale_sum_fold;
            }
            for (int i = 0; i < 49; i++)
                d_logits_scale_sum[n][i] = d_logits_scale_sum_here[i];
            float d_logits_scale[49];
            for (int i = 0; i < 49; i++)
                d_logits_scale[i] = 0.03125f / d_logits_scale_sum_here[i];
            float d_prior_4_bias_row_sum[codes] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < codes; j++) {
                    const float logits = prior_4_bias[j] + logits_product[n][i][j];
                    const float d_logits_here = d_logits_scale[i]
                        * math_exp(logits - logits_max_here[i])
                        - 0.03125f * code_equal[n][i][j];
                    d_prior_4_bias_row_sum[j] += d_logits_here;
                    d_logits[n][i][j] = d_logits_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < codes; j++)
                d_prior_4_bias_partial[chunk][j] += d_prior_4_bias_row_sum[j];
        }
    }
    add_chunks(chunks, codes, &d_prior_4_bias_partial[0][0], d_prior_4_bias);
}

/* step_2 F33; evaluate F43: surprise_sum (line 54) over [batch][49]
 *     surprise_sum = sum over n, i of (logits_max + log(logits_sum) - surprise_picked) */
static void
make_surprise_sum(const float logits_max[restrict batch][49],
    const float logits_sum[restrict batch][49], const float surprise_picked[restrict batch][49],
    float surprise_sum[restrict 1])
{
    float surprise_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        float surprise_row_sum = 0.0f;
#pragma omp simd reduction(+ : surprise_row_sum)
        for (int i = 0; i < 49; i++)
            surprise_row_sum += logits_max[n][i] + math_log(logits_sum[n][i])
                - surprise_picked[n][i];
        surprise_sum_total += surprise_row_sum;
    }
    surprise_sum[0] = surprise_sum_total;
}

/* step_2 G4, G8, G17: d_prior_bias (line 18), d_prior (line 48) over [batch][49][hidden]
 * Serves d_prior_relu_input, d_prior_residual2_seen0_masked_conv,
 *     d_prior_residual1_seen0_masked_conv.
 *     d_prior = d_prior_relu * (prior_relu > 0 ? 1 : 0)
 *     d_prior_bias = sum over n, i of d_prior */
static void
make_d_prior_and_d_prior_bias_in_step_2_G4(const float d_prior_relu[restrict batch][49][hidden],
    const float prior_relu[batch][49][hidden], float d_prior_bias[restrict hidden],
    float d_prior[restrict batch][49][hidden])
{
    enum { chunks = 16 };
    float d_prior_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_prior_bias_partial[chunk], 0, sizeof d_prior_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_prior_bias_row_sum[hidden] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < hidden; j++) {
                    const float d_prior_here = d_prior_relu[n][i][j]
                        * (prior_relu[n][i][j] > 0.0f ? 1.0f : 0.0f);
                    d_prior_bias_row_sum[j] += d_prior_here;
                    d_prior[n][i][j] = d_prior_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                d_prior_bias_partial[chunk][j] += d_prior_bias_row_sum[j];
        }
    }
    add_chunks(chunks, hidden, &d_prior_bias_partial[0][0], d_prior_bias);
}

/* step_2 G12, G21: d_prior_weight (line 18)
 * Serves d_prior_2_0_1_weight, d_prior_1_0_1_weight. */
static void
make_d_prior_weight(const float *restrict d_prior_residual_seen0_masked_conv_weight_factor,
    float *restrict d_prior_weight)
{
    memset(d_prior_weight, 0, sizeof(float) * 36864);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    d_prior_weight[i * 576 + j * 9 + k * 3 + l] =
                        d_prior_residual_seen0_masked_conv_weight_factor[i * 384 + j * 6 + k * 3
                        + l];
}

/* step_2 G13, G22: d_prior_bias (line 18), d_prior (line 48) over [batch][49][hidden]
 * Serves d_prior_residual2_seen0_relu_input, d_prior_masked_conv0.
 *     d_prior = d_prior_relu_input + d_prior_residual_seen0_relu *
 *         (prior_residual_seen0_relu > 0 ? 1 : 0)
 *     d_prior_bias = sum over n, i of d_prior */
static void
make_d_prior_and_d_prior_bias_in_step_2_G13(
    const float d_prior_relu_input[restrict batch][49][hidden],
    const float d_prior_residual_seen0_relu[restrict batch][49][hidden],
    const float prior_residual_seen0_relu[restrict batch][49][hidden],
    float d_prior_bias[restrict hidden], float d_prior[restrict batch][49][hidden])
{
    enum { chunks = 16 };
    float d_prior_bias_partial[chunks][hidden];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_prior_bias_partial[chunk], 0, sizeof d_prior_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_prior_bias_row_sum[hidden] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < hidden; j++) {
                    const float d_prior_here = d_prior_relu_input[n][i][j]
                        + d_prior_residual_seen0_relu[n][i][j]
                        * (prior_residual_seen0_relu[n][i][j] > 0.0f ? 1.0f : 0.0f);
                    d_prior_bias_row_sum[j] += d_prior_here;
                    d_prior[n][i][j] = d_prior_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                d_prior_bias_partial[chunk][j] += d_prior_bias_row_sum[j];
        }
    }
    add_chunks(chunks, hidden, &d_prior_bias_partial[0][0], d_prior_bias);
}

/* step_2 G25: d_prior_0_weight (line 34) */
static void
make_d_prior_0_weight(const float *restrict d_prior_masked_conv0_weight_factor,
    float *restrict d_prior_0_weight)
{
    memset(d_prior_0_weight, 0, sizeof(float) * 401408);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < codes; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 7; l++)
                    d_prior_0_weight[i * 6272 + j * 49 + k * 7 + l] =
                        d_prior_masked_conv0_weight_factor[i * 3584 + j * 28 + k * 7 + l];
}

/* evaluate F7; sample_sample_map F7: prior_residual1_seen1_masked_conv_weight (line 18) over
 *     [hidden][hidden]
 *     prior_residual1_seen1_masked_conv_weight_scale = 1 - (0 - 0.5 > 0 ? 1 : 0)
 *     prior_residual1_seen1_masked_conv_weight = prior_1_1_1_weight *
 *         prior_residual1_seen1_masked_conv_weight_scale */
static void
make_prior_residual1_seen1_masked_conv_weight(
    const float prior_1_1_1_weight[restrict hidden][hidden],
    float prior_residual1_seen1_masked_conv_weight[restrict hidden][hidden])
{
    const float prior_residual1_seen1_masked_conv_weight_scale = 1.0f
        - (0.0f - 0.5f > 0.0f ? 1.0f : 0.0f);
    for (int i = 0; i < hidden; i++) {
#pragma omp simd
        for (int j = 0; j < hidden; j++)
            prior_residual1_seen1_masked_conv_weight[i][j] =
                prior_1_1_1_weight[i][j] * prior_residual1_seen1_masked_conv_weight_scale;
    }
}

/* evaluate F20: code_equal_sum (line 57), code (line 45), code_equal (line 48) over
 *     [batch][49][codes]
 *     code = argmin over j of (codebook_squared_row_sum_scaled - ze_by_codebook)
 *     code_equal = code == j ? 1 : 0
 *     code_equal_sum = sum over n, i of code_equal */
static void
make_code_in_evaluate(const float codebook_squared_row_sum_scaled[restrict codes],
    const float ze_by_codebook[restrict batch][49][codes], float code_equal_sum[restrict codes],
    int code[restrict batch][49], float code_equal[restrict batch][49][codes])
{
    enum { chunks = 16 };
    float code_equal_sum_partial[chunks][codes];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(code_equal_sum_partial[chunk], 0, sizeof code_equal_sum_partial[chunk]);
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
            float code_equal_row_sum[codes] = {0};
            for (int i = 0; i < 49; i++) {
#pragma omp simd
                for (int j = 0; j < codes; j++) {
                    const float code_equal_here = (float)code_here[i] == (float)j ? 1.0f : 0.0f;
                    code_equal_row_sum[j] += code_equal_here;
                    code_equal[n][i][j] = code_equal_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < codes; j++)
                code_equal_sum_partial[chunk][j] += code_equal_row_sum[j];
        }
    }
    add_chunks(chunks, codes, &code_equal_sum_partial[0][0], code_equal_sum);
}

/* evaluate F22: codebook_loss_sum (line 52), ze_plus_d_ze_via_ze (line 47) over
 *     [batch][1568]
 *     d_ze_via_ze = e - ze
 *     ze_plus_d_ze_via_ze = ze + d_ze_via_ze
 *     codebook_loss_sum = sum over n, i of d_ze_via_ze^2 */
static void
make_ze_plus_d_ze_via_ze_in_evaluate(const float e[restrict batch][1568],
    const float ze[restrict batch][1568], float codebook_loss_sum[restrict 1],
    float ze_plus_d_ze_via_ze[restrict batch][1568])
{
    enum { chunks = 16 };
    float codebook_loss_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float codebook_loss_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float codebook_loss_row_sum = 0.0f;
#pragma omp simd reduction(+ : codebook_loss_row_sum)
            for (int i = 0; i < 1568; i++) {
                const float d_ze_via_ze = e[n][i] - ze[n][i];
                codebook_loss_row_sum += d_ze_via_ze * d_ze_via_ze;
                ze_plus_d_ze_via_ze[n][i] = ze[n][i] + d_ze_via_ze;
            }
            codebook_loss_sum_total += codebook_loss_row_sum;
        }
        codebook_loss_sum_partial[chunk] = codebook_loss_sum_total;
    }
    add_chunks(chunks, 1, codebook_loss_sum_partial, codebook_loss_sum);
}

/* evaluate F39: reconstruction_sum (line 51) over [batch][784]
 *     y = decoder_3_bias + y_product
 *     x_plus_y = y - x
 *     reconstruction_sum = sum over n, i of x_plus_y^2 */
static void
make_reconstruction_sum(const float decoder_3_bias[restrict 1],
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
                const float y = decoder_3_bias[0] + y_product[n][i];
                const float x_plus_y = y - x[n][i];
                reconstruction_row_sum += x_plus_y * x_plus_y;
            }
            reconstruction_sum_total += reconstruction_row_sum;
        }
        reconstruction_sum_partial[chunk] = reconstruction_sum_total;
    }
    add_chunks(chunks, 1, reconstruction_sum_partial, reconstruction_sum);
}

/* evaluate F42: logits_max, surprise_picked, logits_max_plus_logits_exp_row_sum (line 54)
 *     over [batch][49][codes]
 *     logits = prior_4_bias + logits_product
 *     surprise_picked = sum over j of code_equal * logits
 *     logits_max = max over j of logits
 *     logits_max_plus_logits_exp_row_sum = sum over j of exp(logits - logits_max) */
static void
make_surprise_picked_in_evaluate(const float prior_4_bias[restrict codes],
    const float logits_product[restrict batch][49][codes],
    const float code_equal[restrict batch][49][codes], float logits_max[restrict batch][49],
    float surprise_picked[restrict batch][49],
    float logits_max_plus_logits_exp_row_sum[restrict batch][49])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        float logits_max_here[49];
        for (int i = 0; i < 49; i++) {
            float surprise_picked_fold = 0.0f;
            float logits_max_fold = -INFINITY;
#pragma omp simd reduction(+ : surprise_picked_fold) reduction(max : logits_max_fold)
            for (int j = 0; j < codes; j++) {
                const float logits = prior_4_bias[j] + logits_product[n][i][j];
                surprise_picked_fold += code_equal[n][i][j] * logits;
                logits_max_fold = logits > logits_max_fold ? logits : logits_max_fold;
            }
            surprise_picked[n][i] = surprise_picked_fold;
            logits_max_here[i] = logits_max_fold;
        }
        for (int i = 0; i < 49; i++)
            logits_max[n][i] = logits_max_here[i];
        for (int i = 0; i < 49; i++) {
            float logits_max_plus_logits_exp_row_sum_fold = 0.0f;
#pragma omp simd reduction(+ : logits_max_plus_logits_exp_row_sum_fold)
            for (int j = 0; j < codes; j++) {
                const float logits = prior_4_bias[j] + logits_product[n][i][j];
                logits_max_plus_logits_exp_row_sum_fold +=
                    math_exp(logits - logits_max_here[i]);
            }
            logits_max_plus_logits_exp_row_sum[n][i] = logits_max_plus_logits_exp_row_sum_fold;
        }
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

/* reconstruct F10: code (line 45) over [batch][49][codes]
 *     code = argmin over j of (codebook_squared_row_sum_scaled - ze_by_codebook) */
static void
make_code_in_reconstruct(const float codebook_squared_row_sum_scaled[restrict codes],
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

/* reconstruct F12: ze_plus_d_ze_via_ze (line 47) over [batch][1568]
 *     ze_plus_d_ze_via_ze = ze + (e - ze) */
static void
make_ze_plus_d_ze_via_ze_in_reconstruct(const float ze[restrict batch][1568],
    const float e[restrict batch][1568], float ze_plus_d_ze_via_ze[restrict batch][1568])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 1568; i++)
            ze_plus_d_ze_via_ze[n][i] = ze[n][i] + (e[n][i] - ze[n][i]);
    }
}

/* reconstruct F18; sample F7: y (line 47) over [batch][784]
 * Serves y, decoder_conv_transpose.
 *     y = decoder_3_bias + product */
static void
make_y(const float decoder_3_bias[restrict 1], const float product[restrict batch][784],
    float y[restrict batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 784; i++)
            y[n][i] = decoder_3_bias[0] + product[n][i];
    }
}

/* sample_sample_map F12: sample_map_equal (line 76) over [batch][49][codes]
 *     sample_map_equal = j == sample_map ? 1 : 0 */
static void
make_sample_map_equal(const int sample_map[restrict batch][49],
    float sample_map_equal[restrict batch][49][codes])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < codes; j++)
                sample_map_equal[n][i][j] = (float)j == (float)sample_map[n][i] ? 1.0f : 0.0f;
        }
    }
}

/* sample_sample_map F24: prior_masked_conv4 (line 38) over [batch][49][codes]
 *     prior_masked_conv4 = prior_4_bias + prior_masked_conv4_product */
static void
make_prior_masked_conv4(const float prior_4_bias[restrict codes],
    const float prior_masked_conv4_product[restrict batch][49][codes],
    float prior_masked_conv4[restrict batch][49][codes])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 49; i++) {
#pragma omp simd
            for (int j = 0; j < codes; j++)
                prior_masked_conv4[n][i][j] = prior_4_bias[j]
                    + prior_masked_conv4_product[n][i][j];
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
vqvae_prior_step_1(struct instance *m)
{
    struct vqvae_prior_parameters *const parameters = (void *)m->parameters;
    struct vqvae_prior_parameters *const gradients = (void *)m->gradients;

    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_down40_conv_product)[14][14][32] = (void *)m->at[0];
    conv_28x28_to_32x14x14(x, (void *)parameters->encoder_0_0_weight,
        encoder_down40_conv_product);
    lap(m, 0); /* F1 */
    float (*encoder_down40_leaky_relu)[196][32] = (void *)m->at[1];
    make_leaky_relu_32x14x14(parameters->encoder_0_0_bias, (void *)encoder_down40_conv_product,
        encoder_down40_leaky_relu);
    lap(m, 1); /* F2 */
    float (*encoder_down41_conv_product)[7][7][64] = (void *)m->at[2];
    conv_32x14x14_to_64x7x7_out_panels((void *)encoder_down40_leaky_relu,
        parameters->encoder_1_0_weight, encoder_down41_conv_product, m->at[3]);
    lap(m, 2); /* F3 */
    float (*encoder_down41_leaky_relu)[49][hidden] = (void *)m->at[4];
    make_leaky_relu_64x7x7(parameters->encoder_1_0_bias, (void *)encoder_down41_conv_product,
        encoder_down41_leaky_relu);
    lap(m, 3); /* F4 */
    float (*ze_product)[7][7][32] = (void *)m->at[5];
    conv_64x7x7_to_32x7x7((void *)encoder_down41_leaky_relu,
        (void *)parameters->encoder_2_weight, ze_product, m->at[6]);
    lap(m, 4); /* F5 */
    float (*ze)[49][width] = (void *)m->at[7];
    make_ze(parameters->encoder_2_bias, (void *)ze_product, ze);
    lap(m, 5); /* F6 */
    float *codebook_squared_row_sum_scaled = m->at[8];
    make_codebook_squared_row_sum_scaled(parameters->codebook, codebook_squared_row_sum_scaled);
    lap(m, 6); /* F7 */
    float (*ze_by_codebook)[128] = (void *)m->at[9];
    product_32x32x7x7_by_128x32((void *)ze, parameters->codebook, ze_by_codebook, m->at[10]);
    lap(m, 7); /* F8 */
    float *code_equal_sum = m->at[12];
    int (*code)[49] = (void *)m->at[11];
    make_code_and_code_equal_sum(codebook_squared_row_sum_scaled, (void *)ze_by_codebook,
        code_equal_sum, code);
    lap(m, 8); /* F9 */
    float (*e)[1568] = (void *)m->at[13];
    make_e((void *)parameters->codebook, (void *)code, (void *)e);
    lap(m, 9); /* F10 */
    float *codebook_loss_sum = m->at[16];
    float (*d_ze_via_ze)[1568] = (void *)m->at[14];
    float (*ze_plus_d_ze_via_ze)[7][7][32] = (void *)m->at[15];
    make_d_ze_via_ze(e, (void *)ze, codebook_loss_sum, d_ze_via_ze,
        (void *)ze_plus_d_ze_via_ze);
    lap(m, 10); /* F11 */
    float (*decoder_conv_product)[7][7][64] = (void *)m->at[17];
    conv_32x7x7_to_64x7x7(ze_plus_d_ze_via_ze, parameters->decoder_0_weight,
        decoder_conv_product, m->at[18]);
    lap(m, 11); /* F12 */
    float (*decoder_leaky_relu)[49][hidden] = (void *)m->at[19];
    make_leaky_relu_64x7x7(parameters->decoder_0_bias, (void *)decoder_conv_product,
        decoder_leaky_relu);
    lap(m, 12); /* F13 */
    float (*decoder_up4_conv_transpose_product)[14][14][32] = (void *)m->at[20];
    conv_data_64x7x7_to_32x14x14_in_panels((void *)decoder_leaky_relu,
        (void *)parameters->decoder_2_0_weight, decoder_up4_conv_transpose_product);
    lap(m, 13); /* F14 */
    float (*decoder_up4_leaky_relu)[196][32] = (void *)m->at[21];
    make_leaky_relu_32x14x14(parameters->decoder_2_0_bias,
        (void *)decoder_up4_conv_transpose_product, decoder_up4_leaky_relu);
    lap(m, 14); /* F15 */
    float (*y_product)[28][28][1] = (void *)m->at[22];
    conv_data_32x14x14_to_28x28((void *)decoder_up4_leaky_relu,
        (void *)parameters->decoder_3_weight, y_product, m->at[23]);
    lap(m, 15); /* F16 */
    float *reconstruction_sum = m->at[25];
    float *d_decoder_3_bias_scaled = m->at[26];
    float (*x_plus_y)[28][28][1] = (void *)m->at[24];
    make_d_decoder_3_bias_scaled(parameters->decoder_3_bias, (void *)y_product, (void *)x,
        reconstruction_sum, d_decoder_3_bias_scaled, (void *)x_plus_y);
    lap(m, 16); /* F17 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.00041957572f * reconstruction_sum[0];
    float *codebook_loss = &m->value[VALUE_codebook_loss];
    float *codebook_loss_copy = &m->value[VALUE_commitment];
    codebook_loss[0] = 1.9929847e-05f * codebook_loss_sum[0];
    codebook_loss_copy[0] = codebook_loss[0];
    float *perplexity_sum = m->at[27];
    make_perplexity_sum(code_equal_sum, perplexity_sum);
    lap(m, 17); /* F20 */
    float *perplexity = &m->value[VALUE_perplexity];
    perplexity[0] = math_exp(-0.0006377551f * perplexity_sum[0]);
    gradients->decoder_3_bias[0] = 0.00083915144f * d_decoder_3_bias_scaled[0];
    float (*d_decoder_up4_leaky_relu_scaled)[14][14][32] = (void *)m->at[28];
    conv_28x28_to_32x14x14(x_plus_y, (void *)parameters->decoder_3_weight,
        d_decoder_up4_leaky_relu_scaled);
    lap(m, 18); /* G2 */
    scaled_conv_weight_28x28_by_32x14x14(x_plus_y, (void *)decoder_up4_leaky_relu,
        (void *)gradients->decoder_3_weight, m->at[29], 0.00083915144f);
    lap(m, 19); /* G3 */
    float *d_decoder_2_0_bias_scaled = m->at[31];
    float (*d_decoder_up4_conv_transpose_scaled)[14][14][32] = (void *)m->at[30];
    make_d_conv_and_d_bias_32x14x14((void *)d_decoder_up4_leaky_relu_scaled,
        decoder_up4_leaky_relu, d_decoder_2_0_bias_scaled,
        (void *)d_decoder_up4_conv_transpose_scaled);
    lap(m, 20); /* G4 */
    make_d_decoder_2_0_bias(d_decoder_2_0_bias_scaled, gradients->decoder_2_0_bias);
    lap(m, 21); /* G5 */
    float (*d_decoder_leaky_relu_scaled)[7][7][64] = (void *)m->at[32];
    conv_32x14x14_to_64x7x7_in_panels(d_decoder_up4_conv_transpose_scaled,
        (void *)parameters->decoder_2_0_weight, d_decoder_leaky_relu_scaled, m->at[33]);
    lap(m, 22); /* G6 */
    scaled_conv_weight_32x14x14_by_64x7x7(d_decoder_up4_conv_transpose_scaled,
        (void *)decoder_leaky_relu, (void *)gradients->decoder_2_0_weight, m->at[34],
        0.00083915144f);
    lap(m, 23); /* G7 */
    float *d_decoder_0_bias_scaled = m->at[36];
    float (*d_decoder_conv_scaled)[7][7][64] = (void *)m->at[35];
    make_d_conv_and_d_bias_64x7x7((void *)d_decoder_leaky_relu_scaled, decoder_leaky_relu,
        d_decoder_0_bias_scaled, (void *)d_decoder_conv_scaled);
    lap(m, 24); /* G8 */
    make_d_decoder_0_bias(d_decoder_0_bias_scaled, gradients->decoder_0_bias);
    lap(m, 25); /* G9 */
    float (*d_ze_plus_ze_plus_e_scaled)[7][7][32] = (void *)m->at[37];
    conv_data_64x7x7_to_32x7x7(d_decoder_conv_scaled, parameters->decoder_0_weight,
        d_ze_plus_ze_plus_e_scaled, m->at[38]);
    lap(m, 26); /* G10 */
    scaled_conv_weight_32x7x7_by_64x7x7(ze_plus_d_ze_via_ze, d_decoder_conv_scaled,
        gradients->decoder_0_weight, m->at[39], 0.00083915144f);
    lap(m, 27); /* G11 */
    float (*d_codebook_scaled)[codes] = (void *)m->at[40];
    make_d_codebook_scaled((void *)d_ze_via_ze, (void *)code, (void *)d_codebook_scaled);
    lap(m, 28); /* G12 */
    make_d_codebook(d_codebook_scaled, gradients->codebook);
    lap(m, 29); /* G13 */
    float (*d_ze)[7][7][32] = (void *)m->at[41];
    make_d_ze_and_d_encoder_2_bias((void *)d_ze_plus_ze_plus_e_scaled, (void *)d_ze_via_ze,
        gradients->encoder_2_bias, (void *)d_ze);
    lap(m, 30); /* G14 */
    float (*d_encoder_down41_leaky_relu)[7][7][64] = (void *)m->at[42];
    conv_data_32x7x7_to_64x7x7(d_ze, (void *)parameters->encoder_2_weight,
        d_encoder_down41_leaky_relu, m->at[43]);
    lap(m, 31); /* G15 */
    conv_weight_64x7x7_by_32x7x7((void *)encoder_down41_leaky_relu, d_ze,
        (void *)gradients->encoder_2_weight, m->at[44]);
    lap(m, 32); /* G16 */
    float (*d_encoder_down41_conv)[7][7][64] = (void *)m->at[45];
    make_d_conv_and_d_bias_64x7x7((void *)d_encoder_down41_leaky_relu,
        encoder_down41_leaky_relu, gradients->encoder_1_0_bias, (void *)d_encoder_down41_conv);
    lap(m, 33); /* G17 */
    float (*d_encoder_down40_leaky_relu)[14][14][32] = (void *)m->at[46];
    conv_data_64x7x7_to_32x14x14_out_panels(d_encoder_down41_conv,
        parameters->encoder_1_0_weight, d_encoder_down40_leaky_relu, m->at[47]);
    lap(m, 34); /* G18 */
    conv_weight_32x14x14_by_64x7x7((void *)encoder_down40_leaky_relu, d_encoder_down41_conv,
        gradients->encoder_1_0_weight, m->at[48]);
    lap(m, 35); /* G19 */
    float (*d_encoder_down40_conv)[196][32] = (void *)m->at[49];
    make_d_conv_and_d_bias_32x14x14((void *)d_encoder_down40_leaky_relu,
        encoder_down40_leaky_relu, gradients->encoder_0_0_bias, d_encoder_down40_conv);
    lap(m, 36); /* G20 */
    conv_weight_28x28_by_32x14x14(x, (void *)d_encoder_down40_conv,
        (void *)gradients->encoder_0_0_weight, m->at[50]);
    lap(m, 37); /* G21 */
    /* encoder.0.0.weight .. decoder.3.bias: 103649 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 103649, m->updates[0], 0.001,
        0.9, 0.999, 1e-08);
    lap(m, 38); /* U1 */
    /* codebook: 4096 floats */
    adam(m->parameters + 595632, m->gradients + 595632, m->moment[0] + 595632, m->moment[1]
        + 595632, 4096, m->updates[0], 0.001, 0.9, 0.999, 1e-08);
    lap(m, 39); /* U2 */
}

/* Minimises surprise with adam. */
void
vqvae_prior_step_2(struct instance *m)
{
    struct vqvae_prior_parameters *const parameters = (void *)m->parameters;
    struct vqvae_prior_parameters *const gradients = (void *)m->gradients;

    float *prior_masked_conv0_weight_of_logits_scale = m->at[51];
    make_prior_masked_conv0_weight_of_logits_scale(
        (void *)prior_masked_conv0_weight_of_logits_scale);
    lap(m, 40); /* F1 */
    float *prior_residual1_seen0_masked_conv_weight_scale_shifted = m->at[52];
    make_prior_residual1_seen0_masked_conv_weight_scale_shifted(
        (void *)prior_residual1_seen0_masked_conv_weight_scale_shifted);
    lap(m, 41); /* F2 */
    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_down40_conv_of_x_product)[14][14][32] = (void *)m->at[53];
    conv_28x28_to_32x14x14(x, (void *)parameters->encoder_0_0_weight,
        encoder_down40_conv_of_x_product);
    lap(m, 42); /* F3 */
    float (*encoder_down40_leaky_relu_of_x)[196][32] = (void *)m->at[54];
    make_leaky_relu_32x14x14(parameters->encoder_0_0_bias,
        (void *)encoder_down40_conv_of_x_product, encoder_down40_leaky_relu_of_x);
    lap(m, 43); /* F4 */
    float (*encoder_down41_conv_of_x_product)[7][7][64] = (void *)m->at[55];
    conv_32x14x14_to_64x7x7_out_panels((void *)encoder_down40_leaky_relu_of_x,
        parameters->encoder_1_0_weight, encoder_down41_conv_of_x_product, m->at[56]);
    lap(m, 44); /* F5 */
    float (*encoder_down41_leaky_relu_of_x)[49][hidden] = (void *)m->at[57];
    make_leaky_relu_64x7x7(parameters->encoder_1_0_bias,
        (void *)encoder_down41_conv_of_x_product, encoder_down41_leaky_relu_of_x);
    lap(m, 45); /* F6 */
    float (*ze_product_in_surprise)[7][7][32] = (void *)m->at[58];
    conv_64x7x7_to_32x7x7((void *)encoder_down41_leaky_relu_of_x,
        (void *)parameters->encoder_2_weight, ze_product_in_surprise, m->at[59]);
    lap(m, 46); /* F7 */
    /* overwrites ze_product_in_surprise */
    float (*ze_in_surprise)[49][width] = (void *)m->at[60];
    make_ze(parameters->encoder_2_bias, (void *)ze_product_in_surprise, ze_in_surprise);
    lap(m, 47); /* F8 */
    float *codebook_squared_row_sum_scaled_in_surprise = m->at[61];
    make_codebook_squared_row_sum_scaled(parameters->codebook,
        codebook_squared_row_sum_scaled_in_surprise);
    lap(m, 48); /* F9 */
    float (*ze_contract)[128] = (void *)m->at[62];
    product_32x32x7x7_by_128x32((void *)ze_in_surprise, parameters->codebook, ze_contract,
        m->at[63]);
    lap(m, 49); /* F10 */
    float (*code_equal)[49][codes] = (void *)m->at[64];
    make_code_equal(codebook_squared_row_sum_scaled_in_surprise, (void *)ze_contract,
        code_equal);
    lap(m, 50); /* F11 */
    float (*prior_masked_conv0_weight_factor)[codes][28] = (void *)m->at[65];
    make_prior_masked_conv0_weight_factor((void *)parameters->prior_0_weight,
        (void *)prior_masked_conv0_weight_factor);
    lap(m, 51); /* F12 */
    /* overwrites prior_masked_conv0_weight_factor */
    float (*prior_masked_conv0_weight)[codes][28] = (void *)m->at[66];
    make_prior_masked_conv0_weight(prior_masked_conv0_weight_of_logits_scale,
        prior_masked_conv0_weight_factor, prior_masked_conv0_weight);
    lap(m, 52); /* F13 */
    float (*prior_masked_conv0_product)[49][hidden] = (void *)m->at[67];
    conv_128x7x7_to_64x7x7((void *)code_equal, (void *)prior_masked_conv0_weight,
        (void *)prior_masked_conv0_product, m->at[68]);
    lap(m, 53); /* F14 */
    float (*prior_residual1_seen0_relu)[49][hidden] = (void *)m->at[69];
    make_prior_residual_seen_relu(parameters->prior_0_bias, prior_masked_conv0_product,
        prior_residual1_seen0_relu);
    lap(m, 54); /* F15 */
    float (*prior_residual1_seen0_masked_conv_weight_factor)[hidden][6] = (void *)m->at[70];
    make_prior_residual_seen0_masked_conv_weight_factor((void *)parameters->prior_1_0_1_weight,
        (void *)prior_residual1_seen0_masked_conv_weight_factor);
    lap(m, 55); /* F16 */
    float (*prior_residual1_seen0_masked_conv_weight)[64][2][3] = (void *)m->at[71];
    make_prior_residual_seen0_masked_conv_weight(
        prior_residual1_seen0_masked_conv_weight_scale_shifted,
        prior_residual1_seen0_masked_conv_weight_factor,
        (void *)prior_residual1_seen0_masked_conv_weight);
    lap(m, 56); /* F17 */
    float (*prior_residual1_seen0_masked_conv_product)[7][7][64] = (void *)m->at[72];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F18((void *)prior_residual1_seen0_relu,
        prior_residual1_seen0_masked_conv_weight, prior_residual1_seen0_masked_conv_product,
        m->at[73]);
    lap(m, 57); /* F18 */
    float (*prior_residual1_seen1_relu)[49][hidden] = (void *)m->at[74];
    make_prior_residual_seen_relu(parameters->prior_1_0_1_bias,
        (void *)prior_residual1_seen0_masked_conv_product, prior_residual1_seen1_relu);
    lap(m, 58); /* F19 */
    float (*prior_residual1_seen1_masked_conv_weight)[hidden] = (void *)m->at[75];
    make_prior_weight_64x64(parameters->prior_1_1_1_weight,
        prior_residual1_seen1_masked_conv_weight);
    lap(m, 59); /* F20 */
    float (*prior_residual1_seen1_masked_conv_product)[49][hidden] = (void *)m->at[76];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F21((void *)prior_residual1_seen1_relu,
        prior_residual1_seen1_masked_conv_weight,
        (void *)prior_residual1_seen1_masked_conv_product, m->at[77]);
    lap(m, 60); /* F21 */
    float (*prior_residual2_seen0_relu)[49][hidden] = (void *)m->at[78];
    make_prior_residual2_seen0_relu(parameters->prior_0_bias, prior_masked_conv0_product,
        parameters->prior_1_1_1_bias, prior_residual1_seen1_masked_conv_product,
        prior_residual2_seen0_relu);
    lap(m, 61); /* F22 */
    float (*prior_residual2_seen0_masked_conv_weight_factor)[hidden][6] = (void *)m->at[79];
    make_prior_residual_seen0_masked_conv_weight_factor((void *)parameters->prior_2_0_1_weight,
        (void *)prior_residual2_seen0_masked_conv_weight_factor);
    lap(m, 62); /* F23 */
    float (*prior_residual2_seen0_masked_conv_weight)[64][2][3] = (void *)m->at[80];
    make_prior_residual_seen0_masked_conv_weight(
        prior_residual1_seen0_masked_conv_weight_scale_shifted,
        prior_residual2_seen0_masked_conv_weight_factor,
        (void *)prior_residual2_seen0_masked_conv_weight);
    lap(m, 63); /* F24 */
    float (*prior_residual2_seen0_masked_conv_product)[7][7][64] = (void *)m->at[81];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F18((void *)prior_residual2_seen0_relu,
        prior_residual2_seen0_masked_conv_weight, prior_residual2_seen0_masked_conv_product,
        m->at[82]);
    lap(m, 64); /* F25 */
    float (*prior_residual2_seen1_relu)[49][hidden] = (void *)m->at[83];
    make_prior_residual_seen_relu(parameters->prior_2_0_1_bias,
        (void *)prior_residual2_seen0_masked_conv_product, prior_residual2_seen1_relu);
    lap(m, 65); /* F26 */
    float (*prior_residual2_seen1_masked_conv_weight)[hidden] = (void *)m->at[84];
    make_prior_weight_64x64(parameters->prior_2_1_1_weight,
        prior_residual2_seen1_masked_conv_weight);
    lap(m, 66); /* F27 */
    float (*prior_residual2_seen1_masked_conv_product)[64] = (void *)m->at[85];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F21((void *)prior_residual2_seen1_relu,
        prior_residual2_seen1_masked_conv_weight, prior_residual2_seen1_masked_conv_product,
        m->at[86]);
    lap(m, 67); /* F28 */
    /* overwrites prior_masked_conv0_product */
    float (*prior_relu)[49][hidden] = (void *)m->at[87];
    make_prior_relu(parameters->prior_0_bias, prior_masked_conv0_product,
        parameters->prior_1_1_1_bias, prior_residual1_seen1_masked_conv_product,
        parameters->prior_2_1_1_bias, (void *)prior_residual2_seen1_masked_conv_product,
        prior_relu);
    lap(m, 68); /* F29 */
    float (*prior_masked_conv4_weight)[hidden] = (void *)m->at[88];
    make_prior_weight_128x64(parameters->prior_4_weight, prior_masked_conv4_weight);
    lap(m, 69); /* F30 */
    float (*logits_product)[128] = (void *)m->at[89];
    conv_64x7x7_to_128x7x7((void *)prior_relu, prior_masked_conv4_weight, logits_product,
        m->at[90]);
    lap(m, 70); /* F31 */
    float (*logits_max)[49] = (void *)m->at[92];
    float (*surprise_picked)[49] = (void *)m->at[91];
    float (*d_logits_scale_sum)[49] = (void *)m->at[93];
    float (*d_logits)[128] = (void *)m->at[94];
    make_surprise_picked_in_step_2(parameters->prior_4_bias, (void *)logits_product, code_equal,
        gradients->prior_4_bias, logits_max, surprise_picked, d_logits_scale_sum,
        (void *)d_logits);
    lap(m, 71); /* F32 */
    float *surprise_sum = m->at[95];
    make_surprise_sum(logits_max, d_logits_scale_sum, surprise_picked, surprise_sum);
    lap(m, 72); /* F33 */
    float *surprise = &m->value[VALUE_surprise];
    surprise[0] = 0.03125f * surprise_sum[0];
    float (*d_prior_relu)[64] = (void *)m->at[96];
    conv_data_128x7x7_to_64x7x7(d_logits, prior_masked_conv4_weight, d_prior_relu);
    lap(m, 73); /* G1 */
    float (*d_prior_masked_conv4_weight)[hidden] = (void *)m->at[97];
    conv_weight_64x7x7_by_128x7x7((void *)prior_relu, d_logits, d_prior_masked_conv4_weight);
    lap(m, 74); /* G2 */
    make_prior_weight_128x64(d_prior_masked_conv4_weight, gradients->prior_4_weight);
    lap(m, 75); /* G3 */
    float (*d_prior_relu_input)[49][hidden] = (void *)m->at[98];
    make_d_prior_and_d_prior_bias_in_step_2_G4((void *)d_prior_relu, prior_relu,
        gradients->prior_2_1_1_bias, d_prior_relu_input);
    lap(m, 76); /* G4 */
    float (*d_prior_residual2_seen1_relu)[64] = (void *)m->at[99];
    conv_data_64x7x7_to_64x7x7_plain_in_place((void *)d_prior_relu_input,
        prior_residual2_seen1_masked_conv_weight, d_prior_residual2_seen1_relu);
    lap(m, 77); /* G5 */
    float (*d_prior_residual2_seen1_masked_conv_weight)[hidden] = (void *)m->at[100];
    conv_weight_64x7x7_by_64x7x7_plain_in_place((void *)prior_residual2_seen1_relu,
        (void *)d_prior_relu_input, d_prior_residual2_seen1_masked_conv_weight);
    lap(m, 78); /* G6 */
    make_prior_weight_64x64(d_prior_residual2_seen1_masked_conv_weight,
        gradients->prior_2_1_1_weight);
    lap(m, 79); /* G7 */
    float (*d_prior_residual2_seen0_masked_conv)[7][7][64] = (void *)m->at[101];
    make_d_prior_and_d_prior_bias_in_step_2_G4((void *)d_prior_residual2_seen1_relu,
        prior_residual2_seen1_relu, gradients->prior_2_0_1_bias,
        (void *)d_prior_residual2_seen0_masked_conv);
    lap(m, 80); /* G8 */
    float (*d_prior_residual2_seen0_relu)[7][7][64] = (void *)m->at[102];
    conv_data_64x7x7_to_64x7x7_plain_packed(d_prior_residual2_seen0_masked_conv,
        prior_residual2_seen0_masked_conv_weight, d_prior_residual2_seen0_relu, m->at[103]);
    lap(m, 81); /* G9 */
    float (*d_prior_residual2_seen0_masked_conv_weight)[64][2][3] = (void *)m->at[104];
    conv_weight_64x7x7_by_64x7x7_plain_packed((void *)prior_residual2_seen0_relu,
        d_prior_residual2_seen0_masked_conv, d_prior_residual2_seen0_masked_conv_weight,
        m->at[105]);
    lap(m, 82); /* G10 */
    float (*d_prior_residual2_seen0_masked_conv_weight_factor)[hidden][6] = (void *)m->at[106];
    make_prior_residual_seen0_masked_conv_weight(
        prior_residual1_seen0_masked_conv_weight_scale_shifted,
        (void *)d_prior_residual2_seen0_masked_conv_weight,
        d_prior_residual2_seen0_masked_conv_weight_factor);
    lap(m, 83); /* G11 */
    make_d_prior_weight((void *)d_prior_residual2_seen0_masked_conv_weight_factor,
        (void *)gradients->prior_2_0_1_weight);
    lap(m, 84); /* G12 */
    float (*d_prior_residual2_seen0_relu_input)[49][hidden] = (void *)m->at[107];
    make_d_prior_and_d_prior_bias_in_step_2_G13(d_prior_relu_input,
        (void *)d_prior_residual2_seen0_relu, prior_residual2_seen0_relu,
        gradients->prior_1_1_1_bias, d_prior_residual2_seen0_relu_input);
    lap(m, 85); /* G13 */
    float (*d_prior_residual1_seen1_relu)[64] = (void *)m->at[108];
    conv_data_64x7x7_to_64x7x7_plain_in_place((void *)d_prior_residual2_seen0_relu_input,
        prior_residual1_seen1_masked_conv_weight, d_prior_residual1_seen1_relu);
    lap(m, 86); /* G14 */
    float (*d_prior_residual1_seen1_masked_conv_weight)[hidden] = (void *)m->at[109];
    conv_weight_64x7x7_by_64x7x7_plain_in_place((void *)prior_residual1_seen1_relu,
        (void *)d_prior_residual2_seen0_relu_input, d_prior_residual1_seen1_masked_conv_weight);
    lap(m, 87); /* G15 */
    make_prior_weight_64x64(d_prior_residual1_seen1_masked_conv_weight,
        gradients->prior_1_1_1_weight);
    lap(m, 88); /* G16 */
    float (*d_prior_residual1_seen0_masked_conv)[7][7][64] = (void *)m->at[110];
    make_d_prior_and_d_prior_bias_in_step_2_G4((void *)d_prior_residual1_seen1_relu,
        prior_residual1_seen1_relu, gradients->prior_1_0_1_bias,
        (void *)d_prior_residual1_seen0_masked_conv);
    lap(m, 89); /* G17 */
    float (*d_prior_residual1_seen0_relu)[7][7][64] = (void *)m->at[111];
    conv_data_64x7x7_to_64x7x7_plain_packed(d_prior_residual1_seen0_masked_conv,
        prior_residual1_seen0_masked_conv_weight, d_prior_residual1_seen0_relu, m->at[112]);
    lap(m, 90); /* G18 */
    float (*d_prior_residual1_seen0_masked_conv_weight)[64][2][3] = (void *)m->at[113];
    conv_weight_64x7x7_by_64x7x7_plain_packed((void *)prior_residual1_seen0_relu,
        d_prior_residual1_seen0_masked_conv, d_prior_residual1_seen0_masked_conv_weight,
        m->at[114]);
    lap(m, 91); /* G19 */
    float (*d_prior_residual1_seen0_masked_conv_weight_factor)[hidden][6] = (void *)m->at[115];
    make_prior_residual_seen0_masked_conv_weight(
        prior_residual1_seen0_masked_conv_weight_scale_shifted,
        (void *)d_prior_residual1_seen0_masked_conv_weight,
        d_prior_residual1_seen0_masked_conv_weight_factor);
    lap(m, 92); /* G20 */
    make_d_prior_weight((void *)d_prior_residual1_seen0_masked_conv_weight_factor,
        (void *)gradients->prior_1_0_1_weight);
    lap(m, 93); /* G21 */
    float (*d_prior_masked_conv0)[49][hidden] = (void *)m->at[116];
    make_d_prior_and_d_prior_bias_in_step_2_G13(d_prior_residual2_seen0_relu_input,
        (void *)d_prior_residual1_seen0_relu, prior_residual1_seen0_relu,
        gradients->prior_0_bias, d_prior_masked_conv0);
    lap(m, 94); /* G22 */
    float (*d_prior_masked_conv0_weight)[128][4][7] = (void *)m->at[117];
    conv_weight_128x7x7_by_64x7x7((void *)code_equal, (void *)d_prior_masked_conv0,
        d_prior_masked_conv0_weight, m->at[118]);
    lap(m, 95); /* G23 */
    /* overwrites d_prior_masked_conv0_weight */
    float (*d_prior_masked_conv0_weight_factor)[codes][28] = (void *)m->at[119];
    make_prior_masked_conv0_weight(prior_masked_conv0_weight_of_logits_scale,
        (void *)d_prior_masked_conv0_weight, d_prior_masked_conv0_weight_factor);
    lap(m, 96); /* G24 */
    make_d_prior_0_weight((void *)d_prior_masked_conv0_weight_factor,
        (void *)gradients->prior_0_weight);
    lap(m, 97); /* G25 */
    /* prior.0.weight .. prior.4.bias: 491968 floats */
    m->updates[1]++;
    adam(m->parameters + 103664, m->gradients + 103664, m->moment[0] + 103664, m->moment[1]
        + 103664, 491968, m->updates[1], 0.001, 0.9, 0.999, 1e-08);
    lap(m, 98); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
vqvae_prior_evaluate(struct instance *m)
{
    struct vqvae_prior_parameters *const parameters = (void *)m->parameters;

    float (*prior_masked_conv0_weight_factor)[codes][28] = (void *)m->at[120];
    make_prior_masked_conv0_weight_factor((void *)parameters->prior_0_weight,
        (void *)prior_masked_conv0_weight_factor); /* F1 */
    float (*prior_masked_conv0_weight_of_logits_scale)[7] = (void *)m->at[121];
    make_prior_masked_conv0_weight_of_logits_scale(
        prior_masked_conv0_weight_of_logits_scale); /* F2 */
    /* overwrites prior_masked_conv0_weight_factor */
    float (*prior_masked_conv0_weight)[codes][28] = (void *)m->at[122];
    make_prior_masked_conv0_weight((void *)prior_masked_conv0_weight_of_logits_scale,
        prior_masked_conv0_weight_factor, prior_masked_conv0_weight); /* F3 */
    float (*prior_residual1_seen0_masked_conv_weight_factor)[hidden][6] = (void *)m->at[123];
    make_prior_residual_seen0_masked_conv_weight_factor((void *)parameters->prior_1_0_1_weight,
        (void *)prior_residual1_seen0_masked_conv_weight_factor); /* F4 */
    float *prior_residual1_seen0_masked_conv_weight_scale_shifted = m->at[124];
    make_prior_residual1_seen0_masked_conv_weight_scale_shifted(
        (void *)prior_residual1_seen0_masked_conv_weight_scale_shifted); /* F5 */
    float (*prior_residual1_seen0_masked_conv_weight)[hidden][6] = (void *)m->at[125];
    make_prior_residual_seen0_masked_conv_weight(
        prior_residual1_seen0_masked_conv_weight_scale_shifted,
        prior_residual1_seen0_masked_conv_weight_factor,
        prior_residual1_seen0_masked_conv_weight); /* F6 */
    float (*prior_residual1_seen1_masked_conv_weight)[hidden] = (void *)m->at[126];
    make_prior_residual1_seen1_masked_conv_weight(parameters->prior_1_1_1_weight,
        prior_residual1_seen1_masked_conv_weight); /* F7 */
    float (*prior_residual2_seen0_masked_conv_weight_factor)[hidden][6] = (void *)m->at[127];
    make_prior_residual_seen0_masked_conv_weight_factor((void *)parameters->prior_2_0_1_weight,
        (void *)prior_residual2_seen0_masked_conv_weight_factor); /* F8 */
    float (*prior_residual2_seen0_masked_conv_weight)[hidden][6] = (void *)m->at[128];
    make_prior_residual_seen0_masked_conv_weight(
        prior_residual1_seen0_masked_conv_weight_scale_shifted,
        prior_residual2_seen0_masked_conv_weight_factor,
        prior_residual2_seen0_masked_conv_weight); /* F9 */
    float (*prior_residual2_seen1_masked_conv_weight)[hidden] = (void *)m->at[129];
    make_prior_weight_64x64(parameters->prior_2_1_1_weight,
        prior_residual2_seen1_masked_conv_weight); /* F10 */
    float (*prior_masked_conv4_weight)[hidden] = (void *)m->at[130];
    make_prior_weight_128x64(parameters->prior_4_weight, prior_masked_conv4_weight); /* F11 */
    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_down40_conv_product)[14][14][32] = (void *)m->at[131];
    conv_28x28_to_32x14x14(x, (void *)parameters->encoder_0_0_weight,
        encoder_down40_conv_product); /* F12 */
    float (*encoder_down40_leaky_relu)[196][32] = (void *)m->at[132];
    make_leaky_relu_32x14x14(parameters->encoder_0_0_bias, (void *)encoder_down40_conv_product,
        encoder_down40_leaky_relu); /* F13 */
    float (*encoder_down41_conv_product)[7][7][64] = (void *)m->at[133];
    conv_32x14x14_to_64x7x7_out_panels((void *)encoder_down40_leaky_relu,
        parameters->encoder_1_0_weight, encoder_down41_conv_product, m->at[134]); /* F14 */
    float (*encoder_down41_leaky_relu)[49][hidden] = (void *)m->at[135];
    make_leaky_relu_64x7x7(parameters->encoder_1_0_bias, (void *)encoder_down41_conv_product,
        encoder_down41_leaky_relu); /* F15 */
    float (*ze_product)[7][7][32] = (void *)m->at[136];
    conv_64x7x7_to_32x7x7((void *)encoder_down41_leaky_relu,
        (void *)parameters->encoder_2_weight, ze_product, m->at[137]); /* F16 */
    float (*ze)[49][width] = (void *)m->at[138];
    make_ze(parameters->encoder_2_bias, (void *)ze_product, ze); /* F17 */
    float *codebook_squared_row_sum_scaled = m->at[139];
    make_codebook_squared_row_sum_scaled(parameters->codebook,
        codebook_squared_row_sum_scaled); /* F18 */
    float (*ze_by_codebook)[128] = (void *)m->at[140];
    product_32x32x7x7_by_128x32((void *)ze, parameters->codebook, ze_by_codebook,
        m->at[141]); /* F19 */
    float *code_equal_sum = m->at[144];
    int (*code)[49] = (void *)m->at[142];
    float (*code_equal)[49][codes] = (void *)m->at[143];
    make_code_in_evaluate(codebook_squared_row_sum_scaled, (void *)ze_by_codebook,
        code_equal_sum, code, code_equal); /* F20 */
    float (*e)[1568] = (void *)m->at[145];
    make_e((void *)parameters->codebook, (void *)code, (void *)e); /* F21 */
    float *codebook_loss_sum = m->at[147];
    float (*ze_plus_d_ze_via_ze)[1568] = (void *)m->at[146];
    make_ze_plus_d_ze_via_ze_in_evaluate(e, (void *)ze, codebook_loss_sum,
        ze_plus_d_ze_via_ze); /* F22 */
    float (*decoder_conv_product)[7][7][64] = (void *)m->at[148];
    conv_32x7x7_to_64x7x7((void *)ze_plus_d_ze_via_ze, parameters->decoder_0_weight,
        decoder_conv_product, m->at[149]); /* F23 */
    float (*decoder_leaky_relu)[49][hidden] = (void *)m->at[150];
    make_leaky_relu_64x7x7(parameters->decoder_0_bias, (void *)decoder_conv_product,
        decoder_leaky_relu); /* F24 */
    float (*decoder_up4_conv_transpose_product)[14][14][32] = (void *)m->at[151];
    conv_data_64x7x7_to_32x14x14_in_panels((void *)decoder_leaky_relu,
        (void *)parameters->decoder_2_0_weight, decoder_up4_conv_transpose_product); /* F25 */
    /* overwrites decoder_up4_conv_transpose_product */
    float (*decoder_up4_leaky_relu)[196][32] = (void *)m->at[152];
    make_leaky_relu_32x14x14(parameters->decoder_2_0_bias,
        (void *)decoder_up4_conv_transpose_product, decoder_up4_leaky_relu); /* F26 */
    float (*y_product)[28][28][1] = (void *)m->at[153];
    conv_data_32x14x14_to_28x28((void *)decoder_up4_leaky_relu,
        (void *)parameters->decoder_3_weight, y_product, m->at[154]); /* F27 */
    float (*prior_masked_conv0_product)[49][hidden] = (void *)m->at[155];
    conv_128x7x7_to_64x7x7((void *)code_equal, (void *)prior_masked_conv0_weight,
        (void *)prior_masked_conv0_product, m->at[156]); /* F28 */
    float (*prior_residual1_seen0_relu)[49][hidden] = (void *)m->at[157];
    make_prior_residual_seen_relu(parameters->prior_0_bias, prior_masked_conv0_product,
        prior_residual1_seen0_relu); /* F29 */
    float (*prior_residual1_seen0_masked_conv_product)[7][7][64] = (void *)m->at[158];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F18((void *)prior_residual1_seen0_relu,
        (void *)prior_residual1_seen0_masked_conv_weight,
        prior_residual1_seen0_masked_conv_product, m->at[159]); /* F30 */
    float (*prior_residual1_seen1_relu)[49][hidden] = (void *)m->at[160];
    make_prior_residual_seen_relu(parameters->prior_1_0_1_bias,
        (void *)prior_residual1_seen0_masked_conv_product,
        prior_residual1_seen1_relu); /* F31 */
    float (*prior_residual1_seen1_masked_conv_product)[49][hidden] = (void *)m->at[161];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F21((void *)prior_residual1_seen1_relu,
        prior_residual1_seen1_masked_conv_weight,
        (void *)prior_residual1_seen1_masked_conv_product, m->at[162]); /* F32 */
    float (*prior_residual2_seen0_relu)[49][hidden] = (void *)m->at[163];
    make_prior_residual2_seen0_relu(parameters->prior_0_bias, prior_masked_conv0_product,
        parameters->prior_1_1_1_bias, prior_residual1_seen1_masked_conv_product,
        prior_residual2_seen0_relu); /* F33 */
    float (*prior_residual2_seen0_masked_conv_product)[7][7][64] = (void *)m->at[164];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F18((void *)prior_residual2_seen0_relu,
        (void *)prior_residual2_seen0_masked_conv_weight,
        prior_residual2_seen0_masked_conv_product, m->at[165]); /* F34 */
    float (*prior_residual2_seen1_relu)[49][hidden] = (void *)m->at[166];
    make_prior_residual_seen_relu(parameters->prior_2_0_1_bias,
        (void *)prior_residual2_seen0_masked_conv_product,
        prior_residual2_seen1_relu); /* F35 */
    float (*prior_residual2_seen1_masked_conv_product)[64] = (void *)m->at[167];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F21((void *)prior_residual2_seen1_relu,
        prior_residual2_seen1_masked_conv_weight, prior_residual2_seen1_masked_conv_product,
        m->at[168]); /* F36 */
    /* overwrites prior_residual2_seen1_masked_conv_product */
    float (*prior_relu)[49][hidden] = (void *)m->at[169];
    make_prior_relu(parameters->prior_0_bias, prior_masked_conv0_product,
        parameters->prior_1_1_1_bias, prior_residual1_seen1_masked_conv_product,
        parameters->prior_2_1_1_bias, (void *)prior_residual2_seen1_masked_conv_product,
        prior_relu); /* F37 */
    float (*logits_product)[128] = (void *)m->at[170];
    conv_64x7x7_to_128x7x7((void *)prior_relu, prior_masked_conv4_weight, logits_product,
        m->at[171]); /* F38 */
    float *reconstruction_sum = m->at[172];
    make_reconstruction_sum(parameters->decoder_3_bias, (void *)y_product, (void *)x,
        reconstruction_sum); /* F39 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.00041957572f * reconstruction_sum[0];
    float *codebook_loss = &m->value[VALUE_codebook_loss];
    float *codebook_loss_copy = &m->value[VALUE_commitment];
    codebook_loss[0] = 1.9929847e-05f * codebook_loss_sum[0];
    codebook_loss_copy[0] = codebook_loss[0];
    float (*logits_max)[49] = (void *)m->at[174];
    float (*surprise_picked)[49] = (void *)m->at[173];
    float (*logits_max_plus_logits_exp_row_sum)[49] = (void *)m->at[175];
    make_surprise_picked_in_evaluate(parameters->prior_4_bias, (void *)logits_product,
        code_equal, logits_max, surprise_picked, logits_max_plus_logits_exp_row_sum); /* F42 */
    float *surprise_sum = m->at[176];
    make_surprise_sum(logits_max, logits_max_plus_logits_exp_row_sum, surprise_picked,
        surprise_sum); /* F43 */
    float *surprise = &m->value[VALUE_surprise];
    surprise[0] = 0.03125f * surprise_sum[0];
    float *perplexity_sum = m->at[177];
    make_perplexity_sum(code_equal_sum, perplexity_sum); /* F45 */
    float *perplexity = &m->value[VALUE_perplexity];
    perplexity[0] = math_exp(-0.0006377551f * perplexity_sum[0]);
}

/* Fills output[i] for one batch: the command `reconstruct`. */
void
vqvae_prior_reconstruct(struct instance *m, float *const *output)
{
    struct vqvae_prior_parameters *const parameters = (void *)m->parameters;

    const float (*x)[784] = m->field[DATA_x];
    float (*x_copy)[784] = (void *)output[0];
    make_x_copy(x, x_copy); /* F1 */
    float (*encoder_down40_conv_product)[14][14][32] = (void *)m->at[178];
    conv_28x28_to_32x14x14((void *)x, (void *)parameters->encoder_0_0_weight,
        encoder_down40_conv_product); /* F2 */
    float (*encoder_down40_leaky_relu)[196][32] = (void *)m->at[179];
    make_leaky_relu_32x14x14(parameters->encoder_0_0_bias, (void *)encoder_down40_conv_product,
        encoder_down40_leaky_relu); /* F3 */
    float (*encoder_down41_conv_product)[7][7][64] = (void *)m->at[180];
    conv_32x14x14_to_64x7x7_out_panels((void *)encoder_down40_leaky_relu,
        parameters->encoder_1_0_weight, encoder_down41_conv_product, m->at[181]); /* F4 */
    float (*encoder_down41_leaky_relu)[49][hidden] = (void *)m->at[182];
    make_leaky_relu_64x7x7(parameters->encoder_1_0_bias, (void *)encoder_down41_conv_product,
        encoder_down41_leaky_relu); /* F5 */
    float (*ze_product)[7][7][32] = (void *)m->at[183];
    conv_64x7x7_to_32x7x7((void *)encoder_down41_leaky_relu,
        (void *)parameters->encoder_2_weight, ze_product, m->at[184]); /* F6 */
    float (*ze)[49][width] = (void *)m->at[185];
    make_ze(parameters->encoder_2_bias, (void *)ze_product, ze); /* F7 */
    float *codebook_squared_row_sum_scaled = m->at[186];
    make_codebook_squared_row_sum_scaled(parameters->codebook,
        codebook_squared_row_sum_scaled); /* F8 */
    float (*ze_by_codebook)[128] = (void *)m->at[187];
    product_32x32x7x7_by_128x32((void *)ze, parameters->codebook, ze_by_codebook,
        m->at[188]); /* F9 */
    int (*code)[49] = (void *)m->at[189];
    make_code_in_reconstruct(codebook_squared_row_sum_scaled, (void *)ze_by_codebook,
        code); /* F10 */
    float (*e)[1568] = (void *)m->at[190];
    make_e((void *)parameters->codebook, (void *)code, (void *)e); /* F11 */
    float (*ze_plus_d_ze_via_ze)[1568] = (void *)m->at[191];
    make_ze_plus_d_ze_via_ze_in_reconstruct((void *)ze, e, ze_plus_d_ze_via_ze); /* F12 */
    float (*decoder_conv_product)[7][7][64] = (void *)m->at[192];
    conv_32x7x7_to_64x7x7((void *)ze_plus_d_ze_via_ze, parameters->decoder_0_weight,
        decoder_conv_product, m->at[193]); /* F13 */
    float (*decoder_leaky_relu)[49][hidden] = (void *)m->at[194];
    make_leaky_relu_64x7x7(parameters->decoder_0_bias, (void *)decoder_conv_product,
        decoder_leaky_relu); /* F14 */
    float (*decoder_up4_conv_transpose_product)[14][14][32] = (void *)m->at[195];
    conv_data_64x7x7_to_32x14x14_in_panels((void *)decoder_leaky_relu,
        (void *)parameters->decoder_2_0_weight, decoder_up4_conv_transpose_product); /* F15 */
    /* overwrites decoder_up4_conv_transpose_product */
    float (*decoder_up4_leaky_relu)[196][32] = (void *)m->at[196];
    make_leaky_relu_32x14x14(parameters->decoder_2_0_bias,
        (void *)decoder_up4_conv_transpose_product, decoder_up4_leaky_relu); /* F16 */
    float (*y_product)[28][28][1] = (void *)m->at[197];
    conv_data_32x14x14_to_28x28((void *)decoder_up4_leaky_relu,
        (void *)parameters->decoder_3_weight, y_product, m->at[198]); /* F17 */
    float (*y)[784] = (void *)output[1];
    make_y(parameters->decoder_3_bias, (void *)y_product, y); /* F18 */
}

/* Fills output[i] for one batch: the command `sample`. */
void
vqvae_prior_sample(struct instance *m, float *const *output)
{
    struct vqvae_prior_parameters *const parameters = (void *)m->parameters;

    layout_map(m, 0, (void *)m->at[199]); /* N1 */
    int (*sample_map)[7][7] = (void *)m->at[199];
    float (*codebook_gather)[7][7][32] = (void *)m->at[200];
    make_e((void *)parameters->codebook, (void *)sample_map, (void *)codebook_gather); /* F1 */
    float (*decoder_conv_product)[7][7][64] = (void *)m->at[201];
    conv_32x7x7_to_64x7x7(codebook_gather, parameters->decoder_0_weight, decoder_conv_product,
        m->at[202]); /* F2 */
    float (*decoder_leaky_relu)[49][hidden] = (void *)m->at[203];
    make_leaky_relu_64x7x7(parameters->decoder_0_bias, (void *)decoder_conv_product,
        decoder_leaky_relu); /* F3 */
    float (*decoder_up4_conv_transpose_product)[14][14][32] = (void *)m->at[204];
    conv_data_64x7x7_to_32x14x14_in_panels((void *)decoder_leaky_relu,
        (void *)parameters->decoder_2_0_weight, decoder_up4_conv_transpose_product); /* F4 */
    /* overwrites decoder_up4_conv_transpose_product */
    float (*decoder_up4_leaky_relu)[196][32] = (void *)m->at[205];
    make_leaky_relu_32x14x14(parameters->decoder_2_0_bias,
        (void *)decoder_up4_conv_transpose_product, decoder_up4_leaky_relu); /* F5 */
    float (*decoder_conv_transpose_product)[28][28][1] = (void *)m->at[206];
    conv_data_32x14x14_to_28x28((void *)decoder_up4_leaky_relu,
        (void *)parameters->decoder_3_weight, decoder_conv_transpose_product,
        m->at[207]); /* F6 */
    float (*decoder_conv_transpose)[784] = (void *)output[0];
    make_y(parameters->decoder_3_bias, (void *)decoder_conv_transpose_product,
        decoder_conv_transpose); /* F7 */
}

/* Fills output[0] for one batch: the logits of sample_map, given what is drawn of it. */
void
vqvae_prior_sample_sample_map(struct instance *m, float *const *output)
{
    struct vqvae_prior_parameters *const parameters = (void *)m->parameters;

    float (*prior_masked_conv0_weight_factor)[codes][28] = (void *)m->at[208];
    make_prior_masked_conv0_weight_factor((void *)parameters->prior_0_weight,
        (void *)prior_masked_conv0_weight_factor); /* F1 */
    float (*prior_masked_conv0_weight_of_logits_scale)[7] = (void *)m->at[209];
    make_prior_masked_conv0_weight_of_logits_scale(
        prior_masked_conv0_weight_of_logits_scale); /* F2 */
    /* overwrites prior_masked_conv0_weight_factor */
    float (*prior_masked_conv0_weight)[codes][28] = (void *)m->at[210];
    make_prior_masked_conv0_weight((void *)prior_masked_conv0_weight_of_logits_scale,
        prior_masked_conv0_weight_factor, prior_masked_conv0_weight); /* F3 */
    float (*prior_residual1_seen0_masked_conv_weight_factor)[hidden][6] = (void *)m->at[211];
    make_prior_residual_seen0_masked_conv_weight_factor((void *)parameters->prior_1_0_1_weight,
        (void *)prior_residual1_seen0_masked_conv_weight_factor); /* F4 */
    float *prior_residual1_seen0_masked_conv_weight_scale_shifted = m->at[212];
    make_prior_residual1_seen0_masked_conv_weight_scale_shifted(
        (void *)prior_residual1_seen0_masked_conv_weight_scale_shifted); /* F5 */
    float (*prior_residual1_seen0_masked_conv_weight)[hidden][6] = (void *)m->at[213];
    make_prior_residual_seen0_masked_conv_weight(
        prior_residual1_seen0_masked_conv_weight_scale_shifted,
        prior_residual1_seen0_masked_conv_weight_factor,
        prior_residual1_seen0_masked_conv_weight); /* F6 */
    float (*prior_residual1_seen1_masked_conv_weight)[hidden] = (void *)m->at[214];
    make_prior_residual1_seen1_masked_conv_weight(parameters->prior_1_1_1_weight,
        prior_residual1_seen1_masked_conv_weight); /* F7 */
    float (*prior_residual2_seen0_masked_conv_weight_factor)[hidden][6] = (void *)m->at[215];
    make_prior_residual_seen0_masked_conv_weight_factor((void *)parameters->prior_2_0_1_weight,
        (void *)prior_residual2_seen0_masked_conv_weight_factor); /* F8 */
    float (*prior_residual2_seen0_masked_conv_weight)[hidden][6] = (void *)m->at[216];
    make_prior_residual_seen0_masked_conv_weight(
        prior_residual1_seen0_masked_conv_weight_scale_shifted,
        prior_residual2_seen0_masked_conv_weight_factor,
        prior_residual2_seen0_masked_conv_weight); /* F9 */
    float (*prior_residual2_seen1_masked_conv_weight)[hidden] = (void *)m->at[217];
    make_prior_weight_64x64(parameters->prior_2_1_1_weight,
        prior_residual2_seen1_masked_conv_weight); /* F10 */
    float (*prior_masked_conv4_weight)[hidden] = (void *)m->at[218];
    make_prior_weight_128x64(parameters->prior_4_weight, prior_masked_conv4_weight); /* F11 */
    layout_map(m, 0, (void *)m->at[219]); /* N1 */
    int (*sample_map)[49] = (void *)m->at[219];
    float (*sample_map_equal)[49][codes] = (void *)m->at[220];
    make_sample_map_equal(sample_map, sample_map_equal); /* F12 */
    float (*prior_masked_conv0_product)[49][hidden] = (void *)m->at[221];
    conv_128x7x7_to_64x7x7((void *)sample_map_equal, (void *)prior_masked_conv0_weight,
        (void *)prior_masked_conv0_product, m->at[222]); /* F13 */
    float (*prior_residual1_seen0_relu)[49][hidden] = (void *)m->at[223];
    make_prior_residual_seen_relu(parameters->prior_0_bias, prior_masked_conv0_product,
        prior_residual1_seen0_relu); /* F14 */
    float (*prior_residual1_seen0_masked_conv_product)[7][7][64] = (void *)m->at[224];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F18((void *)prior_residual1_seen0_relu,
        (void *)prior_residual1_seen0_masked_conv_weight,
        prior_residual1_seen0_masked_conv_product, m->at[225]); /* F15 */
    float (*prior_residual1_seen1_relu)[49][hidden] = (void *)m->at[226];
    make_prior_residual_seen_relu(parameters->prior_1_0_1_bias,
        (void *)prior_residual1_seen0_masked_conv_product,
        prior_residual1_seen1_relu); /* F16 */
    float (*prior_residual1_seen1_masked_conv_product)[49][hidden] = (void *)m->at[227];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F21((void *)prior_residual1_seen1_relu,
        prior_residual1_seen1_masked_conv_weight,
        (void *)prior_residual1_seen1_masked_conv_product, m->at[228]); /* F17 */
    float (*prior_residual2_seen0_relu)[49][hidden] = (void *)m->at[229];
    make_prior_residual2_seen0_relu(parameters->prior_0_bias, prior_masked_conv0_product,
        parameters->prior_1_1_1_bias, prior_residual1_seen1_masked_conv_product,
        prior_residual2_seen0_relu); /* F18 */
    float (*prior_residual2_seen0_masked_conv_product)[7][7][64] = (void *)m->at[230];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F18((void *)prior_residual2_seen0_relu,
        (void *)prior_residual2_seen0_masked_conv_weight,
        prior_residual2_seen0_masked_conv_product, m->at[231]); /* F19 */
    float (*prior_residual2_seen1_relu)[49][hidden] = (void *)m->at[232];
    make_prior_residual_seen_relu(parameters->prior_2_0_1_bias,
        (void *)prior_residual2_seen0_masked_conv_product,
        prior_residual2_seen1_relu); /* F20 */
    float (*prior_residual2_seen1_masked_conv_product)[64] = (void *)m->at[233];
    conv_64x7x7_to_64x7x7_plain_packed_step_2_F21((void *)prior_residual2_seen1_relu,
        prior_residual2_seen1_masked_conv_weight, prior_residual2_seen1_masked_conv_product,
        m->at[234]); /* F21 */
    /* overwrites prior_residual2_seen1_masked_conv_product */
    float (*prior_relu)[49][hidden] = (void *)m->at[235];
    make_prior_relu(parameters->prior_0_bias, prior_masked_conv0_product,
        parameters->prior_1_1_1_bias, prior_residual1_seen1_masked_conv_product,
        parameters->prior_2_1_1_bias, (void *)prior_residual2_seen1_masked_conv_product,
        prior_relu); /* F22 */
    float (*prior_masked_conv4_product)[128] = (void *)m->at[236];
    conv_64x7x7_to_128x7x7((void *)prior_relu, prior_masked_conv4_weight,
        prior_masked_conv4_product, m->at[237]); /* F23 */
    float (*prior_masked_conv4)[49][codes] = (void *)output[0];
    make_prior_masked_conv4(parameters->prior_4_bias, (void *)prior_masked_conv4_product,
        prior_masked_conv4); /* F24 */
}

/* Fills output[0] for one batch: vectors whose clusters codebook begins as. */
void
vqvae_prior_start_codebook(struct instance *m, float *const *output)
{
    struct vqvae_prior_parameters *const parameters = (void *)m->parameters;

    const float (*x)[28][28][1] = m->field[DATA_x];
    float (*encoder_down40_conv_product)[14][14][32] = (void *)m->at[238];
    conv_28x28_to_32x14x14(x, (void *)parameters->encoder_0_0_weight,
        encoder_down40_conv_product); /* F1 */
    float (*encoder_down40_leaky_relu)[196][32] = (void *)m->at[239];
    make_leaky_relu_32x14x14(parameters->encoder_0_0_bias, (void *)encoder_down40_conv_product,
        encoder_down40_leaky_relu); /* F2 */
    float (*encoder_down41_conv_product)[7][7][64] = (void *)m->at[240];
    conv_32x14x14_to_64x7x7_out_panels((void *)encoder_down40_leaky_relu,
        parameters->encoder_1_0_weight, encoder_down41_conv_product, m->at[241]); /* F3 */
    float (*encoder_down41_leaky_relu)[49][hidden] = (void *)m->at[242];
    make_leaky_relu_64x7x7(parameters->encoder_1_0_bias, (void *)encoder_down41_conv_product,
        encoder_down41_leaky_relu); /* F4 */
    float (*ze_product)[7][7][32] = (void *)m->at[243];
    conv_64x7x7_to_32x7x7((void *)encoder_down41_leaky_relu,
        (void *)parameters->encoder_2_weight, ze_product, m->at[244]); /* F5 */
    float (*ze)[49][width] = (void *)output[0];
    make_ze(parameters->encoder_2_bias, (void *)ze_product, ze); /* F6 */
}

