/* main.c: the trainer of vae.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "vae.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {1, 28, 28},
        .low = 0.0, .high = 1.0, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"encoder.1.weight", 1, 0, 2, {400, 784}, 0,
        {{1, 32}, 0, 32, 25088, 326144, 2, {400, 784}}, INIT_UNIFORM, -0.03571428571428571,
            0.03571428571428571},
    {"encoder.1.bias", 1, 0, 1, {400}, 326144,
        {{1}, -1, 0, 0, 400, 1, {400}}, INIT_UNIFORM, -0.03571428571428571,
            0.03571428571428571},
    {"encoder.mu.0.weight", 1, 0, 2, {20, 400}, 326544,
        {{400, 1}, -1, 0, 0, 8000, 2, {20, 400}}, INIT_UNIFORM, -0.05, 0.05},
    {"encoder.mu.0.bias", 1, 0, 1, {20}, 334544,
        {{1}, -1, 0, 0, 20, 1, {20}}, INIT_UNIFORM, -0.05, 0.05},
    {"encoder.logvar.0.weight", 1, 0, 2, {20, 400}, 334576,
        {{400, 1}, -1, 0, 0, 8000, 2, {20, 400}}, INIT_UNIFORM, -0.05, 0.05},
    {"encoder.logvar.0.bias", 1, 0, 1, {20}, 342576,
        {{1}, -1, 0, 0, 20, 1, {20}}, INIT_UNIFORM, -0.05, 0.05},
    {"decoder.0.weight", 1, 0, 2, {400, 20}, 342608,
        {{1, 32}, 0, 32, 640, 8320, 2, {400, 20}}, INIT_UNIFORM, -0.22360679774997896,
            0.22360679774997896},
    {"decoder.0.bias", 1, 0, 1, {400}, 350928,
        {{1}, -1, 0, 0, 400, 1, {400}}, INIT_UNIFORM, -0.22360679774997896,
            0.22360679774997896},
    {"decoder.2.weight", 1, 0, 2, {784, 400}, 351328,
        {{1, 32}, 0, 32, 12800, 320000, 2, {784, 400}}, INIT_UNIFORM, -0.05, 0.05},
    {"decoder.2.bias", 1, 0, 1, {784}, 671328,
        {{1}, -1, 0, 0, 784, 1, {784}}, INIT_UNIFORM, -0.05, 0.05},
};

static const struct scalar scalars[] = {
    {"reconstruction", 0, 0},
    {"kl", 0, 0},
};

static const int updated_1[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
static const struct step steps[] = {
    {.name = "step1", .repeat = 1, .run = vae_step_1,
        .updates = 10, .updated = updated_1},
};

static const struct output sample_outputs[] = {
    {.name = "0", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct output reconstruct_outputs[] = {
    {.name = "x", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
    {.name = "1", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct command commands[] = {
    {.name = "sample", .outputs = 1, .output = sample_outputs, .run = vae_sample},
    {.name = "reconstruct", .outputs = 2, .output = reconstruct_outputs, .run = vae_reconstruct,
        .reads_data = 1},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"encoder_linear_product", 51200, 0},
    [1] = {"encoder_relu", 51200, 251904},
    [2] = {"q_mu_product", 2560, 359424},
    [3] = {"scratch_step_1_F3", 12800, 0},
    [4] = {"q_logvar_product", 2560, 12800},
    [5] = {"scratch_step_1_F4", 12800, 0},
    [6] = {"z_noise", 2560, 361984},
    [7] = {"q_logvar_exp", 2560, 354304},
    [8] = {"z", 2560, 356864},
    [9] = {"kl_sum", 1, 303120},
    [10] = {"decoder_linear0_product", 51200, 0},
    [11] = {"decoder_relu", 51200, 200704},
    [12] = {"decoder_linear2_product", 100352, 100352},
    [13] = {"reconstruction_sum", 1, 303104},
    [14] = {"d_logits", 100352, 0},
    [15] = {"scratch_step_1_G2", 4096, 100352},
    [16] = {"d_decoder_relu", 51200, 303104},
    [17] = {"scratch_step_1_G3", 100352, 100352},
    [18] = {"d_decoder_linear0", 51200, 0},
    [19] = {"scratch_step_1_G5", 4096, 51200},
    [20] = {"d_z", 2560, 64000},
    [21] = {"scratch_step_1_G6", 12800, 51200},
    [22] = {"d_q_logvar", 2560, 51200},
    [23] = {"d_q_mu", 2560, 55296},
    [24] = {"scratch_step_1_G8", 4096, 0},
    [25] = {"d_encoder_relu", 51200, 0},
    [26] = {"scratch_step_1_G9", 640, 53760},
    [27] = {"scratch_step_1_G10", 4096, 51200},
    [28] = {"scratch_step_1_G11", 640, 51200},
    [29] = {"d_encoder_linear", 51200, 51200},
    [30] = {"scratch_step_1_G13", 4096, 0},
    [31] = {"evaluate_encoder_linear_product", 51200, 0},
    [32] = {"evaluate_encoder_relu", 51200, 0},
    [33] = {"evaluate_q_mu_product", 2560, 64000},
    [34] = {"scratch_evaluate_F3", 12800, 51200},
    [35] = {"evaluate_q_logvar_product", 2560, 66560},
    [36] = {"scratch_evaluate_F4", 12800, 51200},
    [37] = {"evaluate_z_noise", 2560, 0},
    [38] = {"evaluate_z", 2560, 51200},
    [39] = {"evaluate_kl_sum", 1, 151552},
    [40] = {"evaluate_decoder_linear0_product", 51200, 0},
    [41] = {"evaluate_decoder_relu", 51200, 100352},
    [42] = {"evaluate_decoder_linear2_product", 100352, 0},
    [43] = {"evaluate_reconstruction_sum", 1, 100352},
    [44] = {"sample_sample_noise", 2560, 51200},
    [45] = {"sample_decoder_linear0_product", 51200, 0},
    [46] = {"sample_decoder_relu", 51200, 100352},
    [47] = {"sample_decoder_linear2_product", 100352, 0},
    [48] = {"reconstruct_encoder_linear_product", 51200, 0},
    [49] = {"reconstruct_encoder_relu", 51200, 0},
    [50] = {"reconstruct_q_mu_product", 2560, 64000},
    [51] = {"scratch_reconstruct_F4", 12800, 51200},
    [52] = {"reconstruct_q_mu", 2560, 51200},
    [53] = {"reconstruct_decoder_linear0_product", 51200, 0},
    [54] = {"reconstruct_decoder_relu", 51200, 100352},
    [55] = {"reconstruct_decoder_linear2_product", 100352, 0},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "F1", "product_400x784_by_128x784", 15, 1, 80281600, 1860608},
    {"step_1", "F2", "make_relu", 15, 0, 102400, 411200},
    {"step_1", "F3", "product_20x400_by_128x400", 17, 1, 2048000, 247040},
    {"step_1", "F4", "product_20x400_by_128x400", 18, 1, 2048000, 247040},
    {"step_1", "N1", "runtime/random.c", 25, 0, 0, 10240},
    {"step_1", "F5", "make_z", 25, 0, 30848, 51364},
    {"step_1", "F6", "product_400x20_by_128x20", 21, 1, 2048000, 247040},
    {"step_1", "F7", "make_relu", 21, 0, 102400, 411200},
    {"step_1", "F8", "product_784x400_by_128x400", 21, 1, 80281600, 1860608},
    {"step_1", "F9", "make_d_logits_and_reconstruction_sum", 29, 0, 903296, 1207364},
    {"step_1", "G1", "make_d_decoder_2_bias", 21, 0, 100352, 404544},
    {"step_1", "G2", "product_128x400_by_128x784", 21, 1, 80281600, 1860608},
    {"step_1", "G3", "product_784x400_by_128x784", 21, 1, 80281600, 1860608},
    {"step_1", "G4", "make_d_linear_and_d_bias", 21, 0, 153600, 616000},
    {"step_1", "G5", "product_128x20_by_128x400", 21, 1, 2048000, 247040},
    {"step_1", "G6", "product_400x20_by_128x400", 25, 1, 2048000, 247040},
    {"step_1", "G7", "make_d_q_logvar", 24, 0, 33280, 61680},
    {"step_1", "G8", "product_128x400_by_128x20", 18, 1, 2048000, 247040},
    {"step_1", "G9", "product_20x400_by_128x20", 18, 1, 2048000, 247040},
    {"step_1", "G10", "product_128x400_by_128x20", 17, 1, 2048000, 247040},
    {"step_1", "G11", "add_product_20x400_by_128x20", 17, 1, 2048000, 247040},
    {"step_1", "G12", "make_d_linear_and_d_bias", 15, 0, 153600, 616000},
    {"step_1", "G13", "product_128x784_by_128x400", 15, 1, 80281600, 1860608},
    {"step_1", "U1", "adam", 33, 0, 8737456, 18819136},
};

static const char page[] =
"# Auto-Encoding Variational Bayes. Kingma and Welling, 2013 (arXiv:1312.6114).\n"
"#\n"
"# Maximises the lower bound of equation 10: z by the reparameterisation of section "
    "2.4, the KL\n"
"# term in closed form (appendix B), a Bernoulli decoder (appendix C.1). MLPs with one "
    "hidden\n"
"# layer, as in section 5.\n"
"model: vae\n"
"sizes: {batch: 128, hidden: 400, latent: 20, side: 28}\n"
"\n"
"data:\n"
"  x: {image: [1, side, side], range: [0, 1]}\n"
"\n"
"networks:\n"
"  encoder:\n"
"    input: x\n"
"    layers: [flatten, linear: hidden, relu]\n"
"    outputs:\n"
"      mu:     [linear: latent]\n"
"      logvar: [linear: latent]\n"
"  decoder:\n"
"    input: {z: [latent]}\n"
"    layers: [linear: hidden, relu, linear: side * side, reshape: [1, side, side]]\n"
"\n"
"values:\n"
"  q:      encoder(x)\n"
"  z:      q.mu + exp(0.5 * q.logvar) * normal(latent)\n"
"  logits: decoder(z)\n"
"\n"
"losses:                                   # nats per example\n"
"  reconstruction: mean(bernoulli_nll(logits, x))\n"
"  kl:             mean(kl_normal(q.mu, q.logvar))\n"
"\n"
"train:\n"
"  - minimize: reconstruction + kl\n"
"    optimizer: adam(lr=1e-3)\n"
"\n"
"generate:\n"
"  sample:      sigmoid(decoder(normal(latent)))\n"
"  reconstruct: [x, sigmoid(decoder(q.mu))]\n";

const struct model vae_model = {
    .name = "vae",
    .version = "0.1.0",
    .hash = "b3bf290a19a0f66cf9180c0af3ca64ed11a0f21b428d22a22c873bc7972e7656",
    .batch = 128,
    .fields = 1,
    .field = fields,
    .tensors = 10,
    .tensor = tensors,
    .scalars = 2,
    .scalar = scalars,
    .steps = 1,
    .step = steps,
    .commands = 2,
    .command = commands,
    .buffers = 56,
    .buffer = buffers,
    .kernels = 24,
    .kernel = kernels,
    .parameter_floats = 672112,
    .state_floats = 0,
    .moments = 2,
    .counters = 1,
    .arena_floats = 364544,
    .evaluate = vae_evaluate,
    .check = &vae_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&vae_model, argc, argv);
}
#endif
