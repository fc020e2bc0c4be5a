/* vqvae32_check.c: the losses of vqvae32.yaml (sha256 a9d1250f)
 * and their gradients in double, by plain loops, for `vqvae32 gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "vqvae32.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 32, hidden = 128, inner = 32, width = 64, codes = 512, side = 32 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool encoder_relu1_slope[batch][16][16][64];
    _Bool encoder_relu3_slope[batch][8][8][hidden];
    _Bool encoder_res5_relu0_slope[batch][8][8][hidden];
    _Bool encoder_res5_relu2_slope[batch][8][8][inner];
    _Bool encoder_res6_relu0_slope[batch][8][8][hidden];
    _Bool encoder_res6_relu2_slope[batch][8][8][inner];
    _Bool encoder_relu7_slope[batch][8][8][hidden];
    int code[batch][8][8];
    double e_combined[batch][8][8][width];
    _Bool decoder_res1_relu0_slope[batch][8][8][hidden];
    _Bool decoder_res1_relu2_slope[batch][8][8][inner];
    _Bool decoder_conv_plus_decoder_res1_conv3_slope[batch][8][8][hidden];
    _Bool decoder_res2_conv1_slope[batch][8][8][inner];
    _Bool decoder_conv_plus_decoder_res1_conv3_combined_slope[batch][8][8][hidden];
    _Bool decoder_conv_transpose4_slope[batch][16][16][64];
    double ze_2[batch][8][8][width];
    double e_2[batch][8][8][width];
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
        held->scratch = malloc(sizeof(double) * 4292608);
    if (held && !held->scratch) {
        check_free(held);
        return NULL;
    }
    return held;
}

#include "vqvae32_check_contractions.h"

/* What step 1 minimises, and where `whole` its gradients. */
static double
step_1(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const int renew = record || held->taken;
    held->taken = 0;
    const double (*const encoder_0_weight)[3][4][4] = (void *)point->tensor[0];
    const double *const encoder_0_bias = point->tensor[1];
    const double (*const encoder_2_weight)[64][4][4] = (void *)point->tensor[2];
    const double *const encoder_2_bias = point->tensor[3];
    const double (*const encoder_4_weight)[hidden][3][3] = (void *)point->tensor[4];
    const double *const encoder_4_bias = point->tensor[5];
    const double (*const encoder_5_0_1_weight)[hidden][3][3] = (void *)point->tensor[6];
    const double *const encoder_5_0_1_bias = point->tensor[7];
    const double (*const encoder_5_0_3_weight)[inner] = (void *)point->tensor[8];
    const double *const encoder_5_0_3_bias = point->tensor[9];
    const double (*const encoder_6_0_1_weight)[hidden][3][3] = (void *)point->tensor[10];
    const double *const encoder_6_0_1_bias = point->tensor[11];
    const double (*const encoder_6_0_3_weight)[inner] = (void *)point->tensor[12];
    const double *const encoder_6_0_3_bias = point->tensor[13];
    const double (*const encoder_8_weight)[hidden] = (void *)point->tensor[14];
    const double *const encoder_8_bias = point->tensor[15];
    const double (*const decoder_0_weight)[width][3][3] = (void *)point->tensor[16];
    const double *const decoder_0_bias = point->tensor[17];
    const double (*const decoder_1_0_1_weight)[hidden][3][3] = (void *)point->tensor[18];
    const double *const decoder_1_0_1_bias = point->tensor[19];
    const double (*const decoder_1_0_3_weight)[inner] = (void *)point->tensor[20];
    const double *const decoder_1_0_3_bias = point->tensor[21];
    const double (*const decoder_2_0_1_weight)[hidden][3][3] = (void *)point->tensor[22];
    const double *const decoder_2_0_1_bias = point->tensor[23];
    const double (*const decoder_2_0_3_weight)[inner] = (void *)point->tensor[24];
    const double *const decoder_2_0_3_bias = point->tensor[25];
    const double (*const decoder_4_weight)[64][4][4] = (void *)point->tensor[26];
    const double *const decoder_4_bias = point->tensor[27];
    const double (*const decoder_6_weight)[3][4][4] = (void *)point->tensor[28];
    const double *const decoder_6_bias = point->tensor[29];
    const float (*const x)[side][side][3] = (void *)point->field[0];
    const double (*const codebook)[width] = (void *)point->tensor[30];

    /* encoder_conv0_product = conv(x, encoder_0_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 28) */
    double (*const encoder_conv0_product)[16][16][64] = (void *)(scratch + 0);
    check_conv_32x3x32x32_64x3x4x4_32x64x16x16(x, encoder_0_weight, encoder_conv0_product,
        scratch + 524288);

    /* encoder_conv0 (line 28) */
    double (*const encoder_conv0)[16][16][64] = (void *)(scratch + 524288);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < 64; k++)
                    encoder_conv0[n][i][j][k] = encoder_0_bias[k]
                        + encoder_conv0_product[n][i][j][k];

    /* encoder_relu1_slope: encoder_conv0 > 0 (line 29) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < 64; k++)
                        held->encoder_relu1_slope[n][i][j][k] = encoder_conv0[n][i][j][k] > 0;
    }

    /* encoder_relu1 (line 29) */
    double (*const encoder_relu1)[16][16][64] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < 64; k++)
                    encoder_relu1[n][i][j][k] = held->encoder_relu1_slope[n][i][j][k]
                        ? encoder_conv0[n][i][j][k] : 0.0;

    /* encoder_conv2_product = conv(encoder_relu1, encoder_2_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 30) */
    double (*const encoder_conv2_product)[8][8][hidden] = (void *)(scratch + 524288);
    check_conv_32x64x16x16_128x64x4x4_32x128x8x8(encoder_relu1, encoder_2_weight,
        encoder_conv2_product, scratch + 786432);

    /* encoder_conv2 (line 30) */
    double (*const encoder_conv2)[8][8][hidden] = (void *)(scratch + 786432);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_conv2[n][i][j][k] = encoder_2_bias[k]
                        + encoder_conv2_product[n][i][j][k];

    /* encoder_relu3_slope: encoder_conv2 > 0 (line 31) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < hidden; k++)
                        held->encoder_relu3_slope[n][i][j][k] = encoder_conv2[n][i][j][k] > 0;
    }

    /* encoder_relu3 (line 31) */
    double (*const encoder_relu3)[8][8][hidden] = (void *)(scratch + 524288);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_relu3[n][i][j][k] = held->encoder_relu3_slope[n][i][j][k]
                        ? encoder_conv2[n][i][j][k] : 0.0;

    /* encoder_conv4_product = conv(encoder_relu3, encoder_4_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 32) */
    double (*const encoder_conv4_product)[8][8][hidden] = (void *)(scratch + 786432);
    check_conv_32x128x8x8_128x128x3x3_32x128x8x8(encoder_relu3, encoder_4_weight,
        encoder_conv4_product, scratch + 1048576);

    /* encoder_conv4 (line 32) */
    double (*const encoder_conv4)[8][8][hidden] = (void *)(scratch + 1048576);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_conv4[n][i][j][k] = encoder_4_bias[k]
                        + encoder_conv4_product[n][i][j][k];

    /* encoder_res5_relu0_slope: encoder_conv4 > 0 (line 19) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < hidden; k++)
                        held->encoder_res5_relu0_slope[n][i][j][k] =
                            encoder_conv4[n][i][j][k] > 0;
    }

    /* encoder_res5_relu0 (line 19) */
    double (*const encoder_res5_relu0)[8][8][hidden] = (void *)(scratch + 786432);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_res5_relu0[n][i][j][k] = held->encoder_res5_relu0_slope[n][i][j][k]
                        ? encoder_conv4[n][i][j][k] : 0.0;

    /* encoder_res5_conv1_product = conv(encoder_res5_relu0, encoder_5_0_1_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 20) */
    double (*const encoder_res5_conv1_product)[8][8][inner] = (void *)(scratch + 1310720);
    check_conv_32x128x8x8_32x128x3x3_32x32x8x8(encoder_res5_relu0, encoder_5_0_1_weight,
        encoder_res5_conv1_product, scratch + 1376256);

    /* encoder_res5_conv1 (line 20) */
    double (*const encoder_res5_conv1)[8][8][inner] = (void *)(scratch + 1376256);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    encoder_res5_conv1[n][i][j][k] = encoder_5_0_1_bias[k]
                        + encoder_res5_conv1_product[n][i][j][k];

    /* encoder_res5_relu2_slope: encoder_res5_conv1 > 0 (line 21) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < inner; k++)
                        held->encoder_res5_relu2_slope[n][i][j][k] =
                            encoder_res5_conv1[n][i][j][k] > 0;
    }

    /* encoder_res5_relu2 (line 21) */
    double (*const encoder_res5_relu2)[8][8][inner] = (void *)(scratch + 1310720);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    encoder_res5_relu2[n][i][j][k] = held->encoder_res5_relu2_slope[n][i][j][k]
                        ? encoder_res5_conv1[n][i][j][k] : 0.0;

    /* encoder_res5_conv3_product = conv(encoder_res5_relu2, encoder_5_0_3_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 22) */
    double (*const encoder_res5_conv3_product)[8][8][hidden] = (void *)(scratch + 1376256);
    check_conv_32x32x8x8_128x32_32x128x8x8(encoder_res5_relu2, encoder_5_0_3_weight,
        encoder_res5_conv3_product, scratch + 1638400);

    /* encoder_res6_relu0_input (line 54) */
    double (*const encoder_res6_relu0_input)[8][8][hidden] = (void *)(scratch + 1638400);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_res6_relu0_input[n][i][j][k] = encoder_conv4[n][i][j][k]
                        + (encoder_5_0_3_bias[k] + encoder_res5_conv3_product[n][i][j][k]);

    /* encoder_res6_relu0_slope: encoder_res6_relu0_input > 0 (line 19) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < hidden; k++)
                        held->encoder_res6_relu0_slope[n][i][j][k] =
                            encoder_res6_relu0_input[n][i][j][k] > 0;
    }

    /* encoder_res6_relu0 (line 19) */
    double (*const encoder_res6_relu0)[8][8][hidden] = (void *)(scratch + 1048576);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_res6_relu0[n][i][j][k] = held->encoder_res6_relu0_slope[n][i][j][k]
                        ? encoder_res6_relu0_input[n][i][j][k] : 0.0;

    /* encoder_res6_conv1_product = conv(encoder_res6_relu0, encoder_6_0_1_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 20) */
    double (*const encoder_res6_conv1_product)[8][8][inner] = (void *)(scratch + 1376256);
    check_conv_32x128x8x8_32x128x3x3_32x32x8x8(encoder_res6_relu0, encoder_6_0_1_weight,
        encoder_res6_conv1_product, scratch + 1441792);

    /* encoder_res6_conv1 (line 20) */
    double (*const encoder_res6_conv1)[8][8][inner] = (void *)(scratch + 1441792);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    encoder_res6_conv1[n][i][j][k] = encoder_6_0_1_bias[k]
                        + encoder_res6_conv1_product[n][i][j][k];

    /* encoder_res6_relu2_slope: encoder_res6_conv1 > 0 (line 21) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < inner; k++)
                        held->encoder_res6_relu2_slope[n][i][j][k] =
                            encoder_res6_conv1[n][i][j][k] > 0;
    }

    /* encoder_res6_relu2 (line 21) */
    double (*const encoder_res6_relu2)[8][8][inner] = (void *)(scratch + 1376256);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    encoder_res6_relu2[n][i][j][k] = held->encoder_res6_relu2_slope[n][i][j][k]
                        ? encoder_res6_conv1[n][i][j][k] : 0.0;

    /* encoder_res6_conv3_product = conv(encoder_res6_relu2, encoder_6_0_3_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 22) */
    double (*const encoder_res6_conv3_product)[8][8][hidden] = (void *)(scratch + 1900544);
    check_conv_32x32x8x8_128x32_32x128x8x8(encoder_res6_relu2, encoder_6_0_3_weight,
        encoder_res6_conv3_product, scratch + 1441792);

    /* encoder_relu7_input (line 54) */
    double (*const encoder_relu7_input)[8][8][hidden] = (void *)(scratch + 2162688);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_relu7_input[n][i][j][k] = encoder_res6_relu0_input[n][i][j][k]
                        + (encoder_6_0_3_bias[k] + encoder_res6_conv3_product[n][i][j][k]);

    /* encoder_relu7_slope: encoder_relu7_input > 0 (line 35) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < hidden; k++)
                        held->encoder_relu7_slope[n][i][j][k] =
                            encoder_relu7_input[n][i][j][k] > 0;
    }

    /* encoder_relu7 (line 35) */
    double (*const encoder_relu7)[8][8][hidden] = (void *)(scratch + 1441792);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_relu7[n][i][j][k] = held->encoder_relu7_slope[n][i][j][k]
                        ? encoder_relu7_input[n][i][j][k] : 0.0;

    /* ze_product = conv(encoder_relu7, encoder_8_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 36) */
    double (*const ze_product)[8][8][width] = (void *)(scratch + 1703936);
    check_conv_32x128x8x8_64x128_32x64x8x8(encoder_relu7, encoder_8_weight, ze_product, scratch
        + 1835008);

    /* ze (line 54) */
    double (*const ze)[8][8][width] = (void *)(scratch + 1835008);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < width; k++)
                    ze[n][i][j][k] = encoder_8_bias[k] + ze_product[n][i][j][k];

    /* codebook_squared_row_sum = sum(codebook^2) (line 55) */
    double *const codebook_squared_row_sum = scratch + 1703936;
    if (renew) {
        memset(codebook_squared_row_sum, 0, sizeof(double) * 512);
#pragma omp parallel for schedule(static)
        for (int i = 0; i < codes; i++)
            for (int j = 0; j < width; j++)
                codebook_squared_row_sum[i] += codebook[i][j] * codebook[i][j];
    }

    /* ze_by_codebook[n][j][k][i] = sum over l of ze[n][j][k][l] * codebook[i][l] (line 55) */
    double (*const ze_by_codebook)[8][8][codes] = (void *)(scratch + 1966080);
    if (renew) {
        check_contract_32x64x8x8_512x64_32x512x8x8(ze, codebook, ze_by_codebook);
    }

    /* code: argmin(0.5 * codebook_squared_row_sum - ze_by_codebook) (line 55) */
    if (record) {
        for (int n = 0; n < batch; n++) {
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < 8; j++) {
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

    /* e = gather(codebook_, code): table[index] (line 56) */
    double (*const e)[8][8][width] = (void *)(scratch + 1703936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 8; k++)
                    e[n][j][k][i] = codebook_[held->code[n][j][k]][i];

    /* e_combined: e - ze (line 57) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < width; k++)
                        held->e_combined[n][i][j][k] = e[n][i][j][k] - ze[n][i][j][k];
    }

    /* zq (line 57) */
    double (*const zq)[8][8][width] = (void *)(scratch + 1966080);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < width; k++)
                    zq[n][i][j][k] = ze[n][i][j][k] + held->e_combined[n][i][j][k];

    /* decoder_conv_product = conv(zq, decoder_0_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 40) */
    double (*const decoder_conv_product)[8][8][hidden] = (void *)(scratch + 2097152);
    check_conv_32x64x8x8_128x64x3x3_32x128x8x8(zq, decoder_0_weight, decoder_conv_product,
        scratch + 2359296);

    /* decoder_conv_of_zq (line 40) */
    double (*const decoder_conv_of_zq)[8][8][hidden] = (void *)(scratch + 2359296);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_conv_of_zq[n][i][j][k] = decoder_0_bias[k]
                        + decoder_conv_product[n][i][j][k];

    /* decoder_res1_relu0_slope: decoder_conv_of_zq > 0 (line 19) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < hidden; k++)
                        held->decoder_res1_relu0_slope[n][i][j][k] =
                            decoder_conv_of_zq[n][i][j][k] > 0;
    }

    /* decoder_res1_relu0 (line 19) */
    double (*const decoder_res1_relu0)[8][8][hidden] = (void *)(scratch + 2097152);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_res1_relu0[n][i][j][k] = held->decoder_res1_relu0_slope[n][i][j][k]
                        ? decoder_conv_of_zq[n][i][j][k] : 0.0;

    /* decoder_res1_conv1_product = conv(decoder_res1_relu0, decoder_1_0_1_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 20) */
    double (*const decoder_res1_conv1_product)[8][8][inner] = (void *)(scratch + 2621440);
    check_conv_32x128x8x8_32x128x3x3_32x32x8x8(decoder_res1_relu0, decoder_1_0_1_weight,
        decoder_res1_conv1_product, scratch + 2686976);

    /* decoder_res1_conv1 (line 20) */
    double (*const decoder_res1_conv1)[8][8][inner] = (void *)(scratch + 2686976);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    decoder_res1_conv1[n][i][j][k] = decoder_1_0_1_bias[k]
                        + decoder_res1_conv1_product[n][i][j][k];

    /* decoder_res1_relu2_slope: decoder_res1_conv1 > 0 (line 21) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < inner; k++)
                        held->decoder_res1_relu2_slope[n][i][j][k] =
                            decoder_res1_conv1[n][i][j][k] > 0;
    }

    /* decoder_res1_relu2 (line 21) */
    double (*const decoder_res1_relu2)[8][8][inner] = (void *)(scratch + 2621440);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    decoder_res1_relu2[n][i][j][k] = held->decoder_res1_relu2_slope[n][i][j][k]
                        ? decoder_res1_conv1[n][i][j][k] : 0.0;

    /* decoder_res1_conv3_product = conv(decoder_res1_relu2, decoder_1_0_3_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 22) */
    double (*const decoder_res1_conv3_product)[8][8][hidden] = (void *)(scratch + 2686976);
    check_conv_32x32x8x8_128x32_32x128x8x8(decoder_res1_relu2, decoder_1_0_3_weight,
        decoder_res1_conv3_product, scratch + 2949120);

    /* decoder_res1_conv3_of_zq_combined (line 58) */
    double (*const decoder_res1_conv3_of_zq_combined)[8][8][hidden] =
        (void *)(scratch + 2949120);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_res1_conv3_of_zq_combined[n][i][j][k] =
                        decoder_conv_of_zq[n][i][j][k] + (decoder_1_0_3_bias[k]
                        + decoder_res1_conv3_product[n][i][j][k]);

    /* decoder_conv_plus_decoder_res1_conv3_slope: decoder_res1_conv3_of_zq_combined > 0
     *     (line 19) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < hidden; k++)
                        held->decoder_conv_plus_decoder_res1_conv3_slope[n][i][j][k] =
                            decoder_res1_conv3_of_zq_combined[n][i][j][k] > 0;
    }

    /* decoder_res2_relu0 (line 19) */
    double (*const decoder_res2_relu0)[8][8][hidden] = (void *)(scratch + 2359296);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_res2_relu0[n][i][j][k] =
                        held->decoder_conv_plus_decoder_res1_conv3_slope[n][i][j][k]
                        ? decoder_res1_conv3_of_zq_combined[n][i][j][k] : 0.0;

    /* decoder_res2_relu0_by_decoder_2_0_1_weight = conv(decoder_res2_relu0,
     *     decoder_2_0_1_weight): y[o] = sum x[s o + k - p] w[k] (line 20) */
    double (*const decoder_res2_relu0_by_decoder_2_0_1_weight)[8][8][inner] =
        (void *)(scratch + 2686976);
    check_conv_32x128x8x8_32x128x3x3_32x32x8x8(decoder_res2_relu0, decoder_2_0_1_weight,
        decoder_res2_relu0_by_decoder_2_0_1_weight, scratch + 2752512);

    /* decoder_res2_conv1 (line 20) */
    double (*const decoder_res2_conv1)[8][8][inner] = (void *)(scratch + 2752512);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    decoder_res2_conv1[n][i][j][k] = decoder_2_0_1_bias[k]
                        + decoder_res2_relu0_by_decoder_2_0_1_weight[n][i][j][k];

    /* decoder_res2_conv1_slope: decoder_res2_conv1 > 0 (line 21) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < inner; k++)
                        held->decoder_res2_conv1_slope[n][i][j][k] =
                            decoder_res2_conv1[n][i][j][k] > 0;
    }

    /* decoder_res2_relu2 (line 21) */
    double (*const decoder_res2_relu2)[8][8][inner] = (void *)(scratch + 2686976);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    decoder_res2_relu2[n][i][j][k] = held->decoder_res2_conv1_slope[n][i][j][k]
                        ? decoder_res2_conv1[n][i][j][k] : 0.0;

    /* decoder_res2_relu2_by_decoder_2_0_3_weight = conv(decoder_res2_relu2,
     *     decoder_2_0_3_weight): y[o] = sum x[s o + k - p] w[k] (line 22) */
    double (*const decoder_res2_relu2_by_decoder_2_0_3_weight)[8][8][hidden] =
        (void *)(scratch + 3211264);
    check_conv_32x32x8x8_128x32_32x128x8x8(decoder_res2_relu2, decoder_2_0_3_weight,
        decoder_res2_relu2_by_decoder_2_0_3_weight, scratch + 2752512);

    /* decoder_conv_plus_decoder_res1_conv3_combined (line 58) */
    double (*const decoder_conv_plus_decoder_res1_conv3_combined)[8][8][hidden] =
        (void *)(scratch + 3473408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_conv_plus_decoder_res1_conv3_combined[n][i][j][k] =
                        decoder_res1_conv3_of_zq_combined[n][i][j][k]
                        + (decoder_2_0_3_bias[k]
                        + decoder_res2_relu2_by_decoder_2_0_3_weight[n][i][j][k]);

    /* decoder_conv_plus_decoder_res1_conv3_combined_slope:
     *     decoder_conv_plus_decoder_res1_conv3_combined > 0 (line 43) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < hidden; k++)
                        held->decoder_conv_plus_decoder_res1_conv3_combined_slope[n][i][j][k] =
                            decoder_conv_plus_decoder_res1_conv3_combined[n][i][j][k] > 0;
    }

    /* decoder_relu3 (line 43) */
    double (*const decoder_relu3)[8][8][hidden] = (void *)(scratch + 2752512);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_relu3[n][i][j][k] =
                        held->decoder_conv_plus_decoder_res1_conv3_combined_slope[n][i][j][k]
                        ? decoder_conv_plus_decoder_res1_conv3_combined[n][i][j][k] : 0.0;

    /* decoder_relu3_by_decoder_4_weight = conv_data(decoder_relu3, decoder_4_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 44) */
    double (*const decoder_relu3_by_decoder_4_weight)[16][16][64] = (void *)(scratch + 3014656);
    check_conv_data_32x128x8x8_128x64x4x4_32x64x16x16(decoder_relu3, decoder_4_weight,
        decoder_relu3_by_decoder_4_weight, scratch + 3538944);

    /* decoder_conv_transpose4 (line 44) */
    double (*const decoder_conv_transpose4)[16][16][64] = (void *)(scratch + 3538944);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < 64; k++)
                    decoder_conv_transpose4[n][i][j][k] = decoder_4_bias[k]
                        + decoder_relu3_by_decoder_4_weight[n][i][j][k];

    /* decoder_conv_transpose4_slope: decoder_conv_transpose4 > 0 (line 45) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 16; i++)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < 64; k++)
                        held->decoder_conv_transpose4_slope[n][i][j][k] =
                            decoder_conv_transpose4[n][i][j][k] > 0;
    }

    /* decoder_relu5 (line 45) */
    double (*const decoder_relu5)[16][16][64] = (void *)(scratch + 3014656);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < 64; k++)
                    decoder_relu5[n][i][j][k] = held->decoder_conv_transpose4_slope[n][i][j][k]
                        ? decoder_conv_transpose4[n][i][j][k] : 0.0;

    /* decoder_relu5_by_decoder_6_weight = conv_data(decoder_relu5, decoder_6_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 46) */
    double (*const decoder_relu5_by_decoder_6_weight)[side][side][3] =
        (void *)(scratch + 3538944);
    check_conv_data_32x64x16x16_64x3x4x4_32x3x32x32(decoder_relu5, decoder_6_weight,
        decoder_relu5_by_decoder_6_weight, scratch + 3637248);

    /* y (line 58) */
    double (*const y)[side][side][3] = (void *)(scratch + 3637248);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    y[n][i][j][k] = decoder_6_bias[k]
                        + decoder_relu5_by_decoder_6_weight[n][i][j][k];

    /* x_plus_y (line 61) */
    double (*const x_plus_y)[side][side][3] = (void *)(scratch + 3538944);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    x_plus_y[n][i][j][k] = y[n][i][j][k] - (double)x[n][i][j][k];

    /* x_plus_y_squared_row_sum = sum(x_plus_y^2) (line 61) */
    double *const x_plus_y_squared_row_sum = scratch + 3637248;
    memset(x_plus_y_squared_row_sum, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    x_plus_y_squared_row_sum[n] += x_plus_y[n][i][j][k] * x_plus_y[n][i][j][k];

    /* x_plus_y_squared_sum = sum(x_plus_y_squared_row_sum) (line 61) */
    double x_plus_y_squared_sum = 0;
    for (int n = 0; n < batch; n++)
        x_plus_y_squared_sum += x_plus_y_squared_row_sum[n];

    /* ze_2: ze (line 62) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < width; k++)
                        held->ze_2[n][i][j][k] = ze[n][i][j][k];
    }

    /* e_combined_2 (line 62) */
    double (*const e_combined_2)[8][8][width] = (void *)(scratch + 3637248);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < width; k++)
                    e_combined_2[n][i][j][k] = e[n][i][j][k] - held->ze_2[n][i][j][k];

    /* e_combined_squared_row_sum = sum(e_combined_2^2) (line 62) */
    double *const e_combined_squared_row_sum = scratch + 3768320;
    memset(e_combined_squared_row_sum, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < width; k++)
                    e_combined_squared_row_sum[n] += e_combined_2[n][i][j][k]
                        * e_combined_2[n][i][j][k];

    /* ze_combined_squared_sum = sum(e_combined_squared_row_sum) (line 62) */
    double ze_combined_squared_sum = 0;
    for (int n = 0; n < batch; n++)
        ze_combined_squared_sum += e_combined_squared_row_sum[n];

    /* e_2: e (line 63) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 8; j++)
                    for (int k = 0; k < width; k++)
                        held->e_2[n][i][j][k] = e[n][i][j][k];
    }

    /* e_combined_3 (line 63) */
    double (*const e_combined_3)[8][8][width] = (void *)(scratch + 1703936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < width; k++)
                    e_combined_3[n][i][j][k] = held->e_2[n][i][j][k] - ze[n][i][j][k];

    /* e_combined_squared_row_sum_2 = sum(e_combined_3^2) (line 63) */
    double *const e_combined_squared_row_sum_2 = scratch + 1835008;
    memset(e_combined_squared_row_sum_2, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < width; k++)
                    e_combined_squared_row_sum_2[n] += e_combined_3[n][i][j][k]
                        * e_combined_3[n][i][j][k];

    /* ze_combined_squared_sum_2 = sum(e_combined_squared_row_sum_2) (line 63) */
    double ze_combined_squared_sum_2 = 0;
    for (int n = 0; n < batch; n++)
        ze_combined_squared_sum_2 += e_combined_squared_row_sum_2[n];

    if (!whole)
        return 1.9073486328125e-06 * ze_combined_squared_sum_2
            + (0.00016077859538847023 * x_plus_y_squared_sum
            + 7.62939453125e-06 * ze_combined_squared_sum);

    /* x_plus_y_row_sum = sum(x_plus_y) (line 46) */
    double (*const x_plus_y_row_sum)[3] = (void *)(scratch + 1835008);
    memset(x_plus_y_row_sum, 0, sizeof(double) * 96);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < 3; k++)
                    x_plus_y_row_sum[n][k] += x_plus_y[n][i][j][k];

    /* d_decoder_6_bias_scaled = sum(x_plus_y_row_sum) (line 46) */
    double *const d_decoder_6_bias_scaled = scratch + 1835104;
    memset(d_decoder_6_bias_scaled, 0, sizeof(double) * 3);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 3; i++)
            d_decoder_6_bias_scaled[i] += x_plus_y_row_sum[n][i];

    /* d_decoder_6_bias (line 46) */
    double *const d_decoder_6_bias = point->gradient[29];
    for (int i = 0; i < 3; i++)
        d_decoder_6_bias[i] = 0.00032155719077694045 * d_decoder_6_bias_scaled[i];

    /* d_decoder_relu5_scaled = conv(x_plus_y, decoder_6_weight): y[o] = sum x[s o + k - p]
     *     w[k] (line 45) */
    double (*const d_decoder_relu5_scaled)[16][16][64] = (void *)(scratch + 3768320);
    check_conv_32x3x32x32_64x3x4x4_32x64x16x16_b(x_plus_y, decoder_6_weight,
        d_decoder_relu5_scaled, scratch + 1835008);

    /* d_decoder_6_weight_scaled = conv_weight(x_plus_y, decoder_relu5): w[k] = sum x[s o + k
     *     - p] y[o] (line 46) */
    double (*const d_decoder_6_weight_scaled)[3][4][4] = (void *)(scratch + 1835008);
    check_conv_weight_32x3x32x32_32x64x16x16_64x3x4x4(x_plus_y, decoder_relu5,
        d_decoder_6_weight_scaled, scratch + 1838080);

    /* d_decoder_6_weight (line 46) */
    double (*const d_decoder_6_weight)[3][4][4] = (void *)point->gradient[28];
    for (int i = 0; i < 64; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_decoder_6_weight[i][j][k][l] = 0.00032155719077694045
                        * d_decoder_6_weight_scaled[i][j][k][l];

    /* d_decoder_conv_transpose4_scaled (line 44) */
    double (*const d_decoder_conv_transpose4_scaled)[16][16][64] = (void *)(scratch + 3014656);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < 64; k++)
                    d_decoder_conv_transpose4_scaled[n][i][j][k] =
                        (held->decoder_conv_transpose4_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_decoder_relu5_scaled[n][i][j][k];

    /* d_decoder_conv_transpose4_scaled_row_sum = sum(d_decoder_conv_transpose4_scaled)
     *     (line 44) */
    double (*const d_decoder_conv_transpose4_scaled_row_sum)[64] = (void *)(scratch + 1835008);
    memset(d_decoder_conv_transpose4_scaled_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < 64; k++)
                    d_decoder_conv_transpose4_scaled_row_sum[n][k] +=
                        d_decoder_conv_transpose4_scaled[n][i][j][k];

    /* d_decoder_4_bias_scaled = sum(d_decoder_conv_transpose4_scaled_row_sum) (line 44) */
    double *const d_decoder_4_bias_scaled = scratch + 1837056;
    memset(d_decoder_4_bias_scaled, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 64; i++)
            d_decoder_4_bias_scaled[i] += d_decoder_conv_transpose4_scaled_row_sum[n][i];

    /* d_decoder_4_bias (line 44) */
    double *const d_decoder_4_bias = point->gradient[27];
    for (int i = 0; i < 64; i++)
        d_decoder_4_bias[i] = 0.00032155719077694045 * d_decoder_4_bias_scaled[i];

    /* d_decoder_relu3_scaled = conv(d_decoder_conv_transpose4_scaled, decoder_4_weight): y[o]
     *     = sum x[s o + k - p] w[k] (line 43) */
    double (*const d_decoder_relu3_scaled)[8][8][hidden] = (void *)(scratch + 3768320);
    check_conv_32x64x16x16_128x64x4x4_32x128x8x8(d_decoder_conv_transpose4_scaled,
        decoder_4_weight, d_decoder_relu3_scaled, scratch + 1835008);

    /* d_decoder_4_weight_scaled = conv_weight(d_decoder_conv_transpose4_scaled,
     *     decoder_relu3): w[k] = sum x[s o + k - p] y[o] (line 44) */
    double (*const d_decoder_4_weight_scaled)[64][4][4] = (void *)(scratch + 1835008);
    check_conv_weight_32x64x16x16_32x128x8x8_128x64x4x4(d_decoder_conv_transpose4_scaled,
        decoder_relu3, d_decoder_4_weight_scaled, scratch + 4030464);

    /* d_decoder_4_weight (line 44) */
    double (*const d_decoder_4_weight)[64][4][4] = (void *)point->gradient[26];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < 64; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_decoder_4_weight[i][j][k][l] = 0.00032155719077694045
                        * d_decoder_4_weight_scaled[i][j][k][l];

    /* d_decoder_conv_plus_decoder_res1_conv3_combined_scaled (line 58) */
    double (*const d_decoder_conv_plus_decoder_res1_conv3_combined_scaled)[8][8][hidden] =
        (void *)(scratch + 2752512);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[n][i][j][k] =
                        (held->decoder_conv_plus_decoder_res1_conv3_combined_slope[n][i][j][k]
                        ? 1.0 : 0.0) * d_decoder_relu3_scaled[n][i][j][k];

    /* d_decoder_conv_combined_combined_scaled_row_sum =
     *     sum(d_decoder_conv_plus_decoder_res1_conv3_combined_scaled) (line 22) */
    double (*const d_decoder_conv_combined_combined_scaled_row_sum)[hidden] =
        (void *)(scratch + 1835008);
    memset(d_decoder_conv_combined_combined_scaled_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_combined_combined_scaled_row_sum[n][k] +=
                        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[n][i][j][k];

    /* d_decoder_2_0_3_bias_scaled = sum(d_decoder_conv_combined_combined_scaled_row_sum)
     *     (line 22) */
    double *const d_decoder_2_0_3_bias_scaled = scratch + 1839104;
    memset(d_decoder_2_0_3_bias_scaled, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_2_0_3_bias_scaled[i] +=
                d_decoder_conv_combined_combined_scaled_row_sum[n][i];

    /* d_decoder_2_0_3_bias (line 22) */
    double *const d_decoder_2_0_3_bias = point->gradient[25];
    for (int i = 0; i < hidden; i++)
        d_decoder_2_0_3_bias[i] = 0.00032155719077694045 * d_decoder_2_0_3_bias_scaled[i];

    /* d_decoder_res2_relu2_scaled =
     *     conv_data(d_decoder_conv_plus_decoder_res1_conv3_combined_scaled,
     *     decoder_2_0_3_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 21) */
    double (*const d_decoder_res2_relu2_scaled)[8][8][inner] = (void *)(scratch + 1835008);
    check_conv_data_32x128x8x8_128x32_32x32x8x8(
        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled, decoder_2_0_3_weight,
        d_decoder_res2_relu2_scaled, scratch + 1900544);

    /* d_decoder_2_0_3_weight_scaled = conv_weight(decoder_res2_relu2,
     *     d_decoder_conv_plus_decoder_res1_conv3_combined_scaled): w[k] = sum x[s o + k - p]
     *     y[o] (line 22) */
    double (*const d_decoder_2_0_3_weight_scaled)[inner] = (void *)(scratch + 1900544);
    check_conv_weight_32x32x8x8_32x128x8x8_128x32(decoder_res2_relu2,
        d_decoder_conv_plus_decoder_res1_conv3_combined_scaled, d_decoder_2_0_3_weight_scaled,
        scratch + 1904640);

    /* d_decoder_2_0_3_weight (line 22) */
    double (*const d_decoder_2_0_3_weight)[inner] = (void *)point->gradient[24];
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < inner; j++)
            d_decoder_2_0_3_weight[i][j] = 0.00032155719077694045
                * d_decoder_2_0_3_weight_scaled[i][j];

    /* d_decoder_res2_conv1_scaled (line 20) */
    double (*const d_decoder_res2_conv1_scaled)[8][8][inner] = (void *)(scratch + 1900544);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    d_decoder_res2_conv1_scaled[n][i][j][k] =
                        (held->decoder_res2_conv1_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_decoder_res2_relu2_scaled[n][i][j][k];

    /* d_decoder_res2_conv1_scaled_row_sum = sum(d_decoder_res2_conv1_scaled) (line 20) */
    double (*const d_decoder_res2_conv1_scaled_row_sum)[inner] = (void *)(scratch + 1835008);
    memset(d_decoder_res2_conv1_scaled_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    d_decoder_res2_conv1_scaled_row_sum[n][k] +=
                        d_decoder_res2_conv1_scaled[n][i][j][k];

    /* d_decoder_2_0_1_bias_scaled = sum(d_decoder_res2_conv1_scaled_row_sum) (line 20) */
    double *const d_decoder_2_0_1_bias_scaled = scratch + 1836032;
    memset(d_decoder_2_0_1_bias_scaled, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < inner; i++)
            d_decoder_2_0_1_bias_scaled[i] += d_decoder_res2_conv1_scaled_row_sum[n][i];

    /* d_decoder_2_0_1_bias (line 20) */
    double *const d_decoder_2_0_1_bias = point->gradient[23];
    for (int i = 0; i < inner; i++)
        d_decoder_2_0_1_bias[i] = 0.00032155719077694045 * d_decoder_2_0_1_bias_scaled[i];

    /* d_decoder_res2_relu0_scaled = conv_data(d_decoder_res2_conv1_scaled,
     *     decoder_2_0_1_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 19) */
    double (*const d_decoder_res2_relu0_scaled)[8][8][hidden] = (void *)(scratch + 3014656);
    check_conv_data_32x32x8x8_32x128x3x3_32x128x8x8(d_decoder_res2_conv1_scaled,
        decoder_2_0_1_weight, d_decoder_res2_relu0_scaled, scratch + 1835008);

    /* d_decoder_2_0_1_weight_scaled = conv_weight(decoder_res2_relu0,
     *     d_decoder_res2_conv1_scaled): w[k] = sum x[s o + k - p] y[o] (line 20) */
    double (*const d_decoder_2_0_1_weight_scaled)[hidden][3][3] = (void *)(scratch + 1835008);
    check_conv_weight_32x128x8x8_32x32x8x8_32x128x3x3(decoder_res2_relu0,
        d_decoder_res2_conv1_scaled, d_decoder_2_0_1_weight_scaled, scratch + 2686976);

    /* d_decoder_2_0_1_weight (line 20) */
    double (*const d_decoder_2_0_1_weight)[hidden][3][3] = (void *)point->gradient[22];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < inner; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 3; k++)
                for (int l = 0; l < 3; l++)
                    d_decoder_2_0_1_weight[i][j][k][l] = 0.00032155719077694045
                        * d_decoder_2_0_1_weight_scaled[i][j][k][l];

    /* d_decoder_conv_plus_decoder_res1_conv3 (line 58) */
    double (*const d_decoder_conv_plus_decoder_res1_conv3)[8][8][hidden] =
        (void *)(scratch + 2359296);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_plus_decoder_res1_conv3[n][i][j][k] =
                        0.00032155719077694045
                        * d_decoder_conv_plus_decoder_res1_conv3_combined_scaled[n][i][j][k]
                        + 0.00032155719077694045
                        * ((held->decoder_conv_plus_decoder_res1_conv3_slope[n][i][j][k] ? 1.0
                        : 0.0) * d_decoder_res2_relu0_scaled[n][i][j][k]);

    /* d_decoder_conv_plus_decoder_res1_conv3_row_sum =
     *     sum(d_decoder_conv_plus_decoder_res1_conv3) (line 22) */
    double (*const d_decoder_conv_plus_decoder_res1_conv3_row_sum)[hidden] =
        (void *)(scratch + 1835008);
    memset(d_decoder_conv_plus_decoder_res1_conv3_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_plus_decoder_res1_conv3_row_sum[n][k] +=
                        d_decoder_conv_plus_decoder_res1_conv3[n][i][j][k];

    /* d_decoder_1_0_3_bias = sum(d_decoder_conv_plus_decoder_res1_conv3_row_sum) (line 22) */
    double *const d_decoder_1_0_3_bias = point->gradient[21];
    memset(d_decoder_1_0_3_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_1_0_3_bias[i] += d_decoder_conv_plus_decoder_res1_conv3_row_sum[n][i];

    /* d_decoder_res1_relu2 = conv_data(d_decoder_conv_plus_decoder_res1_conv3,
     *     decoder_1_0_3_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 21) */
    double (*const d_decoder_res1_relu2)[8][8][inner] = (void *)(scratch + 1835008);
    check_conv_data_32x128x8x8_128x32_32x32x8x8(d_decoder_conv_plus_decoder_res1_conv3,
        decoder_1_0_3_weight, d_decoder_res1_relu2, scratch + 1900544);

    /* d_decoder_1_0_3_weight = conv_weight(decoder_res1_relu2,
     *     d_decoder_conv_plus_decoder_res1_conv3): w[k] = sum x[s o + k - p] y[o]
     *     (line 22) */
    double (*const d_decoder_1_0_3_weight)[inner] = (void *)point->gradient[20];
    check_conv_weight_32x32x8x8_32x128x8x8_128x32(decoder_res1_relu2,
        d_decoder_conv_plus_decoder_res1_conv3, d_decoder_1_0_3_weight, scratch + 1900544);

    /* d_decoder_res1_conv1 (line 20) */
    double (*const d_decoder_res1_conv1)[8][8][inner] = (void *)(scratch + 1900544);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    d_decoder_res1_conv1[n][i][j][k] =
                        (held->decoder_res1_relu2_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_decoder_res1_relu2[n][i][j][k];

    /* d_decoder_res1_conv1_row_sum = sum(d_decoder_res1_conv1) (line 20) */
    double (*const d_decoder_res1_conv1_row_sum)[inner] = (void *)(scratch + 1835008);
    memset(d_decoder_res1_conv1_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    d_decoder_res1_conv1_row_sum[n][k] += d_decoder_res1_conv1[n][i][j][k];

    /* d_decoder_1_0_1_bias = sum(d_decoder_res1_conv1_row_sum) (line 20) */
    double *const d_decoder_1_0_1_bias = point->gradient[19];
    memset(d_decoder_1_0_1_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < inner; i++)
            d_decoder_1_0_1_bias[i] += d_decoder_res1_conv1_row_sum[n][i];

    /* d_decoder_res1_relu0 = conv_data(d_decoder_res1_conv1, decoder_1_0_1_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 19) */
    double (*const d_decoder_res1_relu0)[8][8][hidden] = (void *)(scratch + 2621440);
    check_conv_data_32x32x8x8_32x128x3x3_32x128x8x8(d_decoder_res1_conv1, decoder_1_0_1_weight,
        d_decoder_res1_relu0, scratch + 1835008);

    /* d_decoder_1_0_1_weight = conv_weight(decoder_res1_relu0, d_decoder_res1_conv1): w[k] =
     *     sum x[s o + k - p] y[o] (line 20) */
    double (*const d_decoder_1_0_1_weight)[hidden][3][3] = (void *)point->gradient[18];
    check_conv_weight_32x128x8x8_32x32x8x8_32x128x3x3(decoder_res1_relu0, d_decoder_res1_conv1,
        d_decoder_1_0_1_weight, scratch + 1835008);

    /* d_decoder_conv (line 40) */
    double (*const d_decoder_conv)[8][8][hidden] = (void *)(scratch + 2097152);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv[n][i][j][k] =
                        d_decoder_conv_plus_decoder_res1_conv3[n][i][j][k]
                        + (held->decoder_res1_relu0_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_decoder_res1_relu0[n][i][j][k];

    /* d_decoder_conv_row_sum = sum(d_decoder_conv) (line 40) */
    double (*const d_decoder_conv_row_sum)[hidden] = (void *)(scratch + 1835008);
    memset(d_decoder_conv_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_row_sum[n][k] += d_decoder_conv[n][i][j][k];

    /* d_decoder_0_bias = sum(d_decoder_conv_row_sum) (line 40) */
    double *const d_decoder_0_bias = point->gradient[17];
    memset(d_decoder_0_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_0_bias[i] += d_decoder_conv_row_sum[n][i];

    /* d_zq = conv_data(d_decoder_conv, decoder_0_weight): x[i] = sum of y[o] w[k] where s o +
     *     k - p = i (line 57) */
    double (*const d_zq)[8][8][width] = (void *)(scratch + 1835008);
    check_conv_data_32x128x8x8_128x64x3x3_32x64x8x8(d_decoder_conv, decoder_0_weight, d_zq,
        scratch + 2359296);

    /* d_decoder_0_weight = conv_weight(zq, d_decoder_conv): w[k] = sum x[s o + k - p] y[o]
     *     (line 40) */
    double (*const d_decoder_0_weight)[width][3][3] = (void *)point->gradient[16];
    check_conv_weight_32x64x8x8_32x128x8x8_128x64x3x3(zq, d_decoder_conv, d_decoder_0_weight,
        scratch + 2359296);

    /* d_codebook_scaled = scatter_add(e_combined_2, code): table[index] += value, in order of
     *     the values (line 56) */
    double (*const d_codebook_scaled)[codes] = (void *)(scratch + 1966080);
    memset(d_codebook_scaled, 0, sizeof(double) * 32768);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < width; i++)
        for (int n = 0; n < batch; n++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < 8; k++)
                    d_codebook_scaled[i][held->code[n][j][k]] += e_combined_2[n][j][k][i];
    double (*const d_codebook_scaled_2)[codes] = (void *)d_codebook_scaled;

    /* d_codebook (line 55) */
    double (*const d_codebook)[width] = (void *)point->gradient[30];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < codes; i++)
        for (int j = 0; j < width; j++)
            d_codebook[i][j] = 1.52587890625e-05 * d_codebook_scaled_2[j][i];

    /* d_ze (line 54) */
    double (*const d_ze)[8][8][width] = (void *)(scratch + 1966080);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < width; k++)
                    d_ze[n][i][j][k] = d_zq[n][i][j][k] - 3.814697265625e-06
                        * e_combined_3[n][i][j][k];

    /* d_ze_row_sum = sum(d_ze) (line 36) */
    double (*const d_ze_row_sum)[width] = (void *)(scratch + 1703936);
    memset(d_ze_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < width; k++)
                    d_ze_row_sum[n][k] += d_ze[n][i][j][k];

    /* d_encoder_8_bias = sum(d_ze_row_sum) (line 36) */
    double *const d_encoder_8_bias = point->gradient[15];
    memset(d_encoder_8_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            d_encoder_8_bias[i] += d_ze_row_sum[n][i];

    /* d_encoder_relu7 = conv_data(d_ze, encoder_8_weight): x[i] = sum of y[o] w[k] where s o
     *     + k - p = i (line 35) */
    double (*const d_encoder_relu7)[8][8][hidden] = (void *)(scratch + 1703936);
    check_conv_data_32x64x8x8_64x128_32x128x8x8(d_ze, encoder_8_weight, d_encoder_relu7, scratch
        + 2097152);

    /* d_encoder_8_weight = conv_weight(encoder_relu7, d_ze): w[k] = sum x[s o + k - p] y[o]
     *     (line 36) */
    double (*const d_encoder_8_weight)[hidden] = (void *)point->gradient[14];
    check_conv_weight_32x128x8x8_32x64x8x8_64x128(encoder_relu7, d_ze, d_encoder_8_weight,
        scratch + 2097152);

    /* d_encoder_relu7_input (line 54) */
    double (*const d_encoder_relu7_input)[8][8][hidden] = (void *)(scratch + 1441792);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_relu7_input[n][i][j][k] = (held->encoder_relu7_slope[n][i][j][k]
                        ? 1.0 : 0.0) * d_encoder_relu7[n][i][j][k];

    /* d_encoder_relu7_input_row_sum = sum(d_encoder_relu7_input) (line 22) */
    double (*const d_encoder_relu7_input_row_sum)[hidden] = (void *)(scratch + 1703936);
    memset(d_encoder_relu7_input_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_relu7_input_row_sum[n][k] += d_encoder_relu7_input[n][i][j][k];

    /* d_encoder_6_0_3_bias = sum(d_encoder_relu7_input_row_sum) (line 22) */
    double *const d_encoder_6_0_3_bias = point->gradient[13];
    memset(d_encoder_6_0_3_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_6_0_3_bias[i] += d_encoder_relu7_input_row_sum[n][i];

    /* d_encoder_res6_relu2 = conv_data(d_encoder_relu7_input, encoder_6_0_3_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 21) */
    double (*const d_encoder_res6_relu2)[8][8][inner] = (void *)(scratch + 1703936);
    check_conv_data_32x128x8x8_128x32_32x32x8x8(d_encoder_relu7_input, encoder_6_0_3_weight,
        d_encoder_res6_relu2, scratch + 1769472);

    /* d_encoder_6_0_3_weight = conv_weight(encoder_res6_relu2, d_encoder_relu7_input): w[k] =
     *     sum x[s o + k - p] y[o] (line 22) */
    double (*const d_encoder_6_0_3_weight)[inner] = (void *)point->gradient[12];
    check_conv_weight_32x32x8x8_32x128x8x8_128x32(encoder_res6_relu2, d_encoder_relu7_input,
        d_encoder_6_0_3_weight, scratch + 1769472);

    /* d_encoder_res6_conv1 (line 20) */
    double (*const d_encoder_res6_conv1)[8][8][inner] = (void *)(scratch + 1376256);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    d_encoder_res6_conv1[n][i][j][k] =
                        (held->encoder_res6_relu2_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_encoder_res6_relu2[n][i][j][k];

    /* d_encoder_res6_conv1_row_sum = sum(d_encoder_res6_conv1) (line 20) */
    double (*const d_encoder_res6_conv1_row_sum)[inner] = (void *)(scratch + 1703936);
    memset(d_encoder_res6_conv1_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    d_encoder_res6_conv1_row_sum[n][k] += d_encoder_res6_conv1[n][i][j][k];

    /* d_encoder_6_0_1_bias = sum(d_encoder_res6_conv1_row_sum) (line 20) */
    double *const d_encoder_6_0_1_bias = point->gradient[11];
    memset(d_encoder_6_0_1_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < inner; i++)
            d_encoder_6_0_1_bias[i] += d_encoder_res6_conv1_row_sum[n][i];

    /* d_encoder_res6_relu0 = conv_data(d_encoder_res6_conv1, encoder_6_0_1_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 19) */
    double (*const d_encoder_res6_relu0)[8][8][hidden] = (void *)(scratch + 1703936);
    check_conv_data_32x32x8x8_32x128x3x3_32x128x8x8(d_encoder_res6_conv1, encoder_6_0_1_weight,
        d_encoder_res6_relu0, scratch + 1966080);

    /* d_encoder_6_0_1_weight = conv_weight(encoder_res6_relu0, d_encoder_res6_conv1): w[k] =
     *     sum x[s o + k - p] y[o] (line 20) */
    double (*const d_encoder_6_0_1_weight)[hidden][3][3] = (void *)point->gradient[10];
    check_conv_weight_32x128x8x8_32x32x8x8_32x128x3x3(encoder_res6_relu0, d_encoder_res6_conv1,
        d_encoder_6_0_1_weight, scratch + 1966080);

    /* d_encoder_res6_relu0_input (line 54) */
    double (*const d_encoder_res6_relu0_input)[8][8][hidden] = (void *)(scratch + 1048576);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_res6_relu0_input[n][i][j][k] = d_encoder_relu7_input[n][i][j][k]
                        + (held->encoder_res6_relu0_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_encoder_res6_relu0[n][i][j][k];

    /* d_encoder_res6_relu0_input_row_sum = sum(d_encoder_res6_relu0_input) (line 22) */
    double (*const d_encoder_res6_relu0_input_row_sum)[hidden] = (void *)(scratch + 1376256);
    memset(d_encoder_res6_relu0_input_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_res6_relu0_input_row_sum[n][k] +=
                        d_encoder_res6_relu0_input[n][i][j][k];

    /* d_encoder_5_0_3_bias = sum(d_encoder_res6_relu0_input_row_sum) (line 22) */
    double *const d_encoder_5_0_3_bias = point->gradient[9];
    memset(d_encoder_5_0_3_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_5_0_3_bias[i] += d_encoder_res6_relu0_input_row_sum[n][i];

    /* d_encoder_res5_relu2 = conv_data(d_encoder_res6_relu0_input, encoder_5_0_3_weight):
     *     x[i] = sum of y[o] w[k] where s o + k - p = i (line 21) */
    double (*const d_encoder_res5_relu2)[8][8][inner] = (void *)(scratch + 1376256);
    check_conv_data_32x128x8x8_128x32_32x32x8x8(d_encoder_res6_relu0_input,
        encoder_5_0_3_weight, d_encoder_res5_relu2, scratch + 1441792);

    /* d_encoder_5_0_3_weight = conv_weight(encoder_res5_relu2, d_encoder_res6_relu0_input):
     *     w[k] = sum x[s o + k - p] y[o] (line 22) */
    double (*const d_encoder_5_0_3_weight)[inner] = (void *)point->gradient[8];
    check_conv_weight_32x32x8x8_32x128x8x8_128x32(encoder_res5_relu2,
        d_encoder_res6_relu0_input, d_encoder_5_0_3_weight, scratch + 1441792);

    /* d_encoder_res5_conv1 (line 20) */
    double (*const d_encoder_res5_conv1)[8][8][inner] = (void *)(scratch + 1310720);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    d_encoder_res5_conv1[n][i][j][k] =
                        (held->encoder_res5_relu2_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_encoder_res5_relu2[n][i][j][k];

    /* d_encoder_res5_conv1_row_sum = sum(d_encoder_res5_conv1) (line 20) */
    double (*const d_encoder_res5_conv1_row_sum)[inner] = (void *)(scratch + 1376256);
    memset(d_encoder_res5_conv1_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    d_encoder_res5_conv1_row_sum[n][k] += d_encoder_res5_conv1[n][i][j][k];

    /* d_encoder_5_0_1_bias = sum(d_encoder_res5_conv1_row_sum) (line 20) */
    double *const d_encoder_5_0_1_bias = point->gradient[7];
    memset(d_encoder_5_0_1_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < inner; i++)
            d_encoder_5_0_1_bias[i] += d_encoder_res5_conv1_row_sum[n][i];

    /* d_encoder_res5_relu0 = conv_data(d_encoder_res5_conv1, encoder_5_0_1_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 19) */
    double (*const d_encoder_res5_relu0)[8][8][hidden] = (void *)(scratch + 1376256);
    check_conv_data_32x32x8x8_32x128x3x3_32x128x8x8(d_encoder_res5_conv1, encoder_5_0_1_weight,
        d_encoder_res5_relu0, scratch + 1638400);

    /* d_encoder_5_0_1_weight = conv_weight(encoder_res5_relu0, d_encoder_res5_conv1): w[k] =
     *     sum x[s o + k - p] y[o] (line 20) */
    double (*const d_encoder_5_0_1_weight)[hidden][3][3] = (void *)point->gradient[6];
    check_conv_weight_32x128x8x8_32x32x8x8_32x128x3x3(encoder_res5_relu0, d_encoder_res5_conv1,
        d_encoder_5_0_1_weight, scratch + 1638400);

    /* d_encoder_conv4 (line 32) */
    double (*const d_encoder_conv4)[8][8][hidden] = (void *)(scratch + 786432);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_conv4[n][i][j][k] = d_encoder_res6_relu0_input[n][i][j][k]
                        + (held->encoder_res5_relu0_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_encoder_res5_relu0[n][i][j][k];

    /* d_encoder_conv4_row_sum = sum(d_encoder_conv4) (line 32) */
    double (*const d_encoder_conv4_row_sum)[hidden] = (void *)(scratch + 1048576);
    memset(d_encoder_conv4_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_conv4_row_sum[n][k] += d_encoder_conv4[n][i][j][k];

    /* d_encoder_4_bias = sum(d_encoder_conv4_row_sum) (line 32) */
    double *const d_encoder_4_bias = point->gradient[5];
    memset(d_encoder_4_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_4_bias[i] += d_encoder_conv4_row_sum[n][i];

    /* d_encoder_relu3 = conv_data(d_encoder_conv4, encoder_4_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 31) */
    double (*const d_encoder_relu3)[8][8][hidden] = (void *)(scratch + 1048576);
    check_conv_data_32x128x8x8_128x128x3x3_32x128x8x8(d_encoder_conv4, encoder_4_weight,
        d_encoder_relu3, scratch + 1310720);

    /* d_encoder_4_weight = conv_weight(encoder_relu3, d_encoder_conv4): w[k] = sum x[s o + k
     *     - p] y[o] (line 32) */
    double (*const d_encoder_4_weight)[hidden][3][3] = (void *)point->gradient[4];
    check_conv_weight_32x128x8x8_32x128x8x8_128x128x3x3(encoder_relu3, d_encoder_conv4,
        d_encoder_4_weight, scratch + 1310720);

    /* d_encoder_conv2 (line 30) */
    double (*const d_encoder_conv2)[8][8][hidden] = (void *)(scratch + 524288);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_conv2[n][i][j][k] = (held->encoder_relu3_slope[n][i][j][k] ? 1.0
                        : 0.0) * d_encoder_relu3[n][i][j][k];

    /* d_encoder_conv2_row_sum = sum(d_encoder_conv2) (line 30) */
    double (*const d_encoder_conv2_row_sum)[hidden] = (void *)(scratch + 786432);
    memset(d_encoder_conv2_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_conv2_row_sum[n][k] += d_encoder_conv2[n][i][j][k];

    /* d_encoder_2_bias = sum(d_encoder_conv2_row_sum) (line 30) */
    double *const d_encoder_2_bias = point->gradient[3];
    memset(d_encoder_2_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_2_bias[i] += d_encoder_conv2_row_sum[n][i];

    /* d_encoder_relu1 = conv_data(d_encoder_conv2, encoder_2_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 29) */
    double (*const d_encoder_relu1)[16][16][64] = (void *)(scratch + 786432);
    check_conv_data_32x128x8x8_128x64x4x4_32x64x16x16(d_encoder_conv2, encoder_2_weight,
        d_encoder_relu1, scratch + 1310720);

    /* d_encoder_2_weight = conv_weight(encoder_relu1, d_encoder_conv2): w[k] = sum x[s o + k
     *     - p] y[o] (line 30) */
    double (*const d_encoder_2_weight)[64][4][4] = (void *)point->gradient[2];
    check_conv_weight_32x64x16x16_32x128x8x8_128x64x4x4(encoder_relu1, d_encoder_conv2,
        d_encoder_2_weight, scratch + 1310720);

    /* d_encoder_conv0 (line 28) */
    double (*const d_encoder_conv0)[16][16][64] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < 64; k++)
                    d_encoder_conv0[n][i][j][k] = (held->encoder_relu1_slope[n][i][j][k] ? 1.0
                        : 0.0) * d_encoder_relu1[n][i][j][k];

    /* d_encoder_conv0_row_sum = sum(d_encoder_conv0) (line 28) */
    double (*const d_encoder_conv0_row_sum)[64] = (void *)(scratch + 524288);
    memset(d_encoder_conv0_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < 64; k++)
                    d_encoder_conv0_row_sum[n][k] += d_encoder_conv0[n][i][j][k];

    /* d_encoder_0_bias = sum(d_encoder_conv0_row_sum) (line 28) */
    double *const d_encoder_0_bias = point->gradient[1];
    memset(d_encoder_0_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 64; i++)
            d_encoder_0_bias[i] += d_encoder_conv0_row_sum[n][i];

    /* d_encoder_0_weight = conv_weight(x, d_encoder_conv0): w[k] = sum x[s o + k - p] y[o]
     *     (line 28) */
    double (*const d_encoder_0_weight)[3][4][4] = (void *)point->gradient[0];
    check_conv_weight_32x3x32x32_32x64x16x16_64x3x4x4_b(x, d_encoder_conv0, d_encoder_0_weight,
        scratch + 524288);

    return 1.9073486328125e-06 * ze_combined_squared_sum_2
        + (0.00016077859538847023 * x_plus_y_squared_sum
        + 7.62939453125e-06 * ze_combined_squared_sum);
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
    const double *const encoder_4_bias = point->tensor[5];
    const double *const encoder_5_0_1_bias = point->tensor[7];
    const double *const encoder_5_0_3_bias = point->tensor[9];
    const double *const encoder_6_0_1_bias = point->tensor[11];
    const double *const encoder_6_0_3_bias = point->tensor[13];
    const double *const decoder_0_bias = point->tensor[17];
    const double *const decoder_1_0_1_bias = point->tensor[19];
    const double *const decoder_1_0_3_bias = point->tensor[21];
    const double *const decoder_2_0_1_bias = point->tensor[23];
    const double *const decoder_2_0_3_bias = point->tensor[25];
    const double *const decoder_4_bias = point->tensor[27];
    const float (*const encoder_conv0_product)[16][16][64] = (void *)m->at[0];
    const float (*const encoder_conv2_product)[8][8][hidden] = (void *)m->at[2];
    const float (*const encoder_conv4_product)[8][8][hidden] = (void *)m->at[5];
    const float (*const encoder_res5_conv1_product)[8][8][inner] = (void *)m->at[8];
    const float (*const encoder_res5_conv3_product)[8][8][hidden] = (void *)m->at[11];
    const float (*const encoder_res6_conv1_product)[8][8][inner] = (void *)m->at[13];
    const float (*const encoder_res6_conv3_product)[8][8][hidden] = (void *)m->at[16];
    const int (*const code)[8][8] = (void *)m->at[23];
    const float (*const decoder_conv_product)[8][8][hidden] = (void *)m->at[29];
    const float (*const decoder_res1_conv1_product)[8][8][inner] = (void *)m->at[32];
    const float (*const decoder_res1_conv3_product)[8][8][hidden] = (void *)m->at[35];
    const float (*const decoder_res2_conv1_product)[8][8][inner] = (void *)m->at[37];
    const float (*const decoder_res2_conv3_product)[8][8][hidden] = (void *)m->at[40];
    const float (*const decoder_conv_transpose4_product)[16][16][64] = (void *)m->at[42];

    /* encoder_conv4 (line 32) */
    float (*const encoder_conv4)[8][8][hidden] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_conv4[n][i][j][k] = (float)encoder_4_bias[k]
                        + encoder_conv4_product[n][i][j][k];

    /* encoder_res6_relu0_input (line 54) */
    float (*const encoder_res6_relu0_input)[8][8][hidden] = (void *)(scratch + 262144);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_res6_relu0_input[n][i][j][k] = encoder_conv4[n][i][j][k]
                        + ((float)encoder_5_0_3_bias[k]
                        + encoder_res5_conv3_product[n][i][j][k]);

    /* decoder_conv_of_zq_2 (line 40) */
    float (*const decoder_conv_of_zq_2)[8][8][hidden] = (void *)(scratch + 524288);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_conv_of_zq_2[n][i][j][k] = (float)decoder_0_bias[k]
                        + decoder_conv_product[n][i][j][k];

    /* decoder_res1_conv3_of_zq_combined_2 (line 58) */
    float (*const decoder_res1_conv3_of_zq_combined_2)[8][8][hidden] =
        (void *)(scratch + 786432);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_res1_conv3_of_zq_combined_2[n][i][j][k] =
                        decoder_conv_of_zq_2[n][i][j][k] + ((float)decoder_1_0_3_bias[k]
                        + decoder_res1_conv3_product[n][i][j][k]);

    /* encoder_relu1_slope: encoder_0_bias + encoder_conv0_product > 0 (line 29) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
                for (int k = 0; k < 64; k++)
                    held->encoder_relu1_slope[n][i][j][k] = (float)encoder_0_bias[k]
                        + encoder_conv0_product[n][i][j][k] > 0.0f;

    /* encoder_relu3_slope: encoder_2_bias + encoder_conv2_product > 0 (line 31) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    held->encoder_relu3_slope[n][i][j][k] = (float)encoder_2_bias[k]
                        + encoder_conv2_product[n][i][j][k] > 0.0f;

    /* encoder_res5_relu0_slope: encoder_conv4 > 0 (line 19) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    held->encoder_res5_relu0_slope[n][i][j][k] =
                        encoder_conv4[n][i][j][k] > 0.0f;

    /* encoder_res5_relu2_slope: encoder_5_0_1_bias + encoder_res5_conv1_product > 0
     *     (line 21) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    held->encoder_res5_relu2_slope[n][i][j][k] = (float)encoder_5_0_1_bias[k]
                        + encoder_res5_conv1_product[n][i][j][k] > 0.0f;

    /* encoder_res6_relu0_slope: encoder_res6_relu0_input > 0 (line 19) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    held->encoder_res6_relu0_slope[n][i][j][k] =
                        encoder_res6_relu0_input[n][i][j][k] > 0.0f;

    /* encoder_res6_relu2_slope: encoder_6_0_1_bias + encoder_res6_conv1_product > 0
     *     (line 21) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    held->encoder_res6_relu2_slope[n][i][j][k] = (float)encoder_6_0_1_bias[k]
                        + encoder_res6_conv1_product[n][i][j][k] > 0.0f;

    /* encoder_relu7_slope: encoder_res6_relu0_input + (encoder_6_0_3_bias +
     *     encoder_res6_conv3_product) > 0 (line 35) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    held->encoder_relu7_slope[n][i][j][k] = encoder_res6_relu0_input[n][i][j][k]
                        + ((float)encoder_6_0_3_bias[k]
                        + encoder_res6_conv3_product[n][i][j][k]) > 0.0f;

    /* code: code (line 55) */
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                held->code[n][i][j] = code[n][i][j];

    /* decoder_res1_relu0_slope: decoder_conv_of_zq_2 > 0 (line 19) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    held->decoder_res1_relu0_slope[n][i][j][k] =
                        decoder_conv_of_zq_2[n][i][j][k] > 0.0f;

    /* decoder_res1_relu2_slope: decoder_1_0_1_bias + decoder_res1_conv1_product > 0
     *     (line 21) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    held->decoder_res1_relu2_slope[n][i][j][k] = (float)decoder_1_0_1_bias[k]
                        + decoder_res1_conv1_product[n][i][j][k] > 0.0f;

    /* decoder_conv_plus_decoder_res1_conv3_slope: decoder_res1_conv3_of_zq_combined_2 > 0
     *     (line 19) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    held->decoder_conv_plus_decoder_res1_conv3_slope[n][i][j][k] =
                        decoder_res1_conv3_of_zq_combined_2[n][i][j][k] > 0.0f;

    /* decoder_res2_conv1_slope: decoder_2_0_1_bias + decoder_res2_conv1_product > 0
     *     (line 21) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < inner; k++)
                    held->decoder_res2_conv1_slope[n][i][j][k] = (float)decoder_2_0_1_bias[k]
                        + decoder_res2_conv1_product[n][i][j][k] > 0.0f;

    /* decoder_conv_plus_decoder_res1_conv3_combined_slope:
     *     decoder_res1_conv3_of_zq_combined_2 + (decoder_2_0_3_bias +
     *     decoder_res2_conv3_product) > 0 (line 43) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                for (int k = 0; k < hidden; k++)
                    held->decoder_conv_plus_decoder_res1_conv3_combined_slope[n][i][j][k] =
                        decoder_res1_conv3_of_zq_combined_2[n][i][j][k]
                        + ((float)decoder_2_0_3_bias[k]
                        + decoder_res2_conv3_product[n][i][j][k]) > 0.0f;

    /* decoder_conv_transpose4_slope: decoder_4_bias + decoder_conv_transpose4_product > 0
     *     (line 45) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++)
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
    static const long place[2][32] = {
        {0, 3072, 3136, 134208, 134336, 281792, 281920, 318784, 318816, 322912, 323040, 359904,
            359936, 364032, 364160, 372352, 372416, 446144, 446272, 483136, 483168, 487264,
            487392, 524256, 524288, 528384, 528512, 659584, 659648, 662720, 662736, -1},
    };
    if (tensor >= 31 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check vqvae32_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
