/* Linear layers next to an image: y = W flatten(x), and reshape(W x).
 *
 * Images lie channels-last, and their logical order is channels first: between the two stands a
 * permutation. The one idea: it is W's. A weight whose inputs or outputs are an image of
 * several channels keeps them as axes of its own, as a kernel of the image's size does, so that
 * its storage can follow the image's; nothing is moved in an iteration. Its logical shape, and
 * its checkpoint, stay as PyTorch has them.
 *
 * This is settled while networks are declared, before anything else reads the weight. */
#include "translate.h"

static bool
worth_parts(Dims image)
{
    return image.rank == 3 && image.n[0] > 1 && image.n[2] > 1;
}

void
flattened_input(Tensor *weight, const Node *x)
{
    const Node *wide = graph_joined(x);
    Dims image = {0};
    if (wide == NULL)
        return;
    for (int s = BATCH + 1; s < AXES && image.rank < RANK; s++)
        image.n[image.rank++] = wide->shape.n[s];
    while (image.rank > 3 && image.n[image.rank - 1] == 1)
        image.rank--;
    if (worth_parts(image))
        tensor_split(weight, 1, image);
}

static Tensor *
tensor_of(const Program *program, const Node *n)
{
    while (op_kind(n->op) == KIND_VIEW)
        n = n->arg[0];
    int place;
    return program_leaf(program, n, &place) == LEAF_PARAMETERS ? program->parameters.at[place]
                                                               : NULL;
}

typedef LIST(Tensor *) Tensors;

static void
put_tensor(Tensors *found, Tensor *tensor, int64_t features)
{
    if (tensor && tensor->dims.rank > 0 && tensor->dims.n[0] == features)
        PUSH(*found, tensor);
}

/* The tensors that x is made of element by element, and that of the product below; false where
 * it is made of anything else. */
static bool
find_tensors(const Program *program, const Node *x, int64_t features, Tensors *found)
{
    Tensor *own = tensor_of(program, x);
    put_tensor(found, own, features);
    if (own || op_kind(x->op) == KIND_CONTRACT) {
        for (int i = 0; !own && i < x->count; i++)
            put_tensor(found, tensor_of(program, x->arg[i]), features);
        return true;
    }
    if (op_kind(x->op) == KIND_LEAF)
        return x->leaf == NULL; /* a number */
    for (int i = 0; i < x->count; i++)
        if (op_kind(x->op) != KIND_ELEMENTWISE ||
            !find_tensors(program, x->arg[i], features, found))
            return false;
    return true;
}

void
flattened_output(const Program *program, const Node *x, Dims image)
{
    Tensors found = {0};
    if (!worth_parts(image) || !find_tensors(program, x, dims_size(image), &found))
        return;
    for (int i = 0; i < found.count; i++)
        tensor_split(found.at[i], 0, image);
}
