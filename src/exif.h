// What must be known of an EXIF block, and changed in it, when its picture is turned: which way up
// it is, its size and resolution.
#pragma once

#include <cstdint>
#include <span>

namespace imwrite {

// The resolutions that two numbers of 32 bits can say.
inline constexpr double kMinExifDpi = 1e-4;
inline constexpr double kMaxExifDpi = 4294967295.0;

// `block` starts at the byte order mark "II" or "MM". 1 to 8 as EXIF defines it; 1 when absent or
// out of range.
int ExifOrientation(std::span<const uint8_t> block);

// Sets the orientation, where the block names one, to 1.
void SetExifUpright(std::span<uint8_t> block);

// Sets the picture's size (PixelXDimension and PixelYDimension), where the block names one.
void SetExifSize(std::span<uint8_t> block, uint32_t width, uint32_t height);

// Sets the resolution in pixels per inch, where the block names one.
void SetExifResolution(std::span<uint8_t> block, double x, double y);

// The resolutions of both directions change places.
void ExchangeExifResolution(std::span<uint8_t> block);

}  // namespace imwrite
