/* MODEL_check.c and MODEL_check_contractions.h: the graph in double by plain loops, for
 * `gradcheck` only.
 *
 * The one idea: nothing that the float program does is trusted here. The graph is the one
 * before lowering, with stop_gradient in it; every value has its own loops, nothing is fused or
 * chosen. What is shared with the float program is what must be: the numbers drawn, and which
 * side each comparison takes. So a difference is an error of one of the two. */
#include "check.h"

#include <string.h>

typedef struct File {
    const Plan *plan;
    Text *text;
    Body **step;     /* NULL: it minimises nothing */
    Nodes decisions; /* of all steps */
    Functions functions;
    int64_t words; /* of scratch, the most that a function takes */
} File;

static const Step *
step_at(const File *file, int i)
{
    return file->plan->program->steps.at[i];
}

static int
step_count(const File *file)
{
    return file->plan->program->steps.count;
}

/* ---- head of the file ---- */

static void
put_banner(const File *file)
{
    const Program *program = file->plan->program;
    Text sizes = {0};
    put_wrapped(file->text, "/* ",
                format("%s_check.c: the losses of %s.yaml (sha256 %.8s)", program->model,
                       program->model, program->sha256));
    put_wrapped(
        file->text, " * ",
        format("and their gradients in double, by plain loops, for `%s gradcheck` alone.",
               program->model));
    text_put(
        file->text,
        " * Emitted by latentc " LATENTC_VERSION
        ". Do not edit: change the page and run latentc again.\n"
        " *\n"
        " * Arrays have logical shapes; images lie channels-last. Comparisons, indices and\n"
        " * arguments of stop_gradient are decisions: recorded at one point and replayed at\n"
        " * others. A convolution lays its weights out by tap first. */\n");
    text_print(
        file->text,
        "#include \"%s.h\"\n\n#include \"runtime/check.h\"\n#include \"runtime/math.h\"\n"
        "#include \"runtime/random.h\"\n\n"
        "#include <math.h>\n#include <stdlib.h>\n#include <string.h>\n\n",
        program->model);
    for (int i = 0; i < program->sizes.count; i++)
        if (check_says(size_word(&program->sizes.at[i])))
            text_print(&sizes, "%s%s = %lld", sizes.size ? ", " : "",
                       size_word(&program->sizes.at[i]), (long long)program->sizes.at[i].value);
    if (sizes.size > 0)
        text_print(file->text, "enum { %s };\n\n", sizes.at);
}

static const char memory_text[] =
    "static void\ncheck_free(void *decisions)\n{\n"
    "struct decisions *const held = decisions;\n"
    "if (held)\nfree(held->scratch);\nfree(held);\n}\n\n"
    "static void *\ncheck_create(void)\n{\n"
    "struct decisions *const held = calloc(1, sizeof *held);\n"
    "if (held)\nheld->scratch = malloc(sizeof(double) * %lld);\n"
    "if (held && !held->scratch) {\ncheck_free(held);\nreturn NULL;\n}\n"
    "return held;\n}\n\n";

static void
put_decisions(const File *file)
{
    static const char *const types[] = {
        [HOLD_SIDE] = "_Bool", [HOLD_INDEX] = "int",  [HOLD_WHOLE] = "int",
        [HOLD_ORDER] = "int",  [HOLD_CHOICE] = "int", [HOLD_VALUE] = "double"};
    text_put(file->text, "struct decisions {\n"
                         "double *scratch; /* of the function that runs */\n"
                         "int taken; /* from the float run: stop_gradient comes next */\n");
    for (int i = 0; i < file->decisions.count; i++) {
        Node *n = file->decisions.at[i];
        text_print(file->text, "%s %s%s;\n", types[graph_hold(n)], check_name(n),
                   held_dims(file->plan, n));
    }
    text_put(file->text, "};\n\n");
    text_print(file->text, memory_text, (long long)(file->words > 0 ? file->words : 1));
}

/* ---- helpers, where they are called ---- */

static const struct {
    const char *call, *text;
} helpers[] = {
    {"check_sigmoid(", "static inline double\ncheck_sigmoid(double x)\n{\n"
                       "return 1 / (1 + exp(-x));\n}\n\n"},
    {"check_softplus(", "static inline double\ncheck_softplus(double x)\n{\n"
                        "return (x > 0 ? x : 0) + log1p(exp(-fabs(x)));\n}\n\n"},
    {"draw(", "/* The numbers of a stream, the same as the float run draws. */\nstatic void\n"
              "draw(double *out, long count,\n"
              "void (*numbers)(float *, long, uint64_t, uint64_t, uint64_t),\n"
              "const struct check_point *point, const char *stream)\n{\n"
              "const uint64_t key = random_key(point->seed, stream);\n"
              "float chunk[1024];\n"
              "for (long first = 0; first < count; first += 1024) {\n"
              "const long part = count - first < 1024 ? count - first : 1024;\n"
              "numbers(chunk, part, key, point->draw, (uint64_t)first);\n"
              "for (long i = 0; i < part; i++)\nout[first + i] = (double)chunk[i];\n"
              "}\n}\n\n"},
    {"draw_truncated(", "static void\ndraw_truncated(double *out, long count, float bound,\n"
                        "const struct check_point *point, const char *stream)\n{\n"
                        "const uint64_t key = random_key(point->seed, stream);\n"
                        "for (long i = 0; i < count; i++) {\nfloat number;\n"
                        "random_truncated(&number, 1, key, point->draw, (uint64_t)i, bound);\n"
                        "out[i] = (double)number;\n}\n}\n\n"},
};

