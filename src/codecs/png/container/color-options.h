// Color chunks that come from options: gAMA, sRGB, and tRNS for one transparent color.
#pragma once

#include "src/codecs/png/container/chunks.h"

namespace imwrite::png {

// Appends the chunks, which belong after IHDR. Fails if the options do not fit the image or its
// metadata.
[[nodiscard]] Status WriteColorChunks(const EncodeJob& job, std::vector<uint8_t>* to);

}  // namespace imwrite::png
