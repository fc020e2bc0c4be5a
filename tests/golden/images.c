/* images.c: the computations of images.yaml (sha256 H).
 * Emitted by latentc V. Do not edit: change the page and run latentc again.
 *
 * Sizes       batch 8, hidden 8, width 4, codes 16, side 8
 * Parameters  1984 floats, struct images_parameters; gradients in the same struct
 * Buffer plan 13552 floats (74 buffers unshared: 56864; lower bound 13552)
 *     offset     floats  holds                                    live
 *          0          8  batch_norm_sum[8]                        step_1 F2..F3
 *          0          8  batch_norm_squares[8]                    step_1 F4..F5
 *          0        512  encoder_3_weight_conv[8][4][4][4]        step_1 F7..F8
 *          0       2048  ze_contract[8][4][4][16]                 step_1 F10..F11
 *          0        512  e[8][4][4][4]                            step_1 F13..F14
 *          0       2048  scratch                                  step_1 F15..F15
 *          0          1  y_add_mul_sum_sum                        step_1 F16..F17
 *          0       1536  scratch                                  step_1 F19..F19
 *          0       8032  scratch                                  step_1 F20..F20
 *          0         64  ze_add_scatter_add[4][16]                step_1 F21..F22
 *          0       4096  scratch                                  step_1 G6..G6
 *          0          8  d_encoder_1_weight_sum[8]                step_1 F23..F24
 *          0          8  d_batch_norm_centred_sum_sum[8]          step_1 F25..F26
 *          0          8  d_conv0_scale[8]                         step_1 F26..G7, overwrites d_batch_norm_centred_sum_sum
 *          0       6496  scratch                                  step_1 G8..G8
 *          0          1  encoder_1_num_batches_tracked_add        step_1 F27..A3
 *          0       1024  conv0[8][4][4][8]                        evaluate F1..F5
 *          0       1024  encoder_leaky_relu_of_x_2[8][4][4][8]    evaluate F5..F6, overwrites conv0
 *          0       2048  codebook_contract[8][4][4][16]           evaluate F8..F9
 *          0        512  e_2[8][4][4][4]                          evaluate F10..F11
 *          0       2048  scratch                                  evaluate F12..F12
 *          0          1  y_add_mul_sum_sum_2                      evaluate F13..F14
 *          0       1024  conv0[8][4][4][8]                        reconstruct F2..F6
 *          0       1024  encoder_leaky_relu_of_x_2[8][4][4][8]    reconstruct F6..F7, overwrites conv0
 *          0       2048  codebook_contract[8][4][4][16]           reconstruct F9..F10
 *          0        512  e_2[8][4][4][4]                          reconstruct F11..F12
 *          0       2048  scratch                                  reconstruct F13..F13
 *         16          3  d_decoder_0_bias_sum[3]                  step_1 F16..G1
 *         16          8  d_encoder_1_weight_sum_mul[8]            step_1 F24..G7
 *         64         64  d_codebook_part[16][4]                   step_1 F22..G3
 *        512        256  scratch                                  step_1 F7..F7
 *        512         64  codebook_permute[4][16]                  step_1 F12..F13
 *       1024          8  encoder_batch_norm_rstd_of_x_mul_2[8]    evaluate F4..F5
 *       1024        512  encoder_3_weight_conv_2[8][4][4][4]      evaluate F6..F7
 *       1024          8  encoder_batch_norm_rstd_of_x_mul_2[8]    reconstruct F5..F6
 *       1024        512  encoder_3_weight_conv_2[8][4][4][4]      reconstruct F7..F8
 *       1536        256  scratch                                  evaluate F6..F6
 *       1536        256  scratch                                  reconstruct F7..F7
 *       2048        512  ze[8][4][4][4]                           step_1 F8..F14
 *       2048       1536  decoder_0_weight_conv_data[8][8][8][3]   step_1 F15..F16
 *       2048        512  ze_2[8][4][4][4]                         evaluate F7..F11
 *       2048       1536  decoder_0_weight_conv_data_2[8][8][8][3] evaluate F12..F13
 *       2048        512  ze_2[8][4][4][4]                         reconstruct F8..F12
 *       2048       1536  decoder_0_weight_conv_data_2[8][8][8][3] reconstruct F13..F14
 *       2560        128  scratch                                  step_1 F10..F10
 *       2560        128  scratch                                  evaluate F8..F8
 *       2560        128  codebook_contract_add_argmin[8][4][4]    evaluate F9..F10
 *       2560        128  scratch                                  reconstruct F9..F9
 *       2560        128  codebook_contract_add_argmin[8][4][4]    reconstruct F10..F11
 *       2688         16  codebook_mul_sum_add[16]                 step_1 F9..F11
 *       2688         64  codebook_permute[4][16]                  evaluate F3..F10
 *       2688         64  codebook_permute[4][16]                  reconstruct F4..F11
 *       2752         16  codebook_mul_sum_add[16]                 evaluate F2..F9
 *       2752         16  codebook_mul_sum_add[16]                 reconstruct F3..F10
 *       3584          1  e_add_mul_sum_sum                        step_1 F14..F18
 *       3584        512  e_add_add_2[8][4][4][4]                  evaluate F11..F12
 *       3584        512  e_add_add_2[8][4][4][4]                  reconstruct F12..F13
 *       4096       1024  d_leaky_relu[8][4][4][8]                 step_1 G5..G7
 *       4096          1  e_add_mul_sum_sum_2                      evaluate F11..F15
 *       5120        512  d_ze[8][4][4][4]                         step_1 G4..G6
 *       6496       1024  d_conv0[8][4][4][8]                      step_1 G7..G8
 *       8032       1536  x_add_mul[8][8][8][3]                    step_1 F16..F20
 *       9568       1024  encoder_leaky_relu_of_x[8][4][4][8]      step_1 F6..G6
 *      10592       1024  conv0[8][4][4][8]                        step_1 F1..G7
 *      11616        512  e_add[8][4][4][4]                        step_1 F14..G4
 *      12128        512  e_add_add[8][4][4][4]                    step_1 F14..F20
 *      12640        512  d_ze_part[8][4][4][4]                    step_1 F19..G4
 *      13152        192  d_decoder_0_weight_part[4][3][4][4]      step_1 F20..G2
 *      13344        128  ze_contract_add_argmin[8][4][4]          step_1 F11..F21
 *      13472          8  batch_norm_sum_add[8]                    step_1 F3..A1
 *      13488          8  encoder_1_running_var_add[8]             step_1 F5..A2
 *      13504          8  batch_norm_rstd[8]                       step_1 F5..F24
 *      13520          8  encoder_batch_norm_rstd_of_x_mul[8]      step_1 F5..G7
 *      13536          8  batch_norm_mean[8]                       step_1 F3..G7
 */
#include "images.h"

#include "runtime/math.h"
#include "runtime/random.h"

#include <math.h>
#include <string.h>

enum { batch = 8, hidden = 8, width = 4, codes = 16, side = 8 };

/* Buffers of the arena, in m->at. */
enum {
    AT_batch_norm_sum_add,
    AT_encoder_1_running_var_add,
    AT_encoder_1_num_batches_tracked_add,
    AT_d_conv0,
    AT_d_conv0_scale,
    AT_d_batch_norm_centred_sum_sum,
    AT_d_encoder_1_weight_sum_mul,
    AT_d_encoder_1_weight_sum,
    AT_d_ze,
    AT_y_add_mul_sum_sum,
    AT_x_add_mul,
    AT_d_decoder_0_bias_sum,
    AT_e_add,
    AT_e_add_add,
    AT_e_add_mul_sum_sum,
    AT_ze_contract_add_argmin,
    AT_ze,
    AT_encoder_leaky_relu_of_x,
    AT_batch_norm_rstd,
    AT_encoder_batch_norm_rstd_of_x_mul,
    AT_batch_norm_squares,
    AT_batch_norm_mean,
    AT_batch_norm_sum,
    AT_codebook_mul_sum_add,
    AT_conv0,
    AT_encoder_3_weight_conv,
    AT_codebook_permute,
    AT_ze_contract,
    AT_e,
    AT_decoder_0_weight_conv_data,
    AT_d_ze_part,
    AT_d_leaky_relu,
    AT_d_decoder_0_weight_part,
    AT_ze_add_scatter_add,
    AT_d_codebook_part,
    AT_evaluate_y_add_mul_sum_sum_2,
    AT_evaluate_e_add_add_2,
    AT_evaluate_e_add_mul_sum_sum_2,
    AT_evaluate_codebook_contract_add_argmin,
    AT_evaluate_ze_2,
    AT_evaluate_encoder_leaky_relu_of_x_2,
    AT_evaluate_encoder_batch_norm_rstd_of_x_mul_2,
    AT_evaluate_codebook_mul_sum_add,
    AT_evaluate_conv0,
    AT_evaluate_encoder_3_weight_conv_2,
    AT_evaluate_codebook_permute,
    AT_evaluate_codebook_contract,
    AT_evaluate_e_2,
    AT_evaluate_decoder_0_weight_conv_data_2,
    AT_reconstruct_e_add_add_2,
    AT_reconstruct_codebook_contract_add_argmin,
    AT_reconstruct_ze_2,
    AT_reconstruct_encoder_leaky_relu_of_x_2,
    AT_reconstruct_encoder_batch_norm_rstd_of_x_mul_2,
    AT_reconstruct_codebook_mul_sum_add,
    AT_reconstruct_conv0,
    AT_reconstruct_encoder_3_weight_conv_2,
    AT_reconstruct_codebook_permute,
    AT_reconstruct_codebook_contract,
    AT_reconstruct_e_2,
    AT_reconstruct_decoder_0_weight_conv_data_2,
    AT_scratch_step_1_F7,
    AT_scratch_step_1_F10,
    AT_scratch_step_1_F15,
    AT_scratch_step_1_F19,
    AT_scratch_step_1_F20,
    AT_scratch_step_1_G6,
    AT_scratch_step_1_G8,
    AT_scratch_evaluate_F6,
    AT_scratch_evaluate_F8,
    AT_scratch_evaluate_F12,
    AT_scratch_reconstruct_F7,
    AT_scratch_reconstruct_F9,
    AT_scratch_reconstruct_F13,
};
enum { DATA_x };
enum { VALUE_reconstruction, VALUE_codebook_loss, VALUE_commitment };

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

