/* IDX: two zero bytes, type 8, the rank, each size as 32 bits big-endian, then the bytes. Sizes
 * are checked against the length of the file before memory is taken; a compressed file may
 * hold up to 1032 times its length (Deutsch, RFC 1951: 258 bytes from 2 bits). The end must
 * come where it should, which makes zlib check the sum of a compressed file. */
#include "idx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

enum { DEFLATE_MOST = 1032, HEADER_MOST = 16 };

struct idx {
    char path[4096];
    gzFile file;
    long size[3];
};

/* The path of a file, compressed or not; -1 if neither is there. */
static int
find(char *path, size_t length, const char *dir, const char *base)
{
    static const char *const ending[] = {"", ".gz"};
    for (int i = 0; i < 2; i++) {
        struct stat status;
        int used = snprintf(path, length, "%s/%s%s", dir, base, ending[i]);
        if (used > 0 && (size_t)used < length && !stat(path, &status) &&
            S_ISREG(status.st_mode)) {
            return 0;
        }
    }
    return -1;
}

int
idx_present(const char *dir)
{
    char path[4096];
    return !find(path, sizeof path, dir, "train-images-idx3-ubyte");
}

/* Why fewer bytes came than were asked for. */
static int
idx_short(struct idx *idx)
{
    int code;
    const char *text = gzerror(idx->file, &code);
    if (code == Z_ERRNO) {
        return examples_error(idx->path, "cannot read: %s", strerror(errno));
    }
    if (code != Z_OK && code != Z_BUF_ERROR && code != Z_STREAM_END) {
        return examples_error(idx->path, "damaged: %s", text);
    }
    return examples_error(idx->path, "truncated: it ends before the data does");
}

static int
idx_bytes(struct idx *idx, void *to, unsigned count)
{
    return gzread(idx->file, to, count) == (int)count ? 0 : idx_short(idx);
}

/* Opens `base` in `dir` and reads the header. */
static int
idx_open(struct idx *idx, const char *dir, const char *base, int rank)
{
    uint8_t header[HEADER_MOST];
    struct stat status;
    if (find(idx->path, sizeof idx->path, dir, base)) {
        return examples_error(dir, "no file %s or %s.gz", base, base);
    }
    idx->file = gzopen(idx->path, "rb");
    if (!idx->file || stat(idx->path, &status)) {
        return examples_error(idx->path, "cannot open: %s", strerror(errno));
    }
    if (idx_bytes(idx, header, 4 + 4 * (unsigned)rank)) {
        return -1;
    }
    if (header[0] || header[1] || header[2] != 8 || header[3] != rank) {
        return examples_error(
            idx->path, "starts with %02x%02x%02x%02x, not with 000008%02x: not IDX %s",
            header[0], header[1], header[2], header[3], rank, rank == 3 ? "images" : "labels");
    }
    double bytes = 4 + 4 * rank;
    double product = 1;
    for (int i = 0; i < rank; i++) {
        const uint8_t *at = header + 4 + 4 * i;
        idx->size[i] = (long)at[0] << 24 | (long)at[1] << 16 | (long)at[2] << 8 | (long)at[3];
        product *= (double)idx->size[i];
    }
    double most = (double)status.st_size * (gzdirect(idx->file) ? 1 : DEFLATE_MOST);
    if (bytes + product > most) {
        return examples_error(idx->path,
                              "its header promises %.0f bytes, more than the file can hold",
                              bytes + product);
    }
    return 0;
}

/* Nothing may follow the data. */
static int
idx_end(struct idx *idx)
{
    uint8_t extra;
    int got = gzread(idx->file, &extra, 1);
    if (got > 0) {
        return examples_error(idx->path, "longer than its header says");
    }
    int code;
    gzerror(idx->file, &code);
    return got < 0 || (code != Z_OK && code != Z_STREAM_END) ? idx_short(idx) : 0;
}

/* Reads the pictures one by one and brings them to the size in which they are kept. */
static int
images_convert(struct idx *idx, struct picture *picture, struct column *column)
{
    unsigned bytes = (unsigned)(picture->height * picture->width);
    for (long i = 0; i < idx->size[0]; i++) {
        if (idx_bytes(idx, picture->pixels, bytes)) {
            return -1;
        }
        if (column_put(column, i, picture)) {
            return examples_error(idx->path, "out of memory");
        }
    }
    return idx_end(idx);
}

static int
images_read(struct idx *idx, struct column *column)
{
    long height = idx->size[1], width = idx->size[2];
    if (idx->size[0] < 1) {
        return examples_error(idx->path, "no pictures");
    }
    if (column_fit(column, idx->path, height, width, 1)) {
        return -1;
    }
    struct picture picture = {height, width, 1, malloc((size_t)(height * width))};
    if (!picture.pixels) {
        return examples_error(idx->path, "out of memory");
    }
    int failed = column_allocate(column, idx->path, idx->size[0]) ||
                 images_convert(idx, &picture, column);
    free(picture.pixels);
    return failed ? -1 : 0;
}

static int
labels_read(struct idx *idx, long count, struct column *column)
{
    if (idx->size[0] != count) {
        return examples_error(idx->path, "%ld labels for %ld pictures", idx->size[0], count);
    }
    if (column_allocate(column, idx->path, count)) {
        return -1;
    }
    for (long i = 0; i < count; i++) {
        uint8_t label;
        if (idx_bytes(idx, &label, 1) || column_label(column, idx->path, i, label)) {
            return -1;
        }
    }
    return idx_end(idx);
}

int
idx_read(const char *dir, int test, struct examples *examples)
{
    struct idx images = {.file = NULL}, labels = {.file = NULL};
    const char *image_base = test ? "t10k-images-idx3-ubyte" : "train-images-idx3-ubyte";
    const char *label_base = test ? "t10k-labels-idx1-ubyte" : "train-labels-idx1-ubyte";
    if (examples_pictured(examples, dir, "a folder of IDX files")) {
        return -1;
    }
    struct column *label = examples_only(examples, FIELD_LABEL);
    int failed = idx_open(&images, dir, image_base, 3) ||
                 images_read(&images, examples_only(examples, FIELD_IMAGE));
    examples->count = images.size[0];
    if (!failed && label) {
        failed = idx_open(&labels, dir, label_base, 1) ||
                 labels_read(&labels, examples->count, label);
    }
    if (images.file) {
        gzclose(images.file);
    }
    if (labels.file) {
        gzclose(labels.file);
    }
    return failed ? -1 : 0;
}
