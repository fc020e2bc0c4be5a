/* The loop over the rows. Sums over the rows collect in one partial for each chunk of rows; the
 * partials are merged in order. */
#include "loops.h"

static Shape
row_free(const Nest *nest, const Item *item)
{
    return nest_without_row(item->node->shape, nest->kernel->row);
}

static Shape
row_shape(const Nest *nest)
{
    Shape shape = shape_scalar();
    shape.n[nest->kernel->row] = nest->kernel->rows;
    return shape;
}

static const char *
rows_text(const Nest *nest)
{
    return extent_text(nest->plan, &nest->groups.at[0], row_shape(nest));
}

/* How many numbers a row holds. */
static const char *
elements_text(const Nest *nest, Shape inner)
{
    const Group *only = NULL;
    int count = 0;
    for (int i = 1; i < nest->groups.count; i++)
        if (group_extent(&nest->groups.at[i], inner) > 1) {
            only = &nest->groups.at[i];
            count++;
        }
    return is_scalar(inner) ? "1"
           : count == 1     ? extent_text(nest->plan, only, inner)
                            : format("%lld", (long long)shape_size(inner));
}

/* The value of a fold that no chunks split and that is more than a number lies where it is
 * stored; all else that a sum over rows keeps has a name of its own. */
const char *
cell_target(const Nest *nest, const Item *item, const Cell *cell)
{
    Shape inner = row_free(nest, item);
    const char *index = nest_dims(nest, inner, true);
    if (is_scalar(inner))
        return cell->number;
    if (nest->chunks > 0)
        return format("%s_partial[chunk]%s", cell->name, index);
    return cell->beside ? format("%s%s", cell->name, index) : nest_root(nest, item);
}

/* Opens a loop for each group that an inner shape varies in; gives how many. */
static int
open_loops(const Nest *nest, Shape inner)
{
    int open = 0;
    for (int i = 1; i < nest->groups.count; i++)
        if (group_extent(&nest->groups.at[i], inner) > 1) {
            nest_open(nest, &nest->groups.at[i], inner);
            open++;
        }
    return open;
}

static void
close_loops(const Nest *nest, int open)
{
    while (open-- > 0)
        nest_line(nest, "}");
}

static bool
starts_with_zero(const Cell *cell)
{
    return strcmp(cell->start, "0.0f") == 0 || strcmp(cell->start, "0") == 0;
}

/* Gives an array its first values: `whole` is all of it, `element` one in the loops. */
static void
start_array(const Nest *nest, Shape inner, const Cell *cell, const char *whole,
            const char *size, const char *element)
{
    if (starts_with_zero(cell)) {
        text_print(nest->text, "memset(%s, 0, %s);\n", whole, size);
        return;
    }
    int open = open_loops(nest, inner);
    text_print(nest->text, "%s = %s;\n", element, cell->start);
    close_loops(nest, open);
}

/* ---- before and after the rows of a chunk ---- */

static void
declare_whole(const Nest *nest, const Item *item, const Cell *cell)
{
    Shape inner = row_free(nest, item);
    const char *target = cell_target(nest, item, cell);
    if (is_scalar(inner)) {
        text_print(nest->text, "%s %s = %s;\n", cell->type, cell->number, cell->start);
        return;
    }
    const char *array = nest_parameter(nest, kernel_access(nest->kernel, item->node));
    if (cell->beside) {
        array = cell->name;
        text_print(nest->text, "%s %s%s;\n", cell->type, cell->name,
                   nest_dims(nest, inner, false));
    }
    const char *size = format("%s * sizeof(%s)", elements_text(nest, inner), cell->type);
    start_array(nest, inner, cell, array, size, target);
}

void
chunks_declare(const Nest *nest)
{
    if (nest->chunks > 0)
        text_print(nest->text, "enum { chunks = %d };\n", nest->chunks);
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        Cell cell[2];
        int cells = nest_crossing(item) ? fold_cells(item->node, cell) : 0;
        for (int k = 0; k < cells; k++)
            if (nest->chunks > 0)
                text_print(nest->text, "%s %s_partial[chunks]%s;\n", cell[k].type, cell[k].name,
                           nest_dims(nest, row_free(nest, item), false));
            else
                declare_whole(nest, item, &cell[k]);
    }
}

static void
begin_chunk(const Nest *nest)
{
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        Cell cell[2];
        int cells = nest_crossing(item) ? fold_cells(item->node, cell) : 0;
        for (int k = 0; k < cells; k++) {
            Shape inner = row_free(nest, item);
            const char *part = format("%s_partial[chunk]", cell[k].name);
            if (is_scalar(inner))
                text_print(nest->text, "%s %s = %s;\n", cell[k].type, cell[k].number,
                           cell[k].start);
            else
                start_array(nest, inner, &cell[k], part, format("sizeof %s", part),
                            cell_target(nest, item, &cell[k]));
        }
    }
}

