// Which channels of a part an image is made of.
#pragma once

#include "src/codecs/exr/header.h"

namespace imwrite::exr {

struct Layout {
  ImageInfo info;
  // For each channel of the image, the channel of the part; none: it has no such, and is 0.
  std::vector<std::optional<size_t>> sources;
  // The image's red, green and blue hold (R − Y) / Y, Y and (B − Y) / Y at first.
  bool is_luma_chroma = false;
  // How many of the part's channels are not in the image.
  size_t left_out = 0;
};

// Red, green and blue, or luminance alone or with its two differences, and alpha, of the layer
// without a name or the first that has some; otherwise the first channel, as gray.
Layout ChooseLayout(const Part& part);

// How much red, green and blue count in the luminance.
std::array<float, 3> LumaWeights(const Part& part);

}  // namespace imwrite::exr
