// Samples as libjxl describes them.
#pragma once

#include <jxl/types.h>

#include "src/pixels.h"

namespace imwrite::jxl {

// Of packed rows.
inline JxlPixelFormat PixelFormatOf(const ImageInfo& info) {
  const SampleType type = info.sample_type;
  return {info.channels,
          type == SampleType::kU8    ? JXL_TYPE_UINT8
          : type == SampleType::kU16 ? JXL_TYPE_UINT16
                                     : JXL_TYPE_FLOAT,
          JXL_NATIVE_ENDIAN, /*align=*/0};
}

}  // namespace imwrite::jxl
