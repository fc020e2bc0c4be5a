/* How images are made of pictures, several sources, pairs, points and JPEGs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef HAVE_JPEG
#include <jpeglib.h>
#endif

#include "../runtime/formats/image.h"
#include "../runtime/random.h"
#include "data_files.h"

Suite *fields_suite(void);

static const char images[] = "train-images-idx3-ubyte";
static const char test_images[] = "t10k-images-idx3-ubyte";

/* ---- windows ---- */

enum { SIDE = 4, KEPT = 6 };

/* Six by six pixels that count from `from`; the field is four by four. */
static struct dataset *
counting(enum split split)
{
    const int count = 6;
    write_idx(images, NULL, count, KEPT, KEPT);
    write_idx(test_images, NULL, count, KEPT, KEPT);
    struct dataset *data = data_open(&test_model, test_root, split);
    ck_assert_ptr_nonnull(data);
    return data;
}

/* Example 0: whether x is the window at (top, left), turned as said; black outside. */
static int
is_window(const float *x, long top, long left, int mirrored, int upside_down)
{
    for (long i = 0; i < SIDE; i++) {
        for (long j = 0; j < SIDE; j++) {
            long row = top + (upside_down ? SIDE - 1 - i : i);
            long column = left + (mirrored ? SIDE - 1 - j : j);
            int inside = row >= 0 && row < KEPT && column >= 0 && column < KEPT;
            if (byte_of(x[i * SIDE + j]) != (inside ? row * KEPT + column : 0)) {
                return 0;
            }
        }
    }
    return 1;
}

static void
read_visit(const struct dataset *data, uint64_t seed, uint64_t number, float *x)
{
    data_read(data, 0, 0, (struct visit){seed, number}, x);
}

START_TEST(crop_in_the_middle)
{
    float x[SIDE * SIDE];
    model_of(1, SIDE, SIDE, 0, 1);
    REFUSED(&test_model, "builtin:nothing", SPLIT_TRAIN, "is not built in");
    test_fields[0].crop = CROP_CENTER;
    struct dataset *data = counting(SPLIT_TRAIN);
    for (uint64_t k = 0; k < 20; k++) {
        read_visit(data, 1, k, x);
        ck_assert(is_window(x, 1, 1, 0, 0));
    }
    data_close(data);
    model_of(1, 8, 8, 0, 1);
    test_fields[0].crop = CROP_CENTER;
    REFUSED(&test_model, test_root, SPLIT_TRAIN,
            "pictures of 6 x 6, but field 'x' is larger, 8 x 8; --set side=6");
}
END_TEST

START_TEST(crop_flip_and_padding_by_chance)
{
    enum { PAD = 2, ROOM = KEPT + 2 * PAD - SIDE, VISITS = 4000 };
    int seen[ROOM + 1][ROOM + 1][2][2] = {0};
    float x[SIDE * SIDE], again[SIDE * SIDE];
    model_of(1, SIDE, SIDE, 0, 1);
    test_fields[0].pad = PAD;
    test_fields[0].crop = CROP_RANDOM;
    test_fields[0].flip = FLIP_BOTH;
    struct dataset *data = counting(SPLIT_TRAIN);
    for (uint64_t k = 0; k < VISITS; k++) {
        int found = 0;
        read_visit(data, 7, k, x);
        for (int way = 0; way < 4 * (ROOM + 1) * (ROOM + 1) && !found; way++) {
            long top = way / 4 / (ROOM + 1), left = way / 4 % (ROOM + 1);
            found = is_window(x, top - PAD, left - PAD, way & 1, way >> 1 & 1);
            seen[top][left][way & 1][way >> 1 & 1] += found;
        }
        ck_assert_msg(found, "visit %d is no window", (int)k);
        read_visit(data, 7, k, again);
        ck_assert_mem_eq(x, again, sizeof x);
    }
    int top[ROOM + 1] = {0}, mirrored = 0, upside_down = 0;
    for (int i = 0; i <= ROOM; i++) {
        for (int j = 0; j <= ROOM; j++) {
            for (int way = 0; way < 4; way++) {
                int times = seen[i][j][way & 1][way >> 1];
                top[i] += times;
                mirrored += way & 1 ? times : 0;
                upside_down += way >> 1 ? times : 0;
            }
        }
    }
    /* four standard deviations about the mean */
    for (int i = 0; i <= ROOM; i++) {
        double mean = VISITS / (ROOM + 1.0);
        ck_assert_double_eq_tol(top[i], mean, 4 * sqrt(mean));
    }
    ck_assert_double_eq_tol(mirrored, VISITS / 2, 4 * sqrt(VISITS / 4.0));
    ck_assert_double_eq_tol(upside_down, VISITS / 2, 4 * sqrt(VISITS / 4.0));
    data_close(data);
    /* the test split is never moved */
    data = counting(SPLIT_TEST);
    for (uint64_t k = 0; k < 20; k++) {
        read_visit(data, 7, k, x);
        ck_assert(is_window(x, 1, 1, 0, 0));
    }
    data_close(data);
}
END_TEST

