/* Networks: declared once on the shapes of their inputs, which finds their parameters in the
 * page's order and every error of shape; applied as often as wanted. The same network on the
 * same argument up to stop_gradient with the same parameters is one application: one update of
 * statistics. */
#include "translate.h"

#include <string.h>

Network *
network_find(const Page *page, const char *name)
{
    for (int i = 0; i < page->networks.count; i++) {
        if (strcmp(page->networks.at[i]->name, name) == 0)
            return page->networks.at[i];
    }
    return NULL;
}

bool
shape_read(Eval *eval, const Yaml *body, Dims *dims)
{
    Dims empty = {0};
    *dims = empty;
    int count = body->kind == YAML_LIST ? body->count : 1;
    if (body->kind == YAML_MAP || count > RANK) {
        error_at(body->mark, "a shape is a list of at most %d sizes", RANK);
        return false;
    }
    for (int i = 0; i < count; i++) {
        Dims one;
        Expr *expr = expression_parse(body->kind == YAML_LIST ? body->item[i] : body);
        if (!expr || !evaluate_dims(eval, expr, &one))
            return false;
        dims->n[i] = one.n[0];
        dims->size[i] = one.size[0];
        dims->rank++;
    }
    if (dims_size(*dims) >= 0)
        return true;
    error_at(body->mark, "%s is more than 2^31 - 1 numbers", dims_product(*dims));
    return false;
}

static bool
input_field(Page *page, const Yaml *word, Dims *dims, int64_t *bound)
{
    for (int i = 0; word->kind == YAML_SCALAR && i < page->program->fields.count; i++) {
        const Field *field = page->program->fields.at[i];
        if (strcmp(field->name, word->text) != 0)
            continue;
        *dims = field->dims;
        *bound = field->classes;
        return true;
    }
    return false;
}

/* {label: classes, shape: [height, width]}: indices below a bound; without shape a single one.
 */
static bool
read_indices(Eval *eval, const Yaml *body, const char *name, Dims *dims, int64_t *bound)
{
    static const char *const keys[] = {"label", "shape", NULL};
    const Yaml *label = yaml_get(body, "label"), *shape = yaml_get(body, "shape");
    Rational below = {0, 1};
    if (!keys_check(body, format("input %s", name), keys))
        return false;
    Expr *expr = label && label->kind == YAML_SCALAR ? expression_parse(label) : NULL;
    if (expr && !evaluate_number(eval, expr, &below))
        return false;
    if (below.den != 1 || below.num < 1 || below.num > INT32_MAX) {
        error_at(
            label ? label->mark : body->mark,
            "an input of indices is written {label: classes, shape: [height, width]}, with a "
            "whole number of classes from 1");
        return false;
    }
    *bound = below.num;
    return !shape || shape_read(eval, shape, dims);
}

static bool
read_input(Page *page, Network *network, const Yaml *key, const Yaml *shape)
{
    World *world = world_new(page, true);
    Eval eval = {page, world, NULL};
    int i = network->inputs;
    world->owner = network->name;
    network->input[i] = intern(key->text);
    network->inputs++;
    if (shape->kind == YAML_MAP)
        return read_indices(&eval, shape, key->text, &network->input_dims[i],
                            &network->input_bound[i]);
    return input_field(page, shape, &network->input_dims[i], &network->input_bound[i]) ||
           shape_read(&eval, shape, &network->input_dims[i]);
}

static bool
read_inputs(Page *page, Network *network, const Yaml *input)
{
    LIST(const char *) fields = {0};
    int count = input->kind == YAML_SCALAR ? 1 : input->count;
    network->input = NEW_ARRAY(const char *, count + 1);
    network->input_dims = NEW_ARRAY(Dims, count + 1);
    network->input_bound = NEW_ARRAY(int64_t, count + 1);
    for (int i = 0; i < page->program->fields.count; i++)
        PUSH(fields, page->program->fields.at[i]->name);
    bool good = count > 0;
    if (!good)
        error_at(input->mark, "the network has no input");
    for (int i = 0; i < count; i++) {
        if (input->kind == YAML_MAP) {
            good = read_input(page, network, input->key[i], input->item[i]) && good;
            continue;
        }
        const Yaml *word = input->kind == YAML_LIST ? input->item[i] : input;
        Dims dims;
        int64_t bound;
        if (!input_field(page, word, &dims, &bound)) {
            const char *name = word->kind == YAML_SCALAR ? word->text : yaml_print(word);
            const Entry *entry = model_find(page->model, name);
            good = false;
            if (entry && entry->kind == NAME_FIELD)
                continue; /* its own line was wrong */
            error_at(word->mark,
                     "no field '%s' in `data`%s; another input is written "
                     "{z: [latent]}",
                     name, suggestion(name, fields.at, fields.count));
            continue;
        }
        good = read_input(page, network, word, word) && good;
    }
    return good;
}

