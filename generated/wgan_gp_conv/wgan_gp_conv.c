/* wgan_gp_conv.c: the computations of wgan_gp_conv.yaml (sha256 b9dbc668).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 64, latent 128, width 64, side 32
 * Parameters  1846608 floats, struct wgan_gp_conv_parameters; gradients in the same struct
 * Arena       7970144 floats; 98634608 if nothing shared memory, at least 7970144 at once
 *    offset   floats  holds                                           live
 *         0     8192  fake_noise[batch][latent]                       step_1 N1..step_2 G23
 *      8192   262144  G_conv_transpose1[batch][4][4][256]             step_1 F1..step_2 G22
 *      8192   262144  d_G_conv_transpose1[batch][4][4][256]           step_2 G22..G23
 *    270848  1048576  D_down0_conv_of_x_product[batch][16][16][width] step_1 F4..F5
 *    270848  1048576  D_down0_leaky_relu_of_x[batch][16][16][width]   step_1 F5..G6
 *    270848   262144  G_relu[batch][4][4][256]                        step_1 F12..step_2 G22
 *    532992   524288  G_up4_conv_transpose[batch][8][8][128]          step_1 F13..step_2 G17
 *    532992   262144  d_G_relu[batch][4][4][256]                      step_2 G18..G22
 *   1057536   524288  G_up4_relu[batch][8][8][128]                    step_1 F16..step_2 G17
 *   1057536   524288  d_G_up4_conv_transpose[batch][8][8][128]        step_2 G17..G19
 *   1319424   524288  D_down1_conv_of_x_product[batch][8][8][128]     step_1 F6..F7
 *   1319424   524288  D_down1_leaky_relu_of_x[batch][8][8][128]       step_1 F7..G3
 *   1319424  1048576  d_D_down0_leaky_relu_of_x_scaled                step_1 G4..G6
 *   1581824  1048576  G_up5_conv_transpose[batch][16][16][width]      step_1 F17..step_2 G12
 *   1581824   524288  d_G_up4_relu[batch][8][8][128]                  step_2 G13..G17
 *   1843712   262144  d_D_down2_conv_of_x_scaled[batch][4][4][256]    step_1 F9..G2
 *   2105856   262144  D_down2_leaky_relu_of_x[batch][4][4][256]       step_1 F9..F10
 *   2105856   524288  d_D_down1_leaky_relu_of_x_scaled                step_1 G1..G3
 *   2368000   262144  D_down2_conv_of_x_product[batch][4][4][256]     step_1 F8..F9
 *   2630656   524288  d_D_down1_conv_of_x_scaled[batch][8][8][128]    step_1 G3..G5
 *   2630656  1048576  d_D_down0_conv_of_x_scaled                      step_1 G6..G7
 *   2630720  1048576  G_up5_relu[batch][16][16][width]                step_1 F20..step_2 G12
 *   2630720  1048576  d_G_up5_conv_transpose[batch][16][16][width]    step_2 G12..G14
 *   3679872   196608  fake[batch][side][side][3]                      step_1 F23..step_2 G6
 *   3876480  1048576  D_down0_conv_of_fake_product_in_generator       step_2 F3..F4
 *   3876480  1048576  D_down0_leaky_relu_of_fake_in_generator         step_2 F4..G4
 *   3876480  1048576  d_D_down0_conv_of_fake_scaled_in_generator      step_2 G4..G5
 *   3876480   196608  d_G_conv_transpose6_scaled                      step_2 G6..G9
 *   3877376     4096  d_D_3_weight_via_x[4][4][256]                   step_1 F9..G20
 *   3881552   196608  G_conv_transpose6_product[batch][side][side][3] step_1 F21..F23
 *   3881552   196608  x_hat[batch][side][side][3]                     step_1 F23..F24
 *   3881568   262144  D_down2_conv_of_x_hat_product[batch][4][4][256] step_1 F28..G16
 *   3881568  1048576  D_down0_conv_of_fake_product                    step_1 F36..F37
 *   3881568  1048576  D_down0_leaky_relu_of_fake                      step_1 F37..G23
 *   4073088  1048576  d_G_up5_relu_scaled[batch][16][16][width]       step_2 G9..G12
 *   4143712   524288  D_down1_conv_of_x_hat_product[batch][8][8][128] step_1 F26..F27
 *   4143712   524288  D_down1_leaky_relu_of_x_hat[batch][8][8][128]   step_1 F27..G13
 *   4143712   524288  d_slope_d_D_down1_leaky_relu_scaled             step_1 G13..G15
 *   4668000  1048576  D_down0_conv_of_x_hat_product                   step_1 F24..F25
 *   4668000  1048576  D_down0_leaky_relu_of_x_hat                     step_1 F25..G10
 *   4668000  1048576  d_slope_d_D_down0_leaky_relu_scaled             step_1 G10..G12
 *   4668000   262144  d_slope_d_D_down2_conv_scaled[batch][4][4][256] step_1 G15..G16
 *   4925056   262144  D_down2_leaky_relu_of_fake_in_generator         step_2 F8..F9
 *   4930400     4096  d_slope_d_D_down2_leaky_relu_scaled[4][4][256]  step_1 G16..G20
 *   4934496   524288  D_down1_conv_of_fake_product[batch][8][8][128]  step_1 F38..F39
 *   4934624     4096  d_D_3_weight_via_fake[4][4][256]                step_1 F41..G20
 *   4934624  1048576  d_D_down0_conv_of_fake_scaled                   step_1 G23..G24
 *   4938720   262144  d_D_down2_conv_of_fake_scaled[batch][4][4][256] step_1 F41..G18
 *   4938720   524288  d_D_down1_conv_of_fake_scaled[batch][8][8][128] step_1 G19..G22
 *   5187200   524288  D_down1_conv_of_fake_product_in_generator       step_2 F5..F6
 *   5187200   524288  D_down1_leaky_relu_of_fake_in_generator         step_2 F6..G2
 *   5187200  1048576  d_D_down0_leaky_relu_of_fake_scaled_in_generator step_2 G3..G4
 *   5187200   196608  d_fake_scaled[batch][side][side][3]             step_2 G5..G6
 *   5200864   262144  D_down2_leaky_relu_of_fake[batch][4][4][256]    step_1 F41..F42
 *   5463008   524288  D_down1_leaky_relu_of_fake[batch][8][8][128]    step_1 F39..G19
 *   5711488   262144  D_down2_conv_of_fake_product_in_generator       step_2 F7..F8
 *   5711488   524288  d_D_down1_leaky_relu_of_fake_scaled_in_generator step_2 G1..G2
 *   5716576   262144  slope_d_D_down2_conv[batch][4][4][256]          step_1 F29..G14
 *   5978720   524288  slope_d_D_down1_leaky_relu[batch][8][8][128]    step_1 F30..F31
 *   5978720   524288  slope_d_D_down1_conv[batch][8][8][128]          step_1 F31..G11
 *   5978720   524288  d_slope_d_D_down1_conv_scaled[batch][8][8][128] step_1 G12..G13
 *   5983200  1048576  d_D_down0_leaky_relu_of_fake_scaled             step_1 G22..G23
 *   5987296   262144  D_down2_conv_of_fake_product[batch][4][4][256]  step_1 F40..F41
 *   5987360   524288  d_D_down1_leaky_relu_of_fake_scaled             step_1 G18..G19
 *   6235776   262144  d_D_down2_conv_of_fake_scaled_in_generator      step_2 F8..G1
 *   6235776   524288  d_D_down1_conv_of_fake_scaled_in_generator      step_2 G2..G3
 *   6503008  1048576  slope_d_D_down0_leaky_relu                      step_1 F32..F33
 *   6503008  1048576  slope_d_D_down0_conv[batch][16][16][width]      step_1 F33..G8
 *   6503008  1048576  d_slope_d_D_down0_conv_scaled                   step_1 G9..G10
 *   7551584   196608  d_slope_d_x_hat_scaled[batch][side][side][3]    step_1 F35..G9
 *   7748192   196608  slope_d_x_hat[batch][side][side][3]             step_1 F34..F35
 * 179 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "wgan_gp_conv.h"

#include "runtime/layout.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "wgan_gp_conv_contractions.h"

enum { batch = 64, latent = 128, width = 64, side = 32 };
enum { DATA_x };
enum { VALUE_critic, VALUE_generator, VALUE_distance };

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

/* Squares about the mean of all rows, from means and squares of chunks of rows, in order:
 *     mean = sum over chunks of rows_c mean_c / rows
 *     squares = sum over chunks of (squares_c + each rows_c (mean_c - mean)^2)
 * with `each` numbers in a row. Chan, Golub and LeVeque, Algorithms for computing the sample
 * variance, 1983. Leaves mean_c - mean in `centre`. */
static void
merge_squares(int chunks, int rows, int each, int count, float *restrict centre,
    const float *restrict partial, float *restrict squares)
{
    float *const mean = squares;
    memset(mean, 0, (size_t)count * sizeof *mean);
    for (int chunk = 0; chunk < chunks; chunk++) {
        const int of = (chunk + 1) * rows / chunks - chunk * rows / chunks;
        const float share = (float)of / (float)rows;
        for (int i = 0; i < count; i++)
            mean[i] += share * centre[chunk * count + i];
    }
    for (int chunk = 0; chunk < chunks; chunk++) {
        for (int i = 0; i < count; i++)
            centre[chunk * count + i] -= mean[i];
    }
    memset(squares, 0, (size_t)count * sizeof *squares);
    for (int chunk = 0; chunk < chunks; chunk++) {
        const int of = (chunk + 1) * rows / chunks - chunk * rows / chunks;
        const float weight = (float)(each * of);
        for (int i = 0; i < count; i++) {
            const float gap = centre[chunk * count + i];
            squares[i] += partial[chunk * count + i] + weight * gap * gap;
        }
    }
}

/* step_1 F2: G_batch_norm_squares, G_batch_norm_sum (line 23) over [batch][16][256]
 *     G_batch_norm_centred_row_offset_sum = sum over i of G_conv_transpose1
 *     G_batch_norm_centred_row = G_conv_transpose1 - 0.0625 *
 *         G_batch_norm_centred_row_offset_sum
 *     G_batch_norm_squares_row = sum over i of G_batch_norm_centred_row^2
 *     G_batch_norm_squares = sum over n of (G_batch_norm_squares_row + 16
 *         (G_batch_norm_centred_row_offset_sum / 16 - mean)^2), in one pass
 *     G_batch_norm_sum = sum over n of G_batch_norm_centred_row_offset_sum */
static void
make_G_batch_norm_squares(const float G_conv_transpose1[restrict batch][16][256],
    float G_batch_norm_squares[restrict 256], float G_batch_norm_sum[restrict 256])
{
    enum { chunks = 16 };
    float G_batch_norm_squares_partial[chunks][256];
    float G_batch_norm_squares_centre_partial[chunks][256];
    float G_batch_norm_sum_partial[chunks][256];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(G_batch_norm_squares_partial[chunk], 0,
            sizeof G_batch_norm_squares_partial[chunk]);
        memset(G_batch_norm_squares_centre_partial[chunk], 0,
            sizeof G_batch_norm_squares_centre_partial[chunk]);
        memset(G_batch_norm_sum_partial[chunk], 0, sizeof G_batch_norm_sum_partial[chunk]);
        const int first = chunk * batch / chunks;
        for (int n = first; n < (chunk + 1) * batch / chunks; n++) {
            const float G_batch_norm_squares_before = (float)(16 * (n - first));
            const float G_batch_norm_squares_share = 16.0f
                / (G_batch_norm_squares_before + 16.0f);
            float G_batch_norm_centred_row_offset_sum[256] = {0};
            for (int i = 0; i < 16; i++) {
#pragma omp simd
                for (int j = 0; j < 256; j++)
                    G_batch_norm_centred_row_offset_sum[j] += G_conv_transpose1[n][i][j];
            }
            float G_batch_norm_squares_row[256] = {0};
            for (int i = 0; i < 16; i++) {
#pragma omp simd
                for (int j = 0; j < 256; j++) {
                    const float G_batch_norm_centred_row = G_conv_transpose1[n][i][j]
                        - 0.0625f * G_batch_norm_centred_row_offset_sum[j];
                    G_batch_norm_squares_row[j] += G_batch_norm_centred_row
                        * G_batch_norm_centred_row;
                }
            }
#pragma omp simd
            for (int j = 0; j < 256; j++)
                G_batch_norm_sum_partial[chunk][j] += G_batch_norm_centred_row_offset_sum[j];
#pragma omp simd
            for (int j = 0; j < 256; j++) {
                const float G_batch_norm_squares_gap = G_batch_norm_centred_row_offset_sum[j]
                    * 0.0625f - G_batch_norm_squares_centre_partial[chunk][j];
                G_batch_norm_squares_centre_partial[chunk][j] +=
                    G_batch_norm_squares_gap * G_batch_norm_squares_share;
                G_batch_norm_squares_partial[chunk][j] += G_batch_norm_squares_row[j]
                    + G_batch_norm_squares_gap * G_batch_norm_squares_gap
                    * G_batch_norm_squares_share * G_batch_norm_squares_before;
            }
        }
    }
    merge_squares(chunks, batch, 16, 256, &G_batch_norm_squares_centre_partial[0][0],
        &G_batch_norm_squares_partial[0][0], G_batch_norm_squares);
    add_chunks(chunks, 256, &G_batch_norm_sum_partial[0][0], G_batch_norm_sum);
}

/* step_1 F3: G_batch_norm_scale, G_batch_norm_mean (line 23), next_G_2_running_mean,
 *     next_G_2_running_var over [256]
 *     G_batch_norm_scale = G_2_weight * (1 / sqrt(1e-05 + 0.000976562 *
 *         G_batch_norm_squares))
 *     G_batch_norm_mean = 0.000976562 * G_batch_norm_sum
 *     next_G_2_running_mean = 9.76563e-05 * G_batch_norm_sum + 0.9 * G_2_running_mean
 *     next_G_2_running_var = 0.9 * G_2_running_var + 9.77517e-05 * G_batch_norm_squares */
static void
make_G_batch_norm_mean(const float G_2_weight[restrict 256],
    const float G_batch_norm_squares[restrict 256], const float G_batch_norm_sum[restrict 256],
    const float G_2_running_mean[restrict 256], const float G_2_running_var[restrict 256],
    float G_batch_norm_scale[restrict 256], float G_batch_norm_mean[restrict 256],
    float next_G_2_running_mean[restrict 256], float next_G_2_running_var[restrict 256])
{
    for (int i = 0; i < 256; i++) {
        G_batch_norm_scale[i] = G_2_weight[i] * (1.0f
            / sqrtf(1e-05f + 0.0009765625f * G_batch_norm_squares[i]));
        G_batch_norm_mean[i] = 0.0009765625f * G_batch_norm_sum[i];
        next_G_2_running_mean[i] = 9.765625e-05f * G_batch_norm_sum[i]
            + 0.9f * G_2_running_mean[i];
        next_G_2_running_var[i] = 0.9f * G_2_running_var[i]
            + 9.775171e-05f * G_batch_norm_squares[i];
    }
}

/* step_1 F5, F25, F37; step_2 F4; evaluate F4, F22, F30: D_down0_leaky_relu (line 15) over
 *     [batch][256][width]
 * Serves D_down0_leaky_relu_of_x, D_down0_leaky_relu_of_x_hat, D_down0_leaky_relu_of_fake,
 *     D_down0_leaky_relu_of_fake_in_generator.
 *     D_down0_conv = D_0_0_bias + D_down0_conv_product
 *     D_down0_leaky_relu = D_down0_conv > 0 ? D_down0_conv : 0.2 * D_down0_conv */
static void
make_D_down0_leaky_relu(const float D_0_0_bias[restrict width],
    const float D_down0_conv_product[batch][256][width],
    float D_down0_leaky_relu[batch][256][width])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 256; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++) {
                const float D_down0_conv = D_0_0_bias[j] + D_down0_conv_product[n][i][j];
                D_down0_leaky_relu[n][i][j] = D_down0_conv > 0.0f ? D_down0_conv
                    : 0.2f * D_down0_conv;
            }
        }
    }
}

/* step_1 F7, F27, F39; step_2 F6; evaluate F6, F24, F32: D_down1_leaky_relu (line 15) over
 *     [batch][64][128]
 * Serves D_down1_leaky_relu_of_x, D_down1_leaky_relu_of_x_hat, D_down1_leaky_relu_of_fake,
 *     D_down1_leaky_relu_of_fake_in_generator.
 *     D_down1_conv = D_1_0_bias + D_down1_conv_product
 *     D_down1_leaky_relu = D_down1_conv > 0 ? D_down1_conv : 0.2 * D_down1_conv */
static void
make_D_down1_leaky_relu(const float D_1_0_bias[restrict 128],
    const float D_down1_conv_product[batch][64][128], float D_down1_leaky_relu[batch][64][128])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 64; i++) {
#pragma omp simd
            for (int j = 0; j < 128; j++) {
                const float D_down1_conv = D_1_0_bias[j] + D_down1_conv_product[n][i][j];
                D_down1_leaky_relu[n][i][j] = D_down1_conv > 0.0f ? D_down1_conv
                    : 0.2f * D_down1_conv;
            }
        }
    }
}

