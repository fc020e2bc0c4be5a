/* The section `train`: steps, and the stages that they may stand in.
 *
 * A step's `minimize` and `optimizer` are one expression, or a map of several: each name says
 * which parameters the expression behind it is for. What the names mean is left to translate/.
 */
#include "model.h"

#include <string.h>

static const char *const step_keys[] = {
    "minimize",  "update",     "optimizer", "repeat",     "every",  "when", "fresh",
    "clip_norm", "clip_value", "clamp",     "accumulate", "assign", NULL};
static const char *const stage_keys[] = {"name", "epochs", "iterations", "steps", NULL};

enum { MOST_REPEATS = 1000, MOST_LENGTH = 1000000000 };

/* ---- numbers ---- */

/* A whole number from 1 on; `fallback` where the key is not there. */
static int
read_count(const Model *model, const Yaml *map, const char *key, int most, int fallback)
{
    Yaml *item = yaml_get(map, key);
    Rational value = RATIONAL_ONE;
    if (!item || !model_number(model, item, &value))
        return fallback;
    if (value.den == 1 && value.num >= 1 && value.num <= most)
        return (int)value.num;
    error_at(item->mark, "%s must be a whole number from 1 to %d", key, most);
    return fallback;
}

static void
read_limit(const Model *model, const Yaml *step, const char *key, double *limit)
{
    Yaml *item = yaml_get(step, key);
    if (item && model_real(model, item, limit) && !(*limit > 0))
        error_at(item->mark, "%s must be above 0", key);
}

/* `clamp: c` keeps parameters from -c to c, `clamp: [low, high]` in that range. */
static void
read_clamp(const Model *model, StepText *step, const Yaml *item)
{
    step->clamps = true;
    if (item->kind != YAML_LIST) {
        if (!model_real(model, item, &step->high))
            return;
        step->low = -step->high;
    } else if (item->count != 2) {
        error_at(item->mark, "clamp is a number or a pair, `clamp: [-0.01, 0.01]`");
        return;
    } else if (!model_real(model, item->item[0], &step->low) ||
               !model_real(model, item->item[1], &step->high)) {
        return;
    }
    if (!(step->low < step->high))
        error_at(item->mark, "clamp: nothing lies between %.6g and %.6g", step->low,
                 step->high);
}

/* ---- keys of a step ---- */

static void
read_expressions(Pairs *list, const Yaml *item, const char *key)
{
    if (item->kind != YAML_MAP) {
        Pair pair = {NULL, expression_parse(item), item->mark};
        PUSH(*list, pair);
        return;
    }
    if (item->count == 0)
        error_at(item->mark, "%s: nothing stands between the braces", key);
    for (int i = 0; i < item->count; i++) {
        Pair pair = {intern(item->key[i]->text), expression_parse(item->item[i]),
                     item->key[i]->mark};
        PUSH(*list, pair);
    }
}

static void
read_assigns(StepText *step, const Yaml *map)
{
    if (map->kind != YAML_MAP) {
        error_at(map->mark, "assign must hold lines of the form `state: expression`");
        return;
    }
    read_expressions(&step->assigns, map, "assign");
}

/* `fresh: [noise, data]`, or one of them. */
static void
read_fresh(StepText *step, const Yaml *item)
{
    static const char *const words[] = {"noise", "data"};
    const bool list = item->kind == YAML_LIST;
    for (int i = 0; i < (list ? item->count : 1); i++) {
        const Yaml *word = list ? item->item[i] : item;
        if (word->kind != YAML_SCALAR) {
            error_at(word->mark, "fresh is a list of noise and data: `fresh: [noise]`");
        } else if (strcmp(word->text, "noise") == 0) {
            step->fresh_noise = true;
        } else if (strcmp(word->text, "data") == 0) {
            step->fresh_data = true;
        } else {
            error_at(word->mark, "fresh: no '%s'; there are noise and data%s", word->text,
                     suggestion(word->text, words, 2));
        }
    }
}

/* What is for some of the parameters is decided with their update, which is one for all draws.
 */
static void
check_whens(const StepText *step, const Yaml *when)
{
    const bool named = step->whens.count > 0 && step->whens.at[0].name != NULL;
    if (named && step->accumulate > 1)
        error_at(when->mark, "when: a step that accumulates is made for all that it updates or "
                             "for nothing");
}

/* What limits and collects gradients needs some. */
static void
check_minimizes(const StepText *step, const Yaml *item)
{
    static const char *const keys[] = {"clip_norm",  "clip_value", "clamp",
                                       "accumulate", "update",     "optimizer"};
    for (size_t i = 0; i < COUNT_OF(keys) && step->minimize.count == 0; i++)
        if (yaml_get(item, keys[i]))
            error_at(yaml_key(item, keys[i])->mark, "%s: the step minimizes nothing", keys[i]);
}

