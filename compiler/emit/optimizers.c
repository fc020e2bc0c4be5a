/* C text of optimizers: one pass over a run of parameters that clips the gradient, updates and
 * clamps. Blocks are fixed and a multiple of every vector width, so results do not depend on
 * the number of threads. */
#include "optimizers.h"
#include "emit.h"

#include "../graph/ctext.h"

#include <string.h>

/* A way to update. In `formula` and `each`, $ is the gradient. */
typedef struct Rule {
    const char *key;       /* kind, and the arguments beyond it that are not 0 */
    const char *formula;   /* lines of the comment */
    const char *arrays;    /* of the parameters' size, in the order of the moments */
    const char *arguments; /* of the optimizer, "t" the number of this update */
    const char *once, *each;
} Rule;

#define ADAM_ONCE                                                                              \
    "const float keep1 = (float)beta1, take1 = (float)(1 - beta1);\n"                          \
    "const float keep2 = (float)beta2, take2 = (float)(1 - beta2);\n"                          \
    "const float rate = (float)(lr / (1 - pow(beta1, (double)t)));\n"                          \
    "const float scale = (float)(1 / sqrt(1 - pow(beta2, (double)t)));\n"                      \
    "const float floor = (float)eps;\n"
#define ADAM_MOMENTS                                                                           \
    "m[i] = keep1 * m[i] + take1 * $;\n"                                                       \
    "v[i] = keep2 * v[i] + take2 * $ * $;\n"
#define ADAM_LINES                                                                             \
    "    m = beta1 m + (1 - beta1) g\n"                                                        \
    "    v = beta2 v + (1 - beta2) g^2\n"
#define RMS_ONCE                                                                               \
    "const float rate = (float)lr, floor = (float)eps;\n"                                      \
    "const float keep = (float)alpha, take = (float)(1 - alpha);\n"
#define RMS_LINES "    v = alpha v + (1 - alpha) g^2\n"
#define CENTRED_LINES RMS_LINES "    c = alpha c + (1 - alpha) g\n"
#define CENTRED                                                                                \
    "v[i] = keep * v[i] + take * $ * $;\n"                                                     \
    "c[i] = keep * c[i] + take * $;\n"                                                         \
    "const float variance = v[i] - c[i] * c[i];\n"                                             \
    "const float deviation = sqrtf(variance > 0 ? variance : 0) + floor;\n"

