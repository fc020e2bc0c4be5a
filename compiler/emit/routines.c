/* Steps, evaluation and commands: each is the list of its calls. A buffer is declared where it
 * is born, with the dimensions that most of its kernels see. */
#include "program.h"

#include "optimizers.h"

#include <string.h>

static int
access_count(const Kernel *kernel)
{
    return kernel->reads.count + kernel->writes.count;
}

static const Buffer *
argument_of(const Kernel *kernel, int i)
{
    return i < kernel->reads.count ? kernel->reads.at[i].buffer
                                   : kernel->writes.at[i - kernel->reads.count].buffer;
}

/* ---- places in the arena ---- */

static const char *
group_prefix(const Plan *plan, const Buffer *buffer)
{
    const Routine *routine = plan->routines.at[plan->kernels.at[buffer->born]->routine];
    bool again = routine->group != 0;
    /* A step that repeats keeps nothing of earlier steps: it may hold the same value again. */
    for (int i = 0; i < buffer->id; i++)
        again = again || (plan->buffers.at[i]->node == buffer->node &&
                          plan->buffers.at[i]->copy == buffer->copy);
    return again ? format("%s_", routine->name) : "";
}

const char *
buffer_key(const Plan *plan, const Buffer *buffer)
{
    if (buffer->node == NULL)
        return format("scratch_%s_%s",
                      plan->routines.at[plan->kernels.at[buffer->born]->routine]->name,
                      plan->kernels.at[buffer->born]->label);
    return format("%s%s", group_prefix(plan, buffer), buffer_label(buffer));
}

/* Its place in the arena: m->at[3]. */
static const char *
at_text(const Buffer *buffer)
{
    return format("m->at[%d]", buffer->id);
}

/* ---- the dimensions that kernels see ---- */

/* The plain one has "[28][400]" for "[side][hidden]", so that two compare. */
Tail
tail_of(const Program *program, const char *text)
{
    Text plain = {0};
    text_put(&plain, "");
    for (const char *at = text; at && *at == '[';) {
        const char *end = strchr(at, ']');
        const size_t size = (size_t)(end - at - 1);
        int64_t number = -1;
        for (int i = 0; i < program->sizes.count && number < 0; i++)
            if (strlen(size_word(&program->sizes.at[i])) == size &&
                memcmp(size_word(&program->sizes.at[i]), at + 1, size) == 0)
                number = program->sizes.at[i].value;
        if (number >= 0)
            text_print(&plain, "[%lld]", (long long)number);
        else
            text_put_bytes(&plain, at, size + 2);
        at = end + 1;
    }
    return (Tail){text, intern_bytes(plain.at, plain.size)};
}

typedef LIST(Tail) Tails;

/* How kernels of the routine see the buffer, apart from those that see it flat. */
static void
find_seen(const Writing *writing, const Routine *routine, const Buffer *buffer, Tails *seen)
{
    int first = routine->first, last = routine->first + routine->count - 1;
    if (buffer->place == PLACE_ARENA && buffer->born > first)
        first = buffer->born;
    if (buffer->place == PLACE_ARENA && buffer->dies < last)
        last = buffer->dies;
    for (int i = first; i <= last; i++) {
        const Kernel *kernel = writing->plan->kernels.at[i];
        const Function *function = writing->of[i];
        for (int k = 0; function && k < access_count(kernel); k++)
            if (argument_of(kernel, k) == buffer && k < function->tails.count &&
                function->tails.at[k].text != NULL)
                PUSH(*seen, function->tails.at[k]);
    }
}

/* The dimensions behind the first that most kernels of the routine see. */
static Tail
declared_tail(const Writing *writing, const Routine *routine, const Buffer *buffer)
{
    const Plan *plan = writing->plan;
    Tails seen = {0};
    int most = 0;
    Tail best = {0};
    if (buffer->storage.floats == 1) /* statements of the routine read it as x[0] */
        return tail_of(plan->program, "");
    find_seen(writing, routine, buffer, &seen);
    for (int i = 0; i < seen.count; i++) {
        int count = 0;
        for (int k = 0; k < seen.count; k++)
            count += seen.at[i].plain == seen.at[k].plain;
        bool words = best.text != NULL && count == most && best.plain == seen.at[i].plain &&
                     strpbrk(best.text, "abcdefghijklmnopqrstuvwxyz") == NULL;
        if (count > most || words) {
            most = count;
            best = seen.at[i];
        }
    }
    if (best.text == NULL) {
        const char *rest = strchr(buffer_dims(plan, buffer) + 1, '[');
        best = tail_of(plan->program, rest ? rest : "");
    }
    return best;
}

