/* References are found in tests/parity, pages in the folders of graphs/: a new one of either is
 * picked up by its name. Runs from the root of the tree. */
#include "reference.h"

#include "../compiler/translate/program.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Gradients that are zero but for rounding, as those of a bias in front of batch norm, are
 * measured as if their largest entry were this. */
static const double zero = 1e-12, unit = 1e-3;

static const char *const folders[] = {"graphs", "graphs/recipes", "graphs/seeds"};

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whether PARITY, a list with blanks between names, has this one, or is not set. */
static bool
wanted(const char *name)
{
    const char *list = getenv("PARITY");
    if (list == NULL || *list == '\0')
        return true;
    return strstr(format(" %s ", list), format(" %s ", name)) != NULL;
}

/* Names of the files in a folder that end so, without the ending, in order. */
static Names
names_in(const char *path, const char *ending)
{
    Names names = {0};
    DIR *folder = opendir(path);
    for (struct dirent *file; folder && (file = readdir(folder)) != NULL;) {
        size_t size = strlen(file->d_name), less = strlen(ending);
        if (size > less && strcmp(file->d_name + size - less, ending) == 0)
            PUSH(names, intern_bytes(file->d_name, size - less));
    }
    if (folder)
        closedir(folder);
    if (names.count > 0)
        qsort(names.at, (size_t)names.count, sizeof *names.at, by_name);
    return names;
}

Names
reference_names(void)
{
    Names all = names_in("tests/parity", ".safetensors"), names = {0};
    for (int i = 0; i < all.count; i++)
        if (wanted(all.at[i]))
            PUSH(names, all.at[i]);
    return names;
}

Names
page_names(void)
{
    Names names = {0};
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        Names some = names_in(folders[i], ".yaml");
        for (int k = 0; k < some.count; k++)
            PUSH(names, some.at[k]);
    }
    return names;
}

const char *
reference_path(const char *name)
{
    return format("tests/parity/%s.safetensors", name);
}

const char *
reference_page(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        const char *path = format("%s/%s.yaml", folders[i], name);
        if (access(path, R_OK) == 0)
            return path;
    }
    return format("tests/parity/%s.yaml", name);
}

/* The note is written as for --set: "batch=4 width=5". */
Program *
reference_translate(const struct safetensors *file, const char *name)
{
    LIST(Setting) settings = {0};
    const char *word = safetensors_note(file, "sizes");
    if (word == NULL)
        die("%s: the reference has no sizes", name);
    while (*word) {
        size_t size = strcspn(word, " "), equals = strcspn(word, "=");
        if (equals >= size)
            die("%s: the reference has the sizes '%s'", name, word);
        PUSH(settings, ((Setting){intern_bytes(word, equals),
                                  intern_bytes(word + equals + 1, size - equals - 1)}));
        word += size + (word[size] == ' ');
    }
    return translate(reference_page(name), settings.count, settings.at);
}

/* The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
static uint64_t
mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/* Sixteen bits: number `index` of a stream. */
static int
bits(uint64_t seed, uint64_t stream, uint64_t index)
{
    return (int)(mix(mix(seed << 16 | stream) + index) >> 48);
}

/* Parameters have the streams from 1 upwards, fields those from 2^16 downwards. */
static int
field_bits(uint64_t seed, int field, int64_t index)
{
    return bits(seed, (65536u - (uint64_t)field) % 65536, (uint64_t)index);
}

double
reference_number(uint64_t seed, int field, int64_t draw, int64_t count, int64_t i, double low,
                 double high)
{
    return low + (high - low) * (field_bits(seed, field, draw * count + i) >> 8) / 256;
}

int
reference_label(uint64_t seed, int field, int64_t draw, int64_t count, int64_t i,
                int64_t classes)
{
    return (int)(field_bits(seed, field, draw * count + i) * classes >> 16);
}

uint64_t
reference_seed(const struct safetensors *file)
{
    const char *seed = safetensors_note(file, "seed");
    return seed ? strtoull(seed, NULL, 10) : 0;
}

const char *
reference_section(const char *section, int before)
{
    return before == 0 ? section : format("%s%d", section, before + 1);
}

double *
reference_read(const struct safetensors *file, const char *section, const char *name,
               int64_t *count)
{
    const struct safetensors_entry *entry =
        safetensors_find(file, format("%s.%s", section, name));
    *count = 1;
    if (!entry)
        return NULL;
    for (int a = 0; a < entry->rank; a++)
        *count *= entry->shape[a];
    bool single = strcmp(entry->dtype, "F32") == 0;
    size_t bytes = (size_t)*count * (single ? sizeof(float) : sizeof(double));
    double *value = calloc((size_t)*count + 1, sizeof *value);
    char *raw = malloc(bytes + 1);
    if (!value || !raw || safetensors_read(file, entry->begin, raw, bytes) != 0)
        die("%s.%s: cannot be read", section, name);
    for (int64_t i = 0; i < *count; i++) {
        float f;
        if (single) {
            memcpy(&f, raw + (size_t)i * sizeof f, sizeof f);
            value[i] = (double)f;
        } else {
            memcpy(&value[i], raw + (size_t)i * sizeof *value, sizeof *value);
        }
    }
    free(raw);
    return value;
}

bool
reference_initial(const struct safetensors *file, const char *key, int64_t count, double *value)
{
    int64_t three;
    double *how = reference_read(file, "initial", key, &three);
    if (!how || three != 3)
        return false;
    for (int64_t i = 0; i < count; i++) {
        int k = bits(reference_seed(file), (uint64_t)how[0], (uint64_t)i);
        value[i] = how[2] + how[1] * (k - 32768);
    }
    free(how);
    return true;
}

int
reference_differs(const char *model, const char *what, const char *name, int64_t count,
                  const double *got, const double *want, double tolerance)
{
    double largest = 0, worst = -1;
    int64_t at = 0;
    for (int64_t i = 0; i < count; i++)
        largest = fabs(want[i]) > largest ? fabs(want[i]) : largest;
    if (largest < zero)
        largest = unit;
    for (int64_t i = 0; i < count; i++) {
        double error = fabs(got[i] - want[i]);
        if (isnan(error) || error > worst) {
            worst = isnan(error) ? INFINITY : error;
            at = i;
        }
    }
    if (count < 1 || worst <= tolerance * largest)
        return 0;
    printf("%s: %s %s: element %lld of %lld is %.17g, PyTorch has %.17g; %.2e of the largest "
           "entry %.6g, and %.0e is allowed\n",
           model, what, name, (long long)at, (long long)count, got[at], want[at],
           worst / largest, largest, tolerance);
    fflush(stdout); /* a test that fails leaves its process without */
    return 1;
}