static const Rule rules[] = {
    {"sgd", "Gradient descent:\n    p = p - lr g\n", "", "lr",
     "const float rate = (float)lr;\n", "p[i] -= rate * $;\n"},
    {"sgd momentum",
     "Gradient descent with momentum (Sutskever et al., 2013), as in PyTorch:\n"
     "    m = momentum m + g,  p = p - lr m\n",
     "m", "lr momentum", "const float rate = (float)lr, keep = (float)momentum;\n",
     "m[i] = keep * m[i] + $;\np[i] -= rate * m[i];\n"},
    {"sgd momentum nesterov",
     "Gradient descent with Nesterov's momentum (Sutskever et al., 2013), as in PyTorch:\n"
     "    m = momentum m + g,  p = p - lr (g + momentum m)\n",
     "m", "lr momentum", "const float rate = (float)lr, keep = (float)momentum;\n",
     "m[i] = keep * m[i] + $;\np[i] -= rate * ($ + keep * m[i]);\n"},
    {"rmsprop",
     "RMSprop (Tieleman and Hinton, 2012), as in PyTorch:\n" RMS_LINES
     "    p = p - lr g / (sqrt(v) + eps)\n",
     "v", "lr alpha eps", RMS_ONCE,
     "v[i] = keep * v[i] + take * $ * $;\np[i] -= rate * $ / (sqrtf(v[i]) + floor);\n"},
    {"rmsprop momentum",
     "RMSprop with momentum (Tieleman and Hinton, 2012), as in PyTorch:\n" RMS_LINES
     "    m = momentum m + g / (sqrt(v) + eps),  p = p - lr m\n",
     "v m", "lr alpha eps momentum", RMS_ONCE "const float hold = (float)momentum;\n",
     "v[i] = keep * v[i] + take * $ * $;\n"
     "m[i] = hold * m[i] + $ / (sqrtf(v[i]) + floor);\np[i] -= rate * m[i];\n"},
    {"rmsprop centered",
     "Centred RMSprop (Graves, 2013, equations 38 to 45), as in PyTorch:\n" CENTRED_LINES
     "    p = p - lr g / (sqrt(v - c^2) + eps)\n",
     "v c", "lr alpha eps", RMS_ONCE, CENTRED "p[i] -= rate * $ / deviation;\n"},
    {"rmsprop momentum centered",
     "Centred RMSprop with momentum (Graves, 2013, equations 38 to 45), as in "
     "PyTorch:\n" CENTRED_LINES
     "    m = momentum m + g / (sqrt(v - c^2) + eps),  p = p - lr m\n",
     "v c m", "lr alpha eps momentum", RMS_ONCE "const float hold = (float)momentum;\n",
     CENTRED "m[i] = hold * m[i] + $ / deviation;\np[i] -= rate * m[i];\n"},
    {"adam",
     "Adam (Kingma and Ba, 2015, algorithm 1), update t:\n" ADAM_LINES
     "    p = p - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)\n",
     "m v", "t lr beta1 beta2 eps", ADAM_ONCE,
     ADAM_MOMENTS "p[i] -= rate * m[i] / (sqrtf(v[i]) * scale + floor);\n"},
    {"adam amsgrad",
     "Adam with the largest v so far (Reddi et al., 2018), update t:\n" ADAM_LINES
     "    w = max(w, v)\n"
     "    p = p - lr m / (1 - beta1^t) / (sqrt(w / (1 - beta2^t)) + eps)\n",
     "m v w", "t lr beta1 beta2 eps", ADAM_ONCE,
     ADAM_MOMENTS "w[i] = v[i] > w[i] ? v[i] : w[i];\n"
                  "p[i] -= rate * m[i] / (sqrtf(w[i]) * scale + floor);\n"},
    {"adamw",
     "Adam with decoupled decay (Loshchilov and Hutter, 2019, algorithm 2), update "
     "t:\n" ADAM_LINES "    p = (1 - lr weight_decay) p\n"
     "        - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)\n",
     "m v", "t lr beta1 beta2 eps weight_decay",
     ADAM_ONCE "const float keep = (float)(1 - lr * weight_decay);\n",
     ADAM_MOMENTS "p[i] = keep * p[i] - rate * m[i] / (sqrtf(v[i]) * scale + floor);\n"},
    {"adamw amsgrad",
     "Adam with decoupled decay (Loshchilov and Hutter, 2019, algorithm 2) and the largest v\n"
     "so far (Reddi et al., 2018), update t:\n" ADAM_LINES "    w = max(w, v)\n"
     "    p = (1 - lr weight_decay) p\n"
     "        - lr m / (1 - beta1^t) / (sqrt(w / (1 - beta2^t)) + eps)\n",
     "m v w", "t lr beta1 beta2 eps weight_decay",
     ADAM_ONCE "const float keep = (float)(1 - lr * weight_decay);\n",
     ADAM_MOMENTS "w[i] = v[i] > w[i] ? v[i] : w[i];\n"
                  "p[i] = keep * p[i] - rate * m[i] / (sqrtf(w[i]) * scale + floor);\n"},
    {"adamax",
     "Adamax (Kingma and Ba, 2015, algorithm 2; eps as in PyTorch), update t:\n"
     "    m = beta1 m + (1 - beta1) g\n"
     "    u = max(beta2 u, |g| + eps)\n"
     "    p = p - lr / (1 - beta1^t) m / u\n",
     "m u", "t lr beta1 beta2 eps",
     "const float keep1 = (float)beta1, take1 = (float)(1 - beta1);\n"
     "const float keep2 = (float)beta2, floor = (float)eps;\n"
     "const float rate = (float)(lr / (1 - pow(beta1, (double)t)));\n",
     "const float now = ($ < 0 ? -$ : $) + floor, before = keep2 * u[i];\n"
     "m[i] = keep1 * m[i] + take1 * $;\n"
     "u[i] = now > before ? now : before;\n"
     "p[i] -= rate * m[i] / u[i];\n"},
    {"adagrad",
     "Adagrad (Duchi et al., 2011), as in PyTorch, update t:\n"
     "    v = v + g^2\n"
     "    p = p - lr / (1 + (t - 1) lr_decay) g / (sqrt(v) + eps)\n",
     "v", "t lr lr_decay eps",
     "const float rate = (float)(lr / (1 + (double)(t - 1) * lr_decay)), floor = (float)eps;\n",
     "v[i] += $ * $;\np[i] -= rate * $ / (sqrtf(v[i]) + floor);\n"},
};

