/* main.c: the trainer of beta_tc_vae.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "beta_tc_vae.h"

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
    {"encoder.3.weight", 1, 0, 2, {400, 400}, 326544,
        {{1, 32}, 0, 32, 12800, 166400, 2, {400, 400}}, INIT_UNIFORM, -0.05, 0.05},
    {"encoder.3.bias", 1, 0, 1, {400}, 492944,
        {{1}, -1, 0, 0, 400, 1, {400}}, INIT_UNIFORM, -0.05, 0.05},
    {"encoder.mu.0.weight", 1, 0, 2, {10, 400}, 493344,
        {{400, 1}, -1, 0, 0, 4000, 2, {10, 400}}, INIT_UNIFORM, -0.05, 0.05},
    {"encoder.mu.0.bias", 1, 0, 1, {10}, 497344,
        {{1}, -1, 0, 0, 10, 1, {10}}, INIT_UNIFORM, -0.05, 0.05},
    {"encoder.logvar.0.weight", 1, 0, 2, {10, 400}, 497360,
        {{400, 1}, -1, 0, 0, 4000, 2, {10, 400}}, INIT_UNIFORM, -0.05, 0.05},
    {"encoder.logvar.0.bias", 1, 0, 1, {10}, 501360,
        {{1}, -1, 0, 0, 10, 1, {10}}, INIT_UNIFORM, -0.05, 0.05},
    {"decoder.0.weight", 1, 0, 2, {400, 10}, 501376,
        {{1, 32}, 0, 32, 320, 4160, 2, {400, 10}}, INIT_UNIFORM, -0.31622776601683794,
            0.31622776601683794},
    {"decoder.0.bias", 1, 0, 1, {400}, 505536,
        {{1}, -1, 0, 0, 400, 1, {400}}, INIT_UNIFORM, -0.31622776601683794,
            0.31622776601683794},
    {"decoder.2.weight", 1, 0, 2, {400, 400}, 505936,
        {{1, 32}, 0, 32, 12800, 166400, 2, {400, 400}}, INIT_UNIFORM, -0.05, 0.05},
    {"decoder.2.bias", 1, 0, 1, {400}, 672336,
        {{1}, -1, 0, 0, 400, 1, {400}}, INIT_UNIFORM, -0.05, 0.05},
    {"decoder.4.weight", 1, 0, 2, {784, 400}, 672736,
        {{1, 32}, 0, 32, 12800, 320000, 2, {784, 400}}, INIT_UNIFORM, -0.05, 0.05},
    {"decoder.4.bias", 1, 0, 1, {784}, 992736,
        {{1}, -1, 0, 0, 784, 1, {784}}, INIT_UNIFORM, -0.05, 0.05},
};

static const struct scalar scalars[] = {
    {"reconstruction", 0, 0},
    {"information", 0, 0},
    {"correlation", 0, 0},
    {"dimensions", 0, 0},
};

static const int updated_1[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
static const struct step steps[] = {
    {.name = "step1", .repeat = 1, .run = beta_tc_vae_step_1,
        .updates = 14, .updated = updated_1},
};

static const struct output sample_outputs[] = {
    {.name = "0", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct output reconstruct_outputs[] = {
    {.name = "x", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
    {.name = "1", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct output interpolate_outputs[] = {
    {.name = "0", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct command commands[] = {
    {.name = "sample", .outputs = 1, .output = sample_outputs, .run = beta_tc_vae_sample},
    {.name = "reconstruct", .outputs = 2, .output = reconstruct_outputs, .run =
        beta_tc_vae_reconstruct, .reads_data = 1},
    {.name = "interpolate", .outputs = 1, .output = interpolate_outputs, .run =
        beta_tc_vae_interpolate,
        .layout = {LAYOUT_PATH, 8, 1}},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"encoder_linear1_product", 51200, 0},
    [1] = {"encoder_relu2", 51200, 354304},
    [2] = {"encoder_linear3_product", 51200, 0},
    [3] = {"encoder_relu4", 51200, 303104},
    [4] = {"q_mu_product", 1280, 12800},
    [5] = {"scratch_step_1_F5", 12800, 0},
    [6] = {"q_logvar_product", 1280, 14080},
    [7] = {"scratch_step_1_F6", 12800, 0},
    [8] = {"z_noise", 1280, 466944},
    [9] = {"kl_std", 1280, 461824},
    [10] = {"z", 1280, 463104},
    [11] = {"d_q_logvar_factor_weighted", 1280, 464384},
    [12] = {"q_logvar_negated_shifted_row_sum", 128, 5120},
    [13] = {"z_squared_negated_row_sum", 128, 408192},
    [14] = {"d_q_mu_plus_z_scaled", 1280, 465664},
    [15] = {"q_mu_2", 1280, 3840},
    [16] = {"kl_pairs_scale", 1280, 0},
    [17] = {"d_kl_pairs_factor_scaled_scale", 1280, 1280},
    [18] = {"kl_pairs_offset", 1280, 2560},
    [19] = {"kl_joint", 128, 408064},
    [20] = {"information_sum", 1, 408336},
    [21] = {"kl_pairs_max", 1280, 405504},
    [22] = {"d_kl_pairs_factor_exp_row_sum", 1280, 406784},
    [23] = {"d_q_logvar_scaled", 1280, 456704},
    [24] = {"d_kl_std_reshape_sum", 1280, 457984},
    [25] = {"d_z_reshape_scaled", 1280, 459264},
    [26] = {"d_q_mu_sum", 1280, 460544},
    [27] = {"decoder_linear0_product", 51200, 0},
    [28] = {"decoder_tanh1", 51200, 251904},
    [29] = {"decoder_linear2_product", 51200, 0},
    [30] = {"decoder_tanh3", 51200, 200704},
    [31] = {"decoder_linear4_product", 100352, 100352},
    [32] = {"reconstruction_sum", 1, 408320},
    [33] = {"d_decoder_reshape", 100352, 0},
    [34] = {"correlation_sum", 1, 100352},
    [35] = {"dimensions_sum", 1, 100368},
    [36] = {"scratch_step_1_G2", 4096, 100352},
    [37] = {"d_decoder_tanh3", 51200, 405504},
    [38] = {"scratch_step_1_G3", 100352, 100352},
    [39] = {"d_decoder_linear2", 51200, 0},
    [40] = {"scratch_step_1_G5", 4096, 51200},
    [41] = {"d_decoder_tanh1", 51200, 51200},
    [42] = {"scratch_step_1_G6", 51200, 102400},
    [43] = {"d_decoder_linear0", 51200, 0},
    [44] = {"scratch_step_1_G8", 4096, 51200},
    [45] = {"d_z_via_decoder_linear0", 1280, 64000},
    [46] = {"scratch_step_1_G9", 12800, 51200},
    [47] = {"d_q_logvar", 1280, 51200},
    [48] = {"d_q_mu", 1280, 55296},
    [49] = {"scratch_step_1_G11", 4096, 0},
    [50] = {"d_encoder_relu4", 51200, 0},
    [51] = {"scratch_step_1_G12", 320, 52480},
    [52] = {"scratch_step_1_G13", 4096, 51200},
    [53] = {"scratch_step_1_G14", 320, 51200},
    [54] = {"d_encoder_linear3", 51200, 51200},
    [55] = {"scratch_step_1_G16", 4096, 0},
    [56] = {"d_encoder_relu2", 51200, 102400},
    [57] = {"scratch_step_1_G17", 51200, 0},
    [58] = {"d_encoder_linear1", 51200, 0},
    [59] = {"scratch_step_1_G19", 4096, 51200},
    [60] = {"evaluate_encoder_linear1_product", 51200, 0},
    [61] = {"evaluate_encoder_relu2", 51200, 0},
    [62] = {"evaluate_encoder_linear3_product", 51200, 51200},
    [63] = {"evaluate_encoder_relu4", 51200, 0},
    [64] = {"evaluate_q_mu_product", 1280, 64000},
    [65] = {"scratch_evaluate_F5", 12800, 51200},
    [66] = {"evaluate_q_logvar_product", 1280, 65280},
    [67] = {"scratch_evaluate_F6", 12800, 51200},
    [68] = {"evaluate_z_noise", 1280, 1280},
    [69] = {"evaluate_kl_std", 1280, 0},
    [70] = {"evaluate_z", 1280, 51200},
    [71] = {"evaluate_q_logvar_negated_shifted_row_sum", 128, 3840},
    [72] = {"evaluate_z_squared_negated_row_sum", 128, 154240},
    [73] = {"evaluate_q_mu_2", 1280, 2560},
    [74] = {"evaluate_kl_pairs_scale", 1280, 0},
    [75] = {"evaluate_kl_pairs_offset", 1280, 1280},
    [76] = {"evaluate_kl_joint", 128, 154112},
    [77] = {"evaluate_information_sum", 1, 154368},
    [78] = {"evaluate_kl_pairs_max", 1280, 151552},
    [79] = {"evaluate_d_kl_pairs_factor_exp_row_sum", 1280, 152832},
    [80] = {"evaluate_decoder_linear0_product", 51200, 0},
    [81] = {"evaluate_decoder_tanh1", 51200, 0},
    [82] = {"evaluate_decoder_linear2_product", 51200, 100352},
    [83] = {"evaluate_decoder_tanh3", 51200, 100352},
    [84] = {"evaluate_decoder_linear4_product", 100352, 0},
    [85] = {"evaluate_reconstruction_sum", 1, 100352},
    [86] = {"evaluate_correlation_sum", 1, 0},
    [87] = {"evaluate_dimensions_sum", 1, 16},
    [88] = {"sample_sample_noise", 1280, 51200},
    [89] = {"sample_decoder_linear0_product", 51200, 0},
    [90] = {"sample_decoder_tanh1", 51200, 0},
    [91] = {"sample_decoder_linear2_product", 51200, 100352},
    [92] = {"sample_decoder_tanh3", 51200, 100352},
    [93] = {"sample_decoder_linear4_product", 100352, 0},
    [94] = {"reconstruct_encoder_linear1_product", 51200, 0},
    [95] = {"reconstruct_encoder_relu2", 51200, 0},
    [96] = {"reconstruct_encoder_linear3_product", 51200, 51200},
    [97] = {"reconstruct_encoder_relu4", 51200, 0},
    [98] = {"reconstruct_q_mu_product", 1280, 64000},
    [99] = {"scratch_reconstruct_F6", 12800, 51200},
    [100] = {"reconstruct_q_mu", 1280, 51200},
    [101] = {"reconstruct_decoder_linear0_product", 51200, 0},
    [102] = {"reconstruct_decoder_tanh1", 51200, 0},
    [103] = {"reconstruct_decoder_linear2_product", 51200, 100352},
    [104] = {"reconstruct_decoder_tanh3", 51200, 100352},
    [105] = {"reconstruct_decoder_linear4_product", 100352, 0},
    [106] = {"interpolate_interpolate_noise", 1280, 0},
    [107] = {"interpolate_share", 128, 2560},
    [108] = {"interpolate_interpolate_noise2", 1280, 1280},
    [109] = {"interpolate_path", 1280, 51200},
    [110] = {"interpolate_decoder_linear0_product", 51200, 0},
    [111] = {"interpolate_decoder_tanh1", 51200, 0},
    [112] = {"interpolate_decoder_linear2_product", 51200, 100352},
    [113] = {"interpolate_decoder_tanh3", 51200, 100352},
    [114] = {"interpolate_decoder_linear4_product", 100352, 0},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "F1", "product_400x784_by_128x784", 12, 1, 80281600, 1860608},
    {"step_1", "F2", "make_encoder_relu", 12, 0, 102400, 411200},
    {"step_1", "F3", "product_400x400_by_128x400_left_panels_in_place", 12, 1, 40960000,
        1049600},
    {"step_1", "F4", "make_encoder_relu", 12, 0, 102400, 411200},
    {"step_1", "F5", "product_10x400_by_128x400", 14, 1, 1024000, 225920},
    {"step_1", "F6", "product_10x400_by_128x400", 15, 1, 1024000, 225920},
    {"step_1", "N1", "runtime/random.c", 22, 0, 0, 5120},
    {"step_1", "F7", "make_z_in_step_1", 23, 0, 28160, 36944},
    {"step_1", "F8", "make_q_mu_2", 21, 0, 1280, 10280},
    {"step_1", "F9", "make_kl_pairs_scale_in_step_1", 23, 0, 3840, 15360},
    {"step_1", "F10", "make_kl_pairs_offset", 23, 0, 2560, 10280},
    {"step_1", "F11", "make_kl_joint_in_step_1", 23, 0, 3688448, 57348},
    {"step_1", "F12", "product_400x10_by_128x10", 18, 1, 1024000, 225920},
    {"step_1", "F13", "make_decoder_tanh", 18, 0, 102400, 411200},
    {"step_1", "F14", "product_400x400_by_128x400_left_panels_in_place", 18, 1, 40960000,
        1049600},
    {"step_1", "F15", "make_decoder_tanh", 18, 0, 102400, 411200},
    {"step_1", "F16", "product_784x400_by_128x400", 18, 1, 80281600, 1860608},
    {"step_1", "F17", "make_d_decoder_reshape", 26, 0, 903296, 1207364},
    {"step_1", "F20", "make_correlation_sum_and_dimensions_sum", 28, 0, 5632, 11272},
    {"step_1", "G1", "make_d_decoder_4_bias", 18, 0, 100352, 404544},
    {"step_1", "G2", "product_128x400_by_128x784", 18, 1, 80281600, 1860608},
    {"step_1", "G3", "product_784x400_by_128x784", 18, 1, 80281600, 1860608},
    {"step_1", "G4", "make_d_decoder_linear_and_d_decoder_bias", 18, 0, 204800, 616000},
    {"step_1", "G5", "product_128x400_by_128x400", 18, 1, 40960000, 1049600},
    {"step_1", "G6", "product_400x400_by_128x400_left_panels_packed", 18, 1, 40960000, 1049600},
    {"step_1", "G7", "make_d_decoder_linear_and_d_decoder_bias", 18, 0, 204800, 616000},
    {"step_1", "G8", "product_128x10_by_128x400", 18, 1, 1024000, 225920},
    {"step_1", "G9", "product_400x10_by_128x400", 18, 1, 1024000, 225920},
    {"step_1", "G10", "make_d_q_logvar", 21, 0, 34560, 61520},
    {"step_1", "G11", "product_128x400_by_128x10", 15, 1, 1024000, 225920},
    {"step_1", "G12", "product_10x400_by_128x10", 15, 1, 1024000, 225920},
    {"step_1", "G13", "product_128x400_by_128x10", 14, 1, 1024000, 225920},
    {"step_1", "G14", "add_product_10x400_by_128x10", 14, 1, 1024000, 225920},
    {"step_1", "G15", "make_d_encoder_linear_and_d_encoder_bias", 12, 0, 153600, 616000},
    {"step_1", "G16", "product_128x400_by_128x400", 12, 1, 40960000, 1049600},
    {"step_1", "G17", "product_400x400_by_128x400_left_panels_packed", 12, 1, 40960000,
        1049600},
    {"step_1", "G18", "make_d_encoder_linear_and_d_encoder_bias", 12, 0, 153600, 616000},
    {"step_1", "G19", "product_128x784_by_128x400", 12, 1, 80281600, 1860608},
    {"step_1", "U1", "adam", 32, 0, 12915760, 27818560},
};

static const char page[] =
"# Isolating Sources of Disentanglement in VAEs (beta-TCVAE). Chen, Li, Grosse and "
    "Duvenaud, 2018.\n"
"model: beta_tc_vae\n"
"sizes: {batch: 128, dataset: 60000, hidden: 400, latent: 10, side: 28}\n"
"constants: {beta: 6}\n"
"\n"
"data:\n"
"  x: {image: [1, side, side], range: [0, 1]}\n"
"\n"
"networks:\n"
"  encoder:\n"
"    input: x\n"
"    layers: [flatten, linear: hidden, relu, linear: hidden, relu]\n"
"    outputs:\n"
"      mu:     [linear: latent]\n"
"      logvar: [linear: latent]\n"
"  decoder:\n"
"    input: {z: [latent]}\n"
"    layers: [linear: hidden, tanh, linear: hidden, tanh, linear: side * side, "
    "reshape: [1, side, side]]\n"
"\n"
"values:\n"
"  q:  encoder(x)\n"
"  z:  q.mu + exp(0.5 * q.logvar) * normal(latent)\n"
"  kl: kl_parts_mws(z, q.mu, q.logvar, dataset)        # minibatch-weighted sampling, "
    "section 4.1\n"
"\n"
"losses:                                               # nats per example\n"
"  reconstruction: mean(bernoulli_nll(decoder(z), x))\n"
"  information:    mean(kl.information)                # equation 2: index-code mutual "
    "information,\n"
"  correlation:    mean(kl.correlation)                # total correlation\n"
"  dimensions:     mean(kl.dimensions)                 # and dimension-wise KL\n"
"\n"
"train:\n"
"  - minimize:  reconstruction + information + beta * correlation + dimensions\n"
"    optimizer: adam(lr=1e-3)\n"
"\n"
"generate:\n"
"  sample:      sigmoid(decoder(normal(latent)))\n"
"  reconstruct: [x, sigmoid(decoder(q.mu))]\n"
"  interpolate: sigmoid(decoder(path(latent)))\n";

const struct model beta_tc_vae_model = {
    .name = "beta_tc_vae",
    .version = "0.1.0",
    .hash = "33c320ce10d9d52bbd45adec01ae7fa123f359fd9a424dd99590477596034bd5",
    .batch = 128,
    .fields = 1,
    .field = fields,
    .tensors = 14,
    .tensor = tensors,
    .scalars = 4,
    .scalar = scalars,
    .steps = 1,
    .step = steps,
    .commands = 3,
    .command = commands,
    .buffers = 115,
    .buffer = buffers,
    .kernels = 39,
    .kernel = kernels,
    .parameter_floats = 993520,
    .state_floats = 0,
    .moments = 2,
    .counters = 1,
    .arena_floats = 468224,
    .evaluate = beta_tc_vae_evaluate,
    .check = &beta_tc_vae_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&beta_tc_vae_model, argc, argv);
}
#endif
