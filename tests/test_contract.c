/* Emitted kernels against plain double loops.
 *
 * Kernels for a list of shapes go into one C file together with their descriptions; that
 * program fills the operands, and what is added to, runs each kernel with 1, 2 and 3 threads,
 * and evaluates the definition in double for every result (of large ones: a sample). It is
 * compiled for this machine, for AVX2 and for plain x86-64. */
#include "../compiler/passes/choice.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *contract_suite(void);

/* Where a kernel's weight comes from: the storage chosen for its forward use, or plain rows. */
typedef enum WeightStorage { FOR_CONV, FOR_DATA, ROWS } WeightStorage;

enum { BLAS = -2 };

/* Einsums. `forward` says how operand `weight` (a parameter or its gradient) is first used. */
static const struct Product {
    const char *spec, *forward;
    int weight; /* 0 a, 1 b, 2 out, -1 none; BLAS: none, and OpenBLAS is chosen */
    int64_t extent[26];
} product[] = {
#define LETTER(c) [c - 'a']
#define LINEAR "bi,oi->bo"
#define MLP(batch, in, out)                                                                    \
    {LINEAR, LINEAR, 1, {LETTER('b') = batch, LETTER('i') = in, LETTER('o') = out}},           \
        {"bo,oi->bi", LINEAR, 1, {LETTER('b') = batch, LETTER('i') = in, LETTER('o') = out}},  \
    {                                                                                          \
        "bi,bo->oi", LINEAR, 2,                                                                \
        {                                                                                      \
            LETTER('b') = batch, LETTER('i') = in, LETTER('o') = out                           \
        }                                                                                      \
    }
    MLP(128, 784, 400),
    MLP(128, 400, 20),
    MLP(128, 20, 400),
    MLP(64, 512, 1),
    MLP(100, 33, 100),
    MLP(40, 203, 130),
    MLP(1, 70, 37),
    MLP(3, 1, 3),
    {LINEAR, NULL, -1, {LETTER('b') = 20, LETTER('i') = 50, LETTER('o') = 45}},
    {"bo,oi->bi", NULL, -1, {LETTER('b') = 20, LETTER('i') = 50, LETTER('o') = 45}},
    {"bi,bo->oi", NULL, -1, {LETTER('b') = 20, LETTER('i') = 50, LETTER('o') = 45}},
    {"bi,bo->io", NULL, -1, {LETTER('b') = 20, LETTER('i') = 64, LETTER('o') = 96}},
    {"pw,cw->pc", NULL, -1, {LETTER('p') = 1568, LETTER('w') = 64, LETTER('c') = 512}},
    {"gmk,gkn->gmn",
     NULL,
     -1,
     {LETTER('g') = 5, LETTER('m') = 19, LETTER('k') = 40, LETTER('n') = 64}},
    {"gmk,gnk->mgn",
     NULL,
     -1,
     {LETTER('g') = 5, LETTER('m') = 19, LETTER('k') = 40, LETTER('n') = 35}},
    {"kam,bkn->bamn",
     NULL,
     -1,
     {LETTER('k') = 30, LETTER('a') = 3, LETTER('m') = 5, LETTER('b') = 4, LETTER('n') = 34}},
    {"mxk,kxn->mn",
     NULL,
     -1,
     {LETTER('m') = 17, LETTER('x') = 7, LETTER('k') = 9, LETTER('n') = 40}},
    {"bi,bo->oi", NULL, BLAS, {LETTER('b') = 1030, LETTER('i') = 1024, LETTER('o') = 1100}},
    {"bi,bo->oi", LINEAR, 2, {LETTER('b') = 150, LETTER('i') = 517, LETTER('o') = 544}},
    {"bi,bo->oi", NULL, -1, {LETTER('b') = 1024, LETTER('i') = 640, LETTER('o') = 512}},
    {"pi,po->oi", NULL, -1, {LETTER('p') = 2000, LETTER('i') = 64, LETTER('o') = 24}},
    {"k,k->", NULL, -1, {LETTER('k') = 777}},
    {"m,n->mn", NULL, -1, {LETTER('m') = 65, LETTER('n') = 130}},
    {"km,k->m", NULL, -1, {LETTER('k') = 65, LETTER('m') = 130}},
    {"gk,gk->g", NULL, -1, {LETTER('g') = 65, LETTER('k') = 130}},
    {"kg,kg->g", NULL, -1, {LETTER('g') = 65, LETTER('k') = 130}},
    {"io,bi->ob", "io,bi->bo", 0, {LETTER('b') = 24, LETTER('i') = 48, LETTER('o') = 80}},
};

