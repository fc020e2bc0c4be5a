/* Files that are complete or absent: written beside their place, brought to disk, then renamed,
 * and the rename brought to disk too. A failed fsync is not tried again, for the kernel may
 * have dropped the pages: the draft is given up and whatever stood in its place still stands.
 */
#include "file.h"
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DRAFT_BUFFER = 1 << 18 };

void *
allocate(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (!memory) {
        complain("out of memory: %zu pieces of %zu bytes are wanted", count, size);
        exit(1);
    }
    return memory;
}

char *
text_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = allocate((size_t)length + 1, 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

static int
write_all(int handle, const unsigned char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t done = write(handle, bytes, count);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        bytes += done;
        count -= (size_t)done;
    }
    return 0;
}

static void
draft_release(struct file_draft *draft)
{
    free(draft->path);
    free(draft->temporary);
    free(draft->buffer);
    memset(draft, 0, sizeof *draft);
    draft->handle = -1;
}

int
file_start(struct file_draft *draft, const char *path)
{
    draft->path = text_format("%s", path);
    draft->temporary = text_format("%s.tmp", path);
    draft->buffer = allocate(DRAFT_BUFFER, 1);
    draft->used = 0;
    draft->handle = open(draft->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (draft->handle < 0) {
        complain("%s: cannot be written: %s", draft->temporary, strerror(errno));
        draft_release(draft);
        return -1;
    }
    return 0;
}

void
file_abandon(struct file_draft *draft)
{
    close(draft->handle);
    unlink(draft->temporary);
    draft_release(draft);
}

static int
draft_flush(struct file_draft *draft)
{
    if (write_all(draft->handle, draft->buffer, draft->used) != 0) {
        complain("%s: cannot be written: %s", draft->path, strerror(errno));
        return -1;
    }
    draft->used = 0;
    return 0;
}

int
file_put(struct file_draft *draft, const void *bytes, size_t count)
{
    const unsigned char *next = bytes;
    while (count > 0) {
        size_t room = DRAFT_BUFFER - draft->used;
        size_t part = count < room ? count : room;
        memcpy(draft->buffer + draft->used, next, part);
        draft->used += part;
        next += part;
        count -= part;
        if (draft->used == DRAFT_BUFFER && draft_flush(draft) != 0)
            return -1;
    }
    return 0;
}

/* A new name is safe only when its directory is on disk. */
static int
sync_directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    int length = slash ? (int)(slash - path) : 0;
    char *directory = slash ? text_format("%.*s/", length, path) : text_format(".");
    int handle = open(directory, O_RDONLY | O_CLOEXEC);
    int failed = handle < 0 || fsync(handle) != 0;
    /* Some file systems cannot sync a directory; that is not a failure of ours. */
    if (failed && handle >= 0 && errno == EINVAL)
        failed = 0;
    if (failed)
        complain("%s: cannot be brought to disk: %s", directory, strerror(errno));
    if (handle >= 0)
        close(handle);
    free(directory);
    return failed ? -1 : 0;
}

int
file_commit(struct file_draft *draft)
{
    if (draft_flush(draft) != 0) {
        file_abandon(draft);
        return -1;
    }
    int failed = fsync(draft->handle) != 0;
    int reason = errno;
    if (close(draft->handle) != 0 && !failed) {
        failed = 1;
        reason = errno;
    }
    if (!failed && rename(draft->temporary, draft->path) != 0) {
        failed = 1;
        reason = errno;
    }
    if (failed) {
        complain("%s: cannot be written: %s", draft->path, strerror(reason));
        unlink(draft->temporary);
    } else {
        failed = sync_directory_of(draft->path) != 0;
    }
    draft_release(draft);
    return failed ? -1 : 0;
}

int
file_write(const char *path, const void *bytes, size_t count)
{
    struct file_draft draft;
    if (file_start(&draft, path) != 0)
        return -1;
    if (file_put(&draft, bytes, count) != 0) {
        file_abandon(&draft);
        return -1;
    }
    return file_commit(&draft);
}

int
file_exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

int
file_refused(const char *path)
{
    if (!file_exists(path))
        return 0;
    complain("%s: is there already; --force overwrites it", path);
    return 1;
}

char *
file_read(const char *path, size_t limit)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = allocate(limit + 1, 1);
    size_t length = fread(text, 1, limit, file);
    text[length] = '\0';
    fclose(file);
    return text;
}

int
directory_make(const char *path)
{
    char *part = text_format("%s", path);
    int failed = 0;
    for (char *end = part + 1; !failed && *part; end++) {
        if (*end != '/' && *end != '\0')
            continue;
        char kept = *end;
        *end = '\0';
        failed = mkdir(part, 0777) != 0 && errno != EEXIST;
        *end = kept;
        if (kept == '\0')
            break;
    }
    struct stat status;
    if (!failed && (stat(path, &status) != 0 || !S_ISDIR(status.st_mode))) {
        failed = 1;
        errno = ENOTDIR;
    }
    if (failed)
        complain("%s: cannot be made a directory: %s", path, strerror(errno));
    free(part);
    return failed ? -1 : 0;
}

int
directory_lock(const char *path)
{
    char *name = text_format("%s/lock", path);
    int handle = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (handle < 0) {
        complain("%s: cannot be written: %s", name, strerror(errno));
    } else if (flock(handle, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            complain("%s: another trainer is writing here; give --out another directory", path);
        else
            complain("%s: cannot be locked: %s", name, strerror(errno));
        close(handle);
        handle = -1;
    }
    free(name);
    return handle;
}

void
directory_unmake(const char *path)
{
    char *name = text_format("%s/lock", path);
    unlink(name);
    rmdir(path);
    free(name);
}
