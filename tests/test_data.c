/* Random numbers, elementary functions, data and sheets. Real files are looked for in
 * LATENTC_DATA, by default ../shared/data, and passed over where absent. */
#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <png.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "../runtime/data.h"
#include "../runtime/formats/builtin.h"
#include "../runtime/formats/image.h"
#include "../runtime/math.h"
#include "../runtime/random.h"
#include "../runtime/threads.h"

Suite *data_suite(void);

/* ---- random numbers ---- */

START_TEST(philox_known_answers)
{
    /* Random123, tests/kat_vectors: counter, key, result */
    static const uint32_t known[3][10] = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d,
         0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09,
         0x94fdcceb, 0x5001e420, 0x24126ea1},
    };
    for (int i = 0; i < 3; i++) {
        uint32_t out[4];
        philox4x32(known[i], known[i] + 4, out);
        ck_assert_mem_eq(out, known[i] + 6, sizeof out);
    }
}
END_TEST

/* The lanes of logical index i, straight from the definition. */
static void
lanes_at(uint32_t out[4], uint64_t key, uint64_t draw, uint64_t index)
{
    uint64_t block = index / 4;
    uint32_t counter[4] = {(uint32_t)block, (uint32_t)(block >> 32), (uint32_t)draw,
                           (uint32_t)(draw >> 32)};
    uint32_t halves[2] = {(uint32_t)key, (uint32_t)(key >> 32)};
    philox4x32(counter, halves, out);
}

START_TEST(bulk_follows_the_definition)
{
    enum { N = 1000 };
    const uint64_t key = random_key(7, "z.1"), draw = 0x123456789abu;
    const uint64_t starts[] = {0, 5, 255, 0x3fffffffau, ((uint64_t)1 << 40) + 3};
    float normal[N], uniform[N];
    for (int s = 0; s < 5; s++) {
        random_normal(normal, N, key, draw, starts[s]);
        random_uniform(uniform, N, key, draw, starts[s]);
        for (int i = 0; i < N; i++) {
            uint32_t lane[4];
            uint64_t index = starts[s] + (uint64_t)i;
            lanes_at(lane, key, draw, index);
            int pair = index % 4 & 2;
            double u = ((lane[pair] >> 1) + 0.5) / 2147483648.0;
            double turn = 2 * acos(-1) * (lane[pair + 1] >> 8) / 16777216.0;
            double expected = sqrt(-2 * log(u)) * (index % 2 ? sin(turn) : cos(turn));
            ck_assert_double_eq_tol(normal[i], expected, 4e-6);
            ck_assert_double_eq(uniform[i], ((lane[index % 4] >> 9) + 0.5) / 8388608.0);
        }
    }
}
END_TEST

START_TEST(values_depend_on_the_index_alone)
{
    enum { N = 5000 };
    static float whole[N], part[N];
    random_normal(whole, N, 3, 4, 100);
    for (int first = 0; first < 600; first += 7) {
        int count = 1 + first * 31 % 900;
        random_normal(part, count, 3, 4, 100 + (uint64_t)first);
        ck_assert_mem_eq(part, whole + first, (size_t)count * sizeof *part);
    }
    random_uniform(whole, N, 3, 4, 1);
    random_uniform(part, 1, 3, 4, 1 + 777);
    ck_assert_mem_eq(part, whole + 777, sizeof *part);
}
END_TEST

START_TEST(same_bits_any_threads_random)
{
    enum { N = 300007 };
    float *one = malloc(N * sizeof *one), *other = malloc(N * sizeof *other);
    threads_set(1);
    ck_assert_int_eq(threads_count(), 1);
    random_normal(one, N, 3, 4, 11);
    for (int threads = 2; threads <= 8; threads++) {
        threads_set(threads);
        random_normal(other, N, 3, 4, 11);
        ck_assert_mem_eq(one, other, N * sizeof *one);
    }
    threads_set(0);
    ck_assert_int_ge(threads_count(), 1);
    free(one);
    free(other);
}
END_TEST

static int
by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* sqrt n times the largest distance between the distributions; 1.95 is exceeded once in 1000.
 */
static double
kolmogorov_smirnov(float *x, long n, int normal)
{
    double worst = 0;
    qsort(x, (size_t)n, sizeof *x, by_value);
    for (long i = 0; i < n; i++) {
        double f = normal ? 0.5 * erfc(-x[i] / sqrt(2)) : x[i];
        worst = fmax(worst, fmax(f - (double)i / (double)n, (double)(i + 1) / (double)n - f));
    }
    return worst * sqrt((double)n);
}

START_TEST(distributions)
{
    enum { N = 1 << 20 };
    float *x = malloc(N * sizeof *x);
    double power[5] = {0};
    random_normal(x, N, random_key(1, "moments"), 0, 0);
    for (long i = 0; i < N; i++) {
        for (int p = 1; p < 5; p++) {
            power[p] += pow(x[i], p) / N;
        }
    }
    ck_assert_double_eq_tol(power[1], 0, 4.0 / 1024);
    ck_assert_double_eq_tol(power[2], 1, 4 * 1.42 / 1024);
    ck_assert_double_eq_tol(power[3], 0, 4 * 3.88 / 1024);
    ck_assert_double_eq_tol(power[4], 3, 4 * 9.8 / 1024);
    ck_assert_double_lt(kolmogorov_smirnov(x, N, 1), 1.95);
    random_uniform(x, N, random_key(2, "moments"), 0, 0);
    ck_assert_double_lt(kolmogorov_smirnov(x, N, 0), 1.95);
    ck_assert(x[0] > 0 && x[N - 1] < 1);
    free(x);
}
END_TEST

START_TEST(streams_differ)
{
    ck_assert_uint_ne(random_key(1, "a"), random_key(2, "a"));
    ck_assert_uint_ne(random_key(1, "a"), random_key(1, "b"));
    ck_assert_uint_ne(random_key(1, "ab"), random_key(1, "ba"));
    ck_assert_uint_ne(random_key(1, ""), random_key(1, "a"));
    float a[64], b[64];
    random_normal(a, 64, random_key(1, "a"), 0, 0);
    random_normal(b, 64, random_key(1, "a"), 1, 0);
    ck_assert_mem_ne(a, b, sizeof a);
}
END_TEST

