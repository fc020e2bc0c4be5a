/* main.c: the trainer of conv_vae.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "conv_vae.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {1, 28, 28},
        .low = 0.0, .high = 1.0, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"encoder.0.weight", 1, 0, 4, {32, 1, 4, 4}, 0,
        {{1, 0, 128, 32}, 0, 32, 512, 512, 4, {32, 1, 4, 4}}, INIT_UNIFORM, -0.25, 0.25},
    {"encoder.0.bias", 1, 0, 1, {32}, 512,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.25, 0.25},
    {"encoder.2.weight", 1, 0, 4, {64, 32, 4, 4}, 544,
        {{1, 32, 4096, 1024}, 0, 32, 16384, 32768, 4, {64, 32, 4, 4}}, INIT_UNIFORM,
            -0.044194173824159216, 0.044194173824159216},
    {"encoder.2.bias", 1, 0, 1, {64}, 33312,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"encoder.5.weight", 1, 0, 2, {256, 3136}, 33376,
        {{1, 32, 14336, 2048}, 0, 32, 100352, 802816, 4, {256, 64, 7, 7}}, INIT_UNIFORM,
            -0.017857142857142856, 0.017857142857142856},
    {"encoder.5.bias", 1, 0, 1, {256}, 836192,
        {{1}, -1, 0, 0, 256, 1, {256}}, INIT_UNIFORM, -0.017857142857142856,
            0.017857142857142856},
    {"encoder.mu.0.weight", 1, 0, 2, {20, 256}, 836448,
        {{256, 1}, -1, 0, 0, 5120, 2, {20, 256}}, INIT_UNIFORM, -0.0625, 0.0625},
    {"encoder.mu.0.bias", 1, 0, 1, {20}, 841568,
        {{1}, -1, 0, 0, 20, 1, {20}}, INIT_UNIFORM, -0.0625, 0.0625},
    {"encoder.logvar.0.weight", 1, 0, 2, {20, 256}, 841600,
        {{256, 1}, -1, 0, 0, 5120, 2, {20, 256}}, INIT_UNIFORM, -0.0625, 0.0625},
    {"encoder.logvar.0.bias", 1, 0, 1, {20}, 846720,
        {{1}, -1, 0, 0, 20, 1, {20}}, INIT_UNIFORM, -0.0625, 0.0625},
    {"decoder.0.weight", 1, 0, 2, {256, 20}, 846752,
        {{1, 32}, 0, 32, 640, 5120, 2, {256, 20}}, INIT_UNIFORM, -0.22360679774997896,
            0.22360679774997896},
    {"decoder.0.bias", 1, 0, 1, {256}, 851872,
        {{1}, -1, 0, 0, 256, 1, {256}}, INIT_UNIFORM, -0.22360679774997896,
            0.22360679774997896},
    {"decoder.2.weight", 1, 0, 2, {3136, 256}, 852128,
        {{1, 57344, 8192, 32}, 0, 32, 401408, 802816, 4, {64, 7, 7, 256}}, INIT_UNIFORM,
            -0.0625, 0.0625},
    {"decoder.2.bias", 1, 0, 1, {3136}, 1654944,
        {{1, 448, 64}, -1, 0, 0, 3136, 3, {64, 7, 7}}, INIT_UNIFORM, -0.0625, 0.0625},
    {"decoder.5.weight", 1, 0, 4, {64, 32, 4, 4}, 1658080,
        {{32, 1, 8192, 2048}, 1, 32, 32768, 32768, 4, {64, 32, 4, 4}}, INIT_UNIFORM,
            -0.044194173824159216, 0.044194173824159216},
    {"decoder.5.bias", 1, 0, 1, {32}, 1690848,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"decoder.7.weight", 1, 0, 4, {32, 1, 4, 4}, 1690880,
        {{1, 0, 128, 32}, 0, 32, 512, 512, 4, {32, 1, 4, 4}}, INIT_UNIFORM, -0.25, 0.25},
    {"decoder.7.bias", 1, 0, 1, {1}, 1691392,
        {{0}, -1, 0, 0, 1, 1, {1}}, INIT_UNIFORM, -0.25, 0.25},
};

static const struct scalar scalars[] = {
    {"reconstruction", 0, 0},
    {"kl", 0, 0},
};

static const int updated_1[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17};
static const struct step steps[] = {
    {.name = "step1", .repeat = 1, .run = conv_vae_step_1,
        .updates = 18, .updated = updated_1},
};

static const struct output sample_outputs[] = {
    {.name = "0", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct output reconstruct_outputs[] = {
    {.name = "x", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
    {.name = "1", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct command commands[] = {
    {.name = "sample", .outputs = 1, .output = sample_outputs, .run = conv_vae_sample},
    {.name = "reconstruct", .outputs = 2, .output = reconstruct_outputs, .run =
        conv_vae_reconstruct, .reads_data = 1},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"encoder_conv0_product", 802816, 0},
    [1] = {"encoder_relu1", 802816, 802816},
    [2] = {"encoder_conv2_product", 401408, 0},
    [3] = {"scratch_step_1_F3", 204800, 401408},
    [4] = {"encoder_relu3", 401408, 1605632},
    [5] = {"encoder_linear_product", 32768, 0},
    [6] = {"encoder_relu6", 32768, 2007040},
    [7] = {"q_mu_product", 2560, 2039808},
    [8] = {"scratch_step_1_F7", 8192, 0},
    [9] = {"q_logvar_product", 2560, 8192},
    [10] = {"scratch_step_1_F8", 8192, 0},
    [11] = {"z_noise", 2560, 2042368},
    [12] = {"q_logvar_exp", 2560, 2044928},
    [13] = {"z", 2560, 2047488},
    [14] = {"kl_sum", 1, 0},
    [15] = {"decoder_linear0_product", 32768, 16},
    [16] = {"decoder_relu1", 32768, 2050048},
    [17] = {"decoder_linear2_product", 401408, 16},
    [18] = {"decoder_relu3", 401408, 2082816},
    [19] = {"decoder_conv_transpose5_product", 802816, 2484224},
    [20] = {"scratch_step_1_F14", 51200, 16},
    [21] = {"decoder_relu6", 802816, 2484224},
    [22] = {"logits_product", 100352, 16},
    [23] = {"scratch_step_1_F16", 512, 100368},
    [24] = {"reconstruction_sum", 1, 200720},
    [25] = {"d_logits", 100352, 100368},
    [26] = {"d_decoder_relu6", 802816, 3287040},
    [27] = {"scratch_step_1_G2", 115200, 200720},
    [28] = {"d_decoder_conv_transpose5", 802816, 0},
    [29] = {"d_decoder_relu3", 401408, 2484224},
    [30] = {"scratch_step_1_G4", 204800, 2885632},
    [31] = {"scratch_step_1_G5", 1282400, 2885632},
    [32] = {"d_decoder_linear2", 401408, 0},
    [33] = {"d_decoder_relu1", 32768, 401408},
    [34] = {"scratch_step_1_G7", 802816, 2082816},
    [35] = {"d_decoder_linear0", 32768, 0},
    [36] = {"d_z", 2560, 40960},
    [37] = {"scratch_step_1_G11", 8192, 32768},
    [38] = {"d_q_logvar", 2560, 0},
    [39] = {"d_q_mu", 2560, 2560},
    [40] = {"d_encoder_relu6", 32768, 5120},
    [41] = {"d_encoder_linear", 32768, 37888},
    [42] = {"d_encoder_relu3", 401408, 70656},
    [43] = {"scratch_step_1_G19", 32768, 0},
    [44] = {"d_encoder_conv2", 401408, 2007040},
    [45] = {"d_encoder_relu1", 802816, 0},
    [46] = {"scratch_step_1_G21", 51200, 1605632},
    [47] = {"scratch_step_1_G22", 1282400, 2408448},
    [48] = {"d_encoder_conv0", 802816, 1605632},
    [49] = {"scratch_step_1_G24", 115200, 0},
    [50] = {"evaluate_encoder_conv0_product", 802816, 0},
    [51] = {"evaluate_encoder_relu1", 802816, 0},
    [52] = {"evaluate_encoder_conv2_product", 401408, 802816},
    [53] = {"scratch_evaluate_F3", 204800, 1204224},
    [54] = {"evaluate_encoder_relu3", 401408, 0},
    [55] = {"evaluate_encoder_linear_product", 32768, 401408},
    [56] = {"evaluate_encoder_relu6", 32768, 0},
    [57] = {"evaluate_q_mu_product", 2560, 40960},
    [58] = {"scratch_evaluate_F7", 8192, 32768},
    [59] = {"evaluate_q_logvar_product", 2560, 43520},
    [60] = {"scratch_evaluate_F8", 8192, 32768},
    [61] = {"evaluate_z_noise", 2560, 0},
    [62] = {"evaluate_z", 2560, 2560},
    [63] = {"evaluate_kl_sum", 1, 5120},
    [64] = {"evaluate_decoder_linear0_product", 32768, 5136},
    [65] = {"evaluate_decoder_relu1", 32768, 5136},
    [66] = {"evaluate_decoder_linear2_product", 401408, 37904},
    [67] = {"evaluate_decoder_relu3", 401408, 37904},
    [68] = {"evaluate_decoder_conv_transpose5_product", 802816, 439312},
    [69] = {"scratch_evaluate_F14", 51200, 1242128},
    [70] = {"evaluate_decoder_relu6", 802816, 439312},
    [71] = {"evaluate_logits_product", 100352, 5136},
    [72] = {"scratch_evaluate_F16", 512, 0},
    [73] = {"evaluate_reconstruction_sum", 1, 0},
    [74] = {"sample_sample_noise", 2560, 0},
    [75] = {"sample_decoder_linear0_product", 32768, 2560},
    [76] = {"sample_decoder_relu1", 32768, 2560},
    [77] = {"sample_decoder_linear2_product", 401408, 35328},
    [78] = {"sample_decoder_relu3", 401408, 35328},
    [79] = {"sample_decoder_conv_transpose5_product", 802816, 436736},
    [80] = {"scratch_sample_F5", 51200, 1239552},
    [81] = {"sample_decoder_relu6", 802816, 436736},
    [82] = {"sample_decoder_conv_transpose7_product", 100352, 0},
    [83] = {"scratch_sample_F7", 512, 100352},
    [84] = {"reconstruct_encoder_conv0_product", 802816, 0},
    [85] = {"reconstruct_encoder_relu1", 802816, 0},
    [86] = {"reconstruct_encoder_conv2_product", 401408, 802816},
    [87] = {"scratch_reconstruct_F4", 204800, 1204224},
    [88] = {"reconstruct_encoder_relu3", 401408, 0},
    [89] = {"reconstruct_encoder_linear_product", 32768, 401408},
    [90] = {"reconstruct_encoder_relu6", 32768, 0},
    [91] = {"reconstruct_q_mu_product", 2560, 40960},
    [92] = {"scratch_reconstruct_F8", 8192, 32768},
    [93] = {"reconstruct_q_mu", 2560, 0},
    [94] = {"reconstruct_decoder_linear0_product", 32768, 2560},
    [95] = {"reconstruct_decoder_relu1", 32768, 2560},
    [96] = {"reconstruct_decoder_linear2_product", 401408, 35328},
    [97] = {"reconstruct_decoder_relu3", 401408, 35328},
    [98] = {"reconstruct_decoder_conv_transpose5_product", 802816, 436736},
    [99] = {"scratch_reconstruct_F14", 51200, 1239552},
    [100] = {"reconstruct_decoder_relu6", 802816, 436736},
    [101] = {"reconstruct_decoder_conv_transpose7_product", 100352, 0},
    [102] = {"scratch_reconstruct_F16", 512, 100352},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "F1", "conv_28x28_to_32x14x14", 16, 1, 23887872, 3614720},
    {"step_1", "F2", "make_relu_32x14x14", 17, 0, 1605632, 6422656},
    {"step_1", "F3", "conv_32x14x14_to_64x7x7_out_panels", 18, 1, 209715200, 4947968},
    {"step_1", "F4", "make_encoder_relu3", 19, 0, 802816, 3211520},
    {"step_1", "F5", "product_256x64x7x7_by_128x64x7x7", 21, 1, 205520896, 4947968},
    {"step_1", "F6", "make_relu_256", 22, 0, 65536, 263168},
    {"step_1", "F7", "product_20x256_by_128x256", 24, 1, 1310720, 161792},
    {"step_1", "F8", "product_20x256_by_128x256", 25, 1, 1310720, 161792},
    {"step_1", "N1", "runtime/random.c", 40, 0, 0, 10240},
    {"step_1", "F9", "make_z", 40, 0, 30848, 51364},
    {"step_1", "F10", "product_256x20_by_128x20", 29, 1, 1310720, 161792},
    {"step_1", "F11", "make_relu_256", 30, 0, 65536, 263168},
    {"step_1", "F12", "product_128x256_by_64x7x7x256", 31, 1, 205520896, 4947968},
    {"step_1", "F13", "make_decoder_relu3", 32, 0, 802816, 3223808},
    {"step_1", "F14", "conv_data_64x7x7_to_32x14x14_in_panels", 34, 1, 209715200, 4947968},
    {"step_1", "F15", "make_relu_32x14x14", 35, 0, 1605632, 6422656},
    {"step_1", "F16", "conv_data_32x14x14_to_28x28", 36, 1, 23887872, 3614720},
    {"step_1", "F17", "make_d_logits", 44, 0, 1003776, 1204236},
    {"step_1", "G1", "conv_28x28_to_32x14x14", 35, 1, 23887872, 3614720},
    {"step_1", "G2", "conv_weight_28x28_by_32x14x14", 36, 1, 23887872, 3614720},
    {"step_1", "G3", "make_d_conv_and_d_bias", 34, 0, 2412544, 9633920},
    {"step_1", "G4", "conv_32x14x14_to_64x7x7_in_panels", 32, 1, 209715200, 4947968},
    {"step_1", "G5", "conv_weight_32x14x14_by_64x7x7_in_panels", 34, 1, 209715200, 4947968},
    {"step_1", "G6", "make_d_decoder_linear2_and_d_decoder_2_bias", 31, 0, 1204224, 4829440},
    {"step_1", "G7", "product_64x7x7x256_by_128x64x7x7", 30, 1, 205520896, 4947968},
    {"step_1", "G8", "product_128x256_by_128x64x7x7", 31, 1, 205520896, 4947968},
    {"step_1", "G9", "make_d_linear_and_d_bias", 29, 0, 98304, 394240},
    {"step_1", "G10", "product_128x20_by_128x256", 29, 1, 1310720, 161792},
    {"step_1", "G11", "product_256x20_by_128x256", 40, 1, 1310720, 161792},
    {"step_1", "G12", "make_d_q_logvar", 39, 0, 33280, 61680},
    {"step_1", "G13", "product_128x256_by_128x20", 25, 1, 1310720, 161792},
    {"step_1", "G14", "product_20x256_by_128x20", 25, 1, 1310720, 161792},
    {"step_1", "G15", "product_128x256_by_128x20", 24, 1, 1310720, 161792},
    {"step_1", "G16", "add_product_20x256_by_128x20", 24, 1, 1310720, 161792},
    {"step_1", "G17", "make_d_linear_and_d_bias", 21, 0, 98304, 394240},
    {"step_1", "G18", "product_128x64x7x7_by_128x256", 21, 1, 205520896, 4947968},
    {"step_1", "G19", "product_256x64x7x7_by_128x256", 19, 1, 205520896, 4947968},
    {"step_1", "G20", "make_d_encoder_conv2_and_d_encoder_2_bias", 18, 0, 1212416, 4817152},
    {"step_1", "G21", "conv_data_64x7x7_to_32x14x14_out_panels", 17, 1, 209715200, 4947968},
    {"step_1", "G22", "conv_weight_32x14x14_by_64x7x7_out_panels", 18, 1, 209715200, 4947968},
    {"step_1", "G23", "make_d_conv_and_d_bias", 16, 0, 2412544, 9633920},
    {"step_1", "G24", "conv_weight_28x28_by_32x14x14", 16, 1, 23887872, 3614720},
    {"step_1", "U1", "adam", 48, 0, 21988109, 47359004},
};

static const char page[] =
"# Auto-Encoding Variational Bayes. Kingma and Welling, 2013 (arXiv:1312.6114), with "
    "convolutions.\n"
"#\n"
"# The lower bound of equation 10: z by the reparameterisation of section 2.4, the KL "
    "term in\n"
"# closed form (appendix B), a Bernoulli decoder (appendix C.1). Strided convolutions "
    "with window\n"
"# 4 and a dense layer on both sides, as in Higgins et al., 2017 (beta-VAE), appendix "
    "A.1.\n"
"model: conv_vae\n"
"sizes: {batch: 128, width: 32, hidden: 256, latent: 20, side: 28}\n"
"\n"
"data:\n"
"  x: {image: [1, side, side], range: [0, 1]}\n"
"\n"
"networks:\n"
"  encoder:\n"
"    input: x\n"
"    layers:\n"
"      - conv: {channels: width, kernel: 4, stride: 2, padding: 1}\n"
"      - relu\n"
"      - conv: {channels: 2 * width, kernel: 4, stride: 2, padding: 1}\n"
"      - relu\n"
"      - flatten\n"
"      - linear: hidden\n"
"      - relu\n"
"    outputs:\n"
"      mu:     [linear: latent]\n"
"      logvar: [linear: latent]\n"
"  decoder:\n"
"    input: {z: [latent]}\n"
"    layers:\n"
"      - linear: hidden\n"
"      - relu\n"
"      - linear: 2 * width * (side / 4)^2\n"
"      - relu\n"
"      - reshape: [2 * width, side / 4, side / 4]\n"
"      - conv_transpose: {channels: width, kernel: 4, stride: 2, padding: 1}\n"
"      - relu\n"
"      - conv_transpose: {channels: 1, kernel: 4, stride: 2, padding: 1}\n"
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

const struct model conv_vae_model = {
    .name = "conv_vae",
    .version = "0.1.0",
    .hash = "ff6e6f1905540e092d6458b4675b4b884d07d9b950be36b9c93a50e03a5102e5",
    .batch = 128,
    .fields = 1,
    .field = fields,
    .tensors = 18,
    .tensor = tensors,
    .scalars = 2,
    .scalar = scalars,
    .steps = 1,
    .step = steps,
    .commands = 2,
    .command = commands,
    .buffers = 103,
    .buffer = buffers,
    .kernels = 43,
    .kernel = kernels,
    .parameter_floats = 1691408,
    .state_floats = 0,
    .moments = 2,
    .counters = 1,
    .arena_floats = 4168032,
    .evaluate = conv_vae_evaluate,
    .check = &conv_vae_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&conv_vae_model, argc, argv);
}
#endif
