// The one fact decoders need out of an EXIF block: which way up the picture is.
#pragma once

#include <cstdint>
#include <span>

namespace imwrite {

// `tiff` starts at the byte order mark "II" or "MM". 1 to 8 as EXIF defines it; 1 when absent or out of range.
int ExifOrientation(std::span<const uint8_t> tiff);

}  // namespace imwrite
