/* main.c: the trainer of vqvae_prior.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "vqvae_prior.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {1, 28, 28},
        .low = 0.0, .high = 1.0, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"encoder.0.0.weight", 1, 0, 4, {32, 1, 4, 4}, 0,
        {{1, 0, 128, 32}, 0, 32, 512, 512, 4, {32, 1, 4, 4}}, INIT_UNIFORM, -0.25, 0.25},
    {"encoder.0.0.bias", 1, 0, 1, {32}, 512,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.25, 0.25},
    {"encoder.1.0.weight", 1, 0, 4, {64, 32, 4, 4}, 544,
        {{1, 32, 4096, 1024}, 0, 32, 16384, 32768, 4, {64, 32, 4, 4}}, INIT_UNIFORM,
            -0.044194173824159216, 0.044194173824159216},
    {"encoder.1.0.bias", 1, 0, 1, {64}, 33312,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"encoder.2.weight", 1, 0, 4, {32, 64, 3, 3}, 33376,
        {{1, 32, 6144, 2048}, 0, 32, 18432, 18432, 4, {32, 64, 3, 3}}, INIT_UNIFORM,
            -0.041666666666666664, 0.041666666666666664},
    {"encoder.2.bias", 1, 0, 1, {32}, 51808,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.041666666666666664,
            0.041666666666666664},
    {"decoder.0.weight", 1, 0, 4, {64, 32, 3, 3}, 51840,
        {{1, 32, 3072, 1024}, 0, 32, 9216, 18432, 4, {64, 32, 3, 3}}, INIT_UNIFORM,
            -0.05892556509887897, 0.05892556509887897},
    {"decoder.0.bias", 1, 0, 1, {64}, 70272,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.05892556509887897, 0.05892556509887897},
    {"decoder.2.0.weight", 1, 0, 4, {64, 32, 4, 4}, 70336,
        {{32, 1, 8192, 2048}, 1, 32, 32768, 32768, 4, {64, 32, 4, 4}}, INIT_UNIFORM,
            -0.044194173824159216, 0.044194173824159216},
    {"decoder.2.0.bias", 1, 0, 1, {32}, 103104,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.044194173824159216,
            0.044194173824159216},
    {"decoder.3.weight", 1, 0, 4, {32, 1, 4, 4}, 103136,
        {{1, 0, 128, 32}, 0, 32, 512, 512, 4, {32, 1, 4, 4}}, INIT_UNIFORM, -0.25, 0.25},
    {"decoder.3.bias", 1, 0, 1, {1}, 103648,
        {{0}, -1, 0, 0, 1, 1, {1}}, INIT_UNIFORM, -0.25, 0.25},
    {"prior.0.weight", 1, 0, 4, {64, 128, 7, 7}, 103664,
        {{6272, 49, 7, 1}, -1, 0, 0, 401408, 4, {64, 128, 7, 7}}, INIT_UNIFORM,
            -0.012626906806902633, 0.012626906806902633},
    {"prior.0.bias", 1, 0, 1, {64}, 505072,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.012626906806902633,
            0.012626906806902633},
    {"prior.1.0.1.weight", 1, 0, 4, {64, 64, 3, 3}, 505136,
        {{576, 9, 3, 1}, -1, 0, 0, 36864, 4, {64, 64, 3, 3}}, INIT_UNIFORM,
            -0.041666666666666664, 0.041666666666666664},
    {"prior.1.0.1.bias", 1, 0, 1, {64}, 542000,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.041666666666666664,
            0.041666666666666664},
    {"prior.1.1.1.weight", 1, 0, 4, {64, 64, 1, 1}, 542064,
        {{64, 1, 0, 0}, -1, 0, 0, 4096, 4, {64, 64, 1, 1}}, INIT_UNIFORM, -0.125, 0.125},
    {"prior.1.1.1.bias", 1, 0, 1, {64}, 546160,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.125, 0.125},
    {"prior.2.0.1.weight", 1, 0, 4, {64, 64, 3, 3}, 546224,
        {{576, 9, 3, 1}, -1, 0, 0, 36864, 4, {64, 64, 3, 3}}, INIT_UNIFORM,
            -0.041666666666666664, 0.041666666666666664},
    {"prior.2.0.1.bias", 1, 0, 1, {64}, 583088,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.041666666666666664,
            0.041666666666666664},
    {"prior.2.1.1.weight", 1, 0, 4, {64, 64, 1, 1}, 583152,
        {{64, 1, 0, 0}, -1, 0, 0, 4096, 4, {64, 64, 1, 1}}, INIT_UNIFORM, -0.125, 0.125},
    {"prior.2.1.1.bias", 1, 0, 1, {64}, 587248,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.125, 0.125},
    {"prior.4.weight", 1, 0, 4, {128, 64, 1, 1}, 587312,
        {{64, 1, 0, 0}, -1, 0, 0, 8192, 4, {128, 64, 1, 1}}, INIT_UNIFORM, -0.125, 0.125},
    {"prior.4.bias", 1, 0, 1, {128}, 595504,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.125, 0.125},
    {"codebook", 1, 0, 2, {128, 32}, 595632,
        {{32, 1}, -1, 0, 0, 4096, 2, {128, 32}}, INIT_NORMAL, 0.0, 1.0},
};

static const struct scalar scalars[] = {
    {"reconstruction", 0, 0},
    {"codebook_loss", 0, 0},
    {"commitment", 0, 0},
    {"surprise", 0, 1},
    {"perplexity", 1, 0},
};

static const int updated_1[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 24};
static const int updated_2[] = {12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};
static const struct step steps[] = {
    {.name = "step1", .repeat = 1, .run = vqvae_prior_step_1,
        .updates = 13, .updated = updated_1},
    {.name = "surprise", .repeat = 1, .run = vqvae_prior_step_2,
        .updates = 12, .updated = updated_2},
};

static const struct stage stages[] = {
    {.name = "autoencoder", .first = 0, .steps = 1, .epochs = 20, .iterations = -1},
    {.name = "prior", .first = 1, .steps = 1, .epochs = 20, .iterations = -1},
};

static const struct output reconstruct_outputs[] = {
    {.name = "x", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
    {.name = "y", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct output sample_outputs[] = {
    {.name = "0", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct map sample_maps[] = {
    {.stream = "sample.1", .positions = 49, .classes = 128,
        .temperature = 1.0, .run = vqvae_prior_sample_sample_map,
        .logits = {.name = "logits", .rank = 3, .shape = {128, 7, 7}}},
};
static const struct command commands[] = {
    {.name = "reconstruct", .outputs = 2, .output = reconstruct_outputs, .run =
        vqvae_prior_reconstruct, .reads_data = 1},
    {.name = "sample", .outputs = 1, .output = sample_outputs, .run = vqvae_prior_sample,
        .maps = 1, .map = sample_maps},
};

/* Tables that begin as centres of clusters: place of the tensor, which
 * table in it, Lloyd's iterations, vectors for a centre, vectors in a batch. */
