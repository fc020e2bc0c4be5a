/* Cost: the operations of each kernel and the bytes that it cannot avoid, for those who judge
 * its time.
 *
 * Requires kernels with their accesses, and contractions with their tiles. An addition, a
 * multiplication, a comparison, a root or an exponential is one operation; tables and draws
 * count none. Bytes are each value that a kernel reads or writes, once: what lies in a cache,
 * or is read again because it does not, is not told apart. */
#include "fuse.h"

#include "../graph/ctext.h"

enum { WORD = 4 }; /* bytes of a float and of an index */

/* Of the update of one parameter, by the moments that the optimizer keeps. */
static const int update_operations[] = {2, 4, 13, 16};

static int64_t
bytes_of(const Kernel *kernel, int first, int count)
{
    int64_t floats = 0;
    const int reads = kernel->reads.count;
    for (int i = first; i < first + count; i++) {
        const Access *at = i < reads ? &kernel->reads.at[i] : &kernel->writes.at[i - reads];
        bool again = false;
        for (int k = first; k < i; k++) {
            const Access *before =
                k < reads ? &kernel->reads.at[k] : &kernel->writes.at[k - reads];
            again = again || before->buffer == at->buffer;
        }
        floats += again ? 0 : shape_size(at->node->shape);
    }
    return WORD * floats;
}

/* Of a run of parameters, with what lies between them. */
static int64_t
update_floats(const Plan *plan, const Kernel *kernel)
{
    const int last = kernel->first + kernel->count - 1;
    return plan->parameter_offset[last] + plan->parameters[last]->storage.floats -
           plan->parameter_offset[kernel->first];
}

static void
count_update(const Plan *plan, Kernel *kernel)
{
    const int moments = kernel->update->optimizer->moments;
    const int64_t floats = update_floats(plan, kernel);
    const int known = (int)COUNT_OF(update_operations) - 1;
    kernel->flops = floats * update_operations[moments < known ? moments : known];
    kernel->bytes = floats * WORD * (3 + 2 * moments);
}

void
cost(Plan *plan)
{
    for (int i = 0; i < plan->kernels.count; i++) {
        Kernel *kernel = plan->kernels.at[i];
        kernel->flops = kernel->contraction ? kernel->contraction->flops : 0;
        for (int k = 0; k < kernel->body.count; k++)
            kernel->flops += graph_operations(kernel->body.at[k]) *
                             shape_size(fuse_domain(kernel->body.at[k]));
        kernel->bytes = bytes_of(kernel, 0, kernel->reads.count) +
                        bytes_of(kernel, kernel->reads.count, kernel->writes.count);
        if (kernel->chain > 0) {
            kernel->flops *= kernel->examples;
            kernel->bytes *= kernel->examples;
        }
        if (kernel->kind == KERNEL_UPDATE)
            count_update(plan, kernel);
        if (kernel->kind == KERNEL_ASSIGN)
            kernel->bytes *= 2;
    }
}
