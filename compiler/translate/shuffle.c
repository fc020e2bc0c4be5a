/* Examples in another order, and pools of earlier ones.
 *
 * The one idea: uniform draws have ranks, and the ranks of n draws are a random order of n.
 * Ties go to the lower index, so that they are one at any precision. An order is applied by
 * indices (shuffle) or as a matrix of 0 and 1 (replay), whose products are exact. */
#include "functions.h"

#include <string.h>

/* n with its slot `from` in slot `to`, which it does not vary in, and the other way round. */
static Node *
moved_slot(Node *n, int from, int to)
{
    int8_t slot[AXES];
    for (int i = 0; i < AXES; i++)
        slot[i] = (int8_t)(i == to ? from : i == from ? to : i);
    return graph_permute(n, slot);
}

/* How many along `slot` come before each: those of smaller u, of equal ones those before it.
 * `spare` is a slot that u does not vary in. */
static Node *
ranks(const Eval *eval, Node *u, int slot, int spare, int64_t count)
{
    Node *other = moved_slot(u, slot, spare);
    Node *place = graph_index(slot, count), *there = graph_index(spare, count);
    Node *less = graph_select(graph_subtract(u, other), RATIONAL_ONE, RATIONAL_ZERO);
    Node *tie =
        graph_multiply(graph_equal(u, other),
                       graph_select(graph_subtract(place, there), RATIONAL_ONE, RATIONAL_ZERO));
    Node *before = graph_add(less, tie);
    Shape full = shape_broadcast(2, (Node *[]){u, other});
    return name_inside(eval, graph_sum(before, 1u << spare, full), "rank");
}

/* v in the order of draws that are one for each example, or one for each of its numbers. */
static Value
shuffled(Call *call, bool each)
{
    Value v = argument(call, 0);
    if (v.kind == VALUE_POISON)
        return v;
    if (v.outer == 0) {
        error_at(expression_mark(call->argument[0]),
                 "%s: %s is one for all examples: there is nothing to shuffle",
                 call->function->name, expression_print(call->argument[0]));
        return value_poison();
    }
    const int spare = 1 + v.dims.rank;
    const int64_t rows = outer_size(call->eval->page, v.outer);
    if (spare >= AXES) {
        error_at(expression_mark(call->expr), "%s: %s has too many axes", call->function->name,
                 dims_print(v.dims));
        return value_poison();
    }
    Value like = value_tensor(NULL, each ? v.dims : dims_of(0, NULL), v.outer);
    Node *rank = ranks(call->eval, draw_uniform(call->eval, &like), BATCH, spare, rows);
    Node *here = graph_equal(moved_slot(rank, BATCH, spare), graph_index(BATCH, rows));
    Node *full = graph_broadcast(v.node, dims_shape(v.dims, rows));
    Node *order = name_inside(call->eval, graph_argmax(here, spare), "order");
    v.node = graph_gather(full, order, BATCH);
    v.members = 0;
    return v;
}

Value
shuffle_examples(Call *call)
{
    return shuffled(call, false);
}

Value
shuffle_dims(Call *call)
{
    return shuffled(call, true);
}

/* ---- a pool ---- */

enum { MOST_NUMBERS = 1 << 28 }; /* of a pool */

static Tensor *
pool_state(Call *call, const char *what, Dims dims)
{
    Page *page = call->eval->page;
    const World *world = call->eval->world;
    const char *key = intern(format("%s.%s", world->owner, what));
    Tensor *known = tensor_find(page->program, key);
    if (known)
        return known;
    Tensor made = {.key = key, .dims = dims, .mark = expression_mark(call->expr)};
    made.name = intern(format("%s_%s", world->owner, what));
    if (page->later_states == STATES_LATER) {
        error_at(made.mark, "replay: a page has at most %d pools", STATES_LATER / 2);
        return NULL;
    }
    page->later_states++;
    return tensor_add(page, made);
}

/* The product over the slot `along`, which both vary in; slot `gone` of the result is that of
 * `a`. */
static Node *
product_along(Node *a, Node *b, int along, Shape shape)
{
    Letters letters;
    for (int i = 0; i < AXES; i++) {
        letters.a[i] = (int8_t)(a->shape.n[i] > 1 ? i : -1);
        letters.b[i] = (int8_t)(b->shape.n[i] > 1 ? i : -1);
        letters.out[i] = (int8_t)(i != along && shape.n[i] > 1 ? i : -1);
    }
    return graph_contract(a, b, letters, shape);
}

static bool
read_size(Call *call, int64_t batch, const Value *v, int64_t *size)
{
    Rational number;
    if (!evaluate_number(call->eval, call->argument[1], &number))
        return false;
    *size = number.num;
    const bool whole = number.den == 1 && number.num > 0;
    if (whole && *size >= batch && *size <= MOST_NUMBERS / dims_size(v->dims))
        return true;
    error_at(expression_mark(call->argument[1]),
             whole && *size < batch
                 ? "replay: %s images are fewer than a batch of %lld"
                 : "replay: %s is no number of images that a pool holds beside a batch of %lld",
             expression_print(call->argument[1]), (long long)batch);
    return false;
}

/* Whether this application has been met, with its result. */
static const Replay *
replay_known(const Page *page, const Tensor *pool, const Node *argument)
{
    for (int i = 0; i < page->replays.count; i++)
        if (page->replays.at[i].pool == pool && page->replays.at[i].argument == argument)
            return &page->replays.at[i];
    return NULL;
}

typedef struct Pool { /* of one application of replay() */
    const Tensor *images, *stored;
    int64_t batch, size;
    int places;    /* the slot of the places, behind the axes of an example */
    Node *swap;    /* [batch]: 1 where an example is exchanged */
    Node *chosen;  /* [batch][places]: with what */
    Node *taken;   /* [batch][places]: where each example is put */
    Node *content; /* [axes of an example][places] */
} Pool;

