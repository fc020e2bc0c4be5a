/* References of PyTorch runs, as tests/parity/make_references.py writes them, the pages that
 * they are of, and the numbers that it and the tests both make. */
#ifndef LATENTC_REFERENCE_H
#define LATENTC_REFERENCE_H

#include "../compiler/base/base.h"
#include "../runtime/safetensors.h"

struct Program;

enum { ITERATIONS = 10, EPOCH_BATCHES = 4 };

/* Names of all references, or of those that PARITY lists, in order. */
typedef LIST(const char *) Names;
Names reference_names(void);
/* All pages of graphs/ and its folders, whatever PARITY lists. */
Names page_names(void);
const char *reference_path(const char *name);

/* A shipped page, a recipe, a seed, or one of tests/parity that is there for its layers. */
const char *reference_page(const char *name);

/* The page at the sizes of its reference; NULL where it is refused. */
struct Program *reference_translate(const struct safetensors *file, const char *name);

uint64_t reference_seed(const struct safetensors *file);

/* "first", or "first2" where `before` steps in front of this one update the parameter too. */
const char *reference_section(const char *section, int before);

/* Tensor "SECTION.NAME" as doubles, to be freed, and how many; NULL where there is none. */
double *reference_read(const struct safetensors *file, const char *section, const char *name,
                       int64_t *count);

/* First values of a parameter in logical order; false where the reference has no such key. */
bool reference_initial(const struct safetensors *file, const char *key, int64_t count,
                       double *value);

/* Number `i` of the `count` that draw `draw` has for field `field`, in logical order: an image
 * or a vector from low to below high, or one of so many classes. */
double reference_number(uint64_t seed, int field, int64_t draw, int64_t count, int64_t i,
                        double low, double high);
int reference_label(uint64_t seed, int field, int64_t draw, int64_t count, int64_t i,
                    int64_t classes);

/* What vectors hold: pages do not say. */
enum { VECTOR_LOW = -1, VECTOR_HIGH = 1 };

/* 1 after a line to stdout where an element is off by more than tolerance times the largest
 * entry that is wanted, or is no number; else 0. */
int reference_differs(const char *model, const char *what, const char *name, int64_t count,
                      const double *got, const double *want, double tolerance);

#endif
