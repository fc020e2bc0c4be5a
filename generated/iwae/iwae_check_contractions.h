/* iwae_check_contractions.h: matrix products and convolutions of
 * iwae_check.c in double, by plain loops. Emitted by latentc 0.1.0. */

/* out[n][i] = sum over j of a[i][j] * b[n][j] */
static void
check_contract_200x784_20x784_20x200(const double a[hidden][784], const float b[batch][784],
    double out[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < hidden; i++) {
            double sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < 784; j++)
                sum += a[i][j] * (double)b[n][j];
            out[n][i] = sum;
        }
    }
}

/* out[n][i] = sum over j of a[i][j] * b[n][j] */
static void
check_contract_200x200_20x200_20x200(const double a[hidden][hidden],
    const double b[batch][hidden], double out[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < hidden; i++) {
            double sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < hidden; j++)
                sum += a[i][j] * b[n][j];
            out[n][i] = sum;
        }
    }
}

/* out[n][i] = sum over j of a[i][j] * b[n][j] */
static void
check_contract_50x200_20x200_20x50(const double a[latent][hidden],
    const double b[batch][hidden], double out[batch][latent])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < latent; i++) {
            double sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < hidden; j++)
                sum += a[i][j] * b[n][j];
            out[n][i] = sum;
        }
    }
}

/* out[n][i] = sum over j of a[i][j] * b[n][j] */
static void
check_contract_200x50_1000x50_1000x200(const double a[hidden][latent],
    const double b[1000][latent], double out[1000][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++) {
        for (int i = 0; i < hidden; i++) {
            double sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < latent; j++)
                sum += a[i][j] * b[n][j];
            out[n][i] = sum;
        }
    }
}

/* out[n][i] = sum over j of a[i][j] * b[n][j] */
static void
check_contract_200x200_1000x200_1000x200(const double a[hidden][hidden],
    const double b[1000][hidden], double out[1000][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++) {
        for (int i = 0; i < hidden; i++) {
            double sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < hidden; j++)
                sum += a[i][j] * b[n][j];
            out[n][i] = sum;
        }
    }
}

/* out[n][i] = sum over j of a[i][j] * b[n][j] */
static void
check_contract_784x200_1000x200_1000x784(const double a[784][hidden],
    const double b[1000][hidden], double out[1000][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++) {
        for (int i = 0; i < 784; i++) {
            double sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < hidden; j++)
                sum += a[i][j] * b[n][j];
            out[n][i] = sum;
        }
    }
}

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_1000x200_1000x784_784x200(const double a[1000][hidden],
    const double b[1000][784], double out[784][hidden])
{
    memset(out, 0, sizeof(double) * 156800);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < 784; i++) {
        for (int n = 0; n < 1000; n++) {
            const double factor = b[n][i];
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                out[i][j] += factor * a[n][j];
        }
    }
}

/* out[n][i] = sum over j of a[j][i] * b[n][j] */
static void
check_contract_784x200_1000x784_1000x200(const double a[784][hidden], const double b[1000][784],
    double out[1000][hidden])
{
    memset(out, 0, sizeof(double) * 200000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++) {
        for (int j = 0; j < 784; j++) {
            const double factor = b[n][j];
#pragma omp simd
            for (int i = 0; i < hidden; i++)
                out[n][i] += factor * a[j][i];
        }
    }
}

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_1000x200_1000x200_200x200(const double a[1000][hidden],
    const double b[1000][hidden], double out[hidden][hidden])
{
    memset(out, 0, sizeof(double) * 40000);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int n = 0; n < 1000; n++) {
            const double factor = b[n][i];
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                out[i][j] += factor * a[n][j];
        }
    }
}

/* out[n][i] = sum over j of a[j][i] * b[n][j] */
static void
check_contract_200x200_1000x200_1000x200_b(const double a[hidden][hidden],
    const double b[1000][hidden], double out[1000][hidden])
{
    memset(out, 0, sizeof(double) * 200000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++) {
        for (int j = 0; j < hidden; j++) {
            const double factor = b[n][j];
#pragma omp simd
            for (int i = 0; i < hidden; i++)
                out[n][i] += factor * a[j][i];
        }
    }
}

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_1000x50_1000x200_200x50(const double a[1000][latent],
    const double b[1000][hidden], double out[hidden][latent])
{
    memset(out, 0, sizeof(double) * 10000);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int n = 0; n < 1000; n++) {
            const double factor = b[n][i];
#pragma omp simd
            for (int j = 0; j < latent; j++)
                out[i][j] += factor * a[n][j];
        }
    }
}

/* out[n][i] = sum over j of a[j][i] * b[n][j] */
static void
check_contract_200x50_1000x200_1000x50(const double a[hidden][latent],
    const double b[1000][hidden], double out[1000][latent])
{
    memset(out, 0, sizeof(double) * 50000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < 1000; n++) {
        for (int j = 0; j < hidden; j++) {
            const double factor = b[n][j];
#pragma omp simd
            for (int i = 0; i < latent; i++)
                out[n][i] += factor * a[j][i];
        }
    }
}

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_20x200_20x50_50x200(const double a[batch][hidden], const double b[batch][latent],
    double out[latent][hidden])
{
    memset(out, 0, sizeof(double) * 10000);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < latent; i++) {
        for (int n = 0; n < batch; n++) {
            const double factor = b[n][i];
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                out[i][j] += factor * a[n][j];
        }
    }
}

/* out[n][i] = sum over j of a[j][i] * b[n][j] */
static void
check_contract_50x200_20x50_20x200(const double a[latent][hidden],
    const double b[batch][latent], double out[batch][hidden])
{
    memset(out, 0, sizeof(double) * 4000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int j = 0; j < latent; j++) {
            const double factor = b[n][j];
#pragma omp simd
            for (int i = 0; i < hidden; i++)
                out[n][i] += factor * a[j][i];
        }
    }
}

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_20x200_20x200_200x200(const double a[batch][hidden],
    const double b[batch][hidden], double out[hidden][hidden])
{
    memset(out, 0, sizeof(double) * 40000);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int n = 0; n < batch; n++) {
            const double factor = b[n][i];
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                out[i][j] += factor * a[n][j];
        }
    }
}

/* out[n][i] = sum over j of a[j][i] * b[n][j] */
static void
check_contract_200x200_20x200_20x200_b(const double a[hidden][hidden],
    const double b[batch][hidden], double out[batch][hidden])
{
    memset(out, 0, sizeof(double) * 4000);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int j = 0; j < hidden; j++) {
            const double factor = b[n][j];
#pragma omp simd
            for (int i = 0; i < hidden; i++)
                out[n][i] += factor * a[j][i];
        }
    }
}

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_20x784_20x200_200x784(const float a[batch][784], const double b[batch][hidden],
    double out[hidden][784])
{
    memset(out, 0, sizeof(double) * 156800);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int n = 0; n < batch; n++) {
            const double factor = b[n][i];
#pragma omp simd
            for (int j = 0; j < 784; j++)
                out[i][j] += factor * (double)a[n][j];
        }
    }
}

