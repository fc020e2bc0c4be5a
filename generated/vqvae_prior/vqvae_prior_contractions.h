/* vqvae_prior_contractions.h: matrix products and convolutions of vqvae_prior.c, by shape.
 * Emitted by latentc 0.1.0. Do not edit: change the page and run latentc again. */
/* A tile of a product is up to 8 rows by 48 columns. A block of it is kept in registers
 * while the sum runs; up to half of the rows leave room for twice the columns. */
#if defined __AVX512F__
enum { LANES = 16, BLOCK_ROWS = 8, BLOCK_COLUMNS = 48 };
#elif defined __AVX__
enum { LANES = 8, BLOCK_ROWS = 5, BLOCK_COLUMNS = 16 };
#elif defined __aarch64__
enum { LANES = 4, BLOCK_ROWS = 4, BLOCK_COLUMNS = 16 };
#else
enum { LANES = 4, BLOCK_ROWS = 4, BLOCK_COLUMNS = 8 };
#endif
enum { HALF_ROWS = (BLOCK_ROWS + 1) / 2 };
typedef float vec __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef vec tile[8][48 / LANES];
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#define INLINE static inline __attribute__((always_inline, min_vector_width(32 * LANES)))
#else
#define UNROLL _Pragma("GCC unroll 16")
#define INLINE static inline __attribute__((always_inline))
#endif

static inline int
max(int a, int b)
{
    return a > b ? a : b;
}

static inline int
min(int a, int b)
{
    return a < b ? a : b;
}

INLINE void
block_multiply(const int rows, const int vectors, vec (*restrict acc)[48 / LANES], int first,
    const float *restrict a, int row, int step, const float *restrict b, int b_row, int depth)
{
    vec sum[BLOCK_ROWS][2 * BLOCK_COLUMNS / LANES];
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < vectors; v++)
            sum[r][v] = acc[r][first + v];
    }
    for (int k = 0; k < depth; k++) {
        UNROLL
        for (int v = 0; v < vectors; v++) {
            const vec line = *(const vec *)(b + k * b_row + v * LANES);
            UNROLL
            for (int r = 0; r < rows; r++)
                sum[r][v] += a[r * row + k * step] * line;
        }
    }
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < vectors; v++)
            acc[r][first + v] = sum[r][v];
    }
}

INLINE void
rows_multiply(const int rows, const int columns, vec (*restrict acc)[48 / LANES],
    const float *restrict a, int row, int step, const float *restrict b, int b_row, int depth)
{
    const int wide = rows <= HALF_ROWS ? 2 * BLOCK_COLUMNS : BLOCK_COLUMNS;
    const int most = columns % wide == 0 ? wide : BLOCK_COLUMNS;
    const int block = columns < most ? columns : most;
    for (int j = 0; j < columns; j += block)
        block_multiply(rows, block / LANES, acc, j / LANES, a, row, step, b + j, b_row, depth);
}

/* acc[r][:] += a[r][k] b[k][:] for k < depth, in order of k whatever the width. Rows of a
 * lie `row` apart, its columns `step`; `columns` is a multiple of 16. */
INLINE void
tile_multiply(const int rows, const int columns, tile acc, const float *restrict a, int row,
    int step, const float *restrict b, int b_row, int depth)
{
    const int rest = rows > BLOCK_ROWS ? rows - BLOCK_ROWS : 0;
    const int last = rest && rest < HALF_ROWS ? HALF_ROWS : rest, first = rows - last;
    rows_multiply(first, columns, acc, a, row, step, b, b_row, depth);
    if (last)
        rows_multiply(last, columns, acc + first, a + first * row, row, step, b, b_row, depth);
}

INLINE void
tile_load(const int rows, const int columns, tile acc, const float *c, int row)
{
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < columns / LANES; v++)
            acc[r][v] = *(const vec *)(c + r * row + v * LANES);
    }
}

INLINE void
tile_scale(const int rows, const int columns, tile acc, float factor)
{
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < columns / LANES; v++)
            acc[r][v] *= factor;
    }
}

INLINE void
tile_add(const int rows, const int columns, tile acc, const float *c, int row)
{
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < columns / LANES; v++)
            acc[r][v] += *(const vec *)(c + r * row + v * LANES);
    }
}

INLINE void
tile_store(const int rows, const int columns, tile acc, float *c, int row)
{
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < columns / LANES; v++)
            *(vec *)(c + r * row + v * LANES) = acc[r][v];
    }
}

typedef float quad __attribute__((vector_size(16), aligned(4), may_alias));

/* b[k][j] = a[j][k] for j < columns and k < count, 0 for the other j < 32. Rows of a lie
 * a_row apart, rows of b b_row. */
