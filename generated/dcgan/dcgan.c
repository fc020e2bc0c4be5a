/* dcgan.c: the computations of dcgan.yaml (sha256 de0806f4).
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 64, latent 100, width 64, side 32
 * Parameters  1732224 floats, struct dcgan_parameters; gradients in the same struct
 * Arena       7507280 floats; 71482992 if nothing shared memory, at least 7505728 at once
 *    offset   floats  holds                                           live
 *         0     6400  fake_noise[batch][latent]                       step_1 N1..step_2 G28
 *      6400   262144  G_conv_transpose1[batch][4][4][256]             step_1 F1..step_2 G27
 *      6400   262144  d_G_conv_transpose1[batch][4][4][256]           step_2 G27..G28
 *    269056  1048576  D_conv0_of_x[batch][16][16][width]              step_1 F4..F5
 *    269056  1048576  D_leaky_relu_of_x[batch][16][16][width]         step_1 F5..G13
 *    269056  1048576  d_D_conv0_of_x[batch][16][16][width]            step_1 G13..G14
 *    269056   262144  G_relu[batch][4][4][256]                        step_1 F16..step_2 G27
 *    531200   524288  G_up4_conv_transpose[batch][8][8][128]          step_1 F17..step_2 G22
 *    531200   262144  d_G_relu[batch][4][4][256]                      step_2 G23..G27
 *   1055744   524288  G_up4_relu[batch][8][8][128]                    step_1 F20..step_2 G22
 *   1055744   524288  d_G_up4_conv_transpose[batch][8][8][128]        step_2 G22..G24
 *   1580288   524288  D_down2_conv_of_x[batch][8][8][128]             step_1 F6..G9
 *   1580288   524288  d_D_down2_conv_of_x[batch][8][8][128]           step_1 G9..G12
 *   1580288  1048576  G_up5_conv_transpose[batch][16][16][width]      step_1 F21..step_2 G17
 *   1580288   524288  d_G_up4_relu[batch][8][8][128]                  step_2 G18..G22
 *   2104576   524288  D_down2_leaky_relu_of_x[batch][8][8][128]       step_1 F9..G10
 *   2104576  1048576  d_D_leaky_relu_of_x[batch][16][16][width]       step_1 G11..G13
 *   2628864   262144  D_down3_conv_of_x[batch][4][4][256]             step_1 F10..G4
 *   2628864   262144  d_D_down3_conv_of_x[batch][4][4][256]           step_1 G4..G10
 *   2628992  1048576  G_up5_relu[batch][16][16][width]                step_1 F24..step_2 G17
 *   2628992  1048576  d_G_up5_conv_transpose[batch][16][16][width]    step_2 G17..G19
 *   2891008   262144  D_down3_leaky_relu_of_x[batch][4][4][256]       step_1 F13..G5
 *   2891008   524288  d_D_down2_leaky_relu_of_x[batch][8][8][128]     step_1 G6..G9
 *   3153152   262144  d_D_down3_leaky_relu_of_x_scaled                step_1 G1..G4
 *   3677568   196608  G_conv_transpose6[batch][side][side][3]         step_1 F25..F26
 *   3677568   196608  fake[batch][side][side][3]                      step_1 F26..step_2 G12
 *   3677568   196608  d_G_conv_transpose6[batch][side][side][3]       step_2 G12..G14
 *   3875136  1048576  D_conv0_of_fake_in_g_loss[batch][16][16][width] step_2 F4..F5
 *   3875136  1048576  D_leaky_relu_of_fake_in_g_loss                  step_2 F5..G10
 *   3875136  1048576  d_D_conv0_of_fake_in_g_loss                     step_2 G10..G11
 *   3875136  1048576  d_G_up5_relu[batch][16][16][width]              step_2 G14..G17
 *   3877072  1048576  D_conv0_of_fake[batch][16][16][width]           step_1 F27..F28
 *   3877072  1048576  D_leaky_relu_of_fake[batch][16][16][width]      step_1 F28..G27
 *   3877072  1048576  d_D_conv0_of_fake[batch][16][16][width]         step_1 G27..G28
 *   4923712   524288  D_down2_conv_of_fake_in_g_loss                  step_2 F6..G8
 *   4923712  1048576  d_D_leaky_relu_of_fake_in_g_loss                step_2 G9..G10
 *   4923712   196608  d_fake[batch][side][side][3]                    step_2 G11..G12
 *   4925648   524288  D_down2_conv_of_fake[batch][8][8][128]          step_1 F29..G24
 *   4925648   524288  d_D_down2_conv_of_fake[batch][8][8][128]        step_1 G24..G26
 *   5448256   524288  D_down2_leaky_relu_of_fake_in_g_loss            step_2 F9..G8
 *   5449936  1048576  d_D_leaky_relu_of_fake[batch][16][16][width]    step_1 G26..G27
 *   5450192   524288  D_down2_leaky_relu_of_fake[batch][8][8][128]    step_1 F32..G24
 *   5972688   262144  D_down3_conv_of_fake_in_g_loss                  step_2 F10..G4
 *   5972688   524288  d_D_down2_leaky_relu_of_fake_in_g_loss          step_2 G5..G8
 *   5972688   524288  d_D_down2_conv_of_fake_in_g_loss                step_2 G8..G9
 *   5974608   262144  D_down3_conv_of_fake[batch][4][4][256]          step_1 F33..G19
 *   5974608   524288  d_D_down2_leaky_relu_of_fake[batch][8][8][128]  step_1 G21..G24
 *   6235344   262144  D_down3_leaky_relu_of_fake_in_g_loss            step_2 F13..G4
 *   6237264   262144  D_down3_leaky_relu_of_fake[batch][4][4][256]    step_1 F36..G19
 *   6497744   262144  d_D_down3_leaky_relu_of_fake_scaled_in_g_loss   step_2 G1..G4
 *   6497744   262144  d_D_down3_conv_of_fake_in_g_loss                step_2 G4..G5
 *   6499664   262144  d_D_down3_leaky_relu_of_fake_scaled             step_1 G16..G19
 *   6499664   262144  d_D_down3_conv_of_fake[batch][4][4][256]        step_1 G19..G21
 * 213 more are smaller, or scratch of a kernel, or of routines that train nothing: AUDIT.md
 *     lists them all.
 * Kernels see an array with as few dimensions as they need; where a call casts to (void *),
 *     the same memory is declared with others.
 */
#include "dcgan.h"

#include "runtime/layout.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

#include "dcgan_contractions.h"

enum { batch = 64, latent = 100, width = 64, side = 32 };
enum { DATA_x };
enum { VALUE_d_loss, VALUE_g_loss };

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

/* step_1 F2, F11, F34; step_2 F11: batch_norm_squares, batch_norm_sum (line 23) over
 *     [batch][16][256]
 * Serves G_batch_norm_squares, D_down3_batch_norm_squares_of_x,
 *     D_down3_batch_norm_squares_of_fake, D_down3_batch_norm_squares_of_fake_in_g_loss.
 *     batch_norm_row_sum = sum over i of conv
 *     batch_norm_centred_row = conv - 0.0625 * batch_norm_row_sum
 *     batch_norm_squares_row = sum over i of batch_norm_centred_row^2
 *     batch_norm_squares = sum over n of (batch_norm_squares_row + 16 (batch_norm_row_sum /
 *         16 - mean)^2), in one pass
 *     batch_norm_sum = sum over n of batch_norm_row_sum */
static void
make_batch_norm_squares_and_batch_norm_sum_256(const float conv[restrict batch][16][256],
    float batch_norm_squares[restrict 256], float batch_norm_sum[restrict 256])
{
    enum { chunks = 16 };
    float batch_norm_squares_partial[chunks][256];
    float batch_norm_squares_centre_partial[chunks][256];
    float batch_norm_sum_partial[chunks][256];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(batch_norm_squares_partial[chunk], 0, sizeof batch_norm_squares_partial[chunk]);
        memset(batch_norm_squares_centre_partial[chunk], 0,
            sizeof batch_norm_squares_centre_partial[chunk]);
        memset(batch_norm_sum_partial[chunk], 0, sizeof batch_norm_sum_partial[chunk]);
        const int first = chunk * batch / chunks;
        for (int n = first; n < (chunk + 1) * batch / chunks; n++) {
            const float batch_norm_squares_before = (float)(16 * (n - first));
            const float batch_norm_squares_share = 16.0f / (batch_norm_squares_before + 16.0f);
            float batch_norm_row_sum[256] = {0};
            for (int i = 0; i < 16; i++) {
#pragma omp simd
                for (int j = 0; j < 256; j++)
                    batch_norm_row_sum[j] += conv[n][i][j];
            }
            float batch_norm_squares_row[256] = {0};
            for (int i = 0; i < 16; i++) {
#pragma omp simd
                for (int j = 0; j < 256; j++) {
                    const float batch_norm_centred_row = conv[n][i][j]
                        - 0.0625f * batch_norm_row_sum[j];
                    batch_norm_squares_row[j] += batch_norm_centred_row
                        * batch_norm_centred_row;
                }
            }
#pragma omp simd
            for (int j = 0; j < 256; j++)
                batch_norm_sum_partial[chunk][j] += batch_norm_row_sum[j];
#pragma omp simd
            for (int j = 0; j < 256; j++) {
                const float batch_norm_squares_gap = batch_norm_row_sum[j] * 0.0625f
                    - batch_norm_squares_centre_partial[chunk][j];
                batch_norm_squares_centre_partial[chunk][j] +=
                    batch_norm_squares_gap * batch_norm_squares_share;
                batch_norm_squares_partial[chunk][j] += batch_norm_squares_row[j]
                    + batch_norm_squares_gap * batch_norm_squares_gap * batch_norm_squares_share
                    * batch_norm_squares_before;
            }
        }
    }
    merge_squares(chunks, batch, 16, 256, &batch_norm_squares_centre_partial[0][0],
        &batch_norm_squares_partial[0][0], batch_norm_squares);
    add_chunks(chunks, 256, &batch_norm_sum_partial[0][0], batch_norm_sum);
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

/* step_1 F5, F28; step_2 F5; evaluate F3, F23: D_leaky_relu (line 34) over [batch][16384]
 * Serves D_leaky_relu_of_x, D_leaky_relu_of_fake, D_leaky_relu_of_fake_in_g_loss.
 *     D_leaky_relu = D_conv0 > 0 ? D_conv0 : 0.2 * D_conv0 */
static void
make_D_leaky_relu(const float D_conv0[batch][16384], float D_leaky_relu[batch][16384])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 16384; i++)
            D_leaky_relu[n][i] = D_conv0[n][i] > 0.0f ? D_conv0[n][i] : 0.2f * D_conv0[n][i];
    }
}

/* step_1 F7, F18, F30; step_2 F7: batch_norm_squares, batch_norm_sum (line 14) over
 *     [batch][64][128]
 * Serves D_down2_batch_norm_squares_of_x, G_up4_batch_norm_squares,
 *     D_down2_batch_norm_squares_of_fake, D_down2_batch_norm_squares_of_fake_in_g_loss.
 *     batch_norm_row_sum = sum over i of conv
 *     batch_norm_centred_row = conv - 0.015625 * batch_norm_row_sum
 *     batch_norm_squares_row = sum over i of batch_norm_centred_row^2
 *     batch_norm_squares = sum over n of (batch_norm_squares_row + 64 (batch_norm_row_sum /
 *         64 - mean)^2), in one pass
 *     batch_norm_sum = sum over n of batch_norm_row_sum */
static void
make_batch_norm_squares_and_batch_norm_sum_128(const float conv[restrict batch][64][128],
    float batch_norm_squares[restrict 128], float batch_norm_sum[restrict 128])
{
    enum { chunks = 16 };
    float batch_norm_squares_partial[chunks][128];
    float batch_norm_squares_centre_partial[chunks][128];
    float batch_norm_sum_partial[chunks][128];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(batch_norm_squares_partial[chunk], 0, sizeof batch_norm_squares_partial[chunk]);
        memset(batch_norm_squares_centre_partial[chunk], 0,
            sizeof batch_norm_squares_centre_partial[chunk]);
        memset(batch_norm_sum_partial[chunk], 0, sizeof batch_norm_sum_partial[chunk]);
        const int first = chunk * batch / chunks;
        for (int n = first; n < (chunk + 1) * batch / chunks; n++) {
            const float batch_norm_squares_before = (float)(64 * (n - first));
            const float batch_norm_squares_share = 64.0f / (batch_norm_squares_before + 64.0f);
            float batch_norm_row_sum[128] = {0};
            for (int i = 0; i < 64; i++) {
#pragma omp simd
                for (int j = 0; j < 128; j++)
                    batch_norm_row_sum[j] += conv[n][i][j];
            }
            float batch_norm_squares_row[128] = {0};
            for (int i = 0; i < 64; i++) {
#pragma omp simd
                for (int j = 0; j < 128; j++) {
                    const float batch_norm_centred_row = conv[n][i][j]
                        - 0.015625f * batch_norm_row_sum[j];
                    batch_norm_squares_row[j] += batch_norm_centred_row
                        * batch_norm_centred_row;
                }
            }
#pragma omp simd
            for (int j = 0; j < 128; j++)
                batch_norm_sum_partial[chunk][j] += batch_norm_row_sum[j];
#pragma omp simd
            for (int j = 0; j < 128; j++) {
                const float batch_norm_squares_gap = batch_norm_row_sum[j] * 0.015625f
                    - batch_norm_squares_centre_partial[chunk][j];
                batch_norm_squares_centre_partial[chunk][j] +=
                    batch_norm_squares_gap * batch_norm_squares_share;
                batch_norm_squares_partial[chunk][j] += batch_norm_squares_row[j]
                    + batch_norm_squares_gap * batch_norm_squares_gap * batch_norm_squares_share
                    * batch_norm_squares_before;
            }
        }
    }
    merge_squares(chunks, batch, 64, 128, &batch_norm_squares_centre_partial[0][0],
        &batch_norm_squares_partial[0][0], batch_norm_squares);
    add_chunks(chunks, 128, &batch_norm_sum_partial[0][0], batch_norm_sum);
}

/* step_1 F8: D_down2_batch_norm_rstd_of_x, D_down2_batch_norm_of_x_scale,
 *     D_down2_batch_norm_mean_of_x (line 14), D_2_1_running_mean_after_x,
 *     D_2_1_running_var_after_x over [128]
 *     D_down2_batch_norm_rstd_of_x = 1 / sqrt(1e-05 + 0.000244141 *
 *         D_down2_batch_norm_squares_of_x)
 *     D_down2_batch_norm_of_x_scale = D_2_1_weight * D_down2_batch_norm_rstd_of_x
 *     D_down2_batch_norm_mean_of_x = 0.000244141 * D_down2_batch_norm_sum_of_x
 *     D_2_1_running_mean_after_x = 2.44141e-05 * D_down2_batch_norm_sum_of_x + 0.9 *
 *         D_2_1_running_mean
 *     D_2_1_running_var_after_x = 0.9 * D_2_1_running_var + 2.442e-05 *
 *         D_down2_batch_norm_squares_of_x */
static void
make_D_down2_batch_norm_rstd_of_x(const float D_down2_batch_norm_squares_of_x[restrict 128],
    const float D_2_1_weight[restrict 128],
    const float D_down2_batch_norm_sum_of_x[restrict 128],
    const float D_2_1_running_mean[restrict 128], const float D_2_1_running_var[restrict 128],
    float D_down2_batch_norm_rstd_of_x[restrict 128],
    float D_down2_batch_norm_of_x_scale[restrict 128],
    float D_down2_batch_norm_mean_of_x[restrict 128],
    float D_2_1_running_mean_after_x[restrict 128],
    float D_2_1_running_var_after_x[restrict 128])
{
    for (int i = 0; i < 128; i++) {
        D_down2_batch_norm_rstd_of_x[i] = 1.0f / sqrtf(1e-05f
            + 0.00024414062f * D_down2_batch_norm_squares_of_x[i]);
        D_down2_batch_norm_of_x_scale[i] = D_2_1_weight[i]
            * (1.0f / sqrtf(1e-05f + 0.00024414062f * D_down2_batch_norm_squares_of_x[i]));
        D_down2_batch_norm_mean_of_x[i] = 0.00024414062f * D_down2_batch_norm_sum_of_x[i];
        D_2_1_running_mean_after_x[i] = 2.4414063e-05f * D_down2_batch_norm_sum_of_x[i]
            + 0.9f * D_2_1_running_mean[i];
        D_2_1_running_var_after_x[i] = 0.9f * D_2_1_running_var[i]
            + 2.4420024e-05f * D_down2_batch_norm_squares_of_x[i];
    }
}

/* step_1 F9, F32; step_2 F9; evaluate F16, F25: D_down2_leaky_relu (line 14) over
 *     [batch][64][128]
 * Serves D_down2_leaky_relu_of_x, D_down2_leaky_relu_of_fake,
 *     D_down2_leaky_relu_of_fake_in_g_loss.
 *     D_down2_batch_norm = D_2_1_bias + D_down2_batch_norm_scale * (D_down2_conv - D_mean)
 *     D_down2_leaky_relu = D_down2_batch_norm > 0 ? D_down2_batch_norm : 0.2 *
 *         D_down2_batch_norm */
