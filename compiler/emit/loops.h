/* Fused loop nests: what their files share.
 *
 *   loops_nest.c     what emission knows of a kernel: items, shared loops, chunks
 *   loops_text.c     expressions, lines, elements
 *   loops_fold.c     where a reduction collects
 *   loops_space.c    one inner loop nest: what it reduces and stores
 *   loops_noise.c    random numbers that it makes for itself
 *   loops_row.c      a phase of a row: its numbers, then its loop nests
 *   loops_chunks.c   the loop over the rows; sums over rows by chunks
 *   loops_formula.c  the formulas of the comment
 *   loops.c          the function
 *
 * A kernel walks its rows; within a row come phases, one after each reduction that later values
 * of the row need. A phase evaluates numbers of the row, then one inner loop nest for each
 * inner shape that it reduces or stores. A value used twice, stored, or named on the page gets
 * a name; everything else is written where it is used.
 *
 * Sums over the rows are taken in chunks that the shape alone fixes and merged in order, so the
 * bits do not depend on the number of threads. */
#ifndef LATENTC_LOOPS_H
#define LATENTC_LOOPS_H

#include "../graph/lowering.h"
#include "../passes/fuse.h"
#include "emit.h"

#include <string.h>

enum { BLOCK = 1024 }; /* elements of a loop without inner loops that one thread takes */

/* What emission knows of a body node. */
typedef struct Item {
    Node *node;
    Shape inner; /* of its domain, without the rows */
    int phase;
    bool root;         /* stored by this kernel */
    bool crosses;      /* a reduction over the rows */
    bool folds;        /* a reduction within a row */
    int uses;          /* by other body nodes, but for the condition of a ternary */
    bool kept;         /* read by a loop nest larger than its own: needs a number or array */
    const char *local; /* text of its value where it has one now */
} Item;

typedef struct Nest {
    const Plan *plan;
    const Kernel *kernel;
    Text *text;
    Groups groups;
    Item *item;
    int count, phases, chunks;
    bool parallel, blocks;
    bool counted; /* squares about a mean: a row knows how many came before it */
    bool routine; /* statements of a routine: no function, no parameters */
    bool flat;    /* everything lies the same way, in panels: one loop over memory */
} Nest;

/* The roots of one inner shape in a phase. */
typedef struct Space {
    Shape inner;
    Item **root;
    int count;
    const Item *filled; /* an element of a small array of the row: no value of its own */
} Space;

/* ---- loops_nest.c ---- */
void nest_begin(Nest *nest, Text *text, const Plan *plan, const Kernel *kernel);
Item *nest_item(const Nest *nest, const Node *n);
Shape nest_without_row(Shape shape, int row);
bool nest_elementwise(const Item *item);
bool nest_crossing(const Item *item); /* a stored reduction over the rows */
bool is_scalar(Shape shape);

/* ---- loops_text.c ---- */
const char *nest_parameter(const Nest *nest, const Access *access);
const char *nest_element(const Nest *nest, const Access *access);
const char *nest_root(const Nest *nest,
                      const Item *item); /* the element that it is stored in */
const char *nest_var(const Nest *nest, int slot);
const char *nest_expression(const Nest *nest, Node *n);
/* Its name if it has one, else a text that binds as tightly as is said. */
const char *nest_value(const Nest *nest, Node *n, int binding);
const char *nest_local(const Item *item);
const char *nest_dims(const Nest *nest, Shape shape, bool index);
void nest_line(const Nest *nest, const char *words);
void nest_open(const Nest *nest, const Group *group, Shape shape);

/* ---- loops_fold.c ---- */
/* What a fold collects in: its value, and beside it the best or the mean so far. */
typedef struct Cell {
    const char *type, *name;
    const char *number; /* where it is one number */
    const char *start;
    bool beside; /* not the value itself */
} Cell;
int fold_cells(Node *n, Cell cell[2]); /* gives how many */
bool fold_indexed(const Node *n);
int fold_tail(const Nest *nest, const Item *item);
/* Dimensions or index of what a fold keeps inside the loops of its tail. */
const char *fold_tail_dims(const Nest *nest, const Item *item, bool index);
/* Nothing of its row reads it: it goes to memory as soon as it is complete. */
bool fold_stored_at_once(const Nest *nest, const Item *item);
void fold_step(const Nest *nest, const Item *item, const char *into);
const char *fold_target(const Nest *nest, const Item *item);
/* An array that a fold collects in, set to where the fold starts; it keeps the loops from
 * `first` on. */
void fold_array(const Nest *nest, const Item *item, const char *array, const char *dims,
                const char *index, int first);
/* Loops over what a fold keeps from group `first` on; gives their number. */
int kept_open(const Nest *nest, const Item *item, int first);
void kept_close(const Nest *nest, int open);
void tails_begin(const Nest *nest, const Space *space, int group);
void tails_end(const Nest *nest, const Space *space, int group);

/* ---- loops_space.c ---- */
void space_write(const Nest *nest, const Space *space);
/* Writes an element of a small array of the row, with what it evaluates twice named before. */
void space_fill(const Nest *nest, Item *item, const char *element);

/* ---- loops_noise.c ---- */
const Made *nest_made(const Nest *nest, const Node *n); /* NULL: it makes no such draw */
bool made_joins(const Nest *nest, int s, int t);        /* slots that may share a loop */
const char *made_element(const Nest *nest, const Made *made);
void made_rows(const Nest *nest); /* what is made for a whole row */
/* Around a loop of the space: arrays are declared in front of it, and filled there or in it. */
void made_before(const Nest *nest, const Space *space, int group);
void made_within(const Nest *nest, const Space *space, int group);
const char *made_parameters(const Kernel *kernel); /* ", const struct random_draw *z_noise" */

/* ---- loops_row.c ---- */
void phase_write(Nest *nest, int phase);

/* ---- loops_chunks.c ---- */
void chunks_declare(const Nest *nest);
const char *cell_target(const Nest *nest, const Item *item, const Cell *cell);
void chunks_merge(const Nest *nest, const Item *item);
void rows_open(const Nest *nest);
void rows_close(const Nest *nest);

#endif
