/* The transforms of minimal filtering, as helpers of the kernels: passes/tile_winograd.c.
 *
 * A filter for m outputs of r taps multiplies in n = m + r - 1 components, which are the values
 * of polynomials at n - 1 points and at infinity. In two dimensions each transform is applied
 * to columns, then to rows. Matrices as Lavin and Gray, 2016, name them: y = A' ((G g) (B' d)).
 * The weight gradient is a filter for r outputs of m taps at the same points, so that its
 * pixels are the same. */
#include "contractions.h"

#include <string.h>

enum { SIDE_MOST = 6 };

/* Rows of the matrices, as formulas of the vector that they multiply; `even` and its like are
 * terms that rows share. */
typedef struct Filter {
    int m, r;
    const char *terms;              /* of pixels */
    const char *pixels[SIDE_MOST];  /* B' d */
    const char *weights[SIDE_MOST]; /* G g */
    const char *outputs[SIDE_MOST]; /* A' m */
    const char *slopes[SIDE_MOST];  /* G d of the weight gradient */
    const char *taps[SIDE_MOST];    /* A' m of the weight gradient */
} Filter;

static const Filter filters[] = {
    /* points 0, -1 */
    {.m = 2,
     .r = 2,
     .pixels = {"d0 - d1", "d1", "d2 - d1"},
     .weights = {"g0", "g0 + g1", "g1"},
     .outputs = {"m0 + m1", "m1 + m2"},
     .slopes = {"d0", "d0 + d1", "d1"},
     .taps = {"m0 + m1", "m1 + m2"}},
    /* points 0, 1, -1 */
    {.m = 2,
     .r = 3,
     .pixels = {"d0 - d2", "d1 + d2", "d2 - d1", "d1 - d3"},
     .weights = {"g0", "0.5f * (g0 + g1 + g2)", "0.5f * (g0 - g1 + g2)", "g2"},
     .outputs = {"m0 + m1 + m2", "m1 - m2 - m3"},
     .slopes = {"d0", "0.5f * (d0 + d1)", "0.5f * (d0 - d1)", "d1"},
     .taps = {"m0 + m1 + m2", "m1 - m2", "m1 + m2 - m3"}},
    /* points 0, 1, -1, 1/2 */
    {.m = 4,
     .r = 2,
     .pixels = {"d0 - d2 + 2.0f * (d3 - d1)", "d3 + 0.5f * (d2 - d1)",
                "d3 + 0.5f * d1 - 1.5f * d2", "d3 - d1", "d4 - d2 + 0.5f * (d1 - d3)"},
     .weights = {"g0", "g0 + g1", "1.0f / 3.0f * (g1 - g0)", "-8.0f / 3.0f * (g0 + 0.5f * g1)",
                 "g1"},
     .outputs = {"m0 + m1 + m2 + m3", "m1 - m2 + 0.5f * m3", "m1 + m2 + 0.25f * m3",
                 "m1 - m2 + 0.125f * m3 + m4"},
     .slopes = {"d0", "d0 + d1 + d2 + d3", "1.0f / 3.0f * (d1 - d0 + d3 - d2)",
                "-8.0f / 3.0f * (d0 + 0.5f * d1 + 0.25f * d2 + 0.125f * d3)", "d3"},
     .taps = {"m0 + m1 + m2 + m3", "m1 - m2 + 0.5f * m3 + m4"}},
    /* points 0, 1/2, -1/2, 2, -2 */
    {.m = 4,
     .r = 3,
     .terms = "a = d4 - 4.0f * d2, b = 0.5f * d3 - 2.0f * d1,\n"
              "c = d4 - 0.25f * d2, e = 2.0f * d3 - 0.5f * d1",
     .pixels = {"d0 - 4.25f * d2 + d4", "a + b", "a - b", "c + e", "c - e",
                "d1 - 4.25f * d3 + d5"},
     .weights = {"g0", "-8.0f / 15.0f * (g0 + 0.25f * g2 + 0.5f * g1)",
                 "-8.0f / 15.0f * (g0 + 0.25f * g2 - 0.5f * g1)",
                 "1.0f / 30.0f * (g0 + 4.0f * g2 + 2.0f * g1)",
                 "1.0f / 30.0f * (g0 + 4.0f * g2 - 2.0f * g1)", "g2"},
     .outputs = {"m0 + (m1 + m2) + (m3 + m4)", "0.5f * (m1 - m2) + 2.0f * (m3 - m4)",
                 "0.25f * (m1 + m2) + 4.0f * (m3 + m4)",
                 "0.125f * (m1 - m2) + 8.0f * (m3 - m4) + m5"},
     .slopes = {"d0", "-8.0f / 15.0f * (d0 + 0.25f * d2 + (0.5f * d1 + 0.125f * d3))",
                "-8.0f / 15.0f * (d0 + 0.25f * d2 - (0.5f * d1 + 0.125f * d3))",
                "1.0f / 30.0f * (d0 + 4.0f * d2 + (2.0f * d1 + 8.0f * d3))",
                "1.0f / 30.0f * (d0 + 4.0f * d2 - (2.0f * d1 + 8.0f * d3))", "d3"},
     .taps = {"m0 + (m1 + m2) + (m3 + m4)", "0.5f * (m1 - m2) + 2.0f * (m3 - m4)",
              "0.25f * (m1 + m2) + 4.0f * (m3 + m4) + m5"}},
};

