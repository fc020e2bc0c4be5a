/* The safetensors format, read strictly: nothing is allocated or believed before it is checked
 * against the size of the file, and the tensors must tile the data without hole or overlap. */
#ifndef RUNTIME_SAFETENSORS_H
#define RUNTIME_SAFETENSORS_H

#include <stddef.h>
#include <stdint.h>

enum { SAFETENSORS_RANK_MAX = 8 };

struct safetensors_entry {
    const char *name, *dtype; /* "F32" */
    int rank;
    int64_t shape[SAFETENSORS_RANK_MAX];
    uint64_t begin, end; /* bytes of the data section */
};

struct safetensors_note { /* of __metadata__ */
    const char *key, *text;
};

struct safetensors {
    int handle;
    char *path;
    char *header;    /* names and texts point into it */
    uint64_t origin; /* place of the data section in the file */
    uint64_t bytes;  /* of the data section */
    size_t count, notes;
    struct safetensors_entry *entry; /* ascending by name */
    struct safetensors_note *note;
};

/* NULL after a message if the file cannot be read or is damaged. */
struct safetensors *safetensors_open(const char *path);
void safetensors_close(struct safetensors *file);
const struct safetensors_entry *safetensors_find(const struct safetensors *file,
                                                 const char *name);
const char *safetensors_note(const struct safetensors *file, const char *key); /* NULL: none */
/* `count` bytes of the data section from `place` on. Returns 0, or -1 after a message. */
int safetensors_read(const struct safetensors *file, uint64_t place, void *bytes, size_t count);
/* "[3, 4]" into `text`. */
void safetensors_shape(char *text, size_t size, int rank, const int64_t *shape);

#endif
