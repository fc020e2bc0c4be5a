/* `gradcheck`: every gradient of every step, twice. First in double: the derivative along a
 * direction, by the graph's own gradient and by central differences of its loss, with the
 * decisions of the base point held. Then the gradient that the float kernels left behind, entry
 * by entry, against the double one with the decisions that the float run took. Step s + 1 is
 * checked where step s has left the parameters. */
#include "check.h"
#include "command.h"
#include "file.h"
#include "iterate.h"
#include "log.h"
#include "options.h"
#include "random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double bound_double = 1e-6, bound_float = 1e-4;

struct checker {
    const struct model *model;
    struct instance *m;
    struct check_point point;
    double worst_double, worst_float;
    const char *name_double, *name_float;
};

static void
checker_start(struct checker *c, const struct model *model, uint64_t seed)
{
    size_t tensors = (size_t)model->tensors;
    memset(c, 0, sizeof *c);
    c->model = model;
    c->m = instance_start(model, seed, 0);
    c->point.tensor = allocate(tensors, sizeof *c->point.tensor);
    c->point.gradient = allocate(tensors, sizeof *c->point.gradient);
    for (int i = 0; i < model->tensors; i++) {
        size_t count = (size_t)tensor_count(&model->tensor[i]);
        c->point.tensor[i] = allocate(count, sizeof(double));
        c->point.gradient[i] = allocate(count, sizeof(double));
    }
    c->point.field = c->m->field;
    c->point.seed = seed;
    c->point.decisions = model->check->create();
    if (!c->point.decisions) {
        complain("out of memory");
        exit(1);
    }
}

static void
checker_end(struct checker *c)
{
    for (int i = 0; i < c->model->tensors; i++) {
        free(c->point.tensor[i]);
        free(c->point.gradient[i]);
    }
    free(c->point.tensor);
    free(c->point.gradient);
    c->model->check->free(c->point.decisions);
    instance_free(c->m);
}

/* Parameters and state as the instance has them now. */
static void
take_point(struct checker *c)
{
    for (int i = 0; i < c->model->tensors; i++) {
        const struct tensor *t = &c->model->tensor[i];
        long count = tensor_count(t);
        float *logical = allocate((size_t)count, sizeof *logical);
        tensor_unpack(t, tensor_data(c->m, t), logical);
        for (long k = 0; k < count; k++)
            c->point.tensor[i][k] = (double)logical[k];
        free(logical);
    }
    c->point.draw = c->m->draw;
    for (int i = 0; i < TIMES; i++)
        c->point.time[i][0] = (double)c->m->time[i];
}