static const struct Geometry {
    int64_t images, in, out, height, width, kernel, stride, pad, dilation, groups;
    bool planes; /* images lie [n][C][H][W] */
} geometry[] = {
    {64, 3, 64, 32, 32, 4, 2, 1, 1, 1, false}, {16, 64, 128, 16, 16, 4, 2, 1, 1, 1, false},
    {64, 256, 1, 4, 4, 4, 1, 0, 1, 1, false},  {64, 256, 100, 4, 4, 4, 1, 0, 1, 1, false},
    {20, 20, 33, 7, 9, 3, 2, 1, 1, 1, false},  {5, 33, 20, 7, 6, 3, 1, 1, 1, 1, false},
    {12, 1, 64, 14, 14, 4, 2, 1, 1, 1, false}, {32, 32, 128, 7, 7, 1, 1, 0, 1, 1, false},
    {9, 100, 3, 8, 8, 3, 1, 1, 1, 1, false},   {3, 3, 3, 9, 8, 5, 3, 2, 1, 1, false},
    {11, 40, 64, 9, 9, 3, 1, 2, 2, 1, false},  {8, 32, 32, 11, 11, 3, 2, 2, 3, 1, false},
    {10, 20, 30, 6, 6, 3, 1, 1, 1, 5, false},  {4, 16, 8, 5, 5, 3, 2, 1, 1, 1, true},
    {3, 3, 8, 40, 36, 5, 1, 2, 1, 1, false},   {4, 3, 20, 9, 8, 5, 3, 2, 1, 1, false},
    {1, 64, 40, 9, 16, 3, 1, 1, 1, 1, false},  {2, 20, 64, 7, 13, 4, 2, 1, 1, 1, false},
    {1, 10, 33, 8, 10, 3, 3, 0, 1, 1, false},  {3, 8, 32, 6, 11, 3, 1, 2, 2, 1, false},
    {1, 9, 20, 5, 30, 5, 3, 4, 1, 1, false},   {1, 32, 32, 6, 6, 2, 2, 0, 1, 1, false},
    {16, 64, 128, 8, 8, 3, 1, 1, 1, 4, false}, {6, 128, 128, 7, 7, 3, 1, 1, 1, 128, false},
    {1, 64, 128, 8, 8, 3, 1, 1, 1, 4, false},  {5, 33, 33, 9, 8, 3, 2, 1, 1, 33, false},
    {9, 100, 60, 5, 6, 3, 1, 2, 2, 20, false}, {3, 3, 3, 9, 9, 4, 2, 1, 1, 3, false},
    {1, 20, 20, 6, 6, 5, 1, 2, 1, 20, false},  {4, 6, 18, 7, 5, 3, 2, 1, 1, 6, false},
    {10, 96, 12, 6, 6, 3, 3, 0, 2, 2, false},  {7, 8, 80, 5, 5, 2, 1, 1, 1, 2, false},
    {1, 64, 128, 8, 8, 3, 1, 1, 1, 1, false},  {1, 1, 3, 9, 9, 3, 1, 1, 1, 1, false},
    {2, 100, 33, 6, 7, 3, 2, 1, 2, 1, false},  {3, 33, 100, 4, 4, 4, 2, 1, 1, 1, false},
    {1, 12, 50, 6, 6, 1, 2, 0, 1, 1, false},   {13, 32, 35, 5, 5, 2, 3, 0, 1, 1, false},
    {3, 32, 64, 12, 10, 3, 1, 1, 1, 1, false}, {1, 64, 32, 13, 9, 3, 1, 1, 1, 1, false},
    {4, 96, 32, 11, 14, 3, 1, 2, 1, 1, false}, {5, 32, 96, 10, 10, 3, 1, 0, 1, 1, false},
    {1, 32, 32, 4, 4, 3, 1, 1, 1, 1, false},   {30, 64, 64, 8, 8, 3, 1, 1, 1, 1, false},
    {9, 32, 64, 16, 16, 4, 2, 1, 1, 1, false}, {3, 32, 64, 26, 36, 4, 2, 2, 1, 1, false},
    {12, 64, 32, 9, 7, 2, 1, 0, 1, 1, false},  {6, 32, 32, 13, 12, 2, 1, 1, 1, 1, false},
    {8, 32, 32, 16, 16, 3, 1, 1, 1, 1, false}, {3, 32, 32, 20, 23, 6, 2, 3, 1, 1, false},
    {8, 32, 32, 24, 22, 4, 2, 0, 1, 1, false}, {5, 64, 48, 12, 12, 3, 1, 1, 1, 1, false},
    {9, 32, 272, 8, 8, 4, 2, 1, 1, 1, false},  {9, 272, 32, 4, 4, 3, 1, 1, 1, 1, false},
};