/* The dimensions behind the first of what is passed: of a struct's field, or as declared. */
static Tail
argument_tail(const Writing *writing, const Routine *routine, const Buffer *buffer)
{
    if (buffer->place == PLACE_PARAMETER || buffer->place == PLACE_GRADIENT ||
        buffer->place == PLACE_STATE) {
        const char *rest = strchr(storage_dims(buffer->shape, &buffer->storage) + 1, '[');
        return tail_of(writing->plan->program, rest ? rest : "");
    }
    return declared_tail(writing, routine, buffer);
}

static void
declare(Writing *writing, const Routine *routine, const Buffer *buffer)
{
    const Plan *plan = writing->plan;
    const char *tail = declared_tail(writing, routine, buffer).text;
    const bool constant = buffer->place == PLACE_FIELD || buffer->place == PLACE_TIME;
    const char *type =
        format("%s%s", constant ? "const " : "", buffer->integer ? "int" : "float");
    const char *cast = tail[0] || buffer->integer ? "(void *)" : "", *from = NULL;
    switch (buffer->place) {
    case PLACE_ARENA: from = format("%s%s", cast, at_text(buffer)); break;
    case PLACE_FIELD:
        from = format("m->field[DATA_%s]", plan->program->fields.at[buffer->index]->name);
        break;
    case PLACE_TIME: from = format("&m->time[%s]", times[buffer->index].place); break;
    case PLACE_VALUE:
        from = format("&m->value[VALUE_%s]", plan->program->scalars.at[buffer->index]->name);
        break;
    case PLACE_OUTPUT: from = format("%soutput[%d]", cast, buffer->index); break;
    default: return;
    }
    const char *line = format(tail[0] ? "%s (*%s)%s = %s;" : "%s *%s%s = %s;", type,
                              buffer_label(buffer), tail, from);
    const char *note = buffer->overwrites
                           ? format("/* overwrites %s */", buffer_label(buffer->overwrites))
                           : NULL;
    if (note && strlen(line) + strlen(note) > WIDTH - 4)
        text_print(writing->text, "%s\n%s\n", note, line);
    else
        text_print(writing->text, "%s%s%s\n", line, note ? " " : "", note ? note : "");
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
           buffer->place == PLACE_TIME || buffer->place == PLACE_VALUE ||
           buffer->place == PLACE_OUTPUT;
}

static const Access *
access_at(const Kernel *kernel, int i)
{
    return i < kernel->reads.count ? &kernel->reads.at[i]
                                   : &kernel->writes.at[i - kernel->reads.count];
}

/* Where example n of the buffer lies. */
static const char *
example_text(const Writing *writing, const Access *access)
{
    const Buffer *buffer = access->buffer;
    const char *step = format("%lld", (long long)access->step);
    switch (buffer->place) {
    case PLACE_ARENA: return format("(void *)(%s + n * %s)", at_text(buffer), step);
    case PLACE_FIELD:
        return format("(const void *)((const %s *)m->field[DATA_%s] + n * %s)",
                      buffer->integer ? "int" : "float",
                      writing->plan->program->fields.at[buffer->index]->name, step);
    case PLACE_OUTPUT: return format("(void *)(output[%d] + n * %s)", buffer->index, step);
    default: die("%s has no examples", buffer->name);
    }
}

