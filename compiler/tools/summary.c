/* `latentc check`: what a page means, before any C of it runs. */
#include "tools.h"

#include "../emit/emit.h"
#include "../translate/layers.h"

#include <string.h>

enum { WIDTH = 98 };

/* ---- data, steps and commands ---- */

/* ", padded by 4, crop random, flip horizontal" */
static const char *
image_text(const Field *field)
{
    const char *const words[][2] = {
        {"crop", field->crop}, {"flip", field->flip}, {"binarize", field->binarize}};
    Text text = {0};
    text_put(&text, "");
    if (field->resize[0])
        text_print(&text, ", resize %lld x %lld", (long long)field->resize[0],
                   (long long)field->resize[1]);
    if (field->pad)
        text_print(&text, ", pad %lld", (long long)field->pad);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (words[i][1])
            text_print(&text, ", %s %s", words[i][0], words[i][1]);
    if (field->dequantize)
        text_put(&text, ", dequantize");
    return text.at;
}

static void
put_fields(Text *text, const Program *program)
{
    text_put(text, "\ndata\n");
    for (int i = 0; i < program->fields.count; i++) {
        const Field *field = program->fields.at[i];
        if (field->kind == FIELD_LABEL)
            text_print(text, "  %-16s label   below %lld\n", field->name,
                       (long long)field->classes);
        else if (field->kind == FIELD_VECTOR)
            text_print(text, "  %-16s vector  %s\n", field->name, dims_print(field->dims));
        else
            text_print(text, "  %-16s image   %s from %.6g to %.6g%s\n", field->name,
                       dims_print(field->dims), field->low, field->high, image_text(field));
        if (field->from)
            text_print(text, "  %-16s from    %s\n", "", field->from);
    }
}

/* "adam(lr=0.001, beta1=0.9, beta2=0.999, eps=1e-08)", defaults included. */
static const char *
optimizer_text(const Optimizer *optimizer)
{
    Text text = {0};
    text_print(&text, "%s(", optimizer->kind);
    for (int i = 0; i < optimizer->count; i++)
        text_print(&text, "%s%s=%s", i ? ", " : "", optimizer->name[i],
                   optimizer->expr[i] ? expression_print(optimizer->expr[i])
                                      : format("%.6g", optimizer->value[i]));
    text_put(&text, ")");
    return text.at;
}

static Yaml *
step_text(const Program *program, const Step *step)
{
    Yaml *root = yaml_parse(program->source);
    Yaml *list = root ? yaml_get(root, "train") : NULL;
    int place = step->index;
    if (list && list->kind == YAML_MAP && program->stages.count > 0) {
        Yaml *stage = yaml_get(list, "stages")->item[step->stage];
        list = yaml_get(stage, "steps");
        place -= program->stages.at[step->stage].first;
    }
    return list && place < list->count ? list->item[place] : NULL;
}

/* What the page writes after `minimize:`. */
static const char *
minimized(const Program *program, const Step *step)
{
    Yaml *item = step_text(program, step);
    Yaml *loss = item && item->kind == YAML_MAP ? yaml_get(item, "minimize") : NULL;
    return !loss                       ? step->name
           : loss->kind == YAML_SCALAR ? plain_text(loss->text)
                                       : yaml_print(loss);
}

/* What the page writes after `when:`. */
static const char *
condition(const Program *program, const Step *step)
{
    Yaml *item = step_text(program, step);
    Yaml *when = item && item->kind == YAML_MAP ? yaml_get(item, "when") : NULL;
    return when ? plain_text(when->text) : "";
}

/* A list of words, broken into lines that begin under the first word. */
static void
put_word(Text *text, size_t *column, const char *word)
{
    enum { INDENT = 16 };
    if (*column == 0)
        *column = INDENT;
    if (*column > INDENT && *column + strlen(word) + 2 > WIDTH) {
        text_print(text, ",\n%*s", INDENT, "");
        *column = INDENT;
    } else if (*column > INDENT) {
        text_put(text, ", ");
        *column += 2;
    }
    text_put(text, word);
    *column += strlen(word);
}

