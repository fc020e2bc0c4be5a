/* CIFAR and NumPy files, JPEGs, several sources, and what a page says of an image. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "../runtime/random.h"
#include "data_files.h"

Suite *sources_suite(void);

enum { PLANE = 32 * 32 };

/* ---- CIFAR ---- */

/* Records whose bytes are functions of the record, the colour and the pixel. */
static void
write_cifar(const char *name, int labels, int records, int first)
{
    size_t record = (size_t)labels + 3 * PLANE;
    unsigned char *bytes = calloc((size_t)records, record);
    for (int i = 0; i < records; i++) {
        unsigned char *at = bytes + (size_t)i * record;
        at[0] = (unsigned char)((first + i) % (labels == 1 ? 10 : 20));
        if (labels == 2) {
            at[1] = (unsigned char)((first + i) % 100);
        }
        for (int k = 0; k < 3 * PLANE; k++) {
            at[labels + k] = (unsigned char)(first + i + 50 * (k / PLANE) + k % PLANE);
        }
    }
    write_file(name, bytes, (size_t)records * record);
    free(bytes);
}

static void
check_cifar(const struct dataset *data, long index, int number, int label)
{
    static float x[3 * PLANE];
    int32_t found;
    read_at(data, 0, index, x);
    read_at(data, 1, index, &found);
    ck_assert_int_eq(found, label);
    for (int k = 0; k < 3 * PLANE; k++) {
        ck_assert_int_eq(byte_of(x[k]), (unsigned char)(number + 50 * (k % 3) + k / 3));
    }
}

START_TEST(cifar_10)
{
    const struct model *m = model_of(3, 32, 32, 10, 4);
    for (int i = 1; i <= 5; i++) {
        char name[32];
        REFUSED(m, test_root, SPLIT_TRAIN,
                i == 1 ? "no .png or .jpg files" : ".bin: cannot open");
        snprintf(name, sizeof name, "data_batch_%d.bin", i);
        write_cifar(name, 1, 3, 3 * i);
    }
    REFUSED(m, test_root, SPLIT_TEST, "test_batch.bin: cannot open");
    write_cifar("test_batch.bin", 1, 4, 100);
    struct dataset *data = data_open(m, test_root, SPLIT_TRAIN);
    ck_assert_int_eq(data_count(data), 15);
    for (int i = 0; i < 15; i++) {
        check_cifar(data, i, 3 + i, (3 + i) % 10);
    }
    data_close(data);
    data = data_open(m, test_root, SPLIT_TEST);
    check_cifar(data, 3, 103, 3);
    data_close(data);
    REFUSED(model_of(3, 28, 28, 10, 4), test_root, SPLIT_TRAIN,
            "pictures of 32 x 32, but field 'x' is 28 x 28; --set side=32 makes the page fit");
    REFUSED(model_of(3, 32, 32, 5, 4), test_root, SPLIT_TRAIN, "field 'label' has 5 classes");
}
END_TEST

START_TEST(cifar_100)
{
    write_cifar("train.bin", 2, 130, 0);
    struct dataset *data = data_open(model_of(3, 32, 32, 100, 4), test_root, SPLIT_TRAIN);
    check_cifar(data, 77, 77, 77);
    data_close(data);
    data = data_open(model_of(3, 32, 32, 20, 4), test_root, SPLIT_TRAIN);
    check_cifar(data, 77, 77, 17);
    data_close(data);
}
END_TEST

START_TEST(cifar_damaged)
{
    static unsigned char bytes[4 * 3074];
    const struct model *m = model_of(3, 32, 32, 100, 1);
    for (size_t cut = 0; cut < sizeof bytes; cut += 97) {
        write_file("train.bin", bytes, cut ? cut : 1);
        REFUSED(m, test_root, SPLIT_TRAIN, "expected a multiple of 3074");
    }
    write_file("train.bin", bytes, 0);
    REFUSED(m, test_root, SPLIT_TRAIN, "0 bytes, expected a multiple");
    bytes[3074 + 1] = 100;
    write_file("train.bin", bytes, sizeof bytes);
    REFUSED(m, test_root, SPLIT_TRAIN, "label 100 of example 1, but field 'label' has 100");
}
END_TEST

