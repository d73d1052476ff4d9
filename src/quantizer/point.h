// Point: a color as coordinates in which squared distance approximates perceived difference.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "src/quantizer/color.h"

namespace imwrite::quantizer {

// Red, green and blue blended on middle gray, and alpha, in sixteenths of a level. Alpha is scaled
// so that the squared distance is the mean of the distances on black and on white: nearly
// transparent colors are all alike.
using Point = std::array<int32_t, 4>;

inline constexpr int32_t kFullColor = 255 * 16;
// 16 √3 / 2, in 256ths.
inline constexpr int32_t kAlphaScale = 3547;
inline constexpr int32_t kMaxTranslucent = (254 * kAlphaScale + 128) >> 8;
inline constexpr int32_t kOpaque = (255 * kAlphaScale + 128) >> 8;

inline Point ToPoint(Rgba color) {
  const auto channel = [&](int c) { return static_cast<int32_t>(ChannelOf(color, c)); };
  const int32_t alpha = channel(3);
  const auto blended = [&](int c) {
    return (channel(c) * alpha * 16 + (255 - alpha) * kFullColor / 2 + 127) / 255;
  };
  return {blended(0), blended(1), blended(2), (alpha * kAlphaScale + 128) >> 8};
}

inline Rgba ToColor(const Point& point) {
  const int32_t alpha = (point[3] * 256 + kAlphaScale / 2) / kAlphaScale;
  if (alpha == 0) return 0;
  const auto channel = [&](int c) {
    const int32_t premultiplied = point[c] * 255 - (255 - alpha) * kFullColor / 2;
    return static_cast<uint32_t>(std::clamp((premultiplied + 8 * alpha) / (16 * alpha), 0, 255));
  };
  return MakeRgba(channel(0), channel(1), channel(2), static_cast<uint32_t>(alpha));
}

inline int32_t Distance(const Point& a, const Point& b) {
  int32_t sum = 0;
  for (int i = 0; i < 4; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

}  // namespace imwrite::quantizer