/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights in panels. */
static void
conv_8x3x8x8_8x3x4x4_8x8x4x4(const float x[restrict 8][8][8][3],
    const float weight[restrict 1][4][4][3][32],
    float y[restrict 8][4][4][8])
{
    enum {
        images = 8, height = 8, width = 8, in = 3, out_height = 4, out_width = 4,
        out = 8, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8,
        image = 192, out_image = 128
    };
    for (int n = 0; n < images; n += tile_rows) {
        for (int oy = 0; oy < out_height; oy++) {
            for (int ox = 0; ox < out_width; ox++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    const int top = stride * oy - padding;
                    const int left = stride * ox - padding;
                    const int ky0 = max(0, -top), ky1 = min(kernel, height - top);
                    const int kx0 = max(0, -left), kx1 = min(kernel, width - left);
                    for (int ky = ky0; ky < ky1; ky++) {
                        tile_multiply(tile_rows, 32, acc, &x[n][top + ky][left + kx0][0],
                            image, 1,
                            &weight[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);
                    }
                    tile_store_part(tile_rows, 32, acc, 0, min(32, out - 32 * p),
                        &y[n][oy][ox][32 * p], out_image);
                }
            }
        }
    }
}


/* y[m][n] = sum over k of x[m][k] weight[n][k]
 * Register tiles, right operand packed into panels. */
static void
conv_8x8x4x4_4x8_8x4x4x4(const float x[restrict 128][8],
    const float weight[restrict 1][4][32], float y[restrict 128][4],
    float *restrict scratch)
{
    enum { rows = 128, columns = 4, depth = 8, panels = 1, tile_rows = 8 };
    float(*restrict packed)[8][32] = (void *)scratch;
    for (int p = 0; p < panels; p++) {
        for (int q = 0; q < 1; q++) {
            transpose(&weight[q][32 * p][0], 32, min(32, columns - 32 * p),
                &packed[p][32 * q][0], 32, min(32, depth - 32 * q));
        }
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &x[m][0], depth, 1,
                &packed[p][0][0], 32, depth);
            tile_store_part(tile_rows, 16, acc, 0, 4,
                &y[m][32 * p], columns);
        }
    }
}


/* out_c[m][n] = sum over k of a[m][k] b[n][k]
 * Register tiles, right operand packed into panels. */
static void
contract_8x4x4x4_16x4_8x16x4x4(const float a[restrict 128][4],
    const float b[restrict 16][4],
    float out_c[restrict 128][16], float *restrict scratch)
{
    enum { rows = 128, columns = 16, depth = 4, panels = 1, tile_rows = 8 };
    float(*restrict packed)[4][32] = (void *)scratch;
    for (int p = 0; p < panels; p++) {
        transpose(&b[32 * p][0], depth, min(32, columns - 32 * p),
            &packed[p][0][0], 32, depth);
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &a[m][0], depth, 1,
                &packed[p][0][0], 32, depth);
            tile_store(tile_rows, 16, acc, &out_c[m][32 * p], columns);
        }
    }
}


/* d_x[n][iy][ix][i] = sum over oy, ox, o of d_y[n][oy][ox][o] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_data_8x4x4x4_4x3x4x4_8x3x8x8(const float d_y[restrict 8][4][4][4],
    const float weight[restrict 4][4][4][3],
    float d_x[restrict 8][8][8][3],
    float *restrict scratch)
{
    enum {
        images = 8, height = 8, width = 8, in = 3, out_height = 4, out_width = 4,
        out = 4, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8,
        image = 192, out_image = 64
    };
    float(*restrict panel)[4][4][4][32] = (void *)scratch;
    for (int p = 0; p < panels; p++) {
        for (int ky = 0; ky < kernel; ky++) {
            for (int kx = 0; kx < kernel; kx++) {
                for (int o = 0; o < out; o++) {
                    for (int j = 0; j < 32; j++) {
                        panel[p][ky][kx][o][j] = 32 * p + j < in ? weight[o][ky][kx][32 * p
                            + j] : 0;
                    }
                }
            }
        }
    }
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
                    tile_store_part(tile_rows, 32, acc, 0, min(32, in - 32 * p),
                        &d_x[n][iy][ix][32 * p], image);
                }
            }
        }
    }
}


/* y[n][oy][ox][o] = sum over ky, kx, i of x[n][iy][ix][i] weight[o][i][ky][kx]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of images at one pixel, weights packed into panels. */
static void
conv_8x3x8x8_4x3x4x4_8x4x4x4(const float x[restrict 8][8][8][3],
    const float weight[restrict 4][4][4][3],
    float y[restrict 8][4][4][4], float *restrict scratch)
{
    enum {
        images = 8, height = 8, width = 8, in = 3, out_height = 4, out_width = 4,
        out = 4, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 8,
        image = 192, out_image = 64
    };
    float(*restrict panel)[4][4][3][32] = (void *)scratch;
    for (int p = 0; p < panels; p++) {
        for (int ky = 0; ky < kernel; ky++) {
            for (int kx = 0; kx < kernel; kx++) {
                for (int i = 0; i < in; i++) {
                    for (int j = 0; j < 32; j++) {
                        panel[p][ky][kx][i][j] = 32 * p + j < out ? weight[32 * p
                            + j][ky][kx][i] : 0;
                    }
                }
            }
        }
    }
    for (int n = 0; n < images; n += tile_rows) {
        for (int oy = 0; oy < out_height; oy++) {
            for (int ox = 0; ox < out_width; ox++) {
                for (int p = 0; p < panels; p++) {
                    tile acc = {0};
                    const int top = stride * oy - padding;
                    const int left = stride * ox - padding;
                    const int ky0 = max(0, -top), ky1 = min(kernel, height - top);
                    const int kx0 = max(0, -left), kx1 = min(kernel, width - left);
                    for (int ky = ky0; ky < ky1; ky++) {
                        tile_multiply(tile_rows, 32, acc, &x[n][top + ky][left + kx0][0],
                            image, 1,
                            &panel[p][ky][kx0][0][0], 32, (kx1 - kx0) * in);
                    }
                    tile_store_part(tile_rows, 32, acc, 0, min(32, out - 32 * p),
                        &y[n][oy][ox][32 * p], out_image);
                }
            }
        }
    }
}


/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of taps and channels, a sum over pixels; x with its padding. */
static void
conv_weight_8x3x8x8_8x4x4x4_4x3x4x4(const float x[restrict 8][8][8][3],
    const float d_y[restrict 8][4][4][4],
    float d_weight[restrict 4][4][4][3],
    float *restrict scratch)
{
    enum {
        images = 8, height = 8, width = 8, in = 3, out_height = 4, out_width = 4,
        out = 4, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 6,
        wide_height = 10, wide_width = 10, taps = 12
    };
    float(*restrict panel)[4][4][3][32] = (void *)scratch;
    float(*restrict lines)[images][4][4][32] = (void *)(scratch + 1536);
    for (int p = 0; p < panels; p++) {
        for (int n = 0; n < images; n++) {
            for (int row = 0; row < out_height; row++) {
                for (int column = 0; column < out_width; column++) {
                    for (int j = 0; j < 32; j++) {
                        lines[p][n][row][column][j] =
                        32 * p + j < out ? d_y[n][row][column][32 * p + j] : 0;
                    }
                }
            }
        }
    }
    float(*restrict wide)[wide_height][wide_width][in] = (void *)(scratch + 5632);
    for (int n = 0; n < images; n++) {
        for (int row = 0; row < wide_height; row++) {
            const int iy = row - padding;
            memset(wide[n][row], 0, sizeof wide[n][row]);
            if (iy >= 0 && iy < height)
                memcpy(wide[n][row][padding], x[n][iy], sizeof(float[width][in]));
        }
    }
    for (int p = 0; p < panels; p++) {
        for (int ky = 0; ky < kernel; ky++) {
            for (int i = 0; i < taps; i += tile_rows) {
                tile acc = {0};
                for (int n = 0; n < images; n++) {
                    for (int oy = 0; oy < out_height; oy++) {
                        tile_multiply(tile_rows, 32, acc, &wide[n][stride * oy + ky][0][0] + i,
                            1, stride * in,
                            &lines[p][n][oy][0][0], 32, out_width);
                    }
                }
                tile_store(tile_rows, 32, acc, &panel[p][ky][0][0][0] + 32 * i, 32);
            }
        }
    }
    for (int p = 0; p < panels; p++) {
        for (int ky = 0; ky < kernel; ky++) {
            for (int kx = 0; kx < kernel; kx++) {
                for (int i = 0; i < in; i++) {
                    for (int j = 0; j < min(32, out - 32 * p); j++) {
                        d_weight[32 * p + j][ky][kx][i] = panel[p][ky][kx][i][j];
                    }
                }
            }
        }
    }
}