START_TEST(padding_stands_inside)
{
    float x[100];
    model_of(1, 10, 10, 0, 1);
    test_fields[0].pad = 2;
    struct dataset *data = counting(SPLIT_TRAIN);
    read_visit(data, 1, 1, x);
    for (int i = 0; i < 100; i++) {
        int row = i / 10 - 2, column = i % 10 - 2;
        int inside = row >= 0 && row < KEPT && column >= 0 && column < KEPT;
        ck_assert_int_eq(byte_of(x[i]), inside ? row * KEPT + column : 0);
    }
    data_close(data);
    test_fields[0].pad = 1;
    REFUSED(
        &test_model, test_root, SPLIT_TRAIN,
        "pictures of 6 x 6, with padding 8 x 8, but field 'x' is 10 x 10; `resize: [8, 8]`");
}
END_TEST

/* A picture of 4 x 8 whose left and right quarters are white: only its middle is kept. */
START_TEST(resize_with_crop_keeps_proportions)
{
    unsigned char rows[4 * 8] = {0};
    float x[4];
    for (int i = 0; i < 4; i++) {
        memset(rows + 8 * i, 255, 2);
        memset(rows + 8 * i + 6, 255, 2);
    }
    for (int i = 0; i < 5; i++) {
        char name[32];
        snprintf(name, sizeof name, "%d.png", i);
        write_png(name, 8, 4, 8, 0, 0, rows, 8);
    }
    model_of(1, 2, 2, 0, 1);
    test_fields[0].resize[0] = test_fields[0].resize[1] = 2;
    for (int crop = 0; crop < 2; crop++) {
        test_fields[0].crop = crop ? CROP_CENTER : CROP_NOT;
        struct dataset *data = data_open(&test_model, test_root, SPLIT_TRAIN);
        read_visit(data, 1, 1, x);
        for (int i = 0; i < 4; i++) {
            ck_assert_int_eq(byte_of(x[i]), crop ? 0 : 128);
        }
        data_close(data);
    }
    write_png("3.png", 4, 8, 8, 0, 0, rows, 4);
    model_of(1, 4, 8, 0, 1);
    REFUSED(&test_model, test_root, SPLIT_TRAIN,
            "3.png: 8 x 4 (height x width), but the first picture is 4 x 8; `resize: [4, 8]`");
}
END_TEST

/* ---- pixels ---- */

START_TEST(binarized)
{
    enum { VISITS = 2000 };
    float x[KEPT * KEPT], first[KEPT * KEPT];
    int ones[KEPT * KEPT];
    for (int kind = BINARIZE_THRESHOLD; kind <= BINARIZE_DYNAMIC; kind++) {
        unsigned char header[16 + KEPT * KEPT * 2];
        idx_bytes(header, 3, (int[]){2, KEPT, KEPT}, 0);
        for (int i = 0; i < KEPT * KEPT; i++) {
            header[16 + i] = header[16 + KEPT * KEPT + i] = (unsigned char)(i * 255 / 35);
        }
        write_file(images, header, sizeof header);
        model_of(1, KEPT, KEPT, 0, 1);
        test_fields[0].binarize = (enum binarize)kind;
        struct dataset *data = data_open(&test_model, test_root, SPLIT_TRAIN);
        memset(ones, 0, sizeof ones);
        read_visit(data, 1, 0, first);
        int same = 1;
        for (uint64_t k = 0; k < VISITS; k++) {
            read_visit(data, k % 2, k, x);
            same = same && !memcmp(x, first, sizeof x);
            for (int i = 0; i < KEPT * KEPT; i++) {
                ck_assert(x[i] == -1 || x[i] == 1);
                ones[i] += x[i] > 0;
            }
        }
        ck_assert_int_eq(same, kind != BINARIZE_DYNAMIC);
        for (int i = 0; i < KEPT * KEPT; i++) {
            double p = (i * 255 / 35) / 255.0;
            if (kind == BINARIZE_DYNAMIC) {
                ck_assert_double_eq_tol(ones[i] / (double)VISITS, p, 5 * sqrt(.25 / VISITS));
            } else if (kind == BINARIZE_THRESHOLD) {
                ck_assert_int_eq(ones[i], p > .5 ? VISITS : 0);
            }
        }
        if (kind ==
            BINARIZE_STATIC) { /* another example of the same bytes is drawn otherwise */
            data_read(data, 0, 1, (struct visit){1, 0}, x);
            ck_assert_mem_ne(x, first, sizeof x);
        }
        ck_assert(ones[0] == 0 && ones[KEPT * KEPT - 1] == VISITS);
        data_close(data);
    }
}
END_TEST

