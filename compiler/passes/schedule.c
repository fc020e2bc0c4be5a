/* Schedule: routines, their kernels in order, and the buffers between them.
 *
 * Requires a translated program. Lowers all of it at once, so that steps share nodes. Then each
 * routine is fused by itself (kernels.c); within the group of the training steps (steps.c), a
 * value stored by one step is read by the next (buffers.c), because equal nodes have equal
 * versions of every parameter. */
#include "../graph/ctext.h"
#include "choice.h"
#include "scheduling.h"

#include <string.h>

/* ---- routines but those of steps ---- */

static void
schedule_evaluation(const Plan *plan)
{
    Routine *routine = routine_new("evaluate", 1);
    Sinks sinks = {0};
    routine->kind = ROUTINE_EVALUATE;
    forget_buffers();
    for (int i = 0; i < plan->program->scalars.count; i++)
        sink_put(&sinks, &plan->program->scalars.at[i]->evaluated, PLACE_VALUE,
                 plan->program->scalars.at[i]->index);
    make_kernels(routine, &sinks);
    routine_done(routine);
}

static void
schedule_command(Command *command)
{
    Routine *routine = routine_new(command->name, 2 + command->index);
    Sinks sinks = {0};
    routine->kind = ROUTINE_COMMAND;
    routine->command = command;
    forget_buffers();
    for (int i = 0; i < command->outputs.count; i++)
        sink_put(&sinks, &command->outputs.at[i].value, PLACE_OUTPUT, i);
    make_kernels(routine, &sinks);
    routine_done(routine);
}

/* ---- the program before: lowered, with all that it stores as large as it is read ---- */

/* What gradcheck differentiates: stop_gradient must still be there. */
static void
keep_originals(Plan *plan)
{
    Program *program = plan->program;
    plan->step_losses = NEW_ARRAY(Nodes, program->steps.count + 1);
    plan->step_gradient = NEW_ARRAY(Node **, program->steps.count + 1);
    for (int i = 0; i < program->steps.count; i++) {
        Step *step = program->steps.at[i];
        for (int k = 0; k < step->losses.count; k++)
            PUSH(plan->step_losses[i], step->losses.at[k]);
        plan->step_gradient[i] = NEW_ARRAY(Node *, step->updates.count + 1);
        for (int k = 0; k < step->updates.count; k++)
            plan->step_gradient[i][k] = step->updates.at[k].gradient;
    }
}

/* Every node that the program holds, by the place that holds it. */
static void
program_sinks(Program *program, Sinks *sinks)
{
    for (int i = 0; i < program->scalars.count; i++) {
        for (int s = 0; s < program->steps.count; s++)
            for (int k = 0; k < program->steps.at[s]->logged.count; k++)
                if (program->steps.at[s]->logged.at[k].scalar == program->scalars.at[i])
                    sink_put(sinks, &program->steps.at[s]->logged.at[k].value, PLACE_VALUE, i);
        sink_put(sinks, &program->scalars.at[i]->evaluated, PLACE_VALUE, i);
    }
    for (int i = 0; i < program->steps.count; i++) {
        Step *step = program->steps.at[i];
        for (int k = 0; k < step->losses.count; k++)
            sink_put(sinks, &step->losses.at[k], PLACE_VALUE, k);
        for (int k = 0; k < step->updates.count; k++)
            sink_put(sinks, &step->updates.at[k].gradient, PLACE_GRADIENT, k);
        for (int k = 0; k < step->assigns.count; k++)
            sink_put(sinks, &step->assigns.at[k].value, PLACE_STATE, k);
        for (int k = 0; k < step->rates.count; k++)
            sink_put(sinks, &step->rates.at[k].value, PLACE_ARENA, k);
        for (int k = 0; k < step->gates.count; k++)
            sink_put(sinks, &step->gates.at[k], PLACE_ARENA, k);
        if (step->when)
            sink_put(sinks, &step->when, PLACE_ARENA, 0);
    }
    for (int i = 0; i < program->commands.count; i++)
        for (int k = 0; k < program->commands.at[i]->outputs.count; k++)
            sink_put(sinks, &program->commands.at[i]->outputs.at[k].value, PLACE_OUTPUT, k);
}

/* A gradient or an output that is the same along an axis is written along all of it. */
static void
broadcast_sinks(Program *program)
{
    for (int i = 0; i < program->steps.count; i++)
        for (int k = 0; k < program->steps.at[i]->updates.count; k++) {
            Update *update = &program->steps.at[i]->updates.at[k];
            if (!shape_equal(update->gradient->shape, update->parameter->shape))
                update->gradient = graph_broadcast(update->gradient, update->parameter->shape);
        }
    for (int i = 0; i < program->steps.count; i++)
        for (int k = 0; k < program->steps.at[i]->assigns.count; k++) {
            Assign *assign = &program->steps.at[i]->assigns.at[k];
            if (!shape_equal(assign->value->shape, assign->state->shape))
                assign->value = graph_broadcast(assign->value, assign->state->shape);
        }
    for (int i = 0; i < program->commands.count; i++)
        for (int k = 0; k < program->commands.at[i]->outputs.count; k++) {
            Output *output = &program->commands.at[i]->outputs.at[k];
            Shape shape = shape_scalar();
            shape.n[BATCH] = program->batch;
            for (int a = 0; a < output->dims.rank; a++)
                shape.n[BATCH + 1 + a] = output->dims.n[a];
            if (!shape_equal(output->value->shape, shape))
                output->value = graph_broadcast(output->value, shape);
        }
}

