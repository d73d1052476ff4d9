// The blocks of a GIF but for its pixels, as they are written.
#pragma once

#include "src/canvas.h"
#include "src/codecs/gif/format.h"
#include "src/quantizer/palette.h"

namespace imwrite::gif {

using quantizer::Palette;
using quantizer::Rgba;

// The index of the color that is fully transparent; −1: there is none.
int TransparentIndex(std::span<const Rgba> colors);

// The bits of an index into `size` colors.
int IndexBits(size_t size);

// The screen with its color table, what an animation has, and metadata.
[[nodiscard]] bool WriteHead(const EncodeJob& job, std::span<const Rgba> colors);

// What stands in front of an image's pixels. Its color table is empty where the screen's is meant;
// `duration` is in hundredths of a second.
struct ImageHead {
  Rect area;
  std::span<const Rgba> own_colors;
  int transparent_index = -1;
  uint32_t duration = 0;
  Dispose dispose = Dispose::kNone;
  bool interlaced = false;
};
[[nodiscard]] bool WriteImageHead(const ImageHead& image, ByteSink& sink);

[[nodiscard]] bool WriteTrailer(ByteSink& sink);

}  // namespace imwrite::gif
