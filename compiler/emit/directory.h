/* The emitted directory on disk. */
#ifndef LATENTC_DIRECTORY_H
#define LATENTC_DIRECTORY_H

#include "../passes/passes.h"

/* Writes every file of the emitted directory; with the runtime's sources where `runtime`. Each
 * file is complete or as it was. False after a message. */
bool directory_write(Plan *plan, const char *path, bool runtime);

/* The runtime's sources alone, and one file, with the same promises. */
bool runtime_write(const char *path);
bool text_file_write(const char *path, const char *text);

#endif
