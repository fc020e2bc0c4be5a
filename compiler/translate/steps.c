/* The steps of one iteration. Each step has a world: training mode, and for every tensor the
 * number of updates that wrote it so far. What a step minimises is evaluated there, so values
 * whose tensors no update has touched are the very nodes of the steps before. */
#include "translate.h"

#include <string.h>

typedef struct Targets { /* what `update` names */
    bool all;
    bool *parameter; /* by index */
} Targets;

static bool
target_add(Page *page, const Yaml *word, Targets *targets)
{
    const Program *program = page->program;
    LIST(const char *) words = {0};
    bool found = false;
    for (int i = 0; word->kind == YAML_SCALAR && i < program->parameters.count; i++) {
        const Tensor *tensor = program->parameters.at[i];
        const char *owner = tensor->network ? tensor->network : tensor->name;
        size_t size = strlen(word->text);
        bool under = strncmp(tensor->key, word->text, size) == 0 && tensor->key[size] == '.';
        if (strcmp(owner, word->text) == 0 || under || strcmp(tensor->key, word->text) == 0)
            found = targets->parameter[i] = true;
        PUSH(words, owner);
    }
    if (found)
        return true;
    const char *name = word->kind == YAML_SCALAR ? word->text : yaml_print(word);
    Network *network = network_find(page, name);
    if (network && network->broken)
        return false;
    if (network)
        error_at(word->mark, "network %s has no parameters", name);
    else
        error_at(word->mark, "update: no network or parameter '%s'%s", name,
                 suggestion(name, words.at, words.count));
    return false;
}

static bool
read_targets(Page *page, const StepText *text, Targets *targets)
{
    bool good = true;
    targets->parameter = NEW_ARRAY(bool, page->program->parameters.count + 1);
    targets->all = !text->update;
    if (!text->update)
        return true;
    if (text->update->kind == YAML_MAP) {
        error_at(text->update->mark, "update is a name or a list of names");
        return false;
    }
    if (text->update->kind == YAML_SCALAR)
        return target_add(page, text->update, targets);
    for (int i = 0; i < text->update->count; i++)
        good = target_add(page, text->update->item[i], targets) && good;
    return good;
}

/* Which networks some step trains: the others always run in inference mode. */
static void
mark_updated(Page *page, const Targets *targets)
{
    for (int i = 0; i < page->program->parameters.count; i++) {
        const Tensor *tensor = page->program->parameters.at[i];
        if (tensor->network && (targets->all || targets->parameter[i]))
            network_find(page, tensor->network)->updated = true;
    }
}

static Value
evaluate_loss(Eval *eval, const Step *step, const StepText *text)
{
    eval->world->owner = step->name;
    eval->world->owner_mark = text->mark;
    eval->world->draws = 0;
    Value v = evaluate(eval, text->minimize);
    if (v.kind == VALUE_POISON)
        return v;
    if (v.kind == VALUE_TENSOR && !v.outer && v.dims.rank == 0 && !value_integer(&v))
        return v;
    error_at(expression_mark(text->minimize), "minimize takes one number, not %s%s",
             v.kind == VALUE_TENSOR ? dims_print(v.dims) : "a record",
             v.kind == VALUE_TENSOR && v.outer
                 ? format("%s: take mean(...)", value_over(eval->page, &v))
                 : "");
    return value_poison();
}

/* Parameters that the loss reaches, of those that the step may write. */
static void
find_updates(Page *page, Step *step, const World *world, const Targets *targets)
{
    const Program *program = page->program;
    Nodes order = {0};
    graph_order(1, &step->loss, &order);
    for (int i = 0; i < program->parameters.count; i++) {
        Tensor *tensor = program->parameters.at[i];
        if (!targets->all && !targets->parameter[i])
            continue;
        for (int j = 0; j < order.count; j++) {
            const Node *n = order.at[j];
            if (n->op == OP_PARAMETER && n->leaf == tensor &&
                n->version == world->parameter_version[i]) {
                Update update = {.parameter = tensor};
                PUSH(step->updates, update);
                break;
            }
        }
    }
}

static bool
is_zero(const Node *n)
{
    return !n || (n->op == OP_CONST && n->value == 0.0);
}

