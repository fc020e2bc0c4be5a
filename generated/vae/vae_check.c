/* vae_check.c: the losses of vae.yaml (sha256 b3bf290a)
 * and their gradients in double, by plain loops, for `vae gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "vae.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 128, hidden = 400, latent = 20, side = 28 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool encoder_relu_slope[batch][hidden];
    _Bool decoder_linear0_slope[batch][hidden];
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
        held->scratch = malloc(sizeof(double) * 315904);
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

#include "vae_check_contractions.h"

/* What step 1 minimises, and where `whole` its gradients. */
static double
step_1(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const double (*const encoder_1_weight)[784] = (void *)point->tensor[0];
    const double *const encoder_1_bias = point->tensor[1];
    const double (*const encoder_mu_0_weight)[hidden] = (void *)point->tensor[2];
    const double *const encoder_mu_0_bias = point->tensor[3];
    const double (*const encoder_logvar_0_weight)[hidden] = (void *)point->tensor[4];
    const double *const encoder_logvar_0_bias = point->tensor[5];
    const double (*const decoder_0_weight)[latent] = (void *)point->tensor[6];
    const double *const decoder_0_bias = point->tensor[7];
    const double (*const decoder_2_weight)[hidden] = (void *)point->tensor[8];
    const double *const decoder_2_bias = point->tensor[9];
    const float (*const x)[side][side] = (void *)point->field[0];
    const float (*const encoder_flatten)[784] = (void *)x;

    /* encoder_linear_product[n][i] = sum over j of encoder_1_weight[i][j] *
     *     encoder_flatten[n][j] (line 15) */
    double (*const encoder_linear_product)[hidden] = (void *)(scratch + 0);
    check_contract_400x784_128x784_128x400(encoder_1_weight, encoder_flatten,
        encoder_linear_product);

    /* encoder_linear (line 15) */
    double (*const encoder_linear)[hidden] = (void *)(scratch + 51200);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_linear[n][i] = encoder_1_bias[i] + encoder_linear_product[n][i];

    /* encoder_relu_slope: encoder_linear > 0 (line 15) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->encoder_relu_slope[n][i] = encoder_linear[n][i] > 0;
    }

    /* encoder_relu (line 15) */
    double (*const encoder_relu)[hidden] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            encoder_relu[n][i] = held->encoder_relu_slope[n][i] ? encoder_linear[n][i] : 0.0;

    /* q_mu_product[n][i] = sum over j of encoder_mu_0_weight[i][j] * encoder_relu[n][j]
     *     (line 17) */
    double (*const q_mu_product)[latent] = (void *)(scratch + 51200);
    check_contract_20x400_128x400_128x20(encoder_mu_0_weight, encoder_relu, q_mu_product);

    /* q_mu (line 24) */
    double (*const q_mu)[latent] = (void *)(scratch + 53760);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_mu[n][i] = encoder_mu_0_bias[i] + q_mu_product[n][i];

    /* q_logvar_product[n][i] = sum over j of encoder_logvar_0_weight[i][j] *
     *     encoder_relu[n][j] (line 18) */
    double (*const q_logvar_product)[latent] = (void *)(scratch + 51200);
    check_contract_20x400_128x400_128x20(encoder_logvar_0_weight, encoder_relu,
        q_logvar_product);

    /* q_logvar (line 24) */
    double (*const q_logvar)[latent] = (void *)(scratch + 56320);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_logvar[n][i] = encoder_logvar_0_bias[i] + q_logvar_product[n][i];

    /* q_logvar_exp_squared (line 25) */
    double (*const q_logvar_exp_squared)[latent] = (void *)(scratch + 51200);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_logvar_exp_squared[n][i] = exp(q_logvar[n][i]);

    /* z_noise = the stream "z.1" (line 25) */
    double (*const z_noise)[latent] = (void *)(scratch + 58880);
    draw((void *)z_noise, 2560, random_normal, point, "z.1");

    /* z (line 25) */
    double (*const z)[latent] = (void *)(scratch + 61440);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            z[n][i] = q_mu[n][i] + sqrt(q_logvar_exp_squared[n][i]) * z_noise[n][i];

    /* decoder_0_weight_by_z[n][i] = sum over j of decoder_0_weight[i][j] * z[n][j]
     *     (line 21) */
    double (*const decoder_0_weight_by_z)[hidden] = (void *)(scratch + 64000);
    check_contract_400x20_128x20_128x400(decoder_0_weight, z, decoder_0_weight_by_z);

    /* decoder_linear0 (line 21) */
    double (*const decoder_linear0)[hidden] = (void *)(scratch + 115200);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            decoder_linear0[n][i] = decoder_0_bias[i] + decoder_0_weight_by_z[n][i];

    /* decoder_linear0_slope: decoder_linear0 > 0 (line 21) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->decoder_linear0_slope[n][i] = decoder_linear0[n][i] > 0;
    }

    /* decoder_relu (line 21) */
    double (*const decoder_relu)[hidden] = (void *)(scratch + 64000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            decoder_relu[n][i] = held->decoder_linear0_slope[n][i] ? decoder_linear0[n][i]
                : 0.0;

    /* decoder_2_weight_by_decoder_relu[n][i] = sum over j of decoder_2_weight[i][j] *
     *     decoder_relu[n][j] (line 21) */
    double (*const decoder_2_weight_by_decoder_relu)[784] = (void *)(scratch + 115200);
    check_contract_784x400_128x400_128x784(decoder_2_weight, decoder_relu,
        decoder_2_weight_by_decoder_relu);

    /* decoder_linear2 (line 21) */
    double (*const decoder_linear2)[784] = (void *)(scratch + 215552);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            decoder_linear2[n][i] = decoder_2_bias[i] + decoder_2_weight_by_decoder_relu[n][i];
    double (*const logits)[side][side] = (void *)decoder_linear2;

    /* decoder_linear2_softplus_combined_row_sum = sum(softplus(logits) - x * logits)
     *     (line 29) */
    double *const decoder_linear2_softplus_combined_row_sum = scratch + 115200;
    memset(decoder_linear2_softplus_combined_row_sum, 0, sizeof(double) * 128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                decoder_linear2_softplus_combined_row_sum[n] += check_softplus(logits[n][i][j])
                    - (double)x[n][i][j] * logits[n][i][j];

    /* decoder_linear2_softplus_combined_sum = sum(decoder_linear2_softplus_combined_row_sum)
     *     (line 29) */
    double decoder_linear2_softplus_combined_sum = 0;
    for (int n = 0; n < batch; n++)
        decoder_linear2_softplus_combined_sum += decoder_linear2_softplus_combined_row_sum[n];

    /* q_logvar_plus_q_mu_squared_combined_shifted_row_sum = sum(q_logvar_exp_squared + q_mu^2
     *     - 1 - q_logvar) (line 30) */
    double *const q_logvar_plus_q_mu_squared_combined_shifted_row_sum = scratch + 115200;
    memset(q_logvar_plus_q_mu_squared_combined_shifted_row_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            q_logvar_plus_q_mu_squared_combined_shifted_row_sum[n] += q_logvar_exp_squared[n][i]
                + q_mu[n][i] * q_mu[n][i] - 1.0 - q_logvar[n][i];

    /* q_logvar_plus_q_mu_squared_combined_shifted_sum =
     *     sum(q_logvar_plus_q_mu_squared_combined_shifted_row_sum) (line 30) */
    double q_logvar_plus_q_mu_squared_combined_shifted_sum = 0;
    for (int n = 0; n < batch; n++)
        q_logvar_plus_q_mu_squared_combined_shifted_sum +=
            q_logvar_plus_q_mu_squared_combined_shifted_row_sum[n];

    if (!whole)
        return 0.0078125 * decoder_linear2_softplus_combined_sum
            + 0.00390625 * q_logvar_plus_q_mu_squared_combined_shifted_sum;

    /* d_logits (line 26) */
    double (*const d_logits)[side][side] = (void *)(scratch + 115200);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                d_logits[n][i][j] = 0.0078125 * check_sigmoid(logits[n][i][j])
                    - 0.0078125 * (double)x[n][i][j];
    double (*const d_decoder_linear2)[784] = (void *)d_logits;

    /* d_decoder_2_bias = sum(d_decoder_linear2) (line 21) */
    double *const d_decoder_2_bias = point->gradient[9];
    memset(d_decoder_2_bias, 0, sizeof(double) * 784);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            d_decoder_2_bias[i] += d_decoder_linear2[n][i];

    /* d_decoder_2_weight[i][j] = sum over n of decoder_relu[n][j] * d_decoder_linear2[n][i]
     *     (line 21) */
    double (*const d_decoder_2_weight)[hidden] = (void *)point->gradient[8];
    check_contract_128x400_128x784_784x400(decoder_relu, d_decoder_linear2, d_decoder_2_weight);

    /* d_decoder_relu[n][i] = sum over j of decoder_2_weight[j][i] * d_decoder_linear2[n][j]
     *     (line 21) */
    double (*const d_decoder_relu)[hidden] = (void *)(scratch + 64000);
    check_contract_784x400_128x784_128x400(decoder_2_weight, d_decoder_linear2, d_decoder_relu);

    /* d_decoder_linear0 (line 21) */
    double (*const d_decoder_linear0)[hidden] = (void *)(scratch + 115200);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_linear0[n][i] = (held->decoder_linear0_slope[n][i] ? 1.0 : 0.0)
                * d_decoder_relu[n][i];

    /* d_decoder_0_bias = sum(d_decoder_linear0) (line 21) */
    double *const d_decoder_0_bias = point->gradient[7];
    memset(d_decoder_0_bias, 0, sizeof(double) * 400);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_decoder_0_bias[i] += d_decoder_linear0[n][i];

    /* d_decoder_0_weight[i][j] = sum over n of z[n][j] * d_decoder_linear0[n][i] (line 21) */
    double (*const d_decoder_0_weight)[latent] = (void *)point->gradient[6];
    check_contract_128x20_128x400_400x20(z, d_decoder_linear0, d_decoder_0_weight);

    /* d_z[n][i] = sum over j of decoder_0_weight[j][i] * d_decoder_linear0[n][j] (line 25) */
    double (*const d_z)[latent] = (void *)(scratch + 56320);
    check_contract_400x20_128x400_128x20(decoder_0_weight, d_decoder_linear0, d_z);

    /* d_q_logvar (line 24) */
    double (*const d_q_logvar)[latent] = (void *)(scratch + 61440);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_q_logvar[n][i] = 0.00390625 * q_logvar_exp_squared[n][i]
                + 0.5 * (sqrt(q_logvar_exp_squared[n][i]) * z_noise[n][i] * d_z[n][i])
                - 0.00390625;

    /* d_encoder_logvar_0_bias = sum(d_q_logvar) (line 18) */
    double *const d_encoder_logvar_0_bias = point->gradient[5];
    memset(d_encoder_logvar_0_bias, 0, sizeof(double) * 20);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_encoder_logvar_0_bias[i] += d_q_logvar[n][i];

    /* d_encoder_logvar_0_weight[i][j] = sum over n of encoder_relu[n][j] * d_q_logvar[n][i]
     *     (line 18) */
    double (*const d_encoder_logvar_0_weight)[hidden] = (void *)point->gradient[4];
    check_contract_128x400_128x20_20x400(encoder_relu, d_q_logvar, d_encoder_logvar_0_weight);

    /* encoder_logvar_0_weight_by_d_q_logvar[n][i] = sum over j of
     *     encoder_logvar_0_weight[j][i] * d_q_logvar[n][j] (line 18) */
    double (*const encoder_logvar_0_weight_by_d_q_logvar)[hidden] = (void *)(scratch + 64000);
    check_contract_20x400_128x20_128x400(encoder_logvar_0_weight, d_q_logvar,
        encoder_logvar_0_weight_by_d_q_logvar);

    /* d_q_mu (line 24) */
    double (*const d_q_mu)[latent] = (void *)(scratch + 51200);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_q_mu[n][i] = 0.0078125 * q_mu[n][i] + d_z[n][i];

    /* d_encoder_mu_0_bias = sum(d_q_mu) (line 17) */
    double *const d_encoder_mu_0_bias = point->gradient[3];
    memset(d_encoder_mu_0_bias, 0, sizeof(double) * 20);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < latent; i++)
            d_encoder_mu_0_bias[i] += d_q_mu[n][i];

    /* d_encoder_mu_0_weight[i][j] = sum over n of encoder_relu[n][j] * d_q_mu[n][i]
     *     (line 17) */
    double (*const d_encoder_mu_0_weight)[hidden] = (void *)point->gradient[2];
    check_contract_128x400_128x20_20x400(encoder_relu, d_q_mu, d_encoder_mu_0_weight);

    /* encoder_mu_0_weight_by_d_q_mu[n][i] = sum over j of encoder_mu_0_weight[j][i] *
     *     d_q_mu[n][j] (line 17) */
    double (*const encoder_mu_0_weight_by_d_q_mu)[hidden] = (void *)(scratch + 0);
    check_contract_20x400_128x20_128x400(encoder_mu_0_weight, d_q_mu,
        encoder_mu_0_weight_by_d_q_mu);

    /* d_encoder_linear (line 15) */
    double (*const d_encoder_linear)[hidden] = (void *)(scratch + 115200);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_linear[n][i] = (held->encoder_relu_slope[n][i] ? 1.0 : 0.0)
                * (encoder_logvar_0_weight_by_d_q_logvar[n][i]
                + encoder_mu_0_weight_by_d_q_mu[n][i]);

    /* d_encoder_1_bias = sum(d_encoder_linear) (line 15) */
    double *const d_encoder_1_bias = point->gradient[1];
    memset(d_encoder_1_bias, 0, sizeof(double) * 400);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_encoder_1_bias[i] += d_encoder_linear[n][i];

    /* d_encoder_1_weight[i][j] = sum over n of encoder_flatten[n][j] * d_encoder_linear[n][i]
     *     (line 15) */
    double (*const d_encoder_1_weight)[784] = (void *)point->gradient[0];
    check_contract_128x784_128x400_400x784(encoder_flatten, d_encoder_linear,
        d_encoder_1_weight);

    return 0.0078125 * decoder_linear2_softplus_combined_sum
        + 0.00390625 * q_logvar_plus_q_mu_squared_combined_shifted_sum;
}

/* The decisions of step 1 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_1(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    const double *const encoder_1_bias = point->tensor[1];
    const double *const decoder_0_bias = point->tensor[7];
    const float (*const encoder_linear_product)[hidden] = (void *)m->at[0];
    const float (*const decoder_linear0_product)[hidden] = (void *)m->at[10];

    /* encoder_relu_slope: encoder_1_bias + encoder_linear_product > 0 (line 15) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->encoder_relu_slope[n][i] = (float)encoder_1_bias[i]
                + encoder_linear_product[n][i] > 0.0f;

    /* decoder_linear0_slope: decoder_0_bias + decoder_linear0_product > 0 (line 21) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->decoder_linear0_slope[n][i] = (float)decoder_0_bias[i]
                + decoder_linear0_product[n][i] > 0.0f;
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
    static const long place[2][11] = {
        {0, 326144, 326544, 334544, 334576, 342576, 342608, 350928, 351328, 671328, -1},
    };
    if (tensor >= 10 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check vae_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
