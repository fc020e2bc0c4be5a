/* MODEL.c, MODEL_contractions.h and MODEL.h: banner, sizes, kernels, one function for each step
 * and command.
 *
 * What evaluates values is written twice: the first time finds out which values it mentions,
 * so that they can be named; the second time is the text. */
#include "program.h"

#include "../passes/choice.h"
#include "optimizers.h"

#include <stdlib.h>
#include <string.h>

enum { FEW_FLOATS = 4096, WIDE_HOLDS = 47, HOLDS_AND_LIVE = 76 };

/* ---- names of buffers, labels and names of kernels ---- */

static const char *
place_name(const Plan *plan, const Buffer *buffer)
{
    switch (buffer->place) {
    case PLACE_PARAMETER:
        return name_free(plan, plan->program->parameters.at[buffer->index]->name);
    case PLACE_STATE: return name_free(plan, plan->program->states.at[buffer->index]->name);
    case PLACE_FIELD: return name_free(plan, plan->program->fields.at[buffer->index]->name);
    case PLACE_TIME: return times[buffer->index].name;
    default: return buffer->node ? name_of(buffer->node) : "scratch";
    }
}

void
enter_routine(const Routine *routine)
{
    bool later = routine->step != NULL && routine->step->index > 0;
    names_scope(routine->group, later ? routine->step->name : NULL);
}

static void
name_buffers(const Plan *plan)
{
    for (int i = 0; i < plan->kernels.count; i++) {
        Kernel *kernel = plan->kernels.at[i];
        enter_routine(plan->routines.at[kernel->routine]);
        for (int k = 0; k < kernel->reads.count; k++)
            kernel->reads.at[k].buffer->name = place_name(plan, kernel->reads.at[k].buffer);
        for (int k = 0; k < kernel->writes.count; k++)
            kernel->writes.at[k].buffer->name = place_name(plan, kernel->writes.at[k].buffer);
        if (kernel->scratch)
            kernel->scratch->name = "scratch";
    }
    for (int i = 0; i < plan->program->parameters.count; i++)
        plan->parameters[i]->name = place_name(plan, plan->parameters[i]);
    for (int i = 0; i < plan->program->states.count; i++)
        plan->states[i]->name = place_name(plan, plan->states[i]);
    for (int i = 0; i < plan->program->fields.count; i++)
        plan->fields[i]->name = place_name(plan, plan->fields[i]);
    for (int i = 0; i < TIMES; i++)
        plan->times[i]->name = times[i].name;
}

/* Made from adjoints of a step's loss; what a value's grad() makes belongs to the value. */
static bool
is_adjoint(const Node *n, int depth)
{
    if (n->adjoint_of != NULL)
        return n->adjoint_by == NULL;
    if (n->tag != NULL || depth > 12)
        return false;
    for (int i = 0; i < n->count; i++)
        if (is_adjoint(n->arg[i], depth + 1))
            return true;
    return false;
}

static bool
is_gradient(const Kernel *kernel)
{
    for (int i = 0; i < kernel->roots.count; i++)
        if (!is_adjoint(kernel->roots.at[i], 0))
            return false;
    return kernel->roots.count > 0;
}

static void
label_kernels(const Plan *plan)
{
    int laps = 0;
    for (int r = 0; r < plan->routines.count; r++) {
        const Routine *routine = plan->routines.at[r];
        int count[128] = {0};
        for (int i = 0; i < routine->count; i++) {
            Kernel *kernel = plan->kernels.at[routine->first + i];
            int letter = kernel->kind == KERNEL_DRAW     ? 'N'
                         : kernel->kind == KERNEL_UPDATE ? 'U'
                         : kernel->kind == KERNEL_ASSIGN ? 'A'
                         : kernel->again                 ? 'R'
                         : is_gradient(kernel)           ? 'G'
                                                         : 'F';
            kernel->label = format("%c%d", letter, ++count[letter]);
            bool timed = routine->step != NULL && kernel->kind != KERNEL_SCALARS;
            kernel->lap = timed ? laps++ : -1;
        }
    }
}

/* ---- the file ---- */

static bool
has_contractions(const Writing *writing)
{
    for (int i = 0; i < writing->plan->kernels.count; i++)
        if (writing->plan->kernels.at[i]->kind == KERNEL_CONTRACTION)
            return true;
    return false;
}

