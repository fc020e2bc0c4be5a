/* AUDIT.md: what an emitted directory holds, for a reader who wants to check it against its
 * page. All of it stands in indented blocks of plain ASCII, so that no text of a page is taken
 * for Markdown or HTML. The table of layers is also what `latentc check` prints. */
#include "emit.h"

#include <string.h>

enum { WIDTH = 94, PARAMETERS = 12, MFLOPS = 10 }; /* columns */

const char *
plain_text(const char *words)
{
    char *plain = format("%s", words);
    for (char *at = plain; *at; at++) {
        if (*at < 32 || *at > 126)
            *at = (unsigned char)*at < 32 || *at == 127 ? ' ' : '?';
    }
    return plain;
}

static const char *
init_text(const Init *init)
{
    switch (init->kind) {
    case INIT_CONSTANT: break;
    case INIT_UNIFORM: return format("uniform(%.6g, %.6g)", init->a, init->b);
    case INIT_NORMAL: return format("normal(%.6g, %.6g)", init->a, init->b);
    case INIT_TRUNCATED: return format("truncated_normal(%.6g, %.6g)", init->a, init->b);
    case INIT_ORTHOGONAL: return format("orthogonal(%.6g)", init->a);
    case INIT_IDENTITY: return format("identity(%.6g)", init->a);
    }
    return format("%.6g", init->a);
}

const char *
first_values_text(const Tensor *t)
{
    if (t->clusters)
        return format("kmeans, %lld iterations", (long long)t->clusters->iterations);
    if (t->lengths_of)
        return format("lengths of %s", t->lengths_of->key);
    return t->like ? t->like->key : init_text(&t->init);
}

/* ---- layers ---- */

/* A network that stands in another as a layer is run for both: the first run is shown. */
static bool
is_repeated(const Program *program, int row)
{
    const LayerRow *at = program->layers.at;
    for (int i = 0; i < row; i++)
        if (strcmp(at[i].network, at[row].network) == 0 &&
            strcmp(at[i].place, at[row].place) == 0)
            return true;
    return false;
}

static bool
is_first_of_network(const Program *program, int row)
{
    const LayerRow *at = program->layers.at;
    for (int i = 0; i < row; i++)
        if (strcmp(at[i].network, at[row].network) == 0)
            return false;
    return true;
}

const char *
count_text(int64_t count)
{
    Text text = {0};
    const char *digits = format("%lld", (long long)count);
    for (const char *at = digits; *at; at++) {
        if (at > digits && strlen(at) % 3 == 0)
            text_put(&text, ",");
        text_put_bytes(&text, at, 1);
    }
    return text.at;
}

typedef struct Columns {
    int place, layer, out;
} Columns;

static int
wider(int width, const char *words)
{
    int size = (int)strlen(words);
    return size > width ? size : width;
}

static Columns
find_columns(const Program *program)
{
    Columns columns = {8, 5, 6};
    for (int i = 0; i < program->layers.count; i++) {
        const LayerRow *row = &program->layers.at[i];
        columns.place = wider(columns.place, format("  %s", row->place));
        columns.layer = wider(columns.layer, row->text);
        columns.out = wider(columns.out, dims_text(&row->out));
    }
    int most = WIDTH - columns.place - columns.out - PARAMETERS - MFLOPS - 6;
    if (columns.layer > most)
        columns.layer = most > 16 ? most : 16;
    return columns;
}

/* One row; a text that is too long for its column ends with dots. */
static void
put_row(Text *text, const Columns *columns, const char *place, const char *layer,
        const char *out, const char *parameters, const char *flops)
{
    bool whole = (int)strlen(layer) <= columns->layer;
    text_print(text, "%-*s  %-*s  %-*s %*s %*s\n", columns->place, place, columns->layer,
               whole ? layer : format("%.*s...", columns->layer - 3, layer), columns->out, out,
               PARAMETERS, parameters, MFLOPS, flops);
}

static const char *
flops_text(int64_t flops)
{
    return flops ? format("%.3f", (double)flops * 1e-6) : "-";
}

static void
put_network(Text *text, const Program *program, const char *network, const Columns *columns)
{
    int64_t parameters = 0, flops = 0;
    text_print(text, "%s\n", network);
    for (int i = 0; i < program->layers.count; i++) {
        const LayerRow *row = &program->layers.at[i];
        if (strcmp(row->network, network) != 0 || is_repeated(program, i))
            continue;
        put_row(text, columns, format("  %s", row->place), plain_text(row->text),
                dims_text(&row->out), row->parameters ? count_text(row->parameters) : "-",
                flops_text(row->flops));
        parameters += row->parameters;
        flops += row->flops;
    }
    put_row(text, columns, "  in all", "", "", count_text(parameters), flops_text(flops));
}