static void
make_D_down2_leaky_relu(const float D_2_1_bias[restrict 128],
    const float D_down2_batch_norm_scale[restrict 128],
    const float D_down2_conv[restrict batch][64][128], const float D_mean[restrict 128],
    float D_down2_leaky_relu[restrict batch][64][128])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 64; i++) {
#pragma omp simd
            for (int j = 0; j < 128; j++) {
                const float D_down2_batch_norm = D_2_1_bias[j]
                    + D_down2_batch_norm_scale[j] * (D_down2_conv[n][i][j] - D_mean[j]);
                D_down2_leaky_relu[n][i][j] = D_down2_batch_norm > 0.0f ? D_down2_batch_norm
                    : 0.2f * D_down2_batch_norm;
            }
        }
    }
}

/* step_1 F12; step_2 F12: D_down3_batch_norm_rstd_of_x, D_down3_batch_norm_scale,
 *     D_down3_batch_norm_mean, D_down3_batch_norm_rstd (line 14), D_running_mean,
 *     D_running_var over [256]
 * Serves D_down3_batch_norm_rstd_of_x, D_down3_batch_norm_rstd_of_fake_in_g_loss.
 *     D_down3_batch_norm_rstd_of_x = 1 / sqrt(1e-05 + 0.000976562 *
 *         D_down3_batch_norm_squares)
 *     D_down3_batch_norm_scale = D_3_1_weight * D_down3_batch_norm_rstd_of_x
 *     D_down3_batch_norm_mean = 0.000976562 * D_down3_batch_norm_sum
 *     D_down3_batch_norm_rstd = D_3_1_weight * D_down3_batch_norm_rstd_of_x * (-0.015625)
 *     D_running_mean = 0.9 * D_3_1_running_mean + 9.76563e-05 * D_down3_batch_norm_sum
 *     D_running_var = 0.9 * D_3_1_running_var + 9.77517e-05 * D_down3_batch_norm_squares */
static void
make_D_down3_batch_norm_rstd_of_x(const float D_down3_batch_norm_squares[256],
    const float D_3_1_weight[restrict 256], const float D_down3_batch_norm_sum[restrict 256],
    const float D_3_1_running_mean[restrict 256], const float D_3_1_running_var[restrict 256],
    float D_down3_batch_norm_rstd_of_x[restrict 256],
    float D_down3_batch_norm_scale[restrict 256], float D_down3_batch_norm_mean[restrict 256],
    float D_down3_batch_norm_rstd[restrict 256], float D_running_mean[restrict 256],
    float D_running_var[256])
{
    for (int i = 0; i < 256; i++) {
        const float D_down3_batch_norm_rstd_of_x_here =
            1.0f / sqrtf(1e-05f + 0.0009765625f * D_down3_batch_norm_squares[i]);
        D_down3_batch_norm_rstd_of_x[i] = D_down3_batch_norm_rstd_of_x_here;
        D_down3_batch_norm_scale[i] = D_3_1_weight[i] * D_down3_batch_norm_rstd_of_x_here;
        D_down3_batch_norm_mean[i] = 0.0009765625f * D_down3_batch_norm_sum[i];
        D_down3_batch_norm_rstd[i] = D_3_1_weight[i] * D_down3_batch_norm_rstd_of_x_here
            * (-0.015625f);
        D_running_mean[i] = 0.9f * D_3_1_running_mean[i]
            + 9.765625e-05f * D_down3_batch_norm_sum[i];
        D_running_var[i] = 0.9f * D_3_1_running_var[i]
            + 9.775171e-05f * D_down3_batch_norm_squares[i];
    }
}

/* step_1 F13, F36; step_2 F13; evaluate F19, F27: D_down3_leaky_relu (line 14) over
 *     [batch][16][256]
 * Serves D_down3_leaky_relu_of_x, D_down3_leaky_relu_of_fake,
 *     D_down3_leaky_relu_of_fake_in_g_loss.
 *     D_down3_batch_norm = D_3_1_bias + D_down3_batch_norm_scale * (D_down3_conv - D_mean)
 *     D_down3_leaky_relu = D_down3_batch_norm > 0 ? D_down3_batch_norm : 0.2 *
 *         D_down3_batch_norm */
static void
make_D_down3_leaky_relu(const float D_3_1_bias[restrict 256],
    const float D_down3_batch_norm_scale[restrict 256],
    const float D_down3_conv[batch][16][256], const float D_mean[restrict 256],
    float D_down3_leaky_relu[batch][16][256])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < 256; j++) {
                const float D_down3_batch_norm = D_3_1_bias[j]
                    + D_down3_batch_norm_scale[j] * (D_down3_conv[n][i][j] - D_mean[j]);
                D_down3_leaky_relu[n][i][j] = D_down3_batch_norm > 0.0f ? D_down3_batch_norm
                    : 0.2f * D_down3_batch_norm;
            }
        }
    }
}

/* step_1 F15; step_2 F15: D_conv4_of_x_softplus_sum, d_D_conv4_negated_scaled (line 44) over
 *     [batch]
 * Serves d_D_conv4_negated_scaled, d_D_conv4_of_fake_negated_scaled.
 *     d_D_conv4_negated_scaled_factor = -D_conv4
 *     D_conv4_of_x_softplus_sum = sum over n of softplus(d_D_conv4_negated_scaled_factor)
 *     d_D_conv4_negated_scaled = sigmoid(d_D_conv4_negated_scaled_factor) */
static void
make_d_D_conv4_negated_scaled(const float D_conv4[batch],
    float D_conv4_of_x_softplus_sum[restrict 1], float d_D_conv4_negated_scaled[batch])
{
    float D_conv4_of_x_softplus_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        const float d_D_conv4_negated_scaled_factor = -D_conv4[n];
        D_conv4_of_x_softplus_sum_total += math_softplus(d_D_conv4_negated_scaled_factor);
        d_D_conv4_negated_scaled[n] = math_sigmoid(d_D_conv4_negated_scaled_factor);
    }
    D_conv4_of_x_softplus_sum[0] = D_conv4_of_x_softplus_sum_total;
}

/* step_1 G2, G17; step_2 G2: d_D_down3_batch_norm_sum_scaled_sum,
 *     d_D_down3_batch_norm_centred_scale_sum (line 14) over [batch][16][256]
 * Serves d_D_down3_batch_norm_sum_of_x_scaled_sum,
 *     d_D_down3_batch_norm_sum_of_fake_scaled_sum,
 *     d_D_down3_batch_norm_sum_of_fake_scaled_sum_in_g_loss.
 *     d_D_down3_batch_norm_slope = D_down3_leaky_relu > 0 ? 1 : 0.2
 *     d_D_down3_batch_norm_sum_scaled_sum = sum over n, i of d_D_down3_leaky_relu_scaled *
 *         d_D_down3_batch_norm_slope
 *     d_D_down3_batch_norm_centred_scale_sum = sum over n, i of (D_down3_conv -
 *         D_down3_batch_norm_mean) * d_D_down3_leaky_relu_scaled *
 *         d_D_down3_batch_norm_slope */
static void
make_d_D_down3_batch_norm_sum_scaled_sum(
    const float D_down3_leaky_relu[restrict batch][16][256],
    const float d_D_down3_leaky_relu_scaled[restrict batch][16][256],
    const float D_down3_conv[restrict batch][16][256],
    const float D_down3_batch_norm_mean[restrict 256],
    float d_D_down3_batch_norm_sum_scaled_sum[restrict 256],
    float d_D_down3_batch_norm_centred_scale_sum[restrict 256])
{
    enum { chunks = 16 };
    float d_D_down3_batch_norm_sum_scaled_sum_partial[chunks][256];
    float d_D_down3_batch_norm_centred_scale_sum_partial[chunks][256];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_D_down3_batch_norm_sum_scaled_sum_partial[chunk], 0,
            sizeof d_D_down3_batch_norm_sum_scaled_sum_partial[chunk]);
        memset(d_D_down3_batch_norm_centred_scale_sum_partial[chunk], 0,
            sizeof d_D_down3_batch_norm_centred_scale_sum_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_D_down3_batch_norm_scaled_row_sum[256] = {0};
            float D_down3_batch_norm_centred_row_sum[256] = {0};
            for (int i = 0; i < 16; i++) {
#pragma omp simd
                for (int j = 0; j < 256; j++) {
                    const float d_D_down3_batch_norm_slope = D_down3_leaky_relu[n][i][j] > 0.0f
                        ? 1.0f : 0.2f;
                    d_D_down3_batch_norm_scaled_row_sum[j] +=
                        d_D_down3_leaky_relu_scaled[n][i][j] * d_D_down3_batch_norm_slope;
                    D_down3_batch_norm_centred_row_sum[j] +=
                        (D_down3_conv[n][i][j] - D_down3_batch_norm_mean[j])
                        * d_D_down3_leaky_relu_scaled[n][i][j] * d_D_down3_batch_norm_slope;
                }
            }
#pragma omp simd
            for (int j = 0; j < 256; j++) {
                d_D_down3_batch_norm_sum_scaled_sum_partial[chunk][j] +=
                    d_D_down3_batch_norm_scaled_row_sum[j];
                d_D_down3_batch_norm_centred_scale_sum_partial[chunk][j] +=
                    D_down3_batch_norm_centred_row_sum[j];
            }
        }
    }
    add_chunks(chunks, 256, &d_D_down3_batch_norm_sum_scaled_sum_partial[0][0],
        d_D_down3_batch_norm_sum_scaled_sum);
    add_chunks(chunks, 256, &d_D_down3_batch_norm_centred_scale_sum_partial[0][0],
        d_D_down3_batch_norm_centred_scale_sum);
}

/* step_1 G3: d_D_down3_batch_norm_sum, D_down3_batch_norm_rstd_of_x_weighted_2,
 *     d_D_3_1_weight_via_x (line 14) over [256]
 *     d_D_down3_batch_norm_sum = 1.52588e-05 * (D_3_1_weight * D_down3_batch_norm_rstd_of_x
 *         * d_D_down3_batch_norm_sum_of_x_scaled_sum)
 *     D_down3_batch_norm_rstd_of_x_weighted_2 = D_3_1_weight *
 *         D_down3_batch_norm_rstd_of_x^3 * d_D_down3_batch_norm_centred_of_x_scale_sum *
 *         1.52588e-05
 *     d_D_3_1_weight_via_x = D_down3_batch_norm_rstd_of_x *
 *         d_D_down3_batch_norm_centred_of_x_scale_sum */
static void
make_d_D_down3_batch_norm_sum(const float D_3_1_weight[restrict 256],
    const float D_down3_batch_norm_rstd_of_x[restrict 256],
    const float d_D_down3_batch_norm_sum_of_x_scaled_sum[restrict 256],
    const float d_D_down3_batch_norm_centred_of_x_scale_sum[restrict 256],
    float d_D_down3_batch_norm_sum[restrict 256],
    float D_down3_batch_norm_rstd_of_x_weighted_2[restrict 256],
    float d_D_3_1_weight_via_x[restrict 256])
{
    for (int i = 0; i < 256; i++) {
        d_D_down3_batch_norm_sum[i] = 1.5258789e-05f
            * (D_3_1_weight[i] * D_down3_batch_norm_rstd_of_x[i]
            * d_D_down3_batch_norm_sum_of_x_scaled_sum[i]);
        D_down3_batch_norm_rstd_of_x_weighted_2[i] =
            D_3_1_weight[i] * D_down3_batch_norm_rstd_of_x[i] * D_down3_batch_norm_rstd_of_x[i]
            * D_down3_batch_norm_rstd_of_x[i] * d_D_down3_batch_norm_centred_of_x_scale_sum[i]
            * 1.5258789e-05f;
        d_D_3_1_weight_via_x[i] = D_down3_batch_norm_rstd_of_x[i]
            * d_D_down3_batch_norm_centred_of_x_scale_sum[i];
    }
}

/* step_1 G4; step_2 G4: d_D_down3_conv (line 14) over [batch][16][256]
 * Serves d_D_down3_conv_of_x, d_D_down3_conv_of_fake_in_g_loss.
 *     d_D_down3_conv = d_D_down3_batch_norm_sum + (D_down3_batch_norm_rstd *
 *         d_D_down3_leaky_relu_scaled * (D_down3_leaky_relu > 0 ? 1 : 0.2) +
 *         D_down3_batch_norm_rstd_weighted * (D_down3_conv - D_down3_batch_norm_mean)) */
static void
make_d_D_down3_conv(const float d_D_down3_batch_norm_sum[restrict 256],
    const float D_down3_batch_norm_rstd[restrict 256],
    const float d_D_down3_leaky_relu_scaled[batch][16][256],
    const float D_down3_leaky_relu[restrict batch][16][256],
    const float D_down3_batch_norm_rstd_weighted[256], const float D_down3_conv[batch][16][256],
    const float D_down3_batch_norm_mean[restrict 256], float d_D_down3_conv[batch][16][256])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < 256; j++)
                d_D_down3_conv[n][i][j] = d_D_down3_batch_norm_sum[j]
                    + (D_down3_batch_norm_rstd[j] * d_D_down3_leaky_relu_scaled[n][i][j]
                    * (D_down3_leaky_relu[n][i][j] > 0.0f ? 1.0f : 0.2f)
                    + D_down3_batch_norm_rstd_weighted[j] * (D_down3_conv[n][i][j]
                    - D_down3_batch_norm_mean[j]));
        }
    }
}

/* step_1 G7, G22; step_2 G6: d_D_down2_batch_norm_sum_scaled_sum,
 *     d_D_down2_batch_norm_centred_scale_sum (line 14) over [batch][64][128]
 * Serves d_D_down2_batch_norm_sum_of_x_scaled_sum,
 *     d_D_down2_batch_norm_sum_of_fake_scaled_sum,
 *     d_D_down2_batch_norm_sum_of_fake_scaled_sum_in_g_loss.
 *     d_D_down2_batch_norm_slope = D_down2_leaky_relu > 0 ? 1 : 0.2
 *     d_D_down2_batch_norm_sum_scaled_sum = sum over n, i of d_D_down2_leaky_relu *
 *         d_D_down2_batch_norm_slope
 *     d_D_down2_batch_norm_centred_scale_sum = sum over n, i of (D_down2_conv -
 *         D_down2_batch_norm_mean) * d_D_down2_leaky_relu * d_D_down2_batch_norm_slope */
static void
make_d_D_down2_batch_norm_sum_scaled_sum(
    const float D_down2_leaky_relu[restrict batch][64][128],
    const float d_D_down2_leaky_relu[restrict batch][64][128],
    const float D_down2_conv[restrict batch][64][128],
    const float D_down2_batch_norm_mean[restrict 128],
    float d_D_down2_batch_norm_sum_scaled_sum[restrict 128],
    float d_D_down2_batch_norm_centred_scale_sum[restrict 128])
{
    enum { chunks = 16 };
    float d_D_down2_batch_norm_sum_scaled_sum_partial[chunks][128];
    float d_D_down2_batch_norm_centred_scale_sum_partial[chunks][128];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_D_down2_batch_norm_sum_scaled_sum_partial[chunk], 0,
            sizeof d_D_down2_batch_norm_sum_scaled_sum_partial[chunk]);
        memset(d_D_down2_batch_norm_centred_scale_sum_partial[chunk], 0,
            sizeof d_D_down2_batch_norm_centred_scale_sum_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_D_down2_batch_norm_row_sum[128] = {0};
            float D_down2_batch_norm_centred_row_sum[128] = {0};
            for (int i = 0; i < 64; i++) {
#pragma omp simd
                for (int j = 0; j < 128; j++) {
                    const float d_D_down2_batch_norm_slope = D_down2_leaky_relu[n][i][j] > 0.0f
                        ? 1.0f : 0.2f;
                    d_D_down2_batch_norm_row_sum[j] += d_D_down2_leaky_relu[n][i][j]
                        * d_D_down2_batch_norm_slope;
                    D_down2_batch_norm_centred_row_sum[j] +=
                        (D_down2_conv[n][i][j] - D_down2_batch_norm_mean[j])
                        * d_D_down2_leaky_relu[n][i][j] * d_D_down2_batch_norm_slope;
                }
            }
#pragma omp simd
            for (int j = 0; j < 128; j++) {
                d_D_down2_batch_norm_sum_scaled_sum_partial[chunk][j] +=
                    d_D_down2_batch_norm_row_sum[j];
                d_D_down2_batch_norm_centred_scale_sum_partial[chunk][j] +=
                    D_down2_batch_norm_centred_row_sum[j];
            }
        }
    }
    add_chunks(chunks, 128, &d_D_down2_batch_norm_sum_scaled_sum_partial[0][0],
        d_D_down2_batch_norm_sum_scaled_sum);
    add_chunks(chunks, 128, &d_D_down2_batch_norm_centred_scale_sum_partial[0][0],
        d_D_down2_batch_norm_centred_scale_sum);
}

/* step_1 G8; step_2 G21: d_conv_offset, d_batch_norm_centred_scale, d_weight (line 14) over
 *     [128]
 * Serves d_D_down2_conv_of_x_offset, d_G_4_1_weight.
 *     d_conv_offset = 0.000244141 * (weight * batch_norm_rstd *
 *         d_D_down2_batch_norm_sum_of_x_scaled_sum)
 *     d_batch_norm_centred_scale = weight * batch_norm_rstd^3 * (-0.000244141) *
 *         d_batch_norm_centred_scale_sum
 *     d_weight = batch_norm_rstd * d_batch_norm_centred_scale_sum */
static void
make_d_conv_offset(const float weight[restrict 128], const float batch_norm_rstd[restrict 128],
    const float d_D_down2_batch_norm_sum_of_x_scaled_sum[restrict 128],
    const float d_batch_norm_centred_scale_sum[restrict 128], float d_conv_offset[restrict 128],
    float d_batch_norm_centred_scale[restrict 128], float d_weight[restrict 128])
{
    for (int i = 0; i < 128; i++) {
        d_conv_offset[i] = 0.00024414062f * (weight[i] * batch_norm_rstd[i]
            * d_D_down2_batch_norm_sum_of_x_scaled_sum[i]);
        d_batch_norm_centred_scale[i] = weight[i] * batch_norm_rstd[i] * batch_norm_rstd[i]
            * batch_norm_rstd[i] * (-0.00024414062f) * d_batch_norm_centred_scale_sum[i];
        d_weight[i] = batch_norm_rstd[i] * d_batch_norm_centred_scale_sum[i];
    }
}