static const char *
owner(const Tensor *tensor)
{
    return tensor->network ? tensor->network : tensor->name;
}

static void
put_updated(Text *text, const Plan *plan, const Step *step)
{
    size_t column = 0;
    int64_t parameters = 0;
    text_put(text, "     updates    ");
    for (int i = 0; i < step->updates.count; i++) {
        const Tensor *tensor = step->updates.at[i].parameter;
        bool again = false;
        for (int k = 0; k < i; k++)
            again = again || strcmp(owner(step->updates.at[k].parameter), owner(tensor)) == 0;
        if (!again)
            put_word(text, &column, owner(tensor));
        parameters += shape_size(plan->parameters[tensor->index]->shape);
    }
    text_print(text, ": %s parameters\n", count_text(parameters));
}

/* What is done to gradients and parameters beside the optimizer's rule. */
static void
put_limits(Text *text, const Step *step)
{
    if (step->clip_norm > 0)
        text_print(text, "     gradients  of norm %.6g at most\n", step->clip_norm);
    if (step->clip_value > 0)
        text_print(text, "     gradients  from %.6g to %.6g\n", -step->clip_value,
                   step->clip_value);
    if (step->clamps)
        text_print(text, "     clamped    from %.6g to %.6g\n", step->low, step->high);
}

/* When and how often it is made, and with what. */
static void
put_turns(Text *text, const Program *program, const Step *step)
{
    if (step->repeat > 1)
        text_print(text, "     repeat     %d times\n", step->repeat);
    if (step->every > 1)
        text_print(text, "     every      %d iterations\n", step->every);
    if (step->when)
        text_print(text, "     when       %s\n", condition(program, step));
    if (step->fresh_noise || step->fresh_data)
        text_print(text, "     draws      %s%s%s anew\n", step->fresh_noise ? "noise" : "",
                   step->fresh_noise && step->fresh_data ? " and " : "",
                   step->fresh_data ? "data" : "");
    if (step->accumulate > 1)
        text_print(text, "     gradients  the mean of %d draws\n", step->accumulate);
}

/* What it moves besides parameters, and what it logs. */
static void
put_results(Text *text, const Step *step)
{
    size_t column = 0;
    if (step->assigns.count > 0) {
        text_put(text, "     assigns    ");
        for (int i = 0; i < step->assigns.count; i++)
            put_word(text, &column, step->assigns.at[i].state->key);
        text_put(text, "\n");
    }
    for (int i = 0; i < step->follows.count; i++)
        text_print(text, "     moves      %s, decay %s\n", step->follows.at[i].network,
                   step->follows.at[i].rate < 0 ? format("%.6g", step->follows.at[i].decay)
                                                : "by the iteration");
    if (step->logged.count > 0) {
        column = 0;
        text_put(text, "     logs       ");
        for (int i = 0; i < step->logged.count; i++)
            put_word(text, &column, step->logged.at[i].scalar->name);
        text_put(text, "\n");
    }
}

static void
put_step(Text *text, const Plan *plan, const Step *step)
{
    if (step->losses.count == 0) {
        text_print(text, "  %d  minimises  nothing\n", step->index + 1);
    } else {
        text_print(text, "  %d  minimises  %s\n", step->index + 1,
                   minimized(plan->program, step));
        put_updated(text, plan, step);
    }
    for (int i = 0; i < step->optimizers.count; i++)
        text_print(text, "     with       %s\n", optimizer_text(step->optimizers.at[i]));
    put_limits(text, step);
    put_turns(text, plan->program, step);
    put_results(text, step);
}

