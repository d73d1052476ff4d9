#include "src/codecs/jxl/conversion.h"

namespace imwrite::jxl {
namespace {

constexpr Matrix kBradford = {0.8951, 0.2664, -0.1614, -0.7502, 1.7135,
                              0.0367, 0.0389, -0.0685, 1.0296};
constexpr Chromaticity kD65 = {0.3127, 0.3290};
constexpr Chromaticity kSrgb[] = {{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}};

Xyz Times(const Matrix& m, const Xyz& v) {
  Xyz result{};
  for (size_t i = 0; i < 3; ++i)
    result[i] = m[3 * i] * v[0] + m[3 * i + 1] * v[1] + m[3 * i + 2] * v[2];
  return result;
}

}  // namespace

Matrix Product(const Matrix& a, const Matrix& b) {
  Matrix result{};
  for (size_t i = 0; i < 9; ++i) {
    for (size_t k = 0; k < 3; ++k) result[i] += a[i / 3 * 3 + k] * b[3 * k + i % 3];
  }
  return result;
}

Matrix Inverse(const Matrix& m) {
  const auto minor = [&](size_t row, size_t column) {
    const size_t r0 = (row + 1) % 3, r1 = (row + 2) % 3;
    const size_t c0 = (column + 1) % 3, c1 = (column + 2) % 3;
    return m[3 * r0 + c0] * m[3 * r1 + c1] - m[3 * r0 + c1] * m[3 * r1 + c0];
  };
  const double determinant = m[0] * minor(0, 0) + m[1] * minor(0, 1) + m[2] * minor(0, 2);
  Matrix result{};
  for (size_t i = 0; i < 9; ++i) result[i] = minor(i % 3, i / 3) / determinant;
  return result;
}

Matrix Adaptation(const Xyz& from, const Xyz& to) {
  const Xyz a = Times(kBradford, from), b = Times(kBradford, to);
  const Matrix scale = {b[0] / a[0], 0, 0, 0, b[1] / a[1], 0, 0, 0, b[2] / a[2]};
  return Product(Inverse(kBradford), Product(scale, kBradford));
}

Xyz XyzOf(const Chromaticity& color) {
  return {color.x / color.y, 1, (1 - color.x - color.y) / color.y};
}

Matrix XyzOfPrimaries(const Chromaticity (&colors)[3], const Chromaticity& white) {
  Matrix result{};
  for (size_t i = 0; i < 3; ++i) {
    const Xyz color = XyzOf(colors[i]);
    for (size_t row = 0; row < 3; ++row) result[3 * row + i] = color[row];
  }
  // So much of each that they make white.
  const Xyz amounts = Times(Inverse(result), XyzOf(white));
  for (size_t i = 0; i < 9; ++i) result[i] *= amounts[i % 3];
  return result;
}

Matrix LinearSrgbOf(const Xyz& white) {
  return Product(Inverse(XyzOfPrimaries(kSrgb, kD65)), Adaptation(white, XyzOf(kD65)));
}

}  // namespace imwrite::jxl
