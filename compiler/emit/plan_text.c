/* The plan as text: routines with their kernels, buffers and tensors, each with the reason that
 * the passes gave. `latentc plan` prints it, and AUDIT.md holds it. */
#include "emit.h"
#include "optimizers.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_HOLDS = 60 };

/* ---- what is computed again ---- */

const char *
again_text(const Plan *plan)
{
    int kernels = 0;
    int64_t more = 0, all = 0;
    for (int i = 0; i < plan->kernels.count; i++) {
        const Kernel *kernel = plan->kernels.at[i];
        int64_t flops = kernel->contraction ? kernel->contraction->flops : 0;
        bool step = plan->routines.at[kernel->routine]->step != NULL;
        kernels += kernel->again;
        more += kernel->again ? flops : 0;
        all += step && !kernel->again ? flops : 0;
    }
    if (kernels == 0)
        return "nothing is computed again";
    return format("%d kernel%s again, marked R: %.1f MFLOPs more, %.1f %% of the steps",
                  kernels, kernels == 1 ? " runs" : "s run", (double)more * 1e-6,
                  all > 0 ? 100.0 * (double)more / (double)all : 0.0);
}

/* ---- tensors ---- */

const char *
dims_text(const Dims *dims)
{
    Text text = {0};
    text_put(&text, "[");
    for (int i = 0; i < dims->rank; i++)
        text_print(&text, "%s%lld", i ? ", " : "", (long long)dims->n[i]);
    text_put(&text, "]");
    return text.at;
}

static int64_t
tensor_elements(const Tensor *tensor)
{
    int64_t elements = 1;
    for (int i = 0; i < tensor->dims.rank; i++)
        elements *= tensor->dims.n[i];
    return elements;
}

/* "logical order", or the axes from outermost to innermost: "0/32 2 3 1 0%32". */
static const char *
storage_text(const Tensor *tensor, const Storage *storage)
{
    Text text = {0};
    int axes[AXES], count = 0, cut = storage->panel_slot - 1;
    bool logical = storage->panel_slot < 0;
    for (int a = 0; a < tensor->parts.rank; a++) {
        if (storage->stride[1 + a] == 0 || storage->panel_slot == 1 + a)
            continue;
        int at = count++;
        for (; at > 0 && storage->stride[1 + axes[at - 1]] < storage->stride[1 + a]; at--)
            axes[at] = axes[at - 1];
        axes[at] = a;
        logical = logical && at == count - 1;
    }
    if (logical)
        return "logical order";
    if (storage->panel_slot >= 0)
        text_print(&text, "%d/%d", cut, PANEL);
    for (int i = 0; i < count; i++)
        text_print(&text, text.size ? " %d" : "%d", axes[i]);
    if (storage->panel_slot >= 0)
        text_print(&text, " %d%%%d", cut, PANEL);
    return text.at;
}

static int
key_width(const Program *program)
{
    size_t width = 3;
    for (int i = 0; i < program->parameters.count; i++)
        if (strlen(program->parameters.at[i]->key) > width)
            width = strlen(program->parameters.at[i]->key);
    for (int i = 0; i < program->states.count; i++)
        if (strlen(program->states.at[i]->key) > width)
            width = strlen(program->states.at[i]->key);
    return (int)width;
}

void
plan_tensors_print(Text *text, const Plan *plan)
{
    const Program *program = plan->program;
    int width = key_width(program);
    text_print(text, "%-*s  %-18s  %10s  %-34s  line  %s\n", width, "key", "shape", "floats",
               "begins as", "lies in");
    for (int i = 0; i < program->parameters.count + program->states.count; i++) {
        int state = i - program->parameters.count;
        const Tensor *t = state < 0 ? program->parameters.at[i] : program->states.at[state];
        const Buffer *buffer = state < 0 ? plan->parameters[i] : plan->states[state];
        text_print(text, "%-*s  %-18s  %10s  %-34s  %4d  %s: %s\n", width, t->key,
                   dims_text(&t->dims), count_text(tensor_elements(t)), first_values_text(t),
                   t->mark.line, storage_text(t, &buffer->storage),
                   state < 0 ? plan->parameter_why[i] : "state");
    }
}

/* ---- kernels ---- */

