// ICO (Windows icons, favicons; cursors are the same): what encoder and decoder share. A directory,
// then entries, each of which is a PNG or what is in a BMP with a mask behind it. All numbers are
// little endian.
#pragma once

#include "src/codec.h"

// The records of the formats that entries are in, which the build links into this one.
namespace imwrite::bmp {
extern const Decoder kDecoder;
}
namespace imwrite::png {
extern const Encoder kEncoder;
extern const Decoder kDecoder;
}  // namespace imwrite::png

namespace imwrite::ico {

inline constexpr std::string_view kExtensions[] = {"ico"};
// Of icons and of cursors.
inline constexpr std::string_view kSignatures[] = {"00 00 01 00", "00 00 02 00"};
// A side is a byte, where 0 means 256.
inline constexpr uint32_t kMaxSide = 256;
inline constexpr Format kFormat = {.name = "ico",
                                   .title = "ICO",
                                   .mime_type = "image/x-icon",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = kMaxSide,
                                   .max_height = kMaxSide,
                                   .encode_ns = 40,
                                   .decode_ns = 20};

inline constexpr size_t kHeaderBytes = 6;
inline constexpr size_t kEntryBytes = 16;
inline constexpr uint32_t kMaxEntries = 65535;
// Of a BMP without its first 14 bytes.
inline constexpr uint32_t kInfoHeaderBytes = 40;

// Rows are padded to 4 bytes.
constexpr uint64_t RowBytes(uint32_t width, uint32_t bits) {
  return (uint64_t{width} * bits + 31) / 32 * 4;
}

}  // namespace imwrite::ico