/* step_1 F9, F41: d_D_bias (line 15), d_D_weight (line 35), D_down2_leaky_relu,
 *     d_D_down2_conv_scaled (line 15) over [batch][16][256]
 * Serves D_down2_leaky_relu_of_x, D_down2_leaky_relu_of_fake.
 *     D_down2_conv = D_2_0_bias + D_down2_conv_product
 *     D_down2_leaky_relu = D_down2_conv > 0 ? D_down2_conv : 0.2 * D_down2_conv
 *     d_D_down2_conv_scaled = D_3_weight * (D_down2_leaky_relu > 0 ? 1 : 0.2)
 *     d_D_bias = sum over n, i of d_D_down2_conv_scaled
 *     d_D_weight = sum over n of D_down2_leaky_relu */
static void
make_D_down2_leaky_relu_in_step_1(const float D_2_0_bias[restrict 256],
    const float D_down2_conv_product[restrict batch][16][256],
    const float D_3_weight[restrict 256][16], float d_D_bias[restrict 256],
    float d_D_weight[restrict 16][256], float D_down2_leaky_relu[restrict batch][16][256],
    float d_D_down2_conv_scaled[restrict batch][16][256])
{
    enum { chunks = 16 };
    float d_D_bias_partial[chunks][256];
    float d_D_weight_partial[chunks][16][256];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_D_bias_partial[chunk], 0, sizeof d_D_bias_partial[chunk]);
        memset(d_D_weight_partial[chunk], 0, sizeof d_D_weight_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_D_bias_row_sum[256] = {0};
            for (int i = 0; i < 16; i++) {
#pragma omp simd
                for (int j = 0; j < 256; j++) {
                    const float D_down2_conv = D_2_0_bias[j] + D_down2_conv_product[n][i][j];
                    const float D_down2_leaky_relu_here = D_down2_conv > 0.0f ? D_down2_conv
                        : 0.2f * D_down2_conv;
                    const float d_D_down2_conv_scaled_here =
                        D_3_weight[j][i] * (D_down2_leaky_relu_here > 0.0f ? 1.0f : 0.2f);
                    d_D_bias_row_sum[j] += d_D_down2_conv_scaled_here;
                    d_D_weight_partial[chunk][i][j] += D_down2_leaky_relu_here;
                    D_down2_leaky_relu[n][i][j] = D_down2_leaky_relu_here;
                    d_D_down2_conv_scaled[n][i][j] = d_D_down2_conv_scaled_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < 256; j++)
                d_D_bias_partial[chunk][j] += d_D_bias_row_sum[j];
        }
    }
    add_chunks(chunks, 256, &d_D_bias_partial[0][0], d_D_bias);
    add_chunks(chunks, 4096, &d_D_weight_partial[0][0][0], &d_D_weight[0][0]);
}

/* step_1 F11, F43; step_2 F10; evaluate F10, F28: D_conv_of_x_sum (line 45) over [batch]
 * Serves D_conv_of_x_sum, D_conv_of_fake_sum, generator_sum.
 *     D_conv_of_x_sum = sum over n of D_conv */
static void
make_D_conv_of_x_sum(const float D_conv[restrict batch], float D_conv_of_x_sum[restrict 1])
{
    float D_conv_of_x_sum_total = 0.0f;
    for (int n = 0; n < batch; n++)
        D_conv_of_x_sum_total += D_conv[n];
    D_conv_of_x_sum[0] = D_conv_of_x_sum_total;
}

/* step_1 G3, G19: d_D_bias, d_D_down1_conv_scaled (line 15) over [batch][64][128]
 * Serves d_D_down1_conv_of_x_scaled, d_D_down1_conv_of_fake_scaled.
 *     d_D_down1_conv_scaled = d_D_down1_leaky_relu_scaled * (D_down1_leaky_relu > 0 ? 1 :
 *         0.2)
 *     d_D_bias = sum over n, i of d_D_down1_conv_scaled */
static void
make_d_D_down1_conv_scaled_and_d_D_bias(
    const float d_D_down1_leaky_relu_scaled[restrict batch][64][128],
    const float D_down1_leaky_relu[batch][64][128], float d_D_bias[restrict 128],
    float d_D_down1_conv_scaled[restrict batch][64][128])
{
    enum { chunks = 16 };
    float d_D_bias_partial[chunks][128];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_D_bias_partial[chunk], 0, sizeof d_D_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_D_bias_row_sum[128] = {0};
            for (int i = 0; i < 64; i++) {
#pragma omp simd
                for (int j = 0; j < 128; j++) {
                    const float d_D_down1_conv_scaled_here =
                        d_D_down1_leaky_relu_scaled[n][i][j]
                        * (D_down1_leaky_relu[n][i][j] > 0.0f ? 1.0f : 0.2f);
                    d_D_bias_row_sum[j] += d_D_down1_conv_scaled_here;
                    d_D_down1_conv_scaled[n][i][j] = d_D_down1_conv_scaled_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < 128; j++)
                d_D_bias_partial[chunk][j] += d_D_bias_row_sum[j];
        }
    }
    add_chunks(chunks, 128, &d_D_bias_partial[0][0], d_D_bias);
}

/* step_1 G6, G23: d_D_bias, d_D_down0_conv_scaled (line 15) over [batch][256][width]
 * Serves d_D_down0_conv_of_x_scaled, d_D_down0_conv_of_fake_scaled.
 *     d_D_down0_conv_scaled = d_D_down0_leaky_relu_scaled * (D_down0_leaky_relu > 0 ? 1 :
 *         0.2)
 *     d_D_bias = sum over n, i of d_D_down0_conv_scaled */
static void
make_d_D_down0_conv_scaled_and_d_D_bias(
    const float d_D_down0_leaky_relu_scaled[restrict batch][256][width],
    const float D_down0_leaky_relu[batch][256][width], float d_D_bias[restrict width],
    float d_D_down0_conv_scaled[restrict batch][256][width])
{
    enum { chunks = 16 };
    float d_D_bias_partial[chunks][width];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_D_bias_partial[chunk], 0, sizeof d_D_bias_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_D_bias_row_sum[width] = {0};
            for (int i = 0; i < 256; i++) {
#pragma omp simd
                for (int j = 0; j < width; j++) {
                    const float d_D_down0_conv_scaled_here =
                        d_D_down0_leaky_relu_scaled[n][i][j]
                        * (D_down0_leaky_relu[n][i][j] > 0.0f ? 1.0f : 0.2f);
                    d_D_bias_row_sum[j] += d_D_down0_conv_scaled_here;
                    d_D_down0_conv_scaled[n][i][j] = d_D_down0_conv_scaled_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < width; j++)
                d_D_bias_partial[chunk][j] += d_D_bias_row_sum[j];
        }
    }
    add_chunks(chunks, width, &d_D_bias_partial[0][0], d_D_bias);
}

/* step_1 F12; evaluate F12; sample F3; interpolate F6: G_relu (line 24) over
 *     [batch][16][256]
 *     G_batch_norm = G_2_bias + G_batch_norm_scale * (G_conv_transpose1 - G_mean)
 *     G_relu = G_batch_norm > 0 ? G_batch_norm : 0 */
static void
make_G_relu(const float G_2_bias[restrict 256], const float G_batch_norm_scale[restrict 256],
    const float G_conv_transpose1[restrict batch][16][256], const float G_mean[restrict 256],
    float G_relu[restrict batch][16][256])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < 256; j++) {
                const float G_batch_norm = G_2_bias[j] + G_batch_norm_scale[j]
                    * (G_conv_transpose1[n][i][j] - G_mean[j]);
                G_relu[n][i][j] = G_batch_norm > 0.0f ? G_batch_norm : 0.0f;
            }
        }
    }
}

/* step_1 F14: G_up4_batch_norm_squares, G_up4_batch_norm_sum (line 14) over [batch][64][128]
 *     G_up4_batch_norm_centred_row_offset_sum = sum over i of G_up4_conv_transpose
 *     G_up4_batch_norm_centred_row = G_up4_conv_transpose - 0.015625 *
 *         G_up4_batch_norm_centred_row_offset_sum
 *     G_up4_batch_norm_squares_row = sum over i of G_up4_batch_norm_centred_row^2
 *     G_up4_batch_norm_squares = sum over n of (G_up4_batch_norm_squares_row + 64
 *         (G_up4_batch_norm_centred_row_offset_sum / 64 - mean)^2), in one pass
 *     G_up4_batch_norm_sum = sum over n of G_up4_batch_norm_centred_row_offset_sum */
static void
make_G_up4_batch_norm_squares(const float G_up4_conv_transpose[restrict batch][64][128],
    float G_up4_batch_norm_squares[restrict 128], float G_up4_batch_norm_sum[restrict 128])
{
    enum { chunks = 16 };
    float G_up4_batch_norm_squares_partial[chunks][128];
    float G_up4_batch_norm_squares_centre_partial[chunks][128];
    float G_up4_batch_norm_sum_partial[chunks][128];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(G_up4_batch_norm_squares_partial[chunk], 0,
            sizeof G_up4_batch_norm_squares_partial[chunk]);
        memset(G_up4_batch_norm_squares_centre_partial[chunk], 0,
            sizeof G_up4_batch_norm_squares_centre_partial[chunk]);
        memset(G_up4_batch_norm_sum_partial[chunk], 0,
            sizeof G_up4_batch_norm_sum_partial[chunk]);
        const int first = chunk * batch / chunks;
        for (int n = first; n < (chunk + 1) * batch / chunks; n++) {
            const float G_up4_batch_norm_squares_before = (float)(64 * (n - first));
            const float G_up4_batch_norm_squares_share =
                64.0f / (G_up4_batch_norm_squares_before + 64.0f);
            float G_up4_batch_norm_centred_row_offset_sum[128] = {0};
            for (int i = 0; i < 64; i++) {
#pragma omp simd
                for (int j = 0; j < 128; j++)
                    G_up4_batch_norm_centred_row_offset_sum[j] += G_up4_conv_transpose[n][i][j];
            }
            float G_up4_batch_norm_squares_row[128] = {0};
            for (int i = 0; i < 64; i++) {
#pragma omp simd
                for (int j = 0; j < 128; j++) {
                    const float G_up4_batch_norm_centred_row = G_up4_conv_transpose[n][i][j]
                        - 0.015625f * G_up4_batch_norm_centred_row_offset_sum[j];
                    G_up4_batch_norm_squares_row[j] += G_up4_batch_norm_centred_row
                        * G_up4_batch_norm_centred_row;
                }
            }
#pragma omp simd
            for (int j = 0; j < 128; j++)
                G_up4_batch_norm_sum_partial[chunk][j] +=
                    G_up4_batch_norm_centred_row_offset_sum[j];
#pragma omp simd
            for (int j = 0; j < 128; j++) {
                const float G_up4_batch_norm_squares_gap =
                    G_up4_batch_norm_centred_row_offset_sum[j] * 0.015625f
                    - G_up4_batch_norm_squares_centre_partial[chunk][j];
                G_up4_batch_norm_squares_centre_partial[chunk][j] +=
                    G_up4_batch_norm_squares_gap * G_up4_batch_norm_squares_share;
                G_up4_batch_norm_squares_partial[chunk][j] += G_up4_batch_norm_squares_row[j]
                    + G_up4_batch_norm_squares_gap * G_up4_batch_norm_squares_gap
                    * G_up4_batch_norm_squares_share * G_up4_batch_norm_squares_before;
            }
        }
    }
    merge_squares(chunks, batch, 64, 128, &G_up4_batch_norm_squares_centre_partial[0][0],
        &G_up4_batch_norm_squares_partial[0][0], G_up4_batch_norm_squares);
    add_chunks(chunks, 128, &G_up4_batch_norm_sum_partial[0][0], G_up4_batch_norm_sum);
}

/* step_1 F15: G_up4_batch_norm_scale, G_up4_batch_norm_mean (line 14),
 *     next_G_4_1_running_mean, next_G_4_1_running_var over [128]
 *     G_up4_batch_norm_scale = G_4_1_weight * (1 / sqrt(1e-05 + 0.000244141 *
 *         G_up4_batch_norm_squares))
 *     G_up4_batch_norm_mean = 0.000244141 * G_up4_batch_norm_sum
 *     next_G_4_1_running_mean = 0.9 * G_4_1_running_mean + 2.44141e-05 *
 *         G_up4_batch_norm_sum
 *     next_G_4_1_running_var = 0.9 * G_4_1_running_var + 2.442e-05 *
 *         G_up4_batch_norm_squares */
static void
make_G_up4_batch_norm_mean(const float G_4_1_weight[restrict 128],
    const float G_up4_batch_norm_squares[restrict 128],
    const float G_up4_batch_norm_sum[restrict 128],
    const float G_4_1_running_mean[restrict 128], const float G_4_1_running_var[restrict 128],
    float G_up4_batch_norm_scale[restrict 128], float G_up4_batch_norm_mean[restrict 128],
    float next_G_4_1_running_mean[restrict 128], float next_G_4_1_running_var[restrict 128])
{
    for (int i = 0; i < 128; i++) {
        G_up4_batch_norm_scale[i] = G_4_1_weight[i] * (1.0f
            / sqrtf(1e-05f + 0.00024414062f * G_up4_batch_norm_squares[i]));
        G_up4_batch_norm_mean[i] = 0.00024414062f * G_up4_batch_norm_sum[i];
        next_G_4_1_running_mean[i] = 0.9f * G_4_1_running_mean[i]
            + 2.4414063e-05f * G_up4_batch_norm_sum[i];
        next_G_4_1_running_var[i] = 0.9f * G_4_1_running_var[i]
            + 2.4420024e-05f * G_up4_batch_norm_squares[i];
    }
}

/* step_1 F16; evaluate F15; sample F6; interpolate F8: G_up4_relu (line 14) over
 *     [batch][64][128]
 *     G_up4_batch_norm = G_4_1_bias + G_up4_batch_norm_scale * (G_up4_conv_transpose -
 *         G_mean)
 *     G_up4_relu = G_up4_batch_norm > 0 ? G_up4_batch_norm : 0 */
static void
make_G_up4_relu(const float G_4_1_bias[restrict 128],
    const float G_up4_batch_norm_scale[restrict 128],
    const float G_up4_conv_transpose[restrict batch][64][128], const float G_mean[restrict 128],
    float G_up4_relu[restrict batch][64][128])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 64; i++) {
#pragma omp simd
            for (int j = 0; j < 128; j++) {
                const float G_up4_batch_norm = G_4_1_bias[j]
                    + G_up4_batch_norm_scale[j] * (G_up4_conv_transpose[n][i][j] - G_mean[j]);
                G_up4_relu[n][i][j] = G_up4_batch_norm > 0.0f ? G_up4_batch_norm : 0.0f;
            }
        }
    }
}

/* step_1 F18: G_up5_batch_norm_squares, G_up5_batch_norm_sum (line 14) over
 *     [batch][256][width]
 *     G_up5_batch_norm_centred_row_offset_sum = sum over i of G_up5_conv_transpose
 *     G_up5_batch_norm_centred_row = G_up5_conv_transpose - 0.00390625 *
 *         G_up5_batch_norm_centred_row_offset_sum
 *     G_up5_batch_norm_squares_row = sum over i of G_up5_batch_norm_centred_row^2
 *     G_up5_batch_norm_squares = sum over n of (G_up5_batch_norm_squares_row + 256
 *         (G_up5_batch_norm_centred_row_offset_sum / 256 - mean)^2), in one pass
 *     G_up5_batch_norm_sum = sum over n of G_up5_batch_norm_centred_row_offset_sum */