/* step_1 G9, G24; step_2 G8: d_D_down2_conv (line 14) over [batch][64][128]
 * Serves d_D_down2_conv_of_x, d_D_down2_conv_of_fake, d_D_down2_conv_of_fake_in_g_loss.
 *     d_D_down2_conv = D_down2_batch_norm_scale * d_D_down2_leaky_relu * (D_down2_leaky_relu
 *         > 0 ? 1 : 0.2) + d_D_down2_batch_norm_centred_scale * (D_down2_conv -
 *         D_down2_batch_norm_mean) - d_D_down2_conv_offset */
static void
make_d_D_down2_conv(const float D_down2_batch_norm_scale[restrict 128],
    const float d_D_down2_leaky_relu[batch][64][128],
    const float D_down2_leaky_relu[restrict batch][64][128],
    const float d_D_down2_batch_norm_centred_scale[128],
    const float D_down2_conv[batch][64][128], const float D_down2_batch_norm_mean[restrict 128],
    const float d_D_down2_conv_offset[restrict 128], float d_D_down2_conv[batch][64][128])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 64; i++) {
#pragma omp simd
            for (int j = 0; j < 128; j++)
                d_D_down2_conv[n][i][j] = D_down2_batch_norm_scale[j]
                    * d_D_down2_leaky_relu[n][i][j] * (D_down2_leaky_relu[n][i][j] > 0.0f ? 1.0f
                    : 0.2f) + d_D_down2_batch_norm_centred_scale[j]
                    * (D_down2_conv[n][i][j] - D_down2_batch_norm_mean[j])
                    - d_D_down2_conv_offset[j];
        }
    }
}

/* step_1 G13, G27; step_2 G10: d_D_conv0 (line 33) over [batch][16384]
 * Serves d_D_conv0_of_x, d_D_conv0_of_fake, d_D_conv0_of_fake_in_g_loss.
 *     d_D_conv0 = d_D_leaky_relu * (D_leaky_relu > 0 ? 1 : 0.2) */
static void
make_d_D_conv0(const float d_D_leaky_relu[restrict batch][16384],
    const float D_leaky_relu[batch][16384], float d_D_conv0[batch][16384])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 16384; i++)
            d_D_conv0[n][i] = d_D_leaky_relu[n][i] * (D_leaky_relu[n][i] > 0.0f ? 1.0f : 0.2f);
    }
}

/* step_1 F16; evaluate F6; sample F3; interpolate F6: G_relu (line 24) over [batch][16][256]
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

/* step_1 F19: G_up4_batch_norm_scale, G_up4_batch_norm_mean (line 13),
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

/* step_1 F20; evaluate F9; sample F6; interpolate F8: G_up4_relu (line 13) over
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

/* step_1 F22: G_up5_batch_norm_squares, G_up5_batch_norm_sum (line 13) over
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

/* step_1 F23: G_up5_batch_norm_scale, G_up5_batch_norm_mean (line 13),
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

/* step_1 F24; evaluate F12; sample F9; interpolate F10: G_up5_relu (line 13) over
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

/* step_1 F26; evaluate F14; sample F11; interpolate F12: fake (line 41) over [batch][3072]
 * Serves fake, G_tanh.
 *     fake = tanh(G_conv_transpose6) */
static void
make_fake(const float G_conv_transpose6[batch][3072], float fake[batch][3072])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 3072; i++)
            fake[n][i] = math_tanh(G_conv_transpose6[n][i]);
    }
}

/* step_1 F31: D_down2_batch_norm_rstd_of_fake, D_down2_batch_norm_of_fake_scale,
 *     D_down2_batch_norm_mean_of_fake (line 14), next_D_2_1_running_mean,
 *     next_D_2_1_running_var over [128]
 *     D_down2_batch_norm_rstd_of_fake = 1 / sqrt(1e-05 + 0.000244141 *
 *         D_down2_batch_norm_squares_of_fake)
 *     D_down2_batch_norm_of_fake_scale = D_2_1_weight * D_down2_batch_norm_rstd_of_fake
 *     D_down2_batch_norm_mean_of_fake = 0.000244141 * D_down2_batch_norm_sum_of_fake
 *     next_D_2_1_running_mean = 0.9 * D_2_1_running_mean_after_x + 2.44141e-05 *
 *         D_down2_batch_norm_sum_of_fake
 *     next_D_2_1_running_var = 2.442e-05 * D_down2_batch_norm_squares_of_fake + 0.9 *
 *         D_2_1_running_var_after_x */
static void
make_D_down2_batch_norm_rstd_of_fake(
    const float D_down2_batch_norm_squares_of_fake[restrict 128],
    const float D_2_1_weight[restrict 128],
    const float D_down2_batch_norm_sum_of_fake[restrict 128],
    const float D_2_1_running_mean_after_x[128],
    const float D_2_1_running_var_after_x[restrict 128],
    float D_down2_batch_norm_rstd_of_fake[restrict 128],
    float D_down2_batch_norm_of_fake_scale[restrict 128],
    float D_down2_batch_norm_mean_of_fake[restrict 128],
    float next_D_2_1_running_mean[restrict 128], float next_D_2_1_running_var[128])
{
    for (int i = 0; i < 128; i++) {
        D_down2_batch_norm_rstd_of_fake[i] = 1.0f / sqrtf(1e-05f
            + 0.00024414062f * D_down2_batch_norm_squares_of_fake[i]);
        D_down2_batch_norm_of_fake_scale[i] = D_2_1_weight[i]
            * (1.0f / sqrtf(1e-05f + 0.00024414062f * D_down2_batch_norm_squares_of_fake[i]));
        D_down2_batch_norm_mean_of_fake[i] = 0.00024414062f * D_down2_batch_norm_sum_of_fake[i];
        next_D_2_1_running_mean[i] = 0.9f * D_2_1_running_mean_after_x[i]
            + 2.4414063e-05f * D_down2_batch_norm_sum_of_fake[i];
        next_D_2_1_running_var[i] = 2.4420024e-05f * D_down2_batch_norm_squares_of_fake[i]
            + 0.9f * D_2_1_running_var_after_x[i];
    }
}

/* step_1 F35: D_down3_batch_norm_rstd_of_fake, D_down3_batch_norm_of_fake_scale,
 *     D_down3_batch_norm_mean_of_fake, D_down3_batch_norm_rstd_of_fake_weighted (line 14),
 *     next_D_3_1_running_mean, next_D_3_1_running_var over [256]
 *     D_down3_batch_norm_rstd_of_fake = 1 / sqrt(1e-05 + 0.000976562 *
 *         D_down3_batch_norm_squares_of_fake)
 *     D_down3_batch_norm_of_fake_scale = D_3_1_weight * D_down3_batch_norm_rstd_of_fake
 *     D_down3_batch_norm_mean_of_fake = 0.000976562 * D_down3_batch_norm_sum_of_fake
 *     D_down3_batch_norm_rstd_of_fake_weighted = D_3_1_weight * 0.015625 *
 *         D_down3_batch_norm_rstd_of_fake
 *     next_D_3_1_running_mean = 9.76563e-05 * D_down3_batch_norm_sum_of_fake + 0.9 *
 *         D_3_1_running_mean_after_x
 *     next_D_3_1_running_var = 9.77517e-05 * D_down3_batch_norm_squares_of_fake + 0.9 *
 *         D_3_1_running_var_after_x */
static void
make_D_down3_batch_norm_rstd_of_fake(
    const float D_down3_batch_norm_squares_of_fake[restrict 256],
    const float D_3_1_weight[restrict 256],
    const float D_down3_batch_norm_sum_of_fake[restrict 256],
    const float D_3_1_running_mean_after_x[256],
    const float D_3_1_running_var_after_x[restrict 256],
    float D_down3_batch_norm_rstd_of_fake[restrict 256],
    float D_down3_batch_norm_of_fake_scale[restrict 256],
    float D_down3_batch_norm_mean_of_fake[restrict 256],
    float D_down3_batch_norm_rstd_of_fake_weighted[restrict 256],
    float next_D_3_1_running_mean[restrict 256], float next_D_3_1_running_var[256])
{
    for (int i = 0; i < 256; i++) {
        const float D_down3_batch_norm_rstd_of_fake_here =
            1.0f / sqrtf(1e-05f + 0.0009765625f * D_down3_batch_norm_squares_of_fake[i]);
        D_down3_batch_norm_rstd_of_fake[i] = D_down3_batch_norm_rstd_of_fake_here;
        D_down3_batch_norm_of_fake_scale[i] = D_3_1_weight[i]
            * D_down3_batch_norm_rstd_of_fake_here;
        D_down3_batch_norm_mean_of_fake[i] = 0.0009765625f * D_down3_batch_norm_sum_of_fake[i];
        D_down3_batch_norm_rstd_of_fake_weighted[i] =
            D_3_1_weight[i] * 0.015625f * D_down3_batch_norm_rstd_of_fake_here;
        next_D_3_1_running_mean[i] = 9.765625e-05f * D_down3_batch_norm_sum_of_fake[i]
            + 0.9f * D_3_1_running_mean_after_x[i];
        next_D_3_1_running_var[i] = 9.775171e-05f * D_down3_batch_norm_squares_of_fake[i]
            + 0.9f * D_3_1_running_var_after_x[i];
    }
}

/* step_1 F38: D_conv4_of_fake_softplus_sum (line 44), d_D_conv4_scaled (line 37) over
 *     [batch]
 *     D_conv4_of_fake_softplus_sum = sum over n of softplus(D_conv4_of_fake)
 *     d_D_conv4_scaled = sigmoid(D_conv4_of_fake) */
static void
make_d_D_conv4_scaled(const float D_conv4_of_fake[batch],
    float D_conv4_of_fake_softplus_sum[restrict 1], float d_D_conv4_scaled[batch])
{
    float D_conv4_of_fake_softplus_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        D_conv4_of_fake_softplus_sum_total += math_softplus(D_conv4_of_fake[n]);
        d_D_conv4_scaled[n] = math_sigmoid(D_conv4_of_fake[n]);
    }
    D_conv4_of_fake_softplus_sum[0] = D_conv4_of_fake_softplus_sum_total;
}

/* step_1 G18: d_D_down3_conv_offset, D_down3_batch_norm_rstd_of_fake_weighted_2,
 *     d_D_3_1_weight, d_D_3_1_bias (line 14) over [256]
 *     d_D_down3_conv_offset = 1.52588e-05 * (D_3_1_weight * D_down3_batch_norm_rstd_of_fake
 *         * d_D_down3_batch_norm_sum_of_fake_scaled_sum)
 *     D_down3_batch_norm_rstd_of_fake_weighted_2 = D_3_1_weight *
 *         D_down3_batch_norm_rstd_of_fake^3 * d_D_down3_batch_norm_centred_of_fake_scale_sum
 *         * (-1.52588e-05)
 *     d_D_3_1_weight = 0.015625 * (D_down3_batch_norm_rstd_of_fake *
 *         d_D_down3_batch_norm_centred_of_fake_scale_sum) - 0.015625 * d_D_3_1_weight_via_x
 *     d_D_3_1_bias = 0.015625 * d_D_down3_batch_norm_sum_of_fake_scaled_sum - 0.015625 *
 *         d_D_down3_batch_norm_sum_of_x_scaled_sum */
static void
make_d_D_3_1_weight(const float D_3_1_weight[restrict 256],
    const float D_down3_batch_norm_rstd_of_fake[restrict 256],
    const float d_D_down3_batch_norm_sum_of_fake_scaled_sum[restrict 256],
    const float d_D_down3_batch_norm_centred_of_fake_scale_sum[restrict 256],
    const float d_D_3_1_weight_via_x[restrict 256],
    const float d_D_down3_batch_norm_sum_of_x_scaled_sum[restrict 256],
    float d_D_down3_conv_offset[restrict 256],
    float D_down3_batch_norm_rstd_of_fake_weighted_2[restrict 256],
    float d_D_3_1_weight[restrict 256], float d_D_3_1_bias[restrict 256])
{
    for (int i = 0; i < 256; i++) {
        d_D_down3_conv_offset[i] = 1.5258789e-05f * (D_3_1_weight[i]
            * D_down3_batch_norm_rstd_of_fake[i]
            * d_D_down3_batch_norm_sum_of_fake_scaled_sum[i]);
        D_down3_batch_norm_rstd_of_fake_weighted_2[i] =
            D_3_1_weight[i] * D_down3_batch_norm_rstd_of_fake[i]
            * D_down3_batch_norm_rstd_of_fake[i] * D_down3_batch_norm_rstd_of_fake[i]
            * d_D_down3_batch_norm_centred_of_fake_scale_sum[i] * (-1.5258789e-05f);
        d_D_3_1_weight[i] = 0.015625f * (D_down3_batch_norm_rstd_of_fake[i]
            * d_D_down3_batch_norm_centred_of_fake_scale_sum[i])
            - 0.015625f * d_D_3_1_weight_via_x[i];
        d_D_3_1_bias[i] = 0.015625f * d_D_down3_batch_norm_sum_of_fake_scaled_sum[i]
            - 0.015625f * d_D_down3_batch_norm_sum_of_x_scaled_sum[i];
    }
}

/* step_1 G19: d_D_down3_conv_of_fake (line 14) over [batch][16][256]
 *     d_D_down3_conv_of_fake = D_down3_batch_norm_rstd_of_fake_weighted *
 *         d_D_down3_leaky_relu_of_fake_scaled * (D_down3_leaky_relu_of_fake > 0 ? 1 : 0.2) +
 *         D_down3_batch_norm_rstd_of_fake_weighted_2 * (D_down3_conv_of_fake -
 *         D_down3_batch_norm_mean_of_fake) - d_D_down3_conv_offset */
static void
make_d_D_down3_conv_of_fake(const float D_down3_batch_norm_rstd_of_fake_weighted[restrict 256],
    const float d_D_down3_leaky_relu_of_fake_scaled[batch][16][256],
    const float D_down3_leaky_relu_of_fake[restrict batch][16][256],
    const float D_down3_batch_norm_rstd_of_fake_weighted_2[restrict 256],
    const float D_down3_conv_of_fake[restrict batch][16][256],
    const float D_down3_batch_norm_mean_of_fake[restrict 256],
    const float d_D_down3_conv_offset[restrict 256],
    float d_D_down3_conv_of_fake[batch][16][256])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 16; i++) {
#pragma omp simd
            for (int j = 0; j < 256; j++)
                d_D_down3_conv_of_fake[n][i][j] = D_down3_batch_norm_rstd_of_fake_weighted[j]
                    * d_D_down3_leaky_relu_of_fake_scaled[n][i][j]
                    * (D_down3_leaky_relu_of_fake[n][i][j] > 0.0f ? 1.0f : 0.2f)
                    + D_down3_batch_norm_rstd_of_fake_weighted_2[j]
                    * (D_down3_conv_of_fake[n][i][j] - D_down3_batch_norm_mean_of_fake[j])
                    - d_D_down3_conv_offset[j];
        }
    }
}

/* step_1 G23: d_D_down2_conv_of_fake_offset, d_D_down2_batch_norm_centred_of_fake_scale,
 *     d_D_2_1_weight, d_D_2_1_bias (line 14) over [128]
 *     d_D_down2_conv_of_fake_offset = 0.000244141 * (D_2_1_weight *
 *         D_down2_batch_norm_rstd_of_fake * d_D_down2_batch_norm_sum_of_fake_scaled_sum)
 *     d_D_down2_batch_norm_centred_of_fake_scale = D_2_1_weight *
 *         D_down2_batch_norm_rstd_of_fake^3 * d_D_down2_batch_norm_centred_of_fake_scale_sum
 *         * (-0.000244141)
 *     d_D_2_1_weight = D_down2_batch_norm_rstd_of_fake *
 *         d_D_down2_batch_norm_centred_of_fake_scale_sum + d_D_2_1_weight_via_x
 *     d_D_2_1_bias = d_D_down2_batch_norm_sum_of_fake_scaled_sum +
 *         d_D_down2_batch_norm_sum_of_x_scaled_sum */
static void
make_d_D_2_1_weight(const float D_2_1_weight[restrict 128],
    const float D_down2_batch_norm_rstd_of_fake[restrict 128],
    const float d_D_down2_batch_norm_sum_of_fake_scaled_sum[restrict 128],
    const float d_D_down2_batch_norm_centred_of_fake_scale_sum[restrict 128],
    const float d_D_2_1_weight_via_x[restrict 128],
    const float d_D_down2_batch_norm_sum_of_x_scaled_sum[restrict 128],
    float d_D_down2_conv_of_fake_offset[restrict 128],
    float d_D_down2_batch_norm_centred_of_fake_scale[restrict 128],
    float d_D_2_1_weight[restrict 128], float d_D_2_1_bias[restrict 128])
{
    for (int i = 0; i < 128; i++) {
        d_D_down2_conv_of_fake_offset[i] = 0.00024414062f
            * (D_2_1_weight[i] * D_down2_batch_norm_rstd_of_fake[i]
            * d_D_down2_batch_norm_sum_of_fake_scaled_sum[i]);
        d_D_down2_batch_norm_centred_of_fake_scale[i] =
            D_2_1_weight[i] * D_down2_batch_norm_rstd_of_fake[i]
            * D_down2_batch_norm_rstd_of_fake[i] * D_down2_batch_norm_rstd_of_fake[i]
            * d_D_down2_batch_norm_centred_of_fake_scale_sum[i] * (-0.00024414062f);
        d_D_2_1_weight[i] = D_down2_batch_norm_rstd_of_fake[i]
            * d_D_down2_batch_norm_centred_of_fake_scale_sum[i] + d_D_2_1_weight_via_x[i];
        d_D_2_1_bias[i] = d_D_down2_batch_norm_sum_of_fake_scaled_sum[i]
            + d_D_down2_batch_norm_sum_of_x_scaled_sum[i];
    }
}

