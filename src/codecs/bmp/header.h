// The headers of a BMP file: how its pixels are stored.
#pragma once

#include <array>
#include <string>

#include "src/codecs/bmp/format.h"

namespace imwrite::bmp {

// The bits of a pixel that are one of its samples.
struct Mask {
  uint32_t bits = 0;

  bool empty() const { return bits == 0; }
  // The sample in 8 bits.
  uint8_t Sample(uint32_t pixel) const;
};

struct Header {
  // Reads the headers at the beginning of a file, and checks that they make sense.
  Status Read(std::span<const uint8_t> bytes);

  uint32_t width = 0;
  uint32_t height = 0;
  bool top_down = false;
  uint16_t bits = 0;
  uint32_t compression = kRgb;
  // Of files of 16 and 32 bits: red, green, blue and alpha.
  std::array<Mask, 4> masks;
  // The palette of files of up to 8 bits, as far as the file has it.
  ColorTable palette;
  double dpi_x = 0;
  double dpi_y = 0;
  // Where the pixels begin.
  size_t offset = 0;
  std::span<const uint8_t> icc;

  bool is_rle() const { return compression == kRle8 || compression == kRle4; }
  bool is_indexed() const { return bits <= 8; }

 private:
  Status ReadInfo(std::span<const uint8_t> bytes, uint32_t size);
  Status Check(uint32_t planes) const;
  void ReadMasks(std::span<const uint8_t> bytes, uint32_t size);
  void ReadPalette(std::span<const uint8_t> bytes, uint32_t begin, uint32_t colors,
                   uint32_t entry_bytes);
  void ReadProfile(std::span<const uint8_t> bytes);
};

}  // namespace imwrite::bmp