static void
check_bijection(uint64_t count, uint64_t draw)
{
    unsigned char *seen = calloc(count, 1);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t place = random_permute(i, count, 99, draw);
        ck_assert_uint_lt(place, count);
        ck_assert_msg(!seen[place], "%lu of %lu twice", (unsigned long)place,
                      (unsigned long)count);
        seen[place] = 1;
    }
    free(seen);
}

START_TEST(permutation_is_a_bijection)
{
    for (uint64_t count = 1; count <= 300; count++) {
        check_bijection(count, count);
    }
    check_bijection(10007, 1);
    check_bijection(60000, 2);
    ck_assert_uint_lt(random_permute(5, (uint64_t)1 << 63, 1, 1), (uint64_t)1 << 63);
}
END_TEST

START_TEST(permutation_is_even)
{
    /* every index goes everywhere equally often: chi-square of each, 9 degrees of freedom,
     * 33.7 is exceeded once in 10,000 */
    enum { N = 10, DRAWS = 20000 };
    long hits[N][N] = {{0}};
    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        for (uint64_t i = 0; i < N; i++) {
            hits[i][random_permute(i, N, 5, draw)]++;
        }
    }
    for (int i = 0; i < N; i++) {
        double chi = 0;
        for (int j = 0; j < N; j++) {
            double off = (double)hits[i][j] - (double)DRAWS / N;
            chi += off * off / ((double)DRAWS / N);
        }
        ck_assert_double_lt(chi, 33.7);
    }
}
END_TEST

/* ---- elementary functions ---- */

static double
exact_sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static double
exact_softplus(double x)
{
    return (x > 0 ? x : 0) + log1p(exp(-fabs(x)));
}

static double
exact_cos(double turn)
{
    return cos(2 * acos(-1) * turn);
}

static double
exact_sin(double turn)
{
    return sin(2 * acos(-1) * turn);
}

static float
cos_turn(float u)
{
    return math_turn(u, 1);
}

static float
sin_turn(float u)
{
    return math_turn(u, 0);
}

#define FUNCTION(name)                                                                         \
    static float call_##name(float x)                                                          \
    {                                                                                          \
        return math_##name(x);                                                                 \
    }
FUNCTION(exp)
FUNCTION(log)
FUNCTION(tanh)
FUNCTION(sigmoid)
FUNCTION(log1p_unit)
FUNCTION(log1p)
FUNCTION(softplus)
FUNCTION(erf)

static const struct function {
    const char *name;
    float (*shipped)(float x);
    double (*exact)(double x);
    float low, high;
    double ulps;     /* as math.h states */
    double absolute; /* or this near, where the exact value crosses zero */
} function[] = {
    {"exp", call_exp, exp, -INFINITY, INFINITY, 1.1, 0},
    {"log", call_log, log, 0x1p-149f, INFINITY, 0.9, 0},
    {"tanh", call_tanh, tanh, -INFINITY, INFINITY, 1.4, 0},
    {"sigmoid", call_sigmoid, exact_sigmoid, -INFINITY, INFINITY, 2.8, 0},
    {"log1p_unit", call_log1p_unit, log1p, 0, 1, 2.0, 0},
    {"log1p", call_log1p, log1p, -0x1.fffffep-1f, INFINITY, 1.5, 0},
    {"softplus", call_softplus, exact_softplus, -INFINITY, INFINITY, 2.9, 0},
    {"erf", call_erf, erf, -INFINITY, INFINITY, 1.2, 0},
    {"cos", cos_turn, exact_cos, 0, 1, 2.0, 1.2e-7},
    {"sin", sin_turn, exact_sin, 0, 1, 2.0, 1.2e-7},
};
enum { FUNCTIONS = sizeof function / sizeof *function };

static double
unit_of(double exact)
{
    int power;
    frexp(exact, &power);
    return ldexp(1, exact == 0 || power < -125 ? -149 : power - 24);
}

START_TEST(math_error_bounds)
{
    const struct function *f = &function[_i];
    double worst = 0;
    float at = 0;
    for (uint64_t bits = 0; bits <= 0xffffffffu; bits += 2999) {
        float x = math_float((uint32_t)bits);
        if (!(x >= f->low && x <= f->high)) {
            continue;
        }
        double exact = f->exact((double)x);
        float got = f->shipped(x);
        double off = fabs((double)got - exact);
        if (got != (float)exact && off > f->absolute && !(off / unit_of(exact) <= worst)) {
            worst = off / unit_of(exact);
            at = x;
        }
    }
    ck_assert_msg(worst <= f->ulps, "%s: %.3f ulp at %a, stated %.1f", f->name, worst,
                  (double)at, f->ulps);
}
END_TEST

static int
same(float a, float b)
{
    return (isnan(a) && isnan(b)) || math_bits(a) == math_bits(b);
}

START_TEST(math_special_values)
{
    const float inf = INFINITY;
    for (int i = 0; i < FUNCTIONS - 2; i++) {
        ck_assert_msg(isnan(function[i].shipped(NAN)), "%s of NaN", function[i].name);
    }
    const struct {
        float got, expected;
    } value[] = {
        {math_exp(inf), inf},      {math_exp(-inf), 0},
        {math_exp(88.73f), inf},   {math_exp(-104), 0},
        {math_exp(0), 1},          {math_exp(-103), 0x1p-149f},
        {math_log(0), -inf},       {math_log(-0.0f), -inf},
        {math_log(inf), inf},      {math_log(-1), NAN},
        {math_log(1), 0},          {math_log(-inf), NAN},
        {math_tanh(inf), 1},       {math_tanh(-inf), -1},
        {math_tanh(-0.0f), -0.0f}, {math_tanh(0x1p-149f), 0x1p-149f},
        {math_sigmoid(inf), 1},    {math_sigmoid(-inf), 0},
        {math_sigmoid(0), 0.5f},   {math_softplus(inf), inf},
        {math_softplus(-inf), 0},  {math_softplus(100), 100},
        {math_log1p(-1), -inf},    {math_log1p(inf), inf},
        {math_log1p(-2), NAN},     {math_log1p(0), 0},
        {math_erf(inf), 1},        {math_erf(-inf), -1},
        {math_turn(0.25f, 0), 1},  {math_turn(0.5f, 1), -1},
    };
    for (size_t i = 0; i < sizeof value / sizeof *value; i++) {
        ck_assert_msg(same(value[i].got, value[i].expected), "case %zu: %g, expected %g", i,
                      (double)value[i].got, (double)value[i].expected);
    }
}
END_TEST

