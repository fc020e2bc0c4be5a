/* From the plan to C text. Nothing is decided here.
 *
 *   names.c          identifiers for values: what they propose (candidates.c), what none may
 *                    have (taken.c)
 *   marks.c          what texts of one form may differ in
 *   text.c           indentation from braces
 *   loops*.c         fused loop nests (what they share: loops.h)
 *   contractions*.c  register tiles (interface in passes/contraction.h)
 *   program.c        MODEL.c and MODEL.h (what its files share: program.h)
 *   plan_text.c      the plan in words
 *   check.c          MODEL_check.c: the graph in double by plain loops
 *   trainer.c        main.c; makefile.c: the Makefile
 *   audit.c          AUDIT.md; directory.c: all files */
#ifndef LATENTC_EMIT_H
#define LATENTC_EMIT_H

#ifndef LATENTC_VERSION
#define LATENTC_VERSION "0.1.0"
#endif

/* What every compiler of emitted C is told of floating point. */
#define FLOAT_FLAGS "-fno-math-errno -fno-trapping-math -ffp-contract=fast"

#include "../graph/ctext.h"
#include "../passes/passes.h"

/* ---- names.c ----
 * Every node that is wanted gets one identifier, unique in the model and no C word. Names are
 * proposed from short to fully qualified; a name that two nodes want is given up by both. */
void names_want(Node *n);
void names_settle(const Plan *plan); /* after all are wanted */
const char *name_of(Node *n);        /* before names are settled: wants the node */
void names_forget(void);             /* begins another file, with names of its own */
/* What is wanted from now on stands in routines of this group. `loss`: of the step, NULL for
 * the first step and for what is no step. */
void names_scope(int group, const char *loss);
void names_becomes(Node *n, const char *state);          /* the step assigns it to that state */
bool name_forbidden(const Plan *plan, const char *name); /* C, runtime or size */
/* What a tensor or field of that name is called in kernels and routines. */
const char *name_free(const Plan *plan, const char *name);
/* A size in C: its name, or where C text has another use for that, the name with _size. */
const char *size_word(Size *size);
/* Marks: names stand between \1 and \2, so that kernels of one form can share one text. */
bool names_mark(bool marked); /* gives what was set before */
bool names_marked(void);
const char *name_mark(const char *name);
enum {
    MARK_SHARED = '\3', /* a parameter that may be another's memory .. */
    MARK_RESTRICT = '\4',
    MARK_SIZE = '\5', /* .. and "\5batch\6" "32\7": a size and its number */
    MARK_NUMBER = '\6',
    MARK_SIZE_END = '\7'
};

/* ---- marks.c ---- */
typedef LIST(const char *) WordList;
bool words_contain(const WordList *words, const char *word);
/* The same for all texts that differ in marks alone; the names that it marks go to `words`. */
const char *marks_key(const char *text, WordList *words);
/* `ours` for `theirs` too, which has the same key: memory that may be another's in one is so in
 * both, and what they call by different sizes is a number. */
const char *marks_merge(const char *ours, const char *theirs);
const char *marks_qualifiers(const char *text); /* those of memory, in their order */
/* The text for readers: marked names replaced as `from` and `to` say, `restrict` where the
 * qualifier allows it. */
const char *marks_read(const char *text, const WordList *from, const WordList *to,
                       const char *qualifiers);

/* ---- text.c ---- */
char *text_indent(const char *unindented); /* four spaces for each open brace */
/* A comment broken into lines that begin with `prefix`. */
void put_wrapped(Text *text, const char *prefix, const char *words);
void put_literals(Text *text, const char *words); /* a string literal for each line */
const char *literal_text(double value);           /* "0.5" */
const char *float_text(double value);             /* "0.5f" */
/* The name where it is that of a size of n, else digits. */
const char *size_text(const Program *program, const char *name, int64_t n);

/* ---- element.c: elements of arrays and their declarations ----
 * A kernel walks groups of slots, one loop each; slots that are neighbours in the memory of all
 * that it touches share a loop. */
