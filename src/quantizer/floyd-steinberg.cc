#include "src/quantizer/floyd-steinberg.h"

#include <algorithm>

namespace imwrite::quantizer {
namespace {

void AddTo(Point& sum, const Point& error, int32_t sixteenths) {
  for (int i = 0; i < 4; ++i) sum[i] += error[i] * sixteenths;
}

}  // namespace

FloydSteinberg::FloydSteinberg(uint32_t width, std::span<const Rgba> palette, double strength)
    : width_(width),
      points_(PointsOf(palette)),
      nearest_(points_),
      strength_(static_cast<int32_t>(strength * 256 + 0.5)),
      errors_(size_t{width} + 2),
      next_errors_(size_t{width} + 2) {}

std::vector<Point> FloydSteinberg::PointsOf(std::span<const Rgba> palette) {
  std::vector<Point> points;
  for (const Rgba color : palette) points.push_back(ToPoint(color));
  return points;
}

void FloydSteinberg::Map(uint32_t y, const Rgba* colors, uint8_t* indices) {
  const uint32_t width = width_;
  if (y == 0) std::ranges::fill(next_errors_, Point{});
  errors_.swap(next_errors_);
  std::ranges::fill(next_errors_, Point{});
  const bool backwards = y % 2 == 1;
  const ptrdiff_t step = backwards ? -1 : 1;
  Point* given = errors_.data() + (backwards ? width : 1);
  Point* below = next_errors_.data() + (backwards ? width : 1);
  for (uint32_t i = 0; i < width; ++i, given += step, below += step) {
    const uint32_t x = backwards ? width - 1 - i : i;
    const Rgba color = colors[x];
    Point wanted = ToPoint(color);
    const int32_t alpha = wanted[3];
    if (alpha > 0) {
      for (int c = 0; c < 3; ++c)
        wanted[c] = std::clamp(wanted[c] + (((*given)[c] + 8) >> 4), 0, kFullColor);
      if (alpha != kOpaque)
        wanted[3] = std::clamp(alpha + (((*given)[3] + 8) >> 4), 0, kMaxTranslucent);
    }
    indices[x] = nearest_.Find(wanted);
    if (strength_ == 0 || alpha == 0) continue;
    const Point& found = points_[indices[x]];
    Point error;
    for (int c = 0; c < 4; ++c) error[c] = (wanted[c] - found[c]) * strength_ / 256;
    AddTo(given[step], error, 7);
    AddTo(below[-step], error, 3);
    AddTo(below[0], error, 5);
    AddTo(below[step], error, 1);
  }
}

}  // namespace imwrite::quantizer