static Node *
less(Node *n)
{
    return graph_subtract(graph_ratio(RATIONAL_ONE), n);
}

static Node *
is_positive(Node *n)
{
    return graph_select(n, RATIONAL_ONE, RATIONAL_ZERO);
}

/* While places are empty, each example is given back and the next of them, if there is one,
 * takes it; then each is exchanged, by chance 1/2, with that in a place of its own. */
static void
pool_decide(Eval *eval, Pool *p)
{
    Value one = value_tensor(NULL, dims_of(0, NULL), OUTER_BATCH);
    Value each = value_tensor(NULL, dims_of(1, &p->size), 0);
    Node *chance = draw_uniform(eval, &one), *order = draw_uniform(eval, &each);
    Node *stored = tensor_node(eval, p->stored), *example = graph_index(BATCH, p->batch);
    Node *last = graph_ratio(rational(2 * p->size - 1, 2));
    Node *full = name_inside(eval, is_positive(graph_subtract(stored, last)), "full");
    Node *half = graph_ratio(rational(1, 2));
    p->swap = graph_multiply(full, is_positive(graph_subtract(half, chance)));
    p->swap = name_inside(eval, p->swap, "swap");
    Node *rank = moved_slot(ranks(eval, order, 1, 2, p->size), 1, p->places);
    p->chosen = graph_multiply(p->swap, graph_equal(rank, example));
    p->chosen = name_inside(eval, p->chosen, "chosen");
    Node *next = graph_equal(graph_index(p->places, p->size), graph_add(stored, example));
    p->taken = graph_add(p->chosen, graph_multiply(less(full), next));
    p->taken = name_inside(eval, p->taken, "taken");
}

/* Those of the examples that stay, and images of the pool for the others. */
static Node *
pool_give(const Eval *eval, Pool *p, Node *given, Shape pair)
{
    Node *chosen = graph_broadcast(p->chosen, pair);
    Node *old = product_along(chosen, p->content, p->places, given->shape);
    old = name_inside(eval, old, "earlier");
    return graph_add(graph_multiply(less(p->swap), given), old);
}

static void
pool_move(Eval *eval, Pool *p, Node *given, Shape pair)
{
    Node *left = less(graph_sum(p->taken, 1u << BATCH, pair));
    Node *put = product_along(graph_broadcast(p->taken, pair), given, BATCH, p->content->shape);
    put = name_inside(eval, put, "put");
    left = name_inside(eval, left, "left");
    Node *now = graph_add(graph_multiply(left, p->content), put);
    int8_t slot[AXES];
    for (int i = 0; i < AXES; i++)
        slot[i] = (int8_t)(i == 1 ? p->places : i > 1 && i <= p->places ? i - 1 : i);
    Node *room = graph_subtract(graph_ratio(rational(p->size - p->batch, 1)),
                                tensor_node(eval, p->stored));
    Node *more = graph_multiply(room, is_positive(room));
    Node *stored = graph_subtract(graph_ratio(rational(p->size, 1)), more);
    const Rational one = RATIONAL_ONE, none = RATIONAL_ZERO;
    state_move(eval, (Move){p->images, none, one, graph_permute(now, slot)});
    state_move(eval, (Move){p->stored, none, one, stored});
}

static Node *
exchange(Call *call, Value v, Pool *p)
{
    Eval *eval = call->eval;
    Shape pair = shape_scalar();
    int8_t slot[AXES];
    pair.n[BATCH] = p->batch;
    pair.n[p->places] = p->size;
    for (int i = 0; i < AXES; i++)
        slot[i] = (int8_t)(i == 0 || i > p->places ? i : i == p->places ? 1 : i + 1);
    p->content = graph_permute(tensor_node(eval, p->images), slot);
    Node *given = graph_broadcast(v.node, dims_shape(v.dims, p->batch));
    pool_decide(eval, p);
    Node *result = pool_give(eval, p, given, pair);
    if (eval->world->records)
        pool_move(eval, p, given, pair);
    return result;
}

Value
replay_pool(Call *call)
{
    Eval *eval = call->eval;
    Page *page = eval->page;
    Value v = argument_axes(call, 0);
    int64_t size;
    if (v.kind == VALUE_POISON)
        return v;
    if (v.outer != OUTER_BATCH || v.dims.rank + 1 > RANK) {
        error_at(expression_mark(call->argument[0]), "replay: %s of %s%s is no example",
                 expression_print(call->argument[0]), dims_print(v.dims),
                 v.outer ? value_over(page, &v) : " without a batch");
        return value_poison();
    }
    if (!read_size(call, page->program->batch, &v, &size))
        return value_poison();
    v.members = 0;
    if (!eval->world->training)
        return v;
    Dims dims = {.rank = v.dims.rank + 1, .n = {size}};
    memcpy(dims.n + 1, v.dims.n, sizeof *dims.n * (size_t)v.dims.rank);
    Pool pool = {.batch = page->program->batch, .size = size, .places = dims.rank};
    pool.images = pool_state(call, "pool", dims);
    pool.stored = pool.images ? pool_state(call, "stored", dims_of(0, NULL)) : NULL;
    if (!pool.stored)
        return value_poison();
    const Replay *known = replay_known(page, pool.images, v.node);
    if (known && eval->world->step >= 0) {
        v.node = known->result;
        return v;
    }
    Replay made = {pool.images, v.node, exchange(call, v, &pool)};
    if (eval->world->records)
        PUSH(page->replays, made);
    v.node = made.result;
    return v;
}
