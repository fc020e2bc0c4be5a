/* First values of parameters and state, one row each. A kind is written where the shape is not
 * known yet, for a whole network for instance; with a shape it becomes one of the few that the
 * runtime draws. Fans are PyTorch's: of W [n0, n1, k, k], fan_in = n1 k k and fan_out = n0 k k,
 * for transposed convolutions too. */
#include "functions.h"

#include <math.h>
#include <string.h>

/* ---- arguments ------------------------------------------------------------------------------
 */

static double
fan(const Dims *d, int axis)
{
    double size = (double)d->n[axis];
    for (int i = 2; i < d->rank; i++)
        size *= (double)d->n[i];
    return size;
}

static bool
has_fans(const InitSpec *spec, const Dims *d)
{
    if (d->rank >= 2)
        return true;
    error_at(spec->mark, "%s needs a weight of two axes or more, not %s", spec->row->name,
             dims_print(*d));
    return false;
}

/* One of the words, by its place; -1 after an error. */
static int
word_of(const InitSpec *spec, int i, const char *const *words, int count)
{
    for (int k = 0; spec->word[i] && k < count; k++) {
        if (strcmp(spec->word[i], words[k]) == 0)
            return k;
    }
    const char *found = spec->word[i] ? spec->word[i] : "a number";
    error_at(spec->mark, "%s: one of %s is expected, not %s%s", spec->row->name,
             words_print(words, count), found, suggestion(found, words, count));
    return -1;
}

static double
root(double x)
{
    return sqrt(x > 0.0 ? x : 0.0);
}

/* ---- rows -----------------------------------------------------------------------------------
 */

static bool
plain(const InitSpec *spec, const Dims *dims, Init *init)
{
    (void)dims;
    init->kind = strcmp(spec->row->name, "normal") == 0    ? INIT_NORMAL
                 : strcmp(spec->row->name, "uniform") == 0 ? INIT_UNIFORM
                                                           : INIT_TRUNCATED;
    init->a = spec->number[0];
    init->b = spec->number[1];
    bool uniform = init->kind == INIT_UNIFORM;
    if (uniform ? init->b >= init->a : init->b >= 0.0)
        return true;
    error_at(spec->mark, uniform ? "the range is empty" : "the standard deviation is negative");
    return false;
}

static bool
constant(const InitSpec *spec, const Dims *dims, Init *init)
{
    (void)dims;
    *init = (Init){INIT_CONSTANT, spec->number[0], 0.0};
    if (strcmp(spec->row->name, "zeros") == 0)
        init->a = 0.0;
    if (strcmp(spec->row->name, "ones") == 0)
        init->a = 1.0;
    return true;
}

static bool
identity(const InitSpec *spec, const Dims *d, Init *init)
{
    *init = (Init){INIT_IDENTITY, spec->number[0], 0.0};
    return has_fans(spec, d);
}

static bool
orthogonal(const InitSpec *spec, const Dims *d, Init *init)
{
    *init = (Init){INIT_ORTHOGONAL, spec->number[0], 0.0};
    return has_fans(spec, d);
}

static bool
xavier(const InitSpec *spec, const Dims *d, Init *init)
{
    if (!has_fans(spec, d))
        return false;
    double std = spec->number[0] * root(2.0 / (fan(d, 1) + fan(d, 0)));
    bool uniform = strcmp(spec->row->name, "xavier_uniform") == 0;
    *init = uniform ? (Init){INIT_UNIFORM, -root(3.0) * std, root(3.0) * std}
                    : (Init){INIT_NORMAL, 0.0, std};
    return true;
}

static bool
kaiming(const InitSpec *spec, const Dims *d, Init *init)
{
    static const char *const modes[] = {"fan_in", "fan_out", "fan_avg"};
    static const char *const shapes[] = {"leaky_relu", "relu", "linear", "tanh", "selu"};
    int mode = word_of(spec, 1, modes, 3), shape = word_of(spec, 2, shapes, 5);
    if (!has_fans(spec, d) || mode < 0 || shape < 0)
        return false;
    const double slope = spec->number[0];
    const double gain[] = {root(2.0 / (1.0 + slope * slope)), root(2.0), 1.0, 5.0 / 3.0, 0.75};
    const double fans[] = {fan(d, 1), fan(d, 0), 0.5 * (fan(d, 0) + fan(d, 1))};
    double std = gain[shape] / root(fans[mode]);
    bool uniform = strcmp(spec->row->name, "kaiming_uniform") == 0;
    *init = uniform ? (Init){INIT_UNIFORM, -root(3.0) * std, root(3.0) * std}
                    : (Init){INIT_NORMAL, 0.0, std};
    return true;
}