static void
put_contraction_helpers(Writing *writing)
{
    LIST(Contraction *) all = {0};
    for (int i = 0; i < writing->plan->kernels.count; i++)
        if (writing->plan->kernels.at[i]->kind == KERNEL_CONTRACTION)
            PUSH(all, writing->plan->kernels.at[i]->contraction);
    if (all.count > 0)
        contraction_helpers(writing->text, all.count, all.at);
}

/* What the steps keep in the arena and is not small. */
static bool
is_planned(const Plan *plan, const Buffer *buffer)
{
    const Routine *routine = plan->routines.at[plan->kernels.at[buffer->born]->routine];
    return routine->group == 0 && buffer->node != NULL && buffer->storage.floats >= FEW_FLOATS;
}

static void
put_plan(Text *text, const Plan *plan)
{
    int count = 0, shown = 0, wide = 0;
    Buffer **sorted = NEW_ARRAY(Buffer *, plan->buffers.count + 1);
    for (int i = 0; i < plan->buffers.count; i++)
        if (is_planned(plan, plan->buffers.at[i]))
            sorted[count++] = plan->buffers.at[i];
    qsort(sorted, (size_t)count, sizeof *sorted, buffers_by_offset);
    text_print(
        text,
        " * Arena       %lld floats; %lld if nothing shared memory, at least %lld at once\n",
        (long long)plan->arena, (long long)plan->naive, (long long)plan->bound);
    if (plan->program->memory > 0)
        put_wrapped(text, " * Limit       ",
                    format("%lld floats by the page: %s",
                           (long long)(plan->program->memory / (int64_t)sizeof(float)),
                           again_text(plan)));
    for (int i = 0; i < count; i++) {
        int size =
            (int)strlen(buffer_label(sorted[i])) + (int)strlen(buffer_dims(plan, sorted[i]));
        wide = size > wide ? size : wide;
    }
    wide = wide > WIDE_HOLDS ? WIDE_HOLDS : wide;
    text_print(text, " * %9s %8s  %-*s live\n", "offset", "floats", wide, "holds");
    for (int i = 0; i < count; i++, shown++) {
        const Buffer *buffer = sorted[i];
        const char *holds = format("%s%s", buffer_label(buffer), buffer_dims(plan, buffer));
        holds = (int)strlen(holds) > wide ? buffer_label(buffer) : holds;
        const char *life = buffer_life(plan, buffer);
        text_print(text, " * %9lld %8lld  ", (long long)buffer->offset,
                   (long long)buffer->storage.floats);
        if (strlen(holds) + strlen(life) > HOLDS_AND_LIVE)
            text_print(text, "%s\n * %*s%s\n", holds, wide + 21, "", life);
        else
            text_print(text, "%-*s %s\n", wide, holds, life);
    }
    put_wrapped(text, " * ",
                format("%d more are smaller, or scratch of a kernel, or of %s: AUDIT.md lists "
                       "them all.",
                       plan->buffers.count - shown, "routines that train nothing"));
    put_wrapped(text, " * ",
                "Kernels see an array with as few dimensions as they need; where a call casts "
                "to (void *), the same memory is declared with others.");
}

/* Whose tiles these are, where a measurement had a say. */
static void
put_tiles(Text *text, const Plan *plan)
{
    const Choices *choices = plan->program->choices;
    int contractions = 0, named = 0;
    if (choices == NULL)
        return;
    for (int i = 0; i < plan->kernels.count; i++) {
        const Contraction *c = plan->kernels.at[i]->contraction;
        contractions += c != NULL;
        named += c != NULL && c->choice != NULL;
    }
    put_wrapped(text, " * Tiles       ",
                format("by %s.tiles (sha256 %.8s), which names %d of %d contractions",
                       plan->program->model, choices->source->sha256, named, contractions));
}

static void
put_banner(Writing *writing)
{
    const Plan *plan = writing->plan;
    const Program *program = plan->program;
    Text *text = writing->text, sizes = {0}, used = {0};
    for (int i = 0; i < program->used.count; i++)
        text_print(&used, "%s%s", i ? ", " : " with ", program->used.at[i].name);
    text_print(text, "/* %s.c: the computations of %s.yaml%s (sha256 %.8s).\n", program->model,
               program->model, used.at ? used.at : "", program->sha256);
    text_print(text, " * Emitted by latentc " LATENTC_VERSION
                     ". Do not edit: change the page and run latentc again.\n *\n");
    for (int i = 0; i < program->sizes.count; i++)
        text_print(&sizes, "%s%s %lld", i ? ", " : "", size_word(&program->sizes.at[i]),
                   (long long)program->sizes.at[i].value);
    put_wrapped(text, " * Sizes       ", sizes.at ? sizes.at : "none");
    text_print(
        text,
        " * Parameters  %lld floats, struct %s_parameters; gradients in the same struct\n",
        (long long)plan->parameter_floats, program->model);
    put_tiles(text, plan);
    if (program->unfused)
        text_put(text, " * Fusion      none: every value is computed by a loop of its own\n");
    put_plan(text, plan);
    text_put(text, " */\n");
}