static void
build_gradients(Page *page, Step *step, World *world, const StepText *text)
{
    int count = step->updates.count, kept = 0;
    Node **x = NEW_ARRAY(Node *, count + 1), **d = NEW_ARRAY(Node *, count + 1);
    Eval eval = {page, world, NULL};
    for (int i = 0; i < count; i++)
        x[i] = tensor_leaf(&eval, step->updates.at[i].parameter);
    if (count)
        graph_gradients(step->loss, count, x, d, NULL);
    for (int i = 0; i < count; i++) {
        Update update = {.parameter = step->updates.at[i].parameter, .gradient = d[i]};
        if (!is_zero(d[i]))
            step->updates.at[kept++] = update;
    }
    if (kept == 0) {
        error_at(expression_mark(text->minimize), "%s reaches no parameter of the step",
                 expression_print(text->minimize));
        if (count)
            explain_zero(step->loss, x[0], expression_mark(text->minimize));
    }
    for (int i = 0; kept && i < count; i++) {
        const Tensor *tensor = eval.page->program->parameters.at[0];
        for (int j = 0; j < page->program->parameters.count; j++) {
            if (page->program->parameters.at[j] == x[i]->leaf)
                tensor = page->program->parameters.at[j];
        }
        if (is_zero(d[i]))
            warning_at(tensor->mark, "the gradient of %s in the step '%s' is zero", tensor->key,
                       step->name);
    }
    step->updates.count = kept;
}

/* State that applications of the step moved: one assignment each, after the step. */
static void
assign_moved(Page *page, Step *step, World *world)
{
    const Program *program = page->program;
    Eval eval = {page, world, NULL};
    bool *moved = NEW_ARRAY(bool, program->states.count + 1);
    for (int i = 0; i < world->moves.count; i++)
        moved[world->moves.at[i].state->index] = true;
    for (int i = 0; i < program->states.count; i++) {
        if (!moved[i])
            continue;
        Node *value = state_now(&eval, program->states.at[i]);
        Assign assign = {program->states.at[i], opaque_resolve(page, value)};
        PUSH(step->assigns, assign);
    }
}

/* Values are read as the step computed them, state as already assigned: the expressions run
 * once to fill the values, then again in order in a copy of the world that knows what each
 * state has become. Batch statistics come first, as inside the forward pass. */
static void
assign_all(Page *page, Step *step, World *world, const StepText *text)
{
    World after = *world;
    Eval before = {page, world, NULL}, eval = {page, &after, NULL};
    for (int i = 0; i < text->assigns.count; i++) {
        world->owner = text->assigns.at[i].name;
        world->draws = 0;
        if (text->assigns.at[i].expr)
            evaluate(&before, text->assigns.at[i].expr);
    }
    assign_moved(page, step, world);
    after.assigned = NEW_ARRAY(Node *, page->program->states.count + 1);
    for (int i = 0; i < step->assigns.count; i++)
        after.assigned[step->assigns.at[i].state->index] = step->assigns.at[i].value;
    for (int i = 0; i < text->assigns.count; i++) {
        const Pair *pair = &text->assigns.at[i];
        Tensor *state = tensor_find(page->program, pair->name);
        after.owner = pair->name;
        after.draws = 0;
        Value v = pair->expr ? evaluate(&eval, pair->expr) : value_poison();
        if (v.kind != VALUE_TENSOR || !state)
            continue;
        Assign assign = {state, opaque_resolve(page, v.node)};
        PUSH(step->assigns, assign);
        after.assigned[state->index] = assign.value;
    }
}

static void
check_assigns(Page *page, World *world, const StepText *text)
{
    LIST(const char *) words = {0};
    for (int i = 0; i < page->model->entries.count; i++) {
        if (page->model->entries.at[i]->kind == NAME_STATE)
            PUSH(words, page->model->entries.at[i]->name);
    }
    for (int i = 0; i < text->assigns.count; i++) {
        const Pair *pair = &text->assigns.at[i];
        const Entry *entry = model_find(page->model, pair->name);
        if (!entry || entry->kind != NAME_STATE) {
            const char *near = suggestion(pair->name, words.at, words.count);
            error_at(pair->mark, "assign: %s '%s'%s", entry ? "only state, not" : "no state",
                     pair->name, entry ? "" : near);
            if (entry)
                note_at(entry->mark, "'%s' is defined here", pair->name);
            continue;
        }
        Tensor *state = tensor_find(page->program, pair->name);
        Eval eval = {page, world, NULL};
        world->owner = pair->name;
        world->owner_mark = pair->mark;
        Value v = pair->expr ? evaluate(&eval, pair->expr) : value_poison();
        if (v.kind == VALUE_POISON || !state)
            continue;
        if (v.kind == VALUE_TENSOR && !v.outer && dims_equal(v.dims, state->dims))
            continue;
        error_at(expression_mark(pair->expr), "cannot assign %s%s to %s, which is %s",
                 v.kind == VALUE_TENSOR ? dims_print(v.dims) : "a record", value_over(page, &v),
                 pair->name, dims_print(state->dims));
    }
}

static void
log_scalar(Page *page, Scalar *scalar, Step *step, Value v)
{
    if (scalar->value || v.kind != VALUE_TENSOR)
        return;
    scalar->value = opaque_resolve(page, v.node);
    scalar->step = step->index;
    PUSH(step->logged, scalar);
}

