// JPEG 2000 (ISO/IEC 15444-1), by OpenJPEG: what encoder and decoder share.
#pragma once

#include "src/codec.h"

namespace imwrite::jp2 {

inline constexpr std::string_view kExtensions[] = {"jp2"};
// The file with boxes, and the naked codestream.
inline constexpr std::string_view kSignatures[] = {"00 00 00 0c 6a 50 20 20 0d 0a 87 0a",
                                                   "ff 4f ff 51"};
inline constexpr Format kFormat = {.name = "jp2",
                                   .title = "JPEG 2000",
                                   .mime_type = "image/jp2",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 230,
                                   .decode_ns = 150};

// Numbers of color spaces in a file.
enum ColorSpace : uint32_t { kCmyk = 12, kSrgb = 16, kGray = 17, kSycc = 18 };

// Boxes of type uuid that exiftool, GDAL and others know.
inline constexpr std::string_view kExifId = "JpgTiffExif->JP2";
inline constexpr std::string_view kXmpId =
    "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
inline constexpr std::string_view kIptcId =
    "\x33\xc7\xa4\xd2\xb8\x1d\x47\x23\xa0\xba\xf1\xa3\xe0\x97\xad\x38";

}  // namespace imwrite::jp2