/* step_2 F1: G_batch_norm_rstd (line 23) over [256]
 *     G_batch_norm_rstd = 1 / sqrt(1e-05 + 0.000976562 * G_batch_norm_squares) */
static void
make_G_batch_norm_rstd(const float G_batch_norm_squares[256], float G_batch_norm_rstd[256])
{
    for (int i = 0; i < 256; i++)
        G_batch_norm_rstd[i] = 1.0f / sqrtf(1e-05f + 0.0009765625f * G_batch_norm_squares[i]);
}

/* step_2 F2: G_up4_batch_norm_rstd (line 13) over [128]
 *     G_up4_batch_norm_rstd = 1 / sqrt(1e-05 + 0.000244141 * G_up4_batch_norm_squares) */
static void
make_G_up4_batch_norm_rstd(const float G_up4_batch_norm_squares[restrict 128],
    float G_up4_batch_norm_rstd[restrict 128])
{
    for (int i = 0; i < 128; i++)
        G_up4_batch_norm_rstd[i] = 1.0f / sqrtf(1e-05f
            + 0.00024414062f * G_up4_batch_norm_squares[i]);
}

/* step_2 F3: G_up5_batch_norm_rstd (line 13) over [width]
 *     G_up5_batch_norm_rstd = 1 / sqrt(1e-05 + 6.10352e-05 * G_up5_batch_norm_squares) */
static void
make_G_up5_batch_norm_rstd(const float G_up5_batch_norm_squares[restrict width],
    float G_up5_batch_norm_rstd[restrict width])
{
    for (int i = 0; i < width; i++)
        G_up5_batch_norm_rstd[i] = 1.0f / sqrtf(1e-05f
            + 6.1035156e-05f * G_up5_batch_norm_squares[i]);
}

/* step_2 F8: D_down2_batch_norm_rstd_of_fake_in_g_loss, d_D_down2_batch_norm_centred_scale,
 *     D_down2_batch_norm_mean_of_fake_in_g_loss (line 14),
 *     next_D_2_1_running_mean_in_g_loss, next_D_2_1_running_var_in_g_loss over [128]
 *     D_down2_batch_norm_rstd_of_fake_in_g_loss = 1 / sqrt(1e-05 + 0.000244141 *
 *         D_down2_batch_norm_squares_of_fake_in_g_loss)
 *     d_D_down2_batch_norm_centred_scale = D_2_1_weight *
 *         D_down2_batch_norm_rstd_of_fake_in_g_loss
 *     D_down2_batch_norm_mean_of_fake_in_g_loss = 0.000244141 *
 *         D_down2_batch_norm_sum_of_fake_in_g_loss
 *     next_D_2_1_running_mean_in_g_loss = 0.9 * D_2_1_running_mean + 2.44141e-05 *
 *         D_down2_batch_norm_sum_of_fake_in_g_loss
 *     next_D_2_1_running_var_in_g_loss = 0.9 * D_2_1_running_var + 2.442e-05 *
 *         D_down2_batch_norm_squares_of_fake_in_g_loss */
static void
make_D_down2_batch_norm_rstd_of_fake_in_g_loss(
    const float D_down2_batch_norm_squares_of_fake_in_g_loss[128],
    const float D_2_1_weight[restrict 128],
    const float D_down2_batch_norm_sum_of_fake_in_g_loss[restrict 128],
    const float D_2_1_running_mean[restrict 128], const float D_2_1_running_var[restrict 128],
    float D_down2_batch_norm_rstd_of_fake_in_g_loss[restrict 128],
    float d_D_down2_batch_norm_centred_scale[restrict 128],
    float D_down2_batch_norm_mean_of_fake_in_g_loss[restrict 128],
    float next_D_2_1_running_mean_in_g_loss[restrict 128],
    float next_D_2_1_running_var_in_g_loss[128])
{
    for (int i = 0; i < 128; i++) {
        D_down2_batch_norm_rstd_of_fake_in_g_loss[i] =
            1.0f / sqrtf(1e-05f + 0.00024414062f
            * D_down2_batch_norm_squares_of_fake_in_g_loss[i]);
        d_D_down2_batch_norm_centred_scale[i] = D_2_1_weight[i]
            * (1.0f / sqrtf(1e-05f + 0.00024414062f
            * D_down2_batch_norm_squares_of_fake_in_g_loss[i]));
        D_down2_batch_norm_mean_of_fake_in_g_loss[i] =
            0.00024414062f * D_down2_batch_norm_sum_of_fake_in_g_loss[i];
        next_D_2_1_running_mean_in_g_loss[i] = 0.9f * D_2_1_running_mean[i]
            + 2.4414063e-05f * D_down2_batch_norm_sum_of_fake_in_g_loss[i];
        next_D_2_1_running_var_in_g_loss[i] = 0.9f * D_2_1_running_var[i]
            + 2.4420024e-05f * D_down2_batch_norm_squares_of_fake_in_g_loss[i];
    }
}

/* step_2 G3: d_D_down3_batch_norm_sum_of_fake,
 *     D_3_1_weight_times_D_down3_batch_norm_rstd_cubed_weighted (line 14) over [256]
 *     d_D_down3_batch_norm_sum_of_fake = 1.52588e-05 * (D_3_1_weight *
 *         D_down3_batch_norm_rstd_of_fake_in_g_loss *
 *         d_D_down3_batch_norm_sum_of_fake_scaled_sum_in_g_loss)
 *     D_3_1_weight_times_D_down3_batch_norm_rstd_cubed_weighted = D_3_1_weight *
 *         D_down3_batch_norm_rstd_of_fake_in_g_loss^3 * 1.52588e-05 *
 *         d_D_down3_batch_norm_centred_of_fake_scale_sum_in_g_loss */
static void
make_d_D_down3_batch_norm_sum_of_fake(const float D_3_1_weight[restrict 256],
    const float D_down3_batch_norm_rstd_of_fake_in_g_loss[256],
    const float d_D_down3_batch_norm_sum_of_fake_scaled_sum_in_g_loss[restrict 256],
    const float d_D_down3_batch_norm_centred_of_fake_scale_sum_in_g_loss[restrict 256],
    float d_D_down3_batch_norm_sum_of_fake[restrict 256],
    float D_3_1_weight_times_D_down3_batch_norm_rstd_cubed_weighted[256])
{
    for (int i = 0; i < 256; i++) {
        d_D_down3_batch_norm_sum_of_fake[i] = 1.5258789e-05f
            * (D_3_1_weight[i] * D_down3_batch_norm_rstd_of_fake_in_g_loss[i]
            * d_D_down3_batch_norm_sum_of_fake_scaled_sum_in_g_loss[i]);
        D_3_1_weight_times_D_down3_batch_norm_rstd_cubed_weighted[i] =
            D_3_1_weight[i] * D_down3_batch_norm_rstd_of_fake_in_g_loss[i]
            * D_down3_batch_norm_rstd_of_fake_in_g_loss[i]
            * D_down3_batch_norm_rstd_of_fake_in_g_loss[i] * 1.5258789e-05f
            * d_D_down3_batch_norm_centred_of_fake_scale_sum_in_g_loss[i];
    }
}

/* step_2 G7: d_D_down2_conv_of_fake_offset_in_g_loss,
 *     d_D_down2_batch_norm_centred_of_fake_scale_in_g_loss (line 14) over [128]
 *     d_D_down2_conv_of_fake_offset_in_g_loss = 0.000244141 * (D_2_1_weight *
 *         D_down2_batch_norm_rstd_of_fake_in_g_loss *
 *         d_D_down2_batch_norm_sum_of_fake_scaled_sum_in_g_loss)
 *     d_D_down2_batch_norm_centred_of_fake_scale_in_g_loss = D_2_1_weight *
 *         D_down2_batch_norm_rstd_of_fake_in_g_loss^3 * (-0.000244141) *
 *         d_D_down2_batch_norm_centred_of_fake_scale_sum_in_g_loss */
static void
make_d_D_down2_conv_of_fake_offset_in_g_loss(const float D_2_1_weight[restrict 128],
    const float D_down2_batch_norm_rstd_of_fake_in_g_loss[128],
    const float d_D_down2_batch_norm_sum_of_fake_scaled_sum_in_g_loss[restrict 128],
    const float d_D_down2_batch_norm_centred_of_fake_scale_sum_in_g_loss[restrict 128],
    float d_D_down2_conv_of_fake_offset_in_g_loss[restrict 128],
    float d_D_down2_batch_norm_centred_of_fake_scale_in_g_loss[128])
{
    for (int i = 0; i < 128; i++) {
        d_D_down2_conv_of_fake_offset_in_g_loss[i] =
            0.00024414062f * (D_2_1_weight[i] * D_down2_batch_norm_rstd_of_fake_in_g_loss[i]
            * d_D_down2_batch_norm_sum_of_fake_scaled_sum_in_g_loss[i]);
        d_D_down2_batch_norm_centred_of_fake_scale_in_g_loss[i] =
            D_2_1_weight[i] * D_down2_batch_norm_rstd_of_fake_in_g_loss[i]
            * D_down2_batch_norm_rstd_of_fake_in_g_loss[i]
            * D_down2_batch_norm_rstd_of_fake_in_g_loss[i] * (-0.00024414062f)
            * d_D_down2_batch_norm_centred_of_fake_scale_sum_in_g_loss[i];
    }
}

/* step_2 G12: d_G_conv_transpose6 (line 27) over [batch][3072]
 *     d_G_conv_transpose6 = d_fake * (1 - fake^2) */
static void
make_d_G_conv_transpose6(const float d_fake[restrict batch][3072],
    const float fake[batch][3072], float d_G_conv_transpose6[batch][3072])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 3072; i++)
            d_G_conv_transpose6[n][i] = d_fake[n][i] * (1.0f - fake[n][i] * fake[n][i]);
    }
}

/* step_2 G15: d_G_5_1_bias, d_G_up5_batch_norm_centred_scale_sum (line 13) over
 *     [batch][256][width]
 *     d_G_up5_batch_norm_slope = G_up5_relu > 0 ? 1 : 0
 *     d_G_5_1_bias = sum over n, i of d_G_up5_relu * d_G_up5_batch_norm_slope
 *     d_G_up5_batch_norm_centred_scale_sum = sum over n, i of (G_up5_conv_transpose -
 *         G_up5_batch_norm_mean) * d_G_up5_relu * d_G_up5_batch_norm_slope */
static void
make_d_G_5_1_bias(const float G_up5_relu[restrict batch][256][width],
    const float d_G_up5_relu[restrict batch][256][width],
    const float G_up5_conv_transpose[restrict batch][256][width],
    const float G_up5_batch_norm_mean[restrict width], float d_G_5_1_bias[restrict width],
    float d_G_up5_batch_norm_centred_scale_sum[restrict width])
{
    enum { chunks = 16 };
    float d_G_5_1_bias_partial[chunks][width];
    float d_G_up5_batch_norm_centred_scale_sum_partial[chunks][width];
#pragma omp parallel for schedule(static)
    for (int chunk = 0; chunk < chunks; chunk++) {
        memset(d_G_5_1_bias_partial[chunk], 0, sizeof d_G_5_1_bias_partial[chunk]);
        memset(d_G_up5_batch_norm_centred_scale_sum_partial[chunk], 0,
            sizeof d_G_up5_batch_norm_centred_scale_sum_partial[chunk]);
        for (int n = chunk * batch / chunks; n < (chunk + 1) * batch / chunks; n++) {
            float d_G_5_1_bias_row_sum[width] = {0};
            float d_G_up5_batch_norm_centred_scale_row_sum[width] = {0};
            for (int i = 0; i < 256; i++) {
#pragma omp simd
                for (int j = 0; j < width; j++) {
                    const float d_G_up5_batch_norm_slope = G_up5_relu[n][i][j] > 0.0f ? 1.0f
                        : 0.0f;
                    d_G_5_1_bias_row_sum[j] += d_G_up5_relu[n][i][j] * d_G_up5_batch_norm_slope;
                    d_G_up5_batch_norm_centred_scale_row_sum[j] +=
                        (G_up5_conv_transpose[n][i][j] - G_up5_batch_norm_mean[j])
                        * d_G_up5_relu[n][i][j] * d_G_up5_batch_norm_slope;
                }
            }
#pragma omp simd
            for (int j = 0; j < width; j++) {
                d_G_5_1_bias_partial[chunk][j] += d_G_5_1_bias_row_sum[j];
                d_G_up5_batch_norm_centred_scale_sum_partial[chunk][j] +=
                    d_G_up5_batch_norm_centred_scale_row_sum[j];
            }
        }
    }
    add_chunks(chunks, width, &d_G_5_1_bias_partial[0][0], d_G_5_1_bias);
    add_chunks(chunks, width, &d_G_up5_batch_norm_centred_scale_sum_partial[0][0],
        d_G_up5_batch_norm_centred_scale_sum);
}

/* step_2 G16: d_G_up5_conv_transpose_offset, d_G_up5_batch_norm_centred_scale,
 *     d_G_5_1_weight (line 13) over [width]
 *     d_G_up5_conv_transpose_offset = 6.10352e-05 * (G_5_1_weight * G_up5_batch_norm_rstd *
 *         d_G_5_1_bias)
 *     d_G_up5_batch_norm_centred_scale = G_5_1_weight * G_up5_batch_norm_rstd^3 *
 *         d_G_up5_batch_norm_centred_scale_sum * (-6.10352e-05)
 *     d_G_5_1_weight = G_up5_batch_norm_rstd * d_G_up5_batch_norm_centred_scale_sum */
static void
make_d_G_5_1_weight(const float G_5_1_weight[restrict width],
    const float G_up5_batch_norm_rstd[restrict width], const float d_G_5_1_bias[restrict width],
    const float d_G_up5_batch_norm_centred_scale_sum[restrict width],
    float d_G_up5_conv_transpose_offset[restrict width],
    float d_G_up5_batch_norm_centred_scale[restrict width],
    float d_G_5_1_weight[restrict width])
{
    for (int i = 0; i < width; i++) {
        d_G_up5_conv_transpose_offset[i] = 6.1035156e-05f
            * (G_5_1_weight[i] * G_up5_batch_norm_rstd[i] * d_G_5_1_bias[i]);
        d_G_up5_batch_norm_centred_scale[i] = G_5_1_weight[i] * G_up5_batch_norm_rstd[i]
            * G_up5_batch_norm_rstd[i] * G_up5_batch_norm_rstd[i]
            * d_G_up5_batch_norm_centred_scale_sum[i] * (-6.1035156e-05f);
        d_G_5_1_weight[i] = G_up5_batch_norm_rstd[i] * d_G_up5_batch_norm_centred_scale_sum[i];
    }
}

/* step_2 G17: d_G_up5_conv_transpose (line 13) over [batch][256][width]
 *     d_G_up5_conv_transpose = G_up5_batch_norm_scale * d_G_up5_relu * (G_up5_relu > 0 ? 1 :
 *         0) + d_G_up5_batch_norm_centred_scale * (G_up5_conv_transpose -
 *         G_up5_batch_norm_mean) - d_G_up5_conv_transpose_offset */
static void
make_d_G_up5_conv_transpose(const float G_up5_batch_norm_scale[restrict width],
    const float d_G_up5_relu[restrict batch][256][width],
    const float G_up5_relu[batch][256][width],
    const float d_G_up5_batch_norm_centred_scale[restrict width],
    const float G_up5_conv_transpose[restrict batch][256][width],
    const float G_up5_batch_norm_mean[restrict width],
    const float d_G_up5_conv_transpose_offset[restrict width],
    float d_G_up5_conv_transpose[batch][256][width])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 256; i++) {
#pragma omp simd
            for (int j = 0; j < width; j++)
                d_G_up5_conv_transpose[n][i][j] = G_up5_batch_norm_scale[j]
                    * d_G_up5_relu[n][i][j] * (G_up5_relu[n][i][j] > 0.0f ? 1.0f : 0.0f)
                    + d_G_up5_batch_norm_centred_scale[j] * (G_up5_conv_transpose[n][i][j]
                    - G_up5_batch_norm_mean[j]) - d_G_up5_conv_transpose_offset[j];
        }
    }
}

/* step_2 G20: d_G_4_1_bias, d_G_up4_batch_norm_centred_scale_sum (line 13) over
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

/* step_2 G22: d_G_up4_conv_transpose (line 13) over [batch][64][128]
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

/* step_2 G25: d_G_2_bias, d_G_batch_norm_centred_scale_sum (line 23) over [batch][16][256]
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

/* step_2 G26: d_G_conv_transpose1_offset (line 22), d_G_batch_norm_centred_scale,
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

/* step_2 G27: d_G_conv_transpose1 (line 22) over [batch][16][256]
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

/* evaluate F5, F18; sample F2; interpolate F1: batch_norm_scale (line 23) over [256]
 * Serves G_batch_norm_scale, D_down3_batch_norm_scale.
 *     batch_norm_scale = weight * (1 / sqrt(1e-05 + running_var)) */