static void
make_G_up5_batch_norm_squares(const float G_up5_conv_transpose[restrict batch][256][width],
    float G_up5_batch_norm_squares[restrict width], float G_up5_batch_norm_sum[restrict width])
{
    enum { chunks = 16 };
    float G_up5_batch_norm_squares_partial[chunks][width];
    float G_up5_batch_norm_squares_centre_partial[chunks][width];
    float G_up5_batch_norm_sum_partial[chunks][width];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(G_up5_batch_norm_squares_partial[chunk], 0,
            sizeof G_up5_batch_norm_squares_partial[chunk]);
        memset(G_up5_batch_norm_squares_centre_partial[chunk], 0,
            sizeof G_up5_batch_norm_squares_centre_partial[chunk]);
        memset(G_up5_batch_norm_sum_partial[chunk], 0,
            sizeof G_up5_batch_norm_sum_partial[chunk]);
        const int first = chunk * batch / chunks;
        for (int n = first; n < (chunk + 1) * batch / chunks; n++) {
            const float G_up5_batch_norm_squares_before = (float)(256 * (n - first));
            const float G_up5_batch_norm_squares_share =
                256.0f / (G_up5_batch_norm_squares_before + 256.0f);
            float G_up5_batch_norm_centred_row_offset_sum[width] = {0};
            for (int i = 0; i < 256; i++) {
#pragma omp simd
                for (int j = 0; j < width; j++)
                    G_up5_batch_norm_centred_row_offset_sum[j] += G_up5_conv_transpose[n][i][j];
            }
            float G_up5_batch_norm_squares_row[width] = {0};
            for (int i = 0; i < 256; i++) {
#pragma omp simd
                for (int j = 0; j < width; j++) {
                    const float G_up5_batch_norm_centred_row = G_up5_conv_transpose[n][i][j]
                        - 0.00390625f * G_up5_batch_norm_centred_row_offset_sum[j];
                    G_up5_batch_norm_squares_row[j] += G_up5_batch_norm_centred_row
                        * G_up5_batch_norm_centred_row;
                }
            }
#pragma omp simd
            for (int j = 0; j < width; j++)
                G_up5_batch_norm_sum_partial[chunk][j] +=
                    G_up5_batch_norm_centred_row_offset_sum[j];
#pragma omp simd
            for (int j = 0; j < width; j++) {
                const float G_up5_batch_norm_squares_gap =
                    G_up5_batch_norm_centred_row_offset_sum[j] * 0.00390625f
                    - G_up5_batch_norm_squares_centre_partial[chunk][j];
                G_up5_batch_norm_squares_centre_partial[chunk][j] +=
                    G_up5_batch_norm_squares_gap * G_up5_batch_norm_squares_share;
                G_up5_batch_norm_squares_partial[chunk][j] += G_up5_batch_norm_squares_row[j]
                    + G_up5_batch_norm_squares_gap * G_up5_batch_norm_squares_gap
                    * G_up5_batch_norm_squares_share * G_up5_batch_norm_squares_before;
            }
        }
    }
    merge_squares(chunks, batch, 256, width, &G_up5_batch_norm_squares_centre_partial[0][0],
        &G_up5_batch_norm_squares_partial[0][0], G_up5_batch_norm_squares);
    add_chunks(chunks, width, &G_up5_batch_norm_sum_partial[0][0], G_up5_batch_norm_sum);
}

/* step_1 F19: G_up5_batch_norm_scale, G_up5_batch_norm_mean (line 14),
 *     next_G_5_1_running_mean, next_G_5_1_running_var over [width]
 *     G_up5_batch_norm_scale = G_5_1_weight * (1 / sqrt(1e-05 + 6.10352e-05 *
 *         G_up5_batch_norm_squares))
 *     G_up5_batch_norm_mean = 6.10352e-05 * G_up5_batch_norm_sum
 *     next_G_5_1_running_mean = 0.9 * G_5_1_running_mean + 6.10352e-06 *
 *         G_up5_batch_norm_sum
 *     next_G_5_1_running_var = 0.9 * G_5_1_running_var + 6.10389e-06 *
 *         G_up5_batch_norm_squares */
static void
make_G_up5_batch_norm_mean(const float G_5_1_weight[restrict width],
    const float G_up5_batch_norm_squares[restrict width],
    const float G_up5_batch_norm_sum[restrict width],
    const float G_5_1_running_mean[restrict width],
    const float G_5_1_running_var[restrict width], float G_up5_batch_norm_scale[restrict width],
    float G_up5_batch_norm_mean[restrict width], float next_G_5_1_running_mean[restrict width],
    float next_G_5_1_running_var[restrict width])
{
    for (int i = 0; i < width; i++) {
        G_up5_batch_norm_scale[i] = G_5_1_weight[i] * (1.0f
            / sqrtf(1e-05f + 6.1035156e-05f * G_up5_batch_norm_squares[i]));
        G_up5_batch_norm_mean[i] = 6.1035156e-05f * G_up5_batch_norm_sum[i];
        next_G_5_1_running_mean[i] = 0.9f * G_5_1_running_mean[i]
            + 6.1035157e-06f * G_up5_batch_norm_sum[i];
        next_G_5_1_running_var[i] = 0.9f * G_5_1_running_var[i]
            + 6.103888e-06f * G_up5_batch_norm_squares[i];
    }
}

/* step_1 F20; evaluate F18; sample F9; interpolate F10: G_up5_relu (line 14) over
 *     [batch][256][width]
 *     G_up5_batch_norm = G_5_1_bias + G_up5_batch_norm_scale * (G_up5_conv_transpose -
 *         G_mean)
 *     G_up5_relu = G_up5_batch_norm > 0 ? G_up5_batch_norm : 0 */
static void
make_G_up5_relu(const float G_5_1_bias[restrict width],
    const float G_up5_batch_norm_scale[restrict width],
    const float G_up5_conv_transpose[batch][256][width], const float G_mean[restrict width],
    float G_up5_relu[batch][256][width])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 256; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++) {
                const float G_up5_batch_norm = G_5_1_bias[j]
                    + G_up5_batch_norm_scale[j] * (G_up5_conv_transpose[n][i][j] - G_mean[j]);
                G_up5_relu[n][i][j] = G_up5_batch_norm > 0.0f ? G_up5_batch_norm : 0.0f;
            }
        }
    }
}

/* step_1 F22; evaluate F2: x_hat_scale (line 41) over [batch]
 *     x_hat_scale = 1 - mix_noise */
static void
make_x_hat_scale(const float mix_noise[restrict batch], float x_hat_scale[restrict batch])
{
    for (int n = 0; n < batch; n++)
        x_hat_scale[n] = 1.0f - mix_noise[n];
}

/* step_1 F23; evaluate F20: fake (line 39), x_hat (line 41) over [batch][1024][3]
 *     fake = tanh(G_6_bias + G_conv_transpose6_product)
 *     x_hat = mix_noise * x + x_hat_scale * fake */
static void
make_fake_and_x_hat(const float G_6_bias[restrict 3],
    const float G_conv_transpose6_product[batch][1024][3],
    const float mix_noise[restrict batch], const float x[restrict batch][1024][3],
    const float x_hat_scale[restrict batch], float fake[restrict batch][1024][3],
    float x_hat[batch][1024][3])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 1024; i++) {
#pragma omp simd
            for (int j = 0; j < 3; j++) {
                const float fake_here = math_tanh(G_6_bias[j]
                    + G_conv_transpose6_product[n][i][j]);
                fake[n][i][j] = fake_here;
                x_hat[n][i][j] = mix_noise[n] * x[n][i][j] + x_hat_scale[n] * fake_here;
            }
        }
    }
}

/* step_1 F29; evaluate F34: slope_d_D_down2_conv (line 15) over [batch][16][256]
 *     slope_d_D_down2_conv = D_3_weight * (D_2_0_bias + D_down2_conv_of_x_hat_product > 0 ?
 *         1 : 0.2) */
static void
make_slope_d_D_down2_conv(const float D_3_weight[restrict 256][16],
    const float D_2_0_bias[restrict 256],
    const float D_down2_conv_of_x_hat_product[restrict batch][16][256],
    float slope_d_D_down2_conv[restrict batch][16][256])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < 256; j++)
                slope_d_D_down2_conv[n][i][j] = D_3_weight[j][i]
                    * (D_2_0_bias[j] + D_down2_conv_of_x_hat_product[n][i][j] > 0.0f ? 1.0f
                    : 0.2f);
        }
    }
}

/* step_1 F31; step_2 G2; evaluate F36: d_D_down1_conv (line 15) over [batch][8192]
 * Serves slope_d_D_down1_conv, d_D_down1_conv_of_fake_scaled_in_generator.
 *     d_D_down1_conv = d_D_down1_leaky_relu * (D_down1_leaky_relu > 0 ? 1 : 0.2) */
static void
make_d_D_down1_conv(const float d_D_down1_leaky_relu[batch][8192],
    const float D_down1_leaky_relu[batch][8192], float d_D_down1_conv[batch][8192])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 8192; i++)
            d_D_down1_conv[n][i] = d_D_down1_leaky_relu[n][i]
                * (D_down1_leaky_relu[n][i] > 0.0f ? 1.0f : 0.2f);
    }
}

/* step_1 F33; step_2 G4; evaluate F38: d_D_down0_conv (line 15) over [batch][16384]
 * Serves slope_d_D_down0_conv, d_D_down0_conv_of_fake_scaled_in_generator.
 *     d_D_down0_conv = d_D_down0_leaky_relu * (D_down0_leaky_relu > 0 ? 1 : 0.2) */
static void
make_d_D_down0_conv(const float d_D_down0_leaky_relu[batch][16384],
    const float D_down0_leaky_relu[batch][16384], float d_D_down0_conv[batch][16384])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 16384; i++)
            d_D_down0_conv[n][i] = d_D_down0_leaky_relu[n][i]
                * (D_down0_leaky_relu[n][i] > 0.0f ? 1.0f : 0.2f);
    }
}

/* step_1 F35: d_slope_d_x_hat_scaled_scale_squared_sum (line 45), d_slope_d_x_hat_scaled
 *     (line 41) over [batch][3072]
 *     slope_sum = sum over i of slope_d_x_hat^2
 *     slope = sqrt(slope_sum)
 *     slope_shifted = slope - 1
 *     d_slope_d_x_hat_scaled_scale_squared_sum = sum over n of slope_shifted^2
 *     slope_shifted_times_slope_sum_rsqrt = slope_shifted * (1 / sqrt(slope_sum))
 *     d_slope_d_x_hat_scaled = slope_shifted_times_slope_sum_rsqrt * slope_d_x_hat */
static void
make_d_slope_d_x_hat_scaled(const float slope_d_x_hat[restrict batch][3072],
    float d_slope_d_x_hat_scaled_scale_squared_sum[restrict 1],
    float d_slope_d_x_hat_scaled[restrict batch][3072])
{
    enum { chunks = 16 };
    float d_slope_d_x_hat_scaled_scale_squared_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float d_slope_d_x_hat_scaled_scale_squared_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float slope_sum = 0.0f;
#pragma omp simd reduction(+ : slope_sum)
            for (int i = 0; i < 3072; i++)
                slope_sum += slope_d_x_hat[n][i] * slope_d_x_hat[n][i];
            const float slope_shifted = sqrtf(slope_sum) - 1.0f;
            const float slope_shifted_times_slope_sum_rsqrt =
                slope_shifted * (1.0f / sqrtf(slope_sum));
#pragma omp simd
            for (int i = 0; i < 3072; i++)
                d_slope_d_x_hat_scaled[n][i] = slope_shifted_times_slope_sum_rsqrt
                    * slope_d_x_hat[n][i];
            d_slope_d_x_hat_scaled_scale_squared_sum_total += slope_shifted * slope_shifted;
        }
        d_slope_d_x_hat_scaled_scale_squared_sum_partial[chunk] =
            d_slope_d_x_hat_scaled_scale_squared_sum_total;
    }
    add_chunks(chunks, 1, d_slope_d_x_hat_scaled_scale_squared_sum_partial,
        d_slope_d_x_hat_scaled_scale_squared_sum);
}

/* step_1 G10: d_slope_d_D_down0_leaky_relu_scaled (line 15) over [batch][16384]
 *     d_slope_d_D_down0_leaky_relu_scaled = (D_down0_leaky_relu_of_x_hat > 0 ? 1 : 0.2) *
 *         d_slope_d_D_down0_conv_scaled */
static void
make_d_slope_d_D_down0_leaky_relu_scaled(const float D_down0_leaky_relu_of_x_hat[batch][16384],
    const float d_slope_d_D_down0_conv_scaled[restrict batch][16384],
    float d_slope_d_D_down0_leaky_relu_scaled[batch][16384])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 16384; i++)
            d_slope_d_D_down0_leaky_relu_scaled[n][i] =
                (D_down0_leaky_relu_of_x_hat[n][i] > 0.0f ? 1.0f : 0.2f)
                * d_slope_d_D_down0_conv_scaled[n][i];
    }
}

/* step_1 G13: d_slope_d_D_down1_leaky_relu_scaled (line 15) over [batch][8192]
 *     d_slope_d_D_down1_leaky_relu_scaled = (D_down1_leaky_relu_of_x_hat > 0 ? 1 : 0.2) *
 *         d_slope_d_D_down1_conv_scaled */
static void
make_d_slope_d_D_down1_leaky_relu_scaled(const float D_down1_leaky_relu_of_x_hat[batch][8192],
    const float d_slope_d_D_down1_conv_scaled[restrict batch][8192],
    float d_slope_d_D_down1_leaky_relu_scaled[batch][8192])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 8192; i++)
            d_slope_d_D_down1_leaky_relu_scaled[n][i] =
                (D_down1_leaky_relu_of_x_hat[n][i] > 0.0f ? 1.0f : 0.2f)
                * d_slope_d_D_down1_conv_scaled[n][i];
    }
}

/* step_1 G16: d_slope_d_D_down2_leaky_relu_scaled (line 15) over [batch][16][256]
 *     d_slope_d_D_down2_leaky_relu_scaled = sum over n of (D_2_0_bias +
 *         D_down2_conv_of_x_hat_product > 0 ? 1 : 0.2) * d_slope_d_D_down2_conv_scaled */
static void
make_d_slope_d_D_down2_leaky_relu_scaled(const float D_2_0_bias[restrict 256],
    const float D_down2_conv_of_x_hat_product[restrict batch][16][256],
    const float d_slope_d_D_down2_conv_scaled[restrict batch][16][256],
    float d_slope_d_D_down2_leaky_relu_scaled[restrict 16][256])
{
    enum { chunks = 16 };
    float d_slope_d_D_down2_leaky_relu_scaled_partial[chunks][16][256];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_slope_d_D_down2_leaky_relu_scaled_partial[chunk], 0,
            sizeof d_slope_d_D_down2_leaky_relu_scaled_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            for (int i = 0; i < 16; i++) {
#pragma omp simd
                for (int j = 0; j < 256; j++)
                    d_slope_d_D_down2_leaky_relu_scaled_partial[chunk][i][j] +=
                        (D_2_0_bias[j] + D_down2_conv_of_x_hat_product[n][i][j] > 0.0f ? 1.0f
                        : 0.2f) * d_slope_d_D_down2_conv_scaled[n][i][j];
            }
        }
    }
    add_chunks(chunks, 4096, &d_slope_d_D_down2_leaky_relu_scaled_partial[0][0][0],
        &d_slope_d_D_down2_leaky_relu_scaled[0][0]);
}

/* step_1 G20: d_D_3_weight (line 35) over [256][16]
 *     d_D_3_weight = 0.3125 * d_slope_d_D_down2_leaky_relu_scaled + 0.015625 *
 *         d_D_3_weight_via_fake - 0.015625 * d_D_3_weight_via_x */
static void
make_d_D_3_weight(const float d_slope_d_D_down2_leaky_relu_scaled[restrict 16][256],
    const float d_D_3_weight_via_fake[restrict 16][256],
    const float d_D_3_weight_via_x[restrict 16][256], float d_D_3_weight[restrict 256][16])
{
    for (int i = 0; i < 256; i++) {
#pragma omp simd
        for (int j = 0; j < 16; j++)
            d_D_3_weight[i][j] = 0.3125f * d_slope_d_D_down2_leaky_relu_scaled[j][i]
                + 0.015625f * d_D_3_weight_via_fake[j][i]
                - 0.015625f * d_D_3_weight_via_x[j][i];
    }
}

/* step_1 G25: d_D_0_0_bias (line 15) over [width]
 *     d_D_0_0_bias = 0.015625 * d_D_0_0_bias_via_fake - 0.015625 * d_D_0_0_bias_via_x */
static void
make_d_D_0_0_bias(const float d_D_0_0_bias_via_fake[restrict width],
    const float d_D_0_0_bias_via_x[restrict width], float d_D_0_0_bias[restrict width])
{
    for (int i = 0; i < width; i++)
        d_D_0_0_bias[i] = 0.015625f * d_D_0_0_bias_via_fake[i]
            - 0.015625f * d_D_0_0_bias_via_x[i];
}

/* step_1 G26: d_D_1_0_bias (line 15) over [128]
 *     d_D_1_0_bias = 0.015625 * d_D_1_0_bias_via_fake - 0.015625 * d_D_1_0_bias_via_x */
static void
make_d_D_1_0_bias(const float d_D_1_0_bias_via_fake[restrict 128],
    const float d_D_1_0_bias_via_x[restrict 128], float d_D_1_0_bias[restrict 128])
{
    for (int i = 0; i < 128; i++)
        d_D_1_0_bias[i] = 0.015625f * d_D_1_0_bias_via_fake[i]
            - 0.015625f * d_D_1_0_bias_via_x[i];
}

/* step_1 G27: d_D_2_0_bias (line 15) over [256]
 *     d_D_2_0_bias = 0.015625 * d_D_2_0_bias_via_fake - 0.015625 * d_D_2_0_bias_via_x */
static void
make_d_D_2_0_bias(const float d_D_2_0_bias_via_fake[restrict 256],
    const float d_D_2_0_bias_via_x[restrict 256], float d_D_2_0_bias[restrict 256])
{
    for (int i = 0; i < 256; i++)
        d_D_2_0_bias[i] = 0.015625f * d_D_2_0_bias_via_fake[i]
            - 0.015625f * d_D_2_0_bias_via_x[i];
}

/* step_2 F1: G_batch_norm_rstd (line 23) over [256]
 *     G_batch_norm_rstd = 1 / sqrt(1e-05 + 0.000976562 * G_batch_norm_squares) */
static void
make_G_batch_norm_rstd(const float G_batch_norm_squares[256], float G_batch_norm_rstd[256])
{
    for (int i = 0; i < 256; i++)
        G_batch_norm_rstd[i] = 1.0f / sqrtf(1e-05f + 0.0009765625f * G_batch_norm_squares[i]);
}

