/* vqvae_prior_check.c: the losses of vqvae_prior.yaml (sha256 a9fd19d0)
 * and their gradients in double, by plain loops, for `vqvae_prior gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "vqvae_prior.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 32, hidden = 64, width = 32, codes = 128, side = 28 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool encoder_down40_leaky_relu_slope[batch][14][14][32];
    _Bool encoder_down41_leaky_relu_slope[batch][7][7][hidden];
    int code[batch][7][7];
    double e_combined[batch][7][7][width];
    _Bool decoder_conv_slope[batch][7][7][hidden];
    _Bool decoder_up4_conv_transpose_slope[batch][14][14][32];
    double ze_2[batch][7][7][width];
    double e_2[batch][7][7][width];
    _Bool position_slope[4];
    _Bool position_slope_2[7];
    _Bool position_slope_2_2[2];
    _Bool position_slope_3[3];
    _Bool prior_residual1_seen1_masked_conv_weight_scale_slope;
    _Bool encoder_down40_leaky_relu_of_x_slope[batch][14][14][32];
    _Bool encoder_down41_leaky_relu_of_x_slope[batch][7][7][hidden];
    int code_in_surprise[batch][7][7];
    _Bool code_equal[batch][7][7][codes];
    _Bool prior_residual1_seen0_relu_slope[batch][7][7][hidden];
    _Bool prior_residual1_seen1_relu_slope[batch][7][7][hidden];
    _Bool prior_residual2_seen0_relu_slope[batch][7][7][hidden];
    _Bool prior_residual2_seen1_relu_slope[batch][7][7][hidden];
    _Bool prior_relu_slope[batch][7][7][hidden];
    int logits_max_in_surprise[batch][7][7];
    double logits_max_in_surprise_2[batch][7][7];
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
        held->scratch = malloc(sizeof(double) * 1052712);
    if (held && !held->scratch) {
        check_free(held);
        return NULL;
    }
    return held;
}

#include "vqvae_prior_check_contractions.h"

/* What step 1 minimises, and where `whole` its gradients. */
static double
step_1(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const int renew = record || held->taken;
    held->taken = 0;
    const double (*const encoder_0_0_weight)[4][4] = (void *)point->tensor[0];
    const double *const encoder_0_0_bias = point->tensor[1];
    const double (*const encoder_1_0_weight)[32][4][4] = (void *)point->tensor[2];
    const double *const encoder_1_0_bias = point->tensor[3];
    const double (*const encoder_2_weight)[hidden][3][3] = (void *)point->tensor[4];
    const double *const encoder_2_bias = point->tensor[5];
    const double (*const decoder_0_weight)[width][3][3] = (void *)point->tensor[6];
    const double *const decoder_0_bias = point->tensor[7];
    const double (*const decoder_2_0_weight)[32][4][4] = (void *)point->tensor[8];
    const double *const decoder_2_0_bias = point->tensor[9];
    const double (*const decoder_3_weight)[4][4] = (void *)point->tensor[10];
    const double decoder_3_bias = point->tensor[11][0];
    const float (*const x)[side][side] = (void *)point->field[0];
    const double (*const codebook)[width] = (void *)point->tensor[24];

    /* encoder_down40_conv_product = conv(x, encoder_0_0_weight): y[o] = sum x[s o + k - p]
     *     w[k] (line 23) */
    double (*const encoder_down40_conv_product)[14][14][32] = (void *)(scratch + 0);
    check_conv_32x28x28_32x4x4_32x32x14x14(x, encoder_0_0_weight, encoder_down40_conv_product,
        scratch + 200704);

    /* encoder_down40_conv (line 23) */
    double (*const encoder_down40_conv)[14][14][32] = (void *)(scratch + 200704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    encoder_down40_conv[n][i][j][k] = encoder_0_0_bias[k]
                        + encoder_down40_conv_product[n][i][j][k];

    /* encoder_down40_leaky_relu_slope: encoder_down40_conv > 0 */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 14; i++)
                for (int j = 0; j < 14; j++)
                    for (int k = 0; k < 32; k++)
                        held->encoder_down40_leaky_relu_slope[n][i][j][k] =
                            encoder_down40_conv[n][i][j][k] > 0;
    }

    /* encoder_down40_leaky_relu (line 23) */
    double (*const encoder_down40_leaky_relu)[14][14][32] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    encoder_down40_leaky_relu[n][i][j][k] =
                        held->encoder_down40_leaky_relu_slope[n][i][j][k]
                        ? encoder_down40_conv[n][i][j][k] : 0.2
                        * encoder_down40_conv[n][i][j][k];

    /* encoder_down41_conv_product = conv(encoder_down40_leaky_relu, encoder_1_0_weight): y[o]
     *     = sum x[s o + k - p] w[k] (line 23) */
    double (*const encoder_down41_conv_product)[7][7][hidden] = (void *)(scratch + 200704);
    check_conv_32x32x14x14_64x32x4x4_32x64x7x7(encoder_down40_leaky_relu, encoder_1_0_weight,
        encoder_down41_conv_product, scratch + 301056);

    /* encoder_down41_conv (line 23) */
    double (*const encoder_down41_conv)[7][7][hidden] = (void *)(scratch + 301056);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_down41_conv[n][i][j][k] = encoder_1_0_bias[k]
                        + encoder_down41_conv_product[n][i][j][k];

    /* encoder_down41_leaky_relu_slope: encoder_down41_conv > 0 */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->encoder_down41_leaky_relu_slope[n][i][j][k] =
                            encoder_down41_conv[n][i][j][k] > 0;
    }

    /* encoder_down41_leaky_relu (line 23) */
    double (*const encoder_down41_leaky_relu)[7][7][hidden] = (void *)(scratch + 200704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    encoder_down41_leaky_relu[n][i][j][k] =
                        held->encoder_down41_leaky_relu_slope[n][i][j][k]
                        ? encoder_down41_conv[n][i][j][k] : 0.2
                        * encoder_down41_conv[n][i][j][k];

    /* ze_product = conv(encoder_down41_leaky_relu, encoder_2_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 23) */
    double (*const ze_product)[7][7][width] = (void *)(scratch + 301056);
    check_conv_32x64x7x7_32x64x3x3_32x32x7x7(encoder_down41_leaky_relu, encoder_2_weight,
        ze_product, scratch + 351232);

    /* ze (line 44) */
    double (*const ze)[7][7][width] = (void *)(scratch + 351232);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    ze[n][i][j][k] = encoder_2_bias[k] + ze_product[n][i][j][k];

    /* codebook_squared_row_sum = sum(codebook^2) (line 45) */
    double *const codebook_squared_row_sum = scratch + 301056;
    if (renew) {
        memset(codebook_squared_row_sum, 0, sizeof(double) * 128);
        for (int i = 0; i < codes; i++)
            for (int j = 0; j < width; j++)
                codebook_squared_row_sum[i] += codebook[i][j] * codebook[i][j];
    }

    /* ze_by_codebook[n][j][k][i] = sum over l of ze[n][j][k][l] * codebook[i][l] (line 45) */
    double (*const ze_by_codebook)[7][7][codes] = (void *)(scratch + 401408);
    if (renew) {
        check_contract_32x32x7x7_128x32_32x128x7x7(ze, codebook, ze_by_codebook);
    }

    /* code: argmin(0.5 * codebook_squared_row_sum - ze_by_codebook) (line 45) */
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

    /* e = gather(codebook_, code): table[index] (line 46) */
    double (*const e)[7][7][width] = (void *)(scratch + 301056);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 7; k++)
                    e[n][j][k][i] = codebook_[held->code[n][j][k]][i];

    /* e_combined: e - ze (line 47) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < width; k++)
                        held->e_combined[n][i][j][k] = e[n][i][j][k] - ze[n][i][j][k];
    }

    /* ze_plus_ze_plus_e (line 47) */
    double (*const ze_plus_ze_plus_e)[7][7][width] = (void *)(scratch + 401408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    ze_plus_ze_plus_e[n][i][j][k] = ze[n][i][j][k]
                        + held->e_combined[n][i][j][k];

    /* ze_plus_ze_plus_e_by_decoder_0_weight = conv(ze_plus_ze_plus_e, decoder_0_weight): y[o]
     *     = sum x[s o + k - p] w[k] (line 27) */
    double (*const ze_plus_ze_plus_e_by_decoder_0_weight)[7][7][hidden] =
        (void *)(scratch + 451584);
    check_conv_32x32x7x7_64x32x3x3_32x64x7x7(ze_plus_ze_plus_e, decoder_0_weight,
        ze_plus_ze_plus_e_by_decoder_0_weight, scratch + 551936);

    /* decoder_conv (line 27) */
    double (*const decoder_conv)[7][7][hidden] = (void *)(scratch + 551936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_conv[n][i][j][k] = decoder_0_bias[k]
                        + ze_plus_ze_plus_e_by_decoder_0_weight[n][i][j][k];

    /* decoder_conv_slope: decoder_conv > 0 (line 28) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->decoder_conv_slope[n][i][j][k] = decoder_conv[n][i][j][k] > 0;
    }

    /* decoder_leaky_relu (line 28) */
    double (*const decoder_leaky_relu)[7][7][hidden] = (void *)(scratch + 451584);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    decoder_leaky_relu[n][i][j][k] = held->decoder_conv_slope[n][i][j][k]
                        ? decoder_conv[n][i][j][k] : 0.2 * decoder_conv[n][i][j][k];

    /* decoder_leaky_relu_by_decoder_2_0_weight = conv_data(decoder_leaky_relu,
     *     decoder_2_0_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 29) */
    double (*const decoder_leaky_relu_by_decoder_2_0_weight)[14][14][32] =
        (void *)(scratch + 551936);
    check_conv_data_32x64x7x7_64x32x4x4_32x32x14x14(decoder_leaky_relu, decoder_2_0_weight,
        decoder_leaky_relu_by_decoder_2_0_weight, scratch + 752640);

    /* decoder_up4_conv_transpose (line 29) */
    double (*const decoder_up4_conv_transpose)[14][14][32] = (void *)(scratch + 752640);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    decoder_up4_conv_transpose[n][i][j][k] = decoder_2_0_bias[k]
                        + decoder_leaky_relu_by_decoder_2_0_weight[n][i][j][k];

    /* decoder_up4_conv_transpose_slope: decoder_up4_conv_transpose > 0 */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 14; i++)
                for (int j = 0; j < 14; j++)
                    for (int k = 0; k < 32; k++)
                        held->decoder_up4_conv_transpose_slope[n][i][j][k] =
                            decoder_up4_conv_transpose[n][i][j][k] > 0;
    }

    /* decoder_up4_leaky_relu (line 29) */
    double (*const decoder_up4_leaky_relu)[14][14][32] = (void *)(scratch + 551936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    decoder_up4_leaky_relu[n][i][j][k] =
                        held->decoder_up4_conv_transpose_slope[n][i][j][k]
                        ? decoder_up4_conv_transpose[n][i][j][k]
                        : 0.2 * decoder_up4_conv_transpose[n][i][j][k];

    /* decoder_up4_leaky_relu_by_decoder_3_weight = conv_data(decoder_up4_leaky_relu,
     *     decoder_3_weight): x[i] = sum of y[o] w[k] where s o + k - p = i (line 30) */
    double (*const decoder_up4_leaky_relu_by_decoder_3_weight)[side][side] =
        (void *)(scratch + 752640);
    check_conv_data_32x32x14x14_32x4x4_32x28x28(decoder_up4_leaky_relu, decoder_3_weight,
        decoder_up4_leaky_relu_by_decoder_3_weight, scratch + 777728);

    /* y (line 47) */
    double (*const y)[side][side] = (void *)(scratch + 777728);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                y[n][i][j] = decoder_3_bias
                    + decoder_up4_leaky_relu_by_decoder_3_weight[n][i][j];

    /* x_plus_y (line 51) */
    double (*const x_plus_y)[side][side] = (void *)(scratch + 752640);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                x_plus_y[n][i][j] = y[n][i][j] - (double)x[n][i][j];

    /* x_plus_y_squared_row_sum = sum(x_plus_y^2) (line 51) */
    double *const x_plus_y_squared_row_sum = scratch + 777728;
    memset(x_plus_y_squared_row_sum, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                x_plus_y_squared_row_sum[n] += x_plus_y[n][i][j] * x_plus_y[n][i][j];

    /* x_plus_y_squared_sum = sum(x_plus_y_squared_row_sum) (line 51) */
    double x_plus_y_squared_sum = 0;
    for (int n = 0; n < batch; n++)
        x_plus_y_squared_sum += x_plus_y_squared_row_sum[n];

    /* ze_2: ze (line 52) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < width; k++)
                        held->ze_2[n][i][j][k] = ze[n][i][j][k];
    }

    /* e_combined_2 (line 52) */
    double (*const e_combined_2)[7][7][width] = (void *)(scratch + 777728);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    e_combined_2[n][i][j][k] = e[n][i][j][k] - held->ze_2[n][i][j][k];

    /* e_combined_squared_row_sum = sum(e_combined_2^2) (line 52) */
    double *const e_combined_squared_row_sum = scratch + 827904;
    memset(e_combined_squared_row_sum, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    e_combined_squared_row_sum[n] += e_combined_2[n][i][j][k]
                        * e_combined_2[n][i][j][k];

    /* ze_combined_squared_sum = sum(e_combined_squared_row_sum) (line 52) */
    double ze_combined_squared_sum = 0;
    for (int n = 0; n < batch; n++)
        ze_combined_squared_sum += e_combined_squared_row_sum[n];

    /* e_2: e (line 53) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < width; k++)
                        held->e_2[n][i][j][k] = e[n][i][j][k];
    }

    /* e_combined_3 (line 53) */
    double (*const e_combined_3)[7][7][width] = (void *)(scratch + 301056);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    e_combined_3[n][i][j][k] = held->e_2[n][i][j][k] - ze[n][i][j][k];

    /* e_combined_squared_row_sum_2 = sum(e_combined_3^2) (line 53) */
    double *const e_combined_squared_row_sum_2 = scratch + 351232;
    memset(e_combined_squared_row_sum_2, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    e_combined_squared_row_sum_2[n] += e_combined_3[n][i][j][k]
                        * e_combined_3[n][i][j][k];

    /* ze_combined_squared_sum_2 = sum(e_combined_squared_row_sum_2) (line 53) */
    double ze_combined_squared_sum_2 = 0;
    for (int n = 0; n < batch; n++)
        ze_combined_squared_sum_2 += e_combined_squared_row_sum_2[n];

    if (!whole)
        return 4.982461734693877e-06 * ze_combined_squared_sum_2
            + (0.00041957572502685284 * x_plus_y_squared_sum
            + 1.992984693877551e-05 * ze_combined_squared_sum);

    /* x_plus_y_row_sum = sum(x_plus_y) (line 30) */
    double *const x_plus_y_row_sum = scratch + 351232;
    memset(x_plus_y_row_sum, 0, sizeof(double) * 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                x_plus_y_row_sum[n] += x_plus_y[n][i][j];

    /* d_decoder_3_bias_scaled = sum(x_plus_y_row_sum) (line 30) */
    double d_decoder_3_bias_scaled = 0;
    for (int n = 0; n < batch; n++)
        d_decoder_3_bias_scaled += x_plus_y_row_sum[n];

    /* d_decoder_up4_leaky_relu_scaled = conv(x_plus_y, decoder_3_weight): y[o] = sum x[s o +
     *     k - p] w[k] (line 29) */
    double (*const d_decoder_up4_leaky_relu_scaled)[14][14][32] = (void *)(scratch + 827904);
    check_conv_32x28x28_32x4x4_32x32x14x14_b(x_plus_y, decoder_3_weight,
        d_decoder_up4_leaky_relu_scaled, scratch + 351232);

    /* d_decoder_3_weight_scaled = conv_weight(x_plus_y, decoder_up4_leaky_relu): w[k] = sum
     *     x[s o + k - p] y[o] (line 30) */
    double (*const d_decoder_3_weight_scaled)[4][4] = (void *)(scratch + 351232);
    check_conv_weight_32x28x28_32x32x14x14_32x4x4(x_plus_y, decoder_up4_leaky_relu,
        d_decoder_3_weight_scaled, scratch + 351744);

    /* d_decoder_3_weight (line 30) */
    double (*const d_decoder_3_weight)[4][4] = (void *)point->gradient[10];
    for (int i = 0; i < 32; i++)
        for (int j = 0; j < 4; j++)
            for (int k = 0; k < 4; k++)
                d_decoder_3_weight[i][j][k] = 0.0008391514500537057
                    * d_decoder_3_weight_scaled[i][j][k];

    /* d_decoder_up4_conv_transpose_scaled (line 29) */
    double (*const d_decoder_up4_conv_transpose_scaled)[14][14][32] =
        (void *)(scratch + 551936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    d_decoder_up4_conv_transpose_scaled[n][i][j][k] =
                        (held->decoder_up4_conv_transpose_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_decoder_up4_leaky_relu_scaled[n][i][j][k];

    /* d_decoder_up4_conv_transpose_scaled_row_sum = sum(d_decoder_up4_conv_transpose_scaled)
     *     (line 29) */
    double (*const d_decoder_up4_conv_transpose_scaled_row_sum)[32] =
        (void *)(scratch + 351232);
    memset(d_decoder_up4_conv_transpose_scaled_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    d_decoder_up4_conv_transpose_scaled_row_sum[n][k] +=
                        d_decoder_up4_conv_transpose_scaled[n][i][j][k];

    /* d_decoder_2_0_bias_scaled = sum(d_decoder_up4_conv_transpose_scaled_row_sum)
     *     (line 29) */
    double *const d_decoder_2_0_bias_scaled = scratch + 352256;
    memset(d_decoder_2_0_bias_scaled, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 32; i++)
            d_decoder_2_0_bias_scaled[i] += d_decoder_up4_conv_transpose_scaled_row_sum[n][i];

    /* d_decoder_2_0_bias (line 29) */
    double *const d_decoder_2_0_bias = point->gradient[9];
    for (int i = 0; i < 32; i++)
        d_decoder_2_0_bias[i] = 0.0008391514500537057 * d_decoder_2_0_bias_scaled[i];

    /* d_decoder_leaky_relu_scaled = conv(d_decoder_up4_conv_transpose_scaled,
     *     decoder_2_0_weight): y[o] = sum x[s o + k - p] w[k] (line 28) */
    double (*const d_decoder_leaky_relu_scaled)[7][7][hidden] = (void *)(scratch + 827904);
    check_conv_32x32x14x14_64x32x4x4_32x64x7x7(d_decoder_up4_conv_transpose_scaled,
        decoder_2_0_weight, d_decoder_leaky_relu_scaled, scratch + 351232);

    /* d_decoder_2_0_weight_scaled = conv_weight(d_decoder_up4_conv_transpose_scaled,
     *     decoder_leaky_relu): w[k] = sum x[s o + k - p] y[o] (line 29) */
    double (*const d_decoder_2_0_weight_scaled)[32][4][4] = (void *)(scratch + 351232);
    check_conv_weight_32x32x14x14_32x64x7x7_64x32x4x4(d_decoder_up4_conv_transpose_scaled,
        decoder_leaky_relu, d_decoder_2_0_weight_scaled, scratch + 928256);

    /* d_decoder_2_0_weight (line 29) */
    double (*const d_decoder_2_0_weight)[32][4][4] = (void *)point->gradient[8];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < 32; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 4; l++)
                    d_decoder_2_0_weight[i][j][k][l] = 0.0008391514500537057
                        * d_decoder_2_0_weight_scaled[i][j][k][l];

    /* d_decoder_conv_scaled (line 27) */
    double (*const d_decoder_conv_scaled)[7][7][hidden] = (void *)(scratch + 451584);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_scaled[n][i][j][k] = (held->decoder_conv_slope[n][i][j][k]
                        ? 1.0 : 0.2) * d_decoder_leaky_relu_scaled[n][i][j][k];

    /* d_decoder_conv_scaled_row_sum = sum(d_decoder_conv_scaled) (line 27) */
    double (*const d_decoder_conv_scaled_row_sum)[hidden] = (void *)(scratch + 351232);
    memset(d_decoder_conv_scaled_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_decoder_conv_scaled_row_sum[n][k] += d_decoder_conv_scaled[n][i][j][k];

    /* d_decoder_0_bias_scaled = sum(d_decoder_conv_scaled_row_sum) (line 27) */
    double *const d_decoder_0_bias_scaled = scratch + 353280;
    memset(d_decoder_0_bias_scaled, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_0_bias_scaled[i] += d_decoder_conv_scaled_row_sum[n][i];

    /* d_decoder_0_bias (line 27) */
    double *const d_decoder_0_bias = point->gradient[7];
    for (int i = 0; i < hidden; i++)
        d_decoder_0_bias[i] = 0.0008391514500537057 * d_decoder_0_bias_scaled[i];

    /* d_ze_plus_ze_plus_e_scaled = conv_data(d_decoder_conv_scaled, decoder_0_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 47) */
    double (*const d_ze_plus_ze_plus_e_scaled)[7][7][width] = (void *)(scratch + 351232);
    check_conv_data_32x64x7x7_64x32x3x3_32x32x7x7(d_decoder_conv_scaled, decoder_0_weight,
        d_ze_plus_ze_plus_e_scaled, scratch + 551936);

    /* d_decoder_0_weight_scaled = conv_weight(ze_plus_ze_plus_e, d_decoder_conv_scaled): w[k]
     *     = sum x[s o + k - p] y[o] (line 27) */
    double (*const d_decoder_0_weight_scaled)[width][3][3] = (void *)(scratch + 551936);
    check_conv_weight_32x32x7x7_32x64x7x7_64x32x3x3(ze_plus_ze_plus_e, d_decoder_conv_scaled,
        d_decoder_0_weight_scaled, scratch + 570368);

    /* d_decoder_0_weight (line 27) */
    double (*const d_decoder_0_weight)[width][3][3] = (void *)point->gradient[6];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < width; j++)
            for (int k = 0; k < 3; k++)
                for (int l = 0; l < 3; l++)
                    d_decoder_0_weight[i][j][k][l] = 0.0008391514500537057
                        * d_decoder_0_weight_scaled[i][j][k][l];

    /* d_codebook_scaled = scatter_add(e_combined_2, code): table[index] += value, in order of
     *     the values (line 46) */
    double (*const d_codebook_scaled)[codes] = (void *)(scratch + 401408);
    memset(d_codebook_scaled, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < width; i++)
        for (int n = 0; n < batch; n++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 7; k++)
                    d_codebook_scaled[i][held->code[n][j][k]] += e_combined_2[n][j][k][i];
    double (*const d_codebook_scaled_2)[codes] = (void *)d_codebook_scaled;

    /* d_codebook (line 45) */
    double (*const d_codebook)[width] = (void *)point->gradient[24];
    for (int i = 0; i < codes; i++)
        for (int j = 0; j < width; j++)
            d_codebook[i][j] = 3.985969387755102e-05 * d_codebook_scaled_2[j][i];

    /* d_ze (line 44) */
    double (*const d_ze)[7][7][width] = (void *)(scratch + 401408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    d_ze[n][i][j][k] = 0.0008391514500537057
                        * d_ze_plus_ze_plus_e_scaled[n][i][j][k]
                        - 9.964923469387754e-06 * e_combined_3[n][i][j][k];

    /* d_ze_row_sum = sum(d_ze) (line 23) */
    double (*const d_ze_row_sum)[width] = (void *)(scratch + 301056);
    memset(d_ze_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < width; k++)
                    d_ze_row_sum[n][k] += d_ze[n][i][j][k];

    /* d_encoder_2_bias = sum(d_ze_row_sum) (line 23) */
    double *const d_encoder_2_bias = point->gradient[5];
    memset(d_encoder_2_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            d_encoder_2_bias[i] += d_ze_row_sum[n][i];

    /* d_encoder_down41_leaky_relu = conv_data(d_ze, encoder_2_weight): x[i] = sum of y[o]
     *     w[k] where s o + k - p = i (line 23) */
    double (*const d_encoder_down41_leaky_relu)[7][7][hidden] = (void *)(scratch + 301056);
    check_conv_data_32x32x7x7_32x64x3x3_32x64x7x7(d_ze, encoder_2_weight,
        d_encoder_down41_leaky_relu, scratch + 451584);

    /* d_encoder_2_weight = conv_weight(encoder_down41_leaky_relu, d_ze): w[k] = sum x[s o + k
     *     - p] y[o] (line 23) */
    double (*const d_encoder_2_weight)[hidden][3][3] = (void *)point->gradient[4];
    check_conv_weight_32x64x7x7_32x32x7x7_32x64x3x3(encoder_down41_leaky_relu, d_ze,
        d_encoder_2_weight, scratch + 451584);

    /* d_encoder_down41_conv (line 23) */
    double (*const d_encoder_down41_conv)[7][7][hidden] = (void *)(scratch + 200704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_down41_conv[n][i][j][k] =
                        (held->encoder_down41_leaky_relu_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_encoder_down41_leaky_relu[n][i][j][k];

    /* d_encoder_down41_conv_row_sum = sum(d_encoder_down41_conv) (line 23) */
    double (*const d_encoder_down41_conv_row_sum)[hidden] = (void *)(scratch + 301056);
    memset(d_encoder_down41_conv_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_encoder_down41_conv_row_sum[n][k] += d_encoder_down41_conv[n][i][j][k];

    /* d_encoder_1_0_bias = sum(d_encoder_down41_conv_row_sum) (line 23) */
    double *const d_encoder_1_0_bias = point->gradient[3];
    memset(d_encoder_1_0_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_1_0_bias[i] += d_encoder_down41_conv_row_sum[n][i];

    /* d_encoder_down40_leaky_relu = conv_data(d_encoder_down41_conv, encoder_1_0_weight):
     *     x[i] = sum of y[o] w[k] where s o + k - p = i (line 23) */
    double (*const d_encoder_down40_leaky_relu)[14][14][32] = (void *)(scratch + 301056);
    check_conv_data_32x64x7x7_64x32x4x4_32x32x14x14(d_encoder_down41_conv, encoder_1_0_weight,
        d_encoder_down40_leaky_relu, scratch + 501760);

    /* d_encoder_1_0_weight = conv_weight(encoder_down40_leaky_relu, d_encoder_down41_conv):
     *     w[k] = sum x[s o + k - p] y[o] (line 23) */
    double (*const d_encoder_1_0_weight)[32][4][4] = (void *)point->gradient[2];
    check_conv_weight_32x32x14x14_32x64x7x7_64x32x4x4(encoder_down40_leaky_relu,
        d_encoder_down41_conv, d_encoder_1_0_weight, scratch + 501760);

    /* d_encoder_down40_conv (line 23) */
    double (*const d_encoder_down40_conv)[14][14][32] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    d_encoder_down40_conv[n][i][j][k] =
                        (held->encoder_down40_leaky_relu_slope[n][i][j][k] ? 1.0 : 0.2)
                        * d_encoder_down40_leaky_relu[n][i][j][k];

    /* d_encoder_down40_conv_row_sum = sum(d_encoder_down40_conv) (line 23) */
    double (*const d_encoder_down40_conv_row_sum)[32] = (void *)(scratch + 200704);
    memset(d_encoder_down40_conv_row_sum, 0, sizeof(double) * 1024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    d_encoder_down40_conv_row_sum[n][k] += d_encoder_down40_conv[n][i][j][k];

    /* d_encoder_0_0_bias = sum(d_encoder_down40_conv_row_sum) (line 23) */
    double *const d_encoder_0_0_bias = point->gradient[1];
    memset(d_encoder_0_0_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 32; i++)
            d_encoder_0_0_bias[i] += d_encoder_down40_conv_row_sum[n][i];

    /* d_encoder_0_0_weight = conv_weight(x, d_encoder_down40_conv): w[k] = sum x[s o + k - p]
     *     y[o] (line 23) */
    double (*const d_encoder_0_0_weight)[4][4] = (void *)point->gradient[0];
    check_conv_weight_32x28x28_32x32x14x14_32x4x4_b(x, d_encoder_down40_conv,
        d_encoder_0_0_weight, scratch + 200704);

    /* gradient of decoder.3.bias = 0.000839151 * d_decoder_3_bias_scaled */
    point->gradient[11][0] = 0.0008391514500537057 * d_decoder_3_bias_scaled;

    return 4.982461734693877e-06 * ze_combined_squared_sum_2
        + (0.00041957572502685284 * x_plus_y_squared_sum
        + 1.992984693877551e-05 * ze_combined_squared_sum);
}

/* The decisions of step 1 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_1(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    const double *const encoder_0_0_bias = point->tensor[1];
    const double *const encoder_1_0_bias = point->tensor[3];
    const double *const decoder_0_bias = point->tensor[7];
    const double *const decoder_2_0_bias = point->tensor[9];
    const float (*const encoder_down40_conv_product)[14][14][32] = (void *)m->at[0];
    const float (*const encoder_down41_conv_product)[7][7][hidden] = (void *)m->at[2];
    const int (*const code)[7][7] = (void *)m->at[11];
    const float (*const decoder_conv_product)[7][7][hidden] = (void *)m->at[17];
    const float (*const decoder_up4_conv_transpose_product)[14][14][32] = (void *)m->at[20];

    /* encoder_down40_leaky_relu_slope: encoder_0_0_bias + encoder_down40_conv_product > 0 */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    held->encoder_down40_leaky_relu_slope[n][i][j][k] =
                        (float)encoder_0_0_bias[k] + encoder_down40_conv_product[n][i][j][k]
                        > 0.0f;

    /* encoder_down41_leaky_relu_slope: encoder_1_0_bias + encoder_down41_conv_product > 0 */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->encoder_down41_leaky_relu_slope[n][i][j][k] =
                        (float)encoder_1_0_bias[k] + encoder_down41_conv_product[n][i][j][k]
                        > 0.0f;

    /* code: code (line 45) */
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                held->code[n][i][j] = code[n][i][j];

    /* decoder_conv_slope: decoder_0_bias + decoder_conv_product > 0 (line 28) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->decoder_conv_slope[n][i][j][k] = (float)decoder_0_bias[k]
                        + decoder_conv_product[n][i][j][k] > 0.0f;

    /* decoder_up4_conv_transpose_slope: decoder_2_0_bias + decoder_up4_conv_transpose_product
     *     > 0 */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    held->decoder_up4_conv_transpose_slope[n][i][j][k] =
                        (float)decoder_2_0_bias[k]
                        + decoder_up4_conv_transpose_product[n][i][j][k] > 0.0f;
}

/* What step 2 minimises (line 54), and where `whole` its gradients. */
static double
step_2(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const int renew = record || held->taken;
    held->taken = 0;
    const float (*const x)[side][side] = (void *)point->field[0];
    const double (*const encoder_0_0_weight)[4][4] = (void *)point->tensor[0];
    const double *const encoder_0_0_bias = point->tensor[1];
    const double (*const encoder_1_0_weight)[32][4][4] = (void *)point->tensor[2];
    const double *const encoder_1_0_bias = point->tensor[3];
    const double (*const encoder_2_weight)[hidden][3][3] = (void *)point->tensor[4];
    const double *const encoder_2_bias = point->tensor[5];
    const double (*const codebook)[width] = (void *)point->tensor[24];
    const double (*const prior_0_weight)[codes][7][7] = (void *)point->tensor[12];
    const double *const prior_0_bias = point->tensor[13];
    const double (*const prior_1_0_1_weight)[hidden][3][3] = (void *)point->tensor[14];
    const double *const prior_1_0_1_bias = point->tensor[15];
    const double (*const prior_1_1_1_weight)[hidden] = (void *)point->tensor[16];
    const double *const prior_1_1_1_bias = point->tensor[17];
    const double (*const prior_2_0_1_weight)[hidden][3][3] = (void *)point->tensor[18];
    const double *const prior_2_0_1_bias = point->tensor[19];
    const double (*const prior_2_1_1_weight)[hidden] = (void *)point->tensor[20];
    const double *const prior_2_1_1_bias = point->tensor[21];
    const double (*const prior_4_weight)[hidden] = (void *)point->tensor[22];
    const double *const prior_4_bias = point->tensor[23];

    /* position_slope: index - 2.5 > 0 (line 34) */
    if (record) {
        for (int i = 0; i < 4; i++)
            held->position_slope[i] = (double)i - 2.5 > 0;
    }

    /* position_slope_2: index - 2.5 > 0 (line 34) */
    if (record) {
        for (int i = 0; i < 7; i++)
            held->position_slope_2[i] = (double)i - 2.5 > 0;
    }

    /* prior_masked_conv0_weight_scale_shifted (line 34) */
    double (*const prior_masked_conv0_weight_scale_shifted)[7] = (void *)(scratch + 0);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 7; j++)
            prior_masked_conv0_weight_scale_shifted[i][j] = 1.0
                - (held->position_slope[i] ? 1.0 : 0.0) * (held->position_slope_2[j] ? 1.0
                : 0.0);

    /* position_slope_2_2: index - 0.5 > 0 (line 18) */
    if (record) {
        for (int i = 0; i < 2; i++)
            held->position_slope_2_2[i] = (double)i - 0.5 > 0;
    }

    /* position_slope_3: index - 1.5 > 0 (line 18) */
    if (record) {
        for (int i = 0; i < 3; i++)
            held->position_slope_3[i] = (double)i - 1.5 > 0;
    }

    /* prior_residual1_seen0_masked_conv_weight_scale_shifted (line 18) */
    double (*const prior_residual1_seen0_masked_conv_weight_scale_shifted)[3] =
        (void *)(scratch + 32);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            prior_residual1_seen0_masked_conv_weight_scale_shifted[i][j] = 1.0
                - (held->position_slope_2_2[i] ? 1.0 : 0.0)
                * (held->position_slope_3[j] ? 1.0 : 0.0);

    /* prior_residual1_seen1_masked_conv_weight_scale_slope: 0 - 0.5 > 0 (line 18) */
    if (record) {
        held->prior_residual1_seen1_masked_conv_weight_scale_slope = 0.0 - 0.5 > 0;
    }

    /* prior_residual1_seen1_masked_conv_weight_scale_shifted (line 18) */
    const double prior_residual1_seen1_masked_conv_weight_scale_shifted = 1.0
        - (held->prior_residual1_seen1_masked_conv_weight_scale_slope ? 1.0 : 0.0);

    /* encoder_down40_conv_of_x_product = conv(x, encoder_0_0_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 23) */
    double (*const encoder_down40_conv_of_x_product)[14][14][32] = (void *)(scratch + 40);
    if (renew) {
        check_conv_32x28x28_32x4x4_32x32x14x14(x, encoder_0_0_weight,
            encoder_down40_conv_of_x_product, scratch + 200744);
    }

    /* encoder_down40_conv_of_x (line 23) */
    double (*const encoder_down40_conv_of_x)[14][14][32] = (void *)(scratch + 200744);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 14; i++)
                for (int j = 0; j < 14; j++)
                    for (int k = 0; k < 32; k++)
                        encoder_down40_conv_of_x[n][i][j][k] =
                            encoder_down40_conv_of_x_product[n][i][j][k] + encoder_0_0_bias[k];
    }

    /* encoder_down40_leaky_relu_of_x_slope: encoder_down40_conv_of_x > 0 */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 14; i++)
                for (int j = 0; j < 14; j++)
                    for (int k = 0; k < 32; k++)
                        held->encoder_down40_leaky_relu_of_x_slope[n][i][j][k] =
                            encoder_down40_conv_of_x[n][i][j][k] > 0;
    }

    /* encoder_down40_leaky_relu_of_x (line 23) */
    double (*const encoder_down40_leaky_relu_of_x)[14][14][32] = (void *)(scratch + 40);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 14; i++)
                for (int j = 0; j < 14; j++)
                    for (int k = 0; k < 32; k++)
                        encoder_down40_leaky_relu_of_x[n][i][j][k] =
                            held->encoder_down40_leaky_relu_of_x_slope[n][i][j][k]
                            ? encoder_down40_conv_of_x[n][i][j][k]
                            : 0.2 * encoder_down40_conv_of_x[n][i][j][k];
    }

    /* encoder_down41_conv_of_x_product = conv(encoder_down40_leaky_relu_of_x,
     *     encoder_1_0_weight): y[o] = sum x[s o + k - p] w[k] (line 23) */
    double (*const encoder_down41_conv_of_x_product)[7][7][hidden] = (void *)(scratch + 200744);
    if (renew) {
        check_conv_32x32x14x14_64x32x4x4_32x64x7x7(encoder_down40_leaky_relu_of_x,
            encoder_1_0_weight, encoder_down41_conv_of_x_product, scratch + 301096);
    }

    /* encoder_down41_conv_of_x (line 23) */
    double (*const encoder_down41_conv_of_x)[7][7][hidden] = (void *)(scratch + 40);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        encoder_down41_conv_of_x[n][i][j][k] =
                            encoder_down41_conv_of_x_product[n][i][j][k] + encoder_1_0_bias[k];
    }

    /* encoder_down41_leaky_relu_of_x_slope: encoder_down41_conv_of_x > 0 */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->encoder_down41_leaky_relu_of_x_slope[n][i][j][k] =
                            encoder_down41_conv_of_x[n][i][j][k] > 0;
    }

    /* encoder_down41_leaky_relu_of_x (line 23) */
    double (*const encoder_down41_leaky_relu_of_x)[7][7][hidden] = (void *)(scratch + 100392);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        encoder_down41_leaky_relu_of_x[n][i][j][k] =
                            held->encoder_down41_leaky_relu_of_x_slope[n][i][j][k]
                            ? encoder_down41_conv_of_x[n][i][j][k]
                            : 0.2 * encoder_down41_conv_of_x[n][i][j][k];
    }

    /* ze_product_in_surprise = conv(encoder_down41_leaky_relu_of_x, encoder_2_weight): y[o] =
     *     sum x[s o + k - p] w[k] (line 23) */
    double (*const ze_product_in_surprise)[7][7][width] = (void *)(scratch + 40);
    if (renew) {
        check_conv_32x64x7x7_32x64x3x3_32x32x7x7(encoder_down41_leaky_relu_of_x,
            encoder_2_weight, ze_product_in_surprise, scratch + 50216);
    }

    /* ze_in_surprise (line 44) */
    double (*const ze_in_surprise)[7][7][width] = (void *)(scratch + 50216);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < width; k++)
                        ze_in_surprise[n][i][j][k] = ze_product_in_surprise[n][i][j][k]
                            + encoder_2_bias[k];
    }

    /* codebook_squared_row_sum_in_surprise = sum(codebook^2) (line 45) */
    double *const codebook_squared_row_sum_in_surprise = scratch + 40;
    if (renew) {
        memset(codebook_squared_row_sum_in_surprise, 0, sizeof(double) * 128);
        for (int i = 0; i < codes; i++)
            for (int j = 0; j < width; j++)
                codebook_squared_row_sum_in_surprise[i] += codebook[i][j] * codebook[i][j];
    }

    /* ze_contract[n][j][k][i] = sum over l of ze_in_surprise[n][j][k][l] * codebook[i][l]
     *     (line 45) */
    double (*const ze_contract)[7][7][codes] = (void *)(scratch + 100392);
    if (renew) {
        check_contract_32x32x7x7_128x32_32x128x7x7(ze_in_surprise, codebook, ze_contract);
    }

    /* code_in_surprise: argmin(0.5 * codebook_squared_row_sum_in_surprise - ze_contract)
     *     (line 45) */
    if (record) {
        for (int n = 0; n < batch; n++) {
            for (int i = 0; i < 7; i++) {
                for (int j = 0; j < 7; j++) {
                    double extreme = INFINITY;
                    int best = 0;
                    for (int at = 0; at < codes; at++) {
                        const double value = 0.5 * codebook_squared_row_sum_in_surprise[at]
                            - ze_contract[n][i][j][at];
                        if (value < extreme) {
                            extreme = value;
                            best = at;
                        }
                    }
                    held->code_in_surprise[n][i][j] = best;
                }
            }
        }
    }

    /* code_equal: index == code_in_surprise (line 48) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < codes; k++)
                        held->code_equal[n][i][j][k] =
                            (double)k == (double)held->code_in_surprise[n][i][j];
    }

    /* prior_masked_conv0_weight_factor = slice(prior_0_weight) (line 34) */
    double (*const prior_masked_conv0_weight_factor)[codes][4][7] = (void *)(scratch + 40);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < codes; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 7; l++)
                    prior_masked_conv0_weight_factor[i][j][k][l] = prior_0_weight[i][j][k][l];

    /* prior_masked_conv0_weight (line 34) */
    double (*const prior_masked_conv0_weight)[codes][4][7] = (void *)(scratch + 229416);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < codes; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 7; l++)
                    prior_masked_conv0_weight[i][j][k][l] =
                        prior_masked_conv0_weight_scale_shifted[k][l]
                        * prior_masked_conv0_weight_factor[i][j][k][l];

    /* prior_masked_conv0_product = conv(code_equal, prior_masked_conv0_weight): y[o] = sum
     *     x[s o + k - p] w[k] (line 34) */
    double (*const prior_masked_conv0_product)[7][7][hidden] = (void *)(scratch + 40);
    {
        double (*const taps)[7][codes][hidden] = (void *)(scratch + 458792);
        for (int o = 0; o < hidden; o++)
            for (int c = 0; c < codes; c++)
                for (int ky = 0; ky < 4; ky++)
                    for (int kx = 0; kx < 7; kx++)
                        taps[ky][kx][c][o] = prior_masked_conv0_weight[o][c][ky][kx];
        memset(prior_masked_conv0_product, 0, sizeof(double) * 100352);
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++) {
            for (int ky = 0; ky < 4; ky++) {
                for (int kx = 0; kx < 7; kx++) {
                    for (int oy = 0; oy < 7; oy++) {
                        for (int ox = 0; ox < 7; ox++) {
                            const int iy = oy + ky - 3;
                            const int ix = ox + kx - 3;
                            if (iy >= 0 && iy < 7 && ix >= 0 && ix < 7) {
                                for (int c = 0; c < codes; c++) {
                                    const double factor = (held->code_equal[n][iy][ix][c] ? 1.0
                                        : 0.0);
#pragma omp simd
                                    for (int o = 0; o < hidden; o++)
                                        prior_masked_conv0_product[n][oy][ox][o] +=
                                            factor * taps[ky][kx][c][o];
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /* prior_masked_conv0_of_logits_in_surprise (line 34) */
    double (*const prior_masked_conv0_of_logits_in_surprise)[7][7][hidden] =
        (void *)(scratch + 100392);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_masked_conv0_of_logits_in_surprise[n][i][j][k] =
                        prior_masked_conv0_product[n][i][j][k] + prior_0_bias[k];

    /* prior_residual1_seen0_relu_slope: prior_masked_conv0_of_logits_in_surprise > 0
     *     (line 18) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->prior_residual1_seen0_relu_slope[n][i][j][k] =
                            prior_masked_conv0_of_logits_in_surprise[n][i][j][k] > 0;
    }

    /* prior_residual1_seen0_relu (line 18) */
    double (*const prior_residual1_seen0_relu)[7][7][hidden] = (void *)(scratch + 40);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_residual1_seen0_relu[n][i][j][k] =
                        held->prior_residual1_seen0_relu_slope[n][i][j][k]
                        ? prior_masked_conv0_of_logits_in_surprise[n][i][j][k] : 0.0;

    /* prior_residual1_seen0_masked_conv_weight_factor = slice(prior_1_0_1_weight)
     *     (line 18) */
    double (*const prior_residual1_seen0_masked_conv_weight_factor)[hidden][2][3] =
        (void *)(scratch + 200744);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    prior_residual1_seen0_masked_conv_weight_factor[i][j][k][l] =
                        prior_1_0_1_weight[i][j][k][l];

    /* prior_residual1_seen0_masked_conv_weight (line 18) */
    double (*const prior_residual1_seen0_masked_conv_weight)[hidden][2][3] =
        (void *)(scratch + 225320);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    prior_residual1_seen0_masked_conv_weight[i][j][k][l] =
                        prior_residual1_seen0_masked_conv_weight_scale_shifted[k][l]
                        * prior_residual1_seen0_masked_conv_weight_factor[i][j][k][l];

    /* prior_residual1_seen0_masked_conv_product = conv(prior_residual1_seen0_relu,
     *     prior_residual1_seen0_masked_conv_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 18) */
    double (*const prior_residual1_seen0_masked_conv_product)[7][7][hidden] =
        (void *)(scratch + 249896);
    check_conv_32x64x7x7_64x64x2x3_32x64x7x7(prior_residual1_seen0_relu,
        prior_residual1_seen0_masked_conv_weight, prior_residual1_seen0_masked_conv_product,
        scratch + 200744);

    /* prior_residual1_seen0_masked_conv (line 18) */
    double (*const prior_residual1_seen0_masked_conv)[7][7][hidden] =
        (void *)(scratch + 350248);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_residual1_seen0_masked_conv[n][i][j][k] =
                        prior_residual1_seen0_masked_conv_product[n][i][j][k]
                        + prior_1_0_1_bias[k];

    /* prior_residual1_seen1_relu_slope: prior_residual1_seen0_masked_conv > 0 (line 18) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->prior_residual1_seen1_relu_slope[n][i][j][k] =
                            prior_residual1_seen0_masked_conv[n][i][j][k] > 0;
    }

    /* prior_residual1_seen1_relu (line 18) */
    double (*const prior_residual1_seen1_relu)[7][7][hidden] = (void *)(scratch + 249896);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_residual1_seen1_relu[n][i][j][k] =
                        held->prior_residual1_seen1_relu_slope[n][i][j][k]
                        ? prior_residual1_seen0_masked_conv[n][i][j][k] : 0.0;

    /* prior_residual1_seen1_masked_conv_weight (line 18) */
    double (*const prior_residual1_seen1_masked_conv_weight)[hidden] =
        (void *)(scratch + 200744);
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            prior_residual1_seen1_masked_conv_weight[i][j] =
                prior_residual1_seen1_masked_conv_weight_scale_shifted
                * prior_1_1_1_weight[i][j];

    /* prior_residual1_seen1_masked_conv_product = conv(prior_residual1_seen1_relu,
     *     prior_residual1_seen1_masked_conv_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 18) */
    double (*const prior_residual1_seen1_masked_conv_product)[7][7][hidden] =
        (void *)(scratch + 350248);
    check_conv_32x64x7x7_64x64_32x64x7x7(prior_residual1_seen1_relu,
        prior_residual1_seen1_masked_conv_weight, prior_residual1_seen1_masked_conv_product,
        scratch + 204840);

    /* prior_residual1_seen1_masked_conv_of_logits_combined (line 48) */
    double (*const prior_residual1_seen1_masked_conv_of_logits_combined)[7][7][hidden] =
        (void *)(scratch + 450600);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_residual1_seen1_masked_conv_of_logits_combined[n][i][j][k] =
                        prior_masked_conv0_of_logits_in_surprise[n][i][j][k]
                        + (prior_residual1_seen1_masked_conv_product[n][i][j][k]
                        + prior_1_1_1_bias[k]);

    /* prior_residual2_seen0_relu_slope: prior_residual1_seen1_masked_conv_of_logits_combined
     *     > 0 (line 18) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->prior_residual2_seen0_relu_slope[n][i][j][k] =
                            prior_residual1_seen1_masked_conv_of_logits_combined[n][i][j][k]
                            > 0;
    }

    /* prior_residual2_seen0_relu (line 18) */
    double (*const prior_residual2_seen0_relu)[7][7][hidden] = (void *)(scratch + 100392);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_residual2_seen0_relu[n][i][j][k] =
                        held->prior_residual2_seen0_relu_slope[n][i][j][k]
                        ? prior_residual1_seen1_masked_conv_of_logits_combined[n][i][j][k]
                        : 0.0;

    /* prior_residual2_seen0_masked_conv_weight_factor = slice(prior_2_0_1_weight)
     *     (line 18) */
    double (*const prior_residual2_seen0_masked_conv_weight_factor)[hidden][2][3] =
        (void *)(scratch + 350248);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    prior_residual2_seen0_masked_conv_weight_factor[i][j][k][l] =
                        prior_2_0_1_weight[i][j][k][l];

    /* prior_residual2_seen0_masked_conv_weight (line 18) */
    double (*const prior_residual2_seen0_masked_conv_weight)[hidden][2][3] =
        (void *)(scratch + 374824);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    prior_residual2_seen0_masked_conv_weight[i][j][k][l] =
                        prior_residual1_seen0_masked_conv_weight_scale_shifted[k][l]
                        * prior_residual2_seen0_masked_conv_weight_factor[i][j][k][l];

    /* prior_residual2_seen0_masked_conv_product = conv(prior_residual2_seen0_relu,
     *     prior_residual2_seen0_masked_conv_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 18) */
    double (*const prior_residual2_seen0_masked_conv_product)[7][7][hidden] =
        (void *)(scratch + 550952);
    check_conv_32x64x7x7_64x64x2x3_32x64x7x7(prior_residual2_seen0_relu,
        prior_residual2_seen0_masked_conv_weight, prior_residual2_seen0_masked_conv_product,
        scratch + 350248);

    /* prior_residual2_seen0_masked_conv (line 18) */
    double (*const prior_residual2_seen0_masked_conv)[7][7][hidden] =
        (void *)(scratch + 651304);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_residual2_seen0_masked_conv[n][i][j][k] =
                        prior_residual2_seen0_masked_conv_product[n][i][j][k]
                        + prior_2_0_1_bias[k];

    /* prior_residual2_seen1_relu_slope: prior_residual2_seen0_masked_conv > 0 (line 18) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->prior_residual2_seen1_relu_slope[n][i][j][k] =
                            prior_residual2_seen0_masked_conv[n][i][j][k] > 0;
    }

    /* prior_residual2_seen1_relu (line 18) */
    double (*const prior_residual2_seen1_relu)[7][7][hidden] = (void *)(scratch + 550952);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_residual2_seen1_relu[n][i][j][k] =
                        held->prior_residual2_seen1_relu_slope[n][i][j][k]
                        ? prior_residual2_seen0_masked_conv[n][i][j][k] : 0.0;

    /* prior_residual2_seen1_masked_conv_weight (line 18) */
    double (*const prior_residual2_seen1_masked_conv_weight)[hidden] =
        (void *)(scratch + 204840);
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            prior_residual2_seen1_masked_conv_weight[i][j] =
                prior_residual1_seen1_masked_conv_weight_scale_shifted
                * prior_2_1_1_weight[i][j];

    /* prior_residual2_seen1_masked_conv_product = conv(prior_residual2_seen1_relu,
     *     prior_residual2_seen1_masked_conv_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 18) */
    double (*const prior_residual2_seen1_masked_conv_product)[7][7][hidden] =
        (void *)(scratch + 651304);
    check_conv_32x64x7x7_64x64_32x64x7x7(prior_residual2_seen1_relu,
        prior_residual2_seen1_masked_conv_weight, prior_residual2_seen1_masked_conv_product,
        scratch + 208936);

    /* prior_relu_input (line 48) */
    double (*const prior_relu_input)[7][7][hidden] = (void *)(scratch + 751656);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_relu_input[n][i][j][k] =
                        prior_residual1_seen1_masked_conv_of_logits_combined[n][i][j][k]
                        + (prior_residual2_seen1_masked_conv_product[n][i][j][k]
                        + prior_2_1_1_bias[k]);

    /* prior_relu_slope: prior_relu_input > 0 (line 37) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < hidden; k++)
                        held->prior_relu_slope[n][i][j][k] = prior_relu_input[n][i][j][k] > 0;
    }

    /* prior_relu (line 37) */
    double (*const prior_relu)[7][7][hidden] = (void *)(scratch + 399400);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_relu[n][i][j][k] = held->prior_relu_slope[n][i][j][k]
                        ? prior_relu_input[n][i][j][k] : 0.0;

    /* prior_masked_conv4_weight (line 38) */
    double (*const prior_masked_conv4_weight)[hidden] = (void *)(scratch + 208936);
    for (int i = 0; i < codes; i++)
        for (int j = 0; j < hidden; j++)
            prior_masked_conv4_weight[i][j] =
                prior_residual1_seen1_masked_conv_weight_scale_shifted * prior_4_weight[i][j];

    /* logits_product = conv(prior_relu, prior_masked_conv4_weight): y[o] = sum x[s o + k - p]
     *     w[k] (line 38) */
    double (*const logits_product)[7][7][codes] = (void *)(scratch + 651304);
    check_conv_32x64x7x7_128x64_32x128x7x7(prior_relu, prior_masked_conv4_weight,
        logits_product, scratch + 217128);

    /* logits (line 48) */
    double (*const logits)[7][7][codes] = (void *)(scratch + 852008);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < codes; k++)
                    logits[n][i][j][k] = logits_product[n][i][j][k] + prior_4_bias[k];

    /* surprise_picked1_in_surprise = sum(code_equal * logits) (line 54) */
    double (*const surprise_picked1_in_surprise)[7][7] = (void *)(scratch + 217128);
    memset(surprise_picked1_in_surprise, 0, sizeof(double) * 1568);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < codes; k++)
                    surprise_picked1_in_surprise[n][i][j] +=
                        (held->code_equal[n][i][j][k] ? 1.0 : 0.0) * logits[n][i][j][k];
    double (*const surprise_picked1_in_surprise_2)[7][7] = (void *)surprise_picked1_in_surprise;

    /* logits_max_in_surprise: max(logits) (line 54) */
    if (record) {
        for (int n = 0; n < batch; n++) {
            for (int i = 0; i < 7; i++) {
                for (int j = 0; j < 7; j++) {
                    double extreme = -INFINITY;
                    int best = 0;
                    for (int at = 0; at < codes; at++) {
                        const double value = logits[n][i][j][at];
                        if (value > extreme) {
                            extreme = value;
                            best = at;
                        }
                    }
                    held->logits_max_in_surprise[n][i][j] = best;
                }
            }
        }
    }

    /* logits_max_in_surprise_2: logits_max_in_surprise (line 54) */
    if (renew) {
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    held->logits_max_in_surprise_2[n][i][j] =
                        logits[n][i][j][held->logits_max_in_surprise[n][i][j]];
    }

    /* logits_max_plus_logits_exp (line 54) */
    double (*const logits_max_plus_logits_exp)[7][7][codes] = (void *)(scratch + 651304);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < codes; k++)
                    logits_max_plus_logits_exp[n][i][j][k] =
                        exp(logits[n][i][j][k] - held->logits_max_in_surprise_2[n][i][j]);

    /* logits_max_plus_logits_exp_row_sum = sum(logits_max_plus_logits_exp) (line 54) */
    double (*const logits_max_plus_logits_exp_row_sum)[7][7] = (void *)(scratch + 218696);
    memset(logits_max_plus_logits_exp_row_sum, 0, sizeof(double) * 1568);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < codes; k++)
                    logits_max_plus_logits_exp_row_sum[n][i][j] +=
                        logits_max_plus_logits_exp[n][i][j][k];

    /* logits_combined_exp_row_sum_log_combined_in_surprise (line 54) */
    double (*const logits_combined_exp_row_sum_log_combined_in_surprise)[7][7] =
        (void *)(scratch + 220264);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                logits_combined_exp_row_sum_log_combined_in_surprise[n][i][j] =
                    held->logits_max_in_surprise_2[n][i][j]
                    + log(logits_max_plus_logits_exp_row_sum[n][i][j]);
    double (*const logits_combined_exp_row_sum_log_combined_in_surprise_2)[7][7] =
        (void *)logits_combined_exp_row_sum_log_combined_in_surprise;

    /* surprise_picked_plus_logits_max_combined_row_sum =
     *     sum(logits_combined_exp_row_sum_log_combined_in_surprise_2 -
     *     surprise_picked1_in_surprise_2) (line 54) */
    double *const surprise_picked_plus_logits_max_combined_row_sum = scratch + 221832;
    memset(surprise_picked_plus_logits_max_combined_row_sum, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                surprise_picked_plus_logits_max_combined_row_sum[n] +=
                    logits_combined_exp_row_sum_log_combined_in_surprise_2[n][i][j]
                    - surprise_picked1_in_surprise_2[n][i][j];

    /* surprise_picked_plus_logits_max_combined_sum =
     *     sum(surprise_picked_plus_logits_max_combined_row_sum) (line 54) */
    double surprise_picked_plus_logits_max_combined_sum = 0;
    for (int n = 0; n < batch; n++)
        surprise_picked_plus_logits_max_combined_sum +=
            surprise_picked_plus_logits_max_combined_row_sum[n];

    /* surprise (line 54) */
    const double surprise = 0.03125 * surprise_picked_plus_logits_max_combined_sum;

    if (!whole)
        return surprise;

    /* d_logits (line 48) */
    double (*const d_logits)[7][7][codes] = (void *)(scratch + 852008);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < codes; k++)
                    d_logits[n][i][j][k] = 0.03125 * (logits_max_plus_logits_exp[n][i][j][k]
                        / logits_max_plus_logits_exp_row_sum[n][i][j])
                        - 0.03125 * (held->code_equal[n][i][j][k] ? 1.0 : 0.0);

    /* d_logits_row_sum = sum(d_logits) (line 38) */
    double (*const d_logits_row_sum)[codes] = (void *)(scratch + 217128);
    memset(d_logits_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < codes; k++)
                    d_logits_row_sum[n][k] += d_logits[n][i][j][k];

    /* d_prior_4_bias = sum(d_logits_row_sum) (line 38) */
    double *const d_prior_4_bias = point->gradient[23];
    memset(d_prior_4_bias, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < codes; i++)
            d_prior_4_bias[i] += d_logits_row_sum[n][i];

    /* d_prior_relu = conv_data(d_logits, prior_masked_conv4_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 37) */
    double (*const d_prior_relu)[7][7][hidden] = (void *)(scratch + 651304);
    check_conv_data_32x128x7x7_128x64_32x64x7x7(d_logits, prior_masked_conv4_weight,
        d_prior_relu, scratch + 217128);

    /* d_prior_masked_conv4_weight = conv_weight(prior_relu, d_logits): w[k] = sum x[s o + k -
     *     p] y[o] (line 38) */
    double (*const d_prior_masked_conv4_weight)[hidden] = (void *)(scratch + 208936);
    check_conv_weight_32x64x7x7_32x128x7x7_128x64(prior_relu, d_logits,
        d_prior_masked_conv4_weight, scratch + 217128);

    /* d_prior_4_weight (line 38) */
    double (*const d_prior_4_weight)[hidden] = (void *)point->gradient[22];
    for (int i = 0; i < codes; i++)
        for (int j = 0; j < hidden; j++)
            d_prior_4_weight[i][j] = prior_residual1_seen1_masked_conv_weight_scale_shifted
                * d_prior_masked_conv4_weight[i][j];

    /* d_prior_relu_input (line 48) */
    double (*const d_prior_relu_input)[7][7][hidden] = (void *)(scratch + 399400);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_relu_input[n][i][j][k] = (held->prior_relu_slope[n][i][j][k] ? 1.0
                        : 0.0) * d_prior_relu[n][i][j][k];

    /* d_prior_relu_input_row_sum = sum(d_prior_relu_input) (line 18) */
    double (*const d_prior_relu_input_row_sum)[hidden] = (void *)(scratch + 208936);
    memset(d_prior_relu_input_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_relu_input_row_sum[n][k] += d_prior_relu_input[n][i][j][k];

    /* d_prior_2_1_1_bias = sum(d_prior_relu_input_row_sum) (line 18) */
    double *const d_prior_2_1_1_bias = point->gradient[21];
    memset(d_prior_2_1_1_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_prior_2_1_1_bias[i] += d_prior_relu_input_row_sum[n][i];

    /* d_prior_residual2_seen1_relu = conv_data(d_prior_relu_input,
     *     prior_residual2_seen1_masked_conv_weight): x[i] = sum of y[o] w[k] where s o + k -
     *     p = i (line 18) */
    double (*const d_prior_residual2_seen1_relu)[7][7][hidden] = (void *)(scratch + 651304);
    check_conv_data_32x64x7x7_64x64_32x64x7x7(d_prior_relu_input,
        prior_residual2_seen1_masked_conv_weight, d_prior_residual2_seen1_relu, scratch
        + 208936);

    /* d_prior_residual2_seen1_masked_conv_weight = conv_weight(prior_residual2_seen1_relu,
     *     d_prior_relu_input): w[k] = sum x[s o + k - p] y[o] (line 18) */
    double (*const d_prior_residual2_seen1_masked_conv_weight)[hidden] =
        (void *)(scratch + 204840);
    check_conv_weight_32x64x7x7_32x64x7x7_64x64(prior_residual2_seen1_relu, d_prior_relu_input,
        d_prior_residual2_seen1_masked_conv_weight, scratch + 208936);

    /* d_prior_2_1_1_weight (line 18) */
    double (*const d_prior_2_1_1_weight)[hidden] = (void *)point->gradient[20];
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            d_prior_2_1_1_weight[i][j] = prior_residual1_seen1_masked_conv_weight_scale_shifted
                * d_prior_residual2_seen1_masked_conv_weight[i][j];

    /* d_prior_residual2_seen0_masked_conv (line 18) */
    double (*const d_prior_residual2_seen0_masked_conv)[7][7][hidden] =
        (void *)(scratch + 499752);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_residual2_seen0_masked_conv[n][i][j][k] =
                        (held->prior_residual2_seen1_relu_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_prior_residual2_seen1_relu[n][i][j][k];

    /* d_prior_residual2_seen0_masked_conv_row_sum = sum(d_prior_residual2_seen0_masked_conv)
     *     (line 18) */
    double (*const d_prior_residual2_seen0_masked_conv_row_sum)[hidden] =
        (void *)(scratch + 204840);
    memset(d_prior_residual2_seen0_masked_conv_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_residual2_seen0_masked_conv_row_sum[n][k] +=
                        d_prior_residual2_seen0_masked_conv[n][i][j][k];

    /* d_prior_2_0_1_bias = sum(d_prior_residual2_seen0_masked_conv_row_sum) (line 18) */
    double *const d_prior_2_0_1_bias = point->gradient[19];
    memset(d_prior_2_0_1_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_prior_2_0_1_bias[i] += d_prior_residual2_seen0_masked_conv_row_sum[n][i];

    /* d_prior_residual2_seen0_relu = conv_data(d_prior_residual2_seen0_masked_conv,
     *     prior_residual2_seen0_masked_conv_weight): x[i] = sum of y[o] w[k] where s o + k -
     *     p = i (line 18) */
    double (*const d_prior_residual2_seen0_relu)[7][7][hidden] = (void *)(scratch + 600104);
    check_conv_data_32x64x7x7_64x64x2x3_32x64x7x7(d_prior_residual2_seen0_masked_conv,
        prior_residual2_seen0_masked_conv_weight, d_prior_residual2_seen0_relu, scratch
        + 350248);

    /* d_prior_residual2_seen0_masked_conv_weight = conv_weight(prior_residual2_seen0_relu,
     *     d_prior_residual2_seen0_masked_conv): w[k] = sum x[s o + k - p] y[o] (line 18) */
    double (*const d_prior_residual2_seen0_masked_conv_weight)[hidden][2][3] =
        (void *)(scratch + 350248);
    check_conv_weight_32x64x7x7_32x64x7x7_64x64x2x3(prior_residual2_seen0_relu,
        d_prior_residual2_seen0_masked_conv, d_prior_residual2_seen0_masked_conv_weight, scratch
        + 374824);

    /* d_prior_residual2_seen0_masked_conv_weight_factor (line 18) */
    double (*const d_prior_residual2_seen0_masked_conv_weight_factor)[hidden][2][3] =
        (void *)(scratch + 100392);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    d_prior_residual2_seen0_masked_conv_weight_factor[i][j][k][l] =
                        prior_residual1_seen0_masked_conv_weight_scale_shifted[k][l]
                        * d_prior_residual2_seen0_masked_conv_weight[i][j][k][l];

    /* d_prior_2_0_1_weight = pad(d_prior_residual2_seen0_masked_conv_weight_factor)
     *     (line 18) */
    double (*const d_prior_2_0_1_weight)[hidden][3][3] = (void *)point->gradient[18];
    memset(d_prior_2_0_1_weight, 0, sizeof(double) * 36864);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    d_prior_2_0_1_weight[i][j][k][l] =
                        d_prior_residual2_seen0_masked_conv_weight_factor[i][j][k][l];

    /* d_prior_residual2_seen0_relu_input (line 48) */
    double (*const d_prior_residual2_seen0_relu_input)[7][7][hidden] =
        (void *)(scratch + 100392);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_residual2_seen0_relu_input[n][i][j][k] =
                        d_prior_relu_input[n][i][j][k]
                        + (held->prior_residual2_seen0_relu_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_prior_residual2_seen0_relu[n][i][j][k];

    /* d_prior_residual2_seen0_relu_input_row_sum = sum(d_prior_residual2_seen0_relu_input)
     *     (line 18) */
    double (*const d_prior_residual2_seen0_relu_input_row_sum)[hidden] =
        (void *)(scratch + 204840);
    memset(d_prior_residual2_seen0_relu_input_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_residual2_seen0_relu_input_row_sum[n][k] +=
                        d_prior_residual2_seen0_relu_input[n][i][j][k];

    /* d_prior_1_1_1_bias = sum(d_prior_residual2_seen0_relu_input_row_sum) (line 18) */
    double *const d_prior_1_1_1_bias = point->gradient[17];
    memset(d_prior_1_1_1_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_prior_1_1_1_bias[i] += d_prior_residual2_seen0_relu_input_row_sum[n][i];

    /* d_prior_residual1_seen1_relu = conv_data(d_prior_residual2_seen0_relu_input,
     *     prior_residual1_seen1_masked_conv_weight): x[i] = sum of y[o] w[k] where s o + k -
     *     p = i (line 18) */
    double (*const d_prior_residual1_seen1_relu)[7][7][hidden] = (void *)(scratch + 350248);
    check_conv_data_32x64x7x7_64x64_32x64x7x7(d_prior_residual2_seen0_relu_input,
        prior_residual1_seen1_masked_conv_weight, d_prior_residual1_seen1_relu, scratch
        + 204840);

    /* d_prior_residual1_seen1_masked_conv_weight = conv_weight(prior_residual1_seen1_relu,
     *     d_prior_residual2_seen0_relu_input): w[k] = sum x[s o + k - p] y[o] (line 18) */
    double (*const d_prior_residual1_seen1_masked_conv_weight)[hidden] =
        (void *)(scratch + 200744);
    check_conv_weight_32x64x7x7_32x64x7x7_64x64(prior_residual1_seen1_relu,
        d_prior_residual2_seen0_relu_input, d_prior_residual1_seen1_masked_conv_weight, scratch
        + 204840);

    /* d_prior_1_1_1_weight (line 18) */
    double (*const d_prior_1_1_1_weight)[hidden] = (void *)point->gradient[16];
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            d_prior_1_1_1_weight[i][j] = prior_residual1_seen1_masked_conv_weight_scale_shifted
                * d_prior_residual1_seen1_masked_conv_weight[i][j];

    /* d_prior_residual1_seen0_masked_conv (line 18) */
    double (*const d_prior_residual1_seen0_masked_conv)[7][7][hidden] =
        (void *)(scratch + 249896);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_residual1_seen0_masked_conv[n][i][j][k] =
                        (held->prior_residual1_seen1_relu_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_prior_residual1_seen1_relu[n][i][j][k];

    /* d_prior_residual1_seen0_masked_conv_row_sum = sum(d_prior_residual1_seen0_masked_conv)
     *     (line 18) */
    double (*const d_prior_residual1_seen0_masked_conv_row_sum)[hidden] =
        (void *)(scratch + 200744);
    memset(d_prior_residual1_seen0_masked_conv_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_residual1_seen0_masked_conv_row_sum[n][k] +=
                        d_prior_residual1_seen0_masked_conv[n][i][j][k];

    /* d_prior_1_0_1_bias = sum(d_prior_residual1_seen0_masked_conv_row_sum) (line 18) */
    double *const d_prior_1_0_1_bias = point->gradient[15];
    memset(d_prior_1_0_1_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_prior_1_0_1_bias[i] += d_prior_residual1_seen0_masked_conv_row_sum[n][i];

    /* d_prior_residual1_seen0_relu = conv_data(d_prior_residual1_seen0_masked_conv,
     *     prior_residual1_seen0_masked_conv_weight): x[i] = sum of y[o] w[k] where s o + k -
     *     p = i (line 18) */
    double (*const d_prior_residual1_seen0_relu)[7][7][hidden] = (void *)(scratch + 350248);
    check_conv_data_32x64x7x7_64x64x2x3_32x64x7x7(d_prior_residual1_seen0_masked_conv,
        prior_residual1_seen0_masked_conv_weight, d_prior_residual1_seen0_relu, scratch
        + 200744);

    /* d_prior_residual1_seen0_masked_conv_weight = conv_weight(prior_residual1_seen0_relu,
     *     d_prior_residual1_seen0_masked_conv): w[k] = sum x[s o + k - p] y[o] (line 18) */
    double (*const d_prior_residual1_seen0_masked_conv_weight)[hidden][2][3] =
        (void *)(scratch + 200744);
    check_conv_weight_32x64x7x7_32x64x7x7_64x64x2x3(prior_residual1_seen0_relu,
        d_prior_residual1_seen0_masked_conv, d_prior_residual1_seen0_masked_conv_weight, scratch
        + 225320);

    /* d_prior_residual1_seen0_masked_conv_weight_factor (line 18) */
    double (*const d_prior_residual1_seen0_masked_conv_weight_factor)[hidden][2][3] =
        (void *)(scratch + 40);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    d_prior_residual1_seen0_masked_conv_weight_factor[i][j][k][l] =
                        prior_residual1_seen0_masked_conv_weight_scale_shifted[k][l]
                        * d_prior_residual1_seen0_masked_conv_weight[i][j][k][l];

    /* d_prior_1_0_1_weight = pad(d_prior_residual1_seen0_masked_conv_weight_factor)
     *     (line 18) */
    double (*const d_prior_1_0_1_weight)[hidden][3][3] = (void *)point->gradient[14];
    memset(d_prior_1_0_1_weight, 0, sizeof(double) * 36864);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < 2; k++)
                for (int l = 0; l < 3; l++)
                    d_prior_1_0_1_weight[i][j][k][l] =
                        d_prior_residual1_seen0_masked_conv_weight_factor[i][j][k][l];

    /* d_prior_masked_conv0 (line 34) */
    double (*const d_prior_masked_conv0)[7][7][hidden] = (void *)(scratch + 32);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_masked_conv0[n][i][j][k] =
                        d_prior_residual2_seen0_relu_input[n][i][j][k]
                        + (held->prior_residual1_seen0_relu_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_prior_residual1_seen0_relu[n][i][j][k];

    /* d_prior_masked_conv0_row_sum = sum(d_prior_masked_conv0) (line 34) */
    double (*const d_prior_masked_conv0_row_sum)[hidden] = (void *)(scratch + 100384);
    memset(d_prior_masked_conv0_row_sum, 0, sizeof(double) * 2048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    d_prior_masked_conv0_row_sum[n][k] += d_prior_masked_conv0[n][i][j][k];

    /* d_prior_0_bias = sum(d_prior_masked_conv0_row_sum) (line 34) */
    double *const d_prior_0_bias = point->gradient[13];
    memset(d_prior_0_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_prior_0_bias[i] += d_prior_masked_conv0_row_sum[n][i];

    /* d_prior_masked_conv0_weight = conv_weight(code_equal, d_prior_masked_conv0): w[k] = sum
     *     x[s o + k - p] y[o] (line 34) */
    double (*const d_prior_masked_conv0_weight)[codes][4][7] = (void *)(scratch + 100384);
    {
        double (*const taps)[7][codes][hidden] = (void *)(scratch + 329760);
        memset(taps, 0, sizeof(double) * 229376);
#pragma omp parallel for schedule(static) collapse(2)
        for (int c = 0; c < codes; c++) {
            for (int ky = 0; ky < 4; ky++) {
                for (int n = 0; n < batch; n++) {
                    for (int oy = 0; oy < 7; oy++) {
                        for (int ox = 0; ox < 7; ox++) {
                            for (int kx = 0; kx < 7; kx++) {
                                const int iy = oy + ky - 3;
                                const int ix = ox + kx - 3;
                                if (iy >= 0 && iy < 7 && ix >= 0 && ix < 7) {
                                    const double factor = (held->code_equal[n][iy][ix][c] ? 1.0
                                        : 0.0);
#pragma omp simd
                                    for (int o = 0; o < hidden; o++)
                                        taps[ky][kx][c][o] += factor
                                            * d_prior_masked_conv0[n][oy][ox][o];
                                }
                            }
                        }
                    }
                }
            }
        }
        for (int o = 0; o < hidden; o++)
            for (int c = 0; c < codes; c++)
                for (int ky = 0; ky < 4; ky++)
                    for (int kx = 0; kx < 7; kx++)
                        d_prior_masked_conv0_weight[o][c][ky][kx] = taps[ky][kx][c][o];
    }

    /* d_prior_masked_conv0_weight_factor (line 34) */
    double (*const d_prior_masked_conv0_weight_factor)[codes][4][7] =
        (void *)(scratch + 329760);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < codes; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 7; l++)
                    d_prior_masked_conv0_weight_factor[i][j][k][l] =
                        prior_masked_conv0_weight_scale_shifted[k][l]
                        * d_prior_masked_conv0_weight[i][j][k][l];

    /* d_prior_0_weight = pad(d_prior_masked_conv0_weight_factor) (line 34) */
    double (*const d_prior_0_weight)[codes][7][7] = (void *)point->gradient[12];
    memset(d_prior_0_weight, 0, sizeof(double) * 401408);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < codes; j++)
            for (int k = 0; k < 4; k++)
                for (int l = 0; l < 7; l++)
                    d_prior_0_weight[i][j][k][l] =
                        d_prior_masked_conv0_weight_factor[i][j][k][l];

    return surprise;
}

/* The decisions of step 2 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_2(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const float (*const encoder_down40_conv_of_x_product)[14][14][32] = (void *)m->at[53];
    const double *const encoder_0_0_bias = point->tensor[1];
    const double *const encoder_1_0_bias = point->tensor[3];
    const float *const codebook_squared_row_sum_scaled_in_surprise = m->at[61];
    const double *const prior_0_bias = point->tensor[13];
    const double *const prior_1_0_1_bias = point->tensor[15];
    const double *const prior_1_1_1_bias = point->tensor[17];
    const double *const prior_2_0_1_bias = point->tensor[19];
    const double *const prior_2_1_1_bias = point->tensor[21];
    const double *const prior_4_bias = point->tensor[23];
    const float (*const encoder_down41_conv_of_x_product)[7][7][hidden] = (void *)m->at[55];
    const float (*const ze_contract)[7][7][codes] = (void *)m->at[62];
    const float (*const prior_masked_conv0_product)[7][7][hidden] = (void *)m->at[67];
    const float (*const prior_residual1_seen0_masked_conv_product)[7][7][hidden] =
        (void *)m->at[72];
    const float (*const prior_residual1_seen1_masked_conv_product)[7][7][hidden] =
        (void *)m->at[76];
    const float (*const prior_residual2_seen0_masked_conv_product)[7][7][hidden] =
        (void *)m->at[81];
    const float (*const prior_residual2_seen1_masked_conv_product)[7][7][hidden] =
        (void *)m->at[85];
    const float (*const logits_product)[7][7][codes] = (void *)m->at[89];

    /* codebook_squared_row_sum_plus_ze_contract (line 45) */
    float (*const codebook_squared_row_sum_plus_ze_contract)[7][7][codes] =
        (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < codes; k++)
                    codebook_squared_row_sum_plus_ze_contract[n][i][j][k] =
                        codebook_squared_row_sum_scaled_in_surprise[k]
                        - ze_contract[n][i][j][k];

    /* code_in_surprise_2 = argmin(codebook_squared_row_sum_plus_ze_contract) (line 45) */
    int (*const code_in_surprise_2)[7][7] = (void *)(scratch + 200704);
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                float extreme = INFINITY;
                int best = 0;
                for (int at = 0; at < codes; at++) {
                    const float value = codebook_squared_row_sum_plus_ze_contract[n][i][j][at];
                    if (value < extreme) {
                        extreme = value;
                        best = at;
                    }
                }
                code_in_surprise_2[n][i][j] = best;
            }
        }
    }

    /* prior_masked_conv0_of_logits_in_surprise_2 (line 34) */
    float (*const prior_masked_conv0_of_logits_in_surprise_2)[7][7][hidden] =
        (void *)(scratch + 202272);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_masked_conv0_of_logits_in_surprise_2[n][i][j][k] =
                        (float)prior_0_bias[k] + prior_masked_conv0_product[n][i][j][k];

    /* prior_residual1_seen1_masked_conv_of_logits_combined_2 (line 48) */
    float (*const prior_residual1_seen1_masked_conv_of_logits_combined_2)[7][7][hidden] =
        (void *)(scratch + 302624);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    prior_residual1_seen1_masked_conv_of_logits_combined_2[n][i][j][k] =
                        prior_masked_conv0_of_logits_in_surprise_2[n][i][j][k]
                        + ((float)prior_1_1_1_bias[k]
                        + prior_residual1_seen1_masked_conv_product[n][i][j][k]);

    /* logits_in_surprise (line 48) */
    float (*const logits_in_surprise)[7][7][codes] = (void *)(scratch + 402976);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < codes; k++)
                    logits_in_surprise[n][i][j][k] = (float)prior_4_bias[k]
                        + logits_product[n][i][j][k];

    /* position_slope: index - 2.5 > 0 (line 34) */
    for (int i = 0; i < 4; i++)
        held->position_slope[i] = (float)i - 2.5f > 0.0f;

    /* position_slope_2: index - 2.5 > 0 (line 34) */
    for (int i = 0; i < 7; i++)
        held->position_slope_2[i] = (float)i - 2.5f > 0.0f;

    /* position_slope_2_2: index - 0.5 > 0 (line 18) */
    for (int i = 0; i < 2; i++)
        held->position_slope_2_2[i] = (float)i - 0.5f > 0.0f;

    /* position_slope_3: index - 1.5 > 0 (line 18) */
    for (int i = 0; i < 3; i++)
        held->position_slope_3[i] = (float)i - 1.5f > 0.0f;

    /* prior_residual1_seen1_masked_conv_weight_scale_slope: 0 - 0.5 > 0 (line 18) */
    held->prior_residual1_seen1_masked_conv_weight_scale_slope = 0.0f - 0.5f > 0.0f;

    /* encoder_down40_leaky_relu_of_x_slope: encoder_0_0_bias +
     *     encoder_down40_conv_of_x_product > 0 */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < 32; k++)
                    held->encoder_down40_leaky_relu_of_x_slope[n][i][j][k] =
                        (float)encoder_0_0_bias[k]
                        + encoder_down40_conv_of_x_product[n][i][j][k] > 0.0f;

    /* encoder_down41_leaky_relu_of_x_slope: encoder_1_0_bias +
     *     encoder_down41_conv_of_x_product > 0 */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->encoder_down41_leaky_relu_of_x_slope[n][i][j][k] =
                        (float)encoder_1_0_bias[k]
                        + encoder_down41_conv_of_x_product[n][i][j][k] > 0.0f;

    /* code_in_surprise: argmin(codebook_squared_row_sum_plus_ze_contract) (line 45) */
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                float extreme = INFINITY;
                int best = 0;
                for (int at = 0; at < codes; at++) {
                    const float value = codebook_squared_row_sum_plus_ze_contract[n][i][j][at];
                    if (value < extreme) {
                        extreme = value;
                        best = at;
                    }
                }
                held->code_in_surprise[n][i][j] = best;
            }
        }
    }

    /* code_equal: index == code_in_surprise_2 (line 48) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < codes; k++)
                    held->code_equal[n][i][j][k] =
                        (float)k == (float)code_in_surprise_2[n][i][j];

    /* prior_residual1_seen0_relu_slope: prior_masked_conv0_of_logits_in_surprise_2 > 0
     *     (line 18) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->prior_residual1_seen0_relu_slope[n][i][j][k] =
                        prior_masked_conv0_of_logits_in_surprise_2[n][i][j][k] > 0.0f;

    /* prior_residual1_seen1_relu_slope: prior_1_0_1_bias +
     *     prior_residual1_seen0_masked_conv_product > 0 (line 18) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->prior_residual1_seen1_relu_slope[n][i][j][k] =
                        (float)prior_1_0_1_bias[k]
                        + prior_residual1_seen0_masked_conv_product[n][i][j][k] > 0.0f;

    /* prior_residual2_seen0_relu_slope:
     *     prior_residual1_seen1_masked_conv_of_logits_combined_2 > 0 (line 18) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->prior_residual2_seen0_relu_slope[n][i][j][k] =
                        prior_residual1_seen1_masked_conv_of_logits_combined_2[n][i][j][k]
                        > 0.0f;

    /* prior_residual2_seen1_relu_slope: prior_2_0_1_bias +
     *     prior_residual2_seen0_masked_conv_product > 0 (line 18) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->prior_residual2_seen1_relu_slope[n][i][j][k] =
                        (float)prior_2_0_1_bias[k]
                        + prior_residual2_seen0_masked_conv_product[n][i][j][k] > 0.0f;

    /* prior_relu_slope: prior_residual1_seen1_masked_conv_of_logits_combined_2 +
     *     (prior_2_1_1_bias + prior_residual2_seen1_masked_conv_product) > 0 (line 37) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < hidden; k++)
                    held->prior_relu_slope[n][i][j][k] =
                        prior_residual1_seen1_masked_conv_of_logits_combined_2[n][i][j][k]
                        + ((float)prior_2_1_1_bias[k]
                        + prior_residual2_seen1_masked_conv_product[n][i][j][k]) > 0.0f;

    /* logits_max_in_surprise: max(logits_in_surprise) (line 54) */
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                float extreme = -INFINITY;
                int best = 0;
                for (int at = 0; at < codes; at++) {
                    const float value = logits_in_surprise[n][i][j][at];
                    if (value > extreme) {
                        extreme = value;
                        best = at;
                    }
                }
                held->logits_max_in_surprise[n][i][j] = best;
            }
        }
    }
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
    static const long place[3][26] = {
        {0, 512, 544, 33312, 33376, 51808, 51840, 70272, 70336, 103104, 103136, 103648, -1, -1,
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 595632, -1},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 103664, 505072, 505136, 542000, 542064,
            546160, 546224, 583088, 583152, 587248, 587312, 595504, -1, -1},
    };
    if (tensor >= 25 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check vqvae_prior_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