typedef struct Group {
    int count, slot[AXES]; /* from outermost to innermost */
    const char *var;       /* the loop's variable */
    const char *size;      /* what its extent is on the page, or NULL */
} Group;
typedef struct Groups {
    int count;
    Group at[AXES]; /* at[0] holds the rows */
} Groups;
int64_t group_extent(const Group *group, Shape shape);
const char *extent_text(const Plan *plan, const Group *group, Shape shape);
int access_count(const Kernel *kernel);
const Access *access_at(const Kernel *kernel, int i); /* what it reads, then what it writes */
const Access *kernel_access(const Kernel *kernel, const Node *n); /* NULL: none */
/* "[batch][400]" of the groups that the access varies in, in memory order; NULL where it is not
 * dense: it is then indexed as flat memory. */
const char *access_dims(const Plan *plan, const Access *access, const Groups *groups);
const char *access_element(const Plan *plan, const Access *access, const Groups *groups,
                           const char *array);
/* Dimensions of a buffer in memory order, as a routine declares it. */
const char *buffer_dims(const Plan *plan, const Buffer *buffer);

/* What a routine calls a buffer: "G_relu", or "G_relu_again" where it is computed again. Inside
 * a function each is Buffer.name. */
const char *buffer_label(const Buffer *buffer);
const char *buffer_text(const Plan *plan, const Buffer *buffer); /* "gradients->D_0_weight" */

const char *parameter_name(const Kernel *kernel, const Access *access); /* in its function */

/* ---- moves.c ---- */
void moves_emit(Text *text, const Plan *plan, const Kernel *kernel);

/* ---- loops_noise.c ---- */
const char *noise_word(const Noise *noise); /* "uniform" */

/* ---- loops.c ---- */
void loops_emit(Text *text, const Plan *plan, const Kernel *kernel); /* static function */
void scalars_emit(Text *text, const Plan *plan,
                  const Kernel *kernel); /* statements of a step */
void kernel_formulas(Text *text, const Plan *plan,
                     const Kernel *kernel);                       /* lines of a comment */
const char *kernel_space(const Plan *plan, const Kernel *kernel); /* "[batch][400]" */
void loops_helpers(Text *text, const char *kernels); /* the functions that kernels call */

/* ---- program.c, check.c, trainer.c, makefile.c: whole files ---- */
void program_names(const Plan *plan); /* names every value, buffer and kernel of the program */
/* MODEL.c, and MODEL_contractions.h: nothing where there are none. */
void program_emit(Text *text, Text *contractions, const Plan *plan);
const char *buffer_key(const Plan *plan, const Buffer *buffer); /* unique in the model */
void header_emit(Text *text, const Plan *plan);
void check_names(const Plan *plan); /* wants the values that check_emit mentions */
void check_emit(Text *text, Text *contractions, const Plan *plan);
void main_emit(Text *text, const Plan *plan);
bool calls_blas(const Plan *plan); /* else nothing of runtime/contract.c is called */
void makefile_emit(Text *text, const Plan *plan);

/* ---- plan_text.c: also what AUDIT.md says of the plan ---- */
void plan_print(Text *text, const Plan *plan); /* all of it, for `latentc plan` */
/* Its kernels: a line for each, or with all that they read and write and why. */
void plan_routine_print(Text *text, const Plan *plan, const Routine *routine, bool whole);
void plan_buffers_print(Text *text, const Plan *plan);
int buffers_by_offset(const void *left, const void *right);      /* for qsort */
const char *buffer_life(const Plan *plan, const Buffer *buffer); /* "d_loss F1..G4" */
void plan_tensors_print(Text *text, const Plan *plan);
int kernel_line(const Plan *plan, const Kernel *kernel); /* of the page; 0: none */
const char *kernel_function(const Kernel *kernel);       /* what is called for it */
const char *dims_text(const Dims *dims);
const char *again_text(const Plan *plan); /* what a limit of memory costs, in words */

/* ---- audit.c: tables of plain ASCII, which `check` prints too ---- */
const char *plain_text(const char *words);      /* of a page: control characters are gone */
const char *first_values_text(const Tensor *t); /* "uniform(-0.05, 0.05)" */
const char *count_text(int64_t count);          /* "652,824" */
void layers_print(Text *text, const Program *program);
/* AUDIT.md; name and contents are of all other files of the directory. */
void audit_emit(Text *text, const Plan *plan, int files, const char *const *name,
                const char *const *contents);

#endif
