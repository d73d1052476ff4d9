// The frame header of a JPEG file: what has to be known before libjxl reads it.
#pragma once

#include <cstdint>

#include "src/box-reader.h"

namespace imwrite::jxl {

struct JpegHeader {
  bool arithmetic = false;
  bool lossless = false;
  int precision = 0;
  uint32_t width = 0;
  uint32_t height = 0;
  int components = 0;
};

// False where there is none.
inline bool ReadJpegHeader(Bytes file, JpegHeader* header) {
  constexpr uint8_t kStart = 0xd8, kHuffmanTables = 0xc4, kExtension = 0xc8, kConditioning = 0xcc;
  Fields fields(file);
  if (fields.U8() != 0xff || fields.U8() != kStart) return false;
  while (fields.ok()) {
    if (fields.U8() != 0xff) continue;
    uint8_t marker = fields.U8();
    while (marker == 0xff) marker = fields.U8();
    // Those that stand alone, and filling.
    if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd9)) continue;
    const uint16_t size = fields.U16();
    if (size < 2) return false;
    Fields segment(fields.Take(size - 2u));
    if ((marker & 0xf0) != 0xc0 || marker == kHuffmanTables || marker == kExtension ||
        marker == kConditioning)
      continue;
    header->arithmetic = marker > kExtension;
    header->lossless = (marker & 3) == 3;
    header->precision = segment.U8();
    header->height = segment.U16();
    header->width = segment.U16();
    header->components = segment.U8();
    return segment.ok();
  }
  return false;
}

}  // namespace imwrite::jxl
