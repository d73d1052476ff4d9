#include "src/codecs/avif/matrix.h"

namespace imwrite::avif {
namespace {

// Weights that primaries have in light, from their places and that of white (H.273, 8.3).
bool WeightsOfPrimaries(int primaries, Matrix* matrix) {
  struct Places {
    int number;
    float white[2], red[2], green[2], blue[2];
  };
  constexpr float kD65[2] = {0.3127f, 0.329f}, kC[2] = {0.31f, 0.316f};
  static const Places kPlaces[] = {
      {1, {kD65[0], kD65[1]}, {0.64f, 0.33f}, {0.3f, 0.6f}, {0.15f, 0.06f}},
      {4, {kC[0], kC[1]}, {0.67f, 0.33f}, {0.21f, 0.71f}, {0.14f, 0.08f}},
      {5, {kD65[0], kD65[1]}, {0.64f, 0.33f}, {0.29f, 0.6f}, {0.15f, 0.06f}},
      {6, {kD65[0], kD65[1]}, {0.63f, 0.34f}, {0.31f, 0.595f}, {0.155f, 0.07f}},
      {7, {kD65[0], kD65[1]}, {0.63f, 0.34f}, {0.31f, 0.595f}, {0.155f, 0.07f}},
      {9, {kD65[0], kD65[1]}, {0.708f, 0.292f}, {0.17f, 0.797f}, {0.131f, 0.046f}},
      {11, {0.314f, 0.351f}, {0.68f, 0.32f}, {0.265f, 0.69f}, {0.15f, 0.06f}},
      {12, {kD65[0], kD65[1]}, {0.68f, 0.32f}, {0.265f, 0.69f}, {0.15f, 0.06f}},
      {22, {kD65[0], kD65[1]}, {0.63f, 0.34f}, {0.295f, 0.605f}, {0.155f, 0.077f}},
  };
  for (const Places& places : kPlaces) {
    if (places.number != primaries) continue;
    const auto& [rx, ry] = places.red;
    const auto& [gx, gy] = places.green;
    const auto& [bx, by] = places.blue;
    const auto& [wx, wy] = places.white;
    const float rz = 1 - rx - ry, gz = 1 - gx - gy, bz = 1 - bx - by, wz = 1 - wx - wy;
    const float divisor =
        wy * (rx * (gy * bz - by * gz) + gx * (by * rz - ry * bz) + bx * (ry * gz - gy * rz));
    matrix->red = ry *
                  (wx * (gy * bz - by * gz) + wy * (bx * gz - gx * bz) + wz * (gx * by - bx * gy)) /
                  divisor;
    matrix->blue =
        by * (wx * (ry * gz - gy * rz) + wy * (gx * rz - rx * gz) + wz * (rx * gy - gx * ry)) /
        divisor;
    return true;
  }
  return false;
}

}  // namespace

Status MatrixOf(const Nclx& codes, const SampleLayout& layout, Matrix* matrix) {
  const auto weigh = [&](float red, float blue) {
    matrix->red = red;
    matrix->blue = blue;
    return Ok();
  };
  switch (codes.matrix) {
    case 0:
      matrix->conversion = Conversion::kIdentity;
      if (layout.gray || layout.shift_x == 0) return Ok();
      return Damaged("red, green and blue are not of one size");
    case 1: return weigh(0.2126f, 0.0722f);
    case 4: return weigh(0.3f, 0.11f);
    // Unspecified: what libavif takes.
    case 2:
    case 5:
    case 6: return weigh(0.299f, 0.114f);
    case 7: return weigh(0.212f, 0.087f);
    case 9: return weigh(0.2627f, 0.0593f);
    case 8: matrix->conversion = Conversion::kYCgCo; return Ok();
    case 12: return WeightsOfPrimaries(codes.primaries, matrix) ? Ok() : weigh(0.299f, 0.114f);
    case 16:
    case 17:
      matrix->conversion = Conversion::kYCgCoExact;
      matrix->extra_bits = codes.matrix == 16 ? 2 : 1;
      if (layout.gray) matrix->extra_bits = 0;
      // Differences of samples that were made smaller are none of samples.
      if (layout.bits - matrix->extra_bits >= 8 && layout.shift_x == 0 && codes.full_range)
        return Ok();
      break;
    default: break;
  }
  return Mismatch(Code::kUnsupportedData, "avif matrix coefficients",
                  "0, 1, 2, 4 to 9, 12, or 16 or 17 of full range at 4:4:4 with 10 or 12 bits",
                  std::to_string(codes.matrix));
}

}  // namespace imwrite::avif
