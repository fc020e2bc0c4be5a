/* conv_vae_contractions.h: matrix products and convolutions of conv_vae.c, by shape.
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

/* Asks for the lines of a tile that will be written behind a short sum. */
INLINE void
tile_prefetch(const int rows, const int columns, const float *c, int row)
{
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int j = 0; j < columns; j += 16)
            __builtin_prefetch(c + r * row + j, 1);
    }
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
tile_store(const int rows, const int columns, tile acc, float *c, int row)
{
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < columns / LANES; v++)
            *(vec *)(c + r * row + v * LANES) = acc[r][v];
    }
}

/* Rows from `first` on, and `width` of the columns. */
INLINE void
tile_store_part(const int rows, const int columns, tile acc, int first, int width, float *c,
    int row)
{
    float lines[8][48];
    tile_store(rows, columns, acc, lines[0], 48);
    for (int r = first; r < rows; r++)
        memcpy(c + r * row, lines[r], (size_t)width * sizeof *c);
}

typedef float quad __attribute__((vector_size(16), aligned(4), may_alias));

/* b[k][j] = a[j][k] for j < columns and k < count. Rows of a lie a_row apart, rows of b
 * b_row. */
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
}

/* The same to a panel of 32 columns, zeros in those that a does not have. */
static void
transpose_panel(const float *restrict a, int a_row, int columns, float *restrict b, int b_row,
    int count)
{
    transpose(a, a_row, columns, b, b_row, count);
    for (int k = 0; k < count; k++)
        for (int j = columns; j < 32; j++)
            b[k * b_row + j] = 0;
}

/* c[j][r] = acc[r][j] for j < width: columns lie `column` apart. */
INLINE void
tile_store_across(const int rows, const int columns, tile acc, int width, float *c, int column)
{
    float lines[8][48];
    tile_store(rows, columns, acc, lines[0], 48);
    transpose(lines[0], 48, rows, c, column, width);
}

/* v = B' d B for each channel of 5 x 5 pixels d of an image, `stride` apart from
 * (row, column) on, zeros outside it. Component c of v begins at c step; Lavin and Gray,
 * 2016, equation 8, with
 *     B' d = (d0 - d2 + 2 (d3 - d1),
 *             d3 + 0.5 (d2 - d1),
 *             d3 + 0.5 d1 - 1.5 d2,
 *             d3 - d1,
 *             d4 - d2 + 0.5 (d1 - d3)) */
static void
winograd_pixels_5(const float *image, int height, int width, const int channels, int row,
    int column, const int stride, const float *zeros, float *restrict v, int step)
{
    const float *at[5][5];
    for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 5; x++) {
            const int iy = row + y * stride, ix = column + x * stride;
            const int inside = iy >= 0 && iy < height && ix >= 0 && ix < width;
            at[y][x] = inside ? image + (iy * width + ix) * channels : zeros;
        }
    }
    for (int i = 0; i < channels; i += LANES) {
        vec half[5][5];
        UNROLL
        for (int x = 0; x < 5; x++) {
            const vec d0 = *(const vec *)(at[0][x] + i);
            const vec d1 = *(const vec *)(at[1][x] + i);
            const vec d2 = *(const vec *)(at[2][x] + i);
            const vec d3 = *(const vec *)(at[3][x] + i);
            const vec d4 = *(const vec *)(at[4][x] + i);
            half[0][x] = d0 - d2 + 2.0f * (d3 - d1);
            half[1][x] = d3 + 0.5f * (d2 - d1);
            half[2][x] = d3 + 0.5f * d1 - 1.5f * d2;
            half[3][x] = d3 - d1;
            half[4][x] = d4 - d2 + 0.5f * (d1 - d3);
        }
        UNROLL
        for (int y = 0; y < 5; y++) {
            const vec d0 = half[y][0];
            const vec d1 = half[y][1];
            const vec d2 = half[y][2];
            const vec d3 = half[y][3];
            const vec d4 = half[y][4];
            float *to = v + 5 * y * step + i;
            *(vec *)to = d0 - d2 + 2.0f * (d3 - d1);
            *(vec *)(to + 1 * step) = d3 + 0.5f * (d2 - d1);
            *(vec *)(to + 2 * step) = d3 + 0.5f * d1 - 1.5f * d2;
            *(vec *)(to + 3 * step) = d3 - d1;
            *(vec *)(to + 4 * step) = d4 - d2 + 0.5f * (d1 - d3);
        }
    }
}

/* u = G g G' for 32 channels of the 2 x 2 taps g, of which rows lie `line` apart and
 * columns `tap`, with
 *     G g = (g0,
 *             g0 + g1,
 *             1 / 3 (g1 - g0),
 *             -8 / 3 (g0 + 0.5 g1),
 *             g1) */