static void
make_batch_norm_scale_256(const float weight[restrict 256],
    const float running_var[restrict 256], float batch_norm_scale[restrict 256])
{
    for (int i = 0; i < 256; i++)
        batch_norm_scale[i] = weight[i] * (1.0f / sqrtf(1e-05f + running_var[i]));
}

/* evaluate F8, F15; sample F5; interpolate F2: batch_norm_scale (line 13) over [128]
 * Serves G_up4_batch_norm_scale, D_down2_batch_norm_scale.
 *     batch_norm_scale = weight * (1 / sqrt(1e-05 + running_var)) */
static void
make_batch_norm_scale_128(const float weight[restrict 128],
    const float running_var[restrict 128], float batch_norm_scale[restrict 128])
{
    for (int i = 0; i < 128; i++)
        batch_norm_scale[i] = weight[i] * (1.0f / sqrtf(1e-05f + running_var[i]));
}

/* evaluate F11; sample F8; interpolate F3: G_up5_batch_norm_scale (line 13) over [width]
 *     G_up5_batch_norm_scale = G_5_1_weight * (1 / sqrt(1e-05 + G_5_1_running_var)) */
static void
make_G_up5_batch_norm_scale(const float G_5_1_weight[restrict width],
    const float G_5_1_running_var[restrict width], float G_up5_batch_norm_scale[restrict width])
{
    for (int i = 0; i < width; i++)
        G_up5_batch_norm_scale[i] = G_5_1_weight[i] * (1.0f
            / sqrtf(1e-05f + G_5_1_running_var[i]));
}

/* evaluate F21: D_conv4_of_x_softplus_sum (line 44) over [batch]
 *     D_conv4_of_x_softplus_sum = sum over n of softplus(-D_conv4_of_x) */
static void
make_D_conv4_of_x_softplus_sum(const float D_conv4_of_x[restrict batch],
    float D_conv4_of_x_softplus_sum[restrict 1])
{
    float D_conv4_of_x_softplus_sum_total = 0.0f;
    for (int n = 0; n < batch; n++)
        D_conv4_of_x_softplus_sum_total += math_softplus(-D_conv4_of_x[n]);
    D_conv4_of_x_softplus_sum[0] = D_conv4_of_x_softplus_sum_total;
}

/* evaluate F29: D_conv4_of_fake_softplus_sum (line 44), g_loss_sum (line 45) over [batch]
 *     D_conv4_of_fake_softplus_sum = sum over n of softplus(D_conv4_of_fake)
 *     g_loss_sum = sum over n of softplus(-D_conv4_of_fake) */
static void
make_D_conv4_of_fake_softplus_sum(const float D_conv4_of_fake[restrict batch],
    float D_conv4_of_fake_softplus_sum[restrict 1], float g_loss_sum[restrict 1])
{
    float D_conv4_of_fake_softplus_sum_total = 0.0f;
    float g_loss_sum_total = 0.0f;
    for (int n = 0; n < batch; n++) {
        D_conv4_of_fake_softplus_sum_total += math_softplus(D_conv4_of_fake[n]);
        g_loss_sum_total += math_softplus(-D_conv4_of_fake[n]);
    }
    D_conv4_of_fake_softplus_sum[0] = D_conv4_of_fake_softplus_sum_total;
    g_loss_sum[0] = g_loss_sum_total;
}

