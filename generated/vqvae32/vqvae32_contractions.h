/* vqvae32_contractions.h: matrix products and convolutions of vqvae32.c, by shape.
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

/* v = B' d B for each channel of the 4 x 4 pixels d of an image from (row, column) on, zeros
 * outside it; B' d = (d0 - d2, d1 + d2, d2 - d1, d1 - d3). Component c of v begins at
 * c step. Lavin and Gray, 2016, equation 12. */
INLINE void
winograd_pixels(const float *image, int height, int width, const int channels, int row,
    int column, float *edge, float *restrict v, int step)
{
    const float *from = edge;
    int line = 4 * channels;
    if (row < 0 || row + 4 > height || column < 0 || column + 4 > width) {
        const int x0 = column < 0 ? -column : 0, x1 = column + 4 > width ? width - column : 4;
        memset(edge, 0, sizeof(float) * 16 * (size_t)channels);
        for (int y = 0; y < 4; y++)
            if (row + y >= 0 && row + y < height && x0 < x1)
                memcpy(edge + (4 * y + x0) * channels, image
                    + ((row + y) * width + column + x0) * channels,
                    sizeof(float) * (size_t)((x1 - x0) * channels));
    } else {
        from = image + (row * width + column) * channels;
        line = width * channels;
    }
    for (int i = 0; i < channels; i += LANES) {
        vec d[4][4];
        UNROLL
        for (int x = 0; x < 4; x++) {
            const float *at = from + x * channels + i;
            const vec d0 = *(const vec *)at, d1 = *(const vec *)(at + line);
            const vec d2 = *(const vec *)(at + 2 * line), d3 = *(const vec *)(at + 3 * line);
            d[0][x] = d0 - d2;
            d[1][x] = d1 + d2;
            d[2][x] = d2 - d1;
            d[3][x] = d1 - d3;
        }
        UNROLL
        for (int y = 0; y < 4; y++) {
            float *to = v + 4 * y * step + i;
            *(vec *)to = d[y][0] - d[y][2];
            *(vec *)(to + step) = d[y][1] + d[y][2];
            *(vec *)(to + 2 * step) = d[y][2] - d[y][1];
            *(vec *)(to + 3 * step) = d[y][1] - d[y][3];
        }
    }
}

/* u = G g G' for 32 channels of the 3 x 3 taps g, which lie `tap` apart;
 * G g = (g0, (g0 + g1 + g2) / 2, (g0 - g1 + g2) / 2, g2). */
INLINE void
winograd_weights(const float *g, int tap, float *u, int step)
{
    for (int i = 0; i < 32; i += LANES) {
        vec w[4][3];
        UNROLL
        for (int x = 0; x < 3; x++) {
            const vec g0 = *(const vec *)(g + x * tap + i);
            const vec g1 = *(const vec *)(g + (3 + x) * tap + i);
            const vec g2 = *(const vec *)(g + (6 + x) * tap + i);
            w[0][x] = g0;
            w[1][x] = 0.5f * (g0 + g1 + g2);
            w[2][x] = 0.5f * (g0 - g1 + g2);
            w[3][x] = g2;
        }
        UNROLL
        for (int y = 0; y < 4; y++) {
            float *to = u + 4 * y * step + i;
            *(vec *)to = w[y][0];
            *(vec *)(to + step) = 0.5f * (w[y][0] + w[y][1] + w[y][2]);
            *(vec *)(to + 2 * step) = 0.5f * (w[y][0] - w[y][1] + w[y][2]);
            *(vec *)(to + 3 * step) = w[y][2];
        }
    }
}

/* y = A' m A for 32 channels of a square of at most 2 x 2 outputs, from row r of the 16
 * products m; A' m = (m0 + m1 + m2, m1 - m2 - m3). */
INLINE void
winograd_outputs(tile m[16], int r, float *y, int line, int pixel, int rows, int columns,
    const float factor, const int add)
{
    for (int v = 0; v < 32 / LANES; v++) {
        vec s[2][4], out[2][2];
        UNROLL
        for (int x = 0; x < 4; x++) {
            s[0][x] = m[x][r][v] + m[4 + x][r][v] + m[8 + x][r][v];
            s[1][x] = m[4 + x][r][v] - m[8 + x][r][v] - m[12 + x][r][v];
        }
        UNROLL
        for (int i = 0; i < 2; i++) {
            out[i][0] = factor * (s[i][0] + s[i][1] + s[i][2]);
            out[i][1] = factor * (s[i][1] - s[i][2] - s[i][3]);
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                vec *to = (vec *)(y + i * line + j * pixel + v * LANES);
                if (add)
                    out[i][j] += *to;
                *to = out[i][j];
            }
        }
    }
}

/* u = G d G' for each channel of a square of 2 x 2 outputs' gradients d, of which the second
 * row and column may be missing; G d = (d0, (d0 + d1) / 2, (d0 - d1) / 2, d1). */
