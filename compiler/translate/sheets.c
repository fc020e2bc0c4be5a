/* How a command of `generate` lays out what it makes: share, path, traverse, grid, each; and
 * log_mean_exp, which the trainer finishes.
 *
 * The one idea: an example of a command stands in a row and a column of a sheet, and the
 * trainer says in which, as it says what was drawn. All else is arithmetic around these
 * numbers. Draws and data belong to the example that a sheet shows: they are the same along a
 * path, all over a traversal, and along a column of classes. A command has one such layout. */
#include "functions.h"

#include <math.h>
#include <string.h>

static const char *const layouts[] = {"free", "path", "traverse", "grid", "each"};

/* Lays out the command that is evaluated; false after an error. */
static bool
lay_out(Call *call, SheetKind kind, int64_t columns, int64_t rows)
{
    Sheet *sheet = call->eval->world->sheet;
    Mark where = expression_mark(call->expr);
    if (!sheet) {
        error_at(where, "%s lays out a sheet: it stands in `generate` alone",
                 call->function->name);
        return false;
    }
    if (sheet->kind != SHEET_FREE &&
        (sheet->kind != kind || sheet->columns != columns || sheet->rows != rows)) {
        error_at(where, "a sheet has one layout, and this one is a %s of %lld to a row already",
                 layouts[sheet->kind], (long long)sheet->columns);
        return false;
    }
    sheet->kind = kind;
    sheet->columns = columns;
    sheet->rows = rows;
    return true;
}

/* Argument i, the number of columns. */
static bool
columns_argument(Call *call, int i, int64_t usual, int64_t least, int64_t *columns)
{
    Rational value;
    if (!argument_number(call, i, rational(usual, 1), &value))
        return false;
    if (value.den != 1 || value.num < least || value.num > 4096) {
        error_at(expression_mark(call->argument[i]),
                 "%s: expected a whole number from %lld to "
                 "4096, found %.10g",
                 call->function->name, (long long)least, rational_double(value));
        return false;
    }
    *columns = value.num;
    return true;
}

/* A value with these axes for each example. */
static Value
of_examples(Dims dims)
{
    return value_tensor(NULL, dims, OUTER_BATCH);
}

static Node *
place_node(Eval *eval, NoiseKind kind, const char *name, const Value *v, int64_t bound)
{
    return draw_place(eval, (Noise){.kind = kind, .stream = intern(name)}, name, v, bound);
}

static Value
share_value(Eval *eval)
{
    Value v = of_examples((Dims){0});
    v.node = place_node(eval, NOISE_SHARE, "share", &v, 0);
    return v;
}

static Value
row_value(Eval *eval, int64_t rows)
{
    Value v = of_examples((Dims){0});
    const char *name = format("row_of_%lld", (long long)rows);
    v.node = place_node(eval, NOISE_ROW, name, &v, rows);
    return v;
}

Value
sheet_share(Call *call)
{
    int64_t columns;
    if (!columns_argument(call, 0, 8, 2, &columns) || !lay_out(call, SHEET_PATH, columns, 1))
        return value_poison();
    return share_value(call->eval);
}

/* a + share (b - a): from a in the first column to b in the last. */
Value
sheet_path(Call *call)
{
    Eval *eval = call->eval;
    Dims dims;
    int64_t columns;
    if (!evaluate_dims(eval, call->argument[0], &dims) ||
        !columns_argument(call, 1, 8, 2, &columns) ||
        !dims_check(dims, eval->page->program->batch, expression_mark(call->expr),
                    "the path") ||
        !lay_out(call, SHEET_PATH, columns, 1))
        return value_poison();
    Value v = of_examples(dims);
    Node *a = draw_like(eval, NOISE_NORMAL, &v), *b = draw_like(eval, NOISE_NORMAL, &v);
    v.node = graph_add(a, graph_multiply(share_value(eval).node, graph_subtract(b, a)));
    return name_value(eval, v, "path", false, expression_mark(call->expr));
}

