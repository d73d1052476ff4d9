// The color space of decoded samples: the one that the file states, where it is possible.
#pragma once

#include <jxl/decode.h>

#include "src/decoder.h"
#include "src/limits.h"

namespace imwrite::jxl {

struct StatedColor {
  // Samples are in linear light and become those of this profile.
  std::vector<uint8_t> target;
  // The file's profile is one that samples cannot be converted to: they are sRGB instead.
  bool falls_back = false;
};

// At JXL_DEC_COLOR_ENCODING: what the header says. Adds a profile or numbers to `metadata`.
Status ReadColor(JxlDecoder* decoder, const JxlBasicInfo& basic, Budget* budget, Metadata* metadata,
                 StatedColor* color);

// At the same event: asks for samples in that color space.
bool UseColor(JxlDecoder* decoder, const JxlBasicInfo& basic, const StatedColor& color);

}  // namespace imwrite::jxl
