/* The fields of `data`: one table of words. The first three say what a field is, the others how
 * the trainer makes it of what a source holds; the graph knows shape, range and classes alone.
 * What the words of a field say together is checked here, so that a trainer need not. */
#include "translate.h"

#include <ctype.h>
#include <string.h>

enum { KINDS = 3, PAD_MAX = 1024, SIDE_MAX = 16384 };

/* ---- what a field is ---- */

/* The size that is both height and width; it can be set where data have another one. */
static const char *
side_name(Eval *eval, const Yaml *image)
{
    if (image->kind != YAML_LIST || image->count != 3 || image->item[1]->kind != YAML_SCALAR ||
        image->item[2]->kind != YAML_SCALAR ||
        strcmp(image->item[1]->text, image->item[2]->text) != 0)
        return NULL;
    const Entry *entry = model_find(eval->page->model, image->item[1]->text);
    return entry && entry->kind == NAME_SIZE ? entry->name : NULL;
}

static bool
read_image(Eval *eval, const Yaml *image, Field *field)
{
    field->kind = FIELD_IMAGE;
    if (!shape_read(eval, image, &field->dims))
        return false;
    if (field->dims.rank != 3)
        error_at(image->mark, "an image is [channels, height, width], not %s",
                 dims_print(field->dims));
    else if (field->dims.n[2] == 1 && field->dims.n[0] > 1)
        error_at(image->mark, "a picture of several channels is at least 2 wide; a column of "
                              "numbers is a vector: [height, channels]");
    field->side = side_name(eval, image);
    return field->dims.rank == 3;
}

static bool
read_label(Eval *eval, const Yaml *body, Field *field)
{
    Rational classes;
    Expr *expr = body->kind == YAML_SCALAR ? expression_parse(body) : NULL;
    field->kind = FIELD_LABEL;
    if (!expr || !evaluate_number(eval, expr, &classes)) {
        if (!expr)
            error_at(body->mark, "a label is written {label: classes}");
        return false;
    }
    field->classes = classes.num;
    if (classes.den != 1 || classes.num < 1 || classes.num > INT32_MAX)
        error_at(body->mark, "the number of classes must be a whole number from 1");
    return classes.den == 1 && classes.num >= 1 && classes.num <= INT32_MAX;
}

static bool
read_vector(Eval *eval, const Yaml *vector, Field *field)
{
    field->kind = FIELD_VECTOR;
    return shape_read(eval, vector, &field->dims);
}

/* ---- how it is made ---- */

static bool
read_from(Eval *eval, const Yaml *value, Field *field)
{
    (void)eval;
    const char *name = value->kind == YAML_SCALAR ? value->text : "";
    bool good = isalpha((unsigned char)*name);
    for (const char *c = name; *c; c++)
        good = good && (isalnum((unsigned char)*c) || *c == '_');
    if (!good || strlen(name) > 63)
        error_at(value->mark,
                 "`from` names a source: letters, digits and _, as in from: photos");
    field->from = name;
    return good && strlen(name) <= 63;
}

static bool
read_range(Eval *eval, const Yaml *range, Field *field)
{
    double *bounds[] = {&field->low, &field->high};
    if (range->kind != YAML_LIST || range->count != 2) {
        error_at(range->mark, "a range is a list of two numbers: [0, 1]");
        return false;
    }
    for (int i = 0; i < 2; i++) {
        Expr *expr = expression_parse(range->item[i]);
        if (!expr || !number_argument(eval, expr, bounds[i]))
            return false;
    }
    if (field->low >= field->high)
        error_at(range->mark, "the range is empty");
    return field->low < field->high;
}

static bool
read_resize(Eval *eval, const Yaml *value, Field *field)
{
    Dims dims;
    if (!shape_read(eval, value, &dims))
        return false;
    bool good = dims.rank == 1 || dims.rank == 2;
    for (int i = 0; i < dims.rank; i++)
        good = good && dims.n[i] <= SIDE_MAX;
    if (!good) {
        error_at(value->mark, "resize is a side or [height, width], at most %d", SIDE_MAX);
        return false;
    }
    field->resize[0] = dims.n[0];
    field->resize[1] = dims.n[dims.rank - 1];
    return true;
}

