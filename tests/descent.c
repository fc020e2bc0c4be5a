/* Each function is the update of one optimizer for all elements; `d->time` counts from 1. */
#include "descent.h"

#include <math.h>
#include <string.h>

static double
argument(const Descent *d, const char *name)
{
    const Optimizer *o = d->optimizer;
    for (int i = 0; i < o->count; i++)
        if (o->expr[i] && strcmp(o->name[i], name) == 0)
            return d->rate[i];
    return optimizer_value(o, name);
}

/* Sutskever et al., 2013, equations 3 and 4. */
static void
sgd(const Descent *d, int64_t count, double *w, const double *gradient)
{
    const double lr = argument(d, "lr"), momentum = argument(d, "momentum");
    const double decay = argument(d, "weight_decay");
    for (int64_t i = 0; i < count; i++) {
        double g = gradient[i] + decay * w[i];
        d->moment[0][i] = momentum * d->moment[0][i] + g;
        w[i] -= lr * (argument(d, "nesterov") > 0 ? g + momentum * d->moment[0][i]
                                                  : d->moment[0][i]);
    }
}

/* Tieleman and Hinton, 2012; Graves, 2013, equations 38 to 45. */
static void
rmsprop(const Descent *d, int64_t count, double *w, const double *gradient)
{
    double *v = d->moment[0], *centre = d->moment[1], *speed = d->moment[2];
    const double lr = argument(d, "lr"), alpha = argument(d, "alpha");
    const double eps = argument(d, "eps"), decay = argument(d, "weight_decay");
    for (int64_t i = 0; i < count; i++) {
        double g = gradient[i] + decay * w[i];
        v[i] = alpha * v[i] + (1 - alpha) * g * g;
        centre[i] = alpha * centre[i] + (1 - alpha) * g;
        double variance = argument(d, "centered") > 0 ? v[i] - centre[i] * centre[i] : v[i];
        speed[i] = argument(d, "momentum") * speed[i] + g / (sqrt(variance) + eps);
        w[i] -= lr * speed[i];
    }
}

/* Kingma and Ba, 2015, algorithm 1; the largest v of Reddi et al., 2018. */
static void
adam_without_decay(const Descent *d, int64_t count, double *w, const double *gradient,
                   double decay)
{
    double *m = d->moment[0], *v = d->moment[1], *largest = d->moment[2];
    const double lr = argument(d, "lr"), eps = argument(d, "eps");
    const double beta1 = argument(d, "beta1"), beta2 = argument(d, "beta2");
    const double bias1 = 1 - pow(beta1, d->time), bias2 = 1 - pow(beta2, d->time);
    for (int64_t i = 0; i < count; i++) {
        double g = gradient[i] + decay * w[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        largest[i] = fmax(largest[i], v[i]);
        double second = argument(d, "amsgrad") > 0 ? largest[i] : v[i];
        w[i] -= lr / bias1 * m[i] / (sqrt(second) / sqrt(bias2) + eps);
    }
}

static void
adam(const Descent *d, int64_t count, double *w, const double *gradient)
{
    adam_without_decay(d, count, w, gradient, argument(d, "weight_decay"));
}

/* Loshchilov and Hutter, 2019, algorithm 2. */
static void
adamw(const Descent *d, int64_t count, double *w, const double *gradient)
{
    for (int64_t i = 0; i < count; i++)
        w[i] *= 1 - argument(d, "lr") * argument(d, "weight_decay");
    adam_without_decay(d, count, w, gradient, 0);
}

/* Kingma and Ba, 2015, algorithm 2. */
static void
adamax(const Descent *d, int64_t count, double *w, const double *gradient)
{
    double *m = d->moment[0], *u = d->moment[1];
    const double lr = argument(d, "lr"), eps = argument(d, "eps");
    const double beta1 = argument(d, "beta1"), beta2 = argument(d, "beta2");
    for (int64_t i = 0; i < count; i++) {
        double g = gradient[i] + argument(d, "weight_decay") * w[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        u[i] = fmax(beta2 * u[i], fabs(g) + eps);
        w[i] -= lr / (1 - pow(beta1, d->time)) * m[i] / u[i];
    }
}

/* Duchi et al., 2011. */
static void
adagrad(const Descent *d, int64_t count, double *w, const double *gradient)
{
    const double lr = argument(d, "lr") / (1 + (d->time - 1) * argument(d, "lr_decay"));
    for (int64_t i = 0; i < count; i++) {
        double g = gradient[i] + argument(d, "weight_decay") * w[i];
        d->moment[0][i] += g * g;
        w[i] -= lr * g / (sqrt(d->moment[0][i]) + argument(d, "eps"));
    }
}

static const struct {
    const char *name;
    void (*update)(const Descent *d, int64_t count, double *w, const double *gradient);
} kinds[] = {
    {"sgd", sgd},     {"rmsprop", rmsprop}, {"adam", adam},
    {"adamw", adamw}, {"adamax", adamax},   {"adagrad", adagrad},
};

Descent *
descent_of(Descents *descents, const Optimizer *optimizer, const Tensor *tensor)
{
    for (int i = 0; i < descents->all.count; i++) {
        Descent *d = descents->all.at[i];
        if (d->optimizer == optimizer && d->tensor == tensor)
            return d;
    }
    Descent *d = NEW(Descent);
    *d = (Descent){.optimizer = optimizer, .tensor = tensor};
    for (int k = 0; k < DESCENT_MOMENTS; k++)
        d->moment[k] = NEW_ARRAY(double, shape_size(tensor->shape));
    PUSH(descents->all, d);
    return d;
}

/* As torch.nn.utils.clip_grad_norm_ and clip_grad_value_ do. */
void
descent_clip(const Step *step, int count, const int64_t *size, double *const *gradient)
{
    double squares = 0;
    for (int k = 0; k < count; k++)
        for (int64_t i = 0; i < size[k]; i++)
            squares += gradient[k][i] * gradient[k][i];
    double shrink = fmin(1, step->clip_norm / (sqrt(squares) + 1e-6));
    for (int k = 0; k < count; k++) {
        for (int64_t i = 0; i < size[k]; i++) {
            double *g = &gradient[k][i];
            if (step->clip_norm > 0)
                *g *= shrink;
            if (step->clip_value > 0)
                *g = fmax(-step->clip_value, fmin(*g, step->clip_value));
        }
    }
}

void
descent_update(Descent *d, const Step *step, double *w, const double *gradient)
{
    const int64_t count = shape_size(d->tensor->shape);
    size_t k = 0;
    while (k < COUNT_OF(kinds) && strcmp(kinds[k].name, d->optimizer->kind) != 0)
        k++;
    if (k == COUNT_OF(kinds))
        die("%s has no update in double", d->optimizer->kind);
    d->time++;
    kinds[k].update(d, count, w, gradient);
    for (int64_t i = 0; i < count && step->clamps; i++)
        w[i] = fmax(step->low, fmin(w[i], step->high));
}
