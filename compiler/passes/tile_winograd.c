/* Convolutions by minimal filtering.
 *
 * A square of m x m neighbouring outputs of r x r taps takes (m + r - 1)^2 products where their
 * sums take m^2 r^2: pixels and weights are brought to a domain of that many components, in
 * which the convolution is a product of channels for each, and the outputs are brought back.
 * Winograd, 1980; Lavin and Gray, 2016. A stride s with kernels of s r taps is s^2 such
 * convolutions, one for each phase of the pixels: the forward sums all, the gradients have one
 * each.
 *
 * Transforms multiply by small constants, which costs a little precision: an output of the
 * squares of 4 x 4 rounds about 2.5 times as far from the sum as direct sums do, of 2 x 2 not
 * further.
 *
 * Transformed weights and pixels take memory. Of few squares those are kept whole, and weights
 * are transformed when they are needed: by each thread for itself, a panel's, one row of
 * components and a block of lines at a time, so that they stay in its cache. Of many squares
 * the weights are kept, and pixels are transformed tile by tile. Where a page limits memory, it
 * is an eighth of the limit at most.
 *
 * Leaves out: kernels that a stride does not divide, and dilation. The taps that a padding cuts
 * off are skipped by a direct sum only, so that small images may prefer it. */
#include "tiling.h"

enum {
    LEAST = 32,             /* channels that pay for the transforms */
    LOCAL_MOST = 1 << 17,   /* floats of a thread's transformed pixels, .. */
    SCRATCH_MOST = 5 << 18, /* .. of a weight gradient's block of squares, .. */
    WHOLE_MOST = 1 << 22,   /* .. and of what is kept whole */
    CACHE = 1 << 18,        /* floats that stay in the second-level cache */
    BLOCK_MOST = 256        /* lines of a panel of weights that are transformed at a time */
};

/* Multiply-adds that take as long as bringing one number to the domain or back, measured on
 * AVX-512; a transformed weight is written to memory. */
enum { PIXEL_COST = 8, WEIGHT_COST = 12 };

static int64_t
square(int64_t n)
{
    return n * n;
}

/* Squares of side m that cover what the contraction makes, or the outputs that a weight
 * gradient sums. */
static int64_t
count_squares(const Contraction *c, int64_t m)
{
    const Window *w = c->roles.window;
    int64_t count = ((const Tiling *)c->tiling)->images;
    for (int a = 0; a < 2; a++)
        count *= ceil_div(c->roles.x == OUT ? ceil_div(w->in[a], w->stride[a]) : w->out[a], m);
    return count;
}

/* Of a weight gradient, for all phases of the stride. */
static int64_t
floats_of_sums(const Contraction *c, int64_t m)
{
    const Window *w = c->roles.window;
    return square(winograd_side(w, m)) * square(w->stride[0]) * w->in_channels *
           w->out_channels;
}

/* Squares that a weight gradient transforms at a time, of one phase: as even as they can be,
 * and taking no more than the sums where these are many. An odd number, so that components do
 * not lie a power of two apart, in the same sets of a cache. */
static int64_t
block_of_squares(const Contraction *c, int64_t m, int64_t squares)
{
    const Window *w = c->roles.window;
    const int64_t each = square(winograd_side(w, m)) * (w->in_channels + w->out_channels);
    int64_t room = floats_of_sums(c, m);
    room = room < SCRATCH_MOST ? SCRATCH_MOST : room > WHOLE_MOST ? WHOLE_MOST : room;
    if (c->room && c->room / 2 < room)
        room = c->room / 2;
    const int64_t most = room / each > TILE_ROWS ? room / each : TILE_ROWS;
    return ceil_div(squares, ceil_div(squares, most)) | 1;
}

/* As multiply-adds. */
static int64_t
cost_of_squares(const Contraction *c, int64_t m)
{
    const Window *w = c->roles.window;
    const int64_t components = square(winograd_side(w, m)), phases = square(w->stride[0]);
    const int64_t squares = count_squares(c, m), weights = w->in_channels * w->out_channels;
    const bool data = c->roles.x == OUT;
    const int64_t in = w->in_channels, out = w->out_channels;
    const int64_t pixels = squares * (phases * (in + (data ? out : 0)) + (data ? 0 : out));
    return components * (phases * weights * (squares + WEIGHT_COST) + PIXEL_COST * pixels);
}

static int64_t
cost_direct(const Contraction *c)
{
    const Window *w = c->roles.window;
    return ((const Tiling *)c->tiling)->images * conv_taps_inside(w, 0) *
           conv_taps_inside(w, 1) * w->in_channels * w->out_channels;
}

/* Lines of a sum: channels of all phases that it takes. */
static int64_t
summed_lines(const Contraction *c)
{
    return summed_channels(c) * (c->roles.x == OUT ? 1 : square(c->roles.window->stride[0]));
}

/* Fewer squares than channels that are made: all squares take less memory than all weights. A
 * weight gradient's sums of a phase, where they would not stay in the second-level cache. */
static bool
panel_by_panel(const Contraction *c, int64_t m)
{
    const Window *w = c->roles.window;
    const int64_t squares = count_squares(c, m);
    if (c->roles.weight == OUT)
        return block_of_squares(c, m, squares) >= squares &&
               floats_of_sums(c, m) > square(w->stride[0]) * CACHE;
    return squares < made_channels(c);
}

/* A weight gradient's sums: of one panel, with an empty line behind it, so that components do
 * not lie a power of two apart; or of all panels. Of one phase, since gradients take one after
 * another, but for sums to which blocks of squares are added. */
