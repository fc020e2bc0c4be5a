/* Tests of passes/: what lowering, fusion, layout and the plan must keep.
 *
 * Lowering is judged by the interpreter: every loss, gradient and output of the shipped pages
 * has the same value before and after. Schedules and plans are judged by their own rules: a
 * value is written before it is read, and what lives together lies apart. The counts of kernels
 * are a regression test of fusion: they may not rise. */
#include "../compiler/graph/ctext.h"
#include "../compiler/passes/fuse.h"
#include "../compiler/passes/passes.h"
#include "interpret.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Page {
    const char *name;
    int settings;
    Setting setting[6];
    int loops, contractions, moves; /* kernels of one iteration at most */
} Page;

static const Page pages[] = {
    {"gan", 2, {{"batch", "4"}, {"hidden", "8"}}, 22, 24, 0},
    {"vae", 2, {{"batch", "4"}, {"hidden", "8"}}, 8, 14, 0},
    {"wgan_gp", 2, {{"batch", "4"}, {"hidden", "8"}}, 30, 32, 0},
    {"dcgan", 4, {{"batch", "8"}, {"width", "4"}, {"side", "32"}, {"latent", "6"}}, 68, 41, 0},
    {"vqvae", 4, {{"batch", "8"}, {"hidden", "8"}, {"inner", "4"}, {"codes", "16"}}, 37, 56, 8},
    {"conv_vae", 3, {{"batch", "4"}, {"width", "4"}, {"hidden", "8"}}, 15, 26, 2},
    {"wgan_gp_conv", 3, {{"batch", "4"}, {"width", "4"}, {"latent", "6"}}, 73, 48, 0},
    {"resgan",
     4,
     {{"batch", "4"}, {"width", "4"}, {"side", "16"}, {"latent", "6"}},
     181,
     108,
     14},
};

static Program *
translate_page(const Page *page)
{
    Program *program =
        translate(format("graphs/%s.yaml", page->name), page->settings, page->setting);
    ck_assert_ptr_nonnull(program);
    return program;
}

/* ---- lowering keeps values ---- */

typedef struct Values {
    const Node *leaf[256];
    double *value[256];
    int count;
} Values;

