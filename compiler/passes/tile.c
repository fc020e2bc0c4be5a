/* The kernel of each contraction, from its shape alone.
 *
 * Requires storages of all operands. Matrix products, convolutions of one pixel and of whole
 * images are one form, loops with a role each (tile_product.c); other convolutions have three
 * forms whose tiles take 8 images at one pixel (tile_conv.c). What fits none runs as plain
 * loops. */
#include "tiling.h"

/* Whether a convolution multiplies each weight with the same pixel everywhere: the kernel is
 * one pixel, or covers the whole image. */
static bool
conv_is_product(const Contraction *c)
{
    const Window *w = c->roles.window;
    for (int i = 0; i < 2; i++) {
        const bool pixel =
            w->kernel[i] == 1 && w->pad[i] == 0 && (w->stride[i] == 1 || c->roles.x != OUT);
        const bool whole = w->kernel[i] == w->in[i] && w->pad[i] == 0 &&
                           (w->dilation[i] == 1 || w->kernel[i] == 1);
        if (!pixel && !whole)
            return false;
    }
    return w->groups == 1;
}

void
tile_choose(Contraction *c)
{
    Tiling *t = NEW(Tiling);
    c->tiling = t;
    c->scratch = 0;
    c->roles = graph_roles(c->node);
    if (c->roles.letters || conv_is_product(c))
        tile_product(c);
    else
        tile_conv(c);
    c->path = t->form == FORM_LOOPS  ? PATH_LOOPS
              : t->form == FORM_BLAS ? PATH_BLAS
                                     : PATH_TILES;
}
