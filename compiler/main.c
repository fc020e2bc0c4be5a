/* latentc: commands, and the pipeline as one list of calls.
 *
 *     text -> yaml tree -> model -> graph -> gradients -> lower -> schedule -> plan -> C */
#include "emit/directory.h"
#include "emit/emit.h"
#include "passes/choice.h"
#include "tools/dump.h"
#include "tools/process.h"
#include "tools/tools.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Options {
    const char *page, *out, *tiles;
    bool effective, no_runtime, unfused;
    const char *dump; /* passes after which the graph is printed */
    LIST(Setting) settings;
    char **rest; /* train: what goes to the trainer */
    int rest_count;
} Options;

/* From the page to a plan; NULL after errors. */
static Plan *
compile(const Options *options)
{
    Program *program = translate(options->page, options->settings.count, options->settings.at);
    if (program == NULL || error_count() > 0)
        return NULL;
    if (options->tiles && (program->choices = choices_read(options->tiles)) == NULL)
        return NULL;
    program->unfused = options->unfused;
    verify_graph(program, "translate");
    dump_graph(options->dump, 't', program);
    Plan *made = schedule(program);
    if (error_count() > 0)
        return NULL;
    dump_graph(options->dump, 'l', program);
    plan(made);
    if (!recompute(made)) {
        memory_error(made, options->page, options->settings.count, options->settings.at);
        return NULL;
    }
    plan_number(made);
    cost(made);
    program_names(made);
    return made;
}

/* The status to exit with: 1 if not everything could be written. */
static int
print_out(const char *text)
{
    bool good = fputs(text, stdout) >= 0;
    return fflush(stdout) == 0 && good ? 0 : 1;
}

static int
run_check(const Options *options)
{
    Text text = {0};
    Plan *made = compile(options);
    if (made == NULL)
        return 1;
    summary_print(&text, made->program, made);
    if (options->effective)
        effective_print(&text, made->program);
    return print_out(text.at);
}

static int
run_plan(const Options *options)
{
    Text text = {0};
    Plan *made = compile(options);
    if (made == NULL)
        return 1;
    plan_print(&text, made);
    return print_out(text.at);
}

static int
run_emit(const Options *options)
{
    Plan *made = compile(options);
    if (made == NULL)
        return 1;
    return directory_write(made, options->out, !options->no_runtime) ? 0 : 1;
}

static int
run_make(const char *directory)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const char *jobs = format("-j%ld", cores > 0 ? cores : 1);
    const char *const argv[] = {"make", "-s", jobs, "-C", directory, NULL};
    unsetenv("MAKEFLAGS"); /* of a make that calls latentc */
    unsetenv("MAKELEVEL");
    return process_run(argv, NULL);
}

static int
run_build(const Options *options)
{
    int status = run_emit(options);
    return status != 0 ? status : run_make(options->out);
}

static int
run_train(Options *options)
{
    Plan *made = compile(options);
    if (made == NULL)
        return 1;
    const char *model = made->program->model;
    options->out = format("build/%s", model);
    if (!directory_write(made, options->out, true))
        return 1;
    if (isatty(STDERR_FILENO)) /* seconds in which nothing is to be seen */
        fprintf(stderr, "latentc: making %s/%s\n", options->out, model);
    int status = run_make(options->out);
    if (status != 0)
        return status;
    char **argv = NEW_ARRAY(char *, options->rest_count + 3);
    argv[0] = format("%s/%s", options->out, model);
    argv[1] = (char *)"train";
    for (int i = 0; i < options->rest_count; i++)
        argv[2 + i] = options->rest[i];
    execv(argv[0], argv);
    fprintf(stderr, "latentc: %s: %s\n", argv[0], strerror(errno));
    return 1;
}

static int
run_tune(const Options *options)
{
    Plan *made = compile(options);
    return made != NULL && tune(made, options->out) ? 0 : 1;
}

static int
run_doc(const char *word)
{
    Text text = {0};
    if (word && strcmp(word, "--markdown") == 0)
        translate_doc_markdown(&text);
    else if (!translate_doc(&text, word)) {
        fprintf(stderr,
                "latentc: no layer, function or optimizer '%s'%s; 'latentc doc' lists them\n",
                word, translate_doc_nearest(word));
        return 1;
    }
    return print_out(text.at);
}

