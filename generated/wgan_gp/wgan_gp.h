/* wgan_gp.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&wgan_gp_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; wgan_gp_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_wgan_gp_H
#define LATENTC_wgan_gp_H

#include "runtime/model.h"

struct wgan_gp_parameters {
    _Alignas(64) float G_0_weight[16][100][32]; /* G.0.weight [512, 100] */
    _Alignas(64) float G_0_bias[512]; /* G.0.bias [512] */
    _Alignas(64) float G_2_weight[16][512][32]; /* G.2.weight [512, 512] */
    _Alignas(64) float G_2_bias[512]; /* G.2.bias [512] */
    _Alignas(64) float G_4_weight[25][512][32]; /* G.4.weight [784, 512] */
    _Alignas(64) float G_4_bias[784]; /* G.4.bias [784] */
    _Alignas(64) float D_1_weight[16][784][32]; /* D.1.weight [512, 784] */
    _Alignas(64) float D_1_bias[512]; /* D.1.bias [512] */
    _Alignas(64) float D_3_weight[16][512][32]; /* D.3.weight [512, 512] */
    _Alignas(64) float D_3_bias[512]; /* D.3.bias [512] */
    _Alignas(64) float D_5_weight[512]; /* D.5.weight [1, 512] */
};

extern const struct model wgan_gp_model;
extern const struct check wgan_gp_check;

/* Minimises critic with adam. */
void wgan_gp_step_1(struct instance *m);
/* Minimises generator with adam. */
void wgan_gp_step_2(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void wgan_gp_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `sample`. */
void wgan_gp_sample(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `interpolate`. */
void wgan_gp_interpolate(struct instance *m, float *const *output);

#endif