static void
put_helpers(const File *file, const Text *functions)
{
    for (size_t i = 0; i < COUNT_OF(helpers); i++)
        if (functions->at && strstr(functions->at, helpers[i].call))
            text_put(file->text, helpers[i].text);
}

/* ---- one step ---- */

static void
put_locals(const Body *body, Text *text, const char *words)
{
    bool scratch = strstr(words, "scratch + ") != NULL;
    if (scratch || body->stops || body->decides || strstr(words, "held->") != NULL)
        text_put(text, "struct decisions *const held = point->decisions;\n");
    else if (!body->doubles)
        text_put(text, "(void)point;\n");
    if (scratch)
        text_put(text, "double *const scratch = held->scratch;\n");
    if (!body->doubles)
        return;
    if (body->stops || body->decides)
        text_put(text, "const int record = point->mode == CHECK_RECORD;\n");
    if (body->stops)
        text_put(text, "const int renew = record || held->taken;\nheld->taken = 0;\n");
}

/* The loss; of several the one that is asked for. */
static const char *
losses_text(Body *body, const Nodes *losses)
{
    Text text = {0};
    for (int i = 0; i < losses->count - 1; i++)
        text_print(&text, "point->descends == %d ? %s : ", i, value_text(body, losses->at[i]));
    text_put(&text, value_text(body, losses->at[losses->count - 1]));
    return text.at;
}

static void
put_step(File *file, int i, Text *functions)
{
    Text inside = {0};
    Body *body = file->step[i];
    const Step *step = step_at(file, i);
    body->text = &inside;
    body->functions = &file->functions;
    body_memory(body);
    for (int k = 0; k < body->first; k++)
        body_value(body, body->order.at[k]);
    const char *loss = losses_text(body, &file->plan->step_losses[i]);
    text_print(&inside, "\nif (!whole)\nreturn %s;\n", loss);
    for (int k = body->first; k < body->order.count; k++)
        body_value(body, body->order.at[k]);
    for (int k = 0; k < step->updates.count; k++)
        body_gradient(body, file->plan->step_gradient[i][k], step->updates.at[k].parameter);
    put_comment(functions,
                format("What step %d minimises%s, and where `whole` its gradients.", i + 1,
                       node_line(file->plan, file->plan->step_losses[i].at[0])));
    text_print(functions, "static double\nstep_%d(struct check_point *point, int whole)\n{\n",
               i + 1);
    put_locals(body, functions, inside.at);
    text_print(functions, "%s\nreturn %s;\n}\n\n", inside.at, loss);
}

static void
put_record(Body *body, Node *n)
{
    Node *lowered = lower_of(n);
    if (graph_hold(n) == HOLD_VALUE)
        return;
    text_put(body->text, "\n");
    bool index = graph_hold(n) == HOLD_INDEX || graph_hold(n) == HOLD_ORDER;
    if (index && lowered && value_of(body, lowered)->how == HOW_MEMORY) {
        body_record(body, n, &lowered);
        return;
    }
    Node **arg = NEW_ARRAY(Node *, n->count);
    for (int k = 0; k < n->count; k++)
        arg[k] = lower_of(n->arg[k]);
    body_record(body, n, arg);
}

/* Only gradients are taken with the decisions of the float run, so what they read is enough. */
static void
put_taking(File *file, int i, Text *functions)
{
    Text inside = {0};
    Nodes decisions = {0};
    step_decisions(file->plan, i, &decisions);
    Body *body = body_of_decisions(file->plan, i, &decisions);
    body->text = &inside;
    body->functions = &file->functions;
    file->words = body->words > file->words ? body->words : file->words;
    body_memory(body);
    for (int k = 0; k < body->order.count; k++)
        body_value(body, body->order.at[k]);
    for (int k = 0; k < decisions.count; k++)
        put_record(body, decisions.at[k]);
    const char *words = inside.at ? inside.at : "";
    put_comment(functions,
                format("The decisions of step %d as the float run took them, from its "
                       "buffers; the rest is computed again in float.",
                       i + 1));
    text_print(functions,
               "static void\ntake_%d(struct check_point *point, const struct instance *m)\n{\n",
               i + 1);
    put_locals(body, functions, words);
    text_print(functions, "%s%s}\n\n", strstr(words, "m->") ? "" : "(void)m;\n", words);
}

/* ---- the table ---- */

static void
put_list(const File *file, const char *declaration, const char *name)
{
    text_print(file->text, "static %s = {", declaration);
    for (int i = 0; i < step_count(file); i++)
        text_put(file->text, file->step[i] ? format("%s_%d, ", name, i + 1) : "NULL, ");
    text_put(file->text, "NULL};\n");
}