static const char help[] =
    "latentc compiles a YAML page that describes a GAN, a VAE or a VQ-VAE into C that trains "
    "it.\n"
    "\n"
    "  latentc check PAGE            layers, shapes, parameters, FLOPs and memory\n"
    "  latentc plan  PAGE            kernels, layouts and buffers, and why they are so\n"
    "  latentc emit  PAGE -o DIR     writes the C of a trainer\n"
    "  latentc build PAGE -o DIR     the same, and runs make: the program is DIR/MODEL\n"
    "  latentc train PAGE [OPTIONS]  builds in build/MODEL and trains; OPTIONS go to the "
    "trainer\n"
    "  latentc tune  PAGE -o FILE    measures tiles for the page's products on this machine\n"
    "  latentc doc [WORD]            layers, functions and optimizers\n"
    "  latentc doc --markdown        the same as a page of Markdown\n"
    "\n"
    "  --set NAME=VALUE   changes a size or constant of the page; may be repeated\n"
    "  --root DIR         files that a page uses lie below DIR; default: the parent of the "
    "page's\n"
    "                     directory\n"
    "  --tiles FILE       takes tiles from a file that 'tune' has written\n"
    "  --unfused          every value is computed by a loop of its own: slow, to compare with\n"
    "  --effective        check: prints every default that holds\n"
    "  --no-runtime       emit: without the runtime's sources; make RUNTIME=DIR says where "
    "they are\n"
    "  -d LETTERS         prints to stderr: t graph, l lowered graph\n"
    "  --help, --version\n";

static int
usage(const char *problem, const char *word)
{
    fprintf(stderr, "latentc: %s%s%s\n", problem, word ? " " : "", word ? word : "");
    fprintf(stderr, "'latentc --help' shows the commands\n");
    return 1;
}

static bool
is_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static bool
take_setting(Options *options, const char *words)
{
    const char *equals = strchr(words, '=');
    if (equals == NULL || equals == words)
        return false;
    PUSH(options->settings,
         ((Setting){intern_bytes(words, (size_t)(equals - words)), equals + 1}));
    return true;
}

/* Options of latentc stand anywhere; for train, what is not known here goes to the trainer. */
static int
read_options(Options *options, const char *command, int argc, char **argv)
{
    bool train = strcmp(command, "train") == 0, emit = strcmp(command, "emit") == 0;
    options->rest = NEW_ARRAY(char *, argc + 1);
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        bool more = i + 1 < argc;
        if (strcmp(word, "--set") == 0) {
            if (!more || !take_setting(options, argv[++i]))
                return usage("--set wants NAME=VALUE", NULL);
        } else if (strncmp(word, "--set=", 6) == 0) {
            if (!take_setting(options, word + 6))
                return usage("--set wants NAME=VALUE", NULL);
        } else if (strcmp(word, "-d") == 0) {
            if (!more || strspn(argv[i + 1], "tl") != strlen(argv[i + 1]))
                return usage("-d wants letters of t l", NULL);
            options->dump = argv[++i];
        } else if (strcmp(word, "--tiles") == 0) {
            if (!more)
                return usage("--tiles wants a file", NULL);
            options->tiles = argv[++i];
        } else if (strcmp(word, "--root") == 0) {
            if (!more)
                return usage("--root wants a directory", NULL);
            use_root(argv[++i]);
        } else if (strcmp(word, "-o") == 0 && !train) {
            if (!more)
                return usage("-o wants a directory", NULL);
            options->out = argv[++i];
        } else if (strcmp(word, "--unfused") == 0) {
            options->unfused = true;
        } else if (strcmp(word, "--effective") == 0 && !train) {
            options->effective = true;
        } else if (strcmp(word, "--no-runtime") == 0 && emit) {
            options->no_runtime = true;
        } else if (word[0] != '-' && options->page == NULL) {
            options->page = word;
        } else if (train) {
            options->rest[options->rest_count++] = argv[i];
        } else {
            return usage(word[0] == '-' ? "unknown option" : "one page at a time, not", word);
        }
    }
    return options->page ? 0 : usage("which page?", NULL);
}

int
main(int argc, char **argv)
{
    static const char *const commands[] = {"check", "plan", "emit", "build",
                                           "train", "tune", "doc"};
    Options options = {0};
    const char *command = argc > 1 ? argv[1] : "--help";
    if (is_help(command) || (argc > 2 && is_help(argv[2])))
        return print_out(help);
    if (strcmp(command, "--version") == 0)
        return print_out("latentc " LATENTC_VERSION "\n");
    if (strcmp(command, "doc") == 0)
        return run_doc(argc > 2 ? argv[2] : NULL);
    bool train = strcmp(command, "train") == 0;
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        known = known || strcmp(command, commands[i]) == 0;
    if (!known) {
        const char *near = nearest_word(command, commands, COUNT_OF(commands));
        return usage(near ? format("no command '%s'; did you mean '%s'?", command, near)
                          : format("no command '%s'", command),
                     NULL);
    }
    if (read_options(&options, command, argc - 2, argv + 2) != 0)
        return 1;
    if (train)
        return run_train(&options);
    if (strcmp(command, "check") == 0)
        return run_check(&options);
    if (strcmp(command, "plan") == 0)
        return run_plan(&options);
    if (options.out == NULL)
        return usage(strcmp(command, "tune") ? "where to? -o DIR" : "where to? -o FILE", NULL);
    if (strcmp(command, "tune") == 0)
        return run_tune(&options);
    return strcmp(command, "build") == 0 ? run_build(&options) : run_emit(&options);
}
