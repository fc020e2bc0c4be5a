/* The built-in digits. Each digit has a few ways of writing it, given as control points of
 * smooth strokes. An example moves the points a little, bends the whole by an affine map, and
 * is drawn by the distance of each pixel from the nearest stroke. All of it is a function of
 * the set, the style and the index; the seed of a run has no part in it. */
#include "builtin.h"

#include <math.h>
#include <stddef.h>

#include "../random.h"

enum { POINTS = 12, STROKES = 2, WAYS = 3, PIECES = 8, DRAWS = 128 };

struct point {
    float x, y; /* in a unit square, y down */
};

/* A point written twice in a row is a corner. */
struct stroke {
    int points;
    struct point point[POINTS];
};

struct way {
    int strokes;
    struct stroke stroke[STROKES];
};

/* clang-format off */
static const struct {
    int ways;
    struct way way[WAYS];
} digit[BUILTIN_CLASSES] = {
    {3, {{1, {{9, {{.52f, .10f}, {.33f, .20f}, {.24f, .50f}, {.32f, .82f}, {.51f, .91f},
                   {.70f, .78f}, {.77f, .47f}, {.69f, .19f}, {.50f, .10f}}}}},
         {1, {{9, {{.60f, .12f}, {.40f, .16f}, {.29f, .46f}, {.33f, .80f}, {.49f, .91f},
                   {.64f, .76f}, {.72f, .44f}, {.65f, .17f}, {.48f, .12f}}}}},
         {1, {{9, {{.46f, .16f}, {.26f, .30f}, {.20f, .56f}, {.32f, .82f}, {.54f, .86f},
                   {.76f, .70f}, {.79f, .42f}, {.64f, .19f}, {.40f, .18f}}}}}}},
    {3, {{1, {{3, {{.53f, .10f}, {.50f, .50f}, {.48f, .91f}}}}},
         {1, {{5, {{.34f, .30f}, {.54f, .10f}, {.54f, .10f}, {.53f, .50f}, {.51f, .91f}}}}},
         {2, {{5, {{.33f, .28f}, {.52f, .11f}, {.52f, .11f}, {.51f, .50f}, {.51f, .89f}}},
              {2, {{.30f, .90f}, {.72f, .89f}}}}}}},
    {3, {{1, {{9, {{.26f, .30f}, {.36f, .13f}, {.56f, .10f}, {.71f, .25f}, {.64f, .47f},
                   {.44f, .70f}, {.25f, .88f}, {.25f, .88f}, {.78f, .87f}}}}},
         {1, {{11, {{.26f, .28f}, {.40f, .12f}, {.60f, .13f}, {.69f, .30f}, {.58f, .54f},
                    {.38f, .78f}, {.24f, .86f}, {.24f, .74f}, {.38f, .74f}, {.58f, .86f},
                    {.80f, .82f}}}}},
         {1, {{8, {{.28f, .20f}, {.50f, .10f}, {.70f, .22f}, {.68f, .44f}, {.46f, .66f},
                   {.24f, .84f}, {.24f, .84f}, {.76f, .90f}}}}}}},
    {2, {{1, {{10, {{.27f, .19f}, {.46f, .09f}, {.67f, .18f}, {.66f, .36f}, {.45f, .47f},
                    {.45f, .47f}, {.68f, .55f}, {.73f, .74f}, {.54f, .90f}, {.26f, .83f}}}}},
         {1, {{9, {{.27f, .13f}, {.72f, .12f}, {.72f, .12f}, {.46f, .42f}, {.46f, .42f},
                   {.70f, .53f}, {.72f, .76f}, {.51f, .91f}, {.26f, .82f}}}}}}},
    {3, {{2, {{5, {{.33f, .12f}, {.28f, .36f}, {.24f, .56f}, {.24f, .56f}, {.76f, .54f}}},
              {3, {{.67f, .14f}, {.64f, .52f}, {.63f, .91f}}}}},
         {2, {{5, {{.60f, .10f}, {.40f, .36f}, {.21f, .63f}, {.21f, .63f}, {.82f, .62f}}},
              {2, {{.61f, .12f}, {.61f, .91f}}}}},
         {1, {{7, {{.34f, .14f}, {.27f, .44f}, {.36f, .56f}, {.60f, .50f}, {.70f, .14f},
                   {.66f, .48f}, {.60f, .91f}}}}}}},
    {2, {{1, {{10, {{.72f, .11f}, {.35f, .12f}, {.35f, .12f}, {.31f, .44f}, {.31f, .44f},
                    {.54f, .39f}, {.73f, .56f}, {.69f, .80f}, {.48f, .91f}, {.25f, .82f}}}}},
         {2, {{8, {{.35f, .15f}, {.32f, .45f}, {.32f, .45f}, {.52f, .42f}, {.68f, .56f},
                   {.66f, .80f}, {.46f, .91f}, {.26f, .84f}}},
              {2, {{.34f, .14f}, {.74f, .11f}}}}}}},
    {2, {{1, {{9, {{.66f, .11f}, {.44f, .26f}, {.29f, .55f}, {.31f, .81f}, {.50f, .91f},
                   {.69f, .78f}, {.66f, .58f}, {.48f, .52f}, {.31f, .68f}}}}},
         {1, {{9, {{.54f, .09f}, {.38f, .38f}, {.30f, .66f}, {.38f, .87f}, {.56f, .89f},
                   {.70f, .74f}, {.62f, .60f}, {.46f, .62f}, {.36f, .80f}}}}}}},
    {3, {{1, {{5, {{.24f, .14f}, {.76f, .13f}, {.76f, .13f}, {.58f, .46f}, {.44f, .91f}}}}},
         {2, {{5, {{.24f, .14f}, {.76f, .12f}, {.76f, .12f}, {.58f, .46f}, {.46f, .91f}}},
              {2, {{.36f, .51f}, {.70f, .49f}}}}},
         {1, {{7, {{.24f, .26f}, {.27f, .14f}, {.27f, .14f}, {.74f, .12f}, {.74f, .12f},
                   {.62f, .46f}, {.52f, .91f}}}}}}},
    {2, {{1, {{11, {{.67f, .20f}, {.50f, .10f}, {.33f, .22f}, {.38f, .40f}, {.62f, .57f},
                    {.69f, .77f}, {.50f, .91f}, {.31f, .78f}, {.38f, .58f}, {.61f, .40f},
                    {.67f, .20f}}}}},
         {2, {{7, {{.52f, .48f}, {.35f, .38f}, {.37f, .18f}, {.54f, .11f}, {.67f, .22f},
                   {.64f, .40f}, {.50f, .48f}}},
              {7, {{.50f, .48f}, {.31f, .62f}, {.32f, .82f}, {.50f, .91f}, {.70f, .80f},
                   {.68f, .60f}, {.52f, .48f}}}}}}},
    {3, {{1, {{11, {{.69f, .24f}, {.54f, .11f}, {.34f, .20f}, {.32f, .42f}, {.50f, .50f},
                    {.67f, .38f}, {.70f, .20f}, {.70f, .20f}, {.68f, .44f}, {.64f, .68f},
                    {.58f, .91f}}}}},
         {1, {{11, {{.68f, .22f}, {.50f, .11f}, {.32f, .24f}, {.34f, .44f}, {.52f, .50f},
                    {.68f, .36f}, {.70f, .22f}, {.71f, .50f}, {.66f, .76f}, {.50f, .91f},
                    {.31f, .84f}}}}},
         {1, {{9, {{.66f, .30f}, {.56f, .12f}, {.36f, .18f}, {.30f, .38f}, {.46f, .48f},
                   {.68f, .30f}, {.68f, .30f}, {.58f, .60f}, {.46f, .91f}}}}}}},
};
/* clang-format on */

