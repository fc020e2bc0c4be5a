/* What the files that write MODEL.c share.
 *
 *   program.c    the files: banner, enums, kernels, routines; MODEL.h
 *   shared.c     which kernels are one function, and what it calls its values
 *   functions.c  the text of a function: comment, parameters, body
 *   routines.c   steps, evaluation, commands: the list of their calls
 *   declarations.c  the memory that they declare and hand over
 *   draws.c      their random numbers */
#ifndef LATENTC_PROGRAM_TEXT_H
#define LATENTC_PROGRAM_TEXT_H

#include "emit.h"

enum { WIDTH = 94 };

typedef struct Tail {  /* dimensions but the first */
    const char *text;  /* "[side][hidden]"; NULL: flat */
    const char *plain; /* "[28][400]", interned, so that two compare */
} Tail;

typedef struct Function { /* emitted once, called by kernels of one form */
    const char *text;     /* of the first kernel; names between marks */
    const char *name;
    const char *formulas, *space;
    LIST(Kernel *) kernels;
    LIST(WordList) words; /* by kernel: its names, as numbered in the key */
    WordList chosen;      /* by number: the name in the function */
    LIST(Tail) tails;     /* by parameter */
} Function;

typedef struct Writing {
    const Plan *plan;
    Text *text;
    LIST(Function *) functions;
    Lexicon keys;  /* texts with numbers in place of names: place in functions, plus one */
    Function **of; /* by kernel */
} Writing;

/* ---- program.c ---- */
void enter_routine(const Routine *routine); /* what is named from now on stands there */
/* Dimensions of a tensor as it lies in memory, panels included. */
const char *storage_dims(Shape shape, const Storage *storage);

/* ---- shared.c ---- */
void want_functions(const Plan *plan); /* what they mention is to be named */
void find_functions(Writing *writing); /* of all kernels, with their names */
const char *chosen_word(const Function *function, const char *name);
const Buffer *main_result(const Kernel *kernel, const Buffer *but);
const char *kernel_text(const Writing *writing, Kernel *kernel, const char *name);

/* ---- functions.c ---- */
void put_contractions(Writing *writing);
void put_loops(Writing *writing);

/* ---- declarations.c ---- */
typedef struct Declared { /* in a routine so far */
    LIST(const Buffer *) buffers;
    Nodes draws; /* that loops make for themselves */
} Declared;
const char *at_text(const Buffer *buffer); /* its place in the arena: "m->at[3]" */
Tail tail_of(const Program *program, const char *text);
/* The dimensions behind the first that most kernels of the routine see. */
Tail declared_tail(const Writing *writing, const Routine *routine, const Buffer *buffer);
/* Once, and not what lies in the structs of parameters and state. */
void declare_buffer(Writing *writing, const Routine *routine, const Buffer *buffer,
                    Declared *declared);
const char *argument_text(const Writing *writing, const Routine *routine, const Kernel *kernel,
                          int i);

/* ---- draws.c ---- */
/* By one call, into memory that has its name by then. */
bool draws_at_once(const Routine *routine, const Kernel *kernel);
void put_draw(Writing *writing, const Kernel *kernel);
/* What loops need that make numbers for themselves, in front of the first. */
void declare_made(Writing *writing, const Kernel *kernel, Nodes *declared);

/* ---- routines.c ---- */
const char *label_comment(const Kernel *kernel); /* in a step it stands behind the lap */
void want_routine(const Plan *plan,
                  const Routine *routine);        /* what it mentions is to be named */
const char *routine_type(const Routine *routine); /* of what it returns */
const char *routine_head(const Plan *plan, const Routine *routine);
const char *routine_story(const Routine *routine);
void put_routine(Writing *writing, const Routine *routine);

#endif
