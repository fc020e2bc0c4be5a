/* main.c: the trainer of vqvae_ema.yaml: tables of its data, tensors, losses, steps,
 * commands and kernels. What the program does with them is runtime/command.c. */
#include "vqvae_ema.h"

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
    {"encoder.3.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 132288,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"encoder.3.0.1.bias", 1, 0, 1, {32}, 169152,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"encoder.3.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 169184,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"encoder.3.0.3.bias", 1, 0, 1, {128}, 173280,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"encoder.4.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 173408,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"encoder.4.0.1.bias", 1, 0, 1, {32}, 210272,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"encoder.4.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 210304,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"encoder.4.0.3.bias", 1, 0, 1, {128}, 214400,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"encoder.6.weight", 1, 0, 4, {64, 128, 1, 1}, 214528,
        {{1, 32, 0, 0}, 0, 32, 4096, 8192, 4, {64, 128, 1, 1}}, INIT_UNIFORM,
            -0.08838834764831843, 0.08838834764831843},
    {"encoder.6.bias", 1, 0, 1, {64}, 222720,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.08838834764831843, 0.08838834764831843},
    {"decoder.0.weight", 1, 0, 4, {128, 64, 3, 3}, 222784,
        {{1, 32, 6144, 2048}, 0, 32, 18432, 73728, 4, {128, 64, 3, 3}}, INIT_UNIFORM,
            -0.041666666666666664, 0.041666666666666664},
    {"decoder.0.bias", 1, 0, 1, {128}, 296512,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.041666666666666664,
            0.041666666666666664},
    {"decoder.1.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 296640,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"decoder.1.0.1.bias", 1, 0, 1, {32}, 333504,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"decoder.1.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 333536,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"decoder.1.0.3.bias", 1, 0, 1, {128}, 337632,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"decoder.2.0.1.weight", 1, 0, 4, {32, 128, 3, 3}, 337760,
        {{1, 32, 12288, 4096}, 0, 32, 36864, 36864, 4, {32, 128, 3, 3}}, INIT_UNIFORM,
            -0.029462782549439483, 0.029462782549439483},
    {"decoder.2.0.1.bias", 1, 0, 1, {32}, 374624,
        {{1}, -1, 0, 0, 32, 1, {32}}, INIT_UNIFORM, -0.029462782549439483,
            0.029462782549439483},
    {"decoder.2.0.3.weight", 1, 0, 4, {128, 32, 1, 1}, 374656,
        {{1, 32, 0, 0}, 0, 32, 1024, 4096, 4, {128, 32, 1, 1}}, INIT_UNIFORM,
            -0.17677669529663687, 0.17677669529663687},
    {"decoder.2.0.3.bias", 1, 0, 1, {128}, 378752,
        {{1}, -1, 0, 0, 128, 1, {128}}, INIT_UNIFORM, -0.17677669529663687,
            0.17677669529663687},
    {"decoder.4.weight", 1, 0, 4, {128, 64, 4, 4}, 378880,
        {{32, 1, 16384, 4096}, 1, 32, 65536, 131072, 4, {128, 64, 4, 4}}, INIT_UNIFORM,
            -0.03125, 0.03125},
    {"decoder.4.bias", 1, 0, 1, {64}, 509952,
        {{1}, -1, 0, 0, 64, 1, {64}}, INIT_UNIFORM, -0.03125, 0.03125},
    {"decoder.6.weight", 1, 0, 4, {64, 1, 4, 4}, 510016,
        {{1, 0, 128, 32}, 0, 32, 512, 1024, 4, {64, 1, 4, 4}}, INIT_UNIFORM, -0.25, 0.25},
    {"decoder.6.bias", 1, 0, 1, {1}, 511040,
        {{0}, -1, 0, 0, 1, 1, {1}}, INIT_UNIFORM, -0.25, 0.25},
    {"count", 0, 0, 1, {512}, 0,
        {{1}, -1, 0, 0, 512, 1, {512}}, INIT_CONSTANT, 1.0, 0.0},
    {"total", 0, 0, 2, {512, 64}, 512,
        {{64, 1}, -1, 0, 0, 32768, 2, {512, 64}}, INIT_LIKE, 30, 0},
    {"codebook", 0, 0, 2, {512, 64}, 33280,
        {{64, 1}, -1, 0, 0, 32768, 2, {512, 64}}, INIT_NORMAL, 0.0, 1.0},
};