static void
end_chunk(const Nest *nest)
{
    for (int i = 0; i < nest->count; i++) {
        const Item *item = &nest->item[i];
        Cell cell[2];
        int cells = nest_crossing(item) && is_scalar(row_free(nest, item))
                        ? fold_cells(item->node, cell)
                        : 0;
        for (int k = 0; k < cells; k++)
            text_print(nest->text, "%s_partial[chunk] = %s;\n", cell[k].name, cell[k].number);
    }
}

/* Squares about a mean: how many numbers came before the row, and the share of its own. */
static void
begin_row(const Nest *nest)
{
    const char *var = nest->groups.at[0].var;
    for (int i = 0; i < nest->count; i++) {
        Node *n = nest->item[i].node;
        if (!nest_crossing(&nest->item[i]) || graph_fold(n) != FOLD_SQUARES)
            continue;
        const char *name = name_of(n),
                   *rows = nest->chunks > 0 ? format("(%s - first)", var) : var;
        const char *each = n->value > 1 ? format("%.0f * ", n->value) : "";
        rows = n->value > 1 || nest->chunks == 0 ? rows : format("%s - first", var);
        text_print(nest->text, "const float %s_before = (float)(%s%s);\n", name, each, rows);
        text_print(nest->text, "const float %s_share = %.1ff / (%s_before + %.1ff);\n", name,
                   n->value, name, n->value);
    }
}

/* ---- merging ---- */

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

static const char add_chunks[] = "add_chunks", merge_squares[] = "merge_squares";

void
loops_helpers(Text *text, const char *kernels)
{
    if (strstr(kernels, add_chunks) != NULL)
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
    if (strstr(kernels, merge_squares) != NULL)
        text_print(
            text,
            "/* Squares about the mean of all rows, from means and squares of chunks of rows, "
            "in "
            "order:\n"
            " *     mean = sum over chunks of rows_c mean_c / rows\n"
            " *     squares = sum over chunks of (squares_c + each rows_c (mean_c - mean)^2)\n"
            " * with `each` numbers in a row. Chan, Golub and LeVeque, Algorithms for "
            "computing "
            "the sample\n * variance, 1983. Leaves mean_c - mean in `centre`. */\n"
            "static void\n%s(int chunks, int rows, int each, int count, float *restrict "
            "centre, "
            "const float *restrict partial, float *restrict squares)\n{\n"
            "float *const mean = squares;\n"
            "memset(mean, 0, (size_t)count * sizeof *mean);\n"
            "for (int chunk = 0; chunk < chunks; chunk++) {\n"
            "const int of = (chunk + 1) * rows / chunks - chunk * rows / chunks;\n"
            "const float share = (float)of / (float)rows;\n"
            "for (int i = 0; i < count; i++)\n"
            "mean[i] += share * centre[chunk * count + i];\n}\n"
            "for (int chunk = 0; chunk < chunks; chunk++) {\n"
            "for (int i = 0; i < count; i++)\n"
            "centre[chunk * count + i] -= mean[i];\n}\n"
            "memset(squares, 0, (size_t)count * sizeof *squares);\n"
            "for (int chunk = 0; chunk < chunks; chunk++) {\n"
            "const int of = (chunk + 1) * rows / chunks - chunk * rows / chunks;\n"
            "const float weight = (float)(each * of);\n"
            "for (int i = 0; i < count; i++) {\n"
            "const float gap = centre[chunk * count + i];\n"
            "squares[i] += partial[chunk * count + i] + weight * gap * gap;\n}\n}\n}\n\n",
            merge_squares);
}

/* "&sum[0][0]": the first element of an array with these dimensions. */
static const char *
first_element(const char *array, const char *index)
{
    return *index ? format("&%s%s", array, zero_index(index)) : array;
}

/* A sum or squares of chunks, by the helper, into memory that holds them as the partials do. */
static void
merge_by_helper(const Nest *nest, const Item *item, const char *into)
{
    Shape inner = row_free(nest, item);
    const char *name = name_of(item->node), *index = nest_dims(nest, inner, true);
    const char *count = elements_text(nest, inner);
    const char *partial =
        first_element(format("%s_partial", name), *index ? format("[]%s", index) : "");
    if (graph_fold(item->node) == FOLD_SUM) {
        text_print(nest->text, "%s(chunks, %s, %s, %s);\n", add_chunks, count, partial, into);
        return;
    }
    const char *centre =
        first_element(format("%s_centre_partial", name), *index ? format("[]%s", index) : "");
    text_print(nest->text, "%s(chunks, %s, %.0f, %s, %s, %s, %s);\n", merge_squares,
               rows_text(nest), item->node->value, count, centre, partial, into);
}

