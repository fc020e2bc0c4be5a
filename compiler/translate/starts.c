/* First values that are computed: those of another tensor (`init: codebook`), and the centres
 * of clusters (`init: kmeans(ze)`).
 *
 * The one idea: kmeans's argument is an output like that of a command, only in training mode;
 * the trainer runs it over the first batches before the first step and clusters what comes out
 * (runtime/start.c). Tensors whose argument reads others that begin so come behind those. */
#include "translate.h"

#include <string.h>

static bool
is_tensor(const Entry *entry)
{
    return entry && (entry->kind == NAME_STATE || entry->kind == NAME_PARAMETER);
}

/* A word that is no init, near to what could stand here beside inits. */
static bool
refuse_near(const Page *page, const Expr *word)
{
    LIST(const char *) words = {0};
    for (int i = 0; i < init_kind_count; i++)
        if (strcmp(init_kinds[i].name, word->name) == 0)
            return false;
    for (int i = 0; i < page->model->entries.count; i++)
        if (is_tensor(page->model->entries.at[i]))
            PUSH(words, page->model->entries.at[i]->name);
    PUSH(words, kmeans_function.name);
    const char *near = suggestion(word->name, words.at, words.count);
    if (!*near || model_find(page->model, word->name))
        return false;
    error_at(word->mark, "no init and no tensor '%s'%s", word->name, near);
    return true;
}

bool
start_expression(const Page *page, const Yaml *init, const Expr **first)
{
    Expr *expr = init->kind == YAML_SCALAR ? expression_parse(init) : NULL;
    const Expr *word = expr && expr->kind == EXPR_CALL ? expr->operand[0] : expr;
    *first = NULL;
    if (!word || word->kind != EXPR_NAME)
        return true;
    if (strcmp(word->name, kmeans_function.name) == 0 && word != expr)
        *first = expr;
    else if (word == expr && is_tensor(model_find(page->model, word->name)))
        *first = expr;
    else
        return !refuse_near(page, word);
    return true;
}

static Value take_vectors(Call *call);

const Function kmeans_function = {
    "kmeans", "z, iterations=10, each=32",
    "Centres of the vectors along the channels of z, of the first batches of the data,\n"
    "before the first step: at least `each` vectors for a centre, or an epoch. A centre\n"
    "without vectors stays where it is. z is computed in training mode, with the first\n"
    "values of all parameters; nothing is taken from the data by it. Without data, as in\n"
    "`bench` and `gradcheck`, it is normal(0, 1).\n"
    "Shapes: a table [K, D]; z [D], [D, H, W] or [T, D] of each example\n"
    "Units: as z\n"
    "Derivative: none\n"
    "Convention: begins as k-means++; sums for a table of sums are centres times counts\n"
    "Source: Lloyd, 1982; Arthur and Vassilvitskii, 2007",
    take_vectors};

static First *
first_of(Page *page, const Tensor *tensor)
{
    for (int i = 0; i < page->firsts.count; i++)
        if (page->firsts.at[i].tensor == tensor)
            return &page->firsts.at[i];
    return NULL;
}

/* ---- init: codebook ---- */

static void
read_like(Page *page, First *first)
{
    Tensor *tensor = first->tensor, *of = tensor_find(page->program, first->expr->name);
    if (!of)
        return; /* its own line was wrong */
    if (!dims_equal(tensor->dims, of->dims)) {
        error_at(first->expr->mark, "%s is %s and cannot begin as %s, which is %s",
                 tensor->name, dims_print(tensor->dims), of->name, dims_print(of->dims));
        note_at(of->mark, "%s is %s", of->name, dims_print(of->dims));
        return;
    }
    const Tensor *root = of;
    for (int steps = 0; root; steps++) {
        const First *next = first_of(page, root);
        if (root == tensor || steps > page->firsts.count) {
            error_at(first->expr->mark, "%s begins as itself", tensor->name);
            if (of != tensor)
                note_at(of->mark, "%s begins as %s", of->name, tensor->name);
            return;
        }
        if (!next || next->expr->kind == EXPR_CALL)
            break;
        root = tensor_find(page->program, next->expr->name);
    }
    tensor->like = root;
}

/* ---- init: kmeans(ze) ---- */

static bool
read_count(Call *call, int i, int64_t fallback, int64_t most, int64_t *count)
{
    Rational number;
    if (!argument_number(call, i, rational(fallback, 1), &number))
        return false;
    *count = number.num;
    if (number.den == 1 && number.num >= 1 && number.num <= most)
        return true;
    error_at(expression_mark(call->argument[i]), "kmeans: a whole number from 1 to %lld",
             (long long)most);
    return false;
}

