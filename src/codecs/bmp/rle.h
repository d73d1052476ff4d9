// BMP's run lengths, of 8 bits or 4.
#pragma once

#include "src/codecs/bmp/header.h"

namespace imwrite::bmp {

// Decodes indices, one per byte, into `rows`, which has room for the whole image, top row first.
// Skipped pixels are 0. Returns the number of rows present, counted from the bottom.
uint32_t DecodeRuns(const Header& header, std::span<const uint8_t> bytes, uint8_t* rows);

}  // namespace imwrite::bmp
