/* conv_vae.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&conv_vae_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; conv_vae_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_conv_vae_H
#define LATENTC_conv_vae_H

#include "runtime/model.h"

struct conv_vae_parameters {
    _Alignas(64) float encoder_0_weight[4][4][32]; /* encoder.0.weight [32, 1, 4, 4] */
    _Alignas(64) float encoder_0_bias[32]; /* encoder.0.bias [32] */
    /* encoder.2.weight [64, 32, 4, 4] */
    _Alignas(64) float encoder_2_weight[2][4][4][32][32];
    _Alignas(64) float encoder_2_bias[64]; /* encoder.2.bias [64] */
    _Alignas(64) float encoder_5_weight[8][7][7][64][32]; /* encoder.5.weight [256, 3136] */
    _Alignas(64) float encoder_5_bias[256]; /* encoder.5.bias [256] */
    _Alignas(64) float encoder_mu_0_weight[20][256]; /* encoder.mu.0.weight [20, 256] */
    _Alignas(64) float encoder_mu_0_bias[20]; /* encoder.mu.0.bias [20] */
    /* encoder.logvar.0.weight [20, 256] */
    _Alignas(64) float encoder_logvar_0_weight[20][256];
    _Alignas(64) float encoder_logvar_0_bias[20]; /* encoder.logvar.0.bias [20] */
    _Alignas(64) float decoder_0_weight[8][20][32]; /* decoder.0.weight [256, 20] */
    _Alignas(64) float decoder_0_bias[256]; /* decoder.0.bias [256] */
    _Alignas(64) float decoder_2_weight[2][7][7][256][32]; /* decoder.2.weight [3136, 256] */
    _Alignas(64) float decoder_2_bias[7][7][64]; /* decoder.2.bias [3136] */
    _Alignas(64) float decoder_5_weight[4][4][64][32]; /* decoder.5.weight [64, 32, 4, 4] */
    _Alignas(64) float decoder_5_bias[32]; /* decoder.5.bias [32] */
    _Alignas(64) float decoder_7_weight[4][4][32]; /* decoder.7.weight [32, 1, 4, 4] */
    _Alignas(64) float decoder_7_bias[1]; /* decoder.7.bias [1] */
};

extern const struct model conv_vae_model;
extern const struct check conv_vae_check;

/* Minimises step1 with adam. */
void conv_vae_step_1(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void conv_vae_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `sample`. */
void conv_vae_sample(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `reconstruct`. */
void conv_vae_reconstruct(struct instance *m, float *const *output);

#endif
