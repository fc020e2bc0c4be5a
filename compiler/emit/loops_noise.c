/* Random numbers that a loop nest makes for itself, some at a time: those of a row in front of
 * the loops that use them, or those of a few pixels within the loop over pixels. */
#include "loops.h"

const char *
noise_word(const Noise *noise)
{
    static const char *const words[] = {[NOISE_NORMAL] = "normal",
                                        [NOISE_UNIFORM] = "uniform",
                                        [NOISE_TRUNCATED] = "truncated"};
    return words[noise->kind];
}

const Made *
nest_made(const Nest *nest, const Node *n)
{
    for (int i = 0; i < nest->kernel->made.count; i++)
        if (nest->kernel->made.at[i].node == n)
            return &nest->kernel->made.at[i];
    return NULL;
}

bool
made_joins(const Nest *nest, int s, int t)
{
    for (int i = 0; i < nest->kernel->made.count; i++) {
        const Made *made = &nest->kernel->made.at[i];
        const Shape shape = made->node->shape;
        if ((shape.n[s] > 1) != (shape.n[t] > 1) || (made->pixels == 0 && t == made->from))
            return false;
        if (shape.n[t] > 1 && made->storage.stride[s] != made->storage.stride[t] * shape.n[t])
            return false;
    }
    return true;
}

const char *
made_parameters(const Kernel *kernel)
{
    Text text = {0};
    text_put(&text, "");
    for (int i = 0; i < kernel->made.count; i++)
        text_print(&text, ", const struct random_draw *%s", name_of(kernel->made.at[i].node));
    return text.at;
}

static const char *
array_name(const Made *made)
{
    return format("%s_here", name_of(made->node));
}

/* The group that holds a slot of the draw. */
static int
group_of(const Nest *nest, int slot)
{
    for (int i = 0; i < nest->groups.count; i++)
        for (int k = 0; k < nest->groups.at[i].count; k++)
            if (nest->groups.at[i].slot[k] == slot)
                return i;
    die("no loop runs over slot %d of a draw", slot);
}

/* Of the slots from `from` on, the first in which the draw varies. */
static int
varying_slot(const Made *made, int from)
{
    while (made->node->shape.n[from] == 1)
        from++;
    return from;
}

/* The first of the loops that the array is declared in front of: over pixels, or over a row. */
static int
first_group(const Nest *nest, const Made *made)
{
    return group_of(nest, varying_slot(made, made->pixels > 0 ? 2 : made->from));
}

/* The loop over pixels, or the inner one of two. */
static int
last_group(const Nest *nest, const Made *made)
{
    return made->pixels > 0 ? group_of(nest, made->node->shape.n[3] > 1 ? 3 : 2)
                            : first_group(nest, made) - 1;
}

/* Of which pixel the loops are. */
static const char *
pixel_text(const Nest *nest, const Made *made)
{
    const Group *outer = &nest->groups.at[first_group(nest, made)];
    const Group *inner = &nest->groups.at[last_group(nest, made)];
    if (outer == inner)
        return outer->var;
    return format("(%s * %s + %s)", outer->var,
                  extent_text(nest->plan, inner, made->node->shape), inner->var);
}

/* The number of the first: of what the loops around the array stand at. */
static const char *
number_text(const Nest *nest, const Made *made)
{
    Text text = {0};
    const int last = last_group(nest, made);
    for (int i = 0; i <= last; i++) {
        const Group *group = &nest->groups.at[i];
        const Group *next = &nest->groups.at[i + 1];
        const int64_t stride = made->storage.stride[group->slot[group->count - 1]];
        text_print(&text, "%s%s", text.size ? " + " : "", group->var);
        if (stride == 1)
            continue;
        text_print(&text, " * %s",
                   i + 1 < nest->groups.count && stride == group_extent(next, made->node->shape)
                       ? extent_text(nest->plan, next, made->node->shape)
                       : size_text(nest->plan->program, NULL, stride));
    }
    return text.at;
}

