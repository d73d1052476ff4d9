// B44 and B44A: of half floats, 4 × 4 samples become 14 bytes, or with B44A 3 where all are equal.
// Other samples stay as they are. The channels lie one after the other.
#pragma once

#include <span>

#include "src/codecs/exr/format.h"

namespace imwrite::exr {

// The most bytes that a block becomes.
uint64_t B44Bound(const Block& block);
// `flat`: B44A. Returns the end of what it wrote.
uint8_t* ToB44(const Block& block, bool flat, const uint8_t* raw, uint8_t* to);
// False: damaged.
bool FromB44(const Block& block, std::span<const uint8_t> packed, uint8_t* raw);

}  // namespace imwrite::exr