/* Weight gradients that have room for a block of their squares only. */
enum { ROOM = 160000 };

static const struct Geometry limited[] = {
    {6, 32, 32, 24, 22, 4, 2, 1, 1, 1, false},
    {6, 32, 32, 12, 11, 3, 1, 1, 1, 1, false},
    {3, 48, 32, 20, 24, 4, 2, 1, 1, 1, false},
};

typedef LIST(Contraction *) Contractions;

/* ---- contractions of the list
 * ------------------------------------------------------------------ */

static Storage
rows_of(Shape shape)
{
    static const int8_t order[AXES] = {0, 1, 2, 3, 4, 5, 6, 7};
    return storage_plain(shape, order);
}

static Node *
einsum(const struct Product *p, const char *spec, Shape shape[3])
{
    Node *n = NEW(Node);
    Letters *l = &n->u.letters;
    int8_t *letter[3] = {l->a, l->b, l->out};
    memset(l, -1, sizeof *l);
    n->op = OP_CONTRACT;
    for (int o = 0, slot = 0; *spec || o < 3; spec++) {
        if (*spec == '-')
            continue;
        if (*spec == ',' || *spec == '>' || !*spec) {
            for (; slot < AXES; slot++)
                shape[o].n[slot] = 1;
            slot = 0;
            if (++o == 3)
                break;
            continue;
        }
        const int64_t extent = p->extent[*spec - 'a'];
        shape[o].n[slot] = extent;
        letter[o][slot++] = extent > 1 ? (int8_t)(*spec - 'a') : -1;
    }
    n->shape = shape[2];
    n->arg = NEW_ARRAY(Node *, 2);
    for (int o = 0; o < 2; o++) {
        n->arg[o] = NEW(Node);
        n->arg[o]->shape = shape[o];
    }
    return n;
}

static Contraction *
product_of(const struct Product *p)
{
    static const char *const name[3] = {"a", "b", "c"};
    Contraction *c = NEW(Contraction);
    Shape shape[3], forward_shape[3];
    static const Choice blas = {.path = -1};
    c->node = einsum(p, p->spec, shape);
    c->choice = p->weight == BLAS ? &blas : NULL;
    for (int o = 0; o < 3; o++)
        c->operand[o] = (Operand){name[o], shape[o], rows_of(shape[o])};
    if (p->forward) {
        const char *why;
        Node *forward = einsum(p, p->forward, forward_shape);
        const int which = strcmp(p->forward, LINEAR) == 0;
        c->operand[p->weight].storage =
            tile_weight_storage(c->operand[p->weight].shape, 1, &forward, &which, &why);
    }
    return c;
}

