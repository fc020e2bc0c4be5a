/* First values that are computed: those of another tensor (`init: codebook`), and the centres
 * of clusters (`init: kmeans(ze)`).
 *
 * The one idea: kmeans's argument is an output like that of a command, only in training mode;
 * the trainer runs it over the first batches before the first step and clusters what comes out
 * (runtime/start.c). Tensors whose argument reads others that begin so come behind those. Of
 * several tables in one tensor each is a start of its own, in their order, so that what one
 * table leaves over can be what the next begins with. */
#include "functions.h"

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
    "Shapes: a table [K, D]; z [D], [D, H, W] or [T, D] of each example. For tables [N, K, D]\n"
    "z has a first axis of N too, and what belongs to one table may read those before it, as\n"
    "the residuals of scan do\n"
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

/* Vectors along the channels of z, or of each of its parts, for the rows of a table. */
static bool
fits_table(const Page *page, const First *first, const Expr *expr, const Value *z)
{
    const Tensor *tensor = first->tensor;
    const int rank = tensor->dims.rank, several = rank == 3;
    if (rank != 2 && rank != 3) {
        error_at(first->expr->mark,
                 "kmeans: %s must be a table [codes, width] or several, not %s", tensor->name,
                 dims_print(tensor->dims));
        return false;
    }
    Dims each = z->dims;
    bool fits = !several || (each.rank > 1 && each.n[0] == tensor->dims.n[0]);
    for (int i = 0; several && fits && i < each.rank - 1; i++)
        each.n[i] = z->dims.n[i + 1];
    each.rank -= several && fits;
    const int channel = dims_channel(each);
    if (fits && z->outer == OUTER_BATCH && channel >= 0 && each.rank <= 3 &&
        each.n[channel] == tensor->dims.n[rank - 1])
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
    const Dims *table = &first->tensor->dims;
    Clusters *clusters = first->tensor->clusters = NEW(Clusters);
    first->parts = table->rank == 3 ? (int)table->n[0] : 1;
    clusters->iterations = iterations;
    clusters->each = each;
    clusters->per_batch =
        page->program->batch * dims_size(z.dims) / table->n[table->rank - 1] / first->parts;
    first->value = NEW_ARRAY(Value, first->parts);
    for (int i = 0; i < first->parts; i++)
        first->value[i] = table->rank == 3 ? value_part(z, i) : z;
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
    return command_known(program, name) ? free_name(program, format("%s_", tensor))
                                        : intern(name);
}

static void
build_start(Page *page, const First *first, int part)
{
    Program *program = page->program;
    Command *command = NEW(Command);
    const char *name = first->tensor->name;
    command->name = free_name(program, first->parts > 1 ? format("%s_%d", name, part) : name);
    command->mark = first->tensor->mark;
    command->index = program->commands.count;
    command->fills = first->tensor;
    command->part = part;
    command->reads_data = program->fields.count > 0;
    const Value *value = &first->value[part];
    PUSH(command->outputs, ((Output){.value = value->node, .dims = value->dims}));
    PUSH(program->commands, command);
}

/* Whether n reads nothing of a tensor of several tables but what stands before table `part`. */
static bool
reads_before(const Node *n, const Node *leaf, int part)
{
    const int slot = 1; /* of the first axis of a tensor */
    for (int i = 0; i < n->count; i++) {
        const int64_t first = n->u.from[slot];
        if (n->arg[i] == leaf && (n->op != OP_SLICE || n->shape.n[slot] != 1 || first >= part))
            return false;
    }
    return true;
}

/* What table `part` begins with may need no table that is not there yet. */
static bool
check_part(const First *first, const Nodes *order, const Node *leaf, int part)
{
    for (int i = 0; i < order->count; i++) {
        if (reads_before(order->at[i], leaf, part))
            continue;
        const char *name = first->tensor->name;
        if (first->parts == 1)
            error_at(first->expr->mark, "%s begins with the clusters of a value that needs %s",
                     name, name);
        else
            error_at(first->expr->mark,
                     "table %d of %s begins with the clusters of a value that needs it, or one "
                     "behind it",
                     part, name);
        return false;
    }
    return true;
}

/* Tensors that the value reads, and that begin as clusters themselves, come first. */
static bool
visit(Page *page, First *first)
{
    if (first->state == 2)
        return true;
    if (first->state == 1) {
        error_at(first->expr->mark, "%s begins with the clusters of a value that needs %s",
                 first->tensor->name, first->tensor->name);
        return false;
    }
    first->state = 1;
    for (int part = 0; part < first->parts; part++) {
        Nodes order = {0};
        Node **value = &first->value[part].node;
        *value = opaque_resolve(page, *value);
        graph_order(1, value, &order);
        for (int i = 0; i < order.count; i++) {
            if (order.at[i]->op != OP_STATE && order.at[i]->op != OP_PARAMETER)
                continue;
            const Tensor *read = order.at[i]->leaf;
            First *other = first_of(page, read->like ? read->like : read);
            bool good = !other || !other->tensor->clusters ||
                        (other == first ? check_part(first, &order, order.at[i], part)
                                        : visit(page, other));
            if (!good)
                return false;
        }
        build_start(page, first, part);
    }
    first->state = 2;
    return true;
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
