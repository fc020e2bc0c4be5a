/* vqvae32.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&vqvae32_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; vqvae32_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_vqvae32_H
#define LATENTC_vqvae32_H

#include "runtime/model.h"

struct vqvae32_parameters {
    _Alignas(64) float encoder_0_weight[2][4][4][3][32]; /* encoder.0.weight [64, 3, 4, 4] */
    _Alignas(64) float encoder_0_bias[64]; /* encoder.0.bias [64] */
    /* encoder.2.weight [128, 64, 4, 4] */
    _Alignas(64) float encoder_2_weight[4][4][4][64][32];
    _Alignas(64) float encoder_2_bias[128]; /* encoder.2.bias [128] */
    /* encoder.4.weight [128, 128, 3, 3] */
    _Alignas(64) float encoder_4_weight[4][3][3][128][32];
    _Alignas(64) float encoder_4_bias[128]; /* encoder.4.bias [128] */
    /* encoder.5.0.1.weight [32, 128, 3, 3] */
    _Alignas(64) float encoder_5_0_1_weight[3][3][128][32];
    _Alignas(64) float encoder_5_0_1_bias[32]; /* encoder.5.0.1.bias [32] */
    /* encoder.5.0.3.weight [128, 32, 1, 1] */
    _Alignas(64) float encoder_5_0_3_weight[4][32][32];
    _Alignas(64) float encoder_5_0_3_bias[128]; /* encoder.5.0.3.bias [128] */
    /* encoder.6.0.1.weight [32, 128, 3, 3] */
    _Alignas(64) float encoder_6_0_1_weight[3][3][128][32];
    _Alignas(64) float encoder_6_0_1_bias[32]; /* encoder.6.0.1.bias [32] */
    /* encoder.6.0.3.weight [128, 32, 1, 1] */
    _Alignas(64) float encoder_6_0_3_weight[4][32][32];
    _Alignas(64) float encoder_6_0_3_bias[128]; /* encoder.6.0.3.bias [128] */
    _Alignas(64) float encoder_8_weight[2][128][32]; /* encoder.8.weight [64, 128, 1, 1] */
    _Alignas(64) float encoder_8_bias[64]; /* encoder.8.bias [64] */
    /* decoder.0.weight [128, 64, 3, 3] */
    _Alignas(64) float decoder_0_weight[4][3][3][64][32];
    _Alignas(64) float decoder_0_bias[128]; /* decoder.0.bias [128] */
    /* decoder.1.0.1.weight [32, 128, 3, 3] */
    _Alignas(64) float decoder_1_0_1_weight[3][3][128][32];
    _Alignas(64) float decoder_1_0_1_bias[32]; /* decoder.1.0.1.bias [32] */
    /* decoder.1.0.3.weight [128, 32, 1, 1] */
    _Alignas(64) float decoder_1_0_3_weight[4][32][32];
    _Alignas(64) float decoder_1_0_3_bias[128]; /* decoder.1.0.3.bias [128] */
    /* decoder.2.0.1.weight [32, 128, 3, 3] */
    _Alignas(64) float decoder_2_0_1_weight[3][3][128][32];
    _Alignas(64) float decoder_2_0_1_bias[32]; /* decoder.2.0.1.bias [32] */
    /* decoder.2.0.3.weight [128, 32, 1, 1] */
    _Alignas(64) float decoder_2_0_3_weight[4][32][32];
    _Alignas(64) float decoder_2_0_3_bias[128]; /* decoder.2.0.3.bias [128] */
    /* decoder.4.weight [128, 64, 4, 4] */
    _Alignas(64) float decoder_4_weight[2][4][4][128][32];
    _Alignas(64) float decoder_4_bias[64]; /* decoder.4.bias [64] */
    _Alignas(64) float decoder_6_weight[2][4][4][3][32]; /* decoder.6.weight [64, 3, 4, 4] */
    _Alignas(64) float decoder_6_bias[3]; /* decoder.6.bias [3] */
    _Alignas(64) float codebook[512][64]; /* codebook [512, 64] */
};

extern const struct model vqvae32_model;
extern const struct check vqvae32_check;

/* Minimises step1 with adam. */
void vqvae32_step_1(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void vqvae32_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `reconstruct`. */
void vqvae32_reconstruct(struct instance *m, float *const *output);

#endif