static void
winograd_weights_5(const float *g, int line, int tap, float *u, int step)
{
    for (int i = 0; i < 32; i += LANES) {
        vec half[5][2];
        UNROLL
        for (int x = 0; x < 2; x++) {
            const vec g0 = *(const vec *)(g + 0 * line + x * tap + i);
            const vec g1 = *(const vec *)(g + 1 * line + x * tap + i);
            half[0][x] = g0;
            half[1][x] = g0 + g1;
            half[2][x] = 1.0f / 3.0f * (g1 - g0);
            half[3][x] = -8.0f / 3.0f * (g0 + 0.5f * g1);
            half[4][x] = g1;
        }
        UNROLL
        for (int y = 0; y < 5; y++) {
            const vec g0 = half[y][0];
            const vec g1 = half[y][1];
            float *to = u + 5 * y * step + i;
            *(vec *)to = g0;
            *(vec *)(to + 1 * step) = g0 + g1;
            *(vec *)(to + 2 * step) = 1.0f / 3.0f * (g1 - g0);
            *(vec *)(to + 3 * step) = -8.0f / 3.0f * (g0 + 0.5f * g1);
            *(vec *)(to + 4 * step) = g1;
        }
    }
}

/* a = A' m A for 32 channels of a square of at most 4 x 4 outputs, of which `rows` and
 * `columns` are there, with
 *     A' m = (m0 + m1 + m2 + m3,
 *             m1 - m2 + 0.5 m3,
 *             m1 + m2 + 0.25 m3,
 *             m1 - m2 + 0.125 m3 + m4) */
static void
winograd_outputs_5(const float *m, int step, float *a, int line, int pixel, int rows,
    int columns, const float factor, const int add)
{
    for (int i = 0; i < 32; i += LANES) {
        vec out[4][4];
        vec half[4][5];
        UNROLL
        for (int x = 0; x < 5; x++) {
            const vec m0 = *(const vec *)(m + (0 * 5 + x) * step + i);
            const vec m1 = *(const vec *)(m + (1 * 5 + x) * step + i);
            const vec m2 = *(const vec *)(m + (2 * 5 + x) * step + i);
            const vec m3 = *(const vec *)(m + (3 * 5 + x) * step + i);
            const vec m4 = *(const vec *)(m + (4 * 5 + x) * step + i);
            half[0][x] = m0 + m1 + m2 + m3;
            half[1][x] = m1 - m2 + 0.5f * m3;
            half[2][x] = m1 + m2 + 0.25f * m3;
            half[3][x] = m1 - m2 + 0.125f * m3 + m4;
        }
        UNROLL
        for (int y = 0; y < 4; y++) {
            const vec m0 = half[y][0];
            const vec m1 = half[y][1];
            const vec m2 = half[y][2];
            const vec m3 = half[y][3];
            const vec m4 = half[y][4];
            out[y][0] = m0 + m1 + m2 + m3;
            out[y][1] = m1 - m2 + 0.5f * m3;
            out[y][2] = m1 + m2 + 0.25f * m3;
            out[y][3] = m1 - m2 + 0.125f * m3 + m4;
        }
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                vec *to = (vec *)(a + y * line + x * pixel + i);
                *to = add ? *to + factor * out[y][x] : factor * out[y][x];
            }
        }
    }
}

/* u = G d G' for each channel of a square of 4 x 4 outputs' gradients d, of which `rows`
 * and `columns` are there, zeros for the others, with
 *     G d = (d0,
 *             d0 + d1 + d2 + d3,
 *             1 / 3 (d1 - d0 + d3 - d2),
 *             -8 / 3 (d0 + 0.5 d1 + 0.25 d2 + 0.125 d3),
 *             d3) */
static void
winograd_slopes_5(const float *d, int line, const int channels, int rows, int columns,
    const float *zeros, float *restrict u, int step)
{
    const float *at[4][4];
    for (int y = 0; y < 4; y++)
        for (int x = 0; x < 4; x++)
            at[y][x] = y < rows && x < columns ? d + y * line + x * channels : zeros;
    for (int i = 0; i < channels; i += LANES) {
        vec half[5][4];
        UNROLL
        for (int x = 0; x < 4; x++) {
            const vec d0 = *(const vec *)(at[0][x] + i);
            const vec d1 = *(const vec *)(at[1][x] + i);
            const vec d2 = *(const vec *)(at[2][x] + i);
            const vec d3 = *(const vec *)(at[3][x] + i);
            half[0][x] = d0;
            half[1][x] = d0 + d1 + d2 + d3;
            half[2][x] = 1.0f / 3.0f * (d1 - d0 + d3 - d2);
            half[3][x] = -8.0f / 3.0f * (d0 + 0.5f * d1 + 0.25f * d2 + 0.125f * d3);
            half[4][x] = d3;
        }
        UNROLL
        for (int y = 0; y < 5; y++) {
            const vec d0 = half[y][0];
            const vec d1 = half[y][1];
            const vec d2 = half[y][2];
            const vec d3 = half[y][3];
            float *to = u + 5 * y * step + i;
            *(vec *)to = d0;
            *(vec *)(to + 1 * step) = d0 + d1 + d2 + d3;
            *(vec *)(to + 2 * step) = 1.0f / 3.0f * (d1 - d0 + d3 - d2);
            *(vec *)(to + 3 * step) = -8.0f / 3.0f * (d0 + 0.5f * d1 + 0.25f * d2
                + 0.125f * d3);
            *(vec *)(to + 4 * step) = d3;
        }
    }
}