static Operand
image_of(const char *name, const struct Geometry *g, int64_t channels, int64_t height,
         int64_t width)
{
    static const int8_t last[AXES] = {0, 2, 3, 1, 4, 5, 6, 7};
    const Shape shape = {{g->images, channels, height, width, 1, 1, 1, 1}};
    return (Operand){name, shape, g->planes ? rows_of(shape) : storage_plain(shape, last)};
}

static Contraction *
conv_of(const struct Geometry *g, Op op, WeightStorage storage)
{
    Contraction *c = NEW(Contraction);
    Window w = {.channel = 1,
                .groups = (int)g->groups,
                .in_channels = g->in,
                .out_channels = g->out,
                .in = {g->height, g->width}};
    for (int i = 0; i < 2; i++) {
        w.kernel[i] = g->kernel;
        w.stride[i] = g->stride;
        w.pad[i] = w.pad_end[i] = g->pad;
        w.dilation[i] = g->dilation;
        w.out[i] = (w.in[i] + 2 * g->pad - (g->kernel - 1) * g->dilation - 1) / g->stride + 1;
    }
    const Shape kernel = {{1, g->out, g->in / g->groups, g->kernel, g->kernel, 1, 1, 1}};
    const Operand x = image_of("x", g, g->in, w.in[0], w.in[1]),
                  y = image_of("y", g, g->out, w.out[0], w.out[1]);
    Node *n = NEW(Node), *forward = NEW(Node);
    const int which = 1;
    const char *why;
    n->op = op;
    n->u.window = w;
    *forward = *n;
    forward->op = storage == FOR_DATA ? OP_CONV_DATA : OP_CONV;
    const Operand weight = {"w", kernel,
                            storage == ROWS
                                ? rows_of(kernel)
                                : tile_weight_storage(kernel, 1, &forward, &which, &why)};
    c->node = n;
    c->operand[A] = op == OP_CONV_DATA ? y : x;
    c->operand[B] = op == OP_CONV_WEIGHT ? y : weight;
    c->operand[OUT] = op == OP_CONV ? y : op == OP_CONV_DATA ? x : weight;
    n->shape = c->operand[OUT].shape;
    return c;
}

static void
list_shapes(Contractions *all)
{
    static const Op op[] = {OP_CONV, OP_CONV_DATA, OP_CONV_WEIGHT};
    for (size_t i = 0; i < COUNT_OF(product); i++)
        PUSH(*all, product_of(&product[i]));
    for (size_t i = 0; i < COUNT_OF(geometry); i++)
        for (size_t k = 0; k < COUNT_OF(op); k++) {
            PUSH(*all, conv_of(&geometry[i], op[k], i % 4 == 3 ? FOR_DATA : FOR_CONV));
            if (i % 2 || i > 7)
                PUSH(*all, conv_of(&geometry[i], op[k], i % 4 == 1 ? FOR_DATA : ROWS));
        }
    for (size_t i = 0; i < 2 * COUNT_OF(limited); i++) {
        Contraction *c = conv_of(&limited[i / 2], OP_CONV_WEIGHT, i % 2 ? FOR_DATA : FOR_CONV);
        c->room = ROOM;
        PUSH(*all, c);
    }
}

/* Every shape as it is; then, where wanted, as a term of a sum with and without a factor. */
static void
list_all(Contractions *all, bool terms)
{
    static const Rational factor[3] = {{3, 8}, {1, 1}, {-2, 1}};
    list_shapes(all);
    const int shapes = all->count;
    if (terms)
        list_shapes(all);
    for (int i = 0; i < all->count; i++) {
        Contraction *c = all->at[i];
        const int term = i < shapes ? 1 : i % 3;
        c->factor = factor[term];
        c->adds = i >= shapes && (term == 1 || i % 2);
        tile_choose(c);
    }
}

/* ---- the program
 * -------------------------------------------------------------------------------- */

