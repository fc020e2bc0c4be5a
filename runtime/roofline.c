/* A profile as a roofline in SVG (Williams, Waterman and Patterson, 2009): a dot for each
 * kernel at its operations for each byte and its operations a second, below the roofs that were
 * measured in the same run. The area of a dot is its share of the time. */
#include "file.h"
#include "log.h"
#include "profile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1000, HEIGHT = 640, LEFT = 76, RIGHT = 976, TOP = 76, BOTTOM = 580 };
enum { LABELS = 9, LABEL_HEIGHT = 14, LETTER = 6 }; /* of names beside dots, in pixels */

static const char *const colours[] = {"#1f77b4", "#d9661f", "#2a9440",
                                      "#8a5bb5", "#b8860b", "#c2338a"};

struct chart {
    const struct profile *p;
    FILE *file;
    double x0, x1, y0, y1; /* powers of ten at the borders */
    int *kernel;           /* those that are drawn, the longest first */
    int count, silent;     /* and those that are not, for they compute nothing */
    double silent_seconds;
};

struct label {
    double x, y, width;
};

static double
intensity(const struct chart *c, int i)
{
    const struct kernel *k = &c->p->model->kernel[i];
    return k->flops / k->bytes;
}

static double
speed(const struct chart *c, int i)
{
    return c->p->kernel[i].calls * c->p->model->kernel[i].flops / c->p->kernel[i].seconds;
}

static double
radius(const struct chart *c, int i)
{
    return 3 + 24 * sqrt(c->p->kernel[i].seconds / profile_seconds(c->p));
}

static double
across(const struct chart *c, double x)
{
    return LEFT + (RIGHT - LEFT) * (log10(x) - c->x0) / (c->x1 - c->x0);
}

static double
down(const struct chart *c, double y)
{
    return BOTTOM - (BOTTOM - TOP) * (log10(y) - c->y0) / (c->y1 - c->y0);
}

static void
chart_fit(struct chart *c)
{
    const struct roofs *roofs = &c->p->roofs;
    c->x0 = floor(log10(roofs->flops / roofs->bytes)) - 1;
    c->x1 = c->x0 + 3;
    c->y0 = floor(log10(roofs->flops)) - 1;
    c->y1 = log10(2 * roofs->flops);
    for (int i = 0; i < c->count; i++) {
        const double x = log10(intensity(c, c->kernel[i])), y = log10(speed(c, c->kernel[i]));
        c->x0 = fmin(c->x0, floor(x));
        c->x1 = fmax(c->x1, ceil(x));
        c->y0 = fmin(c->y0, floor(y));
        c->y1 = fmax(c->y1, y + 0.1);
    }
}

/* Kernels without operations or bytes have no place on logarithmic axes. */
static void
chart_choose(struct chart *c)
{
    int *all = allocate((size_t)c->p->model->kernels, sizeof *all);
    int count = profile_sort(c->p, all);
    c->kernel = all;
    for (int i = 0; i < count; i++) {
        const struct kernel *k = &c->p->model->kernel[all[i]];
        if (k->flops > 0 && k->bytes > 0 && c->p->kernel[all[i]].seconds > 0) {
            c->kernel[c->count++] = all[i];
        } else {
            c->silent++;
            c->silent_seconds += c->p->kernel[all[i]].seconds;
        }
    }
}

static int
routine_of(const struct chart *c, int kernel)
{
    const struct kernel *k = c->p->model->kernel;
    int routine = 0;
    for (int i = 1; i <= kernel; i++)
        routine += strcmp(k[i].routine, k[i - 1].routine) != 0;
    return routine;
}

static const char *
colour_of(const struct chart *c, int kernel)
{
    return colours[(size_t)routine_of(c, kernel) % (sizeof colours / sizeof *colours)];
}

/* "100 M" at 10^8 */
static void
print_power(FILE *file, double power)
{
    static const char *const unit[] = {"", " k", " M", " G", " T", " P"};
    int whole = (int)power;
    if (whole < 0)
        fprintf(file, "%g", pow(10, power));
    else
        fprintf(file, "%g%s", pow(10, whole % 3), unit[whole / 3 < 5 ? whole / 3 : 5]);
}