/* ---- files for the tests ---- */

static char root[64]; /* a directory of the running test */

static const char *
path_to(const char *name)
{
    static char path[2][512];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", root, name);
    return path[turn];
}

static void
remove_all(const char *path)
{
    DIR *stream = opendir(path);
    struct dirent *entry;
    while (stream && (entry = readdir(stream))) {
        char inside[512];
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) {
            snprintf(inside, sizeof inside, "%s/%.200s", path, entry->d_name);
            remove_all(inside);
        }
    }
    if (stream) {
        closedir(stream);
    }
    remove(path);
}

static void
root_make(void)
{
    strcpy(root, "/tmp/test_data.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(root));
}

static void
root_remove(void)
{
    remove_all(root);
}

static void
make_folder(const char *name)
{
    ck_assert_int_eq(mkdir(path_to(name), 0777), 0);
}

static void
write_file(const char *name, const void *bytes, size_t count)
{
    FILE *file = fopen(path_to(name), "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, count, file), count);
    fclose(file);
}

static size_t
read_back(const char *path, unsigned char *bytes, size_t most)
{
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    size_t count = fread(bytes, 1, most, file);
    fclose(file);
    return count;
}

/* Writes rows of `bits` deep pixels of a libpng colour type. */
static void
write_png(const char *name, int width, int height, int bits, int type, int interlaced,
          const unsigned char *rows, int row_bytes)
{
    FILE *file = fopen(path_to(name), "wb");
    ck_assert_ptr_nonnull(file);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    ck_assert(!setjmp(png_jmpbuf(png)));
    png_init_io(png, file);
    png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, bits, type,
                 interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, 0, 0);
    if (type == PNG_COLOR_TYPE_PALETTE) {
        png_color colour[2] = {{10, 20, 30}, {200, 100, 50}};
        png_byte alpha[2] = {255, 0};
        png_set_PLTE(png, info, colour, 2);
        png_set_tRNS(png, info, alpha, 2, NULL);
    }
    png_write_info(png, info);
    int passes = png_set_interlace_handling(png);
    for (int pass = 0; pass < passes; pass++) {
        for (int i = 0; i < height; i++) {
            png_write_row(png, rows + i * row_bytes);
        }
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    fclose(file);
}

/* A grey picture of one shade. */
static void
write_shade(const char *name, unsigned char shade)
{
    unsigned char rows[16];
    memset(rows, shade, sizeof rows);
    write_png(name, 4, 4, 8, PNG_COLOR_TYPE_GRAY, 0, rows, 4);
}

/* IDX bytes: magic of `rank`, sizes, then counting bytes. Returns their number. */
static size_t
idx_bytes(unsigned char *to, int rank, const int *size, size_t data)
{
    memcpy(to, (unsigned char[]){0, 0, 8, (unsigned char)rank}, 4);
    for (int i = 0; i < rank; i++) {
        for (int k = 0; k < 4; k++) {
            to[4 + 4 * i + k] = (unsigned char)(size[i] >> (24 - 8 * k));
        }
    }
    for (size_t i = 0; i < data; i++) {
        to[4 + 4 * (size_t)rank + i] = (unsigned char)(rank == 1 ? i % 10 : i);
    }
    return 4 + 4 * (size_t)rank + data;
}

static void
write_idx(const char *images, const char *labels, int count, int height, int width)
{
    static unsigned char bytes[1 << 16];
    size_t length =
        idx_bytes(bytes, 3, (int[]){count, height, width}, (size_t)(count * height * width));
    write_file(images, bytes, length);
    if (labels) {
        length = idx_bytes(bytes, 1, (int[]){count}, (size_t)count);
        write_file(labels, bytes, length);
    }
}

static struct field fields[2];
static struct model model = {.name = "testling", .field = fields};

static const struct model *
model_of(long channels, long height, long width, long classes, long batch)
{
    fields[0] = (struct field){.name = "x",
                               .kind = FIELD_IMAGE,
                               .rank = 3,
                               .shape = {channels, height, width},
                               .low = -1,
                               .high = 1};
    fields[1] = (struct field){.name = "label", .kind = FIELD_LABEL, .classes = classes};
    fields[0].side = "side";
    model.fields = classes ? 2 : 1;
    model.batch = batch;
    return &model;
}

static void
read_at(const struct dataset *data, int field, long index, void *out)
{
    data_read(data, field, index, (struct visit){1, (uint64_t)index}, out);
}

/* The byte that a value of the field was. */
static int
byte_of(float value)
{
    return (int)lrint((value + 1.0) * 127.5);
}

/* What data_open says when it refuses. */
static const char *
refusal(const struct model *m, const char *dir, enum split split)
{
    static char text[1000];
    FILE *file = tmpfile();
    fflush(stderr);
    int kept = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    struct dataset *data = data_open(m, dir, split);
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    rewind(file);
    size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = 0;
    fclose(file);
    ck_assert_msg(!data, "accepted; said '%s'", text);
    ck_assert_msg(strchr(text, '\n') == text + length - 1, "not one line: '%s'", text);
    return text;
}

#define REFUSED(m, dir, split, words)                                                          \
    do {                                                                                       \
        const char *said = refusal(m, dir, split);                                             \
        ck_assert_msg(strstr(said, words), "said: %s", said);                                  \
    } while (0)

/* ---- built-in digits ---- */

START_TEST(builtin_digits)
{
    static float x[3 * 32 * 32], again[3 * 32 * 32];
    for (long channels = 1; channels <= 3; channels += 2) {
        const struct model *m = model_of(channels, 32, 32, 10, 64);
        struct dataset *train = data_open(m, NULL, SPLIT_TRAIN);
        struct dataset *test = data_open(m, NULL, SPLIT_TEST);
        ck_assert_int_eq(data_count(train), 10000);
        ck_assert_int_eq(data_count(test), 2000);
        ck_assert_str_eq(data_describe(train), "built-in digits, 10000 examples");
        size_t bytes = (size_t)(channels * 32 * 32) * sizeof *x;
        for (long i = 0; i < 30; i++) {
            int32_t label;
            read_at(train, 1, i, &label);
            ck_assert_int_eq(label, i % 10);
            read_at(train, 0, i, x);
            read_at(train, 0, i + 10, again);
            ck_assert_mem_ne(x, again, bytes);
            read_at(test, 0, i, again);
            ck_assert_mem_ne(x, again, bytes);
        }
        data_close(train);
        data_close(test);
    }
}
END_TEST

START_TEST(large_digits_are_drawn_when_read)
{
    for (long channels = 1; channels <= 3; channels += 2) {
        const long side = 200;
        const struct model *m = model_of(channels, side, side, 0, 8);
        size_t bytes = (size_t)(side * side * channels);
        float *x = malloc(bytes * sizeof *x), *scratch = malloc((size_t)(side * side) * 4);
        uint8_t *drawn = malloc(bytes);
        struct dataset *data = data_open(m, NULL, SPLIT_TRAIN);
        read_at(data, 0, 77, x);
        builtin_draw(0, 0, 77, side, side, channels, scratch, drawn);
        for (size_t i = 0; i < bytes; i++) {
            ck_assert_int_eq(byte_of(x[i]), drawn[i]);
        }
        data_close(data);
        free(x);
        free(scratch);
        free(drawn);
    }
}
END_TEST

START_TEST(digits_of_any_size)
{
    static float scratch[40 * 40];
    static uint8_t drawn[40 * 40];
    for (long side = 1; side <= 40; side++) {
        for (long i = 0; i < 20; i++) {
            builtin_draw(0, 0, i, side, 41 - side, 1, scratch, drawn);
        }
    }
}
END_TEST

/* ---- IDX ---- */

static const char train_images[] = "train-images-idx3-ubyte";
static const char train_labels[] = "train-labels-idx1-ubyte";

START_TEST(idx_good)
{
    write_idx(train_images, train_labels, 20, 4, 4);
    write_idx("t10k-images-idx3-ubyte", NULL, 10, 4, 4);
    struct dataset *data = data_open(model_of(1, 4, 4, 10, 5), root, SPLIT_TRAIN);
    ck_assert_ptr_nonnull(data);
    ck_assert_int_eq(data_count(data), 20);
    for (long i = 0; i < 20; i++) {
        float x[16];
        int32_t label;
        read_at(data, 0, i, x);
        read_at(data, 1, i, &label);
        ck_assert_int_eq(label, i % 10);
        for (int k = 0; k < 16; k++) {
            ck_assert_int_eq(byte_of(x[k]), (int)(i * 16 + k) % 256);
        }
    }
    data_close(data);
    /* labels are not looked for when none is wanted; grey becomes three channels */
    data = data_open(model_of(3, 4, 4, 0, 5), root, SPLIT_TEST);
    float x[48];
    read_at(data, 0, 1, x);
    for (int k = 0; k < 48; k++) {
        ck_assert_int_eq(byte_of(x[k]), 16 + k / 3);
    }
    data_close(data);
}
END_TEST

START_TEST(idx_is_resized)
{
    write_idx(train_images, NULL, 4, 4, 4);
    const struct model *m = model_of(1, 2, 2, 0, 4);
    REFUSED(m, root, SPLIT_TRAIN,
            "pictures of 4 x 4, but field 'x' is 2 x 2; --set side=4 makes the page fit, "
            "`resize: [2, 2]` in the field");
    fields[0].resize[0] = fields[0].resize[1] = 2;
    struct dataset *data = data_open(m, root, SPLIT_TRAIN);
    float x[64];
    read_at(data, 0, 0, x);
    /* averages of 2 x 2 of 0 .. 15, rounded up from halves */
    const int expected[4] = {3, 5, 11, 13};
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(byte_of(x[i]), expected[i]);
    }
    data_close(data);
    m = model_of(1, 8, 8, 0, 4);
    fields[0].resize[0] = fields[0].resize[1] = 8;
    data = data_open(m, root, SPLIT_TRAIN);
    read_at(data, 0, 0, x);
    ck_assert_int_eq(byte_of(x[0]), 0);
    ck_assert_int_eq(byte_of(x[63]), 15);
    ck_assert_int_eq(byte_of(x[3 * 8 + 3]), 6); /* at (1.25, 1.25): 5 + 1.25 */
    data_close(data);
}
END_TEST

START_TEST(idx_refused)
{
    unsigned char bytes[512];
    const struct model *m = model_of(1, 4, 4, 10, 5);
    size_t full = idx_bytes(bytes, 3, (int[]){20, 4, 4}, 320);
    write_idx(train_images, NULL, 20, 4, 4);
    REFUSED(m, root, SPLIT_TRAIN, "no file train-labels-idx1-ubyte or");
    REFUSED(m, root, SPLIT_TEST, "no file t10k-images-idx3-ubyte or");
    write_idx(train_images, train_labels, 20, 4, 4);
    write_file(train_images, bytes, full - 1);
    REFUSED(m, root, SPLIT_TRAIN, "more than the file can hold");
    write_file(train_images, bytes, 7);
    REFUSED(m, root, SPLIT_TRAIN, "truncated");
    write_file(train_images, bytes, 0);
    REFUSED(m, root, SPLIT_TRAIN, "truncated");
    write_file(train_images, bytes, full + 1);
    REFUSED(m, root, SPLIT_TRAIN, "longer than its header says");
    bytes[2] = 13;
    write_file(train_images, bytes, full);
    REFUSED(m, root, SPLIT_TRAIN, "starts with 00000d03, not with 00000803");
    memset(bytes + 4, 0xff, 12);
    bytes[2] = 8;
    write_file(train_images, bytes, full);
    REFUSED(m, root, SPLIT_TRAIN, "more than the file can hold");
    idx_bytes(bytes, 3, (int[]){20, 0, 4}, 0);
    write_file(train_images, bytes, 16);
    REFUSED(m, root, SPLIT_TRAIN, "pictures of 0 x 4");
    idx_bytes(bytes, 3, (int[]){0, 4, 4}, 0);
    write_file(train_images, bytes, 16);
    REFUSED(m, root, SPLIT_TRAIN, "no pictures");
}
END_TEST

START_TEST(idx_labels_refused)
{
    unsigned char bytes[64];
    write_idx(train_images, train_labels, 20, 4, 4);
    REFUSED(model_of(1, 4, 4, 9, 5), root, SPLIT_TRAIN,
            "label 9 of example 9, but field 'label' has 9 classes");
    write_file(train_labels, bytes, idx_bytes(bytes, 1, (int[]){19}, 19));
    REFUSED(model_of(1, 4, 4, 10, 5), root, SPLIT_TRAIN, "19 labels for 20 pictures");
    write_idx(train_labels, NULL, 1, 1, 1);
    REFUSED(model_of(1, 4, 4, 10, 5), root, SPLIT_TRAIN, "not IDX labels");
}
END_TEST

START_TEST(idx_compressed)
{
    unsigned char bytes[512], packed[600];
    const struct model *m = model_of(1, 4, 4, 0, 5);
    const char *name = "train-images-idx3-ubyte.gz";
    size_t full = idx_bytes(bytes, 3, (int[]){20, 4, 4}, 320);
    gzFile file = gzopen(path_to(name), "wb");
    gzwrite(file, bytes, (unsigned)full);
    gzclose(file);
    size_t length = read_back(path_to(name), packed, sizeof packed);
    struct dataset *data = data_open(m, root, SPLIT_TRAIN);
    ck_assert_ptr_nonnull(data);
    ck_assert_int_eq(data_count(data), 20);
    data_close(data);
    /* cut off anywhere, it is refused */
    for (size_t cut = 0; cut < length; cut++) {
        write_file(name, packed, cut);
        REFUSED(m, root, SPLIT_TRAIN, "/tmp/test_data.");
    }
    packed[length - 5] ^= 1; /* of the check sum */
    write_file(name, packed, length);
    REFUSED(m, root, SPLIT_TRAIN, "damaged");
}
END_TEST

static const char *
real_data(const char *name)
{
    static char path[512];
    const char *data = getenv("LATENTC_DATA");
    snprintf(path, sizeof path, "%s/%s", data ? data : "../shared/data", name);
    return access(path, R_OK) ? NULL : path;
}

START_TEST(mnist)
{
    const char *dir = real_data("mnist");
    if (!dir) {
        return;
    }
    static float x[28 * 28];
    const int first[5] = {5, 0, 4, 1, 9};
    struct dataset *data = data_open(model_of(1, 28, 28, 10, 64), dir, SPLIT_TRAIN);
    ck_assert_ptr_nonnull(data);
    ck_assert_int_ge(data_count(data), 10000);
    for (long i = 0; i < 5; i++) {
        int32_t label;
        read_at(data, 1, i, &label);
        ck_assert_int_eq(label, first[i]);
    }
    read_at(data, 0, 0, x);
    int sum = 0;
    for (int i = 0; i < 28 * 28; i++) {
        sum += byte_of(x[i]);
    }
    ck_assert_int_eq(sum, 27525); /* of the first five of MNIST */
    data_close(data);
}
END_TEST

/* ---- PNG ---- */

START_TEST(png_round_trip)
{
    for (long channels = 1; channels <= 3; channels += 2) {
        float pictures[5 * 3 * 4 * 3];
        for (int i = 0; i < 5 * 3 * 4 * channels; i++) {
            pictures[i] = (float)((i * 37) % 256) / 255;
        }
        ck_assert_int_eq(
            sheet_write(path_to("sheet.png"), pictures, 5, 3, channels, 3, 4, 0, 1), 0);
        struct picture sheet;
        char message[MESSAGE_MAX];
        ck_assert_int_eq(image_read(path_to("sheet.png"), &sheet, message), 0);
        ck_assert_int_eq(sheet.height, 2 * 3 + 2);
        ck_assert_int_eq(sheet.width, 3 * 4 + 2 * 2);
        ck_assert_int_eq(sheet.channels, channels);
        for (long k = 0; k < 5; k++) {
            for (long at = 0; at < 12 * channels; at++) {
                long i = k / 3 * 5 + at / (4 * channels);
                long j = k % 3 * 6 * channels + at % (4 * channels);
                ck_assert_int_eq(sheet.pixels[i * sheet.width * channels + j],
                                 (int)((k * 12 * channels + at) * 37 % 256));
            }
        }
        ck_assert_int_eq(sheet.pixels[4 * channels], 128); /* the gap */
        free(sheet.pixels);
    }
}
END_TEST

START_TEST(sheet_clamps)
{
    const float values[6] = {-5, 5, NAN, INFINITY, -INFINITY, 0};
    const int expected[6] = {0, 255, 0, 255, 0, 128};
    ck_assert_int_eq(sheet_write(path_to("s.png"), values, 1, 9, 1, 1, 6, -1, 1), 0);
    struct picture sheet;
    char message[MESSAGE_MAX];
    ck_assert_int_eq(image_read(path_to("s.png"), &sheet, message), 0);
    for (int i = 0; i < 6; i++) {
        ck_assert_int_eq(sheet.pixels[i], expected[i]);
    }
    free(sheet.pixels);
}
END_TEST

START_TEST(sheet_is_complete_or_absent)
{
    float value = 0;
    struct stat status;
    freopen("/dev/null", "w", stderr);
    ck_assert_int_eq(sheet_write(path_to("no/s.png"), &value, 1, 1, 1, 1, 1, 0, 1), -1);
    make_folder("taken");
    make_folder("taken/s.png");
    ck_assert_int_eq(sheet_write(path_to("taken/s.png"), &value, 1, 1, 1, 1, 1, 0, 1), -1);
    remove(path_to("taken/s.png"));
    ck_assert_msg(!rmdir(path_to("taken")), "something was left behind");
    ck_assert_int_eq(sheet_write(path_to("s.png"), &value, 1, 1, 2, 1, 1, 0, 1), -1);
    ck_assert_int_eq(sheet_write(path_to("s.png"), &value, 1L << 40, 9, 1, 9, 9, 0, 1), -1);
    ck_assert_int_eq(stat(path_to("s.png"), &status), -1);
    if (!access("/dev/full", W_OK)) {
        ck_assert_int_eq(symlink("/dev/full", path_to("s.png.tmp")), 0);
        ck_assert_int_eq(sheet_write(path_to("s.png"), &value, 1, 1, 1, 1, 1, 0, 1), -1);
        ck_assert_int_eq(lstat(path_to("s.png"), &status), -1);
    }
}
END_TEST

START_TEST(png_kinds)
{
    static const struct {
        const char *name;
        int bits, type, interlaced;
        unsigned char row[8]; /* two pixels */
        int row_bytes, channels;
        int expected[6];
    } kind[] = {
        {"g1", 1, PNG_COLOR_TYPE_GRAY, 0, {0x40}, 1, 1, {0, 255}},
        {"g8", 8, PNG_COLOR_TYPE_GRAY, 1, {7, 250}, 2, 1, {7, 250}},
        {"g16", 16, PNG_COLOR_TYPE_GRAY, 0, {0x80, 0x80, 0xff, 0xff}, 4, 1, {128, 255}},
        {"ga", 8, PNG_COLOR_TYPE_GRAY_ALPHA, 0, {100, 255, 100, 0}, 4, 1, {100, 255}},
        {"rgb", 8, PNG_COLOR_TYPE_RGB, 1, {1, 2, 3, 4, 5, 6}, 6, 3, {1, 2, 3, 4, 5, 6}},
        {"rgba",
         8,
         PNG_COLOR_TYPE_RGB_ALPHA,
         0,
         {10, 20, 30, 255, 0, 0, 0, 51},
         8,
         3,
         {10, 20, 30, 204, 204, 204}},
        {"pal", 8, PNG_COLOR_TYPE_PALETTE, 0, {0, 1}, 2, 3, {10, 20, 30, 255, 255, 255}},
    };
    for (size_t k = 0; k < sizeof kind / sizeof *kind; k++) {
        struct picture picture;
        char message[MESSAGE_MAX];
        write_png(kind[k].name, 2, 1, kind[k].bits, kind[k].type, kind[k].interlaced,
                  kind[k].row, kind[k].row_bytes);
        ck_assert_int_eq(image_read(path_to(kind[k].name), &picture, message), 0);
        ck_assert_int_eq(picture.channels, kind[k].channels);
        for (int i = 0; i < 2 * kind[k].channels; i++) {
            ck_assert_msg(picture.pixels[i] == kind[k].expected[i], "%s: byte %d is %d, not %d",
                          kind[k].name, i, picture.pixels[i], kind[k].expected[i]);
        }
        free(picture.pixels);
    }
}
END_TEST

START_TEST(resize_keeps_means)
{
    uint8_t pixels[6 * 9 * 3], out[64 * 64];
    char note[64];
    for (int i = 0; i < 6 * 9 * 3; i++) {
        pixels[i] = 90;
    }
    struct picture picture = {6, 9, 3, pixels};
    for (long side = 1; side <= 64; side++) {
        ck_assert_int_eq(image_convert(&picture, side, 65 - side, 1, out), 0);
        for (long i = 0; i < side * (65 - side); i++) {
            snprintf(note, sizeof note, "side %ld, pixel %ld", side, i);
            ck_assert_msg(out[i] == 90, "%s: %d", note, out[i]);
        }
    }
    for (int i = 0; i < 54; i++) {
        memcpy(pixels + 3 * i, (uint8_t[]){200, 100, 50}, 3);
    }
    ck_assert_int_eq(image_convert(&picture, 6, 9, 1, out), 0);
    ck_assert_int_eq(out[0], 124); /* .299 200 + .587 100 + .114 50 */
}
END_TEST

/* ---- folders ---- */

START_TEST(folder_without_splits)
{
    /* byte order of paths puts a-b before a, that of names puts a first */
    make_folder("a");
    make_folder("a-b");
    for (int i = 0; i < 10; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s/%d.%s", i < 5 ? "a" : "a-b", i, i % 2 ? "png" : "PNG");
        write_shade(name, (unsigned char)(10 * i));
    }
    make_folder("a/.hidden");
    write_shade("a/.hidden/0.png", 255);
    write_shade("a/.0.png", 255);
    write_file("a/notes.txt", "x", 1);
    const struct model *m = model_of(1, 4, 4, 2, 2);
    struct dataset *train = data_open(m, root, SPLIT_TRAIN);
    struct dataset *test = data_open(m, root, SPLIT_TEST);
    ck_assert(train && test);
    ck_assert_int_eq(data_count(train), 8);
    ck_assert_int_eq(data_count(test), 2);
    const int expected_train[8] = {5, 6, 7, 8, 0, 1, 2, 3}, expected_test[2] = {9, 4};
    for (int i = 0; i < 10; i++) {
        float x[16];
        int32_t label;
        const struct dataset *data = i < 8 ? train : test;
        int expected = i < 8 ? expected_train[i] : expected_test[i - 8];
        read_at(data, 0, i % 8, x);
        read_at(data, 1, i % 8, &label);
        ck_assert_int_eq(byte_of(x[0]), 10 * expected);
        ck_assert_int_eq(label, expected >= 5);
    }
    ck_assert_ptr_nonnull(strstr(data_describe(train), "2 labels"));
    data_close(train);
    data_close(test);
    REFUSED(model_of(1, 4, 4, 1, 2), root, SPLIT_TRAIN,
            "2 sub-folders (the first is a), but field 'label' has 1 classes");
    write_shade("b.png", 1);
    REFUSED(model_of(1, 4, 4, 2, 2), root, SPLIT_TRAIN, "b.png: not in a sub-folder");
}
END_TEST

START_TEST(folder_with_splits)
{
    const struct model *m = model_of(1, 4, 4, 3, 1);
    make_folder("train");
    write_shade("train/loose.png", 1);
    REFUSED(m, root, SPLIT_TRAIN, "both were expected, or neither");
    make_folder("test");
    REFUSED(model_of(1, 4, 4, 0, 1), root, SPLIT_TEST, "no .png or .jpg files");
    remove(path_to("train/loose.png"));
    make_folder("train/x");
    make_folder("train/y");
    make_folder("test/y");
    make_folder("test/z");
    write_shade("train/x/1.png", 11);
    write_shade("train/y/1.png", 12);
    write_shade("test/y/1.png", 13);
    m = model_of(1, 4, 4, 3, 1);
    struct dataset *test = data_open(m, root, SPLIT_TEST);
    ck_assert_ptr_nonnull(test);
    int32_t label;
    read_at(test, 1, 0, &label);
    ck_assert_int_eq(label, 1);
    data_close(test);
    write_shade("test/z/1.png", 13);
    REFUSED(m, root, SPLIT_TEST, "z/1.png: its sub-folder is not among those of the training");
}
END_TEST

START_TEST(folder_refuses_damage)
{
    unsigned char bytes[200];
    const struct model *m = model_of(1, 4, 4, 0, 1);
    for (int i = 0; i < 9; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d.png", i);
        write_shade(name, 0);
    }
    size_t length = read_back(path_to("5.png"), bytes, sizeof bytes);
    for (size_t cut = 0; cut < length; cut++) {
        write_file("5.png", bytes, cut);
        REFUSED(m, root, SPLIT_TRAIN, "5.png: ");
    }
    for (size_t at = 0; at < length; at++) {
        bytes[at] ^= 0x10;
        write_file("5.png", bytes, length);
        REFUSED(m, root, SPLIT_TRAIN, "5.png: damaged PNG");
        bytes[at] ^= 0x10;
    }
    write_file("5.png", bytes, length);
    ck_assert_int_eq(symlink(".", path_to("loop")), 0);
    REFUSED(m, root, SPLIT_TRAIN, "folders deep; a link to itself?");
}
END_TEST

START_TEST(png_too_large)
{
    /* a header of 16384 x 16384 and the start of pixels */
    unsigned char bytes[41] = {0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D',
                               'R',  0,   0,   64,  0,  0,  0,  64, 0, 8, 6, 0,  0,   0};
    uint32_t sum = (uint32_t)crc32(0, bytes + 12, 17);
    for (int i = 0; i < 4; i++) {
        bytes[29 + i] = (unsigned char)(sum >> (24 - 8 * i));
    }
    memcpy(bytes + 35, (unsigned char[]){1, 0, 'I', 'D', 'A', 'T'}, 6);
    struct picture picture;
    char message[MESSAGE_MAX];
    write_file("large.png", bytes, sizeof bytes);
    ck_assert_int_eq(image_read(path_to("large.png"), &picture, message), -1);
    ck_assert_str_eq(message, "16384 x 16384 pixels, more than 67108864");
}
END_TEST

START_TEST(emoji)
{
    const char *dir = real_data("emoji32");
    if (!dir) {
        return;
    }
    static float x[3 * 32 * 32];
    struct dataset *train = data_open(model_of(3, 32, 32, 5, 64), dir, SPLIT_TRAIN);
    struct dataset *test = data_open(model_of(3, 32, 32, 5, 64), dir, SPLIT_TEST);
    ck_assert(train && test);
    ck_assert_int_eq(data_count(train) + data_count(test), 572);
    ck_assert_int_eq(data_count(test), 114);
    int seen[5] = {0};
    for (long i = 0; i < data_count(train); i++) {
        int32_t label;
        read_at(train, 0, i, x);
        read_at(train, 1, i, &label);
        seen[label]++;
    }
    for (int i = 0; i < 5; i++) {
        ck_assert_int_gt(seen[i], 20);
    }
    data_close(train);
    data_close(test);
}
END_TEST

/* ---- opening ---- */

START_TEST(open_refused)
{
    const struct model *m = model_of(1, 4, 4, 0, 64);
    REFUSED(m, "/nowhere/at/all", SPLIT_TRAIN, "/nowhere/at/all: cannot open");
    write_file("file", "x", 1);
    REFUSED(m, path_to("file"), SPLIT_TRAIN, "not a folder, nor");
    REFUSED(m, root, SPLIT_TRAIN, "no .png or .jpg files");
    for (int i = 0; i < 50; i++) {
        char name[16];
        snprintf(name, sizeof name, "%02d.png", i);
        write_shade(name, 0);
    }
    REFUSED(m, root, SPLIT_TEST,
            "the test split has 10 examples, fewer than a batch of 64; --set batch=10 fits");
    REFUSED(model_of(1, 8, 8, 5, 64), NULL, SPLIT_TRAIN, "field 'label' has 5 classes");
    REFUSED(model_of(2, 8, 8, 0, 64), NULL, SPLIT_TRAIN,
            "1 or 3 channels, but field 'x' has 2");
    m = model_of(1, 8, 8, 0, 64);
    fields[0].kind = FIELD_VECTOR;
    REFUSED(m, NULL, SPLIT_TRAIN, "field 'x' is a vector; builtin:ring and");
    REFUSED(m, root, SPLIT_TRAIN, "field 'x' is a vector");
    fields[0].kind = FIELD_LABEL;
    fields[0].classes = 10;
    REFUSED(m, root, SPLIT_TRAIN, "the page reads 0 pictures and 1 labels");
    REFUSED(m, "builtin:rign", SPLIT_TRAIN,
            "builtin:digits, builtin:ring and builtin:grid are");
}
END_TEST

/* ---- the loader ---- */

/* 23 pictures of one pixel that count from 0, in batches of 5. */
static struct dataset *
counting_data(const struct model **m)
{
    write_idx(train_images, train_labels, 23, 1, 1);
    *m = model_of(1, 1, 1, 10, 5);
    return data_open(*m, root, SPLIT_TRAIN);
}

START_TEST(loader_covers_an_epoch)
{
    const struct model *m;
    struct dataset *data = counting_data(&m);
    struct loader *loader = loader_open(data, m, 1, 1, 0);
    ck_assert_int_eq(loader_batches(loader), 4);
    int order[3][20];
    for (int epoch = 0; epoch < 3; epoch++) {
        int seen[23] = {0};
        for (int i = 0; i < 20; i++) {
            static const void *const *field;
            field = i % 5 ? field : loader_next(loader);
            int byte = byte_of(((const float *)field[0])[i % 5]);
            ck_assert_int_eq(((const int32_t *)field[1])[i % 5], byte % 10);
            ck_assert_int_eq(seen[byte]++, 0);
            order[epoch][i] = byte;
        }
    }
    ck_assert_mem_ne(order[0], order[1], sizeof order[0]);
    ck_assert_mem_ne(order[1], order[2], sizeof order[0]);
    loader_close(loader);
    data_close(data);
}
END_TEST

START_TEST(loader_resumes)
{
    const struct model *m;
    struct dataset *data = counting_data(&m);
    float whole[40][5];
    struct loader *loader = loader_open(data, m, 9, 1, 0);
    for (int k = 0; k < 40; k++) {
        memcpy(whole[k], loader_next(loader)[0], sizeof whole[k]);
    }
    loader_close(loader);
    for (int first = 0; first < 36; first++) {
        loader = loader_open(data, m, 9, 1, first);
        for (int k = first; k < first + 4; k++) {
            ck_assert_mem_eq(whole[k], loader_next(loader)[0], sizeof whole[k]);
        }
        loader_close(loader);
    }
    loader = loader_open(data, m, 10, 1, 0);
    ck_assert_mem_ne(whole[0], loader_next(loader)[0], sizeof whole[0]);
    loader_close(loader);
    data_close(data);
}
END_TEST

START_TEST(loader_in_order)
{
    const struct model *m;
    struct dataset *data = counting_data(&m);
    struct loader *loader = loader_open(data, m, 9, 0, 0);
    for (int k = 0; k < 200; k++) {
        const float *x = loader_next(loader)[0];
        float copy[5];
        memcpy(copy, x, sizeof copy);
        for (int i = 0; i < 5; i++) {
            ck_assert_int_eq(byte_of(x[i]), k % 4 * 5 + i);
        }
        if (k % 50 == 0) {
            nanosleep(&(struct timespec){.tv_nsec = 2000000},
                      NULL); /* what is held stays, however far ahead the thread is */
        }
        ck_assert_mem_eq(copy, x, sizeof copy);
    }
    loader_close(loader);
    loader_close(loader_open(data, m, 9, 0, 3)); /* closed before it is asked */
    loader_close(NULL);
    data_close(data);
}
END_TEST

Suite *
data_suite(void)
{
    Suite *suite = suite_create("data");
    TCase *plain = tcase_create("numbers");
    tcase_set_timeout(plain, 120);
    tcase_add_test(plain, philox_known_answers);
    tcase_add_test(plain, bulk_follows_the_definition);
    tcase_add_test(plain, values_depend_on_the_index_alone);
    tcase_add_test(plain, same_bits_any_threads_random);
    tcase_add_test(plain, distributions);
    tcase_add_test(plain, streams_differ);
    tcase_add_test(plain, permutation_is_a_bijection);
    tcase_add_test(plain, permutation_is_even);
    tcase_add_loop_test(plain, math_error_bounds, 0, FUNCTIONS);
    tcase_add_test(plain, math_special_values);
    tcase_add_test(plain, builtin_digits);
    tcase_add_test(plain, large_digits_are_drawn_when_read);
    tcase_add_test(plain, digits_of_any_size);
    tcase_add_test(plain, mnist);
    tcase_add_test(plain, emoji);
    suite_add_tcase(suite, plain);
    TCase *files = tcase_create("files");
    tcase_set_timeout(files, 120);
    tcase_add_checked_fixture(files, root_make, root_remove);
    tcase_add_test(files, idx_good);
    tcase_add_test(files, idx_is_resized);
    tcase_add_test(files, idx_refused);
    tcase_add_test(files, idx_labels_refused);
    tcase_add_test(files, idx_compressed);
    tcase_add_test(files, png_round_trip);
    tcase_add_test(files, sheet_clamps);
    tcase_add_test(files, sheet_is_complete_or_absent);
    tcase_add_test(files, png_kinds);
    tcase_add_test(files, png_too_large);
    tcase_add_test(files, resize_keeps_means);
    tcase_add_test(files, folder_without_splits);
    tcase_add_test(files, folder_with_splits);
    tcase_add_test(files, folder_refuses_damage);
    tcase_add_test(files, open_refused);
    tcase_add_test(files, loader_covers_an_epoch);
    tcase_add_test(files, loader_resumes);
    tcase_add_test(files, loader_in_order);
    suite_add_tcase(suite, files);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(data_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
#endif
