/* Folders of PNGs and JPEGs. */
#ifndef RUNTIME_FORMATS_FOLDER_H
#define RUNTIME_FORMATS_FOLDER_H

#include "examples.h"

/* Fills in `examples`. Returns 0, or -1 after a message. */
int folder_read(const char *dir, int test, struct examples *examples);

#endif
