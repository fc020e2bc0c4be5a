/* vqvae_prior.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&vqvae_prior_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; vqvae_prior_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_vqvae_prior_H
#define LATENTC_vqvae_prior_H

#include "runtime/model.h"

struct vqvae_prior_parameters {
    _Alignas(64) float encoder_0_0_weight[4][4][32]; /* encoder.0.0.weight [32, 1, 4, 4] */
    _Alignas(64) float encoder_0_0_bias[32]; /* encoder.0.0.bias [32] */
    /* encoder.1.0.weight [64, 32, 4, 4] */
    _Alignas(64) float encoder_1_0_weight[2][4][4][32][32];
    _Alignas(64) float encoder_1_0_bias[64]; /* encoder.1.0.bias [64] */
    _Alignas(64) float encoder_2_weight[3][3][64][32]; /* encoder.2.weight [32, 64, 3, 3] */
    _Alignas(64) float encoder_2_bias[32]; /* encoder.2.bias [32] */
    /* decoder.0.weight [64, 32, 3, 3] */
    _Alignas(64) float decoder_0_weight[2][3][3][32][32];
    _Alignas(64) float decoder_0_bias[64]; /* decoder.0.bias [64] */
    /* decoder.2.0.weight [64, 32, 4, 4] */
    _Alignas(64) float decoder_2_0_weight[4][4][64][32];
    _Alignas(64) float decoder_2_0_bias[32]; /* decoder.2.0.bias [32] */
    _Alignas(64) float decoder_3_weight[4][4][32]; /* decoder.3.weight [32, 1, 4, 4] */
    _Alignas(64) float decoder_3_bias[1]; /* decoder.3.bias [1] */
    _Alignas(64) float prior_0_weight[64][128][7][7]; /* prior.0.weight [64, 128, 7, 7] */
    _Alignas(64) float prior_0_bias[64]; /* prior.0.bias [64] */
    /* prior.1.0.1.weight [64, 64, 3, 3] */
    _Alignas(64) float prior_1_0_1_weight[64][64][3][3];
    _Alignas(64) float prior_1_0_1_bias[64]; /* prior.1.0.1.bias [64] */
    _Alignas(64) float prior_1_1_1_weight[64][64]; /* prior.1.1.1.weight [64, 64, 1, 1] */
    _Alignas(64) float prior_1_1_1_bias[64]; /* prior.1.1.1.bias [64] */
    /* prior.2.0.1.weight [64, 64, 3, 3] */
    _Alignas(64) float prior_2_0_1_weight[64][64][3][3];
    _Alignas(64) float prior_2_0_1_bias[64]; /* prior.2.0.1.bias [64] */
    _Alignas(64) float prior_2_1_1_weight[64][64]; /* prior.2.1.1.weight [64, 64, 1, 1] */
    _Alignas(64) float prior_2_1_1_bias[64]; /* prior.2.1.1.bias [64] */
    _Alignas(64) float prior_4_weight[128][64]; /* prior.4.weight [128, 64, 1, 1] */
    _Alignas(64) float prior_4_bias[128]; /* prior.4.bias [128] */
    _Alignas(64) float codebook[128][32]; /* codebook [128, 32] */
};

extern const struct model vqvae_prior_model;
extern const struct check vqvae_prior_check;

/* Minimises step1 with adam. */
void vqvae_prior_step_1(struct instance *m);
/* Minimises surprise with adam. */
void vqvae_prior_step_2(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void vqvae_prior_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `reconstruct`. */
void vqvae_prior_reconstruct(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `sample`. */
void vqvae_prior_sample(struct instance *m, float *const *output);
/* Fills output[0] for one batch: the logits of sample_map, given what is drawn of it. */
void vqvae_prior_sample_sample_map(struct instance *m, float *const *output);
/* Fills output[0] for one batch: vectors whose clusters codebook begins as. */
void vqvae_prior_start_codebook(struct instance *m, float *const *output);

#endif
