/* mlp.c: the computations of mlp.yaml (sha256 H).
 * Emitted by latentc V. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 16, latent 4, hidden 12, side 6
 * Parameters  1024 floats, struct mlp_parameters; gradients in the same struct
 * Buffer plan 3248 floats (70 buffers unshared: 24384; lower bound 3200)
 *     offset     floats  holds                                    live
 *          0        768  scratch                                  step_1 F3..F3
 *          0       1152  scratch                                  step_1 F5..F5
 *          0       1152  scratch                                  step_1 F7..F7
 *          0          1  linear3_softplus_sum                     step_1 F8..F9
 *          0        512  scratch                                  step_1 F10..F10
 *          0        512  scratch                                  step_1 F12..F12
 *          0       1152  scratch                                  step_2 F2..F2
 *          0          1  D_linear3_of_fake_add_softplus_sum_2     step_2 F3..F4
 *          0        576  D_3_weight_reshape_mul_contract[16][36]  step_2 F5..F6
 *          0        512  scratch                                  step_2 F7..F7
 *          0       1152  scratch                                  step_2 F8..F8
 *          0        192  relu_part_mul[16][12]                    step_2 F9..F10
 *          0        192  G_linear0_of_fake_part[16][12]           evaluate F1..F2
 *          0        768  scratch                                  evaluate F3..F3
 *          0       1152  scratch                                  evaluate F6..F6
 *          0       1152  scratch                                  evaluate F8..F8
 *          0          1  linear3_softplus_sum                     evaluate F9..F10
 *          0       1152  scratch                                  evaluate F11..F11
 *          0          1  D_linear3_of_fake_add_softplus_sum       evaluate F12..F13
 *          0        192  G_linear0_of_fake_part[16][12]           sample F1..F2
 *          0        768  scratch                                  sample F3..F3
 *          0          8  mul_value[8]                             interpolate F1..F2
 *          0        192  G_linear0_of_interpolate_part[16][12]    interpolate F3..F4
 *          0        768  scratch                                  interpolate F5..F5
 *         16          8  interpolate_noise[2][4]                  interpolate N1..F2
 *         32          8  interpolate_noise2[2][4]                 interpolate N2..F2
 *        192         12  d_G_0_bias_sum[12]                       step_2 F9..G3
 *        192         48  d_G_0_weight_part[12][4]                 step_2 F10..G4
 *        192         64  fake_noise[16][4]                        evaluate N1..F1
 *        192         64  fake_noise[16][4]                        sample N1..F1
 *        192         64  interpolate_noise_add_mul_add[2][8][4]   interpolate F2..F3
 *        512        432  D_flatten_of_fake_contract[12][36]       step_1 F10..G1
 *        512        432  d_G_2_weight_part[36][12]                step_2 F7..G2
 *        576        384  scratch                                  step_2 F5..F5
 *        576         36  d_G_2_bias_sum[36]                       step_2 F6..G1
 *        768        192  G_relu_of_fake[16][12]                   evaluate F2..F3
 *        768        576  linear2_part[16][36]                     sample F3..F4
 *        768        576  relu_contract[16][36]                    interpolate F5..F6
 *        944        192  linear3_sigmoid_mul[16][12]              step_1 F8..F10
 *        944        432  D_flatten_of_x_contract[12][36]          step_1 F12..G1
 *        960        192  D_linear3_of_fake_add_sigmoid_mul[16][12] step_2 F3..F5
 *       1152        576  G_sigmoid_of_fake_2[16][6][6]            step_1 F4..F10
 *       1152        576  G_sigmoid_of_fake[16][36]                step_2 F1..F6
 *       1152        576  sigmoid_mul[16][36]                      step_2 F6..F8, overwrites G_sigmoid_of_fake
 *       1152        576  linear2_part[16][36]                     evaluate F3..F5
 *       1152        576  G_sigmoid_of_fake_2[16][6][6]            evaluate F5..F8, overwrites linear2_part
 *       1152        192  G_sigmoid_of_fake_contract[16][12]       evaluate F11..F12
 *       1344        192  G_relu_of_fake[16][12]                   sample F2..F3
 *       1344        192  G_relu_of_interpolate[16][12]            interpolate F4..F5
 *       1376         12  d_D_1_bias_part[12]                      step_1 F11..G2
 *       1728        576  linear2_part[16][36]                     step_1 F3..F1
 *       1728        192  D_1_weight_contract[16][12]              step_2 F2..F3
 *       1728        192  sigmoid_mul_contract[16][12]             step_2 F8..F9
 *       1728        576  G_sigmoid_of_fake[16][36]                evaluate F4..F11
 *       2304        192  G_relu_of_fake[16][12]                   step_1 F2..F7
 *       2304        192  D_linear1_of_x_part[16][12]              evaluate F6..F7
 *       2304        192  flatten_contract[16][12]                 evaluate F8..F9
 *       2496        192  D_linear3_of_x_add_sigmoid_mul[16][12]   step_1 F6..F12
 *       2496          1  D_linear3_of_x_add_softplus_sum          evaluate F7..F10
 *       2688        192  D_linear1_of_x_part[16][12]              step_1 F5..F6
 *       2688        192  flatten_contract[16][12]                 step_1 F7..F8
 *       2880        192  G_linear0_of_fake_part[16][12]           step_1 F1..F9
 *       3072         64  fake_noise[16][4]                        step_1 N1..F10
 *       3136         12  D_linear1_of_fake_sel_mul_sum_4[12]      step_1 F8..G2
 *       3152         12  D_linear1_of_fake_sel_mul_sum_3[12]      step_1 F8..G3
 *       3168          1  linear3_sigmoid_sum                      step_1 F8..G4
 *       3184          1  D_linear3_of_x_add_softplus_sum          step_1 F6..F9
 *       3200         12  D_linear1_of_x_sel_mul_sum[12]           step_1 F6..F11
 *       3216         12  D_linear1_of_x_mul_sum[12]               step_1 F6..G3
 *       3232          1  linear3_add_sigmoid_sum                  step_1 F6..G4
 */
#include "mlp.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

enum { batch = 16, latent = 4, hidden = 12, side = 6 };

/* Buffers of the arena, in m->at. */
enum {
    AT_linear3_softplus_sum,
    AT_linear3_sigmoid_mul,
    AT_D_linear1_of_fake_sel_mul_sum_4,
    AT_D_linear1_of_fake_sel_mul_sum_3,
    AT_linear3_sigmoid_sum,
    AT_G_sigmoid_of_fake_2,
    AT_G_relu_of_fake,
    AT_d_D_1_bias_part,
    AT_D_linear3_of_x_add_softplus_sum,
    AT_D_linear3_of_x_add_sigmoid_mul,
    AT_D_linear1_of_x_sel_mul_sum,
    AT_D_linear1_of_x_mul_sum,
    AT_linear3_add_sigmoid_sum,
    AT_D_linear1_of_x_part,
    AT_fake_noise,
    AT_G_linear0_of_fake_part,
    AT_linear2_part,
    AT_flatten_contract,
    AT_D_flatten_of_fake_contract,
    AT_D_flatten_of_x_contract,
    AT_relu_part_mul,
    AT_d_G_0_bias_sum,
    AT_sigmoid_mul,
    AT_d_G_2_bias_sum,
    AT_D_linear3_of_fake_add_softplus_sum_2,
    AT_D_linear3_of_fake_add_sigmoid_mul,
    AT_G_sigmoid_of_fake,
    AT_D_1_weight_contract,
    AT_D_3_weight_reshape_mul_contract,
    AT_sigmoid_mul_contract,
    AT_d_G_0_weight_part,
    AT_d_G_2_weight_part,
    AT_evaluate_linear3_softplus_sum,
    AT_evaluate_D_linear3_of_fake_add_softplus_sum,
    AT_evaluate_G_sigmoid_of_fake_2,
    AT_evaluate_G_sigmoid_of_fake,
    AT_evaluate_G_relu_of_fake,
    AT_evaluate_D_linear3_of_x_add_softplus_sum,
    AT_evaluate_D_linear1_of_x_part,
    AT_evaluate_fake_noise,
    AT_evaluate_G_linear0_of_fake_part,
    AT_evaluate_linear2_part,
    AT_evaluate_flatten_contract,
    AT_evaluate_G_sigmoid_of_fake_contract,
    AT_sample_G_relu_of_fake,
    AT_sample_fake_noise,
    AT_sample_G_linear0_of_fake_part,
    AT_sample_linear2_part,
    AT_interpolate_G_relu_of_interpolate,
    AT_interpolate_interpolate_noise_add_mul_add,
    AT_interpolate_mul_value,
    AT_interpolate_interpolate_noise,
    AT_interpolate_interpolate_noise2,
    AT_interpolate_G_linear0_of_interpolate_part,
    AT_interpolate_relu_contract,
    AT_scratch_step_1_F3,
    AT_scratch_step_1_F5,
    AT_scratch_step_1_F7,
    AT_scratch_step_1_F10,
    AT_scratch_step_1_F12,
    AT_scratch_step_2_F2,
    AT_scratch_step_2_F5,
    AT_scratch_step_2_F7,
    AT_scratch_step_2_F8,
    AT_scratch_evaluate_F3,
    AT_scratch_evaluate_F6,
    AT_scratch_evaluate_F8,
    AT_scratch_evaluate_F11,
    AT_scratch_sample_F3,
    AT_scratch_interpolate_F5,
};
enum { DATA_x };
enum { VALUE_d_loss, VALUE_g_loss };