/* Dimensions or index of the array. */
static const char *
array_dims(const Nest *nest, const Made *made, bool index)
{
    Text text = {0};
    int first = first_group(nest, made);
    if (made->pixels > 0) {
        text_print(&text, index ? "[%s %% %d]" : "[%s%d]", index ? pixel_text(nest, made) : "",
                   made->pixels);
        first = last_group(nest, made) + 1;
    }
    for (int i = first; i < nest->groups.count; i++) {
        const Group *group = &nest->groups.at[i];
        if (group_extent(group, made->node->shape) > 1)
            text_print(&text, "[%s]",
                       index ? group->var : extent_text(nest->plan, group, made->node->shape));
    }
    return text.at;
}

const char *
made_element(const Nest *nest, const Made *made)
{
    return format("%s%s", array_name(made), array_dims(nest, made, true));
}

/* "[0]" but for the last dimension: where the array begins, as a pointer to floats. */
static const char *
array_start(const Nest *nest, const Made *made)
{
    Text text = {0};
    const char *dims = array_dims(nest, made, false);
    text_put(&text, array_name(made));
    for (dims = strchr(dims + 1, '['); dims != NULL; dims = strchr(dims + 1, '['))
        text_put(&text, "[0]");
    return text.at;
}

static void
declare_array(const Nest *nest, const Made *made)
{
    text_print(nest->text, "float %s%s;\n", array_name(made), array_dims(nest, made, false));
}

/* How many numbers the array has: those of one loop may have a name. */
static const char *
each_text(const Nest *nest, const Made *made)
{
    const Group *group = &nest->groups.at[first_group(nest, made)];
    return group_extent(group, made->node->shape) == made->each
               ? extent_text(nest->plan, group, made->node->shape)
               : size_text(nest->plan->program, NULL, made->each);
}

static void
make_run(const Nest *nest, const Made *made)
{
    text_print(nest->text, "random_%s_row(%s, %s, %s, %s);\n", noise_word(made->node->leaf),
               array_start(nest, made), each_text(nest, made), name_of(made->node),
               number_text(nest, made));
}

/* ---- where the loops open ---- */

void
made_rows(const Nest *nest)
{
    for (int i = 0; i < nest->kernel->made.count; i++) {
        const Made *made = &nest->kernel->made.at[i];
        if (!made_whole_row(made))
            continue;
        declare_array(nest, made);
        make_run(nest, made);
    }
}

static bool
reaches(const Nest *nest, const Node *n, const Node *draw, bool *seen)
{
    const Item *item = nest_item(nest, n);
    if (n == draw)
        return true;
    if (item == NULL || item->local != NULL || seen[item - nest->item])
        return false;
    seen[item - nest->item] = true;
    for (int k = 0; k < n->count; k++)
        if (reaches(nest, n->arg[k], draw, seen))
            return true;
    return false;
}

/* Whether the space evaluates something of the draw. */
static bool
is_used(const Nest *nest, const Space *space, const Made *made)
{
    bool *seen = NEW_ARRAY(bool, nest->count + 1);
    for (int i = 0; i < space->count; i++) {
        const Item *root = space->root[i];
        const Node *value = root->crosses || root->folds ? root->node->arg[0] : root->node;
        if (reaches(nest, value, made->node, seen))
            return true;
    }
    return false;
}

void
made_before(const Nest *nest, const Space *space, int group)
{
    for (int i = 0; i < nest->kernel->made.count; i++) {
        const Made *made = &nest->kernel->made.at[i];
        if (made_whole_row(made) || first_group(nest, made) != group ||
            !is_used(nest, space, made))
            continue;
        declare_array(nest, made);
        if (made->pixels == 0)
            make_run(nest, made);
    }
}

void
made_within(const Nest *nest, const Space *space, int group)
{
    for (int i = 0; i < nest->kernel->made.count; i++) {
        const Made *made = &nest->kernel->made.at[i];
        if (made->pixels == 0 || last_group(nest, made) != group || !is_used(nest, space, made))
            continue;
        const Shape shape = made->node->shape;
        text_print(nest->text, "if (%s %% %d == 0)\n", pixel_text(nest, made), made->pixels);
        text_print(nest->text, "random_%s_pixels(%s, %d, %s, %lld, %s, %s);\n",
                   noise_word(made->node->leaf), array_start(nest, made), made->pixels,
                   extent_text(nest->plan, &nest->groups.at[group_of(nest, 1)], shape),
                   (long long)(shape.n[2] * shape.n[3]), name_of(made->node),
                   number_text(nest, made));
    }
}
