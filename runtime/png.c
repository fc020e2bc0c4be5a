/* Pixels to a PNG by libpng, written as a draft: complete or absent. */
#include <png.h>
#include <setjmp.h>

#include "file.h"
#include "log.h"
#include "sheet.h"

struct writer {
    jmp_buf back;
    const char *path;
    struct file_draft draft;
    png_structp png;
    png_infop info;
};

static void
on_error(png_structp png, png_const_charp text)
{
    struct writer *writer = png_get_error_ptr(png);
    complain("%s: cannot make a PNG: %s", writer->path, text);
    longjmp(writer->back, 1);
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
    struct writer *writer = png_get_io_ptr(png);
    if (file_put(&writer->draft, bytes, count)) {
        longjmp(writer->back, 1);
    }
}

static void
on_flush(png_structp png)
{
    (void)png;
}

static int
encode(struct writer *writer, const uint8_t *pixels, long height, long width, long channels)
{
    if (setjmp(writer->back)) {
        return -1;
    }
    png_set_write_fn(writer->png, writer, on_write, on_flush);
    png_set_IHDR(writer->png, writer->info, (png_uint_32)width, (png_uint_32)height, 8,
                 channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(writer->png, writer->info);
    for (long i = 0; i < height; i++) {
        png_write_row(writer->png, pixels + i * width * channels);
    }
    png_write_end(writer->png, writer->info);
    return 0;
}

int
png_write(const char *path, const uint8_t *pixels, long height, long width, long channels)
{
    struct writer writer = {.path = path};
    if (file_start(&writer.draft, path)) {
        return -1;
    }
    writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer, on_error, on_warning);
    writer.info = writer.png ? png_create_info_struct(writer.png) : NULL;
    int failed = -1;
    if (writer.info) {
        failed = encode(&writer, pixels, height, width, channels);
    } else {
        complain("%s: no memory to make a PNG", path);
    }
    png_destroy_write_struct(&writer.png, &writer.info);
    if (failed) {
        file_abandon(&writer.draft);
        return -1;
    }
    return file_commit(&writer.draft);
}