/* Vectors along the channels of z, for the rows of the table. */
static bool
fits_table(const Page *page, const First *first, const Expr *expr, const Value *z)
{
    const Tensor *tensor = first->tensor;
    int channel = dims_channel(z->dims);
    if (tensor->dims.rank != 2) {
        error_at(first->expr->mark, "kmeans: %s must be a table [codes, width], not %s",
                 tensor->name, dims_print(tensor->dims));
        return false;
    }
    if (z->outer == OUTER_BATCH && channel >= 0 && z->dims.rank <= 3 &&
        z->dims.n[channel] == tensor->dims.n[1])
        return true;
    error_at(expression_mark(expr), "kmeans: %s of %s%s has no vectors for %s, which is %s",
             expression_print(expr), dims_print(z->dims),
             z->outer ? value_over(page, z) : " without a batch", tensor->name,
             dims_print(tensor->dims));
    if (z->reason)
        note_at(z->why, "it is %s because of %s here", dims_print(z->dims), z->reason);
    return false;
}

/* Binds kmeans's arguments as for any function; the value is that of z. */
static Value
take_vectors(Call *call)
{
    int64_t iterations, each;
    Value z = argument(call, 0);
    First *first = NULL;
    Page *page = call->eval->page;
    for (int i = 0; i < page->firsts.count; i++)
        if (page->firsts.at[i].expr == call->expr)
            first = &page->firsts.at[i];
    if (z.kind == VALUE_POISON || !read_count(call, 1, 10, 10000, &iterations) ||
        !read_count(call, 2, 32, 100000, &each) ||
        !fits_table(page, first, call->argument[0], &z))
        return value_poison();
    Clusters *clusters = first->tensor->clusters = NEW(Clusters);
    clusters->iterations = iterations;
    clusters->each = each;
    clusters->per_batch = page->program->batch * dims_size(z.dims) / first->tensor->dims.n[1];
    first->value = z;
    return z;
}

static void
read_clusters(Page *page, World *world, First *first)
{
    Eval eval = {page, world, NULL};
    world->owner = first->tensor->name;
    world->owner_mark = first->tensor->mark;
    world->draws = 0;
    call_function(&eval, &kmeans_function, first->expr);
}

void
starts_check(Page *page)
{
    World *world = world_new(page, true);
    for (int i = 0; i < page->firsts.count; i++) {
        First *first = &page->firsts.at[i];
        if (first->expr->kind == EXPR_NAME)
            read_like(page, first);
        else
            read_clusters(page, world, first);
    }
}

/* ---- the routines, in an order in which each finds what it reads ---- */

static const char *
free_name(const Program *program, const char *tensor)
{
    const char *name = format("start_%s", tensor);
    for (int i = 0; i < program->commands.count; i++)
        if (strcmp(program->commands.at[i]->name, name) == 0)
            return free_name(program, format("%s_", tensor));
    return intern(name);
}

static void
build_start(Page *page, const First *first)
{
    Program *program = page->program;
    Command *command = NEW(Command);
    command->name = free_name(program, first->tensor->name);
    command->mark = first->tensor->mark;
    command->index = program->commands.count;
    command->fills = first->tensor;
    command->reads_data = program->fields.count > 0;
    Output output = {.value = opaque_resolve(page, first->value.node),
                     .dims = first->value.dims};
    PUSH(command->outputs, output);
    PUSH(program->commands, command);
}

/* Tensors that the value reads, and that begin as clusters themselves, come first. */
static void
visit(Page *page, First *first)
{
    Nodes order = {0};
    Node *value = opaque_resolve(page, first->value.node);
    if (first->state == 2)
        return;
    if (first->state == 1) {
        error_at(first->expr->mark, "%s begins with the clusters of a value that needs %s",
                 first->tensor->name, first->tensor->name);
        return;
    }
    first->state = 1;
    graph_order(1, &value, &order);
    for (int i = 0; i < order.count; i++) {
        if (order.at[i]->op != OP_STATE && order.at[i]->op != OP_PARAMETER)
            continue;
        const Tensor *read = order.at[i]->leaf;
        First *other = first_of(page, read->like ? read->like : read);
        if (other && other->tensor->clusters)
            visit(page, other);
    }
    first->state = 2;
    build_start(page, first);
}

void
starts_build(Page *page)
{
    World *world = world_new(page, true);
    for (int i = 0; i < page->firsts.count; i++)
        if (page->firsts.at[i].tensor->clusters)
            read_clusters(page, world, &page->firsts.at[i]);
    for (int i = 0; i < page->firsts.count; i++)
        if (page->firsts.at[i].tensor->clusters)
            visit(page, &page->firsts.at[i]);
}
