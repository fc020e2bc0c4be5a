/* Folders of PNGs and JPEGs. Paths are sorted by their bytes, so that the order of a file
 * system has no say. With train/ and test/ these are the splits; else every fifth file is test.
 * Several picture fields are pairs: a folder for each in the split, with files of the same
 * names. The first folder on a path, below that, is its label; labels are numbered by the
 * sorted names of all folders that hold pictures, of train/ where there is one. Hidden files
 * and files that do not end in .png, .jpg or .jpeg are passed over. */
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
is_picture(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && dot > name &&
           (!strcasecmp(dot, ".png") || !strcasecmp(dot, ".jpg") || !strcasecmp(dot, ".jpeg"));
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
    } else if (S_ISREG(status.st_mode) && is_picture(entry)) {
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

/* Lists the pictures below dir/part/inner in order. */
static int
folder_open(struct folder *folder, const char *dir, const char *part, const char *inner)
{
    char *split = *part ? join(dir, part) : strdup(dir);
    *folder = (struct folder){.root = split && *inner ? join(split, inner) : split};
    if (folder->root != split) {
        free(split);
    }
    if (!folder->root) {
        return examples_error(dir, "out of memory");
    }
    if (walk(folder, "", 0)) {
        return -1;
    }
    if (!folder->files.count) {
        return examples_error(folder->root, "no .png or .jpg files, nor IDX, CIFAR or NumPy "
                                            "files");
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
labels_fill(const struct folder *folder, const struct list *labels, struct column *column)
{
    if (labels->count > column->field->classes) {
        return examples_error(folder->root,
                              "%ld sub-folders (the first is %s), but field '%s' has %ld "
                              "classes",
                              labels->count, labels->path[0], column->field->name,
                              column->field->classes);
    }
    if (column_allocate(column, folder->root, folder->files.count)) {
        return -1;
    }
    for (long i = 0; i < folder->files.count; i++) {
        long label = label_of(labels, folder->files.path[i]);
        if (label < 0) {
            return examples_error(folder->files.path[i],
                                  "its sub-folder is not among those of the training split");
        }
        column->labels[i] = (int32_t)label;
    }
    return 0;
}

static int
picture_open(const struct folder *folder, long i, struct picture *picture,
             char message[MESSAGE_MAX])
{
    char *path = join(folder->root, folder->files.path[i]);
    int failed = -1;
    snprintf(message, MESSAGE_MAX, "out of memory");
    if (path) {
        failed = image_read(path, picture, message);
    }
    free(path);
    return failed;
}

/* The first picture decides the size in which all are kept. */
static int
size_take(const struct folder *folder, struct column *column, long first[2])
{
    struct picture picture;
    char message[MESSAGE_MAX], *path = join(folder->root, folder->files.path[0]);
    const char *file = path ? path : folder->root;
    int failed = picture_open(folder, 0, &picture, message);
    if (failed) {
        examples_error(file, "%s", message);
    } else {
        first[0] = picture.height;
        first[1] = picture.width;
        failed = column_fit(column, file, picture.height, picture.width, picture.channels);
        free(picture.pixels);
    }
    free(path);
    return failed;
}

static int
picture_fill(const struct folder *folder, struct column *column, long i, const long first[2],
             char message[MESSAGE_MAX])
{
    struct picture picture;
    if (picture_open(folder, i, &picture, message)) {
        return -1;
    }
    int failed = -1;
    if (!column->field->resize[0] &&
        (picture.height != first[0] || picture.width != first[1])) {
        snprintf(message, MESSAGE_MAX,
                 "%ld x %ld (height x width), but the first picture is %ld x %ld; `resize: "
                 "[%ld, %ld]` in field '%.60s' brings all to one size",
                 picture.height, picture.width, first[0], first[1], first[0], first[1],
                 column->field->name);
    } else {
        snprintf(message, MESSAGE_MAX, "out of memory");
        failed = column_put(column, i, &picture);
    }
    free(picture.pixels);
    return failed;
}

/* Decodes on all threads; the first bad file in order is then read again for its message. */
static int
pictures_fill(const struct folder *folder, struct column *column)
{
    long bad = folder->files.count, first[2];
    if (size_take(folder, column, first) || column_allocate(column, folder->root, bad)) {
        return -1;
    }
#pragma omp parallel for schedule(dynamic, 16) reduction(min : bad)
    for (long i = 0; i < folder->files.count; i++) {
        char message[MESSAGE_MAX];
        if (i < bad && picture_fill(folder, column, i, first, message)) {
            bad = i;
        }
    }
    char message[MESSAGE_MAX];
    if (bad == folder->files.count || !picture_fill(folder, column, bad, first, message)) {
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

/* A folder of one field holds the pictures that the first field's holds. */
static int
pairs_check(const struct folder *first, const struct folder *other)
{
    for (long i = 0; i < first->files.count || i < other->files.count; i++) {
        const char *a = i < first->files.count ? first->files.path[i] : NULL;
        const char *b = i < other->files.count ? other->files.path[i] : NULL;
        if (!a || !b || strcmp(a, b)) {
            int left = a && (!b || strcmp(a, b) < 0);
            return examples_error(left ? first->root : other->root,
                                  "%s has no partner of this name in %s", left ? a : b,
                                  left ? other->root : first->root);
        }
    }
    return 0;
}

struct split {
    const char *dir, *part; /* "train", "test" or "" */
    int keep;               /* of a folder that holds both splits: whether the test files */
};

/* One picture field. `labels` are those of the training split. */
static int
field_fill(const struct split *split, struct examples *examples, struct column *column,
           const struct folder *first, const struct list *labels)
{
    struct folder folder = {0};
    int paired = examples_only(examples, FIELD_IMAGE) == NULL;
    struct column *label = first ? NULL : examples_only(examples, FIELD_LABEL);
    int failed =
        folder_open(&folder, split->dir, split->part, paired ? column->field->name : "");
    if (!failed && first) {
        failed = pairs_check(first, &folder);
    }
    if (!failed && !*split->part) {
        keep_split(&folder.files, split->keep);
    }
    if (!failed && !folder.files.count) {
        failed = examples_error(folder.root,
                                "too few pictures: every fifth would be the test split");
    }
    failed = failed || (label && labels_fill(&folder, labels, label)) ||
             pictures_fill(&folder, column);
    examples->count = folder.files.count;
    folder_close(&folder);
    return failed ? -1 : 0;
}

static int
columns_check(const struct examples *examples, const char *dir)
{
    int images = 0, labels = 0;
    for (int i = 0; i < examples->columns; i++) {
        const struct field *field = examples->column[i].field;
        images += field->kind == FIELD_IMAGE;
        labels += field->kind == FIELD_LABEL;
        if (field->kind == FIELD_VECTOR) {
            return examples_error(
                dir, "field '%s' is a vector; a folder of pictures has none, but a .npz may",
                field->name);
        }
    }
    if (!images || labels > 1) {
        return examples_error(dir,
                              "the page reads %d pictures and %d labels from it; a folder has "
                              "pictures, and at most one label for each",
                              images, labels);
    }
    return 0;
}

static int
columns_fill(const struct split *split, struct examples *examples, const struct folder *all,
             const struct list *labels)
{
    int images = 0;
    for (int i = 0; i < examples->columns; i++) {
        struct column *column = &examples->column[i];
        if (column->field->kind == FIELD_IMAGE &&
            field_fill(split, examples, column, images++ ? all : NULL, labels)) {
            return -1;
        }
    }
    return 0;
}

static const char *
first_image(const struct examples *examples)
{
    for (int i = 0; i < examples->columns; i++) {
        if (examples->column[i].field->kind == FIELD_IMAGE) {
            return examples->column[i].field->name;
        }
    }
    return "";
}

int
folder_read(const char *dir, int test, struct examples *examples)
{
    int parts = has_folder(dir, "train") + has_folder(dir, "test");
    if (parts == 1) {
        return examples_error(dir, "train/ or test/ alone; both were expected, or neither");
    }
    if (columns_check(examples, dir)) {
        return -1;
    }
    const char *inner = examples_only(examples, FIELD_IMAGE) ? "" : first_image(examples);
    struct split split = {dir, parts ? test ? "test" : "train" : "", test};
    struct folder train = {0}, all = {0};
    struct list labels = {0};
    int labelled = examples_only(examples, FIELD_LABEL) != NULL;
    int failed = labelled && (folder_open(&train, dir, parts ? "train" : "", inner) ||
                              labels_list(&train, &labels));
    failed = failed || (*inner && folder_open(&all, dir, split.part, inner)) ||
             columns_fill(&split, examples, &all, &labels);
    if (!failed && labelled) {
        snprintf(examples->note, sizeof examples->note, "%ld labels", labels.count);
    }
    list_free(&labels);
    folder_close(&train);
    folder_close(&all);
    return failed ? -1 : 0;
}