static double
norm(const double *v, long count)
{
    double sum = 0;
    for (long i = 0; i < count; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

/* Norm and largest entry of the gradient of the whole step. */
static void
gradient_size(const struct checker *c, const struct step *step, double *length, double *largest)
{
    double sum = 0;
    *largest = 0;
    for (int k = 0; k < step->updates; k++) {
        int i = step->updated[k];
        long count = tensor_count(&c->model->tensor[i]);
        double part = norm(c->point.gradient[i], count);
        sum += part * part;
        for (long e = 0; e < count; e++)
            *largest = fmax(*largest, fabs(c->point.gradient[i][e]));
    }
    *length = sqrt(sum);
}

/* A direction of length 1: half the gradient, each entry weighted at random, so that the
 * derivative is not lost in the rounding of the loss; half a normal one, so that what the
 * gradient misses shows. */
static void
make_direction(const struct checker *c, int tensor, float *noise, double *direction)
{
    const struct tensor *t = &c->model->tensor[tensor];
    const double *gradient = c->point.gradient[tensor];
    long count = tensor_count(t);
    char stream[256];
    snprintf(stream, sizeof stream, "gradcheck.%s", t->key);
    uint64_t key = random_key(c->point.seed, stream);
    random_uniform(noise, count, key, 0, 0);
    for (long i = 0; i < count; i++)
        direction[i] = gradient[i] * (0.5 + (double)noise[i]);
    double along = norm(direction, count);
    random_normal(noise, count, key, 1, 0);
    double beside = 0;
    for (long i = 0; i < count; i++)
        beside += (double)noise[i] * (double)noise[i];
    beside = sqrt(beside);
    for (long i = 0; i < count; i++) {
        direction[i] = along > 0 ? direction[i] / along : 0;
        direction[i] += beside > 0 ? (double)noise[i] / beside : 0;
    }
    if (count == 1) /* the two halves may cancel */
        direction[0] = 1;
    double length = norm(direction, count);
    for (long i = 0; i < count; i++)
        direction[i] = length > 0 ? direction[i] / length : 0;
}

/* Loss at the point moved along `direction`; `base` holds the tensor's values. */
static double
loss_at(struct checker *c, int step, int tensor, const double *base, const double *direction,
        double distance)
{
    double *values = c->point.tensor[tensor];
    long count = tensor_count(&c->model->tensor[tensor]);
    for (long i = 0; i < count; i++)
        values[i] = base[i] + distance * direction[i];
    double loss = c->model->check->loss(&c->point, step);
    memcpy(values, base, (size_t)count * sizeof *values);
    return loss;
}

/* Relative error of derivative `a` against the differences `d`. Both are rounding errors where
 * the step's whole gradient is a million times longer; they are measured against that. */
static double
relative_error(double a, double d, double length)
{
    double scale = fmax(fabs(a), fabs(d));
    if (scale < 1e-6 * length)
        scale = length;
    if (!isfinite(a) || !isfinite(d))
        return INFINITY;
    return scale > 0 ? fabs(a - d) / scale : 0;
}

struct probe {
    double *base, *direction;
    double derivative, scale, length;
};

/* Two points are enough nearly always. Where they are not, because the loss bends strongly or
 * hardly moves, four points (error of fourth order) at other distances. */
static double
differences_error(struct checker *c, int step, int tensor, const struct probe *p)
{
    static const struct {
        double distance;
        int points;
    } tries[] = {{1e-4, 2}, {2e-3, 4}, {2e-4, 4}, {2e-2, 4}, {2e-5, 4}};
    double best = INFINITY;
    for (size_t i = 0; i < sizeof tries / sizeof *tries && best > bound_double; i++) {
        double h = tries[i].distance * p->scale;
        double near = loss_at(c, step, tensor, p->base, p->direction, h) -
                      loss_at(c, step, tensor, p->base, p->direction, -h);
        double slope = near / (2 * h);
        if (tries[i].points == 4) {
            double far = loss_at(c, step, tensor, p->base, p->direction, 2 * h) -
                         loss_at(c, step, tensor, p->base, p->direction, -2 * h);
            slope = (8 * near - far) / (12 * h);
        }
        best = fmin(best, relative_error(p->derivative, slope, p->length));
    }
    return best;
}

static double
check_direction(struct checker *c, int step, int tensor, double length)
{
    long count = tensor_count(&c->model->tensor[tensor]);
    size_t n = (size_t)count;
    float *noise = allocate(n, sizeof *noise);
    struct probe p = {.base = allocate(n, sizeof(double)), .length = length};
    p.direction = allocate(n, sizeof(double));
    make_direction(c, tensor, noise, p.direction);
    memcpy(p.base, c->point.tensor[tensor], n * sizeof *p.base);
    for (long i = 0; i < count; i++)
        p.derivative += c->point.gradient[tensor][i] * p.direction[i];
    p.scale = fmax(norm(p.base, count), 0.05 * sqrt((double)count));
    double error = differences_error(c, step, tensor, &p);
    free(noise);
    free(p.base);
    free(p.direction);
    return error;
}

/* The largest difference of an entry, relative to the tensor's largest entry; -1: the step
 * keeps no gradient of this tensor. */
static double
float_error(const struct checker *c, int step, int tensor, double step_largest)
{
    const struct tensor *t = &c->model->tensor[tensor];
    const float *stored = c->model->check->float_gradient(c->m, step, tensor);
    const double *gradient = c->point.gradient[tensor];
    long count = tensor_count(t);
    double largest = 0, error = 0;
    if (!stored)
        return -1;
    float *logical = allocate((size_t)count, sizeof *logical);
    tensor_unpack(t, stored, logical);
    for (long i = 0; i < count; i++) {
        double difference = fabs((double)logical[i] - gradient[i]);
        largest = fmax(largest, fabs(gradient[i]));
        error = isfinite(difference) ? fmax(error, difference) : INFINITY;
    }
    free(logical);
    /* A gradient that is zero but for rounding has no scale of its own. */
    if (largest < 1e-9 * step_largest)
        largest = step_largest;
    return error > 0 ? error / largest : 0;
}

static void
note_error(double error, const char *key, double *worst, const char **name)
{
    if (!*name || error > *worst) {
        *worst = error;
        *name = key;
    }
}

static void
check_step(struct checker *c, int step)
{
    const struct check *check = c->model->check;
    const struct step *s = &c->model->step[step];
    c->point.descends = 0;
    double *error = allocate((size_t)s->updates, sizeof *error), length, largest;
    take_point(c);
    c->point.mode = CHECK_RECORD;
    double loss = check->loss(&c->point, step);
    check->gradient(&c->point, step);
    c->point.mode = CHECK_REPLAY;
    gradient_size(c, s, &length, &largest);
    printf("step %d  minimises %s = %.9g\n", step + 1, s->name, loss);
    for (int k = 0; k < s->updates; k++) {
        char line[200];
        snprintf(line, sizeof line, "step %d: %s", step + 1,
                 c->model->tensor[s->updated[k]].key);
        progress_show(line, 0);
        c->point.descends = s->descends ? s->descends[k] : 0;
        error[k] = check_direction(c, step, s->updated[k], length);
    }
    progress_end();
    if (s->when)
        s->when(c->m);
    s->run(c->m);
    check->decisions_of(&c->point, c->m, step);
    check->gradient(&c->point, step);
    gradient_size(c, s, &length, &largest);
    for (int k = 0; k < s->updates; k++) {
        const char *key = c->model->tensor[s->updated[k]].key;
        double narrow = float_error(c, step, s->updated[k], largest);
        note_error(error[k], key, &c->worst_double, &c->name_double);
        if (narrow >= 0)
            note_error(narrow, key, &c->worst_float, &c->name_float);
        printf("  %-40s double %.1e", key, error[k]);
        if (narrow >= 0)
            printf("  float %.1e", narrow);
        putchar('\n');
    }
    if (s->update)
        s->update(c->m);
    fflush(stdout);
    free(error);
}

static int
report(const struct checker *c)
{
    int failed = 0;
    progress_end();
    if (c->name_double) {
        failed |= !(c->worst_double <= bound_double);
        printf("worst double %.1e (%s), at most %.0e\n", c->worst_double, c->name_double,
               bound_double);
    }
    if (c->name_float) {
        failed |= !(c->worst_float <= bound_float);
        printf("worst float  %.1e (%s), at most %.0e\n", c->worst_float, c->name_float,
               bound_float);
    }
    fflush(stdout);
    if (failed)
        complain("gradients are wrong");
    return failed;
}

/* Time as in iteration `step`, half-way through a run. */
static void
tell_step(struct instance *m, const struct loader *loader, long step)
{
    const struct cursor cursor = {.step = step,
                                  .batches = step * iterate_batches(m->model),
                                  .per_epoch = loader ? loader_batches(loader) : 1,
                                  .length = 2 * step};
    cursor_tell(&cursor, m);
}

static int
gradcheck(const struct model *model, const char *places, uint64_t seed, long step)
{
    struct dataset *data = NULL;
    struct loader *loader = NULL;
    if (model->fields > 0) {
        data = data_open(model, places, SPLIT_TRAIN);
        if (!data)
            return 1;
        loader = loader_open(data, model, seed, 1, 0);
        if (!loader) {
            data_close(data);
            return 1;
        }
    }
    struct checker c;
    checker_start(&c, model, seed);
    if (loader)
        instance_take(c.m, loader_next(loader));
    tell_step(c.m, loader, step);
    for (int s = 0; s < model->steps; s++)
        check_step(&c, s);
    int failed = report(&c);
    checker_end(&c);
    if (loader)
        loader_close(loader);
    if (data)
        data_close(data);
    return failed;
}

int
command_gradcheck(const struct model *model, int argc, char **argv)
{
    char *places = NULL;
    uint64_t seed = 1;
    long threads = 0, step = 0;
    struct option_row rows[] = {
        {"seed", OPTION_SEED, &seed, "N", "of weights, noise and directions, default 1", 0},
        {"step", OPTION_COUNT, &step, "N", "of schedules: as in iteration N, default 0", 0},
        {"data", OPTION_LINES, &places, "PLACE", DATA_HELP, 0},
        {"threads", OPTION_COUNT, &threads, "N", "default: one per core", 0},
    };
    int status = options_parse("gradcheck", "checks every gradient in double and in float",
                               rows, (int)(sizeof rows / sizeof *rows), argc, argv);
    if (status >= 0)
        return status;
    if (!model->check) {
        complain("this trainer was built without its graph in double");
        return 1;
    }
    return threads_start(threads) != 0 ? 1 : gradcheck(model, places, seed, step);
}
