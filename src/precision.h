// The range of samples that have fewer bits than their type.
#pragma once

#include <string>

#include "src/pixels.h"
#include "src/status.h"

namespace imwrite {

// Rows from `y` on: fails at the first sample that is larger than the stated bits allow.
template <class Sample>
Status CheckPrecision(const ImageInfo& info, uint32_t y, uint32_t count, const Sample* samples) {
  const uint32_t max = (uint32_t{1} << info.precision) - 1;
  const size_t row_samples = size_t{info.width} * info.channels;
  for (size_t i = 0; i < row_samples * count; ++i) {
    if (samples[i] <= max) continue;
    return MismatchOf("precision", Code::kInvalidImage,
                      "sample in row " + std::to_string(y + i / row_samples),
                      "at most " + std::to_string(max) + " after the image's precision",
                      std::to_string(samples[i]));
  }
  return Ok();
}

// The same for packed rows of either type. Nothing to check: the samples use all bits of it.
inline Status CheckRowPrecision(const ImageInfo& info, uint32_t y, uint32_t count,
                                const uint8_t* rows) {
  if (info.precision == 0) return Ok();
  return info.sample_type == SampleType::kU8
             ? CheckPrecision(info, y, count, rows)
             : CheckPrecision(info, y, count, reinterpret_cast<const uint16_t*>(rows));
}

// An Encoder::precision for headers that state any number of bits; up to 8 bits, samples are bytes.
inline uint8_t AnyPrecision(const ImageInfo& info, const void* /*options*/) {
  return info.sample_type == SampleType::kU16 && info.precision <= 8 ? 0 : info.precision;
}

}  // namespace imwrite
