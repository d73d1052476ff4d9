#include "src/codecs/tiff/logluv.h"

#include <algorithm>
#include <cmath>

#include "src/codecs/tiff/xyz.h"

namespace imwrite::tiff {
namespace {

// Of the sign and 256 × (log2 Y + 64); what is too dark for that is 0.
uint32_t Luminance(double y) {
  constexpr double kLeast = 5.4136769e-20;
  constexpr double kMost = 1.8371976e19;
  const double size = std::abs(y);
  if (!(size > kLeast)) return 0;
  const uint32_t sign = y < 0 ? 0x8000 : 0;
  return sign | (size >= kMost ? 0x7fff : static_cast<uint32_t>(256 * (std::log2(size) + 64)));
}

uint32_t Chromaticity(double value) {
  constexpr double kScale = 410;
  return value > 0 ? static_cast<uint32_t>(std::min(kScale * value, 255.0)) : 0;
}

uint32_t LogLuv(const float* xyz) {
  constexpr double kNeutralU = 0.210526316;
  constexpr double kNeutralV = 0.473684211;
  const double x = xyz[0], y = xyz[1], z = xyz[2];
  const uint32_t luminance = Luminance(y);
  const double sum = x + 15 * y + 3 * z;
  const bool neutral = luminance == 0 || !(sum > 0);
  const double u = neutral ? kNeutralU : 4 * x / sum;
  const double v = neutral ? kNeutralV : 9 * y / sum;
  return luminance << 16 | Chromaticity(u) << 8 | Chromaticity(v);
}

}  // namespace

void RgbToLogLuv(const float* rgb, size_t pixels, uint8_t* bytes) {
  for (size_t i = 0; i < pixels; ++i) {
    float xyz[] = {rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]};
    RgbToXyz(xyz, 1);
    const uint32_t pixel = LogLuv(xyz);
    for (size_t k = 0; k < 4; ++k)
      bytes[k * pixels + i] = static_cast<uint8_t>(pixel >> (24 - 8 * k));
  }
}

}  // namespace imwrite::tiff