/* The line of the page that a kernel comes from, 0 where there is none. */
int
kernel_line(const Plan *plan, const Kernel *kernel)
{
    Mark mark = {0};
    if (kernel->kind == KERNEL_UPDATE)
        mark = kernel->step->mark;
    if (kernel->kind == KERNEL_ASSIGN)
        mark = plan->program->states.at[kernel->first]->mark;
    for (int i = 0; i < kernel->roots.count && mark.line == 0; i++) {
        const Node *n = kernel->roots.at[i];
        for (int depth = 0; n->adjoint_of != NULL && n->tag == NULL && depth < 8; depth++)
            n = n->adjoint_of;
        mark = n->tag ? n->tag->mark : n->origin;
        if (mark.source != plan->program->source) /* a definition of the prelude */
            mark.line = 0;
    }
    return mark.line;
}

/* Names of what a kernel writes. */
static const char *
kernel_makes(const Plan *plan, const Kernel *kernel)
{
    Text text = {0};
    const Program *program = plan->program;
    if (kernel->kind == KERNEL_ASSIGN)
        return kernel->count > 1
                   ? format("%s .. %s", program->states.at[kernel->first]->key,
                            program->states.at[kernel->first + kernel->count - 1]->key)
                   : program->states.at[kernel->first]->key;
    if (kernel->kind == KERNEL_UPDATE) {
        const Tensor *last = program->parameters.at[kernel->first + kernel->count - 1];
        return format("%s%s%s", program->parameters.at[kernel->first]->key,
                      kernel->count > 1 ? " .. " : "", kernel->count > 1 ? last->key : "");
    }
    for (int i = 0; i < kernel->writes.count; i++)
        text_print(&text, "%s%s", i ? ", " : "", buffer_label(kernel->writes.at[i].buffer));
    return text.at ? text.at : "";
}

const char *
kernel_function(const Kernel *kernel)
{
    switch (kernel->kind) {
    case KERNEL_LOOPS:
    case KERNEL_CONTRACTION:
    case KERNEL_MOVE: return kernel->name;
    case KERNEL_SCALARS: return "in the routine itself";
    case KERNEL_DRAW: return "runtime/random.c";
    case KERNEL_UPDATE:
        return optimizer_function(kernel->step, kernel->update->optimizer,
                                  kernel->update->follower != NULL);
    case KERNEL_ASSIGN: return kernel->behind ? "follow" : "memcpy";
    }
    return "";
}

/* "G_relu", "gradients->G_0_weight". */
static const char *
access_text(const Plan *plan, const Access *access)
{
    return access->buffer->place == PLACE_VALUE
               ? format("value %s", plan->program->scalars.at[access->buffer->index]->name)
           : access->buffer->place == PLACE_PARAMETER || access->buffer->place == PLACE_STATE
               ? access->buffer->name
           : access->buffer->place == PLACE_OUTPUT ? format("output %d", access->buffer->index)
                                                   : buffer_text(plan, access->buffer);
}

/* How the buffer lies: "[batch][16][16][64]", or the order of a parameter's axes. */
static const char *
place_text(const Plan *plan, const Buffer *buffer)
{
    if (buffer->place == PLACE_PARAMETER || buffer->place == PLACE_GRADIENT)
        return storage_text(plan->program->parameters.at[buffer->index], &buffer->storage);
    return buffer_dims(plan, buffer);
}

static const char *
write_why(const Kernel *kernel, const Access *write)
{
    if (kernel->again)
        return write->buffer->copy_of ? "again: it was not kept" : "";
    if (write->why != NULL)
        return write->why;
    return kernel->kind == KERNEL_CONTRACTION ? "a product"
           : kernel->kind == KERNEL_DRAW      ? "random numbers"
           : kernel->kind == KERNEL_MOVE      ? "moved elements"
                                              : "";
}

static void
put_access(Text *text, const Plan *plan, const Kernel *kernel, const Access *access, bool write)
{
    const char *why = write ? write_why(kernel, access) : "";
    text_print(text, "         %-6s %-38s %-18s %s%s%s\n", write ? "writes" : "reads",
               access_text(plan, access), shape_print(access->node->shape),
               place_text(plan, access->buffer), *why ? ": " : "", why);
}

/* Kernels of the same group that evaluate a value. */
static int
evaluations(const Plan *plan, const Kernel *kernel, const Node *n)
{
    int count = 0, group = plan->routines.at[kernel->routine]->group;
    for (int i = 0; i < plan->kernels.count; i++) {
        const Kernel *other = plan->kernels.at[i];
        if (plan->routines.at[other->routine]->group != group || other->again)
            continue;
        for (int k = 0; k < other->body.count; k++)
            count += other->body.at[k] == n;
    }
    return count;
}

