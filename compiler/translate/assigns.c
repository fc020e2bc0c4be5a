/* What a step assigns to state: what its networks move, such as batch statistics, then what the
 * page writes. */
#include "translate.h"

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
void
assigns_build(Page *page, Step *step, World *world, const StepText *text)
{
    World after = *world;
    Eval before = {page, world, NULL}, eval = {page, &after, NULL};
    for (int i = 0; i < text->assigns.count; i++) {
        world->owner = text->assigns.at[i].name;
        world->owner_mark = text->assigns.at[i].mark;
        world->draws = 0;
        if (text->assigns.at[i].expr)
            evaluate(&before, text->assigns.at[i].expr);
    }
    assign_moved(page, step, world);
    step->moved = step->assigns.count;
    after.assigned = NEW_ARRAY(Node *, page->program->states.count + 1);
    for (int i = 0; i < step->assigns.count; i++)
        after.assigned[step->assigns.at[i].state->index] = step->assigns.at[i].value;
    for (int i = 0; i < text->assigns.count; i++) {
        const Pair *pair = &text->assigns.at[i];
        Tensor *state = tensor_find(page->program, pair->name);
        after.owner = pair->name;
        after.owner_mark = pair->mark;
        after.draws = 0;
        Value v = pair->expr ? evaluate(&eval, pair->expr) : value_poison();
        if (v.kind != VALUE_TENSOR || !state)
            continue;
        Assign assign = {state, opaque_resolve(page, v.node)};
        PUSH(step->assigns, assign);
        after.assigned[state->index] = assign.value;
    }
    averages_build(page, step, &after);
}

void
assigns_check(Page *page, World *world, const StepText *text)
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
        world->draws = 0;
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
