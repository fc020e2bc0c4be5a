/* C text of moves. The loops run over the slots of one shape, in the order of memory where
 * nothing is summed; each op says at which index the other side is read or written. Rows are
 * independent, so they run in parallel, except where scatter-add may meet an index twice: there
 * the columns do. */
#include "movetext.h"

static const char *const vars[AXES] = {"n", "i", "j", "k", "l", "p", "q", "r"};
static const char *const zeros[AXES] = {"0", "0", "0", "0", "0", "0", "0", "0"};

static void
index_of(Shape shape, const char *index[AXES])
{
    for (int s = 0; s < AXES; s++)
        index[s] = shape.n[s] > 1 ? vars[s] : zeros[s];
}

static void
open_loop(Mover *m, Shape shape, int s, bool parallel)
{
    if (parallel && shape_size(shape) >= 16384)
        text_put(m->text, "#pragma omp parallel for schedule(static)\n");
    text_print(m->text, "for (int %s = 0; %s < %s; %s++) {\n", vars[s], vars[s],
               m->extent(m, s, shape.n[s]), vars[s]);
}

static int
open_loops(Mover *m, Shape shape, uint32_t slots, bool parallel)
{
    int open = 0;
    for (int i = 0; i < AXES; i++) {
        const int s = m->slot[i];
        if (shape.n[s] == 1 || (slots >> s & 1u) == 0)
            continue;
        open_loop(m, shape, s, parallel && open == 0);
        open++;
    }
    return open;
}

static void
close_loops(Mover *m, int open)
{
    for (int i = 0; i < open; i++)
        text_put(m->text, "}\n");
}

/* From here on loops run in the order in which an argument, or -1: the result, lies. */
static void
loop_as(Mover *m, int arg)
{
    if (m->order)
        m->order(m, arg, m->slot);
}

static void
copy_loops(Mover *m, Shape shape, const char *const to[AXES], int arg,
           const char *const from[AXES])
{
    loop_as(m, -1);
    int open = open_loops(m, shape, ~0u, true);
    text_print(m->text, "%s = %s;\n", m->element(m, -1, to), m->element(m, arg, from));
    close_loops(m, open);
}

/* Logical row-major number of the element in `shape`. */
static const char *
linear_text(Shape shape)
{
    const char *sum = "0";
    int64_t stride = 1;
    for (int s = AXES - 1; s >= 0; s--) {
        if (shape.n[s] == 1)
            continue;
        const char *term =
            stride == 1 ? vars[s] : format("%s * %lld", vars[s], (long long)stride);
        sum = stride == 1 ? term : format("%s + %s", term, sum);
        stride *= shape.n[s];
    }
    return sum;
}

static void
reshape_text(Mover *m, Node *n)
{
    const char *from[AXES], *to[AXES];
    int64_t stride = 1;
    loop_as(m, 0);
    int open = open_loops(m, n->arg[0]->shape, ~0u, true);
    index_of(n->arg[0]->shape, from);
    text_print(m->text, "const int at = %s;\n", linear_text(n->arg[0]->shape));
    for (int s = AXES - 1; s >= 0; s--) {
        to[s] = n->shape.n[s] == 1 ? "0"
                : stride == 1
                    ? format("at %% %lld", (long long)n->shape.n[s])
                    : format("at / %lld %% %lld", (long long)stride, (long long)n->shape.n[s]);
        stride *= n->shape.n[s];
    }
    text_print(m->text, "%s = %s;\n", m->element(m, -1, to), m->element(m, 0, from));
    close_loops(m, open);
}

static const char *
range_text(const Node *n, int s)
{
    long long from = n->u.from[s], step = n->step[s] ? n->step[s] : 1;
    if (from == 0 && step == 1)
        return vars[s];
    return step == 1 ? format("%s + %lld", vars[s], from)
                     : format("%lld + %s * %lld", from, vars[s], step);
}

