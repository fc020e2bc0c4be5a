/* What kernels of minimal filtering share: contractions_winograd.c. */
#ifndef LATENTC_CONTRACTIONS_WINOGRAD_H
#define LATENTC_CONTRACTIONS_WINOGRAD_H

#include "contractions.h"

int winograd_window(const Conv *v); /* side of the windows that are transformed */
bool winograd_strided(const Conv *v);
bool winograd_is_data(const Conv *v);
/* Image, first row and first column of square `index`. */
void winograd_place(const Conv *v, const char *index);
/* Opens loops over the phases of the stride, called like the taps that they begin with; gives
 * their number. */
int winograd_phases(const Conv *v);
/* Where a window of x begins: "stride * row + qy - padding". */
const char *winograd_from(const Conv *v, int axis);
/* "scratch", or a place in it. */
const char *winograd_scratch(int64_t floats);

/* A convolution or its data gradient: contractions_squares.c. */
void squares_emit(const Conv *v);

#endif
