/* wgan_gp_check_contractions.h: matrix products and convolutions of
 * wgan_gp_check.c in double, by plain loops. Emitted by latentc 0.1.0. */

/* out[n][i] = sum over j of a[i][j] * b[n][j] */
static void
check_contract_512x100_64x100_64x512(const double a[hidden][latent],
    const double b[batch][latent], double out[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
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
check_contract_512x512_64x512_64x512(const double a[hidden][hidden],
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
check_contract_784x512_64x512_64x784(const double a[784][hidden], const double b[batch][hidden],
    double out[batch][784])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 784; i++) {
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
check_contract_512x784_64x784_64x512(const double a[hidden][784], const double b[batch][784],
    double out[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < hidden; i++) {
            double sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < 784; j++)
                sum += a[i][j] * b[n][j];
            out[n][i] = sum;
        }
    }
}

/* out[n][i] = sum over j of a[i][j] * b[n][j] */
static void
check_contract_512x784_64x784_64x512_b(const double a[hidden][784], const float b[batch][784],
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

/* out[n][i] = sum over j of a[j][i] * b[n][j] */
static void
check_contract_512x512_64x512_64x512_b(const double a[hidden][hidden],
    const double b[batch][hidden], double out[batch][hidden])
{
    memset(out, 0, sizeof(double) * 32768);
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

/* out[n][i] = sum over j of a[j][i] * b[n][j] */
static void
check_contract_512x784_64x512_64x784(const double a[hidden][784], const double b[batch][hidden],
    double out[batch][784])
{
    memset(out, 0, sizeof(double) * 50176);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int j = 0; j < hidden; j++) {
            const double factor = b[n][j];
#pragma omp simd
            for (int i = 0; i < 784; i++)
                out[n][i] += factor * a[j][i];
        }
    }
}

/* out[i][j] = sum over n of a[n][i] * b[n][j] */
static void
check_contract_64x512_64x784_512x784(const double a[batch][hidden], const double b[batch][784],
    double out[hidden][784])
{
    memset(out, 0, sizeof(double) * 401408);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int n = 0; n < batch; n++) {
            const double factor = a[n][i];
#pragma omp simd
            for (int j = 0; j < 784; j++)
                out[i][j] += factor * b[n][j];
        }
    }
}

/* out[i][j] = sum over n of a[n][i] * b[n][j] */
static void
check_contract_64x512_64x512_512x512(const double a[batch][hidden],
    const double b[batch][hidden], double out[hidden][hidden])
{
    memset(out, 0, sizeof(double) * 262144);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int n = 0; n < batch; n++) {
            const double factor = a[n][i];
#pragma omp simd
            for (int j = 0; j < hidden; j++)
                out[i][j] += factor * b[n][j];
        }
    }
}

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_64x512_64x512_512x512_b(const double a[batch][hidden],
    const double b[batch][hidden], double out[hidden][hidden])
{
    memset(out, 0, sizeof(double) * 262144);
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

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_64x784_64x512_512x784(const float a[batch][784], const double b[batch][hidden],
    double out[hidden][784])
{
    memset(out, 0, sizeof(double) * 401408);
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

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_64x784_64x512_512x784_b(const double a[batch][784],
    const double b[batch][hidden], double out[hidden][784])
{
    memset(out, 0, sizeof(double) * 401408);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int n = 0; n < batch; n++) {
            const double factor = b[n][i];
#pragma omp simd
            for (int j = 0; j < 784; j++)
                out[i][j] += factor * a[n][j];
        }
    }
}

/* out[n][i] = sum over j of a[n][j] * b[i][j] */
static void
check_contract_64x784_512x784_64x512(const double a[batch][784], const double b[hidden][784],
    double out[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < hidden; i++) {
            double sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < 784; j++)
                sum += a[n][j] * b[i][j];
            out[n][i] = sum;
        }
    }
}

/* out[n][i] = sum over j of a[n][j] * b[i][j] */
static void
check_contract_64x512_512x512_64x512(const double a[batch][hidden],
    const double b[hidden][hidden], double out[batch][hidden])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < hidden; i++) {
            double sum = 0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < hidden; j++)
                sum += a[n][j] * b[i][j];
            out[n][i] = sum;
        }
    }
}

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_64x512_64x784_784x512(const double a[batch][hidden], const double b[batch][784],
    double out[784][hidden])
{
    memset(out, 0, sizeof(double) * 401408);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < 784; i++) {
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
check_contract_784x512_64x784_64x512(const double a[784][hidden], const double b[batch][784],
    double out[batch][hidden])
{
    memset(out, 0, sizeof(double) * 32768);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
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
check_contract_64x100_64x512_512x100(const double a[batch][latent],
    const double b[batch][hidden], double out[hidden][latent])
{
    memset(out, 0, sizeof(double) * 51200);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int n = 0; n < batch; n++) {
            const double factor = b[n][i];
#pragma omp simd
            for (int j = 0; j < latent; j++)
                out[i][j] += factor * a[n][j];
        }
    }
}