static const struct scalar scalars[] = {
    {"reconstruction", 0, 0},
    {"commitment", 0, 0},
    {"perplexity", 1, 0},
};

static const int updated_1[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17,
    18, 19, 20, 21, 22, 23, 24, 25, 26, 27};
static const struct step steps[] = {
    {.name = "step1", .repeat = 1, .run = vqvae_ema_step_1,
        .updates = 28, .updated = updated_1},
};

static const struct output reconstruct_outputs[] = {
    {.name = "x", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
    {.name = "y", .rank = 3, .shape = {1, 28, 28}, .image = 1, .low = 0.0, .high = 1.0},
};
static const struct command commands[] = {
    {.name = "reconstruct", .outputs = 2, .output = reconstruct_outputs, .run =
        vqvae_ema_reconstruct, .reads_data = 1},
};

/* Tables that begin as centres of clusters: place of the tensor, which
 * table in it, Lloyd's iterations, vectors for a centre, vectors in a batch. */
static const struct start starts[] = {
    {30, 0, 10, 32, 1568, vqvae_ema_start_codebook},
};

/* The arena, as the routines see it: m->at[i]. */
static const struct buffer buffers[] = {
    [0] = {"encoder_conv0_product", 401408, 0},
    [1] = {"encoder_relu1", 401408, 1225408},
    [2] = {"encoder_conv2_product", 200704, 819200},
    [3] = {"scratch_step_1_F3", 819200, 0},
    [4] = {"encoder_res3_relu0", 200704, 2630336},
    [5] = {"encoder_res3_conv1_product", 50176, 147456},
    [6] = {"scratch_step_1_F5", 147456, 0},
    [7] = {"encoder_res3_relu2", 50176, 3483328},
    [8] = {"encoder_res3_conv3_product", 200704, 0},
    [9] = {"encoder_res4_relu0", 200704, 2429632},
    [10] = {"encoder_res4_conv1_product", 50176, 348160},
    [11] = {"scratch_step_1_F9", 147456, 200704},
    [12] = {"encoder_res4_relu2", 50176, 3433152},
    [13] = {"encoder_res4_conv3_product", 200704, 200704},
    [14] = {"encoder_relu5", 200704, 2228928},
    [15] = {"ze_product", 100352, 0},
    [16] = {"ze", 100352, 3132096},
    [17] = {"codebook_squared_row_sum_scaled", 512, 835584},
    [18] = {"ze_by_codebook", 802816, 0},
    [19] = {"scratch_step_1_F16", 32768, 802816},
    [20] = {"code", 1568, 802816},
    [21] = {"usage_sum", 512, 3600576},
    [22] = {"e", 100352, 3232448},
    [23] = {"ze_plus_d_ze_via_ze", 100352, 3031744},
    [24] = {"commitment_sum", 1, 696320},
    [25] = {"decoder_conv_product", 200704, 294912},
    [26] = {"scratch_step_1_F20", 294912, 0},
    [27] = {"decoder_res1_relu0", 200704, 2028224},
    [28] = {"decoder_res1_conv1_product", 50176, 147456},
    [29] = {"scratch_step_1_F22", 147456, 0},
    [30] = {"decoder_res1_relu2", 50176, 3382976},
    [31] = {"decoder_res1_conv3_product", 200704, 0},
    [32] = {"decoder_res2_relu0", 200704, 1827520},
    [33] = {"decoder_res2_conv1_product", 50176, 200704},
    [34] = {"scratch_step_1_F26", 147456, 495616},
    [35] = {"decoder_res2_relu2", 50176, 3332800},
    [36] = {"decoder_res2_conv3_product", 200704, 495616},
    [37] = {"decoder_relu3", 200704, 1626816},
    [38] = {"decoder_conv_transpose4_product", 401408, 0},
    [39] = {"scratch_step_1_F30", 204800, 401408},
    [40] = {"decoder_relu5", 401408, 0},
    [41] = {"y_product", 25088, 401408},
    [42] = {"scratch_step_1_F32", 1024, 426496},
    [43] = {"sums_term", 32768, 3533504},
    [44] = {"fresh_noise", 512, 427008},
    [45] = {"fresh_place", 512, 426496},
    [46] = {"fresh", 32768, 3566272},
    [47] = {"x_plus_y", 25088, 831616},
    [48] = {"reconstruction_sum", 1, 426496},
    [49] = {"d_decoder_6_bias_scaled", 1, 426512},
    [50] = {"perplexity_sum", 1, 401408},
    [51] = {"next_count_factor", 512, 3599552},
    [52] = {"next_count", 512, 3599040},
    [53] = {"next_count_shifted", 512, 3600064},
    [54] = {"d_decoder_relu5_scaled", 401408, 401408},
    [55] = {"scratch_step_1_G3", 28800, 802816},
    [56] = {"d_decoder_conv_transpose4_scaled", 401408, 824000},
    [57] = {"d_decoder_4_bias_scaled", 64, 802816},
    [58] = {"d_decoder_relu3_scaled", 200704, 2831040},
    [59] = {"scratch_step_1_G6", 819200, 0},
    [60] = {"scratch_step_1_G7", 824000, 0},
    [61] = {"d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 200704, 890496},
    [62] = {"d_decoder_2_0_3_bias_scaled", 128, 0},
    [63] = {"d_decoder_res2_relu2_scaled", 50176, 0},
    [64] = {"scratch_step_1_G10", 4096, 50176},
    [65] = {"d_decoder_res2_conv1_scaled", 50176, 1091200},
    [66] = {"d_decoder_2_0_1_bias_scaled", 32, 50176},
    [67] = {"d_decoder_res2_relu0_scaled", 200704, 2831040},
    [68] = {"scratch_step_1_G14", 147456, 0},
    [69] = {"scratch_step_1_G15", 890496, 0},
    [70] = {"d_decoder_conv_plus_decoder_res1_conv3", 200704, 1626816},
    [71] = {"d_decoder_res1_relu2", 50176, 0},
    [72] = {"scratch_step_1_G17", 4096, 50176},
    [73] = {"d_decoder_res1_conv1", 50176, 890496},
    [74] = {"d_decoder_res1_relu0", 200704, 1827520},
    [75] = {"scratch_step_1_G20", 147456, 0},
    [76] = {"scratch_step_1_G21", 890496, 0},
    [77] = {"d_decoder_conv", 200704, 966528},
    [78] = {"d_ze_plus_ze_plus_e", 100352, 1626816},
    [79] = {"scratch_step_1_G23", 294912, 0},
    [80] = {"scratch_step_1_G24", 966528, 0},
    [81] = {"d_ze", 100352, 200704},
    [82] = {"d_encoder_relu5", 200704, 0},
    [83] = {"scratch_step_1_G26", 8192, 301056},
    [84] = {"d_encoder_relu5_input", 200704, 1626816},
    [85] = {"d_encoder_res4_relu2", 50176, 0},
    [86] = {"scratch_step_1_G29", 4096, 50176},
    [87] = {"d_encoder_res4_conv1", 50176, 890496},
    [88] = {"d_encoder_res4_relu0", 200704, 1827520},
    [89] = {"scratch_step_1_G32", 147456, 0},
    [90] = {"scratch_step_1_G33", 890496, 0},
    [91] = {"d_encoder_res4_relu0_input", 200704, 890496},
    [92] = {"d_encoder_res3_relu2", 50176, 0},
    [93] = {"scratch_step_1_G35", 4096, 50176},
    [94] = {"d_encoder_res3_conv1", 50176, 1091200},
    [95] = {"d_encoder_res3_relu0", 200704, 1827520},
    [96] = {"scratch_step_1_G38", 147456, 0},
    [97] = {"scratch_step_1_G39", 890496, 0},
    [98] = {"d_encoder_conv2", 200704, 1626816},
    [99] = {"d_encoder_relu1", 401408, 824000},
    [100] = {"scratch_step_1_G41", 204800, 0},
    [101] = {"scratch_step_1_G42", 824000, 0},
    [102] = {"d_encoder_conv0", 401408, 0},
    [103] = {"scratch_step_1_G44", 28800, 401408},
    [104] = {"next_codebook_scale_sum", 1, 65536},
    [105] = {"total_next", 32768, 0},
    [106] = {"next_codebook", 32768, 32768},
    [107] = {"evaluate_encoder_conv0_product", 401408, 0},
    [108] = {"evaluate_encoder_relu1", 401408, 819200},
    [109] = {"evaluate_encoder_conv2_product", 200704, 1220608},
    [110] = {"scratch_evaluate_F3", 819200, 0},
    [111] = {"evaluate_encoder_res3_relu0", 200704, 0},
    [112] = {"evaluate_encoder_res3_conv1_product", 50176, 348160},
    [113] = {"scratch_evaluate_F5", 147456, 200704},
    [114] = {"evaluate_encoder_res3_relu2", 50176, 0},
    [115] = {"evaluate_encoder_res3_conv3_product", 200704, 200704},
    [116] = {"evaluate_encoder_res4_relu0", 200704, 0},
    [117] = {"evaluate_encoder_res4_conv1_product", 50176, 548864},
    [118] = {"scratch_evaluate_F9", 147456, 401408},
    [119] = {"evaluate_encoder_res4_relu2", 50176, 401408},
    [120] = {"evaluate_encoder_res4_conv3_product", 200704, 0},
    [121] = {"evaluate_encoder_relu5", 200704, 0},
    [122] = {"evaluate_ze_product", 100352, 200704},
    [123] = {"evaluate_ze", 100352, 802816},
    [124] = {"evaluate_codebook_squared_row_sum_scaled", 512, 935936},
    [125] = {"evaluate_ze_by_codebook", 802816, 0},
    [126] = {"scratch_evaluate_F16", 32768, 903168},
    [127] = {"evaluate_code", 1568, 903168},
    [128] = {"evaluate_usage_sum", 512, 954368},
    [129] = {"evaluate_e", 100352, 0},
    [130] = {"evaluate_ze_plus_d_ze_via_ze", 100352, 495616},
    [131] = {"evaluate_commitment_sum", 1, 954880},
    [132] = {"evaluate_decoder_conv_product", 200704, 294912},
    [133] = {"scratch_evaluate_F20", 294912, 0},
    [134] = {"evaluate_decoder_res1_relu0", 200704, 0},
    [135] = {"evaluate_decoder_res1_conv1_product", 50176, 200704},
    [136] = {"scratch_evaluate_F22", 147456, 495616},
    [137] = {"evaluate_decoder_res1_relu2", 50176, 0},
    [138] = {"evaluate_decoder_res1_conv3_product", 200704, 606208},
    [139] = {"evaluate_decoder_res2_relu0", 200704, 0},
    [140] = {"evaluate_decoder_res2_conv1_product", 50176, 200704},
    [141] = {"scratch_evaluate_F26", 147456, 806912},
    [142] = {"evaluate_decoder_res2_relu2", 50176, 200704},
    [143] = {"evaluate_decoder_res2_conv3_product", 200704, 0},
    [144] = {"evaluate_decoder_relu3", 200704, 606208},
    [145] = {"evaluate_decoder_conv_transpose4_product", 401408, 0},
    [146] = {"scratch_evaluate_F30", 204800, 401408},
    [147] = {"evaluate_decoder_relu5", 401408, 0},
    [148] = {"evaluate_y_product", 25088, 401408},
    [149] = {"scratch_evaluate_F32", 1024, 426496},
    [150] = {"evaluate_reconstruction_sum", 1, 0},
    [151] = {"evaluate_perplexity_sum", 1, 0},
    [152] = {"reconstruct_encoder_conv0_product", 401408, 0},
    [153] = {"reconstruct_encoder_relu1", 401408, 819200},
    [154] = {"reconstruct_encoder_conv2_product", 200704, 1220608},
    [155] = {"scratch_reconstruct_F4", 819200, 0},
    [156] = {"reconstruct_encoder_res3_relu0", 200704, 0},
    [157] = {"reconstruct_encoder_res3_conv1_product", 50176, 348160},
    [158] = {"scratch_reconstruct_F6", 147456, 200704},
    [159] = {"reconstruct_encoder_res3_relu2", 50176, 0},
    [160] = {"reconstruct_encoder_res3_conv3_product", 200704, 200704},
    [161] = {"reconstruct_encoder_res4_relu0", 200704, 0},
    [162] = {"reconstruct_encoder_res4_conv1_product", 50176, 548864},
    [163] = {"scratch_reconstruct_F10", 147456, 401408},
    [164] = {"reconstruct_encoder_res4_relu2", 50176, 401408},
    [165] = {"reconstruct_encoder_res4_conv3_product", 200704, 0},
    [166] = {"reconstruct_encoder_relu5", 200704, 0},
    [167] = {"reconstruct_ze_product", 100352, 200704},
    [168] = {"reconstruct_ze", 100352, 802816},
    [169] = {"reconstruct_codebook_squared_row_sum_scaled", 512, 935936},
    [170] = {"reconstruct_ze_by_codebook", 802816, 0},
    [171] = {"scratch_reconstruct_F17", 32768, 903168},
    [172] = {"reconstruct_code", 1568, 903168},
    [173] = {"reconstruct_e", 100352, 0},
    [174] = {"reconstruct_ze_plus_d_ze_via_ze", 100352, 495616},
    [175] = {"reconstruct_decoder_conv_product", 200704, 294912},
    [176] = {"scratch_reconstruct_F21", 294912, 0},
    [177] = {"reconstruct_decoder_res1_relu0", 200704, 0},
    [178] = {"reconstruct_decoder_res1_conv1_product", 50176, 200704},
    [179] = {"scratch_reconstruct_F23", 147456, 495616},
    [180] = {"reconstruct_decoder_res1_relu2", 50176, 0},
    [181] = {"reconstruct_decoder_res1_conv3_product", 200704, 606208},
    [182] = {"reconstruct_decoder_res2_relu0", 200704, 0},
    [183] = {"reconstruct_decoder_res2_conv1_product", 50176, 200704},
    [184] = {"scratch_reconstruct_F27", 147456, 806912},
    [185] = {"reconstruct_decoder_res2_relu2", 50176, 200704},
    [186] = {"reconstruct_decoder_res2_conv3_product", 200704, 0},
    [187] = {"reconstruct_decoder_relu3", 200704, 606208},
    [188] = {"reconstruct_decoder_conv_transpose4_product", 401408, 0},
    [189] = {"scratch_reconstruct_F31", 204800, 401408},
    [190] = {"reconstruct_decoder_relu5", 401408, 0},
    [191] = {"reconstruct_y_product", 25088, 401408},
    [192] = {"scratch_reconstruct_F33", 1024, 426496},
    [193] = {"start_codebook_encoder_conv0_product", 401408, 0},
    [194] = {"start_codebook_encoder_relu1", 401408, 819200},
    [195] = {"start_codebook_encoder_conv2_product", 200704, 1220608},
    [196] = {"scratch_start_codebook_F3", 819200, 0},
    [197] = {"start_codebook_encoder_res3_relu0", 200704, 0},
    [198] = {"start_codebook_encoder_res3_conv1_product", 50176, 348160},
    [199] = {"scratch_start_codebook_F5", 147456, 200704},
    [200] = {"start_codebook_encoder_res3_relu2", 50176, 0},
    [201] = {"start_codebook_encoder_res3_conv3_product", 200704, 200704},
    [202] = {"start_codebook_encoder_res4_relu0", 200704, 0},
    [203] = {"start_codebook_encoder_res4_conv1_product", 50176, 548864},
    [204] = {"scratch_start_codebook_F9", 147456, 401408},
    [205] = {"start_codebook_encoder_res4_relu2", 50176, 401408},
    [206] = {"start_codebook_encoder_res4_conv3_product", 200704, 0},
    [207] = {"start_codebook_encoder_relu5", 200704, 0},
    [208] = {"start_codebook_ze_product", 100352, 200704},
};

/* The laps of the steps:
 * routine, label, function, line of the page, product, operations, bytes */
static const struct kernel kernels[] = {
    {"step_1", "F1", "conv_28x28_to_64x14x14", 31, 1, 11943936, 1710080},
    {"step_1", "F2", "make_relu_64x14x14", 32, 0, 802816, 3211520},
    {"step_1", "F3", "conv_64x14x14_to_128x7x7_out_panels", 33, 1, 209715200, 2932736},
    {"step_1", "F4", "make_res_relu0_in_step_1_F4", 22, 0, 401408, 1606144},
    {"step_1", "F5", "conv_128x7x7_to_32x7x7", 23, 1, 37748736, 1150976},
    {"step_1", "F6", "make_res_relu2", 24, 0, 100352, 401536},
    {"step_1", "F7", "conv_32x7x7_to_128x7x7", 25, 1, 12845056, 1019904},
    {"step_1", "F8", "make_res_relu0_in_step_1_F8", 22, 0, 802816, 2409472},
    {"step_1", "F9", "conv_128x7x7_to_32x7x7", 23, 1, 37748736, 1150976},
    {"step_1", "F10", "make_res_relu2", 24, 0, 100352, 401536},
    {"step_1", "F11", "conv_32x7x7_to_128x7x7", 25, 1, 12845056, 1019904},
    {"step_1", "F12", "make_relu_128x7x7", 36, 0, 1204224, 3212800},
    {"step_1", "F13", "conv_128x7x7_to_64x7x7", 37, 1, 25690112, 1236992},
    {"step_1", "F14", "make_ze", 55, 0, 100352, 803072},
    {"step_1", "F15", "make_codebook_squared_row_sum_scaled", 56, 0, 66048, 133120},
    {"step_1", "F16", "product_32x64x7x7_by_512x64", 56, 1, 102760448, 3743744},
    {"step_1", "F17", "make_code_and_usage_sum", 56, 0, 3227648, 3221632},
    {"step_1", "F18", "make_e", 57, 0, 0, 538752},
    {"step_1", "F19", "make_ze_plus_d_ze_via_ze_and_commitment_sum", 58, 0, 401440, 1204228},
    {"step_1", "F20", "conv_64x7x7_to_128x7x7", 41, 1, 75497472, 1499136},
    {"step_1", "F21", "make_res_relu0_in_step_1_F4", 22, 0, 401408, 1606144},
    {"step_1", "F22", "conv_128x7x7_to_32x7x7", 23, 1, 37748736, 1150976},
    {"step_1", "F23", "make_res_relu2", 24, 0, 100352, 401536},
    {"step_1", "F24", "conv_32x7x7_to_128x7x7", 25, 1, 12845056, 1019904},
    {"step_1", "F25", "make_res_relu0_in_step_1_F8", 22, 0, 802816, 2409472},
    {"step_1", "F26", "conv_128x7x7_to_32x7x7", 23, 1, 37748736, 1150976},
    {"step_1", "F27", "make_res_relu2", 24, 0, 100352, 401536},
    {"step_1", "F28", "conv_32x7x7_to_128x7x7", 25, 1, 12845056, 1019904},
    {"step_1", "F29", "make_relu_128x7x7", 44, 0, 1204224, 3212800},
    {"step_1", "F30", "conv_data_128x7x7_to_64x14x14_in_panels", 45, 1, 209715200, 2932736},
    {"step_1", "F31", "make_relu_64x14x14", 46, 0, 802816, 3211520},
    {"step_1", "F32", "conv_data_64x14x14_to_28x28", 47, 1, 11943936, 1710080},
    {"step_1", "F33", "make_sums_term", 60, 0, 0, 538752},
    {"step_1", "N1", "runtime/random.c", 62, 0, 0, 2048},
    {"step_1", "F34", "make_fresh_place", 62, 0, 2410528, 4096},
    {"step_1", "F35", "make_fresh", 62, 0, 0, 534528},
    {"step_1", "F36", "make_d_decoder_6_bias_scaled", 65, 0, 125504, 301068},
    {"step_1", "F39", "make_perplexity_sum", 69, 0, 3072, 2052},
    {"step_1", "F41", "make_next_count_factor", 77, 0, 6144, 10240},
    {"step_1", "G2", "conv_28x28_to_64x14x14", 46, 1, 11943936, 1710080},
    {"step_1", "G3", "scaled_conv_weight_28x28_by_64x14x14", 47, 1, 11943936, 1710080},
    {"step_1", "G4", "make_d_conv_and_d_bias", 45, 0, 1206272, 4817152},
    {"step_1", "G5", "make_d_decoder_4_bias", 45, 0, 64, 512},
    {"step_1", "G6", "conv_64x14x14_to_128x7x7_in_panels", 44, 1, 209715200, 2932736},
    {"step_1", "G7", "scaled_conv_weight_64x14x14_by_128x7x7", 45, 1, 209715200, 2932736},
    {"step_1", "G8", "make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 58, 0,
        606208, 2408960},
    {"step_1", "G9", "make_d_decoder_2_0_3_bias", 25, 0, 128, 1024},
    {"step_1", "G10", "conv_data_128x7x7_to_32x7x7", 24, 1, 12845056, 1019904},
    {"step_1", "G11", "scaled_conv_weight_32x7x7_by_128x7x7", 25, 1, 12845056, 1019904},
    {"step_1", "G12", "make_d_res_conv1_and_d_bias", 23, 0, 151552, 602240},
    {"step_1", "G13", "make_d_decoder_2_0_1_bias", 23, 0, 32, 256},
    {"step_1", "G14", "conv_data_32x7x7_to_128x7x7", 22, 1, 37748736, 1150976},
    {"step_1", "G15", "scaled_conv_weight_128x7x7_by_32x7x7", 23, 1, 37748736, 1150976},
    {"step_1", "G16", "make_d_decoder_conv_plus_decoder_res1_conv3", 58, 0, 1208320, 3211776},
    {"step_1", "G17", "conv_data_128x7x7_to_32x7x7", 24, 1, 12845056, 1019904},
    {"step_1", "G18", "conv_weight_32x7x7_by_128x7x7", 25, 1, 12845056, 1019904},
    {"step_1", "G19", "make_d_res_conv1_and_d_bias", 23, 0, 151552, 602240},
    {"step_1", "G20", "conv_data_32x7x7_to_128x7x7", 22, 1, 37748736, 1150976},
    {"step_1", "G21", "conv_weight_128x7x7_by_32x7x7", 23, 1, 37748736, 1150976},
    {"step_1", "G22", "make_d_decoder_conv_and_d_bias", 41, 0, 806912, 3211776},
    {"step_1", "G23", "conv_data_128x7x7_to_64x7x7", 58, 1, 75497472, 1499136},
    {"step_1", "G24", "conv_weight_64x7x7_by_128x7x7", 41, 1, 75497472, 1499136},
    {"step_1", "G25", "make_d_ze_and_d_encoder_6_bias", 55, 0, 403456, 1605888},
    {"step_1", "G26", "conv_data_64x7x7_to_128x7x7", 36, 1, 25690112, 1236992},
    {"step_1", "G27", "conv_weight_128x7x7_by_64x7x7", 37, 1, 25690112, 1236992},
    {"step_1", "G28", "make_d_decoder_conv_plus_decoder_res1_conv3_combined_scaled", 55, 0,
        606208, 2408960},
    {"step_1", "G29", "conv_data_128x7x7_to_32x7x7", 24, 1, 12845056, 1019904},
    {"step_1", "G30", "conv_weight_32x7x7_by_128x7x7", 25, 1, 12845056, 1019904},
    {"step_1", "G31", "make_d_res_conv1_and_d_bias", 23, 0, 151552, 602240},
    {"step_1", "G32", "conv_data_32x7x7_to_128x7x7", 22, 1, 37748736, 1150976},
    {"step_1", "G33", "conv_weight_128x7x7_by_32x7x7", 23, 1, 37748736, 1150976},
    {"step_1", "G34", "make_d_decoder_conv_and_d_bias", 55, 0, 806912, 3211776},
    {"step_1", "G35", "conv_data_128x7x7_to_32x7x7", 24, 1, 12845056, 1019904},
    {"step_1", "G36", "conv_weight_32x7x7_by_128x7x7", 25, 1, 12845056, 1019904},
    {"step_1", "G37", "make_d_res_conv1_and_d_bias", 23, 0, 151552, 602240},
    {"step_1", "G38", "conv_data_32x7x7_to_128x7x7", 22, 1, 37748736, 1150976},
    {"step_1", "G39", "conv_weight_128x7x7_by_32x7x7", 23, 1, 37748736, 1150976},
    {"step_1", "G40", "make_d_decoder_conv_and_d_bias", 33, 0, 806912, 3211776},
    {"step_1", "G41", "conv_data_128x7x7_to_64x14x14_out_panels", 32, 1, 209715200, 2932736},
    {"step_1", "G42", "conv_weight_64x14x14_by_128x7x7", 33, 1, 209715200, 2932736},
    {"step_1", "G43", "make_d_conv_and_d_bias", 31, 0, 1206272, 4817152},
    {"step_1", "G44", "conv_weight_28x28_by_64x14x14", 31, 1, 11943936, 1710080},
    {"step_1", "F42", "make_next_codebook_scale_sum", 77, 0, 512, 2052},
    {"step_1", "F43", "make_total_next_and_next_codebook", 0, 0, 234499, 663556},
    {"step_1", "U1", "adam", 72, 0, 6643533, 14309148},
    {"step_1", "A1", "memcpy", 50, 0, 0, 4096},
    {"step_1", "A2", "memcpy", 51, 0, 0, 262144},
    {"step_1", "A3", "memcpy", 52, 0, 0, 262144},
};

static const char page[] =
"# Generating Diverse High-Fidelity Images with VQ-VAE-2. Razavi, van den Oord and "
    "Vinyals, 2019.\n"
"#\n"
"# The codebook is no parameter but an exponential average of the vectors that chose "
    "each code\n"
"# (appendix A.1). The conventions on which implementations differ: the state begins "
    "at counts of\n"
"# 1 and sums that are centres times counts, is not debiased, smoothed counts are not "
    "written\n"
"# back, and the codes of a step are looked up before the codebook moves. A code that "
    "hardly a\n"
"# vector chooses any more begins again as a random one of the batch (Dhariwal et al., "
    "2020).\n"
"model: vqvae_ema\n"
"sizes: {batch: 32, hidden: 128, inner: 32, width: 64, codes: 512, side: 28}\n"
"\n"
"constants:\n"
"  variance: 0.095                                     # of the pixels of MNIST in [0, "
    "1]\n"
"  keep: 0.99\n"
"  least: 0.5                                          # vectors a step, below which a "
    "code is dead\n"
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
"state:\n"
"  count:    {shape: [codes], init: 1}\n"
"  total:    {shape: [codes, width], init: codebook}\n"
"  codebook: {shape: [codes, width], init: kmeans(ze)}\n"
"\n"
"values:\n"
"  ze:    encoder(x)\n"
"  code:  nearest(ze, codebook)\n"
"  e:     lookup(code, codebook)\n"
"  y:     decoder(straight_through(e, ze))\n"
"  usage: keep * count + (1 - keep) * sum(one_hot(code), over=[batch, space])\n"
"  sums:  keep * total + (1 - keep) * scatter(ze, code)\n"
"  dead:  usage < least\n"
"  fresh: random_vectors(ze, codes)\n"
"\n"
"losses:\n"
"  reconstruction: mean(square(y - x)) / variance\n"
"  commitment:     mean(square(stop_gradient(e) - ze))\n"
"\n"
"metrics:\n"
"  perplexity: perplexity(code)\n"
"\n"
"train:\n"
"  - minimize:  reconstruction + 0.25 * commitment\n"
"    optimizer: adam(lr=3e-4)\n"
"    assign:                                           # in this order\n"
"      count:    select(dead, least, usage)\n"
"      total:    select(per_channel(dead), least * fresh, sums)\n"
"      codebook: total / per_channel(laplace_smooth(count))\n"
"\n"
"generate:\n"
"  reconstruct: [x, y]\n";

const struct model vqvae_ema_model = {
    .name = "vqvae_ema",
    .version = "0.1.0",
    .hash = "d6808b88df2975208b190bef47eff757cf377c64d9d5dc52add78d102f01e5f9",
    .batch = 32,
    .fields = 1,
    .field = fields,
    .tensors = 31,
    .tensor = tensors,
    .scalars = 3,
    .scalar = scalars,
    .steps = 1,
    .step = steps,
    .commands = 1,
    .command = commands,
    .buffers = 209,
    .buffer = buffers,
    .kernels = 88,
    .kernel = kernels,
    .parameter_floats = 511056,
    .state_floats = 66048,
    .moments = 2,
    .counters = 1,
    .starts = 1,
    .start = starts,
    .arena_floats = 3601088,
    .evaluate = vqvae_ema_evaluate,
    .check = &vqvae_ema_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    threads_calm(argv);
    return command_main(&vqvae_ema_model, argc, argv);
}
#endif
