/* Draws of a routine: calls that fill memory with random numbers, and what loops are handed
 * that make them for themselves.
 *
 * Number i of a draw is a function of its stream and of i. What a sheet shows is numbered by
 * its pictures instead of the examples of a batch (runtime/layout.h). */
#include "program.h"

/* The last argument of a truncated draw. */
static const char *
noise_bound(const Noise *noise)
{
    return noise->kind == NOISE_TRUNCATED ? format(", %s", float_text(noise->bound)) : "";
}

/* What stands on a sheet is numbered by the runtime. */
static bool
put_layout(Writing *writing, const Kernel *kernel, const Noise *noise)
{
    static const char *const calls[] = {
        [NOISE_SHARE] = "layout_shares(m, ",
        [NOISE_ROW] = "layout_rows(m, (void *)",
        [NOISE_QUANTILE] = "layout_quantiles(m, ",
    };
    const char *at = at_text(kernel->writes.at[0].buffer);
    if (noise->kind == NOISE_MAP)
        text_print(writing->text, "layout_map(m, %d, (void *)%s);%s\n", noise->map, at,
                   label_comment(kernel));
    if (noise->kind < NOISE_SHARE || noise->kind == NOISE_MAP)
        return noise->kind == NOISE_MAP;
    text_print(writing->text, "%s%s);%s\n", calls[noise->kind], at, label_comment(kernel));
    return true;
}

/* How many numbers are drawn for an example: those of one axis may have its name. */
static const char *
each_text(const Plan *plan, Node *n, int64_t each)
{
    const char *name = NULL;
    for (int s = 0; s < AXES; s++)
        if (s != BATCH && n->shape.n[s] == each)
            name = graph_axis(1, &n, s, each);
    return size_text(plan->program, name, each);
}

/* What is drawn belongs to the examples that a sheet shows: several of its pictures may have
 * the same. */
static void
put_draw_on_sheet(Writing *writing, const Kernel *kernel, const char *name, int64_t each)
{
    const Noise *noise = kernel->roots.at[0]->leaf;
    const char *at = at_text(kernel->writes.at[0].buffer);
    const char *size = each_text(writing->plan, kernel->roots.at[0], each);
    text_print(writing->text,
               "for (int n = 0; n < batch; n++) {\n"
               "random_%s(&%s[n%s], %s, random_key(m->seed, \"%s\"), m->draw, "
               "layout_example(m, n)%s%s);%s\n}\n",
               name, at, each > 1 ? format(" * %s", size) : "", size, noise->stream,
               each > 1 ? format(" * %s", size) : "", noise_bound(noise),
               label_comment(kernel));
}

bool
draws_at_once(const Routine *routine, const Kernel *kernel)
{
    const Noise *noise = kernel->roots.at[0]->leaf;
    const bool sheet = routine->command && routine->command->sheet.kind != SHEET_FREE;
    return noise->kind < NOISE_SHARE && (noise->shared || !sheet);
}

/* The number of the first that a batch draws; `each` is drawn for one example. */
static const char *
first_number(const Plan *plan, Node *n, int64_t each)
{
    if (((const Noise *)n->leaf)->shared)
        return "0";
    return each > 1 ? format("m->first * %s", each_text(plan, n, each)) : "m->first";
}

/* Rows of a draw, of which a network over more than a batch has several for an example. */
static int64_t
noise_rows(const Plan *plan, const Noise *noise)
{
    const int64_t rows = noise->shape.n[BATCH], batch = plan->program->batch;
    return !noise->shared && rows > batch ? batch : rows;
}

void
declare_made(Writing *writing, const Kernel *kernel, Nodes *declared)
{
    for (int i = 0; i < kernel->made.count; i++) {
        Node *n = kernel->made.at[i].node;
        const Noise *noise = n->leaf;
        if (nodes_contain(declared, n))
            continue;
        PUSH(*declared, n);
        const int64_t each = shape_size(noise->shape) / noise_rows(writing->plan, noise);
        text_print(
            writing->text,
            "const struct random_draw %s = {random_key(m->seed, \"%s\"), m->draw, %s};\n",
            name_of(n), noise->stream, first_number(writing->plan, n, each));
    }
}

void
put_draw(Writing *writing, const Kernel *kernel)
{
    const Noise *noise = kernel->roots.at[0]->leaf;
    const Buffer *buffer = kernel->writes.at[0].buffer;
    const int64_t rows = noise_rows(writing->plan, noise);
    const int64_t batch = writing->plan->program->batch;
    const int64_t each = shape_size(noise->shape) / rows;
    const Routine *routine = writing->plan->routines.at[kernel->routine];
    if (put_layout(writing, kernel, noise))
        return;
    if (!draws_at_once(routine, kernel)) {
        put_draw_on_sheet(writing, kernel, noise_word(noise), each);
        return;
    }
    const char *into =
        format("%s%s", declared_tail(writing, routine, buffer).text[0] ? "(void *)" : "",
               buffer_label(buffer));
    const char *per_row =
        each > 1 ? format(" * %s", each_text(writing->plan, kernel->roots.at[0], each)) : "";
    text_print(
        writing->text, "random_%s(%s, %s%s, random_key(m->seed, \"%s\"), m->draw, %s%s);%s\n",
        noise_word(noise), into,
        rows > 1 && rows == batch && !noise->shared ? "batch" : format("%lld", (long long)rows),
        per_row, noise->stream, first_number(writing->plan, kernel->roots.at[0], each),
        noise_bound(noise), label_comment(kernel));
}
