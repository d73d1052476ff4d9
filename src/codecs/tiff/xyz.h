// RGB of ITU-R BT.709 primaries and white D65, linear, to and from CIE XYZ, which LogLuv files
// store.
#pragma once

#include <cstddef>

namespace imwrite::tiff {

// Convert interleaved pixels in place, with the matrices of OpenCV's COLOR_RGB2XYZ and
// COLOR_XYZ2RGB.
void RgbToXyz(float* pixels, size_t count);
void XyzToRgb(float* pixels, size_t count);

}  // namespace imwrite::tiff
