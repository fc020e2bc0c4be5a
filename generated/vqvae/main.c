/* main.c: the trainer of vqvae.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "vqvae.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {1, 28, 28},
        .low = 0.0, .high = 1.0, .side = "side"},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"encoder.0.weight", 1, 0, 4, {64, 1, 4, 4}, 0,
        {{1, 0, 128, 32}, 0, 32, 512, 1024, 4, {64, 1, 4, 4}}, INIT_UNIFORM, -0.25, 0.25},
    {"encoder.0.bias", 1, 0, 1, {64}, 1024,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.25, 0.25},
    {"encoder.2.weight", 1, 0, 4, {128, 64, 4, 4}, 1088,
        {{1, 32, 8192, 2048}, 0, 32, 32768, 131072, 4, {128, 64, 4, 4}}, INIT_UNIFORM, -0.03125,
            0.03125},
    {"encoder.2.bias", 1, 0, 1, {128}, 132160,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.03125, 0.03125},
    {"encoder.4.weight", 1, 0, 4, {128, 128, 3, 3}, 132288,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 147456, 4, {128, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"encoder.4.bias", 1, 0, 1, {128}, 279744,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"encoder.5.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 279872,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"encoder.5.0.1.bias", 1, 0, 1, {32}, 316736,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"encoder.5.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 316768,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"encoder.5.0.3.bias", 1, 0, 1, {128}, 320864,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"encoder.6.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 320992,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"encoder.6.0.1.bias", 1, 0, 1, {32}, 357856,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"encoder.6.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 357888,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"encoder.6.0.3.bias", 1, 0, 1, {128}, 361984,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"encoder.8.weight", 1, 0, 4, {64, 128, 1, 1}, 362112,
        {{1, 32, 0, 0}, 0, 32, 4096, 8192, 4, {64, 128, 1, 1}}, INIT_UNIFORM,
            -0.08838834764831843, 0.08838834764831843},
    {"encoder.8.bias", 1, 0, 1, {64}, 370304,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
    {"decoder.0.weight", 1, 0, 4, {128, 64, 3, 3}, 370368,
        {{1, 32, 6144, 2048}, 0, 32, 18432, 73728, 4, {128, 64, 3, 3}}, INIT_UNIFORM,
            -0.041666666666666664, 0.041666666666666664},
    {"decoder.0.bias", 1, 0, 1, {128}, 444096,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.041666666666666664,
            0.041666666666666664},
    {"decoder.1.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 444224,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"decoder.1.0.1.bias", 1, 0, 1, {32}, 481088,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"decoder.1.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 481120,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"decoder.1.0.3.bias", 1, 0, 1, {128}, 485216,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"decoder.2.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 485344,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"decoder.2.0.1.bias", 1, 0, 1, {32}, 522208,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"decoder.2.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 522240,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"decoder.2.0.3.bias", 1, 0, 1, {128}, 526336,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"decoder.4.weight", 1, 0, 4, {128, 64, 4, 4}, 526464,
        {{32, 1, 16384, 4096}, 1, 32, 65536, 131072, 4, {128, 64, 4, 4}}, INIT_UNIFORM,
            -0.03125, 0.03125},
    {"decoder.4.bias", 1, 0, 1, {64}, 657536,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.03125, 0.03125},
    {"decoder.6.weight", 1, 0, 4, {64, 1, 4, 4}, 657600,
        {{1, 0, 128, 32}, 0, 32, 512, 1024, 4, {64, 1, 4, 4}}, INIT_UNIFORM, -0.25, 0.25},
    {"decoder.6.bias", 1, 0, 1, {1}, 658624,
        {{0}, -1, 0, 0, 1, 1, {1}}, INIT_UNIFORM, -0.25, 0.25},
    {"codebook", 1, 0, 2, {512, 64}, 658640,
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
    {.name = "step1", .repeat = 1, .run = vqvae_step_1,
        .updates = 31, .updated = updated_1},
};

static const struct output reconstruct_outputs[] = {
    {.name = "x", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
    {.name = "y", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct command commands[] = {
    {.name = "reconstruct", .outputs = 2, .output = reconstruct_outputs, .run =
        vqvae_reconstruct, .reads_data = 1},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"encoder_conv0_product", 401408, 0},
    [1] = {"encoder_relu1", 401408, 1337472},
    [2] = {"encoder_conv2_product", 200704, 819200},
    [3] = {"scratch_step_1_F3", 819200, 0},
    [4] = {"encoder_relu3", 200704, 2943104},
    [5] = {"encoder_conv4_product", 200704, 589824},
    [6] = {"scratch_step_1_F5", 589824, 0},
    [7] = {"encoder_res5_relu0", 200704, 2742400},
    [8] = {"encoder_res5_conv1_product", 50176, 147456},
    [9] = {"scratch_step_1_F7", 147456, 0},
    [10] = {"encoder_res5_relu2", 50176, 0},
    [11] = {"encoder_res5_conv3_product", 200704, 50176},
    [12] = {"encoder_res6_relu0", 200704, 2541696},
    [13] = {"encoder_res6_conv1_product", 50176, 398336},
    [14] = {"scratch_step_1_F11", 147456, 250880},
    [15] = {"encoder_res6_relu2", 50176, 3595392},
    [16] = {"encoder_res6_conv3_product", 200704, 250880},
    [17] = {"encoder_relu7", 200704, 2340992},
    [18] = {"ze_product", 100352, 50176},
    [19] = {"ze", 100352, 852992},
    [20] = {"codebook_squared_row_sum_scaled", 512, 986112},
    [21] = {"ze_by_codebook", 802816, 50176},
    [22] = {"scratch_step_1_F18", 32768, 953344},
    [23] = {"code", 1568, 1325760},
    [24] = {"code_equal_sum", 512, 953344},
    [25] = {"e", 100352, 50176},
    [26] = {"zq_term", 100352, 3344512},
    [27] = {"zq", 100352, 3444864},
    [28] = {"codebook_loss_sum", 1, 746496},
    [29] = {"decoder_conv_product", 200704, 345088},
    [30] = {"scratch_step_1_F22", 294912, 50176},
    [31] = {"decoder_res1_relu0", 200704, 2140288},
    [32] = {"decoder_res1_conv1_product", 50176, 197632},
    [33] = {"scratch_step_1_F24", 147456, 50176},
    [34] = {"decoder_res1_relu2", 50176, 3545216},
    [35] = {"decoder_res1_conv3_product", 200704, 50176},
    [36] = {"decoder_res2_relu0", 200704, 1939584},
    [37] = {"decoder_res2_conv1_product", 50176, 250880},
    [38] = {"scratch_step_1_F28", 147456, 545792},
    [39] = {"decoder_res2_relu2", 50176, 1275584},
    [40] = {"decoder_res2_conv3_product", 200704, 545792},
    [41] = {"decoder_relu3", 200704, 1738880},
    [42] = {"decoder_conv_transpose4_product", 401408, 50176},
    [43] = {"scratch_step_1_F32", 204800, 451584},
    [44] = {"decoder_relu5", 401408, 50176},
    [45] = {"y_product", 25088, 451584},
    [46] = {"scratch_step_1_F34", 1024, 476672},
    [47] = {"x_plus_y", 25088, 881792},
    [48] = {"reconstruction_sum", 1, 476672},
    [49] = {"d_decoder_6_bias_scaled", 1, 476688},
    [50] = {"perplexity_sum", 1, 451584},
    [51] = {"d_decoder_relu5_scaled", 401408, 451584},
    [52] = {"scratch_step_1_G3", 28800, 852992},
    [53] = {"d_decoder_conv_transpose4_scaled", 401408, 874176},
    [54] = {"d_decoder_4_bias_scaled", 64, 852992},
    [55] = {"d_decoder_relu3_scaled", 200704, 3143808},
    [56] = {"scratch_step_1_G6", 819200, 50176},
    [57] = {"scratch_step_1_G7", 824000, 50176},
    [58] = {"d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 200704, 940672},
    [59] = {"d_decoder_2_0_3_bias_scaled", 128, 50176},
    [60] = {"d_decoder_res2_relu2_scaled", 50176, 50176},
    [61] = {"scratch_step_1_G10", 4096, 100352},
    [62] = {"d_decoder_res2_conv1_scaled", 50176, 1141376},
    [63] = {"d_decoder_2_0_1_bias_scaled", 32, 100352},
    [64] = {"d_decoder_res2_relu0_scaled", 200704, 3143808},
    [65] = {"scratch_step_1_G14", 147456, 50176},
    [66] = {"scratch_step_1_G15", 890496, 50176},
    [67] = {"d_decoder_conv_plus_decoder_res1_conv3", 200704, 1738880},
    [68] = {"d_decoder_res1_relu2", 50176, 50176},
    [69] = {"scratch_step_1_G17", 4096, 100352},
    [70] = {"d_decoder_res1_conv1", 50176, 940672},
    [71] = {"d_decoder_res1_relu0", 200704, 1939584},
    [72] = {"scratch_step_1_G20", 147456, 50176},
    [73] = {"scratch_step_1_G21", 890496, 50176},
    [74] = {"d_decoder_conv", 200704, 1016704},
    [75] = {"d_zq", 100352, 1217408},
    [76] = {"scratch_step_1_G23", 294912, 50176},
    [77] = {"scratch_step_1_G24", 966528, 50176},
    [78] = {"d_codebook_scaled", 32768, 50176},
    [79] = {"d_ze", 100352, 250880},
    [80] = {"d_encoder_relu7", 200704, 50176},
    [81] = {"scratch_step_1_G28", 8192, 351232},
    [82] = {"d_encoder_relu7_input", 200704, 1091200},
    [83] = {"d_encoder_res6_relu2", 50176, 50176},
    [84] = {"scratch_step_1_G31", 4096, 100352},
    [85] = {"d_encoder_res6_conv1", 50176, 940672},
    [86] = {"d_encoder_res6_relu0", 200704, 1738880},
    [87] = {"scratch_step_1_G34", 147456, 50176},
    [88] = {"scratch_step_1_G35", 890496, 50176},
    [89] = {"d_encoder_res6_relu0_input", 200704, 890496},
    [90] = {"d_encoder_res5_relu2", 50176, 50176},
    [91] = {"scratch_step_1_G37", 4096, 100352},
    [92] = {"d_encoder_res5_conv1", 50176, 1738880},
    [93] = {"d_encoder_res5_relu0", 200704, 1091200},
    [94] = {"scratch_step_1_G40", 147456, 0},
    [95] = {"scratch_step_1_G41", 890496, 0},
    [96] = {"d_encoder_conv4", 200704, 1738880},
    [97] = {"d_encoder_relu3", 200704, 1939584},
    [98] = {"scratch_step_1_G43", 589824, 0},
    [99] = {"scratch_step_1_G44", 1337472, 0},
    [100] = {"d_encoder_conv2", 200704, 1738880},
    [101] = {"d_encoder_relu1", 401408, 824000},
    [102] = {"scratch_step_1_G46", 204800, 0},
    [103] = {"scratch_step_1_G47", 824000, 0},
    [104] = {"d_encoder_conv0", 401408, 0},
    [105] = {"scratch_step_1_G49", 28800, 401408},
    [106] = {"evaluate_encoder_conv0_product", 401408, 0},
    [107] = {"evaluate_encoder_relu1", 401408, 819200},
    [108] = {"evaluate_encoder_conv2_product", 200704, 1220608},
    [109] = {"scratch_evaluate_F3", 819200, 0},
    [110] = {"evaluate_encoder_relu3", 200704, 589824},
    [111] = {"evaluate_encoder_conv4_product", 200704, 790528},
    [112] = {"scratch_evaluate_F5", 589824, 0},
    [113] = {"evaluate_encoder_res5_relu0", 200704, 0},
    [114] = {"evaluate_encoder_res5_conv1_product", 50176, 348160},
    [115] = {"scratch_evaluate_F7", 147456, 200704},
    [116] = {"evaluate_encoder_res5_relu2", 50176, 0},
    [117] = {"evaluate_encoder_res5_conv3_product", 200704, 200704},
    [118] = {"evaluate_encoder_res6_relu0", 200704, 0},
    [119] = {"evaluate_encoder_res6_conv1_product", 50176, 548864},
    [120] = {"scratch_evaluate_F11", 147456, 401408},
    [121] = {"evaluate_encoder_res6_relu2", 50176, 401408},
    [122] = {"evaluate_encoder_res6_conv3_product", 200704, 0},
    [123] = {"evaluate_encoder_relu7", 200704, 0},
    [124] = {"evaluate_ze_product", 100352, 200704},
    [125] = {"evaluate_ze", 100352, 802816},
    [126] = {"evaluate_codebook_squared_row_sum_scaled", 512, 935936},
    [127] = {"evaluate_ze_by_codebook", 802816, 0},
    [128] = {"scratch_evaluate_F18", 32768, 903168},
    [129] = {"evaluate_code", 1568, 903168},
    [130] = {"evaluate_code_equal_sum", 512, 954368},
    [131] = {"evaluate_e", 100352, 0},
    [132] = {"evaluate_zq", 100352, 495616},
    [133] = {"evaluate_codebook_loss_sum", 1, 954880},
    [134] = {"evaluate_decoder_conv_product", 200704, 294912},
    [135] = {"scratch_evaluate_F22", 294912, 0},
    [136] = {"evaluate_decoder_res1_relu0", 200704, 0},
    [137] = {"evaluate_decoder_res1_conv1_product", 50176, 200704},
    [138] = {"scratch_evaluate_F24", 147456, 495616},
    [139] = {"evaluate_decoder_res1_relu2", 50176, 0},
    [140] = {"evaluate_decoder_res1_conv3_product", 200704, 606208},
    [141] = {"evaluate_decoder_res2_relu0", 200704, 0},
    [142] = {"evaluate_decoder_res2_conv1_product", 50176, 200704},
    [143] = {"scratch_evaluate_F28", 147456, 806912},
    [144] = {"evaluate_decoder_res2_relu2", 50176, 200704},
    [145] = {"evaluate_decoder_res2_conv3_product", 200704, 0},
    [146] = {"evaluate_decoder_relu3", 200704, 606208},
    [147] = {"evaluate_decoder_conv_transpose4_product", 401408, 0},
    [148] = {"scratch_evaluate_F32", 204800, 401408},
    [149] = {"evaluate_decoder_relu5", 401408, 0},
    [150] = {"evaluate_y_product", 25088, 401408},
    [151] = {"scratch_evaluate_F34", 1024, 426496},
    [152] = {"evaluate_reconstruction_sum", 1, 0},
    [153] = {"evaluate_perplexity_sum", 1, 0},
    [154] = {"reconstruct_encoder_conv0_product", 401408, 0},
    [155] = {"reconstruct_encoder_relu1", 401408, 819200},
    [156] = {"reconstruct_encoder_conv2_product", 200704, 1220608},
    [157] = {"scratch_reconstruct_F4", 819200, 0},
    [158] = {"reconstruct_encoder_relu3", 200704, 589824},
    [159] = {"reconstruct_encoder_conv4_product", 200704, 790528},
    [160] = {"scratch_reconstruct_F6", 589824, 0},
    [161] = {"reconstruct_encoder_res5_relu0", 200704, 0},
    [162] = {"reconstruct_encoder_res5_conv1_product", 50176, 348160},
    [163] = {"scratch_reconstruct_F8", 147456, 200704},
    [164] = {"reconstruct_encoder_res5_relu2", 50176, 0},
    [165] = {"reconstruct_encoder_res5_conv3_product", 200704, 200704},
    [166] = {"reconstruct_encoder_res6_relu0", 200704, 0},
    [167] = {"reconstruct_encoder_res6_conv1_product", 50176, 548864},
    [168] = {"scratch_reconstruct_F12", 147456, 401408},
    [169] = {"reconstruct_encoder_res6_relu2", 50176, 401408},
    [170] = {"reconstruct_encoder_res6_conv3_product", 200704, 0},
    [171] = {"reconstruct_encoder_relu7", 200704, 0},
    [172] = {"reconstruct_ze_product", 100352, 200704},
    [173] = {"reconstruct_ze", 100352, 802816},
    [174] = {"reconstruct_codebook_squared_row_sum_scaled", 512, 935936},
    [175] = {"reconstruct_ze_by_codebook", 802816, 0},
    [176] = {"scratch_reconstruct_F19", 32768, 903168},
    [177] = {"reconstruct_code", 1568, 903168},
    [178] = {"reconstruct_e", 100352, 0},
    [179] = {"reconstruct_zq", 100352, 495616},
    [180] = {"reconstruct_decoder_conv_product", 200704, 294912},
    [181] = {"scratch_reconstruct_F23", 294912, 0},
    [182] = {"reconstruct_decoder_res1_relu0", 200704, 0},
    [183] = {"reconstruct_decoder_res1_conv1_product", 50176, 200704},
    [184] = {"scratch_reconstruct_F25", 147456, 495616},
    [185] = {"reconstruct_decoder_res1_relu2", 50176, 0},
    [186] = {"reconstruct_decoder_res1_conv3_product", 200704, 606208},
    [187] = {"reconstruct_decoder_res2_relu0", 200704, 0},
    [188] = {"reconstruct_decoder_res2_conv1_product", 50176, 200704},
    [189] = {"scratch_reconstruct_F29", 147456, 806912},
    [190] = {"reconstruct_decoder_res2_relu2", 50176, 200704},
    [191] = {"reconstruct_decoder_res2_conv3_product", 200704, 0},
    [192] = {"reconstruct_decoder_relu3", 200704, 606208},
    [193] = {"reconstruct_decoder_conv_transpose4_product", 401408, 0},
    [194] = {"scratch_reconstruct_F33", 204800, 401408},
    [195] = {"reconstruct_decoder_relu5", 401408, 0},
    [196] = {"reconstruct_y_product", 25088, 401408},
    [197] = {"scratch_reconstruct_F35", 1024, 426496},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "F1", "conv_28x28_to_64x14x14", 27, 1, 11943936, 1710080},
    {"step_1", "F2", "make_relu_64x14x14", 28, 0, 802816, 3211520},
    {"step_1", "F3", "conv_64x14x14_to_128x7x7_out_panels", 29, 1, 209715200, 2932736},
    {"step_1", "F4", "make_relu_in_step_1_F4", 30, 0, 401408, 1606144},
    {"step_1", "F5", "conv_128x7x7_to_128x7x7", 31, 1, 150994944, 2195456},
    {"step_1", "F6", "make_relu_in_step_1_F4", 18, 0, 401408, 1606144},
    {"step_1", "F7", "conv_128x7x7_to_32x7x7", 19, 1, 37748736, 1150976},
    {"step_1", "F8", "make_res_relu2", 20, 0, 100352, 401536},
    {"step_1", "F9", "conv_32x7x7_to_128x7x7", 21, 1, 12845056, 1019904},
    {"step_1", "F10", "make_res_relu0", 18, 0, 802816, 2409472},
    {"step_1", "F11", "conv_128x7x7_to_32x7x7", 19, 1, 37748736, 1150976},
    {"step_1", "F12", "make_res_relu2", 20, 0, 100352, 401536},
    {"step_1", "F13", "conv_32x7x7_to_128x7x7", 21, 1, 12845056, 1019904},
    {"step_1", "F14", "make_relu_in_step_1_F14", 34, 0, 1204224, 3212800},
    {"step_1", "F15", "conv_128x7x7_to_64x7x7", 35, 1, 25690112, 1236992},
    {"step_1", "F16", "make_ze", 53, 0, 100352, 803072},
    {"step_1", "F17", "make_codebook_squared_row_sum_scaled", 54, 0, 66048, 133120},
    {"step_1", "F18", "product_32x64x7x7_by_512x64", 54, 1, 102760448, 3743744},
    {"step_1", "F19", "make_code_and_code_equal_sum", 54, 0, 3227648, 3221632},
    {"step_1", "F20", "make_e", 55, 0, 0, 538752},
    {"step_1", "F21", "make_zq_in_step_1", 56, 0, 401440, 1605636},
    {"step_1", "F22", "conv_64x7x7_to_128x7x7", 39, 1, 75497472, 1499136},
    {"step_1", "F23", "make_relu_in_step_1_F4", 18, 0, 401408, 1606144},
    {"step_1", "F24", "conv_128x7x7_to_32x7x7", 19, 1, 37748736, 1150976},
    {"step_1", "F25", "make_res_relu2", 20, 0, 100352, 401536},
    {"step_1", "F26", "conv_32x7x7_to_128x7x7", 21, 1, 12845056, 1019904},
    {"step_1", "F27", "make_res_relu0", 18, 0, 802816, 2409472},
    {"step_1", "F28", "conv_128x7x7_to_32x7x7", 19, 1, 37748736, 1150976},
    {"step_1", "F29", "make_res_relu2", 20, 0, 100352, 401536},
    {"step_1", "F30", "conv_32x7x7_to_128x7x7", 21, 1, 12845056, 1019904},
    {"step_1", "F31", "make_relu_in_step_1_F14", 42, 0, 1204224, 3212800},
    {"step_1", "F32", "conv_data_128x7x7_to_64x14x14_in_panels", 43, 1, 209715200, 2932736},
    {"step_1", "F33", "make_relu_64x14x14", 44, 0, 802816, 3211520},
    {"step_1", "F34", "conv_data_64x14x14_to_28x28", 45, 1, 11943936, 1710080},
    {"step_1", "F35", "make_d_decoder_6_bias_scaled", 60, 0, 125504, 301068},
    {"step_1", "F38", "make_perplexity_sum", 65, 0, 3072, 2052},
    {"step_1", "G2", "conv_28x28_to_64x14x14", 44, 1, 11943936, 1710080},
    {"step_1", "G3", "scaled_conv_weight_28x28_by_64x14x14", 45, 1, 11943936, 1710080},
    {"step_1", "G4", "make_d_conv_and_d_bias", 43, 0, 1206272, 4817152},
    {"step_1", "G5", "make_d_decoder_4_bias", 43, 0, 64, 512},
    {"step_1", "G6", "conv_64x14x14_to_128x7x7_in_panels", 42, 1, 209715200, 2932736},
    {"step_1", "G7", "scaled_conv_weight_64x14x14_by_128x7x7", 43, 1, 209715200, 2932736},
    {"step_1", "G8", "make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 57, 0,
        606208, 2408960},
    {"step_1", "G9", "make_d_decoder_2_0_3_bias", 21, 0, 128, 1024},
    {"step_1", "G10", "conv_data_128x7x7_to_32x7x7", 20, 1, 12845056, 1019904},
    {"step_1", "G11", "scaled_conv_weight_32x7x7_by_128x7x7", 21, 1, 12845056, 1019904},
    {"step_1", "G12", "make_d_res_conv1_and_d_bias", 19, 0, 151552, 602240},
    {"step_1", "G13", "make_d_decoder_2_0_1_bias", 19, 0, 32, 256},
    {"step_1", "G14", "conv_data_32x7x7_to_128x7x7", 18, 1, 37748736, 1150976},
    {"step_1", "G15", "scaled_conv_weight_128x7x7_by_32x7x7", 19, 1, 37748736, 1150976},
    {"step_1", "G16", "make_d_decoder_conv_plus_decoder_res1_conv3", 57, 0, 1208320, 3211776},
    {"step_1", "G17", "conv_data_128x7x7_to_32x7x7", 20, 1, 12845056, 1019904},
    {"step_1", "G18", "conv_weight_32x7x7_by_128x7x7", 21, 1, 12845056, 1019904},
    {"step_1", "G19", "make_d_res_conv1_and_d_bias", 19, 0, 151552, 602240},
    {"step_1", "G20", "conv_data_32x7x7_to_128x7x7", 18, 1, 37748736, 1150976},
    {"step_1", "G21", "conv_weight_128x7x7_by_32x7x7", 19, 1, 37748736, 1150976},
    {"step_1", "G22", "make_d_decoder_conv_and_d_bias", 39, 0, 806912, 3211776},
    {"step_1", "G23", "conv_data_128x7x7_to_64x7x7", 56, 1, 75497472, 1499136},
    {"step_1", "G24", "conv_weight_64x7x7_by_128x7x7", 39, 1, 75497472, 1499136},
    {"step_1", "G25", "make_d_codebook_scaled", 55, 0, 0, 538752},
    {"step_1", "G26", "make_d_codebook", 54, 0, 32768, 262144},
    {"step_1", "G27", "make_d_ze_and_d_encoder_8_bias", 53, 0, 303104, 1204480},
    {"step_1", "G28", "conv_data_64x7x7_to_128x7x7", 34, 1, 25690112, 1236992},
    {"step_1", "G29", "conv_weight_128x7x7_by_64x7x7", 35, 1, 25690112, 1236992},
    {"step_1", "G30", "make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 53, 0,
        606208, 2408960},
    {"step_1", "G31", "conv_data_128x7x7_to_32x7x7", 20, 1, 12845056, 1019904},
    {"step_1", "G32", "conv_weight_32x7x7_by_128x7x7", 21, 1, 12845056, 1019904},
    {"step_1", "G33", "make_d_res_conv1_and_d_bias", 19, 0, 151552, 602240},
    {"step_1", "G34", "conv_data_32x7x7_to_128x7x7", 18, 1, 37748736, 1150976},
    {"step_1", "G35", "conv_weight_128x7x7_by_32x7x7", 19, 1, 37748736, 1150976},
    {"step_1", "G36", "make_d_decoder_conv_and_d_bias", 53, 0, 806912, 3211776},
    {"step_1", "G37", "conv_data_128x7x7_to_32x7x7", 20, 1, 12845056, 1019904},
    {"step_1", "G38", "conv_weight_32x7x7_by_128x7x7", 21, 1, 12845056, 1019904},
    {"step_1", "G39", "make_d_res_conv1_and_d_bias", 19, 0, 151552, 602240},
    {"step_1", "G40", "conv_data_32x7x7_to_128x7x7", 18, 1, 37748736, 1150976},
    {"step_1", "G41", "conv_weight_128x7x7_by_32x7x7", 19, 1, 37748736, 1150976},
    {"step_1", "G42", "make_d_decoder_conv_and_d_bias", 31, 0, 806912, 3211776},
    {"step_1", "G43", "conv_data_128x7x7_to_128x7x7", 30, 1, 150994944, 2195456},
    {"step_1", "G44", "conv_weight_128x7x7_by_128x7x7", 31, 1, 150994944, 2195456},
    {"step_1", "G45", "make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 29, 0,
        606208, 2408960},
    {"step_1", "G46", "conv_data_128x7x7_to_64x14x14_out_panels", 28, 1, 209715200, 2932736},
    {"step_1", "G47", "conv_weight_64x14x14_by_128x7x7", 29, 1, 209715200, 2932736},
    {"step_1", "G48", "make_d_conv_and_d_bias", 27, 0, 1206272, 4817152},
    {"step_1", "G49", "conv_weight_28x28_by_64x14x14", 27, 1, 11943936, 1710080},
    {"step_1", "U1", "adam", 68, 0, 8988304, 19359424},
};

static const char page[] =
"# Neural Discrete Representation Learning. van den Oord et al., 2017 "
    "(arXiv:1711.00937).\n"
"#\n"
"# Equation 1: the nearest code. Equation 2: the gradient passes straight through. "
    "Equation 3:\n"
"# reconstruction, codebook and commitment terms, beta 0.25. Networks as in section "
    "4.1: two\n"
"# strided convolutions with window 4, two residual blocks (relu, 3x3, relu, 1x1).\n"
"model: vqvae\n"
"sizes: {batch: 32, hidden: 128, inner: 32, width: 64, codes: 512, side: 28}\n"
"\n"
"constants:\n"
"  variance: 0.095                                     # of the pixels of MNIST in [0, "
    "1]\n"
"\n"
"data:\n"
"  x: {image: [1, side, side], range: [0, 1]}\n"
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
"      - conv_transpose: {channels: 1, kernel: 4, stride: 2, padding: 1}\n"
"\n"
"parameters:\n"
"  codebook:\n"
"    shape: [codes, width]\n"
"    init:  uniform(-1 / codes, 1 / codes)\n"
"\n"
"values:\n"
"  ze:   encoder(x)                                    # [width, 7, 7]\n"
"  code: nearest(ze, codebook)                         # [7, 7] indices below codes\n"
"  e:    lookup(code, codebook)                        # [width, 7, 7]\n"
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

const struct model vqvae_model = {
    .name = "vqvae",
    .version = "0.1.0",
    .hash = "99219072dff51801279dd493355483bdfaddbb880ab78e06cd03f7fde8d0604e",
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
    .kernels = 85,
    .kernel = kernels,
    .parameter_floats = 691408,
    .state_floats = 0,
    .moments = 2,
    .counters = 1,
    .arena_floats = 3645568,
    .evaluate = vqvae_evaluate,
    .check = &vqvae_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&vqvae_model, argc, argv);
}
#endif
