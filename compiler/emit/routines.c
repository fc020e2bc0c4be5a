/* Steps, evaluation and commands: each is the list of its calls. */
#include "program.h"

#include "optimizers.h"

/* ---- calls ---- */

const char *
label_comment(const Kernel *kernel)
{
    return kernel->lap < 0 ? format(" /* %s */", kernel->label) : "";
}

static void
put_call(Writing *writing, const Routine *routine, const Kernel *kernel)
{
    text_print(writing->text, "%s(", kernel->name);
    for (int i = 0; i < access_count(kernel); i++)
        text_print(writing->text, "%s%s", i ? ", " : "",
                   argument_text(writing, routine, kernel, i));
    if (kernel->scratch)
        text_print(writing->text, ", %s", at_text(kernel->scratch));
    if (kernel->contraction && contraction_factor(kernel->contraction))
        text_print(writing->text, ", %s", contraction_factor(kernel->contraction));
    for (int i = 0; i < kernel->made.count; i++)
        text_print(writing->text, ", &%s", name_of(kernel->made.at[i].node));
    text_print(writing->text, ");%s\n", label_comment(kernel));
}

/* ---- updates and assignments ---- */

static void
put_assign(Writing *writing, const Kernel *kernel)
{
    if (kernel->behind) {
        average_call(writing->text, writing->plan, kernel);
        return;
    }
    const Buffer *buffer = kernel->reads.at[0].buffer;
    const char *state = writing->plan->program->states.at[kernel->first]->name;
    text_print(writing->text, "memcpy(&state->%s, %s, sizeof state->%s);\n", state,
               buffer_text(writing->plan, buffer), state);
}

/* Where the run of parameters of an update begins; how long it is. */
static int64_t
update_run(const Plan *plan, const Kernel *kernel, int64_t *floats)
{
    const int last = kernel->first + kernel->count - 1;
    const int64_t from = plan->parameter_offset[kernel->first];
    *floats = plan->parameter_offset[last] + plan->parameters[last]->storage.floats - from;
    return from;
}

/* Whether no update of the step between `from` and `kernel` has the same count. */
static bool
first_with_counter(const Plan *plan, const Kernel *from, const Kernel *kernel)
{
    for (int i = from->index; i < kernel->index; i++)
        if (plan->kernels.at[i]->update->counter == kernel->update->counter)
            return false;
    return true;
}

/* What comes before all updates of a step: their counts, and the norm of its gradients. */
static void
put_first_update(Writing *writing, const Kernel *kernel)
{
    const Plan *plan = writing->plan;
    const Step *step = kernel->step;
    Text squares = {0};
    for (int i = kernel->index; i < plan->kernels.count; i++) {
        const Kernel *next = plan->kernels.at[i];
        if (next->kind != KERNEL_UPDATE || next->step != step)
            break;
        int64_t floats, from = update_run(plan, next, &floats);
        text_print(&squares, "%ssum_of_squares(m->gradients%s, %lld)",
                   squares.size ? " + " : "",
                   from > 0 ? format(" + %lld", (long long)from) : "", (long long)floats);
        if (next->update->gate < 0 && first_with_counter(plan, kernel, next))
            text_print(writing->text, "m->updates[%d]++;\n", next->update->counter);
    }
    if (step->clip_norm == 0)
        return;
    text_print(writing->text, "const float shrink = shrink_to(%s, %s);\n",
               literal_text(step->clip_norm), squares.at);
}

/* An update on a condition of its own counts only where it is made. */
static void
open_gate(Writing *writing, const Kernel *kernel)
{
    const Plan *plan = writing->plan;
    const Node *gate = kernel->step->gates.at[kernel->update->gate];
    const Kernel *first = kernel;
    while (first->index > 0 && plan->kernels.at[first->index - 1]->kind == KERNEL_UPDATE &&
           plan->kernels.at[first->index - 1]->step == kernel->step)
        first = plan->kernels.at[first->index - 1];
    text_print(writing->text, "if (%s[0] != 0.0f) {\n",
               buffer_text(plan, kernel_access(kernel, gate)->buffer));
    if (first_with_counter(plan, first, kernel))
        text_print(writing->text, "m->updates[%d]++;\n", kernel->update->counter);
}