/* A tile of a product: up to 8 rows by 48 columns, kept in registers block by block. */
#if defined __AVX512F__
enum { LANES = 16, BLOCK_ROWS = 8, BLOCK_COLUMNS = 48 };
#elif defined __AVX__
enum { LANES = 8, BLOCK_ROWS = 4, BLOCK_COLUMNS = 16 };
#elif defined __aarch64__
enum { LANES = 4, BLOCK_ROWS = 4, BLOCK_COLUMNS = 16 };
#else
enum { LANES = 4, BLOCK_ROWS = 4, BLOCK_COLUMNS = 8 };
#endif
typedef float vec __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef vec tile[8][48 / LANES];
#define INLINE static inline __attribute__((always_inline))
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

static inline int
min(int a, int b)
{
    return a < b ? a : b;
}

INLINE void
block_multiply(const int rows, const int vectors, vec (*restrict acc)[48 / LANES],
    int first, const float *restrict a, int row, int step, const float *restrict b,
    int b_row, int depth)
{
    vec sum[BLOCK_ROWS][BLOCK_COLUMNS / LANES];
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < vectors; v++)
            sum[r][v] = acc[r][first + v];
    }
    for (int k = 0; k < depth; k++) {
        vec line[BLOCK_COLUMNS / LANES];
        UNROLL
        for (int v = 0; v < vectors; v++)
            line[v] = *(const vec *)(b + k * b_row + v * LANES);
        UNROLL
        for (int r = 0; r < rows; r++) {
            UNROLL
            for (int v = 0; v < vectors; v++)
                sum[r][v] += a[r * row + k * step] * line[v];
        }
    }
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < vectors; v++)
            acc[r][first + v] = sum[r][v];
    }
}

/* acc[r][:] += a[r][k] b[k][:] for k < depth. Rows of a lie `row` apart, its columns
 * `step`; `columns` is a multiple of 16. */
