/* The front end: rationals and text, sources and diagnostics, the YAML tree with its refusals,
 * and expressions. A refusal is tested with its place and its words, since both are what a user
 * sees. */
#include "../compiler/front/front.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *front_suite(void);

static Text said;

static void
listen(void)
{
    said = (Text){0};
    text_put(&said, "");
    diagnostics_capture(&said);
}

static Yaml *
parse(const char *page)
{
    listen();
    Source *source = source_from_text("p.yaml", page, strlen(page));
    return source ? yaml_parse(source) : NULL;
}

/* The page is refused, and the first message is `expected`, said once. */
static void
refuses(const char *page, const char *expected)
{
    Yaml *tree = parse(page);
    size_t size = strcspn(said.at, "\n");
    ck_assert_msg(tree == NULL, "accepted: %s", page);
    ck_assert_msg(size == strlen(expected) && strncmp(said.at, expected, size) == 0,
                  "page: %s\nwanted: %s\ngot: %s", page, expected, said.at);
    ck_assert_msg(error_count() == 1, "page: %s\n%d errors:\n%s", page, error_count(), said.at);
}

static const char *
repeated(const char *word, int count)
{
    Text text = {0};
    for (int i = 0; i < count; i++)
        text_put(&text, word);
    return text.at;
}

/* ---- base ------------------------------------------------------------------------------- */

static void
parses_ratio(const char *word, int64_t num, int64_t den)
{
    Rational value;
    ck_assert_msg(rational_parse(word, strlen(word), &value), "%s", word);
    ck_assert_msg(value.num == num && value.den == den, "%s is %lld / %lld", word,
                  (long long)value.num, (long long)value.den);
}

START_TEST(rational_text)
{
    static const char *const wrong[] = {"",
                                        "-",
                                        "1.",
                                        ".5",
                                        "1e",
                                        "1e-",
                                        "1x",
                                        "0x10",
                                        "1e99",
                                        "inf",
                                        "1 2",
                                        "1e-20",
                                        "1.5.2",
                                        "99999999999999999999",
                                        "9223372036854775808"};
    parses_ratio("2e-4", 1, 5000);
    parses_ratio("0.5", 1, 2);
    parses_ratio("784", 784, 1);
    parses_ratio("-1.25", -5, 4);
    parses_ratio("1.50e+1", 15, 1);
    parses_ratio("0.000e-9999", 0, 1);
    parses_ratio("1.000000000000000000000000000000000000000000000000", 1, 1);
    parses_ratio("9223372036854775807", INT64_MAX, 1);
    parses_ratio("-9223372036854775808", INT64_MIN, 1);
    parses_ratio("1e-18", 1, 1000000000000000000);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Rational value;
        ck_assert_msg(!rational_parse(wrong[i], strlen(wrong[i]), &value), "%s", wrong[i]);
    }
}
END_TEST

START_TEST(rational_arithmetic)
{
    Rational half = rational(2, 4), third = rational(-1, -3), large = rational(INT64_MAX, 1);
    ck_assert(rational_equal(rational_add(half, third), rational(5, 6)));
    ck_assert(rational_equal(rational_multiply(half, third), rational(1, 6)));
    ck_assert(rational_equal(rational_negate(half), rational(1, -2)));
    ck_assert(rational_equal(rational_power(rational(-2, 3), 3), rational(-8, 27)));
    ck_assert(rational_equal(rational_power(rational(-2, 3), -3), rational(-27, 8)));
    ck_assert(rational_equal(rational_power(RATIONAL_ZERO, 0), RATIONAL_ONE));
    ck_assert(rational_equal(rational_power(rational(2, 1), 62), rational(1LL << 62, 1)));
    ck_assert_int_eq(rational_sign(rational(1, -2)), -1);
    ck_assert(rational_double(rational(1, 5000)) == 2e-4);
    /* overflow is marked, stays, and equals nothing */
    ck_assert_int_eq(rational_add(large, RATIONAL_ONE).den, 0);
    ck_assert_int_eq(rational_multiply(large, large).den, 0);
    ck_assert_int_eq(rational_negate(rational(INT64_MIN, 1)).den, 0);
    ck_assert_int_eq(rational_power(rational(2, 1), 63).den, 0);
    ck_assert_int_eq(rational_power(RATIONAL_ZERO, -1).den, 0);
    ck_assert_int_eq(rational_power(rational(3, 2), INT32_MIN).den, 0);
    ck_assert_int_eq(rational(1, 0).den, 0);
    ck_assert_int_eq(rational_add(rational(1, 0), RATIONAL_ONE).den, 0);
    ck_assert(!rational_equal(rational(1, 0), rational(1, 0)));
}
END_TEST