static void
ranged(const Node *n, Shape small, const char *index[AXES])
{
    for (int s = 0; s < AXES; s++)
        index[s] = small.n[s] > 1 ? range_text(n, s) : format("%lld", (long long)n->u.from[s]);
}

static void
zero_result(Mover *m, Node *n)
{
    text_print(m->text, "memset(%s, 0, sizeof(%s) * %lld);\n", m->out,
               n->integer ? "int"
               : m->type  ? m->type
                          : "float",
               (long long)shape_size(n->shape));
}

/* The index inside, of which that in slot s of what has a border is a copy. */
static const char *
inside_text(const Node *n, int s, int64_t whole, int64_t inside)
{
    const char *v = vars[s];
    const long long before = n->u.from[s], last = before + inside - 1;
    const bool reflected = n->axes >> s & 1;
    const char *front = reflected ? format("%lld - %s", before, v) : "0";
    const char *end = reflected ? format("%lld - %s", last + inside - 1, v)
                                : format("%lld", (long long)inside - 1);
    Text text = {0};
    if (before > 0)
        text_print(&text, "%s < %lld ? %s : ", v, before, front);
    if (whole > last + 1)
        text_print(&text, "%s > %lld ? %s : ", v, last, end);
    text_put(&text, before > 0 ? format("%s - %lld", v, before) : v);
    return text.at;
}

/* Both walk over what has the border. Sums meet within a row only. */
static void
border_text(Mover *m, Node *n, bool add)
{
    const Shape whole = add ? n->arg[0]->shape : n->shape,
                inside = add ? n->shape : n->arg[0]->shape;
    const char *out[AXES], *in[AXES];
    int open = 0;
    loop_as(m, -1);
    index_of(whole, out);
    index_of(inside, in);
    if (add)
        zero_result(m, n);
    for (int i = 0; i < AXES; i++) {
        const int s = m->slot[i];
        if (whole.n[s] == 1)
            continue;
        const bool bordered = whole.n[s] != inside.n[s];
        open_loop(m, whole, s, open == 0 && !(add && bordered));
        open++;
        if (!bordered)
            continue;
        in[s] = format("%s_inside", vars[s]);
        text_print(m->text, "const int %s = %s;\n", in[s],
                   inside_text(n, s, whole.n[s], inside.n[s]));
    }
    if (add)
        text_print(m->text, "%s += %s;\n", m->element(m, -1, in), m->element(m, 0, out));
    else
        text_print(m->text, "%s = %s;\n", m->element(m, -1, out), m->element(m, 0, in));
    close_loops(m, open);
}

static void
concat_text(Mover *m, Node *n)
{
    int64_t offset = 0;
    for (int i = 0; i < n->count; i++) {
        const char *from[AXES], *to[AXES];
        Shape shape = n->arg[i]->shape;
        int joined = -1;
        for (int s = 0; s < AXES; s++)
            if (shape.n[s] != n->shape.n[s])
                joined = s;
        index_of(shape, from);
        index_of(shape, to);
        if (joined >= 0 && (offset > 0 || shape.n[joined] == 1))
            to[joined] = shape.n[joined] == 1
                             ? format("%lld", (long long)offset)
                             : format("%s + %lld", vars[joined], (long long)offset);
        copy_loops(m, shape, to, i, from);
        offset += joined >= 0 ? shape.n[joined] : 0;
    }
}

static void
gather_text(Mover *m, Node *n)
{
    int slot = __builtin_ctz(n->axes);
    const char *at[AXES], *from[AXES], *to[AXES];
    index_of(n->arg[1]->shape, at);
    index_of(n->arg[0]->shape, from);
    index_of(n->shape, to);
    from[slot] = m->element(m, 1, at);
    copy_loops(m, n->shape, to, 0, from);
}

