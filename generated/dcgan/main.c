/* main.c: the trainer of dcgan.yaml: tables of its data, tensors, losses, steps and
 * commands. What the program does with them is runtime/command.c. */
#include "dcgan.h"

#include "runtime/check.h"

static const struct field fields[] = {
    {.name = "x", .kind = FIELD_IMAGE, .rank = 3, .shape = {3, 32, 32},
        .low = -1.0, .high = 1.0, .resize = {32, 32}, .crop = CROP_CENTER, .side = "side"},
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
    {"next_G_2_running_mean", 256, 10165504},
    {"next_G_2_running_var", 256, 10165248},
    {"next_G_2_num_batches_tracked", 1, 3145792},
    {"next_G_4_1_running_mean", 128, 10166784},
    {"next_G_4_1_running_var", 128, 10166656},
    {"next_G_4_1_num_batches_tracked", 1, 3145776},
    {"next_G_5_1_running_mean", 64, 10168320},
    {"next_G_5_1_running_var", 64, 10168256},
    {"next_G_5_1_num_batches_tracked", 1, 3145760},
    {"next_D_2_1_running_mean", 128, 10167680},
    {"next_D_2_1_running_var", 128, 10167552},
    {"next_D_2_1_num_batches_tracked", 1, 3145744},
    {"next_D_3_1_running_mean", 256, 10166272},
    {"next_D_3_1_running_var", 256, 10166016},
    {"next_D_3_1_num_batches_tracked", 1, 3145728},
    {"d_D_conv0_of_fake", 1048576, 4194304},
    {"d_D_down2_conv_of_fake", 524288, 8585216},
    {"d_D_down2_conv_of_fake_offset", 128, 9109632},
    {"d_D_down2_batch_norm_centred_of_fake_scale", 128, 9109760},
    {"d_D_down2_batch_norm_sum_of_fake_scaled_sum", 128, 9371648},
    {"d_D_down2_batch_norm_centred_of_fake_scale_sum", 128, 9371776},
    {"d_D_down3_conv_of_fake", 262144, 9371648},
    {"d_D_down3_conv_offset", 256, 9640192},
    {"D_down3_batch_norm_rstd_of_fake_weighted_2", 256, 9641984},
    {"d_D_down3_batch_norm_sum_of_fake_scaled_sum", 256, 9641216},
    {"d_D_down3_batch_norm_centred_of_fake_scale_sum", 256, 9641472},
    {"D_conv4_of_fake_softplus_sum", 1, 9109568},
    {"d_D_conv4_scaled", 64, 9109504},
    {"D_down3_leaky_relu_of_fake", 262144, 8847360},
    {"D_down3_batch_norm_rstd_of_fake", 256, 9640960},
    {"D_down3_batch_norm_of_fake_scale", 256, 9109504},
    {"D_down3_batch_norm_mean_of_fake", 256, 9640448},
    {"D_down3_batch_norm_rstd_of_fake_weighted", 256, 9640704},
    {"D_down3_batch_norm_squares_of_fake", 256, 8847872},
    {"D_down3_batch_norm_sum_of_fake", 256, 8848128},
    {"d_D_conv0_of_x", 1048576, 3145728},
    {"D_down2_leaky_relu_of_fake", 524288, 7536640},
    {"D_down2_batch_norm_rstd_of_fake", 128, 10168640},
    {"D_down2_batch_norm_of_fake_scale", 128, 10168384},
    {"D_down2_batch_norm_mean_of_fake", 128, 10168512},
    {"D_down2_batch_norm_squares_of_fake", 128, 7536896},
    {"D_down2_batch_norm_sum_of_fake", 128, 7537024},
    {"d_D_down2_conv_of_x", 524288, 5767168},
    {"d_D_down2_conv_of_x_offset", 128, 9240576},
    {"d_D_down2_batch_norm_centred_of_x_scale", 128, 9240704},
    {"d_D_2_1_weight_via_x", 128, 9109888},
    {"d_D_down2_batch_norm_sum_of_x_scaled_sum", 128, 9109504},
    {"d_D_down2_batch_norm_centred_of_x_scale_sum", 128, 9109632},
    {"D_leaky_relu_of_fake", 1048576, 4194304},
    {"d_D_down3_conv_of_x", 262144, 9109504},
    {"d_D_down3_batch_norm_sum", 256, 10168768},
    {"D_down3_batch_norm_rstd_of_x_weighted_2", 256, 10169024},
    {"d_D_3_1_weight_via_x", 256, 9642240},
    {"fake", 196608, 6815744},
    {"d_D_down3_batch_norm_sum_of_x_scaled_sum", 256, 9641728},
    {"d_D_down3_batch_norm_centred_of_x_scale_sum", 256, 9641984},
    {"D_conv4_of_x_softplus_sum", 1, 9109760},
    {"d_D_conv4_negated_scaled", 64, 9641728},
    {"G_up5_relu", 1048576, 1048576},
    {"G_up5_batch_norm_scale", 64, 10167424},
    {"G_up5_batch_norm_mean", 64, 10167488},
    {"G_up5_batch_norm_squares", 64, 10168064},
    {"G_up5_batch_norm_sum", 64, 1048576},
    {"D_down3_leaky_relu_of_x", 262144, 8323072},
    {"D_down3_batch_norm_rstd_of_x", 256, 9640192},
    {"D_down3_batch_norm_of_x_scale", 256, 4194304},
    {"D_down3_batch_norm_mean_of_x", 256, 10166912},
    {"D_down3_batch_norm_rstd_of_x_weighted", 256, 10167168},
    {"D_3_1_running_mean_after_x", 256, 8847360},
    {"D_3_1_running_var_after_x", 256, 8847616},
    {"D_down3_batch_norm_squares_of_x", 256, 4194560},
    {"D_down3_batch_norm_sum_of_x", 256, 4194816},
    {"G_up4_relu", 524288, 2621440},
    {"G_up4_batch_norm_scale", 128, 10165760},
    {"G_up4_batch_norm_mean", 128, 10165888},
    {"G_up4_batch_norm_squares", 128, 10166528},
    {"G_up4_batch_norm_sum", 128, 0},
    {"D_down2_leaky_relu_of_x", 524288, 6291456},
    {"D_down2_batch_norm_rstd_of_x", 128, 10168128},
    {"D_down2_batch_norm_of_x_scale", 128, 10167808},
    {"D_down2_batch_norm_mean_of_x", 128, 10167936},
    {"D_2_1_running_mean_after_x", 128, 7536640},
    {"D_2_1_running_var_after_x", 128, 7536768},
    {"D_down2_batch_norm_squares_of_x", 128, 4194304},
    {"D_down2_batch_norm_sum_of_x", 128, 4194432},
    {"G_relu", 262144, 5505024},
    {"G_batch_norm_scale", 256, 10164480},
    {"G_batch_norm_mean", 256, 10164736},
    {"G_batch_norm_squares", 256, 10164992},
    {"G_batch_norm_sum", 256, 0},
    {"D_leaky_relu_of_x", 1048576, 3145728},
    {"D_conv0_of_x", 1048576, 3145728},
    {"D_down2_conv_of_x", 524288, 5767168},
    {"D_down3_conv_of_x", 262144, 8060928},
    {"D_conv4_of_x", 64, 4194304},
    {"fake_noise", 6400, 9633792},
    {"G_conv_transpose1", 262144, 5242880},
    {"G_up4_conv_transpose", 524288, 2097152},
    {"G_up5_conv_transpose", 1048576, 0},
    {"G_conv_transpose6", 196608, 3145728},
    {"D_conv0_of_fake", 1048576, 4194304},
    {"D_down2_conv_of_fake", 524288, 7012352},
    {"D_down3_conv_of_fake", 262144, 8585216},
    {"D_conv4_of_fake", 64, 9109504},
    {"d_D_down3_leaky_relu_of_fake_scaled", 262144, 9371648},
    {"d_D_down2_leaky_relu_of_fake", 524288, 8585216},
    {"d_D_leaky_relu_of_fake", 1048576, 7012352},
    {"d_D_down3_leaky_relu_of_x_scaled", 262144, 9109504},
    {"d_D_down2_leaky_relu_of_x", 524288, 8060928},
    {"d_D_leaky_relu_of_x", 1048576, 4194304},
    {"next_D_2_1_running_mean_in_g_loss", 128, 7275392},
    {"next_D_2_1_running_var_in_g_loss", 128, 7275264},
    {"next_D_2_1_num_batches_tracked_in_g_loss", 1, 16},
    {"next_D_3_1_running_mean_in_g_loss", 256, 7275008},
    {"next_D_3_1_running_var_in_g_loss", 256, 7274752},
    {"next_D_3_1_num_batches_tracked_in_g_loss", 1, 0},
    {"d_G_conv_transpose1", 262144, 0},
    {"d_G_conv_transpose1_offset", 256, 262144},
    {"d_G_batch_norm_centred_scale", 256, 262400},
    {"d_G_batch_norm_centred_scale_sum", 256, 0},
    {"d_G_up4_conv_transpose", 524288, 0},
    {"d_G_up4_conv_transpose_offset", 128, 524288},
    {"d_G_up4_batch_norm_centred_scale", 128, 524416},
    {"d_G_up4_batch_norm_centred_scale_sum", 128, 0},
    {"d_G_up5_conv_transpose", 1048576, 0},
    {"d_G_up5_conv_transpose_offset", 64, 4194304},
    {"d_G_up5_batch_norm_centred_scale", 64, 4194368},
    {"d_G_up5_batch_norm_centred_scale_sum", 64, 4194432},
    {"d_G_conv_transpose6", 196608, 4194304},
    {"d_D_conv0_of_fake_in_g_loss", 1048576, 3145728},
    {"d_D_down2_conv_of_fake_in_g_loss", 524288, 5767168},
    {"d_D_down2_conv_of_fake_offset_in_g_loss", 128, 6291456},
    {"d_D_down2_batch_norm_centred_of_fake_scale_in_g_loss", 128, 6291584},
    {"d_D_down2_batch_norm_sum_of_fake_scaled_sum_in_g_loss", 128, 6291584},
    {"d_D_down2_batch_norm_centred_of_fake_scale_sum_in_g_loss", 128, 6291712},
    {"d_D_down3_conv_of_fake_in_g_loss", 262144, 7012352},
    {"d_D_down3_batch_norm_sum_of_fake", 256, 6554368},
    {"D_3_1_weight_times_D_down3_batch_norm_rstd_cubed_weighted", 256, 6554112},
    {"d_D_down3_batch_norm_sum_of_fake_scaled_sum_in_g_loss", 256, 6554624},
    {"d_D_down3_batch_norm_centred_of_fake_scale_sum_in_g_loss", 256, 6554880},
    {"g_loss_sum", 1, 6291520},
    {"d_D_conv4_of_fake_negated_scaled", 64, 6554368},
    {"D_down3_leaky_relu_of_fake_in_g_loss", 262144, 6029312},
    {"D_down3_batch_norm_rstd_of_fake_in_g_loss", 256, 6554112},
    {"D_down3_batch_norm_of_fake_scale_in_g_loss", 256, 6291456},
    {"D_down3_batch_norm_mean_of_fake_in_g_loss", 256, 6553600},
    {"D_3_1_weight_times_D_down3_batch_norm_rstd", 256, 6553856},
    {"D_down3_batch_norm_squares_of_fake_in_g_loss", 256, 6029312},
    {"D_down3_batch_norm_sum_of_fake_in_g_loss", 256, 6029568},
    {"D_down2_leaky_relu_of_fake_in_g_loss", 524288, 4718592},
    {"D_down2_batch_norm_rstd_of_fake_in_g_loss", 128, 7275904},
    {"d_D_down2_batch_norm_centred_scale", 128, 7275648},
    {"D_down2_batch_norm_mean_of_fake_in_g_loss", 128, 7275776},
    {"D_down2_batch_norm_squares_of_fake_in_g_loss", 128, 4718592},
    {"D_down2_batch_norm_sum_of_fake_in_g_loss", 128, 4718720},
    {"D_leaky_relu_of_fake_in_g_loss", 1048576, 3145728},
    {"G_up5_batch_norm_rstd", 64, 7276032},
    {"G_up4_batch_norm_rstd", 128, 7275520},
    {"G_batch_norm_rstd", 256, 7274496},
    {"D_conv0_of_fake_in_g_loss", 1048576, 3145728},
    {"D_down2_conv_of_fake_in_g_loss", 524288, 4194304},
    {"D_down3_conv_of_fake_in_g_loss", 262144, 5767168},
    {"D_conv4_of_fake_in_g_loss", 64, 6291456},
    {"d_D_down3_leaky_relu_of_fake_scaled_in_g_loss", 262144, 6291456},
    {"d_D_down2_leaky_relu_of_fake_in_g_loss", 524288, 5767168},
    {"d_D_leaky_relu_of_fake_in_g_loss", 1048576, 4194304},
    {"d_fake", 196608, 4194304},
    {"d_G_up5_relu", 1048576, 3145728},
    {"d_G_up4_relu", 524288, 1048576},
    {"d_G_relu", 262144, 524288},
    {"evaluate_D_conv4_of_fake_softplus_sum", 1, 16},
    {"evaluate_g_loss_sum", 1, 0},
    {"evaluate_D_down3_leaky_relu_of_fake", 262144, 0},
    {"evaluate_D_down2_leaky_relu_of_fake", 524288, 0},
    {"evaluate_D_leaky_relu_of_fake", 1048576, 0},
    {"evaluate_fake", 196608, 1048576},
    {"evaluate_D_conv4_of_x_softplus_sum", 1, 1573248},
    {"evaluate_G_up5_relu", 1048576, 524288},
    {"evaluate_D_down3_leaky_relu_of_x", 262144, 0},
    {"evaluate_G_up4_relu", 524288, 1572864},
    {"evaluate_D_down2_leaky_relu_of_x", 524288, 0},
    {"evaluate_G_relu", 262144, 1048576},
    {"evaluate_D_leaky_relu_of_x", 1048576, 524288},
    {"evaluate_G_up5_batch_norm_scale", 64, 1572864},
    {"evaluate_D_down2_batch_norm_scale", 128, 1573120},
    {"evaluate_G_up4_batch_norm_scale", 128, 1048576},
    {"evaluate_D_down3_batch_norm_scale", 256, 1572864},
    {"evaluate_G_batch_norm_scale", 256, 524288},
    {"evaluate_D_conv0_of_x", 1048576, 524288},
    {"evaluate_D_down2_conv_of_x", 524288, 0},
    {"evaluate_D_down3_conv_of_x", 262144, 524288},
    {"evaluate_D_conv4_of_x", 64, 262144},
    {"evaluate_fake_noise", 6400, 0},
    {"evaluate_G_conv_transpose1", 262144, 1572864},
    {"evaluate_G_up4_conv_transpose", 524288, 524288},
    {"evaluate_G_up5_conv_transpose", 1048576, 524288},
    {"evaluate_G_conv_transpose6", 196608, 1572864},
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
    {"scratch_step_1_F13", 3072, 3342336},
    {"scratch_step_1_G10", 524288, 9640192},
    {"scratch_step_1_G14", 524288, 9640192},
    {"scratch_step_1_G20", 131072, 9109504},
    {"scratch_step_1_G23", 221952, 7012352},
    {"scratch_step_1_G25", 131072, 6291456},
    {"scratch_step_1_G28", 221952, 4194304},
    {"scratch_step_2_G5", 524288, 6291456},
    {"scratch_step_2_G9", 131072, 6291456},
    {"scratch_step_2_G11", 3072, 4390912},
    {"scratch_step_2_G14", 221952, 4390912},
    {"scratch_step_2_G18", 131072, 1572864},
    {"scratch_step_2_G23", 524288, 786432},
    {"scratch_evaluate_F13", 3072, 1769472},
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
"  x: {image: [3, side, side], range: [-1, 1], resize: side, crop: center}\n"
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
    .hash = "de0806f4542cd6d02eacb42ccc4568ee9b9af68347ee68d78113a769b85cad36",
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
    .buffers = 242,
    .buffer = buffers,
    .parameter_floats = 1732224,
    .state_floats = 1744,
    .moments = 2,
    .counters = 2,
    .arena_floats = 10169280,
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