static const struct start starts[] = {
    {24, 0, 10, 32, 1568, vqvae_prior_start_codebook},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"encoder_down40_conv_product", 200704, 0},
    [1] = {"encoder_down40_leaky_relu", 200704, 712032},
    [2] = {"encoder_down41_conv_product", 100352, 204800},
    [3] = {"scratch_step_1_F3", 204800, 0},
    [4] = {"encoder_down41_leaky_relu", 100352, 1013088},
    [5] = {"ze_product", 50176, 73728},
    [6] = {"scratch_step_1_F5", 73728, 0},
    [7] = {"ze", 50176, 200704},
    [8] = {"codebook_squared_row_sum_scaled", 128, 254976},
    [9] = {"ze_by_codebook", 200704, 0},
    [10] = {"scratch_step_1_F8", 4096, 250880},
    [11] = {"code", 1568, 1163616},
    [12] = {"code_equal_sum", 128, 250880},
    [13] = {"e", 50176, 0},
    [14] = {"d_ze_via_ze", 50176, 661856},
    [15] = {"ze_plus_d_ze_via_ze", 50176, 1113440},
    [16] = {"codebook_loss_sum", 1, 251008},
    [17] = {"decoder_conv_product", 100352, 0},
    [18] = {"scratch_step_1_F12", 73728, 100352},
    [19] = {"decoder_leaky_relu", 100352, 912736},
    [20] = {"decoder_up4_conv_transpose_product", 200704, 0},
    [21] = {"decoder_up4_leaky_relu", 200704, 401408},
    [22] = {"y_product", 25088, 0},
    [23] = {"scratch_step_1_F16", 512, 25088},
    [24] = {"x_plus_y", 25088, 28800},
    [25] = {"reconstruction_sum", 1, 25088},
    [26] = {"d_decoder_3_bias_scaled", 1, 25104},
    [27] = {"perplexity_sum", 1, 0},
    [28] = {"d_decoder_up4_leaky_relu_scaled", 200704, 200704},
    [29] = {"scratch_step_1_G3", 28800, 0},
    [30] = {"d_decoder_up4_conv_transpose_scaled", 200704, 0},
    [31] = {"d_decoder_2_0_bias_scaled", 32, 602112},
    [32] = {"d_decoder_leaky_relu_scaled", 100352, 200704},
    [33] = {"scratch_step_1_G6", 204800, 301056},
    [34] = {"scratch_step_1_G7", 360800, 301056},
    [35] = {"d_decoder_conv_scaled", 100352, 0},
    [36] = {"d_decoder_0_bias_scaled", 64, 100352},
    [37] = {"d_ze_plus_ze_plus_e_scaled", 50176, 912736},
    [38] = {"scratch_step_1_G10", 73728, 100352},
    [39] = {"scratch_step_1_G11", 519552, 100352},
    [40] = {"d_codebook_scaled", 4096, 0},
    [41] = {"d_ze", 50176, 519552},
    [42] = {"d_encoder_down41_leaky_relu", 100352, 912736},
    [43] = {"scratch_step_1_G15", 73728, 0},
    [44] = {"scratch_step_1_G16", 519552, 0},
    [45] = {"d_encoder_down41_conv", 100352, 561504},
    [46] = {"d_encoder_down40_leaky_relu", 200704, 360800},
    [47] = {"scratch_step_1_G18", 32768, 0},
    [48] = {"scratch_step_1_G19", 360800, 0},
    [49] = {"d_encoder_down40_conv", 200704, 0},
    [50] = {"scratch_step_1_G21", 28800, 200704},
    [51] = {"prior_masked_conv0_weight_of_logits_scale", 28, 1174112},
    [52] = {"prior_residual1_seen0_masked_conv_weight_scale_shifted", 6, 1174144},
    [53] = {"encoder_down40_conv_of_x_product", 200704, 0},
    [54] = {"encoder_down40_leaky_relu_of_x", 200704, 204800},
    [55] = {"encoder_down41_conv_of_x_product", 100352, 405504},
    [56] = {"scratch_step_2_F5", 204800, 0},
    [57] = {"encoder_down41_leaky_relu_of_x", 100352, 0},
    [58] = {"ze_product_in_surprise", 50176, 200704},
    [59] = {"scratch_step_2_F7", 73728, 100352},
    [60] = {"ze_in_surprise", 50176, 200704},
    [61] = {"codebook_squared_row_sum_scaled_in_surprise", 128, 254976},
    [62] = {"ze_contract", 200704, 0},
    [63] = {"scratch_step_2_F10", 4096, 250880},
    [64] = {"code_equal", 200704, 458752},
    [65] = {"prior_masked_conv0_weight_factor", 229376, 0},
    [66] = {"prior_masked_conv0_weight", 229376, 0},
    [67] = {"prior_masked_conv0_product", 100352, 659456},
    [68] = {"scratch_step_2_F14", 229376, 229376},
    [69] = {"prior_residual1_seen0_relu", 100352, 1060864},
    [70] = {"prior_residual1_seen0_masked_conv_weight_factor", 24576, 0},
    [71] = {"prior_residual1_seen0_masked_conv_weight", 24576, 401408},
    [72] = {"prior_residual1_seen0_masked_conv_product", 100352, 0},
    [73] = {"scratch_step_2_F18", 24576, 100352},
    [74] = {"prior_residual1_seen1_relu", 100352, 960512},
    [75] = {"prior_residual1_seen1_masked_conv_weight", 4096, 1161216},
    [76] = {"prior_residual1_seen1_masked_conv_product", 100352, 0},
    [77] = {"scratch_step_2_F21", 4096, 100352},
    [78] = {"prior_residual2_seen0_relu", 100352, 860160},
    [79] = {"prior_residual2_seen0_masked_conv_weight_factor", 24576, 100352},
    [80] = {"prior_residual2_seen0_masked_conv_weight", 24576, 425984},
    [81] = {"prior_residual2_seen0_masked_conv_product", 100352, 100352},
    [82] = {"scratch_step_2_F25", 24576, 200704},
    [83] = {"prior_residual2_seen1_relu", 100352, 759808},
    [84] = {"prior_residual2_seen1_masked_conv_weight", 4096, 1165312},
    [85] = {"prior_residual2_seen1_masked_conv_product", 100352, 100352},
    [86] = {"scratch_step_2_F28", 4096, 200704},
    [87] = {"prior_relu", 100352, 659456},
    [88] = {"prior_masked_conv4_weight", 8192, 450560},
    [89] = {"logits_product", 200704, 200704},
    [90] = {"scratch_step_2_F31", 8192, 0},
    [91] = {"surprise_picked", 1568, 1169408},
    [92] = {"logits_max", 1568, 1170976},
    [93] = {"d_logits_scale_sum", 1568, 1172544},
    [94] = {"d_logits", 200704, 0},
    [95] = {"surprise_sum", 1, 200704},
    [96] = {"d_prior_relu", 100352, 301056},
    [97] = {"d_prior_masked_conv4_weight", 8192, 200704},
    [98] = {"d_prior_relu_input", 100352, 200704},
    [99] = {"d_prior_residual2_seen1_relu", 100352, 100352},
    [100] = {"d_prior_residual2_seen1_masked_conv_weight", 4096, 0},
    [101] = {"d_prior_residual2_seen0_masked_conv", 100352, 0},
    [102] = {"d_prior_residual2_seen0_relu", 100352, 301056},
    [103] = {"scratch_step_2_G9", 24576, 100352},
    [104] = {"d_prior_residual2_seen0_masked_conv_weight", 24576, 100352},
    [105] = {"scratch_step_2_G10", 24576, 124928},
    [106] = {"d_prior_residual2_seen0_masked_conv_weight_factor", 24576, 0},
    [107] = {"d_prior_residual2_seen0_relu_input", 100352, 100352},
    [108] = {"d_prior_residual1_seen1_relu", 100352, 200704},
    [109] = {"d_prior_residual1_seen1_masked_conv_weight", 4096, 0},
    [110] = {"d_prior_residual1_seen0_masked_conv", 100352, 0},
    [111] = {"d_prior_residual1_seen0_relu", 100352, 200704},
    [112] = {"scratch_step_2_G18", 24576, 301056},
    [113] = {"d_prior_residual1_seen0_masked_conv_weight", 24576, 301056},
    [114] = {"scratch_step_2_G19", 24576, 325632},
    [115] = {"d_prior_residual1_seen0_masked_conv_weight_factor", 24576, 0},
    [116] = {"d_prior_masked_conv0", 100352, 659456},
    [117] = {"d_prior_masked_conv0_weight", 229376, 0},
    [118] = {"scratch_step_2_G23", 229376, 229376},
    [119] = {"d_prior_masked_conv0_weight_factor", 229376, 0},
    [120] = {"evaluate_prior_masked_conv0_weight_factor", 229376, 0},
    [121] = {"evaluate_prior_masked_conv0_weight_of_logits_scale", 28, 229376},
    [122] = {"evaluate_prior_masked_conv0_weight", 229376, 0},
    [123] = {"evaluate_prior_residual1_seen0_masked_conv_weight_factor", 24576, 229376},
    [124] = {"evaluate_prior_residual1_seen0_masked_conv_weight_scale_shifted", 6, 253952},
    [125] = {"evaluate_prior_residual1_seen0_masked_conv_weight", 24576, 784896},
    [126] = {"evaluate_prior_residual1_seen1_masked_conv_weight", 4096, 842240},
    [127] = {"evaluate_prior_residual2_seen0_masked_conv_weight_factor", 24576, 229376},
    [128] = {"evaluate_prior_residual2_seen0_masked_conv_weight", 24576, 809472},
    [129] = {"evaluate_prior_residual2_seen1_masked_conv_weight", 4096, 846336},
    [130] = {"evaluate_prior_masked_conv4_weight", 8192, 834048},
    [131] = {"evaluate_encoder_down40_conv_product", 200704, 229376},
    [132] = {"evaluate_encoder_down40_leaky_relu", 200704, 434176},
    [133] = {"evaluate_encoder_down41_conv_product", 100352, 634880},
    [134] = {"scratch_evaluate_F14", 204800, 229376},
    [135] = {"evaluate_encoder_down41_leaky_relu", 100352, 229376},
    [136] = {"evaluate_ze_product", 50176, 403456},
    [137] = {"scratch_evaluate_F16", 73728, 329728},
    [138] = {"evaluate_ze", 50176, 659456},
    [139] = {"evaluate_codebook_squared_row_sum_scaled", 128, 434176},
    [140] = {"evaluate_ze_by_codebook", 200704, 229376},
    [141] = {"scratch_evaluate_F19", 4096, 430080},
    [142] = {"evaluate_code", 1568, 430080},
    [143] = {"evaluate_code_equal", 200704, 458752},
    [144] = {"evaluate_code_equal_sum", 128, 850432},
    [145] = {"evaluate_e", 50176, 229376},
    [146] = {"evaluate_ze_plus_d_ze_via_ze", 50176, 403456},
    [147] = {"evaluate_codebook_loss_sum", 1, 850560},
    [148] = {"evaluate_decoder_conv_product", 100352, 229376},
    [149] = {"scratch_evaluate_F23", 73728, 329728},
    [150] = {"evaluate_decoder_leaky_relu", 100352, 659456},
    [151] = {"evaluate_decoder_up4_conv_transpose_product", 200704, 229376},
    [152] = {"evaluate_decoder_up4_leaky_relu", 200704, 229376},
    [153] = {"evaluate_y_product", 25088, 759808},
    [154] = {"scratch_evaluate_F27", 512, 430080},
    [155] = {"evaluate_prior_masked_conv0_product", 100352, 659456},
    [156] = {"scratch_evaluate_F28", 229376, 229376},
    [157] = {"evaluate_prior_residual1_seen0_relu", 100352, 0},
    [158] = {"evaluate_prior_residual1_seen0_masked_conv_product", 100352, 100352},
    [159] = {"scratch_evaluate_F30", 24576, 200704},
    [160] = {"evaluate_prior_residual1_seen1_relu", 100352, 0},
    [161] = {"evaluate_prior_residual1_seen1_masked_conv_product", 100352, 100352},
    [162] = {"scratch_evaluate_F32", 4096, 200704},
    [163] = {"evaluate_prior_residual2_seen0_relu", 100352, 0},
    [164] = {"evaluate_prior_residual2_seen0_masked_conv_product", 100352, 200704},
    [165] = {"scratch_evaluate_F34", 24576, 301056},
    [166] = {"evaluate_prior_residual2_seen1_relu", 100352, 0},
    [167] = {"evaluate_prior_residual2_seen1_masked_conv_product", 100352, 200704},
    [168] = {"scratch_evaluate_F36", 4096, 301056},
    [169] = {"evaluate_prior_relu", 100352, 200704},
    [170] = {"evaluate_logits_product", 200704, 0},
    [171] = {"scratch_evaluate_F38", 8192, 301056},
    [172] = {"evaluate_reconstruction_sum", 1, 200704},
    [173] = {"evaluate_surprise_picked", 1568, 200704},
    [174] = {"evaluate_logits_max", 1568, 202272},
    [175] = {"evaluate_logits_max_plus_logits_exp_row_sum", 1568, 203840},
    [176] = {"evaluate_surprise_sum", 1, 0},
    [177] = {"evaluate_perplexity_sum", 1, 0},
    [178] = {"reconstruct_encoder_down40_conv_product", 200704, 0},
    [179] = {"reconstruct_encoder_down40_leaky_relu", 200704, 204800},
    [180] = {"reconstruct_encoder_down41_conv_product", 100352, 405504},
    [181] = {"scratch_reconstruct_F4", 204800, 0},
    [182] = {"reconstruct_encoder_down41_leaky_relu", 100352, 0},
    [183] = {"reconstruct_ze_product", 50176, 174080},
    [184] = {"scratch_reconstruct_F6", 73728, 100352},
    [185] = {"reconstruct_ze", 50176, 224256},
    [186] = {"reconstruct_codebook_squared_row_sum_scaled", 128, 204800},
    [187] = {"reconstruct_ze_by_codebook", 200704, 0},
    [188] = {"scratch_reconstruct_F9", 4096, 200704},
    [189] = {"reconstruct_code", 1568, 200704},
    [190] = {"reconstruct_e", 50176, 0},
    [191] = {"reconstruct_ze_plus_d_ze_via_ze", 50176, 174080},
    [192] = {"reconstruct_decoder_conv_product", 100352, 0},
    [193] = {"scratch_reconstruct_F13", 73728, 100352},
    [194] = {"reconstruct_decoder_leaky_relu", 100352, 200704},
    [195] = {"reconstruct_decoder_up4_conv_transpose_product", 200704, 0},
    [196] = {"reconstruct_decoder_up4_leaky_relu", 200704, 0},
    [197] = {"reconstruct_y_product", 25088, 200704},
    [198] = {"scratch_reconstruct_F17", 512, 225792},
    [199] = {"sample_sample_map", 1568, 0},
    [200] = {"sample_codebook_gather", 50176, 174080},
    [201] = {"sample_decoder_conv_product", 100352, 0},
    [202] = {"scratch_sample_F2", 73728, 100352},
    [203] = {"sample_decoder_leaky_relu", 100352, 200704},
    [204] = {"sample_decoder_up4_conv_transpose_product", 200704, 0},
    [205] = {"sample_decoder_up4_leaky_relu", 200704, 0},
    [206] = {"sample_decoder_conv_transpose_product", 25088, 200704},
    [207] = {"scratch_sample_F6", 512, 225792},
    [208] = {"sample_sample_map_prior_masked_conv0_weight_factor", 229376, 0},
    [209] = {"sample_sample_map_prior_masked_conv0_weight_of_logits_scale", 28, 229376},
    [210] = {"sample_sample_map_prior_masked_conv0_weight", 229376, 0},
    [211] = {"sample_sample_map_prior_residual1_seen0_masked_conv_weight_factor", 24576,
        229376},
    [212] = {"sample_sample_map_prior_residual1_seen0_masked_conv_weight_scale_shifted", 6,
        253952},
    [213] = {"sample_sample_map_prior_residual1_seen0_masked_conv_weight", 24576, 759808},
    [214] = {"sample_sample_map_prior_residual1_seen1_masked_conv_weight", 4096, 817152},
    [215] = {"sample_sample_map_prior_residual2_seen0_masked_conv_weight_factor", 24576,
        229376},
    [216] = {"sample_sample_map_prior_residual2_seen0_masked_conv_weight", 24576, 784384},
    [217] = {"sample_sample_map_prior_residual2_seen1_masked_conv_weight", 4096, 821248},
    [218] = {"sample_sample_map_prior_masked_conv4_weight", 8192, 808960},
    [219] = {"sample_sample_map_sample_map", 1568, 229376},
    [220] = {"sample_sample_map_sample_map_equal", 200704, 458752},
    [221] = {"sample_sample_map_prior_masked_conv0_product", 100352, 659456},
    [222] = {"scratch_sample_sample_map_F13", 229376, 229376},
    [223] = {"sample_sample_map_prior_residual1_seen0_relu", 100352, 0},
    [224] = {"sample_sample_map_prior_residual1_seen0_masked_conv_product", 100352, 100352},
    [225] = {"scratch_sample_sample_map_F15", 24576, 200704},
    [226] = {"sample_sample_map_prior_residual1_seen1_relu", 100352, 0},
    [227] = {"sample_sample_map_prior_residual1_seen1_masked_conv_product", 100352, 100352},
    [228] = {"scratch_sample_sample_map_F17", 4096, 200704},
    [229] = {"sample_sample_map_prior_residual2_seen0_relu", 100352, 0},
    [230] = {"sample_sample_map_prior_residual2_seen0_masked_conv_product", 100352, 200704},
    [231] = {"scratch_sample_sample_map_F19", 24576, 301056},
    [232] = {"sample_sample_map_prior_residual2_seen1_relu", 100352, 0},
    [233] = {"sample_sample_map_prior_residual2_seen1_masked_conv_product", 100352, 200704},
    [234] = {"scratch_sample_sample_map_F21", 4096, 301056},
    [235] = {"sample_sample_map_prior_relu", 100352, 200704},
    [236] = {"sample_sample_map_prior_masked_conv4_product", 200704, 0},
    [237] = {"scratch_sample_sample_map_F23", 8192, 301056},
    [238] = {"start_codebook_encoder_down40_conv_product", 200704, 0},
    [239] = {"start_codebook_encoder_down40_leaky_relu", 200704, 204800},
    [240] = {"start_codebook_encoder_down41_conv_product", 100352, 405504},
    [241] = {"scratch_start_codebook_F3", 204800, 0},
    [242] = {"start_codebook_encoder_down41_leaky_relu", 100352, 0},
    [243] = {"start_codebook_ze_product", 50176, 174080},
    [244] = {"scratch_start_codebook_F5", 73728, 100352},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "F1", "conv_28x28_to_32x14x14", 23, 1, 5971968, 905216},
    {"step_1", "F2", "make_leaky_relu_32x14x14", 23, 0, 401408, 1605760},
    {"step_1", "F3", "conv_32x14x14_to_64x7x7_out_panels", 23, 1, 52428800, 1335296},
    {"step_1", "F4", "make_leaky_relu_64x7x7", 23, 0, 200704, 803072},
    {"step_1", "F5", "conv_64x7x7_to_32x7x7", 23, 1, 18874368, 675840},
    {"step_1", "F6", "make_ze", 44, 0, 50176, 401536},
    {"step_1", "F7", "make_codebook_squared_row_sum_scaled", 45, 0, 8320, 16896},
    {"step_1", "F8", "product_32x32x7x7_by_128x32", 45, 1, 12845056, 1019904},
    {"step_1", "F9", "make_code_and_code_equal_sum", 45, 0, 806912, 810112},
    {"step_1", "F10", "make_e", 46, 0, 0, 223360},
    {"step_1", "F11", "make_d_ze_via_ze", 47, 0, 200736, 802820},
    {"step_1", "F12", "conv_32x7x7_to_64x7x7", 27, 1, 18874368, 675840},
    {"step_1", "F13", "make_leaky_relu_64x7x7", 28, 0, 200704, 803072},
    {"step_1", "F14", "conv_data_64x7x7_to_32x14x14_in_panels", 29, 1, 88604672, 1335296},
    {"step_1", "F15", "make_leaky_relu_32x14x14", 29, 0, 401408, 1605760},
    {"step_1", "F16", "conv_data_32x14x14_to_28x28", 30, 1, 5971968, 905216},
    {"step_1", "F17", "make_d_decoder_3_bias_scaled", 51, 0, 125504, 301068},
    {"step_1", "F20", "make_perplexity_sum", 57, 0, 768, 516},
    {"step_1", "G2", "conv_28x28_to_32x14x14", 29, 1, 5971968, 905216},
    {"step_1", "G3", "scaled_conv_weight_28x28_by_32x14x14", 30, 1, 5971968, 905216},
    {"step_1", "G4", "make_d_conv_and_d_bias_32x14x14", 29, 0, 603136, 2408576},
    {"step_1", "G5", "make_d_decoder_2_0_bias", 29, 0, 32, 256},
    {"step_1", "G6", "conv_32x14x14_to_64x7x7_in_panels", 28, 1, 52428800, 1335296},
    {"step_1", "G7", "scaled_conv_weight_32x14x14_by_64x7x7", 29, 1, 52428800, 1335296},
    {"step_1", "G8", "make_d_conv_and_d_bias_64x7x7", 27, 0, 303104, 1204480},
    {"step_1", "G9", "make_d_decoder_0_bias", 27, 0, 64, 512},
    {"step_1", "G10", "conv_data_64x7x7_to_32x7x7", 47, 1, 18874368, 675840},
    {"step_1", "G11", "scaled_conv_weight_32x7x7_by_64x7x7", 27, 1, 18874368, 675840},
    {"step_1", "G12", "make_d_codebook_scaled", 46, 0, 0, 223360},
    {"step_1", "G13", "make_d_codebook", 45, 0, 4096, 32768},
    {"step_1", "G14", "make_d_ze_and_d_encoder_2_bias", 44, 0, 201728, 602240},
    {"step_1", "G15", "conv_data_32x7x7_to_64x7x7", 23, 1, 18874368, 675840},
    {"step_1", "G16", "conv_weight_64x7x7_by_32x7x7", 23, 1, 18874368, 675840},
    {"step_1", "G17", "make_d_conv_and_d_bias_64x7x7", 23, 0, 303104, 1204480},
    {"step_1", "G18", "conv_data_64x7x7_to_32x14x14_out_panels", 23, 1, 88604672, 1335296},
    {"step_1", "G19", "conv_weight_32x14x14_by_64x7x7", 23, 1, 52428800, 1335296},
    {"step_1", "G20", "make_d_conv_and_d_bias_32x14x14", 23, 0, 603136, 2408576},
    {"step_1", "G21", "conv_weight_28x28_by_32x14x14", 23, 1, 5971968, 905216},
    {"step_1", "U1", "adam", 64, 0, 1347437, 2902172},
    {"step_1", "U2", "adam", 64, 0, 53248, 114688},
    {"step_2", "F1", "make_prior_masked_conv0_weight_of_logits_scale", 34, 0, 89, 112},
    {"step_2", "F2", "make_prior_residual1_seen0_masked_conv_weight_scale_shifted", 18, 0, 27,
        24},
    {"step_2", "F3", "conv_28x28_to_32x14x14", 23, 1, 5971968, 905216},
    {"step_2", "F4", "make_leaky_relu_32x14x14", 23, 0, 401408, 1605760},
    {"step_2", "F5", "conv_32x14x14_to_64x7x7_out_panels", 23, 1, 52428800, 1335296},
    {"step_2", "F6", "make_leaky_relu_64x7x7", 23, 0, 200704, 803072},
    {"step_2", "F7", "conv_64x7x7_to_32x7x7", 23, 1, 18874368, 675840},
    {"step_2", "F8", "make_ze", 44, 0, 50176, 401536},
    {"step_2", "F9", "make_codebook_squared_row_sum_scaled", 45, 0, 8320, 16896},
    {"step_2", "F10", "product_32x32x7x7_by_128x32", 45, 1, 12845056, 1019904},
    {"step_2", "F11", "make_code_equal", 48, 0, 602112, 1606144},
    {"step_2", "F12", "make_prior_masked_conv0_weight_factor", 34, 0, 0, 2523136},
    {"step_2", "F13", "make_prior_masked_conv0_weight", 34, 0, 229376, 1835120},
    {"step_2", "F14", "conv_128x7x7_to_64x7x7", 34, 1, 426770432, 2121728},
    {"step_2", "F15", "make_prior_residual_seen_relu", 18, 0, 200704, 803072},
    {"step_2", "F16", "make_prior_residual_seen0_masked_conv_weight_factor", 18, 0, 0, 245760},
    {"step_2", "F17", "make_prior_residual_seen0_masked_conv_weight", 18, 0, 24576, 196632},
    {"step_2", "F18", "conv_64x7x7_to_64x7x7_plain_packed_step_2_F18", 18, 1, 64749568, 901120},
    {"step_2", "F19", "make_prior_residual_seen_relu", 18, 0, 200704, 803072},
    {"step_2", "F20", "make_prior_weight_64x64", 18, 0, 4100, 32768},
    {"step_2", "F21", "conv_64x7x7_to_64x7x7_plain_packed_step_2_F21", 18, 1, 12845056, 819200},
    {"step_2", "F22", "make_prior_residual2_seen0_relu", 18, 0, 401408, 1204736},
    {"step_2", "F23", "make_prior_residual_seen0_masked_conv_weight_factor", 18, 0, 0, 245760},
    {"step_2", "F24", "make_prior_residual_seen0_masked_conv_weight", 18, 0, 24576, 196632},
    {"step_2", "F25", "conv_64x7x7_to_64x7x7_plain_packed_step_2_F18", 18, 1, 64749568, 901120},
    {"step_2", "F26", "make_prior_residual_seen_relu", 18, 0, 200704, 803072},
    {"step_2", "F27", "make_prior_weight_64x64", 18, 0, 4100, 32768},
    {"step_2", "F28", "conv_64x7x7_to_64x7x7_plain_packed_step_2_F21", 18, 1, 12845056, 819200},
    {"step_2", "F29", "make_prior_relu", 37, 0, 602112, 1606400},
    {"step_2", "F30", "make_prior_weight_128x64", 38, 0, 8196, 65536},
    {"step_2", "F31", "conv_64x7x7_to_128x7x7", 38, 1, 25690112, 1236992},
    {"step_2", "F32", "make_surprise_picked_in_step_2", 54, 0, 2213408, 2428288},
    {"step_2", "F33", "make_surprise_sum", 54, 0, 6304, 18820},
    {"step_2", "G1", "conv_data_128x7x7_to_64x7x7", 37, 1, 25690112, 1236992},
    {"step_2", "G2", "conv_weight_64x7x7_by_128x7x7", 38, 1, 25690112, 1236992},
    {"step_2", "G3", "make_prior_weight_128x64", 38, 0, 8196, 65536},
    {"step_2", "G4", "make_d_prior_and_d_prior_bias_in_step_2_G4", 48, 0, 303104, 1204480},
    {"step_2", "G5", "conv_data_64x7x7_to_64x7x7_plain_in_place", 18, 1, 12845056, 819200},
    {"step_2", "G6", "conv_weight_64x7x7_by_64x7x7_plain_in_place", 18, 1, 12845056, 819200},
    {"step_2", "G7", "make_prior_weight_64x64", 18, 0, 4100, 32768},
    {"step_2", "G8", "make_d_prior_and_d_prior_bias_in_step_2_G4", 18, 0, 303104, 1204480},
    {"step_2", "G9", "conv_data_64x7x7_to_64x7x7_plain_packed", 18, 1, 64749568, 901120},
    {"step_2", "G10", "conv_weight_64x7x7_by_64x7x7_plain_packed", 18, 1, 64749568, 901120},
    {"step_2", "G11", "make_prior_residual_seen0_masked_conv_weight", 18, 0, 24576, 196632},
    {"step_2", "G12", "make_d_prior_weight", 18, 0, 0, 245760},
    {"step_2", "G13", "make_d_prior_and_d_prior_bias_in_step_2_G13", 48, 0, 403456, 1605888},
    {"step_2", "G14", "conv_data_64x7x7_to_64x7x7_plain_in_place", 18, 1, 12845056, 819200},
    {"step_2", "G15", "conv_weight_64x7x7_by_64x7x7_plain_in_place", 18, 1, 12845056, 819200},
    {"step_2", "G16", "make_prior_weight_64x64", 18, 0, 4100, 32768},
    {"step_2", "G17", "make_d_prior_and_d_prior_bias_in_step_2_G4", 18, 0, 303104, 1204480},
    {"step_2", "G18", "conv_data_64x7x7_to_64x7x7_plain_packed", 18, 1, 64749568, 901120},
    {"step_2", "G19", "conv_weight_64x7x7_by_64x7x7_plain_packed", 18, 1, 64749568, 901120},
    {"step_2", "G20", "make_prior_residual_seen0_masked_conv_weight", 18, 0, 24576, 196632},
    {"step_2", "G21", "make_d_prior_weight", 18, 0, 0, 245760},
    {"step_2", "G22", "make_d_prior_and_d_prior_bias_in_step_2_G13", 34, 0, 403456, 1605888},
    {"step_2", "G23", "conv_weight_128x7x7_by_64x7x7", 34, 1, 426770432, 2121728},
    {"step_2", "G24", "make_prior_masked_conv0_weight", 34, 0, 229376, 1835120},
    {"step_2", "G25", "make_d_prior_0_weight", 34, 0, 0, 2523136},
    {"step_2", "U1", "adam", 70, 0, 6395584, 13775104},
};