static void
read_step(Model *model, Yaml *item)
{
    if (item->kind != YAML_MAP) {
        error_at(item->mark, "a step of `train` holds `minimize: ...` and `optimizer: ...`");
        return;
    }
    StepText *step = NEW(StepText);
    step->broken = !keys_check(item, "a step", step_keys);
    Yaml *minimize = yaml_get(item, "minimize"), *assign = yaml_get(item, "assign");
    Yaml *optimizer = yaml_get(item, "optimizer"), *when = yaml_get(item, "when");
    Yaml *clamp = yaml_get(item, "clamp"), *fresh = yaml_get(item, "fresh");
    step->mark = item->mark;
    step->update = yaml_get(item, "update");
    step->stage = model->stages.count - 1;
    if (minimize)
        read_expressions(&step->minimize, minimize, "minimize");
    if (optimizer)
        read_expressions(&step->optimizers, optimizer, "optimizer");
    else if (minimize && !step->broken)
        error_at(item->mark, "the step has no optimizer: `optimizer: adam(lr=1e-3)`");
    if (when && when->kind == YAML_LIST)
        error_at(when->mark, "when is an expression, as in `when: d_loss > 0.3`, or a map of "
                             "such, `when: {D: d_loss > 0.3}`");
    else if (when)
        read_expressions(&step->whens, when, "when");
    step->repeat = read_count(model, item, "repeat", MOST_REPEATS, 1);
    step->every = read_count(model, item, "every", MOST_LENGTH, 1);
    step->accumulate = read_count(model, item, "accumulate", MOST_REPEATS, 1);
    check_whens(step, when);
    read_limit(model, item, "clip_norm", &step->clip_norm);
    read_limit(model, item, "clip_value", &step->clip_value);
    if (clamp)
        read_clamp(model, step, clamp);
    if (fresh)
        read_fresh(step, fresh);
    step->broken = step->broken || (minimize && step->minimize.count == 0);
    if (!step->broken && !minimize && !assign)
        error_at(item->mark, "the step neither minimizes nor assigns anything");
    else if (!step->broken)
        check_minimizes(step, item);
    if (assign)
        read_assigns(step, assign);
    PUSH(model->steps, step);
}

static void
read_steps(Model *model, const Yaml *list, const char *where)
{
    if (list->kind != YAML_LIST || list->count == 0) {
        error_at(list->mark, "%s must be a list of steps: `- minimize: loss`", where);
        return;
    }
    for (int i = 0; i < list->count; i++)
        read_step(model, list->item[i]);
}

/* ---- stages ---- */

static const char *
read_stage_name(const Model *model, const Yaml *item)
{
    const Yaml *name = yaml_get(item, "name");
    if (!name || name->kind != YAML_SCALAR || !identifier(name->text)) {
        error_at(name ? name->mark : item->mark,
                 "a stage has a name: letters, digits and _, a letter first");
        return "";
    }
    for (int i = 0; i < model->stages.count; i++) {
        if (strcmp(model->stages.at[i].name, name->text) != 0)
            continue;
        error_at(name->mark, "the stage '%s' is there twice", name->text);
        note_at(model->stages.at[i].mark, "here first");
    }
    return intern(name->text);
}

static void
read_stage(Model *model, Yaml *item)
{
    if (item->kind != YAML_MAP) {
        error_at(item->mark, "a stage is written {name: ..., epochs: ..., steps: [...]}");
        return;
    }
    bool known = keys_check(item, "a stage", stage_keys);
    const Yaml *epochs = yaml_get(item, "epochs"), *steps = yaml_get(item, "steps");
    const Yaml *iterations = yaml_get(item, "iterations");
    StageText stage = {.name = read_stage_name(model, item), .mark = item->mark};
    stage.epochs = read_count(model, item, "epochs", MOST_LENGTH, -1);
    stage.iterations = read_count(model, item, "iterations", MOST_LENGTH, -1);
    if (epochs && iterations)
        error_at(yaml_key(item, "iterations")->mark,
                 "a stage is as long as its epochs or its iterations say, not both");
    else if (known && !epochs && !iterations)
        error_at(item->mark, "the stage has no length: `epochs: 10` or `iterations: 1000`");
    PUSH(model->stages, stage);
    if (steps)
        read_steps(model, steps, "steps");
    else if (known)
        error_at(item->mark, "the stage has no steps: `steps: [...]`");
}

void
train_read(Model *model)
{
    static const char *const keys[] = {"stages", NULL};
    Yaml *train = yaml_get(model->root, "train");
    if (!train)
        return;
    if (train->kind != YAML_MAP) {
        read_steps(model, train, "train");
        return;
    }
    Yaml *stages = yaml_get(train, "stages");
    if (!keys_check(train, "train", keys) || !stages)
        return;
    if (stages->kind != YAML_LIST || stages->count == 0) {
        error_at(stages->mark,
                 "stages must be a list: `- {name: first, epochs: 10, steps: [...]}`");
        return;
    }
    for (int i = 0; i < stages->count; i++)
        read_stage(model, stages->item[i]);
}
