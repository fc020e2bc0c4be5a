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
        const bool pixel = w->kernel[i] == 1 && w->pad[i] == 0 && w->pad_end[i] == 0 &&
                           (w->stride[i] == 1 || c->roles.x != OUT);
        const bool whole = w->kernel[i] == w->in[i] && w->out[i] == 1 && w->pad[i] == 0 &&
                           (w->dilation[i] == 1 || w->kernel[i] == 1);
        if (!pixel && !whole)
            return false;
    }
    return w->groups == 1;
}

int
chosen_rows(const Contraction *c, int64_t rows)
{
    if (c->choice == NULL || c->choice->rows == 0)
        return tile_rows(rows);
    if (c->choice->rows > rows)
        error_at(c->choice->mark, "rows %d: this contraction has %lld", c->choice->rows,
                 (long long)rows);
    return c->choice->rows;
}

bool
chosen_order(const Contraction *c, bool columns_first)
{
    return c->choice && c->choice->order ? c->choice->order > 0 : columns_first;
}

static void
put_candidate(Choice *candidate, int *count, Choice wanted)
{
    if (*count < MOST_CANDIDATES)
        candidate[(*count)++] = wanted;
}

int
tile_candidates(const Contraction *c, Choice candidate[MOST_CANDIDATES])
{
    const Tiling *t = c->tiling;
    const int other = t->columns_first ? -1 : 1;
    int count = 0;
    put_candidate(candidate, &count, (Choice){0});
    if (t->form == FORM_LOOPS || t->form == FORM_DOT || t->form == FORM_DEPTHWISE)
        return count;
    if (t->plain)
        put_candidate(candidate, &count, (Choice){.path = t->form == FORM_BLAS ? 1 : -1});
    if (t->form == FORM_WINOGRAD)
        put_candidate(candidate, &count, (Choice){.path = 1});
    if (t->form == FORM_BLAS || t->form == FORM_WINOGRAD)
        return count;
    for (int rows = t->rows < TILE_ROWS ? t->rows : TILE_ROWS; rows > 3; rows--) {
        if (rows != t->rows)
            put_candidate(candidate, &count, (Choice){.rows = rows});
        if (t->form != FORM_WEIGHT && t->form != FORM_GATHER)
            put_candidate(candidate, &count,
                          (Choice){.rows = rows == t->rows ? 0 : rows, .order = other});
    }
    for (int group = 1; t->form == FORM_WEIGHT && group <= t->images; group *= 2)
        if (group != t->group)
            put_candidate(candidate, &count, (Choice){.group = group});
    return count;
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

const char *
tile_form(const Contraction *c)
{
    static const char *const names[] = {
        [FORM_PRODUCT] = "product",
        [FORM_BLAS] = "blas",
        [FORM_DOT] = "dot",
        [FORM_CONV] = "conv",
        [FORM_DATA] = "data",
        [FORM_WEIGHT] = "weight",
        [FORM_GATHER] = "gather",
        [FORM_GROUPED] = "grouped",
        [FORM_DEPTHWISE] = "depthwise",
        [FORM_LOOPS] = "loops",
        [FORM_WINOGRAD] = "winograd",
    };
    const Tiling *t = c->tiling;
    return names[t->form];
}
