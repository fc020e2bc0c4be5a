/* The helpers that kernels call: vector types and the register tile, for every width behind one
 * `#if`. Each is emitted only where a kernel of the file calls it. */
#include "contractions.h"

#include <string.h>

typedef struct Helper {
    const char *call; /* emitted where a kernel or a later helper holds this text */
    const char *text;
} Helper;

static const char vectors[] =
    "/* A tile of a product is up to 8 rows by 48 columns. A block of it is kept in registers\n"
    " * while the sum runs; up to half of the rows leave room for twice the columns. */\n"
    "#if defined __AVX512F__\n"
    "enum { LANES = 16, BLOCK_ROWS = 8, BLOCK_COLUMNS = 48 };\n"
    "#elif defined __AVX__\n"
    "enum { LANES = 8, BLOCK_ROWS = 5, BLOCK_COLUMNS = 16 };\n"
    "#elif defined __aarch64__\n"
    "enum { LANES = 4, BLOCK_ROWS = 4, BLOCK_COLUMNS = 16 };\n"
    "#else\n"
    "enum { LANES = 4, BLOCK_ROWS = 4, BLOCK_COLUMNS = 8 };\n"
    "#endif\n"
    "enum { HALF_ROWS = (BLOCK_ROWS + 1) / 2 };\n"
    "typedef float vec __attribute__((vector_size(4 * LANES), aligned(4), may_alias));\n"
    "typedef vec tile[8][48 / LANES];\n"
    "#ifdef __clang__\n"
    "#define UNROLL _Pragma(\"clang loop unroll(full)\")\n"
    "#define INLINE static inline __attribute__((always_inline, min_vector_width(32 * "
    "LANES)))\n"
    "#else\n"
    "#define UNROLL _Pragma(\"GCC unroll 16\")\n"
    "#define INLINE static inline __attribute__((always_inline))\n"
    "#endif\n\n";

