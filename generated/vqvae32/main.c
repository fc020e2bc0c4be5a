/* main.c: the trainer of vqvae32.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "vqvae32.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {3, 32, 32},
        .low = -0.5, .high = 0.5, .resize = {32, 32}, .crop = CROP_CENTER, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"encoder.0.weight", 1, 0, 4, {64, 3, 4, 4}, 0,
        {{1, 32, 384, 96}, 0, 32, 1536, 3072, 4, {64, 3, 4, 4}}, INIT_UNIFORM,
            -0.14433756729740646, 0.14433756729740646},
    {"encoder.0.bias", 1, 0, 1, {64}, 3072,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.14433756729740646, 0.14433756729740646},
    {"encoder.2.weight", 1, 0, 4, {128, 64, 4, 4}, 3136,
        {{1, 32, 8192, 2048}, 0, 32, 32768, 131072, 4, {128, 64, 4, 4}}, INIT_UNIFORM, -0.03125,
            0.03125},
    {"encoder.2.bias", 1, 0, 1, {128}, 134208,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.03125, 0.03125},
    {"encoder.4.weight", 1, 0, 4, {128, 128, 3, 3}, 134336,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 147456, 4, {128, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"encoder.4.bias", 1, 0, 1, {128}, 281792,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"encoder.5.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 281920,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"encoder.5.0.1.bias", 1, 0, 1, {32}, 318784,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"encoder.5.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 318816,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"encoder.5.0.3.bias", 1, 0, 1, {128}, 322912,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"encoder.6.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 323040,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"encoder.6.0.1.bias", 1, 0, 1, {32}, 359904,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"encoder.6.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 359936,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"encoder.6.0.3.bias", 1, 0, 1, {128}, 364032,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"encoder.8.weight", 1, 0, 4, {64, 128, 1, 1}, 364160,
        {{1, 32, 0, 0}, 0, 32, 4096, 8192, 4, {64, 128, 1, 1}}, INIT_UNIFORM,
            -0.08838834764831843, 0.08838834764831843},
    {"encoder.8.bias", 1, 0, 1, {64}, 372352,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
    {"decoder.0.weight", 1, 0, 4, {128, 64, 3, 3}, 372416,
        {{1, 32, 6144, 2048}, 0, 32, 18432, 73728, 4, {128, 64, 3, 3}}, INIT_UNIFORM,
            -0.041666666666666664, 0.041666666666666664},
    {"decoder.0.bias", 1, 0, 1, {128}, 446144,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.041666666666666664,
            0.041666666666666664},
    {"decoder.1.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 446272,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"decoder.1.0.1.bias", 1, 0, 1, {32}, 483136,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"decoder.1.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 483168,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"decoder.1.0.3.bias", 1, 0, 1, {128}, 487264,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"decoder.2.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 487392,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"decoder.2.0.1.bias", 1, 0, 1, {32}, 524256,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"decoder.2.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 524288,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"decoder.2.0.3.bias", 1, 0, 1, {128}, 528384,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"decoder.4.weight", 1, 0, 4, {128, 64, 4, 4}, 528512,
        {{32, 1, 16384, 4096}, 1, 32, 65536, 131072, 4, {128, 64, 4, 4}}, INIT_UNIFORM,
            -0.03125, 0.03125},
    {"decoder.4.bias", 1, 0, 1, {64}, 659584,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.03125, 0.03125},
    {"decoder.6.weight", 1, 0, 4, {64, 3, 4, 4}, 659648,
        {{1, 32, 384, 96}, 0, 32, 1536, 3072, 4, {64, 3, 4, 4}}, INIT_UNIFORM,
            -0.14433756729740646, 0.14433756729740646},
    {"decoder.6.bias", 1, 0, 1, {3}, 662720,
        {{1}, -1, 0, 0, 3, 1, {3}}, INIT_UNIFORM, -0.14433756729740646, 0.14433756729740646},
    {"codebook", 1, 0, 2, {512, 64}, 662736,
        {{64, 1}, -1, 0, 0, 32768, 2, {512, 64}}, INIT_UNIFORM, -0.001953125, 0.001953125},
};

static const struct scalar scalars[] = {
    {"reconstruction", 0, 0},
    {"codebook_loss", 0, 0},
    {"commitment", 0, 0},
    {"perplexity", 1, 0},
};

static const int updated_1[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17,
    18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30};
static const struct step steps[] = {
    {.name = "step1", .repeat = 1, .run = vqvae32_step_1,
        .updates = 31, .updated = updated_1},
};

static const struct output reconstruct_outputs[] = {
    {.name = "x", .rank = 3, .shape = {3, 32, 32}, .image = 1, .low = -0.5, .high = 0.5},
    {.name = "y", .rank = 3, .shape = {3, 32, 32}, .image = 1, .low = -0.5, .high = 0.5},
};
static const struct command commands[] = {
    {.name = "reconstruct", .outputs = 2, .output = reconstruct_outputs, .run =
        vqvae32_reconstruct, .reads_data = 1},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"encoder_conv0_product", 524288, 0},
    [1] = {"encoder_relu1", 524288, 1048576},
    [2] = {"encoder_conv2_product", 262144, 1572864},
    [3] = {"scratch_step_1_F3", 819200, 0},
    [4] = {"encoder_relu3", 262144, 1572864},
    [5] = {"encoder_conv4_product", 262144, 589824},
    [6] = {"scratch_step_1_F5", 589824, 0},
    [7] = {"encoder_res5_relu0", 262144, 4233920},
    [8] = {"encoder_res5_conv1_product", 65536, 147456},
    [9] = {"scratch_step_1_F7", 147456, 0},
    [10] = {"encoder_res5_relu2", 65536, 4168384},
    [11] = {"encoder_res5_conv3_product", 262144, 0},
    [12] = {"encoder_res6_relu0", 262144, 3906240},
    [13] = {"encoder_res6_conv1_product", 65536, 409600},
    [14] = {"scratch_step_1_F11", 147456, 262144},
    [15] = {"encoder_res6_relu2", 65536, 3576512},
    [16] = {"encoder_res6_conv3_product", 262144, 262144},
    [17] = {"encoder_relu7", 262144, 3052224},
    [18] = {"ze_product", 131072, 0},
    [19] = {"ze", 131072, 1835008},
    [20] = {"codebook_squared_row_sum_scaled", 512, 1998848},
    [21] = {"ze_by_codebook", 1048576, 0},
    [22] = {"scratch_step_1_F18", 32768, 1966080},
    [23] = {"code", 2048, 3904192},
    [24] = {"code_equal_sum", 512, 2097152},
    [25] = {"e", 131072, 0},
    [26] = {"zq_term", 131072, 393216},
    [27] = {"zq", 131072, 2921152},
    [28] = {"codebook_loss_sum", 1, 2097664},
    [29] = {"decoder_conv_product", 262144, 524288},
    [30] = {"scratch_step_1_F22", 294912, 0},
    [31] = {"decoder_res1_relu0", 262144, 0},
    [32] = {"decoder_res1_conv1_product", 65536, 262144},
    [33] = {"scratch_step_1_F24", 147456, 786432},
    [34] = {"decoder_res1_relu2", 65536, 262144},
    [35] = {"decoder_res1_conv3_product", 262144, 786432},
    [36] = {"decoder_res2_relu0", 262144, 3314368},
    [37] = {"decoder_res2_conv1_product", 65536, 327680},
    [38] = {"scratch_step_1_F28", 147456, 1835008},
    [39] = {"decoder_res2_relu2", 65536, 327680},
    [40] = {"decoder_res2_conv3_product", 262144, 1835008},
    [41] = {"decoder_relu3", 262144, 3642048},
    [42] = {"decoder_conv_transpose4_product", 524288, 524288},
    [43] = {"scratch_step_1_F32", 204800, 1835008},
    [44] = {"decoder_relu5", 524288, 2359296},
    [45] = {"y_product", 98304, 524288},
    [46] = {"scratch_step_1_F34", 3072, 622592},
    [47] = {"x_plus_y", 98304, 635264},
    [48] = {"reconstruction_sum", 1, 622592},
    [49] = {"d_decoder_6_bias_scaled", 3, 622608},
    [50] = {"perplexity_sum", 1, 524288},
    [51] = {"d_decoder_relu5_scaled", 524288, 1835008},
    [52] = {"scratch_step_1_G3", 110976, 524288},
    [53] = {"d_decoder_conv_transpose4_scaled", 524288, 524288},
    [54] = {"d_decoder_4_bias_scaled", 64, 2883584},
    [55] = {"d_decoder_relu3_scaled", 262144, 1835008},
    [56] = {"scratch_step_1_G6", 819200, 2097152},
    [57] = {"scratch_step_1_G7", 824000, 2097152},
    [58] = {"d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 262144, 524288},
    [59] = {"d_decoder_2_0_3_bias_scaled", 128, 786432},
    [60] = {"d_decoder_res2_relu2_scaled", 65536, 786432},
    [61] = {"scratch_step_1_G10", 4096, 851968},
    [62] = {"d_decoder_res2_conv1_scaled", 65536, 933888},
    [63] = {"d_decoder_2_0_1_bias_scaled", 32, 851968},
    [64] = {"d_decoder_res2_relu0_scaled", 262144, 3642048},
    [65] = {"scratch_step_1_G14", 147456, 786432},
    [66] = {"scratch_step_1_G15", 890496, 1835008},
    [67] = {"d_decoder_conv_plus_decoder_res1_conv3", 262144, 786432},
    [68] = {"d_decoder_res1_relu2", 65536, 524288},
    [69] = {"scratch_step_1_G17", 4096, 327680},
    [70] = {"d_decoder_res1_conv1", 65536, 327680},
    [71] = {"d_decoder_res1_relu0", 262144, 3314368},
    [72] = {"scratch_step_1_G20", 147456, 524288},
    [73] = {"scratch_step_1_G21", 890496, 1835008},
    [74] = {"d_decoder_conv", 262144, 524288},
    [75] = {"d_zq", 131072, 786432},
    [76] = {"scratch_step_1_G23", 294912, 0},
    [77] = {"scratch_step_1_G24", 966528, 1835008},
    [78] = {"d_codebook_scaled", 32768, 0},
    [79] = {"d_ze", 131072, 262144},
    [80] = {"d_encoder_relu7", 262144, 0},
    [81] = {"scratch_step_1_G28", 8192, 393216},
    [82] = {"d_encoder_relu7_input", 262144, 2097152},
    [83] = {"d_encoder_res6_relu2", 65536, 0},
    [84] = {"scratch_step_1_G31", 4096, 65536},
    [85] = {"d_encoder_res6_conv1", 65536, 890496},
    [86] = {"d_encoder_res6_relu0", 262144, 2359296},
    [87] = {"scratch_step_1_G34", 147456, 0},
    [88] = {"scratch_step_1_G35", 890496, 0},
    [89] = {"d_encoder_res6_relu0_input", 262144, 1835008},
    [90] = {"d_encoder_res5_relu2", 65536, 0},
    [91] = {"scratch_step_1_G37", 4096, 65536},
    [92] = {"d_encoder_res5_conv1", 65536, 890496},
    [93] = {"d_encoder_res5_relu0", 262144, 2097152},
    [94] = {"scratch_step_1_G40", 147456, 0},
    [95] = {"scratch_step_1_G41", 890496, 0},
    [96] = {"d_encoder_conv4", 262144, 589824},
    [97] = {"d_encoder_relu3", 262144, 3172480},
    [98] = {"scratch_step_1_G43", 589824, 0},
    [99] = {"scratch_step_1_G44", 1337472, 1835008},
    [100] = {"d_encoder_conv2", 262144, 2097152},
    [101] = {"d_encoder_relu1", 524288, 1572864},
    [102] = {"scratch_step_1_G46", 204800, 0},
    [103] = {"scratch_step_1_G47", 824000, 0},
    [104] = {"d_encoder_conv0", 524288, 0},
    [105] = {"scratch_step_1_G49", 110976, 524288},
    [106] = {"evaluate_encoder_conv0_product", 524288, 0},
    [107] = {"evaluate_encoder_relu1", 524288, 819200},
    [108] = {"evaluate_encoder_conv2_product", 262144, 1343488},
    [109] = {"scratch_evaluate_F3", 819200, 0},
    [110] = {"evaluate_encoder_relu3", 262144, 589824},
    [111] = {"evaluate_encoder_conv4_product", 262144, 851968},
    [112] = {"scratch_evaluate_F5", 589824, 0},
    [113] = {"evaluate_encoder_res5_relu0", 262144, 0},
    [114] = {"evaluate_encoder_res5_conv1_product", 65536, 409600},
    [115] = {"scratch_evaluate_F7", 147456, 262144},
    [116] = {"evaluate_encoder_res5_relu2", 65536, 0},
    [117] = {"evaluate_encoder_res5_conv3_product", 262144, 262144},
    [118] = {"evaluate_encoder_res6_relu0", 262144, 0},
    [119] = {"evaluate_encoder_res6_conv1_product", 65536, 671744},
    [120] = {"scratch_evaluate_F11", 147456, 524288},
    [121] = {"evaluate_encoder_res6_relu2", 65536, 524288},
    [122] = {"evaluate_encoder_res6_conv3_product", 262144, 0},
    [123] = {"evaluate_encoder_relu7", 262144, 0},
    [124] = {"evaluate_ze_product", 131072, 262144},
    [125] = {"evaluate_ze", 131072, 1048576},
    [126] = {"evaluate_codebook_squared_row_sum_scaled", 512, 1212416},
    [127] = {"evaluate_ze_by_codebook", 1048576, 0},
    [128] = {"scratch_evaluate_F18", 32768, 1179648},
    [129] = {"evaluate_code", 2048, 1179648},
    [130] = {"evaluate_code_equal_sum", 512, 1181696},
    [131] = {"evaluate_e", 131072, 0},
    [132] = {"evaluate_zq", 131072, 294912},
    [133] = {"evaluate_codebook_loss_sum", 1, 999424},
    [134] = {"evaluate_decoder_conv_product", 262144, 524288},
    [135] = {"scratch_evaluate_F22", 294912, 0},
    [136] = {"evaluate_decoder_res1_relu0", 262144, 0},
    [137] = {"evaluate_decoder_res1_conv1_product", 65536, 409600},
    [138] = {"scratch_evaluate_F24", 147456, 262144},
    [139] = {"evaluate_decoder_res1_relu2", 65536, 0},
    [140] = {"evaluate_decoder_res1_conv3_product", 262144, 262144},
    [141] = {"evaluate_decoder_res2_relu0", 262144, 0},
    [142] = {"evaluate_decoder_res2_conv1_product", 65536, 933888},
    [143] = {"scratch_evaluate_F28", 147456, 786432},
    [144] = {"evaluate_decoder_res2_relu2", 65536, 786432},
    [145] = {"evaluate_decoder_res2_conv3_product", 262144, 0},
    [146] = {"evaluate_decoder_relu3", 262144, 524288},
    [147] = {"evaluate_decoder_conv_transpose4_product", 524288, 0},
    [148] = {"scratch_evaluate_F32", 204800, 786432},
    [149] = {"evaluate_decoder_relu5", 524288, 0},
    [150] = {"evaluate_y_product", 98304, 524288},
    [151] = {"scratch_evaluate_F34", 3072, 622592},
    [152] = {"evaluate_reconstruction_sum", 1, 0},
    [153] = {"evaluate_perplexity_sum", 1, 0},
    [154] = {"reconstruct_encoder_conv0_product", 524288, 0},
    [155] = {"reconstruct_encoder_relu1", 524288, 819200},
    [156] = {"reconstruct_encoder_conv2_product", 262144, 1343488},
    [157] = {"scratch_reconstruct_F4", 819200, 0},
    [158] = {"reconstruct_encoder_relu3", 262144, 589824},
    [159] = {"reconstruct_encoder_conv4_product", 262144, 851968},
    [160] = {"scratch_reconstruct_F6", 589824, 0},
    [161] = {"reconstruct_encoder_res5_relu0", 262144, 0},
    [162] = {"reconstruct_encoder_res5_conv1_product", 65536, 409600},
    [163] = {"scratch_reconstruct_F8", 147456, 262144},
    [164] = {"reconstruct_encoder_res5_relu2", 65536, 0},
    [165] = {"reconstruct_encoder_res5_conv3_product", 262144, 262144},
    [166] = {"reconstruct_encoder_res6_relu0", 262144, 0},
    [167] = {"reconstruct_encoder_res6_conv1_product", 65536, 671744},
    [168] = {"scratch_reconstruct_F12", 147456, 524288},
    [169] = {"reconstruct_encoder_res6_relu2", 65536, 524288},
    [170] = {"reconstruct_encoder_res6_conv3_product", 262144, 0},
    [171] = {"reconstruct_encoder_relu7", 262144, 0},
    [172] = {"reconstruct_ze_product", 131072, 262144},
    [173] = {"reconstruct_ze", 131072, 1048576},
    [174] = {"reconstruct_codebook_squared_row_sum_scaled", 512, 1212416},
    [175] = {"reconstruct_ze_by_codebook", 1048576, 0},
    [176] = {"scratch_reconstruct_F19", 32768, 1179648},
    [177] = {"reconstruct_code", 2048, 1179648},
    [178] = {"reconstruct_e", 131072, 0},
    [179] = {"reconstruct_zq", 131072, 294912},
    [180] = {"reconstruct_decoder_conv_product", 262144, 524288},
    [181] = {"scratch_reconstruct_F23", 294912, 0},
    [182] = {"reconstruct_decoder_res1_relu0", 262144, 0},
    [183] = {"reconstruct_decoder_res1_conv1_product", 65536, 409600},
    [184] = {"scratch_reconstruct_F25", 147456, 262144},
    [185] = {"reconstruct_decoder_res1_relu2", 65536, 0},
    [186] = {"reconstruct_decoder_res1_conv3_product", 262144, 262144},
    [187] = {"reconstruct_decoder_res2_relu0", 262144, 0},
    [188] = {"reconstruct_decoder_res2_conv1_product", 65536, 933888},
    [189] = {"scratch_reconstruct_F29", 147456, 786432},
    [190] = {"reconstruct_decoder_res2_relu2", 65536, 786432},
    [191] = {"reconstruct_decoder_res2_conv3_product", 262144, 0},
    [192] = {"reconstruct_decoder_relu3", 262144, 524288},
    [193] = {"reconstruct_decoder_conv_transpose4_product", 524288, 0},
    [194] = {"scratch_reconstruct_F33", 204800, 786432},
    [195] = {"reconstruct_decoder_relu5", 524288, 0},
    [196] = {"reconstruct_y_product", 98304, 524288},
    [197] = {"scratch_reconstruct_F35", 3072, 622592},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "F1", "conv_3x32x32_to_64x16x16", 28, 1, 47235072, 2502656},
    {"step_1", "F2", "make_relu_64x16x16", 29, 0, 1048576, 4194560},
    {"step_1", "F3", "conv_64x16x16_to_128x8x8_out_panels", 30, 1, 209715200, 3670016},
    {"step_1", "F4", "make_relu_in_step_1_F4", 31, 0, 524288, 2097664},
    {"step_1", "F5", "conv_128x8x8_to_128x8x8", 32, 1, 150994944, 2686976},
    {"step_1", "F6", "make_relu_in_step_1_F4", 19, 0, 524288, 2097664},
    {"step_1", "F7", "conv_128x8x8_to_32x8x8", 20, 1, 37748736, 1458176},
    {"step_1", "F8", "make_res_relu2", 21, 0, 131072, 524416},
    {"step_1", "F9", "conv_32x8x8_to_128x8x8", 22, 1, 16777216, 1327104},
    {"step_1", "F10", "make_res_relu0", 19, 0, 1048576, 3146752},
    {"step_1", "F11", "conv_128x8x8_to_32x8x8", 20, 1, 37748736, 1458176},
    {"step_1", "F12", "make_res_relu2", 21, 0, 131072, 524416},
    {"step_1", "F13", "conv_32x8x8_to_128x8x8", 22, 1, 16777216, 1327104},
    {"step_1", "F14", "make_relu_in_step_1_F14", 35, 0, 1572864, 4195840},
    {"step_1", "F15", "conv_128x8x8_to_64x8x8", 36, 1, 33554432, 1605632},
    {"step_1", "F16", "make_ze", 54, 0, 131072, 1048832},
    {"step_1", "F17", "make_codebook_squared_row_sum_scaled", 55, 0, 66048, 133120},
    {"step_1", "F18", "product_32x64x8x8_by_512x64", 55, 1, 134217728, 4849664},
    {"step_1", "F19", "make_code_and_code_equal_sum", 55, 0, 4210688, 4206592},
    {"step_1", "F20", "make_e", 56, 0, 0, 663552},
    {"step_1", "F21", "make_zq_in_step_1", 57, 0, 524320, 2097156},
    {"step_1", "F22", "conv_64x8x8_to_128x8x8", 40, 1, 75497472, 1867776},
    {"step_1", "F23", "make_relu_in_step_1_F4", 19, 0, 524288, 2097664},
    {"step_1", "F24", "conv_128x8x8_to_32x8x8", 20, 1, 37748736, 1458176},
    {"step_1", "F25", "make_res_relu2", 21, 0, 131072, 524416},
    {"step_1", "F26", "conv_32x8x8_to_128x8x8", 22, 1, 16777216, 1327104},
    {"step_1", "F27", "make_res_relu0", 19, 0, 1048576, 3146752},
    {"step_1", "F28", "conv_128x8x8_to_32x8x8", 20, 1, 37748736, 1458176},
    {"step_1", "F29", "make_res_relu2", 21, 0, 131072, 524416},
    {"step_1", "F30", "conv_32x8x8_to_128x8x8", 22, 1, 16777216, 1327104},
    {"step_1", "F31", "make_relu_in_step_1_F14", 43, 0, 1572864, 4195840},
    {"step_1", "F32", "conv_data_128x8x8_to_64x16x16_in_panels", 44, 1, 209715200, 3670016},
    {"step_1", "F33", "make_relu_64x16x16", 45, 0, 1048576, 4194560},
    {"step_1", "F34", "conv_data_64x16x16_to_3x32x32", 46, 1, 47235072, 2502656},
    {"step_1", "F35", "make_d_decoder_6_bias_scaled", 61, 0, 491648, 1179676},
    {"step_1", "F38", "make_perplexity_sum", 66, 0, 3072, 2052},
    {"step_1", "G1", "make_d_decoder_6_bias", 46, 0, 3, 24},
    {"step_1", "G2", "conv_3x32x32_to_64x16x16", 45, 1, 47235072, 2502656},
    {"step_1", "G3", "scaled_conv_weight_3x32x32_by_64x16x16", 46, 1, 47235072, 2502656},
    {"step_1", "G4", "make_d_conv_and_d_bias", 44, 0, 1574912, 6291712},
    {"step_1", "G5", "make_d_decoder_4_bias", 44, 0, 64, 512},
    {"step_1", "G6", "conv_64x16x16_to_128x8x8_in_panels", 43, 1, 209715200, 3670016},
    {"step_1", "G7", "scaled_conv_weight_64x16x16_by_128x8x8", 44, 1, 209715200, 3670016},
    {"step_1", "G8", "make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 58, 0,
        790528, 3146240},
    {"step_1", "G9", "make_d_decoder_2_0_3_bias", 22, 0, 128, 1024},
    {"step_1", "G10", "conv_data_128x8x8_to_32x8x8", 21, 1, 16777216, 1327104},
    {"step_1", "G11", "scaled_conv_weight_32x8x8_by_128x8x8", 22, 1, 16777216, 1327104},
    {"step_1", "G12", "make_d_res_conv1_and_d_bias", 20, 0, 197632, 786560},
    {"step_1", "G13", "make_d_decoder_2_0_1_bias", 20, 0, 32, 256},
    {"step_1", "G14", "conv_data_32x8x8_to_128x8x8", 19, 1, 37748736, 1458176},
    {"step_1", "G15", "scaled_conv_weight_128x8x8_by_32x8x8", 20, 1, 37748736, 1458176},
    {"step_1", "G16", "make_d_decoder_conv_plus_decoder_res1_conv3", 58, 0, 1576960, 4194816},
    {"step_1", "G17", "conv_data_128x8x8_to_32x8x8", 21, 1, 16777216, 1327104},
    {"step_1", "G18", "conv_weight_32x8x8_by_128x8x8", 22, 1, 16777216, 1327104},
    {"step_1", "G19", "make_d_res_conv1_and_d_bias", 20, 0, 197632, 786560},
    {"step_1", "G20", "conv_data_32x8x8_to_128x8x8", 19, 1, 37748736, 1458176},
    {"step_1", "G21", "conv_weight_128x8x8_by_32x8x8", 20, 1, 37748736, 1458176},
    {"step_1", "G22", "make_d_decoder_conv_and_d_bias", 40, 0, 1052672, 4194816},
    {"step_1", "G23", "conv_data_128x8x8_to_64x8x8", 57, 1, 75497472, 1867776},
    {"step_1", "G24", "conv_weight_64x8x8_by_128x8x8", 40, 1, 75497472, 1867776},
    {"step_1", "G25", "make_d_codebook_scaled", 56, 0, 0, 663552},
    {"step_1", "G26", "make_d_codebook", 55, 0, 32768, 262144},
    {"step_1", "G27", "make_d_ze_and_d_encoder_8_bias", 54, 0, 395264, 1573120},
    {"step_1", "G28", "conv_data_64x8x8_to_128x8x8", 35, 1, 33554432, 1605632},
    {"step_1", "G29", "conv_weight_128x8x8_by_64x8x8", 36, 1, 33554432, 1605632},
    {"step_1", "G30", "make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 54, 0,
        790528, 3146240},
    {"step_1", "G31", "conv_data_128x8x8_to_32x8x8", 21, 1, 16777216, 1327104},
    {"step_1", "G32", "conv_weight_32x8x8_by_128x8x8", 22, 1, 16777216, 1327104},
    {"step_1", "G33", "make_d_res_conv1_and_d_bias", 20, 0, 197632, 786560},
    {"step_1", "G34", "conv_data_32x8x8_to_128x8x8", 19, 1, 37748736, 1458176},
    {"step_1", "G35", "conv_weight_128x8x8_by_32x8x8", 20, 1, 37748736, 1458176},
    {"step_1", "G36", "make_d_decoder_conv_and_d_bias", 54, 0, 1052672, 4194816},
    {"step_1", "G37", "conv_data_128x8x8_to_32x8x8", 21, 1, 16777216, 1327104},
    {"step_1", "G38", "conv_weight_32x8x8_by_128x8x8", 22, 1, 16777216, 1327104},
    {"step_1", "G39", "make_d_res_conv1_and_d_bias", 20, 0, 197632, 786560},
    {"step_1", "G40", "conv_data_32x8x8_to_128x8x8", 19, 1, 37748736, 1458176},
    {"step_1", "G41", "conv_weight_128x8x8_by_32x8x8", 20, 1, 37748736, 1458176},
    {"step_1", "G42", "make_d_decoder_conv_and_d_bias", 32, 0, 1052672, 4194816},
    {"step_1", "G43", "conv_data_128x8x8_to_128x8x8", 31, 1, 150994944, 2686976},
    {"step_1", "G44", "conv_weight_128x8x8_by_128x8x8", 32, 1, 150994944, 2686976},
    {"step_1", "G45", "make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 30, 0,
        790528, 3146240},
    {"step_1", "G46", "conv_data_128x8x8_to_64x16x16_out_panels", 29, 1, 209715200, 3670016},
    {"step_1", "G47", "conv_weight_64x16x16_by_128x8x8", 30, 1, 209715200, 3670016},
    {"step_1", "G48", "make_d_conv_and_d_bias", 28, 0, 1574912, 6291712},
    {"step_1", "G49", "conv_weight_3x32x32_by_64x16x16", 28, 1, 47235072, 2502656},
    {"step_1", "U1", "adam", 69, 0, 9041552, 19474112},
};

static const char page[] =
"# Neural Discrete Representation Learning. van den Oord et al., 2017 "
    "(arXiv:1711.00937).\n"
"#\n"
"# Equation 1: the nearest code. Equation 2: the gradient passes straight through. "
    "Equation 3:\n"
"# reconstruction, codebook and commitment terms, beta 0.25. Networks as in section "
    "4.1: two\n"
"# strided convolutions with window 4, two residual blocks (relu, 3x3, relu, 1x1), for "
    "colour\n"
"# images of side 32.\n"
"model: vqvae32\n"
"sizes: {batch: 32, hidden: 128, inner: 32, width: 64, codes: 512, side: 32}\n"
"\n"
"constants:\n"
"  variance: 0.0632704                                 # of the pixels of CIFAR-10 in "
    "[-0.5, 0.5]\n"
"\n"
"data:\n"
"  x: {image: [3, side, side], range: [-0.5, 0.5], resize: side, crop: center}\n"
"\n"
"blocks:\n"
"  res:\n"
"    - residual:\n"
"        - relu\n"
"        - conv: {channels: inner, kernel: 3, padding: 1}\n"
"        - relu\n"
"        - conv: {channels: hidden, kernel: 1}\n"
"\n"
"networks:\n"
"  encoder:\n"
"    input: x\n"
"    layers:\n"
"      - conv: {channels: hidden / 2, kernel: 4, stride: 2, padding: 1}\n"
"      - relu\n"
"      - conv: {channels: hidden, kernel: 4, stride: 2, padding: 1}\n"
"      - relu\n"
"      - conv: {channels: hidden, kernel: 3, padding: 1}\n"
"      - res\n"
"      - res\n"
"      - relu\n"
"      - conv: {channels: width, kernel: 1}\n"
"  decoder:\n"
"    input: {z: [width, side / 4, side / 4]}\n"
"    layers:\n"
"      - conv: {channels: hidden, kernel: 3, padding: 1}\n"
"      - res\n"
"      - res\n"
"      - relu\n"
"      - conv_transpose: {channels: hidden / 2, kernel: 4, stride: 2, padding: 1}\n"
"      - relu\n"
"      - conv_transpose: {channels: 3, kernel: 4, stride: 2, padding: 1}\n"
"\n"
"parameters:\n"
"  codebook:\n"
"    shape: [codes, width]\n"
"    init:  uniform(-1 / codes, 1 / codes)\n"
"\n"
"values:\n"
"  ze:   encoder(x)                                    # [width, 8, 8]\n"
"  code: nearest(ze, codebook)                         # [8, 8] indices below codes\n"
"  e:    lookup(code, codebook)                        # [width, 8, 8]\n"
"  zq:   ze + stop_gradient(e - ze)                    # straight-through\n"
"  y:    decoder(zq)\n"
"\n"
"losses:\n"
"  reconstruction: mean(square(y - x)) / variance\n"
"  codebook_loss:  mean(square(e - stop_gradient(ze)))\n"
"  commitment:     mean(square(stop_gradient(e) - ze))\n"
"\n"
"metrics:\n"
"  perplexity: perplexity(code)\n"
"\n"
"train:\n"
"  - minimize:  reconstruction + codebook_loss + 0.25 * commitment\n"
"    optimizer: adam(lr=3e-4)\n"
"\n"
"generate:\n"
"  reconstruct: [x, y]\n";

const struct model vqvae32_model = {
    .name = "vqvae32",
    .version = "0.1.0",
    .hash = "a9d1250fc719e89da408a0771b677b1318f8e9c74bd697db5788b6ffdef58bac",
    .batch = 32,
    .fields = 1,
    .field = fields,
    .tensors = 31,
    .tensor = tensors,
    .scalars = 4,
    .scalar = scalars,
    .steps = 1,
    .step = steps,
    .commands = 1,
    .command = commands,
    .buffers = 198,
    .buffer = buffers,
    .kernels = 86,
    .kernel = kernels,
    .parameter_floats = 695504,
    .state_floats = 0,
    .moments = 2,
    .counters = 1,
    .arena_floats = 4496064,
    .evaluate = vqvae32_evaluate,
    .check = &vqvae32_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&vqvae32_model, argc, argv);
}
#endif
