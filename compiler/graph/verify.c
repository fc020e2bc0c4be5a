/* Checks every invariant of graph.h, between passes.
 *
 * The one idea: what each op's shape must be is computed here a second time, from the arguments
 * and attributes alone and not by the constructors' code. One function for each form of op
 * gives what is wrong, or NULL. Values are not looked at: that is the interpreter's part. */
#include "graph.h"

#include <string.h>

typedef const char *Check(const Node *n);

enum { ANY = -1 };

static const Shape *
shape_of(const Node *n, int i)
{
    return &n->arg[i]->shape;
}

static int
axis_count(uint32_t axes)
{
    int count = 0;
    for (; axes; axes &= axes - 1)
        count++;
    return count;
}

static const char *
check_elementwise(const Node *n)
{
    for (int s = 0; s < AXES; s++) {
        int64_t largest = 1;
        for (int i = 0; i < n->count; i++) {
            int64_t extent = shape_of(n, i)->n[s];
            if (extent != 1 && largest != 1 && extent != largest)
                return "arguments do not broadcast";
            largest = extent > largest ? extent : largest;
        }
        if (n->shape.n[s] != largest)
            return "the shape is not that of the arguments";
    }
    return NULL;
}

static const char *
check_terms(const Node *n)
{
    bool trivial = n->count == 1 && rational_equal(n->number[0], RATIONAL_ONE);
    if (n->count == 0 || trivial)
        return "a sum or product of one thing";
    for (int i = 0; i < n->count; i++) {
        if (n->number[i].num == 0 || n->number[i].den < 1)
            return "a coefficient or power is zero or no ratio";
        if (i > 0 && n->arg[i - 1]->id > n->arg[i]->id)
            return "arguments are not in order";
    }
    return check_elementwise(n);
}

static const char *
check_leaf(const Node *n)
{
    if (n->op == OP_INDEX && axis_count(shape_varies(n->shape)) > 1)
        return "an index runs along several axes";
    if (n->op == OP_CONST && shape_varies(n->shape) != 0)
        return "a number has a shape";
    return NULL;
}

static const char *
check_reduce(const Node *n)
{
    uint32_t varies = shape_varies(*shape_of(n, 0));
    if (n->axes == 0 || (n->axes & ~varies) != 0)
        return "folds an axis that does not vary";
    if (n->op != OP_SUM && axis_count(n->axes) != 1)
        return "an extreme over several axes";
    for (int s = 0; s < AXES; s++)
        if (n->shape.n[s] != (n->axes >> s & 1 ? 1 : shape_of(n, 0)->n[s]))
            return "the shape is not that of the argument, folded";
    return NULL;
}

static const char *
check_squares(const Node *n)
{
    if (n->value < 1 || n->count < 1 || n->count > 2)
        return "squares of no parts";
    if (n->count > 1 && !shape_equal(*shape_of(n, 0), *shape_of(n, 1)))
        return "sums and squares of parts have different shapes";
    return check_reduce(n);
}

static const char *
check_reshape(const Node *n)
{
    if (shape_size(n->shape) != shape_size(*shape_of(n, 0)))
        return "the number of elements changes";
    return shape_equal(n->shape, *shape_of(n, 0)) ? "a reshape to the same shape" : NULL;
}

static const char *
check_permute(const Node *n)
{
    uint32_t used = 0;
    for (int s = 0; s < AXES; s++) {
        if (n->u.slot[s] < 0 || n->u.slot[s] >= AXES)
            return "a slot out of range";
        used |= 1u << n->u.slot[s];
        if (n->shape.n[s] != shape_of(n, 0)->n[n->u.slot[s]])
            return "the shape is not the argument's, permuted";
    }
    return used == (1u << AXES) - 1 ? NULL : "a slot is used twice";
}

/* `count` elements of `extent`, from `from` by `step`. */
static bool
range_fits(const Node *n, int s, int64_t count, int64_t extent)
{
    int64_t first = n->u.from[s], last = first + (count - 1) * n->step[s];
    return n->step[s] != 0 && first >= 0 && first < extent && last >= 0 && last < extent;
}

static const char *
check_slice(const Node *n)
{
    for (int s = 0; s < AXES; s++)
        if (!range_fits(n, s, n->shape.n[s], shape_of(n, 0)->n[s]))
            return "reaches outside the argument";
    return NULL;
}

static const char *
check_pad(const Node *n)
{
    for (int s = 0; s < AXES; s++)
        if (!range_fits(n, s, shape_of(n, 0)->n[s], n->shape.n[s]))
            return "the argument reaches outside";
    return NULL;
}