struct pen {
    const float *jitter;  /* numbers in (0, 1) that move the points */
    float xx, xy, yx, yy; /* the affine map to pixels, about the middle of the square */
    float x0, y0;
    float radius; /* of the stroke, in pixels */
};

struct canvas {
    long height, width;
    float *square; /* [height][width], squared distance from the nearest stroke */
};

/* Numbers of an example, by their place among its draws. */
enum { WAY, TURN, SHEAR, WIDE, TALL, RIGHT, DOWN, THICK, INK, PAPER, COLOUR, JITTER = 32 };

static float
between(float low, float high, float u)
{
    return low + (high - low) * u;
}

static struct pen
pen_take(const float u[DRAWS], long height, long width)
{
    float side = (float)(height < width ? height : width);
    float angle = between(-.22f, .22f, u[TURN]);
    float shear = between(-.30f, .18f, u[SHEAR]);
    float wide = side * between(.72f, 1.02f, u[WIDE]);
    float tall = side * between(.80f, 1.0f, u[TALL]);
    float c = cosf(angle), s = sinf(angle);
    return (struct pen){
        .jitter = u + JITTER,
        .xx = c * wide,
        .xy = (c * shear - s) * tall,
        .yx = s * wide,
        .yy = (s * shear + c) * tall,
        .x0 = .5f * (float)width + side * between(-.05f, .05f, u[RIGHT]),
        .y0 = .5f * (float)height + side * between(-.04f, .04f, u[DOWN]),
        .radius = side * between(.026f, .058f, u[THICK]),
    };
}

static struct point
pen_place(const struct pen *pen, struct point p, int number)
{
    float x = p.x - .5f + .07f * (pen->jitter[2 * number] - .5f);
    float y = p.y - .5f + .07f * (pen->jitter[2 * number + 1] - .5f);
    return (struct point){pen->x0 + pen->xx * x + pen->xy * y,
                          pen->y0 + pen->yx * x + pen->yy * y};
}

static long
clip(float x, long size)
{
    return x < 0 ? 0 : x > (float)size ? size : (long)x;
}

