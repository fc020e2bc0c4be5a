/* The helpers that kernels call: vector types and the register tile, for every width behind one
 * `#if`. Each is emitted only where a kernel of the file calls it. */
#include "contractions.h"

#include <string.h>

typedef struct Helper {
    const char *call; /* emitted where a kernel or a later helper holds this text */
    const char *text;
} Helper;

static const char vectors[] =
    "/* A tile of a product: up to 8 rows by 48 columns, kept in registers block by block. */\n"
    "#if defined __AVX512F__\n"
    "enum { LANES = 16, BLOCK_ROWS = 8, BLOCK_COLUMNS = 48 };\n"
    "#elif defined __AVX__\n"
    "enum { LANES = 8, BLOCK_ROWS = 4, BLOCK_COLUMNS = 16 };\n"
    "#elif defined __aarch64__\n"
    "enum { LANES = 4, BLOCK_ROWS = 4, BLOCK_COLUMNS = 16 };\n"
    "#else\n"
    "enum { LANES = 4, BLOCK_ROWS = 4, BLOCK_COLUMNS = 8 };\n"
    "#endif\n"
    "typedef float vec __attribute__((vector_size(4 * LANES), aligned(4), may_alias));\n"
    "typedef vec tile[8][48 / LANES];\n"
    "#define INLINE static inline __attribute__((always_inline))\n"
    "#ifdef __clang__\n"
    "#define UNROLL _Pragma(\"clang loop unroll(full)\")\n"
    "#else\n"
    "#define UNROLL _Pragma(\"GCC unroll 16\")\n"
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
     "vec sum[BLOCK_ROWS][BLOCK_COLUMNS / LANES];\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "UNROLL\n"
     "for (int v = 0; v < vectors; v++)\n"
     "sum[r][v] = acc[r][first + v];\n"
     "}\n"
     "for (int k = 0; k < depth; k++) {\n"
     "vec line[BLOCK_COLUMNS / LANES];\n"
     "UNROLL\n"
     "for (int v = 0; v < vectors; v++)\n"
     "line[v] = *(const vec *)(b + k * b_row + v * LANES);\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "UNROLL\n"
     "for (int v = 0; v < vectors; v++)\n"
     "sum[r][v] += a[r * row + k * step] * line[v];\n"
     "}\n"
     "}\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "UNROLL\n"
     "for (int v = 0; v < vectors; v++)\n"
     "acc[r][first + v] = sum[r][v];\n"
     "}\n"
     "}\n\n"
     "/* acc[r][:] += a[r][k] b[k][:] for k < depth. Rows of a lie `row` apart, its columns\n"
     " * `step`; `columns` is a multiple of 16. */\n"
     "INLINE void\n"
     "tile_multiply(const int rows, const int columns, tile acc, const float *restrict a,\n"
     "int row, int step, const float *restrict b, int b_row, int depth)\n"
     "{\n"
     "const int block = columns < BLOCK_COLUMNS ? columns : BLOCK_COLUMNS;\n"
     "const int whole = rows / BLOCK_ROWS * BLOCK_ROWS;\n"
     "for (int j = 0; j < columns; j += block) {\n"
     "for (int r = 0; r < whole; r += BLOCK_ROWS) {\n"
     "block_multiply(BLOCK_ROWS, block / LANES, acc + r, j / LANES, a + r * row, row, step,\n"
     "b + j, b_row, depth);\n"
     "}\n"
     "if (whole < rows) {\n"
     "block_multiply(rows - whole, block / LANES, acc + whole, j / LANES, a + whole * row,\n"
     "row, step, b + j, b_row, depth);\n"
     "}\n"
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
     "/* Rows from `first` on, and `width` of the columns. */\n"
     "INLINE void\n"
     "tile_load_part(const int rows, const int columns, tile acc, int first, int width,\n"
     "const float *c, int row)\n"
     "{\n"
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "vec line[48 / LANES] = {{0}};\n"
     "if (r >= first)\n"
     "memcpy(line, c + r * row, (size_t)width * sizeof *c);\n"
     "UNROLL\n"
     "for (int v = 0; v < columns / LANES; v++)\n"
     "acc[r][v] = line[v];\n"
     "}\n"
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
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "vec line[48 / LANES] = {{0}};\n"
     "if (r >= first)\n"
     "memcpy(line, c + r * row, (size_t)width * sizeof *c);\n"
     "UNROLL\n"
     "for (int v = 0; v < columns / LANES; v++)\n"
     "acc[r][v] += line[v];\n"
     "}\n"
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
     "UNROLL\n"
     "for (int r = 0; r < rows; r++) {\n"
     "vec line[48 / LANES];\n"
     "UNROLL\n"
     "for (int v = 0; v < columns / LANES; v++)\n"
     "line[v] = acc[r][v];\n"
     "if (r >= first)\n"
     "memcpy(c + r * row, line, (size_t)width * sizeof *c);\n"
     "}\n"
     "}\n\n"},
    {"transpose(",
     "typedef float quad __attribute__((vector_size(16), aligned(4), may_alias));\n\n"
     "/* b[k][j] = a[j][k] for j < columns and k < count, 0 for the other j < 32. Rows of a "
     "lie\n"
     " * a_row apart, rows of b b_row. */\n"
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
     "for (int i = 0; i < count; i++) {\n"
     "for (int j = columns; j < 32; j++) {\n"
     "b[i * b_row + j] = 0;\n"
     "}\n"
     "}\n"
     "}\n\n"},
    {"dot(",
     "/* sum of a[k] b[k], in an order that depends on `count` alone. */\n"
     "static float\n"
     "dot(const float *restrict a, const float *restrict b, int count)\n"
     "{\n"
     "vec part[4] = {{0}, {0}, {0}, {0}};\n"
     "int k = 0;\n"
     "for (; k + 4 * LANES <= count; k += 4 * LANES) {\n"
     "UNROLL\n"
     "for (int i = 0; i < 4; i++)\n"
     "part[i] += *(const vec *)(a + k + i * LANES) * *(const vec *)(b + k + i * LANES);\n"
     "}\n"
     "const vec lanes = (part[0] + part[1]) + (part[2] + part[3]);\n"
     "float sum = 0;\n"
     "for (int i = 0; i < LANES; i++)\n"
     "sum += lanes[i];\n"
     "for (; k < count; k++)\n"
     "sum += a[k] * b[k];\n"
     "return sum;\n"
     "}\n\n"},
};

/* Whether `call` stands in the text as a whole name. */
static bool
calls(const Text *t, const char *call)
{
    for (const char *at = t->at; at && (at = strstr(at, call)); at++)
        if (at == t->at || !strchr("_abcdefghijklmnopqrstuvwxyz", at[-1]))
            return true;
    return false;
}

void
contraction_helpers(Text *text, int count, Contraction *const *all)
{
    Text kernels = {0};
    for (int i = 0; i < count; i++)
        contraction_emit(&kernels, all[i], "kernel");
    if (calls(&kernels, "tile_multiply(") || calls(&kernels, "dot("))
        text_put(text, vectors);
    for (size_t i = 0; i < COUNT_OF(helper); i++)
        if (calls(&kernels, helper[i].call))
            text_put(text, helper[i].text);
}
