/* The loop over the rows. Sums over the rows collect in one partial for each chunk of rows; the
 * partials are merged in order. */
#include "loops.h"

void
chunks_declare(const Nest *nest)
{
    if (nest->chunks > 0)
        text_print(nest->text, "enum { chunks = %d };\n", nest->chunks);
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        if (!nest_crossing(item))
            continue;
        Shape inner = nest_without_row(item->node->shape, nest->kernel->row);
        const char *name = name_of(item->node);
        if (nest->chunks > 0)
            text_print(nest->text, "float %s_partial[chunks]%s;\n", name,
                       nest_dims(nest, inner, false));
        else if (is_scalar(inner))
            text_print(nest->text, "float %s_total = %s;\n", name, fold_start(item->node));
        else
            text_print(nest->text, "memset(%s, 0, %s * sizeof(float));\n",
                       nest_parameter(nest, kernel_access(nest->kernel, item->node)),
                       size_text(nest->plan->program, shape_size(inner)));
    }
}

static void
begin_chunk(const Nest *nest)
{
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        if (!nest_crossing(item) || nest->chunks == 0)
            continue;
        const char *name = name_of(item->node);
        if (is_scalar(nest_without_row(item->node->shape, nest->kernel->row)))
            text_print(nest->text, "float %s_total = %s;\n", name, fold_start(item->node));
        else
            text_print(nest->text, "memset(%s_partial[chunk], 0, sizeof %s_partial[chunk]);\n",
                       name, name);
    }
}

static void
end_chunk(const Nest *nest)
{
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        if (nest_crossing(item) && nest->chunks > 0 &&
            is_scalar(nest_without_row(item->node->shape, nest->kernel->row)))
            text_print(nest->text, "%s_partial[chunk] = %s_total;\n", name_of(item->node),
                       name_of(item->node));
    }
}

/* "[0][0]" for "[i][j]". */
static const char *
zero_index(const char *index)
{
    Text text = {0};
    for (; *index; index++)
        if (*index == '[')
            text_put(&text, "[0]");
    return text.at;
}

static const char add_chunks[] = "add_chunks";

void
loops_helper(Text *text)
{
    text_print(
        text,
        "/* sum[i] = partial[0][i] + partial[1][i] + .., in this order, whichever threads "
        "they are\n * from. */\n"
        "static void\n%s(int chunks, int count, const float *restrict partial, "
        "float *restrict sum)\n{\n"
        "memcpy(sum, partial, (size_t)count * sizeof *sum);\n"
        "for (int chunk = 1; chunk < chunks; chunk++) {\n"
        "for (int i = 0; i < count; i++)\n"
        "sum[i] += partial[chunk * count + i];\n}\n}\n\n",
        add_chunks);
}

bool
loops_need_helper(const char *text)
{
    return strstr(text, add_chunks) != NULL;
}

void
chunks_merge(const Nest *nest, const Item *item)
{
    Shape inner = nest_without_row(item->node->shape, nest->kernel->row);
    const char *name = name_of(item->node), *index = nest_dims(nest, inner, true);
    int open = 0;
    if (nest->chunks == 0) {
        if (is_scalar(inner))
            text_print(nest->text, "%s = %s_total;\n", nest_root(nest, item), name);
        return;
    }
    const Access *access = kernel_access(nest->kernel, item->node);
    if (graph_fold(item->node) == FOLD_SUM && is_scalar(inner)) {
        text_print(nest->text, "%s(chunks, 1, %s_partial, %s);\n", add_chunks, name,
                   nest_parameter(nest, access));
        return;
    }
    const char *array = nest_parameter(nest, access), *dims = nest_dims(nest, inner, false);
    const char *all = access_dims(nest->plan, access, &nest->groups);
    if (graph_fold(item->node) == FOLD_SUM && !is_scalar(inner) && all != NULL &&
        strcmp(all, dims) == 0 &&
        strcmp(nest_root(nest, item), format("%s%s", array, index)) == 0) {
        const char *first = zero_index(index);
        text_print(nest->text, "%s(chunks, %s, &%s_partial[0]%s, %s%s%s);\n", add_chunks,
                   size_text(nest->plan->program, shape_size(inner)), name, first,
                   strchr(index + 1, '[') ? "&" : "", array,
                   strchr(index + 1, '[') ? first : "");
        return;
    }
    for (int i = 1; i < nest->groups.count; i++)
        if (group_extent(&nest->groups.at[i], inner) > 1) {
            nest_open(nest, &nest->groups.at[i], inner);
            open++;
        }
    text_print(nest->text, "float %s_total = %s_partial[0]%s;\n", name, name, index);
    nest_line(nest, "for (int chunk = 1; chunk < chunks; chunk++) {");
    const char *part = format("%s_partial[chunk]%s", name, index);
    if (graph_fold(item->node) == FOLD_SUM)
        text_print(nest->text, "%s_total += %s;\n", name, part);
    else
        text_print(nest->text, "%s_total = %s > %s_total ? %s : %s_total;\n", name, part, name,
                   part, name);
    nest_line(nest, "}");
    text_print(nest->text, "%s = %s_total;\n", nest_root(nest, item), name);
    for (int i = 0; i < open; i++)
        nest_line(nest, "}");
}

static Shape
row_shape(const Nest *nest)
{
    Shape shape = shape_scalar();
    shape.n[nest->kernel->row] = nest->kernel->rows;
    return shape;
}

void
rows_open(const Nest *nest)
{
    const char *var = nest->groups.at[0].var;
    const char *rows = extent_text(nest->plan, &nest->groups.at[0], row_shape(nest));
    if (nest->parallel)
        nest_line(nest, "#pragma omp parallel for schedule(static)");
    if (nest->chunks > 0) {
        nest_line(nest, "for (int chunk = 0; chunk < chunks; chunk++) {");
        begin_chunk(nest);
        text_print(
            nest->text,
            "for (int %s = chunk * %s / chunks; %s < (chunk + 1) * %s / chunks; %s++) {\n", var,
            rows, var, rows, var);
    } else if (nest->blocks) {
        text_print(nest->text, "for (int block = 0; block < %s; block += %d) {\n", rows, BLOCK);
        text_print(nest->text, "const int end = block + %d < %s ? block + %d : %s;\n", BLOCK,
                   rows, BLOCK, rows);
        text_print(nest->text, "#pragma omp simd\nfor (int %s = block; %s < end; %s++) {\n",
                   var, var, var);
    } else {
        nest_open(nest, &nest->groups.at[0], row_shape(nest));
    }
}

void
rows_close(const Nest *nest)
{
    nest_line(nest, "}");
    if (nest->chunks > 0)
        end_chunk(nest);
    if (nest->chunks > 0 || nest->blocks)
        nest_line(nest, "}");
}
