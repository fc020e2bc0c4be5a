/* Pictures side by side on a sheet. */
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "sheet.h"

enum { GAP = 2, BETWEEN = 6, GAP_GREY = 128, BYTES_MOST = 1 << 28 };

struct sheet {
    long height, width, channels; /* in pixels */
    uint8_t *pixels;
};

/* Black for what is below the range and for NaN. */
static uint8_t
shade(float value, double low, double high)
{
    double part = (value - low) / (high - low);
    return part > 0 ? part < 1 ? (uint8_t)(part * 255 + 0.5) : 255 : 0;
}

/* Where the picture in a column begins. */
static long
left_of(long column, long width, long group)
{
    return column * (width + GAP) + (group > 1 ? column / group * BETWEEN : 0);
}

static void
sheet_fill(struct sheet *sheet, const float *pictures, long count, long columns, long group,
           long height, long width, double low, double high)
{
    long channels = sheet->channels;
    memset(sheet->pixels, GAP_GREY, (size_t)(sheet->height * sheet->width * channels));
    for (long k = 0; k < count; k++) {
        long top = k / columns * (height + GAP), left = left_of(k % columns, width, group);
        for (long i = 0; i < height; i++) {
            const float *from = pictures + (k * height + i) * width * channels;
            uint8_t *to = sheet->pixels + ((top + i) * sheet->width + left) * channels;
            for (long j = 0; j < width * channels; j++) {
                to[j] = shade(from[j], low, high);
            }
        }
    }
}

int
sheet_write(struct writer *writer, const char *path, const float *pictures, long count,
            long columns, long group, long channels, long height, long width, double low,
            double high)
{
    if ((channels != 1 && channels != 3) || count < 1 || columns < 1 || height < 1 ||
        width < 1 || !(low < high)) {
        complain("%s: no sheet of %ld pictures of %ld channels", path, count, channels);
        return -1;
    }
    columns = columns < count ? columns : count;
    long rows = (count + columns - 1) / columns;
    if (height > BYTES_MOST || width > BYTES_MOST ||
        columns > BYTES_MOST / (width + GAP + BETWEEN) ||
        rows > BYTES_MOST / (height + GAP) / (columns * (width + GAP + BETWEEN)) / channels) {
        complain("%s: the sheet would be larger than 256 MiB", path);
        return -1;
    }
    struct sheet sheet = {rows * (height + GAP) - GAP,
                          left_of(columns - 1, width, group) + width, channels, NULL};
    sheet.pixels = malloc((size_t)(sheet.height * sheet.width * channels));
    if (!sheet.pixels) {
        complain("%s: no memory for the sheet", path);
        return -1;
    }
    sheet_fill(&sheet, pictures, count, columns, group, height, width, low, high);
    return png_write(writer, path, sheet.pixels, sheet.height, sheet.width, channels);
}
