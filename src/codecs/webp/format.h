// WebP by libwebp: what encoder and decoder share.
#pragma once

#include "src/codec.h"

namespace imwrite::webp {

inline constexpr std::string_view kExtensions[] = {"webp"};
// RIFF, its size, WEBP.
inline constexpr std::string_view kSignatures[] = {"52 49 46 46 .. .. .. .. 57 45 42 50"};
// 14 bits in the bitstream.
inline constexpr Format kFormat = {.name = "webp",
                                   .title = "WebP",
                                   .mime_type = "image/webp",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 16383,
                                   .max_height = 16383,
                                   .encode_ns = 110,
                                   .decode_ns = 25};

// libwebp's packed version as text.
inline std::string VersionText(int packed) {
  return std::to_string(packed >> 16) + '.' + std::to_string(packed >> 8 & 255) + '.' +
         std::to_string(packed & 255);
}

}  // namespace imwrite::webp
