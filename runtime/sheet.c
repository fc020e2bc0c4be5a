/* Sheets of pictures as PNG by libpng, written as drafts: complete or absent. */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "file.h"
#include "log.h"

enum { GAP = 2, GAP_GREY = 128, BYTES_MOST = 1 << 28 };

struct sheet {
    long height, width, channels; /* in pixels */
    uint8_t *pixels;
};

struct writer {
    jmp_buf back;
    const char *path;
    struct file_draft draft;
    png_structp png;
    png_infop info;
};

/* Black for what is below the range and for NaN. */
static uint8_t
shade(float value, double low, double high)
{
    double part = (value - low) / (high - low);
    return part > 0 ? part < 1 ? (uint8_t)(part * 255 + 0.5) : 255 : 0;
}

static void
sheet_fill(struct sheet *sheet, const float *pictures, long count, long columns, long height,
           long width, double low, double high)
{
    long channels = sheet->channels;
    memset(sheet->pixels, GAP_GREY, (size_t)(sheet->height * sheet->width * channels));
    for (long k = 0; k < count; k++) {
        long top = k / columns * (height + GAP), left = k % columns * (width + GAP);
        for (long i = 0; i < height; i++) {
            const float *from = pictures + (k * height + i) * width * channels;
            uint8_t *to = sheet->pixels + ((top + i) * sheet->width + left) * channels;
            for (long j = 0; j < width * channels; j++) {
                to[j] = shade(from[j], low, high);
            }
        }
    }
}

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
encode(struct writer *writer, const struct sheet *sheet)
{
    if (setjmp(writer->back)) {
        return -1;
    }
    png_set_write_fn(writer->png, writer, on_write, on_flush);
    png_set_IHDR(writer->png, writer->info, (png_uint_32)sheet->width,
                 (png_uint_32)sheet->height, 8,
                 sheet->channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(writer->png, writer->info);
    for (long i = 0; i < sheet->height; i++) {
        png_write_row(writer->png, sheet->pixels + i * sheet->width * sheet->channels);
    }
    png_write_end(writer->png, writer->info);
    return 0;
}

static int
save(const char *path, const struct sheet *sheet)
{
    struct writer writer = {.path = path};
    if (file_start(&writer.draft, path)) {
        return -1;
    }
    writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer, on_error, on_warning);
    writer.info = writer.png ? png_create_info_struct(writer.png) : NULL;
    int failed = -1;
    if (writer.info) {
        failed = encode(&writer, sheet);
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

int
sheet_write(const char *path, const float *pictures, long count, long columns, long channels,
            long height, long width, double low, double high)
{
    if ((channels != 1 && channels != 3) || count < 1 || columns < 1 || height < 1 ||
        width < 1 || !(low < high)) {
        complain("%s: no sheet of %ld pictures of %ld channels", path, count, channels);
        return -1;
    }
    columns = columns < count ? columns : count;
    long rows = (count + columns - 1) / columns;
    if (height > BYTES_MOST || width > BYTES_MOST || columns > BYTES_MOST / (width + GAP) ||
        rows > BYTES_MOST / (height + GAP) / (columns * (width + GAP)) / channels) {
        complain("%s: the sheet would be larger than 256 MiB", path);
        return -1;
    }
    struct sheet sheet = {rows * (height + GAP) - GAP, columns * (width + GAP) - GAP, channels,
                          NULL};
    sheet.pixels = malloc((size_t)(sheet.height * sheet.width * channels));
    if (!sheet.pixels) {
        complain("%s: no memory for the sheet", path);
        return -1;
    }
    sheet_fill(&sheet, pictures, count, columns, height, width, low, high);
    int failed = save(path, &sheet);
    free(sheet.pixels);
    return failed;
}
