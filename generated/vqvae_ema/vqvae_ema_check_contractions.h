/* vqvae_ema_check_contractions.h: matrix products and convolutions of
 * vqvae_ema_check.c in double, by plain loops. Emitted by latentc 0.1.0. */

/* y[o] = sum x[s o + k - p] w[k] */
static void
check_conv_32x28x28_64x4x4_32x64x14x14(const float x[batch][side][side],
    const double weight[64][4][4], double y[batch][14][14][64], double *memory)
{
    double (*const taps)[4][1][64] = (void *)memory;
    for (int o = 0; o < 64; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                taps[ky][kx][0][o] = weight[o][ky][kx];
    memset(y, 0, sizeof(double) * 401408);
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
                            for (int o = 0; o < 64; o++)
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
check_conv_32x64x14x14_128x64x4x4_32x128x7x7(const double x[batch][14][14][64],
    const double weight[hidden][64][4][4], double y[batch][7][7][hidden], double *memory)
{
    double (*const taps)[4][64][hidden] = (void *)memory;
    for (int o = 0; o < hidden; o++)
        for (int c = 0; c < 64; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][c][o] = weight[o][c][ky][kx];
    memset(y, 0, sizeof(double) * 200704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 14 && ix >= 0 && ix < 14) {
                            for (int c = 0; c < 64; c++) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < hidden; o++)
                                    y[n][oy][ox][o] += factor * taps[ky][kx][c][o];
                            }
                        }
                    }
                }
            }
        }
    }
}

/* y[o] = sum x[s o + k - p] w[k] */
static void
check_conv_32x128x7x7_32x128x3x3_32x32x7x7(const double x[batch][7][7][hidden],
    const double weight[inner][hidden][3][3], double y[batch][7][7][inner], double *memory)
{
    double (*const taps)[3][hidden][inner] = (void *)memory;
    for (int o = 0; o < inner; o++)
        for (int c = 0; c < hidden; c++)
            for (int ky = 0; ky < 3; ky++)
                for (int kx = 0; kx < 3; kx++)
                    taps[ky][kx][c][o] = weight[o][c][ky][kx];
    memset(y, 0, sizeof(double) * 50176);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 3; ky++) {
            for (int kx = 0; kx < 3; kx++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        const int iy = oy + ky - 1;
                        const int ix = ox + kx - 1;
                        if (iy >= 0 && iy < 7 && ix >= 0 && ix < 7) {
                            for (int c = 0; c < hidden; c++) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < inner; o++)
                                    y[n][oy][ox][o] += factor * taps[ky][kx][c][o];
                            }
                        }
                    }
                }
            }
        }
    }
}

/* y[o] = sum x[s o + k - p] w[k] */
static void
check_conv_32x32x7x7_128x32_32x128x7x7(const double x[batch][7][7][inner],
    const double weight[hidden][inner], double y[batch][7][7][hidden], double *memory)
{
    double (*const taps)[1][inner][hidden] = (void *)memory;
    for (int o = 0; o < hidden; o++)
        for (int c = 0; c < inner; c++)
            taps[0][0][c][o] = weight[o][c];
    memset(y, 0, sizeof(double) * 200704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int oy = 0; oy < 7; oy++) {
            for (int ox = 0; ox < 7; ox++) {
                const int iy = oy;
                const int ix = ox;
                for (int c = 0; c < inner; c++) {
                    const double factor = x[n][iy][ix][c];
#pragma omp simd
                    for (int o = 0; o < hidden; o++)
                        y[n][oy][ox][o] += factor * taps[0][0][c][o];
                }
            }
        }
    }
}

/* y[o] = sum x[s o + k - p] w[k] */
static void
check_conv_32x128x7x7_64x128_32x64x7x7(const double x[batch][7][7][hidden],
    const double weight[width][hidden], double y[batch][7][7][width], double *memory)
{
    double (*const taps)[1][hidden][width] = (void *)memory;
    for (int o = 0; o < width; o++)
        for (int c = 0; c < hidden; c++)
            taps[0][0][c][o] = weight[o][c];
    memset(y, 0, sizeof(double) * 100352);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int oy = 0; oy < 7; oy++) {
            for (int ox = 0; ox < 7; ox++) {
                const int iy = oy;
                const int ix = ox;
                for (int c = 0; c < hidden; c++) {
                    const double factor = x[n][iy][ix][c];
#pragma omp simd
                    for (int o = 0; o < width; o++)
                        y[n][oy][ox][o] += factor * taps[0][0][c][o];
                }
            }
        }
    }
}

