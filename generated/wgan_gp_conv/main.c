/* main.c: the trainer of wgan_gp_conv.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "wgan_gp_conv.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {3, 32, 32},
        .low = -1.0, .high = 1.0, .resize = {32, 32}, .crop = CROP_CENTER, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"G.1.weight", 1, 0, 4, {128, 256, 4, 4}, 0,
        {{32, 1, 16384, 4096}, 1, 32, 65536, 524288, 4, {128, 256, 4, 4}}, INIT_UNIFORM,
            -0.015625, 0.015625},
    {"G.2.weight", 1, 0, 1, {256}, 524288,
        {{1}, -1, 0, 0, 256, 1, {256}}, INIT_CONSTANT, 1.0, 0.0},
    {"G.2.bias", 1, 0, 1, {256}, 524544,
        {{1}, -1, 0, 0, 256, 1, {256}}, INIT_CONSTANT, 0.0, 0.0},
    {"G.4.0.weight", 1, 0, 4, {256, 128, 4, 4}, 524800,
        {{32, 1, 32768, 8192}, 1, 32, 131072, 524288, 4, {256, 128, 4, 4}}, INIT_UNIFORM,
            -0.022097086912079608, 0.022097086912079608},
    {"G.4.1.weight", 1, 0, 1, {128}, 1049088,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_CONSTANT, 1.0, 0.0},
    {"G.4.1.bias", 1, 0, 1, {128}, 1049216,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_CONSTANT, 0.0, 0.0},
    {"G.5.0.weight", 1, 0, 4, {128, 64, 4, 4}, 1049344,
        {{32, 1, 16384, 4096}, 1, 32, 65536, 131072, 4, {128, 64, 4, 4}}, INIT_UNIFORM,
            -0.03125, 0.03125},
    {"G.5.1.weight", 1, 0, 1, {64}, 1180416,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_CONSTANT, 1.0, 0.0},
    {"G.5.1.bias", 1, 0, 1, {64}, 1180480,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_CONSTANT, 0.0, 0.0},
    {"G.6.weight", 1, 0, 4, {64, 3, 4, 4}, 1180544,
        {{1, 32, 384, 96}, 0, 32, 1536, 3072, 4, {64, 3, 4, 4}}, INIT_UNIFORM,
            -0.14433756729740646, 0.14433756729740646},
    {"G.6.bias", 1, 0, 1, {3}, 1183616,
        {{1}, -1, 0, 0, 3, 1, {3}}, INIT_UNIFORM, -0.14433756729740646, 0.14433756729740646},
    {"D.0.0.weight", 1, 0, 4, {64, 3, 4, 4}, 1183632,
        {{1, 32, 384, 96}, 0, 32, 1536, 3072, 4, {64, 3, 4, 4}}, INIT_UNIFORM,
            -0.14433756729740646, 0.14433756729740646},
    {"D.0.0.bias", 1, 0, 1, {64}, 1186704,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.14433756729740646, 0.14433756729740646},
    {"D.1.0.weight", 1, 0, 4, {128, 64, 4, 4}, 1186768,
        {{1, 32, 8192, 2048}, 0, 32, 32768, 131072, 4, {128, 64, 4, 4}}, INIT_UNIFORM, -0.03125,
            0.03125},
    {"D.1.0.bias", 1, 0, 1, {128}, 1317840,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.03125, 0.03125},
    {"D.2.0.weight", 1, 0, 4, {256, 128, 4, 4}, 1317968,
        {{1, 32, 16384, 4096}, 0, 32, 65536, 524288, 4, {256, 128, 4, 4}}, INIT_UNIFORM,
            -0.022097086912079608, 0.022097086912079608},
    {"D.2.0.bias", 1, 0, 1, {256}, 1842256,
        {{1}, -1, 0, 0, 256, 1, {256}}, INIT_UNIFORM, -0.022097086912079608,
            0.022097086912079608},
    {"D.3.weight", 1, 0, 4, {1, 256, 4, 4}, 1842512,
        {{0, 16, 4, 1}, -1, 0, 0, 4096, 4, {1, 256, 4, 4}}, INIT_UNIFORM, -0.015625, 0.015625},
    {"G.2.running_mean", 0, 0, 1, {256}, 0,
        {{1}, -1, 0, 0, 256, 1, {256}}, INIT_CONSTANT, 0.0, 0.0},
    {"G.2.running_var", 0, 0, 1, {256}, 256,
        {{1}, -1, 0, 0, 256, 1, {256}}, INIT_CONSTANT, 1.0, 0.0},
    {"G.2.num_batches_tracked", 0, 1, 0, {0}, 512,
        {{0}, -1, 0, 0, 1, 0, {0}}, INIT_CONSTANT, 0.0, 0.0},
    {"G.4.1.running_mean", 0, 0, 1, {128}, 528,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_CONSTANT, 0.0, 0.0},
    {"G.4.1.running_var", 0, 0, 1, {128}, 656,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_CONSTANT, 1.0, 0.0},
    {"G.4.1.num_batches_tracked", 0, 1, 0, {0}, 784,
        {{0}, -1, 0, 0, 1, 0, {0}}, INIT_CONSTANT, 0.0, 0.0},
    {"G.5.1.running_mean", 0, 0, 1, {64}, 800,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_CONSTANT, 0.0, 0.0},
    {"G.5.1.running_var", 0, 0, 1, {64}, 864,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_CONSTANT, 1.0, 0.0},
    {"G.5.1.num_batches_tracked", 0, 1, 0, {0}, 928,
        {{0}, -1, 0, 0, 1, 0, {0}}, INIT_CONSTANT, 0.0, 0.0},
};

static const struct scalar scalars[] = {
    {"critic", 0, 0},
    {"generator", 0, 0},
    {"distance", 1, 0},
};

static const int updated_1[] = {11, 12, 13, 14, 15, 16, 17};
static const int updated_2[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
static const struct step steps[] = {
    {.name = "critic", .repeat = 5, .run = wgan_gp_conv_step_1,
        .updates = 7, .updated = updated_1},
    {.name = "generator", .repeat = 1, .run = wgan_gp_conv_step_2,
        .updates = 11, .updated = updated_2},
};

static const struct output sample_outputs[] = {
    {.name = "fake", .rank = 3, .shape = {3, 32, 32}, .image = 1, .low = -1.0, .high = 1.0},
};
static const struct output interpolate_outputs[] = {
    {.name = "0", .rank = 3, .shape = {3, 32, 32}, .image = 1, .low = -1.0, .high = 1.0},
};
static const struct command commands[] = {
    {.name = "sample", .outputs = 1, .output = sample_outputs, .run = wgan_gp_conv_sample},
    {.name = "interpolate", .outputs = 1, .output = interpolate_outputs, .run =
        wgan_gp_conv_interpolate,
        .layout = {LAYOUT_PATH, 8, 1}},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"fake_noise", 8192, 8455552},
    [1] = {"G_conv_transpose1", 262144, 7734656},
    [2] = {"G_batch_norm_squares", 256, 8469120},
    [3] = {"G_batch_norm_sum", 256, 0},
    [4] = {"G_batch_norm_scale", 256, 8468608},
    [5] = {"G_batch_norm_mean", 256, 8468864},
    [6] = {"next_G_2_running_mean", 256, 8467840},
    [7] = {"next_G_2_running_var", 256, 8468096},
    [8] = {"G_relu", 262144, 7472512},
    [9] = {"G_up4_conv_transpose", 524288, 6686080},
    [10] = {"scratch_step_1_F5", 666400, 0},
    [11] = {"G_up4_batch_norm_squares", 128, 8470016},
    [12] = {"G_up4_batch_norm_sum", 128, 0},
    [13] = {"G_up4_batch_norm_scale", 128, 8469760},
    [14] = {"G_up4_batch_norm_mean", 128, 8469888},
    [15] = {"next_G_4_1_running_mean", 128, 8469376},
    [16] = {"next_G_4_1_running_var", 128, 8469504},
    [17] = {"G_up4_relu", 524288, 6161792},
    [18] = {"G_up5_conv_transpose", 1048576, 3540352},
    [19] = {"scratch_step_1_F9", 204800, 0},
    [20] = {"G_up5_batch_norm_squares", 64, 8470400},
    [21] = {"G_up5_batch_norm_sum", 64, 0},
    [22] = {"G_up5_batch_norm_scale", 64, 5113216},
    [23] = {"G_up5_batch_norm_mean", 64, 8470336},
    [24] = {"next_G_5_1_running_mean", 64, 8470144},
    [25] = {"next_G_5_1_running_var", 64, 8470208},
    [26] = {"D_down0_conv_of_x_product", 1048576, 0},
    [27] = {"D_down0_leaky_relu_of_x", 1048576, 1443200},
    [28] = {"D_down1_conv_of_x_product", 524288, 819200},
    [29] = {"scratch_step_1_F14", 819200, 0},
    [30] = {"D_down1_leaky_relu_of_x", 524288, 2491776},
    [31] = {"D_down2_conv_of_x_product", 262144, 3016064},
    [32] = {"scratch_step_1_F16", 1280800, 0},
    [33] = {"D_down2_leaky_relu_of_x", 262144, 0},
    [34] = {"d_D_down2_conv_of_x_scaled", 262144, 4588928},
    [35] = {"d_D_2_0_bias_via_x", 256, 8468352},
    [36] = {"d_D_3_weight_via_x", 4096, 8463744},
    [37] = {"D_conv_of_x", 64, 524288},
    [38] = {"scratch_step_1_F18", 262144, 262144},
    [39] = {"D_conv_of_x_sum", 1, 8470480},
    [40] = {"d_D_down1_leaky_relu_of_x_scaled", 524288, 3016064},
    [41] = {"scratch_step_1_G1", 666400, 0},
    [42] = {"scratch_step_1_G2", 1443200, 0},
    [43] = {"d_D_down1_conv_of_x_scaled", 524288, 4588928},
    [44] = {"d_D_1_0_bias_via_x", 128, 8469632},
    [45] = {"d_D_down0_leaky_relu_of_x_scaled", 1048576, 2491776},
    [46] = {"scratch_step_1_G4", 204800, 0},
    [47] = {"scratch_step_1_G5", 1438400, 0},
    [48] = {"d_D_down0_conv_of_x_scaled", 1048576, 0},
    [49] = {"d_D_0_0_bias_via_x", 64, 8470272},
    [50] = {"scratch_step_1_G7", 221952, 1048576},
    [51] = {"G_up5_relu", 1048576, 2491776},
    [52] = {"G_conv_transpose6_product", 196608, 0},
    [53] = {"scratch_step_1_F21", 3072, 196608},
    [54] = {"mix_noise", 64, 196672},
    [55] = {"x_hat_scale", 64, 196608},
    [56] = {"fake", 196608, 8258944},
    [57] = {"x_hat", 196608, 1048576},
    [58] = {"D_down0_conv_of_x_hat_product", 1048576, 0},
    [59] = {"D_down0_leaky_relu_of_x_hat", 1048576, 1438400},
    [60] = {"D_down1_conv_of_x_hat_product", 524288, 819200},
    [61] = {"scratch_step_1_F26", 819200, 0},
    [62] = {"D_down1_leaky_relu_of_x_hat", 524288, 5113216},
    [63] = {"D_down2_conv_of_x_hat_product", 262144, 7996800},
    [64] = {"scratch_step_1_F28", 1280800, 0},
    [65] = {"slope_d_D_down2_conv", 262144, 7210368},
    [66] = {"slope_d_D_down1_leaky_relu", 524288, 666400},
    [67] = {"scratch_step_1_F30", 666400, 0},
    [68] = {"slope_d_D_down1_conv", 524288, 4588928},
    [69] = {"slope_d_D_down0_leaky_relu", 1048576, 0},
    [70] = {"scratch_step_1_F32", 204800, 1048576},
    [71] = {"slope_d_D_down0_conv", 1048576, 0},
    [72] = {"slope_d_x_hat", 196608, 1048576},
    [73] = {"scratch_step_1_F34", 3072, 1245184},
    [74] = {"d_slope_d_x_hat_scaled_scale_squared_sum", 1, 8470464},
    [75] = {"d_slope_d_x_hat_scaled", 196608, 5637504},
    [76] = {"scratch_step_1_G8", 221952, 1048576},
    [77] = {"d_slope_d_D_down0_conv_scaled", 1048576, 0},
    [78] = {"d_slope_d_D_down0_leaky_relu_scaled", 1048576, 1438400},
    [79] = {"d_slope_d_D_down1_conv_scaled", 524288, 5637504},
    [80] = {"scratch_step_1_G11", 819200, 0},
    [81] = {"scratch_step_1_G12", 1438400, 0},
    [82] = {"d_slope_d_D_down1_leaky_relu_scaled", 524288, 1443200},
    [83] = {"d_slope_d_D_down2_conv_scaled", 262144, 1967488},
    [84] = {"scratch_step_1_G14", 1280800, 0},
    [85] = {"scratch_step_1_G15", 1443200, 0},
    [86] = {"d_slope_d_D_down2_leaky_relu_scaled", 4096, 1343488},
    [87] = {"D_down0_conv_of_fake_product", 1048576, 0},
    [88] = {"D_down0_leaky_relu_of_fake", 1048576, 1443200},
    [89] = {"D_down1_conv_of_fake_product", 524288, 819200},
    [90] = {"scratch_step_1_F38", 819200, 0},
    [91] = {"D_down1_leaky_relu_of_fake", 524288, 4588928},
    [92] = {"D_down2_conv_of_fake_product", 262144, 5113216},
    [93] = {"scratch_step_1_F40", 1280800, 0},
    [94] = {"D_down2_leaky_relu_of_fake", 262144, 0},
    [95] = {"d_D_down2_conv_of_fake_scaled", 262144, 5637504},
    [96] = {"d_D_2_0_bias_via_fake", 256, 7210368},
    [97] = {"d_D_3_weight_via_fake", 4096, 524288},
    [98] = {"D_conv_of_fake", 64, 528384},
    [99] = {"scratch_step_1_F42", 262144, 262144},
    [100] = {"D_conv_of_fake_sum", 1, 0},
    [101] = {"d_D_down1_leaky_relu_of_fake_scaled", 524288, 5113216},
    [102] = {"scratch_step_1_G18", 666400, 0},
    [103] = {"scratch_step_1_G19", 1443200, 0},
    [104] = {"d_D_down1_conv_of_fake_scaled", 524288, 5637504},
    [105] = {"d_D_1_0_bias_via_fake", 128, 1438400},
    [106] = {"d_D_down0_leaky_relu_of_fake_scaled", 1048576, 4588928},
    [107] = {"scratch_step_1_G21", 204800, 0},
    [108] = {"scratch_step_1_G22", 1438400, 0},
    [109] = {"d_D_down0_conv_of_fake_scaled", 1048576, 0},
    [110] = {"d_D_0_0_bias_via_fake", 64, 1270528},
    [111] = {"scratch_step_1_G24", 221952, 1048576},
    [112] = {"next_G_2_num_batches_tracked", 1, 0},
    [113] = {"next_G_4_1_num_batches_tracked", 1, 16},
    [114] = {"next_G_5_1_num_batches_tracked", 1, 32},
    [115] = {"G_batch_norm_rstd", 256, 5375360},
    [116] = {"G_up4_batch_norm_rstd", 128, 5375616},
    [117] = {"G_up5_batch_norm_rstd", 64, 2329376},
    [118] = {"G_5_1_weight_times_G_up5_batch_norm_rstd", 64, 2486976},
    [119] = {"D_down0_conv_of_fake_product_in_generator", 1048576, 0},
    [120] = {"D_down0_leaky_relu_of_fake_in_generator", 1048576, 1280800},
    [121] = {"D_down1_conv_of_fake_product_in_generator", 524288, 4588928},
    [122] = {"scratch_step_2_F6", 819200, 0},
    [123] = {"D_down1_leaky_relu_of_fake_in_generator", 524288, 4588928},
    [124] = {"D_down2_conv_of_fake_product_in_generator", 262144, 5113216},
    [125] = {"scratch_step_2_F8", 1280800, 0},
    [126] = {"D_down2_leaky_relu_of_fake_in_generator", 262144, 0},
    [127] = {"d_D_down2_conv_of_fake_scaled_in_generator", 262144, 5113216},
    [128] = {"D_conv_of_fake_in_generator", 64, 524288},
    [129] = {"scratch_step_2_F10", 262144, 262144},
    [130] = {"generator_sum", 1, 0},
    [131] = {"d_D_down1_leaky_relu_of_fake_scaled_in_generator", 524288, 666400},
    [132] = {"scratch_step_2_G1", 666400, 0},
    [133] = {"d_D_down1_conv_of_fake_scaled_in_generator", 524288, 4588928},
    [134] = {"d_D_down0_leaky_relu_of_fake_scaled_in_generator", 1048576, 0},
    [135] = {"scratch_step_2_G3", 204800, 1048576},
    [136] = {"d_D_down0_conv_of_fake_scaled_in_generator", 1048576, 0},
    [137] = {"d_fake_scaled", 196608, 1048576},
    [138] = {"scratch_step_2_G5", 3072, 1245184},
    [139] = {"d_G_conv_transpose6_scaled", 196608, 1270528},
    [140] = {"d_G_6_bias_scaled", 3, 0},
    [141] = {"d_G_up5_relu_scaled", 1048576, 0},
    [142] = {"scratch_step_2_G9", 221952, 1048576},
    [143] = {"d_G_5_1_bias_scaled", 64, 1048704},
    [144] = {"d_G_up5_batch_norm_centred_scale_sum", 64, 1048768},
    [145] = {"d_G_up5_batch_norm_sum", 64, 1048576},
    [146] = {"G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted", 64, 1048640},
    [147] = {"d_G_up5_conv_transpose", 1048576, 1438400},
    [148] = {"d_G_up4_relu", 524288, 2486976},
    [149] = {"scratch_step_2_G13", 819200, 0},
    [150] = {"scratch_step_2_G14", 1438400, 0},
    [151] = {"d_G_up4_batch_norm_centred_scale_sum", 128, 256},
    [152] = {"d_G_up4_conv_transpose_offset", 128, 0},
    [153] = {"d_G_up4_batch_norm_centred_scale", 128, 128},
    [154] = {"d_G_up4_conv_transpose", 524288, 1443200},
    [155] = {"d_G_relu", 262144, 1967488},
    [156] = {"scratch_step_2_G18", 1280800, 0},
    [157] = {"scratch_step_2_G19", 1443200, 0},
    [158] = {"d_G_batch_norm_centred_scale_sum", 256, 0},
    [159] = {"d_G_conv_transpose1_offset", 256, 262144},
    [160] = {"d_G_batch_norm_centred_scale", 256, 262400},
    [161] = {"d_G_conv_transpose1", 262144, 0},
    [162] = {"evaluate_fake_noise", 8192, 0},
    [163] = {"evaluate_G_conv_transpose1", 262144, 2392064},
    [164] = {"evaluate_mix_noise", 64, 2654272},
    [165] = {"evaluate_x_hat_scale", 64, 2654208},
    [166] = {"evaluate_D_down0_conv_of_x_product", 1048576, 0},
    [167] = {"evaluate_D_down0_leaky_relu_of_x", 1048576, 0},
    [168] = {"evaluate_D_down1_conv_of_x_product", 524288, 1867776},
    [169] = {"scratch_evaluate_F5", 819200, 1048576},
    [170] = {"evaluate_D_down1_leaky_relu_of_x", 524288, 1280800},
    [171] = {"evaluate_D_down2_conv_of_x_product", 262144, 1805088},
    [172] = {"scratch_evaluate_F7", 1280800, 0},
    [173] = {"evaluate_D_down2_leaky_relu_of_x", 262144, 0},
    [174] = {"evaluate_D_conv_of_x", 64, 524288},
    [175] = {"scratch_evaluate_F9", 262144, 262144},
    [176] = {"evaluate_D_conv_of_x_sum", 1, 3115824},
    [177] = {"evaluate_G_batch_norm_scale", 256, 0},
    [178] = {"evaluate_G_relu", 262144, 666400},
    [179] = {"evaluate_G_up4_conv_transpose", 524288, 1048576},
    [180] = {"scratch_evaluate_F13", 666400, 0},
    [181] = {"evaluate_G_up4_batch_norm_scale", 128, 0},
    [182] = {"evaluate_G_up4_relu", 524288, 1048576},
    [183] = {"evaluate_G_up5_conv_transpose", 1048576, 0},
    [184] = {"scratch_evaluate_F16", 204800, 1572864},
    [185] = {"evaluate_G_up5_batch_norm_scale", 64, 1048576},
    [186] = {"evaluate_G_up5_relu", 1048576, 0},
    [187] = {"evaluate_G_conv_transpose6_product", 196608, 1245184},
    [188] = {"scratch_evaluate_F19", 3072, 1048576},
    [189] = {"evaluate_fake", 196608, 1048576},
    [190] = {"evaluate_x_hat", 196608, 2392064},
    [191] = {"evaluate_D_down0_conv_of_fake_product", 1048576, 0},
    [192] = {"evaluate_D_down0_leaky_relu_of_fake", 1048576, 0},
    [193] = {"evaluate_D_down1_conv_of_fake_product", 524288, 1867776},
    [194] = {"scratch_evaluate_F23", 819200, 1048576},
    [195] = {"evaluate_D_down1_leaky_relu_of_fake", 524288, 1280800},
    [196] = {"evaluate_D_down2_conv_of_fake_product", 262144, 1805088},
    [197] = {"scratch_evaluate_F25", 1280800, 0},
    [198] = {"evaluate_D_down2_leaky_relu_of_fake", 262144, 0},
    [199] = {"evaluate_D_conv_of_fake", 64, 524288},
    [200] = {"scratch_evaluate_F27", 262144, 262144},
    [201] = {"evaluate_generator_sum", 1, 3115808},
    [202] = {"evaluate_D_down0_conv_of_x_hat_product", 1048576, 0},
    [203] = {"evaluate_D_down0_leaky_relu_of_x_hat", 1048576, 1280800},
    [204] = {"evaluate_D_down1_conv_of_x_hat_product", 524288, 2329376},
    [205] = {"scratch_evaluate_F31", 819200, 0},
    [206] = {"evaluate_D_down1_leaky_relu_of_x_hat", 524288, 2329376},
    [207] = {"evaluate_D_down2_conv_of_x_hat_product", 262144, 2853664},
    [208] = {"scratch_evaluate_F33", 1280800, 0},
    [209] = {"evaluate_slope_d_D_down2_conv", 262144, 2853664},
    [210] = {"evaluate_slope_d_D_down1_leaky_relu", 524288, 666400},
    [211] = {"scratch_evaluate_F35", 666400, 0},
    [212] = {"evaluate_slope_d_D_down1_conv", 524288, 2329376},
    [213] = {"evaluate_slope_d_D_down0_leaky_relu", 1048576, 0},
    [214] = {"scratch_evaluate_F37", 204800, 1048576},
    [215] = {"evaluate_slope_d_D_down0_conv", 1048576, 0},
    [216] = {"evaluate_slope_d_x_hat", 196608, 1048576},
    [217] = {"scratch_evaluate_F39", 3072, 1245184},
    [218] = {"evaluate_slope_shifted_squared_sum", 1, 0},
    [219] = {"sample_fake_noise", 8192, 262144},
    [220] = {"sample_G_conv_transpose1", 262144, 0},
    [221] = {"sample_G_batch_norm_scale", 256, 262144},
    [222] = {"sample_G_relu", 262144, 666400},
    [223] = {"sample_G_up4_conv_transpose", 524288, 1048576},
    [224] = {"scratch_sample_F4", 666400, 0},
    [225] = {"sample_G_up4_batch_norm_scale", 128, 0},
    [226] = {"sample_G_up4_relu", 524288, 1048576},
    [227] = {"sample_G_up5_conv_transpose", 1048576, 0},
    [228] = {"scratch_sample_F7", 204800, 1572864},
    [229] = {"sample_G_up5_batch_norm_scale", 64, 1048576},
    [230] = {"sample_G_up5_relu", 1048576, 0},
    [231] = {"sample_G_conv_transpose6_product", 196608, 1048576},
    [232] = {"scratch_sample_F10", 3072, 1245184},
    [233] = {"interpolate_G_batch_norm_scale", 256, 270336},
    [234] = {"interpolate_G_up4_batch_norm_scale", 128, 928544},
    [235] = {"interpolate_G_up5_batch_norm_scale", 64, 1777664},
    [236] = {"interpolate_interpolate_noise", 8192, 0},
    [237] = {"interpolate_share", 64, 16384},
    [238] = {"interpolate_interpolate_noise2", 8192, 8192},
    [239] = {"interpolate_path", 8192, 262144},
    [240] = {"interpolate_G_conv_transpose1", 262144, 0},
    [241] = {"interpolate_G_relu", 262144, 666400},
    [242] = {"interpolate_G_up4_conv_transpose", 524288, 1048576},
    [243] = {"scratch_interpolate_F7", 666400, 0},
    [244] = {"interpolate_G_up4_relu", 524288, 1048576},
    [245] = {"interpolate_G_up5_conv_transpose", 1048576, 0},
    [246] = {"scratch_interpolate_F9", 204800, 1572864},
    [247] = {"interpolate_G_up5_relu", 1048576, 0},
    [248] = {"interpolate_G_conv_transpose6_product", 196608, 1048576},
    [249] = {"scratch_interpolate_F11", 3072, 1245184},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "N1", "runtime/random.c", 39, 0, 0, 32768},
    {"step_1", "F1", "conv_data_128_to_256x4x4", 22, 1, 67108864, 3178496},
    {"step_1", "F2", "make_G_batch_norm_squares", 23, 0, 1343488, 1050624},
    {"step_1", "F3", "make_G_batch_norm_mean", 23, 0, 3072, 9216},
    {"step_1", "F4", "make_G_relu", 24, 0, 1048576, 2100224},
    {"step_1", "F5", "conv_data_256x4x4_to_128x8x8_in_panels", 14, 1, 419430400, 5242880},
    {"step_1", "F6", "make_G_up4_batch_norm_squares", 14, 0, 2637824, 2098176},
    {"step_1", "F7", "make_G_up4_batch_norm_mean", 14, 0, 1536, 4608},
    {"step_1", "F8", "make_G_up4_relu", 14, 0, 2097152, 4195840},
    {"step_1", "F9", "conv_data_128x8x8_to_64x16x16_in_panels", 14, 1, 419430400, 6815744},
    {"step_1", "F10", "make_G_up5_batch_norm_squares", 14, 0, 5251072, 4194816},
    {"step_1", "F11", "make_G_up5_batch_norm_mean", 14, 0, 768, 2304},
    {"step_1", "F12", "conv_3x32x32_to_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "F13", "make_D_down0_leaky_relu", 15, 0, 2097152, 8388864},
    {"step_1", "F14", "conv_64x16x16_to_128x8x8_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "F15", "make_D_down1_leaky_relu", 15, 0, 1048576, 4194816},
    {"step_1", "F16", "conv_128x8x8_to_256x4x4_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "F17", "make_D_down2_leaky_relu_in_step_1", 15, 0, 1589248, 3180544},
    {"step_1", "F18", "conv_256x4x4_to_1", 35, 1, 524288, 1065216},
    {"step_1", "F19", "make_D_conv_of_x_sum", 45, 0, 64, 260},
    {"step_1", "G1", "conv_data_256x4x4_to_128x8x8_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "G2", "scaled_conv_weight_128x8x8_by_256x4x4", 15, 1, 419430400, 5242880},
    {"step_1", "G3", "make_d_D_down1_conv_scaled_and_d_D_bias", 15, 0, 1581056, 6291968},
    {"step_1", "G4", "conv_data_128x8x8_to_64x16x16_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "G5", "scaled_conv_weight_64x16x16_by_128x8x8", 15, 1, 419430400, 6815744},
    {"step_1", "G6", "make_d_D_down0_conv_scaled_and_d_D_bias", 15, 0, 3149824, 12583168},
    {"step_1", "G7", "scaled_conv_weight_3x32x32_by_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "F20", "make_G_up5_relu", 14, 0, 4194304, 8389376},
    {"step_1", "F21", "conv_data_64x16x16_to_3x32x32", 27, 1, 94470144, 4993024},
    {"step_1", "N2", "runtime/random.c", 40, 0, 0, 256},
    {"step_1", "F22", "make_x_hat_scale", 41, 0, 64, 512},
    {"step_1", "F23", "make_fake_and_x_hat", 39, 0, 983040, 3146252},
    {"step_1", "F24", "conv_3x32x32_to_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "F25", "make_D_down0_leaky_relu", 15, 0, 2097152, 8388864},
    {"step_1", "F26", "conv_64x16x16_to_128x8x8_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "F27", "make_D_down1_leaky_relu", 15, 0, 1048576, 4194816},
    {"step_1", "F28", "conv_128x8x8_to_256x4x4_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "F29", "make_slope_d_D_down2_conv", 15, 0, 786432, 2114560},
    {"step_1", "F30", "conv_data_256x4x4_to_128x8x8_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "F31", "make_d_D_down1_conv", 15, 0, 1048576, 6291456},
    {"step_1", "F32", "conv_data_128x8x8_to_64x16x16_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "F33", "make_d_D_down0_conv", 15, 0, 2097152, 12582912},
    {"step_1", "F34", "conv_data_64x16x16_to_3x32x32", 41, 1, 94470144, 4993024},
    {"step_1", "F35", "make_d_slope_d_x_hat_scaled", 45, 0, 590208, 1572868},
    {"step_1", "G8", "add_scaled_conv_weight_3x32x32_by_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "G9", "conv_3x32x32_to_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "G10", "make_d_slope_d_D_down0_leaky_relu_scaled", 15, 0, 2097152, 12582912},
    {"step_1", "G11", "conv_64x16x16_to_128x8x8_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "G12", "add_scaled_conv_weight_64x16x16_by_128x8x8", 15, 1, 419430400, 6815744},
    {"step_1", "G13", "make_d_slope_d_D_down1_leaky_relu_scaled", 15, 0, 1048576, 6291456},
    {"step_1", "G14", "conv_128x8x8_to_256x4x4_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "G15", "add_scaled_conv_weight_128x8x8_by_256x4x4", 15, 1, 419430400, 5242880},
    {"step_1", "G16", "make_d_slope_d_D_down2_leaky_relu_scaled", 15, 0, 1048576, 2114560},
    {"step_1", "F36", "conv_3x32x32_to_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "F37", "make_D_down0_leaky_relu", 15, 0, 2097152, 8388864},
    {"step_1", "F38", "conv_64x16x16_to_128x8x8_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "F39", "make_D_down1_leaky_relu", 15, 0, 1048576, 4194816},
    {"step_1", "F40", "conv_128x8x8_to_256x4x4_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "F41", "make_D_down2_leaky_relu_in_step_1", 15, 0, 1589248, 3180544},
    {"step_1", "F42", "conv_256x4x4_to_1", 35, 1, 524288, 1065216},
    {"step_1", "F43", "make_D_conv_of_x_sum", 46, 0, 64, 260},
    {"step_1", "G17", "make_d_D_3_weight", 35, 0, 20480, 65536},
    {"step_1", "G18", "conv_data_256x4x4_to_128x8x8_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "G19", "add_scaled_conv_weight_128x8x8_by_256x4x4", 15, 1, 419430400, 5242880},
    {"step_1", "G20", "make_d_D_down1_conv_scaled_and_d_D_bias", 15, 0, 1581056, 6291968},
    {"step_1", "G21", "conv_data_128x8x8_to_64x16x16_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "G22", "add_scaled_conv_weight_64x16x16_by_128x8x8", 15, 1, 419430400, 6815744},
    {"step_1", "G23", "make_d_D_down0_conv_scaled_and_d_D_bias", 15, 0, 3149824, 12583168},
    {"step_1", "G24", "add_scaled_conv_weight_3x32x32_by_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "G25", "make_d_D_0_0_bias", 15, 0, 192, 768},
    {"step_1", "G26", "make_d_D_1_0_bias", 15, 0, 384, 1536},
    {"step_1", "G27", "make_d_D_2_0_bias", 15, 0, 768, 3072},
    {"step_1", "U1", "adam", 52, 0, 8618688, 18563328},
    {"step_1", "A1", "memcpy", 23, 0, 0, 2048},
    {"step_1", "A2", "memcpy", 23, 0, 0, 2048},
    {"step_1", "A3", "memcpy", 23, 0, 0, 8},
    {"step_1", "A4", "memcpy", 14, 0, 0, 1024},
    {"step_1", "A5", "memcpy", 14, 0, 0, 1024},
    {"step_1", "A6", "memcpy", 14, 0, 0, 8},
    {"step_1", "A7", "memcpy", 14, 0, 0, 512},
    {"step_1", "A8", "memcpy", 14, 0, 0, 512},
    {"step_1", "A9", "memcpy", 14, 0, 0, 8},
    {"step_2", "F1", "make_G_batch_norm_rstd", 23, 0, 1024, 2048},
    {"step_2", "F2", "make_G_up4_batch_norm_rstd", 14, 0, 512, 1024},
    {"step_2", "F3", "make_G_up5_batch_norm_rstd", 14, 0, 384, 1024},
    {"step_2", "F4", "conv_3x32x32_to_64x16x16", 15, 1, 94470144, 4993024},
    {"step_2", "F5", "make_D_down0_leaky_relu", 15, 0, 2097152, 8388864},
    {"step_2", "F6", "conv_64x16x16_to_128x8x8_out_panels", 15, 1, 419430400, 6815744},
    {"step_2", "F7", "make_D_down1_leaky_relu", 15, 0, 1048576, 4194816},
    {"step_2", "F8", "conv_128x8x8_to_256x4x4_out_panels", 15, 1, 419430400, 5242880},
    {"step_2", "F9", "make_D_down2_leaky_relu_of_fake_in_generator", 15, 0, 1048576, 3163136},
    {"step_2", "F10", "conv_256x4x4_to_1", 35, 1, 524288, 1065216},
    {"step_2", "F11", "make_D_conv_of_x_sum", 46, 0, 64, 260},
    {"step_2", "G1", "conv_data_256x4x4_to_128x8x8_out_panels", 15, 1, 419430400, 5242880},
    {"step_2", "G2", "make_d_D_down1_conv", 15, 0, 1048576, 6291456},
    {"step_2", "G3", "conv_data_128x8x8_to_64x16x16_out_panels", 15, 1, 419430400, 6815744},
    {"step_2", "G4", "make_d_D_down0_conv", 15, 0, 2097152, 12582912},
    {"step_2", "G5", "conv_data_64x16x16_to_3x32x32", 39, 1, 94470144, 4993024},
    {"step_2", "G6", "make_d_G_conv_transpose6_scaled", 27, 0, 786624, 2359308},
    {"step_2", "G7", "make_d_G_6_bias", 27, 0, 3, 24},
    {"step_2", "G8", "conv_3x32x32_to_64x16x16", 14, 1, 94470144, 4993024},
    {"step_2", "G9", "scaled_conv_weight_3x32x32_by_64x16x16", 27, 1, 94470144, 4993024},
    {"step_2", "G10", "make_d_G_5_1_bias_scaled", 14, 0, 7348224, 12583680},
    {"step_2", "G11", "make_d_G_up5_batch_norm_sum", 14, 0, 704, 2048},
    {"step_2", "G12", "make_d_G_up5_conv_transpose", 14, 0, 7340032, 16778240},
    {"step_2", "G13", "conv_64x16x16_to_128x8x8_in_panels", 14, 1, 419430400, 6815744},
    {"step_2", "G14", "conv_weight_64x16x16_by_128x8x8", 14, 1, 419430400, 6815744},
    {"step_2", "G15", "make_d_G_4_1_bias", 14, 0, 3686400, 6292992},
    {"step_2", "G16", "make_d_G_4_1_weight", 14, 0, 1152, 3584},
    {"step_2", "G17", "make_d_G_up4_conv_transpose", 14, 0, 3670016, 8390656},
    {"step_2", "G18", "conv_128x8x8_to_256x4x4_in_panels", 24, 1, 419430400, 5242880},
    {"step_2", "G19", "conv_weight_128x8x8_by_256x4x4", 14, 1, 419430400, 5242880},
    {"step_2", "G20", "make_d_G_2_bias", 23, 0, 1867776, 3148800},
    {"step_2", "G21", "make_d_G_2_weight", 22, 0, 2304, 7168},
    {"step_2", "G22", "make_d_G_conv_transpose1", 22, 0, 1835008, 4198400},
    {"step_2", "G23", "conv_weight_256x4x4_by_128", 22, 1, 67108864, 3178496},
    {"step_2", "U1", "adam", 56, 0, 15387047, 33141332},
};

static const char page[] =
"# Improved Training of Wasserstein GANs. Gulrajani et al., 2017 (arXiv:1704.00028).\n"
"#\n"
"# Equation 3 with the networks of a DCGAN: the critic's loss with a penalty on the "
    "norm of its\n"
"# gradient at random points between real and generated images, weight 10. No batch "
    "norm in the\n"
"# critic, as the penalty is for each example (section 4). Five critic steps for each "
    "step of the\n"
"# generator, Adam with beta1 0 and beta2 0.9: the defaults of algorithm 1.\n"
"model: wgan_gp_conv\n"
"sizes: {batch: 64, latent: 128, width: 64, side: 32}\n"
"\n"
"data:\n"
"  x: {image: [3, side, side], range: [-1, 1], resize: side, crop: center}\n"
"\n"
"blocks:\n"
"  up(channels):   [conv_transpose: {channels: channels, kernel: 4, stride: 2, "
    "padding: 1, bias: false}, batch_norm, relu]\n"
"  down(channels): [conv: {channels: channels, kernel: 4, stride: 2, padding: 1}, "
    "leaky_relu: 0.2]\n"
"\n"
"networks:\n"
"  G:\n"
"    input: {z: [latent]}\n"
"    layers:\n"
"      - reshape: [latent, 1, 1]\n"
"      - conv_transpose: {channels: 4 * width, kernel: 4, bias: false}\n"
"      - batch_norm\n"
"      - relu\n"
"      - up: 2 * width\n"
"      - up: width\n"
"      - conv_transpose: {channels: 3, kernel: 4, stride: 2, padding: 1}\n"
"      - tanh\n"
"  D:\n"
"    input: x\n"
"    layers:\n"
"      - down: width\n"
"      - down: 2 * width\n"
"      - down: 4 * width\n"
"      - conv: {channels: 1, kernel: 4, bias: false}    # a bias would cancel in the "
    "loss\n"
"      - flatten\n"
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

const struct model wgan_gp_conv_model = {
    .name = "wgan_gp_conv",
    .version = "0.1.0",
    .hash = "b9dbc668fb0f81f1e2cce5b4c463fa80cb7c50aa6fe2a77cb827eb6e07415e8d",
    .batch = 64,
    .fields = 1,
    .field = fields,
    .tensors = 27,
    .tensor = tensors,
    .scalars = 3,
    .scalar = scalars,
    .steps = 2,
    .step = steps,
    .commands = 2,
    .command = commands,
    .buffers = 250,
    .buffer = buffers,
    .kernels = 117,
    .kernel = kernels,
    .parameter_floats = 1846608,
    .state_floats = 944,
    .moments = 2,
    .counters = 2,
    .arena_floats = 8470496,
    .evaluate = wgan_gp_conv_evaluate,
    .check = &wgan_gp_conv_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&wgan_gp_conv_model, argc, argv);
}
#endif