/* d_x[m][n] = sum over k of d_y[m][k] weight[n][k]
 * Register tiles, both operands read in place. */
static void
conv_data_8x4x4x4_4x8_8x8x4x4(const float d_y[restrict 128][4],
    const float weight[restrict 1][4][32],
    float d_x[restrict 128][8])
{
    enum { rows = 128, columns = 8, depth = 4, panels = 1, tile_rows = 8 };
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &d_y[m][0], depth, 1,
                &weight[p][0][0], 32, depth);
            tile_store_part(tile_rows, 16, acc, 0, 8,
                &d_x[m][32 * p], columns);
        }
    }
}


/* d_weight[m][n] = sum over k of x[n][k] d_y[m][k]
 * Register tiles, operands read in place except the last columns. */
static void
conv_weight_8x8x4x4_8x4x4x4_4x8(const float x[restrict 128][8],
    const float d_y[restrict 128][4],
    float d_weight[restrict 1][4][32],
    float *restrict scratch)
{
    enum { rows = 4, columns = 8, depth = 128, panels = 1, tile_rows = 4 };
    float(*restrict packed)[32] = (void *)scratch;
    for (int k = 0; k < depth; k++) {
        for (int j = 0; j < 32; j++) {
            packed[k][j] = 0 + j < columns ? x[k][0 + j] : 0;
        }
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 32, acc, &d_y[0][m], 1, rows,
                &packed[0][0], 32, depth);
            tile_store(tile_rows, 32, acc, &d_weight[p][m][0], 32);
        }
    }
}


/* d_weight[o][i][ky][kx] = sum over n, oy, ox of x[n][iy][ix][i] d_y[n][oy][ox][o]
 * where iy = stride * oy + ky - padding, ix = stride * ox + kx - padding
 * Tiles of taps and channels, a sum over pixels; x with its padding. */
static void
conv_weight_8x3x8x8_8x8x4x4_8x3x4x4(const float x[restrict 8][8][8][3],
    const float d_y[restrict 8][4][4][8],
    float d_weight[restrict 1][4][4][3][32],
    float *restrict scratch)
{
    enum {
        images = 8, height = 8, width = 8, in = 3, out_height = 4, out_width = 4,
        out = 8, kernel = 4, stride = 2, padding = 1, panels = 1, tile_rows = 6,
        wide_height = 10, wide_width = 10, taps = 12
    };
    float(*restrict lines)[images][4][4][32] = (void *)scratch;
    for (int p = 0; p < panels; p++) {
        for (int n = 0; n < images; n++) {
            for (int row = 0; row < out_height; row++) {
                for (int column = 0; column < out_width; column++) {
                    for (int j = 0; j < 32; j++) {
                        lines[p][n][row][column][j] =
                        32 * p + j < out ? d_y[n][row][column][32 * p + j] : 0;
                    }
                }
            }
        }
    }
    float(*restrict wide)[wide_height][wide_width][in] = (void *)(scratch + 4096);
    for (int n = 0; n < images; n++) {
        for (int row = 0; row < wide_height; row++) {
            const int iy = row - padding;
            memset(wide[n][row], 0, sizeof wide[n][row]);
            if (iy >= 0 && iy < height)
                memcpy(wide[n][row][padding], x[n][iy], sizeof(float[width][in]));
        }
    }
    for (int p = 0; p < panels; p++) {
        for (int ky = 0; ky < kernel; ky++) {
            for (int i = 0; i < taps; i += tile_rows) {
                tile acc = {0};
                for (int n = 0; n < images; n++) {
                    for (int oy = 0; oy < out_height; oy++) {
                        tile_multiply(tile_rows, 32, acc, &wide[n][stride * oy + ky][0][0] + i,
                            1, stride * in,
                            &lines[p][n][oy][0][0], 32, out_width);
                    }
                }
                tile_store(tile_rows, 32, acc, &d_weight[p][ky][0][0][0] + 32 * i, 32);
            }
        }
    }
}


/* out_c[m][n] = sum over k of a[n][k] b[m][k]
 * Register tiles, right operand packed into panels. */
static void
contract_16x4_8x4x4x4_8x16x4x4(const float a[restrict 16][4],
    const float b[restrict 128][4],
    float out_c[restrict 128][16], float *restrict scratch)
{
    enum { rows = 128, columns = 16, depth = 4, panels = 1, tile_rows = 8 };
    float(*restrict packed)[4][32] = (void *)scratch;
    for (int p = 0; p < panels; p++) {
        transpose(&a[32 * p][0], depth, min(32, columns - 32 * p),
            &packed[p][0][0], 32, depth);
    }
    for (int m = 0; m < rows; m += tile_rows) {
        for (int p = 0; p < panels; p++) {
            tile acc = {0};
            tile_multiply(tile_rows, 16, acc, &b[m][0], depth, 1,
                &packed[p][0][0], 32, depth);
            tile_store(tile_rows, 16, acc, &out_c[m][32 * p], columns);
        }
    }
}


/* step_1 F2  batch_norm_sum (line N)
 *     conv0_sum = sum(conv0)
 *     batch_norm_sum = sum(conv0_sum) */
static void
make_batch_norm_sum(const float conv0[restrict batch][codes][8],
    float batch_norm_sum[restrict 8])
{
    memset(batch_norm_sum, 0, sizeof(float) * 8);
    for (int n = 0; n < batch; n++) {
        float conv0_sum[8] = {0};
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 8; j++) {
                conv0_sum[j] += conv0[n][i][j];
            }
        }
#pragma omp simd
        for (int j = 0; j < 8; j++) {
            batch_norm_sum[j] += conv0_sum[j];
        }
    }
}

/* step_1 F3  batch_norm_mean, batch_norm_sum_add (line N)
 *     batch_norm_mean = 0.0078125 * batch_norm_sum
 *     batch_norm_sum_add = 0.00078125 * batch_norm_sum + 0.9 * encoder_1_running_mean */
static void
make_batch_norm_mean(const float batch_norm_sum[restrict 8],
    const float encoder_1_running_mean[restrict 8], float batch_norm_mean[restrict 8],
    float batch_norm_sum_add[restrict 8])
{
    for (int i = 0; i < 8; i++) {
        batch_norm_mean[i] = 0.0078125f * batch_norm_sum[i];
        batch_norm_sum_add[i] = 0.00078125f * batch_norm_sum[i] + 0.9f
            * encoder_1_running_mean[i];
    }
}

/* step_1 F4  batch_norm_squares (line N)
 *     encoder_batch_norm_centred_of_x_mul_sum = sum((conv0 - batch_norm_mean) * (conv0 - 
 *         batch_norm_mean))
 *     batch_norm_squares = sum(encoder_batch_norm_centred_of_x_mul_sum) */
static void
make_batch_norm_squares(const float batch_norm_mean[restrict 8],
    const float conv0[restrict batch][codes][8], float batch_norm_squares[restrict 8])
{
    memset(batch_norm_squares, 0, sizeof(float) * 8);
    for (int n = 0; n < batch; n++) {
        float encoder_batch_norm_centred_of_x_mul_sum[8] = {0};
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 8; j++) {
                const float batch_norm_centred = conv0[n][i][j] - batch_norm_mean[j];
                encoder_batch_norm_centred_of_x_mul_sum[j] += batch_norm_centred
                    * batch_norm_centred;
            }
        }
#pragma omp simd
        for (int j = 0; j < 8; j++) {
            batch_norm_squares[j] += encoder_batch_norm_centred_of_x_mul_sum[j];
        }
    }
}

/* step_1 F5  batch_norm_rstd, encoder_batch_norm_rstd_of_x_mul, encoder_1_running_var_add 
/*     (line N)
 *     batch_norm_rstd = 1 / sqrt(1e-05 + 0.0078125 * batch_norm_squares)
 *     encoder_batch_norm_rstd_of_x_mul = encoder_1_weight * batch_norm_rstd
 *     encoder_1_running_var_add = 0.9 * encoder_1_running_var + 0.000787402 * 
 *         batch_norm_squares */
static void
make_batch_norm_rstd(const float batch_norm_squares[restrict 8],
    const float encoder_1_weight[restrict 8], const float encoder_1_running_var[restrict 8],
    float batch_norm_rstd[restrict 8], float encoder_batch_norm_rstd_of_x_mul[restrict 8],
    float encoder_1_running_var_add[restrict 8])
{
    for (int i = 0; i < 8; i++) {
        batch_norm_rstd[i] = 1.0f / sqrtf(1e-05f + 0.0078125f * batch_norm_squares[i]);
        encoder_batch_norm_rstd_of_x_mul[i] = encoder_1_weight[i] * (1.0f / sqrtf(1e-05f
            + 0.0078125f * batch_norm_squares[i]));
        encoder_1_running_var_add[i] = 0.9f * encoder_1_running_var[i] + 0.0007874016f
            * batch_norm_squares[i];
    }
}

/* step_1 F6  encoder_leaky_relu_of_x (line N)
 *     encoder_leaky_relu_of_x = (encoder_1_bias + encoder_batch_norm_rstd_of_x_mul * (conv0 - 
 *         batch_norm_mean) > 0 ? (encoder_1_bias + encoder_batch_norm_rstd_of_x_mul * (conv0 
 *         - batch_norm_mean)) : 0.2 * (encoder_1_bias + encoder_batch_norm_rstd_of_x_mul * 
 *         (conv0 - batch_norm_mean))) */
