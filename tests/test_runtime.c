/* The trainer around a model: checkpoints that are whole or refused, runs that resume with the
 * same bits, options, and gradcheck. Commands run as a user runs them, in a process of their
 * own with its directory, exit status and output. The model is the one of toy_model.c. */
#include "../runtime/checkpoint.h"
#include "../runtime/file.h"
#include "../runtime/log.h"
#include "../runtime/safetensors.h"
#include "../runtime/writer.h"
#include "toy_model.h"

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEXT_MAX = 1 << 16, WORDS = 24 };

static char home[64];
static char *output, *errors; /* of the last command */
static const struct model *model = &toy_model;
static long largest_file; /* limit for the command, 0: none */

static void
enter_directory(void)
{
    snprintf(home, sizeof home, "/tmp/test_runtime.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(home));
    ck_assert_int_eq(chdir(home), 0);
    log_program("toy");
}

static void
leave_directory(void)
{
    char *command = text_format("rm -rf '%s'", home);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(system(command), 0);
    free(command);
    free(output);
    free(errors);
    output = errors = NULL;
}

static void
redirect(int to, const char *path)
{
    int handle = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (handle < 0 || dup2(handle, to) < 0)
        _exit(99);
    close(handle);
}

static void
limit_files(void)
{
    struct rlimit limit = {(rlim_t)largest_file, (rlim_t)largest_file};
    signal(SIGXFSZ, SIG_IGN);
    if (largest_file > 0 && setrlimit(RLIMIT_FSIZE, &limit) != 0)
        _exit(98);
}

/* Runs `toy LINE`; returns the exit status as a shell shows it. */
static int
toy(const char *line)
{
    char *words[WORDS], *text = text_format("toy %s", line), *rest = NULL;
    int count = 0, status;
    for (char *word = strtok_r(text, " ", &rest); word && count < WORDS - 1;
         word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    words[count] = NULL;
    fflush(NULL);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        redirect(STDOUT_FILENO, "output");
        redirect(STDERR_FILENO, "errors");
        limit_files();
        exit(command_main(model, count, words));
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    free(text);
    free(output);
    free(errors);
    output = file_read("output", TEXT_MAX);
    errors = file_read("errors", TEXT_MAX);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void
expect_error(const char *line, const char *message)
{
    int status = toy(line);
    ck_assert_msg(status == 1, "`%s` ended with %d: %s", line, status, errors);
    ck_assert_msg(strstr(errors, message), "`%s`: expected '%s', found: %s", line, message,
                  errors);
}

static void
expect_success(const char *line)
{
    int status = toy(line);
    ck_assert_msg(status == 0, "`%s` ended with %d: %s", line, status, errors);
}

static char *
bytes_of(const char *path, size_t *count)
{
    struct stat status;
    ck_assert_msg(stat(path, &status) == 0, "%s is not there", path);
    *count = (size_t)status.st_size;
    return file_read(path, *count);
}

static void
expect_same_file(const char *a, const char *b)
{
    size_t m, n;
    char *x = bytes_of(a, &m), *y = bytes_of(b, &n);
    ck_assert_msg(m == n && memcmp(x, y, m) == 0, "%s and %s differ", a, b);
    free(x);
    free(y);
}

static void
put_bytes(const char *path, const char *bytes, size_t count)
{
    ck_assert_int_eq(file_write(path, bytes, count), 0);
}

/* metrics.csv without its times. */
static char *
rows_of(const char *path)
{
    char *text = file_read(path, TEXT_MAX), *out = text, *rest = NULL;
    ck_assert_ptr_nonnull(text);
    char *kept = allocate(TEXT_MAX, 1), *end = kept;
    for (char *line = strtok_r(out, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        int column = 0;
        for (char *c = line; *c; c++) {
            column += *c == ',';
            if (column != 2 && column != 3)
                *end++ = *c;
        }
        *end++ = '\n';
    }
    free(text);
    return kept;
}

static void
expect_same_rows(const char *a, const char *b)
{
    char *x = rows_of(a), *y = rows_of(b);
    ck_assert_str_eq(x, y);
    free(x);
    free(y);
}

/* Storage */

START_TEST(a_panel_holds_its_rows_and_zero_padding)
{
    const struct tensor *t = &toy_model.tensor[TOY_WEIGHT];
    float *logical = allocate(TOY_HIDDEN * TOY_PIXELS, sizeof(float));
    float *stored = allocate((size_t)t->storage.floats, sizeof(float));
    float *again = allocate(TOY_HIDDEN * TOY_PIXELS, sizeof(float));
    for (int i = 0; i < TOY_HIDDEN * TOY_PIXELS; i++)
        logical[i] = (float)(i + 1);
    for (long i = 0; i < t->storage.floats; i++)
        stored[i] = -1;
    tensor_pack(t, logical, stored);
    ck_assert(stored[0] == 1);
    ck_assert(stored[1] == TOY_PIXELS + 1);                    /* row 1, column 0 */
    ck_assert(stored[32] == 2);                                /* row 0, column 1 */
    ck_assert(stored[32 * TOY_PIXELS] == 32 * TOY_PIXELS + 1); /* row 32, column 0 */
    for (int row = 8; row < 32; row++)
        ck_assert(stored[32 * TOY_PIXELS + row] == 0);
    tensor_unpack(t, stored, again);
    ck_assert_mem_eq(logical, again, TOY_HIDDEN * TOY_PIXELS * sizeof(float));
    free(logical);
    free(stored);
    free(again);
}
END_TEST

/* Rows longer than a tile, panels that end within one, an axis apart, a number. */
START_TEST(every_element_lies_where_the_storage_says)
{
    enum { A = 37, B = 40, C = 5, ALL = A * B * C * C, ROOM = 2 * 64 * ALL / A };
    static float logical[ALL], stored[ROOM], again[ALL];
    static const struct storage storages[] = {
        {{B * C * C, C * C, C, 1}, -1, 0, 0, ALL, 4, {A, B, C, C}},
        {{0, 32, B * C * 32, B * 32}, 0, 32, B * C * C * 32, B * C * C * 64, 4, {A, B, C, C}},
        {{32, 0, A * C * 32, A * 32}, 1, 32, A * C * C * 32, A * C * C * 64, 4, {A, B, C, C}},
        {{1, A, A * B * C, A * B}, -1, 0, 0, ALL, 4, {A, B, C, C}},
        {{2 * B * C * C, 2 * C * C, 2 * C, 2}, -1, 0, 0, 2 * ALL, 4, {A, B, C, C}},
    };
    for (int i = 0; i < ALL; i++)
        logical[i] = (float)(i + 1);
    for (size_t k = 0; k < sizeof storages / sizeof *storages; k++) {
        const struct storage *s = &storages[k];
        const struct tensor t = {.rank = 4, .shape = {A, B, C, C}, .storage = *s};
        tensor_pack(&t, logical, stored);
        for (long i = 0; i < ALL; i++) {
            const long at[] = {i / (B * C * C), i / (C * C) % B, i / C % C, i % C};
            long place = 0;
            for (int a = 0; a < 4; a++)
                place += a == s->panel_axis
                             ? at[a] / s->panel * s->panel_stride + at[a] % s->panel
                             : at[a] * s->stride[a];
            ck_assert(stored[place] == logical[i]);
        }
        memset(again, 0, sizeof again);
        tensor_unpack(&t, stored, again);
        ck_assert_mem_eq(again, logical, sizeof again);
    }
    const struct tensor number = {.storage = {.panel_axis = -1, .floats = 1}};
    tensor_pack(&number, &logical[4], stored);
    tensor_unpack(&number, stored, again);
    ck_assert(stored[0] == 5 && again[0] == 5);
}
END_TEST

START_TEST(first_values_do_not_depend_on_the_storage)
{
    static struct tensor tensors[TOY_TENSORS];
    struct model plain = toy_model;
    float in_panels[TOY_HIDDEN * TOY_PIXELS], in_rows[TOY_HIDDEN * TOY_PIXELS];
    memcpy(tensors, toy_model.tensor, sizeof tensors);
    struct storage rows = {{TOY_PIXELS, 1},         -1, 0, 0, TOY_HIDDEN * TOY_PIXELS, 2,
                           {TOY_HIDDEN, TOY_PIXELS}};
    tensors[TOY_WEIGHT].storage = rows;
    plain.tensor = tensors;
    struct instance *a = instance_create(&toy_model, 7, 1), *b = instance_create(&plain, 7, 0);
    instance_init(a);
    instance_init(b);
    tensor_unpack(&toy_model.tensor[TOY_WEIGHT], a->parameters, in_panels);
    tensor_unpack(&tensors[TOY_WEIGHT], b->parameters, in_rows);
    ck_assert_mem_eq(in_panels, in_rows, sizeof in_rows);
    /* columns in the two parts that they join, which lie in the other order, inside the rows */
    struct storage parts = {
        {1, TOY_HIDDEN, TOY_HIDDEN * TOY_SIDE}, -1, 0, 0, TOY_HIDDEN * TOY_PIXELS, 3,
        {TOY_HIDDEN, TOY_SIDE, TOY_SIDE}};
    tensors[TOY_WEIGHT].storage = parts;
    instance_init(b);
    ck_assert(b->parameters[TOY_HIDDEN * TOY_SIDE + 2] == in_rows[2 * TOY_PIXELS + 1]);
    tensor_unpack(&tensors[TOY_WEIGHT], b->parameters, in_panels);
    ck_assert_mem_eq(in_panels, in_rows, sizeof in_rows);
    for (int i = 0; i < TOY_HIDDEN * TOY_PIXELS; i++)
        ck_assert(in_rows[i] >= -0.125f && in_rows[i] < 0.125f);
    ck_assert(a->parameters[toy_model.tensor[TOY_BIAS].offset] == 0.01f);
    instance_free(a);
    instance_free(b);
}
END_TEST

/* Checkpoints */

static struct instance *
marked_instance(float mark)
{
    struct instance *m = instance_create(&toy_model, 3, 1);
    instance_init(m);
    for (int i = 0; i < TOY_TENSORS; i++) {
        const struct tensor *t = &toy_model.tensor[i];
        long count = tensor_count(t);
        float *values = allocate((size_t)count, sizeof *values);
        for (int k = 0; k <= (t->trained ? 2 : 0); k++) {
            for (long e = 0; e < count; e++)
                values[e] = t->integer ? mark : mark + (float)e + (float)(100000 * k);
            tensor_pack(t, values, k == 0 ? tensor_data(m, t) : m->moment[k - 1] + t->offset);
        }
        free(values);
    }
    m->updates[0] = 11;
    m->updates[1] = 22;
    m->draw = 33;
    return m;
}

static const struct cursor marked_cursor = {
    .step = 44, .batches = 55, .per_epoch = 66, .draws = 34};

START_TEST(a_checkpoint_comes_back_whole)
{
    struct instance *m = marked_instance(5), *n = instance_create(&toy_model, 9, 1);
    struct cursor cursor = {0};
    instance_init(n);
    ck_assert_int_eq(checkpoint_save("a.safetensors", m, &marked_cursor), 0);
    ck_assert_int_eq(checkpoint_load("a.safetensors", n, &cursor), CHECKPOINT_LOADED);
    size_t bytes = (size_t)toy_model.parameter_floats * sizeof(float);
    ck_assert_mem_eq(m->parameters, n->parameters, bytes);
    ck_assert_mem_eq(m->moment[0], n->moment[0], bytes);
    ck_assert_mem_eq(m->moment[1], n->moment[1], bytes);
    ck_assert_mem_eq(m->state, n->state, (size_t)toy_model.state_floats * sizeof(float));
    ck_assert_mem_eq(&cursor, &marked_cursor, sizeof cursor);
    ck_assert_int_eq(n->updates[0], 11);
    ck_assert_int_eq(n->updates[1], 22);
    ck_assert_uint_eq(n->draw, 33);
    ck_assert_uint_eq(n->seed, 3);
    ck_assert_int_eq(checkpoint_save("b.safetensors", n, &cursor), 0);
    expect_same_file("a.safetensors", "b.safetensors");
    instance_free(m);
    instance_free(n);
}
END_TEST

START_TEST(a_checkpoint_is_logical_and_aligned)
{
    struct instance *m = marked_instance(0);
    float weight[TOY_HIDDEN * TOY_PIXELS];
    int64_t runs;
    ck_assert_int_eq(checkpoint_save("a.safetensors", m, &marked_cursor), 0);
    struct safetensors *file = safetensors_open("a.safetensors");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(file->origin % 8, 0);
    const struct safetensors_entry *e = safetensors_find(file, "encoder.0.weight");
    ck_assert_ptr_nonnull(e);
    ck_assert_str_eq(e->dtype, "F32");
    ck_assert_int_eq(e->shape[0], TOY_HIDDEN);
    ck_assert_int_eq(safetensors_read(file, e->begin, weight, sizeof weight), 0);
    for (int i = 0; i < TOY_HIDDEN * TOY_PIXELS; i++)
        ck_assert(weight[i] == (float)i);
    e = safetensors_find(file, "runs");
    ck_assert_str_eq(e->dtype, "I64");
    ck_assert_int_eq(e->rank, 0);
    ck_assert_int_eq(safetensors_read(file, e->begin, &runs, sizeof runs), 0);
    ck_assert_int_eq(runs, 0);
    ck_assert_ptr_nonnull(safetensors_find(file, "_train.encoder.0.weight.v"));
    ck_assert_str_eq(safetensors_note(file, "model"), "toy");
    safetensors_close(file);
    instance_free(m);
}
END_TEST

/* A file of a header and `bytes` zeros. */
static void
put_file(const char *path, const char *header, size_t bytes)
{
    size_t length = strlen(header);
    char *all = allocate(8 + length + bytes, 1);
    memcpy(all, &length, 8);
    memcpy(all + 8, header, length);
    put_bytes(path, all, 8 + length + bytes);
    free(all);
}

static const struct {
    const char *header;
    size_t bytes;
    const char *message;
} damaged_files[] = {
    {"", 0, "header does not begin with '{'"},
    {" {}", 0, "header does not begin with '{'"},
    {"{", 0, "expected a string"},
    {"{}x", 0, "nothing behind"},
    {"{}", 1, "longer than its header says"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 7, "shorter than its"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 9, "longer than its"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "expected 8 bytes"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "from 0 on"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,4]}}", 8, "from 0 on"},
    {"{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "not known"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "a count below"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}", 4, "a count below"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", 4, "expected ']'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"shape\":[1],\"data_offsets\":[0,4]}}", 4,
     "once"},
    {"{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4, "once each"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"b\":1}}", 4,
     "once each"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}", 4,
     "8 axes"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", 0,
     "overflows"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
     "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
     8, "stands there twice"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
     "\"\\u0061\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
     8, "stands there twice"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
     "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
     4, "from 4 on"},
    {"{\"__metadata__\":{\"a\":1}}", 0, "expected a string"},
    {"{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "only once"},
    {"{\"__metadata__\":{},\"__metadata__\":{}}", 0, "only once"},
    {"{\"\xff\":1}", 0, "UTF-8"},
    {"{\"\\u0000\":1}", 0, "an escape sequence"},
    {"{\"\\ud800\":1}", 0, "surrogate"},
    {"{\"a\" 1}", 0, "expected ':'"},
    {"{\"a\":{}}", 0, "expected a string"},
    {"{},", 0, "nothing behind"},
};

START_TEST(a_file_that_is_no_safetensors_is_refused)
{
    put_file("bad.safetensors", damaged_files[_i].header, damaged_files[_i].bytes);
    expect_error("evaluate --checkpoint bad.safetensors", damaged_files[_i].message);
    ck_assert_ptr_nonnull(strstr(errors, "bad.safetensors"));
}
END_TEST

START_TEST(a_header_longer_than_the_file_is_refused)
{
    uint64_t lengths[] = {1, 9, UINT64_C(1) << 40, UINT64_MAX, UINT64_MAX - 7};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        put_bytes("bad.safetensors", (char *)&lengths[i], 8);
        expect_error("evaluate --checkpoint bad.safetensors", "header is longer than the file");
    }
    put_bytes("bad.safetensors", "abc", 3);
    expect_error("evaluate --checkpoint bad.safetensors", "shorter than 8 bytes");
    expect_error("evaluate --checkpoint missing.safetensors", "cannot be read");
    expect_error("evaluate --checkpoint .", "not a file");
}
END_TEST

/* Every prefix, in steps, and one changed bit anywhere. */
START_TEST(a_truncated_or_changed_checkpoint_is_refused)
{
    struct instance *m = marked_instance(1);
    struct cursor cursor;
    size_t count;
    ck_assert_int_eq(checkpoint_save("a.safetensors", m, &marked_cursor), 0);
    char *bytes = bytes_of("a.safetensors", &count);
    ck_assert_ptr_nonnull(freopen("errors", "w", stderr));
    for (size_t n = 0; n < count; n += n < 3000 ? 7 : 1009) {
        put_bytes("b.safetensors", bytes, n);
        ck_assert_int_ne(checkpoint_load("b.safetensors", m, &cursor), CHECKPOINT_LOADED);
    }
    for (size_t n = 2600; n < count; n += 997) {
        bytes[n] = (char)(bytes[n] ^ 4);
        put_bytes("b.safetensors", bytes, count);
        bytes[n] = (char)(bytes[n] ^ 4);
        ck_assert_int_eq(checkpoint_load("b.safetensors", m, &cursor), CHECKPOINT_DAMAGED);
    }
    put_bytes("b.safetensors", bytes, count);
    ck_assert_int_eq(checkpoint_load("b.safetensors", m, &cursor), CHECKPOINT_LOADED);
    free(bytes);
    instance_free(m);
}
END_TEST

/* The toy with another tensor in place of one of its own. */
static struct model
altered_model(struct tensor tensors[TOY_TENSORS], int which, const char *key, long first)
{
    struct model other = toy_model;
    memcpy(tensors, toy_model.tensor, TOY_TENSORS * sizeof *tensors);
    if (key)
        tensors[which].key = key;
    if (first > 0)
        tensors[which].shape[0] = first;
    other.tensor = tensors;
    return other;
}

START_TEST(a_checkpoint_of_another_graph_is_refused)
{
    struct tensor tensors[TOY_TENSORS];
    struct instance *m = marked_instance(1);
    struct cursor cursor;
    ck_assert_int_eq(checkpoint_save("a.safetensors", m, &marked_cursor), 0);
    struct model other = altered_model(tensors, TOY_OUT, NULL, 32);
    model = &other;
    expect_error("evaluate --checkpoint a.safetensors",
                 "decoder.0.weight is [64, 40] there, and [32, 40] in toy");
    other = altered_model(tensors, TOY_BIAS, "encoder.0.shift", 0);
    expect_error("evaluate --checkpoint a.safetensors", "has no tensor encoder.0.shift");
    other.tensors--;
    tensors[TOY_BIAS].key = "encoder.0.bias";
    expect_error("evaluate --checkpoint a.safetensors", "has a tensor mean, which toy has not");
    model = &toy_model;
    struct instance *n = instance_create(&other, 1, 1);
    ck_assert_int_eq(checkpoint_load("a.safetensors", n, &cursor), CHECKPOINT_REFUSED);
    instance_free(m);
    instance_free(n);
}
END_TEST

START_TEST(a_file_without_training_state_evaluates_but_does_not_resume)
{
    struct instance *m = marked_instance(1);
    size_t count;
    ck_assert_int_eq(checkpoint_save("a.safetensors", m, &marked_cursor), 0);
    /* Names of the same length, so that the header stays whole: foreign keys in place of ours.
     */
    char *bytes = bytes_of("a.safetensors", &count);
    for (size_t i = 0; i + 18 < count; i++)
        if (memcmp(bytes + i, "_train.draw\"", 12) == 0)
            memcpy(bytes + i, "_train.drew\"", 12);
    ck_assert_int_eq(mkdir("run", 0777), 0);
    put_bytes("run/step-00000044.safetensors", bytes, count);
    expect_success("evaluate --checkpoint run/step-00000044.safetensors");
    expect_error("train --resume --out run --steps 50", "has no _train.draw");
    free(bytes);
    instance_free(m);
}
END_TEST

START_TEST(a_failed_write_leaves_the_old_checkpoint)
{
    expect_success("train --out run --steps 3");
    size_t count;
    char *before = bytes_of("run/step-00000003.safetensors", &count);
    largest_file = 30000;
    expect_error("train --out run --steps 5 --resume", "step-00000005.safetensors: cannot be");
    largest_file = 0;
    ck_assert(!file_exists("run/step-00000005.safetensors"));
    ck_assert(!file_exists("run/step-00000005.safetensors.tmp"));
    size_t again;
    char *after = bytes_of("run/step-00000003.safetensors", &again);
    ck_assert(count == again && memcmp(before, after, count) == 0);
    expect_success("train --out run --steps 5 --resume");
    ck_assert(file_exists("run/step-00000005.safetensors"));
    free(before);
    free(after);
}
END_TEST

/* Runs */

START_TEST(resumed_run_has_the_same_bits)
{
    expect_success("train --out whole --steps 40 --log-every 3 --save-every 10");
    toy_signal_at = 17;
    ck_assert_int_eq(toy("train --out cut --steps 40 --log-every 3 --save-every 10"), 143);
    toy_signal_at = -1;
    ck_assert(file_exists("cut/step-00000017.safetensors"));
    expect_success("train --out cut --resume --threads 2");
    expect_same_file("whole/step-00000040.safetensors", "cut/step-00000040.safetensors");
    expect_same_file("whole/step-00000030.safetensors", "cut/step-00000030.safetensors");
    expect_same_rows("whole/metrics.csv", "cut/metrics.csv");
    expect_same_file("whole/toy.yaml", "cut/toy.yaml");
    expect_same_file("whole/settings.txt", "cut/settings.txt");
}
END_TEST

START_TEST(rows_after_the_checkpoint_are_cut)
{
    expect_success("train --out run --steps 30 --log-every 2 --save-every 10");
    char *whole = file_read("run/metrics.csv", TEXT_MAX), *again;
    ck_assert_int_eq(unlink("run/step-00000030.safetensors"), 0);
    char *longer = text_format("%s31,1,0.5", whole);
    put_bytes("run/metrics.csv", longer, strlen(longer));
    expect_success("train --out run --resume");
    again = file_read("run/metrics.csv", TEXT_MAX);
    ck_assert_int_eq(strncmp(whole, again, (size_t)(strstr(whole, "\n22,") - whole)), 0);
    put_bytes("whole.csv", whole, strlen(whole));
    expect_same_rows("run/metrics.csv", "whole.csv");
    put_bytes("run/metrics.csv", "step,other\n", 11);
    expect_error("train --out run --resume", "has other columns");
    free(whole);
    free(again);
    free(longer);
}
END_TEST

START_TEST(the_newest_three_checkpoints_are_kept)
{
    int count;
    expect_success("train --out run --steps 35 --save-every 5");
    long *steps = checkpoint_list("run", &count);
    ck_assert_int_eq(count, 3);
    ck_assert_int_eq(steps[0], 35);
    ck_assert_int_eq(steps[1], 30);
    ck_assert_int_eq(steps[2], 25);
    free(steps);
}
END_TEST

START_TEST(a_damaged_newest_checkpoint_falls_back_to_the_one_before)
{
    expect_success("train --out run --steps 30 --save-every 10");
    size_t count;
    char *bytes = bytes_of("run/step-00000030.safetensors", &count);
    put_bytes("run/step-00000030.safetensors", bytes, count / 2);
    put_bytes("run/step-00000025.safetensors.tmp", bytes, count / 2);
    expect_success("train --out run --resume");
    ck_assert_ptr_nonnull(strstr(errors, "resumes run/step-00000020.safetensors"));
    size_t again;
    char *after = bytes_of("run/step-00000030.safetensors", &again);
    ck_assert(count == again && memcmp(bytes, after, count) == 0);
    ck_assert(!file_exists("run/step-00000025.safetensors.tmp"));
    free(bytes);
    free(after);
}
END_TEST

START_TEST(an_epoch_counts_batches_taken)
{
    expect_success("train --epochs 1 --log-every 0");
    /* An iteration takes two batches, for its second step runs twice. */
    struct instance *m = instance_create(&toy_model, 1, 1);
    struct cursor cursor;
    int count;
    long *steps = checkpoint_list("runs/toy", &count);
    char *path = checkpoint_path("runs/toy", steps[0]);
    ck_assert_int_eq(checkpoint_load(path, m, &cursor), CHECKPOINT_LOADED);
    ck_assert_int_eq(cursor.batches, 2 * cursor.step);
    ck_assert(cursor.batches >= cursor.per_epoch && cursor.batches < cursor.per_epoch + 2);
    ck_assert_int_eq(m->updates[0], cursor.step);
    ck_assert_int_eq(m->updates[1], 2 * cursor.step);
    ck_assert(file_exists("runs/toy/samples-0001.png"));
    ck_assert(!file_exists("runs/toy/walk-0001.png"));
    ck_assert_ptr_nonnull(strstr(output, "test reconstruction "));
    free(path);
    free(steps);
    instance_free(m);
}
END_TEST

START_TEST(a_directory_with_a_run_is_refused)
{
    expect_success("train --out deep/down/run --steps 1");
    expect_error("train --out deep/down/run --steps 1", "holds a run already");
    expect_error("train --out output --steps 1", "cannot be made a directory");
    int lock = directory_lock("deep/down/run");
    ck_assert_int_ge(lock, 0);
    expect_error("train --out deep/down/run --steps 2 --resume", "another trainer");
    close(lock);
    expect_error("train --out deep/down/run --steps 2 --resume --seed 5", "--seed 1");
}
END_TEST

START_TEST(a_loss_that_is_no_number_stops_the_run)
{
    toy_nan_at = 8;
    expect_error("train --out run --steps 20 --save-every 5",
                 "step 8: reconstruction became NaN");
    toy_nan_at = -1;
    ck_assert(file_exists("run/step-00000005.safetensors"));
    ck_assert(!file_exists("run/step-00000008.safetensors"));
}
END_TEST

/* Jobs of the writer: what each was given, in the order in which they ran. */

static struct {
    int count, at[8], wanted[8];
} ran;

static int
note_job(void *argument, int wanted)
{
    const int number = *(int *)argument;
    ran.at[ran.count] = number;
    ran.wanted[ran.count++] = wanted;
    return wanted && number < 0 ? -1 : 0;
}

START_TEST(jobs_run_in_order_until_one_fails)
{
    int numbers[] = {1, 2, -3, 4};
    struct writer *w = writer_open();
    ck_assert_ptr_nonnull(w);
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(writer_add(w, note_job, &numbers[i]), 0);
    ck_assert_int_eq(writer_wait(w), 0);
    ck_assert_int_eq(writer_failed(w), 0);
    for (int i = 2; i < 4; i++)
        writer_add(w, note_job, &numbers[i]);
    ck_assert_int_eq(writer_wait(w), -1);
    ck_assert_int_eq(writer_failed(w), 1);
    ck_assert_int_eq(writer_add(w, note_job, &numbers[0]), -1);
    writer_close(w);
    const int at[] = {1, 2, -3, 4, 1}, wanted[] = {1, 1, 1, 0, 0};
    ck_assert_int_eq(ran.count, 5);
    ck_assert_mem_eq(ran.at, at, sizeof at);
    ck_assert_mem_eq(ran.wanted, wanted, sizeof wanted);
    ck_assert_int_eq(writer_add(NULL, note_job, &numbers[2]), -1);
    ck_assert_int_eq(ran.count, 6);
}
END_TEST

/* A checkpoint is of the step at which it was due, though training went on. */
START_TEST(a_copy_keeps_what_training_changes)
{
    struct instance *m = marked_instance(5), *copy = instance_copy(m);
    const struct cursor cursor = {.step = 3, .batches = 9, .per_epoch = 2};
    ck_assert_int_eq(checkpoint_save("before.safetensors", m, &cursor), 0);
    for (long i = 0; i < toy_model.parameter_floats; i++)
        m->parameters[i] = m->moment[0][i] = m->moment[1][i] = 7;
    m->state[0] = 8;
    m->updates[1] = 9;
    m->draw++;
    ck_assert_int_eq(checkpoint_save("after.safetensors", copy, &cursor), 0);
    expect_same_file("before.safetensors", "after.safetensors");
    instance_free(copy);
    instance_free(m);
}
END_TEST

/* The second epoch's sheet cannot be written: the run ends with an error and the checkpoint of
 * the first. */
START_TEST(a_sheet_that_cannot_be_written_ends_the_run)
{
    ck_assert_int_eq(directory_make("run/samples-0002.png"), 0);
    expect_error("train --epochs 1000 --out run", "samples-0002.png");
    int count;
    long *steps = checkpoint_list("run", &count);
    ck_assert_int_eq(count, 1);
    free(steps);
}
END_TEST

/* Commands */

static const struct {
    const char *line, *message;
} wrong_lines[] = {
    {"", "expected a command"},
    {"trian", "did you mean train?"},
    {"smaple", "did you mean sample?"},
    {"zzzzzzzz", "there is no command 'zzzzzzzz'"},
    {"train --epoch 3", "did you mean --epochs?"},
    {"train --sede 3", "did you mean --seed?"},
    {"train --qqqqqqq", "train has no option --qqqqqqq"},
    {"train now", "takes options only, found 'now'"},
    {"train --epochs", "--epochs: expected N after it"},
    {"train --epochs -1", "found '-1'"},
    {"train --epochs +1", "found '+1'"},
    {"train --epochs 1x", "found '1x'"},
    {"train --epochs 0x10", "found '0x10'"},
    {"train --epochs=", "found ''"},
    {"train --steps 99999999999999999999", "found '99999999999999999999'"},
    {"train --seed 18446744073709551616", "found '18446744073709551616'"},
    {"train --epochs 1 --steps 1", "exclude each other"},
    {"train --resume=1", "takes no value"},
    {"train --threads 100000", "at most 1024"},
    {"sample --count 0", "expected 1 to"},
    {"sample --data x", "no option --data"},
    {"bench --steps 0", "expected 1 to"},
    {"evaluate", "holds no checkpoint"},
};

START_TEST(a_wrong_command_line_is_refused)
{
    if (strncmp(wrong_lines[_i].line, "sample", 6) == 0)
        expect_success("train --steps 1");
    expect_error(wrong_lines[_i].line, wrong_lines[_i].message);
}
END_TEST

START_TEST(help_and_version_end_well)
{
    expect_success("--help");
    ck_assert_ptr_nonnull(strstr(output, "reconstruct"));
    expect_success("train --help");
    ck_assert_ptr_nonnull(strstr(output, "--save-every"));
    expect_success("--version");
    expect_success("info");
    ck_assert_ptr_nonnull(strstr(output, "encoder.0.weight [40, 64]"));
    expect_success("bench --steps 4 --threads 1");
    double median, least, rate;
    ck_assert_int_eq(sscanf(output, "ms_per_step %lf %lf\nexamples_per_second %lf\n", &median,
                            &least, &rate),
                     3);
    ck_assert(least > 0 && least <= median && rate > 0);
}
END_TEST

/* The kernels of the steps, with what is known of them; none of a command. */
START_TEST(bench_tells_of_every_kernel)
{
    expect_success("bench --steps 3 --threads 1");
    ck_assert_ptr_nonnull(strstr(output, "\nthreads 1\n"));
    ck_assert_ptr_nonnull(strstr(output, "\nmflop_of_products_per_step 0.512\n"));
    ck_assert_ptr_nonnull(strstr(output, "step_1 F1        2  forward\n"));
    ck_assert_ptr_nonnull(strstr(output, "step_1 U1        -  adam\n"));
    ck_assert_ptr_nonnull(strstr(output, "ms_per_batch_of_walk "));
    ck_assert_ptr_null(strstr(output, "run_sample"));
    double ms, share, calls, mflop, mb;
    const char *row = strstr(output, "step_2 U1");
    while (row[-1] != '\n')
        row--;
    ck_assert_int_eq(sscanf(row, "%lf %lf %lf %lf %lf", &ms, &share, &calls, &mflop, &mb), 5);
    ck_assert(ms > 0 && share > 0 && share < 100 && calls == 2 && mflop == 0 && mb == 0.024);
}
END_TEST

static int
occurrences(const char *text, const char *word)
{
    int count = 0;
    for (; (text = strstr(text, word)); text++)
        count++;
    return count;
}

START_TEST(bench_writes_json_and_draws_a_roofline)
{
    expect_success("bench --steps 3 --threads 2 --json --roofline roofline.svg");
    ck_assert_int_eq(output[0], '{');
    ck_assert_str_eq(output + strlen(output) - 4, "]\n}\n");
    ck_assert_int_eq(occurrences(output, "\"routine\": "), 4);
    ck_assert_int_eq(occurrences(output, "{"), occurrences(output, "}"));
    ck_assert_ptr_nonnull(strstr(output, "\"threads\": 2,"));
    ck_assert_ptr_nonnull(strstr(output, "\"flops_of_products_per_step\": 512000,"));
    ck_assert_ptr_null(strstr(output, "nan"));
    ck_assert_ptr_null(strstr(output, "inf"));
    char *svg = file_read("roofline.svg", TEXT_MAX);
    ck_assert_ptr_nonnull(svg);
    ck_assert_int_eq(occurrences(svg, "<title>"), 3); /* sgd computes nothing, it says */
    ck_assert_ptr_nonnull(strstr(svg, "step_1 G1 backward"));
    ck_assert_ptr_nonnull(strstr(svg, "</svg>\n"));
    ck_assert_ptr_null(strstr(svg, "nan"));
    free(svg);
    expect_error("bench --steps 3 --roofline none/such.svg", "none/such.svg");
}
END_TEST

START_TEST(generation_writes_pictures_and_tables)
{
    expect_success("train --steps 5");
    expect_success("sample");
    expect_error("sample", "--force overwrites it");
    expect_success("sample --force");
    expect_success("sample --out again.png --seed 1");
    expect_same_file("sample.png", "again.png");
    expect_success("sample --out other.png --seed 2 --count 25");
    expect_success("reconstruct --count 21");
    expect_success("walk");
    expect_error("reconstruct --out more.png --count 900000", "examples only");
    expect_success("encode --count 21 --out encode.csv");
    char *table = file_read("encode.csv", TEXT_MAX);
    int lines = 0, commas = 0;
    for (char *c = table; *c; c++) {
        lines += *c == '\n';
        commas += *c == ',';
    }
    ck_assert_int_eq(lines, 22);
    ck_assert_int_eq(commas, 22 * TOY_HIDDEN);
    free(table);
}
END_TEST

START_TEST(evaluation_is_the_same_every_time)
{
    expect_success("train --steps 5");
    char *after_training = text_format("%s", output);
    expect_success("evaluate");
    char *first = text_format("%s", output);
    expect_success("evaluate --checkpoint runs/toy/step-00000005.safetensors --threads 2");
    ck_assert_str_eq(first, output);
    ck_assert_int_eq(strncmp(first, "reconstruction ", 15), 0);
    char *line = text_format("test %.*s", (int)(strchr(first, '\n') - first), first);
    ck_assert_int_eq(strncmp(after_training, line, strlen(line)), 0);
    free(after_training);
    free(first);
    free(line);
}
END_TEST

START_TEST(true_gradients_pass_and_wrong_ones_fail)
{
    expect_success("gradcheck");
    ck_assert_ptr_nonnull(strstr(output, "worst double"));
    expect_success("gradcheck --seed 2");
    toy_wrong_double = 1;
    expect_error("gradcheck", "gradients are wrong");
    toy_wrong_double = 0;
    toy_wrong_float = 1;
    expect_error("gradcheck", "gradients are wrong");
    toy_wrong_float = 0;
    struct model without = toy_model;
    without.check = NULL;
    model = &without;
    expect_error("gradcheck", "without its graph in double");
    model = &toy_model;
}
END_TEST

Suite *runtime_suite(void);

Suite *
runtime_suite(void)
{
    Suite *suite = suite_create("runtime");
    TCase *tests = tcase_create("runtime");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, enter_directory, leave_directory);
    tcase_add_test(tests, a_panel_holds_its_rows_and_zero_padding);
    tcase_add_test(tests, every_element_lies_where_the_storage_says);
    tcase_add_test(tests, first_values_do_not_depend_on_the_storage);
    tcase_add_test(tests, a_checkpoint_comes_back_whole);
    tcase_add_test(tests, a_checkpoint_is_logical_and_aligned);
    tcase_add_loop_test(tests, a_file_that_is_no_safetensors_is_refused, 0,
                        (int)(sizeof damaged_files / sizeof *damaged_files));
    tcase_add_test(tests, a_header_longer_than_the_file_is_refused);
    tcase_add_test(tests, a_truncated_or_changed_checkpoint_is_refused);
    tcase_add_test(tests, a_checkpoint_of_another_graph_is_refused);
    tcase_add_test(tests, a_file_without_training_state_evaluates_but_does_not_resume);
    tcase_add_test(tests, a_failed_write_leaves_the_old_checkpoint);
    tcase_add_test(tests, resumed_run_has_the_same_bits);
    tcase_add_test(tests, rows_after_the_checkpoint_are_cut);
    tcase_add_test(tests, the_newest_three_checkpoints_are_kept);
    tcase_add_test(tests, a_damaged_newest_checkpoint_falls_back_to_the_one_before);
    tcase_add_test(tests, an_epoch_counts_batches_taken);
    tcase_add_test(tests, a_directory_with_a_run_is_refused);
    tcase_add_test(tests, a_loss_that_is_no_number_stops_the_run);
    tcase_add_test(tests, jobs_run_in_order_until_one_fails);
    tcase_add_test(tests, a_copy_keeps_what_training_changes);
    tcase_add_test(tests, a_sheet_that_cannot_be_written_ends_the_run);
    tcase_add_loop_test(tests, a_wrong_command_line_is_refused, 0,
                        (int)(sizeof wrong_lines / sizeof *wrong_lines));
    tcase_add_test(tests, help_and_version_end_well);
    tcase_add_test(tests, bench_tells_of_every_kernel);
    tcase_add_test(tests, bench_writes_json_and_draws_a_roofline);
    tcase_add_test(tests, generation_writes_pictures_and_tables);
    tcase_add_test(tests, evaluation_is_the_same_every_time);
    tcase_add_test(tests, true_gradients_pass_and_wrong_ones_fail);
    suite_add_tcase(suite, tests);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(runtime_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
#endif
