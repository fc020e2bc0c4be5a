/* wgan_gp_conv_check_contractions.h: matrix products and convolutions of
 * wgan_gp_conv_check.c in double, by plain loops. Emitted by latentc 0.1.0. */

/* x[i] = sum of y[o] w[k] where s o + k - p = i */
static void
check_conv_data_64x128_128x256x4x4_64x256x4x4(const double d_y[batch][latent],
    const double weight[latent][256][4][4], double d_x[batch][4][4][256], double *memory)
{
    double (*const taps)[4][latent][256] = (void *)memory;
    for (int o = 0; o < latent; o++)
        for (int c = 0; c < 256; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][o][c] = weight[o][c][ky][kx];
    memset(d_x, 0, sizeof(double) * 262144);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                const int iy = ky;
                const int ix = kx;
                for (int o = 0; o < latent; o++) {
                    const double factor = d_y[n][o];
#pragma omp simd
                    for (int c = 0; c < 256; c++)
                        d_x[n][iy][ix][c] += factor * taps[ky][kx][o][c];
                }
            }
        }
    }
}

/* x[i] = sum of y[o] w[k] where s o + k - p = i */
static void
check_conv_data_64x256x4x4_256x128x4x4_64x128x8x8(const double d_y[batch][4][4][256],
    const double weight[256][128][4][4], double d_x[batch][8][8][128], double *memory)
{
    double (*const taps)[4][256][128] = (void *)memory;
    for (int o = 0; o < 256; o++)
        for (int c = 0; c < 128; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][o][c] = weight[o][c][ky][kx];
    memset(d_x, 0, sizeof(double) * 524288);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 4; oy++) {
                    for (int ox = 0; ox < 4; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 8 && ix >= 0 && ix < 8) {
                            for (int o = 0; o < 256; o++) {
                                const double factor = d_y[n][oy][ox][o];
#pragma omp simd
                                for (int c = 0; c < 128; c++)
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
check_conv_data_64x128x8x8_128x64x4x4_64x64x16x16(const double d_y[batch][8][8][128],
    const double weight[128][width][4][4], double d_x[batch][16][16][width], double *memory)
{
    double (*const taps)[4][128][width] = (void *)memory;
    for (int o = 0; o < 128; o++)
        for (int c = 0; c < width; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][o][c] = weight[o][c][ky][kx];
    memset(d_x, 0, sizeof(double) * 1048576);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 8; oy++) {
                    for (int ox = 0; ox < 8; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 16 && ix >= 0 && ix < 16) {
                            for (int o = 0; o < 128; o++) {
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
check_conv_data_64x64x16x16_64x3x4x4_64x3x32x32(const double d_y[batch][16][16][width],
    const double weight[width][3][4][4], double d_x[batch][side][side][3], double *memory)
{
    double (*const taps)[4][3][width] = (void *)memory;
    for (int o = 0; o < width; o++)
        for (int c = 0; c < 3; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][c][o] = weight[o][c][ky][kx];
    memset(d_x, 0, sizeof(double) * 196608);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 16; oy++) {
                    for (int ox = 0; ox < 16; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 32 && ix >= 0 && ix < 32) {
                            for (int c = 0; c < 3; c++) {
                                double sum = 0;
#pragma omp simd reduction(+ : sum)
                                for (int o = 0; o < width; o++)
                                    sum += d_y[n][oy][ox][o] * taps[ky][kx][c][o];
                                d_x[n][iy][ix][c] += sum;
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
check_conv_64x3x32x32_64x3x4x4_64x64x16x16(const double x[batch][side][side][3],
    const double weight[width][3][4][4], double y[batch][16][16][width], double *memory)
{
    double (*const taps)[4][3][width] = (void *)memory;
    for (int o = 0; o < width; o++)
        for (int c = 0; c < 3; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][c][o] = weight[o][c][ky][kx];
    memset(y, 0, sizeof(double) * 1048576);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 16; oy++) {
                    for (int ox = 0; ox < 16; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 32 && ix >= 0 && ix < 32) {
                            for (int c = 0; c < 3; c++) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < width; o++)
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
check_conv_64x64x16x16_128x64x4x4_64x128x8x8(const double x[batch][16][16][width],
    const double weight[128][width][4][4], double y[batch][8][8][128], double *memory)
{
    double (*const taps)[4][width][128] = (void *)memory;
    for (int o = 0; o < 128; o++)
        for (int c = 0; c < width; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][c][o] = weight[o][c][ky][kx];
    memset(y, 0, sizeof(double) * 524288);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 8; oy++) {
                    for (int ox = 0; ox < 8; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 16 && ix >= 0 && ix < 16) {
                            for (int c = 0; c < width; c++) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < 128; o++)
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
check_conv_64x128x8x8_256x128x4x4_64x256x4x4(const double x[batch][8][8][128],
    const double weight[256][128][4][4], double y[batch][4][4][256], double *memory)
{
    double (*const taps)[4][128][256] = (void *)memory;
    for (int o = 0; o < 256; o++)
        for (int c = 0; c < 128; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][c][o] = weight[o][c][ky][kx];
    memset(y, 0, sizeof(double) * 262144);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 4; oy++) {
                    for (int ox = 0; ox < 4; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 8 && ix >= 0 && ix < 8) {
                            for (int c = 0; c < 128; c++) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < 256; o++)
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
check_conv_64x256x4x4_256x4x4_64(const double x[batch][4][4][256],
    const double weight[256][4][4], double y[batch], double *memory)
{
    double (*const taps)[4][1][256] = (void *)memory;
    for (int c = 0; c < 256; c++)
        for (int ky = 0; ky < 4; ky++)
            for (int kx = 0; kx < 4; kx++)
                taps[ky][kx][0][c] = weight[c][ky][kx];
    memset(y, 0, sizeof(double) * 64);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                const int iy = ky;
                const int ix = kx;
                double sum = 0;
#pragma omp simd reduction(+ : sum)
                for (int c = 0; c < 256; c++)
                    sum += x[n][iy][ix][c] * taps[ky][kx][0][c];
                y[n] += sum;
            }
        }
    }
}

/* y[o] = sum x[s o + k - p] w[k] */
static void
check_conv_64x3x32x32_64x3x4x4_64x64x16x16_b(const float x[batch][side][side][3],
    const double weight[width][3][4][4], double y[batch][16][16][width], double *memory)
{
    double (*const taps)[4][3][width] = (void *)memory;
    for (int o = 0; o < width; o++)
        for (int c = 0; c < 3; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    taps[ky][kx][c][o] = weight[o][c][ky][kx];
    memset(y, 0, sizeof(double) * 1048576);
#pragma omp parallel for schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int kx = 0; kx < 4; kx++) {
                for (int oy = 0; oy < 16; oy++) {
                    for (int ox = 0; ox < 16; ox++) {
                        const int iy = 2 * oy + ky - 1;
                        const int ix = 2 * ox + kx - 1;
                        if (iy >= 0 && iy < 32 && ix >= 0 && ix < 32) {
                            for (int c = 0; c < 3; c++) {
                                const double factor = (double)x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < width; o++)
                                    y[n][oy][ox][o] += factor * taps[ky][kx][c][o];
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
check_conv_weight_64x3x32x32_64x64x16x16_64x3x4x4(const double x[batch][side][side][3],
    const double d_y[batch][16][16][width], double d_weight[width][3][4][4], double *memory)
{
    double (*const taps)[4][3][width] = (void *)memory;
    memset(taps, 0, sizeof(double) * 3072);
#pragma omp parallel for schedule(static) collapse(2)
    for (int c = 0; c < 3; c++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int n = 0; n < batch; n++) {
                for (int oy = 0; oy < 16; oy++) {
                    for (int ox = 0; ox < 16; ox++) {
                        for (int kx = 0; kx < 4; kx++) {
                            const int iy = 2 * oy + ky - 1;
                            const int ix = 2 * ox + kx - 1;
                            if (iy >= 0 && iy < 32 && ix >= 0 && ix < 32) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < width; o++)
                                    taps[ky][kx][c][o] += factor * d_y[n][oy][ox][o];
                            }
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < width; o++)
        for (int c = 0; c < 3; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    d_weight[o][c][ky][kx] = taps[ky][kx][c][o];
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_64x64x16x16_64x128x8x8_128x64x4x4(const double x[batch][16][16][width],
    const double d_y[batch][8][8][128], double d_weight[128][width][4][4], double *memory)
{
    double (*const taps)[4][width][128] = (void *)memory;
    memset(taps, 0, sizeof(double) * 131072);
#pragma omp parallel for schedule(static) collapse(2)
    for (int c = 0; c < width; c++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int n = 0; n < batch; n++) {
                for (int oy = 0; oy < 8; oy++) {
                    for (int ox = 0; ox < 8; ox++) {
                        for (int kx = 0; kx < 4; kx++) {
                            const int iy = 2 * oy + ky - 1;
                            const int ix = 2 * ox + kx - 1;
                            if (iy >= 0 && iy < 16 && ix >= 0 && ix < 16) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < 128; o++)
                                    taps[ky][kx][c][o] += factor * d_y[n][oy][ox][o];
                            }
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < 128; o++)
        for (int c = 0; c < width; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    d_weight[o][c][ky][kx] = taps[ky][kx][c][o];
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_64x128x8x8_64x256x4x4_256x128x4x4(const double x[batch][8][8][128],
    const double d_y[batch][4][4][256], double d_weight[256][128][4][4], double *memory)
{
    double (*const taps)[4][128][256] = (void *)memory;
    memset(taps, 0, sizeof(double) * 524288);
#pragma omp parallel for schedule(static) collapse(2)
    for (int c = 0; c < 128; c++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int n = 0; n < batch; n++) {
                for (int oy = 0; oy < 4; oy++) {
                    for (int ox = 0; ox < 4; ox++) {
                        for (int kx = 0; kx < 4; kx++) {
                            const int iy = 2 * oy + ky - 1;
                            const int ix = 2 * ox + kx - 1;
                            if (iy >= 0 && iy < 8 && ix >= 0 && ix < 8) {
                                const double factor = x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < 256; o++)
                                    taps[ky][kx][c][o] += factor * d_y[n][oy][ox][o];
                            }
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < 256; o++)
        for (int c = 0; c < 128; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    d_weight[o][c][ky][kx] = taps[ky][kx][c][o];
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_64x3x32x32_64x64x16x16_64x3x4x4_b(const float x[batch][side][side][3],
    const double d_y[batch][16][16][width], double d_weight[width][3][4][4], double *memory)
{
    double (*const taps)[4][3][width] = (void *)memory;
    memset(taps, 0, sizeof(double) * 3072);
#pragma omp parallel for schedule(static) collapse(2)
    for (int c = 0; c < 3; c++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int n = 0; n < batch; n++) {
                for (int oy = 0; oy < 16; oy++) {
                    for (int ox = 0; ox < 16; ox++) {
                        for (int kx = 0; kx < 4; kx++) {
                            const int iy = 2 * oy + ky - 1;
                            const int ix = 2 * ox + kx - 1;
                            if (iy >= 0 && iy < 32 && ix >= 0 && ix < 32) {
                                const double factor = (double)x[n][iy][ix][c];
#pragma omp simd
                                for (int o = 0; o < width; o++)
                                    taps[ky][kx][c][o] += factor * d_y[n][oy][ox][o];
                            }
                        }
                    }
                }
            }
        }
    }
    for (int o = 0; o < width; o++)
        for (int c = 0; c < 3; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    d_weight[o][c][ky][kx] = taps[ky][kx][c][o];
}

/* w[k] = sum x[s o + k - p] y[o] */
static void
check_conv_weight_64x256x4x4_64x128_128x256x4x4(const double x[batch][4][4][256],
    const double d_y[batch][latent], double d_weight[latent][256][4][4], double *memory)
{
    double (*const taps)[4][256][latent] = (void *)memory;
    memset(taps, 0, sizeof(double) * 524288);
#pragma omp parallel for schedule(static) collapse(2)
    for (int c = 0; c < 256; c++) {
        for (int ky = 0; ky < 4; ky++) {
            for (int n = 0; n < batch; n++) {
                for (int kx = 0; kx < 4; kx++) {
                    const int iy = ky;
                    const int ix = kx;
                    const double factor = x[n][iy][ix][c];
#pragma omp simd
                    for (int o = 0; o < latent; o++)
                        taps[ky][kx][c][o] += factor * d_y[n][o];
                }
            }
        }
    }
    for (int o = 0; o < latent; o++)
        for (int c = 0; c < 256; c++)
            for (int ky = 0; ky < 4; ky++)
                for (int kx = 0; kx < 4; kx++)
                    d_weight[o][c][ky][kx] = taps[ky][kx][c][o];
}

