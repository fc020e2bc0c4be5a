/* beta_tc_vae.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&beta_tc_vae_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; beta_tc_vae_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_beta_tc_vae_H
#define LATENTC_beta_tc_vae_H

#include "runtime/model.h"

struct beta_tc_vae_parameters {
    _Alignas(64) float encoder_1_weight[13][784][32]; /* encoder.1.weight [400, 784] */
    _Alignas(64) float encoder_1_bias[400]; /* encoder.1.bias [400] */
    _Alignas(64) float encoder_3_weight[13][400][32]; /* encoder.3.weight [400, 400] */
    _Alignas(64) float encoder_3_bias[400]; /* encoder.3.bias [400] */
    _Alignas(64) float encoder_mu_0_weight[10][400]; /* encoder.mu.0.weight [10, 400] */
    _Alignas(64) float encoder_mu_0_bias[10]; /* encoder.mu.0.bias [10] */
    /* encoder.logvar.0.weight [10, 400] */
    _Alignas(64) float encoder_logvar_0_weight[10][400];
    _Alignas(64) float encoder_logvar_0_bias[10]; /* encoder.logvar.0.bias [10] */
    _Alignas(64) float decoder_0_weight[13][10][32]; /* decoder.0.weight [400, 10] */
    _Alignas(64) float decoder_0_bias[400]; /* decoder.0.bias [400] */
    _Alignas(64) float decoder_2_weight[13][400][32]; /* decoder.2.weight [400, 400] */
    _Alignas(64) float decoder_2_bias[400]; /* decoder.2.bias [400] */
    _Alignas(64) float decoder_4_weight[25][400][32]; /* decoder.4.weight [784, 400] */
    _Alignas(64) float decoder_4_bias[784]; /* decoder.4.bias [784] */
};

extern const struct model beta_tc_vae_model;
extern const struct check beta_tc_vae_check;

/* Minimises step1 with adam. */
void beta_tc_vae_step_1(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void beta_tc_vae_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `sample`. */
void beta_tc_vae_sample(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `reconstruct`. */
void beta_tc_vae_reconstruct(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `interpolate`. */
void beta_tc_vae_interpolate(struct instance *m, float *const *output);

#endif