static const char calls[] =
    "\n"
    "static double\ncheck_loss(struct check_point *point, int step)\n{\n"
    "return steps[step] ? steps[step](point, 0) : 0;\n}\n\n"
    "static void\ncheck_gradient(struct check_point *point, int step)\n{\n"
    "if (steps[step])\nsteps[step](point, 1);\n}\n\n"
    "static void\n"
    "check_decisions(struct check_point *point, const struct instance *m, int step)\n{\n"
    "struct decisions *const held = point->decisions;\n"
    "if (takes[step])\ntakes[step](point, m);\n"
    "held->taken = 1;\n}\n\n";

static void
put_calls(const File *file)
{
    put_list(file, "double (*const steps[])(struct check_point *, int)", "step");
    put_list(file, "void (*const takes[])(struct check_point *, const struct instance *)",
             "take");
    text_put(file->text, calls);
}

static bool
updates(const Step *step, int parameter)
{
    for (int i = 0; i < step->updates.count; i++)
        if (step->updates.at[i].parameter->index == parameter)
            return true;
    return false;
}

static void
put_places(const File *file)
{
    const Plan *plan = file->plan;
    int tensors = plan->program->parameters.count;
    text_put(file->text, "static const float *\ncheck_float_gradient(const struct instance *m, "
                         "int step, int tensor)\n{\n");
    text_print(file->text,
               "/* of each step: where a parameter's gradient begins; -1: not updated */\n"
               "static const long place[%d][%d] = {\n",
               step_count(file) + 1, tensors + 1);
    for (int i = 0; i < step_count(file); i++) {
        Text row = {0};
        text_put(&row, "{");
        for (int p = 0; p < tensors; p++)
            text_print(&row, "%lld, ",
                       updates(step_at(file, i), p) ? (long long)plan->parameter_offset[p]
                                                    : -1ll);
        text_put(&row, "-1},");
        put_statement(file->text, row.at);
    }
    text_print(file->text,
               "};\nif (tensor >= %d || place[step][tensor] < 0)\nreturn NULL;\n"
               "return m->gradients + place[step][tensor];\n}\n\n",
               tensors);
}

static void
put_table(const File *file)
{
    text_print(
        file->text,
        "const struct check %s_check = {\n.create = check_create,\n.free = check_free,\n"
        ".loss = check_loss,\n.gradient = check_gradient,\n"
        ".decisions_of = check_decisions,\n.float_gradient = check_float_gradient,\n};\n",
        file->plan->program->model);
}

/* ---- the file ---- */

static void
find_steps(File *file)
{
    file->step = NEW_ARRAY(Body *, step_count(file) + 1);
    for (int i = 0; i < step_count(file); i++) {
        if (file->plan->step_losses[i].count == 0)
            continue;
        Body *body = file->step[i] = body_of_step(file->plan, i);
        file->words = body->words > file->words ? body->words : file->words;
        for (int k = 0; k < body->order.count; k++)
            if (graph_hold(body->order.at[k]) != HOLD_NONE &&
                !nodes_contain(&file->decisions, body->order.at[k]))
                PUSH(file->decisions, body->order.at[k]);
    }
}

/* The contractions of the file, by shape: MODEL_check_contractions.h. */
static void
put_contractions(Text *text, const File *file)
{
    const char *model = file->plan->program->model;
    text_print(text,
               "/* %s_check_contractions.h: matrix products and convolutions of\n"
               " * %s_check.c in double, by plain loops. Emitted by latentc " LATENTC_VERSION
               ". */\n\n",
               model, model);
    const WordList none = {0};
    for (int i = 0; i < file->functions.text.count; i++) {
        const char *body = marks_read(file->functions.text.at[i], &none, &none, "");
        const char *at = strchr(body, '@');
        text_print(text, "%.*s%s%s", (int)(at - body), body, file->functions.name.at[i],
                   at + 1);
    }
}

static void
put_file(Text *text, Text *contractions, const Plan *plan)
{
    File file = {.plan = plan, .text = text};
    Text functions = {0};
    find_steps(&file);
    for (int i = 0; i < step_count(&file); i++)
        if (file.step[i] != NULL) {
            names_scope(0, i > 0 ? step_at(&file, i)->name : NULL);
            put_step(&file, i, &functions);
            put_taking(&file, i, &functions);
        }
    put_banner(&file);
    put_decisions(&file);
    put_helpers(&file, &functions);
    if (file.functions.text.count > 0) {
        text_print(text, "#include \"%s_check_contractions.h\"\n\n", plan->program->model);
        put_contractions(contractions, &file);
    }
    text_put(text, functions.at ? functions.at : "");
    put_calls(&file);
    put_places(&file);
    put_table(&file);
}

/* As in program.c, the text is written once to find out which values it mentions. */
void
check_names(const Plan *plan)
{
    Text unread = {0};
    put_file(&unread, &unread, plan);
}

void
check_emit(Text *text, Text *contractions, const Plan *plan)
{
    Text unindented = {0}, header = {0};
    put_file(&unindented, &header, plan);
    text_put(text, text_indent(unindented.at));
    if (header.at)
        text_put(contractions, text_indent(header.at));
}