/* step_2 F2: G_up4_batch_norm_rstd (line 14) over [128]
 *     G_up4_batch_norm_rstd = 1 / sqrt(1e-05 + 0.000244141 * G_up4_batch_norm_squares) */
static void
make_G_up4_batch_norm_rstd(const float G_up4_batch_norm_squares[restrict 128],
    float G_up4_batch_norm_rstd[restrict 128])
{
    for (int i = 0; i < 128; i++)
        G_up4_batch_norm_rstd[i] = 1.0f / sqrtf(1e-05f
            + 0.00024414062f * G_up4_batch_norm_squares[i]);
}

/* step_2 F8: D_down2_leaky_relu_of_fake_in_generator,
 *     d_D_down2_conv_of_fake_scaled_in_generator (line 15) over [batch][16][256]
 *     D_down2_conv_of_fake_in_generator = D_2_0_bias +
 *         D_down2_conv_of_fake_product_in_generator
 *     D_down2_leaky_relu_of_fake_in_generator = D_down2_conv_of_fake_in_generator > 0 ?
 *         D_down2_conv_of_fake_in_generator : 0.2 * D_down2_conv_of_fake_in_generator
 *     d_D_down2_conv_of_fake_scaled_in_generator = D_3_weight *
 *         (D_down2_leaky_relu_of_fake_in_generator > 0 ? 1 : 0.2) */
static void
make_D_down2_leaky_relu_of_fake_in_generator(const float D_2_0_bias[restrict 256],
    const float D_down2_conv_of_fake_product_in_generator[restrict batch][16][256],
    const float D_3_weight[restrict 256][16],
    float D_down2_leaky_relu_of_fake_in_generator[restrict batch][16][256],
    float d_D_down2_conv_of_fake_scaled_in_generator[restrict batch][16][256])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < 256; j++) {
                const float D_down2_conv_of_fake_in_generator = D_2_0_bias[j]
                    + D_down2_conv_of_fake_product_in_generator[n][i][j];
                const float D_down2_leaky_relu_of_fake_in_generator_here =
                    D_down2_conv_of_fake_in_generator > 0.0f ? D_down2_conv_of_fake_in_generator
                    : 0.2f * D_down2_conv_of_fake_in_generator;
                D_down2_leaky_relu_of_fake_in_generator[n][i][j] =
                    D_down2_leaky_relu_of_fake_in_generator_here;
                d_D_down2_conv_of_fake_scaled_in_generator[n][i][j] =
                    D_3_weight[j][i] * (D_down2_leaky_relu_of_fake_in_generator_here > 0.0f
                    ? 1.0f : 0.2f);
            }
        }
    }
}

/* step_2 G6: d_G_6_bias_scaled, d_G_conv_transpose6_scaled (line 27) over [batch][1024][3]
 *     d_G_conv_transpose6_scaled = d_fake_scaled * (1 - fake^2)
 *     d_G_6_bias_scaled = sum over n, i of d_G_conv_transpose6_scaled */
static void
make_d_G_conv_transpose6_scaled(const float d_fake_scaled[restrict batch][1024][3],
    const float fake[restrict batch][1024][3], float d_G_6_bias_scaled[restrict 3],
    float d_G_conv_transpose6_scaled[restrict batch][1024][3])
{
    enum { chunks = 16 };
    float d_G_6_bias_scaled_partial[chunks][3];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_G_6_bias_scaled_partial[chunk], 0, sizeof d_G_6_bias_scaled_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_G_6_bias_scaled_row_sum[3] = {0};
            for (int i = 0; i < 1024; i++) {
#pragma omp simd
                for (int j = 0; j < 3; j++) {
                    const float d_G_conv_transpose6_scaled_here =
                        d_fake_scaled[n][i][j] * (1.0f - fake[n][i][j] * fake[n][i][j]);
                    d_G_6_bias_scaled_row_sum[j] += d_G_conv_transpose6_scaled_here;
                    d_G_conv_transpose6_scaled[n][i][j] = d_G_conv_transpose6_scaled_here;
                }
            }
#pragma omp simd
            for (int j = 0; j < 3; j++)
                d_G_6_bias_scaled_partial[chunk][j] += d_G_6_bias_scaled_row_sum[j];
        }
    }
    add_chunks(chunks, 3, &d_G_6_bias_scaled_partial[0][0], d_G_6_bias_scaled);
}

/* step_2 G7: d_G_6_bias (line 27) over [3]
 *     d_G_6_bias = -0.015625 * d_G_6_bias_scaled */
static void
make_d_G_6_bias(const float d_G_6_bias_scaled[restrict 3], float d_G_6_bias[restrict 3])
{
    for (int i = 0; i < 3; i++)
        d_G_6_bias[i] = -0.015625f * d_G_6_bias_scaled[i];
}

/* step_2 F12: G_up5_batch_norm_rstd, G_5_1_weight_times_G_up5_batch_norm_rstd (line 14) over
 *     [width]
 *     G_up5_batch_norm_rstd = 1 / sqrt(1e-05 + 6.10352e-05 * G_up5_batch_norm_squares)
 *     G_5_1_weight_times_G_up5_batch_norm_rstd = G_5_1_weight * (-0.015625) *
 *         G_up5_batch_norm_rstd */
static void
make_G_up5_batch_norm_rstd(const float G_up5_batch_norm_squares[width],
    const float G_5_1_weight[restrict width], float G_up5_batch_norm_rstd[restrict width],
    float G_5_1_weight_times_G_up5_batch_norm_rstd[width])
{
    for (int i = 0; i < width; i++) {
        G_up5_batch_norm_rstd[i] = 1.0f / sqrtf(1e-05f
            + 6.1035156e-05f * G_up5_batch_norm_squares[i]);
        G_5_1_weight_times_G_up5_batch_norm_rstd[i] =
            G_5_1_weight[i] * (-0.015625f) * (1.0f / sqrtf(1e-05f
            + 6.1035156e-05f * G_up5_batch_norm_squares[i]));
    }
}

/* step_2 G10: d_G_5_1_bias_scaled, d_G_up5_batch_norm_centred_scale_sum (line 14) over
 *     [batch][256][width]
 *     d_G_up5_batch_norm_scaled_slope = G_up5_relu > 0 ? 1 : 0
 *     d_G_5_1_bias_scaled = sum over n, i of d_G_up5_relu_scaled *
 *         d_G_up5_batch_norm_scaled_slope
 *     d_G_up5_batch_norm_centred_scale_sum = sum over n, i of (G_up5_conv_transpose -
 *         G_up5_batch_norm_mean) * d_G_up5_relu_scaled * d_G_up5_batch_norm_scaled_slope */
static void
make_d_G_5_1_bias_scaled(const float G_up5_relu[restrict batch][256][width],
    const float d_G_up5_relu_scaled[restrict batch][256][width],
    const float G_up5_conv_transpose[restrict batch][256][width],
    const float G_up5_batch_norm_mean[restrict width],
    float d_G_5_1_bias_scaled[restrict width],
    float d_G_up5_batch_norm_centred_scale_sum[restrict width])
{
    enum { chunks = 16 };
    float d_G_5_1_bias_scaled_partial[chunks][width];
    float d_G_up5_batch_norm_centred_scale_sum_partial[chunks][width];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_G_5_1_bias_scaled_partial[chunk], 0,
            sizeof d_G_5_1_bias_scaled_partial[chunk]);
        memset(d_G_up5_batch_norm_centred_scale_sum_partial[chunk], 0,
            sizeof d_G_up5_batch_norm_centred_scale_sum_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_G_5_1_bias_scaled_row_sum[width] = {0};
            float d_G_up5_batch_norm_centred_scale_row_sum[width] = {0};
            for (int i = 0; i < 256; i++) {
#pragma omp simd
                for (int j = 0; j < width; j++) {
                    const float d_G_up5_batch_norm_scaled_slope = G_up5_relu[n][i][j] > 0.0f
                        ? 1.0f : 0.0f;
                    d_G_5_1_bias_scaled_row_sum[j] += d_G_up5_relu_scaled[n][i][j]
                        * d_G_up5_batch_norm_scaled_slope;
                    d_G_up5_batch_norm_centred_scale_row_sum[j] +=
                        (G_up5_conv_transpose[n][i][j] - G_up5_batch_norm_mean[j])
                        * d_G_up5_relu_scaled[n][i][j] * d_G_up5_batch_norm_scaled_slope;
                }
            }
#pragma omp simd
            for (int j = 0; j < width; j++) {
                d_G_5_1_bias_scaled_partial[chunk][j] += d_G_5_1_bias_scaled_row_sum[j];
                d_G_up5_batch_norm_centred_scale_sum_partial[chunk][j] +=
                    d_G_up5_batch_norm_centred_scale_row_sum[j];
            }
        }
    }
    add_chunks(chunks, width, &d_G_5_1_bias_scaled_partial[0][0], d_G_5_1_bias_scaled);
    add_chunks(chunks, width, &d_G_up5_batch_norm_centred_scale_sum_partial[0][0],
        d_G_up5_batch_norm_centred_scale_sum);
}

/* step_2 G11: d_G_up5_batch_norm_sum,
 *     G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted, d_G_5_1_weight, d_G_5_1_bias
 *     (line 14) over [width]
 *     d_G_up5_batch_norm_sum = 9.53674e-07 * (G_5_1_weight * G_up5_batch_norm_rstd *
 *         d_G_5_1_bias_scaled)
 *     G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted = G_5_1_weight *
 *         G_up5_batch_norm_rstd^3 * d_G_up5_batch_norm_centred_scale_sum * 9.53674e-07
 *     d_G_5_1_weight = -0.015625 * (G_up5_batch_norm_rstd *
 *         d_G_up5_batch_norm_centred_scale_sum)
 *     d_G_5_1_bias = -0.015625 * d_G_5_1_bias_scaled */
static void
make_d_G_up5_batch_norm_sum(const float G_5_1_weight[restrict width],
    const float G_up5_batch_norm_rstd[restrict width],
    const float d_G_5_1_bias_scaled[restrict width],
    const float d_G_up5_batch_norm_centred_scale_sum[restrict width],
    float d_G_up5_batch_norm_sum[restrict width],
    float G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted[restrict width],
    float d_G_5_1_weight[restrict width], float d_G_5_1_bias[restrict width])
{
    for (int i = 0; i < width; i++) {
        d_G_up5_batch_norm_sum[i] = 9.536743e-07f * (G_5_1_weight[i] * G_up5_batch_norm_rstd[i]
            * d_G_5_1_bias_scaled[i]);
        G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted[i] =
            G_5_1_weight[i] * G_up5_batch_norm_rstd[i] * G_up5_batch_norm_rstd[i]
            * G_up5_batch_norm_rstd[i] * d_G_up5_batch_norm_centred_scale_sum[i]
            * 9.536743e-07f;
        d_G_5_1_weight[i] = -0.015625f * (G_up5_batch_norm_rstd[i]
            * d_G_up5_batch_norm_centred_scale_sum[i]);
        d_G_5_1_bias[i] = -0.015625f * d_G_5_1_bias_scaled[i];
    }
}

/* step_2 G12: d_G_up5_conv_transpose (line 14) over [batch][256][width]
 *     d_G_up5_conv_transpose = d_G_up5_batch_norm_sum +
 *         (G_5_1_weight_times_G_up5_batch_norm_rstd * d_G_up5_relu_scaled * (G_up5_relu > 0
 *         ? 1 : 0) + G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted *
 *         (G_up5_conv_transpose - G_up5_batch_norm_mean)) */
static void
make_d_G_up5_conv_transpose(const float d_G_up5_batch_norm_sum[restrict width],
    const float G_5_1_weight_times_G_up5_batch_norm_rstd[width],
    const float d_G_up5_relu_scaled[restrict batch][256][width],
    const float G_up5_relu[batch][256][width],
    const float G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted[restrict width],
    const float G_up5_conv_transpose[restrict batch][256][width],
    const float G_up5_batch_norm_mean[restrict width],
    float d_G_up5_conv_transpose[batch][256][width])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 256; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++)
                d_G_up5_conv_transpose[n][i][j] = d_G_up5_batch_norm_sum[j]
                    + (G_5_1_weight_times_G_up5_batch_norm_rstd[j]
                    * d_G_up5_relu_scaled[n][i][j] * (G_up5_relu[n][i][j] > 0.0f ? 1.0f : 0.0f)
                    + G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted[j]
                    * (G_up5_conv_transpose[n][i][j] - G_up5_batch_norm_mean[j]));
        }
    }
}

/* step_2 G15: d_G_4_1_bias, d_G_up4_batch_norm_centred_scale_sum (line 14) over
 *     [batch][64][128]
 *     d_G_up4_batch_norm_slope = G_up4_relu > 0 ? 1 : 0
 *     d_G_4_1_bias = sum over n, i of d_G_up4_relu * d_G_up4_batch_norm_slope
 *     d_G_up4_batch_norm_centred_scale_sum = sum over n, i of (G_up4_conv_transpose -
 *         G_up4_batch_norm_mean) * d_G_up4_relu * d_G_up4_batch_norm_slope */
static void
make_d_G_4_1_bias(const float G_up4_relu[restrict batch][64][128],
    const float d_G_up4_relu[restrict batch][64][128],
    const float G_up4_conv_transpose[restrict batch][64][128],
    const float G_up4_batch_norm_mean[restrict 128], float d_G_4_1_bias[restrict 128],
    float d_G_up4_batch_norm_centred_scale_sum[restrict 128])
{
    enum { chunks = 16 };
    float d_G_4_1_bias_partial[chunks][128];
    float d_G_up4_batch_norm_centred_scale_sum_partial[chunks][128];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_G_4_1_bias_partial[chunk], 0, sizeof d_G_4_1_bias_partial[chunk]);
        memset(d_G_up4_batch_norm_centred_scale_sum_partial[chunk], 0,
            sizeof d_G_up4_batch_norm_centred_scale_sum_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_G_4_1_bias_row_sum[128] = {0};
            float d_G_up4_batch_norm_centred_scale_row_sum[128] = {0};
            for (int i = 0; i < 64; i++) {
#pragma omp simd
                for (int j = 0; j < 128; j++) {
                    const float d_G_up4_batch_norm_slope = G_up4_relu[n][i][j] > 0.0f ? 1.0f
                        : 0.0f;
                    d_G_4_1_bias_row_sum[j] += d_G_up4_relu[n][i][j] * d_G_up4_batch_norm_slope;
                    d_G_up4_batch_norm_centred_scale_row_sum[j] +=
                        (G_up4_conv_transpose[n][i][j] - G_up4_batch_norm_mean[j])
                        * d_G_up4_relu[n][i][j] * d_G_up4_batch_norm_slope;
                }
            }
#pragma omp simd
            for (int j = 0; j < 128; j++) {
                d_G_4_1_bias_partial[chunk][j] += d_G_4_1_bias_row_sum[j];
                d_G_up4_batch_norm_centred_scale_sum_partial[chunk][j] +=
                    d_G_up4_batch_norm_centred_scale_row_sum[j];
            }
        }
    }
    add_chunks(chunks, 128, &d_G_4_1_bias_partial[0][0], d_G_4_1_bias);
    add_chunks(chunks, 128, &d_G_up4_batch_norm_centred_scale_sum_partial[0][0],
        d_G_up4_batch_norm_centred_scale_sum);
}

/* step_2 G16: d_G_up4_conv_transpose_offset, d_G_up4_batch_norm_centred_scale,
 *     d_G_4_1_weight (line 14) over [128]
 *     d_G_up4_conv_transpose_offset = 0.000244141 * (G_4_1_weight * G_up4_batch_norm_rstd *
 *         d_G_4_1_bias)
 *     d_G_up4_batch_norm_centred_scale = G_4_1_weight * G_up4_batch_norm_rstd^3 *
 *         d_G_up4_batch_norm_centred_scale_sum * (-0.000244141)
 *     d_G_4_1_weight = G_up4_batch_norm_rstd * d_G_up4_batch_norm_centred_scale_sum */
static void
make_d_G_4_1_weight(const float G_4_1_weight[restrict 128],
    const float G_up4_batch_norm_rstd[restrict 128], const float d_G_4_1_bias[restrict 128],
    const float d_G_up4_batch_norm_centred_scale_sum[restrict 128],
    float d_G_up4_conv_transpose_offset[restrict 128],
    float d_G_up4_batch_norm_centred_scale[restrict 128], float d_G_4_1_weight[restrict 128])
{
    for (int i = 0; i < 128; i++) {
        d_G_up4_conv_transpose_offset[i] = 0.00024414062f
            * (G_4_1_weight[i] * G_up4_batch_norm_rstd[i] * d_G_4_1_bias[i]);
        d_G_up4_batch_norm_centred_scale[i] = G_4_1_weight[i] * G_up4_batch_norm_rstd[i]
            * G_up4_batch_norm_rstd[i] * G_up4_batch_norm_rstd[i]
            * d_G_up4_batch_norm_centred_scale_sum[i] * (-0.00024414062f);
        d_G_4_1_weight[i] = G_up4_batch_norm_rstd[i] * d_G_up4_batch_norm_centred_scale_sum[i];
    }
}

