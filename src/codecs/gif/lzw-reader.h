// LZW as GIF has it: sub-blocks in, indices out.
#pragma once

#include <span>

#include "src/codecs/gif/format.h"

namespace imwrite::gif {

// Gives up to `count` indices of an image whose data begins with the size of its smallest codes.
// Returns how many there are; fewer where the data is cut off or damaged.
size_t ReadLzw(std::span<const uint8_t> data, size_t count, uint8_t* indices);

}  // namespace imwrite::gif
