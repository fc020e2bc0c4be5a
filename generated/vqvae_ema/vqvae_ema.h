/* vqvae_ema.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&vqvae_ema_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; vqvae_ema_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_vqvae_ema_H
#define LATENTC_vqvae_ema_H

#include "runtime/model.h"

struct vqvae_ema_parameters {
    _Alignas(64) float encoder_0_weight[2][4][4][32]; /* encoder.0.weight [64, 1, 4, 4] */
    _Alignas(64) float encoder_0_bias[64]; /* encoder.0.bias [64] */
    /* encoder.2.weight [128, 64, 4, 4] */
    _Alignas(64) float encoder_2_weight[4][4][4][64][32];
    _Alignas(64) float encoder_2_bias[128]; /* encoder.2.bias [128] */
    /* encoder.3.0.1.weight [32, 128, 3, 3] */
    _Alignas(64) float encoder_3_0_1_weight[3][3][128][32];
    _Alignas(64) float encoder_3_0_1_bias[32]; /* encoder.3.0.1.bias [32] */
    /* encoder.3.0.3.weight [128, 32, 1, 1] */
    _Alignas(64) float encoder_3_0_3_weight[4][32][32];
    _Alignas(64) float encoder_3_0_3_bias[128]; /* encoder.3.0.3.bias [128] */
    /* encoder.4.0.1.weight [32, 128, 3, 3] */
    _Alignas(64) float encoder_4_0_1_weight[3][3][128][32];
    _Alignas(64) float encoder_4_0_1_bias[32]; /* encoder.4.0.1.bias [32] */
    /* encoder.4.0.3.weight [128, 32, 1, 1] */
    _Alignas(64) float encoder_4_0_3_weight[4][32][32];
    _Alignas(64) float encoder_4_0_3_bias[128]; /* encoder.4.0.3.bias [128] */
    _Alignas(64) float encoder_6_weight[2][128][32]; /* encoder.6.weight [64, 128, 1, 1] */
    _Alignas(64) float encoder_6_bias[64]; /* encoder.6.bias [64] */
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
    _Alignas(64) float decoder_6_weight[2][4][4][32]; /* decoder.6.weight [64, 1, 4, 4] */
    _Alignas(64) float decoder_6_bias[1]; /* decoder.6.bias [1] */
};

struct vqvae_ema_state {
    _Alignas(64) float count[512]; /* count [512] */
    _Alignas(64) float total[512][64]; /* total [512, 64] */
    _Alignas(64) float codebook[512][64]; /* codebook [512, 64] */
};

extern const struct model vqvae_ema_model;
extern const struct check vqvae_ema_check;

/* Minimises step1 with adam. */
void vqvae_ema_step_1(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void vqvae_ema_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `reconstruct`. */
void vqvae_ema_reconstruct(struct instance *m, float *const *output);
/* Fills output[0] for one batch: vectors whose clusters codebook begins as. */
void vqvae_ema_start_codebook(struct instance *m, float *const *output);

#endif