/* step_2 G17: d_G_up4_conv_transpose (line 14) over [batch][64][128]
 *     d_G_up4_conv_transpose = G_up4_batch_norm_scale * d_G_up4_relu * (G_up4_relu > 0 ? 1 :
 *         0) + d_G_up4_batch_norm_centred_scale * (G_up4_conv_transpose -
 *         G_up4_batch_norm_mean) - d_G_up4_conv_transpose_offset */
static void
make_d_G_up4_conv_transpose(const float G_up4_batch_norm_scale[restrict 128],
    const float d_G_up4_relu[restrict batch][64][128], const float G_up4_relu[batch][64][128],
    const float d_G_up4_batch_norm_centred_scale[restrict 128],
    const float G_up4_conv_transpose[restrict batch][64][128],
    const float G_up4_batch_norm_mean[restrict 128],
    const float d_G_up4_conv_transpose_offset[restrict 128],
    float d_G_up4_conv_transpose[batch][64][128])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 64; i++) {
#pragma omp simd
            for (int j = 0; j < 128; j++)
                d_G_up4_conv_transpose[n][i][j] = G_up4_batch_norm_scale[j]
                    * d_G_up4_relu[n][i][j] * (G_up4_relu[n][i][j] > 0.0f ? 1.0f : 0.0f)
                    + d_G_up4_batch_norm_centred_scale[j] * (G_up4_conv_transpose[n][i][j]
                    - G_up4_batch_norm_mean[j]) - d_G_up4_conv_transpose_offset[j];
        }
    }
}

/* step_2 G20: d_G_2_bias, d_G_batch_norm_centred_scale_sum (line 23) over [batch][16][256]
 *     d_G_batch_norm_slope = G_relu > 0 ? 1 : 0
 *     d_G_2_bias = sum over n, i of d_G_relu * d_G_batch_norm_slope
 *     d_G_batch_norm_centred_scale_sum = sum over n, i of (G_conv_transpose1 -
 *         G_batch_norm_mean) * d_G_relu * d_G_batch_norm_slope */
static void
make_d_G_2_bias(const float G_relu[restrict batch][16][256],
    const float d_G_relu[restrict batch][16][256],
    const float G_conv_transpose1[restrict batch][16][256],
    const float G_batch_norm_mean[restrict 256], float d_G_2_bias[restrict 256],
    float d_G_batch_norm_centred_scale_sum[restrict 256])
{
    enum { chunks = 16 };
    float d_G_2_bias_partial[chunks][256];
    float d_G_batch_norm_centred_scale_sum_partial[chunks][256];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_G_2_bias_partial[chunk], 0, sizeof d_G_2_bias_partial[chunk]);
        memset(d_G_batch_norm_centred_scale_sum_partial[chunk], 0,
            sizeof d_G_batch_norm_centred_scale_sum_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_G_2_bias_row_sum[256] = {0};
            float d_G_batch_norm_centred_scale_row_sum[256] = {0};
            for (int i = 0; i < 16; i++) {
#pragma omp simd
                for (int j = 0; j < 256; j++) {
                    const float d_G_batch_norm_slope = G_relu[n][i][j] > 0.0f ? 1.0f : 0.0f;
                    d_G_2_bias_row_sum[j] += d_G_relu[n][i][j] * d_G_batch_norm_slope;
                    d_G_batch_norm_centred_scale_row_sum[j] +=
                        (G_conv_transpose1[n][i][j] - G_batch_norm_mean[j]) * d_G_relu[n][i][j]
                        * d_G_batch_norm_slope;
                }
            }
#pragma omp simd
            for (int j = 0; j < 256; j++) {
                d_G_2_bias_partial[chunk][j] += d_G_2_bias_row_sum[j];
                d_G_batch_norm_centred_scale_sum_partial[chunk][j] +=
                    d_G_batch_norm_centred_scale_row_sum[j];
            }
        }
    }
    add_chunks(chunks, 256, &d_G_2_bias_partial[0][0], d_G_2_bias);
    add_chunks(chunks, 256, &d_G_batch_norm_centred_scale_sum_partial[0][0],
        d_G_batch_norm_centred_scale_sum);
}

/* step_2 G21: d_G_conv_transpose1_offset (line 22), d_G_batch_norm_centred_scale,
 *     d_G_2_weight (line 23) over [256]
 *     d_G_conv_transpose1_offset = 0.000976562 * (G_2_weight * G_batch_norm_rstd *
 *         d_G_2_bias)
 *     d_G_batch_norm_centred_scale = G_2_weight * G_batch_norm_rstd^3 *
 *         d_G_batch_norm_centred_scale_sum * (-0.000976562)
 *     d_G_2_weight = G_batch_norm_rstd * d_G_batch_norm_centred_scale_sum */
static void
make_d_G_2_weight(const float G_2_weight[restrict 256], const float G_batch_norm_rstd[256],
    const float d_G_2_bias[restrict 256],
    const float d_G_batch_norm_centred_scale_sum[restrict 256],
    float d_G_conv_transpose1_offset[restrict 256],
    float d_G_batch_norm_centred_scale[restrict 256], float d_G_2_weight[restrict 256])
{
    for (int i = 0; i < 256; i++) {
        d_G_conv_transpose1_offset[i] = 0.0009765625f
            * (G_2_weight[i] * G_batch_norm_rstd[i] * d_G_2_bias[i]);
        d_G_batch_norm_centred_scale[i] = G_2_weight[i] * G_batch_norm_rstd[i]
            * G_batch_norm_rstd[i] * G_batch_norm_rstd[i] * d_G_batch_norm_centred_scale_sum[i]
            * (-0.0009765625f);
        d_G_2_weight[i] = G_batch_norm_rstd[i] * d_G_batch_norm_centred_scale_sum[i];
    }
}

/* step_2 G22: d_G_conv_transpose1 (line 22) over [batch][16][256]
 *     d_G_conv_transpose1 = G_batch_norm_scale * d_G_relu * (G_relu > 0 ? 1 : 0) +
 *         d_G_batch_norm_centred_scale * (G_conv_transpose1 - G_batch_norm_mean) -
 *         d_G_conv_transpose1_offset */
static void
make_d_G_conv_transpose1(const float G_batch_norm_scale[restrict 256],
    const float d_G_relu[restrict batch][16][256], const float G_relu[restrict batch][16][256],
    const float d_G_batch_norm_centred_scale[restrict 256],
    const float G_conv_transpose1[batch][16][256], const float G_batch_norm_mean[restrict 256],
    const float d_G_conv_transpose1_offset[restrict 256],
    float d_G_conv_transpose1[batch][16][256])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < 256; j++)
                d_G_conv_transpose1[n][i][j] = G_batch_norm_scale[j] * d_G_relu[n][i][j]
                    * (G_relu[n][i][j] > 0.0f ? 1.0f : 0.0f)
                    + d_G_batch_norm_centred_scale[j] * (G_conv_transpose1[n][i][j]
                    - G_batch_norm_mean[j]) - d_G_conv_transpose1_offset[j];
        }
    }
}

/* evaluate F8, F26: D_down2_leaky_relu (line 15) over [batch][16][256]
 * Serves D_down2_leaky_relu_of_x, D_down2_leaky_relu_of_fake.
 *     D_down2_conv = D_2_0_bias + D_down2_conv_product
 *     D_down2_leaky_relu = D_down2_conv > 0 ? D_down2_conv : 0.2 * D_down2_conv */
static void
make_D_down2_leaky_relu_in_evaluate(const float D_2_0_bias[restrict 256],
    const float D_down2_conv_product[restrict batch][16][256],
    float D_down2_leaky_relu[restrict batch][16][256])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < 256; j++) {
                const float D_down2_conv = D_2_0_bias[j] + D_down2_conv_product[n][i][j];
                D_down2_leaky_relu[n][i][j] = D_down2_conv > 0.0f ? D_down2_conv
                    : 0.2f * D_down2_conv;
            }
        }
    }
}

/* evaluate F11; sample F2; interpolate F1: G_batch_norm_scale (line 23) over [256]
 *     G_batch_norm_scale = G_2_weight * (1 / sqrt(1e-05 + G_2_running_var)) */
static void
make_G_batch_norm_scale(const float G_2_weight[restrict 256],
    const float G_2_running_var[restrict 256], float G_batch_norm_scale[restrict 256])
{
    for (int i = 0; i < 256; i++)
        G_batch_norm_scale[i] = G_2_weight[i] * (1.0f / sqrtf(1e-05f + G_2_running_var[i]));
}

/* evaluate F14; sample F5; interpolate F2: G_up4_batch_norm_scale (line 14) over [128]
 *     G_up4_batch_norm_scale = G_4_1_weight * (1 / sqrt(1e-05 + G_4_1_running_var)) */
static void
make_G_up4_batch_norm_scale(const float G_4_1_weight[restrict 128],
    const float G_4_1_running_var[restrict 128], float G_up4_batch_norm_scale[restrict 128])
{
    for (int i = 0; i < 128; i++)
        G_up4_batch_norm_scale[i] = G_4_1_weight[i] * (1.0f
            / sqrtf(1e-05f + G_4_1_running_var[i]));
}

/* evaluate F17; sample F8; interpolate F3: G_up5_batch_norm_scale (line 14) over [width]
 *     G_up5_batch_norm_scale = G_5_1_weight * (1 / sqrt(1e-05 + G_5_1_running_var)) */
static void
make_G_up5_batch_norm_scale(const float G_5_1_weight[restrict width],
    const float G_5_1_running_var[restrict width], float G_up5_batch_norm_scale[restrict width])
{
    for (int i = 0; i < width; i++)
        G_up5_batch_norm_scale[i] = G_5_1_weight[i] * (1.0f
            / sqrtf(1e-05f + G_5_1_running_var[i]));
}

/* evaluate F40: slope_shifted_squared_sum (line 45) over [batch][3072]
 *     slope_sum = sum over i of slope_d_x_hat^2
 *     slope = sqrt(slope_sum)
 *     slope_shifted = slope - 1
 *     slope_shifted_squared_sum = sum over n of slope_shifted^2 */
static void
make_slope_shifted_squared_sum(const float slope_d_x_hat[restrict batch][3072],
    float slope_shifted_squared_sum[restrict 1])
{
    enum { chunks = 16 };
    float slope_shifted_squared_sum_partial[chunks];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        float slope_shifted_squared_sum_total = 0.0f;
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float slope_sum = 0.0f;
#pragma omp simd reduction(+ : slope_sum)
            for (int i = 0; i < 3072; i++)
                slope_sum += slope_d_x_hat[n][i] * slope_d_x_hat[n][i];
            const float slope_shifted = sqrtf(slope_sum) - 1.0f;
            slope_shifted_squared_sum_total += slope_shifted * slope_shifted;
        }
        slope_shifted_squared_sum_partial[chunk] = slope_shifted_squared_sum_total;
    }
    add_chunks(chunks, 1, slope_shifted_squared_sum_partial, slope_shifted_squared_sum);
}

/* sample F11; interpolate F12: fake (line 39) over [batch][1024][3]
 * Serves fake, G_tanh.
 *     fake = tanh(G_6_bias + G_conv_transpose6_product) */
static void
make_fake(const float G_6_bias[restrict 3],
    const float G_conv_transpose6_product[restrict batch][1024][3],
    float fake[restrict batch][1024][3])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 1024; i++) {
#pragma omp simd
            for (int j = 0; j < 3; j++)
                fake[n][i][j] = math_tanh(G_6_bias[j] + G_conv_transpose6_product[n][i][j]);
        }
    }
}

