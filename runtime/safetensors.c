/* Reading safetensors: 8 bytes of header length, the header in JSON, the data. The checks come
 * in the order of trust: length against the file, the header's grammar, each tensor's size by
 * arithmetic that cannot overflow, then that all of them tile the data. */
#include "safetensors.h"
#include "file.h"
#include "json.h"
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "safetensors files are little-endian, and so must be the machine"
#endif

static const uint64_t header_limit = 100000000;

static int
damaged(const struct safetensors *file, const char *what)
{
    complain("%s: is no whole safetensors file: %s", file->path, what);
    return -1;
}

static int
read_at(const struct safetensors *file, uint64_t place, void *bytes, size_t count)
{
    char *next = bytes;
    while (count > 0) {
        ssize_t done = pread(file->handle, next, count, (off_t)place);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0) {
            complain("%s: cannot be read: %s", file->path, strerror(errno));
            return -1;
        }
        if (done == 0)
            return damaged(file, "it ends too early");
        next += done;
        place += (uint64_t)done;
        count -= (size_t)done;
    }
    return 0;
}

int
safetensors_read(const struct safetensors *file, uint64_t place, void *bytes, size_t count)
{
    return read_at(file, file->origin + place, bytes, count);
}

static int
dtype_bytes(const char *dtype)
{
    static const struct {
        const char *name;
        int bytes;
    } known[] = {{"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"F8_E4M3", 1}, {"F8_E5M2", 1},
                 {"U16", 2},  {"I16", 2}, {"F16", 2}, {"U32", 4},     {"BF16", 2},
                 {"I32", 4},  {"F32", 4}, {"U64", 8}, {"I64", 8},     {"F64", 8}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, dtype) == 0)
            return known[i].bytes;
    return 0;
}

static void
parse_shape(struct json *j, struct safetensors_entry *entry)
{
    json_expect(j, '[');
    if (json_take(j, ']'))
        return;
    do {
        if (entry->rank == SAFETENSORS_RANK_MAX) {
            json_fail(j, "at most 8 axes");
            return;
        }
        entry->shape[entry->rank++] = json_count(j);
    } while (json_take(j, ','));
    json_expect(j, ']');
}

static void
parse_entry(struct json *j, struct safetensors_entry *entry)
{
    int shapes = 0, places = 0;
    json_expect(j, '{');
    do {
        const char *key = json_string(j);
        json_expect(j, ':');
        if (j->error)
            return;
        if (strcmp(key, "dtype") == 0 && !entry->dtype) {
            entry->dtype = json_string(j);
        } else if (strcmp(key, "shape") == 0 && shapes++ == 0) {
            parse_shape(j, entry);
        } else if (strcmp(key, "data_offsets") == 0 && places++ == 0) {
            json_expect(j, '[');
            entry->begin = (uint64_t)json_count(j);
            json_expect(j, ',');
            entry->end = (uint64_t)json_count(j);
            json_expect(j, ']');
        } else {
            json_fail(j, "dtype, shape and data_offsets, once each");
        }
    } while (json_take(j, ','));
    json_expect(j, '}');
    if (!entry->dtype || shapes != 1 || places != 1)
        json_fail(j, "dtype, shape and data_offsets, once each");
}

static void *
grown(void *rows, size_t count, size_t size)
{
    if (count < 16 ? count != 0 : (count & (count - 1)) != 0)
        return rows;
    size_t room = count < 16 ? 16 : 2 * count;
    void *more = realloc(rows, room * size);
    if (!more) {
        complain("out of memory");
        exit(1);
    }
    return more;
}

static void
parse_notes(struct json *j, struct safetensors *file)
{
    if (file->note) {
        json_fail(j, "__metadata__ only once");
        return;
    }
    json_expect(j, '{');
    file->note = grown(NULL, 0, sizeof *file->note);
    if (json_take(j, '}'))
        return;
    do {
        file->note = grown(file->note, file->notes, sizeof *file->note);
        struct safetensors_note *note = &file->note[file->notes++];
        note->key = json_string(j);
        json_expect(j, ':');
        note->text = json_string(j);
        for (size_t i = 0; !j->error && i + 1 < file->notes; i++)
            if (strcmp(file->note[i].key, note->key) == 0)
                json_fail(j, "every key only once");
        if (file->notes > 256)
            json_fail(j, "at most 256 notes");
    } while (!j->error && json_take(j, ','));
    json_expect(j, '}');
}

static int
parse_header(struct safetensors *file)
{
    struct json j = {.next = file->header};
    if (*j.next != '{')
        return damaged(file, "its header does not begin with '{'");
    json_expect(&j, '{');
    int empty = json_take(&j, '}');
    while (!empty && !j.error) {
        const char *name = json_string(&j);
        json_expect(&j, ':');
        if (!j.error && strcmp(name, "__metadata__") == 0) {
            parse_notes(&j, file);
        } else if (!j.error) {
            file->entry = grown(file->entry, file->count, sizeof *file->entry);
            struct safetensors_entry *entry = &file->entry[file->count++];
            memset(entry, 0, sizeof *entry);
            entry->name = name;
            parse_entry(&j, entry);
        }
        if (!json_take(&j, ','))
            break;
    }
    if (!empty)
        json_expect(&j, '}');
    if (json_end(&j))
        return 0;
    complain("%s: is no whole safetensors file: byte %ld of its header: expected %s",
             file->path, (long)(j.next - file->header), j.error);
    return -1;
}

