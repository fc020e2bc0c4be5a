/* The steps of one iteration. Each step has a world: training mode, and for every tensor the
 * number of updates that wrote it so far. What a step minimises is evaluated there, so values
 * whose tensors no update has touched are the very nodes of the steps before. A stage begins
 * with numbers of its own, and shares nothing with those before it. */
#include "translate.h"

#include <string.h>

/* Which networks the steps of a stage train: the others run in inference mode there. */
static void
mark_updated(Page *page, const Targets *targets, int step)
{
    for (int i = 0; i < page->program->parameters.count; i++) {
        const Tensor *tensor = page->program->parameters.at[i];
        if (!tensor->network || targets->loss[i] < 0)
            continue;
        Network *network = network_find(page, tensor->network);
        network->updated = true;
        network->last = step;
    }
}

/* One number, of all examples together. */
static Value
evaluate_number_of(Eval *eval, const Expr *expr, const char *what)
{
    Value v = expr ? evaluate(eval, expr) : value_poison();
    if (v.kind == VALUE_POISON ||
        (v.kind == VALUE_TENSOR && !v.outer && v.dims.rank == 0 && !value_integer(&v)))
        return v;
    error_at(expression_mark(expr), "%s takes one number, not %s%s", what,
             v.kind == VALUE_TENSOR ? dims_print(v.dims) : "a record",
             v.kind == VALUE_TENSOR && v.outer
                 ? format("%s: take mean(...)", value_over(eval->page, &v))
                 : "");
    return value_poison();
}

/* ---- losses and gradients ---- */

static void
enter_step(World *world, const Step *step)
{
    world->owner = step->name;
    world->owner_mark = step->mark;
    world->draws = 0;
}

static void
evaluate_losses(Page *page, Eval *eval, Step *step, const StepText *text)
{
    step->losses.count = 0;
    for (int i = 0; i < text->minimize.count; i++) {
        Value v = evaluate_number_of(eval, text->minimize.at[i].expr, "minimize");
        PUSH(step->losses, v.node ? opaque_resolve(page, v.node) : NULL);
    }
}

static bool
reaches(const Nodes *order, const Tensor *tensor, int version)
{
    for (int i = 0; i < order->count; i++) {
        const Node *n = order->at[i];
        if (n->op == OP_PARAMETER && n->leaf == tensor && n->version == version)
            return true;
    }
    return false;
}

static bool
is_zero(const Node *n)
{
    return !n || (n->op == OP_CONST && n->value == 0.0);
}

/* Parameters that loss number `which` reaches, of those that follow it, and their gradients. */
static void
differentiate_loss(Page *page, Step *step, World *world, const Targets *targets, int which,
                   const Expr *written)
{
    const Program *program = page->program;
    Nodes order = {0}, x = {0};
    LIST(Tensor *) tensors = {0};
    Eval eval = {page, world, NULL};
    int kept = 0;
    graph_order(1, &step->losses.at[which], &order);
    for (int i = 0; i < program->parameters.count; i++) {
        Tensor *tensor = program->parameters.at[i];
        if (targets->loss[i] != which || !reaches(&order, tensor, world->parameter_version[i]))
            continue;
        PUSH(tensors, tensor);
        PUSH(x, tensor_leaf(&eval, tensor));
    }
    Node **d = NEW_ARRAY(Node *, x.count + 1);
    if (x.count)
        graph_gradients(step->losses.at[which], x.count, x.at, d, NULL);
    for (int i = 0; i < x.count; i++) {
        Update update = {.parameter = tensors.at[i],
                         .gradient = d[i],
                         .optimizer = targets->optimizer[tensors.at[i]->index],
                         .loss = which,
                         .gate = targets->gate[tensors.at[i]->index]};
        if (!is_zero(d[i]))
            PUSH(step->updates, update);
        kept += !is_zero(d[i]);
    }
    if (kept == 0) {
        error_at(expression_mark(written), "%s reaches no parameter of the step",
                 expression_print(written));
        if (x.count)
            explain_zero(step->losses.at[which], x.at[0], expression_mark(written));
    }
    for (int i = 0; kept && i < x.count; i++)
        if (is_zero(d[i]))
            warning_at(tensors.at[i]->mark, "the gradient of %s in the step '%s' is zero",
                       tensors.at[i]->key, step->name);
}

/* Updates stand in the order of the parameters. */
static void
sort_updates(Step *step)
{
    for (int i = 1; i < step->updates.count; i++)
        for (int k = i; k > 0; k--) {
            Update *left = &step->updates.at[k - 1], *right = &step->updates.at[k],
                   swap = *left;
            if (left->parameter->index <= right->parameter->index)
                break;
            *left = *right;
            *right = swap;
        }
}

