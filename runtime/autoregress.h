/* Index maps drawn in raster order: the network's logits for the map so far, an index for the
 * next position, and again. */
#ifndef RUNTIME_AUTOREGRESS_H
#define RUNTIME_AUTOREGRESS_H

#include "model.h"

/* Draws map number `number` of the instance's maps for the batch that it stands at; the maps
 * before it are drawn. `logits` has room for those of a batch. Returns whether each position
 * was drawn from what the network says of it in the whole map too: else it sees later ones. */
int autoregress_draw(struct instance *m, int number, float *logits);

#endif
