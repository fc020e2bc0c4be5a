/* What the page stores: parameters and state with their shapes and first values, and the list
 * of all tensors in the page's order. */
#include "translate.h"

#include <string.h>

Tensor *
tensor_find(const Program *program, const char *key)
{
    for (int i = 0; i < program->parameters.count; i++) {
        if (strcmp(program->parameters.at[i]->key, key) == 0)
            return program->parameters.at[i];
    }
    for (int i = 0; i < program->states.count; i++) {
        if (strcmp(program->states.at[i]->key, key) == 0)
            return program->states.at[i];
    }
    return NULL;
}

static void
check_identifier(const Page *page, const Tensor *tensor)
{
    const Program *program = page->program;
    const Entry *entry = model_find(page->model, tensor->name);
    if (tensor->network && entry) {
        error_at(entry->mark, "the name '%s' is taken by the tensor %s", entry->name,
                 tensor->key);
        note_at(tensor->mark, "of this layer");
    }
    for (int i = 0; i < program->parameters.count + program->states.count; i++) {
        int state = i - program->parameters.count;
        const Tensor *other = state < 0 ? program->parameters.at[i] : program->states.at[state];
        if (strcmp(other->name, tensor->name) != 0)
            continue;
        error_at(tensor->mark, "the tensors %s and %s would both be called %s in C",
                 tensor->key, other->key, tensor->name);
        note_at(other->mark, "the other one");
    }
}

Tensor *
tensor_add(Page *page, Tensor made)
{
    Program *program = page->program;
    Tensor *tensor = NEW(Tensor);
    *tensor = made;
    tensor->parts = made.dims;
    tensor->shape = dims_shape(made.dims, 1);
    check_identifier(page, tensor);
    if (tensor->trained) {
        tensor->index = program->parameters.count;
        PUSH(program->parameters, tensor);
    } else {
        tensor->index = program->states.count;
        PUSH(program->states, tensor);
    }
    return tensor;
}

void
tensor_split(Tensor *tensor, int axis, Dims image)
{
    Dims parts = {0};
    if (tensor->parts.rank != tensor->dims.rank && axis == 1)
        axis = tensor->parts.rank - 1; /* behind an axis that is split already */
    if (tensor->parts.rank + image.rank - 1 > RANK || axis >= tensor->parts.rank ||
        tensor->parts.n[axis] != dims_size(image))
        return;
    for (int i = 0; i < tensor->parts.rank; i++)
        for (int k = 0; k < (i == axis ? image.rank : 1); k++) {
            parts.size[parts.rank] = i == axis ? image.size[k] : tensor->parts.size[i];
            parts.n[parts.rank++] = i == axis ? image.n[k] : tensor->parts.n[i];
        }
    tensor->parts = parts;
    tensor->shape = dims_shape(parts, 1);
}

static bool
exact(Eval *eval, const Expr *expr, double *value)
{
    Value v = evaluate(eval, expr);
    if (v.kind == VALUE_POISON)
        return false;
    if (v.kind != VALUE_TENSOR || v.node->op != OP_CONST) {
        error_at(expression_mark(expr), "'%s' is not a number known before training",
                 expression_print(expr));
        return false;
    }
    *value = v.exact.den ? rational_double(v.exact) : v.node->value;
    return true;
}

bool
number_argument(Eval *eval, const Expr *expr, double *value)
{
    return exact(eval, expr, value);
}

static void
read_tensor(Page *page, const Entry *entry)
{
    static const char *const keys[] = {"shape", "init", NULL};
    World *world = world_new(page, true);
    Eval eval = {page, world, NULL};
    Tensor made = {.name = entry->name, .key = entry->name, .mark = entry->mark};
    made.trained = entry->kind == NAME_PARAMETER;
    world->owner = entry->name;
    if (entry->body->kind != YAML_MAP) {
        error_at(entry->body->mark, "%s is written {shape: [...], init: ...}", entry->name);
        return;
    }
    bool good = keys_check(entry->body, entry->name, keys);
    Yaml *shape = yaml_get(entry->body, "shape"), *init = yaml_get(entry->body, "init");
    if (!shape || !init) {
        error_at(entry->mark, "%s: `%s` is missing", entry->name, shape ? "init" : "shape");
        return;
    }
    bool sized = shape->kind == YAML_LIST && shape->count == 0;
    sized = sized || shape_read(&eval, shape, &made.dims);
    const Expr *first;
    InitSpec spec;
    made.init = (Init){.kind = INIT_NORMAL, .b = 1};
    if (!start_expression(page, init, &first) || (!first && !init_read(&eval, init, &spec)) ||
        !sized || !good || (!first && !init_resolve(&spec, &made.dims, &made.init)))
        return;
    Tensor *tensor = tensor_add(page, made);
    if (first)
        PUSH(page->firsts, ((First){.tensor = tensor, .expr = first}));
}

void
tensors_read(Page *page)
{
    for (int i = 0; i < page->model->entries.count; i++) {
        const Entry *entry = page->model->entries.at[i];
        if (entry->kind == NAME_PARAMETER || entry->kind == NAME_STATE)
            read_tensor(page, entry);
    }
}
