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
    [0] = {"fake_noise", 8192, 0},
    [1] = {"G_conv_transpose1", 262144, 8192},
    [2] = {"G_batch_norm_squares", 256, 2630400},
    [3] = {"G_batch_norm_sum", 256, 270848},
    [4] = {"G_batch_norm_scale", 256, 270336},
    [5] = {"G_batch_norm_mean", 256, 270592},
    [6] = {"next_G_2_running_mean", 256, 3679616},
    [7] = {"next_G_2_running_var", 256, 3679360},
    [8] = {"D_down0_conv_of_x_product", 1048576, 270848},
    [9] = {"D_down0_leaky_relu_of_x", 1048576, 270848},
    [10] = {"D_down1_conv_of_x_product", 524288, 1319424},
    [11] = {"scratch_step_1_F6", 819200, 2630656},
    [12] = {"D_down1_leaky_relu_of_x", 524288, 1319424},
    [13] = {"D_down2_conv_of_x_product", 262144, 2368000},
    [14] = {"scratch_step_1_F8", 614400, 2630656},
    [15] = {"D_down2_leaky_relu_of_x", 262144, 2105856},
    [16] = {"d_D_down2_conv_of_x_scaled", 262144, 1843712},
    [17] = {"d_D_2_0_bias_via_x", 256, 3876608},
    [18] = {"d_D_3_weight_via_x", 4096, 3877376},
    [19] = {"D_conv_of_x", 64, 2368000},
    [20] = {"scratch_step_1_F10", 262144, 2368064},
    [21] = {"D_conv_of_x_sum", 1, 3881536},
    [22] = {"d_D_down1_leaky_relu_of_x_scaled", 524288, 2105856},
    [23] = {"scratch_step_1_G1", 745472, 2630656},
    [24] = {"scratch_step_1_G2", 727200, 2630656},
    [25] = {"d_D_down1_conv_of_x_scaled", 524288, 2630656},
    [26] = {"d_D_1_0_bias_via_x", 128, 3877184},
    [27] = {"d_D_down0_leaky_relu_of_x_scaled", 1048576, 1319424},
    [28] = {"scratch_step_1_G4", 204800, 2368000},
    [29] = {"scratch_step_1_G5", 1438400, 3881552},
    [30] = {"d_D_down0_conv_of_x_scaled", 1048576, 2630656},
    [31] = {"d_D_0_0_bias_via_x", 64, 3881472},
    [32] = {"scratch_step_1_G7", 221952, 270848},
    [33] = {"G_relu", 262144, 270848},
    [34] = {"G_up4_conv_transpose", 524288, 532992},
    [35] = {"scratch_step_1_F13", 614400, 1057280},
    [36] = {"G_up4_batch_norm_squares", 128, 3876480},
    [37] = {"G_up4_batch_norm_sum", 128, 1057536},
    [38] = {"G_up4_batch_norm_scale", 128, 1057280},
    [39] = {"G_up4_batch_norm_mean", 128, 1057408},
    [40] = {"next_G_4_1_running_mean", 128, 3876992},
    [41] = {"next_G_4_1_running_var", 128, 3876864},
    [42] = {"G_up4_relu", 524288, 1057536},
    [43] = {"G_up5_conv_transpose", 1048576, 1581824},
    [44] = {"scratch_step_1_F17", 204800, 2630656},
    [45] = {"G_up5_batch_norm_squares", 64, 3679296},
    [46] = {"G_up5_batch_norm_sum", 64, 2630720},
    [47] = {"G_up5_batch_norm_scale", 64, 3679872},
    [48] = {"G_up5_batch_norm_mean", 64, 2630656},
    [49] = {"next_G_5_1_running_mean", 64, 3877312},
    [50] = {"next_G_5_1_running_var", 64, 3877120},
    [51] = {"G_up5_relu", 1048576, 2630720},
    [52] = {"G_conv_transpose6_product", 196608, 3881552},
    [53] = {"scratch_step_1_F21", 3072, 3679872},
    [54] = {"mix_noise", 64, 4078160},
    [55] = {"x_hat_scale", 64, 4078224},
    [56] = {"fake", 196608, 3679872},
    [57] = {"x_hat", 196608, 3881552},
    [58] = {"D_down0_conv_of_x_hat_product", 1048576, 4668000},
    [59] = {"D_down0_leaky_relu_of_x_hat", 1048576, 4668000},
    [60] = {"D_down1_conv_of_x_hat_product", 524288, 4143712},
    [61] = {"scratch_step_1_F26", 819200, 5716576},
    [62] = {"D_down1_leaky_relu_of_x_hat", 524288, 4143712},
    [63] = {"D_down2_conv_of_x_hat_product", 262144, 3881568},
    [64] = {"scratch_step_1_F28", 614400, 5716576},
    [65] = {"slope_d_D_down2_conv", 262144, 5716576},
    [66] = {"slope_d_D_down1_leaky_relu", 524288, 5978720},
    [67] = {"scratch_step_1_F30", 745472, 6503008},
    [68] = {"slope_d_D_down1_conv", 524288, 5978720},
    [69] = {"slope_d_D_down0_leaky_relu", 1048576, 6503008},
    [70] = {"scratch_step_1_F32", 204800, 7551584},
    [71] = {"slope_d_D_down0_conv", 1048576, 6503008},
    [72] = {"slope_d_x_hat", 196608, 7748192},
    [73] = {"scratch_step_1_F34", 3072, 7551584},
    [74] = {"d_slope_d_x_hat_scaled_scale_squared_sum", 1, 3881552},
    [75] = {"d_slope_d_x_hat_scaled", 196608, 7551584},
    [76] = {"scratch_step_1_G8", 221952, 7748192},
    [77] = {"d_slope_d_D_down0_conv_scaled", 1048576, 6503008},
    [78] = {"d_slope_d_D_down0_leaky_relu_scaled", 1048576, 4668000},
    [79] = {"scratch_step_1_G11", 1438400, 6503008},
    [80] = {"d_slope_d_D_down1_conv_scaled", 524288, 5978720},
    [81] = {"scratch_step_1_G12", 819200, 6503008},
    [82] = {"d_slope_d_D_down1_leaky_relu_scaled", 524288, 4143712},
    [83] = {"scratch_step_1_G14", 727200, 4668000},
    [84] = {"d_slope_d_D_down2_conv_scaled", 262144, 4668000},
    [85] = {"scratch_step_1_G15", 614400, 4930144},
    [86] = {"d_slope_d_D_down2_leaky_relu_scaled", 4096, 4930400},
    [87] = {"D_down0_conv_of_fake_product", 1048576, 3881568},
    [88] = {"D_down0_leaky_relu_of_fake", 1048576, 3881568},
    [89] = {"D_down1_conv_of_fake_product", 524288, 4934496},
    [90] = {"scratch_step_1_F38", 819200, 5458784},
    [91] = {"D_down1_leaky_relu_of_fake", 524288, 5463008},
    [92] = {"D_down2_conv_of_fake_product", 262144, 5987296},
    [93] = {"scratch_step_1_F40", 614400, 6249440},
    [94] = {"D_down2_leaky_relu_of_fake", 262144, 5200864},
    [95] = {"d_D_down2_conv_of_fake_scaled", 262144, 4938720},
    [96] = {"d_D_2_0_bias_via_fake", 256, 4930144},
    [97] = {"d_D_3_weight_via_fake", 4096, 4934624},
    [98] = {"D_conv_of_fake", 64, 5987296},
    [99] = {"scratch_step_1_F42", 262144, 5987360},
    [100] = {"scratch_step_1_G17", 727200, 5987360},
    [101] = {"d_D_down1_leaky_relu_of_fake_scaled", 524288, 5987360},
    [102] = {"scratch_step_1_G18", 745472, 6511648},
    [103] = {"d_D_down1_conv_of_fake_scaled", 524288, 4938720},
    [104] = {"d_D_1_0_bias_via_fake", 128, 4934496},
    [105] = {"D_conv_of_fake_sum", 1, 5463008},
    [106] = {"scratch_step_1_G21", 1438400, 5463008},
    [107] = {"d_D_down0_leaky_relu_of_fake_scaled", 1048576, 5983200},
    [108] = {"scratch_step_1_G22", 204800, 5463008},
    [109] = {"d_D_down0_conv_of_fake_scaled", 1048576, 4934624},
    [110] = {"d_D_0_0_bias_via_fake", 64, 3877376},
    [111] = {"scratch_step_1_G24", 221952, 3881536},
    [112] = {"next_G_2_num_batches_tracked", 1, 3876640},
    [113] = {"next_G_4_1_num_batches_tracked", 1, 3876624},
    [114] = {"next_G_5_1_num_batches_tracked", 1, 3876608},
    [115] = {"G_batch_norm_rstd", 256, 2630400},
    [116] = {"G_up4_batch_norm_rstd", 128, 3679360},
    [117] = {"D_down0_conv_of_fake_product_in_generator", 1048576, 3876480},
    [118] = {"D_down0_leaky_relu_of_fake_in_generator", 1048576, 3876480},
    [119] = {"D_down1_conv_of_fake_product_in_generator", 524288, 5187200},
    [120] = {"scratch_step_2_F5", 819200, 5711488},
    [121] = {"D_down1_leaky_relu_of_fake_in_generator", 524288, 5187200},
    [122] = {"D_down2_conv_of_fake_product_in_generator", 262144, 5711488},
    [123] = {"scratch_step_2_F7", 614400, 5973632},
    [124] = {"D_down2_leaky_relu_of_fake_in_generator", 262144, 4925056},
    [125] = {"d_D_down2_conv_of_fake_scaled_in_generator", 262144, 6235776},
    [126] = {"d_D_down1_leaky_relu_of_fake_scaled_in_generator", 524288, 5711488},
    [127] = {"scratch_step_2_G1", 745472, 6497920},
    [128] = {"d_D_down1_conv_of_fake_scaled_in_generator", 524288, 6235776},
    [129] = {"d_D_down0_leaky_relu_of_fake_scaled_in_generator", 1048576, 5187200},
    [130] = {"scratch_step_2_G3", 204800, 6760064},
    [131] = {"d_D_down0_conv_of_fake_scaled_in_generator", 1048576, 3876480},
    [132] = {"d_fake_scaled", 196608, 5187200},
    [133] = {"scratch_step_2_G5", 3072, 5383808},
    [134] = {"d_G_conv_transpose6_scaled", 196608, 3876480},
    [135] = {"d_G_6_bias_scaled", 3, 3679488},
    [136] = {"D_conv_of_fake_in_generator", 64, 3679504},
    [137] = {"scratch_step_2_F9", 262144, 4073088},
    [138] = {"generator_sum", 1, 3679568},
    [139] = {"scratch_step_2_G8", 221952, 4073088},
    [140] = {"G_up5_batch_norm_rstd", 64, 3679488},
    [141] = {"G_5_1_weight_times_G_up5_batch_norm_rstd", 64, 3679296},
    [142] = {"d_G_up5_relu_scaled", 1048576, 4073088},
    [143] = {"d_G_5_1_bias_scaled", 64, 3679680},
    [144] = {"d_G_up5_batch_norm_centred_scale_sum", 64, 3679744},
    [145] = {"d_G_up5_batch_norm_sum", 64, 3679552},
    [146] = {"G_5_1_weight_times_G_up5_batch_norm_rstd_cubed_weighted", 64, 3679616},
    [147] = {"d_G_up5_conv_transpose", 1048576, 2630720},
    [148] = {"d_G_up4_relu", 524288, 1581824},
    [149] = {"scratch_step_2_G13", 819200, 3679488},
    [150] = {"scratch_step_2_G14", 1438400, 3679488},
    [151] = {"d_G_up4_batch_norm_centred_scale_sum", 128, 2106368},
    [152] = {"d_G_up4_conv_transpose_offset", 128, 2106112},
    [153] = {"d_G_up4_batch_norm_centred_scale", 128, 2106240},
    [154] = {"d_G_up4_conv_transpose", 524288, 1057536},
    [155] = {"d_G_relu", 262144, 532992},
    [156] = {"scratch_step_2_G18", 745472, 1581824},
    [157] = {"scratch_step_2_G19", 829600, 1581824},
    [158] = {"d_G_batch_norm_centred_scale_sum", 256, 795648},
    [159] = {"d_G_conv_transpose1_offset", 256, 795136},
    [160] = {"d_G_batch_norm_centred_scale", 256, 795392},
    [161] = {"d_G_conv_transpose1", 262144, 8192},
    [162] = {"evaluate_fake_noise", 8192, 262288},
    [163] = {"evaluate_G_conv_transpose1", 262144, 144},
    [164] = {"evaluate_mix_noise", 64, 16},
    [165] = {"evaluate_x_hat_scale", 64, 80},
    [166] = {"evaluate_D_down0_conv_of_x_product", 1048576, 262288},
    [167] = {"evaluate_D_down0_leaky_relu_of_x", 1048576, 262288},
    [168] = {"evaluate_D_down1_conv_of_x_product", 524288, 1310864},
    [169] = {"scratch_evaluate_F5", 819200, 1835152},
    [170] = {"evaluate_D_down1_leaky_relu_of_x", 524288, 262288},
    [171] = {"evaluate_D_down2_conv_of_x_product", 262144, 786576},
    [172] = {"scratch_evaluate_F7", 614400, 1048720},
    [173] = {"evaluate_D_down2_leaky_relu_of_x", 262144, 262288},
    [174] = {"evaluate_D_conv_of_x", 64, 524432},
    [175] = {"scratch_evaluate_F9", 262144, 524496},
    [176] = {"evaluate_D_conv_of_x_sum", 1, 0},
    [177] = {"evaluate_G_batch_norm_scale", 256, 262288},
    [178] = {"evaluate_G_relu", 262144, 524432},
    [179] = {"evaluate_G_up4_conv_transpose", 524288, 144},
    [180] = {"scratch_evaluate_F13", 614400, 786576},
    [181] = {"evaluate_G_up4_batch_norm_scale", 128, 524432},
    [182] = {"evaluate_G_up4_relu", 524288, 1048720},
    [183] = {"evaluate_G_up5_conv_transpose", 1048576, 144},
    [184] = {"scratch_evaluate_F16", 204800, 1573008},
    [185] = {"evaluate_G_up5_batch_norm_scale", 64, 1048720},
    [186] = {"evaluate_G_up5_relu", 1048576, 144},
    [187] = {"evaluate_G_conv_transpose6_product", 196608, 1048720},
    [188] = {"scratch_evaluate_F19", 3072, 1245328},
    [189] = {"evaluate_fake", 196608, 1245328},
    [190] = {"evaluate_x_hat", 196608, 144},
    [191] = {"evaluate_D_down0_conv_of_fake_product", 1048576, 196752},
    [192] = {"evaluate_D_down0_leaky_relu_of_fake", 1048576, 196752},
    [193] = {"evaluate_D_down1_conv_of_fake_product", 524288, 1245328},
    [194] = {"scratch_evaluate_F23", 819200, 1769616},
    [195] = {"evaluate_D_down1_leaky_relu_of_fake", 524288, 196752},
    [196] = {"evaluate_D_down2_conv_of_fake_product", 262144, 721040},
    [197] = {"scratch_evaluate_F25", 614400, 983184},
    [198] = {"evaluate_D_down2_leaky_relu_of_fake", 262144, 196752},
    [199] = {"evaluate_D_conv_of_fake", 64, 32},
    [200] = {"scratch_evaluate_F27", 262144, 458896},
    [201] = {"evaluate_generator_sum", 1, 16},
    [202] = {"evaluate_D_down0_conv_of_x_hat_product", 1048576, 1048608},
    [203] = {"evaluate_D_down0_leaky_relu_of_x_hat", 1048576, 32},
    [204] = {"evaluate_D_down1_conv_of_x_hat_product", 524288, 1048608},
    [205] = {"scratch_evaluate_F31", 819200, 1572896},
    [206] = {"evaluate_D_down1_leaky_relu_of_x_hat", 524288, 1048608},
    [207] = {"evaluate_D_down2_conv_of_x_hat_product", 262144, 1572896},
    [208] = {"scratch_evaluate_F33", 614400, 1835040},
    [209] = {"evaluate_slope_d_D_down2_conv", 262144, 2097184},
    [210] = {"evaluate_slope_d_D_down1_leaky_relu", 524288, 1572896},
    [211] = {"scratch_evaluate_F35", 745472, 2359328},
    [212] = {"evaluate_slope_d_D_down1_conv", 524288, 2097184},
    [213] = {"evaluate_slope_d_D_down0_leaky_relu", 1048576, 1048608},
    [214] = {"scratch_evaluate_F37", 204800, 2621472},
    [215] = {"evaluate_slope_d_D_down0_conv", 1048576, 32},
    [216] = {"evaluate_slope_d_x_hat", 196608, 1048608},
    [217] = {"scratch_evaluate_F39", 3072, 1245216},
    [218] = {"evaluate_slope_shifted_squared_sum", 1, 32},
    [219] = {"sample_fake_noise", 8192, 262144},
    [220] = {"sample_G_conv_transpose1", 262144, 0},
    [221] = {"sample_G_batch_norm_scale", 256, 262144},
    [222] = {"sample_G_relu", 262144, 524288},
    [223] = {"sample_G_up4_conv_transpose", 524288, 0},
    [224] = {"scratch_sample_F4", 614400, 786432},
    [225] = {"sample_G_up4_batch_norm_scale", 128, 524288},
    [226] = {"sample_G_up4_relu", 524288, 1048576},
    [227] = {"sample_G_up5_conv_transpose", 1048576, 0},
    [228] = {"scratch_sample_F7", 204800, 1572864},
    [229] = {"sample_G_up5_batch_norm_scale", 64, 1048576},
    [230] = {"sample_G_up5_relu", 1048576, 0},
    [231] = {"sample_G_conv_transpose6_product", 196608, 1048576},
    [232] = {"scratch_sample_F10", 3072, 1245184},
    [233] = {"interpolate_G_batch_norm_scale", 256, 192},
    [234] = {"interpolate_G_up4_batch_norm_scale", 128, 64},
    [235] = {"interpolate_G_up5_batch_norm_scale", 64, 0},
    [236] = {"interpolate_interpolate_noise", 8192, 448},
    [237] = {"interpolate_share", 64, 8640},
    [238] = {"interpolate_interpolate_noise2", 8192, 8704},
    [239] = {"interpolate_path", 8192, 262592},
    [240] = {"interpolate_G_conv_transpose1", 262144, 448},
    [241] = {"interpolate_G_relu", 262144, 524480},
    [242] = {"interpolate_G_up4_conv_transpose", 524288, 192},
    [243] = {"scratch_interpolate_F7", 614400, 786624},
    [244] = {"interpolate_G_up4_relu", 524288, 1048640},
    [245] = {"interpolate_G_up5_conv_transpose", 1048576, 64},
    [246] = {"scratch_interpolate_F9", 204800, 1572928},
    [247] = {"interpolate_G_up5_relu", 1048576, 64},
    [248] = {"interpolate_G_conv_transpose6_product", 196608, 1048640},
    [249] = {"scratch_interpolate_F11", 3072, 1245248},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "N1", "runtime/random.c", 39, 0, 0, 32768},
    {"step_1", "F1", "conv_data_128_to_256x4x4", 22, 1, 67108864, 3178496},
    {"step_1", "F2", "make_G_batch_norm_squares", 23, 0, 1343488, 1050624},
    {"step_1", "F3", "make_G_batch_norm_mean", 23, 0, 3072, 9216},
    {"step_1", "F4", "conv_3x32x32_to_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "F5", "make_D_down0_leaky_relu", 15, 0, 2097152, 8388864},
    {"step_1", "F6", "conv_64x16x16_to_128x8x8_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "F7", "make_D_down1_leaky_relu", 15, 0, 1048576, 4194816},
    {"step_1", "F8", "conv_128x8x8_to_256x4x4_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "F9", "make_D_down2_leaky_relu_in_step_1", 15, 0, 1589248, 3180544},
    {"step_1", "F10", "conv_256x4x4_to_1", 35, 1, 524288, 1065216},
    {"step_1", "F11", "make_D_conv_of_x_sum", 45, 0, 64, 260},
    {"step_1", "G1", "conv_data_256x4x4_to_128x8x8_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "G2", "scaled_conv_weight_128x8x8_by_256x4x4", 15, 1, 419430400, 5242880},
    {"step_1", "G3", "make_d_D_down1_conv_scaled_and_d_D_bias", 15, 0, 1581056, 6291968},
    {"step_1", "G4", "conv_data_128x8x8_to_64x16x16_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "G5", "scaled_conv_weight_64x16x16_by_128x8x8", 15, 1, 419430400, 6815744},
    {"step_1", "G6", "make_d_D_down0_conv_scaled_and_d_D_bias", 15, 0, 3149824, 12583168},
    {"step_1", "G7", "scaled_conv_weight_3x32x32_by_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "F12", "make_G_relu", 24, 0, 1048576, 2100224},
    {"step_1", "F13", "conv_data_256x4x4_to_128x8x8_in_panels", 14, 1, 419430400, 5242880},
    {"step_1", "F14", "make_G_up4_batch_norm_squares", 14, 0, 2637824, 2098176},
    {"step_1", "F15", "make_G_up4_batch_norm_mean", 14, 0, 1536, 4608},
    {"step_1", "F16", "make_G_up4_relu", 14, 0, 2097152, 4195840},
    {"step_1", "F17", "conv_data_128x8x8_to_64x16x16_in_panels", 14, 1, 419430400, 6815744},
    {"step_1", "F18", "make_G_up5_batch_norm_squares", 14, 0, 5251072, 4194816},
    {"step_1", "F19", "make_G_up5_batch_norm_mean", 14, 0, 768, 2304},
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
    {"step_1", "G11", "add_scaled_conv_weight_64x16x16_by_128x8x8", 15, 1, 419430400, 6815744},
    {"step_1", "G12", "conv_64x16x16_to_128x8x8_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "G13", "make_d_slope_d_D_down1_leaky_relu_scaled", 15, 0, 1048576, 6291456},
    {"step_1", "G14", "add_scaled_conv_weight_128x8x8_by_256x4x4", 15, 1, 419430400, 5242880},
    {"step_1", "G15", "conv_128x8x8_to_256x4x4_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "G16", "make_d_slope_d_D_down2_leaky_relu_scaled", 15, 0, 1048576, 2114560},
    {"step_1", "F36", "conv_3x32x32_to_64x16x16", 15, 1, 94470144, 4993024},
    {"step_1", "F37", "make_D_down0_leaky_relu", 15, 0, 2097152, 8388864},
    {"step_1", "F38", "conv_64x16x16_to_128x8x8_out_panels", 15, 1, 419430400, 6815744},
    {"step_1", "F39", "make_D_down1_leaky_relu", 15, 0, 1048576, 4194816},
    {"step_1", "F40", "conv_128x8x8_to_256x4x4_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "F41", "make_D_down2_leaky_relu_in_step_1", 15, 0, 1589248, 3180544},
    {"step_1", "F42", "conv_256x4x4_to_1", 35, 1, 524288, 1065216},
    {"step_1", "G17", "add_scaled_conv_weight_128x8x8_by_256x4x4", 15, 1, 419430400, 5242880},
    {"step_1", "G18", "conv_data_256x4x4_to_128x8x8_out_panels", 15, 1, 419430400, 5242880},
    {"step_1", "G19", "make_d_D_down1_conv_scaled_and_d_D_bias", 15, 0, 1581056, 6291968},
    {"step_1", "F43", "make_D_conv_of_x_sum", 46, 0, 64, 260},
    {"step_1", "G20", "make_d_D_3_weight", 35, 0, 20480, 65536},
    {"step_1", "G21", "add_scaled_conv_weight_64x16x16_by_128x8x8", 15, 1, 419430400, 6815744},
    {"step_1", "G22", "conv_data_128x8x8_to_64x16x16_out_panels", 15, 1, 419430400, 6815744},
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
    {"step_2", "F3", "conv_3x32x32_to_64x16x16", 15, 1, 94470144, 4993024},
    {"step_2", "F4", "make_D_down0_leaky_relu", 15, 0, 2097152, 8388864},
    {"step_2", "F5", "conv_64x16x16_to_128x8x8_out_panels", 15, 1, 419430400, 6815744},
    {"step_2", "F6", "make_D_down1_leaky_relu", 15, 0, 1048576, 4194816},
    {"step_2", "F7", "conv_128x8x8_to_256x4x4_out_panels", 15, 1, 419430400, 5242880},
    {"step_2", "F8", "make_D_down2_leaky_relu_of_fake_in_generator", 15, 0, 1048576, 3163136},
    {"step_2", "G1", "conv_data_256x4x4_to_128x8x8_out_panels", 15, 1, 419430400, 5242880},
    {"step_2", "G2", "make_d_D_down1_conv", 15, 0, 1048576, 6291456},
    {"step_2", "G3", "conv_data_128x8x8_to_64x16x16_out_panels", 15, 1, 419430400, 6815744},
    {"step_2", "G4", "make_d_D_down0_conv", 15, 0, 2097152, 12582912},
    {"step_2", "G5", "conv_data_64x16x16_to_3x32x32", 39, 1, 94470144, 4993024},
    {"step_2", "G6", "make_d_G_conv_transpose6_scaled", 27, 0, 786624, 2359308},
    {"step_2", "F9", "conv_256x4x4_to_1", 35, 1, 524288, 1065216},
    {"step_2", "F10", "make_D_conv_of_x_sum", 46, 0, 64, 260},
    {"step_2", "G7", "make_d_G_6_bias", 27, 0, 3, 24},
    {"step_2", "G8", "scaled_conv_weight_3x32x32_by_64x16x16", 27, 1, 94470144, 4993024},
    {"step_2", "F12", "make_G_up5_batch_norm_rstd", 14, 0, 384, 1024},
    {"step_2", "G9", "conv_3x32x32_to_64x16x16", 14, 1, 94470144, 4993024},
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
    .arena_floats = 7970144,
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
