/* The kernel of a convolution or of one of its gradients.
 *
 * The rows of a tile are images at one pixel, or the channels of one image for a weight
 * gradient. What lies otherwise than channels-last runs as plain loops. */
#include "tiling.h"

enum {
    STACK_FLOATS = 1 << 16, /* largest local array of a thread */
    GROUP_FLOATS = 1 << 17  /* both images of a group: half a second-level cache */
};

int64_t
conv_reach(const Window *w, int axis)
{
    return (w->out[axis] - 1) * w->stride[axis] + (w->kernel[axis] - 1) * w->dilation[axis] + 1;
}

/* Channels last without gaps, outer axes joined into `images`. */
static bool
channels_last(const Operand *o, const Window *w, int64_t channels, const int64_t size[2],
              int64_t images)
{
    const int c = w->channel;
    const int64_t want[3] = {1, size[1] * channels, channels};
    if (o->storage.panel_slot >= 0)
        return false;
    for (int i = 0; i < 3; i++)
        if (o->shape.n[c + i] > 1 && o->storage.stride[c + i] != want[i])
            return false;
    int64_t stride = size[0] * size[1] * channels;
    for (int s = c - 1; s >= 0; s--) {
        if (o->shape.n[s] == 1)
            continue;
        if (o->storage.stride[s] != stride)
            return false;
        stride *= o->shape.n[s];
    }
    return stride == images * size[0] * size[1] * channels;
}

static int64_t
conv_images(const Contraction *c)
{
    int64_t images = 1;
    for (int s = 0; s < c->roles.window->channel; s++) {
        const int64_t x = conv_x(c)->shape.n[s], y = conv_y(c)->shape.n[s];
        images *= x > y ? x : y;
    }
    return images;
}

int64_t
conv_taps_inside(const Window *w, int axis)
{
    int64_t taps = 0;
    for (int64_t o = 0; o < w->out[axis]; o++)
        for (int64_t k = 0; k < w->kernel[axis]; k++) {
            const int64_t i = o * w->stride[axis] + k * w->dilation[axis] - w->pad[axis];
            taps += i >= 0 && i < w->in[axis];
        }
    return taps;
}

static bool
weight_is_plain_outside(const Operand *weight, const Window *w)
{
    for (int s = 0; s < AXES; s++)
        if ((s < w->channel || s > w->channel + 3) && weight->shape.n[s] > 1)
            return false;
    return true;
}

/* Images that stay in cache until all tiles have taken their share of them. */
static int64_t
image_group(const Contraction *c)
{
    const Window *w = c->roles.window;
    const int64_t images = ((const Tiling *)c->tiling)->images;
    const int64_t floats =
        w->in[0] * w->in[1] * w->in_channels + w->out[0] * w->out[1] * w->out_channels;
    if (c->choice && c->choice->group)
        return c->choice->group < images ? c->choice->group : images;
    const int64_t most = floats < GROUP_FLOATS ? GROUP_FLOATS / floats : 1;
    return ceil_div(images, ceil_div(images, most));
}

/* `unpack`: floats of the panels in scratch, 0 where out itself is panels. */
static void
choose_weight_gradient(Contraction *c, Tiling *t, int64_t unpack)
{
    const Window *w = c->roles.window;
    const int64_t channels = t->by_in ? w->in_channels : w->out_channels;
    const int64_t *size = t->by_in ? w->in : w->out;
    t->wide = !t->by_in && w->in_channels <= FEW && w->kernel[1] > 1 && w->dilation[1] == 1;
    t->rows = chosen_rows(c, t->by_in  ? w->out_channels
                             : t->wide ? w->in_channels * w->kernel[1]
                                       : w->in_channels);
    t->group = image_group(c);
    t->unpack = unpack > 0;
    t->pack = channels % PANEL != 0;
    t->packed = t->pack ? t->images * size[0] * size[1] * ceil_div(channels, PANEL) * PANEL : 0;
    t->widened = t->wide ? t->images * conv_reach(w, 0) * conv_reach(w, 1) * w->in_channels : 0;
    c->scratch = unpack + t->packed + t->widened;
    c->reason = t->wide ? "tiles of taps and channels, a sum over pixels; x with its padding"
                        : "tiles of channels, a sum over pixels for each tap";
}

/* A product to one column per tap and channel, then sums of columns. */
static void
choose_gather(Contraction *c, Tiling *t)
{
    const Window *w = c->roles.window;
    const bool data = c->roles.x == OUT;
    const int64_t few = data ? w->in_channels : w->out_channels,
                  many = data ? w->out_channels : w->in_channels,
                  columns = few * w->kernel[0] * w->kernel[1];
    const int64_t *size = data ? w->out : w->in;
    t->form = FORM_GATHER;
    t->lines = ceil_div(columns, 3 * 16);
    t->line = ceil_div(ceil_div(columns, t->lines), 16) * 16;
    t->packed = t->lines * t->line * many;
    t->rows = chosen_rows(c, size[0] * size[1]);
    t->taps = t->lines * t->line * size[0] * size[1];
    t->stack = t->taps <= STACK_FLOATS;
    c->scratch = t->packed + (t->stack ? 0 : t->images * t->taps);
    c->reason = "few channels: a product to one column per tap, then sums of columns";
}