static bool
lecun(const InitSpec *spec, const Dims *d, Init *init)
{
    *init = (Init){INIT_TRUNCATED, 0.0, 1.0};
    if (!has_fans(spec, d))
        return false;
    init->b = 1.0 / root(fan(d, 1));
    return true;
}

/* Of a parameter without a layer; that of a layer stays as it is. */
static bool
pytorch(const InitSpec *spec, const Dims *d, Init *init)
{
    if (spec->of_layer)
        return true;
    *init = (Init){INIT_UNIFORM, 0.0, 0.0};
    if (!has_fans(spec, d))
        return false;
    init->b = 1.0 / root(fan(d, 1));
    init->a = -init->b;
    return true;
}

static bool
keras(const InitSpec *spec, const Dims *d, Init *init)
{
    if (!has_fans(spec, d))
        return false;
    double bound = root(6.0 / (fan(d, 1) + fan(d, 0)));
    *init = (Init){INIT_UNIFORM, -bound, bound};
    return true;
}

const InitKind init_kinds[] = {
    {"normal", "mean=0, std=1",
     "Normal numbers.\n"
     "Convention: std is the deviation\n"
     "Source: Box and Muller, 1958",
     false, plain},
    {"truncated_normal", "mean=0, std=1",
     "Normal numbers; those beyond two standard deviations are drawn again.\n"
     "Convention: as in TensorFlow; std is that of the normal numbers before\n"
     "Source: elementary",
     false, plain},
    {"uniform", "low=0, high=1",
     "Uniform numbers from low to high.\n"
     "Source: elementary",
     false, plain},
    {"constant", "value",
     "The value everywhere; a bare number is the same.\n"
     "Source: elementary",
     false, constant},
    {"zeros", "",
     "0 everywhere.\n"
     "Source: elementary",
     false, constant},
    {"ones", "",
     "1 everywhere.\n"
     "Source: elementary",
     false, constant},
    {"identity", "gain=1",
     "gain where input and output have one number, in the middle of a kernel, else 0: the "
     "layer\n"
     "hands its input on.\n"
     "Convention: PyTorch's eye_ and dirac_\n"
     "Source: elementary",
     false, identity},
    {"orthogonal", "gain=1",
     "gain Q of a normal matrix [n0, rest], with orthonormal rows, or columns where there are\n"
     "more rows.\n"
     "Convention: the diagonal of R is positive, as in PyTorch\n"
     "Source: Saxe, McClelland and Ganguli, 2013",
     false, orthogonal},
    {"xavier_uniform", "gain=1",
     "Uniform in +-gain sqrt(6 / (fan_in + fan_out)).\n"
     "Source: Glorot and Bengio, 2010, equation 16",
     false, xavier},
    {"xavier_normal", "gain=1",
     "Normal with standard deviation gain sqrt(2 / (fan_in + fan_out)).\n"
     "Source: Glorot and Bengio, 2010, equation 12",
     false, xavier},
    {"kaiming_uniform", "a=0, mode=fan_in, nonlinearity=leaky_relu",
     "Uniform in +-gain sqrt(3 / fan). mode: fan_in, fan_out or fan_avg. Gains: leaky_relu\n"
     "sqrt(2 / (1 + a^2)), relu sqrt(2), linear 1, tanh 5/3, selu 3/4.\n"
     "Convention: gains of PyTorch\n"
     "Source: He et al., 2015, equation 15",
     false, kaiming},
    {"kaiming_normal", "a=0, mode=fan_in, nonlinearity=leaky_relu",
     "Normal with standard deviation gain / sqrt(fan), as kaiming_uniform.\n"
     "Convention: gains of PyTorch\n"
     "Source: He et al., 2015, equation 10",
     false, kaiming},
    {"lecun", "",
     "truncated_normal(0, 1 / sqrt(fan_in)), and biases 0.\n"
     "Convention: the default of Sonnet\n"
     "Source: LeCun et al., 1998, equation 16",
     true, lecun},
    {"pytorch", "",
     "The layer's own default, where the network has another; of a parameter, uniform in\n"
     "+-1 / sqrt(fan_in): kaiming_uniform(sqrt(5)).\n"
     "Convention: the defaults of PyTorch\n"
     "Source: LeCun et al., 1998, section 4.6",
     false, pytorch},
    {"keras", "",
     "xavier_uniform, and biases 0.\n"
     "Convention: the defaults of Keras\n"
     "Source: Glorot and Bengio, 2010, equation 16",
     true, keras},
};
const int init_kind_count = COUNT_OF(init_kinds);

