/* vqvae_ema_check.c: the losses of vqvae_ema.yaml (sha256 d6808b88)
 * and their gradients in double, by plain loops, for `vqvae_ema gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "vqvae_ema.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 32, hidden = 128, inner = 32, width = 64, codes = 512, side = 28 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool encoder_relu1_slope[batch][14][14][64];
    _Bool encoder_res3_relu0_slope[batch][7][7][hidden];
    _Bool encoder_res3_relu2_slope[batch][7][7][inner];
    _Bool encoder_res4_relu0_slope[batch][7][7][hidden];
    _Bool encoder_res4_relu2_slope[batch][7][7][inner];
    _Bool encoder_relu5_slope[batch][7][7][hidden];
    int code[batch][7][7];
    double e_combined[batch][7][7][width];
    _Bool decoder_res1_relu0_slope[batch][7][7][hidden];
    _Bool decoder_res1_relu2_slope[batch][7][7][inner];
    _Bool decoder_conv_plus_decoder_res1_conv3_slope[batch][7][7][hidden];
    _Bool decoder_res2_conv1_slope[batch][7][7][inner];
    _Bool decoder_conv_plus_decoder_res1_conv3_combined_slope[batch][7][7][hidden];
    _Bool decoder_conv_transpose4_slope[batch][14][14][64];
    double e_2[batch][7][7][width];
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
        held->scratch = malloc(sizeof(double) * 2971648);
    if (held && !held->scratch) {
        check_free(held);
        return NULL;
    }
    return held;
}

#include "vqvae_ema_check_contractions.h"

/* What step 1 minimises, and where `whole` its gradients. */
static double
step_1(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const int renew = record || held->taken;
    held->taken = 0;
    const double (*const encoder_0_weight)[4][4] = (void *)point->tensor[0];
    const double *const encoder_0_bias = point->tensor[1];
    const double (*const encoder_2_weight)[64][4][4] = (void *)point->tensor[2];
    const double *const encoder_2_bias = point->tensor[3];
    const double (*const encoder_3_0_1_weight)[hidden][3][3] = (void *)point->tensor[4];
    const double *const encoder_3_0_1_bias = point->tensor[5];
    const double (*const encoder_3_0_3_weight)[inner] = (void *)point->tensor[6];
    const double *const encoder_3_0_3_bias = point->tensor[7];
    const double (*const encoder_4_0_1_weight)[hidden][3][3] = (void *)point->tensor[8];
    const double *const encoder_4_0_1_bias = point->tensor[9];
    const double (*const encoder_4_0_3_weight)[inner] = (void *)point->tensor[10];
    const double *const encoder_4_0_3_bias = point->tensor[11];
    const double (*const encoder_6_weight)[hidden] = (void *)point->tensor[12];
    const double *const encoder_6_bias = point->tensor[13];
    const double (*const decoder_0_weight)[width][3][3] = (void *)point->tensor[14];
    const double *const decoder_0_bias = point->tensor[15];
    const double (*const decoder_1_0_1_weight)[hidden][3][3] = (void *)point->tensor[16];
    const double *const decoder_1_0_1_bias = point->tensor[17];
    const double (*const decoder_1_0_3_weight)[inner] = (void *)point->tensor[18];
    const double *const decoder_1_0_3_bias = point->tensor[19];
    const double (*const decoder_2_0_1_weight)[hidden][3][3] = (void *)point->tensor[20];
    const double *const decoder_2_0_1_bias = point->tensor[21];
    const double (*const decoder_2_0_3_weight)[inner] = (void *)point->tensor[22];
    const double *const decoder_2_0_3_bias = point->tensor[23];
    const double (*const decoder_4_weight)[64][4][4] = (void *)point->tensor[24];
    const double *const decoder_4_bias = point->tensor[25];
    const double (*const decoder_6_weight)[4][4] = (void *)point->tensor[26];
    const double decoder_6_bias = point->tensor[27][0];
    const float (*const x)[side][side] = (void *)point->field[0];
    const double (*const codebook)[width] = (void *)point->tensor[30];

    /* encoder_conv0_product = conv(x, encoder_0_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 31) */
    double (*const encoder_conv0_product)[14][14][64] = (void *)(scratch + 0);
    check_conv_32x28x28_64x4x4_32x64x14x14(x, encoder_0_weight, encoder_conv0_product, scratch
        + 401408);

    /* encoder_conv0 (line 31) */
    double (*const encoder_conv0)[14][14][64] = (void *)(scratch + 401408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    encoder_conv0[n][i][j][k] = encoder_0_bias[k]
                        + encoder_conv0_product[n][i][j][k];

    /* encoder_relu1_slope: encoder_conv0 > 0 (line 32) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 14; i++)
                for (int j = 0; j < 14; j++)
                    for (int k = 0; k < 64; k++)
                        held->encoder_relu1_slope[n][i][j][k] = encoder_conv0[n][i][j][k] > 0;
    }

    /* encoder_relu1 (line 32) */
    double (*const encoder_relu1)[14][14][64] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    encoder_relu1[n][i][j][k] = held->encoder_relu1_slope[n][i][j][k]
                        ? encoder_conv0[n][i][j][k] : 0.0;

    /* encoder_conv2_product = conv(encoder_relu1, encoder_2_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 33) */
    double (*const encoder_conv2_product)[7][7][hidden] = (void *)(scratch + 401408);
    check_conv_32x64x14x14_128x64x4x4_32x128x7x7(encoder_relu1, encoder_2_weight,
        encoder_conv2_product, scratch + 602112);

    /* encoder_conv2 (line 33) */
    double (*const encoder_conv2)[7][7][hidden] = (void *)(scratch + 602112);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_conv2[n][i][j][k] = encoder_2_bias[k]
                        + encoder_conv2_product[n][i][j][k];

    /* encoder_res3_relu0_slope: encoder_conv2 > 0 (line 22) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->encoder_res3_relu0_slope[n][i][j][k] =
                            encoder_conv2[n][i][j][k] > 0;
    }

    /* encoder_res3_relu0 (line 22) */
    double (*const encoder_res3_relu0)[7][7][hidden] = (void *)(scratch + 401408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_res3_relu0[n][i][j][k] = held->encoder_res3_relu0_slope[n][i][j][k]
                        ? encoder_conv2[n][i][j][k] : 0.0;

    /* encoder_res3_conv1_product = conv(encoder_res3_relu0, encoder_3_0_1_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 23) */
    double (*const encoder_res3_conv1_product)[7][7][inner] = (void *)(scratch + 802816);
    check_conv_32x128x7x7_32x128x3x3_32x32x7x7(encoder_res3_relu0, encoder_3_0_1_weight,
        encoder_res3_conv1_product, scratch + 852992);

    /* encoder_res3_conv1 (line 23) */
    double (*const encoder_res3_conv1)[7][7][inner] = (void *)(scratch + 852992);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    encoder_res3_conv1[n][i][j][k] = encoder_3_0_1_bias[k]
                        + encoder_res3_conv1_product[n][i][j][k];

    /* encoder_res3_relu2_slope: encoder_res3_conv1 > 0 (line 24) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < inner; k++)
                        held->encoder_res3_relu2_slope[n][i][j][k] =
                            encoder_res3_conv1[n][i][j][k] > 0;
    }

    /* encoder_res3_relu2 (line 24) */
    double (*const encoder_res3_relu2)[7][7][inner] = (void *)(scratch + 802816);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    encoder_res3_relu2[n][i][j][k] = held->encoder_res3_relu2_slope[n][i][j][k]
                        ? encoder_res3_conv1[n][i][j][k] : 0.0;

    /* encoder_res3_conv3_product = conv(encoder_res3_relu2, encoder_3_0_3_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 25) */
    double (*const encoder_res3_conv3_product)[7][7][hidden] = (void *)(scratch + 852992);
    check_conv_32x32x7x7_128x32_32x128x7x7(encoder_res3_relu2, encoder_3_0_3_weight,
        encoder_res3_conv3_product, scratch + 1053696);

    /* encoder_res4_relu0_input (line 55) */
    double (*const encoder_res4_relu0_input)[7][7][hidden] = (void *)(scratch + 1053696);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_res4_relu0_input[n][i][j][k] = encoder_conv2[n][i][j][k]
                        + (encoder_3_0_3_bias[k] + encoder_res3_conv3_product[n][i][j][k]);

    /* encoder_res4_relu0_slope: encoder_res4_relu0_input > 0 (line 22) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->encoder_res4_relu0_slope[n][i][j][k] =
                            encoder_res4_relu0_input[n][i][j][k] > 0;
    }

    /* encoder_res4_relu0 (line 22) */
    double (*const encoder_res4_relu0)[7][7][hidden] = (void *)(scratch + 602112);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_res4_relu0[n][i][j][k] = held->encoder_res4_relu0_slope[n][i][j][k]
                        ? encoder_res4_relu0_input[n][i][j][k] : 0.0;

    /* encoder_res4_conv1_product = conv(encoder_res4_relu0, encoder_4_0_1_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 23) */
    double (*const encoder_res4_conv1_product)[7][7][inner] = (void *)(scratch + 852992);
    check_conv_32x128x7x7_32x128x3x3_32x32x7x7(encoder_res4_relu0, encoder_4_0_1_weight,
        encoder_res4_conv1_product, scratch + 903168);

    /* encoder_res4_conv1 (line 23) */
    double (*const encoder_res4_conv1)[7][7][inner] = (void *)(scratch + 903168);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    encoder_res4_conv1[n][i][j][k] = encoder_4_0_1_bias[k]
                        + encoder_res4_conv1_product[n][i][j][k];

    /* encoder_res4_relu2_slope: encoder_res4_conv1 > 0 (line 24) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < inner; k++)
                        held->encoder_res4_relu2_slope[n][i][j][k] =
                            encoder_res4_conv1[n][i][j][k] > 0;
    }

    /* encoder_res4_relu2 (line 24) */
    double (*const encoder_res4_relu2)[7][7][inner] = (void *)(scratch + 852992);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    encoder_res4_relu2[n][i][j][k] = held->encoder_res4_relu2_slope[n][i][j][k]
                        ? encoder_res4_conv1[n][i][j][k] : 0.0;

    /* encoder_res4_conv3_product = conv(encoder_res4_relu2, encoder_4_0_3_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 25) */
    double (*const encoder_res4_conv3_product)[7][7][hidden] = (void *)(scratch + 1254400);
    check_conv_32x32x7x7_128x32_32x128x7x7(encoder_res4_relu2, encoder_4_0_3_weight,
        encoder_res4_conv3_product, scratch + 903168);

    /* encoder_relu5_input (line 55) */
    double (*const encoder_relu5_input)[7][7][hidden] = (void *)(scratch + 1455104);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_relu5_input[n][i][j][k] = encoder_res4_relu0_input[n][i][j][k]
                        + (encoder_4_0_3_bias[k] + encoder_res4_conv3_product[n][i][j][k]);

    /* encoder_relu5_slope: encoder_relu5_input > 0 (line 36) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->encoder_relu5_slope[n][i][j][k] =
                            encoder_relu5_input[n][i][j][k] > 0;
    }

    /* encoder_relu5 (line 36) */
    double (*const encoder_relu5)[7][7][hidden] = (void *)(scratch + 903168);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_relu5[n][i][j][k] = held->encoder_relu5_slope[n][i][j][k]
                        ? encoder_relu5_input[n][i][j][k] : 0.0;

    /* ze_product = conv(encoder_relu5, encoder_6_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 37) */
    double (*const ze_product)[7][7][width] = (void *)(scratch + 1103872);
    check_conv_32x128x7x7_64x128_32x64x7x7(encoder_relu5, encoder_6_weight, ze_product, scratch
        + 1204224);

    /* ze (line 55) */
    double (*const ze)[7][7][width] = (void *)(scratch + 1204224);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    ze[n][i][j][k] = encoder_6_bias[k] + ze_product[n][i][j][k];

    /* codebook_squared_row_sum = sum(codebook^2) (line 56) */
    double *const codebook_squared_row_sum = scratch + 1103872;
    if (renew) {
        memset(codebook_squared_row_sum, 0, sizeof(double) * 512);
#pragma omp parallel for schedule(static)
        for (int i = 0; i < codes; i++)
            for (int j = 0; j < width; j++)
                codebook_squared_row_sum[i] += codebook[i][j] * codebook[i][j];
    }

    /* ze_by_codebook[n][j][k][i] = sum over l of ze[n][j][k][l] * codebook[i][l] (line 56) */
    double (*const ze_by_codebook)[7][7][codes] = (void *)(scratch + 1304576);
    if (renew) {
        check_contract_32x64x7x7_512x64_32x512x7x7(ze, codebook, ze_by_codebook);
    }

    /* code: argmin(0.5 * codebook_squared_row_sum - ze_by_codebook) (line 56) */
    if (record) {
        for (int n = 0; n < batch; n++) {
            for (int i = 0; i < 7; i++) {
                for (int j = 0; j < 7; j++) {
                    double extreme = INFINITY;
                    int best = 0;
                    for (int at = 0; at < codes; at++) {
                        const double value = 0.5 * codebook_squared_row_sum[at]
                            - ze_by_codebook[n][i][j][at];
                        if (value < extreme) {
                            extreme = value;
                            best = at;
                        }
                    }
                    held->code[n][i][j] = best;
                }
            }
        }
    }
    const double (*const codebook_)[width] = (void *)codebook;

    /* e = gather(codebook_, code): table[index] (line 57) */
    double (*const e)[7][7][width] = (void *)(scratch + 1103872);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < width; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < 7; k++)
                        e[n][j][k][i] = codebook_[held->code[n][j][k]][i];
    }

    /* e_combined: e - ze (line 58) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < width; k++)
                        held->e_combined[n][i][j][k] = e[n][i][j][k] - ze[n][i][j][k];
    }

    /* ze_plus_ze_plus_e (line 58) */
    double (*const ze_plus_ze_plus_e)[7][7][width] = (void *)(scratch + 1304576);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    ze_plus_ze_plus_e[n][i][j][k] = ze[n][i][j][k]
                        + held->e_combined[n][i][j][k];

    /* decoder_conv_product = conv(ze_plus_ze_plus_e, decoder_0_weight): y[o] = sum x[s o + k
     *     - p] w[k] (line 41) */
    double (*const decoder_conv_product)[7][7][hidden] = (void *)(scratch + 1404928);
    check_conv_32x64x7x7_128x64x3x3_32x128x7x7(ze_plus_ze_plus_e, decoder_0_weight,
        decoder_conv_product, scratch + 1605632);

    /* decoder_conv_of_y (line 41) */
    double (*const decoder_conv_of_y)[7][7][hidden] = (void *)(scratch + 1605632);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_conv_of_y[n][i][j][k] = decoder_0_bias[k]
                        + decoder_conv_product[n][i][j][k];

    /* decoder_res1_relu0_slope: decoder_conv_of_y > 0 (line 22) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->decoder_res1_relu0_slope[n][i][j][k] =
                            decoder_conv_of_y[n][i][j][k] > 0;
    }

    /* decoder_res1_relu0 (line 22) */
    double (*const decoder_res1_relu0)[7][7][hidden] = (void *)(scratch + 1404928);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_res1_relu0[n][i][j][k] = held->decoder_res1_relu0_slope[n][i][j][k]
                        ? decoder_conv_of_y[n][i][j][k] : 0.0;

    /* decoder_res1_conv1_product = conv(decoder_res1_relu0, decoder_1_0_1_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 23) */
    double (*const decoder_res1_conv1_product)[7][7][inner] = (void *)(scratch + 1806336);
    check_conv_32x128x7x7_32x128x3x3_32x32x7x7(decoder_res1_relu0, decoder_1_0_1_weight,
        decoder_res1_conv1_product, scratch + 1856512);

    /* decoder_res1_conv1 (line 23) */
    double (*const decoder_res1_conv1)[7][7][inner] = (void *)(scratch + 1856512);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    decoder_res1_conv1[n][i][j][k] = decoder_1_0_1_bias[k]
                        + decoder_res1_conv1_product[n][i][j][k];

    /* decoder_res1_relu2_slope: decoder_res1_conv1 > 0 (line 24) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < inner; k++)
                        held->decoder_res1_relu2_slope[n][i][j][k] =
                            decoder_res1_conv1[n][i][j][k] > 0;
    }

    /* decoder_res1_relu2 (line 24) */
    double (*const decoder_res1_relu2)[7][7][inner] = (void *)(scratch + 1806336);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    decoder_res1_relu2[n][i][j][k] = held->decoder_res1_relu2_slope[n][i][j][k]
                        ? decoder_res1_conv1[n][i][j][k] : 0.0;

    /* decoder_res1_conv3_product = conv(decoder_res1_relu2, decoder_1_0_3_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 25) */
    double (*const decoder_res1_conv3_product)[7][7][hidden] = (void *)(scratch + 1856512);
    check_conv_32x32x7x7_128x32_32x128x7x7(decoder_res1_relu2, decoder_1_0_3_weight,
        decoder_res1_conv3_product, scratch + 2057216);

    /* decoder_res1_conv3_of_y_combined (line 58) */
    double (*const decoder_res1_conv3_of_y_combined)[7][7][hidden] =
        (void *)(scratch + 2057216);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_res1_conv3_of_y_combined[n][i][j][k] = decoder_conv_of_y[n][i][j][k]
                        + (decoder_1_0_3_bias[k] + decoder_res1_conv3_product[n][i][j][k]);

    /* decoder_conv_plus_decoder_res1_conv3_slope: decoder_res1_conv3_of_y_combined > 0
     *     (line 22) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->decoder_conv_plus_decoder_res1_conv3_slope[n][i][j][k] =
                            decoder_res1_conv3_of_y_combined[n][i][j][k] > 0;
    }

    /* decoder_res2_relu0 (line 22) */
    double (*const decoder_res2_relu0)[7][7][hidden] = (void *)(scratch + 1605632);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_res2_relu0[n][i][j][k] =
                        held->decoder_conv_plus_decoder_res1_conv3_slope[n][i][j][k]
                        ? decoder_res1_conv3_of_y_combined[n][i][j][k] : 0.0;

    /* decoder_res2_relu0_by_decoder_2_0_1_weight = conv(decoder_res2_relu0,
     *     decoder_2_0_1_weight): y[o] = sum x[s o + k - p] w[k] (line 23) */
    double (*const decoder_res2_relu0_by_decoder_2_0_1_weight)[7][7][inner] =
        (void *)(scratch + 1856512);
    check_conv_32x128x7x7_32x128x3x3_32x32x7x7(decoder_res2_relu0, decoder_2_0_1_weight,
        decoder_res2_relu0_by_decoder_2_0_1_weight, scratch + 1906688);

    /* decoder_res2_conv1 (line 23) */
    double (*const decoder_res2_conv1)[7][7][inner] = (void *)(scratch + 1906688);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    decoder_res2_conv1[n][i][j][k] = decoder_2_0_1_bias[k]
                        + decoder_res2_relu0_by_decoder_2_0_1_weight[n][i][j][k];

    /* decoder_res2_conv1_slope: decoder_res2_conv1 > 0 (line 24) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < inner; k++)
                        held->decoder_res2_conv1_slope[n][i][j][k] =
                            decoder_res2_conv1[n][i][j][k] > 0;
    }

    /* decoder_res2_relu2 (line 24) */
    double (*const decoder_res2_relu2)[7][7][inner] = (void *)(scratch + 1856512);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    decoder_res2_relu2[n][i][j][k] = held->decoder_res2_conv1_slope[n][i][j][k]
                        ? decoder_res2_conv1[n][i][j][k] : 0.0;

    /* decoder_res2_relu2_by_decoder_2_0_3_weight = conv(decoder_res2_relu2,
     *     decoder_2_0_3_weight): y[o] = sum x[s o + k - p] w[k] (line 25) */
    double (*const decoder_res2_relu2_by_decoder_2_0_3_weight)[7][7][hidden] =
        (void *)(scratch + 2257920);
    check_conv_32x32x7x7_128x32_32x128x7x7(decoder_res2_relu2, decoder_2_0_3_weight,
        decoder_res2_relu2_by_decoder_2_0_3_weight, scratch + 1906688);

    /* decoder_conv_plus_decoder_res1_conv3_combined (line 58) */
    double (*const decoder_conv_plus_decoder_res1_conv3_combined)[7][7][hidden] =
        (void *)(scratch + 2458624);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_conv_plus_decoder_res1_conv3_combined[n][i][j][k] =
                        decoder_res1_conv3_of_y_combined[n][i][j][k]
                        + (decoder_2_0_3_bias[k]
                        + decoder_res2_relu2_by_decoder_2_0_3_weight[n][i][j][k]);

    /* decoder_conv_plus_decoder_res1_conv3_combined_slope:
     *     decoder_conv_plus_decoder_res1_conv3_combined > 0 (line 44) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->decoder_conv_plus_decoder_res1_conv3_combined_slope[n][i][j][k] =
                            decoder_conv_plus_decoder_res1_conv3_combined[n][i][j][k] > 0;
    }

    /* decoder_relu3 (line 44) */
    double (*const decoder_relu3)[7][7][hidden] = (void *)(scratch + 1906688);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_relu3[n][i][j][k] =
                        held->decoder_conv_plus_decoder_res1_conv3_combined_slope[n][i][j][k]
                        ? decoder_conv_plus_decoder_res1_conv3_combined[n][i][j][k] : 0.0;

    /* decoder_relu3_by_decoder_4_weight = conv_data(decoder_relu3, decoder_4_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 45) */
    double (*const decoder_relu3_by_decoder_4_weight)[14][14][64] = (void *)(scratch + 2107392);
    check_conv_data_32x128x7x7_128x64x4x4_32x64x14x14(decoder_relu3, decoder_4_weight,
        decoder_relu3_by_decoder_4_weight, scratch + 2508800);

    /* decoder_conv_transpose4 (line 45) */
    double (*const decoder_conv_transpose4)[14][14][64] = (void *)(scratch + 2508800);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    decoder_conv_transpose4[n][i][j][k] = decoder_4_bias[k]
                        + decoder_relu3_by_decoder_4_weight[n][i][j][k];

    /* decoder_conv_transpose4_slope: decoder_conv_transpose4 > 0 (line 46) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 14; i++)
                for (int j = 0; j < 14; j++)
                    for (int k = 0; k < 64; k++)
                        held->decoder_conv_transpose4_slope[n][i][j][k] =
                            decoder_conv_transpose4[n][i][j][k] > 0;
    }

    /* decoder_relu5 (line 46) */
    double (*const decoder_relu5)[14][14][64] = (void *)(scratch + 2107392);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    decoder_relu5[n][i][j][k] = held->decoder_conv_transpose4_slope[n][i][j][k]
                        ? decoder_conv_transpose4[n][i][j][k] : 0.0;

    /* decoder_relu5_by_decoder_6_weight = conv_data(decoder_relu5, decoder_6_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 47) */
    double (*const decoder_relu5_by_decoder_6_weight)[side][side] = (void *)(scratch + 2508800);
    check_conv_data_32x64x14x14_64x4x4_32x28x28(decoder_relu5, decoder_6_weight,
        decoder_relu5_by_decoder_6_weight, scratch + 2533888);

    /* y (line 58) */
    double (*const y)[side][side] = (void *)(scratch + 2533888);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                y[n][i][j] = decoder_6_bias + decoder_relu5_by_decoder_6_weight[n][i][j];

    /* x_plus_y (line 65) */
    double (*const x_plus_y)[side][side] = (void *)(scratch + 2508800);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                x_plus_y[n][i][j] = y[n][i][j] - (double)x[n][i][j];

    /* x_plus_y_squared_row_sum = sum(x_plus_y^2) (line 65) */
    double *const x_plus_y_squared_row_sum = scratch + 2533888;
    memset(x_plus_y_squared_row_sum, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                x_plus_y_squared_row_sum[n] += x_plus_y[n][i][j] * x_plus_y[n][i][j];

    /* x_plus_y_squared_sum = sum(x_plus_y_squared_row_sum) (line 65) */
    double x_plus_y_squared_sum = 0;
    for (int n = 0; n < batch; n++)
        x_plus_y_squared_sum += x_plus_y_squared_row_sum[n];

    /* e_2: e (line 66) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < width; k++)
                        held->e_2[n][i][j][k] = e[n][i][j][k];
    }

    /* e_combined_2 (line 66) */
    double (*const e_combined_2)[7][7][width] = (void *)(scratch + 1103872);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    e_combined_2[n][i][j][k] = held->e_2[n][i][j][k] - ze[n][i][j][k];

    /* ze_plus_e_squared_row_sum = sum(e_combined_2^2) (line 66) */
    double *const ze_plus_e_squared_row_sum = scratch + 1204224;
    memset(ze_plus_e_squared_row_sum, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    ze_plus_e_squared_row_sum[n] += e_combined_2[n][i][j][k]
                        * e_combined_2[n][i][j][k];

    /* ze_plus_e_squared_sum = sum(ze_plus_e_squared_row_sum) (line 66) */
    double ze_plus_e_squared_sum = 0;
    for (int n = 0; n < batch; n++)
        ze_plus_e_squared_sum += ze_plus_e_squared_row_sum[n];

    if (!whole)
        return 0.00041957572502685284 * x_plus_y_squared_sum
            + 2.4912308673469386e-06 * ze_plus_e_squared_sum;

    /* x_plus_y_row_sum = sum(x_plus_y) (line 47) */
    double *const x_plus_y_row_sum = scratch + 1204224;
    memset(x_plus_y_row_sum, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                x_plus_y_row_sum[n] += x_plus_y[n][i][j];

    /* d_decoder_6_bias_scaled = sum(x_plus_y_row_sum) (line 47) */
    double d_decoder_6_bias_scaled = 0;
    for (int n = 0; n < batch; n++)
        d_decoder_6_bias_scaled += x_plus_y_row_sum[n];

    /* d_decoder_relu5_scaled = conv(x_plus_y, decoder_6_weight): y[o] = sum x[s o + k - p]
     *     w[k] (line 46) */
    double (*const d_decoder_relu5_scaled)[14][14][64] = (void *)(scratch + 2533888);
    check_conv_32x28x28_64x4x4_32x64x14x14_b(x_plus_y, decoder_6_weight, d_decoder_relu5_scaled,
        scratch + 1204224);

    /* d_decoder_6_weight_scaled = conv_weight(x_plus_y, decoder_relu5): w[k] = sum x[s o + k
     *     - p] y[o] (line 47) */
    double (*const d_decoder_6_weight_scaled)[4][4] = (void *)(scratch + 1204224);
    check_conv_weight_32x28x28_32x64x14x14_64x4x4(x_plus_y, decoder_relu5,
        d_decoder_6_weight_scaled, scratch + 1205248);

    /* d_decoder_6_weight (line 47) */
    double (*const d_decoder_6_weight)[4][4] = (void *)point->gradient[26];
    for (int i = 0; i < 64; i++)
        for (int j = 0; j < 4; j++)
            for (int k = 0; k < 4; k++)
                d_decoder_6_weight[i][j][k] = 0.0008391514500537057
                    * d_decoder_6_weight_scaled[i][j][k];

    /* d_decoder_conv_transpose4_scaled (line 45) */
    double (*const d_decoder_conv_transpose4_scaled)[14][14][64] = (void *)(scratch + 2107392);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    d_decoder_conv_transpose4_scaled[n][i][j][k] =
                        (held->decoder_conv_transpose4_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_decoder_relu5_scaled[n][i][j][k];

    /* d_decoder_conv_transpose4_scaled_row_sum = sum(d_decoder_conv_transpose4_scaled)
     *     (line 45) */
    double (*const d_decoder_conv_transpose4_scaled_row_sum)[64] = (void *)(scratch + 1204224);
    memset(d_decoder_conv_transpose4_scaled_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    d_decoder_conv_transpose4_scaled_row_sum[n][k] +=
                        d_decoder_conv_transpose4_scaled[n][i][j][k];

    /* d_decoder_4_bias_scaled = sum(d_decoder_conv_transpose4_scaled_row_sum) (line 45) */
    double *const d_decoder_4_bias_scaled = scratch + 1206272;
    memset(d_decoder_4_bias_scaled, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 64; i++)
            d_decoder_4_bias_scaled[i] += d_decoder_conv_transpose4_scaled_row_sum[n][i];

    /* d_decoder_4_bias (line 45) */
    double *const d_decoder_4_bias = point->gradient[25];
    for (int i = 0; i < 64; i++)
        d_decoder_4_bias[i] = 0.0008391514500537057 * d_decoder_4_bias_scaled[i];

    /* d_decoder_relu3_scaled = conv(d_decoder_conv_transpose4_scaled, decoder_4_weight): y[o]
     *     = sum x[s o + k - p] w[k] (line 44) */
    double (*const d_decoder_relu3_scaled)[7][7][hidden] = (void *)(scratch + 2508800);
    check_conv_32x64x14x14_128x64x4x4_32x128x7x7(d_decoder_conv_transpose4_scaled,
        decoder_4_weight, d_decoder_relu3_scaled, scratch + 2709504);

    /* d_decoder_4_weight_scaled = conv_weight(d_decoder_conv_transpose4_scaled,
     *     decoder_relu3): w[k] = sum x[s o + k - p] y[o] (line 45) */
    double (*const d_decoder_4_weight_scaled)[64][4][4] = (void *)(scratch + 2709504);
    check_conv_weight_32x64x14x14_32x128x7x7_128x64x4x4(d_decoder_conv_transpose4_scaled,
        decoder_relu3, d_decoder_4_weight_scaled, scratch + 2840576);

    /* d_decoder_4_weight (line 45) */
    double (*const d_decoder_4_weight)[64][4][4] = (void *)point->gradient[24];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < 64; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_decoder_4_weight[i][j][k][l] = 0.0008391514500537057
                        * d_decoder_4_weight_scaled[i][j][k][l];

    /* d_decoder_conv_plus_decoder_res1_conv3_combined_scaled (line 58) */
    double (*const d_decoder_conv_plus_decoder_res1_conv3_combined_scaled)[7][7][hidden] =
        (void *)(scratch + 1906688);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[n][i][j][k] =
                        (held->decoder_conv_plus_decoder_res1_conv3_combined_slope[n][i][j][k]
                        ? 1.0 : 0.0) * d_decoder_relu3_scaled[n][i][j][k];

    /* d_decoder_conv_combined_combined_scaled_row_sum =
     *     sum(d_decoder_conv_plus_decoder_res1_conv3_combined_scaled) (line 25) */
    double (*const d_decoder_conv_combined_combined_scaled_row_sum)[hidden] =
        (void *)(scratch + 1204224);
    memset(d_decoder_conv_combined_combined_scaled_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_combined_combined_scaled_row_sum[n][k] +=
                        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[n][i][j][k];

    /* d_decoder_2_0_3_bias_scaled = sum(d_decoder_conv_combined_combined_scaled_row_sum)
     *     (line 25) */
    double *const d_decoder_2_0_3_bias_scaled = scratch + 1208320;
    memset(d_decoder_2_0_3_bias_scaled, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_2_0_3_bias_scaled[i] +=
                d_decoder_conv_combined_combined_scaled_row_sum[n][i];

    /* d_decoder_2_0_3_bias (line 25) */
    double *const d_decoder_2_0_3_bias = point->gradient[23];
    for (int i = 0; i < hidden; i++)
        d_decoder_2_0_3_bias[i] = 0.0008391514500537057 * d_decoder_2_0_3_bias_scaled[i];

    /* d_decoder_res2_relu2_scaled =
     *     conv_data(d_decoder_conv_plus_decoder_res1_conv3_combined_scaled,
     *     decoder_2_0_3_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 24) */
    double (*const d_decoder_res2_relu2_scaled)[7][7][inner] = (void *)(scratch + 1204224);
    check_conv_data_32x128x7x7_128x32_32x32x7x7(
        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled, decoder_2_0_3_weight,
        d_decoder_res2_relu2_scaled, scratch + 1254400);

    /* d_decoder_2_0_3_weight_scaled = conv_weight(decoder_res2_relu2,
     *     d_decoder_conv_plus_decoder_res1_conv3_combined_scaled): w[k] = sum x[s o + k - p]
     *     y[o] (line 25) */
    double (*const d_decoder_2_0_3_weight_scaled)[inner] = (void *)(scratch + 1254400);
    check_conv_weight_32x32x7x7_32x128x7x7_128x32(decoder_res2_relu2,
        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled, d_decoder_2_0_3_weight_scaled,
        scratch + 1258496);

    /* d_decoder_2_0_3_weight (line 25) */
    double (*const d_decoder_2_0_3_weight)[inner] = (void *)point->gradient[22];
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < inner; j++)
            d_decoder_2_0_3_weight[i][j] = 0.0008391514500537057
                * d_decoder_2_0_3_weight_scaled[i][j];

    /* d_decoder_res2_conv1_scaled (line 23) */
    double (*const d_decoder_res2_conv1_scaled)[7][7][inner] = (void *)(scratch + 1254400);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    d_decoder_res2_conv1_scaled[n][i][j][k] =
                        (held->decoder_res2_conv1_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_decoder_res2_relu2_scaled[n][i][j][k];

    /* d_decoder_res2_conv1_scaled_row_sum = sum(d_decoder_res2_conv1_scaled) (line 23) */
    double (*const d_decoder_res2_conv1_scaled_row_sum)[inner] = (void *)(scratch + 1204224);
    memset(d_decoder_res2_conv1_scaled_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    d_decoder_res2_conv1_scaled_row_sum[n][k] +=
                        d_decoder_res2_conv1_scaled[n][i][j][k];

    /* d_decoder_2_0_1_bias_scaled = sum(d_decoder_res2_conv1_scaled_row_sum) (line 23) */
    double *const d_decoder_2_0_1_bias_scaled = scratch + 1205248;
    memset(d_decoder_2_0_1_bias_scaled, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < inner; i++)
            d_decoder_2_0_1_bias_scaled[i] += d_decoder_res2_conv1_scaled_row_sum[n][i];

    /* d_decoder_2_0_1_bias (line 23) */
    double *const d_decoder_2_0_1_bias = point->gradient[21];
    for (int i = 0; i < inner; i++)
        d_decoder_2_0_1_bias[i] = 0.0008391514500537057 * d_decoder_2_0_1_bias_scaled[i];

    /* d_decoder_res2_relu0_scaled = conv_data(d_decoder_res2_conv1_scaled,
     *     decoder_2_0_1_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 22) */
    double (*const d_decoder_res2_relu0_scaled)[7][7][hidden] = (void *)(scratch + 2107392);
    check_conv_data_32x32x7x7_32x128x3x3_32x128x7x7(d_decoder_res2_conv1_scaled,
        decoder_2_0_1_weight, d_decoder_res2_relu0_scaled, scratch + 1204224);

    /* d_decoder_2_0_1_weight_scaled = conv_weight(decoder_res2_relu0,
     *     d_decoder_res2_conv1_scaled): w[k] = sum x[s o + k - p] y[o] (line 23) */
    double (*const d_decoder_2_0_1_weight_scaled)[hidden][3][3] = (void *)(scratch + 1204224);
    check_conv_weight_32x128x7x7_32x32x7x7_32x128x3x3(decoder_res2_relu0,
        d_decoder_res2_conv1_scaled, d_decoder_2_0_1_weight_scaled, scratch + 1856512);

    /* d_decoder_2_0_1_weight (line 23) */
    double (*const d_decoder_2_0_1_weight)[hidden][3][3] = (void *)point->gradient[20];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < inner; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 3; k++)
                for (int l = 0; l < 3; l++)
                    d_decoder_2_0_1_weight[i][j][k][l] = 0.0008391514500537057
                        * d_decoder_2_0_1_weight_scaled[i][j][k][l];

    /* d_decoder_conv_plus_decoder_res1_conv3 (line 58) */
    double (*const d_decoder_conv_plus_decoder_res1_conv3)[7][7][hidden] =
        (void *)(scratch + 1605632);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_plus_decoder_res1_conv3[n][i][j][k] =
                        0.0008391514500537057
                        * d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[n][i][j][k]
                        + 0.0008391514500537057
                        * ((held->decoder_conv_plus_decoder_res1_conv3_slope[n][i][j][k] ? 1.0
                        : 0.0) * d_decoder_res2_relu0_scaled[n][i][j][k]);

    /* d_decoder_conv_plus_decoder_res1_conv3_row_sum =
     *     sum(d_decoder_conv_plus_decoder_res1_conv3) (line 25) */
    double (*const d_decoder_conv_plus_decoder_res1_conv3_row_sum)[hidden] =
        (void *)(scratch + 1204224);
    memset(d_decoder_conv_plus_decoder_res1_conv3_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_plus_decoder_res1_conv3_row_sum[n][k] +=
                        d_decoder_conv_plus_decoder_res1_conv3[n][i][j][k];

    /* d_decoder_1_0_3_bias = sum(d_decoder_conv_plus_decoder_res1_conv3_row_sum) (line 25) */
    double *const d_decoder_1_0_3_bias = point->gradient[19];
    memset(d_decoder_1_0_3_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_1_0_3_bias[i] += d_decoder_conv_plus_decoder_res1_conv3_row_sum[n][i];

    /* d_decoder_res1_relu2 = conv_data(d_decoder_conv_plus_decoder_res1_conv3,
     *     decoder_1_0_3_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 24) */
    double (*const d_decoder_res1_relu2)[7][7][inner] = (void *)(scratch + 1204224);
    check_conv_data_32x128x7x7_128x32_32x32x7x7(d_decoder_conv_plus_decoder_res1_conv3,
        decoder_1_0_3_weight, d_decoder_res1_relu2, scratch + 1254400);

    /* d_decoder_1_0_3_weight = conv_weight(decoder_res1_relu2,
     *     d_decoder_conv_plus_decoder_res1_conv3): w[k] = sum x[s o + k - p] y[o]
     *     (line 25) */
    double (*const d_decoder_1_0_3_weight)[inner] = (void *)point->gradient[18];
    check_conv_weight_32x32x7x7_32x128x7x7_128x32(decoder_res1_relu2,
        d_decoder_conv_plus_decoder_res1_conv3, d_decoder_1_0_3_weight, scratch + 1254400);

    /* d_decoder_res1_conv1 (line 23) */
    double (*const d_decoder_res1_conv1)[7][7][inner] = (void *)(scratch + 1254400);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    d_decoder_res1_conv1[n][i][j][k] =
                        (held->decoder_res1_relu2_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_decoder_res1_relu2[n][i][j][k];

    /* d_decoder_res1_conv1_row_sum = sum(d_decoder_res1_conv1) (line 23) */
    double (*const d_decoder_res1_conv1_row_sum)[inner] = (void *)(scratch + 1204224);
    memset(d_decoder_res1_conv1_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    d_decoder_res1_conv1_row_sum[n][k] += d_decoder_res1_conv1[n][i][j][k];

    /* d_decoder_1_0_1_bias = sum(d_decoder_res1_conv1_row_sum) (line 23) */
    double *const d_decoder_1_0_1_bias = point->gradient[17];
    memset(d_decoder_1_0_1_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < inner; i++)
            d_decoder_1_0_1_bias[i] += d_decoder_res1_conv1_row_sum[n][i];

    /* d_decoder_res1_relu0 = conv_data(d_decoder_res1_conv1, decoder_1_0_1_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 22) */
    double (*const d_decoder_res1_relu0)[7][7][hidden] = (void *)(scratch + 1806336);
    check_conv_data_32x32x7x7_32x128x3x3_32x128x7x7(d_decoder_res1_conv1, decoder_1_0_1_weight,
        d_decoder_res1_relu0, scratch + 1204224);

    /* d_decoder_1_0_1_weight = conv_weight(decoder_res1_relu0, d_decoder_res1_conv1): w[k] =
     *     sum x[s o + k - p] y[o] (line 23) */
    double (*const d_decoder_1_0_1_weight)[hidden][3][3] = (void *)point->gradient[16];
    check_conv_weight_32x128x7x7_32x32x7x7_32x128x3x3(decoder_res1_relu0, d_decoder_res1_conv1,
        d_decoder_1_0_1_weight, scratch + 1204224);

    /* d_decoder_conv (line 41) */
    double (*const d_decoder_conv)[7][7][hidden] = (void *)(scratch + 1404928);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv[n][i][j][k] =
                        d_decoder_conv_plus_decoder_res1_conv3[n][i][j][k]
                        + (held->decoder_res1_relu0_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_decoder_res1_relu0[n][i][j][k];

    /* d_decoder_conv_row_sum = sum(d_decoder_conv) (line 41) */
    double (*const d_decoder_conv_row_sum)[hidden] = (void *)(scratch + 1204224);
    memset(d_decoder_conv_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_row_sum[n][k] += d_decoder_conv[n][i][j][k];

    /* d_decoder_0_bias = sum(d_decoder_conv_row_sum) (line 41) */
    double *const d_decoder_0_bias = point->gradient[15];
    memset(d_decoder_0_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_0_bias[i] += d_decoder_conv_row_sum[n][i];

    /* d_ze_plus_ze_plus_e = conv_data(d_decoder_conv, decoder_0_weight): x[i] = sum of y[o]
     *     w[k] where s o + k - p = i (line 58) */
    double (*const d_ze_plus_ze_plus_e)[7][7][width] = (void *)(scratch + 1204224);
    check_conv_data_32x128x7x7_128x64x3x3_32x64x7x7(d_decoder_conv, decoder_0_weight,
        d_ze_plus_ze_plus_e, scratch + 1605632);

    /* d_decoder_0_weight = conv_weight(ze_plus_ze_plus_e, d_decoder_conv): w[k] = sum x[s o +
     *     k - p] y[o] (line 41) */
    double (*const d_decoder_0_weight)[width][3][3] = (void *)point->gradient[14];
    check_conv_weight_32x64x7x7_32x128x7x7_128x64x3x3(ze_plus_ze_plus_e, d_decoder_conv,
        d_decoder_0_weight, scratch + 1605632);

    /* d_ze (line 55) */
    double (*const d_ze)[7][7][width] = (void *)(scratch + 1304576);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    d_ze[n][i][j][k] = d_ze_plus_ze_plus_e[n][i][j][k]
                        - 4.982461734693877e-06 * e_combined_2[n][i][j][k];

    /* d_ze_row_sum = sum(d_ze) (line 37) */
    double (*const d_ze_row_sum)[width] = (void *)(scratch + 1103872);
    memset(d_ze_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    d_ze_row_sum[n][k] += d_ze[n][i][j][k];

    /* d_encoder_6_bias = sum(d_ze_row_sum) (line 37) */
    double *const d_encoder_6_bias = point->gradient[13];
    memset(d_encoder_6_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            d_encoder_6_bias[i] += d_ze_row_sum[n][i];

    /* d_encoder_relu5 = conv_data(d_ze, encoder_6_weight): x[i] = sum of y[o] w[k] where s o
     *     + k - p = i (line 36) */
    double (*const d_encoder_relu5)[7][7][hidden] = (void *)(scratch + 1103872);
    check_conv_data_32x64x7x7_64x128_32x128x7x7(d_ze, encoder_6_weight, d_encoder_relu5, scratch
        + 1404928);

    /* d_encoder_6_weight = conv_weight(encoder_relu5, d_ze): w[k] = sum x[s o + k - p] y[o]
     *     (line 37) */
    double (*const d_encoder_6_weight)[hidden] = (void *)point->gradient[12];
    check_conv_weight_32x128x7x7_32x64x7x7_64x128(encoder_relu5, d_ze, d_encoder_6_weight,
        scratch + 1404928);

    /* d_encoder_relu5_input (line 55) */
    double (*const d_encoder_relu5_input)[7][7][hidden] = (void *)(scratch + 903168);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_relu5_input[n][i][j][k] = (held->encoder_relu5_slope[n][i][j][k]
                        ? 1.0 : 0.0) * d_encoder_relu5[n][i][j][k];

    /* d_encoder_relu5_input_row_sum = sum(d_encoder_relu5_input) (line 25) */
    double (*const d_encoder_relu5_input_row_sum)[hidden] = (void *)(scratch + 1103872);
    memset(d_encoder_relu5_input_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_relu5_input_row_sum[n][k] += d_encoder_relu5_input[n][i][j][k];

    /* d_encoder_4_0_3_bias = sum(d_encoder_relu5_input_row_sum) (line 25) */
    double *const d_encoder_4_0_3_bias = point->gradient[11];
    memset(d_encoder_4_0_3_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_4_0_3_bias[i] += d_encoder_relu5_input_row_sum[n][i];

    /* d_encoder_res4_relu2 = conv_data(d_encoder_relu5_input, encoder_4_0_3_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 24) */
    double (*const d_encoder_res4_relu2)[7][7][inner] = (void *)(scratch + 1103872);
    check_conv_data_32x128x7x7_128x32_32x32x7x7(d_encoder_relu5_input, encoder_4_0_3_weight,
        d_encoder_res4_relu2, scratch + 1154048);

    /* d_encoder_4_0_3_weight = conv_weight(encoder_res4_relu2, d_encoder_relu5_input): w[k] =
     *     sum x[s o + k - p] y[o] (line 25) */
    double (*const d_encoder_4_0_3_weight)[inner] = (void *)point->gradient[10];
    check_conv_weight_32x32x7x7_32x128x7x7_128x32(encoder_res4_relu2, d_encoder_relu5_input,
        d_encoder_4_0_3_weight, scratch + 1154048);

    /* d_encoder_res4_conv1 (line 23) */
    double (*const d_encoder_res4_conv1)[7][7][inner] = (void *)(scratch + 852992);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    d_encoder_res4_conv1[n][i][j][k] =
                        (held->encoder_res4_relu2_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_encoder_res4_relu2[n][i][j][k];

    /* d_encoder_res4_conv1_row_sum = sum(d_encoder_res4_conv1) (line 23) */
    double (*const d_encoder_res4_conv1_row_sum)[inner] = (void *)(scratch + 1103872);
    memset(d_encoder_res4_conv1_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    d_encoder_res4_conv1_row_sum[n][k] += d_encoder_res4_conv1[n][i][j][k];

    /* d_encoder_4_0_1_bias = sum(d_encoder_res4_conv1_row_sum) (line 23) */
    double *const d_encoder_4_0_1_bias = point->gradient[9];
    memset(d_encoder_4_0_1_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < inner; i++)
            d_encoder_4_0_1_bias[i] += d_encoder_res4_conv1_row_sum[n][i];

    /* d_encoder_res4_relu0 = conv_data(d_encoder_res4_conv1, encoder_4_0_1_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 22) */
    double (*const d_encoder_res4_relu0)[7][7][hidden] = (void *)(scratch + 1103872);
    check_conv_data_32x32x7x7_32x128x3x3_32x128x7x7(d_encoder_res4_conv1, encoder_4_0_1_weight,
        d_encoder_res4_relu0, scratch + 1304576);

    /* d_encoder_4_0_1_weight = conv_weight(encoder_res4_relu0, d_encoder_res4_conv1): w[k] =
     *     sum x[s o + k - p] y[o] (line 23) */
    double (*const d_encoder_4_0_1_weight)[hidden][3][3] = (void *)point->gradient[8];
    check_conv_weight_32x128x7x7_32x32x7x7_32x128x3x3(encoder_res4_relu0, d_encoder_res4_conv1,
        d_encoder_4_0_1_weight, scratch + 1304576);

    /* d_encoder_res4_relu0_input (line 55) */
    double (*const d_encoder_res4_relu0_input)[7][7][hidden] = (void *)(scratch + 602112);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_res4_relu0_input[n][i][j][k] = d_encoder_relu5_input[n][i][j][k]
                        + (held->encoder_res4_relu0_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_encoder_res4_relu0[n][i][j][k];

    /* d_encoder_res4_relu0_input_row_sum = sum(d_encoder_res4_relu0_input) (line 25) */
    double (*const d_encoder_res4_relu0_input_row_sum)[hidden] = (void *)(scratch + 852992);
    memset(d_encoder_res4_relu0_input_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_res4_relu0_input_row_sum[n][k] +=
                        d_encoder_res4_relu0_input[n][i][j][k];

    /* d_encoder_3_0_3_bias = sum(d_encoder_res4_relu0_input_row_sum) (line 25) */
    double *const d_encoder_3_0_3_bias = point->gradient[7];
    memset(d_encoder_3_0_3_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_3_0_3_bias[i] += d_encoder_res4_relu0_input_row_sum[n][i];

    /* d_encoder_res3_relu2 = conv_data(d_encoder_res4_relu0_input, encoder_3_0_3_weight):
     *     x[i] = sum of y[o] w[k] where s o + k - p = i (line 24) */
    double (*const d_encoder_res3_relu2)[7][7][inner] = (void *)(scratch + 852992);
    check_conv_data_32x128x7x7_128x32_32x32x7x7(d_encoder_res4_relu0_input,
        encoder_3_0_3_weight, d_encoder_res3_relu2, scratch + 903168);

    /* d_encoder_3_0_3_weight = conv_weight(encoder_res3_relu2, d_encoder_res4_relu0_input):
     *     w[k] = sum x[s o + k - p] y[o] (line 25) */
    double (*const d_encoder_3_0_3_weight)[inner] = (void *)point->gradient[6];
    check_conv_weight_32x32x7x7_32x128x7x7_128x32(encoder_res3_relu2,
        d_encoder_res4_relu0_input, d_encoder_3_0_3_weight, scratch + 903168);

    /* d_encoder_res3_conv1 (line 23) */
    double (*const d_encoder_res3_conv1)[7][7][inner] = (void *)(scratch + 802816);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    d_encoder_res3_conv1[n][i][j][k] =
                        (held->encoder_res3_relu2_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_encoder_res3_relu2[n][i][j][k];

    /* d_encoder_res3_conv1_row_sum = sum(d_encoder_res3_conv1) (line 23) */
    double (*const d_encoder_res3_conv1_row_sum)[inner] = (void *)(scratch + 852992);
    memset(d_encoder_res3_conv1_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    d_encoder_res3_conv1_row_sum[n][k] += d_encoder_res3_conv1[n][i][j][k];

    /* d_encoder_3_0_1_bias = sum(d_encoder_res3_conv1_row_sum) (line 23) */
    double *const d_encoder_3_0_1_bias = point->gradient[5];
    memset(d_encoder_3_0_1_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < inner; i++)
            d_encoder_3_0_1_bias[i] += d_encoder_res3_conv1_row_sum[n][i];

    /* d_encoder_res3_relu0 = conv_data(d_encoder_res3_conv1, encoder_3_0_1_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 22) */
    double (*const d_encoder_res3_relu0)[7][7][hidden] = (void *)(scratch + 852992);
    check_conv_data_32x32x7x7_32x128x3x3_32x128x7x7(d_encoder_res3_conv1, encoder_3_0_1_weight,
        d_encoder_res3_relu0, scratch + 1053696);

    /* d_encoder_3_0_1_weight = conv_weight(encoder_res3_relu0, d_encoder_res3_conv1): w[k] =
     *     sum x[s o + k - p] y[o] (line 23) */
    double (*const d_encoder_3_0_1_weight)[hidden][3][3] = (void *)point->gradient[4];
    check_conv_weight_32x128x7x7_32x32x7x7_32x128x3x3(encoder_res3_relu0, d_encoder_res3_conv1,
        d_encoder_3_0_1_weight, scratch + 1053696);

    /* d_encoder_conv2 (line 33) */
    double (*const d_encoder_conv2)[7][7][hidden] = (void *)(scratch + 401408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_conv2[n][i][j][k] = d_encoder_res4_relu0_input[n][i][j][k]
                        + (held->encoder_res3_relu0_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_encoder_res3_relu0[n][i][j][k];

    /* d_encoder_conv2_row_sum = sum(d_encoder_conv2) (line 33) */
    double (*const d_encoder_conv2_row_sum)[hidden] = (void *)(scratch + 602112);
    memset(d_encoder_conv2_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_conv2_row_sum[n][k] += d_encoder_conv2[n][i][j][k];

    /* d_encoder_2_bias = sum(d_encoder_conv2_row_sum) (line 33) */
    double *const d_encoder_2_bias = point->gradient[3];
    memset(d_encoder_2_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_2_bias[i] += d_encoder_conv2_row_sum[n][i];

    /* d_encoder_relu1 = conv_data(d_encoder_conv2, encoder_2_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 32) */
    double (*const d_encoder_relu1)[14][14][64] = (void *)(scratch + 602112);
    check_conv_data_32x128x7x7_128x64x4x4_32x64x14x14(d_encoder_conv2, encoder_2_weight,
        d_encoder_relu1, scratch + 1003520);

    /* d_encoder_2_weight = conv_weight(encoder_relu1, d_encoder_conv2): w[k] = sum x[s o + k
     *     - p] y[o] (line 33) */
    double (*const d_encoder_2_weight)[64][4][4] = (void *)point->gradient[2];
    check_conv_weight_32x64x14x14_32x128x7x7_128x64x4x4(encoder_relu1, d_encoder_conv2,
        d_encoder_2_weight, scratch + 1003520);

    /* d_encoder_conv0 (line 31) */
    double (*const d_encoder_conv0)[14][14][64] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    d_encoder_conv0[n][i][j][k] = (held->encoder_relu1_slope[n][i][j][k] ? 1.0
                        : 0.0) * d_encoder_relu1[n][i][j][k];

    /* d_encoder_conv0_row_sum = sum(d_encoder_conv0) (line 31) */
    double (*const d_encoder_conv0_row_sum)[64] = (void *)(scratch + 401408);
    memset(d_encoder_conv0_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    d_encoder_conv0_row_sum[n][k] += d_encoder_conv0[n][i][j][k];

    /* d_encoder_0_bias = sum(d_encoder_conv0_row_sum) (line 31) */
    double *const d_encoder_0_bias = point->gradient[1];
    memset(d_encoder_0_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 64; i++)
            d_encoder_0_bias[i] += d_encoder_conv0_row_sum[n][i];

    /* d_encoder_0_weight = conv_weight(x, d_encoder_conv0): w[k] = sum x[s o + k - p] y[o]
     *     (line 31) */
    double (*const d_encoder_0_weight)[4][4] = (void *)point->gradient[0];
    check_conv_weight_32x28x28_32x64x14x14_64x4x4_b(x, d_encoder_conv0, d_encoder_0_weight,
        scratch + 401408);

    /* gradient of decoder.6.bias = 0.000839151 * d_decoder_6_bias_scaled */
    point->gradient[27][0] = 0.0008391514500537057 * d_decoder_6_bias_scaled;

    return 0.00041957572502685284 * x_plus_y_squared_sum
        + 2.4912308673469386e-06 * ze_plus_e_squared_sum;
}

/* The decisions of step 1 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_1(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const double *const encoder_0_bias = point->tensor[1];
    const double *const encoder_2_bias = point->tensor[3];
    const double *const encoder_3_0_1_bias = point->tensor[5];
    const double *const encoder_3_0_3_bias = point->tensor[7];
    const double *const encoder_4_0_1_bias = point->tensor[9];
    const double *const encoder_4_0_3_bias = point->tensor[11];
    const double *const decoder_0_bias = point->tensor[15];
    const double *const decoder_1_0_1_bias = point->tensor[17];
    const double *const decoder_1_0_3_bias = point->tensor[19];
    const double *const decoder_2_0_1_bias = point->tensor[21];
    const double *const decoder_2_0_3_bias = point->tensor[23];
    const double *const decoder_4_bias = point->tensor[25];
    const float (*const encoder_conv0_product)[14][14][64] = (void *)m->at[0];
    const float (*const encoder_conv2_product)[7][7][hidden] = (void *)m->at[2];
    const float (*const encoder_res3_conv1_product)[7][7][inner] = (void *)m->at[5];
    const float (*const encoder_res3_conv3_product)[7][7][hidden] = (void *)m->at[8];
    const float (*const encoder_res4_conv1_product)[7][7][inner] = (void *)m->at[10];
    const float (*const encoder_res4_conv3_product)[7][7][hidden] = (void *)m->at[13];
    const int (*const code)[7][7] = (void *)m->at[20];
    const float (*const decoder_conv_product)[7][7][hidden] = (void *)m->at[25];
    const float (*const decoder_res1_conv1_product)[7][7][inner] = (void *)m->at[28];
    const float (*const decoder_res1_conv3_product)[7][7][hidden] = (void *)m->at[31];
    const float (*const decoder_res2_conv1_product)[7][7][inner] = (void *)m->at[33];
    const float (*const decoder_res2_conv3_product)[7][7][hidden] = (void *)m->at[36];
    const float (*const decoder_conv_transpose4_product)[14][14][64] = (void *)m->at[38];

    /* encoder_conv2 (line 33) */
    float (*const encoder_conv2)[7][7][hidden] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_conv2[n][i][j][k] = (float)encoder_2_bias[k]
                        + encoder_conv2_product[n][i][j][k];

    /* encoder_res4_relu0_input (line 55) */
    float (*const encoder_res4_relu0_input)[7][7][hidden] = (void *)(scratch + 200704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_res4_relu0_input[n][i][j][k] = encoder_conv2[n][i][j][k]
                        + ((float)encoder_3_0_3_bias[k]
                        + encoder_res3_conv3_product[n][i][j][k]);

    /* decoder_conv_of_y_2 (line 41) */
    float (*const decoder_conv_of_y_2)[7][7][hidden] = (void *)(scratch + 401408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_conv_of_y_2[n][i][j][k] = (float)decoder_0_bias[k]
                        + decoder_conv_product[n][i][j][k];

    /* decoder_res1_conv3_of_y_combined_2 (line 58) */
    float (*const decoder_res1_conv3_of_y_combined_2)[7][7][hidden] =
        (void *)(scratch + 602112);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_res1_conv3_of_y_combined_2[n][i][j][k] =
                        decoder_conv_of_y_2[n][i][j][k] + ((float)decoder_1_0_3_bias[k]
                        + decoder_res1_conv3_product[n][i][j][k]);

    /* encoder_relu1_slope: encoder_0_bias + encoder_conv0_product > 0 (line 32) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    held->encoder_relu1_slope[n][i][j][k] = (float)encoder_0_bias[k]
                        + encoder_conv0_product[n][i][j][k] > 0.0f;

    /* encoder_res3_relu0_slope: encoder_conv2 > 0 (line 22) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->encoder_res3_relu0_slope[n][i][j][k] =
                        encoder_conv2[n][i][j][k] > 0.0f;

    /* encoder_res3_relu2_slope: encoder_3_0_1_bias + encoder_res3_conv1_product > 0
     *     (line 24) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    held->encoder_res3_relu2_slope[n][i][j][k] = (float)encoder_3_0_1_bias[k]
                        + encoder_res3_conv1_product[n][i][j][k] > 0.0f;

    /* encoder_res4_relu0_slope: encoder_res4_relu0_input > 0 (line 22) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->encoder_res4_relu0_slope[n][i][j][k] =
                        encoder_res4_relu0_input[n][i][j][k] > 0.0f;

    /* encoder_res4_relu2_slope: encoder_4_0_1_bias + encoder_res4_conv1_product > 0
     *     (line 24) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    held->encoder_res4_relu2_slope[n][i][j][k] = (float)encoder_4_0_1_bias[k]
                        + encoder_res4_conv1_product[n][i][j][k] > 0.0f;

    /* encoder_relu5_slope: encoder_res4_relu0_input + (encoder_4_0_3_bias +
     *     encoder_res4_conv3_product) > 0 (line 36) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->encoder_relu5_slope[n][i][j][k] = encoder_res4_relu0_input[n][i][j][k]
                        + ((float)encoder_4_0_3_bias[k]
                        + encoder_res4_conv3_product[n][i][j][k]) > 0.0f;

    /* code: code (line 56) */
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                held->code[n][i][j] = code[n][i][j];

    /* decoder_res1_relu0_slope: decoder_conv_of_y_2 > 0 (line 22) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->decoder_res1_relu0_slope[n][i][j][k] =
                        decoder_conv_of_y_2[n][i][j][k] > 0.0f;

    /* decoder_res1_relu2_slope: decoder_1_0_1_bias + decoder_res1_conv1_product > 0
     *     (line 24) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    held->decoder_res1_relu2_slope[n][i][j][k] = (float)decoder_1_0_1_bias[k]
                        + decoder_res1_conv1_product[n][i][j][k] > 0.0f;

    /* decoder_conv_plus_decoder_res1_conv3_slope: decoder_res1_conv3_of_y_combined_2 > 0
     *     (line 22) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->decoder_conv_plus_decoder_res1_conv3_slope[n][i][j][k] =
                        decoder_res1_conv3_of_y_combined_2[n][i][j][k] > 0.0f;

    /* decoder_res2_conv1_slope: decoder_2_0_1_bias + decoder_res2_conv1_product > 0
     *     (line 24) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < inner; k++)
                    held->decoder_res2_conv1_slope[n][i][j][k] = (float)decoder_2_0_1_bias[k]
                        + decoder_res2_conv1_product[n][i][j][k] > 0.0f;

    /* decoder_conv_plus_decoder_res1_conv3_combined_slope: decoder_res1_conv3_of_y_combined_2
     *     + (decoder_2_0_3_bias + decoder_res2_conv3_product) > 0 (line 44) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->decoder_conv_plus_decoder_res1_conv3_combined_slope[n][i][j][k] =
                        decoder_res1_conv3_of_y_combined_2[n][i][j][k]
                        + ((float)decoder_2_0_3_bias[k]
                        + decoder_res2_conv3_product[n][i][j][k]) > 0.0f;

    /* decoder_conv_transpose4_slope: decoder_4_bias + decoder_conv_transpose4_product > 0
     *     (line 46) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 64; k++)
                    held->decoder_conv_transpose4_slope[n][i][j][k] = (float)decoder_4_bias[k]
                        + decoder_conv_transpose4_product[n][i][j][k] > 0.0f;
}

static double (*const steps[])(struct check_point *, int) = {step_1, NULL};
static void (*const takes[])(struct check_point *, const struct instance *) = {take_1, NULL};

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
    static const long place[2][29] = {
        {0, 1024, 1088, 132160, 132288, 169152, 169184, 173280, 173408, 210272, 210304, 214400,
            214528, 222720, 222784, 296512, 296640, 333504, 333536, 337632, 337760, 374624,
            374656, 378752, 378880, 509952, 510016, 511040, -1},
    };
    if (tensor >= 28 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check vqvae_ema_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