static void
transpose(const float *restrict a, int a_row, int columns, float *restrict b, int b_row,
    int count)
{
    const int quads = columns / 4 * 4, whole = count / 4 * 4;
    for (int k = 0; k < whole; k += 4) {
        for (int j = 0; j < quads; j += 4) {
            const float *from = a + j * a_row + k;
            float *to = b + k * b_row + j;
            const quad r0 = *(const quad *)from, r1 = *(const quad *)(from + a_row);
            const quad r2 = *(const quad *)(from + 2 * a_row);
            const quad r3 = *(const quad *)(from + 3 * a_row);
            *(quad *)to = (quad){r0[0], r1[0], r2[0], r3[0]};
            *(quad *)(to + b_row) = (quad){r0[1], r1[1], r2[1], r3[1]};
            *(quad *)(to + 2 * b_row) = (quad){r0[2], r1[2], r2[2], r3[2]};
            *(quad *)(to + 3 * b_row) = (quad){r0[3], r1[3], r2[3], r3[3]};
        }
    }
    for (int k = 0; k < count; k++)
        for (int j = k < whole ? quads : 0; j < columns; j++)
            b[k * b_row + j] = a[j * a_row + k];
    for (int i = 0; i < count && columns < 32; i++)
        for (int j = columns; j < 32; j++)
            b[i * b_row + j] = 0;
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights in panels. */
static void
conv_28x28_to_32x14x14(const float x[restrict 32][28][28][1],
    const float weight[restrict 1][4][4][1][32], float y[restrict 32][14][14][32])
{
    enum {
        images = 32, height = 28, width = 28, in = 1, out_height = 14, out_width = 14,
        out = 32, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8,
        image = 784, out_image = 6272
    };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int oy = 0; oy < out_height; oy++) {
            for (int ox = 0; ox < out_width; ox++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    const int top = stride * oy - padding;
                    const int left = stride * ox - padding;
                    const int ky0 = max(0, -top), ky1 = min(kernel, height - top);
                    const int kx0 = max(0, -left), kx1 = min(kernel, width - left);
                    for (int ky = ky0; ky < ky1; ky++)
                        tile_multiply(tile_rows, 32, acc, &x[n][top + ky][left + kx0][0], image,
                            1, &weight[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);
                    tile_store(tile_rows, 32, acc, &y[n][oy][ox][32 * p], out_image);
                }
            }
        }
    }
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights in panels. */
static void
conv_32x14x14_to_64x7x7_out_panels(const float x[restrict 32][14][14][32],
    const float weight[restrict 2][4][4][32][32], float y[restrict 32][7][7][64])
{
    enum {
        images = 32, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8,
        image = 6272, out_image = 3136
    };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int oy = 0; oy < out_height; oy++) {
            for (int ox = 0; ox < out_width; ox++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    const int top = stride * oy - padding;
                    const int left = stride * ox - padding;
                    const int ky0 = max(0, -top), ky1 = min(kernel, height - top);
                    const int kx0 = max(0, -left), kx1 = min(kernel, width - left);
                    for (int ky = ky0; ky < ky1; ky++)
                        tile_multiply(tile_rows, 32, acc, &x[n][top + ky][left + kx0][0], image,
                            1, &weight[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);
                    tile_store(tile_rows, 32, acc, &y[n][oy][ox][32 * p], out_image);
                }
            }
        }
    }
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of images at one pixel, weights in panels. */
static void
conv_64x7x7_to_32x7x7(const float x[restrict 32][7][7][64],
    const float weight[restrict 1][3][3][64][32], float y[restrict 32][7][7][32])
{
    enum {
        images = 32, height = 7, width = 7, in = 64, out_height = 7, out_width = 7,
        out = 32, kernel = 3, padding = 1, panels = 1, tile_rows = 8, image = 3136,
        out_image = 1568
    };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int oy = 0; oy < out_height; oy++) {
            for (int ox = 0; ox < out_width; ox++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    const int top = oy - padding;
                    const int left = ox - padding;
                    const int ky0 = max(0, -top), ky1 = min(kernel, height - top);
                    const int kx0 = max(0, -left), kx1 = min(kernel, width - left);
                    for (int ky = ky0; ky < ky1; ky++)
                        tile_multiply(tile_rows, 32, acc, &x[n][top + ky][left + kx0][0], image,
                            1, &weight[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);
                    tile_store(tile_rows, 32, acc, &y[n][oy][ox][32 * p], out_image);
                }
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, right operand packed into panels. */
static void
product_32x32x7x7_by_128x32(const float a[restrict 1568][32], const float b[restrict 128][32],
    float out_c[restrict 1568][128], float *restrict scratch)
{
    enum { rows = 1568, columns = 128, depth = 32, panels = 4, tile_rows = 8 };
    float(*restrict packed)[32][32] = (void *)scratch;
    for (int p = 0; p < panels; p++)
        transpose(&b[32 * p][0], depth, 32, &packed[p][0][0], 32, depth);
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &a[m][0], depth, 1, &packed[p][0][0], 32, depth);
            tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
        }
    }
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of images at one pixel, weights in panels. */
static void
conv_32x7x7_to_64x7x7(const float x[restrict 32][7][7][32],
    const float weight[restrict 2][3][3][32][32], float y[restrict 32][7][7][64])
{
    enum {
        images = 32, height = 7, width = 7, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 3, padding = 1, panels = 2, tile_rows = 8, image = 1568,
        out_image = 3136
    };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int oy = 0; oy < out_height; oy++) {
            for (int ox = 0; ox < out_width; ox++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    const int top = oy - padding;
                    const int left = ox - padding;
                    const int ky0 = max(0, -top), ky1 = min(kernel, height - top);
                    const int kx0 = max(0, -left), kx1 = min(kernel, width - left);
                    for (int ky = ky0; ky < ky1; ky++)
                        tile_multiply(tile_rows, 32, acc, &x[n][top + ky][left + kx0][0], image,
                            1, &weight[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);
                    tile_store(tile_rows, 32, acc, &y[n][oy][ox][32 * p], out_image);
                }
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights in panels. */
static void
conv_data_64x7x7_to_32x14x14_in_panels(const float d_y[restrict 32][7][7][64],
    const float weight[restrict 1][4][4][64][32], float d_x[restrict 32][14][14][32])
{
    enum {
        images = 32, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8,
        image = 6272, out_image = 3136
    };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int iy = 0; iy < height; iy++) {
            for (int ix = 0; ix < width; ix++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    for (int ky = (iy + padding) % stride; ky < kernel; ky += stride) {
                        const int oy = (iy + padding - ky) / stride;
                        if (oy < 0 || oy >= out_height)
                            continue;
                        for (int kx = (ix + padding) % stride; kx < kernel; kx += stride) {
                            const int ox = (ix + padding - kx) / stride;
                            if (ox < 0 || ox >= out_width)
                                continue;
                            tile_multiply(tile_rows, 32, acc, &d_y[n][oy][ox][0], out_image, 1,
                                &weight[p][ky][kx][0][0], 32, out);
                        }
                    }
                    tile_store(tile_rows, 32, acc, &d_x[n][iy][ix][32 * p], image);
                }
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Few channels: a product to one column per tap, then sums of columns. */
static void
conv_data_32x14x14_to_28x28(const float d_y[restrict 32][14][14][32],
    const float weight[restrict 1][4][4][32], float d_x[restrict 32][28][28][1],
    float *restrict scratch)
{
    enum {
        images = 32, height = 28, width = 28, in = 1, out_height = 14, out_width = 14,
        out = 32, kernel = 4, stride = 2, padding = 1, pixels = 196, columns = 16,
        tile_rows = 8
    };
    float(*restrict packed)[out][16] = (void *)scratch;
    for (int o = 0; o < out; o++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int i = 0; i < in; i++)
                    packed[0][o][i + in * (kx + kernel * ky)] = weight[o / 32][ky][kx][o % 32];
#pragma omp parallel for schedule(static)
    for (int n = 0; n < images; n++) {
        float tap[pixels][columns];
        for (int r = 0; r < pixels; r += tile_rows) {
            const int m = min(r, pixels - tile_rows);
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &d_y[n][0][0][0] + m * out, out, 1, packed[0][0],
                16, out);
            tile_store(tile_rows, 16, acc, &tap[m][0], columns);
        }
        for (int iy = 0; iy < height; iy++) {
            float line[30 * in] = {0};
            for (int ky = 0; ky < kernel; ky++) {
                const int at = iy + padding - ky;
                if (at < 0 || at % stride || at / stride >= out_height)
                    continue;
                const float *row = tap[at / stride * out_width] + ky * kernel * in;
                for (int kx = 0; kx < kernel; kx += stride)
                    for (int ox = 0; ox < out_width; ox++)
                        for (int i = 0; i < stride * in; i++)
                            line[(stride * ox + kx) * in + i] += row[ox * columns + kx * in
                                + i];
            }
            memcpy(d_x[n][iy], line + padding * in, sizeof d_x[n][iy]);
        }
    }
}

/* d_weight[o][i][ky][kx] = factor sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of taps and channels, a sum over pixels; x with its padding. */
static void
scaled_conv_weight_28x28_by_32x14x14(const float x[restrict 32][28][28][1],
    const float d_y[restrict 32][14][14][32], float d_weight[restrict 1][4][4][1][32],
    float *restrict scratch, float factor)
{
    enum {
        images = 32, height = 28, width = 28, in = 1, out_height = 14, out_width = 14,
        out = 32, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 4,
        wide_height = 30, wide_width = 30, taps = 4
    };
    enum { group = 16 };
    float(*restrict wide)[wide_height][wide_width][in] = (void *)scratch;
#pragma omp parallel for collapse(2) schedule(static)
    for (int n = 0; n < images; n++) {
        for (int row = 0; row < wide_height; row++) {
            const int iy = row - padding;
            memset(wide[n][row], 0, sizeof wide[n][row]);
            if (iy >= 0 && iy < height)
                memcpy(wide[n][row][padding], x[n][iy], sizeof(float[width][in]));
        }
    }
    for (int g = 0; g < images; g += group) {
#pragma omp parallel for collapse(2) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int ky = 0; ky < kernel; ky++) {
                for (int i = 0; i < taps; i += tile_rows) {
                    tile acc = {0};
                    for (int n = g; n < min(g + group, images); n++)
                        for (int oy = 0; oy < out_height; oy++)
                            tile_multiply(tile_rows, 32, acc, &wide[n][stride * oy + ky][0][0]
                                + i, 1, stride * in, &d_y[n][oy][0][32 * p], out, out_width);
                    tile_scale(tile_rows, 32, acc, factor);
                    if (g > 0)
                        tile_add(tile_rows, 32, acc, &d_weight[p][ky][0][0][0] + 32 * i, 32);
                    tile_store(tile_rows, 32, acc, &d_weight[p][ky][0][0][0] + 32 * i, 32);
                }
            }
        }
    }
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_32x14x14_to_64x7x7_in_panels(const float x[restrict 32][14][14][32],
    const float weight[restrict 1][4][4][64][32], float y[restrict 32][7][7][64],
    float *restrict scratch)
{
    enum {
        images = 32, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8,
        image = 6272, out_image = 3136
    };
    float(*restrict panel)[4][4][32][32] = (void *)scratch;
    enum { from_panels = 1 };
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int q = 0; q < from_panels; q++)
                    transpose(&weight[q][ky][kx][32 * p][0], 32, min(32, out - 32 * p),
                        &panel[p][ky][kx][32 * q][0], 32, min(32, in - 32 * q));
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int oy = 0; oy < out_height; oy++) {
            for (int ox = 0; ox < out_width; ox++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    const int top = stride * oy - padding;
                    const int left = stride * ox - padding;
                    const int ky0 = max(0, -top), ky1 = min(kernel, height - top);
                    const int kx0 = max(0, -left), kx1 = min(kernel, width - left);
                    for (int ky = ky0; ky < ky1; ky++)
                        tile_multiply(tile_rows, 32, acc, &x[n][top + ky][left + kx0][0], image,
                            1, &panel[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);
                    tile_store(tile_rows, 32, acc, &y[n][oy][ox][32 * p], out_image);
                }
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = factor sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of channels, a sum over pixels for each tap. */
static void
scaled_conv_weight_32x14x14_by_64x7x7(const float x[restrict 32][14][14][32],
    const float d_y[restrict 32][7][7][64], float d_weight[restrict 1][4][4][64][32],
    float factor)
{
    enum {
        images = 32, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8
    };
    enum { group = 11 };
    for (int g = 0; g < images; g += group) {
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int ky = 0; ky < kernel; ky++) {
                for (int kx = 0; kx < kernel; kx++) {
                    const int oy0 = max(0, (padding - ky + stride - 1) / stride),
                    oy1 = min(out_height, (height + padding - ky + stride - 1) / stride);
                    const int ox0 = max(0, (padding - kx + stride - 1) / stride),
                    ox1 = min(out_width, (width + padding - kx + stride - 1) / stride);
                    for (int o = 0; o < out; o += tile_rows) {
                        tile acc = {0};
                        for (int n = g; n < min(g + group, images); n++)
                            for (int oy = oy0; oy < oy1; oy++)
                                tile_multiply(tile_rows, 32, acc, &d_y[n][oy][ox0][o], 1, out,
                                    &x[n][stride * oy + ky - padding][stride * ox0 + kx
                                    - padding][32 * p], stride * in, ox1 - ox0);
                        tile_scale(tile_rows, 32, acc, factor);
                        if (g > 0)
                            tile_add(tile_rows, 32, acc, &d_weight[p][ky][kx][o][0], 32);
                        tile_store(tile_rows, 32, acc, &d_weight[p][ky][kx][o][0], 32);
                    }
                }
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_data_64x7x7_to_32x7x7(const float d_y[restrict 32][7][7][64],
    const float weight[restrict 2][3][3][32][32], float d_x[restrict 32][7][7][32],
    float *restrict scratch)
{
    enum {
        images = 32, height = 7, width = 7, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 3, padding = 1, panels = 1, tile_rows = 8, image = 1568,
        out_image = 3136
    };
    float(*restrict panel)[3][3][64][32] = (void *)scratch;
    enum { from_panels = 2 };
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int q = 0; q < from_panels; q++)
                    transpose(&weight[q][ky][kx][32 * p][0], 32, min(32, in - 32 * p),
                        &panel[p][ky][kx][32 * q][0], 32, min(32, out - 32 * q));
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int iy = 0; iy < height; iy++) {
            for (int ix = 0; ix < width; ix++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    for (int ky = 0; ky < kernel; ky++) {
                        const int oy = iy + padding - ky;
                        if (oy < 0 || oy >= out_height)
                            continue;
                        for (int kx = 0; kx < kernel; kx++) {
                            const int ox = ix + padding - kx;
                            if (ox < 0 || ox >= out_width)
                                continue;
                            tile_multiply(tile_rows, 32, acc, &d_y[n][oy][ox][0], out_image, 1,
                                &panel[p][ky][kx][0][0], 32, out);
                        }
                    }
                    tile_store(tile_rows, 32, acc, &d_x[n][iy][ix][32 * p], image);
                }
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = factor sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of channels, a sum over pixels for each tap. */
static void
scaled_conv_weight_32x7x7_by_64x7x7(const float x[restrict 32][7][7][32],
    const float d_y[restrict 32][7][7][64], float d_weight[restrict 2][3][3][32][32],
    float factor)
{
    enum {
        images = 32, height = 7, width = 7, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 3, padding = 1, panels = 2, tile_rows = 8
    };
    enum { group = 16 };
    for (int g = 0; g < images; g += group) {
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int ky = 0; ky < kernel; ky++) {
                for (int kx = 0; kx < kernel; kx++) {
                    const int oy0 = max(0, padding - ky),
                    oy1 = min(out_height, height + padding - ky);
                    const int ox0 = max(0, padding - kx),
                    ox1 = min(out_width, width + padding - kx);
                    for (int i = 0; i < in; i += tile_rows) {
                        tile acc = {0};
                        for (int n = g; n < min(g + group, images); n++)
                            for (int oy = oy0; oy < oy1; oy++)
                                tile_multiply(tile_rows, 32, acc, &x[n][oy + ky - padding][ox0
                                    + kx - padding][i], 1, in, &d_y[n][oy][ox0][32 * p], out,
                                    ox1 - ox0);
                        tile_scale(tile_rows, 32, acc, factor);
                        if (g > 0)
                            tile_add(tile_rows, 32, acc, &d_weight[p][ky][kx][i][0], 32);
                        tile_store(tile_rows, 32, acc, &d_weight[p][ky][kx][i][0], 32);
                    }
                }
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_data_32x7x7_to_64x7x7(const float d_y[restrict 32][7][7][32],
    const float weight[restrict 1][3][3][64][32], float d_x[restrict 32][7][7][64],
    float *restrict scratch)
{
    enum {
        images = 32, height = 7, width = 7, in = 64, out_height = 7, out_width = 7,
        out = 32, kernel = 3, padding = 1, panels = 2, tile_rows = 8, image = 3136,
        out_image = 1568
    };
    float(*restrict panel)[3][3][32][32] = (void *)scratch;
    enum { from_panels = 1 };
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int q = 0; q < from_panels; q++)
                    transpose(&weight[q][ky][kx][32 * p][0], 32, min(32, in - 32 * p),
                        &panel[p][ky][kx][32 * q][0], 32, min(32, out - 32 * q));
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int iy = 0; iy < height; iy++) {
            for (int ix = 0; ix < width; ix++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    for (int ky = 0; ky < kernel; ky++) {
                        const int oy = iy + padding - ky;
                        if (oy < 0 || oy >= out_height)
                            continue;
                        for (int kx = 0; kx < kernel; kx++) {
                            const int ox = ix + padding - kx;
                            if (ox < 0 || ox >= out_width)
                                continue;
                            tile_multiply(tile_rows, 32, acc, &d_y[n][oy][ox][0], out_image, 1,
                                &panel[p][ky][kx][0][0], 32, out);
                        }
                    }
                    tile_store(tile_rows, 32, acc, &d_x[n][iy][ix][32 * p], image);
                }
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of channels, a sum over pixels for each tap. */
static void
conv_weight_64x7x7_by_32x7x7(const float x[restrict 32][7][7][64],
    const float d_y[restrict 32][7][7][32], float d_weight[restrict 1][3][3][64][32])
{
    enum {
        images = 32, height = 7, width = 7, in = 64, out_height = 7, out_width = 7,
        out = 32, kernel = 3, padding = 1, panels = 1, tile_rows = 8
    };
    enum { group = 16 };
    for (int g = 0; g < images; g += group) {
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int ky = 0; ky < kernel; ky++) {
                for (int kx = 0; kx < kernel; kx++) {
                    const int oy0 = max(0, padding - ky),
                    oy1 = min(out_height, height + padding - ky);
                    const int ox0 = max(0, padding - kx),
                    ox1 = min(out_width, width + padding - kx);
                    for (int i = 0; i < in; i += tile_rows) {
                        tile acc = {0};
                        if (g > 0)
                            tile_load(tile_rows, 32, acc, &d_weight[p][ky][kx][i][0], 32);
                        for (int n = g; n < min(g + group, images); n++)
                            for (int oy = oy0; oy < oy1; oy++)
                                tile_multiply(tile_rows, 32, acc, &x[n][oy + ky - padding][ox0
                                    + kx - padding][i], 1, in, &d_y[n][oy][ox0][32 * p], out,
                                    ox1 - ox0);
                        tile_store(tile_rows, 32, acc, &d_weight[p][ky][kx][i][0], 32);
                    }
                }
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_data_64x7x7_to_32x14x14_out_panels(const float d_y[restrict 32][7][7][64],
    const float weight[restrict 2][4][4][32][32], float d_x[restrict 32][14][14][32],
    float *restrict scratch)
{
    enum {
        images = 32, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8,
        image = 6272, out_image = 3136
    };
    float(*restrict panel)[4][4][64][32] = (void *)scratch;
    enum { from_panels = 2 };
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int q = 0; q < from_panels; q++)
                    transpose(&weight[q][ky][kx][32 * p][0], 32, min(32, in - 32 * p),
                        &panel[p][ky][kx][32 * q][0], 32, min(32, out - 32 * q));
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int iy = 0; iy < height; iy++) {
            for (int ix = 0; ix < width; ix++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    for (int ky = (iy + padding) % stride; ky < kernel; ky += stride) {
                        const int oy = (iy + padding - ky) / stride;
                        if (oy < 0 || oy >= out_height)
                            continue;
                        for (int kx = (ix + padding) % stride; kx < kernel; kx += stride) {
                            const int ox = (ix + padding - kx) / stride;
                            if (ox < 0 || ox >= out_width)
                                continue;
                            tile_multiply(tile_rows, 32, acc, &d_y[n][oy][ox][0], out_image, 1,
                                &panel[p][ky][kx][0][0], 32, out);
                        }
                    }
                    tile_store(tile_rows, 32, acc, &d_x[n][iy][ix][32 * p], image);
                }
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of channels, a sum over pixels for each tap. */
static void
conv_weight_32x14x14_by_64x7x7(const float x[restrict 32][14][14][32],
    const float d_y[restrict 32][7][7][64], float d_weight[restrict 2][4][4][32][32])
{
    enum {
        images = 32, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8
    };
    enum { group = 11 };
    for (int g = 0; g < images; g += group) {
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int ky = 0; ky < kernel; ky++) {
                for (int kx = 0; kx < kernel; kx++) {
                    const int oy0 = max(0, (padding - ky + stride - 1) / stride),
                    oy1 = min(out_height, (height + padding - ky + stride - 1) / stride);
                    const int ox0 = max(0, (padding - kx + stride - 1) / stride),
                    ox1 = min(out_width, (width + padding - kx + stride - 1) / stride);
                    for (int i = 0; i < in; i += tile_rows) {
                        tile acc = {0};
                        if (g > 0)
                            tile_load(tile_rows, 32, acc, &d_weight[p][ky][kx][i][0], 32);
                        for (int n = g; n < min(g + group, images); n++)
                            for (int oy = oy0; oy < oy1; oy++)
                                tile_multiply(tile_rows, 32, acc, &x[n][stride * oy + ky
                                    - padding][stride * ox0 + kx - padding][i], 1, stride * in,
                                    &d_y[n][oy][ox0][32 * p], out, ox1 - ox0);
                        tile_store(tile_rows, 32, acc, &d_weight[p][ky][kx][i][0], 32);
                    }
                }
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of taps and channels, a sum over pixels; x with its padding. */
static void
conv_weight_28x28_by_32x14x14(const float x[restrict 32][28][28][1],
    const float d_y[restrict 32][14][14][32], float d_weight[restrict 1][4][4][1][32],
    float *restrict scratch)
{
    enum {
        images = 32, height = 28, width = 28, in = 1, out_height = 14, out_width = 14,
        out = 32, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 4,
        wide_height = 30, wide_width = 30, taps = 4
    };
    enum { group = 16 };
    float(*restrict wide)[wide_height][wide_width][in] = (void *)scratch;
#pragma omp parallel for collapse(2) schedule(static)
    for (int n = 0; n < images; n++) {
        for (int row = 0; row < wide_height; row++) {
            const int iy = row - padding;
            memset(wide[n][row], 0, sizeof wide[n][row]);
            if (iy >= 0 && iy < height)
                memcpy(wide[n][row][padding], x[n][iy], sizeof(float[width][in]));
        }
    }
    for (int g = 0; g < images; g += group) {
#pragma omp parallel for collapse(2) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int ky = 0; ky < kernel; ky++) {
                for (int i = 0; i < taps; i += tile_rows) {
                    tile acc = {0};
                    if (g > 0)
                        tile_load(tile_rows, 32, acc, &d_weight[p][ky][0][0][0] + 32 * i, 32);
                    for (int n = g; n < min(g + group, images); n++)
                        for (int oy = 0; oy < out_height; oy++)
                            tile_multiply(tile_rows, 32, acc, &wide[n][stride * oy + ky][0][0]
                                + i, 1, stride * in, &d_y[n][oy][0][32 * p], out, out_width);
                    tile_store(tile_rows, 32, acc, &d_weight[p][ky][0][0][0] + 32 * i, 32);
                }
            }
        }
    }
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_128x7x7_to_64x7x7(const float x[restrict 32][7][7][128],
    const float weight[restrict 64][128][4][7], float y[restrict 32][7][7][64],
    float *restrict scratch)
{
    enum {
        images = 32, height = 7, width = 7, in = 128, out_height = 7, out_width = 7,
        out = 64, kernel_y = 4, kernel_x = 7, padding = 3, panels = 2, tile_rows = 8,
        image = 6272, out_image = 3136
    };
    float(*restrict panel)[4][7][128][32] = (void *)scratch;
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel_y; ky++)
            for (int kx = 0; kx < kernel_x; kx++)
                for (int i = 0; i < in; i++)
                    for (int j = 0; j < 32; j++)
                        panel[p][ky][kx][i][j] = weight[32 * p + j][i][ky][kx];
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int p = 0; p < panels; p++) {
            for (int oy = 0; oy < out_height; oy++) {
                for (int ox = 0; ox < out_width; ox++) {
                    tile acc = {0};
                    const int top = oy - padding;
                    const int left = ox - padding;
                    const int ky0 = max(0, -top), ky1 = min(kernel_y, height - top);
                    const int kx0 = max(0, -left), kx1 = min(kernel_x, width - left);
                    for (int ky = ky0; ky < ky1; ky++)
                        tile_multiply(tile_rows, 32, acc, &x[n][top + ky][left + kx0][0], image,
                            1, &panel[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);
                    tile_store(tile_rows, 32, acc, &y[n][oy][ox][32 * p], out_image);
                }
            }
        }
    }
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_64x7x7_to_64x7x7_plain_packed_step_2_F18(const float x[restrict 32][7][7][64],
    const float weight[restrict 64][64][2][3], float y[restrict 32][7][7][64],
    float *restrict scratch)
{
    enum {
        images = 32, height = 7, width = 7, in = 64, out_height = 7, out_width = 7,
        out = 64, kernel_y = 2, kernel_x = 3, padding = 1, panels = 2, tile_rows = 8,
        image = 3136, out_image = 3136
    };
    float(*restrict panel)[2][3][64][32] = (void *)scratch;
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel_y; ky++)
            for (int kx = 0; kx < kernel_x; kx++)
                for (int i = 0; i < in; i++)
                    for (int j = 0; j < 32; j++)
                        panel[p][ky][kx][i][j] = weight[32 * p + j][i][ky][kx];
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int oy = 0; oy < out_height; oy++) {
            for (int ox = 0; ox < out_width; ox++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    const int top = oy - padding;
                    const int left = ox - padding;
                    const int ky0 = max(0, -top), ky1 = min(kernel_y, height - top);
                    const int kx0 = max(0, -left), kx1 = min(kernel_x, width - left);
                    for (int ky = ky0; ky < ky1; ky++)
                        tile_multiply(tile_rows, 32, acc, &x[n][top + ky][left + kx0][0], image,
                            1, &panel[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);
                    tile_store(tile_rows, 32, acc, &y[n][oy][ox][32 * p], out_image);
                }
            }
        }
    }
}

/* y[m][n] = sum over k of x[m][k] weight[n][k]
 * Register tiles, right operand packed into panels. */
static void
conv_64x7x7_to_64x7x7_plain_packed_step_2_F21(const float x[restrict 1568][64],
    const float weight[restrict 64][64], float y[restrict 1568][64], float *restrict scratch)
{
    enum { rows = 1568, columns = 64, depth = 64, panels = 2, tile_rows = 8 };
    float(*restrict packed)[64][32] = (void *)scratch;
    for (int p = 0; p < panels; p++)
        transpose(&weight[32 * p][0], depth, 32, &packed[p][0][0], 32, depth);
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &x[m][0], depth, 1, &packed[p][0][0], 32, depth);
            tile_store(tile_rows, 32, acc, &y[m][32 * p], columns);
        }
    }
}

/* y[m][n] = sum over k of x[m][k] weight[n][k]
 * Register tiles, right operand packed into panels. */
static void
conv_64x7x7_to_128x7x7(const float x[restrict 1568][64], const float weight[restrict 128][64],
    float y[restrict 1568][128], float *restrict scratch)
{
    enum { rows = 1568, columns = 128, depth = 64, panels = 4, tile_rows = 8 };
    float(*restrict packed)[64][32] = (void *)scratch;
    for (int p = 0; p < panels; p++)
        transpose(&weight[32 * p][0], depth, 32, &packed[p][0][0], 32, depth);
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &x[m][0], depth, 1, &packed[p][0][0], 32, depth);
            tile_store(tile_rows, 32, acc, &y[m][32 * p], columns);
        }
    }
}