static void
put_enums(Writing *writing)
{
    const Program *program = writing->plan->program;
    Text *text = writing->text, list = {0};
    for (int i = 0; i < program->sizes.count; i++)
        text_print(&list, "%s%s = %lld", list.size ? ", " : "",
                   size_word(&program->sizes.at[i]), (long long)program->sizes.at[i].value);
    if (list.size > 0)
        text_print(text, "enum { %s };\n", list.at);
    text_put(text, "enum {");
    for (int i = 0; i < program->fields.count; i++)
        text_print(text, "%s DATA_%s", i ? "," : "", program->fields.at[i]->name);
    text_put(text, " };\nenum {");
    for (int i = 0; i < program->scalars.count; i++)
        text_print(text, "%s VALUE_%s", i ? "," : "", program->scalars.at[i]->name);
    text_put(text, " };\n\n");
}

static void
put_optimizers(Writing *writing)
{
    const Program *program = writing->plan->program;
    WordList seen = {0};
    bool clips = false, follows = false;
    for (int i = 0; i < program->steps.count; i++) {
        clips = clips || program->steps.at[i]->clip_norm > 0;
        follows = follows || program->steps.at[i]->behind.count > 0;
    }
    if (clips)
        optimizer_helpers(writing->text);
    for (int i = 0; i < program->steps.count; i++) {
        const Step *step = program->steps.at[i];
        for (int k = 0; k < step->updates.count; k++) {
            const Update *update = &step->updates.at[k];
            const bool averaged = update->follower != NULL;
            const char *name = optimizer_function(step, update->optimizer, averaged);
            if (words_contain(&seen, name))
                continue;
            PUSH(seen, name);
            optimizer_emit(writing->text, step, update->optimizer, averaged);
        }
    }
    if (follows)
        average_helper(writing->text);
}

static void
put_contractions_file(Writing *writing)
{
    const Plan *plan = writing->plan;
    text_print(writing->text,
               "/* %s_contractions.h: matrix products and convolutions of %s.c, by shape.\n"
               " * Emitted by latentc " LATENTC_VERSION
               ". Do not edit: change the page and run latentc again. */\n",
               plan->program->model, plan->program->model);
    if (calls_blas(plan))
        text_put(writing->text, "#include \"runtime/contract.h\"\n\n");
    put_contraction_helpers(writing);
    put_contractions(writing);
}

static bool
lays_out(const Program *program)
{
    for (int i = 0; i < program->commands.count; i++)
        if (program->commands.at[i]->sheet.kind != SHEET_FREE || program->commands.at[i]->map)
            return true;
    return false;
}

/* MODEL.c to the writing's text, MODEL_contractions.h to the other. */
static void
put_file(Writing *writing, Text *contractions)
{
    const Plan *plan = writing->plan;
    put_banner(writing);
    text_print(
        writing->text,
        "#include \"%s.h\"\n\n%s#include \"runtime/math.h\"\n#include \"runtime/random.h\"\n\n"
        "#include <math.h>\n#include <string.h>\n\n",
        plan->program->model, lays_out(plan->program) ? "#include \"runtime/layout.h\"\n" : "");
    find_functions(writing);
    if (has_contractions(writing)) {
        Text *here = writing->text;
        text_print(here, "#include \"%s_contractions.h\"\n\n", plan->program->model);
        writing->text = contractions;
        put_contractions_file(writing);
        writing->text = here;
    }
    put_enums(writing);
    put_loops(writing);
    put_optimizers(writing);
    for (int i = 0; i < plan->routines.count; i++)
        put_routine(writing, plan->routines.at[i]);
}

void
program_names(const Plan *plan)
{
    names_forget();
    label_kernels(plan);
    name_buffers(plan);
    for (int i = 0; i < plan->kernels.count; i++) {
        const Kernel *kernel = plan->kernels.at[i];
        if (kernel->kind == KERNEL_ASSIGN && !kernel->behind)
            names_becomes(kernel->reads.at[0].node,
                          plan->program->states.at[kernel->first]->name);
    }
    want_functions(plan);
    for (int i = 0; i < plan->routines.count; i++)
        want_routine(plan, plan->routines.at[i]);
    names_settle(plan);
    name_buffers(plan);
}

