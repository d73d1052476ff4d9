// Decode: bytes in, rows out.
#pragma once

#include <span>

#include "src/codec.h"

namespace imwrite {

struct DecodeOptions {
  // Larger pictures are refused before memory is allocated: a few hostile bytes can claim any size.
  uint64_t max_pixels = uint64_t{1} << 28;
};
std::span<const Option> DecodeOptionTable();

// The decoder is chosen by the file's first bytes.
Status Decode(std::span<const uint8_t> bytes, std::span<const NamedValue> options, ImageSink& sink);

}  // namespace imwrite
