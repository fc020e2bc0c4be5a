/* Pixels to a PNG by libpng, written as a draft: complete or absent. */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>

#include "file.h"
#include "log.h"
#include "sheet.h"

struct picture_file {
    char *path;
    uint8_t *pixels;
    long height, width, channels;
};

struct encoder {
    jmp_buf back;
    const char *path;
    struct file_draft draft;
    png_structp png;
    png_infop info;
};

static void
on_error(png_structp png, png_const_charp text)
{
    struct encoder *encoder = png_get_error_ptr(png);
    complain("%s: cannot make a PNG: %s", encoder->path, text);
    longjmp(encoder->back, 1);
}

static void
on_warning(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

/* file_put has said what is wrong, so this jumps without another message. */
static void
on_write(png_structp png, png_bytep bytes, png_size_t count)
{
    struct encoder *encoder = png_get_io_ptr(png);
    if (file_put(&encoder->draft, bytes, count)) {
        longjmp(encoder->back, 1);
    }
}

static void
on_flush(png_structp png)
{
    (void)png;
}

static int
encode(struct encoder *encoder, const struct picture_file *picture)
{
    const long row = picture->width * picture->channels;
    if (setjmp(encoder->back)) {
        return -1;
    }
    png_set_write_fn(encoder->png, encoder, on_write, on_flush);
    png_set_IHDR(encoder->png, encoder->info, (png_uint_32)picture->width,
                 (png_uint_32)picture->height, 8,
                 picture->channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(encoder->png, encoder->info);
    for (long i = 0; i < picture->height; i++) {
        png_write_row(encoder->png, picture->pixels + i * row);
    }
    png_write_end(encoder->png, encoder->info);
    return 0;
}

static int
write_picture(const struct picture_file *picture)
{
    struct encoder encoder = {.path = picture->path};
    if (file_start(&encoder.draft, picture->path)) {
        return -1;
    }
    encoder.png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &encoder, on_error, on_warning);
    encoder.info = encoder.png ? png_create_info_struct(encoder.png) : NULL;
    int failed = -1;
    if (encoder.info) {
        failed = encode(&encoder, picture);
    } else {
        complain("%s: no memory to make a PNG", picture->path);
    }
    png_destroy_write_struct(&encoder.png, &encoder.info);
    if (failed) {
        file_abandon(&encoder.draft);
        return -1;
    }
    return file_commit(&encoder.draft);
}

static int
write_and_free(void *argument, int wanted)
{
    struct picture_file *picture = argument;
    int failed = wanted ? write_picture(picture) : 0;
    free(picture->path);
    free(picture->pixels);
    free(picture);
    return failed;
}

int
png_write(struct writer *writer, const char *path, uint8_t *pixels, long height, long width,
          long channels)
{
    struct picture_file *picture = allocate(1, sizeof *picture);
    *picture = (struct picture_file){text_format("%s", path), pixels, height, width, channels};
    return writer_add(writer, write_and_free, picture);
}
