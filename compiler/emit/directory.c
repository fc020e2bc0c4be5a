/* The emitted directory on disk: model, check, main, Makefile, page, AUDIT.md and the sources
 * of the runtime, which are embedded in latentc.
 *
 * All texts are made before the first is written, and all are written beside their places
 * before the first is renamed onto its own; so a full disk leaves everything as it was. A file
 * that has the same bytes already is left alone, and make has little to do. */
#include "directory.h"

#include "../passes/choice.h"
#include "emit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Embedded {
    const char *name; /* "runtime/train.c" */
    const char *text;
} Embedded;

extern const Embedded embedded_files[];
extern const int embedded_count;

typedef struct Files {
    LIST(const char *) name;
    LIST(const char *) text;
} Files;

static void
put_file(Files *files, const char *name, const char *text)
{
    PUSH(files->name, name);
    PUSH(files->text, text ? text : "");
}

static bool
complain_file(const char *path, const char *what)
{
    fprintf(stderr, "latentc: error: %s: %s%s%s\n", path, what, errno ? ": " : "",
            errno ? strerror(errno) : "");
    return false;
}

static bool
make_directories(const char *path)
{
    char *part = format("%s", path);
    for (char *at = part + 1; *at; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return complain_file(part, "cannot make the directory");
        *at = '/';
    }
    if (mkdir(part, 0777) != 0 && errno != EEXIST)
        return complain_file(part, "cannot make the directory");
    return true;
}

static bool
has_bytes(const char *path, const char *text, size_t size)
{
    char buffer[4096];
    size_t at = 0, got;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    bool same = true;
    while (same && (got = fread(buffer, 1, sizeof buffer, file)) > 0) {
        same = at + got <= size && memcmp(buffer, text + at, got) == 0;
        at += got;
    }
    fclose(file);
    return same && at == size;
}

typedef enum Staged { SAME, BESIDE, FAILED } Staged;

static const char *
beside(const char *path)
{
    return format("%s.new", path);
}

/* Writes the text beside its place, unless that has these bytes already. */
static Staged
stage_file(const char *path, const char *text)
{
    size_t size = strlen(text);
    if (has_bytes(path, text, size))
        return SAME;
    errno = 0;
    FILE *file = fopen(beside(path), "wb");
    bool good = file != NULL && fwrite(text, 1, size, file) == size;
    good = file != NULL && fclose(file) == 0 && good;
    if (good)
        return BESIDE;
    complain_file(path, "cannot be written");
    if (file != NULL)
        remove(beside(path));
    return FAILED;
}

/* Writes all files beside their places, and if that went well puts them there. */
static bool
write_files(const char *directory, const Files *files)
{
    int count = files->name.count;
    char **path = NEW_ARRAY(char *, count + 1);
    Staged *staged = NEW_ARRAY(Staged, count + 1);
    bool good = true;
    for (int i = 0; i < count && good; i++) {
        path[i] = format("%s/%s", directory, files->name.at[i]);
        staged[i] = stage_file(path[i], files->text.at[i]);
        good = staged[i] != FAILED;
    }
    for (int i = 0; i < count && path[i] != NULL; i++) {
        if (staged[i] != BESIDE)
            continue;
        if (good && rename(beside(path[i]), path[i]) != 0)
            good = complain_file(path[i], "cannot be written");
        if (!good)
            remove(beside(path[i]));
    }
    return good;
}

bool
text_file_write(const char *path, const char *text)
{
    Files files = {0};
    const char *slash = strrchr(path, '/');
    put_file(&files, slash ? slash + 1 : path, text);
    return write_files(slash ? format("%.*s", (int)(slash - path), path) : ".", &files);
}

static void
put_runtime(Files *files, bool blas)
{
    for (int i = 0; i < embedded_count; i++)
        if (blas || strncmp(embedded_files[i].name, "runtime/contract.", 17) != 0)
            put_file(files, embedded_files[i].name, embedded_files[i].text);
}

bool
runtime_write(const char *path)
{
    Files files = {0};
    put_runtime(&files, true);
    return make_directories(format("%s/runtime/formats", path)) && write_files(path, &files);
}

static const char *
emitted(void (*emit)(Text *, const Plan *), const Plan *plan)
{
    Text text = {0};
    emit(&text, plan);
    return text.at;
}

bool
directory_write(Plan *plan, const char *path, bool runtime)
{
    Files files = {0};
    const char *model = plan->program->model;
    put_file(&files, format("%s.yaml", model), plan->program->text);
    for (int i = 0; i < plan->program->used.count; i++)
        put_file(&files, plan->program->used.at[i].name,
                 plan->program->used.at[i].source->text);
    put_file(&files, format("%s.h", model), emitted(header_emit, plan));
    Text program = {0}, contractions = {0};
    program_emit(&program, &contractions, plan);
    put_file(&files, format("%s.c", model), program.at);
    if (contractions.at)
        put_file(&files, format("%s_contractions.h", model), contractions.at);
    put_file(&files, "main.c", emitted(main_emit, plan));
    put_file(&files, "Makefile", emitted(makefile_emit, plan));
    names_forget();
    check_names(plan);
    names_settle(plan);
    Text check = {0}, check_contractions = {0};
    check_emit(&check, &check_contractions, plan);
    put_file(&files, format("%s_check.c", model), check.at);
    if (check_contractions.at)
        put_file(&files, format("%s_check_contractions.h", model), check_contractions.at);
    if (runtime)
        put_runtime(&files, calls_blas(plan));
    if (plan->program->choices)
        put_file(&files, format("%s.tiles", model), plan->program->choices->source->text);
    Text audit = {0};
    audit_emit(&audit, plan, files.name.count, files.name.at, files.text.at);
    put_file(&files, "AUDIT.md", audit.at);
    if (!make_directories(path) ||
        (runtime && !make_directories(format("%s/runtime/formats", path))))
        return false;
    return write_files(path, &files);
}
