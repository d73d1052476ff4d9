// PIZ's Huffman code of 16-bit numbers: what writer and reader share. A table of lengths, packed,
// and a canonical code whose longest codes are the smallest. One more symbol repeats the number
// before it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::exr {

inline constexpr size_t kMaxSymbols = 65537;
// What stands in front of the table.
inline constexpr size_t kHuffmanHeaderBytes = 20;

// Of the packed lengths, which have 6 bits each: a code of zeros, 2 to 5, or with 8 bits more.
inline constexpr uint32_t kShortZeros = 59;
inline constexpr uint32_t kLongZeros = 63;
inline constexpr uint32_t kMinShortZeros = 2;
inline constexpr uint32_t kMinLongZeros = kMinShortZeros + kLongZeros - kShortZeros;
inline constexpr uint32_t kMaxLongZeros = kMinLongZeros + 255;

// For each length, the first of its codes: the longest begin at 0.
template <class Counts>
void FirstCodes(const Counts& counts, int longest, uint64_t* first) {
  uint64_t code = 0;
  for (int length = longest; length > 0; --length) {
    first[length] = code;
    code = (code + counts[length]) >> 1;
  }
}

}  // namespace imwrite::exr