INLINE void
winograd_slopes(const float *y, int line, const int channels, int lower, int right, float *edge,
    float *restrict u, int step)
{
    if (!lower || !right) {
        const size_t size = sizeof(float) * (size_t)channels;
        memset(edge, 0, 4 * size);
        for (int i = 0; i <= lower; i++)
            for (int j = 0; j <= right; j++)
                memcpy(edge + (2 * i + j) * channels, y + i * line + j * channels, size);
        y = edge;
        line = 2 * channels;
    }
    for (int i = 0; i < channels; i += LANES) {
        vec d[4][2];
        UNROLL
        for (int x = 0; x < 2; x++) {
            const vec d0 = *(const vec *)(y + x * channels + i);
            const vec d1 = *(const vec *)(y + line + x * channels + i);
            d[0][x] = d0;
            d[1][x] = 0.5f * (d0 + d1);
            d[2][x] = 0.5f * (d0 - d1);
            d[3][x] = d1;
        }
        UNROLL
        for (int c = 0; c < 4; c++) {
            float *to = u + 4 * c * step + i;
            *(vec *)to = d[c][0];
            *(vec *)(to + step) = 0.5f * (d[c][0] + d[c][1]);
            *(vec *)(to + 2 * step) = 0.5f * (d[c][0] - d[c][1]);
            *(vec *)(to + 3 * step) = d[c][1];
        }
    }
}

/* g = A' m A for 32 channels of 3 x 3 taps, from the 16 sums m;
 * A' m = (m0 + m1 + m2, m1 - m2, m1 + m2 - m3). */
INLINE void
winograd_taps(const float *m, int step, float *g, int tap, const float factor, const int add)
{
    for (int i = 0; i < 32; i += LANES) {
        vec s[3][4];
        UNROLL
        for (int x = 0; x < 4; x++) {
            const vec m0 = *(const vec *)(m + x * step + i);
            const vec m1 = *(const vec *)(m + (4 + x) * step + i);
            const vec m2 = *(const vec *)(m + (8 + x) * step + i);
            s[0][x] = m0 + m1 + m2;
            s[1][x] = m1 - m2;
            s[2][x] = m1 + m2 - *(const vec *)(m + (12 + x) * step + i);
        }
        UNROLL
        for (int y = 0; y < 3; y++) {
            vec row[3] = {s[y][0] + s[y][1] + s[y][2], s[y][1] - s[y][2],
                s[y][1] + s[y][2] - s[y][3]};
            UNROLL
            for (int x = 0; x < 3; x++) {
                vec *to = (vec *)(g + (3 * y + x) * tap + i);
                row[x] *= factor;
                if (add)
                    row[x] += *to;
                *to = row[x];
            }
        }
    }
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights in panels. */
static void
conv_3x32x32_to_64x16x16(const float x[restrict 32][32][32][3],
    const float weight[restrict 2][4][4][3][32], float y[restrict 32][16][16][64])
{
    enum {
        images = 32, height = 32, width = 32, in = 3, out_height = 16, out_width = 16,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8,
        image = 3072, out_image = 16384
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
conv_64x16x16_to_128x8x8_out_panels(const float x[restrict 32][16][16][64],
    const float weight[restrict 4][4][4][64][32], float y[restrict 32][8][8][128])
{
    enum {
        images = 32, height = 16, width = 16, in = 64, out_height = 8, out_width = 8,
        out = 128, kernel = 4, stride = 2, padding = 1, panels = 4, tile_rows = 8,
        image = 16384, out_image = 8192
    };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int p = 0; p < panels; p++) {
            for (int oy = 0; oy < out_height; oy++) {
                for (int ox = 0; ox < out_width; ox++) {
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
 * Minimal filtering (Winograd, 1980): 16 products for the 36 of a square of 2 x 2 pixels. */
static void
conv_128x8x8_to_128x8x8(const float x[restrict 32][8][8][128],
    const float weight[restrict 4][3][3][128][32], float y[restrict 32][8][8][128],
    float *restrict scratch)
{
    enum {
        images = 32, height = 8, width = 8, in = 128, out_height = 8, out_width = 8,
        out = 128, kernel = 3, padding = 1, panels = 4, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512 };
    float(*restrict spectrum)[16][in][32] = (void *)scratch;
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int i = 0; i < in; i++)
            winograd_weights(&weight[p][0][0][i][0], in * 32, &spectrum[p][0][i][0], in * 32);
#pragma omp parallel for schedule(static)
    for (int s = 0; s < squares; s += tile_rows) {
        float pixels[16][tile_rows][in], edge[4][4][in];
        for (int r = 0; r < tile_rows; r++) {
            const int n = (s + r) / (squares_y * squares_x);
            const int row = (s + r) / squares_x % squares_y * 2;
            const int column = (s + r) % squares_x * 2;
            winograd_pixels(x[n][0][0], height, width, in, row - 1, column - 1, edge[0][0],
                pixels[0][r], tile_rows * in);
        }
        for (int p = 0; p < panels; p++) {
            tile product[16];
            for (int c = 0; c < 16; c++) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, pixels[c][0], in, 1, spectrum[p][c][0], 32,
                    in);
                memcpy(product[c], acc, sizeof acc);
            }
            for (int r = 0; r < tile_rows; r++) {
                const int n = (s + r) / (squares_y * squares_x);
                const int row = (s + r) / squares_x % squares_y * 2;
                const int column = (s + r) % squares_x * 2;
                winograd_outputs(product, r, &y[n][row][column][32 * p], out_width * out, out,
                    min(2, out_height - row), min(2, out_width - column), 1, 0);
            }
        }
    }
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Minimal filtering (Winograd, 1980): 16 products for the 36 of a square of 2 x 2 pixels. */
static void
conv_128x8x8_to_32x8x8(const float x[restrict 32][8][8][128],
    const float weight[restrict 1][3][3][128][32], float y[restrict 32][8][8][32],
    float *restrict scratch)
{
    enum {
        images = 32, height = 8, width = 8, in = 128, out_height = 8, out_width = 8,
        out = 32, kernel = 3, padding = 1, panels = 1, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512 };
    float(*restrict spectrum)[16][in][32] = (void *)scratch;
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int i = 0; i < in; i++)
            winograd_weights(&weight[p][0][0][i][0], in * 32, &spectrum[p][0][i][0], in * 32);
#pragma omp parallel for schedule(static)
    for (int s = 0; s < squares; s += tile_rows) {
        float pixels[16][tile_rows][in], edge[4][4][in];
        for (int r = 0; r < tile_rows; r++) {
            const int n = (s + r) / (squares_y * squares_x);
            const int row = (s + r) / squares_x % squares_y * 2;
            const int column = (s + r) % squares_x * 2;
            winograd_pixels(x[n][0][0], height, width, in, row - 1, column - 1, edge[0][0],
                pixels[0][r], tile_rows * in);
        }
        for (int p = 0; p < panels; p++) {
            tile product[16];
            for (int c = 0; c < 16; c++) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, pixels[c][0], in, 1, spectrum[p][c][0], 32,
                    in);
                memcpy(product[c], acc, sizeof acc);
            }
            for (int r = 0; r < tile_rows; r++) {
                const int n = (s + r) / (squares_y * squares_x);
                const int row = (s + r) / squares_x % squares_y * 2;
                const int column = (s + r) % squares_x * 2;
                winograd_outputs(product, r, &y[n][row][column][32 * p], out_width * out, out,
                    min(2, out_height - row), min(2, out_width - column), 1, 0);
            }
        }
    }
}

/* y[m][n] = sum over k of x[m][k] weight[n][k]
 * Register tiles, both operands read in place. */
static void
conv_32x8x8_to_128x8x8(const float x[restrict 2048][32], const float weight[restrict 4][32][32],
    float y[restrict 2048][128])
{
    enum { rows = 2048, columns = 128, depth = 32, panels = 4, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &x[m][0], depth, 1, &weight[p][0][0], 32, depth);
            tile_store(tile_rows, 32, acc, &y[m][32 * p], columns);
        }
    }
}