/* ---- forms ---- */

static bool
is_adamw(const Optimizer *o)
{
    return strcmp(o->kind, "adamw") == 0;
}

/* The kind and what it is told to do beside, as keys of rules spell it. */
static const char *
rule_key(const Optimizer *o)
{
    static const char *const option[] = {"momentum", "nesterov", "centered", "amsgrad"};
    const char *key = o->kind;
    for (size_t i = 0; i < COUNT_OF(option); i++)
        if (optimizer_value(o, option[i]) != 0)
            key = format("%s %s", key, option[i]);
    return key;
}

static const Rule *
rule_of(const Optimizer *o)
{
    const char *key = rule_key(o);
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (strcmp(rules[i].key, key) == 0)
            return &rules[i];
    die("no text for the optimizer '%s'", key);
}

static bool
decays(const Optimizer *o) /* by a term of the gradient */
{
    return !is_adamw(o) && optimizer_value(o, "weight_decay") != 0;
}

/* The C name of a step's update: two of one name have one function. */
const char *
optimizer_function(const Step *step, const Optimizer *optimizer, bool averaged)
{
    Text name = {0};
    text_put(&name, rule_key(optimizer));
    for (size_t i = 0; i < name.size; i++)
        name.at[i] = name.at[i] == ' ' ? '_' : name.at[i];
    text_print(&name, "%s%s%s%s%s", decays(optimizer) ? "_decayed" : "",
               step->clip_norm > 0 ? "_shrunk" : "", step->clip_value > 0 ? "_clipped" : "",
               step->clamps ? "_clamped" : "", averaged ? "_averaged" : "");
    return name.at;
}

bool
optimizer_named(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        const size_t size = strcspn(rules[i].key, " ");
        if (strncmp(name, rules[i].key, size) == 0 && (name[size] == '\0' || name[size] == '_'))
            return true;
    }
    return false;
}

/* ---- the function ---- */

/* Calls `put` with each word of a list and its number. */
static int
words_of(const char *list, const char *word[OPTIMIZER_ARGUMENTS])
{
    int count = 0;
    while (*list) {
        const size_t size = strcspn(list, " ");
        word[count++] = format("%.*s", (int)size, list);
        list += size + (list[size] == ' ');
    }
    return count;
}

static void
put_comment(Text *text, const Step *step, const Optimizer *optimizer, const Rule *rule,
            bool averaged)
{
    Text lines = {0};
    const char *end = strchr(rule->formula, ':');
    text_print(&lines, "%.*s:\n", (int)(end - rule->formula), rule->formula);
    if (step->clip_norm > 0)
        text_put(&lines, "    g = shrink g\n");
    if (step->clip_value > 0)
        text_put(&lines, "    g = g kept from -limit to limit\n");
    if (decays(optimizer))
        text_put(&lines, "    g = g + weight_decay p\n");
    text_put(&lines, end + 2);
    if (step->clamps)
        text_put(&lines, "    p = p kept from low to high\n");
    if (averaged)
        text_put(&lines, "    average = stays average + (1 - stays) p\n");
    const char *opening = "/* ";
    for (const char *at = lines.at; *at; opening = " * ") {
        const size_t size = strcspn(at, "\n");
        at[size + 1] == '\0' ? text_print(text, "%s%.*s */\n", opening, (int)size, at)
                             : text_print(text, "%s%.*s\n", opening, (int)size, at);
        at += size + 1;
    }
}

