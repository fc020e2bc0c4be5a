/* Folds over the batch of the emitted model of folds.yaml, against double loops: linked with
 * the emitted library by tests/test_loops.c. Exits with 1 after a line for each that is wrong.
 */
#include "folds.h"

#include "runtime/threads.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 40, CHANNELS = 3, AREA = 16 };

static float x[BATCH][WIDTH], y[BATCH][AREA][CHANNELS], slope[BATCH][WIDTH];
static int wrong;

/* Twelve uniform numbers, which is near enough to a normal one. */
static double
noise(uint64_t *state)
{
    double sum = -6;
    for (int i = 0; i < 12; i++) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        sum += (double)(*state >> 40) * 0x1p-24;
    }
    return sum;
}

static void
check(const char *what, const char *data, double worst, double bound)
{
    if (worst <= bound)
        return;
    printf("%s of %s: off by %.2g, at most %.2g\n", what, data, worst, bound);
    wrong = 1;
}

/* Relative to the squares about the mean in double. */
static double
squares_off(const float *first, int stride, int count, float squares)
{
    double mean = 0, want = 0;
    for (int i = 0; i < count; i++)
        mean += (double)first[i * stride] / count;
    for (int i = 0; i < count; i++)
        want += ((double)first[i * stride] - mean) * ((double)first[i * stride] - mean);
    return fabs((double)squares - want) / want;
}

/* The first of the largest has the whole gradient. */
static void
check_largest(const struct folds_state *state, const char *data)
{
    for (int i = 0; i < WIDTH; i++) {
        int place = 0, misplaced = 0;
        for (int n = 1; n < BATCH; n++)
            place = x[n][i] > x[place][i] ? n : place;
        for (int n = 0; n < BATCH; n++)
            misplaced += slope[n][i] != (n == place ? 1.0f : 0.0f);
        check("largest", data, state->largest[i] != x[place][i], 0);
        check("gradient of the largest", data, misplaced, 0);
    }
}

static void
check_data(const char *data, double mean, double outlier, double bound)
{
    struct folds_state first;
    uint64_t seed = 5;
    double worst = 0, worst_image = 0;
    for (int n = 0; n < BATCH; n++)
        for (int i = 0; i < WIDTH; i++)
            x[n][i] = (float)(mean + noise(&seed) + (n == 0 ? outlier : 0));
    for (int i = 0; i < WIDTH && i < BATCH / 2; i++) /* a tie: the first counts */
        x[BATCH - 1 - i][i] = x[i][i] = (float)(mean + outlier + 20);
    for (int n = 0; n < BATCH; n++)
        for (int p = 0; p < AREA; p++)
            for (int c = 0; c < CHANNELS; c++)
                y[n][p][c] = (float)(mean + noise(&seed) + (n == 0 ? outlier : 0));
    for (int threads = 1; threads <= 3; threads++) {
        threads_set(threads);
        struct instance *m = instance_create(&folds_model, 1, 1);
        instance_init(m);
        m->field[0] = x;
        m->field[1] = y;
        folds_step_1(m);
        folds_slope(m, (float *const[]){&slope[0][0]});
        const struct folds_state *state = (const void *)m->state;
        if (threads == 1)
            first = *state;
        check("other threads", data, memcmp(&first, state, sizeof first) != 0, 0);
        check_largest(state, data);
        instance_free(m);
    }
    for (int i = 0; i < WIDTH; i++)
        worst = fmax(worst, squares_off(&x[0][i], WIDTH, BATCH, first.squares[i]));
    for (int c = 0; c < CHANNELS; c++)
        worst_image = fmax(worst_image, squares_off(&y[0][0][c], CHANNELS, BATCH * AREA,
                                                    first.image_squares[c]));
    check("squares", data, worst, bound);
    check("squares of images", data, worst_image, bound);
    if (getenv("LOOPS_PRINT"))
        printf("%s: %.2g %.2g\n", data, worst, worst_image);
}

int
main(void)
{
    /* Few examples average less of what a mean far off costs. */
    const double few = BATCH < 100 ? 4 : 1;
    check_data("mean 0", 0, 0, 1e-6);
    check_data("mean 100 deviations off", -1e2, 0, few * 2e-6);
    check_data("mean 10,000 deviations off", 1e4, 0, few * 2e-4);
    check_data("a first row 1,000 deviations off", 0, 1e3, 2e-6);
    return wrong;
}
