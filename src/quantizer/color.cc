#include "src/quantizer/color.h"

namespace imwrite::quantizer {

void ToColors(const uint8_t* row, uint32_t width, int channels, Rgba* colors) {
  switch (channels) {
    case 1:
      for (uint32_t x = 0; x < width; ++x) colors[x] = MakeRgba(row[x], row[x], row[x], 255);
      break;
    case 2:
      for (uint32_t x = 0; x < width; ++x, row += 2)
        colors[x] = MakeRgba(row[0], row[0], row[0], row[1]);
      break;
    case 3:
      for (uint32_t x = 0; x < width; ++x, row += 3)
        colors[x] = MakeRgba(row[0], row[1], row[2], 255);
      break;
    default:
      for (uint32_t x = 0; x < width; ++x, row += 4)
        colors[x] = MakeRgba(row[0], row[1], row[2], row[3]);
  }
}

}  // namespace imwrite::quantizer
