/* The plan as text: what `latentc plan` prints, and AUDIT.md with it. */
#include "emit.h"

#include <stdlib.h>

/* ---- what is computed again ---- */

const char *
again_text(const Plan *plan)
{
    int kernels = 0;
    int64_t more = 0, all = 0;
    for (int i = 0; i < plan->kernels.count; i++) {
        const Kernel *kernel = plan->kernels.at[i];
        int64_t flops = kernel->contraction ? kernel->contraction->flops : 0;
        bool step = plan->routines.at[kernel->routine]->kind == ROUTINE_STEP;
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

/* ---- buffers ---- */

static int
compare_offset(const void *left, const void *right)
{
    const Buffer *a = *(Buffer *const *)left, *b = *(Buffer *const *)right;
    if (a->offset != b->offset)
        return a->offset < b->offset ? -1 : 1;
    return a->born != b->born ? a->born - b->born : a->id - b->id;
}

static const char *
buffer_shape(const Buffer *buffer)
{
    Text text = {0};
    int8_t order[AXES];
    layout_order(buffer->shape, order);
    for (int i = 0; i < AXES; i++)
        if (buffer->shape.n[order[i]] > 1)
            text_print(&text, "[%lld]", (long long)buffer->shape.n[order[i]]);
    return text.at ? text.at : "";
}

void
plan_print(Text *text, const Plan *plan)
{
    int count = plan->buffers.count;
    Buffer **sorted = NEW_ARRAY(Buffer *, count + 1);
    for (int i = 0; i < count; i++)
        sorted[i] = plan->buffers.at[i];
    qsort(sorted, (size_t)count, sizeof *sorted, compare_offset);
    text_print(text, "%lld floats (%d buffers unshared: %lld; lower bound %lld)\n",
               (long long)plan->arena, count, (long long)plan->naive, (long long)plan->bound);
    text_print(text, "%10s %10s  %-40s %s\n", "offset", "floats", "holds", "live");
    for (int i = 0; i < count; i++) {
        const Buffer *buffer = sorted[i];
        const Kernel *born = plan->kernels.at[buffer->born];
        const Kernel *dies = plan->kernels.at[buffer->dies];
        const char *holds = format("%s%s", buffer_label(buffer), buffer_shape(buffer));
        text_print(text, "%10lld %10lld  %-40s %s %s..%s%s%s\n", (long long)buffer->offset,
                   (long long)buffer->storage.floats, holds,
                   plan->routines.at[born->routine]->name, born->label, dies->label,
                   buffer->overwrites ? ", overwrites " : "",
                   buffer->overwrites ? buffer_label(buffer->overwrites) : "");
    }
}