void
program_emit(Text *text, Text *contractions, const Plan *plan)
{
    Text unindented = {0}, others = {0};
    Writing writing = {.plan = plan, .text = &unindented};
    put_file(&writing, &others);
    text_put(text, text_indent(unindented.at));
    if (others.at)
        text_put(contractions, text_indent(others.at));
}

/* ---- the header ---- */

/* Dimensions of a tensor as it lies in memory, panels included. */
const char *
storage_dims(Shape shape, const Storage *storage)
{
    int64_t stride[AXES + 1], extent[AXES + 1], expected = 1;
    int count = 0;
    Text text = {0};
    for (int s = 0; s < AXES; s++) {
        if (shape.n[s] == 1 && s != storage->panel_slot)
            continue;
        bool panel = s == storage->panel_slot;
        stride[count] = panel ? 1 : storage->stride[s];
        extent[count++] = panel ? PANEL : shape.n[s];
        if (panel && shape.n[s] > PANEL) {
            stride[count] = storage->panel_stride;
            extent[count++] = (shape.n[s] + PANEL - 1) / PANEL;
        }
    }
    for (int i = 0; i < count; i++)
        for (int k = i + 1; k < count; k++)
            if (stride[k] > stride[i]) {
                int64_t a = stride[i], b = extent[i];
                stride[i] = stride[k], extent[i] = extent[k];
                stride[k] = a, extent[k] = b;
            }
    for (int i = count - 1; i >= 0; i--) {
        if (stride[i] != expected)
            return format("[%lld]", (long long)storage->floats);
        expected *= extent[i];
    }
    if (expected != storage->floats || count == 0)
        return format("[%lld]", (long long)storage->floats);
    for (int i = 0; i < count; i++)
        text_print(&text, "[%lld]", (long long)extent[i]);
    return text.at;
}

static void
put_struct(Text *text, const Plan *plan, bool trained)
{
    const Program *program = plan->program;
    int count = trained ? program->parameters.count : program->states.count;
    if (count == 0)
        return;
    text_print(text, "struct %s_%s {\n", program->model, trained ? "parameters" : "state");
    for (int i = 0; i < count; i++) {
        const Tensor *t = trained ? program->parameters.at[i] : program->states.at[i];
        const Buffer *buffer = trained ? plan->parameters[i] : plan->states[i];
        Text shape = {0};
        for (int a = 0; a < t->dims.rank; a++)
            text_print(&shape, "%s%lld", a ? ", " : "", (long long)t->dims.n[a]);
        const char *note = format("/* %s [%s] */", t->key, shape.at ? shape.at : "");
        const char *field = format("_Alignas(64) float %s%s;", t->name,
                                   storage_dims(buffer->shape, &buffer->storage));
        bool fits = strlen(field) + strlen(note) < WIDTH - 4;
        if (fits)
            text_print(text, "%s %s\n", field, note);
        else
            text_print(text, "%s\n%s\n", note, field);
    }
    text_put(text, "};\n\n");
}

void
header_emit(Text *out, const Plan *plan)
{
    Text unindented = {0}, *text = &unindented;
    const char *model = plan->program->model;
    text_print(
        text,
        "/* %s.h: the interface of the emitted model.\n"
        " *\n"
        " *     struct instance *m = instance_create(&%s_model, 1, 1);\n"
        " *     instance_init(m);\n"
        " *     m->field[0] = batch; %s_step_1(m);\n"
        " *\n"
        " * Tensors lie as the struct says; their comments give the key and the logical shape\n"
        " * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */\n",
        model, model, model);
    text_print(text, "#ifndef LATENTC_%s_H\n#define LATENTC_%s_H\n\n", model, model);
    text_put(text, "#include \"runtime/model.h\"\n\n");
    put_struct(text, plan, true);
    put_struct(text, plan, false);
    text_print(text, "extern const struct model %s_model;\n", model);
    text_print(text, "extern const struct check %s_check;\n\n", model);
    for (int i = 0; i < plan->routines.count; i++) {
        const Routine *routine = plan->routines.at[i];
        text_print(text, "/* %s */\n%s %s;\n", routine_story(routine), routine_type(routine),
                   routine_head(plan, routine));
    }
    text_put(text, "\n#endif\n");
    text_put(out, text_indent(unindented.at));
}