static int
side_of(const Filter *f)
{
    return f->m + f->r - 1;
}

/* ---- comments ---- */

/* "0.5f * (d0 + d1)" as "0.5 (d0 + d1)" */
static void
put_formula(Text *t, const char *formula)
{
    for (const char *c = formula; *c; c++) {
        if (strncmp(c, "f * ", 4) == 0) {
            text_put(t, " ");
            c += 3;
        } else if (*c == 'f' || (*c == '.' && c[1] == '0' && c[2] == 'f')) {
            c += *c == '.' ? 1 : 0;
        } else {
            text_print(t, "%c", *c);
        }
    }
}

/* "B' d = (d0 - d1, d1, d2 - d1)" as the end of a comment, a row on each line */
static void
put_matrix(Text *t, const char *product, const char *const row[], int rows, const char *terms)
{
    text_print(t, "with\n *     %s = (", product);
    for (int i = 0; i < rows; i++) {
        text_put(t, i ? ",\n *             " : "");
        put_formula(t, row[i]);
    }
    text_put(t, ")");
    if (terms) {
        text_put(t, "\n *     where ");
        put_formula(t, terms);
    }
    text_put(t, " */\nstatic void\n");
}

/* ---- the two stages ---- */

/* "const vec d0 = ..;" and so on, from a format that takes the index. */
static void
declare_vector(Text *t, char letter, int count, const char *element)
{
    for (int k = 0; k < count; k++) {
        text_print(t, "const vec %c%d = ", letter, k);
        text_print(t, element, k);
        text_put(t, ";\n");
    }
}

typedef struct Stages {
    char letter;            /* of the vector in the formulas */
    int from, to;           /* numbers in it, and results */
    const char *const *row; /* formulas */
    const char *terms;
    const char *element; /* format: number k of column x */
    const char *begin;   /* of a row of results y, or NULL */
    const char *first;   /* result 0 of row y, assigned to */
    const char *result;  /* format: result k */
} Stages;

/* half[k][x] for every column x, then results of every row y. */
static void
put_stages(Text *t, const Stages *s)
{
    text_print(t, "vec half[%d][%d];\n", s->to, s->from);
    text_print(t, "UNROLL\nfor (int x = 0; x < %d; x++) {\n", s->from);
    declare_vector(t, s->letter, s->from, s->element);
    if (s->terms)
        text_print(t, "const vec %s;\n", s->terms);
    for (int k = 0; k < s->to; k++)
        text_print(t, "half[%d][x] = %s;\n", k, s->row[k]);
    text_print(t, "}\nUNROLL\nfor (int y = 0; y < %d; y++) {\n", s->to);
    declare_vector(t, s->letter, s->from, "half[y][%d]");
    if (s->terms)
        text_print(t, "const vec %s;\n", s->terms);
    if (s->begin)
        text_put(t, s->begin);
    for (int k = 0; k < s->to; k++) {
        text_print(t, k ? s->result : s->first, k);
        text_print(t, " = %s;\n", s->row[k]);
    }
    text_put(t, "}\n");
}

