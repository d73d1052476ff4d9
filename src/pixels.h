// The layout of an image: size, channels and sample type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "src/memory.h"

namespace imwrite {

// The type of a sample. Floats are nominally 0 to 1. Only the first three are converted to one
// another.
enum class SampleType : uint8_t { kU8, kU16, kF32, kS8, kS16, kU32, kS32, kF64 };
inline constexpr std::string_view kSampleTypeNames[] = {"uint8", "uint16", "float32", "int8",
                                                        "int16", "uint32", "int32",   "float64"};

constexpr std::string_view Name(SampleType sample_type) {
  return kSampleTypeNames[static_cast<int>(sample_type)];
}
constexpr uint8_t Bits(SampleType sample_type) {
  constexpr uint8_t kBits[] = {8, 16, 32, 8, 16, 32, 32, 64};
  return kBits[static_cast<int>(sample_type)];
}
constexpr bool IsConvertible(SampleType sample_type) { return sample_type <= SampleType::kF32; }

// Samples are interleaved: gray, gray + alpha, RGB or RGBA for 1 to 4 channels, with straight
// alpha; or CMYK. Any number of extra channels may follow.
struct ImageInfo {
  uint32_t width = 0;
  uint32_t height = 0;
  uint16_t channels = 0;
  SampleType sample_type = SampleType::kU8;
  // The channels are cyan, magenta, yellow and black; the largest value is full ink.
  bool is_cmyk = false;
  // The low-order bits that samples use; 0: all bits of their type.
  uint8_t precision = 0;
  // The number of channels that are neither color nor alpha.
  uint16_t extra_channels = 0;

  // Red, green and blue.
  bool has_colors() const { return !is_cmyk && channels - extra_channels >= 3; }
  // The index of alpha in a pixel that has it.
  uint16_t alpha_index() const { return static_cast<uint16_t>(channels - extra_channels - 1); }
  bool has_alpha() const { return !is_cmyk && (channels - extra_channels) % 2 == 0; }
  uint8_t color_channels() const { return channels - extra_channels < 3 ? 1 : 3; }
  size_t sample_bytes() const { return Bits(sample_type) / 8; }
  size_t pixel_bytes() const { return channels * sample_bytes(); }
  // 64 bits even if size_t has 32: callers compare before they allocate.
  uint64_t row_bytes() const { return uint64_t{width} * pixel_bytes(); }
  uint64_t image_bytes() const { return row_bytes() * height; }

  bool operator==(const ImageInfo&) const = default;
};

// Memory whose allocation may fail without an exception.
class Buffer {
 public:
  [[nodiscard]] bool Resize(uint64_t bytes) {
    if (bytes <= size_) return true;
    if (bytes > SIZE_MAX / 2) return false;
    data_.reset(static_cast<uint8_t*>(imwrite_malloc(static_cast<size_t>(bytes))));
    size_ = data_ ? static_cast<size_t>(bytes) : 0;
    return data_ != nullptr;
  }
  uint8_t* data() { return data_.get(); }
  size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(uint8_t* data) const { std::free(data); }
  };
  std::unique_ptr<uint8_t[], Free> data_;
  size_t size_ = 0;
};

}  // namespace imwrite
