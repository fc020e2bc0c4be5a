/* Built-in digits, IDX files, what data_open refuses, and the loader. Real files are looked for
 * in LATENTC_DATA, by default ../shared/data, and passed over where absent. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "../runtime/formats/builtin.h"
#include "../runtime/threads.h"
#include "data_files.h"

Suite *data_suite(void);

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
    struct dataset *data = data_open(model_of(1, 4, 4, 10, 5), test_root, SPLIT_TRAIN);
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
    data = data_open(model_of(3, 4, 4, 0, 5), test_root, SPLIT_TEST);
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
    REFUSED(m, test_root, SPLIT_TRAIN,
            "pictures of 4 x 4, but field 'x' is 2 x 2; --set side=4 makes the page fit, "
            "`resize: [2, 2]` in the field");
    test_fields[0].resize[0] = test_fields[0].resize[1] = 2;
    struct dataset *data = data_open(m, test_root, SPLIT_TRAIN);
    float x[64];
    read_at(data, 0, 0, x);
    /* averages of 2 x 2 of 0 .. 15, rounded up from halves */
    const int expected[4] = {3, 5, 11, 13};
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(byte_of(x[i]), expected[i]);
    }
    data_close(data);
    m = model_of(1, 8, 8, 0, 4);
    test_fields[0].resize[0] = test_fields[0].resize[1] = 8;
    data = data_open(m, test_root, SPLIT_TRAIN);
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
    REFUSED(m, test_root, SPLIT_TRAIN, "no file train-labels-idx1-ubyte or");
    REFUSED(m, test_root, SPLIT_TEST, "no file t10k-images-idx3-ubyte or");
    write_idx(train_images, train_labels, 20, 4, 4);
    write_file(train_images, bytes, full - 1);
    REFUSED(m, test_root, SPLIT_TRAIN, "more than the file can hold");
    write_file(train_images, bytes, 7);
    REFUSED(m, test_root, SPLIT_TRAIN, "truncated");
    write_file(train_images, bytes, 0);
    REFUSED(m, test_root, SPLIT_TRAIN, "truncated");
    write_file(train_images, bytes, full + 1);
    REFUSED(m, test_root, SPLIT_TRAIN, "longer than its header says");
    bytes[2] = 13;
    write_file(train_images, bytes, full);
    REFUSED(m, test_root, SPLIT_TRAIN, "starts with 00000d03, not with 00000803");
    memset(bytes + 4, 0xff, 12);
    bytes[2] = 8;
    write_file(train_images, bytes, full);
    REFUSED(m, test_root, SPLIT_TRAIN, "more than the file can hold");
    idx_bytes(bytes, 3, (int[]){20, 0, 4}, 0);
    write_file(train_images, bytes, 16);
    REFUSED(m, test_root, SPLIT_TRAIN, "pictures of 0 x 4");
    idx_bytes(bytes, 3, (int[]){0, 4, 4}, 0);
    write_file(train_images, bytes, 16);
    REFUSED(m, test_root, SPLIT_TRAIN, "no pictures");
}
END_TEST

/* A changed bit gives a refusal or other numbers, nothing else. */
START_TEST(idx_damaged)
{
    unsigned char bytes[512];
    const struct model *m = model_of(1, 4, 4, 10, 5);
    size_t full = idx_bytes(bytes, 3, (int[]){20, 4, 4}, 320);
    write_idx(train_images, train_labels, 20, 4, 4);
    freopen("/dev/null", "w", stderr);
    for (size_t at = 0; at < 40; at++) {
        for (int bit = 0; bit < 8; bit++) {
            bytes[at] ^= (unsigned char)(1 << bit);
            write_file(train_images, bytes, full);
            struct dataset *data = data_open(m, test_root, SPLIT_TRAIN);
            ck_assert_msg(!data == (at < 16), "bit %d of byte %zu", bit, at);
            data_close(data);
            bytes[at] ^= (unsigned char)(1 << bit);
        }
    }
}
END_TEST

START_TEST(idx_labels_refused)
{
    unsigned char bytes[64];
    write_idx(train_images, train_labels, 20, 4, 4);
    REFUSED(model_of(1, 4, 4, 9, 5), test_root, SPLIT_TRAIN,
            "label 9 of example 9, but field 'label' has 9 classes");
    write_file(train_labels, bytes, idx_bytes(bytes, 1, (int[]){19}, 19));
    REFUSED(model_of(1, 4, 4, 10, 5), test_root, SPLIT_TRAIN, "19 labels for 20 pictures");
    write_idx(train_labels, NULL, 1, 1, 1);
    REFUSED(model_of(1, 4, 4, 10, 5), test_root, SPLIT_TRAIN, "not IDX labels");
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
    struct dataset *data = data_open(m, test_root, SPLIT_TRAIN);
    ck_assert_ptr_nonnull(data);
    ck_assert_int_eq(data_count(data), 20);
    data_close(data);
    /* cut off anywhere, it is refused */
    for (size_t cut = 0; cut < length; cut++) {
        write_file(name, packed, cut);
        REFUSED(m, test_root, SPLIT_TRAIN, "/tmp/test_data.");
    }
    packed[length - 5] ^= 1; /* of the check sum */
    write_file(name, packed, length);
    REFUSED(m, test_root, SPLIT_TRAIN, "damaged");
}
END_TEST

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