static int
by_place(const void *a, const void *b)
{
    const struct safetensors_entry *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static int
by_name(const void *a, const void *b)
{
    const struct safetensors_entry *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static int
check_entry(const struct safetensors *file, const struct safetensors_entry *entry,
            uint64_t begin)
{
    uint64_t bytes = (uint64_t)dtype_bytes(entry->dtype);
    if (bytes == 0) {
        complain("%s: %s: type '%s' is not known", file->path, entry->name, entry->dtype);
        return -1;
    }
    for (int axis = 0; axis < entry->rank; axis++)
        if (__builtin_mul_overflow(bytes, (uint64_t)entry->shape[axis], &bytes))
            return damaged(file, "the size of a tensor overflows");
    if (entry->begin != begin || entry->end < begin || entry->end - begin != bytes) {
        complain("%s: is no whole safetensors file: %s: has bytes %llu to %llu, expected %llu "
                 "bytes from %llu on",
                 file->path, entry->name, (unsigned long long)entry->begin,
                 (unsigned long long)entry->end, (unsigned long long)bytes,
                 (unsigned long long)begin);
        return -1;
    }
    return 0;
}

static int
check_entries(struct safetensors *file)
{
    uint64_t end = 0;
    if (file->count > 0)
        qsort(file->entry, file->count, sizeof *file->entry, by_place);
    for (size_t i = 0; i < file->count; i++) {
        if (check_entry(file, &file->entry[i], end) != 0)
            return -1;
        end = file->entry[i].end;
    }
    if (end > file->bytes)
        return damaged(file, "it is shorter than its header says");
    if (end < file->bytes)
        return damaged(file, "it is longer than its header says");
    if (file->count > 0)
        qsort(file->entry, file->count, sizeof *file->entry, by_name);
    for (size_t i = 1; i < file->count; i++) {
        if (strcmp(file->entry[i - 1].name, file->entry[i].name) == 0) {
            complain("%s: %s: stands there twice", file->path, file->entry[i].name);
            return -1;
        }
    }
    return 0;
}

static int
load_header(struct safetensors *file)
{
    struct stat status;
    uint64_t length = 0;
    file->handle = open(file->path, O_RDONLY | O_CLOEXEC);
    if (file->handle < 0 || fstat(file->handle, &status) != 0) {
        complain("%s: cannot be read: %s", file->path, strerror(errno));
        return -1;
    }
    if (!S_ISREG(status.st_mode))
        return damaged(file, "it is not a file");
    uint64_t size = (uint64_t)status.st_size;
    if (size < 8)
        return damaged(file, "it is shorter than 8 bytes");
    if (read_at(file, 0, &length, 8) != 0)
        return -1;
    if (length > header_limit || length > size - 8)
        return damaged(file, "its header is longer than the file, or than 100 MB");
    file->origin = 8 + length;
    file->bytes = size - file->origin;
    file->header = allocate((size_t)length + 1, 1);
    if (read_at(file, 8, file->header, (size_t)length) != 0)
        return -1;
    if (memchr(file->header, '\0', (size_t)length))
        return damaged(file, "its header holds a NUL");
    if (parse_header(file) != 0)
        return -1;
    return check_entries(file);
}

struct safetensors *
safetensors_open(const char *path)
{
    struct safetensors *file = allocate(1, sizeof *file);
    file->path = text_format("%s", path);
    file->handle = -1;
    if (load_header(file) != 0) {
        safetensors_close(file);
        return NULL;
    }
    return file;
}

void
safetensors_close(struct safetensors *file)
{
    if (!file)
        return;
    if (file->handle >= 0)
        close(file->handle);
    free(file->path);
    free(file->header);
    free(file->entry);
    free(file->note);
    free(file);
}

const struct safetensors_entry *
safetensors_find(const struct safetensors *file, const char *name)
{
    struct safetensors_entry key = {.name = name};
    if (file->count == 0)
        return NULL;
    return bsearch(&key, file->entry, file->count, sizeof key, by_name);
}

const char *
safetensors_note(const struct safetensors *file, const char *key)
{
    for (size_t i = 0; i < file->notes; i++)
        if (strcmp(file->note[i].key, key) == 0)
            return file->note[i].text;
    return NULL;
}

void
safetensors_shape(char *text, size_t size, int rank, const int64_t *shape)
{
    size_t used = (size_t)snprintf(text, size, "[");
    for (int axis = 0; axis < rank && used < size; axis++)
        used += (size_t)snprintf(text + used, size - used, "%s%lld", axis > 0 ? ", " : "",
                                 (long long)shape[axis]);
    if (used < size)
        snprintf(text + used, size - used, "]");
}