INLINE void
tile_multiply(const int rows, const int columns, tile acc, const float *restrict a,
    int row, int step, const float *restrict b, int b_row, int depth)
{
    const int block = columns < BLOCK_COLUMNS ? columns : BLOCK_COLUMNS;
    const int whole = rows / BLOCK_ROWS * BLOCK_ROWS;
    for (int j = 0; j < columns; j += block) {
        for (int r = 0; r < whole; r += BLOCK_ROWS) {
            block_multiply(BLOCK_ROWS, block / LANES, acc + r, j / LANES, a + r * row, row,
                step,
                b + j, b_row, depth);
        }
        if (whole < rows) {
            block_multiply(rows - whole, block / LANES, acc + whole, j / LANES, a + whole * row,
                row, step, b + j, b_row, depth);
        }
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
tile_store_part(const int rows, const int columns, tile acc, int first, int width,
    float *c, int row)
{
    UNROLL
    for (int r = 0; r < rows; r++) {
        vec line[48 / LANES];
        UNROLL
        for (int v = 0; v < columns / LANES; v++)
            line[v] = acc[r][v];
        if (r >= first)
            memcpy(c + r * row, line, (size_t)width * sizeof *c);
    }
}

typedef float quad __attribute__((vector_size(16), aligned(4), may_alias));

/* b[k][j] = a[j][k] for j < columns and k < count, 0 for the other j < 32. Rows of a lie
 * a_row apart, rows of b b_row. */
static void
transpose(const float *restrict a, int a_row, int columns, float *restrict b, int b_row,
    int count)
{
    const int quads = columns / 4 * 4;
    int k = 0;
    for (; k + 4 <= count; k += 4) {
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
    for (int i = 0; i < k; i++) {
        for (int j = quads; j < columns; j++) {
            b[i * b_row + j] = a[j * a_row + i];
        }
    }
    for (; k < count; k++) {
        for (int j = 0; j < columns; j++) {
            b[k * b_row + j] = a[j * a_row + k];
        }
    }
    for (int i = 0; i < count; i++) {
        for (int j = columns; j < 32; j++) {
            b[i * b_row + j] = 0;
        }
    }
}

/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * A tiny product. */
static void
contract_12x4_16x4_16x12(const float a[restrict 12][4], const float b[restrict 16][4],
    float out_c[restrict 16][12])
{
    enum { rows = 16, columns = 12, depth = 4 };
    for (int m = 0; m < rows; m++) {
        for (int n = 0; n < columns; n++) {
            float sum = 0;
            for (int k = 0; k < depth; k++) {
                sum += a[n][k] * b[m][k];
            }
            out_c[m][n] = sum;
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, right operand packed into panels. */
static void
contract_36x12_16x12_16x36(const float a[restrict 36][12],
    const float b[restrict 16][12], float out_c[restrict 16][36],
    float *restrict scratch)
{
    enum { rows = 16, columns = 36, depth = 12, panels = 2, tile_rows = 8 };
    float(*restrict packed)[12][32] = (void *)scratch;
    for (int p = 0; p < panels; p++) {
        transpose(&a[32 * p][0], depth, min(32, columns - 32 * p),
            &packed[p][0][0], 32, depth);
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1,
                    &packed[p][0][0], 32, depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1,
                    &packed[p][0][0], 32, depth);
                tile_store_part(tile_rows, 16, acc, 0, 4,
                    &out_c[m][32 * p], columns);
            }
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, right operand packed into panels. */
static void
contract_12x36_16x36_16x12(const float a[restrict 12][36],
    const float b[restrict 16][36], float out_c[restrict 16][12],
    float *restrict scratch)
{
    enum { rows = 16, columns = 12, depth = 36, panels = 1, tile_rows = 8 };
    float(*restrict packed)[36][32] = (void *)scratch;
    for (int p = 0; p < panels; p++) {
        transpose(&a[32 * p][0], depth, min(32, columns - 32 * p),
            &packed[p][0][0], 32, depth);
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1,
                &packed[p][0][0], 32, depth);
            tile_store_part(tile_rows, 16, acc, 0, 12,
                &out_c[m][32 * p], columns);
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, operands read in place except the last columns. */
static void
contract_16x36_16x12_12x36(const float a[restrict 16][36],
    const float b[restrict 16][12], float out_c[restrict 12][36],
    float *restrict scratch)
{
    enum { rows = 12, columns = 36, depth = 16, panels = 2, tile_rows = 6 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++) {
        for (int j = 0; j < 32; j++) {
            packed[k][j] = 32 + j < columns ? a[k][32 + j] : 0;
        }
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &b[0][m], 1, rows,
                    &a[0][32 * p], columns, depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_multiply(tile_rows, 16, acc, &b[0][m], 1, rows,
                    &packed[0][0], 32, depth);
                tile_store_part(tile_rows, 16, acc, 0, 4,
                    &out_c[m][32 * p], columns);
            }
        }
    }
}


/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, right operand packed into panels. */
static void
contract_16x36_12x36_16x12(const float a[restrict 16][36],
    const float b[restrict 12][36], float out_c[restrict 16][12],
    float *restrict scratch)
{
    enum { rows = 16, columns = 12, depth = 36, panels = 1, tile_rows = 8 };
    float(*restrict packed)[36][32] = (void *)scratch;
    for (int p = 0; p < panels; p++) {
        transpose(&b[32 * p][0], depth, min(32, columns - 32 * p),
            &packed[p][0][0], 32, depth);
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &a[m][0], depth, 1,
                &packed[p][0][0], 32, depth);
            tile_store_part(tile_rows, 16, acc, 0, 12,
                &out_c[m][32 * p], columns);
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, operands read in place except the last columns. */
static void
contract_12x36_16x12_16x36(const float a[restrict 12][36],
    const float b[restrict 16][12], float out_c[restrict 16][36],
    float *restrict scratch)
{
    enum { rows = 16, columns = 36, depth = 12, panels = 2, tile_rows = 8 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++) {
        for (int j = 0; j < 32; j++) {
            packed[k][j] = 32 + j < columns ? a[k][32 + j] : 0;
        }
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            if (p < panels - 1) {
                tile_multiply(tile_rows, 32, acc, &b[m][0], depth, 1,
                    &a[0][32 * p], columns, depth);
                tile_store(tile_rows, 32, acc, &out_c[m][32 * p], columns);
            } else {
                tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1,
                    &packed[0][0], 32, depth);
                tile_store_part(tile_rows, 16, acc, 0, 4,
                    &out_c[m][32 * p], columns);
            }
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, operands read in place except the last columns. */
static void
contract_16x12_16x36_36x12(const float a[restrict 16][12],
    const float b[restrict 16][36], float out_c[restrict 36][12],
    float *restrict scratch)
{
    enum { rows = 36, columns = 12, depth = 16, panels = 1, tile_rows = 8 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++) {
        for (int j = 0; j < 32; j++) {
            packed[k][j] = 0 + j < columns ? a[k][0 + j] : 0;
        }
    }
    for (int r = 0; r < rows; r += tile_rows) {
        for (int p = 0; p < panels; p++) {
            const int m = min(r, rows - tile_rows);
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &b[0][m], 1, rows,
                &packed[0][0], 32, depth);
            tile_store_part(tile_rows, 16, acc, r - m, 12,
                &out_c[m][32 * p], columns);
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, operands read in place except the last columns. */
static void
contract_36x12_16x36_16x12(const float a[restrict 36][12],
    const float b[restrict 16][36], float out_c[restrict 16][12],
    float *restrict scratch)
{
    enum { rows = 16, columns = 12, depth = 36, panels = 1, tile_rows = 8 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++) {
        for (int j = 0; j < 32; j++) {
            packed[k][j] = 0 + j < columns ? a[k][0 + j] : 0;
        }
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1,
                &packed[0][0], 32, depth);
            tile_store_part(tile_rows, 16, acc, 0, 12,
                &out_c[m][32 * p], columns);
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * A tiny product. */
static void
contract_16x4_16x12_12x4(const float a[restrict 16][4], const float b[restrict 16][12],
    float out_c[restrict 12][4])
{
    enum { rows = 12, columns = 4, depth = 16 };
    for (int m = 0; m < rows; m++) {
        for (int n = 0; n < columns; n++) {
            float sum = 0;
            for (int k = 0; k < depth; k++) {
                sum += a[k][n] * b[k][m];
            }
            out_c[m][n] = sum;
        }
    }
}


/* step_1 F2  G_relu_of_fake (line N)
 *     G_relu_of_fake = (G_0_bias + G_linear0_of_fake_part > 0 ? (G_0_bias + 
 *         G_linear0_of_fake_part) : 0) */
static void
make_G_relu_of_fake(const float G_0_bias[restrict hidden],
    const float G_linear0_of_fake_part[restrict batch][hidden],
    float G_relu_of_fake[restrict batch][hidden])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float G_linear0_of_fake = G_0_bias[i] + G_linear0_of_fake_part[n][i];
            G_relu_of_fake[n][i] = (G_linear0_of_fake > 0.0f ? G_linear0_of_fake : 0.0f);
        }
    }
}

/* step_1 F4  G_sigmoid_of_fake_2 (line N)
 *     G_sigmoid_of_fake_2 = sigmoid(G_2_bias + linear2_part) */
static void
make_G_sigmoid_of_fake_2(const float G_2_bias[restrict 36],
    const float linear2_part[restrict batch][36], float G_sigmoid_of_fake_2[restrict batch][36])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 36; i++) {
            G_sigmoid_of_fake_2[n][i] = math_sigmoid(G_2_bias[i] + linear2_part[n][i]);
        }
    }
}

/* step_1 F6  D_linear3_of_x_add_softplus_sum, D_linear3_of_x_add_sigmoid_mul, 
/*     D_linear1_of_x_sel_mul_sum, D_linear1_of_x_mul_sum, linear3_add_sigmoid_sum (line N)
 *     D_linear3_of_x_sum = sum(D_3_weight * (D_1_bias + D_linear1_of_x_part > 0 ? (D_1_bias + 
 *         D_linear1_of_x_part) : 0.2 * (D_1_bias + D_linear1_of_x_part)))
 *     D_linear3_of_x_add_softplus_sum = sum(softplus(-(D_3_bias + D_linear3_of_x_sum)))
 *     D_linear3_of_x_add_sigmoid_mul = D_3_weight * sigmoid(-(D_3_bias + D_linear3_of_x_sum)) 
 *         * (D_1_bias + D_linear1_of_x_part > 0 ? 1 : 0.2)
 *     D_linear1_of_x_sel_mul_sum = sum(sigmoid(-(D_3_bias + D_linear3_of_x_sum)) * (D_1_bias 
 *         + D_linear1_of_x_part > 0 ? 1 : 0.2))
 *     D_linear1_of_x_mul_sum = sum(sigmoid(-(D_3_bias + D_linear3_of_x_sum)) * (D_1_bias + 
 *         D_linear1_of_x_part > 0 ? (D_1_bias + D_linear1_of_x_part) : 0.2 * (D_1_bias + 
 *         D_linear1_of_x_part)))
 *     linear3_add_sigmoid_sum = sum(sigmoid(-(D_3_bias + D_linear3_of_x_sum))) */
static void
make_D_linear3_of_x_add_softplus_sum(const float D_3_bias[restrict 1],
    const float D_3_weight[restrict hidden], const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_part[restrict batch][hidden],
    float D_linear3_of_x_add_softplus_sum[restrict 1],
    float D_linear3_of_x_add_sigmoid_mul[restrict batch][hidden],
    float D_linear1_of_x_sel_mul_sum[restrict hidden],
    float D_linear1_of_x_mul_sum[restrict hidden], float linear3_add_sigmoid_sum[restrict 1])
{
    float D_linear3_of_x_add_softplus_sum_sum = 0.0f;
    memset(D_linear1_of_x_sel_mul_sum, 0, sizeof(float) * 12);
    memset(D_linear1_of_x_mul_sum, 0, sizeof(float) * 12);
    float linear3_add_sigmoid_sum_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear3_of_x_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear3_of_x_sum)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_x = D_1_bias[i] + D_linear1_of_x_part[n][i];
            D_linear3_of_x_sum += D_3_weight[i] * (D_linear1_of_x > 0.0f ? D_linear1_of_x
                : 0.2f * D_linear1_of_x);
        }
        const float D_linear3_of_x_add = -(D_3_bias[0] + D_linear3_of_x_sum);
        const float D_linear3_of_x_add_sigmoid = math_sigmoid(D_linear3_of_x_add);
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_x = D_1_bias[i] + D_linear1_of_x_part[n][i];
            const float D_linear1_of_x_sel = (D_linear1_of_x > 0.0f ? 1.0f : 0.2f);
            D_linear1_of_x_sel_mul_sum[i] += D_linear3_of_x_add_sigmoid * D_linear1_of_x_sel;
            D_linear1_of_x_mul_sum[i] += D_linear3_of_x_add_sigmoid * (D_linear1_of_x > 0.0f
                ? D_linear1_of_x : 0.2f * D_linear1_of_x);
            D_linear3_of_x_add_sigmoid_mul[n][i] = D_3_weight[i] * D_linear3_of_x_add_sigmoid
                * D_linear1_of_x_sel;
        }
        D_linear3_of_x_add_softplus_sum_sum += math_softplus(D_linear3_of_x_add);
        linear3_add_sigmoid_sum_sum += D_linear3_of_x_add_sigmoid;
    }
    D_linear3_of_x_add_softplus_sum[0] = D_linear3_of_x_add_softplus_sum_sum;
    linear3_add_sigmoid_sum[0] = linear3_add_sigmoid_sum_sum;
}

