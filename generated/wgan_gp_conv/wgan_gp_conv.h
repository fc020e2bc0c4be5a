/* wgan_gp_conv.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&wgan_gp_conv_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; wgan_gp_conv_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_wgan_gp_conv_H
#define LATENTC_wgan_gp_conv_H

#include "runtime/model.h"

struct wgan_gp_conv_parameters {
    _Alignas(64) float G_1_weight[8][4][4][128][32]; /* G.1.weight [128, 256, 4, 4] */
    _Alignas(64) float G_2_weight[256]; /* G.2.weight [256] */
    _Alignas(64) float G_2_bias[256]; /* G.2.bias [256] */
    _Alignas(64) float G_4_0_weight[4][4][4][256][32]; /* G.4.0.weight [256, 128, 4, 4] */
    _Alignas(64) float G_4_1_weight[128]; /* G.4.1.weight [128] */
    _Alignas(64) float G_4_1_bias[128]; /* G.4.1.bias [128] */
    _Alignas(64) float G_5_0_weight[2][4][4][128][32]; /* G.5.0.weight [128, 64, 4, 4] */
    _Alignas(64) float G_5_1_weight[64]; /* G.5.1.weight [64] */
    _Alignas(64) float G_5_1_bias[64]; /* G.5.1.bias [64] */
    _Alignas(64) float G_6_weight[2][4][4][3][32]; /* G.6.weight [64, 3, 4, 4] */
    _Alignas(64) float G_6_bias[3]; /* G.6.bias [3] */
    _Alignas(64) float D_0_0_weight[2][4][4][3][32]; /* D.0.0.weight [64, 3, 4, 4] */
    _Alignas(64) float D_0_0_bias[64]; /* D.0.0.bias [64] */
    _Alignas(64) float D_1_0_weight[4][4][4][64][32]; /* D.1.0.weight [128, 64, 4, 4] */
    _Alignas(64) float D_1_0_bias[128]; /* D.1.0.bias [128] */
    _Alignas(64) float D_2_0_weight[8][4][4][128][32]; /* D.2.0.weight [256, 128, 4, 4] */
    _Alignas(64) float D_2_0_bias[256]; /* D.2.0.bias [256] */
    _Alignas(64) float D_3_weight[256][4][4]; /* D.3.weight [1, 256, 4, 4] */
};

struct wgan_gp_conv_state {
    _Alignas(64) float G_2_running_mean[256]; /* G.2.running_mean [256] */
    _Alignas(64) float G_2_running_var[256]; /* G.2.running_var [256] */
    _Alignas(64) float G_2_num_batches_tracked[1]; /* G.2.num_batches_tracked [] */
    _Alignas(64) float G_4_1_running_mean[128]; /* G.4.1.running_mean [128] */
    _Alignas(64) float G_4_1_running_var[128]; /* G.4.1.running_var [128] */
    _Alignas(64) float G_4_1_num_batches_tracked[1]; /* G.4.1.num_batches_tracked [] */
    _Alignas(64) float G_5_1_running_mean[64]; /* G.5.1.running_mean [64] */
    _Alignas(64) float G_5_1_running_var[64]; /* G.5.1.running_var [64] */
    _Alignas(64) float G_5_1_num_batches_tracked[1]; /* G.5.1.num_batches_tracked [] */
};

extern const struct model wgan_gp_conv_model;
extern const struct check wgan_gp_conv_check;

/* Minimises critic with adam. */
void wgan_gp_conv_step_1(struct instance *m);
/* Minimises generator with adam. */
void wgan_gp_conv_step_2(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void wgan_gp_conv_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `sample`. */
void wgan_gp_conv_sample(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `interpolate`. */
void wgan_gp_conv_interpolate(struct instance *m, float *const *output);

#endif