static double
noise(uint64_t *state)
{
    *state += 0x9e3779b97f4a7c15u;
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* The same numbers for a leaf whatever its version: updates are not simulated. */
static const double *
leaf_values(const Node *leaf, void *context)
{
    Values *values = context;
    for (int i = 0; i < values->count; i++)
        if (values->leaf[i]->leaf == leaf->leaf)
            return values->value[i];
    int64_t size = shape_size(leaf->shape);
    uint64_t state = (uint64_t)values->count * 977u + 5u;
    ck_assert_int_lt(values->count, 256);
    values->leaf[values->count] = leaf;
    double *value = values->value[values->count++] = NEW_ARRAY(double, size);
    for (int64_t i = 0; i < size; i++)
        value[i] = leaf->integer ? floor((double)leaf->bound * noise(&state))
                                 : 0.2 + 0.3 * noise(&state) * (i % 2 ? 1 : -1);
    return value;
}

typedef struct Kept {
    LIST(Node *) node;
    LIST(const char *) name;
} Kept;

static void
keep(Kept *kept, Node *n, const char *name)
{
    PUSH(kept->node, n);
    PUSH(kept->name, name);
}

static void
keep_program(Kept *kept, const Program *program)
{
    for (int i = 0; i < program->scalars.count; i++) {
        keep(kept, program->scalars.at[i]->evaluated, program->scalars.at[i]->name);
    }
    for (int i = 0; i < program->steps.count; i++) {
        const Step *step = program->steps.at[i];
        for (int k = 0; k < step->updates.count; k++)
            keep(kept, step->updates.at[k].gradient, step->updates.at[k].parameter->key);
        for (int k = 0; k < step->assigns.count; k++)
            keep(kept, step->assigns.at[k].value, step->assigns.at[k].state->key);
        for (int k = 0; k < step->logged.count; k++)
            keep(kept, step->logged.at[k].value, step->logged.at[k].scalar->name);
        for (int k = 0; k < step->rates.count; k++)
            keep(kept, step->rates.at[k].value, "a rate");
        if (step->when)
            keep(kept, step->when, "when");
    }
    for (int i = 0; i < program->commands.count; i++)
        for (int k = 0; k < program->commands.at[i]->outputs.count; k++)
            keep(kept, program->commands.at[i]->outputs.at[k].value,
                 program->commands.at[i]->name);
}

static void
compare_values(const Kept *kept, Node *const *lowered)
{
    Values values = {0};
    int count = kept->node.count;
    double **before = interpret(count, kept->node.at, leaf_values, &values, NULL);
    double **after = interpret(count, lowered, leaf_values, &values, NULL);
    for (int i = 0; i < count; i++) {
        int64_t size = shape_size(kept->node.at[i]->shape);
        double largest = 0.1, worst = 0; /* what cancels to nothing has its terms' errors */
        ck_assert_msg(shape_equal(kept->node.at[i]->shape, lowered[i]->shape),
                      "%s changed its shape", kept->name.at[i]);
        for (int64_t k = 0; k < size; k++) {
            largest = fmax(largest, fabs(before[i][k]));
            worst = fmax(worst, fabs(before[i][k] - after[i][k]));
        }
        ck_assert_msg(worst <= 1e-9 * largest, "%s: lowered value is off by %g of %g",
                      kept->name.at[i], worst, largest);
    }
    interpret_free(count, before);
    interpret_free(count, after);
}

START_TEST(lowering_keeps_values)
{
    Kept kept = {0};
    Program *program = translate_page(&pages[_i]);
    keep_program(&kept, program);
    Node **lowered = NEW_ARRAY(Node *, kept.node.count);
    memcpy(lowered, kept.node.at, sizeof *lowered * (size_t)kept.node.count);
    lower(kept.node.count, lowered);
    compare_values(&kept, lowered);
}
END_TEST

/* The common divisor of these powers of exp(x) is no ratio of 64-bit numbers. */
START_TEST(powers_without_a_common_divisor_keep_values)
{
    const int64_t primes[] = {3000000019, 4000000007, 4000000009};
    Shape shape = shape_scalar();
    shape.n[BATCH] = 5;
    Node *x = graph_data(NEW(int), "x", shape, 0), *sum = x;
    Kept kept = {0};
    for (size_t i = 0; i < COUNT_OF(primes); i++) {
        Node *scaled = graph_scale(rational(i == 1 ? 3 : 1, primes[i]), x);
        sum = graph_add(sum, graph_multiply(x, graph_unary(OP_EXP, scaled)));
    }
    keep(&kept, sum, "sum");
    Node *lowered = sum;
    lower(1, &lowered);
    compare_values(&kept, &lowered);
}
END_TEST

/* ---- schedules ---- */

static Plan *
plan_page(const Page *page)
{
    Plan *made = schedule(translate_page(page));
    plan(made);
    return made;
}

static bool
written_before(const Plan *made, int kernel, const Buffer *buffer)
{
    for (int i = 0; i < kernel; i++)
        for (int k = 0; k < made->kernels.at[i]->writes.count; k++)
            if (made->kernels.at[i]->writes.at[k].buffer == buffer)
                return true;
    return false;
}

START_TEST(values_are_written_before_they_are_read)
{
    const Plan *made = plan_page(&pages[_i]);
    for (int i = 0; i < made->kernels.count; i++) {
        const Kernel *kernel = made->kernels.at[i];
        for (int k = 0; k < kernel->reads.count; k++) {
            const Buffer *buffer = kernel->reads.at[k].buffer;
            bool given = buffer->place == PLACE_PARAMETER || buffer->place == PLACE_STATE ||
                         buffer->place == PLACE_FIELD;
            ck_assert_msg(given || written_before(made, i, buffer),
                          "kernel %d reads a value that nothing wrote", i);
            for (int later = i; later < made->kernels.count; later++)
                for (int w = 0; w < made->kernels.at[later]->writes.count; w++)
                    ck_assert_msg(made->kernels.at[later]->writes.at[w].buffer != buffer,
                                  "kernel %d reads what kernel %d has yet to write", i, later);
        }
    }
}
END_TEST

static bool
is_operand(const Kernel *kernel, const Node *n)
{
    for (int i = 0; i < kernel->body.count; i++)
        for (int k = 0; k < kernel->body.at[i]->count; k++)
            if (kernel->body.at[i]->arg[k] == n && !graph_absorbs(kernel->body.at[i], k))
                return true;
    return false;
}

/* A stored comparison is not read where the text compares again: no parameter is unused. */
START_TEST(loops_use_what_they_read)
{
    for (int unfused = 0; unfused < 2; unfused++) {
        Program *program = translate_page(&pages[_i]);
        program->unfused = unfused;
        const Plan *made = schedule(program);
        for (int i = 0; i < made->kernels.count; i++) {
            const Kernel *kernel = made->kernels.at[i];
            for (int k = 0; k < kernel->reads.count && kernel->kind == KERNEL_LOOPS; k++)
                ck_assert_msg(is_operand(kernel, kernel->reads.at[k].node),
                              "%s: kernel %d reads %s for nothing", pages[_i].name, i,
                              shape_print(kernel->reads.at[k].node->shape));
        }
    }
}
END_TEST

/* Once, but for the terms that are added behind. */
START_TEST(every_result_is_written_once)
{
    const Plan *made = plan_page(&pages[_i]);
    for (int r = 0; r < made->routines.count; r++) {
        const Routine *routine = made->routines.at[r];
        for (int i = 0; i < routine->results.count; i++) {
            int written = 0;
            for (int k = 0; k < routine->count; k++) {
                const Kernel *kernel = made->kernels.at[routine->first + k];
                bool adds = kernel->contraction && kernel->contraction->adds;
                for (int w = 0; w < kernel->writes.count; w++) {
                    if (kernel->writes.at[w].buffer != routine->results.at[i].buffer)
                        continue;
                    ck_assert_int_eq(adds, written == 1);
                    written += !adds;
                }
            }
            ck_assert_int_eq(written, 1);
        }
    }
}
END_TEST

/* Products of each routine, which is what a person would write: nothing twice whose parameters
 * no step in between has moved, no gradient of what the step does not update, none into data or
 * noise. A layer of one output is a sum in a loop, not a product.
 *
 * gan      1: G 3, D on both 2 each; D back on both: weights 2, data 1
 *          2: G is there from step 1; D 2 and its data 2; G back: weights 3, data 2
 * vae      forward 1 + 2 + 2; back: weights 5, data 4
 * wgan_gp  1: G 3; D on fake, x and x_hat 2 each; slope 2, its adjoint 2 and weights 2; D back
 *             on both: weights 2, data 1
 *          2: D is evaluated with new weights 2, its data 2; G back: weights 3, data 2
 * dcgan    1: G 4, D on both 4 each; D back on both: weights 4, data 3
 *          2: D 4 and its data 4; G back: weights 4, data 3
 * vqvae    encoder 8, distances 1, decoder 7; back: weights 15, data 14
 * conv_vae encoder 5, decoder 4; back: weights 9, data 8
 * wgan_gp_conv: D's last convolution has one output, so that its gradients are no products.
 *          1: G 4, D on both 4 each, on x_hat 3; gradient 3; back on both: weights 3, data 2;
 *             back through the gradient: 3, weights 3
 *          2: D 4 and its data 3; G back: weights 4, data 3
 * resgan   D's last layer has one output and is no product.
 *          1: G 11, D on both 10 each; D back on both: weights 10, data 8
 *          2: D 10 and its data 10; G back: weights 11, data 10 */
static const struct Products {
    const char *page, *routine;
    int count;
} products[] = {
    {"gan", "step_1", 3 + 2 * 2 + 2 * (2 + 1)},
    {"gan", "step_2", 2 + 2 + 3 + 2},
    {"gan", "evaluate", 3 + 2 * 2},
    {"gan", "sample", 3},
    {"vae", "step_1", 5 + 5 + 4},
    {"vae", "evaluate", 5},
    {"vae", "sample", 2},
    {"vae", "reconstruct", 4}, /* the mean alone is decoded */
    {"wgan_gp", "step_1", 3 + 3 * 2 + 2 + 2 + 2 + 2 * (2 + 1)},
    {"wgan_gp", "step_2", 2 + 2 + 3 + 2},
    {"wgan_gp", "evaluate", 3 + 3 * 2 + 2},
    {"wgan_gp", "sample", 3},
    {"dcgan", "step_1", 4 + 2 * 4 + 2 * (4 + 3)},
    {"dcgan", "step_2", 4 + 4 + 4 + 3},
    {"dcgan", "evaluate", 4 + 2 * 4},
    {"dcgan", "sample", 4},
    {"vqvae", "step_1", 8 + 1 + 7 + 15 + 14},
    {"vqvae", "evaluate", 8 + 1 + 7},
    {"vqvae", "reconstruct", 8 + 1 + 7},
    {"conv_vae", "step_1", 9 + 9 + 8},
    {"conv_vae", "evaluate", 9},
    {"conv_vae", "sample", 4},
    {"conv_vae", "reconstruct", 8}, /* the mean alone is decoded */
    {"wgan_gp_conv", "step_1", 4 + 2 * 4 + 3 + 3 + 2 * (3 + 2) + 3 + 3},
    {"wgan_gp_conv", "step_2", 4 + 3 + 4 + 3},
    {"wgan_gp_conv", "sample", 4},
    {"resgan", "step_1", 11 + 2 * 10 + 2 * (10 + 8)},
    {"resgan", "step_2", 10 + 10 + 11 + 10},
    {"resgan", "evaluate", 11 + 2 * 10},
    {"resgan", "sample", 11},
};

START_TEST(nothing_is_computed_twice_or_for_nothing)
{
    const Page *page = &pages[_i];
    const Plan *made = plan_page(page);
    int seen = 0;
    for (size_t i = 0; i < COUNT_OF(products); i++)
        for (int r = 0; r < made->routines.count; r++) {
            const Routine *routine = made->routines.at[r];
            int count = 0;
            if (strcmp(products[i].page, page->name) != 0 ||
                strcmp(products[i].routine, routine->name) != 0)
                continue;
            for (int k = 0; k < routine->count; k++)
                count += made->kernels.at[routine->first + k]->kind == KERNEL_CONTRACTION;
            ck_assert_msg(count == products[i].count, "%s, %s: %d products, not %d", page->name,
                          routine->name, count, products[i].count);
            seen++;
        }
    ck_assert_int_gt(seen, 1);
}
END_TEST

START_TEST(kernels_do_not_grow)
{
    const Page *page = &pages[_i];
    const Plan *made = plan_page(page);
    int loops = 0, contractions = 0, moves = 0;
    for (int i = 0; i < made->kernels.count; i++) {
        const Kernel *kernel = made->kernels.at[i];
        if (made->routines.at[kernel->routine]->kind != ROUTINE_STEP)
            continue;
        loops += kernel->kind == KERNEL_LOOPS;
        contractions += kernel->kind == KERNEL_CONTRACTION;
        moves += kernel->kind == KERNEL_MOVE;
    }
    ck_assert_msg(loops <= page->loops && contractions <= page->contractions &&
                      moves <= page->moves,
                  "%s: %d loops, %d contractions, %d moves; at most %d, %d, %d", page->name,
                  loops, contractions, moves, page->loops, page->contractions, page->moves);
}
END_TEST

/* What is stored by choice says why, and so does what is computed again, and each layout. */
START_TEST(choices_have_reasons)
{
    const Plan *made = plan_page(&pages[_i]);
    int recomputed = 0;
    for (int i = 0; i < made->kernels.count; i++) {
        const Kernel *kernel = made->kernels.at[i];
        for (int k = 0; k < kernel->writes.count; k++) {
            const Access *write = &kernel->writes.at[k];
            bool loop = kernel->kind == KERNEL_LOOPS || kernel->kind == KERNEL_SCALARS;
            ck_assert_msg(!loop || write->why != NULL, "kernel %d: no reason to store", i);
            ck_assert(!write->chosen || write->why != NULL);
        }
        for (int k = 0; k < kernel->recomputed.count; k++)
            ck_assert_ptr_nonnull(kernel->recomputed.at[k].why);
        recomputed += kernel->recomputed.count;
    }
    ck_assert_int_gt(recomputed, 0);
    for (int i = 0; i < made->program->parameters.count; i++)
        ck_assert_ptr_nonnull(made->parameter_why[i]);
}
END_TEST

/* ---- plans ---- */

START_TEST(what_lives_together_lies_apart)
{
    const Plan *made = plan_page(&pages[_i]);
    for (int i = 0; i < made->buffers.count; i++)
        for (int k = 0; k < made->buffers.count; k++) {
            const Buffer *a = made->buffers.at[i], *b = made->buffers.at[k];
            if (i == k || a->born > b->dies || b->born > a->dies || a->overwrites == b ||
                b->overwrites == a)
                continue;
            ck_assert_msg(a->offset + a->storage.floats <= b->offset ||
                              b->offset + b->storage.floats <= a->offset,
                          "buffers %d and %d overlap", i, k);
        }
    for (int i = 0; i < made->buffers.count; i++) {
        const Buffer *a = made->buffers.at[i];
        ck_assert_int_le(a->offset + a->storage.floats, made->arena);
        ck_assert_int_eq(a->offset % 16, 0);
    }
}
END_TEST

/* As shipped, and small. */
START_TEST(plan_is_near_its_bound)
{
    for (int small = 0; small < 2; small++) {
        Page page = pages[_i];
        page.settings = small ? page.settings : 0;
        const Plan *made = plan_page(&page);
        ck_assert_int_ge(made->arena, made->bound);
        ck_assert_int_le(made->arena, made->naive);
        ck_assert_msg((double)made->arena <= 1.05 * (double)made->bound,
                      "%s: arena %lld, bound %lld", page.name, (long long)made->arena,
                      (long long)made->bound);
    }
}
END_TEST

/* ---- less memory ---- */

static void
check_schedule(const Plan *made)
{
    for (int i = 0; i < made->kernels.count; i++) {
        const Kernel *kernel = made->kernels.at[i];
        ck_assert_int_eq(kernel->index, i);
        for (int k = 0; k < kernel->reads.count; k++) {
            const Buffer *buffer = kernel->reads.at[k].buffer;
            ck_assert_msg(buffer->place != PLACE_ARENA || written_before(made, i, buffer),
                          "kernel %d reads a value that nothing wrote", i);
        }
    }
    int count = 0;
    for (int r = 0; r < made->routines.count; r++) {
        ck_assert_int_eq(made->routines.at[r]->first, count);
        for (int k = 0; k < made->routines.at[r]->count; k++)
            ck_assert_int_eq(made->kernels.at[count + k]->routine, r);
        count += made->routines.at[r]->count;
    }
    ck_assert_int_eq(made->kernels.count, count);
    for (int i = 0; i < made->buffers.count; i++)
        ck_assert_int_eq(made->buffers.at[i]->id, i);
}

/* A kernel that runs again stands behind no update of what it reads. */
static void
check_versions(const Plan *made)
{
    for (int i = 0; i < made->kernels.count; i++) {
        const Kernel *again = made->kernels.at[i];
        if (!again->again)
            continue;
        int first = 0;
        while (made->kernels.at[first]->roots.count == 0 ||
               made->kernels.at[first]->roots.at[0] != again->roots.at[0])
            first++;
        ck_assert_int_lt(first, i);
        for (int r = 0; r < again->reads.count; r++) {
            const Buffer *read = again->reads.at[r].buffer;
            for (int k = first; k < i && read->place == PLACE_PARAMETER; k++) {
                const Kernel *update = made->kernels.at[k];
                ck_assert(update->kind != KERNEL_UPDATE || read->index < update->first ||
                          read->index >= update->first + update->count);
            }
        }
    }
}

START_TEST(the_arena_keeps_its_limit)
{
    int64_t whole = plan_page(&pages[_i])->arena;
    for (int percent = 95; percent > 0; percent -= 15) {
        Program *program = translate_page(&pages[_i]);
        program->memory = whole * 4 * percent / 100;
        Plan *made = schedule(program);
        plan(made);
        bool fits = recompute(made);
        check_schedule(made);
        check_versions(made);
        ck_assert_int_ge(made->arena, made->bound);
        ck_assert(fits == (made->arena * 4 <= program->memory));
        if (fits)
            continue;
        program = translate_page(&pages[_i]);
        program->memory = made->arena * 4; /* what is said to suffice does */
        Plan *least = schedule(program);
        plan(least);
        ck_assert(recompute(least));
        break;
    }
}
END_TEST

/* Losses with a term for data and one for samples: the activations of both are never there at
 * once, which takes 46 and 57 million floats. */
START_TEST(terms_run_one_after_the_other)
{
    static const struct {
        const char *page;
        int64_t most;
    } cases[] = {{"graphs/dcgan64.yaml", 35000000}, {"graphs/resgan.yaml", 48000000}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Plan *made = schedule(translate(cases[i].page, 0, NULL));
        plan(made);
        check_schedule(made);
        ck_assert_msg(made->bound < cases[i].most, "%s: %lld floats", cases[i].page,
                      (long long)made->bound);
    }
}
END_TEST

static double
work_of_steps(Plan *made)
{
    double sum = 0;
    cost(made);
    for (int i = 0; i < made->kernels.count; i++)
        if (made->routines.at[made->kernels.at[i]->routine]->step != NULL)
            sum += (double)made->kernels.at[i]->flops;
    return sum;
}

/* Without a limit: values of large arenas that cost hardly anything, and no products to speak
 * of. */
START_TEST(large_arenas_get_smaller_for_hardly_any_work)
{
    static const char *const large[] = {"graphs/dcgan64.yaml", "graphs/resgan.yaml",
                                        "graphs/recipes/sngan.yaml"};
    for (size_t i = 0; i < COUNT_OF(large); i++) {
        Plan *made = schedule(translate(large[i], 0, NULL));
        plan(made);
        const int64_t arena = made->arena;
        const double work = work_of_steps(made);
        ck_assert(recompute(made));
        check_schedule(made);
        check_versions(made);
        ck_assert_int_lt(made->arena, arena - arena / 5);
        ck_assert_msg(work_of_steps(made) < 1.01 * work, "%s: %.2f %% more work", large[i],
                      100 * (work_of_steps(made) / work - 1));
    }
    Plan *small = schedule(translate("graphs/conv_vae.yaml", 0, NULL));
    plan(small);
    const int kernels = small->kernels.count;
    ck_assert(recompute(small));
    ck_assert_int_eq(small->kernels.count, kernels);
}
END_TEST

/* Scores of all positions for all are there for one example: the arena does not grow by those
 * of another. */
START_TEST(chains_hold_one_example)
{
    enum { POSITIONS = 24 * 24 };
    int64_t arena[2];
    for (int i = 0; i < 2; i++) {
        Setting batch = {"batch", i ? "32" : "16"};
        Program *program = translate("tests/end_to_end/chains.yaml", 1, &batch);
        ck_assert_ptr_nonnull(program);
        Plan *made = schedule(program);
        plan(made);
        check_schedule(made);
        int chains = 0, last = 0;
        for (int k = 0; k < made->kernels.count; k++) {
            const Kernel *kernel = made->kernels.at[k];
            chains += kernel->chain > last;
            last = kernel->chain > last ? kernel->chain : last;
            ck_assert_msg(kernel->chain == 0 || kernel->examples == (i ? 32 : 16),
                          "a chain of %lld examples", (long long)kernel->examples);
        }
        ck_assert_int_ge(chains, 4); /* two networks, forward and backward */
        arena[i] = made->arena;
    }
    ck_assert_int_lt(arena[1] - arena[0], POSITIONS * POSITIONS);
}
END_TEST

/* Limits that are cheap: values that a kernel or two can make again. */
START_TEST(a_limit_costs_little)
{
    static const struct {
        const char *page;
        int64_t memory;
        double more; /* of the FLOPs of products */
    } limits[] = {
        {"dcgan", 28000000, 0.01}, {"dcgan", 26000000, 0.02}, {"vqvae", 10000000, 0.15}};
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        double more = 0, all = 0;
        Page page = {.name = limits[i].page};
        Program *program = translate_page(&page);
        program->memory = limits[i].memory;
        Plan *made = schedule(program);
        plan(made);
        ck_assert(recompute(made));
        ck_assert_int_le(made->arena * 4, limits[i].memory);
        ck_assert_msg((double)made->arena <= 1.05 * (double)made->bound,
                      "%s: arena %lld, bound %lld", page.name, (long long)made->arena,
                      (long long)made->bound);
        for (int k = 0; k < made->kernels.count; k++) {
            const Kernel *kernel = made->kernels.at[k];
            double flops = kernel->contraction ? (double)kernel->contraction->flops : 0;
            if (kernel->again)
                more += flops;
            else if (made->routines.at[kernel->routine]->kind == ROUTINE_STEP)
                all += flops;
        }
        ck_assert_msg(more <= limits[i].more * all, "%s in %lld bytes: %.1f %% more FLOPs",
                      page.name, (long long)limits[i].memory, 100 * more / all);
    }
}
END_TEST

