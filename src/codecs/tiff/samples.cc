#include "src/codecs/tiff/samples.h"

#include <cstring>
#include <limits>
#include <type_traits>

namespace imwrite::tiff {
namespace {

template <int bits>
uint32_t Pack(const uint8_t* gray, uint32_t width, uint8_t* to) {
  constexpr uint32_t full = (1 << bits) - 1;
  constexpr uint32_t lowest = 255 / full;
  uint32_t byte = 0;
  for (uint32_t x = 0; x < width; ++x) {
    uint32_t value = gray[x] != 0;
    if constexpr (bits > 1) {
      if (gray[x] % lowest != 0) return x;
      value = gray[x] / lowest;
    }
    byte = byte << bits | value;
    if ((x + 1) % (8 / bits) == 0) *to++ = static_cast<uint8_t>(byte);
  }
  if (const uint32_t rest = width * bits % 8; rest != 0)
    *to = static_cast<uint8_t>(byte << (8 - rest));
  return width;
}

template <int bits>
void PackBits(const uint8_t* indices, uint32_t width, uint8_t* to) {
  constexpr uint32_t in_byte = 8 / bits;
  for (uint32_t x = 0; x < width; x += in_byte) {
    uint32_t byte = 0;
    for (uint32_t i = x; i < x + in_byte; ++i) byte = byte << bits | (i < width ? indices[i] : 0u);
    *to++ = static_cast<uint8_t>(byte);
  }
}

template <class Sample>
void Copy(const uint8_t* from, size_t step, size_t count, uint8_t* to) {
  for (size_t i = 0; i < count; ++i)
    std::memcpy(to + i * sizeof(Sample), from + i * step, sizeof(Sample));
}

template <class Sample>
void Multiply(uint8_t* bytes, size_t count, const ImageInfo& info) {
  auto* pixel = reinterpret_cast<Sample*>(bytes);
  const uint16_t at = info.alpha_index();
  for (size_t i = 0; i < count; ++i, pixel += info.channels) {
    const Sample alpha = pixel[at];
    for (int c = 0; c < at; ++c) {
      if constexpr (std::is_floating_point_v<Sample>) {
        pixel[c] *= alpha;
      } else {
        constexpr uint64_t full = std::numeric_limits<Sample>::max();
        pixel[c] = static_cast<Sample>((uint64_t{pixel[c]} * alpha + full / 2) / full);
      }
    }
  }
}

}  // namespace

uint32_t PackRow(const uint8_t* gray, uint32_t width, int bits, bool white_is_zero, uint8_t* to) {
  const uint32_t packed = bits == 1   ? Pack<1>(gray, width, to)
                          : bits == 2 ? Pack<2>(gray, width, to)
                                      : Pack<4>(gray, width, to);
  const size_t bytes = (size_t{width} * static_cast<size_t>(bits) + 7) / 8;
  for (size_t i = 0; white_is_zero && i < bytes; ++i) to[i] = static_cast<uint8_t>(~to[i]);
  return packed;
}

void PackIndices(const uint8_t* indices, uint32_t width, int bits, uint8_t* to) {
  return bits == 1   ? PackBits<1>(indices, width, to)
         : bits == 2 ? PackBits<2>(indices, width, to)
                     : PackBits<4>(indices, width, to);
}

void CopySamples(const uint8_t* from, size_t step, size_t count, size_t size, uint8_t* to) {
  switch (size) {
    case 1: return Copy<uint8_t>(from, step, count, to);
    case 2: return Copy<uint16_t>(from, step, count, to);
    case 4: return Copy<uint32_t>(from, step, count, to);
    default: return Copy<uint64_t>(from, step, count, to);
  }
}

void Premultiply(uint8_t* pixels, size_t count, const ImageInfo& info) {
  switch (info.sample_type) {
    case SampleType::kU8: return Multiply<uint8_t>(pixels, count, info);
    case SampleType::kU16: return Multiply<uint16_t>(pixels, count, info);
    case SampleType::kU32: return Multiply<uint32_t>(pixels, count, info);
    case SampleType::kF32: return Multiply<float>(pixels, count, info);
    case SampleType::kF64: return Multiply<double>(pixels, count, info);
    default: return;
  }
}

}  // namespace imwrite::tiff
