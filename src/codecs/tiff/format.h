// TIFF 6.0: what encoder and decoder share.
#pragma once

#include <tiff.h>

#include "src/codec.h"

namespace imwrite::tiff {

inline constexpr std::string_view kExtensions[] = {"tiff", "tif"};
// In both byte orders, and BigTIFF.
inline constexpr std::string_view kSignatures[] = {"49 49 2a 00", "4d 4d 00 2a", "49 49 2b 00",
                                                   "4d 4d 00 2b"};
// The fields are 32 bits wide; libtiff, with which many read, counts a row's samples in signed
// integers.
inline constexpr Format kFormat = {.name = "tiff",
                                   .title = "TIFF",
                                   .mime_type = "image/tiff",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 0x7fffffff,
                                   .max_height = 0x7fffffff,
                                   .encode_ns = 20,
                                   .decode_ns = 30};

constexpr uint16_t SampleFormat(SampleType sample_type) {
  if (sample_type == SampleType::kF32 || sample_type == SampleType::kF64)
    return SAMPLEFORMAT_IEEEFP;
  return sample_type == SampleType::kS8 || sample_type == SampleType::kS16 ||
                 sample_type == SampleType::kS32
             ? SAMPLEFORMAT_INT
             : SAMPLEFORMAT_UINT;
}
inline bool IsFloat(const ImageInfo& info) {
  return SampleFormat(info.sample_type) == SAMPLEFORMAT_IEEEFP;
}

}  // namespace imwrite::tiff