static void
draw_axes(const struct chart *c)
{
    for (double x = c->x0; x <= c->x1; x++) {
        double at = across(c, pow(10, x));
        fprintf(c->file, "<path class=\"grid\" d=\"M%.1f %d V%d\"/>\n", at, TOP, BOTTOM);
        fprintf(c->file, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">", at, BOTTOM + 18);
        print_power(c->file, x);
        fputs("</text>\n", c->file);
    }
    for (double y = c->y0; y <= c->y1; y++) {
        double at = down(c, pow(10, y));
        fprintf(c->file, "<path class=\"grid\" d=\"M%d %.1f H%d\"/>\n", LEFT, at, RIGHT);
        fprintf(c->file, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 8, at + 4);
        print_power(c->file, y);
        fputs("</text>\n", c->file);
    }
    fprintf(c->file,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">operations for each byte "
            "that is read or written</text>\n",
            (LEFT + RIGHT) / 2, BOTTOM + 42);
    fprintf(c->file,
            "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">"
            "operations a second</text>\n",
            (TOP + BOTTOM) / 2);
}

static void
draw_roofs(const struct chart *c)
{
    const struct roofs *roofs = &c->p->roofs;
    const double ridge = roofs->flops / roofs->bytes;
    const double left = fmax(c->x0, c->y0 - log10(roofs->bytes)); /* where it enters */
    fprintf(c->file, "<path class=\"roof\" d=\"M%.1f %.1f L%.1f %.1f H%d\"/>\n",
            across(c, pow(10, left)), down(c, roofs->bytes * pow(10, left)), across(c, ridge),
            down(c, roofs->flops), RIGHT);
    fprintf(c->file,
            "<text class=\"name\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f GFLOP/s: "
            "multiply-adds in registers</text>\n",
            RIGHT - 4, down(c, roofs->flops) - 6, 1e-9 * roofs->flops);
    const double x = across(c, pow(10, left)), y = down(c, roofs->bytes * pow(10, left));
    const double slope =
        atan2(down(c, roofs->flops) - y, across(c, ridge) - x) * 180 / 3.14159265358979;
    fprintf(c->file,
            "<text class=\"name\" transform=\"translate(%.1f %.1f) rotate(%.2f)\" x=\"12\" "
            "y=\"-6\">%.1f GB/s: memory of the model's size</text>\n",
            x, y, slope, 1e-9 * roofs->bytes);
}

static void
draw_dots(const struct chart *c)
{
    for (int k = 0; k < c->count; k++) {
        const int i = c->kernel[k];
        const struct kernel *kernel = &c->p->model->kernel[i];
        fprintf(c->file,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"><title>%s %s %s: "
                "%.4f ms, line %d</title></circle>\n",
                across(c, intensity(c, i)), down(c, speed(c, i)), radius(c, i), colour_of(c, i),
                kernel->routine, kernel->label, kernel->function, 1e3 * c->p->kernel[i].seconds,
                kernel->line);
    }
}

static int
meets(const struct label *a, const struct label *b)
{
    return fabs(a->y - b->y) < LABEL_HEIGHT && a->x < b->x + b->width && b->x < a->x + a->width;
}

/* The first free place below the roof, from the height of the dot on. */
static void
place_label(struct label *placed, int count, double roof)
{
    struct label *label = &placed[count];
    label->y = fmax(label->y, roof + LABEL_HEIGHT);
    for (int i = 0; i < count; i++) {
        if (meets(&placed[i], label)) {
            label->y = placed[i].y + LABEL_HEIGHT;
            i = -1; /* it may now meet another */
        }
    }
}

static int
is_named(const struct chart *c, int k)
{
    const struct kernel *kernel = c->p->model->kernel;
    for (int i = 0; i < k; i++)
        if (strcmp(kernel[c->kernel[i]].function, kernel[c->kernel[k]].function) == 0)
            return 1;
    return 0;
}