static const char checker[] =
    "struct operand { long shape[8], stride[8]; int panel; long panel_stride, floats; };\n"
    "struct test {\n"
    "    int op, adds, letter[3][8];\n"
    "    double factor;\n"
    "    long kernel[2], stride[2], pad[2], dilation[2], groups, scratch;\n"
    "    struct operand operand[3];\n"
    "    void (*run)(float *const *at, float *scratch);\n"
    "};\n"
    "static long\n"
    "place(const struct operand *o, const long *i)\n"
    "{\n"
    "    long at = 0;\n"
    "    for (int s = 0; s < 8; s++)\n"
    "        at += o->panel == s ? i[s] / 32 * o->panel_stride + i[s] % 32 : i[s] * "
    "o->stride[s];\n"
    "    return at;\n"
    "}\n"
    "static int\n"
    "next(const long *shape, long *i)\n"
    "{\n"
    "    for (int s = 7; s >= 0; s--) {\n"
    "        if (++i[s] < shape[s])\n"
    "            return 1;\n"
    "        i[s] = 0;\n"
    "    }\n"
    "    return 0;\n"
    "}\n"
    "static double sum, size;\n"
    "static void\n"
    "term(const struct test *t, float *const *at, const long *a, const long *b)\n"
    "{\n"
    "    const double v = (double)at[0][place(&t->operand[0], a)] * "
    "at[1][place(&t->operand[1], b)];\n"
    "    sum += v;\n"
    "    size += v < 0 ? -v : v;\n"
    "}\n"
    "static void\n"
    "einsum(const struct test *t, float *const *at, const long *i)\n"
    "{\n"
    "    long extent[26], value[26] = {0}, shape[26], ix[3][8];\n"
    "    int free[26], count = 0;\n"
    "    for (int l = 0; l < 26; l++)\n"
    "        extent[l] = 1;\n"
    "    for (int o = 2; o >= 0; o--)\n"
    "        for (int s = 0; s < 8; s++)\n"
    "            if (t->letter[o][s] >= 0)\n"
    "                extent[t->letter[o][s]] = t->operand[o].shape[s];\n"
    "    for (int s = 0; s < 8; s++)\n"
    "        if (t->letter[2][s] >= 0) {\n"
    "            value[t->letter[2][s]] = i[s];\n"
    "            extent[t->letter[2][s]] = 1;\n"
    "        }\n"
    "    for (int l = 0; l < 26; l++)\n"
    "        if (extent[l] > 1) {\n"
    "            free[count] = l;\n"
    "            shape[count++] = extent[l];\n"
    "        }\n"
    "    for (int more = 1; more;) {\n"
    "        for (int o = 0; o < 2; o++)\n"
    "            for (int s = 0; s < 8; s++)\n"
    "                ix[o][s] = t->letter[o][s] < 0 ? 0 : value[t->letter[o][s]];\n"
    "        term(t, at, ix[0], ix[1]);\n"
    "        more = 0;\n"
    "        for (int c = count - 1; c >= 0 && !more; c--) {\n"
    "            more = ++value[free[c]] < shape[c];\n"
    "            if (!more)\n"
    "                value[free[c]] = 0;\n"
    "        }\n"
    "    }\n"
    "}\n"
    "/* All (x, w, y) that belong together and fit the result's index. */\n"
    "static void\n"
    "convolution(const struct test *t, float *const *at, const long *i)\n"
    "{\n"
    "    const struct operand *x = &t->operand[t->op == 2 ? 2 : 0], *y = &t->operand[t->op == "
    "1 ? 2 : t->op == 2 ? 0 : 1],\n"
    "                         *w = &t->operand[t->op == 3 ? 2 : 1];\n"
    "    const long gi = x->shape[1] / t->groups, go = y->shape[1] / t->groups;\n"
    "    const long n0 = t->op == 3 ? 0 : i[0], n1 = t->op == 3 ? x->shape[0] : i[0] + 1;\n"
    "    const long o0 = t->op == 2 ? i[1] / gi * go : i[1], o1 = t->op == 2 ? o0 + go : o0 + "
    "1;\n"
    "    for (long n = n0; n < n1; n++)\n"
    "        for (long o = o0; o < o1; o++)\n"
    "            for (long c = 0; c < gi; c++)\n"
    "                for (long ky = 0; ky < w->shape[3]; ky++)\n"
    "                    for (long kx = 0; kx < w->shape[4]; kx++) {\n"
    "                        const long ci = o / go * gi + c;\n"
    "                        if (t->op == 2 && ci != i[1])\n"
    "                            continue;\n"
    "                        if (t->op == 3 && (c != i[2] || ky != i[3] || kx != i[4]))\n"
    "                            continue;\n"
    "                        for (long oy = 0; oy < y->shape[2]; oy++)\n"
    "                            for (long ox = 0; ox < y->shape[3]; ox++) {\n"
    "                                const long iy = oy * t->stride[0] + ky * t->dilation[0] - "
    "t->pad[0];\n"
    "                                const long ix = ox * t->stride[1] + kx * t->dilation[1] - "
    "t->pad[1];\n"
    "                                if (iy < 0 || ix < 0 || iy >= x->shape[2] || ix >= "
    "x->shape[3])\n"
    "                                    continue;\n"
    "                                if (t->op == 1 && (oy != i[2] || ox != i[3]))\n"
    "                                    continue;\n"
    "                                if (t->op == 2 && (iy != i[2] || ix != i[3]))\n"
    "                                    continue;\n"
    "                                const long xi[8] = {n, ci, iy, ix}, yi[8] = {n, o, oy, "
    "ox}, wi[8] = {0, o, c, ky, kx};\n"
    "                                term(t, at, t->op == 2 ? yi : xi, t->op == 3 ? yi : wi);\n"
    "                            }\n"
    "                    }\n"
    "}\n"
    "enum { GUARD = 16 };\n"
    "static unsigned seed = 1;\n"
    "static float\n"
    "number(void)\n"
    "{\n"
    "    seed = seed * 1664525u + 1013904223u;\n"
    "    return (float)(seed >> 8) / 16777216.0f - 0.4f;\n"
    "}\n"
    "/* Exactly as large as it is, so that a sanitizer sees reads behind the end. */\n"
    "static float *\n"
    "memory(long floats, float value)\n"
    "{\n"
    "    float *p = malloc((size_t)(floats ? floats : 1) * sizeof *p);\n"
    "    for (long i = 0; i < floats; i++)\n"
    "        p[i] = value;\n"
    "    return p;\n"
    "}\n"
    "static float *\n"
    "filled(const struct operand *o)\n"
    "{\n"
    "    float *p = memory(o->floats, 0);\n"
    "    long i[8] = {0};\n"
    "    do\n"
    "        p[place(o, i)] = number();\n"
    "    while (next(o->shape, i));\n"
    "    return p;\n"
    "}\n"
    "static int\n"
    "compare(int number_of_test, const struct test *t, float *const *at, const float *old)\n"
    "{\n"
    "    const struct operand *o = &t->operand[2];\n"
    "    char *used = calloc((size_t)o->floats, 1);\n"
    "    long i[8] = {0}, count = 0, total = 1;\n"
    "    int bad = 0;\n"
    "    for (int s = 0; s < 8; s++)\n"
    "        total *= o->shape[s];\n"
    "    do {\n"
    "        const long p = place(o, i);\n"
    "        used[p] = 1;\n"
    "        if (count++ % (total / 1500 + 1) && isfinite(at[2][p]))\n"
    "            continue;\n"
    "        sum = size = 0;\n"
    "        if (t->op == 0)\n"
    "            einsum(t, at, i);\n"
    "        else\n"
    "            convolution(t, at, i);\n"
    "        sum = t->factor * sum + (double)old[p];\n"
    "        size = fabs(t->factor) * size + fabs((double)old[p]);\n"
    "        if (!(fabs(at[2][p] - sum) <= 1e-5 * size + 1e-30) && bad++ < 3)\n"
    "            printf(\"test %d [%ld %ld %ld %ld %ld]: %g instead of %g\\n\", "
    "number_of_test,\n"
    "                   i[0], i[1], i[2], i[3], i[4], (double)at[2][p], sum);\n"
    "    } while (next(o->shape, i));\n"
    "    for (long p = 0; p < o->floats; p++)\n"
    "        if (!used[p] && at[2][p] != 0 && bad++ < 3)\n"
    "            printf(\"test %d: padding at %ld is %g\\n\", number_of_test, p, "
    "(double)at[2][p]);\n"
    "    free(used);\n"
    "    return bad > 0;\n"
    "}\n"
    "static int\n"
    "check(int n, const struct test *t)\n"
    "{\n"
    "    float *at[3] = {filled(&t->operand[0]), filled(&t->operand[1]), NULL}, *first = "
    "NULL;\n"
    "    const long floats = t->operand[2].floats;\n"
    "    float *old = t->adds ? filled(&t->operand[2]) : memory(floats, 0);\n"
    "    int bad = 0;\n"
    "    for (int threads = 1; threads <= 3; threads++) {\n"
    "        float *scratch = memory(t->scratch, NAN);\n"
    "        at[2] = memory(floats, NAN);\n"
    "        if (t->adds)\n"
    "            memcpy(at[2], old, (size_t)floats * sizeof *old);\n"
    "        omp_set_num_threads(threads);\n"
    "        t->run(at, scratch);\n"
    "        free(scratch);\n"
    "        if (!first) {\n"
    "            bad += compare(n, t, at, old);\n"
    "            first = at[2];\n"
    "            continue;\n"
    "        }\n"
    "        if (memcmp(first, at[2], (size_t)floats * sizeof *first) && ++bad)\n"
    "            printf(\"test %d: %d threads differ from one\\n\", n, threads);\n"
    "        free(at[2]);\n"
    "    }\n"
    "    free(at[0]);\n"
    "    free(at[1]);\n"
    "    free(old);\n"
    "    free(first);\n"
    "    return bad;\n"
    "}\n"
    "int\n"
    "main(void)\n"
    "{\n"
    "    int bad = 0;\n"
    "    for (int n = 0; n < (int)(sizeof test / sizeof *test); n++)\n"
    "        bad += check(n, &test[n]);\n"
    "    return bad > 0;\n"
    "}\n";

