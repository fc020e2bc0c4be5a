/* Which kernels are one function, and what the function calls its values.
 *
 * Kernels are written with their names between marks. Two texts that are equal but for names
 * and `restrict` are one function; where its kernels' names differ, it takes what they have in
 * common, word by word, or else the names of the first. Functions are called after what they
 * make. */
#include "program.h"

#include <ctype.h>
#include <string.h>

enum { MOST_NAME = 44 };

static void
split_words(const char *name, WordList *words)
{
    while (*name) {
        size_t size = strcspn(name, "_");
        PUSH(*words, format("%.*s", (int)size, name));
        name += size + (name[size] == '_');
    }
}

/* "relu" of relu1 and relu3, "conv" of conv and conv; NULL where words differ otherwise. */
static const char *
common_word(const char *a, const char *b)
{
    size_t left = strlen(a), right = strlen(b);
    if (strcmp(a, b) == 0)
        return a;
    while (left > 0 && isdigit((unsigned char)a[left - 1]))
        left--;
    while (right > 0 && isdigit((unsigned char)b[right - 1]))
        right--;
    return left > 0 && left == right && memcmp(a, b, left) == 0 ? format("%.*s", (int)left, a)
                                                                : NULL;
}

static bool
is_link(const char *word)
{
    return strcmp(word, "of") == 0 || strcmp(word, "in") == 0 || strcmp(word, "via") == 0;
}

/* What two names have in common, word by word: "D_conv0" of D_conv0_of_x and D_conv0_of_fake.
 */
static const char *
common_name(const char *left, const char *right)
{
    WordList a = {0}, b = {0};
    split_words(left, &a);
    split_words(right, &b);
    int rows = a.count + 1, columns = b.count + 1;
    int *length = NEW_ARRAY(int, rows *columns);
    for (int i = a.count - 1; i >= 0; i--)
        for (int k = b.count - 1; k >= 0; k--) {
            int down = length[(i + 1) * columns + k], right_of = length[i * columns + k + 1];
            length[i * columns + k] = common_word(a.at[i], b.at[k]) != NULL
                                          ? 1 + length[(i + 1) * columns + k + 1]
                                      : down > right_of ? down
                                                        : right_of;
        }
    Text text = {0};
    int link_i = -2, link_k = -2; /* of the last common "of": kept where both go on alike */
    for (int i = 0, k = 0; i < a.count && k < b.count;) {
        const char *word = common_word(a.at[i], b.at[k]);
        if (word != NULL) {
            bool linked = text.size > 0 && link_i == i - 1 && link_k == k - 1;
            if (is_link(a.at[i]))
                link_i = i, link_k = k;
            else if (!isdigit((unsigned char)a.at[i][0]))
                text_print(&text, "%s%s%s%s", linked ? "_" : "", linked ? a.at[i - 1] : "",
                           text.size ? "_" : "", word);
            i++, k++;
        } else if (length[(i + 1) * columns + k] >= length[i * columns + k + 1]) {
            i++;
        } else {
            k++;
        }
    }
    return text.at ? text.at : "";
}

static bool
usable(const Plan *plan, const WordList *chosen, const char *name)
{
    static const char *const bare[] = {"",          "d",      "sum",      "row_sum",
                                       "next",      "scale",  "offset",   "d_sum",
                                       "d_row_sum", "scaled", "d_scaled", "slope"};
    for (size_t i = 0; i < COUNT_OF(bare); i++)
        if (strcmp(name, bare[i]) == 0)
            return false;
    return !isdigit((unsigned char)name[0]) && !name_forbidden(plan, name) &&
           !words_contain(chosen, name);
}

/* Names of the function: what the kernels' names have in common, or else those of the first. */
static void
choose_words(const Plan *plan, Function *function)
{
    const WordList *first = &function->words.at[0];
    WordList common = {0};
    for (int i = 0; i < first->count; i++) {
        const char *name = first->at[i];
        for (int k = 1; k < function->words.count; k++)
            if (strcmp(name, function->words.at[k].at[i]) != 0)
                name = common_name(name, function->words.at[k].at[i]);
        PUSH(common, name);
    }
    for (int i = 0; i < common.count; i++) {
        WordList others = {0};
        for (int k = 0; k < common.count; k++)
            if (k != i)
                PUSH(others, k < i ? function->chosen.at[k] : common.at[k]);
        PUSH(function->chosen,
             usable(plan, &others, common.at[i]) ? common.at[i] : first->at[i]);
    }
}

