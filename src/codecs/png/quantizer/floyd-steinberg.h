// Maps pixels to their nearest palette colors with Floyd–Steinberg error diffusion.
#pragma once

#include <vector>

#include "src/codecs/png/pixels/index-readers.h"
#include "src/codecs/png/quantizer/nearest.h"

namespace imwrite::png {

// Error diffusion after Floyd and Steinberg, its rows from left to right and from right to left in
// turns. Rows are read from the first one on, one after the other.
class FloydSteinbergReader : public IndexReader {
 public:
  // `strength` is the share of the error that is passed on, 0 to 1.
  FloydSteinbergReader(RowReader& source, const ImageInfo& info, std::span<const Rgba> palette,
                       double strength);

 private:
  Status Convert(uint32_t y, const uint8_t* from, uint8_t* to) override;

  static std::vector<Point> PointsOf(std::span<const Rgba> palette);

  std::vector<Point> points_;
  Nearest nearest_;
  // In 256ths.
  int32_t strength_;
  std::vector<Rgba> colors_;
  // The errors diffused into the current and the next row, in sixteenths of Point's units, with a
  // margin on both sides.
  std::vector<Point> errors_;
  std::vector<Point> next_errors_;
};

}  // namespace imwrite::png
