/* `latentc tune`: the tiles of a page's contractions, measured on this machine.
 *
 * Every kernel is emitted with the tile that its shape suggests and with each candidate, all in
 * one program that times them in turn, a round at a time, on one thread: processor time, which
 * another program on the machine disturbs less. The least of each counts. What does not win by
 * 3 percent is noise, and the suggestion stays. */
#include "tools.h"

#include "../emit/directory.h"
#include "../emit/emit.h"
#include "../passes/choice.h"
#include "process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PERCENT = 3 };

/* A contraction of the page, one for each key. */
typedef struct Tuned {
    const Kernel *first;
    const char *key;
    int calls, candidates;
    Choice candidate[MOST_CANDIDATES];
    Contraction *variant[MOST_CANDIDATES];
    double seconds[MOST_CANDIDATES];
} Tuned;

typedef struct Tuning {
    const Plan *plan;
    LIST(Tuned *) kernels;
    LIST(Contraction *) all;
} Tuning;

/* ---- what is measured ---- */

static Tuned *
find(const Tuning *tuning, const char *key)
{
    for (int i = 0; i < tuning->kernels.count; i++)
        if (tuning->kernels.at[i]->key == key)
            return tuning->kernels.at[i];
    return NULL;
}

static void
collect(Tuning *tuning)
{
    for (int i = 0; i < tuning->plan->kernels.count; i++) {
        const Kernel *kernel = tuning->plan->kernels.at[i];
        if (kernel->contraction == NULL)
            continue;
        const char *key = contraction_key(kernel->contraction);
        Tuned *tuned = find(tuning, key);
        if (tuned == NULL) {
            tuned = NEW(Tuned);
            tuned->first = kernel;
            tuned->key = key;
            tuned->candidates = tile_candidates(kernel->contraction, tuned->candidate);
            PUSH(tuning->kernels, tuned);
        }
        tuned->calls++;
    }
    for (int i = 0; i < tuning->kernels.count; i++) {
        Tuned *tuned = tuning->kernels.at[i];
        for (int k = 0; k < tuned->candidates; k++) {
            Contraction *c = tuned->variant[k] = NEW(Contraction);
            *c = *tuned->first->contraction;
            c->factor = RATIONAL_ONE; /* as a term of a sum it takes the same tiles */
            c->adds = false;
            c->choice = &tuned->candidate[k];
            tile_choose(c);
            PUSH(tuning->all, c);
        }
    }
}

/* ---- the program that measures ---- */

static const char program_head[] =
    "#include \"runtime/contract.h\"\n\n"
    "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <time.h>\n\n";

static const char program_tail[] =
    "static double\n"
    "seconds_now(void)\n"
    "{\n"
    "struct timespec now;\n"
    "clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);\n"
    "return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;\n"
    "}\n\n"
    "static float *\n"
    "operand(long floats)\n"
    "{\n"
    "float *at = aligned_alloc(64, ((size_t)floats * sizeof *at + 127) / 64 * 64);\n"
    "if (!at)\n"
    "exit(1);\n"
    "for (long i = 0; i < floats; i++)\n"
    "at[i] = (float)(i % 61 - 30) / 30;\n"
    "return at;\n"
    "}\n\n"
    "int\n"
    "main(void)\n"
    "{\n"
    "float *a = operand(MOST_A), *b = operand(MOST_B), *out = operand(MOST_OUT);\n"
    "float *scratch = operand(MOST_SCRATCH);\n"
    "for (int first = 0; first < COUNT;) {\n"
    "int last = first;\n"
    "while (last < COUNT && variant[last].kernel == variant[first].kernel)\n"
    "last++;\n"
    "double least[COUNT], begin = seconds_now();\n"
    "for (int round = 0; round < 100; round++) {\n"
    "for (int i = first; i < last; i++) {\n"
    "const double start = seconds_now();\n"
    "variant[i].run(a, b, out, scratch);\n"
    "const double seconds = seconds_now() - start;\n"
    "if (round < 2 || seconds < least[i])\n"
    "least[i] = seconds;\n"
    "}\n"
    "if (round > 3 && seconds_now() - begin > 1)\n"
    "break;\n"
    "}\n"
    "for (int i = first; i < last; i++)\n"
    "printf(\"%.9f\\n\", least[i]);\n"
    "fflush(stdout);\n"
    "first = last;\n"
    "}\n"
    "return 0;\n"
    "}\n";

static void
put_caller(Text *text, const Contraction *c, int kernel, int candidate)
{
    const char *name = format("kernel_%d_%d", kernel, candidate);
    contraction_emit(text, c, name);
    text_print(text,
               "static void\nrun_%d_%d(float *a, float *b, float *out, float *scratch)\n{\n"
               "%s%s((void *)a, (void *)b, (void *)out%s);\n}\n\n",
               kernel, candidate, c->scratch ? "" : "(void)scratch;\n", name,
               c->scratch ? ", scratch" : "");
}

