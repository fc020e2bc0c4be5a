/* Files that are complete or absent, and directories. Functions that can fail return -1 (or
 * NULL) after a message to stderr. */
#ifndef RUNTIME_FILE_H
#define RUNTIME_FILE_H

#include <stddef.h>

/* printf into memory of its own; ends the program if there is none. */
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2), nonnull(1)));
/* Zeroed; ends the program if there is no memory. */
void *allocate(size_t count, size_t size);

/* A file in the making: bytes go to PATH.tmp, which file_commit renames once they are on disk.
 */
struct file_draft {
    char *path, *temporary;
    unsigned char *buffer;
    size_t used;
    int handle;
};

int file_start(struct file_draft *draft, const char *path);
int file_put(struct file_draft *draft, const void *bytes, size_t count);
int file_commit(struct file_draft *draft);
void file_abandon(struct file_draft *draft); /* after a failed file_put */
int file_write(const char *path, const void *bytes, size_t count);

int file_exists(const char *path);
/* Whether it is there, after a message that --force overwrites it. */
int file_refused(const char *path);
char *file_read(const char *path, size_t limit); /* a text; NULL without a message if absent */

int directory_make(const char *path); /* with its parents */
/* One trainer to a directory: returns a handle that holds the lock until it is closed. */
int directory_lock(const char *path);
void directory_unmake(const char *path); /* that holds no more than its lock */

#endif