static int64_t
sums_floats(const Contraction *c, int64_t m)
{
    const Window *w = c->roles.window;
    const int64_t rows = ((const Tiling *)c->tiling)->by_in ? w->out_channels : w->in_channels;
    const int64_t squares = count_squares(c, m);
    if (panel_by_panel(c, m))
        return square(winograd_side(w, m)) * (rows + 1) * PANEL;
    return floats_of_sums(c, m) /
           (block_of_squares(c, m, squares) < squares ? 1 : square(w->stride[0]));
}

/* Of weights that lay across, turned for one phase. */
static int64_t
turned_floats(const Contraction *c)
{
    const Window *w = c->roles.window;
    return ((const Tiling *)c->tiling)->across
               ? square(w->kernel[0] / w->stride[0]) * summed_channels(c) * made_channels(c)
               : 0;
}

/* What stands in scratch between the transforms, without a weight gradient's blocks: sums; or
 * pixels and products, and weights that were turned; or transformed weights. */
static int64_t
whole_floats(const Contraction *c, int64_t m)
{
    const int64_t components = square(winograd_side(c->roles.window, m));
    if (c->roles.weight == OUT)
        return sums_floats(c, m);
    if (panel_by_panel(c, m))
        return components * count_squares(c, m) * (summed_channels(c) + made_channels(c)) +
               turned_floats(c);
    return components * summed_lines(c) * made_channels(c);
}

static bool
has_room(const Contraction *c, int64_t m)
{
    const Window *w = c->roles.window;
    const int64_t components = square(winograd_side(w, m)), whole = whole_floats(c, m);
    const int64_t squares = count_squares(c, m), channels = w->in_channels + w->out_channels;
    const bool gradient = c->roles.weight == OUT;
    const int64_t blocks =
        gradient ? components * block_of_squares(c, m, squares) * channels : 0;
    return squares >= TILE_ROWS && whole <= WHOLE_MOST &&
           (c->room == 0 || whole + blocks <= c->room) &&
           (gradient || panel_by_panel(c, m) ||
            components * TILE_ROWS * summed_lines(c) <= LOCAL_MOST);
}

static bool
suits_window(const Window *w)
{
    const int64_t taps = w->kernel[0] / w->stride[0];
    return w->groups == 1 && w->stride[0] == w->stride[1] && w->stride[0] <= 2 &&
           w->kernel[0] == w->kernel[1] && w->kernel[0] == taps * w->stride[0] &&
           (taps == 2 || taps == 3) && w->dilation[0] == 1 && w->dilation[1] == 1;
}

int64_t
winograd_square(const Contraction *c)
{
    const Window *w = c->roles.window;
    const Tiling *t = c->tiling;
    const bool by_in = c->roles.x == OUT || t->by_in;
    const int64_t rows = by_in ? w->out_channels : w->in_channels;
    const int64_t columns = by_in ? w->in_channels : w->out_channels;
    if (!suits_window(w) || rows % 16 || columns % PANEL || rows < LEAST || columns < LEAST ||
        (c->choice && c->choice->path > 0))
        return 0;
    int64_t best = 0, least = cost_direct(c) * 5 / 6;
    for (int64_t m = 2; m <= 4; m += 2)
        if (has_room(c, m) && cost_of_squares(c, m) < least) {
            best = m;
            least = cost_of_squares(c, m);
        }
    return best;
}

/* As even a part of them as there is; they are a multiple of 16. */
static int64_t
block_of_lines(int64_t lines)
{
    int64_t count = ceil_div(lines, BLOCK_MOST);
    while (lines % count)
        count++;
    return lines / count;
}

/* Floats behind what is there, from a new line of the cache on. */
static int64_t
scratch_put(int64_t *scratch, int64_t floats)
{
    const int64_t at = ceil_div(*scratch, 16) * 16;
    *scratch = at + floats;
    return at;
}

void
tile_winograd(Contraction *c, int64_t m)
{
    Tiling *t = c->tiling;
    const Window *w = c->roles.window;
    const bool gradient = c->roles.weight == OUT;
    const int64_t components = square(winograd_side(w, m)), phases = square(w->stride[0]);
    const int64_t in = phases * w->in_channels, out = w->out_channels;
    t->form = FORM_WINOGRAD;
    t->rows = TILE_ROWS;
    t->square = m;
    t->squares = count_squares(c, m);
    c->flops = 2 * components * t->squares * in * out;
    if (gradient) {
        t->group = block_of_squares(c, m, t->squares);
        t->pixels_at = scratch_put(&c->scratch, components * t->group * w->in_channels);
        t->slopes_at = scratch_put(&c->scratch, components * t->group * out);
    }
    t->by_panel = panel_by_panel(c, m);
    if (t->across)
        c->scratch = 0;
    if (t->by_panel && !gradient) {
        const int64_t summed = summed_channels(c), made = made_channels(c);
        t->group = block_of_lines(summed);
        t->pixels_at = scratch_put(&c->scratch, components * t->squares * summed);
        t->product_at = scratch_put(&c->scratch, components * t->squares * made);
        t->spectrum_at = scratch_put(&c->scratch, turned_floats(c));
    } else {
        t->spectrum_at = scratch_put(&c->scratch, whole_floats(c, m));
    }
    c->reason = format("minimal filtering (Winograd, 1980): %lld %s for the %lld of a square "
                       "of %lld x %lld pixels",
                       (long long)(components * phases), gradient ? "sums" : "products",
                       (long long)(square(m) * w->kernel[0] * w->kernel[1]), (long long)m,
                       (long long)m);
}
