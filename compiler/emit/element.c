/* Elements of arrays: which dimensions a kernel sees, and the text of an index. */
#include "emit.h"

#include <stdlib.h>
#include <string.h>

int64_t
group_extent(const Group *group, Shape shape)
{
    int64_t extent = 1;
    for (int i = 0; i < group->count; i++)
        extent *= shape.n[group->slot[i]];
    return extent;
}

const char *
extent_text(const Plan *plan, const Group *group, Shape shape)
{
    return size_text(plan->program, group->size, group_extent(group, shape));
}

int
access_count(const Kernel *kernel)
{
    return kernel->reads.count + kernel->writes.count;
}

const Access *
access_at(const Kernel *kernel, int i)
{
    return i < kernel->reads.count ? &kernel->reads.at[i]
                                   : &kernel->writes.at[i - kernel->reads.count];
}

const Access *
kernel_access(const Kernel *kernel, const Node *n)
{
    for (int i = 0; i < kernel->reads.count; i++)
        if (kernel->reads.at[i].node == n)
            return &kernel->reads.at[i];
    for (int i = 0; i < kernel->writes.count; i++)
        if (kernel->writes.at[i].node == n)
            return &kernel->writes.at[i];
    return NULL;
}

typedef struct Dim {
    const Group *group;
    int64_t extent, stride;
} Dim;

static int
compare_stride(const void *left, const void *right)
{
    const Dim *a = left, *b = right;
    return a->stride == b->stride ? 0 : a->stride < b->stride ? 1 : -1;
}

/* The groups that the access varies in, from outermost in memory. True where they are dense. */
static bool
find_dims(const Access *access, const Groups *groups, Dim *dim, int *count)
{
    Shape shape = access->node->shape;
    bool dense = access->storage.panel_slot < 0;
    *count = 0;
    for (int i = 0; i < groups->count; i++) {
        const Group *group = &groups->at[i];
        int64_t extent = group_extent(group, shape), stride = 0;
        if (extent == 1)
            continue;
        for (int k = 0; k < group->count; k++)
            if (shape.n[group->slot[k]] > 1)
                stride = access->storage.stride[group->slot[k]];
        dim[(*count)++] = (Dim){group, extent, stride};
    }
    qsort(dim, (size_t)*count, sizeof *dim, compare_stride);
    int64_t expected = 1;
    for (int i = *count - 1; i >= 0; i--) {
        dense = dense && dim[i].stride == expected;
        expected *= dim[i].extent;
    }
    return dense;
}

const char *
access_dims(const Plan *plan, const Access *access, const Groups *groups)
{
    Dim dim[AXES];
    int count;
    Text text = {0};
    text_put(&text, "");
    if (!find_dims(access, groups, dim, &count))
        return NULL;
    for (int i = 0; i < count; i++)
        text_print(&text, "[%s]", extent_text(plan, dim[i].group, access->node->shape));
    if (count == 0)
        text_put(&text, "[1]");
    return text.at;
}

const char *
access_element(const Plan *plan, const Access *access, const Groups *groups, const char *array)
{
    Dim dim[AXES];
    int count;
    Text text = {0};
    (void)plan;
    text_put(&text, array);
    if (find_dims(access, groups, dim, &count)) {
        for (int i = 0; i < count; i++)
            text_print(&text, "[%s]", dim[i].group->var);
        if (count == 0)
            text_put(&text, "[0]");
        return text.at;
    }
    if (access->storage.panel_slot >= 0)
        die("%s lies in panels and is read by a loop", array);
    text_put(&text, "[");
    for (int i = 0; i < count; i++)
        text_print(&text, dim[i].stride == 1 ? "%s%s" : "%s%s * %lld", i ? " + " : "",
                   dim[i].group->var, (long long)dim[i].stride);
    text_put(&text, "]");
    return text.at;
}

/* Dimensions of a buffer as it lies in memory, one for each varying slot. */
const char *
buffer_dims(const Plan *plan, const Buffer *buffer)
{
    Groups groups = {0};
    Node node = {.shape = buffer->shape};
    Access access = {.node = &node, .storage = buffer->storage};
    if (buffer->node == NULL && buffer->place == PLACE_ARENA)
        return format("[%lld]", (long long)buffer->storage.floats);
    for (int s = 0; s < AXES; s++)
        if (buffer->shape.n[s] > 1) {
            Group *group = &groups.at[groups.count++];
            group->count = 1;
            group->slot[0] = s;
            group->size =
                buffer->node ? graph_axis(1, &buffer->node, s, buffer->shape.n[s]) : NULL;
        }
    const char *dims = access_dims(plan, &access, &groups);
    return dims ? dims : format("[%lld]", (long long)buffer->storage.floats);
}

const char *
buffer_label(const Buffer *buffer)
{
    if (buffer->copy_of == NULL)
        return buffer->name;
    return buffer->copy > 1 ? format("%s_again%d", buffer->name, buffer->copy)
                            : format("%s_again", buffer->name);
}

const char *
buffer_text(const Plan *plan, const Buffer *buffer)
{
    const Program *program = plan->program;
    switch (buffer->place) {
    case PLACE_PARAMETER:
        return format("parameters->%s", program->parameters.at[buffer->index]->name);
    case PLACE_GRADIENT:
        return format("gradients->%s", program->parameters.at[buffer->index]->name);
    case PLACE_STATE: return format("state->%s", program->states.at[buffer->index]->name);
    default: return buffer_label(buffer);
    }
}

/* A kernel may see one buffer under several shapes, or twice: each is a parameter of its own.
 */
const char *
parameter_name(const Kernel *kernel, const Access *access)
{
    int before = 0;
    bool same = false;
    for (int i = 0; i < kernel->reads.count && &kernel->reads.at[i] != access; i++) {
        const Access *read = &kernel->reads.at[i];
        before += read->buffer == access->buffer;
        same = same || (read->buffer == access->buffer && read->node == access->node);
    }
    if (before == 0)
        return access->buffer->name;
    const char *name = format("%s_%s", access->buffer->name, same ? "twice" : "again");
    return before > 1 ? format("%s%d", name, before) : name;
}
