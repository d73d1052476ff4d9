// PLTE and tRNS: files may have them without any meaning for their pixels.
#pragma once

#include <optional>

#include "src/codecs/png/container/file.h"

namespace imwrite::png {

// Color types of IHDR.
inline constexpr uint8_t kGray = 0, kPalette = 3, kGrayAlpha = 4, kRgba = 6;

struct ColorChunks {
  std::optional<Bytes> palette;
  std::optional<Bytes> transparency;
};

// Keeps the chunks that libpng, and with it nearly every reader, uses.
Status KeepColorChunks(const ColorChunks& chunks, PngFile* file);

}  // namespace imwrite::png