/* interpolate F4: path (line 57) over [batch][latent]
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

/* Minimises d_loss with adam. */
void
dcgan_step_1(struct instance *m)
{
    struct dcgan_parameters *const parameters = (void *)m->parameters;
    struct dcgan_parameters *const gradients = (void *)m->gradients;
    struct dcgan_state *const state = (void *)m->state;

    float (*fake_noise)[100] = (void *)m->at[0];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent);
    lap(m, 0); /* N1 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[1];
    conv_data_100_to_256x4x4(fake_noise, (void *)parameters->G_1_weight, G_conv_transpose1);
    lap(m, 1); /* F1 */
    float *G_batch_norm_squares = m->at[2];
    float *G_batch_norm_sum = m->at[3];
    make_batch_norm_squares_and_batch_norm_sum_256(G_conv_transpose1, G_batch_norm_squares,
        G_batch_norm_sum);
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
    float (*D_conv0_of_x)[16][16][64] = (void *)m->at[8];
    conv_3x32x32_to_64x16x16(x, parameters->D_0_weight, D_conv0_of_x);
    lap(m, 4); /* F4 */
    float (*D_leaky_relu_of_x)[16384] = (void *)m->at[9]; /* overwrites D_conv0_of_x */
    make_D_leaky_relu((void *)D_conv0_of_x, D_leaky_relu_of_x);
    lap(m, 5); /* F5 */
    float (*D_down2_conv_of_x)[64][128] = (void *)m->at[10];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_leaky_relu_of_x, parameters->D_2_0_weight,
        (void *)D_down2_conv_of_x, m->at[11]);
    lap(m, 6); /* F6 */
    float *D_down2_batch_norm_squares_of_x = m->at[12];
    float *D_down2_batch_norm_sum_of_x = m->at[13];
    make_batch_norm_squares_and_batch_norm_sum_128(D_down2_conv_of_x,
        D_down2_batch_norm_squares_of_x, D_down2_batch_norm_sum_of_x);
    lap(m, 7); /* F7 */
    float *D_down2_batch_norm_rstd_of_x = m->at[14];
    float *D_down2_batch_norm_of_x_scale = m->at[15];
    float *D_down2_batch_norm_mean_of_x = m->at[16];
    float *D_2_1_running_mean_after_x = m->at[17];
    float *D_2_1_running_var_after_x = m->at[18];
    make_D_down2_batch_norm_rstd_of_x(D_down2_batch_norm_squares_of_x, parameters->D_2_1_weight,
        D_down2_batch_norm_sum_of_x, state->D_2_1_running_mean, state->D_2_1_running_var,
        D_down2_batch_norm_rstd_of_x, D_down2_batch_norm_of_x_scale,
        D_down2_batch_norm_mean_of_x, D_2_1_running_mean_after_x, D_2_1_running_var_after_x);
    lap(m, 8); /* F8 */
    float (*D_down2_leaky_relu_of_x)[64][128] = (void *)m->at[19];
    make_D_down2_leaky_relu(parameters->D_2_1_bias, D_down2_batch_norm_of_x_scale,
        D_down2_conv_of_x, D_down2_batch_norm_mean_of_x, D_down2_leaky_relu_of_x);
    lap(m, 9); /* F9 */
    float (*D_down3_conv_of_x)[16][256] = (void *)m->at[20];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down2_leaky_relu_of_x,
        parameters->D_3_0_weight, (void *)D_down3_conv_of_x, m->at[21]);
    lap(m, 10); /* F10 */
    float *D_down3_batch_norm_squares_of_x = m->at[22];
    float *D_down3_batch_norm_sum_of_x = m->at[23];
    make_batch_norm_squares_and_batch_norm_sum_256(D_down3_conv_of_x,
        D_down3_batch_norm_squares_of_x, D_down3_batch_norm_sum_of_x);
    lap(m, 11); /* F11 */
    float *D_down3_batch_norm_rstd_of_x = m->at[24];
    float *D_down3_batch_norm_of_x_scale = m->at[25];
    float *D_down3_batch_norm_mean_of_x = m->at[26];
    float *D_down3_batch_norm_rstd_of_x_weighted = m->at[27];
    float *D_3_1_running_mean_after_x = m->at[28];
    float *D_3_1_running_var_after_x = m->at[29];
    make_D_down3_batch_norm_rstd_of_x(D_down3_batch_norm_squares_of_x, parameters->D_3_1_weight,
        D_down3_batch_norm_sum_of_x, state->D_3_1_running_mean, state->D_3_1_running_var,
        D_down3_batch_norm_rstd_of_x, D_down3_batch_norm_of_x_scale,
        D_down3_batch_norm_mean_of_x, D_down3_batch_norm_rstd_of_x_weighted,
        D_3_1_running_mean_after_x, D_3_1_running_var_after_x);
    lap(m, 12); /* F12 */
    float (*D_down3_leaky_relu_of_x)[16][256] = (void *)m->at[30];
    make_D_down3_leaky_relu(parameters->D_3_1_bias, D_down3_batch_norm_of_x_scale,
        D_down3_conv_of_x, D_down3_batch_norm_mean_of_x, D_down3_leaky_relu_of_x);
    lap(m, 13); /* F13 */
    float *D_conv4_of_x = m->at[31];
    conv_256x4x4_to_1((void *)D_down3_leaky_relu_of_x, (void *)parameters->D_4_weight,
        D_conv4_of_x);
    lap(m, 14); /* F14 */
    float *D_conv4_of_x_softplus_sum = m->at[32];
    float *d_D_conv4_negated_scaled = m->at[33]; /* overwrites D_conv4_of_x */
    make_d_D_conv4_negated_scaled(D_conv4_of_x, D_conv4_of_x_softplus_sum,
        d_D_conv4_negated_scaled);
    lap(m, 15); /* F15 */
    float (*d_D_down3_leaky_relu_of_x_scaled)[16][256] = (void *)m->at[34];
    conv_data_1_to_256x4x4(d_D_conv4_negated_scaled, (void *)parameters->D_4_weight,
        (void *)d_D_down3_leaky_relu_of_x_scaled);
    lap(m, 16); /* G1 */
    float *d_D_down3_batch_norm_sum_of_x_scaled_sum = m->at[35];
    float *d_D_down3_batch_norm_centred_of_x_scale_sum = m->at[36];
    make_d_D_down3_batch_norm_sum_scaled_sum(D_down3_leaky_relu_of_x,
        d_D_down3_leaky_relu_of_x_scaled, D_down3_conv_of_x, D_down3_batch_norm_mean_of_x,
        d_D_down3_batch_norm_sum_of_x_scaled_sum, d_D_down3_batch_norm_centred_of_x_scale_sum);
    lap(m, 17); /* G2 */
    float *d_D_down3_batch_norm_sum = m->at[37];
    float *D_down3_batch_norm_rstd_of_x_weighted_2 = m->at[38];
    float *d_D_3_1_weight_via_x = m->at[39];
    make_d_D_down3_batch_norm_sum(parameters->D_3_1_weight, D_down3_batch_norm_rstd_of_x,
        d_D_down3_batch_norm_sum_of_x_scaled_sum, d_D_down3_batch_norm_centred_of_x_scale_sum,
        d_D_down3_batch_norm_sum, D_down3_batch_norm_rstd_of_x_weighted_2,
        d_D_3_1_weight_via_x);
    lap(m, 18); /* G3 */
    /* overwrites D_down3_conv_of_x */
    float (*d_D_down3_conv_of_x)[4][4][256] = (void *)m->at[40];
    make_d_D_down3_conv(d_D_down3_batch_norm_sum, D_down3_batch_norm_rstd_of_x_weighted,
        d_D_down3_leaky_relu_of_x_scaled, D_down3_leaky_relu_of_x,
        D_down3_batch_norm_rstd_of_x_weighted_2, D_down3_conv_of_x,
        D_down3_batch_norm_mean_of_x, (void *)d_D_down3_conv_of_x);
    lap(m, 19); /* G4 */
    scaled_conv_weight_256x4x4_by_1((void *)D_down3_leaky_relu_of_x, d_D_conv4_negated_scaled,
        (void *)gradients->D_4_weight, -0.015625f);
    lap(m, 20); /* G5 */
    float (*d_D_down2_leaky_relu_of_x)[64][128] = (void *)m->at[41];
    conv_data_256x4x4_to_128x8x8_out_panels(d_D_down3_conv_of_x, parameters->D_3_0_weight,
        (void *)d_D_down2_leaky_relu_of_x, m->at[42]);
    lap(m, 21); /* G6 */
    float *d_D_down2_batch_norm_sum_of_x_scaled_sum = m->at[43];
    float *d_D_down2_batch_norm_centred_of_x_scale_sum = m->at[44];
    make_d_D_down2_batch_norm_sum_scaled_sum(D_down2_leaky_relu_of_x, d_D_down2_leaky_relu_of_x,
        D_down2_conv_of_x, D_down2_batch_norm_mean_of_x,
        d_D_down2_batch_norm_sum_of_x_scaled_sum, d_D_down2_batch_norm_centred_of_x_scale_sum);
    lap(m, 22); /* G7 */
    float *d_D_down2_conv_of_x_offset = m->at[45];
    float *d_D_down2_batch_norm_centred_of_x_scale = m->at[46];
    float *d_D_2_1_weight_via_x = m->at[47];
    make_d_conv_offset(parameters->D_2_1_weight, D_down2_batch_norm_rstd_of_x,
        d_D_down2_batch_norm_sum_of_x_scaled_sum, d_D_down2_batch_norm_centred_of_x_scale_sum,
        d_D_down2_conv_of_x_offset, d_D_down2_batch_norm_centred_of_x_scale,
        d_D_2_1_weight_via_x);
    lap(m, 23); /* G8 */
    /* overwrites D_down2_conv_of_x */
    float (*d_D_down2_conv_of_x)[8][8][128] = (void *)m->at[48];
    make_d_D_down2_conv(D_down2_batch_norm_of_x_scale, d_D_down2_leaky_relu_of_x,
        D_down2_leaky_relu_of_x, d_D_down2_batch_norm_centred_of_x_scale, D_down2_conv_of_x,
        D_down2_batch_norm_mean_of_x, d_D_down2_conv_of_x_offset, (void *)d_D_down2_conv_of_x);
    lap(m, 24); /* G9 */
    conv_weight_128x8x8_by_256x4x4_out_panels((void *)D_down2_leaky_relu_of_x,
        d_D_down3_conv_of_x, gradients->D_3_0_weight, m->at[49]);
    lap(m, 25); /* G10 */
    float (*d_D_leaky_relu_of_x)[16][16][64] = (void *)m->at[50];
    conv_data_128x8x8_to_64x16x16_out_panels(d_D_down2_conv_of_x, parameters->D_2_0_weight,
        d_D_leaky_relu_of_x, m->at[51]);
    lap(m, 26); /* G11 */
    conv_weight_64x16x16_by_128x8x8_out_panels((void *)D_leaky_relu_of_x, d_D_down2_conv_of_x,
        gradients->D_2_0_weight, m->at[52]);
    lap(m, 27); /* G12 */
    float (*d_D_conv0_of_x)[16384] = (void *)m->at[53]; /* overwrites D_leaky_relu_of_x */
    make_d_D_conv0((void *)d_D_leaky_relu_of_x, D_leaky_relu_of_x, d_D_conv0_of_x);
    lap(m, 28); /* G13 */
    conv_weight_3x32x32_by_64x16x16(x, (void *)d_D_conv0_of_x, gradients->D_0_weight,
        m->at[54]);
    lap(m, 29); /* G14 */
    float (*G_relu)[16][256] = (void *)m->at[55];
    make_G_relu(parameters->G_2_bias, G_batch_norm_scale, G_conv_transpose1, G_batch_norm_mean,
        G_relu);
    lap(m, 30); /* F16 */
    float (*G_up4_conv_transpose)[64][128] = (void *)m->at[56];
    conv_data_256x4x4_to_128x8x8_in_panels((void *)G_relu, parameters->G_4_0_weight,
        (void *)G_up4_conv_transpose, m->at[57]);
    lap(m, 31); /* F17 */
    float *G_up4_batch_norm_squares = m->at[58];
    float *G_up4_batch_norm_sum = m->at[59];
    make_batch_norm_squares_and_batch_norm_sum_128(G_up4_conv_transpose,
        G_up4_batch_norm_squares, G_up4_batch_norm_sum);
    lap(m, 32); /* F18 */
    float *G_up4_batch_norm_scale = m->at[60];
    float *G_up4_batch_norm_mean = m->at[61];
    float *next_G_4_1_running_mean = m->at[62];
    float *next_G_4_1_running_var = m->at[63];
    make_G_up4_batch_norm_mean(parameters->G_4_1_weight, G_up4_batch_norm_squares,
        G_up4_batch_norm_sum, state->G_4_1_running_mean, state->G_4_1_running_var,
        G_up4_batch_norm_scale, G_up4_batch_norm_mean, next_G_4_1_running_mean,
        next_G_4_1_running_var);
    lap(m, 33); /* F19 */
    float (*G_up4_relu)[64][128] = (void *)m->at[64];
    make_G_up4_relu(parameters->G_4_1_bias, G_up4_batch_norm_scale, G_up4_conv_transpose,
        G_up4_batch_norm_mean, G_up4_relu);
    lap(m, 34); /* F20 */
    float (*G_up5_conv_transpose)[256][width] = (void *)m->at[65];
    conv_data_128x8x8_to_64x16x16_in_panels((void *)G_up4_relu, parameters->G_5_0_weight,
        (void *)G_up5_conv_transpose, m->at[66]);
    lap(m, 35); /* F21 */
    float *G_up5_batch_norm_squares = m->at[67];
    float *G_up5_batch_norm_sum = m->at[68];
    make_G_up5_batch_norm_squares(G_up5_conv_transpose, G_up5_batch_norm_squares,
        G_up5_batch_norm_sum);
    lap(m, 36); /* F22 */
    float *G_up5_batch_norm_scale = m->at[69];
    float *G_up5_batch_norm_mean = m->at[70];
    float *next_G_5_1_running_mean = m->at[71];
    float *next_G_5_1_running_var = m->at[72];
    make_G_up5_batch_norm_mean(parameters->G_5_1_weight, G_up5_batch_norm_squares,
        G_up5_batch_norm_sum, state->G_5_1_running_mean, state->G_5_1_running_var,
        G_up5_batch_norm_scale, G_up5_batch_norm_mean, next_G_5_1_running_mean,
        next_G_5_1_running_var);
    lap(m, 37); /* F23 */
    float (*G_up5_relu)[256][width] = (void *)m->at[73];
    make_G_up5_relu(parameters->G_5_1_bias, G_up5_batch_norm_scale, G_up5_conv_transpose,
        G_up5_batch_norm_mean, G_up5_relu);
    lap(m, 38); /* F24 */
    float (*G_conv_transpose6)[32][32][3] = (void *)m->at[74];
    conv_data_64x16x16_to_3x32x32((void *)G_up5_relu, parameters->G_6_weight, G_conv_transpose6,
        m->at[75]);
    lap(m, 39); /* F25 */
    float (*fake)[32][32][3] = (void *)m->at[76]; /* overwrites G_conv_transpose6 */
    make_fake((void *)G_conv_transpose6, (void *)fake);
    lap(m, 40); /* F26 */
    float (*D_conv0_of_fake)[16][16][64] = (void *)m->at[77];
    conv_3x32x32_to_64x16x16(fake, parameters->D_0_weight, D_conv0_of_fake);
    lap(m, 41); /* F27 */
    float (*D_leaky_relu_of_fake)[16384] = (void *)m->at[78]; /* overwrites D_conv0_of_fake */
    make_D_leaky_relu((void *)D_conv0_of_fake, D_leaky_relu_of_fake);
    lap(m, 42); /* F28 */
    float (*D_down2_conv_of_fake)[64][128] = (void *)m->at[79];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_leaky_relu_of_fake, parameters->D_2_0_weight,
        (void *)D_down2_conv_of_fake, m->at[80]);
    lap(m, 43); /* F29 */
    float *D_down2_batch_norm_squares_of_fake = m->at[81];
    float *D_down2_batch_norm_sum_of_fake = m->at[82];
    make_batch_norm_squares_and_batch_norm_sum_128(D_down2_conv_of_fake,
        D_down2_batch_norm_squares_of_fake, D_down2_batch_norm_sum_of_fake);
    lap(m, 44); /* F30 */
    float *D_down2_batch_norm_rstd_of_fake = m->at[83];
    float *D_down2_batch_norm_of_fake_scale = m->at[84];
    float *D_down2_batch_norm_mean_of_fake = m->at[85];
    float *next_D_2_1_running_mean = m->at[86];
    float *next_D_2_1_running_var = m->at[87]; /* overwrites D_2_1_running_mean_after_x */
    make_D_down2_batch_norm_rstd_of_fake(D_down2_batch_norm_squares_of_fake,
        parameters->D_2_1_weight, D_down2_batch_norm_sum_of_fake, D_2_1_running_mean_after_x,
        D_2_1_running_var_after_x, D_down2_batch_norm_rstd_of_fake,
        D_down2_batch_norm_of_fake_scale, D_down2_batch_norm_mean_of_fake,
        next_D_2_1_running_mean, next_D_2_1_running_var);
    lap(m, 45); /* F31 */
    float (*D_down2_leaky_relu_of_fake)[64][128] = (void *)m->at[88];
    make_D_down2_leaky_relu(parameters->D_2_1_bias, D_down2_batch_norm_of_fake_scale,
        D_down2_conv_of_fake, D_down2_batch_norm_mean_of_fake, D_down2_leaky_relu_of_fake);
    lap(m, 46); /* F32 */
    float (*D_down3_conv_of_fake)[16][256] = (void *)m->at[89];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down2_leaky_relu_of_fake,
        parameters->D_3_0_weight, (void *)D_down3_conv_of_fake, m->at[90]);
    lap(m, 47); /* F33 */
    float *D_down3_batch_norm_squares_of_fake = m->at[91];
    float *D_down3_batch_norm_sum_of_fake = m->at[92];
    make_batch_norm_squares_and_batch_norm_sum_256(D_down3_conv_of_fake,
        D_down3_batch_norm_squares_of_fake, D_down3_batch_norm_sum_of_fake);
    lap(m, 48); /* F34 */
    float *D_down3_batch_norm_rstd_of_fake = m->at[93];
    float *D_down3_batch_norm_of_fake_scale = m->at[94];
    float *D_down3_batch_norm_mean_of_fake = m->at[95];
    float *D_down3_batch_norm_rstd_of_fake_weighted = m->at[96];
    float *next_D_3_1_running_mean = m->at[97];
    float *next_D_3_1_running_var = m->at[98]; /* overwrites D_3_1_running_mean_after_x */
    make_D_down3_batch_norm_rstd_of_fake(D_down3_batch_norm_squares_of_fake,
        parameters->D_3_1_weight, D_down3_batch_norm_sum_of_fake, D_3_1_running_mean_after_x,
        D_3_1_running_var_after_x, D_down3_batch_norm_rstd_of_fake,
        D_down3_batch_norm_of_fake_scale, D_down3_batch_norm_mean_of_fake,
        D_down3_batch_norm_rstd_of_fake_weighted, next_D_3_1_running_mean,
        next_D_3_1_running_var);
    lap(m, 49); /* F35 */
    float (*D_down3_leaky_relu_of_fake)[16][256] = (void *)m->at[99];
    make_D_down3_leaky_relu(parameters->D_3_1_bias, D_down3_batch_norm_of_fake_scale,
        D_down3_conv_of_fake, D_down3_batch_norm_mean_of_fake, D_down3_leaky_relu_of_fake);
    lap(m, 50); /* F36 */
    float *D_conv4_of_fake = m->at[100];
    conv_256x4x4_to_1((void *)D_down3_leaky_relu_of_fake, (void *)parameters->D_4_weight,
        D_conv4_of_fake);
    lap(m, 51); /* F37 */
    float *D_conv4_of_fake_softplus_sum = m->at[101];
    float *d_D_conv4_scaled = m->at[102]; /* overwrites D_conv4_of_fake */
    make_d_D_conv4_scaled(D_conv4_of_fake, D_conv4_of_fake_softplus_sum, d_D_conv4_scaled);
    lap(m, 52); /* F38 */
    float *d_loss = &m->value[VALUE_d_loss];
    d_loss[0] = 0.015625f * D_conv4_of_x_softplus_sum[0]
        + 0.015625f * D_conv4_of_fake_softplus_sum[0];
    add_scaled_conv_weight_256x4x4_by_1((void *)D_down3_leaky_relu_of_fake, d_D_conv4_scaled,
        (void *)gradients->D_4_weight, 0.015625f);
    lap(m, 53); /* G15 */
    float (*d_D_down3_leaky_relu_of_fake_scaled)[16][256] = (void *)m->at[103];
    conv_data_1_to_256x4x4(d_D_conv4_scaled, (void *)parameters->D_4_weight,
        (void *)d_D_down3_leaky_relu_of_fake_scaled);
    lap(m, 54); /* G16 */
    float *d_D_down3_batch_norm_sum_of_fake_scaled_sum = m->at[104];
    float *d_D_down3_batch_norm_centred_of_fake_scale_sum = m->at[105];
    make_d_D_down3_batch_norm_sum_scaled_sum(D_down3_leaky_relu_of_fake,
        d_D_down3_leaky_relu_of_fake_scaled, D_down3_conv_of_fake,
        D_down3_batch_norm_mean_of_fake, d_D_down3_batch_norm_sum_of_fake_scaled_sum,
        d_D_down3_batch_norm_centred_of_fake_scale_sum);
    lap(m, 55); /* G17 */
    float *d_D_down3_conv_offset = m->at[106];
    float *D_down3_batch_norm_rstd_of_fake_weighted_2 = m->at[107];
    make_d_D_3_1_weight(parameters->D_3_1_weight, D_down3_batch_norm_rstd_of_fake,
        d_D_down3_batch_norm_sum_of_fake_scaled_sum,
        d_D_down3_batch_norm_centred_of_fake_scale_sum, d_D_3_1_weight_via_x,
        d_D_down3_batch_norm_sum_of_x_scaled_sum, d_D_down3_conv_offset,
        D_down3_batch_norm_rstd_of_fake_weighted_2, gradients->D_3_1_weight,
        gradients->D_3_1_bias);
    lap(m, 56); /* G18 */
    /* overwrites d_D_down3_leaky_relu_of_fake_scaled */
    float (*d_D_down3_conv_of_fake)[4][4][256] = (void *)m->at[108];
    make_d_D_down3_conv_of_fake(D_down3_batch_norm_rstd_of_fake_weighted,
        d_D_down3_leaky_relu_of_fake_scaled, D_down3_leaky_relu_of_fake,
        D_down3_batch_norm_rstd_of_fake_weighted_2, D_down3_conv_of_fake,
        D_down3_batch_norm_mean_of_fake, d_D_down3_conv_offset, (void *)d_D_down3_conv_of_fake);
    lap(m, 57); /* G19 */
    add_conv_weight_128x8x8_by_256x4x4((void *)D_down2_leaky_relu_of_fake,
        d_D_down3_conv_of_fake, gradients->D_3_0_weight, m->at[109]);
    lap(m, 58); /* G20 */
    float (*d_D_down2_leaky_relu_of_fake)[64][128] = (void *)m->at[110];
    conv_data_256x4x4_to_128x8x8_out_panels(d_D_down3_conv_of_fake, parameters->D_3_0_weight,
        (void *)d_D_down2_leaky_relu_of_fake, m->at[111]);
    lap(m, 59); /* G21 */
    float *d_D_down2_batch_norm_sum_of_fake_scaled_sum = m->at[112];
    float *d_D_down2_batch_norm_centred_of_fake_scale_sum = m->at[113];
    make_d_D_down2_batch_norm_sum_scaled_sum(D_down2_leaky_relu_of_fake,
        d_D_down2_leaky_relu_of_fake, D_down2_conv_of_fake, D_down2_batch_norm_mean_of_fake,
        d_D_down2_batch_norm_sum_of_fake_scaled_sum,
        d_D_down2_batch_norm_centred_of_fake_scale_sum);
    lap(m, 60); /* G22 */
    float *d_D_down2_conv_of_fake_offset = m->at[114];
    float *d_D_down2_batch_norm_centred_of_fake_scale = m->at[115];
    make_d_D_2_1_weight(parameters->D_2_1_weight, D_down2_batch_norm_rstd_of_fake,
        d_D_down2_batch_norm_sum_of_fake_scaled_sum,
        d_D_down2_batch_norm_centred_of_fake_scale_sum, d_D_2_1_weight_via_x,
        d_D_down2_batch_norm_sum_of_x_scaled_sum, d_D_down2_conv_of_fake_offset,
        d_D_down2_batch_norm_centred_of_fake_scale, gradients->D_2_1_weight,
        gradients->D_2_1_bias);
    lap(m, 61); /* G23 */
    /* overwrites D_down2_conv_of_fake */
    float (*d_D_down2_conv_of_fake)[8][8][128] = (void *)m->at[116];
    make_d_D_down2_conv(D_down2_batch_norm_of_fake_scale, d_D_down2_leaky_relu_of_fake,
        D_down2_leaky_relu_of_fake, d_D_down2_batch_norm_centred_of_fake_scale,
        D_down2_conv_of_fake, D_down2_batch_norm_mean_of_fake, d_D_down2_conv_of_fake_offset,
        (void *)d_D_down2_conv_of_fake);
    lap(m, 62); /* G24 */
    add_conv_weight_64x16x16_by_128x8x8((void *)D_leaky_relu_of_fake, d_D_down2_conv_of_fake,
        gradients->D_2_0_weight, m->at[117]);
    lap(m, 63); /* G25 */
    float (*d_D_leaky_relu_of_fake)[16][16][64] = (void *)m->at[118];
    conv_data_128x8x8_to_64x16x16_out_panels(d_D_down2_conv_of_fake, parameters->D_2_0_weight,
        d_D_leaky_relu_of_fake, m->at[119]);
    lap(m, 64); /* G26 */
    /* overwrites D_leaky_relu_of_fake */
    float (*d_D_conv0_of_fake)[16384] = (void *)m->at[120];
    make_d_D_conv0((void *)d_D_leaky_relu_of_fake, D_leaky_relu_of_fake, d_D_conv0_of_fake);
    lap(m, 65); /* G27 */
    add_conv_weight_3x32x32_by_64x16x16(fake, (void *)d_D_conv0_of_fake, gradients->D_0_weight,
        m->at[121]);
    lap(m, 66); /* G28 */
    float *next_G_2_num_batches_tracked = m->at[122];
    next_G_2_num_batches_tracked[0] = 1.0f + state->G_2_num_batches_tracked[0];
    float *next_G_4_1_num_batches_tracked = m->at[123];
    next_G_4_1_num_batches_tracked[0] = 1.0f + state->G_4_1_num_batches_tracked[0];
    float *next_G_5_1_num_batches_tracked = m->at[124];
    next_G_5_1_num_batches_tracked[0] = 1.0f + state->G_5_1_num_batches_tracked[0];
    float *next_D_2_1_num_batches_tracked = m->at[125];
    next_D_2_1_num_batches_tracked[0] = 1.0f + (1.0f + state->D_2_1_num_batches_tracked[0]);
    float *next_D_3_1_num_batches_tracked = m->at[126];
    next_D_3_1_num_batches_tracked[0] = 1.0f + (1.0f + state->D_3_1_num_batches_tracked[0]);
    /* D.0.weight .. D.4.weight: 663296 floats */
    m->updates[0]++;
    adam(m->parameters + 1068928, m->gradients + 1068928, m->moment[0] + 1068928, m->moment[1]
        + 1068928, 663296, m->updates[0], 0.0002, 0.5, 0.999, 1e-08);
    lap(m, 67); /* U1 */
    memcpy(&state->G_2_running_mean, next_G_2_running_mean, sizeof state->G_2_running_mean);
    lap(m, 68); /* A1 */
    memcpy(&state->G_2_running_var, next_G_2_running_var, sizeof state->G_2_running_var);
    lap(m, 69); /* A2 */
    memcpy(&state->G_2_num_batches_tracked, next_G_2_num_batches_tracked,
        sizeof state->G_2_num_batches_tracked);
    lap(m, 70); /* A3 */
    memcpy(&state->G_4_1_running_mean, next_G_4_1_running_mean,
        sizeof state->G_4_1_running_mean);
    lap(m, 71); /* A4 */
    memcpy(&state->G_4_1_running_var, next_G_4_1_running_var, sizeof state->G_4_1_running_var);
    lap(m, 72); /* A5 */
    memcpy(&state->G_4_1_num_batches_tracked, next_G_4_1_num_batches_tracked,
        sizeof state->G_4_1_num_batches_tracked);
    lap(m, 73); /* A6 */
    memcpy(&state->G_5_1_running_mean, next_G_5_1_running_mean,
        sizeof state->G_5_1_running_mean);
    lap(m, 74); /* A7 */
    memcpy(&state->G_5_1_running_var, next_G_5_1_running_var, sizeof state->G_5_1_running_var);
    lap(m, 75); /* A8 */
    memcpy(&state->G_5_1_num_batches_tracked, next_G_5_1_num_batches_tracked,
        sizeof state->G_5_1_num_batches_tracked);
    lap(m, 76); /* A9 */
    memcpy(&state->D_2_1_running_mean, next_D_2_1_running_mean,
        sizeof state->D_2_1_running_mean);
    lap(m, 77); /* A10 */
    memcpy(&state->D_2_1_running_var, next_D_2_1_running_var, sizeof state->D_2_1_running_var);
    lap(m, 78); /* A11 */
    memcpy(&state->D_2_1_num_batches_tracked, next_D_2_1_num_batches_tracked,
        sizeof state->D_2_1_num_batches_tracked);
    lap(m, 79); /* A12 */
    memcpy(&state->D_3_1_running_mean, next_D_3_1_running_mean,
        sizeof state->D_3_1_running_mean);
    lap(m, 80); /* A13 */
    memcpy(&state->D_3_1_running_var, next_D_3_1_running_var, sizeof state->D_3_1_running_var);
    lap(m, 81); /* A14 */
    memcpy(&state->D_3_1_num_batches_tracked, next_D_3_1_num_batches_tracked,
        sizeof state->D_3_1_num_batches_tracked);
    lap(m, 82); /* A15 */
}

