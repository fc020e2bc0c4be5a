/* ring: 8 Gaussians of deviation 0.02 on a circle of radius 2 (Metz et al., 2017, appendix A).
 * grid: 25 Gaussians of deviation 0.05 at distances of 2 (Lin et al., 2018). A point is a
 * function of the set, the split and its number. */
#include "mixture.h"

#include <math.h>
#include <string.h>

#include "../random.h"
#include "builtin.h"

enum { RING = 8, ROW = 5, GRID = ROW * ROW };

int
mixture_known(const char *name)
{
    return !strcmp(name, "ring") || !strcmp(name, "grid");
}

static int
columns_check(const struct examples *examples, int components, const char *file)
{
    const struct column *points = examples_only(examples, FIELD_VECTOR);
    const struct column *label = examples_only(examples, FIELD_LABEL);
    if (!points || points->field->rank != 1 || points->field->shape[0] != 2) {
        return examples_error(file, "fills one field `vector: 2`, and the page has %s",
                              points ? "a vector of another shape"
                                     : "none, or several, in this source");
    }
    if (examples->columns > (label ? 2 : 1)) {
        return examples_error(file,
                              "has points and a label each; the page reads %d fields from it",
                              examples->columns);
    }
    if (label && label->field->classes < components) {
        return examples_error(file, "%d labels, but field '%s' has %ld classes", components,
                              label->field->name, label->field->classes);
    }
    return 0;
}

int
mixture_read(const char *name, struct examples *examples)
{
    int ring = !strcmp(name, "ring"), components = ring ? RING : GRID;
    const char *file = ring ? "builtin:ring" : "builtin:grid";
    struct column *points = examples_only(examples, FIELD_VECTOR);
    struct column *label = examples_only(examples, FIELD_LABEL);
    long count = examples->test ? BUILTIN_TEST : BUILTIN_TRAIN;
    if (columns_check(examples, components, file) || column_allocate(points, file, count) ||
        (label && column_allocate(label, file, count))) {
        return -1;
    }
    float *point = points->values;
    random_normal(point, 2 * count, random_key(0, name), (uint64_t)examples->set, 0);
    for (long i = 0; i < count; i++) {
        long k = i % components;
        double turn = 2 * 3.14159265358979323846 * (double)k / RING;
        double x = ring ? 2 * cos(turn) : 2 * (double)(k % ROW) - 4;
        double y = ring ? 2 * sin(turn) : 2 * (double)(k / ROW) - 4;
        double deviation = ring ? .02 : .05;
        point[2 * i] = (float)(x + deviation * (double)point[2 * i]);
        point[2 * i + 1] = (float)(y + deviation * (double)point[2 * i + 1]);
        if (label) {
            label->labels[i] = (int32_t)k;
        }
    }
    examples->count = count;
    return 0;
}
