/* conv_vae_check_contractions.h: matrix products and convolutions of
 * conv_vae_check.c in double, by plain loops. Emitted by latentc 0.1.0. */

/* y[o] = sum x[s o + k - p] w[k] */
static void
check_conv_128x28x28_32x4x4_128x32x14x14(const float x[batch][side][side],
    const double weight[width][4][4], double y[batch][14][14][width], double *memory)
{
    double (*const taps)[4][1][width] = (void *)memory;
    for (int o = 0; o < width; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                taps[ky][kx][0][o] = weight[o][ky][kx];
    memset(y, 0, sizeof(double) * 802816);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 14; oy++) {
                    for (int ox = 0; ox < 14; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 28 && ix >= 0 && ix < 28) {
                            const double factor = (double)x[n][iy][ix];
#pragma omp simd
                            for (int o = 0; o < width; o++)
                                y[n][oy][ox][o] += factor * taps[ky][kx][0][o];
                        }
                    }
                }
            }
        }
    }
}

/* y[o] = sum x[s o + k - p] w[k] */
static void
check_conv_128x32x14x14_64x32x4x4_128x64x7x7(const double x[batch][14][14][width],
    const double weight[64][width][4][4], double y[batch][7][7][64], double *memory)
{
    double (*const taps)[4][width][64] = (void *)memory;
    for (int o = 0; o < 64; o++)
        for (int c = 0; c < width; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][c][o] = weight[o][c][ky][kx];
    memset(y, 0, sizeof(double) * 401408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 14 && ix >= 0 && ix < 14) {
                            for (int c = 0; c < width; c++) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < 64; o++)
                                    y[n][oy][ox][o] += factor * taps[ky][kx][c][o];
                            }
                        }
                    }
                }
            }
        }
    }
}

/* out[n][i] = sum over j k l of a[i][j][k][l] * b[n][k][l][j] */
static void
check_contract_256x64x7x7_128x64x7x7_128x256(const double a[hidden][64][7][7],
    const double b[batch][7][7][64], double out[batch][hidden])
{
    memset(out, 0, sizeof(double) * 32768);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int j = 0; j < 64; j++) {
            for (int k = 0; k < 7; k++) {
                for (int l = 0; l < 7; l++) {
                    const double factor = b[n][k][l][j];
#pragma omp simd
                    for (int i = 0; i < hidden; i++)
                        out[n][i] += factor * a[i][j][k][l];
                }
            }
        }
    }
}

/* out[n][i] = sum over j of a[i][j] * b[n][j] */
static void
check_contract_20x256_128x256_128x20(const double a[latent][hidden],
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
check_contract_256x20_128x20_128x256(const double a[hidden][latent],
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

/* out[n][j][k][i] = sum over l of a[n][l] * b[i][j][k][l] */
static void
check_contract_128x256_64x7x7x256_128x64x7x7(const double a[batch][hidden],
    const double b[64][7][7][hidden], double out[batch][7][7][64])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 7; j++) {
                for (int k = 0; k < 7; k++) {
                    double sum = 0;
#pragma omp simd reduction(+ : sum)
                    for (int l = 0; l < hidden; l++)
                        sum += a[n][l] * b[i][j][k][l];
                    out[n][j][k][i] = sum;
                }
            }
        }
    }
}

/* x[i] = sum of y[o] w[k] where s o + k - p = i */
static void
check_conv_data_128x64x7x7_64x32x4x4_128x32x14x14(const double d_y[batch][7][7][64],
    const double weight[64][width][4][4], double d_x[batch][14][14][width], double *memory)
{
    double (*const taps)[4][64][width] = (void *)memory;
    for (int o = 0; o < 64; o++)
        for (int c = 0; c < width; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][o][c] = weight[o][c][ky][kx];
    memset(d_x, 0, sizeof(double) * 802816);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 14 && ix >= 0 && ix < 14) {
                            for (int o = 0; o < 64; o++) {
                                const double factor = d_y[n][oy][ox][o];
#pragma omp simd
                                for (int c = 0; c < width; c++)
                                    d_x[n][iy][ix][c] += factor * taps[ky][kx][o][c];
                            }
                        }
                    }
                }
            }
        }
    }
}