/* Minimises g_loss with adam. */
void
dcgan_step_2(struct instance *m)
{
    struct dcgan_parameters *const parameters = (void *)m->parameters;
    struct dcgan_parameters *const gradients = (void *)m->gradients;
    struct dcgan_state *const state = (void *)m->state;

    float *G_batch_norm_squares = m->at[2];
    float *G_batch_norm_rstd = m->at[127]; /* overwrites G_batch_norm_squares */
    make_G_batch_norm_rstd(G_batch_norm_squares, G_batch_norm_rstd);
    lap(m, 83); /* F1 */
    float *G_up4_batch_norm_squares = m->at[58];
    float *G_up4_batch_norm_rstd = m->at[128];
    make_G_up4_batch_norm_rstd(G_up4_batch_norm_squares, G_up4_batch_norm_rstd);
    lap(m, 84); /* F2 */
    float *G_up5_batch_norm_squares = m->at[67];
    float *G_up5_batch_norm_rstd = m->at[129];
    make_G_up5_batch_norm_rstd(G_up5_batch_norm_squares, G_up5_batch_norm_rstd);
    lap(m, 85); /* F3 */
    float (*fake)[32][32][3] = (void *)m->at[76]; /* overwrites G_conv_transpose6 */
    float (*D_conv0_of_fake_in_g_loss)[16][16][64] = (void *)m->at[130];
    conv_3x32x32_to_64x16x16(fake, parameters->D_0_weight, D_conv0_of_fake_in_g_loss);
    lap(m, 86); /* F4 */
    /* overwrites D_conv0_of_fake_in_g_loss */
    float (*D_leaky_relu_of_fake_in_g_loss)[16384] = (void *)m->at[131];
    make_D_leaky_relu((void *)D_conv0_of_fake_in_g_loss, D_leaky_relu_of_fake_in_g_loss);
    lap(m, 87); /* F5 */
    float (*D_down2_conv_of_fake_in_g_loss)[64][128] = (void *)m->at[132];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_leaky_relu_of_fake_in_g_loss,
        parameters->D_2_0_weight, (void *)D_down2_conv_of_fake_in_g_loss, m->at[133]);
    lap(m, 88); /* F6 */
    float *D_down2_batch_norm_squares_of_fake_in_g_loss = m->at[134];
    float *D_down2_batch_norm_sum_of_fake_in_g_loss = m->at[135];
    make_batch_norm_squares_and_batch_norm_sum_128(D_down2_conv_of_fake_in_g_loss,
        D_down2_batch_norm_squares_of_fake_in_g_loss, D_down2_batch_norm_sum_of_fake_in_g_loss);
    lap(m, 89); /* F7 */
    float *D_down2_batch_norm_rstd_of_fake_in_g_loss = m->at[136];
    float *d_D_down2_batch_norm_centred_scale = m->at[137];
    float *D_down2_batch_norm_mean_of_fake_in_g_loss = m->at[138];
    float *next_D_2_1_running_mean_in_g_loss = m->at[139];
    /* overwrites D_down2_batch_norm_squares_of_fake_in_g_loss */
    float *next_D_2_1_running_var_in_g_loss = m->at[140];
    make_D_down2_batch_norm_rstd_of_fake_in_g_loss(D_down2_batch_norm_squares_of_fake_in_g_loss,
        parameters->D_2_1_weight, D_down2_batch_norm_sum_of_fake_in_g_loss,
        state->D_2_1_running_mean, state->D_2_1_running_var,
        D_down2_batch_norm_rstd_of_fake_in_g_loss, d_D_down2_batch_norm_centred_scale,
        D_down2_batch_norm_mean_of_fake_in_g_loss, next_D_2_1_running_mean_in_g_loss,
        next_D_2_1_running_var_in_g_loss);
    lap(m, 90); /* F8 */
    float (*D_down2_leaky_relu_of_fake_in_g_loss)[64][128] = (void *)m->at[141];
    make_D_down2_leaky_relu(parameters->D_2_1_bias, d_D_down2_batch_norm_centred_scale,
        D_down2_conv_of_fake_in_g_loss, D_down2_batch_norm_mean_of_fake_in_g_loss,
        D_down2_leaky_relu_of_fake_in_g_loss);
    lap(m, 91); /* F9 */
    float (*D_down3_conv_of_fake_in_g_loss)[16][256] = (void *)m->at[142];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down2_leaky_relu_of_fake_in_g_loss,
        parameters->D_3_0_weight, (void *)D_down3_conv_of_fake_in_g_loss, m->at[143]);
    lap(m, 92); /* F10 */
    float *D_down3_batch_norm_squares_of_fake_in_g_loss = m->at[144];
    float *D_down3_batch_norm_sum_of_fake_in_g_loss = m->at[145];
    make_batch_norm_squares_and_batch_norm_sum_256(D_down3_conv_of_fake_in_g_loss,
        D_down3_batch_norm_squares_of_fake_in_g_loss, D_down3_batch_norm_sum_of_fake_in_g_loss);
    lap(m, 93); /* F11 */
    float *D_down3_batch_norm_rstd_of_fake_in_g_loss = m->at[146];
    float *D_down3_batch_norm_of_fake_scale_in_g_loss = m->at[147];
    float *D_down3_batch_norm_mean_of_fake_in_g_loss = m->at[148];
    float *D_3_1_weight_times_D_down3_batch_norm_rstd = m->at[149];
    float *next_D_3_1_running_mean_in_g_loss = m->at[150];
    /* overwrites D_down3_batch_norm_squares_of_fake_in_g_loss */
    float *next_D_3_1_running_var_in_g_loss = m->at[151];
    make_D_down3_batch_norm_rstd_of_x(D_down3_batch_norm_squares_of_fake_in_g_loss,
        parameters->D_3_1_weight, D_down3_batch_norm_sum_of_fake_in_g_loss,
        state->D_3_1_running_mean, state->D_3_1_running_var,
        D_down3_batch_norm_rstd_of_fake_in_g_loss, D_down3_batch_norm_of_fake_scale_in_g_loss,
        D_down3_batch_norm_mean_of_fake_in_g_loss, D_3_1_weight_times_D_down3_batch_norm_rstd,
        next_D_3_1_running_mean_in_g_loss, next_D_3_1_running_var_in_g_loss);
    lap(m, 94); /* F12 */
    float (*D_down3_leaky_relu_of_fake_in_g_loss)[16][256] = (void *)m->at[152];
    make_D_down3_leaky_relu(parameters->D_3_1_bias, D_down3_batch_norm_of_fake_scale_in_g_loss,
        D_down3_conv_of_fake_in_g_loss, D_down3_batch_norm_mean_of_fake_in_g_loss,
        D_down3_leaky_relu_of_fake_in_g_loss);
    lap(m, 95); /* F13 */
    float *D_conv4_of_fake_in_g_loss = m->at[153];
    conv_256x4x4_to_1((void *)D_down3_leaky_relu_of_fake_in_g_loss,
        (void *)parameters->D_4_weight, D_conv4_of_fake_in_g_loss);
    lap(m, 96); /* F14 */
    float *g_loss_sum = m->at[154];
    float *d_D_conv4_of_fake_negated_scaled = m->at[155];
    make_d_D_conv4_negated_scaled(D_conv4_of_fake_in_g_loss, g_loss_sum,
        d_D_conv4_of_fake_negated_scaled);
    lap(m, 97); /* F15 */
    float (*d_D_down3_leaky_relu_of_fake_scaled_in_g_loss)[16][256] = (void *)m->at[156];
    conv_data_1_to_256x4x4(d_D_conv4_of_fake_negated_scaled, (void *)parameters->D_4_weight,
        (void *)d_D_down3_leaky_relu_of_fake_scaled_in_g_loss);
    lap(m, 98); /* G1 */
    float *d_D_down3_batch_norm_sum_of_fake_scaled_sum_in_g_loss = m->at[157];
    float *d_D_down3_batch_norm_centred_of_fake_scale_sum_in_g_loss = m->at[158];
    make_d_D_down3_batch_norm_sum_scaled_sum(D_down3_leaky_relu_of_fake_in_g_loss,
        d_D_down3_leaky_relu_of_fake_scaled_in_g_loss, D_down3_conv_of_fake_in_g_loss,
        D_down3_batch_norm_mean_of_fake_in_g_loss,
        d_D_down3_batch_norm_sum_of_fake_scaled_sum_in_g_loss,
        d_D_down3_batch_norm_centred_of_fake_scale_sum_in_g_loss);
    lap(m, 99); /* G2 */
    float *d_D_down3_batch_norm_sum_of_fake = m->at[159];
    /* overwrites D_down3_batch_norm_rstd_of_fake_in_g_loss */
    float *D_3_1_weight_times_D_down3_batch_norm_rstd_cubed_weighted = m->at[160];
    make_d_D_down3_batch_norm_sum_of_fake(parameters->D_3_1_weight,
        D_down3_batch_norm_rstd_of_fake_in_g_loss,
        d_D_down3_batch_norm_sum_of_fake_scaled_sum_in_g_loss,
        d_D_down3_batch_norm_centred_of_fake_scale_sum_in_g_loss,
        d_D_down3_batch_norm_sum_of_fake,
        D_3_1_weight_times_D_down3_batch_norm_rstd_cubed_weighted);
    lap(m, 100); /* G3 */
    /* overwrites d_D_down3_leaky_relu_of_fake_scaled_in_g_loss */
    float (*d_D_down3_conv_of_fake_in_g_loss)[16][256] = (void *)m->at[161];
    make_d_D_down3_conv(d_D_down3_batch_norm_sum_of_fake,
        D_3_1_weight_times_D_down3_batch_norm_rstd,
        d_D_down3_leaky_relu_of_fake_scaled_in_g_loss, D_down3_leaky_relu_of_fake_in_g_loss,
        D_3_1_weight_times_D_down3_batch_norm_rstd_cubed_weighted,
        D_down3_conv_of_fake_in_g_loss, D_down3_batch_norm_mean_of_fake_in_g_loss,
        d_D_down3_conv_of_fake_in_g_loss);
    lap(m, 101); /* G4 */
    float (*d_D_down2_leaky_relu_of_fake_in_g_loss)[64][128] = (void *)m->at[162];
    conv_data_256x4x4_to_128x8x8_out_panels((void *)d_D_down3_conv_of_fake_in_g_loss,
        parameters->D_3_0_weight, (void *)d_D_down2_leaky_relu_of_fake_in_g_loss, m->at[163]);
    lap(m, 102); /* G5 */
    float *d_D_down2_batch_norm_sum_of_fake_scaled_sum_in_g_loss = m->at[164];
    float *d_D_down2_batch_norm_centred_of_fake_scale_sum_in_g_loss = m->at[165];
    make_d_D_down2_batch_norm_sum_scaled_sum(D_down2_leaky_relu_of_fake_in_g_loss,
        d_D_down2_leaky_relu_of_fake_in_g_loss, D_down2_conv_of_fake_in_g_loss,
        D_down2_batch_norm_mean_of_fake_in_g_loss,
        d_D_down2_batch_norm_sum_of_fake_scaled_sum_in_g_loss,
        d_D_down2_batch_norm_centred_of_fake_scale_sum_in_g_loss);
    lap(m, 103); /* G6 */
    float *d_D_down2_conv_of_fake_offset_in_g_loss = m->at[166];
    /* overwrites D_down2_batch_norm_rstd_of_fake_in_g_loss */
    float *d_D_down2_batch_norm_centred_of_fake_scale_in_g_loss = m->at[167];
    make_d_D_down2_conv_of_fake_offset_in_g_loss(parameters->D_2_1_weight,
        D_down2_batch_norm_rstd_of_fake_in_g_loss,
        d_D_down2_batch_norm_sum_of_fake_scaled_sum_in_g_loss,
        d_D_down2_batch_norm_centred_of_fake_scale_sum_in_g_loss,
        d_D_down2_conv_of_fake_offset_in_g_loss,
        d_D_down2_batch_norm_centred_of_fake_scale_in_g_loss);
    lap(m, 104); /* G7 */
    /* overwrites d_D_down2_leaky_relu_of_fake_in_g_loss */
    float (*d_D_down2_conv_of_fake_in_g_loss)[64][128] = (void *)m->at[168];
    make_d_D_down2_conv(d_D_down2_batch_norm_centred_scale,
        d_D_down2_leaky_relu_of_fake_in_g_loss, D_down2_leaky_relu_of_fake_in_g_loss,
        d_D_down2_batch_norm_centred_of_fake_scale_in_g_loss, D_down2_conv_of_fake_in_g_loss,
        D_down2_batch_norm_mean_of_fake_in_g_loss, d_D_down2_conv_of_fake_offset_in_g_loss,
        d_D_down2_conv_of_fake_in_g_loss);
    lap(m, 105); /* G8 */
    float (*d_D_leaky_relu_of_fake_in_g_loss)[16][16][64] = (void *)m->at[169];
    conv_data_128x8x8_to_64x16x16_out_panels((void *)d_D_down2_conv_of_fake_in_g_loss,
        parameters->D_2_0_weight, d_D_leaky_relu_of_fake_in_g_loss, m->at[170]);
    lap(m, 106); /* G9 */
    /* overwrites D_leaky_relu_of_fake_in_g_loss */
    float (*d_D_conv0_of_fake_in_g_loss)[16384] = (void *)m->at[171];
    make_d_D_conv0((void *)d_D_leaky_relu_of_fake_in_g_loss, D_leaky_relu_of_fake_in_g_loss,
        d_D_conv0_of_fake_in_g_loss);
    lap(m, 107); /* G10 */
    float (*d_fake)[32][32][3] = (void *)m->at[172];
    conv_data_64x16x16_to_3x32x32((void *)d_D_conv0_of_fake_in_g_loss, parameters->D_0_weight,
        d_fake, m->at[173]);
    lap(m, 108); /* G11 */
    float (*d_G_conv_transpose6)[32][32][3] = (void *)m->at[174]; /* overwrites fake */
    make_d_G_conv_transpose6((void *)d_fake, (void *)fake, (void *)d_G_conv_transpose6);
    lap(m, 109); /* G12 */
    float *g_loss = &m->value[VALUE_g_loss];
    g_loss[0] = 0.015625f * g_loss_sum[0];
    float (*G_up5_relu)[256][width] = (void *)m->at[73];
    conv_weight_3x32x32_by_64x16x16(d_G_conv_transpose6, (void *)G_up5_relu,
        gradients->G_6_weight, m->at[175]);
    lap(m, 110); /* G13 */
    float (*d_G_up5_relu)[256][width] = (void *)m->at[176];
    conv_3x32x32_to_64x16x16(d_G_conv_transpose6, parameters->G_6_weight, (void *)d_G_up5_relu);
    lap(m, 111); /* G14 */
    float (*G_up5_conv_transpose)[256][width] = (void *)m->at[65];
    float *G_up5_batch_norm_mean = m->at[70];
    float *d_G_up5_batch_norm_centred_scale_sum = m->at[177];
    make_d_G_5_1_bias(G_up5_relu, d_G_up5_relu, G_up5_conv_transpose, G_up5_batch_norm_mean,
        gradients->G_5_1_bias, d_G_up5_batch_norm_centred_scale_sum);
    lap(m, 112); /* G15 */
    float *d_G_up5_conv_transpose_offset = m->at[178];
    float *d_G_up5_batch_norm_centred_scale = m->at[179];
    make_d_G_5_1_weight(parameters->G_5_1_weight, G_up5_batch_norm_rstd, gradients->G_5_1_bias,
        d_G_up5_batch_norm_centred_scale_sum, d_G_up5_conv_transpose_offset,
        d_G_up5_batch_norm_centred_scale, gradients->G_5_1_weight);
    lap(m, 113); /* G16 */
    float *G_up5_batch_norm_scale = m->at[69];
    /* overwrites G_up5_relu */
    float (*d_G_up5_conv_transpose)[16][16][64] = (void *)m->at[180];
    make_d_G_up5_conv_transpose(G_up5_batch_norm_scale, d_G_up5_relu, G_up5_relu,
        d_G_up5_batch_norm_centred_scale, G_up5_conv_transpose, G_up5_batch_norm_mean,
        d_G_up5_conv_transpose_offset, (void *)d_G_up5_conv_transpose);
    lap(m, 114); /* G17 */
    float (*d_G_up4_relu)[64][128] = (void *)m->at[181];
    conv_64x16x16_to_128x8x8_in_panels(d_G_up5_conv_transpose, parameters->G_5_0_weight,
        (void *)d_G_up4_relu, m->at[182]);
    lap(m, 115); /* G18 */
    float (*G_up4_relu)[64][128] = (void *)m->at[64];
    conv_weight_64x16x16_by_128x8x8_in_panels(d_G_up5_conv_transpose, (void *)G_up4_relu,
        gradients->G_5_0_weight, m->at[183]);
    lap(m, 116); /* G19 */
    float (*G_up4_conv_transpose)[64][128] = (void *)m->at[56];
    float *G_up4_batch_norm_mean = m->at[61];
    float *d_G_up4_batch_norm_centred_scale_sum = m->at[184];
    make_d_G_4_1_bias(G_up4_relu, d_G_up4_relu, G_up4_conv_transpose, G_up4_batch_norm_mean,
        gradients->G_4_1_bias, d_G_up4_batch_norm_centred_scale_sum);
    lap(m, 117); /* G20 */
    float *d_G_up4_conv_transpose_offset = m->at[185];
    float *d_G_up4_batch_norm_centred_scale = m->at[186];
    make_d_conv_offset(parameters->G_4_1_weight, G_up4_batch_norm_rstd, gradients->G_4_1_bias,
        d_G_up4_batch_norm_centred_scale_sum, d_G_up4_conv_transpose_offset,
        d_G_up4_batch_norm_centred_scale, gradients->G_4_1_weight);
    lap(m, 118); /* G21 */
    float *G_up4_batch_norm_scale = m->at[60];
    /* overwrites G_up4_relu */
    float (*d_G_up4_conv_transpose)[8][8][128] = (void *)m->at[187];
    make_d_G_up4_conv_transpose(G_up4_batch_norm_scale, d_G_up4_relu, G_up4_relu,
        d_G_up4_batch_norm_centred_scale, G_up4_conv_transpose, G_up4_batch_norm_mean,
        d_G_up4_conv_transpose_offset, (void *)d_G_up4_conv_transpose);
    lap(m, 119); /* G22 */
    float (*d_G_relu)[16][256] = (void *)m->at[188];
    conv_128x8x8_to_256x4x4_in_panels(d_G_up4_conv_transpose, parameters->G_4_0_weight,
        (void *)d_G_relu, m->at[189]);
    lap(m, 120); /* G23 */
    float (*G_relu)[16][256] = (void *)m->at[55];
    conv_weight_128x8x8_by_256x4x4_in_panels(d_G_up4_conv_transpose, (void *)G_relu,
        gradients->G_4_0_weight, m->at[190]);
    lap(m, 121); /* G24 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[1];
    float *G_batch_norm_mean = m->at[5];
    float *d_G_batch_norm_centred_scale_sum = m->at[191];
    make_d_G_2_bias(G_relu, d_G_relu, G_conv_transpose1, G_batch_norm_mean, gradients->G_2_bias,
        d_G_batch_norm_centred_scale_sum);
    lap(m, 122); /* G25 */
    float *d_G_conv_transpose1_offset = m->at[192];
    float *d_G_batch_norm_centred_scale = m->at[193];
    make_d_G_2_weight(parameters->G_2_weight, G_batch_norm_rstd, gradients->G_2_bias,
        d_G_batch_norm_centred_scale_sum, d_G_conv_transpose1_offset,
        d_G_batch_norm_centred_scale, gradients->G_2_weight);
    lap(m, 123); /* G26 */
    float *G_batch_norm_scale = m->at[4];
    /* overwrites G_conv_transpose1 */
    float (*d_G_conv_transpose1)[16][256] = (void *)m->at[194];
    make_d_G_conv_transpose1(G_batch_norm_scale, d_G_relu, G_relu, d_G_batch_norm_centred_scale,
        G_conv_transpose1, G_batch_norm_mean, d_G_conv_transpose1_offset, d_G_conv_transpose1);
    lap(m, 124); /* G27 */
    float (*fake_noise)[100] = (void *)m->at[0];
    conv_weight_256x4x4_by_100(d_G_conv_transpose1, fake_noise, (void *)gradients->G_1_weight);
    lap(m, 125); /* G28 */
    float *next_D_2_1_num_batches_tracked_in_g_loss = m->at[195];
    next_D_2_1_num_batches_tracked_in_g_loss[0] = 1.0f + state->D_2_1_num_batches_tracked[0];
    float *next_D_3_1_num_batches_tracked_in_g_loss = m->at[196];
    next_D_3_1_num_batches_tracked_in_g_loss[0] = 1.0f + state->D_3_1_num_batches_tracked[0];
    /* G.1.weight .. G.6.weight: 1068928 floats */
    m->updates[1]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 1068928, m->updates[1],
        0.0002, 0.5, 0.999, 1e-08);
    lap(m, 126); /* U1 */
    memcpy(&state->D_2_1_running_mean, next_D_2_1_running_mean_in_g_loss,
        sizeof state->D_2_1_running_mean);
    lap(m, 127); /* A1 */
    memcpy(&state->D_2_1_running_var, next_D_2_1_running_var_in_g_loss,
        sizeof state->D_2_1_running_var);
    lap(m, 128); /* A2 */
    memcpy(&state->D_2_1_num_batches_tracked, next_D_2_1_num_batches_tracked_in_g_loss,
        sizeof state->D_2_1_num_batches_tracked);
    lap(m, 129); /* A3 */
    memcpy(&state->D_3_1_running_mean, next_D_3_1_running_mean_in_g_loss,
        sizeof state->D_3_1_running_mean);
    lap(m, 130); /* A4 */
    memcpy(&state->D_3_1_running_var, next_D_3_1_running_var_in_g_loss,
        sizeof state->D_3_1_running_var);
    lap(m, 131); /* A5 */
    memcpy(&state->D_3_1_num_batches_tracked, next_D_3_1_num_batches_tracked_in_g_loss,
        sizeof state->D_3_1_num_batches_tracked);
    lap(m, 132); /* A6 */
}

