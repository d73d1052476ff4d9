// Numbers that a file stores with the least significant byte first.
#pragma once

#include <cstdint>
#include <vector>

namespace imwrite {

// Of `count` bytes, at most four.
constexpr uint32_t GetLittle(const uint8_t* bytes, int count) {
  uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8 | bytes[i];
  return value;
}

inline void PutLittle(uint32_t value, int count, std::vector<uint8_t>* to) {
  for (int i = 0; i < count; ++i) to->push_back(static_cast<uint8_t>(value >> 8 * i));
}

}  // namespace imwrite