START_TEST(plans_are_the_same_every_time)
{
    Text first = {0};
    const Plan *made = plan_page(&pages[_i]), *again = plan_page(&pages[_i]);
    (void)first;
    ck_assert_int_eq(made->buffers.count, again->buffers.count);
    ck_assert_int_eq(made->kernels.count, again->kernels.count);
    for (int i = 0; i < made->buffers.count; i++)
        ck_assert_int_eq(made->buffers.at[i]->offset, again->buffers.at[i]->offset);
}
END_TEST

/* ---- layout ---- */

static Shape
shape_of(int count, const int64_t *extents)
{
    Shape shape = shape_scalar();
    for (int i = 0; i < count; i++)
        shape.n[i] = extents[i];
    return shape;
}
#define SHAPE(...) shape_of((int)COUNT_OF(((int64_t[]){__VA_ARGS__})), (int64_t[]){__VA_ARGS__})

START_TEST(images_lie_channels_last)
{
    Storage image = layout_default(SHAPE(4, 3, 8, 8));
    ck_assert_int_eq(image.stride[1], 1);
    ck_assert_int_eq(image.stride[3], 3);
    ck_assert_int_eq(image.stride[2], 24);
    ck_assert_int_eq(image.stride[0], 192);
    Storage sequence = layout_default(SHAPE(4, 5, 6));
    ck_assert_int_eq(sequence.stride[2], 1);
    ck_assert_int_eq(sequence.stride[1], 6);
}
END_TEST