/* The longest of its names, or "d_" and that of what it is the adjoint of; NULL: it has none.
 */
static const char *
value_text(const Node *n)
{
    if (n->tag == NULL && n->adjoint_of != NULL) {
        const char *of = value_text(n->adjoint_of);
        return of ? format("d_%s", of) : NULL;
    }
    const char *name = NULL;
    for (int i = 0; n->tag && i < 3 && n->tag->name[i]; i++)
        name = n->tag->name[i];
    return name;
}

static void
put_recomputed(Text *text, const Plan *plan, const Kernel *kernel)
{
    for (int i = 0; i < kernel->recomputed.count; i++) {
        const Recomputed *recomputed = &kernel->recomputed.at[i];
        const char *name = value_text(recomputed->node);
        if (name != NULL && evaluations(plan, kernel, recomputed->node) > 1)
            text_print(text, "         again  %-38s %-18s not stored: %s\n", name,
                       shape_print(recomputed->node->shape), recomputed->why);
    }
}

static void
put_made(Text *text, const Made *made)
{
    text_print(text, "         draws  %-38s %-18s %s, %lld at a time: %s\n",
               name_of(made->node), shape_print(made->node->shape),
               noise_word(made->node->leaf), (long long)made->each, made->why);
}

static void
put_contraction(Text *text, const Kernel *kernel)
{
    static const char *const paths[] = {[PATH_TILES] = "register tiles",
                                        [PATH_BLAS] = "OpenBLAS",
                                        [PATH_LOOPS] = "plain loops"};
    const Contraction *c = kernel->contraction;
    text_print(text, "         by     %s, form %s, %.3f MFLOPs, scratch %s floats\n",
               paths[c->path], tile_form(c), (double)c->flops * 1e-6, count_text(c->scratch));
    text_print(text, "                %s\n", c->reason);
}

static const char *
line_text(const Plan *plan, const Kernel *kernel)
{
    int line = kernel_line(plan, kernel);
    return line > 0 ? format("%d", line) : "-";
}

static void
put_kernel(Text *text, const Plan *plan, const Kernel *kernel)
{
    bool updates = kernel->kind == KERNEL_UPDATE || kernel->kind == KERNEL_ASSIGN;
    text_print(text, "  %-4s line %3s  %s%s%s\n", kernel->label, line_text(plan, kernel),
               kernel_function(kernel), updates ? ": " : "",
               updates ? kernel_makes(plan, kernel) : "");
    for (int i = 0; i < kernel->reads.count; i++)
        put_access(text, plan, kernel, &kernel->reads.at[i], false);
    for (int i = 0; i < kernel->made.count; i++)
        put_made(text, &kernel->made.at[i]);
    for (int i = 0; i < kernel->writes.count; i++)
        put_access(text, plan, kernel, &kernel->writes.at[i], true);
    put_recomputed(text, plan, kernel);
    if (kernel->contraction)
        put_contraction(text, kernel);
}

static void
put_kernel_line(Text *text, const Plan *plan, const Kernel *kernel)
{
    text_print(text, "  %-4s line %3s  %-34s <- %s\n", kernel->label, line_text(plan, kernel),
               kernel_makes(plan, kernel), kernel_function(kernel));
    if (kernel->contraction)
        text_print(text, "       %.3f MFLOPs: %s%s\n",
                   (double)kernel->contraction->flops * 1e-6, kernel->contraction->reason,
                   kernel->contraction->adds ? "; added to what is there" : "");
}

void
plan_routine_print(Text *text, const Plan *plan, const Routine *routine, bool whole)
{
    int64_t flops = 0;
    text_print(text, "%s%s\n", text->size ? "\n" : "", routine->name);
    for (int i = 0; i < routine->count; i++) {
        const Kernel *kernel = plan->kernels.at[routine->first + i];
        if (kernel->chain > 0 &&
            (i == 0 || plan->kernels.at[kernel->index - 1]->chain != kernel->chain))
            text_print(
                text,
                "  a chain, for each of %lld examples after the other: values between its "
                "kernels are stored for one\n",
                (long long)kernel->examples);
        if (i > 0 && kernel->chain == 0 && plan->kernels.at[kernel->index - 1]->chain > 0)
            text_put(text, "  the whole batch again\n");
        if (whole)
            put_kernel(text, plan, kernel);
        else
            put_kernel_line(text, plan, kernel);
        flops += (kernel->contraction ? kernel->contraction->flops : 0) *
                 (kernel->chain > 0 ? kernel->examples : 1);
    }
    text_print(text, "  %d kernels, %.3f MFLOPs in products and convolutions of a batch\n",
               routine->count, (double)flops * 1e-6);
}

