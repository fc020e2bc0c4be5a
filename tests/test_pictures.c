/* Pictures: PNG, resizing, folders, sheets. Real files are looked for in LATENTC_DATA, by
 * default
 * ../shared/data, and passed over where absent. */
#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "../runtime/formats/image.h"
#include "../runtime/sheet.h"
#include "data_files.h"

Suite *pictures_suite(void);

/* ---- PNG ---- */

START_TEST(png_round_trip)
{
    for (long channels = 1; channels <= 3; channels += 2) {
        float pictures[5 * 3 * 4 * 3];
        for (int i = 0; i < 5 * 3 * 4 * channels; i++) {
            pictures[i] = (float)((i * 37) % 256) / 255;
        }
        ck_assert_int_eq(
            sheet_write(NULL, path_to("sheet.png"), pictures, 5, 3, 1, channels, 3, 4, 0, 1),
            0);
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
    ck_assert_int_eq(sheet_write(NULL, path_to("s.png"), values, 1, 9, 1, 1, 1, 6, -1, 1), 0);
    struct picture sheet;
    char message[MESSAGE_MAX];
    ck_assert_int_eq(image_read(path_to("s.png"), &sheet, message), 0);
    for (int i = 0; i < 6; i++) {
        ck_assert_int_eq(sheet.pixels[i], expected[i]);
    }
    free(sheet.pixels);
}
END_TEST

/* Pairs: 2 pixels within, 8 between. */
START_TEST(groups_stand_apart)
{
    const float values[4] = {0, 1, 0, 1};
    const int expected[14] = {0, 128, 128, 255, 128, 128, 128, 128, 128, 128, 128, 128, 0, 128};
    ck_assert_int_eq(sheet_write(NULL, path_to("s.png"), values, 4, 4, 2, 1, 1, 1, 0, 1), 0);
    struct picture sheet;
    char message[MESSAGE_MAX];
    ck_assert_int_eq(image_read(path_to("s.png"), &sheet, message), 0);
    ck_assert_int_eq(sheet.width, 4 + 2 + 8 + 2);
    for (int i = 0; i < 14; i++)
        ck_assert_int_eq(sheet.pixels[i], expected[i]);
    free(sheet.pixels);
}
END_TEST

/* Half the side becomes 3: a point lies where it should, and what is no point nowhere. */
START_TEST(scatter)
{
    float points[2 * 200];
    struct picture picture;
    char message[MESSAGE_MAX];
    for (int k = 0; k < 200; k++) {
        points[2 * k] = k % 2 ? 2.1f : -2.1f;
        points[2 * k + 1] = k % 2 ? 1.5f : -1.5f;
    }
    points[0] = NAN;
    points[3] = 1e30f;
    ck_assert_int_eq(scatter_write(NULL, path_to("s.png"), points, 200, 2, NULL), 0);
    ck_assert_int_eq(image_read(path_to("s.png"), &picture, message), 0);
    ck_assert(picture.height == 512 && picture.width == 512 && picture.channels == 3);
    long inked = 0;
    for (long i = 0; i < 512 * 512; i++) {
        const uint8_t *pixel = picture.pixels + 3 * i;
        inked += pixel[0] != pixel[1] || pixel[1] != pixel[2];
    }
    ck_assert_int_eq(inked, 10);
    const long row = 511 - (long)(4.5 / 6 * 512), column = (long)(5.1f / 6 * 512);
    const uint8_t *right = picture.pixels + (row * 512 + column) * 3;
    const uint8_t *left = picture.pixels + ((511 - row) * 512 + 511 - column) * 3;
    ck_assert_msg(right[0] > right[2] && left[2] > left[0], "%d %d, %d %d", right[0], right[2],
                  left[0], left[2]);
    free(picture.pixels);
    float nothing[2] = {NAN, NAN};
    ck_assert_int_eq(scatter_write(NULL, path_to("s.png"), nothing, 1, 1, NULL), 0);
}
END_TEST

START_TEST(sheet_is_complete_or_absent)
{
    float value = 0;
    struct stat status;
    freopen("/dev/null", "w", stderr);
    ck_assert_int_eq(sheet_write(NULL, path_to("no/s.png"), &value, 1, 1, 1, 1, 1, 1, 0, 1),
                     -1);
    make_folder("taken");
    make_folder("taken/s.png");
    ck_assert_int_eq(sheet_write(NULL, path_to("taken/s.png"), &value, 1, 1, 1, 1, 1, 1, 0, 1),
                     -1);
    remove(path_to("taken/s.png"));
    ck_assert_msg(!rmdir(path_to("taken")), "something was left behind");
    ck_assert_int_eq(sheet_write(NULL, path_to("s.png"), &value, 1, 1, 1, 2, 1, 1, 0, 1), -1);
    ck_assert_int_eq(sheet_write(NULL, path_to("s.png"), &value, 1L << 40, 9, 1, 1, 9, 9, 0, 1),
                     -1);
    ck_assert_int_eq(stat(path_to("s.png"), &status), -1);
    if (!access("/dev/full", W_OK)) {
        ck_assert_int_eq(symlink("/dev/full", path_to("s.png.tmp")), 0);
        ck_assert_int_eq(sheet_write(NULL, path_to("s.png"), &value, 1, 1, 1, 1, 1, 1, 0, 1),
                         -1);
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
    struct dataset *train = data_open(m, test_root, SPLIT_TRAIN);
    struct dataset *test = data_open(m, test_root, SPLIT_TEST);
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
    REFUSED(model_of(1, 4, 4, 1, 2), test_root, SPLIT_TRAIN,
            "2 sub-folders (the first is a), but field 'label' has 1 classes");
    write_shade("b.png", 1);
    REFUSED(model_of(1, 4, 4, 2, 2), test_root, SPLIT_TRAIN, "b.png: not in a sub-folder");
}
END_TEST

START_TEST(folder_with_splits)
{
    const struct model *m = model_of(1, 4, 4, 3, 1);
    make_folder("train");
    write_shade("train/loose.png", 1);
    REFUSED(m, test_root, SPLIT_TRAIN, "both were expected, or neither");
    make_folder("test");
    REFUSED(model_of(1, 4, 4, 0, 1), test_root, SPLIT_TEST, "no .png or .jpg files");
    remove(path_to("train/loose.png"));
    make_folder("train/x");
    make_folder("train/y");
    make_folder("test/y");
    make_folder("test/z");
    write_shade("train/x/1.png", 11);
    write_shade("train/y/1.png", 12);
    write_shade("test/y/1.png", 13);
    m = model_of(1, 4, 4, 3, 1);
    struct dataset *test = data_open(m, test_root, SPLIT_TEST);
    ck_assert_ptr_nonnull(test);
    int32_t label;
    read_at(test, 1, 0, &label);
    ck_assert_int_eq(label, 1);
    data_close(test);
    write_shade("test/z/1.png", 13);
    REFUSED(m, test_root, SPLIT_TEST,
            "z/1.png: its sub-folder is not among those of the training");
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
        REFUSED(m, test_root, SPLIT_TRAIN, "5.png: ");
    }
    for (size_t at = 0; at < length; at++) {
        bytes[at] ^= 0x10;
        write_file("5.png", bytes, length);
        REFUSED(m, test_root, SPLIT_TRAIN, "5.png: damaged PNG");
        bytes[at] ^= 0x10;
    }
    write_file("5.png", bytes, length);
    ck_assert_int_eq(symlink(".", path_to("loop")), 0);
    REFUSED(m, test_root, SPLIT_TRAIN, "folders deep; a link to itself?");
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

Suite *
pictures_suite(void)
{
    Suite *suite = suite_create("pictures");
    TCase *files = tcase_create("files");
    tcase_set_timeout(files, 120);
    tcase_add_checked_fixture(files, root_make, root_remove);
    tcase_add_test(files, png_round_trip);
    tcase_add_test(files, sheet_clamps);
    tcase_add_test(files, groups_stand_apart);
    tcase_add_test(files, scatter);
    tcase_add_test(files, sheet_is_complete_or_absent);
    tcase_add_test(files, png_kinds);
    tcase_add_test(files, png_too_large);
    tcase_add_test(files, resize_keeps_means);
    tcase_add_test(files, folder_without_splits);
    tcase_add_test(files, folder_with_splits);
    tcase_add_test(files, folder_refuses_damage);
    tcase_add_test(files, emoji);
    suite_add_tcase(suite, files);
    return suite;
}