/* ---- optimizers ---- */

static void
list_optimizers(Step *step)
{
    for (int i = 0; i < step->updates.count; i++) {
        const Optimizer *optimizer = step->updates.at[i].optimizer;
        bool known = false;
        for (int k = 0; k < step->optimizers.count; k++)
            known = known || step->optimizers.at[k] == optimizer;
        if (!known)
            PUSH(step->optimizers, optimizer);
    }
}

/* Arguments that are not known before training are computed where the step begins. */
static void
build_rates(Page *page, Step *step, World *world)
{
    Eval eval = {page, world, NULL};
    for (int i = 0; i < step->optimizers.count; i++) {
        const Optimizer *optimizer = step->optimizers.at[i];
        for (int k = 0; k < optimizer->count; k++) {
            if (!optimizer->expr[k])
                continue;
            world->owner = optimizer->name[k];
            world->owner_mark = expression_mark(optimizer->expr[k]);
            world->draws = 0;
            Value v = evaluate(&eval, optimizer->expr[k]);
            v = name_value(&eval, v, optimizer->name[k], false,
                           expression_mark(optimizer->expr[k]));
            if (v.kind != VALUE_TENSOR)
                continue;
            Rate rate = {optimizer, k, opaque_resolve(page, v.node)};
            PUSH(step->rates, rate);
        }
    }
}

/* ---- when ---- */

/* What time and state decide is known before the step computes anything. */
static bool
known_before(Node *n)
{
    Nodes order = {0};
    graph_order(1, &n, &order);
    for (int i = 0; i < order.count; i++) {
        Op op = order.at[i]->op;
        if (op == OP_DATA || op == OP_DRAW || op == OP_PARAMETER)
            return false;
    }
    return true;
}

/* One condition for the step, or one for each name. */
static void
build_when(Eval *eval, Step *step, const StepText *text)
{
    for (int i = 0; i < text->whens.count; i++) {
        const Pair *pair = &text->whens.at[i];
        Value v = evaluate(eval, pair->expr);
        if (pair->name)
            v = name_value(eval, v, format("when_%s", pair->name), false, pair->mark);
        Node *node = opaque_resolve(eval->page, v.node);
        if (pair->name) {
            PUSH(step->gates, node);
        } else {
            step->when = node;
            step->early = known_before(node);
        }
    }
}

static void
check_when(Eval *eval, const Expr *when)
{
    Value v = evaluate_number_of(eval, when, "when");
    if (v.kind == VALUE_TENSOR && v.node->op == OP_CONST)
        error_at(expression_mark(when), "when: %s is the same in every iteration",
                 expression_print(when));
}

/* ---- what is logged ---- */

static void
log_scalar(Page *page, Scalar *scalar, Step *step, Value v)
{
    if (v.kind != VALUE_TENSOR || scalar->logged == step->stage + 1)
        return;
    if (scalar->logged == 0) {
        scalar->step = step->index;
        scalar->stage = step->stage;
    }
    scalar->logged = step->stage + 1;
    Logged logged = {scalar, opaque_resolve(page, v.node)};
    PUSH(step->logged, logged);
}

/* A loss is logged by the first step of a stage that computes it. */
static void
log_computed(Page *page, Step *step, const World *world)
{
    for (int i = 0; i < page->program->scalars.count; i++) {
        Scalar *scalar = page->program->scalars.at[i];
        const Entry *entry = model_find(page->model, scalar->name);
        if (!scalar->metric && world->progress[entry->index] == 2)
            log_scalar(page, scalar, step, world->memo[entry->index]);
    }
}

/* Whether the stage changes the value: by what it trains, or because nothing trained is in it.
 */
static bool
stage_changes(const Program *program, int stage, Node *n)
{
    Nodes order = {0};
    bool depends = false;
    graph_order(1, &n, &order);
    for (int i = 0; i < order.count; i++) {
        if (order.at[i]->op != OP_PARAMETER)
            continue;
        depends = true;
        for (int s = 0; s < program->steps.count; s++) {
            const Step *step = program->steps.at[s];
            for (int k = 0; step->stage == stage && k < step->updates.count; k++)
                if (step->updates.at[k].parameter == order.at[i]->leaf)
                    return true;
        }
    }
    return !depends;
}

/* Metrics, and losses that no step computes, with the parameters that an iteration of the stage
 * begins with. */
