/* Convolutions of 3 x 3 taps by minimal filtering.
 *
 * Four neighbouring outputs of 3 x 3 taps are 36 products with 16 pixels. Winograd's F(2x2,
 * 3x3) takes 16: pixels and weights are brought to a domain of 16 components where the
 * convolution is a product of channels for each, and the outputs are brought back. Winograd,
 * 1980; Lavin and Gray, 2016. Transforms add and subtract, and halve weights: an output rounds
 * about as the sum of 36 products does.
 *
 * Leaves out: other kernels and strides. The taps that a padding cuts off, which a direct sum
 * skips, are too many in small images, and F(2x2, 2x2) of each phase of a stride saves less. */
#include "tiling.h"

enum {
    LEAST = 32,           /* channels that pay for the transforms */
    WINDOW_MOST = 1 << 15 /* floats of transformed pixels that stay in the caches */
};

/* Taps inside the image against products: 36 against 16 without padding. */
static bool
worth_transforms(const Window *w, bool data)
{
    const int64_t *out = data ? w->in : w->out;
    const int64_t direct = conv_taps_inside(w, 0) * conv_taps_inside(w, 1);
    return 2 * direct >= 3 * 16 * ceil_div(out[0], 2) * ceil_div(out[1], 2);
}

static int64_t
count_squares(const Contraction *c)
{
    const Window *w = c->roles.window;
    const int64_t *out = c->roles.x == OUT ? w->in : w->out;
    return ((const Tiling *)c->tiling)->images * ceil_div(out[0], 2) * ceil_div(out[1], 2);
}

bool
suits_winograd(const Contraction *c)
{
    const Window *w = c->roles.window;
    for (int a = 0; a < 2; a++)
        if (w->kernel[a] != 3 || w->stride[a] != 1 || w->dilation[a] != 1 || w->pad[a] > 2)
            return false;
    const Tiling *t = c->tiling;
    const bool data = c->roles.x == OUT, by_in = data || t->by_in;
    const int64_t rows = by_in ? w->out_channels : w->in_channels;
    const int64_t columns = by_in ? w->in_channels : w->out_channels;
    return w->groups == 1 && rows % 16 == 0 && columns % PANEL == 0 && rows >= LEAST &&
           columns >= LEAST && worth_transforms(w, data) && count_squares(c) >= TILE_ROWS &&
           (c->roles.weight == OUT || 16 * TILE_ROWS * rows <= 2 * WINDOW_MOST) &&
           !(c->choice && c->choice->path > 0);
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
tile_winograd(Contraction *c)
{
    Tiling *t = c->tiling;
    const Window *w = c->roles.window;
    const bool gradient = c->roles.weight == OUT;
    const int64_t in_out = w->in_channels * w->out_channels;
    t->form = FORM_WINOGRAD;
    t->rows = TILE_ROWS;
    t->squares = count_squares(c);
    c->flops = 2 * 16 * t->squares * in_out;
    if (gradient) {
        const int64_t block = WINDOW_MOST / (w->in_channels + w->out_channels);
        t->group = block < TILE_ROWS ? TILE_ROWS : block < t->squares ? block : t->squares;
        t->pixels_at = scratch_put(&c->scratch, 16 * t->group * w->in_channels);
        t->slopes_at = scratch_put(&c->scratch, 16 * t->group * w->out_channels);
    }
    t->spectrum_at = scratch_put(&c->scratch, 16 * in_out);
    c->reason = gradient ? "minimal filtering (Winograd, 1980): 16 sums over squares of 2 x 2 "
                           "pixels make 9 taps"
                         : "minimal filtering (Winograd, 1980): 16 products for the 36 of a "
                           "square of 2 x 2 pixels";
}