static void
put_update(Writing *writing, const Kernel *kernel)
{
    const Plan *plan = writing->plan;
    const Tensor *first = plan->program->parameters.at[kernel->first];
    const Tensor *last = plan->program->parameters.at[kernel->first + kernel->count - 1];
    int64_t floats, from = update_run(plan, kernel, &floats);
    const Tensor *follower = kernel->update->follower;
    text_print(writing->text, "/* %s%s%s: %lld floats%s */\n", first->key,
               first == last ? "" : " .. ", first == last ? "" : last->key, (long long)floats,
               follower ? format(", followed by %s", follower->network) : "");
    if (kernel->index == 0 || plan->kernels.at[kernel->index - 1]->kind != KERNEL_UPDATE)
        put_first_update(writing, kernel);
    if (kernel->update->gate >= 0)
        open_gate(writing, kernel);
    optimizer_call(writing->text, plan, kernel, from, floats);
    if (kernel->update->gate >= 0)
        text_put(writing->text, "}\n");
}

/* ---- kernels ---- */

/* The buffers that a kernel is handed whole, where it is the first. */
static void
declare_for(Writing *writing, const Routine *routine, const Kernel *kernel, Declared *declared)
{
    if (kernel->kind == KERNEL_DRAW && !draws_at_once(routine, kernel))
        return;
    for (int k = 0; k < access_count(kernel); k++)
        if (access_at(kernel, k)->step == 0)
            declare_buffer(writing, routine, access_at(kernel, k)->buffer, declared);
}

/* The kernels of a chain stand in one loop over the examples. */
static void
open_chain(Writing *writing, const Routine *routine, const Kernel *kernel, Declared *declared)
{
    const Plan *plan = writing->plan;
    const int first = kernel->index, end = routine->first + routine->count;
    if (kernel->chain == 0 ||
        (first > routine->first && plan->kernels.at[first - 1]->chain == kernel->chain))
        return;
    for (int i = first; i < end && plan->kernels.at[i]->chain == kernel->chain; i++)
        declare_for(writing, routine, plan->kernels.at[i], declared);
    text_print(writing->text,
               "/* example by example: what is made in between is never there for all */\n"
               "for (int n = 0; n < %s; n++) {\n",
               kernel->examples == plan->program->batch
                   ? "batch"
                   : format("%lld", (long long)kernel->examples));
}

static void
close_chain(Writing *writing, const Routine *routine, const Kernel *kernel)
{
    const Plan *plan = writing->plan;
    const int next = kernel->index + 1, end = routine->first + routine->count;
    if (kernel->chain > 0 && (next == end || plan->kernels.at[next]->chain != kernel->chain))
        text_put(writing->text, "}\n");
}

static void
put_routine_kernel(Writing *writing, const Routine *routine, Kernel *kernel, Declared *declared)
{
    open_chain(writing, routine, kernel, declared);
    declare_for(writing, routine, kernel, declared);
    declare_made(writing, kernel, &declared->draws);
    switch (kernel->kind) {
    case KERNEL_LOOPS:
    case KERNEL_CONTRACTION:
    case KERNEL_MOVE: put_call(writing, routine, kernel); break;
    case KERNEL_SCALARS: scalars_emit(writing->text, writing->plan, kernel); break;
    case KERNEL_DRAW: put_draw(writing, kernel); break;
    case KERNEL_UPDATE: put_update(writing, kernel); break;
    case KERNEL_ASSIGN: put_assign(writing, kernel); break;
    }
    if (kernel->lap >= 0)
        text_print(writing->text, "lap(m, %d); /* %s */\n", kernel->lap, kernel->label);
    close_chain(writing, routine, kernel);
}

/* ---- the head ---- */

typedef struct Touched {
    bool parameters, gradients, state;
} Touched;

static void
note_place(Touched *touched, const Buffer *buffer)
{
    touched->parameters |= buffer->place == PLACE_PARAMETER;
    touched->gradients |= buffer->place == PLACE_GRADIENT;
    touched->state |= buffer->place == PLACE_STATE;
}

static Touched
touched_by(const Plan *plan, const Routine *routine)
{
    Touched touched = {0};
    for (int i = 0; i < routine->count; i++) {
        const Kernel *kernel = plan->kernels.at[routine->first + i];
        for (int k = 0; k < access_count(kernel); k++)
            note_place(&touched, access_at(kernel, k)->buffer);
        touched.state |= kernel->kind == KERNEL_ASSIGN && !kernel->behind;
    }
    return touched;
}

