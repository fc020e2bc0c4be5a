/* The graph as text, for `-d` and for debugging: one line for each node, arguments first.
 *
 *     n12 [64, 400] add 1 n3 + -1/2 n5   ; encoder_linear, page.yaml:12
 *
 * Numbers of nodes are those of creation, so that the same page prints the same text. */
#include "graph.h"

static void
print_ratio(Text *text, Rational r)
{
    text_print(text, "%lld", (long long)r.num);
    if (r.den != 1)
        text_print(text, "/%lld", (long long)r.den);
}

static void
print_terms(Text *text, const Node *n)
{
    for (int i = 0; i < n->count; i++) {
        text_put(text, i ? " + " : " ");
        print_ratio(text, n->number[i]);
        text_print(text, " n%d", n->arg[i]->id);
    }
}

static void
print_factors(Text *text, const Node *n)
{
    for (int i = 0; i < n->count; i++) {
        text_print(text, "%sn%d", i ? " * " : " ", n->arg[i]->id);
        if (rational_equal(n->number[i], RATIONAL_ONE))
            continue;
        text_put(text, "^");
        print_ratio(text, n->number[i]);
    }
}

static void
print_leaf(Text *text, const Node *n)
{
    if (n->op == OP_CONST && n->number) {
        text_put(text, " ");
        print_ratio(text, *n->number);
    } else if (n->op == OP_CONST) {
        text_print(text, " %.17g", n->value);
    } else if (n->name) {
        text_print(text, " %s", n->name);
    }
    if (n->version)
        text_print(text, " version %d", n->version);
}

static void
print_axes(Text *text, uint32_t axes)
{
    const char *between = " over {";
    for (int s = 0; s < AXES; s++) {
        if (!(axes >> s & 1))
            continue;
        text_print(text, "%s%d", between, s);
        between = ", ";
    }
    if (axes)
        text_put(text, "}");
}

static void
print_letters(Text *text, const int8_t letter[AXES])
{
    int rank = AXES;
    while (rank > 0 && letter[rank - 1] < 0)
        rank--;
    for (int s = 0; s < rank; s++)
        text_print(text, "%c", letter[s] < 0 ? '.' : 'a' + letter[s]);
    if (rank == 0)
        text_put(text, ".");
}

static void
print_window(Text *text, const Window *w)
{
    text_print(text, " kernel %lldx%lld stride %lld,%lld pad %lld,%lld",
               (long long)w->kernel[0], (long long)w->kernel[1], (long long)w->stride[0],
               (long long)w->stride[1], (long long)w->pad[0], (long long)w->pad[1]);
    if (w->dilation[0] != 1 || w->dilation[1] != 1)
        text_print(text, " dilation %lld,%lld", (long long)w->dilation[0],
                   (long long)w->dilation[1]);
    if (w->groups != 1)
        text_print(text, " groups %d", w->groups);
}

/* What is particular to an op, behind its arguments. */
static void
print_attributes(Text *text, const Node *n)
{
    switch (n->op) {
    case OP_SEL:
        text_put(text, " > 0 ? ");
        print_ratio(text, n->number[0]);
        text_put(text, " : ");
        print_ratio(text, n->number[1]);
        break;
    case OP_CONTRACT:
        text_put(text, " ");
        print_letters(text, n->u.letters.a);
        text_put(text, ",");
        print_letters(text, n->u.letters.b);
        text_put(text, "->");
        print_letters(text, n->u.letters.out);
        break;
    case OP_CONV:
    case OP_CONV_DATA:
    case OP_CONV_WEIGHT: print_window(text, &n->u.window); break;
    case OP_PERMUTE:
        for (int s = 0; s < AXES; s++)
            text_print(text, "%s%d", s ? "," : " ", n->u.slot[s]);
        break;
    case OP_SLICE:
    case OP_PAD:
        for (int s = 0; s < AXES; s++)
            if (n->u.from[s] != 0 || n->step[s] != 1)
                text_print(text, " %d: from %lld by %lld", s, (long long)n->u.from[s],
                           (long long)n->step[s]);
        break;
    case OP_BORDER:
    case OP_BORDER_ADD:
        for (int s = 0; s < AXES; s++)
            if (n->shape.n[s] != n->arg[0]->shape.n[s])
                text_print(text, " %d: %lld before%s", s, (long long)n->u.from[s],
                           n->axes >> s & 1 ? ", reflected" : "");
        break;
    default: print_axes(text, n->axes);
    }
}

static void
print_origin(Text *text, const Node *n)
{
    const char *between = "   ; ";
    if (n->tag && n->tag->name[0]) {
        text_print(text, "%s%s", between, n->tag->name[0]);
        between = ", ";
    } else if (n->adjoint_of && !n->adjoint_scaled) {
        text_print(text, "%s%s%sd_n%d", between, n->adjoint_by ? n->adjoint_by : "",
                   n->adjoint_by ? "_" : "", n->adjoint_of->id);
        between = ", ";
    }
    if (n->origin.source)
        text_print(text, "%s%s:%d", between, n->origin.source->path, n->origin.line);
}

void
graph_print(Text *text, int count, Node *const *outputs)
{
    Nodes order = {0};
    graph_order(count, outputs, &order);
    for (int i = 0; i < order.count; i++) {
        const Node *n = order.at[i];
        text_print(text, "n%d %s %s", n->id, shape_print(n->shape), op_name(n->op));
        if (op_kind(n->op) == KIND_LEAF)
            print_leaf(text, n);
        if (n->op == OP_ADD)
            print_terms(text, n);
        else if (n->op == OP_MUL)
            print_factors(text, n);
        else
            for (int k = 0; k < n->count; k++)
                text_print(text, " n%d", n->arg[k]->id);
        print_attributes(text, n);
        print_origin(text, n);
        text_put(text, "\n");
    }
    text_put(text, "outputs");
    for (int i = 0; i < count; i++)
        text_print(text, " n%d", outputs[i]->id);
    text_put(text, "\n");
}
