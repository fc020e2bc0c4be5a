/* beta_tc_vae_contractions.h: matrix products and convolutions of beta_tc_vae.c, by shape.
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

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
product_400x784_by_128x784(const float a[restrict 13][784][32],
    const float b[restrict 128][784], float out_c[restrict 128][400])
{
    enum { rows = 128, columns = 400, depth = 784, panels = 13, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int m = 0; m < rows; m += tile_rows) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[p][0][0], 32, depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1, &a[p][0][0], 32, depth);
                tile_store(tile_rows, 16, acc, &out_c[m][32 * p], columns);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
product_400x400_by_128x400_left_panels_in_place(const float a[restrict 13][400][32],
    const float b[restrict 128][400], float out_c[restrict 128][400])
{
    enum { rows = 128, columns = 400, depth = 400, panels = 13, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int m = 0; m < rows; m += tile_rows) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[p][0][0], 32, depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1, &a[p][0][0], 32, depth);
                tile_store(tile_rows, 16, acc, &out_c[m][32 * p], columns);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, right operand packed into panels. */
static void
product_10x400_by_128x400(const float a[restrict 10][400], const float b[restrict 128][400],
    float out_c[restrict 128][10], float *restrict scratch)
{
    enum { rows = 128, columns = 10, depth = 400, panels = 1, tile_rows = 8 };
    float(*restrict packed)[400][32] = (void *)scratch;
#pragma omp parallel for schedule(static)
    for (int p = 0; p < panels; p++)
        transpose_panel(&a[32 * p][0], depth, min(32, columns - 32 * p), &packed[p][0][0], 32,
            depth);
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1, &packed[p][0][0], 32, depth);
            tile_store_part(tile_rows, 16, acc, 0, 10, &out_c[m][32 * p], columns);
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
product_400x10_by_128x10(const float a[restrict 13][10][32], const float b[restrict 128][10],
    float out_c[restrict 128][400])
{
    enum { rows = 128, columns = 400, depth = 10, panels = 13, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[p][0][0], 32, depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1, &a[p][0][0], 32, depth);
                tile_store(tile_rows, 16, acc, &out_c[m][32 * p], columns);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, both operands read in place. */
static void
product_784x400_by_128x400(const float a[restrict 25][400][32],
    const float b[restrict 128][400], float out_c[restrict 128][784])
{
    enum { rows = 128, columns = 784, depth = 400, panels = 25, tile_rows = 8 };
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int m = 0; m < rows; m += tile_rows) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[p][0][0], 32, depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1, &a[p][0][0], 32, depth);
                tile_store(tile_rows, 16, acc, &out_c[m][32 * p], columns);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, operands read in place except the last columns. */
static void
product_128x400_by_128x784(const float a[restrict 128][400], const float b[restrict 128][784],
    float out_c[restrict 25][400][32], float *restrict scratch)
{
    enum { rows = 400, columns = 784, depth = 128, panels = 25, tile_rows = 8 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++)
        for (int j = 0; j < 32; j++)
            packed[k][j] = 768 + j < columns ? b[k][768 + j] : 0;
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int m = 0; m < rows; m += tile_rows) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &b[0][32 * p], columns,
                    depth);
                tile_store(tile_rows, 32, acc, &out_c[p][m][0], 32);
            } else {
                tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &packed[0][0], 32, depth);
                tile_store(tile_rows, 32, acc, &out_c[p][m][0], 32);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles across out, right operand packed into panels. */
static void
product_784x400_by_128x784(const float a[restrict 25][400][32],
    const float b[restrict 128][784], float out_c[restrict 128][400], float *restrict scratch)
{
    enum { rows = 400, columns = 128, depth = 784, panels = 4, tile_rows = 8 };
    float(*restrict packed)[784][32] = (void *)scratch;
#pragma omp parallel for schedule(static)
    for (int p = 0; p < panels; p++)
        transpose(&b[32 * p][0], depth, 32, &packed[p][0][0], 32, depth);
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            for (int q = 0; q < 25; q++)
                tile_multiply(tile_rows, 32, acc, &a[q][m][0], 32, 1, &packed[p][32 * q][0], 32,
                    min(32, depth - 32 * q));
            tile_store_across(tile_rows, 32, acc, 32, &out_c[32 * p][m], rows);
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, operands read in place except the last columns. */
static void
product_128x400_by_128x400(const float a[restrict 128][400], const float b[restrict 128][400],
    float out_c[restrict 13][400][32], float *restrict scratch)
{
    enum { rows = 400, columns = 400, depth = 128, panels = 13, tile_rows = 8 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++)
        for (int j = 0; j < 32; j++)
            packed[k][j] = 384 + j < columns ? b[k][384 + j] : 0;
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int m = 0; m < rows; m += tile_rows) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &b[0][32 * p], columns,
                    depth);
                tile_store(tile_rows, 32, acc, &out_c[p][m][0], 32);
            } else {
                tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &packed[0][0], 32, depth);
                tile_store(tile_rows, 32, acc, &out_c[p][m][0], 32);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles across out, right operand packed into panels. */
