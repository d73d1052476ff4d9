// Decode: bytes in, rows out.
#pragma once

#include <span>

#include "src/decoder.h"

namespace imwrite {

OptionTable DecodeOptionTable();

// The decoder is chosen by the file's first bytes.
Status Decode(std::span<const uint8_t> bytes, std::span<const NamedValue> options, ImageSink& sink);

}  // namespace imwrite