static const char *
program_text(const Tuning *tuning)
{
    int64_t most[4] = {1, 1, 1, 1};
    Text text = {0}, table = {0};
    text_put(&text, program_head);
    contraction_helpers(&text, tuning->all.count, tuning->all.at);
    for (int i = 0; i < tuning->kernels.count; i++) {
        const Tuned *tuned = tuning->kernels.at[i];
        for (int k = 0; k < tuned->candidates; k++) {
            const Contraction *c = tuned->variant[k];
            put_caller(&text, c, i, k);
            text_print(&table, "{%d, run_%d_%d},\n", i, i, k);
            for (int o = 0; o < 3; o++)
                if (c->operand[o].storage.floats > most[o])
                    most[o] = c->operand[o].storage.floats;
            most[3] = c->scratch > most[3] ? c->scratch : most[3];
        }
    }
    text_print(&text,
               "enum { COUNT = %d };\n"
               "static const long MOST_A = %lld, MOST_B = %lld, MOST_OUT = %lld,\n"
               "MOST_SCRATCH = %lld;\n"
               "static const struct {\nint kernel;\n"
               "void (*run)(float *a, float *b, float *out, float *scratch);\n"
               "} variant[COUNT] = {\n%s};\n\n",
               tuning->all.count, (long long)most[0], (long long)most[1], (long long)most[2],
               (long long)most[3], table.at);
    text_put(&text, program_tail);
    return text.at;
}

/* Builds and runs the program in `directory`; false after a message. */
static bool
measure(Tuning *tuning, const char *directory)
{
    const char *source = format("%s/tune.c", directory),
               *program = format("%s/tune", directory);
    const char *contract = format("%s/runtime/contract.c", directory);
    const char *include = format("-I%s", directory);
    if (!runtime_write(directory) ||
        !text_file_write(source, text_indent(program_text(tuning))))
        return false;
    /* The words behind the script are its arguments: no path is read by the shell. */
    const char *const build[] = {
        "sh",
        "-c",
        "echo '#include <omp.h>' | ${CC:-cc} -fopenmp -E -x c - >/dev/null 2>&1 &&"
        " openmp=-fopenmp || openmp=-fopenmp-simd\n"
        "exec ${CC:-cc} ${CFLAGS:--O3 -march=native} -std=c11 -D_POSIX_C_SOURCE=200809L "
        "$openmp " FLOAT_FLAGS " \"$@\" -lopenblas -lm",
        "cc",
        include,
        "-o",
        program,
        source,
        contract,
        NULL};
    if (process_run(build, NULL) != 0) {
        fprintf(stderr, "latentc: the program that measures does not compile\n");
        return false;
    }
    const char *const run[] = {program, NULL};
    const char *measured = format("%s/seconds", directory);
    setenv("OMP_NUM_THREADS", "1", 1);
    FILE *file = process_run(run, measured) == 0 ? fopen(measured, "r") : NULL;
    bool good = file != NULL;
    for (int i = 0; i < tuning->kernels.count; i++)
        for (int k = 0; good && k < tuning->kernels.at[i]->candidates; k++)
            good = fscanf(file, "%lf", &tuning->kernels.at[i]->seconds[k]) == 1;
    if (file != NULL)
        fclose(file);
    if (!good)
        fprintf(stderr, "latentc: the program that measures failed\n");
    return good;
}

/* ---- the file ---- */

static int
best_of(const Tuned *tuned)
{
    int best = 0;
    for (int k = 1; k < tuned->candidates; k++)
        if (tuned->seconds[k] < tuned->seconds[best])
            best = k;
    return 100 * tuned->seconds[best] < (100 - PERCENT) * tuned->seconds[0] ? best : 0;
}

static const char *
file_text(const Tuning *tuning)
{
    Text text = {0};
    text_print(
        &text,
        "# Tiles of %s.yaml, measured by 'latentc tune' on %s, one thread.\n"
        "# Read by --tiles; a line that is left out, or says 'default', changes nothing.\n",
        tuning->plan->program->model, processor_name());
    for (int i = 0; i < tuning->kernels.count; i++) {
        const Tuned *tuned = tuning->kernels.at[i];
        const int best = best_of(tuned);
        const Kernel *first = tuned->first;
        const Mark where = first->contraction->node->origin;
        text_print(&text, "\n# %s %s", tuning->plan->routines.at[first->routine]->name,
                   first->label);
        if (tuned->calls > 1)
            text_print(&text, " and %d more", tuned->calls - 1);
        if (where.source)
            text_print(&text, ", line %d", where.line);
        text_print(&text, ": %.0f us", 1e6 * tuned->seconds[best]);
        if (best)
            text_print(&text, ", by default %.0f", 1e6 * tuned->seconds[0]);
        text_print(&text, "\n%s: %s\n", tuned->key, choice_text(&tuned->candidate[best]));
    }
    return text.at;
}

static void
say_gain(const Tuning *tuning)
{
    double before = 0, after = 0;
    int changed = 0;
    for (int i = 0; i < tuning->kernels.count; i++) {
        const Tuned *tuned = tuning->kernels.at[i];
        const int best = best_of(tuned);
        before += tuned->calls * tuned->seconds[0];
        after += tuned->calls * tuned->seconds[best];
        changed += best > 0;
    }
    fprintf(stderr,
            "latentc: %d contractions, %d candidates; %d tiles changed, %.1f %% less time in "
            "all calls\n",
            tuning->kernels.count, tuning->all.count, changed, 100 * (1 - after / before));
}

bool
tune(const Plan *plan, const char *path)
{
    Tuning tuning = {.plan = plan};
    collect(&tuning);
    if (tuning.kernels.count == 0) {
        fprintf(stderr, "latentc: %s has no contraction to tune\n", plan->program->model);
        return false;
    }
    const char *directory = process_directory();
    bool good = directory != NULL && measure(&tuning, directory);
    if (directory != NULL)
        process_remove(directory);
    good = good && text_file_write(path, file_text(&tuning));
    if (good)
        say_gain(&tuning);
    return good;
}