/* step_1 F8  linear3_softplus_sum, linear3_sigmoid_mul, D_linear1_of_fake_sel_mul_sum_4, 
/*     D_linear1_of_fake_sel_mul_sum_3, linear3_sigmoid_sum
 *     D_linear1_of_fake_sel_mul_sum = sum(D_3_weight * (D_1_bias + flatten_contract > 0 ? 
 *         (D_1_bias + flatten_contract) : 0.2 * (D_1_bias + flatten_contract)))
 *     linear3_softplus_sum = sum(softplus(D_3_bias + D_linear1_of_fake_sel_mul_sum))
 *     linear3_sigmoid_mul = D_3_weight * sigmoid(D_3_bias + D_linear1_of_fake_sel_mul_sum) * 
 *         (D_1_bias + flatten_contract > 0 ? 1 : 0.2)
 *     D_linear1_of_fake_sel_mul_sum_4 = sum(sigmoid(D_3_bias + D_linear1_of_fake_sel_mul_sum) 
 *         * (D_1_bias + flatten_contract > 0 ? 1 : 0.2))
 *     D_linear1_of_fake_sel_mul_sum_3 = sum(sigmoid(D_3_bias + D_linear1_of_fake_sel_mul_sum) 
 *         * (D_1_bias + flatten_contract > 0 ? (D_1_bias + flatten_contract) : 0.2 * 
 *         (D_1_bias + flatten_contract)))
 *     linear3_sigmoid_sum = sum(sigmoid(D_3_bias + D_linear1_of_fake_sel_mul_sum)) */
static void
make_linear3_softplus_sum(const float D_3_bias[restrict 1],
    const float D_3_weight[restrict hidden], const float D_1_bias[restrict hidden],
    const float flatten_contract[restrict batch][hidden],
    float linear3_softplus_sum[restrict 1], float linear3_sigmoid_mul[restrict batch][hidden],
    float D_linear1_of_fake_sel_mul_sum_4[restrict hidden],
    float D_linear1_of_fake_sel_mul_sum_3[restrict hidden],
    float linear3_sigmoid_sum[restrict 1])
{
    float linear3_softplus_sum_sum = 0.0f;
    memset(D_linear1_of_fake_sel_mul_sum_4, 0, sizeof(float) * 12);
    memset(D_linear1_of_fake_sel_mul_sum_3, 0, sizeof(float) * 12);
    float linear3_sigmoid_sum_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear1_of_fake_sel_mul_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear1_of_fake_sel_mul_sum)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_fake = D_1_bias[i] + flatten_contract[n][i];
            D_linear1_of_fake_sel_mul_sum += D_3_weight[i] * (D_linear1_of_fake > 0.0f
                ? D_linear1_of_fake : 0.2f * D_linear1_of_fake);
        }
        const float linear3 = D_3_bias[0] + D_linear1_of_fake_sel_mul_sum;
        const float linear3_sigmoid = math_sigmoid(linear3);
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_fake = D_1_bias[i] + flatten_contract[n][i];
            const float D_linear1_of_fake_sel = (D_linear1_of_fake > 0.0f ? 1.0f : 0.2f);
            D_linear1_of_fake_sel_mul_sum_4[i] += linear3_sigmoid * D_linear1_of_fake_sel;
            D_linear1_of_fake_sel_mul_sum_3[i] += linear3_sigmoid * (D_linear1_of_fake > 0.0f
                ? D_linear1_of_fake : 0.2f * D_linear1_of_fake);
            linear3_sigmoid_mul[n][i] = D_3_weight[i] * linear3_sigmoid * D_linear1_of_fake_sel;
        }
        linear3_softplus_sum_sum += math_softplus(linear3);
        linear3_sigmoid_sum_sum += linear3_sigmoid;
    }
    linear3_softplus_sum[0] = linear3_softplus_sum_sum;
    linear3_sigmoid_sum[0] = linear3_sigmoid_sum_sum;
}

/* step_1 F11  d_D_1_bias_part
 *     d_D_1_bias_part = D_3_weight * D_linear1_of_x_sel_mul_sum */
static void
make_d_D_1_bias_part(const float D_3_weight[restrict hidden],
    const float D_linear1_of_x_sel_mul_sum[restrict hidden],
    float d_D_1_bias_part[restrict hidden])
{
    for (int i = 0; i < hidden; i++) {
        d_D_1_bias_part[i] = D_3_weight[i] * D_linear1_of_x_sel_mul_sum[i];
    }
}

/* step_1 G1  d_D_1_weight (line N)
 *     d_D_1_weight = 0.0625 * D_flatten_of_fake_contract - 0.0625 * D_flatten_of_x_contract */
static void
make_d_D_1_weight(const float D_flatten_of_fake_contract[restrict hidden][36],
    const float D_flatten_of_x_contract[restrict hidden][36],
    float d_D_1_weight[restrict hidden][36])
{
    for (int i = 0; i < hidden; i++) {
#pragma omp simd
        for (int j = 0; j < 36; j++) {
            d_D_1_weight[i][j] = 0.0625f * D_flatten_of_fake_contract[i][j] - 0.0625f
                * D_flatten_of_x_contract[i][j];
        }
    }
}

/* step_1 G2  d_D_1_bias (line N)
 *     d_D_1_bias = 0.0625 * (D_3_weight * D_linear1_of_fake_sel_mul_sum_4) - 0.0625 * 
 *         d_D_1_bias_part */
static void
make_d_D_1_bias(const float D_3_weight[restrict hidden],
    const float D_linear1_of_fake_sel_mul_sum_4[restrict hidden],
    const float d_D_1_bias_part[restrict hidden], float d_D_1_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++) {
        d_D_1_bias[i] = 0.0625f * (D_3_weight[i] * D_linear1_of_fake_sel_mul_sum_4[i])
            - 0.0625f * d_D_1_bias_part[i];
    }
}

/* step_1 G3  d_D_3_weight_reshape (line N)
 *     d_D_3_weight_reshape = 0.0625 * D_linear1_of_fake_sel_mul_sum_3 - 0.0625 * 
 *         D_linear1_of_x_mul_sum */
static void
make_d_D_3_weight_reshape(const float D_linear1_of_fake_sel_mul_sum_3[restrict hidden],
    const float D_linear1_of_x_mul_sum[restrict hidden],
    float d_D_3_weight_reshape[restrict hidden])
{
    for (int i = 0; i < hidden; i++) {
        d_D_3_weight_reshape[i] = 0.0625f * D_linear1_of_fake_sel_mul_sum_3[i] - 0.0625f
            * D_linear1_of_x_mul_sum[i];
    }
}

/* step_2 F1  G_sigmoid_of_fake (line N)
 *     G_sigmoid_of_fake = sigmoid(G_2_bias + linear2_part) */
static void
make_G_sigmoid_of_fake(const float G_2_bias[restrict 36],
    const float linear2_part[restrict batch][36], float G_sigmoid_of_fake[restrict batch][36])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 36; i++) {
            G_sigmoid_of_fake[n][i] = math_sigmoid(G_2_bias[i] + linear2_part[n][i]);
        }
    }
}

/* step_2 F3  D_linear3_of_fake_add_softplus_sum_2, D_linear3_of_fake_add_sigmoid_mul
 *     D_linear1_of_fake_sel_mul_sum_5 = sum(D_3_weight * (D_1_bias + D_1_weight_contract > 0 
 *         ? (D_1_bias + D_1_weight_contract) : 0.2 * (D_1_bias + D_1_weight_contract)))
 *     D_linear3_of_fake_add_softplus_sum_2 = sum(softplus(-(D_3_bias + 
 *         D_linear1_of_fake_sel_mul_sum_5)))
 *     D_linear3_of_fake_add_sigmoid_mul = D_3_weight * sigmoid(-(D_3_bias + 
 *         D_linear1_of_fake_sel_mul_sum_5)) * (D_1_bias + D_1_weight_contract > 0 ? 1 : 0.2) */
