/* A denoising autoencoder with one hidden layer, as the emitter would lay it out:
 *
 *     h = relu(weight (x + 0.1 noise) + bias)     weight [hidden, pixels], in panels of 32 rows
 *     y = out h                                   out [pixels, hidden]
 *     reconstruction = mean(sum(square(y - x)))
 *
 * Step 1 minimises it for all tensors by Adam, step 2 twice for `out` alone. It has every
 * kind of tensor: panels with padding, plain, an integer and floats of state. */
#include "toy_model.h"
#include "../runtime/check.h"
#include "../runtime/random.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { batch = TOY_BATCH, pixels = TOY_PIXELS, hidden = TOY_HIDDEN, panel = 32 };
enum { weight_floats = (hidden + panel - 1) / panel * panel * pixels, bias_floats = 48 };
enum { AT_NOISY, AT_H, AT_Y, AT_D_WEIGHT, AT_D_BIAS, AT_D_OUT, BUFFERS };
enum { LAP_F1, LAP_G1, LAP_U1, LAP_OUT, LAP_SAMPLE, LAPS };

int toy_wrong_double, toy_wrong_float;
long toy_nan_at = -1, toy_signal_at = -1;

static long
weight_place(int k, int i)
{
    return (long)(k / panel) * pixels * panel + (long)i * panel + k % panel;
}

static void
forward(struct instance *m)
{
    const float *x = m->field[0], *weight = m->parameters, *bias = weight + weight_floats;
    const float *out = bias + bias_floats;
    float *noisy = m->at[AT_NOISY], *h = m->at[AT_H], *y = m->at[AT_Y], loss = 0;
    random_normal(noisy, batch * pixels, random_key(m->seed, "toy.noise"), m->draw,
                  m->first * pixels);
    for (int i = 0; i < batch * pixels; i++)
        noisy[i] = x[i] + 0.1f * noisy[i];
    for (int b = 0; b < batch; b++) {
        for (int k = 0; k < hidden; k++) {
            float sum = bias[k];
            for (int i = 0; i < pixels; i++)
                sum += weight[weight_place(k, i)] * noisy[b * pixels + i];
            h[b * hidden + k] = sum > 0 ? sum : 0;
        }
        for (int i = 0; i < pixels; i++) {
            float sum = 0;
            for (int k = 0; k < hidden; k++)
                sum += out[i * hidden + k] * h[b * hidden + k];
            y[b * pixels + i] = sum;
            float difference = sum - x[b * pixels + i];
            loss += difference * difference / batch;
        }
    }
    m->value[0] = loss;
    m->value[1] = m->state[0];
}

static void
backward(struct instance *m)
{
    const float *x = m->field[0], *out = m->parameters + weight_floats + bias_floats;
    const float *noisy = m->at[AT_NOISY], *h = m->at[AT_H], *y = m->at[AT_Y];
    float *d_weight = m->at[AT_D_WEIGHT], *d_bias = m->at[AT_D_BIAS], *d_out = m->at[AT_D_OUT];
    memset(d_weight, 0, weight_floats * sizeof(float));
    memset(d_bias, 0, bias_floats * sizeof(float));
    memset(d_out, 0, pixels * hidden * sizeof(float));
    for (int b = 0; b < batch; b++) {
        float d_h[hidden] = {0};
        for (int i = 0; i < pixels; i++) {
            float d_y = 2 * (y[b * pixels + i] - x[b * pixels + i]) / batch;
            for (int k = 0; k < hidden; k++) {
                d_h[k] += d_y * out[i * hidden + k];
                if (!toy_wrong_float || b > 0)
                    d_out[i * hidden + k] += d_y * h[b * hidden + k];
            }
        }
        for (int k = 0; k < hidden; k++) {
            if (!(h[b * hidden + k] > 0))
                continue;
            d_bias[k] += d_h[k];
            for (int i = 0; i < pixels; i++)
                d_weight[weight_place(k, i)] += d_h[k] * noisy[b * pixels + i];
        }
    }
}