/* ---- buffers ---- */

int
buffers_by_offset(const void *left, const void *right)
{
    const Buffer *a = *(Buffer *const *)left, *b = *(Buffer *const *)right;
    if (a->offset != b->offset)
        return a->offset < b->offset ? -1 : 1;
    return a->born != b->born ? a->born - b->born : a->id - b->id;
}

/* The first kernel that makes the value again, or NULL. */
static const Kernel *
made_again(const Plan *plan, const Buffer *buffer)
{
    for (int i = 0; i < plan->kernels.count; i++)
        for (int k = 0; k < plan->kernels.at[i]->writes.count; k++)
            if (plan->kernels.at[i]->writes.at[k].buffer->copy_of == buffer)
                return plan->kernels.at[i];
    return NULL;
}

/* Why a buffer is there. */
static const char *
buffer_why(const Plan *plan, const Buffer *buffer)
{
    for (int i = buffer->born; i <= buffer->dies; i++) {
        const Kernel *kernel = plan->kernels.at[i];
        for (int k = 0; k < kernel->writes.count; k++)
            if (kernel->writes.at[k].buffer == buffer)
                return write_why(kernel, &kernel->writes.at[k]);
    }
    return "scratch";
}

const char *
buffer_life(const Plan *plan, const Buffer *buffer)
{
    const Kernel *born = plan->kernels.at[buffer->born];
    const Kernel *dies = plan->kernels.at[buffer->dies];
    bool longer = born->routine != dies->routine;
    return format("%s %s..%s%s%s", plan->routines.at[born->routine]->name, born->label,
                  longer ? plan->routines.at[dies->routine]->name : "", longer ? " " : "",
                  dies->label);
}

void
plan_buffers_print(Text *text, const Plan *plan)
{
    int count = plan->buffers.count, holds = 5, lives = 4;
    Buffer **sorted = NEW_ARRAY(Buffer *, count + 1);
    const char **name = NEW_ARRAY(const char *, count + 1);
    for (int i = 0; i < count; i++)
        sorted[i] = plan->buffers.at[i];
    qsort(sorted, (size_t)count, sizeof *sorted, buffers_by_offset);
    for (int i = 0; i < count; i++) {
        name[i] = format("%s%s", buffer_label(sorted[i]), buffer_dims(plan, sorted[i]));
        int wide = (int)strlen(name[i]), long_life = (int)strlen(buffer_life(plan, sorted[i]));
        holds = wide > holds && wide <= MOST_HOLDS ? wide : holds;
        lives = long_life > lives ? long_life : lives;
    }
    text_print(text, "%5s %10s %10s  %-*s  %-*s  %s\n", "at", "offset", "floats", holds,
               "holds", lives, "live", "because");
    for (int i = 0; i < count; i++) {
        const Buffer *old = sorted[i]->overwrites;
        const Kernel *again = made_again(plan, sorted[i]);
        text_print(text, "%5d %10lld %10lld  %-*s  %-*s  %s%s%s%s%s\n", sorted[i]->id,
                   (long long)sorted[i]->offset, (long long)sorted[i]->storage.floats, holds,
                   name[i], lives, buffer_life(plan, sorted[i]), buffer_why(plan, sorted[i]),
                   old ? "; over " : "", old ? buffer_label(old) : "",
                   again ? "; made again by " : "", again ? again->label : "");
    }
    text_print(text, "arena %s floats, at least %s by lifetimes, %s if nothing shared memory\n",
               count_text(plan->arena), count_text(plan->bound), count_text(plan->naive));
    if (plan->program->memory > 0)
        text_print(text, "limit %s floats by the page: %s\n",
                   count_text(plan->program->memory / (int64_t)sizeof(float)),
                   again_text(plan));
}

void
plan_print(Text *text, const Plan *plan)
{
    const Program *program = plan->program;
    Text unread = {0};
    program_emit(&unread, &unread, plan); /* functions have their names now */
    text_print(text, "%s, page %.8s, batch %lld\n", program->model, program->sha256,
               (long long)program->batch);
    for (int i = 0; i < plan->routines.count; i++)
        plan_routine_print(text, plan, plan->routines.at[i], true);
    text_put(text, "\nbuffers of the arena\n");
    plan_buffers_print(text, plan);
    text_put(text, "\nparameters and state\n");
    plan_tensors_print(text, plan);
}