static void
make_D_linear3_of_fake_add_softplus_sum_2(const float D_3_bias[restrict 1],
    const float D_3_weight[restrict hidden], const float D_1_bias[restrict hidden],
    const float D_1_weight_contract[restrict batch][hidden],
    float D_linear3_of_fake_add_softplus_sum_2[restrict 1],
    float D_linear3_of_fake_add_sigmoid_mul[restrict batch][hidden])
{
    float D_linear3_of_fake_add_softplus_sum_2_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear1_of_fake_sel_mul_sum_5 = 0.0f;
#pragma omp simd reduction(+ : D_linear1_of_fake_sel_mul_sum_5)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_fake_3 = D_1_bias[i] + D_1_weight_contract[n][i];
            D_linear1_of_fake_sel_mul_sum_5 += D_3_weight[i] * (D_linear1_of_fake_3 > 0.0f
                ? D_linear1_of_fake_3 : 0.2f * D_linear1_of_fake_3);
        }
        const float D_linear3_of_fake_add = -(D_3_bias[0] + D_linear1_of_fake_sel_mul_sum_5);
        const float D_linear3_of_fake_add_sigmoid = math_sigmoid(D_linear3_of_fake_add);
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            D_linear3_of_fake_add_sigmoid_mul[n][i] = D_3_weight[i]
                * D_linear3_of_fake_add_sigmoid * (D_1_bias[i]
                + D_1_weight_contract[n][i] > 0.0f ? 1.0f : 0.2f);
        }
        D_linear3_of_fake_add_softplus_sum_2_sum += math_softplus(D_linear3_of_fake_add);
    }
    D_linear3_of_fake_add_softplus_sum_2[0] = D_linear3_of_fake_add_softplus_sum_2_sum;
}

/* step_2 F6  sigmoid_mul, d_G_2_bias_sum
 *     sigmoid_mul = G_sigmoid_of_fake * (1 - G_sigmoid_of_fake) * 
 *         D_3_weight_reshape_mul_contract
 *     d_G_2_bias_sum = sum(sigmoid_mul) */
static void
make_sigmoid_mul(const float G_sigmoid_of_fake[batch][36],
    const float D_3_weight_reshape_mul_contract[restrict batch][36],
    float sigmoid_mul[batch][36], float d_G_2_bias_sum[restrict 36])
{
    memset(d_G_2_bias_sum, 0, sizeof(float) * 36);
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 36; i++) {
            const float sigmoid_mul_here = G_sigmoid_of_fake[n][i] * (1.0f
                - G_sigmoid_of_fake[n][i]) * D_3_weight_reshape_mul_contract[n][i];
            d_G_2_bias_sum[i] += sigmoid_mul_here;
            sigmoid_mul[n][i] = sigmoid_mul_here;
        }
    }
}

/* step_2 G1  d_G_2_bias (line N)
 *     d_G_2_bias = -0.0625 * d_G_2_bias_sum */
static void
make_d_G_2_bias(const float d_G_2_bias_sum[restrict 36], float d_G_2_bias[restrict 36])
{
    for (int i = 0; i < 36; i++) {
        d_G_2_bias[i] = -0.0625f * d_G_2_bias_sum[i];
    }
}

/* step_2 G2  d_G_2_weight (line N)
 *     d_G_2_weight = -0.0625 * d_G_2_weight_part */
static void
make_d_G_2_weight(const float d_G_2_weight_part[restrict 36][hidden],
    float d_G_2_weight[restrict 36][hidden])
{
    for (int i = 0; i < 36; i++) {
#pragma omp simd
        for (int j = 0; j < hidden; j++) {
            d_G_2_weight[i][j] = -0.0625f * d_G_2_weight_part[i][j];
        }
    }
}

/* step_2 F9  relu_part_mul, d_G_0_bias_sum
 *     relu_part_mul = (G_0_bias + G_linear0_of_fake_part > 0 ? 1 : 0) * sigmoid_mul_contract
 *     d_G_0_bias_sum = sum(relu_part_mul) */
static void
make_relu_part_mul(const float G_0_bias[restrict hidden],
    const float G_linear0_of_fake_part[restrict batch][hidden],
    const float sigmoid_mul_contract[restrict batch][hidden],
    float relu_part_mul[restrict batch][hidden], float d_G_0_bias_sum[restrict hidden])
{
    memset(d_G_0_bias_sum, 0, sizeof(float) * 12);
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float relu_part_mul_here = (G_0_bias[i] + G_linear0_of_fake_part[n][i] > 0.0f
                ? 1.0f : 0.0f) * sigmoid_mul_contract[n][i];
            d_G_0_bias_sum[i] += relu_part_mul_here;
            relu_part_mul[n][i] = relu_part_mul_here;
        }
    }
}

/* step_2 G3  d_G_0_bias (line N)
 *     d_G_0_bias = -0.0625 * d_G_0_bias_sum */
static void
make_d_G_0_bias(const float d_G_0_bias_sum[restrict hidden], float d_G_0_bias[restrict hidden])
{
    for (int i = 0; i < hidden; i++) {
        d_G_0_bias[i] = -0.0625f * d_G_0_bias_sum[i];
    }
}

/* step_2 G4  d_G_0_weight (line N)
 *     d_G_0_weight = -0.0625 * d_G_0_weight_part */
static void
make_d_G_0_weight(const float d_G_0_weight_part[restrict hidden][4],
    float d_G_0_weight[restrict hidden][4])
{
    for (int i = 0; i < hidden; i++) {
#pragma omp simd
        for (int j = 0; j < 4; j++) {
            d_G_0_weight[i][j] = -0.0625f * d_G_0_weight_part[i][j];
        }
    }
}

/* evaluate F5  G_sigmoid_of_fake_2 (line N)
 *     G_sigmoid_of_fake_2 = sigmoid(G_2_bias + linear2_part) */
static void
make_G_sigmoid_of_fake_2_evaluate(const float G_2_bias[restrict 36],
    const float linear2_part[batch][36], float G_sigmoid_of_fake_2[batch][36])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 36; i++) {
            G_sigmoid_of_fake_2[n][i] = math_sigmoid(G_2_bias[i] + linear2_part[n][i]);
        }
    }
}

/* evaluate F7  D_linear3_of_x_add_softplus_sum (line N)
 *     D_linear3_of_x_sum = sum(D_3_weight * (D_1_bias + D_linear1_of_x_part > 0 ? (D_1_bias + 
 *         D_linear1_of_x_part) : 0.2 * (D_1_bias + D_linear1_of_x_part)))
 *     D_linear3_of_x_add_softplus_sum = sum(softplus(-(D_3_bias + D_linear3_of_x_sum))) */
static void
make_D_linear3_of_x_add_softplus_sum_evaluate(const float D_3_bias[restrict 1],
    const float D_3_weight[restrict hidden], const float D_1_bias[restrict hidden],
    const float D_linear1_of_x_part[restrict batch][hidden],
    float D_linear3_of_x_add_softplus_sum[restrict 1])
{
    float D_linear3_of_x_add_softplus_sum_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear3_of_x_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear3_of_x_sum)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_x = D_1_bias[i] + D_linear1_of_x_part[n][i];
            D_linear3_of_x_sum += D_3_weight[i] * (D_linear1_of_x > 0.0f ? D_linear1_of_x
                : 0.2f * D_linear1_of_x);
        }
        D_linear3_of_x_add_softplus_sum_sum += math_softplus(-(D_3_bias[0]
            + D_linear3_of_x_sum));
    }
    D_linear3_of_x_add_softplus_sum[0] = D_linear3_of_x_add_softplus_sum_sum;
}

/* evaluate F9  linear3_softplus_sum
 *     D_linear1_of_fake_sel_mul_sum = sum(D_3_weight * (D_1_bias + flatten_contract > 0 ? 
 *         (D_1_bias + flatten_contract) : 0.2 * (D_1_bias + flatten_contract)))
 *     linear3_softplus_sum = sum(softplus(D_3_bias + D_linear1_of_fake_sel_mul_sum)) */
static void
make_linear3_softplus_sum_evaluate(const float D_3_bias[restrict 1],
    const float D_3_weight[restrict hidden], const float D_1_bias[restrict hidden],
    const float flatten_contract[restrict batch][hidden],
    float linear3_softplus_sum[restrict 1])
{
    float linear3_softplus_sum_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear1_of_fake_sel_mul_sum = 0.0f;
#pragma omp simd reduction(+ : D_linear1_of_fake_sel_mul_sum)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_fake = D_1_bias[i] + flatten_contract[n][i];
            D_linear1_of_fake_sel_mul_sum += D_3_weight[i] * (D_linear1_of_fake > 0.0f
                ? D_linear1_of_fake : 0.2f * D_linear1_of_fake);
        }
        linear3_softplus_sum_sum += math_softplus(D_3_bias[0] + D_linear1_of_fake_sel_mul_sum);
    }
    linear3_softplus_sum[0] = linear3_softplus_sum_sum;
}

/* evaluate F12  D_linear3_of_fake_add_softplus_sum (line N)
 *     D_linear1_of_fake_sel_mul_sum_2 = sum(D_3_weight * (D_1_bias + 
 *         G_sigmoid_of_fake_contract > 0 ? (D_1_bias + G_sigmoid_of_fake_contract) : 0.2 * 
 *         (D_1_bias + G_sigmoid_of_fake_contract)))
 *     D_linear3_of_fake_add_softplus_sum = sum(softplus(-(D_3_bias + 
 *         D_linear1_of_fake_sel_mul_sum_2))) */
