// What options tell of the colours beside the pixels: gAMA, sRGB, and tRNS of one transparent
// colour.
#pragma once

#include "src/codecs/png/chunks.h"

namespace imwrite::png {

// Appends the chunks, if the options fit the picture and its metadata; they belong after IHDR.
[[nodiscard]] Status PutColors(const EncodeJob& job, std::vector<uint8_t>* to);

}  // namespace imwrite::png
