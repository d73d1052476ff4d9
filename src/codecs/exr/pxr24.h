// PXR24: floats lose their last 8 bits; the bytes of a row's samples, each as the difference to the
// sample before it, lie apart, the most significant first. Deflate compresses them then.
#pragma once

#include "src/codecs/exr/format.h"

namespace imwrite::exr {

// What deflate compresses of a block.
uint64_t Pxr24Bytes(const Block& block);
void ToPxr24(const Block& block, const uint8_t* raw, uint8_t* to);
void FromPxr24(const Block& block, const uint8_t* bytes, uint8_t* raw);

}  // namespace imwrite::exr
