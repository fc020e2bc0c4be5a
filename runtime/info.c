/* `info`: what a model is made of, and the memory it takes. */
#include "command.h"
#include "options.h"

#include <stdio.h>

/* What the emitted tiles use, as the compiler was told; as in MODEL_contractions.h. */
#if defined __AVX512F__
static const char vectors[] = "16 floats, AVX-512";
#elif defined __AVX__
static const char vectors[] = "8 floats, AVX";
#elif defined __aarch64__
static const char vectors[] = "4 floats, NEON";
#else
static const char vectors[] = "4 floats";
#endif

static void
print_shape(const long *shape, int rank)
{
    putchar('[');
    for (int axis = 0; axis < rank; axis++)
        printf("%s%ld", axis > 0 ? ", " : "", shape[axis]);
    putchar(']');
}

static void
print_fields(const struct model *model)
{
    static const char *const kinds[] = {"image", "label", "vector"};
    for (int i = 0; i < model->fields; i++) {
        const struct field *f = &model->field[i];
        printf("field        %s: %s ", f->name, kinds[f->kind]);
        print_shape(f->shape, f->rank);
        if (f->kind == FIELD_IMAGE)
            printf(" from %g to %g", f->low, f->high);
        if (f->kind == FIELD_LABEL)
            printf(" below %ld", f->classes);
        putchar('\n');
    }
}

static void
print_tensors(const struct model *model)
{
    long trained = 0, kept = 0;
    for (int i = 0; i < model->tensors; i++) {
        const struct tensor *t = &model->tensor[i];
        *(t->trained ? &trained : &kept) += tensor_count(t);
    }
    printf("parameters   %ld", trained);
    if (kept > 0)
        printf(", and %ld of state", kept);
    putchar('\n');
    for (int i = 0; i < model->tensors; i++) {
        const struct tensor *t = &model->tensor[i];
        printf("  %10ld %s  %s ", tensor_count(t), t->trained ? " " : "s", t->key);
        print_shape(t->shape, t->rank);
        putchar('\n');
    }
}

static void
print_buffers(const struct model *model)
{
    long apart = 0;
    for (int i = 0; i < model->buffers; i++)
        apart += model->buffer[i].floats;
    printf("buffers      %d in %ld floats, %ld if each lay by itself\n", model->buffers,
           model->arena_floats, apart);
    for (int i = 0; i < model->buffers; i++)
        printf("  %10ld    %s at %ld\n", model->buffer[i].floats, model->buffer[i].name,
               model->buffer[i].offset);
}

int
command_info(const struct model *model, int argc, char **argv)
{
    int status =
        options_parse("info", "prints sizes, parameters and memory", NULL, 0, argc, argv);
    if (status >= 0)
        return status;
    long floats = (2 + model->moments) * model->parameter_floats + model->state_floats;
    printf("model        %s, by latentc %s from a page with SHA-256 %s\n", model->name,
           model->version, model->hash);
    printf("vectors      %s\n", vectors);
    printf("batch        %ld\n", model->batch);
    print_fields(model);
    for (int s = 0; s < model->steps; s++)
        printf("step         minimises %s, updates %d tensors, %d times\n", model->step[s].name,
               model->step[s].updates, model->step[s].repeat);
    print_tensors(model);
    print_buffers(model);
    printf("memory       %.1f MB: tensors, gradients and %d moments %.1f, arena %.1f\n",
           (double)(floats + model->arena_floats) * 4e-6, model->moments, (double)floats * 4e-6,
           (double)model->arena_floats * 4e-6);
    return 0;
}
