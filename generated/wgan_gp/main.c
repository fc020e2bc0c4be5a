/* main.c: the trainer of wgan_gp.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "wgan_gp.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {1, 28, 28},
        .low = 0.0, .high = 1.0, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"G.0.weight", 1, 0, 2, {512, 100}, 0,
        {{1, 32}, 0, 32, 3200, 51200, 2, {512, 100}}, INIT_UNIFORM, -0.1, 0.1},
    {"G.0.bias", 1, 0, 1, {512}, 51200,
        {{1}, -1, 0, 0, 512, 1, {512}}, INIT_UNIFORM, -0.1, 0.1},
    {"G.2.weight", 1, 0, 2, {512, 512}, 51712,
        {{1, 32}, 0, 32, 16384, 262144, 2, {512, 512}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"G.2.bias", 1, 0, 1, {512}, 313856,
        {{1}, -1, 0, 0, 512, 1, {512}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"G.4.weight", 1, 0, 2, {784, 512}, 314368,
        {{1, 32}, 0, 32, 16384, 409600, 2, {784, 512}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"G.4.bias", 1, 0, 1, {784}, 723968,
        {{1}, -1, 0, 0, 784, 1, {784}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"D.1.weight", 1, 0, 2, {512, 784}, 724752,
        {{1, 32}, 0, 32, 25088, 401408, 2, {512, 784}}, INIT_UNIFORM, -0.03571428571428571,
            0.03571428571428571},
    {"D.1.bias", 1, 0, 1, {512}, 1126160,
        {{1}, -1, 0, 0, 512, 1, {512}}, INIT_UNIFORM, -0.03571428571428571,
            0.03571428571428571},
    {"D.3.weight", 1, 0, 2, {512, 512}, 1126672,
        {{1, 32}, 0, 32, 16384, 262144, 2, {512, 512}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"D.3.bias", 1, 0, 1, {512}, 1388816,
        {{1}, -1, 0, 0, 512, 1, {512}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"D.5.weight", 1, 0, 2, {1, 512}, 1389328,
        {{0, 1}, -1, 0, 0, 512, 2, {1, 512}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
};

static const struct scalar scalars[] = {
    {"critic", 0, 0},
    {"generator", 0, 0},
    {"distance", 1, 0},
};

static const int updated_1[] = {6, 7, 8, 9, 10};
static const int updated_2[] = {0, 1, 2, 3, 4, 5};
static const struct step steps[] = {
    {.name = "critic", .repeat = 5, .run = wgan_gp_step_1,
        .updates = 5, .updated = updated_1},
    {.name = "generator", .repeat = 1, .run = wgan_gp_step_2,
        .updates = 6, .updated = updated_2},
};

static const struct output sample_outputs[] = {
    {.name = "fake", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct output interpolate_outputs[] = {
    {.name = "0", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct command commands[] = {
    {.name = "sample", .outputs = 1, .output = sample_outputs, .run = wgan_gp_sample},
    {.name = "interpolate", .outputs = 1, .output = interpolate_outputs, .run =
        wgan_gp_interpolate,
        .layout = {LAYOUT_PATH, 8, 1}},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"fake_noise", 6400, 478208},
    [1] = {"G_linear0_product", 32768, 0},
    [2] = {"G_relu1", 32768, 379904},
    [3] = {"G_linear2_product", 32768, 0},
    [4] = {"G_relu3", 32768, 314368},
    [5] = {"G_linear4_product", 50176, 0},
    [6] = {"G_sigmoid", 50176, 50176},
    [7] = {"mix_noise", 64, 100416},
    [8] = {"x_hat_scale", 64, 100352},
    [9] = {"x_hat", 50176, 0},
    [10] = {"D_linear1_of_fake_product", 32768, 100352},
    [11] = {"D_leaky_relu2_of_fake", 32768, 248832},
    [12] = {"D_linear3_of_fake_product", 32768, 100352},
    [13] = {"generator_sum", 1, 486672},
    [14] = {"d_D_linear3_of_fake_scaled", 32768, 183296},
    [15] = {"d_D_linear3_of_fake_scaled_slope_sum", 512, 484608},
    [16] = {"d_D_5_weight_via_D_leaky_relu4_of_fake", 512, 485120},
    [17] = {"D_linear1_of_x_product", 32768, 100352},
    [18] = {"D_leaky_relu2_of_x", 32768, 412672},
    [19] = {"D_linear3_of_x_product", 32768, 100352},
    [20] = {"D_linear5_sum", 1, 486688},
    [21] = {"d_D_linear3_of_x_scaled", 32768, 347136},
    [22] = {"d_D_linear3_of_x_scaled_slope_sum", 512, 485632},
    [23] = {"d_D_5_weight_via_D_leaky_relu4_of_x", 512, 486144},
    [24] = {"D_linear1_of_x_hat_product", 32768, 100352},
    [25] = {"D_leaky_relu2_of_x_hat", 32768, 281600},
    [26] = {"D_linear3_of_x_hat_product", 32768, 445440},
    [27] = {"slope_d_D_linear3", 32768, 216064},
    [28] = {"slope_d_D_leaky_relu2", 32768, 0},
    [29] = {"scratch_step_1_F22", 32768, 100352},
    [30] = {"slope_d_D_linear1", 32768, 150528},
    [31] = {"slope_d_D_flatten", 50176, 100352},
    [32] = {"scratch_step_1_F24", 32768, 0},
    [33] = {"d_slope_d_x_hat_scaled_scale_squared_sum", 1, 486656},
    [34] = {"d_slope_d_x_hat_scaled", 50176, 0},
    [35] = {"d_slope_d_D_linear1_scaled", 32768, 100352},
    [36] = {"d_slope_d_D_leaky_relu2_scaled", 32768, 0},
    [37] = {"d_slope_d_D_linear3_scaled", 32768, 100352},
    [38] = {"d_D_5_weight_via_slope_d_D_linear3", 512, 32768},
    [39] = {"D_5_weight_weighted", 512, 34304},
    [40] = {"d_D_leaky_relu2_of_x_scaled", 32768, 100352},
    [41] = {"scratch_step_1_G8", 32768, 0},
    [42] = {"d_D_linear1_of_x_scaled", 32768, 0},
    [43] = {"d_D_1_bias_via_x", 512, 33792},
    [44] = {"d_D_leaky_relu2_of_fake_scaled", 32768, 100352},
    [45] = {"scratch_step_1_G12", 32768, 0},
    [46] = {"d_D_linear1_of_fake_scaled", 32768, 0},
    [47] = {"d_D_1_bias_via_fake", 512, 33280},
    [48] = {"D_linear1_of_fake_product_in_generator", 32768, 0},
    [49] = {"D_leaky_relu2_of_fake_in_generator", 32768, 100352},
    [50] = {"D_linear3_of_fake_product_in_generator", 32768, 133120},
    [51] = {"generator_sum_in_generator", 1, 32768},
    [52] = {"d_D_linear3_of_fake_scaled_in_generator", 32768, 0},
    [53] = {"d_D_leaky_relu2_of_fake_scaled_in_generator", 32768, 133120},
    [54] = {"scratch_step_2_G1", 32768, 165888},
    [55] = {"d_D_linear1_of_fake_scaled_in_generator", 32768, 0},
    [56] = {"d_G_sigmoid_scaled", 50176, 100352},
    [57] = {"scratch_step_2_G3", 32768, 150528},
    [58] = {"d_G_linear4_scaled", 50176, 0},
    [59] = {"d_G_4_bias_scaled", 784, 150528},
    [60] = {"scratch_step_2_G6", 2048, 50176},
    [61] = {"d_G_relu3_scaled", 32768, 100352},
    [62] = {"scratch_step_2_G7", 50176, 50176},
    [63] = {"d_G_linear2_scaled", 32768, 0},
    [64] = {"d_G_2_bias_scaled", 512, 32768},
    [65] = {"d_G_relu1_scaled", 32768, 32768},
    [66] = {"scratch_step_2_G11", 32768, 65536},
    [67] = {"d_G_linear0_scaled", 32768, 0},
    [68] = {"d_G_0_bias_scaled", 512, 65536},
    [69] = {"evaluate_fake_noise", 6400, 32768},
    [70] = {"evaluate_G_linear0_product", 32768, 0},
    [71] = {"evaluate_G_relu1", 32768, 0},
    [72] = {"evaluate_G_linear2_product", 32768, 32768},
    [73] = {"evaluate_G_relu3", 32768, 0},
    [74] = {"evaluate_G_linear4_product", 50176, 50176},
    [75] = {"evaluate_G_sigmoid", 50176, 0},
    [76] = {"evaluate_mix_noise", 64, 100416},
    [77] = {"evaluate_x_hat_scale", 64, 100352},
    [78] = {"evaluate_x_hat", 50176, 50176},
    [79] = {"evaluate_D_linear1_of_fake_product", 32768, 100352},
    [80] = {"evaluate_D_leaky_relu2_of_fake", 32768, 0},
    [81] = {"evaluate_D_linear3_of_fake_product", 32768, 100352},
    [82] = {"evaluate_generator_sum", 1, 148480},
    [83] = {"evaluate_D_linear1_of_x_product", 32768, 0},
    [84] = {"evaluate_D_leaky_relu2_of_x", 32768, 0},
    [85] = {"evaluate_D_linear3_of_x_product", 32768, 100352},
    [86] = {"evaluate_D_linear5_sum", 1, 148496},
    [87] = {"evaluate_D_linear1_of_x_hat_product", 32768, 0},
    [88] = {"evaluate_D_leaky_relu2_of_x_hat", 32768, 50176},
    [89] = {"evaluate_D_linear3_of_x_hat_product", 32768, 0},
    [90] = {"evaluate_slope_d_D_linear3", 32768, 0},
    [91] = {"evaluate_slope_d_D_leaky_relu2", 32768, 82944},
    [92] = {"scratch_evaluate_F22", 32768, 115712},
    [93] = {"evaluate_slope_d_D_linear1", 32768, 50176},
    [94] = {"evaluate_slope_d_D_flatten", 50176, 0},
    [95] = {"scratch_evaluate_F24", 32768, 82944},
    [96] = {"evaluate_d_slope_d_x_hat_scaled_scale_squared_sum", 1, 50176},
    [97] = {"sample_fake_noise", 6400, 32768},
    [98] = {"sample_G_linear0_product", 32768, 0},
    [99] = {"sample_G_relu1", 32768, 0},
    [100] = {"sample_G_linear2_product", 32768, 50176},
    [101] = {"sample_G_relu3", 32768, 50176},
    [102] = {"sample_G_linear4_product", 50176, 0},
    [103] = {"interpolate_interpolate_noise", 6400, 0},
    [104] = {"interpolate_share", 64, 12800},
    [105] = {"interpolate_interpolate_noise2", 6400, 6400},
    [106] = {"interpolate_path", 6400, 32768},
    [107] = {"interpolate_G_linear0_product", 32768, 0},
    [108] = {"interpolate_G_relu1", 32768, 0},
    [109] = {"interpolate_G_linear2_product", 32768, 50176},
    [110] = {"interpolate_G_relu3", 32768, 50176},
    [111] = {"interpolate_G_linear4_product", 50176, 0},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "N1", "runtime/random.c", 34, 0, 0, 25600},
    {"step_1", "F1", "product_512x100_by_64x100", 16, 1, 6553600, 361472},
    {"step_1", "F2", "make_G_relu", 17, 0, 65536, 264192},
    {"step_1", "F3", "product_512x512_by_64x512_left_panels_in_place", 18, 1, 33554432,
        1310720},
    {"step_1", "F4", "make_G_relu", 19, 0, 65536, 264192},
    {"step_1", "F5", "product_784x512_by_64x512", 20, 1, 51380224, 1937408},
    {"step_1", "F6", "make_G_sigmoid", 21, 0, 100352, 404544},
    {"step_1", "N2", "runtime/random.c", 35, 0, 0, 256},
    {"step_1", "F7", "make_x_hat_scale", 36, 0, 64, 512},
    {"step_1", "F8", "make_x_hat", 36, 0, 250880, 605760},
    {"step_1", "F9", "product_512x784_by_64x784", 27, 1, 51380224, 1937408},
    {"step_1", "F10", "make_D_leaky_relu2", 28, 0, 65536, 264192},
    {"step_1", "F11", "product_512x512_by_64x512_left_panels_in_place", 29, 1, 33554432,
        1310720},
    {"step_1", "F12", "make_d_D_linear3_scaled", 41, 0, 294976, 270340},
    {"step_1", "F13", "product_512x784_by_64x784", 27, 1, 51380224, 1937408},
    {"step_1", "F14", "make_D_leaky_relu2", 28, 0, 65536, 264192},
    {"step_1", "F15", "product_512x512_by_64x512_left_panels_in_place", 29, 1, 33554432,
        1310720},
    {"step_1", "F16", "make_d_D_linear3_scaled", 40, 0, 294976, 270340},
    {"step_1", "F18", "product_512x784_by_64x784", 27, 1, 51380224, 1937408},
    {"step_1", "F19", "make_D_leaky_relu2", 28, 0, 65536, 264192},
    {"step_1", "F20", "product_512x512_by_64x512_left_panels_in_place", 29, 1, 33554432,
        1310720},
    {"step_1", "F21", "make_slope_d_D_linear3", 29, 0, 98304, 266240},
    {"step_1", "F22", "product_512x512_by_64x512_left_panels_packed", 28, 1, 33554432, 1310720},
    {"step_1", "F23", "make_d_D_linear1", 27, 0, 65536, 393216},
    {"step_1", "F24", "product_512x784_by_64x512", 26, 1, 51380224, 1937408},
    {"step_1", "F25", "make_d_slope_d_x_hat_scaled", 40, 0, 150912, 401412},
    {"step_1", "G1", "scaled_product_64x512_by_64x784_result_panels_in_place", 27, 1, 51380224,
        1937408},
    {"step_1", "G2", "product_512x784_by_64x784", 27, 1, 51380224, 1937408},
    {"step_1", "G3", "make_d_slope_d_D_leaky_relu2_scaled", 28, 0, 65536, 393216},
    {"step_1", "G4", "scaled_product_64x512_by_64x512_result_panels_in_place_ij_ik_jk", 29, 1,
        33554432, 1310720},
    {"step_1", "G5", "product_512x512_by_64x512_left_panels_in_place", 29, 1, 33554432,
        1310720},
    {"step_1", "G6", "make_d_D_5_weight_via_slope_d_D_linear3", 31, 0, 131072, 266240},
    {"step_1", "F27", "make_D_5_weight_weighted", 29, 0, 512, 6144},
    {"step_1", "G7", "add_scaled_product_64x512_by_64x512", 29, 1, 33554432, 1310720},
    {"step_1", "G8", "product_512x512_by_64x512_left_panels_packed", 28, 1, 33554432, 1310720},
    {"step_1", "G9", "make_d_D_linear1_scaled_and_d_D_bias", 27, 0, 98304, 395264},
    {"step_1", "G10", "add_scaled_product_64x784_by_64x512", 27, 1, 51380224, 1937408},
    {"step_1", "G11", "add_scaled_product_64x512_by_64x512", 29, 1, 33554432, 1310720},
    {"step_1", "G12", "product_512x512_by_64x512_left_panels_packed", 28, 1, 33554432, 1310720},
    {"step_1", "G13", "make_d_D_linear1_scaled_and_d_D_bias", 27, 0, 98304, 395264},
    {"step_1", "G14", "add_scaled_product_64x784_by_64x512", 27, 1, 51380224, 1937408},
    {"step_1", "G15", "make_d_D_1_bias", 27, 0, 1536, 6144},
    {"step_1", "G16", "make_d_D_3_bias", 29, 0, 2048, 8192},
    {"step_1", "G17", "make_d_D_5_weight", 31, 0, 2560, 8192},
    {"step_1", "U1", "adam", 47, 0, 8646144, 18622464},
    {"step_2", "F1", "product_64x784_by_512x784", 27, 1, 51380224, 1937408},
    {"step_2", "F2", "make_D_leaky_relu2", 28, 0, 65536, 264192},
    {"step_2", "F3", "product_64x512_by_512x512", 29, 1, 33554432, 1310720},
    {"step_2", "F4", "make_d_D_linear3_of_fake_scaled_in_generator", 41, 0, 196672, 266244},
    {"step_2", "G1", "product_512x512_by_64x512_left_panels_packed", 28, 1, 33554432, 1310720},
    {"step_2", "G2", "make_d_D_linear1", 27, 0, 65536, 393216},
    {"step_2", "G3", "product_512x784_by_64x512", 21, 1, 51380224, 1937408},
    {"step_2", "G4", "make_d_G_linear4_scaled", 20, 0, 200704, 605248},
    {"step_2", "G5", "make_d_G_4_bias", 20, 0, 784, 6272},
    {"step_2", "G6", "scaled_product_64x512_by_64x784_result_panels_packed", 20, 1, 51380224,
        1937408},
    {"step_2", "G7", "product_784x512_by_64x784", 19, 1, 51380224, 1937408},
    {"step_2", "G8", "make_d_G_linear_scaled_and_d_G_bias_scaled", 18, 0, 98304, 395264},
    {"step_2", "G9", "make_d_G_bias", 18, 0, 512, 4096},
    {"step_2", "G10", "scaled_product_64x512_by_64x512_result_panels_in_place_ij_ik_kj", 18, 1,
        33554432, 1310720},
    {"step_2", "G11", "product_512x512_by_64x512_left_panels_packed", 17, 1, 33554432, 1310720},
    {"step_2", "G12", "make_d_G_linear_scaled_and_d_G_bias_scaled", 16, 0, 98304, 395264},
    {"step_2", "G13", "make_d_G_bias", 16, 0, 512, 4096},
    {"step_2", "G14", "scaled_product_64x100_by_64x512", 16, 1, 6553600, 361472},
    {"step_2", "U1", "adam", 51, 0, 9421776, 20293056},
};

static const char page[] =
"# Improved Training of Wasserstein GANs. Gulrajani et al., 2017 (arXiv:1704.00028).\n"
"#\n"
"# Equation 3: the critic's loss with a penalty on the norm of its gradient at random "
    "points\n"
"# between real and generated images, weight 10. Five critic steps for each step of "
    "the\n"
"# generator, Adam with beta1 0 and beta2 0.9: the defaults of algorithm 1. MLPs on "
    "small images.\n"
"model: wgan_gp\n"
"sizes: {batch: 64, latent: 100, hidden: 512, side: 28}\n"
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
"      - linear: {features: 1, bias: false}              # a bias would cancel in the "
    "loss\n"
"\n"
"values:\n"
"  fake:  G(normal(latent))\n"
"  mix:   uniform()                                    # one number per example\n"
"  x_hat: mix * x + (1 - mix) * stop_gradient(fake)\n"
"  slope: norm(grad(D(x_hat), x_hat))                  # one number per example\n"
"\n"
"losses:\n"
"  critic:    mean(D(stop_gradient(fake))) - mean(D(x)) + 10 * mean(square(slope - 1))\n"
"  generator: -mean(D(fake))\n"
"\n"
"metrics:\n"
"  distance: mean(D(x)) - mean(D(fake))                # the estimate of equation 2\n"
"\n"
"train:\n"
"  - minimize:  critic\n"
"    update:    D\n"
"    optimizer: adam(lr=1e-4, beta1=0, beta2=0.9)\n"
"    repeat:    5\n"
"  - minimize:  generator\n"
"    update:    G\n"
"    optimizer: adam(lr=1e-4, beta1=0, beta2=0.9)\n"
"\n"
"generate:\n"
"  sample:      fake\n"
"  interpolate: G(path(latent))\n";

const struct model wgan_gp_model = {
    .name = "wgan_gp",
    .version = "0.1.0",
    .hash = "0bbc9d45ae8939a0e215fddccd3b57eebaab38f023e22c2c37f0a4089e204573",
    .batch = 64,
    .fields = 1,
    .field = fields,
    .tensors = 11,
    .tensor = tensors,
    .scalars = 3,
    .scalar = scalars,
    .steps = 2,
    .step = steps,
    .commands = 2,
    .command = commands,
    .buffers = 112,
    .buffer = buffers,
    .kernels = 64,
    .kernel = kernels,
    .parameter_floats = 1389840,
    .state_floats = 0,
    .moments = 2,
    .counters = 2,
    .arena_floats = 486704,
    .evaluate = wgan_gp_evaluate,
    .check = &wgan_gp_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&wgan_gp_model, argc, argv);
}
#endif
