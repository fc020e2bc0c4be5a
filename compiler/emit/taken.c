/* Words that are taken: what a value, a tensor or a size may not be called in emitted C.
 *
 * C and its headers have theirs (name_of_c), the emitted files and the runtime's headers have
 * the tables below, and the page has its sizes, tensors and fields. A size stands in front of
 * all else, where kernels see it, so it also gives way to what they call their own. */
#include "../front/model.h"
#include "names.h"
#include "optimizers.h"

#include <ctype.h>
#include <string.h>

static struct {
    const Plan *plan; /* whose words these are */
    Lexicon words;    /* 1: for all values, 2: but for leaves */
} taken;

/* What emitted functions call their own, whatever they compute, and the runtime's headers. */
static const char *const reserved[] = {
    "n",       "i",        "j",     "k",      "l",        "m",          "p",
    "q",       "r",        "s",     "chunk",  "chunks",   "block",      "end",
    "partial", "vec",      "mask",  "out",    "scratch",  "max",        "min",
    "model",   "instance", "at",    "output", "tile",     "parameters", "gradients",
    "state",   "quad",     "first", "shrink", "lap",      "place",      "other",
    "INLINE",  "UNROLL",   "LANES", "TIMES",  "RANK_MAX", "MOMENTS_MAX"};

/* Functions of the emitted file that routines and loops call. */
static const char *const helpers[] = {"add_chunks",    "merge_squares",  "sum_of_squares",
                                      "shrink_to",     "block_multiply", "rows_multiply",
                                      "example_place", "philox4x32",     "transpose_panel"};

/* What kernels, routines and the check call their own, behind the sizes of the page. */
static const char *const inner[] = {
    "alpha",    "average",   "beta1",    "beta2",     "centre",
    "check",    "clipped",   "count",    "decisions", "deviation",
    "dot",      "draw",      "each",     "eps",       "factor",
    "follow",   "from",      "gap",      "gradient",  "height",
    "held",     "high",      "hold",     "keep",      "keep1",
    "keep2",    "key",       "limit",    "low",       "lr",
    "lr_decay", "mean",      "momentum", "most",      "now",
    "numbers",  "of",        "part",     "point",     "rate",
    "raw",      "renew",     "row",      "rows",      "scale",
    "share",    "square",    "squares",  "stays",     "step",
    "steps",    "stream",    "sum",      "take",      "take1",
    "take2",    "taken",     "takes",    "tensor",    "to",
    "total",    "transpose", "variance", "weight",    "weight_decay",
    "a",        "b",         "c",        "d",         "e",
    "f",        "g",         "h",        "o",         "t",
    "u",        "v",         "w",        "x",         "y",
    "z"};

/* How names begin that routines call or read, and enumerators of the runtime's headers. */
static const char *const families[] = {"math_",  "random_",   "layout_", "AT_",    "DATA_",
                                       "VALUE_", "BINARIZE_", "BLOCK_",  "CHECK_", "CROP_",
                                       "FIELD_", "FLIP_",     "FRESH_",  "HALF_",  "INDEX_",
                                       "INIT_",  "LAYOUT_",   "MATH_",   "TIME_"};

/* How other functions of the runtime's headers and of emitted files begin. */
static const char *const inner_families[] = {"make_",   "tile_",  "instance_", "tensor_",
                                             "scalar_", "check_", "command_",  "threads_",
                                             "step_",   "take_"};

static const char *const local_ends[] = {"_here",   "_total", "_partial", "_best",   "_fold",
                                         "_centre", "_gap",   "_share",   "_before", "_inside"};

const char *
without_end(const char *name, const char *end)
{
    size_t size = strlen(name), less = strlen(end);
    return size > less && strcmp(name + size - less, end) == 0
               ? format("%.*s", (int)(size - less), name)
               : name;
}

bool
ends_as_local(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(local_ends); i++)
        if (without_end(name, local_ends[i]) != name)
            return true;
    return false;
}

/* "x_again", "x_again2": what is computed again is called so (buffer_label). */
static bool
is_of_copy(const char *name)
{
    size_t size = strlen(name);
    while (size > 0 && isdigit((unsigned char)name[size - 1]))
        size--;
    return size > 6 && strncmp(name + size - 6, "_again", 6) == 0;
}

static void
take(const char *name, int whose)
{
    int *of = lexicon_put(&taken.words, name);
    *of = *of == 1 ? 1 : whose;
}

static bool
begins_among(const char *name, const char *const *beginnings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(name, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

static bool
in_family(const char *name)
{
    return begins_among(name, families, COUNT_OF(families));
}

static bool
among(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], name) == 0)
            return true;
    return false;
}

/* Whether a size needs another word: sizes stand in front of all else, and kernels see them. */
static bool
meets_inner(const char *name)
{
    const char *shorter = without_end(name, "_size");
    return name_of_c(name) || among(name, reserved, COUNT_OF(reserved)) || in_family(name) ||
           begins_among(name, inner_families, COUNT_OF(inner_families)) ||
           among(name, helpers, COUNT_OF(helpers)) || among(name, inner, COUNT_OF(inner)) ||
           optimizer_named(name) || ends_as_local(name) || is_of_copy(name) ||
           (shorter != name && meets_inner(shorter));
}

const char *
size_word(Size *size)
{
    if (size->word == NULL)
        size->word = meets_inner(size->name) ? format("%s_size", size->name) : size->name;
    return size->word;
}

/* What C, the emitted file and the page have names for. */
static void
collect_taken(const Plan *plan)
{
    const Program *program = plan->program;
    taken.plan = plan;
    taken.words = (Lexicon){0};
    for (size_t i = 0; i < COUNT_OF(reserved); i++)
        take(reserved[i], 1);
    for (size_t i = 0; i < COUNT_OF(helpers); i++)
        take(helpers[i], 1);
    for (int i = 0; i < program->steps.count; i++) {
        const Step *step = program->steps.at[i];
        for (int k = 0; k < step->optimizers.count; k++) {
            take(optimizer_function(step, step->optimizers.at[k], false), 1);
            take(optimizer_function(step, step->optimizers.at[k], true), 1);
        }
    }
    for (int i = 0; i < program->sizes.count; i++)
        take(size_word(&program->sizes.at[i]), 1);
    for (int i = 0; i < program->parameters.count; i++)
        take(program->parameters.at[i]->name, 2);
    for (int i = 0; i < program->fields.count; i++)
        take(program->fields.at[i]->name, 2);
    for (int i = 0; i < program->states.count; i++)
        take(program->states.at[i]->name, 2);
}

bool
name_taken(const Plan *plan, bool leaf, const char *name)
{
    if (taken.plan != plan)
        collect_taken(plan);
    const int whose = lexicon_get(&taken.words, name);
    return whose == 1 || (whose == 2 && !leaf) || name_of_c(name) || ends_as_local(name) ||
           is_of_copy(name) || in_family(name);
}

bool
name_forbidden(const Plan *plan, const char *name)
{
    return name_taken(plan, true, name);
}

const char *
name_other(const char *name)
{
    return format(in_family(name) ? "page_%s" : "%s_", name);
}

const char *
name_free(const Plan *plan, const char *name)
{
    while (name_taken(plan, true, name))
        name = name_other(name);
    return name;
}
