// The codes of fax machines (ITU-T T.4 and T.6): rows of bits, 1 for black, as runs of white and
// black.
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::tiff {

// The most bytes of a row and of what ends a strip. No code but the first of a row has more than 8
// bits for a pixel.
constexpr uint64_t CcittBound(uint32_t columns, uint64_t rows) {
  return (uint64_t{columns} + 16) * rows + 8;
}

// Group 3, one-dimensional: an EOL before each row. Rows are packed. Both return the number of
// bytes written to `to`.
size_t EncodeG3(const uint8_t* rows, uint32_t columns, uint32_t count, uint8_t* to);

// Group 4: each row by what differs from the one above, the first from white.
size_t EncodeG4(const uint8_t* rows, uint32_t columns, uint32_t count, uint8_t* to);

}  // namespace imwrite::tiff