static void
make_encoder_leaky_relu_of_x(const float encoder_1_bias[restrict 8],
    const float encoder_batch_norm_rstd_of_x_mul[restrict 8],
    const float batch_norm_mean[restrict 8], const float conv0[restrict batch][codes][8],
    float encoder_leaky_relu_of_x[restrict batch][codes][8])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 8; j++) {
                const float encoder_batch_norm_of_x = encoder_1_bias[j]
                    + encoder_batch_norm_rstd_of_x_mul[j] * (conv0[n][i][j]
                    - batch_norm_mean[j]);
                encoder_leaky_relu_of_x[n][i][j] = (encoder_batch_norm_of_x > 0.0f
                    ? encoder_batch_norm_of_x : 0.2f * encoder_batch_norm_of_x);
            }
        }
    }
}

/* step_1 F8  ze (line N)
 *     ze = encoder_3_bias + encoder_3_weight_conv */
static void
make_ze(const float encoder_3_bias[restrict 4],
    const float encoder_3_weight_conv[restrict batch][codes][4],
    float ze[restrict batch][codes][4])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 4; j++) {
                ze[n][i][j] = encoder_3_bias[j] + encoder_3_weight_conv[n][i][j];
            }
        }
    }
}

/* step_1 F9  codebook_mul_sum_add (line N)
 *     codebook_mul_sum = sum(codebook * codebook)
 *     codebook_mul_sum_add = 0.5 * codebook_mul_sum */
static void
make_codebook_mul_sum_add(const float codebook[restrict codes][4],
    float codebook_mul_sum_add[restrict codes])
{
    for (int i = 0; i < codes; i++) {
        float codebook_mul_sum = 0.0f;
#pragma omp simd reduction(+ : codebook_mul_sum)
        for (int j = 0; j < 4; j++) {
            codebook_mul_sum += codebook[i][j] * codebook[i][j];
        }
        codebook_mul_sum_add[i] = 0.5f * codebook_mul_sum;
    }
}

/* step_1 F11  ze_contract_add_argmin
 *     ze_contract_add_argmin = argmin(codebook_mul_sum_add - ze_contract) */
static void
make_ze_contract_add_argmin(const float codebook_mul_sum_add[restrict codes],
    const float ze_contract[restrict batch][codes][codes],
    int ze_contract_add_argmin[restrict batch][codes])
{
    for (int n = 0; n < batch; n++) {
        int ze_contract_add_argmin_here[codes];
        for (int i = 0; i < codes; i++) {
            float ze_contract_add_argmin_best = INFINITY;
            int ze_contract_add_argmin_fold = 0;
            for (int j = 0; j < codes; j++) {
                const float ze_contract_add = codebook_mul_sum_add[j] - ze_contract[n][i][j];
                if (ze_contract_add < ze_contract_add_argmin_best) {
                    ze_contract_add_argmin_best = ze_contract_add;
                    ze_contract_add_argmin_fold = j;
                }
            }
            ze_contract_add_argmin_here[i] = ze_contract_add_argmin_fold;
        }
        for (int i = 0; i < codes; i++) {
            ze_contract_add_argmin[n][i] = ze_contract_add_argmin_here[i];
        }
    }
}

/* step_1 F12  codebook_permute (line N) */
static void
make_codebook_permute(const float *restrict codebook, float *restrict codebook_permute)
{
    for (int i = 0; i < 4; i++) {
        for (int l = 0; l < codes; l++) {
            codebook_permute[(i) * 16 + l] = codebook[(l) * 4 + i];
        }
    }
}

/* step_1 F13  e (line N) */
static void
make_e(const float *restrict codebook_permute, const int *restrict ze_contract_add_argmin,
    float *restrict e)
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 4; k++) {
                    e[(n) * 64 + i + (j) * 16 + (k) * 4] = codebook_permute[(i) * 16
                        + ze_contract_add_argmin[(n) * 16 + (j) * 4 + k]];
                }
            }
        }
    }
}

/* step_1 F14  e_add, e_add_add, e_add_mul_sum_sum
 *     e_add = e - ze
 *     e_add_add = ze + e_add
 *     e_add_mul_sum = sum(e_add * e_add)
 *     e_add_mul_sum_sum = sum(e_add_mul_sum) */
static void
make_e_add(const float ze[restrict batch][64], const float e[restrict batch][64],
    float e_add[restrict batch][64], float e_add_add[restrict batch][64],
    float e_add_mul_sum_sum[restrict 1])
{
    float e_add_mul_sum_sum_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float e_add_mul_sum = 0.0f;
#pragma omp simd reduction(+ : e_add_mul_sum)
        for (int i = 0; i < 64; i++) {
            const float e_add_here = e[n][i] - ze[n][i];
            e_add_mul_sum += e_add_here * e_add_here;
            e_add[n][i] = e_add_here;
            e_add_add[n][i] = ze[n][i] + e_add_here;
        }
        e_add_mul_sum_sum_sum += e_add_mul_sum;
    }
    e_add_mul_sum_sum[0] = e_add_mul_sum_sum_sum;
}

/* step_1 F16  y_add_mul_sum_sum, x_add_mul, d_decoder_0_bias_sum
 *     y_add_mul_sum = sum((tanh(decoder_0_bias + decoder_0_weight_conv_data) - x) * 
 *         (tanh(decoder_0_bias + decoder_0_weight_conv_data) - x))
 *     y_add_mul_sum_sum = sum(y_add_mul_sum)
 *     x_add_mul = (tanh(decoder_0_bias + decoder_0_weight_conv_data) - x) * (1 - 
 *         tanh(decoder_0_bias + decoder_0_weight_conv_data) * tanh(decoder_0_bias + 
 *         decoder_0_weight_conv_data))
 *     y_mul_add_mul_sum = sum(x_add_mul)
 *     d_decoder_0_bias_sum = sum(y_mul_add_mul_sum) */
static void
make_y_add_mul_sum_sum(const float x[restrict batch][64][3],
    const float decoder_0_bias[restrict 3],
    const float decoder_0_weight_conv_data[restrict batch][64][3],
    float y_add_mul_sum_sum[restrict 1], float x_add_mul[restrict batch][64][3],
    float d_decoder_0_bias_sum[restrict 3])
{
    float y_add_mul_sum_sum_sum = 0.0f;
    memset(d_decoder_0_bias_sum, 0, sizeof(float) * 3);
    for (int n = 0; n < batch; n++) {
        float y_add_mul_sum = 0.0f;
        float y_mul_add_mul_sum[3] = {0};
        for (int i = 0; i < 64; i++) {
#pragma omp simd reduction(+ : y_add_mul_sum)
            for (int j = 0; j < 3; j++) {
                const float y = math_tanh(decoder_0_bias[j]
                    + decoder_0_weight_conv_data[n][i][j]);
                const float y_add = y - x[n][i][j];
                const float x_add_mul_here = y_add * (1.0f - y * y);
                y_add_mul_sum += y_add * y_add;
                y_mul_add_mul_sum[j] += x_add_mul_here;
                x_add_mul[n][i][j] = x_add_mul_here;
            }
        }
#pragma omp simd
        for (int j = 0; j < 3; j++) {
            d_decoder_0_bias_sum[j] += y_mul_add_mul_sum[j];
        }
        y_add_mul_sum_sum_sum += y_add_mul_sum;
    }
    y_add_mul_sum_sum[0] = y_add_mul_sum_sum_sum;
}

/* step_1 G1  d_decoder_0_bias (line N)
 *     d_decoder_0_bias = 0.00130208 * d_decoder_0_bias_sum */
static void
make_d_decoder_0_bias(const float d_decoder_0_bias_sum[restrict 3],
    float d_decoder_0_bias[restrict 3])
{
    for (int i = 0; i < 3; i++) {
        d_decoder_0_bias[i] = 0.0013020834f * d_decoder_0_bias_sum[i];
    }
}

/* step_1 G2  d_decoder_0_weight (line N)
 *     d_decoder_0_weight = 0.00130208 * d_decoder_0_weight_part */
static void
make_d_decoder_0_weight(const float d_decoder_0_weight_part[restrict 4][codes][3],
    float d_decoder_0_weight[restrict 4][codes][3])
{
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 3; j++) {
#pragma omp simd
            for (int k = 0; k < codes; k++) {
                d_decoder_0_weight[i][k][j] = 0.0013020834f * d_decoder_0_weight_part[i][k][j];
            }
        }
    }
}

/* step_1 F21  ze_add_scatter_add */
static void
make_ze_add_scatter_add(const float *restrict e_add,
    const int *restrict ze_contract_add_argmin, float *restrict ze_add_scatter_add)
{
    memset(ze_add_scatter_add, 0, sizeof(float) * 64);
    for (int i = 0; i < 4; i++) {
        for (int n = 0; n < batch; n++) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 4; k++) {
                    ze_add_scatter_add[(i) * 16 + ze_contract_add_argmin[(n) * 16 + (j) * 4
                        + k]] += e_add[(n) * 64 + i + (j) * 16 + (k) * 4];
                }
            }
        }
    }
}

/* step_1 F22  d_codebook_part */
static void
make_d_codebook_part(const float *restrict ze_add_scatter_add, float *restrict d_codebook_part)
{
    for (int i = 0; i < codes; i++) {
        for (int j = 0; j < 4; j++) {
            d_codebook_part[(i) * 4 + j] = ze_add_scatter_add[(j) * 16 + i];
        }
    }
}

