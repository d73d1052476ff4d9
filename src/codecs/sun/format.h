// Sun raster: what encoder and decoder share. A header of eight big-endian words, then a color map,
// then rows that end at 16 bits.
#pragma once

#include "src/codec.h"

namespace imwrite::sun {

inline constexpr std::string_view kExtensions[] = {"ras", "sr", "sun"};
inline constexpr std::string_view kSignatures[] = {"59 a6 6a 95"};
inline constexpr Format kFormat = {.name = "sun",
                                   .title = "Sun raster",
                                   .mime_type = "image/x-sun-raster",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 2,
                                   .decode_ns = 2};

inline constexpr uint32_t kMagic = 0x59a66a95;
inline constexpr size_t kHeaderBytes = 32;
enum Type : uint32_t { kOld = 0, kStandard = 1, kRle = 2, kRgb = 3 };
enum MapType : uint32_t { kNoMap = 0, kRgbMap = 1, kRawMap = 2 };

constexpr uint64_t RowBytes(uint32_t width, uint32_t bits) {
  return (uint64_t{width} * bits + 15) / 16 * 2;
}

}  // namespace imwrite::sun