static void
lower_program(Plan *plan, Nodes *order)
{
    Sinks sinks = {0};
    Nodes outputs = {0};
    program_sinks(plan->program, &sinks);
    for (int i = 0; i < sinks.count; i++)
        PUSH(outputs, *sinks.at[i].at);
    lower(sinks.count, outputs.at);
    for (int i = 0; i < sinks.count; i++)
        *sinks.at[i].at = outputs.at[i];
    broadcast_sinks(plan->program); /* also what is the same only since stop is erased */
    for (int i = 0; i < sinks.count; i++)
        outputs.at[i] = *sinks.at[i].at;
    graph_order(outputs.count, outputs.at, order);
    kernels_begin(plan, &outputs, order);
}

/* ---- what kernels are told when all are there ---- */

/* Where the kernel writes a term of a sum: its factor, and whether a term is there already. */
static void
find_term(const Plan *plan, const Kernel *kernel, Contraction *c)
{
    const Buffer *buffer = kernel->writes.at[0].buffer;
    const Node *sum = buffer->node;
    c->factor = RATIONAL_ONE;
    if (sum == c->node)
        return;
    for (int k = 0; k < sum->count; k++)
        if (sum->arg[k] == c->node)
            c->factor = sum->number[k];
    for (int i = 0; i < kernel->index; i++) {
        const Kernel *earlier = plan->kernels.at[i];
        c->adds =
            c->adds || (earlier->writes.count > 0 && earlier->writes.at[0].buffer == buffer);
    }
}

enum { ROOM_SHARE = 8 }; /* of a memory limit, for the scratch of one contraction */

/* Contractions need their operands' storage, which is known by now. */
static void
make_contractions(Plan *plan)
{
    for (int i = 0; i < plan->kernels.count; i++) {
        Kernel *kernel = plan->kernels.at[i];
        if (kernel->kind != KERNEL_CONTRACTION)
            continue;
        Contraction *c = kernel->contraction = NEW(Contraction);
        const Access *access[3] = {&kernel->reads.at[0], &kernel->reads.at[1],
                                   &kernel->writes.at[0]};
        c->node = kernel->roots.at[0];
        for (int o = 0; o < 3; o++)
            c->operand[o] = (Operand){graph_operand_name(c->node, o), access[o]->node->shape,
                                      access[o]->storage};
        find_term(plan, kernel, c);
        if (plan->program->choices)
            c->choice = choices_find(plan->program->choices, contraction_key(c));
        c->room = plan->program->memory / (ROOM_SHARE * (int64_t)sizeof(float));
        tile_choose(c);
        if (c->scratch > 0) {
            Buffer *scratch = kernel->scratch = buffer_new(NULL, PLACE_ARENA, 0);
            scratch->shape = shape_scalar();
            scratch->storage.floats = c->scratch;
            scratch->storage.panel_slot = -1;
            buffer_put(scratch);
        }
    }
}

/* All that kernels evaluate, read and write has the names of its axes. */
static void
name_axes(const Plan *plan)
{
    Nodes ends = {0}, order = {0};
    for (int i = 0; i < plan->kernels.count; i++) {
        const Kernel *kernel = plan->kernels.at[i];
        for (int k = 0; k < kernel->body.count; k++)
            PUSH(ends, kernel->body.at[k]);
        for (int k = 0; k < kernel->writes.count; k++)
            PUSH(ends, kernel->writes.at[k].node);
        for (int k = 0; k < kernel->reads.count; k++)
            PUSH(ends, kernel->reads.at[k].node);
    }
    graph_order(ends.count, ends.at, &order);
    graph_name_axes(order.count, order.at);
}

Plan *
schedule(Program *program)
{
    Nodes order = {0};
    Plan *plan = NEW(Plan);
    plan->program = program;
    keep_originals(plan);
    lower_program(plan, &order);
    buffers_begin(plan);
    layout_parameters(plan, &order, buffers_wanted());
    buffers_of_leaves();
    updates_assign(plan);
    for (int i = 0; i < program->steps.count; i++)
        schedule_step(plan, program->steps.at[i]);
    schedule_evaluation(plan);
    for (int i = 0; i < program->commands.count; i++)
        schedule_command(program->commands.at[i]);
    reorder(plan);
    make_contractions(plan);
    name_axes(plan);
    return plan;
}