static void
scatter_text(Mover *m, Node *n)
{
    int slot = __builtin_ctz(n->axes);
    const char *at[AXES], *from[AXES], *to[AXES];
    Shape space = shape_broadcast(2, n->arg);
    uint32_t columns = shape_varies(n->shape) & ~shape_varies(n->arg[1]->shape) & ~(1u << slot);
    index_of(n->arg[1]->shape, at);
    index_of(n->arg[0]->shape, from);
    index_of(n->shape, to);
    to[slot] = m->element(m, 1, at);
    zero_result(m, n);
    int open = open_loops(m, space, columns, true);
    open += open_loops(m, space, ~columns, false);
    text_print(m->text, "%s += %s;\n", m->element(m, -1, to), m->element(m, 0, from));
    close_loops(m, open);
}

/* The place of an element is the number of those before it, so the order of equal ones is
 * theirs. NaN comes before nothing: what it leaves open is index 0. */
static void
argsort_text(Mover *m, Node *n)
{
    int slot = __builtin_ctz(n->axes);
    const char *from[AXES], *other[AXES], *to[AXES];
    const char *extent = m->extent(m, slot, n->shape.n[slot]);
    index_of(n->shape, from);
    index_of(n->shape, other);
    index_of(n->shape, to);
    from[slot] = "at";
    other[slot] = "other";
    to[slot] = "place";
    zero_result(m, n);
    int open = open_loops(m, n->shape, ~n->axes, true);
    text_print(m->text, "for (int at = 0; at < %s; at++) {\nconst float value_here = %s;\n",
               extent, m->element(m, 0, from));
    text_print(
        m->text,
        "int place = 0;\nfor (int other = 0; other < %s; other++) {\n"
        "const float next_here = %s;\n"
        "place += next_here < value_here || (next_here == value_here && other < at);\n}\n",
        extent, m->element(m, 0, other));
    text_print(m->text, "%s = at;\n}\n", m->element(m, -1, to));
    close_loops(m, open);
}

static void
cumsum_text(Mover *m, Node *n)
{
    int slot = __builtin_ctz(n->axes);
    const char *index[AXES];
    index_of(n->shape, index);
    int open = open_loops(m, n->shape, ~n->axes, true);
    text_print(m->text, "%s running_total = 0;\n", m->type ? m->type : "float");
    open += open_loops(m, n->shape, 1u << slot, false);
    text_print(m->text, "running_total += %s;\n%s = running_total;\n", m->element(m, 0, index),
               m->element(m, -1, index));
    close_loops(m, open);
}

void
graph_move_text(Mover *m, Node *n)
{
    const char *from[AXES], *to[AXES];
    for (int8_t s = 0; s < AXES; s++)
        m->slot[s] = s;
    index_of(n->shape, to);
    switch (n->op) {
    case OP_RESHAPE: reshape_text(m, n); break;
    case OP_PERMUTE:
        for (int s = 0; s < AXES; s++)
            from[s] = "0";
        for (int s = 0; s < AXES; s++)
            if (n->shape.n[s] > 1)
                from[n->u.slot[s]] = vars[s];
        copy_loops(m, n->shape, to, 0, from);
        break;
    case OP_SLICE:
        ranged(n, n->shape, from);
        copy_loops(m, n->shape, to, 0, from);
        break;
    case OP_PAD:
        index_of(n->arg[0]->shape, from);
        ranged(n, n->arg[0]->shape, to);
        zero_result(m, n);
        copy_loops(m, n->arg[0]->shape, to, 0, from);
        break;
    case OP_BORDER: border_text(m, n, false); break;
    case OP_BORDER_ADD: border_text(m, n, true); break;
    case OP_CONCAT: concat_text(m, n); break;
    case OP_BROADCAST:
        index_of(n->arg[0]->shape, from);
        copy_loops(m, n->shape, to, 0, from);
        break;
    case OP_GATHER: gather_text(m, n); break;
    case OP_SCATTER_ADD: scatter_text(m, n); break;
    case OP_ARGSORT: argsort_text(m, n); break;
    case OP_CUMSUM: cumsum_text(m, n); break;
    default: die("%s does not move elements", op_name(n->op));
    }
}
