// WebP by libwebp: what encoder and decoder share.
#pragma once

#include "src/codec.h"

namespace imwrite::webp {

inline constexpr std::string_view kExtensions[] = {"webp"};
// 14 bits in the bitstream.
inline constexpr Format kFormat = {"webp", "image/webp", kExtensions, 16383, 16383, 110, 25};

// libwebp's packed version as text.
inline std::string VersionText(int packed) {
  return std::to_string(packed >> 16) + '.' + std::to_string(packed >> 8 & 255) + '.' + std::to_string(packed & 255);
}

}  // namespace imwrite::webp
