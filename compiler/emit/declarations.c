/* What a routine calls memory: declarations of buffers, and arguments of calls.
 *
 * A buffer is declared where it is born, with the dimensions that most of its kernels see; one
 * that sees others is handed a pointer without a type. */
#include "program.h"

#include <string.h>

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

const char *
at_text(const Buffer *buffer)
{
    return format("m->at[%d]", buffer->id);
}

/* ---- the dimensions that kernels see ---- */

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
            if (access_at(kernel, k)->buffer == buffer && k < function->tails.count &&
                function->tails.at[k].text != NULL)
                PUSH(*seen, function->tails.at[k]);
    }
}

Tail
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

/* ---- declarations ---- */

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
is_declared(Place place)
{
    return place == PLACE_ARENA || place == PLACE_FIELD || place == PLACE_TIME ||
           place == PLACE_VALUE || place == PLACE_OUTPUT;
}

void
declare_buffer(Writing *writing, const Routine *routine, const Buffer *buffer,
               Declared *declared)
{
    if (!is_declared(buffer->place))
        return;
    for (int i = 0; i < declared->buffers.count; i++)
        if (declared->buffers.at[i] == buffer)
            return;
    PUSH(declared->buffers, buffer);
    declare(writing, routine, buffer);
}

/* ---- arguments ---- */

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
const char *
argument_text(const Writing *writing, const Routine *routine, const Kernel *kernel, int i)
{
    const Access *access = access_at(kernel, i);
    if (access->step > 0)
        return example_text(writing, access);
    const Function *function = writing->of[kernel->index];
    const Tail ours = argument_tail(writing, routine, access->buffer);
    const Tail theirs = i < function->tails.count ? function->tails.at[i] : (Tail){0};
    const bool plain = theirs.text ? ours.plain == theirs.plain : ours.text[0] == '\0';
    return format("%s%s", plain ? "" : "(void *)", buffer_text(writing->plan, access->buffer));
}
