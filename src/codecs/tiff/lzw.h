// LZW as TIFF 6.0 has it (section 13): codes of 9 to 12 bits, highest bit first, which grow one
// code early.
#pragma once

#include <cstddef>
#include <cstdint>

#include "src/pixels.h"

namespace imwrite::tiff {

class LzwEncoder {
 public:
  [[nodiscard]] bool Start();
  // The most bytes that Compress writes.
  static uint64_t Bound(uint64_t size) { return size + size / 2 + 32; }
  // A stream of its own. Returns the bytes written to `to`.
  size_t Compress(const uint8_t* data, size_t size, uint8_t* to);

 private:
  // Reads on until a table of strings is full or the data ends. Returns how many codes come out;
  // the last string read is left in *prefix.
  uint32_t Parse(const uint8_t** data, const uint8_t* end, uint32_t* prefix, uint16_t* codes);

  Buffer table_;
  uint32_t generation_ = 0;
};

}  // namespace imwrite::tiff