static void
adam(struct instance *m, long offset, long count, const float *gradient, long t)
{
    float *p = m->parameters + offset, *v = m->moment[1] + offset;
    float *first = m->moment[0] + offset;
    double rate = 1e-3 * sqrt(1 - pow(0.999, (double)t)) / (1 - pow(0.9, (double)t));
    for (long i = 0; i < count; i++) {
        first[i] = 0.9f * first[i] + 0.1f * gradient[i];
        v[i] = 0.999f * v[i] + 0.001f * gradient[i] * gradient[i];
        p[i] -= (float)rate * first[i] / (sqrtf(v[i]) + 1e-8f);
    }
}

static void
run_all(struct instance *m)
{
    forward(m);
    lap(m, LAP_F1);
    backward(m);
    lap(m, LAP_G1);
    long t = ++m->updates[0];
    adam(m, 0, weight_floats, m->at[AT_D_WEIGHT], t);
    adam(m, weight_floats, bias_floats, m->at[AT_D_BIAS], t);
    adam(m, weight_floats + bias_floats, pixels * hidden, m->at[AT_D_OUT], t);
    m->state[0] += 1;
    for (int i = 0; i < pixels; i++)
        m->state[16 + i] = 0.9f * m->state[16 + i] + 0.1f * m->at[AT_Y][i];
    lap(m, LAP_U1);
    if (t == toy_nan_at)
        m->value[0] = NAN;
    if (t == toy_signal_at)
        raise(SIGTERM);
}

static void
run_out(struct instance *m)
{
    float *out = m->parameters + weight_floats + bias_floats;
    forward(m);
    backward(m);
    m->updates[1]++;
    for (int i = 0; i < pixels * hidden; i++)
        out[i] -= 0.01f * m->at[AT_D_OUT][i];
    lap(m, LAP_OUT);
}

/* y = out relu(z), z a normal code of the example. */
static void
run_sample(struct instance *m, float *const *result)
{
    const float *out = m->parameters + weight_floats + bias_floats;
    float *z = m->at[AT_H];
    random_normal(z, batch * hidden, random_key(m->seed, "toy.z"), m->draw, m->first * hidden);
    for (int b = 0; b < batch; b++) {
        for (int i = 0; i < pixels; i++) {
            float sum = 0;
            for (int k = 0; k < hidden; k++)
                sum += out[i * hidden + k] * (z[b * hidden + k] > 0 ? z[b * hidden + k] : 0);
            result[0][b * pixels + i] = sum;
        }
    }
    lap(m, LAP_SAMPLE);
}

static void
run_reconstruct(struct instance *m, float *const *out)
{
    forward(m);
    memcpy(out[0], m->field[0], batch * pixels * sizeof(float));
    memcpy(out[1], m->at[AT_Y], batch * pixels * sizeof(float));
}

static void
run_encode(struct instance *m, float *const *out)
{
    forward(m);
    memcpy(out[0], m->at[AT_H], batch * hidden * sizeof(float));
}

/* The same in double. The decisions are the signs of relu. */
struct decisions {
    int on[batch][hidden];
};

static void *
decisions_create(void)
{
    return calloc(1, sizeof(struct decisions));
}

struct values {
    double noisy[batch][pixels], h[batch][hidden], d_y[batch][pixels];
};

