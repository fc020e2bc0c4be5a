/* Functions and blocks of a page: `name(parameters): body`, parameters with or without a
 * default. The body of a function is an expression, or a map with values of its own:
 *
 *   f(a, b=1):
 *     doc:    what it computes; shapes, units, reduction, derivative, convention and source
 *             say more of it
 *     values: {c: a + b}
 *     result: c * c            # or a map of named results: a record
 *
 * Also the value of an expression of numbers, for sizes, shapes and constants. */
#include "model.h"

#include <math.h>
#include <string.h>

Definition *
definition_find(const Definitions *list, const char *name)
{
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->at[i]->name, name) == 0)
            return list->at[i];
    }
    return NULL;
}

/* `up(channels, scale=2)` or `up`; NULL after an error. */
static Definition *
read_header(Definitions *list, const Yaml *key)
{
    Expr *expr = expression_parse(key);
    if (!expr)
        return NULL;
    const Expr *name = expr->kind == EXPR_CALL ? expr->operand[0] : expr;
    if (name->kind != EXPR_NAME) {
        error_at(key->mark, "a definition is written `name(parameters): ...`");
        return NULL;
    }
    Definition *d = NEW(Definition);
    d->name = name->name;
    d->mark = key->mark;
    d->text = key->text;
    for (int i = 1; expr->kind == EXPR_CALL && i < expr->count; i++) {
        Expr *operand = expr->operand[i];
        const char *word = expr->argument[i];
        if (!word && operand->kind != EXPR_NAME) {
            error_at(operand->mark, "a parameter is a name, or `name=default`");
            return NULL;
        }
        Pair parameter = {word ? word : operand->name, word ? operand : NULL, operand->mark};
        for (int j = 0; j < d->parameters.count; j++) {
            if (d->parameters.at[j].name == parameter.name)
                error_at(operand->mark, "the parameter '%s' stands twice", parameter.name);
        }
        PUSH(d->parameters, parameter);
    }
    if (d->parameters.count > 8) {
        error_at(key->mark, "'%s' has more than 8 parameters", d->name);
        return NULL;
    }
    Definition *first = definition_find(list, d->name);
    if (first) {
        error_at(key->mark, "'%s' is defined twice", d->name);
        note_at(first->mark, "here first");
        return NULL;
    }
    return d;
}

/* What it computes, then a line for each fact of it, as the rows of tables have them. */
static const char *
read_doc(const Yaml *body)
{
    static const char *const facts[][2] = {
        {"shapes", "Shapes"},         {"units", "Units"},           {"reduction", "Reduction"},
        {"derivative", "Derivative"}, {"convention", "Convention"}, {"source", "Source"},
    };
    Text text = {0};
    const Yaml *doc = yaml_get(body, "doc");
    text_print(&text, "%s", doc ? doc->text : "");
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        const Yaml *fact = yaml_get(body, facts[i][0]);
        if (fact)
            text_print(&text, "\n%s: %s", facts[i][1], fact->text);
    }
    return text.at;
}

static void
push_local(Definition *d, const Yaml *values, int i)
{
    Pair local = {intern(values->key[i]->text), expression_parse(values->item[i]),
                  values->key[i]->mark};
    PUSH(d->locals, local);
}

static void
read_function_body(Definition *d, const Yaml *body)
{
    static const char *const keys[] = {"doc",    "shapes",     "units",      "reduction",
                                       "source", "derivative", "convention", "values",
                                       "result", NULL};
    if (!keys_check(body, format("function %s", d->name), keys))
        note_at(d->mark, "its local values stand under `values`, what it gives under `result`");
    Yaml *values = yaml_get(body, "values"), *result = yaml_get(body, "result");
    d->doc = read_doc(body);
    if (values && values->kind != YAML_MAP)
        error_at(values->mark, "function %s: `values` is a map of named expressions", d->name);
    for (int i = 0; values && values->kind == YAML_MAP && i < values->count; i++)
        push_local(d, values, i);
    for (int i = 0; i < body->count; i++) /* told of already; its name is known nevertheless */
        if (!keys_has(keys, body->key[i]->text) && body->item[i]->kind == YAML_SCALAR)
            push_local(d, body, i);
    if (!result)
        error_at(body->mark, "function %s: `result: expression` is missing", d->name);
    else if (result->kind == YAML_SCALAR)
        d->result = expression_parse(result);
    else if (result->kind == YAML_MAP)
        for (int i = 0; i < result->count; i++) {
            Pair member = {intern(result->key[i]->text), expression_parse(result->item[i]),
                           result->key[i]->mark};
            PUSH(d->members, member);
        }
    else
        error_at(result->mark, "a result is an expression or a map of named expressions");
}