static const Helper helper[] = {
    {"max(", "static inline int\n"
             "max(int a, int b)\n"
             "{\n"
             "return a > b ? a : b;\n"
             "}\n\n"},
    {"min(", "static inline int\n"
             "min(int a, int b)\n"
             "{\n"
             "return a < b ? a : b;\n"
             "}\n\n"},
    {"tile_multiply(",
     "INLINE void\n"
     "block_multiply(const int rows, const int vectors, vec (*restrict acc)[48 / LANES],\n"
     "int first, const float *restrict a, int row, int step, const float *restrict b,\n"
     "int b_row, int depth)\n"
     "{\n"
     "vec sum[BLOCK_ROWS][2 * BLOCK_COLUMNS / LANES];\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "UNROLL\n"
     "for (int v = 0; v < vectors; v++)\n"
     "sum[r][v] = acc[r][first + v];\n"
     "}\n"
     "for (int k = 0; k < depth; k++) {\n"
     "UNROLL\n"
     "for (int v = 0; v < vectors; v++) {\n"
     "const vec line = *(const vec *)(b + k * b_row + v * LANES);\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++)\n"
     "sum[r][v] += a[r * row + k * step] * line;\n"
     "}\n"
     "}\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "UNROLL\n"
     "for (int v = 0; v < vectors; v++)\n"
     "acc[r][first + v] = sum[r][v];\n"
     "}\n"
     "}\n\n"
     "INLINE void\n"
     "rows_multiply(const int rows, const int columns, vec (*restrict acc)[48 / LANES],\n"
     "const float *restrict a, int row, int step, const float *restrict b, int b_row,\n"
     "int depth)\n"
     "{\n"
     "const int wide = rows <= HALF_ROWS ? 2 * BLOCK_COLUMNS : BLOCK_COLUMNS;\n"
     "const int most = columns % wide == 0 ? wide : BLOCK_COLUMNS;\n"
     "const int block = columns < most ? columns : most;\n"
     "for (int j = 0; j < columns; j += block)\n"
     "block_multiply(rows, block / LANES, acc, j / LANES, a, row, step, b + j, b_row,\n"
     "depth);\n"
     "}\n\n"
     "/* acc[r][:] += a[r][k] b[k][:] for k < depth, in order of k whatever the width. Rows of "
     "a\n"
     " * lie `row` apart, its columns `step`; `columns` is a multiple of 16. */\n"
     "INLINE void\n"
     "tile_multiply(const int rows, const int columns, tile acc, const float *restrict a,\n"
     "int row, int step, const float *restrict b, int b_row, int depth)\n"
     "{\n"
     "const int rest = rows > BLOCK_ROWS ? rows - BLOCK_ROWS : 0;\n"
     "const int last = rest && rest < HALF_ROWS ? HALF_ROWS : rest, first = rows - last;\n"
     "rows_multiply(first, columns, acc, a, row, step, b, b_row, depth);\n"
     "if (last)\n"
     "rows_multiply(last, columns, acc + first, a + first * row, row, step, b, b_row, depth);\n"
     "}\n\n"},
    {"lanes_multiply(",
     "/* sum[:] += a[:] b[:] */\n"
     "INLINE void\n"
     "lanes_multiply(const int columns, vec *restrict sum, const float *a, const float *b)\n"
     "{\n"
     "UNROLL\n"
     "for (int v = 0; v < columns / LANES; v++)\n"
     "sum[v] += *(const vec *)(a + v * LANES) * *(const vec *)(b + v * LANES);\n"
     "}\n\n"},
    {"tile_prefetch(",
     "/* Asks for the lines of a tile that will be written behind a short sum. */\n"
     "INLINE void\n"
     "tile_prefetch(const int rows, const int columns, const float *c, int row)\n"
     "{\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "UNROLL\n"
     "for (int j = 0; j < columns; j += 16)\n"
     "__builtin_prefetch(c + r * row + j, 1);\n"
     "}\n"
     "}\n\n"},
    {"tile_load(",
     "INLINE void\n"
     "tile_load(const int rows, const int columns, tile acc, const float *c, int row)\n"
     "{\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "UNROLL\n"
     "for (int v = 0; v < columns / LANES; v++)\n"
     "acc[r][v] = *(const vec *)(c + r * row + v * LANES);\n"
     "}\n"
     "}\n\n"},
    {"tile_load_part(",
     "/* Rows from `first` on, and `width` of the columns; zeros elsewhere. */\n"
     "INLINE void\n"
     "tile_load_part(const int rows, const int columns, tile acc, int first, int width,\n"
     "const float *c, int row)\n"
     "{\n"
     "float lines[8][48] = {{0}};\n"
     "for (int r = first; r < rows; r++)\n"
     "memcpy(lines[r], c + r * row, (size_t)width * sizeof *c);\n"
     "tile_load(rows, columns, acc, lines[0], 48);\n"
     "}\n\n"},
    {"tile_scale(", "INLINE void\n"
                    "tile_scale(const int rows, const int columns, tile acc, float factor)\n"
                    "{\n"
                    "UNROLL\n"
                    "for (int r = 0; r < rows; r++) {\n"
                    "UNROLL\n"
                    "for (int v = 0; v < columns / LANES; v++)\n"
                    "acc[r][v] *= factor;\n"
                    "}\n"
                    "}\n\n"},
    {"tile_add(",
     "INLINE void\n"
     "tile_add(const int rows, const int columns, tile acc, const float *c, int row)\n"
     "{\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "UNROLL\n"
     "for (int v = 0; v < columns / LANES; v++)\n"
     "acc[r][v] += *(const vec *)(c + r * row + v * LANES);\n"
     "}\n"
     "}\n\n"},
    {"tile_add_part(",
     "/* Rows from `first` on, and `width` of the columns. */\n"
     "INLINE void\n"
     "tile_add_part(const int rows, const int columns, tile acc, int first, int width,\n"
     "const float *c, int row)\n"
     "{\n"
     "float lines[8][48] = {{0}};\n"
     "for (int r = first; r < rows; r++)\n"
     "memcpy(lines[r], c + r * row, (size_t)width * sizeof *c);\n"
     "tile_add(rows, columns, acc, lines[0], 48);\n"
     "}\n\n"},
    {"tile_store(",
     "INLINE void\n"
     "tile_store(const int rows, const int columns, tile acc, float *c, int row)\n"
     "{\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "UNROLL\n"
     "for (int v = 0; v < columns / LANES; v++)\n"
     "*(vec *)(c + r * row + v * LANES) = acc[r][v];\n"
     "}\n"
     "}\n\n"},
    {"tile_store_part(",
     "/* Rows from `first` on, and `width` of the columns. */\n"
     "INLINE void\n"
     "tile_store_part(const int rows, const int columns, tile acc, int first, int width,\n"
     "float *c, int row)\n"
     "{\n"
     "float lines[8][48];\n"
     "tile_store(rows, columns, acc, lines[0], 48);\n"
     "for (int r = first; r < rows; r++)\n"
     "memcpy(c + r * row, lines[r], (size_t)width * sizeof *c);\n"
     "}\n\n"},
    {"transpose(",
     "typedef float quad __attribute__((vector_size(16), aligned(4), may_alias));\n\n"
     "/* b[k][j] = a[j][k] for j < columns and k < count. Rows of a lie a_row apart, rows of "
     "b\n"
     " * b_row. */\n"
     "static void\n"
     "transpose(const float *restrict a, int a_row, int columns, float *restrict b, int "
     "b_row,\n"
     "int count)\n"
     "{\n"
     "const int quads = columns / 4 * 4, whole = count / 4 * 4;\n"
     "for (int k = 0; k < whole; k += 4) {\n"
     "for (int j = 0; j < quads; j += 4) {\n"
     "const float *from = a + j * a_row + k;\n"
     "float *to = b + k * b_row + j;\n"
     "const quad r0 = *(const quad *)from, r1 = *(const quad *)(from + a_row);\n"
     "const quad r2 = *(const quad *)(from + 2 * a_row);\n"
     "const quad r3 = *(const quad *)(from + 3 * a_row);\n"
     "*(quad *)to = (quad){r0[0], r1[0], r2[0], r3[0]};\n"
     "*(quad *)(to + b_row) = (quad){r0[1], r1[1], r2[1], r3[1]};\n"
     "*(quad *)(to + 2 * b_row) = (quad){r0[2], r1[2], r2[2], r3[2]};\n"
     "*(quad *)(to + 3 * b_row) = (quad){r0[3], r1[3], r2[3], r3[3]};\n"
     "}\n"
     "}\n"
     "for (int k = 0; k < count; k++) {\n"
     "for (int j = k < whole ? quads : 0; j < columns; j++) {\n"
     "b[k * b_row + j] = a[j * a_row + k];\n"
     "}\n"
     "}\n"
     "}\n\n"},
    {"transpose_panel(",
     "/* The same to a panel of 32 columns, zeros in those that a does not have. */\n"
     "static void\n"
     "transpose_panel(const float *restrict a, int a_row, int columns, float *restrict b,\n"
     "int b_row, int count)\n"
     "{\n"
     "transpose(a, a_row, columns, b, b_row, count);\n"
     "for (int k = 0; k < count; k++) {\n"
     "for (int j = columns; j < 32; j++) {\n"
     "b[k * b_row + j] = 0;\n"
     "}\n"
     "}\n"
     "}\n\n"},
    {"tile_store_across(",
     "/* c[j][r] = acc[r][j] for j < width: columns lie `column` apart. */\n"
     "INLINE void\n"
     "tile_store_across(const int rows, const int columns, tile acc, int width, float *c,\n"
     "int column)\n"
     "{\n"
     "float lines[8][48];\n"
     "tile_store(rows, columns, acc, lines[0], 48);\n"
     "transpose(lines[0], 48, rows, c, column, width);\n"
     "}\n\n"},
    {"dot(",
     "/* sum of a[k] b[k]: 32 sums side by side, then added in halves, whatever the width. */\n"
     "static float\n"
     "dot(const float *restrict a, const float *restrict b, int count)\n"
     "{\n"
     "vec part[32 / LANES] = {{0}};\n"
     "float sum[32];\n"
     "int k = 0;\n"
     "for (; k + 32 <= count; k += 32) {\n"
     "UNROLL\n"
     "for (int i = 0; i < 32 / LANES; i++)\n"
     "part[i] += *(const vec *)(a + k + i * LANES) * *(const vec *)(b + k + i * LANES);\n"
     "}\n"
     "memcpy(sum, part, sizeof sum);\n"
     "for (int half = 16; half > 0; half /= 2)\n"
     "for (int i = 0; i < half; i++)\n"
     "sum[i] += sum[i + half];\n"
     "for (; k < count; k++)\n"
     "sum[0] += a[k] * b[k];\n"
     "return sum[0];\n"
     "}\n\n"},
};