static const char page[] =
"# Neural Discrete Representation Learning. van den Oord et al., 2017 "
    "(arXiv:1711.00937).\n"
"#\n"
"# Equation 3 with a codebook that begins as the centres of what the untrained encoder "
    "gives, so that\n"
"# every code is in use from the first step. Then, section 3.2, the autoencoder is "
    "left as it is and\n"
"# a prior is fitted to its codes: a PixelCNN (van den Oord et al., 2016), which sees "
    "of a map what\n"
"# comes before. An image is drawn from both, code after code.\n"
"model: vqvae_prior\n"
"sizes: {batch: 32, hidden: 64, width: 32, codes: 128, side: 28}\n"
"use: blocks.yaml\n"
"\n"
"constants:\n"
"  variance: 0.095                                     # of the pixels of MNIST in [0, "
    "1]\n"
"\n"
"data:\n"
"  x: {image: [1, side, side], range: [0, 1]}\n"
"\n"
"blocks:\n"
"  seen(kernel): [relu, masked_conv: {channels: hidden, kernel: kernel, mask: B}]\n"
"\n"
"networks:\n"
"  encoder:\n"
"    input: x\n"
"    layers: [down4: hidden / 2, down4: hidden, conv: {channels: width, kernel: 3, "
    "padding: 1}]\n"