static bool
read_network(Page *page, Network *network)
{
    static const char *const keys[] = {"input", "layers",        "outputs",
                                       "init",  "spectral_norm", NULL};
    const Yaml *body = network->entry->body;
    World *world = world_new(page, true);
    Eval eval = {page, world, NULL};
    world->owner = network->name;
    if (body->kind != YAML_MAP) {
        error_at(body->mark, "network %s holds input, layers and outputs", network->name);
        return false;
    }
    bool good = keys_check(body, format("network %s", network->name), keys);
    Yaml *input = yaml_get(body, "input"), *init = yaml_get(body, "init");
    if (!input) {
        error_at(network->entry->mark, "network %s has no `input:`", network->name);
        return false;
    }
    if (!yaml_get(body, "layers") && !yaml_get(body, "outputs")) {
        error_at(network->entry->mark, "network %s has neither layers nor outputs",
                 network->name);
        good = false;
    }
    if (init) {
        network->init = NEW(InitSpec);
        good = init_read(&eval, init, network->init) && good;
    }
    Yaml *norm = yaml_get(body, "spectral_norm");
    good = (!norm || yaml_flag(norm, "spectral_norm", &network->spectral_norm)) && good;
    return read_inputs(page, network, input) && good;
}

/* ---- one run through a network -------------------------------------------------------------
 */

static Value
run_outputs(Run *run, const Yaml *outputs, Value x)
{
    Value result = {.kind = VALUE_RECORD, .members = outputs->count};
    result.member = NEW_ARRAY(const char *, outputs->count + 1);
    result.at = NEW_ARRAY(Value, outputs->count + 1);
    bool good = true;
    for (int i = 0; i < outputs->count; i++) {
        const char *name = intern(outputs->key[i]->text);
        const Yaml *body = outputs->item[i];
        Value v = value_poison();
        if (body->kind == YAML_LIST) {
            v = run_list(run, body, format("%s.%s", run->network->name, name),
                         format("%s_", name), x);
        } else {
            Expr *expr = expression_parse(body);
            v = expr ? evaluate(&run->eval, expr) : v;
        }
        result.member[i] = name;
        result.at[i] = v;
        scope_add(run->names, name, v);
        good = good && v.kind == VALUE_TENSOR;
    }
    return good ? result : value_poison();
}

/* Named layers are seen by their names: G(z).n. */
static Value
with_taps(Value result, const Network *network, const Scope *names)
{
    if (result.kind != VALUE_POISON)
        value_add_taps(&result, names, network->inputs);
    return result;
}

static Value
run_network(Eval *eval, Network *network, const Value *values, const char *of, bool training,
            int application)
{
    Application *a = application < 0 ? NULL : &eval->page->applications.at[application];
    const bool fresh = a && eval->world->records && !a->recorded;
    if (fresh)
        a->recorded = true;
    const Yaml *body = network->of ? network->of->entry->body : network->entry->body;
    Yaml *layers = yaml_get(body, "layers"), *outputs = yaml_get(body, "outputs");
    Scope names = {.sizes_only = true};
    for (int i = 0; i < network->inputs; i++)
        scope_add(&names, network->input[i], values[i]);
    Run run = {.eval = {eval->page, eval->world, &names}, .names = &names, .network = network};
    run.of = of;
    run.application = application;
    run.fresh = fresh;
    run.training = training;
    Value x = values[0];
    if (layers)
        x = run_list(&run, layers, network->name, "", x);
    if (x.kind == VALUE_POISON || !outputs)
        return with_taps(x, network, &names);
    if (outputs->kind == YAML_MAP)
        return with_taps(run_outputs(&run, outputs, x), network, &names);
    error_at(outputs->mark, "outputs holds lines of the form `mu: [linear: latent]`");
    return value_poison();
}