START_TEST(names_lists_text)
{
    LIST(int) list = {0};
    const char *first = intern("latent");
    Text text = {0};
    for (int i = 0; i < 5000; i++) {
        PUSH(list, i);
        ck_assert_str_eq(intern(format("name%d", i)), format("name%d", i));
        text_print(&text, "%d,", i);
    }
    ck_assert_ptr_eq(intern_bytes("latent_x", 6), first);
    ck_assert_ptr_ne(intern("latent_x"), first);
    for (int i = 0; i < list.count; i++)
        ck_assert_int_eq(list.at[i], i);
    ck_assert_uint_eq(text.size, strlen(text.at));
    ck_assert_uint_eq(text.size, 10u * 2 + 90u * 3 + 900u * 4 + 4000u * 5);
    unsigned char *zeroed = arena_alloc(100000);
    for (int i = 0; i < 100000; i++)
        ck_assert_int_eq(zeroed[i], 0);
}
END_TEST

/* ---- sources ---------------------------------------------------------------------------- */

START_TEST(source_lines)
{
    const char text[] = "a\r\nb\rc\n\nd";
    Source *source = source_from_text("p.yaml", text, sizeof text - 1);
    ck_assert_int_eq(source->lines, 5);
    ck_assert_int_eq(source->line[1][0], 'b');
    ck_assert_int_eq(source->line[4][0], 'd');
    Mark mark = mark_at(source, source->text + 5, 1);
    ck_assert_int_eq(mark.line, 3);
    ck_assert_int_eq(mark.column, 1);
    source = source_from_text("p.yaml", "x\n\xc3\xa9\xe2\x82\xacy", 8);
    mark = mark_at(source, source->text + 7, 1);
    ck_assert_int_eq(mark.line, 2);
    ck_assert_int_eq(mark.column, 3);
    ck_assert_int_eq(*mark_text(mark), 'y');
    ck_assert_ptr_null(mark_text((Mark){0}));
}
END_TEST

