/* Checkpoints in safetensors. A tensor stands under its key, in logical row-major order, so
 * that PyTorch reads it; the optimizer's moments stand under _train.KEY.m, .v, .w, .3 .., the
 * cursor under other names in _train. The text depends on nothing but the instance: I64 first,
 * which keeps every tensor aligned, then F32, each in order of names. A CRC of the data stands
 * in the metadata, for the format has none. What is no number of this model is refused before
 * the instance is touched. */
#include "checkpoint.h"
#include "file.h"
#include "log.h"
#include "safetensors.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct entry { /* one tensor of the file, to write or to read */
    char *name;
    const struct tensor *tensor; /* floats of the model, by its storage ... */
    float *stored;
    int64_t *words; /* ... or integers ... */
    float *values;  /* ... or plain floats */
    int rank;
    int64_t shape[RANK_MAX];
    int wide; /* I64 */
    long count;
};

/* What a cursor counts, and the number of the draw, by their names in a file. */
static const char *const counters[] = {"step",          "batches",      "batches_per_epoch",
                                       "draw",          "stage",        "stage_step",
                                       "stage_batches", "stage_length", "stage_in_epochs"};
enum { COUNTERS = sizeof counters / sizeof *counters, DRAW = 3 };

struct entries {
    int count;
    struct entry *entry;
    int64_t counters[COUNTERS];
    int64_t seed;
    int64_t *updates;
};

static struct entry *
add_entry(struct entries *all, char *name)
{
    struct entry *e = &all->entry[all->count++];
    e->name = name;
    e->count = 1;
    return e;
}

static void
add_tensor(struct entries *all, char *name, const struct tensor *t, float *stored)
{
    struct entry *e = add_entry(all, name);
    e->tensor = t;
    e->stored = stored;
    e->wide = t->integer;
    e->rank = t->rank;
    e->count = tensor_count(t);
    for (int axis = 0; axis < t->rank; axis++)
        e->shape[axis] = t->shape[axis];
}

static void
add_words(struct entries *all, const char *name, int64_t *words, int rank, long count)
{
    struct entry *e = add_entry(all, text_format("_train.%s", name));
    e->words = words;
    e->wide = 1;
    e->rank = rank;
    e->shape[0] = count;
    e->count = count;
}

static void
add_values(struct entries *all, const char *name, float *values, long count)
{
    struct entry *e = add_entry(all, text_format("_train.%s", name));
    e->values = values;
    e->rank = 1;
    e->shape[0] = count;
    e->count = count;
}

static int
by_type_and_name(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return x->wide != y->wide ? y->wide - x->wide : strcmp(x->name, y->name);
}

/* Every tensor of the file, in the order of its data. */
static void
list_entries(struct entries *all, const struct instance *m, int training)
{
    const struct model *model = m->model;
    memset(all, 0, sizeof *all);
    all->updates = allocate((size_t)model->counters + 1, sizeof *all->updates);
    all->entry =
        allocate((size_t)model->tensors * (1 + MOMENTS_MAX) + COUNTERS + 4, sizeof *all->entry);
    for (int i = 0; i < model->tensors; i++) {
        const struct tensor *t = &model->tensor[i];
        add_tensor(all, text_format("%s", t->key), t, tensor_data(m, t));
        for (int k = 0; training && t->trained && k < model->moments; k++)
            add_tensor(all, text_format("_train.%s.%c", t->key, "mvw34567"[k]), t,
                       m->moment[k] + t->offset);
    }
    if (training) {
        for (int i = 0; i < COUNTERS; i++)
            add_words(all, counters[i], &all->counters[i], 0, 1);
        add_words(all, "seed", &all->seed, 0, 1);
        add_words(all, "updates", all->updates, 1, model->counters);
        add_values(all, "values", m->value, model->scalars);
    }
    qsort(all->entry, (size_t)all->count, sizeof *all->entry, by_type_and_name);
}

static void
free_entries(struct entries *all)
{
    for (int i = 0; i < all->count; i++)
        free(all->entry[i].name);
    free(all->entry);
    free(all->updates);
}

static long
largest_count(const struct entries *all)
{
    long largest = 1;
    for (int i = 0; i < all->count; i++)
        if (all->entry[i].count > largest)
            largest = all->entry[i].count;
    return largest;
}