/* ---- NumPy ---- */

/* A .npy of this type and shape with `count` bytes of elements; returns its length. */
static size_t
npy_bytes(unsigned char *to, const char *type, const char *shape, const void *element,
          size_t count)
{
    char header[128];
    int length =
        snprintf(header, sizeof header,
                 "{'descr': '%s', 'fortran_order': False, 'shape': %s, }", type, shape);
    int padded = (10 + length + 1 + 63) / 64 * 64 - 10;
    memcpy(to, "\x93NUMPY\x01\x00", 8);
    to[8] = (unsigned char)padded;
    to[9] = 0;
    memset(to + 10, ' ', (size_t)padded);
    memcpy(to + 10, header, (size_t)length);
    to[10 + padded - 1] = '\n';
    memcpy(to + 10 + padded, element, count);
    return 10 + (size_t)padded + count;
}

static void
put(unsigned char *to, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        to[i] = (unsigned char)(value >> 8 * i);
    }
}

struct archive { /* as numpy.savez writes it, in memory */
    unsigned char bytes[8192], directory[1024];
    size_t length, directory_length;
    int members;
};

static void
archive_add(struct archive *a, const char *name, const unsigned char *bytes, size_t count,
            int packed)
{
    static unsigned char deflated[8192];
    size_t place = a->length, name_length = strlen(name), stored = count;
    const unsigned char *data = bytes;
    uint32_t sum = (uint32_t)crc32(0, bytes, (uInt)count);
    if (packed) {
        z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes,
                           .avail_in = (uInt)count,
                           .next_out = deflated,
                           .avail_out = sizeof deflated};
        deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
        ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
        stored = stream.total_out;
        deflateEnd(&stream);
        data = deflated;
    }
    unsigned char *local = a->bytes + a->length, *entry = a->directory + a->directory_length;
    memset(local, 0, 30);
    memset(entry, 0, 46);
    put(local, 0x04034b50, 4);
    put(local + 8, packed ? 8 : 0, 2);
    put(local + 26, (uint32_t)name_length, 2);
    memcpy(local + 30, name, name_length);
    memcpy(local + 30 + name_length, data, stored);
    a->length += 30 + name_length + stored;
    put(entry, 0x02014b50, 4);
    put(entry + 10, packed ? 8 : 0, 2);
    put(entry + 16, sum, 4);
    put(entry + 20, (uint32_t)stored, 4);
    put(entry + 24, (uint32_t)count, 4);
    put(entry + 28, (uint32_t)name_length, 2);
    put(entry + 42, (uint32_t)place, 4);
    memcpy(entry + 46, name, name_length);
    a->directory_length += 46 + name_length;
    a->members++;
}

static void
archive_end(struct archive *a)
{
    unsigned char *end = a->bytes + a->length + a->directory_length;
    memcpy(a->bytes + a->length, a->directory, a->directory_length);
    memset(end, 0, 22);
    put(end, 0x06054b50, 4);
    put(end + 8, (uint32_t)a->members, 2);
    put(end + 10, (uint32_t)a->members, 2);
    put(end + 12, (uint32_t)a->directory_length, 4);
    put(end + 16, (uint32_t)a->length, 4);
    a->length += a->directory_length + 22;
}

/* Twenty pictures of 2 x 3 bytes and their labels. */
static void
make_archive(struct archive *a, int packed)
{
    static unsigned char pixels[20 * 6], npy[1024];
    int64_t labels[20];
    for (int i = 0; i < 120; i++) {
        pixels[i] = (unsigned char)(2 * i);
    }
    for (int i = 0; i < 20; i++) {
        labels[i] = i % 10;
    }
    memset(a, 0, sizeof *a);
    size_t count = npy_bytes(npy, "|u1", "(20, 2, 3)", pixels, sizeof pixels);
    archive_add(a, "x.npy", npy, count, packed);
    count = npy_bytes(npy, "<i8", "(20,)", labels, sizeof labels);
    archive_add(a, "label.npy", npy, count, packed);
    archive_end(a);
}