/* x[i] = sum of y[o] w[k] where s o + k - p = i */
static void
check_conv_data_128x32x14x14_32x4x4_128x28x28(const double d_y[batch][14][14][width],
    const double weight[width][4][4], double d_x[batch][side][side], double *memory)
{
    double (*const taps)[4][1][width] = (void *)memory;
    for (int o = 0; o < width; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                taps[ky][kx][0][o] = weight[o][ky][kx];
    memset(d_x, 0, sizeof(double) * 100352);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 14; oy++) {
                    for (int ox = 0; ox < 14; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 28 && ix >= 0 && ix < 28) {
                            double sum = 0;
#pragma omp simd reduction(+ : sum)
                            for (int o = 0; o < width; o++)
                                sum += d_y[n][oy][ox][o] * taps[ky][kx][0][o];
                            d_x[n][iy][ix] += sum;
                        }
                    }
                }
            }
        }
    }
}

/* y[o] = sum x[s o + k - p] w[k] */
static void
check_conv_128x28x28_32x4x4_128x32x14x14_b(const double x[batch][side][side],
    const double weight[width][4][4], double y[batch][14][14][width], double *memory)
{
    double (*const taps)[4][1][width] = (void *)memory;
    for (int o = 0; o < width; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                taps[ky][kx][0][o] = weight[o][ky][kx];
    memset(y, 0, sizeof(double) * 802816);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 14; oy++) {
                    for (int ox = 0; ox < 14; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 28 && ix >= 0 && ix < 28) {
                            const double factor = x[n][iy][ix];
#pragma omp simd
                            for (int o = 0; o < width; o++)
                                y[n][oy][ox][o] += factor * taps[ky][kx][0][o];
                        }
                    }
                }
            }
        }
    }
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_128x28x28_128x32x14x14_32x4x4(const double x[batch][side][side],
    const double d_y[batch][14][14][width], double d_weight[width][4][4], double *memory)
{
    double (*const taps)[4][1][width] = (void *)memory;
    memset(taps, 0, sizeof(double) * 512);
#pragma omp parallel for schedule(static)
    for (int ky = 0; ky < 4; ky++) {
        for (int n = 0; n < batch; n++) {
            for (int oy = 0; oy < 14; oy++) {
                for (int ox = 0; ox < 14; ox++) {
                    for (int kx = 0; kx < 4; kx++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 28 && ix >= 0 && ix < 28) {
                            const double factor = x[n][iy][ix];
#pragma omp simd
                            for (int o = 0; o < width; o++)
                                taps[ky][kx][0][o] += factor * d_y[n][oy][ox][o];
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < width; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                d_weight[o][ky][kx] = taps[ky][kx][0][o];
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_128x32x14x14_128x64x7x7_64x32x4x4(const double x[batch][14][14][width],
    const double d_y[batch][7][7][64], double d_weight[64][width][4][4], double *memory)
{
    double (*const taps)[4][width][64] = (void *)memory;
    memset(taps, 0, sizeof(double) * 32768);
#pragma omp parallel for schedule(static) collapse(2)
    for (int c = 0; c < width; c++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int n = 0; n < batch; n++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        for (int kx = 0; kx < 4; kx++) {
                            const int iy = 2 * oy + ky - 1;
                            const int ix = 2 * ox + kx - 1;
                            if (iy >= 0 && iy < 14 && ix >= 0 && ix < 14) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < 64; o++)
                                    taps[ky][kx][c][o] += factor * d_y[n][oy][ox][o];
                            }
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < 64; o++)
        for (int c = 0; c < width; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    d_weight[o][c][ky][kx] = taps[ky][kx][c][o];
}

/* out[n][i] = sum over j k l of a[j][k][l][i] * b[n][k][l][j] */
static void
check_contract_64x7x7x256_128x64x7x7_128x256(const double a[64][7][7][hidden],
    const double b[batch][7][7][64], double out[batch][hidden])
{
    memset(out, 0, sizeof(double) * 32768);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int j = 0; j < 64; j++) {
            for (int k = 0; k < 7; k++) {
                for (int l = 0; l < 7; l++) {
                    const double factor = b[n][k][l][j];
#pragma omp simd
                    for (int i = 0; i < hidden; i++)
                        out[n][i] += factor * a[j][k][l][i];
                }
            }
        }
    }
}

/* out[i][j][k][l] = sum over n of a[n][l] * b[n][j][k][i] */
static void
check_contract_128x256_128x64x7x7_64x7x7x256(const double a[batch][hidden],
    const double b[batch][7][7][64], double out[64][7][7][hidden])
{
    memset(out, 0, sizeof(double) * 802816);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < 64; i++) {
        for (int j = 0; j < 7; j++) {
            for (int k = 0; k < 7; k++) {
                for (int n = 0; n < batch; n++) {
                    const double factor = b[n][j][k][i];
#pragma omp simd
                    for (int l = 0; l < hidden; l++)
                        out[i][j][k][l] += factor * a[n][l];
                }
            }
        }
    }
}

/* out[i][j] = sum over n of a[n][j] * b[n][i] */
static void
check_contract_128x20_128x256_256x20(const double a[batch][latent],
    const double b[batch][hidden], double out[hidden][latent])
{
    memset(out, 0, sizeof(double) * 5120);
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

/* out[n][i] = sum over j of a[j][i] * b[n][j] */
static void
check_contract_256x20_128x256_128x20(const double a[hidden][latent],
    const double b[batch][hidden], double out[batch][latent])
{
    memset(out, 0, sizeof(double) * 2560);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
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
check_contract_128x256_128x20_20x256(const double a[batch][hidden],
    const double b[batch][latent], double out[latent][hidden])
{
    memset(out, 0, sizeof(double) * 5120);
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
check_contract_20x256_128x20_128x256(const double a[latent][hidden],
    const double b[batch][latent], double out[batch][hidden])
{
    memset(out, 0, sizeof(double) * 32768);
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

/* out[i][j][k][l] = sum over n of a[n][k][l][j] * b[n][i] */
static void
check_contract_128x64x7x7_128x256_256x64x7x7(const double a[batch][7][7][64],
    const double b[batch][hidden], double out[hidden][64][7][7])
{
    memset(out, 0, sizeof(double) * 802816);
#pragma omp parallel for schedule(static)
    for (int i = 0; i < hidden; i++) {
        for (int j = 0; j < 64; j++) {
            for (int k = 0; k < 7; k++) {
                for (int n = 0; n < batch; n++) {
                    const double factor = b[n][i];
#pragma omp simd
                    for (int l = 0; l < 7; l++)
                        out[i][j][k][l] += factor * a[n][k][l][j];
                }
            }
        }
    }
}

/* out[n][j][k][i] = sum over l of a[l][i][j][k] * b[n][l] */
static void
check_contract_256x64x7x7_128x256_128x64x7x7(const double a[hidden][64][7][7],
    const double b[batch][hidden], double out[batch][7][7][64])
{
    memset(out, 0, sizeof(double) * 401408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int j = 0; j < 7; j++) {
            for (int k = 0; k < 7; k++) {
                for (int l = 0; l < hidden; l++) {
                    const double factor = b[n][l];
#pragma omp simd
                    for (int i = 0; i < 64; i++)
                        out[n][j][k][i] += factor * a[l][i][j][k];
                }
            }
        }
    }
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_128x28x28_128x32x14x14_32x4x4_b(const float x[batch][side][side],
    const double d_y[batch][14][14][width], double d_weight[width][4][4], double *memory)
{
    double (*const taps)[4][1][width] = (void *)memory;
    memset(taps, 0, sizeof(double) * 512);
#pragma omp parallel for schedule(static)
    for (int ky = 0; ky < 4; ky++) {
        for (int n = 0; n < batch; n++) {
            for (int oy = 0; oy < 14; oy++) {
                for (int ox = 0; ox < 14; ox++) {
                    for (int kx = 0; kx < 4; kx++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 28 && ix >= 0 && ix < 28) {
                            const double factor = (double)x[n][iy][ix];
#pragma omp simd
                            for (int o = 0; o < width; o++)
                                taps[ky][kx][0][o] += factor * d_y[n][oy][ox][o];
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < width; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                d_weight[o][ky][kx] = taps[ky][kx][0][o];
}