const char *
kernel_text(const Writing *writing, Kernel *kernel, const char *name)
{
    Text text = {0};
    kernel->name = name;
    if (kernel->kind == KERNEL_CONTRACTION)
        contraction_emit(&text, kernel->contraction, name);
    else if (kernel->kind == KERNEL_LOOPS)
        loops_emit(&text, writing->plan, kernel);
    else if (kernel->kind == KERNEL_MOVE)
        moves_emit(&text, writing->plan, kernel);
    return text.at ? text.at : "";
}

static bool
is_function(const Kernel *kernel)
{
    return kernel->kind == KERNEL_CONTRACTION || kernel->kind == KERNEL_LOOPS ||
           kernel->kind == KERNEL_MOVE;
}

/* Finds the function of a kernel, or makes one. The texts of contractions hold no names. */
static void
join_function(Writing *writing, Kernel *kernel)
{
    bool marked = names_mark(true);
    WordList words = {0};
    const char *text = kernel_text(writing, kernel, "@"), *key = marks_key(text, &words);
    int *number = lexicon_put(&writing->keys, key);
    Function *function = *number > 0 ? writing->functions.at[*number - 1] : NULL;
    if (function == NULL) {
        Text formulas = {0};
        if (kernel->kind == KERNEL_LOOPS)
            kernel_formulas(&formulas, writing->plan, kernel);
        function = NEW(Function);
        function->text = text;
        function->formulas = formulas.at;
        function->space =
            kernel->kind == KERNEL_LOOPS ? kernel_space(writing->plan, kernel) : NULL;
        PUSH(writing->functions, function);
        *number = writing->functions.count;
    } else {
        function->text = marks_merge(function->text, text);
        if (function->space)
            function->space = marks_merge(function->space, kernel_space(writing->plan, kernel));
    }
    names_mark(marked);
    PUSH(function->kernels, kernel);
    PUSH(function->words, words);
    writing->of[kernel->index] = function;
}

const char *
chosen_word(const Function *function, const char *name)
{
    for (int i = 0; i < function->words.at[0].count; i++)
        if (strcmp(function->words.at[0].at[i], name) == 0)
            return function->chosen.at[i];
    return name;
}

static int
importance(const Node *n)
{
    return n->tag == NULL ? n->adjoint_of != NULL : n->tag->written ? 3 : 2;
}

/* The value that a kernel is called after: one of the page before others, then the largest. */
const Buffer *
main_result(const Kernel *kernel, const Buffer *but)
{
    const Access *best = NULL;
    for (int i = 0; i < kernel->writes.count; i++) {
        const Access *at = &kernel->writes.at[i];
        if (at->buffer == but)
            continue;
        int more = best ? importance(at->node) - importance(best->node) : 1;
        if (more > 0 ||
            (more == 0 && shape_size(at->node->shape) > shape_size(best->node->shape)))
            best = at;
    }
    return best ? best->buffer : NULL;
}

/* ---- names of functions ---- */

static const char *
extents(Shape shape, bool batch)
{
    Text text = {0};
    for (int s = 0; s < AXES; s++)
        if (shape.n[s] > 1 && (batch || s != BATCH))
            text_print(&text, text.size ? "x%lld" : "%lld", (long long)shape.n[s]);
    return text.at ? text.at : "1";
}

/* "product_128x400_by_784x400", "conv_3x32x32_to_64x16x16": what contractions of one shape
 * share. */
static const char *
contraction_name(const Kernel *kernel)
{
    const Contraction *c = kernel->contraction;
    const Shape a = c->operand[A].shape, b = c->operand[B].shape, out = c->operand[OUT].shape;
    const char *op =
        format("%s%s%s", c->adds ? "add_" : "", contraction_factor(c) ? "scaled_" : "",
               c->roles.letters ? "product" : op_name(c->node->op));
    if (c->roles.letters != NULL)
        return format("%s_%s_by_%s", op, extents(a, true), extents(b, true));
    if (out.n[BATCH] == 1)
        return format("%s_%s_by_%s", op, extents(a, false), extents(b, false));
    return format("%s_%s_to_%s", op, extents(a, false), extents(out, false));
}

/* "make_z", or "make_d_q_mu_and_d_q_logvar". */
static const char *
short_name(const Function *function)
{
    const Kernel *kernel = function->kernels.at[0];
    if (kernel->kind == KERNEL_CONTRACTION)
        return contraction_name(kernel);
    const Buffer *result = main_result(kernel, NULL), *second = main_result(kernel, result);
    const char *base = format("make_%s", chosen_word(function, result->name));
    if (kernel->writes.count != 2)
        return base;
    const char *both = format("%s_and_%s", base, chosen_word(function, second->name));
    return strlen(both) <= MOST_NAME ? both : base;
}