/* A kernel may see memory with fewer dimensions than others do: the pointer is then cast. */
static void
put_argument(Writing *writing, const Routine *routine, const Kernel *kernel, int i)
{
    const Buffer *buffer = argument_of(kernel, i);
    if (access_at(kernel, i)->step > 0) {
        text_print(writing->text, "%s%s", i == 0 ? "" : ", ",
                   example_text(writing, access_at(kernel, i)));
        return;
    }
    const Function *function = writing->of[kernel->index];
    const Tail ours = argument_tail(writing, routine, buffer);
    const Tail theirs = i < function->tails.count ? function->tails.at[i] : (Tail){0};
    bool plain = theirs.text ? ours.plain == theirs.plain : ours.text[0] == '\0';
    text_print(writing->text, "%s%s%s", i == 0 ? "" : ", ", plain ? "" : "(void *)",
               buffer_text(writing->plan, buffer));
}

/* In a step the label stands behind the lap. */
static const char *
label_comment(const Kernel *kernel)
{
    return kernel->lap < 0 ? format(" /* %s */", kernel->label) : "";
}

static void
put_call(Writing *writing, const Routine *routine, const Kernel *kernel)
{
    text_print(writing->text, "%s(", kernel->name);
    for (int i = 0; i < access_count(kernel); i++)
        put_argument(writing, routine, kernel, i);
    if (kernel->scratch)
        text_print(writing->text, ", %s", at_text(kernel->scratch));
    if (kernel->contraction && contraction_factor(kernel->contraction))
        text_print(writing->text, ", %s", contraction_factor(kernel->contraction));
    for (int i = 0; i < kernel->made.count; i++)
        text_print(writing->text, ", &%s", name_of(kernel->made.at[i].node));
    text_print(writing->text, ");%s\n", label_comment(kernel));
}

/* The last argument of a truncated draw. */
static const char *
noise_bound(const Noise *noise)
{
    Text text = {0};
    if (noise->kind != NOISE_TRUNCATED)
        return "";
    graph_write_literal(&text, noise->bound, false);
    return format(", %s", text.at);
}

/* What stands on a sheet is numbered by the runtime. */
static bool
put_layout(Writing *writing, const Kernel *kernel, const Noise *noise)
{
    static const char *const calls[] = {
        [NOISE_SHARE] = "layout_shares(m, ",
        [NOISE_ROW] = "layout_rows(m, (void *)",
        [NOISE_QUANTILE] = "layout_quantiles(m, ",
    };
    const char *at = at_text(kernel->writes.at[0].buffer);
    if (noise->kind == NOISE_MAP)
        text_print(writing->text, "layout_map(m, %d, (void *)%s);%s\n", noise->map, at,
                   label_comment(kernel));
    if (noise->kind < NOISE_SHARE || noise->kind == NOISE_MAP)
        return noise->kind == NOISE_MAP;
    text_print(writing->text, "%s%s);%s\n", calls[noise->kind], at, label_comment(kernel));
    return true;
}

/* How many numbers are drawn for an example: those of one axis may have its name. */
static const char *
each_text(const Plan *plan, Node *n, int64_t each)
{
    const char *name = NULL;
    for (int s = 0; s < AXES; s++)
        if (s != BATCH && n->shape.n[s] == each)
            name = graph_axis(1, &n, s, each);
    return size_text(plan->program, name, each);
}

/* What is drawn belongs to the examples that a sheet shows: several of its pictures may have
 * the same. */
static void
put_draw_on_sheet(Writing *writing, const Kernel *kernel, const char *name, int64_t each)
{
    const Noise *noise = kernel->roots.at[0]->leaf;
    const char *at = at_text(kernel->writes.at[0].buffer);
    const char *size = each_text(writing->plan, kernel->roots.at[0], each);
    text_print(writing->text,
               "for (int n = 0; n < batch; n++) {\n"
               "random_%s(&%s[n%s], %s, random_key(m->seed, \"%s\"), m->draw, "
               "layout_example(m, n)%s%s);%s\n}\n",
               name, at, each > 1 ? format(" * %s", size) : "", size, noise->stream,
               each > 1 ? format(" * %s", size) : "", noise_bound(noise),
               label_comment(kernel));
}

/* Drawn by one call, into memory that has its name by then. */
static bool
draws_at_once(const Routine *routine, const Kernel *kernel)
{
    const Noise *noise = kernel->roots.at[0]->leaf;
    const bool sheet = routine->command && routine->command->sheet.kind != SHEET_FREE;
    return noise->kind < NOISE_SHARE && (noise->shared || !sheet);
}

