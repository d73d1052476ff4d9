// Scales samples between ranges: of their type, of their precision, or of the caller.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "src/options.h"

namespace imwrite {

template <class Sample>
constexpr Sample kFull = std::is_floating_point_v<Sample> ? Sample{1}
                                                          : std::numeric_limits<Sample>::max();

template <class Sample>
Sample FromByte(uint8_t value) {
  if constexpr (std::is_same_v<Sample, uint8_t>) return value;
  if constexpr (std::is_same_v<Sample, uint16_t>) return static_cast<uint16_t>(value * 257);
  if constexpr (std::is_same_v<Sample, float>) return value / 255.0f;
}

// Full range to full range, rounded to nearest; floats are clamped to 0 … 1, NaN becomes 0.
template <class Out, class In>
Out Scale(In value) {
  if constexpr (std::is_same_v<Out, In>) {
    return value;
  } else if constexpr (std::is_same_v<In, float>) {
    const float clamped = value > 0 ? std::min(value, 1.0f) : 0.0f;
    return static_cast<Out>(clamped * kFull<Out> + 0.5f);
  } else if constexpr (std::is_same_v<Out, float>) {
    return value / static_cast<float>(kFull<In>);
  } else if constexpr (std::is_same_v<Out, uint16_t>) {
    return static_cast<uint16_t>(value * 257);
  } else {
    return static_cast<uint8_t>((value + 128) / 257);
  }
}

// From the range of one precision to that of another, rounded to nearest.
template <class Sample>
void Stretch(const Sample* in, size_t samples, uint32_t from, uint32_t to, Sample* out) {
  for (size_t i = 0; i < samples; ++i) {
    out[i] =
        static_cast<Sample>((uint64_t{std::min<uint32_t>(in[i], from)} * to + from / 2) / from);
  }
}

// Scales to floats from 0 to 1, except alpha at index `alpha`, which keeps its own range.
template <class Sample>
void ApplyRange(const Sample* in, uint32_t width, int channels, int alpha, const Range& range,
                float* out) {
  const double scale = 1 / (range.to - range.from);
  for (uint32_t x = 0; x < width; ++x, in += channels, out += channels) {
    for (int c = 0; c < channels; ++c) {
      const double share = (in[c] - range.from) * scale;
      out[c] = share > 0 ? static_cast<float>(std::min(share, 1.0)) : 0.0f;
    }
    if (alpha >= 0) out[alpha] = Scale<float>(in[alpha]);
  }
}

}  // namespace imwrite