/* interpolate F4: path (line 62) over [batch][latent]
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

/* Minimises critic with adam. */
void
wgan_gp_conv_step_1(struct instance *m)
{
    struct wgan_gp_conv_parameters *const parameters = (void *)m->parameters;
    struct wgan_gp_conv_parameters *const gradients = (void *)m->gradients;
    struct wgan_gp_conv_state *const state = (void *)m->state;

    float (*fake_noise)[128] = (void *)m->at[0];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent);
    lap(m, 0); /* N1 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[1];
    conv_data_128_to_256x4x4(fake_noise, (void *)parameters->G_1_weight, G_conv_transpose1);
    lap(m, 1); /* F1 */
    float *G_batch_norm_squares = m->at[2];
    float *G_batch_norm_sum = m->at[3];
    make_G_batch_norm_squares(G_conv_transpose1, G_batch_norm_squares, G_batch_norm_sum);
    lap(m, 2); /* F2 */
    float *G_batch_norm_scale = m->at[4];
    float *G_batch_norm_mean = m->at[5];
    float *next_G_2_running_mean = m->at[6];
    float *next_G_2_running_var = m->at[7];
    make_G_batch_norm_mean(parameters->G_2_weight, G_batch_norm_squares, G_batch_norm_sum,
        state->G_2_running_mean, state->G_2_running_var, G_batch_norm_scale, G_batch_norm_mean,
        next_G_2_running_mean, next_G_2_running_var);
    lap(m, 3); /* F3 */
    const float (*x)[32][32][3] = m->field[DATA_x];
    float (*D_down0_conv_of_x_product)[16][16][64] = (void *)m->at[8];
    conv_3x32x32_to_64x16x16(x, parameters->D_0_0_weight, D_down0_conv_of_x_product);
    lap(m, 4); /* F4 */
    /* overwrites D_down0_conv_of_x_product */
    float (*D_down0_leaky_relu_of_x)[256][width] = (void *)m->at[9];
    make_D_down0_leaky_relu(parameters->D_0_0_bias, (void *)D_down0_conv_of_x_product,
        D_down0_leaky_relu_of_x);
    lap(m, 5); /* F5 */
    float (*D_down1_conv_of_x_product)[8][8][128] = (void *)m->at[10];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_down0_leaky_relu_of_x,
        parameters->D_1_0_weight, D_down1_conv_of_x_product, m->at[11]);
    lap(m, 6); /* F6 */
    /* overwrites D_down1_conv_of_x_product */
    float (*D_down1_leaky_relu_of_x)[64][128] = (void *)m->at[12];
    make_D_down1_leaky_relu(parameters->D_1_0_bias, (void *)D_down1_conv_of_x_product,
        D_down1_leaky_relu_of_x);
    lap(m, 7); /* F7 */
    float (*D_down2_conv_of_x_product)[4][4][256] = (void *)m->at[13];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down1_leaky_relu_of_x,
        parameters->D_2_0_weight, D_down2_conv_of_x_product, m->at[14]);
    lap(m, 8); /* F8 */
    float *d_D_2_0_bias_via_x = m->at[17];
    float (*d_D_3_weight_via_x)[256] = (void *)m->at[18];
    float (*D_down2_leaky_relu_of_x)[16][256] = (void *)m->at[15];
    float (*d_D_down2_conv_of_x_scaled)[4][4][256] = (void *)m->at[16];
    make_D_down2_leaky_relu_in_step_1(parameters->D_2_0_bias, (void *)D_down2_conv_of_x_product,
        (void *)parameters->D_3_weight, d_D_2_0_bias_via_x, d_D_3_weight_via_x,
        D_down2_leaky_relu_of_x, (void *)d_D_down2_conv_of_x_scaled);
    lap(m, 9); /* F9 */
    float *D_conv_of_x = m->at[19];
    conv_256x4x4_to_1(D_down2_leaky_relu_of_x, (void *)parameters->D_3_weight, D_conv_of_x,
        m->at[20]);
    lap(m, 10); /* F10 */
    float *D_conv_of_x_sum = m->at[21];
    make_D_conv_of_x_sum(D_conv_of_x, D_conv_of_x_sum);
    lap(m, 11); /* F11 */
    float (*d_D_down1_leaky_relu_of_x_scaled)[8][8][128] = (void *)m->at[22];
    conv_data_256x4x4_to_128x8x8_out_panels(d_D_down2_conv_of_x_scaled,
        parameters->D_2_0_weight, d_D_down1_leaky_relu_of_x_scaled, m->at[23]);
    lap(m, 12); /* G1 */
    scaled_conv_weight_128x8x8_by_256x4x4((void *)D_down1_leaky_relu_of_x,
        d_D_down2_conv_of_x_scaled, gradients->D_2_0_weight, m->at[24], -0.015625f);
    lap(m, 13); /* G2 */
    float *d_D_1_0_bias_via_x = m->at[26];
    float (*d_D_down1_conv_of_x_scaled)[8][8][128] = (void *)m->at[25];
    make_d_D_down1_conv_scaled_and_d_D_bias((void *)d_D_down1_leaky_relu_of_x_scaled,
        D_down1_leaky_relu_of_x, d_D_1_0_bias_via_x, (void *)d_D_down1_conv_of_x_scaled);
    lap(m, 14); /* G3 */
    float (*d_D_down0_leaky_relu_of_x_scaled)[16][16][64] = (void *)m->at[27];
    conv_data_128x8x8_to_64x16x16_out_panels(d_D_down1_conv_of_x_scaled,
        parameters->D_1_0_weight, d_D_down0_leaky_relu_of_x_scaled, m->at[28]);
    lap(m, 15); /* G4 */
    scaled_conv_weight_64x16x16_by_128x8x8((void *)D_down0_leaky_relu_of_x,
        d_D_down1_conv_of_x_scaled, gradients->D_1_0_weight, m->at[29], -0.015625f);
    lap(m, 16); /* G5 */
    float *d_D_0_0_bias_via_x = m->at[31];
    float (*d_D_down0_conv_of_x_scaled)[256][width] = (void *)m->at[30];
    make_d_D_down0_conv_scaled_and_d_D_bias((void *)d_D_down0_leaky_relu_of_x_scaled,
        D_down0_leaky_relu_of_x, d_D_0_0_bias_via_x, d_D_down0_conv_of_x_scaled);
    lap(m, 17); /* G6 */
    scaled_conv_weight_3x32x32_by_64x16x16(x, (void *)d_D_down0_conv_of_x_scaled,
        gradients->D_0_0_weight, m->at[32], -0.015625f);
    lap(m, 18); /* G7 */
    float (*G_relu)[16][256] = (void *)m->at[33];
    make_G_relu(parameters->G_2_bias, G_batch_norm_scale, G_conv_transpose1, G_batch_norm_mean,
        G_relu);
    lap(m, 19); /* F12 */
    float (*G_up4_conv_transpose)[64][128] = (void *)m->at[34];
    conv_data_256x4x4_to_128x8x8_in_panels((void *)G_relu, parameters->G_4_0_weight,
        (void *)G_up4_conv_transpose, m->at[35]);
    lap(m, 20); /* F13 */
    float *G_up4_batch_norm_squares = m->at[36];
    float *G_up4_batch_norm_sum = m->at[37];
    make_G_up4_batch_norm_squares(G_up4_conv_transpose, G_up4_batch_norm_squares,
        G_up4_batch_norm_sum);
    lap(m, 21); /* F14 */
    float *G_up4_batch_norm_scale = m->at[38];
    float *G_up4_batch_norm_mean = m->at[39];
    float *next_G_4_1_running_mean = m->at[40];
    float *next_G_4_1_running_var = m->at[41];
    make_G_up4_batch_norm_mean(parameters->G_4_1_weight, G_up4_batch_norm_squares,
        G_up4_batch_norm_sum, state->G_4_1_running_mean, state->G_4_1_running_var,
        G_up4_batch_norm_scale, G_up4_batch_norm_mean, next_G_4_1_running_mean,
        next_G_4_1_running_var);
    lap(m, 22); /* F15 */
    float (*G_up4_relu)[64][128] = (void *)m->at[42];
    make_G_up4_relu(parameters->G_4_1_bias, G_up4_batch_norm_scale, G_up4_conv_transpose,
        G_up4_batch_norm_mean, G_up4_relu);
    lap(m, 23); /* F16 */
    float (*G_up5_conv_transpose)[256][width] = (void *)m->at[43];
    conv_data_128x8x8_to_64x16x16_in_panels((void *)G_up4_relu, parameters->G_5_0_weight,
        (void *)G_up5_conv_transpose, m->at[44]);
    lap(m, 24); /* F17 */
    float *G_up5_batch_norm_squares = m->at[45];
    float *G_up5_batch_norm_sum = m->at[46];
    make_G_up5_batch_norm_squares(G_up5_conv_transpose, G_up5_batch_norm_squares,
        G_up5_batch_norm_sum);
    lap(m, 25); /* F18 */
    float *G_up5_batch_norm_scale = m->at[47];
    float *G_up5_batch_norm_mean = m->at[48];
    float *next_G_5_1_running_mean = m->at[49];
    float *next_G_5_1_running_var = m->at[50];
    make_G_up5_batch_norm_mean(parameters->G_5_1_weight, G_up5_batch_norm_squares,
        G_up5_batch_norm_sum, state->G_5_1_running_mean, state->G_5_1_running_var,
        G_up5_batch_norm_scale, G_up5_batch_norm_mean, next_G_5_1_running_mean,
        next_G_5_1_running_var);
    lap(m, 26); /* F19 */
    float (*G_up5_relu)[256][width] = (void *)m->at[51];
    make_G_up5_relu(parameters->G_5_1_bias, G_up5_batch_norm_scale, G_up5_conv_transpose,
        G_up5_batch_norm_mean, G_up5_relu);
    lap(m, 27); /* F20 */
    float (*G_conv_transpose6_product)[32][32][3] = (void *)m->at[52];
    conv_data_64x16x16_to_3x32x32((void *)G_up5_relu, parameters->G_6_weight,
        G_conv_transpose6_product, m->at[53]);
    lap(m, 28); /* F21 */
    float *mix_noise = m->at[54];
    random_uniform(mix_noise, batch, random_key(m->seed, "mix.1"), m->draw, m->first);
    lap(m, 29); /* N2 */
    float *x_hat_scale = m->at[55];
    make_x_hat_scale(mix_noise, x_hat_scale);
    lap(m, 30); /* F22 */
    float (*fake)[32][32][3] = (void *)m->at[56];
    float (*x_hat)[1024][3] = (void *)m->at[57]; /* overwrites G_conv_transpose6_product */
    make_fake_and_x_hat(parameters->G_6_bias, (void *)G_conv_transpose6_product, mix_noise,
        (void *)x, x_hat_scale, (void *)fake, x_hat);
    lap(m, 31); /* F23 */
    float (*D_down0_conv_of_x_hat_product)[16][16][64] = (void *)m->at[58];
    conv_3x32x32_to_64x16x16((void *)x_hat, parameters->D_0_0_weight,
        D_down0_conv_of_x_hat_product);
    lap(m, 32); /* F24 */
    /* overwrites D_down0_conv_of_x_hat_product */
    float (*D_down0_leaky_relu_of_x_hat)[16384] = (void *)m->at[59];
    make_D_down0_leaky_relu(parameters->D_0_0_bias, (void *)D_down0_conv_of_x_hat_product,
        (void *)D_down0_leaky_relu_of_x_hat);
    lap(m, 33); /* F25 */
    float (*D_down1_conv_of_x_hat_product)[8][8][128] = (void *)m->at[60];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_down0_leaky_relu_of_x_hat,
        parameters->D_1_0_weight, D_down1_conv_of_x_hat_product, m->at[61]);
    lap(m, 34); /* F26 */
    /* overwrites D_down1_conv_of_x_hat_product */
    float (*D_down1_leaky_relu_of_x_hat)[8192] = (void *)m->at[62];
    make_D_down1_leaky_relu(parameters->D_1_0_bias, (void *)D_down1_conv_of_x_hat_product,
        (void *)D_down1_leaky_relu_of_x_hat);
    lap(m, 35); /* F27 */
    float (*D_down2_conv_of_x_hat_product)[16][256] = (void *)m->at[63];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down1_leaky_relu_of_x_hat,
        parameters->D_2_0_weight, (void *)D_down2_conv_of_x_hat_product, m->at[64]);
    lap(m, 36); /* F28 */
    float (*slope_d_D_down2_conv)[4][4][256] = (void *)m->at[65];
    make_slope_d_D_down2_conv((void *)parameters->D_3_weight, parameters->D_2_0_bias,
        D_down2_conv_of_x_hat_product, (void *)slope_d_D_down2_conv);
    lap(m, 37); /* F29 */
    float (*slope_d_D_down1_leaky_relu)[8][8][128] = (void *)m->at[66];
    conv_data_256x4x4_to_128x8x8_out_panels(slope_d_D_down2_conv, parameters->D_2_0_weight,
        slope_d_D_down1_leaky_relu, m->at[67]);
    lap(m, 38); /* F30 */
    /* overwrites slope_d_D_down1_leaky_relu */
    float (*slope_d_D_down1_conv)[8][8][128] = (void *)m->at[68];
    make_d_D_down1_conv((void *)slope_d_D_down1_leaky_relu, D_down1_leaky_relu_of_x_hat,
        (void *)slope_d_D_down1_conv);
    lap(m, 39); /* F31 */
    float (*slope_d_D_down0_leaky_relu)[16][16][64] = (void *)m->at[69];
    conv_data_128x8x8_to_64x16x16_out_panels(slope_d_D_down1_conv, parameters->D_1_0_weight,
        slope_d_D_down0_leaky_relu, m->at[70]);
    lap(m, 40); /* F32 */
    /* overwrites slope_d_D_down0_leaky_relu */
    float (*slope_d_D_down0_conv)[16][16][64] = (void *)m->at[71];
    make_d_D_down0_conv((void *)slope_d_D_down0_leaky_relu, D_down0_leaky_relu_of_x_hat,
        (void *)slope_d_D_down0_conv);
    lap(m, 41); /* F33 */
    float (*slope_d_x_hat)[32][32][3] = (void *)m->at[72];
    conv_data_64x16x16_to_3x32x32(slope_d_D_down0_conv, parameters->D_0_0_weight, slope_d_x_hat,
        m->at[73]);
    lap(m, 42); /* F34 */
    float *d_slope_d_x_hat_scaled_scale_squared_sum = m->at[74];
    float (*d_slope_d_x_hat_scaled)[32][32][3] = (void *)m->at[75];
    make_d_slope_d_x_hat_scaled((void *)slope_d_x_hat, d_slope_d_x_hat_scaled_scale_squared_sum,
        (void *)d_slope_d_x_hat_scaled);
    lap(m, 43); /* F35 */
    add_scaled_conv_weight_3x32x32_by_64x16x16(d_slope_d_x_hat_scaled, slope_d_D_down0_conv,
        gradients->D_0_0_weight, m->at[76], 0.3125f);
    lap(m, 44); /* G8 */
    float (*d_slope_d_D_down0_conv_scaled)[16][16][64] = (void *)m->at[77];
    conv_3x32x32_to_64x16x16(d_slope_d_x_hat_scaled, parameters->D_0_0_weight,
        d_slope_d_D_down0_conv_scaled);
    lap(m, 45); /* G9 */
    /* overwrites D_down0_leaky_relu_of_x_hat */
    float (*d_slope_d_D_down0_leaky_relu_scaled)[16][16][64] = (void *)m->at[78];
    make_d_slope_d_D_down0_leaky_relu_scaled(D_down0_leaky_relu_of_x_hat,
        (void *)d_slope_d_D_down0_conv_scaled, (void *)d_slope_d_D_down0_leaky_relu_scaled);
    lap(m, 46); /* G10 */
    add_scaled_conv_weight_64x16x16_by_128x8x8(d_slope_d_D_down0_leaky_relu_scaled,
        slope_d_D_down1_conv, gradients->D_1_0_weight, m->at[79], 0.3125f);
    lap(m, 47); /* G11 */
    float (*d_slope_d_D_down1_conv_scaled)[8][8][128] = (void *)m->at[80];
    conv_64x16x16_to_128x8x8_out_panels(d_slope_d_D_down0_leaky_relu_scaled,
        parameters->D_1_0_weight, d_slope_d_D_down1_conv_scaled, m->at[81]);
    lap(m, 48); /* G12 */
    /* overwrites D_down1_leaky_relu_of_x_hat */
    float (*d_slope_d_D_down1_leaky_relu_scaled)[8][8][128] = (void *)m->at[82];
    make_d_slope_d_D_down1_leaky_relu_scaled(D_down1_leaky_relu_of_x_hat,
        (void *)d_slope_d_D_down1_conv_scaled, (void *)d_slope_d_D_down1_leaky_relu_scaled);
    lap(m, 49); /* G13 */
    add_scaled_conv_weight_128x8x8_by_256x4x4(d_slope_d_D_down1_leaky_relu_scaled,
        slope_d_D_down2_conv, gradients->D_2_0_weight, m->at[83], 0.3125f);
    lap(m, 50); /* G14 */
    float (*d_slope_d_D_down2_conv_scaled)[4][4][256] = (void *)m->at[84];
    conv_128x8x8_to_256x4x4_out_panels(d_slope_d_D_down1_leaky_relu_scaled,
        parameters->D_2_0_weight, d_slope_d_D_down2_conv_scaled, m->at[85]);
    lap(m, 51); /* G15 */
    float (*d_slope_d_D_down2_leaky_relu_scaled)[256] = (void *)m->at[86];
    make_d_slope_d_D_down2_leaky_relu_scaled(parameters->D_2_0_bias,
        D_down2_conv_of_x_hat_product, (void *)d_slope_d_D_down2_conv_scaled,
        d_slope_d_D_down2_leaky_relu_scaled);
    lap(m, 52); /* G16 */
    float (*D_down0_conv_of_fake_product)[16][16][64] = (void *)m->at[87];
    conv_3x32x32_to_64x16x16(fake, parameters->D_0_0_weight, D_down0_conv_of_fake_product);
    lap(m, 53); /* F36 */
    /* overwrites D_down0_conv_of_fake_product */
    float (*D_down0_leaky_relu_of_fake)[256][width] = (void *)m->at[88];
    make_D_down0_leaky_relu(parameters->D_0_0_bias, (void *)D_down0_conv_of_fake_product,
        D_down0_leaky_relu_of_fake);
    lap(m, 54); /* F37 */
    float (*D_down1_conv_of_fake_product)[8][8][128] = (void *)m->at[89];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_down0_leaky_relu_of_fake,
        parameters->D_1_0_weight, D_down1_conv_of_fake_product, m->at[90]);
    lap(m, 55); /* F38 */
    float (*D_down1_leaky_relu_of_fake)[64][128] = (void *)m->at[91];
    make_D_down1_leaky_relu(parameters->D_1_0_bias, (void *)D_down1_conv_of_fake_product,
        D_down1_leaky_relu_of_fake);
    lap(m, 56); /* F39 */
    float (*D_down2_conv_of_fake_product)[4][4][256] = (void *)m->at[92];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down1_leaky_relu_of_fake,
        parameters->D_2_0_weight, D_down2_conv_of_fake_product, m->at[93]);
    lap(m, 57); /* F40 */
    float *d_D_2_0_bias_via_fake = m->at[96];
    float (*d_D_3_weight_via_fake)[256] = (void *)m->at[97];
    float (*D_down2_leaky_relu_of_fake)[16][256] = (void *)m->at[94];
    float (*d_D_down2_conv_of_fake_scaled)[4][4][256] = (void *)m->at[95];
    make_D_down2_leaky_relu_in_step_1(parameters->D_2_0_bias,
        (void *)D_down2_conv_of_fake_product, (void *)parameters->D_3_weight,
        d_D_2_0_bias_via_fake, d_D_3_weight_via_fake, D_down2_leaky_relu_of_fake,
        (void *)d_D_down2_conv_of_fake_scaled);
    lap(m, 58); /* F41 */
    float *D_conv_of_fake = m->at[98];
    conv_256x4x4_to_1(D_down2_leaky_relu_of_fake, (void *)parameters->D_3_weight,
        D_conv_of_fake, m->at[99]);
    lap(m, 59); /* F42 */
    add_scaled_conv_weight_128x8x8_by_256x4x4((void *)D_down1_leaky_relu_of_fake,
        d_D_down2_conv_of_fake_scaled, gradients->D_2_0_weight, m->at[100], 0.015625f);
    lap(m, 60); /* G17 */
    float (*d_D_down1_leaky_relu_of_fake_scaled)[8][8][128] = (void *)m->at[101];
    conv_data_256x4x4_to_128x8x8_out_panels(d_D_down2_conv_of_fake_scaled,
        parameters->D_2_0_weight, d_D_down1_leaky_relu_of_fake_scaled, m->at[102]);
    lap(m, 61); /* G18 */
    float *d_D_1_0_bias_via_fake = m->at[104];
    float (*d_D_down1_conv_of_fake_scaled)[8][8][128] = (void *)m->at[103];
    make_d_D_down1_conv_scaled_and_d_D_bias((void *)d_D_down1_leaky_relu_of_fake_scaled,
        D_down1_leaky_relu_of_fake, d_D_1_0_bias_via_fake,
        (void *)d_D_down1_conv_of_fake_scaled);
    lap(m, 62); /* G19 */
    float *D_conv_of_fake_sum = m->at[105];
    make_D_conv_of_x_sum(D_conv_of_fake, D_conv_of_fake_sum);
    lap(m, 63); /* F43 */
    float *distance = &m->value[VALUE_distance];
    distance[0] = 0.015625f * D_conv_of_x_sum[0] - 0.015625f * D_conv_of_fake_sum[0];
    float *critic = &m->value[VALUE_critic];
    critic[0] = 0.015625f * D_conv_of_fake_sum[0] - 0.015625f * D_conv_of_x_sum[0]
        + 0.15625f * d_slope_d_x_hat_scaled_scale_squared_sum[0];
    make_d_D_3_weight(d_slope_d_D_down2_leaky_relu_scaled, d_D_3_weight_via_fake,
        d_D_3_weight_via_x, (void *)gradients->D_3_weight);
    lap(m, 64); /* G20 */
    add_scaled_conv_weight_64x16x16_by_128x8x8((void *)D_down0_leaky_relu_of_fake,
        d_D_down1_conv_of_fake_scaled, gradients->D_1_0_weight, m->at[106], 0.015625f);
    lap(m, 65); /* G21 */
    float (*d_D_down0_leaky_relu_of_fake_scaled)[16][16][64] = (void *)m->at[107];
    conv_data_128x8x8_to_64x16x16_out_panels(d_D_down1_conv_of_fake_scaled,
        parameters->D_1_0_weight, d_D_down0_leaky_relu_of_fake_scaled, m->at[108]);
    lap(m, 66); /* G22 */
    float *d_D_0_0_bias_via_fake = m->at[110];
    float (*d_D_down0_conv_of_fake_scaled)[256][width] = (void *)m->at[109];
    make_d_D_down0_conv_scaled_and_d_D_bias((void *)d_D_down0_leaky_relu_of_fake_scaled,
        D_down0_leaky_relu_of_fake, d_D_0_0_bias_via_fake, d_D_down0_conv_of_fake_scaled);
    lap(m, 67); /* G23 */
    add_scaled_conv_weight_3x32x32_by_64x16x16(fake, (void *)d_D_down0_conv_of_fake_scaled,
        gradients->D_0_0_weight, m->at[111], 0.015625f);
    lap(m, 68); /* G24 */
    make_d_D_0_0_bias(d_D_0_0_bias_via_fake, d_D_0_0_bias_via_x, gradients->D_0_0_bias);
    lap(m, 69); /* G25 */
    make_d_D_1_0_bias(d_D_1_0_bias_via_fake, d_D_1_0_bias_via_x, gradients->D_1_0_bias);
    lap(m, 70); /* G26 */
    make_d_D_2_0_bias(d_D_2_0_bias_via_fake, d_D_2_0_bias_via_x, gradients->D_2_0_bias);
    lap(m, 71); /* G27 */
    float *next_G_2_num_batches_tracked = m->at[112];
    next_G_2_num_batches_tracked[0] = 1.0f + state->G_2_num_batches_tracked[0];
    float *next_G_4_1_num_batches_tracked = m->at[113];
    next_G_4_1_num_batches_tracked[0] = 1.0f + state->G_4_1_num_batches_tracked[0];
    float *next_G_5_1_num_batches_tracked = m->at[114];
    next_G_5_1_num_batches_tracked[0] = 1.0f + state->G_5_1_num_batches_tracked[0];
    /* D.0.0.weight .. D.3.weight: 662976 floats */
    m->updates[0]++;
    adam(m->parameters + 1183632, m->gradients + 1183632, m->moment[0] + 1183632, m->moment[1]
        + 1183632, 662976, m->updates[0], 0.0001, 0.0, 0.9, 1e-08);
    lap(m, 72); /* U1 */
    memcpy(&state->G_2_running_mean, next_G_2_running_mean, sizeof state->G_2_running_mean);
    lap(m, 73); /* A1 */
    memcpy(&state->G_2_running_var, next_G_2_running_var, sizeof state->G_2_running_var);
    lap(m, 74); /* A2 */
    memcpy(&state->G_2_num_batches_tracked, next_G_2_num_batches_tracked,
        sizeof state->G_2_num_batches_tracked);
    lap(m, 75); /* A3 */
    memcpy(&state->G_4_1_running_mean, next_G_4_1_running_mean,
        sizeof state->G_4_1_running_mean);
    lap(m, 76); /* A4 */
    memcpy(&state->G_4_1_running_var, next_G_4_1_running_var, sizeof state->G_4_1_running_var);
    lap(m, 77); /* A5 */
    memcpy(&state->G_4_1_num_batches_tracked, next_G_4_1_num_batches_tracked,
        sizeof state->G_4_1_num_batches_tracked);
    lap(m, 78); /* A6 */
    memcpy(&state->G_5_1_running_mean, next_G_5_1_running_mean,
        sizeof state->G_5_1_running_mean);
    lap(m, 79); /* A7 */
    memcpy(&state->G_5_1_running_var, next_G_5_1_running_var, sizeof state->G_5_1_running_var);
    lap(m, 80); /* A8 */
    memcpy(&state->G_5_1_num_batches_tracked, next_G_5_1_num_batches_tracked,
        sizeof state->G_5_1_num_batches_tracked);
    lap(m, 81); /* A9 */
}

