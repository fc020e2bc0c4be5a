/* What a step changes: which parameter follows which loss, by which optimizer. A name stands
 * for a network, for what lies below `network.part`, or for one parameter; where several cover
 * a parameter, the longest holds, so that a group may be taken out of a network. */
#include "translate.h"

#include <string.h>

static const char *
owner_of(const Tensor *tensor)
{
    return tensor->network ? tensor->network : tensor->name;
}

static bool
covers(const char *name, const Tensor *tensor)
{
    size_t size = strlen(name);
    bool under = strncmp(tensor->key, name, size) == 0 && tensor->key[size] == '.';
    return strcmp(owner_of(tensor), name) == 0 || under || strcmp(tensor->key, name) == 0;
}

typedef struct Cover { /* of the parameters by the names of one key */
    Page *page;
    const char *key; /* "update" */
    size_t *longest; /* by parameter: of the name that holds */
    int *which;      /* by parameter: the place of that name, -1: none */
} Cover;

static Cover
cover_new(Page *page, const char *key)
{
    int count = page->program->parameters.count;
    Cover cover = {page, key, NEW_ARRAY(size_t, count + 1), NEW_ARRAY(int, count + 1)};
    for (int i = 0; i < count; i++)
        cover.which[i] = -1;
    return cover;
}

static bool
cover_add(Cover *cover, const char *name, Mark mark, int place)
{
    const Program *program = cover->page->program;
    LIST(const char *) words = {0};
    bool found = false;
    for (int i = 0; i < program->parameters.count; i++) {
        const Tensor *tensor = program->parameters.at[i];
        PUSH(words, owner_of(tensor));
        if (!covers(name, tensor))
            continue;
        found = true;
        if (strlen(name) <= cover->longest[i])
            continue;
        cover->longest[i] = strlen(name);
        cover->which[i] = place;
    }
    if (found)
        return true;
    Network *network = network_find(cover->page, name);
    const Entry *entry = model_find(cover->page->model, name);
    if ((network && network->broken) ||
        (entry && entry->kind == NAME_PARAMETER && error_count() > 0))
        return false; /* its own error is reported */
    if (network && network->of)
        error_at(mark, "%s follows %s: no step updates it", name, network->of->name);
    else if (network)
        error_at(mark, "network %s has no parameters", name);
    else
        error_at(mark, "%s: no network or parameter '%s'%s", cover->key, name,
                 suggestion(name, words.at, words.count));
    return false;
}

static bool
cover_pairs(Cover *cover, const Pairs *pairs)
{
    bool good = true;
    for (int i = 0; i < pairs->count; i++)
        good = cover_add(cover, pairs->at[i].name, pairs->at[i].mark, i) && good;
    return good;
}

/* Reports a name that stands in the list before. */
static bool
word_is_new(const Yaml *words, int i)
{
    const Yaml *word = words->item[i];
    for (int k = 0; k < i && word->kind == YAML_SCALAR; k++) {
        const Yaml *before = words->item[k];
        if (before->kind != YAML_SCALAR || strcmp(before->text, word->text) != 0)
            continue;
        error_at(word->mark, "update: '%s' stands there twice", word->text);
        note_at(before->mark, "here first");
        return false;
    }
    return true;
}

static bool
cover_words(Cover *cover, const Yaml *words)
{
    bool good = true;
    if (words->kind == YAML_MAP) {
        error_at(words->mark, "update is a name or a list of names");
        return false;
    }
    if (words->kind == YAML_SCALAR)
        return cover_add(cover, words->text, words->mark, 0);
    for (int i = 0; i < words->count; i++) {
        const Yaml *word = words->item[i];
        const char *name = word->kind == YAML_SCALAR ? word->text : yaml_print(word);
        good = word_is_new(words, i) && cover_add(cover, name, word->mark, 0) && good;
    }
    return good;
}

static bool
is_named(const Pairs *pairs)
{
    return pairs->count > 0 && pairs->at[0].name != NULL;
}

bool
targets_read(Page *page, const StepText *text, Targets *targets)
{
    Cover cover = cover_new(page, is_named(&text->minimize) ? "minimize"
                                  : text->update            ? "update"
                                                            : "optimizer");
    targets->loss = cover.which;
    targets->optimizer = NEW_ARRAY(const Optimizer *, page->program->parameters.count + 1);
    if (is_named(&text->minimize) && text->update)
        error_at(text->update->mark, "update: `minimize` says already what each loss changes");
    targets->all = !is_named(&text->minimize) && !text->update && !is_named(&text->optimizers);
    targets->broken = is_named(&text->minimize) ? !cover_pairs(&cover, &text->minimize)
                      : text->update            ? !cover_words(&cover, text->update)
                      : !targets->all           ? !cover_pairs(&cover, &text->optimizers)
                                                : false;
    if (is_named(&text->minimize) || text->update)
        return !targets->broken;
    for (int i = 0; i < page->program->parameters.count; i++)
        cover.which[i] = targets->all || cover.which[i] >= 0 ? 0 : -1;
    return !targets->broken;
}

/* A name that no parameter of the step is under changes nothing. */
static void
check_used(const Page *page, const char *key, const Pairs *pairs, const Targets *targets)
{
    for (int k = 0; k < pairs->count; k++) {
        bool used = false;
        for (int i = 0; i < page->program->parameters.count; i++)
            used = used || (targets->loss[i] >= 0 &&
                            covers(pairs->at[k].name, page->program->parameters.at[i]));
        if (!used)
            error_at(pairs->at[k].mark, "%s: the step does not update '%s'", key,
                     pairs->at[k].name);
    }
}

void
targets_optimizers(Page *page, const StepText *text, Targets *targets)
{
    const Pairs *pairs = &text->optimizers;
    Cover cover = cover_new(page, "optimizer");
    const Optimizer **read = NEW_ARRAY(const Optimizer *, pairs->count + 1);
    for (int k = 0; k < pairs->count; k++)
        read[k] = pairs->at[k].expr ? optimizer_read(page, pairs->at[k].expr) : NULL;
    if (targets->broken || (is_named(pairs) && !cover_pairs(&cover, pairs)))
        return;
    if (is_named(pairs))
        check_used(page, "optimizer", pairs, targets);
    for (int i = 0; i < page->program->parameters.count; i++) {
        const Tensor *tensor = page->program->parameters.at[i];
        if (targets->loss[i] < 0 || pairs->count == 0)
            continue;
        if (is_named(pairs) && cover.which[i] < 0) {
            error_at(text->mark, "optimizer: there is none for %s", tensor->key);
            return;
        }
        targets->optimizer[i] = read[is_named(pairs) ? cover.which[i] : 0];
    }
}

void
targets_gates(Page *page, const StepText *text, Targets *targets)
{
    const bool named = is_named(&text->whens);
    Cover cover = cover_new(page, "when");
    targets->gate = cover.which;
    if (named && !targets->broken && cover_pairs(&cover, &text->whens))
        check_used(page, "when", &text->whens, targets);
}

bool
step_draws_anew(const Step *step)
{
    return step->repeat > 1 || step->accumulate > 1 || step->fresh_noise || step->fresh_data;
}
