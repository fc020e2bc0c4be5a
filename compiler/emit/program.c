/* MODEL.c and MODEL.h: sizes, kernels, one function for each step and command.
 *
 * The text is written twice: the first time finds out which values it mentions, so that they can
 * be named; the second time is the text. Kernels with the same text are one function. */
#include "emit.h"

#include "optimizers.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 94 };

typedef struct Function { /* a kernel that was written already */
    const char *text, *name;
} Function;

typedef struct Writing {
    const Plan *plan;
    Text *text;
    LIST(Function) functions;
} Writing;

/* ---- names of buffers, labels and names of kernels ---- */

static const char *
place_name(const Plan *plan, const Buffer *buffer)
{
    switch (buffer->place) {
    case PLACE_PARAMETER: return plan->program->parameters.at[buffer->index]->name;
    case PLACE_STATE: return plan->program->states.at[buffer->index]->name;
    case PLACE_FIELD: return plan->program->fields.at[buffer->index]->name;
    default: return buffer->node ? name_of(buffer->node) : "scratch";
    }
}

static void
name_buffers(const Plan *plan)
{
    for (int i = 0; i < plan->kernels.count; i++) {
        Kernel *kernel = plan->kernels.at[i];
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
}

static bool
is_gradient(const Kernel *kernel)
{
    for (int i = 0; i < kernel->roots.count; i++)
        if (kernel->roots.at[i]->adjoint_of == NULL)
            return false;
    return kernel->roots.count > 0;
}

static void
label_kernels(const Plan *plan)
{
    for (int r = 0; r < plan->routines.count; r++) {
        const Routine *routine = plan->routines.at[r];
        int count[128] = {0};
        for (int i = 0; i < routine->count; i++) {
            Kernel *kernel = plan->kernels.at[routine->first + i];
            int letter = kernel->kind == KERNEL_DRAW     ? 'N'
                         : kernel->kind == KERNEL_UPDATE ? 'U'
                         : kernel->kind == KERNEL_ASSIGN ? 'A'
                         : is_gradient(kernel)           ? 'G'
                                                         : 'F';
            kernel->label = format("%c%d", letter, ++count[letter]);
        }
    }
}

/* "product_128x400x784", "conv_3x32x32_64x16x16": what contractions of one shape share. */
static const char *
contraction_name(const Kernel *kernel)
{
    Text text = {0};
    const Contraction *c = kernel->contraction;
    text_put(&text, op_name(c->node->op));
    const Shape shape[3] = {c->a.shape, c->b.shape, c->out.shape};
    for (int i = 0; i < 3; i++) {
        bool first = true;
        for (int s = 0; s < AXES; s++) {
            if (shape[i].n[s] == 1)
                continue;
            text_print(&text, first ? "_%lld" : "x%lld", (long long)shape[i].n[s]);
            first = false;
        }
    }
    return text.at;
}

static bool
name_taken(const Writing *writing, const char *name)
{
    for (int i = 0; i < writing->functions.count; i++)
        if (strcmp(writing->functions.at[i].name, name) == 0)
            return true;
    return false;
}

static const char *
kernel_name(const Writing *writing, const Kernel *kernel)
{
    const char *base = kernel->kind == KERNEL_CONTRACTION
                           ? contraction_name(kernel)
                           : format("make_%s", kernel->writes.at[0].buffer->name);
    const char *name = base;
    if (name_taken(writing, name) && kernel->kind != KERNEL_CONTRACTION)
        name = format("%s_%s", base, writing->plan->routines.at[kernel->routine]->name);
    for (int i = 2; name_taken(writing, name); i++)
        name = format("%s_%c", base, 'a' + i - 1);
    return name;
}

/* ---- comments ---- */

/* Words broken into lines that begin with `prefix`. */
static void
put_wrapped(Text *text, const char *prefix, const char *words)
{
    size_t column = strlen(prefix);
    text_put(text, prefix);
    while (*words) {
        size_t size = strcspn(words, " ");
        if (column + size > WIDTH && column > strlen(prefix)) {
            text_print(text, "\n%s    ", prefix);
            column = strlen(prefix) + 4;
        }
        text_put_bytes(text, words, size);
        column += size;
        words += size;
        if (*words == ' ') {
            text_put(text, " ");
            column++;
            words++;
        }
    }
    while (text->size > 0 && text->at[text->size - 1] == ' ')
        text->at[--text->size] = '\0';
    text_put(text, "\n");
}

const char *
kernel_place(const Plan *plan, const Kernel *kernel)
{
    Mark mark = {0};
    (void)plan;
    for (int i = 0; i < kernel->roots.count && mark.line == 0; i++) {
        const Node *n = kernel->roots.at[i];
        for (int depth = 0; n->adjoint_of != NULL && n->tag == NULL && depth < 8; depth++)
            n = n->adjoint_of;
        mark = n->tag ? n->tag->mark : n->origin;
    }
    return mark.line > 0 && mark.source ? format(" (line %d)", mark.line) : "";
}

static void
put_formulas(Text *text, const Plan *plan, const Kernel *kernel)
{
    Text formulas = {0};
    kernel_formulas(&formulas, plan, kernel);
    for (char *at = formulas.at; at && *at;) {
        char *end = strchr(at, '\n');
        *end = '\0';
        put_wrapped(text, " *     ", at);
        at = end + 1;
    }
}

static void
put_kernel_comment(Text *text, const Plan *plan, const Kernel *kernel)
{
    Text names = {0};
    for (int i = 0; i < kernel->writes.count; i++)
        text_print(&names, "%s%s", i ? ", " : "", kernel->writes.at[i].buffer->name);
    const char *place = kernel_place(plan, kernel);
    Text head = {0};
    text_print(&head, "%s %s  %s%s", plan->routines.at[kernel->routine]->name, kernel->label,
               names.at, place);
    put_wrapped(text, "/* ", head.at);
    put_formulas(text, plan, kernel);
    text->at[--text->size] = '\0';
    text_put(text, " */\n");
}

/* ---- kernels ---- */

static const char *
kernel_text(Writing *writing, Kernel *kernel, const char *name)
{
    Text text = {0};
    kernel->name = name;
    if (kernel->kind == KERNEL_CONTRACTION)
        contraction_emit(&text, kernel->contraction, name);
    else if (kernel->kind == KERNEL_LOOPS)
        loops_emit(&text, writing->plan, kernel);
    else if (kernel->kind == KERNEL_MOVE)
        moves_emit(&text, writing->plan, kernel);
    return text.at ? text.at : "";
}

static void
put_kernel(Writing *writing, Kernel *kernel)
{
    if (kernel->kind != KERNEL_CONTRACTION && kernel->kind != KERNEL_LOOPS &&
        kernel->kind != KERNEL_MOVE)
        return;
    const char *same = kernel_text(writing, kernel, "@");
    for (int i = 0; i < writing->functions.count; i++)
        if (strcmp(writing->functions.at[i].text, same) == 0) {
            kernel->name = writing->functions.at[i].name;
            return;
        }
    const char *name = kernel_name(writing, kernel);
    const char *text = kernel_text(writing, kernel, name);
    PUSH(writing->functions, ((Function){same, name}));
    if (kernel->kind != KERNEL_CONTRACTION)
        put_kernel_comment(writing->text, writing->plan, kernel);
    text_put(writing->text, text);
    text_put(writing->text, "\n");
}

static void
put_kernels(Writing *writing, bool contractions)
{
    for (int i = 0; i < writing->plan->kernels.count; i++) {
        Kernel *kernel = writing->plan->kernels.at[i];
        if ((kernel->kind == KERNEL_CONTRACTION) == contractions)
            put_kernel(writing, kernel);
    }
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

/* ---- routines ---- */

static const char *
group_prefix(const Plan *plan, const Buffer *buffer)
{
    const Routine *routine = plan->routines.at[plan->kernels.at[buffer->born]->routine];
    return routine->group == 0 ? "" : format("%s_", routine->name);
}

/* The enumerator of a buffer of the arena. */
static const char *
at_name(const Plan *plan, const Buffer *buffer)
{
    if (buffer->node == NULL)
        return format("AT_scratch_%s_%s",
                      plan->routines.at[plan->kernels.at[buffer->born]->routine]->name,
                      plan->kernels.at[buffer->born]->label);
    return format("AT_%s%s", group_prefix(plan, buffer), buffer->name);
}

static const char *
field_dims(const Plan *plan, const Buffer *buffer)
{
    return buffer_dims(plan, buffer);
}

static void
declare(Writing *writing, const Buffer *buffer)
{
    const Plan *plan = writing->plan;
    const char *dims = field_dims(plan, buffer), *rest = strchr(dims + 1, '[');
    const char *type = format("%s%s", buffer->place == PLACE_FIELD ? "const " : "",
                              buffer->integer ? "int" : "float");
    const char *from = NULL;
    switch (buffer->place) {
    case PLACE_ARENA: from = format("(void *)m->at[%s]", at_name(plan, buffer)); break;
    case PLACE_FIELD: from = format("m->field[DATA_%s]", buffer->name); break;
    case PLACE_VALUE:
        from = format("&m->value[VALUE_%s]",
                      plan->program->scalars.at[buffer->index]->name);
        break;
    case PLACE_OUTPUT: from = format("(void *)output[%d]", buffer->index); break;
    default: return;
    }
    if (rest != NULL)
        text_print(writing->text, "%s(*%s)%s = %s;", type, buffer->name, rest, from);
    else
        text_print(writing->text, "%s *%s = %s;", type, buffer->name, from);
    if (buffer->overwrites)
        text_print(writing->text, " /* overwrites %s */", buffer->overwrites->name);
    text_put(writing->text, "\n");
}

static bool
put_once(Nodes *seen, const Buffer *buffer)
{
    Node *key = (Node *)(uintptr_t)buffer;
    for (int i = 0; i < seen->count; i++)
        if (seen->at[i] == key)
            return false;
    PUSH(*seen, key);
    return true;
}

static bool
is_declared(const Buffer *buffer)
{
    return buffer->place == PLACE_ARENA || buffer->place == PLACE_FIELD ||
           buffer->place == PLACE_VALUE || buffer->place == PLACE_OUTPUT;
}

static int64_t
storage_rank(const Storage *storage)
{
    int64_t rank = storage->panel_slot >= 0;
    for (int s = 0; s < AXES; s++)
        rank += storage->stride[s] > 0;
    return rank;
}

/* The pointer's type may see other dimensions than the kernel's: the memory is the same. */
static void
put_argument(Writing *writing, const Kernel *kernel, const Access *access, bool first)
{
    const Buffer *buffer = access->buffer;
    bool plain = storage_rank(&buffer->storage) <= 1 && kernel->kind != KERNEL_MOVE;
    text_print(writing->text, "%s%s%s", first ? "" : ", ", plain ? "" : "(void *)",
               buffer_text(writing->plan, buffer));
}

static void
put_call(Writing *writing, const Kernel *kernel)
{
    text_print(writing->text, "%s(", kernel->name);
    for (int i = 0; i < kernel->reads.count; i++)
        put_argument(writing, kernel, &kernel->reads.at[i], i == 0);
    for (int i = 0; i < kernel->writes.count; i++)
        put_argument(writing, kernel, &kernel->writes.at[i], kernel->reads.count + i == 0);
    if (kernel->scratch)
        text_print(writing->text, ", m->at[%s]", at_name(writing->plan, kernel->scratch));
    text_print(writing->text, "); /* %s%s */\n", kernel->label,
               kernel_place(writing->plan, kernel));
}

static void
put_draw(Writing *writing, const Kernel *kernel)
{
    const Noise *noise = kernel->roots.at[0]->leaf;
    const Buffer *buffer = kernel->writes.at[0].buffer;
    int64_t rows = noise->shape.n[BATCH], batch = writing->plan->program->batch;
    int64_t each = shape_size(noise->shape) / rows;
    const char *times =
        each > 1 ? format(" * %s", size_text(writing->plan->program, each)) : "";
    /* The rows of a path are fewer than the examples of a batch. */
    const char *first =
        rows < batch ? format("m->first / %lld", (long long)(batch / rows)) : "m->first";
    text_print(writing->text,
               "random_%s(m->at[%s], %s%s, random_key(m->seed, \"%s\"), m->draw, %s%s); "
               "/* %s */\n",
               noise->kind == NOISE_NORMAL ? "normal" : "uniform",
               at_name(writing->plan, buffer),
               rows > 1 && rows == batch ? "batch" : format("%lld", (long long)rows), times,
               noise->stream, first, times, kernel->label);
}

static void
put_assign(Writing *writing, const Kernel *kernel)
{
    const Buffer *buffer = kernel->reads.at[0].buffer;
    const char *state = writing->plan->program->states.at[kernel->first]->name;
    text_print(writing->text, "memcpy(&state->%s, %s, sizeof state->%s); /* %s */\n", state,
               buffer_text(writing->plan, buffer), state, kernel->label);
}

static void
put_update(Writing *writing, const Kernel *kernel)
{
    const Plan *plan = writing->plan;
    const Tensor *first = plan->program->parameters.at[kernel->first];
    const Tensor *last = plan->program->parameters.at[kernel->first + kernel->count - 1];
    int64_t from = plan->parameter_offset[first->index];
    int64_t to = plan->parameter_offset[last->index] +
                 plan->parameters[last->index]->storage.floats;
    text_print(writing->text, "/* %s  %s%s%s: %lld floats */\n", kernel->label, first->key,
               first == last ? "" : " .. ", first == last ? "" : last->key,
               (long long)(to - from));
    if (kernel->index == 0 || plan->kernels.at[kernel->index - 1]->kind != KERNEL_UPDATE)
        text_print(writing->text, "m->updates[%d]++;\n", kernel->step->index);
    optimizer_call(writing->text, kernel->step->optimizer, kernel->step->index, from, to - from);
}

static void
put_routine_kernel(Writing *writing, Kernel *kernel, Nodes *declared)
{
    for (int k = 0; k < kernel->reads.count; k++)
        if (is_declared(kernel->reads.at[k].buffer) &&
            put_once(declared, kernel->reads.at[k].buffer))
            declare(writing, kernel->reads.at[k].buffer);
    for (int k = 0; k < kernel->writes.count && kernel->kind != KERNEL_DRAW; k++)
        if (is_declared(kernel->writes.at[k].buffer) &&
            put_once(declared, kernel->writes.at[k].buffer))
            declare(writing, kernel->writes.at[k].buffer);
    switch (kernel->kind) {
    case KERNEL_LOOPS:
    case KERNEL_CONTRACTION:
    case KERNEL_MOVE: put_call(writing, kernel); break;
    case KERNEL_SCALARS: scalars_emit(writing->text, writing->plan, kernel); break;
    case KERNEL_DRAW: put_draw(writing, kernel); break;
    case KERNEL_UPDATE: put_update(writing, kernel); break;
    case KERNEL_ASSIGN: put_assign(writing, kernel); break;
    }
}

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
        for (int k = 0; k < kernel->reads.count; k++)
            note_place(&touched, kernel->reads.at[k].buffer);
        for (int k = 0; k < kernel->writes.count; k++)
            note_place(&touched, kernel->writes.at[k].buffer);
        touched.state |= kernel->kind == KERNEL_ASSIGN;
    }
    return touched;
}