/* y[m][n] = sum over k of x[m][k] weight[n][k]
 * Register tiles, both operands read in place. */
static void
conv_128x8x8_to_64x8x8(const float x[restrict 2048][128],
    const float weight[restrict 2][128][32], float y[restrict 2048][64])
{
    enum { rows = 2048, columns = 64, depth = 128, panels = 2, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &x[m][0], depth, 1, &weight[p][0][0], 32, depth);
            tile_store(tile_rows, 32, acc, &y[m][32 * p], columns);
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, right operand packed into panels. */
static void
product_32x64x8x8_by_512x64(const float a[restrict 2048][64], const float b[restrict 512][64],
    float out_c[restrict 2048][512], float *restrict scratch)
{
    enum { rows = 2048, columns = 512, depth = 64, panels = 16, tile_rows = 8 };
    float(*restrict packed)[64][32] = (void *)scratch;
#pragma omp parallel for schedule(static)
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
 * Minimal filtering (Winograd, 1980): 16 products for the 36 of a square of 2 x 2 pixels. */
static void
conv_64x8x8_to_128x8x8(const float x[restrict 32][8][8][64],
    const float weight[restrict 4][3][3][64][32], float y[restrict 32][8][8][128],
    float *restrict scratch)
{
    enum {
        images = 32, height = 8, width = 8, in = 64, out_height = 8, out_width = 8,
        out = 128, kernel = 3, padding = 1, panels = 4, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512 };
    float(*restrict spectrum)[16][in][32] = (void *)scratch;
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int i = 0; i < in; i++)
            winograd_weights(&weight[p][0][0][i][0], in * 32, &spectrum[p][0][i][0], in * 32);
#pragma omp parallel for schedule(static)
    for (int s = 0; s < squares; s += tile_rows) {
        float pixels[16][tile_rows][in], edge[4][4][in];
        for (int r = 0; r < tile_rows; r++) {
            const int n = (s + r) / (squares_y * squares_x);
            const int row = (s + r) / squares_x % squares_y * 2;
            const int column = (s + r) % squares_x * 2;
            winograd_pixels(x[n][0][0], height, width, in, row - 1, column - 1, edge[0][0],
                pixels[0][r], tile_rows * in);
        }
        for (int p = 0; p < panels; p++) {
            tile product[16];
            for (int c = 0; c < 16; c++) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, pixels[c][0], in, 1, spectrum[p][c][0], 32,
                    in);
                memcpy(product[c], acc, sizeof acc);
            }
            for (int r = 0; r < tile_rows; r++) {
                const int n = (s + r) / (squares_y * squares_x);
                const int row = (s + r) / squares_x % squares_y * 2;
                const int column = (s + r) % squares_x * 2;
                winograd_outputs(product, r, &y[n][row][column][32 * p], out_width * out, out,
                    min(2, out_height - row), min(2, out_width - column), 1, 0);
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights in panels. */
static void
conv_data_128x8x8_to_64x16x16_in_panels(const float d_y[restrict 32][8][8][128],
    const float weight[restrict 2][4][4][128][32], float d_x[restrict 32][16][16][64])
{
    enum {
        images = 32, height = 16, width = 16, in = 64, out_height = 8, out_width = 8,
        out = 128, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8,
        image = 16384, out_image = 8192
    };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int p = 0; p < panels; p++) {
            for (int py = 0; py < stride; py++) {
                for (int px = 0; px < stride; px++) {
                    for (int iy = py; iy < height; iy += stride) {
                        for (int ix = px; ix < width; ix += stride) {
                            tile acc = {0};
                            for (int ky = (iy + padding) % stride; ky < kernel; ky += stride) {
                                const int oy = (iy + padding - ky) / stride;
                                if (oy < 0 || oy >= out_height)
                                    continue;
                                for (int kx = (ix + padding) % stride; kx < kernel;
                                    kx += stride) {
                                    const int ox = (ix + padding - kx) / stride;
                                    if (ox < 0 || ox >= out_width)
                                        continue;
                                    tile_multiply(tile_rows, 32, acc, &d_y[n][oy][ox][0],
                                        out_image, 1, &weight[p][ky][kx][0][0], 32, out);
                                }
                            }
                            tile_store(tile_rows, 32, acc, &d_x[n][iy][ix][32 * p], image);
                        }
                    }
                }
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Few channels: a product to one column per tap, then sums of columns. */
static void
conv_data_64x16x16_to_3x32x32(const float d_y[restrict 32][16][16][64],
    const float weight[restrict 2][4][4][3][32], float d_x[restrict 32][32][32][3],
    float *restrict scratch)
{
    enum {
        images = 32, height = 32, width = 32, in = 3, out_height = 16, out_width = 16,
        out = 64, kernel = 4, stride = 2, padding = 1, pixels = 256, columns = 48,
        tile_rows = 8
    };
    float(*restrict packed)[out][48] = (void *)scratch;
    for (int o = 0; o < out; o++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int i = 0; i < in; i++)
                    packed[0][o][i + in * (kx + kernel * ky)] =
                        weight[o / 32][ky][kx][i][o % 32];
#pragma omp parallel for schedule(static)
    for (int n = 0; n < images; n++) {
        float tap[pixels][columns];
        for (int m = 0; m < pixels; m += tile_rows) {
            tile acc = {0};
            tile_multiply(tile_rows, 48, acc, &d_y[n][0][0][0] + m * out, out, 1, packed[0][0],
                48, out);
            tile_store(tile_rows, 48, acc, &tap[m][0], columns);
        }
        for (int iy = 0; iy < height; iy++) {
            float line[34 * in] = {0};
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
scaled_conv_weight_3x32x32_by_64x16x16(const float x[restrict 32][32][32][3],
    const float d_y[restrict 32][16][16][64], float d_weight[restrict 2][4][4][3][32],
    float *restrict scratch, float factor)
{
    enum {
        images = 32, height = 32, width = 32, in = 3, out_height = 16, out_width = 16,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 6,
        wide_height = 34, wide_width = 34, taps = 12
    };
    enum { group = 6 };
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
conv_64x16x16_to_128x8x8_in_panels(const float x[restrict 32][16][16][64],
    const float weight[restrict 2][4][4][128][32], float y[restrict 32][8][8][128],
    float *restrict scratch)
{
    enum {
        images = 32, height = 16, width = 16, in = 64, out_height = 8, out_width = 8,
        out = 128, kernel = 4, stride = 2, padding = 1, panels = 4, tile_rows = 8,
        image = 16384, out_image = 8192
    };
    float(*restrict panel)[4][4][64][32] = (void *)scratch;
    enum { from_panels = 2 };
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int q = 0; q < from_panels; q++)
                    transpose(&weight[q][ky][kx][32 * p][0], 32, min(32, out - 32 * p),
                        &panel[p][ky][kx][32 * q][0], 32, min(32, in - 32 * q));
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int p = 0; p < panels; p++) {
            for (int oy = 0; oy < out_height; oy++) {
                for (int ox = 0; ox < out_width; ox++) {
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
scaled_conv_weight_64x16x16_by_128x8x8(const float x[restrict 32][16][16][64],
    const float d_y[restrict 32][8][8][128], float d_weight[restrict 2][4][4][128][32],
    float factor)
{
    enum {
        images = 32, height = 16, width = 16, in = 64, out_height = 8, out_width = 8,
        out = 128, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8
    };
    enum { group = 5 };
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

/* d_x[m][n] = sum over k of d_y[m][k] weight[n][k]
 * Register tiles, right operand packed into panels. */
static void
conv_data_128x8x8_to_32x8x8(const float d_y[restrict 2048][128],
    const float weight[restrict 4][32][32], float d_x[restrict 2048][32],
    float *restrict scratch)
{
    enum { rows = 2048, columns = 32, depth = 128, panels = 1, tile_rows = 8 };
    float(*restrict packed)[128][32] = (void *)scratch;
    for (int p = 0; p < panels; p++)
        for (int q = 0; q < 4; q++)
            transpose(&weight[q][32 * p][0], 32, 32, &packed[p][32 * q][0], 32,
                min(32, depth - 32 * q));
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &d_y[m][0], depth, 1, &packed[p][0][0], 32,
                depth);
            tile_store(tile_rows, 32, acc, &d_x[m][32 * p], 32);
        }
    }
}

/* d_weight[m][n] = factor sum over k of x[m][k] d_y[n][k]
 * Register tiles, both operands read in place. */
static void
scaled_conv_weight_32x8x8_by_128x8x8(const float x[restrict 2048][32],
    const float d_y[restrict 2048][128], float d_weight[restrict 4][32][32], float factor)
{
    enum { rows = 32, columns = 128, depth = 2048, panels = 4, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int r = 0; r < rows; r += 8 * tile_rows) {
            for (int k = 0; k < depth; k += 512) {
                for (int m = r; m < min(r + 8 * tile_rows, rows); m += tile_rows) {
                    tile acc = {0};
                    tile_multiply(tile_rows, 32, acc, &x[k][m], 1, rows, &d_y[k][32 * p],
                        columns, min(512, depth - k));
                    tile_scale(tile_rows, 32, acc, factor);
                    if (k > 0)
                        tile_add(tile_rows, 32, acc, &d_weight[p][m][0], 32);
                    tile_store(tile_rows, 32, acc, &d_weight[p][m][0], 32);
                }
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Minimal filtering (Winograd, 1980): 16 products for the 36 of a square of 2 x 2 pixels. */
static void
conv_data_32x8x8_to_128x8x8(const float d_y[restrict 32][8][8][32],
    const float weight[restrict 1][3][3][128][32], float d_x[restrict 32][8][8][128],
    float *restrict scratch)
{
    enum {
        images = 32, height = 8, width = 8, in = 128, out_height = 8, out_width = 8,
        out = 32, kernel = 3, padding = 1, panels = 4, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512 };
    float(*restrict panel)[3][3][32][32] = (void *)scratch;
    enum { from_panels = 1 };
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int q = 0; q < from_panels; q++)
                    transpose(&weight[q][ky][kx][32 * p][0], 32, min(32, in - 32 * p),
                        &panel[p][ky][kx][32 * q][0], 32, min(32, out - 32 * q));
    float(*restrict spectrum)[16][out][32] = (void *)(scratch + 36864);
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int o = 0; o < out; o++)
            winograd_weights(&panel[p][2][2][o][0], -out * 32, &spectrum[p][0][o][0], out * 32);
#pragma omp parallel for schedule(static)
    for (int s = 0; s < squares; s += tile_rows) {
        float pixels[16][tile_rows][out], edge[4][4][out];
        for (int r = 0; r < tile_rows; r++) {
            const int n = (s + r) / (squares_y * squares_x);
            const int row = (s + r) / squares_x % squares_y * 2;
            const int column = (s + r) % squares_x * 2;
            winograd_pixels(d_y[n][0][0], out_height, out_width, out, row - 1, column - 1,
                edge[0][0], pixels[0][r], tile_rows * out);
        }
        for (int p = 0; p < panels; p++) {
            tile product[16];
            for (int c = 0; c < 16; c++) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, pixels[c][0], out, 1, spectrum[p][c][0], 32,
                    out);
                memcpy(product[c], acc, sizeof acc);
            }
            for (int r = 0; r < tile_rows; r++) {
                const int n = (s + r) / (squares_y * squares_x);
                const int row = (s + r) / squares_x % squares_y * 2;
                const int column = (s + r) % squares_x * 2;
                winograd_outputs(product, r, &d_x[n][row][column][32 * p], width * in, in,
                    min(2, height - row), min(2, width - column), 1, 0);
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = factor sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Minimal filtering (Winograd, 1980): 16 sums over squares of 2 x 2 pixels make 9 taps. */
static void
scaled_conv_weight_128x8x8_by_32x8x8(const float x[restrict 32][8][8][128],
    const float d_y[restrict 32][8][8][32], float d_weight[restrict 1][3][3][128][32],
    float *restrict scratch, float factor)
{
    enum {
        images = 32, height = 8, width = 8, in = 128, out_height = 8, out_width = 8,
        out = 32, kernel = 3, padding = 1, panels = 1, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512, block = 204 };
    float(*restrict pixels)[block][in] = (void *)scratch;
    float(*restrict slopes)[block][out] = (void *)(scratch + 417792);
    float(*restrict sums)[16][in][32] = (void *)(scratch + 522240);
    for (int first = 0; first < squares; first += block) {
        const int count = min(block, squares - first);
#pragma omp parallel for schedule(static)
        for (int k = 0; k < count; k++) {
            float edge[4][4][in];
            const int n = (first + k) / (squares_y * squares_x);
            const int row = (first + k) / squares_x % squares_y * 2;
            const int column = (first + k) % squares_x * 2;
            winograd_pixels(x[n][0][0], height, width, in, row - 1, column - 1, edge[0][0],
                pixels[0][k], block * in);
            winograd_slopes(d_y[n][row][column], out_width * out, out, row + 1 < out_height,
                column + 1 < out_width, edge[0][0], slopes[0][k], block * out);
        }
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int c = 0; c < 16; c++) {
                for (int r = 0; r < in; r += tile_rows) {
                    tile acc = {0};
                    if (first > 0)
                        tile_load(tile_rows, 32, acc, sums[p][c][r], 32);
                    tile_multiply(tile_rows, 32, acc, &pixels[c][0][r], 1, in,
                        &slopes[c][0][32 * p], out, count);
                    tile_store(tile_rows, 32, acc, sums[p][c][r], 32);
                }
            }
        }
    }
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int i = 0; i < in; i++)
            winograd_taps(sums[p][0][i], in * 32, d_weight[p][0][0][i], in * 32, factor, 0);
}

/* d_weight[m][n] = sum over k of x[m][k] d_y[n][k]
 * Register tiles, both operands read in place. */
static void
conv_weight_32x8x8_by_128x8x8(const float x[restrict 2048][32],
    const float d_y[restrict 2048][128], float d_weight[restrict 4][32][32])
{
    enum { rows = 32, columns = 128, depth = 2048, panels = 4, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int r = 0; r < rows; r += 8 * tile_rows) {
            for (int k = 0; k < depth; k += 512) {
                for (int m = r; m < min(r + 8 * tile_rows, rows); m += tile_rows) {
                    tile acc = {0};
                    if (k > 0)
                        tile_load(tile_rows, 32, acc, &d_weight[p][m][0], 32);
                    tile_multiply(tile_rows, 32, acc, &x[k][m], 1, rows, &d_y[k][32 * p],
                        columns, min(512, depth - k));
                    tile_store(tile_rows, 32, acc, &d_weight[p][m][0], 32);
                }
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Minimal filtering (Winograd, 1980): 16 sums over squares of 2 x 2 pixels make 9 taps. */
static void
conv_weight_128x8x8_by_32x8x8(const float x[restrict 32][8][8][128],
    const float d_y[restrict 32][8][8][32], float d_weight[restrict 1][3][3][128][32],
    float *restrict scratch)
{
    enum {
        images = 32, height = 8, width = 8, in = 128, out_height = 8, out_width = 8,
        out = 32, kernel = 3, padding = 1, panels = 1, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512, block = 204 };
    float(*restrict pixels)[block][in] = (void *)scratch;
    float(*restrict slopes)[block][out] = (void *)(scratch + 417792);
    float(*restrict sums)[16][in][32] = (void *)(scratch + 522240);
    for (int first = 0; first < squares; first += block) {
        const int count = min(block, squares - first);
#pragma omp parallel for schedule(static)
        for (int k = 0; k < count; k++) {
            float edge[4][4][in];
            const int n = (first + k) / (squares_y * squares_x);
            const int row = (first + k) / squares_x % squares_y * 2;
            const int column = (first + k) % squares_x * 2;
            winograd_pixels(x[n][0][0], height, width, in, row - 1, column - 1, edge[0][0],
                pixels[0][k], block * in);
            winograd_slopes(d_y[n][row][column], out_width * out, out, row + 1 < out_height,
                column + 1 < out_width, edge[0][0], slopes[0][k], block * out);
        }
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int c = 0; c < 16; c++) {
                for (int r = 0; r < in; r += tile_rows) {
                    tile acc = {0};
                    if (first > 0)
                        tile_load(tile_rows, 32, acc, sums[p][c][r], 32);
                    tile_multiply(tile_rows, 32, acc, &pixels[c][0][r], 1, in,
                        &slopes[c][0][32 * p], out, count);
                    tile_store(tile_rows, 32, acc, sums[p][c][r], 32);
                }
            }
        }
    }
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int i = 0; i < in; i++)
            winograd_taps(sums[p][0][i], in * 32, d_weight[p][0][0][i], in * 32, 1, 0);
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Minimal filtering (Winograd, 1980): 16 products for the 36 of a square of 2 x 2 pixels. */
static void
conv_data_128x8x8_to_64x8x8(const float d_y[restrict 32][8][8][128],
    const float weight[restrict 4][3][3][64][32], float d_x[restrict 32][8][8][64],
    float *restrict scratch)
{
    enum {
        images = 32, height = 8, width = 8, in = 64, out_height = 8, out_width = 8,
        out = 128, kernel = 3, padding = 1, panels = 2, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512 };
    float(*restrict panel)[3][3][128][32] = (void *)scratch;
    enum { from_panels = 4 };
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int q = 0; q < from_panels; q++)
                    transpose(&weight[q][ky][kx][32 * p][0], 32, min(32, in - 32 * p),
                        &panel[p][ky][kx][32 * q][0], 32, min(32, out - 32 * q));
    float(*restrict spectrum)[16][out][32] = (void *)(scratch + 73728);
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int o = 0; o < out; o++)
            winograd_weights(&panel[p][2][2][o][0], -out * 32, &spectrum[p][0][o][0], out * 32);
#pragma omp parallel for schedule(static)
    for (int s = 0; s < squares; s += tile_rows) {
        float pixels[16][tile_rows][out], edge[4][4][out];
        for (int r = 0; r < tile_rows; r++) {
            const int n = (s + r) / (squares_y * squares_x);
            const int row = (s + r) / squares_x % squares_y * 2;
            const int column = (s + r) % squares_x * 2;
            winograd_pixels(d_y[n][0][0], out_height, out_width, out, row - 1, column - 1,
                edge[0][0], pixels[0][r], tile_rows * out);
        }
        for (int p = 0; p < panels; p++) {
            tile product[16];
            for (int c = 0; c < 16; c++) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, pixels[c][0], out, 1, spectrum[p][c][0], 32,
                    out);
                memcpy(product[c], acc, sizeof acc);
            }
            for (int r = 0; r < tile_rows; r++) {
                const int n = (s + r) / (squares_y * squares_x);
                const int row = (s + r) / squares_x % squares_y * 2;
                const int column = (s + r) % squares_x * 2;
                winograd_outputs(product, r, &d_x[n][row][column][32 * p], width * in, in,
                    min(2, height - row), min(2, width - column), 1, 0);
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Minimal filtering (Winograd, 1980): 16 sums over squares of 2 x 2 pixels make 9 taps. */
static void
conv_weight_64x8x8_by_128x8x8(const float x[restrict 32][8][8][64],
    const float d_y[restrict 32][8][8][128], float d_weight[restrict 4][3][3][64][32],
    float *restrict scratch)
{
    enum {
        images = 32, height = 8, width = 8, in = 64, out_height = 8, out_width = 8,
        out = 128, kernel = 3, padding = 1, panels = 4, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512, block = 170 };
    float(*restrict pixels)[block][in] = (void *)scratch;
    float(*restrict slopes)[block][out] = (void *)(scratch + 174080);
    float(*restrict sums)[16][in][32] = (void *)(scratch + 522240);
    for (int first = 0; first < squares; first += block) {
        const int count = min(block, squares - first);
#pragma omp parallel for schedule(static)
        for (int k = 0; k < count; k++) {
            float edge[4][4][out];
            const int n = (first + k) / (squares_y * squares_x);
            const int row = (first + k) / squares_x % squares_y * 2;
            const int column = (first + k) % squares_x * 2;
            winograd_pixels(x[n][0][0], height, width, in, row - 1, column - 1, edge[0][0],
                pixels[0][k], block * in);
            winograd_slopes(d_y[n][row][column], out_width * out, out, row + 1 < out_height,
                column + 1 < out_width, edge[0][0], slopes[0][k], block * out);
        }
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int c = 0; c < 16; c++) {
                for (int r = 0; r < in; r += tile_rows) {
                    tile acc = {0};
                    if (first > 0)
                        tile_load(tile_rows, 32, acc, sums[p][c][r], 32);
                    tile_multiply(tile_rows, 32, acc, &pixels[c][0][r], 1, in,
                        &slopes[c][0][32 * p], out, count);
                    tile_store(tile_rows, 32, acc, sums[p][c][r], 32);
                }
            }
        }
    }
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int i = 0; i < in; i++)
            winograd_taps(sums[p][0][i], in * 32, d_weight[p][0][0][i], in * 32, 1, 0);
}

/* d_x[m][n] = sum over k of d_y[m][k] weight[n][k]
 * Register tiles, right operand packed into panels. */
static void
conv_data_64x8x8_to_128x8x8(const float d_y[restrict 2048][64],
    const float weight[restrict 2][128][32], float d_x[restrict 2048][128],
    float *restrict scratch)
{
    enum { rows = 2048, columns = 128, depth = 64, panels = 4, tile_rows = 8 };
    float(*restrict packed)[64][32] = (void *)scratch;
    for (int p = 0; p < panels; p++)
        for (int q = 0; q < 2; q++)
            transpose(&weight[q][32 * p][0], 32, 32, &packed[p][32 * q][0], 32,
                min(32, depth - 32 * q));
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &d_y[m][0], depth, 1, &packed[p][0][0], 32,
                depth);
            tile_store(tile_rows, 32, acc, &d_x[m][32 * p], columns);
        }
    }
}

/* d_weight[m][n] = sum over k of x[m][k] d_y[n][k]
 * Register tiles, both operands read in place. */
static void
conv_weight_128x8x8_by_64x8x8(const float x[restrict 2048][128],
    const float d_y[restrict 2048][64], float d_weight[restrict 2][128][32])
{
    enum { rows = 128, columns = 64, depth = 2048, panels = 2, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int r = 0; r < rows; r += 8 * tile_rows) {
            for (int k = 0; k < depth; k += 512) {
                for (int m = r; m < min(r + 8 * tile_rows, rows); m += tile_rows) {
                    tile acc = {0};
                    if (k > 0)
                        tile_load(tile_rows, 32, acc, &d_weight[p][m][0], 32);
                    tile_multiply(tile_rows, 32, acc, &x[k][m], 1, rows, &d_y[k][32 * p],
                        columns, min(512, depth - k));
                    tile_store(tile_rows, 32, acc, &d_weight[p][m][0], 32);
                }
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Minimal filtering (Winograd, 1980): 16 products for the 36 of a square of 2 x 2 pixels. */
static void
conv_data_128x8x8_to_128x8x8(const float d_y[restrict 32][8][8][128],
    const float weight[restrict 4][3][3][128][32], float d_x[restrict 32][8][8][128],
    float *restrict scratch)
{
    enum {
        images = 32, height = 8, width = 8, in = 128, out_height = 8, out_width = 8,
        out = 128, kernel = 3, padding = 1, panels = 4, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512 };
    float(*restrict panel)[3][3][128][32] = (void *)scratch;
    enum { from_panels = 4 };
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int q = 0; q < from_panels; q++)
                    transpose(&weight[q][ky][kx][32 * p][0], 32, min(32, in - 32 * p),
                        &panel[p][ky][kx][32 * q][0], 32, min(32, out - 32 * q));
    float(*restrict spectrum)[16][out][32] = (void *)(scratch + 147456);
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int o = 0; o < out; o++)
            winograd_weights(&panel[p][2][2][o][0], -out * 32, &spectrum[p][0][o][0], out * 32);
#pragma omp parallel for schedule(static)
    for (int s = 0; s < squares; s += tile_rows) {
        float pixels[16][tile_rows][out], edge[4][4][out];
        for (int r = 0; r < tile_rows; r++) {
            const int n = (s + r) / (squares_y * squares_x);
            const int row = (s + r) / squares_x % squares_y * 2;
            const int column = (s + r) % squares_x * 2;
            winograd_pixels(d_y[n][0][0], out_height, out_width, out, row - 1, column - 1,
                edge[0][0], pixels[0][r], tile_rows * out);
        }
        for (int p = 0; p < panels; p++) {
            tile product[16];
            for (int c = 0; c < 16; c++) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, pixels[c][0], out, 1, spectrum[p][c][0], 32,
                    out);
                memcpy(product[c], acc, sizeof acc);
            }
            for (int r = 0; r < tile_rows; r++) {
                const int n = (s + r) / (squares_y * squares_x);
                const int row = (s + r) / squares_x % squares_y * 2;
                const int column = (s + r) % squares_x * 2;
                winograd_outputs(product, r, &d_x[n][row][column][32 * p], width * in, in,
                    min(2, height - row), min(2, width - column), 1, 0);
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = oy + ky - padding, ix = ox + kx - padding
 * Minimal filtering (Winograd, 1980): 16 sums over squares of 2 x 2 pixels make 9 taps. */
static void
conv_weight_128x8x8_by_128x8x8(const float x[restrict 32][8][8][128],
    const float d_y[restrict 32][8][8][128], float d_weight[restrict 4][3][3][128][32],
    float *restrict scratch)
{
    enum {
        images = 32, height = 8, width = 8, in = 128, out_height = 8, out_width = 8,
        out = 128, kernel = 3, padding = 1, panels = 4, tile_rows = 8
    };
    enum { squares_y = 4, squares_x = 4, squares = 512, block = 128 };
    float(*restrict pixels)[block][in] = (void *)scratch;
    float(*restrict slopes)[block][out] = (void *)(scratch + 262144);
    float(*restrict sums)[16][in][32] = (void *)(scratch + 524288);
    for (int first = 0; first < squares; first += block) {
        const int count = min(block, squares - first);
#pragma omp parallel for schedule(static)
        for (int k = 0; k < count; k++) {
            float edge[4][4][out];
            const int n = (first + k) / (squares_y * squares_x);
            const int row = (first + k) / squares_x % squares_y * 2;
            const int column = (first + k) % squares_x * 2;
            winograd_pixels(x[n][0][0], height, width, in, row - 1, column - 1, edge[0][0],
                pixels[0][k], block * in);
            winograd_slopes(d_y[n][row][column], out_width * out, out, row + 1 < out_height,
                column + 1 < out_width, edge[0][0], slopes[0][k], block * out);
        }
#pragma omp parallel for collapse(3) schedule(static)
        for (int p = 0; p < panels; p++) {
            for (int c = 0; c < 16; c++) {
                for (int r = 0; r < in; r += tile_rows) {
                    tile acc = {0};
                    if (first > 0)
                        tile_load(tile_rows, 32, acc, sums[p][c][r], 32);
                    tile_multiply(tile_rows, 32, acc, &pixels[c][0][r], 1, in,
                        &slopes[c][0][32 * p], out, count);
                    tile_store(tile_rows, 32, acc, sums[p][c][r], 32);
                }
            }
        }
    }
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int i = 0; i < in; i++)
            winograd_taps(sums[p][0][i], in * 32, d_weight[p][0][0][i], in * 32, 1, 0);
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_data_128x8x8_to_64x16x16_out_panels(const float d_y[restrict 32][8][8][128],
    const float weight[restrict 4][4][4][64][32], float d_x[restrict 32][16][16][64],
    float *restrict scratch)
{
    enum {
        images = 32, height = 16, width = 16, in = 64, out_height = 8, out_width = 8,
        out = 128, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8,
        image = 16384, out_image = 8192
    };
    float(*restrict panel)[4][4][128][32] = (void *)scratch;
    enum { from_panels = 4 };
#pragma omp parallel for collapse(4) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int ky = 0; ky < kernel; ky++)
            for (int kx = 0; kx < kernel; kx++)
                for (int q = 0; q < from_panels; q++)
                    transpose(&weight[q][ky][kx][32 * p][0], 32, min(32, in - 32 * p),
                        &panel[p][ky][kx][32 * q][0], 32, min(32, out - 32 * q));
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < images; n += tile_rows) {
        for (int p = 0; p < panels; p++) {
            for (int py = 0; py < stride; py++) {
                for (int px = 0; px < stride; px++) {
                    for (int iy = py; iy < height; iy += stride) {
                        for (int ix = px; ix < width; ix += stride) {
                            tile acc = {0};
                            for (int ky = (iy + padding) % stride; ky < kernel; ky += stride) {
                                const int oy = (iy + padding - ky) / stride;
                                if (oy < 0 || oy >= out_height)
                                    continue;
                                for (int kx = (ix + padding) % stride; kx < kernel;
                                    kx += stride) {
                                    const int ox = (ix + padding - kx) / stride;
                                    if (ox < 0 || ox >= out_width)
                                        continue;
                                    tile_multiply(tile_rows, 32, acc, &d_y[n][oy][ox][0],
                                        out_image, 1, &panel[p][ky][kx][0][0], 32, out);
                                }
                            }
                            tile_store(tile_rows, 32, acc, &d_x[n][iy][ix][32 * p], image);
                        }
                    }
                }
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of channels, a sum over pixels for each tap. */
static void
conv_weight_64x16x16_by_128x8x8(const float x[restrict 32][16][16][64],
    const float d_y[restrict 32][8][8][128], float d_weight[restrict 4][4][4][64][32])
{
    enum {
        images = 32, height = 16, width = 16, in = 64, out_height = 8, out_width = 8,
        out = 128, kernel = 4, stride = 2, padding = 1, panels = 4, tile_rows = 8
    };
    enum { group = 5 };
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
conv_weight_3x32x32_by_64x16x16(const float x[restrict 32][32][32][3],
    const float d_y[restrict 32][16][16][64], float d_weight[restrict 2][4][4][3][32],
    float *restrict scratch)
{
    enum {
        images = 32, height = 32, width = 32, in = 3, out_height = 16, out_width = 16,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 6,
        wide_height = 34, wide_width = 34, taps = 12
    };
    enum { group = 6 };
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

