/* ZIP (PKWARE, APPNOTE 6.3): the directory at the end of the file is what holds. Stored and
 * deflated members below 4 GiB; no encryption, no parts. Every number is checked against the
 * length of the file before it is used, and the length of a deflated member against what its
 * bytes can become (258 from 2 bits), before memory is taken. */
#include "zip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "examples.h"

enum { END_SIZE = 22, ENTRY_SIZE = 46, LOCAL_SIZE = 30, COMMENT_MAX = 65535 };
enum { DEFLATE_MOST = 1032 };

static uint32_t
two(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t
four(const uint8_t *at)
{
    return two(at) | two(at + 2) << 16;
}

static int
read_at(const struct zip *zip, long place, void *to, size_t count)
{
    if (fseek(zip->file, place, SEEK_SET) || fread(to, 1, count, zip->file) != count) {
        return examples_error(zip->path, "cannot read %zu bytes at %ld: %s", count, place,
                              ferror(zip->file) ? strerror(errno) : "the file ends");
    }
    return 0;
}

/* Where the directory is: its offset, length and number of entries. */
static int
find_end(const struct zip *zip, long length, uint32_t found[3])
{
    long most = length < END_SIZE + COMMENT_MAX ? length : END_SIZE + COMMENT_MAX;
    uint8_t *tail = malloc((size_t)most + 1);
    int failed = !tail ? examples_error(zip->path, "out of memory")
                       : read_at(zip, length - most, tail, (size_t)most);
    long at = most - END_SIZE;
    while (!failed && at >= 0 && four(tail + at) != 0x06054b50) {
        at--;
    }
    if (!failed && at < 0) {
        failed = examples_error(zip->path, "no end of a ZIP archive in it: truncated, or not "
                                           ".npz");
    }
    if (!failed) {
        found[0] = four(tail + at + 16);
        found[1] = four(tail + at + 12);
        found[2] = two(tail + at + 10);
        if (found[0] == UINT32_MAX || (long)found[0] + (long)found[1] > length) {
            failed = examples_error(zip->path,
                                    "its directory of %u bytes at %u does not lie in the %ld "
                                    "bytes of the file",
                                    (unsigned)found[1], (unsigned)found[0], length);
        }
    }
    free(tail);
    return failed;
}

/* An entry of the directory; returns its length, 0 after a message. */
static size_t
take_entry(struct zip *zip, const uint8_t *at, size_t left, long length)
{
    struct zip_member *member = &zip->member[zip->count];
    if (left < ENTRY_SIZE || four(at) != 0x02014b50) {
        examples_error(zip->path, "entry %d of its directory is damaged", zip->count);
        return 0;
    }
    size_t name = two(at + 28), whole = ENTRY_SIZE + name + two(at + 30) + two(at + 32);
    *member = (struct zip_member){.method = (int)two(at + 10),
                                  .sum = four(at + 16),
                                  .packed = four(at + 20),
                                  .size = four(at + 24),
                                  .place = four(at + 42)};
    if (whole > left || name >= ZIP_NAME_MAX || name == 0) {
        examples_error(zip->path, "entry %d of its directory has a name of %zu bytes",
                       zip->count, name);
        return 0;
    }
    memcpy(member->name, at + ENTRY_SIZE, name);
    for (size_t i = 0; i < name; i++) {
        member->name[i] = (char)(at[ENTRY_SIZE + i] < 32 ? '?' : member->name[i]);
    }
    if (member->packed == UINT32_MAX || member->size == UINT32_MAX ||
        member->place == UINT32_MAX) {
        examples_error(zip->path, "%s is larger than 4 GiB, which is not read", member->name);
        return 0;
    }
    if (member->place + LOCAL_SIZE + member->packed > (uint64_t)length) {
        examples_error(zip->path, "%s does not lie in the %ld bytes of the file", member->name,
                       length);
        return 0;
    }
    zip->count++;
    return whole;
}

static int
take_directory(struct zip *zip, const uint32_t found[3], long length)
{
    size_t at = 0;
    if (found[2] > ZIP_MEMBERS_MAX) {
        return examples_error(zip->path, "%u members, at most %d are read", (unsigned)found[2],
                              ZIP_MEMBERS_MAX);
    }
    uint8_t *directory = malloc((size_t)found[1] + 1);
    zip->member = calloc((size_t)found[2] + 1, sizeof *zip->member);
    int failed = !directory || !zip->member ? examples_error(zip->path, "out of memory")
                                            : read_at(zip, (long)found[0], directory, found[1]);
    for (uint32_t i = 0; i < found[2] && !failed; i++) {
        size_t taken = take_entry(zip, directory + at, found[1] - at, length);
        at += taken;
        failed = taken == 0 ? -1 : 0;
    }
    free(directory);
    return failed;
}

int
zip_open(struct zip *zip, const char *path)
{
    uint32_t found[3];
    *zip = (struct zip){.path = path, .file = fopen(path, "rb")};
    if (!zip->file || fseek(zip->file, 0, SEEK_END)) {
        return examples_error(path, "cannot open: %s", strerror(errno));
    }
    long length = ftell(zip->file);
    if (length < END_SIZE) {
        return examples_error(path, "%ld bytes are no ZIP archive", length);
    }
    return find_end(zip, length, found) || take_directory(zip, found, length) ? -1 : 0;
}

void
zip_close(struct zip *zip)
{
    if (zip->file) {
        fclose(zip->file);
    }
    free(zip->member);
    *zip = (struct zip){0};
}

static int
unpack(const struct zip *zip, const struct zip_member *member, uint8_t *packed, uint8_t *to)
{
    z_stream stream = {.next_in = packed,
                       .avail_in = (uInt)member->packed,
                       .next_out = to,
                       .avail_out = (uInt)member->size};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        return examples_error(zip->path, "no memory to unpack %s", member->name);
    }
    int status = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    if (status != Z_STREAM_END || stream.avail_out) {
        return examples_error(zip->path, "%s is damaged: it does not unpack to its %llu bytes",
                              member->name, (unsigned long long)member->size);
    }
    return 0;
}

