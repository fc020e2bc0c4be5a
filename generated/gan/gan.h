/* gan.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&gan_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; gan_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_gan_H
#define LATENTC_gan_H

#include "runtime/model.h"

struct gan_parameters {
    _Alignas(64) float G_0_weight[4][100][32]; /* G.0.weight [128, 100] */
    _Alignas(64) float G_0_bias[128]; /* G.0.bias [128] */
    _Alignas(64) float G_2_weight[4][128][32]; /* G.2.weight [128, 128] */
    _Alignas(64) float G_2_bias[128]; /* G.2.bias [128] */
    _Alignas(64) float G_4_weight[25][128][32]; /* G.4.weight [784, 128] */
    _Alignas(64) float G_4_bias[784]; /* G.4.bias [784] */
    _Alignas(64) float D_1_weight[4][784][32]; /* D.1.weight [128, 784] */
    _Alignas(64) float D_1_bias[128]; /* D.1.bias [128] */
    _Alignas(64) float D_3_weight[4][128][32]; /* D.3.weight [128, 128] */
    _Alignas(64) float D_3_bias[128]; /* D.3.bias [128] */
    _Alignas(64) float D_5_weight[128]; /* D.5.weight [1, 128] */
    _Alignas(64) float D_5_bias[1]; /* D.5.bias [1] */
};

extern const struct model gan_model;
extern const struct check gan_check;

/* Minimises d_loss with adam. */
void gan_step_1(struct instance *m);
/* Minimises g_loss with adam. */
void gan_step_2(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void gan_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `sample`. */
void gan_sample(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `interpolate`. */
void gan_interpolate(struct instance *m, float *const *output);

#endif
