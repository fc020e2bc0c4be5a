/* From the plan to C text. Nothing is decided here.
 *
 *   names.c          identifiers for nodes, buffers and kernels
 *   text.c           indentation from braces
 *   loops.c          fused loop nests
 *   contractions.c   register tiles (interface in passes/contraction.h)
 *   program.c        MODEL.c and MODEL.h
 *   check.c          MODEL_check.c: the graph in double by plain loops
 *   trainer.c        main.c, Makefile, AUDIT.md, and the directory */
#ifndef LATENTC_EMIT_H
#define LATENTC_EMIT_H

#ifndef LATENTC_VERSION
#define LATENTC_VERSION "0.1.0"
#endif

#include "../graph/ctext.h"
#include "../passes/passes.h"

/* ---- names.c ----
 * Every node that is wanted gets one identifier, unique in the model and no C word. Names are
 * proposed from short to fully qualified; a name that two nodes want is given up by both. */
void names_want(Node *n);
void names_settle(const Plan *plan); /* after all are wanted */
const char *name_of(Node *n);        /* before names are settled: wants the node */
bool name_known(const Node *n);
void names_forget(void);             /* begins another file, with names of its own */

/* ---- text.c ---- */
char *text_indent(const char *unindented); /* four spaces for each open brace */
const char *size_text(const Program *program, int64_t n); /* name of a size, or digits */

/* ---- element.c: elements of arrays and their declarations ----
 * A kernel walks groups of slots, one loop each; slots that are neighbours in the memory of all
 * that it touches share a loop. */
typedef struct Group {
    int count, slot[AXES]; /* from outermost to innermost */
    const char *var;       /* the loop's variable */
} Group;
typedef struct Groups {
    int count;
    Group at[AXES];        /* at[0] holds the rows */
} Groups;
int64_t group_extent(const Group *group, Shape shape);
const char *extent_text(const Plan *plan, const Group *group, Shape shape);
/* "[batch][400]" of the groups that the access varies in, in memory order; NULL where it is not
 * dense: it is then indexed as flat memory. */
const char *access_dims(const Plan *plan, const Access *access, const Groups *groups);
const char *access_element(const Plan *plan, const Access *access, const Groups *groups,
                           const char *array);
/* Dimensions of a buffer in memory order, as a routine declares it. */
const char *buffer_dims(const Plan *plan, const Buffer *buffer);

const char *buffer_text(const Plan *plan, const Buffer *buffer); /* "gradients->D_0_weight" */

/* ---- moves.c ---- */
void moves_emit(Text *text, const Plan *plan, const Kernel *kernel);

/* ---- loops.c ---- */
void loops_emit(Text *text, const Plan *plan, const Kernel *kernel);   /* static function */
void scalars_emit(Text *text, const Plan *plan, const Kernel *kernel); /* statements of a step */
void kernel_formulas(Text *text, const Plan *plan, const Kernel *kernel); /* lines of a comment */
const char *kernel_place(const Plan *plan, const Kernel *kernel); /* " (page.yaml:24)" */

/* ---- program.c, check.c, trainer.c: whole files ---- */
void program_names(const Plan *plan);  /* names every value, buffer and kernel of the program */
void program_emit(Text *text, const Plan *plan);
const char *buffer_enumerator(const Plan *plan, const Buffer *buffer); /* unique in the model */
void header_emit(Text *text, const Plan *plan);
void check_names(const Plan *plan); /* wants the values that check_emit mentions */
void check_emit(Text *text, const Plan *plan);
void main_emit(Text *text, const Plan *plan);
void makefile_emit(Text *text, const Plan *plan);

/* ---- audit.c: tables of plain ASCII, which `check` prints too ---- */
const char *plain_text(const char *words); /* of a page: control characters are gone */
const char *init_text(const Init *init);   /* "uniform(-0.05, 0.05)" */
const char *count_text(int64_t count);     /* "652,824" */
void layers_print(Text *text, const Program *program);
/* AUDIT.md; name and contents are of all other files of the directory. */
void audit_emit(Text *text, const Plan *plan, int files, const char *const *name,
                const char *const *contents);

#endif
