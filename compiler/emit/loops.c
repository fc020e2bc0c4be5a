/* The function of a loop kernel. */
#include "loops.h"

static void
write_numbers(Nest *nest)
{
    for (int i = 0; i < nest->count; i++) {
        Item *item = &nest->item[i];
        if (is_scalar(item->node->shape) && nest_elementwise(item) &&
            (item->kept || item->uses > 1)) {
            text_print(nest->text, "const float %s = %s;\n", nest_local(item),
                       nest_expression(nest, item->node));
            item->local = nest_local(item);
        } else if (is_scalar(item->node->shape) && nest_elementwise(item) && item->uses > 0 &&
                   nest->kernel->row >= 0) {
            item->local = NULL;
        }
    }
}

/* Where the body mentions the buffer first. */
static const char *
first_mention(const char *body, const Access *access)
{
    return strstr(body, name_mark(access->buffer->name));
}

/* Parameters stand in the order in which the body mentions them. */
static void
sort_accesses(Access *at, int count, const char *body)
{
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0; k--) {
            const char *left = first_mention(body, &at[k - 1]);
            const char *right = first_mention(body, &at[k]);
            if (right == NULL || (left != NULL && left <= right))
                break;
            Access swap = at[k];
            at[k] = at[k - 1];
            at[k - 1] = swap;
        }
}

/* Whether another parameter may point to the same memory: a value that is written over one that
 * is read, or two views of one that is read. */
static bool
may_alias(const Kernel *kernel, const Access *access, bool write)
{
    if (access->buffer->overwrites != NULL)
        return true;
    for (int k = 0; k < kernel->writes.count && !write; k++)
        if (kernel->writes.at[k].buffer->overwrites == access->buffer)
            return true;
    for (int k = 0; k < kernel->reads.count && !write; k++)
        if (&kernel->reads.at[k] != access && kernel->reads.at[k].buffer == access->buffer)
            return true;
    return false;
}

static void
write_parameters(const Nest *nest, Text *text, const char *body)
{
    Kernel *kernel = (Kernel *)(uintptr_t)nest->kernel;
    Text list = {0};
    if (names_marked()) {
        sort_accesses(kernel->reads.at, kernel->reads.count, body);
        sort_accesses(kernel->writes.at, kernel->writes.count, body);
    }
    for (int i = 0; i < access_count(kernel); i++) {
        const bool write = i >= kernel->reads.count;
        const Access *access = access_at(kernel, i);
        const char *dims = nest->flat ? NULL : access_dims(nest->plan, access, &nest->groups);
        if (dims == NULL)
            dims = format("[%lld]", (long long)access->storage.floats);
        text_print(&list, "%s%s%s %s[%c%s", i ? ", " : "", write ? "" : "const ",
                   access->buffer->integer ? "int" : "float", nest_parameter(nest, access),
                   may_alias(kernel, access, write) ? MARK_SHARED : MARK_RESTRICT, dims + 1);
    }
    text_print(text, "static void\n%s(%s%s)\n{\n", kernel->name, list.at ? list.at : "void",
               made_parameters(kernel));
}

/* Values in panels are added and scaled as they lie; the padding stays zero. */
static void
write_flat(const Nest *nest)
{
    const Access *out = &nest->kernel->writes.at[0];
    text_print(nest->text,
               "#pragma omp parallel for schedule(static)\n"
               "for (int block = 0; block < %lld; block += %d) {\n"
               "const int end = block + %d < %lld ? block + %d : %lld;\n"
               "#pragma omp simd\nfor (int i = block; i < end; i++) {\n",
               (long long)out->storage.floats, BLOCK, BLOCK, (long long)out->storage.floats,
               BLOCK, (long long)out->storage.floats);
    for (int i = 0; i < nest->count; i++)
        if (nest->item[i].root) {
            const Access *access = kernel_access(nest->kernel, nest->item[i].node);
            if (!layout_same(&access->storage, &out->storage))
                die("a loop mixes storages of panels");
            text_print(nest->text, "%s = %s;\n", nest_element(nest, access),
                       nest_expression(nest, nest->item[i].node));
        }
    text_put(nest->text, "}\n}\n}\n");
}

void
loops_emit(Text *text, const Plan *plan, const Kernel *kernel)
{
    Nest nest;
    Text body = {0};
    nest_begin(&nest, &body, plan, kernel);
    if (nest.flat) {
        write_flat(&nest);
    } else {
        write_numbers(&nest);
        chunks_declare(&nest);
        rows_open(&nest);
        for (int phase = 0; phase < nest.phases; phase++)
            phase_write(&nest, phase);
        rows_close(&nest);
        for (int i = 0; i < nest.count; i++)
            if (nest_crossing(&nest.item[i]))
                chunks_merge(&nest, &nest.item[i]);
        nest_line(&nest, "}");
    }
    write_parameters(&nest, text, body.at);
    text_put(text, body.at);
}

static bool
is_shared(const Item *item)
{
    return item->uses > 1;
}

/* A number that several of them need has a name of its own, in a block. */
void
scalars_emit(Text *text, const Plan *plan, const Kernel *kernel)
{
    Nest nest;
    bool shared = false;
    nest_begin(&nest, text, plan, kernel);
    nest.routine = true;
    for (int i = 0; i < nest.count; i++)
        shared = shared || (!nest.item[i].root && is_shared(&nest.item[i]));
    if (shared)
        text_put(text, "{\n");
    for (int i = 0; i < nest.count; i++) {
        Item *item = &nest.item[i];
        if (!item->root && !is_shared(item))
            continue;
        const char *to = item->root ? nest_root(&nest, item) : nest_local(item);
        text_print(text, "%s%s = %s;\n", item->root ? "" : "const float ", to,
                   nest_expression(&nest, item->node));
        item->local = to;
    }
    if (shared)
        text_put(text, "}\n");
}
