// Reads and updates what an EXIF block says about pixels: orientation, size and resolution.
#pragma once

#include <cstdint>
#include <span>

namespace imwrite {

// The resolutions that a quotient of two 32-bit numbers can express.
inline constexpr double kMinExifDpi = 1e-4;
inline constexpr double kMaxExifDpi = 4294967295.0;

// `block` starts at the byte order mark "II" or "MM". 1 to 8 as EXIF defines it; 1 when absent or
// out of range.
int ExifOrientation(std::span<const uint8_t> block);

// Sets the orientation to 1, if the block has one.
void SetExifUpright(std::span<uint8_t> block);

// Sets the image size (PixelXDimension and PixelYDimension), if the block has one.
void SetExifSize(std::span<uint8_t> block, uint32_t width, uint32_t height);

// Sets the resolution in pixels per inch, if the block has one.
void SetExifResolution(std::span<uint8_t> block, double x, double y);

// Swaps the horizontal and the vertical resolution.
void ExchangeExifResolution(std::span<uint8_t> block);

}  // namespace imwrite