START_TEST(views_are_found_and_refused)
{
    Storage view;
    Shape grey = SHAPE(4, 1, 8, 8), colour = SHAPE(4, 3, 8, 8), flat = SHAPE(4, 64);
    ck_assert(layout_view(grey, layout_default(grey), flat, &view));
    ck_assert_int_eq(view.stride[1], 1);
    ck_assert_int_eq(view.stride[0], 64);
    ck_assert(layout_view(flat, layout_default(flat), grey, &view));
    ck_assert_int_eq(view.stride[2], 8);
    ck_assert(!layout_view(colour, layout_default(colour), SHAPE(4, 192), &view));
    ck_assert(layout_view(SHAPE(4, 1, 5), layout_default(SHAPE(4, 1, 5)), SHAPE(4, 5), &view));
    ck_assert_int_eq(view.stride[1], 1);
}
END_TEST

START_TEST(rows_and_crossings)
{
    ck_assert_int_eq(fuse_row(SHAPE(4, 3, 8, 8)), 0);
    ck_assert_int_eq(fuse_row(SHAPE(1, 7, 5)), 1);
    ck_assert_int_eq(fuse_row(shape_scalar()), -1);
    Node *x = graph_data("x", "x", SHAPE(4, 6), 0);
    ck_assert(fuse_crosses(graph_sum(x, 1u, x->shape)));
    ck_assert(!fuse_crosses(graph_sum(x, 2u, x->shape)));
}
END_TEST

