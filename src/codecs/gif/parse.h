// Takes a GIF apart: its screen, images and metadata.
#pragma once

#include "src/canvas.h"
#include "src/codecs/gif/format.h"

namespace imwrite::gif {

using Bytes = std::span<const uint8_t>;

struct GifImage {
  Placement placement;
  // Three bytes per color.
  Bytes color_table;
  int transparent_index = -1;
  bool interlaced = false;
  // From the size of the smallest codes on; the end of its sub-blocks may be missing.
  Bytes data;
};

struct GifFile {
  uint32_t width = 0;
  uint32_t height = 0;
  std::vector<GifImage> images;
  std::optional<Animation> animation;
  Metadata metadata;
  // What is wrong with the file, and does not keep it from being read.
  std::vector<std::string> faults;
};

Status ParseGif(Bytes bytes, Budget* budget, GifFile* file);

}  // namespace imwrite::gif