/* step_1 G3  d_codebook (line N)
 *     d_codebook = 0.00390625 * d_codebook_part */
static void
make_d_codebook(const float d_codebook_part[restrict codes][4],
    float d_codebook[restrict codes][4])
{
    for (int i = 0; i < codes; i++) {
#pragma omp simd
        for (int j = 0; j < 4; j++) {
            d_codebook[i][j] = 0.00390625f * d_codebook_part[i][j];
        }
    }
}

/* step_1 G4  d_ze, d_encoder_3_bias (line N)
 *     d_ze = 0.00130208 * d_ze_part - 0.000976562 * e_add
 *     d_ze_sum = sum(d_ze)
 *     d_encoder_3_bias = sum(d_ze_sum) */
static void
make_d_ze(const float e_add[restrict batch][codes][4],
    const float d_ze_part[restrict batch][codes][4], float d_ze[restrict batch][codes][4],
    float d_encoder_3_bias[restrict 4])
{
    memset(d_encoder_3_bias, 0, sizeof(float) * 4);
    for (int n = 0; n < batch; n++) {
        float d_ze_sum[4] = {0};
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 4; j++) {
                const float d_ze_here = 0.0013020834f * d_ze_part[n][i][j] - 0.0009765625f
                    * e_add[n][i][j];
                d_ze_sum[j] += d_ze_here;
                d_ze[n][i][j] = d_ze_here;
            }
        }
#pragma omp simd
        for (int j = 0; j < 4; j++) {
            d_encoder_3_bias[j] += d_ze_sum[j];
        }
    }
}

/* step_1 F23  d_encoder_1_weight_sum, d_encoder_1_bias (line N)
 *     leaky_relu_part_mul_sum = sum((conv0 - batch_norm_mean) * (encoder_1_bias + 
 *         encoder_batch_norm_rstd_of_x_mul * (conv0 - batch_norm_mean) > 0 ? 1 : 0.2) * 
 *         d_leaky_relu)
 *     d_encoder_1_weight_sum = sum(leaky_relu_part_mul_sum)
 *     d_batch_norm_sum = sum((encoder_1_bias + encoder_batch_norm_rstd_of_x_mul * (conv0 - 
 *         batch_norm_mean) > 0 ? 1 : 0.2) * d_leaky_relu)
 *     d_encoder_1_bias = sum(d_batch_norm_sum) */
static void
make_d_encoder_1_weight_sum(const float batch_norm_mean[restrict 8],
    const float conv0[restrict batch][codes][8], const float encoder_1_bias[restrict 8],
    const float encoder_batch_norm_rstd_of_x_mul[restrict 8],
    const float d_leaky_relu[restrict batch][codes][8],
    float d_encoder_1_weight_sum[restrict 8], float d_encoder_1_bias[restrict 8])
{
    memset(d_encoder_1_weight_sum, 0, sizeof(float) * 8);
    memset(d_encoder_1_bias, 0, sizeof(float) * 8);
    for (int n = 0; n < batch; n++) {
        float leaky_relu_part_mul_sum[8] = {0};
        float d_batch_norm_sum[8] = {0};
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 8; j++) {
                const float batch_norm_centred = conv0[n][i][j] - batch_norm_mean[j];
                const float leaky_relu_part = (encoder_1_bias[j]
                    + encoder_batch_norm_rstd_of_x_mul[j] * batch_norm_centred > 0.0f ? 1.0f
                    : 0.2f);
                leaky_relu_part_mul_sum[j] += batch_norm_centred * leaky_relu_part
                    * d_leaky_relu[n][i][j];
                d_batch_norm_sum[j] += leaky_relu_part * d_leaky_relu[n][i][j];
            }
        }
#pragma omp simd
        for (int j = 0; j < 8; j++) {
            d_encoder_1_weight_sum[j] += leaky_relu_part_mul_sum[j];
            d_encoder_1_bias[j] += d_batch_norm_sum[j];
        }
    }
}

/* step_1 F24  d_encoder_1_weight_sum_mul, d_encoder_1_weight (line N)
 *     d_encoder_1_weight_sum_mul = encoder_1_weight * batch_norm_rstd * batch_norm_rstd * 
 *         batch_norm_rstd * d_encoder_1_weight_sum * (-0.0078125)
 *     d_encoder_1_weight = batch_norm_rstd * d_encoder_1_weight_sum */
static void
make_d_encoder_1_weight_sum_mul(const float encoder_1_weight[restrict 8],
    const float batch_norm_rstd[restrict 8], const float d_encoder_1_weight_sum[restrict 8],
    float d_encoder_1_weight_sum_mul[restrict 8], float d_encoder_1_weight[restrict 8])
{
    for (int i = 0; i < 8; i++) {
        d_encoder_1_weight_sum_mul[i] = encoder_1_weight[i] * batch_norm_rstd[i]
            * batch_norm_rstd[i] * batch_norm_rstd[i] * d_encoder_1_weight_sum[i]
            * (-0.0078125f);
        d_encoder_1_weight[i] = batch_norm_rstd[i] * d_encoder_1_weight_sum[i];
    }
}

/* step_1 F25  d_batch_norm_centred_sum_sum
 *     d_batch_norm_centred_sum = sum(encoder_batch_norm_rstd_of_x_mul * (encoder_1_bias + 
 *         encoder_batch_norm_rstd_of_x_mul * (conv0 - batch_norm_mean) > 0 ? 1 : 0.2) * 
 *         d_leaky_relu + d_encoder_1_weight_sum_mul * (conv0 - batch_norm_mean))
 *     d_batch_norm_centred_sum_sum = sum(d_batch_norm_centred_sum) */
static void
make_d_batch_norm_centred_sum_sum(const float encoder_batch_norm_rstd_of_x_mul[restrict 8],
    const float encoder_1_bias[restrict 8], const float batch_norm_mean[restrict 8],
    const float conv0[restrict batch][codes][8],
    const float d_leaky_relu[restrict batch][codes][8],
    const float d_encoder_1_weight_sum_mul[restrict 8],
    float d_batch_norm_centred_sum_sum[restrict 8])
{
    memset(d_batch_norm_centred_sum_sum, 0, sizeof(float) * 8);
    for (int n = 0; n < batch; n++) {
        float d_batch_norm_centred_sum[8] = {0};
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 8; j++) {
                const float batch_norm_centred = conv0[n][i][j] - batch_norm_mean[j];
                d_batch_norm_centred_sum[j] += encoder_batch_norm_rstd_of_x_mul[j]
                    * (encoder_1_bias[j] + encoder_batch_norm_rstd_of_x_mul[j]
                    * batch_norm_centred > 0.0f ? 1.0f : 0.2f) * d_leaky_relu[n][i][j]
                    + d_encoder_1_weight_sum_mul[j] * batch_norm_centred;
            }
        }
#pragma omp simd
        for (int j = 0; j < 8; j++) {
            d_batch_norm_centred_sum_sum[j] += d_batch_norm_centred_sum[j];
        }
    }
}

/* step_1 F26  d_conv0_scale
 *     d_conv0_scale = 0.0078125 * d_batch_norm_centred_sum_sum */
static void
make_d_conv0_scale(const float d_batch_norm_centred_sum_sum[8], float d_conv0_scale[8])
{
    for (int i = 0; i < 8; i++) {
        d_conv0_scale[i] = 0.0078125f * d_batch_norm_centred_sum_sum[i];
    }
}

/* step_1 G7  d_conv0 (line N)
 *     d_conv0 = encoder_batch_norm_rstd_of_x_mul * (encoder_1_bias + 
 *         encoder_batch_norm_rstd_of_x_mul * (conv0 - batch_norm_mean) > 0 ? 1 : 0.2) * 
 *         d_leaky_relu + d_encoder_1_weight_sum_mul * (conv0 - batch_norm_mean) - 
 *         d_conv0_scale */
static void
make_d_conv0(const float d_conv0_scale[8],
    const float encoder_batch_norm_rstd_of_x_mul[restrict 8],
    const float encoder_1_bias[restrict 8], const float batch_norm_mean[restrict 8],
    const float conv0[restrict batch][codes][8],
    const float d_leaky_relu[restrict batch][codes][8],
    const float d_encoder_1_weight_sum_mul[restrict 8], float d_conv0[restrict batch][codes][8])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 8; j++) {
                const float batch_norm_centred = conv0[n][i][j] - batch_norm_mean[j];
                d_conv0[n][i][j] = encoder_batch_norm_rstd_of_x_mul[j] * (encoder_1_bias[j]
                    + encoder_batch_norm_rstd_of_x_mul[j] * batch_norm_centred > 0.0f ? 1.0f
                    : 0.2f) * d_leaky_relu[n][i][j] + d_encoder_1_weight_sum_mul[j]
                    * batch_norm_centred - d_conv0_scale[j];
            }
        }
    }
}

/* evaluate F4  encoder_batch_norm_rstd_of_x_mul_2
 *     encoder_batch_norm_rstd_of_x_mul_2 = encoder_1_weight * (1 / sqrt(1e-05 + 
 *         encoder_1_running_var)) */
static void
make_encoder_batch_norm_rstd_of_x_mul_2(const float encoder_1_weight[restrict 8],
    const float encoder_1_running_var[restrict 8],
    float encoder_batch_norm_rstd_of_x_mul_2[restrict 8])
{
    for (int i = 0; i < 8; i++) {
        encoder_batch_norm_rstd_of_x_mul_2[i] = encoder_1_weight[i] * (1.0f / sqrtf(1e-05f
            + encoder_1_running_var[i]));
    }
}