START_TEST(dequantized)
{
    float x[KEPT * KEPT], sum = 0;
    model_of(1, KEPT, KEPT, 0, 1);
    test_fields[0].dequantize = 1;
    struct dataset *data = counting(SPLIT_TRAIN);
    for (uint64_t k = 0; k < 1000; k++) {
        read_visit(data, 1, k, x);
        for (int i = 0; i < KEPT * KEPT; i++) {
            float noise = (x[i] + 1) * 128 - (float)i;
            ck_assert(noise > -1e-4f && noise < 1.0001f);
            sum += noise / 36000;
        }
    }
    ck_assert_double_eq_tol((double)sum, .5, 4 * sqrt(1 / 12.0 / 36000));
    data_close(data);
}
END_TEST

/* ---- sources ---- */

static void
two_sources(const char *a, const char *b)
{
    model_of(1, 1, 1, 0, 5);
    test_fields[1] = test_fields[0];
    test_fields[1].name = "y";
    test_fields[0].from = a;
    test_fields[1].from = b;
    test_model.fields = 2;
}

static void
write_source(const char *folder, int count)
{
    char name[64];
    make_folder(folder);
    snprintf(name, sizeof name, "%s/%s", folder, images);
    write_idx(name, NULL, count, 1, 1);
}

static const char *
both(const char *a, const char *b)
{
    static char text[400];
    snprintf(text, sizeof text, "%s%s%s%s%s%s", a, *a ? test_root : "", *a ? "/a" : "",
             *b ? "\n" : "", b, *b ? test_root : "");
    if (*b) {
        strcat(text, "/b");
    }
    return text;
}

START_TEST(sources_are_shuffled_independently)
{
    write_source("a", 23);
    write_source("b", 51);
    two_sources("left", "right");
    struct dataset *data = data_open(&test_model, both("left=", "right="), SPLIT_TRAIN);
    ck_assert_ptr_nonnull(data);
    ck_assert_int_eq(data_count(data), 23);
    struct loader *loader = loader_open(data, &test_model, 1, 1, 0);
    ck_assert_int_eq(loader_batches(loader), 4);
    int equal = 0, beyond = 0;
    for (int epoch = 0; epoch < 5; epoch++) {
        int seen[2][51] = {{0}};
        for (int k = 0; k < 20; k++) {
            static const void *const *field;
            field = k % 5 ? field : loader_next(loader);
            int x = byte_of(((const float *)field[0])[k % 5]);
            int y = byte_of(((const float *)field[1])[k % 5]);
            ck_assert_int_eq(seen[0][x]++, 0);
            ck_assert_int_eq(seen[1][y]++, 0);
            equal += x == y;
            beyond += y >= 23;
        }
    }
    ck_assert_int_lt(equal, 15);
    ck_assert_int_gt(beyond, 30);
    loader_close(loader);
    data_close(data);
    /* fields of one source belong together */
    two_sources(NULL, NULL);
    test_fields[1].kind = FIELD_LABEL;
    test_fields[1].classes = 10;
    data = data_open(&test_model, NULL, SPLIT_TRAIN);
    ck_assert_ptr_nonnull(data);
    data_close(data);
}
END_TEST

