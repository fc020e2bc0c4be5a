/* Members of a ZIP archive, one after the other: what numpy.savez writes. */
#ifndef RUNTIME_FORMATS_ZIP_H
#define RUNTIME_FORMATS_ZIP_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { ZIP_NAME_MAX = 128, ZIP_MEMBERS_MAX = 1024 };

struct zip_member {
    char name[ZIP_NAME_MAX];
    int method;                   /* 0: stored, 8: deflated */
    uint64_t packed, size, place; /* bytes in the file, bytes, where its local header is */
    uint32_t sum;
};

struct zip {
    const char *path;
    FILE *file;
    int count;
    struct zip_member *member;
};

/* Reads the directory of the archive. Returns 0, or -1 after a message. */
int zip_open(struct zip *zip, const char *path);
void zip_close(struct zip *zip);
/* The bytes of a member, checked against its length and sum; from malloc. NULL after a message.
 */
uint8_t *zip_read(const struct zip *zip, const struct zip_member *member);

#endif