/* Every loss and metric of a batch, in inference mode. */
void
dcgan_evaluate(struct instance *m)
{
    struct dcgan_parameters *const parameters = (void *)m->parameters;
    struct dcgan_state *const state = (void *)m->state;

    float (*fake_noise)[100] = (void *)m->at[197];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[198];
    conv_data_100_to_256x4x4(fake_noise, (void *)parameters->G_1_weight,
        G_conv_transpose1); /* F1 */
    const float (*x)[32][32][3] = m->field[DATA_x];
    float (*D_conv0_of_x)[16][16][64] = (void *)m->at[199];
    conv_3x32x32_to_64x16x16(x, parameters->D_0_weight, D_conv0_of_x); /* F2 */
    float (*D_leaky_relu_of_x)[16384] = (void *)m->at[200]; /* overwrites D_conv0_of_x */
    make_D_leaky_relu((void *)D_conv0_of_x, D_leaky_relu_of_x); /* F3 */
    float (*D_down2_conv_of_x)[8][8][128] = (void *)m->at[201];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_leaky_relu_of_x, parameters->D_2_0_weight,
        D_down2_conv_of_x, m->at[202]); /* F4 */
    float *G_batch_norm_scale = m->at[203];
    make_batch_norm_scale_256(parameters->G_2_weight, state->G_2_running_var,
        G_batch_norm_scale); /* F5 */
    float (*G_relu)[16][256] = (void *)m->at[204];
    make_G_relu(parameters->G_2_bias, G_batch_norm_scale, G_conv_transpose1,
        state->G_2_running_mean, G_relu); /* F6 */
    float (*G_up4_conv_transpose)[8][8][128] = (void *)m->at[205];
    conv_data_256x4x4_to_128x8x8_in_panels((void *)G_relu, parameters->G_4_0_weight,
        G_up4_conv_transpose, m->at[206]); /* F7 */
    float *G_up4_batch_norm_scale = m->at[207];
    make_batch_norm_scale_128(parameters->G_4_1_weight, state->G_4_1_running_var,
        G_up4_batch_norm_scale); /* F8 */
    float (*G_up4_relu)[64][128] = (void *)m->at[208];
    make_G_up4_relu(parameters->G_4_1_bias, G_up4_batch_norm_scale,
        (void *)G_up4_conv_transpose, state->G_4_1_running_mean, G_up4_relu); /* F9 */
    float (*G_up5_conv_transpose)[16][16][64] = (void *)m->at[209];
    conv_data_128x8x8_to_64x16x16_in_panels((void *)G_up4_relu, parameters->G_5_0_weight,
        G_up5_conv_transpose, m->at[210]); /* F10 */
    float *G_up5_batch_norm_scale = m->at[211];
    make_G_up5_batch_norm_scale(parameters->G_5_1_weight, state->G_5_1_running_var,
        G_up5_batch_norm_scale); /* F11 */
    float (*G_up5_relu)[256][width] = (void *)m->at[212]; /* overwrites G_up5_conv_transpose */
    make_G_up5_relu(parameters->G_5_1_bias, G_up5_batch_norm_scale,
        (void *)G_up5_conv_transpose, state->G_5_1_running_mean, G_up5_relu); /* F12 */
    float (*G_conv_transpose6)[32][32][3] = (void *)m->at[213];
    conv_data_64x16x16_to_3x32x32((void *)G_up5_relu, parameters->G_6_weight, G_conv_transpose6,
        m->at[214]); /* F13 */
    float (*fake)[3072] = (void *)m->at[215];
    make_fake((void *)G_conv_transpose6, fake); /* F14 */
    float *D_down2_batch_norm_scale = m->at[216];
    make_batch_norm_scale_128(parameters->D_2_1_weight, state->D_2_1_running_var,
        D_down2_batch_norm_scale); /* F15 */
    float (*D_down2_leaky_relu_of_x)[64][128] = (void *)m->at[217];
    make_D_down2_leaky_relu(parameters->D_2_1_bias, D_down2_batch_norm_scale,
        (void *)D_down2_conv_of_x, state->D_2_1_running_mean,
        D_down2_leaky_relu_of_x); /* F16 */
    float (*D_down3_conv_of_x)[4][4][256] = (void *)m->at[218];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down2_leaky_relu_of_x,
        parameters->D_3_0_weight, D_down3_conv_of_x, m->at[219]); /* F17 */
    float *D_down3_batch_norm_scale = m->at[220];
    make_batch_norm_scale_256(parameters->D_3_1_weight, state->D_3_1_running_var,
        D_down3_batch_norm_scale); /* F18 */
    /* overwrites D_down3_conv_of_x */
    float (*D_down3_leaky_relu_of_x)[16][256] = (void *)m->at[221];
    make_D_down3_leaky_relu(parameters->D_3_1_bias, D_down3_batch_norm_scale,
        (void *)D_down3_conv_of_x, state->D_3_1_running_mean,
        D_down3_leaky_relu_of_x); /* F19 */
    float *D_conv4_of_x = m->at[222];
    conv_256x4x4_to_1((void *)D_down3_leaky_relu_of_x, (void *)parameters->D_4_weight,
        D_conv4_of_x); /* F20 */
    float *D_conv4_of_x_softplus_sum = m->at[223];
    make_D_conv4_of_x_softplus_sum(D_conv4_of_x, D_conv4_of_x_softplus_sum); /* F21 */
    float (*D_conv0_of_fake)[16][16][64] = (void *)m->at[224];
    conv_3x32x32_to_64x16x16((void *)fake, parameters->D_0_weight, D_conv0_of_fake); /* F22 */
    float (*D_leaky_relu_of_fake)[16384] = (void *)m->at[225];
    make_D_leaky_relu((void *)D_conv0_of_fake, D_leaky_relu_of_fake); /* F23 */
    float (*D_down2_conv_of_fake)[8][8][128] = (void *)m->at[226];
    conv_64x16x16_to_128x8x8_out_panels((void *)D_leaky_relu_of_fake, parameters->D_2_0_weight,
        D_down2_conv_of_fake, m->at[227]); /* F24 */
    float (*D_down2_leaky_relu_of_fake)[64][128] = (void *)m->at[228];
    make_D_down2_leaky_relu(parameters->D_2_1_bias, D_down2_batch_norm_scale,
        (void *)D_down2_conv_of_fake, state->D_2_1_running_mean,
        D_down2_leaky_relu_of_fake); /* F25 */
    float (*D_down3_conv_of_fake)[4][4][256] = (void *)m->at[229];
    conv_128x8x8_to_256x4x4_out_panels((void *)D_down2_leaky_relu_of_fake,
        parameters->D_3_0_weight, D_down3_conv_of_fake, m->at[230]); /* F26 */
    /* overwrites D_down3_conv_of_fake */
    float (*D_down3_leaky_relu_of_fake)[16][256] = (void *)m->at[231];
    make_D_down3_leaky_relu(parameters->D_3_1_bias, D_down3_batch_norm_scale,
        (void *)D_down3_conv_of_fake, state->D_3_1_running_mean,
        D_down3_leaky_relu_of_fake); /* F27 */
    float *D_conv4_of_fake = m->at[232];
    conv_256x4x4_to_1((void *)D_down3_leaky_relu_of_fake, (void *)parameters->D_4_weight,
        D_conv4_of_fake); /* F28 */
    float *D_conv4_of_fake_softplus_sum = m->at[233];
    float *g_loss_sum = m->at[234];
    make_D_conv4_of_fake_softplus_sum(D_conv4_of_fake, D_conv4_of_fake_softplus_sum,
        g_loss_sum); /* F29 */
    float *d_loss = &m->value[VALUE_d_loss];
    d_loss[0] = 0.015625f * D_conv4_of_x_softplus_sum[0]
        + 0.015625f * D_conv4_of_fake_softplus_sum[0];
    float *g_loss = &m->value[VALUE_g_loss];
    g_loss[0] = 0.015625f * g_loss_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
dcgan_sample(struct instance *m, float *const *output)
{
    struct dcgan_parameters *const parameters = (void *)m->parameters;
    struct dcgan_state *const state = (void *)m->state;

    float (*fake_noise)[100] = (void *)m->at[235];
    random_normal((void *)fake_noise, batch * latent, random_key(m->seed, "fake.1"), m->draw,
        m->first * latent); /* N1 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[236];
    conv_data_100_to_256x4x4(fake_noise, (void *)parameters->G_1_weight,
        G_conv_transpose1); /* F1 */
    float *G_batch_norm_scale = m->at[237];
    make_batch_norm_scale_256(parameters->G_2_weight, state->G_2_running_var,
        G_batch_norm_scale); /* F2 */
    float (*G_relu)[16][256] = (void *)m->at[238];
    make_G_relu(parameters->G_2_bias, G_batch_norm_scale, G_conv_transpose1,
        state->G_2_running_mean, G_relu); /* F3 */
    float (*G_up4_conv_transpose)[8][8][128] = (void *)m->at[239];
    conv_data_256x4x4_to_128x8x8_in_panels((void *)G_relu, parameters->G_4_0_weight,
        G_up4_conv_transpose, m->at[240]); /* F4 */
    float *G_up4_batch_norm_scale = m->at[241];
    make_batch_norm_scale_128(parameters->G_4_1_weight, state->G_4_1_running_var,
        G_up4_batch_norm_scale); /* F5 */
    float (*G_up4_relu)[64][128] = (void *)m->at[242];
    make_G_up4_relu(parameters->G_4_1_bias, G_up4_batch_norm_scale,
        (void *)G_up4_conv_transpose, state->G_4_1_running_mean, G_up4_relu); /* F6 */
    float (*G_up5_conv_transpose)[16][16][64] = (void *)m->at[243];
    conv_data_128x8x8_to_64x16x16_in_panels((void *)G_up4_relu, parameters->G_5_0_weight,
        G_up5_conv_transpose, m->at[244]); /* F7 */
    float *G_up5_batch_norm_scale = m->at[245];
    make_G_up5_batch_norm_scale(parameters->G_5_1_weight, state->G_5_1_running_var,
        G_up5_batch_norm_scale); /* F8 */
    float (*G_up5_relu)[256][width] = (void *)m->at[246]; /* overwrites G_up5_conv_transpose */
    make_G_up5_relu(parameters->G_5_1_bias, G_up5_batch_norm_scale,
        (void *)G_up5_conv_transpose, state->G_5_1_running_mean, G_up5_relu); /* F9 */
    float (*G_conv_transpose6)[32][32][3] = (void *)m->at[247];
    conv_data_64x16x16_to_3x32x32((void *)G_up5_relu, parameters->G_6_weight, G_conv_transpose6,
        m->at[248]); /* F10 */
    float (*fake)[3072] = (void *)output[0];
    make_fake((void *)G_conv_transpose6, fake); /* F11 */
}

/* Fills output[i] for one batch: the command `interpolate`. */
void
dcgan_interpolate(struct instance *m, float *const *output)
{
    struct dcgan_parameters *const parameters = (void *)m->parameters;
    struct dcgan_state *const state = (void *)m->state;

    float *G_batch_norm_scale = m->at[249];
    make_batch_norm_scale_256(parameters->G_2_weight, state->G_2_running_var,
        G_batch_norm_scale); /* F1 */
    float *G_up4_batch_norm_scale = m->at[250];
    make_batch_norm_scale_128(parameters->G_4_1_weight, state->G_4_1_running_var,
        G_up4_batch_norm_scale); /* F2 */
    float *G_up5_batch_norm_scale = m->at[251];
    make_G_up5_batch_norm_scale(parameters->G_5_1_weight, state->G_5_1_running_var,
        G_up5_batch_norm_scale); /* F3 */
    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[252][n * latent], latent, random_key(m->seed, "interpolate.1"),
            m->draw, layout_example(m, n) * latent); /* N1 */
    }
    layout_shares(m, m->at[253]); /* N2 */
    for (int n = 0; n < batch; n++) {
        random_normal(&m->at[254][n * latent], latent, random_key(m->seed, "interpolate.2"),
            m->draw, layout_example(m, n) * latent); /* N3 */
    }
    float (*interpolate_noise)[latent] = (void *)m->at[252];
    float *share = m->at[253];
    float (*interpolate_noise2)[latent] = (void *)m->at[254];
    float (*path)[latent] = (void *)m->at[255];
    make_path(interpolate_noise, share, interpolate_noise2, path); /* F4 */
    float (*G_conv_transpose1)[16][256] = (void *)m->at[256];
    conv_data_100_to_256x4x4(path, (void *)parameters->G_1_weight, G_conv_transpose1); /* F5 */
    float (*G_relu)[16][256] = (void *)m->at[257];
    make_G_relu(parameters->G_2_bias, G_batch_norm_scale, G_conv_transpose1,
        state->G_2_running_mean, G_relu); /* F6 */
    float (*G_up4_conv_transpose)[8][8][128] = (void *)m->at[258];
    conv_data_256x4x4_to_128x8x8_in_panels((void *)G_relu, parameters->G_4_0_weight,
        G_up4_conv_transpose, m->at[259]); /* F7 */
    float (*G_up4_relu)[64][128] = (void *)m->at[260];
    make_G_up4_relu(parameters->G_4_1_bias, G_up4_batch_norm_scale,
        (void *)G_up4_conv_transpose, state->G_4_1_running_mean, G_up4_relu); /* F8 */
    float (*G_up5_conv_transpose)[16][16][64] = (void *)m->at[261];
    conv_data_128x8x8_to_64x16x16_in_panels((void *)G_up4_relu, parameters->G_5_0_weight,
        G_up5_conv_transpose, m->at[262]); /* F9 */
    float (*G_up5_relu)[256][width] = (void *)m->at[263]; /* overwrites G_up5_conv_transpose */
    make_G_up5_relu(parameters->G_5_1_bias, G_up5_batch_norm_scale,
        (void *)G_up5_conv_transpose, state->G_5_1_running_mean, G_up5_relu); /* F10 */
    float (*G_conv_transpose6)[32][32][3] = (void *)m->at[264];
    conv_data_64x16x16_to_3x32x32((void *)G_up5_relu, parameters->G_6_weight, G_conv_transpose6,
        m->at[265]); /* F11 */
    float (*G_tanh)[3072] = (void *)output[0];
    make_fake((void *)G_conv_transpose6, G_tanh); /* F12 */
}