static double
evaluate_double(struct check_point *p, struct values *v)
{
    static float noise[batch * pixels];
    const float(*x)[pixels] = (const float(*)[pixels])p->field[0];
    struct decisions *taken = p->decisions;
    double loss = 0;
    random_normal(noise, batch * pixels, random_key(p->seed, "toy.noise"), p->draw, 0);
    for (int b = 0; b < batch; b++) {
        for (int i = 0; i < pixels; i++)
            v->noisy[b][i] = (double)x[b][i] + (double)0.1f * (double)noise[b * pixels + i];
        for (int k = 0; k < hidden; k++) {
            double sum = p->tensor[TOY_BIAS][k];
            for (int i = 0; i < pixels; i++)
                sum += p->tensor[TOY_WEIGHT][k * pixels + i] * v->noisy[b][i];
            if (p->mode == CHECK_RECORD)
                taken->on[b][k] = sum > 0;
            v->h[b][k] = taken->on[b][k] ? sum : 0;
        }
        for (int i = 0; i < pixels; i++) {
            double sum = 0;
            for (int k = 0; k < hidden; k++)
                sum += p->tensor[TOY_OUT][i * hidden + k] * v->h[b][k];
            double difference = sum - (double)x[b][i];
            loss += difference * difference / batch;
            v->d_y[b][i] = 2 * difference / batch;
        }
    }
    return loss;
}

static struct values scratch;

static double
check_loss(struct check_point *p, int step)
{
    (void)step;
    return evaluate_double(p, &scratch);
}

static void
check_gradient(struct check_point *p, int step)
{
    struct values *v = &scratch;
    const struct decisions *taken = p->decisions;
    double *d_out = p->gradient[TOY_OUT], *d_bias = p->gradient[TOY_BIAS];
    double *d_weight = p->gradient[TOY_WEIGHT], *out = p->tensor[TOY_OUT];
    evaluate_double(p, v);
    memset(d_out, 0, pixels * hidden * sizeof(double));
    memset(d_bias, 0, hidden * sizeof(double));
    memset(d_weight, 0, hidden * pixels * sizeof(double));
    for (int b = 0; b < batch; b++) {
        double d_h[hidden] = {0};
        for (int i = 0; i < pixels; i++) {
            for (int k = 0; k < hidden; k++) {
                d_out[i * hidden + k] += v->d_y[b][i] * v->h[b][k];
                d_h[k] += v->d_y[b][i] * out[i * hidden + k];
            }
        }
        for (int k = 0; k < hidden && step == 0; k++) {
            if (!taken->on[b][k])
                continue;
            d_bias[k] += d_h[k] * (toy_wrong_double ? 1.001 : 1);
            for (int i = 0; i < pixels; i++)
                d_weight[k * pixels + i] += d_h[k] * v->noisy[b][i];
        }
    }
}

static void
decisions_of(struct check_point *p, const struct instance *m, int step)
{
    struct decisions *taken = p->decisions;
    (void)step;
    for (int b = 0; b < batch; b++)
        for (int k = 0; k < hidden; k++)
            taken->on[b][k] = m->at[AT_H][b * hidden + k] > 0;
}

static const float *
float_gradient(const struct instance *m, int step, int tensor)
{
    (void)step;
    return tensor == TOY_WEIGHT ? m->at[AT_D_WEIGHT]
           : tensor == TOY_BIAS ? m->at[AT_D_BIAS]
                                : m->at[AT_D_OUT];
}

static const struct check toy_check = {
    .create = decisions_create,
    .free = free,
    .loss = check_loss,
    .gradient = check_gradient,
    .decisions_of = decisions_of,
    .float_gradient = float_gradient,
};

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {1, TOY_SIDE, TOY_SIDE}, .high = 1},
};

static const struct tensor tensors[TOY_TENSORS] = {
    {"encoder.0.weight",
     1,
     0,
     2,
     {hidden, pixels},
     0,
     {{0, panel}, 0, panel, pixels *panel, weight_floats, 2, {hidden, pixels}},
     INIT_UNIFORM,
     -0.125,
     0.125},
    {"encoder.0.bias",
     1,
     0,
     1,
     {hidden},
     weight_floats,
     {{1}, -1, 0, 0, bias_floats, 1, {hidden}},
     INIT_CONSTANT,
     0.01,
     0},
    {"decoder.0.weight",
     1,
     0,
     2,
     {pixels, hidden},
     weight_floats + bias_floats,
     {{hidden, 1}, -1, 0, 0, pixels *hidden, 2, {pixels, hidden}},
     INIT_NORMAL,
     0,
     0.1},
    {"runs", 0, 1, 0, {0}, 0, {{0}, -1, 0, 0, 1, 0, {0}}, INIT_CONSTANT, 0, 0},
    {"mean",
     0,
     0,
     3,
     {1, TOY_SIDE, TOY_SIDE},
     16,
     {{0, TOY_SIDE, 1}, -1, 0, 0, pixels, 3, {1, TOY_SIDE, TOY_SIDE}},
     INIT_CONSTANT,
     0,
     0},
};

