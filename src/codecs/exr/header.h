// The headers of an OpenEXR file, read.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "src/codecs/exr/attributes.h"

namespace imwrite::exr {

// A rectangle of coordinates, both ends included.
struct Window {
  int32_t x0 = 0;
  int32_t y0 = 0;
  int32_t x1 = -1;
  int32_t y1 = -1;

  bool operator==(const Window&) const = default;
  uint32_t width() const { return static_cast<uint32_t>(x1 - x0) + 1; }
  uint32_t height() const { return static_cast<uint32_t>(y1 - y0) + 1; }
};

struct Part {
  std::vector<Channel> channels;
  Compression compression = Compression::kNone;
  Window data;
  std::optional<Window> display;
  bool is_tiled = false;
  // Of several samples a pixel, at several distances.
  bool is_deep = false;
  uint32_t tile_width = 0;
  uint32_t tile_height = 0;
  // All blocks, smaller versions of the picture included.
  uint64_t block_count = 0;
  std::optional<Chromaticities> chromaticities;
  // Pixels per inch along a row, and how wide a pixel is against its height.
  double density = 0;
  double aspect = 1;
  std::vector<Text> texts;
  // Where the offsets of its blocks are in the file.
  size_t table_at = 0;

  uint32_t block_rows() const { return is_tiled ? tile_height : BlockRows(compression); }
  uint32_t block_width() const { return is_tiled ? tile_width : data.width(); }
  // Of the picture at its full size.
  uint32_t columns() const { return (data.width() - 1) / block_width() + 1; }
  uint32_t rows() const { return (data.height() - 1) / block_rows() + 1; }
};

struct File {
  std::vector<Part> parts;
  bool has_several_parts = false;
  // Where the blocks begin.
  size_t blocks_at = 0;
};

Status ReadHeaders(std::span<const uint8_t> bytes, File* file);

}  // namespace imwrite::exr
