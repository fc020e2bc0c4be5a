/* Where examples come from: a place on disk, or what is built in. */
#ifndef RUNTIME_FORMATS_PLACE_H
#define RUNTIME_FORMATS_PLACE_H

#include "examples.h"

/* Fills in `examples` from `place`: a folder, a file, "builtin:NAME", or NULL for what is built
 * in and fits. Returns 0, or -1 after a message. */
int place_read(const char *place, struct examples *examples);
/* For messages: the place, or the name of what is built in. */
const char *place_name(const char *place, const struct examples *examples);

#endif