/* d_x[m][n] = sum over k of d_y[m][k] weight[n][k]
 * Register tiles, both operands read in place. */
static void
conv_data_128x7x7_to_64x7x7(const float d_y[restrict 1568][128],
    const float weight[restrict 128][64], float d_x[restrict 1568][64])
{
    enum { rows = 1568, columns = 64, depth = 128, panels = 2, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &d_y[m][0], depth, 1, &weight[0][32 * p], columns,
                depth);
            tile_store(tile_rows, 32, acc, &d_x[m][32 * p], columns);
        }
    }
}

/* d_weight[m][n] = sum over k of x[n][k] d_y[m][k]
 * Register tiles, both operands read in place. */
static void
conv_weight_64x7x7_by_128x7x7(const float x[restrict 1568][64],
    const float d_y[restrict 1568][128], float d_weight[restrict 128][64])
{
    enum { rows = 128, columns = 64, depth = 1568, panels = 2, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int r = 0; r < rows; r += 8 * tile_rows) {
            for (int k = 0; k < depth; k += 512) {
                for (int m = r; m < min(r + 8 * tile_rows, rows); m += tile_rows) {
                    tile acc = {0};
                    if (k > 0)
                        tile_load(tile_rows, 32, acc, &d_weight[m][32 * p], columns);
                    tile_multiply(tile_rows, 32, acc, &d_y[k][m], 1, rows, &x[k][32 * p],
                        columns, min(512, depth - k));
                    tile_store(tile_rows, 32, acc, &d_weight[m][32 * p], columns);
                }
            }
        }
    }
}

