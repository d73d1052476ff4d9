// Maps pixels to their nearest palette colors with Floyd–Steinberg error diffusion.
#pragma once

#include <span>
#include <vector>

#include "src/quantizer/color.h"
#include "src/quantizer/nearest.h"

namespace imwrite::quantizer {

// Error diffusion after Floyd and Steinberg, its rows from left to right and from right to left in
// turns.
class FloydSteinberg {
 public:
  // `strength` is the share of the error that is passed on, 0 to 1.
  FloydSteinberg(uint32_t width, std::span<const Rgba> palette, double strength);

  // Gives the indices of a row. Rows come from the first one on, one after the other; row 0 starts
  // over. Fully transparent pixels neither take nor pass on errors.
  void Map(uint32_t y, const Rgba* colors, uint8_t* indices);

 private:
  static std::vector<Point> PointsOf(std::span<const Rgba> palette);

  uint32_t width_;
  std::vector<Point> points_;
  Nearest nearest_;
  // In 256ths.
  int32_t strength_;
  // The errors diffused into the current and the next row, in sixteenths of Point's units, with a
  // margin on both sides.
  std::vector<Point> errors_;
  std::vector<Point> next_errors_;
};

}  // namespace imwrite::quantizer