/* Minimises generator with adam. */
void
wgan_gp_conv_step_2(struct instance *m)
{
    struct wgan_gp_conv_parameters *const parameters = (void *)m->parameters;
    struct wgan_gp_conv_parameters *const gradients = (void *)m->gradients;

    float *G_batch_norm_squares = m->at[2];
    float *G_batch_norm_rstd = m->at[115]; /* overwrites G_batch_norm_squares */
    make_G_batch_norm_rstd(G_batch_norm_squares, G_batch_norm_rstd);
    lap(m, 82); /* F1 */
    float *G_up4_batch_norm_squares = m->at[36];
    float *G_up4_batch_norm_rstd = m->at[116];
    make_G_up4_batch_norm_rstd(G_up4_batch_norm_squares, G_up4_batch_norm_rstd);
    lap(m, 83); /* F2 */
    float (*fake)[32][32][3] = (void *)m->at[56];
    float (*D_down0_conv_of_fake_product_in_generator)[16][16][64] = (void *)m->at[117];
    conv_3x32x32_to_64x16x16(fake, parameters->D_0_0_weight,
        D_down0_conv_of_fake_product_in_generator);
    lap(m, 84); /* F3 */
    /* overwrites D_down0_conv_of_fake_product_in_generator */
    float (*D_down0_leaky_relu_of_fake_in_generator)[256][width] = (void *)m->at[118];
    make_D_down0_leaky_relu(parameters->D_0_0_bias,
        (void *)D_down0_conv_of_fake_product_in_generator,
        D_down0_leaky_relu_of_fake_in_generator);
    lap(m, 85); /* F4 */
    float (*D_down1_conv_of_fake_product_in_generator)[8][8][128] = (void *)m->at[119];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_down0_leaky_relu_of_fake_in_generator,
        parameters->D_1_0_weight, D_down1_conv_of_fake_product_in_generator, m->at[120]);
    lap(m, 86); /* F5 */
    /* overwrites D_down1_conv_of_fake_product_in_generator */
    float (*D_down1_leaky_relu_of_fake_in_generator)[64][128] = (void *)m->at[121];
    make_D_down1_leaky_relu(parameters->D_1_0_bias,
        (void *)D_down1_conv_of_fake_product_in_generator,
        D_down1_leaky_relu_of_fake_in_generator);
    lap(m, 87); /* F6 */
    float (*D_down2_conv_of_fake_product_in_generator)[4][4][256] = (void *)m->at[122];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down1_leaky_relu_of_fake_in_generator,
        parameters->D_2_0_weight, D_down2_conv_of_fake_product_in_generator, m->at[123]);
    lap(m, 88); /* F7 */
    float (*D_down2_leaky_relu_of_fake_in_generator)[16][256] = (void *)m->at[124];
    float (*d_D_down2_conv_of_fake_scaled_in_generator)[16][256] = (void *)m->at[125];
    make_D_down2_leaky_relu_of_fake_in_generator(parameters->D_2_0_bias,
        (void *)D_down2_conv_of_fake_product_in_generator, (void *)parameters->D_3_weight,
        D_down2_leaky_relu_of_fake_in_generator, d_D_down2_conv_of_fake_scaled_in_generator);
    lap(m, 89); /* F8 */
    float (*d_D_down1_leaky_relu_of_fake_scaled_in_generator)[8][8][128] = (void *)m->at[126];
    conv_data_256x4x4_to_128x8x8_out_panels((void *)d_D_down2_conv_of_fake_scaled_in_generator,
        parameters->D_2_0_weight, d_D_down1_leaky_relu_of_fake_scaled_in_generator, m->at[127]);
    lap(m, 90); /* G1 */
    float (*d_D_down1_conv_of_fake_scaled_in_generator)[8192] = (void *)m->at[128];
    make_d_D_down1_conv((void *)d_D_down1_leaky_relu_of_fake_scaled_in_generator,
        (void *)D_down1_leaky_relu_of_fake_in_generator,
        d_D_down1_conv_of_fake_scaled_in_generator);
    lap(m, 91); /* G2 */
    float (*d_D_down0_leaky_relu_of_fake_scaled_in_generator)[16][16][64] = (void *)m->at[129];
    conv_data_128x8x8_to_64x16x16_out_panels((void *)d_D_down1_conv_of_fake_scaled_in_generator,
        parameters->D_1_0_weight, d_D_down0_leaky_relu_of_fake_scaled_in_generator, m->at[130]);
    lap(m, 92); /* G3 */
    /* overwrites D_down0_leaky_relu_of_fake_in_generator */
    float (*d_D_down0_conv_of_fake_scaled_in_generator)[16384] = (void *)m->at[131];
    make_d_D_down0_conv((void *)d_D_down0_leaky_relu_of_fake_scaled_in_generator,
        (void *)D_down0_leaky_relu_of_fake_in_generator,
        d_D_down0_conv_of_fake_scaled_in_generator);
    lap(m, 93); /* G4 */
    float (*d_fake_scaled)[32][32][3] = (void *)m->at[132];
    conv_data_64x16x16_to_3x32x32((void *)d_D_down0_conv_of_fake_scaled_in_generator,
        parameters->D_0_0_weight, d_fake_scaled, m->at[133]);
    lap(m, 94); /* G5 */
    float *d_G_6_bias_scaled = m->at[135];
    float (*d_G_conv_transpose6_scaled)[32][32][3] = (void *)m->at[134];
    make_d_G_conv_transpose6_scaled((void *)d_fake_scaled, (void *)fake, d_G_6_bias_scaled,
        (void *)d_G_conv_transpose6_scaled);
    lap(m, 95); /* G6 */
    float *D_conv_of_fake_in_generator = m->at[136];
    conv_256x4x4_to_1(D_down2_leaky_relu_of_fake_in_generator, (void *)parameters->D_3_weight,
        D_conv_of_fake_in_generator, m->at[137]);
    lap(m, 96); /* F9 */
    float *generator_sum = m->at[138];
    make_D_conv_of_x_sum(D_conv_of_fake_in_generator, generator_sum);
    lap(m, 97); /* F10 */
    float *generator = &m->value[VALUE_generator];
    generator[0] = -0.015625f * generator_sum[0];
    make_d_G_6_bias(d_G_6_bias_scaled, gradients->G_6_bias);
    lap(m, 98); /* G7 */
    float (*G_up5_relu)[256][width] = (void *)m->at[51];
    scaled_conv_weight_3x32x32_by_64x16x16(d_G_conv_transpose6_scaled, (void *)G_up5_relu,
        gradients->G_6_weight, m->at[139], -0.015625f);
    lap(m, 99); /* G8 */
    float *G_up5_batch_norm_squares = m->at[45];
    float *G_up5_batch_norm_rstd = m->at[140];
    /* overwrites G_up5_batch_norm_squares */
    float *G_5_1_weight_times_G_up5_batch_norm_rstd = m->at[141];
    make_G_up5_batch_norm_rstd(G_up5_batch_norm_squares, parameters->G_5_1_weight,
        G_up5_batch_norm_rstd, G_5_1_weight_times_G_up5_batch_norm_rstd);
    lap(m, 100); /* F12 */
    float (*d_G_up5_relu_scaled)[256][width] = (void *)m->at[142];
    conv_3x32x32_to_64x16x16(d_G_conv_transpose6_scaled, parameters->G_6_weight,
        (void *)d_G_up5_relu_scaled);
    lap(m, 101); /* G9 */
    float (*G_up5_conv_transpose)[256][width] = (void *)m->at[43];
    float *G_up5_batch_norm_mean = m->at[48];
    float *d_G_5_1_bias_scaled = m->at[143];
    float *d_G_up5_batch_norm_centred_scale_sum = m->at[144];
    make_d_G_5_1_bias_scaled(G_up5_relu, d_G_up5_relu_scaled, G_up5_conv_transpose,
        G_up5_batch_norm_mean, d_G_5_1_bias_scaled, d_G_up5_batch_norm_centred_scale_sum);
    lap(m, 102); /* G10 */
    float *d_G_up5_batch_norm_sum = m->at[145];
    float *G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted = m->at[146];
    make_d_G_up5_batch_norm_sum(parameters->G_5_1_weight, G_up5_batch_norm_rstd,
        d_G_5_1_bias_scaled, d_G_up5_batch_norm_centred_scale_sum, d_G_up5_batch_norm_sum,
        G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted, gradients->G_5_1_weight,
        gradients->G_5_1_bias);
    lap(m, 103); /* G11 */
    /* overwrites G_up5_relu */
    float (*d_G_up5_conv_transpose)[16][16][64] = (void *)m->at[147];
    make_d_G_up5_conv_transpose(d_G_up5_batch_norm_sum,
        G_5_1_weight_times_G_up5_batch_norm_rstd, d_G_up5_relu_scaled, G_up5_relu,
        G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted, G_up5_conv_transpose,
        G_up5_batch_norm_mean, (void *)d_G_up5_conv_transpose);
    lap(m, 104); /* G12 */
    float (*d_G_up4_relu)[64][128] = (void *)m->at[148];
    conv_64x16x16_to_128x8x8_in_panels(d_G_up5_conv_transpose, parameters->G_5_0_weight,
        (void *)d_G_up4_relu, m->at[149]);
    lap(m, 105); /* G13 */
    float (*G_up4_relu)[64][128] = (void *)m->at[42];
    conv_weight_64x16x16_by_128x8x8(d_G_up5_conv_transpose, (void *)G_up4_relu,
        gradients->G_5_0_weight, m->at[150]);
    lap(m, 106); /* G14 */
    float (*G_up4_conv_transpose)[64][128] = (void *)m->at[34];
    float *G_up4_batch_norm_mean = m->at[39];
    float *d_G_up4_batch_norm_centred_scale_sum = m->at[151];
    make_d_G_4_1_bias(G_up4_relu, d_G_up4_relu, G_up4_conv_transpose, G_up4_batch_norm_mean,
        gradients->G_4_1_bias, d_G_up4_batch_norm_centred_scale_sum);
    lap(m, 107); /* G15 */
    float *d_G_up4_conv_transpose_offset = m->at[152];
    float *d_G_up4_batch_norm_centred_scale = m->at[153];
    make_d_G_4_1_weight(parameters->G_4_1_weight, G_up4_batch_norm_rstd, gradients->G_4_1_bias,
        d_G_up4_batch_norm_centred_scale_sum, d_G_up4_conv_transpose_offset,
        d_G_up4_batch_norm_centred_scale, gradients->G_4_1_weight);
    lap(m, 108); /* G16 */
    float *G_up4_batch_norm_scale = m->at[38];
    /* overwrites G_up4_relu */
    float (*d_G_up4_conv_transpose)[8][8][128] = (void *)m->at[154];
    make_d_G_up4_conv_transpose(G_up4_batch_norm_scale, d_G_up4_relu, G_up4_relu,
        d_G_up4_batch_norm_centred_scale, G_up4_conv_transpose, G_up4_batch_norm_mean,
        d_G_up4_conv_transpose_offset, (void *)d_G_up4_conv_transpose);
    lap(m, 109); /* G17 */
    float (*d_G_relu)[16][256] = (void *)m->at[155];
    conv_128x8x8_to_256x4x4_in_panels(d_G_up4_conv_transpose, parameters->G_4_0_weight,
        (void *)d_G_relu, m->at[156]);
    lap(m, 110); /* G18 */
    float (*G_relu)[16][256] = (void *)m->at[33];
    conv_weight_128x8x8_by_256x4x4(d_G_up4_conv_transpose, (void *)G_relu,
        gradients->G_4_0_weight, m->at[157]);
    lap(m, 111); /* G19 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[1];
    float *G_batch_norm_mean = m->at[5];
    float *d_G_batch_norm_centred_scale_sum = m->at[158];
    make_d_G_2_bias(G_relu, d_G_relu, G_conv_transpose1, G_batch_norm_mean, gradients->G_2_bias,
        d_G_batch_norm_centred_scale_sum);
    lap(m, 112); /* G20 */
    float *d_G_conv_transpose1_offset = m->at[159];
    float *d_G_batch_norm_centred_scale = m->at[160];
    make_d_G_2_weight(parameters->G_2_weight, G_batch_norm_rstd, gradients->G_2_bias,
        d_G_batch_norm_centred_scale_sum, d_G_conv_transpose1_offset,
        d_G_batch_norm_centred_scale, gradients->G_2_weight);
    lap(m, 113); /* G21 */
    float *G_batch_norm_scale = m->at[4];
    /* overwrites G_conv_transpose1 */
    float (*d_G_conv_transpose1)[16][256] = (void *)m->at[161];
    make_d_G_conv_transpose1(G_batch_norm_scale, d_G_relu, G_relu, d_G_batch_norm_centred_scale,
        G_conv_transpose1, G_batch_norm_mean, d_G_conv_transpose1_offset, d_G_conv_transpose1);
    lap(m, 114); /* G22 */
    float (*fake_noise)[128] = (void *)m->at[0];
    conv_weight_256x4x4_by_128(d_G_conv_transpose1, fake_noise, (void *)gradients->G_1_weight);
    lap(m, 115); /* G23 */
    /* G.1.weight .. G.6.bias: 1183619 floats */
    m->updates[1]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 1183619, m->updates[1],
        0.0001, 0.0, 0.9, 1e-08);
    lap(m, 116); /* U1 */
}

