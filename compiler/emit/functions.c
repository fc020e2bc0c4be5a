/* The text of a function: a comment that says whom it serves, what it makes and by which
 * formulas, its parameters, and its body. */
#include "program.h"

#include <string.h>

static int
root_line(const Node *n)
{
    for (int depth = 0; n->adjoint_of != NULL && n->tag == NULL && depth < 8; depth++)
        n = n->adjoint_of;
    const Mark mark = n->tag ? n->tag->mark : n->origin;
    return mark.source ? mark.line : 0;
}

/* "step_1 F22, F38; evaluate F3" */
static const char *
labels_text(const Plan *plan, const Function *function)
{
    Text text = {0};
    int routine = -1;
    for (int i = 0; i < function->kernels.count; i++) {
        const Kernel *kernel = function->kernels.at[i];
        if (kernel->routine != routine)
            text_print(&text, "%s%s %s", text.size ? "; " : "",
                       plan->routines.at[kernel->routine]->name, kernel->label);
        else
            text_print(&text, ", %s", kernel->label);
        routine = kernel->routine;
    }
    return text.at;
}

/* "z (line 25), kl_sum (line 30)" */
static const char *
results_text(const Function *function)
{
    const Kernel *kernel = function->kernels.at[0];
    Text text = {0};
    for (int i = 0; i < kernel->writes.count; i++) {
        int line = root_line(kernel->writes.at[i].node);
        int next = i + 1 < kernel->writes.count ? root_line(kernel->writes.at[i + 1].node) : 0;
        text_print(&text, "%s%s", i ? ", " : "",
                   chosen_word(function, kernel->writes.at[i].buffer->name));
        if (line > 0 && line != next)
            text_print(&text, " (line %d)", line);
    }
    return text.at;
}

/* "D_relu_of_x, D_relu_of_fake": what the calls make, where their names differ. */
static const char *
serves_text(const Function *function)
{
    WordList seen = {0};
    Text text = {0};
    for (int i = 0; i < function->kernels.count; i++) {
        const char *name = main_result(function->kernels.at[i], NULL)->name;
        if (words_contain(&seen, name))
            continue;
        PUSH(seen, name);
        text_print(&text, "%s%s", text.size ? ", " : "", name);
    }
    return seen.count > 1 ? text.at : NULL;
}

/* Values that the next kernels could compute for themselves, and why they do not. */
static void
put_stored(Text *text, const Function *function)
{
    const Kernel *kernel = function->kernels.at[0];
    for (int i = 0; i < kernel->writes.count; i++) {
        const Access *write = &kernel->writes.at[i];
        if (write->chosen)
            put_wrapped(text, " * ",
                        format("%s is stored, not computed again: %s.",
                               chosen_word(function, write->buffer->name), write->why));
    }
}

static void
put_function_comment(Text *text, const Plan *plan, const Function *function)
{
    const char *serves = serves_text(function);
    put_wrapped(text, "/* ",
                format("%s: %s%s%s", labels_text(plan, function), results_text(function),
                       function->space ? " over " : "",
                       function->space ? marks_read(function->space, &function->words.at[0],
                                                    &function->chosen, "")
                                       : ""));
    if (serves != NULL)
        put_wrapped(text, " * ", format("Serves %s.", serves));
    if (function->formulas != NULL) {
        const char *all =
            marks_read(function->formulas, &function->words.at[0], &function->chosen, "");
        while (*all) {
            size_t size = strcspn(all, "\n");
            put_wrapped(text, " *     ", format("%.*s", (int)size, all));
            all += size + (all[size] == '\n');
        }
    }
    put_stored(text, function);
    text->at[--text->size] = '\0';
    text_put(text, " */\n");
}

/* The dimensions behind the first of a parameter's declaration: "[width][4]"; NULL: a pointer.
 */
static const char *
parameter_tail(const char *declaration)
{
    const char *first = strchr(declaration, '[');
    const char *end = first ? strchr(first, ']') : NULL;
    return end ? end + 1 : NULL;
}

static void
find_tails(const Program *program, Function *function, const char *text)
{
    const char *at = strchr(text, '(') + 1, *close = strstr(at, ")\n{");
    while (at < close) {
        size_t size = strcspn(at, ",)");
        PUSH(function->tails, tail_of(program, parameter_tail(format("%.*s", (int)size, at))));
        at += size + 1;
        at += strspn(at, " \n");
    }
}

static void
put_function(Writing *writing, Function *function)
{
    const Plan *plan = writing->plan;
    const Kernel *first = function->kernels.at[0];
    const char *text = function->text;
    if (first->kind == KERNEL_CONTRACTION) {
        text = kernel_text(writing, function->kernels.at[0], function->name);
    } else {
        const char *at = strchr(text, '@');
        text = format("%.*s%s%s", (int)(at - text), text, function->name, at + 1);
        text = marks_read(text, &function->words.at[0], &function->chosen,
                          marks_qualifiers(function->text));
        put_function_comment(writing->text, plan, function);
    }
    find_tails(plan->program, function,
               first->kind == KERNEL_CONTRACTION ? strstr(text, "static void\n") : text);
    text_put(writing->text, text);
    text_put(writing->text, "\n");
}

void
put_contractions(Writing *writing)
{
    for (int i = 0; i < writing->functions.count; i++)
        if (writing->functions.at[i]->kernels.at[0]->kind == KERNEL_CONTRACTION)
            put_function(writing, writing->functions.at[i]);
}

void
put_loops(Writing *writing)
{
    Text all = {0};
    text_put(&all, "");
    for (int i = 0; i < writing->functions.count; i++)
        text_put(&all, writing->functions.at[i]->text);
    loops_helpers(writing->text, all.at);
    for (int i = 0; i < writing->functions.count; i++)
        if (writing->functions.at[i]->kernels.at[0]->kind != KERNEL_CONTRACTION)
            put_function(writing, writing->functions.at[i]);
}