static const char *
check_border(const Node *n)
{
    const Shape *whole = n->op == OP_BORDER ? &n->shape : shape_of(n, 0),
                *inside = n->op == OP_BORDER ? shape_of(n, 0) : &n->shape;
    for (int s = 0; s < AXES; s++) {
        const int64_t before = n->u.from[s], behind = whole->n[s] - inside->n[s] - before,
                      most = before > behind ? before : behind;
        if (before < 0 || behind < 0)
            return "the border is smaller than nothing";
        if (n->axes >> s & 1 && most >= inside->n[s])
            return "reflected beyond the other edge";
        if (before + behind > 0 && inside->n[s] == 1)
            return "a border of what does not vary";
    }
    return NULL;
}

static const char *
check_concat(const Node *n)
{
    int64_t extent = 0;
    if (axis_count(n->axes) != 1)
        return "not along one axis";
    for (int i = 0; i < n->count; i++) {
        for (int s = 0; s < AXES; s++) {
            if (n->axes >> s & 1)
                extent += shape_of(n, i)->n[s];
            else if (shape_of(n, i)->n[s] != n->shape.n[s])
                return "parts differ in another axis";
        }
    }
    for (int s = 0; s < AXES; s++)
        if ((n->axes >> s & 1) && n->shape.n[s] != extent)
            return "extents do not add up";
    return NULL;
}

static const char *
check_broadcast(const Node *n)
{
    for (int s = 0; s < AXES; s++)
        if (shape_of(n, 0)->n[s] != 1 && shape_of(n, 0)->n[s] != n->shape.n[s])
            return "does not broadcast";
    return shape_equal(n->shape, *shape_of(n, 0)) ? "a broadcast to the same shape" : NULL;
}

/* Notes the extent of each letter; false where letters and extents contradict. */
static bool
note_letters(const int8_t letter[AXES], const Shape *shape, int64_t extent[128])
{
    bool used[128] = {false};
    for (int s = 0; s < AXES; s++) {
        int l = letter[s];
        if ((l < 0) != (shape->n[s] == 1) || (l >= 0 && used[l]))
            return false;
        if (l < 0)
            continue;
        used[l] = true;
        if (extent[l] != 0 && extent[l] != shape->n[s])
            return false;
        extent[l] = shape->n[s];
    }
    return true;
}

static const char *
check_contract(const Node *n)
{
    int64_t extent[128] = {0}, known[128];
    if (!note_letters(n->u.letters.a, shape_of(n, 0), extent) ||
        !note_letters(n->u.letters.b, shape_of(n, 1), extent))
        return "letters of the operands contradict";
    memcpy(known, extent, sizeof known);
    if (!note_letters(n->u.letters.out, &n->shape, extent))
        return "letters of the result contradict";
    return memcmp(known, extent, sizeof known) == 0 ? NULL
                                                    : "the result has a letter of its own";
}

static bool
image_fits(const Shape *shape, const Window *w, int64_t channels, const int64_t size[2])
{
    int c = w->channel;
    for (int s = c + 3; s < AXES; s++)
        if (shape->n[s] != 1)
            return false;
    return shape->n[c] == channels && shape->n[c + 1] == size[0] && shape->n[c + 2] == size[1];
}

static bool
kernel_fits(const Shape *shape, const Window *w)
{
    int c = w->channel;
    for (int s = 0; s < AXES; s++)
        if ((s < c || s > c + 3) && shape->n[s] != 1)
            return false;
    return shape->n[c] == w->out_channels && shape->n[c + 1] * w->groups == w->in_channels &&
           shape->n[c + 2] == w->kernel[0] && shape->n[c + 3] == w->kernel[1];
}

static const char *
check_window(const Window *w)
{
    if (w->channel < 0 || w->channel + 3 >= AXES || w->groups < 1 ||
        w->out_channels % w->groups != 0)
        return "channels or groups do not fit";
    for (int i = 0; i < 2; i++) {
        int64_t covered =
            (w->out[i] - 1) * w->stride[i] + (w->kernel[i] - 1) * w->dilation[i] + 1;
        int64_t room = w->in[i] + w->pad[i] + w->pad_end[i];
        if (w->stride[i] < 1 || w->dilation[i] < 1 || w->pad[i] < 0 || w->pad_end[i] < 0 ||
            w->out[i] < 1)
            return "a window that does not move";
        if (covered > room || room - covered >= w->stride[i])
            return "extents, kernel, stride and padding do not agree";
    }
    return NULL;
}

