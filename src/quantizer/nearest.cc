#include "src/quantizer/nearest.h"

namespace imwrite::quantizer {
namespace {

// More than any squared distance; four of them fit 32 bits.
constexpr int32_t kFar = 1 << 28;

}  // namespace

Nearest::Nearest(std::span<const Point> points)
    : points_(points.begin(), points.end()),
      least_((3 * kColorCells + kAlphaCells) * points.size()),
      greatest_(least_.size()),
      starts_(kAlphaCells * kColorCells * kColorCells * kColorCells) {
  for (int axis = 0; axis < 3; ++axis) {
    for (uint32_t slice = 0; slice < kColorCells; ++slice) {
      const auto low = static_cast<int32_t>(slice << kColorShift);
      Measure(axis, slice, low, low + (1 << kColorShift) - 1);
    }
  }
  for (uint32_t slice = 0; slice + 1 < kAlphaCells; ++slice) {
    const auto low = static_cast<int32_t>(slice << kAlphaShift);
    Measure(3, slice, low, low + (1 << kAlphaShift) - 1);
  }
  Measure(3, kAlphaCells - 1, kOpaque, kOpaque);
  const size_t opaque = (3 * kColorCells + kAlphaCells - 1) * points_.size();
  for (size_t k = 0; k < points_.size(); ++k) {
    if (points_[k][3] == kOpaque) continue;
    least_[opaque + k] += kFar;
    greatest_[opaque + k] += kFar;
  }
}

void Nearest::Measure(int axis, uint32_t slice, int32_t low, int32_t high) {
  const size_t start = (axis * kColorCells + slice) * points_.size();
  for (size_t k = 0; k < points_.size(); ++k) {
    const int32_t below = low - points_[k][axis];
    const int32_t above = points_[k][axis] - high;
    const int32_t gap = std::max({below, above, 0});
    const int32_t span = std::max(-below, -above);
    least_[start + k] = gap * gap;
    greatest_[start + k] = span * span;
  }
}

void Nearest::Fill(uint32_t cell) {
  const size_t size = points_.size();
  std::array<size_t, 4> starts;
  uint32_t rest = cell;
  for (int axis = 2; axis >= 0; --axis, rest /= kColorCells)
    starts[axis] = (axis * kColorCells + rest % kColorCells) * size;
  starts[3] = (3 * kColorCells + rest) * size;
  const auto sum = [&](const std::vector<int32_t>& squares, size_t k) {
    return squares[starts[0] + k] + squares[starts[1] + k] + squares[starts[2] + k] +
           squares[starts[3] + k];
  };
  // A point that is farther from all of the cell than another one is at most is not the nearest
  // anywhere.
  int32_t bound = INT32_MAX;
  for (size_t k = 0; k < size; ++k) bound = std::min(bound, sum(greatest_, k));
  starts_[cell] = static_cast<uint32_t>(lists_.size());
  lists_.push_back(0);
  for (size_t k = 0; k < size; ++k) {
    if (sum(least_, k) <= bound) lists_.push_back(static_cast<uint8_t>(k));
  }
  lists_[starts_[cell]] = static_cast<uint8_t>(lists_.size() - starts_[cell] - 2);
}

}  // namespace imwrite::quantizer
