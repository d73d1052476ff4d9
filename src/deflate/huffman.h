// Huffman codes for deflate (RFC 1951, 3.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace imwrite::deflate {

// A code as it is written: its bits in the order of the stream, lowest first.
struct Code {
  uint16_t bits;
  uint16_t length;
};

// Lengths of at most `limit` bits for symbols that occur `counts` times; 0 for those that do not occur. A lone symbol gets
// one bit. Near the best code that the limit allows.
void ChooseLengths(std::span<const uint32_t> counts, int limit, uint8_t* lengths);

// The canonical code of these lengths.
void AssignCodes(std::span<const uint8_t> lengths, Code* codes);

}  // namespace imwrite::deflate
