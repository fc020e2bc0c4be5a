/* Networks that follow another: `average: {G_ema: {of: G, decay: 0.999}}`.
 *
 * The one idea: such a network has the layers of the other, and for each of its tensors a state
 * that begins as that and moves after it: e = decay e + (1 - decay) p. It is applied like any
 * network, always in inference mode. Parameters are followed in the pass that updates them,
 * behind clip and clamp, by the last step that updates the network; batch statistics and
 * spectral vectors by an assignment of that step. Whole numbers, which count, are taken over.
 */
#include "translate.h"

#include <string.h>

static Network *
followed(Page *page, const Entry *entry, const Yaml *of)
{
    LIST(const char *) words = {0};
    const char *name = of->kind == YAML_SCALAR ? of->text : yaml_print(of);
    Network *network = network_find(page, name);
    for (int i = 0; i < page->networks.count; i++)
        if (!page->networks.at[i]->of)
            PUSH(words, page->networks.at[i]->name);
    if (network && !network->of)
        return network;
    if (network)
        error_at(of->mark, "%s: %s is an average itself", entry->name, name);
    else if (!model_find(page->model, name))
        error_at(of->mark, "%s: no network '%s'%s", entry->name, name,
                 suggestion(name, words.at, words.count));
    else
        error_at(of->mark, "%s: '%s' is no network", entry->name, name);
    return NULL;
}

static bool
read_start(Page *page, const Entry *entry, Yaml *start, int64_t *first)
{
    World *world = world_new(page, true);
    Eval eval = {page, world, NULL};
    Rational number;
    Expr *expr = expression_parse(start);
    if (!expr || !evaluate_number(&eval, expr, &number))
        return false;
    *first = number.num;
    if (number.den == 1 && number.num >= 0)
        return true;
    error_at(start->mark, "%s: start is a number of iterations, from 0", entry->name);
    return false;
}

static bool
read_average(Page *page, Network *network)
{
    static const char *const keys[] = {"of", "decay", "start", NULL};
    const Entry *entry = network->entry;
    if (entry->body->kind != YAML_MAP) {
        error_at(entry->body->mark, "%s is written {of: G, decay: 0.999}", entry->name);
        return false;
    }
    bool good = keys_check(entry->body, format("average %s", entry->name), keys);
    Yaml *of = yaml_get(entry->body, "of"), *decay = yaml_get(entry->body, "decay");
    Yaml *start = yaml_get(entry->body, "start");
    if (good && (!of || !decay)) {
        error_at(entry->mark, "%s: `%s` is missing: {of: G, decay: 0.999}", entry->name,
                 of ? "decay" : "of");
        return false;
    }
    network->of = of ? followed(page, entry, of) : NULL;
    network->decay = decay ? expression_parse(decay) : NULL;
    good = (!start || read_start(page, entry, start, &network->start)) && good;
    return network->of && network->decay && good;
}

/* The rest is that of the network which it follows. */
static void
take_inputs(Network *network)
{
    const Network *of = network->of;
    network->inputs = of->inputs;
    network->input = of->input;
    network->input_dims = of->input_dims;
    network->input_bound = of->input_bound;
    network->init = of->init;
    network->spectral_norm = of->spectral_norm;
    network->broken = of->broken;
}

void
averages_read(Page *page)
{
    for (int i = 0; i < page->model->entries.count; i++) {
        Entry *entry = page->model->entries.at[i];
        if (entry->kind != NAME_NETWORK || !entry->average)
            continue;
        Network *network = NEW(Network);
        network->name = entry->name;
        network->entry = entry;
        if (read_average(page, network))
            take_inputs(network);
        else
            network->broken = true;
        PUSH(page->networks, network);
    }
}

/* What follows a network that stands as a layer in one that is followed: "G_ema.head". */
Network *
average_of_layer(Page *page, const Network *average, Network *layer)
{
    const char *name = intern(format("%s.%s", average->name, layer->name));
    Network *known = network_find(page, name);
    if (known)
        return known;
    Network *network = NEW(Network);
    network->name = name;
    network->entry = average->entry;
    network->of = layer;
    network->decay = average->decay;
    network->start = average->start;
    take_inputs(network);
    PUSH(page->networks, network);
    return network;
}

/* The tensor of the followed network for one that a layer makes under `key`. */
static const Tensor *
followed_tensor(Page *page, const Network *network, const char *key)
{
    const char *of = intern(format("%s%s", network->of->name, key + strlen(network->name)));
    const Tensor *tensor = tensor_find(page->program, of);
    if (!tensor)
        die("%s follows no tensor", key);
    return tensor;
}

Tensor
average_tensor(Page *page, const Network *network, Tensor made)
{
    made.follows = made.like = followed_tensor(page, network, made.key);
    made.trained = false;
    return made;
}

/* ---- what a step moves ---------------------------------------------------------------------
 */

/* Followers of parameters come last, in the order of the parameters and with their axes, so
 * that they lie as those do. Comes before anything is evaluated. */
