#include "src/codecs/tiff/xyz.h"

namespace imwrite::tiff {
namespace {

constexpr float kToXyz[3][3] = {{0.412453f, 0.357580f, 0.180423f},
                                {0.212671f, 0.715160f, 0.072169f},
                                {0.019334f, 0.119193f, 0.950227f}};
constexpr float kToRgb[3][3] = {{3.240479f, -1.53715f, -0.498535f},
                                {-0.969256f, 1.875991f, 0.041556f},
                                {0.055648f, -0.204043f, 1.057311f}};

void Multiply(const float (&matrix)[3][3], float* pixel, size_t count) {
  for (size_t i = 0; i < count; ++i, pixel += 3) {
    const float a = pixel[0], b = pixel[1], c = pixel[2];
    for (int k = 0; k < 3; ++k) pixel[k] = a * matrix[k][0] + b * matrix[k][1] + c * matrix[k][2];
  }
}

}  // namespace

void RgbToXyz(float* pixels, size_t count) { Multiply(kToXyz, pixels, count); }
void XyzToRgb(float* pixels, size_t count) { Multiply(kToRgb, pixels, count); }

}  // namespace imwrite::tiff
