// BMP's run lengths, of 8 bits or 4.
#pragma once

#include "src/codecs/bmp/header.h"

namespace imwrite::bmp {

// Decodes indices, one a byte, into `rows`, which has room for all of the picture's and begins with
// the row at the top. What the file passes over is 0. Returns how many rows are there, counted from
// the bottom.
uint32_t DecodeRuns(const Header& header, std::span<const uint8_t> bytes, uint8_t* rows);

}  // namespace imwrite::bmp