void
averages_order(Program *program)
{
    LIST(Tensor *) order = {0};
    for (int last = 0; last < 2; last++)
        for (int i = 0; i < program->states.count; i++) {
            Tensor *t = program->states.at[i];
            if ((t->follows && t->follows->trained) == (last == 1))
                PUSH(order, t);
        }
    for (int i = 0; i < order.count; i++) {
        Tensor *t = program->states.at[i] = order.at[i];
        t->index = i;
        if (t->follows) {
            t->parts = t->follows->parts;
            t->shape = t->follows->shape;
        }
    }
}

/* The decay as a value: 0 before iteration `start`. */
static Value
decay_value(Eval *eval, const Network *network)
{
    World *world = eval->world;
    world->owner = network->name;
    world->owner_mark = expression_mark(network->decay);
    world->draws = 0;
    Value v = evaluate(eval, network->decay);
    if (v.kind != VALUE_TENSOR || network->start == 0)
        return v;
    const Time *step = time_find("step");
    Node *late = graph_subtract(graph_time(step, step->name),
                                graph_ratio(rational(2 * network->start - 1, 2)));
    v.node = graph_multiply(v.node, graph_select(late, RATIONAL_ONE, RATIONAL_ZERO));
    v.exact.den = 0;
    return v;
}

static void
check_decay(Eval *eval, const Network *network)
{
    Value v = decay_value(eval, network);
    Mark where = expression_mark(network->decay);
    if (v.kind == VALUE_POISON)
        return;
    if (v.kind != VALUE_TENSOR || v.outer || v.dims.rank || value_integer(&v))
        error_at(where, "%s: decay is one number, not %s%s", network->name,
                 v.kind == VALUE_TENSOR ? dims_print(v.dims) : "a record",
                 v.kind == VALUE_TENSOR ? value_over(eval->page, &v) : "");
    else if (v.node->op == OP_CONST && !(v.node->value >= 0 && v.node->value < 1))
        error_at(where, "%s: decay is the share that stays, from 0 to below 1, not %.6g",
                 network->name, v.node->value);
}

void
averages_check(Page *page, World *world)
{
    Eval eval = {page, world, NULL};
    for (int i = 0; i < page->networks.count; i++) {
        const Network *network = page->networks.at[i];
        if (!network->of || network->broken)
            continue;
        check_decay(&eval, network);
        if (network->of->updated || strcmp(network->name, network->entry->name) != 0)
            continue;
        error_at(network->entry->mark, "%s follows %s, which no step updates", network->name,
                 network->of->name);
        note_at(network->of->entry->mark, "the network %s", network->of->name);
    }
}

static bool
add_follow(Page *page, Step *step, World *world, const Network *network, Node **decay)
{
    Eval eval = {page, world, NULL};
    Value v = decay_value(&eval, network);
    if (v.kind != VALUE_TENSOR)
        return false;
    const char *name = format("%s_decay", network->name);
    v = name_value(&eval, v, name, false, expression_mark(network->decay));
    *decay = opaque_resolve(page, v.node);
    Follow follow = {.network = network->name, .rate = -1, .decay = (*decay)->value};
    if ((*decay)->op != OP_CONST) {
        follow.rate = step->rates.count;
        PUSH(step->rates, ((Rate){.value = *decay}));
    }
    PUSH(step->follows, follow);
    return true;
}

/* Statistics move as the step has assigned those that they follow; counts are taken over. */
static void
follow_state(Page *page, Step *step, World *after, Tensor *follower, Node *decay)
{
    Eval eval = {page, after, NULL};
    Node *own = tensor_leaf(&eval, follower), *other = tensor_leaf(&eval, follower->follows);
    Node *rest = graph_subtract(graph_ratio(RATIONAL_ONE), decay);
    Node *moved = graph_add(graph_multiply(decay, own), graph_multiply(rest, other));
    Assign assign = {follower, follower->integer ? other : moved};
    PUSH(step->assigns, assign);
}

/* Whether a step before this one has moved the parameter away from what it was. */
static bool
moved_before(const Program *program, const Step *step, const Tensor *parameter)
{
    for (int s = 0; s < step->index; s++)
        for (int i = 0; i < program->steps.at[s]->updates.count; i++)
            if (program->steps.at[s]->updates.at[i].parameter == parameter)
                return true;
    return false;
}

static void
follow_parameter(const Program *program, Step *step, Tensor *follower)
{
    bool moves = moved_before(program, step, follower->follows);
    const int follow = step->follows.count - 1;
    for (int i = 0; i < step->updates.count; i++) {
        Update *update = &step->updates.at[i];
        moves = moves || update->parameter == follower->follows;
        if (update->parameter != follower->follows || update->follower)
            continue;
        update->follower = follower;
        update->follow = follow;
        return;
    }
    if (moves)
        PUSH(step->behind, ((Behind){follower, follow}));
}

void
averages_build(Page *page, Step *step, World *after)
{
    const Program *program = page->program;
    for (int i = 0; i < page->networks.count; i++) {
        const Network *network = page->networks.at[i];
        Node *decay;
        if (!network->of || !network->of->updated || network->of->last != step->index ||
            !add_follow(page, step, after, network, &decay))
            continue;
        for (int k = 0; k < program->states.count; k++) {
            Tensor *t = program->states.at[k];
            if (!t->follows || strcmp(t->network, network->name) != 0)
                continue;
            if (t->follows->trained)
                follow_parameter(program, step, t);
            else
                follow_state(page, step, after, t, decay);
        }
    }
}
