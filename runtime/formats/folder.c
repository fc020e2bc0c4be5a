/* Folders of PNGs. Paths are sorted by their bytes, so that the order of a file system has no
 * say. With train/ and test/ these are the splits; else every fifth file is test. The first
 * folder on a path, relative to the split, is its label; labels are numbered by the sorted
 * names of all folders that hold pictures, of train/ where there is one. Hidden files and
 * files that do not end in .png are passed over. */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 32, TEST_EVERY = 5 };

struct list {
    long count, room;
    char **path; /* relative to the root */
};

struct folder {
    char *root;
    struct list files;
};

static void
list_free(struct list *list)
{
    for (long i = 0; i < list->count; i++) {
        free(list->path[i]);
    }
    free(list->path);
    *list = (struct list){0};
}

/* Takes `path` over. */
static int
list_add(struct list *list, char *path)
{
    if (path && list->count == list->room) {
        long room = list->room ? 2 * list->room : 64;
        char **grown = realloc(list->path, (size_t)room * sizeof *grown);
        if (grown) {
            list->path = grown;
            list->room = room;
        }
    }
    if (!path || list->count == list->room) {
        free(path);
        return -1;
    }
    list->path[list->count++] = path;
    return 0;
}

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *
join(const char *a, const char *b)
{
    size_t length = strlen(a) + strlen(b) + 2;
    char *path = malloc(length);
    if (path) {
        snprintf(path, length, "%s%s%s", a, *a ? "/" : "", b);
    }
    return path;
}

static int
is_png(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && !strcasecmp(name + length - 4, ".png");
}

static int walk(struct folder *folder, const char *inside, int depth);

/* A file or folder of `inside`, which is relative to the root. */
static int
visit(struct folder *folder, const char *inside, const char *entry, int depth)
{
    struct stat status;
    char *path = join(inside, entry);
    char *full = path ? join(folder->root, path) : NULL;
    int failed = 0;
    if (!full) {
        failed = examples_error(folder->root, "no memory for the list of files");
    } else if (stat(full, &status)) {
        failed = examples_error(full, "cannot read: %s", strerror(errno));
    } else if (S_ISDIR(status.st_mode)) {
        failed = walk(folder, path, depth + 1);
    } else if (S_ISREG(status.st_mode) && is_png(entry)) {
        failed = list_add(&folder->files, path);
        path = NULL;
        if (failed) {
            examples_error(folder->root, "no memory for the list of files");
        }
    }
    free(path);
    free(full);
    return failed;
}

static int
walk(struct folder *folder, const char *inside, int depth)
{
    char *full = join(folder->root, inside);
    DIR *stream = full ? opendir(full) : NULL;
    int failed = 0;
    if (!stream) {
        failed = examples_error(full ? full : folder->root, "cannot open: %s", strerror(errno));
    } else if (depth > DEPTH_MAX) {
        failed =
            examples_error(full, "more than %d folders deep; a link to itself?", DEPTH_MAX);
    }
    struct dirent *entry;
    while (!failed && (entry = readdir(stream))) {
        if (entry->d_name[0] != '.') {
            failed = visit(folder, inside, entry->d_name, depth);
        }
    }
    if (stream) {
        closedir(stream);
    }
    free(full);
    return failed;
}

/* Lists the pictures below dir/part in order. */
static int
folder_open(struct folder *folder, const char *dir, const char *part)
{
    *folder = (struct folder){.root = *part ? join(dir, part) : strdup(dir)};
    if (!folder->root) {
        return examples_error(dir, "out of memory");
    }
    if (walk(folder, "", 0)) {
        return -1;
    }
    if (!folder->files.count) {
        return examples_error(folder->root, "no .png files, nor IDX files in it");
    }
    qsort(folder->files.path, (size_t)folder->files.count, sizeof *folder->files.path,
          by_bytes);
    return 0;
}

static void
folder_close(struct folder *folder)
{
    list_free(&folder->files);
    free(folder->root);
}

/* The distinct first folders of the paths, sorted. They may sort otherwise than the paths: '-'
 * comes before '/'. */
static int
labels_list(const struct folder *folder, struct list *labels)
{
    for (long i = 0; i < folder->files.count; i++) {
        const char *path = folder->files.path[i];
        const char *slash = strchr(path, '/');
        size_t length = slash ? (size_t)(slash - path) : 0;
        const char *last = labels->count ? labels->path[labels->count - 1] : "";
        if (!slash) {
            return examples_error(path, "not in a sub-folder of %s, so it has no label",
                                  folder->root);
        }
        if ((strlen(last) != length || strncmp(last, path, length)) &&
            list_add(labels, strndup(path, length))) {
            return examples_error(folder->root, "out of memory");
        }
    }
    qsort(labels->path, (size_t)labels->count, sizeof *labels->path, by_bytes);
    return 0;
}