static void
log_rest(Page *page, World *world, Step *first)
{
    Eval eval = {page, world, NULL};
    Program *program = page->program;
    bool alone = program->stages.count <= 1;
    world->records = false;
    for (int i = 0; i < program->scalars.count; i++) {
        Scalar *scalar = program->scalars.at[i];
        if (scalar->logged > 0 && !scalar->metric)
            continue;
        Value v = evaluate_entry(&eval, model_find(page->model, scalar->name));
        if (v.kind == VALUE_TENSOR &&
            (alone || stage_changes(program, first->stage, opaque_resolve(page, v.node))))
            log_scalar(page, scalar, first, v);
    }
}

/* ---- steps ---- */

static const char *
step_name(const Page *page, const StepText *text)
{
    const Program *program = page->program;
    int place = program->steps.count + 1;
    const Expr *expr = text->minimize.count == 1 ? text->minimize.at[0].expr : NULL;
    const char *name =
        expr && expr->kind == EXPR_NAME ? expr->name : intern(format("step%d", place));
    for (int i = 0; i < program->steps.count; i++) {
        if (strcmp(program->steps.at[i]->name, name) != 0)
            continue;
        const char *plain = format("step%d", place);
        name = intern(strcmp(name, plain) == 0 ? format("%s_", name) : plain);
        i = -1; /* that may be another's too */
    }
    return name;
}

static void
build_step(Page *page, Step *step, const StepText *text, World *world, const Targets *targets)
{
    Eval eval = {page, world, NULL};
    world->records = true;
    world->step = step->index;
    enter_step(world, step);
    evaluate_losses(page, &eval, step, text);
    for (int i = 0; i < step->losses.count; i++)
        if (!step->losses.at[i])
            return; /* refused where it is written */
    build_when(&eval, step, text);
    log_computed(page, step, world);
    for (int i = 0; i < step->losses.count; i++)
        differentiate_loss(page, step, world, targets, i, text->minimize.at[i].expr);
    sort_updates(step);
    list_optimizers(step);
    build_rates(page, step, world);
    assigns_build(page, step, world, text);
}

static World *
next_world(Page *page, const World *before)
{
    World *world = world_new(page, true);
    const Program *program = page->program;
    memcpy(world->parameter_version, before->parameter_version,
           sizeof(int) * (size_t)program->parameters.count);
    memcpy(world->state_version, before->state_version,
           sizeof(int) * (size_t)program->states.count);
    return world;
}

static World *
world_after(Page *page, const World *before, const Step *step)
{
    World *world = next_world(page, before);
    for (int i = 0; i < step->updates.count; i++)
        world->parameter_version[step->updates.at[i].parameter->index]++;
    for (int i = 0; i < step->assigns.count; i++)
        world->state_version[step->assigns.at[i].state->index]++;
    for (int i = 0; i < step->updates.count; i++)
        if (step->updates.at[i].follower)
            world->state_version[step->updates.at[i].follower->index]++;
    for (int i = 0; i < step->behind.count; i++)
        world->state_version[step->behind.at[i].follower->index]++;
    return world;
}

static World *
world_of_stage(Page *page, const World *before)
{
    World *world = next_world(page, before);
    for (int i = 0; i < page->program->parameters.count; i++)
        world->parameter_version[i]++;
    for (int i = 0; i < page->program->states.count; i++)
        world->state_version[i]++;
    return world;
}

static Step *
step_new(Page *page, const StepText *text)
{
    Step *step = NEW(Step);
    step->name = step_name(page, text);
    step->index = page->program->steps.count;
    step->stage = text->stage > 0 ? text->stage : 0;
    step->mark = text->mark;
    step->repeat = text->repeat;
    step->every = text->every;
    step->accumulate = text->accumulate;
    step->fresh_noise = text->fresh_noise;
    step->fresh_data = text->fresh_data;
    step->clip_norm = text->clip_norm;
    step->clip_value = text->clip_value;
    step->clamps = text->clamps;
    step->low = text->low;
    step->high = text->high;
    PUSH(page->program->steps, step);
    return step;
}

static void
list_stages(Page *page)
{
    for (int i = 0; i < page->model->stages.count; i++) {
        const StageText *text = &page->model->stages.at[i];
        Stage stage = {text->name, 0, 0, text->epochs, text->iterations};
        for (int s = 0; s < page->model->steps.count; s++) {
            stage.first += page->model->steps.at[s]->stage < i;
            stage.steps += page->model->steps.at[s]->stage == i;
        }
        PUSH(page->program->stages, stage);
    }
}