static bool
declare(Page *page, Network *network)
{
    if (network->of && !declare(page, network->of))
        network->broken = true;
    if (network->declared || network->broken)
        return !network->broken;
    if (network->busy) {
        error_at(network->entry->mark, "network %s holds itself", network->name);
        network->broken = true;
        return false;
    }
    network->busy = true;
    World *world = world_new(page, true);
    Eval eval = {page, world, NULL};
    Value *values = NEW_ARRAY(Value, network->inputs);
    bool outer = page->declaring;
    world->owner = network->name;
    page->declaring = true;
    for (int i = 0; i < network->inputs; i++) {
        Field *place = NEW(Field);
        Shape shape = dims_shape(network->input_dims[i], page->program->batch);
        values[i] =
            value_tensor(graph_data(place, network->input[i], shape, network->input_bound[i]),
                         network->input_dims[i], OUTER_BATCH);
        values[i] = value_because(values[i], network->entry->mark,
                                  format("input '%s'", network->input[i]));
    }
    Value result = run_network(&eval, network, values, "", true, -1);
    page->declaring = outer;
    network->busy = false;
    network->declared = true;
    network->broken = network->broken || result.kind == VALUE_POISON;
    return !network->broken;
}

void
networks_read(Page *page)
{
    for (int i = 0; i < page->model->entries.count; i++) {
        Entry *entry = page->model->entries.at[i];
        if (entry->kind != NAME_NETWORK || entry->average)
            continue;
        Network *network = NEW(Network);
        network->name = entry->name;
        network->entry = entry;
        PUSH(page->networks, network);
        network->broken = !read_network(page, network);
    }
    averages_read(page);
    for (int i = 0; i < page->networks.count; i++)
        declare(page, page->networks.at[i]);
}

/* ---- applications ---------------------------------------------------------------------------
 */

static bool
holds(const Page *page, const Network *network, const char *name)
{
    if (strcmp(network->name, name) == 0)
        return true;
    for (int i = 0; i < network->within.count; i++) {
        if (holds(page, network_find(page, network->within.at[i]), name))
            return true;
    }
    return false;
}

/* The place of the application of the network to these arguments with these parameters. */
static int
application_of(Eval *eval, const Network *network, const Value *values)
{
    Page *page = eval->page;
    const Program *program = page->program;
    Application a = {.network = network->name, .count = network->inputs};
    a.argument = NEW_ARRAY(Node *, a.count);
    a.version = NEW_ARRAY(int, program->parameters.count + 1);
    for (int i = 0; i < a.count; i++)
        a.argument[i] = values[i].node;
    graph_erase_stop(a.count, a.argument);
    for (int i = 0; i < program->parameters.count; i++) {
        const Tensor *tensor = program->parameters.at[i];
        if (tensor->network && holds(page, network, tensor->network))
            a.version[a.versions++] = eval->world->parameter_version[i];
    }
    for (int i = 0; i < page->applications.count; i++) {
        const Application *b = &page->applications.at[i];
        if (b->network == a.network &&
            memcmp(a.argument, b->argument, sizeof(Node *) * (size_t)a.count) == 0 &&
            memcmp(a.version, b->version, sizeof(int) * (size_t)a.versions) == 0)
            return i;
    }
    PUSH(page->applications, a);
    return page->applications.count - 1;
}

/* All outer axes of the arguments as one, which the layers see as their rows; the set of them.
 */
static unsigned
merge_arguments(Page *page, const Network *network, const Value *given, Value *values)
{
    unsigned outer = 0;
    for (int i = 0; i < network->inputs; i++)
        outer |= given[i].outer;
    for (int i = 0; i < network->inputs; i++)
        values[i] = outer_merge(page, given[i], outer);
    return outer;
}

/* A network maps over every outer axis of its arguments. */
Value
apply_values(Eval *eval, Network *network, const Value *given, const char *of, bool training)
{
    World *world = eval->world;
    Value *values = NEW_ARRAY(Value, network->inputs + 1);
    if (eval->page->declaring)
        declare(eval->page, network);
    if (network->broken)
        return value_poison();
    for (int i = 0; i < network->inputs; i++) {
        if (dims_equal(given[i].dims, network->input_dims[i]))
            continue;
        error_at(eval->world->owner_mark, "%s takes %s, not %s", network->name,
                 dims_print(network->input_dims[i]), dims_print(given[i].dims));
        return value_poison();
    }
    const unsigned rows = world->rows;
    const unsigned outer = merge_arguments(eval->page, network, given, values);
    world->rows = outer ? outer_rows(eval->page, outer) : OUTER_BATCH;
    const bool applies = training && !eval->page->declaring;
    const int application = applies ? application_of(eval, network, values) : -1;
    Value result = run_network(eval, network, values, of, training, application);
    world->rows = rows;
    return outer_count(outer) > 1 ? outer_split(eval->page, result) : result;
}

