// The boxes around a codestream.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/box-reader.h"
#include "src/codecs/jp2/format.h"

namespace imwrite::jp2 {

// The boxes before the codestream, and the head of the one around it, whose length is 0: it goes on
// to the end of the file.
std::vector<uint8_t> MakeBoxes(const ImageInfo& info, int depth, const Metadata& metadata);

// A component of the codestream.
struct Component {
  int depth;
  bool is_signed;
  uint32_t step_x, step_y;
};

// What a file says before its pixels are read. Palettes and the meaning of channels are OpenJPEG's
// to apply; here they only count.
struct StoredFile {
  bool has_boxes = false;
  uint32_t width = 0, height = 0;
  uint32_t x0 = 0, y0 = 0;
  uint64_t tiles = 0;
  uint64_t tile_pixels = 0;
  std::vector<Component> components;
  // Bits of each column of a palette; none: there is no palette.
  std::vector<int> palette;
  // Channels after palettes.
  size_t channels = 0;
  std::optional<uint32_t> color_space;
  Bytes icc, exif, xmp, iptc;
  double dpi_x = 0, dpi_y = 0;
};

Status ParseFile(Bytes bytes, StoredFile* file);

}  // namespace imwrite::jp2
