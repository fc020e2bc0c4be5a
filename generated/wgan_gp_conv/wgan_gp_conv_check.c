/* wgan_gp_conv_check.c: the losses of wgan_gp_conv.yaml (sha256 b9dbc668)
 * and their gradients in double, by plain loops, for `wgan_gp_conv gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "wgan_gp_conv.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 64, latent = 128, width = 64, side = 32 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool G_batch_norm_slope[batch][4][4][256];
    _Bool G_up4_batch_norm_slope[batch][8][8][128];
    _Bool G_up5_batch_norm_slope[batch][16][16][width];
    double fake_2[batch][side][side][3];
    _Bool D_down0_conv_of_fake_slope[batch][16][16][width];
    _Bool D_down1_conv_of_fake_slope[batch][8][8][128];
    _Bool D_down2_conv_of_fake_slope[batch][4][4][256];
    _Bool D_down0_leaky_relu_slope[batch][16][16][width];
    _Bool D_down1_leaky_relu_slope[batch][8][8][128];
    _Bool D_down2_leaky_relu_slope[batch][4][4][256];
    _Bool D_down0_conv_of_x_hat_slope[batch][16][16][width];
    _Bool D_down1_conv_of_x_hat_slope[batch][8][8][128];
    _Bool D_down2_conv_of_x_hat_slope[batch][4][4][256];
    _Bool D_down0_conv_of_fake_slope_in_generator[batch][16][16][width];
    _Bool D_down1_conv_of_fake_slope_in_generator[batch][8][8][128];
    _Bool D_down2_conv_of_fake_slope_in_generator[batch][4][4][256];
};

static void
check_free(void *decisions)
{
    struct decisions *const held = decisions;
    if (held)
        free(held->scratch);
    free(held);
}

static void *
check_create(void)
{
    struct decisions *const held = calloc(1, sizeof *held);
    if (held)
        held->scratch = malloc(sizeof(double) * 7274624);
    if (held && !held->scratch) {
        check_free(held);
        return NULL;
    }
    return held;
}

/* The numbers of a stream, the same as the float run draws. */
static void
draw(double *out, long count, void (*numbers)(float *, long, uint64_t, uint64_t, uint64_t),
    const struct check_point *point, const char *stream)
{
    const uint64_t key = random_key(point->seed, stream);
    float chunk[1024];
    for (long first = 0; first < count; first += 1024) {
        const long part = count - first < 1024 ? count - first : 1024;
        numbers(chunk, part, key, point->draw, (uint64_t)first);
        for (long i = 0; i < part; i++)
            out[first + i] = (double)chunk[i];
    }
}

#include "wgan_gp_conv_check_contractions.h"