/* A line in front of the first step of a stage. */
static void
put_stage(Text *text, const Program *program, int step)
{
    for (int i = 0; i < program->stages.count; i++) {
        const Stage *stage = &program->stages.at[i];
        const int length = stage->epochs > 0 ? stage->epochs : stage->iterations;
        if (stage->first == step)
            text_print(text, "  %s, %d %s%s\n", stage->name, length,
                       stage->epochs > 0 ? "epoch" : "iteration", length == 1 ? "" : "s");
    }
}

static void
put_commands(Text *text, const Program *program)
{
    for (int i = 0; i < program->commands.count; i++) {
        const Command *command = program->commands.at[i];
        if (command->fills || command->map)
            break;
        text_put(text, i == 0 ? "\ncommands\n" : "");
        text_print(text, "  %-16s ", command->name);
        for (int k = 0; k < command->outputs.count; k++) {
            const Output *output = &command->outputs.at[k];
            text_print(text, "%s%s%s", k ? ", " : "", output->like ? "image " : "",
                       dims_print(output->dims));
        }
        if (command->sheet.kind != SHEET_FREE)
            text_print(text, ", a sheet of %lld x %lld", (long long)command->sheet.rows,
                       (long long)command->sheet.columns);
        for (int k = 0; k < command->sheet.maps.count; k++)
            text_print(text, ", %lld indices drawn one by one",
                       (long long)command->sheet.maps.at[k]->positions);
        if (command->sheet.samples > 0)
            text_print(text, ", %lld samples of each", (long long)command->sheet.samples);
        text_put(text, command->reads_data ? ", of the test split\n" : "\n");
    }
}

static void
put_loose_tensors(Text *text, const Program *program)
{
    bool any = false;
    for (int i = 0; i < program->parameters.count + program->states.count; i++) {
        int state = i - program->parameters.count;
        const Tensor *t = state < 0 ? program->parameters.at[i] : program->states.at[state];
        if (t->network)
            continue;
        if (!any)
            text_put(text, "\nparameters and state outside networks\n");
        any = true;
        text_print(text, "  %-16s %-9s  %-16s %12s\n", t->name,
                   state < 0 ? "parameter" : "state", dims_print(t->dims),
                   count_text(dims_size(t->dims)));
    }
}

/* ---- kernels and memory ---- */

static void
put_kernels(Text *text, const Plan *plan)
{
    text_print(text, "\n%-20s %8s %8s %8s %8s %8s %8s %8s %12s\n", "kernels", "products",
               "loops", "scalars", "moves", "draws", "updates", "assigns", "MFLOPs");
    for (int r = 0; r < plan->routines.count; r++) {
        const Routine *routine = plan->routines.at[r];
        int count[KERNEL_ASSIGN + 1] = {0};
        int64_t flops = 0;
        for (int i = 0; i < routine->count; i++) {
            const Kernel *kernel = plan->kernels.at[routine->first + i];
            count[kernel->kind]++;
            if (kernel->kind == KERNEL_CONTRACTION)
                flops += kernel->contraction->flops;
        }
        text_print(text, "  %-18s %8d %8d %8d %8d %8d %8d %8d %12.1f\n", routine->name,
                   count[KERNEL_CONTRACTION], count[KERNEL_LOOPS], count[KERNEL_SCALARS],
                   count[KERNEL_MOVE], count[KERNEL_DRAW], count[KERNEL_UPDATE],
                   count[KERNEL_ASSIGN], (double)flops * 1e-6);
    }
    text_put(text, "  MFLOPs: products and convolutions of one batch\n");
}

static double
megabytes(int64_t floats)
{
    return (double)floats * 4e-6;
}

