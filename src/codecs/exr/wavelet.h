// PIZ's wavelet: Haar's, in place, of 16-bit numbers, exact.
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::exr {

// Numbers that lie `x_step` and `y_step` apart.
struct Plane {
  uint16_t* numbers;
  uint32_t columns;
  size_t x_step;
  uint32_t rows;
  size_t y_step;
  // The largest that was there before the transform.
  uint16_t largest;
};

void ToWavelet(const Plane& plane);
void FromWavelet(const Plane& plane);

}  // namespace imwrite::exr
