#include "src/codecs/tiff/predictor.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace imwrite::tiff {
namespace {

template <class Sample>
Sample Load(const uint8_t* at) {
  Sample sample;
  std::memcpy(&sample, at, sizeof sample);
  return sample;
}

// The samples from `from` on, each less that which stands `step` bytes before.
template <class Sample>
void Subtract(const uint8_t* from, size_t step, size_t size, uint8_t* to) {
  size_t i = 0;
#ifdef __wasm_simd128__
  for (; i + 16 <= size; i += 16) {
    const v128_t here = wasm_v128_load(from + i);
    const v128_t before = wasm_v128_load(from + i - step);
    v128_t difference;
    if constexpr (sizeof(Sample) == 1) difference = wasm_i8x16_sub(here, before);
    if constexpr (sizeof(Sample) == 2) difference = wasm_i16x8_sub(here, before);
    if constexpr (sizeof(Sample) == 4) difference = wasm_i32x4_sub(here, before);
    if constexpr (sizeof(Sample) == 8) difference = wasm_i64x2_sub(here, before);
    wasm_v128_store(to + i, difference);
  }
#endif
  for (; i < size; i += sizeof(Sample)) {
    const auto difference =
        static_cast<Sample>(Load<Sample>(from + i) - Load<Sample>(from + i - step));
    std::memcpy(to + i, &difference, sizeof difference);
  }
}

// The first `step` bytes, which have none before them, and the others less those.
template <class Sample>
void DifferenceRow(const uint8_t* row, size_t step, size_t size, uint8_t* to) {
  std::copy_n(row, step, to);
  Subtract<Sample>(row + step, step, size - step, to + step);
}

}  // namespace

void Difference(const uint8_t* rows, uint32_t count, const ImageInfo& info, uint8_t* to) {
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  for (uint32_t y = 0; y < count; ++y, rows += row_bytes, to += row_bytes) {
    switch (info.sample_bytes()) {
      case 1: DifferenceRow<uint8_t>(rows, info.pixel_bytes(), row_bytes, to); break;
      case 2: DifferenceRow<uint16_t>(rows, info.pixel_bytes(), row_bytes, to); break;
      case 4: DifferenceRow<uint32_t>(rows, info.pixel_bytes(), row_bytes, to); break;
      default: DifferenceRow<uint64_t>(rows, info.pixel_bytes(), row_bytes, to);
    }
  }
}

void DifferenceFloats(const uint8_t* rows, uint32_t count, const ImageInfo& info, uint8_t* scratch,
                      uint8_t* to) {
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  const size_t sample_bytes = info.sample_bytes();
  for (uint32_t y = 0; y < count; ++y, rows += row_bytes, to += row_bytes) {
    uint8_t* next = scratch;
    for (size_t byte = sample_bytes; byte-- > 0;) {
      for (size_t i = byte; i < row_bytes; i += sample_bytes) *next++ = rows[i];
    }
    DifferenceRow<uint8_t>(scratch, info.channels, row_bytes, to);
  }
}

}  // namespace imwrite::tiff