static void
make_D_linear3_of_fake_add_softplus_sum(const float D_3_bias[restrict 1],
    const float D_3_weight[restrict hidden], const float D_1_bias[restrict hidden],
    const float G_sigmoid_of_fake_contract[restrict batch][hidden],
    float D_linear3_of_fake_add_softplus_sum[restrict 1])
{
    float D_linear3_of_fake_add_softplus_sum_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float D_linear1_of_fake_sel_mul_sum_2 = 0.0f;
#pragma omp simd reduction(+ : D_linear1_of_fake_sel_mul_sum_2)
        for (int i = 0; i < hidden; i++) {
            const float D_linear1_of_fake_2 = D_1_bias[i] + G_sigmoid_of_fake_contract[n][i];
            D_linear1_of_fake_sel_mul_sum_2 += D_3_weight[i] * (D_linear1_of_fake_2 > 0.0f
                ? D_linear1_of_fake_2 : 0.2f * D_linear1_of_fake_2);
        }
        D_linear3_of_fake_add_softplus_sum_sum += math_softplus(-(D_3_bias[0]
            + D_linear1_of_fake_sel_mul_sum_2));
    }
    D_linear3_of_fake_add_softplus_sum[0] = D_linear3_of_fake_add_softplus_sum_sum;
}

/* interpolate F1  mul_value
 *     mul_value = index * 0.142857 */
static void
make_mul_value(float mul_value[restrict 8])
{
    for (int i = 0; i < 8; i++) {
        mul_value[i] = (float)i * 0.14285715f;
    }
}

/* interpolate F2  interpolate_noise_add_mul_add
 *     interpolate_noise_add_mul_add = interpolate_noise + mul_value * (interpolate_noise2 - 
 *         interpolate_noise) */
static void
make_interpolate_noise_add_mul_add(const float interpolate_noise[restrict 2][4],
    const float mul_value[restrict 8], const float interpolate_noise2[restrict 2][4],
    float interpolate_noise_add_mul_add[restrict 2][8][4])
{
    for (int n = 0; n < 2; n++) {
        float interpolate_noise2_add[4];
        for (int j = 0; j < 4; j++) {
            interpolate_noise2_add[j] = interpolate_noise2[n][j] - interpolate_noise[n][j];
        }
        for (int i = 0; i < 8; i++) {
#pragma omp simd
            for (int j = 0; j < 4; j++) {
                interpolate_noise_add_mul_add[n][i][j] = interpolate_noise[n][j] + mul_value[i]
                    * interpolate_noise2_add[j];
            }
        }
    }
}

/* interpolate F4  G_relu_of_interpolate (line N)
 *     G_relu_of_interpolate = (G_0_bias + G_linear0_of_interpolate_part > 0 ? (G_0_bias + 
 *         G_linear0_of_interpolate_part) : 0) */
static void
make_G_relu_of_interpolate(const float G_0_bias[restrict hidden],
    const float G_linear0_of_interpolate_part[restrict batch][hidden],
    float G_relu_of_interpolate[restrict batch][hidden])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < hidden; i++) {
            const float G_linear0_of_interpolate = G_0_bias[i]
                + G_linear0_of_interpolate_part[n][i];
            G_relu_of_interpolate[n][i] = (G_linear0_of_interpolate > 0.0f
                ? G_linear0_of_interpolate : 0.0f);
        }
    }
}

/* interpolate F6  G_sigmoid_of_interpolate (line N)
 *     G_sigmoid_of_interpolate = sigmoid(G_2_bias + relu_contract) */
static void
make_G_sigmoid_of_interpolate(const float G_2_bias[restrict 36],
    const float relu_contract[restrict batch][36],
    float G_sigmoid_of_interpolate[restrict batch][36])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 36; i++) {
            G_sigmoid_of_interpolate[n][i] = math_sigmoid(G_2_bias[i] + relu_contract[n][i]);
        }
    }
}

/* Adam (Kingma and Ba, 2015, algorithm 1), t steps taken before:
 *     m = beta1 m + (1 - beta1) g
 *     v = beta2 v + (1 - beta2) g^2
 *     p = p - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps) */
static void
adam(float *restrict p, const float *restrict g, float *restrict m, float *restrict v,
    int count, long t, double lr, double beta1, double beta2, double eps)
{
    const float keep1 = (float)beta1, take1 = (float)(1 - beta1);
    const float keep2 = (float)beta2, take2 = (float)(1 - beta2);
    const float rate = (float)(lr / (1 - pow(beta1, (double)t)));
    const float scale = (float)(1 / sqrt(1 - pow(beta2, (double)t)));
    const float floor = (float)eps;
#pragma omp parallel for schedule(static)
    for (int block = 0; block < count; block += 4096) {
        const int end = block + 4096 < count ? block + 4096 : count;
#pragma omp simd
        for (int i = block; i < end; i++) {
            m[i] = keep1 * m[i] + take1 * g[i];
            v[i] = keep2 * v[i] + take2 * g[i] * g[i];
            p[i] -= rate * m[i] / (sqrtf(v[i]) * scale + floor);
        }
    }
}

