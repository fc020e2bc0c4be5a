/* `use`: other files that hold blocks and functions, relative to the file that names them and
 * below a root. Each is read once, cycles are refused.
 *
 * The one idea: copies of all files lie beside the emitted C, so the names after `use` are
 * rewritten to those of the copies before anything else reads the texts. The page and its copy
 * then have one text, one hash and the same lines. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "model.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *root_directory; /* --root; NULL: the parent of the page's directory */

typedef struct File { /* the page, or a file that it uses */
    Source *source;
    Yaml *root;
    const char *real;       /* its path without links, by which it is known */
    const char *name;       /* of its copy */
    LIST(const Yaml *) use; /* names written in it .. */
    LIST(int) used;         /* .. and the files they mean */
    bool busy;              /* it is on the way from the page to the file that is read now */
    Mark mark;              /* where it is used first */
} File;

typedef LIST(File *) Files;

void
use_root(const char *directory)
{
    root_directory = directory;
}

static const char *
directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash ? "." : slash == path ? "/" : intern_bytes(path, (size_t)(slash - path));
}

/* The path without links, or NULL with errno. */
static const char *
real_path(const char *path)
{
    char *found = realpath(path, NULL);
    const char *copy = found ? intern(found) : NULL;
    free(found);
    return copy;
}

static bool
is_below(const char *path, const char *directory)
{
    size_t size = strlen(directory);
    return strncmp(path, directory, size) == 0 && (path[size] == '/' || size == 1);
}

static const char *
root_of(const char *page)
{
    const char *root = root_directory ? root_directory : format("%s/..", directory_of(page));
    const char *real = real_path(root);
    Mark nowhere = {0};
    if (!real)
        error_at(nowhere, "--root: %s: %s", root, strerror(errno));
    return real;
}

/* The words after `use` are file names, and stand unchanged in C comments and Makefiles. */
static bool
check_word(const Yaml *word)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
    bool scalar = word->kind == YAML_SCALAR && *word->text;
    if (scalar && *word->text != '/' && word->text[strspn(word->text, letters)] == '\0')
        return true;
    error_at(word->mark, "use takes a file or a list of files, relative to this one: letters, "
                         "digits and . _ - /");
    return false;
}

/* By its ending no copy is called like an emitted file. */
static bool
check_ending(const Yaml *word, const char *real)
{
    const char *base = strrchr(real, '/') + 1, *dot = strrchr(base, '.');
    if (dot > base && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0))
        return true;
    error_at(word->mark, "use: the name of the file %s does not end in .yaml or .yml", base);
    return false;
}

static void read_uses(Files *files, File *file, const char *root);

static void
note_cycle(const Files *files, int to)
{
    for (int i = to + 1; i < files->count; i++) {
        if (files->at[i]->busy)
            note_at(files->at[i]->mark, "%s is used here", files->at[i]->source->path);
    }
}

static int
find_file(const Files *files, const char *real)
{
    for (int i = 0; i < files->count; i++) {
        if (files->at[i]->real == real)
            return i;
    }
    return -1;
}

static void
read_use(Files *files, File *from, const Yaml *word, const char *root)
{
    static const char *const keys[] = {"use", "blocks", "functions", NULL};
    if (!check_word(word))
        return;
    const char *path = format("%s/%s", directory_of(from->source->path), word->text);
    const char *real = real_path(path);
    if (!real) {
        error_at(word->mark, "cannot read '%s': %s", path, strerror(errno));
        return;
    }
    if (!is_below(real, root)) {
        error_at(word->mark, "'%s' is not below %s", word->text,
                 root_directory ? root_directory : "the parent of the page's directory");
        note_at(word->mark, "--root DIR says below which directory used files may lie");
        return;
    }
    if (!check_ending(word, real))
        return;
    int known = find_file(files, real);
    if (known >= 0 && files->at[known]->busy) {
        error_at(word->mark, "%s uses itself", files->at[known]->source->path);
        note_cycle(files, known);
        return;
    }
    PUSH(from->use, word);
    PUSH(from->used, known >= 0 ? known : files->count);
    if (known >= 0)
        return;
    File *file = NEW(File);
    file->real = real;
    file->mark = word->mark;
    file->source = source_read(path);
    file->root = file->source ? yaml_parse(file->source) : NULL;
    PUSH(*files, file);
    if (!file->root)
        return;
    if (file->root->kind == YAML_MAP)
        keys_check(file->root, "a used file holds use, blocks and functions", keys);
    else
        error_at(file->root->mark, "a used file holds use, blocks and functions");
    read_uses(files, file, root);
}

static void
read_uses(Files *files, File *file, const char *root)
{
    Yaml *use = file->root->kind == YAML_MAP ? yaml_get(file->root, "use") : NULL;
    file->busy = true;
    if (use && use->kind == YAML_LIST)
        for (int i = 0; i < use->count; i++)
            read_use(files, file, use->item[i], root);
    else if (use)
        read_use(files, file, use, root);
    file->busy = false;
}

static bool
name_taken(const Files *files, int count, const char *name)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(files->at[i]->name, name) == 0)
            return true;
    }
    return false;
}

/* The copy of the page is MODEL.yaml; each other keeps its own name where it is free. */
static void
choose_names(const Files *files)
{
    const Yaml *model = yaml_get(files->at[0]->root, "model");
    bool named = model && model->kind == YAML_SCALAR;
    files->at[0]->name = format("%s.yaml", named ? model->text : "");
    for (int i = 1; i < files->count; i++) {
        File *file = files->at[i];
        const char *slash = strrchr(file->real, '/'), *base = slash + 1;
        const char *dot = strrchr(base, '.') > base ? strrchr(base, '.') : strchr(base, '\0');
        file->name = base;
        for (int n = 2; name_taken(files, i, file->name); n++)
            file->name = format("%.*s_%d%s", (int)(dot - base), base, n, dot);
    }
}

/* Puts the names of the copies into the text, from the last to the first. */
static bool
rewrite(const Files *files, File *file)
{
    for (int i = file->use.count - 1; i >= 0; i--)
        file->source = source_replace(file->source, file->use.at[i]->mark,
                                      files->at[file->used.at[i]]->name);
    if (file->use.count)
        file->root = yaml_parse(file->source);
    return file->root != NULL;
}

bool
use_read(Source **page, Yaml **root, UsedFiles *used)
{
    Files files = {0};
    int before = error_count();
    if ((*root)->kind != YAML_MAP || !yaml_get(*root, "use"))
        return true;
    File *first = NEW(File);
    first->source = *page;
    first->root = *root;
    first->real = real_path((*page)->path);
    const char *below = root_of((*page)->path);
    if (!below)
        return false;
    PUSH(files, first);
    read_uses(&files, first, below);
    if (error_count() > before)
        return false;
    choose_names(&files);
    for (int i = 0; i < files.count; i++) {
        File *file = files.at[i];
        if (!rewrite(&files, file))
            return false;
        Used one = {file->source, file->root, file->name};
        if (i > 0)
            PUSH(*used, one);
    }
    *page = first->source;
    *root = first->root;
    return true;
}

const char *
use_hash(const Source *page, const UsedFiles *used)
{
    Text all = {0};
    if (used->count == 0)
        return page->sha256;
    text_put_bytes(&all, page->text, page->size);
    for (int i = 0; i < used->count; i++)
        text_put_bytes(&all, used->at[i].source->text, used->at[i].source->size);
    return sha256_text(all.at, all.size);
}
