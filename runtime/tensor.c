/* The way between a tensor as it is stored and as it is read and written by people: logical,
 * row-major, as in PyTorch. A storage has one axis along which neighbours lie side by side, in
 * panels or all. In logical order elements of that axis stand as far apart as the axes behind
 * it have elements; so a tensor is a matrix, [that axis and those before it][those behind it],
 * and a copy in either order would touch a line of memory for each element. It is done in tiles
 * that fit in the first cache. */
#include "tensor.h"

#include <string.h>

/* Elements of a row of a tile. Of a longer row a multiple of 4 and of 9, so that random numbers
 * of a tile are made for few more counters than it has; 3 less than a block of them. */
enum { COLUMNS = 252, ROWS = TILE_FLOATS / COLUMNS };

long
tensor_count(const struct tensor *t)
{
    long count = 1;
    for (int axis = 0; axis < t->rank; axis++)
        count *= t->shape[axis];
    return count;
}

float *
tensor_data(const struct instance *m, const struct tensor *t)
{
    return (t->trained ? m->parameters : m->state) + t->offset;
}

/* The axis along which neighbours lie side by side, -1 of a number. */
static int
close_axis(const struct storage *s)
{
    int close = s->panel_axis >= 0 ? s->panel_axis : s->rank - 1;
    for (int axis = 0; s->panel_axis < 0 && axis < s->rank; axis++)
        if (s->stride[axis] == 1 && s->extent[axis] > 1)
            close = axis;
    return close;
}

/* Elements of the axes from `axis` on. */
static long
elements_from(const struct storage *s, int axis)
{
    long count = 1;
    for (; axis < s->rank; axis++)
        count *= s->extent[axis];
    return count;
}

static long
axis_place(const struct storage *s, int axis, long i)
{
    if (axis == s->panel_axis)
        return i / s->panel * s->panel_stride + i % s->panel;
    return i * s->stride[axis];
}

/* Where element i of the axes [first, end) in row-major order lies, the others at 0. */
static long
axes_place(const struct storage *s, int first, int end, long i)
{
    long place = 0;
    for (int axis = end - 1; axis >= first; axis--) {
        place += axis_place(s, axis, i % s->extent[axis]);
        i /= s->extent[axis];
    }
    return place;
}

/* Tiles of narrow rows have whole ones. */
static long
tile_columns(long columns)
{
    return columns <= COLUMNS ? columns : COLUMNS;
}

static long
tile_rows(long columns)
{
    return columns <= COLUMNS ? TILE_FLOATS / columns : ROWS;
}

static long
tiles_across(long columns)
{
    return (columns + tile_columns(columns) - 1) / tile_columns(columns);
}

long
tensor_tiles(const struct tensor *t)
{
    const long columns = elements_from(&t->storage, close_axis(&t->storage) + 1);
    const long rows = tensor_count(t) / columns;
    return (rows + tile_rows(columns) - 1) / tile_rows(columns) * tiles_across(columns);
}

struct tile
tensor_tile(const struct tensor *t, long number)
{
    const long columns = elements_from(&t->storage, close_axis(&t->storage) + 1);
    const long rows = tensor_count(t) / columns;
    struct tile tile = {.pitch = columns};
    tile.row = number / tiles_across(columns) * tile_rows(columns);
    tile.column = number % tiles_across(columns) * tile_columns(columns);
    tile.rows = rows - tile.row < tile_rows(columns) ? rows - tile.row : tile_rows(columns);
    tile.count = columns - tile.column < tile_columns(columns) ? columns - tile.column
                                                               : tile_columns(columns);
    tile.first = tile.row * columns + tile.column;
    return tile;
}

/* Rows of the matrix that lie side by side from `row` on, of those below `end`. */
static long
close_rows(const struct storage *s, int close, long row, long end)
{
    if (close < 0)
        return 1;
    const long i = row % s->extent[close];
    long run = s->extent[close] - i;
    if (s->panel_axis >= 0 && s->panel - i % s->panel < run)
        run = s->panel - i % s->panel;
    return run < end - row ? run : end - row;
}

/* The way that elements take, and how far apart those of neighbouring rows are on either side.
 */
struct way {
    int packs; /* from logical order to the storage, else back */
    long pitch, step;
};

/* Rows that lie side by side, column by column: `place` is where a column is stored. */
static void
move_rows(const struct way *way, const long *place, long columns, long rows, float *to,
          const float *from)
{
    const long to_step = way->packs ? way->step : way->pitch;
    const long from_step = way->packs ? way->pitch : way->step;
    for (long j = 0; j < columns; j++) {
        float *restrict const out = to + (way->packs ? place[j] : j);
        const float *restrict const in = from + (way->packs ? j : place[j]);
        if (to_step == 1)
            for (long i = 0; i < rows; i++)
                out[i] = in[i * from_step];
        else
            for (long i = 0; i < rows; i++)
                out[i * to_step] = in[i * from_step];
    }
}

static void
move_tile(const struct tensor *t, const struct tile *tile, const struct way *way, float *to,
          const float *from)
{
    const struct storage *s = &t->storage;
    const int close = close_axis(s);
    const long end = tile->row + tile->rows;
    long place[COLUMNS];
    for (long j = 0; j < tile->count; j++)
        place[j] = axes_place(s, close + 1, s->rank, tile->column + j);
    for (long row = tile->row, run; row < end; row += run) {
        const long stored = axes_place(s, 0, close + 1, row);
        const long logical = (row - tile->row) * way->pitch;
        run = close_rows(s, close, row, end);
        move_rows(way, place, tile->count, run, to + (way->packs ? stored : logical),
                  from + (way->packs ? logical : stored));
    }
}

static struct way
way_of(const struct tensor *t, int packs, long pitch)
{
    const int close = close_axis(&t->storage);
    const int apart = close >= 0 && t->storage.panel_axis < 0;
    return (struct way){packs, pitch, apart ? t->storage.stride[close] : 1};
}

void
tile_pack(const struct tensor *t, const struct tile *tile, const float *logical, long pitch,
          float *stored)
{
    const struct way way = way_of(t, 1, pitch);
    move_tile(t, tile, &way, stored, logical);
}

void
tensor_pack(const struct tensor *t, const float *logical, float *stored)
{
    const long tiles = tensor_tiles(t);
    memset(stored, 0, (size_t)t->storage.floats * sizeof *stored);
    for (long i = 0; i < tiles; i++) {
        const struct tile tile = tensor_tile(t, i);
        tile_pack(t, &tile, logical + tile.first, tile.pitch, stored);
    }
}

void
tensor_unpack(const struct tensor *t, const float *stored, float *logical)
{
    const long tiles = tensor_tiles(t);
    for (long i = 0; i < tiles; i++) {
        const struct tile tile = tensor_tile(t, i);
        const struct way way = way_of(t, 0, tile.pitch);
        move_tile(t, &tile, &way, logical + tile.first, stored);
    }
}