"  decoder:\n"
"    input: {z: [width, side / 4, side / 4]}\n"
"    layers:\n"
"      - conv: {channels: hidden, kernel: 3, padding: 1}\n"
"      - leaky_relu: 0.2\n"
"      - up4: hidden / 2\n"
"      - conv_transpose: {channels: 1, kernel: 4, stride: 2, padding: same}\n"
"  prior:                                              # logits of each code, from "
    "those before it\n"
"    input: {c: [codes, side / 4, side / 4]}\n"
"    layers:\n"
"      - masked_conv: {channels: hidden, kernel: 7, mask: A}\n"
"      - residual: [seen: 3, seen: 1]\n"
"      - residual: [seen: 3, seen: 1]\n"
"      - relu\n"
"      - masked_conv: {channels: codes, kernel: 1, mask: B}\n"
"\n"
"parameters:\n"
"  codebook: {shape: [codes, width], init: kmeans(ze)}\n"
"\n"
"values:\n"
"  ze:     encoder(x)\n"
"  code:   nearest(ze, codebook)\n"
"  e:      lookup(code, codebook)\n"
"  y:      decoder(straight_through(e, ze))\n"
"  logits: prior(one_hot(code))\n"
"\n"
"losses:\n"
"  reconstruction: mean(square(y - x)) / variance\n"
"  codebook_loss:  mean(square(e - stop_gradient(ze)))\n"
"  commitment:     mean(square(stop_gradient(e) - ze))\n"
"  surprise:       mean(cross_entropy(logits, code))   # nats for each image\n"
"\n"
"metrics:\n"
"  perplexity: perplexity(code)\n"
"\n"
"train:\n"
"  stages:\n"
"    - name:   autoencoder\n"
"      epochs: 20\n"
"      steps:\n"
"        - minimize:  reconstruction + codebook_loss + 0.25 * commitment\n"
"          update:    [encoder, decoder, codebook]\n"
"          optimizer: adam(lr=1e-3)\n"
"    - name:   prior\n"
"      epochs: 20\n"
"      steps:\n"
"        - minimize:  surprise\n"
"          update:    prior\n"
"          optimizer: adam(lr=1e-3)\n"
"\n"
"generate:\n"
"  reconstruct: [x, y]\n"
"  sample:      decoder(lookup(autoregress(prior, like=code), codebook))\n";