/* ---- opening ---- */

START_TEST(open_refused)
{
    const struct model *m = model_of(1, 4, 4, 0, 64);
    REFUSED(m, "/nowhere/at/all", SPLIT_TRAIN, "/nowhere/at/all: cannot open");
    write_file("file", "x", 1);
    REFUSED(m, path_to("file"), SPLIT_TRAIN, "not a folder, nor");
    REFUSED(m, test_root, SPLIT_TRAIN, "no .png or .jpg files");
    for (int i = 0; i < 50; i++) {
        char name[16];
        snprintf(name, sizeof name, "%02d.png", i);
        write_shade(name, 0);
    }
    REFUSED(m, test_root, SPLIT_TEST,
            "the test split has 10 examples, fewer than a batch of 64; --set batch=10 fits");
    REFUSED(model_of(1, 8, 8, 5, 64), NULL, SPLIT_TRAIN, "field 'label' has 5 classes");
    REFUSED(model_of(2, 8, 8, 0, 64), NULL, SPLIT_TRAIN,
            "1 or 3 channels, but field 'x' has 2");
    m = model_of(1, 8, 8, 0, 64);
    test_fields[0].kind = FIELD_VECTOR;
    REFUSED(m, NULL, SPLIT_TRAIN, "field 'x' is a vector; builtin:ring and");
    REFUSED(m, test_root, SPLIT_TRAIN, "field 'x' is a vector");
    test_fields[0].kind = FIELD_LABEL;
    test_fields[0].classes = 10;
    REFUSED(m, test_root, SPLIT_TRAIN, "the page reads 0 pictures and 1 labels");
    REFUSED(m, "builtin:rign", SPLIT_TRAIN,
            "builtin:digits, builtin:ring and builtin:grid are");
}
END_TEST

/* ---- the loader ---- */

/* Ahead on a thread of its own, where a processor is idle, and by all that compute. */
enum { LOADERS = 2 };

static void
choose_loader(int which)
{
    threads_set(1);
    threads_set(which == 0 ? 1 : 1 + threads_spare());
}

/* 23 pictures of one pixel that count from 0, in batches of 5. */
static struct dataset *
counting_data(const struct model **m)
{
    write_idx(train_images, train_labels, 23, 1, 1);
    *m = model_of(1, 1, 1, 10, 5);
    return data_open(*m, test_root, SPLIT_TRAIN);
}

START_TEST(loader_covers_an_epoch)
{
    const struct model *m;
    choose_loader(_i);
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
    choose_loader(_i);
    struct dataset *data = counting_data(&m);
    float whole[40][5];
    struct loader *loader = loader_open(data, m, 9, 1, 0);
    for (int k = 0; k < 40; k++) {
        memcpy(whole[k], loader_next(loader)[0], sizeof whole[k]);
    }
    loader_close(loader);
    choose_loader(LOADERS - 1 - _i); /* the other goes on where this one ended */
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
    choose_loader(_i);
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
    TCase *plain = tcase_create("built in");
    tcase_set_timeout(plain, 120);
    tcase_add_test(plain, builtin_digits);
    tcase_add_test(plain, large_digits_are_drawn_when_read);
    tcase_add_test(plain, digits_of_any_size);
    tcase_add_test(plain, mnist);
    suite_add_tcase(suite, plain);
    TCase *files = tcase_create("files");
    tcase_set_timeout(files, 120);
    tcase_add_checked_fixture(files, root_make, root_remove);
    tcase_add_test(files, idx_good);
    tcase_add_test(files, idx_is_resized);
    tcase_add_test(files, idx_refused);
    tcase_add_test(files, idx_damaged);
    tcase_add_test(files, idx_labels_refused);
    tcase_add_test(files, idx_compressed);
    tcase_add_test(files, open_refused);
    tcase_add_loop_test(files, loader_covers_an_epoch, 0, LOADERS);
    tcase_add_loop_test(files, loader_resumes, 0, LOADERS);
    tcase_add_loop_test(files, loader_in_order, 0, LOADERS);
    suite_add_tcase(suite, files);
    return suite;
}
