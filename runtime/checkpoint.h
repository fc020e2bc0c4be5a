/* Checkpoints: all tensors of a model, and what a trainer needs to go on with the same bits. */
#ifndef RUNTIME_CHECKPOINT_H
#define RUNTIME_CHECKPOINT_H

#include "cursor.h"

enum checkpoint_result {
    CHECKPOINT_LOADED,
    CHECKPOINT_DAMAGED, /* an older one may be whole */
    CHECKPOINT_REFUSED  /* of another graph, or not of a trainer */
};

/* 0, or -1 after a message; the file is then as it was before. */
int checkpoint_save(const char *path, const struct instance *m, const struct cursor *cursor);
/* Without a cursor, parameters and state, and of a trainer's file how far it was: a file from
 * PyTorch will do. */
enum checkpoint_result checkpoint_load(const char *path, struct instance *m,
                                       struct cursor *cursor);

char *checkpoint_path(const char *directory, long step); /* step-00000500.safetensors */
/* Steps of the checkpoints in a directory, newest first, into memory of its own. */
long *checkpoint_list(const char *directory, int *count);
void checkpoint_prune(const char *directory, int keep); /* and what a killed writer left */

#endif
