/* gan_check.c: the losses of gan.yaml (sha256 ec3ab3e7)
 * and their gradients in double, by plain loops, for `gan gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "gan.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 128, latent = 100, hidden = 128, side = 28 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool G_relu1_slope[batch][hidden];
    _Bool G_relu3_slope[batch][hidden];
    _Bool D_leaky_relu2_slope[batch][hidden];
    _Bool d_D_linear3_scaled_slope[batch][hidden];
    double D_flatten_of_fake[batch][side][side];
    _Bool D_linear1_slope[batch][hidden];
    _Bool D_linear3_slope[batch][hidden];
    _Bool D_linear1_of_fake_slope[batch][hidden];
    _Bool D_linear3_of_fake_slope[batch][hidden];
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
        held->scratch = malloc(sizeof(double) * 346624);
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

#include "gan_check_contractions.h"

/* What step 1 minimises (line 37), and where `whole` its gradients. */
static double
step_1(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const int renew = record || held->taken;
    held->taken = 0;
    const double (*const G_0_weight)[latent] = (void *)point->tensor[0];
    const double *const G_0_bias = point->tensor[1];
    const double (*const G_2_weight)[hidden] = (void *)point->tensor[2];
    const double *const G_2_bias = point->tensor[3];
    const double (*const G_4_weight)[hidden] = (void *)point->tensor[4];
    const double *const G_4_bias = point->tensor[5];
    const double (*const D_1_weight)[784] = (void *)point->tensor[6];
    const double *const D_1_bias = point->tensor[7];
    const double (*const D_3_weight)[hidden] = (void *)point->tensor[8];
    const double *const D_3_bias = point->tensor[9];
    const double *const D_5_weight = point->tensor[10];
    const double D_5_bias = point->tensor[11][0];
    const float (*const x)[side][side] = (void *)point->field[0];
    const double *const D_5_weight_ = (void *)D_5_weight;

    /* fake_noise = the stream "fake.1" (line 34) */
    double (*const fake_noise)[latent] = (void *)(scratch + 0);
    if (renew) {
        draw((void *)fake_noise, 12800, random_normal, point, "fake.1");
    }

    /* G_linear0_product[n][i] = sum over j of G_0_weight[i][j] * fake_noise[n][j]
     *     (line 16) */
    double (*const G_linear0_product)[hidden] = (void *)(scratch + 12800);
    if (renew) {
        check_contract_128x100_128x100_128x128(G_0_weight, fake_noise, G_linear0_product);
    }

    /* G_linear0 (line 16) */
    double (*const G_linear0)[hidden] = (void *)(scratch + 29184);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                G_linear0[n][i] = G_0_bias[i] + G_linear0_product[n][i];
    }

    /* G_relu1_slope: G_linear0 > 0 (line 17) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->G_relu1_slope[n][i] = G_linear0[n][i] > 0;
    }

    /* G_relu1 (line 17) */
    double (*const G_relu1)[hidden] = (void *)(scratch + 0);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                G_relu1[n][i] = held->G_relu1_slope[n][i] ? G_linear0[n][i] : 0.0;
    }

    /* G_linear2_product[n][i] = sum over j of G_2_weight[i][j] * G_relu1[n][j] (line 18) */
    double (*const G_linear2_product)[hidden] = (void *)(scratch + 16384);
    if (renew) {
        check_contract_128x128_128x128_128x128(G_2_weight, G_relu1, G_linear2_product);
    }

    /* G_linear2 (line 18) */
    double (*const G_linear2)[hidden] = (void *)(scratch + 0);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                G_linear2[n][i] = G_2_bias[i] + G_linear2_product[n][i];
    }

    /* G_relu3_slope: G_linear2 > 0 (line 19) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->G_relu3_slope[n][i] = G_linear2[n][i] > 0;
    }

    /* G_relu3 (line 19) */
    double (*const G_relu3)[hidden] = (void *)(scratch + 16384);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                G_relu3[n][i] = held->G_relu3_slope[n][i] ? G_linear2[n][i] : 0.0;
    }

    /* G_linear4_product[n][i] = sum over j of G_4_weight[i][j] * G_relu3[n][j] (line 20) */
    double (*const G_linear4_product)[784] = (void *)(scratch + 32768);
    if (renew) {
        check_contract_784x128_128x128_128x784(G_4_weight, G_relu3, G_linear4_product);
    }

    /* G_sigmoid (line 21) */
    double (*const G_sigmoid)[784] = (void *)(scratch + 133120);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 784; i++)
                G_sigmoid[n][i] = check_sigmoid(G_4_bias[i] + G_linear4_product[n][i]);
    }
    double (*const fake)[side][side] = (void *)G_sigmoid;
    const float (*const D_flatten_of_x)[784] = (void *)x;

    /* D_linear1_product[n][i] = sum over j of D_1_weight[i][j] * D_flatten_of_x[n][j]
     *     (line 27) */
    double (*const D_linear1_product)[hidden] = (void *)(scratch + 0);
    check_contract_128x784_128x784_128x128(D_1_weight, D_flatten_of_x, D_linear1_product);

    /* D_linear1_of_x (line 27) */
    double (*const D_linear1_of_x)[hidden] = (void *)(scratch + 16384);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear1_of_x[n][i] = D_1_bias[i] + D_linear1_product[n][i];

    /* D_leaky_relu2_slope: D_linear1_of_x > 0 (line 28) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_leaky_relu2_slope[n][i] = D_linear1_of_x[n][i] > 0;
    }

    /* D_leaky_relu2_of_x (line 28) */
    double (*const D_leaky_relu2_of_x)[hidden] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_leaky_relu2_of_x[n][i] = held->D_leaky_relu2_slope[n][i] ? D_linear1_of_x[n][i]
                : 0.2 * D_linear1_of_x[n][i];

    /* D_linear3_product[n][i] = sum over j of D_3_weight[i][j] * D_leaky_relu2_of_x[n][j]
     *     (line 29) */
    double (*const D_linear3_product)[hidden] = (void *)(scratch + 16384);
    check_contract_128x128_128x128_128x128(D_3_weight, D_leaky_relu2_of_x, D_linear3_product);

    /* D_linear3_of_x (line 29) */
    double (*const D_linear3_of_x)[hidden] = (void *)(scratch + 32768);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear3_of_x[n][i] = D_3_bias[i] + D_linear3_product[n][i];

    /* d_D_linear3_scaled_slope: D_linear3_of_x > 0 (line 30) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->d_D_linear3_scaled_slope[n][i] = D_linear3_of_x[n][i] > 0;
    }

    /* D_linear5_sum = sum(D_5_weight_ * (D_linear3_of_x > 0 ? D_linear3_of_x : 0.2 *
     *     D_linear3_of_x)) (line 31) */
    double *const D_linear5_sum = scratch + 16384;
    memset(D_linear5_sum, 0, sizeof(double) * 128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear5_sum[n] += D_5_weight_[i] * (held->d_D_linear3_scaled_slope[n][i]
                ? D_linear3_of_x[n][i] : 0.2 * D_linear3_of_x[n][i]);

    /* d_D_linear5_negated_scaled_factor (line 37) */
    double *const d_D_linear5_negated_scaled_factor = scratch + 16512;
    for (int n = 0; n < batch; n++)
        d_D_linear5_negated_scaled_factor[n] = -(D_5_bias + D_linear5_sum[n]);

    /* D_linear5_of_x_softplus_sum = sum(softplus(d_D_linear5_negated_scaled_factor))
     *     (line 37) */
    double D_linear5_of_x_softplus_sum = 0;
    for (int n = 0; n < batch; n++)
        D_linear5_of_x_softplus_sum += check_softplus(d_D_linear5_negated_scaled_factor[n]);

    /* D_flatten_of_fake: fake (line 26) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < side; i++)
                for (int j = 0; j < side; j++)
                    held->D_flatten_of_fake[n][i][j] = fake[n][i][j];
    }
    double (*const D_flatten_of_fake_2)[784] = (void *)held->D_flatten_of_fake;

    /* D_1_weight_by_G_sigmoid[n][i] = sum over j of D_1_weight[i][j] *
     *     D_flatten_of_fake_2[n][j] (line 27) */
    double (*const D_1_weight_by_G_sigmoid)[hidden] = (void *)(scratch + 49152);
    check_contract_128x784_128x784_128x128_b(D_1_weight, D_flatten_of_fake_2,
        D_1_weight_by_G_sigmoid);

    /* D_linear1_of_fake (line 27) */
    double (*const D_linear1_of_fake)[hidden] = (void *)(scratch + 65536);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear1_of_fake[n][i] = D_1_bias[i] + D_1_weight_by_G_sigmoid[n][i];

    /* D_linear1_slope: D_linear1_of_fake > 0 (line 28) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear1_slope[n][i] = D_linear1_of_fake[n][i] > 0;
    }

    /* D_leaky_relu2_of_fake (line 28) */
    double (*const D_leaky_relu2_of_fake)[hidden] = (void *)(scratch + 49152);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_leaky_relu2_of_fake[n][i] = held->D_linear1_slope[n][i] ? D_linear1_of_fake[n][i]
                : 0.2 * D_linear1_of_fake[n][i];

    /* D_3_weight_by_D_leaky_relu2[n][i] = sum over j of D_3_weight[i][j] *
     *     D_leaky_relu2_of_fake[n][j] (line 29) */
    double (*const D_3_weight_by_D_leaky_relu2)[hidden] = (void *)(scratch + 65536);
    check_contract_128x128_128x128_128x128(D_3_weight, D_leaky_relu2_of_fake,
        D_3_weight_by_D_leaky_relu2);

    /* D_linear3_of_fake (line 29) */
    double (*const D_linear3_of_fake)[hidden] = (void *)(scratch + 81920);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear3_of_fake[n][i] = D_3_bias[i] + D_3_weight_by_D_leaky_relu2[n][i];

    /* D_linear3_slope: D_linear3_of_fake > 0 (line 30) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear3_slope[n][i] = D_linear3_of_fake[n][i] > 0;
    }

    /* D_5_weight_times_D_linear3_weighted_row_sum = sum(D_5_weight_ * (D_linear3_of_fake > 0
     *     ? D_linear3_of_fake : 0.2 * D_linear3_of_fake)) (line 31) */
    double *const D_5_weight_times_D_linear3_weighted_row_sum = scratch + 16384;
    memset(D_5_weight_times_D_linear3_weighted_row_sum, 0, sizeof(double) * 128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_5_weight_times_D_linear3_weighted_row_sum[n] +=
                D_5_weight_[i] * (held->D_linear3_slope[n][i] ? D_linear3_of_fake[n][i]
                : 0.2 * D_linear3_of_fake[n][i]);

    /* D_linear5 (line 31) */
    double *const D_linear5 = scratch + 16640;
    for (int n = 0; n < batch; n++)
        D_linear5[n] = D_5_bias + D_5_weight_times_D_linear3_weighted_row_sum[n];

    /* D_linear5_of_fake_softplus_sum = sum(softplus(D_linear5)) (line 37) */
    double D_linear5_of_fake_softplus_sum = 0;
    for (int n = 0; n < batch; n++)
        D_linear5_of_fake_softplus_sum += check_softplus(D_linear5[n]);

    /* d_loss (line 37) */
    const double d_loss = 0.0078125 * D_linear5_of_x_softplus_sum
        + 0.0078125 * D_linear5_of_fake_softplus_sum;

    if (!whole)
        return d_loss;

    /* d_D_linear5_scaled (line 31) */
    double *const d_D_linear5_scaled = scratch + 16384;
    for (int n = 0; n < batch; n++)
        d_D_linear5_scaled[n] = check_sigmoid(D_linear5[n]);

    /* d_D_linear5_scaled_sum = sum(d_D_linear5_scaled) (line 31) */
    double d_D_linear5_scaled_sum = 0;
    for (int n = 0; n < batch; n++)
        d_D_linear5_scaled_sum += d_D_linear5_scaled[n];

    /* d_D_linear5_scaled_times_D_linear3_weighted_sum = sum((D_linear3_of_fake > 0 ?
     *     D_linear3_of_fake : 0.2 * D_linear3_of_fake) * d_D_linear5_scaled) (line 31) */
    double *const d_D_linear5_scaled_times_D_linear3_weighted_sum = scratch + 16640;
    memset(d_D_linear5_scaled_times_D_linear3_weighted_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear5_scaled_times_D_linear3_weighted_sum[i] +=
                (held->D_linear3_slope[n][i] ? D_linear3_of_fake[n][i]
                : 0.2 * D_linear3_of_fake[n][i]) * d_D_linear5_scaled[n];

    /* d_D_linear3_of_fake_scaled (line 29) */
    double (*const d_D_linear3_of_fake_scaled)[hidden] = (void *)(scratch + 65536);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear3_of_fake_scaled[n][i] = D_5_weight_[i]
                * (held->D_linear3_slope[n][i] ? 1.0 : 0.2) * d_D_linear5_scaled[n];

    /* d_D_linear5_scaled_times_D_linear3_slope_sum = sum(D_linear3_slope *
     *     d_D_linear5_scaled) (line 29) */
    double *const d_D_linear5_scaled_times_D_linear3_slope_sum = scratch + 16768;
    memset(d_D_linear5_scaled_times_D_linear3_slope_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear5_scaled_times_D_linear3_slope_sum[i] +=
                (held->D_linear3_slope[n][i] ? 1.0 : 0.2) * d_D_linear5_scaled[n];

    /* D_leaky_relu2_by_d_D_linear3_of_fake_scaled[i][j] = sum over n of
     *     D_leaky_relu2_of_fake[n][j] * d_D_linear3_of_fake_scaled[n][i] (line 29) */
    double (*const D_leaky_relu2_by_d_D_linear3_of_fake_scaled)[hidden] =
        (void *)(scratch + 81920);
    check_contract_128x128_128x128_128x128_b(D_leaky_relu2_of_fake, d_D_linear3_of_fake_scaled,
        D_leaky_relu2_by_d_D_linear3_of_fake_scaled);

    /* d_D_leaky_relu2_of_fake_scaled[n][i] = sum over j of D_3_weight[j][i] *
     *     d_D_linear3_of_fake_scaled[n][j] (line 28) */
    double (*const d_D_leaky_relu2_of_fake_scaled)[hidden] = (void *)(scratch + 49152);
    check_contract_128x128_128x128_128x128_c(D_3_weight, d_D_linear3_of_fake_scaled,
        d_D_leaky_relu2_of_fake_scaled);

    /* d_D_linear1_of_fake_scaled (line 27) */
    double (*const d_D_linear1_of_fake_scaled)[hidden] = (void *)(scratch + 65536);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_fake_scaled[n][i] = (held->D_linear1_slope[n][i] ? 1.0 : 0.2)
                * d_D_leaky_relu2_of_fake_scaled[n][i];

    /* d_D_linear1_of_fake_scaled_sum = sum(d_D_linear1_of_fake_scaled) (line 27) */
    double *const d_D_linear1_of_fake_scaled_sum = scratch + 16384;
    memset(d_D_linear1_of_fake_scaled_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_fake_scaled_sum[i] += d_D_linear1_of_fake_scaled[n][i];

    /* G_sigmoid_by_d_D_linear1_scaled[i][j] = sum over n of D_flatten_of_fake_2[n][j] *
     *     d_D_linear1_of_fake_scaled[n][i] (line 27) */
    double (*const G_sigmoid_by_d_D_linear1_scaled)[784] = (void *)(scratch + 98304);
    check_contract_128x784_128x128_128x784(D_flatten_of_fake_2, d_D_linear1_of_fake_scaled,
        G_sigmoid_by_d_D_linear1_scaled);

    /* d_D_linear5_negated_scaled (line 37) */
    double *const d_D_linear5_negated_scaled = scratch + 16896;
    for (int n = 0; n < batch; n++)
        d_D_linear5_negated_scaled[n] = check_sigmoid(d_D_linear5_negated_scaled_factor[n]);

    /* d_D_linear5_negated_scaled_sum = sum(d_D_linear5_negated_scaled) (line 31) */
    double d_D_linear5_negated_scaled_sum = 0;
    for (int n = 0; n < batch; n++)
        d_D_linear5_negated_scaled_sum += d_D_linear5_negated_scaled[n];

    /* d_D_linear5_negated_scaled_times_D_linear3_weighted_sum = sum((D_linear3_of_x > 0 ?
     *     D_linear3_of_x : 0.2 * D_linear3_of_x) * d_D_linear5_negated_scaled) (line 31) */
    double *const d_D_linear5_negated_scaled_times_D_linear3_weighted_sum = scratch + 16512;
    memset(d_D_linear5_negated_scaled_times_D_linear3_weighted_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear5_negated_scaled_times_D_linear3_weighted_sum[i] +=
                (held->d_D_linear3_scaled_slope[n][i] ? D_linear3_of_x[n][i]
                : 0.2 * D_linear3_of_x[n][i]) * d_D_linear5_negated_scaled[n];

    /* d_D_linear3_of_x_scaled (line 29) */
    double (*const d_D_linear3_of_x_scaled)[hidden] = (void *)(scratch + 17024);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear3_of_x_scaled[n][i] = D_5_weight_[i]
                * (held->d_D_linear3_scaled_slope[n][i] ? 1.0 : 0.2)
                * d_D_linear5_negated_scaled[n];

    /* d_D_linear5_negated_scaled_weighted_sum = sum(d_D_linear3_scaled_slope *
     *     d_D_linear5_negated_scaled) (line 29) */
    double *const d_D_linear5_negated_scaled_weighted_sum = scratch + 33408;
    memset(d_D_linear5_negated_scaled_weighted_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear5_negated_scaled_weighted_sum[i] +=
                (held->d_D_linear3_scaled_slope[n][i] ? 1.0 : 0.2)
                * d_D_linear5_negated_scaled[n];

    /* D_leaky_relu2_by_d_D_linear3_of_x_scaled[i][j] = sum over n of D_leaky_relu2_of_x[n][j]
     *     * d_D_linear3_of_x_scaled[n][i] (line 29) */
    double (*const D_leaky_relu2_by_d_D_linear3_of_x_scaled)[hidden] =
        (void *)(scratch + 33536);
    check_contract_128x128_128x128_128x128_b(D_leaky_relu2_of_x, d_D_linear3_of_x_scaled,
        D_leaky_relu2_by_d_D_linear3_of_x_scaled);

    /* d_D_leaky_relu2_of_x_scaled[n][i] = sum over j of D_3_weight[j][i] *
     *     d_D_linear3_of_x_scaled[n][j] (line 28) */
    double (*const d_D_leaky_relu2_of_x_scaled)[hidden] = (void *)(scratch + 0);
    check_contract_128x128_128x128_128x128_c(D_3_weight, d_D_linear3_of_x_scaled,
        d_D_leaky_relu2_of_x_scaled);

    /* d_D_linear1_of_x_scaled (line 27) */
    double (*const d_D_linear1_of_x_scaled)[hidden] = (void *)(scratch + 16896);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_x_scaled[n][i] = (held->D_leaky_relu2_slope[n][i] ? 1.0 : 0.2)
                * d_D_leaky_relu2_of_x_scaled[n][i];

    /* d_D_linear1_of_x_scaled_sum = sum(d_D_linear1_of_x_scaled) (line 27) */
    double *const d_D_linear1_of_x_scaled_sum = scratch + 0;
    memset(d_D_linear1_of_x_scaled_sum, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_x_scaled_sum[i] += d_D_linear1_of_x_scaled[n][i];

    /* D_flatten_by_d_D_linear1_scaled[i][j] = sum over n of D_flatten_of_x[n][j] *
     *     d_D_linear1_of_x_scaled[n][i] (line 27) */
    double (*const D_flatten_by_d_D_linear1_scaled)[784] = (void *)(scratch + 198656);
    check_contract_128x784_128x128_128x784_b(D_flatten_of_x, d_D_linear1_of_x_scaled,
        D_flatten_by_d_D_linear1_scaled);

    /* d_D_1_weight (line 27) */
    double (*const d_D_1_weight)[784] = (void *)point->gradient[6];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < 784; j++)
            d_D_1_weight[i][j] = 0.0078125 * G_sigmoid_by_d_D_linear1_scaled[i][j]
                - 0.0078125 * D_flatten_by_d_D_linear1_scaled[i][j];

    /* d_D_1_bias (line 27) */
    double *const d_D_1_bias = point->gradient[7];
    for (int i = 0; i < hidden; i++)
        d_D_1_bias[i] = 0.0078125 * d_D_linear1_of_fake_scaled_sum[i]
            - 0.0078125 * d_D_linear1_of_x_scaled_sum[i];

    /* d_D_3_weight (line 29) */
    double (*const d_D_3_weight)[hidden] = (void *)point->gradient[8];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            d_D_3_weight[i][j] = 0.0078125 * D_leaky_relu2_by_d_D_linear3_of_fake_scaled[i][j]
                - 0.0078125 * D_leaky_relu2_by_d_D_linear3_of_x_scaled[i][j];

    /* d_D_3_bias (line 29) */
    double *const d_D_3_bias = point->gradient[9];
    for (int i = 0; i < hidden; i++)
        d_D_3_bias[i] = 0.0078125 * (D_5_weight_[i]
            * d_D_linear5_scaled_times_D_linear3_slope_sum[i])
            - 0.0078125 * (D_5_weight_[i] * d_D_linear5_negated_scaled_weighted_sum[i]);

    /* d_D_5_weight (line 31) */
    double *const d_D_5_weight = scratch + 0;
    for (int i = 0; i < hidden; i++)
        d_D_5_weight[i] = 0.0078125 * d_D_linear5_scaled_times_D_linear3_weighted_sum[i]
            - 0.0078125 * d_D_linear5_negated_scaled_times_D_linear3_weighted_sum[i];
    double *const d_D_5_weight_2 = (void *)d_D_5_weight;

    /* gradient of D.5.weight = d_D_5_weight_2 */
    {
        double *const gradient = point->gradient[10];
        for (int i = 0; i < hidden; i++)
            gradient[i] = d_D_5_weight_2[i];
    }

    /* gradient of D.5.bias = 0.0078125 * d_D_linear5_scaled_sum - 0.0078125 *
     *     d_D_linear5_negated_scaled_sum */
    point->gradient[11][0] = 0.0078125 * d_D_linear5_scaled_sum
        - 0.0078125 * d_D_linear5_negated_scaled_sum;

    return d_loss;
}

/* The decisions of step 1 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_1(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    const double *const G_0_bias = point->tensor[1];
    const double *const G_2_bias = point->tensor[3];
    const double *const D_1_bias = point->tensor[7];
    const double *const D_3_bias = point->tensor[9];
    const float (*const G_linear0_product)[hidden] = (void *)m->at[1];
    const float (*const G_linear2_product)[hidden] = (void *)m->at[3];
    const float (*const D_linear1_of_x_product)[hidden] = (void *)m->at[7];
    const float (*const D_linear3_of_x_product)[hidden] = (void *)m->at[9];
    const float (*const D_linear1_of_fake_product)[hidden] = (void *)m->at[15];
    const float (*const D_linear3_of_fake_product)[hidden] = (void *)m->at[17];

    /* G_relu1_slope: G_0_bias + G_linear0_product > 0 (line 17) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->G_relu1_slope[n][i] = (float)G_0_bias[i] + G_linear0_product[n][i] > 0.0f;

    /* G_relu3_slope: G_2_bias + G_linear2_product > 0 (line 19) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->G_relu3_slope[n][i] = (float)G_2_bias[i] + G_linear2_product[n][i] > 0.0f;

    /* D_leaky_relu2_slope: D_1_bias + D_linear1_of_x_product > 0 (line 28) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_leaky_relu2_slope[n][i] = (float)D_1_bias[i]
                + D_linear1_of_x_product[n][i] > 0.0f;

    /* d_D_linear3_scaled_slope: D_3_bias + D_linear3_of_x_product > 0 (line 30) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->d_D_linear3_scaled_slope[n][i] = (float)D_3_bias[i]
                + D_linear3_of_x_product[n][i] > 0.0f;

    /* D_linear1_slope: D_1_bias + D_linear1_of_fake_product > 0 (line 28) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear1_slope[n][i] = (float)D_1_bias[i]
                + D_linear1_of_fake_product[n][i] > 0.0f;

    /* D_linear3_slope: D_3_bias + D_linear3_of_fake_product > 0 (line 30) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear3_slope[n][i] = (float)D_3_bias[i]
                + D_linear3_of_fake_product[n][i] > 0.0f;
}

/* What step 2 minimises (line 38), and where `whole` its gradients. */
static double
step_2(struct check_point *point, int whole)
{
    struct decisions *const held = point->decisions;
    double *const scratch = held->scratch;
    const int record = point->mode == CHECK_RECORD;
    const double (*const G_0_weight)[latent] = (void *)point->tensor[0];
    const double *const G_0_bias = point->tensor[1];
    const double (*const G_2_weight)[hidden] = (void *)point->tensor[2];
    const double *const G_2_bias = point->tensor[3];
    const double (*const G_4_weight)[hidden] = (void *)point->tensor[4];
    const double *const G_4_bias = point->tensor[5];
    const double (*const D_1_weight)[784] = (void *)point->tensor[6];
    const double *const D_1_bias = point->tensor[7];
    const double (*const D_3_weight)[hidden] = (void *)point->tensor[8];
    const double *const D_3_bias = point->tensor[9];
    const double *const D_5_weight = point->tensor[10];
    const double D_5_bias = point->tensor[11][0];

    /* fake_noise = the stream "fake.1" (line 34) */
    double (*const fake_noise)[latent] = (void *)(scratch + 0);
    draw((void *)fake_noise, 12800, random_normal, point, "fake.1");

    /* G_linear0_product[n][i] = sum over j of G_0_weight[i][j] * fake_noise[n][j]
     *     (line 16) */
    double (*const G_linear0_product)[hidden] = (void *)(scratch + 12800);
    check_contract_128x100_128x100_128x128(G_0_weight, fake_noise, G_linear0_product);

    /* G_linear0 (line 16) */
    double (*const G_linear0)[hidden] = (void *)(scratch + 29184);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            G_linear0[n][i] = G_0_bias[i] + G_linear0_product[n][i];

    /* G_relu1_slope: G_linear0 > 0 (line 17) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->G_relu1_slope[n][i] = G_linear0[n][i] > 0;
    }

    /* G_relu1 (line 17) */
    double (*const G_relu1)[hidden] = (void *)(scratch + 12800);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            G_relu1[n][i] = held->G_relu1_slope[n][i] ? G_linear0[n][i] : 0.0;

    /* G_linear2_product[n][i] = sum over j of G_2_weight[i][j] * G_relu1[n][j] (line 18) */
    double (*const G_linear2_product)[hidden] = (void *)(scratch + 29184);
    check_contract_128x128_128x128_128x128(G_2_weight, G_relu1, G_linear2_product);

    /* G_linear2 (line 18) */
    double (*const G_linear2)[hidden] = (void *)(scratch + 45568);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            G_linear2[n][i] = G_2_bias[i] + G_linear2_product[n][i];

    /* G_relu3_slope: G_linear2 > 0 (line 19) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->G_relu3_slope[n][i] = G_linear2[n][i] > 0;
    }

    /* G_relu3 (line 19) */
    double (*const G_relu3)[hidden] = (void *)(scratch + 29184);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            G_relu3[n][i] = held->G_relu3_slope[n][i] ? G_linear2[n][i] : 0.0;

    /* G_linear4_product[n][i] = sum over j of G_4_weight[i][j] * G_relu3[n][j] (line 20) */
    double (*const G_linear4_product)[784] = (void *)(scratch + 45568);
    check_contract_784x128_128x128_128x784(G_4_weight, G_relu3, G_linear4_product);

    /* G_sigmoid (line 21) */
    double (*const G_sigmoid)[784] = (void *)(scratch + 145920);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            G_sigmoid[n][i] = check_sigmoid(G_4_bias[i] + G_linear4_product[n][i]);

    /* D_linear1_of_fake_product[n][i] = sum over j of G_sigmoid[n][j] * D_1_weight[i][j]
     *     (line 27) */
    double (*const D_linear1_of_fake_product)[hidden] = (void *)(scratch + 45568);
    check_contract_128x784_128x784_128x128_c(G_sigmoid, D_1_weight, D_linear1_of_fake_product);

    /* D_linear1_of_fake_in_g_loss (line 27) */
    double (*const D_linear1_of_fake_in_g_loss)[hidden] = (void *)(scratch + 61952);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear1_of_fake_in_g_loss[n][i] = D_linear1_of_fake_product[n][i] + D_1_bias[i];

    /* D_linear1_of_fake_slope: D_linear1_of_fake_in_g_loss > 0 (line 28) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear1_of_fake_slope[n][i] = D_linear1_of_fake_in_g_loss[n][i] > 0;
    }

    /* D_leaky_relu2_of_fake_in_g_loss (line 28) */
    double (*const D_leaky_relu2_of_fake_in_g_loss)[hidden] = (void *)(scratch + 45568);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_leaky_relu2_of_fake_in_g_loss[n][i] = held->D_linear1_of_fake_slope[n][i]
                ? D_linear1_of_fake_in_g_loss[n][i] : 0.2 * D_linear1_of_fake_in_g_loss[n][i];

    /* D_leaky_relu2_by_D_3_weight[n][i] = sum over j of D_leaky_relu2_of_fake_in_g_loss[n][j]
     *     * D_3_weight[i][j] (line 29) */
    double (*const D_leaky_relu2_by_D_3_weight)[hidden] = (void *)(scratch + 61952);
    check_contract_128x128_128x128_128x128_d(D_leaky_relu2_of_fake_in_g_loss, D_3_weight,
        D_leaky_relu2_by_D_3_weight);

    /* D_linear3_of_fake_in_g_loss (line 29) */
    double (*const D_linear3_of_fake_in_g_loss)[hidden] = (void *)(scratch + 45568);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear3_of_fake_in_g_loss[n][i] = D_leaky_relu2_by_D_3_weight[n][i] + D_3_bias[i];

    /* D_linear3_of_fake_slope: D_linear3_of_fake_in_g_loss > 0 (line 30) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear3_of_fake_slope[n][i] = D_linear3_of_fake_in_g_loss[n][i] > 0;
    }
    const double *const D_5_weight_in_g_loss = (void *)D_5_weight;

    /* D_5_weight_times_D_linear3_of_fake_weighted_row_sum = sum((D_linear3_of_fake_in_g_loss
     *     > 0 ? D_linear3_of_fake_in_g_loss : 0.2 * D_linear3_of_fake_in_g_loss) *
     *     D_5_weight_in_g_loss) (line 31) */
    double *const D_5_weight_times_D_linear3_of_fake_weighted_row_sum = scratch + 61952;
    memset(D_5_weight_times_D_linear3_of_fake_weighted_row_sum, 0, sizeof(double) * 128);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_5_weight_times_D_linear3_of_fake_weighted_row_sum[n] +=
                (held->D_linear3_of_fake_slope[n][i] ? D_linear3_of_fake_in_g_loss[n][i]
                : 0.2 * D_linear3_of_fake_in_g_loss[n][i]) * D_5_weight_in_g_loss[i];

    /* D_linear5_negated (line 38) */
    double *const D_linear5_negated = scratch + 45568;
    for (int n = 0; n < batch; n++)
        D_linear5_negated[n] = -(D_5_weight_times_D_linear3_of_fake_weighted_row_sum[n]
            + D_5_bias);

    /* D_linear5_of_fake_softplus_sum_in_g_loss = sum(softplus(D_linear5_negated))
     *     (line 38) */
    double D_linear5_of_fake_softplus_sum_in_g_loss = 0;
    for (int n = 0; n < batch; n++)
        D_linear5_of_fake_softplus_sum_in_g_loss += check_softplus(D_linear5_negated[n]);

    /* g_loss (line 38) */
    const double g_loss = 0.0078125 * D_linear5_of_fake_softplus_sum_in_g_loss;

    if (!whole)
        return g_loss;

    /* d_D_linear5_of_fake_negated_scaled (line 38) */
    double *const d_D_linear5_of_fake_negated_scaled = scratch + 45696;
    for (int n = 0; n < batch; n++)
        d_D_linear5_of_fake_negated_scaled[n] = check_sigmoid(D_linear5_negated[n]);

    /* d_D_linear3_of_fake_scaled_in_g_loss (line 29) */
    double (*const d_D_linear3_of_fake_scaled_in_g_loss)[hidden] = (void *)(scratch + 45824);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear3_of_fake_scaled_in_g_loss[n][i] =
                (held->D_linear3_of_fake_slope[n][i] ? 1.0 : 0.2) * D_5_weight_in_g_loss[i]
                * d_D_linear5_of_fake_negated_scaled[n];

    /* d_D_leaky_relu2_of_fake_scaled_in_g_loss[n][i] = sum over j of D_3_weight[j][i] *
     *     d_D_linear3_of_fake_scaled_in_g_loss[n][j] (line 28) */
    double (*const d_D_leaky_relu2_of_fake_scaled_in_g_loss)[hidden] =
        (void *)(scratch + 62208);
    check_contract_128x128_128x128_128x128_c(D_3_weight, d_D_linear3_of_fake_scaled_in_g_loss,
        d_D_leaky_relu2_of_fake_scaled_in_g_loss);

    /* d_D_linear1_of_fake_scaled_in_g_loss (line 27) */
    double (*const d_D_linear1_of_fake_scaled_in_g_loss)[hidden] = (void *)(scratch + 45568);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_fake_scaled_in_g_loss[n][i] =
                (held->D_linear1_of_fake_slope[n][i] ? 1.0 : 0.2)
                * d_D_leaky_relu2_of_fake_scaled_in_g_loss[n][i];

    /* d_G_sigmoid_scaled[n][i] = sum over j of D_1_weight[j][i] *
     *     d_D_linear1_of_fake_scaled_in_g_loss[n][j] (line 21) */
    double (*const d_G_sigmoid_scaled)[784] = (void *)(scratch + 246272);
    check_contract_128x784_128x128_128x784_c(D_1_weight, d_D_linear1_of_fake_scaled_in_g_loss,
        d_G_sigmoid_scaled);

    /* d_G_linear4_scaled (line 20) */
    double (*const d_G_linear4_scaled)[784] = (void *)(scratch + 45568);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            d_G_linear4_scaled[n][i] = G_sigmoid[n][i] * d_G_sigmoid_scaled[n][i]
                * (1.0 - G_sigmoid[n][i]);

    /* d_G_4_bias_scaled = sum(d_G_linear4_scaled) (line 20) */
    double *const d_G_4_bias_scaled = scratch + 145920;
    memset(d_G_4_bias_scaled, 0, sizeof(double) * 784);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            d_G_4_bias_scaled[i] += d_G_linear4_scaled[n][i];

    /* d_G_4_bias (line 20) */
    double *const d_G_4_bias = point->gradient[5];
    for (int i = 0; i < 784; i++)
        d_G_4_bias[i] = -0.0078125 * d_G_4_bias_scaled[i];

    /* d_G_4_weight_scaled[i][j] = sum over n of G_relu3[n][j] * d_G_linear4_scaled[n][i]
     *     (line 20) */
    double (*const d_G_4_weight_scaled)[hidden] = (void *)(scratch + 145920);
    check_contract_128x128_128x784_784x128(G_relu3, d_G_linear4_scaled, d_G_4_weight_scaled);

    /* d_G_4_weight (line 20) */
    double (*const d_G_4_weight)[hidden] = (void *)point->gradient[4];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < 784; i++)
        for (int j = 0; j < hidden; j++)
            d_G_4_weight[i][j] = -0.0078125 * d_G_4_weight_scaled[i][j];

    /* d_G_relu3_scaled[n][i] = sum over j of G_4_weight[j][i] * d_G_linear4_scaled[n][j]
     *     (line 19) */
    double (*const d_G_relu3_scaled)[hidden] = (void *)(scratch + 29184);
    check_contract_784x128_128x784_128x128(G_4_weight, d_G_linear4_scaled, d_G_relu3_scaled);

    /* d_G_linear2_scaled (line 18) */
    double (*const d_G_linear2_scaled)[hidden] = (void *)(scratch + 45568);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_G_linear2_scaled[n][i] = (held->G_relu3_slope[n][i] ? 1.0 : 0.0)
                * d_G_relu3_scaled[n][i];

    /* d_G_2_bias_scaled = sum(d_G_linear2_scaled) (line 18) */
    double *const d_G_2_bias_scaled = scratch + 29184;
    memset(d_G_2_bias_scaled, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_G_2_bias_scaled[i] += d_G_linear2_scaled[n][i];

    /* d_G_2_bias (line 18) */
    double *const d_G_2_bias = point->gradient[3];
    for (int i = 0; i < hidden; i++)
        d_G_2_bias[i] = -0.0078125 * d_G_2_bias_scaled[i];

    /* d_G_2_weight_scaled[i][j] = sum over n of G_relu1[n][j] * d_G_linear2_scaled[n][i]
     *     (line 18) */
    double (*const d_G_2_weight_scaled)[hidden] = (void *)(scratch + 29184);
    check_contract_128x128_128x128_128x128_b(G_relu1, d_G_linear2_scaled, d_G_2_weight_scaled);

    /* d_G_2_weight (line 18) */
    double (*const d_G_2_weight)[hidden] = (void *)point->gradient[2];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            d_G_2_weight[i][j] = -0.0078125 * d_G_2_weight_scaled[i][j];

    /* d_G_relu1_scaled[n][i] = sum over j of G_2_weight[j][i] * d_G_linear2_scaled[n][j]
     *     (line 17) */
    double (*const d_G_relu1_scaled)[hidden] = (void *)(scratch + 12800);
    check_contract_128x128_128x128_128x128_c(G_2_weight, d_G_linear2_scaled, d_G_relu1_scaled);

    /* d_G_linear0_scaled (line 16) */
    double (*const d_G_linear0_scaled)[hidden] = (void *)(scratch + 29184);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_G_linear0_scaled[n][i] = (held->G_relu1_slope[n][i] ? 1.0 : 0.0)
                * d_G_relu1_scaled[n][i];

    /* d_G_0_bias_scaled = sum(d_G_linear0_scaled) (line 16) */
    double *const d_G_0_bias_scaled = scratch + 12800;
    memset(d_G_0_bias_scaled, 0, sizeof(double) * 128);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_G_0_bias_scaled[i] += d_G_linear0_scaled[n][i];

    /* d_G_0_bias (line 16) */
    double *const d_G_0_bias = point->gradient[1];
    for (int i = 0; i < hidden; i++)
        d_G_0_bias[i] = -0.0078125 * d_G_0_bias_scaled[i];

    /* d_G_0_weight_scaled[i][j] = sum over n of fake_noise[n][j] * d_G_linear0_scaled[n][i]
     *     (line 16) */
    double (*const d_G_0_weight_scaled)[latent] = (void *)(scratch + 12800);
    check_contract_128x100_128x128_128x100(fake_noise, d_G_linear0_scaled, d_G_0_weight_scaled);

    /* d_G_0_weight (line 16) */
    double (*const d_G_0_weight)[latent] = (void *)point->gradient[0];
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < latent; j++)
            d_G_0_weight[i][j] = -0.0078125 * d_G_0_weight_scaled[i][j];

    return g_loss;
}

/* The decisions of step 2 as the float run took them, from its buffers; the rest is
 *     computed again in float. */
static void
take_2(struct check_point *point, const struct instance *m)
{
    struct decisions *const held = point->decisions;
    const double *const G_0_bias = point->tensor[1];
    const double *const G_2_bias = point->tensor[3];
    const float (*const G_linear0_product)[hidden] = (void *)m->at[1];
    const float (*const G_linear2_product)[hidden] = (void *)m->at[3];
    const float (*const D_linear1_of_fake_product_in_g_loss)[hidden] = (void *)m->at[32];
    const double *const D_1_bias = point->tensor[7];
    const double *const D_3_bias = point->tensor[9];
    const float (*const D_linear3_of_fake_product_in_g_loss)[hidden] = (void *)m->at[34];

    /* G_relu1_slope: G_0_bias + G_linear0_product > 0 (line 17) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->G_relu1_slope[n][i] = (float)G_0_bias[i] + G_linear0_product[n][i] > 0.0f;

    /* G_relu3_slope: G_2_bias + G_linear2_product > 0 (line 19) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->G_relu3_slope[n][i] = (float)G_2_bias[i] + G_linear2_product[n][i] > 0.0f;

    /* D_linear1_of_fake_slope: D_1_bias + D_linear1_of_fake_product_in_g_loss > 0
     *     (line 28) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear1_of_fake_slope[n][i] = (float)D_1_bias[i]
                + D_linear1_of_fake_product_in_g_loss[n][i] > 0.0f;

    /* D_linear3_of_fake_slope: D_3_bias + D_linear3_of_fake_product_in_g_loss > 0
     *     (line 30) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear3_of_fake_slope[n][i] = (float)D_3_bias[i]
                + D_linear3_of_fake_product_in_g_loss[n][i] > 0.0f;
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
    static const long place[3][13] = {
        {-1, -1, -1, -1, -1, -1, 132624, 232976, 233104, 249488, 249616, 249744, -1},
        {0, 12800, 12928, 29312, 29440, 131840, -1, -1, -1, -1, -1, -1, -1},
    };
    if (tensor >= 12 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check gan_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