const char *
routine_type(const Routine *routine)
{
    return routine->kind == ROUTINE_WHEN ? "int" : "void";
}

const char *
routine_head(const Plan *plan, const Routine *routine)
{
    const char *model = plan->program->model;
    return routine->kind == ROUTINE_COMMAND
               ? format("%s_%s(struct instance *m, float *const *output)", model, routine->name)
               : format("%s_%s(struct instance *m)", model, routine->name);
}

/* "adam and sgd" */
static const char *
optimizers_text(const Step *step)
{
    Text text = {0};
    for (int i = 0; i < step->optimizers.count; i++) {
        bool again = false;
        for (int k = 0; k < i; k++)
            again = again || step->optimizers.at[k]->kind == step->optimizers.at[i]->kind;
        if (!again)
            text_print(&text, "%s%s", text.size ? " and " : "", step->optimizers.at[i]->kind);
    }
    return text.at ? text.at : "no optimizer";
}

const char *
routine_story(const Routine *routine)
{
    const Step *step = routine->step;
    switch (routine->kind) {
    case ROUTINE_WHEN:
        return format("Whether step %d is made%s.", step->index + 1,
                      step->early ? "" : "; its losses");
    case ROUTINE_STEP:
        return step->accumulate > 1
                   ? format("The gradients of %s for one of %d draws.", step->name,
                            step->accumulate)
                   : format("Minimises %s with %s.", step->name, optimizers_text(step));
    case ROUTINE_UPDATE:
        return format("Updates by the mean of %d gradients with %s.", step->accumulate,
                      optimizers_text(step));
    case ROUTINE_EVALUATE: return "Every loss and metric of a batch, in inference mode.";
    case ROUTINE_COMMAND: break;
    }
    if (routine->command->fills && routine->command->fills->dims.rank == 3)
        return format("Fills output[0] for one batch: vectors whose clusters table %d of %s "
                      "begins as.",
                      routine->command->part, routine->command->fills->key);
    if (routine->command->fills)
        return format("Fills output[0] for one batch: vectors whose clusters %s begins as.",
                      routine->command->fills->key);
    if (routine->command->map)
        return format("Fills output[0] for one batch: the logits of %s, given what is drawn "
                      "of it.",
                      routine->command->map->name);
    return format("Fills output[i] for one batch: the command `%s`.", routine->name);
}

/* ---- the routine ---- */

void
want_routine(const Plan *plan, const Routine *routine)
{
    Text unread = {0};
    enter_routine(routine);
    for (int i = 0; i < routine->count; i++)
        if (plan->kernels.at[routine->first + i]->kind == KERNEL_SCALARS)
            scalars_emit(&unread, plan, plan->kernels.at[routine->first + i]);
}

void
put_routine(Writing *writing, const Routine *routine)
{
    const Plan *plan = writing->plan;
    const char *model = plan->program->model;
    Declared declared = {0};
    Touched touched = touched_by(plan, routine);
    enter_routine(routine);
    text_print(writing->text, "/* %s */\n%s\n%s\n{\n", routine_story(routine),
               routine_type(routine), routine_head(plan, routine));
    if (touched.parameters)
        text_print(writing->text,
                   "struct %s_parameters *const parameters = (void *)m->parameters;\n", model);
    if (touched.gradients)
        text_print(writing->text,
                   "struct %s_parameters *const gradients = (void *)m->gradients;\n", model);
    if (touched.state)
        text_print(writing->text, "struct %s_state *const state = (void *)m->state;\n", model);
    if (touched.parameters || touched.gradients || touched.state)
        text_put(writing->text, "\n");
    for (int i = 0; i < routine->count; i++)
        put_routine_kernel(writing, routine, plan->kernels.at[routine->first + i], &declared);
    if (routine->kind == ROUTINE_WHEN) {
        const Access *decision = &routine->results.at[routine->results.count - 1];
        text_print(writing->text, "return %s[0] != 0.0f;\n",
                   buffer_text(plan, decision->buffer));
    }
    text_put(writing->text, "}\n\n");
}