/* Lowers the squared distances of the pixels that a piece from a to b can reach. */
static void
draw_piece(struct canvas *canvas, struct point a, struct point b, float reach)
{
    long top = clip(fminf(a.y, b.y) - reach, canvas->height);
    long bottom = clip(fmaxf(a.y, b.y) + reach + 1, canvas->height);
    long left = clip(fminf(a.x, b.x) - reach, canvas->width);
    long right = clip(fmaxf(a.x, b.x) + reach + 1, canvas->width);
    float dx = b.x - a.x, dy = b.y - a.y;
    float inverse = 1 / (dx * dx + dy * dy + 1e-12f);
    for (long i = top; i < bottom; i++) {
        float y = (float)i + .5f - a.y;
        for (long j = left; j < right; j++) {
            float x = (float)j + .5f - a.x;
            float t = (x * dx + y * dy) * inverse;
            t = t < 0 ? 0 : t > 1 ? 1 : t;
            float ex = x - t * dx, ey = y - t * dy;
            float square = ex * ex + ey * ey;
            float *nearest = &canvas->square[i * canvas->width + j];
            *nearest = square < *nearest ? square : *nearest;
        }
    }
}

/* A Catmull-Rom spline from b to c, with neighbours a and d. */
static void
draw_curve(struct canvas *canvas, struct point a, struct point b, struct point c,
           struct point d, float reach)
{
    struct point last = b;
    for (int k = 1; k <= PIECES; k++) {
        float t = (float)k / PIECES;
        float wa = t * (t * (2 - t) - 1), wb = t * t * (3 * t - 5) + 2;
        float wc = t * (t * (4 - 3 * t) + 1), wd = t * t * (t - 1);
        struct point next = {.5f * (wa * a.x + wb * b.x + wc * c.x + wd * d.x),
                             .5f * (wa * a.y + wb * b.y + wc * c.y + wd * d.y)};
        draw_piece(canvas, last, next, reach);
        last = next;
    }
}

/* Draws a stroke whose first point is number `number` of the digit; returns the next number. */
static int
draw_stroke(struct canvas *canvas, const struct pen *pen, const struct stroke *stroke,
            int number)
{
    struct point p[POINTS];
    int corner[POINTS] = {0};
    for (int i = 0; i < stroke->points; i++) {
        struct point here = stroke->point[i];
        corner[i] =
            i > 0 && here.x == stroke->point[i - 1].x && here.y == stroke->point[i - 1].y;
        p[i] = corner[i] ? p[i - 1] : pen_place(pen, here, number++);
    }
    for (int i = 0; i + 1 < stroke->points; i++) {
        if (!corner[i + 1]) {
            struct point before = i > 0 ? p[i - 1] : p[i];
            struct point after = i + 2 < stroke->points ? p[i + 2] : p[i + 1];
            draw_curve(canvas, before, p[i], p[i + 1], after, pen->radius + 1);
        }
    }
    return number;
}

int
builtin_label(long index)
{
    return (int)(index % BUILTIN_CLASSES);
}

/* How much of a pixel is ink, where the squared distance from the middle of a stroke is known.
 * Style 0 fills strokes; style 1 draws their outline. */
static float
coverage(float square, float radius, int style)
{
    float distance = sqrtf(square), cover = radius - distance + .5f;
    if (style == 1) {
        float inner = distance - .55f * radius + .5f;
        cover = inner < cover ? inner : cover;
    }
    return cover < 0 ? 0 : cover > 1 ? 1 : cover;
}

static void
paint(const struct canvas *canvas, const float u[DRAWS], float radius, int style, long channels,
      uint8_t *to)
{
    float ink[3], paper[3];
    for (int c = 0; c < 3; c++) {
        ink[c] = channels == 1 ? between(215, 255, u[INK]) : between(150, 255, u[COLOUR + c]);
        paper[c] = channels == 1 ? 0 : between(0, 80, u[COLOUR + 3 + c]);
        if (style == 1 || (channels == 3 && u[PAPER] < .5f)) {
            ink[c] = style == 1 ? 0 : 255 - ink[c];
            paper[c] = style == 1 ? 255 : 255 - paper[c];
        }
    }
    /* `to` may be where the distances are: it never runs ahead of them */
    for (long i = 0; i < canvas->height * canvas->width; i++) {
        float cover = coverage(canvas->square[i], radius, style);
        for (long c = 0; c < channels; c++) {
            to[i * channels + c] = (uint8_t)(between(paper[c], ink[c], cover) + .5f);
        }
    }
}

void
builtin_draw(int set, int style, long index, long height, long width, long channels,
             float *scratch, uint8_t *to)
{
    float u[DRAWS];
    random_uniform(u, DRAWS, random_key(0, "digits"), (uint64_t)set, (uint64_t)index * 256);
    int label = builtin_label(index);
    const struct way *way = &digit[label].way[(int)(u[WAY] * (float)digit[label].ways)];
    struct pen pen = pen_take(u, height, width);
    struct canvas canvas = {height, width, scratch};
    for (long i = 0; i < height * width; i++) {
        scratch[i] = 1e30f;
    }
    int number = 0;
    for (int i = 0; i < way->strokes; i++) {
        number = draw_stroke(&canvas, &pen, &way->stroke[i], number);
    }
    paint(&canvas, u, pen.radius, style, channels, to);
}
