/* beta_tc_vae_check.c: the losses of beta_tc_vae.yaml (sha256 33c320ce)
 * and their gradients in double, by plain loops, for `beta_tc_vae gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "beta_tc_vae.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 128, dataset = 60000, hidden = 400, latent = 10, side = 28, others = 128 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool encoder_relu2_slope[batch][hidden];
    _Bool encoder_relu4_slope[batch][hidden];
    int kl_pairs1_row_sum_max[batch];
    double kl_pairs1_row_sum_max_2[batch];
    int kl_pairs1_max[batch][latent];
    double kl_pairs1_max_2[batch][latent];
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
        held->scratch = malloc(sizeof(double) * 835072);
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

#include "beta_tc_vae_check_contractions.h"

/* What step 1 minimises, and where `whole` its gradients. */
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
     *     encoder_flatten[n][j] (line 12) */
    double (*const encoder_linear1_product)[hidden] = (void *)(scratch + 0);
    check_contract_400x784_128x784_128x400(encoder_1_weight, encoder_flatten,
        encoder_linear1_product);

    /* encoder_linear1 (line 12) */
    double (*const encoder_linear1)[hidden] = (void *)(scratch + 51200);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_linear1[n][i] = encoder_1_bias[i] + encoder_linear1_product[n][i];

    /* encoder_relu2_slope: encoder_linear1 > 0 (line 12) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->encoder_relu2_slope[n][i] = encoder_linear1[n][i] > 0;
    }

    /* encoder_relu2 (line 12) */
    double (*const encoder_relu2)[hidden] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_relu2[n][i] = held->encoder_relu2_slope[n][i] ? encoder_linear1[n][i] : 0.0;

    /* encoder_linear3_product[n][i] = sum over j of encoder_3_weight[i][j] *
     *     encoder_relu2[n][j] (line 12) */
    double (*const encoder_linear3_product)[hidden] = (void *)(scratch + 51200);
    check_contract_400x400_128x400_128x400(encoder_3_weight, encoder_relu2,
        encoder_linear3_product);

    /* encoder_linear3 (line 12) */
    double (*const encoder_linear3)[hidden] = (void *)(scratch + 102400);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_linear3[n][i] = encoder_3_bias[i] + encoder_linear3_product[n][i];

    /* encoder_relu4_slope: encoder_linear3 > 0 (line 12) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->encoder_relu4_slope[n][i] = encoder_linear3[n][i] > 0;
    }

    /* encoder_relu4 (line 12) */
    double (*const encoder_relu4)[hidden] = (void *)(scratch + 51200);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_relu4[n][i] = held->encoder_relu4_slope[n][i] ? encoder_linear3[n][i] : 0.0;

    /* q_mu_product[n][i] = sum over j of encoder_mu_0_weight[i][j] * encoder_relu4[n][j]
     *     (line 14) */
    double (*const q_mu_product)[latent] = (void *)(scratch + 102400);
    check_contract_10x400_128x400_128x10(encoder_mu_0_weight, encoder_relu4, q_mu_product);

    /* q_mu (line 21) */
    double (*const q_mu)[latent] = (void *)(scratch + 103680);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_mu[n][i] = encoder_mu_0_bias[i] + q_mu_product[n][i];

    /* q_logvar_product[n][i] = sum over j of encoder_logvar_0_weight[i][j] *
     *     encoder_relu4[n][j] (line 15) */
    double (*const q_logvar_product)[latent] = (void *)(scratch + 102400);
    check_contract_10x400_128x400_128x10(encoder_logvar_0_weight, encoder_relu4,
        q_logvar_product);

    /* q_logvar (line 21) */
    double (*const q_logvar)[latent] = (void *)(scratch + 104960);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_logvar[n][i] = encoder_logvar_0_bias[i] + q_logvar_product[n][i];

    /* kl_std_squared (line 22) */
    double (*const kl_std_squared)[latent] = (void *)(scratch + 102400);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            kl_std_squared[n][i] = exp(q_logvar[n][i]);

    /* kl_std (line 23) */
    double (*const kl_std)[latent] = (void *)(scratch + 106240);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            kl_std[n][i] = sqrt(kl_std_squared[n][i]);

    /* z_noise = the stream "z.1" (line 22) */
    double (*const z_noise)[latent] = (void *)(scratch + 107520);
    draw((void *)z_noise, 1280, random_normal, point, "z.1");

    /* z (line 22) */
    double (*const z)[latent] = (void *)(scratch + 108800);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            z[n][i] = q_mu[n][i] + sqrt(kl_std_squared[n][i]) * z_noise[n][i];
    double (*const z_reshape)[latent] = (void *)z;
    double (*const q_mu_2)[latent] = (void *)q_mu;

    /* z_combined (line 23) */
    double (*const z_combined)[batch][latent] = (void *)(scratch + 110080);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                z_combined[n][i][j] = z_reshape[n][j] - q_mu_2[i][j];
    double (*const kl_std_reshape)[latent] = (void *)kl_std;
    double (*const q_logvar_2)[latent] = (void *)q_logvar;

    /* kl_pairs1 (line 23) */
    double (*const kl_pairs1)[batch][latent] = (void *)(scratch + 273920);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                kl_pairs1[n][i][j] = -0.5 * (z_combined[n][i][j] * z_combined[n][i][j]
                    / (kl_std_reshape[i][j] * kl_std_reshape[i][j])) - 0.5 * q_logvar_2[i][j]
                    - 0.9189385332046728;

    /* kl_pairs1_row_sum = sum(kl_pairs1) (line 23) */
    double (*const kl_pairs1_row_sum)[batch] = (void *)(scratch + 437760);
    memset(kl_pairs1_row_sum, 0, sizeof(double) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                kl_pairs1_row_sum[n][i] += kl_pairs1[n][i][j];

    /* kl_pairs1_row_sum_max: max(kl_pairs1_row_sum) (line 23) */
    if (record) {
        for (int n = 0; n < batch; n++) {
            double extreme = -INFINITY;
            int best = 0;
            for (int at = 0; at < batch; at++) {
                const double value = kl_pairs1_row_sum[n][at];
                if (value > extreme) {
                    extreme = value;
                    best = at;
                }
            }
            held->kl_pairs1_row_sum_max[n] = best;
        }
    }

    /* kl_pairs1_row_sum_max_2: kl_pairs1_row_sum_max (line 23) */
    if (renew) {
        for (int n = 0; n < batch; n++)
            held->kl_pairs1_row_sum_max_2[n] =
                kl_pairs1_row_sum[n][held->kl_pairs1_row_sum_max[n]];
    }

    /* kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp (line 23) */
    double (*const kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp)[batch] =
        (void *)(scratch + 454144);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp[n][i] =
                exp(kl_pairs1_row_sum[n][i] - held->kl_pairs1_row_sum_max_2[n]);

    /* kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp_row_sum =
     *     sum(kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp) (line 23) */
    double *const kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp_row_sum = scratch + 437760;
    memset(kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp_row_sum, 0, sizeof(double) * 128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp_row_sum[n] +=
                kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp[n][i];

    /* kl_joint (line 23) */
    double *const kl_joint = scratch + 437888;
    for (int n = 0; n < batch; n++)
        kl_joint[n] = held->kl_pairs1_row_sum_max_2[n]
            + log(kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp_row_sum[n])
            - 15.854130105123854;

    /* kl_pairs1_max: max(kl_pairs1) (line 23) */
    if (record) {
        for (int n = 0; n < batch; n++) {
            for (int i = 0; i < latent; i++) {
                double extreme = -INFINITY;
                int best = 0;
                for (int at = 0; at < batch; at++) {
                    const double value = kl_pairs1[n][at][i];
                    if (value > extreme) {
                        extreme = value;
                        best = at;
                    }
                }
                held->kl_pairs1_max[n][i] = best;
            }
        }
    }

    /* kl_pairs1_max_2: kl_pairs1_max (line 23) */
    if (renew) {
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < latent; i++)
                held->kl_pairs1_max_2[n][i] = kl_pairs1[n][held->kl_pairs1_max[n][i]][i];
    }

    /* kl_pairs_max_plus_kl_pairs_exp (line 23) */
    double (*const kl_pairs_max_plus_kl_pairs_exp)[batch][latent] = (void *)(scratch + 470528);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                kl_pairs_max_plus_kl_pairs_exp[n][i][j] =
                    exp(kl_pairs1[n][i][j] - held->kl_pairs1_max_2[n][j]);

    /* kl_pairs_max_plus_kl_pairs_exp_row_sum = sum(kl_pairs_max_plus_kl_pairs_exp)
     *     (line 23) */
    double (*const kl_pairs_max_plus_kl_pairs_exp_row_sum)[latent] = (void *)(scratch + 273920);
    memset(kl_pairs_max_plus_kl_pairs_exp_row_sum, 0, sizeof(double) * 1280);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                kl_pairs_max_plus_kl_pairs_exp_row_sum[n][j] +=
                    kl_pairs_max_plus_kl_pairs_exp[n][i][j];

    /* kl_pairs1_max_plus_kl_pairs1_exp_row_sum_log_combined (line 23) */
    double (*const kl_pairs1_max_plus_kl_pairs1_exp_row_sum_log_combined)[latent] =
        (void *)(scratch + 275200);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            kl_pairs1_max_plus_kl_pairs1_exp_row_sum_log_combined[n][i] =
                held->kl_pairs1_max_2[n][i] + log(kl_pairs_max_plus_kl_pairs_exp_row_sum[n][i]);
    double (*const kl_pairs1_max_plus_kl_pairs1_exp_row_sum_log_combined_2)[latent] =
        (void *)kl_pairs1_max_plus_kl_pairs1_exp_row_sum_log_combined;

    /* kl_apart = sum(kl_pairs1_max_plus_kl_pairs1_exp_row_sum_log_combined_2 - 15.8541)
     *     (line 23) */
    double *const kl_apart = scratch + 276480;
    memset(kl_apart, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            kl_apart[n] += kl_pairs1_max_plus_kl_pairs1_exp_row_sum_log_combined_2[n][i]
                - 15.854130105123854;

    /* z_combined_3 (line 23) */
    double (*const z_combined_3)[latent] = (void *)(scratch + 275200);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            z_combined_3[n][i] = z[n][i] - q_mu[n][i];

    /* q_mu_plus_z_squared_times_q_logvar_exp (line 23) */
    double (*const q_mu_plus_z_squared_times_q_logvar_exp)[latent] = (void *)(scratch + 103680);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_mu_plus_z_squared_times_q_logvar_exp[n][i] =
                z_combined_3[n][i] * z_combined_3[n][i] / kl_std_squared[n][i];

    /* q_logvar_negated_shifted_row_sum = sum(-0.5 * q_logvar - 0.5 *
     *     q_mu_plus_z_squared_times_q_logvar_exp - 0.918939) (line 23) */
    double *const q_logvar_negated_shifted_row_sum = scratch + 276608;
    memset(q_logvar_negated_shifted_row_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_logvar_negated_shifted_row_sum[n] += -0.5 * q_logvar[n][i]
                - 0.5 * q_mu_plus_z_squared_times_q_logvar_exp[n][i] - 0.9189385332046728;

    /* kl_information (line 23) */
    double *const kl_information = scratch + 104960;
    for (int n = 0; n < batch; n++)
        kl_information[n] = q_logvar_negated_shifted_row_sum[n] - kl_joint[n];

    /* kl_correlation (line 23) */
    double *const kl_correlation = scratch + 105088;
    for (int n = 0; n < batch; n++)
        kl_correlation[n] = kl_joint[n] - kl_apart[n];

    /* z_squared_negated_row_sum = sum(-0.918939 - 0.5 * z^2) (line 23) */
    double *const z_squared_negated_row_sum = scratch + 105216;
    memset(z_squared_negated_row_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            z_squared_negated_row_sum[n] += -0.9189385332046728 - 0.5 * (z[n][i] * z[n][i]);

    /* kl_dimensions (line 23) */
    double *const kl_dimensions = scratch + 105344;
    for (int n = 0; n < batch; n++)
        kl_dimensions[n] = kl_apart[n] - z_squared_negated_row_sum[n];

    /* decoder_0_weight_by_z[n][i] = sum over j of decoder_0_weight[i][j] * z[n][j]
     *     (line 18) */
    double (*const decoder_0_weight_by_z)[hidden] = (void *)(scratch + 276480);
    check_contract_400x10_128x10_128x400(decoder_0_weight, z, decoder_0_weight_by_z);

    /* decoder_tanh1 (line 18) */
    double (*const decoder_tanh1)[hidden] = (void *)(scratch + 327680);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            decoder_tanh1[n][i] = tanh(decoder_0_bias[i] + decoder_0_weight_by_z[n][i]);

    /* decoder_2_weight_by_decoder_tanh1[n][i] = sum over j of decoder_2_weight[i][j] *
     *     decoder_tanh1[n][j] (line 18) */
    double (*const decoder_2_weight_by_decoder_tanh1)[hidden] = (void *)(scratch + 276480);
    check_contract_400x400_128x400_128x400(decoder_2_weight, decoder_tanh1,
        decoder_2_weight_by_decoder_tanh1);

    /* decoder_tanh3 (line 18) */
    double (*const decoder_tanh3)[hidden] = (void *)(scratch + 378880);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            decoder_tanh3[n][i] = tanh(decoder_2_bias[i]
                + decoder_2_weight_by_decoder_tanh1[n][i]);

    /* decoder_4_weight_by_decoder_tanh3[n][i] = sum over j of decoder_4_weight[i][j] *
     *     decoder_tanh3[n][j] (line 18) */
    double (*const decoder_4_weight_by_decoder_tanh3)[784] = (void *)(scratch + 634368);
    check_contract_784x400_128x400_128x784(decoder_4_weight, decoder_tanh3,
        decoder_4_weight_by_decoder_tanh3);

    /* decoder_linear4 (line 18) */
    double (*const decoder_linear4)[784] = (void *)(scratch + 734720);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            decoder_linear4[n][i] = decoder_4_bias[i] + decoder_4_weight_by_decoder_tanh3[n][i];
    double (*const decoder_reshape)[side][side] = (void *)decoder_linear4;

    /* decoder_linear4_softplus_combined_row_sum = sum(softplus(decoder_reshape) - x *
     *     decoder_reshape) (line 26) */
    double *const decoder_linear4_softplus_combined_row_sum = scratch + 105216;
    memset(decoder_linear4_softplus_combined_row_sum, 0, sizeof(double) * 128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                decoder_linear4_softplus_combined_row_sum[n] +=
                    check_softplus(decoder_reshape[n][i][j])
                    - (double)x[n][i][j] * decoder_reshape[n][i][j];

    /* decoder_linear4_softplus_combined_sum = sum(decoder_linear4_softplus_combined_row_sum)
     *     (line 26) */
    double decoder_linear4_softplus_combined_sum = 0;
    for (int n = 0; n < batch; n++)
        decoder_linear4_softplus_combined_sum += decoder_linear4_softplus_combined_row_sum[n];

    /* kl_information_sum = sum(kl_information) (line 27) */
    double kl_information_sum = 0;
    for (int n = 0; n < batch; n++)
        kl_information_sum += kl_information[n];

    /* kl_correlation_sum = sum(kl_correlation) (line 28) */
    double kl_correlation_sum = 0;
    for (int n = 0; n < batch; n++)
        kl_correlation_sum += kl_correlation[n];

    /* kl_dimensions_sum = sum(kl_dimensions) (line 29) */
    double kl_dimensions_sum = 0;
    for (int n = 0; n < batch; n++)
        kl_dimensions_sum += kl_dimensions[n];

    if (!whole)
        return 0.0078125 * kl_dimensions_sum + (0.046875 * kl_correlation_sum
            + (0.0078125 * decoder_linear4_softplus_combined_sum
            + 0.0078125 * kl_information_sum));

    /* d_q_mu_plus_z_scaled (line 23) */
    double (*const d_q_mu_plus_z_scaled)[latent] = (void *)(scratch + 104960);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_q_mu_plus_z_scaled[n][i] = z_combined_3[n][i] / kl_std_squared[n][i];

    /* d_decoder_reshape (line 18) */
    double (*const d_decoder_reshape)[side][side] = (void *)(scratch + 634368);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                d_decoder_reshape[n][i][j] = 0.0078125 * check_sigmoid(decoder_reshape[n][i][j])
                    - 0.0078125 * (double)x[n][i][j];
    double (*const d_decoder_linear4)[784] = (void *)d_decoder_reshape;

    /* d_decoder_4_bias = sum(d_decoder_linear4) (line 18) */
    double *const d_decoder_4_bias = point->gradient[13];
    memset(d_decoder_4_bias, 0, sizeof(double) * 784);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            d_decoder_4_bias[i] += d_decoder_linear4[n][i];

    /* d_decoder_4_weight[i][j] = sum over n of decoder_tanh3[n][j] * d_decoder_linear4[n][i]
     *     (line 18) */
    double (*const d_decoder_4_weight)[hidden] = (void *)point->gradient[12];
    check_contract_128x400_128x784_784x400(decoder_tanh3, d_decoder_linear4,
        d_decoder_4_weight);

    /* d_decoder_tanh3[n][i] = sum over j of decoder_4_weight[j][i] * d_decoder_linear4[n][j]
     *     (line 18) */
    double (*const d_decoder_tanh3)[hidden] = (void *)(scratch + 275200);
    check_contract_784x400_128x784_128x400(decoder_4_weight, d_decoder_linear4,
        d_decoder_tanh3);

    /* d_decoder_linear2 (line 18) */
    double (*const d_decoder_linear2)[hidden] = (void *)(scratch + 634368);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_linear2[n][i] = d_decoder_tanh3[n][i]
                * (1.0 - decoder_tanh3[n][i] * decoder_tanh3[n][i]);

    /* d_decoder_2_bias = sum(d_decoder_linear2) (line 18) */
    double *const d_decoder_2_bias = point->gradient[11];
    memset(d_decoder_2_bias, 0, sizeof(double) * 400);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_2_bias[i] += d_decoder_linear2[n][i];

    /* d_decoder_2_weight[i][j] = sum over n of decoder_tanh1[n][j] * d_decoder_linear2[n][i]
     *     (line 18) */
    double (*const d_decoder_2_weight)[hidden] = (void *)point->gradient[10];
    check_contract_128x400_128x400_400x400(decoder_tanh1, d_decoder_linear2,
        d_decoder_2_weight);

    /* d_decoder_tanh1[n][i] = sum over j of decoder_2_weight[j][i] * d_decoder_linear2[n][j]
     *     (line 18) */
    double (*const d_decoder_tanh1)[hidden] = (void *)(scratch + 275200);
    check_contract_400x400_128x400_128x400_b(decoder_2_weight, d_decoder_linear2,
        d_decoder_tanh1);

    /* d_decoder_linear0 (line 18) */
    double (*const d_decoder_linear0)[hidden] = (void *)(scratch + 378880);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_linear0[n][i] = d_decoder_tanh1[n][i]
                * (1.0 - decoder_tanh1[n][i] * decoder_tanh1[n][i]);

    /* d_decoder_0_bias = sum(d_decoder_linear0) (line 18) */
    double *const d_decoder_0_bias = point->gradient[9];
    memset(d_decoder_0_bias, 0, sizeof(double) * 400);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_0_bias[i] += d_decoder_linear0[n][i];

    /* d_decoder_0_weight[i][j] = sum over n of z[n][j] * d_decoder_linear0[n][i] (line 18) */
    double (*const d_decoder_0_weight)[latent] = (void *)point->gradient[8];
    check_contract_128x10_128x400_400x10(z, d_decoder_linear0, d_decoder_0_weight);

    /* decoder_0_weight_by_d_decoder_linear0[n][i] = sum over j of decoder_0_weight[j][i] *
     *     d_decoder_linear0[n][j] (line 18) */
    double (*const decoder_0_weight_by_d_decoder_linear0)[latent] = (void *)(scratch + 275200);
    check_contract_400x10_128x400_128x10(decoder_0_weight, d_decoder_linear0,
        decoder_0_weight_by_d_decoder_linear0);

    /* d_kl_pairs_row_sum_plus_kl_pairs_row_sum_max_scaled (line 23) */
    double (*const d_kl_pairs_row_sum_plus_kl_pairs_row_sum_max_scaled)[batch] =
        (void *)(scratch + 276480);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            d_kl_pairs_row_sum_plus_kl_pairs_row_sum_max_scaled[n][i] =
                kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp[n][i]
                / kl_pairs_row_sum_max_plus_kl_pairs_row_sum_exp_row_sum[n];

    /* d_kl_pairs (line 23) */
    double (*const d_kl_pairs)[batch][latent] = (void *)(scratch + 292864);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                d_kl_pairs[n][i][j] = 0.0390625
                    * d_kl_pairs_row_sum_plus_kl_pairs_row_sum_max_scaled[n][i]
                    - 0.0390625 * (kl_pairs_max_plus_kl_pairs_exp[n][i][j]
                    / kl_pairs_max_plus_kl_pairs_exp_row_sum[n][j]);

    /* d_q_logvar_scaled = sum(d_kl_pairs) (line 23) */
    double (*const d_q_logvar_scaled)[latent] = (void *)(scratch + 273920);
    memset(d_q_logvar_scaled, 0, sizeof(double) * 1280);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                d_q_logvar_scaled[i][j] += d_kl_pairs[n][i][j];
    double (*const d_q_logvar_scaled_reshape)[latent] = (void *)d_q_logvar_scaled;

    /* kl_pairs_factor_squared_times_d_kl_pairs_sum = sum(z_combined^2 * d_kl_pairs)
     *     (line 23) */
    double (*const kl_pairs_factor_squared_times_d_kl_pairs_sum)[latent] =
        (void *)(scratch + 276480);
    memset(kl_pairs_factor_squared_times_d_kl_pairs_sum, 0, sizeof(double) * 1280);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                kl_pairs_factor_squared_times_d_kl_pairs_sum[i][j] +=
                    z_combined[n][i][j] * z_combined[n][i][j] * d_kl_pairs[n][i][j];

    /* d_kl_std1_reshape (line 23) */
    double (*const d_kl_std1_reshape)[latent] = (void *)(scratch + 277760);
    for (int i = 0; i < batch; i++)
        for (int j = 0; j < latent; j++)
            d_kl_std1_reshape[i][j] = kl_pairs_factor_squared_times_d_kl_pairs_sum[i][j]
                / (kl_std_reshape[i][j] * kl_std_reshape[i][j] * kl_std_reshape[i][j]);
    double (*const d_kl_std1_reshape_2)[latent] = (void *)d_kl_std1_reshape;

    /* d_z_reshape_scaled = sum(z_combined * d_kl_pairs / (kl_std_reshape^2)) (line 23) */
    double (*const d_z_reshape_scaled)[latent] = (void *)(scratch + 276480);
    memset(d_z_reshape_scaled, 0, sizeof(double) * 1280);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                d_z_reshape_scaled[n][j] += z_combined[n][i][j] * d_kl_pairs[n][i][j]
                    / (kl_std_reshape[i][j] * kl_std_reshape[i][j]);

    /* kl_pairs_factor_times_d_kl_pairs_sum = sum(z_combined * d_kl_pairs) (line 23) */
    double (*const kl_pairs_factor_times_d_kl_pairs_sum)[latent] = (void *)(scratch + 279040);
    memset(kl_pairs_factor_times_d_kl_pairs_sum, 0, sizeof(double) * 1280);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                kl_pairs_factor_times_d_kl_pairs_sum[i][j] +=
                    z_combined[n][i][j] * d_kl_pairs[n][i][j];

    /* d_q_mu (line 23) */
    double (*const d_q_mu)[latent] = (void *)(scratch + 110080);
    for (int i = 0; i < batch; i++)
        for (int j = 0; j < latent; j++)
            d_q_mu[i][j] = kl_pairs_factor_times_d_kl_pairs_sum[i][j]
                / (kl_std_reshape[i][j] * kl_std_reshape[i][j]);
    double (*const d_q_mu_2)[latent] = (void *)d_q_mu;
    double (*const d_z_reshape_scaled_reshape)[latent] = (void *)d_z_reshape_scaled;

    /* d_z (line 22) */
    double (*const d_z)[latent] = (void *)(scratch + 106240);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_z[n][i] = 0.0078125 * z[n][i] + decoder_0_weight_by_d_decoder_linear0[n][i]
                - 0.0078125 * d_q_mu_plus_z_scaled[n][i] - d_z_reshape_scaled_reshape[n][i];

    /* d_q_logvar (line 21) */
    double (*const d_q_logvar)[latent] = (void *)(scratch + 108800);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_q_logvar[n][i] = 0.00390625 * q_mu_plus_z_squared_times_q_logvar_exp[n][i]
                + 0.5 * (sqrt(kl_std_squared[n][i]) * d_kl_std1_reshape_2[n][i])
                + 0.5 * (sqrt(kl_std_squared[n][i]) * z_noise[n][i] * d_z[n][i]) - 0.00390625
                - 0.5 * d_q_logvar_scaled_reshape[n][i];

    /* d_encoder_logvar_0_bias = sum(d_q_logvar) (line 15) */
    double *const d_encoder_logvar_0_bias = point->gradient[7];
    memset(d_encoder_logvar_0_bias, 0, sizeof(double) * 10);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_encoder_logvar_0_bias[i] += d_q_logvar[n][i];

    /* d_encoder_logvar_0_weight[i][j] = sum over n of encoder_relu4[n][j] * d_q_logvar[n][i]
     *     (line 15) */
    double (*const d_encoder_logvar_0_weight)[hidden] = (void *)point->gradient[6];
    check_contract_128x400_128x10_10x400(encoder_relu4, d_q_logvar, d_encoder_logvar_0_weight);

    /* encoder_logvar_0_weight_by_d_q_logvar[n][i] = sum over j of
     *     encoder_logvar_0_weight[j][i] * d_q_logvar[n][j] (line 15) */
    double (*const encoder_logvar_0_weight_by_d_q_logvar)[hidden] = (void *)(scratch + 111360);
    check_contract_10x400_128x10_128x400(encoder_logvar_0_weight, d_q_logvar,
        encoder_logvar_0_weight_by_d_q_logvar);

    /* d_q_mu_3 (line 21) */
    double (*const d_q_mu_3)[latent] = (void *)(scratch + 102400);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_q_mu_3[n][i] = 0.0078125 * d_q_mu_plus_z_scaled[n][i] + d_q_mu_2[n][i]
                + d_z[n][i];

    /* d_encoder_mu_0_bias = sum(d_q_mu_3) (line 14) */
    double *const d_encoder_mu_0_bias = point->gradient[5];
    memset(d_encoder_mu_0_bias, 0, sizeof(double) * 10);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_encoder_mu_0_bias[i] += d_q_mu_3[n][i];

    /* d_encoder_mu_0_weight[i][j] = sum over n of encoder_relu4[n][j] * d_q_mu_3[n][i]
     *     (line 14) */
    double (*const d_encoder_mu_0_weight)[hidden] = (void *)point->gradient[4];
    check_contract_128x400_128x10_10x400(encoder_relu4, d_q_mu_3, d_encoder_mu_0_weight);

    /* encoder_mu_0_weight_by_d_q_mu[n][i] = sum over j of encoder_mu_0_weight[j][i] *
     *     d_q_mu_3[n][j] (line 14) */
    double (*const encoder_mu_0_weight_by_d_q_mu)[hidden] = (void *)(scratch + 51200);
    check_contract_10x400_128x10_128x400(encoder_mu_0_weight, d_q_mu_3,
        encoder_mu_0_weight_by_d_q_mu);

    /* d_encoder_linear3 (line 12) */
    double (*const d_encoder_linear3)[hidden] = (void *)(scratch + 162560);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_linear3[n][i] = (held->encoder_relu4_slope[n][i] ? 1.0 : 0.0)
                * (encoder_logvar_0_weight_by_d_q_logvar[n][i]
                + encoder_mu_0_weight_by_d_q_mu[n][i]);

    /* d_encoder_3_bias = sum(d_encoder_linear3) (line 12) */
    double *const d_encoder_3_bias = point->gradient[3];
    memset(d_encoder_3_bias, 0, sizeof(double) * 400);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_3_bias[i] += d_encoder_linear3[n][i];

    /* d_encoder_3_weight[i][j] = sum over n of encoder_relu2[n][j] * d_encoder_linear3[n][i]
     *     (line 12) */
    double (*const d_encoder_3_weight)[hidden] = (void *)point->gradient[2];
    check_contract_128x400_128x400_400x400(encoder_relu2, d_encoder_linear3,
        d_encoder_3_weight);

    /* d_encoder_relu2[n][i] = sum over j of encoder_3_weight[j][i] * d_encoder_linear3[n][j]
     *     (line 12) */
    double (*const d_encoder_relu2)[hidden] = (void *)(scratch + 0);
    check_contract_400x400_128x400_128x400_b(encoder_3_weight, d_encoder_linear3,
        d_encoder_relu2);

    /* d_encoder_linear1 (line 12) */
    double (*const d_encoder_linear1)[hidden] = (void *)(scratch + 51200);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_linear1[n][i] = (held->encoder_relu2_slope[n][i] ? 1.0 : 0.0)
                * d_encoder_relu2[n][i];

    /* d_encoder_1_bias = sum(d_encoder_linear1) (line 12) */
    double *const d_encoder_1_bias = point->gradient[1];
    memset(d_encoder_1_bias, 0, sizeof(double) * 400);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_1_bias[i] += d_encoder_linear1[n][i];

    /* d_encoder_1_weight[i][j] = sum over n of encoder_flatten[n][j] *
     *     d_encoder_linear1[n][i] (line 12) */
    double (*const d_encoder_1_weight)[784] = (void *)point->gradient[0];
    check_contract_128x784_128x400_400x784(encoder_flatten, d_encoder_linear1,
        d_encoder_1_weight);

    return 0.0078125 * kl_dimensions_sum + (0.046875 * kl_correlation_sum
        + (0.0078125 * decoder_linear4_softplus_combined_sum + 0.0078125 * kl_information_sum));
}

/* The decisions of step 1 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_1(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const double *const encoder_1_bias = point->tensor[1];
    const double *const encoder_3_bias = point->tensor[3];
    const float (*const encoder_linear1_product)[hidden] = (void *)m->at[0];
    const float (*const encoder_linear3_product)[hidden] = (void *)m->at[2];
    const float (*const z)[latent] = (void *)m->at[10];
    const float (*const q_mu_2)[latent] = (void *)m->at[15];
    const float (*const kl_pairs_scale)[latent] = (void *)m->at[16];
    const float (*const kl_pairs_offset)[latent] = (void *)m->at[18];
    const float (*const z_reshape_2)[latent] = (void *)z;

    /* z_combined_2 (line 23) */
    float (*const z_combined_2)[batch][latent] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                z_combined_2[n][i][j] = z_reshape_2[n][j] - q_mu_2[i][j];

    /* kl_pairs1_2 (line 23) */
    float (*const kl_pairs1_2)[batch][latent] = (void *)(scratch + 163840);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                kl_pairs1_2[n][i][j] = kl_pairs_scale[i][j] * z_combined_2[n][i][j]
                    * z_combined_2[n][i][j] - kl_pairs_offset[i][j] - 0.9189385f;

    /* kl_pairs1_row_sum_2 = sum(kl_pairs1_2) (line 23) */
    float (*const kl_pairs1_row_sum_2)[batch] = (void *)(scratch + 0);
    memset(kl_pairs1_row_sum_2, 0, sizeof(float) * 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latent; j++)
                kl_pairs1_row_sum_2[n][i] += kl_pairs1_2[n][i][j];

    /* encoder_relu2_slope: encoder_1_bias + encoder_linear1_product > 0 (line 12) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->encoder_relu2_slope[n][i] = (float)encoder_1_bias[i]
                + encoder_linear1_product[n][i] > 0.0f;

    /* encoder_relu4_slope: encoder_3_bias + encoder_linear3_product > 0 (line 12) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->encoder_relu4_slope[n][i] = (float)encoder_3_bias[i]
                + encoder_linear3_product[n][i] > 0.0f;

    /* kl_pairs1_row_sum_max: max(kl_pairs1_row_sum_2) (line 23) */
    for (int n = 0; n < batch; n++) {
        float extreme = -INFINITY;
        int best = 0;
        for (int at = 0; at < batch; at++) {
            const float value = kl_pairs1_row_sum_2[n][at];
            if (value > extreme) {
                extreme = value;
                best = at;
            }
        }
        held->kl_pairs1_row_sum_max[n] = best;
    }

    /* kl_pairs1_max: max(kl_pairs1_2) (line 23) */
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < latent; i++) {
            float extreme = -INFINITY;
            int best = 0;
            for (int at = 0; at < batch; at++) {
                const float value = kl_pairs1_2[n][at][i];
                if (value > extreme) {
                    extreme = value;
                    best = at;
                }
            }
            held->kl_pairs1_max[n][i] = best;
        }
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
        {0, 326144, 326544, 492944, 493344, 497344, 497360, 501360, 501376, 505536, 505936,
            672336, 672736, 992736, -1},
    };
    if (tensor >= 14 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check beta_tc_vae_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
