#include "src/codecs/tiff/halve.h"

#include <algorithm>
#include <array>
#include <limits>
#include <type_traits>

namespace imwrite::tiff {
namespace {

template <class Number>
using Four = std::array<Number, 4>;

template <class Number>
bool AreEqual(const Four<Number>& four) {
  return four[0] == four[1] && four[0] == four[2] && four[0] == four[3];
}

// In an order kept by whatever the mean is made of: signed integers count from the least one.
template <class Sample>
uint64_t Rank(Sample sample) {
  using Unsigned = std::make_unsigned_t<Sample>;
  constexpr auto lowest = static_cast<Unsigned>(std::numeric_limits<Sample>::min());
  return static_cast<Unsigned>(static_cast<Unsigned>(sample) - lowest);
}

template <class Sample>
Sample FromRank(uint64_t rank) {
  using Unsigned = std::make_unsigned_t<Sample>;
  return static_cast<Sample>(
      static_cast<Unsigned>(rank + static_cast<Unsigned>(std::numeric_limits<Sample>::min())));
}

template <class Sample>
Sample Mean(const Four<Sample>& four) {
  if constexpr (std::is_floating_point_v<Sample>) {
    constexpr double quarter = 0.25;
    return static_cast<Sample>((four[0] * quarter + four[1] * quarter) +
                               (four[2] * quarter + four[3] * quarter));
  } else {
    uint64_t sum = 2;
    for (const Sample sample : four) sum += Rank(sample);
    return FromRank<Sample>(sum / 4);
  }
}

template <class Sample>
using Weight = std::conditional_t<std::is_floating_point_v<Sample>, double, uint64_t>;

template <class Sample>
Sample WeightedMean(const Four<Sample>& four, const Four<Weight<Sample>>& weights) {
  const auto total = weights[0] + weights[1] + weights[2] + weights[3];
  if constexpr (std::is_floating_point_v<Sample>) {
    double sum = 0;
    for (size_t i = 0; i < 4; ++i) sum += weights[i] > 0 ? four[i] * weights[i] : 0;
    return static_cast<Sample>(sum / total);
  } else {
    // Products of 32 bits fill 64: quotients and remainders are summed apart.
    uint64_t whole = 0;
    uint64_t rest = total / 2;
    for (size_t i = 0; i < 4; ++i) {
      const uint64_t product = Rank(four[i]) * weights[i];
      if constexpr (sizeof(Sample) == 4) whole += product / total;
      rest += sizeof(Sample) == 4 ? product % total : product;
    }
    return FromRank<Sample>(whole + rest / total);
  }
}

template <class Sample>
void Halve(const Sample* top, const Sample* bottom, const ImageInfo& info, bool weighted,
           Sample* to) {
  const size_t channels = info.channels;
  for (uint32_t x = 0; x < info.width; x += 2, to += channels) {
    const size_t left = x * channels;
    const size_t right = x + 1 < info.width ? left + channels : left;
    const auto four = [&](size_t c) {
      return Four<Sample>{top[left + c], top[right + c], bottom[left + c], bottom[right + c]};
    };
    Four<Weight<Sample>> weights{};
    if (weighted) {
      const Four<Sample> alpha = four(info.alpha_index());
      for (size_t i = 0; i < 4; ++i)
        weights[i] = alpha[i] > 0 ? static_cast<Weight<Sample>>(alpha[i]) : 0;
    }
    // Equal weights are none.
    const size_t means = AreEqual(weights) ? 0 : info.alpha_index();
    for (size_t c = 0; c < means; ++c) to[c] = WeightedMean(four(c), weights);
    for (size_t c = means; c < channels; ++c) to[c] = Mean(four(c));
  }
}

template <class Sample>
void HalveAs(const uint8_t* top, const uint8_t* bottom, const ImageInfo& info, bool weighted,
             uint8_t* to) {
  const auto* samples = reinterpret_cast<const Sample*>(top);
  Halve(samples, reinterpret_cast<const Sample*>(bottom), info, weighted,
        reinterpret_cast<Sample*>(to));
}

}  // namespace

void HalveRows(const uint8_t* top, const uint8_t* bottom, const ImageInfo& info, bool weighted,
               uint8_t* to) {
  switch (info.sample_type) {
    case SampleType::kU8: return HalveAs<uint8_t>(top, bottom, info, weighted, to);
    case SampleType::kU16: return HalveAs<uint16_t>(top, bottom, info, weighted, to);
    case SampleType::kF32: return HalveAs<float>(top, bottom, info, weighted, to);
    case SampleType::kS8: return HalveAs<int8_t>(top, bottom, info, weighted, to);
    case SampleType::kS16: return HalveAs<int16_t>(top, bottom, info, weighted, to);
    case SampleType::kU32: return HalveAs<uint32_t>(top, bottom, info, weighted, to);
    case SampleType::kS32: return HalveAs<int32_t>(top, bottom, info, weighted, to);
    case SampleType::kF64: return HalveAs<double>(top, bottom, info, weighted, to);
  }
}

}  // namespace imwrite::tiff
