/* A library user's view of an emitted model, and the test of its plan: the same iterations with
 * the buffers overlapping as planned, and with every buffer by itself and filled with NaN. All
 * weights, moments, states, losses and outputs of commands must agree bit for bit. */
#include "runtime/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef MODEL
#error "give -DMODEL=vae_model"
#endif
enum { ITERATIONS = 5 };

extern const struct model MODEL;

static long
field_count(const struct field *field)
{
    long count = MODEL.batch;
    for (int a = 0; a < field->rank; a++)
        count *= field->shape[a];
    return count;
}

/* Numbers without a pattern, the same in every run. */
static uint32_t
scramble(uint32_t x)
{
    x = (x ^ (x >> 16)) * 0x45d9f3bu;
    x = (x ^ (x >> 16)) * 0x45d9f3bu;
    return x ^ (x >> 16);
}

static void
fill_field(struct instance *m, int index, uint32_t round)
{
    const struct field *field = &MODEL.field[index];
    void *at = (void *)(uintptr_t)m->field[index];
    for (long i = 0; i < field_count(field); i++) {
        const uint32_t bits = scramble((uint32_t)i + round * 7919u);
        if (field->kind == FIELD_LABEL)
            ((int32_t *)at)[i] = (int32_t)(bits % (uint32_t)field->classes);
        else
            ((float *)at)[i] = (float)(field->low + (field->high - field->low) *
                                                        (double)(bits >> 8) * 0x1p-24);
    }
}

static void
next_batch(struct instance *m)
{
    m->draw++;
    for (int i = 0; i < MODEL.fields; i++)
        fill_field(m, i, (uint32_t)m->draw);
}

static struct instance *
start(int shared)
{
    struct instance *m = instance_create(&MODEL, 1, shared);
    if (m == NULL)
        exit(2);
    instance_init(m);
    for (int i = 0; i < MODEL.fields; i++) {
        m->field[i] = calloc((size_t)field_count(&MODEL.field[i]), sizeof(float));
        if (m->field[i] == NULL)
            exit(2);
    }
    return m;
}

static void
iterate(struct instance *m)
{
    next_batch(m);
    for (int s = 0; s < MODEL.steps; s++) {
        for (int r = 0; r < MODEL.step[s].repeat; r++) {
            if (r > 0)
                next_batch(m);
            MODEL.step[s].run(m);
        }
    }
}

static int failures;

static void
compare(const char *what, const float *planned, const float *apart, long count)
{
    if (memcmp(planned, apart, (size_t)count * sizeof *planned) == 0)
        return;
    long i = 0;
    while (memcmp(planned + i, apart + i, sizeof *planned) == 0)
        i++;
    printf("%s differs from index %ld on: planned %.9g, each by itself %.9g\n", what, i,
           (double)planned[i], (double)apart[i]);
    failures++;
}

static float *
run_command(struct instance *m, const struct command *command, long *floats)
{
    float *out[16] = {0}, *all;
    long size[16] = {0}, total = 0;
    for (int i = 0; i < command->outputs; i++) {
        size[i] = MODEL.batch;
        for (int a = 0; a < command->output[i].rank; a++)
            size[i] *= command->output[i].shape[a];
        total += size[i];
    }
    all = calloc((size_t)total + 1, sizeof *all);
    if (all == NULL)
        exit(2);
    for (int i = 0, at = 0; i < command->outputs; at += (int)size[i++])
        out[i] = all + at;
    command->run(m, out);
    *floats = total;
    return all;
}

static void
compare_commands(struct instance *planned, struct instance *apart)
{
    for (int i = 0; i < MODEL.commands; i++) {
        long floats;
        float *a = run_command(planned, &MODEL.command[i], &floats);
        float *b = run_command(apart, &MODEL.command[i], &floats);
        compare(MODEL.command[i].name, a, b, floats);
        free(a);
        free(b);
    }
}

int
main(void)
{
    struct instance *planned = start(1), *apart = start(0);
    for (int i = 0; i < ITERATIONS; i++) {
        iterate(planned);
        iterate(apart);
        compare("a loss", planned->value, apart->value, MODEL.scalars);
    }
    compare("a weight", planned->parameters, apart->parameters, MODEL.parameter_floats);
    compare("a state", planned->state, apart->state, MODEL.state_floats);
    for (int i = 0; i < MODEL.moments; i++)
        compare("a moment", planned->moment[i], apart->moment[i], MODEL.parameter_floats);
    MODEL.evaluate(planned);
    MODEL.evaluate(apart);
    compare("a loss of evaluate", planned->value, apart->value, MODEL.scalars);
    compare_commands(planned, apart);
    return failures > 0;
}
