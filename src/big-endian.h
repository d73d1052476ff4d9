// Numbers that a file stores with the most significant byte first.
#pragma once

#include <cstdint>

namespace imwrite {

constexpr uint16_t Get16(const uint8_t* bytes) {
  return static_cast<uint16_t>(bytes[0] << 8 | bytes[1]);
}

constexpr uint32_t Get32(const uint8_t* bytes) {
  return uint32_t{Get16(bytes)} << 16 | Get16(bytes + 2);
}

}  // namespace imwrite