static bool
read_pad(Eval *eval, const Yaml *value, Field *field)
{
    Rational pad = {-1, 1};
    Expr *expr = value->kind == YAML_SCALAR ? expression_parse(value) : NULL;
    if (value->kind == YAML_SCALAR && (!expr || !evaluate_number(eval, expr, &pad)))
        return false;
    bool good = pad.den == 1 && pad.num >= 0 && pad.num <= PAD_MAX;
    if (!good)
        error_at(value->mark, "pad is a whole number of pixels from 0 to %d", PAD_MAX);
    field->pad = pad.num;
    return good;
}

/* One of a few words; the nearest is suggested for another one. */
static bool
read_word(const Yaml *value, const char *attribute, const char *const *words, int count,
          const char **word)
{
    for (int i = 0; value->kind == YAML_SCALAR && i < count; i++) {
        if (strcmp(value->text, words[i]) == 0) {
            *word = words[i];
            return true;
        }
    }
    error_at(value->mark, "%s is one of %s%s", attribute, words_print(words, count),
             value->kind == YAML_SCALAR ? suggestion(value->text, words, count) : "");
    return false;
}

static bool
read_crop(Eval *eval, const Yaml *value, Field *field)
{
    static const char *const words[] = {"center", "random"};
    (void)eval;
    return read_word(value, "crop", words, COUNT_OF(words), &field->crop);
}

static bool
read_flip(Eval *eval, const Yaml *value, Field *field)
{
    static const char *const words[] = {"horizontal", "vertical", "both"};
    (void)eval;
    return read_word(value, "flip", words, COUNT_OF(words), &field->flip);
}

static bool
read_binarize(Eval *eval, const Yaml *value, Field *field)
{
    static const char *const words[] = {"threshold", "static", "dynamic"};
    (void)eval;
    return read_word(value, "binarize", words, COUNT_OF(words), &field->binarize);
}

static bool
read_dequantize(Eval *eval, const Yaml *value, Field *field)
{
    static const char *const words[] = {"true", "false"};
    const char *word = "";
    (void)eval;
    bool good = read_word(value, "dequantize", words, COUNT_OF(words), &word);
    field->dequantize = strcmp(word, "true") == 0;
    return good;
}

const FieldWord field_words[] = {
    {"image", "[channels, height, width]",
     "A picture: numbers of the range, channels-last in C.", false, read_image},
    {"label", "classes", "An index below the number of classes.", false, read_label},
    {"vector", "n or [n, ..]", "Numbers as they stand in a .npy or .npz, or built-in points.",
     false, read_vector},
    {"from", "NAME",
     "The source of the field. Fields with different sources are shuffled independently, and "
     "the "
     "shortest source is an epoch; `--data NAME=PLACE` says where one is.",
     false, read_from},
    {"range", "[low, high]", "The values of black and white. Default: [0, 1].", true,
     read_range},
    {"resize", "side or [height, width]",
     "The size that pictures are brought to when they are read. With `crop` proportions are "
     "kept "
     "and the middle is cut out, without it they are not.",
     true, read_resize},
    {"pad", "pixels", "Black pixels on each side, after resizing. Default: 0.", true, read_pad},
    {"crop", "center or random",
     "Cuts the image out of a larger picture: its middle, or in training a random part.", true,
     read_crop},
    {"flip", "horizontal, vertical or both",
     "Mirrors an image with probability 1/2, in training alone. Images of one source are cut "
     "and "
     "mirrored alike.",
     true, read_flip},
    {"binarize", "threshold, static or dynamic",
     "Makes pixels the low or the high end of the range: above one half (threshold), or with "
     "their value as probability, drawn once for an example (static) or at each reading "
     "(dynamic; Burda et al., 2015).",
     true, read_binarize},
    {"dequantize", "true or false",
     "Adds uniform noise of one step of a byte: (byte + u) / 256 instead of byte / 255 (Theis "
     "et "
     "al., 2016). Default: false.",
     true, read_dequantize},
};
const int field_word_count = COUNT_OF(field_words);

/* ---- what its words say together ---- */