static void
put_numbers(Text *t, const char *name, int count, const int64_t *value)
{
    text_print(t, "%s{", name);
    for (int i = 0; i < count; i++)
        text_print(t, "%lld,", (long long)value[i]);
    text_put(t, "},");
}

static void
put_operand(Text *t, const Operand *o)
{
    text_put(t, "{");
    put_numbers(t, "", AXES, o->shape.n);
    put_numbers(t, "", AXES, o->storage.stride);
    text_print(t, "%d,%lld,%lld},\n", o->storage.panel_slot, (long long)o->storage.panel_stride,
               (long long)o->storage.floats);
}

/* The description of a kernel, and a caller that hides its types. */
static void
put_test(Text *table, Text *callers, const Contraction *c, int number)
{
    const int op = c->node->op == OP_CONTRACT    ? 0
                   : c->node->op == OP_CONV      ? 1
                   : c->node->op == OP_CONV_DATA ? 2
                                                 : 3;
    const Letters *l = &c->node->u.letters;
    const Window *w = &c->node->u.window;
    const int8_t *letter[3] = {l->a, l->b, l->out};
    text_print(callers,
               "static void\nrun%d(float *const *at, float *scratch)\n{\n(void)scratch;\n"
               "kernel%d((const void *)at[0], (const void *)at[1], (void *)at[2]%s%s);\n}\n\n",
               number, number, c->scratch ? ", scratch" : "",
               contraction_factor(c) ? format(", %s", contraction_factor(c)) : "");
    text_print(
        table,
        "{.op = %d, .adds = %d, .factor = %lld.0 / %lld, .scratch = %lld, .run = run%d,\n", op,
        c->adds, (long long)c->factor.num, (long long)c->factor.den, (long long)c->scratch,
        number);
    if (op == 0) {
        text_put(table, ".letter = {");
        for (int o = 0; o < 3; o++) {
            text_put(table, "{");
            for (int s = 0; s < AXES; s++)
                text_print(table, "%d,", letter[o][s]);
            text_put(table, "},");
        }
        text_put(table, "},\n");
    } else {
        put_numbers(table, ".kernel = ", 2, w->kernel);
        put_numbers(table, ".stride = ", 2, w->stride);
        put_numbers(table, ".pad = ", 2, w->pad);
        put_numbers(table, ".dilation = ", 2, w->dilation);
        text_print(table, ".groups = %d,\n", w->groups);
    }
    text_put(table, ".operand = {");
    for (int o = 0; o < 3; o++)
        put_operand(table, &c->operand[o]);
    text_put(table, "}},\n");
}