static const char *
check_conv(const Node *n)
{
    const Window *w = &n->u.window;
    const Shape *x = n->op == OP_CONV_DATA ? &n->shape : shape_of(n, 0);
    const Shape *y = n->op == OP_CONV ? &n->shape : shape_of(n, n->op == OP_CONV_WEIGHT);
    const Shape *kernel = n->op == OP_CONV_WEIGHT ? &n->shape : shape_of(n, 1);
    const char *wrong = check_window(w);
    if (wrong)
        return wrong;
    if (!image_fits(x, w, w->in_channels, w->in) || !image_fits(y, w, w->out_channels, w->out))
        return "an image does not fit the window";
    for (int s = 0; s < w->channel; s++)
        if (x->n[s] != y->n[s])
            return "outer axes differ";
    return kernel_fits(kernel, w) ? NULL : "the kernel does not fit the window";
}

static const char *
check_gather(const Node *n)
{
    const Shape *table = shape_of(n, 0), *index = shape_of(n, 1);
    if (axis_count(n->axes) != 1 || !n->arg[1]->integer)
        return "no axis, or no index";
    for (int s = 0; s < AXES; s++) {
        int64_t rows = n->axes >> s & 1 ? 1 : table->n[s];
        if (rows != 1 && index->n[s] != 1 && rows != index->n[s])
            return "the index does not fit the table";
        if (n->shape.n[s] != (rows > index->n[s] ? rows : index->n[s]))
            return "the shape is not that of the index in the table";
    }
    return NULL;
}

static const char *
check_scatter_add(const Node *n)
{
    if (axis_count(n->axes) != 1 || !n->arg[1]->integer)
        return "no axis, or no index";
    for (int s = 0; s < AXES; s++) {
        int64_t v = shape_of(n, 0)->n[s], i = shape_of(n, 1)->n[s];
        if (v != 1 && i != 1 && v != i)
            return "values and index do not broadcast";
        if (!(n->axes >> s & 1) && n->shape.n[s] != 1 && n->shape.n[s] != (v > i ? v : i))
            return "values do not fit the table";
    }
    return NULL;
}

static const char *
check_along(const Node *n)
{
    if (axis_count(n->axes) != 1 || (n->axes & ~shape_varies(n->shape)) != 0)
        return "runs along no axis, or several";
    return shape_equal(n->shape, *shape_of(n, 0)) ? NULL : "the shape is not the argument's";
}

static const struct {
    Check *check;
    int arity;
    int numbers; /* ratios beside it */
} checks[OPS] = {
    [OP_CONST] = {check_leaf, 0, ANY},        [OP_PARAMETER] = {check_leaf, 0, 0},
    [OP_STATE] = {check_leaf, 0, 0},          [OP_DATA] = {check_leaf, 0, 0},
    [OP_DRAW] = {check_leaf, 0, 0},           [OP_TIME] = {check_leaf, 0, 0},
    [OP_INDEX] = {check_leaf, 0, 0},          [OP_ADD] = {check_terms, ANY, ANY},
    [OP_MUL] = {check_terms, ANY, ANY},       [OP_EXP] = {check_elementwise, 1, 0},
    [OP_LOG] = {check_elementwise, 1, 0},     [OP_TANH] = {check_elementwise, 1, 0},
    [OP_SIGMOID] = {check_elementwise, 1, 0}, [OP_SOFTPLUS] = {check_elementwise, 1, 0},
    [OP_ERF] = {check_elementwise, 1, 0},     [OP_COS] = {check_elementwise, 1, 0},
    [OP_ATAN] = {check_elementwise, 1, 0},    [OP_SEL] = {check_elementwise, 1, 2},
    [OP_EQ] = {check_elementwise, 2, 0},      [OP_ROUND] = {check_elementwise, 1, 0},
    [OP_STOP] = {check_elementwise, 1, 0},    [OP_SUM] = {check_reduce, 1, 0},
    [OP_MAX] = {check_reduce, 1, 0},          [OP_SQUARES] = {check_squares, ANY, 0},
    [OP_ARGMIN] = {check_reduce, 1, 0},       [OP_ARGMAX] = {check_reduce, 1, 0},
    [OP_RESHAPE] = {check_reshape, 1, 0},     [OP_PERMUTE] = {check_permute, 1, 0},
    [OP_SLICE] = {check_slice, 1, 0},         [OP_PAD] = {check_pad, 1, 0},
    [OP_BORDER] = {check_border, 1, 0},       [OP_BORDER_ADD] = {check_border, 1, 0},
    [OP_CONCAT] = {check_concat, ANY, 0},     [OP_BROADCAST] = {check_broadcast, 1, 0},
    [OP_CONTRACT] = {check_contract, 2, 0},   [OP_CONV] = {check_conv, 2, 0},
    [OP_CONV_DATA] = {check_conv, 2, 0},      [OP_CONV_WEIGHT] = {check_conv, 2, 0},
    [OP_GATHER] = {check_gather, 2, 0},       [OP_SCATTER_ADD] = {check_scatter_add, 2, 0},
    [OP_ARGSORT] = {check_along, 1, 0},       [OP_CUMSUM] = {check_along, 1, 0},
};

