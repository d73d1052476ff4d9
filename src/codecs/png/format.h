// PNG (W3C PNG, third edition): what encoder and decoder share.
#pragma once

#include "src/codec.h"

namespace imwrite::png {

inline constexpr std::string_view kExtensions[] = {"png"};
inline constexpr std::string_view kSignatures[] = {"89 50 4e 47 0d 0a 1a 0a"};
inline constexpr Format kFormat = {.name = "png",
                                   .title = "PNG",
                                   .mime_type = "image/png",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 13,
                                   .decode_ns = 20};

}  // namespace imwrite::png
