/* main.c: the trainer of dcgan.yaml: tables of its data, tensors, losses, steps and
 * commands. What the program does with them is runtime/command.c. */
#include "dcgan.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {"x", FIELD_IMAGE, 3, {3, 32, 32}, -1.0, 1.0, 0},
};

/* key, trained, integer, shape, offset, storage, initial values */
static const struct tensor tensors[] = {
    {"G.1.weight", 1, 0, 4, {100, 256, 4, 4}, 0,
        {{32, 1, 12800, 3200}, 1, 32, 51200, 409600}, INIT_NORMAL, 0.0, 0.02},
    {"G.2.weight", 1, 0, 1, {256}, 409600,
        {{1}, -1, 0, 0, 256}, INIT_CONSTANT, 1.0, 0.0},
    {"G.2.bias", 1, 0, 1, {256}, 409856,
        {{1}, -1, 0, 0, 256}, INIT_CONSTANT, 0.0, 0.0},
    {"G.4.0.weight", 1, 0, 4, {256, 128, 4, 4}, 410112,
        {{32, 1, 32768, 8192}, 1, 32, 131072, 524288}, INIT_NORMAL, 0.0, 0.02},
    {"G.4.1.weight", 1, 0, 1, {128}, 934400,
        {{1}, -1, 0, 0, 128}, INIT_CONSTANT, 1.0, 0.0},
    {"G.4.1.bias", 1, 0, 1, {128}, 934528,
        {{1}, -1, 0, 0, 128}, INIT_CONSTANT, 0.0, 0.0},
    {"G.5.0.weight", 1, 0, 4, {128, 64, 4, 4}, 934656,
        {{32, 1, 16384, 4096}, 1, 32, 65536, 131072}, INIT_NORMAL, 0.0, 0.02},
    {"G.5.1.weight", 1, 0, 1, {64}, 1065728,
        {{1}, -1, 0, 0, 64}, INIT_CONSTANT, 1.0, 0.0},
    {"G.5.1.bias", 1, 0, 1, {64}, 1065792,
        {{1}, -1, 0, 0, 64}, INIT_CONSTANT, 0.0, 0.0},
    {"G.6.weight", 1, 0, 4, {64, 3, 4, 4}, 1065856,
        {{1, 32, 384, 96}, 0, 32, 1536, 3072}, INIT_NORMAL, 0.0, 0.02},
    {"D.0.weight", 1, 0, 4, {64, 3, 4, 4}, 1068928,
        {{1, 32, 384, 96}, 0, 32, 1536, 3072}, INIT_NORMAL, 0.0, 0.02},
    {"D.2.0.weight", 1, 0, 4, {128, 64, 4, 4}, 1072000,
        {{1, 32, 8192, 2048}, 0, 32, 32768, 131072}, INIT_NORMAL, 0.0, 0.02},
    {"D.2.1.weight", 1, 0, 1, {128}, 1203072,
        {{1}, -1, 0, 0, 128}, INIT_CONSTANT, 1.0, 0.0},
    {"D.2.1.bias", 1, 0, 1, {128}, 1203200,
        {{1}, -1, 0, 0, 128}, INIT_CONSTANT, 0.0, 0.0},
    {"D.3.0.weight", 1, 0, 4, {256, 128, 4, 4}, 1203328,
        {{1, 32, 16384, 4096}, 0, 32, 65536, 524288}, INIT_NORMAL, 0.0, 0.02},
    {"D.3.1.weight", 1, 0, 1, {256}, 1727616,
        {{1}, -1, 0, 0, 256}, INIT_CONSTANT, 1.0, 0.0},
    {"D.3.1.bias", 1, 0, 1, {256}, 1727872,
        {{1}, -1, 0, 0, 256}, INIT_CONSTANT, 0.0, 0.0},
    {"D.4.weight", 1, 0, 4, {1, 256, 4, 4}, 1728128,
        {{0, 1, 1024, 256}, -1, 0, 0, 4096}, INIT_NORMAL, 0.0, 0.02},
    {"G.2.running_mean", 0, 0, 1, {256}, 0,
        {{1}, -1, 0, 0, 256}, INIT_CONSTANT, 0.0, 0.0},
    {"G.2.running_var", 0, 0, 1, {256}, 256,
        {{1}, -1, 0, 0, 256}, INIT_CONSTANT, 1.0, 0.0},
    {"G.2.num_batches_tracked", 0, 1, 0, {0}, 512,
        {{0}, -1, 0, 0, 1}, INIT_CONSTANT, 0.0, 0.0},
    {"G.4.1.running_mean", 0, 0, 1, {128}, 528,
        {{1}, -1, 0, 0, 128}, INIT_CONSTANT, 0.0, 0.0},
    {"G.4.1.running_var", 0, 0, 1, {128}, 656,
        {{1}, -1, 0, 0, 128}, INIT_CONSTANT, 1.0, 0.0},
    {"G.4.1.num_batches_tracked", 0, 1, 0, {0}, 784,
        {{0}, -1, 0, 0, 1}, INIT_CONSTANT, 0.0, 0.0},
    {"G.5.1.running_mean", 0, 0, 1, {64}, 800,
        {{1}, -1, 0, 0, 64}, INIT_CONSTANT, 0.0, 0.0},
    {"G.5.1.running_var", 0, 0, 1, {64}, 864,
        {{1}, -1, 0, 0, 64}, INIT_CONSTANT, 1.0, 0.0},
    {"G.5.1.num_batches_tracked", 0, 1, 0, {0}, 928,
        {{0}, -1, 0, 0, 1}, INIT_CONSTANT, 0.0, 0.0},
    {"D.2.1.running_mean", 0, 0, 1, {128}, 944,
        {{1}, -1, 0, 0, 128}, INIT_CONSTANT, 0.0, 0.0},
    {"D.2.1.running_var", 0, 0, 1, {128}, 1072,
        {{1}, -1, 0, 0, 128}, INIT_CONSTANT, 1.0, 0.0},
    {"D.2.1.num_batches_tracked", 0, 1, 0, {0}, 1200,
        {{0}, -1, 0, 0, 1}, INIT_CONSTANT, 0.0, 0.0},
    {"D.3.1.running_mean", 0, 0, 1, {256}, 1216,
        {{1}, -1, 0, 0, 256}, INIT_CONSTANT, 0.0, 0.0},
    {"D.3.1.running_var", 0, 0, 1, {256}, 1472,
        {{1}, -1, 0, 0, 256}, INIT_CONSTANT, 1.0, 0.0},
    {"D.3.1.num_batches_tracked", 0, 1, 0, {0}, 1728,
        {{0}, -1, 0, 0, 1}, INIT_CONSTANT, 0.0, 0.0},
};