START_TEST(source_hash)
{
    static const struct {
        const char *text, *hash;
    } known[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        ck_assert_str_eq(source_from_text("p", known[i].text, strlen(known[i].text))->sha256,
                         known[i].hash);
}
END_TEST

static void
refuses_bytes(const char *text, size_t size, const char *expected)
{
    listen();
    ck_assert_ptr_null(source_from_text("p.yaml", text, size));
    ck_assert_msg(strncmp(said.at, expected, strlen(expected)) == 0, "got: %s", said.at);
    ck_assert_int_eq(error_count(), 1);
}

START_TEST(source_refusals)
{
    static const char *const damaged[] = {
        "\xff", "\x80", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xe2\x82", "\xf5\x80\x80\x80"};
    refuses_bytes("a: 1\nb: \0", 9, "p.yaml:2:4: error: a NUL byte; a page is a text file\n");
    refuses_bytes("a: \xc3\xa9\xff", 6,
                  "p.yaml:1:5: error: this byte (0xff) is not UTF-8\n"
                  "    1 | a: \xc3\xa9\\xff\n"
                  "      |     ^~~~\n");
    for (size_t i = 0; i < COUNT_OF(damaged); i++)
        refuses_bytes(damaged[i], strlen(damaged[i]), "p.yaml:1:1: error: this byte (0x");
    refuses_bytes("a\xe2\x80\xa8", 4,
                  "p.yaml:1:2: error: the line break U+2028 is not allowed\n");
    refuses_bytes(repeated("aaaaaaa\n", 131073), 131073 * 8,
                  "latentc: error: p.yaml: larger than 1048576 bytes\n");
    refuses_bytes(repeated("aaaa", 4097), 4097 * 4,
                  "p.yaml:1:1: error: a line of more than 16384 bytes\n");
}
END_TEST

START_TEST(source_files)
{
    char path[] = "/tmp/latentc-test-XXXXXX";
    int file = mkstemp(path);
    ck_assert(file >= 0 &&
              write(file,
                    "\xef\xbb\xbf"
                    "a: 1\n",
                    8) == 8 &&
              close(file) == 0);
    listen();
    Source *source = source_read(path);
    ck_assert_ptr_nonnull(source);
    ck_assert_str_eq(source->text, "a: 1\n"); /* without the byte order mark */
    ck_assert_str_eq(source->path, path);
    ck_assert_int_eq(yaml_parse(source)->key[0]->mark.column, 1);
    unlink(path);
    ck_assert_ptr_null(source_read(path));
    const char *missing = format("latentc: error: cannot read '%s': No such file", path);
    ck_assert_msg(strncmp(said.at, missing, strlen(missing)) == 0, "%s", said.at);
    listen();
    ck_assert_ptr_null(source_read("/tmp"));
    ck_assert_str_eq(said.at, "latentc: error: cannot read '/tmp': Is a directory\n");
}
END_TEST

START_TEST(diagnostic_form)
{
    const char *page = "z:\tq.mu + \x1b\xe4\xb8\xad x\n";
    Source *source = source_from_text("graphs/vae.yaml", page, strlen(page));
    listen();
    error_at((Mark){source, 1, 4, 4}, "cannot add %s\n", "[20]");
    note_at((Mark){source, 1, 1, 1}, "because of this");
    ck_assert_str_eq(said.at, "graphs/vae.yaml:1:4: error: cannot add [20]\\x0a\n"
                              "    1 | z:  q.mu + \\x1b\xe4\xb8\xad x\n"
                              "      |     ^~~~\n"
                              "graphs/vae.yaml:1:1: note: because of this\n");
    listen();
    warning_at((Mark){source, 1, 14, 9}, "x"); /* behind a wide character, past the end */
    ck_assert_str_eq(said.at, "graphs/vae.yaml:1:14: warning: x\n"
                              "    1 | z:  q.mu + \\x1b\xe4\xb8\xad x\n"
                              "      |                   ^\n");
    ck_assert_int_eq(error_count(), 0);
    listen();
    error_at((Mark){0}, "no %s", "file");
    ck_assert_str_eq(said.at, "latentc: error: no file\n");
    listen();
    error_at((Mark){source, 2, 1, 1}, "at the end");
    ck_assert_str_eq(said.at, "graphs/vae.yaml:2:1: error: at the end\n    2 | \n      | ^\n");
}
END_TEST

START_TEST(diagnostic_long_line)
{
    const char *page = format("%sX%s", repeated("a", 5000), repeated("b", 5000));
    Source *source = source_from_text("p", page, strlen(page));
    listen();
    error_at((Mark){source, 1, 5001, 1}, "here");
    const char *line = strchr(said.at, '\n') + 1, *under = strchr(line, '\n') + 1;
    ck_assert_int_eq(strchr(line, 'X') - line, strchr(under, '^') - under);
    ck_assert_uint_lt(said.size, 400);
}
END_TEST

START_TEST(diagnostic_limit)
{
    listen();
    for (int i = 0; i < 30; i++) {
        error_at((Mark){0}, "error %d", i);
        note_at((Mark){0}, "note %d", i);
    }
    ck_assert_int_eq(error_count(), 30);
    ck_assert_ptr_nonnull(strstr(said.at,
                                 "note 19\nlatentc: there are more errors; the first 20 "
                                 "are shown\n"));
    ck_assert_ptr_null(strstr(said.at, "error 20"));
    ck_assert_ptr_null(strstr(said.at, "note 20"));
    ck_assert_int_eq(said.at[said.size - 2], 'n');
}
END_TEST

START_TEST(suggestions)
{
    static const char *const words[] = {"linear", "leaky_relu", "relu", "selu", "conv", "x"};
    static const struct {
        const char *word, *nearest;
    } known[] = {{"liner", "linear"}, {"lienar", "linear"}, {"Leaky-ReLU", "leaky_relu"},
                 {"reul", "relu"},    {"elu", "relu"},      {"transformer", NULL},
                 {"conv2", "conv"},   {"y", NULL},          {"X", "x"},
                 {"", NULL}};
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        const char *nearest = nearest_word(known[i].word, words, COUNT_OF(words));
        if (known[i].nearest)
            ck_assert_pstr_eq(nearest, known[i].nearest);
        else
            ck_assert_msg(!nearest, "%s: %s", known[i].word, nearest);
    }
    ck_assert_ptr_null(nearest_word(repeated("a", 10000), words, COUNT_OF(words)));
}
END_TEST

/* ---- yaml ------------------------------------------------------------------------------- */

static void
at(const Yaml *node, int line, int column, int length)
{
    ck_assert_msg(node->mark.line == line && node->mark.column == column &&
                      node->mark.length == length,
                  "'%s' at %d:%d, %d long", node->text, node->mark.line, node->mark.column,
                  node->mark.length);
}

START_TEST(yaml_tree)
{
    Yaml *tree = parse("model: vae # comment\n"
                       "sizes: {batch: 128, latent: 20}\n"
                       "\xc3\xa9: \"a\\tb\"\n"
                       "layers:\n"
                       "  - flatten\n"
                       "  - linear: 2 * width\n"
                       "  - [mu, linear: latent]\n"
                       "z: a +\n"
                       "   b\n"
                       "empty:\n");
    ck_assert_msg(tree != NULL, "%s", said.at);
    ck_assert_int_eq(tree->kind, YAML_MAP);
    ck_assert_int_eq(tree->count, 6);
    ck_assert(!tree->flow);
    ck_assert_str_eq(yaml_get(tree, "model")->text, "vae");
    at(yaml_key(tree, "model"), 1, 1, 5);
    at(yaml_get(tree, "model"), 1, 8, 3);
    Yaml *sizes = yaml_get(tree, "sizes");
    ck_assert(sizes->flow && !sizes->in_flow && sizes->kind == YAML_MAP);
    at(sizes, 2, 8, 24);
    at(yaml_get(sizes, "latent"), 2, 29, 2);
    ck_assert(yaml_get(sizes, "latent")->in_flow);
    ck_assert(!yaml_get(tree, "\xc3\xa9")->plain);
    ck_assert_str_eq(yaml_get(tree, "\xc3\xa9")->text, "a\tb");
    at(yaml_get(tree, "\xc3\xa9"), 3, 4, 6);
    Yaml *layers = yaml_get(tree, "layers");
    ck_assert(layers->kind == YAML_LIST && layers->count == 3 && !layers->flow);
    at(layers->item[0], 5, 5, 7);
    at(layers->item[1]->item[0], 6, 13, 9);
    ck_assert(layers->item[1]->item[0]->plain && !layers->item[1]->item[0]->in_flow);
    at(layers->item[2]->item[1], 7, 10, 14);
    ck_assert_str_eq(yaml_get(tree, "z")->text, "a + b");
    at(yaml_get(tree, "z"), 8, 4, 3);
    ck_assert_str_eq(yaml_get(tree, "empty")->text, "");
    ck_assert_ptr_null(yaml_get(tree, "absent"));
    ck_assert_ptr_null(yaml_key(layers, "absent"));
    ck_assert_uint_eq(said.size, 0);
}
END_TEST

static const struct {
    const char *page, *message;
} yaml_wrong[] = {
    /* a comma or brackets in a flow collection */
    {"a: {kl: mean(kl_normal(mu, logvar)), b: f(x, y), c: f(z, y)}\n",
     "p.yaml:1:9: error: the comma splits this expression: inside [ ] and { } it separates "
     "items"},
    {"a: [normal(0, 0.02)]\n", "p.yaml:1:5: error: the comma splits this expression: inside [ "
                               "] and { } it separates items"},
    {"a: {b: mean(z, over=[batch, space])}\n",
     "p.yaml:1:8: error: the comma splits this expression: inside [ ] and { } it separates "
     "items"},
    {"a: {b: lookup([a, b])}\n",
     "p.yaml:1:8: error: the brackets split this expression: inside [ ] and { } they begin a "
     "list"},
    /* colons */
    {"model:vae\n", "p.yaml:1:6: error: a space is missing after ':'"},
    {"sizes:\n  latent:20\n  hidden: 4\n", "p.yaml:2:9: error: a space is missing after ':'"},
    {"a: 1\nb:2\nc: 3\n", "p.yaml:2:2: error: a space is missing after ':'"},
    {"sizes: {latent:20, hidden: 4}\n", "p.yaml:1:15: error: a space is missing after ':'"},
    {"a: adam(lr: 1e-3)\n", "p.yaml:1:11: error: a second ': ' on one line; arguments are "
                            "named with '=', as in lr=1e-3, "
                            "and other text with ': ' needs quotes"},
    {"a: 1\nb\nc: 3\n",
     "p.yaml:2:1: error: an entry is written 'name: value'; ': ' is missing"},
    {"just words\n",
     "p.yaml:1:1: error: a page is made of 'name: value' entries; ': ' is missing"},
    {": x\n", "p.yaml:1:1: error: the name before ':' is missing"},
    {"? \n: x\n", "p.yaml:1:2: error: the name before ':' is missing"},
    {"{: x}\n", "p.yaml:1:2: error: a value is expected here"},
    {"{a:, b: 1}\n", "p.yaml:1:3: error: a value is missing after ':'"},
    /* indentation */
    {"a: 1\n  b: 2\n",
     "p.yaml:2:4: error: an entry cannot begin here: the line above has a value "
     "already; is the indentation meant?"},
    {"a:\n  - 1\n b: 2\n", "p.yaml:3:2: error: 'name: value' is expected here; is the "
                           "indentation that of the entries above?"},
    {"- 1\nb: 2\n", "p.yaml:2:1: error: '- item' is expected here; is the indentation that of "
                    "the items above?"},
    {"a:\n\tb: 2\n", "p.yaml:2:1: error: a tab cannot indent; use spaces"},
    {"a: - 1\n", "p.yaml:1:4: error: '- ' begins an item and must start its own line"},
    /* what is not part of the language */
    {"a: *x\n", "p.yaml:1:4: error: aliases ('*name') are not part of the language; give the "
                "piece a name under 'blocks' and use that"},
    {"a: &x 1\n", "p.yaml:1:4: error: anchors are not part of the language; give the piece a "
                  "name under 'blocks' and use that"},
    {"a: {<<: 2}\n", "p.yaml:1:5: error: merge keys ('<<') are not part of the language; give "
                     "the piece a name under 'blocks' and use that"},
    {"a: !!int 3\n", "p.yaml:1:4: error: tags ('!') are not part of the language"},
    {"a: !x!y 3\n", "p.yaml:1:4: error: tags ('!') are not part of the language"},
    {"a: ! [1]\n", "p.yaml:1:4: error: tags ('!') are not part of the language"},
    {"a: 1\n---\nb: 2\n", "p.yaml:2:1: error: a second document begins here; a file holds one "
                          "page"},
    {"? [a, b]\n: c\n", "p.yaml:1:3: error: a key must be a name, not a list"},
    {"{{a: b}: c}\n", "p.yaml:1:2: error: a key must be a name, not a map"},
    {"", "p.yaml:1:1: error: the page is empty; it begins with 'model: NAME'"},
    {"# only\n", "p.yaml:1:1: error: the page is empty; it begins with 'model: NAME'"},
    {"---\n", "p.yaml:1:1: error: the page is empty; it begins with 'model: NAME'"},
    {"a: 1\nb: 2\na: 3\n", "p.yaml:3:1: error: duplicate key 'a'"},
    {"%FOO\na: 1\n", "p.yaml:1:1: error: a line that begins with '%' is a directive of YAML"},
    {"%YAML 2.0\n---\na: 1\n", "p.yaml:1:1: error: this page is not YAML 1.1 or 1.2"},
    /* brackets and quotes */
    {"a: {b: 1\nc: 2\n", "p.yaml:2:2: error: ',' or '}' is expected here; text with brackets, "
                         "commas or ': ' needs quotes"},
    {"a: [1, 2\nb: 3\n", "p.yaml:2:2: error: ',' or ']' is expected here; text with brackets, "
                         "commas or ': ' needs quotes"},
    {"a: [1, 2]]\n", "p.yaml:1:10: error: ']' has no '[' before it"},
    {"a: {b: 1}}\n", "p.yaml:1:10: error: '}' has no '{' before it"},
    {"a: \"x\n", "p.yaml:1:4: error: this quote is never closed"},
    {"a: 'x\n---\n", "p.yaml:1:4: error: this quote is never closed"},
    {"a: \"x\" y\n",
     "p.yaml:1:8: error: the value before this has ended; quotes go around a whole value"},
    {"a: \"x\\q\"\n",
     "p.yaml:1:6: error: unknown escape after '\\'; in single quotes a backslash "
     "is an ordinary character"},
    {"a: \"\\x0\"\n",
     "p.yaml:1:7: error: hexadecimal digits are missing after '\\x', '\\u' or '\\U'"},
    {"a: \"\\0\"\n", "p.yaml:1:4: error: a NUL character in a text"},
    /* characters */
    {"a: @x\n", "p.yaml:1:4: error: a value cannot begin with '@'; put it in quotes"},
    {"a: * 2\n", "p.yaml:1:4: error: a value cannot begin with '*', which is YAML's alias"},
    {"a: > 3\n",
     "p.yaml:1:4: error: a value that begins with '|' or '>' is a block of text; put "
     "a comparison in quotes"},
    {"a: \xc3\xa9\x1b[31m\n", "p.yaml:1:5: error: the control character U+001B is not allowed"},
};

START_TEST(yaml_refusals)
{
    refuses(yaml_wrong[_i].page, yaml_wrong[_i].message);
}
END_TEST

START_TEST(yaml_repairs)
{
    refuses("x: {kl: mean(kl(mu, 2), 3) * 2, b: 1}\n",
            "p.yaml:1:9: error: the comma splits this expression: inside [ ] and { } it "
            "separates items");
    ck_assert_str_eq(strchr(said.at, '\n'),
                     "\n    1 | x: {kl: mean(kl(mu, 2), 3) * 2, b: 1}\n"
                     "      |         ^~~~~~~~~~~~~~~~~~~~~~\n"
                     "p.yaml:1:9: note: put it in quotes:  kl: \"mean(kl(mu, 2), 3) * 2\"\n"
                     "p.yaml:1:9: note: or write it as a block, on a line of its own:  "
                     "kl: mean(kl(mu, 2), 3) * 2\n");
    refuses("x: 1\ny: {x: 1, x: 2}\n", "p.yaml:2:11: error: duplicate key 'x'");
    ck_assert_ptr_nonnull(strstr(said.at, "p.yaml:2:5: note: 'x' is first written here\n"));
    refuses("a: [1,\n\n", "p.yaml:3:1: error: a value is expected here");
}
END_TEST

START_TEST(yaml_limits)
{
    const char *deep = format("a: %s1%s\n", repeated("[", 63), repeated("]", 63));
    ck_assert_msg(parse(deep) != NULL, "%s", said.at);
    refuses(format("a: %s1%s\n", repeated("[", 64), repeated("]", 64)),
            "p.yaml:1:67: error: lists and maps nested more than 64 deep");
    refuses(repeated("[", 16000),
            "p.yaml:1:65: error: lists and maps nested more than 64 deep");
    refuses(repeated("- 1\n", 100000), "p.yaml:100000:3: error: more than 100000 names and "
                                       "values");
    ck_assert_msg(parse(repeated("- 1\n", 99999)) != NULL, "%s", said.at);
    ck_assert_msg(parse(repeated("x", 4096)) == NULL, "a scalar is no page");
    refuses(format("a: %s", repeated("x", 4097)),
            "p.yaml:1:4: error: a text of 4097 bytes; at most 4096 are allowed");
}
END_TEST

START_TEST(yaml_independent_errors)
{
    ck_assert_ptr_null(parse("a: &x 1\nb: *x\nc: {d: 1, d: 2}\n<<: 3\n"));
    ck_assert_int_eq(error_count(), 4);
}
END_TEST

/* ---- expressions ------------------------------------------------------------------------ */

static Expr *
express(const char *page)
{
    Yaml *tree = parse(page);
    ck_assert_msg(tree != NULL, "%s", said.at);
    return expression_parse(tree->item[0]);
}

static const struct {
    const char *written, *printed;
} expressions[] = {
    {"-a^2 + 2^-3 * (b - (c - d)) / (e * f)", NULL},
    {"q.mu + exp(0.5 * q.logvar) * normal(latent, along=samples)", NULL},
    {"sum(x, over=[batch, space], keep=1)", NULL},
    {"((a + b)) * -c", "(a + b) * -c"},
    {"(-a)^2 - (a^b)^c - a^(b^c)", "(-a)^2 - (a^b)^c - a^b^c"},
    {"a^-b^c * d", NULL},
    {"(a-b)-c+(d*e)/f/(g/h)", "a - b - c + d * e / f / (g / h)"},
    {"--a - -b", NULL},
    {"-(a * b) + (-a) * b", "-(a * b) + -a * b"},
    {"G(z).n + D.training(x) + uniform()", NULL},
    {"(a < b) * (b >= c) == (d != e)", NULL},
    {"a + 1 <= b * 2", NULL},
    {"1e-3 + 2E+4 + 784 + 0.10", "0.001 + 20000 + 784 + 0.1"},
    {"f(a,b , k = 1)", "f(a, b, k=1)"},
    {"normal(shape=[])", NULL},
};

START_TEST(expression_printing)
{
    const char *written = expressions[_i].written, *printed = expressions[_i].printed;
    Expr *expr = express(format("x: %s\n", written));
    ck_assert_msg(expr != NULL, "%s", said.at);
    ck_assert_str_eq(expression_print(expr), printed ? printed : written);
    ck_assert_uint_eq(said.size, 0);
}
END_TEST

static void
marked(Mark mark, int line, int column, int length)
{
    ck_assert_msg(mark.line == line && mark.column == column && mark.length == length,
                  "at %d:%d, %d long", mark.line, mark.column, mark.length);
}

START_TEST(expression_tree)
{
    Expr *sum = express("x: q.mu + exp(0.5 * b, k=2e-4)\n");
    ck_assert_int_eq(sum->kind, EXPR_BINARY);
    ck_assert_int_eq(sum->op, '+');
    marked(sum->mark, 1, 9, 1);
    marked(expression_mark(sum), 1, 4, 27);
    Expr *dot = sum->operand[0], *call = sum->operand[1];
    ck_assert_int_eq(dot->kind, EXPR_DOT);
    ck_assert_ptr_eq(dot->name, intern("mu"));
    marked(dot->mark, 1, 4, 4);
    marked(dot->operand[0]->mark, 1, 4, 1);
    ck_assert_int_eq(call->kind, EXPR_CALL);
    ck_assert_int_eq(call->count, 3);
    ck_assert_ptr_eq(call->operand[0]->name, intern("exp"));
    ck_assert_ptr_null(call->argument[1]);
    ck_assert_ptr_eq(call->argument[2], intern("k"));
    marked(call->mark, 1, 11, 3);
    marked(expression_mark(call), 1, 11, 20);
    marked(call->argument_mark[1], 1, 15, 7);
    marked(call->argument_mark[2], 1, 24, 1);
    Expr *half = call->operand[1]->operand[0];
    ck_assert(half->number == 0.5 && rational_equal(half->ratio, rational(1, 2)));
    ck_assert(rational_equal(call->operand[2]->ratio, rational(1, 5000)));
    ck_assert_int_eq(express("x: 1e-30\n")->ratio.den, 0);
    marked(expression_mark(express("x: (a + b) * c\n")->operand[0]), 1, 4, 7);
    marked(express("x: a * -b\n")->operand[1]->mark, 1, 8, 1);
}
END_TEST

START_TEST(expression_folding)
{
    Expr *sum = express("x: alpha +\n"
                        "    beta *\n"
                        "\n"
                        "  gamma\n");
    marked(sum->mark, 1, 10, 1);
    marked(sum->operand[1]->mark, 2, 10, 1);
    marked(sum->operand[1]->operand[1]->mark, 4, 3, 5);
    marked(expression_mark(sum), 1, 4, 7);
    sum = express("x: 'a  + b'\n");
    marked(sum->operand[1]->mark, 1, 10, 1);
    sum = express("x: \"a\\t+ \\x62 \\\n  * c\"\n");
    marked(sum->mark, 1, 8, 1);
    marked(sum->operand[1]->operand[0]->mark, 1, 10, 1);
    marked(sum->operand[1]->operand[1]->mark, 2, 5, 1);
    sum = express("x: >\n  a +\n  b\n");
    marked(sum->mark, 2, 5, 1);
    marked(sum->operand[1]->mark, 3, 3, 1);
    Yaml *tree = parse("up(channels, k): 1\n");
    ck_assert_str_eq(expression_print(expression_parse(tree->key[0])), "up(channels, k)");
    Yaml made = {.kind = YAML_SCALAR, .text = "a + $", .plain = true, .mark = tree->mark};
    ck_assert_ptr_null(expression_parse(&made)); /* not what the page says there */
    ck_assert_ptr_nonnull(strstr(said.at, "p.yaml:1:1: error: unexpected character '$'\n"));
    made.mark = (Mark){0};
    ck_assert_ptr_null(expression_parse(&made));
    ck_assert_ptr_nonnull(strstr(said.at, "latentc: error: unexpected character '$'\n"));
}
END_TEST

static const struct {
    const char *page, *message;
} expression_wrong[] = {
    {"x: f(a, b\n", "1:5: error: this '(' is never closed"},
    {"x: f(a, [b, c)\n", "1:14: error: ']' or an operator is expected before ')'"},
    {"x: (a + b))\n", "1:11: error: ')' has no '(' before it"},
    {"x: a + b]\n", "1:9: error: ']' has no '[' before it"},
    {"x: [f(x]\n", "1:4: error: an expression is expected here, not a list"},
    {"x: a b\n", "1:6: error: an operator is missing between 'a' and 'b'"},
    {"x: a\n  b + c\n",
     "2:3: error: 'b' continues the expression of the line above; is ': ' or '- ' missing?"},
    {"x: a +\n", "1:7: error: nothing follows '+'"},
    {"x: + a\n", "1:4: error: nothing stands before '+'"},
    {"x: a * / b\n", "1:8: error: nothing stands between '*' and '/'"},
    {"x: f(a,)\n", "1:8: error: nothing stands between ',' and ')'"},
    {"x: ()\n", "1:5: error: nothing stands between '(' and ')'"},
    {"x:\n", "1:3: error: an expression is missing here"},
    {"x: f(k=1, 2)\n",
     "1:11: error: an argument without a name follows 'k='; named ones come last"},
    {"x: f(k=1, k=2)\n", "1:11: error: the argument 'k' is given twice"},
    {"x: f(1=2)\n", "1:7: error: ')' or an operator is expected before '='"},
    {"x: a = b\n", "1:6: error: '=' names the argument of a call; '==' compares"},
    {"x: a, b\n", "1:5: error: ',' outside a call or a list"},
    {"x: a < b < c\n", "1:10: error: comparisons do not chain; write (a < b) * (b < c)"},
    {"x: 2(x)\n", "1:5: error: only a name can be called; a product is written with '*'"},
    {"x: (a).b\n", "1:7: error: '.' follows a name or a call, not parentheses"},
    {"x: a.\n", "1:6: error: a name is expected after '.'"},
    {"x: G.0.weight\n",
     "1:6: error: a name is expected after '.'; a layer is spoken of by its 'name'"},
    {"x: 2x + 1\n", "1:5: error: 'x' right after a number; a product is written '2 * x...'"},
    {"x: 1. + 2\n", "1:5: error: digits are missing after the point"},
    {"x: a * .5\n", "1:8: error: a digit is missing before the point; write 0.5"},
    {"x: 1_000\n", "1:4: error: a number is written without '_'"},
    {"x: 010\n", "1:4: error: a number does not begin with 0; write 10"},
    {"x: 1e999\n", "1:4: error: the number 1e999 is too large"},
    {"x: a ** 2\n", "1:6: error: a power is written '^'"},
    {"x: a $ b\n", "1:6: error: unexpected character '$'"},
    {"x: a % 2\n", "1:6: error: unexpected character '%': there is no remainder"},
    {"x: \xc3\xa9 + 1\n", "1:4: error: unexpected character '\xc3\xa9'"},
    {"x: a \xe2\x88\x92 b\n", "1:6: error: unexpected character '\xe2\x88\x92': write '-'"},
    {"x: a +\n   b\n   $\n", "3:4: error: unexpected character '$'"},
    {"x: 'a + \\n'\n",
     "1:9: error: unexpected character '\\': unknown escape; an expression has none"},
    {"x: latent:20\n", "1:10: error: unexpected character ':': a map entry needs a space after "
                       "':', and an argument is named with '='"},
};

START_TEST(expression_refusals)
{
    const char *page = expression_wrong[_i].page, *expected = expression_wrong[_i].message;
    Expr *expr = express(page);
    ck_assert_msg(!expr, "accepted: %s", page);
    ck_assert_msg(strncmp(said.at, "p.yaml:", 7) == 0 &&
                      strncmp(said.at + 7, expected, strlen(expected)) == 0 &&
                      said.at[7 + strlen(expected)] == '\n',
                  "page: %s\nwanted: %s\ngot: %s", page, expected, said.at);
    ck_assert_int_eq(error_count(), 1);
}
END_TEST

START_TEST(expression_depth)
{
    ck_assert_ptr_nonnull(express(format("x: %sa%s\n", repeated("(", 99), repeated(")", 99))));
    ck_assert_ptr_null(express(format("x: %sa%s\n", repeated("(", 100), repeated(")", 100))));
    ck_assert_ptr_nonnull(strstr(said.at, "1:104: error: an expression nested more than 100 "));
    ck_assert_ptr_null(express(format("x: %sa\n", repeated("-", 1000))));
    ck_assert_ptr_null(express(format("x: a%s\n", repeated("^a", 1000))));
    ck_assert_ptr_nonnull(express(format("x: a%s\n", repeated("+a", 1000))));
}
END_TEST

START_TEST(expression_in_flow)
{
    Yaml *tree = parse("x: {b: f(x, y]\n}\n");
    ck_assert_ptr_null(tree);
    tree = parse("x: [f(x, y]\n");
    ck_assert_msg(tree != NULL, "%s", said.at);
    ck_assert_ptr_null(expression_parse(tree->item[0]->item[0]));
    ck_assert_ptr_nonnull(strstr(said.at, "p.yaml:1:6: error: this '(' is never closed\n"));
    ck_assert_ptr_nonnull(
        strstr(said.at, "note: inside [ ] and { } a comma ends an expression"));
}
END_TEST

/* ---- the suite -------------------------------------------------------------------------- */

Suite *
front_suite(void)
{
    Suite *suite = suite_create("front");
    TCase *base = tcase_create("base"), *source = tcase_create("source"),
          *yaml = tcase_create("yaml"), *expression = tcase_create("expression");
    tcase_add_test(base, rational_text);
    tcase_add_test(base, rational_arithmetic);
    tcase_add_test(base, names_lists_text);
    tcase_add_test(source, source_lines);
    tcase_add_test(source, source_hash);
    tcase_add_test(source, source_refusals);
    tcase_add_test(source, source_files);
    tcase_add_test(source, diagnostic_form);
    tcase_add_test(source, diagnostic_long_line);
    tcase_add_test(source, diagnostic_limit);
    tcase_add_test(source, suggestions);
    tcase_add_test(yaml, yaml_tree);
    tcase_add_loop_test(yaml, yaml_refusals, 0, COUNT_OF(yaml_wrong));
    tcase_add_test(yaml, yaml_repairs);
    tcase_add_test(yaml, yaml_limits);
    tcase_add_test(yaml, yaml_independent_errors);
    tcase_add_loop_test(expression, expression_printing, 0, COUNT_OF(expressions));
    tcase_add_test(expression, expression_tree);
    tcase_add_test(expression, expression_folding);
    tcase_add_loop_test(expression, expression_refusals, 0, COUNT_OF(expression_wrong));
    tcase_add_test(expression, expression_depth);
    tcase_add_test(expression, expression_in_flow);
    suite_add_tcase(suite, base);
    suite_add_tcase(suite, source);
    suite_add_tcase(suite, yaml);
    suite_add_tcase(suite, expression);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(front_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
#endif
