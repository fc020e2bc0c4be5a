/* An emitted library in this process, which lends it the runtime: a step at a time, tensors and
 * fields by their logical elements in double. */
#ifndef LATENTC_LIBRARY_H
#define LATENTC_LIBRARY_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Library Library;

/* The library has `page_model`, a pointer to its struct model. */
Library *library_open(const char *path, uint64_t seed);
/* The values of a tensor by its key; all of them are asked for. NULL: as the page says. */
typedef const double *LibraryValues(const char *key, void *context);
void library_set_tensors(Library *library, LibraryValues *values, void *context);
/* A batch of a field; NULL: zeros. */
void library_set_field(Library *library, int field, const double *value);
void library_run(Library *library, int step);
/* The gradient that the last step left for a tensor; false where it updates none of that key.
 */
bool library_gradient(Library *library, int step, const char *key, int64_t count, double *got);
double library_scalar(Library *library, const char *name); /* NaN without */

extern const int library_moments; /* of a parameter, that a trainer has room for */

#endif