static size_t
entry_bytes(const struct entry *e)
{
    return (size_t)e->count * (e->wide ? sizeof(int64_t) : sizeof(float));
}

/* The bytes of an entry as the file has them; `logical` and `words` hold the largest one. */
static const void *
encode_entry(const struct entry *e, float *logical, int64_t *words)
{
    if (!e->tensor)
        return e->words ? (const void *)e->words : e->values;
    tensor_unpack(e->tensor, e->stored, logical);
    if (!e->wide)
        return logical;
    for (long i = 0; i < e->count; i++)
        words[i] = (int64_t)logical[i];
    return words;
}

static void
decode_entry(const struct entry *e, float *logical, const int64_t *words)
{
    if (!e->tensor) {
        memcpy(e->words ? (void *)e->words : e->values,
               e->words ? (const void *)words : logical, entry_bytes(e));
        return;
    }
    for (long i = 0; e->wide && i < e->count; i++)
        logical[i] = (float)words[i];
    tensor_pack(e->tensor, logical, e->stored);
}

struct scratch {
    float *logical;
    int64_t *words;
};

static struct scratch
scratch_new(const struct entries *all)
{
    size_t count = (size_t)largest_count(all);
    struct scratch scratch = {allocate(count, sizeof(float)), allocate(count, sizeof(int64_t))};
    return scratch;
}

static void
scratch_free(struct scratch *scratch)
{
    free(scratch->logical);
    free(scratch->words);
}

struct text { /* that grows */
    char *bytes;
    size_t used, room;
};

static void __attribute__((format(printf, 2, 3)))
append(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t length = (size_t)vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (text->used + length + 1 > text->room) {
        text->room = 2 * (text->used + length + 1);
        text->bytes = realloc(text->bytes, text->room);
        if (!text->bytes) {
            complain("out of memory");
            exit(1);
        }
    }
    va_start(arguments, format);
    vsnprintf(text->bytes + text->used, length + 1, format, arguments);
    va_end(arguments);
    text->used += length;
}

static void
append_string(struct text *text, const char *s)
{
    append(text, "\"");
    for (; *s; s++) {
        if ((unsigned char)*s < 0x20 || *s == '"' || *s == '\\')
            append(text, "\\u%04x", (unsigned)*s);
        else
            append(text, "%c", *s);
    }
    append(text, "\"");
}

static struct text
header_text(const struct entries *all, const struct model *model, uint32_t crc)
{
    struct text text = {0};
    uint64_t place = 0;
    append(&text, "{\"__metadata__\":{\"crc32\":\"%08" PRIx32 "\",\"format\":\"pt\",", crc);
    append(&text, "\"latentc\":");
    append_string(&text, model->version);
    append(&text, ",\"model\":");
    append_string(&text, model->name);
    append(&text, ",\"page\":");
    append_string(&text, model->hash);
    append(&text, "}");
    for (int i = 0; i < all->count; i++) {
        const struct entry *e = &all->entry[i];
        append(&text, ",");
        append_string(&text, e->name);
        append(&text, ":{\"dtype\":\"%s\",\"shape\":[", e->wide ? "I64" : "F32");
        for (int axis = 0; axis < e->rank; axis++)
            append(&text, "%s%" PRId64, axis > 0 ? "," : "", e->shape[axis]);
        append(&text, "],\"data_offsets\":[%" PRIu64 ",", place);
        place += entry_bytes(e);
        append(&text, "%" PRIu64 "]}", place);
    }
    append(&text, "}");
    while (text.used % 8 != 0)
        append(&text, " ");
    return text;
}

static int
write_entries(struct file_draft *draft, const struct entries *all, const struct model *model)
{
    struct scratch scratch = scratch_new(all);
    uLong crc = crc32_z(0, NULL, 0);
    for (int i = 0; i < all->count; i++) {
        const void *bytes = encode_entry(&all->entry[i], scratch.logical, scratch.words);
        crc = crc32_z(crc, bytes, entry_bytes(&all->entry[i]));
    }
    struct text header = header_text(all, model, (uint32_t)crc);
    uint64_t length = header.used;
    int failed = file_put(draft, &length, sizeof length) != 0 ||
                 file_put(draft, header.bytes, header.used) != 0;
    for (int i = 0; !failed && i < all->count; i++) {
        const void *bytes = encode_entry(&all->entry[i], scratch.logical, scratch.words);
        failed = file_put(draft, bytes, entry_bytes(&all->entry[i])) != 0;
    }
    free(header.bytes);
    scratch_free(&scratch);
    return failed ? -1 : 0;
}

