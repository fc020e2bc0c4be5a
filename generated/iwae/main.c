/* main.c: the trainer of iwae.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "iwae.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {1, 28, 28},
        .low = 0.0, .high = 1.0, .binarize = BINARIZE_DYNAMIC, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"encoder.1.weight", 1, 0, 2, {200, 784}, 0,
        {{1, 32}, 0, 32, 25088, 175616, 2, {200, 784}}, INIT_UNIFORM, -0.03571428571428571,
            0.03571428571428571},
    {"encoder.1.bias", 1, 0, 1, {200}, 175616,
        {{1}, -1, 0, 0, 200, 1, {200}}, INIT_UNIFORM, -0.03571428571428571,
            0.03571428571428571},
    {"encoder.3.weight", 1, 0, 2, {200, 200}, 175824,
        {{1, 32}, 0, 32, 6400, 44800, 2, {200, 200}}, INIT_UNIFORM, -0.07071067811865475,
            0.07071067811865475},
    {"encoder.3.bias", 1, 0, 1, {200}, 220624,
        {{1}, -1, 0, 0, 200, 1, {200}}, INIT_UNIFORM, -0.07071067811865475,
            0.07071067811865475},
    {"encoder.mu.0.weight", 1, 0, 2, {50, 200}, 220832,
        {{1, 32}, 0, 32, 6400, 12800, 2, {50, 200}}, INIT_UNIFORM, -0.07071067811865475,
            0.07071067811865475},
    {"encoder.mu.0.bias", 1, 0, 1, {50}, 233632,
        {{1}, -1, 0, 0, 50, 1, {50}}, INIT_UNIFORM, -0.07071067811865475, 0.07071067811865475},
    {"encoder.logvar.0.weight", 1, 0, 2, {50, 200}, 233696,
        {{1, 32}, 0, 32, 6400, 12800, 2, {50, 200}}, INIT_UNIFORM, -0.07071067811865475,
            0.07071067811865475},
    {"encoder.logvar.0.bias", 1, 0, 1, {50}, 246496,
        {{1}, -1, 0, 0, 50, 1, {50}}, INIT_UNIFORM, -0.07071067811865475, 0.07071067811865475},
    {"decoder.0.weight", 1, 0, 2, {200, 50}, 246560,
        {{1, 32}, 0, 32, 1600, 11200, 2, {200, 50}}, INIT_UNIFORM, -0.1414213562373095,
            0.1414213562373095},
    {"decoder.0.bias", 1, 0, 1, {200}, 257760,
        {{1}, -1, 0, 0, 200, 1, {200}}, INIT_UNIFORM, -0.1414213562373095, 0.1414213562373095},
    {"decoder.2.weight", 1, 0, 2, {200, 200}, 257968,
        {{1, 32}, 0, 32, 6400, 44800, 2, {200, 200}}, INIT_UNIFORM, -0.07071067811865475,
            0.07071067811865475},
    {"decoder.2.bias", 1, 0, 1, {200}, 302768,
        {{1}, -1, 0, 0, 200, 1, {200}}, INIT_UNIFORM, -0.07071067811865475,
            0.07071067811865475},
    {"decoder.4.weight", 1, 0, 2, {784, 200}, 302976,
        {{1, 32}, 0, 32, 6400, 160000, 2, {784, 200}}, INIT_UNIFORM, -0.07071067811865475,
            0.07071067811865475},
    {"decoder.4.bias", 1, 0, 1, {784}, 462976,
        {{1}, -1, 0, 0, 784, 1, {784}}, INIT_UNIFORM, -0.07071067811865475,
            0.07071067811865475},
};

static const struct scalar scalars[] = {
    {"bound", 0, 0},
    {"elbo", 1, 0},
    {"used", 1, 0},
};

static const int updated_1[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
static const struct step steps[] = {
    {.name = "bound", .repeat = 1, .run = iwae_step_1,
        .updates = 14, .updated = updated_1},
};

static const struct output sample_outputs[] = {
    {.name = "0", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct output reconstruct_outputs[] = {
    {.name = "x", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
    {.name = "1", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct output likelihood_outputs[] = {
    {.name = "0", .rank = 0, .shape = {0}},
};
static const struct command commands[] = {
    {.name = "sample", .outputs = 1, .output = sample_outputs, .run = iwae_sample},
    {.name = "reconstruct", .outputs = 2, .output = reconstruct_outputs, .run =
        iwae_reconstruct, .reads_data = 1},
    {.name = "likelihood", .outputs = 1, .output = likelihood_outputs, .run = iwae_likelihood,
        .reads_data = 1,
        .samples = 5000, .at_once = 50},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"encoder_linear1_product", 4000, 0},
    [1] = {"encoder_tanh2", 4000, 2172000},
    [2] = {"encoder_linear3_product", 4000, 0},
    [3] = {"encoder_tanh4", 4000, 2168000},
    [4] = {"q_mu_product", 1000, 2181040},
    [5] = {"q_logvar_product", 1000, 0},
    [6] = {"std", 1000, 2180032},
    [7] = {"z_noise", 50000, 2118000},
    [8] = {"z", 50000, 2068000},
    [9] = {"z_squared_negated_row_sum", 1000, 2178016},
    [10] = {"q_logvar_combined_shifted_row_sum", 1000, 2179024},
    [11] = {"decoder_linear0_product", 200000, 0},
    [12] = {"decoder_tanh1", 200000, 1768000},
    [13] = {"decoder_linear2_product", 200000, 0},
    [14] = {"decoder_tanh3", 200000, 1568000},
    [15] = {"decoder_linear4_product", 784000, 784000},
    [16] = {"d_decoder_linear4_scale_sum", 20, 2182048},
    [17] = {"bound_sum", 1, 2182080},
    [18] = {"elbo_sum", 1, 2182096},
    [19] = {"used_sum", 1, 2182112},
    [20] = {"d_decoder_linear4", 784000, 0},
    [21] = {"d_decoder_linear4_scale_sum_weighted_weighted", 50000, 1968000},
    [22] = {"d_q_mu_scale_weighted", 50000, 2018000},
    [23] = {"used_weight_times_d_z_factor_row_sum", 1000, 2176000},
    [24] = {"used_weight_times_d_z_factor_squared_row_sum", 1000, 2177008},
    [25] = {"d_decoder_tanh3", 200000, 784000},
    [26] = {"scratch_step_1_G3", 175616, 984000},
    [27] = {"d_decoder_linear2", 200000, 0},
    [28] = {"scratch_step_1_G5", 32000, 200000},
    [29] = {"d_decoder_tanh1", 200000, 200000},
    [30] = {"scratch_step_1_G6", 44800, 400000},
    [31] = {"d_decoder_linear0", 200000, 0},
    [32] = {"scratch_step_1_G8", 32000, 200000},
    [33] = {"d_z_reshape", 50000, 200000},
    [34] = {"scratch_step_1_G9", 12800, 250000},
    [35] = {"d_q_mu_via_z", 1000, 0},
    [36] = {"d_q_mu", 1000, 16208},
    [37] = {"d_z_scale_via_z", 1000, 1008},
    [38] = {"d_q_logvar", 1000, 15200},
    [39] = {"scratch_step_1_G12", 640, 0},
    [40] = {"d_encoder_tanh4", 4000, 11200},
    [41] = {"scratch_step_1_G13", 11200, 0},
    [42] = {"scratch_step_1_G14", 640, 0},
    [43] = {"scratch_step_1_G15", 11200, 0},
    [44] = {"d_encoder_linear3", 4000, 44800},
    [45] = {"scratch_step_1_G17", 640, 0},
    [46] = {"d_encoder_tanh2", 4000, 48800},
    [47] = {"scratch_step_1_G18", 44800, 0},
    [48] = {"d_encoder_linear1", 4000, 0},
    [49] = {"scratch_step_1_G20", 640, 4000},
    [50] = {"evaluate_encoder_linear1_product", 4000, 0},
    [51] = {"evaluate_encoder_tanh2", 4000, 0},
    [52] = {"evaluate_encoder_linear3_product", 4000, 4000},
    [53] = {"evaluate_encoder_tanh4", 4000, 0},
    [54] = {"evaluate_q_mu_product", 1000, 51008},
    [55] = {"evaluate_q_logvar_product", 1000, 52016},
    [56] = {"evaluate_std", 1000, 50000},
    [57] = {"evaluate_z_noise", 50000, 0},
    [58] = {"evaluate_z", 50000, 200000},
    [59] = {"evaluate_z_squared_negated_row_sum", 1000, 984000},
    [60] = {"evaluate_q_logvar_combined_shifted_row_sum", 1000, 985008},
    [61] = {"evaluate_decoder_linear0_product", 200000, 0},
    [62] = {"evaluate_decoder_tanh1", 200000, 0},
    [63] = {"evaluate_decoder_linear2_product", 200000, 200000},
    [64] = {"evaluate_decoder_tanh3", 200000, 784000},
    [65] = {"evaluate_decoder_linear4_product", 784000, 0},
    [66] = {"evaluate_bound_sum", 1, 784000},
    [67] = {"evaluate_elbo_sum", 1, 784016},
    [68] = {"evaluate_used_sum", 1, 784032},
    [69] = {"sample_sample_noise", 1000, 4000},
    [70] = {"sample_decoder_linear0_product", 4000, 0},
    [71] = {"sample_decoder_tanh1", 4000, 0},
    [72] = {"sample_decoder_linear2_product", 4000, 4000},
    [73] = {"sample_decoder_tanh3", 4000, 15680},
    [74] = {"sample_decoder_linear4_product", 15680, 0},
    [75] = {"reconstruct_encoder_linear1_product", 4000, 0},
    [76] = {"reconstruct_encoder_tanh2", 4000, 0},
    [77] = {"reconstruct_encoder_linear3_product", 4000, 4000},
    [78] = {"reconstruct_encoder_tanh4", 4000, 0},
    [79] = {"reconstruct_q_mu_product", 1000, 4000},
    [80] = {"reconstruct_q_mu", 1000, 4000},
    [81] = {"reconstruct_decoder_linear0_product", 4000, 0},
    [82] = {"reconstruct_decoder_tanh1", 4000, 0},
    [83] = {"reconstruct_decoder_linear2_product", 4000, 4000},
    [84] = {"reconstruct_decoder_tanh3", 4000, 15680},
    [85] = {"reconstruct_decoder_linear4_product", 15680, 0},
    [86] = {"likelihood_encoder_linear1_product", 4000, 0},
    [87] = {"likelihood_encoder_tanh2", 4000, 0},
    [88] = {"likelihood_encoder_linear3_product", 4000, 4000},
    [89] = {"likelihood_encoder_tanh4", 4000, 0},
    [90] = {"likelihood_q_mu_product", 1000, 51008},
    [91] = {"likelihood_q_logvar_product", 1000, 52016},
    [92] = {"likelihood_std", 1000, 50000},
    [93] = {"likelihood_z_noise", 50000, 0},
    [94] = {"likelihood_z", 50000, 200000},
    [95] = {"likelihood_z_squared_negated_row_sum", 1000, 984000},
    [96] = {"likelihood_q_logvar_combined_shifted_row_sum", 1000, 985008},
    [97] = {"likelihood_decoder_linear0_product", 200000, 0},
    [98] = {"likelihood_decoder_tanh1", 200000, 0},
    [99] = {"likelihood_decoder_linear2_product", 200000, 200000},
    [100] = {"likelihood_decoder_tanh3", 200000, 784000},
    [101] = {"likelihood_decoder_linear4_product", 784000, 0},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "F1", "product_200x784_by_20x784", 11, 1, 6272000, 705920},
    {"step_1", "F2", "make_encoder_tanh2", 11, 0, 8000, 32800},
    {"step_1", "F3", "product_200x200_by_20x200_left_panels_in_place", 11, 1, 1600000, 192000},
    {"step_1", "F4", "make_encoder_tanh2", 11, 0, 8000, 32800},
    {"step_1", "F5", "product_50x200_by_20x200", 13, 1, 400000, 60000},
    {"step_1", "F6", "product_50x200_by_20x200", 14, 1, 400000, 60000},
    {"step_1", "F7", "make_std", 21, 0, 3000, 8200},
    {"step_1", "N1", "runtime/random.c", 22, 0, 0, 200000},
    {"step_1", "F8", "make_z", 22, 0, 705000, 420400},
    {"step_1", "F9", "product_200x50_by_1000x50", 17, 1, 20000000, 1040000},
    {"step_1", "F10", "make_decoder_tanh", 17, 0, 400000, 1600800},
    {"step_1", "F11", "product_200x200_by_1000x200_left_panels_in_place", 17, 1, 80000000,
        1760000},
    {"step_1", "F12", "make_decoder_tanh", 17, 0, 400000, 1600800},
    {"step_1", "F13", "product_784x200_by_1000x200", 17, 1, 313600000, 4563200},
    {"step_1", "F14", "make_d_decoder_linear4", 26, 0, 9185200, 6962148},
    {"step_1", "G1", "make_d_decoder_4_bias", 17, 0, 784000, 3139136},
    {"step_1", "G2", "product_1000x200_by_1000x784", 17, 1, 313600000, 4563200},
    {"step_1", "G3", "product_784x200_by_1000x784", 17, 1, 313600000, 4563200},
    {"step_1", "G4", "make_d_decoder_linear_and_d_decoder_bias", 17, 0, 800000, 2400800},
    {"step_1", "G5", "product_1000x200_by_1000x200", 17, 1, 80000000, 1760000},
    {"step_1", "G6", "product_200x200_by_1000x200_left_panels_packed", 17, 1, 80000000,
        1760000},
    {"step_1", "G7", "make_d_decoder_linear_and_d_decoder_bias", 17, 0, 800000, 2400800},
    {"step_1", "G8", "product_1000x50_by_1000x200", 17, 1, 20000000, 1040000},
    {"step_1", "G9", "product_200x50_by_1000x200", 23, 1, 20000000, 1040000},
    {"step_1", "G10", "make_d_q_mu", 22, 0, 254020, 820080},
    {"step_1", "G11", "make_d_q_logvar", 20, 0, 15020, 24480},
    {"step_1", "G12", "product_20x200_by_20x50", 13, 1, 400000, 60000},
    {"step_1", "G13", "product_50x200_by_20x50", 13, 1, 400000, 60000},
    {"step_1", "G14", "product_20x200_by_20x50", 14, 1, 400000, 60000},
    {"step_1", "G15", "add_product_50x200_by_20x50", 14, 1, 400000, 60000},
    {"step_1", "G16", "make_d_encoder_linear_and_d_encoder_bias", 11, 0, 16000, 48800},
    {"step_1", "G17", "product_20x200_by_20x200", 11, 1, 1600000, 192000},
    {"step_1", "G18", "product_200x200_by_20x200_left_panels_packed", 11, 1, 1600000, 192000},
    {"step_1", "G19", "make_d_encoder_linear_and_d_encoder_bias", 11, 0, 16000, 48800},
    {"step_1", "G20", "product_20x784_by_20x200", 11, 1, 6272000, 705920},
    {"step_1", "U1", "adam", 33, 0, 6028880, 12985280},
};

static const char page[] =
"# Importance Weighted Autoencoders. Burda, Grosse and Salakhutdinov, 2015.\n"
"model: iwae\n"
"sizes: {batch: 20, samples: 50, hidden: 200, latent: 50, side: 28}\n"
"\n"
"data:\n"
"  x: {image: [1, side, side], range: [0, 1], binarize: dynamic}\n"
"\n"
"networks:\n"
"  encoder:\n"
"    input: x\n"
"    layers: [flatten, linear: hidden, tanh, linear: hidden, tanh]\n"
"    outputs:\n"
"      mu:     [linear: latent]\n"
"      logvar: [linear: latent]\n"
"  decoder:\n"
"    input: {z: [latent]}\n"
"    layers: [linear: hidden, tanh, linear: hidden, tanh, linear: side * side, "
    "reshape: [1, side, side]]\n"
"\n"
"values:\n"
"  q:     encoder(x)\n"
"  std:   exp(0.5 * q.logvar)\n"
"  z:     q.mu + std * normal(latent, along=samples)       # z_k, k up to samples, for "
    "each example\n"
"  log_w: normal_logpdf(z, 0, 1) - normal_logpdf(z, q.mu, std) - "
    "bernoulli_nll(decoder(z), x)\n"
"\n"
"losses:                                                   # nats per example\n"
"  bound: -mean(logsumexp(log_w, over=samples) - log(samples))     # equation 8\n"
"\n"
"metrics:\n"
"  elbo: mean(log_w)\n"
"  used: mean(effective_samples(log_w, over=samples))\n"
"\n"
"train:\n"
"  - minimize:  bound\n"
"    optimizer: adam(lr=1e-3, eps=1e-4)\n"
"\n"
"generate:\n"
"  sample:      sigmoid(decoder(normal(latent)))\n"
"  reconstruct: [x, sigmoid(decoder(q.mu))]\n"
"  likelihood:  log_mean_exp(log_w, samples=5000)\n";

const struct model iwae_model = {
    .name = "iwae",
    .version = "0.1.0",
    .hash = "0c6310f659fdd0237d083032f3e56283fa6efae1cc46aad0cc856d3c4b70102a",
    .batch = 20,
    .fields = 1,
    .field = fields,
    .tensors = 14,
    .tensor = tensors,
    .scalars = 3,
    .scalar = scalars,
    .steps = 1,
    .step = steps,
    .commands = 3,
    .command = commands,
    .buffers = 102,
    .buffer = buffers,
    .kernels = 36,
    .kernel = kernels,
    .parameter_floats = 463760,
    .state_floats = 0,
    .moments = 2,
    .counters = 1,
    .arena_floats = 2182128,
    .evaluate = iwae_evaluate,
    .check = &iwae_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&iwae_model, argc, argv);
}
#endif
