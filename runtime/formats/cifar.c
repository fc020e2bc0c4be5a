/* CIFAR (Krizhevsky, 2009), binary version. A record is a label byte (CIFAR-100: coarse, then
 * fine), then 32 x 32 bytes of red, of green, of blue. CIFAR-10 trains on data_batch_1.bin to
 * data_batch_5.bin and tests on test_batch.bin, CIFAR-100 on train.bin and test.bin; a field of
 * 20 classes takes its coarse labels. */
#include "cifar.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SIDE = 32, PLANE = SIDE * SIDE, BATCHES = 5, COARSE = 20, RECORD_MOST = 2 + 3 * PLANE };

struct part { /* a file of the split */
    char path[4096];
    long count;
};

struct cifar {
    int label_bytes; /* of a record: 1 or 2 */
    int parts;
    struct part part[BATCHES];
};

static int
is_there(const char *dir, const char *name)
{
    char path[4096];
    struct stat status;
    int used = snprintf(path, sizeof path, "%s/%s", dir, name);
    return used > 0 && (size_t)used < sizeof path && !stat(path, &status) &&
           S_ISREG(status.st_mode);
}

int
cifar_present(const char *dir)
{
    return is_there(dir, "data_batch_1.bin") || is_there(dir, "train.bin");
}

static int
part_add(struct cifar *cifar, const char *dir, const char *name)
{
    struct part *part = &cifar->part[cifar->parts++];
    struct stat status;
    long record = cifar->label_bytes + 3 * PLANE;
    int used = snprintf(part->path, sizeof part->path, "%s/%s", dir, name);
    if (used < 0 || (size_t)used >= sizeof part->path) {
        return examples_error(dir, "a path too long");
    }
    if (stat(part->path, &status)) {
        return examples_error(part->path, "cannot open: %s", strerror(errno));
    }
    if (status.st_size == 0 || status.st_size % record) {
        return examples_error(part->path,
                              "%lld bytes, expected a multiple of %ld: records of CIFAR-%s are "
                              "%d byte%s of label and 32 x 32 x 3 of picture",
                              (long long)status.st_size, record,
                              cifar->label_bytes == 1 ? "10" : "100", cifar->label_bytes,
                              cifar->label_bytes == 1 ? "" : "s");
    }
    part->count = (long)(status.st_size / record);
    return 0;
}

static int
parts_list(struct cifar *cifar, const char *dir, int test)
{
    cifar->label_bytes = is_there(dir, "train.bin") ? 2 : 1;
    if (cifar->label_bytes == 2) {
        return part_add(cifar, dir, test ? "test.bin" : "train.bin");
    }
    if (test) {
        return part_add(cifar, dir, "test_batch.bin");
    }
    for (int i = 1; i <= BATCHES; i++) {
        char name[32];
        snprintf(name, sizeof name, "data_batch_%d.bin", i);
        if (part_add(cifar, dir, name)) {
            return -1;
        }
    }
    return 0;
}

/* Planes of one colour become pixels of three. */
static void
interleave(const uint8_t *planes, uint8_t *pixels)
{
    for (int i = 0; i < PLANE; i++) {
        for (int c = 0; c < 3; c++) {
            pixels[3 * i + c] = planes[c * PLANE + i];
        }
    }
}

static int
part_read(const struct cifar *cifar, const struct part *part, long first, struct column *image,
          struct column *label)
{
    uint8_t record[RECORD_MOST], pixels[3 * PLANE];
    const struct picture picture = {SIDE, SIDE, 3, pixels};
    size_t bytes = (size_t)cifar->label_bytes + 3 * PLANE;
    FILE *file = fopen(part->path, "rb");
    if (!file) {
        return examples_error(part->path, "cannot open: %s", strerror(errno));
    }
    int failed = 0;
    for (long i = first; i < first + part->count && !failed; i++) {
        if (fread(record, 1, bytes, file) != bytes) {
            failed = examples_error(part->path, "cannot read: %s",
                                    ferror(file) ? strerror(errno) : "it became shorter");
            break;
        }
        int coarse = cifar->label_bytes == 2 && label && label->field->classes == COARSE;
        interleave(record + cifar->label_bytes, pixels);
        if (label) {
            failed =
                column_label(label, part->path, i, record[coarse ? 0 : cifar->label_bytes - 1]);
        }
        if (!failed && column_put(image, i, &picture)) {
            failed = examples_error(part->path, "out of memory");
        }
    }
    fclose(file);
    return failed;
}

int
cifar_read(const char *dir, int test, struct examples *examples)
{
    struct cifar cifar = {.parts = 0};
    if (examples_pictured(examples, dir, "a folder of CIFAR files") ||
        parts_list(&cifar, dir, test)) {
        return -1;
    }
    struct column *image = examples_only(examples, FIELD_IMAGE);
    struct column *label = examples_only(examples, FIELD_LABEL);
    long count = 0, first = 0;
    for (int i = 0; i < cifar.parts; i++) {
        count += cifar.part[i].count;
    }
    if (column_fit(image, dir, SIDE, SIDE, 3) || column_allocate(image, dir, count) ||
        (label && column_allocate(label, dir, count))) {
        return -1;
    }
    for (int i = 0; i < cifar.parts; i++) {
        if (part_read(&cifar, &cifar.part[i], first, image, label)) {
            return -1;
        }
        first += cifar.part[i].count;
    }
    examples->count = count;
    return 0;
}