static bool
suits_gather(const Contraction *c)
{
    const Window *w = c->roles.window;
    if (c->roles.x == OUT)
        return w->in_channels <= FEW && w->out_channels > FEW;
    return c->roles.y == OUT && w->out_channels <= FEW && w->in_channels > FEW;
}

/* Outputs of one axis are few, or many enough to fill a tile with pixels of one row: those of a
 * data gradient with the same taps lie a stride apart. */
static int64_t
pixels_of_row(const Contraction *c)
{
    const Window *w = c->roles.window;
    return c->roles.x == OUT ? w->in[1] / w->stride[1] : w->out[1];
}

static bool
suits_pixels(const Contraction *c, const Tiling *t)
{
    const bool data = c->roles.x == OUT;
    return t->images <= FEW && pixels_of_row(c) > t->images &&
           !(data && c->roles.window->dilation[1] > 1);
}

/* The row that is read reaches from the first tap of its first pixel to the last of the last.
 */
static void
choose_pixels(Contraction *c, Tiling *t)
{
    const Window *w = c->roles.window;
    const bool data = c->roles.x == OUT;
    const int64_t stride = w->stride[1], last = (w->in[1] - 1 + w->pad[1]) / stride;
    const int64_t first = (w->kernel[1] - 1 - w->pad[1]) / stride;
    const int64_t *read = data ? w->out : w->in;
    t->pixels = true;
    t->before = !data ? w->pad[1] : first > 0 ? first : 0;
    t->row_pixels = !data ? conv_reach(w, 1)
                          : t->before + 1 + (last > w->out[1] - 1 ? last : w->out[1] - 1);
    if (t->before == 0 && t->row_pixels < read[1])
        t->row_pixels = read[1];
    t->widened =
        t->before == 0 && t->row_pixels == read[1]
            ? 0
            : t->images * read[0] * t->row_pixels * (data ? w->out_channels : w->in_channels);
    t->rows = chosen_rows(c, pixels_of_row(c));
    c->scratch += t->widened;
    c->reason = t->pack ? "tiles of pixels of a row, weights packed into panels"
                        : "tiles of pixels of a row, weights in panels";
}

void
tile_conv(Contraction *c)
{
    Tiling *t = c->tiling;
    const Window *w = c->roles.window;
    t->images = conv_images(c);
    c->flops = 2 * t->images * conv_taps_inside(w, 0) * conv_taps_inside(w, 1) *
               w->in_channels * (w->out_channels / w->groups);
    const Operand *weight = conv_w(c);
    const bool gradient = c->roles.weight == OUT;
    if (!weight_is_plain_outside(weight, w) ||
        !channels_last(conv_x(c), w, w->in_channels, w->in, t->images) ||
        !channels_last(conv_y(c), w, w->out_channels, w->out, t->images)) {
        t->form = FORM_LOOPS;
        c->reason = "images are not channels-last";
        return;
    }
    if (w->groups > 1) {
        tile_grouped(c);
        return;
    }
    if (suits_gather(c)) {
        choose_gather(c, t);
        return;
    }
    const Storage by_in = panel_storage(weight->shape, w, true);
    const Storage by_out = panel_storage(weight->shape, w, false);
    t->form = c->roles.y == OUT ? FORM_CONV : gradient ? FORM_WEIGHT : FORM_DATA;
    t->by_in = gradient ? storage_same(&weight->storage, &by_in) : t->form == FORM_DATA;
    const Storage *wanted = t->by_in ? &by_in : &by_out;
    const bool direct = storage_same(&weight->storage, wanted);
    t->pack = !gradient && !direct;
    t->across = t->pack && storage_same(&weight->storage, t->by_in ? &by_out : &by_in);
    const int64_t square = winograd_square(c);
    if (!gradient) {
        t->rows = chosen_rows(c, t->images);
        t->packed = wanted->floats;
        t->columns_first = chosen_order(c, wanted->floats <= CACHED_FLOATS);
        c->scratch = t->pack ? wanted->floats : 0;
        c->reason = t->pack ? "tiles of images at one pixel, weights packed into panels"
                            : "tiles of images at one pixel, weights in panels";
        if (square)
            tile_winograd(c, square);
        else if (suits_pixels(c, t))
            choose_pixels(c, t);
        return;
    }
    if (square) {
        t->unpack = !direct;
        c->scratch = direct ? 0 : wanted->floats;
        tile_winograd(c, square);
        return;
    }
    choose_weight_gradient(c, t, direct ? 0 : wanted->floats);
}