static int
fill(const struct zip *zip, const struct zip_member *member, uint8_t *to)
{
    uint8_t local[LOCAL_SIZE];
    if (read_at(zip, (long)member->place, local, sizeof local)) {
        return -1;
    }
    if (four(local) != 0x04034b50) {
        return examples_error(zip->path, "%s does not begin where the directory says",
                              member->name);
    }
    long data =
        (long)member->place + LOCAL_SIZE + (long)two(local + 26) + (long)two(local + 28);
    if (member->method == 0) {
        return read_at(zip, data, to, member->size);
    }
    uint8_t *packed = malloc(member->packed + 1);
    int failed = packed ? read_at(zip, data, packed, member->packed)
                        : examples_error(zip->path, "out of memory");
    failed = failed || unpack(zip, member, packed, to);
    free(packed);
    return failed;
}

uint8_t *
zip_read(const struct zip *zip, const struct zip_member *member)
{
    if (member->method != 0 && member->method != 8) {
        examples_error(zip->path, "%s is packed by method %d; stored and deflated are read",
                       member->name, member->method);
        return NULL;
    }
    uint64_t most = member->method == 0 ? member->packed : member->packed * DEFLATE_MOST;
    if (member->size > most || (member->method == 0 && member->size != member->packed)) {
        examples_error(zip->path, "%s promises %llu bytes from %llu", member->name,
                       (unsigned long long)member->size, (unsigned long long)member->packed);
        return NULL;
    }
    uint8_t *bytes = malloc(member->size + 1);
    if (!bytes) {
        examples_error(zip->path, "no memory for %s of %llu bytes", member->name,
                       (unsigned long long)member->size);
        return NULL;
    }
    if (fill(zip, member, bytes)) {
        free(bytes);
        return NULL;
    }
    if (crc32(crc32(0, NULL, 0), bytes, (uInt)member->size) != member->sum) {
        examples_error(zip->path, "%s is damaged: its check sum is not that of the directory",
                       member->name);
        free(bytes);
        return NULL;
    }
    return bytes;
}
