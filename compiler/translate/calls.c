/* Functions as layers: `leaky_relu: 0.2` in a list of layers is leaky_relu(x, 0.2) of what
 * comes before it. A scalar or a list is the argument behind the first; a map names them.
 *
 * The one idea: the line becomes the call that an expression would have, so a function has one
 * definition, one document and one set of errors, wherever it stands. */
#include "layers.h"

#include <string.h>

/* The value that runs through the list, in messages too. */
#define INPUT "its input"

bool
function_known(const Page *page, const char *name)
{
    return function_find(name) || definition_find(&page->model->functions, name) ||
           definition_find(&page->prelude, name);
}

/* A scalar, or a list of such, as an expression; NULL after an error. */
static Expr *
argument_expression(const Yaml *yaml)
{
    if (yaml->kind == YAML_SCALAR)
        return expression_parse(yaml);
    if (yaml->kind == YAML_MAP) {
        error_at(yaml->mark, "a number, a name or a list is expected here");
        return NULL;
    }
    Expr *list = NEW(Expr);
    list->kind = EXPR_LIST;
    list->mark = list->whole = yaml->mark;
    list->count = yaml->count;
    list->operand = NEW_ARRAY(Expr *, yaml->count + 1);
    for (int i = 0; i < yaml->count; i++) {
        list->operand[i] = argument_expression(yaml->item[i]);
        if (!list->operand[i])
            return NULL;
    }
    return list;
}

static Expr *
name_expression(const char *name, Mark mark)
{
    Expr *expr = NEW(Expr);
    expr->kind = EXPR_NAME;
    expr->mark = expr->whole = mark;
    expr->name = intern(name);
    return expr;
}

static bool
put_argument(Expr *call, const Yaml *key, const Yaml *body)
{
    int i = call->count;
    call->operand[i] = argument_expression(body);
    if (!call->operand[i])
        return false;
    call->argument[i] = key ? intern(key->text) : NULL;
    call->argument_mark[i] = key ? key->mark : body->mark;
    call->count++;
    return true;
}

static Expr *
call_expression(const char *word, Mark mark, const Yaml *body, const Yaml **name)
{
    int room = 3 + (body && body->kind == YAML_MAP ? body->count : 0);
    Expr *call = NEW(Expr);
    call->kind = EXPR_CALL;
    call->mark = call->whole = mark;
    call->operand = NEW_ARRAY(Expr *, room);
    call->argument = NEW_ARRAY(const char *, room);
    call->argument_mark = NEW_ARRAY(Mark, room);
    call->operand[0] = name_expression(word, mark);
    call->operand[1] = name_expression(INPUT, mark);
    call->argument_mark[1] = mark;
    call->count = 2;
    if (body && body->kind != YAML_MAP)
        return put_argument(call, NULL, body) ? call : NULL;
    for (int i = 0; body && i < body->count; i++) {
        if (strcmp(body->key[i]->text, "name") == 0)
            *name = body->item[i];
        else if (!put_argument(call, body->key[i], body->item[i]))
            return NULL;
    }
    return call;
}

/* Parameters of the function `word`, its input among them. */
static int
parameter_count(const Page *page, const char *word)
{
    const Definition *own = definition_find(&page->model->functions, word);
    const Definition *known = own ? own : definition_find(&page->prelude, word);
    const Function *function = own ? NULL : function_find(word);
    const char *name, *fallback;
    int count = 0;
    if (!function)
        return known->parameters.count;
    while (parameter_spec(function->parameters, count, &name, &fallback))
        count++;
    return count;
}

Value
layer_function(Layer *layer, const char *word, const Yaml *body, const Yaml **name, Value x)
{
    Expr *call = call_expression(word, layer->mark, body, name);
    if (!call)
        return value_poison();
    if (parameter_count(layer->eval->page, word) < 2 && call->count > 2) {
        error_at(call->argument_mark[2], "%s takes no argument", word);
        return value_poison();
    }
    Scope scope = {.outer = layer->eval->scope};
    Eval inner = {layer->eval->page, layer->eval->world, &scope};
    scope_add(&scope, intern(INPUT), x);
    Value y = evaluate(&inner, call);
    if (y.kind == VALUE_POISON)
        return y;
    if (y.kind != VALUE_TENSOR) {
        error_at(layer->mark, "%s gives %s; a layer gives one value", layer->text,
                 y.kind == VALUE_AXES ? "axes" : "a record");
        return value_poison();
    }
    if ((y.outer & x.outer) != x.outer) {
        error_at(layer->mark,
                 "%s is one value for the whole batch; a layer gives one for each example",
                 layer->text);
        return value_poison();
    }
    y.members = 0;
    y.per_channel = false;
    return y;
}