static const char *const used[] = {
    "blocks.yaml",
    "# Blocks that several pages share.\n"
    "blocks:\n"
    "  dense(features): [linear: features, relu]\n"
    "  leaky(features): [linear: features, leaky_relu: 0.2]\n"
    "\n"
    "  # Half and twice the side, 5 x 5, with leaky ReLU.\n"
    "  down5(channels): [conv: {channels: channels, kernel: 5, stride: 2, padding: same}, "
        "leaky_relu: 0.2]\n"
    "  up5(channels):   [conv_transpose: {channels: channels, kernel: 5, stride: 2, "
        "padding: same}, leaky_relu: 0.2]\n"
    "\n"
    "  # The same, 4 x 4.\n"
    "  down4(channels): [conv: {channels: channels, kernel: 4, stride: 2, padding: same}, "
        "leaky_relu: 0.2]\n"
    "  up4(channels):   [conv_transpose: {channels: channels, kernel: 4, stride: 2, "
        "padding: same}, leaky_relu: 0.2]\n"
    "\n"
    "  # Half and twice the side, nothing else.\n"
    "  half(channels):  [conv: {channels: channels, kernel: 4, stride: 2, padding: 1}]\n"
    "  twice(channels): [conv_transpose: {channels: channels, kernel: 4, stride: 2, "
        "padding: 1}]\n"
    "\n"
    "  # A block of a PixelCNN, which sees what was drawn before. van den Oord et al., "
        "2016, figure 5.\n"
    "  pixel_residual(width, inner):\n"
    "    - residual:\n"
    "        - relu\n"
    "        - conv: {channels: inner, kernel: 1}\n"
    "        - relu\n"
    "        - masked_conv: {channels: inner, kernel: 3, mask: B}\n"
    "        - relu\n"
    "        - conv: {channels: width, kernel: 1}\n"
    "\n"
    "  # relu, 3x3, relu, 1x1, added to what came. van den Oord et al., 2017, section 4.1.\n"
    "  vq_residual(width, inner):\n"
    "    - residual:\n"
    "        - relu\n"
    "        - conv: {channels: inner, kernel: 3, padding: 1}\n"
    "        - relu\n"
    "        - conv: {channels: width, kernel: 1}\n",
    NULL};

const struct model vqvae_prior_model = {
    .name = "vqvae_prior",
    .version = "0.1.0",
    .hash = "a9fd19d02fecd5c143a66081381e2beaddeba70e1322e09a8b93801da84a8623",
    .batch = 32,
    .fields = 1,
    .field = fields,
    .tensors = 25,
    .tensor = tensors,
    .scalars = 5,
    .scalar = scalars,
    .steps = 2,
    .step = steps,
    .stages = 2,
    .stage = stages,
    .commands = 2,
    .command = commands,
    .buffers = 245,
    .buffer = buffers,
    .kernels = 99,
    .kernel = kernels,
    .parameter_floats = 599728,
    .state_floats = 0,
    .moments = 2,
    .counters = 2,
    .starts = 1,
    .start = starts,
    .arena_floats = 1174160,
    .evaluate = vqvae_prior_evaluate,
    .check = &vqvae_prior_check,
    .page = page,
    .used = used,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&vqvae_prior_model, argc, argv);
}
#endif