/* Minimises d_loss with adam. */
void
mlp_step_1(struct instance *m)
{
    struct mlp_parameters *const parameters = (void *)m->parameters;
    struct mlp_parameters *const gradients = (void *)m->gradients;

    random_normal(m->at[AT_fake_noise], batch * 4, random_key(m->seed, "fake.1"), m->draw,
        m->first * 4); /* N1 */
    float(*fake_noise)[4] = (void *)m->at[AT_fake_noise];
    float(*G_linear0_of_fake_part)[hidden] = (void *)m->at[AT_G_linear0_of_fake_part];
    contract_12x4_16x4_16x12((void *)parameters->G_0_weight, (void *)fake_noise,
        (void *)G_linear0_of_fake_part); /* F1 (line N) */
    float(*G_relu_of_fake)[hidden] = (void *)m->at[AT_G_relu_of_fake];
    make_G_relu_of_fake(parameters->G_0_bias, (void *)G_linear0_of_fake_part,
        (void *)G_relu_of_fake); /* F2 (line N) */
    float(*linear2_part)[36] = (void *)m->at[AT_linear2_part];
    contract_36x12_16x12_16x36((void *)parameters->G_2_weight, (void *)G_relu_of_fake,
        (void *)linear2_part, m->at[AT_scratch_step_1_F3]); /* F3 (line N) */
    float(*G_sigmoid_of_fake_2)[side][side] = (void *)m->at[AT_G_sigmoid_of_fake_2];
    make_G_sigmoid_of_fake_2(parameters->G_2_bias, (void *)linear2_part,
        (void *)G_sigmoid_of_fake_2); /* F4 (line N) */
    const float(*x)[side][side] = m->field[DATA_x];
    float(*D_linear1_of_x_part)[hidden] = (void *)m->at[AT_D_linear1_of_x_part];
    contract_12x36_16x36_16x12((void *)parameters->D_1_weight, (void *)x,
        (void *)D_linear1_of_x_part, m->at[AT_scratch_step_1_F5]); /* F5 (line N) */
    float *D_linear3_of_x_add_softplus_sum = (void *)m->at[AT_D_linear3_of_x_add_softplus_sum];
    float(*D_linear3_of_x_add_sigmoid_mul)[hidden] = (void *)m->at[AT_D_linear3_of_x_add_sigmoid_mul];
    float *D_linear1_of_x_sel_mul_sum = (void *)m->at[AT_D_linear1_of_x_sel_mul_sum];
    float *D_linear1_of_x_mul_sum = (void *)m->at[AT_D_linear1_of_x_mul_sum];
    float *linear3_add_sigmoid_sum = (void *)m->at[AT_linear3_add_sigmoid_sum];
    make_D_linear3_of_x_add_softplus_sum(parameters->D_3_bias, parameters->D_3_weight,
        parameters->D_1_bias, (void *)D_linear1_of_x_part, D_linear3_of_x_add_softplus_sum,
        (void *)D_linear3_of_x_add_sigmoid_mul, D_linear1_of_x_sel_mul_sum,
        D_linear1_of_x_mul_sum, linear3_add_sigmoid_sum); /* F6 (line N) */
    float(*flatten_contract)[hidden] = (void *)m->at[AT_flatten_contract];
    contract_12x36_16x36_16x12((void *)parameters->D_1_weight, (void *)G_sigmoid_of_fake_2,
        (void *)flatten_contract, m->at[AT_scratch_step_1_F7]); /* F7 */
    float *linear3_softplus_sum = (void *)m->at[AT_linear3_softplus_sum];
    float(*linear3_sigmoid_mul)[hidden] = (void *)m->at[AT_linear3_sigmoid_mul];
    float *D_linear1_of_fake_sel_mul_sum_4 = (void *)m->at[AT_D_linear1_of_fake_sel_mul_sum_4];
    float *D_linear1_of_fake_sel_mul_sum_3 = (void *)m->at[AT_D_linear1_of_fake_sel_mul_sum_3];
    float *linear3_sigmoid_sum = (void *)m->at[AT_linear3_sigmoid_sum];
    make_linear3_softplus_sum(parameters->D_3_bias, parameters->D_3_weight,
        parameters->D_1_bias, (void *)flatten_contract, linear3_softplus_sum,
        (void *)linear3_sigmoid_mul, D_linear1_of_fake_sel_mul_sum_4,
        D_linear1_of_fake_sel_mul_sum_3, linear3_sigmoid_sum); /* F8 */
    float *d_loss = &m->value[VALUE_d_loss];
    d_loss[0] = 0.0625f * D_linear3_of_x_add_softplus_sum[0] + 0.0625f
        * linear3_softplus_sum[0];
    float(*D_flatten_of_fake_contract)[36] = (void *)m->at[AT_D_flatten_of_fake_contract];
    contract_16x36_16x12_12x36((void *)G_sigmoid_of_fake_2, (void *)linear3_sigmoid_mul,
        (void *)D_flatten_of_fake_contract, m->at[AT_scratch_step_1_F10]); /* F10 */
    float *d_D_1_bias_part = (void *)m->at[AT_d_D_1_bias_part];
    make_d_D_1_bias_part(parameters->D_3_weight, D_linear1_of_x_sel_mul_sum, d_D_1_bias_part);
        /* F11 */
    float(*D_flatten_of_x_contract)[36] = (void *)m->at[AT_D_flatten_of_x_contract];
    contract_16x36_16x12_12x36((void *)x, (void *)D_linear3_of_x_add_sigmoid_mul,
        (void *)D_flatten_of_x_contract, m->at[AT_scratch_step_1_F12]); /* F12 */
    make_d_D_1_weight((void *)D_flatten_of_fake_contract, (void *)D_flatten_of_x_contract,
        (void *)gradients->D_1_weight); /* G1 (line N) */
    make_d_D_1_bias(parameters->D_3_weight, D_linear1_of_fake_sel_mul_sum_4, d_D_1_bias_part,
        gradients->D_1_bias); /* G2 (line N) */
    make_d_D_3_weight_reshape(D_linear1_of_fake_sel_mul_sum_3, D_linear1_of_x_mul_sum,
        gradients->D_3_weight); /* G3 (line N) */
    gradients->D_3_bias[0] = 0.0625f * linear3_sigmoid_sum[0] - 0.0625f
        * linear3_add_sigmoid_sum[0];
    /* U1  D.1.weight .. D.3.bias: 465 floats */
    m->updates[0]++;
    adam(m->parameters + 544, m->gradients + 544, m->moment[0] + 544, m->moment[1] + 544, 465,
        m->updates[0], 0.001, 0.9, 0.999, 1e-08);
}

/* Minimises g_loss with adam. */
void
mlp_step_2(struct instance *m)
{
    struct mlp_parameters *const parameters = (void *)m->parameters;
    struct mlp_parameters *const gradients = (void *)m->gradients;

    float(*linear2_part)[36] = (void *)m->at[AT_linear2_part];
    float(*G_sigmoid_of_fake)[36] = (void *)m->at[AT_G_sigmoid_of_fake];
    make_G_sigmoid_of_fake(parameters->G_2_bias, (void *)linear2_part,
        (void *)G_sigmoid_of_fake); /* F1 (line N) */
    float(*D_1_weight_contract)[hidden] = (void *)m->at[AT_D_1_weight_contract];
    contract_16x36_12x36_16x12((void *)G_sigmoid_of_fake, (void *)parameters->D_1_weight,
        (void *)D_1_weight_contract, m->at[AT_scratch_step_2_F2]); /* F2 (line N) */
    float *D_linear3_of_fake_add_softplus_sum_2 = (void *)m->at[AT_D_linear3_of_fake_add_softplus_sum_2];
    float(*D_linear3_of_fake_add_sigmoid_mul)[hidden]
        = (void *)m->at[AT_D_linear3_of_fake_add_sigmoid_mul];
    make_D_linear3_of_fake_add_softplus_sum_2(parameters->D_3_bias, parameters->D_3_weight,
        parameters->D_1_bias, (void *)D_1_weight_contract,
        D_linear3_of_fake_add_softplus_sum_2, (void *)D_linear3_of_fake_add_sigmoid_mul);
        /* F3 */
    float *g_loss_2 = &m->value[VALUE_g_loss];
    g_loss_2[0] = 0.0625f * D_linear3_of_fake_add_softplus_sum_2[0];
    float(*D_3_weight_reshape_mul_contract)[36] = (void *)m->at[AT_D_3_weight_reshape_mul_contract];
    contract_12x36_16x12_16x36((void *)parameters->D_1_weight,
        (void *)D_linear3_of_fake_add_sigmoid_mul, (void *)D_3_weight_reshape_mul_contract,
        m->at[AT_scratch_step_2_F5]); /* F5 */
    float(*sigmoid_mul)[36] = (void *)m->at[AT_sigmoid_mul]; /* overwrites G_sigmoid_of_fake */
    float *d_G_2_bias_sum = (void *)m->at[AT_d_G_2_bias_sum];
    make_sigmoid_mul((void *)G_sigmoid_of_fake, (void *)D_3_weight_reshape_mul_contract,
        (void *)sigmoid_mul, d_G_2_bias_sum); /* F6 */
    make_d_G_2_bias(d_G_2_bias_sum, gradients->G_2_bias); /* G1 (line N) */
    float(*G_relu_of_fake)[hidden] = (void *)m->at[AT_G_relu_of_fake];
    float(*d_G_2_weight_part)[hidden] = (void *)m->at[AT_d_G_2_weight_part];
    contract_16x12_16x36_36x12((void *)G_relu_of_fake, (void *)sigmoid_mul,
        (void *)d_G_2_weight_part, m->at[AT_scratch_step_2_F7]); /* F7 */
    make_d_G_2_weight((void *)d_G_2_weight_part, (void *)gradients->G_2_weight);
        /* G2 (line N) */
    float(*sigmoid_mul_contract)[hidden] = (void *)m->at[AT_sigmoid_mul_contract];
    contract_36x12_16x36_16x12((void *)parameters->G_2_weight, (void *)sigmoid_mul,
        (void *)sigmoid_mul_contract, m->at[AT_scratch_step_2_F8]); /* F8 */
    float(*G_linear0_of_fake_part)[hidden] = (void *)m->at[AT_G_linear0_of_fake_part];
    float(*relu_part_mul)[hidden] = (void *)m->at[AT_relu_part_mul];
    float *d_G_0_bias_sum = (void *)m->at[AT_d_G_0_bias_sum];
    make_relu_part_mul(parameters->G_0_bias, (void *)G_linear0_of_fake_part,
        (void *)sigmoid_mul_contract, (void *)relu_part_mul, d_G_0_bias_sum); /* F9 */
    make_d_G_0_bias(d_G_0_bias_sum, gradients->G_0_bias); /* G3 (line N) */
    float(*fake_noise)[4] = (void *)m->at[AT_fake_noise];
    float(*d_G_0_weight_part)[4] = (void *)m->at[AT_d_G_0_weight_part];
    contract_16x4_16x12_12x4((void *)fake_noise, (void *)relu_part_mul,
        (void *)d_G_0_weight_part); /* F10 */
    make_d_G_0_weight((void *)d_G_0_weight_part, (void *)gradients->G_0_weight);
        /* G4 (line N) */
    /* U1  G.0.weight .. G.2.bias: 532 floats */
    m->updates[1]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 532,
        m->updates[1], 0.001, 0.9, 0.999, 1e-08);
}