static void
put_parameters(Text *text, const Step *step, const Optimizer *optimizer, const Rule *rule,
               bool averaged)
{
    const char *word[OPTIMIZER_ARGUMENTS];
    text_print(text, "static void\n%s(float *restrict p, const float *restrict g",
               optimizer_function(step, optimizer, averaged));
    for (int i = 0, count = words_of(rule->arrays, word); i < count; i++)
        text_print(text, ", float *restrict %s", word[i]);
    text_put(text, averaged ? ",\nfloat *restrict average, int count" : ",\nint count");
    for (int i = 0, count = words_of(rule->arguments, word); i < count; i++)
        text_print(text, strcmp(word[i], "t") == 0 ? ", long %s" : ", double %s", word[i]);
    if (decays(optimizer))
        text_put(text, ", double weight_decay");
    if (step->clip_norm > 0)
        text_put(text, ",\nfloat shrink");
    if (step->clip_value > 0)
        text_print(text, "%sfloat limit", step->clip_norm > 0 ? ", " : ",\n");
    if (step->clamps)
        text_put(text, ",\nfloat low, float high");
    if (averaged)
        text_put(text, ",\nfloat stays");
    text_put(text, ")\n{\n");
}

/* Statements that make the gradient; gives its name. */
static const char *
put_gradient(Text *text, const Step *step, const Optimizer *optimizer)
{
    const char *gradient = step->clip_norm > 0 ? "shrink * g[i]" : "g[i]";
    if (step->clip_value > 0) {
        text_print(text,
                   "const float raw = %s;\n"
                   "const float clipped = raw > limit ? limit : raw < -limit ? -limit : raw;\n",
                   gradient);
        gradient = "clipped";
    }
    if (decays(optimizer))
        gradient = format("%s + decay * p[i]", gradient);
    if (strchr(gradient, ' ') == NULL)
        return gradient;
    text_print(text, "const float gradient = %s;\n", gradient);
    return "gradient";
}

void
optimizer_emit(Text *text, const Step *step, const Optimizer *optimizer, bool averaged)
{
    const Rule *rule = rule_of(optimizer);
    put_comment(text, step, optimizer, rule, averaged);
    put_parameters(text, step, optimizer, rule, averaged);
    text_put(text, rule->once);
    if (decays(optimizer))
        text_put(text, "const float decay = (float)weight_decay;\n");
    text_put(text, "#pragma omp parallel for schedule(static)\n"
                   "for (int block = 0; block < count; block += 4096) {\n"
                   "const int end = block + 4096 < count ? block + 4096 : count;\n"
                   "#pragma omp simd\n"
                   "for (int i = block; i < end; i++) {\n");
    const char *gradient = put_gradient(text, step, optimizer);
    for (const char *at = rule->each; *at; at++)
        if (*at == '$')
            text_put(text, gradient);
        else
            text_put_bytes(text, at, 1);
    if (step->clamps)
        text_put(text, "p[i] = p[i] < low ? low : p[i] > high ? high : p[i];\n");
    if (averaged)
        text_put(text, "average[i] = stays * average[i] + (1 - stays) * p[i];\n");
    text_put(text, "}\n}\n}\n\n");
}

static const char norm_text[] =
    "/* The sum of squares in 64 chunks that depend on the count alone. */\n"
    "static double\n"
    "sum_of_squares(const float *restrict g, int count)\n"
    "{\n"
    "double part[64], sum = 0;\n"
    "#pragma omp parallel for schedule(static)\n"
    "for (int chunk = 0; chunk < 64; chunk++) {\n"
    "const long first = (long)count * chunk / 64, end = (long)count * (chunk + 1) / 64;\n"
    "double squares = 0;\n"
    "#pragma omp simd reduction(+ : squares)\n"
    "for (long i = first; i < end; i++)\n"
    "squares += (double)g[i] * (double)g[i];\n"
    "part[chunk] = squares;\n"
    "}\n"
    "for (int chunk = 0; chunk < 64; chunk++)\n"
    "sum += part[chunk];\n"
    "return sum;\n"
    "}\n\n"
    "/* The factor that makes the norm of a step's gradients at most `most` (Pascanu et al.,\n"
    " * 2013, algorithm 1; 1e-6 as in PyTorch). */\n"
    "static float\n"
    "shrink_to(double most, double squares)\n"
    "{\n"
    "const double factor = most / (sqrt(squares) + 1e-6);\n"
    "return factor < 1 ? (float)factor : 1;\n"
    "}\n\n";

void
optimizer_helpers(Text *text)
{
    text_put(text, norm_text);
}

/* ---- the call ---- */

