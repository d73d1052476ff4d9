// BMP (Microsoft's "Bitmap Storage", OS/2's before it): what encoder and decoder share. All numbers
// are little endian.
#pragma once

#include "src/codec.h"

namespace imwrite::bmp {

inline constexpr std::string_view kExtensions[] = {"bmp", "dib"};
inline constexpr std::string_view kSignatures[] = {"42 4d"};
// Sizes are signed.
inline constexpr Format kFormat = {.name = "bmp",
                                   .title = "BMP",
                                   .mime_type = "image/bmp",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 2,
                                   .decode_ns = 3};

inline constexpr uint32_t kFileHeaderBytes = 14;
// The sizes of the headers behind it, which are their names.
inline constexpr uint32_t kCoreHeader = 12, kInfoHeader = 40, kV2Header = 52, kV3Header = 56,
                          kOs2Header = 64, kV4Header = 108, kV5Header = 124;

enum Compression : uint32_t {
  kRgb = 0,
  kRle8 = 1,
  kRle4 = 2,
  kBitfields = 3,
  kJpeg = 4,
  kPng = 5,
  kAlphaBitfields = 6
};

inline constexpr double kMetersPerInch = 0.0254;

// Rows are padded to 4 bytes.
constexpr uint64_t RowBytes(uint32_t width, uint32_t bits) {
  return (uint64_t{width} * bits + 31) / 32 * 4;
}

}  // namespace imwrite::bmp