START_TEST(npz_good)
{
    static struct archive a;
    for (int packed = 0; packed < 2; packed++) {
        make_archive(&a, packed);
        write_file("all.npz", a.bytes, a.length);
        struct dataset *train =
            data_open(model_of(1, 2, 3, 10, 4), path_to("all.npz"), SPLIT_TRAIN);
        struct dataset *test =
            data_open(model_of(1, 2, 3, 10, 4), path_to("all.npz"), SPLIT_TEST);
        ck_assert(train && test);
        ck_assert_int_eq(data_count(train), 16);
        ck_assert_int_eq(data_count(test), 4);
        for (int i = 0; i < 20; i++) {
            const struct dataset *data = i < 16 ? train : test;
            int number = i < 16 ? i + i / 4 : 5 * (i - 16) + 4;
            float x[6];
            int32_t label;
            read_at(data, 0, i % 16, x);
            read_at(data, 1, i % 16, &label);
            ck_assert_int_eq(label, number % 10);
            for (int k = 0; k < 6; k++) {
                ck_assert_int_eq(byte_of(x[k]), 2 * (6 * number + k));
            }
        }
        data_close(train);
        data_close(test);
    }
    write_file("train.npz", a.bytes, a.length);
    struct dataset *data = data_open(model_of(1, 2, 3, 0, 4), test_root, SPLIT_TRAIN);
    ck_assert_int_eq(data_count(data), 20);
    data_close(data);
    REFUSED(model_of(1, 2, 3, 0, 4), test_root, SPLIT_TEST, "no test.npz");
    test_fields[0].name = "y";
    REFUSED(
        &test_model, test_root, SPLIT_TRAIN,
        "no array 'y' for the field of this name; there are x, label; numpy.savez(FILE, y=");
}
END_TEST

/* Cut off anywhere it is refused; a changed bit gives a refusal, or numbers of the right kind.
 */
START_TEST(npz_damaged)
{
    static struct archive a;
    for (int packed = 0; packed < 2; packed++) {
        make_archive(&a, packed);
        const struct model *m = model_of(1, 2, 3, 10, 4);
        for (size_t cut = 0; cut < a.length; cut++) {
            write_file("all.npz", a.bytes, cut);
            REFUSED(m, path_to("all.npz"), SPLIT_TRAIN, "all.npz: ");
        }
        freopen("/dev/null", "w", stderr);
        for (size_t at = 0; at < a.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                a.bytes[at] ^= (unsigned char)(1 << bit);
                write_file("all.npz", a.bytes, a.length);
                struct dataset *data = data_open(m, path_to("all.npz"), SPLIT_TRAIN);
                if (data) {
                    int32_t label;
                    float x[6];
                    read_at(data, 1, 15, &label);
                    read_at(data, 0, 15, x);
                    ck_assert(label >= 0 && label < 10);
                    ck_assert(x[5] >= -1 && x[5] <= 1);
                }
                data_close(data);
                a.bytes[at] ^= (unsigned char)(1 << bit);
            }
        }
    }
}
END_TEST

static const struct model *
vector_of(long size, long batch)
{
    test_fields[0] =
        (struct field){.name = "v", .kind = FIELD_VECTOR, .rank = 1, .shape = {size}};
    test_model.fields = 1;
    test_model.batch = batch;
    return &test_model;
}

