// Images of half the size: each pixel is the mean of four.
#pragma once

#include "src/pixels.h"

namespace imwrite::tiff {

// Rounded up: the last column or row of an odd number stands for two.
constexpr ImageInfo HalfOf(ImageInfo info) {
  info.width -= info.width / 2;
  info.height -= info.height / 2;
  return info;
}

// Averages two rows of an image of `info` into one of half the width. Integers are rounded to
// nearest, halves up. `weighted` by alpha: transparent pixels contribute no color unless all four
// are.
void HalveRows(const uint8_t* top, const uint8_t* bottom, const ImageInfo& info, bool weighted,
               uint8_t* to);

}  // namespace imwrite::tiff