static const char *
routine_head(const Plan *plan, const Routine *routine)
{
    const char *model = plan->program->model;
    return routine->kind == ROUTINE_COMMAND
               ? format("%s_%s(struct instance *m, float *const *output)", model, routine->name)
               : format("%s_%s(struct instance *m)", model, routine->name);
}

static const char *
routine_story(const Routine *routine)
{
    switch (routine->kind) {
    case ROUTINE_STEP:
        return format("Minimises %s with %s.", routine->step->name,
                      routine->step->optimizer ? routine->step->optimizer->kind
                                               : "no optimizer");
    case ROUTINE_EVALUATE: return "Every loss and metric of a batch, in inference mode.";
    case ROUTINE_COMMAND: break;
    }
    return format("Fills output[i] for one batch: the command `%s`.", routine->name);
}

static void
put_routine(Writing *writing, const Routine *routine)
{
    const Plan *plan = writing->plan;
    const char *model = plan->program->model;
    Nodes declared = {0};
    Touched touched = touched_by(plan, routine);
    text_print(writing->text, "/* %s */\nvoid\n%s\n{\n", routine_story(routine),
               routine_head(plan, routine));
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
        put_routine_kernel(writing, plan->kernels.at[routine->first + i], &declared);
    text_put(writing->text, "}\n\n");
}

