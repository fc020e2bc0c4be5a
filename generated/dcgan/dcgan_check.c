/* dcgan_check.c: the losses of dcgan.yaml (sha256 de0806f4)
 * and their gradients in double, by plain loops, for `dcgan gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "dcgan.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 64, latent = 100, width = 64, side = 32 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool G_batch_norm_slope[batch][4][4][256];
    _Bool G_up4_batch_norm_slope[batch][8][8][128];
    _Bool G_up5_batch_norm_slope[batch][16][16][width];
    _Bool D_leaky_relu_slope[batch][16][16][width];
    _Bool D_down2_batch_norm_of_x_slope[batch][8][8][128];
    _Bool D_down3_batch_norm_of_x_slope[batch][4][4][256];
    double fake_2[batch][side][side][3];
    _Bool D_conv0_slope[batch][16][16][width];
    _Bool D_down2_batch_norm_of_fake_slope[batch][8][8][128];
    _Bool D_down3_batch_norm_of_fake_slope[batch][4][4][256];
    _Bool D_conv0_of_fake_slope[batch][16][16][width];
    _Bool D_down2_batch_norm_of_fake_slope_in_g_loss[batch][8][8][128];
    _Bool D_down3_batch_norm_of_fake_slope_in_g_loss[batch][4][4][256];
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
        held->scratch = malloc(sizeof(double) * 7733248);
    if (held && !held->scratch) {
        check_free(held);
        return NULL;
    }
    return held;
}

static inline double
check_sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static inline double
check_softplus(double x)
{
    return (x > 0 ? x : 0) + log1p(exp(-fabs(x)));
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

#include "dcgan_check_contractions.h"

/* What step 1 minimises (line 44), and where `whole` its gradients. */
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
    const double (*const D_0_weight)[3][4][4] = (void *)point->tensor[10];
    const double (*const D_2_0_weight)[width][4][4] = (void *)point->tensor[11];
    const double *const D_2_1_weight = point->tensor[12];
    const double *const D_2_1_bias = point->tensor[13];
    const double (*const D_3_0_weight)[128][4][4] = (void *)point->tensor[14];
    const double *const D_3_1_weight = point->tensor[15];
    const double *const D_3_1_bias = point->tensor[16];
    const double (*const D_4_weight)[4][4] = (void *)point->tensor[17];
    const float (*const x)[side][side][3] = (void *)point->field[0];

    /* fake_noise = the stream "fake.1" (line 41) */
    double (*const fake_noise)[latent] = (void *)(scratch + 0);
    if (renew) {
        draw((void *)fake_noise, 6400, random_normal, point, "fake.1");
    }

    /* G_conv_transpose1 = conv_data(fake_noise, G_1_weight): x[i] = sum of y[o] w[k] where s
     *     o + k - p = i (line 22) */
    double (*const G_conv_transpose1)[4][4][256] = (void *)(scratch + 6400);
    if (renew) {
        check_conv_data_64x100_100x256x4x4_64x256x4x4(fake_noise, G_1_weight, G_conv_transpose1,
            scratch + 268544);
    }

    /* G_batch_norm_row_sum = sum(G_conv_transpose1) (line 23) */
    double (*const G_batch_norm_row_sum)[256] = (void *)(scratch + 268544);
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
    double (*const G_batch_norm_centred)[4][4][256] = (void *)(scratch + 268544);
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
     *     o + k - p = i (line 13) */
    double (*const G_up4_conv_transpose)[8][8][128] = (void *)(scratch + 524544);
    if (renew) {
        check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(G_relu, G_4_0_weight,
            G_up4_conv_transpose, scratch + 1048832);
    }

    /* G_up4_conv_transpose_row_sum = sum(G_up4_conv_transpose) (line 13) */
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

    /* G_up4_batch_norm_sum = sum(G_up4_conv_transpose_row_sum) (line 13) */
    double *const G_up4_batch_norm_sum = scratch + 8192;
    if (renew) {
        memset(G_up4_batch_norm_sum, 0, sizeof(double) * 128);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 128; i++)
                G_up4_batch_norm_sum[i] += G_up4_conv_transpose_row_sum[n][i];
    }

    /* G_up4_batch_norm_centred (line 13) */
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

    /* G_up4_batch_norm_centred_squared_row_sum = sum(G_up4_batch_norm_centred^2) (line 13) */
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

    /* G_up4_batch_norm_squares = sum(G_up4_batch_norm_centred_squared_row_sum) (line 13) */
    double *const G_up4_batch_norm_squares = scratch + 8192;
    if (renew) {
        memset(G_up4_batch_norm_squares, 0, sizeof(double) * 128);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 128; i++)
                G_up4_batch_norm_squares[i] += G_up4_batch_norm_centred_squared_row_sum[n][i];
    }

    /* G_up4_batch_norm_squares_shifted (line 13) */
    double *const G_up4_batch_norm_squares_shifted = scratch + 0;
    if (renew) {
        for (int i = 0; i < 128; i++)
            G_up4_batch_norm_squares_shifted[i] = 1e-05
                + 0.000244140625 * G_up4_batch_norm_squares[i];
    }

    /* G_up4_batch_norm (line 13) */
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

    /* G_up4_batch_norm_slope: G_up4_batch_norm > 0 (line 13) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->G_up4_batch_norm_slope[n][i][j][k] =
                            G_up4_batch_norm[n][i][j][k] > 0;
    }

    /* G_up4_relu (line 13) */
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
     *     where s o + k - p = i (line 13) */
    double (*const G_up5_conv_transpose)[16][16][width] = (void *)(scratch + 1048704);
    if (renew) {
        check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(G_up4_relu, G_5_0_weight,
            G_up5_conv_transpose, scratch + 0);
    }

    /* G_up5_conv_transpose_row_sum = sum(G_up5_conv_transpose) (line 13) */
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

    /* G_up5_batch_norm_sum = sum(G_up5_conv_transpose_row_sum) (line 13) */
    double *const G_up5_batch_norm_sum = scratch + 4096;
    if (renew) {
        memset(G_up5_batch_norm_sum, 0, sizeof(double) * 64);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < width; i++)
                G_up5_batch_norm_sum[i] += G_up5_conv_transpose_row_sum[n][i];
    }

    /* G_up5_batch_norm_centred (line 13) */
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

    /* G_up5_batch_norm_centred_squared_row_sum = sum(G_up5_batch_norm_centred^2) (line 13) */
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

    /* G_up5_batch_norm_squares = sum(G_up5_batch_norm_centred_squared_row_sum) (line 13) */
    double *const G_up5_batch_norm_squares = scratch + 4096;
    if (renew) {
        memset(G_up5_batch_norm_squares, 0, sizeof(double) * 64);
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < width; i++)
                G_up5_batch_norm_squares[i] += G_up5_batch_norm_centred_squared_row_sum[n][i];
    }

    /* G_up5_batch_norm_squares_shifted (line 13) */
    double *const G_up5_batch_norm_squares_shifted = scratch + 0;
    if (renew) {
        for (int i = 0; i < width; i++)
            G_up5_batch_norm_squares_shifted[i] = 1e-05
                + 6.103515625e-05 * G_up5_batch_norm_squares[i];
    }

    /* G_up5_batch_norm (line 13) */
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

    /* G_up5_batch_norm_slope: G_up5_batch_norm > 0 (line 13) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->G_up5_batch_norm_slope[n][i][j][k] =
                            G_up5_batch_norm[n][i][j][k] > 0;
    }

    /* G_up5_relu (line 13) */
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

    /* G_conv_transpose6 = conv_data(G_up5_relu, G_6_weight): x[i] = sum of y[o] w[k] where s
     *     o + k - p = i (line 27) */
    double (*const G_conv_transpose6)[side][side][3] = (void *)(scratch + 0);
    if (renew) {
        check_conv_data_64x64x16x16_64x3x4x4_64x3x32x32(G_up5_relu, G_6_weight,
            G_conv_transpose6, scratch + 196608);
    }

    /* fake (line 41) */
    double (*const fake)[side][side][3] = (void *)(scratch + 196608);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < side; i++)
                for (int j = 0; j < side; j++)
                    for (int k = 0; k < 3; k++)
                        fake[n][i][j][k] = tanh(G_conv_transpose6[n][i][j][k]);
    }

    /* D_conv0_of_x = conv(x, D_0_weight): y[o] = sum x[s o + k - p] w[k] (line 33) */
    double (*const D_conv0_of_x)[16][16][width] = (void *)(scratch + 393216);
    check_conv_64x3x32x32_64x3x4x4_64x64x16x16(x, D_0_weight, D_conv0_of_x, scratch + 0);

    /* D_leaky_relu_slope: D_conv0_of_x > 0 (line 34) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->D_leaky_relu_slope[n][i][j][k] = D_conv0_of_x[n][i][j][k] > 0;
    }

    /* D_leaky_relu_of_x (line 34) */
    double (*const D_leaky_relu_of_x)[16][16][width] = (void *)(scratch + 1441792);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    D_leaky_relu_of_x[n][i][j][k] = held->D_leaky_relu_slope[n][i][j][k]
                        ? D_conv0_of_x[n][i][j][k] : 0.2 * D_conv0_of_x[n][i][j][k];

    /* D_down2_conv_of_x = conv(D_leaky_relu_of_x, D_2_0_weight): y[o] = sum x[s o + k - p]
     *     w[k] (line 14) */
    double (*const D_down2_conv_of_x)[8][8][128] = (void *)(scratch + 393216);
    check_conv_64x64x16x16_128x64x4x4_64x128x8x8(D_leaky_relu_of_x, D_2_0_weight,
        D_down2_conv_of_x, scratch + 0);

    /* D_down2_batch_norm_row_sum = sum(D_down2_conv_of_x) (line 14) */
    double (*const D_down2_batch_norm_row_sum)[128] = (void *)(scratch + 0);
    memset(D_down2_batch_norm_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_row_sum[n][k] += D_down2_conv_of_x[n][i][j][k];

    /* D_down2_batch_norm_sum_of_x = sum(D_down2_batch_norm_row_sum) (line 14) */
    double *const D_down2_batch_norm_sum_of_x = scratch + 8192;
    memset(D_down2_batch_norm_sum_of_x, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            D_down2_batch_norm_sum_of_x[i] += D_down2_batch_norm_row_sum[n][i];

    /* D_down2_batch_norm_centred_of_x (line 14) */
    double (*const D_down2_batch_norm_centred_of_x)[8][8][128] = (void *)(scratch + 917504);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_centred_of_x[n][i][j][k] = D_down2_conv_of_x[n][i][j][k]
                        - 0.000244140625 * D_down2_batch_norm_sum_of_x[k];

    /* D_down2_batch_norm_centred_of_x_squared_row_sum =
     *     sum(D_down2_batch_norm_centred_of_x^2) (line 14) */
    double (*const D_down2_batch_norm_centred_of_x_squared_row_sum)[128] =
        (void *)(scratch + 0);
    memset(D_down2_batch_norm_centred_of_x_squared_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_centred_of_x_squared_row_sum[n][k] +=
                        D_down2_batch_norm_centred_of_x[n][i][j][k]
                        * D_down2_batch_norm_centred_of_x[n][i][j][k];

    /* D_down2_batch_norm_squares_of_x = sum(D_down2_batch_norm_centred_of_x_squared_row_sum)
     *     (line 14) */
    double *const D_down2_batch_norm_squares_of_x = scratch + 8192;
    memset(D_down2_batch_norm_squares_of_x, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            D_down2_batch_norm_squares_of_x[i] +=
                D_down2_batch_norm_centred_of_x_squared_row_sum[n][i];

    /* D_down2_batch_norm_squares_of_x_shifted (line 14) */
    double *const D_down2_batch_norm_squares_of_x_shifted = scratch + 0;
    for (int i = 0; i < 128; i++)
        D_down2_batch_norm_squares_of_x_shifted[i] = 1e-05
            + 0.000244140625 * D_down2_batch_norm_squares_of_x[i];

    /* D_down2_batch_norm_of_x (line 14) */
    double (*const D_down2_batch_norm_of_x)[8][8][128] = (void *)(scratch + 393216);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_of_x[n][i][j][k] = D_2_1_bias[k]
                        + D_2_1_weight[k] * D_down2_batch_norm_centred_of_x[n][i][j][k]
                        / sqrt(D_down2_batch_norm_squares_of_x_shifted[k]);

    /* D_down2_batch_norm_of_x_slope: D_down2_batch_norm_of_x > 0 (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->D_down2_batch_norm_of_x_slope[n][i][j][k] =
                            D_down2_batch_norm_of_x[n][i][j][k] > 0;
    }

    /* D_down2_leaky_relu_of_x (line 14) */
    double (*const D_down2_leaky_relu_of_x)[8][8][128] = (void *)(scratch + 2490368);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_leaky_relu_of_x[n][i][j][k] =
                        held->D_down2_batch_norm_of_x_slope[n][i][j][k]
                        ? D_down2_batch_norm_of_x[n][i][j][k]
                        : 0.2 * D_down2_batch_norm_of_x[n][i][j][k];

    /* D_down3_conv_of_x = conv(D_down2_leaky_relu_of_x, D_3_0_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 14) */
    double (*const D_down3_conv_of_x)[4][4][256] = (void *)(scratch + 393216);
    check_conv_64x128x8x8_256x128x4x4_64x256x4x4(D_down2_leaky_relu_of_x, D_3_0_weight,
        D_down3_conv_of_x, scratch + 3014656);

    /* D_down3_conv_of_x_row_sum = sum(D_down3_conv_of_x) (line 14) */
    double (*const D_down3_conv_of_x_row_sum)[256] = (void *)(scratch + 128);
    memset(D_down3_conv_of_x_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_conv_of_x_row_sum[n][k] += D_down3_conv_of_x[n][i][j][k];

    /* D_down3_batch_norm_sum_of_x = sum(D_down3_conv_of_x_row_sum) (line 14) */
    double *const D_down3_batch_norm_sum_of_x = scratch + 16512;
    memset(D_down3_batch_norm_sum_of_x, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            D_down3_batch_norm_sum_of_x[i] += D_down3_conv_of_x_row_sum[n][i];

    /* D_down3_batch_norm_centred_of_x (line 14) */
    double (*const D_down3_batch_norm_centred_of_x)[4][4][256] = (void *)(scratch + 655360);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_centred_of_x[n][i][j][k] = D_down3_conv_of_x[n][i][j][k]
                        - 0.0009765625 * D_down3_batch_norm_sum_of_x[k];

    /* D_down3_batch_norm_centred_of_x_squared_row_sum =
     *     sum(D_down3_batch_norm_centred_of_x^2) (line 14) */
    double (*const D_down3_batch_norm_centred_of_x_squared_row_sum)[256] =
        (void *)(scratch + 128);
    memset(D_down3_batch_norm_centred_of_x_squared_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_centred_of_x_squared_row_sum[n][k] +=
                        D_down3_batch_norm_centred_of_x[n][i][j][k]
                        * D_down3_batch_norm_centred_of_x[n][i][j][k];

    /* D_down3_batch_norm_squares_of_x = sum(D_down3_batch_norm_centred_of_x_squared_row_sum)
     *     (line 14) */
    double *const D_down3_batch_norm_squares_of_x = scratch + 16512;
    memset(D_down3_batch_norm_squares_of_x, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            D_down3_batch_norm_squares_of_x[i] +=
                D_down3_batch_norm_centred_of_x_squared_row_sum[n][i];

    /* D_down3_batch_norm_squares_of_x_shifted (line 14) */
    double *const D_down3_batch_norm_squares_of_x_shifted = scratch + 128;
    for (int i = 0; i < 256; i++)
        D_down3_batch_norm_squares_of_x_shifted[i] = 1e-05
            + 0.0009765625 * D_down3_batch_norm_squares_of_x[i];

    /* D_down3_batch_norm_of_x (line 14) */
    double (*const D_down3_batch_norm_of_x)[4][4][256] = (void *)(scratch + 393216);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_of_x[n][i][j][k] = D_3_1_bias[k]
                        + D_3_1_weight[k] * D_down3_batch_norm_centred_of_x[n][i][j][k]
                        / sqrt(D_down3_batch_norm_squares_of_x_shifted[k]);

    /* D_down3_batch_norm_of_x_slope: D_down3_batch_norm_of_x > 0 (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        held->D_down3_batch_norm_of_x_slope[n][i][j][k] =
                            D_down3_batch_norm_of_x[n][i][j][k] > 0;
    }

    /* D_down3_leaky_relu_of_x (line 14) */
    double (*const D_down3_leaky_relu_of_x)[4][4][256] = (void *)(scratch + 3014656);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_leaky_relu_of_x[n][i][j][k] =
                        held->D_down3_batch_norm_of_x_slope[n][i][j][k]
                        ? D_down3_batch_norm_of_x[n][i][j][k]
                        : 0.2 * D_down3_batch_norm_of_x[n][i][j][k];

    /* D_conv4_of_x = conv(D_down3_leaky_relu_of_x, D_4_weight): y[o] = sum x[s o + k - p]
     *     w[k] (line 37) */
    double *const D_conv4_of_x = scratch + 384;
    check_conv_64x256x4x4_256x4x4_64(D_down3_leaky_relu_of_x, D_4_weight, D_conv4_of_x, scratch
        + 448);

    /* D_conv4_negated (line 44) */
    double *const D_conv4_negated = scratch + 448;
    for (int n = 0; n < batch; n++)
        D_conv4_negated[n] = -D_conv4_of_x[n];

    /* D_conv4_of_x_softplus_sum = sum(softplus(D_conv4_negated)) (line 44) */
    double D_conv4_of_x_softplus_sum = 0;
    for (int n = 0; n < batch; n++)
        D_conv4_of_x_softplus_sum += check_softplus(D_conv4_negated[n]);

    /* fake_2: fake (line 44) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < side; i++)
                for (int j = 0; j < side; j++)
                    for (int k = 0; k < 3; k++)
                        held->fake_2[n][i][j][k] = fake[n][i][j][k];
    }

    /* D_conv0_of_fake = conv(fake_2, D_0_weight): y[o] = sum x[s o + k - p] w[k] (line 33) */
    double (*const D_conv0_of_fake)[16][16][width] = (void *)(scratch + 3276800);
    check_conv_64x3x32x32_64x3x4x4_64x64x16x16_b(held->fake_2, D_0_weight, D_conv0_of_fake,
        scratch + 512);

    /* D_conv0_slope: D_conv0_of_fake > 0 (line 34) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->D_conv0_slope[n][i][j][k] = D_conv0_of_fake[n][i][j][k] > 0;
    }

    /* D_leaky_relu_of_fake (line 34) */
    double (*const D_leaky_relu_of_fake)[16][16][width] = (void *)(scratch + 4325376);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    D_leaky_relu_of_fake[n][i][j][k] = held->D_conv0_slope[n][i][j][k]
                        ? D_conv0_of_fake[n][i][j][k] : 0.2 * D_conv0_of_fake[n][i][j][k];

    /* D_down2_conv_of_fake = conv(D_leaky_relu_of_fake, D_2_0_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 14) */
    double (*const D_down2_conv_of_fake)[8][8][128] = (void *)(scratch + 512);
    check_conv_64x64x16x16_128x64x4x4_64x128x8x8(D_leaky_relu_of_fake, D_2_0_weight,
        D_down2_conv_of_fake, scratch + 3276800);

    /* D_down2_conv_row_sum = sum(D_down2_conv_of_fake) (line 14) */
    double (*const D_down2_conv_row_sum)[128] = (void *)(scratch + 524800);
    memset(D_down2_conv_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_conv_row_sum[n][k] += D_down2_conv_of_fake[n][i][j][k];

    /* D_down2_batch_norm_sum_of_fake = sum(D_down2_conv_row_sum) (line 14) */
    double *const D_down2_batch_norm_sum_of_fake = scratch + 532992;
    memset(D_down2_batch_norm_sum_of_fake, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            D_down2_batch_norm_sum_of_fake[i] += D_down2_conv_row_sum[n][i];

    /* D_down2_batch_norm_centred_of_fake (line 14) */
    double (*const D_down2_batch_norm_centred_of_fake)[8][8][128] = (void *)(scratch + 3276800);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_centred_of_fake[n][i][j][k] =
                        D_down2_conv_of_fake[n][i][j][k] - 0.000244140625
                        * D_down2_batch_norm_sum_of_fake[k];

    /* D_down2_batch_norm_centred_of_fake_squared_row_sum =
     *     sum(D_down2_batch_norm_centred_of_fake^2) (line 14) */
    double (*const D_down2_batch_norm_centred_of_fake_squared_row_sum)[128] =
        (void *)(scratch + 512);
    memset(D_down2_batch_norm_centred_of_fake_squared_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_centred_of_fake_squared_row_sum[n][k] +=
                        D_down2_batch_norm_centred_of_fake[n][i][j][k]
                        * D_down2_batch_norm_centred_of_fake[n][i][j][k];

    /* D_down2_batch_norm_squares_of_fake =
     *     sum(D_down2_batch_norm_centred_of_fake_squared_row_sum) (line 14) */
    double *const D_down2_batch_norm_squares_of_fake = scratch + 8704;
    memset(D_down2_batch_norm_squares_of_fake, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            D_down2_batch_norm_squares_of_fake[i] +=
                D_down2_batch_norm_centred_of_fake_squared_row_sum[n][i];

    /* D_down2_batch_norm_squares_of_fake_shifted (line 14) */
    double *const D_down2_batch_norm_squares_of_fake_shifted = scratch + 512;
    for (int i = 0; i < 128; i++)
        D_down2_batch_norm_squares_of_fake_shifted[i] = 1e-05
            + 0.000244140625 * D_down2_batch_norm_squares_of_fake[i];

    /* D_down2_batch_norm_of_fake (line 14) */
    double (*const D_down2_batch_norm_of_fake)[8][8][128] = (void *)(scratch + 640);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_of_fake[n][i][j][k] = D_2_1_bias[k]
                        + D_2_1_weight[k] * D_down2_batch_norm_centred_of_fake[n][i][j][k]
                        / sqrt(D_down2_batch_norm_squares_of_fake_shifted[k]);

    /* D_down2_batch_norm_of_fake_slope: D_down2_batch_norm_of_fake > 0 (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->D_down2_batch_norm_of_fake_slope[n][i][j][k] =
                            D_down2_batch_norm_of_fake[n][i][j][k] > 0;
    }

    /* D_down2_leaky_relu_of_fake (line 14) */
    double (*const D_down2_leaky_relu_of_fake)[8][8][128] = (void *)(scratch + 3801088);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_leaky_relu_of_fake[n][i][j][k] =
                        held->D_down2_batch_norm_of_fake_slope[n][i][j][k]
                        ? D_down2_batch_norm_of_fake[n][i][j][k]
                        : 0.2 * D_down2_batch_norm_of_fake[n][i][j][k];

    /* D_down3_conv_of_fake = conv(D_down2_leaky_relu_of_fake, D_3_0_weight): y[o] = sum x[s o
     *     + k - p] w[k] (line 14) */
    double (*const D_down3_conv_of_fake)[4][4][256] = (void *)(scratch + 640);
    check_conv_64x128x8x8_256x128x4x4_64x256x4x4(D_down2_leaky_relu_of_fake, D_3_0_weight,
        D_down3_conv_of_fake, scratch + 5373952);

    /* D_down3_conv_of_fake_row_sum = sum(D_down3_conv_of_fake) (line 14) */
    double (*const D_down3_conv_of_fake_row_sum)[256] = (void *)(scratch + 262784);
    memset(D_down3_conv_of_fake_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_conv_of_fake_row_sum[n][k] += D_down3_conv_of_fake[n][i][j][k];

    /* D_down3_batch_norm_sum_of_fake = sum(D_down3_conv_of_fake_row_sum) (line 14) */
    double *const D_down3_batch_norm_sum_of_fake = scratch + 279168;
    memset(D_down3_batch_norm_sum_of_fake, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            D_down3_batch_norm_sum_of_fake[i] += D_down3_conv_of_fake_row_sum[n][i];

    /* D_down3_batch_norm_centred_of_fake (line 14) */
    double (*const D_down3_batch_norm_centred_of_fake)[4][4][256] = (void *)(scratch + 279424);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_centred_of_fake[n][i][j][k] =
                        D_down3_conv_of_fake[n][i][j][k] - 0.0009765625
                        * D_down3_batch_norm_sum_of_fake[k];

    /* D_down3_batch_norm_centred_of_fake_squared_row_sum =
     *     sum(D_down3_batch_norm_centred_of_fake^2) (line 14) */
    double (*const D_down3_batch_norm_centred_of_fake_squared_row_sum)[256] =
        (void *)(scratch + 640);
    memset(D_down3_batch_norm_centred_of_fake_squared_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_centred_of_fake_squared_row_sum[n][k] +=
                        D_down3_batch_norm_centred_of_fake[n][i][j][k]
                        * D_down3_batch_norm_centred_of_fake[n][i][j][k];

    /* D_down3_batch_norm_squares_of_fake =
     *     sum(D_down3_batch_norm_centred_of_fake_squared_row_sum) (line 14) */
    double *const D_down3_batch_norm_squares_of_fake = scratch + 17024;
    memset(D_down3_batch_norm_squares_of_fake, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            D_down3_batch_norm_squares_of_fake[i] +=
                D_down3_batch_norm_centred_of_fake_squared_row_sum[n][i];

    /* D_down3_batch_norm_squares_of_fake_shifted (line 14) */
    double *const D_down3_batch_norm_squares_of_fake_shifted = scratch + 640;
    for (int i = 0; i < 256; i++)
        D_down3_batch_norm_squares_of_fake_shifted[i] = 1e-05
            + 0.0009765625 * D_down3_batch_norm_squares_of_fake[i];

    /* D_down3_batch_norm_of_fake (line 14) */
    double (*const D_down3_batch_norm_of_fake)[4][4][256] = (void *)(scratch + 896);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_of_fake[n][i][j][k] = D_3_1_bias[k]
                        + D_3_1_weight[k] * D_down3_batch_norm_centred_of_fake[n][i][j][k]
                        / sqrt(D_down3_batch_norm_squares_of_fake_shifted[k]);

    /* D_down3_batch_norm_of_fake_slope: D_down3_batch_norm_of_fake > 0 (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        held->D_down3_batch_norm_of_fake_slope[n][i][j][k] =
                            D_down3_batch_norm_of_fake[n][i][j][k] > 0;
    }

    /* D_down3_leaky_relu_of_fake (line 14) */
    double (*const D_down3_leaky_relu_of_fake)[4][4][256] = (void *)(scratch + 5373952);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_leaky_relu_of_fake[n][i][j][k] =
                        held->D_down3_batch_norm_of_fake_slope[n][i][j][k]
                        ? D_down3_batch_norm_of_fake[n][i][j][k]
                        : 0.2 * D_down3_batch_norm_of_fake[n][i][j][k];

    /* D_conv4_of_fake = conv(D_down3_leaky_relu_of_fake, D_4_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 37) */
    double *const D_conv4_of_fake = scratch + 384;
    check_conv_64x256x4x4_256x4x4_64(D_down3_leaky_relu_of_fake, D_4_weight, D_conv4_of_fake,
        scratch + 896);

    /* D_conv4_of_fake_softplus_sum = sum(softplus(D_conv4_of_fake)) (line 44) */
    double D_conv4_of_fake_softplus_sum = 0;
    for (int n = 0; n < batch; n++)
        D_conv4_of_fake_softplus_sum += check_softplus(D_conv4_of_fake[n]);

    /* d_loss (line 44) */
    const double d_loss = 0.015625 * D_conv4_of_x_softplus_sum
        + 0.015625 * D_conv4_of_fake_softplus_sum;

    if (!whole)
        return d_loss;

    /* d_D_conv4_scaled (line 37) */
    double *const d_D_conv4_scaled = scratch + 896;
    for (int n = 0; n < batch; n++)
        d_D_conv4_scaled[n] = check_sigmoid(D_conv4_of_fake[n]);

    /* d_D_down3_leaky_relu_of_fake_scaled = conv_data(d_D_conv4_scaled, D_4_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 14) */
    double (*const d_D_down3_leaky_relu_of_fake_scaled)[4][4][256] = (void *)(scratch + 960);
    check_conv_data_64_256x4x4_64x256x4x4(d_D_conv4_scaled, D_4_weight,
        d_D_down3_leaky_relu_of_fake_scaled, scratch + 263104);

    /* D_down3_leaky_relu_by_d_D_conv4_scaled = conv_weight(D_down3_leaky_relu_of_fake,
     *     d_D_conv4_scaled): w[k] = sum x[s o + k - p] y[o] (line 37) */
    double (*const D_down3_leaky_relu_by_d_D_conv4_scaled)[4][4] = (void *)(scratch + 263104);
    check_conv_weight_64x256x4x4_64_256x4x4(D_down3_leaky_relu_of_fake, d_D_conv4_scaled,
        D_down3_leaky_relu_by_d_D_conv4_scaled, scratch + 267200);

    /* d_D_down3_batch_norm_of_fake_scaled_row_sum = sum(D_down3_batch_norm_of_fake_slope *
     *     d_D_down3_leaky_relu_of_fake_scaled) (line 14) */
    double (*const d_D_down3_batch_norm_of_fake_scaled_row_sum)[256] =
        (void *)(scratch + 541568);
    memset(d_D_down3_batch_norm_of_fake_scaled_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down3_batch_norm_of_fake_scaled_row_sum[n][k] +=
                        (held->D_down3_batch_norm_of_fake_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down3_leaky_relu_of_fake_scaled[n][i][j][k];

    /* d_D_down3_batch_norm_of_fake_scaled_sum =
     *     sum(d_D_down3_batch_norm_of_fake_scaled_row_sum) (line 14) */
    double *const d_D_down3_batch_norm_of_fake_scaled_sum = scratch + 267200;
    memset(d_D_down3_batch_norm_of_fake_scaled_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            d_D_down3_batch_norm_of_fake_scaled_sum[i] +=
                d_D_down3_batch_norm_of_fake_scaled_row_sum[n][i];

    /* D_down3_batch_norm_centred_of_fake_weighted_row_sum =
     *     sum(D_down3_batch_norm_centred_of_fake * D_down3_batch_norm_of_fake_slope *
     *     d_D_down3_leaky_relu_of_fake_scaled) (line 14) */
    double (*const D_down3_batch_norm_centred_of_fake_weighted_row_sum)[256] =
        (void *)(scratch + 541568);
    memset(D_down3_batch_norm_centred_of_fake_weighted_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_centred_of_fake_weighted_row_sum[n][k] +=
                        D_down3_batch_norm_centred_of_fake[n][i][j][k]
                        * (held->D_down3_batch_norm_of_fake_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down3_leaky_relu_of_fake_scaled[n][i][j][k];

    /* D_down3_batch_norm_centred_of_fake_weighted_sum =
     *     sum(D_down3_batch_norm_centred_of_fake_weighted_row_sum) (line 14) */
    double *const D_down3_batch_norm_centred_of_fake_weighted_sum = scratch + 267456;
    memset(D_down3_batch_norm_centred_of_fake_weighted_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            D_down3_batch_norm_centred_of_fake_weighted_sum[i] +=
                D_down3_batch_norm_centred_of_fake_weighted_row_sum[n][i];

    /* d_D_down3_batch_norm_sum_of_fake_scaled (line 14) */
    double *const d_D_down3_batch_norm_sum_of_fake_scaled = scratch + 267712;
    for (int i = 0; i < 256; i++)
        d_D_down3_batch_norm_sum_of_fake_scaled[i] =
            D_3_1_weight[i] * d_D_down3_batch_norm_of_fake_scaled_sum[i]
            / sqrt(D_down3_batch_norm_squares_of_fake_shifted[i]);

    /* d_D_down3_conv_of_fake (line 14) */
    double (*const d_D_down3_conv_of_fake)[4][4][256] = (void *)(scratch + 5373952);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down3_conv_of_fake[n][i][j][k] = 0.015625
                        * (D_3_1_weight[k] * (held->D_down3_batch_norm_of_fake_slope[n][i][j][k]
                        ? 1.0 : 0.2) * d_D_down3_leaky_relu_of_fake_scaled[n][i][j][k]
                        / sqrt(D_down3_batch_norm_squares_of_fake_shifted[k]))
                        - 1.52587890625e-05 * (D_3_1_weight[k]
                        * D_down3_batch_norm_centred_of_fake[n][i][j][k]
                        * D_down3_batch_norm_centred_of_fake_weighted_sum[k]
                        / (D_down3_batch_norm_squares_of_fake_shifted[k]
                        * sqrt(D_down3_batch_norm_squares_of_fake_shifted[k])))
                        - 1.52587890625e-05 * d_D_down3_batch_norm_sum_of_fake_scaled[k];

    /* d_D_down2_leaky_relu_of_fake = conv_data(d_D_down3_conv_of_fake, D_3_0_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 14) */
    double (*const d_D_down2_leaky_relu_of_fake)[8][8][128] = (void *)(scratch + 5636096);
    check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(d_D_down3_conv_of_fake, D_3_0_weight,
        d_D_down2_leaky_relu_of_fake, scratch + 6160384);

    /* D_down2_leaky_relu_conv_weight = conv_weight(D_down2_leaky_relu_of_fake,
     *     d_D_down3_conv_of_fake): w[k] = sum x[s o + k - p] y[o] (line 14) */
    double (*const D_down2_leaky_relu_conv_weight)[128][4][4] = (void *)(scratch + 6160384);
    check_conv_weight_64x128x8x8_64x256x4x4_256x128x4x4(D_down2_leaky_relu_of_fake,
        d_D_down3_conv_of_fake, D_down2_leaky_relu_conv_weight, scratch + 6684672);

    /* d_D_down2_batch_norm_of_fake_row_sum = sum(D_down2_batch_norm_of_fake_slope *
     *     d_D_down2_leaky_relu_of_fake) (line 14) */
    double (*const d_D_down2_batch_norm_of_fake_row_sum)[128] = (void *)(scratch + 896);
    memset(d_D_down2_batch_norm_of_fake_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down2_batch_norm_of_fake_row_sum[n][k] +=
                        (held->D_down2_batch_norm_of_fake_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down2_leaky_relu_of_fake[n][i][j][k];

    /* d_D_down2_batch_norm_of_fake_sum = sum(d_D_down2_batch_norm_of_fake_row_sum)
     *     (line 14) */
    double *const d_D_down2_batch_norm_of_fake_sum = scratch + 9088;
    memset(d_D_down2_batch_norm_of_fake_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            d_D_down2_batch_norm_of_fake_sum[i] += d_D_down2_batch_norm_of_fake_row_sum[n][i];

    /* D_down2_batch_norm_centred_of_fake_weighted_row_sum =
     *     sum(D_down2_batch_norm_centred_of_fake * D_down2_batch_norm_of_fake_slope *
     *     d_D_down2_leaky_relu_of_fake) (line 14) */
    double (*const D_down2_batch_norm_centred_of_fake_weighted_row_sum)[128] =
        (void *)(scratch + 896);
    memset(D_down2_batch_norm_centred_of_fake_weighted_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_centred_of_fake_weighted_row_sum[n][k] +=
                        D_down2_batch_norm_centred_of_fake[n][i][j][k]
                        * (held->D_down2_batch_norm_of_fake_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down2_leaky_relu_of_fake[n][i][j][k];

    /* D_down2_batch_norm_centred_of_fake_weighted_sum =
     *     sum(D_down2_batch_norm_centred_of_fake_weighted_row_sum) (line 14) */
    double *const D_down2_batch_norm_centred_of_fake_weighted_sum = scratch + 9216;
    memset(D_down2_batch_norm_centred_of_fake_weighted_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            D_down2_batch_norm_centred_of_fake_weighted_sum[i] +=
                D_down2_batch_norm_centred_of_fake_weighted_row_sum[n][i];

    /* d_D_down2_batch_norm_sum_of_fake_scaled (line 14) */
    double *const d_D_down2_batch_norm_sum_of_fake_scaled = scratch + 896;
    for (int i = 0; i < 128; i++)
        d_D_down2_batch_norm_sum_of_fake_scaled[i] =
            D_2_1_weight[i] * d_D_down2_batch_norm_of_fake_sum[i]
            / sqrt(D_down2_batch_norm_squares_of_fake_shifted[i]);

    /* d_D_down2_conv_of_fake (line 14) */
    double (*const d_D_down2_conv_of_fake)[8][8][128] = (void *)(scratch + 3801088);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down2_conv_of_fake[n][i][j][k] = D_2_1_weight[k]
                        * (held->D_down2_batch_norm_of_fake_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down2_leaky_relu_of_fake[n][i][j][k]
                        / sqrt(D_down2_batch_norm_squares_of_fake_shifted[k])
                        - 0.000244140625 * (D_2_1_weight[k]
                        * D_down2_batch_norm_centred_of_fake[n][i][j][k]
                        * D_down2_batch_norm_centred_of_fake_weighted_sum[k]
                        / (D_down2_batch_norm_squares_of_fake_shifted[k]
                        * sqrt(D_down2_batch_norm_squares_of_fake_shifted[k])))
                        - 0.000244140625 * d_D_down2_batch_norm_sum_of_fake_scaled[k];

    /* d_D_leaky_relu_of_fake = conv_data(d_D_down2_conv_of_fake, D_2_0_weight): x[i] = sum of
     *     y[o] w[k] where s o + k - p = i (line 34) */
    double (*const d_D_leaky_relu_of_fake)[16][16][width] = (void *)(scratch + 6684672);
    check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(d_D_down2_conv_of_fake, D_2_0_weight,
        d_D_leaky_relu_of_fake, scratch + 9344);

    /* D_leaky_relu_by_d_D_down2_conv_of_fake = conv_weight(D_leaky_relu_of_fake,
     *     d_D_down2_conv_of_fake): w[k] = sum x[s o + k - p] y[o] (line 14) */
    double (*const D_leaky_relu_by_d_D_down2_conv_of_fake)[width][4][4] =
        (void *)(scratch + 9344);
    check_conv_weight_64x64x16x16_64x128x8x8_128x64x4x4(D_leaky_relu_of_fake,
        d_D_down2_conv_of_fake, D_leaky_relu_by_d_D_down2_conv_of_fake, scratch + 267712);

    /* d_D_conv0_of_fake (line 33) */
    double (*const d_D_conv0_of_fake)[16][16][width] = (void *)(scratch + 3276800);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_D_conv0_of_fake[n][i][j][k] = (held->D_conv0_slope[n][i][j][k] ? 1.0
                        : 0.2) * d_D_leaky_relu_of_fake[n][i][j][k];

    /* fake_by_d_D_conv0 = conv_weight(fake_2, d_D_conv0_of_fake): w[k] = sum x[s o + k - p]
     *     y[o] (line 33) */
    double (*const fake_by_d_D_conv0)[3][4][4] = (void *)(scratch + 896);
    check_conv_weight_64x3x32x32_64x64x16x16_64x3x4x4(held->fake_2, d_D_conv0_of_fake,
        fake_by_d_D_conv0, scratch + 3968);

    /* d_D_conv4_negated_scaled (line 44) */
    double *const d_D_conv4_negated_scaled = scratch + 384;
    for (int n = 0; n < batch; n++)
        d_D_conv4_negated_scaled[n] = check_sigmoid(D_conv4_negated[n]);

    /* d_D_down3_leaky_relu_of_x_scaled = conv_data(d_D_conv4_negated_scaled, D_4_weight):
     *     x[i] = sum of y[o] w[k] where s o + k - p = i (line 14) */
    double (*const d_D_down3_leaky_relu_of_x_scaled)[4][4][256] = (void *)(scratch + 267712);
    check_conv_data_64_256x4x4_64x256x4x4(d_D_conv4_negated_scaled, D_4_weight,
        d_D_down3_leaky_relu_of_x_scaled, scratch + 3968);

    /* D_down3_leaky_relu_conv_weight = conv_weight(D_down3_leaky_relu_of_x,
     *     d_D_conv4_negated_scaled): w[k] = sum x[s o + k - p] y[o] (line 37) */
    double (*const D_down3_leaky_relu_conv_weight)[4][4] = (void *)(scratch + 3968);
    check_conv_weight_64x256x4x4_64_256x4x4(D_down3_leaky_relu_of_x, d_D_conv4_negated_scaled,
        D_down3_leaky_relu_conv_weight, scratch + 140416);

    /* d_D_4_weight (line 37) */
    double (*const d_D_4_weight)[4][4] = (void *)point->gradient[17];
    for (int i = 0; i < 256; i++)
        for (int j = 0; j < 4; j++)
            for (int k = 0; k < 4; k++)
                d_D_4_weight[i][j][k] = 0.015625
                    * D_down3_leaky_relu_by_d_D_conv4_scaled[i][j][k]
                    - 0.015625 * D_down3_leaky_relu_conv_weight[i][j][k];

    /* d_D_down3_batch_norm_of_x_scaled_row_sum = sum(D_down3_batch_norm_of_x_slope *
     *     d_D_down3_leaky_relu_of_x_scaled) (line 14) */
    double (*const d_D_down3_batch_norm_of_x_scaled_row_sum)[256] = (void *)(scratch + 140416);
    memset(d_D_down3_batch_norm_of_x_scaled_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down3_batch_norm_of_x_scaled_row_sum[n][k] +=
                        (held->D_down3_batch_norm_of_x_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down3_leaky_relu_of_x_scaled[n][i][j][k];

    /* d_D_down3_batch_norm_of_x_scaled_sum = sum(d_D_down3_batch_norm_of_x_scaled_row_sum)
     *     (line 14) */
    double *const d_D_down3_batch_norm_of_x_scaled_sum = scratch + 3968;
    memset(d_D_down3_batch_norm_of_x_scaled_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            d_D_down3_batch_norm_of_x_scaled_sum[i] +=
                d_D_down3_batch_norm_of_x_scaled_row_sum[n][i];

    /* D_down3_batch_norm_centred_of_x_weighted_row_sum = sum(D_down3_batch_norm_centred_of_x
     *     * D_down3_batch_norm_of_x_slope * d_D_down3_leaky_relu_of_x_scaled) (line 14) */
    double (*const D_down3_batch_norm_centred_of_x_weighted_row_sum)[256] =
        (void *)(scratch + 140416);
    memset(D_down3_batch_norm_centred_of_x_weighted_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_centred_of_x_weighted_row_sum[n][k] +=
                        D_down3_batch_norm_centred_of_x[n][i][j][k]
                        * (held->D_down3_batch_norm_of_x_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down3_leaky_relu_of_x_scaled[n][i][j][k];

    /* D_down3_batch_norm_centred_of_x_weighted_sum =
     *     sum(D_down3_batch_norm_centred_of_x_weighted_row_sum) (line 14) */
    double *const D_down3_batch_norm_centred_of_x_weighted_sum = scratch + 4224;
    memset(D_down3_batch_norm_centred_of_x_weighted_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            D_down3_batch_norm_centred_of_x_weighted_sum[i] +=
                D_down3_batch_norm_centred_of_x_weighted_row_sum[n][i];

    /* d_D_down3_batch_norm_sum_of_x_scaled (line 14) */
    double *const d_D_down3_batch_norm_sum_of_x_scaled = scratch + 4480;
    for (int i = 0; i < 256; i++)
        d_D_down3_batch_norm_sum_of_x_scaled[i] = D_3_1_weight[i]
            * d_D_down3_batch_norm_of_x_scaled_sum[i]
            / sqrt(D_down3_batch_norm_squares_of_x_shifted[i]);

    /* d_D_down3_conv_of_x (line 14) */
    double (*const d_D_down3_conv_of_x)[4][4][256] = (void *)(scratch + 3014656);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down3_conv_of_x[n][i][j][k] = 1.52587890625e-05
                        * (D_3_1_weight[k] * D_down3_batch_norm_centred_of_x[n][i][j][k]
                        * D_down3_batch_norm_centred_of_x_weighted_sum[k]
                        / (D_down3_batch_norm_squares_of_x_shifted[k]
                        * sqrt(D_down3_batch_norm_squares_of_x_shifted[k])))
                        - 0.015625 * (D_3_1_weight[k]
                        * (held->D_down3_batch_norm_of_x_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down3_leaky_relu_of_x_scaled[n][i][j][k]
                        / sqrt(D_down3_batch_norm_squares_of_x_shifted[k]))
                        + 1.52587890625e-05 * d_D_down3_batch_norm_sum_of_x_scaled[k];

    /* d_D_down2_leaky_relu_of_x = conv_data(d_D_down3_conv_of_x, D_3_0_weight): x[i] = sum of
     *     y[o] w[k] where s o + k - p = i (line 14) */
    double (*const d_D_down2_leaky_relu_of_x)[8][8][128] = (void *)(scratch + 267712);
    check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(d_D_down3_conv_of_x, D_3_0_weight,
        d_D_down2_leaky_relu_of_x, scratch + 3276800);

    /* D_down2_leaky_relu_by_d_D_down3_conv_of_x = conv_weight(D_down2_leaky_relu_of_x,
     *     d_D_down3_conv_of_x): w[k] = sum x[s o + k - p] y[o] (line 14) */
    double (*const D_down2_leaky_relu_by_d_D_down3_conv_of_x)[128][4][4] =
        (void *)(scratch + 3276800);
    check_conv_weight_64x128x8x8_64x256x4x4_256x128x4x4(D_down2_leaky_relu_of_x,
        d_D_down3_conv_of_x, D_down2_leaky_relu_by_d_D_down3_conv_of_x, scratch + 3801088);

    /* d_D_3_0_weight (line 14) */
    double (*const d_D_3_0_weight)[128][4][4] = (void *)point->gradient[14];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < 256; i++)
        for (int j = 0; j < 128; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_D_3_0_weight[i][j][k][l] = D_down2_leaky_relu_conv_weight[i][j][k][l]
                        + D_down2_leaky_relu_by_d_D_down3_conv_of_x[i][j][k][l];

    /* d_D_down2_batch_norm_of_x_row_sum = sum(D_down2_batch_norm_of_x_slope *
     *     d_D_down2_leaky_relu_of_x) (line 14) */
    double (*const d_D_down2_batch_norm_of_x_row_sum)[128] = (void *)(scratch + 140416);
    memset(d_D_down2_batch_norm_of_x_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down2_batch_norm_of_x_row_sum[n][k] +=
                        (held->D_down2_batch_norm_of_x_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down2_leaky_relu_of_x[n][i][j][k];

    /* d_D_down2_batch_norm_of_x_sum = sum(d_D_down2_batch_norm_of_x_row_sum) (line 14) */
    double *const d_D_down2_batch_norm_of_x_sum = scratch + 384;
    memset(d_D_down2_batch_norm_of_x_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            d_D_down2_batch_norm_of_x_sum[i] += d_D_down2_batch_norm_of_x_row_sum[n][i];

    /* D_down2_batch_norm_centred_of_x_weighted_row_sum = sum(D_down2_batch_norm_centred_of_x
     *     * D_down2_batch_norm_of_x_slope * d_D_down2_leaky_relu_of_x) (line 14) */
    double (*const D_down2_batch_norm_centred_of_x_weighted_row_sum)[128] =
        (void *)(scratch + 140416);
    memset(D_down2_batch_norm_centred_of_x_weighted_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_centred_of_x_weighted_row_sum[n][k] +=
                        D_down2_batch_norm_centred_of_x[n][i][j][k]
                        * (held->D_down2_batch_norm_of_x_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down2_leaky_relu_of_x[n][i][j][k];

    /* D_down2_batch_norm_centred_of_x_weighted_sum =
     *     sum(D_down2_batch_norm_centred_of_x_weighted_row_sum) (line 14) */
    double *const D_down2_batch_norm_centred_of_x_weighted_sum = scratch + 4480;
    memset(D_down2_batch_norm_centred_of_x_weighted_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            D_down2_batch_norm_centred_of_x_weighted_sum[i] +=
                D_down2_batch_norm_centred_of_x_weighted_row_sum[n][i];

    /* d_D_down2_batch_norm_sum_of_x_scaled (line 14) */
    double *const d_D_down2_batch_norm_sum_of_x_scaled = scratch + 4608;
    for (int i = 0; i < 128; i++)
        d_D_down2_batch_norm_sum_of_x_scaled[i] = D_2_1_weight[i]
            * d_D_down2_batch_norm_of_x_sum[i]
            / sqrt(D_down2_batch_norm_squares_of_x_shifted[i]);

    /* d_D_down2_conv_of_x (line 14) */
    double (*const d_D_down2_conv_of_x)[8][8][128] = (void *)(scratch + 2490368);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down2_conv_of_x[n][i][j][k] = D_2_1_weight[k]
                        * (held->D_down2_batch_norm_of_x_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_down2_leaky_relu_of_x[n][i][j][k]
                        / sqrt(D_down2_batch_norm_squares_of_x_shifted[k])
                        - 0.000244140625 * (D_2_1_weight[k]
                        * D_down2_batch_norm_centred_of_x[n][i][j][k]
                        * D_down2_batch_norm_centred_of_x_weighted_sum[k]
                        / (D_down2_batch_norm_squares_of_x_shifted[k]
                        * sqrt(D_down2_batch_norm_squares_of_x_shifted[k])))
                        - 0.000244140625 * d_D_down2_batch_norm_sum_of_x_scaled[k];

    /* d_D_leaky_relu_of_x = conv_data(d_D_down2_conv_of_x, D_2_0_weight): x[i] = sum of y[o]
     *     w[k] where s o + k - p = i (line 34) */
    double (*const d_D_leaky_relu_of_x)[16][16][width] = (void *)(scratch + 267712);
    check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(d_D_down2_conv_of_x, D_2_0_weight,
        d_D_leaky_relu_of_x, scratch + 3014656);

    /* D_leaky_relu_by_d_D_down2_conv_of_x = conv_weight(D_leaky_relu_of_x,
     *     d_D_down2_conv_of_x): w[k] = sum x[s o + k - p] y[o] (line 14) */
    double (*const D_leaky_relu_by_d_D_down2_conv_of_x)[width][4][4] =
        (void *)(scratch + 3014656);
    check_conv_weight_64x64x16x16_64x128x8x8_128x64x4x4(D_leaky_relu_of_x, d_D_down2_conv_of_x,
        D_leaky_relu_by_d_D_down2_conv_of_x, scratch + 3145728);

    /* d_D_2_0_weight (line 14) */
    double (*const d_D_2_0_weight)[width][4][4] = (void *)point->gradient[11];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < 128; i++)
        for (int j = 0; j < width; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_D_2_0_weight[i][j][k][l] =
                        D_leaky_relu_by_d_D_down2_conv_of_fake[i][j][k][l]
                        + D_leaky_relu_by_d_D_down2_conv_of_x[i][j][k][l];

    /* d_D_conv0_of_x (line 33) */
    double (*const d_D_conv0_of_x)[16][16][width] = (void *)(scratch + 1316288);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_D_conv0_of_x[n][i][j][k] = (held->D_leaky_relu_slope[n][i][j][k] ? 1.0
                        : 0.2) * d_D_leaky_relu_of_x[n][i][j][k];

    /* x_by_d_D_conv0 = conv_weight(x, d_D_conv0_of_x): w[k] = sum x[s o + k - p] y[o]
     *     (line 33) */
    double (*const x_by_d_D_conv0)[3][4][4] = (void *)(scratch + 4608);
    check_conv_weight_64x3x32x32_64x64x16x16_64x3x4x4_b(x, d_D_conv0_of_x, x_by_d_D_conv0,
        scratch + 9344);

    /* d_D_0_weight (line 33) */
    double (*const d_D_0_weight)[3][4][4] = (void *)point->gradient[10];
    for (int i = 0; i < width; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_D_0_weight[i][j][k][l] = fake_by_d_D_conv0[i][j][k][l]
                        + x_by_d_D_conv0[i][j][k][l];

    /* d_D_2_1_weight (line 14) */
    double *const d_D_2_1_weight = point->gradient[12];
    for (int i = 0; i < 128; i++)
        d_D_2_1_weight[i] = D_down2_batch_norm_centred_of_fake_weighted_sum[i]
            / sqrt(D_down2_batch_norm_squares_of_fake_shifted[i])
            + D_down2_batch_norm_centred_of_x_weighted_sum[i]
            / sqrt(D_down2_batch_norm_squares_of_x_shifted[i]);

    /* d_D_2_1_bias (line 14) */
    double *const d_D_2_1_bias = point->gradient[13];
    for (int i = 0; i < 128; i++)
        d_D_2_1_bias[i] = d_D_down2_batch_norm_of_fake_sum[i]
            + d_D_down2_batch_norm_of_x_sum[i];

    /* d_D_3_1_weight (line 14) */
    double *const d_D_3_1_weight = point->gradient[15];
    for (int i = 0; i < 256; i++)
        d_D_3_1_weight[i] = 0.015625 * (D_down3_batch_norm_centred_of_fake_weighted_sum[i]
            / sqrt(D_down3_batch_norm_squares_of_fake_shifted[i]))
            - 0.015625 * (D_down3_batch_norm_centred_of_x_weighted_sum[i]
            / sqrt(D_down3_batch_norm_squares_of_x_shifted[i]));

    /* d_D_3_1_bias (line 14) */
    double *const d_D_3_1_bias = point->gradient[16];
    for (int i = 0; i < 256; i++)
        d_D_3_1_bias[i] = 0.015625 * d_D_down3_batch_norm_of_fake_scaled_sum[i]
            - 0.015625 * d_D_down3_batch_norm_of_x_scaled_sum[i];

    return d_loss;
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
    const double *const D_2_1_bias = point->tensor[13];
    const double *const D_3_1_bias = point->tensor[16];
    const float (*const G_conv_transpose1)[4][4][256] = (void *)m->at[1];
    const float *const G_batch_norm_mean = m->at[5];
    const float (*const D_conv0_of_x)[16][16][width] = (void *)m->at[8];
    const float (*const D_down2_conv_of_x)[8][8][128] = (void *)m->at[10];
    const float *const D_down2_batch_norm_mean_of_x = m->at[16];
    const float *const D_down2_batch_norm_of_x_scale = m->at[15];
    const float (*const D_down3_conv_of_x)[4][4][256] = (void *)m->at[20];
    const float *const D_down3_batch_norm_mean_of_x = m->at[26];
    const float *const D_down3_batch_norm_of_x_scale = m->at[25];
    const float *const G_batch_norm_scale = m->at[4];
    const float (*const G_up4_conv_transpose)[8][8][128] = (void *)m->at[56];
    const float *const G_up4_batch_norm_mean = m->at[61];
    const float *const G_up4_batch_norm_scale = m->at[60];
    const float (*const G_up5_conv_transpose)[16][16][width] = (void *)m->at[65];
    const float *const G_up5_batch_norm_mean = m->at[70];
    const float *const G_up5_batch_norm_scale = m->at[69];
    const float (*const D_conv0_of_fake)[16][16][width] = (void *)m->at[77];
    const float (*const D_down2_conv_of_fake)[8][8][128] = (void *)m->at[79];
    const float *const D_down2_batch_norm_mean_of_fake = m->at[85];
    const float *const D_down2_batch_norm_of_fake_scale = m->at[84];
    const float (*const D_down3_conv_of_fake)[4][4][256] = (void *)m->at[89];
    const float *const D_down3_batch_norm_mean_of_fake = m->at[95];
    const float *const D_down3_batch_norm_of_fake_scale = m->at[94];

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
     *     G_up4_batch_norm_mean) > 0 (line 13) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->G_up4_batch_norm_slope[n][i][j][k] = (float)G_4_1_bias[k]
                        + G_up4_batch_norm_scale[k] * (G_up4_conv_transpose[n][i][j][k]
                        - G_up4_batch_norm_mean[k]) > 0.0f;

    /* G_up5_batch_norm_slope: G_5_1_bias + G_up5_batch_norm_scale * (G_up5_conv_transpose -
     *     G_up5_batch_norm_mean) > 0 (line 13) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->G_up5_batch_norm_slope[n][i][j][k] = (float)G_5_1_bias[k]
                        + G_up5_batch_norm_scale[k] * (G_up5_conv_transpose[n][i][j][k]
                        - G_up5_batch_norm_mean[k]) > 0.0f;

    /* D_leaky_relu_slope: D_conv0_of_x > 0 (line 34) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->D_leaky_relu_slope[n][i][j][k] = D_conv0_of_x[n][i][j][k] > 0.0f;

    /* D_down2_batch_norm_of_x_slope: D_2_1_bias + D_down2_batch_norm_of_x_scale *
     *     (D_down2_conv_of_x - D_down2_batch_norm_mean_of_x) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->D_down2_batch_norm_of_x_slope[n][i][j][k] = (float)D_2_1_bias[k]
                        + D_down2_batch_norm_of_x_scale[k] * (D_down2_conv_of_x[n][i][j][k]
                        - D_down2_batch_norm_mean_of_x[k]) > 0.0f;

    /* D_down3_batch_norm_of_x_slope: D_3_1_bias + D_down3_batch_norm_of_x_scale *
     *     (D_down3_conv_of_x - D_down3_batch_norm_mean_of_x) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    held->D_down3_batch_norm_of_x_slope[n][i][j][k] = (float)D_3_1_bias[k]
                        + D_down3_batch_norm_of_x_scale[k] * (D_down3_conv_of_x[n][i][j][k]
                        - D_down3_batch_norm_mean_of_x[k]) > 0.0f;

    /* D_conv0_slope: D_conv0_of_fake > 0 (line 34) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->D_conv0_slope[n][i][j][k] = D_conv0_of_fake[n][i][j][k] > 0.0f;

    /* D_down2_batch_norm_of_fake_slope: D_2_1_bias + D_down2_batch_norm_of_fake_scale *
     *     (D_down2_conv_of_fake - D_down2_batch_norm_mean_of_fake) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->D_down2_batch_norm_of_fake_slope[n][i][j][k] = (float)D_2_1_bias[k]
                        + D_down2_batch_norm_of_fake_scale[k]
                        * (D_down2_conv_of_fake[n][i][j][k]
                        - D_down2_batch_norm_mean_of_fake[k]) > 0.0f;

    /* D_down3_batch_norm_of_fake_slope: D_3_1_bias + D_down3_batch_norm_of_fake_scale *
     *     (D_down3_conv_of_fake - D_down3_batch_norm_mean_of_fake) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    held->D_down3_batch_norm_of_fake_slope[n][i][j][k] = (float)D_3_1_bias[k]
                        + D_down3_batch_norm_of_fake_scale[k]
                        * (D_down3_conv_of_fake[n][i][j][k]
                        - D_down3_batch_norm_mean_of_fake[k]) > 0.0f;
}

/* What step 2 minimises (line 45), and where `whole` its gradients. */
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
    const double (*const D_0_weight)[3][4][4] = (void *)point->tensor[10];
    const double (*const D_2_0_weight)[width][4][4] = (void *)point->tensor[11];
    const double *const D_2_1_weight = point->tensor[12];
    const double *const D_2_1_bias = point->tensor[13];
    const double (*const D_3_0_weight)[128][4][4] = (void *)point->tensor[14];
    const double *const D_3_1_weight = point->tensor[15];
    const double *const D_3_1_bias = point->tensor[16];
    const double (*const D_4_weight)[4][4] = (void *)point->tensor[17];

    /* fake_noise = the stream "fake.1" (line 41) */
    double (*const fake_noise)[latent] = (void *)(scratch + 0);
    draw((void *)fake_noise, 6400, random_normal, point, "fake.1");

    /* G_conv_transpose1 = conv_data(fake_noise, G_1_weight): x[i] = sum of y[o] w[k] where s
     *     o + k - p = i (line 22) */
    double (*const G_conv_transpose1)[4][4][256] = (void *)(scratch + 6400);
    check_conv_data_64x100_100x256x4x4_64x256x4x4(fake_noise, G_1_weight, G_conv_transpose1,
        scratch + 268544);

    /* G_batch_norm_row_sum = sum(G_conv_transpose1) (line 23) */
    double (*const G_batch_norm_row_sum)[256] = (void *)(scratch + 268544);
    memset(G_batch_norm_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_batch_norm_row_sum[n][k] += G_conv_transpose1[n][i][j][k];

    /* G_batch_norm_sum = sum(G_batch_norm_row_sum) (line 23) */
    double *const G_batch_norm_sum = scratch + 284928;
    memset(G_batch_norm_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            G_batch_norm_sum[i] += G_batch_norm_row_sum[n][i];

    /* G_batch_norm_centred (line 23) */
    double (*const G_batch_norm_centred)[4][4][256] = (void *)(scratch + 285184);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_batch_norm_centred[n][i][j][k] = G_conv_transpose1[n][i][j][k]
                        - 0.0009765625 * G_batch_norm_sum[k];

    /* G_batch_norm_centred_squared_row_sum = sum(G_batch_norm_centred^2) (line 23) */
    double (*const G_batch_norm_centred_squared_row_sum)[256] = (void *)(scratch + 6400);
    memset(G_batch_norm_centred_squared_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_batch_norm_centred_squared_row_sum[n][k] +=
                        G_batch_norm_centred[n][i][j][k] * G_batch_norm_centred[n][i][j][k];

    /* G_batch_norm_squares = sum(G_batch_norm_centred_squared_row_sum) (line 23) */
    double *const G_batch_norm_squares = scratch + 22784;
    memset(G_batch_norm_squares, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            G_batch_norm_squares[i] += G_batch_norm_centred_squared_row_sum[n][i];

    /* G_batch_norm_squares_shifted (line 23) */
    double *const G_batch_norm_squares_shifted = scratch + 6400;
    for (int i = 0; i < 256; i++)
        G_batch_norm_squares_shifted[i] = 1e-05 + 0.0009765625 * G_batch_norm_squares[i];

    /* G_batch_norm (line 23) */
    double (*const G_batch_norm)[4][4][256] = (void *)(scratch + 6656);
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
    double (*const G_relu)[4][4][256] = (void *)(scratch + 547328);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    G_relu[n][i][j][k] = held->G_batch_norm_slope[n][i][j][k]
                        ? G_batch_norm[n][i][j][k] : 0.0;

    /* G_up4_conv_transpose = conv_data(G_relu, G_4_0_weight): x[i] = sum of y[o] w[k] where s
     *     o + k - p = i (line 13) */
    double (*const G_up4_conv_transpose)[8][8][128] = (void *)(scratch + 809472);
    check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(G_relu, G_4_0_weight,
        G_up4_conv_transpose, scratch + 1333760);

    /* G_up4_conv_transpose_row_sum = sum(G_up4_conv_transpose) (line 13) */
    double (*const G_up4_conv_transpose_row_sum)[128] = (void *)(scratch + 6656);
    memset(G_up4_conv_transpose_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_conv_transpose_row_sum[n][k] += G_up4_conv_transpose[n][i][j][k];

    /* G_up4_batch_norm_sum = sum(G_up4_conv_transpose_row_sum) (line 13) */
    double *const G_up4_batch_norm_sum = scratch + 14848;
    memset(G_up4_batch_norm_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            G_up4_batch_norm_sum[i] += G_up4_conv_transpose_row_sum[n][i];

    /* G_up4_batch_norm_centred (line 13) */
    double (*const G_up4_batch_norm_centred)[8][8][128] = (void *)(scratch + 1333760);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_batch_norm_centred[n][i][j][k] = G_up4_conv_transpose[n][i][j][k]
                        - 0.000244140625 * G_up4_batch_norm_sum[k];

    /* G_up4_batch_norm_centred_squared_row_sum = sum(G_up4_batch_norm_centred^2) (line 13) */
    double (*const G_up4_batch_norm_centred_squared_row_sum)[128] = (void *)(scratch + 6656);
    memset(G_up4_batch_norm_centred_squared_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_batch_norm_centred_squared_row_sum[n][k] +=
                        G_up4_batch_norm_centred[n][i][j][k]
                        * G_up4_batch_norm_centred[n][i][j][k];

    /* G_up4_batch_norm_squares = sum(G_up4_batch_norm_centred_squared_row_sum) (line 13) */
    double *const G_up4_batch_norm_squares = scratch + 14848;
    memset(G_up4_batch_norm_squares, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            G_up4_batch_norm_squares[i] += G_up4_batch_norm_centred_squared_row_sum[n][i];

    /* G_up4_batch_norm_squares_shifted (line 13) */
    double *const G_up4_batch_norm_squares_shifted = scratch + 6656;
    for (int i = 0; i < 128; i++)
        G_up4_batch_norm_squares_shifted[i] = 1e-05 + 0.000244140625
            * G_up4_batch_norm_squares[i];

    /* G_up4_batch_norm (line 13) */
    double (*const G_up4_batch_norm)[8][8][128] = (void *)(scratch + 809472);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_batch_norm[n][i][j][k] = G_4_1_bias[k]
                        + G_4_1_weight[k] * G_up4_batch_norm_centred[n][i][j][k]
                        / sqrt(G_up4_batch_norm_squares_shifted[k]);

    /* G_up4_batch_norm_slope: G_up4_batch_norm > 0 (line 13) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->G_up4_batch_norm_slope[n][i][j][k] =
                            G_up4_batch_norm[n][i][j][k] > 0;
    }

    /* G_up4_relu (line 13) */
    double (*const G_up4_relu)[8][8][128] = (void *)(scratch + 1858048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    G_up4_relu[n][i][j][k] = held->G_up4_batch_norm_slope[n][i][j][k]
                        ? G_up4_batch_norm[n][i][j][k] : 0.0;

    /* G_up5_conv_transpose = conv_data(G_up4_relu, G_5_0_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 13) */
    double (*const G_up5_conv_transpose)[16][16][width] = (void *)(scratch + 2382336);
    check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(G_up4_relu, G_5_0_weight,
        G_up5_conv_transpose, scratch + 6784);

    /* G_up5_conv_transpose_row_sum = sum(G_up5_conv_transpose) (line 13) */
    double (*const G_up5_conv_transpose_row_sum)[width] = (void *)(scratch + 6784);
    memset(G_up5_conv_transpose_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_conv_transpose_row_sum[n][k] += G_up5_conv_transpose[n][i][j][k];

    /* G_up5_batch_norm_sum = sum(G_up5_conv_transpose_row_sum) (line 13) */
    double *const G_up5_batch_norm_sum = scratch + 10880;
    memset(G_up5_batch_norm_sum, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            G_up5_batch_norm_sum[i] += G_up5_conv_transpose_row_sum[n][i];

    /* G_up5_batch_norm_centred (line 13) */
    double (*const G_up5_batch_norm_centred)[16][16][width] = (void *)(scratch + 3430912);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_batch_norm_centred[n][i][j][k] = G_up5_conv_transpose[n][i][j][k]
                        - 6.103515625e-05 * G_up5_batch_norm_sum[k];

    /* G_up5_batch_norm_centred_squared_row_sum = sum(G_up5_batch_norm_centred^2) (line 13) */
    double (*const G_up5_batch_norm_centred_squared_row_sum)[width] = (void *)(scratch + 6784);
    memset(G_up5_batch_norm_centred_squared_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_batch_norm_centred_squared_row_sum[n][k] +=
                        G_up5_batch_norm_centred[n][i][j][k]
                        * G_up5_batch_norm_centred[n][i][j][k];

    /* G_up5_batch_norm_squares = sum(G_up5_batch_norm_centred_squared_row_sum) (line 13) */
    double *const G_up5_batch_norm_squares = scratch + 10880;
    memset(G_up5_batch_norm_squares, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            G_up5_batch_norm_squares[i] += G_up5_batch_norm_centred_squared_row_sum[n][i];

    /* G_up5_batch_norm_squares_shifted (line 13) */
    double *const G_up5_batch_norm_squares_shifted = scratch + 6784;
    for (int i = 0; i < width; i++)
        G_up5_batch_norm_squares_shifted[i] = 1e-05 + 6.103515625e-05
            * G_up5_batch_norm_squares[i];

    /* G_up5_batch_norm (line 13) */
    double (*const G_up5_batch_norm)[16][16][width] = (void *)(scratch + 2382336);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_batch_norm[n][i][j][k] = G_5_1_bias[k]
                        + G_5_1_weight[k] * G_up5_batch_norm_centred[n][i][j][k]
                        / sqrt(G_up5_batch_norm_squares_shifted[k]);

    /* G_up5_batch_norm_slope: G_up5_batch_norm > 0 (line 13) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->G_up5_batch_norm_slope[n][i][j][k] =
                            G_up5_batch_norm[n][i][j][k] > 0;
    }

    /* G_up5_relu (line 13) */
    double (*const G_up5_relu)[16][16][width] = (void *)(scratch + 4479488);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_relu[n][i][j][k] = held->G_up5_batch_norm_slope[n][i][j][k]
                        ? G_up5_batch_norm[n][i][j][k] : 0.0;

    /* G_conv_transpose6 = conv_data(G_up5_relu, G_6_weight): x[i] = sum of y[o] w[k] where s
     *     o + k - p = i (line 27) */
    double (*const G_conv_transpose6)[side][side][3] = (void *)(scratch + 6848);
    check_conv_data_64x64x16x16_64x3x4x4_64x3x32x32(G_up5_relu, G_6_weight, G_conv_transpose6,
        scratch + 203456);

    /* fake (line 41) */
    double (*const fake)[side][side][3] = (void *)(scratch + 809472);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    fake[n][i][j][k] = tanh(G_conv_transpose6[n][i][j][k]);

    /* D_conv0_of_fake_in_g_loss = conv(fake, D_0_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 33) */
    double (*const D_conv0_of_fake_in_g_loss)[16][16][width] = (void *)(scratch + 2382336);
    check_conv_64x3x32x32_64x3x4x4_64x64x16x16_b(fake, D_0_weight, D_conv0_of_fake_in_g_loss,
        scratch + 6848);

    /* D_conv0_of_fake_slope: D_conv0_of_fake_in_g_loss > 0 (line 34) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < width; k++)
                        held->D_conv0_of_fake_slope[n][i][j][k] =
                            D_conv0_of_fake_in_g_loss[n][i][j][k] > 0;
    }

    /* D_leaky_relu_of_fake_in_g_loss (line 34) */
    double (*const D_leaky_relu_of_fake_in_g_loss)[16][16][width] = (void *)(scratch + 5528064);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    D_leaky_relu_of_fake_in_g_loss[n][i][j][k] =
                        held->D_conv0_of_fake_slope[n][i][j][k]
                        ? D_conv0_of_fake_in_g_loss[n][i][j][k]
                        : 0.2 * D_conv0_of_fake_in_g_loss[n][i][j][k];

    /* D_down2_conv_of_fake_in_g_loss = conv(D_leaky_relu_of_fake_in_g_loss, D_2_0_weight):
     *     y[o] = sum x[s o + k - p] w[k] (line 14) */
    double (*const D_down2_conv_of_fake_in_g_loss)[8][8][128] = (void *)(scratch + 2382336);
    check_conv_64x64x16x16_128x64x4x4_64x128x8x8(D_leaky_relu_of_fake_in_g_loss, D_2_0_weight,
        D_down2_conv_of_fake_in_g_loss, scratch + 6848);

    /* D_down2_conv_of_fake_row_sum = sum(D_down2_conv_of_fake_in_g_loss) (line 14) */
    double (*const D_down2_conv_of_fake_row_sum)[128] = (void *)(scratch + 6848);
    memset(D_down2_conv_of_fake_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_conv_of_fake_row_sum[n][k] +=
                        D_down2_conv_of_fake_in_g_loss[n][i][j][k];

    /* D_down2_batch_norm_sum_of_fake_in_g_loss = sum(D_down2_conv_of_fake_row_sum)
     *     (line 14) */
    double *const D_down2_batch_norm_sum_of_fake_in_g_loss = scratch + 15040;
    memset(D_down2_batch_norm_sum_of_fake_in_g_loss, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            D_down2_batch_norm_sum_of_fake_in_g_loss[i] += D_down2_conv_of_fake_row_sum[n][i];

    /* D_down2_batch_norm_centred_of_fake_in_g_loss (line 14) */
    double (*const D_down2_batch_norm_centred_of_fake_in_g_loss)[8][8][128] =
        (void *)(scratch + 2906624);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_centred_of_fake_in_g_loss[n][i][j][k] =
                        D_down2_conv_of_fake_in_g_loss[n][i][j][k]
                        - 0.000244140625 * D_down2_batch_norm_sum_of_fake_in_g_loss[k];

    /* D_down2_batch_norm_centred_of_fake_squared_row_sum_in_g_loss =
     *     sum(D_down2_batch_norm_centred_of_fake_in_g_loss^2) (line 14) */
    double (*const D_down2_batch_norm_centred_of_fake_squared_row_sum_in_g_loss)[128] =
        (void *)(scratch + 6848);
    memset(D_down2_batch_norm_centred_of_fake_squared_row_sum_in_g_loss, 0,
        sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_centred_of_fake_squared_row_sum_in_g_loss[n][k] +=
                        D_down2_batch_norm_centred_of_fake_in_g_loss[n][i][j][k]
                        * D_down2_batch_norm_centred_of_fake_in_g_loss[n][i][j][k];

    /* D_down2_batch_norm_squares_of_fake_in_g_loss =
     *     sum(D_down2_batch_norm_centred_of_fake_squared_row_sum_in_g_loss) (line 14) */
    double *const D_down2_batch_norm_squares_of_fake_in_g_loss = scratch + 15040;
    memset(D_down2_batch_norm_squares_of_fake_in_g_loss, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            D_down2_batch_norm_squares_of_fake_in_g_loss[i] +=
                D_down2_batch_norm_centred_of_fake_squared_row_sum_in_g_loss[n][i];

    /* D_down2_batch_norm_squares_of_fake_shifted_in_g_loss (line 14) */
    double *const D_down2_batch_norm_squares_of_fake_shifted_in_g_loss = scratch + 6848;
    for (int i = 0; i < 128; i++)
        D_down2_batch_norm_squares_of_fake_shifted_in_g_loss[i] = 1e-05
            + 0.000244140625 * D_down2_batch_norm_squares_of_fake_in_g_loss[i];

    /* D_down2_batch_norm_of_fake_in_g_loss (line 14) */
    double (*const D_down2_batch_norm_of_fake_in_g_loss)[8][8][128] =
        (void *)(scratch + 2382336);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_batch_norm_of_fake_in_g_loss[n][i][j][k] =
                        D_down2_batch_norm_centred_of_fake_in_g_loss[n][i][j][k]
                        * D_2_1_weight[k]
                        / sqrt(D_down2_batch_norm_squares_of_fake_shifted_in_g_loss[k])
                        + D_2_1_bias[k];

    /* D_down2_batch_norm_of_fake_slope_in_g_loss: D_down2_batch_norm_of_fake_in_g_loss > 0
     *     (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < 128; k++)
                        held->D_down2_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] =
                            D_down2_batch_norm_of_fake_in_g_loss[n][i][j][k] > 0;
    }

    /* D_down2_leaky_relu_of_fake_in_g_loss (line 14) */
    double (*const D_down2_leaky_relu_of_fake_in_g_loss)[8][8][128] =
        (void *)(scratch + 5528064);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    D_down2_leaky_relu_of_fake_in_g_loss[n][i][j][k] =
                        held->D_down2_batch_norm_of_fake_slope_in_g_loss[n][i][j][k]
                        ? D_down2_batch_norm_of_fake_in_g_loss[n][i][j][k]
                        : 0.2 * D_down2_batch_norm_of_fake_in_g_loss[n][i][j][k];

    /* D_down3_conv_of_fake_in_g_loss = conv(D_down2_leaky_relu_of_fake_in_g_loss,
     *     D_3_0_weight): y[o] = sum x[s o + k - p] w[k] (line 14) */
    double (*const D_down3_conv_of_fake_in_g_loss)[4][4][256] = (void *)(scratch + 6976);
    check_conv_64x128x8x8_256x128x4x4_64x256x4x4(D_down2_leaky_relu_of_fake_in_g_loss,
        D_3_0_weight, D_down3_conv_of_fake_in_g_loss, scratch + 2382336);

    /* D_down3_conv_of_fake_row_sum_in_g_loss = sum(D_down3_conv_of_fake_in_g_loss)
     *     (line 14) */
    double (*const D_down3_conv_of_fake_row_sum_in_g_loss)[256] = (void *)(scratch + 1006080);
    memset(D_down3_conv_of_fake_row_sum_in_g_loss, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_conv_of_fake_row_sum_in_g_loss[n][k] +=
                        D_down3_conv_of_fake_in_g_loss[n][i][j][k];

    /* D_down3_batch_norm_sum_of_fake_in_g_loss = sum(D_down3_conv_of_fake_row_sum_in_g_loss)
     *     (line 14) */
    double *const D_down3_batch_norm_sum_of_fake_in_g_loss = scratch + 269120;
    memset(D_down3_batch_norm_sum_of_fake_in_g_loss, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            D_down3_batch_norm_sum_of_fake_in_g_loss[i] +=
                D_down3_conv_of_fake_row_sum_in_g_loss[n][i];

    /* D_down3_batch_norm_centred_of_fake_in_g_loss (line 14) */
    double (*const D_down3_batch_norm_centred_of_fake_in_g_loss)[4][4][256] =
        (void *)(scratch + 1006080);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_centred_of_fake_in_g_loss[n][i][j][k] =
                        D_down3_conv_of_fake_in_g_loss[n][i][j][k]
                        - 0.0009765625 * D_down3_batch_norm_sum_of_fake_in_g_loss[k];

    /* D_down3_batch_norm_centred_of_fake_squared_row_sum_in_g_loss =
     *     sum(D_down3_batch_norm_centred_of_fake_in_g_loss^2) (line 14) */
    double (*const D_down3_batch_norm_centred_of_fake_squared_row_sum_in_g_loss)[256] =
        (void *)(scratch + 6976);
    memset(D_down3_batch_norm_centred_of_fake_squared_row_sum_in_g_loss, 0,
        sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_centred_of_fake_squared_row_sum_in_g_loss[n][k] +=
                        D_down3_batch_norm_centred_of_fake_in_g_loss[n][i][j][k]
                        * D_down3_batch_norm_centred_of_fake_in_g_loss[n][i][j][k];

    /* D_down3_batch_norm_squares_of_fake_in_g_loss =
     *     sum(D_down3_batch_norm_centred_of_fake_squared_row_sum_in_g_loss) (line 14) */
    double *const D_down3_batch_norm_squares_of_fake_in_g_loss = scratch + 23360;
    memset(D_down3_batch_norm_squares_of_fake_in_g_loss, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            D_down3_batch_norm_squares_of_fake_in_g_loss[i] +=
                D_down3_batch_norm_centred_of_fake_squared_row_sum_in_g_loss[n][i];

    /* D_down3_batch_norm_squares_of_fake_shifted_in_g_loss (line 14) */
    double *const D_down3_batch_norm_squares_of_fake_shifted_in_g_loss = scratch + 6976;
    for (int i = 0; i < 256; i++)
        D_down3_batch_norm_squares_of_fake_shifted_in_g_loss[i] = 1e-05
            + 0.0009765625 * D_down3_batch_norm_squares_of_fake_in_g_loss[i];

    /* D_down3_batch_norm_of_fake_in_g_loss (line 14) */
    double (*const D_down3_batch_norm_of_fake_in_g_loss)[4][4][256] = (void *)(scratch + 7232);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_batch_norm_of_fake_in_g_loss[n][i][j][k] =
                        D_down3_batch_norm_centred_of_fake_in_g_loss[n][i][j][k]
                        * D_3_1_weight[k]
                        / sqrt(D_down3_batch_norm_squares_of_fake_shifted_in_g_loss[k])
                        + D_3_1_bias[k];

    /* D_down3_batch_norm_of_fake_slope_in_g_loss: D_down3_batch_norm_of_fake_in_g_loss > 0
     *     (line 14) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    for (int k = 0; k < 256; k++)
                        held->D_down3_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] =
                            D_down3_batch_norm_of_fake_in_g_loss[n][i][j][k] > 0;
    }

    /* D_down3_leaky_relu_of_fake_in_g_loss (line 14) */
    double (*const D_down3_leaky_relu_of_fake_in_g_loss)[4][4][256] =
        (void *)(scratch + 2382336);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    D_down3_leaky_relu_of_fake_in_g_loss[n][i][j][k] =
                        held->D_down3_batch_norm_of_fake_slope_in_g_loss[n][i][j][k]
                        ? D_down3_batch_norm_of_fake_in_g_loss[n][i][j][k]
                        : 0.2 * D_down3_batch_norm_of_fake_in_g_loss[n][i][j][k];

    /* D_conv4_of_fake_in_g_loss = conv(D_down3_leaky_relu_of_fake_in_g_loss, D_4_weight):
     *     y[o] = sum x[s o + k - p] w[k] (line 37) */
    double *const D_conv4_of_fake_in_g_loss = scratch + 7232;
    check_conv_64x256x4x4_256x4x4_64(D_down3_leaky_relu_of_fake_in_g_loss, D_4_weight,
        D_conv4_of_fake_in_g_loss, scratch + 7296);

    /* D_conv4_of_fake_negated (line 45) */
    double *const D_conv4_of_fake_negated = scratch + 7296;
    for (int n = 0; n < batch; n++)
        D_conv4_of_fake_negated[n] = -D_conv4_of_fake_in_g_loss[n];

    /* D_conv4_of_fake_softplus_sum_in_g_loss = sum(softplus(D_conv4_of_fake_negated))
     *     (line 45) */
    double D_conv4_of_fake_softplus_sum_in_g_loss = 0;
    for (int n = 0; n < batch; n++)
        D_conv4_of_fake_softplus_sum_in_g_loss += check_softplus(D_conv4_of_fake_negated[n]);

    /* g_loss (line 45) */
    const double g_loss = 0.015625 * D_conv4_of_fake_softplus_sum_in_g_loss;

    if (!whole)
        return g_loss;

    /* d_D_conv4_of_fake_negated_scaled (line 45) */
    double *const d_D_conv4_of_fake_negated_scaled = scratch + 7232;
    for (int n = 0; n < batch; n++)
        d_D_conv4_of_fake_negated_scaled[n] = check_sigmoid(D_conv4_of_fake_negated[n]);

    /* d_D_down3_leaky_relu_of_fake_scaled_in_g_loss =
     *     conv_data(d_D_conv4_of_fake_negated_scaled, D_4_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 14) */
    double (*const d_D_down3_leaky_relu_of_fake_scaled_in_g_loss)[4][4][256] =
        (void *)(scratch + 7296);
    check_conv_data_64_256x4x4_64x256x4x4(d_D_conv4_of_fake_negated_scaled, D_4_weight,
        d_D_down3_leaky_relu_of_fake_scaled_in_g_loss, scratch + 269440);

    /* d_D_down3_leaky_relu_scaled_weighted_row_sum =
     *     sum(D_down3_batch_norm_centred_of_fake_in_g_loss *
     *     D_down3_batch_norm_of_fake_slope_in_g_loss *
     *     d_D_down3_leaky_relu_of_fake_scaled_in_g_loss) (line 14) */
    double (*const d_D_down3_leaky_relu_scaled_weighted_row_sum)[256] =
        (void *)(scratch + 1268224);
    memset(d_D_down3_leaky_relu_scaled_weighted_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down3_leaky_relu_scaled_weighted_row_sum[n][k] +=
                        D_down3_batch_norm_centred_of_fake_in_g_loss[n][i][j][k]
                        * (held->D_down3_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] ? 1.0
                        : 0.2) * d_D_down3_leaky_relu_of_fake_scaled_in_g_loss[n][i][j][k];

    /* d_D_down3_leaky_relu_scaled_weighted_sum =
     *     sum(d_D_down3_leaky_relu_scaled_weighted_row_sum) (line 14) */
    double *const d_D_down3_leaky_relu_scaled_weighted_sum = scratch + 269440;
    memset(d_D_down3_leaky_relu_scaled_weighted_sum, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            d_D_down3_leaky_relu_scaled_weighted_sum[i] +=
                d_D_down3_leaky_relu_scaled_weighted_row_sum[n][i];

    /* d_D_down3_batch_norm_of_fake_scaled_row_sum_in_g_loss =
     *     sum(D_down3_batch_norm_of_fake_slope_in_g_loss *
     *     d_D_down3_leaky_relu_of_fake_scaled_in_g_loss) (line 14) */
    double (*const d_D_down3_batch_norm_of_fake_scaled_row_sum_in_g_loss)[256] =
        (void *)(scratch + 1268224);
    memset(d_D_down3_batch_norm_of_fake_scaled_row_sum_in_g_loss, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down3_batch_norm_of_fake_scaled_row_sum_in_g_loss[n][k] +=
                        (held->D_down3_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] ? 1.0
                        : 0.2) * d_D_down3_leaky_relu_of_fake_scaled_in_g_loss[n][i][j][k];

    /* d_D_down3_batch_norm_of_fake_scaled_sum_in_g_loss =
     *     sum(d_D_down3_batch_norm_of_fake_scaled_row_sum_in_g_loss) (line 14) */
    double *const d_D_down3_batch_norm_of_fake_scaled_sum_in_g_loss = scratch + 269696;
    memset(d_D_down3_batch_norm_of_fake_scaled_sum_in_g_loss, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 256; i++)
            d_D_down3_batch_norm_of_fake_scaled_sum_in_g_loss[i] +=
                d_D_down3_batch_norm_of_fake_scaled_row_sum_in_g_loss[n][i];

    /* d_D_down3_batch_norm_sum_of_fake_scaled_in_g_loss (line 14) */
    double *const d_D_down3_batch_norm_sum_of_fake_scaled_in_g_loss = scratch + 269952;
    for (int i = 0; i < 256; i++)
        d_D_down3_batch_norm_sum_of_fake_scaled_in_g_loss[i] =
            D_3_1_weight[i] * d_D_down3_batch_norm_of_fake_scaled_sum_in_g_loss[i]
            / sqrt(D_down3_batch_norm_squares_of_fake_shifted_in_g_loss[i]);

    /* d_D_down3_conv_of_fake_in_g_loss (line 14) */
    double (*const d_D_down3_conv_of_fake_in_g_loss)[4][4][256] = (void *)(scratch + 2382336);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    d_D_down3_conv_of_fake_in_g_loss[n][i][j][k] =
                        1.52587890625e-05
                        * (D_down3_batch_norm_centred_of_fake_in_g_loss[n][i][j][k]
                        * D_3_1_weight[k] * d_D_down3_leaky_relu_scaled_weighted_sum[k]
                        / (D_down3_batch_norm_squares_of_fake_shifted_in_g_loss[k]
                        * sqrt(D_down3_batch_norm_squares_of_fake_shifted_in_g_loss[k])))
                        - 0.015625 * (D_3_1_weight[k]
                        * (held->D_down3_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] ? 1.0
                        : 0.2) * d_D_down3_leaky_relu_of_fake_scaled_in_g_loss[n][i][j][k]
                        / sqrt(D_down3_batch_norm_squares_of_fake_shifted_in_g_loss[k]))
                        + 1.52587890625e-05
                        * d_D_down3_batch_norm_sum_of_fake_scaled_in_g_loss[k];

    /* d_D_down2_leaky_relu_of_fake_in_g_loss = conv_data(d_D_down3_conv_of_fake_in_g_loss,
     *     D_3_0_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 14) */
    double (*const d_D_down2_leaky_relu_of_fake_in_g_loss)[8][8][128] =
        (void *)(scratch + 5528064);
    check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(d_D_down3_conv_of_fake_in_g_loss,
        D_3_0_weight, d_D_down2_leaky_relu_of_fake_in_g_loss, scratch + 6052352);

    /* d_D_down2_leaky_relu_weighted_row_sum =
     *     sum(D_down2_batch_norm_centred_of_fake_in_g_loss *
     *     D_down2_batch_norm_of_fake_slope_in_g_loss *
     *     d_D_down2_leaky_relu_of_fake_in_g_loss) (line 14) */
    double (*const d_D_down2_leaky_relu_weighted_row_sum)[128] = (void *)(scratch + 6976);
    memset(d_D_down2_leaky_relu_weighted_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down2_leaky_relu_weighted_row_sum[n][k] +=
                        D_down2_batch_norm_centred_of_fake_in_g_loss[n][i][j][k]
                        * (held->D_down2_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] ? 1.0
                        : 0.2) * d_D_down2_leaky_relu_of_fake_in_g_loss[n][i][j][k];

    /* d_D_down2_leaky_relu_weighted_sum = sum(d_D_down2_leaky_relu_weighted_row_sum)
     *     (line 14) */
    double *const d_D_down2_leaky_relu_weighted_sum = scratch + 15168;
    memset(d_D_down2_leaky_relu_weighted_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            d_D_down2_leaky_relu_weighted_sum[i] += d_D_down2_leaky_relu_weighted_row_sum[n][i];

    /* d_D_down2_batch_norm_of_fake_row_sum_in_g_loss =
     *     sum(D_down2_batch_norm_of_fake_slope_in_g_loss *
     *     d_D_down2_leaky_relu_of_fake_in_g_loss) (line 14) */
    double (*const d_D_down2_batch_norm_of_fake_row_sum_in_g_loss)[128] =
        (void *)(scratch + 6976);
    memset(d_D_down2_batch_norm_of_fake_row_sum_in_g_loss, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down2_batch_norm_of_fake_row_sum_in_g_loss[n][k] +=
                        (held->D_down2_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] ? 1.0
                        : 0.2) * d_D_down2_leaky_relu_of_fake_in_g_loss[n][i][j][k];

    /* d_D_down2_batch_norm_of_fake_sum_in_g_loss =
     *     sum(d_D_down2_batch_norm_of_fake_row_sum_in_g_loss) (line 14) */
    double *const d_D_down2_batch_norm_of_fake_sum_in_g_loss = scratch + 15296;
    memset(d_D_down2_batch_norm_of_fake_sum_in_g_loss, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            d_D_down2_batch_norm_of_fake_sum_in_g_loss[i] +=
                d_D_down2_batch_norm_of_fake_row_sum_in_g_loss[n][i];

    /* d_D_down2_batch_norm_sum_of_fake_scaled_in_g_loss (line 14) */
    double *const d_D_down2_batch_norm_sum_of_fake_scaled_in_g_loss = scratch + 6976;
    for (int i = 0; i < 128; i++)
        d_D_down2_batch_norm_sum_of_fake_scaled_in_g_loss[i] =
            D_2_1_weight[i] * d_D_down2_batch_norm_of_fake_sum_in_g_loss[i]
            / sqrt(D_down2_batch_norm_squares_of_fake_shifted_in_g_loss[i]);

    /* d_D_down2_conv_of_fake_in_g_loss (line 14) */
    double (*const d_D_down2_conv_of_fake_in_g_loss)[8][8][128] = (void *)(scratch + 2382336);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_D_down2_conv_of_fake_in_g_loss[n][i][j][k] =
                        D_2_1_weight[k]
                        * (held->D_down2_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] ? 1.0
                        : 0.2) * d_D_down2_leaky_relu_of_fake_in_g_loss[n][i][j][k]
                        / sqrt(D_down2_batch_norm_squares_of_fake_shifted_in_g_loss[k])
                        - 0.000244140625
                        * (D_down2_batch_norm_centred_of_fake_in_g_loss[n][i][j][k]
                        * D_2_1_weight[k] * d_D_down2_leaky_relu_weighted_sum[k]
                        / (D_down2_batch_norm_squares_of_fake_shifted_in_g_loss[k]
                        * sqrt(D_down2_batch_norm_squares_of_fake_shifted_in_g_loss[k])))
                        - 0.000244140625 * d_D_down2_batch_norm_sum_of_fake_scaled_in_g_loss[k];

    /* d_D_leaky_relu_of_fake_in_g_loss = conv_data(d_D_down2_conv_of_fake_in_g_loss,
     *     D_2_0_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 34) */
    double (*const d_D_leaky_relu_of_fake_in_g_loss)[16][16][width] =
        (void *)(scratch + 5528064);
    check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(d_D_down2_conv_of_fake_in_g_loss,
        D_2_0_weight, d_D_leaky_relu_of_fake_in_g_loss, scratch + 6848);

    /* d_D_conv0_of_fake_in_g_loss (line 33) */
    double (*const d_D_conv0_of_fake_in_g_loss)[16][16][width] = (void *)(scratch + 2382336);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_D_conv0_of_fake_in_g_loss[n][i][j][k] =
                        (held->D_conv0_of_fake_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_D_leaky_relu_of_fake_in_g_loss[n][i][j][k];

    /* d_fake = conv_data(d_D_conv0_of_fake_in_g_loss, D_0_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 41) */
    double (*const d_fake)[side][side][3] = (void *)(scratch + 6848);
    check_conv_data_64x64x16x16_64x3x4x4_64x3x32x32(d_D_conv0_of_fake_in_g_loss, D_0_weight,
        d_fake, scratch + 203456);

    /* d_G_conv_transpose6 (line 27) */
    double (*const d_G_conv_transpose6)[side][side][3] = (void *)(scratch + 1006080);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    d_G_conv_transpose6[n][i][j][k] = d_fake[n][i][j][k]
                        * (1.0 - fake[n][i][j][k] * fake[n][i][j][k]);

    /* d_G_up5_relu = conv(d_G_conv_transpose6, G_6_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 13) */
    double (*const d_G_up5_relu)[16][16][width] = (void *)(scratch + 2382336);
    check_conv_64x3x32x32_64x3x4x4_64x64x16x16_b(d_G_conv_transpose6, G_6_weight, d_G_up5_relu,
        scratch + 6848);

    /* d_G_6_weight = conv_weight(d_G_conv_transpose6, G_up5_relu): w[k] = sum x[s o + k - p]
     *     y[o] (line 27) */
    double (*const d_G_6_weight)[3][4][4] = (void *)point->gradient[9];
    check_conv_weight_64x3x32x32_64x64x16x16_64x3x4x4(d_G_conv_transpose6, G_up5_relu,
        d_G_6_weight, scratch + 6848);

    /* d_G_up5_batch_norm_row_sum = sum(G_up5_batch_norm_slope * d_G_up5_relu) (line 13) */
    double (*const d_G_up5_batch_norm_row_sum)[width] = (void *)(scratch + 6848);
    memset(d_G_up5_batch_norm_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_G_up5_batch_norm_row_sum[n][k] +=
                        (held->G_up5_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up5_relu[n][i][j][k];

    /* d_G_5_1_bias = sum(d_G_up5_batch_norm_row_sum) (line 13) */
    double *const d_G_5_1_bias = point->gradient[8];
    memset(d_G_5_1_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            d_G_5_1_bias[i] += d_G_up5_batch_norm_row_sum[n][i];

    /* G_up5_batch_norm_centred_weighted_row_sum = sum(G_up5_batch_norm_centred *
     *     G_up5_batch_norm_slope * d_G_up5_relu) (line 13) */
    double (*const G_up5_batch_norm_centred_weighted_row_sum)[width] = (void *)(scratch + 6848);
    memset(G_up5_batch_norm_centred_weighted_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    G_up5_batch_norm_centred_weighted_row_sum[n][k] +=
                        G_up5_batch_norm_centred[n][i][j][k]
                        * (held->G_up5_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up5_relu[n][i][j][k];

    /* G_up5_batch_norm_centred_weighted_sum = sum(G_up5_batch_norm_centred_weighted_row_sum)
     *     (line 13) */
    double *const G_up5_batch_norm_centred_weighted_sum = scratch + 10944;
    memset(G_up5_batch_norm_centred_weighted_sum, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            G_up5_batch_norm_centred_weighted_sum[i] +=
                G_up5_batch_norm_centred_weighted_row_sum[n][i];

    /* d_G_5_1_weight (line 13) */
    double *const d_G_5_1_weight = point->gradient[7];
    for (int i = 0; i < width; i++)
        d_G_5_1_weight[i] = G_up5_batch_norm_centred_weighted_sum[i]
            / sqrt(G_up5_batch_norm_squares_shifted[i]);

    /* d_G_up5_batch_norm_sum_scaled (line 13) */
    double *const d_G_up5_batch_norm_sum_scaled = scratch + 6848;
    for (int i = 0; i < width; i++)
        d_G_up5_batch_norm_sum_scaled[i] = G_5_1_weight[i] * d_G_5_1_bias[i]
            / sqrt(G_up5_batch_norm_squares_shifted[i]);

    /* d_G_up5_conv_transpose (line 13) */
    double (*const d_G_up5_conv_transpose)[16][16][width] = (void *)(scratch + 4479488);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    d_G_up5_conv_transpose[n][i][j][k] = G_5_1_weight[k]
                        * (held->G_up5_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up5_relu[n][i][j][k] / sqrt(G_up5_batch_norm_squares_shifted[k])
                        - 6.103515625e-05 * (G_5_1_weight[k]
                        * G_up5_batch_norm_centred[n][i][j][k]
                        * G_up5_batch_norm_centred_weighted_sum[k]
                        / (G_up5_batch_norm_squares_shifted[k]
                        * sqrt(G_up5_batch_norm_squares_shifted[k])))
                        - 6.103515625e-05 * d_G_up5_batch_norm_sum_scaled[k];

    /* d_G_up4_relu = conv(d_G_up5_conv_transpose, G_5_0_weight): y[o] = sum x[s o + k - p]
     *     w[k] (line 13) */
    double (*const d_G_up4_relu)[8][8][128] = (void *)(scratch + 809472);
    check_conv_64x64x16x16_128x64x4x4_64x128x8x8(d_G_up5_conv_transpose, G_5_0_weight,
        d_G_up4_relu, scratch + 6784);

    /* d_G_5_0_weight = conv_weight(d_G_up5_conv_transpose, G_up4_relu): w[k] = sum x[s o + k
     *     - p] y[o] (line 13) */
    double (*const d_G_5_0_weight)[width][4][4] = (void *)point->gradient[6];
    check_conv_weight_64x64x16x16_64x128x8x8_128x64x4x4(d_G_up5_conv_transpose, G_up4_relu,
        d_G_5_0_weight, scratch + 6784);

    /* d_G_up4_batch_norm_row_sum = sum(G_up4_batch_norm_slope * d_G_up4_relu) (line 13) */
    double (*const d_G_up4_batch_norm_row_sum)[128] = (void *)(scratch + 6784);
    memset(d_G_up4_batch_norm_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    d_G_up4_batch_norm_row_sum[n][k] +=
                        (held->G_up4_batch_norm_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_G_up4_relu[n][i][j][k];

    /* d_G_4_1_bias = sum(d_G_up4_batch_norm_row_sum) (line 13) */
    double *const d_G_4_1_bias = point->gradient[5];
    memset(d_G_4_1_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            d_G_4_1_bias[i] += d_G_up4_batch_norm_row_sum[n][i];

    /* G_up4_batch_norm_centred_weighted_row_sum = sum(G_up4_batch_norm_centred *
     *     G_up4_batch_norm_slope * d_G_up4_relu) (line 13) */
    double (*const G_up4_batch_norm_centred_weighted_row_sum)[128] = (void *)(scratch + 6784);
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
     *     (line 13) */
    double *const G_up4_batch_norm_centred_weighted_sum = scratch + 14976;
    memset(G_up4_batch_norm_centred_weighted_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 128; i++)
            G_up4_batch_norm_centred_weighted_sum[i] +=
                G_up4_batch_norm_centred_weighted_row_sum[n][i];

    /* d_G_4_1_weight (line 13) */
    double *const d_G_4_1_weight = point->gradient[4];
    for (int i = 0; i < 128; i++)
        d_G_4_1_weight[i] = G_up4_batch_norm_centred_weighted_sum[i]
            / sqrt(G_up4_batch_norm_squares_shifted[i]);

    /* d_G_up4_batch_norm_sum_scaled (line 13) */
    double *const d_G_up4_batch_norm_sum_scaled = scratch + 6784;
    for (int i = 0; i < 128; i++)
        d_G_up4_batch_norm_sum_scaled[i] = G_4_1_weight[i] * d_G_4_1_bias[i]
            / sqrt(G_up4_batch_norm_squares_shifted[i]);

    /* d_G_up4_conv_transpose (line 13) */
    double (*const d_G_up4_conv_transpose)[8][8][128] = (void *)(scratch + 1858048);
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
    double (*const d_G_relu)[4][4][256] = (void *)(scratch + 6656);
    check_conv_64x128x8x8_256x128x4x4_64x256x4x4(d_G_up4_conv_transpose, G_4_0_weight, d_G_relu,
        scratch + 809472);

    /* d_G_4_0_weight = conv_weight(d_G_up4_conv_transpose, G_relu): w[k] = sum x[s o + k - p]
     *     y[o] (line 13) */
    double (*const d_G_4_0_weight)[128][4][4] = (void *)point->gradient[3];
    check_conv_weight_64x128x8x8_64x256x4x4_256x128x4x4(d_G_up4_conv_transpose, G_relu,
        d_G_4_0_weight, scratch + 809472);

    /* d_G_batch_norm_row_sum = sum(G_batch_norm_slope * d_G_relu) (line 23) */
    double (*const d_G_batch_norm_row_sum)[256] = (void *)(scratch + 268800);
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
        (void *)(scratch + 268800);
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
    double *const G_batch_norm_centred_times_d_G_relu_weighted_sum = scratch + 547328;
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
    double *const d_G_batch_norm_sum_scaled = scratch + 268800;
    for (int i = 0; i < 256; i++)
        d_G_batch_norm_sum_scaled[i] = G_2_weight[i] * d_G_2_bias[i]
            / sqrt(G_batch_norm_squares_shifted[i]);

    /* d_G_conv_transpose1 (line 22) */
    double (*const d_G_conv_transpose1)[4][4][256] = (void *)(scratch + 547584);
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
    check_conv_weight_64x256x4x4_64x100_100x256x4x4(d_G_conv_transpose1, fake_noise,
        d_G_1_weight, scratch + 6400);

    return g_loss;
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
    const double *const D_2_1_bias = point->tensor[13];
    const double *const D_3_1_bias = point->tensor[16];
    const float *const G_batch_norm_scale = m->at[4];
    const float (*const G_up4_conv_transpose)[8][8][128] = (void *)m->at[56];
    const float *const G_up4_batch_norm_mean = m->at[61];
    const float *const G_up4_batch_norm_scale = m->at[60];
    const float (*const G_up5_conv_transpose)[16][16][width] = (void *)m->at[65];
    const float *const G_up5_batch_norm_mean = m->at[70];
    const float *const G_up5_batch_norm_scale = m->at[69];
    const float (*const D_conv0_of_fake_in_g_loss)[16][16][width] = (void *)m->at[130];
    const float (*const D_down2_conv_of_fake_in_g_loss)[8][8][128] = (void *)m->at[132];
    const float *const D_down2_batch_norm_mean_of_fake_in_g_loss = m->at[138];
    const float *const d_D_down2_batch_norm_centred_scale = m->at[137];
    const float (*const D_down3_conv_of_fake_in_g_loss)[4][4][256] = (void *)m->at[142];
    const float *const D_down3_batch_norm_mean_of_fake_in_g_loss = m->at[148];
    const float *const D_down3_batch_norm_of_fake_scale_in_g_loss = m->at[147];

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
     *     G_up4_batch_norm_mean) > 0 (line 13) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->G_up4_batch_norm_slope[n][i][j][k] = (float)G_4_1_bias[k]
                        + G_up4_batch_norm_scale[k] * (G_up4_conv_transpose[n][i][j][k]
                        - G_up4_batch_norm_mean[k]) > 0.0f;

    /* G_up5_batch_norm_slope: G_5_1_bias + G_up5_batch_norm_scale * (G_up5_conv_transpose -
     *     G_up5_batch_norm_mean) > 0 (line 13) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->G_up5_batch_norm_slope[n][i][j][k] = (float)G_5_1_bias[k]
                        + G_up5_batch_norm_scale[k] * (G_up5_conv_transpose[n][i][j][k]
                        - G_up5_batch_norm_mean[k]) > 0.0f;

    /* D_conv0_of_fake_slope: D_conv0_of_fake_in_g_loss > 0 (line 34) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < width; k++)
                    held->D_conv0_of_fake_slope[n][i][j][k] =
                        D_conv0_of_fake_in_g_loss[n][i][j][k] > 0.0f;

    /* D_down2_batch_norm_of_fake_slope_in_g_loss: D_2_1_bias +
     *     d_D_down2_batch_norm_centred_scale * (D_down2_conv_of_fake_in_g_loss -
     *     D_down2_batch_norm_mean_of_fake_in_g_loss) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 128; k++)
                    held->D_down2_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] =
                        (float)D_2_1_bias[k] + d_D_down2_batch_norm_centred_scale[k]
                        * (D_down2_conv_of_fake_in_g_loss[n][i][j][k]
                        - D_down2_batch_norm_mean_of_fake_in_g_loss[k]) > 0.0f;

    /* D_down3_batch_norm_of_fake_slope_in_g_loss: D_3_1_bias +
     *     D_down3_batch_norm_of_fake_scale_in_g_loss * (D_down3_conv_of_fake_in_g_loss -
     *     D_down3_batch_norm_mean_of_fake_in_g_loss) > 0 (line 14) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 256; k++)
                    held->D_down3_batch_norm_of_fake_slope_in_g_loss[n][i][j][k] =
                        (float)D_3_1_bias[k] + D_down3_batch_norm_of_fake_scale_in_g_loss[k]
                        * (D_down3_conv_of_fake_in_g_loss[n][i][j][k]
                        - D_down3_batch_norm_mean_of_fake_in_g_loss[k]) > 0.0f;
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
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1068928, 1072000, 1203072, 1203200, 1203328,
            1727616, 1727872, 1728128, -1},
        {0, 409600, 409856, 410112, 934400, 934528, 934656, 1065728, 1065792, 1065856, -1, -1,
            -1, -1, -1, -1, -1, -1, -1},
    };
    if (tensor >= 18 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check dcgan_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
