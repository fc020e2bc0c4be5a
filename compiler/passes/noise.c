/* Noise: random numbers that loops make for themselves.
 *
 * The one idea: number i of a draw is a function of its stream and of i. A draw that only loops
 * read need not be memory: each loop makes the numbers of a row, or of a few pixels, just
 * before it uses them, and a backward loop makes the same numbers again.
 *
 * Requires the kernels of one routine, with a kernel for each draw. Takes such kernels away
 * where all readers can make the numbers and that costs no more than to store and read them.
 * Maintains every bit. Evaluation makes what the steps make, by the same functions. Leaves out
 * draws without a batch, and those of fewer axes than the loops that read them. */
#include "fusing.h"

#include "../graph/lowering.h"

/* Numbers come in blocks of four for each of 64 counters: runtime/random.c. */
enum { FOUR = 4, COUNTERS = 64, AT_ONCE = FOUR * COUNTERS };
enum {
    MOST_AT_ONCE = 4096, /* numbers in a loop's array: they stay in the first cache */
    FEWEST = 1 << 14,    /* of a draw whose memory is worth a thought */
    FAR = 1 << 20        /* of one that no cache keeps from forward to backward */
};

/* Tenths of a nanosecond for one number on one core: to make it with AVX-512, and to write or
 * read it in a cache, beyond it, and plane by plane in a loop over pixels. */
static const int making[] = {[NOISE_UNIFORM] = 6, [NOISE_NORMAL] = 11};
enum { NEAR_COST = 1, FAR_COST = 3, ACROSS_COST = 10 };

typedef struct Draw {
    Made made;
    int readers; /* loops */
    bool walks_again;
} Draw;

static bool
reads_node(const Kernel *kernel, const Node *n)
{
    for (int i = 0; i < kernel->reads.count; i++)
        if (kernel->reads.at[i].node == n)
            return true;
    return false;
}

/* The loops of the kernel run over the axes of the draw, and its rows are the batch. */
static bool
can_make(const Kernel *kernel, const Node *draw)
{
    if (kernel->kind != KERNEL_LOOPS || kernel->row != BATCH || draw->shape.n[BATCH] == 1)
        return false;
    for (int i = 0; i < kernel->body.count; i++) {
        const Node *n = kernel->body.at[i];
        const Shape domain = fuse_domain(n);
        for (int s = 0; s < AXES; s++)
            if (domain.n[s] > draw->shape.n[s])
                return false;
        for (int k = 0; k < n->count; k++)
            if (n->arg[k] == draw && !shape_equal(domain, draw->shape))
                return false;
    }
    return true;
}

/* Whether the kernel walks its rows more than once: something as large as the draw waits for a
 * sum or a maximum of its row. */
static bool
walks_again(const Kernel *kernel, const Node *draw)
{
    bool *waits = NEW_ARRAY(bool, kernel->body.count + 1);
    for (int i = 0; i < kernel->body.count; i++) {
        const Node *n = kernel->body.at[i];
        for (int a = 0; a < i; a++) {
            const Node *arg = kernel->body.at[a];
            bool folds = op_kind(arg->op) == KIND_REDUCE && !(arg->axes >> BATCH & 1u);
            for (int k = 0; k < n->count && (waits[a] || folds); k++)
                waits[i] = waits[i] || n->arg[k] == arg;
        }
        if (waits[i] && shape_equal(fuse_domain(n), draw->shape))
            return true;
    }
    return false;
}

/* NULL where loops read it alone and all of them can make it; else who needs the memory. */
static const char *
needs_memory(const Fusion *fusion, Draw *draw)
{
    const Node *n = draw->made.node;
    for (int i = 0; i < fusion->count; i++)
        if (fusion->sink[i] == n)
            return "random numbers, read as a whole";
    for (int i = 0; i < fusion->order.count; i++) {
        const Node *user = fusion->order.at[i];
        for (int k = 0; k < user->count && fuse_state(user)->fate != FATE_LOOP; k++)
            if (user->arg[k] == n && !fusion->available(user, fusion->context))
                return op_kind(user->op) == KIND_CONTRACT
                           ? "random numbers, which a product reads"
                           : "random numbers, read in another shape";
    }
    for (int i = 0; i < fusion->kernels.count; i++) {
        const Kernel *kernel = fusion->kernels.at[i];
        if (!reads_node(kernel, n))
            continue;
        if (!can_make(kernel, n))
            return "random numbers, which a loop over more axes reads";
        draw->readers++;
        draw->walks_again |= walks_again(kernel, n);
    }
    return draw->readers > 0 ? NULL : "random numbers";
}

/* ---- how a loop makes them ---- */

/* Of an image that lies channels-last: a few pixels in all channels, as many as fill a block.
 */
