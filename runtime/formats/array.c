/* The NPY format, versions 1 to 3 (numpy.lib.format): magic, version, length of the header, a
 * Python dictionary of three entries as text, the elements. Little-endian, C order. */
#include <string.h>

#include "npy.h"

enum { PREFIX = 10, HEADER_MAX = 65536, COUNT_DIGITS = 15 };

static int
array_error(const struct array *array, const char *message)
{
    return examples_error(array->file, "%s%s%s", array->name, *array->name ? ": " : "",
                          message);
}

/* What follows `key` in the header, or NULL. */
static const char *
value_of(const char *header, const char *key)
{
    const char *at = strstr(header, key);
    if (!at) {
        return NULL;
    }
    at += strlen(key);
    while (*at == ' ' || *at == ':') {
        at++;
    }
    return at;
}

/* '<f4', '|u1' and their like. */
static int
take_type(struct array *array, const char *at)
{
    static const char *const known[] = {"|b1", "|u1", "|i1", "<u2", "<i2", "<u4",
                                        "<i4", "<u8", "<i8", "<f4", "<f8"};
    for (size_t i = 0; at && i < sizeof known / sizeof *known; i++) {
        if ((*at == '\'' || *at == '"') && !strncmp(at + 1, known[i], 3) && at[4] == *at) {
            array->kind = known[i][1];
            array->width = known[i][2] - '0';
            return 0;
        }
    }
    size_t length = at ? strcspn(at, ",}\n") : 0;
    return examples_error(array->file,
                          "%s%selements of type %.*s; expected bool, or little-endian integers "
                          "of 1 to 8 bytes, float32 or float64",
                          array->name, *array->name ? ": " : "",
                          (int)(length < 40 ? length : 40), at ? at : "");
}

static int
take_shape(struct array *array, const char *at)
{
    array->rank = 0;
    if (!at || *at++ != '(') {
        return array_error(array, "damaged header: no shape");
    }
    while (*at != ')') {
        long size = 0, digits = 0;
        while (*at >= '0' && *at <= '9' && digits++ < COUNT_DIGITS) {
            size = 10 * size + (*at++ - '0');
        }
        if (digits == 0 || digits > COUNT_DIGITS) {
            return array_error(array, "damaged header: no number in the shape");
        }
        if (array->rank > RANK_MAX) {
            return array_error(array, "more axes than can be read");
        }
        array->shape[array->rank++] = size;
        at += *at == 'L';
        at += *at == ',';
        at += *at == ' ';
    }
    return 0;
}

static int
take_header(struct array *array, const char *header)
{
    const char *order = value_of(header, "'fortran_order'");
    if (take_type(array, value_of(header, "'descr'")) ||
        take_shape(array, value_of(header, "'shape'"))) {
        return -1;
    }
    if (!order || strncmp(order, "False", 5)) {
        return array_error(array, "in Fortran order; numpy.ascontiguousarray gives C order");
    }
    return 0;
}

int
array_parse(struct array *array, const uint8_t *bytes, size_t count)
{
    char header[HEADER_MAX];
    if (count < PREFIX + 2 || memcmp(bytes, "\x93NUMPY", 6)) {
        return array_error(array, "does not begin as a .npy does");
    }
    if (bytes[6] < 1 || bytes[6] > 3) {
        return array_error(array, "a version of .npy that is not 1, 2 or 3");
    }
    size_t start = bytes[6] == 1 ? PREFIX : PREFIX + 2;
    size_t length = (size_t)bytes[8] | (size_t)bytes[9] << 8;
    if (bytes[6] > 1) {
        length |= (size_t)bytes[10] << 16 | (size_t)bytes[11] << 24;
    }
    if (length >= HEADER_MAX || length > count - start) {
        return array_error(array, "truncated: its header is longer than the file");
    }
    memcpy(header, bytes + start, length);
    header[length] = '\0';
    if (take_header(array, header)) {
        return -1;
    }
    double all = array->width;
    for (int i = 0; i < array->rank; i++) {
        all *= (double)array->shape[i];
    }
    size_t held = count - start - length;
    if (all != (double)held) {
        return examples_error(array->file,
                              "%s%sits shape and type need %.0f bytes of elements, and it has "
                              "%zu",
                              array->name, *array->name ? ": " : "", all, held);
    }
    array->element = bytes + start + length;
    return 0;
}

static double
integer_at(const struct array *array, const uint8_t *at)
{
    uint64_t bits = 0;
    for (int i = array->width; i-- > 0;) {
        bits = bits << 8 | at[i];
    }
    int unused = 64 - 8 * array->width;
    return array->kind == 'i' ? (double)((int64_t)(bits << unused) >> unused) : (double)bits;
}

double
array_at(const struct array *array, size_t i)
{
    const uint8_t *at = array->element + i * (size_t)array->width;
    if (array->kind != 'f') {
        return integer_at(array, at);
    }
    float single;
    double value;
    if (array->width == 8) {
        memcpy(&value, at, sizeof value);
        return value;
    }
    memcpy(&single, at, sizeof single);
    return (double)single;
}