/* ---- helpers ---- */

/* at[y][x] points to a pixel, or to zeros. */
static void
put_pointers(Text *t, int side, const char *place, const char *inside, const char *pixel)
{
    text_print(t,
               "const float *at[%d][%d];\n"
               "for (int y = 0; y < %d; y++) {\nfor (int x = 0; x < %d; x++) {\n%s"
               "at[y][x] = %s ? %s : zeros;\n}\n}\n",
               side, side, side, side, place, inside, pixel);
}

static void
put_pixels(Text *t, const Filter *f)
{
    const int n = side_of(f);
    text_print(
        t,
        "/* v = B' d B for each channel of %d x %d pixels d of an image, `stride` apart "
        "from\n * (row, column) on, zeros outside it. Component c of v begins at c step; "
        "Lavin and Gray,\n * 2016, equation 8, ",
        n, n);
    put_matrix(t, "B' d", f->pixels, n, f->terms);
    text_print(t,
               "winograd_pixels_%d(const float *image, int height, int width, const int "
               "channels, int row,\nint column, const int stride, const float *zeros, "
               "float *restrict v, int step)\n{\n",
               n);
    put_pointers(t, n,
                 "const int iy = row + y * stride, ix = column + x * stride;\n"
                 "const int inside = iy >= 0 && iy < height && ix >= 0 && ix < width;\n",
                 "inside", "image + (iy * width + ix) * channels");
    text_put(t, "for (int i = 0; i < channels; i += LANES) {\n");
    put_stages(t, &(Stages){'d', n, n, f->pixels, f->terms, "*(const vec *)(at[%d][x] + i)",
                            format("float *to = v + %d * y * step + i;\n", n), "*(vec *)to",
                            "*(vec *)(to + %d * step)"});
    text_put(t, "}\n}\n\n");
}

static void
put_weights(Text *t, const Filter *f)
{
    const int n = side_of(f);
    text_print(t,
               "/* u = G g G' for 32 channels of the %d x %d taps g, of which rows lie `line` "
               "apart and\n * columns `tap`, ",
               f->r, f->r);
    put_matrix(t, "G g", f->weights, n, NULL);
    text_print(t,
               "winograd_weights_%d(const float *g, int line, int tap, float *u, int "
               "step)\n{\nfor (int i = 0; i < 32; i += LANES) {\n",
               n);
    put_stages(t, &(Stages){'g', f->r, n, f->weights, NULL,
                            "*(const vec *)(g + %d * line + x * tap + i)",
                            format("float *to = u + %d * y * step + i;\n", n), "*(vec *)to",
                            "*(vec *)(to + %d * step)"});
    text_put(t, "}\n}\n\n");
}

/* The first stage gives one number of each column, by a choice that stays. */
static void
put_weights_row(Text *t, const Filter *f)
{
    const int n = side_of(f);
    text_print(
        t,
        "/* Row y of u = G g G' for 32 channels of the %d x %d taps g, of which rows lie "
        "`line`\n * apart and columns `tap`, ",
        f->r, f->r);
    put_matrix(t, "G g", f->weights, n, NULL);
    text_print(
        t,
        "winograd_weights_%d_row(int y, const float *g, int line, int tap, float *u, int "
        "step)\n{\nfor (int i = 0; i < 32; i += LANES) {\nvec half[%d];\n"
        "UNROLL\nfor (int x = 0; x < %d; x++) {\n",
        n, f->r, f->r);
    declare_vector(t, 'g', f->r, "*(const vec *)(g + %d * line + x * tap + i)");
    for (int k = 0; k < n; k++) {
        const char *when = k == n - 1 ? "" : format(" if (y == %d)", k);
        text_print(t, "%s%s\nhalf[x] = %s;\n", k ? "else" : "", k ? when : when + 1,
                   f->weights[k]);
    }
    text_put(t, "}\n");
    declare_vector(t, 'g', f->r, "half[%d]");
    text_put(t, "float *to = u + i;\n");
    for (int k = 0; k < n; k++) {
        text_print(t, k ? "*(vec *)(to + %d * step)" : "*(vec *)to", k);
        text_print(t, " = %s;\n", f->weights[k]);
    }
    text_put(t, "}\n}\n\n");
}