START_TEST(npy_types)
{
    static const struct {
        const char *type;
        int width;
        unsigned char element[8];
        float value;
    } kind[] = {
        {"|b1", 1, {1}, 1},
        {"|u1", 1, {200}, 200},
        {"|i1", 1, {200}, -56},
        {"<u2", 2, {1, 2}, 513},
        {"<i2", 2, {0xfe, 0xff}, -2},
        {"<u4", 4, {0, 0, 0, 0x80}, 2147483648.0f},
        {"<i4", 4, {0xff, 0xff, 0xff, 0xff}, -1},
        {"<i8", 8, {0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, -3},
        {"<f4", 4, {0, 0, 0x20, 0xc0}, -2.5f},
        {"<f8", 8, {0, 0, 0, 0, 0, 0, 4, 0xc0}, -2.5f},
    };
    unsigned char npy[256];
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) {
        unsigned char elements[16];
        memcpy(elements, kind[i].element, 8);
        memcpy(elements + kind[i].width, kind[i].element, 8);
        size_t count =
            npy_bytes(npy, kind[i].type, "(1, 2)", elements, 2 * (size_t)kind[i].width);
        write_file("train.npy", npy, count);
        struct dataset *data = data_open(vector_of(2, 1), test_root, SPLIT_TRAIN);
        float x[2];
        ck_assert_msg(data, "%s", kind[i].type);
        read_at(data, 0, 0, x);
        ck_assert_msg(x[0] == kind[i].value && x[1] == x[0], "%s: %g", kind[i].type,
                      (double)x[0]);
        data_close(data);
    }
}
END_TEST

/* Three axes are those of an image to whatever computes with them. */
START_TEST(npy_vector_of_three_axes)
{
    unsigned char npy[256], elements[24];
    float x[12];
    for (unsigned i = 0; i < 24; i++)
        elements[i] = (unsigned char)i;
    write_file("train.npy", npy, npy_bytes(npy, "|u1", "(2, 2, 3, 2)", elements, 24));
    test_fields[0] =
        (struct field){.name = "v", .kind = FIELD_VECTOR, .rank = 3, .shape = {2, 3, 2}};
    test_model.fields = 1;
    test_model.batch = 1;
    struct dataset *data = data_open(&test_model, test_root, SPLIT_TRAIN);
    ck_assert(data);
    read_at(data, 0, 1, x);
    for (int c = 0; c < 2; c++)
        for (int at = 0; at < 6; at++)
            ck_assert_msg(x[2 * at + c] == (float)(12 + 6 * c + at), "channel %d, place %d", c,
                          at);
    data_close(data);
}
END_TEST

static const char *
npy_refused(const char *type, const char *shape, const void *element, size_t bytes)
{
    unsigned char npy[512];
    write_file("train.npy", npy, npy_bytes(npy, type, shape, element, bytes));
    return refusal(&test_model, test_root, SPLIT_TRAIN);
}

#define NPY_REFUSED(type, shape, element, bytes, words)                                        \
    do {                                                                                       \
        const char *message = npy_refused(type, shape, element, bytes);                        \
        ck_assert_msg(strstr(message, words), "said: %s", message);                            \
    } while (0)