/* The number of the first that a batch draws; `each` is drawn for one example. */
static const char *
first_number(const Plan *plan, Node *n, int64_t each)
{
    if (((const Noise *)n->leaf)->shared)
        return "0";
    return each > 1 ? format("m->first * %s", each_text(plan, n, each)) : "m->first";
}

/* Rows of a draw, of which a network over more than a batch has several for an example. */
static int64_t
noise_rows(const Plan *plan, const Noise *noise)
{
    const int64_t rows = noise->shape.n[BATCH], batch = plan->program->batch;
    return !noise->shared && rows > batch ? batch : rows;
}

/* What loops need that make the numbers of a draw for themselves, in front of the first. */
static void
declare_made(Writing *writing, const Kernel *kernel, Nodes *declared)
{
    for (int i = 0; i < kernel->made.count; i++) {
        Node *n = kernel->made.at[i].node;
        const Noise *noise = n->leaf;
        if (nodes_contain(declared, n))
            continue;
        PUSH(*declared, n);
        const int64_t each = shape_size(noise->shape) / noise_rows(writing->plan, noise);
        text_print(
            writing->text,
            "const struct random_draw %s = {random_key(m->seed, \"%s\"), m->draw, %s};\n",
            name_of(n), noise->stream, first_number(writing->plan, n, each));
    }
}

static void
put_draw(Writing *writing, const Kernel *kernel)
{
    const Noise *noise = kernel->roots.at[0]->leaf;
    const Buffer *buffer = kernel->writes.at[0].buffer;
    const int64_t rows = noise_rows(writing->plan, noise);
    const int64_t batch = writing->plan->program->batch;
    const int64_t each = shape_size(noise->shape) / rows;
    const Routine *routine = writing->plan->routines.at[kernel->routine];
    if (put_layout(writing, kernel, noise))
        return;
    if (!draws_at_once(routine, kernel)) {
        put_draw_on_sheet(writing, kernel, noise_word(noise), each);
        return;
    }
    const char *into =
        format("%s%s", declared_tail(writing, routine, buffer).text[0] ? "(void *)" : "",
               buffer_label(buffer));
    const char *per_row =
        each > 1 ? format(" * %s", each_text(writing->plan, kernel->roots.at[0], each)) : "";
    text_print(
        writing->text, "random_%s(%s, %s%s, random_key(m->seed, \"%s\"), m->draw, %s%s);%s\n",
        noise_word(noise), into,
        rows > 1 && rows == batch && !noise->shared ? "batch" : format("%lld", (long long)rows),
        per_row, noise->stream, first_number(writing->plan, kernel->roots.at[0], each),
        noise_bound(noise), label_comment(kernel));
}

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
    Text squares = {0}, most = {0};
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
    graph_write_literal(&most, step->clip_norm, true);
    text_print(writing->text, "const float shrink = shrink_to(%s, %s);\n", most.at, squares.at);
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
    for (int i = 0; i < kernel->reads.count; i++)
        if (kernel->reads.at[i].node == gate)
            text_print(writing->text, "if (%s[0] != 0.0f) {\n",
                       buffer_text(plan, kernel->reads.at[i].buffer));
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

/* The buffers that a kernel is handed whole, where it is the first. */
static void
declare_for(Writing *writing, const Routine *routine, const Kernel *kernel, Nodes *declared)
{
    for (int k = 0; k < access_count(kernel); k++) {
        const Access *access = access_at(kernel, k);
        if (kernel->kind == KERNEL_DRAW && !draws_at_once(routine, kernel))
            return;
        if (is_declared(access->buffer) && access->step == 0 &&
            put_once(declared, access->buffer))
            declare(writing, routine, access->buffer);
    }
}

/* The kernels of a chain stand in one loop over the examples. */
static void
open_chain(Writing *writing, const Routine *routine, const Kernel *kernel, Nodes *declared)
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
put_routine_kernel(Writing *writing, const Routine *routine, Kernel *kernel, Nodes *declared)
{
    open_chain(writing, routine, kernel, declared);
    declare_for(writing, routine, kernel, declared);
    declare_made(writing, kernel, declared);
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
    Nodes declared = {0};
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