static long
label_of(const struct list *labels, const char *path)
{
    size_t length = strcspn(path, "/");
    for (long i = 0; i < labels->count; i++) {
        if (strlen(labels->path[i]) == length && !strncmp(labels->path[i], path, length)) {
            return i;
        }
    }
    return -1;
}

static int
labels_fill(const struct folder *folder, const struct list *labels, struct examples *examples)
{
    if (labels->count > examples->classes) {
        return examples_error(
            folder->root, "%ld sub-folders (the first is %s), but the model has %ld classes",
            labels->count, labels->path[0], examples->classes);
    }
    for (long i = 0; i < folder->files.count; i++) {
        long label = label_of(labels, folder->files.path[i]);
        if (label < 0) {
            return examples_error(folder->files.path[i],
                                  "its sub-folder is not among those of the training split");
        }
        examples->labels[i] = (int32_t)label;
    }
    return 0;
}

static int
picture_fill(const struct folder *folder, struct examples *examples, long i,
             char message[MESSAGE_MAX])
{
    struct picture picture;
    char *path = join(folder->root, folder->files.path[i]);
    int failed = -1;
    snprintf(message, MESSAGE_MAX, "out of memory");
    if (path && !image_read(path, &picture, message)) {
        failed = image_convert(&picture, examples->height, examples->width, examples->channels,
                               examples->pixels + (size_t)i * examples_bytes(examples));
        free(picture.pixels);
    }
    free(path);
    return failed;
}

/* Decodes on all threads; the first bad file in order is then read again for its message. */
static int
pictures_fill(const struct folder *folder, struct examples *examples)
{
    long bad = folder->files.count;
#pragma omp parallel for schedule(dynamic, 16) reduction(min : bad)
    for (long i = 0; i < folder->files.count; i++) {
        char message[MESSAGE_MAX];
        if (i < bad && picture_fill(folder, examples, i, message)) {
            bad = i;
        }
    }
    char message[MESSAGE_MAX];
    if (bad == folder->files.count || !picture_fill(folder, examples, bad, message)) {
        return 0;
    }
    char *path = join(folder->root, folder->files.path[bad]);
    examples_error(path ? path : folder->root, "%s", message);
    free(path);
    return -1;
}

/* Keeps the files of one split where a folder holds both. */
static void
keep_split(struct list *files, int test)
{
    long kept = 0;
    for (long i = 0; i < files->count; i++) {
        if ((i % TEST_EVERY == TEST_EVERY - 1) == test) {
            files->path[kept++] = files->path[i];
        } else {
            free(files->path[i]);
        }
    }
    files->count = kept;
}

static int
has_folder(const char *dir, const char *part)
{
    struct stat status;
    char *path = join(dir, part);
    int there = path && !stat(path, &status) && S_ISDIR(status.st_mode);
    free(path);
    return there;
}

static int
split_fill(struct folder *folder, const struct list *labels, struct examples *examples)
{
    if (!folder->files.count) {
        return examples_error(folder->root,
                              "too few pictures: every fifth would be the test split");
    }
    if (examples_allocate(examples, folder->root, folder->files.count) ||
        (examples->labelled && labels_fill(folder, labels, examples)) ||
        pictures_fill(folder, examples)) {
        return -1;
    }
    if (examples->labelled) {
        snprintf(examples->note, sizeof examples->note, "%ld labels", labels->count);
    }
    return 0;
}

int
folder_read(const char *dir, int test, struct examples *examples)
{
    int parts = has_folder(dir, "train") + has_folder(dir, "test");
    if (parts == 1) {
        return examples_error(dir, "train/ or test/ alone; both were expected, or neither");
    }
    struct folder train = {0}, tests = {0};
    struct list labels = {0};
    int failed = folder_open(&train, dir, parts ? "train" : "") ||
                 (examples->labelled && labels_list(&train, &labels));
    if (!failed && parts && test) {
        failed = folder_open(&tests, dir, "test") || split_fill(&tests, &labels, examples);
    } else if (!failed) {
        if (!parts) {
            keep_split(&train.files, test);
        }
        failed = split_fill(&train, &labels, examples);
    }
    list_free(&labels);
    folder_close(&train);
    folder_close(&tests);
    return failed ? -1 : 0;
}
