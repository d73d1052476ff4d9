// Nearest: finds the nearest of at most 256 points.
#pragma once

#include <span>
#include <vector>

#include "src/quantizer/point.h"

namespace imwrite::quantizer {

// Space is divided into cells. When a cell is asked for, it gets a list of all points that are the
// nearest to some place in it, as in libjpeg's jquant2.c: few have to be looked at then, and the
// answer is exact. Of equally near points it is the first. What is opaque has cells of its own, and
// for these only opaque points count, if there are any.
class Nearest {
 public:
  explicit Nearest(std::span<const Point> points);

  // The coordinates must be a color's: at most kFullColor, and alpha at most kMaxTranslucent or
  // exactly kOpaque.
  uint8_t Find(const Point& point) {
    const uint32_t cell = CellOf(point);
    if (starts_[cell] == 0) Fill(cell);
    const uint8_t* list = lists_.data() + starts_[cell];
    uint8_t best = list[1];
    int32_t least = Distance(point, points_[best]);
    for (int i = list[0]; i > 0; --i) {
      const uint8_t index = list[1 + i];
      const int32_t distance = Distance(point, points_[index]);
      if (distance < least || (distance == least && index < best)) least = distance, best = index;
    }
    return best;
  }

 private:
  // A cell's side, as a power of two: of colors and of alpha.
  static constexpr int kColorShift = 7;
  static constexpr int kAlphaShift = 9;
  static constexpr uint32_t kColorCells = (kFullColor >> kColorShift) + 1;
  static constexpr uint32_t kAlphaCells = (kMaxTranslucent >> kAlphaShift) + 2;

  static uint32_t CellOf(const Point& point) {
    const auto at = [&](int i) { return static_cast<uint32_t>(point[i]) >> kColorShift; };
    const uint32_t alpha =
        point[3] == kOpaque ? kAlphaCells - 1 : static_cast<uint32_t>(point[3]) >> kAlphaShift;
    return ((alpha * kColorCells + at(0)) * kColorCells + at(1)) * kColorCells + at(2);
  }
  void Measure(int axis, uint32_t slice, int32_t low, int32_t high);
  void Fill(uint32_t cell);

  std::vector<Point> points_;
  // The squared distances along an axis from a slice of cells to each point: the least and the
  // greatest; of the four axes, one after the other.
  std::vector<int32_t> least_;
  std::vector<int32_t> greatest_;
  // Where in lists_ a cell's list is; 0: there is none yet.
  std::vector<uint32_t> starts_;
  // Of each list the length - 1 and the indices.
  std::vector<uint8_t> lists_{0};
};

}  // namespace imwrite::quantizer
