/* What runs in inference mode with the stored tensors: the entries of `generate`, which become
 * commands of the trainer, and losses and metrics for `evaluate`. */
#include "translate.h"

#include <string.h>

static const Field *
image_like(const Program *program, const Value *v)
{
    for (int i = 0; i < program->fields.count; i++) {
        const Field *field = program->fields.at[i];
        if (field->kind == FIELD_IMAGE && v->outer == OUTER_BATCH &&
            dims_equal(field->dims, v->dims))
            return field;
    }
    return NULL;
}

static bool
reads_data(Node *node)
{
    Nodes order = {0};
    graph_order(1, &node, &order);
    for (int i = 0; i < order.count; i++) {
        if (order.at[i]->op == OP_DATA)
            return true;
    }
    return false;
}

/* `name`, or if another output has it the output's number. */
static const char *
output_name(const Command *command, const char *name)
{
    bool taken = name == NULL;
    for (int i = 0; i < command->outputs.count && !taken; i++)
        taken = strcmp(command->outputs.at[i].name, name) == 0;
    return taken ? format("%d", command->outputs.count) : name;
}

/* A record is all its parts. */
static void
add_output(Page *page, Command *command, const char *name, const Value *v)
{
    if (v->kind == VALUE_RECORD) {
        for (int i = 0; i < v->members - v->taps; i++)
            add_output(page, command, v->member[i], &v->at[i]);
        return;
    }
    if (v->kind != VALUE_TENSOR)
        return;
    Output output = {.name = output_name(command, name),
                     .value = opaque_resolve(page, v->node),
                     .dims = v->dims,
                     .index = value_integer(v),
                     .like = image_like(page->program, v)};
    command->reads_data = command->reads_data || reads_data(output.value);
    PUSH(command->outputs, output);
}

static Value
evaluate_output(Eval *eval, const Pair *pair, const Expr *expr, bool first)
{
    eval->world->owner = pair->name;
    eval->world->owner_mark = pair->mark;
    if (first)
        eval->world->draws = 0;
    Value v = evaluate(eval, expr);
    if (v.kind == VALUE_TENSOR && v.outer != OUTER_BATCH) {
        error_at(expression_mark(expr), "generate: %s %s", expression_print(expr),
                 v.outer & OUTER_BATCH
                     ? format("varies over %s: stack(...) or mean(...) leave one for each "
                              "example",
                              outer_print(eval->page, v.outer))
                     : "does not vary over the batch");
        return value_poison();
    }
    return v;
}

/* A map's logits may need data that the command itself does not. */
static bool
maps_read_data(const Sheet *sheet)
{
    for (int i = 0; i < sheet->maps.count; i++)
        if (reads_data(sheet->maps.at[i]->logits.value))
            return true;
    return false;
}

static void
each_output(Page *page, const Pair *pair, Command *command)
{
    Sheet sheet = {.command = pair->name};
    World *world = world_new(page, false); /* of its own: values may lay out its sheet */
    Eval eval = {page, world, NULL};
    const Expr *expr = pair->expr;
    if (!expr)
        return;
    int count = expr->kind == EXPR_LIST ? expr->count : 1;
    world->sheet = &sheet;
    for (int i = 0; i < count; i++) {
        const Expr *one = expr->kind == EXPR_LIST ? expr->operand[i] : expr;
        Value v = evaluate_output(&eval, pair, one, i == 0);
        if (command)
            add_output(page, command,
                       one->kind == EXPR_NAME || one->kind == EXPR_DOT ? one->name : NULL, &v);
    }
    if (sheet.merged && sheet.merged != expr)
        error_at(expression_mark(expr),
                 "generate: log_mean_exp(...) is all of a command: %s "
                 "runs it many times and merges what comes",
                 pair->name);
    if (!command)
        return;
    command->sheet = sheet;
    command->reads_data = command->reads_data || maps_read_data(&sheet);
}

bool
command_known(const Program *program, const char *name)
{
    for (int i = 0; i < program->commands.count; i++)
        if (strcmp(program->commands.at[i]->name, name) == 0)
            return true;
    return false;
}

/* The logits of maps are routines of their own, behind the commands of the page. They make what
 * they need for the same examples as the command. */
static void
maps_build(Program *program)
{
    for (int i = 0, own = program->commands.count; i < own; i++) {
        const Command *command = program->commands.at[i];
        for (int k = 0; k < command->sheet.maps.count; k++) {
            Map *map = command->sheet.maps.at[k];
            Command *logits = NEW(Command);
            logits->name = format("%s_%s", command->name, map->name);
            while (command_known(program, logits->name))
                logits->name = format("%s_", logits->name);
            map->routine = logits->name = intern(logits->name);
            logits->mark = command->mark;
            logits->index = program->commands.count;
            logits->sheet.kind = command->sheet.kind;
            logits->map = map;
            PUSH(logits->outputs, map->logits);
            PUSH(program->commands, logits);
        }
    }
}

void
commands_check(Page *page)
{
    for (int i = 0; i < page->model->commands.count; i++)
        each_output(page, &page->model->commands.at[i], NULL);
}

/* Every trainer has commands, and every model functions, of its own. */
static bool
name_is_ours(const Pair *pair)
{
    static const char *const commands[] = {"train", "evaluate", "gradcheck",
                                           "info",  "bench",    "help"};
    static const char *const emitted[] = {"model", "check", "parameters", "state"};
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        if (strcmp(commands[i], pair->name) != 0)
            continue;
        error_at(pair->mark,
                 "generate: every trainer has a command '%s'; this one needs another "
                 "name",
                 pair->name);
        return true;
    }
    bool taken = strncmp(pair->name, "step_", 5) == 0 || strncmp(pair->name, "start_", 6) == 0;
    for (size_t i = 0; i < COUNT_OF(emitted); i++)
        taken = taken || strcmp(emitted[i], pair->name) == 0;
    if (taken)
        error_at(pair->mark,
                 "generate: the emitted C has a '%s' of its own; this command needs "
                 "another name",
                 pair->name);
    return taken;
}

void
commands_build(Page *page)
{
    Program *program = page->program;
    World *world = world_new(page, false);
    Eval eval = {page, world, NULL};
    for (int i = 0; i < page->model->commands.count; i++) {
        const Pair *pair = &page->model->commands.at[i];
        Command *command = NEW(Command);
        if (name_is_ours(pair))
            continue;
        command->name = pair->name;
        command->mark = pair->mark;
        command->index = i;
        each_output(page, pair, command);
        PUSH(program->commands, command);
    }
    maps_build(program);
    for (int i = 0; i < program->scalars.count; i++) {
        Scalar *scalar = program->scalars.at[i];
        Value v = evaluate_entry(&eval, model_find(page->model, scalar->name));
        if (v.kind == VALUE_TENSOR)
            scalar->evaluated = opaque_resolve(page, v.node);
    }
}
