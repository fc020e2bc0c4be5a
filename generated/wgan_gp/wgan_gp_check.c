/* wgan_gp_check.c: the losses of wgan_gp.yaml (sha256 0bbc9d45)
 * and their gradients in double, by plain loops, for `wgan_gp gradcheck` alone.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again.
 *
 * Arrays have logical shapes; images lie channels-last. Comparisons, indices and
 * arguments of stop_gradient are decisions: recorded at one point and replayed at
 * others. A convolution lays its weights out by tap first. */
#include "wgan_gp.h"

#include "runtime/check.h"
#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 64, latent = 100, hidden = 512, side = 28 };

struct decisions {
    double *scratch; /* of the function that runs */
    int taken; /* from the float run: stop_gradient comes next */
    _Bool G_relu1_slope[batch][hidden];
    _Bool G_relu3_slope[batch][hidden];
    double D_flatten_of_fake[batch][side][side];
    _Bool D_linear1_of_fake_slope[batch][hidden];
    _Bool D_linear3_of_fake_slope[batch][hidden];
    _Bool D_leaky_relu2_slope[batch][hidden];
    _Bool D_leaky_relu4_slope[batch][hidden];
    _Bool D_linear1_of_x_hat_slope[batch][hidden];
    _Bool D_linear3_of_x_hat_slope[batch][hidden];
    _Bool D_linear1_of_fake_slope_in_generator[batch][hidden];
    _Bool D_linear3_of_fake_slope_in_generator[batch][hidden];
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
        held->scratch = malloc(sizeof(double) * 2337792);
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

#include "wgan_gp_check_contractions.h"

/* What step 1 minimises (line 40), and where `whole` its gradients. */
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
    const float (*const x)[side][side] = (void *)point->field[0];
    const double *const D_5_weight_ = (void *)D_5_weight;

    /* fake_noise = the stream "fake.1" (line 34) */
    double (*const fake_noise)[latent] = (void *)(scratch + 0);
    if (renew) {
        draw((void *)fake_noise, 6400, random_normal, point, "fake.1");
    }

    /* G_linear0_product[n][i] = sum over j of G_0_weight[i][j] * fake_noise[n][j]
     *     (line 16) */
    double (*const G_linear0_product)[hidden] = (void *)(scratch + 6400);
    if (renew) {
        check_contract_512x100_64x100_64x512(G_0_weight, fake_noise, G_linear0_product);
    }

    /* G_linear0 (line 16) */
    double (*const G_linear0)[hidden] = (void *)(scratch + 39168);
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
    double (*const G_linear2_product)[hidden] = (void *)(scratch + 32768);
    if (renew) {
        check_contract_512x512_64x512_64x512(G_2_weight, G_relu1, G_linear2_product);
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
    double (*const G_relu3)[hidden] = (void *)(scratch + 32768);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                G_relu3[n][i] = held->G_relu3_slope[n][i] ? G_linear2[n][i] : 0.0;
    }

    /* G_linear4_product[n][i] = sum over j of G_4_weight[i][j] * G_relu3[n][j] (line 20) */
    double (*const G_linear4_product)[784] = (void *)(scratch + 65536);
    if (renew) {
        check_contract_784x512_64x512_64x784(G_4_weight, G_relu3, G_linear4_product);
    }

