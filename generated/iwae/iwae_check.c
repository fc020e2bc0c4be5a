/* iwae_check.c: the losses of iwae.yaml (sha256 0c6310f6)
 * and their gradients in double, by plain loops, for `iwae gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "iwae.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 20, samples = 50, hidden = 200, latent = 50, side = 28 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    int log_w_max[batch];
    double log_w_max_2[batch];
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
        held->scratch = malloc(sizeof(double) * 2331000);
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

#include "iwae_check_contractions.h"

/* What step 1 minimises (line 26), and where `whole` its gradients. */
static double
step_1(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const int renew = record || held->taken;
    held->taken = 0;
    const double (*const encoder_1_weight)[784] = (void *)point->tensor[0];
    const double *const encoder_1_bias = point->tensor[1];
    const double (*const encoder_3_weight)[hidden] = (void *)point->tensor[2];
    const double *const encoder_3_bias = point->tensor[3];
    const double (*const encoder_mu_0_weight)[hidden] = (void *)point->tensor[4];
    const double *const encoder_mu_0_bias = point->tensor[5];
    const double (*const encoder_logvar_0_weight)[hidden] = (void *)point->tensor[6];
    const double *const encoder_logvar_0_bias = point->tensor[7];
    const double (*const decoder_0_weight)[latent] = (void *)point->tensor[8];
    const double *const decoder_0_bias = point->tensor[9];
    const double (*const decoder_2_weight)[hidden] = (void *)point->tensor[10];
    const double *const decoder_2_bias = point->tensor[11];
    const double (*const decoder_4_weight)[hidden] = (void *)point->tensor[12];
    const double *const decoder_4_bias = point->tensor[13];
    const float (*const x)[side][side] = (void *)point->field[0];
    const float (*const encoder_flatten)[784] = (void *)x;

    /* encoder_linear1_product[n][i] = sum over j of encoder_1_weight[i][j] *
     *     encoder_flatten[n][j] (line 11) */
    double (*const encoder_linear1_product)[hidden] = (void *)(scratch + 0);
    check_contract_200x784_20x784_20x200(encoder_1_weight, encoder_flatten,
        encoder_linear1_product);

    /* encoder_tanh2 (line 11) */
    double (*const encoder_tanh2)[hidden] = (void *)(scratch + 4000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_tanh2[n][i] = tanh(encoder_1_bias[i] + encoder_linear1_product[n][i]);

    /* encoder_linear3_product[n][i] = sum over j of encoder_3_weight[i][j] *
     *     encoder_tanh2[n][j] (line 11) */
    double (*const encoder_linear3_product)[hidden] = (void *)(scratch + 0);
    check_contract_200x200_20x200_20x200(encoder_3_weight, encoder_tanh2,
        encoder_linear3_product);

    /* encoder_tanh4 (line 11) */
    double (*const encoder_tanh4)[hidden] = (void *)(scratch + 8000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_tanh4[n][i] = tanh(encoder_3_bias[i] + encoder_linear3_product[n][i]);

    /* q_mu_product[n][i] = sum over j of encoder_mu_0_weight[i][j] * encoder_tanh4[n][j]
     *     (line 13) */
    double (*const q_mu_product)[latent] = (void *)(scratch + 0);
    check_contract_50x200_20x200_20x50(encoder_mu_0_weight, encoder_tanh4, q_mu_product);

    /* q_mu (line 20) */
    double (*const q_mu)[latent] = (void *)(scratch + 1000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_mu[n][i] = encoder_mu_0_bias[i] + q_mu_product[n][i];

    /* q_logvar_product[n][i] = sum over j of encoder_logvar_0_weight[i][j] *
     *     encoder_tanh4[n][j] (line 14) */
    double (*const q_logvar_product)[latent] = (void *)(scratch + 0);
    check_contract_50x200_20x200_20x50(encoder_logvar_0_weight, encoder_tanh4,
        q_logvar_product);

    /* q_logvar (line 20) */
    double (*const q_logvar)[latent] = (void *)(scratch + 2000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_logvar[n][i] = encoder_logvar_0_bias[i] + q_logvar_product[n][i];

    /* std_squared (line 21) */
    double (*const std_squared)[latent] = (void *)(scratch + 0);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            std_squared[n][i] = exp(q_logvar[n][i]);

    /* std (line 21) */
    double (*const std)[latent] = (void *)(scratch + 3000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            std[n][i] = sqrt(std_squared[n][i]);

    /* z_noise = the stream "z.1" (line 22) */
    double (*const z_noise)[samples][latent] = (void *)(scratch + 12000);
    draw((void *)z_noise, 50000, random_normal, point, "z.1");
    double (*const z_scale)[latent] = (void *)std;
    double (*const q_mu_2)[latent] = (void *)q_mu;

    /* z (line 22) */
    double (*const z)[samples][latent] = (void *)(scratch + 62000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < latent; j++)
                z[n][i][j] = z_noise[n][i][j] * z_scale[n][j] + q_mu_2[n][j];

    /* z_squared_negated_row_sum = sum(-0.918939 - 0.5 * z^2) (line 23) */
    double (*const z_squared_negated_row_sum)[samples] = (void *)(scratch + 112000);
    memset(z_squared_negated_row_sum, 0, sizeof(double) * 1000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < latent; j++)
                z_squared_negated_row_sum[n][i] += -0.9189385332046728
                    - 0.5 * (z[n][i][j] * z[n][i][j]);

    /* q_mu_plus_z (line 23) */
    double (*const q_mu_plus_z)[samples][latent] = (void *)(scratch + 113000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < latent; j++)
                q_mu_plus_z[n][i][j] = z[n][i][j] - q_mu_2[n][j];
    double (*const q_logvar_2)[latent] = (void *)q_logvar;

    /* q_logvar_combined_shifted_row_sum = sum(-0.5 * (q_mu_plus_z^2 / (z_scale^2)) - 0.5 *
     *     q_logvar_2 - 0.918939) (line 23) */
    double (*const q_logvar_combined_shifted_row_sum)[samples] = (void *)(scratch + 1000);
    memset(q_logvar_combined_shifted_row_sum, 0, sizeof(double) * 1000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < latent; j++)
                q_logvar_combined_shifted_row_sum[n][i] +=
                    -0.5 * (q_mu_plus_z[n][i][j] * q_mu_plus_z[n][i][j]
                    / (z_scale[n][j] * z_scale[n][j])) - 0.5 * q_logvar_2[n][j]
                    - 0.9189385332046728;
    double (*const z_reshape)[latent] = (void *)z;

    /* decoder_linear0_product[n][i] = sum over j of decoder_0_weight[i][j] * z_reshape[n][j]
     *     (line 17) */
    double (*const decoder_linear0_product)[hidden] = (void *)(scratch + 163000);
    check_contract_200x50_1000x50_1000x200(decoder_0_weight, z_reshape,
        decoder_linear0_product);

    /* decoder_tanh1 (line 17) */
    double (*const decoder_tanh1)[hidden] = (void *)(scratch + 363000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++)
        for (int i = 0; i < hidden; i++)
            decoder_tanh1[n][i] = tanh(decoder_0_bias[i] + decoder_linear0_product[n][i]);

    /* decoder_linear2_product[n][i] = sum over j of decoder_2_weight[i][j] *
     *     decoder_tanh1[n][j] (line 17) */
    double (*const decoder_linear2_product)[hidden] = (void *)(scratch + 163000);
    check_contract_200x200_1000x200_1000x200(decoder_2_weight, decoder_tanh1,
        decoder_linear2_product);

    /* decoder_tanh3 (line 17) */
    double (*const decoder_tanh3)[hidden] = (void *)(scratch + 563000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++)
        for (int i = 0; i < hidden; i++)
            decoder_tanh3[n][i] = tanh(decoder_2_bias[i] + decoder_linear2_product[n][i]);

    /* decoder_linear4_product[n][i] = sum over j of decoder_4_weight[i][j] *
     *     decoder_tanh3[n][j] (line 17) */
    double (*const decoder_linear4_product)[784] = (void *)(scratch + 763000);
    check_contract_784x200_1000x200_1000x784(decoder_4_weight, decoder_tanh3,
        decoder_linear4_product);

    /* decoder_linear4_of_z (line 17) */
    double (*const decoder_linear4_of_z)[784] = (void *)(scratch + 1547000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++)
        for (int i = 0; i < 784; i++)
            decoder_linear4_of_z[n][i] = decoder_4_bias[i] + decoder_linear4_product[n][i];
    double (*const decoder_linear4_of_z_2)[samples][side][side] = (void *)decoder_linear4_of_z;
    const float (*const x_)[side][side] = (void *)x;

    /* x_times_decoder_linear4_of_z_combined_row_sum = sum(softplus(decoder_linear4_of_z_2) -
     *     decoder_linear4_of_z_2 * x_) (line 23) */
    double (*const x_times_decoder_linear4_of_z_combined_row_sum)[samples] =
        (void *)(scratch + 2000);
    memset(x_times_decoder_linear4_of_z_combined_row_sum, 0, sizeof(double) * 1000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < side; k++)
                    x_times_decoder_linear4_of_z_combined_row_sum[n][i] +=
                        check_softplus(decoder_linear4_of_z_2[n][i][j][k])
                        - decoder_linear4_of_z_2[n][i][j][k] * (double)x_[n][j][k];

    /* log_w (line 23) */
    double (*const log_w)[samples] = (void *)(scratch + 163000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            log_w[n][i] = z_squared_negated_row_sum[n][i]
                - q_logvar_combined_shifted_row_sum[n][i]
                - x_times_decoder_linear4_of_z_combined_row_sum[n][i];

    /* log_w_max: max(log_w) (line 26) */
    if (record) {
        for (int n = 0; n < batch; n++) {
            double extreme = -INFINITY;
            int best = 0;
            for (int at = 0; at < samples; at++) {
                const double value = log_w[n][at];
                if (value > extreme) {
                    extreme = value;
                    best = at;
                }
            }
            held->log_w_max[n] = best;
        }
    }

    /* log_w_max_2: log_w_max (line 26) */
    if (renew) {
        for (int n = 0; n < batch; n++)
            held->log_w_max_2[n] = log_w[n][held->log_w_max[n]];
    }

    /* used_weight (line 30) */
    double (*const used_weight)[samples] = (void *)(scratch + 1000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            used_weight[n][i] = exp(log_w[n][i] - held->log_w_max_2[n]);

    /* used_weight_row_sum = sum(used_weight) (line 26) */
    double *const used_weight_row_sum = scratch + 2000;
    memset(used_weight_row_sum, 0, sizeof(double) * 20);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            used_weight_row_sum[n] += used_weight[n][i];

    /* log_w_max_plus_used_weight_row_sum_log_shifted_sum = sum(log_w_max_2 +
     *     log(used_weight_row_sum) - 3.91202) (line 26) */
    double log_w_max_plus_used_weight_row_sum_log_shifted_sum = 0;
    for (int n = 0; n < batch; n++)
        log_w_max_plus_used_weight_row_sum_log_shifted_sum += held->log_w_max_2[n]
            + log(used_weight_row_sum[n]) - 3.912023005428146;

    /* bound (line 26) */
    const double bound = -0.05 * log_w_max_plus_used_weight_row_sum_log_shifted_sum;

    if (!whole)
        return bound;

    /* d_decoder_linear4_of_z (line 23) */
    double (*const d_decoder_linear4_of_z)[samples][side][side] = (void *)(scratch + 763000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < side; k++)
                    d_decoder_linear4_of_z[n][i][j][k] = 0.05
                        * (used_weight[n][i] * check_sigmoid(decoder_linear4_of_z_2[n][i][j][k])
                        / used_weight_row_sum[n]) - 0.05 * ((double)x_[n][j][k]
                        * used_weight[n][i] / used_weight_row_sum[n]);
    double (*const d_decoder_linear4_of_z_2)[784] = (void *)d_decoder_linear4_of_z;

    /* d_decoder_4_bias = sum(d_decoder_linear4_of_z_2) (line 17) */
    double *const d_decoder_4_bias = point->gradient[13];
    memset(d_decoder_4_bias, 0, sizeof(double) * 784);
    for (int n = 0; n < 1000; n++)
        for (int i = 0; i < 784; i++)
            d_decoder_4_bias[i] += d_decoder_linear4_of_z_2[n][i];

    /* d_decoder_4_weight[i][j] = sum over n of decoder_tanh3[n][j] *
     *     d_decoder_linear4_of_z_2[n][i] (line 17) */
    double (*const d_decoder_4_weight)[hidden] = (void *)point->gradient[12];
    check_contract_1000x200_1000x784_784x200(decoder_tanh3, d_decoder_linear4_of_z_2,
        d_decoder_4_weight);

    /* d_decoder_tanh3[n][i] = sum over j of decoder_4_weight[j][i] *
     *     d_decoder_linear4_of_z_2[n][j] (line 17) */
    double (*const d_decoder_tanh3)[hidden] = (void *)(scratch + 163000);
    check_contract_784x200_1000x784_1000x200(decoder_4_weight, d_decoder_linear4_of_z_2,
        d_decoder_tanh3);

    /* d_decoder_linear2 (line 17) */
    double (*const d_decoder_linear2)[hidden] = (void *)(scratch + 763000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_linear2[n][i] = d_decoder_tanh3[n][i]
                * (1.0 - decoder_tanh3[n][i] * decoder_tanh3[n][i]);

    /* d_decoder_2_bias = sum(d_decoder_linear2) (line 17) */
    double *const d_decoder_2_bias = point->gradient[11];
    memset(d_decoder_2_bias, 0, sizeof(double) * 200);
    for (int n = 0; n < 1000; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_2_bias[i] += d_decoder_linear2[n][i];

    /* d_decoder_2_weight[i][j] = sum over n of decoder_tanh1[n][j] * d_decoder_linear2[n][i]
     *     (line 17) */
    double (*const d_decoder_2_weight)[hidden] = (void *)point->gradient[10];
    check_contract_1000x200_1000x200_200x200(decoder_tanh1, d_decoder_linear2,
        d_decoder_2_weight);

    /* d_decoder_tanh1[n][i] = sum over j of decoder_2_weight[j][i] * d_decoder_linear2[n][j]
     *     (line 17) */
    double (*const d_decoder_tanh1)[hidden] = (void *)(scratch + 163000);
    check_contract_200x200_1000x200_1000x200_b(decoder_2_weight, d_decoder_linear2,
        d_decoder_tanh1);

    /* d_decoder_linear0 (line 17) */
    double (*const d_decoder_linear0)[hidden] = (void *)(scratch + 563000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_linear0[n][i] = d_decoder_tanh1[n][i]
                * (1.0 - decoder_tanh1[n][i] * decoder_tanh1[n][i]);

    /* d_decoder_0_bias = sum(d_decoder_linear0) (line 17) */
    double *const d_decoder_0_bias = point->gradient[9];
    memset(d_decoder_0_bias, 0, sizeof(double) * 200);
    for (int n = 0; n < 1000; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_0_bias[i] += d_decoder_linear0[n][i];

    /* d_decoder_0_weight[i][j] = sum over n of z_reshape[n][j] * d_decoder_linear0[n][i]
     *     (line 17) */
    double (*const d_decoder_0_weight)[latent] = (void *)point->gradient[8];
    check_contract_1000x50_1000x200_200x50(z_reshape, d_decoder_linear0, d_decoder_0_weight);

    /* d_z_reshape[n][i] = sum over j of decoder_0_weight[j][i] * d_decoder_linear0[n][j]
     *     (line 23) */
    double (*const d_z_reshape)[latent] = (void *)(scratch + 163000);
    check_contract_200x50_1000x200_1000x50(decoder_0_weight, d_decoder_linear0, d_z_reshape);
    double (*const d_z_reshape_reshape)[samples][latent] = (void *)d_z_reshape;

    /* used_weight_times_q_mu_plus_z_squared_row_sum = sum(q_mu_plus_z^2 * used_weight)
     *     (line 23) */
    double (*const used_weight_times_q_mu_plus_z_squared_row_sum)[latent] =
        (void *)(scratch + 112000);
    memset(used_weight_times_q_mu_plus_z_squared_row_sum, 0, sizeof(double) * 1000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < latent; j++)
                used_weight_times_q_mu_plus_z_squared_row_sum[n][j] +=
                    q_mu_plus_z[n][i][j] * q_mu_plus_z[n][i][j] * used_weight[n][i];

    /* used_weight_times_q_mu_plus_z_row_sum = sum(q_mu_plus_z * used_weight) (line 23) */
    double (*const used_weight_times_q_mu_plus_z_row_sum)[latent] = (void *)(scratch + 213000);
    memset(used_weight_times_q_mu_plus_z_row_sum, 0, sizeof(double) * 1000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < latent; j++)
                used_weight_times_q_mu_plus_z_row_sum[n][j] +=
                    q_mu_plus_z[n][i][j] * used_weight[n][i];

    /* d_z (line 22) */
    double (*const d_z)[samples][latent] = (void *)(scratch + 214000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < latent; j++)
                d_z[n][i][j] = d_z_reshape_reshape[n][i][j]
                    + 0.05 * (z[n][i][j] * used_weight[n][i] / used_weight_row_sum[n])
                    - 0.05 * (q_mu_plus_z[n][i][j] * used_weight[n][i]
                    / (z_scale[n][j] * z_scale[n][j] * used_weight_row_sum[n]));

    /* d_z_row_sum = sum(d_z) (line 22) */
    double (*const d_z_row_sum)[latent] = (void *)(scratch + 1000);
    memset(d_z_row_sum, 0, sizeof(double) * 1000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < latent; j++)
                d_z_row_sum[n][j] += d_z[n][i][j];

    /* d_q_mu (line 22) */
    double (*const d_q_mu)[latent] = (void *)(scratch + 62000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_q_mu[n][i] = 0.05 * (used_weight_times_q_mu_plus_z_row_sum[n][i]
                / (z_scale[n][i] * z_scale[n][i] * used_weight_row_sum[n])) + d_z_row_sum[n][i];
    double (*const d_q_mu_2)[latent] = (void *)d_q_mu;

    /* d_encoder_mu_0_bias = sum(d_q_mu_2) (line 13) */
    double *const d_encoder_mu_0_bias = point->gradient[5];
    memset(d_encoder_mu_0_bias, 0, sizeof(double) * 50);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_encoder_mu_0_bias[i] += d_q_mu_2[n][i];

    /* d_encoder_mu_0_weight[i][j] = sum over n of encoder_tanh4[n][j] * d_q_mu[n][i]
     *     (line 13) */
    double (*const d_encoder_mu_0_weight)[hidden] = (void *)point->gradient[4];
    check_contract_20x200_20x50_50x200(encoder_tanh4, d_q_mu, d_encoder_mu_0_weight);

    /* encoder_mu_0_weight_by_d_q_mu[n][i] = sum over j of encoder_mu_0_weight[j][i] *
     *     d_q_mu[n][j] (line 13) */
    double (*const encoder_mu_0_weight_by_d_q_mu)[hidden] = (void *)(scratch + 63000);
    check_contract_50x200_20x50_20x200(encoder_mu_0_weight, d_q_mu,
        encoder_mu_0_weight_by_d_q_mu);

    /* z_noise_times_d_z_row_sum = sum(z_noise * d_z) (line 22) */
    double (*const z_noise_times_d_z_row_sum)[latent] = (void *)(scratch + 1000);
    memset(z_noise_times_d_z_row_sum, 0, sizeof(double) * 1000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < latent; j++)
                z_noise_times_d_z_row_sum[n][j] += z_noise[n][i][j] * d_z[n][i][j];

    /* d_std_reshape (line 22) */
    double (*const d_std_reshape)[latent] = (void *)(scratch + 12000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_std_reshape[n][i] = 0.05 * (used_weight_times_q_mu_plus_z_squared_row_sum[n][i]
                / (z_scale[n][i] * z_scale[n][i] * z_scale[n][i] * used_weight_row_sum[n]))
                + z_noise_times_d_z_row_sum[n][i];
    double (*const d_std_reshape_2)[latent] = (void *)d_std_reshape;

    /* d_q_logvar (line 20) */
    double (*const d_q_logvar)[latent] = (void *)(scratch + 1000);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_q_logvar[n][i] = 0.5 * (sqrt(std_squared[n][i]) * d_std_reshape_2[n][i]) - 0.025;

    /* d_encoder_logvar_0_bias = sum(d_q_logvar) (line 14) */
    double *const d_encoder_logvar_0_bias = point->gradient[7];
    memset(d_encoder_logvar_0_bias, 0, sizeof(double) * 50);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_encoder_logvar_0_bias[i] += d_q_logvar[n][i];

    /* d_encoder_logvar_0_weight[i][j] = sum over n of encoder_tanh4[n][j] * d_q_logvar[n][i]
     *     (line 14) */
    double (*const d_encoder_logvar_0_weight)[hidden] = (void *)point->gradient[6];
    check_contract_20x200_20x50_50x200(encoder_tanh4, d_q_logvar, d_encoder_logvar_0_weight);

    /* encoder_logvar_0_weight_by_d_q_logvar[n][i] = sum over j of
     *     encoder_logvar_0_weight[j][i] * d_q_logvar[n][j] (line 14) */
    double (*const encoder_logvar_0_weight_by_d_q_logvar)[hidden] = (void *)(scratch + 12000);
    check_contract_50x200_20x50_20x200(encoder_logvar_0_weight, d_q_logvar,
        encoder_logvar_0_weight_by_d_q_logvar);

    /* d_encoder_linear3 (line 11) */
    double (*const d_encoder_linear3)[hidden] = (void *)(scratch + 0);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_linear3[n][i] = (encoder_mu_0_weight_by_d_q_mu[n][i]
                + encoder_logvar_0_weight_by_d_q_logvar[n][i])
                * (1.0 - encoder_tanh4[n][i] * encoder_tanh4[n][i]);

    /* d_encoder_3_bias = sum(d_encoder_linear3) (line 11) */
    double *const d_encoder_3_bias = point->gradient[3];
    memset(d_encoder_3_bias, 0, sizeof(double) * 200);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_3_bias[i] += d_encoder_linear3[n][i];

    /* d_encoder_3_weight[i][j] = sum over n of encoder_tanh2[n][j] * d_encoder_linear3[n][i]
     *     (line 11) */
    double (*const d_encoder_3_weight)[hidden] = (void *)point->gradient[2];
    check_contract_20x200_20x200_200x200(encoder_tanh2, d_encoder_linear3, d_encoder_3_weight);

    /* d_encoder_tanh2[n][i] = sum over j of encoder_3_weight[j][i] * d_encoder_linear3[n][j]
     *     (line 11) */
    double (*const d_encoder_tanh2)[hidden] = (void *)(scratch + 8000);
    check_contract_200x200_20x200_20x200_b(encoder_3_weight, d_encoder_linear3,
        d_encoder_tanh2);

    /* d_encoder_linear1 (line 11) */
    double (*const d_encoder_linear1)[hidden] = (void *)(scratch + 0);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_linear1[n][i] = d_encoder_tanh2[n][i]
                * (1.0 - encoder_tanh2[n][i] * encoder_tanh2[n][i]);

    /* d_encoder_1_bias = sum(d_encoder_linear1) (line 11) */
    double *const d_encoder_1_bias = point->gradient[1];
    memset(d_encoder_1_bias, 0, sizeof(double) * 200);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_1_bias[i] += d_encoder_linear1[n][i];

    /* d_encoder_1_weight[i][j] = sum over n of encoder_flatten[n][j] *
     *     d_encoder_linear1[n][i] (line 11) */
    double (*const d_encoder_1_weight)[784] = (void *)point->gradient[0];
    check_contract_20x784_20x200_200x784(encoder_flatten, d_encoder_linear1,
        d_encoder_1_weight);

    return bound;
}

/* The decisions of step 1 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_1(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const double *const decoder_4_bias = point->tensor[13];
    const float (*const x)[side][side] = (void *)point->field[0];
    const float (*const z_squared_negated_row_sum)[samples] = (void *)m->at[9];
    const float (*const q_logvar_combined_shifted_row_sum)[samples] = (void *)m->at[10];
    const float (*const decoder_linear4_product)[784] = (void *)m->at[15];
    const float (*const x_)[side][side] = (void *)x;
    const double (*const decoder_4_bias_)[side] = (void *)decoder_4_bias;
    const float (*const decoder_linear4_term)[samples][side][side] =
        (void *)decoder_linear4_product;

    /* decoder_linear4_of_z_3 (line 17) */
    float (*const decoder_linear4_of_z_3)[samples][side][side] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < side; k++)
                    decoder_linear4_of_z_3[n][i][j][k] = (float)decoder_4_bias_[j][k]
                        + decoder_linear4_term[n][i][j][k];

    /* x_times_decoder_linear4_of_z_combined_row_sum_2 = sum(softplus(decoder_linear4_of_z_3)
     *     - x_ * decoder_linear4_of_z_3) (line 23) */
    float (*const x_times_decoder_linear4_of_z_combined_row_sum_2)[samples] =
        (void *)(scratch + 784000);
    memset(x_times_decoder_linear4_of_z_combined_row_sum_2, 0, sizeof(float) * 1000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            for (int j = 0; j < side; j++)
                for (int k = 0; k < side; k++)
                    x_times_decoder_linear4_of_z_combined_row_sum_2[n][i] +=
                        math_softplus(decoder_linear4_of_z_3[n][i][j][k])
                        - x_[n][j][k] * decoder_linear4_of_z_3[n][i][j][k];

    /* log_w_2 (line 23) */
    float (*const log_w_2)[samples] = (void *)(scratch + 0);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < samples; i++)
            log_w_2[n][i] = z_squared_negated_row_sum[n][i]
                - q_logvar_combined_shifted_row_sum[n][i]
                - x_times_decoder_linear4_of_z_combined_row_sum_2[n][i];

    /* log_w_max: max(log_w_2) (line 26) */
    for (int n = 0; n < batch; n++) {
        float extreme = -INFINITY;
        int best = 0;
        for (int at = 0; at < samples; at++) {
            const float value = log_w_2[n][at];
            if (value > extreme) {
                extreme = value;
                best = at;
            }
        }
        held->log_w_max[n] = best;
    }
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
    static const long place[2][15] = {
        {0, 175616, 175824, 220624, 220832, 233632, 233696, 246496, 246560, 257760, 257968,
            302768, 302976, 462976, -1},
    };
    if (tensor >= 14 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check iwae_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