static void
put_kernels(Text *program, const Contractions *all)
{
    text_put(program, "#include <math.h>\n#include <omp.h>\n#include <stdio.h>\n"
                      "#include <stdlib.h>\n#include <string.h>\n\n"
                      "#include \"runtime/contract.h\"\n\n");
    contraction_helpers(program, all->count, all->at);
    for (int i = 0; i < all->count; i++)
        contraction_emit(program, all->at[i], format("kernel%d", i));
}

static void
put_program(Text *program, const Contractions *all)
{
    Text table = {0}, callers = {0};
    const char *tests = strstr(checker, "static long\n");
    put_kernels(program, all);
    for (int i = 0; i < all->count; i++)
        put_test(&table, &callers, all->at[i], i);
    text_put_bytes(program, checker, (size_t)(tests - checker));
    text_print(program, "%sstatic const struct test test[] = {\n%s};\n%s", callers.at, table.at,
               tests);
}

/* ---- compiling and running
 * ------------------------------------------------------------------------ */

static const char *
temporary(const char *suffix)
{
    const char *folder = getenv("TMPDIR");
    return format("%s/latentc_contract_%ld%s", folder ? folder : "/tmp", (long)getpid(),
                  suffix);
}

/* Compiles the text of all kernels with these flags, and runs it. */
static void
check_kernels(const char *flags, bool terms)
{
    const char *cc = getenv("CC") ? getenv("CC") : "cc";
    const char *root =
        format("%.*s..", (int)(strlen(__FILE__) - strlen("test_contract.c")), __FILE__);
    const char *source = temporary(".c"), *binary = temporary("");
    Contractions all = {0};
    Text program = {0};
    list_all(&all, terms);
    put_program(&program, &all);
    FILE *f = fopen(source, "w");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(program.at, 1, program.size, f), program.size);
    ck_assert_int_eq(fclose(f), 0);
    const char *compile =
        format("%s -O3 %s -fopenmp -ffp-contract=fast -std=gnu11 -Wall -Wextra -Wshadow "
               "-Wconversion -Werror -I%s %s %s/runtime/contract.c -o %s -lm "
               "$(pkg-config --cflags --libs openblas)",
               cc, flags, root, source, root, binary);
    ck_assert_msg(system(compile) == 0, "%s", compile);
    const int bad = system(binary);
    unlink(binary);
    ck_assert_msg(bad == 0, "wrong results with %s; the text is %s", flags, source);
    unlink(source);
}

START_TEST(kernels_of_this_machine)
{
    check_kernels("-march=native", true);
}
END_TEST

/* Sanitizers look at the compiler, whose text for other widths is the same. */
#if defined __x86_64__ && !defined __SANITIZE_ADDRESS__
#define OTHER_WIDTHS
START_TEST(kernels_with_avx2)
{
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
        return;
    check_kernels("-march=x86-64-v3", false);
}
END_TEST

START_TEST(kernels_with_sse2)
{
    check_kernels("-march=x86-64", false);
}
END_TEST
#endif

Suite *
contract_suite(void)
{
    Suite *s = suite_create("contract");
    TCase *t = tcase_create("kernels");
    tcase_set_timeout(t, 600);
    tcase_add_test(t, kernels_of_this_machine);
#ifdef OTHER_WIDTHS
    tcase_add_test(t, kernels_with_avx2);
    tcase_add_test(t, kernels_with_sse2);
#endif
    suite_add_tcase(s, t);
    return s;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(contract_suite());
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
#endif