/* Each function's longest kernel is named, with a line to its dot. */
static void
draw_labels(const struct chart *c)
{
    struct label placed[LABELS];
    int count = 0;
    for (int k = 0; k < c->count && count < LABELS; k++) {
        const int i = c->kernel[k];
        const struct kernel *kernel = &c->p->model->kernel[i];
        const double x = across(c, intensity(c, i)), y = down(c, speed(c, i));
        const double gap = radius(c, i) + 14;
        char name[100];
        if (is_named(c, k))
            continue;
        snprintf(name, sizeof name, "%s %s %.60s", kernel->routine, kernel->label,
                 kernel->function);
        const double width = LETTER * (double)strlen(name);
        const int before = x + gap + width > RIGHT;
        placed[count] = (struct label){before ? x - gap - width : x + gap, y + 4, width};
        place_label(placed, count, down(c, c->p->roofs.flops));
        fprintf(c->file, "<path class=\"line\" d=\"M%.1f %.1f L%.1f %.1f\"/>\n", x, y,
                before ? x - gap + 2 : x + gap - 2, placed[count].y - 4);
        fprintf(c->file, "<text class=\"name\" x=\"%.1f\" y=\"%.1f\"%s>%s</text>\n",
                before ? x - gap : x + gap, placed[count].y,
                before ? " text-anchor=\"end\"" : "", name);
        count++;
    }
}

static void
draw_legend(const struct chart *c)
{
    const struct kernel *kernel = c->p->model->kernel;
    double x = LEFT;
    for (int i = 0; i < c->p->model->kernels; i++) {
        int first = i == 0 || strcmp(kernel[i].routine, kernel[i - 1].routine) != 0;
        if (!first || c->p->kernel[i].calls == 0)
            continue;
        fprintf(c->file, "<circle cx=\"%.1f\" cy=\"60\" r=\"6\" fill=\"%s\"/>\n", x + 6,
                colour_of(c, i));
        fprintf(c->file, "<text x=\"%.1f\" y=\"64\">%s</text>\n", x + 18, kernel[i].routine);
        x += 40 + 8 * (double)strlen(kernel[i].routine);
    }
    fprintf(c->file, "<text x=\"%.1f\" y=\"64\">area: share of the time", x);
    if (c->silent > 0)
        fprintf(c->file, "; without those that only move numbers: %d, %.1f %%", c->silent,
                100 * c->silent_seconds / profile_seconds(c->p));
    fputs("</text>\n", c->file);
}

static void
draw(const struct chart *c)
{
    const struct profile *p = c->p;
    fprintf(c->file,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
            "height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">\n",
            WIDTH, HEIGHT, WIDTH, HEIGHT);
    fputs("<style>.grid{stroke:#e4e4e4}.roof{stroke:#333;stroke-width:2;fill:none}"
          ".line{stroke:#999;stroke-width:.7}.name{font-size:11px;paint-order:stroke;stroke:#"
          "fff;stroke-width:3}"
          "circle{fill-opacity:.72;stroke:#fff;stroke-width:.8}</style>\n",
          c->file);
    fprintf(c->file, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDTH, HEIGHT);
    fprintf(c->file,
            "<text x=\"%d\" y=\"32\" font-size=\"17\">%s: an iteration of %.3f ms on %d "
            "thread%s, %.0f %% of the peak</text>\n",
            LEFT, p->model->name, 1e3 * p->median, p->threads, p->threads == 1 ? "" : "s",
            100 * profile_multiply_adds(p) / p->median / p->roofs.flops);
    draw_legend(c);
    draw_axes(c);
    draw_roofs(c);
    draw_dots(c);
    draw_labels(c);
    fputs("</svg>\n", c->file);
}

int
roofline_write(const struct profile *p, const char *path)
{
    char *text = NULL;
    size_t size = 0;
    struct chart chart = {.p = p, .file = open_memstream(&text, &size)};
    int failed = !chart.file;
    if (chart.file) {
        chart_choose(&chart);
        chart_fit(&chart);
        draw(&chart);
        failed = ferror(chart.file) != 0;
        failed |= fclose(chart.file) != 0;
        free(chart.kernel);
    }
    if (failed)
        complain("%s: no memory for the picture", path);
    else
        failed = file_write(path, text, size) != 0;
    free(text);
    return failed ? -1 : 0;
}