/* ---- what varies over two axes of examples ---- */

static const struct Pairs {
    const char *page;
    int64_t rows, others, width; /* one number for each pair is memory, `width` are not */
    Setting setting[3];
} pairs[] = {
    {"graphs/recipes/beta_tc_vae.yaml", 64, 64, 12, {{"batch", "64"}, {"latent", "12"}}},
    {"graphs/recipes/vampprior.yaml",
     32,
     48,
     12,
     {{"batch", "32"}, {"components", "48"}, {"latent", "12"}}},
    {"tests/parity/kernels.yaml", 64, 64, 12, {{"batch", "64"}, {"latent", "12"}}},
};

/* The shape that all pairs have, with the axes in any slots. */
static bool
holds_pairs(Shape shape, const struct Pairs *p)
{
    int64_t extent[3] = {p->rows, p->others, p->width};
    for (int i = 0; i < 3; i++) {
        int s = 0;
        while (s < AXES && shape.n[s] != extent[i])
            s++;
        if (s == AXES)
            return false;
        shape.n[s] = 1;
    }
    return true;
}

START_TEST(pairs_are_not_stored)
{
    const struct Pairs *p = &pairs[_i];
    int settings = p->setting[2].name ? 3 : 2, evaluated = 0;
    Program *program = translate(p->page, settings, p->setting);
    ck_assert_ptr_nonnull(program);
    Plan *made = schedule(program);
    plan(made);
    for (int i = 0; i < made->buffers.count; i++)
        ck_assert_msg(!holds_pairs(made->buffers.at[i]->shape, p), "%s stores %s", p->page,
                      shape_print(made->buffers.at[i]->shape));
    for (int i = 0; i < made->kernels.count; i++)
        for (int k = 0; k < made->kernels.at[i]->body.count; k++)
            evaluated += holds_pairs(made->kernels.at[i]->body.at[k]->shape, p);
    ck_assert_int_gt(evaluated, 0);
}
END_TEST

