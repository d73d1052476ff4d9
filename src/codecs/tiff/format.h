// TIFF 6.0: what encoder and decoder share.
#pragma once

#include <tiff.h>

#include "src/codec.h"

namespace imwrite::tiff {

inline constexpr std::string_view kExtensions[] = {"tiff", "tif"};
// The fields are 32 bits wide; libtiff, with which many read, counts a row's samples in signed integers.
inline constexpr Format kFormat = {"tiff", "image/tiff", kExtensions, 0x7fffffff, 0x7fffffff, 20, 30};

constexpr uint16_t SampleFormat(Depth depth) {
  if (depth == Depth::kF32 || depth == Depth::kF64) return SAMPLEFORMAT_IEEEFP;
  return depth == Depth::kS8 || depth == Depth::kS16 || depth == Depth::kS32 ? SAMPLEFORMAT_INT : SAMPLEFORMAT_UINT;
}
inline bool IsFloat(const ImageInfo& info) { return SampleFormat(info.depth) == SAMPLEFORMAT_IEEEFP; }

}  // namespace imwrite::tiff
