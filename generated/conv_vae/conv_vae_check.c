/* conv_vae_check.c: the losses of conv_vae.yaml (sha256 ff6e6f19)
 * and their gradients in double, by plain loops, for `conv_vae gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "conv_vae.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 128, width = 32, hidden = 256, latent = 20, side = 28 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool encoder_relu1_slope[batch][14][14][width];
    _Bool encoder_relu3_slope[batch][7][7][64];
    _Bool encoder_relu6_slope[batch][hidden];
    _Bool decoder_linear0_slope[batch][hidden];
    _Bool decoder_linear2_slope[batch][7][7][64];
    _Bool decoder_conv_transpose5_slope[batch][14][14][width];
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
        held->scratch = malloc(sizeof(double) * 3389952);
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

#include "conv_vae_check_contractions.h"

/* What step 1 minimises, and where `whole` its gradients. */
static double
step_1(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const double (*const encoder_0_weight)[4][4] = (void *)point->tensor[0];
    const double *const encoder_0_bias = point->tensor[1];
    const double (*const encoder_2_weight)[width][4][4] = (void *)point->tensor[2];
    const double *const encoder_2_bias = point->tensor[3];
    const double (*const encoder_5_weight)[64][7][7] = (void *)point->tensor[4];
    const double *const encoder_5_bias = point->tensor[5];
    const double (*const encoder_mu_0_weight)[hidden] = (void *)point->tensor[6];
    const double *const encoder_mu_0_bias = point->tensor[7];
    const double (*const encoder_logvar_0_weight)[hidden] = (void *)point->tensor[8];
    const double *const encoder_logvar_0_bias = point->tensor[9];
    const double (*const decoder_0_weight)[latent] = (void *)point->tensor[10];
    const double *const decoder_0_bias = point->tensor[11];
    const double (*const decoder_5_weight)[width][4][4] = (void *)point->tensor[14];
    const double *const decoder_5_bias = point->tensor[15];
    const double (*const decoder_7_weight)[4][4] = (void *)point->tensor[16];
    const double decoder_7_bias = point->tensor[17][0];
    const float (*const x)[side][side] = (void *)point->field[0];
    const double (*const decoder_2_weight)[7][7][hidden] = (void *)point->tensor[12];
    const double (*const decoder_2_bias)[7][7] = (void *)point->tensor[13];

    /* encoder_conv0_product = conv(x, encoder_0_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 16) */
    double (*const encoder_conv0_product)[14][14][width] = (void *)(scratch + 0);
    check_conv_128x28x28_32x4x4_128x32x14x14(x, encoder_0_weight, encoder_conv0_product, scratch
        + 802816);

    /* encoder_conv0 (line 16) */
    double (*const encoder_conv0)[14][14][width] = (void *)(scratch + 802816);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    encoder_conv0[n][i][j][k] = encoder_0_bias[k]
                        + encoder_conv0_product[n][i][j][k];

    /* encoder_relu1_slope: encoder_conv0 > 0 (line 17) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 14; i++)
                for (int j = 0; j < 14; j++)
                    for (int k = 0; k < width; k++)
                        held->encoder_relu1_slope[n][i][j][k] = encoder_conv0[n][i][j][k] > 0;
    }

    /* encoder_relu1 (line 17) */
    double (*const encoder_relu1)[14][14][width] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    encoder_relu1[n][i][j][k] = held->encoder_relu1_slope[n][i][j][k]
                        ? encoder_conv0[n][i][j][k] : 0.0;

    /* encoder_conv2_product = conv(encoder_relu1, encoder_2_weight): y[o] = sum x[s o + k -
     *     p] w[k] (line 18) */
    double (*const encoder_conv2_product)[7][7][64] = (void *)(scratch + 802816);
    check_conv_128x32x14x14_64x32x4x4_128x64x7x7(encoder_relu1, encoder_2_weight,
        encoder_conv2_product, scratch + 1204224);

    /* encoder_conv2 (line 18) */
    double (*const encoder_conv2)[7][7][64] = (void *)(scratch + 1204224);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    encoder_conv2[n][i][j][k] = encoder_2_bias[k]
                        + encoder_conv2_product[n][i][j][k];

    /* encoder_relu3_slope: encoder_conv2 > 0 (line 19) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < 64; k++)
                        held->encoder_relu3_slope[n][i][j][k] = encoder_conv2[n][i][j][k] > 0;
    }

    /* encoder_relu3 (line 19) */
    double (*const encoder_relu3)[7][7][64] = (void *)(scratch + 802816);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    encoder_relu3[n][i][j][k] = held->encoder_relu3_slope[n][i][j][k]
                        ? encoder_conv2[n][i][j][k] : 0.0;

    /* encoder_linear_product[n][i] = sum over j k l of encoder_5_weight[i][j][k][l] *
     *     encoder_relu3[n][k][l][j] (line 21) */
    double (*const encoder_linear_product)[hidden] = (void *)(scratch + 1204224);
    check_contract_256x64x7x7_128x64x7x7_128x256(encoder_5_weight, encoder_relu3,
        encoder_linear_product);

    /* encoder_linear (line 21) */
    double (*const encoder_linear)[hidden] = (void *)(scratch + 1236992);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_linear[n][i] = encoder_5_bias[i] + encoder_linear_product[n][i];

    /* encoder_relu6_slope: encoder_linear > 0 (line 22) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->encoder_relu6_slope[n][i] = encoder_linear[n][i] > 0;
    }

    /* encoder_relu6 (line 22) */
    double (*const encoder_relu6)[hidden] = (void *)(scratch + 1204224);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_relu6[n][i] = held->encoder_relu6_slope[n][i] ? encoder_linear[n][i] : 0.0;

    /* q_mu_product[n][i] = sum over j of encoder_mu_0_weight[i][j] * encoder_relu6[n][j]
     *     (line 24) */
    double (*const q_mu_product)[latent] = (void *)(scratch + 1236992);
    check_contract_20x256_128x256_128x20(encoder_mu_0_weight, encoder_relu6, q_mu_product);

    /* q_mu (line 39) */
    double (*const q_mu)[latent] = (void *)(scratch + 1239552);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_mu[n][i] = encoder_mu_0_bias[i] + q_mu_product[n][i];

    /* q_logvar_product[n][i] = sum over j of encoder_logvar_0_weight[i][j] *
     *     encoder_relu6[n][j] (line 25) */
    double (*const q_logvar_product)[latent] = (void *)(scratch + 1236992);
    check_contract_20x256_128x256_128x20(encoder_logvar_0_weight, encoder_relu6,
        q_logvar_product);

    /* q_logvar (line 39) */
    double (*const q_logvar)[latent] = (void *)(scratch + 1242112);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_logvar[n][i] = encoder_logvar_0_bias[i] + q_logvar_product[n][i];

    /* q_logvar_exp_squared (line 40) */
    double (*const q_logvar_exp_squared)[latent] = (void *)(scratch + 1236992);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_logvar_exp_squared[n][i] = exp(q_logvar[n][i]);

    /* z_noise = the stream "z.1" (line 40) */
    double (*const z_noise)[latent] = (void *)(scratch + 1244672);
    draw((void *)z_noise, 2560, random_normal, point, "z.1");

    /* z (line 40) */
    double (*const z)[latent] = (void *)(scratch + 1247232);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            z[n][i] = q_mu[n][i] + sqrt(q_logvar_exp_squared[n][i]) * z_noise[n][i];

    /* decoder_0_weight_by_z[n][i] = sum over j of decoder_0_weight[i][j] * z[n][j]
     *     (line 29) */
    double (*const decoder_0_weight_by_z)[hidden] = (void *)(scratch + 1249792);
    check_contract_256x20_128x20_128x256(decoder_0_weight, z, decoder_0_weight_by_z);

    /* decoder_linear0 (line 29) */
    double (*const decoder_linear0)[hidden] = (void *)(scratch + 1282560);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            decoder_linear0[n][i] = decoder_0_bias[i] + decoder_0_weight_by_z[n][i];

    /* decoder_linear0_slope: decoder_linear0 > 0 (line 30) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->decoder_linear0_slope[n][i] = decoder_linear0[n][i] > 0;
    }

    /* decoder_relu1 (line 30) */
    double (*const decoder_relu1)[hidden] = (void *)(scratch + 1249792);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            decoder_relu1[n][i] = held->decoder_linear0_slope[n][i] ? decoder_linear0[n][i]
                : 0.0;

    /* decoder_relu1_by_decoder_2_weight[n][j][k][i] = sum over l of decoder_relu1[n][l] *
     *     decoder_2_weight[i][j][k][l] (line 31) */
    double (*const decoder_relu1_by_decoder_2_weight)[7][7][64] = (void *)(scratch + 1282560);
    check_contract_128x256_64x7x7x256_128x64x7x7(decoder_relu1, decoder_2_weight,
        decoder_relu1_by_decoder_2_weight);

    /* decoder_linear2 (line 31) */
    double (*const decoder_linear2)[7][7][64] = (void *)(scratch + 1683968);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    decoder_linear2[n][i][j][k] = decoder_relu1_by_decoder_2_weight[n][i][j][k]
                        + decoder_2_bias[k][i][j];

    /* decoder_linear2_slope: decoder_linear2 > 0 (line 32) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 7; i++)
                for (int j = 0; j < 7; j++)
                    for (int k = 0; k < 64; k++)
                        held->decoder_linear2_slope[n][i][j][k] =
                            decoder_linear2[n][i][j][k] > 0;
    }

    /* decoder_relu3 (line 32) */
    double (*const decoder_relu3)[7][7][64] = (void *)(scratch + 1282560);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    decoder_relu3[n][i][j][k] = held->decoder_linear2_slope[n][i][j][k]
                        ? decoder_linear2[n][i][j][k] : 0.0;

    /* decoder_relu3_by_decoder_5_weight = conv_data(decoder_relu3, decoder_5_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 34) */
    double (*const decoder_relu3_by_decoder_5_weight)[14][14][width] =
        (void *)(scratch + 1683968);
    check_conv_data_128x64x7x7_64x32x4x4_128x32x14x14(decoder_relu3, decoder_5_weight,
        decoder_relu3_by_decoder_5_weight, scratch + 2486784);

    /* decoder_conv_transpose5 (line 34) */
    double (*const decoder_conv_transpose5)[14][14][width] = (void *)(scratch + 2486784);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    decoder_conv_transpose5[n][i][j][k] = decoder_5_bias[k]
                        + decoder_relu3_by_decoder_5_weight[n][i][j][k];

    /* decoder_conv_transpose5_slope: decoder_conv_transpose5 > 0 (line 35) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 14; i++)
                for (int j = 0; j < 14; j++)
                    for (int k = 0; k < width; k++)
                        held->decoder_conv_transpose5_slope[n][i][j][k] =
                            decoder_conv_transpose5[n][i][j][k] > 0;
    }

    /* decoder_relu6 (line 35) */
    double (*const decoder_relu6)[14][14][width] = (void *)(scratch + 1683968);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    decoder_relu6[n][i][j][k] = held->decoder_conv_transpose5_slope[n][i][j][k]
                        ? decoder_conv_transpose5[n][i][j][k] : 0.0;

    /* decoder_relu6_by_decoder_7_weight = conv_data(decoder_relu6, decoder_7_weight): x[i] =
     *     sum of y[o] w[k] where s o + k - p = i (line 36) */
    double (*const decoder_relu6_by_decoder_7_weight)[side][side] = (void *)(scratch + 2486784);
    check_conv_data_128x32x14x14_32x4x4_128x28x28(decoder_relu6, decoder_7_weight,
        decoder_relu6_by_decoder_7_weight, scratch + 2587136);

    /* logits (line 41) */
    double (*const logits)[side][side] = (void *)(scratch + 2587136);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                logits[n][i][j] = decoder_7_bias + decoder_relu6_by_decoder_7_weight[n][i][j];

    /* logits_softplus_plus_x_times_logits_row_sum = sum(softplus(logits) - x * logits)
     *     (line 44) */
    double *const logits_softplus_plus_x_times_logits_row_sum = scratch + 2486784;
    memset(logits_softplus_plus_x_times_logits_row_sum, 0, sizeof(double) * 128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                logits_softplus_plus_x_times_logits_row_sum[n] +=
                    check_softplus(logits[n][i][j]) - (double)x[n][i][j] * logits[n][i][j];

    /* logits_softplus_plus_x_times_logits_sum =
     *     sum(logits_softplus_plus_x_times_logits_row_sum) (line 44) */
    double logits_softplus_plus_x_times_logits_sum = 0;
    for (int n = 0; n < batch; n++)
        logits_softplus_plus_x_times_logits_sum +=
            logits_softplus_plus_x_times_logits_row_sum[n];

    /* q_logvar_plus_q_mu_squared_combined_shifted_row_sum = sum(q_logvar_exp_squared + q_mu^2
     *     - 1 - q_logvar) (line 45) */
    double *const q_logvar_plus_q_mu_squared_combined_shifted_row_sum = scratch + 2486784;
    memset(q_logvar_plus_q_mu_squared_combined_shifted_row_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_logvar_plus_q_mu_squared_combined_shifted_row_sum[n] += q_logvar_exp_squared[n][i]
                + q_mu[n][i] * q_mu[n][i] - 1.0 - q_logvar[n][i];

    /* q_logvar_plus_q_mu_squared_combined_shifted_sum =
     *     sum(q_logvar_plus_q_mu_squared_combined_shifted_row_sum) (line 45) */
    double q_logvar_plus_q_mu_squared_combined_shifted_sum = 0;
    for (int n = 0; n < batch; n++)
        q_logvar_plus_q_mu_squared_combined_shifted_sum +=
            q_logvar_plus_q_mu_squared_combined_shifted_row_sum[n];

    if (!whole)
        return 0.0078125 * logits_softplus_plus_x_times_logits_sum
            + 0.00390625 * q_logvar_plus_q_mu_squared_combined_shifted_sum;

    /* d_logits (line 41) */
    double (*const d_logits)[side][side] = (void *)(scratch + 2486784);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                d_logits[n][i][j] = 0.0078125 * check_sigmoid(logits[n][i][j])
                    - 0.0078125 * (double)x[n][i][j];

    /* d_logits_row_sum = sum(d_logits) (line 36) */
    double *const d_logits_row_sum = scratch + 1242112;
    memset(d_logits_row_sum, 0, sizeof(double) * 128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                d_logits_row_sum[n] += d_logits[n][i][j];

    /* d_decoder_7_bias = sum(d_logits_row_sum) (line 36) */
    double d_decoder_7_bias = 0;
    for (int n = 0; n < batch; n++)
        d_decoder_7_bias += d_logits_row_sum[n];

    /* d_decoder_relu6 = conv(d_logits, decoder_7_weight): y[o] = sum x[s o + k - p] w[k]
     *     (line 35) */
    double (*const d_decoder_relu6)[14][14][width] = (void *)(scratch + 2587136);
    check_conv_128x28x28_32x4x4_128x32x14x14_b(d_logits, decoder_7_weight, d_decoder_relu6,
        scratch + 1242112);

    /* d_decoder_7_weight = conv_weight(d_logits, decoder_relu6): w[k] = sum x[s o + k - p]
     *     y[o] (line 36) */
    double (*const d_decoder_7_weight)[4][4] = (void *)point->gradient[16];
    check_conv_weight_128x28x28_128x32x14x14_32x4x4(d_logits, decoder_relu6, d_decoder_7_weight,
        scratch + 1242112);

    /* d_decoder_conv_transpose5 (line 34) */
    double (*const d_decoder_conv_transpose5)[14][14][width] = (void *)(scratch + 1683968);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    d_decoder_conv_transpose5[n][i][j][k] =
                        (held->decoder_conv_transpose5_slope[n][i][j][k] ? 1.0 : 0.0)
                        * d_decoder_relu6[n][i][j][k];

    /* d_decoder_conv_transpose5_row_sum = sum(d_decoder_conv_transpose5) (line 34) */
    double (*const d_decoder_conv_transpose5_row_sum)[width] = (void *)(scratch + 2486784);
    memset(d_decoder_conv_transpose5_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    d_decoder_conv_transpose5_row_sum[n][k] +=
                        d_decoder_conv_transpose5[n][i][j][k];

    /* d_decoder_5_bias = sum(d_decoder_conv_transpose5_row_sum) (line 34) */
    double *const d_decoder_5_bias = point->gradient[15];
    memset(d_decoder_5_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            d_decoder_5_bias[i] += d_decoder_conv_transpose5_row_sum[n][i];

    /* d_decoder_relu3 = conv(d_decoder_conv_transpose5, decoder_5_weight): y[o] = sum x[s o +
     *     k - p] w[k] (line 32) */
    double (*const d_decoder_relu3)[7][7][64] = (void *)(scratch + 2486784);
    check_conv_128x32x14x14_64x32x4x4_128x64x7x7(d_decoder_conv_transpose5, decoder_5_weight,
        d_decoder_relu3, scratch + 2888192);

    /* d_decoder_5_weight = conv_weight(d_decoder_conv_transpose5, decoder_relu3): w[k] = sum
     *     x[s o + k - p] y[o] (line 34) */
    double (*const d_decoder_5_weight)[width][4][4] = (void *)point->gradient[14];
    check_conv_weight_128x32x14x14_128x64x7x7_64x32x4x4(d_decoder_conv_transpose5,
        decoder_relu3, d_decoder_5_weight, scratch + 2888192);

    /* d_decoder_linear2 (line 31) */
    double (*const d_decoder_linear2)[7][7][64] = (void *)(scratch + 1282560);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    d_decoder_linear2[n][i][j][k] = (held->decoder_linear2_slope[n][i][j][k]
                        ? 1.0 : 0.0) * d_decoder_relu3[n][i][j][k];

    /* d_decoder_2_bias = sum(d_decoder_linear2) (line 31) */
    double (*const d_decoder_2_bias)[7][7] = (void *)point->gradient[13];
    memset(d_decoder_2_bias, 0, sizeof(double) * 3136);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    d_decoder_2_bias[k][i][j] += d_decoder_linear2[n][i][j][k];

    /* d_decoder_relu1[n][i] = sum over j k l of decoder_2_weight[j][k][l][i] *
     *     d_decoder_linear2[n][k][l][j] (line 30) */
    double (*const d_decoder_relu1)[hidden] = (void *)(scratch + 1683968);
    check_contract_64x7x7x256_128x64x7x7_128x256(decoder_2_weight, d_decoder_linear2,
        d_decoder_relu1);

    /* d_decoder_2_weight[i][j][k][l] = sum over n of decoder_relu1[n][l] *
     *     d_decoder_linear2[n][j][k][i] (line 31) */
    double (*const d_decoder_2_weight)[7][7][hidden] = (void *)point->gradient[12];
    check_contract_128x256_128x64x7x7_64x7x7x256(decoder_relu1, d_decoder_linear2,
        d_decoder_2_weight);

    /* d_decoder_linear0 (line 29) */
    double (*const d_decoder_linear0)[hidden] = (void *)(scratch + 1249792);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_linear0[n][i] = (held->decoder_linear0_slope[n][i] ? 1.0 : 0.0)
                * d_decoder_relu1[n][i];

    /* d_decoder_0_bias = sum(d_decoder_linear0) (line 29) */
    double *const d_decoder_0_bias = point->gradient[11];
    memset(d_decoder_0_bias, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_0_bias[i] += d_decoder_linear0[n][i];

    /* d_decoder_0_weight[i][j] = sum over n of z[n][j] * d_decoder_linear0[n][i] (line 29) */
    double (*const d_decoder_0_weight)[latent] = (void *)point->gradient[10];
    check_contract_128x20_128x256_256x20(z, d_decoder_linear0, d_decoder_0_weight);

    /* d_z[n][i] = sum over j of decoder_0_weight[j][i] * d_decoder_linear0[n][j] (line 40) */
    double (*const d_z)[latent] = (void *)(scratch + 1242112);
    check_contract_256x20_128x256_128x20(decoder_0_weight, d_decoder_linear0, d_z);

    /* d_q_logvar (line 39) */
    double (*const d_q_logvar)[latent] = (void *)(scratch + 1247232);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_q_logvar[n][i] = 0.00390625 * q_logvar_exp_squared[n][i]
                + 0.5 * (sqrt(q_logvar_exp_squared[n][i]) * z_noise[n][i] * d_z[n][i])
                - 0.00390625;

    /* d_encoder_logvar_0_bias = sum(d_q_logvar) (line 25) */
    double *const d_encoder_logvar_0_bias = point->gradient[9];
    memset(d_encoder_logvar_0_bias, 0, sizeof(double) * 20);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_encoder_logvar_0_bias[i] += d_q_logvar[n][i];

    /* d_encoder_logvar_0_weight[i][j] = sum over n of encoder_relu6[n][j] * d_q_logvar[n][i]
     *     (line 25) */
    double (*const d_encoder_logvar_0_weight)[hidden] = (void *)point->gradient[8];
    check_contract_128x256_128x20_20x256(encoder_relu6, d_q_logvar, d_encoder_logvar_0_weight);

    /* encoder_logvar_0_weight_by_d_q_logvar[n][i] = sum over j of
     *     encoder_logvar_0_weight[j][i] * d_q_logvar[n][j] (line 25) */
    double (*const encoder_logvar_0_weight_by_d_q_logvar)[hidden] = (void *)(scratch + 1249792);
    check_contract_20x256_128x20_128x256(encoder_logvar_0_weight, d_q_logvar,
        encoder_logvar_0_weight_by_d_q_logvar);

    /* d_q_mu (line 39) */
    double (*const d_q_mu)[latent] = (void *)(scratch + 1236992);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_q_mu[n][i] = 0.0078125 * q_mu[n][i] + d_z[n][i];

    /* d_encoder_mu_0_bias = sum(d_q_mu) (line 24) */
    double *const d_encoder_mu_0_bias = point->gradient[7];
    memset(d_encoder_mu_0_bias, 0, sizeof(double) * 20);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_encoder_mu_0_bias[i] += d_q_mu[n][i];

    /* d_encoder_mu_0_weight[i][j] = sum over n of encoder_relu6[n][j] * d_q_mu[n][i]
     *     (line 24) */
    double (*const d_encoder_mu_0_weight)[hidden] = (void *)point->gradient[6];
    check_contract_128x256_128x20_20x256(encoder_relu6, d_q_mu, d_encoder_mu_0_weight);

    /* encoder_mu_0_weight_by_d_q_mu[n][i] = sum over j of encoder_mu_0_weight[j][i] *
     *     d_q_mu[n][j] (line 24) */
    double (*const encoder_mu_0_weight_by_d_q_mu)[hidden] = (void *)(scratch + 1204224);
    check_contract_20x256_128x20_128x256(encoder_mu_0_weight, d_q_mu,
        encoder_mu_0_weight_by_d_q_mu);

    /* d_encoder_linear (line 21) */
    double (*const d_encoder_linear)[hidden] = (void *)(scratch + 1282560);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_linear[n][i] = (held->encoder_relu6_slope[n][i] ? 1.0 : 0.0)
                * (encoder_logvar_0_weight_by_d_q_logvar[n][i]
                + encoder_mu_0_weight_by_d_q_mu[n][i]);

    /* d_encoder_5_bias = sum(d_encoder_linear) (line 21) */
    double *const d_encoder_5_bias = point->gradient[5];
    memset(d_encoder_5_bias, 0, sizeof(double) * 256);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_5_bias[i] += d_encoder_linear[n][i];

    /* d_encoder_5_weight[i][j][k][l] = sum over n of encoder_relu3[n][k][l][j] *
     *     d_encoder_linear[n][i] (line 21) */
    double (*const d_encoder_5_weight)[64][7][7] = (void *)point->gradient[4];
    check_contract_128x64x7x7_128x256_256x64x7x7(encoder_relu3, d_encoder_linear,
        d_encoder_5_weight);

    /* d_encoder_relu3[n][j][k][i] = sum over l of encoder_5_weight[l][i][j][k] *
     *     d_encoder_linear[n][l] (line 19) */
    double (*const d_encoder_relu3)[7][7][64] = (void *)(scratch + 802816);
    check_contract_256x64x7x7_128x256_128x64x7x7(encoder_5_weight, d_encoder_linear,
        d_encoder_relu3);

    /* d_encoder_conv2 (line 18) */
    double (*const d_encoder_conv2)[7][7][64] = (void *)(scratch + 1204224);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    d_encoder_conv2[n][i][j][k] = (held->encoder_relu3_slope[n][i][j][k] ? 1.0
                        : 0.0) * d_encoder_relu3[n][i][j][k];

    /* d_encoder_conv2_row_sum = sum(d_encoder_conv2) (line 18) */
    double (*const d_encoder_conv2_row_sum)[64] = (void *)(scratch + 802816);
    memset(d_encoder_conv2_row_sum, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    d_encoder_conv2_row_sum[n][k] += d_encoder_conv2[n][i][j][k];

    /* d_encoder_2_bias = sum(d_encoder_conv2_row_sum) (line 18) */
    double *const d_encoder_2_bias = point->gradient[3];
    memset(d_encoder_2_bias, 0, sizeof(double) * 64);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 64; i++)
            d_encoder_2_bias[i] += d_encoder_conv2_row_sum[n][i];

    /* d_encoder_relu1 = conv_data(d_encoder_conv2, encoder_2_weight): x[i] = sum of y[o] w[k]
     *     where s o + k - p = i (line 17) */
    double (*const d_encoder_relu1)[14][14][width] = (void *)(scratch + 1605632);
    check_conv_data_128x64x7x7_64x32x4x4_128x32x14x14(d_encoder_conv2, encoder_2_weight,
        d_encoder_relu1, scratch + 802816);

    /* d_encoder_2_weight = conv_weight(encoder_relu1, d_encoder_conv2): w[k] = sum x[s o + k
     *     - p] y[o] (line 18) */
    double (*const d_encoder_2_weight)[width][4][4] = (void *)point->gradient[2];
    check_conv_weight_128x32x14x14_128x64x7x7_64x32x4x4(encoder_relu1, d_encoder_conv2,
        d_encoder_2_weight, scratch + 802816);

    /* d_encoder_conv0 (line 16) */
    double (*const d_encoder_conv0)[14][14][width] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    d_encoder_conv0[n][i][j][k] = (held->encoder_relu1_slope[n][i][j][k] ? 1.0
                        : 0.0) * d_encoder_relu1[n][i][j][k];

    /* d_encoder_conv0_row_sum = sum(d_encoder_conv0) (line 16) */
    double (*const d_encoder_conv0_row_sum)[width] = (void *)(scratch + 802816);
    memset(d_encoder_conv0_row_sum, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    d_encoder_conv0_row_sum[n][k] += d_encoder_conv0[n][i][j][k];

    /* d_encoder_0_bias = sum(d_encoder_conv0_row_sum) (line 16) */
    double *const d_encoder_0_bias = point->gradient[1];
    memset(d_encoder_0_bias, 0, sizeof(double) * 32);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < width; i++)
            d_encoder_0_bias[i] += d_encoder_conv0_row_sum[n][i];

    /* d_encoder_0_weight = conv_weight(x, d_encoder_conv0): w[k] = sum x[s o + k - p] y[o]
     *     (line 16) */
    double (*const d_encoder_0_weight)[4][4] = (void *)point->gradient[0];
    check_conv_weight_128x28x28_128x32x14x14_32x4x4_b(x, d_encoder_conv0, d_encoder_0_weight,
        scratch + 802816);

    /* gradient of decoder.7.bias = d_decoder_7_bias */
    point->gradient[17][0] = d_decoder_7_bias;

    return 0.0078125 * logits_softplus_plus_x_times_logits_sum
        + 0.00390625 * q_logvar_plus_q_mu_squared_combined_shifted_sum;
}

/* The decisions of step 1 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_1(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    const double *const encoder_0_bias = point->tensor[1];
    const double *const encoder_2_bias = point->tensor[3];
    const double *const encoder_5_bias = point->tensor[5];
    const double *const decoder_0_bias = point->tensor[11];
    const double *const decoder_5_bias = point->tensor[15];
    const float (*const encoder_conv0_product)[14][14][width] = (void *)m->at[0];
    const float (*const encoder_conv2_product)[7][7][64] = (void *)m->at[2];
    const float (*const encoder_linear_product)[hidden] = (void *)m->at[5];
    const double (*const decoder_2_bias)[7][7] = (void *)point->tensor[13];
    const float (*const decoder_linear0_product)[hidden] = (void *)m->at[15];
    const float (*const decoder_linear2_product)[7][7][64] = (void *)m->at[17];
    const float (*const decoder_conv_transpose5_product)[14][14][width] = (void *)m->at[19];

    /* encoder_relu1_slope: encoder_0_bias + encoder_conv0_product > 0 (line 17) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    held->encoder_relu1_slope[n][i][j][k] = (float)encoder_0_bias[k]
                        + encoder_conv0_product[n][i][j][k] > 0.0f;

    /* encoder_relu3_slope: encoder_2_bias + encoder_conv2_product > 0 (line 19) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    held->encoder_relu3_slope[n][i][j][k] = (float)encoder_2_bias[k]
                        + encoder_conv2_product[n][i][j][k] > 0.0f;

    /* encoder_relu6_slope: encoder_5_bias + encoder_linear_product > 0 (line 22) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->encoder_relu6_slope[n][i] = (float)encoder_5_bias[i]
                + encoder_linear_product[n][i] > 0.0f;

    /* decoder_linear0_slope: decoder_0_bias + decoder_linear0_product > 0 (line 30) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->decoder_linear0_slope[n][i] = (float)decoder_0_bias[i]
                + decoder_linear0_product[n][i] > 0.0f;

    /* decoder_linear2_slope: decoder_2_bias + decoder_linear2_product > 0 (line 32) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 64; k++)
                    held->decoder_linear2_slope[n][i][j][k] = (float)decoder_2_bias[k][i][j]
                        + decoder_linear2_product[n][i][j][k] > 0.0f;

    /* decoder_conv_transpose5_slope: decoder_5_bias + decoder_conv_transpose5_product > 0
     *     (line 35) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 14; i++)
            for (int j = 0; j < 14; j++)
                for (int k = 0; k < width; k++)
                    held->decoder_conv_transpose5_slope[n][i][j][k] = (float)decoder_5_bias[k]
                        + decoder_conv_transpose5_product[n][i][j][k] > 0.0f;
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
    static const long place[2][19] = {
        {0, 512, 544, 33312, 33376, 836192, 836448, 841568, 841600, 846720, 846752, 851872,
            852128, 1654944, 1658080, 1690848, 1690880, 1691392, -1},
    };
    if (tensor >= 18 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check conv_vae_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