void
layers_print(Text *text, const Program *program)
{
    Columns columns = find_columns(program);
    put_row(text, &columns, "place", "layer", "output", "parameters", "MFLOPs");
    for (int i = 0; i < program->layers.count; i++)
        if (is_first_of_network(program, i))
            put_network(text, program, program->layers.at[i].network, &columns);
}

/* ---- the file ---- */

/* Every line of `table` four columns in: a block that Markdown shows as it stands. */
static void
put_block(Text *text, const char *table)
{
    while (table && *table) {
        size_t size = strcspn(table, "\n");
        text_print(text, size ? "    %.*s\n" : "%.*s\n", (int)size, table);
        table += size + (table[size] == '\n');
    }
    text_put(text, "\n");
}

/* For each line of the page, the kernels that come from it. */
static void
put_lines(Text *text, const Plan *plan)
{
    for (int line = 1; line <= plan->program->source->lines; line++) {
        size_t column = 0;
        for (int i = 0; i < plan->kernels.count; i++) {
            const Kernel *kernel = plan->kernels.at[i];
            if (kernel_line(plan, kernel) != line)
                continue;
            const char *word =
                format(" %s.%s", plan->routines.at[kernel->routine]->name, kernel->label);
            if (column == 0 || column + strlen(word) > WIDTH) {
                text_put(text, column ? "\n     " : format("%4d ", line));
                column = 5;
            }
            text_put(text, word);
            column += strlen(word);
        }
        if (column > 0)
            text_put(text, "\n");
    }
}

static void
put_files(Text *text, int files, const char *const *name, const char *const *contents)
{
    for (int i = 0; i < files; i++)
        text_print(text, "%s  %8zu  %s\n", sha256_text(contents[i], strlen(contents[i])),
                   strlen(contents[i]), name[i]);
}

static void
put_section(Text *text, const char *head, const char *words, Text *table)
{
    text_print(text, "## %s\n\n%s\n\n", head, words);
    put_block(text, table->at);
    *table = (Text){0};
}

static const char about_tensors[] =
    "Keys and shapes are those of checkpoints, in PyTorch's order. A tensor lies in logical\n"
    "order, or with its axes from outermost to innermost as listed; `0/32 .. 0%32` is axis 0\n"
    "cut into panels of 32, the last one filled up with zeros.";
static const char about_kernels[] = "In the order in which each routine runs them: N draws, F "
                                    "forward, G gradients, U updates,\n"
                                    "A assigns state, R runs again what was not kept. `<-` "
                                    "names the function.";

void
audit_emit(Text *text, const Plan *plan, int files, const char *const *name,
           const char *const *contents)
{
    const Program *program = plan->program;
    Text table = {0}, used = {0};
    for (int i = 0; i < program->used.count; i++)
        text_print(&used, "%s`%s`", i ? ", " : " with ", program->used.at[i].name);
    text_print(
        text,
        "# %s\n\nCompiled by latentc " LATENTC_VERSION " from `%s.yaml`%s, SHA-256 `%s`.\n"
        "Floats are 4 bytes; a multiply-add is 2 FLOPs. Lines are lines of the page.\n\n",
        program->model, program->model, used.at ? used.at : "", program->sha256);
    for (int i = 0; i < program->sizes.count; i++)
        text_print(&table, "%-16s %lld\n", program->sizes.at[i].name,
                   (long long)program->sizes.at[i].value);
    put_section(text, "Sizes", "Named integers of the page.", &table);
    layers_print(&table, program);
    put_section(text, "Layers", "Forward, for one example.", &table);
    plan_tensors_print(&table, plan);
    put_section(text, "Parameters and state", about_tensors, &table);
    for (int i = 0; i < plan->routines.count; i++)
        plan_routine_print(&table, plan, plan->routines.at[i], false);
    put_section(text, "Kernels", about_kernels, &table);
    put_lines(&table, plan);
    put_section(text, "Lines", "The kernels that a line of the page became.", &table);
    plan_buffers_print(&table, plan);
    put_section(text, "Buffers", "The arena that all routines share: `m->at[at]` in the C.",
                &table);
    put_files(&table, files, name, contents);
    put_section(text, "Files", "SHA-256, bytes and name; `sha256sum` gives the same.", &table);
    text->at[--text->size] = '\0';
}