static bool
choose_pixels(Draw *draw)
{
    const Shape shape = draw->made.node->shape;
    const int64_t channels = shape.n[1], plane = shape.n[2] * shape.n[3];
    int64_t fours = 1;
    if (plane % FOUR != 0 || FOUR * channels > MOST_AT_ONCE)
        return false;
    while (2 * fours * channels <= COUNTERS && plane % (2 * fours * FOUR) == 0)
        fours *= 2;
    draw->made.pixels = (int)(fours * FOUR);
    draw->made.each = fours * FOUR * channels;
    draw->made.from = 1;
    return true;
}

/* Of all else, which lies in logical order: the innermost axes that are few enough. */
static bool
choose_run(Draw *draw)
{
    const Shape shape = draw->made.node->shape;
    draw->made.each = 1;
    draw->made.from = AXES;
    for (int s = AXES - 1; s > BATCH && draw->made.each * shape.n[s] <= MOST_AT_ONCE; s--) {
        draw->made.each *= shape.n[s];
        draw->made.from = s;
    }
    return draw->made.each > 1;
}

bool
made_whole_row(const Made *made)
{
    const Shape shape = made->node->shape;
    return made->pixels == 0 && made->each == shape_size(shape) / shape.n[BATCH];
}

static bool
is_across(const Node *n)
{
    int8_t order[AXES];
    layout_order(n->shape, order);
    return order[1] != 1 && n->shape.n[1] > 1 && n->shape.n[2] * n->shape.n[3] > 1;
}

/* Whether all readers make the numbers for less than it takes to store and read them. */
static bool
costs_less(const Draw *draw, bool across)
{
    const int64_t each = draw->made.each, size = shape_size(draw->made.node->shape);
    const int make = making[((const Noise *)draw->made.node->leaf)->kind];
    const int pass = size >= FAR ? FAR_COST : NEAR_COST;
    const int64_t here = draw->readers * make * rounded_up(each, AT_ONCE);
    return here <= each * (make + pass + draw->readers * (across ? ACROSS_COST : pass));
}

/* Fills in how the draw is made, and gives NULL; or why it is stored. */
static const char *
choose(const Fusion *fusion, Draw *draw)
{
    static const int8_t logical[AXES] = {0, 1, 2, 3, 4, 5, 6, 7};
    Node *n = draw->made.node;
    const NoiseKind kind = ((const Noise *)n->leaf)->kind;
    if ((kind != NOISE_UNIFORM && kind != NOISE_NORMAL) ||
        (fusion->alike && !nodes_contain(fusion->made, n)))
        return "random numbers";
    const int64_t size = shape_size(n->shape);
    const bool across = is_across(n);
    const char *why = needs_memory(fusion, draw);
    if (size < FEWEST || size > INT32_MAX)
        return size < FEWEST ? "random numbers, few of them"
                             : "random numbers, more than an index counts";
    if (why != NULL)
        return why;
    if (!(across ? choose_pixels(draw) : choose_run(draw)))
        return "random numbers, in planes that are not of fours";
    if (draw->walks_again && !made_whole_row(&draw->made))
        return "random numbers, in rows that a loop walks twice";
    if (!costs_less(draw, across))
        return draw->readers > 1
                   ? format("random numbers: %d loops would make them for more than it takes "
                            "to read them",
                            draw->readers)
                   : "random numbers: to make them in blocks costs more than to read them";
    draw->made.storage = storage_plain(n->shape, logical);
    if (!nodes_contain(fusion->made, n))
        PUSH(*fusion->made, n);
    draw->made.why = draw->readers > 1
                         ? format("made by each of %d loops, not stored", draw->readers)
                         : "made where it is read, not stored";
    return NULL;
}

static void
give_to_readers(const Fusion *fusion, const Made *made)
{
    for (int i = 0; i < fusion->kernels.count; i++) {
        Kernel *kernel = fusion->kernels.at[i];
        int kept = 0;
        if (!reads_node(kernel, made->node))
            continue;
        for (int k = 0; k < kernel->reads.count; k++)
            if (kernel->reads.at[k].node != made->node)
                kernel->reads.at[kept++] = kernel->reads.at[k];
        kernel->reads.count = kept;
        PUSH(kernel->made, *made);
    }
}

void
noise_in_loops(Fusion *fusion)
{
    for (int i = 0; i < fusion->kernels.count; i++) {
        Kernel *kernel = fusion->kernels.at[i];
        if (kernel->kind != KERNEL_DRAW)
            continue;
        Draw draw = {.made = {.node = kernel->roots.at[0]}};
        kernel->writes.at[0].why = choose(fusion, &draw);
        if (kernel->writes.at[0].why != NULL)
            continue;
        give_to_readers(fusion, &draw.made);
        for (int k = i--; k + 1 < fusion->kernels.count; k++)
            fusion->kernels.at[k] = fusion->kernels.at[k + 1];
        fusion->kernels.count--;
    }
}