static const struct scalar scalars[] = {
    {"d_loss", 0},
    {"g_loss", 0},
};

static const int updated_1[] = {10, 11, 12, 13, 14, 15, 16, 17};
static const int updated_2[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
static const struct step steps[] = {
    {"d_loss", 1, dcgan_step_1, 8, updated_1},
    {"g_loss", 1, dcgan_step_2, 10, updated_2},
};

static const struct output sample_outputs[] = {
    {3, {3, 32, 32}, 1, -1.0, 1.0},
};
static const struct output interpolate_outputs[] = {
    {3, {3, 32, 32}, 1, -1.0, 1.0},
};
static const struct command commands[] = {
    {"sample", 1, sample_outputs, 0, 0, dcgan_sample},
    {"interpolate", 1, interpolate_outputs, 8, 0, dcgan_interpolate},
};

static const struct buffer buffers[] = {
    {"next_G_2_running_mean", 256, 10688768},
    {"next_G_2_running_var", 256, 10689024},
    {"next_G_2_num_batches_tracked", 1, 0},
    {"next_G_4_1_running_mean", 128, 10691840},
    {"next_G_4_1_running_var", 128, 10691968},
    {"next_G_4_1_num_batches_tracked", 1, 16},
    {"next_G_5_1_running_mean", 64, 10693760},
    {"next_G_5_1_running_var", 64, 10693824},
    {"next_G_5_1_num_batches_tracked", 1, 32},
    {"next_D_2_1_running_mean", 128, 10692096},
    {"next_D_2_1_running_var", 128, 10692224},
    {"next_D_2_1_num_batches_tracked", 1, 48},
    {"next_D_3_1_running_mean", 256, 10689280},
    {"next_D_3_1_running_var", 256, 10689536},
    {"next_D_3_1_num_batches_tracked", 1, 64},
    {"d_D_conv0_of_fake", 1048576, 0},
    {"d_D_down2_conv_of_fake", 524288, 5242880},
    {"d_D_down2_conv_of_fake_offset", 128, 8388608},
    {"d_D_down2_batch_norm_sum_of_fake_scaled", 128, 8388608},
    {"d_D_down2_batch_norm_centred_of_fake_scale", 128, 8388736},
    {"d_D_down2_batch_norm_centred_of_fake_scale_sum", 128, 10692352},
    {"d_D_2_1_bias_via_fake", 128, 10692480},
    {"d_D_down3_conv_of_fake", 262144, 8912896},
    {"d_D_down3_conv_of_fake_offset", 256, 8126464},
    {"d_D_down3_batch_norm_sum_of_fake_scaled", 256, 8126464},
    {"D_down3_batch_norm_rstd_of_fake_weighted_2", 256, 8126720},
    {"d_D_down3_batch_norm_centred_of_fake_scale_sum", 256, 8134656},
    {"d_D_3_1_bias_via_fake", 256, 10689792},
    {"D_conv4_of_fake_softplus_sum", 1, 7864384},
    {"d_D_conv4_scaled", 64, 8130560},
    {"D_down3_leaky_relu_of_fake", 262144, 5242880},
    {"D_down3_batch_norm_rstd_of_fake", 256, 8134912},
    {"D_down3_batch_norm_of_fake_scale", 256, 7864320},
    {"D_down3_batch_norm_rstd_of_fake_weighted", 256, 8135168},
    {"D_down3_batch_norm_squares_of_fake", 256, 5242880},
    {"D_down3_batch_norm_mean_of_fake", 256, 8135424},
    {"D_down3_batch_norm_sum_of_fake", 256, 5242880},
    {"d_D_conv0_of_x", 1048576, 0},
    {"D_down2_leaky_relu_of_fake", 524288, 4194304},
    {"d_D_down2_conv_of_x", 524288, 4194304},
    {"D_down2_batch_norm_rstd_of_fake", 128, 10692608},
    {"D_down2_batch_norm_of_fake_scale", 128, 10692736},
    {"D_down2_batch_norm_squares_of_fake", 128, 4194304},
    {"d_D_down2_conv_of_x_offset", 128, 0},
    {"d_D_down2_batch_norm_sum_of_x_scaled", 128, 0},
    {"D_down2_batch_norm_mean_of_fake", 128, 10692864},
    {"D_down2_batch_norm_sum_of_fake", 128, 4194304},
    {"d_D_down2_batch_norm_centred_of_x_scale", 128, 8519680},
    {"d_D_2_1_weight_via_x", 128, 8388608},
    {"d_D_down2_batch_norm_centred_of_x_scale_sum", 128, 8388608},
    {"d_D_2_1_bias_via_x", 128, 8519808},
    {"D_leaky_relu_of_fake", 1048576, 0},
    {"d_D_down3_conv_of_x", 262144, 9437184},
    {"fake", 196608, 10485760},
    {"d_D_down3_conv_of_x_offset", 256, 7864320},
    {"d_D_down3_batch_norm_sum_of_x_scaled", 256, 7864320},
    {"G_up5_relu", 1048576, 1048576},
    {"D_down3_batch_norm_rstd_of_x_weighted_2", 256, 10690048},
    {"d_D_3_1_weight_via_x", 256, 8126464},
    {"d_D_down3_batch_norm_centred_of_x_scale_sum", 256, 8126464},
    {"d_D_3_1_bias_via_x", 256, 10690304},
    {"G_up5_batch_norm_scale", 64, 10693888},
    {"G_up5_batch_norm_squares", 64, 10693952},
    {"D_conv4_of_x_softplus_sum", 1, 7864576},
    {"d_D_conv4_negated_scaled", 64, 8135936},
    {"G_up5_batch_norm_mean", 64, 10694016},
    {"G_up5_batch_norm_sum", 64, 0},
    {"D_down3_leaky_relu_of_x", 262144, 9175040},
    {"G_up4_relu", 524288, 5767168},
    {"D_down3_batch_norm_rstd_of_x", 256, 8135680},
    {"D_down3_batch_norm_of_x_scale", 256, 0},
    {"D_down3_batch_norm_rstd_of_x_weighted", 256, 10690560},
    {"D_3_1_running_var_after_x", 256, 5243136},
    {"D_down3_batch_norm_squares_of_x", 256, 256},
    {"G_up4_batch_norm_scale", 128, 10692992},
    {"G_up4_batch_norm_squares", 128, 10693120},
    {"D_down3_batch_norm_mean_of_x", 256, 10690816},
    {"D_3_1_running_mean_after_x", 256, 5243392},
    {"D_down3_batch_norm_sum_of_x", 256, 0},
    {"G_up4_batch_norm_mean", 128, 10693248},
    {"G_up4_batch_norm_sum", 128, 0},
    {"D_down2_leaky_relu_of_x", 524288, 6291456},
    {"G_relu", 262144, 9699328},
    {"D_down2_batch_norm_rstd_of_x", 128, 10693376},
    {"D_down2_batch_norm_of_x_scale", 128, 10693504},
    {"D_2_1_running_var_after_x", 128, 4194432},
    {"D_down2_batch_norm_squares_of_x", 128, 0},
    {"G_batch_norm_scale", 256, 10691072},
    {"G_batch_norm_squares", 256, 10691328},
    {"D_down2_batch_norm_mean_of_x", 128, 10693632},
    {"D_2_1_running_mean_after_x", 128, 4194560},
    {"D_down2_batch_norm_sum_of_x", 128, 0},
    {"G_batch_norm_mean", 256, 10691584},
    {"G_batch_norm_sum", 256, 0},
    {"D_leaky_relu_of_x", 1048576, 2097152},
    {"D_conv0_of_x", 1048576, 0},
    {"D_down2_conv_of_x", 524288, 6815744},
    {"D_down3_conv_of_x", 262144, 9437184},
    {"D_conv4_of_x", 64, 0},
    {"fake_noise", 6400, 10682368},
    {"G_conv_transpose1", 262144, 9961472},
    {"G_up4_conv_transpose", 524288, 7340032},
    {"G_up5_conv_transpose", 1048576, 3145728},
    {"G_conv_transpose6", 196608, 0},
    {"D_conv0_of_fake", 1048576, 0},
    {"D_down2_conv_of_fake", 524288, 4718592},
    {"D_down3_conv_of_fake", 262144, 5505024},
    {"D_conv4_of_fake", 64, 7864320},
    {"d_D_down3_leaky_relu_of_fake_scaled", 262144, 7864320},
    {"d_D_down2_leaky_relu_of_fake", 524288, 5242880},
    {"d_D_leaky_relu_of_fake", 1048576, 4194304},
    {"d_D_0_weight_via_fake", 3072, 4849664},
    {"d_D_down3_leaky_relu_of_x_scaled", 262144, 10223616},
    {"d_D_down2_leaky_relu_of_x", 524288, 7864320},
    {"d_D_leaky_relu_of_x", 1048576, 0},
    {"d_D_0_weight_via_x", 3072, 2319104},
    {"d_D_2_0_weight_via_fake", 131072, 8388608},
    {"d_D_2_0_weight_via_x", 131072, 4718592},
    {"d_D_3_0_weight_via_fake", 524288, 8388608},
    {"d_D_3_0_weight_via_x", 524288, 8912896},
    {"d_D_4_weight_via_fake", 4096, 8126464},
    {"d_D_4_weight_via_x", 4096, 8130560},
    {"next_D_2_1_running_mean_in_g_loss", 128, 5505792},
    {"next_D_2_1_running_var_in_g_loss", 128, 5505920},
    {"next_D_2_1_num_batches_tracked_in_g_loss", 1, 0},
    {"next_D_3_1_running_mean_in_g_loss", 256, 5505024},
    {"next_D_3_1_running_var_in_g_loss", 256, 5505280},
    {"next_D_3_1_num_batches_tracked_in_g_loss", 1, 16},
    {"d_G_conv_transpose1", 262144, 0},
    {"d_G_conv_transpose1_offset", 256, 262144},
    {"d_G_batch_norm_sum_scaled", 256, 0},
    {"d_G_batch_norm_centred_scale", 256, 262400},
    {"d_G_batch_norm_centred_scale_sum", 256, 0},
    {"d_G_up4_conv_transpose", 524288, 0},
    {"d_G_up4_conv_transpose_offset", 128, 524288},
    {"d_G_up4_batch_norm_sum_scaled", 128, 0},
    {"d_G_up4_batch_norm_centred_scale", 128, 524416},
    {"d_G_up4_batch_norm_centred_scale_sum", 128, 0},
    {"d_G_up5_conv_transpose", 1048576, 0},
    {"d_G_up5_conv_transpose_offset", 64, 2097152},
    {"d_G_up5_batch_norm_sum_scaled", 64, 2097152},
    {"d_G_up5_batch_norm_centred_scale", 64, 2097216},
    {"d_G_up5_batch_norm_centred_scale_sum", 64, 2097152},
    {"d_G_conv_transpose6", 196608, 2319104},
    {"d_D_conv0_of_fake_in_g_loss", 1048576, 0},
    {"d_D_down2_conv_of_fake_in_g_loss", 524288, 4194304},
    {"d_D_down2_conv_of_fake_offset_in_g_loss", 128, 4718592},
    {"d_D_down2_batch_norm_sum_of_fake_scaled_in_g_loss", 128, 4718592},
    {"d_D_down2_batch_norm_centred_of_fake_scale_in_g_loss", 128, 4718720},
    {"d_D_down2_batch_norm_centred_of_fake_scale_sum_in_g_loss", 128, 4718592},
    {"d_D_down3_conv_of_fake_in_g_loss", 262144, 5242880},
    {"d_D_down3_conv_of_fake_offset_in_g_loss", 256, 4980736},
    {"d_D_down3_batch_norm_sum_of_fake_scaled_in_g_loss", 256, 4980736},
    {"D_3_1_weight_times_D_down3_batch_norm_rstd_cubed_weighted", 256, 4980992},
    {"d_D_down3_batch_norm_centred_of_fake_scale_sum_in_g_loss", 256, 4980736},
    {"g_loss_sum", 1, 4718656},
    {"d_D_conv4_of_fake_negated_scaled", 64, 4980736},
    {"D_down3_leaky_relu_of_fake_in_g_loss", 262144, 4194304},
    {"D_down3_batch_norm_rstd_of_fake_in_g_loss", 256, 4980992},
    {"D_down3_batch_norm_of_fake_scale_in_g_loss", 256, 4718592},
    {"D_3_1_weight_times_D_down3_batch_norm_rstd", 256, 4981248},
    {"D_down3_batch_norm_squares_of_fake_in_g_loss", 256, 4194304},
    {"D_down3_batch_norm_mean_of_fake_in_g_loss", 256, 4981504},
    {"D_down3_batch_norm_sum_of_fake_in_g_loss", 256, 4194304},
    {"D_down2_leaky_relu_of_fake_in_g_loss", 524288, 2097152},
    {"D_down2_batch_norm_rstd_of_fake_in_g_loss", 128, 5506048},
    {"d_D_down2_batch_norm_centred_scale", 128, 5506176},
    {"D_down2_batch_norm_squares_of_fake_in_g_loss", 128, 2097152},
    {"D_down2_batch_norm_mean_of_fake_in_g_loss", 128, 5506304},
    {"D_down2_batch_norm_sum_of_fake_in_g_loss", 128, 2097152},
    {"D_leaky_relu_of_fake_in_g_loss", 1048576, 0},
    {"G_up5_batch_norm_rstd", 64, 5506560},
    {"G_up4_batch_norm_rstd", 128, 5506432},
    {"G_batch_norm_rstd", 256, 5505536},
    {"D_conv0_of_fake_in_g_loss", 1048576, 0},
    {"D_down2_conv_of_fake_in_g_loss", 524288, 2621440},
    {"D_down3_conv_of_fake_in_g_loss", 262144, 4456448},
    {"D_conv4_of_fake_in_g_loss", 64, 4718592},
    {"d_D_down3_leaky_relu_of_fake_scaled_in_g_loss", 262144, 4718592},
    {"d_D_down2_leaky_relu_of_fake_in_g_loss", 524288, 4194304},
    {"d_D_leaky_relu_of_fake_in_g_loss", 1048576, 2097152},
    {"d_fake", 196608, 2097152},
    {"d_G_up5_relu", 1048576, 0},
    {"d_G_up4_relu", 524288, 1048576},
    {"d_G_relu", 262144, 1048576},
    {"evaluate_D_conv4_of_fake_softplus_sum", 1, 0},
    {"evaluate_g_loss_sum", 1, 16},
    {"evaluate_D_down3_leaky_relu_of_fake", 262144, 0},
    {"evaluate_D_down2_leaky_relu_of_fake", 524288, 0},
    {"evaluate_D_leaky_relu_of_fake", 1048576, 0},
    {"evaluate_fake", 196608, 1048576},
    {"evaluate_D_conv4_of_x_softplus_sum", 1, 1573120},
    {"evaluate_G_up5_relu", 1048576, 0},
    {"evaluate_D_down3_leaky_relu_of_x", 262144, 0},
    {"evaluate_G_up4_relu", 524288, 1048576},
    {"evaluate_D_down2_leaky_relu_of_x", 524288, 0},
    {"evaluate_G_relu", 262144, 524288},
    {"evaluate_D_leaky_relu_of_x", 1048576, 0},
    {"evaluate_G_up5_batch_norm_scale", 64, 1048576},
    {"evaluate_D_down2_batch_norm_scale", 128, 2097152},
    {"evaluate_G_up4_batch_norm_scale", 128, 524288},
    {"evaluate_D_down3_batch_norm_scale", 256, 1572864},
    {"evaluate_G_batch_norm_scale", 256, 0},
    {"evaluate_D_conv0_of_x", 1048576, 0},
    {"evaluate_D_down2_conv_of_x", 524288, 1572864},
    {"evaluate_D_down3_conv_of_x", 262144, 524288},
    {"evaluate_D_conv4_of_x", 64, 262144},
    {"evaluate_fake_noise", 6400, 0},
    {"evaluate_G_conv_transpose1", 262144, 1048576},
    {"evaluate_G_up4_conv_transpose", 524288, 0},
    {"evaluate_G_up5_conv_transpose", 1048576, 0},
    {"evaluate_G_conv_transpose6", 196608, 1048576},
    {"evaluate_D_conv0_of_fake", 1048576, 0},
    {"evaluate_D_down2_conv_of_fake", 524288, 1048576},
    {"evaluate_D_down3_conv_of_fake", 262144, 524288},
    {"evaluate_D_conv4_of_fake", 64, 262144},
    {"sample_G_up5_relu", 1048576, 0},
    {"sample_G_up4_relu", 524288, 1048576},
    {"sample_G_relu", 262144, 524288},
    {"sample_G_up5_batch_norm_scale", 64, 1048576},
    {"sample_G_up4_batch_norm_scale", 128, 524288},
    {"sample_G_batch_norm_scale", 256, 262144},
    {"sample_fake_noise", 6400, 262144},
    {"sample_G_conv_transpose1", 262144, 0},
    {"sample_G_up4_conv_transpose", 524288, 0},
    {"sample_G_up5_conv_transpose", 1048576, 0},
    {"sample_G_conv_transpose6", 196608, 1048576},
    {"interpolate_G_up5_relu", 1048576, 0},
    {"interpolate_G_up4_relu", 524288, 1048576},
    {"interpolate_G_relu", 262144, 524288},
    {"interpolate_G_reshape", 6400, 262144},
    {"interpolate_position", 8, 1600},
    {"interpolate_G_up5_batch_norm_scale", 64, 1572864},
    {"interpolate_G_up4_batch_norm_scale", 128, 786432},
    {"interpolate_G_batch_norm_scale", 256, 268544},
    {"interpolate_interpolate_noise", 800, 0},
    {"interpolate_interpolate_noise2", 800, 800},
    {"interpolate_G_conv_transpose1", 262144, 0},
    {"interpolate_G_up4_conv_transpose", 524288, 0},
    {"interpolate_G_up5_conv_transpose", 1048576, 0},
    {"interpolate_G_conv_transpose6", 196608, 1048576},
    {"scratch_step_1_F19", 3072, 196608},
    {"scratch_step_1_G13", 524288, 7864320},
    {"scratch_step_1_G19", 524288, 8912896},
    {"scratch_step_1_G28", 131072, 8388608},
    {"scratch_step_1_G31", 221952, 4194304},
    {"scratch_step_1_G35", 131072, 4718592},
    {"scratch_step_1_G39", 221952, 2097152},
    {"scratch_step_2_G7", 524288, 4718592},
    {"scratch_step_2_G13", 131072, 4718592},
    {"scratch_step_2_G15", 3072, 2293760},
    {"scratch_step_2_G18", 221952, 2097152},
    {"scratch_step_2_G24", 131072, 1572864},
    {"scratch_step_2_G31", 524288, 524288},
    {"scratch_evaluate_F13", 3072, 1245184},
    {"scratch_sample_F10", 3072, 1245184},
    {"scratch_interpolate_F12", 3072, 1245184},
};

static const char page[] =
"# DCGAN. Radford, Metz and Chintala, 2015 (arXiv:1511.06434); non-saturating loss.\n"
"#\n"
"# The guidelines of section 3 and the details of section 4: strided convolutions, batch norm in\n"
"# both networks but not at G's output and D's input, tanh on images in [-1, 1], leaky ReLU with\n"
"# slope 0.2, weights from N(0, 0.02), Adam with rate 2e-4 and beta1 0.5. Images of side 32.\n"
"model: dcgan\n"
"sizes: {batch: 64, latent: 100, width: 64, side: 32}\n"
"\n"
"data:\n"
"  x: {image: [3, side, side], range: [-1, 1]}\n"
"\n"
"blocks:\n"
"  up(channels):   [conv_transpose: {channels: channels, kernel: 4, stride: 2, padding: 1, bias: false}, batch_norm, relu]\n"
"  down(channels): [conv: {channels: channels, kernel: 4, stride: 2, padding: 1, bias: false}, batch_norm, leaky_relu: 0.2]\n"
"\n"
"networks:\n"
"  G:\n"
"    input: {z: [latent]}\n"
"    init: normal(0, 0.02)\n"
"    layers:\n"
"      - reshape: [latent, 1, 1]\n"
"      - conv_transpose: {channels: 4 * width, kernel: 4, bias: false}\n"
"      - batch_norm\n"
"      - relu\n"
"      - up: 2 * width\n"
"      - up: width\n"
"      - conv_transpose: {channels: 3, kernel: 4, stride: 2, padding: 1, bias: false}\n"
"      - tanh\n"
"  D:\n"
"    input: x\n"
"    init: normal(0, 0.02)\n"
"    layers:\n"
"      - conv: {channels: width, kernel: 4, stride: 2, padding: 1, bias: false}\n"
"      - leaky_relu: 0.2\n"
"      - down: 2 * width\n"
"      - down: 4 * width\n"
"      - conv: {channels: 1, kernel: 4, bias: false}\n"
"      - flatten\n"
"\n"
"values:\n"
"  fake: G(normal(latent))\n"
"\n"
"losses:\n"
"  d_loss: mean(softplus(-D(x))) + mean(softplus(D(stop_gradient(fake))))\n"
"  g_loss: mean(softplus(-D(fake)))\n"
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

const struct model dcgan_model = {
    .name = "dcgan",
    .version = "0.1.0",
    .hash = "abcab0c1fce1c9d11bbbff333f403542edb846538fa05b0b7eda19f22fa6abab",
    .batch = 64,
    .fields = 1,
    .field = fields,
    .tensors = 33,
    .tensor = tensors,
    .scalars = 2,
    .scalar = scalars,
    .steps = 2,
    .step = steps,
    .commands = 2,
    .command = commands,
    .buffers = 257,
    .buffer = buffers,
    .parameter_floats = 1732224,
    .state_floats = 1744,
    .moments = 2,
    .arena_floats = 10694080,
    .evaluate = dcgan_evaluate,
    .check = &dcgan_check,
    .page = page,
};

#ifndef LATENTC_LIBRARY
int
main(int argc, char **argv)
{
    return command_main(&dcgan_model, argc, argv);
}
#endif
