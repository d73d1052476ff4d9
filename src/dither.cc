#include "src/dither.h"

#include <algorithm>
#include <array>

namespace imwrite {
namespace {

constexpr uint32_t kSide = 16;
constexpr uint32_t kPlaces = kSide * kSide;

// The row of Bayer's matrix, its thresholds from 0 to kPlaces - 1 (B. E. Bayer, ICC 1973): the bits
// of x ^ y and y from the lowest on, taken in turns, are a threshold's from the highest on.
std::array<uint8_t, kSide> Thresholds(uint32_t y) {
  std::array<uint8_t, kSide> thresholds{};
  for (uint32_t x = 0; x < kSide; ++x) {
    uint32_t threshold = 0;
    for (uint32_t bits = kSide; bits > 1; bits /= 2) {
      const uint32_t bit = kSide / bits;
      threshold = threshold * 4 + ((x ^ y) & bit ? 2 : 0) + (y & bit ? 1 : 0);
    }
    thresholds[x] = static_cast<uint8_t>(threshold);
  }
  return thresholds;
}

template <class Sample, class Move>
void ForEachSample(const Sample* in, uint32_t y, uint32_t width, int channels, Sample* out,
                   Move&& move) {
  const auto thresholds = Thresholds(y);
  for (uint32_t x = 0; x < width; ++x, in += channels, out += channels) {
    for (int c = 0; c < channels; ++c) out[c] = move(in[c], thresholds[x % kSide]);
  }
}

}  // namespace

void DitherRow(const uint16_t* in, uint32_t y, uint32_t width, int channels, SampleType,
               uint16_t* out) {
  // 257 values a level: rounding adds 128 to each, this adds all from 0 to 256 but 128.
  ForEachSample(in, y, width, channels, out, [](uint16_t sample, uint32_t threshold) {
    return static_cast<uint16_t>((sample + threshold + threshold / 128) / 257 * 257);
  });
}

void DitherRow(const float* in, uint32_t y, uint32_t width, int channels, SampleType to,
               float* out) {
  const double full = (1u << Bits(to)) - 1;
  ForEachSample(in, y, width, channels, out, [full](float sample, uint32_t threshold) {
    const float clamped = sample > 0 ? std::min(sample, 1.0f) : 0.0f;
    // In double: a float is too coarse for a level of 16 bits and a threshold.
    const auto level = static_cast<uint32_t>(clamped * full + (threshold + 0.5) / kPlaces);
    return static_cast<float>(level / full);
  });
}

}  // namespace imwrite