/* ---- reading --------------------------------------------------------------------------------
 */

static const InitKind *
kind_find(const char *name)
{
    for (int i = 0; i < init_kind_count; i++) {
        if (strcmp(init_kinds[i].name, name) == 0)
            return &init_kinds[i];
    }
    return NULL;
}

static const InitKind *
refuse_kind(const Expr *name)
{
    LIST(const char *) words = {0};
    for (int i = 0; i < init_kind_count; i++)
        PUSH(words, init_kinds[i].name);
    const char *word = name->kind == EXPR_NAME ? name->name : expression_print(name);
    const char *near = suggestion(word, words.at, words.count);
    error_at(name->mark, "no init '%s'%s%s", word, near,
             *near ? ""
                   : format("; there are %s and numbers", words_print(words.at, words.count)));
    return NULL;
}

static bool
read_argument(Eval *eval, InitSpec *spec, int i, const char *fallback, const Expr *expr)
{
    Rational exact;
    if (expr && expr->kind == EXPR_NAME && fallback &&
        !rational_parse(fallback, strlen(fallback), &exact)) {
        spec->word[i] = expr->name;
        return true;
    }
    if (expr)
        return number_argument(eval, expr, &spec->number[i]);
    if (!rational_parse(fallback, strlen(fallback), &exact))
        spec->word[i] = fallback;
    else
        spec->number[i] = rational_double(exact);
    return true;
}

static bool
read_arguments(Eval *eval, const Expr *call, InitSpec *spec)
{
    const char *name[INIT_ARGUMENTS + 1], *fallback[INIT_ARGUMENTS + 1];
    const Expr *bound[INIT_ARGUMENTS] = {0};
    int count = 0, given = call->kind == EXPR_CALL ? call->count - 1 : 0;
    while (count < INIT_ARGUMENTS &&
           parameter_spec(spec->row->parameters, count, &name[count], &fallback[count]))
        count++;
    for (int i = 0; i < given; i++) {
        int to = i;
        const char *word = call->argument[i + 1];
        for (to = word ? 0 : i; word && to < count && strcmp(name[to], word) != 0;)
            to++;
        if (to >= count || bound[to]) {
            error_at(word ? call->argument_mark[i + 1] : expression_mark(call->operand[i + 1]),
                     "init: %s(%s) has no such argument", spec->row->name,
                     spec->row->parameters);
            return false;
        }
        bound[to] = call->operand[i + 1];
    }
    for (int i = 0; i < count; i++) {
        if (!bound[i] && !fallback[i]) {
            error_at(expression_mark(call), "init: %s: '%s' is missing", spec->row->name,
                     name[i]);
            return false;
        }
        if (!read_argument(eval, spec, i, fallback[i], bound[i]))
            return false;
    }
    return true;
}

/* A number, the name of a row, or a call of it. */
bool
init_read(Eval *eval, const Yaml *body, InitSpec *spec)
{
    Expr *expr = expression_parse(body);
    if (!expr)
        return false;
    *spec = (InitSpec){.mark = expression_mark(expr)};
    const Expr *name = expr->kind == EXPR_CALL ? expr->operand[0] : expr;
    if (name->kind == EXPR_NAME)
        spec->row = kind_find(name->name);
    if (spec->row)
        return read_arguments(eval, expr, spec);
    if (expr->kind == EXPR_CALL && !function_find(name->name) &&
        !definition_find(&eval->page->prelude, name->name))
        return refuse_kind(name) != NULL;
    if (expr->kind == EXPR_NAME && !scope_find(eval->scope, expr->name) &&
        !model_find(eval->page->model, expr->name))
        return refuse_kind(name) != NULL;
    spec->row = kind_find("constant");
    return number_argument(eval, expr, &spec->number[0]);
}

bool
init_resolve(const InitSpec *spec, const Dims *dims, Init *init)
{
    return spec->row->resolve(spec, dims, init);
}