START_TEST(sources_refused)
{
    write_source("a", 23);
    two_sources("left", "right");
    REFUSED(&test_model, test_root, SPLIT_TRAIN, "expected NAME=PLACE, found '/tmp/test_data");
    REFUSED(&test_model, "lefft=x", SPLIT_TRAIN,
            "the sources of this page are left, right; did you mean left?");
    REFUSED(&test_model, both("left=", ""), SPLIT_TRAIN,
            "--data says nothing of the source right; --data right=PLACE does");
    REFUSED(&test_model, "left=a\nleft=b", SPLIT_TRAIN, "two places for one source: a and b");
    REFUSED(&test_model, "left=\nright=b", SPLIT_TRAIN, "expected a place in 'left='");
    REFUSED(&test_model, both("left=", "right="), SPLIT_TRAIN, "/b: cannot open");
}
END_TEST

/* ---- what is built in ---- */

START_TEST(points)
{
    test_fields[0] = (struct field){.name = "v", .kind = FIELD_VECTOR, .rank = 1, .shape = {2}};
    test_fields[1] = (struct field){.name = "k", .kind = FIELD_LABEL, .classes = 25};
    test_model.fields = 2;
    test_model.batch = 100;
    for (int grid = 0; grid < 2; grid++) {
        struct dataset *data =
            data_open(&test_model, grid ? "builtin:grid" : NULL, SPLIT_TRAIN);
        double variance = 0, deviation = grid ? .05 : .02;
        ck_assert_int_eq(data_count(data), 10000);
        for (long i = 0; i < 10000; i++) {
            float x[2];
            int32_t k;
            read_at(data, 0, i, x);
            read_at(data, 1, i, &k);
            double turn = k * acos(-1) / 4;
            double dx = (double)x[0] - (grid ? 2 * (k % 5) - 4 : 2 * cos(turn));
            double dy = (double)x[1] - (grid ? 2.0 * (k / 5) - 4 : 2 * sin(turn));
            ck_assert_int_eq(k, i % (grid ? 25 : 8));
            variance += (dx * dx + dy * dy) / 20000;
        }
        ck_assert_double_eq_tol(sqrt(variance), deviation, .03 * deviation);
        data_close(data);
    }
    test_fields[1].classes = 7;
    REFUSED(&test_model, "builtin:ring", SPLIT_TRAIN, "8 labels, but field 'k' has 7 classes");
    test_fields[0].shape[0] = 3;
    REFUSED(&test_model, "builtin:ring", SPLIT_TRAIN, "a vector of another shape");
    REFUSED(&test_model, NULL, SPLIT_TRAIN, "but field 'v' is a vector");
}
END_TEST

/* Two styles of one handwriting: ink is where ink is. */
START_TEST(digits_in_pairs)
{
    enum { D = 28 };
    static float x[D * D], y[D * D];
    for (int paired = 0; paired < 2; paired++) {
        model_of(1, D, D, 0, 1);
        test_fields[1] = test_fields[0];
        test_fields[1].name = "y";
        test_fields[0].from = "a";
        test_fields[1].from = paired ? "a" : "b";
        test_model.fields = 2;
        struct dataset *data = data_open(&test_model, NULL, SPLIT_TRAIN);
        long apart = 0;
        for (long i = 0; i < 50; i++) {
            read_at(data, 0, i, x);
            read_at(data, 1, i, y);
            ck_assert_mem_ne(x, y, sizeof x);
            for (int k = 0; k < D * D; k++) {
                apart += y[k] < 0 && x[k] <= -1;
            }
        }
        ck_assert_msg(paired ? apart == 0 : apart > 500, "%ld", apart);
        data_close(data);
    }
}
END_TEST

START_TEST(folders_in_pairs)
{
    model_of(1, 4, 4, 0, 1);
    test_fields[1] = test_fields[0];
    test_fields[1].name = "y";
    test_model.fields = 2;
    make_folder("x");
    make_folder("y");
    for (int i = 0; i < 6; i++) {
        char name[32];
        snprintf(name, sizeof name, "x/%d.png", i);
        write_shade(name, (unsigned char)(10 * i));
        name[0] = 'y';
        write_shade(name, (unsigned char)(10 * i + 100));
    }
    for (int split = 0; split < 2; split++) {
        struct dataset *data =
            data_open(&test_model, test_root, split ? SPLIT_TEST : SPLIT_TRAIN);
        ck_assert_ptr_nonnull(data);
        ck_assert_int_eq(data_count(data), split ? 1 : 5);
        for (long i = 0; i < data_count(data); i++) {
            float x[16], y[16];
            read_at(data, 0, i, x);
            read_at(data, 1, i, y);
            ck_assert_int_eq(byte_of(y[3]) - byte_of(x[3]), 100);
        }
        data_close(data);
    }
    remove(path_to("y/3.png"));
    REFUSED(&test_model, test_root, SPLIT_TRAIN, "/x: 3.png has no partner of this name in");
    remove(path_to("x/3.png"));
    write_shade("y/7.png", 1);
    REFUSED(&test_model, test_root, SPLIT_TRAIN, "/y: 7.png has no partner of this name in");
}
END_TEST