/* An argument of a call: a literal, or what the step has computed. */
static const char *
argument(const Plan *plan, const Kernel *kernel, const char *name)
{
    const Step *step = kernel->step;
    const Optimizer *o = kernel->update->optimizer;
    int read = 0;
    for (int i = 0; i < step->rates.count; i++) {
        const Rate *rate = &step->rates.at[i];
        if (rate->optimizer != o)
            continue;
        if (strcmp(o->name[rate->argument], name) == 0)
            return format("%s[0]", buffer_text(plan, kernel->reads.at[read].buffer));
        read++;
    }
    return literal_text(optimizer_value(o, name));
}

/* How much of an average stays: a literal, or the last that the kernel reads. */
static const char *
decay_text(const Plan *plan, const Kernel *kernel, int follow)
{
    const Follow *f = &kernel->step->follows.at[follow];
    return f->rate < 0
               ? format("%sf", literal_text(f->decay))
               : format("%s[0]",
                        buffer_text(plan, kernel->reads.at[kernel->reads.count - 1].buffer));
}

static const char average_text[] =
    "/* What follows parameters in a pass of its own. */\n"
    "static void\n"
    "follow(float *restrict average, const float *restrict p, int count, float stays)\n"
    "{\n"
    "#pragma omp parallel for schedule(static)\n"
    "for (int block = 0; block < count; block += 4096) {\n"
    "const int end = block + 4096 < count ? block + 4096 : count;\n"
    "#pragma omp simd\n"
    "for (int i = block; i < end; i++)\n"
    "average[i] = stays * average[i] + (1 - stays) * p[i];\n"
    "}\n"
    "}\n\n";

void
average_helper(Text *text)
{
    text_put(text, average_text);
}

/* Followers that are moved by themselves. */
void
average_call(Text *text, const Plan *plan, const Kernel *kernel)
{
    const Tensor *first = kernel->behind->follower;
    const int end = kernel->first + kernel->count - 1;
    const Tensor *last = plan->program->states.at[end];
    const int64_t to = plan->state_offset[first->index];
    const int64_t from = plan->parameter_offset[first->follows->index];
    const int64_t floats = plan->state_offset[end] + plan->states[end]->storage.floats - to;
    text_print(text, "/* %s%s%s: %lld floats */\n", first->key, first == last ? "" : " .. ",
               first == last ? "" : last->key, (long long)floats);
    text_print(text, "follow(m->state + %lld, m->parameters%s, %lld, %s);\n", (long long)to,
               from > 0 ? format(" + %lld", (long long)from) : "", (long long)floats,
               decay_text(plan, kernel, kernel->behind->follow));
}

void
optimizer_call(Text *text, const Plan *plan, const Kernel *kernel, int64_t from, int64_t floats)
{
    const Step *step = kernel->step;
    const Update *update = kernel->update;
    const Optimizer *o = update->optimizer;
    const Rule *rule = rule_of(o);
    const char *at = from > 0 ? format(" + %lld", (long long)from) : "";
    const char *word[OPTIMIZER_ARGUMENTS];
    const Tensor *follower = update->follower;
    text_print(text, "%s(m->parameters%s, m->gradients%s",
               optimizer_function(step, o, follower != NULL), at, at);
    for (int i = 0, count = words_of(rule->arrays, word); i < count; i++)
        text_print(text, ", m->moment[%d]%s", update->moment + i, at);
    if (follower)
        text_print(text, ",\nm->state + %lld", (long long)plan->state_offset[follower->index]);
    text_print(text, ", %lld", (long long)floats);
    for (int i = 0, count = words_of(rule->arguments, word); i < count; i++)
        if (strcmp(word[i], "t") == 0)
            text_print(text, ",\nm->updates[%d]", update->counter);
        else
            text_print(text, ", %s", argument(plan, kernel, word[i]));
    if (decays(o))
        text_print(text, ", %s", argument(plan, kernel, "weight_decay"));
    if (step->clip_norm > 0)
        text_put(text, ", shrink");
    if (step->clip_value > 0)
        text_print(text, ", %sf", literal_text(step->clip_value));
    if (step->clamps)
        text_print(text, ", %sf, %sf", literal_text(step->low), literal_text(step->high));
    if (follower)
        text_print(text, ", %s", decay_text(plan, kernel, update->follow));
    text_put(text, ");\n");
}