/* A' m A, times the factor and added to what is there: `rows` and `columns` in C text. */
static void
put_back(Text *t, const Filter *f, int to, const char *const row[], const char *rows,
         const char *columns)
{
    const int n = side_of(f);
    text_print(t, "for (int i = 0; i < 32; i += LANES) {\nvec out[%d][%d];\n", to, to);
    put_stages(t, &(Stages){'m', n, to, row, NULL,
                            format("*(const vec *)(m + (%%d * %d + x) * step + i)", n), NULL,
                            "out[y][0]", "out[y][%d]"});
    text_print(t,
               "for (int y = 0; y < %s; y++) {\nfor (int x = 0; x < %s; x++) {\n"
               "vec *to = (vec *)(a + y * line + x * pixel + i);\n"
               "*to = add ? *to + factor * out[y][x] : factor * out[y][x];\n"
               "}\n}\n}\n}\n\n",
               rows, columns);
}

static void
put_outputs(Text *t, const Filter *f)
{
    text_print(t,
               "/* a = A' m A for 32 channels of a square of at most %d x %d outputs, of which "
               "`rows` and\n * `columns` are there, ",
               f->m, f->m);
    put_matrix(t, "A' m", f->outputs, f->m, NULL);
    text_print(t,
               "winograd_outputs_%d(const float *m, int step, float *a, int line, int pixel, "
               "int rows,\nint columns, const float factor, const int add)\n{\n",
               side_of(f));
    put_back(t, f, f->m, f->outputs, "rows", "columns");
}

static void
put_slopes(Text *t, const Filter *f)
{
    const int n = side_of(f), m = f->m;
    text_print(t,
               "/* u = G d G' for each channel of a square of %d x %d outputs' gradients d, of "
               "which `rows`\n * and `columns` are there, zeros for the others, ",
               m, m);
    put_matrix(t, "G d", f->slopes, n, NULL);
    text_print(t,
               "winograd_slopes_%d(const float *d, int line, const int channels, int rows, int "
               "columns,\nconst float *zeros, float *restrict u, int step)\n{\n",
               n);
    put_pointers(t, m, "", "y < rows && x < columns", "d + y * line + x * channels");
    text_put(t, "for (int i = 0; i < channels; i += LANES) {\n");
    put_stages(t, &(Stages){'d', m, n, f->slopes, NULL, "*(const vec *)(at[%d][x] + i)",
                            format("float *to = u + %d * y * step + i;\n", n), "*(vec *)to",
                            "*(vec *)(to + %d * step)"});
    text_put(t, "}\n}\n\n");
}

static void
put_taps(Text *t, const Filter *f)
{
    const char *count = format("%d", f->r);
    text_print(t, "/* a = A' m A for 32 channels of %d x %d taps, from sums m, ", f->r, f->r);
    put_matrix(t, "A' m", f->taps, f->r, NULL);
    text_print(t,
               "winograd_taps_%d(const float *m, int step, float *a, int line, int pixel,\n"
               "const float factor, const int add)\n{\n",
               side_of(f));
    put_back(t, f, f->r, f->taps, count, count);
}

/* Those that the kernels call. */
void
transforms_emit(Text *text, const Text *kernels)
{
    static const struct {
        const char *name;
        void (*put)(Text *t, const Filter *f);
    } transform[] = {
        {"winograd_pixels_%d(", put_pixels},           {"winograd_weights_%d(", put_weights},
        {"winograd_weights_%d_row(", put_weights_row}, {"winograd_outputs_%d(", put_outputs},
        {"winograd_slopes_%d(", put_slopes},           {"winograd_taps_%d(", put_taps}};
    for (size_t i = 0; i < COUNT_OF(filters); i++)
        for (size_t k = 0; k < COUNT_OF(transform); k++)
            if (kernels_call(kernels, format(transform[k].name, side_of(&filters[i]))))
                transform[k].put(text, &filters[i]);
}
