/* The table of formats: the first that recognises a place reads it. */
#include "place.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cifar.h"
#include "digits.h"
#include "folder.h"
#include "idx.h"
#include "mixture.h"
#include "npy.h"

static const struct {
    int (*present)(const char *place);
    int (*read)(const char *place, int test, struct examples *examples);
} formats[] = {
    {idx_present, idx_read},
    {cifar_present, cifar_read},
    {npy_present, npy_read},
};

static const char prefix[] = "builtin:";

/* Points for a single `vector: 2`, digits for all else. */
static const char *
builtin_default(const struct examples *examples)
{
    const struct column *points = examples_only(examples, FIELD_VECTOR);
    return points && points->field->rank == 1 && points->field->shape[0] == 2 ? "ring"
                                                                              : "digits";
}

static const char *
builtin_name(const char *place, const struct examples *examples)
{
    if (!place) {
        return builtin_default(examples);
    }
    return strncmp(place, prefix, sizeof prefix - 1) ? NULL : place + sizeof prefix - 1;
}

const char *
place_name(const char *place, const struct examples *examples)
{
    if (place) {
        return place;
    }
    return strcmp(builtin_default(examples), "ring") ? "built-in digits" : "builtin:ring";
}

static int
builtin_read(const char *name, struct examples *examples)
{
    if (mixture_known(name)) {
        return mixture_read(name, examples);
    }
    if (!strcmp(name, "digits")) {
        return digits_read(examples);
    }
    return examples_error(name,
                          "is not built in; builtin:digits, builtin:ring and builtin:grid "
                          "are");
}

int
place_read(const char *place, struct examples *examples)
{
    struct stat status;
    const char *name = builtin_name(place, examples);
    if (name) {
        return builtin_read(name, examples);
    }
    if (stat(place, &status)) {
        return examples_error(place,
                              "cannot open: %s; expected a folder of IDX, CIFAR, PNG or "
                              "JPEG files, or a .npy or .npz",
                              strerror(errno));
    }
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (formats[i].present(place)) {
            return formats[i].read(place, examples->test, examples);
        }
    }
    if (!S_ISDIR(status.st_mode)) {
        return examples_error(place, "not a folder, nor a .npy or .npz file");
    }
    return folder_read(place, examples->test, examples);
}