/* Whether `call` stands in the text as a whole name. */
static bool
calls(const char *text, const char *call)
{
    for (const char *at = text; at && (at = strstr(at, call)); at++)
        if (at == text || !strchr("_abcdefghijklmnopqrstuvwxyz", at[-1]))
            return true;
    return false;
}

bool
kernels_call(const Text *kernels, const char *call)
{
    return calls(kernels->at, call);
}

/* Whether a needed helper behind number i calls it. */
static bool
later_calls(const bool needed[], size_t i)
{
    for (size_t k = i + 1; k < COUNT_OF(helper); k++)
        if (needed[k] && calls(helper[k].text, helper[i].call))
            return true;
    return false;
}

void
contraction_helpers(Text *text, int count, Contraction *const *all)
{
    Text kernels = {0};
    for (int i = 0; i < count; i++)
        contraction_emit(&kernels, all[i], "kernel");
    if (kernels_call(&kernels, "tile_multiply(") || kernels_call(&kernels, "lanes_multiply(") ||
        kernels_call(&kernels, "dot("))
        text_put(text, vectors);
    bool needed[COUNT_OF(helper)] = {0};
    for (size_t i = COUNT_OF(helper); i-- > 0;)
        needed[i] = kernels_call(&kernels, helper[i].call) || later_calls(needed, i);
    for (size_t i = 0; i < COUNT_OF(helper); i++)
        if (needed[i])
            text_put(text, helper[i].text);
    transforms_emit(text, &kernels);
}