static bool
check_sizes(const Yaml *body, const Field *field)
{
    const int64_t *shape = field->dims.n + 1;
    const char *const axis[] = {"high", "wide"};
    for (int i = 0; i < 2; i++) {
        int64_t padded = field->resize[i] + 2 * field->pad;
        if (!field->crop && shape[i] <= 2 * field->pad) {
            error_at(yaml_key(body, "pad")->mark,
                     "an image %lld pixels %s has no room for %lld of padding on each side; "
                     "padding stands inside the image unless there is a `crop`",
                     (long long)shape[i], axis[i], (long long)field->pad);
            return false;
        }
        bool good = field->crop ? padded >= shape[i] : padded == shape[i];
        if (field->resize[i] == 0 || good)
            continue;
        error_at(yaml_get(body, "resize")->mark,
                 "resized%s a picture is %lld pixels %s, %s the image, which has %lld%s",
                 field->pad ? " and padded" : "", (long long)padded, axis[i],
                 field->crop ? "less than" : "unlike", (long long)shape[i],
                 !field->crop && padded > shape[i]
                     ? "; `crop: center` or `crop: random` cuts it"
                     : "");
        return false;
    }
    return true;
}

static bool
check_together(const Yaml *body, const Field *field)
{
    bool good = true;
    static const char *const kinds[] = {"an image", "a label", "a vector"};
    for (int i = 0; i < field_word_count; i++) {
        const Yaml *key = yaml_key(body, field_words[i].name);
        if (!key || !field_words[i].of_image || field->kind == FIELD_IMAGE)
            continue;
        error_at(key->mark, "`%s` is for images, and %s is %s", key->text, field->name,
                 kinds[field->kind]);
        good = false;
    }
    if (field->binarize && field->dequantize) {
        error_at(yaml_key(body, "dequantize")->mark,
                 "an image is binarized or dequantized, not both");
        note_at(yaml_key(body, "binarize")->mark, "binarized here");
        good = false;
    }
    return good && (field->kind != FIELD_IMAGE || check_sizes(body, field));
}

static bool
read_words(Eval *eval, const Yaml *body, Field *field)
{
    bool good = true;
    for (int i = 0; i < field_word_count; i++) {
        const Yaml *value = yaml_get(body, field_words[i].name);
        if (value)
            good = field_words[i].read(eval, value, field) && good;
    }
    return good && check_together(body, field);
}

static bool
read_field(Eval *eval, const Entry *entry, Field *field)
{
    const char *keys[COUNT_OF(field_words) + 1] = {NULL};
    const Yaml *body = entry->body;
    int kinds = 0;
    if (body->kind != YAML_MAP) {
        error_at(body->mark, "a field is written {image: [1, 28, 28], range: [0, 1]}, "
                             "{label: 10} or {vector: 64}");
        return false;
    }
    for (int i = 0; i < field_word_count; i++) {
        keys[i] = field_words[i].name;
        kinds += i < KINDS && yaml_get(body, keys[i]);
    }
    if (!keys_check(body, format("field %s", entry->name), keys))
        return false;
    if (kinds != 1) {
        error_at(entry->mark, "field %s needs one of image, label, vector", entry->name);
        return false;
    }
    field->low = 0.0;
    field->high = 1.0;
    return read_words(eval, body, field);
}

/* Either every field names its source or none does. */
static void
check_sources(const Program *program)
{
    const Field *with = NULL, *without = NULL;
    for (int i = 0; i < program->fields.count; i++) {
        const Field *field = program->fields.at[i];
        if (field->from && !with)
            with = field;
        if (!field->from && !without)
            without = field;
    }
    if (!with || !without)
        return;
    error_at(without->mark, "%s does not say where it comes `from`, and %s does", without->name,
             with->name);
    note_at(with->mark, "from: %s", with->from);
}

void
fields_read(Page *page)
{
    Program *program = page->program;
    for (int i = 0; i < page->model->entries.count; i++) {
        const Entry *entry = page->model->entries.at[i];
        if (entry->kind != NAME_FIELD)
            continue;
        World *world = world_new(page, true);
        Eval eval = {page, world, NULL};
        Field *field = NEW(Field);
        field->name = entry->name;
        field->mark = entry->mark;
        field->index = program->fields.count;
        world->owner = entry->name;
        if (!read_field(&eval, entry, field))
            continue;
        if (!dims_check(field->dims, program->batch, entry->mark, entry->name))
            continue;
        field->shape = dims_shape(field->dims, program->batch);
        PUSH(program->fields, field);
    }
    check_sources(program);
}