/* ---- the file ---- */

static void
put_banner(Writing *writing)
{
    const Plan *plan = writing->plan;
    const Program *program = plan->program;
    Text *text = writing->text, table = {0}, sizes = {0};
    text_print(text, "/* %s.c: the computations of %s.yaml (sha256 %.8s).\n", program->model,
               program->model, program->source->sha256);
    text_print(text, " * Emitted by latentc " LATENTC_VERSION
                     ". Do not edit: change the page and run latentc again.\n *\n");
    for (int i = 0; i < program->sizes.count; i++)
        text_print(&sizes, "%s%s %lld", i ? ", " : "", program->sizes.at[i].name,
                   (long long)program->sizes.at[i].value);
    put_wrapped(text, " * Sizes       ", sizes.at ? sizes.at : "none");
    text_print(text,
               " * Parameters  %lld floats, struct %s_parameters; gradients in the same struct\n",
               (long long)plan->parameter_floats, program->model);
    plan_print(&table, plan);
    char *row = table.at;
    for (int i = 0; row && *row; i++) {
        char *end = strchr(row, '\n');
        *end = '\0';
        text_print(text, " * %s%s\n", i == 0 ? "Buffer plan " : "", row);
        row = end + 1;
    }
    text_put(text, " */\n");
}

static void
put_enums(Writing *writing)
{
    const Plan *plan = writing->plan;
    const Program *program = plan->program;
    Text *text = writing->text, list = {0};
    for (int i = 0; i < program->sizes.count; i++)
        text_print(&list, "%s%s = %lld", list.size ? ", " : "", program->sizes.at[i].name,
                   (long long)program->sizes.at[i].value);
    if (list.size > 0)
        text_print(text, "enum { %s };\n", list.at);
    text_put(text, "\n/* Buffers of the arena, in m->at. */\nenum {\n");
    for (int i = 0; i < plan->buffers.count; i++)
        text_print(text, "%s,\n", at_name(plan, plan->buffers.at[i]));
    text_put(text, "};\n");
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
    for (int i = 0; i < program->steps.count; i++) {
        bool known = program->steps.at[i]->optimizer == NULL;
        for (int k = 0; k < i && !known; k++)
            known = program->steps.at[k]->optimizer != NULL &&
                    optimizer_same(program->steps.at[k]->optimizer,
                                   program->steps.at[i]->optimizer);
        if (!known)
            optimizer_emit(writing->text, program->steps.at[i]->optimizer);
    }
}