/* What the argument is called, for names like D_linear_of_x. */
static const char *
argument_name(const Expr *expr, const char *owner)
{
    if (expr->kind == EXPR_NAME)
        return expr->name;
    if (expr->kind == EXPR_DOT && expr->operand[0]->kind == EXPR_NAME)
        return format("%s_%s", expr->operand[0]->name, expr->name);
    if (expr->kind == EXPR_CALL && expr->operand[0]->kind == EXPR_NAME && expr->count == 2 &&
        strcmp(expr->operand[0]->name, "stop_gradient") == 0)
        return argument_name(expr->operand[1], owner);
    return owner;
}

static void
refuse_input(const Page *page, const Network *network, int i, const Expr *expr, const Value *v)
{
    error_at(expression_mark(expr), "%s takes %s, but %s is %s", network->name,
             dims_print(network->input_dims[i]), expression_print(expr), dims_print(v->dims));
    note_at(network->entry->mark, "input '%s' of %s is %s", network->input[i], network->name,
            dims_print(network->input_dims[i]));
    if (v->reason)
        note_at(v->why, "%s is %s because of %s here", expression_print(expr),
                dims_print(v->dims), v->reason);
    for (int k = 0; k < v->dims.rank && v->dims.rank == network->input_dims[i].rank; k++) {
        if (v->dims.n[k] != network->input_dims[i].n[k])
            note_size(page, expr, v->dims.n[k], network->input_dims[i].n[k]);
    }
}

bool
evaluate_input(Eval *eval, const Network *network, int i, const Expr *expr, Value *v)
{
    *v = evaluate(eval, expr);
    if (v->kind == VALUE_POISON)
        return false;
    if (v->kind != VALUE_TENSOR) {
        error_at(expression_mark(expr), "%s takes one value, but %s is a record", network->name,
                 expression_print(expr));
        if (v->members)
            note_at(expression_mark(expr), "one of its parts, for example %s.%s?",
                    expression_print(expr), v->member[0]);
        return false;
    }
    if (!network->broken && (v->per_channel || !dims_equal(v->dims, network->input_dims[i]))) {
        refuse_input(eval->page, network, i, expr, v);
        return false;
    }
    if (!network->broken && value_integer(v) && network->input_bound[i] > 0 &&
        v->node->bound > network->input_bound[i]) {
        error_at(expression_mark(expr), "%s takes labels below %lld, but %s goes up to %lld",
                 network->name, (long long)network->input_bound[i], expression_print(expr),
                 (long long)v->node->bound - 1);
        return false;
    }
    if (!network->broken && value_integer(v) != (network->input_bound[i] > 0)) {
        error_at(expression_mark(expr), "%s takes %s, but %s holds %s", network->name,
                 network->input_bound[i] ? "labels" : "numbers", expression_print(expr),
                 network->input_bound[i] ? "numbers" : "indices: one_hot(...) of them?");
        return false;
    }
    for (int k = 0; !network->broken && k < v->dims.rank; k++)
        graph_call_axis(v->node, value_slot(v) + k, network->input_dims[i].size[k]);
    return true;
}

Value
apply_network(Eval *eval, Network *network, const Expr *call, bool training)
{
    Value *values = NEW_ARRAY(Value, network->inputs + 1);
    bool good = true;
    if (network->inputs && call->count - 1 != network->inputs) {
        error_at(expression_mark(call), "%s takes %d input%s, not %d", network->name,
                 network->inputs, network->inputs == 1 ? "" : "s", call->count - 1);
        note_at(network->entry->mark, "the network %s", network->name);
        return value_poison();
    }
    for (int i = 0; i < network->inputs; i++) {
        const char *word = call->argument[i + 1];
        if (word && strcmp(word, network->input[i]) != 0) {
            error_at(call->argument_mark[i + 1], "input %d of %s is called '%s', not '%s'",
                     i + 1, network->name, network->input[i], word);
            good = false;
        }
        good = evaluate_input(eval, network, i, call->operand[i + 1], &values[i]) && good;
    }
    if (!good || network->broken)
        return value_poison();
    const char *of = argument_name(call->operand[1], eval->world->owner);
    return apply_values(eval, network, values, of, training);
}
