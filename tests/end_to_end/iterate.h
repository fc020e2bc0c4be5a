/* An emitted model as a user of the library runs it: iterations on data without a pattern, the
 * same in every run and on every machine. -DMODEL=vae_model says which. */
#include "runtime/model.h"

#include <stdlib.h>

#ifndef MODEL
#error "give -DMODEL=vae_model"
#endif
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

/* `after` is told of the first run of each step. */
static void
iterate(struct instance *m, void (*after)(const struct instance *m, const struct step *step))
{
    next_batch(m);
    for (int s = 0; s < MODEL.steps; s++) {
        for (int r = 0; r < MODEL.step[s].repeat; r++) {
            if (r > 0)
                next_batch(m);
            if (MODEL.step[s].when)
                MODEL.step[s].when(m);
            MODEL.step[s].run(m);
            if (MODEL.step[s].update)
                MODEL.step[s].update(m);
            if (r == 0 && after)
                after(m, &MODEL.step[s]);
        }
    }
}
