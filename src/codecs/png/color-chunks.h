// PLTE and tRNS: the chunks of colours, of which a file may have such as mean nothing for its
// pixels.
#pragma once

#include <optional>

#include "src/codecs/png/file.h"

namespace imwrite::png {

// Colour types of IHDR.
inline constexpr uint8_t kGray = 0, kPalette = 3, kGrayAlpha = 4, kRgba = 6;

struct ColorChunks {
  std::optional<Bytes> palette;
  std::optional<Bytes> transparency;
};

// Gives the file those that libpng, and with it nearly everybody, makes use of.
Status ChooseColors(const ColorChunks& chunks, File* file);

}  // namespace imwrite::png
