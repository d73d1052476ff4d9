// Predictors of TIFF 6.0 (section 14) and of its Technical Note 3: differences between neighbors
// compress better.
#pragma once

#include "src/pixels.h"

namespace imwrite::tiff {

// Replaces each sample by its difference from the previous pixel's, for `count` packed rows.
void Difference(const uint8_t* rows, uint32_t count, const ImageInfo& info, uint8_t* to);

// Of floats: a row's bytes by their weight, the highest of all samples first, each less that
// `channels` before. `scratch` has room for a row.
void DifferenceFloats(const uint8_t* rows, uint32_t count, const ImageInfo& info, uint8_t* scratch,
                      uint8_t* to);

}  // namespace imwrite::tiff
