// Canonical Huffman codes as deflate (RFC 1951, 3.2) and VP8L (RFC 9649, 3.7.2) have them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace imwrite::entropy {

// A code as written: its bits in stream order, lowest first.
struct HuffmanCode {
  uint16_t bits;
  uint16_t length;
};

// Code lengths of at most `limit` bits for symbols that occur `counts` times; 0 for symbols that do
// not occur. A single symbol gets one bit. Close to the optimum within the limit.
void ChooseLengths(std::span<const uint32_t> counts, int limit, uint8_t* lengths);

// The canonical code of these lengths.
void AssignCodes(std::span<const uint8_t> lengths, HuffmanCode* codes);

}  // namespace imwrite::entropy
