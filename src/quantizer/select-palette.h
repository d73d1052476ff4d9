// Selects a palette: variance splits of the histogram (Wu 1991), then k-means.
#pragma once

#include "src/quantizer/histogram.h"
#include "src/quantizer/palette.h"

namespace imwrite::quantizer {

// At most `max` colors, 2 or more, close to those of the histogram. If it has fully transparent
// colors, one entry is transparent; with three or more, opaque colors stay opaque.
Palette SelectPalette(const Histogram& histogram, size_t max);

}  // namespace imwrite::quantizer