/* evaluate F5  encoder_leaky_relu_of_x_2 (line N)
 *     encoder_leaky_relu_of_x_2 = (encoder_1_bias + encoder_batch_norm_rstd_of_x_mul_2 * 
 *         (conv0 - encoder_1_running_mean) > 0 ? (encoder_1_bias + 
 *         encoder_batch_norm_rstd_of_x_mul_2 * (conv0 - encoder_1_running_mean)) : 0.2 * 
 *         (encoder_1_bias + encoder_batch_norm_rstd_of_x_mul_2 * (conv0 - 
 *         encoder_1_running_mean))) */
static void
make_encoder_leaky_relu_of_x_2(const float encoder_1_bias[restrict 8],
    const float encoder_batch_norm_rstd_of_x_mul_2[restrict 8],
    const float encoder_1_running_mean[restrict 8], const float conv0[batch][codes][8],
    float encoder_leaky_relu_of_x_2[batch][codes][8])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 8; j++) {
                const float encoder_batch_norm_of_x_2 = encoder_1_bias[j]
                    + encoder_batch_norm_rstd_of_x_mul_2[j] * (conv0[n][i][j]
                    - encoder_1_running_mean[j]);
                encoder_leaky_relu_of_x_2[n][i][j] = (encoder_batch_norm_of_x_2 > 0.0f
                    ? encoder_batch_norm_of_x_2 : 0.2f * encoder_batch_norm_of_x_2);
            }
        }
    }
}

/* evaluate F7  ze_2 (line N)
 *     ze_2 = encoder_3_bias + encoder_3_weight_conv_2 */
static void
make_ze_2(const float encoder_3_bias[restrict 4],
    const float encoder_3_weight_conv_2[restrict batch][codes][4],
    float ze_2[restrict batch][codes][4])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < codes; i++) {
#pragma omp simd
            for (int j = 0; j < 4; j++) {
                ze_2[n][i][j] = encoder_3_bias[j] + encoder_3_weight_conv_2[n][i][j];
            }
        }
    }
}

/* evaluate F9  codebook_contract_add_argmin
 *     codebook_contract_add_argmin = argmin(codebook_mul_sum_add - codebook_contract) */
static void
make_codebook_contract_add_argmin(const float codebook_mul_sum_add[restrict codes],
    const float codebook_contract[restrict batch][codes][codes],
    int codebook_contract_add_argmin[restrict batch][codes])
{
    for (int n = 0; n < batch; n++) {
        int codebook_contract_add_argmin_here[codes];
        for (int i = 0; i < codes; i++) {
            float codebook_contract_add_argmin_best = INFINITY;
            int codebook_contract_add_argmin_fold = 0;
            for (int j = 0; j < codes; j++) {
                const float codebook_contract_add = codebook_mul_sum_add[j]
                    - codebook_contract[n][i][j];
                if (codebook_contract_add < codebook_contract_add_argmin_best) {
                    codebook_contract_add_argmin_best = codebook_contract_add;
                    codebook_contract_add_argmin_fold = j;
                }
            }
            codebook_contract_add_argmin_here[i] = codebook_contract_add_argmin_fold;
        }
        for (int i = 0; i < codes; i++) {
            codebook_contract_add_argmin[n][i] = codebook_contract_add_argmin_here[i];
        }
    }
}

/* evaluate F10  e_2 (line N) */
static void
make_e_2(const float *restrict codebook_permute,
    const int *restrict codebook_contract_add_argmin, float *restrict e_2)
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 4; k++) {
                    e_2[(n) * 64 + i + (j) * 16 + (k) * 4] = codebook_permute[(i) * 16
                        + codebook_contract_add_argmin[(n) * 16 + (j) * 4 + k]];
                }
            }
        }
    }
}

/* evaluate F11  e_add_add_2, e_add_mul_sum_sum_2
 *     e_add_add_2 = ze_2 + (e_2 - ze_2)
 *     e_add_mul_sum_2 = sum((e_2 - ze_2) * (e_2 - ze_2))
 *     e_add_mul_sum_sum_2 = sum(e_add_mul_sum_2) */
static void
make_e_add_add_2(const float ze_2[restrict batch][64], const float e_2[restrict batch][64],
    float e_add_add_2[restrict batch][64], float e_add_mul_sum_sum_2[restrict 1])
{
    float e_add_mul_sum_sum_2_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float e_add_mul_sum_2 = 0.0f;
#pragma omp simd reduction(+ : e_add_mul_sum_2)
        for (int i = 0; i < 64; i++) {
            const float e_add_2 = e_2[n][i] - ze_2[n][i];
            e_add_mul_sum_2 += e_add_2 * e_add_2;
            e_add_add_2[n][i] = ze_2[n][i] + e_add_2;
        }
        e_add_mul_sum_sum_2_sum += e_add_mul_sum_2;
    }
    e_add_mul_sum_sum_2[0] = e_add_mul_sum_sum_2_sum;
}

/* evaluate F13  y_add_mul_sum_sum_2
 *     y_add_mul_sum_2 = sum((tanh(decoder_0_bias + decoder_0_weight_conv_data_2) - x) * 
 *         (tanh(decoder_0_bias + decoder_0_weight_conv_data_2) - x))
 *     y_add_mul_sum_sum_2 = sum(y_add_mul_sum_2) */
static void
make_y_add_mul_sum_sum_2(const float x[restrict batch][64][3],
    const float decoder_0_bias[restrict 3],
    const float decoder_0_weight_conv_data_2[restrict batch][64][3],
    float y_add_mul_sum_sum_2[restrict 1])
{
    float y_add_mul_sum_sum_2_sum = 0.0f;
    for (int n = 0; n < batch; n++) {
        float y_add_mul_sum_2 = 0.0f;
        for (int i = 0; i < 64; i++) {
#pragma omp simd reduction(+ : y_add_mul_sum_2)
            for (int j = 0; j < 3; j++) {
                const float y_2 = math_tanh(decoder_0_bias[j]
                    + decoder_0_weight_conv_data_2[n][i][j]);
                const float y_add_2 = y_2 - x[n][i][j];
                y_add_mul_sum_2 += y_add_2 * y_add_2;
            }
        }
        y_add_mul_sum_sum_2_sum += y_add_mul_sum_2;
    }
    y_add_mul_sum_sum_2[0] = y_add_mul_sum_sum_2_sum;
}

/* reconstruct F1  x_add
 *     x_add = x */
static void
make_x_add(const float x[restrict batch][192], float x_add[restrict batch][192])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 192; i++) {
            x_add[n][i] = x[n][i];
        }
    }
}

/* reconstruct F12  e_add_add_2
 *     e_add_add_2 = ze_2 + (e_2 - ze_2) */
static void
make_e_add_add_2_reconstruct(const float ze_2[restrict batch][64],
    const float e_2[restrict batch][64], float e_add_add_2[restrict batch][64])
{
    for (int n = 0; n < batch; n++) {
#pragma omp simd
        for (int i = 0; i < 64; i++) {
            e_add_add_2[n][i] = ze_2[n][i] + (e_2[n][i] - ze_2[n][i]);
        }
    }
}

/* reconstruct F14  y_2 (line N)
 *     y_2 = tanh(decoder_0_bias + decoder_0_weight_conv_data_2) */
