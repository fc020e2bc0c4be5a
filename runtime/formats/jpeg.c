/* JPEG by libjpeg, where it was there when the trainer was built: HAVE_JPEG says so. Eight
 * bits, grey or colour; a file whose data end early is refused, though libjpeg would fill it
 * up. */
#include "image.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef HAVE_JPEG

#include <jpeglib.h>

enum { SCANS_MAX = 100 }; /* a progressive file has about ten; a malicious one thousands */

struct decoder {
    struct jpeg_error_mgr errors; /* first: libjpeg hands it back */
    jmp_buf back;
    char *message;
    struct jpeg_decompress_struct jpeg;
    struct jpeg_progress_mgr progress;
    uint8_t *pixels;
};

static void
on_error(j_common_ptr jpeg)
{
    struct decoder *decoder = (struct decoder *)(void *)jpeg->err;
    char text[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, text);
    snprintf(decoder->message, MESSAGE_MAX, "damaged JPEG: %.160s", text);
    longjmp(decoder->back, 1);
}

/* Warnings are damage: what follows them is made up. Level 0 and up are traces. */
static void
on_message(j_common_ptr jpeg, int level)
{
    if (level < 0) {
        on_error(jpeg);
    }
}

static void
on_progress(j_common_ptr jpeg)
{
    struct decoder *decoder = (struct decoder *)(void *)jpeg->err;
    if (decoder->jpeg.input_scan_number > SCANS_MAX) {
        snprintf(decoder->message, MESSAGE_MAX, "damaged JPEG: more than %d scans", SCANS_MAX);
        longjmp(decoder->back, 1);
    }
}

static int
decode(struct decoder *decoder, FILE *file, struct picture *picture)
{
    struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
    if (setjmp(decoder->back)) {
        return -1;
    }
    jpeg_create_decompress(jpeg);
    decoder->progress.progress_monitor = on_progress;
    jpeg->progress = &decoder->progress;
    jpeg_stdio_src(jpeg, file);
    jpeg_read_header(jpeg, TRUE);
    size_t height = jpeg->image_height, width = jpeg->image_width;
    if (height > IMAGE_SIDE_MAX || width > IMAGE_SIDE_MAX ||
        height * width > IMAGE_PIXELS_MAX) {
        snprintf(decoder->message, MESSAGE_MAX, "%zu x %zu pixels, more than %d", width, height,
                 IMAGE_PIXELS_MAX);
        return -1;
    }
    if (jpeg->num_components != 1 && jpeg->num_components != 3) {
        snprintf(decoder->message, MESSAGE_MAX, "a JPEG of %d colours; grey and RGB are read",
                 jpeg->num_components);
        return -1;
    }
    size_t channels = (size_t)jpeg->num_components;
    jpeg->out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg->dct_method = JDCT_ISLOW;
    jpeg_start_decompress(jpeg);
    decoder->pixels = malloc(height * width * channels);
    if (!decoder->pixels) {
        snprintf(decoder->message, MESSAGE_MAX, "no memory for %zu x %zu pixels", width,
                 height);
        return -1;
    }
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = decoder->pixels + (size_t)jpeg->output_scanline * width * channels;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_decompress(jpeg);
    *picture = (struct picture){(long)height, (long)width, (long)channels, decoder->pixels};
    return 0;
}

int
jpeg_read(FILE *file, struct picture *picture, char message[MESSAGE_MAX])
{
    struct decoder decoder = {.message = message};
    decoder.jpeg.err = jpeg_std_error(&decoder.errors);
    decoder.errors.error_exit = on_error;
    decoder.errors.emit_message = on_message;
    int failed = decode(&decoder, file, picture);
    jpeg_destroy_decompress(&decoder.jpeg);
    if (failed) {
        free(decoder.pixels);
    }
    return failed;
}

#else

int
jpeg_read(FILE *file, struct picture *picture, char message[MESSAGE_MAX])
{
    (void)file;
    (void)picture;
    snprintf(
        message, MESSAGE_MAX,
        "a JPEG, and this trainer was built without libjpeg; where it is installed (Debian: "
        "libjpeg-dev) `make clean; make` builds one that reads JPEGs");
    return -1;
}

#endif