/* Every expression once, before anything is built: all errors of a page in one run. */
static bool
check_all(Page *page, Targets *targets)
{
    World *world = world_new(page, true);
    Eval eval = {page, world, NULL};
    const Model *model = page->model;
    for (int i = 0; i < model->entries.count; i++) {
        NameKind kind = model->entries.at[i]->kind;
        Sheet sheet = {.command = ""}; /* a value may be for a command */
        world->sheet = kind == NAME_VALUE ? &sheet : NULL;
        if (kind == NAME_VALUE || kind == NAME_LOSS || kind == NAME_METRIC)
            evaluate_entry(&eval, model->entries.at[i]);
        else if (kind == NAME_OPTIMIZER && model->entries.at[i]->expr) {
            Expr name = {.kind = EXPR_NAME, .name = model->entries.at[i]->name};
            optimizer_read(page, &name);
        }
    }
    world->sheet = NULL;
    for (int i = 0; i < model->steps.count; i++) {
        const StepText *text = model->steps.at[i];
        int minimizing = 0;
        for (int k = 0; k < model->steps.count; k++)
            minimizing += model->steps.at[k]->stage == text->stage &&
                          model->steps.at[k]->minimize.count > 0;
        targets_optimizers(page, text, &targets[i]);
        enter_step(world, page->program->steps.at[i]);
        evaluate_losses(page, &eval, page->program->steps.at[i], text);
        if (text->minimize.count > 0 && targets[i].all && minimizing > 1 && !text->broken)
            error_at(text->mark, "`update:` is missing: several steps minimize, so each says "
                                 "which networks it changes");
        targets_gates(page, text, &targets[i]);
        for (int k = 0; k < text->whens.count; k++)
            check_when(&eval, text->whens.at[k].expr);
        assigns_check(page, world, text);
    }
    starts_check(page);
    averages_check(page, world);
    commands_check(page);
    return error_count() == page->errors;
}

/* The number behind the last step of the stage that begins with step `from`. */
static int
stage_end(const Program *program, int from)
{
    int i = from;
    while (i < program->steps.count &&
           program->steps.at[i]->stage == program->steps.at[from]->stage)
        i++;
    return i;
}

static void
enter_stage(Page *page, int from, const Targets *targets)
{
    for (int k = 0; k < page->networks.count; k++)
        page->networks.at[k]->updated = false;
    for (int k = from; k < stage_end(page->program, from); k++)
        if (page->program->steps.at[k]->losses.count > 0)
            mark_updated(page, &targets[k], k);
}

/* Steps in the order of their stages, and then what is logged beside them. */
static void
build_stages(Page *page, const Targets *targets)
{
    Program *program = page->program;
    World *world = world_new(page, true);
    World **first = NEW_ARRAY(World *, program->steps.count + 1);
    for (int from = 0, end; from < program->steps.count; from = end) {
        end = stage_end(program, from);
        enter_stage(page, from, targets);
        first[from] = world;
        for (int i = from; i < end; i++) {
            Step *step = program->steps.at[i];
            build_step(page, step, page->model->steps.at[i], world, &targets[i]);
            world = world_after(page, world, step);
        }
        world = world_of_stage(page, world);
    }
    for (int from = 0; from < program->steps.count; from = stage_end(program, from)) {
        enter_stage(page, from, targets);
        log_rest(page, first[from], program->steps.at[from]);
    }
}

/* What no stage has logged is logged by the first. */
static void
log_unchanged(Page *page)
{
    World *world = world_new(page, false);
    Eval eval = {page, world, NULL};
    for (int i = 0; i < page->program->scalars.count; i++) {
        Scalar *scalar = page->program->scalars.at[i];
        if (scalar->logged == 0)
            log_scalar(page, scalar, page->program->steps.at[0],
                       evaluate_entry(&eval, model_find(page->model, scalar->name)));
    }
}

void
steps_build(Page *page)
{
    const Model *model = page->model;
    Targets *targets = NEW_ARRAY(Targets, model->steps.count + 1);
    list_stages(page);
    for (int i = 0; i < model->steps.count; i++) {
        const StepText *text = model->steps.at[i];
        step_new(page, text);
        if (targets_read(page, text, &targets[i]) && text->minimize.count > 0)
            mark_updated(page, &targets[i], i);
    }
    if (!check_all(page, targets) || model->steps.count == 0)
        return;
    page->opaque.count = 0;
    build_stages(page, targets);
    log_unchanged(page);
}
