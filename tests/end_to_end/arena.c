/* A library user's view of an emitted model, and the test of its plan: the same iterations with
 * the buffers overlapping as planned, and with every buffer by itself and filled with NaN. All
 * weights, moments, states, losses and outputs of commands must agree bit for bit. */
#include "iterate.h"

#include <stdio.h>
#include <string.h>

enum { ITERATIONS = 5 };

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
    m->layout = command->layout;
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
        iterate(planned, NULL);
        iterate(apart, NULL);
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