/* ---- JPEG ---- */

#ifdef HAVE_JPEG
static size_t
write_jpeg(const char *name, int channels, unsigned char *bytes, size_t most)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    FILE *file = fopen(path_to(name), "wb");
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, file);
    jpeg.image_width = jpeg.image_height = 16;
    jpeg.input_components = channels;
    jpeg.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 95, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    for (int i = 0; i < 16; i++) {
        JSAMPLE row[48];
        JSAMPROW rows[1] = {row};
        for (int k = 0; k < 16 * channels; k++) {
            row[k] = (JSAMPLE)(40 * (k % channels) + 4 * i + 80);
        }
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    fclose(file);
    return read_back(path_to(name), bytes, most);
}

START_TEST(jpeg)
{
    unsigned char bytes[4096];
    struct picture picture;
    char message[MESSAGE_MAX];
    for (int channels = 1; channels <= 3; channels += 2) {
        write_jpeg("a.jpg", channels, bytes, sizeof bytes);
        ck_assert_int_eq(image_read(path_to("a.jpg"), &picture, message), 0);
        ck_assert(picture.height == 16 && picture.width == 16 && picture.channels == channels);
        for (int i = 0; i < 16 * 16 * channels; i++) {
            int expected = 40 * (i % channels) + 4 * (i / 16 / channels) + 80;
            ck_assert_int_le(abs(picture.pixels[i] - expected), 4);
        }
        free(picture.pixels);
    }
}
END_TEST

/* Cut off it is refused; with a changed bit it is refused or a picture of some size. */
START_TEST(jpeg_damaged)
{
    unsigned char bytes[4096];
    struct picture picture;
    char message[MESSAGE_MAX];
    size_t length = write_jpeg("a.jpg", 3, bytes, sizeof bytes);
    for (size_t cut = 0; cut < length; cut++) {
        write_file("a.jpg", bytes, cut);
        ck_assert_msg(image_read(path_to("a.jpg"), &picture, message), "cut at %zu", cut);
        ck_assert(*message);
    }
    for (size_t at = 0; at < length; at++) {
        for (int bit = 0; bit < 8; bit++) {
            bytes[at] ^= (unsigned char)(1 << bit);
            write_file("a.jpg", bytes, length);
            if (!image_read(path_to("a.jpg"), &picture, message)) {
                ck_assert(picture.height > 0 && picture.width > 0);
                free(picture.pixels);
            }
            bytes[at] ^= (unsigned char)(1 << bit);
        }
    }
}
END_TEST
#else
START_TEST(jpeg_refused)
{
    struct picture picture;
    char message[MESSAGE_MAX];
    write_file("a.jpg", "\xff\xd8\xff\xe0", 4);
    ck_assert_int_eq(image_read(path_to("a.jpg"), &picture, message), -1);
    ck_assert_ptr_nonnull(strstr(message, "built without libjpeg"));
}
END_TEST
#endif

Suite *
fields_suite(void)
{
    Suite *suite = suite_create("fields");
    TCase *files = tcase_create("files");
    tcase_set_timeout(files, 120);
    tcase_add_checked_fixture(files, root_make, root_remove);
    tcase_add_test(files, crop_in_the_middle);
    tcase_add_test(files, crop_flip_and_padding_by_chance);
    tcase_add_test(files, padding_stands_inside);
    tcase_add_test(files, resize_with_crop_keeps_proportions);
    tcase_add_test(files, binarized);
    tcase_add_test(files, dequantized);
    tcase_add_test(files, sources_are_shuffled_independently);
    tcase_add_test(files, sources_refused);
    tcase_add_test(files, points);
    tcase_add_test(files, digits_in_pairs);
    tcase_add_test(files, folders_in_pairs);
#ifdef HAVE_JPEG
    tcase_add_test(files, jpeg);
    tcase_add_test(files, jpeg_damaged);
#else
    tcase_add_test(files, jpeg_refused);
#endif
    suite_add_tcase(suite, files);
    return suite;
}