/* Where all chunks begin from the first, one element after the other. */
static void
merge_elements(const Nest *nest, const Item *item)
{
    Cell cell[2];
    Shape inner = row_free(nest, item);
    const char *index = nest_dims(nest, inner, true), *compare = ">";
    int cells = fold_cells(item->node, cell), open = open_loops(nest, inner);
    for (int k = 0; k < cells; k++)
        text_print(nest->text, "%s %s = %s_partial[0]%s;\n", cell[k].type, cell[k].number,
                   cell[k].name, index);
    nest_line(nest, "for (int chunk = 1; chunk < chunks; chunk++) {");
    const Cell *best = &cell[cells - 1];
    if (graph_fold(item->node) == FOLD_ARGMIN)
        compare = "<";
    if (graph_fold(item->node) == FOLD_SUM) {
        text_print(nest->text, "%s += %s_partial[chunk]%s;\n", cell[0].number, cell[0].name,
                   index);
    } else {
        text_print(nest->text, "if (%s_partial[chunk]%s %s %s) {\n", best->name, index, compare,
                   best->number);
        for (int k = 0; k < cells; k++)
            text_print(nest->text, "%s = %s_partial[chunk]%s;\n", cell[k].number, cell[k].name,
                       index);
        nest_line(nest, "}");
    }
    nest_line(nest, "}");
    text_print(nest->text, "%s = %s;\n", nest_root(nest, item), cell[0].number);
    close_loops(nest, open);
}

/* The array that is stored has the dimensions of a partial. */
static bool
stored_alike(const Nest *nest, const Item *item, const char **first)
{
    const Access *access = kernel_access(nest->kernel, item->node);
    Shape inner = row_free(nest, item);
    const char *array = nest_parameter(nest, access), *index = nest_dims(nest, inner, true);
    const char *all = access_dims(nest->plan, access, &nest->groups);
    *first = is_scalar(inner) || strchr(index + 1, '[') == NULL ? array
                                                                : first_element(array, index);
    return is_scalar(inner) ||
           (all != NULL && strcmp(all, nest_dims(nest, inner, false)) == 0 &&
            strcmp(nest_root(nest, item), format("%s%s", array, index)) == 0);
}

void
chunks_merge(const Nest *nest, const Item *item)
{
    Cell cell[2];
    Shape inner = row_free(nest, item);
    const char *name = name_of(item->node), *first;
    Fold fold = graph_fold(item->node);
    fold_cells(item->node, cell);
    if (nest->chunks == 0) {
        if (is_scalar(inner))
            text_print(nest->text, "%s = %s;\n", nest_root(nest, item), cell[0].number);
        return;
    }
    bool alike = stored_alike(nest, item, &first);
    if ((fold == FOLD_SUM || fold == FOLD_SQUARES) && alike) {
        merge_by_helper(nest, item, first);
    } else if (fold == FOLD_SQUARES) {
        const char *dims = nest_dims(nest, inner, false), *index = nest_dims(nest, inner, true);
        text_print(nest->text, "float %s_total%s;\n", name, dims);
        merge_by_helper(nest, item, first_element(format("%s_total", name), index));
        int open = open_loops(nest, inner);
        text_print(nest->text, "%s = %s_total%s;\n", nest_root(nest, item), name, index);
        close_loops(nest, open);
    } else {
        merge_elements(nest, item);
    }
}

/* ---- the loop over the rows ---- */

void
rows_open(const Nest *nest)
{
    const char *var = nest->groups.at[0].var, *rows = rows_text(nest);
    if (nest->parallel)
        nest_line(nest, "#pragma omp parallel for schedule(static)");
    if (nest->chunks > 0) {
        nest_line(nest, "for (int chunk = 0; chunk < chunks; chunk++) {");
        begin_chunk(nest);
        if (nest->counted) {
            text_print(nest->text, "const int first = chunk * %s / chunks;\n", rows);
            text_print(nest->text,
                       "for (int %s = first; %s < (chunk + 1) * %s / chunks; %s++) {\n", var,
                       var, rows, var);
        } else {
            text_print(
                nest->text,
                "for (int %s = chunk * %s / chunks; %s < (chunk + 1) * %s / chunks; %s++) {\n",
                var, rows, var, rows, var);
        }
    } else if (nest->blocks) {
        text_print(nest->text, "for (int block = 0; block < %s; block += %d) {\n", rows, BLOCK);
        text_print(nest->text, "const int end = block + %d < %s ? block + %d : %s;\n", BLOCK,
                   rows, BLOCK, rows);
        text_print(nest->text, "#pragma omp simd\nfor (int %s = block; %s < end; %s++) {\n",
                   var, var, var);
    } else {
        nest_open(nest, &nest->groups.at[0], row_shape(nest));
    }
    begin_row(nest);
    made_rows(nest);
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
