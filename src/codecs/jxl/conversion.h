// How samples of another color space become linear light in sRGB's primaries, which is what the
// lossy encoder begins with and the decoder ends with, and back.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace imwrite::jxl {

using Matrix = std::array<double, 9>;
using Xyz = std::array<double, 3>;

Matrix Product(const Matrix& a, const Matrix& b);
Matrix Inverse(const Matrix& matrix);

// From the colors of one white to those of another: Bradford's way, as in ICC profiles.
Matrix Adaptation(const Xyz& from, const Xyz& to);
// What ICC profiles refer to.
inline constexpr Xyz kD50 = {0.9642, 1, 0.8249};

struct Chromaticity {
  double x, y;
};
Matrix XyzOfPrimaries(const Chromaticity (&colors)[3], const Chromaticity& white);
Xyz XyzOf(const Chromaticity& color);

// From XYZ, relative to that white, to linear sRGB.
Matrix LinearSrgbOf(const Xyz& white);

// A tone curve in steps that are small enough for 16 bits, from 0 to 1.
class Curve {
 public:
  template <class Function>
  explicit Curve(const Function& function) : steps_(kSteps + 2) {
    for (size_t i = 0; i < steps_.size(); ++i)
      steps_[i] = static_cast<float>(function(static_cast<double>(i) / kSteps));
  }

  // Below 0 the curve goes on as above; above 1 with its last slope.
  float At(float sample) const {
    const float place = std::fabs(sample) * kSteps;
    const float index = std::fmin(std::floor(place), kSteps);
    const auto* step = &steps_[static_cast<size_t>(index)];
    return std::copysign(step[0] + (step[1] - step[0]) * (place - index), sample);
  }

  // Whether every value but the last slope's has one sample.
  bool IsInvertible() const {
    return std::ranges::is_sorted(steps_) && steps_[kSteps + 1] > steps_[kSteps - 1];
  }
  // The sample of a value of that curve.
  float Of(float value) const {
    const float size = std::fabs(value);
    const auto next = std::upper_bound(steps_.begin() + 1, steps_.end() - 1, size);
    const float low = next[-1];
    const float slope = next[0] - low;
    const auto index = static_cast<float>(next - 1 - steps_.begin());
    return std::copysign((index + (slope > 0 ? (size - low) / slope : 0)) / kSteps, value);
  }

 private:
  static constexpr int kSteps = 4096;
  std::vector<float> steps_;
};

// One curve for gray, or three and a matrix.
struct Conversion {
  std::vector<Curve> curves;
  Matrix matrix{};

  bool IsInvertible() const { return std::ranges::all_of(curves, &Curve::IsInvertible); }
};

// False for a profile that is more than curves and a matrix.
bool ReadProfile(std::span<const uint8_t> icc, bool gray, Conversion* conversion);

}  // namespace imwrite::jxl