void
definitions_functions(Definitions *list, const Yaml *map, bool prelude)
{
    for (int i = 0; i < map->count; i++) {
        Definition *d = read_header(list, map->key[i]);
        if (!d)
            continue;
        d->prelude = prelude;
        d->body = map->item[i];
        if (d->body->kind == YAML_MAP)
            read_function_body(d, d->body);
        else if (d->body->kind == YAML_SCALAR)
            d->result = expression_parse(d->body);
        else
            error_at(d->body->mark, "the body of function %s is an expression", d->name);
        PUSH(*list, d);
    }
}

/* {doc, layers}. */
static void
read_block_body(Definition *d)
{
    static const char *const keys[] = {"doc", "layers", NULL};
    keys_check(d->body, format("block %s", d->name), keys);
    Yaml *doc = yaml_get(d->body, "doc");
    d->doc = doc ? doc->text : NULL;
    d->body = yaml_get(d->body, "layers");
}

void
definitions_blocks(Definitions *list, const Yaml *map)
{
    for (int i = 0; i < map->count; i++) {
        Definition *d = read_header(list, map->key[i]);
        if (!d)
            continue;
        d->body = map->item[i];
        if (d->body->kind == YAML_MAP)
            read_block_body(d);
        if (!d->body || d->body->kind != YAML_LIST)
            error_at(map->item[i]->mark, "block %s must be a list of layers", d->name);
        else
            PUSH(*list, d);
    }
}

void
definitions_clash(const Definitions *list, const char *const *words, int count,
                  const char *what)
{
    for (int i = 0; i < list->count; i++) {
        for (int j = 0; j < count; j++) {
            if (strcmp(list->at[i]->name, words[j]) == 0)
                error_at(list->at[i]->mark, "there is a built-in %s '%s' already", what,
                         words[j]);
        }
    }
}

/* ---- numbers ----------------------------------------------------------------------------- */

static Number
number_of(Rational exact, double real)
{
    return (Number){exact, exact.den ? rational_double(exact) : real};
}

static bool
number_power(const Expr *expr, Number a, Number b, Number *value)
{
    if (b.exact.den != 1 || b.exact.num < -64 || b.exact.num > 64) {
        error_at(expr->mark, "an exponent here must be a whole number up to 64");
        return false;
    }
    if (a.real == 0 && b.exact.num < 0) {
        error_at(expr->mark, "division by zero");
        return false;
    }
    *value =
        number_of(rational_power(a.exact, (int)b.exact.num), pow(a.real, (double)b.exact.num));
    return true;
}

static bool
number_binary(const Expr *expr, Number a, Number b, Number *value)
{
    const Rational x = a.exact, y = b.exact;
    switch (expr->op) {
    case '+': *value = number_of(rational_add(x, y), a.real + b.real); return true;
    case '-':
        *value = number_of(rational_add(x, rational_negate(y)), a.real - b.real);
        return true;
    case '*': *value = number_of(rational_multiply(x, y), a.real * b.real); return true;
    case '/':
        if (b.real == 0) {
            error_at(expr->mark, "division by zero");
            return false;
        }
        *value = number_of(rational_multiply(x, rational_power(y, -1)), a.real / b.real);
        return true;
    case '^': return number_power(expr, a, b, value);
    default: error_at(expr->mark, "sizes know + - * / ^ only"); return false;
    }
}

static bool
number_parse(const Expr *expr, NumberLookup *lookup, const void *context, Number *value)
{
    Number a, b;
    switch (expr->kind) {
    case EXPR_NUMBER: *value = (Number){expr->ratio, expr->number}; return true;
    case EXPR_NAME: return lookup(context, expr, value);
    case EXPR_NEGATE:
        if (!number_parse(expr->operand[0], lookup, context, &a))
            return false;
        *value = number_of(rational_negate(a.exact), -a.real);
        return true;
    case EXPR_BINARY:
        return number_parse(expr->operand[0], lookup, context, &a) &&
               number_parse(expr->operand[1], lookup, context, &b) &&
               number_binary(expr, a, b, value);
    default:
        error_at(expr->mark, "a number is expected here, not `%s`", expression_print(expr));
        return false;
    }
}

bool
expression_real(const Expr *expr, NumberLookup *lookup, const void *context, Number *value)
{
    if (!number_parse(expr, lookup, context, value))
        return false;
    if (isfinite(value->real))
        return true;
    error_at(expression_mark(expr), "the number is too large");
    return false;
}

bool
expression_number(const Expr *expr, NumberLookup *lookup, const void *context, Rational *value)
{
    Number number;
    if (!expression_real(expr, lookup, context, &number))
        return false;
    *value = number.exact;
    if (value->den != 0)
        return true;
    error_at(expression_mark(expr),
             "%.6g is no ratio of whole numbers below 2^63, as a number here must be",
             number.real);
    return false;
}