/* "_in_panels": along which axis weights are cut into panels; of a product, which operands. */
static const char *
panels_text(const Contraction *c)
{
    static const char *const words[] = {"_left_panels", "_right_panels", "_result_panels"};
    Text text = {0};
    for (int i = 0; i < 3; i++) {
        int slot = c->operand[i].storage.panel_slot;
        if (slot < 0)
            continue;
        if (c->roles.window != NULL)
            text_put(&text, slot == c->roles.window->channel ? "_out_panels" : "_in_panels");
        else
            text_put(&text, words[i]);
    }
    return text.at ? text.at : "_plain";
}

/* "_ik_jk_ji": which axes of a product are one. */
static const char *
letters_text(const Contraction *c)
{
    const Letters *letters = c->roles.letters;
    Text text = {0};
    text_put(&text, "");
    if (letters == NULL)
        return text.at;
    const int8_t *operand[] = {letters->a, letters->b, letters->out};
    for (int i = 0; i < 3; i++) {
        text_put(&text, "_");
        for (int s = 0; s < AXES; s++)
            if (operand[i][s] >= 0)
                text_print(&text, "%c", 'i' + operand[i][s]);
    }
    return text.at;
}

/* What tells functions of the same short name apart: shapes, then the routine. */
static const char *
longer_name(const Writing *writing, const Function *function, int length)
{
    const Kernel *kernel = function->kernels.at[0];
    const char *base = short_name(function);
    const char *routine = writing->plan->routines.at[kernel->routine]->name;
    if (length == 0)
        return base;
    if (kernel->kind == KERNEL_CONTRACTION) {
        const Contraction *c = kernel->contraction;
        const char *cut = format("%s%s", base, panels_text(c));
        const char *copied = c->scratch ? "_packed" : "_in_place";
        return length == 1   ? cut
               : length == 2 ? format("%s%s", cut, copied)
               : length == 3 ? format("%s%s%s", cut, copied, letters_text(c))
                             : format("%s%s_%s_%s", cut, copied, routine, kernel->label);
    }
    if (length == 1)
        return format("%s_%s", base, extents(main_result(kernel, NULL)->shape, false));
    return length == 2 ? format("%s_in_%s", base, routine)
                       : format("%s_in_%s_%s", base, routine, kernel->label);
}

/* Functions that want the same name all take a longer one. */
static void
name_functions(const Writing *writing)
{
    int count = writing->functions.count;
    int *length = NEW_ARRAY(int, count + 1);
    for (bool again = true; again;) {
        Lexicon wanted = {0};
        again = false;
        for (int i = 0; i < count; i++) {
            Function *function = writing->functions.at[i];
            function->name = longer_name(writing, function, length[i]);
            ++*lexicon_put(&wanted, function->name);
        }
        for (int i = 0; i < count; i++) {
            if (lexicon_get(&wanted, writing->functions.at[i]->name) > 1 && length[i] < 4) {
                length[i]++;
                again = true;
            }
        }
    }
}

void
want_functions(const Plan *plan)
{
    const Writing writing = {.plan = plan};
    Text unread = {0};
    for (int i = 0; i < plan->kernels.count; i++) {
        Kernel *kernel = plan->kernels.at[i];
        const bool function = is_function(kernel);
        if (function && kernel->kind != KERNEL_CONTRACTION)
            kernel_text(&writing, kernel, "@");
        enter_routine(plan->routines.at[kernel->routine]);
        if (kernel->kind == KERNEL_LOOPS)
            kernel_formulas(&unread, plan, kernel);
        unread.size = 0;
    }
}

void
find_functions(Writing *writing)
{
    writing->of = NEW_ARRAY(Function *, writing->plan->kernels.count + 1);
    for (int i = 0; i < writing->plan->kernels.count; i++)
        if (is_function(writing->plan->kernels.at[i]))
            join_function(writing, writing->plan->kernels.at[i]);
    for (int i = 0; i < writing->functions.count; i++)
        choose_words(writing->plan, writing->functions.at[i]);
    name_functions(writing);
    for (int i = 0; i < writing->functions.count; i++) {
        const Function *function = writing->functions.at[i];
        for (int k = 0; k < function->kernels.count; k++)
            function->kernels.at[k]->name = function->name;
    }
}