static void
make_y_2(const float decoder_0_bias[restrict 3],
    const float decoder_0_weight_conv_data_2[restrict batch][64][3],
    float y_2[restrict batch][64][3])
{
    for (int n = 0; n < batch; n++) {
        for (int i = 0; i < 64; i++) {
#pragma omp simd
            for (int j = 0; j < 3; j++) {
                y_2[n][i][j] = math_tanh(decoder_0_bias[j]
                    + decoder_0_weight_conv_data_2[n][i][j]);
            }
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

/* Minimises step1 with adam. */
void
images_step_1(struct instance *m)
{
    struct images_parameters *const parameters = (void *)m->parameters;
    struct images_parameters *const gradients = (void *)m->gradients;
    struct images_state *const state = (void *)m->state;

    const float(*x)[8][8][3] = m->field[DATA_x];
    float(*conv0)[4][4][8] = (void *)m->at[AT_conv0];
    conv_8x3x8x8_8x3x4x4_8x8x4x4((void *)x, (void *)parameters->encoder_0_weight,
        (void *)conv0); /* F1 (line N) */
    float *batch_norm_sum = (void *)m->at[AT_batch_norm_sum];
    make_batch_norm_sum((void *)conv0, batch_norm_sum); /* F2 (line N) */
    float *batch_norm_mean = (void *)m->at[AT_batch_norm_mean];
    float *batch_norm_sum_add = (void *)m->at[AT_batch_norm_sum_add];
    make_batch_norm_mean(batch_norm_sum, state->encoder_1_running_mean, batch_norm_mean,
        batch_norm_sum_add); /* F3 (line N) */
    float *batch_norm_squares = (void *)m->at[AT_batch_norm_squares];
    make_batch_norm_squares(batch_norm_mean, (void *)conv0, batch_norm_squares);
        /* F4 (line N) */
    float *batch_norm_rstd = (void *)m->at[AT_batch_norm_rstd];
    float *encoder_batch_norm_rstd_of_x_mul = (void *)m->at[AT_encoder_batch_norm_rstd_of_x_mul];
    float *encoder_1_running_var_add = (void *)m->at[AT_encoder_1_running_var_add];
    make_batch_norm_rstd(batch_norm_squares, parameters->encoder_1_weight,
        state->encoder_1_running_var, batch_norm_rstd, encoder_batch_norm_rstd_of_x_mul,
        encoder_1_running_var_add); /* F5 (line N) */
    float(*encoder_leaky_relu_of_x)[4][4][8] = (void *)m->at[AT_encoder_leaky_relu_of_x];
    make_encoder_leaky_relu_of_x(parameters->encoder_1_bias, encoder_batch_norm_rstd_of_x_mul,
        batch_norm_mean, (void *)conv0, (void *)encoder_leaky_relu_of_x); /* F6 (line N) */
    float(*encoder_3_weight_conv)[4][4][4] = (void *)m->at[AT_encoder_3_weight_conv];
    conv_8x8x4x4_4x8_8x4x4x4((void *)encoder_leaky_relu_of_x,
        (void *)parameters->encoder_3_weight, (void *)encoder_3_weight_conv,
        m->at[AT_scratch_step_1_F7]); /* F7 */
    float(*ze)[4][4][4] = (void *)m->at[AT_ze];
    make_ze(parameters->encoder_3_bias, (void *)encoder_3_weight_conv, (void *)ze);
        /* F8 (line N) */
    float *codebook_mul_sum_add = (void *)m->at[AT_codebook_mul_sum_add];
    make_codebook_mul_sum_add((void *)parameters->codebook, codebook_mul_sum_add);
        /* F9 (line N) */
    float(*ze_contract)[4][4][codes] = (void *)m->at[AT_ze_contract];
    contract_8x4x4x4_16x4_8x16x4x4((void *)ze, (void *)parameters->codebook,
        (void *)ze_contract, m->at[AT_scratch_step_1_F10]); /* F10 */
    int(*ze_contract_add_argmin)[4][4] = (void *)m->at[AT_ze_contract_add_argmin];
    make_ze_contract_add_argmin(codebook_mul_sum_add, (void *)ze_contract,
        (void *)ze_contract_add_argmin); /* F11 */
    float(*codebook_permute)[codes] = (void *)m->at[AT_codebook_permute];
    make_codebook_permute((void *)parameters->codebook, (void *)codebook_permute);
        /* F12 (line N) */
    float(*e)[4][4][4] = (void *)m->at[AT_e];
    make_e((void *)codebook_permute, (void *)ze_contract_add_argmin, (void *)e);
        /* F13 (line N) */
    float(*e_add)[4][4][4] = (void *)m->at[AT_e_add];
    float(*e_add_add)[4][4][4] = (void *)m->at[AT_e_add_add];
    float *e_add_mul_sum_sum = (void *)m->at[AT_e_add_mul_sum_sum];
    make_e_add((void *)ze, (void *)e, (void *)e_add, (void *)e_add_add, e_add_mul_sum_sum);
        /* F14 */
    float(*decoder_0_weight_conv_data)[8][8][3] = (void *)m->at[AT_decoder_0_weight_conv_data];
    conv_data_8x4x4x4_4x3x4x4_8x3x8x8((void *)e_add_add, (void *)parameters->decoder_0_weight,
        (void *)decoder_0_weight_conv_data, m->at[AT_scratch_step_1_F15]); /* F15 */
    float *y_add_mul_sum_sum = (void *)m->at[AT_y_add_mul_sum_sum];
    float(*x_add_mul)[8][8][3] = (void *)m->at[AT_x_add_mul];
    float *d_decoder_0_bias_sum = (void *)m->at[AT_d_decoder_0_bias_sum];
    make_y_add_mul_sum_sum((void *)x, parameters->decoder_0_bias,
        (void *)decoder_0_weight_conv_data, y_add_mul_sum_sum, (void *)x_add_mul,
        d_decoder_0_bias_sum); /* F16 */
    float *reconstruction = &m->value[VALUE_reconstruction];
    reconstruction[0] = 0.0006510417f * y_add_mul_sum_sum[0];
    float *codebook_loss = &m->value[VALUE_codebook_loss];
    float *codebook_loss_add = &m->value[VALUE_commitment];
    codebook_loss[0] = 0.001953125f * e_add_mul_sum_sum[0];
    codebook_loss_add[0] = 0.001953125f * e_add_mul_sum_sum[0];
    make_d_decoder_0_bias(d_decoder_0_bias_sum, gradients->decoder_0_bias); /* G1 (line N) */
    float(*d_ze_part)[4][4][4] = (void *)m->at[AT_d_ze_part];
    conv_8x3x8x8_4x3x4x4_8x4x4x4((void *)x_add_mul, (void *)parameters->decoder_0_weight,
        (void *)d_ze_part, m->at[AT_scratch_step_1_F19]); /* F19 */
    float(*d_decoder_0_weight_part)[4][4][3] = (void *)m->at[AT_d_decoder_0_weight_part];
    conv_weight_8x3x8x8_8x4x4x4_4x3x4x4((void *)x_add_mul, (void *)e_add_add,
        (void *)d_decoder_0_weight_part, m->at[AT_scratch_step_1_F20]); /* F20 */
    make_d_decoder_0_weight((void *)d_decoder_0_weight_part,
        (void *)gradients->decoder_0_weight); /* G2 (line N) */
    float(*ze_add_scatter_add)[codes] = (void *)m->at[AT_ze_add_scatter_add];
    make_ze_add_scatter_add((void *)e_add, (void *)ze_contract_add_argmin,
        (void *)ze_add_scatter_add); /* F21 */
    float(*d_codebook_part)[4] = (void *)m->at[AT_d_codebook_part];
    make_d_codebook_part((void *)ze_add_scatter_add, (void *)d_codebook_part); /* F22 */
    make_d_codebook((void *)d_codebook_part, (void *)gradients->codebook); /* G3 (line N) */
    float(*d_ze)[4][4][4] = (void *)m->at[AT_d_ze];
    make_d_ze((void *)e_add, (void *)d_ze_part, (void *)d_ze, gradients->encoder_3_bias);
        /* G4 (line N) */
    float(*d_leaky_relu)[4][4][8] = (void *)m->at[AT_d_leaky_relu];
    conv_data_8x4x4x4_4x8_8x8x4x4((void *)d_ze, (void *)parameters->encoder_3_weight,
        (void *)d_leaky_relu); /* G5 (line N) */
    conv_weight_8x8x4x4_8x4x4x4_4x8((void *)encoder_leaky_relu_of_x, (void *)d_ze,
        (void *)gradients->encoder_3_weight, m->at[AT_scratch_step_1_G6]); /* G6 (line N) */
    float *d_encoder_1_weight_sum = (void *)m->at[AT_d_encoder_1_weight_sum];
    make_d_encoder_1_weight_sum(batch_norm_mean, (void *)conv0, parameters->encoder_1_bias,
        encoder_batch_norm_rstd_of_x_mul, (void *)d_leaky_relu, d_encoder_1_weight_sum,
        gradients->encoder_1_bias); /* F23 (line N) */
    float *d_encoder_1_weight_sum_mul = (void *)m->at[AT_d_encoder_1_weight_sum_mul];
    make_d_encoder_1_weight_sum_mul(parameters->encoder_1_weight, batch_norm_rstd,
        d_encoder_1_weight_sum, d_encoder_1_weight_sum_mul, gradients->encoder_1_weight);
        /* F24 (line N) */
    float *d_batch_norm_centred_sum_sum = (void *)m->at[AT_d_batch_norm_centred_sum_sum];
    make_d_batch_norm_centred_sum_sum(encoder_batch_norm_rstd_of_x_mul,
        parameters->encoder_1_bias, batch_norm_mean, (void *)conv0, (void *)d_leaky_relu,
        d_encoder_1_weight_sum_mul, d_batch_norm_centred_sum_sum); /* F25 */
    float *d_conv0_scale = (void *)m->at[AT_d_conv0_scale];
        /* overwrites d_batch_norm_centred_sum_sum */
    make_d_conv0_scale(d_batch_norm_centred_sum_sum, d_conv0_scale); /* F26 */
    float(*d_conv0)[4][4][8] = (void *)m->at[AT_d_conv0];
    make_d_conv0(d_conv0_scale, encoder_batch_norm_rstd_of_x_mul, parameters->encoder_1_bias,
        batch_norm_mean, (void *)conv0, (void *)d_leaky_relu, d_encoder_1_weight_sum_mul,
        (void *)d_conv0); /* G7 (line N) */
    conv_weight_8x3x8x8_8x8x4x4_8x3x4x4((void *)x, (void *)d_conv0,
        (void *)gradients->encoder_0_weight, m->at[AT_scratch_step_1_G8]); /* G8 (line N) */
    float *encoder_1_num_batches_tracked_add = (void *)m->at[AT_encoder_1_num_batches_tracked_add];
    encoder_1_num_batches_tracked_add[0] = 1.0f + state->encoder_1_num_batches_tracked[0];
    /* U1  encoder.0.weight .. codebook: 1984 floats */
    m->updates[0]++;
    adam(m->parameters, m->gradients, m->moment[0], m->moment[1], 1984,
        m->updates[0], 0.0003, 0.9, 0.999, 1e-08);
    memcpy(&state->encoder_1_running_mean, batch_norm_sum_add,
        sizeof state->encoder_1_running_mean); /* A1 */
    memcpy(&state->encoder_1_running_var, encoder_1_running_var_add,
        sizeof state->encoder_1_running_var); /* A2 */
    memcpy(&state->encoder_1_num_batches_tracked, encoder_1_num_batches_tracked_add,
        sizeof state->encoder_1_num_batches_tracked); /* A3 */
}

/* Every loss and metric of a batch, in inference mode. */
void
images_evaluate(struct instance *m)
{
    struct images_parameters *const parameters = (void *)m->parameters;
    struct images_state *const state = (void *)m->state;

    const float(*x)[8][8][3] = m->field[DATA_x];
    float(*conv0)[4][4][8] = (void *)m->at[AT_evaluate_conv0];
    conv_8x3x8x8_8x3x4x4_8x8x4x4((void *)x, (void *)parameters->encoder_0_weight,
        (void *)conv0); /* F1 (line N) */
    float *codebook_mul_sum_add = (void *)m->at[AT_evaluate_codebook_mul_sum_add];
    make_codebook_mul_sum_add((void *)parameters->codebook, codebook_mul_sum_add);
        /* F2 (line N) */
    float(*codebook_permute)[codes] = (void *)m->at[AT_evaluate_codebook_permute];
    make_codebook_permute((void *)parameters->codebook, (void *)codebook_permute);
        /* F3 (line N) */
    float *encoder_batch_norm_rstd_of_x_mul_2 = (void *)m->at[AT_evaluate_encoder_batch_norm_rstd_of_x_mul_2];
    make_encoder_batch_norm_rstd_of_x_mul_2(parameters->encoder_1_weight,
        state->encoder_1_running_var, encoder_batch_norm_rstd_of_x_mul_2); /* F4 */
    float(*encoder_leaky_relu_of_x_2)[4][4][8] = (void *)m->at[AT_evaluate_encoder_leaky_relu_of_x_2]; /* overwrites conv0 */
    make_encoder_leaky_relu_of_x_2(parameters->encoder_1_bias,
        encoder_batch_norm_rstd_of_x_mul_2, state->encoder_1_running_mean, (void *)conv0,
        (void *)encoder_leaky_relu_of_x_2); /* F5 (line N) */
    float(*encoder_3_weight_conv_2)[4][4][4] = (void *)m->at[AT_evaluate_encoder_3_weight_conv_2];
    conv_8x8x4x4_4x8_8x4x4x4((void *)encoder_leaky_relu_of_x_2,
        (void *)parameters->encoder_3_weight, (void *)encoder_3_weight_conv_2,
        m->at[AT_scratch_evaluate_F6]); /* F6 */
    float(*ze_2)[4][4][4] = (void *)m->at[AT_evaluate_ze_2];
    make_ze_2(parameters->encoder_3_bias, (void *)encoder_3_weight_conv_2, (void *)ze_2);
        /* F7 (line N) */
    float(*codebook_contract)[4][4][codes] = (void *)m->at[AT_evaluate_codebook_contract];
    contract_16x4_8x4x4x4_8x16x4x4((void *)parameters->codebook, (void *)ze_2,
        (void *)codebook_contract, m->at[AT_scratch_evaluate_F8]); /* F8 */
    int(*codebook_contract_add_argmin)[4][4] = (void *)m->at[AT_evaluate_codebook_contract_add_argmin];
    make_codebook_contract_add_argmin(codebook_mul_sum_add, (void *)codebook_contract,
        (void *)codebook_contract_add_argmin); /* F9 */
    float(*e_2)[4][4][4] = (void *)m->at[AT_evaluate_e_2];
    make_e_2((void *)codebook_permute, (void *)codebook_contract_add_argmin, (void *)e_2);
        /* F10 (line N) */
    float(*e_add_add_2)[4][4][4] = (void *)m->at[AT_evaluate_e_add_add_2];
    float *e_add_mul_sum_sum_2 = (void *)m->at[AT_evaluate_e_add_mul_sum_sum_2];
    make_e_add_add_2((void *)ze_2, (void *)e_2, (void *)e_add_add_2, e_add_mul_sum_sum_2);
        /* F11 */
    float(*decoder_0_weight_conv_data_2)[8][8][3] = (void *)m->at[AT_evaluate_decoder_0_weight_conv_data_2];
    conv_data_8x4x4x4_4x3x4x4_8x3x8x8((void *)e_add_add_2,
        (void *)parameters->decoder_0_weight, (void *)decoder_0_weight_conv_data_2,
        m->at[AT_scratch_evaluate_F12]); /* F12 */
    float *y_add_mul_sum_sum_2 = (void *)m->at[AT_evaluate_y_add_mul_sum_sum_2];
    make_y_add_mul_sum_sum_2((void *)x, parameters->decoder_0_bias,
        (void *)decoder_0_weight_conv_data_2, y_add_mul_sum_sum_2); /* F13 */
    float *reconstruction_2 = &m->value[VALUE_reconstruction];
    reconstruction_2[0] = 0.0006510417f * y_add_mul_sum_sum_2[0];
    float *codebook_loss_2 = &m->value[VALUE_codebook_loss];
    float *codebook_loss_add_2 = &m->value[VALUE_commitment];
    codebook_loss_2[0] = 0.001953125f * e_add_mul_sum_sum_2[0];
    codebook_loss_add_2[0] = 0.001953125f * e_add_mul_sum_sum_2[0];
}

/* Fills output[i] for one batch: the command `reconstruct`. */
void
images_reconstruct(struct instance *m, float *const *output)
{
    struct images_parameters *const parameters = (void *)m->parameters;
    struct images_state *const state = (void *)m->state;

    const float(*x)[8][8][3] = m->field[DATA_x];
    float(*x_add)[8][8][3] = (void *)output[0];
    make_x_add((void *)x, (void *)x_add); /* F1 */
    float(*conv0)[4][4][8] = (void *)m->at[AT_reconstruct_conv0];
    conv_8x3x8x8_8x3x4x4_8x8x4x4((void *)x, (void *)parameters->encoder_0_weight,
        (void *)conv0); /* F2 (line N) */
    float *codebook_mul_sum_add = (void *)m->at[AT_reconstruct_codebook_mul_sum_add];
    make_codebook_mul_sum_add((void *)parameters->codebook, codebook_mul_sum_add);
        /* F3 (line N) */
    float(*codebook_permute)[codes] = (void *)m->at[AT_reconstruct_codebook_permute];
    make_codebook_permute((void *)parameters->codebook, (void *)codebook_permute);
        /* F4 (line N) */
    float *encoder_batch_norm_rstd_of_x_mul_2 = (void *)m->at[AT_reconstruct_encoder_batch_norm_rstd_of_x_mul_2];
    make_encoder_batch_norm_rstd_of_x_mul_2(parameters->encoder_1_weight,
        state->encoder_1_running_var, encoder_batch_norm_rstd_of_x_mul_2); /* F5 */
    float(*encoder_leaky_relu_of_x_2)[4][4][8] = (void *)m->at[AT_reconstruct_encoder_leaky_relu_of_x_2]; /* overwrites conv0 */
    make_encoder_leaky_relu_of_x_2(parameters->encoder_1_bias,
        encoder_batch_norm_rstd_of_x_mul_2, state->encoder_1_running_mean, (void *)conv0,
        (void *)encoder_leaky_relu_of_x_2); /* F6 (line N) */
    float(*encoder_3_weight_conv_2)[4][4][4] = (void *)m->at[AT_reconstruct_encoder_3_weight_conv_2];
    conv_8x8x4x4_4x8_8x4x4x4((void *)encoder_leaky_relu_of_x_2,
        (void *)parameters->encoder_3_weight, (void *)encoder_3_weight_conv_2,
        m->at[AT_scratch_reconstruct_F7]); /* F7 */
    float(*ze_2)[4][4][4] = (void *)m->at[AT_reconstruct_ze_2];
    make_ze_2(parameters->encoder_3_bias, (void *)encoder_3_weight_conv_2, (void *)ze_2);
        /* F8 (line N) */
    float(*codebook_contract)[4][4][codes] = (void *)m->at[AT_reconstruct_codebook_contract];
    contract_16x4_8x4x4x4_8x16x4x4((void *)parameters->codebook, (void *)ze_2,
        (void *)codebook_contract, m->at[AT_scratch_reconstruct_F9]); /* F9 */
    int(*codebook_contract_add_argmin)[4][4] = (void *)m->at[AT_reconstruct_codebook_contract_add_argmin];
    make_codebook_contract_add_argmin(codebook_mul_sum_add, (void *)codebook_contract,
        (void *)codebook_contract_add_argmin); /* F10 */
    float(*e_2)[4][4][4] = (void *)m->at[AT_reconstruct_e_2];
    make_e_2((void *)codebook_permute, (void *)codebook_contract_add_argmin, (void *)e_2);
        /* F11 (line N) */
    float(*e_add_add_2)[4][4][4] = (void *)m->at[AT_reconstruct_e_add_add_2];
    make_e_add_add_2_reconstruct((void *)ze_2, (void *)e_2, (void *)e_add_add_2); /* F12 */
    float(*decoder_0_weight_conv_data_2)[8][8][3] = (void *)m->at[AT_reconstruct_decoder_0_weight_conv_data_2];
    conv_data_8x4x4x4_4x3x4x4_8x3x8x8((void *)e_add_add_2,
        (void *)parameters->decoder_0_weight, (void *)decoder_0_weight_conv_data_2,
        m->at[AT_scratch_reconstruct_F13]); /* F13 */
    float(*y_2)[8][8][3] = (void *)output[1];
    make_y_2(parameters->decoder_0_bias, (void *)decoder_0_weight_conv_data_2, (void *)y_2);
        /* F14 (line N) */
}