static void
put_memory(Text *text, const Plan *plan)
{
    const Program *program = plan->program;
    text_print(text, "\n%-20s %10s\n", "memory", "MB");
    text_print(text, "  %-18s %10.3f\n", "parameters", megabytes(plan->parameter_floats));
    text_print(text, "  %-18s %10.3f\n", "gradients", megabytes(plan->parameter_floats));
    text_print(text, "  %-18s %10.3f\n", "moments",
               megabytes(plan->moments * plan->parameter_floats));
    text_print(text, "  %-18s %10.3f\n", "state", megabytes(plan->state_floats));
    text_print(
        text, "  %-18s %10.3f   %d buffers; %.3f without sharing, at least %.3f by lifetimes\n",
        "arena", megabytes(plan->arena), plan->buffers.count, megabytes(plan->naive),
        megabytes(plan->bound));
    if (program->memory > 0)
        text_print(text, "  %-18s %10.3f   %s\n", "limit of the arena",
                   (double)program->memory * 1e-6, again_text(plan));
    text_print(text, "  %-18s %10.3f\n", "in all",
               megabytes((2 + plan->moments) * plan->parameter_floats + plan->state_floats +
                         plan->arena));
}

void
summary_print(Text *text, const Program *program, const Plan *plan)
{
    text_print(text, "%s, page %.8s, batch %lld\n\n", program->model, program->sha256,
               (long long)program->batch);
    layers_print(text, program);
    put_loose_tensors(text, program);
    put_fields(text, program);
    text_put(text, "\nsteps\n");
    for (int i = 0; i < program->steps.count; i++) {
        put_stage(text, program, i);
        put_step(text, plan, program->steps.at[i]);
    }
    put_commands(text, program);
    put_kernels(text, plan);
    put_memory(text, plan);
}

/* ---- defaults ---- */

/* Whether a layer's text gives its parameter i by name, or by the one value after the colon. */
static bool
is_given(const char *text, const char *word, int i, const char *name)
{
    const char *body = strstr(text, format("%s: ", word));
    if (body && i == 0 && body[strlen(word) + 2] != '{')
        return true;
    return strstr(text, format("{%s: ", name)) || strstr(text, format(", %s: ", name));
}

static const LayerKind *
kind_of(const LayerRow *row)
{
    const char *at = mark_text(row->mark);
    size_t size = at ? strcspn(at, ":,]} \t\r\n#") : 0;
    return size ? layer_kind_find(format("%.*s", (int)size, at)) : NULL;
}

static void
put_layer_defaults(Text *text, const Program *program)
{
    text_put(text, "\nlayers, what their lines leave out\n");
    for (int i = 0; i < program->layers.count; i++) {
        const LayerRow *row = &program->layers.at[i];
        const LayerKind *kind = kind_of(row);
        const char *name, *fallback;
        Text defaults = {0};
        for (int k = 0; kind && parameter_spec(kind->parameters, k, &name, &fallback); k++)
            if (fallback && !is_given(row->text, kind->name, k, name))
                text_print(&defaults, "%s%s=%s", defaults.size ? ", " : "", name, fallback);
        if (defaults.size)
            text_print(text, "  %-28s line %-4d %s: %s\n",
                       format("%s.%s", row->network, row->place), row->mark.line, kind->name,
                       defaults.at);
    }
}

void
effective_print(Text *text, const Program *program)
{
    text_put(text, "\nsizes\n");
    for (int i = 0; i < program->sizes.count; i++)
        text_print(text, "  %-16s %lld\n", program->sizes.at[i].name,
                   (long long)program->sizes.at[i].value);
    put_layer_defaults(text, program);
    text_put(text, "\noptimizers\n");
    for (int i = 0; i < program->steps.count; i++)
        for (int k = 0; k < program->steps.at[i]->optimizers.count; k++)
            text_print(text, "  step %-11d %s\n", i + 1,
                       optimizer_text(program->steps.at[i]->optimizers.at[k]));
    text_put(text, "\nfirst values\n");
    for (int i = 0; i < program->parameters.count + program->states.count; i++) {
        int state = i - program->parameters.count;
        const Tensor *t = state < 0 ? program->parameters.at[i] : program->states.at[state];
        text_print(text, "  %-38s %-18s %s\n", t->key, dims_print(t->dims),
                   first_values_text(t));
    }
}
