// Numbers in bytes, as the native tests put files together and look into them.
#pragma once

#include <cstdint>
#include <vector>

namespace imwrite::testing {

using Bytes = std::vector<uint8_t>;

// Appends the `size` low bytes of `value`, the lowest first.
inline void PutLittle(uint32_t value, int size, Bytes* bytes) {
  for (int i = 0; i < size; ++i) bytes->push_back(static_cast<uint8_t>(value >> (8 * i)));
}

// Appends them with the highest first.
inline void PutBig(uint32_t value, int size, Bytes* bytes) {
  for (int i = size - 1; i >= 0; --i) bytes->push_back(static_cast<uint8_t>(value >> (8 * i)));
}

inline uint64_t LittleAt(const Bytes& bytes, size_t at, int size) {
  uint64_t value = 0;
  for (int i = size - 1; i >= 0; --i) value = value << 8 | bytes.at(at + i);
  return value;
}

}  // namespace imwrite::testing
