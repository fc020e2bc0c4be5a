/* main.c: the trainer of gan.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "gan.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {1, 28, 28},
        .low = 0.0, .high = 1.0, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"G.0.weight", 1, 0, 2, {128, 100}, 0,
        {{1, 32}, 0, 32, 3200, 12800, 2, {128, 100}}, INIT_UNIFORM, -0.1, 0.1},
    {"G.0.bias", 1, 0, 1, {128}, 12800,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.1, 0.1},
    {"G.2.weight", 1, 0, 2, {128, 128}, 12928,
        {{1, 32}, 0, 32, 4096, 16384, 2, {128, 128}}, INIT_UNIFORM, -0.08838834764831843,
            0.08838834764831843},
    {"G.2.bias", 1, 0, 1, {128}, 29312,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.08838834764831843,
            0.08838834764831843},
    {"G.4.weight", 1, 0, 2, {784, 128}, 29440,
        {{1, 32}, 0, 32, 4096, 102400, 2, {784, 128}}, INIT_UNIFORM, -0.08838834764831843,
            0.08838834764831843},
    {"G.4.bias", 1, 0, 1, {784}, 131840,
        {{1}, -1, 0, 0, 784, 1, {784}}, INIT_UNIFORM, -0.08838834764831843,
            0.08838834764831843},
    {"D.1.weight", 1, 0, 2, {128, 784}, 132624,
        {{1, 32}, 0, 32, 25088, 100352, 2, {128, 784}}, INIT_UNIFORM, -0.03571428571428571,
            0.03571428571428571},
    {"D.1.bias", 1, 0, 1, {128}, 232976,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.03571428571428571,
            0.03571428571428571},
    {"D.3.weight", 1, 0, 2, {128, 128}, 233104,
        {{1, 32}, 0, 32, 4096, 16384, 2, {128, 128}}, INIT_UNIFORM, -0.08838834764831843,
            0.08838834764831843},
    {"D.3.bias", 1, 0, 1, {128}, 249488,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.08838834764831843,
            0.08838834764831843},
    {"D.5.weight", 1, 0, 2, {1, 128}, 249616,
        {{0, 1}, -1, 0, 0, 128, 2, {1, 128}}, INIT_UNIFORM, -0.08838834764831843,
            0.08838834764831843},
    {"D.5.bias", 1, 0, 1, {1}, 249744,
        {{0}, -1, 0, 0, 1, 1, {1}}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
};

static const struct scalar scalars[] = {
    {"d_loss", 0, 0},
    {"g_loss", 0, 0},
    {"game_value", 1, 0},
};

static const int updated_1[] = {6, 7, 8, 9, 10, 11};
static const int updated_2[] = {0, 1, 2, 3, 4, 5};
static const struct step steps[] = {
    {.name = "d_loss", .repeat = 1, .run = gan_step_1,
        .updates = 6, .updated = updated_1},
    {.name = "g_loss", .repeat = 1, .run = gan_step_2,
        .updates = 6, .updated = updated_2},
};

static const struct output sample_outputs[] = {
    {.name = "fake", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct output interpolate_outputs[] = {
    {.name = "0", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct command commands[] = {
    {.name = "sample", .outputs = 1, .output = sample_outputs, .run = gan_sample},
    {.name = "interpolate", .outputs = 1, .output = interpolate_outputs, .run = gan_interpolate,
        .layout = {LAYOUT_PATH, 8, 1}},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"fake_noise", 12800, 333824},
    [1] = {"G_linear0_product", 16384, 0},
    [2] = {"G_relu1", 16384, 317440},
    [3] = {"G_linear2_product", 16384, 0},
    [4] = {"G_relu3", 16384, 301056},
    [5] = {"G_linear4_product", 100352, 0},
    [6] = {"G_sigmoid", 100352, 0},
    [7] = {"D_linear1_of_x_product", 16384, 100352},
    [8] = {"D_leaky_relu2_of_x", 16384, 149504},
    [9] = {"D_linear3_of_x_product", 16384, 100352},
    [10] = {"D_linear5_of_x_softplus_sum", 1, 182288},
    [11] = {"d_D_linear3_of_x_scaled", 16384, 133120},
    [12] = {"d_D_linear5_negated_scaled_weighted_sum", 128, 198912},
    [13] = {"d_D_5_weight_via_d_D_linear5_negated_scaled_factor", 128, 199040},
    [14] = {"d_D_5_bias_via_x", 1, 199184},
    [15] = {"D_linear1_of_fake_product", 16384, 100352},
    [16] = {"D_leaky_relu2_of_fake", 16384, 116736},
    [17] = {"D_linear3_of_fake_product", 16384, 165888},
    [18] = {"D_linear5_of_fake_softplus_sum", 1, 182272},
    [19] = {"d_D_linear3_of_fake_scaled", 16384, 100352},
    [20] = {"d_D_linear5_scaled_weighted_sum", 128, 198656},
    [21] = {"d_D_5_weight_via_D_linear5", 128, 198784},
    [22] = {"d_D_5_bias_via_fake", 1, 199168},
    [23] = {"d_D_leaky_relu2_of_fake_scaled", 16384, 165888},
    [24] = {"scratch_step_1_G2", 16384, 182272},
    [25] = {"d_D_linear1_of_fake_scaled", 16384, 100352},
    [26] = {"d_D_1_bias_via_fake", 128, 182272},
    [27] = {"D_5_weight_weighted", 128, 165888},
    [28] = {"d_D_leaky_relu2_of_x_scaled", 16384, 116736},
    [29] = {"scratch_step_1_G7", 16384, 100352},
    [30] = {"d_D_linear1_of_x_scaled", 16384, 100352},
    [31] = {"d_D_1_bias_via_x", 128, 133120},
    [32] = {"D_linear1_of_fake_product_in_g_loss", 16384, 100352},
    [33] = {"D_leaky_relu2_of_fake_in_g_loss", 16384, 116736},
    [34] = {"D_linear3_of_fake_product_in_g_loss", 16384, 133120},
    [35] = {"g_loss_sum", 1, 149504},
    [36] = {"d_D_linear3_of_fake_scaled_in_g_loss", 16384, 100352},
    [37] = {"d_D_leaky_relu2_of_fake_scaled_in_g_loss", 16384, 133120},
    [38] = {"scratch_step_2_G1", 16384, 149504},
    [39] = {"d_D_linear1_of_fake_scaled_in_g_loss", 16384, 100352},
    [40] = {"d_G_sigmoid_scaled", 100352, 200704},
    [41] = {"scratch_step_2_G3", 16384, 116736},
    [42] = {"d_G_linear4_scaled", 100352, 100352},
    [43] = {"d_G_4_bias_scaled", 784, 346624},
    [44] = {"scratch_step_2_G6", 4096, 0},
    [45] = {"d_G_relu3_scaled", 16384, 200704},
    [46] = {"scratch_step_2_G7", 100352, 0},
    [47] = {"d_G_linear2_scaled", 16384, 0},
    [48] = {"d_G_2_bias_scaled", 128, 16384},
    [49] = {"d_G_relu1_scaled", 16384, 16384},
    [50] = {"scratch_step_2_G11", 16384, 32768},
    [51] = {"d_G_linear0_scaled", 16384, 0},
    [52] = {"d_G_0_bias_scaled", 128, 32768},
    [53] = {"evaluate_fake_noise", 12800, 16384},
    [54] = {"evaluate_G_linear0_product", 16384, 0},
    [55] = {"evaluate_G_relu1", 16384, 0},
    [56] = {"evaluate_G_linear2_product", 16384, 16384},
    [57] = {"evaluate_G_relu3", 16384, 100352},
    [58] = {"evaluate_G_linear4_product", 100352, 0},
    [59] = {"evaluate_G_sigmoid", 100352, 0},
    [60] = {"evaluate_D_linear1_of_x_product", 16384, 100352},
    [61] = {"evaluate_D_leaky_relu2_of_x", 16384, 100352},
    [62] = {"evaluate_D_linear3_of_x_product", 16384, 116736},
    [63] = {"evaluate_D_linear5_of_x_softplus_sum", 1, 133120},
    [64] = {"evaluate_D_linear1_of_fake_product", 16384, 100352},
    [65] = {"evaluate_D_leaky_relu2_of_fake", 16384, 0},
    [66] = {"evaluate_D_linear3_of_fake_product", 16384, 16384},
    [67] = {"evaluate_D_linear5_of_fake_softplus_sum", 1, 0},
    [68] = {"evaluate_g_loss_sum", 1, 16},
    [69] = {"sample_fake_noise", 12800, 16384},
    [70] = {"sample_G_linear0_product", 16384, 0},
    [71] = {"sample_G_relu1", 16384, 0},
    [72] = {"sample_G_linear2_product", 16384, 16384},
    [73] = {"sample_G_relu3", 16384, 100352},
    [74] = {"sample_G_linear4_product", 100352, 0},
    [75] = {"interpolate_interpolate_noise", 12800, 0},
    [76] = {"interpolate_share", 128, 12800},
    [77] = {"interpolate_interpolate_noise2", 12800, 16384},
    [78] = {"interpolate_path", 12800, 16384},
    [79] = {"interpolate_G_linear0_product", 16384, 0},
    [80] = {"interpolate_G_relu1", 16384, 0},
    [81] = {"interpolate_G_linear2_product", 16384, 16384},
    [82] = {"interpolate_G_relu3", 16384, 100352},
    [83] = {"interpolate_G_linear4_product", 100352, 0},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "N1", "runtime/random.c", 34, 0, 0, 51200},
    {"step_1", "F1", "product_128x100_by_128x100", 16, 1, 3276800, 167936},
    {"step_1", "F2", "make_G_relu", 17, 0, 32768, 131584},
    {"step_1", "F3", "product_128x128_by_128x128_left_panels_in_place", 18, 1, 4194304, 196608},
    {"step_1", "F4", "make_G_relu", 19, 0, 32768, 131584},
    {"step_1", "F5", "product_784x128_by_128x128", 20, 1, 25690112, 868352},
    {"step_1", "F6", "make_G_sigmoid", 21, 0, 200704, 805952},
    {"step_1", "F7", "product_128x784_by_128x784_left_panels", 27, 1, 25690112, 868352},
    {"step_1", "F8", "make_D_leaky_relu2", 28, 0, 32768, 131584},
    {"step_1", "F9", "product_128x128_by_128x128_left_panels_in_place", 29, 1, 4194304, 196608},
    {"step_1", "F10", "make_d_D_linear3_of_x_scaled", 37, 0, 197248, 133132},
    {"step_1", "F11", "product_128x784_by_128x784_left_panels", 27, 1, 25690112, 868352},
    {"step_1", "F12", "make_D_leaky_relu2", 28, 0, 32768, 131584},
    {"step_1", "F13", "product_128x128_by_128x128_left_panels_in_place", 29, 1, 4194304,
        196608},
    {"step_1", "F14", "make_d_D_linear3_of_fake_scaled", 41, 0, 197248, 133132},
    {"step_1", "G1", "scaled_product_128x128_by_128x128", 29, 1, 4194304, 196608},
    {"step_1", "G2", "product_128x128_by_128x128_left_panels_packed", 28, 1, 4194304, 196608},
    {"step_1", "G3", "make_d_D_linear1_scaled_and_d_D_bias", 27, 0, 49152, 197120},
    {"step_1", "G4", "scaled_product_128x784_by_128x128", 27, 1, 25690112, 868352},
    {"step_1", "G5", "make_D_5_weight_weighted", 29, 0, 128, 1536},
    {"step_1", "G6", "add_scaled_product_128x128_by_128x128", 29, 1, 4194304, 196608},
    {"step_1", "G7", "product_128x128_by_128x128_left_panels_packed", 28, 1, 4194304, 196608},
    {"step_1", "G8", "make_d_D_linear1_scaled_and_d_D_bias", 27, 0, 49152, 197120},
    {"step_1", "G9", "add_scaled_product_128x784_by_128x128", 27, 1, 25690112, 868352},
    {"step_1", "G10", "make_d_D", 27, 0, 384, 1536},
    {"step_1", "G11", "make_d_D_3_bias", 29, 0, 512, 2048},
    {"step_1", "G12", "make_d_D", 31, 0, 384, 1536},
    {"step_1", "U1", "adam", 44, 0, 1522573, 3279388},
    {"step_2", "F1", "product_128x784_by_128x784_right_panels", 27, 1, 25690112, 868352},
    {"step_2", "F2", "make_D_leaky_relu2", 28, 0, 32768, 131584},
    {"step_2", "F3", "product_128x128_by_128x128_right_panels", 29, 1, 4194304, 196608},
    {"step_2", "F4", "make_d_D_linear3_of_fake_scaled_in_g_loss", 38, 0, 115200, 132104},
    {"step_2", "G1", "product_128x128_by_128x128_left_panels_packed", 28, 1, 4194304, 196608},
    {"step_2", "G2", "make_d_D_linear1_of_fake_scaled_in_g_loss", 27, 0, 32768, 196608},
    {"step_2", "G3", "product_128x784_by_128x128", 21, 1, 25690112, 868352},
    {"step_2", "G4", "make_d_G_linear4_scaled", 20, 0, 401408, 1207360},
    {"step_2", "G5", "make_d_G_4_bias", 20, 0, 784, 6272},
    {"step_2", "G6", "scaled_product_128x128_by_128x784", 20, 1, 25690112, 868352},
    {"step_2", "G7", "product_784x128_by_128x784", 19, 1, 25690112, 868352},
    {"step_2", "G8", "make_d_G_linear_scaled_and_d_G_bias_scaled", 18, 0, 49152, 197120},
    {"step_2", "G9", "make_d_G_bias", 18, 0, 128, 1024},
    {"step_2", "G10", "scaled_product_128x128_by_128x128", 18, 1, 4194304, 196608},
    {"step_2", "G11", "product_128x128_by_128x128_left_panels_packed", 17, 1, 4194304, 196608},
    {"step_2", "G12", "make_d_G_linear_scaled_and_d_G_bias_scaled", 16, 0, 49152, 197120},
    {"step_2", "G13", "make_d_G_bias", 16, 0, 128, 1024},
    {"step_2", "G14", "scaled_product_128x100_by_128x128", 16, 1, 3276800, 167936},
    {"step_2", "U1", "adam", 47, 0, 1724112, 3713472},
};

static const char page[] =
"# Generative Adversarial Nets. Goodfellow et al., 2014 (arXiv:1406.2661).\n"
"#\n"
"# Algorithm 1 with one step of D for each step of G. D gives logits, so log D(x) is\n"
"# -softplus(-D(x)) and log(1 - D(x)) is -softplus(D(x)). G maximises log D(G(z)), the "
    "objective\n"
"# of section 3 that does not saturate; the game's own value, equation 1, is a metric.\n"
"model: gan\n"
"sizes: {batch: 128, latent: 100, hidden: 128, side: 28}\n"
"\n"
"data:\n"
"  x: {image: [1, side, side], range: [0, 1]}\n"
"\n"
"networks:\n"
"  G:\n"
"    input: {z: [latent]}\n"
"    layers:\n"
"      - linear: hidden\n"
"      - relu\n"
"      - linear: hidden\n"
"      - relu\n"
"      - linear: side * side\n"
"      - sigmoid\n"
"      - reshape: [1, side, side]\n"
"  D:\n"
"    input: x\n"
"    layers:\n"
"      - flatten\n"
"      - linear: hidden\n"
"      - leaky_relu: 0.2\n"
"      - linear: hidden\n"
"      - leaky_relu: 0.2\n"
"      - linear: 1\n"
"\n"
"values:\n"
"  fake: G(normal(latent))\n"
"\n"
"losses:\n"
"  d_loss: mean(softplus(-D(x))) + mean(softplus(D(stop_gradient(fake))))\n"
"  g_loss: mean(softplus(-D(fake)))\n"
"\n"
"metrics:\n"
"  game_value: -mean(softplus(-D(x))) - mean(softplus(D(fake)))   # -2 log 2 at the "
    "optimum\n"
"\n"
"train:\n"
"  - minimize:  d_loss\n"
"    update:    D\n"
"    optimizer: adam(lr=2e-4, beta1=0.5)\n"
"  - minimize:  g_loss\n"
"    update:    G\n"
"    optimizer: adam(lr=2e-4, beta1=0.5)\n"
"\n"
"generate:\n"
"  sample:      fake\n"
"  interpolate: G(path(latent))\n";

const struct model gan_model = {
    .name = "gan",
    .version = "0.1.0",
    .hash = "ec3ab3e7e5765ff142e4ca46a968e1999347572bed9636768fe97df15d4aa163",
    .batch = 128,
    .fields = 1,
    .field = fields,
    .tensors = 12,
    .tensor = tensors,
    .scalars = 3,
    .scalar = scalars,
    .steps = 2,
    .step = steps,
    .commands = 2,
    .command = commands,
    .buffers = 84,
    .buffer = buffers,
    .kernels = 47,
    .kernel = kernels,
    .parameter_floats = 249760,
    .state_floats = 0,
    .moments = 2,
    .counters = 2,
    .arena_floats = 347408,
    .evaluate = gan_evaluate,
    .check = &gan_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&gan_model, argc, argv);
}
#endif
