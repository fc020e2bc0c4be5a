/* dcgan.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&dcgan_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; dcgan_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_dcgan_H
#define LATENTC_dcgan_H

#include "runtime/model.h"

struct dcgan_parameters {
    _Alignas(64) float G_1_weight[8][4][4][100][32]; /* G.1.weight [100, 256, 4, 4] */
    _Alignas(64) float G_2_weight[256]; /* G.2.weight [256] */
    _Alignas(64) float G_2_bias[256]; /* G.2.bias [256] */
    _Alignas(64) float G_4_0_weight[4][4][4][256][32]; /* G.4.0.weight [256, 128, 4, 4] */
    _Alignas(64) float G_4_1_weight[128]; /* G.4.1.weight [128] */
    _Alignas(64) float G_4_1_bias[128]; /* G.4.1.bias [128] */
    _Alignas(64) float G_5_0_weight[2][4][4][128][32]; /* G.5.0.weight [128, 64, 4, 4] */
    _Alignas(64) float G_5_1_weight[64]; /* G.5.1.weight [64] */
    _Alignas(64) float G_5_1_bias[64]; /* G.5.1.bias [64] */
    _Alignas(64) float G_6_weight[2][4][4][3][32]; /* G.6.weight [64, 3, 4, 4] */
    _Alignas(64) float D_0_weight[2][4][4][3][32]; /* D.0.weight [64, 3, 4, 4] */
    _Alignas(64) float D_2_0_weight[4][4][4][64][32]; /* D.2.0.weight [128, 64, 4, 4] */
    _Alignas(64) float D_2_1_weight[128]; /* D.2.1.weight [128] */
    _Alignas(64) float D_2_1_bias[128]; /* D.2.1.bias [128] */
    _Alignas(64) float D_3_0_weight[8][4][4][128][32]; /* D.3.0.weight [256, 128, 4, 4] */
    _Alignas(64) float D_3_1_weight[256]; /* D.3.1.weight [256] */
    _Alignas(64) float D_3_1_bias[256]; /* D.3.1.bias [256] */
    _Alignas(64) float D_4_weight[4][4][256]; /* D.4.weight [1, 256, 4, 4] */
};

struct dcgan_state {
    _Alignas(64) float G_2_running_mean[256]; /* G.2.running_mean [256] */
    _Alignas(64) float G_2_running_var[256]; /* G.2.running_var [256] */
    _Alignas(64) float G_2_num_batches_tracked[1]; /* G.2.num_batches_tracked [] */
    _Alignas(64) float G_4_1_running_mean[128]; /* G.4.1.running_mean [128] */
    _Alignas(64) float G_4_1_running_var[128]; /* G.4.1.running_var [128] */
    _Alignas(64) float G_4_1_num_batches_tracked[1]; /* G.4.1.num_batches_tracked [] */
    _Alignas(64) float G_5_1_running_mean[64]; /* G.5.1.running_mean [64] */
    _Alignas(64) float G_5_1_running_var[64]; /* G.5.1.running_var [64] */
    _Alignas(64) float G_5_1_num_batches_tracked[1]; /* G.5.1.num_batches_tracked [] */
    _Alignas(64) float D_2_1_running_mean[128]; /* D.2.1.running_mean [128] */
    _Alignas(64) float D_2_1_running_var[128]; /* D.2.1.running_var [128] */
    _Alignas(64) float D_2_1_num_batches_tracked[1]; /* D.2.1.num_batches_tracked [] */
    _Alignas(64) float D_3_1_running_mean[256]; /* D.3.1.running_mean [256] */
    _Alignas(64) float D_3_1_running_var[256]; /* D.3.1.running_var [256] */
    _Alignas(64) float D_3_1_num_batches_tracked[1]; /* D.3.1.num_batches_tracked [] */
};

extern const struct model dcgan_model;
extern const struct check dcgan_check;

/* Minimises d_loss with adam. */
void dcgan_step_1(struct instance *m);
/* Minimises g_loss with adam. */
void dcgan_step_2(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void dcgan_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `sample`. */
void dcgan_sample(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `interpolate`. */
void dcgan_interpolate(struct instance *m, float *const *output);

#endif