/* ---- costs ---- */

/* The first layer of the VAE on a batch of 4, 784 pixels to 8, and the update of everything. */
START_TEST(costs_are_those_of_the_formulas)
{
    Plan *made = plan_page(&pages[1]);
    cost(made);
    const Kernel *product = made->kernels.at[0], *relu = made->kernels.at[1], *update = NULL;
    ck_assert_int_eq(product->kind, KERNEL_CONTRACTION);
    ck_assert_int_eq(product->flops, 2 * 4 * 8 * 784);
    ck_assert_int_eq(product->bytes, 4 * (8 * 784 + 4 * 784 + 4 * 8));
    ck_assert_int_eq(relu->kind, KERNEL_LOOPS);
    ck_assert_int_eq(relu->flops, 4 * 8 * 2); /* bias, ternary */
    ck_assert_int_eq(relu->bytes, 4 * (4 * 8 + 8 + 4 * 8));
    for (int i = 0; i < made->kernels.count; i++)
        if (made->kernels.at[i]->kind == KERNEL_UPDATE)
            update = made->kernels.at[i];
    ck_assert_ptr_nonnull(update);
    ck_assert_int_eq(update->flops % 13, 0);
    ck_assert_int_eq(update->bytes, update->flops / 13 * 4 * 7);
    ck_assert_int_le(made->parameter_floats - update->flops / 13, 16);
}
END_TEST

