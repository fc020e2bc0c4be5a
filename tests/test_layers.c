/* Layers by what they promise: what is causal sees nothing that comes later, and every row of
 * the table stands on a page that is compared with PyTorch. The interpreter is the judge. Runs
 * from the root of the tree. */
#include "../compiler/translate/layers.h"
#include "interpret.h"

#include <check.h>
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

typedef struct Numbers { /* of all leaves, one of them changed in one place */
    const Node *changed;
    int64_t place; /* -1: as it was */
} Numbers;

static double
number_of(const Node *leaf, int64_t i)
{
    uint64_t z = (uint64_t)i * 0x9e3779b97f4a7c15u + (uint64_t)leaf->id * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 30)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1;
}

static const double *
leaf_values(const Node *leaf, void *context)
{
    const Numbers *numbers = context;
    double *value = NEW_ARRAY(double, shape_size(leaf->shape) + 1);
    for (int64_t i = 0; i < shape_size(leaf->shape); i++)
        value[i] = number_of(leaf, i);
    if (leaf == numbers->changed && numbers->place >= 0)
        value[numbers->place] += 0.5;
    return value;
}

/* The one draw that a command is made of. */
static const Node *
draw_of(Node *output)
{
    Nodes order = {0};
    const Node *draw = NULL;
    graph_order(1, &output, &order);
    for (int i = 0; i < order.count; i++) {
        if (order.at[i]->op != OP_DRAW)
            continue;
        ck_assert_ptr_null(draw);
        draw = order.at[i];
    }
    ck_assert_ptr_nonnull(draw);
    return draw;
}

/* No element of the first example sees one that lies behind it, or, where it is strict, itself.
 */
static void
check_causal(const Command *command, bool strict)
{
    Node *output = command->outputs.at[0].value;
    Numbers numbers = {draw_of(output), -1};
    const int64_t count = shape_size(output->shape) / output->shape.n[BATCH];
    double **before = interpret(1, &output, leaf_values, &numbers, NULL);
    for (int64_t place = 0; place < count; place++) {
        bool later = false;
        numbers.place = place;
        double **after = interpret(1, &output, leaf_values, &numbers, NULL);
        for (int64_t i = 0; i < count; i++) {
            bool same = memcmp(&before[0][i], &after[0][i], sizeof(double)) == 0;
            ck_assert_msg(same || i > place || (i == place && !strict),
                          "%s: element %lld sees element %lld", command->name, (long long)i,
                          (long long)numbers.place);
            later = later || !same;
        }
        ck_assert_msg(later || (strict && place == count - 1),
                      "%s: element %lld is seen by none", command->name,
                      (long long)numbers.place);
        interpret_free(1, after);
    }
    interpret_free(1, before);
}

START_TEST(causal_attention_sees_nothing_later)
{
    const Program *program = translate("tests/parity/attention.yaml", 0, NULL);
    ck_assert_ptr_nonnull(program);
    ck_assert_int_eq(program->commands.count, 1);
    check_causal(program->commands.at[0], false);
}
END_TEST

START_TEST(masked_convolutions_see_nothing_later)
{
    const Program *program = translate("tests/parity/causal.yaml", 0, NULL);
    ck_assert_ptr_nonnull(program);
    for (int i = 0; i < program->commands.count; i++)
        check_causal(program->commands.at[i], true);
    ck_assert_int_eq(program->commands.count, 2);
}
END_TEST

/* ---- the table ------------------------------------------------------------------------------
 */

static const char *
text_of(const char *path)
{
    Text text = {0};
    char chunk[4096];
    size_t size;
    FILE *file = fopen(path, "r");
    text_put(&text, "");
    while (file && (size = fread(chunk, 1, sizeof chunk, file)) > 0)
        text_put_bytes(&text, chunk, size);
    if (file)
        fclose(file);
    return text.at;
}

static bool
part_of_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool
has_word(const char *text, const char *word)
{
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        if ((at == text || !part_of_word(at[-1])) && !part_of_word(at[strlen(word)]))
            return true;
    return false;
}

/* All pages with a reference, one after the other, without what follows a #. */
static const char *
referenced_pages(void)
{
    static const char *const folders[] = {"graphs", "graphs/recipes", "graphs/seeds",
                                          "tests/parity"};
    Text all = {0};
    text_put(&all, "");
    DIR *folder = opendir("tests/parity");
    ck_assert_ptr_nonnull(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        const char *end = strstr(entry->d_name, ".safetensors");
        for (size_t i = 0; end && i < COUNT_OF(folders); i++) {
            const char *text = text_of(
                format("%s/%.*s.yaml", folders[i], (int)(end - entry->d_name), entry->d_name));
            for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
                text_put_bytes(&all, text, strcspn(text, "#\n"));
                text_put(&all, "\n");
            }
        }
    }
    closedir(folder);
    return all.at;
}

START_TEST(every_layer_stands_on_a_page_with_a_reference)
{
    const char *pages = referenced_pages();
    ck_assert_int_gt(layer_kind_count, 20);
    for (int i = 0; i < layer_kind_count; i++)
        ck_assert_msg(has_word(pages, layer_kinds[i].name),
                      "no page of tests/parity or graphs has the layer %s and a reference",
                      layer_kinds[i].name);
}
END_TEST

Suite *layers_suite(void);

Suite *
layers_suite(void)
{
    Suite *suite = suite_create("layers");
    TCase *tests = tcase_create("causal");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, causal_attention_sees_nothing_later);
    tcase_add_test(tests, masked_convolutions_see_nothing_later);
    suite_add_tcase(suite, tests);
    TCase *table = tcase_create("table");
    tcase_add_test(table, every_layer_stands_on_a_page_with_a_reference);
    suite_add_tcase(suite, table);
    return suite;
}

#ifdef TEST_MAIN
int
main(void)
{
    SRunner *runner = srunner_create(layers_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
#endif
