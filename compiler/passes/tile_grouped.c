/* Convolutions in groups of channels: tiles within each group, or for groups of one channel a
 * vector of neighbouring channels. Weights are copied to the order of the tile first: they are
 * few. */
#include "tiling.h"

/* One channel in and out of each group. */
static void
choose_depthwise(Contraction *c, Tiling *t)
{
    static const int64_t blocks[] = {48, 32, 16};
    const Window *w = c->roles.window;
    t->form = FORM_DEPTHWISE;
    for (int i = 2; i >= 0; i--)
        if (w->in_channels / 16 * 16 % blocks[i] == 0)
            t->line = blocks[i];
    t->lines = t->line ? w->in_channels / t->line : 0;
    c->scratch = t->packed = w->kernel[0] * w->kernel[1] * w->in_channels;
    c->reason = "each channel by itself: neighbouring channels side by side";
}

void
tile_grouped(Contraction *c)
{
    Tiling *t = c->tiling;
    const Window *w = c->roles.window;
    const int64_t in = w->in_channels / w->groups, out = w->out_channels / w->groups;
    const bool gradient = c->roles.weight == OUT, data = c->roles.x == OUT;
    if (in == 1 && out == 1) {
        choose_depthwise(c, t);
        return;
    }
    const int64_t columns = data ? in : out, others = data ? out : in;
    t->form = FORM_GROUPED;
    t->lines = ceil_div(columns, PANEL);
    t->line = ceil_div(ceil_div(columns, t->lines), 16) * 16;
    t->rows = chosen_rows(c, gradient ? in : t->images);
    t->packed = w->groups * t->lines * t->line * w->kernel[0] * w->kernel[1] * others;
    t->pack = gradient && columns % t->line;
    t->widened =
        t->pack ? t->images * w->out[0] * w->out[1] * w->groups * t->lines * t->line : 0;
    c->scratch = t->packed + t->widened;
    c->reason = gradient ? "tiles of channels within each group, a sum over pixels for each tap"
                         : "tiles of images at one pixel within each group of channels";
}