Suite *passes_suite(void);

Suite *
passes_suite(void)
{
    int count = (int)COUNT_OF(pages);
    Suite *suite = suite_create("passes");
    TCase *loops = tcase_create("shipped pages"), *layout = tcase_create("layout");
    tcase_set_timeout(loops, 60);
    tcase_add_loop_test(loops, lowering_keeps_values, 0, count);
    tcase_add_test(loops, powers_without_a_common_divisor_keep_values);
    tcase_add_loop_test(loops, values_are_written_before_they_are_read, 0, count);
    tcase_add_loop_test(loops, loops_use_what_they_read, 0, count);
    tcase_add_loop_test(loops, every_result_is_written_once, 0, count);
    tcase_add_loop_test(loops, nothing_is_computed_twice_or_for_nothing, 0, count);
    tcase_add_loop_test(loops, kernels_do_not_grow, 0, count);
    tcase_add_loop_test(loops, choices_have_reasons, 0, count);
    tcase_add_loop_test(loops, what_lives_together_lies_apart, 0, count);
    tcase_add_loop_test(loops, plan_is_near_its_bound, 0, count);
    tcase_add_loop_test(loops, the_arena_keeps_its_limit, 0, count);
    tcase_add_test(loops, terms_run_one_after_the_other);
    tcase_add_test(loops, large_arenas_get_smaller_for_hardly_any_work);
    tcase_add_test(loops, chains_hold_one_example);
    tcase_add_test(loops, a_limit_costs_little);
    tcase_add_loop_test(loops, plans_are_the_same_every_time, 0, count);
    tcase_add_loop_test(loops, pairs_are_not_stored, 0, (int)COUNT_OF(pairs));
    tcase_add_test(loops, costs_are_those_of_the_formulas);
    tcase_add_test(layout, images_lie_channels_last);
    tcase_add_test(layout, views_are_found_and_refused);
    tcase_add_test(layout, rows_and_crossings);
    suite_add_tcase(suite, loops);
    suite_add_tcase(suite, layout);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(passes_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
#endif