/* z + [i = row] (low + share (high - low) - z) */
Value
sheet_traverse(Call *call)
{
    Eval *eval = call->eval;
    Value z = argument_axes(call, 0);
    Rational low, high;
    int64_t columns;
    if (z.kind == VALUE_POISON || !argument_number(call, 1, rational(-3, 1), &low) ||
        !argument_number(call, 2, rational(3, 1), &high) ||
        !columns_argument(call, 3, 8, 2, &columns))
        return value_poison();
    if (z.dims.rank != 1 || z.outer != OUTER_BATCH) {
        error_at(expression_mark(call->argument[0]),
                 "traverse changes the numbers of a vector of each example, and this is %s%s",
                 dims_print(z.dims), z.outer == OUTER_BATCH ? "" : " over other axes");
        return value_poison();
    }
    const int64_t count = z.dims.n[0];
    if (!lay_out(call, SHEET_TRAVERSE, columns, count))
        return value_poison();
    Node *width = graph_ratio(rational_add(high, rational_negate(low)));
    Node *target = graph_add(graph_ratio(low), graph_multiply(width, share_value(eval).node));
    Node *chosen = graph_equal(row_value(eval, count).node, graph_index(1, count));
    Node *change = graph_multiply(chosen, graph_subtract(target, z.node));
    Value v = value_tensor(graph_add(z.node, change), z.dims, OUTER_BATCH);
    v = name_value(eval, v, "traversal", false, expression_mark(call->expr));
    return value_because(v, z.why, z.reason);
}

Value
sheet_grid(Call *call)
{
    int64_t side;
    if (!columns_argument(call, 0, 20, 1, &side) || !lay_out(call, SHEET_GRID, side, side))
        return value_poison();
    Value v = of_examples(dims_of(1, (int64_t[]){2}));
    v.node = place_node(call->eval, NOISE_QUANTILE, "quantile", &v, 0);
    return v;
}

/* How many classes argument 0 says: a label's, or a number. */
static int64_t
class_count(Call *call)
{
    Value label = argument_axes_any(call, 0);
    if (label.kind == VALUE_POISON)
        return 0;
    if (value_integer(&label))
        return label.node->bound;
    if (label.exact.den == 1 && label.exact.num >= 1 && label.exact.num <= 4096)
        return label.exact.num;
    error_at(expression_mark(call->argument[0]),
             "each: %s is neither a label nor a number of classes",
             expression_print(call->argument[0]));
    return 0;
}

Value
sheet_each(Call *call)
{
    int64_t columns, classes = class_count(call);
    if (classes == 0 || !columns_argument(call, 1, 8, 1, &columns) ||
        !lay_out(call, SHEET_EACH, columns, classes))
        return value_poison();
    return row_value(call->eval, classes);
}

/* ---- likelihoods ---------------------------------------------------------------------------
 */

static bool
draws(Node *node)
{
    Nodes order = {0};
    graph_order(1, &node, &order);
    for (int i = 0; i < order.count; i++)
        if (order.at[i]->op == OP_DRAW)
            return true;
    return false;
}

/* The log of the mean weight of one run, over the axes that are drawn along; the trainer merges
 * runs. */
Value
log_mean_exp(Call *call)
{
    Eval *eval = call->eval;
    Sheet *sheet = eval->world->sheet;
    Value v = argument_axes(call, 0);
    Rational samples;
    Mark where = expression_mark(call->expr);
    if (v.kind == VALUE_POISON || !argument_number(call, 1, rational(5000, 1), &samples))
        return value_poison();
    if (!sheet) {
        error_at(where, "log_mean_exp merges many runs: it stands in `generate` alone");
        return value_poison();
    }
    if (samples.den != 1 || samples.num < 1) {
        error_at(expression_mark(call->argument[1]), "log_mean_exp: samples is a whole number "
                                                     "from 1");
        return value_poison();
    }
    if (v.dims.rank > 0 || !(v.outer & OUTER_BATCH)) {
        error_at(expression_mark(call->argument[0]),
                 "log_mean_exp takes a number for each example, not %s%s", dims_print(v.dims),
                 value_over(eval->page, &v));
        return value_poison();
    }
    if (!draws(v.node)) {
        error_at(expression_mark(call->argument[0]),
                 "log_mean_exp: nothing is drawn in %s: every sample is the same",
                 expression_print(call->argument[0]));
        return value_poison();
    }
    unsigned drawn = v.outer & ~(unsigned)OUTER_BATCH;
    int64_t at_once = outer_size(eval->page, drawn);
    sheet->samples = samples.num;
    sheet->at_once = at_once;
    sheet->merged = call->expr;
    if (drawn) {
        v = reduce(eval, "logsumexp", v, drawn << OVER_OUTER, false, where);
        v.node = graph_subtract(v.node, graph_constant(log((double)at_once)));
    }
    return v;
}