/* a = A' m A for 32 channels of 2 x 2 taps, from sums m, with
 *     A' m = (m0 + m1 + m2 + m3,
 *             m1 - m2 + 0.5 m3 + m4) */
static void
winograd_taps_5(const float *m, int step, float *a, int line, int pixel, const float factor,
    const int add)
{
    for (int i = 0; i < 32; i += LANES) {
        vec out[2][2];
        vec half[2][5];
        UNROLL
        for (int x = 0; x < 5; x++) {
            const vec m0 = *(const vec *)(m + (0 * 5 + x) * step + i);
            const vec m1 = *(const vec *)(m + (1 * 5 + x) * step + i);
            const vec m2 = *(const vec *)(m + (2 * 5 + x) * step + i);
            const vec m3 = *(const vec *)(m + (3 * 5 + x) * step + i);
            const vec m4 = *(const vec *)(m + (4 * 5 + x) * step + i);
            half[0][x] = m0 + m1 + m2 + m3;
            half[1][x] = m1 - m2 + 0.5f * m3 + m4;
        }
        UNROLL
        for (int y = 0; y < 2; y++) {
            const vec m0 = half[y][0];
            const vec m1 = half[y][1];
            const vec m2 = half[y][2];
            const vec m3 = half[y][3];
            const vec m4 = half[y][4];
            out[y][0] = m0 + m1 + m2 + m3;
            out[y][1] = m1 - m2 + 0.5f * m3 + m4;
        }
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 2; x++) {
                vec *to = (vec *)(a + y * line + x * pixel + i);
                *to = add ? *to + factor * out[y][x] : factor * out[y][x];
            }
        }
    }
}

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights in panels. */
static void
conv_28x28_to_32x14x14(const float x[restrict 128][28][28][1],
    const float weight[restrict 1][4][4][1][32], float y[restrict 128][14][14][32])
{
    enum {
        images = 128, height = 28, width = 28, in = 1, out_height = 14, out_width = 14,
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
 * Minimal filtering (Winograd, 1980): 100 products for the 256 of a square of 4 x 4 pixels. */
static void
conv_32x14x14_to_64x7x7_out_panels(const float x[restrict 128][14][14][32],
    const float weight[restrict 2][4][4][32][32], float y[restrict 128][7][7][64],
    float *restrict scratch)
{
    enum {
        images = 128, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8
    };
    enum {
        squares_y = 2, squares_x = 2, squares = 512, side = 4, components = 25, phases_in = 128
    };
    float(*restrict spectrum)[components][phases_in][32] = (void *)scratch;
    static const float zeros[in];
    for (int p = 0; p < panels; p++)
        for (int qy = 0; qy < stride; qy++)
            for (int qx = 0; qx < stride; qx++)
                for (int i = 0; i < in; i++)
                    winograd_weights_5(&weight[p][qy][qx][i][0], stride * kernel * in * 32,
                        stride * in * 32, spectrum[p][0][(stride * qy + qx) * in + i],
                        phases_in * 32);
#pragma omp parallel for schedule(static)
    for (int s = 0; s < squares; s += tile_rows) {
        float pixels[tile_rows][components][phases_in];
        for (int r = 0; r < tile_rows; r++) {
            const int n = (s + r) / (squares_y * squares_x);
            const int row = (s + r) / squares_x % squares_y * side;
            const int column = (s + r) % squares_x * side;
            for (int qy = 0; qy < stride; qy++)
                for (int qx = 0; qx < stride; qx++)
                    winograd_pixels_5(x[n][0][0], height, width, in, stride * row + qy
                        - padding, stride * column + qx - padding, stride, zeros,
                        &pixels[r][0][(stride * qy + qx) * in], phases_in);
        }
        for (int p = 0; p < panels; p++) {
            float product[components][tile_rows][32];
            for (int c = 0; c < components; c++) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, pixels[0][c], components * phases_in, 1,
                    spectrum[p][c][0], 32, phases_in);
                tile_store(tile_rows, 32, acc, product[c][0], 32);
            }
            for (int r = 0; r < tile_rows; r++) {
                const int n = (s + r) / (squares_y * squares_x);
                const int row = (s + r) / squares_x % squares_y * side;
                const int column = (s + r) % squares_x * side;
                winograd_outputs_5(product[0][r], tile_rows * 32, &y[n][row][column][32 * p],
                    out_width * out, out, min(side, out_height - row),
                    min(side, out_width - column), 1, 0);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
product_256x64x7x7_by_128x64x7x7(const float a[restrict 8][3136][32],
    const float b[restrict 128][3136], float out_c[restrict 128][256])
{
    enum { rows = 128, columns = 256, depth = 3136, panels = 8, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int r = 0; r < rows; r += 8 * tile_rows) {
            for (int k = 0; k < depth; k += 512) {
                for (int m = r; m < min(r + 8 * tile_rows, rows); m += tile_rows) {
                    tile acc = {0};
                    if (k > 0)
                        tile_load(tile_rows, 32, acc, &out_c[m][32 * p], columns);
                    tile_multiply(tile_rows, 32, acc, &b[m][k], depth, 1, &a[p][k][0], 32,
                        min(512, depth - k));
                    tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
                }
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, right operand packed into panels. */
static void
product_20x256_by_128x256(const float a[restrict 20][256], const float b[restrict 128][256],
    float out_c[restrict 128][20], float *restrict scratch)
{
    enum { rows = 128, columns = 20, depth = 256, panels = 1, tile_rows = 8 };
    float(*restrict packed)[256][32] = (void *)scratch;
    for (int p = 0; p < panels; p++)
        transpose_panel(&a[32 * p][0], depth, min(32, columns - 32 * p), &packed[p][0][0], 32,
            depth);
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &packed[p][0][0], 32, depth);
            tile_store_part(tile_rows, 32, acc, 0, 20, &out_c[m][32 * p], columns);
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
product_256x20_by_128x20(const float a[restrict 8][20][32], const float b[restrict 128][20],
    float out_c[restrict 128][256])
{
    enum { rows = 128, columns = 256, depth = 20, panels = 8, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[p][0][0], 32, depth);
            tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
        }
    }
}

/* out_c[m][n][n2] = sum over k of a[m][k] b[n][n2][k]
 * Register tiles, both operands read in place. */
static void
product_128x256_by_64x7x7x256(const float a[restrict 128][256],
    const float b[restrict 2][49][256][32], float out_c[restrict 128][49][64])
{
    enum { rows = 128, columns = 49, columns2 = 64, depth = 256, panels = 2, tile_rows = 8 };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < columns; n++) {
        for (int p = 0; p < panels; p++) {
            for (int m = 0; m < rows; m += tile_rows) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, &a[m][0], depth, 1, &b[p][n][0][0], 32,
                    depth);
                tile_store(tile_rows, 32, acc, &out_c[m][n][32 * p], columns * columns2);
            }
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Minimal filtering (Winograd, 1980): 100 products for the 256 of a square of 4 x 4 pixels. */
static void
conv_data_64x7x7_to_32x14x14_in_panels(const float d_y[restrict 128][7][7][64],
    const float weight[restrict 1][4][4][64][32], float d_x[restrict 128][14][14][32],
    float *restrict scratch)
{
    enum {
        images = 128, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8
    };
    enum { squares_y = 2, squares_x = 2, squares = 512, side = 4, components = 25 };
    float(*restrict spectrum)[components][out][32] = (void *)scratch;
    static const float zeros[out];
    for (int qy = 0; qy < stride; qy++) {
        for (int qx = 0; qx < stride; qx++) {
            const int ky = (qy + padding) % stride + kernel - stride;
            const int kx = (qx + padding) % stride + kernel - stride;
            for (int p = 0; p < panels; p++)
                for (int o = 0; o < out; o++)
                    winograd_weights_5(&weight[p][ky][kx][o][0], -stride * kernel * out * 32,
                        -stride * out * 32, spectrum[p][0][o], out * 32);
#pragma omp parallel for schedule(static)
            for (int s = 0; s < squares; s += tile_rows) {
                float pixels[tile_rows][components][out];
                for (int r = 0; r < tile_rows; r++) {
                    const int n = (s + r) / (squares_y * squares_x);
                    const int row = (s + r) / squares_x % squares_y * side;
                    const int column = (s + r) % squares_x * side;
                    winograd_pixels_5(d_y[n][0][0], out_height, out_width, out, row
                        + (qy + padding) / stride - 1, column + (qx + padding) / stride - 1, 1,
                        zeros, pixels[r][0], out);
                }
                for (int p = 0; p < panels; p++) {
                    float product[components][tile_rows][32];
                    for (int c = 0; c < components; c++) {
                        tile acc = {0};
                        tile_multiply(tile_rows, 32, acc, pixels[0][c], components * out, 1,
                            spectrum[p][c][0], 32, out);
                        tile_store(tile_rows, 32, acc, product[c][0], 32);
                    }
                    for (int r = 0; r < tile_rows; r++) {
                        const int n = (s + r) / (squares_y * squares_x);
                        const int row = (s + r) / squares_x % squares_y * side;
                        const int column = (s + r) % squares_x * side;
                        const int iy = stride * row + qy, ix = stride * column + qx;
                        winograd_outputs_5(product[0][r], tile_rows * 32,
                            &d_x[n][iy][ix][32 * p], stride * width * in, stride * in,
                            min(side, (height - iy + stride - 1) / stride),
                            min(side, (width - ix + stride - 1) / stride), 1, 0);
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
conv_data_32x14x14_to_28x28(const float d_y[restrict 128][14][14][32],
    const float weight[restrict 1][4][4][32], float d_x[restrict 128][28][28][1],
    float *restrict scratch)
{
    enum {
        images = 128, height = 28, width = 28, in = 1, out_height = 14, out_width = 14,
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

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of taps and channels, a sum over pixels; x with its padding. */
static void
conv_weight_28x28_by_32x14x14(const float x[restrict 128][28][28][1],
    const float d_y[restrict 128][14][14][32], float d_weight[restrict 1][4][4][1][32],
    float *restrict scratch)
{
    enum {
        images = 128, height = 28, width = 28, in = 1, out_height = 14, out_width = 14,
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
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Minimal filtering (Winograd, 1980): 100 products for the 256 of a square of 4 x 4 pixels. */
static void
conv_32x14x14_to_64x7x7_in_panels(const float x[restrict 128][14][14][32],
    const float weight[restrict 1][4][4][64][32], float y[restrict 128][7][7][64],
    float *restrict scratch)
{
    enum {
        images = 128, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8
    };
    enum {
        squares_y = 2, squares_x = 2, squares = 512, side = 4, components = 25, taps = 2,
        from_panels = 1, phases_in = 128
    };
    float(*restrict spectrum)[components][phases_in][32] = (void *)scratch;
    static const float zeros[in];
    for (int p = 0; p < panels; p++) {
        for (int qy = 0; qy < stride; qy++) {
            for (int qx = 0; qx < stride; qx++) {
                for (int q = 0; q < from_panels; q++) {
                    float tap[taps][taps][32][32];
                    for (int ty = 0; ty < taps; ty++)
                        for (int tx = 0; tx < taps; tx++)
                            transpose(&weight[q][qy + stride * ty][qx + stride * tx][32 * p][0],
                                32, 32, tap[ty][tx][0], 32, 32);
                    for (int i = 0; i < 32; i++)
                        winograd_weights_5(tap[0][0][i], taps * 32 * 32, 32 * 32,
                            spectrum[p][0][(stride * qy + qx) * in + 32 * q + i],
                            phases_in * 32);
                }
            }
        }
    }
#pragma omp parallel for schedule(static)
    for (int s = 0; s < squares; s += tile_rows) {
        float pixels[tile_rows][components][phases_in];
        for (int r = 0; r < tile_rows; r++) {
            const int n = (s + r) / (squares_y * squares_x);
            const int row = (s + r) / squares_x % squares_y * side;
            const int column = (s + r) % squares_x * side;
            for (int qy = 0; qy < stride; qy++)
                for (int qx = 0; qx < stride; qx++)
                    winograd_pixels_5(x[n][0][0], height, width, in, stride * row + qy
                        - padding, stride * column + qx - padding, stride, zeros,
                        &pixels[r][0][(stride * qy + qx) * in], phases_in);
        }
        for (int p = 0; p < panels; p++) {
            float product[components][tile_rows][32];
            for (int c = 0; c < components; c++) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, pixels[0][c], components * phases_in, 1,
                    spectrum[p][c][0], 32, phases_in);
                tile_store(tile_rows, 32, acc, product[c][0], 32);
            }
            for (int r = 0; r < tile_rows; r++) {
                const int n = (s + r) / (squares_y * squares_x);
                const int row = (s + r) / squares_x % squares_y * side;
                const int column = (s + r) % squares_x * side;
                winograd_outputs_5(product[0][r], tile_rows * 32, &y[n][row][column][32 * p],
                    out_width * out, out, min(side, out_height - row),
                    min(side, out_width - column), 1, 0);
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Minimal filtering (Winograd, 1980): 100 sums for the 256 of a square of 4 x 4 pixels. */
static void
conv_weight_32x14x14_by_64x7x7_in_panels(const float x[restrict 128][14][14][32],
    const float d_y[restrict 128][7][7][64], float d_weight[restrict 1][4][4][64][32],
    float *restrict scratch)
{
    enum {
        images = 128, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8
    };
    enum {
        squares_y = 2, squares_x = 2, squares = 512, side = 4, components = 25, block = 513
    };
    float(*restrict pixels)[block][in] = (void *)scratch;
    float(*restrict slopes)[block][out] = (void *)(scratch + 410400);
    float(*restrict sums)[components][out][32] = (void *)(scratch + 1231200);
    static const float zeros[out];
#pragma omp parallel for schedule(static)
    for (int k = 0; k < squares; k++) {
        const int n = k / (squares_y * squares_x);
        const int row = k / squares_x % squares_y * side;
        const int column = k % squares_x * side;
        winograd_slopes_5(d_y[n][row][column], out_width * out, out, out_height - row, out_width
            - column, zeros, slopes[0][k], block * out);
    }
    for (int qy = 0; qy < stride; qy++) {
        for (int qx = 0; qx < stride; qx++) {
#pragma omp parallel for schedule(static)
            for (int k = 0; k < squares; k++) {
                const int n = k / (squares_y * squares_x);
                const int row = k / squares_x % squares_y * side;
                const int column = k % squares_x * side;
                winograd_pixels_5(x[n][0][0], height, width, in, stride * row + qy - padding,
                    stride * column + qx - padding, stride, zeros, pixels[0][k], block * in);
            }
#pragma omp parallel for collapse(3) schedule(static)
            for (int c = 0; c < components; c++) {
                for (int p = 0; p < panels; p++) {
                    for (int r = 0; r < out; r += tile_rows) {
                        tile acc = {0};
                        tile_multiply(tile_rows, 32, acc, &slopes[c][0][r], 1, out,
                            &pixels[c][0][32 * p], in, squares);
                        tile_store(tile_rows, 32, acc, sums[p][c][r], 32);
                    }
                }
            }
            for (int p = 0; p < panels; p++)
                for (int o = 0; o < out; o++)
                    winograd_taps_5(sums[p][0][o], out * 32, d_weight[p][qy][qx][o],
                        stride * kernel * out * 32, stride * out * 32, 1, 0);
        }
    }
}

/* out_c[m][n] = sum over k, k2 of a[n][k][k2] b[m][k][k2]
 * Register tiles, right operand packed into panels. */
static void
product_64x7x7x256_by_128x64x7x7(const float a[restrict 2][49][256][32],
    const float b[restrict 128][49][64], float out_c[restrict 128][256],
    float *restrict scratch)
{
    enum { rows = 128, columns = 256, depth = 49, depth2 = 64, panels = 8, tile_rows = 8 };
    float(*restrict packed)[49][64][32] = (void *)scratch;
#pragma omp parallel for collapse(3) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int k = 0; k < depth; k++)
            for (int q = 0; q < 2; q++)
                transpose(&a[q][k][32 * p][0], 32, 32, &packed[p][k][32 * q][0], 32,
                    min(32, depth2 - 32 * q));
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int m = 0; m < rows; m += tile_rows) {
            tile acc = {0};
            for (int k = 0; k < depth; k++)
                tile_multiply(tile_rows, 32, acc, &b[m][k][0], depth * depth2, 1,
                    &packed[p][k][0][0], 32, depth2);
            tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
        }
    }
}

/* out_c[m][n][n2] = sum over k of a[m][k] b[n][n2][k]
 * Register tiles, both operands read in place. */
static void
product_128x256_by_128x64x7x7(const float a[restrict 128][256],
    const float b[restrict 128][49][64], float out_c[restrict 2][49][256][32])
{
    enum { rows = 256, columns = 49, columns2 = 64, depth = 128, panels = 2, tile_rows = 8 };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < columns; n++) {
        for (int p = 0; p < panels; p++) {
            for (int m = 0; m < rows; m += tile_rows) {
                tile acc = {0};
                tile_prefetch(tile_rows, 32, &out_c[p][n][m][0], 32);
                tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &b[0][n][32 * p],
                    columns * columns2, depth);
                tile_store(tile_rows, 32, acc, &out_c[p][n][m][0], 32);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, both operands read in place. */
static void
product_128x20_by_128x256(const float a[restrict 128][20], const float b[restrict 128][256],
    float out_c[restrict 8][20][32])
{
    enum { rows = 20, columns = 256, depth = 128, panels = 8, tile_rows = 7 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int r = 0; r < rows; r += tile_rows) {
        for (int p = 0; p < panels; p++) {
            const int m = min(r, rows - tile_rows);
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &b[0][32 * p], columns, depth);
            tile_store_part(tile_rows, 32, acc, r - m, 32, &out_c[p][m][0], 32);
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, right operand packed into panels. */
static void
product_256x20_by_128x256(const float a[restrict 8][20][32], const float b[restrict 128][256],
    float out_c[restrict 128][20], float *restrict scratch)
{
    enum { rows = 128, columns = 20, depth = 256, panels = 1, tile_rows = 8 };
    float(*restrict packed)[256][32] = (void *)scratch;
    for (int p = 0; p < panels; p++)
        for (int q = 0; q < 8; q++)
            transpose_panel(&a[q][32 * p][0], 32, min(32, columns - 32 * p),
                &packed[p][32 * q][0], 32, min(32, depth - 32 * q));
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &packed[p][0][0], 32, depth);
            tile_store_part(tile_rows, 32, acc, 0, 20, &out_c[m][32 * p], columns);
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
product_128x256_by_128x20(const float a[restrict 128][256], const float b[restrict 128][20],
    float out_c[restrict 20][256])
{
    enum { rows = 20, columns = 256, depth = 128, panels = 8, tile_rows = 7 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int r = 0; r < rows; r += tile_rows) {
        for (int p = 0; p < panels; p++) {
            const int m = min(r, rows - tile_rows);
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &b[0][m], 1, rows, &a[0][32 * p], columns, depth);
            tile_store_part(tile_rows, 32, acc, r - m, 32, &out_c[m][32 * p], columns);
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
product_20x256_by_128x20(const float a[restrict 20][256], const float b[restrict 128][20],
    float out_c[restrict 128][256])
{
    enum { rows = 128, columns = 256, depth = 20, panels = 8, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[0][32 * p], columns,
                depth);
            tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
        }
    }
}

/* out_c[m][n] += sum over k of a[n][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
add_product_20x256_by_128x20(const float a[restrict 20][256], const float b[restrict 128][20],
    float out_c[restrict 128][256])
{
    enum { rows = 128, columns = 256, depth = 20, panels = 8, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_load(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[0][32 * p], columns,
                depth);
            tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, both operands read in place. */
static void
product_128x64x7x7_by_128x256(const float a[restrict 128][3136],
    const float b[restrict 128][256], float out_c[restrict 8][3136][32])
{
    enum { rows = 3136, columns = 256, depth = 128, panels = 8, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_prefetch(tile_rows, 32, &out_c[p][m][0], 32);
            tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &b[0][32 * p], columns, depth);
            tile_store(tile_rows, 32, acc, &out_c[p][m][0], 32);
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles across out, right operand packed into panels. */
static void
product_256x64x7x7_by_128x256(const float a[restrict 8][3136][32],
    const float b[restrict 128][256], float out_c[restrict 128][3136], float *restrict scratch)
{
    enum { rows = 3136, columns = 128, depth = 256, panels = 4, tile_rows = 8 };
    float(*restrict packed)[256][32] = (void *)scratch;
#pragma omp parallel for schedule(static)
    for (int p = 0; p < panels; p++)
        transpose(&b[32 * p][0], depth, 32, &packed[p][0][0], 32, depth);
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            for (int q = 0; q < 8; q++)
                tile_multiply(tile_rows, 32, acc, &a[q][m][0], 32, 1, &packed[p][32 * q][0], 32,
                    32);
            tile_store_across(tile_rows, 32, acc, 32, &out_c[32 * p][m], rows);
        }
    }
}

/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Minimal filtering (Winograd, 1980): 100 products for the 256 of a square of 4 x 4 pixels. */
static void
conv_data_64x7x7_to_32x14x14_out_panels(const float d_y[restrict 128][7][7][64],
    const float weight[restrict 2][4][4][32][32], float d_x[restrict 128][14][14][32],
    float *restrict scratch)
{
    enum {
        images = 128, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8
    };
    enum {
        squares_y = 2, squares_x = 2, squares = 512, side = 4, components = 25, taps = 2,
        from_panels = 2
    };
    float(*restrict spectrum)[components][out][32] = (void *)scratch;
    static const float zeros[out];
    for (int qy = 0; qy < stride; qy++) {
        for (int qx = 0; qx < stride; qx++) {
            const int ky = (qy + padding) % stride + kernel - stride;
            const int kx = (qx + padding) % stride + kernel - stride;
            for (int p = 0; p < panels; p++) {
                for (int q = 0; q < from_panels; q++) {
                    float tap[taps][taps][32][32];
                    for (int ty = 0; ty < taps; ty++)
                        for (int tx = 0; tx < taps; tx++)
                            transpose(&weight[q][ky - stride * ty][kx - stride * tx][32 * p][0],
                                32, 32, tap[ty][tx][0], 32, 32);
                    for (int o = 0; o < 32; o++)
                        winograd_weights_5(tap[0][0][o], taps * 32 * 32, 32 * 32,
                            spectrum[p][0][32 * q + o], out * 32);
                }
            }
#pragma omp parallel for schedule(static)
            for (int s = 0; s < squares; s += tile_rows) {
                float pixels[tile_rows][components][out];
                for (int r = 0; r < tile_rows; r++) {
                    const int n = (s + r) / (squares_y * squares_x);
                    const int row = (s + r) / squares_x % squares_y * side;
                    const int column = (s + r) % squares_x * side;
                    winograd_pixels_5(d_y[n][0][0], out_height, out_width, out, row
                        + (qy + padding) / stride - 1, column + (qx + padding) / stride - 1, 1,
                        zeros, pixels[r][0], out);
                }
                for (int p = 0; p < panels; p++) {
                    float product[components][tile_rows][32];
                    for (int c = 0; c < components; c++) {
                        tile acc = {0};
                        tile_multiply(tile_rows, 32, acc, pixels[0][c], components * out, 1,
                            spectrum[p][c][0], 32, out);
                        tile_store(tile_rows, 32, acc, product[c][0], 32);
                    }
                    for (int r = 0; r < tile_rows; r++) {
                        const int n = (s + r) / (squares_y * squares_x);
                        const int row = (s + r) / squares_x % squares_y * side;
                        const int column = (s + r) % squares_x * side;
                        const int iy = stride * row + qy, ix = stride * column + qx;
                        winograd_outputs_5(product[0][r], tile_rows * 32,
                            &d_x[n][iy][ix][32 * p], stride * width * in, stride * in,
                            min(side, (height - iy + stride - 1) / stride),
                            min(side, (width - ix + stride - 1) / stride), 1, 0);
                    }
                }
            }
        }
    }
}

/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Minimal filtering (Winograd, 1980): 100 sums for the 256 of a square of 4 x 4 pixels. */
static void
conv_weight_32x14x14_by_64x7x7_out_panels(const float x[restrict 128][14][14][32],
    const float d_y[restrict 128][7][7][64], float d_weight[restrict 2][4][4][32][32],
    float *restrict scratch)
{
    enum {
        images = 128, height = 14, width = 14, in = 32, out_height = 7, out_width = 7,
        out = 64, kernel = 4, stride = 2, padding = 1, panels = 2, tile_rows = 8
    };
    enum {
        squares_y = 2, squares_x = 2, squares = 512, side = 4, components = 25, block = 513
    };
    float(*restrict pixels)[block][in] = (void *)scratch;
    float(*restrict slopes)[block][out] = (void *)(scratch + 410400);
    float(*restrict sums)[components][in][32] = (void *)(scratch + 1231200);
    static const float zeros[out];
#pragma omp parallel for schedule(static)
    for (int k = 0; k < squares; k++) {
        const int n = k / (squares_y * squares_x);
        const int row = k / squares_x % squares_y * side;
        const int column = k % squares_x * side;
        winograd_slopes_5(d_y[n][row][column], out_width * out, out, out_height - row, out_width
            - column, zeros, slopes[0][k], block * out);
    }
    for (int qy = 0; qy < stride; qy++) {
        for (int qx = 0; qx < stride; qx++) {
#pragma omp parallel for schedule(static)
            for (int k = 0; k < squares; k++) {
                const int n = k / (squares_y * squares_x);
                const int row = k / squares_x % squares_y * side;
                const int column = k % squares_x * side;
                winograd_pixels_5(x[n][0][0], height, width, in, stride * row + qy - padding,
                    stride * column + qx - padding, stride, zeros, pixels[0][k], block * in);
            }
#pragma omp parallel for collapse(3) schedule(static)
            for (int c = 0; c < components; c++) {
                for (int p = 0; p < panels; p++) {
                    for (int r = 0; r < in; r += tile_rows) {
                        tile acc = {0};
                        tile_multiply(tile_rows, 32, acc, &pixels[c][0][r], 1, in,
                            &slopes[c][0][32 * p], out, squares);
                        tile_store(tile_rows, 32, acc, sums[p][c][r], 32);
                    }
                }
            }
            for (int p = 0; p < panels; p++)
                for (int i = 0; i < in; i++)
                    winograd_taps_5(sums[p][0][i], in * 32, d_weight[p][qy][qx][i],
                        stride * kernel * in * 32, stride * in * 32, 1, 0);
        }
    }
}

/* out_c[m][n][n2] = sum over k of a[n][n2][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
product_64x7x7x256_by_128x256(const float a[restrict 2][49][256][32],
    const float b[restrict 128][256], float out_c[restrict 128][49][64])
{
    enum { rows = 128, columns = 49, columns2 = 64, depth = 256, panels = 2, tile_rows = 8 };
#pragma omp parallel for collapse(3) schedule(static)
    for (int n = 0; n < columns; n++) {
        for (int p = 0; p < panels; p++) {
            for (int m = 0; m < rows; m += tile_rows) {
                tile acc = {0};
                tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[p][n][0][0], 32,
                    depth);
                tile_store(tile_rows, 32, acc, &out_c[m][n][32 * p], columns * columns2);
            }
        }
    }
}