/* Every loss and metric of a batch, in inference mode. */
void
wgan_gp_conv_evaluate(struct instance *m)
{
    struct wgan_gp_conv_parameters *const parameters = (void *)m->parameters;
    struct wgan_gp_conv_state *const state = (void *)m->state;

    float (*fake_noise)[128] = (void *)m->at[162];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[163];
    conv_data_128_to_256x4x4(fake_noise, (void *)parameters->G_1_weight,
        G_conv_transpose1); /* F1 */
    float *mix_noise = m->at[164];
    random_uniform(mix_noise, batch, random_key(m->seed, "mix.1"), m->draw, m->first); /* N2 */
    float *x_hat_scale = m->at[165];
    make_x_hat_scale(mix_noise, x_hat_scale); /* F2 */
    const float (*x)[32][32][3] = m->field[DATA_x];
    float (*D_down0_conv_of_x_product)[16][16][64] = (void *)m->at[166];
    conv_3x32x32_to_64x16x16(x, parameters->D_0_0_weight, D_down0_conv_of_x_product); /* F3 */
    /* overwrites D_down0_conv_of_x_product */
    float (*D_down0_leaky_relu_of_x)[256][width] = (void *)m->at[167];
    make_D_down0_leaky_relu(parameters->D_0_0_bias, (void *)D_down0_conv_of_x_product,
        D_down0_leaky_relu_of_x); /* F4 */
    float (*D_down1_conv_of_x_product)[8][8][128] = (void *)m->at[168];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_down0_leaky_relu_of_x,
        parameters->D_1_0_weight, D_down1_conv_of_x_product, m->at[169]); /* F5 */
    float (*D_down1_leaky_relu_of_x)[64][128] = (void *)m->at[170];
    make_D_down1_leaky_relu(parameters->D_1_0_bias, (void *)D_down1_conv_of_x_product,
        D_down1_leaky_relu_of_x); /* F6 */
    float (*D_down2_conv_of_x_product)[4][4][256] = (void *)m->at[171];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down1_leaky_relu_of_x,
        parameters->D_2_0_weight, D_down2_conv_of_x_product, m->at[172]); /* F7 */
    float (*D_down2_leaky_relu_of_x)[16][256] = (void *)m->at[173];
    make_D_down2_leaky_relu_in_evaluate(parameters->D_2_0_bias,
        (void *)D_down2_conv_of_x_product, D_down2_leaky_relu_of_x); /* F8 */
    float *D_conv_of_x = m->at[174];
    conv_256x4x4_to_1(D_down2_leaky_relu_of_x, (void *)parameters->D_3_weight, D_conv_of_x,
        m->at[175]); /* F9 */
    float *D_conv_of_x_sum = m->at[176];
    make_D_conv_of_x_sum(D_conv_of_x, D_conv_of_x_sum); /* F10 */
    float *G_batch_norm_scale = m->at[177];
    make_G_batch_norm_scale(parameters->G_2_weight, state->G_2_running_var,
        G_batch_norm_scale); /* F11 */
    float (*G_relu)[16][256] = (void *)m->at[178];
    make_G_relu(parameters->G_2_bias, G_batch_norm_scale, G_conv_transpose1,
        state->G_2_running_mean, G_relu); /* F12 */
    float (*G_up4_conv_transpose)[8][8][128] = (void *)m->at[179];
    conv_data_256x4x4_to_128x8x8_in_panels((void *)G_relu, parameters->G_4_0_weight,
        G_up4_conv_transpose, m->at[180]); /* F13 */
    float *G_up4_batch_norm_scale = m->at[181];
    make_G_up4_batch_norm_scale(parameters->G_4_1_weight, state->G_4_1_running_var,
        G_up4_batch_norm_scale); /* F14 */
    float (*G_up4_relu)[64][128] = (void *)m->at[182];
    make_G_up4_relu(parameters->G_4_1_bias, G_up4_batch_norm_scale,
        (void *)G_up4_conv_transpose, state->G_4_1_running_mean, G_up4_relu); /* F15 */
    float (*G_up5_conv_transpose)[16][16][64] = (void *)m->at[183];
    conv_data_128x8x8_to_64x16x16_in_panels((void *)G_up4_relu, parameters->G_5_0_weight,
        G_up5_conv_transpose, m->at[184]); /* F16 */
    float *G_up5_batch_norm_scale = m->at[185];
    make_G_up5_batch_norm_scale(parameters->G_5_1_weight, state->G_5_1_running_var,
        G_up5_batch_norm_scale); /* F17 */
    float (*G_up5_relu)[256][width] = (void *)m->at[186]; /* overwrites G_up5_conv_transpose */
    make_G_up5_relu(parameters->G_5_1_bias, G_up5_batch_norm_scale,
        (void *)G_up5_conv_transpose, state->G_5_1_running_mean, G_up5_relu); /* F18 */
    float (*G_conv_transpose6_product)[32][32][3] = (void *)m->at[187];
    conv_data_64x16x16_to_3x32x32((void *)G_up5_relu, parameters->G_6_weight,
        G_conv_transpose6_product, m->at[188]); /* F19 */
    float (*fake)[1024][3] = (void *)m->at[189];
    float (*x_hat)[1024][3] = (void *)m->at[190];
    make_fake_and_x_hat(parameters->G_6_bias, (void *)G_conv_transpose6_product, mix_noise,
        (void *)x, x_hat_scale, fake, x_hat); /* F20 */
    float (*D_down0_conv_of_fake_product)[16][16][64] = (void *)m->at[191];
    conv_3x32x32_to_64x16x16((void *)fake, parameters->D_0_0_weight,
        D_down0_conv_of_fake_product); /* F21 */
    /* overwrites D_down0_conv_of_fake_product */
    float (*D_down0_leaky_relu_of_fake)[256][width] = (void *)m->at[192];
    make_D_down0_leaky_relu(parameters->D_0_0_bias, (void *)D_down0_conv_of_fake_product,
        D_down0_leaky_relu_of_fake); /* F22 */
    float (*D_down1_conv_of_fake_product)[8][8][128] = (void *)m->at[193];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_down0_leaky_relu_of_fake,
        parameters->D_1_0_weight, D_down1_conv_of_fake_product, m->at[194]); /* F23 */
    float (*D_down1_leaky_relu_of_fake)[64][128] = (void *)m->at[195];
    make_D_down1_leaky_relu(parameters->D_1_0_bias, (void *)D_down1_conv_of_fake_product,
        D_down1_leaky_relu_of_fake); /* F24 */
    float (*D_down2_conv_of_fake_product)[4][4][256] = (void *)m->at[196];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down1_leaky_relu_of_fake,
        parameters->D_2_0_weight, D_down2_conv_of_fake_product, m->at[197]); /* F25 */
    float (*D_down2_leaky_relu_of_fake)[16][256] = (void *)m->at[198];
    make_D_down2_leaky_relu_in_evaluate(parameters->D_2_0_bias,
        (void *)D_down2_conv_of_fake_product, D_down2_leaky_relu_of_fake); /* F26 */
    float *D_conv_of_fake = m->at[199];
    conv_256x4x4_to_1(D_down2_leaky_relu_of_fake, (void *)parameters->D_3_weight,
        D_conv_of_fake, m->at[200]); /* F27 */
    float *generator_sum = m->at[201];
    make_D_conv_of_x_sum(D_conv_of_fake, generator_sum); /* F28 */
    float (*D_down0_conv_of_x_hat_product)[16][16][64] = (void *)m->at[202];
    conv_3x32x32_to_64x16x16((void *)x_hat, parameters->D_0_0_weight,
        D_down0_conv_of_x_hat_product); /* F29 */
    float (*D_down0_leaky_relu_of_x_hat)[256][width] = (void *)m->at[203];
    make_D_down0_leaky_relu(parameters->D_0_0_bias, (void *)D_down0_conv_of_x_hat_product,
        D_down0_leaky_relu_of_x_hat); /* F30 */
    float (*D_down1_conv_of_x_hat_product)[8][8][128] = (void *)m->at[204];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_down0_leaky_relu_of_x_hat,
        parameters->D_1_0_weight, D_down1_conv_of_x_hat_product, m->at[205]); /* F31 */
    /* overwrites D_down1_conv_of_x_hat_product */
    float (*D_down1_leaky_relu_of_x_hat)[64][128] = (void *)m->at[206];
    make_D_down1_leaky_relu(parameters->D_1_0_bias, (void *)D_down1_conv_of_x_hat_product,
        D_down1_leaky_relu_of_x_hat); /* F32 */
    float (*D_down2_conv_of_x_hat_product)[4][4][256] = (void *)m->at[207];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down1_leaky_relu_of_x_hat,
        parameters->D_2_0_weight, D_down2_conv_of_x_hat_product, m->at[208]); /* F33 */
    float (*slope_d_D_down2_conv)[16][256] = (void *)m->at[209];
    make_slope_d_D_down2_conv((void *)parameters->D_3_weight, parameters->D_2_0_bias,
        (void *)D_down2_conv_of_x_hat_product, slope_d_D_down2_conv); /* F34 */
    float (*slope_d_D_down1_leaky_relu)[8][8][128] = (void *)m->at[210];
    conv_data_256x4x4_to_128x8x8_out_panels((void *)slope_d_D_down2_conv,
        parameters->D_2_0_weight, slope_d_D_down1_leaky_relu, m->at[211]); /* F35 */
    float (*slope_d_D_down1_conv)[8192] = (void *)m->at[212];
    make_d_D_down1_conv((void *)slope_d_D_down1_leaky_relu, (void *)D_down1_leaky_relu_of_x_hat,
        slope_d_D_down1_conv); /* F36 */
    float (*slope_d_D_down0_leaky_relu)[16][16][64] = (void *)m->at[213];
    conv_data_128x8x8_to_64x16x16_out_panels((void *)slope_d_D_down1_conv,
        parameters->D_1_0_weight, slope_d_D_down0_leaky_relu, m->at[214]); /* F37 */
    /* overwrites D_down0_leaky_relu_of_x_hat */
    float (*slope_d_D_down0_conv)[16384] = (void *)m->at[215];
    make_d_D_down0_conv((void *)slope_d_D_down0_leaky_relu, (void *)D_down0_leaky_relu_of_x_hat,
        slope_d_D_down0_conv); /* F38 */
    float (*slope_d_x_hat)[32][32][3] = (void *)m->at[216];
    conv_data_64x16x16_to_3x32x32((void *)slope_d_D_down0_conv, parameters->D_0_0_weight,
        slope_d_x_hat, m->at[217]); /* F39 */
    float *slope_shifted_squared_sum = m->at[218];
    make_slope_shifted_squared_sum((void *)slope_d_x_hat, slope_shifted_squared_sum); /* F40 */
    float *critic = &m->value[VALUE_critic];
    critic[0] = 0.015625f * generator_sum[0] - 0.015625f * D_conv_of_x_sum[0]
        + 0.15625f * slope_shifted_squared_sum[0];
    float *generator = &m->value[VALUE_generator];
    float *distance = &m->value[VALUE_distance];
    generator[0] = -0.015625f * generator_sum[0];
    distance[0] = 0.015625f * D_conv_of_x_sum[0] - 0.015625f * generator_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
wgan_gp_conv_sample(struct instance *m, float *const *output)
{
    struct wgan_gp_conv_parameters *const parameters = (void *)m->parameters;
    struct wgan_gp_conv_state *const state = (void *)m->state;

    float (*fake_noise)[128] = (void *)m->at[219];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[220];
    conv_data_128_to_256x4x4(fake_noise, (void *)parameters->G_1_weight,
        G_conv_transpose1); /* F1 */
    float *G_batch_norm_scale = m->at[221];
    make_G_batch_norm_scale(parameters->G_2_weight, state->G_2_running_var,
        G_batch_norm_scale); /* F2 */
    float (*G_relu)[16][256] = (void *)m->at[222];
    make_G_relu(parameters->G_2_bias, G_batch_norm_scale, G_conv_transpose1,
        state->G_2_running_mean, G_relu); /* F3 */
    float (*G_up4_conv_transpose)[8][8][128] = (void *)m->at[223];
    conv_data_256x4x4_to_128x8x8_in_panels((void *)G_relu, parameters->G_4_0_weight,
        G_up4_conv_transpose, m->at[224]); /* F4 */
    float *G_up4_batch_norm_scale = m->at[225];
    make_G_up4_batch_norm_scale(parameters->G_4_1_weight, state->G_4_1_running_var,
        G_up4_batch_norm_scale); /* F5 */
    float (*G_up4_relu)[64][128] = (void *)m->at[226];
    make_G_up4_relu(parameters->G_4_1_bias, G_up4_batch_norm_scale,
        (void *)G_up4_conv_transpose, state->G_4_1_running_mean, G_up4_relu); /* F6 */
    float (*G_up5_conv_transpose)[16][16][64] = (void *)m->at[227];
    conv_data_128x8x8_to_64x16x16_in_panels((void *)G_up4_relu, parameters->G_5_0_weight,
        G_up5_conv_transpose, m->at[228]); /* F7 */
    float *G_up5_batch_norm_scale = m->at[229];
    make_G_up5_batch_norm_scale(parameters->G_5_1_weight, state->G_5_1_running_var,
        G_up5_batch_norm_scale); /* F8 */
    float (*G_up5_relu)[256][width] = (void *)m->at[230]; /* overwrites G_up5_conv_transpose */
    make_G_up5_relu(parameters->G_5_1_bias, G_up5_batch_norm_scale,
        (void *)G_up5_conv_transpose, state->G_5_1_running_mean, G_up5_relu); /* F9 */
    float (*G_conv_transpose6_product)[32][32][3] = (void *)m->at[231];
    conv_data_64x16x16_to_3x32x32((void *)G_up5_relu, parameters->G_6_weight,
        G_conv_transpose6_product, m->at[232]); /* F10 */
    float (*fake)[1024][3] = (void *)output[0];
    make_fake(parameters->G_6_bias, (void *)G_conv_transpose6_product, fake); /* F11 */
}

/* Fills output[i] for one batch: the command `interpolate`. */
void
wgan_gp_conv_interpolate(struct instance *m, float *const *output)
{
    struct wgan_gp_conv_parameters *const parameters = (void *)m->parameters;
    struct wgan_gp_conv_state *const state = (void *)m->state;

    float *G_batch_norm_scale = m->at[233];
    make_G_batch_norm_scale(parameters->G_2_weight, state->G_2_running_var,
        G_batch_norm_scale); /* F1 */
    float *G_up4_batch_norm_scale = m->at[234];
    make_G_up4_batch_norm_scale(parameters->G_4_1_weight, state->G_4_1_running_var,
        G_up4_batch_norm_scale); /* F2 */
    float *G_up5_batch_norm_scale = m->at[235];
    make_G_up5_batch_norm_scale(parameters->G_5_1_weight, state->G_5_1_running_var,
        G_up5_batch_norm_scale); /* F3 */
    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[236][n * latent], latent, random_key(m->seed, "interpolate.1"),
            m->draw, layout_example(m, n) * latent); /* N1 */
    }
    layout_shares(m, m->at[237]); /* N2 */
    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[238][n * latent], latent, random_key(m->seed, "interpolate.2"),
            m->draw, layout_example(m, n) * latent); /* N3 */
    }
    float (*interpolate_noise)[latent] = (void *)m->at[236];
    float *share = m->at[237];
    float (*interpolate_noise2)[latent] = (void *)m->at[238];
    float (*path)[latent] = (void *)m->at[239];
    make_path(interpolate_noise, share, interpolate_noise2, path); /* F4 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[240];
    conv_data_128_to_256x4x4(path, (void *)parameters->G_1_weight, G_conv_transpose1); /* F5 */
    float (*G_relu)[16][256] = (void *)m->at[241];
    make_G_relu(parameters->G_2_bias, G_batch_norm_scale, G_conv_transpose1,
        state->G_2_running_mean, G_relu); /* F6 */
    float (*G_up4_conv_transpose)[8][8][128] = (void *)m->at[242];
    conv_data_256x4x4_to_128x8x8_in_panels((void *)G_relu, parameters->G_4_0_weight,
        G_up4_conv_transpose, m->at[243]); /* F7 */
    float (*G_up4_relu)[64][128] = (void *)m->at[244];
    make_G_up4_relu(parameters->G_4_1_bias, G_up4_batch_norm_scale,
        (void *)G_up4_conv_transpose, state->G_4_1_running_mean, G_up4_relu); /* F8 */
    float (*G_up5_conv_transpose)[16][16][64] = (void *)m->at[245];
    conv_data_128x8x8_to_64x16x16_in_panels((void *)G_up4_relu, parameters->G_5_0_weight,
        G_up5_conv_transpose, m->at[246]); /* F9 */
    float (*G_up5_relu)[256][width] = (void *)m->at[247]; /* overwrites G_up5_conv_transpose */
    make_G_up5_relu(parameters->G_5_1_bias, G_up5_batch_norm_scale,
        (void *)G_up5_conv_transpose, state->G_5_1_running_mean, G_up5_relu); /* F10 */
    float (*G_conv_transpose6_product)[32][32][3] = (void *)m->at[248];
    conv_data_64x16x16_to_3x32x32((void *)G_up5_relu, parameters->G_6_weight,
        G_conv_transpose6_product, m->at[249]); /* F11 */
    float (*G_tanh)[1024][3] = (void *)output[0];
    make_fake(parameters->G_6_bias, (void *)G_conv_transpose6_product, G_tanh); /* F12 */
}

