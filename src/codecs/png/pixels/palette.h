// How PNG stores a palette.
#pragma once

#include <span>
#include <vector>

#include "src/quantizer/palette.h"

namespace imwrite::png {

using quantizer::Palette;
using quantizer::Rgba;

// The bits of an index into `size` colors.
uint8_t IndexBits(size_t size);

// PLTE, and tRNS where a color is translucent or `alpha` is to be read in any case.
void PutPalette(std::span<const Rgba> colors, bool alpha, std::vector<uint8_t>* to);

}  // namespace imwrite::png
