/* What names.c, candidates.c and taken.c share: a value that is to have a name. */
#ifndef LATENTC_NAMES_H
#define LATENTC_NAMES_H

#include "emit.h"

enum { CANDIDATES = 16 };

typedef struct Wish {
    Node *node;
    const char *candidate[CANDIDATES];
    int count, chosen;
    const char *spare; /* the shortest that was too long */
    int own;           /* the first candidates, which say what it is */
    bool written;
    uint32_t groups;  /* of routines that mention it, a bit each */
    const char *loss; /* of the step that mentions it first; NULL: the first step */
} Wish;

/* ---- names.c ---- */
const char *names_state(const Node *n);  /* what the step makes of it, or NULL */
const Nodes *names_users(const Node *n); /* NULL: it is younger than all that is named */

/* ---- candidates.c ---- */
void wish_candidates(Wish *wish); /* fills them in */

/* ---- taken.c ---- */
bool name_taken(const Plan *plan, bool leaf, const char *name);
bool ends_as_local(const char *name);     /* as what loops declare for themselves */
const char *name_other(const char *name); /* to be tried in its place */
const char *without_end(const char *name, const char *end);

#endif