/* A loss is logged by the first step that computes it. */
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

static void
log_rest(Page *page, World *world)
{
    Eval eval = {page, world, NULL};
    Program *program = page->program;
    world->records = false;
    for (int i = 0; i < program->scalars.count; i++) {
        Scalar *scalar = program->scalars.at[i];
        Value v = scalar->value ? value_poison()
                                : evaluate_entry(&eval, model_find(page->model, scalar->name));
        log_scalar(page, scalar, program->steps.at[0], v);
    }
}

static const char *
step_name(const Page *page, const StepText *text)
{
    const Program *program = page->program;
    int place = program->steps.count + 1;
    const Expr *expr = text->minimize;
    const char *name =
        expr && expr->kind == EXPR_NAME ? expr->name : intern(format("step%d", place));
    for (int i = 0; i < program->steps.count; i++) {
        if (strcmp(program->steps.at[i]->name, name) == 0)
            return intern(format("step%d", place));
    }
    return name;
}

static void
build_step(Page *page, Step *step, const StepText *text, World *world, const Targets *targets)
{
    Eval eval = {page, world, NULL};
    world->records = true;
    world->step = step->index;
    if (text->minimize) {
        step->loss = opaque_resolve(page, evaluate_loss(&eval, step, text).node);
        log_computed(page, step, world);
        find_updates(page, step, world, targets);
        build_gradients(page, step, world, text);
    }
    assign_all(page, step, world, text);
}

static World *
next_world(Page *page, const World *before, const Step *step)
{
    World *world = world_new(page, true);
    const Program *program = page->program;
    memcpy(world->parameter_version, before->parameter_version,
           sizeof(int) * (size_t)program->parameters.count);
    memcpy(world->state_version, before->state_version,
           sizeof(int) * (size_t)program->states.count);
    for (int i = 0; i < step->updates.count; i++)
        world->parameter_version[step->updates.at[i].parameter->index]++;
    for (int i = 0; i < step->assigns.count; i++)
        world->state_version[step->assigns.at[i].state->index]++;
    return world;
}

/* Every expression once, before anything is built: all errors of a page in one run. */
static bool
check_all(Page *page, const Targets *targets)
{
    World *world = world_new(page, true);
    Eval eval = {page, world, NULL};
    const Model *model = page->model;
    Program *program = page->program;
    int minimizing = 0;
    for (int i = 0; i < model->steps.count; i++)
        minimizing += model->steps.at[i]->minimize != NULL;
    for (int i = 0; i < model->entries.count; i++) {
        NameKind kind = model->entries.at[i]->kind;
        if (kind == NAME_VALUE || kind == NAME_LOSS || kind == NAME_METRIC)
            evaluate_entry(&eval, model->entries.at[i]);
        else if (kind == NAME_OPTIMIZER && model->entries.at[i]->expr) {
            Expr name = {.kind = EXPR_NAME, .name = model->entries.at[i]->name};
            optimizer_read(page, &name);
        }
    }
    for (int i = 0; i < model->steps.count; i++) {
        const StepText *text = model->steps.at[i];
        Step *step = program->steps.at[i];
        if (text->optimizer)
            step->optimizer = optimizer_read(page, text->optimizer);
        if (text->minimize)
            evaluate_loss(&eval, step, text);
        if (text->minimize && !text->update && minimizing > 1 && !text->broken)
            error_at(text->mark, "`update:` is missing: several steps minimize, so each says "
                                 "which networks it changes");
        check_assigns(page, world, text);
    }
    (void)targets;
    starts_check(page);
    commands_check(page);
    return error_count() == page->errors;
}

void
steps_build(Page *page)
{
    const Model *model = page->model;
    Program *program = page->program;
    Targets *targets = NEW_ARRAY(Targets, model->steps.count + 1);
    for (int i = 0; i < model->steps.count; i++) {
        const StepText *text = model->steps.at[i];
        Step *step = NEW(Step);
        step->name = step_name(page, text);
        step->index = i;
        step->repeat = text->repeat;
        step->mark = text->mark;
        step->clip_norm = text->clip_norm;
        step->clip_value = text->clip_value;
        step->clamps = text->clamps;
        step->low = text->low;
        step->high = text->high;
        PUSH(program->steps, step);
        if (read_targets(page, text, &targets[i]) && text->minimize)
            mark_updated(page, &targets[i]);
    }
    if (!check_all(page, targets))
        return;
    World *world = world_new(page, true), *first = world;
    page->opaque.count = 0;
    for (int i = 0; i < model->steps.count; i++) {
        Step *step = program->steps.at[i];
        build_step(page, step, model->steps.at[i], world, &targets[i]);
        world = next_world(page, world, step);
    }
    log_rest(page, first);
}