static void
put_counters(int64_t *counter, const struct instance *m, const struct cursor *c)
{
    const int64_t values[COUNTERS] = {c->step,          c->batches, c->per_epoch,
                                      (int64_t)m->draw, c->stage,   c->stage_step,
                                      c->stage_batches, c->length,  c->in_epochs};
    memcpy(counter, values, sizeof values);
}

static struct cursor
cursor_of(const int64_t *counter)
{
    struct cursor c = {.step = (long)counter[0],
                       .batches = (long)counter[1],
                       .per_epoch = (long)counter[2],
                       .stage = (long)counter[4],
                       .stage_step = (long)counter[5],
                       .stage_batches = (long)counter[6],
                       .length = (long)counter[7],
                       .in_epochs = (long)counter[8]};
    c.draws = (long)counter[DRAW] + (c.batches > 0);
    return c;
}

int
checkpoint_save(const char *path, const struct instance *m, const struct cursor *cursor)
{
    struct entries all;
    struct file_draft draft;
    list_entries(&all, m, 1);
    put_counters(all.counters, m, cursor);
    all.seed = (int64_t)m->seed;
    for (int i = 0; i < m->model->counters; i++)
        all.updates[i] = m->updates[i];
    int failed = file_start(&draft, path) != 0;
    if (!failed && write_entries(&draft, &all, m->model) != 0) {
        file_abandon(&draft);
        failed = 1;
    }
    if (!failed)
        failed = file_commit(&draft) != 0;
    free_entries(&all);
    return failed ? -1 : 0;
}

/* The CRC in the metadata, where there is one: files of other writers have none. */
static int
check_data(const struct safetensors *file)
{
    enum { PART = 1 << 18 };
    const char *note = safetensors_note(file, "crc32");
    if (!note)
        return 0;
    unsigned char *part = allocate(PART, 1);
    uLong crc = crc32_z(0, NULL, 0);
    int failed = 0;
    for (uint64_t place = 0; !failed && place < file->bytes; place += PART) {
        size_t count = file->bytes - place < PART ? (size_t)(file->bytes - place) : PART;
        failed = safetensors_read(file, place, part, count) != 0;
        crc = crc32_z(crc, part, count);
    }
    free(part);
    char found[16];
    snprintf(found, sizeof found, "%08lx", (unsigned long)crc);
    if (!failed && strcmp(found, note) != 0) {
        complain("%s: is damaged: its data has CRC %s, expected %s", file->path, found, note);
        failed = 1;
    }
    return failed ? -1 : 0;
}

static int
check_entry(const struct safetensors *file, const struct entry *e, const struct model *model)
{
    const struct safetensors_entry *found = safetensors_find(file, e->name);
    const char *dtype = e->wide ? "I64" : "F32";
    if (!found && strncmp(e->name, "_train.", 7) == 0) {
        complain("%s: has no %s: no trainer of %s wrote it, so it cannot be resumed",
                 file->path, e->name, model->name);
        return -1;
    }
    if (!found) {
        complain("%s: is of another graph: has no tensor %s, which %s has", file->path, e->name,
                 model->name);
        return -1;
    }
    if (found->rank != e->rank ||
        memcmp(found->shape, e->shape, (size_t)e->rank * sizeof *e->shape) != 0) {
        char theirs[200], ours[200];
        safetensors_shape(theirs, sizeof theirs, found->rank, found->shape);
        safetensors_shape(ours, sizeof ours, e->rank, e->shape);
        complain("%s: is of another graph: %s is %s there, and %s in %s", file->path, e->name,
                 theirs, ours, model->name);
        return -1;
    }
    if (strcmp(found->dtype, dtype) != 0) {
        complain("%s: %s has type %s, expected %s", file->path, e->name, found->dtype, dtype);
        return -1;
    }
    return 0;
}