/* d_x[m][n] = sum over k of d_y[m][k] weight[n][k]
 * Register tiles, both operands read in place. */
static void
conv_data_64x7x7_to_64x7x7_plain_in_place(const float d_y[restrict 1568][64],
    const float weight[restrict 64][64], float d_x[restrict 1568][64])
{
    enum { rows = 1568, columns = 64, depth = 64, panels = 2, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &d_y[m][0], depth, 1, &weight[0][32 * p], columns,
                depth);
            tile_store(tile_rows, 32, acc, &d_x[m][32 * p], columns);
        }
    }
}

/* d_weight[m][n] = sum over k of x[n][k] d_y[m][k]
 * Register tiles, both operands read in place. */
static void
conv_weight_64x7x7_by_64x7x7_plain_in_place(const float x[restrict 1568][64],
    const float d_y[restrict 1568][64], float d_weight[restrict 64][64])
{
    enum { rows = 64, columns = 64, depth = 1568, panels = 2, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int r = 0; r < rows; r += 8 * tile_rows) {
            for (int k = 0; k < depth; k += 512) {
                for (int m = r; m < min(r + 8 * tile_rows, rows); m += tile_rows) {
                    tile acc = {0};
                    if (k > 0)
                        tile_load(tile_rows, 32, acc, &d_weight[m][32 * p], columns);
                    tile_multiply(tile_rows, 32, acc, &d_y[k][m], 1, rows, &x[k][32 * p],
                        columns, min(512, depth - k));
                    tile_store(tile_rows, 32, acc, &d_weight[m][32 * p], columns);
                }
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_data_64x7x7_to_64x7x7_plain_packed(const float d_y[restrict 32][7][7][64],
    const float weight[restrict 64][64][2][3], float d_x[restrict 32][7][7][64],
    float *restrict scratch)
{
    enum {
        images = 32, height = 7, width = 7, in = 64, out_height = 7, out_width = 7,
        out = 64, kernel_y = 2, kernel_x = 3, padding = 1, panels = 2, tile_rows = 8,
        image = 3136, out_image = 3136
    };
    float(*restrict panel)[2][3][64][32] = (void *)scratch;
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel_y; ky++)
            for (int kx = 0; kx < kernel_x; kx++)
                for (int o = 0; o < out; o++)
                    for (int j = 0; j < 32; j++)
                        panel[p][ky][kx][o][j] = weight[o][32 * p + j][ky][kx];
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int iy = 0; iy < height; iy++) {
            for (int ix = 0; ix < width; ix++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    for (int ky = 0; ky < kernel_y; ky++) {
                        const int oy = iy + padding - ky;
                        if (oy < 0 || oy >= out_height)
                            continue;
                        for (int kx = 0; kx < kernel_x; kx++) {
                            const int ox = ix + padding - kx;
                            if (ox < 0 || ox >= out_width)
                                continue;
                            tile_multiply(tile_rows, 32, acc, &d_y[n][oy][ox][0], out_image, 1,
                                &panel[p][ky][kx][0][0], 32, out);
                        }
                    }
                    tile_store(tile_rows, 32, acc, &d_x[n][iy][ix][32 * p], image);
                }
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of channels, a sum over pixels for each tap. */
static void
conv_weight_64x7x7_by_64x7x7_plain_packed(const float x[restrict 32][7][7][64],
    const float d_y[restrict 32][7][7][64], float d_weight[restrict 64][64][2][3],
    float *restrict scratch)
{
    enum {
        images = 32, height = 7, width = 7, in = 64, out_height = 7, out_width = 7,
        out = 64, kernel_y = 2, kernel_x = 3, padding = 1, panels = 2, tile_rows = 8
    };
    enum { group = 16 };
    float(*restrict panel)[2][3][64][32] = (void *)scratch;
    for (int g = 0; g < images; g += group) {
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int ky = 0; ky < kernel_y; ky++) {
                for (int kx = 0; kx < kernel_x; kx++) {
                    const int oy0 = max(0, padding - ky),
                    oy1 = min(out_height, height + padding - ky);
                    const int ox0 = max(0, padding - kx),
                    ox1 = min(out_width, width + padding - kx);
                    for (int i = 0; i < in; i += tile_rows) {
                        tile acc = {0};
                        if (g > 0)
                            tile_load(tile_rows, 32, acc, &panel[p][ky][kx][i][0], 32);
                        for (int n = g; n < min(g + group, images); n++)
                            for (int oy = oy0; oy < oy1; oy++)
                                tile_multiply(tile_rows, 32, acc, &x[n][oy + ky - padding][ox0
                                    + kx - padding][i], 1, in, &d_y[n][oy][ox0][32 * p], out,
                                    ox1 - ox0);
                        tile_store(tile_rows, 32, acc, &panel[p][ky][kx][i][0], 32);
                    }
                }
            }
        }
    }
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel_y; ky++)
            for (int kx = 0; kx < kernel_x; kx++)
                for (int i = 0; i < in; i++)
                    for (int j = 0; j < 32; j++)
                        d_weight[32 * p + j][i][ky][kx] = panel[p][ky][kx][i][j];
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Tiles of channels, a sum over pixels for each tap. */
static void
conv_weight_128x7x7_by_64x7x7(const float x[restrict 32][7][7][128],
    const float d_y[restrict 32][7][7][64], float d_weight[restrict 64][128][4][7],
    float *restrict scratch)
{
    enum {
        images = 32, height = 7, width = 7, in = 128, out_height = 7, out_width = 7,
        out = 64, kernel_y = 4, kernel_x = 7, padding = 3, panels = 2, tile_rows = 8
    };
    enum { group = 11 };
    float(*restrict panel)[4][7][128][32] = (void *)scratch;
    for (int g = 0; g < images; g += group) {
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int ky = 0; ky < kernel_y; ky++) {
                for (int kx = 0; kx < kernel_x; kx++) {
                    const int oy0 = max(0, padding - ky),
                    oy1 = min(out_height, height + padding - ky);
                    const int ox0 = max(0, padding - kx),
                    ox1 = min(out_width, width + padding - kx);
                    for (int i = 0; i < in; i += tile_rows) {
                        tile acc = {0};
                        if (g > 0)
                            tile_load(tile_rows, 32, acc, &panel[p][ky][kx][i][0], 32);
                        for (int n = g; n < min(g + group, images); n++)
                            for (int oy = oy0; oy < oy1; oy++)
                                tile_multiply(tile_rows, 32, acc, &x[n][oy + ky - padding][ox0
                                    + kx - padding][i], 1, in, &d_y[n][oy][ox0][32 * p], out,
                                    ox1 - ox0);
                        tile_store(tile_rows, 32, acc, &panel[p][ky][kx][i][0], 32);
                    }
                }
            }
        }
    }
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel_y; ky++)
            for (int kx = 0; kx < kernel_x; kx++)
                for (int i = 0; i < in; i++)
                    for (int j = 0; j < 32; j++)
                        d_weight[32 * p + j][i][ky][kx] = panel[p][ky][kx][i][j];
}