    /* G_sigmoid (line 21) */
    double (*const G_sigmoid)[784] = (void *)(scratch + 0);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < 784; i++)
                G_sigmoid[n][i] = check_sigmoid(G_4_bias[i] + G_linear4_product[n][i]);
    }
    double (*const fake)[side][side] = (void *)G_sigmoid;

    /* mix_noise = the stream "mix.1" (line 35) */
    double *const mix_noise = scratch + 50176;
    if (renew) {
        draw((void *)mix_noise, 64, random_uniform, point, "mix.1");
    }

    /* x_hat_scale (line 36) */
    double *const x_hat_scale = scratch + 50240;
    if (renew) {
        for (int n = 0; n < batch; n++)
            x_hat_scale[n] = 1.0 - mix_noise[n];
    }

    /* D_flatten_of_fake: fake (line 26) */
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < side; i++)
                for (int j = 0; j < side; j++)
                    held->D_flatten_of_fake[n][i][j] = fake[n][i][j];
    }

    /* x_hat (line 36) */
    double (*const x_hat)[side][side] = (void *)(scratch + 0);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < side; i++)
                for (int j = 0; j < side; j++)
                    x_hat[n][i][j] = mix_noise[n] * (double)x[n][i][j]
                        + x_hat_scale[n] * held->D_flatten_of_fake[n][i][j];
    }
    double (*const D_flatten_of_fake_2)[784] = (void *)held->D_flatten_of_fake;

    /* D_1_weight_by_G_sigmoid[n][i] = sum over j of D_1_weight[i][j] *
     *     D_flatten_of_fake_2[n][j] (line 27) */
    double (*const D_1_weight_by_G_sigmoid)[hidden] = (void *)(scratch + 50176);
    check_contract_512x784_64x784_64x512(D_1_weight, D_flatten_of_fake_2,
        D_1_weight_by_G_sigmoid);

    /* D_linear1_of_fake (line 27) */
    double (*const D_linear1_of_fake)[hidden] = (void *)(scratch + 82944);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear1_of_fake[n][i] = D_1_bias[i] + D_1_weight_by_G_sigmoid[n][i];

    /* D_linear1_of_fake_slope: D_linear1_of_fake > 0 (line 28) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear1_of_fake_slope[n][i] = D_linear1_of_fake[n][i] > 0;
    }

    /* D_leaky_relu2_of_fake (line 28) */
    double (*const D_leaky_relu2_of_fake)[hidden] = (void *)(scratch + 50176);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_leaky_relu2_of_fake[n][i] = held->D_linear1_of_fake_slope[n][i]
                ? D_linear1_of_fake[n][i] : 0.2 * D_linear1_of_fake[n][i];

    /* D_3_weight_by_D_leaky_relu2_of_fake[n][i] = sum over j of D_3_weight[i][j] *
     *     D_leaky_relu2_of_fake[n][j] (line 29) */
    double (*const D_3_weight_by_D_leaky_relu2_of_fake)[hidden] = (void *)(scratch + 82944);
    check_contract_512x512_64x512_64x512(D_3_weight, D_leaky_relu2_of_fake,
        D_3_weight_by_D_leaky_relu2_of_fake);

    /* D_linear3_of_fake (line 29) */
    double (*const D_linear3_of_fake)[hidden] = (void *)(scratch + 115712);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear3_of_fake[n][i] = D_3_bias[i] + D_3_weight_by_D_leaky_relu2_of_fake[n][i];

    /* D_linear3_of_fake_slope: D_linear3_of_fake > 0 (line 30) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear3_of_fake_slope[n][i] = D_linear3_of_fake[n][i] > 0;
    }

    /* D_linear5_of_fake = sum(D_5_weight_ * (D_linear3_of_fake > 0 ? D_linear3_of_fake : 0.2
     *     * D_linear3_of_fake)) (line 31) */
    double *const D_linear5_of_fake = scratch + 82944;
    memset(D_linear5_of_fake, 0, sizeof(double) * 64);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear5_of_fake[n] += D_5_weight_[i] * (held->D_linear3_of_fake_slope[n][i]
                ? D_linear3_of_fake[n][i] : 0.2 * D_linear3_of_fake[n][i]);

    /* D_linear5_of_fake_sum = sum(D_linear5_of_fake) (line 40) */
    double D_linear5_of_fake_sum = 0;
    for (int n = 0; n < batch; n++)
        D_linear5_of_fake_sum += D_linear5_of_fake[n];
    const float (*const D_flatten_of_x)[784] = (void *)x;

    /* D_linear1_product[n][i] = sum over j of D_1_weight[i][j] * D_flatten_of_x[n][j]
     *     (line 27) */
    double (*const D_linear1_product)[hidden] = (void *)(scratch + 82944);
    check_contract_512x784_64x784_64x512_b(D_1_weight, D_flatten_of_x, D_linear1_product);

    /* D_linear1_of_x (line 27) */
    double (*const D_linear1_of_x)[hidden] = (void *)(scratch + 148480);
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
    double (*const D_leaky_relu2_of_x)[hidden] = (void *)(scratch + 82944);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_leaky_relu2_of_x[n][i] = held->D_leaky_relu2_slope[n][i] ? D_linear1_of_x[n][i]
                : 0.2 * D_linear1_of_x[n][i];

    /* D_linear3_product[n][i] = sum over j of D_3_weight[i][j] * D_leaky_relu2_of_x[n][j]
     *     (line 29) */
    double (*const D_linear3_product)[hidden] = (void *)(scratch + 148480);
    check_contract_512x512_64x512_64x512(D_3_weight, D_leaky_relu2_of_x, D_linear3_product);

    /* D_linear3_of_x (line 29) */
    double (*const D_linear3_of_x)[hidden] = (void *)(scratch + 181248);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear3_of_x[n][i] = D_3_bias[i] + D_linear3_product[n][i];

    /* D_leaky_relu4_slope: D_linear3_of_x > 0 (line 30) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_leaky_relu4_slope[n][i] = D_linear3_of_x[n][i] > 0;
    }

    /* D_linear5_of_x = sum(D_5_weight_ * (D_linear3_of_x > 0 ? D_linear3_of_x : 0.2 *
     *     D_linear3_of_x)) (line 31) */
    double *const D_linear5_of_x = scratch + 148480;
    memset(D_linear5_of_x, 0, sizeof(double) * 64);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear5_of_x[n] += D_5_weight_[i] * (held->D_leaky_relu4_slope[n][i]
                ? D_linear3_of_x[n][i] : 0.2 * D_linear3_of_x[n][i]);

    /* D_linear5_of_x_sum = sum(D_linear5_of_x) (line 40) */
    double D_linear5_of_x_sum = 0;
    for (int n = 0; n < batch; n++)
        D_linear5_of_x_sum += D_linear5_of_x[n];
    double (*const D_flatten_of_x_hat)[784] = (void *)x_hat;

    /* D_1_weight_by_D_flatten[n][i] = sum over j of D_1_weight[i][j] *
     *     D_flatten_of_x_hat[n][j] (line 27) */
    double (*const D_1_weight_by_D_flatten)[hidden] = (void *)(scratch + 148480);
    if (renew) {
        check_contract_512x784_64x784_64x512(D_1_weight, D_flatten_of_x_hat,
            D_1_weight_by_D_flatten);
    }

    /* D_linear1_of_x_hat (line 27) */
    double (*const D_linear1_of_x_hat)[hidden] = (void *)(scratch + 0);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                D_linear1_of_x_hat[n][i] = D_1_bias[i] + D_1_weight_by_D_flatten[n][i];
    }

    /* D_linear1_of_x_hat_slope: D_linear1_of_x_hat > 0 (line 28) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear1_of_x_hat_slope[n][i] = D_linear1_of_x_hat[n][i] > 0;
    }

    /* D_leaky_relu2_of_x_hat (line 28) */
    double (*const D_leaky_relu2_of_x_hat)[hidden] = (void *)(scratch + 148480);
    if (renew) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                D_leaky_relu2_of_x_hat[n][i] = held->D_linear1_of_x_hat_slope[n][i]
                    ? D_linear1_of_x_hat[n][i] : 0.2 * D_linear1_of_x_hat[n][i];
    }

    /* D_3_weight_by_D_leaky_relu2_of_x_hat[n][i] = sum over j of D_3_weight[i][j] *
     *     D_leaky_relu2_of_x_hat[n][j] (line 29) */
    double (*const D_3_weight_by_D_leaky_relu2_of_x_hat)[hidden] = (void *)(scratch + 0);
    if (renew) {
        check_contract_512x512_64x512_64x512(D_3_weight, D_leaky_relu2_of_x_hat,
            D_3_weight_by_D_leaky_relu2_of_x_hat);
    }

    /* D_linear3_of_x_hat_slope: D_3_bias + D_3_weight_by_D_leaky_relu2_of_x_hat > 0
     *     (line 30) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear3_of_x_hat_slope[n][i] = D_3_bias[i]
                    + D_3_weight_by_D_leaky_relu2_of_x_hat[n][i] > 0;
    }

    /* slope_d_D_linear3 (line 29) */
    double (*const slope_d_D_linear3)[hidden] = (void *)(scratch + 0);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            slope_d_D_linear3[n][i] = D_5_weight_[i] * (held->D_linear3_of_x_hat_slope[n][i]
                ? 1.0 : 0.2);

    /* slope_d_D_leaky_relu2[n][i] = sum over j of D_3_weight[j][i] * slope_d_D_linear3[n][j]
     *     (line 28) */
    double (*const slope_d_D_leaky_relu2)[hidden] = (void *)(scratch + 148480);
    check_contract_512x512_64x512_64x512_b(D_3_weight, slope_d_D_linear3,
        slope_d_D_leaky_relu2);

    /* slope_d_D_linear1 (line 27) */
    double (*const slope_d_D_linear1)[hidden] = (void *)(scratch + 214016);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            slope_d_D_linear1[n][i] = (held->D_linear1_of_x_hat_slope[n][i] ? 1.0 : 0.2)
                * slope_d_D_leaky_relu2[n][i];

    /* slope_d_D_flatten[n][i] = sum over j of D_1_weight[j][i] * slope_d_D_linear1[n][j]
     *     (line 26) */
    double (*const slope_d_D_flatten)[784] = (void *)(scratch + 246784);
    check_contract_512x784_64x512_64x784(D_1_weight, slope_d_D_linear1, slope_d_D_flatten);
    double (*const slope_d_x_hat)[side][side] = (void *)slope_d_D_flatten;

    /* slope_d_x_hat_squared_row_sum = sum(slope_d_x_hat^2) (line 37) */
    double *const slope_d_x_hat_squared_row_sum = scratch + 32768;
    memset(slope_d_x_hat_squared_row_sum, 0, sizeof(double) * 64);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                slope_d_x_hat_squared_row_sum[n] += slope_d_x_hat[n][i][j]
                    * slope_d_x_hat[n][i][j];

    /* slope (line 37) */
    double *const slope = scratch + 32832;
    for (int n = 0; n < batch; n++)
        slope[n] = sqrt(slope_d_x_hat_squared_row_sum[n]);

    /* slope_shifted (line 40) */
    double *const slope_shifted = scratch + 32896;
    for (int n = 0; n < batch; n++)
        slope_shifted[n] = slope[n] - 1.0;

    /* slope_shifted_squared_sum = sum(slope_shifted^2) (line 40) */
    double slope_shifted_squared_sum = 0;
    for (int n = 0; n < batch; n++)
        slope_shifted_squared_sum += slope_shifted[n] * slope_shifted[n];

    /* critic (line 40) */
    const double critic = 0.015625 * D_linear5_of_fake_sum - 0.015625 * D_linear5_of_x_sum
        + 0.15625 * slope_shifted_squared_sum;

    if (!whole)
        return critic;

    /* d_slope_d_x_hat_scaled (line 36) */
    double (*const d_slope_d_x_hat_scaled)[side][side] = (void *)(scratch + 296960);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < side; i++)
            for (int j = 0; j < side; j++)
                d_slope_d_x_hat_scaled[n][i][j] = slope_d_x_hat[n][i][j] * slope_shifted[n]
                    / sqrt(slope_d_x_hat_squared_row_sum[n]);
    double (*const d_slope_d_D_flatten_scaled)[784] = (void *)d_slope_d_x_hat_scaled;

    /* slope_d_D_linear1_contract[i][j] = sum over n of slope_d_D_linear1[n][i] *
     *     d_slope_d_D_flatten_scaled[n][j] (line 27) */
    double (*const slope_d_D_linear1_contract)[784] = (void *)(scratch + 347136);
    check_contract_64x512_64x784_512x784(slope_d_D_linear1, d_slope_d_D_flatten_scaled,
        slope_d_D_linear1_contract);

    /* d_slope_d_D_linear1_scaled[n][i] = sum over j of D_1_weight[i][j] *
     *     d_slope_d_D_flatten_scaled[n][j] (line 27) */
    double (*const d_slope_d_D_linear1_scaled)[hidden] = (void *)(scratch + 148480);
    check_contract_512x784_64x784_64x512(D_1_weight, d_slope_d_D_flatten_scaled,
        d_slope_d_D_linear1_scaled);

    /* d_slope_d_D_leaky_relu2_scaled (line 28) */
    double (*const d_slope_d_D_leaky_relu2_scaled)[hidden] = (void *)(scratch + 214016);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_slope_d_D_leaky_relu2_scaled[n][i] = (held->D_linear1_of_x_hat_slope[n][i] ? 1.0
                : 0.2) * d_slope_d_D_linear1_scaled[n][i];

    /* slope_d_D_linear3_contract[i][j] = sum over n of slope_d_D_linear3[n][i] *
     *     d_slope_d_D_leaky_relu2_scaled[n][j] (line 29) */
    double (*const slope_d_D_linear3_contract)[hidden] = (void *)(scratch + 748544);
    check_contract_64x512_64x512_512x512(slope_d_D_linear3, d_slope_d_D_leaky_relu2_scaled,
        slope_d_D_linear3_contract);

    /* d_slope_d_D_linear3_scaled[n][i] = sum over j of D_3_weight[i][j] *
     *     d_slope_d_D_leaky_relu2_scaled[n][j] (line 29) */
    double (*const d_slope_d_D_linear3_scaled)[hidden] = (void *)(scratch + 0);
    check_contract_512x512_64x512_64x512(D_3_weight, d_slope_d_D_leaky_relu2_scaled,
        d_slope_d_D_linear3_scaled);

    /* D_linear3_slope_weighted_sum = sum(D_linear3_of_x_hat_slope *
     *     d_slope_d_D_linear3_scaled) (line 31) */
    double *const D_linear3_slope_weighted_sum = scratch + 32768;
    memset(D_linear3_slope_weighted_sum, 0, sizeof(double) * 512);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear3_slope_weighted_sum[i] += (held->D_linear3_of_x_hat_slope[n][i] ? 1.0
                : 0.2) * d_slope_d_D_linear3_scaled[n][i];

    /* d_D_5_weight_via_D_leaky_relu4 = sum(D_linear3_of_x > 0 ? D_linear3_of_x : 0.2 *
     *     D_linear3_of_x) (line 31) */
    double *const d_D_5_weight_via_D_leaky_relu4 = scratch + 0;
    memset(d_D_5_weight_via_D_leaky_relu4, 0, sizeof(double) * 512);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_5_weight_via_D_leaky_relu4[i] += held->D_leaky_relu4_slope[n][i]
                ? D_linear3_of_x[n][i] : 0.2 * D_linear3_of_x[n][i];

    /* d_D_linear3_of_x_scaled (line 29) */
    double (*const d_D_linear3_of_x_scaled)[hidden] = (void *)(scratch + 148480);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear3_of_x_scaled[n][i] = D_5_weight_[i]
                * (held->D_leaky_relu4_slope[n][i] ? 1.0 : 0.2);

    /* D_leaky_relu4_slope_sum = sum(D_leaky_relu4_slope) (line 29) */
    double *const D_leaky_relu4_slope_sum = scratch + 512;
    memset(D_leaky_relu4_slope_sum, 0, sizeof(double) * 512);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_leaky_relu4_slope_sum[i] += held->D_leaky_relu4_slope[n][i] ? 1.0 : 0.2;

    /* d_D_3_weight_via_x[i][j] = sum over n of D_leaky_relu2_of_x[n][j] *
     *     d_D_linear3_of_x_scaled[n][i] (line 29) */
    double (*const d_D_3_weight_via_x)[hidden] = (void *)(scratch + 1010688);
    check_contract_64x512_64x512_512x512_b(D_leaky_relu2_of_x, d_D_linear3_of_x_scaled,
        d_D_3_weight_via_x);

    /* d_D_leaky_relu2_of_x_scaled[n][i] = sum over j of D_3_weight[j][i] *
     *     d_D_linear3_of_x_scaled[n][j] (line 28) */
    double (*const d_D_leaky_relu2_of_x_scaled)[hidden] = (void *)(scratch + 82944);
    check_contract_512x512_64x512_64x512_b(D_3_weight, d_D_linear3_of_x_scaled,
        d_D_leaky_relu2_of_x_scaled);

    /* d_D_linear1_of_x_scaled (line 27) */
    double (*const d_D_linear1_of_x_scaled)[hidden] = (void *)(scratch + 148480);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_x_scaled[n][i] = (held->D_leaky_relu2_slope[n][i] ? 1.0 : 0.2)
                * d_D_leaky_relu2_of_x_scaled[n][i];

    /* d_D_linear1_of_x_scaled_sum = sum(d_D_linear1_of_x_scaled) (line 27) */
    double *const d_D_linear1_of_x_scaled_sum = scratch + 1024;
    memset(d_D_linear1_of_x_scaled_sum, 0, sizeof(double) * 512);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_x_scaled_sum[i] += d_D_linear1_of_x_scaled[n][i];

    /* D_flatten_by_d_D_linear1_scaled[i][j] = sum over n of D_flatten_of_x[n][j] *
     *     d_D_linear1_of_x_scaled[n][i] (line 27) */
    double (*const D_flatten_by_d_D_linear1_scaled)[784] = (void *)(scratch + 1272832);
    check_contract_64x784_64x512_512x784(D_flatten_of_x, d_D_linear1_of_x_scaled,
        D_flatten_by_d_D_linear1_scaled);

    /* D_leaky_relu4_sum = sum(D_linear3_of_fake > 0 ? D_linear3_of_fake : 0.2 *
     *     D_linear3_of_fake) (line 31) */
    double *const D_leaky_relu4_sum = scratch + 1536;
    memset(D_leaky_relu4_sum, 0, sizeof(double) * 512);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_leaky_relu4_sum[i] += held->D_linear3_of_fake_slope[n][i]
                ? D_linear3_of_fake[n][i] : 0.2 * D_linear3_of_fake[n][i];

    /* d_D_linear3_of_fake_scaled (line 29) */
    double (*const d_D_linear3_of_fake_scaled)[hidden] = (void *)(scratch + 82944);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear3_of_fake_scaled[n][i] = D_5_weight_[i]
                * (held->D_linear3_of_fake_slope[n][i] ? 1.0 : 0.2);

    /* D_linear3_slope_sum = sum(D_linear3_of_fake_slope) (line 29) */
    double *const D_linear3_slope_sum = scratch + 2048;
    memset(D_linear3_slope_sum, 0, sizeof(double) * 512);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear3_slope_sum[i] += held->D_linear3_of_fake_slope[n][i] ? 1.0 : 0.2;

    /* D_leaky_relu2_by_d_D_linear3_scaled[i][j] = sum over n of D_leaky_relu2_of_fake[n][j] *
     *     d_D_linear3_of_fake_scaled[n][i] (line 29) */
    double (*const D_leaky_relu2_by_d_D_linear3_scaled)[hidden] = (void *)(scratch + 1674240);
    check_contract_64x512_64x512_512x512_b(D_leaky_relu2_of_fake, d_D_linear3_of_fake_scaled,
        D_leaky_relu2_by_d_D_linear3_scaled);

    /* d_D_leaky_relu2_of_fake_scaled[n][i] = sum over j of D_3_weight[j][i] *
     *     d_D_linear3_of_fake_scaled[n][j] (line 28) */
    double (*const d_D_leaky_relu2_of_fake_scaled)[hidden] = (void *)(scratch + 33280);
    check_contract_512x512_64x512_64x512_b(D_3_weight, d_D_linear3_of_fake_scaled,
        d_D_leaky_relu2_of_fake_scaled);

    /* d_D_linear1_of_fake_scaled (line 27) */
    double (*const d_D_linear1_of_fake_scaled)[hidden] = (void *)(scratch + 66048);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_fake_scaled[n][i] = (held->D_linear1_of_fake_slope[n][i] ? 1.0 : 0.2)
                * d_D_leaky_relu2_of_fake_scaled[n][i];

    /* d_D_linear1_of_fake_scaled_sum = sum(d_D_linear1_of_fake_scaled) (line 27) */
    double *const d_D_linear1_of_fake_scaled_sum = scratch + 2560;
    memset(d_D_linear1_of_fake_scaled_sum, 0, sizeof(double) * 512);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_fake_scaled_sum[i] += d_D_linear1_of_fake_scaled[n][i];

    /* G_sigmoid_by_d_D_linear1_scaled[i][j] = sum over n of D_flatten_of_fake_2[n][j] *
     *     d_D_linear1_of_fake_scaled[n][i] (line 27) */
    double (*const G_sigmoid_by_d_D_linear1_scaled)[784] = (void *)(scratch + 1936384);
    check_contract_64x784_64x512_512x784_b(D_flatten_of_fake_2, d_D_linear1_of_fake_scaled,
        G_sigmoid_by_d_D_linear1_scaled);

    /* d_D_1_weight (line 27) */
    double (*const d_D_1_weight)[784] = (void *)point->gradient[6];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < 784; j++)
            d_D_1_weight[i][j] = 0.3125 * slope_d_D_linear1_contract[i][j]
                + 0.015625 * G_sigmoid_by_d_D_linear1_scaled[i][j]
                - 0.015625 * D_flatten_by_d_D_linear1_scaled[i][j];

    /* d_D_1_bias (line 27) */
    double *const d_D_1_bias = point->gradient[7];
    for (int i = 0; i < hidden; i++)
        d_D_1_bias[i] = 0.015625 * d_D_linear1_of_fake_scaled_sum[i]
            - 0.015625 * d_D_linear1_of_x_scaled_sum[i];

    /* d_D_3_weight (line 29) */
    double (*const d_D_3_weight)[hidden] = (void *)point->gradient[8];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            d_D_3_weight[i][j] = 0.3125 * slope_d_D_linear3_contract[i][j]
                + 0.015625 * D_leaky_relu2_by_d_D_linear3_scaled[i][j]
                - 0.015625 * d_D_3_weight_via_x[i][j];

    /* d_D_3_bias (line 29) */
    double *const d_D_3_bias = point->gradient[9];
    for (int i = 0; i < hidden; i++)
        d_D_3_bias[i] = 0.015625 * (D_5_weight_[i] * D_linear3_slope_sum[i])
            - 0.015625 * (D_5_weight_[i] * D_leaky_relu4_slope_sum[i]);

    /* d_D_5_weight (line 31) */
    double *const d_D_5_weight = scratch + 512;
    for (int i = 0; i < hidden; i++)
        d_D_5_weight[i] = 0.3125 * D_linear3_slope_weighted_sum[i]
            + 0.015625 * D_leaky_relu4_sum[i] - 0.015625 * d_D_5_weight_via_D_leaky_relu4[i];
    double *const d_D_5_weight_2 = (void *)d_D_5_weight;

    /* gradient of D.5.weight = d_D_5_weight_2 */
    {
        double *const gradient = point->gradient[10];
        for (int i = 0; i < hidden; i++)
            gradient[i] = d_D_5_weight_2[i];
    }

    return critic;
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
    const float (*const D_linear1_of_x_product)[hidden] = (void *)m->at[17];
    const float (*const D_linear3_of_x_product)[hidden] = (void *)m->at[19];
    const float (*const D_linear1_of_fake_product)[hidden] = (void *)m->at[10];
    const float (*const D_linear3_of_fake_product)[hidden] = (void *)m->at[12];
    const float (*const D_linear1_of_x_hat_product)[hidden] = (void *)m->at[24];
    const float (*const D_linear3_of_x_hat_product)[hidden] = (void *)m->at[26];

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

    /* D_linear1_of_fake_slope: D_1_bias + D_linear1_of_fake_product > 0 (line 28) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear1_of_fake_slope[n][i] = (float)D_1_bias[i]
                + D_linear1_of_fake_product[n][i] > 0.0f;

    /* D_linear3_of_fake_slope: D_3_bias + D_linear3_of_fake_product > 0 (line 30) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear3_of_fake_slope[n][i] = (float)D_3_bias[i]
                + D_linear3_of_fake_product[n][i] > 0.0f;

    /* D_leaky_relu2_slope: D_1_bias + D_linear1_of_x_product > 0 (line 28) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_leaky_relu2_slope[n][i] = (float)D_1_bias[i]
                + D_linear1_of_x_product[n][i] > 0.0f;

    /* D_leaky_relu4_slope: D_3_bias + D_linear3_of_x_product > 0 (line 30) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_leaky_relu4_slope[n][i] = (float)D_3_bias[i]
                + D_linear3_of_x_product[n][i] > 0.0f;

    /* D_linear1_of_x_hat_slope: D_1_bias + D_linear1_of_x_hat_product > 0 (line 28) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear1_of_x_hat_slope[n][i] = (float)D_1_bias[i]
                + D_linear1_of_x_hat_product[n][i] > 0.0f;

    /* D_linear3_of_x_hat_slope: D_3_bias + D_linear3_of_x_hat_product > 0 (line 30) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear3_of_x_hat_slope[n][i] = (float)D_3_bias[i]
                + D_linear3_of_x_hat_product[n][i] > 0.0f;
}

/* What step 2 minimises (line 41), and where `whole` its gradients. */
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

    /* fake_noise = the stream "fake.1" (line 34) */
    double (*const fake_noise)[latent] = (void *)(scratch + 0);
    draw((void *)fake_noise, 6400, random_normal, point, "fake.1");

    /* G_linear0_product[n][i] = sum over j of G_0_weight[i][j] * fake_noise[n][j]
     *     (line 16) */
    double (*const G_linear0_product)[hidden] = (void *)(scratch + 6400);
    check_contract_512x100_64x100_64x512(G_0_weight, fake_noise, G_linear0_product);

    /* G_linear0 (line 16) */
    double (*const G_linear0)[hidden] = (void *)(scratch + 39168);
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
    double (*const G_relu1)[hidden] = (void *)(scratch + 6400);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            G_relu1[n][i] = held->G_relu1_slope[n][i] ? G_linear0[n][i] : 0.0;

    /* G_linear2_product[n][i] = sum over j of G_2_weight[i][j] * G_relu1[n][j] (line 18) */
    double (*const G_linear2_product)[hidden] = (void *)(scratch + 39168);
    check_contract_512x512_64x512_64x512(G_2_weight, G_relu1, G_linear2_product);

    /* G_linear2 (line 18) */
    double (*const G_linear2)[hidden] = (void *)(scratch + 71936);
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
    double (*const G_relu3)[hidden] = (void *)(scratch + 39168);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            G_relu3[n][i] = held->G_relu3_slope[n][i] ? G_linear2[n][i] : 0.0;

    /* G_linear4_product[n][i] = sum over j of G_4_weight[i][j] * G_relu3[n][j] (line 20) */
    double (*const G_linear4_product)[784] = (void *)(scratch + 71936);
    check_contract_784x512_64x512_64x784(G_4_weight, G_relu3, G_linear4_product);

    /* G_sigmoid (line 21) */
    double (*const G_sigmoid)[784] = (void *)(scratch + 122112);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            G_sigmoid[n][i] = check_sigmoid(G_4_bias[i] + G_linear4_product[n][i]);

    /* D_linear1_of_fake_product[n][i] = sum over j of G_sigmoid[n][j] * D_1_weight[i][j]
     *     (line 27) */
    double (*const D_linear1_of_fake_product)[hidden] = (void *)(scratch + 71936);
    check_contract_64x784_512x784_64x512(G_sigmoid, D_1_weight, D_linear1_of_fake_product);

    /* D_linear1_of_fake_in_generator (line 27) */
    double (*const D_linear1_of_fake_in_generator)[hidden] = (void *)(scratch + 172288);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear1_of_fake_in_generator[n][i] = D_linear1_of_fake_product[n][i]
                + D_1_bias[i];

    /* D_linear1_of_fake_slope_in_generator: D_linear1_of_fake_in_generator > 0 (line 28) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear1_of_fake_slope_in_generator[n][i] =
                    D_linear1_of_fake_in_generator[n][i] > 0;
    }

    /* D_leaky_relu2_of_fake_in_generator (line 28) */
    double (*const D_leaky_relu2_of_fake_in_generator)[hidden] = (void *)(scratch + 71936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_leaky_relu2_of_fake_in_generator[n][i] =
                held->D_linear1_of_fake_slope_in_generator[n][i]
                ? D_linear1_of_fake_in_generator[n][i] : 0.2
                * D_linear1_of_fake_in_generator[n][i];

    /* D_leaky_relu2_by_D_3_weight[n][i] = sum over j of
     *     D_leaky_relu2_of_fake_in_generator[n][j] * D_3_weight[i][j] (line 29) */
    double (*const D_leaky_relu2_by_D_3_weight)[hidden] = (void *)(scratch + 172288);
    check_contract_64x512_512x512_64x512(D_leaky_relu2_of_fake_in_generator, D_3_weight,
        D_leaky_relu2_by_D_3_weight);

    /* D_linear3_of_fake_in_generator (line 29) */
    double (*const D_linear3_of_fake_in_generator)[hidden] = (void *)(scratch + 71936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear3_of_fake_in_generator[n][i] = D_leaky_relu2_by_D_3_weight[n][i]
                + D_3_bias[i];

    /* D_linear3_of_fake_slope_in_generator: D_linear3_of_fake_in_generator > 0 (line 30) */
    if (record) {
#pragma omp parallel for schedule(static)
        for (int n = 0; n < batch; n++)
            for (int i = 0; i < hidden; i++)
                held->D_linear3_of_fake_slope_in_generator[n][i] =
                    D_linear3_of_fake_in_generator[n][i] > 0;
    }
    const double *const D_5_weight_in_generator = (void *)D_5_weight;

    /* D_linear5_of_fake_in_generator = sum((D_linear3_of_fake_in_generator > 0 ?
     *     D_linear3_of_fake_in_generator : 0.2 * D_linear3_of_fake_in_generator) *
     *     D_5_weight_in_generator) (line 31) */
    double *const D_linear5_of_fake_in_generator = scratch + 104704;
    memset(D_linear5_of_fake_in_generator, 0, sizeof(double) * 64);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            D_linear5_of_fake_in_generator[n] +=
                (held->D_linear3_of_fake_slope_in_generator[n][i]
                ? D_linear3_of_fake_in_generator[n][i] : 0.2
                * D_linear3_of_fake_in_generator[n][i]) * D_5_weight_in_generator[i];

    /* D_linear5_of_fake_sum_in_generator = sum(D_linear5_of_fake_in_generator) (line 41) */
    double D_linear5_of_fake_sum_in_generator = 0;
    for (int n = 0; n < batch; n++)
        D_linear5_of_fake_sum_in_generator += D_linear5_of_fake_in_generator[n];

    /* generator (line 41) */
    const double generator = -0.015625 * D_linear5_of_fake_sum_in_generator;

    if (!whole)
        return generator;

    /* d_D_linear3_of_fake_scaled_in_generator (line 29) */
    double (*const d_D_linear3_of_fake_scaled_in_generator)[hidden] = (void *)(scratch + 71936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear3_of_fake_scaled_in_generator[n][i] =
                (held->D_linear3_of_fake_slope_in_generator[n][i] ? 1.0 : 0.2)
                * D_5_weight_in_generator[i];

    /* d_D_leaky_relu2_of_fake_scaled_in_generator[n][i] = sum over j of D_3_weight[j][i] *
     *     d_D_linear3_of_fake_scaled_in_generator[n][j] (line 28) */
    double (*const d_D_leaky_relu2_of_fake_scaled_in_generator)[hidden] =
        (void *)(scratch + 172288);
    check_contract_512x512_64x512_64x512_b(D_3_weight, d_D_linear3_of_fake_scaled_in_generator,
        d_D_leaky_relu2_of_fake_scaled_in_generator);

    /* d_D_linear1_of_fake_scaled_in_generator (line 27) */
    double (*const d_D_linear1_of_fake_scaled_in_generator)[hidden] = (void *)(scratch + 71936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_D_linear1_of_fake_scaled_in_generator[n][i] =
                (held->D_linear1_of_fake_slope_in_generator[n][i] ? 1.0 : 0.2)
                * d_D_leaky_relu2_of_fake_scaled_in_generator[n][i];

    /* d_G_sigmoid_scaled[n][i] = sum over j of D_1_weight[j][i] *
     *     d_D_linear1_of_fake_scaled_in_generator[n][j] (line 21) */
    double (*const d_G_sigmoid_scaled)[784] = (void *)(scratch + 172288);
    check_contract_512x784_64x512_64x784(D_1_weight, d_D_linear1_of_fake_scaled_in_generator,
        d_G_sigmoid_scaled);

    /* d_G_linear4_scaled (line 20) */
    double (*const d_G_linear4_scaled)[784] = (void *)(scratch + 71936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            d_G_linear4_scaled[n][i] = G_sigmoid[n][i] * d_G_sigmoid_scaled[n][i]
                * (1.0 - G_sigmoid[n][i]);

    /* d_G_4_bias_scaled = sum(d_G_linear4_scaled) (line 20) */
    double *const d_G_4_bias_scaled = scratch + 122112;
    memset(d_G_4_bias_scaled, 0, sizeof(double) * 784);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < 784; i++)
            d_G_4_bias_scaled[i] += d_G_linear4_scaled[n][i];

    /* d_G_4_bias (line 20) */
    double *const d_G_4_bias = point->gradient[5];
    for (int i = 0; i < 784; i++)
        d_G_4_bias[i] = -0.015625 * d_G_4_bias_scaled[i];

    /* d_G_4_weight_scaled[i][j] = sum over n of G_relu3[n][j] * d_G_linear4_scaled[n][i]
     *     (line 20) */
    double (*const d_G_4_weight_scaled)[hidden] = (void *)(scratch + 122112);
    check_contract_64x512_64x784_784x512(G_relu3, d_G_linear4_scaled, d_G_4_weight_scaled);

    /* d_G_4_weight (line 20) */
    double (*const d_G_4_weight)[hidden] = (void *)point->gradient[4];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < 784; i++)
        for (int j = 0; j < hidden; j++)
            d_G_4_weight[i][j] = -0.015625 * d_G_4_weight_scaled[i][j];

    /* d_G_relu3_scaled[n][i] = sum over j of G_4_weight[j][i] * d_G_linear4_scaled[n][j]
     *     (line 19) */
    double (*const d_G_relu3_scaled)[hidden] = (void *)(scratch + 39168);
    check_contract_784x512_64x784_64x512(G_4_weight, d_G_linear4_scaled, d_G_relu3_scaled);

    /* d_G_linear2_scaled (line 18) */
    double (*const d_G_linear2_scaled)[hidden] = (void *)(scratch + 71936);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_G_linear2_scaled[n][i] = (held->G_relu3_slope[n][i] ? 1.0 : 0.0)
                * d_G_relu3_scaled[n][i];

    /* d_G_2_bias_scaled = sum(d_G_linear2_scaled) (line 18) */
    double *const d_G_2_bias_scaled = scratch + 39168;
    memset(d_G_2_bias_scaled, 0, sizeof(double) * 512);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_G_2_bias_scaled[i] += d_G_linear2_scaled[n][i];

    /* d_G_2_bias (line 18) */
    double *const d_G_2_bias = point->gradient[3];
    for (int i = 0; i < hidden; i++)
        d_G_2_bias[i] = -0.015625 * d_G_2_bias_scaled[i];

    /* d_G_2_weight_scaled[i][j] = sum over n of G_relu1[n][j] * d_G_linear2_scaled[n][i]
     *     (line 18) */
    double (*const d_G_2_weight_scaled)[hidden] = (void *)(scratch + 104704);
    check_contract_64x512_64x512_512x512_b(G_relu1, d_G_linear2_scaled, d_G_2_weight_scaled);

    /* d_G_2_weight (line 18) */
    double (*const d_G_2_weight)[hidden] = (void *)point->gradient[2];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < hidden; j++)
            d_G_2_weight[i][j] = -0.015625 * d_G_2_weight_scaled[i][j];

    /* d_G_relu1_scaled[n][i] = sum over j of G_2_weight[j][i] * d_G_linear2_scaled[n][j]
     *     (line 17) */
    double (*const d_G_relu1_scaled)[hidden] = (void *)(scratch + 6400);
    check_contract_512x512_64x512_64x512_b(G_2_weight, d_G_linear2_scaled, d_G_relu1_scaled);

    /* d_G_linear0_scaled (line 16) */
    double (*const d_G_linear0_scaled)[hidden] = (void *)(scratch + 39168);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_G_linear0_scaled[n][i] = (held->G_relu1_slope[n][i] ? 1.0 : 0.0)
                * d_G_relu1_scaled[n][i];

    /* d_G_0_bias_scaled = sum(d_G_linear0_scaled) (line 16) */
    double *const d_G_0_bias_scaled = scratch + 6400;
    memset(d_G_0_bias_scaled, 0, sizeof(double) * 512);
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            d_G_0_bias_scaled[i] += d_G_linear0_scaled[n][i];

    /* d_G_0_bias (line 16) */
    double *const d_G_0_bias = point->gradient[1];
    for (int i = 0; i < hidden; i++)
        d_G_0_bias[i] = -0.015625 * d_G_0_bias_scaled[i];

    /* d_G_0_weight_scaled[i][j] = sum over n of fake_noise[n][j] * d_G_linear0_scaled[n][i]
     *     (line 16) */
    double (*const d_G_0_weight_scaled)[latent] = (void *)(scratch + 71936);
    check_contract_64x100_64x512_512x100(fake_noise, d_G_linear0_scaled, d_G_0_weight_scaled);

    /* d_G_0_weight (line 16) */
    double (*const d_G_0_weight)[latent] = (void *)point->gradient[0];
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++)
        for (int j = 0; j < latent; j++)
            d_G_0_weight[i][j] = -0.015625 * d_G_0_weight_scaled[i][j];

    return generator;
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
    const float (*const D_linear1_of_fake_product_in_generator)[hidden] = (void *)m->at[48];
    const double *const D_1_bias = point->tensor[7];
    const double *const D_3_bias = point->tensor[9];
    const float (*const D_linear3_of_fake_product_in_generator)[hidden] = (void *)m->at[50];

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

    /* D_linear1_of_fake_slope_in_generator: D_1_bias + D_linear1_of_fake_product_in_generator
     *     > 0 (line 28) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear1_of_fake_slope_in_generator[n][i] = (float)D_1_bias[i]
                + D_linear1_of_fake_product_in_generator[n][i] > 0.0f;

    /* D_linear3_of_fake_slope_in_generator: D_3_bias + D_linear3_of_fake_product_in_generator
     *     > 0 (line 30) */
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++)
        for (int i = 0; i < hidden; i++)
            held->D_linear3_of_fake_slope_in_generator[n][i] = (float)D_3_bias[i]
                + D_linear3_of_fake_product_in_generator[n][i] > 0.0f;
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
    static const long place[3][12] = {
        {-1, -1, -1, -1, -1, -1, 724752, 1126160, 1126672, 1388816, 1389328, -1},
        {0, 51200, 51712, 313856, 314368, 723968, -1, -1, -1, -1, -1, -1},
    };
    if (tensor >= 11 || place[step][tensor] < 0)
        return NULL;
    return m->gradients + place[step][tensor];
}

const struct check wgan_gp_check = {
    .create = check_create,
    .free = check_free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = check_decisions,
    .float_gradient = check_float_gradient,
};
