#include "data_files.h"

#include <dirent.h>
#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

char test_root[64]; /* a directory of the running test */

const char *
path_to(const char *name)
{
    static char path[2][512];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", test_root, name);
    return path[turn];
}

void
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

void
root_make(void)
{
    strcpy(test_root, "/tmp/test_data.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(test_root));
}

void
root_remove(void)
{
    remove_all(test_root);
}

void
make_folder(const char *name)
{
    ck_assert_int_eq(mkdir(path_to(name), 0777), 0);
}

void
write_file(const char *name, const void *bytes, size_t count)
{
    FILE *file = fopen(path_to(name), "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, count, file), count);
    fclose(file);
}

size_t
read_back(const char *path, unsigned char *bytes, size_t most)
{
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    size_t count = fread(bytes, 1, most, file);
    fclose(file);
    return count;
}

void
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

void
write_shade(const char *name, unsigned char shade)
{
    unsigned char rows[16];
    memset(rows, shade, sizeof rows);
    write_png(name, 4, 4, 8, PNG_COLOR_TYPE_GRAY, 0, rows, 4);
}

size_t
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

void
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

struct field test_fields[TEST_FIELDS];
struct model test_model = {.name = "testling", .field = test_fields};

const struct model *
model_of(long channels, long height, long width, long classes, long batch)
{
    test_fields[0] = (struct field){.name = "x",
                                    .kind = FIELD_IMAGE,
                                    .rank = 3,
                                    .shape = {channels, height, width},
                                    .low = -1,
                                    .high = 1};
    test_fields[1] = (struct field){.name = "label", .kind = FIELD_LABEL, .classes = classes};
    test_fields[0].side = "side";
    test_model.fields = classes ? 2 : 1;
    test_model.batch = batch;
    return &test_model;
}

void
read_at(const struct dataset *data, int field, long index, void *out)
{
    data_read(data, field, index, (struct visit){1, (uint64_t)index}, out);
}

int
byte_of(float value)
{
    return (int)lrint((value + 1.0) * 127.5);
}

const char *
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

const char *
real_data(const char *name)
{
    static char path[512];
    const char *data = getenv("LATENTC_DATA");
    snprintf(path, sizeof path, "%s/%s", data ? data : "../shared/data", name);
    return access(path, R_OK) ? NULL : path;
}
