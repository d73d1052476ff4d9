// LogLuv, the 32 bits a pixel that SGI's compression stores: 16 of the logarithm of luminance, 8
// for each of u′ and v′ of CIE 1976 (Ward Larson, "LogLuv encoding for full-gamut, high-dynamic
// range images", 1998).
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::tiff {

// Interleaved linear RGB as LogLuv, byte by byte: the highest of all pixels first.
void RgbToLogLuv(const float* rgb, size_t pixels, uint8_t* bytes);

}  // namespace imwrite::tiff