START_TEST(npy_refusals)
{
    static const float zero[8], bad[2] = {0, INFINITY};
    static const unsigned char bytes[64] = {0};
    unsigned char npy[256];
    vector_of(2, 1);
    NPY_REFUSED(">f4", "(1, 2)", zero, 8, "elements of type '>f4'; expected");
    NPY_REFUSED("<c8", "(1, 2)", zero, 16, "elements of type '<c8'; expected");
    NPY_REFUSED("<f4", "(1, 3)", zero, 12,
                "an array of [1, 3] for field 'v'; expected [examples, 2]");
    NPY_REFUSED("<f4", "(2,)", zero, 8, "an array of [2] for field 'v'");
    NPY_REFUSED("<f4", "()", zero, 4, "an array of [] for field 'v'");
    NPY_REFUSED("<f4", "(0, 2)", zero, 0, "an array of [0, 2]");
    NPY_REFUSED("<f4", "(2, 2)", zero, 8, "need 16 bytes of elements, and it has 8");
    NPY_REFUSED("<f4", "(999999999999999, 2)", zero, 8, "bytes of elements, and it has 8");
    NPY_REFUSED("<f4", "(9999999999999999, 2)", zero, 8, "no number in the shape");
    NPY_REFUSED("<f4", "(1, -2)", zero, 8, "no number in the shape");
    NPY_REFUSED("<f4", "(1, 2", zero, 8, "no number in the shape");
    NPY_REFUSED("<f4", "(1,1,1,1,1,1,1,1,2)", zero, 8, "more axes");
    NPY_REFUSED("<f4", "[1, 2]", zero, 8, "no shape");
    NPY_REFUSED("<f4", "(1, 2)", bad, 8, "a number that is not finite");
    size_t count = npy_bytes(npy, "<f4", "(1, 2)", zero, 8);
    memcpy(strstr((char *)npy + 10, "False"), "True ", 5);
    write_file("train.npy", npy, count);
    REFUSED(&test_model, test_root, SPLIT_TRAIN, "Fortran order; numpy.ascontiguousarray");
    model_of(1, 2, 2, 0, 1);
    NPY_REFUSED("<f4", "(1, 2, 2)", ((float[]){0, 0, 1.5f, 0}), 16,
                "example 0 of field 'x' holds 1.5, but its range is [-1, 1]; bytes");
    NPY_REFUSED("|u1", "(1, 2)", bytes, 2, "[examples, height, width] with or without");
    NPY_REFUSED("|u1", "(1, 2, 2, 2)", bytes, 8, "pictures of 2 channels, but field 'x' has 1");
    NPY_REFUSED("|u1", "(1, 4, 3)", bytes, 12, "pictures of 4 x 3, but field 'x' is 2 x 2");
    model_of(1, 2, 2, 10, 1);
    NPY_REFUSED("|u1", "(1, 2, 2)", bytes, 4, "one array, but the page reads 2 fields");
    count = npy_bytes(npy, "<f4", "(1, 2)", zero, 8);
    vector_of(2, 1);
    for (size_t cut = 0; cut < count; cut++) {
        write_file("train.npy", npy, cut);
        REFUSED(&test_model, test_root, SPLIT_TRAIN, "train.npy: ");
    }
}
END_TEST

START_TEST(npy_layouts)
{
    unsigned char npy[256], bytes[24];
    float x[12], planes[12];
    for (int i = 0; i < 24; i++) {
        bytes[i] = (unsigned char)(10 * i);
    }
    /* [N, C, H, W] and [N, H, W, C] of 2 x 2 in colour */
    write_file("train.npy", npy, npy_bytes(npy, "|u1", "(2, 3, 2, 2)", bytes, 24));
    struct dataset *data = data_open(model_of(3, 2, 2, 0, 1), test_root, SPLIT_TRAIN);
    read_at(data, 0, 1, planes);
    data_close(data);
    write_file("train.npy", npy, npy_bytes(npy, "|u1", "(2, 2, 2, 3)", bytes, 24));
    data = data_open(model_of(3, 2, 2, 0, 1), test_root, SPLIT_TRAIN);
    read_at(data, 0, 1, x);
    data_close(data);
    for (int i = 0; i < 12; i++) {
        ck_assert_int_eq(byte_of(x[i]), 10 * (12 + i));
        ck_assert_int_eq(byte_of(planes[i]), 10 * (12 + i % 3 * 4 + i / 3));
    }
    /* numbers of the range are taken as they stand */
    const float values[4] = {-1, .25f, .5f, 1};
    write_file("train.npy", npy, npy_bytes(npy, "<f4", "(1, 2, 2)", values, 16));
    data = data_open(model_of(1, 2, 2, 0, 1), test_root, SPLIT_TRAIN);
    read_at(data, 0, 0, x);
    ck_assert_mem_eq(x, values, sizeof values);
    data_close(data);
}
END_TEST

Suite *
sources_suite(void)
{
    Suite *suite = suite_create("sources");
    TCase *files = tcase_create("files");
    tcase_set_timeout(files, 120);
    tcase_add_checked_fixture(files, root_make, root_remove);
    tcase_add_test(files, cifar_10);
    tcase_add_test(files, cifar_100);
    tcase_add_test(files, cifar_damaged);
    tcase_add_test(files, npz_good);
    tcase_add_test(files, npz_damaged);
    tcase_add_test(files, npy_types);
    tcase_add_test(files, npy_vector_of_three_axes);
    tcase_add_test(files, npy_refusals);
    tcase_add_test(files, npy_layouts);
    suite_add_tcase(suite, files);
    return suite;
}