static void
product_400x400_by_128x400_left_panels_packed(const float a[restrict 13][400][32],
    const float b[restrict 128][400], float out_c[restrict 128][400], float *restrict scratch)
{
    enum { rows = 400, columns = 128, depth = 400, panels = 4, tile_rows = 8 };
    float(*restrict packed)[400][32] = (void *)scratch;
#pragma omp parallel for schedule(static)
    for (int p = 0; p < panels; p++)
        transpose(&b[32 * p][0], depth, 32, &packed[p][0][0], 32, depth);
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            for (int q = 0; q < 13; q++)
                tile_multiply(tile_rows, 32, acc, &a[q][m][0], 32, 1, &packed[p][32 * q][0], 32,
                    min(32, depth - 32 * q));
            tile_store_across(tile_rows, 32, acc, 32, &out_c[32 * p][m], rows);
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, operands read in place except the last columns. */
static void
product_128x10_by_128x400(const float a[restrict 128][10], const float b[restrict 128][400],
    float out_c[restrict 13][10][32], float *restrict scratch)
{
    enum { rows = 10, columns = 400, depth = 128, panels = 13, tile_rows = 5 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++)
        for (int j = 0; j < 32; j++)
            packed[k][j] = 384 + j < columns ? b[k][384 + j] : 0;
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int m = 0; m < rows; m += tile_rows) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &b[0][32 * p], columns,
                    depth);
                tile_store(tile_rows, 32, acc, &out_c[p][m][0], 32);
            } else {
                tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &packed[0][0], 32, depth);
                tile_store(tile_rows, 32, acc, &out_c[p][m][0], 32);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, right operand packed into panels. */
static void
product_400x10_by_128x400(const float a[restrict 13][10][32], const float b[restrict 128][400],
    float out_c[restrict 128][10], float *restrict scratch)
{
    enum { rows = 128, columns = 10, depth = 400, panels = 1, tile_rows = 8 };
    float(*restrict packed)[400][32] = (void *)scratch;
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++)
        for (int q = 0; q < 13; q++)
            transpose_panel(&a[q][32 * p][0], 32, min(32, columns - 32 * p),
                &packed[p][32 * q][0], 32, min(32, depth - 32 * q));
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1, &packed[p][0][0], 32, depth);
            tile_store_part(tile_rows, 16, acc, 0, 10, &out_c[m][32 * p], columns);
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, operands read in place except the last columns. */
static void
product_128x400_by_128x10(const float a[restrict 128][400], const float b[restrict 128][10],
    float out_c[restrict 10][400], float *restrict scratch)
{
    enum { rows = 10, columns = 400, depth = 128, panels = 13, tile_rows = 5 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++)
        for (int j = 0; j < 32; j++)
            packed[k][j] = 384 + j < columns ? a[k][384 + j] : 0;
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int m = 0; m < rows; m += tile_rows) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &b[0][m], 1, rows, &a[0][32 * p], columns,
                    depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_multiply(tile_rows, 16, acc, &b[0][m], 1, rows, &packed[0][0], 32, depth);
                tile_store(tile_rows, 16, acc, &out_c[m][32 * p], columns);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, operands read in place except the last columns. */
static void
product_10x400_by_128x10(const float a[restrict 10][400], const float b[restrict 128][10],
    float out_c[restrict 128][400], float *restrict scratch)
{
    enum { rows = 128, columns = 400, depth = 10, panels = 13, tile_rows = 8 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++)
        for (int j = 0; j < 32; j++)
            packed[k][j] = 384 + j < columns ? a[k][384 + j] : 0;
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[0][32 * p], columns,
                    depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1, &packed[0][0], 32, depth);
                tile_store(tile_rows, 16, acc, &out_c[m][32 * p], columns);
            }
        }
    }
}

/* out_c[m][n] += sum over k of a[n][k] b[m][k]
 * Register tiles, operands read in place except the last columns. */
static void
add_product_10x400_by_128x10(const float a[restrict 10][400], const float b[restrict 128][10],
    float out_c[restrict 128][400], float *restrict scratch)
{
    enum { rows = 128, columns = 400, depth = 10, panels = 13, tile_rows = 8 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++)
        for (int j = 0; j < 32; j++)
            packed[k][j] = 384 + j < columns ? a[k][384 + j] : 0;
#pragma omp parallel for collapse(2) schedule(static)
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_load(tile_rows, 32, acc, &out_c[m][32 * p], columns);
                tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1, &a[0][32 * p], columns,
                    depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_load(tile_rows, 16, acc, &out_c[m][32 * p], columns);
                tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1, &packed[0][0], 32, depth);
                tile_store(tile_rows, 16, acc, &out_c[m][32 * p], columns);
            }
        }
    }
}

/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, operands read in place except the last columns. */
static void
product_128x784_by_128x400(const float a[restrict 128][784], const float b[restrict 128][400],
    float out_c[restrict 13][784][32], float *restrict scratch)
{
    enum { rows = 784, columns = 400, depth = 128, panels = 13, tile_rows = 8 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++)
        for (int j = 0; j < 32; j++)
            packed[k][j] = 384 + j < columns ? b[k][384 + j] : 0;
#pragma omp parallel for collapse(2) schedule(static)
    for (int p = 0; p < panels; p++) {
        for (int m = 0; m < rows; m += tile_rows) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &b[0][32 * p], columns,
                    depth);
                tile_store(tile_rows, 32, acc, &out_c[p][m][0], 32);
            } else {
                tile_multiply(tile_rows, 32, acc, &a[0][m], 1, rows, &packed[0][0], 32, depth);
                tile_store(tile_rows, 32, acc, &out_c[p][m][0], 32);
            }
        }
    }
}