/* What step 1 minimises (line 45), and where `whole` its gradients. */
static double
step_1(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const int renew = record || held->taken;
    held->taken = 0;
    const double (*const G_1_weight)[256][4][4] = (void *)point->tensor[0];
    const double *const G_2_weight = point->tensor[1];
    const double *const G_2_bias = point->tensor[2];
    const double (*const G_4_0_weight)[128][4][4] = (void *)point->tensor[3];
    const double *const G_4_1_weight = point->tensor[4];
    const double *const G_4_1_bias = point->tensor[5];
    const double (*const G_5_0_weight)[width][4][4] = (void *)point->tensor[6];
    const double *const G_5_1_weight = point->tensor[7];
    const double *const G_5_1_bias = point->tensor[8];
    const double (*const G_6_weight)[3][4][4] = (void *)point->tensor[9];
    const double *const G_6_bias = point->tensor[10];
    const double (*const D_0_0_weight)[3][4][4] = (void *)point->tensor[11];
    const double *const D_0_0_bias = point->tensor[12];
    const double (*const D_1_0_weight)[width][4][4] = (void *)point->tensor[13];
    const double *const D_1_0_bias = point->tensor[14];
    const double (*const D_2_0_weight)[128][4][4] = (void *)point->tensor[15];
    const double *const D_2_0_bias = point->tensor[16];
    const double (*const D_3_weight)[4][4] = (void *)point->tensor[17];
    const float (*const x)[side][side][3] = (void *)point->field[0];

    /* fake_noise = the stream "fake.1" (line 39) */
    double (*const fake_noise)[latent] = (void *)(scratch + 0);
    if (renew) {
        draw((void *)fake_noise, 8192, random_normal, point, "fake.1");
    }

    /* G_conv_transpose1 = conv_data(fake_noise, G_1_weight): x[i] = sum of y[o] w[k] where s
     *     o + k - p = i (line 22) */
    double (*const G_conv_transpose1)[4][4][256] = (void *)(scratch + 8192);
    if (renew) {
        check_conv_data_64x128_128x256x4x4_64x256x4x4(fake_noise, G_1_weight, G_conv_transpose1,
            scratch + 270336);
    }

    /* G_batch_norm_row_sum = sum(G_conv_transpose1) (line 23) */
    double (*const G_batch_norm_row_sum)[256] = (void *)(scratch + 270336);
    if (renew) {
        memset(G_batch_norm_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        G_batch_norm_row_sum[n][k] += G_conv_transpose1[n][i][j][k];
    }

    /* G_batch_norm_sum = sum(G_batch_norm_row_sum) (line 23) */
    double *const G_batch_norm_sum = scratch + 0;
    if (renew) {
        memset(G_batch_norm_sum, 0, sizeof(double) * 256);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 256; i++)
                G_batch_norm_sum[i] += G_batch_norm_row_sum[n][i];
    }

    /* G_batch_norm_centred (line 23) */
    double (*const G_batch_norm_centred)[4][4][256] = (void *)(scratch + 270336);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        G_batch_norm_centred[n][i][j][k] = G_conv_transpose1[n][i][j][k]
                            - 0.0009765625 * G_batch_norm_sum[k];
    }

    /* G_batch_norm_centred_squared_row_sum = sum(G_batch_norm_centred^2) (line 23) */
    double (*const G_batch_norm_centred_squared_row_sum)[256] = (void *)(scratch + 0);
    if (renew) {
        memset(G_batch_norm_centred_squared_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        G_batch_norm_centred_squared_row_sum[n][k] +=
                            G_batch_norm_centred[n][i][j][k] * G_batch_norm_centred[n][i][j][k];
    }

    /* G_batch_norm_squares = sum(G_batch_norm_centred_squared_row_sum) (line 23) */
    double *const G_batch_norm_squares = scratch + 16384;
    if (renew) {
        memset(G_batch_norm_squares, 0, sizeof(double) * 256);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 256; i++)
                G_batch_norm_squares[i] += G_batch_norm_centred_squared_row_sum[n][i];
    }

    /* G_batch_norm_squares_shifted (line 23) */
    double *const G_batch_norm_squares_shifted = scratch + 0;
    if (renew) {
        for (int i = 0; i < 256; i++)
            G_batch_norm_squares_shifted[i] = 1e-05 + 0.0009765625 * G_batch_norm_squares[i];
    }

    /* G_batch_norm (line 23) */
    double (*const G_batch_norm)[4][4][256] = (void *)(scratch + 256);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        G_batch_norm[n][i][j][k] = G_2_bias[k]
                            + G_2_weight[k] * G_batch_norm_centred[n][i][j][k]
                            / sqrt(G_batch_norm_squares_shifted[k]);
    }

    /* G_batch_norm_slope: G_batch_norm > 0 (line 24) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        held->G_batch_norm_slope[n][i][j][k] = G_batch_norm[n][i][j][k] > 0;
    }

    /* G_relu (line 24) */
    double (*const G_relu)[4][4][256] = (void *)(scratch + 262400);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        G_relu[n][i][j][k] = held->G_batch_norm_slope[n][i][j][k]
                            ? G_batch_norm[n][i][j][k] : 0.0;
    }

    /* G_up4_conv_transpose = conv_data(G_relu, G_4_0_weight): x[i] = sum of y[o] w[k] where s
     *     o + k - p = i (line 14) */
    double (*const G_up4_conv_transpose)[8][8][128] = (void *)(scratch + 524544);
    if (renew) {
        check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(G_relu, G_4_0_weight,
            G_up4_conv_transpose, scratch + 1048832);
    }

    /* G_up4_conv_transpose_row_sum = sum(G_up4_conv_transpose) (line 14) */
    double (*const G_up4_conv_transpose_row_sum)[128] = (void *)(scratch + 0);
    if (renew) {
        memset(G_up4_conv_transpose_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        G_up4_conv_transpose_row_sum[n][k] += G_up4_conv_transpose[n][i][j][k];
    }

    /* G_up4_batch_norm_sum = sum(G_up4_conv_transpose_row_sum) (line 14) */
    double *const G_up4_batch_norm_sum = scratch + 8192;
    if (renew) {
        memset(G_up4_batch_norm_sum, 0, sizeof(double) * 128);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 128; i++)
                G_up4_batch_norm_sum[i] += G_up4_conv_transpose_row_sum[n][i];
    }

    /* G_up4_batch_norm_centred (line 14) */
    double (*const G_up4_batch_norm_centred)[8][8][128] = (void *)(scratch + 1048832);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        G_up4_batch_norm_centred[n][i][j][k] = G_up4_conv_transpose[n][i][j][k]
                            - 0.000244140625 * G_up4_batch_norm_sum[k];
    }

    /* G_up4_batch_norm_centred_squared_row_sum = sum(G_up4_batch_norm_centred^2) (line 14) */
    double (*const G_up4_batch_norm_centred_squared_row_sum)[128] = (void *)(scratch + 0);
    if (renew) {
        memset(G_up4_batch_norm_centred_squared_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        G_up4_batch_norm_centred_squared_row_sum[n][k] +=
                            G_up4_batch_norm_centred[n][i][j][k]
                            * G_up4_batch_norm_centred[n][i][j][k];
    }

    /* G_up4_batch_norm_squares = sum(G_up4_batch_norm_centred_squared_row_sum) (line 14) */
    double *const G_up4_batch_norm_squares = scratch + 8192;
    if (renew) {
        memset(G_up4_batch_norm_squares, 0, sizeof(double) * 128);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 128; i++)
                G_up4_batch_norm_squares[i] += G_up4_batch_norm_centred_squared_row_sum[n][i];
    }

    /* G_up4_batch_norm_squares_shifted (line 14) */
    double *const G_up4_batch_norm_squares_shifted = scratch + 0;
    if (renew) {
        for (int i = 0; i < 128; i++)
            G_up4_batch_norm_squares_shifted[i] = 1e-05
                + 0.000244140625 * G_up4_batch_norm_squares[i];
    }

    /* G_up4_batch_norm (line 14) */
    double (*const G_up4_batch_norm)[8][8][128] = (void *)(scratch + 128);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        G_up4_batch_norm[n][i][j][k] = G_4_1_bias[k]
                            + G_4_1_weight[k] * G_up4_batch_norm_centred[n][i][j][k]
                            / sqrt(G_up4_batch_norm_squares_shifted[k]);
    }

    /* G_up4_batch_norm_slope: G_up4_batch_norm > 0 (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->G_up4_batch_norm_slope[n][i][j][k] =
                            G_up4_batch_norm[n][i][j][k] > 0;
    }

    /* G_up4_relu (line 14) */
    double (*const G_up4_relu)[8][8][128] = (void *)(scratch + 524416);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        G_up4_relu[n][i][j][k] = held->G_up4_batch_norm_slope[n][i][j][k]
                            ? G_up4_batch_norm[n][i][j][k] : 0.0;
    }

    /* G_up5_conv_transpose = conv_data(G_up4_relu, G_5_0_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 14) */
    double (*const G_up5_conv_transpose)[16][16][width] = (void *)(scratch + 1048704);
    if (renew) {
        check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(G_up4_relu, G_5_0_weight,
            G_up5_conv_transpose, scratch + 0);
    }

    /* G_up5_conv_transpose_row_sum = sum(G_up5_conv_transpose) (line 14) */
    double (*const G_up5_conv_transpose_row_sum)[width] = (void *)(scratch + 0);
    if (renew) {
        memset(G_up5_conv_transpose_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        G_up5_conv_transpose_row_sum[n][k] += G_up5_conv_transpose[n][i][j][k];
    }

    /* G_up5_batch_norm_sum = sum(G_up5_conv_transpose_row_sum) (line 14) */
    double *const G_up5_batch_norm_sum = scratch + 4096;
    if (renew) {
        memset(G_up5_batch_norm_sum, 0, sizeof(double) * 64);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < width; i++)
                G_up5_batch_norm_sum[i] += G_up5_conv_transpose_row_sum[n][i];
    }

    /* G_up5_batch_norm_centred (line 14) */
    double (*const G_up5_batch_norm_centred)[16][16][width] = (void *)(scratch + 2097280);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        G_up5_batch_norm_centred[n][i][j][k] = G_up5_conv_transpose[n][i][j][k]
                            - 6.103515625e-05 * G_up5_batch_norm_sum[k];
    }

    /* G_up5_batch_norm_centred_squared_row_sum = sum(G_up5_batch_norm_centred^2) (line 14) */
    double (*const G_up5_batch_norm_centred_squared_row_sum)[width] = (void *)(scratch + 0);
    if (renew) {
        memset(G_up5_batch_norm_centred_squared_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        G_up5_batch_norm_centred_squared_row_sum[n][k] +=
                            G_up5_batch_norm_centred[n][i][j][k]
                            * G_up5_batch_norm_centred[n][i][j][k];
    }

    /* G_up5_batch_norm_squares = sum(G_up5_batch_norm_centred_squared_row_sum) (line 14) */
    double *const G_up5_batch_norm_squares = scratch + 4096;
    if (renew) {
        memset(G_up5_batch_norm_squares, 0, sizeof(double) * 64);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < width; i++)
                G_up5_batch_norm_squares[i] += G_up5_batch_norm_centred_squared_row_sum[n][i];
    }

    /* G_up5_batch_norm_squares_shifted (line 14) */
    double *const G_up5_batch_norm_squares_shifted = scratch + 0;
    if (renew) {
        for (int i = 0; i < width; i++)
            G_up5_batch_norm_squares_shifted[i] = 1e-05
                + 6.103515625e-05 * G_up5_batch_norm_squares[i];
    }

    /* G_up5_batch_norm (line 14) */
    double (*const G_up5_batch_norm)[16][16][width] = (void *)(scratch + 64);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        G_up5_batch_norm[n][i][j][k] = G_5_1_bias[k]
                            + G_5_1_weight[k] * G_up5_batch_norm_centred[n][i][j][k]
                            / sqrt(G_up5_batch_norm_squares_shifted[k]);
    }

    /* G_up5_batch_norm_slope: G_up5_batch_norm > 0 (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->G_up5_batch_norm_slope[n][i][j][k] =
                            G_up5_batch_norm[n][i][j][k] > 0;
    }

    /* G_up5_relu (line 14) */
    double (*const G_up5_relu)[16][16][width] = (void *)(scratch + 1048640);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        G_up5_relu[n][i][j][k] = held->G_up5_batch_norm_slope[n][i][j][k]
                            ? G_up5_batch_norm[n][i][j][k] : 0.0;
    }

    /* G_up5_relu_by_G_6_weight = conv_data(G_up5_relu, G_6_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 27) */
    double (*const G_up5_relu_by_G_6_weight)[side][side][3] = (void *)(scratch + 0);
    if (renew) {
        check_conv_data_64x64x16x16_64x3x4x4_64x3x32x32(G_up5_relu, G_6_weight,
            G_up5_relu_by_G_6_weight, scratch + 196608);
    }

    /* fake (line 39) */
    double (*const fake)[side][side][3] = (void *)(scratch + 196608);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < side; i++)
                for (int j = 0; j < side; j++)
                    for (int k = 0; k < 3; k++)
                        fake[n][i][j][k] = tanh(G_6_bias[k]
                            + G_up5_relu_by_G_6_weight[n][i][j][k]);
    }

    /* mix_noise = the stream "mix.1" (line 40) */
    double *const mix_noise = scratch + 0;
    if (renew) {
        draw((void *)mix_noise, 64, random_uniform, point, "mix.1");
    }

    /* x_hat_scale (line 41) */
    double *const x_hat_scale = scratch + 64;
    if (renew) {
        for (int n = 0; n < batch; n++)
            x_hat_scale[n] = 1.0 - mix_noise[n];
    }

    /* fake_2: fake (line 41) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < side; i++)
                for (int j = 0; j < side; j++)
                    for (int k = 0; k < 3; k++)
                        held->fake_2[n][i][j][k] = fake[n][i][j][k];
    }

    /* x_hat (line 41) */
    double (*const x_hat)[side][side][3] = (void *)(scratch + 128);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < side; i++)
                for (int j = 0; j < side; j++)
                    for (int k = 0; k < 3; k++)
                        x_hat[n][i][j][k] = mix_noise[n] * (double)x[n][i][j][k]
                            + x_hat_scale[n] * held->fake_2[n][i][j][k];
    }
    const double (*const slope_d_D_down2_leaky_relu)[4][4] = (void *)D_3_weight;

    /* fake_by_D_0_0_weight = conv(fake_2, D_0_0_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 15) */
    double (*const fake_by_D_0_0_weight)[16][16][width] = (void *)(scratch + 196736);
    check_conv_64x3x32x32_64x3x4x4_64x64x16x16(held->fake_2, D_0_0_weight, fake_by_D_0_0_weight,
        scratch + 1245312);

    /* D_down0_conv_of_fake (line 15) */
    double (*const D_down0_conv_of_fake)[16][16][width] = (void *)(scratch + 1245312);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    D_down0_conv_of_fake[n][i][j][k] = D_0_0_bias[k]
                        + fake_by_D_0_0_weight[n][i][j][k];

    /* D_down0_conv_of_fake_slope: D_down0_conv_of_fake > 0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->D_down0_conv_of_fake_slope[n][i][j][k] =
                            D_down0_conv_of_fake[n][i][j][k] > 0;
    }

    /* D_down0_leaky_relu_of_fake (line 15) */
    double (*const D_down0_leaky_relu_of_fake)[16][16][width] = (void *)(scratch + 196736);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    D_down0_leaky_relu_of_fake[n][i][j][k] =
                        held->D_down0_conv_of_fake_slope[n][i][j][k]
                        ? D_down0_conv_of_fake[n][i][j][k] : 0.2
                        * D_down0_conv_of_fake[n][i][j][k];

    /* D_down0_leaky_relu_of_fake_by_D_1_0_weight = conv(D_down0_leaky_relu_of_fake,
     *     D_1_0_weight): y[o] = sum x[s o + k - p] w[k] (line 15) */
    double (*const D_down0_leaky_relu_of_fake_by_D_1_0_weight)[8][8][128] =
        (void *)(scratch + 1245312);
    check_conv_64x64x16x16_128x64x4x4_64x128x8x8(D_down0_leaky_relu_of_fake, D_1_0_weight,
        D_down0_leaky_relu_of_fake_by_D_1_0_weight, scratch + 1769600);

    /* D_down1_conv_of_fake (line 15) */
    double (*const D_down1_conv_of_fake)[8][8][128] = (void *)(scratch + 1769600);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down1_conv_of_fake[n][i][j][k] = D_1_0_bias[k]
                        + D_down0_leaky_relu_of_fake_by_D_1_0_weight[n][i][j][k];

    /* D_down1_conv_of_fake_slope: D_down1_conv_of_fake > 0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->D_down1_conv_of_fake_slope[n][i][j][k] =
                            D_down1_conv_of_fake[n][i][j][k] > 0;
    }

    /* D_down1_leaky_relu_of_fake (line 15) */
    double (*const D_down1_leaky_relu_of_fake)[8][8][128] = (void *)(scratch + 1245312);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down1_leaky_relu_of_fake[n][i][j][k] =
                        held->D_down1_conv_of_fake_slope[n][i][j][k]
                        ? D_down1_conv_of_fake[n][i][j][k] : 0.2
                        * D_down1_conv_of_fake[n][i][j][k];

    /* D_down1_leaky_relu_of_fake_by_D_2_0_weight = conv(D_down1_leaky_relu_of_fake,
     *     D_2_0_weight): y[o] = sum x[s o + k - p] w[k] (line 15) */
    double (*const D_down1_leaky_relu_of_fake_by_D_2_0_weight)[4][4][256] =
        (void *)(scratch + 1769600);
    check_conv_64x128x8x8_256x128x4x4_64x256x4x4(D_down1_leaky_relu_of_fake, D_2_0_weight,
        D_down1_leaky_relu_of_fake_by_D_2_0_weight, scratch + 2031744);

    /* D_down2_conv_of_fake (line 15) */
    double (*const D_down2_conv_of_fake)[4][4][256] = (void *)(scratch + 2031744);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down2_conv_of_fake[n][i][j][k] = D_2_0_bias[k]
                        + D_down1_leaky_relu_of_fake_by_D_2_0_weight[n][i][j][k];

    /* D_down2_conv_of_fake_slope: D_down2_conv_of_fake > 0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        held->D_down2_conv_of_fake_slope[n][i][j][k] =
                            D_down2_conv_of_fake[n][i][j][k] > 0;
    }

    /* D_down2_leaky_relu_of_fake (line 15) */
    double (*const D_down2_leaky_relu_of_fake)[4][4][256] = (void *)(scratch + 1769600);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down2_leaky_relu_of_fake[n][i][j][k] =
                        held->D_down2_conv_of_fake_slope[n][i][j][k]
                        ? D_down2_conv_of_fake[n][i][j][k] : 0.2
                        * D_down2_conv_of_fake[n][i][j][k];

    /* D_conv_of_fake = conv(D_down2_leaky_relu_of_fake, D_3_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 35) */
    double *const D_conv_of_fake = scratch + 0;
    check_conv_64x256x4x4_256x4x4_64(D_down2_leaky_relu_of_fake, D_3_weight, D_conv_of_fake,
        scratch + 2031744);

    /* D_conv_of_fake_sum = sum(D_conv_of_fake) (line 45) */
    double D_conv_of_fake_sum = 0;
    for (int n = 0; n < batch; n++)
        D_conv_of_fake_sum += D_conv_of_fake[n];

    /* D_down0_conv_product = conv(x, D_0_0_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 15) */
    double (*const D_down0_conv_product)[16][16][width] = (void *)(scratch + 2031744);
    check_conv_64x3x32x32_64x3x4x4_64x64x16x16_b(x, D_0_0_weight, D_down0_conv_product, scratch
        + 3080320);

    /* D_down0_conv_of_x (line 15) */
    double (*const D_down0_conv_of_x)[16][16][width] = (void *)(scratch + 3080320);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    D_down0_conv_of_x[n][i][j][k] = D_0_0_bias[k]
                        + D_down0_conv_product[n][i][j][k];

    /* D_down0_leaky_relu_slope: D_down0_conv_of_x > 0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->D_down0_leaky_relu_slope[n][i][j][k] =
                            D_down0_conv_of_x[n][i][j][k] > 0;
    }

    /* D_down0_leaky_relu_of_x (line 15) */
    double (*const D_down0_leaky_relu_of_x)[16][16][width] = (void *)(scratch + 2031744);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    D_down0_leaky_relu_of_x[n][i][j][k] =
                        held->D_down0_leaky_relu_slope[n][i][j][k]
                        ? D_down0_conv_of_x[n][i][j][k] : 0.2 * D_down0_conv_of_x[n][i][j][k];

    /* D_down1_conv_product = conv(D_down0_leaky_relu_of_x, D_1_0_weight): y[o] = sum x[s o +
     *     k - p] w[k] (line 15) */
    double (*const D_down1_conv_product)[8][8][128] = (void *)(scratch + 3080320);
    check_conv_64x64x16x16_128x64x4x4_64x128x8x8(D_down0_leaky_relu_of_x, D_1_0_weight,
        D_down1_conv_product, scratch + 3604608);

    /* D_down1_conv_of_x (line 15) */
    double (*const D_down1_conv_of_x)[8][8][128] = (void *)(scratch + 3604608);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down1_conv_of_x[n][i][j][k] = D_1_0_bias[k]
                        + D_down1_conv_product[n][i][j][k];

    /* D_down1_leaky_relu_slope: D_down1_conv_of_x > 0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->D_down1_leaky_relu_slope[n][i][j][k] =
                            D_down1_conv_of_x[n][i][j][k] > 0;
    }

    /* D_down1_leaky_relu_of_x (line 15) */
    double (*const D_down1_leaky_relu_of_x)[8][8][128] = (void *)(scratch + 3080320);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down1_leaky_relu_of_x[n][i][j][k] =
                        held->D_down1_leaky_relu_slope[n][i][j][k]
                        ? D_down1_conv_of_x[n][i][j][k] : 0.2 * D_down1_conv_of_x[n][i][j][k];

    /* D_down2_conv_product = conv(D_down1_leaky_relu_of_x, D_2_0_weight): y[o] = sum x[s o +
     *     k - p] w[k] (line 15) */
    double (*const D_down2_conv_product)[4][4][256] = (void *)(scratch + 3604608);
    check_conv_64x128x8x8_256x128x4x4_64x256x4x4(D_down1_leaky_relu_of_x, D_2_0_weight,
        D_down2_conv_product, scratch + 3866752);

    /* D_down2_conv_of_x (line 15) */
    double (*const D_down2_conv_of_x)[4][4][256] = (void *)(scratch + 3866752);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down2_conv_of_x[n][i][j][k] = D_2_0_bias[k]
                        + D_down2_conv_product[n][i][j][k];

    /* D_down2_leaky_relu_slope: D_down2_conv_of_x > 0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        held->D_down2_leaky_relu_slope[n][i][j][k] =
                            D_down2_conv_of_x[n][i][j][k] > 0;
    }

    /* D_down2_leaky_relu_of_x (line 15) */
    double (*const D_down2_leaky_relu_of_x)[4][4][256] = (void *)(scratch + 3604608);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down2_leaky_relu_of_x[n][i][j][k] =
                        held->D_down2_leaky_relu_slope[n][i][j][k]
                        ? D_down2_conv_of_x[n][i][j][k] : 0.2 * D_down2_conv_of_x[n][i][j][k];

    /* D_conv_of_x = conv(D_down2_leaky_relu_of_x, D_3_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 35) */
    double *const D_conv_of_x = scratch + 0;
    check_conv_64x256x4x4_256x4x4_64(D_down2_leaky_relu_of_x, D_3_weight, D_conv_of_x, scratch
        + 3866752);

    /* D_conv_of_x_sum = sum(D_conv_of_x) (line 45) */
    double D_conv_of_x_sum = 0;
    for (int n = 0; n < batch; n++)
        D_conv_of_x_sum += D_conv_of_x[n];

    /* x_hat_by_D_0_0_weight = conv(x_hat, D_0_0_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 15) */
    double (*const x_hat_by_D_0_0_weight)[16][16][width] = (void *)(scratch + 3866752);
    if (renew) {
        check_conv_64x3x32x32_64x3x4x4_64x64x16x16(x_hat, D_0_0_weight, x_hat_by_D_0_0_weight,
            scratch + 4915328);
    }

    /* D_down0_conv_of_x_hat (line 15) */
    double (*const D_down0_conv_of_x_hat)[16][16][width] = (void *)(scratch + 4915328);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        D_down0_conv_of_x_hat[n][i][j][k] = D_0_0_bias[k]
                            + x_hat_by_D_0_0_weight[n][i][j][k];
    }

    /* D_down0_conv_of_x_hat_slope: D_down0_conv_of_x_hat > 0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->D_down0_conv_of_x_hat_slope[n][i][j][k] =
                            D_down0_conv_of_x_hat[n][i][j][k] > 0;
    }

    /* D_down0_leaky_relu_of_x_hat (line 15) */
    double (*const D_down0_leaky_relu_of_x_hat)[16][16][width] = (void *)(scratch + 3866752);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        D_down0_leaky_relu_of_x_hat[n][i][j][k] =
                            held->D_down0_conv_of_x_hat_slope[n][i][j][k]
                            ? D_down0_conv_of_x_hat[n][i][j][k]
                            : 0.2 * D_down0_conv_of_x_hat[n][i][j][k];
    }

    /* D_down0_leaky_relu_of_x_hat_by_D_1_0_weight = conv(D_down0_leaky_relu_of_x_hat,
     *     D_1_0_weight): y[o] = sum x[s o + k - p] w[k] (line 15) */
    double (*const D_down0_leaky_relu_of_x_hat_by_D_1_0_weight)[8][8][128] =
        (void *)(scratch + 4915328);
    if (renew) {
        check_conv_64x64x16x16_128x64x4x4_64x128x8x8(D_down0_leaky_relu_of_x_hat, D_1_0_weight,
            D_down0_leaky_relu_of_x_hat_by_D_1_0_weight, scratch + 0);
    }

    /* D_down1_conv_of_x_hat (line 15) */
    double (*const D_down1_conv_of_x_hat)[8][8][128] = (void *)(scratch + 3866752);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        D_down1_conv_of_x_hat[n][i][j][k] = D_1_0_bias[k]
                            + D_down0_leaky_relu_of_x_hat_by_D_1_0_weight[n][i][j][k];
    }

    /* D_down1_conv_of_x_hat_slope: D_down1_conv_of_x_hat > 0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->D_down1_conv_of_x_hat_slope[n][i][j][k] =
                            D_down1_conv_of_x_hat[n][i][j][k] > 0;
    }

    /* D_down1_leaky_relu_of_x_hat (line 15) */
    double (*const D_down1_leaky_relu_of_x_hat)[8][8][128] = (void *)(scratch + 4391040);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        D_down1_leaky_relu_of_x_hat[n][i][j][k] =
                            held->D_down1_conv_of_x_hat_slope[n][i][j][k]
                            ? D_down1_conv_of_x_hat[n][i][j][k]
                            : 0.2 * D_down1_conv_of_x_hat[n][i][j][k];
    }

    /* D_down1_leaky_relu_of_x_hat_by_D_2_0_weight = conv(D_down1_leaky_relu_of_x_hat,
     *     D_2_0_weight): y[o] = sum x[s o + k - p] w[k] (line 15) */
    double (*const D_down1_leaky_relu_of_x_hat_by_D_2_0_weight)[4][4][256] =
        (void *)(scratch + 3866752);
    if (renew) {
        check_conv_64x128x8x8_256x128x4x4_64x256x4x4(D_down1_leaky_relu_of_x_hat, D_2_0_weight,
            D_down1_leaky_relu_of_x_hat_by_D_2_0_weight, scratch + 4915328);
    }

    /* D_down2_conv_of_x_hat_slope: D_2_0_bias + D_down1_leaky_relu_of_x_hat_by_D_2_0_weight >
     *     0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        held->D_down2_conv_of_x_hat_slope[n][i][j][k] = D_2_0_bias[k]
                            + D_down1_leaky_relu_of_x_hat_by_D_2_0_weight[n][i][j][k] > 0;
    }

    /* slope_d_D_down2_conv (line 15) */
    double (*const slope_d_D_down2_conv)[4][4][256] = (void *)(scratch + 3866752);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    slope_d_D_down2_conv[n][i][j][k] = slope_d_D_down2_leaky_relu[k][i][j]
                        * (held->D_down2_conv_of_x_hat_slope[n][i][j][k] ? 1.0 : 0.2);

    /* slope_d_D_down1_leaky_relu = conv_data(slope_d_D_down2_conv, D_2_0_weight): x[i] = sum
     *     of y[o] w[k] where s o + k - p = i (line 15) */
    double (*const slope_d_D_down1_leaky_relu)[8][8][128] = (void *)(scratch + 4128896);
    check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(slope_d_D_down2_conv, D_2_0_weight,
        slope_d_D_down1_leaky_relu, scratch + 4653184);

    /* slope_d_D_down1_conv (line 15) */
    double (*const slope_d_D_down1_conv)[8][8][128] = (void *)(scratch + 4653184);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    slope_d_D_down1_conv[n][i][j][k] =
                        (held->D_down1_conv_of_x_hat_slope[n][i][j][k] ? 1.0 : 0.2)
                        * slope_d_D_down1_leaky_relu[n][i][j][k];

    /* slope_d_D_down0_leaky_relu = conv_data(slope_d_D_down1_conv, D_1_0_weight): x[i] = sum
     *     of y[o] w[k] where s o + k - p = i (line 15) */
    double (*const slope_d_D_down0_leaky_relu)[16][16][width] = (void *)(scratch + 5177472);
    check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(slope_d_D_down1_conv, D_1_0_weight,
        slope_d_D_down0_leaky_relu, scratch + 0);

    /* slope_d_D_down0_conv (line 15) */
    double (*const slope_d_D_down0_conv)[16][16][width] = (void *)(scratch + 6226048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    slope_d_D_down0_conv[n][i][j][k] =
                        (held->D_down0_conv_of_x_hat_slope[n][i][j][k] ? 1.0 : 0.2)
                        * slope_d_D_down0_leaky_relu[n][i][j][k];

    /* slope_d_x_hat = conv_data(slope_d_D_down0_conv, D_0_0_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 41) */
    double (*const slope_d_x_hat)[side][side][3] = (void *)(scratch + 0);
    check_conv_data_64x64x16x16_64x3x4x4_64x3x32x32(slope_d_D_down0_conv, D_0_0_weight,
        slope_d_x_hat, scratch + 4128896);

    /* slope_d_x_hat_squared_row_sum = sum(slope_d_x_hat^2) (line 42) */
    double *const slope_d_x_hat_squared_row_sum = scratch + 196608;
    memset(slope_d_x_hat_squared_row_sum, 0, sizeof(double) * 64);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    slope_d_x_hat_squared_row_sum[n] += slope_d_x_hat[n][i][j][k]
                        * slope_d_x_hat[n][i][j][k];

    /* slope (line 42) */
    double *const slope = scratch + 196672;
    for (int n = 0; n < batch; n++)
        slope[n] = sqrt(slope_d_x_hat_squared_row_sum[n]);

    /* slope_shifted (line 45) */
    double *const slope_shifted = scratch + 4128896;
    for (int n = 0; n < batch; n++)
        slope_shifted[n] = slope[n] - 1.0;

    /* slope_shifted_squared_sum = sum(slope_shifted^2) (line 45) */
    double slope_shifted_squared_sum = 0;
    for (int n = 0; n < batch; n++)
        slope_shifted_squared_sum += slope_shifted[n] * slope_shifted[n];

    /* critic (line 45) */
    const double critic = 0.015625 * D_conv_of_fake_sum - 0.015625 * D_conv_of_x_sum
        + 0.15625 * slope_shifted_squared_sum;

    if (!whole)
        return critic;

    /* d_slope_d_x_hat_scaled (line 41) */
    double (*const d_slope_d_x_hat_scaled)[side][side][3] = (void *)(scratch + 4128960);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    d_slope_d_x_hat_scaled[n][i][j][k] = slope_d_x_hat[n][i][j][k]
                        * slope_shifted[n] / sqrt(slope_d_x_hat_squared_row_sum[n]);

    /* d_slope_d_D_down0_conv_scaled = conv(d_slope_d_x_hat_scaled, D_0_0_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 15) */
    double (*const d_slope_d_D_down0_conv_scaled)[16][16][width] = (void *)(scratch + 5177472);
    check_conv_64x3x32x32_64x3x4x4_64x64x16x16(d_slope_d_x_hat_scaled, D_0_0_weight,
        d_slope_d_D_down0_conv_scaled, scratch + 0);

    /* d_slope_d_x_hat_scaled_conv_weight = conv_weight(d_slope_d_x_hat_scaled,
     *     slope_d_D_down0_conv): w[k] = sum x[s o + k - p] y[o] (line 15) */
    double (*const d_slope_d_x_hat_scaled_conv_weight)[3][4][4] = (void *)(scratch + 0);
    check_conv_weight_64x3x32x32_64x64x16x16_64x3x4x4(d_slope_d_x_hat_scaled,
        slope_d_D_down0_conv, d_slope_d_x_hat_scaled_conv_weight, scratch + 3072);

    /* d_slope_d_D_down0_leaky_relu_scaled (line 15) */
    double (*const d_slope_d_D_down0_leaky_relu_scaled)[16][16][width] =
        (void *)(scratch + 6226048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_slope_d_D_down0_leaky_relu_scaled[n][i][j][k] =
                        (held->D_down0_conv_of_x_hat_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_slope_d_D_down0_conv_scaled[n][i][j][k];

    /* d_slope_d_D_down1_conv_scaled = conv(d_slope_d_D_down0_leaky_relu_scaled,
     *     D_1_0_weight): y[o] = sum x[s o + k - p] w[k] (line 15) */
    double (*const d_slope_d_D_down1_conv_scaled)[8][8][128] = (void *)(scratch + 4128896);
    check_conv_64x64x16x16_128x64x4x4_64x128x8x8(d_slope_d_D_down0_leaky_relu_scaled,
        D_1_0_weight, d_slope_d_D_down1_conv_scaled, scratch + 3072);

    /* d_slope_d_D_down0_leaky_relu_scaled_conv_weight =
     *     conv_weight(d_slope_d_D_down0_leaky_relu_scaled, slope_d_D_down1_conv): w[k] = sum
     *     x[s o + k - p] y[o] (line 15) */
    double (*const d_slope_d_D_down0_leaky_relu_scaled_conv_weight)[width][4][4] =
        (void *)(scratch + 3072);
    check_conv_weight_64x64x16x16_64x128x8x8_128x64x4x4(d_slope_d_D_down0_leaky_relu_scaled,
        slope_d_D_down1_conv, d_slope_d_D_down0_leaky_relu_scaled_conv_weight, scratch
        + 5177472);

    /* d_slope_d_D_down1_leaky_relu_scaled (line 15) */
    double (*const d_slope_d_D_down1_leaky_relu_scaled)[8][8][128] =
        (void *)(scratch + 4653184);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_slope_d_D_down1_leaky_relu_scaled[n][i][j][k] =
                        (held->D_down1_conv_of_x_hat_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_slope_d_D_down1_conv_scaled[n][i][j][k];

    /* d_slope_d_D_down2_conv_scaled = conv(d_slope_d_D_down1_leaky_relu_scaled,
     *     D_2_0_weight): y[o] = sum x[s o + k - p] w[k] (line 15) */
    double (*const d_slope_d_D_down2_conv_scaled)[4][4][256] = (void *)(scratch + 4128896);
    check_conv_64x128x8x8_256x128x4x4_64x256x4x4(d_slope_d_D_down1_leaky_relu_scaled,
        D_2_0_weight, d_slope_d_D_down2_conv_scaled, scratch + 5177472);

    /* d_slope_d_D_down1_leaky_relu_scaled_conv_weight =
     *     conv_weight(d_slope_d_D_down1_leaky_relu_scaled, slope_d_D_down2_conv): w[k] = sum
     *     x[s o + k - p] y[o] (line 15) */
    double (*const d_slope_d_D_down1_leaky_relu_scaled_conv_weight)[128][4][4] =
        (void *)(scratch + 5177472);
    check_conv_weight_64x128x8x8_64x256x4x4_256x128x4x4(d_slope_d_D_down1_leaky_relu_scaled,
        slope_d_D_down2_conv, d_slope_d_D_down1_leaky_relu_scaled_conv_weight, scratch
        + 5701760);

    /* d_slope_d_D_down2_leaky_relu_scaled = sum(D_down2_conv_of_x_hat_slope *
     *     d_slope_d_D_down2_conv_scaled) (line 15) */
    double (*const d_slope_d_D_down2_leaky_relu_scaled)[4][256] = (void *)(scratch + 134144);
    memset(d_slope_d_D_down2_leaky_relu_scaled, 0, sizeof(double) * 4096);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_slope_d_D_down2_leaky_relu_scaled[i][j][k] +=
                        (held->D_down2_conv_of_x_hat_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_slope_d_D_down2_conv_scaled[n][i][j][k];
    double (*const d_slope_d_D_down2_leaky_relu_scaled_reshape)[4][256] =
        (void *)d_slope_d_D_down2_leaky_relu_scaled;

    /* D_down2_leaky_relu_of_x_sum = sum(D_down2_leaky_relu_of_x) (line 35) */
    double (*const D_down2_leaky_relu_of_x_sum)[4][256] = (void *)(scratch + 138240);
    memset(D_down2_leaky_relu_of_x_sum, 0, sizeof(double) * 4096);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down2_leaky_relu_of_x_sum[i][j][k] += D_down2_leaky_relu_of_x[n][i][j][k];
    double (*const d_D_3_weight_via_x_reshape)[4][256] = (void *)D_down2_leaky_relu_of_x_sum;

    /* d_D_down2_conv_of_x_scaled (line 15) */
    double (*const d_D_down2_conv_of_x_scaled)[4][4][256] = (void *)(scratch + 3604608);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down2_conv_of_x_scaled[n][i][j][k] =
                        slope_d_D_down2_leaky_relu[k][i][j]
                        * (held->D_down2_leaky_relu_slope[n][i][j][k] ? 1.0 : 0.2);

    /* d_D_down2_conv_of_x_scaled_row_sum = sum(d_D_down2_conv_of_x_scaled) (line 15) */
    double (*const d_D_down2_conv_of_x_scaled_row_sum)[256] = (void *)(scratch + 142336);
    memset(d_D_down2_conv_of_x_scaled_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down2_conv_of_x_scaled_row_sum[n][k] +=
                        d_D_down2_conv_of_x_scaled[n][i][j][k];

    /* d_D_down2_conv_of_x_scaled_sum = sum(d_D_down2_conv_of_x_scaled_row_sum) (line 15) */
    double *const d_D_down2_conv_of_x_scaled_sum = scratch + 158720;
    memset(d_D_down2_conv_of_x_scaled_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            d_D_down2_conv_of_x_scaled_sum[i] += d_D_down2_conv_of_x_scaled_row_sum[n][i];

    /* d_D_down1_leaky_relu_of_x_scaled = conv_data(d_D_down2_conv_of_x_scaled, D_2_0_weight):
     *     x[i] = sum of y[o] w[k] where s o + k - p = i (line 15) */
    double (*const d_D_down1_leaky_relu_of_x_scaled)[8][8][128] = (void *)(scratch + 3866752);
    check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(d_D_down2_conv_of_x_scaled, D_2_0_weight,
        d_D_down1_leaky_relu_of_x_scaled, scratch + 4391040);

    /* D_down1_leaky_relu_of_x_conv_weight = conv_weight(D_down1_leaky_relu_of_x,
     *     d_D_down2_conv_of_x_scaled): w[k] = sum x[s o + k - p] y[o] (line 15) */
    double (*const D_down1_leaky_relu_of_x_conv_weight)[128][4][4] =
        (void *)(scratch + 4391040);
    check_conv_weight_64x128x8x8_64x256x4x4_256x128x4x4(D_down1_leaky_relu_of_x,
        d_D_down2_conv_of_x_scaled, D_down1_leaky_relu_of_x_conv_weight, scratch + 5701760);

    /* d_D_down1_conv_of_x_scaled (line 15) */
    double (*const d_D_down1_conv_of_x_scaled)[8][8][128] = (void *)(scratch + 3080320);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down1_conv_of_x_scaled[n][i][j][k] =
                        (held->D_down1_leaky_relu_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down1_leaky_relu_of_x_scaled[n][i][j][k];

    /* d_D_down1_conv_of_x_scaled_row_sum = sum(d_D_down1_conv_of_x_scaled) (line 15) */
    double (*const d_D_down1_conv_of_x_scaled_row_sum)[128] = (void *)(scratch + 142336);
    memset(d_D_down1_conv_of_x_scaled_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down1_conv_of_x_scaled_row_sum[n][k] +=
                        d_D_down1_conv_of_x_scaled[n][i][j][k];

    /* d_D_down1_conv_of_x_scaled_sum = sum(d_D_down1_conv_of_x_scaled_row_sum) (line 15) */
    double *const d_D_down1_conv_of_x_scaled_sum = scratch + 150528;
    memset(d_D_down1_conv_of_x_scaled_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            d_D_down1_conv_of_x_scaled_sum[i] += d_D_down1_conv_of_x_scaled_row_sum[n][i];

    /* d_D_down0_leaky_relu_of_x_scaled = conv_data(d_D_down1_conv_of_x_scaled, D_1_0_weight):
     *     x[i] = sum of y[o] w[k] where s o + k - p = i (line 15) */
    double (*const d_D_down0_leaky_relu_of_x_scaled)[16][16][width] =
        (void *)(scratch + 5701760);
    check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(d_D_down1_conv_of_x_scaled, D_1_0_weight,
        d_D_down0_leaky_relu_of_x_scaled, scratch + 3604608);

    /* D_down0_leaky_relu_of_x_conv_weight = conv_weight(D_down0_leaky_relu_of_x,
     *     d_D_down1_conv_of_x_scaled): w[k] = sum x[s o + k - p] y[o] (line 15) */
    double (*const D_down0_leaky_relu_of_x_conv_weight)[width][4][4] =
        (void *)(scratch + 3604608);
    check_conv_weight_64x64x16x16_64x128x8x8_128x64x4x4(D_down0_leaky_relu_of_x,
        d_D_down1_conv_of_x_scaled, D_down0_leaky_relu_of_x_conv_weight, scratch + 3735680);

    /* d_D_down0_conv_of_x_scaled (line 15) */
    double (*const d_D_down0_conv_of_x_scaled)[16][16][width] = (void *)(scratch + 2031744);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_D_down0_conv_of_x_scaled[n][i][j][k] =
                        (held->D_down0_leaky_relu_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down0_leaky_relu_of_x_scaled[n][i][j][k];

    /* d_D_down0_conv_of_x_scaled_row_sum = sum(d_D_down0_conv_of_x_scaled) (line 15) */
    double (*const d_D_down0_conv_of_x_scaled_row_sum)[width] = (void *)(scratch + 142336);
    memset(d_D_down0_conv_of_x_scaled_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_D_down0_conv_of_x_scaled_row_sum[n][k] +=
                        d_D_down0_conv_of_x_scaled[n][i][j][k];

    /* d_D_down0_conv_of_x_scaled_sum = sum(d_D_down0_conv_of_x_scaled_row_sum) (line 15) */
    double *const d_D_down0_conv_of_x_scaled_sum = scratch + 146432;
    memset(d_D_down0_conv_of_x_scaled_sum, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            d_D_down0_conv_of_x_scaled_sum[i] += d_D_down0_conv_of_x_scaled_row_sum[n][i];

    /* x_by_d_D_down0_conv_scaled = conv_weight(x, d_D_down0_conv_of_x_scaled): w[k] = sum x[s
     *     o + k - p] y[o] (line 15) */
    double (*const x_by_d_D_down0_conv_scaled)[3][4][4] = (void *)(scratch + 142336);
    check_conv_weight_64x3x32x32_64x64x16x16_64x3x4x4_b(x, d_D_down0_conv_of_x_scaled,
        x_by_d_D_down0_conv_scaled, scratch + 146496);

    /* D_down2_leaky_relu_of_fake_sum = sum(D_down2_leaky_relu_of_fake) (line 35) */
    double (*const D_down2_leaky_relu_of_fake_sum)[4][256] = (void *)(scratch + 150656);
    memset(D_down2_leaky_relu_of_fake_sum, 0, sizeof(double) * 4096);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down2_leaky_relu_of_fake_sum[i][j][k] +=
                        D_down2_leaky_relu_of_fake[n][i][j][k];
    double (*const D_down2_leaky_relu_sum_reshape)[4][256] =
        (void *)D_down2_leaky_relu_of_fake_sum;

    /* d_D_3_weight (line 35) */
    double (*const d_D_3_weight)[4][4] = (void *)point->gradient[17];
    for (int i = 0; i < 256; i++)
        for (int j = 0; j < 4; j++)
            for (int k = 0; k < 4; k++)
                d_D_3_weight[i][j][k] = 0.3125
                    * d_slope_d_D_down2_leaky_relu_scaled_reshape[j][k][i]
                    + 0.015625 * D_down2_leaky_relu_sum_reshape[j][k][i]
                    - 0.015625 * d_D_3_weight_via_x_reshape[j][k][i];

    /* d_D_down2_conv_of_fake_scaled (line 15) */
    double (*const d_D_down2_conv_of_fake_scaled)[4][4][256] = (void *)(scratch + 1769600);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down2_conv_of_fake_scaled[n][i][j][k] =
                        slope_d_D_down2_leaky_relu[k][i][j]
                        * (held->D_down2_conv_of_fake_slope[n][i][j][k] ? 1.0 : 0.2);

    /* d_D_down2_conv_of_fake_scaled_row_sum = sum(d_D_down2_conv_of_fake_scaled) (line 15) */
    double (*const d_D_down2_conv_of_fake_scaled_row_sum)[256] = (void *)(scratch + 158976);
    memset(d_D_down2_conv_of_fake_scaled_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down2_conv_of_fake_scaled_row_sum[n][k] +=
                        d_D_down2_conv_of_fake_scaled[n][i][j][k];

    /* d_D_down2_conv_of_fake_scaled_sum = sum(d_D_down2_conv_of_fake_scaled_row_sum)
     *     (line 15) */
    double *const d_D_down2_conv_of_fake_scaled_sum = scratch + 134144;
    memset(d_D_down2_conv_of_fake_scaled_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            d_D_down2_conv_of_fake_scaled_sum[i] += d_D_down2_conv_of_fake_scaled_row_sum[n][i];

    /* d_D_down1_leaky_relu_of_fake_scaled = conv_data(d_D_down2_conv_of_fake_scaled,
     *     D_2_0_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 15) */
    double (*const d_D_down1_leaky_relu_of_fake_scaled)[8][8][128] =
        (void *)(scratch + 2031744);
    check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(d_D_down2_conv_of_fake_scaled,
        D_2_0_weight, d_D_down1_leaky_relu_of_fake_scaled, scratch + 2556032);

    /* D_down1_leaky_relu_of_fake_conv_weight = conv_weight(D_down1_leaky_relu_of_fake,
     *     d_D_down2_conv_of_fake_scaled): w[k] = sum x[s o + k - p] y[o] (line 15) */
    double (*const D_down1_leaky_relu_of_fake_conv_weight)[128][4][4] =
        (void *)(scratch + 2556032);
    check_conv_weight_64x128x8x8_64x256x4x4_256x128x4x4(D_down1_leaky_relu_of_fake,
        d_D_down2_conv_of_fake_scaled, D_down1_leaky_relu_of_fake_conv_weight, scratch
        + 3080320);

    /* d_D_2_0_weight (line 15) */
    double (*const d_D_2_0_weight)[128][4][4] = (void *)point->gradient[15];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < 256; i++)
        for (int j = 0; j < 128; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_D_2_0_weight[i][j][k][l] = 0.3125
                        * d_slope_d_D_down1_leaky_relu_scaled_conv_weight[i][j][k][l]
                        + 0.015625 * D_down1_leaky_relu_of_fake_conv_weight[i][j][k][l]
                        - 0.015625 * D_down1_leaky_relu_of_x_conv_weight[i][j][k][l];

    /* d_D_down1_conv_of_fake_scaled (line 15) */
    double (*const d_D_down1_conv_of_fake_scaled)[8][8][128] = (void *)(scratch + 1245312);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down1_conv_of_fake_scaled[n][i][j][k] =
                        (held->D_down1_conv_of_fake_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down1_leaky_relu_of_fake_scaled[n][i][j][k];

    /* d_D_down1_conv_of_fake_scaled_row_sum = sum(d_D_down1_conv_of_fake_scaled) (line 15) */
    double (*const d_D_down1_conv_of_fake_scaled_row_sum)[128] = (void *)(scratch + 158976);
    memset(d_D_down1_conv_of_fake_scaled_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down1_conv_of_fake_scaled_row_sum[n][k] +=
                        d_D_down1_conv_of_fake_scaled[n][i][j][k];

    /* d_D_down1_conv_of_fake_scaled_sum = sum(d_D_down1_conv_of_fake_scaled_row_sum)
     *     (line 15) */
    double *const d_D_down1_conv_of_fake_scaled_sum = scratch + 134400;
    memset(d_D_down1_conv_of_fake_scaled_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            d_D_down1_conv_of_fake_scaled_sum[i] += d_D_down1_conv_of_fake_scaled_row_sum[n][i];

    /* d_D_down0_leaky_relu_of_fake_scaled = conv_data(d_D_down1_conv_of_fake_scaled,
     *     D_1_0_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 15) */
    double (*const d_D_down0_leaky_relu_of_fake_scaled)[16][16][width] =
        (void *)(scratch + 1769600);
    check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(d_D_down1_conv_of_fake_scaled,
        D_1_0_weight, d_D_down0_leaky_relu_of_fake_scaled, scratch + 2818176);

    /* D_down0_leaky_relu_of_fake_conv_weight = conv_weight(D_down0_leaky_relu_of_fake,
     *     d_D_down1_conv_of_fake_scaled): w[k] = sum x[s o + k - p] y[o] (line 15) */
    double (*const D_down0_leaky_relu_of_fake_conv_weight)[width][4][4] =
        (void *)(scratch + 2818176);
    check_conv_weight_64x64x16x16_64x128x8x8_128x64x4x4(D_down0_leaky_relu_of_fake,
        d_D_down1_conv_of_fake_scaled, D_down0_leaky_relu_of_fake_conv_weight, scratch
        + 2949248);

    /* d_D_1_0_weight (line 15) */
    double (*const d_D_1_0_weight)[width][4][4] = (void *)point->gradient[13];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < 128; i++)
        for (int j = 0; j < width; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_D_1_0_weight[i][j][k][l] = 0.3125
                        * d_slope_d_D_down0_leaky_relu_scaled_conv_weight[i][j][k][l]
                        + 0.015625 * D_down0_leaky_relu_of_fake_conv_weight[i][j][k][l]
                        - 0.015625 * D_down0_leaky_relu_of_x_conv_weight[i][j][k][l];

    /* d_D_down0_conv_of_fake_scaled (line 15) */
    double (*const d_D_down0_conv_of_fake_scaled)[16][16][width] = (void *)(scratch + 158976);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_D_down0_conv_of_fake_scaled[n][i][j][k] =
                        (held->D_down0_conv_of_fake_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down0_leaky_relu_of_fake_scaled[n][i][j][k];

    /* d_D_down0_conv_of_fake_scaled_row_sum = sum(d_D_down0_conv_of_fake_scaled) (line 15) */
    double (*const d_D_down0_conv_of_fake_scaled_row_sum)[width] = (void *)(scratch + 3072);
    memset(d_D_down0_conv_of_fake_scaled_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_D_down0_conv_of_fake_scaled_row_sum[n][k] +=
                        d_D_down0_conv_of_fake_scaled[n][i][j][k];

    /* d_D_down0_conv_of_fake_scaled_sum = sum(d_D_down0_conv_of_fake_scaled_row_sum)
     *     (line 15) */
    double *const d_D_down0_conv_of_fake_scaled_sum = scratch + 7168;
    memset(d_D_down0_conv_of_fake_scaled_sum, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            d_D_down0_conv_of_fake_scaled_sum[i] += d_D_down0_conv_of_fake_scaled_row_sum[n][i];

    /* fake_by_d_D_down0_conv_scaled = conv_weight(fake_2, d_D_down0_conv_of_fake_scaled):
     *     w[k] = sum x[s o + k - p] y[o] (line 15) */
    double (*const fake_by_d_D_down0_conv_scaled)[3][4][4] = (void *)(scratch + 3072);
    check_conv_weight_64x3x32x32_64x64x16x16_64x3x4x4(held->fake_2,
        d_D_down0_conv_of_fake_scaled, fake_by_d_D_down0_conv_scaled, scratch + 7232);

    /* d_D_0_0_weight (line 15) */
    double (*const d_D_0_0_weight)[3][4][4] = (void *)point->gradient[11];
    for (int i = 0; i < width; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_D_0_0_weight[i][j][k][l] = 0.3125
                        * d_slope_d_x_hat_scaled_conv_weight[i][j][k][l]
                        + 0.015625 * fake_by_d_D_down0_conv_scaled[i][j][k][l]
                        - 0.015625 * x_by_d_D_down0_conv_scaled[i][j][k][l];

    /* d_D_0_0_bias (line 15) */
    double *const d_D_0_0_bias = point->gradient[12];
    for (int i = 0; i < width; i++)
        d_D_0_0_bias[i] = 0.015625 * d_D_down0_conv_of_fake_scaled_sum[i]
            - 0.015625 * d_D_down0_conv_of_x_scaled_sum[i];

    /* d_D_1_0_bias (line 15) */
    double *const d_D_1_0_bias = point->gradient[14];
    for (int i = 0; i < 128; i++)
        d_D_1_0_bias[i] = 0.015625 * d_D_down1_conv_of_fake_scaled_sum[i]
            - 0.015625 * d_D_down1_conv_of_x_scaled_sum[i];

    /* d_D_2_0_bias (line 15) */
    double *const d_D_2_0_bias = point->gradient[16];
    for (int i = 0; i < 256; i++)
        d_D_2_0_bias[i] = 0.015625 * d_D_down2_conv_of_fake_scaled_sum[i]
            - 0.015625 * d_D_down2_conv_of_x_scaled_sum[i];

    return critic;
}

/* The decisions of step 1 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_1(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    const double *const G_2_bias = point->tensor[2];
    const double *const G_4_1_bias = point->tensor[5];
    const double *const G_5_1_bias = point->tensor[8];
    const double *const D_0_0_bias = point->tensor[12];
    const double *const D_1_0_bias = point->tensor[14];
    const double *const D_2_0_bias = point->tensor[16];
    const float (*const G_conv_transpose1)[4][4][256] = (void *)m->at[1];
    const float *const G_batch_norm_mean = m->at[5];
    const float (*const D_down0_conv_of_x_product)[16][16][width] = (void *)m->at[8];
    const float (*const D_down1_conv_of_x_product)[8][8][128] = (void *)m->at[10];
    const float (*const D_down2_conv_of_x_product)[4][4][256] = (void *)m->at[13];
    const float *const G_batch_norm_scale = m->at[4];
    const float (*const G_up4_conv_transpose)[8][8][128] = (void *)m->at[34];
    const float *const G_up4_batch_norm_mean = m->at[39];
    const float *const G_up4_batch_norm_scale = m->at[38];
    const float (*const G_up5_conv_transpose)[16][16][width] = (void *)m->at[43];
    const float *const G_up5_batch_norm_mean = m->at[48];
    const float *const G_up5_batch_norm_scale = m->at[47];
    const float (*const D_down0_conv_of_fake_product)[16][16][width] = (void *)m->at[87];
    const float (*const D_down1_conv_of_fake_product)[8][8][128] = (void *)m->at[89];
    const float (*const D_down2_conv_of_fake_product)[4][4][256] = (void *)m->at[92];
    const float (*const D_down0_conv_of_x_hat_product)[16][16][width] = (void *)m->at[58];
    const float (*const D_down1_conv_of_x_hat_product)[8][8][128] = (void *)m->at[60];
    const float (*const D_down2_conv_of_x_hat_product)[4][4][256] = (void *)m->at[63];

    /* G_batch_norm_slope: G_2_bias + G_batch_norm_scale * (G_conv_transpose1 -
     *     G_batch_norm_mean) > 0 (line 24) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    held->G_batch_norm_slope[n][i][j][k] = (float)G_2_bias[k]
                        + G_batch_norm_scale[k] * (G_conv_transpose1[n][i][j][k]
                        - G_batch_norm_mean[k]) > 0.0f;

    /* G_up4_batch_norm_slope: G_4_1_bias + G_up4_batch_norm_scale * (G_up4_conv_transpose -
     *     G_up4_batch_norm_mean) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->G_up4_batch_norm_slope[n][i][j][k] = (float)G_4_1_bias[k]
                        + G_up4_batch_norm_scale[k] * (G_up4_conv_transpose[n][i][j][k]
                        - G_up4_batch_norm_mean[k]) > 0.0f;

    /* G_up5_batch_norm_slope: G_5_1_bias + G_up5_batch_norm_scale * (G_up5_conv_transpose -
     *     G_up5_batch_norm_mean) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->G_up5_batch_norm_slope[n][i][j][k] = (float)G_5_1_bias[k]
                        + G_up5_batch_norm_scale[k] * (G_up5_conv_transpose[n][i][j][k]
                        - G_up5_batch_norm_mean[k]) > 0.0f;

    /* D_down0_conv_of_fake_slope: D_0_0_bias + D_down0_conv_of_fake_product > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->D_down0_conv_of_fake_slope[n][i][j][k] = (float)D_0_0_bias[k]
                        + D_down0_conv_of_fake_product[n][i][j][k] > 0.0f;

    /* D_down1_conv_of_fake_slope: D_1_0_bias + D_down1_conv_of_fake_product > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->D_down1_conv_of_fake_slope[n][i][j][k] = (float)D_1_0_bias[k]
                        + D_down1_conv_of_fake_product[n][i][j][k] > 0.0f;

    /* D_down2_conv_of_fake_slope: D_2_0_bias + D_down2_conv_of_fake_product > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    held->D_down2_conv_of_fake_slope[n][i][j][k] = (float)D_2_0_bias[k]
                        + D_down2_conv_of_fake_product[n][i][j][k] > 0.0f;

    /* D_down0_leaky_relu_slope: D_0_0_bias + D_down0_conv_of_x_product > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->D_down0_leaky_relu_slope[n][i][j][k] = (float)D_0_0_bias[k]
                        + D_down0_conv_of_x_product[n][i][j][k] > 0.0f;

    /* D_down1_leaky_relu_slope: D_1_0_bias + D_down1_conv_of_x_product > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->D_down1_leaky_relu_slope[n][i][j][k] = (float)D_1_0_bias[k]
                        + D_down1_conv_of_x_product[n][i][j][k] > 0.0f;

    /* D_down2_leaky_relu_slope: D_2_0_bias + D_down2_conv_of_x_product > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    held->D_down2_leaky_relu_slope[n][i][j][k] = (float)D_2_0_bias[k]
                        + D_down2_conv_of_x_product[n][i][j][k] > 0.0f;

    /* D_down0_conv_of_x_hat_slope: D_0_0_bias + D_down0_conv_of_x_hat_product > 0
     *     (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->D_down0_conv_of_x_hat_slope[n][i][j][k] = (float)D_0_0_bias[k]
                        + D_down0_conv_of_x_hat_product[n][i][j][k] > 0.0f;

    /* D_down1_conv_of_x_hat_slope: D_1_0_bias + D_down1_conv_of_x_hat_product > 0
     *     (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->D_down1_conv_of_x_hat_slope[n][i][j][k] = (float)D_1_0_bias[k]
                        + D_down1_conv_of_x_hat_product[n][i][j][k] > 0.0f;

    /* D_down2_conv_of_x_hat_slope: D_2_0_bias + D_down2_conv_of_x_hat_product > 0
     *     (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    held->D_down2_conv_of_x_hat_slope[n][i][j][k] = (float)D_2_0_bias[k]
                        + D_down2_conv_of_x_hat_product[n][i][j][k] > 0.0f;
}

/* What step 2 minimises (line 46), and where `whole` its gradients. */
static double
step_2(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const double (*const G_1_weight)[256][4][4] = (void *)point->tensor[0];
    const double *const G_2_weight = point->tensor[1];
    const double *const G_2_bias = point->tensor[2];
    const double (*const G_4_0_weight)[128][4][4] = (void *)point->tensor[3];
    const double *const G_4_1_weight = point->tensor[4];
    const double *const G_4_1_bias = point->tensor[5];
    const double (*const G_5_0_weight)[width][4][4] = (void *)point->tensor[6];
    const double *const G_5_1_weight = point->tensor[7];
    const double *const G_5_1_bias = point->tensor[8];
    const double (*const G_6_weight)[3][4][4] = (void *)point->tensor[9];
    const double *const G_6_bias = point->tensor[10];
    const double (*const D_0_0_weight)[3][4][4] = (void *)point->tensor[11];
    const double *const D_0_0_bias = point->tensor[12];
    const double (*const D_1_0_weight)[width][4][4] = (void *)point->tensor[13];
    const double *const D_1_0_bias = point->tensor[14];
    const double (*const D_2_0_weight)[128][4][4] = (void *)point->tensor[15];
    const double *const D_2_0_bias = point->tensor[16];
    const double (*const D_3_weight)[4][4] = (void *)point->tensor[17];

    /* fake_noise = the stream "fake.1" (line 39) */
    double (*const fake_noise)[latent] = (void *)(scratch + 0);
    draw((void *)fake_noise, 8192, random_normal, point, "fake.1");

    /* G_conv_transpose1 = conv_data(fake_noise, G_1_weight): x[i] = sum of y[o] w[k] where s
     *     o + k - p = i (line 22) */
    double (*const G_conv_transpose1)[4][4][256] = (void *)(scratch + 8192);
    check_conv_data_64x128_128x256x4x4_64x256x4x4(fake_noise, G_1_weight, G_conv_transpose1,
        scratch + 270336);

    /* G_batch_norm_row_sum = sum(G_conv_transpose1) (line 23) */
    double (*const G_batch_norm_row_sum)[256] = (void *)(scratch + 270336);
    memset(G_batch_norm_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_batch_norm_row_sum[n][k] += G_conv_transpose1[n][i][j][k];

    /* G_batch_norm_sum = sum(G_batch_norm_row_sum) (line 23) */
    double *const G_batch_norm_sum = scratch + 286720;
    memset(G_batch_norm_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            G_batch_norm_sum[i] += G_batch_norm_row_sum[n][i];

    /* G_batch_norm_centred (line 23) */
    double (*const G_batch_norm_centred)[4][4][256] = (void *)(scratch + 286976);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_batch_norm_centred[n][i][j][k] = G_conv_transpose1[n][i][j][k]
                        - 0.0009765625 * G_batch_norm_sum[k];

    /* G_batch_norm_centred_squared_row_sum = sum(G_batch_norm_centred^2) (line 23) */
    double (*const G_batch_norm_centred_squared_row_sum)[256] = (void *)(scratch + 8192);
    memset(G_batch_norm_centred_squared_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_batch_norm_centred_squared_row_sum[n][k] +=
                        G_batch_norm_centred[n][i][j][k] * G_batch_norm_centred[n][i][j][k];

    /* G_batch_norm_squares = sum(G_batch_norm_centred_squared_row_sum) (line 23) */
    double *const G_batch_norm_squares = scratch + 24576;
    memset(G_batch_norm_squares, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            G_batch_norm_squares[i] += G_batch_norm_centred_squared_row_sum[n][i];

    /* G_batch_norm_squares_shifted (line 23) */
    double *const G_batch_norm_squares_shifted = scratch + 8192;
    for (int i = 0; i < 256; i++)
        G_batch_norm_squares_shifted[i] = 1e-05 + 0.0009765625 * G_batch_norm_squares[i];

    /* G_batch_norm (line 23) */
    double (*const G_batch_norm)[4][4][256] = (void *)(scratch + 8448);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_batch_norm[n][i][j][k] = G_2_bias[k]
                        + G_2_weight[k] * G_batch_norm_centred[n][i][j][k]
                        / sqrt(G_batch_norm_squares_shifted[k]);

    /* G_batch_norm_slope: G_batch_norm > 0 (line 24) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        held->G_batch_norm_slope[n][i][j][k] = G_batch_norm[n][i][j][k] > 0;
    }

    /* G_relu (line 24) */
    double (*const G_relu)[4][4][256] = (void *)(scratch + 549120);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_relu[n][i][j][k] = held->G_batch_norm_slope[n][i][j][k]
                        ? G_batch_norm[n][i][j][k] : 0.0;

    /* G_up4_conv_transpose = conv_data(G_relu, G_4_0_weight): x[i] = sum of y[o] w[k] where s
     *     o + k - p = i (line 14) */
    double (*const G_up4_conv_transpose)[8][8][128] = (void *)(scratch + 811264);
    check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(G_relu, G_4_0_weight,
        G_up4_conv_transpose, scratch + 1335552);

    /* G_up4_conv_transpose_row_sum = sum(G_up4_conv_transpose) (line 14) */
    double (*const G_up4_conv_transpose_row_sum)[128] = (void *)(scratch + 8448);
    memset(G_up4_conv_transpose_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_conv_transpose_row_sum[n][k] += G_up4_conv_transpose[n][i][j][k];

    /* G_up4_batch_norm_sum = sum(G_up4_conv_transpose_row_sum) (line 14) */
    double *const G_up4_batch_norm_sum = scratch + 16640;
    memset(G_up4_batch_norm_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            G_up4_batch_norm_sum[i] += G_up4_conv_transpose_row_sum[n][i];

    /* G_up4_batch_norm_centred (line 14) */
    double (*const G_up4_batch_norm_centred)[8][8][128] = (void *)(scratch + 1335552);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_batch_norm_centred[n][i][j][k] = G_up4_conv_transpose[n][i][j][k]
                        - 0.000244140625 * G_up4_batch_norm_sum[k];

    /* G_up4_batch_norm_centred_squared_row_sum = sum(G_up4_batch_norm_centred^2) (line 14) */
    double (*const G_up4_batch_norm_centred_squared_row_sum)[128] = (void *)(scratch + 8448);
    memset(G_up4_batch_norm_centred_squared_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_batch_norm_centred_squared_row_sum[n][k] +=
                        G_up4_batch_norm_centred[n][i][j][k]
                        * G_up4_batch_norm_centred[n][i][j][k];

    /* G_up4_batch_norm_squares = sum(G_up4_batch_norm_centred_squared_row_sum) (line 14) */
    double *const G_up4_batch_norm_squares = scratch + 16640;
    memset(G_up4_batch_norm_squares, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            G_up4_batch_norm_squares[i] += G_up4_batch_norm_centred_squared_row_sum[n][i];

    /* G_up4_batch_norm_squares_shifted (line 14) */
    double *const G_up4_batch_norm_squares_shifted = scratch + 8448;
    for (int i = 0; i < 128; i++)
        G_up4_batch_norm_squares_shifted[i] = 1e-05 + 0.000244140625
            * G_up4_batch_norm_squares[i];

    /* G_up4_batch_norm (line 14) */
    double (*const G_up4_batch_norm)[8][8][128] = (void *)(scratch + 811264);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_batch_norm[n][i][j][k] = G_4_1_bias[k]
                        + G_4_1_weight[k] * G_up4_batch_norm_centred[n][i][j][k]
                        / sqrt(G_up4_batch_norm_squares_shifted[k]);

    /* G_up4_batch_norm_slope: G_up4_batch_norm > 0 (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->G_up4_batch_norm_slope[n][i][j][k] =
                            G_up4_batch_norm[n][i][j][k] > 0;
    }

    /* G_up4_relu (line 14) */
    double (*const G_up4_relu)[8][8][128] = (void *)(scratch + 1859840);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_relu[n][i][j][k] = held->G_up4_batch_norm_slope[n][i][j][k]
                        ? G_up4_batch_norm[n][i][j][k] : 0.0;

    /* G_up5_conv_transpose = conv_data(G_up4_relu, G_5_0_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 14) */
    double (*const G_up5_conv_transpose)[16][16][width] = (void *)(scratch + 2384128);
    check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(G_up4_relu, G_5_0_weight,
        G_up5_conv_transpose, scratch + 8576);

    /* G_up5_conv_transpose_row_sum = sum(G_up5_conv_transpose) (line 14) */
    double (*const G_up5_conv_transpose_row_sum)[width] = (void *)(scratch + 8576);
    memset(G_up5_conv_transpose_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_conv_transpose_row_sum[n][k] += G_up5_conv_transpose[n][i][j][k];

    /* G_up5_batch_norm_sum = sum(G_up5_conv_transpose_row_sum) (line 14) */
    double *const G_up5_batch_norm_sum = scratch + 12672;
    memset(G_up5_batch_norm_sum, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            G_up5_batch_norm_sum[i] += G_up5_conv_transpose_row_sum[n][i];

    /* G_up5_batch_norm_centred (line 14) */
    double (*const G_up5_batch_norm_centred)[16][16][width] = (void *)(scratch + 3432704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_batch_norm_centred[n][i][j][k] = G_up5_conv_transpose[n][i][j][k]
                        - 6.103515625e-05 * G_up5_batch_norm_sum[k];

    /* G_up5_batch_norm_centred_squared_row_sum = sum(G_up5_batch_norm_centred^2) (line 14) */
    double (*const G_up5_batch_norm_centred_squared_row_sum)[width] = (void *)(scratch + 8576);
    memset(G_up5_batch_norm_centred_squared_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_batch_norm_centred_squared_row_sum[n][k] +=
                        G_up5_batch_norm_centred[n][i][j][k]
                        * G_up5_batch_norm_centred[n][i][j][k];

    /* G_up5_batch_norm_squares = sum(G_up5_batch_norm_centred_squared_row_sum) (line 14) */
    double *const G_up5_batch_norm_squares = scratch + 12672;
    memset(G_up5_batch_norm_squares, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            G_up5_batch_norm_squares[i] += G_up5_batch_norm_centred_squared_row_sum[n][i];

    /* G_up5_batch_norm_squares_shifted (line 14) */
    double *const G_up5_batch_norm_squares_shifted = scratch + 8576;
    for (int i = 0; i < width; i++)
        G_up5_batch_norm_squares_shifted[i] = 1e-05 + 6.103515625e-05
            * G_up5_batch_norm_squares[i];

    /* G_up5_batch_norm (line 14) */
    double (*const G_up5_batch_norm)[16][16][width] = (void *)(scratch + 2384128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_batch_norm[n][i][j][k] = G_5_1_bias[k]
                        + G_5_1_weight[k] * G_up5_batch_norm_centred[n][i][j][k]
                        / sqrt(G_up5_batch_norm_squares_shifted[k]);

    /* G_up5_batch_norm_slope: G_up5_batch_norm > 0 (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->G_up5_batch_norm_slope[n][i][j][k] =
                            G_up5_batch_norm[n][i][j][k] > 0;
    }

    /* G_up5_relu (line 14) */
    double (*const G_up5_relu)[16][16][width] = (void *)(scratch + 4481280);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_relu[n][i][j][k] = held->G_up5_batch_norm_slope[n][i][j][k]
                        ? G_up5_batch_norm[n][i][j][k] : 0.0;

    /* G_up5_relu_by_G_6_weight = conv_data(G_up5_relu, G_6_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 27) */
    double (*const G_up5_relu_by_G_6_weight)[side][side][3] = (void *)(scratch + 8640);
    check_conv_data_64x64x16x16_64x3x4x4_64x3x32x32(G_up5_relu, G_6_weight,
        G_up5_relu_by_G_6_weight, scratch + 205248);

    /* fake (line 39) */
    double (*const fake)[side][side][3] = (void *)(scratch + 811264);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    fake[n][i][j][k] = tanh(G_6_bias[k] + G_up5_relu_by_G_6_weight[n][i][j][k]);

    /* fake_conv = conv(fake, D_0_0_weight): y[o] = sum x[s o + k - p] w[k] (line 15) */
    double (*const fake_conv)[16][16][width] = (void *)(scratch + 2384128);
    check_conv_64x3x32x32_64x3x4x4_64x64x16x16(fake, D_0_0_weight, fake_conv, scratch + 8640);

    /* D_down0_conv_of_fake_in_generator (line 15) */
    double (*const D_down0_conv_of_fake_in_generator)[16][16][width] =
        (void *)(scratch + 5529856);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    D_down0_conv_of_fake_in_generator[n][i][j][k] = fake_conv[n][i][j][k]
                        + D_0_0_bias[k];

    /* D_down0_conv_of_fake_slope_in_generator: D_down0_conv_of_fake_in_generator > 0
     *     (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->D_down0_conv_of_fake_slope_in_generator[n][i][j][k] =
                            D_down0_conv_of_fake_in_generator[n][i][j][k] > 0;
    }

    /* D_down0_leaky_relu_of_fake_in_generator (line 15) */
    double (*const D_down0_leaky_relu_of_fake_in_generator)[16][16][width] =
        (void *)(scratch + 2384128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    D_down0_leaky_relu_of_fake_in_generator[n][i][j][k] =
                        held->D_down0_conv_of_fake_slope_in_generator[n][i][j][k]
                        ? D_down0_conv_of_fake_in_generator[n][i][j][k]
                        : 0.2 * D_down0_conv_of_fake_in_generator[n][i][j][k];

    /* D_down0_leaky_relu_conv = conv(D_down0_leaky_relu_of_fake_in_generator, D_1_0_weight):
     *     y[o] = sum x[s o + k - p] w[k] (line 15) */
    double (*const D_down0_leaky_relu_conv)[8][8][128] = (void *)(scratch + 5529856);
    check_conv_64x64x16x16_128x64x4x4_64x128x8x8(D_down0_leaky_relu_of_fake_in_generator,
        D_1_0_weight, D_down0_leaky_relu_conv, scratch + 8640);

    /* D_down1_conv_of_fake_in_generator (line 15) */
    double (*const D_down1_conv_of_fake_in_generator)[8][8][128] = (void *)(scratch + 2384128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down1_conv_of_fake_in_generator[n][i][j][k] =
                        D_down0_leaky_relu_conv[n][i][j][k] + D_1_0_bias[k];

    /* D_down1_conv_of_fake_slope_in_generator: D_down1_conv_of_fake_in_generator > 0
     *     (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->D_down1_conv_of_fake_slope_in_generator[n][i][j][k] =
                            D_down1_conv_of_fake_in_generator[n][i][j][k] > 0;
    }

    /* D_down1_leaky_relu_of_fake_in_generator (line 15) */
    double (*const D_down1_leaky_relu_of_fake_in_generator)[8][8][128] =
        (void *)(scratch + 2908416);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down1_leaky_relu_of_fake_in_generator[n][i][j][k] =
                        held->D_down1_conv_of_fake_slope_in_generator[n][i][j][k]
                        ? D_down1_conv_of_fake_in_generator[n][i][j][k]
                        : 0.2 * D_down1_conv_of_fake_in_generator[n][i][j][k];

    /* D_down1_leaky_relu_conv = conv(D_down1_leaky_relu_of_fake_in_generator, D_2_0_weight):
     *     y[o] = sum x[s o + k - p] w[k] (line 15) */
    double (*const D_down1_leaky_relu_conv)[4][4][256] = (void *)(scratch + 8640);
    check_conv_64x128x8x8_256x128x4x4_64x256x4x4(D_down1_leaky_relu_of_fake_in_generator,
        D_2_0_weight, D_down1_leaky_relu_conv, scratch + 2384128);

    /* D_down2_conv_of_fake_in_generator (line 15) */
    double (*const D_down2_conv_of_fake_in_generator)[4][4][256] = (void *)(scratch + 1007872);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down2_conv_of_fake_in_generator[n][i][j][k] =
                        D_down1_leaky_relu_conv[n][i][j][k] + D_2_0_bias[k];

    /* D_down2_conv_of_fake_slope_in_generator: D_down2_conv_of_fake_in_generator > 0
     *     (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        held->D_down2_conv_of_fake_slope_in_generator[n][i][j][k] =
                            D_down2_conv_of_fake_in_generator[n][i][j][k] > 0;
    }

    /* D_down2_leaky_relu_of_fake_in_generator (line 15) */
    double (*const D_down2_leaky_relu_of_fake_in_generator)[4][4][256] =
        (void *)(scratch + 8640);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down2_leaky_relu_of_fake_in_generator[n][i][j][k] =
                        held->D_down2_conv_of_fake_slope_in_generator[n][i][j][k]
                        ? D_down2_conv_of_fake_in_generator[n][i][j][k]
                        : 0.2 * D_down2_conv_of_fake_in_generator[n][i][j][k];

    /* D_conv_of_fake_in_generator = conv(D_down2_leaky_relu_of_fake_in_generator,
     *     D_3_weight): y[o] = sum x[s o + k - p] w[k] (line 35) */
    double *const D_conv_of_fake_in_generator = scratch + 270784;
    check_conv_64x256x4x4_256x4x4_64(D_down2_leaky_relu_of_fake_in_generator, D_3_weight,
        D_conv_of_fake_in_generator, scratch + 270848);

    /* D_conv_of_fake_sum_in_generator = sum(D_conv_of_fake_in_generator) (line 46) */
    double D_conv_of_fake_sum_in_generator = 0;
    for (int n = 0; n < batch; n++)
        D_conv_of_fake_sum_in_generator += D_conv_of_fake_in_generator[n];

    /* generator (line 46) */
    const double generator = -0.015625 * D_conv_of_fake_sum_in_generator;

    if (!whole)
        return generator;
    const double (*const d_D_down2_leaky_relu_scaled)[4][4] = (void *)D_3_weight;

    /* d_D_down2_conv_of_fake_scaled_in_generator (line 15) */
    double (*const d_D_down2_conv_of_fake_scaled_in_generator)[4][4][256] =
        (void *)(scratch + 8640);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down2_conv_of_fake_scaled_in_generator[n][i][j][k] =
                        (held->D_down2_conv_of_fake_slope_in_generator[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down2_leaky_relu_scaled[k][i][j];

    /* d_D_down1_leaky_relu_of_fake_scaled_in_generator =
     *     conv_data(d_D_down2_conv_of_fake_scaled_in_generator, D_2_0_weight): x[i] = sum of
     *     y[o] w[k] where s o + k - p = i (line 15) */
    double (*const d_D_down1_leaky_relu_of_fake_scaled_in_generator)[8][8][128] =
        (void *)(scratch + 2384128);
    check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(
        d_D_down2_conv_of_fake_scaled_in_generator, D_2_0_weight,
        d_D_down1_leaky_relu_of_fake_scaled_in_generator, scratch + 2908416);

    /* d_D_down1_conv_of_fake_scaled_in_generator (line 15) */
    double (*const d_D_down1_conv_of_fake_scaled_in_generator)[8][8][128] =
        (void *)(scratch + 2908416);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down1_conv_of_fake_scaled_in_generator[n][i][j][k] =
                        (held->D_down1_conv_of_fake_slope_in_generator[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down1_leaky_relu_of_fake_scaled_in_generator[n][i][j][k];

    /* d_D_down0_leaky_relu_of_fake_scaled_in_generator =
     *     conv_data(d_D_down1_conv_of_fake_scaled_in_generator, D_1_0_weight): x[i] = sum of
     *     y[o] w[k] where s o + k - p = i (line 15) */
    double (*const d_D_down0_leaky_relu_of_fake_scaled_in_generator)[16][16][width] =
        (void *)(scratch + 5529856);
    check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(
        d_D_down1_conv_of_fake_scaled_in_generator, D_1_0_weight,
        d_D_down0_leaky_relu_of_fake_scaled_in_generator, scratch + 8640);

    /* d_D_down0_conv_of_fake_scaled_in_generator (line 15) */
    double (*const d_D_down0_conv_of_fake_scaled_in_generator)[16][16][width] =
        (void *)(scratch + 2384128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_D_down0_conv_of_fake_scaled_in_generator[n][i][j][k] =
                        (held->D_down0_conv_of_fake_slope_in_generator[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down0_leaky_relu_of_fake_scaled_in_generator[n][i][j][k];

    /* d_fake_scaled = conv_data(d_D_down0_conv_of_fake_scaled_in_generator, D_0_0_weight):
     *     x[i] = sum of y[o] w[k] where s o + k - p = i (line 39) */
    double (*const d_fake_scaled)[side][side][3] = (void *)(scratch + 8640);
    check_conv_data_64x64x16x16_64x3x4x4_64x3x32x32(d_D_down0_conv_of_fake_scaled_in_generator,
        D_0_0_weight, d_fake_scaled, scratch + 205248);

    /* d_G_conv_transpose6_scaled (line 27) */
    double (*const d_G_conv_transpose6_scaled)[side][side][3] = (void *)(scratch + 1007872);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    d_G_conv_transpose6_scaled[n][i][j][k] =
                        d_fake_scaled[n][i][j][k] * (1.0 - fake[n][i][j][k] * fake[n][i][j][k]);

    /* d_G_conv_transpose6_scaled_row_sum = sum(d_G_conv_transpose6_scaled) (line 27) */
    double (*const d_G_conv_transpose6_scaled_row_sum)[3] = (void *)(scratch + 8640);
    memset(d_G_conv_transpose6_scaled_row_sum, 0, sizeof(double) * 192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    d_G_conv_transpose6_scaled_row_sum[n][k] +=
                        d_G_conv_transpose6_scaled[n][i][j][k];

    /* d_G_6_bias_scaled = sum(d_G_conv_transpose6_scaled_row_sum) (line 27) */
    double *const d_G_6_bias_scaled = scratch + 8832;
    memset(d_G_6_bias_scaled, 0, sizeof(double) * 3);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 3; i++)
            d_G_6_bias_scaled[i] += d_G_conv_transpose6_scaled_row_sum[n][i];

    /* d_G_6_bias (line 27) */
    double *const d_G_6_bias = point->gradient[10];
    for (int i = 0; i < 3; i++)
        d_G_6_bias[i] = -0.015625 * d_G_6_bias_scaled[i];

    /* d_G_up5_relu_scaled = conv(d_G_conv_transpose6_scaled, G_6_weight): y[o] = sum x[s o +
     *     k - p] w[k] (line 14) */
    double (*const d_G_up5_relu_scaled)[16][16][width] = (void *)(scratch + 2384128);
    check_conv_64x3x32x32_64x3x4x4_64x64x16x16(d_G_conv_transpose6_scaled, G_6_weight,
        d_G_up5_relu_scaled, scratch + 8640);

    /* d_G_6_weight_scaled = conv_weight(d_G_conv_transpose6_scaled, G_up5_relu): w[k] = sum
     *     x[s o + k - p] y[o] (line 27) */
    double (*const d_G_6_weight_scaled)[3][4][4] = (void *)(scratch + 8640);
    check_conv_weight_64x3x32x32_64x64x16x16_64x3x4x4(d_G_conv_transpose6_scaled, G_up5_relu,
        d_G_6_weight_scaled, scratch + 11712);

    /* d_G_6_weight (line 27) */
    double (*const d_G_6_weight)[3][4][4] = (void *)point->gradient[9];
    for (int i = 0; i < width; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_G_6_weight[i][j][k][l] = -0.015625 * d_G_6_weight_scaled[i][j][k][l];

    /* d_G_up5_batch_norm_scaled_row_sum = sum(G_up5_batch_norm_slope * d_G_up5_relu_scaled)
     *     (line 14) */
    double (*const d_G_up5_batch_norm_scaled_row_sum)[width] = (void *)(scratch + 8640);
    memset(d_G_up5_batch_norm_scaled_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_G_up5_batch_norm_scaled_row_sum[n][k] +=
                        (held->G_up5_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up5_relu_scaled[n][i][j][k];

    /* d_G_5_1_bias_scaled = sum(d_G_up5_batch_norm_scaled_row_sum) (line 14) */
    double *const d_G_5_1_bias_scaled = scratch + 12736;
    memset(d_G_5_1_bias_scaled, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            d_G_5_1_bias_scaled[i] += d_G_up5_batch_norm_scaled_row_sum[n][i];

    /* d_G_5_1_bias (line 14) */
    double *const d_G_5_1_bias = point->gradient[8];
    for (int i = 0; i < width; i++)
        d_G_5_1_bias[i] = -0.015625 * d_G_5_1_bias_scaled[i];

    /* G_up5_batch_norm_centred_weighted_row_sum = sum(G_up5_batch_norm_centred *
     *     G_up5_batch_norm_slope * d_G_up5_relu_scaled) (line 14) */
    double (*const G_up5_batch_norm_centred_weighted_row_sum)[width] = (void *)(scratch + 8640);
    memset(G_up5_batch_norm_centred_weighted_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_batch_norm_centred_weighted_row_sum[n][k] +=
                        G_up5_batch_norm_centred[n][i][j][k]
                        * (held->G_up5_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up5_relu_scaled[n][i][j][k];

    /* G_up5_batch_norm_centred_weighted_sum = sum(G_up5_batch_norm_centred_weighted_row_sum)
     *     (line 14) */
    double *const G_up5_batch_norm_centred_weighted_sum = scratch + 12800;
    memset(G_up5_batch_norm_centred_weighted_sum, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            G_up5_batch_norm_centred_weighted_sum[i] +=
                G_up5_batch_norm_centred_weighted_row_sum[n][i];

    /* d_G_5_1_weight (line 14) */
    double *const d_G_5_1_weight = point->gradient[7];
    for (int i = 0; i < width; i++)
        d_G_5_1_weight[i] = -0.015625 * (G_up5_batch_norm_centred_weighted_sum[i]
            / sqrt(G_up5_batch_norm_squares_shifted[i]));

    /* d_G_up5_batch_norm_sum_scaled (line 14) */
    double *const d_G_up5_batch_norm_sum_scaled = scratch + 8640;
    for (int i = 0; i < width; i++)
        d_G_up5_batch_norm_sum_scaled[i] = G_5_1_weight[i] * d_G_5_1_bias_scaled[i]
            / sqrt(G_up5_batch_norm_squares_shifted[i]);

    /* d_G_up5_conv_transpose (line 14) */
    double (*const d_G_up5_conv_transpose)[16][16][width] = (void *)(scratch + 4481280);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_G_up5_conv_transpose[n][i][j][k] = 9.5367431640625e-07
                        * (G_5_1_weight[k] * G_up5_batch_norm_centred[n][i][j][k]
                        * G_up5_batch_norm_centred_weighted_sum[k]
                        / (G_up5_batch_norm_squares_shifted[k]
                        * sqrt(G_up5_batch_norm_squares_shifted[k])))
                        - 0.015625 * (G_5_1_weight[k]
                        * (held->G_up5_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up5_relu_scaled[n][i][j][k]
                        / sqrt(G_up5_batch_norm_squares_shifted[k]))
                        + 9.5367431640625e-07 * d_G_up5_batch_norm_sum_scaled[k];

    /* d_G_up4_relu = conv(d_G_up5_conv_transpose, G_5_0_weight): y[o] = sum x[s o + k - p]
     *     w[k] (line 14) */
    double (*const d_G_up4_relu)[8][8][128] = (void *)(scratch + 811264);
    check_conv_64x64x16x16_128x64x4x4_64x128x8x8(d_G_up5_conv_transpose, G_5_0_weight,
        d_G_up4_relu, scratch + 8576);

    /* d_G_5_0_weight = conv_weight(d_G_up5_conv_transpose, G_up4_relu): w[k] = sum x[s o + k
     *     - p] y[o] (line 14) */
    double (*const d_G_5_0_weight)[width][4][4] = (void *)point->gradient[6];
    check_conv_weight_64x64x16x16_64x128x8x8_128x64x4x4(d_G_up5_conv_transpose, G_up4_relu,
        d_G_5_0_weight, scratch + 8576);

    /* d_G_up4_batch_norm_row_sum = sum(G_up4_batch_norm_slope * d_G_up4_relu) (line 14) */
    double (*const d_G_up4_batch_norm_row_sum)[128] = (void *)(scratch + 8576);
    memset(d_G_up4_batch_norm_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_G_up4_batch_norm_row_sum[n][k] +=
                        (held->G_up4_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up4_relu[n][i][j][k];

    /* d_G_4_1_bias = sum(d_G_up4_batch_norm_row_sum) (line 14) */
    double *const d_G_4_1_bias = point->gradient[5];
    memset(d_G_4_1_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            d_G_4_1_bias[i] += d_G_up4_batch_norm_row_sum[n][i];

    /* G_up4_batch_norm_centred_weighted_row_sum = sum(G_up4_batch_norm_centred *
     *     G_up4_batch_norm_slope * d_G_up4_relu) (line 14) */
    double (*const G_up4_batch_norm_centred_weighted_row_sum)[128] = (void *)(scratch + 8576);
    memset(G_up4_batch_norm_centred_weighted_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_batch_norm_centred_weighted_row_sum[n][k] +=
                        G_up4_batch_norm_centred[n][i][j][k]
                        * (held->G_up4_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up4_relu[n][i][j][k];

    /* G_up4_batch_norm_centred_weighted_sum = sum(G_up4_batch_norm_centred_weighted_row_sum)
     *     (line 14) */
    double *const G_up4_batch_norm_centred_weighted_sum = scratch + 16768;
    memset(G_up4_batch_norm_centred_weighted_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            G_up4_batch_norm_centred_weighted_sum[i] +=
                G_up4_batch_norm_centred_weighted_row_sum[n][i];

    /* d_G_4_1_weight (line 14) */
    double *const d_G_4_1_weight = point->gradient[4];
    for (int i = 0; i < 128; i++)
        d_G_4_1_weight[i] = G_up4_batch_norm_centred_weighted_sum[i]
            / sqrt(G_up4_batch_norm_squares_shifted[i]);

    /* d_G_up4_batch_norm_sum_scaled (line 14) */
    double *const d_G_up4_batch_norm_sum_scaled = scratch + 8576;
    for (int i = 0; i < 128; i++)
        d_G_up4_batch_norm_sum_scaled[i] = G_4_1_weight[i] * d_G_4_1_bias[i]
            / sqrt(G_up4_batch_norm_squares_shifted[i]);

    /* d_G_up4_conv_transpose (line 14) */
    double (*const d_G_up4_conv_transpose)[8][8][128] = (void *)(scratch + 1859840);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_G_up4_conv_transpose[n][i][j][k] = G_4_1_weight[k]
                        * (held->G_up4_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up4_relu[n][i][j][k] / sqrt(G_up4_batch_norm_squares_shifted[k])
                        - 0.000244140625 * (G_4_1_weight[k]
                        * G_up4_batch_norm_centred[n][i][j][k]
                        * G_up4_batch_norm_centred_weighted_sum[k]
                        / (G_up4_batch_norm_squares_shifted[k]
                        * sqrt(G_up4_batch_norm_squares_shifted[k])))
                        - 0.000244140625 * d_G_up4_batch_norm_sum_scaled[k];

    /* d_G_relu = conv(d_G_up4_conv_transpose, G_4_0_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 24) */
    double (*const d_G_relu)[4][4][256] = (void *)(scratch + 8448);
    check_conv_64x128x8x8_256x128x4x4_64x256x4x4(d_G_up4_conv_transpose, G_4_0_weight, d_G_relu,
        scratch + 811264);

    /* d_G_4_0_weight = conv_weight(d_G_up4_conv_transpose, G_relu): w[k] = sum x[s o + k - p]
     *     y[o] (line 14) */
    double (*const d_G_4_0_weight)[128][4][4] = (void *)point->gradient[3];
    check_conv_weight_64x128x8x8_64x256x4x4_256x128x4x4(d_G_up4_conv_transpose, G_relu,
        d_G_4_0_weight, scratch + 811264);

    /* d_G_batch_norm_row_sum = sum(G_batch_norm_slope * d_G_relu) (line 23) */
    double (*const d_G_batch_norm_row_sum)[256] = (void *)(scratch + 270592);
    memset(d_G_batch_norm_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_G_batch_norm_row_sum[n][k] += (held->G_batch_norm_slope[n][i][j][k] ? 1.0
                        : 0.0) * d_G_relu[n][i][j][k];

    /* d_G_2_bias = sum(d_G_batch_norm_row_sum) (line 23) */
    double *const d_G_2_bias = point->gradient[2];
    memset(d_G_2_bias, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            d_G_2_bias[i] += d_G_batch_norm_row_sum[n][i];

    /* G_batch_norm_centred_times_d_G_relu_weighted_row_sum = sum(G_batch_norm_centred *
     *     G_batch_norm_slope * d_G_relu) (line 23) */
    double (*const G_batch_norm_centred_times_d_G_relu_weighted_row_sum)[256] =
        (void *)(scratch + 270592);
    memset(G_batch_norm_centred_times_d_G_relu_weighted_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_batch_norm_centred_times_d_G_relu_weighted_row_sum[n][k] +=
                        G_batch_norm_centred[n][i][j][k] * (held->G_batch_norm_slope[n][i][j][k]
                        ? 1.0 : 0.0) * d_G_relu[n][i][j][k];

    /* G_batch_norm_centred_times_d_G_relu_weighted_sum =
     *     sum(G_batch_norm_centred_times_d_G_relu_weighted_row_sum) (line 23) */
    double *const G_batch_norm_centred_times_d_G_relu_weighted_sum = scratch + 549120;
    memset(G_batch_norm_centred_times_d_G_relu_weighted_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            G_batch_norm_centred_times_d_G_relu_weighted_sum[i] +=
                G_batch_norm_centred_times_d_G_relu_weighted_row_sum[n][i];

    /* d_G_2_weight (line 23) */
    double *const d_G_2_weight = point->gradient[1];
    for (int i = 0; i < 256; i++)
        d_G_2_weight[i] = G_batch_norm_centred_times_d_G_relu_weighted_sum[i]
            / sqrt(G_batch_norm_squares_shifted[i]);

    /* d_G_batch_norm_sum_scaled (line 23) */
    double *const d_G_batch_norm_sum_scaled = scratch + 270592;
    for (int i = 0; i < 256; i++)
        d_G_batch_norm_sum_scaled[i] = G_2_weight[i] * d_G_2_bias[i]
            / sqrt(G_batch_norm_squares_shifted[i]);

    /* d_G_conv_transpose1 (line 22) */
    double (*const d_G_conv_transpose1)[4][4][256] = (void *)(scratch + 549376);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_G_conv_transpose1[n][i][j][k] = G_2_weight[k]
                        * (held->G_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_relu[n][i][j][k] / sqrt(G_batch_norm_squares_shifted[k])
                        - 0.0009765625 * (G_2_weight[k] * G_batch_norm_centred[n][i][j][k]
                        * G_batch_norm_centred_times_d_G_relu_weighted_sum[k]
                        / (G_batch_norm_squares_shifted[k]
                        * sqrt(G_batch_norm_squares_shifted[k])))
                        - 0.0009765625 * d_G_batch_norm_sum_scaled[k];

    /* d_G_1_weight = conv_weight(d_G_conv_transpose1, fake_noise): w[k] = sum x[s o + k - p]
     *     y[o] (line 22) */
    double (*const d_G_1_weight)[256][4][4] = (void *)point->gradient[0];
    check_conv_weight_64x256x4x4_64x128_128x256x4x4(d_G_conv_transpose1, fake_noise,
        d_G_1_weight, scratch + 8192);

    return generator;
}

/* The decisions of step 2 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_2(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    const double *const G_2_bias = point->tensor[2];
    const double *const G_4_1_bias = point->tensor[5];
    const double *const G_5_1_bias = point->tensor[8];
    const float (*const G_conv_transpose1)[4][4][256] = (void *)m->at[1];
    const float *const G_batch_norm_mean = m->at[5];
    const double *const D_0_0_bias = point->tensor[12];
    const double *const D_1_0_bias = point->tensor[14];
    const double *const D_2_0_bias = point->tensor[16];
    const float *const G_batch_norm_scale = m->at[4];
    const float (*const G_up4_conv_transpose)[8][8][128] = (void *)m->at[34];
    const float *const G_up4_batch_norm_mean = m->at[39];
    const float *const G_up4_batch_norm_scale = m->at[38];
    const float (*const G_up5_conv_transpose)[16][16][width] = (void *)m->at[43];
    const float *const G_up5_batch_norm_mean = m->at[48];
    const float *const G_up5_batch_norm_scale = m->at[47];
    const float (*const D_down0_conv_of_fake_product_in_generator)[16][16][width] =
        (void *)m->at[117];
    const float (*const D_down1_conv_of_fake_product_in_generator)[8][8][128] =
        (void *)m->at[119];
    const float (*const D_down2_conv_of_fake_product_in_generator)[4][4][256] =
        (void *)m->at[122];

    /* G_batch_norm_slope: G_2_bias + G_batch_norm_scale * (G_conv_transpose1 -
     *     G_batch_norm_mean) > 0 (line 24) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    held->G_batch_norm_slope[n][i][j][k] = (float)G_2_bias[k]
                        + G_batch_norm_scale[k] * (G_conv_transpose1[n][i][j][k]
                        - G_batch_norm_mean[k]) > 0.0f;

    /* G_up4_batch_norm_slope: G_4_1_bias + G_up4_batch_norm_scale * (G_up4_conv_transpose -
     *     G_up4_batch_norm_mean) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->G_up4_batch_norm_slope[n][i][j][k] = (float)G_4_1_bias[k]
                        + G_up4_batch_norm_scale[k] * (G_up4_conv_transpose[n][i][j][k]
                        - G_up4_batch_norm_mean[k]) > 0.0f;

    /* G_up5_batch_norm_slope: G_5_1_bias + G_up5_batch_norm_scale * (G_up5_conv_transpose -
     *     G_up5_batch_norm_mean) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->G_up5_batch_norm_slope[n][i][j][k] = (float)G_5_1_bias[k]
                        + G_up5_batch_norm_scale[k] * (G_up5_conv_transpose[n][i][j][k]
                        - G_up5_batch_norm_mean[k]) > 0.0f;

    /* D_down0_conv_of_fake_slope_in_generator: D_0_0_bias +
     *     D_down0_conv_of_fake_product_in_generator > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->D_down0_conv_of_fake_slope_in_generator[n][i][j][k] =
                        (float)D_0_0_bias[k]
                        + D_down0_conv_of_fake_product_in_generator[n][i][j][k] > 0.0f;

    /* D_down1_conv_of_fake_slope_in_generator: D_1_0_bias +
     *     D_down1_conv_of_fake_product_in_generator > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->D_down1_conv_of_fake_slope_in_generator[n][i][j][k] =
                        (float)D_1_0_bias[k]
                        + D_down1_conv_of_fake_product_in_generator[n][i][j][k] > 0.0f;

    /* D_down2_conv_of_fake_slope_in_generator: D_2_0_bias +
     *     D_down2_conv_of_fake_product_in_generator > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    held->D_down2_conv_of_fake_slope_in_generator[n][i][j][k] =
                        (float)D_2_0_bias[k]
                        + D_down2_conv_of_fake_product_in_generator[n][i][j][k] > 0.0f;
}

static double (*const steps[])(struct check_point *, int) = {step_1, step_2, NULL};
static void (*const takes[])(struct check_point *, const struct instance *) = {take_1, take_2,
    NULL};

static double
check_loss(struct check_point *point, int step)
{
    return steps[step] ? steps[step](point, 0) : 0;
}

static void
check_gradient(struct check_point *point, int step)
{
    if (steps[step])
        steps[step](point, 1);
}

static void
check_decisions(struct check_point *point, const struct instance *m, int step)
{
    struct decisions *const held = point->decisions;
    if (takes[step])
        takes[step](point, m);
    held->taken = 1;
}

static const float *
check_float_gradient(const struct instance *m, int step, int tensor)
{
    /* of each step: where a parameter's gradient begins; -1: not updated */
    static const long place[3][19] = {
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1183632, 1186704, 1186768, 1317840,
            1317968, 1842256, 1842512, -1},
        {0, 524288, 524544, 524800, 1049088, 1049216, 1049344, 1180416, 1180480, 1180544,
            1183616, -1, -1, -1, -1, -1, -1, -1, -1},
    };
    if (tensor >= 18 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check wgan_gp_conv_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