/* Every loss and metric of a batch, in inference mode. */
void
mlp_evaluate(struct instance *m)
{
    struct mlp_parameters *const parameters = (void *)m->parameters;

    random_normal(m->at[AT_evaluate_fake_noise], batch * 4, random_key(m->seed, "fake.1"),
        m->draw, m->first * 4); /* N1 */
    float(*fake_noise)[4] = (void *)m->at[AT_evaluate_fake_noise];
    float(*G_linear0_of_fake_part)[hidden] = (void *)m->at[AT_evaluate_G_linear0_of_fake_part];
    contract_12x4_16x4_16x12((void *)parameters->G_0_weight, (void *)fake_noise,
        (void *)G_linear0_of_fake_part); /* F1 (line N) */
    float(*G_relu_of_fake)[hidden] = (void *)m->at[AT_evaluate_G_relu_of_fake];
    make_G_relu_of_fake(parameters->G_0_bias, (void *)G_linear0_of_fake_part,
        (void *)G_relu_of_fake); /* F2 (line N) */
    float(*linear2_part)[36] = (void *)m->at[AT_evaluate_linear2_part];
    contract_36x12_16x12_16x36((void *)parameters->G_2_weight, (void *)G_relu_of_fake,
        (void *)linear2_part, m->at[AT_scratch_evaluate_F3]); /* F3 (line N) */
    float(*G_sigmoid_of_fake)[36] = (void *)m->at[AT_evaluate_G_sigmoid_of_fake];
    make_G_sigmoid_of_fake(parameters->G_2_bias, (void *)linear2_part,
        (void *)G_sigmoid_of_fake); /* F4 (line N) */
    float(*G_sigmoid_of_fake_2)[side][side] = (void *)m->at[AT_evaluate_G_sigmoid_of_fake_2];
        /* overwrites linear2_part */
    make_G_sigmoid_of_fake_2_evaluate(parameters->G_2_bias, (void *)linear2_part,
        (void *)G_sigmoid_of_fake_2); /* F5 (line N) */
    const float(*x)[side][side] = m->field[DATA_x];
    float(*D_linear1_of_x_part)[hidden] = (void *)m->at[AT_evaluate_D_linear1_of_x_part];
    contract_12x36_16x36_16x12((void *)parameters->D_1_weight, (void *)x,
        (void *)D_linear1_of_x_part, m->at[AT_scratch_evaluate_F6]); /* F6 (line N) */
    float *D_linear3_of_x_add_softplus_sum = (void *)m->at[AT_evaluate_D_linear3_of_x_add_softplus_sum];
    make_D_linear3_of_x_add_softplus_sum_evaluate(parameters->D_3_bias, parameters->D_3_weight,
        parameters->D_1_bias, (void *)D_linear1_of_x_part, D_linear3_of_x_add_softplus_sum);
        /* F7 (line N) */
    float(*flatten_contract)[hidden] = (void *)m->at[AT_evaluate_flatten_contract];
    contract_12x36_16x36_16x12((void *)parameters->D_1_weight, (void *)G_sigmoid_of_fake_2,
        (void *)flatten_contract, m->at[AT_scratch_evaluate_F8]); /* F8 */
    float *linear3_softplus_sum = (void *)m->at[AT_evaluate_linear3_softplus_sum];
    make_linear3_softplus_sum_evaluate(parameters->D_3_bias, parameters->D_3_weight,
        parameters->D_1_bias, (void *)flatten_contract, linear3_softplus_sum); /* F9 */
    float *d_loss = &m->value[VALUE_d_loss];
    d_loss[0] = 0.0625f * D_linear3_of_x_add_softplus_sum[0] + 0.0625f
        * linear3_softplus_sum[0];
    float(*G_sigmoid_of_fake_contract)[hidden] = (void *)m->at[AT_evaluate_G_sigmoid_of_fake_contract];
    contract_12x36_16x36_16x12((void *)parameters->D_1_weight, (void *)G_sigmoid_of_fake,
        (void *)G_sigmoid_of_fake_contract, m->at[AT_scratch_evaluate_F11]); /* F11 (line N) */
    float *D_linear3_of_fake_add_softplus_sum = (void *)m->at[AT_evaluate_D_linear3_of_fake_add_softplus_sum];
    make_D_linear3_of_fake_add_softplus_sum(parameters->D_3_bias, parameters->D_3_weight,
        parameters->D_1_bias, (void *)G_sigmoid_of_fake_contract,
        D_linear3_of_fake_add_softplus_sum); /* F12 (line N) */
    float *g_loss = &m->value[VALUE_g_loss];
    g_loss[0] = 0.0625f * D_linear3_of_fake_add_softplus_sum[0];
}

/* Fills output[i] for one batch: the command `sample`. */
void
mlp_sample(struct instance *m, float *const *output)
{
    struct mlp_parameters *const parameters = (void *)m->parameters;

    random_normal(m->at[AT_sample_fake_noise], batch * 4, random_key(m->seed, "fake.1"),
        m->draw, m->first * 4); /* N1 */
    float(*fake_noise)[4] = (void *)m->at[AT_sample_fake_noise];
    float(*G_linear0_of_fake_part)[hidden] = (void *)m->at[AT_sample_G_linear0_of_fake_part];
    contract_12x4_16x4_16x12((void *)parameters->G_0_weight, (void *)fake_noise,
        (void *)G_linear0_of_fake_part); /* F1 (line N) */
    float(*G_relu_of_fake)[hidden] = (void *)m->at[AT_sample_G_relu_of_fake];
    make_G_relu_of_fake(parameters->G_0_bias, (void *)G_linear0_of_fake_part,
        (void *)G_relu_of_fake); /* F2 (line N) */
    float(*linear2_part)[36] = (void *)m->at[AT_sample_linear2_part];
    contract_36x12_16x12_16x36((void *)parameters->G_2_weight, (void *)G_relu_of_fake,
        (void *)linear2_part, m->at[AT_scratch_sample_F3]); /* F3 (line N) */
    float(*G_sigmoid_of_fake_2)[side][side] = (void *)output[0];
    make_G_sigmoid_of_fake_2(parameters->G_2_bias, (void *)linear2_part,
        (void *)G_sigmoid_of_fake_2); /* F4 (line N) */
}

/* Fills output[i] for one batch: the command `interpolate`. */
void
mlp_interpolate(struct instance *m, float *const *output)
{
    struct mlp_parameters *const parameters = (void *)m->parameters;

    float *mul_value = (void *)m->at[AT_interpolate_mul_value];
    make_mul_value(mul_value); /* F1 */
    random_normal(m->at[AT_interpolate_interpolate_noise], 2 * 4, random_key(m->seed,
        "interpolate.1"), m->draw, m->first / 8 * 4); /* N1 */
    random_normal(m->at[AT_interpolate_interpolate_noise2], 2 * 4, random_key(m->seed,
        "interpolate.2"), m->draw, m->first / 8 * 4); /* N2 */
    float(*interpolate_noise)[4] = (void *)m->at[AT_interpolate_interpolate_noise];
    float(*interpolate_noise2)[4] = (void *)m->at[AT_interpolate_interpolate_noise2];
    float(*interpolate_noise_add_mul_add)[8][4] = (void *)m->at[AT_interpolate_interpolate_noise_add_mul_add];
    make_interpolate_noise_add_mul_add((void *)interpolate_noise, mul_value,
        (void *)interpolate_noise2, (void *)interpolate_noise_add_mul_add); /* F2 */
    float(*G_linear0_of_interpolate_part)[hidden] = (void *)m->at[AT_interpolate_G_linear0_of_interpolate_part];
    contract_12x4_16x4_16x12((void *)parameters->G_0_weight,
        (void *)interpolate_noise_add_mul_add, (void *)G_linear0_of_interpolate_part); /* F3 */
    float(*G_relu_of_interpolate)[hidden] = (void *)m->at[AT_interpolate_G_relu_of_interpolate];
    make_G_relu_of_interpolate(parameters->G_0_bias, (void *)G_linear0_of_interpolate_part,
        (void *)G_relu_of_interpolate); /* F4 (line N) */
    float(*relu_contract)[36] = (void *)m->at[AT_interpolate_relu_contract];
    contract_36x12_16x12_16x36((void *)parameters->G_2_weight, (void *)G_relu_of_interpolate,
        (void *)relu_contract, m->at[AT_scratch_interpolate_F5]); /* F5 */
    float(*G_sigmoid_of_interpolate)[side][side] = (void *)output[0];
    make_G_sigmoid_of_interpolate(parameters->G_2_bias, (void *)relu_contract,
        (void *)G_sigmoid_of_interpolate); /* F6 (line N) */
}

