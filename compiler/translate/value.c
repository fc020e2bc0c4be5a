/* Values: a node with its example axes, the outer axes it varies over, and the reason for
 * its shape, which is what an error can tell besides two lists of numbers. */
#include "translate.h"

#include <string.h>

Value
value_poison(void)
{
    Value v = {.kind = VALUE_POISON};
    return v;
}

Value
value_tensor(Node *node, Dims dims, unsigned outer)
{
    Value v = {.kind = VALUE_TENSOR, .node = node, .dims = dims, .outer = outer};
    return v;
}

Value
value_number(Rational exact)
{
    Value v = value_tensor(graph_ratio(exact), dims_of(0, NULL), 0);
    v.exact = exact;
    return v;
}

Value
value_real(double number)
{
    return value_tensor(graph_constant(number), dims_of(0, NULL), 0);
}

Value
value_because(Value v, Mark why, const char *reason)
{
    v.why = why;
    v.reason = reason;
    return v;
}

const Value *
value_member(const Value *v, const char *name)
{
    for (int i = 0; i < v->members; i++) {
        if (strcmp(v->member[i], name) == 0)
            return &v->at[i];
    }
    return NULL;
}

bool
value_integer(const Value *v)
{
    return v->kind == VALUE_TENSOR && v->node->integer;
}

Dims
dims_of(int rank, const int64_t *n)
{
    Dims d = {.rank = rank};
    for (int i = 0; i < rank; i++)
        d.n[i] = n[i];
    return d;
}

bool
dims_equal(Dims a, Dims b)
{
    for (int i = 0; i < a.rank && a.rank == b.rank; i++) {
        if (a.n[i] != b.n[i])
            return false;
    }
    return a.rank == b.rank;
}

int64_t
dims_size(Dims d)
{
    int64_t size = 1;
    for (int i = 0; i < d.rank; i++) {
        if (d.n[i] > INT32_MAX || size * d.n[i] > INT32_MAX)
            return -1;
        size *= d.n[i];
    }
    return size;
}

static const char *
dims_join(Dims d, const char *between)
{
    Text text = {0};
    text_put(&text, "");
    for (int i = 0; i < d.rank; i++)
        text_print(&text, "%s%lld", i ? between : "", (long long)d.n[i]);
    return text.at ? text.at : "";
}

const char *
dims_print(Dims d)
{
    return d.rank ? format("[%s]", dims_join(d, ", ")) : "a number";
}

const char *
dims_product(Dims d)
{
    return d.rank ? dims_join(d, " x ") : "1";
}

bool
dims_check(Dims d, int64_t batch, Mark where, const char *what)
{
    int64_t size = dims_size(d);
    if (size >= 0 && size <= INT32_MAX / batch)
        return true;
    if (size < 0 || batch == 1)
        error_at(where, "%s has %s numbers, more than 2^31 - 1", what, dims_product(d));
    else
        error_at(where, "%s has %lld x %s numbers in a batch, more than 2^31 - 1", what,
                 (long long)batch, dims_product(d));
    return false;
}

Shape
dims_shape(Dims d, int64_t batch)
{
    Shape shape = shape_scalar();
    shape.n[BATCH] = batch;
    for (int i = 0; i < d.rank; i++)
        shape.n[1 + i] = d.n[i];
    return shape;
}

int
dims_channel(Dims d)
{
    return d.rank == 0 ? -1 : d.rank == 2 ? 1 : 0;
}

Dims
dims_without_channels(Dims d)
{
    Dims rest = {0};
    for (int i = 0; i < d.rank; i++) {
        if (i == dims_channel(d))
            continue;
        rest.size[rest.rank] = d.size[i];
        rest.n[rest.rank++] = d.n[i];
    }
    return rest;
}

World *
world_new(const Page *page, bool training)
{
    World *world = NEW(World);
    const Program *program = page->program;
    world->training = training;
    world->step = -1;
    world->rows = OUTER_BATCH;
    world->parameter_version = NEW_ARRAY(int, program->parameters.count + 1);
    world->state_version = NEW_ARRAY(int, program->states.count + STATES_LATER + 1);
    world->memo = NEW_ARRAY(Value, page->model->entries.count + 1);
    world->progress = NEW_ARRAY(char, page->model->entries.count + 1);
    return world;
}

const Local *
scope_find(const Scope *scope, const char *name)
{
    for (; scope; scope = scope->closed ? NULL : scope->outer) {
        for (int i = scope->locals.count - 1; i >= 0; i--) {
            if (strcmp(scope->locals.at[i].name, name) == 0)
                return &scope->locals.at[i];
        }
    }
    return NULL;
}

void
scope_add(Scope *scope, const char *name, Value value)
{
    Local local = {name, value, false};
    PUSH(scope->locals, local);
}

/* Lists of several outputs may use a name each: then it says nothing outside. */
static bool
stands_twice(const Scope *names, int first, const Local *local)
{
    for (int i = first; i < names->locals.count; i++)
        if (&names->locals.at[i] != local && names->locals.at[i].name == local->name)
            return true;
    return false;
}

void
value_add_taps(Value *value, const Scope *names, int first)
{
    const int parts = value->kind == VALUE_RECORD ? value->members : 0;
    const Value whole = *value;
    value->member = NEW_ARRAY(const char *, parts + names->locals.count + 1);
    value->at = NEW_ARRAY(Value, parts + names->locals.count + 1);
    for (int i = 0; i < parts; i++) {
        value->member[i] = whole.member[i];
        value->at[i] = whole.at[i];
    }
    value->members = parts;
    for (int i = first; i < names->locals.count; i++) {
        const Local *local = &names->locals.at[i];
        if (local->several || scope_find(names, local->name) != local ||
            value_member(value, local->name) || stands_twice(names, first, local))
            continue;
        value->member[value->members] = local->name;
        value->at[value->members++] = local->value;
    }
    value->taps = parts ? value->members - parts : 0;
}

Value
value_part(Value v, int i)
{
    int64_t from[AXES] = {0}, step[AXES];
    const int slot = value_slot(&v);
    Shape shape = v.node->shape;
    Dims dims = {.rank = v.dims.rank - 1};
    for (int s = 0; s < AXES; s++)
        step[s] = 1;
    for (int k = 0; k < dims.rank; k++) {
        dims.n[k] = v.dims.n[k + 1];
        dims.size[k] = v.dims.size[k + 1];
    }
    from[slot] = i;
    shape.n[slot] = 1;
    v.node = graph_slice(v.node, from, step, shape);
    v.dims.n[0] = 1;
    return value_lay(v, dims);
}
