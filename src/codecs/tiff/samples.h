// Samples in other forms than the image's: packed, planar, premultiplied.
#pragma once

#include "src/pixels.h"

namespace imwrite::tiff {

// 8-bit gray as 1, 2 or 4 bits a sample, the first in the highest: of one bit, all but 0 is white;
// of more, samples are to be multiples of the lowest gray. Returns how many came before the first
// that is not.
uint32_t PackRow(const uint8_t* gray, uint32_t width, int bits, bool white_is_zero, uint8_t* to);

// Packs samples below 2 to the power of `bits` into 1, 2 or 4 bits each.
void PackIndices(const uint8_t* indices, uint32_t width, int bits, uint8_t* to);

// Every `step` bytes, `count` times `size` bytes: 1, 2, 4 or 8.
void CopySamples(const uint8_t* from, size_t step, size_t count, size_t size, uint8_t* to);

// Multiplies the colors by alpha, rounded to nearest; not for signed integers.
void Premultiply(uint8_t* pixels, size_t count, const ImageInfo& info);

}  // namespace imwrite::tiff