/* Integers are data, index numbers, positions of extremes, and those moved. */
static const char *
check_integer(const Node *n)
{
    bool extreme = n->op == OP_ARGMIN || n->op == OP_ARGMAX;
    if (n->integer != (n->bound > 0))
        return "an integer without a bound, or a bound without one";
    if ((n->op == OP_INDEX || n->op == OP_ARGSORT || extreme) && !n->integer)
        return "an index that is not an integer";
    Kind kind = op_kind(n->op);
    if (n->integer && (kind == KIND_ELEMENTWISE || kind == KIND_CONTRACT))
        return "arithmetic that gives an integer";
    return NULL;
}

static const char *
check_node(const Node *n)
{
    if (n->op >= OPS || checks[n->op].check == NULL)
        return "an unknown op";
    if (checks[n->op].arity != ANY && n->count != checks[n->op].arity)
        return "the wrong number of arguments";
    if (checks[n->op].numbers != ANY && (n->number != NULL) != (checks[n->op].numbers > 0))
        return "ratios where there are none, or none where there are";
    for (int s = 0; s < AXES; s++)
        if (n->shape.n[s] < 1)
            return "an empty extent";
    for (int i = 0; i < n->count; i++)
        if (n->arg[i]->id >= n->id)
            return "an argument younger than its user";
    const char *wrong = check_integer(n);
    return wrong ? wrong : checks[n->op].check(n);
}

static bool
nodes_equal(const Node *a, const Node *b)
{
    if (a->op != b->op || a->count != b->count || !shape_equal(a->shape, b->shape) ||
        a->axes != b->axes || a->leaf != b->leaf || a->version != b->version ||
        memcmp(&a->value, &b->value, sizeof a->value) != 0 || a->bound != b->bound ||
        memcmp(&a->u, &b->u, sizeof a->u) != 0 || memcmp(a->step, b->step, sizeof a->step) != 0)
        return false;
    for (int i = 0; i < a->count; i++) {
        if (a->arg[i] != b->arg[i])
            return false;
        if (checks[a->op].numbers == ANY && !rational_equal(a->number[i], b->number[i]))
            return false;
    }
    if (a->op == OP_SEL)
        return rational_equal(a->number[0], b->number[0]) &&
               rational_equal(a->number[1], b->number[1]);
    if (a->op == OP_CONST && a->number && b->number)
        return rational_equal(*a->number, *b->number);
    return (a->number == NULL) == (b->number == NULL);
}

/* Equal nodes have equal last arguments, so only users of one argument are compared. */
static const Node *
find_twin(const Nodes *order)
{
    Node **last = NEW_ARRAY(Node *, graph_size()); /* by id of the last argument */
    Node **before = NEW_ARRAY(Node *, graph_size());
    Node *leaves = NULL;
    for (int i = 0; i < order->count; i++) {
        Node *n = order->at[i];
        Node **head = n->count ? &last[n->arg[n->count - 1]->id] : &leaves;
        for (Node *other = *head; other; other = before[other->id])
            if (nodes_equal(n, other))
                return n;
        before[n->id] = *head;
        *head = n;
    }
    return NULL;
}

void
graph_verify(int count, Node *const *outputs, const char *after)
{
    Nodes order = {0};
    graph_order(count, outputs, &order);
    for (int i = 0; i < order.count; i++) {
        const Node *n = order.at[i];
        const char *wrong = check_node(n);
        if (wrong)
            die("after %s: n%d %s %s: %s", after, n->id, op_name(n->op), shape_print(n->shape),
                wrong);
    }
    const Node *twin = find_twin(&order);
    if (twin)
        die("after %s: n%d %s stands twice in the graph", after, twin->id, op_name(twin->op));
}
