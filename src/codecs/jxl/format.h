// JPEG XL (ISO/IEC 18181): the record of the format, naked codestreams and the container around
// them.
#pragma once

#include "src/codec.h"

namespace imwrite::jxl {

inline constexpr std::string_view kExtensions[] = {"jxl"};
inline constexpr std::string_view kSignatures[] = {"ff 0a", "00 00 00 0c 4a 58 4c 20 0d 0a 87 0a"};
inline constexpr Format kFormat = {.name = "jxl",
                                   .title = "JPEG XL",
                                   .mime_type = "image/jxl",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 1 << 30,
                                   .max_height = 1 << 30,
                                   .encode_ns = 20,
                                   .decode_ns = 30};

inline std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libjxl", LIBJXL_VERSION}};
  return kLibraries;
}

}  // namespace imwrite::jxl