static int
check_graph(const struct safetensors *file, const struct entries *all,
            const struct model *model)
{
    for (int i = 0; i < all->count; i++)
        if (check_entry(file, &all->entry[i], model) != 0)
            return -1;
    for (size_t i = 0; i < file->count; i++) {
        int known = strncmp(file->entry[i].name, "_train.", 7) == 0;
        for (int k = 0; !known && k < model->tensors; k++)
            known = strcmp(model->tensor[k].key, file->entry[i].name) == 0;
        if (!known) {
            complain("%s: is of another graph: has a tensor %s, which %s has not", file->path,
                     file->entry[i].name, model->name);
            return -1;
        }
    }
    return 0;
}

static int
check_counters(const struct safetensors *file, const struct model *model,
               const int64_t *counter)
{
    const int stages = model->stages > 0 ? model->stages : 1;
    int wrong = counter[2] < 1;
    for (int i = 0; i < COUNTERS; i++)
        wrong |= i != DRAW && (counter[i] < 0 || counter[i] > INT64_C(1) << 53);
    wrong |= counter[4] >= stages || counter[5] > counter[0] || counter[6] > counter[1];
    if (wrong)
        complain("%s: is damaged: its step, batches, batches_per_epoch or stage cannot be",
                 file->path);
    return wrong ? -1 : 0;
}

static int
read_entries(const struct safetensors *file, const struct entries *all)
{
    struct scratch scratch = scratch_new(all);
    int failed = 0;
    for (int i = 0; !failed && i < all->count; i++) {
        const struct entry *e = &all->entry[i];
        uint64_t place = safetensors_find(file, e->name)->begin;
        void *bytes = e->wide ? (void *)scratch.words : (void *)scratch.logical;
        failed = safetensors_read(file, place, bytes, entry_bytes(e)) != 0;
        if (!failed)
            decode_entry(e, scratch.logical, scratch.words);
    }
    scratch_free(&scratch);
    return failed ? -1 : 0;
}

static void
warn_of_other_page(const struct safetensors *file, const struct model *model)
{
    const char *page = safetensors_note(file, "page");
    if (page && strcmp(page, model->hash) != 0)
        complain("%s: was written by another version of %s; its tensors fit", file->path,
                 model->name);
}

static void
take_cursor(const struct entries *all, struct instance *m, struct cursor *cursor)
{
    *cursor = cursor_of(all->counters);
    m->draw = (uint64_t)all->counters[DRAW];
    m->seed = (uint64_t)all->seed;
    for (int i = 0; i < m->model->counters; i++)
        m->updates[i] = (long)all->updates[i];
}

/* How far training was, of a file that says so; another is of the end. */
static int
take_time(const struct safetensors *file, struct instance *m)
{
    int64_t counter[COUNTERS];
    m->stage = m->model->stages > 0 ? m->model->stages - 1 : 0;
    for (int i = 0; i < COUNTERS; i++) {
        char *name = text_format("_train.%s", counters[i]);
        const struct safetensors_entry *entry = safetensors_find(file, name);
        const int there = entry && entry->rank == 0 && strcmp(entry->dtype, "I64") == 0;
        free(name);
        if (!there)
            return 0;
        if (safetensors_read(file, entry->begin, &counter[i], sizeof counter[i]) != 0)
            return -1;
    }
    if (check_counters(file, m->model, counter) != 0)
        return -1;
    const struct cursor cursor = cursor_of(counter);
    cursor_tell(&cursor, m);
    return 0;
}

enum checkpoint_result
checkpoint_load(const char *path, struct instance *m, struct cursor *cursor)
{
    struct entries all;
    enum checkpoint_result result = CHECKPOINT_LOADED;
    struct safetensors *file = safetensors_open(path);
    if (!file)
        return CHECKPOINT_DAMAGED;
    list_entries(&all, m, cursor != NULL);
    if (check_graph(file, &all, m->model) != 0)
        result = CHECKPOINT_REFUSED;
    else if (check_data(file) != 0 || read_entries(file, &all) != 0)
        result = CHECKPOINT_DAMAGED;
    else if (cursor ? check_counters(file, m->model, all.counters) != 0
                    : take_time(file, m) != 0)
        result = CHECKPOINT_DAMAGED;
    if (result == CHECKPOINT_LOADED) {
        warn_of_other_page(file, m->model);
        if (cursor)
            take_cursor(&all, m, cursor);
    }
    free_entries(&all);
    safetensors_close(file);
    return result;
}
