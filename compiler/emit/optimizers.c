/* C text of optimizers. Blocks are fixed and a multiple of every vector width, so results do
 * not depend on the number of threads. */
#include "optimizers.h"

#include "../graph/ctext.h"

#include <string.h>

static const char adam_text[] =
    "/* Adam (Kingma and Ba, 2015, algorithm 1), t steps taken before:\n"
    " *     m = beta1 m + (1 - beta1) g\n"
    " *     v = beta2 v + (1 - beta2) g^2\n"
    " *     p = p - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps) */\n"
    "static void\n"
    "adam(float *restrict p, const float *restrict g, float *restrict m, float *restrict v,\n"
    "int count, long t, double lr, double beta1, double beta2, double eps)\n"
    "{\n"
    "const float keep1 = (float)beta1, take1 = (float)(1 - beta1);\n"
    "const float keep2 = (float)beta2, take2 = (float)(1 - beta2);\n"
    "const float rate = (float)(lr / (1 - pow(beta1, (double)t)));\n"
    "const float scale = (float)(1 / sqrt(1 - pow(beta2, (double)t)));\n"
    "const float floor = (float)eps;\n"
    "#pragma omp parallel for schedule(static)\n"
    "for (int block = 0; block < count; block += 4096) {\n"
    "const int end = block + 4096 < count ? block + 4096 : count;\n"
    "#pragma omp simd\n"
    "for (int i = block; i < end; i++) {\n"
    "m[i] = keep1 * m[i] + take1 * g[i];\n"
    "v[i] = keep2 * v[i] + take2 * g[i] * g[i];\n"
    "p[i] -= rate * m[i] / (sqrtf(v[i]) * scale + floor);\n"
    "}\n"
    "}\n"
    "}\n\n";

static const char sgd_text[] =
    "/* Gradient descent: p = p - lr g */\n"
    "static void\n"
    "sgd(float *restrict p, const float *restrict g, int count, double lr)\n"
    "{\n"
    "const float rate = (float)lr;\n"
    "#pragma omp parallel for schedule(static)\n"
    "for (int block = 0; block < count; block += 4096) {\n"
    "const int end = block + 4096 < count ? block + 4096 : count;\n"
    "#pragma omp simd\n"
    "for (int i = block; i < end; i++) {\n"
    "p[i] -= rate * g[i];\n"
    "}\n"
    "}\n"
    "}\n\n";

static const char momentum_text[] =
    "/* Gradient descent with momentum (Sutskever et al., 2013), as in PyTorch:\n"
    " *     m = momentum m + g,  p = p - lr m */\n"
    "static void\n"
    "sgd_momentum(float *restrict p, const float *restrict g, float *restrict m, int count,\n"
    "double lr, double momentum)\n"
    "{\n"
    "const float rate = (float)lr, keep = (float)momentum;\n"
    "#pragma omp parallel for schedule(static)\n"
    "for (int block = 0; block < count; block += 4096) {\n"
    "const int end = block + 4096 < count ? block + 4096 : count;\n"
    "#pragma omp simd\n"
    "for (int i = block; i < end; i++) {\n"
    "m[i] = keep * m[i] + g[i];\n"
    "p[i] -= rate * m[i];\n"
    "}\n"
    "}\n"
    "}\n\n";

static const char *
number(double value)
{
    Text text = {0};
    graph_write_literal(&text, value, true);
    return text.at;
}

bool
optimizer_same(const Optimizer *a, const Optimizer *b)
{
    return strcmp(a->kind, b->kind) == 0 && a->moments == b->moments;
}

void
optimizer_emit(Text *text, const Optimizer *optimizer)
{
    if (optimizer->moments == 2)
        text_put(text, adam_text);
    else
        text_put(text, optimizer->moments == 1 ? momentum_text : sgd_text);
}

void
optimizer_call(Text *text, const Optimizer *o, int step, int64_t from, int64_t floats)
{
    const char *at = from > 0 ? format(" + %lld", (long long)from) : "";
    if (o->moments == 2)
        text_print(
            text,
            "adam(m->parameters%s, m->gradients%s, m->moment[0]%s, m->moment[1]%s, %lld,\n"
            "m->updates[%d], %s, %s, %s, %s);\n",
            at, at, at, at, (long long)floats, step, number(o->lr), number(o->beta1),
            number(o->beta2), number(o->eps));
    else if (o->moments == 1)
        text_print(
            text,
            "sgd_momentum(m->parameters%s, m->gradients%s, m->moment[0]%s, %lld, %s, %s);\n",
            at, at, at, (long long)floats, number(o->lr), number(o->beta1));
    else
        text_print(text, "sgd(m->parameters%s, m->gradients%s, %lld, %s);\n", at, at,
                   (long long)floats, number(o->lr));
}
