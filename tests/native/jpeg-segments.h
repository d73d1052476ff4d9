// The marker segments of a JPEG file.
#pragma once

#include <cstdint>
#include <vector>

namespace imwrite::testing {

// Finds a marker segment before the first scan; its payload.
inline std::vector<uint8_t> Segment(const std::vector<uint8_t>& bytes, uint8_t marker) {
  for (size_t at = 2; at + 4 < bytes.size() && bytes[at] == 0xff && bytes[at + 1] != 0xda;) {
    const size_t size = bytes[at + 2] << 8 | bytes[at + 3];
    if (bytes[at + 1] == marker) return {bytes.begin() + at + 4, bytes.begin() + at + 2 + size};
    at += 2 + size;
  }
  return {};
}

}  // namespace imwrite::testing
