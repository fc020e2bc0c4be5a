/* iwae.h: the interface of the emitted model.
 *
 *     struct instance *m = instance_create(&iwae_model, 1, 1);
 *     instance_init(m);
 *     m->field[0] = batch; iwae_step_1(m);
 *
 * Tensors lie as the struct says; their comments give the key and the logical shape
 * of checkpoints. tensor_unpack (runtime/model.h) gives logical order. */
#ifndef LATENTC_iwae_H
#define LATENTC_iwae_H

#include "runtime/model.h"

struct iwae_parameters {
    _Alignas(64) float encoder_1_weight[7][784][32]; /* encoder.1.weight [200, 784] */
    _Alignas(64) float encoder_1_bias[200]; /* encoder.1.bias [200] */
    _Alignas(64) float encoder_3_weight[7][200][32]; /* encoder.3.weight [200, 200] */
    _Alignas(64) float encoder_3_bias[200]; /* encoder.3.bias [200] */
    _Alignas(64) float encoder_mu_0_weight[2][200][32]; /* encoder.mu.0.weight [50, 200] */
    _Alignas(64) float encoder_mu_0_bias[50]; /* encoder.mu.0.bias [50] */
    /* encoder.logvar.0.weight [50, 200] */
    _Alignas(64) float encoder_logvar_0_weight[2][200][32];
    _Alignas(64) float encoder_logvar_0_bias[50]; /* encoder.logvar.0.bias [50] */
    _Alignas(64) float decoder_0_weight[7][50][32]; /* decoder.0.weight [200, 50] */
    _Alignas(64) float decoder_0_bias[200]; /* decoder.0.bias [200] */
    _Alignas(64) float decoder_2_weight[7][200][32]; /* decoder.2.weight [200, 200] */
    _Alignas(64) float decoder_2_bias[200]; /* decoder.2.bias [200] */
    _Alignas(64) float decoder_4_weight[25][200][32]; /* decoder.4.weight [784, 200] */
    _Alignas(64) float decoder_4_bias[784]; /* decoder.4.bias [784] */
};

extern const struct model iwae_model;
extern const struct check iwae_check;

/* Minimises bound with adam. */
void iwae_step_1(struct instance *m);
/* Every loss and metric of a batch, in inference mode. */
void iwae_evaluate(struct instance *m);
/* Fills output[i] for one batch: the command `sample`. */
void iwae_sample(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `reconstruct`. */
void iwae_reconstruct(struct instance *m, float *const *output);
/* Fills output[i] for one batch: the command `likelihood`. */
void iwae_likelihood(struct instance *m, float *const *output);

#endif
