/* Networks that follow another: `average: {G_ema: {of: G, decay: 0.999}}`.
 *
 * The one idea: such a network has the layers of the other, and for each of its tensors a state
 * that begins as that and moves after it: e = decay e + (1 - decay) p. It is applied like any
 * network, always in inference mode. Parameters are followed in the pass that updates them,
 * behind clip and clamp, by the last step that updates the network; batch statistics and
 * spectral vectors by an assignment of that step. Whole numbers, which count, are taken over. */
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
    const char *of =
        intern(format("%s%s", network->of->name, key + strlen(network->name)));
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

/* Followers of parameters come last, in the order of the parameters, so that they lie as those
 * do. Comes before anything is evaluated. */
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
        program->states.at[i] = order.at[i];
        order.at[i]->index = i;
    }
}