static void
put_file(Writing *writing)
{
    const Plan *plan = writing->plan;
    put_banner(writing);
    text_print(writing->text,
               "#include \"%s.h\"\n\n#include \"runtime/math.h\"\n#include \"runtime/random.h\"\n\n"
               "#include <math.h>\n#include <string.h>\n\n",
               plan->program->model);
    put_enums(writing);
    put_contraction_helpers(writing);
    put_kernels(writing, true);
    put_kernels(writing, false);
    put_optimizers(writing);
    for (int i = 0; i < plan->routines.count; i++)
        put_routine(writing, plan->routines.at[i]);
}

void
program_names(const Plan *plan)
{
    Text unread = {0};
    Writing writing = {.plan = plan, .text = &unread};
    names_forget();
    label_kernels(plan);
    name_buffers(plan);
    put_file(&writing);
    names_settle(plan);
    name_buffers(plan);
}

void
program_emit(Text *text, const Plan *plan)
{
    Text unindented = {0};
    Writing writing = {.plan = plan, .text = &unindented};
    put_file(&writing);
    text_put(text, text_indent(unindented.at));
}

/* ---- the header ---- */

/* Dimensions of a tensor as it lies in memory, panels included. */
static const char *
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
        text_print(text, "_Alignas(64) float %s%s; /* %s [%s] */\n", t->name,
                   storage_dims(buffer->shape, &buffer->storage), t->key,
                   shape.at ? shape.at : "");
    }
    text_put(text, "};\n\n");
}

void
header_emit(Text *out, const Plan *plan)
{
    Text unindented = {0}, *text = &unindented;
    const char *model = plan->program->model;
    text_print(text,
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
        text_print(text, "/* %s */\nvoid %s;\n", routine_story(routine),
                   routine_head(plan, routine));
    }
    text_put(text, "\n#endif\n");
    text_put(out, text_indent(unindented.at));
}

const char *
buffer_enumerator(const Plan *plan, const Buffer *buffer)
{
    return at_name(plan, buffer) + 3;
}