static const struct scalar scalars[] = {{"reconstruction", 0, 0}, {"runs", 1, 0}};

static const int updated_all[] = {TOY_WEIGHT, TOY_BIAS, TOY_OUT}, updated_out[] = {TOY_OUT};

static const struct step steps[] = {
    {.name = "reconstruction",
     .repeat = 1,
     .run = run_all,
     .updates = 3,
     .updated = updated_all},
    {.name = "reconstruction",
     .repeat = 2,
     .run = run_out,
     .updates = 1,
     .updated = updated_out},
};

static const struct output picture[] = {
    {.name = "y", .rank = 3, .shape = {1, TOY_SIDE, TOY_SIDE}, .image = 1, .high = 1},
    {.name = "x", .rank = 3, .shape = {1, TOY_SIDE, TOY_SIDE}, .image = 1, .high = 1},
};
static const struct output code[] = {{.name = "h", .rank = 1, .shape = {hidden}}};

static const struct command commands[] = {
    {.name = "sample", .outputs = 1, .output = picture, .run = run_sample},
    {.name = "reconstruct",
     .outputs = 2,
     .output = picture,
     .run = run_reconstruct,
     .reads_data = 1},
    {.name = "encode", .outputs = 1, .output = code, .run = run_encode, .reads_data = 1},
    {.name = "walk",
     .outputs = 1,
     .output = picture,
     .run = run_sample,
     .layout = {LAYOUT_PATH, 6, 1}},
};

static const struct buffer buffers[BUFFERS] = {
    {"noisy", batch *pixels, 0},
    {"h", batch *hidden, batch *pixels},
    {"y", batch *pixels, batch *(pixels + hidden)},
    {"d_weight", weight_floats, batch *(2 * pixels + hidden)},
    {"d_bias", bias_floats, batch *(2 * pixels + hidden) + weight_floats},
    {"d_out", pixels *hidden, batch *(2 * pixels + hidden) + weight_floats + bias_floats},
};

static const struct kernel kernels[LAPS] = {
    {"step_1", "F1", "forward", 2, 1, 4.0 * batch *pixels *hidden, 1e5},
    {"step_1", "G1", "backward", 3, 1, 6.0 * batch *pixels *hidden, 1e5},
    {"step_1", "U1", "adam", 0, 0, 13e3, 28e3},
    {"step_2", "U1", "sgd", 4, 0, 0, 12e3},
    {"sample", "F1", "run_sample", 5, 1, 2.0 * batch *pixels *hidden, 1e5},
};

const struct model toy_model = {
    .name = "toy",
    .version = "0.1",
    .hash = "0000000000000000000000000000000000000000000000000000000000000000",
    .batch = batch,
    .fields = 1,
    .tensors = TOY_TENSORS,
    .scalars = 2,
    .steps = 2,
    .counters = 2,
    .commands = 4,
    .buffers = BUFFERS,
    .kernels = LAPS,
    .field = fields,
    .tensor = tensors,
    .scalar = scalars,
    .step = steps,
    .command = commands,
    .buffer = buffers,
    .kernel = kernels,
    .parameter_floats = weight_floats + bias_floats + pixels * hidden,
    .state_floats = 16 + pixels,
    .moments = 2,
    .arena_floats =
        batch * (2 * pixels + hidden) + weight_floats + bias_floats + pixels * hidden,
    .evaluate = forward,
    .check = &toy_check,
    .page = "model: toy\n",
};
