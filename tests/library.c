#include "library.h"

#include "../runtime/model.h"

#include <check.h>
#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const int library_moments = MOMENTS_MAX;

struct Library {
    const struct model *model;
    struct instance *m;
};

static void *
memory(long count, size_t size)
{
    void *at = calloc((size_t)count + 1, size);
    ck_assert_ptr_nonnull(at);
    return at;
}

Library *
library_open(const char *path, uint64_t seed)
{
    Library *library = memory(1, sizeof *library);
    void *file = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    ck_assert_msg(file != NULL, "%s", dlerror());
    const struct model *const *model = dlsym(file, "page_model");
    ck_assert_ptr_nonnull(model);
    library->model = *model;
    library->m = instance_create(*model, seed, 1);
    ck_assert_ptr_nonnull(library->m);
    instance_init(library->m);
    return library;
}

void
library_set_tensors(Library *library, LibraryValues *values, void *context)
{
    for (int i = 0; i < library->model->tensors; i++) {
        const struct tensor *t = &library->model->tensor[i];
        const double *value = values(t->key, context);
        long count = tensor_count(t);
        float *logical = memory(count, sizeof *logical);
        for (long j = 0; value && j < count; j++)
            logical[j] = (float)value[j];
        if (value)
            tensor_pack(t, logical, tensor_data(library->m, t));
        free(logical);
    }
}

/* Images lie channels-last in memory. */
void
library_set_field(Library *library, int field, const double *value)
{
    const struct field *f = &library->model->field[field];
    const long batch = library->model->batch;
    long size = 1;
    for (int a = 0; a < f->rank; a++)
        size *= f->shape[a];
    const long channels = f->rank == 3 ? f->shape[0] : 1, area = size / channels;
    float *numbers = memory(batch * size, sizeof *numbers);
    int32_t *labels = memory(batch * size, sizeof *labels);
    for (long j = 0; value && j < batch * size; j++) {
        long b = j / size, c = j / area % channels, p = j % area;
        numbers[b * size + p * channels + c] = (float)value[j];
        labels[j] = (int32_t)value[j];
    }
    library->m->field[field] = f->kind == FIELD_LABEL ? (void *)labels : (void *)numbers;
}

void
library_run(Library *library, int step)
{
    library->model->step[step].run(library->m);
}

bool
library_gradient(Library *library, int step, const char *key, int64_t count, double *got)
{
    const struct step *s = &library->model->step[step];
    for (int i = 0; i < s->updates; i++) {
        const struct tensor *t = &library->model->tensor[s->updated[i]];
        if (strcmp(t->key, key) != 0)
            continue;
        ck_assert_int_eq(tensor_count(t), count);
        float *logical = memory(count, sizeof *logical);
        tensor_unpack(t, library->m->gradients + t->offset, logical);
        for (int64_t j = 0; j < count; j++)
            got[j] = (double)logical[j];
        free(logical);
        return true;
    }
    return false;
}

double
library_scalar(Library *library, const char *name)
{
    for (int i = 0; i < library->model->scalars; i++)
        if (strcmp(library->model->scalar[i].name, name) == 0)
            return (double)library->m->value[i];
    return NAN;
}
