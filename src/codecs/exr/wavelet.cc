#include "src/codecs/exr/wavelet.h"

#include <algorithm>

namespace imwrite::exr {
namespace {

// Sum and difference, for numbers below 2^14: nothing overflows.
struct Narrow {
  static constexpr uint32_t kLimit = 1 << 14;

  static void Split(uint16_t a, uint16_t b, uint16_t* low, uint16_t* high) {
    const auto first = static_cast<int16_t>(a), second = static_cast<int16_t>(b);
    *low = static_cast<uint16_t>((first + second) >> 1);
    *high = static_cast<uint16_t>(first - second);
  }
  static void Join(uint16_t low, uint16_t high, uint16_t* a, uint16_t* b) {
    const int difference = static_cast<int16_t>(high);
    const int first = static_cast<int16_t>(low) + (difference & 1) + (difference >> 1);
    *a = static_cast<uint16_t>(first);
    *b = static_cast<uint16_t>(first - difference);
  }
};

// Modulo 2^16.
struct Wide {
  static constexpr int kHalf = 1 << 15;

  static void Split(uint16_t a, uint16_t b, uint16_t* low, uint16_t* high) {
    const int first = (a + kHalf) & 0xffff;
    const int difference = first - b;
    const int mean = (first + b) >> 1;
    *low = static_cast<uint16_t>(difference < 0 ? mean + kHalf : mean);
    *high = static_cast<uint16_t>(difference);
  }
  static void Join(uint16_t low, uint16_t high, uint16_t* a, uint16_t* b) {
    const int second = (low - (high >> 1)) & 0xffff;
    *b = static_cast<uint16_t>(second);
    *a = static_cast<uint16_t>(high + second - kHalf);
  }
};

// Visits the squares of numbers that are `step` apart: square(n00, n01, n10, n11), and the pairs at
// an odd edge: pair(first, second).
template <class Square, class Pair>
void ForEachSquare(const Plane& plane, uint32_t step, Square&& square, Pair&& pair) {
  const size_t right = step * plane.x_step, down = step * plane.y_step;
  const uint32_t columns = plane.columns / step, rows = plane.rows / step;
  for (uint32_t y = 0; y + 1 < rows; y += 2) {
    uint16_t* at = plane.numbers + y * down;
    for (uint32_t x = 0; x + 1 < columns; x += 2, at += 2 * right)
      square(at, at + right, at + down, at + down + right);
    if (columns % 2) pair(at, at + down);
  }
  if (rows % 2 == 0) return;
  uint16_t* at = plane.numbers + (rows - 1) * down;
  for (uint32_t x = 0; x + 1 < columns; x += 2, at += 2 * right) pair(at, at + right);
}

template <class Haar>
void Transform(const Plane& plane) {
  const uint32_t least = std::min(plane.columns, plane.rows);
  for (uint32_t step = 1; 2 * step <= least; step *= 2) {
    ForEachSquare(
        plane, step,
        [](uint16_t* n00, uint16_t* n01, uint16_t* n10, uint16_t* n11) {
          uint16_t low0, high0, low1, high1;
          Haar::Split(*n00, *n01, &low0, &high0);
          Haar::Split(*n10, *n11, &low1, &high1);
          Haar::Split(low0, low1, n00, n10);
          Haar::Split(high0, high1, n01, n11);
        },
        [](uint16_t* first, uint16_t* second) { Haar::Split(*first, *second, first, second); });
  }
}

template <class Haar>
void Invert(const Plane& plane) {
  uint32_t step = 1;
  while (2 * step <= std::min(plane.columns, plane.rows)) step *= 2;
  for (step /= 2; step >= 1; step /= 2) {
    ForEachSquare(
        plane, step,
        [](uint16_t* n00, uint16_t* n01, uint16_t* n10, uint16_t* n11) {
          uint16_t low0, high0, low1, high1;
          Haar::Join(*n00, *n10, &low0, &low1);
          Haar::Join(*n01, *n11, &high0, &high1);
          Haar::Join(low0, high0, n00, n01);
          Haar::Join(low1, high1, n10, n11);
        },
        [](uint16_t* first, uint16_t* second) { Haar::Join(*first, *second, first, second); });
  }
}

}  // namespace

void ToWavelet(const Plane& plane) {
  plane.largest < Narrow::kLimit ? Transform<Narrow>(plane) : Transform<Wide>(plane);
}

void FromWavelet(const Plane& plane) {
  plane.largest < Narrow::kLimit ? Invert<Narrow>(plane) : Invert<Wide>(plane);
}

}  // namespace imwrite::exr
