/* main.c: the trainer of gan.yaml: tables of its data, tensors, losses, steps and
 * commands. What the program does with them is runtime/command.c. */
#include "gan.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {1, 28, 28},
        .low = 0.0, .high = 1.0, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"G.0.weight", 1, 0, 2, {128, 100}, 0,
        {{1, 32}, 0, 32, 3200, 12800}, INIT_UNIFORM, -0.1, 0.1},
    {"G.0.bias", 1, 0, 1, {128}, 12800,
        {{1}, -1, 0, 0, 128}, INIT_UNIFORM, -0.1, 0.1},
    {"G.2.weight", 1, 0, 2, {128, 128}, 12928,
        {{1, 32}, 0, 32, 4096, 16384}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
    {"G.2.bias", 1, 0, 1, {128}, 29312,
        {{1}, -1, 0, 0, 128}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
    {"G.4.weight", 1, 0, 2, {784, 128}, 29440,
        {{1, 32}, 0, 32, 4096, 102400}, INIT_UNIFORM, -0.08838834764831843,
            0.08838834764831843},
    {"G.4.bias", 1, 0, 1, {784}, 131840,
        {{1}, -1, 0, 0, 784}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
    {"D.1.weight", 1, 0, 2, {128, 784}, 132624,
        {{1, 32}, 0, 32, 25088, 100352}, INIT_UNIFORM, -0.03571428571428571,
            0.03571428571428571},
    {"D.1.bias", 1, 0, 1, {128}, 232976,
        {{1}, -1, 0, 0, 128}, INIT_UNIFORM, -0.03571428571428571, 0.03571428571428571},
    {"D.3.weight", 1, 0, 2, {128, 128}, 233104,
        {{1, 32}, 0, 32, 4096, 16384}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
    {"D.3.bias", 1, 0, 1, {128}, 249488,
        {{1}, -1, 0, 0, 128}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
    {"D.5.weight", 1, 0, 2, {1, 128}, 249616,
        {{0, 1}, -1, 0, 0, 128}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
    {"D.5.bias", 1, 0, 1, {1}, 249744,
        {{0}, -1, 0, 0, 1}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
};

static const struct scalar scalars[] = {
    {"d_loss", 0},
    {"g_loss", 0},
    {"game_value", 1},
};

static const int updated_1[] = {6, 7, 8, 9, 10, 11};
static const int updated_2[] = {0, 1, 2, 3, 4, 5};
static const struct step steps[] = {
    {"d_loss", 1, gan_step_1, 6, updated_1},
    {"g_loss", 1, gan_step_2, 6, updated_2},
};

static const struct output sample_outputs[] = {
    {3, {1, 28, 28}, 1, 0.0, 1.0},
};
static const struct output interpolate_outputs[] = {
    {3, {1, 28, 28}, 1, 0.0, 1.0},
};
static const struct command commands[] = {
    {"sample", 1, sample_outputs, 0, 0, gan_sample},
    {"interpolate", 1, interpolate_outputs, 8, 0, gan_interpolate},
};

static const struct buffer buffers[] = {
    {"d_D_linear1_of_fake_scaled", 16384, 100352},
    {"d_D_1_bias_via_fake", 128, 182272},
    {"D_linear5_of_fake_softplus_sum", 1, 182272},
    {"d_D_linear3_of_fake_scaled", 16384, 100352},
    {"d_D_linear5_scaled_weighted_sum", 128, 198656},
    {"d_D_5_weight_via_D_linear5", 128, 198784},
    {"d_D_5_bias_via_fake", 1, 199168},
    {"D_leaky_relu2_of_fake", 16384, 116736},
    {"G_sigmoid", 100352, 0},
    {"d_D_linear1_of_x_scaled", 16384, 100352},
    {"d_D_1_bias_via_x", 128, 133120},
    {"G_relu3", 16384, 301056},
    {"D_5_weight_weighted", 128, 165888},
    {"D_linear5_of_x_softplus_sum", 1, 182288},
    {"d_D_linear3_of_x_scaled", 16384, 133120},
    {"d_D_linear5_negated_scaled_weighted_sum", 128, 198912},
    {"d_D_5_weight_via_d_D_linear5_negated_scaled_factor", 128, 199040},
    {"d_D_5_bias_via_x", 1, 199184},
    {"G_relu1", 16384, 317440},
    {"D_leaky_relu2_of_x", 16384, 149504},
    {"D_linear1_of_x_product", 16384, 100352},
    {"D_linear3_of_x_product", 16384, 100352},
    {"fake_noise", 12800, 333824},
    {"G_linear0_product", 16384, 0},
    {"G_linear2_product", 16384, 0},
    {"G_linear4_product", 100352, 0},
    {"D_linear1_of_fake_product", 16384, 100352},
    {"D_linear3_of_fake_product", 16384, 165888},
    {"d_D_leaky_relu2_of_fake_scaled", 16384, 165888},
    {"d_D_leaky_relu2_of_x_scaled", 16384, 116736},
    {"d_G_linear0_scaled", 16384, 0},
    {"d_G_0_bias_scaled", 128, 32768},
    {"d_G_linear2_scaled", 16384, 0},
    {"d_G_2_bias_scaled", 128, 16384},
    {"d_G_linear4_scaled", 100352, 100352},
    {"d_G_4_bias_scaled", 784, 346624},
    {"d_D_linear1_of_fake_scaled_in_g_loss", 16384, 100352},
    {"g_loss_sum", 1, 149504},
    {"d_D_linear3_of_fake_scaled_in_g_loss", 16384, 100352},
    {"D_leaky_relu2_of_fake_in_g_loss", 16384, 116736},
    {"D_linear1_of_fake_product_in_g_loss", 16384, 100352},
    {"D_linear3_of_fake_product_in_g_loss", 16384, 133120},
    {"d_D_leaky_relu2_of_fake_scaled_in_g_loss", 16384, 133120},
    {"d_G_sigmoid_scaled", 100352, 200704},
    {"d_G_relu3_scaled", 16384, 200704},
    {"d_G_relu1_scaled", 16384, 16384},
    {"evaluate_D_linear5_of_fake_softplus_sum", 1, 0},
    {"evaluate_g_loss_sum", 1, 16},
    {"evaluate_D_leaky_relu2_of_fake", 16384, 0},
    {"evaluate_G_sigmoid", 100352, 0},
    {"evaluate_G_relu3", 16384, 100352},
    {"evaluate_D_linear5_of_x_softplus_sum", 1, 133120},
    {"evaluate_G_relu1", 16384, 0},
    {"evaluate_D_leaky_relu2_of_x", 16384, 100352},
    {"evaluate_D_linear1_of_x_product", 16384, 100352},
    {"evaluate_D_linear3_of_x_product", 16384, 116736},
    {"evaluate_fake_noise", 12800, 16384},
    {"evaluate_G_linear0_product", 16384, 0},
    {"evaluate_G_linear2_product", 16384, 16384},
    {"evaluate_G_linear4_product", 100352, 0},
    {"evaluate_D_linear1_of_fake_product", 16384, 100352},
    {"evaluate_D_linear3_of_fake_product", 16384, 16384},
    {"sample_G_relu3", 16384, 100352},
    {"sample_G_relu1", 16384, 0},
    {"sample_fake_noise", 12800, 16384},
    {"sample_G_linear0_product", 16384, 0},
    {"sample_G_linear2_product", 16384, 16384},
    {"sample_G_linear4_product", 100352, 0},
    {"interpolate_G_relu3", 16384, 100352},
    {"interpolate_G_relu1", 16384, 0},
    {"interpolate_interpolate_noise_plus_position_weighted", 12800, 16384},
    {"interpolate_position", 8, 3200},
    {"interpolate_interpolate_noise", 1600, 0},
    {"interpolate_interpolate_noise2", 1600, 1600},
    {"interpolate_G_linear0_product", 16384, 0},
    {"interpolate_G_linear2_product", 16384, 16384},
    {"interpolate_G_linear4_product", 100352, 0},
    {"scratch_step_1_G2", 16384, 182272},
    {"scratch_step_1_G7", 16384, 100352},
    {"scratch_step_2_G1", 16384, 149504},
    {"scratch_step_2_G6", 4096, 0},
    {"scratch_step_2_G7", 100352, 0},
    {"scratch_step_2_G11", 16384, 32768},
};

static const char page[] =
"# Generative Adversarial Nets. Goodfellow et al., 2014 (arXiv:1406.2661).\n"
"#\n"
"# Algorithm 1 with one step of D for each step of G. D gives logits, so log D(x) is\n"
"# -softplus(-D(x)) and log(1 - D(x)) is -softplus(D(x)). G maximises log D(G(z)), the objective\n"
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
"  game_value: -mean(softplus(-D(x))) - mean(softplus(D(fake)))   # -2 log 2 at the optimum\n"
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
    .buffers = 83,
    .buffer = buffers,
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
    return command_main(&gan_model, argc, argv);
}
#endif