/* out[n][j][k][i] = sum over l of a[n][j][k][l] * b[i][l] */
static void
check_contract_32x64x7x7_512x64_32x512x7x7(const double a[batch][7][7][width],
    const double b[codes][width], double out[batch][7][7][codes])
{
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < codes; i++) {
            for (int j = 0; j < 7; j++) {
                for (int k = 0; k < 7; k++) {
                    double sum = 0;
#pragma omp simd reduction(+ : sum)
                    for (int l = 0; l < width; l++)
                        sum += a[n][j][k][l] * b[i][l];
                    out[n][j][k][i] = sum;
                }
            }
        }
    }
}

/* y[o] = sum x[s o + k - p] w[k] */
static void
check_conv_32x64x7x7_128x64x3x3_32x128x7x7(const double x[batch][7][7][width],
    const double weight[hidden][width][3][3], double y[batch][7][7][hidden], double *memory)
{
    double (*const taps)[3][width][hidden] = (void *)memory;
    for (int o = 0; o < hidden; o++)
        for (int c = 0; c < width; c++)
            for (int ky = 0; ky < 3; ky++)
                for (int kx = 0; kx < 3; kx++)
                    taps[ky][kx][c][o] = weight[o][c][ky][kx];
    memset(y, 0, sizeof(double) * 200704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 3; ky++) {
            for (int kx = 0; kx < 3; kx++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        const int iy = oy + ky - 1;
                        const int ix = ox + kx - 1;
                        if (iy >= 0 && iy < 7 && ix >= 0 && ix < 7) {
                            for (int c = 0; c < width; c++) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < hidden; o++)
                                    y[n][oy][ox][o] += factor * taps[ky][kx][c][o];
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
check_conv_data_32x128x7x7_128x64x4x4_32x64x14x14(const double d_y[batch][7][7][hidden],
    const double weight[hidden][64][4][4], double d_x[batch][14][14][64], double *memory)
{
    double (*const taps)[4][hidden][64] = (void *)memory;
    for (int o = 0; o < hidden; o++)
        for (int c = 0; c < 64; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][o][c] = weight[o][c][ky][kx];
    memset(d_x, 0, sizeof(double) * 401408);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 14 && ix >= 0 && ix < 14) {
                            for (int o = 0; o < hidden; o++) {
                                const double factor = d_y[n][oy][ox][o];
#pragma omp simd
                                for (int c = 0; c < 64; c++)
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
check_conv_data_32x64x14x14_64x4x4_32x28x28(const double d_y[batch][14][14][64],
    const double weight[64][4][4], double d_x[batch][side][side], double *memory)
{
    double (*const taps)[4][1][64] = (void *)memory;
    for (int o = 0; o < 64; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                taps[ky][kx][0][o] = weight[o][ky][kx];
    memset(d_x, 0, sizeof(double) * 25088);
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
                            for (int o = 0; o < 64; o++)
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
check_conv_32x28x28_64x4x4_32x64x14x14_b(const double x[batch][side][side],
    const double weight[64][4][4], double y[batch][14][14][64], double *memory)
{
    double (*const taps)[4][1][64] = (void *)memory;
    for (int o = 0; o < 64; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                taps[ky][kx][0][o] = weight[o][ky][kx];
    memset(y, 0, sizeof(double) * 401408);
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
                            for (int o = 0; o < 64; o++)
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
check_conv_weight_32x28x28_32x64x14x14_64x4x4(const double x[batch][side][side],
    const double d_y[batch][14][14][64], double d_weight[64][4][4], double *memory)
{
    double (*const taps)[4][1][64] = (void *)memory;
    memset(taps, 0, sizeof(double) * 1024);
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
                            for (int o = 0; o < 64; o++)
                                taps[ky][kx][0][o] += factor * d_y[n][oy][ox][o];
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < 64; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                d_weight[o][ky][kx] = taps[ky][kx][0][o];
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_32x64x14x14_32x128x7x7_128x64x4x4(const double x[batch][14][14][64],
    const double d_y[batch][7][7][hidden], double d_weight[hidden][64][4][4], double *memory)
{
    double (*const taps)[4][64][hidden] = (void *)memory;
    memset(taps, 0, sizeof(double) * 131072);
#pragma omp parallel for schedule(static) collapse(2)
    for (int c = 0; c < 64; c++) {
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
                                for (int o = 0; o < hidden; o++)
                                    taps[ky][kx][c][o] += factor * d_y[n][oy][ox][o];
                            }
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < hidden; o++)
        for (int c = 0; c < 64; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    d_weight[o][c][ky][kx] = taps[ky][kx][c][o];
}

/* x[i] = sum of y[o] w[k] where s o + k - p = i */
static void
check_conv_data_32x128x7x7_128x32_32x32x7x7(const double d_y[batch][7][7][hidden],
    const double weight[hidden][inner], double d_x[batch][7][7][inner], double *memory)
{
    double (*const taps)[1][hidden][inner] = (void *)memory;
    for (int o = 0; o < hidden; o++)
        for (int c = 0; c < inner; c++)
            taps[0][0][o][c] = weight[o][c];
    memset(d_x, 0, sizeof(double) * 50176);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int oy = 0; oy < 7; oy++) {
            for (int ox = 0; ox < 7; ox++) {
                const int iy = oy;
                const int ix = ox;
                for (int o = 0; o < hidden; o++) {
                    const double factor = d_y[n][oy][ox][o];
#pragma omp simd
                    for (int c = 0; c < inner; c++)
                        d_x[n][iy][ix][c] += factor * taps[0][0][o][c];
                }
            }
        }
    }
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_32x32x7x7_32x128x7x7_128x32(const double x[batch][7][7][inner],
    const double d_y[batch][7][7][hidden], double d_weight[hidden][inner], double *memory)
{
    double (*const taps)[1][inner][hidden] = (void *)memory;
    memset(taps, 0, sizeof(double) * 4096);
#pragma omp parallel for schedule(static)
    for (int c = 0; c < inner; c++) {
        for (int n = 0; n < batch; n++) {
            for (int oy = 0; oy < 7; oy++) {
                for (int ox = 0; ox < 7; ox++) {
                    const int iy = oy;
                    const int ix = ox;
                    const double factor = x[n][iy][ix][c];
#pragma omp simd
                    for (int o = 0; o < hidden; o++)
                        taps[0][0][c][o] += factor * d_y[n][oy][ox][o];
                }
            }
        }
    }
    for (int o = 0; o < hidden; o++)
        for (int c = 0; c < inner; c++)
            d_weight[o][c] = taps[0][0][c][o];
}

/* x[i] = sum of y[o] w[k] where s o + k - p = i */
static void
check_conv_data_32x32x7x7_32x128x3x3_32x128x7x7(const double d_y[batch][7][7][inner],
    const double weight[inner][hidden][3][3], double d_x[batch][7][7][hidden], double *memory)
{
    double (*const taps)[3][inner][hidden] = (void *)memory;
    for (int o = 0; o < inner; o++)
        for (int c = 0; c < hidden; c++)
            for (int ky = 0; ky < 3; ky++)
                for (int kx = 0; kx < 3; kx++)
                    taps[ky][kx][o][c] = weight[o][c][ky][kx];
    memset(d_x, 0, sizeof(double) * 200704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 3; ky++) {
            for (int kx = 0; kx < 3; kx++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        const int iy = oy + ky - 1;
                        const int ix = ox + kx - 1;
                        if (iy >= 0 && iy < 7 && ix >= 0 && ix < 7) {
                            for (int o = 0; o < inner; o++) {
                                const double factor = d_y[n][oy][ox][o];
#pragma omp simd
                                for (int c = 0; c < hidden; c++)
                                    d_x[n][iy][ix][c] += factor * taps[ky][kx][o][c];
                            }
                        }
                    }
                }
            }
        }
    }
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_32x128x7x7_32x32x7x7_32x128x3x3(const double x[batch][7][7][hidden],
    const double d_y[batch][7][7][inner], double d_weight[inner][hidden][3][3], double *memory)
{
    double (*const taps)[3][hidden][inner] = (void *)memory;
    memset(taps, 0, sizeof(double) * 36864);
#pragma omp parallel for schedule(static) collapse(2)
    for (int c = 0; c < hidden; c++) {
        for (int ky = 0; ky < 3; ky++) {
            for (int n = 0; n < batch; n++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        for (int kx = 0; kx < 3; kx++) {
                            const int iy = oy + ky - 1;
                            const int ix = ox + kx - 1;
                            if (iy >= 0 && iy < 7 && ix >= 0 && ix < 7) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < inner; o++)
                                    taps[ky][kx][c][o] += factor * d_y[n][oy][ox][o];
                            }
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < inner; o++)
        for (int c = 0; c < hidden; c++)
            for (int ky = 0; ky < 3; ky++)
                for (int kx = 0; kx < 3; kx++)
                    d_weight[o][c][ky][kx] = taps[ky][kx][c][o];
}

/* x[i] = sum of y[o] w[k] where s o + k - p = i */
static void
check_conv_data_32x128x7x7_128x64x3x3_32x64x7x7(const double d_y[batch][7][7][hidden],
    const double weight[hidden][width][3][3], double d_x[batch][7][7][width], double *memory)
{
    double (*const taps)[3][hidden][width] = (void *)memory;
    for (int o = 0; o < hidden; o++)
        for (int c = 0; c < width; c++)
            for (int ky = 0; ky < 3; ky++)
                for (int kx = 0; kx < 3; kx++)
                    taps[ky][kx][o][c] = weight[o][c][ky][kx];
    memset(d_x, 0, sizeof(double) * 100352);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 3; ky++) {
            for (int kx = 0; kx < 3; kx++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        const int iy = oy + ky - 1;
                        const int ix = ox + kx - 1;
                        if (iy >= 0 && iy < 7 && ix >= 0 && ix < 7) {
                            for (int o = 0; o < hidden; o++) {
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

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_32x64x7x7_32x128x7x7_128x64x3x3(const double x[batch][7][7][width],
    const double d_y[batch][7][7][hidden], double d_weight[hidden][width][3][3], double *memory)
{
    double (*const taps)[3][width][hidden] = (void *)memory;
    memset(taps, 0, sizeof(double) * 73728);
#pragma omp parallel for schedule(static) collapse(2)
    for (int c = 0; c < width; c++) {
        for (int ky = 0; ky < 3; ky++) {
            for (int n = 0; n < batch; n++) {
                for (int oy = 0; oy < 7; oy++) {
                    for (int ox = 0; ox < 7; ox++) {
                        for (int kx = 0; kx < 3; kx++) {
                            const int iy = oy + ky - 1;
                            const int ix = ox + kx - 1;
                            if (iy >= 0 && iy < 7 && ix >= 0 && ix < 7) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < hidden; o++)
                                    taps[ky][kx][c][o] += factor * d_y[n][oy][ox][o];
                            }
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < hidden; o++)
        for (int c = 0; c < width; c++)
            for (int ky = 0; ky < 3; ky++)
                for (int kx = 0; kx < 3; kx++)
                    d_weight[o][c][ky][kx] = taps[ky][kx][c][o];
}

/* x[i] = sum of y[o] w[k] where s o + k - p = i */
static void
check_conv_data_32x64x7x7_64x128_32x128x7x7(const double d_y[batch][7][7][width],
    const double weight[width][hidden], double d_x[batch][7][7][hidden], double *memory)
{
    double (*const taps)[1][width][hidden] = (void *)memory;
    for (int o = 0; o < width; o++)
        for (int c = 0; c < hidden; c++)
            taps[0][0][o][c] = weight[o][c];
    memset(d_x, 0, sizeof(double) * 200704);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int oy = 0; oy < 7; oy++) {
            for (int ox = 0; ox < 7; ox++) {
                const int iy = oy;
                const int ix = ox;
                for (int o = 0; o < width; o++) {
                    const double factor = d_y[n][oy][ox][o];
#pragma omp simd
                    for (int c = 0; c < hidden; c++)
                        d_x[n][iy][ix][c] += factor * taps[0][0][o][c];
                }
            }
        }
    }
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_32x128x7x7_32x64x7x7_64x128(const double x[batch][7][7][hidden],
    const double d_y[batch][7][7][width], double d_weight[width][hidden], double *memory)
{
    double (*const taps)[1][hidden][width] = (void *)memory;
    memset(taps, 0, sizeof(double) * 8192);
#pragma omp parallel for schedule(static)
    for (int c = 0; c < hidden; c++) {
        for (int n = 0; n < batch; n++) {
            for (int oy = 0; oy < 7; oy++) {
                for (int ox = 0; ox < 7; ox++) {
                    const int iy = oy;
                    const int ix = ox;
                    const double factor = x[n][iy][ix][c];
#pragma omp simd
                    for (int o = 0; o < width; o++)
                        taps[0][0][c][o] += factor * d_y[n][oy][ox][o];
                }
            }
        }
    }
    for (int o = 0; o < width; o++)
        for (int c = 0; c < hidden; c++)
            d_weight[o][c] = taps[0][0][c][o];
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_32x28x28_32x64x14x14_64x4x4_b(const float x[batch][side][side],
    const double d_y[batch][14][14][64], double d_weight[64][4][4], double *memory)
{
    double (*const taps)[4][1][64] = (void *)memory;
    memset(taps, 0, sizeof(double) * 1024);
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
                            for (int o = 0; o < 64; o++)
                                taps[ky][kx][0][o] += factor * d_y[n][oy][ox][o];
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < 64; o++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                d_weight[o][ky][kx] = taps[ky][kx][0][o];
}

